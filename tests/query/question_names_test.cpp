// Names as people shorten them, what has no date, and the ways in which an agreement is not in
// force.

#include "query/question_names.h"

#include <gtest/gtest.h>

#include "query/engine.h"
#include "query/value_text.h"
#include "tests/support/graph_maker.h"

namespace entente::query {
namespace {

using graph::NodeId;
using tests::Properties;
using tests::Text;
using tests::Texts;

// Invented agreements of a few countries; one has no date, one was refused, one terminated, one
// left by a party, one annulled.
std::unique_ptr<graph::Graph> World() {
  tests::GraphMaker maker;
  auto named = [&](std::initializer_list<const char*> labels, const char* key, const char* name,
                   Properties more = {}) {
    Properties properties{{"key", Text(key)}, {"name", Text(name)}};
    properties.insert(properties.end(), more.begin(), more.end());
    return maker.Node(labels, properties);
  };
  auto agreement = [&](const char* key, const char* name, const char* kind, const char* status,
                       const char* day, const char* ended = nullptr) {
    Properties more{{"kind", Text(kind)}, {"status", Text(status)}};
    auto dated = [&](const char* property, const char* value) {
      for (const char* suffix : {"", "_from", "_to"})
        more.emplace_back(std::string(property) + suffix, Text(value));
    };
    if (day != nullptr) dated("date", day);
    if (ended != nullptr) dated("ended_on", ended);
    return named({"Agreement"}, key, name, more);
  };
  const NodeId finland = named({"Country"}, "fi", "Finland"),
               peru = named({"Country"}, "pe", "Peru"), kenya = named({"Country"}, "ke", "Kenya");
  named({"Organization"}, "seeds", "Savanna Seeds Ltd", {{"kind", Text("company")}});
  named({"Topic"}, "trade", "border trade");
  const NodeId lima = named({"Place"}, "lima", "Lima");
  const NodeId salvage = agreement("salvage", "Helsinki Convention on Baltic Sea Salvage",
                                   "convention", "signed", "2021-03-14");
  const NodeId grid =
      agreement("grid", "Nile Grid Interconnection Treaty", "treaty", "in force", "2017-09-30");
  const NodeId lima_text =
      agreement("lima-text", "Protocol of Lima on Archives", "protocol", "signed", "2016-02-01");
  agreement("access", "Trade Access Agreement", "agreement", "signed", nullptr);
  const NodeId refused =
      agreement("fish", "Titicaca Fisheries Protocol", "protocol", "rejected", "2020-07-09");
  const NodeId gas = agreement("gas", "Atlantic Gas Agreement", "agreement", "rejected",
                               "2012-04-05", "2023-02-02");
  const NodeId cod =
      agreement("cod", "Arctic Cod Pact", "pact", "signed", "2015-06-12", "2022-11-20");
  auto party = [&](NodeId who, NodeId what, const char* how = "") {
    maker.Relationship(who, "PARTY_TO", what, {{"how", Text(how)}});
  };
  party(finland, salvage);
  party(kenya, grid);
  party(peru, grid);
  party(finland, grid);
  party(peru, lima_text);
  party(peru, refused, "refused");
  party(finland, refused);
  party(kenya, gas);
  party(finland, gas);
  party(finland, cod);
  party(finland, cod, "withdrew");
  party(kenya, cod);
  maker.Relationship(lima_text, "SIGNED_IN", lima);
  return maker.Finish();
}

class QuestionNamesTest : public testing::Test {
 protected:
  QuestionNamesTest() : graph_(World()), reader_(*graph_->Read()), index_(*reader_) {}

  static std::string Names(const std::vector<NamedNode>& nodes) {
    std::string out;
    for (const NamedNode& node : nodes) out += (out.empty() ? "" : ", ") + node.key;
    return out;
  }
  std::string Short(std::string_view text) { return Names(index_.FindShortened(text)); }

  // The first column of the answer.
  std::string Answer(std::string_view text) {
    auto question = UnderstandQuestion(text, index_.Names(), {"2024-06-15"});
    if (!question) return "error: " + graph::FormatError(question.error());
    return Column(question->query, *question);
  }
  std::string LeftOut(std::string_view text) {
    auto question = UnderstandQuestion(text, index_.Names(), {"2024-06-15"});
    if (!question) return "error: " + graph::FormatError(question.error());
    return question->undated_query.empty() ? "" : Column(question->undated_query, *question);
  }
  std::string Column(const std::string& query, const Question& question) {
    Engine engine(*graph_);
    auto result = engine.Run(query, question.parameters);
    if (!result) return "error: " + graph::FormatError(result.error()) + "\n" + query;
    std::string out;
    for (const Row& row : result->rows)
      out += (out.empty() ? "" : ", ") + ValueToCell(row[0], *reader_);
    return out;
  }

  std::unique_ptr<graph::Graph> graph_;
  std::shared_ptr<const graph::GraphReader> reader_;
  NameIndex index_;
};

TEST_F(QuestionNamesTest, AgreementsAreFoundByShortenedNames) {
  EXPECT_EQ(Short("the Helsinki Convention"), "salvage");
  EXPECT_EQ(Short("Helsinki convention"), "salvage");
  EXPECT_EQ(Short("helsinki convention"), "salvage");
  EXPECT_EQ(Short("Nile Grid Treaty"), "grid");
  EXPECT_EQ(Short("Nile Treaty"), "grid");
  EXPECT_EQ(Short("Grid Interconnection Treaty"), "grid");
  EXPECT_EQ(Short("Lima Protocol"), "lima-text");
  // Any word for an agreement may stand for the right one; a wrong one may not.
  EXPECT_EQ(Short("Helsinki Accord"), "salvage");
  EXPECT_EQ(Short("Helsinki Protocol"), "");
  // Several agreements, a part from the middle, descriptions.
  EXPECT_EQ(Short("Helsinki Conventions"), "");
  EXPECT_EQ(Short("Interconnection Treaty"), "");
  EXPECT_EQ(Short("Trade Agreement"), "");
  EXPECT_EQ(Short("Trade Access Agreement on"), "");
  EXPECT_EQ(Short("Convention"), "");
  EXPECT_EQ(Short("Helsinki"), "");
}

// It became "agreements of the kind convention on Helsinki", and nothing was found.
TEST_F(QuestionNamesTest, AShortenedNameIsNoKindWithAPlace) {
  EXPECT_EQ(Answer("When was the Helsinki Convention signed?"), "2021-03-14");
  EXPECT_EQ(Answer("when was the helsinki convention signed"), "2021-03-14");
  EXPECT_EQ(Answer("Is the Nile Treaty in force?"), "true");
  EXPECT_EQ(Answer("Who refused the Titicaca protocol?"), "Peru");
  // Without an agreement of that name it is what was signed there.
  EXPECT_EQ(Answer("List the Lima treaties and protocols"), "Protocol of Lima on Archives");
  EXPECT_EQ(Answer("Which Lima agreements are there?"), "Protocol of Lima on Archives");
}

TEST_F(QuestionNamesTest, PartsOfNamesAreFoundAsSignedDoes) {
  EXPECT_EQ(Names(index_.FindPart("Savanna Seeds")), "seeds");
  EXPECT_EQ(Answer("What is the Savanna Seeds?"), "");
  EXPECT_EQ(Answer("What is known about Savanna Seeds?"), "");
  // A wrong letter in one word must not make a name of the others.
  EXPECT_EQ(Answer("Who signed with Savanna Seedz?").substr(0, 5), "error");
}

// The words of a subject are compared without regard to case, whoever typed them.
TEST_F(QuestionNamesTest, SubjectsMayBeTypedWithCapitals) {
  EXPECT_EQ(Answer("Which agreements are about Archives?"), "Protocol of Lima on Archives");
}

TEST_F(QuestionNamesTest, RefusedEndedAndLeftAreThreeThings) {
  EXPECT_EQ(Answer("Which agreements were refused?"), "Titicaca Fisheries Protocol");
  EXPECT_EQ(Answer("Who refused to sign the Titicaca Fisheries Protocol?"), "Peru");
  EXPECT_EQ(Answer("Which agreements were terminated?"), "Atlantic Gas Agreement");
  EXPECT_EQ(Answer("Which agreements were annulled in 2023?"), "Atlantic Gas Agreement");
  EXPECT_EQ(Answer("Which agreements did Finland withdraw from?"), "Arctic Cod Pact");
  EXPECT_EQ(Answer("Which agreements were annulled in 2022?"), "");
}

// What was signed and ended later was not found by what was signed.
TEST_F(QuestionNamesTest, WhatEndedSinceWasSigned) {
  EXPECT_EQ(Answer("What did Kenya sign before 2015?"), "Atlantic Gas Agreement");
}

TEST_F(QuestionNamesTest, WhatHasNoDateIsCounted) {
  EXPECT_EQ(Answer("What are the latest 3 agreements?"),
            "Helsinki Convention on Baltic Sea Salvage, Titicaca Fisheries Protocol, Nile Grid "
            "Interconnection Treaty");
  EXPECT_EQ(LeftOut("What are the latest 3 agreements?"), "1");
  EXPECT_EQ(LeftOut("How many agreements were signed by year?"), "1");
  EXPECT_EQ(LeftOut("Which agreements were signed in 2017?"), "1");
  EXPECT_EQ(LeftOut("What did Kenya sign since 2010?"), "0");
  EXPECT_EQ(LeftOut("What did Kenya sign?"), "");
}

TEST_F(QuestionNamesTest, AgreementsByTheNumberOfTheirParties) {
  EXPECT_EQ(Answer("Which agreements involve more than two countries?"),
            "Nile Grid Interconnection Treaty");
  EXPECT_EQ(Answer("Which agreements have three or more parties?"),
            "Nile Grid Interconnection Treaty");
  EXPECT_EQ(Answer("List the multilateral agreements"), "Nile Grid Interconnection Treaty");
  EXPECT_EQ(Answer("Which agreements have at least 4 parties?"), "");
  // One that left and signed before is one.
  EXPECT_EQ(Answer("Which pacts have exactly two parties?"),
            "Atlantic Gas Agreement, Arctic Cod Pact");
}

TEST_F(QuestionNamesTest, NotYetInForceIsSigned) {
  EXPECT_EQ(Answer("Which conventions are not yet in force?"),
            "Helsinki Convention on Baltic Sea Salvage");
}

// Of two kinds only the first was looked for.
TEST_F(QuestionNamesTest, KindsJoinedByAndAreBothLookedFor) {
  EXPECT_EQ(Answer("List the treaties and conventions since 2017"),
            "Nile Grid Interconnection Treaty, Helsinki Convention on Baltic Sea Salvage");
  EXPECT_EQ(Answer("How many treaties, protocols or conventions are there?"), "4");
}

}  // namespace
}  // namespace entente::query
