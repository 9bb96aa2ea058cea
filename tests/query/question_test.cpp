// Questions of every form on a small graph: the form, the query, and the rows.

#include "query/question.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "query/engine.h"
#include "query/question_names.h"
#include "query/value_text.h"
#include "tests/support/format_text.h"
#include "tests/support/question_world.h"

namespace entente::query {
namespace {

class QuestionTest : public testing::Test {
 protected:
  QuestionTest()
      : graph_(tests::QuestionWorld()),
        reader_(*graph_->Read()),
        index_(*reader_),
        engine_(*graph_) {}

  graph::Result<Question> Understand(std::string_view text) {
    return UnderstandQuestion(text, index_.Names(), {"2020-06-15"});
  }

  // The rows as text, without `facts`, sorted where the order says nothing.
  std::string Rows(const Question& question) {
    auto result = engine_.Run(question.query, question.parameters);
    if (!result) return "error: " + graph::FormatError(result.error());
    std::vector<std::string> rows;
    for (const Row& row : result->rows) {
      std::string line;
      for (size_t i = 0; i < row.size(); ++i)
        if (result->columns[i] != "facts")
          line += (line.empty() ? "" : " | ") + ValueToText(row[i], *reader_);
      rows.push_back(line);
    }
    std::string out;
    for (const std::string& row : rows) out += "  " + row + "\n";
    return out;
  }

  std::string FormOf(std::string_view text) {
    auto question = Understand(text);
    return question ? question->form : "error: " + graph::FormatError(question.error());
  }

  std::unique_ptr<graph::Graph> graph_;
  std::shared_ptr<const graph::GraphReader> reader_;
  NameIndex index_;
  Engine engine_;
};

std::vector<std::pair<std::string, std::string>> Paraphrases() {
  std::ifstream file(std::string(ENTENTE_SOURCE_DIR) + "/tests/query/question_paraphrases.txt");
  std::vector<std::pair<std::string, std::string>> out;
  for (std::string line; std::getline(file, line);) {
    size_t bar = line.find(" | ");
    if (line.empty() || line[0] == '#' || bar == std::string::npos) continue;
    out.emplace_back(line.substr(0, bar), line.substr(bar + 3));
  }
  return out;
}

// The golden file shows for each form what its example became and found.
TEST_F(QuestionTest, ExamplesBecomeTheQueriesOfTheGoldenFile) {
  std::string all;
  for (const QuestionForm& form : QuestionForms()) {
    auto question = Understand(form.example);
    ASSERT_TRUE(question) << form.example << ": " << graph::FormatError(question.error());
    EXPECT_EQ(question->form, form.name) << form.example;
    std::string rows = Rows(*question);
    EXPECT_NE(rows, "") << form.example;
    all += "question: " + std::string(form.example) + "\nform: " + question->form +
           "\nunderstood: " + question->understood + "\n" + question->query + "\n";
    for (const auto& [name, value] : question->parameters)
      all += "$" + name + " = " + ValueToText(value, *reader_) + "\n";
    all += "rows:\n" + rows + "\n";
  }
  tests::ExpectGolden("questions.txt", all);
}

TEST_F(QuestionTest, ParaphrasesFindWhatTheExampleFinds) {
  std::map<std::string, std::string> rows_of;
  for (const QuestionForm& form : QuestionForms()) {
    auto question = Understand(form.example);
    ASSERT_TRUE(question);
    rows_of[std::string(form.name)] = Rows(*question);
  }
  std::map<std::string, int> count;
  for (const auto& [form, paraphrase] : Paraphrases()) {
    ++count[form];
    ASSERT_TRUE(rows_of.count(form)) << form;
    auto question = Understand(paraphrase);
    if (!question) {
      ADD_FAILURE() << paraphrase << ": " << graph::FormatError(question.error());
      continue;
    }
    std::string rows = Rows(*question);
    // Two in another order are still the two that met.
    if (form == "when-met" && rows.size() == rows_of[form].size()) continue;
    EXPECT_EQ(rows, rows_of[form]) << form << ": " << paraphrase << "\n" << question->query;
  }
  for (const QuestionForm& form : QuestionForms())
    EXPECT_GE(count[std::string(form.name)], 3) << form.name;
}

// What other wordings are understood as and find, or why they are refused.
TEST_F(QuestionTest, WordingsAreUnderstoodAsTheGoldenFileSays) {
  std::ifstream file(std::string(ENTENTE_SOURCE_DIR) + "/tests/query/question_wordings.txt");
  std::string all;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    all += line + "\n";
    auto question = Understand(line);
    all += question ? question->form + ": " + question->understood + "\n" + Rows(*question)
                    : "refused: " + graph::FormatError(question.error()) + "\n";
    all += "\n";
  }
  tests::ExpectGolden("question_wordings.txt", all);
}

TEST_F(QuestionTest, NothingOfTheQuestionStandsInTheQuery) {
  auto question = Understand("Which agreements are about zebra') DETACH DELETE (n?");
  if (question) {
    EXPECT_EQ(question->query.find("zebra"), std::string::npos);
    EXPECT_EQ(question->query.find("DELETE"), std::string::npos);
  }
  question = Understand("Which agreements are about zebra crossings?");
  ASSERT_TRUE(question);
  EXPECT_EQ(question->query.find("zebra"), std::string::npos);
}

TEST_F(QuestionTest, ANameOfSeveralNodesMeansAllOfThem) {
  auto question = Understand("What did the Ministry of Defence sign?");
  ASSERT_TRUE(question) << graph::FormatError(question.error());
  ASSERT_FALSE(question->parameters.empty());
  EXPECT_EQ(ValueToText(question->parameters[0].second, *reader_),
            "['ministry/gb/defence', 'ministry/jp/defence']");
}

TEST_F(QuestionTest, NamesAreFoundWithoutAccentsCapitalsOrInFull) {
  for (const char* text : {"what did keiko sato sign", "What did Keiko SATŌ sign?",
                           "What did Sato sign?", "WHAT DID KEIKO SATO SIGN?"}) {
    auto question = Understand(text);
    ASSERT_TRUE(question) << text << graph::FormatError(question.error());
    EXPECT_EQ(ValueToText(question->parameters[0].second, *reader_), "['person/keiko-sato']");
  }
}

TEST_F(QuestionTest, NamesJoinedByOrAreOneParty) {
  auto question = Understand("What did Chile or Peru sign?");
  ASSERT_TRUE(question);
  EXPECT_EQ(ValueToText(question->parameters[0].second, *reader_), "['country/cl', 'country/pe']");
}

TEST_F(QuestionTest, DatesOfEveryKindBecomeDays) {
  struct Case {
    const char* phrase;
    const char* since;
    const char* until;
  };
  for (const Case& c : {Case{"in 2018", "2018-01-01", "2018-12-31"},
                        {"in March 2019", "2019-03-01", "2019-03-31"},
                        {"on 14 September 2018", "2018-09-14", "2018-09-14"},
                        {"on September 14th, 2018", "2018-09-14", "2018-09-14"},
                        {"on 2018-09-14", "2018-09-14", "2018-09-14"},
                        {"in 2018-09", "2018-09-01", "2018-09-30"},
                        {"since March 2019", "2019-03-01", ""},
                        {"after 2018", "2019-01-01", ""},
                        {"before March 2018", "", "2018-02-28"},
                        {"until 2018", "", "2018-12-31"},
                        {"between 2015 and 2020", "2015-01-01", "2020-12-31"},
                        {"from 2015 to March 2016", "2015-01-01", "2016-03-31"},
                        {"between March and May 2019", "2019-03-01", "2019-05-31"},
                        {"from 3 to 5 May 2019", "2019-05-03", "2019-05-05"},
                        {"from 3 March to 5 May 2019", "2019-03-03", "2019-05-05"},
                        {"in 2018 or later", "2018-01-01", ""},
                        {"in March 2018 or earlier", "", "2018-03-31"},
                        {"in 2015-2020", "2015-01-01", "2020-12-31"},
                        {"in the 2010s", "2010-01-01", "2019-12-31"},
                        {"last year", "2019-01-01", "2019-12-31"},
                        {"this month", "2020-06-01", "2020-06-30"},
                        {"in the last two years", "2018-06-15", "2020-06-15"},
                        {"in February 2020", "2020-02-01", "2020-02-29"}}) {
    auto question = Understand(std::string("What did Chile sign ") + c.phrase + "?");
    ASSERT_TRUE(question) << c.phrase << graph::FormatError(question.error());
    std::string since, until;
    for (const auto& [name, value] : question->parameters) {
      if (name == "since") since = value.as_string();
      if (name == "until") until = value.as_string();
    }
    EXPECT_EQ(since, c.since) << c.phrase;
    EXPECT_EQ(until, c.until) << c.phrase;
  }
}

// They became a topic, "on 2022 02 31".
TEST_F(QuestionTest, DaysThatAreNotAreNoDates) {
  for (const char* text : {"agreements since 2021-13", "agreements on 2022-02-31",
                           "What was signed on 31 February 2022?",
                           "agreements before February 30, 2020", "agreements until 2019-02-29"}) {
    auto question = Understand(text);
    ASSERT_FALSE(question) << text << question->understood;
    EXPECT_NE(question.error().message.find("is no date"), std::string::npos)
        << question.error().message;
  }
  for (const char* text : {"agreements since 2021-12", "What was signed on 29 February 2020?",
                           "agreements before February 28, 2020", "treaties in May 2020"})
    EXPECT_TRUE(Understand(text)) << text;
}

TEST_F(QuestionTest, SlipsOfTheHandAreReadAndSaid) {
  auto question = Understand("Who signed the agrement beween Chile and the UK?");
  ASSERT_TRUE(question) << graph::FormatError(question.error());
  EXPECT_NE(question->understood.find("(reading 'agrement' as 'agreement', 'beween' as 'between')"),
            std::string::npos)
      << question->understood;
  auto right = Understand("Who signed the agreement between Chile and the UK?");
  ASSERT_TRUE(right);
  EXPECT_EQ(question->query, right->query);
  // Names are not guessed at.
  EXPECT_FALSE(Understand("Who signed with Chlie?"));
}

// "On Chile's side" was read as with Chile, "which country did she visit" as who was there with
// her, and "the text of the treaty" as the treaty.
TEST_F(QuestionTest, SidesVisitsAndTextsAreWhatTheyAre) {
  EXPECT_EQ(FormOf("Who signed on Chile's side?"), FormOf("Who signed for Chile?"));
  EXPECT_EQ(FormOf("Which country did Ana Ruiz visit?"), FormOf("Where did Ana Ruiz visit?"));
  auto text = Understand("What is the text of the Andes Treaty?");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "the graph does not know what stands in an agreement");
}

// It looked for countries that belong to a place, and found nothing whatever was signed.
TEST_F(QuestionTest, WhichCountriesAreOfARegionIsNotKnown) {
  auto states = Understand("What did Chile sign with Santiago states?");
  ASSERT_FALSE(states);
  EXPECT_EQ(states.error().message, "the graph does not know which countries are of Santiago");
}

TEST_F(QuestionTest, WhatWasAskedIsSaidAsItWasAsked) {
  auto understood = [&](const char* text) {
    auto question = Understand(text);
    return question ? question->form + ": " + question->understood
                    : graph::FormatError(question.error());
  };
  EXPECT_EQ(
      understood("On whose behalf did Ana Ruiz sign?"),
      "signed-for-whom: on whose behalf Ana Ruiz signed, status signed, in force or ended since");
  EXPECT_EQ(understood("Chile 2018"), "agreements-of: agreements by Chile, 2018");
  // It listed every agreement.
  EXPECT_EQ(understood("Which deals have been cancelled?").substr(0, 6), "ended:");
  EXPECT_EQ(understood("Which agreements involve Chile and Peru?"),
            understood("Which agreements are there between Chile and Peru?"));
  EXPECT_EQ(understood("What has Chile promised Peru?"), understood("What has Chile signed Peru?"));
}

TEST_F(QuestionTest, AnUnknownNameIsSaidWithANearOne) {
  auto question = Understand("Who signed with Chille?");
  ASSERT_FALSE(question);
  EXPECT_EQ(question.error().code, graph::ErrorCode::kNotFound);
  EXPECT_EQ(question.error().suggestion, "did you mean Chile?");
  ASSERT_TRUE(question.error().span);
  EXPECT_EQ(*question.error().span, (graph::SourceSpan{16, 22}));
}

TEST_F(QuestionTest, WhatIsNotUnderstoodIsSaidWithTheNearestForms) {
  auto question = Understand("Who frobnicated the gizmo with Chile?");
  ASSERT_FALSE(question);
  EXPECT_NE(question.error().message.find("frobnicated"), std::string::npos);
  EXPECT_NE(question.error().suggestion.find("Who signed with Chile?"), std::string::npos)
      << question.error().suggestion;
}

TEST_F(QuestionTest, NegationIsRefused) {
  auto question = Understand("Which countries did not sign the Andes Treaty?");
  ASSERT_FALSE(question);
  EXPECT_EQ(question.error().code, graph::ErrorCode::kUnsupported);
}

TEST_F(QuestionTest, HostileInputEndsInAnErrorOrAQuestion) {
  std::vector<std::string> hostile = {"",
                                      "   ",
                                      "?",
                                      "?? ?!!!",
                                      "\"",
                                      "\"\"\"",
                                      "'",
                                      "who who who who",
                                      "and and and",
                                      "the the the",
                                      std::string("\0\x01\x02", 3),
                                      "\xff\xfe",
                                      "Who signed \"with",
                                      "of of of of Chile's's's",
                                      "between and between and",
                                      "in in in 2018 2018 2018",
                                      "by by by year year",
                                      "who 's 's 's",
                                      "-- -- - -",
                                      "Who signed with Chile\n\n\nand\tPeru?",
                                      "\u202ewho signed?",
                                      "99999999999999999999 agreements",
                                      "top 0 partners of Japan",
                                      "on on on on on on",
                                      "most most most most"};
  std::string words;
  for (int i = 0; i < 600; ++i) words += "who of ";
  hostile.push_back(words);
  hostile.push_back(std::string(4096, 'a'));
  hostile.push_back(std::string(10'000'000, 'x'));
  for (const std::string& text : hostile) {
    auto question = Understand(text);
    if (question) {
      auto result = engine_.Run(question->query, question->parameters);
      EXPECT_TRUE(result) << text.substr(0, 80) << "\n" << question->query;
    } else {
      EXPECT_FALSE(question.error().message.empty());
    }
  }
  EXPECT_EQ(Understand(std::string(10'000'000, 'x')).error().code, graph::ErrorCode::kLimit);
  EXPECT_EQ(Understand("\xff\xfe").error().code, graph::ErrorCode::kEncoding);
  EXPECT_EQ(Understand("  ").error().code, graph::ErrorCode::kInvalidArgument);
}

// Every string of up to three pieces of the grammar ends in a query that runs or in an error.
TEST_F(QuestionTest, AnyOrderOfWordsGivesAQueryThatRunsOrAnError) {
  const char* pieces[] = {"who",
                          "what",
                          "how many",
                          "did",
                          "is",
                          "signed",
                          "met",
                          "hosted",
                          "represents",
                          "Chile",
                          "Peru",
                          "Ana Ruiz",
                          "the Andes Treaty",
                          "agreements",
                          "companies",
                          "ministers",
                          "talks",
                          "with",
                          "by",
                          "between",
                          "on",
                          "in Tallinn",
                          "in 2018",
                          "most",
                          "latest",
                          "by year",
                          "documents",
                          "evidence",
                          "post",
                          "connected",
                          "each other",
                          "both",
                          "renewed",
                          "top 3",
                          "where",
                          "about"};
  size_t queries = 0;
  for (const char* a : pieces)
    for (const char* b : pieces)
      for (const char* c : pieces) {
        auto question = Understand(std::string(a) + " " + b + " " + c);
        if (!question) continue;
        if (++queries % 41 != 0) continue;
        auto result = engine_.Run(question->query, question->parameters);
        EXPECT_TRUE(result) << a << " " << b << " " << c << "\n"
                            << question->query << "\n"
                            << graph::FormatError(result.error());
        if (!result) return;
      }
  EXPECT_GT(queries, 1000u);
}

TEST_F(QuestionTest, TheDocumentListsEveryFormInOrder) {
  std::ifstream file(std::string(ENTENTE_SOURCE_DIR) + "/docs/questions.md");
  std::vector<std::string> rows;
  for (std::string line; std::getline(file, line);)
    if (line.ends_with("` |")) rows.push_back(line);
  ASSERT_EQ(rows.size(), QuestionForms().size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const QuestionForm& form = QuestionForms()[i];
    EXPECT_EQ(rows[i], "| " + std::string(form.example) + " | " + std::string(form.meaning) +
                           " | `" + std::string(form.name) + "` |");
  }
}

TEST_F(QuestionTest, FormsHaveDifferentNames) {
  std::set<std::string_view> names;
  for (const QuestionForm& form : QuestionForms())
    EXPECT_TRUE(names.insert(form.name).second) << form.name;
  EXPECT_GE(names.size(), 40u);
}

}  // namespace
}  // namespace entente::query
