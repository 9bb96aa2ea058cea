#include "tests/conformance/scenario_runner.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <memory>
#include <optional>
#include <regex>
#include <sstream>
#include <vector>

#include "graph/graph.h"
#include "query/engine.h"
#include "query/procedures.h"
#include "query/value_text.h"
#include "tests/conformance/expected_value.h"
#include "tests/conformance/graph_changes.h"

namespace entente::conformance {

namespace {

using graph::Value;

constexpr uint64_t kQueryTimeoutMs = 30'000;

std::string TextOf(const query::Row& row, const graph::GraphReader& reader) {
  std::string out = "|";
  for (const Value& value : row) out += " " + query::ValueToText(value, reader) + " |";
  return out;
}

std::string TextOf(const std::map<std::string, int64_t>& changes) {
  std::string out;
  for (const auto& [name, count] : changes)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name, count);
  return out.empty() ? "none" : out;
}

// The kinds that "INTEGER?" and its like let through.
query::KindSet KindsOf(const std::string& type) {
  using graph::ValueKind;
  using query::KindBit;
  if (type == "STRING") return KindBit(ValueKind::kString);
  if (type == "INTEGER") return KindBit(ValueKind::kInteger);
  if (type == "FLOAT") return KindBit(ValueKind::kFloat);
  if (type == "NUMBER") return KindBit(ValueKind::kInteger) | KindBit(ValueKind::kFloat);
  if (type == "BOOLEAN") return KindBit(ValueKind::kBoolean);
  if (type == "MAP") return KindBit(ValueKind::kMap);
  return query::kAnyKind;
}

// "name :: STRING?, id :: INTEGER?"
std::vector<query::ProcedureField> ReadFields(const std::string& text) {
  std::vector<query::ProcedureField> fields;
  static const std::regex kField(R"(\s*(\w+)\s*::\s*([A-Z ]+)(\??)\s*,?)");
  for (std::sregex_iterator it(text.begin(), text.end(), kField), end; it != end; ++it) {
    query::ProcedureField field;
    field.name = (*it)[1];
    field.type_text = (*it)[2].str() + (*it)[3].str();
    field.kinds = KindsOf((*it)[2]);
    fields.push_back(std::move(field));
  }
  return fields;
}

class Runner {
 public:
  Runner(const Scenario& scenario, const std::string& graphs_folder)
      : scenario_(scenario), graphs_folder_(graphs_folder), graph_(graph::Graph::InMemory()) {}

  Outcome Run() {
    for (const Step& step : scenario_.steps) {
      std::string problem = RunStep(step);
      if (problem.empty()) continue;
      return {false, fmt::format("line {}: {}", step.line, problem)};
    }
    if (failed_ && !error_seen_) return {false, "an unexpected error: " + ErrorText(*failed_)};
    return {true, ""};
  }

 private:
  // Each returns what is wrong, or an empty string.
  std::string RunStep(const Step& step) {
    const std::string& text = step.text;
    std::smatch match;
    static const std::regex kNamedGraph(R"(the (\S+) graph)");
    static const std::regex kProcedure(
        R"(there exists a procedure (\S+?)\((.*)\) :: \((.*)\)\s*:?)");
    static const std::regex kError(R"(an? (\w+) should be raised at (.+): (.+))");
    if (text == "an empty graph" || text == "any graph") return "";
    if (std::regex_match(text, match, kNamedGraph)) return LoadGraph(match[1]);
    if (text == "having executed:") return Prepare(step.doc_string);
    if (text == "parameters are:") return SetParameters(step.table);
    if (std::regex_match(text, match, kProcedure))
      return AddProcedure(match[1], match[2], match[3], step.table);
    if (text == "executing query:" || text == "executing control query:")
      return Execute(step.doc_string);
    if (std::regex_match(text, match, kError)) return ExpectError(match[1], match[2], match[3]);
    if (failed_ && !error_seen_) return "an unexpected error: " + ErrorText(*failed_);
    if (text == "the result should be, in any order:") return ExpectRows(step.table, false, false);
    if (text == "the result should be, in order:") return ExpectRows(step.table, true, false);
    if (text == "the result should be (ignoring element order for lists):")
      return ExpectRows(step.table, false, true);
    if (text == "the result should be, in order (ignoring element order for lists):")
      return ExpectRows(step.table, true, true);
    if (text == "the result should be empty") return ExpectNothing();
    if (text == "no side effects") return ExpectChanges({});
    if (text == "the side effects should be:") return ExpectChanges(step.table);
    return "no such step: " + text;
  }

  graph::Result<query::QueryResult> RunQuery(const std::string& text,
                                             const query::Parameters& parameters) {
    query::ProcedureRegistry procedures = query::ProcedureRegistry::WithBuiltIns();
    for (const query::Procedure& procedure : procedures_) procedures.Add(procedure);
    query::Engine engine(*graph_, std::move(procedures));
    query::QueryOptions options;
    options.timeout_ms = kQueryTimeoutMs;
    return engine.Run(text, parameters, options);
  }

  std::string LoadGraph(const std::string& name) {
    std::string path = graphs_folder_ + "/" + name + "/" + name + ".cypher";
    std::ifstream file(path);
    if (!file) return "can't read the named graph " + path;
    std::stringstream script;
    script << file.rdbuf();
    return Prepare(script.str());
  }

  std::string Prepare(const std::string& text) {
    auto result = RunQuery(text, {});
    return result ? "" : "preparation failed: " + ErrorText(result.error());
  }

  std::string SetParameters(const std::vector<TableRow>& table) {
    for (const TableRow& row : table) {
      if (row.size() != 2) return "a parameter has a name and a value";
      auto expected = ParseExpectedValue(row[1]);
      if (!expected) return expected.error().message;
      auto value = ToValue(*expected);
      if (!value) return value.error().message;
      parameters_.emplace_back(row[0], *value);
    }
    return "";
  }

  std::string AddProcedure(const std::string& name, const std::string& inputs,
                           const std::string& outputs, const std::vector<TableRow>& table) {
    query::Procedure procedure;
    procedure.name = name;
    procedure.inputs = ReadFields(inputs);
    procedure.outputs = ReadFields(outputs);
    procedure.required_inputs = procedure.inputs.size();
    size_t input_count = procedure.inputs.size();
    // Its table is all that it knows: inputs first, then what it returns for them.
    std::vector<std::vector<Value>> rows;
    for (size_t i = 1; i < table.size(); ++i) {
      rows.emplace_back();
      for (const std::string& cell : table[i]) {
        auto expected = ParseExpectedValue(cell);
        if (!expected) return expected.error().message;
        auto value = ToValue(*expected);
        if (!value) return value.error().message;
        rows.back().push_back(*value);
      }
    }
    procedure.call = [rows, input_count](std::span<const Value> arguments, query::ProcedureContext&)
        -> graph::Result<std::vector<std::vector<Value>>> {
      std::vector<std::vector<Value>> out;
      for (const auto& row : rows) {
        bool same = true;
        for (size_t i = 0; i < input_count && same; ++i)
          same = graph::Equivalent(row[i], arguments[i]);
        if (same)
          out.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(input_count), row.end());
      }
      return out;
    };
    procedures_.push_back(std::move(procedure));
    return "";
  }

  std::string Execute(const std::string& text) {
    auto before = graph_->Read();
    if (!before) return "the graph can't be read: " + before.error().message;
    before_ = ContentsOf(**before);
    result_.reset();
    failed_.reset();
    error_seen_ = false;
    auto result = RunQuery(text, parameters_);
    if (result)
      result_ = *std::move(result);
    else
      failed_ = result.error();
    auto after = graph_->Read();
    if (!after) return "the graph can't be read: " + after.error().message;
    after_ = ContentsOf(**after);
    return "";
  }

  static std::string ErrorText(const graph::Error& error) {
    query::ErrorKind kind = query::ErrorKindOf(error);
    return fmt::format("{} at {}: {} ({})", kind.kind,
                       kind.phase == query::ErrorPhase::kCompileTime ? "compile time" : "runtime",
                       error.detail, graph::FormatError(error));
  }

  std::string ExpectError(const std::string& kind, const std::string& phase,
                          const std::string& detail) {
    std::string wanted = kind + " at " + phase + ": " + detail;
    if (!failed_)
      return fmt::format("expected {}, got {} rows", wanted, result_ ? result_->rows.size() : 0);
    error_seen_ = true;
    query::ErrorKind found = query::ErrorKindOf(*failed_);
    std::string found_phase =
        found.phase == query::ErrorPhase::kCompileTime ? "compile time" : "runtime";
    bool same = found.kind == kind && (phase == "any time" || phase == found_phase) &&
                (detail == "*" || detail == failed_->detail);
    return same ? "" : fmt::format("expected {}, got {}", wanted, ErrorText(*failed_));
  }

  std::string ExpectNothing() {
    if (!result_) return "no query was run";
    if (result_->rows.empty()) return "";
    return fmt::format("expected no rows, got {}: {}", result_->rows.size(),
                       TextOf(result_->rows[0], *result_->reader));
  }

  std::string ExpectRows(const std::vector<TableRow>& table, bool in_order,
                         bool ignore_list_order) {
    if (!result_) return "no query was run";
    if (table.empty()) return "the expected result has no heading";
    if (result_->columns != table[0])
      return fmt::format("expected columns [{}], got [{}]", fmt::join(table[0], ", "),
                         fmt::join(result_->columns, ", "));
    std::vector<std::vector<ExpectedValue>> expected;
    for (size_t i = 1; i < table.size(); ++i) {
      expected.emplace_back();
      for (const std::string& cell : table[i]) {
        auto value = ParseExpectedValue(cell);
        if (!value) return value.error().message;
        expected.back().push_back(*std::move(value));
      }
      if (expected.back().size() != table[0].size())
        return "a row of another width than the heading";
    }
    const auto& rows = result_->rows;
    auto show = [&] {
      std::string out = "got " + std::to_string(rows.size()) + " rows:";
      for (size_t i = 0; i < rows.size() && i < 12; ++i)
        out += "\n        " + TextOf(rows[i], *result_->reader);
      return out;
    };
    if (rows.size() != expected.size())
      return fmt::format("expected {} rows, {}", expected.size(), show());
    std::vector<bool> used(rows.size(), false);
    for (size_t i = 0; i < expected.size(); ++i) {
      bool found = false;
      size_t first = in_order ? i : 0, last = in_order ? i + 1 : rows.size();
      for (size_t j = first; j < last && !found; ++j) {
        if (used[j] || rows[j].size() != expected[i].size()) continue;
        bool same = true;
        for (size_t k = 0; k < rows[j].size() && same; ++k)
          same = Matches(expected[i][k], rows[j][k], *result_->reader, ignore_list_order);
        if (same) used[j] = found = true;
      }
      if (!found) return fmt::format("expected | {} |, {}", fmt::join(table[i + 1], " | "), show());
    }
    return "";
  }

  std::string ExpectChanges(const std::vector<TableRow>& table) {
    std::map<std::string, int64_t> expected;
    for (const TableRow& row : table) {
      if (row.size() != 2) return "a side effect has a name and a count";
      if (int64_t count = std::atoll(row[1].c_str()); count != 0) expected[row[0]] = count;
    }
    auto found = Changes(before_, after_);
    if (found == expected) return "";
    return fmt::format("expected side effects {}, got {}", TextOf(expected), TextOf(found));
  }

  const Scenario& scenario_;
  const std::string& graphs_folder_;
  std::unique_ptr<graph::Graph> graph_;
  std::vector<query::Procedure> procedures_;
  query::Parameters parameters_;
  GraphContents before_, after_;
  std::optional<query::QueryResult> result_;
  std::optional<graph::Error> failed_;
  bool error_seen_ = false;
};

}  // namespace

Outcome RunScenario(const Scenario& scenario, const std::string& graphs_folder) {
  return Runner(scenario, graphs_folder).Run();
}

}  // namespace entente::conformance
