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
