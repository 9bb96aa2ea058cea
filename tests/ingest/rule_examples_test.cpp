#include "ingest/rule_examples.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace entente::ingest
