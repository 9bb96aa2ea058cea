// What takes two questions, what a graph cannot know, and answers that are none. The names are
// invented.

#include <gtest/gtest.h>

#include "tests/support/question_class_world.h"

namespace entente::query {
namespace {

using QuestionLimitsTest = QuestionClassWorldTest;

// What there is of events, meetings and posts, as of agreements.
TEST_F(QuestionLimitsTest, AnEventThatIsNotThereIsNoNo) {
  EXPECT_EQ(Subject("Did Chile attend the regatta conference?"), "one");
  EXPECT_EQ(Subject("Is Ana Adano the foreign minister of Chile?").substr(0, 3), "one")
      << Subject("Is Ana Adano the foreign minister of Chile?");
}

TEST_F(QuestionLimitsTest, WhatAnybodySaidIsNotKnown) {
  for (const char* text : {"What did Ana Adano say about rivers?", "what did ana adano say"})
    EXPECT_NE(Understood(text).find("does not know what anybody said"), std::string::npos)
        << Understood(text);
}

// The words of both were read as one question: "whoever signed with the prime minister".
TEST_F(QuestionLimitsTest, WhatWasSoWhenSomethingElseWasTakesTwoQuestions) {
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
TEST_F(QuestionLimitsTest, WhoSignsAsSomethingHoldsThatPost) {
  EXPECT_EQ(Answer("Who signed the peace agreement as president?"), "Ana Adano");
  EXPECT_EQ(Answer("Who signed as president of Chile?"), "Ana Adano");
  EXPECT_EQ(Answer("Who signed as prime minister of Peru?"), "");
  EXPECT_EQ(Answer("What did Ana Adano sign as president of Chile?"), "peace agreement");
  EXPECT_NE(Understood("What did Ana Adano sign as president of Chile?")
                .find("not looked at: 'as president of Chile'"),
            std::string::npos);
}

// "after the summit" was read as at it, and other such words were not understood.
TEST_F(QuestionLimitsTest, WhatIsLaterThanSomethingElseTakesTwoQuestions) {
  for (const char* text :
       {"Which treaties were signed after the peace agreement?",
        "Which treaties were signed after the summit?", "What was agreed before the talks?",
        "What has Chile signed since Brexit?", "What did Chile sign until the war?"})
    EXPECT_NE(Understood(text).find("at the time of something else"), std::string::npos)
        << text << ": " << Understood(text);
  EXPECT_EQ(Answer("What has Chile signed since 2016?"), "Andean Commerce Treaty");
}

// They were taken for topics or for words without a meaning.
TEST_F(QuestionLimitsTest, AveragesAndSharesAreRefusedAsSuch) {
  for (const char* text :
       {"How many agreements were signed per year on average?",
        "What share of agreements are treaties?", "What percentage of treaties is in force?",
        "What is the average number of treaties per year?"})
    EXPECT_NE(Understood(text).find("averages and shares can't be asked"), std::string::npos)
        << text << ": " << Understood(text);
}

// Documents that say that the two agreed were listed.
TEST_F(QuestionLimitsTest, WhatAgreementsMentionIsNotKnown) {
  const std::string said = Understood("Which agreements mention both Chile and Peru?");
  EXPECT_NE(said.find("whom the text of an agreement mentions"), std::string::npos) << said;
  EXPECT_NE(said.find("Which documents mention Chile and Peru?"), std::string::npos) << said;
}

// It was whether they have a peace agreement, and the answer was yes.
TEST_F(QuestionLimitsTest, WhoIsAtPeaceIsNotKnown) {
  EXPECT_NE(Understood("Are Chile and Peru at peace?").find("who is at peace or at war"),
            std::string::npos);
}

// The events of whoever made it were listed, which are none of the contract's.
TEST_F(QuestionLimitsTest, WhatHappenedToAnAgreementIsHowItStands) {
  for (const char* text :
       {"What happened to the contract with Adano Gas?", "What became of the contract of Kenya?"})
    EXPECT_EQ(Answer(text), "contract") << text << ": " << Understood(text);
  EXPECT_EQ(Understood("What happened to the contract with Adano Gas?").substr(0, 20),
            "status of agreements");
}

TEST_F(QuestionLimitsTest, WhatAnAgreementDealsWithIsWhatItIsAbout) {
  const std::string said = Understood("What does the water treaty deal with?");
  EXPECT_NE(said.find("by what they are about"), std::string::npos) << said;
  EXPECT_EQ(Answer("Has Kenya a deal with Adano Gas?"), "true");
}

// How many was passed over without a word.
TEST_F(QuestionLimitsTest, PairsMayHaveSoManyAgreements) {
  EXPECT_EQ(Answer("Which countries signed more than one agreement with each other?"), "Chile");
  EXPECT_EQ(Answer("Which countries signed at least four agreements with each other?"), "");
  EXPECT_EQ(Answer("How many countries signed more than one agreement with each other?"), "1");
}

// It was the day that others had signed on.
TEST_F(QuestionLimitsTest, WhoJoinedLaterDidSoOnADayOfTheirOwn) {
  EXPECT_EQ(Answer("When did Peru join the ACT?"), "2018-05-06");
  EXPECT_EQ(Answer("Who joined the ACT in 2018?"), "Peru");
  EXPECT_EQ(Answer("Who joined the ACT in 2016?"), "");
}

TEST_F(QuestionLimitsTest, WhereSomebodyWasIsWhereWhatTheyDidWas) {
  EXPECT_EQ(Answer("Where was Ana Adano on 5 June 2010?"), "Santiago");
  EXPECT_EQ(Answer("Where was Ana Adano in 2011?"), "");
  EXPECT_EQ(Answer("Where was Luis Vega in June 2010?"), "Santiago");
}

// The country was passed over, and whoever had that post anywhere was listed.
TEST_F(QuestionLimitsTest, WhoCameAfterSomebodyInAPost) {
  for (const char* text : {"Who replaced Otieno Mbugua as governor of Kenya?",
                           "Who was governor of Kenya after Otieno Mbugua?"})
    EXPECT_EQ(Answer(text), "Wanjiru Mutua") << text << ": " << Understood(text);
  EXPECT_EQ(Answer("Who replaced Otieno Mbugua as governor of Chile?"), "");
  EXPECT_EQ(Answer("Who was governor of Kenya before Wanjiru Mutua?"), "Otieno Mbugua");
}

TEST_F(QuestionLimitsTest, OnWhoseBehalfAsASecondQuestionIsNotPassedOver) {
  const std::string said = Understood("Who signed the peace agreement and on whose behalf?");
  EXPECT_NE(said.find("not looked at: 'on whose behalf'"), std::string::npos) << said;
}

// It was a span that nothing lies in.
TEST_F(QuestionLimitsTest, ASpanThatEndsBeforeItBeginsIsAnError) {
  EXPECT_NE(Understood("What was signed between 2030 and 2020?").find("ends before it begins"),
            std::string::npos);
  EXPECT_NE(Understood("What was signed from May 2019 to March 2019?").find("ends before"),
            std::string::npos);
}

// Their agreements were counted.
TEST_F(QuestionLimitsTest, WhoHasTheMostOfSomethingElseIsNotAsked) {
  EXPECT_NE(Understood("Which country has the most ministers?").find("the most of anything but"),
            std::string::npos);
  EXPECT_EQ(Answer("Which country signed the most treaties?").substr(0, 5), "Chile");
}

// They were looked for by an empty key, and nothing was found.
TEST_F(QuestionLimitsTest, WhatHasNoKeyCanNotBeAskedFor) {
  tests::GraphMaker maker;
  maker.Node({"Person"}, {{"name", tests::Text("Ana Adano")}});
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
TEST_F(QuestionLimitsTest, WhoRatifiedIsNotKnown) {
  for (const char* text :
       {"Which countries ratified the ACT?", "Did Chile ratify the ACT?", "What did Peru ratify?",
        "When did Chile ratify the ACT?", "By whom was the ACT ratified?"})
    EXPECT_NE(Understood(text).find("does not know who ratified"), std::string::npos)
        << text << ": " << Understood(text);
  EXPECT_EQ(Understood("When was the ACT ratified?").substr(0, 4), "when");
}

}  // namespace
}  // namespace entente::query
