#include "cli/history_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/run_program.h"

namespace entente::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(HistoryFile, EntriesComeBackAsTheyWere) {
  tests::TemporaryFolder folder;
  const std::string path = folder.Path("state/entente/history");
  EXPECT_THAT(ReadHistory(path, 10), IsEmpty());
  AppendToHistory(path, "MATCH (n)\nRETURN 'a\\nb';");
  AppendToHistory(path, "RETURN 'Zoë';");
  EXPECT_THAT(ReadHistory(path, 10), ElementsAre("MATCH (n)\nRETURN 'a\\nb';", "RETURN 'Zoë';"));
  EXPECT_THAT(ReadHistory(path, 1), ElementsAre("RETURN 'Zoë';"));
}

TEST(HistoryFile, ALineThatIsNoTextIsPassedOverAndALongFileIsCut) {
  tests::TemporaryFolder folder;
  folder.Write("history", "one\n\xff\xfe\ntwo\nthree\nfour\nfive\n");
  EXPECT_THAT(ReadHistory(folder.Path("history"), 2), ElementsAre("four", "five"));
  EXPECT_EQ(folder.Read("history"), "four\nfive\n");
}

}  // namespace
}  // namespace entente::cli
