#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/program.h"
#include "graph/formats/dot.h"
#include "graph/formats/jsonl.h"

namespace entente::cli {

namespace {

struct ExportOptions {
  std::string graph_path;
  std::string format;
  std::string output_path = "-";
};

int RunExport(const ExportOptions& options) {
  auto opened = OpenForReading(options.graph_path);
  if (!opened) return ReportError(opened.error());
  auto output = Output::Open(options.output_path);
  if (!output) return ReportError(output.error());
  auto sink = [&](std::string_view bytes) { return (*output)->Write(bytes); };
  graph::Status written;
  if (options.format == "jsonl") {
    written = graph::WriteJsonl(*opened->reader, sink);
  } else {
    written = sink(graph::WriteDot(graph::DiagramOfGraph(*opened->reader)));
  }
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
                   "jsonl: an object a line, in APOC's shape; dot: GraphViz")
      ->required()
      ->check(CLI::IsMember({"jsonl", "dot"}))
      ->type_name("FORMAT");
  command->add_option("-o,--output", options->output_path, "Where to write (standard output)")
      ->type_name("FILE");
  command->footer(
      "Examples:\n"
      "  entente export articles.entente --format jsonl -o articles.jsonl\n"
      "  entente export articles.entente --format dot | dot -Tsvg > articles.svg");
  command->callback(
      [options, &context] { context.run = [options] { return RunExport(*options); }; });
}

}  // namespace entente::cli
