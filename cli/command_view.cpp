#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/graph_selection.h"
#include "cli/program.h"
#include "cli/query_error.h"
#include "cli/query_runner.h"
#include "cli/terminal.h"
#include "cli/unknown_names.h"
#include "cli/view_page.h"

namespace entente::cli {

namespace {

constexpr size_t kNodeLimit = 3000;  // what a browser lays out and moves without tiring people

struct ViewOptions {
  std::string graph_path, query, output_path, title;
  size_t limit = kNodeLimit;
};

// A pipe or a device has no ending.
bool IsDevice(const std::string& path) {
  std::error_code unknown;
  const std::filesystem::file_status status = std::filesystem::status(path, unknown);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
         !std::filesystem::is_directory(status);
}

int RunView(const ViewOptions& options, const Context& context) {
  if (options.output_path != "-" && !options.output_path.ends_with(".html") &&
      !options.output_path.ends_with(".htm") && !IsDevice(options.output_path)) {
    Tell("entente: the output's name must end in .html or .htm, got '" + options.output_path + "'");
    return kCallWrong;
  }
  auto opened = OpenForReading(options.graph_path);
  if (!opened) return ReportError(opened.error());
  std::shared_ptr<const graph::GraphReader> reader = opened->reader;
  Selection selection;
  if (options.query.empty()) {
    selection = SelectGraph(*reader, options.limit);
  } else {
    auto result = ValuesOf(*opened->graph, options.query);
    if (!result) return ReportQueryError(result.error(), options.query, 0, "");
    reader = result->reader;
    selection = SelectValues(*reader, result->values, options.limit);
    if (selection.relationships.empty())
      selection.relationships = RelationshipsAmong(*reader, selection.nodes);
  }
  if (selection.nodes.empty()) {
    graph::Error error = graph::MakeError(
        graph::ErrorCode::kNotFound, options.query.empty() ? "there is nothing in this graph to see"
                                                           : "the query returned no node to show");
    if (!options.query.empty()) error.suggestion = NothingToShow(*reader, options.query);
    return ReportError(error);
  }
  std::string note;
  if (selection.found_nodes > selection.nodes.size())
    note = "This page holds " + GroupedCount(selection.nodes.size()) + " of " +
           CountOf(selection.found_nodes, "node") +
           (options.query.empty() ? ", those with the most relationships" : ", the first found") +
           "; entente view --limit takes more.";
  // `info` counts them, too.
  if (selection.documents > 0)
    note += (note.empty() ? "" : " ") + CountOf(selection.documents, "document") +
            (selection.documents == 1
                 ? " is a source and no node here; a click on a node shows what it says of it."
                 : " are sources and no nodes here; a click on a node shows what they say of it.");
  std::string title = options.title.empty()
                          ? std::filesystem::path(options.graph_path).filename().string()
                          : options.title;
  std::string page = ViewPage(*reader, selection, title, note);
  auto output = Output::Open(options.output_path, {".html", ".htm"});
  if (!output) return ReportError(output.error());
  graph::Status written = (*output)->Write(page);
  if (written) written = (*output)->Finish();
  if (!written) return OutputClosed() ? kDone : ReportError(written.error());
  if (!context.quiet) {
    bool to_file = options.output_path != "-";
    Tell("Wrote " + CountOf(selection.nodes.size(), "node") + " and " +
         CountOf(selection.relationships.size(), "relationship") +
         (to_file ? " into " + options.output_path : std::string()) + " (" + FileSize(page.size()) +
         ").");
    if (!note.empty()) Tell("Note: " + note);
    if (to_file) Tell("Next: open " + options.output_path + " in a browser");
  }
  return kDone;
}

}  // namespace

void AddViewCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command =
      app.add_subcommand("view", "Write one page to explore the graph in a browser");
  command->add_option("GRAPH", options->graph_path, "The graph's file")->required();
  command->add_option("QUERY", options->query,
                      "Only the nodes, relationships and paths it returns");
  command->add_option("-o,--output", options->output_path, "Where to write the page")
      ->required()
      ->type_name("FILE.html");
  command->add_option("--title", options->title, "What stands above it (the graph's file name)")
      ->type_name("TITLE");
  command
      ->add_option("--limit", options->limit,
                   "At most so many nodes, those with the most relationships (3,000)")
      ->check(CLI::Range(1, 100000).description(""))
      ->type_name("N");
  command->footer(
      "The page is one file that needs no network: search, filters by label and\n"
      "relationship, a time slider, and the sentences behind every node.\n"
      "\n"
      "Examples:\n"
      "  entente view articles.entente -o articles.html\n"
      "  entente view articles.entente -o chile.html \\\n"
      "    \"MATCH p=(:Country {name: 'Chile'})-[*1..2]-() RETURN p\"");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunView(*options, context); };
  });
}

}  // namespace entente::cli
