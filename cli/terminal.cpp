#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "graph/utf8.h"

namespace entente::cli {

size_t TerminalWidth(int file_descriptor) {
  winsize size{};
  if (ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  if (const char* columns = std::getenv("COLUMNS")) {
    long width = std::strtol(columns, nullptr, 10);
    if (width >= 20 && width <= 10000) return static_cast<size_t>(width);
  }
  return 100;
}

bool IsTerminal(int file_descriptor) { return isatty(file_descriptor) == 1; }

bool WantsColour(int file_descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = std::getenv("TERM");
  if (term != nullptr && std::string_view(term) == "dumb") return false;
  return IsTerminal(file_descriptor);
}

std::string Styled(std::string_view text, Style style, bool colour) {
  if (!colour || style == Style::kPlain || text.empty()) return std::string(text);
  const char* code = "0";
  switch (style) {
    case Style::kPlain:
      break;
    case Style::kBold:
      code = "1";
      break;
    case Style::kDim:
      code = "2";
      break;
    case Style::kGreen:
      code = "32";
      break;
    case Style::kYellow:
      code = "33";
      break;
    case Style::kRed:
      code = "31";
      break;
    case Style::kCyan:
      code = "36";
      break;
  }
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\x1b') {  // an escape of Styled ends with 'm'
      size_t end = text.find('m', at);
      at = end == std::string_view::npos ? text.size() : end + 1;
      continue;
    }
    graph::CodePoint c = graph::DecodeAt(text, at);
    at += c.size_bytes;
    UChar32 u = static_cast<UChar32>(c.value);
    int8_t type = u_charType(u);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) continue;
    int wide = u_getIntPropertyValue(u, UCHAR_EAST_ASIAN_WIDTH);
    width += wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool DrivesTerminal(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

}  // namespace

// What is no UTF-8, as an argument of the command line may be, byte by byte replaced.
static std::string Decodable(std::string_view text) {
  std::string out;
  while (const auto bad = graph::FindInvalidUtf8(text)) {
    out += text.substr(0, *bad);
    out += kReplacement;
    text.remove_prefix(*bad + 1);
  }
  return out + std::string(text);
}

std::string Printable(std::string_view given) {
  const std::string text = Decodable(given);
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    graph::CodePoint c = graph::DecodeAt(text, at);
    at += c.size_bytes;
    if (c.value == '\n' || c.value == '\t' || c.value == '\r') {
      out += ' ';
    } else if (DrivesTerminal(c.value)) {
      out += kReplacement;
    } else {
      graph::AppendUtf8(out, c.value);
    }
  }
  return out;
}

std::string PrintableLines(std::string_view given) {
  const std::string text = Decodable(given);
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    graph::CodePoint c = graph::DecodeAt(text, at);
    at += c.size_bytes;
    const bool ends_line = c.value == '\n' || (c.value == '\r' && text.compare(at, 1, "\n") == 0);
    if (DrivesTerminal(c.value) && !ends_line && c.value != '\t') {
      out += kReplacement;
    } else {
      graph::AppendUtf8(out, c.value);
    }
  }
  return out;
}

std::vector<std::string> WrapText(std::string_view text, size_t width) {
  width = std::max<size_t>(width, 4);
  std::vector<std::string> lines;
  std::string line;
  size_t line_width = 0;
  auto finish_line = [&] {
    lines.push_back(std::move(line));
    line.clear();
    line_width = 0;
  };
  size_t at = 0;
  while (at < text.size()) {
    size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    size_t word_width = DisplayWidth(word);
    if (line_width > 0 && line_width + 1 + word_width > width) finish_line();
    while (word_width > width) {  // a word longer than a line
      size_t cut = 0, taken = 0;
      while (cut < word.size()) {
        graph::CodePoint c = graph::DecodeAt(word, cut);
        size_t w = DisplayWidth(word.substr(cut, c.size_bytes));
        if (taken + w > width) break;
        taken += w;
        cut += c.size_bytes;
      }
      line = std::string(word.substr(0, cut));
      finish_line();
      word.remove_prefix(cut);
      word_width -= taken;
    }
    if (line_width > 0) {
      line += ' ';
      ++line_width;
    }
    line += word;
    line_width += word_width;
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string Fitted(std::string_view text, int file_descriptor, std::string_view indent) {
  if (!IsTerminal(file_descriptor)) return std::string(indent) + std::string(text);
  std::string out;
  for (const std::string& line : WrapText(text, TerminalWidth(file_descriptor) - indent.size()))
    out += (out.empty() ? "" : "\n") + std::string(indent) + line;
  return out;
}

std::string HangingText(std::string_view head, std::string_view text, size_t column, size_t width) {
  constexpr size_t kLeastRoom = 28, kIndent = 6;
  const bool below = column + kLeastRoom > width;
  if (below) column = kIndent;
  std::string out(head);
  if (text.empty()) return out + "\n";
  size_t at = DisplayWidth(head);
  if (below || at >= column) {
    out += "\n";
    at = 0;
  }
  for (const std::string& line : WrapText(text, width > column ? width - column : 1)) {
    out += std::string(column - at, ' ') + line + "\n";
    at = 0;
  }
  return out;
}

std::string InColumns(const std::vector<std::string>& words, size_t width) {
  constexpr size_t kGap = 2;
  if (words.empty()) return "";
  size_t widest = 1;
  for (const std::string& word : words) widest = std::max(widest, DisplayWidth(word));
  const size_t columns = std::max<size_t>(1, (width + kGap - 1) / (widest + kGap));
  const size_t rows = (words.size() + columns - 1) / columns;
  std::string out;
  for (size_t row = 0; row < rows; ++row) {
    size_t pad = 0;
    for (size_t i = row; i < words.size(); i += rows) {
      out += std::string(pad, ' ') + words[i];
      pad = widest + kGap - DisplayWidth(words[i]);
    }
    out += '\n';
  }
  return out;
}

std::string GroupedCount(uint64_t count) {
  std::string digits = std::to_string(count);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string CountOf(uint64_t count, std::string_view singular, std::string_view plural) {
  if (count == 1) return fmt::format("1 {}", singular);
  if (plural.empty()) return fmt::format("{} {}s", GroupedCount(count), singular);
  return fmt::format("{} {}", GroupedCount(count), plural);
}

std::string FileSize(uint64_t bytes) {
  if (bytes == 1) return "1 byte";
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  double value = static_cast<double>(bytes);
  for (const char* unit : {"kB", "MB", "GB"}) {
    value /= 1000;
    if (value < 1000) return fmt::format("{:.{}f} {}", value, value < 10 ? 1 : 0, unit);
  }
  return fmt::format("{:.0f} TB", value / 1000);
}

std::string SuggestionText(std::string_view suggestion, size_t width) {
  std::string out;
  for (size_t at = 0; at < suggestion.size();) {
    const size_t end = std::min(suggestion.find("  ", at), suggestion.size());
    const std::string part = Printable(suggestion.substr(at, end - at));
    // A command to try is copied as it is.
    if (width < 3 || part.starts_with("try: ")) {
      out += "  " + part + "\n";
    } else {
      for (const std::string& line : WrapText(part, width - 2)) out += "  " + line + "\n";
    }
    at = end + 2;
  }
  return out;
}

}  // namespace entente::cli
