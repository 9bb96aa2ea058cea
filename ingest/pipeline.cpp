#include "ingest/pipeline.h"

#include <fmt/format.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "graph/graph.h"
#include "graph/near_name.h"
#include "graph/start_thread.h"
#include "ingest/corrections.h"
#include "ingest/document_extraction.h"
#include "ingest/knowledge.h"
#include "ingest/linker.h"
#include "ingest/loader.h"
#include "ingest/readers/byte_stream.h"
#include "ingest/readers/inputs.h"
#include "ingest/rule_engine.h"

namespace entente::ingest {

namespace {

using graph::Error;
using graph::ErrorCode;
using graph::Graph;
using graph::MakeError;
using graph::OpenMode;
using graph::Result;
using graph::Status;

// So many documents are worked on or wait for an earlier one, for each thread; and so many bytes of
// them at most (but one document at least).
constexpr size_t kWindowPerJob = 32;
constexpr uint64_t kWindowBytes = uint64_t{256} << 20;

/// What became of one document.
struct Outcome {
  uint64_t number = 0;
  uint64_t bytes = 0;  // of the raw document
  std::optional<Result<ExtractedDocument>> result;
};

/// Reads documents in order and has them worked on by several threads; gives the outcomes in order.
class Workshop {
 public:
  Workshop(const std::vector<InputFile>& files, const Knowledge& knowledge, unsigned jobs,
           bool with_trace)
      : files_(files),
        knowledge_(knowledge),
        with_trace_(with_trace),
        window_(jobs * kWindowPerJob) {
    for (unsigned i = 0; i < jobs; ++i)
      if (!graph::StartThread(threads_, [this] { Work(); })) break;
  }
  ~Workshop() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    abandoned_.store(true, std::memory_order_relaxed);
    room_.notify_all();
    ready_.notify_all();
  }  // the threads are joined by their destructors
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  /// The next outcome; nothing when all is done. Waits `patience` at most: then an outcome without
  /// a result.
  std::optional<Outcome> Next(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    ready_.wait_for(lock, patience,
                    [&] { return done_.count(next_out_) > 0 || AllDone() || stopping_; });
    auto found = done_.find(next_out_);
    if (found == done_.end()) {
      if (AllDone()) return std::nullopt;
      return Outcome{};
    }
    Outcome outcome = std::move(found->second);
    done_.erase(found);
    ++next_out_;
    bytes_in_flight_ -= outcome.bytes;
    // A reader goes on when there is room for many, so that threads do not wake each other for one.
    const bool wake = waits_for_room_ && next_in_ - next_out_ <= window_ / 2;
    lock.unlock();
    if (wake) room_.notify_all();
    return outcome;
  }

  /// Whether anybody works: the system may have no thread to give.
  bool HasWorkers() const { return !threads_.empty(); }

  /// Of the files, as stored, that are read to their end.
  uint64_t bytes_read() const {
    std::lock_guard lock(mutex_);
    return bytes_read_;
  }

 private:
  // REQUIRES mutex_.
  bool AllDone() const { return exhausted_ && next_out_ == next_in_; }
  bool HasRoom() const {
    uint64_t waiting = next_in_ - next_out_;
    return waiting < window_ && (bytes_in_flight_ < kWindowBytes || waiting == 0);
  }

  void Work() {
    RuleMatcher matcher(knowledge_.rules());
    while (true) {
      Outcome outcome;
      std::optional<Result<RawDocument>> raw;
      {
        // One at a time reads: it is the cheap part, and keeps the order.
        std::unique_lock reading(reading_);
        {
          std::unique_lock lock(mutex_);
          waits_for_room_ = true;
          room_.wait(lock, [&] { return stopping_ || exhausted_ || HasRoom(); });
          waits_for_room_ = false;
          if (stopping_ || exhausted_) return;
        }
        raw = ReadNext();
        std::lock_guard lock(mutex_);
        if (!raw) {
          exhausted_ = true;
        } else {
          outcome.number = next_in_++;
          outcome.bytes = *raw ? (*raw)->bytes.size() : 0;
          bytes_in_flight_ += outcome.bytes;
        }
      }
      if (!raw) {
        room_.notify_all();
        ready_.notify_all();
        return;
      }
      if (*raw) {
        outcome.result = ExtractDocument(*std::move(*raw), knowledge_, with_trace_, &matcher);
      } else {
        outcome.result = raw->error();
      }
      bool awaited = false;
      {
        std::lock_guard lock(mutex_);
        done_.emplace(outcome.number, std::move(outcome));
        // Woken for one document the other thread would sleep again at once; it looks by itself
        // when its patience ends.
        awaited = done_.begin()->first == next_out_ &&
                  (done_.size() >= window_ / 4 || exhausted_ || waits_for_room_);
      }
      if (awaited) ready_.notify_all();
    }
  }

  // REQUIRES reading_.
  std::optional<Result<RawDocument>> ReadNext() {
    while (true) {
      if (!source_) {
        if (next_file_ == files_.size()) return std::nullopt;
        auto opened = DocumentSource::Open(files_[next_file_], &abandoned_);
        if (!opened) {
          FinishFile();
          return opened.error();
        }
        source_ = *std::move(opened);
      }
      if (auto document = source_->Next()) return document;
      source_.reset();
      FinishFile();
    }
  }
  void FinishFile() {
    std::lock_guard lock(mutex_);
    bytes_read_ += files_[next_file_++].size_bytes;
  }

  const std::vector<InputFile>& files_;  // the caller's
  const Knowledge& knowledge_;           // the caller's
  const bool with_trace_;
  const uint64_t window_;

  std::mutex reading_;  // guards the next two
  std::unique_ptr<DocumentSource> source_;
  size_t next_file_ = 0;

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable room_, ready_;
  std::map<uint64_t, Outcome> done_;  // by number, until their turn comes
  uint64_t next_in_ = 0, next_out_ = 0;
  uint64_t bytes_in_flight_ = 0, bytes_read_ = 0;
  bool exhausted_ = false, stopping_ = false, waits_for_room_ = false;
  std::atomic<bool> abandoned_{false};  // as stopping_, for a read that waits

  std::vector<std::jthread> threads_;  // last: they use all of the above
};

bool IsInterrupted(const BuildOptions& options) {
  return options.interrupt != nullptr && options.interrupt->load(std::memory_order_relaxed);
}

/// What stages have given back goes to the system too: the C library keeps what lies between blocks
/// in use, and the next stage asks for other sizes.
void GiveMemoryBack() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

Error InterruptedError() {
  return MakeError(ErrorCode::kInterrupted, "stopped; nothing was changed");
}

// A graph that was exported and imported again has the facts of its documents, but not what each
// of them said: what is added would stand there twice, and nothing could be taken out.
Status RefuseImported(const KeptDocuments& kept, const std::string& graph_path) {
  if (kept.without_findings == 0) return {};
  Error error = MakeError(
      ErrorCode::kUnsupported,
      fmt::format("this graph was imported: it does not know which of its facts each of {} "
                  "document{} said, so none can be added, replaced or removed",
                  kept.without_findings, kept.without_findings == 1 ? "" : "s"));
  error.file = graph_path;
  error.suggestion =
      "build it anew from its own texts: entente query GRAPH \"MATCH (d:Document) RETURN d.id AS "
      "id, "
      "d.title AS title, d.published AS published, d.source AS source, d.url AS url, d.language AS "
      "language, d.text AS text\" --format jsonl | entente build - -o NEW.entente";
  return error;
}

Result<std::string> ReadWholeFile(const std::string& path) {
  auto with_file = [&](Error error) {
    error.file = path;
    return error;
  };
  auto stream = ByteStream::OpenFile(path);
  if (!stream) return with_file(stream.error());
  std::string bytes;
  while (true) {
    auto more = (*stream)->Read(bytes);
    if (!more) return with_file(more.error());
    if (!*more) return bytes;
  }
}

class Build {
 public:
  explicit Build(const BuildOptions& options) : options_(options) {}

  Result<BuildReport> Run() {
    auto begin = std::chrono::steady_clock::now();
    std::error_code code;
    exists_ = std::filesystem::exists(options_.graph_path, code);
    if (exists_) ENTENTE_RETURN_IF_ERROR(RefuseForeignFile());
    if (exists_ && !options_.append && !options_.force) {
      Error error = MakeError(ErrorCode::kAlreadyExists, "there is a graph already");
      error.file = options_.graph_path;
      error.suggestion = "--append adds to it, --force starts anew";
      return error;
    }
    {
      ENTENTE_ASSIGN_OR_RETURN(std::vector<KnowledgeFile> files,
                               LoadKnowledgeFiles(options_.data_folder));
      ENTENTE_ASSIGN_OR_RETURN(knowledge_, Knowledge::Load(files, Jobs()));
    }
    ENTENTE_RETURN_IF_ERROR(ReadCorrections());
    if (exists_ && options_.append) {
      ENTENTE_RETURN_IF_ERROR(OpenGraph());
    } else {
      fresh_.emplace(Jobs());
    }
    ENTENTE_RETURN_IF_ERROR(ReadAll());
    knowledge_.reset();  // linking has better use for its memory
    GiveMemoryBack();
    bool failed = !report_.errors.empty();
    if ((failed && options_.strict) || report_.documents == 0) {
      report_.seconds = Seconds(begin);
      return std::move(report_);
    }
    if (options_.progress) {
      progress_.linking = true;
      options_.progress(progress_);
    }
    if (graph_) {
      ENTENTE_RETURN_IF_ERROR(CommitDifference());
    } else {
      ENTENTE_RETURN_IF_ERROR(CommitFresh());
    }
    report_.committed = true;
    report_.seconds = Seconds(begin);
    return std::move(report_);
  }

 private:
  static double Seconds(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
  unsigned Jobs() const {
    if (options_.jobs > 0) return options_.jobs;
    return std::max(1u, std::thread::hardware_concurrency());
  }

  Status ReadCorrections() {
    if (options_.corrections_file.empty()) return {};
    ENTENTE_ASSIGN_OR_RETURN(corrections_text_, ReadWholeFile(options_.corrections_file));
    ENTENTE_ASSIGN_OR_RETURN(corrections_,
                             ParseCorrections(options_.corrections_file, corrections_text_));
    return {};
  }

  Status OpenGraph() {
    ENTENTE_ASSIGN_OR_RETURN(graph_, Graph::Open(options_.graph_path, OpenMode::kWrite));
    ENTENTE_ASSIGN_OR_RETURN(transaction_, graph_->Begin());
    ENTENTE_ASSIGN_OR_RETURN(kept_, ReadKeptDocuments(transaction_->reader()));
    ENTENTE_RETURN_IF_ERROR(RefuseImported(kept_, options_.graph_path));
    for (size_t i = 0; i < kept_.documents.size(); ++i) kept_index_[kept_.documents[i].id] = i;
    ENTENTE_ASSIGN_OR_RETURN(kept_corrections_,
                             ParseCorrections(options_.graph_path, kept_.corrections));
    if (options_.corrections_file.empty()) {
      corrections_text_ = kept_.corrections;
      corrections_ = kept_corrections_;
    }
    return {};
  }

  Status ReadAll() {
    InputListing listing = ListInputs(options_.inputs);
    report_.errors = listing.errors;
    report_.skipped_files = listing.skipped_files;
    for (const InputFile& file : listing.files) {
      bool known = file.size_bytes > 0 && progress_.total_bytes != kUnknown;
      progress_.total_bytes =
          known || file.path != "-" ? progress_.total_bytes + file.size_bytes : kUnknown;
      if (file.path == "-") break;
    }
    if (progress_.total_bytes >= kUnknown) progress_.total_bytes = 0;
    Workshop workshop(listing.files, *knowledge_, Jobs(), options_.trace != nullptr);
    if (!workshop.HasWorkers())
      return MakeError(ErrorCode::kIo,
                       "the system gives no thread to work on: a limit on memory "
                       "(ulimit -v) or on processes (ulimit -u)");
    while (auto outcome = workshop.Next(std::chrono::milliseconds(100))) {
      if (IsInterrupted(options_)) return InterruptedError();
      if (outcome->result) ENTENTE_RETURN_IF_ERROR(Take(*std::move(outcome->result)));
      if (options_.progress) {
        progress_.bytes = workshop.bytes_read();
        options_.progress(progress_);
      }
    }
    return {};
  }

  /// One document's outcome, in the order of documents.
  Status Take(Result<ExtractedDocument> result) {
    ++progress_.documents;
    if (!result) {
      report_.errors.push_back(result.error());
      return {};
    }
    ExtractedDocument& document = *result;
    if (!ids_.insert(document.record.id).second) {
      Error error =
          MakeError(ErrorCode::kAlreadyExists,
                    fmt::format("another document has the id \"{}\"", document.record.id));
      error.file = document.record.id;
      report_.errors.push_back(std::move(error));
      return {};
    }
    ++report_.documents;
    report_.text_bytes += document.text_bytes;
    report_.not_english += !document.mined;
    report_.facts += document.stored.findings.facts.size();
    if (options_.trace) options_.trace(document.trace);
    if (!document.mined) {
      report_.remarks.push_back(
          {document.record.id,
           {},
           fmt::format("not in English (\"{}\"): kept, not mined", document.record.language)});
    }
    for (const StoredRemark& remark : document.stored.findings.remarks) {
      report_.remarks.push_back({document.record.id, remark.span, std::string(remark.text)});
    }
    if (fresh_) {
      digests_.push_back(DigestOf(document.record.sha256));
      ENTENTE_RETURN_IF_ERROR(fresh_->AddDocument(document.record, corrections_text_));
      found_.push_back(std::move(document.stored));
      return {};
    }
    auto kept = kept_index_.find(document.record.id);
    if (kept != kept_index_.end()) {
      if (kept_.documents[kept->second].sha256 == document.record.sha256) {
        ++report_.unchanged;
      } else {
        ++report_.replaced;
      }
    }
    records_.push_back(std::move(document.record));
    found_.push_back(std::move(document.stored));
    return {};
  }

  // Not even --force may overwrite what is no graph: it is somebody's document more often than not.
  Status RefuseForeignFile() {
    if (options_.force) return graph::CheckPublishable(options_.graph_path, graph::Replace::kYes);
    auto opened = graph::Graph::Open(options_.graph_path, graph::OpenMode::kRead);
    if (opened || opened.error().code != ErrorCode::kForeignFile) return {};
    Error error = opened.error();
    error.suggestion = "it stays as it is; name another file with -o";
    return error;
  }

  Status CommitFresh() {
    ENTENTE_RETURN_IF_ERROR(LinkAndLoad());
    GiveMemoryBack();
    report_.nodes = fresh_->node_count();
    report_.relationships = fresh_->relationship_count();
    if (IsInterrupted(options_)) return InterruptedError();
    return fresh_->WriteFile(options_.graph_path,
                             options_.force ? graph::Replace::kYes : graph::Replace::kNo);
  }

  /// What was found is in the builder afterwards, and nowhere else.
  Status LinkAndLoad() {
    // The linker's order is that of ids; the builder has the documents in the order of reading.
    std::vector<uint32_t> number_of(found_.size());
    for (uint32_t i = 0; i < number_of.size(); ++i) number_of[i] = i;
    std::sort(number_of.begin(), number_of.end(), [&](uint32_t a, uint32_t b) {
      return found_[a].findings.document_id < found_[b].findings.document_id;
    });
    std::vector<StoredFindings> sorted;
    sorted.reserve(found_.size());
    for (uint32_t number : number_of) sorted.push_back(std::move(found_[number]));
    found_ = {};
    LinkedGraph linked = LinkDocuments(sorted, Jobs());
    SayCopies(
        sorted, linked, [&](size_t i) { return digests_[number_of[i]]; },
        [](size_t) { return true; });
    Correct(sorted, linked);
    if (IsInterrupted(options_)) return InterruptedError();
    GiveMemoryBack();
    return fresh_->AddPlan(sorted, linked, number_of);
  }

  // Of the bytes that a document was read from: enough to tell two documents apart.
  static uint64_t DigestOf(const std::string& sha256) {
    uint64_t digest = 0;
    const size_t digits = std::min<size_t>(sha256.size(), 16);
    std::from_chars(sha256.data(), sha256.data() + digits, digest, 16);
    return digest;
  }

  /// Counts the copies that this build brought, or that are of what it brought, and names those
  /// that are the same bytes: a file given twice, more often than not by mistake. Documents are
  /// sorted by id.
  template <typename Digest, typename IsNew>
  void SayCopies(const std::vector<StoredFindings>& documents, const LinkedGraph& linked,
                 Digest digest, IsNew is_new) {
    for (size_t i = 0; i < linked.source_of.size(); ++i) {
      const size_t first = linked.source_of[i];
      if (first == i || !(is_new(i) || is_new(first))) continue;
      ++report_.copies;
      if (digest(i) != digest(first)) continue;
      report_.remarks.push_back(
          {std::string(documents[i].findings.document_id),
           {},
           fmt::format("the same file as {}; both are kept, and are one source",
                       documents[first].findings.document_id)});
    }
  }

  void Correct(const std::vector<StoredFindings>& documents, LinkedGraph& linked) {
    const bool kept = options_.corrections_file.empty();
    for (CorrectionProblem& problem : ApplyCorrections(corrections_, documents, linked)) {
      report_.remarks.push_back(
          {fmt::format("{}:{}",
                       kept ? "the corrections kept in the graph" : options_.corrections_file,
                       problem.line),
           {},
           std::move(problem.text)});
    }
  }

  Status CommitDifference() {
    std::vector<StoredFindings> before, after;
    std::map<std::string_view, StoredFindings*> changed;
    for (StoredFindings& stored : found_) changed[stored.findings.document_id] = &stored;
    for (KeptDocument& document : kept_.documents) {
      before.push_back(document.stored);
      if (changed.count(document.id) == 0) after.push_back(std::move(document.stored));
    }
    for (auto& [id, stored] : changed) after.push_back(std::move(*stored));
    std::sort(after.begin(), after.end(), [](const StoredFindings& a, const StoredFindings& b) {
      return a.findings.document_id < b.findings.document_id;
    });
    LinkedGraph linked_before = LinkDocuments(before, Jobs());
    LinkedGraph linked_after = LinkDocuments(after, Jobs());
    std::map<std::string_view, uint64_t> digests;
    for (const KeptDocument& document : kept_.documents)
      digests[document.id] = DigestOf(document.sha256);
    std::set<std::string_view> added;
    for (const DocumentRecord& record : records_) {
      digests[record.id] = DigestOf(record.sha256);
      added.insert(record.id);
    }
    SayCopies(
        after, linked_after, [&](size_t i) { return digests[after[i].findings.document_id]; },
        [&](size_t i) { return added.count(after[i].findings.document_id) > 0; });
    ApplyCorrections(kept_corrections_, before, linked_before);
    Correct(after, linked_after);
    if (IsInterrupted(options_)) return InterruptedError();
    ENTENTE_ASSIGN_OR_RETURN(report_.deleted_by_hand,
                             ApplyDifference({before, linked_before}, {after, linked_after},
                                             records_, corrections_text_, *transaction_));
    report_.nodes = transaction_->reader().node_count();
    report_.relationships = transaction_->reader().relationship_count();
    return transaction_->Commit();
  }

  static constexpr uint64_t kUnknown = ~uint64_t{0};

  const BuildOptions& options_;
  BuildReport report_;
  BuildProgress progress_;
  bool exists_ = false;
  std::string corrections_text_;
  std::vector<Correction> corrections_, kept_corrections_;
  std::unique_ptr<const Knowledge> knowledge_;
  std::set<std::string> ids_;
  std::vector<StoredFindings> found_;
  // A new graph.
  std::vector<uint64_t> digests_;  // of its documents, as in found_
  std::optional<FreshLoader> fresh_;
  // A graph that stands.
  std::unique_ptr<Graph> graph_;
  std::unique_ptr<graph::Transaction> transaction_;
  KeptDocuments kept_;
  std::map<std::string, size_t> kept_index_;
  std::vector<DocumentRecord> records_;
};

}  // namespace

Result<BuildReport> BuildGraph(const BuildOptions& options) { return Build(options).Run(); }

Result<RemoveReport> RemoveDocuments(const std::string& graph_path,
                                     const std::vector<std::string>& document_ids) {
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<Graph> graph, Graph::Open(graph_path, OpenMode::kWrite));
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<graph::Transaction> transaction, graph->Begin());
  ENTENTE_ASSIGN_OR_RETURN(KeptDocuments kept, ReadKeptDocuments(transaction->reader()));
  ENTENTE_RETURN_IF_ERROR(RefuseImported(kept, graph_path));
  std::set<std::string> gone(document_ids.begin(), document_ids.end());
  std::vector<std::string> known;
  for (const KeptDocument& document : kept.documents) known.push_back(document.id);
  for (const std::string& id : gone) {
    if (std::binary_search(known.begin(), known.end(), id)) continue;
    Error error =
        MakeError(ErrorCode::kNotFound, fmt::format("the graph has no document \"{}\"", id));
    error.file = graph_path;
    if (auto near = graph::NearestName(id, known)) error.suggestion = "did you mean " + *near + "?";
    return error;
  }
  std::vector<StoredFindings> before, after;
  for (KeptDocument& document : kept.documents) {
    before.push_back(document.stored);
    if (gone.count(document.id) == 0) after.push_back(std::move(document.stored));
  }
  LinkedGraph linked_before = LinkDocuments(before);
  LinkedGraph linked_after = LinkDocuments(after);
  ENTENTE_ASSIGN_OR_RETURN(std::vector<Correction> corrections,
                           ParseCorrections(graph_path, kept.corrections));
  ApplyCorrections(corrections, before, linked_before);
  ApplyCorrections(corrections, after, linked_after);
  const auto changed = ApplyDifference({before, linked_before}, {after, linked_after}, {},
                                       kept.corrections, *transaction);
  if (!changed) return changed.error();
  RemoveReport report;
  report.removed = gone.size();
  report.nodes = transaction->reader().node_count();
  report.relationships = transaction->reader().relationship_count();
  ENTENTE_RETURN_IF_ERROR(transaction->Commit());
  return report;
}

}  // namespace entente::ingest
