// Generated queries over generated graphs: with rewrites, without them, and by the naive evaluator
// the rows must be the same. ENTENTE_REWRITE_QUERIES says how many (100000 for a thorough
// run).

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "graph/builder.h"
#include "query/engine.h"
#include "query/value_text.h"
#include "tests/rewrites/generator.h"

namespace entente::rewrites {
namespace {

using graph::Value;

std::unique_ptr<graph::Graph> Build(const NaiveGraph& naive) {
  graph::GraphBuilder builder(1);
  auto id = builder.InternKey("id"), x = builder.InternKey("x"), s = builder.InternKey("s");
  std::vector<graph::NodeId> nodes;
  for (size_t i = 0; i < naive.nodes.size(); ++i) {
    std::vector<graph::LabelId> labels;
    for (const auto& label : naive.nodes[i].labels) labels.push_back(builder.InternLabel(label));
    nodes.push_back(*builder.AddNode(labels));
    builder.SetInteger(id, static_cast<int64_t>(i));
    if (naive.nodes[i].x) builder.SetInteger(x, *naive.nodes[i].x);
    if (naive.nodes[i].s) builder.SetString(s, *naive.nodes[i].s);
  }
  for (const auto& r : naive.relationships) {
    EXPECT_TRUE(builder.AddRelationship(builder.InternType(r.type), nodes[r.start], nodes[r.end]));
  }
  return *builder.ToMemory();
}

// The same graph written by transactions, which reads take another way through.
std::unique_ptr<graph::Graph> Write(const NaiveGraph& naive) {
  auto graph = graph::Graph::InMemory();
  auto transaction = *graph->Begin();
  auto id = transaction->InternKey("id"), x = transaction->InternKey("x"),
       s = transaction->InternKey("s");
  std::vector<graph::NodeId> nodes;
  for (size_t i = 0; i < naive.nodes.size(); ++i) {
    std::vector<graph::LabelId> labels;
    for (const auto& label : naive.nodes[i].labels) {
      labels.push_back(transaction->InternLabel(label));
    }
    nodes.push_back(*transaction->CreateNode(labels));
    const NaiveNode& node = naive.nodes[i];
    EXPECT_TRUE(transaction->SetProperty(nodes[i], id, Value::Integer(static_cast<int64_t>(i))));
    Value number = node.x ? Value::Integer(*node.x) : Value();
    Value text = node.s ? Value::String(*node.s) : Value();
    EXPECT_TRUE(transaction->SetProperty(nodes[i], x, number));
    EXPECT_TRUE(transaction->SetProperty(nodes[i], s, text));
  }
  for (const auto& r : naive.relationships) {
    EXPECT_TRUE(transaction->CreateRelationship(transaction->InternType(r.type), nodes[r.start],
                                                nodes[r.end]));
  }
  EXPECT_TRUE(transaction->Commit());
  return graph;
}

std::vector<std::string> RowsOf(query::Engine& engine, const std::string& text, bool rewrites,
                                bool pairs) {
  query::QueryOptions options;
  options.rewrites = rewrites;
  auto result = engine.Run(text, {}, options);
  if (!result) return {"error: " + graph::FormatError(result.error())};
  std::vector<std::string> rows;
  for (const auto& row : result->rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      std::string cell = query::ValueToCell(row[i], *result->reader);
      if (row[i].is_null()) cell = "null";
      line += cell + (pairs && i % 2 == 0 ? ":" : " ");
    }
    rows.push_back(line);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST(Rewrites, RewritesAndNaiveEvaluatorAgree) {
  const char* wanted = std::getenv("ENTENTE_REWRITE_QUERIES");
  size_t count = wanted ? std::strtoul(wanted, nullptr, 10) : 3000;
  const char* given_seed = std::getenv("ENTENTE_REWRITE_SEED");
  std::mt19937 random(given_seed ? static_cast<unsigned>(std::strtoul(given_seed, nullptr, 10))
                                 : 1);
  size_t non_empty = 0;
  std::map<std::string, size_t> fired;
  for (size_t done = 0; done < count;) {
    NaiveGraph naive = MakeGraph(random);
    auto graph = done % 2 == 0 ? Build(naive) : Write(naive);
    query::Engine engine(*graph);
    for (size_t i = 0; i < 20 && done < count; ++i, ++done) {
      Query query = MakeQuery(random);
      std::string text = ToText(query);
      bool pairs = query.result == Query::Return::kRows;
      auto expected = Evaluate(query, naive);
      auto with = RowsOf(engine, text, true, pairs), without = RowsOf(engine, text, false, pairs);
      ASSERT_EQ(without, expected) << "without rewrites: " << text;
      ASSERT_EQ(with, expected) << "with rewrites: " << text << "\n"
                                << engine.Run("EXPLAIN " + text)->plan;
      non_empty += !expected.empty() && expected[0] != "0 " && expected[0] != "0 0 0 " ? 1 : 0;
      if (query.optional) ++fired["clause OPTIONAL MATCH"];
      if (!query.conditions.empty()) ++fired["clause WHERE"];
      std::string plan = engine.Run("EXPLAIN " + text)->plan;
      for (const char* name : {"count-by-degree", "reachable-nodes", "intersection"}) {
        if (plan.find(std::string("[") + name + "]") != std::string::npos) ++fired[name];
      }
      if (plan.find("degree: ") != std::string::npos) ++fired["degree"];
    }
  }
  std::string report = fmt::format("{} queries, {} with rows", count, non_empty);
  for (const auto& [name, times] : fired) report += fmt::format("; {} {}", name, times);
  RecordProperty("report", report);
  fmt::print("{}\n", report);
  EXPECT_GE(2 * non_empty, count);
  for (const char* name : {"count-by-degree", "reachable-nodes", "intersection", "degree"}) {
    EXPECT_GT(fired[name], 0u) << name << " never fired";
  }
}

}  // namespace
}  // namespace entente::rewrites
