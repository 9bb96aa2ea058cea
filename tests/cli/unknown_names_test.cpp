#include "cli/unknown_names.h"

#include <gtest/gtest.h>

#include "cli/date_text.h"
#include "cli/unlike_kinds.h"
#include "tests/support/sample_world.h"

namespace entente::cli {
namespace {

using Notes = std::vector<std::string>;

Notes Of(std::string_view statement) {
  auto graph = tests::SampleWorld().Make();
  auto reader = graph->Read();
  return UnknownNames(**reader, statement);
}

TEST(UnknownNamesTest, NamesWhatTheGraphHasNot) {
  EXPECT_EQ(Of("MATCH (c:Contry) RETURN c"),
            Notes{"no node has the label Contry; did you mean Country?"});
  EXPECT_EQ(Of("MATCH ()-[r:PARTY_TO|:SINGED]->(a:Agreement) RETURN a.nmae"),
            (Notes{"no relationship has the type SINGED; did you mean SIGNED?",
                   "nothing has a property nmae; did you mean name?"}));
  EXPECT_EQ(Of("MATCH (a) WHERE a:Zebra RETURN a"), Notes{"no node has the label Zebra"});
}

TEST(DateTextTest, ADateWithoutAYearSaysSo) {
  EXPECT_EQ(DateText("2020-06-12", "2020-06-12", "2020-06-12"), "2020-06-12");
  EXPECT_EQ(DateText("--06-12", "2020-06-12", "2020-06-12"), "06-12 (2020?)");
  EXPECT_EQ(DateText("--06-12", "2019-06-12", "2020-06-12"), "06-12 (no year)");
  EXPECT_EQ(DateText("--06-12", "", ""), "06-12 (no year)");
}

TEST(UnknownNamesTest, IsSilentWhereNothingIsWrong) {
  for (const char* statement :
       {"MATCH (c:Country)-[:PARTY_TO*1..2]->(a {status: 'signed'}) RETURN a.name, {key: a.kind}",
        "RETURN date('2018-01-01').year, $x.anything, [x IN [1] | x]",
        "MATCH p = (:Person)-[:SIGNED|WITNESSED]->() RETURN length(p)", "CREATE (:Brandnew {x: 1})",
        "MATCH (", "CALL graph.pageRank() YIELD node RETURN node"})
    EXPECT_EQ(Of(statement), Notes{}) << statement;
}

// They gave no row, and not a word.
TEST(UnlikeKindsTest, ComparisonsThatNothingFulfils) {
  auto graph = tests::SampleWorld().Make();
  auto reader = graph->Read();
  auto of = [&](std::string_view statement) { return UnlikeKinds(**reader, statement); };
  EXPECT_EQ(of("MATCH (a:Agreement) WHERE a.date > date('2018-01-01') RETURN a"),
            Notes{"a.date is text, which does not compare with a value of date(); write "
                  "'2018-01-01'"});
  EXPECT_EQ(of("MATCH (a) WHERE 1 = 1 AND datetime() >= a.date RETURN a"),
            Notes{"a.date is text, which does not compare with a value of datetime(); compare it "
                  "with text"});
  EXPECT_EQ(of("MATCH (a:Agreement) WHERE 2015 <= a.date <= 2018 RETURN a"),
            (Notes{"a.date is text, which does not compare with a number; write '2015'",
                   "a.date is text, which does not compare with a number; write '2018'"}));
  EXPECT_EQ(of("MATCH ()-[s:SIGNED]->(a) WHERE s.confidence > '0.5' RETURN a"),
            Notes{"s.confidence is a number, which does not compare with text; write the number "
                  "without quotation marks"});
  const Notes text_note{"a.date is text, which does not compare with a number; write '2018'"};
  const query::Parameters parameters{{"year", graph::Value::Integer(2018)},
                                     {"years", graph::Value::List({graph::Value::Integer(2018)})},
                                     {"day", graph::Value::String("2018")}};
  // In a pattern, by parameters, in lists and under another name nothing was said.
  for (const char* statement :
       {"MATCH (a:Agreement {kind: 'treaty', date: 2018}) RETURN a",
        "MATCH (a:Agreement)<-[:SIGNED]-() WHERE a.date = $year RETURN a",
        "MATCH (a:Agreement) WHERE $year < a.date RETURN a",
        "MATCH (a:Agreement) WHERE a.date IN [2018, 2019] RETURN a",
        "MATCH (a:Agreement) WHERE a.date IN $years RETURN a",
        "MATCH (b:Agreement) WITH b AS a MATCH (a) WHERE a.date > 2018 RETURN a",
        "MATCH (a:Agreement) WITH a.date AS day WHERE day > 2018 RETURN day",
        "MATCH (a:Agreement) WITH a.date AS day WHERE 2018 < day RETURN day"})
    EXPECT_EQ(UnlikeKinds(**reader, statement, parameters), text_note) << statement;
  EXPECT_EQ(of("MATCH (:Agreement {date: date('2018-01-01')}) RETURN 1"),
            Notes{"Agreement.date is text, which does not compare with a value of date(); write "
                  "'2018-01-01'"});
  for (const char* statement :
       {"MATCH (a:Agreement {date: $day, kind: 'x'}) WHERE a.date = $day OR a.date = $none RETURN "
        "a",
        "MATCH (a:Agreement) WHERE a.date IN ['2018'] OR a.date IN [] OR a.date IN $none RETURN a",
        "MATCH (a:Agreement) WITH size(a.date) AS day WHERE day > 2018 RETURN day",
        "MATCH (a:Agreement) RETURN {date: 2018}", "MATCH (a:Agreement {date: {x: 1}}) RETURN a",
        "MATCH (a) WHERE point({x: 1}) = 1 RETURN a", "CREATE (:Agreement {date: 2018})",
        "MATCH (a:Agreement {", "WITH a.date AS", "a IN", "{date: 2018}"})
    EXPECT_EQ(UnlikeKinds(**reader, statement, parameters), Notes{}) << statement;
  for (const char* statement :
       {"MATCH (a:Agreement) WHERE a.date > '2018' AND '2020' > a.date RETURN a",
        "MATCH (a:Agreement) WHERE date(a.date_from) > date('2018-01-01') RETURN a",
        "MATCH (a:Agreement) WHERE a.date < date('2018-01-01').year RETURN a",
        "MATCH (a:Agreement) WHERE size(a.name) > 3 AND 3 < size(a.name) RETURN a",
        "MATCH (a:Agreement) WHERE a.date > date.truncate('year', date()) RETURN a",
        "MATCH (a:Agreement) SET a.date = date('2018-01-01')",
        "WITH {date: 3} AS a WHERE a.date > 2 RETURN a", "MATCH ()-[s]->() WHERE s.nothing > 1",
        "MATCH (a:Nope) WHERE a.date > 3 RETURN a", "MATCH (a) WHERE a.confidence > 0.5 RETURN a",
        "MATCH (a) WHERE a.date > ", ") > a.date", "a.date > date(", "= a.b", "(a", "x"})
    EXPECT_EQ(of(statement), Notes{}) << statement;
}

}  // namespace
}  // namespace entente::cli
