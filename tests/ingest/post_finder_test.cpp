#include "ingest/post_finder.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "ingest/knowledge.h"
#include "tests/support/shared_knowledge.h"

namespace entente::ingest {
namespace {

/// The titles of a text that are no honorifics, normalised, with their qualifiers.
std::string Titles(const std::string& text) {
  DocumentFields fields;
  fields.text = text;
  fields.blocks.push_back({BlockKind::kParagraph, {0, static_cast<uint32_t>(text.size())}});
  const Document document(std::move(fields));
  const SegmentedText segmented = Segment(document);
  const TextWords words(document, segmented, SharedKnowledge().lexicon());
  const GazetteerMatches matches(words);
  std::string result;
  for (const FoundPost& post : FindPosts(words, matches, {})) {
    if (post.honorific) continue;
    if (!result.empty()) result += "; ";
    if (!post.qualifier.empty()) result += post.qualifier + " ";
    result += NormalisedTitle(words, post);
  }
  return result;
}

TEST(PostFinder, FieldsStandBeforeOrAfterTheTitle) {
  EXPECT_EQ(Titles("He met Trade, Industry and Energy Minister Ann Ayres."),
            "Minister of Trade, Industry and Energy");
  EXPECT_EQ(Titles("He met the Minister of Economy, Trade and Industry, Ann Ayres."),
            "Minister of Economy, Trade and Industry");
  EXPECT_EQ(Titles("He met the Minister for the Armed Forces."), "Minister for the Armed Forces");
}

TEST(PostFinder, AbbreviationsAreWrittenOut) {
  EXPECT_EQ(Titles("Its CEO Ann Ayres spoke."), "Chief Executive Officer");
  EXPECT_EQ(Titles("Peru's foreign minister Ann Ayres spoke."), "Minister of Foreign Affairs");
}

TEST(PostFinder, WhoWasOrWillBeIsAQualifier) {
  EXPECT_EQ(Titles("The former Minister of Health spoke."), "former Minister of Health");
  EXPECT_EQ(Titles("The acting Director General spoke."), "acting Director General");
}

TEST(PostFinder, ATitleThatOpensTheNameOfABodyIsNone) {
  EXPECT_EQ(Titles("They met at the Prime Minister's Office."), "");
  EXPECT_EQ(Titles("She works at King Edward Hospital."), "");
}

TEST(PostFinder, ABodysOwnNameIsNoPartOfTheTitle) {
  EXPECT_EQ(Titles("The Secretary-General of the United Nations spoke."), "Secretary-General");
}

}  // namespace
}  // namespace entente::ingest
