// What only a graph of some size shows: threads that share a query, tables and maps that give way
// to others as they grow.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/builder.h"
#include "query/engine.h"
#include "query/text_search.h"
#include "query/value_text.h"

namespace entente::query {
namespace {

constexpr uint32_t kPeople = 40'000, kPlaces = 3'000;

// People who met people, people who were at places; numbers, texts and floats that follow from
// their places in the order.
std::unique_ptr<graph::Graph> MakeGraph() {
  graph::GraphBuilder builder(1);
  auto person = builder.InternLabel("Person"), place = builder.InternLabel("Place");
  auto id = builder.InternKey("id"), name = builder.InternKey("name"),
       group = builder.InternKey("group"), weight = builder.InternKey("weight"),
       maybe = builder.InternKey("maybe"), day = builder.InternKey("day"),
       below = builder.InternKey("below"), edge = builder.InternKey("edge");
  auto met = builder.InternType("MET"), at = builder.InternType("AT");
  std::vector<graph::NodeId> people, places;
  for (uint32_t i = 0; i < kPeople; ++i) {
    people.push_back(*builder.AddNode(std::array{person}));
    builder.SetInteger(id, i);
    builder.SetString(name, "person " + std::to_string(i * 7919 % 1000));
    builder.SetInteger(group, i * 31 % 17);
    builder.SetFloat(weight, 0.1 * (i % 11));
    if (i % 3 != 0) builder.SetInteger(maybe, i % 5);
    builder.SetInteger(below, -static_cast<int64_t>(i / 3));
    builder.SetInteger(edge, i % 2 ? INT64_MAX - i % 90 : INT64_MIN + i % 70);
  }
  for (uint32_t i = 0; i < kPlaces; ++i) {
    places.push_back(*builder.AddNode(std::array{place}));
    builder.SetInteger(id, i);
    builder.SetString(name, "place " + std::to_string(i));
  }
  for (uint32_t i = 0; i < kPeople; ++i) {
    for (uint32_t j = 1; j <= 4; ++j) {
      EXPECT_TRUE(builder.AddRelationship(met, people[i], people[(i * j * 13 + j) % kPeople]));
      builder.SetString(day, "2020-0" + std::to_string(1 + (i + j) % 9));
    }
    EXPECT_TRUE(builder.AddRelationship(at, people[i], places[i * 17 % kPlaces]));
  }
  return *builder.ToMemory();
}

std::vector<std::string> RowsOf(Engine& engine, const std::string& text, unsigned threads,
                                bool rewrites = true) {
  QueryOptions options;
  options.threads = threads;
  options.rewrites = rewrites;
  auto result = engine.Run(text, {}, options);
  if (!result) return {"error: " + graph::FormatError(result.error())};
  std::vector<std::string> rows;
  for (const auto& row : result->rows) {
    std::string line;
    for (const auto& value : row) line += ValueToText(value, *result->reader) + " | ";
    rows.push_back(line);
  }
  return rows;
}

class LargeGraph : public testing::Test {
 protected:
  static void SetUpTestSuite() { graph_ = MakeGraph(); }
  static void TearDownTestSuite() { graph_.reset(); }
  static std::unique_ptr<graph::Graph> graph_;  // made once, read by all
};
std::unique_ptr<graph::Graph> LargeGraph::graph_;

TEST_F(LargeGraph, ThreadsGiveTheSameRowsInTheSameOrder) {
  Engine engine(*graph_);
  for (const char* text : {
           "MATCH (p:Person) RETURN p.group, count(*), sum(p.id), min(p.name), max(p.maybe)",
           "MATCH (p:Person)-[m:MET]->(q:Person) WHERE m.day >= '2020-03' RETURN count(*)",
           "MATCH (p:Person)-[m:MET]->(q) WHERE p.id < q.id RETURN p.group, m.day, count(q)",
           "MATCH (p:Person)-[:AT]->(l) RETURN l.name, count(DISTINCT p.group), sum(p.id)",
           "MATCH (p:Person)-[:MET]->(q)-[:MET]->(r), (p)-[:MET]->(r) RETURN count(*), max(r.id)",
           "MATCH (p:Person) WHERE p.name CONTAINS '77' RETURN p.name, count(*)",
           "MATCH (p:Person) WHERE p.name =~ '.*(12|21)' RETURN count(*), min(p.id)",
           "MATCH (p:Person) RETURN sum(p.weight), count(p.maybe)",
           "MATCH (p:Person) RETURN p.id, count(*) AS n ORDER BY n, p.id DESC LIMIT 5",
           "MATCH (a:Place)<-[:AT]-(p:Person)-[:MET]->(q:Person) RETURN a.id, count(DISTINCT q.id)",
           "MATCH (p:Person) RETURN count(DISTINCT p.name), count(DISTINCT p.weight)",
           "MATCH (p:Person) RETURN count(1 / (p.id - 39000))",
           "MATCH (p:Person) WHERE p.id > 20000 AND 1 / (p.id - 30000) < 1 RETURN count(*)",
       }) {
    auto one = RowsOf(engine, text, 1);
    EXPECT_FALSE(one.empty()) << text;
    EXPECT_EQ(RowsOf(engine, text, 4), one) << text;
    EXPECT_EQ(RowsOf(engine, text, 3), one) << text;
  }
}

TEST_F(LargeGraph, RewritesGiveTheSameRowsWhereTheirTablesAreLarge) {
  Engine engine(*graph_);
  for (const char* text : {
           // More pairs of people than are counted in a table; pairs of places fit one.
           "MATCH (a:Person)-[:AT]->(l:Place)<-[:AT]-(b:Person) WHERE a.id < b.id "
           "RETURN a.group, b.group, count(*) AS n ORDER BY n DESC, a.group, b.group",
           "MATCH (a:Person)-[:MET]->(m)-[:MET]->(b:Person) "
           "RETURN a.group, b.name, count(*) AS n ORDER BY n DESC, b.name, a.group LIMIT 50",
           "MATCH (a:Person)-[:MET]->(m:Person)-[:MET]->(b:Person) RETURN count(*)",
           "MATCH (a:Person)-[:MET*1..3]->(b) WHERE a.id < 50 RETURN a.id, count(DISTINCT b.id) "
           "ORDER BY a.id",
           "MATCH (l:Place)<-[r:AT]-(p) RETURN count(r)",
           "MATCH (a:Person)-[:MET]->(b:Person)-[:MET]->(a) WHERE a.id < b.id "
           "RETURN a.group, count(*) AS n ORDER BY a.group",
           "MATCH (p:Person)-[:AT]->(l) RETURN p.group, count(DISTINCT p.id) AS n, "
           "count(DISTINCT p.name) AS m ORDER BY p.group",
           "MATCH (p:Person) RETURN p.id AS id, count(*) AS n ORDER BY n, id DESC LIMIT 7",
           "MATCH (p:Person) WITH p ORDER BY p.id % 1000, p.id RETURN p.id AS id, count(*) AS n "
           "ORDER BY id LIMIT 2000",
           "MATCH (p)-[r:MET]->(q) WHERE r.day = '2020-05' RETURN p.group, count(*) AS n "
           "ORDER BY p.group",
       }) {
    auto with = RowsOf(engine, text, 2), without = RowsOf(engine, text, 2, false);
    EXPECT_FALSE(with.empty()) << text;
    EXPECT_EQ(with, without) << text;
  }
}

// Values are counted in maps of bits, for one run of rows of a group after another; the maps grow
// upwards and downwards, and give way to a table where the values lie far apart.
TEST_F(LargeGraph, DistinctValuesAreAsManyAsDistinctRows) {
  Engine engine(*graph_);
  for (const char* from : {"MATCH (a:Person)-[:AT]->(l:Place) WITH l.id % 9 AS g, l, a",
                           "MATCH (l:Place)<-[:AT]-(a:Person) WITH l.name AS g, l, a",
                           "MATCH (a:Person)-[:AT]->(l:Place) WITH a.group AS g, l, a",
                           "MATCH (a:Person)-[:AT]->(l:Place) WITH l, a ORDER BY a.id DESC "
                           "WITH a.group AS g, l, a"}) {
    for (const char* what : {"a.below", "a.edge", "a.maybe", "a.name", "a.id", "l", "l.name"}) {
      const std::string counted =
          fmt::format("{} RETURN g, count(DISTINCT {}) AS n ORDER BY g", from, what);
      const std::string rows =
          fmt::format("{} WITH DISTINCT g, {} AS v RETURN g, count(v) AS n ORDER BY g", from, what);
      const auto expected = RowsOf(engine, rows, 1, false);
      ASSERT_FALSE(expected.empty()) << rows;
      EXPECT_EQ(RowsOf(engine, counted, 1), expected) << counted;
      EXPECT_EQ(RowsOf(engine, counted, 3), expected) << counted;
    }
  }
}

// Lists are copied a fixed stretch at a time: none is longer or shorter for it, the last of all
// among them, and nulls have none.
TEST(Expand, TakesEachListWhole) {
  for (uint32_t longest : {0u, 1u, 7u, 8u, 9u, 40u}) {
    graph::GraphBuilder builder(1);
    auto label = builder.InternLabel("N");
    auto type = builder.InternType("T");
    auto id = builder.InternKey("id");
    std::vector<graph::NodeId> nodes;
    for (uint32_t i = 0; i < 60; ++i) {
      nodes.push_back(*builder.AddNode(std::array{label}));
      builder.SetInteger(id, i);
    }
    std::vector<std::string> expected;
    for (uint32_t i = 0; i < 50; ++i) {
      const uint32_t size = i == 49 ? longest : i % (longest + 1);
      for (uint32_t j = 0; j < size; ++j) {
        ASSERT_TRUE(builder.AddRelationship(type, nodes[i], nodes[(i * 3 + j) % 60]));
        builder.SetInteger(id, 1000 * i + j);
        expected.push_back(fmt::format("{} | {} | {} | ", i, 1000 * i + j, (i * 3 + j) % 60));
      }
    }
    auto graph = *builder.ToMemory();
    Engine engine(*graph);
    auto rows = RowsOf(engine,
                       "MATCH (a:N) WITH a ORDER BY a.id MATCH (a)-[r:T]->(b) "
                       "RETURN a.id, r.id, b.id ORDER BY a.id, r.id",
                       1, false);
    EXPECT_EQ(rows, expected) << longest;
    rows = RowsOf(engine,
                  "UNWIND [1, null, 2] AS i OPTIONAL MATCH (a:N {id: i}) "
                  "OPTIONAL MATCH (a)-[r:T]->(b) RETURN i, count(b)",
                  1, false);
    const std::string one = std::to_string(1 % (longest + 1)),
                      two = std::to_string(2 % (longest + 1));
    EXPECT_THAT(rows, testing::UnorderedElementsAre("1 | " + one + " | ", "null | 0 | ",
                                                    "2 | " + two + " | "));
  }
}

TEST_F(LargeGraph, ALimitStopsEveryThread) {
  Engine engine(*graph_);
  QueryOptions options;
  options.threads = 4;
  options.timeout_ms = 50;
  auto slow = engine.Run("MATCH (p:Person)-[:MET*1..12]->(q) RETURN count(*)", {}, options);
  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.error().code, graph::ErrorCode::kTimeout);
  options.timeout_ms = 0;
  options.memory_limit_bytes = 1 << 18;
  for (const char* text : {
           "MATCH (p:Person)-[:MET]->(q) RETURN count(DISTINCT [p.id, q.id])",
           "MATCH (p:Person)-[:MET]->(q) RETURN count(DISTINCT p.id * 40000 + q.id)",
           "MATCH (p:Person) RETURN p.id, count(*)",
           "MATCH (p:Person)-[:MET]->(q) RETURN p, collect(q.id)",
           "MATCH (p:Person) RETURN collect(p.name)",
           "MATCH (a:Person)-[:AT]->(:Place)<-[:AT]-(b:Person) RETURN a.id, b.id, count(*)",
           "MATCH (p:Person)-[:MET]->(q) RETURN p.id, q.id ORDER BY q.id",
       }) {
    auto big = engine.Run(text, {}, options);
    ASSERT_FALSE(big) << text;
    EXPECT_EQ(big.error().code, graph::ErrorCode::kMemoryLimit) << text;
  }
}

TEST(LongSum, MixesOperatorsFromTheLeft) {
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  auto chain = [&](std::initializer_list<std::string> pieces, const std::string& first) {
    std::string text = "RETURN " + first;
    for (int i = 0; i < 6'000; ++i) text += *(pieces.begin() + i % static_cast<int>(pieces.size()));
    auto result = engine.Run(text + " AS n");
    EXPECT_TRUE(result) << graph::FormatError(result.error());
    return result ? result->rows[0][0] : graph::Value();
  };
  EXPECT_EQ(chain({" - 1"}, "7000").as_integer(), 1'000);
  EXPECT_EQ(chain({" - 3", " + 1"}, "0").as_integer(), -6'000);
  EXPECT_EQ(chain({" * 6", " / 4", " % 5"}, "4").as_integer(), 1);
  EXPECT_EQ(chain({" + 2 * 3", " - 8 / 4"}, "1").as_integer(), 12'001);
  EXPECT_EQ(chain({" XOR true", " XOR false"}, "true").as_boolean(), true);
  EXPECT_EQ(engine.Run("RETURN 10 - 2 - 3 + 4 - (5 - 6 + 7) AS n")->rows[0][0].as_integer(), 3);
  EXPECT_EQ(engine.Run("RETURN 100 / 10 * 2 % 7 AS n")->rows[0][0].as_integer(), 6);
  EXPECT_EQ(engine.Run("RETURN 'a' + 1 - 1 AS n").error().detail, "InvalidArgumentType");
}

TEST(Names, AreFoundQuicklyHoweverManyThereAre) {
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  std::string text = "RETURN size([";
  Parameters parameters;
  for (int i = 0; i < 60'000; ++i) {
    text += (i ? ", $p" : "$p") + std::to_string(i);
    parameters.emplace_back("p" + std::to_string(i), graph::Value::Integer(i));
  }
  QueryOptions options;
  options.timeout_ms = 20'000;  // comparing each with each took minutes
  auto result = engine.Run(text + "]) AS n", parameters, options);
  ASSERT_TRUE(result) << graph::FormatError(result.error());
  EXPECT_EQ(result->rows[0][0].as_integer(), 60'000);
}

TEST(LongSum, HasAsManyTermsAsItLikes) {
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  std::string text = "RETURN 1";
  for (int i = 0; i < 10'000; ++i) text += i % 2 ? " + 1" : " + 2";
  auto result = engine.Run(text + " AS n");
  ASSERT_TRUE(result) << graph::FormatError(result.error());
  EXPECT_EQ(result->rows[0][0].as_integer(), 15'001);
  EXPECT_EQ(engine.Run("RETURN 'a' + 1 + [2] + 3")->rows[0][0].as_list().size(), 3u);
  EXPECT_FALSE(engine.Run("RETURN 9223372036854775807 + 1 + 'a'"));
}

TEST(TextSearch, AgreesWithThePlainSearch) {
  uint64_t state = 1;
  auto next = [&](uint64_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % n;
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string text, needle;
    for (uint64_t n = next(70); n > 0; --n) text += static_cast<char>('a' + next(3));
    for (uint64_t n = next(6); n > 0; --n) needle += static_cast<char>('a' + next(3));
    EXPECT_EQ(Contains(text, needle), text.find(needle) != std::string::npos)
        << text << " / " << needle;
  }
}

}  // namespace
}  // namespace entente::query
