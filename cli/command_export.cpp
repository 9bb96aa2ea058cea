#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/folder_output.h"
#include "cli/program.h"
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

int ExportFolder(const graph::GraphReader& reader, const ExportOptions& options) {
  auto folder = FolderOutput::Open(options.output_path);
  if (!folder) return ReportError(folder.error());
  const std::atomic<bool>& interrupted = Interrupted();
  graph::Status written = graph::WriteCsv(
      reader, [&](const std::string& name, std::string_view bytes) -> graph::Status {
        if (interrupted.load(std::memory_order_relaxed)) return Stopped();
        return (*folder)->Append(name, bytes);
      });
  if (written) written = (*folder)->Finish();
  return written ? kDone : ReportError(written.error());
}

int RunExport(const ExportOptions& options) {
  if (options.format == "csv" && (options.output_path == "-" || options.output_path.empty())) {
    graph::Error error = graph::MakeError(graph::ErrorCode::kInvalidArgument,
                                          "csv is a folder of files: expected -o FOLDER");
    return ReportError(error);
  }
  auto opened = OpenForReading(options.graph_path);
  if (!opened) return ReportError(opened.error());
  if (options.format == "csv") return ExportFolder(*opened->reader, options);
  auto output = Output::Open(options.output_path);
  if (!output) return ReportError(output.error());
  const std::atomic<bool>& interrupted = Interrupted();
  const bool shown =
      (options.output_path.empty() || options.output_path == "-") && IsTerminal(STDOUT_FILENO);
  graph::ByteSink sink = [&](std::string_view bytes) -> graph::Status {
    if (interrupted.load(std::memory_order_relaxed)) return Stopped();
    return shown ? (*output)->Write(PrintableLines(bytes)) : (*output)->Write(bytes);
  };
  graph::Status written = WriteTo(*opened->reader, options.format, sink);
  if (written) written = (*output)->Finish();
  if (written) return kDone;
  return OutputClosed() ? kDone : ReportError(written.error());
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
                   "Where to write (standard output); a folder for csv")
      ->type_name("FILE");
  command->footer(
      "Examples:\n"
      "  entente export articles.entente --format jsonl -o articles.jsonl\n"
      "  entente export articles.entente --format csv -o articles-csv\n"
      "  entente export articles.entente --format gexf -o articles.gexf\n"
      "  entente export articles.entente --format dot | dot -Tsvg > articles.svg");
  command->callback(
      [options, &context] { context.run = [options] { return RunExport(*options); }; });
}

}  // namespace entente::cli
