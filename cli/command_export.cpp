#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/folder_output.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "graph/formats/csv.h"
#include "graph/formats/cypher_script.h"
#include "graph/formats/dot.h"
#include "graph/formats/gexf.h"
#include "graph/formats/graphml.h"
#include "graph/formats/jsonl.h"
#include "graph/formats/turtle.h"

namespace entente::cli {

namespace {

struct ExportOptions {
  std::string graph_path;
  std::string format;
  std::string output_path = "-";
};

graph::Status WriteTo(const graph::GraphReader& reader, const std::string& format,
                      const graph::ByteSink& sink) {
  if (format == "jsonl") return graph::WriteJsonl(reader, sink);
  if (format == "graphml") return graph::WriteGraphml(reader, sink);
  if (format == "gexf") return graph::WriteGexf(reader, sink);
  if (format == "cypher") return graph::WriteCypherScript(reader, sink);
  if (format == "turtle") return graph::WriteTurtle(reader, sink);
  return sink(graph::WriteDot(graph::DiagramOfGraph(reader)));
}

graph::Error Stopped() {
  return graph::MakeError(graph::ErrorCode::kInterrupted, "interrupted; nothing was written");
}

// The endings of a format's files; the first is the usual one.
std::vector<std::string_view> EndingsOf(const std::string& format) {
  if (format == "jsonl") return {".jsonl", ".ndjson", ".json"};
  if (format == "graphml") return {".graphml", ".xml"};
  if (format == "gexf") return {".gexf", ".xml"};
  if (format == "cypher") return {".cypher", ".cql", ".cyp"};
  if (format == "turtle") return {".ttl", ".turtle"};
  return {".dot", ".gv"};
}

// Counts what is written, shows how far it is, and stops where the person does.
class Written {
 public:
  explicit Written(bool shown) : line_(shown) {}

  graph::Status Add(std::string_view bytes) {
    if (interrupted_.load(std::memory_order_relaxed)) return Stopped();
    bytes_ += bytes.size();
    line_.Show("exporting  " + FileSize(bytes_), bytes_, 0);
    return {};
  }
  void Report(const graph::GraphReader& reader, const std::string& path) {
    line_.Clear();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin_;
    Tell(fmt::format("Wrote {} and {} into {} ({}) in {:.1f} s.",
                     CountOf(reader.node_count(), "node"),
                     CountOf(reader.relationship_count(), "relationship"), path, FileSize(bytes_),
                     took.count()));
  }

 private:
  const std::atomic<bool>& interrupted_ = Interrupted();
  ProgressLine line_;
  uint64_t bytes_ = 0;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

int ExportFolder(const graph::GraphReader& reader, const ExportOptions& options, bool quiet) {
  auto folder = FolderOutput::Open(options.output_path);
  if (!folder) return ReportError(folder.error());
  Written progress(!quiet);
  graph::Status written = graph::WriteCsv(
      reader, [&](const std::string& name, std::string_view bytes) -> graph::Status {
        if (graph::Status status = progress.Add(bytes); !status) return status;
        return (*folder)->Append(name, bytes);
      });
  if (written) written = (*folder)->Finish();
  if (!written) return ReportError(written.error());
  if (!quiet) progress.Report(reader, options.output_path);
  return kDone;
}

int RunExport(const ExportOptions& options, const Context& context) {
  const bool to_file = !options.output_path.empty() && options.output_path != "-";
  if (options.format == "csv" && !to_file) {
    graph::Error error = graph::MakeError(graph::ErrorCode::kInvalidArgument,
                                          "csv is a folder of files: expected -o FOLDER");
    return ReportError(error);
  }
  auto opened = OpenForReading(options.graph_path);
  if (!opened) return ReportError(opened.error());
  if (options.format == "csv") return ExportFolder(*opened->reader, options, context.quiet);
  auto output = Output::Open(options.output_path, EndingsOf(options.format));
  if (!output) return ReportError(output.error());
  const bool shown = !to_file && IsTerminal(STDOUT_FILENO);
  Written progress(to_file && !context.quiet);
  graph::ByteSink sink = [&](std::string_view bytes) -> graph::Status {
    if (graph::Status status = progress.Add(bytes); !status) return status;
    return shown ? (*output)->Write(PrintableLines(bytes)) : (*output)->Write(bytes);
  };
  graph::Status written = WriteTo(*opened->reader, options.format, sink);
  if (written) written = (*output)->Finish();
  if (!written) return OutputClosed() ? kDone : ReportError(written.error());
  if (to_file && !context.quiet) progress.Report(*opened->reader, options.output_path);
  return kDone;
}

}  // namespace

void AddExportCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand("export", "Write the graph in a format of other programs");
  command->add_option("GRAPH", options->graph_path, "The graph's file")->required();
  command
      ->add_option("--format", options->format,
                   "jsonl: an object a line, in APOC's shape; csv: a folder for neo4j-admin; "
                   "graphml, gexf: Gephi and its kind; cypher: a script that makes the graph; "
                   "turtle: RDF, evidence as PROV-O; dot: GraphViz")
      ->required()
      ->check(CLI::IsMember({"jsonl", "csv", "graphml", "gexf", "dot", "cypher", "turtle"}))
      ->type_name("FORMAT");
  command
      ->add_option("-o,--output", options->output_path,
                   "Where to write (standard output); a folder for csv. What is there is replaced "
                   "when it is an export by its name's ending (a folder: by its files)")
      ->type_name("FILE");
  command->footer(
      "Examples:\n"
      "  entente export articles.entente --format jsonl -o articles.jsonl\n"
      "  entente export articles.entente --format csv -o articles-csv\n"
      "  entente export articles.entente --format gexf -o articles.gexf\n"
      "  entente export articles.entente --format dot | dot -Tsvg > articles.svg");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunExport(*options, context); };
  });
}

}  // namespace entente::cli
