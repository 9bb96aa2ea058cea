#include "graph/utf8.h"

#include <gtest/gtest.h>

namespace entente::graph {
namespace {

TEST(Utf8, FindsTheFirstInvalidByte) {
  EXPECT_EQ(FindInvalidUtf8("Cristi\xC3\xA1n"), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("ab\xFFz"), 2u);
  EXPECT_EQ(FindInvalidUtf8("\xED\xA0\x80"), 0u) << "a surrogate";
  EXPECT_EQ(FindInvalidUtf8("\xC0\xAF"), 0u) << "an overlong slash";
  EXPECT_EQ(FindInvalidUtf8("ok\xE2\x82"), 2u) << "cut short";
}

TEST(Utf8, FoldsNamesThatReadersTakeForOne) {
  EXPECT_EQ(FoldName("Cristi\xC3\xA1n  de la Vega"), FoldName("CRISTIAN DE LA VEGA"));
  EXPECT_EQ(FoldName("S\xC3\xA3o Tom\xC3\xA9 & Pr\xC3\xADncipe"), "sao tome principe");
  EXPECT_EQ(FoldName("\xE2\x80\x9CQuoted\xE2\x80\x9D"), "quoted");
}

TEST(Utf8, ColumnsCountCharacters) {
  LineColumn at = LocateByte("a\n\xC3\xA9\xC3\xA9x", 6);
  EXPECT_EQ(at.line, 2u);
  EXPECT_EQ(at.column, 3u);
}

}  // namespace
}  // namespace entente::graph
