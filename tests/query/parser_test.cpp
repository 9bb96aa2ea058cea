#include "query/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/graph.h"
#include "query/engine.h"
#include "query/printer.h"
#include "tests/support/deep_stack.h"

namespace entente::query {
namespace {

std::string Canonical(std::string_view text) {
  auto statement = Parse(text);
  return statement ? Print(*statement) : "error: " + statement.error().message;
}

graph::Error ErrorOf(std::string_view text) {
  auto statement = Parse(text);
  EXPECT_FALSE(statement.has_value()) << text;
  return statement ? graph::Error{} : statement.error();
}

struct Case {
  const char* text;
  const char* canonical;
};

TEST(Parser, PrintsCanonically) {
  const Case kCases[] = {
      {"return 1+2*3", "RETURN 1 + (2 * 3)"},
      {"RETURN 1 + 2 IN [3] AS x", "RETURN (1 + 2) IN [3] AS x"},
      {"RETURN -2^2", "RETURN (-2) ^ 2"},
      {"RETURN - 9223372036854775808", "RETURN -9223372036854775808"},
      {"RETURN NOT a = b AND c", "RETURN (NOT (a = b)) AND c"},
      {"RETURN a < b <= c", "RETURN a < b <= c"},
      {"RETURN a OR b OR c XOR d", "RETURN a OR b OR (c XOR d)"},
      {"RETURN a.b.c[1..2][0]", "RETURN a.b.c[1..2][0]"},
      {"RETURN n:A:B", "RETURN n:A:B"},
      {"RETURN a IS NOT NULL", "RETURN a IS NOT NULL"},
      {"RETURN 'a\\'\\u0041'", "RETURN 'a\\'A'"},
      {"RETURN CASE x WHEN 1 THEN 2 ELSE 3 END", "RETURN CASE x WHEN 1 THEN 2 ELSE 3 END"},
      {"RETURN CASE WHEN x THEN 2 END", "RETURN CASE WHEN x THEN 2 END"},
      {"RETURN [x IN xs WHERE x > 1 | x]", "RETURN [x IN xs WHERE x > 1 | x]"},
      {"RETURN [(a)-->(b) WHERE b.x | b]", "RETURN [(a)-->(b) WHERE b.x | b]"},
      {"RETURN all(x in xs where x)", "RETURN all(x IN xs WHERE x)"},
      {"RETURN reduce(a = 0, x IN xs | a + x)", "RETURN reduce(a = 0, x IN xs | a + x)"},
      {"RETURN n {.a, .*, b: 1, c}", "RETURN n {a: n.a, .*, b: 1, c: c}"},
      {"RETURN count(*), count(DISTINCT n)", "RETURN count(*), count(DISTINCT n)"},
      {"RETURN date.truncate('day', d)", "RETURN date.truncate('day', d)"},
      {"MATCH (n) RETURN *", "MATCH (n) RETURN *"},
      {"MATCH (a:A {x: 1})<-[r:T|:U*2..]-() RETURN a",
       "MATCH (a:A {x: 1})<-[r:T|U*2..]-() RETURN a"},
      {"MATCH ()-[*]-(), ()<-->()--() RETURN 1", "MATCH ()-[*]-(), ()<-->()--() RETURN 1"},
      {"MATCH ()-[*..3]-()-[*2]->() RETURN 1", "MATCH ()-[*..3]-()-[*2]->() RETURN 1"},
      {"MATCH p = shortestPath((a)-[*..10]->(b)) RETURN p",
       "MATCH p = shortestPath((a)-[*..10]->(b)) RETURN p"},
      {"MATCH (n) WHERE (n)-->() AND NOT (n)--(:X) RETURN n",
       "MATCH (n) WHERE ((n)-->()) AND (NOT ((n)--(:X))) RETURN n"},
      {"MATCH (n) WHERE EXISTS { (n)-->(m) WHERE m.x } RETURN n",
       "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WHERE m.x } RETURN n"},
      {"OPTIONAL MATCH (n) WITH DISTINCT n AS m ORDER BY m.x DESC SKIP 1 LIMIT 2 WHERE m.y RETURN "
       "m",
       "OPTIONAL MATCH (n) WITH DISTINCT n AS m ORDER BY m.x DESC SKIP 1 LIMIT 2 WHERE m.y RETURN "
       "m"},
      {"UNWIND [1] AS x RETURN x UNION ALL RETURN 2 AS x",
       "UNWIND [1] AS x RETURN x UNION ALL RETURN 2 AS x"},
      {"CREATE (a)-[:T {x: 1}]->(b)", "CREATE (a)-[:T {x: 1}]->(b)"},
      {"MERGE (a:A) ON CREATE SET a.x = 1 ON MATCH SET a += {y: 2}, a:B",
       "MERGE (a:A) ON CREATE SET a.x = 1 ON MATCH SET a += {y: 2}, a:B"},
      {"MATCH (n) REMOVE n.x, n:A DETACH DELETE n", "MATCH (n) REMOVE n.x, n:A DETACH DELETE n"},
      {"CALL db.labels() YIELD label AS l WHERE l = 'A' RETURN l",
       "CALL db.labels() YIELD label AS l WHERE l = 'A' RETURN l"},
      {"CALL { RETURN 1 AS x } RETURN x", "CALL { RETURN 1 AS x } RETURN x"},
      {"MATCH (n) FOREACH (x IN [1] | SET n.x = x)", "MATCH (n) FOREACH (x IN [1] | SET n.x = x)"},
      {"MATCH (`a b`:`C``D`) RETURN `a b`.`e f`", "MATCH (`a b`:`C``D`) RETURN `a b`.`e f`"},
      {"EXPLAIN RETURN $p, $`q r`", "EXPLAIN RETURN $p, $`q r`"},
      {"/* c */ RETURN 1 // end", "RETURN 1"},
      {"RETURN ((1)) - (2)", "RETURN 1 - 2"},
      {"WITH `when` AS `true`, 1 AS count RETURN `true` {`null`}, count, `count` {.*}",
       "WITH `when` AS `true`, 1 AS count RETURN `true` {null: `null`}, count, `count` {.*}"},
      {"RETURN `\u00a0`, `a\u2003b`, Åland, `5€`", "RETURN `\u00a0`, `a\u2003b`, Åland, `5€`"},
      {"CALL a.`b c`.d()", "CALL a.`b c`.d()"},
      {"RETURN -(0), - -(3), -(0.5) ^ 2", "RETURN -(0), -(-(3)), (-(0.5)) ^ 2"},
      {"RETURN 1 * -0, (-0) ^ 2", "RETURN 1 * (-0), (-0) ^ 2"},
      {"RETURN 0x1F, 0o17, 1e3, .5", "RETURN 31, 15, 1000.0, 0.5"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Canonical(c.text), c.canonical) << c.text;
    EXPECT_EQ(Canonical(c.canonical), c.canonical) << "not stable: " << c.canonical;
  }
}

TEST(Parser, ErrorPointsAtWhatWasFound) {
  graph::Error error = ErrorOf("MATCH (n RETURN n");
  EXPECT_EQ(error.code, graph::ErrorCode::kSyntax);
  EXPECT_EQ(error.detail, "UnexpectedSyntax");
  EXPECT_EQ(error.span, (graph::SourceSpan{9, 15}));
  EXPECT_EQ(error.message, "expected ), a :Label or a map of properties, but found RETURN");
}

TEST(Parser, MisspeltKeywordGetsASuggestion) {
  EXPECT_EQ(ErrorOf("MTACH (n) RETURN n").suggestion, "Did you mean MATCH?");
  EXPECT_EQ(ErrorOf("MATCH (n) RETRUN n").suggestion, "Did you mean RETURN?");
  EXPECT_EQ(ErrorOf("MATCH (n) WEHRE n.x RETURN n").suggestion, "Did you mean WHERE?");
}

TEST(Parser, WhatNewerDialectsSayIsSaidAnotherWay) {
  EXPECT_THAT(ErrorOf("MATCH (n:A|B) RETURN n").suggestion, testing::HasSubstr("n:A OR n:B"));
  EXPECT_THAT(ErrorOf("MATCH (n:A WHERE n.x = 1) RETURN n").suggestion,
              testing::HasSubstr("after the pattern"));
}

TEST(Parser, UnterminatedStringPointsAtItsOpeningQuote) {
  EXPECT_EQ(ErrorOf("RETURN 'abc").span, (graph::SourceSpan{7, 8}));
}

TEST(Parser, DetailsOfLiterals) {
  EXPECT_EQ(ErrorOf("RETURN 9223372036854775808").detail, "IntegerOverflow");
  EXPECT_EQ(ErrorOf("RETURN 1.0e999").detail, "FloatingPointOverflow");
  EXPECT_EQ(ErrorOf("RETURN 12ab").detail, "InvalidNumberLiteral");
  EXPECT_EQ(ErrorOf("RETURN '\\uXYZ1'").detail, "InvalidUnicodeLiteral");
}

TEST(Parser, NestingBeyondTheLimitIsRefusedAndNotCrashedInto) {
  TakeDeepStack();
  for (const char* bracket :
       {"(", "[", "{a:", "-", "NOT (", "[x IN ", "CASE ", "f(", "EXISTS {RETURN "}) {
    std::string text = "RETURN ";
    for (int i = 0; i < 10000; ++i) text += bracket;
    EXPECT_EQ(ErrorOf(text).code, graph::ErrorCode::kLimit) << bracket;
  }
  for (const char* term : {" + 1", " - 1", " * 1", " + 1 - 1", " * 1 / 1 % 1"}) {
    std::string chain = "RETURN 1";  // of many terms, not nested
    for (int i = 0; i < 50000; ++i) chain += term;
    EXPECT_TRUE(Parse(chain).has_value()) << term;
  }
  EXPECT_EQ(Canonical("RETURN 1 + 2 + (3 + 4) - 5 + 6"), "RETURN 1 + 2 + (3 + 4) - 5 + 6");
  EXPECT_EQ(Canonical("RETURN 1 * 2 - 3 * (4 - 5) ^ 6"), "RETURN (1 * 2) - (3 * ((4 - 5) ^ 6))");
  std::string alternatives = "RETURN true";
  for (int i = 0; i < 10000; ++i) alternatives += " OR false";
  EXPECT_TRUE(Parse(alternatives).has_value());
}

TEST(Parser, LongTextIsReadInOnePass) {
  std::string text = "RETURN [0";
  for (int i = 0; i < 1000000; ++i) text += ", 1234567";
  EXPECT_TRUE(Parse(text + "]").has_value());
}

TEST(Parser, LimitsAreErrorsAndSaidSo) {
  std::string clauses, nodes = "MATCH (a)", path = "RETURN [(a)", parts, matches;
  for (int i = 0; i < 2001; ++i) clauses += "MATCH (a) ";
  for (int i = 0; i < 401; ++i) nodes += "--()";
  for (int i = 0; i < 11; ++i) matches += nodes.substr(0, 9 + 4 * 380) + " ";
  for (const std::string& text :
       {clauses + "RETURN 1", nodes + " RETURN a", matches + "RETURN 1"}) {
    EXPECT_EQ(ErrorOf(text).code, graph::ErrorCode::kLimit) << text.substr(0, 40);
  }
  for (int i = 0; i < 1001; ++i) path += "--()";
  auto graph = graph::Graph::InMemory();
  Engine engine(*graph);
  EXPECT_EQ(engine.Run("MATCH (a) " + path + " | 1]").error().code, graph::ErrorCode::kLimit);
  EXPECT_EQ(engine.Run("RETURN reduce(a = [], x IN range(1, 20000) | [a])").error().code,
            graph::ErrorCode::kLimit);
  EXPECT_EQ(
      engine.Run("RETURN reduce(a = {}, x IN range(1, 20000) | {k: a, n: [1, 'x']})").error().code,
      graph::ErrorCode::kLimit);
  EXPECT_EQ(engine.Run("RETURN '\xff'").error().code, graph::ErrorCode::kEncoding);
  const ErrorKind kind = ErrorKindOf(engine.Run("RETURN 1 / 0").error());
  EXPECT_EQ(kind.kind, "ArithmeticError");
  EXPECT_EQ(kind.phase, ErrorPhase::kRuntime);
}

}  // namespace
}  // namespace entente::query
