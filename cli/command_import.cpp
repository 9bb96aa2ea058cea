#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "cli/command.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "graph/builder.h"
#include "graph/formats/csv.h"
#include "graph/formats/jsonl.h"
#include "graph/utf8.h"
#include "ingest/readers/byte_stream.h"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;

struct ImportOptions {
  std::string source;
  std::vector<std::string> nodes, relationships;
  std::string array_delimiter = ";";
  std::string delimiter = ",";
  std::string graph_path;
  bool force = false;
};

graph::Error CallError(std::string message, std::string suggestion = "") {
  graph::Error error = graph::MakeError(graph::ErrorCode::kInvalidArgument, std::move(message));
  error.suggestion = std::move(suggestion);
  return error;
}

// "TAB" and "\t" as neo4j-admin has them.
std::string Delimiter(const std::string& text) {
  return text == "TAB" || text == "\\t" ? "\t" : text;
}

graph::Result<graph::CsvInput> CsvInputOf(const ImportOptions& options) {
  graph::CsvInput input;
  input.array_delimiter = Delimiter(options.array_delimiter);
  const std::string delimiter = Delimiter(options.delimiter);
  if (delimiter.size() != 1 || delimiter == "\"" || delimiter == "\n")
    return CallError("expected one ASCII character for --delimiter");
  input.delimiter = delimiter[0];
  if (input.array_delimiter.empty()) return CallError("expected a character for --array-delimiter");
  for (const auto* list : {&options.nodes, &options.relationships}) {
    for (const std::string& option : *list) {
      ENTENTE_ASSIGN_OR_RETURN(graph::CsvFiles files, graph::ParseCsvFiles(option));
      const bool is_nodes = list == &options.nodes;
      if (!is_nodes && files.names.size() > 1)
        return CallError("a relationship has one type, not several: --relationships " + option);
      (is_nodes ? input.nodes : input.relationships).push_back(std::move(files));
    }
  }
  return input;
}

// Whether the graph may be written, before the work begins.
graph::Status CheckTarget(const ImportOptions& options) {
  std::error_code ignored;
  const fs::path path(options.graph_path);
  if (fs::is_directory(path, ignored)) {
    graph::Error error =
        graph::MakeError(graph::ErrorCode::kIo, "this is a folder; a graph is one file");
    error.file = options.graph_path;
    return error;
  }
  if (!options.force && fs::exists(path, ignored)) {
    graph::Error error = graph::MakeError(graph::ErrorCode::kAlreadyExists,
                                          "there is a file already; nothing was changed");
    error.file = options.graph_path;
    error.suggestion = "--force replaces it";
    return error;
  }
  return graph::CheckPublishable(options.graph_path, graph::Replace::kYes);
}

// Formats that export writes and import does not read, by their names.
graph::Status CheckSource(const std::string& source) {
  static constexpr const char* kOthers[] = {".graphml", ".gexf", ".dot", ".gv",
                                            ".cypher",  ".ttl",  ".xml", ".entente"};
  const std::string ending = graph::ToLower(fs::path(source).extension().string());
  for (const char* other : kOthers) {
    if (ending != other) continue;
    graph::Error error =
        graph::MakeError(graph::ErrorCode::kUnsupported,
                         "files of this kind are not imported; jsonl and folders of CSV are");
    error.file = source;
    error.suggestion = "entente export --format jsonl writes what can be read back";
    return error;
  }
  return {};
}

// The header of a CSV file of nodes must say which column tells them apart, or nothing can point to
// them. REQUIRES that the file was read.
bool HasIdColumn(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string header;
  return std::getline(in, header) && header.find(":ID") != std::string::npos;
}

// The reader of jsonl wants a file that it can go through twice: what is packed, or comes through a
// pipe, is written to one that is gone with this.
class PlainFile {
 public:
  PlainFile() = default;
  PlainFile(const PlainFile&) = delete;
  PlainFile& operator=(const PlainFile&) = delete;
  ~PlainFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  static bool IsNeeded(const std::string& source) {
    return source == "-" || graph::ToLower(fs::path(source).extension().string()) == ".gz";
  }

  graph::Result<std::string> Write(const std::string& source) {
    auto io_error = [&](const char* what) {
      graph::Error error = graph::MakeError(graph::ErrorCode::kIo, what);
      error.file = source;
      return error;
    };
    std::unique_ptr<ingest::ByteStream> stream;
    if (source == "-") {
      stream = ingest::ByteStream::StandardInput(&Interrupted());
    } else {
      ENTENTE_ASSIGN_OR_RETURN(stream, ingest::ByteStream::OpenFile(source, &Interrupted()));
    }
    ENTENTE_ASSIGN_OR_RETURN(stream, ingest::ByteStream::UnpackIfGzip(std::move(stream)));
    std::error_code failed;
    std::string path = (fs::temp_directory_path(failed) / "entente-import-XXXXXX").string();
    if (failed) return io_error("there is no folder for a temporary file");
    const int file = ::mkstemp(path.data());
    if (file < 0) return io_error("no temporary file could be made to unpack it into");
    path_ = path;
    graph::Status status;
    std::string bytes;
    while (status) {
      bytes.clear();
      auto more = stream->Read(bytes);
      if (!more) status = more.error();
      if (!more || !*more) break;
      for (std::string_view rest = bytes; !rest.empty() && status;) {
        const ssize_t n = ::write(file, rest.data(), rest.size());
        if (n > 0) rest.remove_prefix(static_cast<size_t>(n));
        if (n < 0 && errno != EINTR) status = io_error("the temporary file can't be written");
      }
    }
    ::close(file);
    if (!status) return status.error();
    return path_;
  }

 private:
  std::string path_;
};

// Those of one import.
class PlainFiles {
 public:
  graph::Result<std::string> Of(const std::string& source) {
    files_.push_back(std::make_unique<PlainFile>());
    ENTENTE_ASSIGN_OR_RETURN(std::string path, files_.back()->Write(source));
    sources_[path] = source == "-" ? "(standard input)" : source;
    return path;
  }
  // An error in what was read from there is one of its source.
  const std::string& SourceOf(const std::string& path) const {
    const auto found = sources_.find(path);
    return found == sources_.end() ? path : found->second;
  }

  // A message may name another file than the one that it is of.
  void NameSources(std::string& message) const {
    for (const auto& [path, source] : sources_)
      if (const size_t at = message.find(path); at != std::string::npos)
        message.replace(at, path.size(), source);
  }

 private:
  std::vector<std::unique_ptr<PlainFile>> files_;
  std::map<std::string, std::string> sources_;
};

int RunImport(const ImportOptions& options, const Context& context) {
  const auto started = std::chrono::steady_clock::now();
  const bool from_options = !options.nodes.empty() || !options.relationships.empty();
  if (from_options == !options.source.empty())
    return ReportError(CallError(
        from_options ? "expected either a file or folder, or --nodes and --relationships"
                     : "expected what to import: a .jsonl file, a folder of CSV, or --nodes"));
  if (graph::Status target = CheckTarget(options); !target) return ReportError(target.error());

  const unsigned jobs =
      context.jobs ? context.jobs : std::max(1u, std::thread::hardware_concurrency());
  const std::atomic<bool>& interrupted = Interrupted();
  ProgressLine line(!context.quiet);
  graph::ImportProgress progress = [&](uint64_t done, uint64_t total) {
    line.Show("importing", done, total);
    return !interrupted.load(std::memory_order_relaxed);
  };

  std::vector<std::string> without_id;
  PlainFiles plain;
  const graph::FileUnpacker unpack = [&](const std::string& path) { return plain.Of(path); };
  graph::GraphBuilder builder(jobs);
  graph::BuilderTarget target(builder);
  graph::Result<graph::ImportCounts> counts = [&]() -> graph::Result<graph::ImportCounts> {
    std::error_code ignored;
    if (!from_options && !fs::is_directory(options.source, ignored)) {
      if (options.source.ends_with(".csv") || options.source.ends_with(".csv.gz"))
        return CallError("one CSV file alone does not say what it holds",
                         "give it as --nodes LABEL=" + options.source);
      if (PlainFile::IsNeeded(options.source)) {
        ENTENTE_ASSIGN_OR_RETURN(const std::string path, plain.Of(options.source));
        return graph::ReadJsonl(path, target, progress);
      }
      ENTENTE_RETURN_IF_ERROR(CheckSource(options.source));
      return graph::ReadJsonl(options.source, target, progress);
    }
    graph::Result<graph::CsvInput> input =
        from_options ? CsvInputOf(options) : graph::FindCsvFiles(options.source, unpack);
    if (!input) return input.error();
    for (auto* all : {&input->nodes, &input->relationships})
      for (graph::CsvFiles& files : *all)
        for (std::string& path : files.paths)
          if (path.ends_with(".gz")) {
            ENTENTE_ASSIGN_OR_RETURN(path, unpack(path));
          }
    for (const graph::CsvFiles& files : input->nodes)
      if (!files.paths.empty() && !HasIdColumn(files.paths.front()))
        without_id.push_back(plain.SourceOf(files.paths.front()));
    return graph::ReadCsv(*input, target, jobs, progress);
  }();
  if (!counts) {
    line.Clear();
    graph::Error error = counts.error();
    if (!error.file.empty()) error.file = plain.SourceOf(error.file);
    plain.NameSources(error.message);
    return ReportError(error);
  }
  line.Show("writing", 0, 0);
  graph::Status written = builder.WriteFile(
      options.graph_path, options.force ? graph::Replace::kYes : graph::Replace::kNo);
  line.Clear();
  if (!written) return ReportError(written.error());
  if (!context.quiet) {
    std::error_code ignored;
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    std::fprintf(stderr, "%s: %s, %s, %s in %.1f s\n", Printable(options.graph_path).c_str(),
                 CountOf(counts->nodes, "node").c_str(),
                 CountOf(counts->relationships, "relationship").c_str(),
                 FileSize(fs::file_size(options.graph_path, ignored)).c_str(), seconds);
    for (const std::string& path : without_id)
      Tell("Note: " + path + " has no :ID column; no relationship can lead to its nodes (such as " +
           "id:ID(Person))");
    std::fprintf(stderr, "Next: entente info %s\n", Printable(options.graph_path).c_str());
  }
  return kDone;
}

}  // namespace

void AddImportCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command =
      app.add_subcommand("import", "Make a graph from jsonl or CSV files of other programs");
  command
      ->add_option(
          "SOURCE", options->source,
          "A .jsonl file as export and APOC write it; a folder of CSV files; - for jsonl on "
          "standard input; each file may be packed (.gz)")
      ->type_name("F.jsonl|FOLDER|-");
  command
      ->add_option("--nodes", options->nodes,
                   "A CSV file of nodes with these labels; several times for several files")
      ->type_name("LABEL=F.csv")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      ->add_option("--relationships", options->relationships,
                   "A CSV file of relationships of this type; several times for several files")
      ->type_name("TYPE=F.csv")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      ->add_option("--array-delimiter", options->array_delimiter,
                   "What parts the elements of lists in --nodes and --relationships (;)")
      ->type_name("CHARACTER");
  command->add_option("--delimiter", options->delimiter, "What parts the fields there (,)")
      ->type_name("CHARACTER");
  command->add_option("-o,--output", options->graph_path, "The graph to make")
      ->required()
      ->type_name("GRAPH");
  command->add_flag("--force", options->force, "Replace GRAPH where it exists");
  command->footer(
      "CSV files keep to the headers of neo4j-admin: id:ID(Person), name:string,\n"
      "aliases:string[], :LABEL; :START_ID(Person), :END_ID(Agreement), :TYPE.\n"
      "\n"
      "Examples:\n"
      "  entente import articles.jsonl -o articles.entente\n"
      "  zcat old.jsonl.gz | entente import - -o articles.entente\n"
      "  entente import exported/ -o articles.entente --force\n"
      "  entente import /dev/null -o new.entente       # an empty graph to write into\n"
      "  entente import --nodes Person=p.csv --relationships MET=met.csv -o met.entente");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunImport(*options, context); };
  });
}

}  // namespace entente::cli
