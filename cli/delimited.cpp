#include "cli/delimited.h"

namespace entente::cli {

namespace {

std::string CsvCell(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string TsvCell(const std::string& cell) {
  std::string out;
  for (char c : cell) {
    switch (c) {
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string MarkdownCell(const std::string& cell) {
  std::string out;
  for (char c : cell) {
    switch (c) {
      case '|':
        out += "\\|";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '<':
        out += "&lt;";
        break;
      case '\n':
        out += "<br>";
        break;
      case '\r':
        break;
      default:
        out += c;
    }
  }
  return out;
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
