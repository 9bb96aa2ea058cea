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

// An escape in a document's text reached the terminal of whoever looked at the rows.
TEST(Delimited, ControlCharactersAreShownAsNone) {
  const std::string cell =
      "a\x1b[31mb\x07"
      "c\xc2\x9b"
      "d\x7f\tf";
  EXPECT_EQ(DelimitedLine({cell}, ','), "a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFD\tf\r\n");
  EXPECT_EQ(DelimitedLine({cell}, '\t'), "a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFD\\tf\n");
  EXPECT_EQ(MarkdownLine({cell}), "| a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFD f |\n");
}

}  // namespace
}  // namespace entente::cli
