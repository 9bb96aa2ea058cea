#include "tests/conformance/gherkin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entente::conformance {
namespace {

using testing::ElementsAre;

std::vector<Scenario> Read(std::string_view text) {
  auto result = ReadFeature(text, "a.feature");
  EXPECT_TRUE(result) << result.error().message << " in line " << result.error().line;
  return result ? *result : std::vector<Scenario>{};
}

TEST(Gherkin, ScenariosWithTheirStepsTagsAndLines) {
  auto scenarios = Read(
      "# encoding: utf-8\n"
      "@all\n"
      "Feature: Ships\n"
      "  They sail.\n"
      "\n"
      "  @slow @wet\n"
      "  Scenario: [1] Leaving\n"
      "    Given a harbour\n"
      "    # a comment\n"
      "    When the tide is high\n"
      "  Scenario: [2] Staying\n"
      "    Given a harbour\n");
  ASSERT_EQ(scenarios.size(), 2u);
  EXPECT_EQ(scenarios[0].name, "[1] Leaving");
  EXPECT_EQ(scenarios[0].feature, "Ships");
  EXPECT_EQ(scenarios[0].line, 7u);
  EXPECT_THAT(scenarios[0].tags, ElementsAre("@all", "@slow", "@wet"));
  ASSERT_EQ(scenarios[0].steps.size(), 2u);
  EXPECT_EQ(scenarios[0].steps[1].keyword, "When");
  EXPECT_EQ(scenarios[0].steps[1].text, "the tide is high");
  EXPECT_EQ(scenarios[0].steps[1].line, 10u);
  EXPECT_THAT(scenarios[1].tags, ElementsAre("@all"));
}

TEST(Gherkin, DocStringsLoseTheIndentationOfTheirQuotes) {
  auto scenarios = Read(
      "Feature: F\n"
      "  Scenario: S\n"
      "    When executing:\n"
      "      \"\"\"\n"
      "      MATCH (n)\n"
      "        # not a comment\n"
      "\n"
      "      | RETURN n |\n"
      "      \"\"\"\n"
      "    Then done\n");
  ASSERT_EQ(scenarios.size(), 1u);
  EXPECT_EQ(scenarios[0].steps[0].doc_string, "MATCH (n)\n  # not a comment\n\n| RETURN n |");
  EXPECT_TRUE(scenarios[0].steps[0].has_doc_string);
  EXPECT_TRUE(scenarios[0].steps[0].table.empty());
}

TEST(Gherkin, TablesWithEscapedCells) {
  auto scenarios = Read(
      "Feature: F\r\n"
      "  Scenario: S\r\n"
      "    Then rows:\r\n"
      "      | a     | b\\|c | \\\\n | 'x\\ny' | 'it\\'s' |\r\n"
      "      | 1 2   |      |\r\n"
      "      |\r\n");
  ASSERT_EQ(scenarios.size(), 1u);
  const auto& table = scenarios[0].steps[0].table;
  ASSERT_EQ(table.size(), 3u);
  EXPECT_THAT(table[0], ElementsAre("a", "b|c", "\\n", "'x\ny'", "'it\\'s'"));
  EXPECT_THAT(table[1], ElementsAre("1 2", ""));
  EXPECT_TRUE(table[2].empty());
}

TEST(Gherkin, OutlinesBecomeOneScenarioARow) {
  auto scenarios = Read(
      "Feature: F\n"
      "  Background:\n"
      "    Given a graph\n"
      "  Scenario Outline: [1] Of <what>\n"
      "    When executing query:\n"
      "      \"\"\"\n"
      "      RETURN <what> < <other>\n"
      "      \"\"\"\n"
      "    Then <what> is:\n"
      "      | <what> | <unknown> |\n"
      "    Examples:\n"
      "      | what | other |\n"
      "      | 1    | <what> |\n"
      "    Examples: more\n"
      "      | what | other |\n"
      "      | 2    | 3     |\n"
      "      | 4    | 5     |\n");
  ASSERT_EQ(scenarios.size(), 3u);
  EXPECT_EQ(scenarios[0].name, "[1] Of 1");
  ASSERT_EQ(scenarios[0].steps.size(), 3u);
  EXPECT_EQ(scenarios[0].steps[0].text, "a graph");
  // What a cell brings in is not filled again.
  EXPECT_EQ(scenarios[0].steps[1].doc_string, "RETURN 1 < <what>");
  EXPECT_THAT(scenarios[0].steps[2].table[0], ElementsAre("1", "<unknown>"));
  EXPECT_EQ(scenarios[2].example, "4 | 5");
  EXPECT_EQ(scenarios[2].line, 17u);
}

TEST(Gherkin, ErrorsNameTheLine) {
  auto error_line = [](std::string_view text) {
    auto result = ReadFeature(text, "a.feature");
    return result ? 0u : result.error().line;
  };
  EXPECT_EQ(error_line("Feature: F\n| a |\n"), 2u);
  EXPECT_EQ(error_line("Feature: F\nScenario: S\nGiven x\nsomething else\n"), 4u);
  EXPECT_EQ(error_line("Feature: F\nScenario: S\nGiven x\n\"\"\"\nno end\n"), 5u);
  EXPECT_NE(error_line("Feature: F\nScenario Outline: S\nGiven x\nExamples:\n|a|b|\n|1|\n"), 0u);
}

}  // namespace
}  // namespace entente::conformance
