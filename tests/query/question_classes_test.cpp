// Classes of questions that people ask and that were read wrongly: each with the reading that is
// said. The names are invented.

#include <gtest/gtest.h>

#include "graph/result.h"
#include "query/engine.h"
#include "query/question.h"
#include "query/question_names.h"
#include "query/question_words.h"
#include "query/value_text.h"
#include "tests/support/graph_maker.h"

namespace entente::query {
namespace {

using graph::NodeId;
using graph::Value;
using tests::Properties;
using tests::Text;
using tests::Texts;

std::unique_ptr<graph::Graph> World() {
  tests::GraphMaker maker;
  auto named = [&](std::initializer_list<const char*> labels, const char* key, const char* name,
                   Properties more = {}, std::initializer_list<const char*> aliases = {}) {
    Properties properties{{"key", Text(key)}, {"name", Text(name)}, {"aliases", Texts(aliases)}};
    for (auto& property : more) properties.push_back(property);
    return maker.Node(labels, properties);
  };
  auto agreement = [&](const char* key, const char* name, const char* kind, const char* status,
                       const char* day, std::initializer_list<const char*> aliases = {}) {
    Properties more{{"kind", Text(kind)}, {"status", Text(status)}};
    if (day != nullptr)
      for (const char* suffix : {"", "_from", "_to"})
        more.emplace_back(std::string("date") + suffix, Text(day));
    return named({"Agreement"}, key, name, more, aliases);
  };
  const NodeId chile = named({"Country"}, "cl", "Chile", {{"iso2", Text("CL")}}),
               peru = named({"Country"}, "pe", "Peru"), kenya = named({"Country"}, "ke", "Kenya");
  const NodeId ana = named({"Person"}, "ana", "Ana Adano"),
               luis = named({"Person"}, "luis", "Luis Vega");
  const NodeId power = named({"Organization"}, "power", "Adano Power"),
               gas = named({"Organization"}, "gas", "Adano Gas");
  named({"Organization"}, "andes-union", "Andes Union");
  named({"Organization"}, "act", "ACT");
  const NodeId santiago = named({"Place"}, "santiago", "Santiago");
  const NodeId trade =
      agreement("act-text", "Andean Commerce Treaty", "treaty", "in force", "2016-02-01", {"ACT"});
  const NodeId peace =
      agreement("peace", "peace agreement", "agreement", "signed", "2010-06-05", {"text"});
  const NodeId other =
      agreement("other", "peace declaration", "declaration", "signed", "2012-06-05");
  const NodeId old = agreement("old", "2001 Water Treaty", "treaty", "signed", nullptr);
  const NodeId water = agreement("water", "water treaty", "treaty", "signed", "2001-04-03");
  const NodeId late = agreement("late", "water treaty", "treaty", "signed", "2004-04-03");
  const NodeId works = agreement("works", "contract", "contract", "signed", "2019-01-01");
  agreement("union-text", "Andes Union treaty on rivers", "treaty", "signed", "2020-03-04");
  auto party = [&](NodeId who, NodeId what, const char* how = "") {
    maker.Relationship(who, "PARTY_TO", what, {{"how", Text(how)}});
  };
  party(chile, trade);
  maker.Relationship(peru, "PARTY_TO", trade,
                     {{"how", Text("acceded")},
                      {"date", Text("2018-05-06")},
                      {"date_from", Text("2018-05-06")},
                      {"date_to", Text("2018-05-06")}});
  party(chile, peace);
  party(peru, peace);
  party(kenya, other);
  party(peru, other);
  party(chile, old);
  party(chile, water);
  party(peru, water);
  party(kenya, late);
  party(kenya, works);
  party(gas, works);
  maker.Relationship(ana, "SIGNED", peace, {{"on_behalf_of", Texts({"cl"})}});
  maker.Relationship(luis, "WITNESSED", peace, {});
  maker.Relationship(peace, "SIGNED_IN", santiago, {});
  maker.Relationship(ana, "HOLDS_POST", chile, {{"title", Text("President")}});
  maker.Relationship(luis, "HOLDS_POST", peru, {{"title", Text("Prime Minister")}});
  const NodeId otieno = named({"Person"}, "otieno", "Otieno Mbugua");
  maker.Relationship(otieno, "HOLDS_POST", kenya,
                     {{"title", Text("President")}, {"qualifier", Text("former")}});
  for (const NodeId where : {kenya, peru})
    maker.Relationship(otieno, "HOLDS_POST", where,
                       {{"title", Text("Governor")}, {"qualifier", Text("former")}});
  maker.Relationship(named({"Person"}, "wanjiru", "Wanjiru Mutua"), "HOLDS_POST", kenya,
                     {{"title", Text("Governor")}});
  maker.Relationship(named({"Person"}, "raul", "Raul Quispe"), "HOLDS_POST", peru,
                     {{"title", Text("Governor")}});
  const NodeId states = named({"Country"}, "us", "United States", {}, {"US"});
  for (const char* title : {"Head of the Budget Office", "Deputy Head of Mission",
                            "Minister of Banking", "Vice President", "Deputy Prime Minister"})
    maker.Relationship(named({"Person"}, title, title), "HOLDS_POST", chile,
                       {{"title", Text(title)}});
  maker.Relationship(ana, "MET", luis, {{"date", Text("2010-06-05")}});
  maker.Relationship(power, "BELONGS_TO", kenya, {});
  const NodeId lease = agreement("lease", "lease", "contract", "signed", "1999-01-01");
  party(states, lease);
  const NodeId brazil = named({"Country"}, "br", "Brazil");
  const NodeId dropped = agreement("dropped", "memorandum", "memorandum", "rejected", "2015-01-01");
  party(brazil, dropped);
  maker.Relationship(named({"Person"}, "rui", "Rui Prado"), "SIGNED", dropped, {});
  const NodeId ended = named({"Agreement"}, "ended", "Coffee Pact",
                             {{"kind", Text("agreement")},
                              {"status", Text("rejected")},
                              {"date", Text("1990")},
                              {"date_from", Text("1990-01-01")},
                              {"date_to", Text("1990-12-31")},
                              {"ended_on", Text("1995")},
                              {"ended_on_from", Text("1995-01-01")}});
  party(brazil, ended);
  return maker.Finish();
}

class QuestionClassesTest : public testing::Test {
 protected:
  QuestionClassesTest()
      : graph_(World()), reader_(*graph_->Read()), index_(*reader_), names_(index_.Names()) {
    names_.find_by_capital = [this](std::string_view text) {
      return text == "santiago" ? index_.Find("Chile") : std::vector<NamedNode>();
    };
  }

  std::string Understood(std::string_view text) {
    auto question = UnderstandQuestion(text, names_, {"2024-06-15"});
    if (!question) return "error: " + graph::FormatError(question.error());
    Engine engine(*graph_);
    auto result = engine.Run(question->query, question->parameters);
    return result ? question->understood
                  : question->query + "\n" + graph::FormatError(result.error());
  }
  // The first column of what the graph has of the agreements that a question speaks of.
  std::string Subject(std::string_view text) {
    auto question = UnderstandQuestion(text, names_, {"2024-06-15"});
    if (!question) return "error: " + graph::FormatError(question.error());
    if (!question->subject) return "none";
    Engine engine(*graph_);
    auto result = engine.Run(question->subject->query, question->subject->parameters);
    if (!result) return "error: " + graph::FormatError(result.error());
    if (!question->subject->near_query.empty()) {
      auto near = engine.Run(question->subject->near_query, question->subject->parameters);
      if (!near) return "error: " + graph::FormatError(near.error());
    }
    std::string out = question->subject->one ? "one" : "any";
    for (const Row& row : result->rows) out += ", " + ValueToCell(row[0], *reader_);
    return out;
  }
  // The first column of the answer.
  std::string Answer(std::string_view text) {
    auto question = UnderstandQuestion(text, names_, {"2024-06-15"});
    if (!question) return "error: " + graph::FormatError(question.error());
    Engine engine(*graph_);
    auto result = engine.Run(question->query, question->parameters);
    if (!result) return "error: " + graph::FormatError(result.error()) + "\n" + question->query;
    std::string out;
    for (const Row& row : result->rows)
      out += (out.empty() ? "" : ", ") + ValueToCell(row[0], *reader_);
    return out;
  }

  std::unique_ptr<graph::Graph> graph_;
  std::shared_ptr<const graph::GraphReader> reader_;
  NameIndex index_;
  QuestionNames names_;
};

// They were left out as those whom others had signed with, and the kind and the word with them.
TEST_F(QuestionClassesTest, WhoSignedWhatTwoAgreedAreTheTwoAndTheirPeople) {
  EXPECT_EQ(Answer("Who signed the peace agreement between Chile and Peru?"),
            "Ana Adano, Chile, Peru");
  EXPECT_EQ(Understood("Who signed the peace agreement between Chile and Peru?"),
            "whoever signed what was agreed between Chile and Peru, status signed, in force or "
            "ended since, on peace");
  EXPECT_EQ(Answer("Who signed with Chile?"), "Peru, Peru, Peru");
}

// A deputy was taken for the minister, and who is for who was.
TEST_F(QuestionClassesTest, AnOfficeIsHeldByWhoHoldsItNow) {
  EXPECT_EQ(Answer("Who is the president of Chile?"), "Ana Adano");
  EXPECT_EQ(Answer("Who is the vice president of Chile?"), "Vice President");
  EXPECT_EQ(Answer("Who is the deputy prime minister of Chile?"), "Deputy Prime Minister");
  EXPECT_EQ(Answer("Who is the prime minister of Chile?"), "");
  EXPECT_EQ(Answer("Who is the president of Kenya?"), "");
  EXPECT_EQ(Answer("Who is the current president of Kenya?"), "");
  EXPECT_EQ(Answer("Who was the president of Kenya?"), "Otieno Mbugua");
  EXPECT_EQ(Answer("Who is the former president of Kenya?"), "Otieno Mbugua");
  EXPECT_EQ(Answer("Is Otieno Mbugua the president of Kenya?"), "false");
}

// It was the pronoun wherever no capitals said otherwise, and the question was about everybody.
TEST_F(QuestionClassesTest, UsIsACountryUnlessSomethingIsToldToUs) {
  EXPECT_EQ(Answer("what did the us sign?"), "lease");
  EXPECT_EQ(Answer("did the us sign the lease?"), "true");
  EXPECT_EQ(Answer("did the us sign the ACT?"), "false");
  EXPECT_EQ(Answer("tell us who signed the ACT"), "Chile, Peru");
}

// In plain words it describes an agreement where more is said; alone it names one.
TEST_F(QuestionClassesTest, PlainWordsDescribeAnAgreement) {
  EXPECT_EQ(Answer("When was the peace declaration between Kenya and Peru signed?"), "2012-06-05");
  EXPECT_EQ(Answer("When was the peace agreement between Kenya and Peru signed?"), "2012-06-05");
  EXPECT_EQ(Answer("When was the peace agreement signed?"), "2010-06-05");
}

TEST_F(QuestionClassesTest, AYearBeforeAnAgreementIsItsDateOrAPartOfItsName) {
  EXPECT_EQ(Answer("Who signed the 2001 Water Treaty?"), "Chile");
  EXPECT_EQ(Answer("Which 2001 treaties did Chile sign?"), "water treaty, 2001 Water Treaty");
  EXPECT_EQ(Answer("When was the 2004 water treaty signed?"), "2004-04-03");
}

// A body of that name hid the agreement.
TEST_F(QuestionClassesTest, WhatIsSignedOrJoinedIsTheAgreementAndNotTheBodyOfThatName) {
  for (const char* text : {"Who signed the ACT?", "Who are the signatories of the ACT?",
                           "Who are the members of the ACT?", "Who are the parties to the ACT?"})
    EXPECT_EQ(Answer(text), "Chile, Peru") << text;
  EXPECT_EQ(Answer("Which countries joined the ACT?"), "Peru");
  EXPECT_EQ(Answer("When was the ACT signed?"), "2016-02-01");
  EXPECT_EQ(Answer("Is the ACT in force?"), "true");
  EXPECT_EQ(Answer("Who signed with the ACT?"), "");
  // What is named for a body need not be made by it.
  EXPECT_EQ(Answer("When was the Andes Union treaty signed?"), "2020-03-04");
}

TEST_F(QuestionClassesTest, WhatTheGraphDoesNotKnowIsSaid) {
  for (const auto& [text, what] :
       {std::pair{"How many agreements were signed by women?", "who is a woman and who a man"},
        {"Why did Chile sign with Peru?", "why something was done"},
        {"Who negotiated the peace agreement?", "who negotiated or mediated"},
        {"What are the terms of the ACT?", "what stands in an agreement"}})
    EXPECT_NE(Understood(text).find(std::string("the graph does not know ") + what),
              std::string::npos)
        << Understood(text);
  for (const auto& [text, what] :
       {std::pair{"Which women ministers signed treaties?", "who is a woman and who a man"},
        {"What are the terms of trade agreements?", "what stands in an agreement"},
        {"What was the price of the agreement?", "what something costs or is worth"},
        {"Who brokered peace agreements?", "who negotiated or mediated"},
        {"Why agreements?", "why something was done"}})
    EXPECT_NE(Understood(text).find(std::string("the graph does not know ") + what),
              std::string::npos)
        << Understood(text);
  // In a subject they are words like others.
  EXPECT_EQ(Understood("Which agreements are about women in trade?").substr(0, 10), "agreements");
}

// They were refused as questions about a price, the terms, or women.
TEST_F(QuestionClassesTest, WhatTheGraphDoesNotKnowMayBeASubject) {
  for (const auto& [text, topic] :
       {std::pair{"Which price agreements did Chile sign?", "on price"},
        {"Which cost-sharing agreements did Chile sign?", "on cost sharing"},
        {"Which content agreements did Chile sign?", "on content"},
        {"Which terms of trade agreements did Chile sign?", "on terms of trade"},
        {"Who signed the women and peace agreement?", "on women and peace"},
        {"Which new price and wage agreements did Chile sign?", "on price and wage"}})
    EXPECT_NE(Understood(text).find(topic), std::string::npos) << text << ": " << Understood(text);
  EXPECT_EQ(Understood("Which women's companies signed treaties?").find("does not know"),
            std::string::npos);
  EXPECT_EQ(Understood("Which terms of reference did Chile sign?").find("does not know"),
            std::string::npos);
}

// "under" said nothing: all events of the graph were the answer.
TEST_F(QuestionClassesTest, WhatUnderMeansIsNotGuessed) {
  for (const char* text : {"What happened under the treaty?", "What happened under treaties?",
                           "Which meetings took place under the Andean Commerce Treaty?"})
    EXPECT_NE(Understood(text).find("not understood: 'under'"), std::string::npos)
        << text << ": " << Understood(text);
  EXPECT_NE(Understood("Which agreements are about work under water?").find("work under water"),
            std::string::npos);
}

TEST_F(QuestionClassesTest, SlipsThatLookLikeOtherFormsAreRead) {
  for (const auto& [text, right] :
       {std::pair{"Which agreemens did Chile sign?", "Which agreements did Chile sign?"},
        {"Which treatys did Chile sign?", "Which treaties did Chile sign?"},
        {"Which treatis did Chile sign?", "Which treaties did Chile sign?"},
        {"Who signd the ACT?", "Who signed the ACT?"}}) {
    EXPECT_EQ(Answer(text), Answer(right)) << text;
    EXPECT_NE(Understood(text).find("(reading '"), std::string::npos) << Understood(text);
  }
  for (const char* word : {"given", "signer", "difference", "attendance", "founder", "treatment",
                           "signal", "agreeable", "presence", "united", "prices", "stated", "shown",
                           "directed", "documented", "receives", "receiving", "treats"})
    EXPECT_EQ(NearWord(word).value_or(""), "") << word;
}

TEST_F(QuestionClassesTest, ANameBeforeAVerbIsNoSlipOfWhen) {
  EXPECT_NE(Understood("Wen signed which treaties?").find("'Wen'"), std::string::npos)
      << Understood("Wen signed which treaties?");
  EXPECT_EQ(Understood("Wen signed which treaties?").find("reading"), std::string::npos);
  EXPECT_NE(Understood("Wen did Chile sign treaties?").find("reading 'Wen' as 'when'"),
            std::string::npos)
      << Understood("Wen did Chile sign treaties?");
  EXPECT_NE(Understood("Woh signed the ACT?").find("reading 'Woh' as 'who'"), std::string::npos)
      << Understood("Woh signed the ACT?");
}

TEST_F(QuestionClassesTest, NamesThatAreNowhereAreSaidWhereverTheyStand) {
  for (const char* text :
       {"Atlantis treaties", "Which Atlantis treaties are there?", "treaties about Atlantis",
        "Which treaties did Atlantis sign?", "Who signed the Atlantis Accords?"})
    EXPECT_NE(Understood(text).find("nothing in this graph is called 'Atlantis'"),
              std::string::npos)
        << text << ": " << Understood(text);
}

TEST_F(QuestionClassesTest, SlipsInTheFirstWordAreReadAndSaid) {
  for (const char* text : {"Wich treaties did Chile sign?", "whcih treaties did Chile sign?"})
    EXPECT_EQ(Answer(text), Answer("Which treaties did Chile sign?")) << text;
  EXPECT_NE(Understood("Waht did Chile sign?").find("(reading 'Waht' as 'what')"),
            std::string::npos);
  EXPECT_EQ(Answer("Wich treaties did Chile sgin?"), Answer("Which treaties did Chile sign?"));
  // Other words are not slips.
  for (const char* word : {"given", "presence", "handed", "negotiated"})
    EXPECT_FALSE(NearWord(word)) << *NearWord(word);
  EXPECT_EQ(NearWord("agrement"), "agreement");
}

TEST_F(QuestionClassesTest, AnAmbiguousNameSaysWhomItMeans) {
  EXPECT_EQ(Understood("Which contracts did Kenya sign with Adano?"),
            "agreements signed by Kenya and Adano (Ana Adano, Adano Gas or Adano Power), status "
            "signed, in force or ended since, kind contract");
  EXPECT_EQ(Answer("Which contracts did Kenya sign with Adano?"), "contract");
  // Only people hold posts.
  EXPECT_EQ(Understood("What posts has Adano held?"), "posts of Ana Adano");
}

TEST_F(QuestionClassesTest, ACapitalThatActsIsItsCountry) {
  EXPECT_EQ(Answer("Which deals has Santiago struck with Peru?"),
            Answer("Which deals has Chile struck with Peru?"));
  EXPECT_EQ(Answer("What did Peru sign with Santiago?"), Answer("What did Peru sign with Chile?"));
  EXPECT_EQ(Answer("What was signed in Santiago?"), "peace agreement");
}

TEST_F(QuestionClassesTest, OtherWordsAndOrdersAreRead) {
  const std::string chile = Answer("Which agreements did Chile sign?");
  for (const char* text : {"To which agreements did Chile put its signature?",
                           "I'm looking for every deal that Chile has struck",
                           "Show everything Chile signed, with dates",
                           "On which agreements does the signature of Chile stand?",
                           "Which agreements has Chile got?"})
    EXPECT_EQ(Answer(text), chile) << text;
  EXPECT_EQ(Answer("What was signed in the presence of Luis Vega?"), "peace agreement");
  EXPECT_EQ(Answer("Is Chile bound by a treaty with Peru?"), "true");
  EXPECT_EQ(Answer("Which agreements have taken effect?"), "Andean Commerce Treaty");
  EXPECT_EQ(Answer("List treaties, newest first").substr(0, 28), "Andes Union treaty on rivers");
  EXPECT_EQ(Answer("Which agreement ended the war between Chile and Peru?"),
            "water treaty, peace agreement, Andean Commerce Treaty");
}

TEST_F(QuestionClassesTest, WhatIsMentionedMayBeNoName) {
  EXPECT_EQ(Answer("Agreements mentioning rivers"), "Andes Union treaty on rivers");
  EXPECT_EQ(Understood("Which documents mention rivers?"), "documents about rivers");
  EXPECT_EQ(Answer("Name every party to the ACT"), "Chile, Peru");
}

TEST_F(QuestionClassesTest, WhenAndWhereAreAnsweredTogether) {
  auto question =
      UnderstandQuestion("When and where did Chile and Peru sign the peace agreement?", names_, {});
  ASSERT_TRUE(question);
  EXPECT_NE(question->query.find("AS places"), std::string::npos) << question->query;
}

TEST_F(QuestionClassesTest, ListedOwnersAreEachOnes) {
  EXPECT_EQ(Answer("Who are the leaders of Chile and Peru?"), "Ana Adano, Luis Vega");
  EXPECT_EQ(Answer("When did the leaders of Chile and Peru meet?"), "Ana Adano");
}

// "ended the war" and what stands beside the main deed were understood and then passed over.
TEST_F(QuestionClassesTest, WordsThatTheAnswerDoesNotLookAtAreSaid) {
  for (const auto& [text, words] :
       {std::pair{"Which agreement ended the war between Chile and Peru?", "'ended the war'"},
        {"which agreement ended the war in chile", "'ended the war'"},
        {"Which treaties did Chile sign and ratify?", "'ratified'"},
        {"Which formal treaties did Chile sign?", "'formal'"},
        {"Which treaties did only Chile sign?", "'only'"},
        {"Who signed the ACT and where?", "'where'"},
        {"What did Chile sign in 2010 and Peru in 2016?", "'in 2010'"}})
    EXPECT_NE(Understood(text).find(std::string("; not looked at: ") + words), std::string::npos)
        << text << ": " << Understood(text);
  for (const char* text : {"Which treaties did Chile sign in 2016?", "Who refused to sign the ACT?",
                           "When was the ACT signed?", "Which new price and wage agreements?",
                           "Which countries signed with both Chile and Peru?"})
    EXPECT_EQ(Understood(text).find("in 2016'"), std::string::npos) << Understood(text);
}

// The capital stood for its country, with whom it was then looked for.
TEST_F(QuestionClassesTest, ATownBeforeAnAgreementIsWhereItWasSignedOrAWordOfItsName) {
  EXPECT_EQ(Answer("who signed the santiago peace agreement for chile"), "Ana Adano");
  EXPECT_EQ(Answer("Who signed the Santiago peace agreement for Chile?"), "Ana Adano");
  EXPECT_EQ(Answer("did peru sign the santiago agreement"), "true");
}

// "not ratified ACT" was what was agreed with the body of that name.
TEST_F(QuestionClassesTest, WhatWasNotRatifiedIsTheAgreement) {
  for (const char* text :
       {"which countries have not ratified the act", "Which countries have not ratified ACT?"})
    EXPECT_NE(Understood(text).find("of Andean Commerce Treaty"), std::string::npos)
        << Understood(text);
}

// No was the answer about agreements that the graph does not have.
TEST_F(QuestionClassesTest, AnAgreementThatIsNotThereIsNoNo) {
  EXPECT_EQ(Subject("Is the falaba treaty in force?"), "one");
  EXPECT_EQ(Subject("Did Chile sign the falaba treaty?"), "one");
  EXPECT_EQ(Subject("Was the water treaty cancelled?"), "any, water treaty, water treaty");
  EXPECT_EQ(Subject("Was the ACT cancelled?"), "any, Andean Commerce Treaty");
  EXPECT_EQ(Subject("Was the Adano contract cancelled?"), "one, contract");
  EXPECT_EQ(Subject("Did Chile sign treaties on rivers?"), "any, Andes Union treaty on rivers");
  EXPECT_EQ(Subject("Did Chile sign with Peru?"), "none");
}

// Somebody's signature made a signed one of what was refused.
TEST_F(QuestionClassesTest, WhatWasRejectedWasNotSigned) {
  EXPECT_EQ(Answer("What did Brazil sign?"), "Coffee Pact");
  auto question = UnderstandQuestion("What did Brazil sign?", names_, {});
  ASSERT_TRUE(question);
  Engine engine(*graph_);
  auto result = engine.Run(question->query, question->parameters);
  ASSERT_TRUE(result);
  ASSERT_EQ(result->rows.size(), 1U);
  EXPECT_EQ(ValueToCell(result->rows[0][3], *reader_), "ended 1995");
}

TEST_F(QuestionClassesTest, AMonthWithoutAYearIsThatOfAnyYear) {
  EXPECT_EQ(Answer("did chile sign the act in february"), "true");
  EXPECT_EQ(Answer("Did Chile sign the ACT in March?"), "false");
  EXPECT_EQ(Answer("What was signed in June?"), "peace agreement, peace declaration");
  EXPECT_NE(Understood("What was signed in June?").find("in June of any year"), std::string::npos);
}

// Short words were not understood, or an error pointed beside what was typed.
TEST_F(QuestionClassesTest, ShortWordsAreWrittenOut) {
  EXPECT_NE(Understood("deals w/ peru").find("by Peru (reading 'w/' as 'with')"), std::string::npos)
      << Understood("deals w/ peru");
  EXPECT_NE(Understood("pm of chile").find("'prime minister' at Chile"), std::string::npos);
  EXPECT_EQ(Answer("chile n peru agmts"), Answer("chile and peru agreements"));
  auto wrong = UnderstandQuestion("agmts w/ Chile in Zamunda", names_, {});
  ASSERT_FALSE(wrong);
  ASSERT_TRUE(wrong.error().span);
  EXPECT_EQ(wrong.error().span->begin_byte, 18U);
  EXPECT_EQ(wrong.error().span->end_byte, 25U);
}

// It was left out, and the answer was about everybody.
TEST_F(QuestionClassesTest, WhoWeAreIsNotKnown) {
  for (const char* text : {"Did we sign the ACT?", "our agreements with Peru"})
    EXPECT_NE(Understood(text).find("who is meant by 'we'"), std::string::npos) << text;
  EXPECT_EQ(Understood("What do we know about Chile?").find("who is meant"), std::string::npos);
}

TEST_F(QuestionClassesTest, AMistypedNameIsTakenWhole) {
  auto wrong = UnderstandQuestion("Who signed the Andaen Commerce Treaty?", names_, {});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().suggestion, "did you mean Andean Commerce Treaty?");
}

// "cancelled" was left out; who ended talks is not known.
TEST_F(QuestionClassesTest, WhatWasCancelledIsAskedFor) {
  EXPECT_NE(Understood("chile peru cancelled").find("ended or annulled"), std::string::npos);
  EXPECT_NE(Understood("Who broke off the talks?").find("does not know who ended talks"),
            std::string::npos);
  EXPECT_NE(Understood("Was the signing called off?").find("cancelled"), std::string::npos);
}

TEST_F(QuestionClassesTest, HowManyAgreementsSomebodySigned) {
  EXPECT_NE(Understood("Who signed more than one agreement?").find("with more than 1 agreement"),
            std::string::npos);
  EXPECT_NE(Understood("Which countries signed at least 2 treaties?").find("at least 2"),
            std::string::npos);
}

TEST_F(QuestionClassesTest, HeadsOfStateAreCalledManyThings) {
  auto question = UnderstandQuestion("Which heads of state signed agreements?", names_, {});
  ASSERT_TRUE(question);
  EXPECT_NE(question->query.find("STARTS WITH word + ' of the republic'"), std::string::npos);
}

// What there is of events, meetings and posts, as of agreements.
TEST_F(QuestionClassesTest, AnEventThatIsNotThereIsNoNo) {
  EXPECT_EQ(Subject("Did Chile attend the regatta conference?"), "one");
  EXPECT_EQ(Subject("Is Ana Adano the foreign minister of Chile?").substr(0, 3), "one")
      << Subject("Is Ana Adano the foreign minister of Chile?");
}

TEST_F(QuestionClassesTest, WhatAnybodySaidIsNotKnown) {
  for (const char* text : {"What did Ana Adano say about rivers?", "what did ana adano say"})
    EXPECT_NE(Understood(text).find("does not know what anybody said"), std::string::npos)
        << Understood(text);
}

// The words of both were read as one question: "whoever signed with the prime minister".
TEST_F(QuestionClassesTest, WhatWasSoWhenSomethingElseWasTakesTwoQuestions) {
  for (const char* text : {"Who was prime minister of Chile when the Andes Treaty was signed?",
                           "Who was PM when Chile signed with Peru?",
                           "What did Chile sign when Ana Adano was minister?",
                           "When Chile signed with Peru, who was foreign minister?",
                           "When Chile signed with Peru, was Ana Adano minister?",
                           "Who was foreign minister of Chile, when Chile and Peru signed?",
                           "Did Ana Adano meet Peru when she was minister?",
                           "Who was minister of Chile at the time of the treaty with Peru?",
                           "Who was minister at the time when Chile signed with Peru?",
                           "Who was minister of Chile in the year when Chile signed with Peru?",
                           "Who was minister of Chile while Chile signed with Peru?",
                           "Who was minister of Chile after the treaty was signed?",
                           "Who was minister of Chile as Chile signed with Peru?"})
    EXPECT_NE(Understood(text).find("at the time of something else"), std::string::npos)
        << text << ": " << Understood(text);
  auto refused = UnderstandQuestion("What did Chile sign when Ana Adano was minister?", names_, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().suggestion.find("What did Chile sign in 2018?"), std::string::npos)
      << refused.error().suggestion;
  for (const char* text :
       {"Who signed with Chile and when?", "Who signed what, when and where?",
        "Chile and Peru signed when?", "Tell me when Chile and Peru signed",
        "Do you know when Chile and Peru signed?", "What is the date when Chile and Peru signed?",
        "When, where and by whom was the treaty of Chile and Peru signed?",
        "What did Chile sign with Peru, and when was it signed?",
        "What did Chile sign with Peru, when was it signed?",
        "Show the agreements of Chile and when they were signed",
        "Show the agreements of Chile and the dates when they were signed",
        "List agreements by the date when they were signed",
        "What year was it when Chile signed with Peru?", "What did Chile sign when in Lima?",
        "Which documents say when Chile and Peru signed?",
        "What did Ana Adano sign as foreign minister?",
        "Which treaties that Ana Adano signed as minister were renewed?"})
    EXPECT_EQ(Understood(text).find("at the time of something else"), std::string::npos) << text;
}

// Whoever signed with those of that title was listed, and of somebody named what the two signed.
TEST_F(QuestionClassesTest, WhoSignsAsSomethingHoldsThatPost) {
  EXPECT_EQ(Answer("Who signed the peace agreement as president?"), "Ana Adano");
  EXPECT_EQ(Answer("Who signed as president of Chile?"), "Ana Adano");
  EXPECT_EQ(Answer("Who signed as prime minister of Peru?"), "");
  EXPECT_EQ(Answer("What did Ana Adano sign as president of Chile?"), "peace agreement");
  EXPECT_NE(Understood("What did Ana Adano sign as president of Chile?")
                .find("not looked at: 'as president of Chile'"),
            std::string::npos);
}

// "after the summit" was read as at it, and other such words were not understood.
TEST_F(QuestionClassesTest, WhatIsLaterThanSomethingElseTakesTwoQuestions) {
  for (const char* text :
       {"Which treaties were signed after the peace agreement?",
        "Which treaties were signed after the summit?", "What was agreed before the talks?",
        "What has Chile signed since Brexit?", "What did Chile sign until the war?"})
    EXPECT_NE(Understood(text).find("at the time of something else"), std::string::npos)
        << text << ": " << Understood(text);
  EXPECT_EQ(Answer("What has Chile signed since 2016?"), "Andean Commerce Treaty");
}

// They were taken for topics or for words without a meaning.
TEST_F(QuestionClassesTest, AveragesAndSharesAreRefusedAsSuch) {
  for (const char* text :
       {"How many agreements were signed per year on average?",
        "What share of agreements are treaties?", "What percentage of treaties is in force?",
        "What is the average number of treaties per year?"})
    EXPECT_NE(Understood(text).find("averages and shares can't be asked"), std::string::npos)
        << text << ": " << Understood(text);
}

// Documents that say that the two agreed were listed.
TEST_F(QuestionClassesTest, WhatAgreementsMentionIsNotKnown) {
  const std::string said = Understood("Which agreements mention both Chile and Peru?");
  EXPECT_NE(said.find("whom the text of an agreement mentions"), std::string::npos) << said;
  EXPECT_NE(said.find("Which documents mention Chile and Peru?"), std::string::npos) << said;
}

// It was whether they have a peace agreement, and the answer was yes.
TEST_F(QuestionClassesTest, WhoIsAtPeaceIsNotKnown) {
  EXPECT_NE(Understood("Are Chile and Peru at peace?").find("who is at peace or at war"),
            std::string::npos);
}

// The events of whoever made it were listed, which are none of the contract's.
TEST_F(QuestionClassesTest, WhatHappenedToAnAgreementIsHowItStands) {
  for (const char* text :
       {"What happened to the contract with Adano Gas?", "What became of the contract of Kenya?"})
    EXPECT_EQ(Answer(text), "contract") << text << ": " << Understood(text);
  EXPECT_EQ(Understood("What happened to the contract with Adano Gas?").substr(0, 20),
            "status of agreements");
}

TEST_F(QuestionClassesTest, WhatAnAgreementDealsWithIsWhatItIsAbout) {
  const std::string said = Understood("What does the water treaty deal with?");
  EXPECT_NE(said.find("by what they are about"), std::string::npos) << said;
  EXPECT_EQ(Answer("Has Kenya a deal with Adano Gas?"), "true");
}

// How many was passed over without a word.
TEST_F(QuestionClassesTest, PairsMayHaveSoManyAgreements) {
  EXPECT_EQ(Answer("Which countries signed more than one agreement with each other?"), "Chile");
  EXPECT_EQ(Answer("Which countries signed at least four agreements with each other?"), "");
  EXPECT_EQ(Answer("How many countries signed more than one agreement with each other?"), "1");
}

// It was the day that others had signed on.
TEST_F(QuestionClassesTest, WhoJoinedLaterDidSoOnADayOfTheirOwn) {
  EXPECT_EQ(Answer("When did Peru join the ACT?"), "2018-05-06");
  EXPECT_EQ(Answer("Who joined the ACT in 2018?"), "Peru");
  EXPECT_EQ(Answer("Who joined the ACT in 2016?"), "");
}

TEST_F(QuestionClassesTest, WhereSomebodyWasIsWhereWhatTheyDidWas) {
  EXPECT_EQ(Answer("Where was Ana Adano on 5 June 2010?"), "Santiago");
  EXPECT_EQ(Answer("Where was Ana Adano in 2011?"), "");
  EXPECT_EQ(Answer("Where was Luis Vega in June 2010?"), "Santiago");
}

// The country was passed over, and whoever had that post anywhere was listed.
TEST_F(QuestionClassesTest, WhoCameAfterSomebodyInAPost) {
  for (const char* text : {"Who replaced Otieno Mbugua as governor of Kenya?",
                           "Who was governor of Kenya after Otieno Mbugua?"})
    EXPECT_EQ(Answer(text), "Wanjiru Mutua") << text << ": " << Understood(text);
  EXPECT_EQ(Answer("Who replaced Otieno Mbugua as governor of Chile?"), "");
  EXPECT_EQ(Answer("Who was governor of Kenya before Wanjiru Mutua?"), "Otieno Mbugua");
}

TEST_F(QuestionClassesTest, OnWhoseBehalfAsASecondQuestionIsNotPassedOver) {
  const std::string said = Understood("Who signed the peace agreement and on whose behalf?");
  EXPECT_NE(said.find("not looked at: 'on whose behalf'"), std::string::npos) << said;
}

// It was a span that nothing lies in.
TEST_F(QuestionClassesTest, ASpanThatEndsBeforeItBeginsIsAnError) {
  EXPECT_NE(Understood("What was signed between 2030 and 2020?").find("ends before it begins"),
            std::string::npos);
  EXPECT_NE(Understood("What was signed from May 2019 to March 2019?").find("ends before"),
            std::string::npos);
}

// Their agreements were counted.
TEST_F(QuestionClassesTest, WhoHasTheMostOfSomethingElseIsNotAsked) {
  EXPECT_NE(Understood("Which country has the most ministers?").find("the most of anything but"),
            std::string::npos);
  EXPECT_EQ(Answer("Which country signed the most treaties?").substr(0, 5), "Chile");
}

// They were looked for by an empty key, and nothing was found.
TEST_F(QuestionClassesTest, WhatHasNoKeyCanNotBeAskedFor) {
  tests::GraphMaker maker;
  maker.Node({"Person"}, {{"name", Text("Ana Adano")}});
  auto graph = maker.Finish();
  auto reader = *graph->Read();
  NameIndex index(*reader);
  auto question = UnderstandQuestion("Who signed with Ana Adano?", index.Names(), {"2024-06-15"});
  ASSERT_FALSE(question);
  EXPECT_NE(question.error().message.find("'Ana Adano' has no key"), std::string::npos);
  // What is missing is said as a query that gives it.
  EXPECT_NE(question.error().suggestion.find("SET n.key = "), std::string::npos);
}

// Every party of what was ratified was said to have ratified it.
TEST_F(QuestionClassesTest, WhoRatifiedIsNotKnown) {
  for (const char* text :
       {"Which countries ratified the ACT?", "Did Chile ratify the ACT?", "What did Peru ratify?",
        "When did Chile ratify the ACT?", "By whom was the ACT ratified?"})
    EXPECT_NE(Understood(text).find("does not know who ratified"), std::string::npos)
        << text << ": " << Understood(text);
  EXPECT_EQ(Understood("When was the ACT ratified?").substr(0, 4), "when");
}

}  // namespace
}  // namespace entente::query
