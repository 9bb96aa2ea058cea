// What is read a column at a time, or from the arrays of a type's relationships, is what is read a
// value at a time: comparisons of every kind, lists long and short, types that few nodes have.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "graph/builder.h"
#include "query/engine.h"
#include "query/value_text.h"

namespace entente::query {
namespace {

constexpr uint32_t kPeople = 1'200, kGroups = 120, kTargets = 8'000;

// People in groups of 0 to 11, who know each other and themselves; a hub that leads to every
// target, has two hundred loops, and a type of its own that hardly any node has.
std::unique_ptr<graph::Graph> MakeGraph() {
  graph::GraphBuilder builder(1);
  const auto person = builder.InternLabel("Person"), old = builder.InternLabel("Old"),
             group = builder.InternLabel("Group"), target = builder.InternLabel("Target"),
             hub = builder.InternLabel("Hub");
  const auto id = builder.InternKey("id"), far = builder.InternKey("far"),
             name = builder.InternKey("name"), flag = builder.InternKey("flag"),
             day = builder.InternKey("day"), weight = builder.InternKey("weight");
  const auto in = builder.InternType("IN"), knows = builder.InternType("KNOWS"),
             rare = builder.InternType("RARE"), big = builder.InternType("BIG"),
             loop = builder.InternType("LOOP"), small = builder.InternType("SMALL");
  std::vector<graph::NodeId> people, groups, targets;
  for (uint32_t i = 0; i < kPeople; ++i) {
    const bool is_old = i >= kPeople - 300;
    people.push_back(is_old ? *builder.AddNode(std::array{person, old})
                            : *builder.AddNode(std::array{person}));
    builder.SetInteger(id, i);
    builder.SetInteger(far, int64_t{i} * 1'000'003);
    builder.SetString(name, fmt::format("{} {}", i % 2 ? "Ann" : "Bo", i * 7 % 500));
    EXPECT_TRUE(builder.Set(flag, graph::Value::Boolean(i % 3 == 0)));
    EXPECT_TRUE(builder.Set(day, graph::Value::Of(graph::Date{static_cast<int32_t>(i % 50)})));
    builder.SetFloat(weight, i % 7 * 0.5);
  }
  for (uint32_t i = 0; i < kGroups; ++i) {
    groups.push_back(*builder.AddNode(std::array{group}));
    builder.SetInteger(id, i);
  }
  for (uint32_t i = 0; i < kTargets; ++i) {
    targets.push_back(*builder.AddNode(std::array{target}));
    builder.SetInteger(id, i);
  }
  const graph::NodeId center = *builder.AddNode(std::array{hub});
  builder.SetInteger(id, 0);
  const auto add = [&](graph::TypeId type, graph::NodeId from, graph::NodeId to) {
    EXPECT_TRUE(builder.AddRelationship(type, from, to));
    builder.SetInteger(weight, from.value % 13);
  };
  for (uint32_t i = 0; i < kGroups; ++i) {
    for (uint32_t j = 0; j < i % 12; ++j)
      add(in, people[(i * 97 + j * j * 31) % kPeople], groups[i]);
  }
  for (uint32_t i = 0; i < kPeople; ++i) {
    for (uint32_t j = 0; j < i % 5; ++j) add(knows, people[i], people[(i + j * 3) % kPeople]);
  }
  for (uint32_t i = 0; i < 9; ++i) add(rare, people[i * 100], targets[i * 500]);
  for (uint32_t i = 0; i < 9; ++i) add(rare, people[i * 100], people[i * 101]);
  for (uint32_t i = 0; i < kTargets; ++i) add(big, center, targets[i]);
  for (uint32_t i = 0; i < 200; ++i) add(loop, center, center);
  for (uint32_t i = 0; i < 20; ++i) {
    add(small, center, groups[i]);
    add(small, groups[i], targets[i * 40]);
    add(small, groups[i], targets[i * 40 + 1]);
  }
  return *builder.ToMemory();
}

std::string Answer(Engine& engine, const std::string& text, bool rewrites, unsigned threads = 1) {
  QueryOptions options;
  options.rewrites = rewrites;
  options.threads = threads;
  auto result = engine.Run(text, {}, options);
  if (!result) return "error: " + result.error().detail;
  std::vector<std::string> rows;
  for (const Row& row : result->rows) {
    std::string line;
    for (const auto& value : row) line += ValueToText(value, *result->reader) + ", ";
    rows.push_back(line);
  }
  std::sort(rows.begin(), rows.end());
  std::string out;
  for (const std::string& row : rows) out += row + "| ";
  return out;
}

// CASE is worked out for one row after another.
TEST(Columns, AreComparedAsValuesAre) {
  const auto graph = MakeGraph();
  Engine engine(*graph);
  for (const char* from : {"MATCH (p:Person)", "MATCH (:Group)<-[:IN]-(p)",
                           "MATCH (p:Person) WITH p ORDER BY p.name DESC",
                           "MATCH (x:Person)-[p:KNOWS]->()", "MATCH (p:Nowhere)"}) {
    for (const char* value : {"p.id", "p.far", "p.name", "p.flag", "p.day", "p.weight", "p.none"}) {
      for (const char* other :
           {"500", "-1", "600001800", "'Ann 12'", "'Ann 12a'", "''", "true", "date('1970-01-20')",
            "1.5", "null", "p.id", "p.weight", "p.name"}) {
        for (const char* sign : {"=", "<>", "<", "<=", ">", ">="}) {
          for (const bool swapped : {false, true}) {
            const std::string test = swapped ? fmt::format("{} {} {}", other, sign, value)
                                             : fmt::format("{} {} {}", value, sign, other);
            const std::string counted = " RETURN count(*) AS n, sum(p.id) AS s";
            EXPECT_EQ(Answer(engine, fmt::format("{} WHERE {}{}", from, test, counted), true),
                      Answer(engine,
                             fmt::format("{} WHERE CASE WHEN {} THEN true ELSE false END{}", from,
                                         test, counted),
                             false))
                << from << " WHERE " << test;
          }
        }
      }
    }
  }
}

TEST(Columns, AreSearchedForTextAsValuesAre) {
  const auto graph = MakeGraph();
  Engine engine(*graph);
  for (const char* from : {"MATCH (p:Person)", "MATCH (:Group)<-[:IN]-(p)", "MATCH (p)",
                           "MATCH (p:Person) WITH p ORDER BY p.id DESC"}) {
    for (const char* value : {"p.name", "p.id", "p.none"}) {
      for (const char* test :
           {"STARTS WITH 'Ann 1'", "STARTS WITH ''", "STARTS WITH 'Ann\U0010ffff'", "ENDS WITH '7'",
            "CONTAINS 'o 4'", "=~ 'A.*[13]'", "CONTAINS null", "STARTS WITH 5", "IS NULL",
            "IS NOT NULL"}) {
        EXPECT_EQ(
            Answer(engine, fmt::format("{} WHERE {} {} RETURN count(*)", from, value, test), true),
            Answer(engine,
                   fmt::format("{} WHERE CASE WHEN {} {} THEN true ELSE false END RETURN count(*)",
                               from, value, test),
                   false))
            << from << " WHERE " << value << " " << test;
      }
    }
  }
}

constexpr const char* kPatterns[] = {
    // Pairs at the two ends of a middle: of one label and one list, of two; the same one twice.
    "MATCH (a:Person)-[:IN]->(m)<-[:IN]-(b:Person) RETURN a.id, b.id, count(*)",
    "MATCH (a:Old)-[:IN]->(m)<-[:IN]-(b:Old) RETURN a.id, b.id, count(*)",
    "MATCH (a:Person)-[:IN]->(m) MATCH (m)<-[:IN]-(b:Person) RETURN a.id, b.id, count(*)",
    "MATCH (a:Old)-[:IN]->(m)<-[:IN]-(b:Person) RETURN a.id, b.id, count(*)",
    "MATCH (a:Old)-[:KNOWS]->(m)-[:KNOWS]->(b:Old) RETURN a.id, b.id, count(*)",
    "MATCH (a:Person)-[:RARE]->(m)<-[:RARE]-(b:Person) RETURN a.id, b.id, count(*)",
    "MATCH (a:Hub)-[:LOOP]->(m)-[:LOOP]->(b:Hub) RETURN a.id, b.id, count(*)",
    // Degrees, with loops, with what must differ, of nodes that are values, and where there is
    // none.
    "MATCH (a)-[:LOOP]->(m)-[:LOOP]->(b) RETURN m.id, count(*)",
    "MATCH (a)<-[:LOOP]-(m)-[:LOOP]->(b) RETURN m.id, count(*)",
    "MATCH (b)<-[r:KNOWS]-(a:Old)-[:KNOWS]->(c:Old) RETURN b.id, r.weight, count(*)",
    "MATCH (b)<-[:KNOWS]-(a:Old)-[:KNOWS]->(c) RETURN a.id, count(*)",
    "MATCH (b:Old)<-[:KNOWS]-(a)-[:KNOWS]->(c:Old) RETURN a.id, count(*)",
    "MATCH (a:Person) WITH collect(a) AS all UNWIND all AS x MATCH (x)-[:KNOWS]->() "
    "RETURN x.id, count(*)",
    "UNWIND [1, 2] AS i OPTIONAL MATCH (a:Person {id: i * 900}) OPTIONAL MATCH (a)-[:RARE]->(b) "
    "RETURN i, count(b), count(*)",
    "MATCH (a:Person) OPTIONAL MATCH (a)-[:RARE]->(t:Target) RETURN a.id, count(t), count(*)",
    "MATCH (a:Person) WHERE EXISTS { (a)-[:RARE]->(:Target) } RETURN a.id, "
    "COUNT { (a)-[:RARE]->() }",
    "MATCH (a:Person)-[:RARE]->(m)-[:KNOWS]->(b) RETURN m.id, count(*)",
    "MATCH (a:Person)-[:RARE]->(t) RETURN count(*), sum(t.id)",
    "MATCH (a:Old)-[r:RARE]->(t) RETURN a.id, t.id, r.weight",
    "MATCH (a:Person)-[r:RARE]->(t:Target) RETURN count(r), sum(r.weight)",
    "MATCH (t:Target)<-[r:RARE]-() RETURN count(r), sum(r.weight)",
    "MATCH ()<-[r:BIG]-() RETURN count(r), sum(r.weight)",
    "MATCH (a)-[r:KNOWS]->(b:Old) RETURN count(r), sum(r.weight)",
    "MATCH (a:Old)<-[r:KNOWS]-(b:Old) RETURN a.id, b.id, r.weight",
    // A long list and a short one have few nodes in common.
    "MATCH (h:Hub)-[:SMALL]->(g), (g)-[:SMALL]->(t), (h)-[:BIG]->(t) RETURN g.id, t.id",
    "MATCH (g)<-[:SMALL]-(h:Hub)-[:BIG]->(t)<-[:SMALL]-(g) RETURN g.id, t.id",
    "MATCH (a:Person)-[:KNOWS]->(b)-[:KNOWS]->(c), (a)-[:KNOWS]->(c) RETURN a.id, b.id, c.id",
    "MATCH (a)-[:RARE]->(b), (a)-[:KNOWS]->(c), (b)-[:KNOWS]->(c) RETURN a.id, b.id, c.id",
    // Loops of a hub.
    "MATCH (h:Hub) MATCH (h)-[:LOOP]->() RETURN h.id, count(*)",
};

TEST(Columns, PatternsHaveTheSameRowsHoweverTheyAreFound) {
  auto graph = MakeGraph();
  for (const bool changed : {false, true}) {
    Engine engine(*graph);
    if (changed) {  // what was written since is read from lists of its own
      ASSERT_TRUE(
          engine.Run("MATCH (a:Person {id: 5}), (b:Old {id: 1000}), (g:Group {id: 3}) "
                     "CREATE (a)-[:KNOWS {weight: 1}]->(b), (b)-[:IN {weight: 2}]->(g), "
                     "(b)-[:KNOWS]->(b), (a)-[:RARE]->(g) "
                     "WITH a MATCH (a)-[r:KNOWS]->() WHERE r.weight = 5 DELETE r"));
    }
    for (const char* text : kPatterns) {
      const std::string expected = Answer(engine, text, false);
      EXPECT_FALSE(expected.starts_with("error")) << text;
      EXPECT_EQ(Answer(engine, text, true), expected) << text;
      EXPECT_EQ(Answer(engine, text, true, 3), expected) << text;
    }
  }
}

}  // namespace
}  // namespace entente::query
