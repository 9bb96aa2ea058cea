// differential: random queries over random graphs, answered by the engine with its rewrites, by the
// engine without them, and by the naive evaluator. The three answers must be equal. Then, a tenth
// as many, writing queries said in several ways that must leave the same graph.
//
//   differential [--queries N] [--seed N] [--verbose]
//
// Ends with counts by clause and by what the plans were made of, how many answers had rows, and how
// many differed. Exit status 0 when none did, 1 when some did, 2 when the call was wrong.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <sstream>

#include "query/engine.h"
#include "query/parser.h"
#include "query/value_text.h"
#include "tests/differential/generator.h"
#include "tests/differential/naive.h"
#include "tests/differential/writes.h"

namespace {

using entente::differential::Table;
using entente::graph::Value;
using entente::graph::ValueKind;
namespace graph = entente::graph;
namespace query = entente::query;

constexpr size_t kQueriesPerGraph = 20;
constexpr size_t kDifferencesShown = 10;

using Rows = std::vector<std::vector<Value>>;

bool Less(const std::vector<Value>& a, const std::vector<Value>& b) {
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (auto order = graph::Order(a[i], b[i]); order != 0) return order < 0;
  return a.size() < b.size();
}

// Equal but for the last digits of a float, which depend on the order of a sum.
bool Same(const Value& a, const Value& b) {
  if (a.kind() == ValueKind::kFloat && b.is_number()) {
    double x = a.as_float(), y = b.as_number();
    return x == y || (std::isnan(x) && std::isnan(y)) ||
           std::fabs(x - y) <= 1e-12 * std::max(std::fabs(x), std::fabs(y));
  }
  return graph::Equivalent(a, b);
}

bool SameRows(Rows a, Rows b, bool in_order) {
  if (a.size() != b.size()) return false;
  if (!in_order) {
    std::sort(a.begin(), a.end(), Less);
    std::sort(b.begin(), b.end(), Less);
  }
  for (size_t i = 0; i < a.size(); ++i)
    if (!std::equal(a[i].begin(), a[i].end(), b[i].begin(), b[i].end(), Same)) return false;
  return true;
}

std::string TextOf(const Rows& rows, const graph::GraphReader& reader) {
  std::string out = fmt::format("{} rows", rows.size());
  for (size_t i = 0; i < rows.size() && i < 8; ++i) {
    out += "\n      |";
    for (const Value& value : rows[i]) out += " " + query::ValueToText(value, reader) + " |";
  }
  return out;
}

// The first word of each line of a printed plan, and the names of rewrites.
void CountPlan(const std::string& plan, std::map<std::string, size_t>& counts) {
  std::istringstream lines(plan);
  std::set<std::string> seen;
  for (std::string line; std::getline(lines, line);) {
    size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string::npos) continue;
    size_t end = line.find_first_of(" (", begin);
    std::string word = line.substr(begin, end == std::string::npos ? end : end - begin);
    if (word == "rewrites:" || word == "rewritten") word = line.substr(begin);
    seen.insert(word);
  }
  for (const std::string& word : seen) ++counts[word];
  size_t at = 0;
  std::set<std::string> rewrites;
  while ((at = plan.find("  [", at)) != std::string::npos) {
    size_t end = plan.find(']', at);
    rewrites.insert(plan.substr(at + 2, end - at - 1));
    at = end;
  }
  for (const std::string& name : rewrites) ++counts[name];
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t queries = 10'000, seed = 1;
  bool verbose = false;
  for (int i = 1; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--queries") && i + 1 < argc) {
      queries = std::strtoull(argv[++i], nullptr, 10);
    } else if (!std::strcmp(argv[i], "--seed") && i + 1 < argc) {
      seed = std::strtoull(argv[++i], nullptr, 10);
    } else if (!std::strcmp(argv[i], "--verbose")) {
      verbose = true;
    } else {
      fmt::print(stderr, "differential [--queries N] [--seed N] [--verbose]\n");
      return 2;
    }
  }

  std::map<std::string, size_t> clauses, plans;
  size_t with_rows = 0, failed_alike = 0, refused = 0, differences = 0, run = 0;
  std::unique_ptr<graph::Graph> graph;
  for (uint64_t i = 0; i < queries; ++i) {
    // Each graph and each query has a seed of its own, so that one can be run again alone.
    if (i % kQueriesPerGraph == 0) {
      std::mt19937_64 random(seed * 1'000'003 + i);
      graph = entente::differential::GenerateGraph(random);
    }
    std::mt19937_64 random(seed * 7'919 + i);
    std::string text = entente::differential::GenerateQuery(random);
    auto reader = graph->Read().value();
    auto statement = query::Parse(text);
    if (!statement) {
      fmt::print("does not parse: {}\n  {}\n", text, statement.error().message);
      ++differences;
      continue;
    }
    auto naive = entente::differential::RunNaively(*statement, *reader);
    if (!naive && naive.error().code == graph::ErrorCode::kUnsupported) {
      ++refused;
      continue;
    }
    ++run;
    query::Engine engine(*graph);
    std::string difference;
    for (bool rewrites : {true, false}) {
      query::QueryOptions options;
      options.rewrites = rewrites;
      options.timeout_ms = 60'000;
      auto result = engine.Run(text, {}, options);
      const char* how = rewrites ? "with rewrites" : "without rewrites";
      if (result.has_value() != naive.has_value()) {
        difference = fmt::format("    {}: {}\n    naive: {}", how,
                                 result ? TextOf(result->rows, *reader) : result.error().message,
                                 naive ? TextOf(naive->rows, *reader) : naive.error().message);
      } else if (result && !SameRows(result->rows, naive->rows, false)) {
        difference = fmt::format("    {}: {}\n    naive: {}", how, TextOf(result->rows, *reader),
                                 TextOf(naive->rows, *reader));
      }
      if (!difference.empty()) break;
    }
    if (naive && !naive->rows.empty()) ++with_rows;
    if (!naive) ++failed_alike;
    for (const char* clause :
         {"OPTIONAL MATCH", "MATCH", "WHERE", "WITH",     "UNWIND",      "DISTINCT", "ORDER BY",
          "SKIP",           "LIMIT", "UNION", "EXISTS",   "COUNT {",     "count(",   "sum(",
          "avg(",           "min(",  "max(",  "collect(", "hortestPath", "*"})
      if (text.find(clause) != std::string::npos) ++clauses[clause];
    if (auto plan = engine.Run("EXPLAIN " + text)) CountPlan(plan->plan, plans);
    if (verbose) fmt::print("{}\n", text);
    if (!difference.empty() && ++differences <= kDifferencesShown)
      fmt::print("query {} of seed {}: {}\n{}\n", i, seed, text, difference);
  }

  const uint64_t writing = queries / 10;
  std::map<std::string, size_t> written;
  for (uint64_t i = 0; i < writing; ++i) {
    const std::string difference =
        entente::differential::CompareWrites(seed * 104'729 + i, written);
    if (difference.empty() || ++differences > kDifferencesShown) continue;
    fmt::print("writing query {} of seed {}: {}\n", i, seed, difference);
  }

  fmt::print("\n{} writing queries, in eight ways each:\n", writing);
  for (const auto& [name, count] : written) fmt::print("  {:<24} {:>8}\n", name, count);
  fmt::print("\nqueries by clause:\n");
  for (const auto& [name, count] : clauses) fmt::print("  {:<24} {:>8}\n", name, count);
  fmt::print("plans by operator:\n");
  for (const auto& [name, count] : plans) fmt::print("  {:<24} {:>8}\n", name, count);
  fmt::print(
      "\n{} queries: {} answers with rows, {} failed alike, {} not for the naive evaluator, "
      "{} differences\n",
      run, with_rows, failed_alike, refused, differences);
  return differences ? 1 : 0;
}
