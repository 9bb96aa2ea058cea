// Long texts: how many steps checking and planning take is counted, and grows with the text, not
// with its square; and a limit stops them, too.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "query/binder.h"
#include "query/engine.h"
#include "query/parser.h"
#include "query/planner.h"
#include "tests/support/deep_stack.h"

namespace entente::query {
namespace {

// "a0, a1, a2, …" by a maker of the i-th.
template <class F>
std::string Many(int count, const char* between, F&& make) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i > 0 ? between : "") + make(i);
  return text;
}

uint64_t StepsOf(const std::string& text) {
  Limits limits;
  PlanningWork work(limits);
  auto graph = graph::Graph::InMemory();
  auto statement = Parse(text, &limits);
  EXPECT_TRUE(statement) << graph::FormatError(statement.error());
  auto bound = Bind(*std::move(statement), ProcedureRegistry::WithBuiltIns(), work);
  EXPECT_TRUE(bound) << graph::FormatError(bound.error());
  if (!bound) return 0;
  EXPECT_TRUE(MakePlan(*std::move(bound), **graph->Read(), true, work));
  return work.steps();
}

// Each text twice, of `count` pieces and of four times as many.
struct Shape {
  const char* name;
  int count;
  std::string (*text)(int count);
};

const Shape kShapes[] = {
    {"columns", 1000,
     [](int n) {
       return "RETURN " + Many(n, ", ", [](int i) { return fmt::format("{} AS v{}", i, i); });
     }},
    {"keys and aggregates", 500,
     [](int n) {
       return "UNWIND [{}] AS x RETURN " +
              Many(n, ", ", [](int i) { return fmt::format("x.a{} AS k{}", i, i); }) + ", " +
              Many(n, ", ", [](int i) { return fmt::format("x.a{} + count(*) AS c{}", i, i); });
     }},
    {"columns of a UNION", 500,
     [](int n) {
       auto one = [n] {
         return "RETURN " + Many(n, ", ", [](int i) { return fmt::format("{} AS v{}", i, i); });
       };
       return one() + " UNION " + one();
     }},
    {"predicates on one node", 1000,
     [](int n) {
       return "MATCH (a)-->(b) WHERE " +
              Many(n, " AND ", [](int i) { return fmt::format("a.x <> {}", i); }) +
              " RETURN count(*)";
     }},
    {"predicates on many nodes", 2000,
     [](int n) {
       return "MATCH " + Many(100, "-->", [](int i) { return fmt::format("(a{})", i); }) +
              " WHERE " +
              Many(
                  n, " AND ",
                  [](int i) { return fmt::format("a{}.x = a{}.y", i % 100, (i * 31 + 1) % 100); }) +
              " RETURN count(*)";
     }},
    {"labels and properties of one node", 500,
     [](int n) {
       return "MATCH (a" + Many(n, "", [](int i) { return fmt::format(":L{}", i); }) + " {" +
              Many(n, ", ", [](int i) { return fmt::format("k{}: {}", i, i); }) +
              "}) RETURN count(*)";
     }},
    {"types of relationships", 200,
     [](int n) {
       return "MATCH (a)" +
              Many(20, "",
                   [n](int j) {
                     return "-[:" +
                            Many(n, "|", [j](int i) { return fmt::format("T{}_{}", j, i); }) +
                            "]->()";
                   }) +
              " RETURN count(*)";
     }},
    {"MATCH after MATCH", 400,
     [](int n) {
       return Many(n, " ", [](int i) { return fmt::format("MATCH (a{})-->(b{})", i, i); }) +
              " RETURN count(*)";
     }},
    {"OPTIONAL MATCH after OPTIONAL MATCH", 400,
     [](int n) {
       return Many(n, " ",
                   [](int i) { return fmt::format("OPTIONAL MATCH (a{})-->(a{})", i, i + 1); }) +
              " RETURN count(*)";
     }},
    {"MERGE after MERGE", 400,
     [](int n) {
       return Many(n, " ", [](int i) { return fmt::format("MERGE (a{}:L {{x: {}}})", i, i); });
     }},
    {"nested ORDER BY of known texts", 20,
     [](int n) {
       return "UNWIND [1] AS x RETURN x, x - 1 AS k, count(*) AS c ORDER BY " +
              Many(n, ", ", [](int) {
                return std::string(100, '(') + "x" +
                       Many(100, "", [](int) { return std::string(" - 1)"); });
              });
     }},
};

TEST(PlanningWork, GrowsWithTheTextAndNotWithItsSquare) {
  TakeDeepStack();
  for (const Shape& shape : kShapes) {
    const uint64_t one = StepsOf(shape.text(shape.count));
    const uint64_t four = StepsOf(shape.text(4 * shape.count));
    EXPECT_GT(one, 0u) << shape.name;
    EXPECT_LT(four, 6 * one) << shape.name << ": " << one << " steps";
  }
}

// How much is looked at is pinned: a change of the planner that doubles it is to be seen, and its
// figures changed here on purpose.
TEST(PlanningWork, TakesTheStepsThatItTook) {
  const std::string chain = "MATCH " +
                            Many(20, "-->", [](int i) { return fmt::format("(a{})", i); }) +
                            " WHERE a0.x = 1 AND a19.x = 2 RETURN count(*)";
  const std::string star = "MATCH " +
                           Many(20, ", ", [](int i) { return fmt::format("(a)-->(b{})", i); }) +
                           " RETURN count(*)";
  const std::string clauses =
      Many(20, " ", [](int i) { return fmt::format("MATCH (a{})-->(a{})", i, i + 1); }) +
      " RETURN count(*)";
  EXPECT_EQ(StepsOf(chain), 2253u);
  EXPECT_EQ(StepsOf(star), 5865u);
  EXPECT_EQ(StepsOf(clauses), 279u);
}

// What is as large as the square of its text is not made beyond a limit.
TEST(PlanningWork, StopsAtALimit) {
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  std::string text = "WITH " +
                     Many(5000, ", ", [](int i) { return fmt::format("{} AS v{}", i, i); }) + " " +
                     Many(500, " ", [](int i) { return fmt::format("WITH *, {} AS a{}", i, i); }) +
                     " RETURN count(*)";
  QueryOptions options;
  options.memory_limit_bytes = 64 << 20;
  auto large = engine.Run(text, {}, options);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, graph::ErrorCode::kMemoryLimit);
  std::atomic<bool> interrupted{true};
  options = {};
  options.interrupted = &interrupted;
  auto stopped = engine.Run(text, {}, options);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, graph::ErrorCode::kInterrupted);
  options = {};
  options.timeout_ms = 1;
  auto slow = engine.Run(text, {}, options);
  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.error().code, graph::ErrorCode::kTimeout);
}

// Operators by the thousand over a frame of thousands of slots took gigabytes before the first row.
TEST(PlanningWork, WideFramesTakeMemoryWhereThereIsSomething) {
  TakeDeepStack();
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  ASSERT_TRUE(engine.Run("CREATE (:A)-[:T]->(:B)"));
  QueryOptions options;
  options.memory_limit_bytes = 64 << 20;
  const std::string matches =
      Many(1900, " ", [](int i) { return fmt::format("OPTIONAL MATCH (a{})-->(a{})", i, i + 1); });
  auto few = engine.Run(matches + " RETURN count(*) AS n", {}, options);
  ASSERT_TRUE(few) << graph::FormatError(few.error());
  EXPECT_EQ(few->rows[0][0].as_integer(), 1);
  options.memory_limit_bytes = 16 << 20;
  auto all = engine.Run(matches + " RETURN *", {}, options);
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().code, graph::ErrorCode::kMemoryLimit);
}

// A sum of texts or of lists was copied for each of its terms.
TEST(Joiner, AddsUpAsOneByOne) {
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  // No clock of its own: with a copy a term it would move 160 GB, and ctest's limit ends it.
  QueryOptions options;
  auto run = [&](const std::string& text) {
    auto result = engine.Run(text, {}, options);
    EXPECT_TRUE(result) << text << ": " << graph::FormatError(result.error());
    return result ? result->rows[0][0] : graph::Value();
  };
  const std::string texts =
      "size('' + " + Many(200'000, " + ", [](int) { return std::string("'abcdefgh'"); }) + ")";
  EXPECT_EQ(run("RETURN " + texts).as_integer(), 1'600'000);
  const std::string lists =
      "size([] + " + Many(100'000, " + ", [](int i) { return fmt::format("[{}, 1]", i); }) + ")";
  EXPECT_EQ(run("RETURN " + lists).as_integer(), 200'000);
  EXPECT_EQ(run("RETURN 'a' + 1 + 2.5 + 'b' + 'c'").as_string(), "a12.5bc");
  EXPECT_EQ(run("RETURN size('a' + 'b' + [1] + 'c' + [2, 3])").as_integer(), 5);
  EXPECT_TRUE(run("RETURN 'a' + 'b' + null + 'c'").is_null());
  EXPECT_EQ(run("RETURN size([1] + [null] + 2 + ['x'])").as_integer(), 4);
  EXPECT_TRUE(run("RETURN [1] + 2 + null + [3]").is_null());
  EXPECT_EQ(engine.Run("RETURN 'a' + 'b' + true + 'c'").error().code, graph::ErrorCode::kType);
  options.memory_limit_bytes = 4 << 20;
  auto large = engine.Run(
      "WITH reduce(s = 'x', i IN range(1, 20) | s + s) AS s "
      "RETURN size(s + s + s + s + s + s)",
      {}, options);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, graph::ErrorCode::kMemoryLimit);
}

}  // namespace
}  // namespace entente::query
