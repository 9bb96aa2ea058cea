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
