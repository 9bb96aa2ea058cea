#include "ingest/scorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "graph/utf8.h"
#include "ingest/score_names.h"

namespace entente::ingest {
namespace {

namespace fs = std::filesystem;

class ScorerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "entente-scorer-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  static Tally Of(const ScoreReport& report, const std::string& figure) {
    for (const ScoreFigure& f : report.figures) {
      if (f.name == figure) return f.tally;
    }
    ADD_FAILURE() << figure;
    return {};
  }
  static std::string Messages(const ScoreReport& report) {
    std::string out;
    for (const graph::Error& error : report.errors)
      out += error.message + (error.suggestion.empty() ? "" : " " + error.suggestion) + "\n";
    return out;
  }
  fs::path root_;
};

TEST_F(ScorerTest, CountsWhatIsRightMadeUpAndMissed) {
  Write("1.txt", "Chile and Peru signed a treaty on extradition in Lima on 14 March 2019.\n");
  Write("1.json", R"({"entities": [
      {"type": "Country", "name": "Chile"}, {"type": "Country", "name": "Peru"},
      {"type": "Place", "name": "Lima"}, {"type": "Person", "name": "Nobody Atall"}],
      "agreements": [{"names": ["treaty on extradition"], "kind": "treaty", "status": "signed",
        "date": "2019-03-14", "place": "Lima", "parties": ["Chile", "Peru"],
        "party_countries": ["Chile", "Peru"], "topics": ["extradition"]}]})");
  Write("2.json", R"({"entities": []})");
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->documents, 1u);
  EXPECT_EQ(report->without_text, 1u);
  EXPECT_EQ(Of(*report, "entity Country").right, 2u);
  EXPECT_EQ(Of(*report, "entity Person").missed, 1u);
  EXPECT_EQ(Of(*report, "agreements").right, 1u);
  EXPECT_EQ(Of(*report, "country pairs").right, 1u);
  EXPECT_EQ(Of(*report, "provenance").wrong, 0u);
  EXPECT_EQ(Of(*report, "evidence").wrong, 0u);
}

// It was scored as an entity without a name.
TEST_F(ScorerTest, AnEntityWithoutANameIsAMistakeOfTheAnnotation) {
  Write("1.txt", "Chile and Peru signed a treaty.\n");
  Write("1.json", R"({"entities": [{"type": "Country", "name": "Chile"},
                                   {"type": "Country", "name": 5}]})");
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->documents, 0u);
  EXPECT_EQ(Messages(*report), "entity 2, name: expected a text, not 5\n");
  EXPECT_EQ(report->errors.front().file, (root_ / "1.json").string());
}

// They counted against the extraction, each a status or a date that nothing could be.
TEST_F(ScorerTest, WhatNoAnnotationCanSayIsSaidWithItsPlace) {
  Write("1.txt", "Chile and Peru signed a treaty.\n");
  Write("1.json", R"({"entities": [{"type": "Nation", "name": "Chile"},
        {"type": "Organisation", "name": "Volta", "also_types": ["Firm"]}, 7],
      "agreements": [{"names": ["treaty on water"], "status": "signd", "date": "2019-02-31",
                      "also_date": ["2019-13"], "parties": "Chile", "also_status": ["agreed"]},
                     {"names": [], "satus": "signed", "date": 2019,
                      "date_range": {"from": "2019"}}],
      "events": [{"names": ["talks"], "start": "--02-30", "end": "14 March"}],
      "posts": [{"person": "Ana Ruiz", "optional": "yes"}]})");
  Write("2.txt", "Peru and Chile signed a treaty.\n");
  Write("2.json", R"({"entities": [{"type": "Country", "name": "Peru"}],
      "agreements": [{"names": ["a"], "date": null, "status": "in force", "also_date": ["--02-29", "--02"]},
                     {"names": ["b"], "date": "2020-02-29", "notes": "x"}]})");
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->documents, 1u);
  EXPECT_EQ(Messages(*report),
            "entity 1 (Chile), type: expected Country, Person, Ministry, Organization or Place, "
            "not 'Nation'\n"
            "entity 2 (Volta), type: expected Country, Person, Ministry, Organization or Place, "
            "not 'Organisation' did you mean Organization?\n"
            "entity 2 (Volta), also_types: expected Country, Person, Ministry, Organization or "
            "Place, not 'Firm'\n"
            "entity 3: expected an object, not 7\n"
            "agreement 1 (treaty on water), status: expected signed, in force, announced, planned "
            "or rejected, not 'signd' did you mean signed?\n"
            "agreement 1 (treaty on water), date: expected a date such as 2019-03-14, 2019-03, "
            "2019 or --03-14, not '2019-02-31'\n"
            "agreement 1 (treaty on water), parties: expected a list of texts, not 'Chile'\n"
            "agreement 1 (treaty on water), also_status: expected signed, in force, announced, "
            "planned or rejected, not 'agreed'\n"
            "agreement 1 (treaty on water), also_date: expected a date such as 2019-03-14, "
            "2019-03, 2019 or --03-14, not '2019-13'\n"
            "agreement 2, date: expected a date such as 2019-03-14, 2019-03, 2019 or --03-14, not "
            "2019\n"
            "agreement 2, date_range: expected an object with \"from\" and \"to\", not "
            "{\"from\":\"2019\"}\n"
            "agreement 2: there is no key \"satus\" did you mean \"status\"?\n"
            "event 1 (talks), start: expected a date such as 2019-03-14, 2019-03, 2019 or "
            "--03-14, not '--02-30'\n"
            "event 1 (talks), end: expected a date such as 2019-03-14, 2019-03, 2019 or --03-14, "
            "not '14 March'\n"
            "post 1 (Ana Ruiz): expected a \"title\"\n"
            "post 1 (Ana Ruiz), optional: expected true or false, not 'yes'\n");
}

TEST_F(ScorerTest, DocumentsThatAreNotThereAreNamed) {
  Write("1.json", R"({"entities": [], "file": "first.txt"})");
  Write("2.json", R"({"entities": []})");
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
  EXPECT_THAT(
      report->missing_documents,
      testing::ElementsAre(
          (root_ / "1.json").string() + ": its document first.txt is not there",
          (root_ / "2.json").string() + ": its document 2.txt (or .md, .html) is not there"));
}

TEST_F(ScorerTest, ConfidenceIsHeldAgainstWhatIsRight) {
  Write("1.txt", "Chile and Peru signed a treaty on extradition in Lima on 14 March 2019.\n");
  // The annotation knows of one party only, so that the other claim is wrong.
  Write("1.json", R"({"entities": [{"type": "Country", "name": "Chile"},
      {"type": "Country", "name": "Peru"}, {"type": "Place", "name": "Lima"}],
      "agreements": [{"id": "a1", "names": ["treaty on extradition"], "kind": "treaty",
        "status": "signed", "date": "2019-03-14", "place": "Lima", "parties": ["Chile"],
        "party_countries": ["Chile"], "topics": ["extradition"]}]})");
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->across.empty());
  uint64_t right = 0, all = 0;
  for (const CalibrationBucket& bucket : report->calibration) {
    EXPECT_LT(bucket.from, bucket.to);
    right += bucket.right;
    all += bucket.all;
  }
  EXPECT_EQ(right, 1u);
  EXPECT_EQ(all, 2u);
}

TEST_F(ScorerTest, ScoresWhatIsOneAcrossDocuments) {
  const std::string agreements =
      R"("agreements": [{"id": "a1", "names": ["Lima Water Treaty"], "kind": "treaty",
        "status": "signed", "date": "2019-03-14", "place": null, "parties": ["Chile", "Peru"],
        "party_countries": ["Chile", "Peru"]}]})";
  for (const char* name : {"1", "2"}) {
    Write(std::string(name) + ".txt",
          std::string("Chile and Peru signed the Lima Water Treaty on 14 March 2019.") +
              (*name == '2' ? " Chilean papers praised it." : "") + "\n");
    Write(std::string(name) + ".json",
          R"({"entities": [{"type": "Country", "name": "Chile", "aliases": ["Chilean"]},
             {"type": "Country", "name": "Peru"}], )" +
              agreements);
  }
  Write("_across.json", R"({"same": [["1:Chile", "2:Chile"], ["1:Chile", "2:Chilean"],
      ["1:Chile", "2:Bolivia"]], "different": [["1:Chile", "2:Peru"], ["1:Peru", "2:Peru"]],
      "same_agreements": [["1:a1", "2:a1"]], "different_agreements": []})");
  ScoreOptions options;
  options.verbose = true;
  auto report = ScoreFolders({root_.string()}, options);
  ASSERT_TRUE(report);
  EXPECT_THAT(report->notes, testing::IsSupersetOf(
                                 {testing::HasSubstr("not one: 1:Chile and 2:Bolivia (2:Bolivia"),
                                  testing::HasSubstr("wrongly one: 1:Peru and 2:Peru")}));
  ASSERT_EQ(report->across.size(), 2u);
  EXPECT_EQ(report->across[0].tally.right, 2u);
  EXPECT_EQ(report->across[0].tally.missed, 1u) << "Bolivia is not there";
  EXPECT_EQ(report->across[0].tally.wrong, 1u) << "Peru is said to be two and is one";
  EXPECT_EQ(report->across[1].tally.right, 1u);
  Write("_across.json", "[]");
  EXPECT_EQ(ScoreFolders({root_.string()}, {}).error().file, (root_ / "_across.json").string());
}

TEST_F(ScorerTest, MistakesNameTheFile) {
  EXPECT_FALSE(ScoreFolders({root_.string()}, {}));
  Write("1.json", "[1, 2");
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
  ASSERT_EQ(report->errors.size(), 1u);
  EXPECT_EQ(report->errors[0].code, graph::ErrorCode::kSyntax);
  EXPECT_EQ(report->errors[0].file, (root_ / "1.json").string());
  EXPECT_EQ(report->errors[0].line, 1u);
  EXPECT_EQ(report->errors[0].column, 6u);
}

TEST_F(ScorerTest, AnnotationsOfAnotherShapeAreMistakes) {
  Write("1.txt", "Chile and Peru signed a treaty.\n");
  const std::pair<const char*, const char*> wrong[] = {
      {"[1]", "expected an annotation: a JSON object with a list of \"entities\""},
      {R"({"events": []})", "expected an annotation"},
      {R"({"entities": {"type": "Country"}})", "entities: expected a list, not {"},
      {R"({"entities": [], "agreements": "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü"})",
       "agreements: expected a list, not 'äöüäöü"}};
  for (const auto& [gold, message] : wrong) {
    Write("1.json", gold);
    auto report = ScoreFolders({root_.string()}, {});
    ASSERT_TRUE(report) << gold;
    EXPECT_THAT(Messages(*report), testing::HasSubstr(message)) << gold;
    EXPECT_FALSE(graph::FindInvalidUtf8(Messages(*report)));
  }
}

TEST_F(ScorerTest, ADocumentThatCannotBeReadIsAMistakeAndTheOthersCount) {
  Write("1.txt", std::string("\0\1\2\3", 4));
  Write("1.json", R"({"entities": []})");
  Write("2.txt", "Chile and Peru signed a treaty.\n");
  Write("2.json", R"({"entities": [{"type": "Country", "name": "Chile"}]})");
  Write("3.jsonl", "");
  Write("3.json", R"({"file": "3.jsonl", "entities": []})");
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->documents, 1u);
  EXPECT_EQ(report->errors.size(), 2u) << Messages(*report);
}

// It ended the program.
TEST_F(ScorerTest, ANumberThatNoFloatHoldsIsAMistakeWithItsPlace) {
  Write("1.txt", "Chile and Peru signed a treaty.\n");
  Write("1.json", "{\"entities\": [],\n \"notes\": 6E666}");
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
  ASSERT_EQ(report->errors.size(), 1u);
  EXPECT_THAT(report->errors[0].message, testing::HasSubstr("too large"));
  EXPECT_EQ(report->errors[0].line, 2u);
  EXPECT_EQ(report->errors[0].column, 11u);
}

TEST(ScoreNames, FoldAsTheFormatSays) {
  EXPECT_EQ(FoldForScoring("The Ministry of Defense & Trade"), "ministry of defence and trade");
  EXPECT_EQ(FoldForScoring("São\u00A0Tomé"), "sao tome");
  EXPECT_EQ(ScoringKind("cooperation pact"), "agreement");
  EXPECT_EQ(OneToOne({{2, "0", "0", 0, 0}, {3, "1", "0", 1, 0}, {1, "0", "1", 0, 1}}),
            (std::map<size_t, size_t>{{0, 1}, {1, 0}}));
  Tally tally{3, 1, 2};
  EXPECT_DOUBLE_EQ(tally.precision(), 0.75);
  EXPECT_DOUBLE_EQ(tally.recall(), 0.6);
}

}  // namespace
}  // namespace entente::ingest
