#include "cli/terminal.h"

#include <gtest/gtest.h>

namespace entente::cli {
namespace {

TEST(Terminal, TextFromDocumentsCannotDriveTheTerminal) {
  EXPECT_EQ(Printable("a\x1b[31mb"), "a\xEF\xBF\xBD[31mb");
  EXPECT_EQ(Printable("two\nlines\tand a tab"), "two lines and a tab");
  EXPECT_EQ(Printable("\xE2\x80\xAEright to left"), "\xEF\xBF\xBDright to left");
  EXPECT_EQ(Printable("Crist\xC3\xAD"
                      "an"),
            "Crist\xC3\xAD"
            "an");
}

TEST(Terminal, DataOnATerminalKeepsItsLinesAndNothingElse) {
  EXPECT_EQ(PrintableLines("a,\x1b[31mb\r\nc\td\n"), "a,\xEF\xBF\xBD[31mb\r\nc\td\n");
  EXPECT_EQ(PrintableLines("over\rwritten\xC2\x9B"), "over\xEF\xBF\xBDwritten\xEF\xBF\xBD");
}

TEST(Terminal, WidthCountsColumnsAndNotBytes) {
  EXPECT_EQ(DisplayWidth("Crist\xC3\xAD"
                         "an"),
            8u);
  EXPECT_EQ(DisplayWidth("\xE6\x97\xA5\xE6\x9C\xAC"), 4u) << "two wide characters";
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1u) << "a letter and its mark";
  EXPECT_EQ(DisplayWidth(Styled("bold", Style::kBold, true)), 4u);
}

TEST(Terminal, WrapsAtSpacesAndCutsWhatIsTooLong) {
  EXPECT_EQ(WrapText("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(WrapText("abcdefghij", 4), (std::vector<std::string>{"abcd", "efgh", "ij"}));
  EXPECT_EQ(WrapText("", 10), std::vector<std::string>{""});
}

TEST(Terminal, NumbersAreForPeople) {
  EXPECT_EQ(GroupedCount(1234567), "1,234,567");
  EXPECT_EQ(CountOf(1, "country", "countries"), "1 country");
  EXPECT_EQ(CountOf(2000, "document"), "2,000 documents");
  EXPECT_EQ(FileSize(1), "1 byte");
  EXPECT_EQ(FileSize(999), "999 bytes");
  EXPECT_EQ(FileSize(318000), "318 kB");
  EXPECT_EQ(FileSize(1200000), "1.2 MB");
}

TEST(Terminal, HelpHangsInAColumnAndStandsBelowWhereThereIsNoRoom) {
  EXPECT_EQ(HangingText("  --limit N", "at most so many", 16, 60),
            "  --limit N     at most so many\n");
  EXPECT_EQ(HangingText("  --limit N", "at most so many agreements of them all", 16, 46),
            "  --limit N     at most so many agreements of\n                them all\n");
  EXPECT_EQ(HangingText("  --a-long-option", "said below", 16, 60),
            "  --a-long-option\n                said below\n");
  EXPECT_EQ(HangingText("  --limit N", "at most so many", 16, 30),
            "  --limit N\n      at most so many\n");
}

TEST(Terminal, ListsStandInAsManyColumnsAsThereIsRoomFor) {
  EXPECT_EQ(InColumns({"a", "bb", "ccc", "d", "e"}, 13), "a    d\nbb   e\nccc\n");
  EXPECT_EQ(InColumns({"longer than all"}, 4), "longer than all\n");
  EXPECT_EQ(InColumns({}, 40), "");
}

// Its bytes were taken for the beginning of a character, with what stood behind.
TEST(Terminal, WhatIsNoUtf8IsReplacedByteByByte) {
  EXPECT_EQ(Printable("'\xff\xfe' is"), "'\xEF\xBF\xBD\xEF\xBF\xBD' is");
  EXPECT_EQ(Printable("\xe2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(PrintableLines("a\n\xc3"), "a\n\xEF\xBF\xBD");
}

}  // namespace
}  // namespace entente::cli
