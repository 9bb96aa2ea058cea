// The words that questions and `--kind` know kinds of agreements by, against those that the
// extractor reads in texts: one list each, which must not part ways.

#include "cli/agreement_kinds.h"

#include <gtest/gtest.h>

#include "graph/utf8.h"
#include "ingest/knowledge.h"
#include "ingest/rule_book.h"
#include "query/question_words.h"
#include "tests/support/graph_maker.h"

namespace entente::cli {
namespace {

TEST(AgreementKinds, WhatTheExtractorCallsAnAgreementPeopleMayAskFor) {
  auto files = ingest::LoadKnowledgeFiles("");
  ASSERT_TRUE(files);
  auto rules = ingest::RuleBook::Load(*files);
  ASSERT_TRUE(rules);
  size_t known = 0;
  for (const ingest::HeadNoun& head : (*rules)->agreement_heads()) {
    // What an acronym stands for ("FTA") is asked for by its words.
    if (head.generic || head.weak || head.acronym) continue;
    std::string phrase;
    for (const ingest::RuleWordId word : head.words)
      phrase += (phrase.empty() ? "" : " ") + (*rules)->word(word).text;
    const std::string folded = graph::FoldName(phrase);
    // With full stops or an apostrophe it is another spelling of one that is there.
    if (folded.find(" s") == folded.size() - 2 || phrase.find('.') != std::string::npos) continue;
    const auto kind = query::AgreementKindCalled(folded);
    EXPECT_TRUE(kind) << "'" << folded << "' is read as " << head.kind
                      << " and unknown in questions";
    if (!kind) continue;
    ++known;
    // The kind asked for stands in the kind that is read, or any is meant.
    const std::string read = graph::FoldName(head.kind);
    EXPECT_TRUE(kind->empty() || read.find(*kind) != std::string::npos ||
                kind->find(read) != std::string::npos || *kind == "memorandum")
        << folded << ": " << *kind << " and " << read;
  }
  EXPECT_GT(known, 25u);
}

// "terms of reference", "alliance" and "partnership" were no kinds.
TEST(AgreementKinds, EveryNounAndKindOfTheRulesIsKnown) {
  auto files = ingest::LoadKnowledgeFiles("");
  ASSERT_TRUE(files);
  auto rules = ingest::RuleBook::Load(*files);
  ASSERT_TRUE(rules);
  tests::GraphMaker maker;
  size_t keys = 0;
  for (const ingest::HeadNoun& head : (*rules)->agreement_heads())
    maker.Node({"Agreement"},
               {{"key", tests::Text(std::to_string(++keys))}, {"kind", tests::Text(head.kind)}});
  const auto full = maker.Finish();
  tests::GraphMaker none;
  const auto empty = none.Finish();
  for (const ingest::HeadNoun& head : (*rules)->agreement_heads()) {
    const auto by_kind = KindsMeant(**empty->Read(), head.kind);
    EXPECT_TRUE(by_kind) << head.kind;
    if (head.generic) continue;
    std::string phrase;
    for (const ingest::RuleWordId word : head.words)
      phrase += (phrase.empty() ? "" : " ") + (*rules)->word(word).text;
    EXPECT_TRUE(KindsMeant(**empty->Read(), phrase)) << phrase;
    const auto kinds = KindsMeant(**full->Read(), phrase);
    ASSERT_TRUE(kinds) << phrase;
    EXPECT_FALSE(kinds->empty()) << phrase << " finds nothing of the kind " << head.kind;
  }
}

}  // namespace
}  // namespace entente::cli
