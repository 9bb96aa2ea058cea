/// \file
/// Where the time of extraction goes. With --stages the documents pass each stage in turn on one
/// thread, and the processor's time of each is summed; with --build N the whole build runs on N
/// threads, as `entente build` runs it. Prints one JSON object a line.
///
///   ingest_bench --stages FOLDER...
///   ingest_bench --build N GRAPH FOLDER...
///   ingest_bench --export GRAPH                what it holds, to see that builds are the same

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/allocation.h"
#include "graph/formats/jsonl.h"
#include "graph/graph.h"
#include "graph/schema.h"
#include "ingest/consolidate.h"
#include "ingest/date_finder.h"
#include "ingest/document_extraction.h"
#include "ingest/extractor.h"
#include "ingest/gazetteer.h"
#include "ingest/knowledge.h"
#include "ingest/linker.h"
#include "ingest/mention_finder.h"
#include "ingest/name_finder.h"
#include "ingest/pipeline.h"
#include "ingest/post_finder.h"
#include "ingest/readers/inputs.h"
#include "ingest/resolver.h"
#include "ingest/segmenter.h"
#include "ingest/text_words.h"

namespace {

using entente::graph::Result;
using namespace entente::ingest;

double CpuSeconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Sums the time between calls under the names it is given.
class Stages {
 public:
  void Begin() { last_ = CpuSeconds(CLOCK_THREAD_CPUTIME_ID); }
  void End(const char* stage) {
    double now = CpuSeconds(CLOCK_THREAD_CPUTIME_ID);
    auto at = std::find_if(sums_.begin(), sums_.end(),
                           [&](const auto& sum) { return sum.first == stage; });
    if (at == sums_.end()) at = sums_.insert(at, {stage, 0});
    at->second += now - last_;
    last_ = CpuSeconds(CLOCK_THREAD_CPUTIME_ID);
  }
  void Print(double megabytes) const {
    double total = 0;
    for (const auto& [stage, seconds] : sums_) total += seconds;
    for (const auto& [stage, seconds] : sums_) {
      fmt::print(
          "{{\"stage\":\"{}\",\"cpu_seconds\":{:.3f},\"mb_per_s\":{:.1f},\"share\":{:.3f}}}\n",
          stage, seconds, megabytes / seconds, seconds / total);
    }
    fmt::print("{{\"stage\":\"all\",\"cpu_seconds\":{:.3f},\"mb_per_s\":{:.2f},\"mb\":{:.2f}}}\n",
               total, megabytes / total, megabytes);
  }

 private:
  std::vector<std::pair<std::string, double>> sums_;
  double last_ = 0;
};

template <class T>
T OrStop(Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "ingest_bench: {} {}\n", result.error().file, result.error().message);
  std::exit(1);
}

/// The finders of stages 3 and 4 one by one; FindMentions does the same and puts it together.
void TimeFinders(const Document& document, const SegmentedText& text, const Knowledge& knowledge,
                 Stages& stages) {
  stages.Begin();
  const TextWords words(document, text, knowledge.lexicon());
  stages.End("  words");
  const GazetteerMatches matches(words);
  stages.End("  gazetteers");
  const Dateline dateline = FindDateline(words);
  const std::string reference =
      !document.published().empty() ? document.published() : dateline.date;
  const std::vector<FoundDate> dates = FindDates(words, reference);
  stages.End("  dates");
  const std::vector<FoundPost> posts = FindPosts(words, matches, dates);
  stages.End("  posts");
  const std::vector<NameCandidate> names =
      Consolidate(words, FindNames(words, matches, dates, posts, dateline));
  stages.End("  names");
  DocumentMentions result;
  ResolveActors(words, matches, names, posts, dateline, result);
  stages.End("  resolve");
}

int TimeStages(const std::vector<std::string>& inputs) {
  Stages stages, finders;
  stages.Begin();
  auto knowledge = OrStop(Knowledge::Load(OrStop(LoadKnowledgeFiles(""))));
  const double knowledge_seconds = CpuSeconds(CLOCK_THREAD_CPUTIME_ID);
  double megabytes = 0;
  uint64_t facts = 0, mentions = 0;
  std::vector<std::pair<std::string, StoredFindings>> found;
  FreshLoader loader(1);
  for (const InputFile& file : ListInputs(inputs).files) {
    stages.Begin();
    auto source = OrStop(DocumentSource::Open(file));
    while (auto raw = source->Next()) {
      RawDocument bytes = OrStop(*std::move(raw));
      stages.End("open");
      auto read = ReadDocument(bytes);
      if (!read) continue;
      Document document = *std::move(read);
      stages.End("read");
      SegmentedText text = Segment(document);
      stages.End("segment");
      DocumentFindings facts_found;
      if (document.language().empty() || document.language() == "en") {
        TimeFinders(document, text, *knowledge, finders);
        stages.Begin();
        DocumentMentions found_mentions = FindMentions(document, text, *knowledge);
        stages.End("mention, resolve");
        mentions += found_mentions.mentions.size();
        facts_found = ExtractFacts(document, text, std::move(found_mentions), *knowledge);
        stages.End("extract");
      }
      facts_found.document_id = document.id();
      const Fingerprint fingerprint = FingerprintOf(document.text());
      stages.End("fingerprint");
      std::string encoded = EncodeFindings(facts_found, fingerprint);
      StoredFindings stored = OrStop(DecodeFindings(encoded));
      DocumentRecord record = MakeRecord(document, stored, std::move(encoded));
      stages.End("encode");
      if (!loader.AddDocument(record, "")) return 1;
      stages.End("load documents");
      megabytes += static_cast<double>(document.text().size()) * 1e-6;
      facts += stored.findings.facts.size();
      found.emplace_back(document.id(), std::move(stored));
      stages.Begin();
    }
  }
  stages.Begin();
  std::vector<uint32_t> number_of(found.size());
  for (uint32_t i = 0; i < number_of.size(); ++i) number_of[i] = i;
  std::sort(number_of.begin(), number_of.end(),
            [&](uint32_t a, uint32_t b) { return found[a].first < found[b].first; });
  std::vector<StoredFindings> documents;
  for (uint32_t number : number_of) documents.push_back(std::move(found[number].second));
  LinkedGraph linked = LinkDocuments(documents);
  stages.End("link");
  if (!loader.AddPlan(documents, linked, number_of)) return 1;
  stages.End("load");
  stages.Print(megabytes);
  finders.Print(megabytes);
  fmt::print(
      "{{\"documents\":{},\"facts\":{},\"facts_per_mb\":{:.0f},\"mentions\":{},"
      "\"nodes\":{},\"relationships\":{},\"knowledge_seconds\":{:.3f}}}\n",
      documents.size(), facts, static_cast<double>(facts) / megabytes, mentions,
      loader.node_count(), loader.relationship_count(), knowledge_seconds);
  return 0;
}

int TimeBuild(unsigned jobs, const std::string& graph, const std::vector<std::string>& inputs) {
  BuildOptions options;
  options.inputs = inputs;
  options.graph_path = graph;
  options.force = true;
  options.jobs = jobs;
  entente::graph::KeepFreedMemory();  // as `entente build` does
  entente::graph::ReturnLargeBlocks();
  auto begin = std::chrono::steady_clock::now();
  BuildReport report = OrStop(BuildGraph(options));
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  double cpu = CpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
  double megabytes = static_cast<double>(report.text_bytes) * 1e-6;
  fmt::print(
      "{{\"jobs\":{},\"mb\":{:.1f},\"documents\":{},\"facts\":{},\"seconds\":{:.2f},"
      "\"mb_per_s\":{:.2f},\"cpu_seconds\":{:.2f},\"mb_per_cpu_s\":{:.2f},\"peak_mb\":{}}}\n",
      jobs, megabytes, report.documents, report.facts, seconds, megabytes / seconds, cpu,
      megabytes / cpu, usage.ru_maxrss / 1024);
  return report.committed ? 0 : 1;
}

int Export(const std::string& path) {
  auto graph = OrStop(entente::graph::Graph::Open(path, entente::graph::OpenMode::kRead));
  auto reader = OrStop(graph->Read());
  auto status = entente::graph::WriteJsonl(*reader, [](std::string_view bytes) {
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    return entente::graph::Status();
  });
  return status ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() >= 2 && arguments[0] == "--stages") {
    return TimeStages({arguments.begin() + 1, arguments.end()});
  }
  if (arguments.size() >= 4 && arguments[0] == "--build") {
    return TimeBuild(static_cast<unsigned>(std::strtoul(arguments[1].c_str(), nullptr, 10)),
                     arguments[2], {arguments.begin() + 3, arguments.end()});
  }
  if (arguments.size() == 2 && arguments[0] == "--export") return Export(arguments[1]);
  fmt::print(stderr,
             "usage: ingest_bench --stages FOLDER... | --build JOBS GRAPH FOLDER... | "
             "--export GRAPH\n");
  return 2;
}
