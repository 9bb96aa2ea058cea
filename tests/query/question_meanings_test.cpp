// Questions that were read as something else or refused by the way: each class by three or more of
// its wordings. The names are invented.

#include <gtest/gtest.h>

#include "tests/support/question_class_world.h"

namespace entente::query {
namespace {

using QuestionMeaningsTest = QuestionClassWorldTest;

// The article was taken for an initial, and the post was that of nobody.
TEST_F(QuestionMeaningsTest, AnArticleBehindANameIsNoInitial) {
  for (const char* text : {"Is Ana Adano a president?", "Is Luis Vega a prime minister?",
                           "Was Otieno Mbugua a president?", "is ana adano a president"})
    EXPECT_EQ(Answer(text), "true") << text << ": " << Understood(text);
}

// The possessive was passed over: countries that signed with a minister.
TEST_F(QuestionMeaningsTest, WhoseMinistersOfWhichCountryIsAskedFor) {
  for (const char* text : {"Which country's president signed the peace agreement?",
                           "Which countries' presidents signed the peace agreement?",
                           "What country's president signed the peace agreement?"})
    EXPECT_EQ(Answer(text), "Chile") << text << ": " << Understood(text);
}

// Who signed for them was listed among the parties.
TEST_F(QuestionMeaningsTest, PartiesAreNotWhoSignedForThem) {
  for (const char* text :
       {"Who are the parties to the peace agreement?", "Who is party to the peace agreement?",
        "Name the parties to the peace agreement", "List the sides of the peace agreement"})
    EXPECT_EQ(Answer(text), "Chile, Peru") << text << ": " << Understood(text);
  EXPECT_EQ(Answer("Who are the signatories of the peace agreement?"), "Ana Adano, Chile, Peru");
}

// Countries with so many agreements were listed, whoever these are with.
TEST_F(QuestionMeaningsTest, BetweenWhichCountriesAsksForPairs) {
  for (const char* text : {"Between which countries are there more than two agreements?",
                           "Between which countries were more than two agreements signed?",
                           "Between which states are there at least three agreements?"})
    EXPECT_EQ(Answer(text), "Chile") << text << ": " << Understood(text);
  EXPECT_EQ(Answer("Between which countries was the peace agreement signed?"), "Chile, Peru");
}

// The counterparts were passed over, with whose they are.
TEST_F(QuestionMeaningsTest, CounterpartsAreOfTheirCountry) {
  for (const char* text : {"Which presidents met their Peruvian counterparts?",
                           "Which president met a Peru counterpart?",
                           "Which presidents have met with their Peru counterparts?"}) {
    std::string said = text;
    if (const size_t at = said.find("Peruvian"); at != std::string::npos)
      said.replace(at, 8, "Peru");
    EXPECT_EQ(Answer(said), "Ana Adano") << said << ": " << Understood(said);
  }
  EXPECT_EQ(Answer("Which presidents met their Kenya counterparts?"), "");
}

// "hydrogen say" was the subject.
TEST_F(QuestionMeaningsTest, WhatAnAgreementSaysIsNotKnown) {
  for (const char* text : {"What do agreements on rivers say?", "What does the ACT treaty say?",
                           "What does the water treaty say about fishing?"})
    EXPECT_NE(Understood(text).find("what stands in an agreement"), std::string::npos)
        << text << ": " << Understood(text);
  EXPECT_EQ(Understood("What do documents say about the water treaty?").find("does not know"),
            std::string::npos);
}

// It was looked for in the names of events.
TEST_F(QuestionMeaningsTest, TheNextIsTheFirstFromTodayOn) {
  for (const char* text : {"When is the next meeting planned?", "When is the next meeting?",
                           "What is the next summit?", "Where is the next conference held?"})
    EXPECT_NE(Understood(text).find("from today on"), std::string::npos)
        << text << ": " << Understood(text);
  EXPECT_EQ(Understood("What was signed next year?").find("from today on"), std::string::npos);
}

// A town was the answer, or the countries that were there too.
TEST_F(QuestionMeaningsTest, WhichCountrySomebodyVisitedIsACountry) {
  for (const char* text :
       {"Which country did Ana Adano visit?", "Which countries did Ana Adano visit in 2010?",
        "What countries has Ana Adano visited?"}) {
    auto question = UnderstandQuestion(text, names_, {"2024-06-15"});
    ASSERT_TRUE(question) << text;
    EXPECT_NE(question->query.find("land.name AS country"), std::string::npos) << question->query;
  }
}

// "during the visit" said nothing; "during the war" was where it was.
TEST_F(QuestionMeaningsTest, DuringIsAtAGatheringOrATimeOfItsOwn) {
  for (const char* text : {"What was signed during the visit?", "What was signed during a visit?",
                           "Which treaties were signed during visits?"})
    EXPECT_NE(Understood(text).find("at visit"), std::string::npos)
        << text << ": " << Understood(text);
  for (const char* text :
       {"What did Chile sign during the war?", "Who was president of Chile during the talks?",
        "What did Chile sign during the presidency of Ana Adano?"})
    EXPECT_NE(Understood(text).find("at the time of something else"), std::string::npos)
        << text << ": " << Understood(text);
  EXPECT_EQ(Answer("What did Chile sign during 2016?"), "Andean Commerce Treaty");
}

TEST_F(QuestionMeaningsTest, ToPutASignatureAndToComeToAnAgreementIsToSign) {
  for (const char* text :
       {"Who put their signature to the peace agreement?",
        "Who put their signature on the peace agreement?", "Who has signed the peace agreement?"})
    EXPECT_EQ(Answer(text), "Ana Adano, Chile, Peru") << text << ": " << Understood(text);
  for (const char* text :
       {"Did Chile and Peru come to an agreement?", "Have Chile and Peru come to terms?",
        "Did Chile and Peru reach agreement?"})
    EXPECT_EQ(Answer(text), "true") << text << ": " << Understood(text);
}

TEST_F(QuestionMeaningsTest, WhoUsedToBeSomethingWas) {
  for (const char* text : {"Who used to be president of Kenya?",
                           "Who used to be the president of Kenya?", "Who was president of Kenya?"})
    EXPECT_EQ(Answer(text), "Otieno Mbugua") << text << ": " << Understood(text);
}

TEST_F(QuestionMeaningsTest, InWhichOfTheirPostsSomebodySignedIsNotKnown) {
  for (const char* text :
       {"In which capacity did Ana Adano sign the peace agreement?",
        "In what capacity did Ana Adano sign?", "In which role did Ana Adano meet Luis Vega?"}) {
    auto question = UnderstandQuestion(text, names_, {"2024-06-15"});
    ASSERT_FALSE(question) << text;
    EXPECT_NE(question.error().suggestion.find("What posts has Ana Adano held?"), std::string::npos)
        << graph::FormatError(question.error());
  }
}

TEST_F(QuestionMeaningsTest, BeforeSomebodyWasSomethingTakesTwoQuestions) {
  for (const char* text : {"What did Ana Adano sign before she was president?",
                           "What did Ana Adano sign after she had been president?",
                           "What did Ana Adano sign before becoming president?"})
    EXPECT_NE(Understood(text).find("at the time of something else"), std::string::npos)
        << text << ": " << Understood(text);
}

TEST_F(QuestionMeaningsTest, WhoCameWithSomebodyWasThereToo) {
  for (const char* text : {"Who accompanied Ana Adano?", "Who travelled with Ana Adano?",
                           "Which ministers accompanied Ana Adano to Santiago?"})
    EXPECT_NE(Understood(text).find("attended with Ana Adano"), std::string::npos)
        << text << ": " << Understood(text);
}

// Every country was listed, with the place not looked at.
TEST_F(QuestionMeaningsTest, WhichCountriesLieSomewhereIsNotKnown) {
  for (const char* text :
       {"Which countries are in Santiago?", "What countries are there in Santiago?",
        "How many countries are in Santiago?"})
    EXPECT_NE(Understood(text).find("which countries are of Santiago"), std::string::npos)
        << text << ": " << Understood(text);
}

// A body of that name was taken for who had signed.
TEST_F(QuestionMeaningsTest, InWhichCountryWhatIsSignedIsTheAgreement) {
  for (const char* text : {"In which country was the ACT signed?",
                           "In what city was the ACT signed?", "Where was the ACT signed?"})
    EXPECT_NE(Understood(text).find("of Andean Commerce Treaty"), std::string::npos)
        << text << ": " << Understood(text);
}

// Places could not be asked for.
TEST_F(QuestionMeaningsTest, WhereAPlaceLiesIsTold) {
  for (const char* text :
       {"Where is Puerto Sol?", "where is puerto sol", "Where does Puerto Sol lie?"})
    EXPECT_EQ(Answer(text), "Puerto Sol") << text << ": " << Understood(text);
  for (const char* text : {"In which country is Puerto Sol?", "Which country is Puerto Sol in?",
                           "In what country does Puerto Sol lie?"})
    EXPECT_EQ(Answer(text), "Puerto Sol") << text << ": " << Understood(text);
  EXPECT_NE(Understood("Which countries are in Kenya?").substr(0, 4), "what");
  for (const char* text : {"Is Puerto Sol in Peru?", "is puerto sol in peru"})
    EXPECT_EQ(Answer(text), "true") << text << ": " << Understood(text);
  EXPECT_EQ(Answer("Is Puerto Sol in Kenya?"), "false");
  EXPECT_NE(Understood("Is Puerto Sol a city?").find("Where is Puerto Sol?"), std::string::npos);
}

}  // namespace
}  // namespace entente::query
