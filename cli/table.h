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
/// a line a cell, with its column's name in front. A number is never cut. Cells must already be
/// Printable; a blank line stands between rows when any row takes several lines.
std::string RenderTable(const Table& table, size_t width, bool colour);

/// How wide columns are; for tables too long to be kept whole, by their first rows.
struct TableLayout {
  std::vector<size_t> widths;
  bool records = false;   ///< a line a cell
  bool spacious = false;  ///< a blank line between rows
};
TableLayout LayOutTable(const Table& table, size_t width);
/// Makes room for the rows of `table`, which follow others in that layout: columns grow so that no
/// word or number of theirs is cut, up to `width` together; `beyond`: past it where they must, a
/// word by no more than `width`. Numbers are never cut.
void WidenLayout(TableLayout& layout, const Table& table, size_t width, bool beyond);
/// The names of the columns and a line below; empty for records.
std::string RenderHeading(const Table& table, const TableLayout& layout, bool colour);
/// The rows; `more`: rows stand before these.
std::string RenderRows(const Table& table, const TableLayout& layout, size_t width, bool colour,
                       bool more);

}  // namespace entente::cli
