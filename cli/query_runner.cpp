#include "cli/query_runner.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <vector>

#include "cli/command.h"
#include "cli/pager.h"
#include "cli/row_writer.h"
#include "cli/terminal.h"
#include "cli/unknown_names.h"
#include "cli/unlike_kinds.h"
#include "graph/utf8.h"

namespace entente::cli {

namespace {

using graph::Status;
using Units = std::vector<std::pair<std::string, double>>;

graph::Result<uint64_t> ParseQuantity(const std::string& text, const char* expected,
                                      const Units& units) {
  size_t end = 0;
  double number = -1;
  try {
    number = std::stod(text, &end);
  } catch (const std::exception&) {
    end = text.size();
  }
  while (end < text.size() && text[end] == ' ') ++end;
  std::string unit = graph::ToLower(text.substr(end));
  for (const auto& [name, factor] : units)
    if (unit == name && number * factor >= 1 && number * factor < 9e18)
      return static_cast<uint64_t>(number * factor);
  return graph::MakeError(graph::ErrorCode::kInvalidArgument,
                          std::string(expected) + ", got '" + text + "'");
}

Status WriteToStandardOutput(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t n = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      return graph::MakeError(
          errno == ENOSPC ? graph::ErrorCode::kNoSpace : graph::ErrorCode::kIo,
          std::string("could not write to standard output: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

std::string SideEffectsText(const query::SideEffects& effects) {
  std::string out;
  auto add = [&](uint64_t count, const char* verb, const char* singular, const char* plural) {
    if (count == 0) return;
    out += (out.empty() ? "" : ", ") + CountOf(count, singular, plural) + " " + verb;
  };
  add(effects.nodes_created, "created", "node", "nodes");
  add(effects.relationships_created, "created", "relationship", "relationships");
  add(effects.labels_added, "added", "label", "labels");
  add(effects.properties_set, "set", "property", "properties");
  add(effects.properties_removed, "removed", "property", "properties");
  add(effects.labels_removed, "removed", "label", "labels");
  add(effects.relationships_deleted, "deleted", "relationship", "relationships");
  add(effects.nodes_deleted, "deleted", "node", "nodes");
  return out;
}

// Output in pieces of a page or more: one write a row would be slow.
class Buffer {
 public:
  static constexpr size_t kMostForPager = size_t{16} << 20;

  /// `whole`: nothing is written before Flush(), which shows it to a reader, unless it is more
  /// than anybody reads.
  Buffer(bool whole, Pager pager) : whole_(whole), pager_(pager) {}
  Status Write(std::string_view bytes) {
    pending_ += bytes;
    if (pending_.size() > kMostForPager) whole_ = false;
    return !whole_ && pending_.size() >= 1 << 16 ? Flush() : Status();
  }
  Status Flush() {
    Status status = whole_ ? ShowText(pending_, pager_) : WriteToStandardOutput(pending_);
    pending_.clear();
    return status;
  }

 private:
  bool whole_;
  Pager pager_;
  std::string pending_;
};

}  // namespace

graph::Result<QueryOutcome> RunStatement(const QueryRun& run, std::string_view statement) {
  const bool is_table = run.format == "table", terminal = IsTerminal(STDOUT_FILENO);
  Buffer buffer(is_table && terminal, run.pager);
  auto writer = MakeRowWriter(
      run.format,
      [&](std::string_view bytes) {
        return terminal && !is_table ? buffer.Write(PrintableLines(bytes)) : buffer.Write(bytes);
      },
      TerminalWidth(STDOUT_FILENO), !terminal, WantsColour(STDOUT_FILENO));
  QueryOutcome outcome;
  query::SideEffects effects;
  std::string plan;
  Status written;
  bool has_columns = false;
  if (run.format == "dot") {
    // A picture depends on all rows, and on the view that they came from.
    ENTENTE_ASSIGN_OR_RETURN(query::QueryResult result,
                             run.engine->Run(statement, run.parameters, run.limits));
    has_columns = !result.columns.empty();
    for (const query::Row& row : result.rows) {
      written = writer->Row(row, *result.reader);
      ++outcome.rows;
    }
    plan = std::move(result.plan);
    if (written && (plan.empty() || !result.columns.empty())) written = writer->Finish();
  } else {
    query::Engine::RowSink sink;
    sink.on_columns = [&](const std::vector<std::string>& columns) {
      has_columns = !columns.empty();
      written = writer->Columns(columns);
    };
    sink.on_row = [&](const query::Row& row, const graph::GraphReader& reader) {
      written = writer->Row(row, reader);
      ++outcome.rows;
      return written.has_value();
    };
    auto streamed = run.engine->Stream(statement, run.parameters, run.limits, sink);
    if (!streamed) {
      (void)buffer.Flush();  // the rows before the error were asked for and are right
      return streamed.error();
    }
    effects = streamed->side_effects;
    plan = std::move(streamed->plan);
    if (written && has_columns) written = writer->Finish();
  }
  // The plan is all that EXPLAIN answers; beside the rows of PROFILE it would be in the way.
  const bool profiled = !plan.empty() && (has_columns || (run.part_of_several && !is_table));
  if (written && !profiled) written = buffer.Write(plan);
  if (written) written = buffer.Flush();
  if (!written) {
    if (OutputClosed()) {
      outcome.reader_left = true;
      return outcome;
    }
    return written.error();
  }
  if (profiled) std::cerr << plan;
  if (run.summary && run.format == "table") {
    std::string summary = SideEffectsText(effects);
    if (has_columns && IsTerminal(STDOUT_FILENO))
      summary = CountOf(outcome.rows, "row") + (summary.empty() ? "" : ", " + summary);
    if (!summary.empty()) std::cerr << summary << "\n";
  }
  if (run.summary && run.reader != nullptr) {
    std::vector<std::string> notes = UnknownNames(*run.reader, statement);
    for (std::string& note : UnlikeKinds(*run.reader, statement, run.parameters))
      notes.push_back(std::move(note));
    for (const std::string& note : notes) std::cerr << "Note: " << Printable(note) << "\n";
  }
  return outcome;
}

graph::Result<QueriedValues> ValuesOf(graph::Graph& graph, const std::string& query) {
  query::Engine engine(graph);
  query::QueryOptions limits;
  limits.read_only = true;
  limits.interrupted = &Interrupted();
  ENTENTE_ASSIGN_OR_RETURN(query::QueryResult result, engine.Run(query, {}, limits));
  QueriedValues out{result.reader, {}};
  for (const query::Row& row : result.rows)
    out.values.insert(out.values.end(), row.begin(), row.end());
  return out;
}

graph::Result<uint64_t> ParseSize(const std::string& text) {
  static const Units kUnits = {{"", 1},       {"b", 1},         {"k", 1e3},         {"kb", 1e3},
                               {"m", 1e6},    {"mb", 1e6},      {"g", 1e9},         {"gb", 1e9},
                               {"kib", 1024}, {"mib", 1048576}, {"gib", 1073741824}};
  return ParseQuantity(text, "expected a size such as 512MB or 2GiB", kUnits);
}

graph::Result<uint64_t> ParseTime(const std::string& text) {
  static const Units kUnits = {{"", 1e3},  {"s", 1e3},   {"ms", 1},
                               {"m", 6e4}, {"min", 6e4}, {"h", 3.6e6}};
  return ParseQuantity(text, "expected a time such as 30s, 200ms or 5m", kUnits);
}

}  // namespace entente::cli
