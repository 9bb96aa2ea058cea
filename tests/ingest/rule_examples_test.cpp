#include "ingest/rule_examples.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "ingest/knowledge.h"

namespace entente::ingest {
namespace {

TEST(RuleExamples, EveryRuleKeepsThePromisesOfItsExamples) {
  auto files = LoadKnowledgeFiles("");
  ASSERT_TRUE(files.has_value());
  auto book = RuleBook::Load(*files);
  ASSERT_TRUE(book.has_value()) << graph::FormatError(book.error());
  ASSERT_GT((*book)->rules().size(), 30u);
  for (const RuleExampleFailure& failure : CheckRuleExamples(**book)) {
    ADD_FAILURE() << failure.file << ":" << failure.line << ": " << failure.rule << " "
                  << failure.message;
  }
}

TEST(RuleExamples, MarkedTextGivesMentionsWithTheirTokens) {
  auto marked = ReadMarkedText("{Country Peru} met {Person Ana Ruiz}.");
  ASSERT_TRUE(marked.has_value());
  ASSERT_EQ(marked->mentions.mentions.size(), 2u);
  EXPECT_EQ(marked->document.text(), "Peru met Ana Ruiz.");
  EXPECT_EQ(marked->mentions.mentions[1].begin_token, 2u);
  EXPECT_EQ(marked->mentions.mentions[1].end_token, 4u);
}

TEST(RuleExamples, AnUnknownTypeIsAnErrorAtItsBrace) {
  auto marked = ReadMarkedText("Then {Planet Mars} rose");
  ASSERT_FALSE(marked.has_value());
  EXPECT_EQ(marked.error().column, 6u);
}

// A rule of a name that stands already takes its place without a word; two of the built-in files
// once had one name for two rules, and one of them said nothing any more.
TEST(RuleExamples, NoTwoBuiltInRulesHaveOneName) {
  auto files = LoadKnowledgeFiles("");
  ASSERT_TRUE(files.has_value());
  std::set<std::string> names;
  for (const KnowledgeFile& file : *files) {
    if (!file.path.ends_with(".rules")) continue;
    std::istringstream lines(file.bytes);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("rule ")) continue;
      EXPECT_TRUE(names.insert(line).second) << file.path << ": " << line;
    }
  }
  EXPECT_FALSE(names.empty());
}

}  // namespace
}  // namespace entente::ingest
