#include "cli/unknown_names.h"
#include "cli/date_text.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace entente::cli
