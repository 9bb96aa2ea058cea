// The Cypher script of a graph, run by the query engine, makes that graph again.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "cli/statements.h"
#include "graph/formats/cypher_script.h"
#include "query/engine.h"
#include "tests/support/format_text.h"
#include "tests/support/hostile_graph.h"

namespace entente::cli {
namespace {

void Replay(const std::string& script, graph::Graph& graph) {
  query::Engine engine(graph);
  for (const Statement& statement : SplitStatements(script)) {
    auto result = engine.Run(statement.text);
    ASSERT_TRUE(result.has_value()) << graph::FormatError(result.error()) << "\n" << statement.text;
  }
}

TEST(CypherReplay, MakesTheSameGraph) {
  auto original = tests::HostileGraph();
  const std::string script = tests::Written(*original, graph::WriteCypherScript);
  auto copy = graph::Graph::InMemory();
  Replay(script, *copy);
  EXPECT_EQ(tests::Jsonl(*copy), tests::Jsonl(*original));
}

TEST(CypherReplay, TwiceIsOnce) {
  tests::GraphMaker maker;
  auto a = maker.Node({"A"}, {{"key", tests::Text("a")}});
  auto b = maker.Node({"A", "B"}, {{"key", tests::Text("b")}});
  maker.Relationship(a, "ONE", b, {{"x", graph::Value::Integer(1)}});
  for (int i = 0; i < 3; ++i) maker.Relationship(a, "MANY", b, {});
  maker.Relationship(a, "MANY", b, {{"x", graph::Value::Integer(1)}});
  maker.Relationship(b, "MANY", b, {});
  auto original = maker.Finish();
  const std::string script = tests::Written(*original, graph::WriteCypherScript);
  auto copy = graph::Graph::InMemory();
  Replay(script, *copy);
  Replay(script, *copy);
  EXPECT_EQ(tests::Jsonl(*copy), tests::Jsonl(*original));
}

}  // namespace
}  // namespace entente::cli
