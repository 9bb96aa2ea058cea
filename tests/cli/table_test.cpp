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

}  // namespace
}  // namespace entente::cli
