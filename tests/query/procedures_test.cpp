// CALL graph.<algorithm>() within a query's limits; what the procedures answer stands in
// cases/procedures.test.
#include "query/procedures.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>

#include "graph/algorithms.h"
#include "graph/builder.h"
#include "query/engine.h"

namespace entente::query {
namespace {

using graph::ErrorCode;

std::unique_ptr<graph::Graph> Ring(uint32_t size) {
  graph::GraphBuilder builder;
  const graph::LabelId label = builder.InternLabel("N");
  const graph::TypeId type = builder.InternType("NEXT");
  for (uint32_t i = 0; i < size; ++i) EXPECT_TRUE(builder.AddNode(std::array{label}));
  for (uint32_t i = 0; i < size; ++i) {
    EXPECT_TRUE(
        builder.AddRelationship(type, graph::NodeId(i), graph::NodeId((i * 7919 + 1) % size)));
    EXPECT_TRUE(builder.AddRelationship(type, graph::NodeId(i), graph::NodeId((i + 1) % size)));
  }
  return *builder.ToMemory();
}

ErrorCode CodeOf(const std::string& query, const QueryOptions& options) {
  const auto graph = Ring(20000);
  Engine engine(*graph);
  const auto result = engine.Run(query, {}, options);
  return result ? ErrorCode::kUnsupported : result.error().code;
}

// "~findings" of a build was listed.
TEST(Procedures, KeysOfTheProgramsOwnAreNotListed) {
  graph::GraphBuilder builder;
  ASSERT_TRUE(builder.AddNode({}));
  builder.SetInteger(builder.InternKey("~own"), 1);
  builder.SetInteger(builder.InternKey("open"), 2);
  builder.InternKey("never");
  const auto graph = *builder.ToMemory();
  Engine engine(*graph);
  const auto result = engine.Run("CALL db.propertyKeys()");
  ASSERT_TRUE(result);
  ASSERT_EQ(result->rows.size(), 1u);
  EXPECT_EQ(result->rows[0][0].as_string(), "open");
}

TEST(Procedures, EveryAlgorithmIsOne) {
  const ProcedureRegistry registry = ProcedureRegistry::WithBuiltIns();
  for (const graph::Algorithm& algorithm : graph::Algorithms()) {
    const Procedure* procedure = registry.Find("graph." + std::string(algorithm.name));
    ASSERT_TRUE(procedure) << algorithm.name;
    EXPECT_EQ(procedure->inputs.size(), algorithm.parameters.size());
    EXPECT_EQ(procedure->outputs.size(), algorithm.columns.size());
  }
}

TEST(Procedures, AlgorithmsKeepToTheTimeLimit) {
  QueryOptions options;
  options.timeout_ms = 50;
  EXPECT_EQ(CodeOf("CALL graph.betweenness() YIELD node RETURN count(*)", options),
            ErrorCode::kTimeout);
}

TEST(Procedures, AlgorithmsKeepToTheMemoryLimit) {
  QueryOptions options;
  options.memory_limit_bytes = 1 << 20;
  EXPECT_EQ(CodeOf("CALL graph.pageRank() YIELD node RETURN count(*)", options),
            ErrorCode::kMemoryLimit);
}

TEST(Procedures, AlgorithmsCanBeInterrupted) {
  std::atomic<bool> interrupted = true;
  QueryOptions options;
  options.interrupted = &interrupted;
  EXPECT_EQ(CodeOf("CALL graph.betweenness() YIELD node RETURN count(*)", options),
            ErrorCode::kInterrupted);
}

TEST(Procedures, ANearNameIsOffered) {
  const auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  const auto result = engine.Run("CALL graph.pagerank() YIELD node RETURN node");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().suggestion, "Did you mean graph.pageRank?");
}

}  // namespace
}  // namespace entente::query
