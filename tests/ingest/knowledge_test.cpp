#include "ingest/knowledge.h"

#include <gtest/gtest.h>

#include "ingest/lexicon.h"

namespace entente::ingest {
namespace {

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
  EXPECT_EQ((*knowledge)->Table("organizations")->rows.size(), 2u);
  EXPECT_EQ((*knowledge)->lexicon().organizations().size(), 2u);
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
