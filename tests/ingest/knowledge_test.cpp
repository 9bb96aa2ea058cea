#include "ingest/knowledge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "ingest/lexicon.h"

namespace entente::ingest {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

TEST(KnowledgeTable, RowWithAnotherNumberOfCellsNamesFileAndLine) {
  const auto table = ParseKnowledgeTable("mine.tsv", "# columns: name\tkind\nA\tx\nB\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, graph::ErrorCode::kSyntax);
  EXPECT_EQ(table.error().file, "mine.tsv");
  EXPECT_EQ(table.error().line, 3u);
}

TEST(KnowledgeTable, RowsBeforeTheColumnsAreAnError) {
  EXPECT_FALSE(ParseKnowledgeTable("mine.tsv", "A\tx\n"));
}

TEST(KnowledgeTable, ColumnsNamedTwiceAndRowsWithoutANameAreErrors) {
  EXPECT_TRUE(ParseKnowledgeTable("mine.tsv", "# columns: name\nA\r\n\n# columns: name\nB"));
  const auto twice = ParseKnowledgeTable("mine.tsv", "# columns: name\nA\n# columns: kind\n");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().line, 3u);
  const auto empty = ParseKnowledgeTable("mine.tsv", "# columns: name\tkind\nA\tx\n\ty\n");
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().line, 3u);
  EXPECT_THAT(empty.error().message, HasSubstr("has an empty name"));
}

TEST(KnowledgeTable, BrokenEncodingIsAnError) {
  const auto table = ParseKnowledgeTable("mine.tsv", "# columns: name\n\xFF\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, graph::ErrorCode::kEncoding);
}

TEST(Knowledge, ATableOfTheUserExtendsTheBuiltInOne) {
  std::vector<KnowledgeFile> files;
  files.push_back({"gazetteers/organizations.tsv",
                   "# columns: name\taliases\tkind\nUnited Things\tUT\tunion\n"});
  files.push_back({"gazetteers/organizations.tsv", "# columns: name\tkind\nOther Things\tunion\n"});
  const auto knowledge = Knowledge::Load(files);
  ASSERT_TRUE(knowledge);
  EXPECT_EQ((*knowledge)->lexicon().organizations().size(), 2u);
}

class KnowledgeFolder : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "entente-data-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }
  void Write(const std::string& name, const std::string& bytes) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }
  /// The error, as people see it, with its suggestion.
  std::string Problem() {
    auto files = LoadKnowledgeFiles(root_.string());
    if (!files) return graph::FormatError(files.error());
    auto knowledge = Knowledge::Load(*files);
    return knowledge ? "" : graph::FormatError(knowledge.error());
  }
  fs::path root_;
};

// A folder of rules given one level too deep was accepted, and nothing of it was used.
TEST_F(KnowledgeFolder, WithNothingToUseIsAnError) {
  Write("mine.rules", "");
  EXPECT_THAT(Problem(), AllOf(StartsWith(root_.string()), HasSubstr("has nothing to use")));
}

TEST_F(KnowledgeFolder, ATableOfNoKnownNameIsAnErrorWithTheNearOne) {
  Write("gazetteers/organisations.tsv", "# columns: name\tkind\nNordic Something\tagency\n");
  EXPECT_THAT(Problem(), AllOf(StartsWith(root_.string() + "/gazetteers/organisations.tsv: "),
                               HasSubstr("did you mean organizations.tsv?")));
}

// The message named "rules/mine.rules", which is nowhere.
TEST_F(KnowledgeFolder, ErrorsNameTheFileWhereItLies) {
  Write("rules/mine.rules", "nonsense\n");
  EXPECT_THAT(Problem(), StartsWith(root_.string() + "/rules/mine.rules:1:"));
  Write("rules/mine.rules", "");
  Write("gazetteers/organizations.tsv", "# columns: nmae\nX\n");
  EXPECT_THAT(Problem(), StartsWith(root_.string() + "/gazetteers/organizations.tsv: "));
}

TEST_F(KnowledgeFolder, AFolderThatIsNotThereIsAnError) {
  EXPECT_EQ(LoadKnowledgeFiles((root_ / "none").string()).error().code,
            graph::ErrorCode::kNotFound);
}

TEST_F(KnowledgeFolder, AFileThatSaysSoReplacesTheBuiltInOne) {
  Write("gazetteers/organizations.tsv", "# replace\n# columns: name\tkind\nUnited Things\tunion\n");
  auto files = LoadKnowledgeFiles(root_.string() + "//");
  ASSERT_TRUE(files);
  auto knowledge = Knowledge::Load(*files);
  ASSERT_TRUE(knowledge) << graph::FormatError(knowledge.error());
  EXPECT_EQ((*knowledge)->lexicon().organizations().size(), 1u);
  Write("gazetteers/organizations.tsv", "# replace\n# columns: nmae\nX\n");
  EXPECT_THAT(Problem(), StartsWith(root_.string() + "/gazetteers/organizations.tsv: "));
}

// The table of words has room for a quarter of a million before it grows.
TEST(Lexicon, AListOfThreeHundredThousandNamesIsFound) {
  std::string names = "# columns: name\tkind\n";
  for (int i = 0; i < 300000; ++i) names += "Zwaard" + std::to_string(i) + "\tagency\n";
  const auto knowledge = Knowledge::Load({{"gazetteers/organizations.tsv", std::move(names)}});
  ASSERT_TRUE(knowledge);
  const Lexicon& lexicon = (*knowledge)->lexicon();
  for (int i = 0; i < 300000; i += 999) {
    EXPECT_NE(lexicon.Find("zwaard" + std::to_string(i)), 0u) << i;
  }
  EXPECT_EQ(lexicon.Find("zwaard300000"), 0u);
}

TEST(Lexicon, WordsFoldCaseMarksAndStops) {
  const auto knowledge = Knowledge::Load(LoadKnowledgeFiles("").value());
  ASSERT_TRUE(knowledge);
  const Lexicon& lexicon = (*knowledge)->lexicon();
  EXPECT_NE(lexicon.Find("Minister"), 0u);
  EXPECT_EQ(lexicon.Find("U.S."), lexicon.Find("US"));
  EXPECT_EQ(lexicon.Find("José"), lexicon.Find("jose"));
  EXPECT_TRUE(lexicon.BeginsUpper("Ålesund"));
  EXPECT_FALSE(lexicon.BeginsUpper("ålesund"));
}

}  // namespace
}  // namespace entente::ingest
