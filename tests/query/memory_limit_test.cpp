// What one expression builds counts against the memory limit, and only what is alive at once.

#include <gtest/gtest.h>

#include "query/engine.h"

namespace entente::query {
namespace {

graph::Result<QueryResult> RunWithin(uint64_t bytes, const std::string& text) {
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  QueryOptions options;
  options.memory_limit_bytes = bytes;
  options.timeout_ms = 60'000;
  return engine.Run(text, {}, options);
}

TEST(MemoryLimit, StopsWhatOneExpressionBuilds) {
  for (const char* text : {
           "RETURN reduce(s = 'a', x IN range(1, 40) | s + s)",
           "RETURN size(range(1, 1000000000))",
           "RETURN size([x IN range(1, 1000) | range(1, 1000)])",
           "RETURN size(range(1, 60000) + range(1, 60000))",
           "RETURN size(reduce(l = [], x IN range(1, 40) | l + l + [x]))",
           "RETURN reduce(m = {}, x IN range(1, 1000) | {inner: m, more: range(1, 1000)}) IS NULL",
           "RETURN size(split(reduce(s = 'a,', x IN range(1, 14) | s + s), ','))",
           "RETURN size(replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'a', "
           "reduce(s = 'a', x IN range(1, 15) | s + s)))",
           "UNWIND range(1, 1000) AS x WITH range(1, 200) AS l RETURN size(l)",
           "UNWIND range(1, 1000) AS x RETURN size(collect(range(1, 200)))",
           "RETURN all(x IN range(1, 100000) WHERE x > 0)",
           "UNWIND [range(1, 60000), range(1, 60000)] AS l RETURN size(l)",
           "RETURN {a: range(1, 40000), b: range(1, 40000)}.a[0]",
       }) {
    auto result = RunWithin(1 << 20, text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, graph::ErrorCode::kMemoryLimit) << text;
    EXPECT_EQ(result.error().message,
              "the query needs more than its memory limit of 1,048,576 bytes")
        << text;
  }
}

TEST(MemoryLimit, GivesBackWhatAnExpressionIsDoneWith) {
  for (const char* text : {
           // Each row and each step builds anew; together they are many times the limit.
           "UNWIND range(1, 2000) AS x RETURN sum(size(range(1, 10000)))",
           "RETURN size(reduce(s = '', x IN range(1, 5000) | s + 'ab'))",
           "RETURN size([x IN range(1, 1000) | size(range(1, 1000))])",
           "UNWIND range(1, 500) AS x CALL { WITH x UNWIND range(1, 1000) AS y "
           "RETURN collect(y) AS l } RETURN sum(size(l))",
           "UNWIND range(1, 300) AS x RETURN sum(size(COLLECT { UNWIND range(1, 1000) AS y "
           "RETURN y }))",
           // One list that many hold is one list.
           "WITH range(1, 10000) AS l RETURN size([x IN range(1, 1000) | l])",
           "WITH range(1, 10000) AS l RETURN size([x IN range(1, 1000) | [l, l]])",
       }) {
    auto result = RunWithin(1 << 20, text);
    EXPECT_TRUE(result) << text << ": " << graph::FormatError(result.error());
  }
}

// A chain of `nodes`, or layers of two nodes each, with every way from one to the next.
std::unique_ptr<graph::Graph> MakeLayers(int layers, int nodes_each) {
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  const std::string n = std::to_string(nodes_each);
  auto made = engine.Run("UNWIND range(0, " + std::to_string(layers - 1) +
                         ") AS l UNWIND range(1, " + n + ") AS i CREATE (:L {id: l, i: i})");
  EXPECT_TRUE(made);
  made = engine.Run("MATCH (a:L) MATCH (b:L {id: a.id + 1}) CREATE (a)-[:R]->(b)");
  EXPECT_TRUE(made);
  return graph;
}

TEST(MemoryLimit, ShortestPathsGiveBackWhatASearchIsDoneWith) {
  auto graph = MakeLayers(1001, 1);
  Engine engine(*graph);
  QueryOptions options;
  options.memory_limit_bytes = 2 << 20;
  auto result = engine.Run(
      "MATCH (a:L {id: 0}) UNWIND range(501, 1000) AS i MATCH (b:L {id: i}) "
      "MATCH p = shortestPath((a)-[:R*]->(b)) RETURN count(p)",
      {}, options);
  ASSERT_TRUE(result) << graph::FormatError(result.error());
  EXPECT_EQ(result->rows[0][0].as_integer(), 500);
}

TEST(MemoryLimit, OfManyShortestPathsOnlyThoseAskedForAreListed) {
  auto graph = MakeLayers(28, 2);  // 2^26 ways from one end to the other
  Engine engine(*graph);
  QueryOptions options;
  options.memory_limit_bytes = 2 << 20;
  options.timeout_ms = 60'000;
  const std::string match =
      "MATCH (a:L {id: 0, i: 1}), (b:L {id: 27, i: 1}) "
      "MATCH p = allShortestPaths((a)-[:R*]->(b)) ";
  auto some = engine.Run(match + "RETURN length(p) LIMIT 3", {}, options);
  ASSERT_TRUE(some) << graph::FormatError(some.error());
  EXPECT_EQ(some->rows.size(), 3u);
  options.timeout_ms = 100;
  auto all = engine.Run(match + "RETURN count(p)", {}, options);
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().code, graph::ErrorCode::kTimeout);
}

TEST(MemoryLimit, CountsWhatATransactionKeeps) {
  for (const char* text : {
           "UNWIND range(1, 100000) AS i CREATE ()",
           "UNWIND range(1, 5000) AS i WITH i, range(1, 100) AS l CREATE (n) RETURN count(l)",
           "UNWIND range(1, 5000) AS i WITH i, range(1, 100) AS l MERGE (n:N) RETURN count(l)",
           "UNWIND range(1, 5000) AS i WITH i, range(1, 100) AS l "
           "CALL { CREATE (n) } RETURN count(l)",
           "CREATE (n) WITH n UNWIND range(1, 20000) AS i SET n.s = toString(i) + 'a long text'",
           "CREATE (n) WITH n UNWIND range(1, 10000) AS i CREATE (n)-[:R]->(n)",
       }) {
    auto result = RunWithin(1 << 20, text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, graph::ErrorCode::kMemoryLimit) << text;
  }
  for (const char* text : {
           "UNWIND range(1, 2000) AS i CREATE ()",
           // One list that many rows hold is one list.
           "WITH range(1, 1000) AS l UNWIND range(1, 2000) AS i CREATE () RETURN count(l)",
       }) {
    auto result = RunWithin(1 << 20, text);
    EXPECT_TRUE(result) << text << ": " << graph::FormatError(result.error());
  }
}

TEST(MemoryLimit, AndTimeHoldForTheTextItself) {
  std::string text = "RETURN size([1";
  for (int i = 0; i < 500'000; ++i) text += ",1";
  text += "]) AS n";
  auto result = RunWithin(10 << 20, text);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, graph::ErrorCode::kMemoryLimit);
  auto graph = graph::Graph::InMemory();
  QueryOptions options;
  options.timeout_ms = 1;
  result = Engine(*graph).Run(text, {}, options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, graph::ErrorCode::kTimeout);
}

TEST(MemoryLimit, IsNotNeededForWhatCanNeverBe) {
  auto result = RunWithin(0, "RETURN size(range(1, 1000000000))");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, graph::ErrorCode::kLimit);
}

}  // namespace
}  // namespace entente::query
