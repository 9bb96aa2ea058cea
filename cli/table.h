/// \file
/// A table for reading in a terminal: columns as wide as they need to be and the terminal allows,
/// cells of several lines, notes below a row. Threads: plain value.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace entente::cli {

struct TableRow {
  std::vector<std::string>
      cells;  ///< one a column; line breaks inside start a new line of the cell
  std::vector<std::string> notes;  ///< paragraphs below the row, over its whole width, indented
};

struct Table {
  std::vector<std::string> columns;
  std::vector<bool> right_aligned;  ///< by column; empty: none
  std::vector<TableRow> rows;
};

/// The table as text of at most `width` columns: where columns would get narrower than 8 for that,
/// a line a cell, with its column's name in front. Cells must already be Printable; a blank line
/// stands between rows when any row takes several lines.
std::string RenderTable(const Table& table, size_t width, bool colour);

}  // namespace entente::cli
