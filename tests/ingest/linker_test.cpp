#include "ingest/linker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ingest/findings_codec.h"
#include "ingest/fingerprint.h"

namespace entente::ingest {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

/// A document's findings, said in few words.
class Story {
 public:
  explicit Story(std::string id) {
    findings_.document_id = std::move(id);
    fingerprint_.fill(0xFFFFFFFFu);
  }
  uint32_t Add(MentionType type, std::string name, FoundProperties properties = {},
               std::vector<std::string> aliases = {}) {
    FoundEntity entity;
    entity.type = type;
    auto at = static_cast<uint32_t>(10 * findings_.entities.size());
    entity.mentions = {{{at, at + 5}, name}};
    entity.name = std::move(name);
    entity.properties = std::move(properties);
    entity.aliases = std::move(aliases);
    findings_.entities.push_back(std::move(entity));
    return static_cast<uint32_t>(findings_.entities.size() - 1);
  }
  uint32_t Country(std::string name, std::string iso2) {
    return Add(MentionType::kCountry, std::move(name), {{"iso2", std::move(iso2)}});
  }
  uint32_t Person(std::string name, std::string title = "", uint32_t of = kNoIndex) {
    uint32_t person = Add(MentionType::kPerson, std::move(name));
    if (of != kNoIndex) Fact("HOLDS_POST", person, of, {{"title", std::move(title)}});
    return person;
  }
  void Fact(std::string_view type, uint32_t from, uint32_t to, FoundProperties properties = {}) {
    FoundFact fact;
    fact.type = type;
    fact.from = from;
    fact.to = to;
    fact.evidence = {{0, 5}};
    fact.rule = "test";
    fact.properties = std::move(properties);
    findings_.facts.push_back(std::move(fact));
  }
  const DocumentFindings& findings() const { return findings_; }
  StoredFindings stored() const { return Store(findings_, fingerprint_); }

 private:
  DocumentFindings findings_;
  Fingerprint fingerprint_;
};

LinkedGraph Link(const std::vector<Story>& stories) {
  // Kept alive: the linker's result points into nothing, but its input must outlive the call.
  std::vector<StoredFindings> documents;
  for (const Story& story : stories) documents.push_back(story.stored());
  std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) {
    return a.findings.document_id < b.findings.document_id;
  });
  return LinkDocuments(documents);
}

std::vector<std::string> Keys(const LinkedGraph& graph, const std::string& prefix) {
  std::vector<std::string> keys;
  for (const LinkedNode& node : graph.nodes) {
    if (node.key.starts_with(prefix)) keys.push_back(node.key);
  }
  return keys;
}

TEST(Linker, CountriesAreOneByTheirCode) {
  Story a("a"), b("b");
  a.Country("United Kingdom", "GB");
  b.Country("United Kingdom", "GB");
  EXPECT_THAT(Keys(Link({a, b}), ""), ElementsAre("country:GB"));
}

TEST(Linker, APersonsShorterNameIsThePersonWhereCountryAndPostAgree) {
  Story a("a"), b("b");
  a.Person("Andrés de la Vega Donoso", "Undersecretary of Fisheries", a.Country("Chile", "CL"));
  b.Person("Andres de la Vega", "Undersecretary of Fisheries", b.Country("Chile", "CL"));
  LinkedGraph graph = Link({a, b});
  EXPECT_THAT(Keys(graph, "person:"), ElementsAre("person:andres-de-la-vega-donoso"));
  EXPECT_EQ(graph.nodes.back().name, "Andrés de la Vega Donoso");
}

TEST(Linker, OneNameInTwoCountriesIsTwoPeople) {
  Story a("a"), b("b");
  a.Person("João Prado", "Deputy Minister", a.Country("Brazil", "BR"));
  b.Person("João Prado", "Secretary of State", b.Country("Portugal", "PT"));
  EXPECT_THAT(Keys(Link({a, b}), "person:"),
              ElementsAre("person:joao-prado:BR", "person:joao-prado:PT"));
}

TEST(Linker, ATransliterationIsTheSameNameAndAnotherGenderIsNot) {
  Story a("a"), b("b");
  a.Person("Salim bin Nasser al-Shukri", "Minister of Transport", a.Country("Oman", "OM"));
  b.Person("Salem bin Nasser Al Shukri", "Minister of Energy", b.Country("Oman", "OM"));
  EXPECT_EQ(Keys(Link({a, b}), "person:").size(), 1u);
  Story c("c"), d("d");
  c.Person("Maria Costa", "Minister", c.Country("Portugal", "PT"));
  d.Person("Mario Costa", "Minister", d.Country("Portugal", "PT"));
  EXPECT_EQ(Keys(Link({c, d}), "person:").size(), 2u);
}

TEST(Linker, TwoPeopleOfOneDocumentStayTwo) {
  Story a("a"), b("b");
  uint32_t oman = a.Country("Oman", "OM");
  a.Person("Salim bin Nasser al-Shukri", "Minister", oman);
  a.Person("Salim al-Shukri", "Harbour Master", oman);
  b.Person("Salim al-Shukri", "Harbour Master", b.Country("Oman", "OM"));
  LinkedGraph graph = Link({a, b});
  EXPECT_THAT(Keys(graph, "person:"),
              ElementsAre("person:salim-al-shukri", "person:salim-bin-nasser-al-shukri"));
}

TEST(Linker, DoubtIsSaidInsteadOfDecided) {
  Story a("a"), b("b");
  a.Person("Daniel Osoro Kimeu", "Director of Ports", a.Country("Kenya", "KE"));
  b.Person("Daniel Osoro", "Nurse", b.Country("Kenya", "KE"));
  LinkedGraph graph = Link({a, b});
  EXPECT_EQ(Keys(graph, "person:").size(), 2u);
  ASSERT_EQ(graph.possibly_same.size(), 1u);
  EXPECT_LT(graph.possibly_same[0].first, graph.possibly_same[0].second);
  EXPECT_GT(graph.possibly_same[0].confidence, 0.5f);
}

// A "D." was taken for the particle of "D'Angelo", and compared with nobody.
TEST(Linker, InitialsAreOneNameOnlyWherePostAndCountryAgree) {
  Story a("a"), b("b"), c("c");
  a.Person("Daniel Osoro", "Director of Ports", a.Country("Kenya", "KE"));
  b.Person("D. Osoro", "Director of Ports", b.Country("Kenya", "KE"));
  c.Person("D. Osoro", "Nurse", c.Country("Ghana", "GH"));
  EXPECT_EQ(Keys(Link({a, b}), "person:").size(), 1u);
  EXPECT_EQ(Keys(Link({a, c}), "person:").size(), 2u);
  EXPECT_EQ(Link({a, c}).possibly_same.size(), 0u);
  Story d("d"), e("e");
  d.Person("Osoro", "Director of Ports", d.Country("Kenya", "KE"));
  e.Person("Osoro", "Nurse", e.Country("Ghana", "GH"));
  EXPECT_EQ(Keys(Link({d, e}), "person:").size(), 2u);
}

// Who stands beside whom is a reason, too.
TEST(Linker, AColleagueOfBothDocumentsIsAReason) {
  const auto story = [](const char* id, const char* name, bool colleague) {
    Story s(id);
    const uint32_t state = s.Country("Kenya", "KE");
    const uint32_t person = s.Person(name, "Director of Ports", state);
    const uint32_t other = s.Person("Grace Wanjiku Achieng", "Minister of Trade", state);
    const uint32_t body = s.Add(MentionType::kOrganization, "Harbour Data Agency");
    if (colleague) {
      s.Fact("MET", person, other);
      s.Fact("REPRESENTS", person, body);
    }
    return s;
  };
  EXPECT_EQ(Keys(Link({story("a", "Daniel Osoro Kimeu", true), story("b", "Daniel Osoro", true)}),
                 "person:")
                .size(),
            2u);
}

TEST(Linker, MinistriesOfOneNameAreKeptApartByCountry) {
  std::vector<Story> stories;
  for (const char* id : {"a", "b", "c"}) stories.emplace_back(id);
  auto add = [](Story& story, const char* name, const char* country, const char* code,
                std::vector<std::string> forms) {
    uint32_t land = story.Add(MentionType::kCountry, country, {{"iso2", code}}, std::move(forms));
    story.Fact("BELONGS_TO", story.Add(MentionType::kMinistry, name), land);
  };
  add(stories[0], "Ministry of Defence", "Chile", "CL", {});
  add(stories[1], "Chilean Ministry of Defense", "Chile", "CL", {"Chilean"});
  add(stories[2], "Ministry of Defense", "Peru", "PE", {});
  EXPECT_THAT(Keys(Link(stories), "ministry:"),
              ElementsAre("ministry:CL:ministry-of-defense", "ministry:PE:ministry-of-defense"));
}

TEST(Linker, ACompanyIsOneWhateverItsLegalForm) {
  Story a("a"), b("b");
  a.Add(MentionType::kOrganization, "Hoa Lan Power Joint Stock Company");
  b.Add(MentionType::kOrganization, "Hoa Lan Power JSC");
  EXPECT_THAT(Keys(Link({a, b}), "organization:"), ElementsAre("organization:hoa-lan-power"));
}

TEST(Linker, NamesThatEveryCountryHasAreOneOnlyWithinACountry) {
  Story a("a"), b("b"), c("c");
  a.Fact("BELONGS_TO", a.Add(MentionType::kOrganization, "Military Academy"),
         a.Country("Portugal", "PT"));
  b.Add(MentionType::kOrganization, "Military Academy");
  b.Country("Portugal", "PT");
  c.Add(MentionType::kOrganization, "Military Academy");
  c.Country("Ghana", "GH");
  EXPECT_EQ(Keys(Link({a, b, c}), "organization:").size(), 2u);
}

/// An agreement between two countries.
uint32_t AddAgreement(Story& story, const char* name, const char* kind, const char* date,
                      std::vector<std::pair<const char*, const char*>> countries,
                      const char* status = "signed") {
  uint32_t agreement = story.Add(MentionType::kAgreement, name,
                                 {{"date", date}, {"kind", kind}, {"status", status}});
  for (auto [country, code] : countries) {
    story.Fact("PARTY_TO", story.Country(country, code), agreement);
  }
  return agreement;
}

TEST(Linker, OneAgreementReportedTwiceIsOneNode) {
  Story a("a"), b("b");
  AddAgreement(a, "Memorandum of Understanding on River Rescue Training",
               "memorandum of understanding", "2021-06-04",
               {{"Portugal", "PT"}, {"Uruguay", "UY"}});
  AddAgreement(b, "2021 memorandum on river rescue training", "memorandum", "2021",
               {{"Portugal", "PT"}, {"Uruguay", "UY"}}, "in force");
  EXPECT_EQ(Keys(Link({a, b}), "agreement:").size(), 1u);
}

TEST(Linker, TwoAgreementsOfTheSamePartiesAreTwo) {
  Story a("a"), b("b"), c("c");
  AddAgreement(a, "Memorandum on Water", "memorandum", "2019-03-14",
               {{"Chile", "CL"}, {"Peru", "PE"}});
  AddAgreement(b, "Memorandum on Water", "memorandum", "2021-05-02",
               {{"Chile", "CL"}, {"Peru", "PE"}});
  AddAgreement(c, "Treaty on Extradition of Offenders", "treaty", "2019-03-14",
               {{"Chile", "CL"}, {"Peru", "PE"}});
  EXPECT_EQ(Keys(Link({a, b, c}), "agreement:").size(), 3u);
}

TEST(Linker, OneDaysAgreementsOnTwoSubjectsArePossiblyOne) {
  // On one day two ministers may sign many; only the subject tells them apart.
  Story a("a"), b("b");
  AddAgreement(a, "memorandum of understanding on tourism", "memorandum of understanding",
               "2024-05-03", {{"Kenya", "KE"}, {"Malawi", "MW"}});
  AddAgreement(b, "memorandum of understanding on fisheries", "memorandum of understanding",
               "2024-05-03", {{"Kenya", "KE"}, {"Malawi", "MW"}});
  EXPECT_EQ(Keys(Link({a, b}), "agreement:").size(), 2u);
}

TEST(Linker, FiguresOfNamesTellAgreementsApart) {
  Story a("a"), b("b");
  AddAgreement(a, "agreement on Block 10", "agreement", "2024-05-03",
               {{"Kenya", "KE"}, {"Malawi", "MW"}});
  AddAgreement(b, "agreement on Block 100", "agreement", "2024-05-03",
               {{"Kenya", "KE"}, {"Malawi", "MW"}});
  EXPECT_EQ(Keys(Link({a, b}), "agreement:").size(), 2u);
}

TEST(Linker, WordsOfOneStemAreOneSubject) {
  Story a("a"), b("b");
  AddAgreement(a, "agreement on cultural exchange", "agreement", "2024-05-03",
               {{"Kenya", "KE"}, {"Malawi", "MW"}});
  AddAgreement(b, "landmark culture pact", "agreement", "2024-05-03",
               {{"Kenya", "KE"}, {"Malawi", "MW"}});
  EXPECT_EQ(Keys(Link({a, b}), "agreement:").size(), 1u);
}

TEST(Linker, AnotherUniversitysAgreementIsAnother) {
  Story a("a"), b("b");
  for (auto [story, name] : {std::pair(&a, "University of Nakuru"), {&b, "Rift University"}}) {
    uint32_t agreement = AddAgreement(*story, "memorandum of understanding on research",
                                      "memorandum of understanding", "2024-05-03", {});
    for (const char* body : {name, "University of Zomba"}) {
      story->Fact("PARTY_TO", story->Add(MentionType::kOrganization, body), agreement);
    }
  }
  EXPECT_EQ(Keys(Link({a, b}), "agreement:").size(), 2u);
}

TEST(Linker, AStateThatTheOtherReportNeverNamesIsNoSideOfIts) {
  // "Reciprocal Access Agreement" with one side named joined the one with another state.
  Story a("a"), b("b");
  AddAgreement(a, "Reciprocal Access Agreement", "agreement", "", {{"Kenya", "KE"}});
  AddAgreement(b, "Kenya-Malawi Reciprocal Access Agreement", "agreement", "",
               {{"Kenya", "KE"}, {"Malawi", "MW"}});
  EXPECT_EQ(Keys(Link({a, b}), "agreement:").size(), 2u);
}

TEST(Linker, NamesOfSidesAreNoSubject) {
  Story a("a"), b("b");
  AddAgreement(a, "Kenya-Malawi Reciprocal Access Agreement", "agreement", "",
               {{"Kenya", "KE"}, {"Malawi", "MW"}});
  AddAgreement(b, "Malawi-Kenya Economic Partnership Agreement", "agreement", "2020-10-23",
               {{"Kenya", "KE"}, {"Malawi", "MW"}});
  EXPECT_EQ(Keys(Link({a, b}), "agreement:").size(), 2u);
}

TEST(Linker, TheOrderOfStoriesDoesNotMatter) {
  std::vector<Story> stories;
  for (int i = 0; i < 6; ++i) {
    Story story("doc" + std::to_string(i));
    uint32_t land = story.Country(i % 2 ? "Chile" : "Peru", i % 2 ? "CL" : "PE");
    story.Person(i % 3 ? "Ana Torres" : "Ana Torres Rivas", "Minister", land);
    story.Add(MentionType::kOrganization, "Lumina Ltd");
    stories.push_back(story);
  }
  LinkedGraph forward = Link(stories);
  std::reverse(stories.begin(), stories.end());
  LinkedGraph backward = Link(stories);
  EXPECT_EQ(Keys(forward, ""), Keys(backward, ""));
  EXPECT_EQ(forward.node_of, backward.node_of);
}

TEST(Fingerprint, NearIdenticalTextsAreOneSource) {
  std::string story;
  for (int i = 0; i < 200; ++i) story += "word" + std::to_string(i * 7919 % 1009) + " ";
  std::string copy = "Updated. " + story + "Reporting by the desk.";
  std::string other;
  for (int i = 0; i < 200; ++i) other += "text" + std::to_string(i * 104729 % 997) + " ";
  auto a = FingerprintOf(story), b = FingerprintOf(copy), c = FingerprintOf(other);
  EXPECT_GT(Likeness(a, b), 0.8);
  EXPECT_LT(Likeness(a, c), 0.2);
  EXPECT_THAT(GroupCopies({c, a, b, FingerprintOf("short"), FingerprintOf("short")}),
              ElementsAre(0u, 1u, 1u, 3u, 3u));
}

TEST(FindingsCodec, GivesBackWhatItTook) {
  Story story("d#1");
  story.Person("Ána Torres", "Minister", story.Country("Chile", "CL"));
  DocumentFindings findings = story.findings();
  findings.published = "2024-01-02";
  findings.facts[0].references = {{"on_behalf_of", {0, 1}}};
  findings.remarks = {{{1, 2}, "a remark"}};
  Fingerprint fingerprint{};
  fingerprint[3] = 77;
  std::string text = EncodeFindings(findings, fingerprint);
  auto back = DecodeFindings(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(EncodeFindings(*back), text);
  EXPECT_EQ(back->findings.published, "2024-01-02");
  EXPECT_EQ(back->findings.entities[1].name, findings.entities[1].name);
  ASSERT_EQ(back->findings.facts[0].references.size(), 1u);
  EXPECT_EQ(back->findings.facts[0].references[0].name, "on_behalf_of");
  EXPECT_THAT(back->findings.facts[0].references[0].entities, ElementsAre(0u, 1u));
  EXPECT_EQ(back->findings.remarks[0].text, "a remark");
  EXPECT_EQ(back->fingerprint[3], 77u);
  const StoredFindings copy = *back;
  back = DecodeFindings("");
  EXPECT_EQ(EncodeFindings(copy), text) << "a copy lives on by itself";
  for (size_t cut = 0; cut < text.size(); ++cut) {
    EXPECT_FALSE(DecodeFindings(std::string_view(text).substr(0, cut))) << cut;
  }
}

}  // namespace
}  // namespace entente::ingest
