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

struct WantedError {
  uint32_t line;
  uint32_t column;
  const char* message;
};

TEST(RuleBook, AnErrorNamesItsLineItsColumnAndWhatWasExpected) {
  // Each rule opens with its name in line 1 and its pattern in line 2, from column 11 on.
  const std::string rest = "\n  result deed\n  match a\n  no-match b\n";
  const auto pattern = [&](const std::string& text) { return "rule r\n  pattern " + text + rest; };
  const std::vector<std::pair<std::string, WantedError>> files = {
      {"list señas\n", {1, 11, "expected ':' after the name"}},
      {"list : a\n", {1, 6, "expected a name"}},
      {"agreement [weak]: pact\n", {1, 11, "expected a name"}},
      {"agreement pact [strong]: pact\n", {1, 11, "[weak], [titled], [acronym] or [generic]"}},
      {"rule\n", {1, 1, "expected the rule's name"}},
      {"  a b\n", {1, 3, "continues nothing"}},
      {"\xEF\xBB\xBFlist mine: a\nlist \xFF: a\n", {2, 1, "not UTF-8"}},
      {"let m: a\nlet m: b\n", {2, 5, "a macro of this name"}},
      {"verbs active:\n", {1, 1, "the name of a feature"}},
      {"rule r\n  pattern\n", {2, 3, "expected a value after 'pattern'"}},
      {"rule r\n  phase later\n", {2, 9, "the only phase is 'clause'"}},
      {"rule r\n  result deeds\n", {2, 10, "no result is called 'deeds'"}},
      {"rule r\n  wording a\n", {2, 3, "found 'wording'"}},
      {"rule r\n  confidence 1\n", {2, 14, "such as 0.95"}},
      {"rule r\n  confidence 0.9x\n", {2, 14, "such as 0.95"}},
      {"rule r" + rest, {1, 1, "has no pattern"}},
      {"rule r\n  pattern a\n  match a\n  no-match b\n", {1, 1, "has no result"}},
      {"rule r\n  pattern a" + rest + "rule r\n", {6, 1, "stands already in this file"}},
      {pattern("a | "), {2, 14, "expected a word, a test or a group"}},
      {pattern("who:"), {2, 15, "expected a word, a test or a group"}},
      {pattern("a? b*"), {2, 11, "matches nothing at all as well"}},
      {pattern("(a"), {2, 13, "expected ')'"}},
      {pattern("a)"), {2, 12, "unexpected ')'"}},
      {pattern("a ]"), {2, 13, "unexpected ']'"}},
      {pattern("'a"), {2, 11, "expected a closing quote"}},
      {pattern("a $no b"), {2, 14, "no macro is called '$no'"}},
      {pattern("<Verb"), {2, 16, "expected '>'"}},
      {pattern("<Verb;>"), {2, 16, "expected a kind of item or a feature"}},
      {pattern("<Verb nod>"), {2, 17, "nor a class of verbs: 'nod'"}},
      {pattern("<Verb sign|nod>"), {2, 22, "nor a class of verbs: 'nod'"}},
      {pattern("a{2,1}"), {2, 17, "its smaller number first"}},
      {pattern("a{x}"), {2, 13, "expected a number"}},
      {pattern("a{2;"), {2, 14, "expected '}'"}},
      {pattern("a:b c:d e:f g:h i:j k:l m:n"), {2, 37, "at most 6 roles"}},
      {pattern(std::string(60, '(') + "a" + std::string(60, ')')), {2, 35, "too deeply"}},
      {"let m: a <Verb nod>\n" + pattern("b $m"), {3, 14, "in macro '$m': neither"}},
      {"let m: a $m\n" + pattern("b $m"), {3, 14, "in macro '$m': patterns are nested"}},
  };
  for (const auto& [text, wanted] : files) {
    SCOPED_TRACE(text);
    auto book = LoadWith(text);
    ASSERT_FALSE(book.has_value());
    EXPECT_EQ(book.error().file, "rules/99-user.rules");
    EXPECT_EQ(book.error().line, wanted.line);
    EXPECT_EQ(book.error().column, wanted.column);
    EXPECT_NE(book.error().message.find(wanted.message), std::string::npos) << book.error().message;
  }
}

// Ten macros of ten of the one before: 10,000,000,000 words, written out.
TEST(RuleBook, MacrosOfMacrosEndAtALimit) {
  std::string text = "let m0: a\n";
  for (int level = 1; level <= 10; ++level) {
    text += "let m" + std::to_string(level) + ":";
    for (int i = 0; i < 10; ++i) text += " $m" + std::to_string(level - 1);
    text += "\n";
  }
  auto book = LoadWith(text + "rule r\n  pattern $m10\n  result deed\n  match a\n  no-match b\n");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().code, graph::ErrorCode::kLimit);
  EXPECT_EQ(book.error().line, 13u);
  EXPECT_NE(book.error().message.find("more than 4000 tests"), std::string::npos)
      << book.error().message;
}

TEST(RuleBook, ThereAreLimitsToClassesAndTests) {
  std::string classes;
  for (int i = 0; i < 50; ++i) classes += "verbs class-" + std::to_string(i) + ":\n";
  auto many_classes = LoadWith(classes);
  ASSERT_FALSE(many_classes.has_value());
  EXPECT_EQ(many_classes.error().code, graph::ErrorCode::kLimit);
  std::string words;
  for (int i = 0; i < 2500; ++i) words += " word" + std::to_string(i);
  auto many_tests =
      LoadWith("rule r\n  pattern" + words + "\n  result deed\n  match a\n  no-match b\n");
  ASSERT_FALSE(many_tests.has_value());
  EXPECT_EQ(many_tests.error().code, graph::ErrorCode::kLimit);
  EXPECT_EQ(many_tests.error().line, 2u);
}

TEST(RuleBook, FilesThatReplaceTheDefaultsMustDefineTheirLists) {
  auto book = RuleBook::Load({{"rules/10-words.rules", "list adverb: soon\n"}});
  ASSERT_FALSE(book.has_value());
  EXPECT_NE(book.error().message.find("define no list"), std::string::npos);
}

// A file of an editor that begins with a mark, ends lines with CR LF and indents with tabs.
TEST(RuleBook, MarksTabsAndLineEndsOfEditorsAreRead) {
  auto book = LoadWith(
      "\xEF\xBB\xBFlist mine:\tzwaard\tzwaarden\r\nrule\tmine\r\n\tphase\tclause\r\n"
      "\tpattern\t@mine+ . what:<Agreement>\r\n\tresult\tdeed\r\n"
      "\tmatch\tzwaard zwaarden the treaty\r\n\tno-match\tthe treaty\r\n");
  ASSERT_TRUE(book.has_value()) << graph::FormatError(book.error());
  EXPECT_EQ((*book)->rules().back().name, "mine");
}

TEST(RuleBook, ExamplesThatSayOtherwiseAreTold) {
  auto book = LoadWith(
      "rule mine\n  pattern zwaard who:<Actors>\n  result deed\n"
      "  match zwaard left\n  match {Persoon Ann} left\n  match {Person Ann left\n"
      "  match zwaard {Post minister}\n  no-match zwaard {Country Peru}\n");
  ASSERT_TRUE(book.has_value()) << graph::FormatError(book.error());
  std::vector<std::pair<uint32_t, std::string>> told;
  for (const RuleExampleFailure& failure : CheckRuleExamples(**book)) {
    told.emplace_back(failure.line, failure.message.substr(0, failure.message.find(':')));
  }
  EXPECT_EQ(told,
            (std::vector<std::pair<uint32_t, std::string>>{{4, "must match, and does not"},
                                                           {5, "no type of mention has this name"},
                                                           {6, "expected '{Type words}'"},
                                                           {8, "must not match, and does"}}));
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
