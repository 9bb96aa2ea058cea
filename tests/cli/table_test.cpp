#include "cli/table.h"

#include <gtest/gtest.h>

namespace entente::cli {
namespace {

TEST(Table, ColumnsAreAsWideAsTheirWidestCell) {
  Table table{{"name", "n"}, {false, true}, {{{"Chile", "12"}, {}}, {{"United Kingdom", "3"}, {}}}};
  EXPECT_EQ(RenderTable(table, 80, false),
            "name             n\n"
            "──────────────  ──\n"
            "Chile           12\n"
            "United Kingdom   3\n");
}

TEST(Table, NarrowTerminalsWrapTheWidestColumnAndSpreadTheRows) {
  Table table{{"a", "b"}, {}, {{{"x", "one two three four"}, {"a note"}}, {{"y", "z"}, {}}}};
  EXPECT_EQ(RenderTable(table, 14, false),
            "a  b\n"
            "─  ───────────\n"
            "x  one two\n"
            "   three four\n"
            "    a note\n"
            "\n"
            "y  z\n");
}

// A table of any length was held until its last row had come.
TEST(Table, RowsFollowInTheWidthsOfTheFirst) {
  Table first{{"name", "n"}, {false, true}, {{{"Chile", "1"}, {}}, {{"Peru", "2"}, {}}}};
  const TableLayout layout = LayOutTable(first, 40);
  const Table more{first.columns, first.right_aligned, {{{"Kenya", "3"}, {}}}};
  EXPECT_EQ(RenderHeading(first, layout, false) + RenderRows(first, layout, 40, false, false) +
                RenderRows(more, layout, 40, false, true),
            "name   n\n\u2500\u2500\u2500\u2500\u2500  \u2500\nChile  1\nPeru   2\nKenya  3\n");
}

// Rows past the first thousand were cut at the widths of those: "1000", "   0".
TEST(Table, LaterRowsWidenTheColumns) {
  const Table first{{"n", "body"}, {true, false}, {{{"1", "Army"}, {}}}};
  const Table more{first.columns, first.right_aligned, {{{"10000", "The Ministry"}, {}}}};
  TableLayout layout = LayOutTable(first, 40);
  WidenLayout(layout, more, 40, false);
  EXPECT_EQ(RenderRows(more, layout, 40, false, true), "10000  The Ministry\n");
  // No room for all of it: lines break between words.
  layout = LayOutTable(first, 16);
  WidenLayout(layout, more, 16, false);
  EXPECT_EQ(RenderRows(more, layout, 16, false, true), "10000  The\n       Ministry\n");
  // Nor for a word: past the width in a file, and only there. A number is whole in either.
  layout = LayOutTable(first, 12);
  WidenLayout(layout, more, 12, true);
  EXPECT_EQ(RenderRows(more, layout, 12, false, true), "10000  The\n       Ministry\n");
  const Table large{first.columns, first.right_aligned, {{{"-1234567890123456789", "x"}, {}}}};
  for (const bool beyond : {false, true}) {
    layout = LayOutTable(first, 12);
    WidenLayout(layout, large, 12, beyond);
    EXPECT_EQ(RenderRows(large, layout, 12, false, true).find("-1234567890123456789"), 0u);
  }
}

TEST(Table, NumbersAreNeverCut) {
  const Table table{{"n", "words"},
                    {true, false},
                    {{{"1234567890123456789", "some words for the other column"}, {}}}};
  for (const size_t width : {20u, 24u, 30u, 36u, 60u})
    EXPECT_NE(RenderTable(table, width, false).find("1234567890123456789"), std::string::npos)
        << width << "\n"
        << RenderTable(table, width, false);
}

}  // namespace
}  // namespace entente::cli
