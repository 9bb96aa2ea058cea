// Classes of questions that people ask and that were read wrongly: each with the reading that is
// said. The names are invented.

#include <gtest/gtest.h>

#include "tests/support/question_class_world.h"

namespace entente::query {
namespace {

using QuestionClassesTest = QuestionClassWorldTest;

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
    EXPECT_NE(Understood(text).find("the word 'under' was not understood"), std::string::npos)
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

// They were told with whoever had signed for them.
TEST_F(QuestionClassesTest, PartiesAreNotThoseWhoSignedForThem) {
  for (const char* text :
       {"Who are the parties to the peace agreement?", "Who is party to the peace agreement?",
        "Who were the parties to the peace agreement of 2010?"})
    EXPECT_EQ(Answer(text), "Chile, Peru") << text;
}

// "minister of Ana Adano", a body of hers, was looked for.
TEST_F(QuestionClassesTest, WhetherSomebodyHoldsAPost) {
  for (const char* text :
       {"Is Ana Adano a president?", "Is Ana Adano president?", "Is Luis Vega a prime minister?"})
    EXPECT_EQ(Answer(text), "true") << text;
  EXPECT_EQ(Answer("Is Luis Vega a president?"), "false");
}

TEST_F(QuestionClassesTest, SigningIsCalledManyThings) {
  for (const char* text : {"Who put their signature to the peace agreement?",
                           "Who put their signature on the peace agreement?",
                           "Who put his signature to the peace agreement?"})
    EXPECT_EQ(Answer(text), "Ana Adano, Chile, Peru") << text;
  EXPECT_EQ(Answer("Did Chile and Peru come to an agreement?"), "true");
  EXPECT_EQ(Answer("Did Chile and Peru reach an agreement?"), "true");
}

}  // namespace
}  // namespace entente::query
