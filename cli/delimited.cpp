#include "cli/delimited.h"

#include <string_view>

#include "graph/utf8.h"

namespace entente::cli {

namespace {

constexpr const char* kReplacement = "\xEF\xBF\xBD";

// Each character of `cell` as `form` has it (null: as it is); a control character that no form has
// would go to the terminal of whoever looks at the rows, and becomes U+FFFD.
template <class Form>
std::string Rewritten(std::string_view cell, Form form) {
  std::string out;
  for (size_t i = 0; i < cell.size(); ++i) {
    if (const char* other = form(cell[i])) {
      out += other;
    } else if (const size_t control = graph::ControlBytesAt(cell, i)) {
      out += kReplacement;
      i += control - 1;
    } else {
      out += cell[i];
    }
  }
  return out;
}

std::string CsvCell(const std::string& cell) {
  std::string out = Rewritten(cell, [](char c) -> const char* {
    return c == '"' ? "\"\"" : c == '\t' ? "\t" : c == '\r' ? "\r" : c == '\n' ? "\n" : nullptr;
  });
  return out.find_first_of(",\"\r\n") == std::string::npos ? out : "\"" + out + "\"";
}

std::string TsvCell(const std::string& cell) {
  return Rewritten(cell, [](char c) -> const char* {
    return c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\\' ? "\\\\" : nullptr;
  });
}

std::string MarkdownCell(const std::string& cell) {
  return Rewritten(cell, [](char c) -> const char* {
    return c == '|'    ? "\\|"
           : c == '\\' ? "\\\\"
           : c == '<'  ? "&lt;"
           : c == '\n' ? "<br>"
           : c == '\r' ? ""
           : c == '\t' ? " "
                       : nullptr;
  });
}

}  // namespace

std::string DelimitedLine(const std::vector<std::string>& cells, char delimiter) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += delimiter;
    out += delimiter == ',' ? CsvCell(cells[i]) : TsvCell(cells[i]);
  }
  return out + (delimiter == ',' ? "\r\n" : "\n");
}

std::string DelimitedText(const std::vector<std::string>& header,
                          const std::vector<std::vector<std::string>>& rows, char delimiter) {
  std::string out = DelimitedLine(header, delimiter);
  for (const auto& row : rows) out += DelimitedLine(row, delimiter);
  return out;
}

std::string MarkdownLine(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& cell : cells) out += " " + MarkdownCell(cell) + " |";
  return out + "\n";
}

std::string MarkdownTable(const std::vector<std::string>& header,
                          const std::vector<std::vector<std::string>>& rows) {
  std::string out = MarkdownLine(header) + "|";
  for (size_t i = 0; i < header.size(); ++i) out += " --- |";
  out += "\n";
  for (const auto& row : rows) out += MarkdownLine(row);
  return out;
}

}  // namespace entente::cli
