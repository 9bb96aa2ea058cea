#include "cli/agreement_view.h"

#include <gtest/gtest.h>

#include "cli/diagram.h"
#include "graph/formats/jsonl.h"
#include "tests/support/graph_maker.h"

namespace entente::cli {
namespace {

using tests::GraphMaker;
using tests::Text;
using tests::Texts;

// Two ministers of two countries sign a memorandum; a company and a ministry have a contract.
std::unique_ptr<graph::Graph> Sample() {
  GraphMaker maker;
  auto country = [&](const char* name, const char* iso2, const char* key) {
    return maker.Node({"Country"},
                      {{"name", Text(name)}, {"iso2", Text(iso2)}, {"key", Text(key)}});
  };
  auto chile = country("Chile", "CL", "country:CL");
  auto peru = country("Peru", "PE", "country:PE");
  auto ministry = maker.Node({"Ministry", "Organization"}, {{"name", Text("Ministry of Energy")},
                                                            {"key", Text("ministry:CL:energy")}});
  maker.Relationship(ministry, "BELONGS_TO", chile);
  auto company =
      maker.Node({"Organization"}, {{"name", Text("Volta")}, {"key", Text("org:volta")}});
  auto rosa = maker.Node({"Person"}, {{"name", Text("Rosa D\xC3\xAD"
                                                    "az")},
                                      {"aliases", Texts({"Minister D\xC3\xAD"
                                                         "az"})},
                                      {"key", Text("person:rosa")}});
  auto luis = maker.Node({"Person"}, {{"name", Text("Luis Paz")}, {"key", Text("person:luis")}});
  maker.Relationship(rosa, "HOLDS_POST", chile, {{"title", Text("Minister of Energy")}});
  auto document = maker.Node({"Document"}, {{"id", Text("a.txt")},
                                            {"text", Text("Rosa D\xC3\xAD"
                                                          "az signed it. Nothing more.")}});
  (void)document;
  auto memorandum = maker.Node({"Agreement"}, {{"name", Text("memorandum on grids")},
                                               {"key", Text("agreement:1")},
                                               {"kind", Text("memorandum")},
                                               {"status", Text("signed")},
                                               {"date", Text("2019-05")},
                                               {"date_from", Text("2019-05-01")},
                                               {"date_to", Text("2019-05-31")}});
  maker.Relationship(
      rosa, "SIGNED", memorandum,
      {{"on_behalf_of", Texts({"country:CL"})}, {"evidence", Texts({"a.txt#char=0,20"})}});
  maker.Relationship(luis, "SIGNED", memorandum, {{"on_behalf_of", Texts({"country:PE"})}});
  maker.Relationship(chile, "PARTY_TO", memorandum);
  maker.Relationship(peru, "PARTY_TO", memorandum);
  auto contract = maker.Node({"Agreement"}, {{"name", Text("contract for meters")},
                                             {"key", Text("agreement:2")},
                                             {"kind", Text("contract")},
                                             {"status", Text("planned")}});
  maker.Relationship(ministry, "PARTY_TO", contract);
  maker.Relationship(company, "PARTY_TO", contract);
  return maker.Finish();
}

struct Fixture {
  std::unique_ptr<graph::Graph> graph = Sample();
  std::shared_ptr<const graph::GraphReader> reader = *graph->Read();

  std::vector<std::string> Names(const AgreementFilter& filter) {
    std::vector<std::string> names;
    for (const AgreementView& view : FindAgreements(*reader, filter, false))
      names.push_back(view.name);
    return names;
  }
  std::vector<graph::NodeId> Actor(const char* text) {
    auto found = FindActors(*reader, text);
    return found ? *found : std::vector<graph::NodeId>{};
  }
};

TEST(AgreementView, SidesCarryThePeopleWhoSignedForThem) {
  Fixture f;
  auto views = FindAgreements(*f.reader, {}, true);
  ASSERT_EQ(views.size(), 2u);
  ASSERT_EQ(views[0].sides.size(), 2u);
  EXPECT_EQ(views[0].sides[0].name, "Chile");
  ASSERT_EQ(views[0].sides[0].people.size(), 1u);
  EXPECT_EQ(views[0].sides[0].people[0].post, "Minister of Energy");
  EXPECT_EQ(views[0].sides[1].people[0].name, "Luis Paz");
  ASSERT_EQ(views[0].quotes.size(), 1u);
  EXPECT_EQ(views[0].quotes[0].text,
            "Rosa D\xC3\xAD"
            "az signed it.");
}

TEST(AgreementView, ACountryIsMeantWithItsMinistries) {
  Fixture f;
  AgreementFilter filter;
  filter.who = f.Actor("chile");
  EXPECT_EQ(f.Names(filter),
            (std::vector<std::string>{"memorandum on grids", "contract for meters"}));
  filter.with = f.Actor("Volta");
  EXPECT_EQ(f.Names(filter), std::vector<std::string>{"contract for meters"});
  filter.with = f.Actor("Ministry of Energy");
  EXPECT_TRUE(f.Names(filter).empty()) << "a ministry is on its country's own side";
}

TEST(AgreementView, DatesOfAnyPrecisionMatchByOverlap) {
  Fixture f;
  auto between = [&](const char* since, const char* until) {
    AgreementFilter filter;
    filter.since = since;
    filter.until = until;
    return f.Names(filter).size();
  };
  EXPECT_EQ(between("2019", ""), 1u);
  EXPECT_EQ(between("2019-05-20", ""), 1u);
  EXPECT_EQ(between("2019-06", ""), 0u);
  EXPECT_EQ(between("", "2019"), 1u);
  EXPECT_EQ(between("", "2019-05-01"), 1u);
  EXPECT_EQ(between("", "2018"), 0u);
}

TEST(AgreementView, NamesAreMatchedAsPeopleTypeThem) {
  Fixture f;
  EXPECT_EQ(f.Actor("minister diaz").size(), 1u) << "an alias, without its accent";
  EXPECT_EQ(f.Actor("PE").size(), 1u) << "a code";
  auto missing = FindActors(*f.reader, "Chlie");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().suggestion, "did you mean Chile?");
}

TEST(Diagram, EverySignatureIsALineFromWhoSignedToWhat) {
  Fixture f;
  Diagram diagram = SignedDiagram(*f.reader, FindAgreements(*f.reader, {}, true), 10);
  EXPECT_EQ(diagram.dot.edges.size(), 4u);
  EXPECT_TRUE(diagram.note.empty());
  Diagram less = SignedDiagram(*f.reader, FindAgreements(*f.reader, {}, true), 1);
  EXPECT_EQ(less.note, "the diagram shows the latest 1 of 2 agreements (--limit shows more)");
}

}  // namespace
}  // namespace entente::cli
