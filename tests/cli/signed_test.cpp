// What `signed` makes of names that nobody has, kinds as people call them, and what stands behind
// a row.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/run_program.h"

namespace entente::tests {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// A memorandum and an accord between two countries, in force and without a date; a charter that a
// text only names; a body called as the accord.
constexpr const char* kGraph =
    R"({"type":"node","id":"0","labels":["Country"],"properties":{"key":"c:PE","name":"Peru","iso2":"PE"}}
{"type":"node","id":"1","labels":["Country"],"properties":{"key":"c:KE","name":"Kenya"}}
{"type":"node","id":"2","labels":["Place"],"properties":{"key":"p:lima","name":"Lima"}}
{"type":"node","id":"3","labels":["Agreement"],"properties":{"key":"a:1","name":"Lima Memorandum on Maize","kind":"memorandum of understanding","status":"signed","date":"2019","date_from":"2019-01-01","date_to":"2019-12-31"}}
{"type":"node","id":"4","labels":["Agreement"],"properties":{"key":"a:2","name":"maize accord","kind":"agreement","status":"signed"}}
{"type":"node","id":"5","labels":["Agreement"],"properties":{"key":"a:3","name":"Maize Charter","kind":"charter","status":"announced"}}
{"type":"node","id":"6","labels":["Document"],"properties":{"id":"a.txt","title":"Maize","text":"Peru and Kenya signed it.\n\nIt rained. The Maize Charter is spoken of. The end."}}
{"type":"node","id":"7","labels":["Organization"],"properties":{"key":"o:1","name":"Maize Accord"}}
{"type":"relationship","id":"0","label":"PARTY_TO","start":{"id":"0"},"end":{"id":"3"},"properties":{"evidence":["a.txt#char=0,25"],"confidence":0.9}}
{"type":"relationship","id":"1","label":"PARTY_TO","start":{"id":"1"},"end":{"id":"3"},"properties":{"evidence":["a.txt#char=0,25"],"confidence":0.9}}
{"type":"relationship","id":"2","label":"PARTY_TO","start":{"id":"0"},"end":{"id":"4"},"properties":{"evidence":["a.txt#char=0,25"],"confidence":0.9}}
{"type":"relationship","id":"3","label":"MENTIONED_IN","start":{"id":"5"},"end":{"id":"6"},"properties":{"start":42,"end":55,"text":"Maize Charter"}}
)";

class SignedTest : public testing::Test {
 protected:
  SignedTest() {
    EXPECT_EQ(
        RunProgram(folder_, {"import", folder_.Write("g.jsonl", kGraph), "-o", "g.entente", "-q"})
            .exit_status,
        0);
  }
  ProgramResult Signed(std::vector<std::string> more) {
    more.insert(more.begin(), {"signed", "g.entente"});
    return RunProgram(folder_, more);
  }
  // The agreements that are found, by the last digit of their keys.
  std::string Found(std::vector<std::string> more) {
    more.insert(more.end(), {"--format", "jsonl"});
    const ProgramResult result = Signed(more);
    if (result.exit_status != 0) return "error: " + result.errors;
    std::string out;
    std::istringstream lines(result.output);
    for (std::string line; std::getline(lines, line);)
      out += nlohmann::json::parse(line)["key"].get<std::string>().back();
    return out;
  }
  TemporaryFolder folder_;
};

TEST_F(SignedTest, KindsAreNamedAsTextsNameThem) {
  for (const char* kind : {"memorandum of understanding", "Memorandum", "MoU", "MOU", "m.o.u.",
                           "memo", "memoranda of understanding"})
    EXPECT_EQ(Found({"--kind", kind}), "1") << kind;
  for (const char* kind : {"agreement", "deal", "pact", "Accord", "accords", "compact"})
    EXPECT_EQ(Found({"--kind", kind}), "2") << kind;
  // A kind that is known and not here.
  EXPECT_EQ(Found({"--kind", "treaty"}), "");
  EXPECT_EQ(Found({"--kind", "treaties"}), "");
}

// It found nothing, and said no word.
TEST_F(SignedTest, WhatIsNoKindIsSaidWithTheKindsThatThereAre) {
  ProgramResult result = Signed({"--kind", "foo"});
  EXPECT_EQ(result.exit_status, 2);
  EXPECT_EQ(result.errors,
            "entente: 'foo' is no kind of agreement known here\n  the kinds in this graph: "
            "agreement, charter, memorandum of understanding\n");
  EXPECT_THAT(Signed({"--kind", "chartre"}).errors, HasSubstr("\n  did you mean charter?\n"));
  EXPECT_THAT(Signed({"--kind", "protocoll"}).errors, HasSubstr("\n  did you mean protocol?\n"));
}

// A script's empty variable asked for everything.
TEST_F(SignedTest, AnEmptyNameIsNoName) {
  for (const std::vector<std::string>& call : std::vector<std::vector<std::string>>{
           {""}, {" "}, {"--with", ""}, {"--country", ""}, {"--kind", ""}, {"--since", ""}}) {
    const ProgramResult result = Signed(call);
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_EQ(result.output, "");
    EXPECT_THAT(result.errors, HasSubstr("it is empty; give one, or leave it out"));
  }
}

TEST_F(SignedTest, AnAgreementsNameIsUnderstoodWhereAPartyIsExpected) {
  EXPECT_EQ(Found({"Lima Memorandum on Maize"}), "1");
  EXPECT_EQ(Found({"the Lima Memorandum"}), "1");
  EXPECT_EQ(Found({"maize accord"}), "2");  // a body of that name is party to nothing
  EXPECT_EQ(Found({"Maize Charter", "--since", "2000"}), "");
  ProgramResult result = Signed({"Peru", "--with", "Maize Charter"});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_EQ(result.errors,
            "entente: 'Maize Charter' is an agreement in this graph and not somebody who signs\n"
            "  try: entente ask g.entente \"Who signed the Maize Charter?\"\n");
  EXPECT_EQ(Signed({"lima"}).errors,
            "entente: 'lima' is a place in this graph and not somebody who signs\n"
            "  try: entente ask g.entente \"What was signed in Lima?\"\n");
  EXPECT_THAT(Signed({"--country", "Limia"}).errors, StartsWith("entente: nobody in this graph"));
}

// A name that no document of the graph uses.
TEST_F(SignedTest, CountriesAreFoundByEveryNameTheyHave) {
  for (const char* name : {"Republic of Peru", "the republic of peru", "Peruvians", "PE"}) {
    EXPECT_EQ(Found({name, "--kind", "MoU"}), "1") << name;
    EXPECT_THAT(
        RunProgram(folder_, {"ask", "g.entente", std::string("What did the ") + name + " sign?",
                             "--format", "csv"})
            .output,
        HasSubstr("Lima Memorandum on Maize"))
        << name;
  }
  EXPECT_EQ(Signed({"Bolivia"}).exit_status, 1);
}

TEST_F(SignedTest, EveryFormatShowsTheEvidence) {
  EXPECT_THAT(Signed({"--kind", "MoU", "--evidence", "--format", "csv"}).output,
              AllOf(HasSubstr(",key,evidence,quotes\r\n"),
                    EndsWith(",a:1,\"a.txt#char=0,25\",Peru and Kenya signed it.\r\n")));
  EXPECT_THAT(Signed({"--kind", "MoU", "--evidence", "--format", "markdown"}).output,
              EndsWith("| a:1 | a.txt#char=0,25 | Peru and Kenya signed it. |\n"));
  EXPECT_THAT(Signed({"--format", "csv"}).output, Not(HasSubstr("evidence")));
}

TEST_F(SignedTest, WhatHasNoFactShowsTheSentenceThatNamesIt) {
  const ProgramResult table = Signed({"Maize Charter", "--evidence"});
  EXPECT_THAT(table.output, HasSubstr("\u201cThe Maize Charter is spoken of.\u201d"));
  EXPECT_THAT(table.output, HasSubstr("Maize, a.txt, characters 38 to 69 (it is only mentioned)"));
  const auto json =
      nlohmann::json::parse(Signed({"Maize Charter", "--format", "json"}).output)[0]["evidence"][0];
  EXPECT_EQ(json["quote"], "The Maize Charter is spoken of.");
  EXPECT_EQ(json["mention_only"], true);
}

TEST_F(SignedTest, WhatHasNoDateIsCountedWhereDaysAreAskedFor) {
  EXPECT_EQ(Signed({"--since", "2000", "--format", "csv"}).errors,
            "Left out: 2 agreements without a date.\n");
  EXPECT_EQ(Signed({"--until", "1990", "Peru"}).errors,
            "No agreement in this graph fits.\nLeft out: 1 agreement without a date.\n");
  EXPECT_EQ(Signed({"--since", "2000", "-q"}).errors, "");
  EXPECT_EQ(Signed({}).errors.find("Left out"), std::string::npos);
}

// What ended was shown as what was refused, and of the statuses one alone could be asked for; the
// post of another year stood beside a signature.
TEST_F(SignedTest, WhatEndedIsSaidAndStatusesAreAskedForTogether) {
  const std::string graph =
      std::string(kGraph) +
      R"({"type":"node","id":"8","labels":["Agreement"],"properties":{"key":"a:4","name":"Maize Pact","kind":"agreement","status":"rejected","date":"1990","ended_on":"1995-02"}}
{"type":"node","id":"9","labels":["Agreement"],"properties":{"key":"a:5","name":"Maize Plan","kind":"agreement","status":"rejected"}}
{"type":"node","id":"10","labels":["Person"],"properties":{"key":"p:1","name":"Rosa Paz"}}
{"type":"relationship","id":"4","label":"SIGNED","start":{"id":"10"},"end":{"id":"8"},"properties":{}}
{"type":"relationship","id":"5","label":"HOLDS_POST","start":{"id":"10"},"end":{"id":"0"},"properties":{"title":"President","from":"2001","from_from":"2001-01-01","from_to":"2001-12-31"}}
)";
  ASSERT_EQ(RunProgram(folder_, {"import", folder_.Write("e.jsonl", graph), "-o", "g.entente", "-q",
                                 "--force"})
                .exit_status,
            0);
  EXPECT_EQ(Found({"--status", "ended"}), "4");
  EXPECT_EQ(Found({"--status", "rejected"}), "45");
  EXPECT_EQ(Found({"--status", "announced,ended"}), "43");
  EXPECT_EQ(Found({"--status", "signed,In-Force", "Peru"}), "12");
  EXPECT_THAT(Found({"--status", "signed,nonsense"}), HasSubstr("nonsense"));
  const ProgramResult all = Signed({});
  EXPECT_THAT(all.output, HasSubstr("ended 1995-02"));
  EXPECT_THAT(all.errors, HasSubstr("Not signed: 1 announced, 1 rejected"));
  EXPECT_THAT(all.output, HasSubstr("Rosa Paz"));
  EXPECT_THAT(all.output, Not(HasSubstr("President")));
}

}  // namespace
}  // namespace entente::tests
