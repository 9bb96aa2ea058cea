// Several statements in one call of `query`: what is run when one of them is wrong, and what the
// output is to a machine.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/run_program.h"

namespace entente::tests {
namespace {

using testing::HasSubstr;

class QueryScriptTest : public testing::Test {
 protected:
  QueryScriptTest() : graph_(folder_.Path("script.entente")) {
    const std::string file =
        folder_.Write("one.jsonl", R"({"type":"node","id":"0","labels":["N"],"properties":{"n":0}})"
                                   "\n");
    EXPECT_EQ(RunProgram(folder_, {"import", file, "-o", graph_}).exit_status, 0);
  }
  ProgramResult Query(std::vector<std::string> more) {
    more.insert(more.begin(), {"query", graph_});
    return RunProgram(folder_, more);
  }
  std::string Count() {
    return Query({"MATCH (n) RETURN count(*) AS n", "--format", "jsonl"}).output;
  }

  TemporaryFolder folder_;
  std::string graph_;
};

// The first was run and committed before the second was read.
TEST_F(QueryScriptTest, NothingIsRunWhenALaterStatementCannotBe) {
  for (const char* wrong :
       {"MATCH (n RETURN n", "RETURN x", "RETURN $nothing", "RETURN 1 + ''''"}) {
    const ProgramResult result = Query({std::string("CREATE (:N {n: 1});\nRETURN 1;\n") + wrong});
    EXPECT_EQ(result.exit_status, 1) << wrong;
    EXPECT_EQ(result.output, "") << wrong;
    EXPECT_EQ(Count(), "{\"n\":1}\n") << wrong;
  }
  const ProgramResult result = Query({"RETURN 1; CREATE (:N)", "--read-only"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_EQ(result.output, "");
  EXPECT_THAT(Query({"RETURN 1;\nMATCH (n RETURN n"}).errors, HasSubstr("line 2, column 10"));
}

TEST_F(QueryScriptTest, WhatFailsWhileItRunsSaysWhatBecameOfTheOthers) {
  const ProgramResult result =
      Query({"CREATE (:N {n: 1}); UNWIND [1, 0] AS d RETURN 1 / d AS q; CREATE (:N {n: 2});"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_THAT(result.errors, HasSubstr("This is statement 2 of 3: the one before it is done, the "
                                       "one after it was not run.\n"));
  EXPECT_EQ(Count(), "{\"n\":2}\n");
  EXPECT_THAT(Query({"RETURN 1 / 0"}).errors, testing::Not(HasSubstr("statement")));
}

TEST_F(QueryScriptTest, SeveralAnswersAreOneJsonDocument) {
  const ProgramResult several = Query(
      {"RETURN 1 AS a; CREATE (:N); MATCH (n:M) RETURN n; RETURN 2 AS b", "--format", "json"});
  ASSERT_EQ(several.exit_status, 0) << several.errors;
  EXPECT_EQ(nlohmann::json::parse(several.output),
            nlohmann::json::parse(R"([[{"a":1}],[],[{"b":2}]])"));
  // Of one answer it stays an array of rows, whatever else the script does.
  const ProgramResult one = Query({"CREATE (:N); RETURN 1 AS a; CREATE (:N)", "--format", "json"});
  EXPECT_EQ(nlohmann::json::parse(one.output), nlohmann::json::parse(R"([{"a":1}])"));
  const ProgramResult plan =
      Query({"RETURN 1 AS a; EXPLAIN RETURN 2 AS b; RETURN 3 AS c", "--format", "json"});
  EXPECT_EQ(nlohmann::json::parse(plan.output), nlohmann::json::parse(R"([[{"a":1}],[{"c":3}]])"));
  EXPECT_THAT(plan.errors, HasSubstr("Project 2 AS b"));
}

TEST_F(QueryScriptTest, CsvHoldsOneTable) {
  for (const char* format : {"csv", "tsv"}) {
    const ProgramResult result =
        Query({"CREATE (:N); RETURN 1 AS a; RETURN 2 AS b", "--format", format});
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(result.errors, std::string("entente: ") + format +
                                 " holds one table, and 2 of these statements return rows\n  give "
                                 "each a call of its own, or --format json or jsonl\n");
    EXPECT_EQ(Count(), "{\"n\":1}\n") << "nothing was run";
    EXPECT_EQ(Query({"CREATE (x:M); RETURN 1 AS a", "--format", format}).output.substr(0, 1), "a");
    Query({"MATCH (x:M) DELETE x"});
  }
}

TEST_F(QueryScriptTest, TablesStandApart) {
  EXPECT_EQ(Query({"RETURN 1 AS a; RETURN 2 AS b", "--format", "markdown"}).output,
            "| a |\n| --- |\n| 1 |\n\n| b |\n| --- |\n| 2 |\n");
}

}  // namespace
}  // namespace entente::tests
