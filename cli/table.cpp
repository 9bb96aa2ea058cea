#include "cli/table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>

#include "cli/terminal.h"

namespace entente::cli {

namespace {

constexpr size_t kGap = 2;
constexpr size_t kMinColumn = 8;
constexpr size_t kNoteIndent = 4;

std::vector<std::string> SplitLines(const std::string& cell) {
  std::vector<std::string> lines;
  std::istringstream in(cell);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  if (lines.empty()) lines.emplace_back();
  return lines;
}

size_t NaturalWidth(const std::string& cell) {
  size_t width = 0;
  for (const std::string& line : SplitLines(cell)) width = std::max(width, DisplayWidth(line));
  return width;
}

// "-12.5e+20": half of one is another number.
bool IsNumber(std::string_view line) {
  return line.find_first_of("0123456789") != std::string_view::npos &&
         line.find_first_not_of("+-0123456789.eE") == std::string_view::npos;
}

std::vector<std::string> WrapCell(const std::string& line, size_t width) {
  if (line.size() > width && IsNumber(line)) return {line};
  return WrapText(line, width);
}

// The widest number of a cell.
size_t NumberWidth(const std::string& cell) {
  size_t width = 0;
  for (const std::string& line : SplitLines(cell))
    if (line.size() > width && IsNumber(line)) width = line.size();
  return width;
}

// The widest word of a cell.
size_t WordWidth(const std::string& cell) {
  size_t width = 0;
  for (const std::string& line : SplitLines(cell)) {
    for (size_t at = 0; at < line.size();) {
      const size_t end = std::min(line.find(' ', at), line.size());
      if (end - at > width)
        width = std::max(width, DisplayWidth(std::string_view(line).substr(at, end - at)));
      at = end + 1;
    }
  }
  return width;
}

size_t Sum(const std::vector<size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), size_t{0});
}

// Shares `available` columns out so that long text gets most of it: by the square root of what a
// cell holds on average, never more than a column can use nor less than kMinColumn and its numbers;
// what short columns leave goes to the others.
std::vector<size_t> FitWidths(const std::vector<size_t>& natural, const std::vector<double>& mean,
                              const std::vector<size_t>& numbers, size_t available) {
  std::vector<size_t> widths = natural;
  if (Sum(natural) <= available) return widths;
  std::vector<bool> settled(natural.size(), false);
  for (bool changed = true; changed;) {
    changed = false;
    double weight = 0;
    size_t left = available;
    for (size_t c = 0; c < natural.size(); ++c) {
      if (settled[c]) {
        left -= std::min(left, widths[c]);
      } else {
        weight += std::sqrt(mean[c]);
      }
    }
    for (size_t c = 0; c < natural.size(); ++c) {
      if (settled[c]) continue;
      auto share = static_cast<size_t>(static_cast<double>(left) * std::sqrt(mean[c]) / weight);
      widths[c] = std::max(share, std::min(kMinColumn, natural[c]));
      if (widths[c] >= natural[c] || natural[c] <= kMinColumn + 4) {
        widths[c] = natural[c];
        settled[c] = changed = true;
        break;
      }
      if (widths[c] < numbers[c]) {
        widths[c] = numbers[c];
        settled[c] = changed = true;
        break;
      }
    }
  }
  return widths;
}

std::string Pad(const std::string& text, size_t width, bool right) {
  size_t have = DisplayWidth(text);
  std::string space(have < width ? width - have : 0, ' ');
  return right ? space + text : text + space;
}

std::string RightTrimmed(std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

// A line a cell, its column's name in front: for a terminal with no room for the columns.
std::string RenderRecords(const Table& table, size_t width, bool colour, bool more) {
  size_t names = 0;
  for (const std::string& column : table.columns) names = std::max(names, DisplayWidth(column));
  names = std::min(names, width / 3);
  size_t cell_width = std::max<size_t>(width > names + kGap ? width - names - kGap : 0, kMinColumn);
  std::string out;
  for (const TableRow& row : table.rows) {
    if (!out.empty() || more) out += "\n";
    for (size_t c = 0; c < table.columns.size(); ++c) {
      if (row.cells[c].empty()) continue;
      std::vector<std::string> heads = WrapText(table.columns[c], std::max<size_t>(names, 1)),
                               lines;
      for (const std::string& line : SplitLines(row.cells[c]))
        for (std::string& piece : WrapCell(line, cell_width)) lines.push_back(std::move(piece));
      for (size_t l = 0; l < std::max(heads.size(), lines.size()); ++l) {
        std::string head = l < heads.size() ? heads[l] : "";
        out += RightTrimmed(Pad(Styled(head, Style::kBold, colour), names, false) +
                            std::string(kGap, ' ') + (l < lines.size() ? lines[l] : "")) +
               "\n";
      }
    }
    size_t note_width = std::max<size_t>(width, 24) - kNoteIndent;
    for (const std::string& note : row.notes)
      for (const std::string& line : WrapText(note, note_width))
        out += std::string(kNoteIndent, ' ') + line + "\n";
  }
  return out;
}

}  // namespace

TableLayout LayOutTable(const Table& table, size_t width) {
  const size_t count = table.columns.size();
  TableLayout layout;
  layout.widths.resize(count);
  for (size_t c = 0; c < count; ++c) layout.widths[c] = DisplayWidth(table.columns[c]);
  std::vector<double> mean(count, 1.0);
  std::vector<size_t> numbers(count, 0);
  for (const TableRow& row : table.rows) {
    for (size_t c = 0; c < count; ++c) {
      size_t cell = NaturalWidth(row.cells[c]);
      layout.widths[c] = std::max(layout.widths[c], cell);
      mean[c] += static_cast<double>(cell) / static_cast<double>(table.rows.size());
      if (cell > numbers[c]) numbers[c] = std::max(numbers[c], NumberWidth(row.cells[c]));
    }
  }
  const size_t gaps = count == 0 ? 0 : kGap * (count - 1);
  layout.widths = FitWidths(layout.widths, mean, numbers, width > gaps ? width - gaps : count);
  layout.records = Sum(layout.widths) + gaps > width;
  for (const TableRow& row : table.rows) {
    for (size_t c = 0; c < count && !layout.spacious; ++c) {
      size_t lines = 0;
      for (const std::string& line : SplitLines(row.cells[c]))
        lines += WrapCell(line, layout.widths[c]).size();
      layout.spacious = lines > 1;
    }
    layout.spacious = layout.spacious || !row.notes.empty();
    if (layout.spacious) break;
  }
  return layout;
}

void WidenLayout(TableLayout& layout, const Table& table, size_t width, bool beyond) {
  if (layout.records) return;
  const size_t count = table.columns.size();
  std::vector<size_t> natural = layout.widths, words = layout.widths, numbers(count, 0);
  std::vector<double> mean(count, 1.0);
  for (const TableRow& row : table.rows) {
    for (size_t c = 0; c < count; ++c) {
      const size_t cell = NaturalWidth(row.cells[c]);
      mean[c] += static_cast<double>(cell) / static_cast<double>(table.rows.size());
      if (cell > numbers[c]) numbers[c] = std::max(numbers[c], NumberWidth(row.cells[c]));
      if (cell <= layout.widths[c]) continue;
      natural[c] = std::max(natural[c], cell);
      words[c] = std::max({words[c], numbers[c], std::min(width, WordWidth(row.cells[c]))});
    }
  }
  const size_t gaps = count == 0 ? 0 : kGap * (count - 1);
  const size_t available = width > gaps ? width - gaps : count;
  if (Sum(words) > available && !beyond) {
    layout.widths = FitWidths(natural, mean, numbers, available);
    return;
  }
  layout.widths = std::move(words);
  size_t left = available - std::min(available, Sum(layout.widths));
  for (size_t c = 0; c < count; ++c) {
    const size_t more = std::min(left, natural[c] - layout.widths[c]);
    layout.widths[c] += more;
    left -= more;
  }
}

std::string RenderHeading(const Table& table, const TableLayout& layout, bool colour) {
  if (layout.records) return "";
  auto right = [&](size_t c) { return c < table.right_aligned.size() && table.right_aligned[c]; };
  std::string heading, rule;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    if (c > 0) heading += std::string(kGap, ' '), rule += std::string(kGap, ' ');
    heading += Pad(Styled(table.columns[c], Style::kBold, colour), layout.widths[c], right(c));
    for (size_t i = 0; i < layout.widths[c]; ++i) rule += "\u2500";
  }
  return RightTrimmed(heading) + "\n" + Styled(rule, Style::kDim, colour) + "\n";
}

std::string RenderRows(const Table& table, const TableLayout& layout, size_t width, bool colour,
                       bool more) {
  if (layout.records) return RenderRecords(table, width, colour, more);
  const size_t count = table.columns.size();
  auto right = [&](size_t c) { return c < table.right_aligned.size() && table.right_aligned[c]; };
  std::string out;
  for (const TableRow& row : table.rows) {
    if (layout.spacious && (more || !out.empty())) out += "\n";
    std::vector<std::vector<std::string>> cells(count);
    size_t height = 1;
    for (size_t c = 0; c < count; ++c) {
      for (const std::string& line : SplitLines(row.cells[c]))
        for (std::string& piece : WrapCell(line, layout.widths[c]))
          cells[c].push_back(std::move(piece));
      height = std::max(height, cells[c].size());
    }
    for (size_t l = 0; l < height; ++l) {
      std::string line;
      for (size_t c = 0; c < count; ++c) {
        if (c > 0) line += std::string(kGap, ' ');
        line += Pad(l < cells[c].size() ? cells[c][l] : "", layout.widths[c], right(c));
      }
      out += RightTrimmed(line) + "\n";
    }
    size_t note_width = std::max<size_t>(width, 40) - kNoteIndent;
    for (const std::string& note : row.notes)
      for (const std::string& line : WrapText(note, note_width))
        out += std::string(kNoteIndent, ' ') + line + "\n";
  }
  return out;
}

std::string RenderTable(const Table& table, size_t width, bool colour) {
  if (table.columns.empty()) return "";
  const TableLayout layout = LayOutTable(table, width);
  return RenderHeading(table, layout, colour) + RenderRows(table, layout, width, colour, false);
}

}  // namespace entente::cli
