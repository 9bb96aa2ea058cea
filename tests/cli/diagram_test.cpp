// What diagrams say; how they look is compared with files by outputs_test.

#include "cli/diagram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/diagram_style.h"
#include "tests/support/graph_maker.h"

namespace entente::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using tests::GraphMaker;
using tests::Properties;
using tests::Text;

// Chile, its ministry, Peru and a company; agreements between them.
class DiagramTest : public testing::Test {
 protected:
  void Agreement(const char* name, const char* status, const char* day,
                 const std::vector<graph::NodeId>& parties) {
    Properties properties = {{"name", Text(name)}, {"key", Text(name)}, {"status", Text(status)}};
    if (*day != '\0')
      for (const char* key : {"date", "date_from", "date_to"})
        properties.emplace_back(key, Text(day));
    const graph::NodeId agreement = maker_.Node({"Agreement"}, properties);
    for (graph::NodeId party : parties) maker_.Relationship(party, "PARTY_TO", agreement);
  }
  graph::NodeId Actor(std::initializer_list<const char*> labels, const char* name) {
    return maker_.Node(labels, {{"name", Text(name)}, {"key", Text(name)}});
  }
  const graph::GraphReader& Read() {
    maker_.Relationship(ministry_, "BELONGS_TO", chile_);
    graph_ = maker_.Finish();
    reader_ = *graph_->Read();
    return *reader_;
  }
  std::string Signed() {
    const graph::GraphReader& reader = Read();
    return graph::WriteDot(SignedDiagram(reader, FindAgreements(reader, {}, true), 10).dot);
  }

  GraphMaker maker_;
  graph::NodeId chile_ = Actor({"Country"}, "Chile"), peru_ = Actor({"Country"}, "Peru"),
                company_ = Actor({"Organization"}, "Volta"),
                ministry_ = Actor({"Ministry", "Organization"}, "Ministry of Energy");
  std::unique_ptr<graph::Graph> graph_;
  std::shared_ptr<const graph::GraphReader> reader_;
};

// The first agreement's ministry stood for its country in all others.
TEST_F(DiagramTest, AMinistryIsPartyToItsOwnAgreementsOnly) {
  Agreement("contract for meters", "signed", "2019-01-01", {ministry_, company_});
  Agreement("border treaty", "signed", "2020-01-01", {chile_, peru_});
  const std::string dot = Signed();
  EXPECT_THAT(dot, HasSubstr("<b>Ministry of Energy</b>"));
  EXPECT_THAT(dot, HasSubstr("<b>Chile</b>"));
}

TEST_F(DiagramTest, ALegendNamesWhatIsInThePicture) {
  Agreement("border treaty", "planned", "2020-01-01", {chile_, peru_});
  EXPECT_THAT(Signed(), AllOf(HasSubstr("planned or announced"), HasSubstr("is party to it"),
                              Not(HasSubstr("signed or in force")), Not(HasSubstr("signed it")),
                              Not(HasSubstr("rejected"))));
}

// Sixty agreements below each other were a strip three times as high as wide.
TEST_F(DiagramTest, ManyAgreementsStandInColumnsBesideEachOther) {
  for (int i = 0; i < 60; ++i)
    Agreement(("treaty " + std::to_string(i)).c_str(), "signed", "2020-01-01",
              {Actor({"Country"}, ("A" + std::to_string(i)).c_str()),
               Actor({"Country"}, ("B" + std::to_string(i)).c_str())});
  const graph::GraphReader& reader = Read();
  const Diagram many = SignedDiagram(reader, FindAgreements(reader, {}, true), 60);
  EXPECT_EQ(many.shows, "60 agreements with 120 people and parties");
  // Pairs of columns with agreements between: two are not joined, so that none shares a column.
  EXPECT_EQ(many.dot.ranks.size() % 3, 0u);
  EXPECT_GE(many.dot.ranks.size(), 6u);
  const Diagram few = SignedDiagram(reader, FindAgreements(reader, {}, true), 10);
  EXPECT_EQ(few.dot.ranks.size(), 3u);
}

// It stood in every block where it had signed.
TEST_F(DiagramTest, AParticipantOfManyAgreementsIsOneBox) {
  for (int i = 0; i < 60; ++i)
    Agreement(("treaty " + std::to_string(i)).c_str(), "signed", "2020-01-01",
              {chile_, Actor({"Country"}, ("A" + std::to_string(i)).c_str())});
  const graph::GraphReader& reader = Read();
  const Diagram diagram = SignedDiagram(reader, FindAgreements(reader, {}, true), 60);
  EXPECT_EQ(diagram.dot.nodes.size(), 60u + 61u);
  EXPECT_EQ(diagram.shows, "60 agreements with 61 people and parties");
  // On both sides of it.
  EXPECT_GE(diagram.dot.ranks.size(), 5u);
  // Every line leads to the right.
  std::vector<size_t> rank(diagram.dot.nodes.size());
  for (size_t i = 0; i < diagram.dot.ranks.size(); ++i)
    for (const uint32_t node : diagram.dot.ranks[i]) rank[node] = i;
  for (const graph::DotEdge& edge : diagram.dot.edges) EXPECT_GT(rank[edge.to], rank[edge.from]);
}

// Where there was too much for dot, sfdp laid one box over the other.
TEST_F(DiagramTest, BoxesLieApartWhateverEngineDraws) {
  Agreement("border treaty", "signed", "2020-01-01", {chile_, peru_});
  EXPECT_THAT(Signed(), HasSubstr("overlap=\"prism\""));
}

TEST_F(DiagramTest, WhatHasNoStatusIsNotCalledPlanned) {
  Agreement("border treaty", "", "2020-01-01", {chile_, peru_});
  EXPECT_THAT(Signed(), AllOf(HasSubstr("not known what became of it"),
                              Not(HasSubstr("planned or announced"))));
}

TEST_F(DiagramTest, ATimelineEndsWithWhatHasNoYear) {
  Agreement("undated accord", "signed", "", {chile_, peru_});
  Agreement("border treaty", "signed", "2020-03-14", {chile_, peru_});
  Agreement("some deal", "signed", "", {});
  const graph::GraphReader& reader = Read();
  Diagram all = TimelineDiagram(reader, FindAgreements(reader, {}, true), 10);
  const std::string dot = graph::WriteDot(all.dot);
  EXPECT_LT(dot.find("14 Mar"), dot.find("No year known"));
  EXPECT_LT(dot.find("No year known"), dot.find("undated accord"));
  EXPECT_EQ(all.shows, "2 agreements of 1 year");
  EXPECT_EQ(all.note, "1 agreement of which neither a day nor a side is known is left out");
  Diagram one = TimelineDiagram(reader, FindAgreements(reader, {}, true), 1);
  EXPECT_THAT(graph::WriteDot(one.dot),
              AllOf(HasSubstr("border treaty"), Not(HasSubstr("No year known"))));
  EXPECT_THAT(one.note,
              HasSubstr("; the diagram shows the latest 1 of 2 agreements (--limit shows more)"));
}

// A third of an ordinary graph's agreements stood below "No year known".
TEST_F(DiagramTest, WhatHasNoDayStandsWhereItWasFirstReported) {
  const graph::NodeId accord =
      maker_.Node({"Agreement"},
                  {{"name", Text("accord")}, {"key", Text("accord")}, {"status", Text("signed")}});
  maker_.Relationship(chile_, "PARTY_TO", accord);
  for (const char* day : {"2021-05-03", "2021-05-02"}) {
    const graph::NodeId document = maker_.Node(
        {"Document"}, {{"id", Text(day)}, {"published", Text(day)}, {"text", Text("an accord")}});
    maker_.Relationship(accord, "MENTIONED_IN", document,
                        {{"start", graph::Value::Integer(3)},
                         {"end", graph::Value::Integer(9)},
                         {"text", Text("accord")}});
  }
  const graph::GraphReader& reader = Read();
  Diagram diagram = TimelineDiagram(reader, FindAgreements(reader, {}, true), 10);
  EXPECT_THAT(graph::WriteDot(diagram.dot),
              AllOf(HasSubstr("(2 May)"), HasSubstr("that of the first report"),
                    HasSubstr("<b>2021</b>"), Not(HasSubstr("No year known"))));
}

// One column of a hundred rows was four times as high as wide.
TEST_F(DiagramTest, ALongTimelineHasColumns) {
  for (int i = 0; i < 90; ++i)
    Agreement(("treaty " + std::to_string(i)).c_str(), "signed", "2020-01-01", {chile_, peru_});
  const graph::GraphReader& reader = Read();
  const Diagram diagram = TimelineDiagram(reader, FindAgreements(reader, {}, true), 120);
  EXPECT_THAT(graph::WriteDot(diagram.dot), HasSubstr("2020 (continued)"));
}

// Of whom every partner was left out a lonely ellipse was drawn.
TEST_F(DiagramTest, WhoseOnlyPartnersAreLeftOutIsNotDrawnAmongActors) {
  const graph::NodeId kenya = Actor({"Country"}, "Kenya"), japan = Actor({"Country"}, "Japan");
  for (const char* name : {"first", "second", "third"})
    Agreement(name, "signed", "2020-01-01", {chile_, peru_});
  for (const char* name : {"fourth", "fifth"}) Agreement(name, "signed", "2021-01-01", {kenya});
  Agreement("sixth", "signed", "2021-01-01", {kenya, japan});
  const graph::GraphReader& reader = Read();
  Diagram diagram = ActorsDiagram(reader, FindAgreements(reader, {}, false), 3);
  EXPECT_EQ(diagram.dot.nodes.size(), 2u);
  EXPECT_EQ(diagram.note,
            "the diagram shows 2 of the most active of 4 actors (--limit shows more)");
}

// Two hundred lines, most of them for one agreement, were a tangle.
TEST_F(DiagramTest, AmongManyPairsThoseOfOneAgreementAreLeftOut) {
  std::vector<graph::NodeId> countries;
  for (int i = 0; i < 20; ++i)
    countries.push_back(Actor({"Country"}, ("C" + std::to_string(i)).c_str()));
  for (size_t i = 0; i < countries.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      Agreement("pact", "signed", "2020-01-01", {countries[i], countries[j]});
  Agreement("second pact", "signed", "2020-01-01", {countries[0], countries[1]});
  Agreement("second pact", "signed", "2020-01-01", {countries[1], countries[2]});
  const graph::GraphReader& reader = Read();
  Diagram diagram = ActorsDiagram(reader, FindAgreements(reader, {}, false), 60);
  EXPECT_EQ(diagram.dot.nodes.size(), 3u);
  EXPECT_EQ(diagram.dot.edges.size(), 2u);
  EXPECT_EQ(diagram.note,
            "188 pairs that have signed one agreement only are left out, and 17 of the 20 actors "
            "with them");
}

TEST_F(DiagramTest, PairsOfOneAgreementStayWhereThereIsNothingElse) {
  std::vector<graph::NodeId> countries;
  for (int i = 0; i < 20; ++i)
    countries.push_back(Actor({"Country"}, ("C" + std::to_string(i)).c_str()));
  Agreement("great treaty", "signed", "2020-01-01", countries);
  const graph::GraphReader& reader = Read();
  Diagram diagram = ActorsDiagram(reader, FindAgreements(reader, {}, false), 60);
  EXPECT_EQ(diagram.dot.edges.size(), 190u);
  EXPECT_EQ(diagram.note, "");
}

// A picture travels without the message that went with it.
TEST_F(DiagramTest, APictureSaysItselfWhatWasLeftOut) {
  graph::DotGraph picture;
  AddNoteToPicture(picture, "");
  EXPECT_TRUE(picture.graph_attributes.empty());
  AddNoteToPicture(picture, "the diagram shows 2 of <many> (--limit shows more); 3 are left out");
  ASSERT_FALSE(picture.graph_attributes.empty());
  EXPECT_EQ(picture.graph_attributes.back().first, "label<");
  EXPECT_THAT(picture.graph_attributes.back().second,
              AllOf(HasSubstr("Note: the diagram shows 2 of &lt;many&gt;; 3 are left out."),
                    Not(HasSubstr("--limit"))));
}

TEST_F(DiagramTest, AMinistryCountsForItsCountryAmongActors) {
  Agreement("contract for meters", "signed", "2019-01-01", {ministry_, peru_});
  Agreement("border treaty", "signed", "2020-01-01", {chile_, peru_});
  const graph::GraphReader& reader = Read();
  Diagram diagram = ActorsDiagram(reader, FindAgreements(reader, {}, false), 10);
  EXPECT_EQ(diagram.dot.nodes.size(), 2u);
  ASSERT_EQ(diagram.dot.edges.size(), 1u);
  const std::string dot = graph::WriteDot(diagram.dot);
  EXPECT_THAT(dot, HasSubstr("2 agreements: "));
  EXPECT_THAT(dot, Not(HasSubstr("a box another body")));
}

// A graph of another making has names, and neither keys nor bounds of dates: all parties were one.
TEST(Diagram, DrawsWhatWasImportedFromElsewhere) {
  GraphMaker maker;
  const graph::NodeId treaty =
      maker.Node({"Agreement"}, {{"title", Text("river treaty")}, {"date", Text("2017-04")}});
  for (const char* name : {"Chile", "Peru"})
    maker.Relationship(maker.Node({"Country"}, {{"name", Text(name)}}), "PARTY_TO", treaty);
  auto graph = maker.Finish();
  auto reader = *graph->Read();
  Diagram diagram = SignedDiagram(*reader, FindAgreements(*reader, {}, true), 10);
  EXPECT_EQ(diagram.dot.nodes.size(), 3u);
  EXPECT_THAT(graph::WriteDot(diagram.dot), HasSubstr("river treaty"));
  EXPECT_THAT(graph::WriteDot(TimelineDiagram(*reader, FindAgreements(*reader, {}, true), 10).dot),
              AllOf(HasSubstr("<b>2017</b>"), HasSubstr("Apr")));
  EXPECT_EQ(ActorsDiagram(*reader, FindAgreements(*reader, {}, false), 10).dot.edges.size(), 1u);
}

// Words on a thousand lines covered the names of things.
TEST(Diagram, OfManyTheLinesAreNamedByColour) {
  for (int people : {5, 70}) {
    GraphMaker maker;
    const graph::NodeId club = maker.Node({"Club"}, {{"name", Text("Club")}});
    for (int i = 0; i < people; ++i)
      maker.Relationship(maker.Node({"Member"}, {{"name", Text("M")}}), "KNOWS", club);
    auto graph = maker.Finish();
    auto reader = *graph->Read();
    std::vector<graph::Value> values;
    for (int i = 0; i < people; ++i)
      values.push_back(graph::Value::Relationship(graph::RelationshipId(static_cast<uint32_t>(i))));
    const std::string dot = graph::WriteDot(ValuesDiagram(*reader, values, 500).dot);
    EXPECT_EQ(dot.find("label=\"KNOWS\"") != std::string::npos, people == 5);
    EXPECT_EQ(dot.find("\u2192</b> KNOWS") != std::string::npos, people == 70);
    // Labels that the schema does not know have colours of their own.
    EXPECT_THAT(dot, HasSubstr("bgcolor=\"#dcecf7\">Club"));
    EXPECT_THAT(dot, HasSubstr("bgcolor=\"#f7e6c4\">Member"));
  }
}

}  // namespace
}  // namespace entente::cli
