#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/agreement_view.h"
#include "cli/command.h"
#include "cli/diagram.h"
#include "cli/diagram_style.h"
#include "cli/graphviz.h"
#include "cli/program.h"
#include "cli/query_error.h"
#include "cli/query_runner.h"
#include "cli/terminal.h"
#include "cli/unknown_names.h"

namespace entente::cli {

namespace {

constexpr uint32_t kLayoutLimitMs = 30'000;
constexpr size_t kNodeLimit = 500;

struct DrawOptions {
  std::string graph_path, query, preset, output_path;
  size_t limit = 0;
};

graph::Result<Diagram> OfPreset(const graph::GraphReader& reader, const DrawOptions& options) {
  auto limit = [&](size_t usual) { return options.limit > 0 ? options.limit : usual; };
  Diagram diagram = options.preset == "actors"
                        ? ActorsDiagram(reader, FindAgreements(reader, {}, false), limit(60))
                    : options.preset == "timeline"
                        ? TimelineDiagram(reader, FindAgreements(reader, {}, true), limit(120))
                        : SignedDiagram(reader, FindAgreements(reader, {}, true), limit(60));
  if (!diagram.dot.nodes.empty()) return diagram;
  graph::Error error =
      graph::MakeError(graph::ErrorCode::kNotFound, "this graph has no agreements to draw so");
  error.suggestion = diagram.note.empty()
                         ? "entente info says what is in it; a query's result can be drawn, too"
                         : diagram.note;
  return error;
}

graph::Result<Diagram> OfQuery(OpenedGraph& opened, const DrawOptions& options) {
  ENTENTE_ASSIGN_OR_RETURN(QueriedValues result, ValuesOf(*opened.graph, options.query));
  Diagram diagram =
      ValuesDiagram(*result.reader, result.values, options.limit > 0 ? options.limit : kNodeLimit);
  if (!diagram.dot.nodes.empty()) return diagram;
  graph::Error error = graph::MakeError(graph::ErrorCode::kNotFound,
                                        "the query returned no node, relationship or path to draw");
  error.suggestion = NothingToShow(*result.reader, options.query);
  return error;
}

std::string Extension(const std::string& path) {
  size_t dot = path.rfind('.');
  return dot == std::string::npos || path.find('/', dot) != std::string::npos
             ? ""
             : path.substr(dot + 1);
}

int RunDraw(const DrawOptions& options, const Context& context) {
  std::string format = Extension(options.output_path);
  if (format != "dot" && format != "svg" && format != "png" && format != "pdf") {
    Tell("entente: the output's name must end in .dot, .svg, .png or .pdf, got '" +
         options.output_path + "'");
    return kCallWrong;
  }
  if (!options.query.empty() && !options.preset.empty()) {
    Tell("entente: give a query or --preset, not both");
    return kCallWrong;
  }
  auto opened = OpenForReading(options.graph_path);
  if (!opened) return ReportError(opened.error());
  auto diagram =
      options.query.empty() ? OfPreset(*opened->reader, options) : OfQuery(*opened, options);
  if (!diagram)
    return options.query.empty() ? ReportError(diagram.error())
                                 : ReportQueryError(diagram.error(), options.query, 0, "");
  AddNoteToPicture(diagram->dot, diagram->note);
  std::string picture = graph::WriteDot(diagram->dot);
  if (format != "dot") {
    const std::string engine =
        !diagram->engine.empty()
            ? diagram->engine
            : std::string(LayoutEngineFor(diagram->dot.nodes.size(), diagram->dot.edges.size()));
    auto rendered = RenderDot(picture, format, engine, kLayoutLimitMs);
    if (!rendered) return ReportError(rendered.error());
    picture = std::move(rendered->bytes);
    if (rendered->engine != engine)
      diagram->note += std::string(diagram->note.empty() ? "" : "; ") + "GraphViz (" + engine +
                       ") took longer than " + std::to_string(kLayoutLimitMs / 1000) +
                       " s, so that " + rendered->engine + " drew it, more freely";
  }
  auto output = Output::Open(options.output_path);
  if (!output) return ReportError(output.error());
  graph::Status written = (*output)->Write(picture);
  if (written) written = (*output)->Finish();
  if (!written) return ReportError(written.error());
  if (!context.quiet) {
    Tell("Drew " + diagram->shows + " into " + options.output_path + ".");
    if (!diagram->note.empty()) Tell("Note: " + diagram->note + ".");
  }
  return kDone;
}

}  // namespace

void AddDrawCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<DrawOptions>();
  CLI::App* command =
      app.add_subcommand("draw", "Draw a diagram: who signed with whom, or a query's result");
  command->add_option("GRAPH", options->graph_path, "The graph's file")->required();
  command->add_option("QUERY", options->query,
                      "Draw the nodes, relationships and paths it returns");
  command
      ->add_option(
          "--preset", options->preset,
          "signed: who signed with whom (the default); actors: who with how many; timeline: "
          "year by year")
      ->check(CLI::IsMember({"signed", "actors", "timeline"}))
      ->type_name("PRESET");
  command
      ->add_option(
          "-o,--output", options->output_path,
          "Where to draw; the ending says how: .svg, .png, .pdf or .dot. A picture that is "
          "there is replaced")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--limit", options->limit,
                   "At most so many agreements (60; 120 in a timeline), actors (60), or nodes of a "
                   "query (500)")
      ->check(CLI::Range(1, 1000000).description(""))
      ->type_name("N");
  command->footer(
      "A diagram in SVG shows the sentence behind what is under the pointer, and leads\n"
      "to its source. GraphViz draws; what takes it too long is drawn another way.\n"
      "\n"
      "Examples:\n"
      "  entente draw articles.entente --preset signed -o signed.svg\n"
      "  entente draw articles.entente --preset timeline -o timeline.pdf\n"
      "  entente draw articles.entente -o parties.png \\\n"
      "    \"MATCH p=(:Country)-[:PARTY_TO]->() RETURN p\"");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunDraw(*options, context); };
  });
}

}  // namespace entente::cli
