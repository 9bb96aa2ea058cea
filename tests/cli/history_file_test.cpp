#include "cli/history_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

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

// Its heading and its octal numbers were taken for what was typed.
TEST(HistoryFile, WhatLibeditWroteIsReadAndTurnedIntoOurs) {
  tests::TemporaryFolder folder;
  folder.Write("history", "_HiStOrY_V2_\nMATCH\\040(n)\\012RETURN\\040'a\\134nb';\n:quit\n");
  const std::string path = folder.Path("history");
  EXPECT_THAT(ReadHistory(path, 10), ElementsAre("MATCH (n)\nRETURN 'a\\nb';", ":quit"));
  AppendToHistory(path, "RETURN 1;");
  EXPECT_THAT(ReadHistory(path, 10),
              ElementsAre("MATCH (n)\nRETURN 'a\\nb';", ":quit", "RETURN 1;"));
}

// A line written between another session's reading and its cutting of the file was lost.
TEST(HistoryFile, NothingIsLostWhileOtherSessionsCutTheFile) {
  tests::TemporaryFolder folder;
  const std::string path = folder.Path("history");
  constexpr size_t kSessions = 4, kEntries = 200;
  {
    std::vector<std::jthread> sessions;
    for (size_t s = 0; s < kSessions; ++s)
      sessions.emplace_back([&path, s] {
        for (size_t i = 0; i < kEntries; ++i)
          AppendToHistory(path, std::to_string(s) + "-" + std::to_string(i));
      });
    sessions.emplace_back([&path] {
      for (int i = 0; i < 100; ++i) (void)ReadHistory(path, kEntries);
    });
  }
  // What is left of each session is its last entries, without a gap.
  std::map<std::string, std::vector<size_t>> left;
  for (const std::string& entry : ReadHistory(path, kSessions * kEntries))
    left[entry.substr(0, 1)].push_back(std::stoul(entry.substr(2)));
  EXPECT_FALSE(left.empty());
  for (const auto& [session, entries] : left) {
    EXPECT_EQ(entries.back(), kEntries - 1) << session;
    for (size_t i = 1; i < entries.size(); ++i) EXPECT_EQ(entries[i], entries[i - 1] + 1);
  }
}

}  // namespace
}  // namespace entente::cli
