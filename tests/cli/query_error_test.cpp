#include "cli/query_error.h"

#include <gtest/gtest.h>

#include "cli/terminal.h"

namespace entente::cli {
namespace {

graph::Error Unknown(uint32_t begin, uint32_t end) {
  graph::Error error =
      graph::MakeError(graph::ErrorCode::kSemantic, "unknown type SINGED", {begin, end});
  error.suggestion = "did you mean SIGNED?";
  return error;
}

TEST(QueryError, PointsAtTheWordsInTheirLine) {
  std::string script = "MATCH (a);\nMATCH (a)-[:SINGED]->(b)\nRETURN a";
  EXPECT_EQ(QueryErrorText(Unknown(12, 18), script, 11, "q.cypher", false),
            "entente: q.cypher:2:13: unknown type SINGED\n"
            "  MATCH (a)-[:SINGED]->(b)\n"
            "              ^~~~~~\n"
            "  did you mean SIGNED?\n");
}

TEST(QueryError, ColumnsCountCharactersAndTheCaretCountsWidth) {
  std::string script = "RETURN '\xE6\x97\xA5\xE6\x9C\xAC' + x";
  EXPECT_EQ(QueryErrorText(Unknown(18, 19), script, 0, "", false),
            "entente: line 1, column 15: unknown type SINGED\n"
            "  RETURN '\xE6\x97\xA5\xE6\x9C\xAC' + x\n"
            "                  ^\n"
            "  did you mean SIGNED?\n");
}

TEST(QueryError, ASpanAtTheEndOfTheTextIsShown) {
  EXPECT_EQ(QueryErrorText(graph::MakeError(graph::ErrorCode::kSyntax, "expected RETURN", {9, 9}),
                           "MATCH (n)", 0, "", false),
            "entente: line 1, column 10: expected RETURN\n"
            "  MATCH (n)\n"
            "           ^\n");
}

// On a narrow terminal the line broke, and the caret stood below something else.
TEST(QueryError, ItsLinesKeepWithinTheTerminal) {
  const std::string script =
      "MATCH (c:Country)-[:PARTY_TO]->(a:Agreement) WHERE c.name = 'Chile' RETRUN a.name AS name";
  const std::string text =
      QueryErrorText(graph::MakeError(graph::ErrorCode::kSyntax,
                                      "expected a clause such as MATCH or RETURN", {68, 74}),
                     script, 0, "", false, 40);
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    EXPECT_LE(DisplayWidth(lines.back()), 40u) << lines.back();
    begin = end + 1;
  }
  ASSERT_GE(lines.size(), 2u);
  const std::string excerpt = lines[lines.size() - 2], caret = lines.back();
  const size_t at = excerpt.find("RETRUN");
  ASSERT_NE(at, std::string::npos) << text;
  EXPECT_EQ(DisplayWidth(excerpt.substr(0, at)), caret.find('^')) << text;
}

}  // namespace
}  // namespace entente::cli
