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

}  // namespace
}  // namespace entente::cli
