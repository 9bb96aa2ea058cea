#include "cli/statements.h"

#include <gtest/gtest.h>

#include <string>

namespace entente::cli {
namespace {

std::vector<std::string> Texts(std::string_view script) {
  std::vector<std::string> out;
  for (const Statement& statement : SplitStatements(script)) out.emplace_back(statement.text);
  return out;
}

TEST(Statements, SemicolonsInStringsNamesAndCommentsDoNotSplit) {
  EXPECT_EQ(Texts("RETURN 'a;b'; RETURN `c;d` // e;f\n; /* g;h */"),
            (std::vector<std::string>{"RETURN 'a;b'", " RETURN `c;d` // e;f\n"}));
  EXPECT_EQ(Texts("RETURN 'it\\'s;'"), std::vector<std::string>{"RETURN 'it\\'s;'"});
}

TEST(Statements, NothingButCommentsIsNoStatement) {
  EXPECT_TRUE(Texts(" ;; // only\n /* comments */").empty());
}

TEST(Statements, AnUnclosedStringRunsToTheEnd) {
  EXPECT_EQ(Texts("RETURN 'a; RETURN 2").size(), 1u);
  EXPECT_FALSE(EndsWithSemicolon("RETURN 'a;"));
  EXPECT_TRUE(EndsWithSemicolon("RETURN 1; "));
  EXPECT_FALSE(EndsWithSemicolon("RETURN 1; RETURN 2"));
}

}  // namespace
}  // namespace entente::cli
