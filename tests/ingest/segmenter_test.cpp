#include "ingest/segmenter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente::ingest {
namespace {

using testing::ElementsAre;

Document Paragraph(std::string text) {
  DocumentFields fields;
  fields.id = "test";
  fields.blocks.push_back({BlockKind::kParagraph, {0, static_cast<uint32_t>(text.size())}});
  fields.text = std::move(text);
  return Document(std::move(fields));
}

std::vector<std::string> Tokens(const std::string& text) {
  Document document = Paragraph(text);
  std::vector<std::string> out;
  for (const Token& token : Segment(document).tokens) {
    out.emplace_back(document.Text(token.span));
  }
  return out;
}

std::vector<std::string> Sentences(const std::string& text) {
  Document document = Paragraph(text);
  std::vector<std::string> out;
  for (const Sentence& sentence : Segment(document).sentences) {
    out.emplace_back(document.Text(sentence.span));
  }
  return out;
}

TEST(Segmenter, KeepsMarksThatBelongToAWord) {
  EXPECT_THAT(Tokens("O'Higgins of AT&T signed cyber-security e.g. in the U.S."),
              ElementsAre("O'Higgins", "of", "AT&T", "signed", "cyber-security", "e.g.", "in",
                          "the", "U.S."));
}

// "ª" and "º" are letters, a number may be written in the digits of another script, and marks that
// only direct the writing part no words.
TEST(Segmenter, LettersDigitsAndMarksOfOtherWriting) {
  EXPECT_THAT(Tokens("La 3ª y Nº 5, \u0661\u0662 mayo."),
              ElementsAre("La", "3ª", "y", "Nº", "5", ",", "\u0661\u0662", "mayo", "."));
  EXPECT_THAT(Tokens("one\u061C two, a\u00ADb"), ElementsAre("one", "two", ",", "a\u00ADb"));
}

TEST(Segmenter, APossessiveIsATokenOfItsOwn) {
  EXPECT_THAT(Tokens("Chile's minister and Peru’s, the ministers' talks"),
              ElementsAre("Chile", "'s", "minister", "and", "Peru", "’s", ",", "the", "ministers",
                          "'", "talks"));
}

TEST(Segmenter, NumbersKeepTheirMarksAndRangesAreSplit) {
  EXPECT_THAT(
      Tokens("13-14 September, 12,400 at 1.2, the 16th"),
      ElementsAre("13", "-", "14", "September", ",", "12,400", "at", "1.2", ",", "the", "16th"));
}

TEST(Segmenter, CountriesJoinedByAHyphenAreSplitAndNamesAreNot) {
  EXPECT_THAT(Tokens("US-Japan and Abara-Lunde at EU-Mercosur, India-EU"),
              ElementsAre("US", "-", "Japan", "and", "Abara-Lunde", "at", "EU", "-", "Mercosur",
                          ",", "India", "-", "EU"));
}

TEST(Segmenter, DashesAndQuotesStandAlone) {
  EXPECT_THAT(Tokens("“Portugal–Uruguay” — it..."),
              ElementsAre("“", "Portugal", "–", "Uruguay", "”", "—", "it", "..."));
}

TEST(Segmenter, CasingSeesLettersBeyondAscii) {
  Document document = Paragraph("Ángel ÁNGEL ángel MoU Abara-Lunde U.S. 42");
  std::vector<Casing> casings;
  for (const Token& token : Segment(document).tokens) casings.push_back(token.casing);
  EXPECT_THAT(casings,
              ElementsAre(Casing::kCapitalised, Casing::kUpper, Casing::kLower, Casing::kMixed,
                          Casing::kCapitalised, Casing::kUpper, Casing::kNone));
}

TEST(Segmenter, TitlesAndInitialsEndNoSentence) {
  EXPECT_THAT(Sentences("Dr. J. Smith met Gen. Lee of the U.S. Army. The talks went on."),
              ElementsAre("Dr. J. Smith met Gen. Lee of the U.S. Army.", "The talks went on."));
}

// The stop in "(ret.)" was taken for the end, and evidence began behind it.
TEST(Segmenter, ABracketedAbbreviationEndsNoSentence) {
  EXPECT_THAT(
      Sentences("It was signed by Maj. Gen. (ret.) Otto Falk. He left (by rail.) Ann rose."),
      ElementsAre("It was signed by Maj. Gen. (ret.) Otto Falk.", "He left (by rail.)",
                  "Ann rose."));
  EXPECT_THAT(Sentences("Medplan Kft. Hungary signed."),
              ElementsAre("Medplan Kft. Hungary signed."));
}

TEST(Segmenter, AnAbbreviationEndsASentenceBeforeAStarter) {
  EXPECT_THAT(Sentences("It was signed in the U.S. The text is short."),
              ElementsAre("It was signed in the U.S.", "The text is short."));
  EXPECT_THAT(Sentences("Orion S.A. signed. Kusi Ltd. Mombasa too."),
              ElementsAre("Orion S.A. signed.", "Kusi Ltd. Mombasa too."));
}

TEST(Segmenter, QuotesCloseAfterTheStop) {
  EXPECT_THAT(
      Sentences("“It is good.” She left. \"Why?\" he asked. 'No.' They went."),
      ElementsAre("“It is good.”", "She left.", "\"Why?\" he asked.", "'No.'", "They went."));
}

TEST(Segmenter, NumbersAndListsKeepTogether) {
  EXPECT_THAT(Sentences("1. The parties met in 2018. Article No. 5 cost 3.5 million."),
              ElementsAre("1. The parties met in 2018.", "Article No. 5 cost 3.5 million."));
}

TEST(Segmenter, ALostSpaceStillEndsASentence) {
  EXPECT_THAT(Sentences("They left the hospital.The talks at example.org went on.."),
              ElementsAre("They left the hospital.", "The talks at example.org went on.."));
}

TEST(Segmenter, SentencesNeverCrossABlock) {
  DocumentFields fields;
  fields.text = "Title without stop\n\nThe text.";
  fields.blocks = {{BlockKind::kTitle, {0, 18}}, {BlockKind::kParagraph, {20, 29}}};
  Document document(std::move(fields));
  SegmentedText text = Segment(document);
  ASSERT_EQ(text.sentences.size(), 2u);
  EXPECT_EQ(document.Text(text.sentences[0].span), "Title without stop");
  EXPECT_EQ(text.sentences[1].block, 1u);
}

TEST(Segmenter, InvisibleCharactersStayInsideWords) {
  EXPECT_THAT(Tokens("fertilis\u00ADer \u200Bmill\u200B."),
              ElementsAre("fertilis\u00ADer", "mill", "."));
}

TEST(Segmenter, EveryTokenIsInExactlyOneSentenceWhateverTheText) {
  std::string text;
  for (int i = 0; i < 20000; ++i)
    text += static_cast<char>(" .\"'aA1-(&)_?!,"[(i * 7 + i / 13) % 15]);
  Document document = Paragraph(text);
  SegmentedText out = Segment(document);
  uint32_t next = 0;
  for (const Sentence& sentence : out.sentences) {
    EXPECT_EQ(sentence.begin_token, next);
    EXPECT_LT(sentence.begin_token, sentence.end_token);
    next = sentence.end_token;
  }
  EXPECT_EQ(next, out.tokens.size());
}

}  // namespace
}  // namespace entente::ingest
