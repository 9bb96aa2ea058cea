#include <sys/stat.h>

#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/graph_access.h"
#include "cli/program.h"
#include "cli/table.h"
#include "cli/terminal.h"

namespace entente::cli {

namespace {

using graph::Direction;
using graph::NodeId;

struct InfoOptions {
  std::string graph_path;
};

std::string CountsTable(const std::string& heading,
                        std::vector<std::pair<std::string, uint64_t>> counts, bool colour) {
  std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  Table table{{heading, "count"}, {false, true}, {}};
  for (const auto& [name, count] : counts)
    table.rows.push_back({{Printable(name), GroupedCount(count)}, {}});
  return RenderTable(table, 80, colour);
}

// The first and last day that agreements and events can mean.
std::string TimeSpan(const SchemaReader& schema) {
  std::string first, last;
  auto widen = [&](const std::string& from, const std::string& to) {
    if (!from.empty() && (first.empty() || from < first)) first = from;
    if (!to.empty() && (last.empty() || to > last)) last = to;
  };
  for (NodeId node : schema.NodesOf("Agreement"))
    widen(schema.Text(node, "date_from"), schema.Text(node, "date_to"));
  for (NodeId node : schema.NodesOf("Event"))
    widen(schema.Text(node, "start_from"), schema.Text(node, "end_to"));
  return first.empty() ? "" : first + " to " + last;
}

std::vector<std::pair<std::string, uint64_t>> TopActors(const SchemaReader& schema, size_t limit) {
  std::vector<std::pair<std::string, uint64_t>> actors;
  for (const char* label : {"Country", "Organization"}) {
    for (NodeId node : schema.NodesOf(label)) {
      size_t count = schema.Follow(node, "PARTY_TO", Direction::kOut).size();
      if (count > 0) actors.emplace_back(schema.Text(node, "name"), count);
    }
  }
  std::sort(actors.begin(), actors.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (actors.size() > limit) actors.resize(limit);
  return actors;
}

int RunInfo(const InfoOptions& options) {
  auto opened = OpenForReading(options.graph_path);
  if (!opened) return ReportError(opened.error());
  const graph::GraphReader& reader = *opened->reader;
  SchemaReader schema(reader);
  bool colour = WantsColour(STDOUT_FILENO);

  struct stat status {};
  uint64_t size =
      stat(options.graph_path.c_str(), &status) == 0 ? static_cast<uint64_t>(status.st_size) : 0;
  std::string out = Printable(options.graph_path) + ": " + CountOf(reader.node_count(), "node") +
                    ", " + CountOf(reader.relationship_count(), "relationship") + ", " +
                    FileSize(size) + "\n";
  if (std::string span = TimeSpan(schema); !span.empty())
    out += "agreements and events from " + Printable(span) + "\n";

  std::vector<std::pair<std::string, uint64_t>> labels, types;
  for (uint16_t i = 0; i < reader.label_count(); ++i)
    if (uint64_t n = reader.CountNodes(graph::LabelId(i)); n > 0)
      labels.emplace_back(reader.Name(graph::LabelId(i)), n);
  for (uint16_t i = 0; i < reader.type_count(); ++i)
    if (uint64_t n = reader.CountRelationships(graph::TypeId(i)); n > 0)
      types.emplace_back(reader.Name(graph::TypeId(i)), n);
  if (!labels.empty()) out += "\n" + CountsTable("label", std::move(labels), colour);
  if (!types.empty()) out += "\n" + CountsTable("relationship type", std::move(types), colour);
  if (auto actors = TopActors(schema, 10); !actors.empty())
    out += "\n" + CountsTable("party to most agreements", std::move(actors), colour);
  std::cout << out;
  return kDone;
}

}  // namespace

void AddInfoCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<InfoOptions>();
  CLI::App* command = app.add_subcommand(
      "info", "What is in a graph: counts, time span, most active parties, size");
  command->add_option("GRAPH", options->graph_path, "The graph's file")->required();
  command->footer("Example:\n  entente info articles.entente");
  command->callback([options, &context] { context.run = [options] { return RunInfo(*options); }; });
}

}  // namespace entente::cli
