#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "graph/maintenance.h"

namespace entente::cli {
namespace {

int RunCheck(const std::string& path, bool quiet) {
  ProgressLine line(!quiet);
  line.Show("checking", 0, 0);
  const auto report = graph::CheckFile(path);
  line.Clear();
  if (!report) return ReportError(report.error());
  std::cout << Printable(path) << ": no damage; " << CountOf(report->nodes, "node") << ", "
            << CountOf(report->relationships, "relationship") << ", "
            << FileSize(report->base_bytes) << " in " << CountOf(report->pieces, "piece")
            << " verified";
  if (report->logged_commits > 0)
    std::cout << ", " << CountOf(report->logged_commits, "commit") << " since";
  std::cout << "\n";
  for (const graph::UnusualEnds& ends : report->unusual_ends) {
    std::cout << "  not in the schema: " << CountOf(ends.count, "relationship") << " "
              << Printable("(:" + ends.from + ")-[:" + ends.type + "]->(:" + ends.to + ")") << "\n";
  }
  return kDone;
}

int RunCompact(const std::string& path, bool quiet) {
  ProgressLine line(!quiet);
  line.Show("writing anew", 0, 0);
  const auto report = graph::CompactFile(path);
  line.Clear();
  if (!report) return ReportError(report.error());
  if (!quiet) {
    std::cerr << Printable(path) << ": " << FileSize(report->bytes_before) << " before, "
              << FileSize(report->bytes_after) << " after\n";
  }
  return kDone;
}

}  // namespace

void AddCheckCommand(CLI::App& app, Context& context) {
  auto path = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("check", "Verify every checksum and invariant of a graph's file");
  command->add_option("GRAPH", *path, "The graph's file")->required();
  command->footer("Example:\n  entente check articles.entente");
  command->callback([path, &context] {
    context.run = [path, &context] { return RunCheck(*path, context.quiet); };
  });
}

void AddCompactCommand(CLI::App& app, Context& context) {
  auto path = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("compact", "Write a graph's file anew, without what it needs no more");
  command->add_option("GRAPH", *path, "The graph's file, which nobody else has open")->required();
  command->footer("Example:\n  entente compact articles.entente");
  command->callback([path, &context] {
    context.run = [path, &context] { return RunCompact(*path, context.quiet); };
  });
}

}  // namespace entente::cli
