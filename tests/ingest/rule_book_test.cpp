#include "ingest/rule_book.h"

#include <gtest/gtest.h>

#include "ingest/knowledge.h"
#include "ingest/rule_engine.h"
#include "ingest/rule_examples.h"

namespace entente::ingest {
namespace {

/// The built-in files with one of a user's behind them.
graph::Result<std::unique_ptr<const RuleBook>> LoadWith(std::string text) {
  auto files = LoadKnowledgeFiles("");
  files->push_back({"rules/99-user.rules", std::move(text)});
  return RuleBook::Load(*files);
}

TEST(RuleBook, AnUnknownListIsReportedWithLineAndColumn) {
  auto book =
      LoadWith("rule mine\n  pattern a @nosuch b\n  result deed\n  match a b\n  no-match c\n");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().code, graph::ErrorCode::kSyntax);
  EXPECT_EQ(book.error().file, "rules/99-user.rules");
  EXPECT_EQ(book.error().line, 2u);
  EXPECT_EQ(book.error().column, 14u);
}

TEST(RuleBook, ARuleWithoutExamplesIsRefused) {
  auto book = LoadWith("rule mine\n  pattern a b\n  result deed\n  match a b\n");
  ASSERT_FALSE(book.has_value());
  EXPECT_NE(book.error().message.find("no-match"), std::string::npos);
  EXPECT_EQ(book.error().line, 1u);
}

TEST(RuleBook, AnUnknownDirectiveIsReported) {
  auto book = LoadWith("# mine\nrules x: y\n");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().line, 2u);
}

TEST(RuleBook, RepetitionHasALimit) {
  auto book = LoadWith("rule mine\n  pattern a{2,900}\n  result deed\n  match a a\n  no-match c\n");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().code, graph::ErrorCode::kLimit);
}

TEST(RuleBook, NestedRepetitionIsRefusedWhenItGrowsTooLong) {
  auto book = LoadWith(
      "rule mine\n  pattern (((a{40}){40}){40}){40}\n  result deed\n  match a\n  no-match c\n");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().code, graph::ErrorCode::kLimit);
  EXPECT_NE(book.error().message.find("(limit 4000 instructions)"), std::string::npos)
      << book.error().message;
}

// The limit of the other kind was told.
TEST(RuleBook, TheLimitThatWasHitIsTold) {
  auto book =
      LoadWith("rule mine\n  pattern ((a?){40}){30}\n  result deed\n  match a\n  no-match c\n");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().code, graph::ErrorCode::kLimit);
  EXPECT_NE(book.error().message.find("(limit 400000 ways"), std::string::npos)
      << book.error().message;
}

TEST(RuleBook, AVerbNeedsItsFiveForms) {
  auto book = LoadWith("verbs sign:\n  autograph autographs autographed\n");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().line, 2u);
}

TEST(RuleBook, AUsersRuleReplacesTheBuiltInOneOfItsName) {
  auto book = LoadWith(
      "rule under\n  pattern beneath what:<Agreement>\n  result under\n"
      "  match Beneath the treaty.\n  no-match Under the treaty.\n");
  ASSERT_TRUE(book.has_value()) << graph::FormatError(book.error());
  size_t count = 0;
  for (const Rule& rule : (*book)->rules()) count += rule.name == "under";
  EXPECT_EQ(count, 1u);
  EXPECT_TRUE(CheckRuleExamples(**book).empty());
}

TEST(RuleBook, AUsersWordsAndNounsAreUsed) {
  auto book = LoadWith(
      "agreement handshake: handshake accord / handshake accords\n"
      "verbs sign:\n  autograph autographs autographed autographed autographing\n"
      "rule mine\n  pattern who:<Actors> verb:<Verb sign> what:<Agreement>\n  result deed\n"
      "  match {Country Peru} autographed a handshake accord.\n  no-match {Country Peru} left.\n");
  ASSERT_TRUE(book.has_value()) << graph::FormatError(book.error());
  EXPECT_TRUE(CheckRuleExamples(**book).empty());
}

// The built-in files have more than sixty lists.
TEST(RuleBook, UsersHaveRoomForListsOfTheirOwn) {
  const auto lists = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += "list mine-" + std::to_string(i) + ": zwaard" + std::to_string(i) + "\n";
    }
    return text;
  };
  auto book =
      LoadWith(lists(50) +
               "rule mine\n  pattern @mine-49 who:<Actors> verb:<Verb sign> what:<Agreement>\n"
               "  result deed\n  match zwaard49 {Country Peru} signed a treaty.\n"
               "  no-match zwaard48 {Country Peru} signed a treaty.\n");
  ASSERT_TRUE(book.has_value()) << graph::FormatError(book.error());
  EXPECT_TRUE(CheckRuleExamples(**book).empty());
  auto many = LoadWith(lists(500));
  ASSERT_FALSE(many.has_value());
  EXPECT_EQ(many.error().code, graph::ErrorCode::kLimit);
}

TEST(RuleBook, OneMistypedLetterIsForgivenInLongNouns) {
  auto files = LoadKnowledgeFiles("");
  auto book = RuleBook::Load(*files);
  ASSERT_TRUE(book.has_value());
  EXPECT_NE((*book)->FindMistyped("Memorandun"), 0u);
  EXPECT_NE((*book)->FindMistyped("agremeent"), 0u);
  EXPECT_EQ((*book)->FindMistyped("agreeable"), 0u);
  EXPECT_EQ((*book)->FindMistyped("momentum"), 0u);
}

TEST(RuleEngine, MatchesOfOneRuleDoNotOverlapAndLazyRepetitionStopsEarly) {
  auto book = LoadWith(
      "rule mine\n  pattern x first:<Word>*? y\n  result deed\n  match x a y\n  no-match x a\n");
  ASSERT_TRUE(book.has_value()) << graph::FormatError(book.error());
  auto marked = ReadMarkedText("x a y b y x y");
  const Reading reading(marked->document, marked->text, marked->mentions, **book);
  uint32_t agreement_at = 0;
  uint32_t event_at = 0;
  SentenceItems items = BuildItems(reading, 0, {}, agreement_at, {}, event_at);
  RuleMatcher matcher(**book);
  std::vector<RuleMatch> matches;
  matcher.Match(items.items, "clause", matches);
  std::vector<std::pair<int, int>> ranges;
  for (const RuleMatch& match : matches) {
    if ((*book)->rules()[match.rule].name == "mine") {
      ranges.emplace_back(match.range.begin, match.range.end);
    }
  }
  EXPECT_EQ(ranges, (std::vector<std::pair<int, int>>{{0, 3}, {5, 7}}));
}

}  // namespace
}  // namespace entente::ingest
