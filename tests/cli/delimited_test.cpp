#include "cli/delimited.h"

#include <gtest/gtest.h>

namespace entente::cli {
namespace {

TEST(Delimited, CsvQuotesAsTheStandardSays) {
  EXPECT_EQ(DelimitedText({"a", "b"}, {{"x,y", "say \"hi\"\nthere"}}, ','),
            "a,b\r\n\"x,y\",\"say \"\"hi\"\"\nthere\"\r\n");
}

TEST(Delimited, TsvEscapesWhatWouldBreakALine) {
  EXPECT_EQ(DelimitedLine({"a\tb", "c\nd", "e\\f"}, '\t'), "a\\tb\tc\\nd\te\\\\f\n");
}

TEST(Delimited, MarkdownCellsStayInTheirColumn) {
  EXPECT_EQ(MarkdownTable({"a"}, {{"x|y<script>"}}), "| a |\n| --- |\n| x\\|y&lt;script> |\n");
}

}  // namespace
}  // namespace entente::cli
