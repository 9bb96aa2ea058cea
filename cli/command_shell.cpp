#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/pager.h"
#include "cli/program.h"
#include "cli/shell.h"

namespace entente::cli {

void AddShellCommand(CLI::App& app, Context& context) {
  struct Options {
    std::string graph_path;
    bool read_only = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("shell", "Ask the graph in openCypher, at a prompt");
  command->add_option("GRAPH", options->graph_path, "The graph's file")->required();
  command->add_flag("--read-only", options->read_only, "Refuse queries that write");
  AddPagerOption(*command, context);
  command->footer(
      "A query ends with ';' and may take several lines; :help says what else there is.\n"
      "\n"
      "Examples:\n"
      "  entente shell articles.entente\n"
      "  entente shell articles.entente < queries.cypher");
  command->callback([options, &context] {
    context.run = [options, &context] {
      return RunShell(options->graph_path, options->read_only, context);
    };
  });
}

}  // namespace entente::cli
