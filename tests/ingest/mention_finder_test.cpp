#include "ingest/mention_finder.h"
#include "tests/support/shared_knowledge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace entente::ingest {
namespace {

/// A document of one paragraph a line, and what was found in it.
struct Found {
  explicit Found(std::string text, std::string published = "")
      : document([&] {
          DocumentFields fields;
          fields.id = "test";
          fields.text = std::move(text);
          fields.published = std::move(published);
          uint32_t begin = 0;
          while (begin < fields.text.size()) {
            const size_t newline = fields.text.find('\n', begin);
            const uint32_t end =
                static_cast<uint32_t>(newline == std::string::npos ? fields.text.size() : newline);
            if (end > begin) fields.blocks.push_back({BlockKind::kParagraph, {begin, end}});
            begin = end + 1;
          }
          return Document(std::move(fields));
        }()) {
    mentions = FindMentions(document, Segment(document), SharedKnowledge());
  }

  std::multiset<std::string> Names(MentionType type) const {
    std::multiset<std::string> names;
    for (const Entity& entity : mentions.entities) {
      if (entity.type == type) names.insert(entity.name);
    }
    return names;
  }
  /// "title | holder | of" of every post that is more than an honorific.
  std::vector<std::string> Posts() const {
    std::vector<std::string> posts;
    for (const Mention& mention : mentions.mentions) {
      if (mention.type != MentionType::kPost) continue;
      const PostValue& post = mentions.posts[mention.value];
      if (post.honorific_only) continue;
      const std::string holder =
          mention.entity == kNoIndex ? "" : mentions.entities[mention.entity].name;
      const std::string of = post.of == kNoIndex ? "" : mentions.entities[post.of].name;
      posts.push_back(post.title + " | " + holder + " | " + of);
    }
    return posts;
  }

  Document document;
  DocumentMentions mentions;
};

using testing::Contains;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(MentionFinder, DemonymsAndNamesAreOneCountry) {
  const Found found("Peruvian officials met in Lima. Peru and the angolan delegation agreed.");
  EXPECT_THAT(found.Names(MentionType::kCountry), UnorderedElementsAre("Angola", "Peru"));
  EXPECT_THAT(found.Names(MentionType::kPlace), UnorderedElementsAre("Lima"));
}

TEST(MentionFinder, TitleAndSurnameIsThePersonNamedBefore) {
  const Found found(
      "The Minister of Energy of Peru, Marta Olivares Quispe, opened the plant. "
      "Minister Olivares thanked the crew, and Olivares Quispe left.");
  EXPECT_THAT(found.Names(MentionType::kPerson), UnorderedElementsAre("Marta Olivares Quispe"));
  EXPECT_THAT(found.Posts(), Contains("Minister of Energy | Marta Olivares Quispe | Peru"));
}

TEST(MentionFinder, MinistriesOfOneNameAreKeptApartByCountry) {
  const Found found(
      "Ghana's Ministry of Health signed with the Togolese Ministry of Health on Monday.");
  EXPECT_EQ(found.Names(MentionType::kMinistry).size(), 2u);
}

TEST(MentionFinder, AcronymInParenthesesIsItsOrganisation) {
  const Found found(
      "The Andean River Basin Authority (ARBA) met. The ARBA agreed, and the AABR was a slip.");
  EXPECT_THAT(found.Names(MentionType::kOrganization), Contains("Andean River Basin Authority"));
}

TEST(MentionFinder, MentionsAreSortedAndTheirOffsetsGiveTheirText) {
  const Found found("LIMA, 3 May 2021 – Peru’s Ministry of Defence said that José Núñez had left.");
  ByteSpan last;
  for (const Mention& mention : found.mentions.mentions) {
    EXPECT_LE(last, mention.span);
    last = mention.span;
    EXPECT_LE(mention.span.end_byte, found.document.text().size());
  }
  EXPECT_EQ(found.mentions.dateline_place, "LIMA");
  EXPECT_EQ(found.mentions.dateline_date, "2021-05-03");
}

// A dateline shouts; the name is spelled as elsewhere in the text, as the lists have it, or as
// names are.
TEST(MentionFinder, APlaceInADatelinesCapitalsIsNamedAsAReaderWouldWriteIt) {
  EXPECT_EQ(Found("LIMA, 3 May 2021 – Peru and Chile signed a treaty in Lima.")
                .Names(MentionType::kPlace),
            std::multiset<std::string>{"Lima"});
  EXPECT_EQ(
      Found("BOGOTA, 3 May 2021 – Colombia and Chile signed a treaty.").Names(MentionType::kPlace),
      std::multiset<std::string>{"Bogotá"});
  EXPECT_EQ(Found("VELDEN-AM-OSTERSEE, 3 May 2021 – Peru and Chile signed a treaty.")
                .Names(MentionType::kPlace),
            std::multiset<std::string>{"Velden-am-Ostersee"});
  const Found found("LIMA, 3 May 2021 – Peru and Chile signed a treaty in Lima.");
  for (const Entity& entity : found.mentions.entities) {
    if (entity.type == MentionType::kPlace) {
      EXPECT_THAT(entity.aliases, testing::ElementsAre("LIMA"));
    }
  }
}

TEST(MentionFinder, TwoPeopleOfOneSurnameAreToldByTheirTitles) {
  const Found found(
      "Minister Lars Holm met Director Eva Holm in Oslo. Ms Holm thanked Minister Holm.");
  EXPECT_THAT(found.Names(MentionType::kPerson), UnorderedElementsAre("Eva Holm", "Lars Holm"));
}

TEST(MentionFinder, ADescriptionByCountryAndPostFindsItsBearer) {
  const Found found(
      "Ghana's Minister of Trade, Kofi Mensah, and Togo's Minister of Trade, Ama Lawson, met. "
      "The Togolese minister was pleased.");
  EXPECT_THAT(found.Posts(), Contains("Minister of Trade | Ama Lawson | Togo").Times(2));
}

TEST(MentionFinder, ACounterpartHoldsTheSamePost) {
  const Found found(
      "Norway's Minister of Energy, Lars Holm, met his Danish counterpart, Eva Friis, in Oslo.");
  EXPECT_THAT(found.Posts(), Contains("Minister of Energy | Lars Holm | Norway"));
  bool implied = false;
  for (const Mention& mention : found.mentions.mentions) {
    if (mention.type != MentionType::kPost || mention.entity == kNoIndex) continue;
    const PostValue& post = found.mentions.posts[mention.value];
    implied |= post.title == "Minister of Energy" &&
               found.mentions.entities[mention.entity].name == "Eva Friis";
  }
  EXPECT_TRUE(implied);
}

TEST(MentionFinder, ItemsOfAListAreOfOneKind) {
  const Found found(
      "The signatories are: Brento; Calvia Mines Ltd; Northern Cloud Alliance; Dovra; QRT.");
  EXPECT_THAT(found.Names(MentionType::kOrganization),
              UnorderedElementsAre("Brento", "Calvia Mines Ltd", "Northern Cloud Alliance", "Dovra",
                                   "QRT"));
}

TEST(MentionFinder, MinistriesInSmallLettersBehindTheirCountry) {
  const Found found(
      "Peru's trade ministry said on Monday that the report of the Malian ministry of health and "
      "a trade union was ready.");
  EXPECT_THAT(found.Names(MentionType::kMinistry),
              UnorderedElementsAre("trade ministry", "ministry of health"));
}

TEST(MentionFinder, TwoMinistriesJoinedByAndAreTwo) {
  const Found found("The Ministry of Health and the Ministry of Trade of Peru signed.");
  EXPECT_THAT(found.Names(MentionType::kMinistry),
              UnorderedElementsAre("Ministry of Health", "Ministry of Trade"));
}

TEST(MentionFinder, WhatStandsBesideAnUnknownNameSaysWhatItIs) {
  const Found found(
      "The shipyard Barqo Nemir and the association Tolpesca signed with Estaleiros Norte, S.A., "
      "aboard HMS Astrid. NordLake paid. Arsen \"Boy\" Magba signed, too.");
  EXPECT_THAT(
      found.Names(MentionType::kOrganization),
      UnorderedElementsAre("Barqo Nemir", "Tolpesca", "Estaleiros Norte, S.A.", "NordLake"));
}

TEST(MentionFinder, LanguagesAndTopicsAreNoNames) {
  const Found found(
      "The Agreement on Maritime Transport and Port Safety was drawn up in French and Spanish.");
  EXPECT_TRUE(found.Names(MentionType::kOrganization).empty());
  EXPECT_TRUE(found.Names(MentionType::kCountry).empty());
}

TEST(MentionFinder, PlacesAreInTheirCountry) {
  const Found found("They met in Santiago. Chile was the host.");
  for (const Entity& entity : found.mentions.entities) {
    if (entity.type != MentionType::kPlace) continue;
    EXPECT_EQ(entity.country_iso2, "CL");
  }
}

TEST(MentionFinder, ManyNamesOfOneKindTakeLinearTime) {
  // Counts comparisons by proxy: a text twice as long gives twice the mentions and stays usable.
  std::string text;
  for (int i = 0; i < 4000; ++i) {
    text += "Mr Anna" + std::to_string(i % 97) + " Berg" + std::to_string(i % 101) + " spoke. ";
  }
  EXPECT_GE(Found(text).mentions.mentions.size(), 4000u);
}

TEST(MentionFinder, EmptyTextHasNothing) { EXPECT_TRUE(Found("").mentions.mentions.empty()); }

}  // namespace
}  // namespace entente::ingest
