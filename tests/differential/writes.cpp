#include "tests/differential/writes.h"

#include <algorithm>
#include <random>
#include <vector>

#include "query/engine.h"
#include "query/parser.h"
#include "query/value_text.h"
#include "tests/differential/generator.h"
#include "tests/differential/naive.h"

namespace entente::differential {

namespace {

struct Reading {
  const char* text;
  const char* variables;
  bool relationship;  ///< beside n and m there is r
};
constexpr Reading kReadings[] = {
    {"MATCH (n), (m:A)", "n, m", false},
    {"MATCH (n:A) MATCH (m:B)", "n, m", false},
    {"MATCH (n)-[r]->(m)", "n, r, m", true},
    {"MATCH (n:A)-[r:R]-(m)", "n, r, m", true},
    {"MATCH (n)-[r:R|S]->(m) WHERE n.i < 2", "n, r, m", true},
    {"MATCH (n)-[r]->(m) UNWIND [1, 2] AS x", "n, r, m, x", true},
    {"MATCH (n)-->(x)<-[r]-(m)", "n, r, m, x", true},
    {"MATCH (n) OPTIONAL MATCH (n)-[r:T]->(m:B)", "n, r, m", true},
    {"OPTIONAL MATCH (n:C)-[r]->(m)", "n, r, m", true},
    {"UNWIND [1, 2, 3] AS x MATCH (n:B) WITH n, n AS m, x", "n, m, x", false},
    {"MATCH (n)-[r]->(m) WITH m AS n, r, n AS m WHERE n.i >= 1", "n, r, m", true},
};
// Where there are two clauses the second must not care for what the first does in other rows: by
// themselves they follow each other as wholes, in FOREACH row by row.
constexpr const char* kWrites[] = {
    "SET n.w = coalesce(n.w, 0) + 1",
    "SET n:New, n.z = n:New",
    "SET n += {k: 1}, m.l = 2",
    "SET n.k = n.i, m.i = m.i",
    "SET n.degree = COUNT {(n)-[:R]->()}",
    "REMOVE n:A, m.s",
    "CREATE (:New {i: n.i, s: m.s})",
    "CREATE (n)-[:W {i: n.i}]->(m)",
    "CREATE (a:P)-[:Q]->(b:P {any: EXISTS {(a)-[:Q]->()}}) SET b.seen = EXISTS {(a)-[:Q]->(b)}",
    "MERGE (k:Key {i: coalesce(n.i, 0)}) ON CREATE SET k.new = true ON MATCH SET k.again = true",
    "MERGE (n)-[:W]->(m)",
    "DETACH DELETE n",
    "DETACH DELETE n, m",
    "FOREACH (e IN [1, 2] | CREATE (:New {i: e}) SET n.w = coalesce(n.w, 0) + e)",
};
constexpr const char* kRelationshipWrites[] = {
    "DELETE r",
    "SET r.w = coalesce(r.w, 0) + 1",
    "SET r = {only: 1}",
    "CREATE (m)-[:W]->(n) DELETE r",
};

// %v the variables, %w what is written; a node labelled Tick for each row.
constexpr const char* kWays[] = {
    "%w CREATE (:Tick)",
    "FOREACH (one IN [1] | %w) CREATE (:Tick)",
    "FOREACH (one IN [1] | %w CREATE (:Tick)) RETURN 1 AS one LIMIT 1",
    "CALL { WITH %v %w } CREATE (:Tick)",
    "CALL { WITH %v %w CREATE (:Tick) } RETURN 1 AS one LIMIT 1",
    "CALL { WITH %v %w CREATE (t:Tick) RETURN t } WITH t MATCH (t:Nothing) RETURN t",
    "CALL { WITH %v CALL { WITH %v %w } RETURN 1 AS one } CREATE (:Tick) RETURN one LIMIT 0",
    "%w WITH 1 AS one FOREACH (x IN [1] | CREATE (:Tick)) WITH one LIMIT 1 MATCH (:Nothing) "
    "RETURN one",
};

std::string Fill(std::string text, const std::string& variables, const std::string& write) {
  for (size_t at; (at = text.find('%')) != std::string::npos;) {
    text.replace(at, 2, text[at + 1] == 'v' ? variables : write);
  }
  return text;
}

std::string RowsOf(query::Engine& engine, const char* text) {
  auto result = engine.Run(text);
  if (!result) return graph::FormatError(result.error());
  std::vector<std::string> rows;
  for (const query::Row& row : result->rows) {
    std::string line;
    for (const graph::Value& value : row) line += query::ValueToText(value, *result->reader) + " ";
    rows.push_back(line);
  }
  std::sort(rows.begin(), rows.end());
  std::string out;
  for (const std::string& row : rows) out += row + "\n";
  return out;
}

// Everything but ids and the order of labels.
std::string StateOf(graph::Graph& graph) {
  query::Engine engine(graph);
  return RowsOf(engine,
                "MATCH (n) UNWIND CASE WHEN labels(n) = [] THEN [''] ELSE labels(n) END AS l "
                "WITH n, l ORDER BY l RETURN collect(l), properties(n)") +
         RowsOf(engine,
                "MATCH (a)-[r]->(b) RETURN properties(a), type(r), properties(r), properties(b)");
}

}  // namespace

std::string CompareWrites(uint64_t seed, std::map<std::string, size_t>& counts) {
  std::mt19937_64 random(seed);
  const Reading& reading = kReadings[random() % std::size(kReadings)];
  const bool of_relationship = reading.relationship && random() % 3 == 0;
  const std::string write = of_relationship
                                ? kRelationshipWrites[random() % std::size(kRelationshipWrites)]
                                : kWrites[random() % std::size(kWrites)];
  const uint64_t graph_seed = random();
  const auto make = [&] {
    std::mt19937_64 of_graph(graph_seed);
    return GenerateGraph(of_graph);
  };
  auto untouched = make();
  auto statement = query::Parse(std::string(reading.text) + " RETURN 1 AS one");
  auto naive = RunNaively(*statement, **untouched->Read());
  if (!naive) return std::string(reading.text) + ": " + graph::FormatError(naive.error());
  const std::string before = StateOf(*untouched);
  ++counts[write.substr(0, write.find(' '))];

  std::string first, first_text;
  for (const char* way : kWays) {
    const std::string text = std::string(reading.text) + " " + Fill(way, reading.variables, write);
    for (bool rewrites : {true, false}) {
      auto graph = make();
      query::Engine engine(*graph);
      query::QueryOptions options;
      options.rewrites = rewrites;
      auto result = engine.Run(text, {}, options);
      std::string state = StateOf(*graph);
      std::string said = result ? state : "refused";
      if (!result && state != before) return text + "\n    failed and left something";
      auto ticks = engine.Run("MATCH (t:Tick) RETURN count(t)");
      if (result && ticks->rows[0][0].as_integer() != static_cast<int64_t>(naive->rows.size())) {
        return text + "\n    ran for " + std::to_string(ticks->rows[0][0].as_integer()) +
               " rows of " + std::to_string(naive->rows.size());
      }
      if (first_text.empty()) {
        first_text = text;
        first = said;
      } else if (said != first) {
        return first_text + "\n" + text + "\n    leave\n" + first + "    and\n" + said +
               (result ? "" : graph::FormatError(result.error()));
      }
    }
  }
  if (first != before) ++counts["changed something"];
  if (first == "refused") ++counts["refused alike"];
  return "";
}

}  // namespace entente::differential
