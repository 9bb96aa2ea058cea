#include "ingest/scorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

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
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().message, "entity 2: expected a \"name\" that is a text");
  EXPECT_EQ(report.error().file, (root_ / "1.json").string());
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
  auto report = ScoreFolders({root_.string()}, {});
  ASSERT_TRUE(report);
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
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, graph::ErrorCode::kSyntax);
  EXPECT_EQ(report.error().file, (root_ / "1.json").string());
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
