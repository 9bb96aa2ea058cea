// Who holds which post, of whom: whole texts in, posts out. Names are invented.

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "ingest/knowledge.h"
#include "ingest/mention_finder.h"
#include "tests/support/shared_knowledge.h"

namespace entente::ingest {
namespace {

/// "NAME | title | of" of every post somebody with a name holds, with its qualifier in brackets;
/// sorted, joined by "; ". A paragraph a line.
std::string Posts(const std::string& text) {
  DocumentFields fields;
  fields.id = "test";
  fields.text = text;
  for (size_t begin = 0; begin < text.size();) {
    const size_t newline = text.find('\n', begin);
    const size_t end = newline == std::string::npos ? text.size() : newline;
    if (end > begin) {
      fields.blocks.push_back(
          {BlockKind::kParagraph, {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}});
    }
    begin = end + 1;
  }
  const Document document(std::move(fields));
  const DocumentMentions mentions = FindMentions(document, Segment(document), SharedKnowledge());
  std::set<std::string> posts;
  const auto add = [&](uint32_t holder, const PostValue& post) {
    if (holder == kNoIndex || post.honorific_only) return;
    posts.insert(mentions.entities[holder].name + " | " + post.title +
                 (post.qualifier.empty() ? "" : " [" + post.qualifier + "]") + " | " +
                 (post.of == kNoIndex ? "" : mentions.entities[post.of].name));
  };
  for (const Mention& mention : mentions.mentions) {
    if (mention.type == MentionType::kPost) add(mention.entity, mentions.posts[mention.value]);
  }
  for (const ImpliedPost& implied : mentions.implied_posts) {
    add(implied.holder, mentions.posts[implied.post]);
  }
  std::string result;
  for (const std::string& post : posts) result += (result.empty() ? "" : "; ") + post;
  return result;
}

TEST(PostHolders, ATitleMayHoldPhrasesOfItsOwn) {
  EXPECT_EQ(Posts("Present were Ann Ayres, Head of the Division of Ports and Coastal Safety in the "
                  "Ministry of Transport of Peru, and Bo Lund of Norway."),
            "Ann Ayres | Head of the Division of Ports and Coastal Safety | Ministry of Transport");
  EXPECT_EQ(Posts("He met Ann Ayres, Director of the Bureau of Fisheries at the Ministry of "
                  "Agriculture of Peru."),
            "Ann Ayres | Director of the Bureau of Fisheries | Ministry of Agriculture");
  EXPECT_EQ(Posts("The deal was welcomed by the chair of Norlake Shipping's supervisory board, Ann "
                  "Ayres."),
            "Ann Ayres | Chair of the supervisory board | Norlake Shipping");
  EXPECT_EQ(Posts("It was signed by Ann Ayres, Chairman of the Board of Norlake Shipping Ltd, "
                  "and others."),
            "Ann Ayres | Chairman of the Board | Norlake Shipping Ltd");
}

TEST(PostHolders, ATitleMayFollowANameWithoutAComma) {
  EXPECT_EQ(
      Posts("Present were Bo Lund, Director of Norlake Shipping Ltd, Ann Ayres Operations "
            "Director in CERT ABC and guests."),
      "Ann Ayres | Operations Director | CERT ABC; Bo Lund | Director | Norlake Shipping Ltd");
}

TEST(PostHolders, TitlesBeforeAndAfterNames) {
  EXPECT_EQ(Posts("Ann Ayres, the deputy minister of energy of Peru, spoke."),
            "Ann Ayres | Deputy Minister of energy | Peru");
  EXPECT_EQ(Posts("Peruvian Energy Minister Ann Ayres spoke."),
            "Ann Ayres | Minister of Energy | Peru");
  EXPECT_EQ(Posts("The former Peruvian ambassador to Chile, Ann Ayres, spoke."),
            "Ann Ayres | Ambassador to Chile [former] | Peru");
  EXPECT_EQ(Posts("Ann Ayres, Peru's ambassador to Chile, spoke."),
            "Ann Ayres | Ambassador to Chile | Peru");
  EXPECT_EQ(Posts("Ann Ayres, acting head of Norlake Shipping Ltd, spoke."),
            "Ann Ayres | Head [acting] | Norlake Shipping Ltd");
  EXPECT_EQ(Posts("The head of research at Norlake Shipping Ltd, Ann Ayres, spoke."),
            "Ann Ayres | Head of research | Norlake Shipping Ltd");
  EXPECT_EQ(Posts("The mayor of Arequipa, Ann Ayres, spoke."), "Ann Ayres | Mayor | Arequipa");
  EXPECT_EQ(Posts("Ann Ayres, rector of the University of Oulu, spoke."),
            "Ann Ayres | Rector | University of Oulu");
  EXPECT_EQ(Posts("Norlake Shipping Ltd chief executive Ann Ayres spoke."),
            "Ann Ayres | Chief Executive | Norlake Shipping Ltd");
  EXPECT_EQ(Posts("Present were Ann Ayres, director of Norlake Shipping Ltd; Bo Lund, head of the "
                  "Oslo Institute; and Cy Moe, president of the University of Oulu."),
            "Ann Ayres | Director | Norlake Shipping Ltd; Bo Lund | Head | Oslo Institute; "
            "Cy Moe | President | University of Oulu");
}

TEST(PostHolders, ASecretaryOfStateForAFieldIsAPerson) {
  EXPECT_EQ(Posts("The Peruvian Secretary of State for Transport, Ann Ayres, spoke."),
            "Ann Ayres | Secretary of State for Transport | Peru");
}

TEST(PostHolders, ADeskBelongsToTheTitle) {
  EXPECT_EQ(Posts("LIMA – Peru agreed. Ann Ayres, Director-General of the Coastal Affairs Bureau, "
                  "spoke."),
            "Ann Ayres | Director General of the Coastal Affairs Bureau | Peru");
}

TEST(PostHolders, PostsSaidByAVerb) {
  EXPECT_EQ(Posts("Ann Ayres was appointed Minister of Energy of Peru in May."),
            "Ann Ayres | Minister of Energy | Peru");
  EXPECT_EQ(Posts("Ann Ayres has been named chief executive of Norlake Shipping Ltd in "
                  "Oslo."),
            "Ann Ayres | Chief Executive | Norlake Shipping Ltd");
  EXPECT_EQ(Posts("Ann Ayres, who heads Norlake Shipping Ltd, spoke."),
            "Ann Ayres | Head | Norlake Shipping Ltd");
  EXPECT_EQ(Posts("Ann Ayres served as ambassador of Peru until May."),
            "Ann Ayres | Ambassador [former] | Peru");
  EXPECT_EQ(Posts("Ann Ayres took over as chair of the Oslo Institute."),
            "Ann Ayres | Chair | Oslo Institute");
}

TEST(PostHolders, ABodyMayBeSaidByANoun) {
  EXPECT_EQ(Posts("The Oslo Institute signed it. The institute's director, Ann Ayres, spoke."),
            "Ann Ayres | Director | Oslo Institute");
  EXPECT_EQ(Posts("Norlake Shipping Ltd signed it. The chief executive of the company, Ann Ayres, "
                  "spoke."),
            "Ann Ayres | Chief Executive | Norlake Shipping Ltd");
  EXPECT_EQ(Posts("The Ministry of Energy of Peru signed it. The State Secretary of the ministry, "
                  "Ann Ayres, spoke."),
            "Ann Ayres | State Secretary | Ministry of Energy");
}

TEST(PostHolders, OfTwoMinistersEachIsOfAnotherState) {
  EXPECT_EQ(Posts("OSLO – The Minister of Energy, Ann Ayres, and the Peruvian Minister of Mines, "
                  "Bo Lund, met. Norway and Peru are friends."),
            "Ann Ayres | Minister of Energy | Norway; Bo Lund | Minister of Mines | Peru");
  EXPECT_EQ(
      Posts("LIMA – From the Norwegian side the text was signed by the Minister of Energy, Ann "
            "Ayres."),
      "Ann Ayres | Minister of Energy | Norway");
  EXPECT_EQ(Posts("LIMA – It was signed by Norway's Ann Ayres, minister for trade."),
            "Ann Ayres | Minister for trade | Norway");
}

TEST(PostHolders, SeveralBearersOfOneTitle) {
  EXPECT_EQ(Posts("The mayors of Oslo and Bergen, Ann Ayres and Bo Lund, spoke."),
            "Ann Ayres | Mayor | Oslo; Bo Lund | Mayor | Bergen");
  EXPECT_EQ(Posts("The foreign ministers of the two countries, Ann Ayres for Peru and Bo Lund for "
                  "Norway, signed it."),
            "Ann Ayres | Minister of Foreign Affairs | Peru; Bo Lund | Minister of Foreign Affairs "
            "| Norway");
  EXPECT_EQ(Posts("The cities of Oslo and Bergen have an agreement, signed by the mayors Ann Ayres "
                  "and Bo Lund respectively."),
            "Ann Ayres | Mayor | Oslo; Bo Lund | Mayor | Bergen");
}

TEST(PostHolders, WhoCameBeforeOrAfter) {
  EXPECT_EQ(Posts("The Minister of Energy of Peru, Ann Ayres, spoke. Ms Ayres's predecessor, Bo "
                  "Lund, was there."),
            "Ann Ayres | Minister of Energy | Peru; Bo Lund | Minister of Energy [former] | Peru");
  EXPECT_EQ(Posts("Ann Ayres, chair of the Oslo Institute, succeeds Bo Lund."),
            "Ann Ayres | Chair | Oslo Institute; Bo Lund | Chair [former] | Oslo Institute");
}

TEST(PostHolders, CounterpartsHaveTheSameTitle) {
  EXPECT_EQ(Posts("Peru's foreign minister, Ann Ayres, met her Norwegian counterpart, Bo Lund."),
            "Ann Ayres | Minister of Foreign Affairs | Peru; Bo Lund | Minister of Foreign Affairs "
            "| Norway");
  EXPECT_EQ(
      Posts("Peru's foreign minister, Ann Ayres, met her Norwegian opposite number, Bo Lund."),
      "Ann Ayres | Minister of Foreign Affairs | Peru; Bo Lund | Minister of Foreign Affairs "
      "| Norway");
  EXPECT_EQ(Posts("Peru's foreign minister, Ann Ayres, met her Norwegian colleague, Bo Lund."),
            "Ann Ayres | Minister of Foreign Affairs | Peru; Bo Lund | Minister of Foreign Affairs "
            "| Norway");
}

TEST(PostHolders, WordsInSmallLettersBelongToATitle) {
  EXPECT_EQ(Posts("The Free Rivers Movement signed on Friday. Oscar Benz, the movement's political "
                  "coordinator, spoke."),
            "Oscar Benz | Political Coordinator | Free Rivers Movement");
  EXPECT_EQ(Posts("Its river transport director, Ann Ayres, spoke for Norlake Shipping."),
            "Ann Ayres | River transport Director | Norlake Shipping");
  EXPECT_EQ(Posts("Peru's natural resources minister, Ann Ayres, spoke."),
            "Ann Ayres | Minister of natural resources | Peru");
}

TEST(PostHolders, AHyphenJoinsWhenSomebodyWasSomething) {
  EXPECT_EQ(Posts("The pact of Riga was signed by then-Mayor Roy Lund and ex-minister Ann Ayres of "
                  "Peru."),
            "Ann Ayres | Minister [former] | Peru; Roy Lund | Mayor [former] | Riga");
}

TEST(PostHolders, ARegionIsNotWhosePostItIs) {
  EXPECT_EQ(Posts("Norlake Shipping was there. He met Ann Ayres, vice president for Africa of "
                  "Norlake Shipping."),
            "Ann Ayres | Vice President for Africa | Norlake Shipping");
}

TEST(PostHolders, WhoSignsForWhomTellsWhoseThePostIs) {
  EXPECT_EQ(
      Posts("The Baltic Bank and the Riga Institute met. Rector Ann Ayres signed the paper on "
            "behalf of the Riga Institute, and Bo Lund, the general manager, did so for the "
            "Baltic Bank."),
      "Ann Ayres | Rector | Riga Institute; Bo Lund | General Manager | Baltic Bank");
  EXPECT_EQ(Posts("For the Baltic Bank: Mr. Bo Lund, General Manager"),
            "Bo Lund | General Manager | Baltic Bank");
  EXPECT_EQ(Posts("Norlake Shipping Ltd was represented by country manager Ann Ayres."),
            "Ann Ayres | Country Manager | Norlake Shipping Ltd");
  EXPECT_EQ(Posts("The Baltic Bank, whose head Ann Ayres signed, paid."),
            "Ann Ayres | Head | Baltic Bank");
}

TEST(PostHolders, AFieldMayStandInBrackets) {
  EXPECT_EQ(Posts("It was signed by Joint Secretary (Ports) Anil Rao of India."),
            "Anil Rao | Joint Secretary of Ports | India");
}

TEST(PostHolders, AnOfficeOfABodyBelongsToTheTitle) {
  EXPECT_EQ(Posts("He met with the head of the World Bank resident office, Ann Ayres."),
            "Ann Ayres | Head of the resident office | World Bank");
}

TEST(PostHolders, PluralsWithoutOwnersTakeThoseNamedBefore) {
  EXPECT_EQ(Posts("Peru and Norway agreed. The text was initialled by deputy ministers Ann Ayres "
                  "and Bo Lund."),
            "Ann Ayres | Deputy Minister | Peru; Bo Lund | Deputy Minister | Norway");
  EXPECT_EQ(
      Posts(
          "Norlake Shipping Ltd and Harrow Energy Ltd signed. The companies' presidents, Ann Ayres "
          "and Bo Lund, were there."),
      "Ann Ayres | President | Norlake Shipping Ltd; Bo Lund | President | Harrow Energy Ltd");
}

TEST(PostHolders, OneOfficeOfAStateHasOneHolder) {
  EXPECT_EQ(Posts("OSLO - Peru's president, Rosa Paz, landed in Norway. Norwegian Energy Minister "
                  "Ann Ayres met Energy Minister Luis Rey of the guests."),
            "Ann Ayres | Minister of Energy | Norway; Luis Rey | Minister of Energy | Peru; Rosa "
            "Paz | President | Peru");
}

TEST(PostHolders, HeSheOrItHeadsABody) {
  EXPECT_EQ(Posts("Ann Ayres, who leads the Free Rivers Movement, spoke."),
            "Ann Ayres | Leader | Free Rivers Movement");
  EXPECT_EQ(Posts("Norway's energy minister, Ann Ayres, refused on Friday, as her predecessor Bo "
                  "Lund did in 2014."),
            "Ann Ayres | Minister of Energy | Norway; Bo Lund | Minister of Energy [former] | "
            "Norway");
}

TEST(PostHolders, ANameMayFollowTheBodyWithoutAComma) {
  EXPECT_EQ(Posts("Present was the Director of the State Rail Company Azamat Turdi."),
            "Azamat Turdi | Director | State Rail Company");
  EXPECT_EQ(Posts("The Secretary-General of the Delta Ports Union (DPU) Ann Ayres spoke."),
            "Ann Ayres | Secretary-General | Delta Ports Union");
  EXPECT_EQ(Posts("Norway's ambassador in Riga Ann Ayres spoke."),
            "Ann Ayres | Ambassador | Norway");
}

TEST(PostHolders, ACommonNounBeforeATitleIsItsBody) {
  EXPECT_EQ(Posts("The Dockers' Federation of Peru struck. Federation president Rosa Paz spoke."),
            "Rosa Paz | President | Dockers' Federation");
}

TEST(PostHolders, ChiefsAndChiefOfficers) {
  EXPECT_EQ(Posts("It was signed by acting Chief Purchasing Officer Ann Ayres of Norlake "
                  "Shipping."),
            "Ann Ayres | Chief Purchasing Officer [acting] | Norlake Shipping");
  EXPECT_EQ(Posts("He met Bo Lund, Chief of the Coast Guard Agency."),
            "Bo Lund | Chief | Coast Guard Agency");
}

TEST(PostHolders, WhatTheSentenceBeforeIsAboutHasTheChief) {
  EXPECT_EQ(Posts("Norlake Shipping said it would buy Harrow Energy. Chief executive Ann Ayres "
                  "signed."),
            "Ann Ayres | Chief Executive | Norlake Shipping");
}

TEST(PostHolders, NowHeads) {
  EXPECT_EQ(Posts("Nguyen Thanh now heads Vietnam's Inland Ports Agency."),
            "Nguyen Thanh | Head | Inland Ports Agency");
}

TEST(PostHolders, APlaceBeforeATitleIsWhoseUnlessSomethingIsInIt) {
  EXPECT_EQ(Posts("Riga mayor Roy Lund spoke."), "Roy Lund | Mayor | Riga");
  EXPECT_EQ(Posts("Norway won. In Riga President Ann Ayres of Norway spoke."),
            "Ann Ayres | President | Norway");
}

}  // namespace
}  // namespace entente::ingest
