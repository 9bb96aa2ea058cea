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
    EXPECT_EQ(result.error().message, "the query needs more than its memory limit of 1048576 bytes")
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

TEST(MemoryLimit, IsNotNeededForWhatCanNeverBe) {
  auto result = RunWithin(0, "RETURN size(range(1, 1000000000))");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, graph::ErrorCode::kLimit);
}

}  // namespace
}  // namespace entente::query
