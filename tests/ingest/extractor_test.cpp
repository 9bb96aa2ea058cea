#include "ingest/extractor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "ingest/document_extraction.h"
#include "ingest/knowledge.h"
#include "ingest/rule_examples.h"

namespace entente::ingest {
namespace {

const Knowledge& SharedKnowledge() {
  static const std::unique_ptr<const Knowledge> knowledge = [] {
    auto files = LoadKnowledgeFiles("");
    return std::move(Knowledge::Load(*files).value());
  }();
  return *knowledge;
}

/// Extracts from a text whose mentions are marked by hand.
DocumentFindings Extract(std::string_view marked_text) {
  auto marked = ReadMarkedText(marked_text);
  EXPECT_TRUE(marked.has_value());
  return ExtractFacts(marked->document, marked->text, marked->mentions, SharedKnowledge());
}

/// "TYPE from -> to" of every fact of the type.
std::set<std::string> Facts(const DocumentFindings& findings, std::string_view type) {
  std::set<std::string> facts;
  for (const FoundFact& fact : findings.facts) {
    if (fact.type != type) continue;
    facts.insert(findings.entities[fact.from].name + " -> " + findings.entities[fact.to].name);
  }
  return facts;
}

std::string Property(const DocumentFindings& findings, MentionType type, std::string_view name) {
  for (const FoundEntity& entity : findings.entities) {
    if (entity.type != type) continue;
    for (const auto& [key, value] : entity.properties) {
      if (key == name) return value;
    }
  }
  return "";
}
std::string Status(const DocumentFindings& findings) {
  return Property(findings, MentionType::kAgreement, "status");
}
size_t Count(const DocumentFindings& findings, MentionType type) {
  return static_cast<size_t>(
      std::count_if(findings.entities.begin(), findings.entities.end(),
                    [&](const FoundEntity& entity) { return entity.type == type; }));
}

TEST(Extractor, ActiveSentenceGivesPartiesStatusAndDate) {
  auto findings = Extract(
      "{Country Peru} and {Country Chile} signed a treaty on fishing on {Date 2021-06-04}.");
  EXPECT_EQ(Facts(findings, "PARTY_TO"),
            (std::set<std::string>{"Chile -> treaty on fishing", "Peru -> treaty on fishing"}));
  EXPECT_EQ(Status(findings), "signed");
  EXPECT_EQ(Property(findings, MentionType::kAgreement, "date"), "2021-06-04");
  EXPECT_EQ(Property(findings, MentionType::kAgreement, "cameo"), "057");
}

TEST(Extractor, PassiveSentenceGivesSignatoriesAndPlace) {
  auto findings = Extract(
      "The Treaty on Fishing was signed in {Place Lima} by {Person Ana Ruiz} and {Person Bo "
      "Lund}.");
  EXPECT_EQ(Facts(findings, "SIGNED"), (std::set<std::string>{"Ana Ruiz -> Treaty on Fishing",
                                                              "Bo Lund -> Treaty on Fishing"}));
  EXPECT_EQ(Facts(findings, "SIGNED_IN"), (std::set<std::string>{"Treaty on Fishing -> Lima"}));
}

TEST(Extractor, PlannedRefusedAndAnnulledAreNotSigned) {
  EXPECT_EQ(Status(Extract("{Country Peru} and {Country Chile} will sign a treaty on fishing.")),
            "planned");
  EXPECT_EQ(
      Status(Extract("{Country Peru} refused to sign a treaty on fishing with {Country Chile}.")),
      "rejected");
  EXPECT_EQ(Status(Extract("{Country Peru} is not in a position to sign a treaty on fishing.")),
            "rejected");
  EXPECT_EQ(Status(Extract("A contract with {Organization Acme}, signed in {Date 2019}, was "
                           "terminated by the ministry.")),
            "rejected");
  EXPECT_EQ(Status(Extract("A memorandum on trade between {Country Peru} and {Country Chile} was "
                           "initialled on {Date 2019-05-01}.")),
            "planned");
}

TEST(Extractor, InitiallingIsNotSigning) {
  auto findings =
      Extract("{Person Ana Ruiz} initialled the memorandum on trade with {Country Peru}.");
  EXPECT_TRUE(Facts(findings, "SIGNED").empty());
  EXPECT_EQ(Facts(findings, "INITIALLED").size(), 1u);
}

TEST(Extractor, WitnessesDoNotSign) {
  auto findings = Extract(
      "{Person Ana Ruiz} signed the treaty on fishing in the presence of {Person Bo Lund}.");
  EXPECT_EQ(Facts(findings, "SIGNED"), (std::set<std::string>{"Ana Ruiz -> treaty on fishing"}));
  EXPECT_EQ(Facts(findings, "WITNESSED"), (std::set<std::string>{"Bo Lund -> treaty on fishing"}));
}

TEST(Extractor, NotEverythingSignedIsAnAgreement) {
  for (std::string_view text :
       {"{Person Ana Ruiz} signed the book of condolence.",
        "{Person Ana Ruiz} signed the health bill into law.",
        "{Organization Acme} signed goalkeeper {Person Bo Lund}.",
        "There were signs of recovery in {Country Peru}.", "About 900 farmers signed a petition.",
        "The city wants to absorb 800 contract teachers."}) {
    EXPECT_EQ(Count(Extract(text), MentionType::kAgreement), 0u) << text;
  }
}

TEST(Extractor, ASubjectFurtherLeftDoesNotSignForANearerOne) {
  auto findings = Extract(
      "{Person Ana Ruiz} said her ministry signed a memorandum on wind with {Country Peru}.");
  EXPECT_TRUE(Facts(findings, "SIGNED").empty());
  EXPECT_EQ(Status(findings), "signed");
}

TEST(Extractor, ShortFormsGoBackToTheirAgreementAndHeadlinesStayApart) {
  auto findings = Extract(
      "{Country Peru} and {Country Chile} signed a memorandum of understanding on wind power. "
      "The MoU was signed in {Place Lima} by {Person Ana Ruiz}. It enters into force in {Date "
      "2022}.");
  EXPECT_EQ(Count(findings, MentionType::kAgreement), 1u);
  EXPECT_EQ(Facts(findings, "SIGNED").size(), 1u);
}

TEST(Extractor, OneNounMayNameSeveralAgreements) {
  auto findings = Extract(
      "{Country Peru} and {Country Chile} signed two memoranda, on wind power and on fishing.");
  EXPECT_EQ(Count(findings, MentionType::kAgreement), 2u);
  EXPECT_EQ(Facts(findings, "PARTY_TO").size(), 4u);
}

TEST(Extractor, AGapRepeatsTheVerb) {
  auto findings = Extract(
      "{Country Peru} signed a treaty on wind power with {Country Chile} and {Country Brazil} one "
      "on fishing.");
  EXPECT_EQ(Count(findings, MentionType::kAgreement), 2u);
  EXPECT_EQ(Facts(findings, "PARTY_TO").count("Brazil -> treaty on fishing"), 1u);
}

TEST(Extractor, AListThatDisagreesWithItsCountIsReported) {
  std::string_view list =
      " organisations that signed the agreement on data are: Acme; Bolt Works; Core; Dune";
  auto right = Extract("The 4" + std::string(list));
  EXPECT_TRUE(right.remarks.empty());
  EXPECT_EQ(Facts(right, "PARTY_TO").size(), 4u);
  auto wrong = Extract("The 5" + std::string(list));
  ASSERT_EQ(wrong.remarks.size(), 1u);
  EXPECT_EQ(wrong.remarks[0].text, "the text says 5 and lists 4");
}

TEST(Extractor, TalksHaveTheirDayPlaceAndParticipants) {
  auto findings = Extract(
      "The 4th Defence Staff Talks between {Country Peru} and {Country Chile} took place on {Date "
      "2021-06-04} in {Place Lima}. The talks were led by {Person Ana Ruiz}.");
  EXPECT_EQ(Count(findings, MentionType::kEvent), 1u);
  EXPECT_EQ(Property(findings, MentionType::kEvent, "start"), "2021-06-04");
  EXPECT_EQ(Facts(findings, "PARTICIPATED_IN").size(), 3u);
  EXPECT_EQ(Facts(findings, "HELD_IN").size(), 1u);
}

TEST(Extractor, WhatIsSignedAtTheEndOfTalksTakesTheirPlace) {
  auto findings = Extract(
      "The talks between {Country Peru} and {Country Chile} took place on {Date 2021-06-04} in "
      "{Place Lima}. At the end of the talks, {Person Ana Ruiz} signed a treaty on fishing.");
  EXPECT_EQ(Property(findings, MentionType::kAgreement, "date"), "2021-06-04");
  EXPECT_EQ(Facts(findings, "SIGNED_AT").size(), 1u);
}

TEST(Extractor, EveryFactShowsAMentionOfOneEnd) {
  auto findings = Extract(
      "{Person Ana Ruiz} and {Person Bo Lund} met in {Place Lima}. They will sign a treaty on "
      "fishing. It was initialled by both in {Date 2020}.");
  for (const FoundFact& fact : findings.facts) {
    for (CharSpan piece : fact.evidence) {
      bool touches = false;
      for (uint32_t end : {fact.from, fact.to}) {
        for (const FoundMention& mention : findings.entities[end].mentions) {
          touches = touches || (mention.span.begin_char <= piece.end_char &&
                                piece.begin_char <= mention.span.end_char);
        }
      }
      EXPECT_TRUE(touches) << fact.type;
    }
  }
}

TEST(Extractor, TraceSaysWhatFiredAndWhy) {
  auto marked = ReadMarkedText(
      "{Country Peru} signed a memorandum on wind power. The memorandum covers ports.");
  ExtractionTrace trace;
  ExtractFacts(marked->document, marked->text, marked->mentions, SharedKnowledge(), &trace);
  ASSERT_EQ(trace.sentences.size(), 2u);
  EXPECT_NE(trace.sentences[0].items.find("{Verb:sign,active"), std::string::npos);
  EXPECT_FALSE(trace.sentences[0].fired.empty());
  ASSERT_EQ(trace.sentences[1].merged.size(), 1u);
}

TEST(Extractor, TheTraceOfADocumentIsText) {
  RawDocument raw;
  raw.id = "a.txt";
  raw.bytes =
      "LIMA, 3 May 2019 - Peru and Chile held talks in Lima.\n\nPeru and Chile signed\na treaty on "
      "ports. The treaty covers ports. The talks ended on Friday.\n";
  auto document = ExtractDocument(raw, SharedKnowledge(), true);
  ASSERT_TRUE(document);
  for (const char* said :
       {"document a.txt\n", "  a.txt#char=", "    \"Peru and Chile signed a treaty on ports.\"\n",
        "    seen    {Actors:", "    fired   active:", "    nearly  ", "    merged  'The treaty",
        "    merged  'The talks' = 'talks"}) {
    EXPECT_NE(document->trace.find(said), std::string::npos) << said << "\n" << document->trace;
  }
  raw.bytes =
      "El ministro firmó el acuerdo de cooperación en la capital con los representantes del país.";
  auto other = ExtractDocument(raw, SharedKnowledge(), true);
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->mined);
  EXPECT_EQ(other->trace, "document a.txt\n  not mined: its language is \"es\"\n");
}

TEST(Extractor, WithoutRulesOrListsATextSaysNothing) {
  auto nothing = Knowledge::Load({});
  ASSERT_TRUE(nothing);
  RawDocument raw;
  raw.id = "a.txt";
  raw.bytes =
      "LIMA, 3 May 2019 - Peru and Chile signed a treaty on ports. It was signed by Ann Ayres.\n";
  auto document = ExtractDocument(raw, **nothing, false);
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->stored.findings.facts.empty());
}

TEST(Extractor, LongAndOddTextsAreReadInLinearTime) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "signed a treaty and a treaty on ";
  EXPECT_GE(Extract(text).entities.size(), 0u);
  text.assign(60000, '(');
  EXPECT_TRUE(Extract(text).facts.empty());
}

}  // namespace
}  // namespace entente::ingest
