/// \file
/// What commands share: the options that stand everywhere, how a command is added to the program,
/// and how it speaks of errors.

#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cli/output.h"
#include "graph/graph.h"
#include "graph/result.h"

namespace CLI {
class App;
}

namespace entente::cli {

struct Context {
  bool quiet = false;  ///< no progress, no summary; errors still
  bool pager = true;   ///< long answers at a terminal go through one
  unsigned jobs = 0;   ///< 0: as many as the machine has
  /// What the call asked for; set by the command that was named, called by RunProgram. Returns the
  /// exit status.
  std::function<int()> run;
};

/// Set by SIGINT and SIGTERM; looked at by long work.
const std::atomic<bool>& Interrupted();
/// Forgets an interrupt, so that the next one interrupts again: for a shell, which goes on.
void ResetInterrupt();

/// Prints "entente: file:line:column: message" on standard error, with the suggestion below.
/// Returns kWorkFailed, or kWasInterrupted for kInterrupted, or kCallWrong for kInvalidArgument.
int ReportError(const graph::Error& error);

/// A sentence on standard error, made safe to show, in lines that fit where that is a terminal.
void Tell(std::string_view sentence);

/// Opens a graph for reading. Errors: as Graph::Open and Read, with `file` set.
struct OpenedGraph {
  std::unique_ptr<graph::Graph> graph;
  std::shared_ptr<const graph::GraphReader> reader;
};
graph::Result<OpenedGraph> OpenForReading(const std::string& path);

// One a command, in the order in which `entente --help` lists them.
void AddBuildCommand(CLI::App& app, Context& context);
void AddRemoveCommand(CLI::App& app, Context& context);
void AddSignedCommand(CLI::App& app, Context& context);
void AddAskCommand(CLI::App& app, Context& context);
void AddQueryCommand(CLI::App& app, Context& context);
void AddShellCommand(CLI::App& app, Context& context);
void AddDrawCommand(CLI::App& app, Context& context);
void AddViewCommand(CLI::App& app, Context& context);
void AddExportCommand(CLI::App& app, Context& context);
void AddImportCommand(CLI::App& app, Context& context);
void AddScoreCommand(CLI::App& app, Context& context);
void AddInfoCommand(CLI::App& app, Context& context);
void AddCheckCommand(CLI::App& app, Context& context);
void AddCompactCommand(CLI::App& app, Context& context);

}  // namespace entente::cli
