#include "cli/query_error.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "cli/command.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "graph/utf8.h"

namespace entente::cli {

namespace {
constexpr size_t kLeastExcerpt = 24;
constexpr size_t kLongLine = 160;  // characters; of a longer one, what stands around the span

std::string ErrorText(const graph::Error& error, std::string_view script,
                      uint32_t statement_begin_byte, const std::string& file, bool located,
                      bool colour, size_t width) {
  const size_t excerpt_limit =
      width == 0 ? kLongLine : std::clamp<size_t>(width, kLeastExcerpt, kLongLine) - 6;
  graph::Error shown = error;
  shown.suggestion.clear();
  if (shown.file.empty()) shown.file = file;
  std::string excerpt;
  if (error.span) {
    size_t begin = std::min<size_t>(statement_begin_byte + error.span->begin_byte, script.size());
    size_t end =
        std::clamp<size_t>(statement_begin_byte + error.span->end_byte, begin, script.size());
    graph::LineColumn at = graph::LocateByte(script, begin);
    if (located) {
      shown.line = at.line;
      shown.column = at.column;
    }
    size_t line_begin = begin == 0 ? 0 : script.rfind('\n', begin - 1);
    line_begin = line_begin == std::string_view::npos || begin == 0 ? 0 : line_begin + 1;
    size_t line_end = std::min(script.find('\n', line_begin), script.size());
    end = std::min(end, line_end);
    auto back_off = [&](size_t byte, size_t by) {
      byte = byte > line_begin + by ? byte - by : line_begin;
      while (byte > line_begin && (static_cast<unsigned char>(script[byte]) & 0xC0) == 0x80) --byte;
      return byte;
    };
    std::string lead, tail;
    if (line_end - line_begin > excerpt_limit) {
      size_t from = back_off(begin, excerpt_limit / 2);
      if (from > line_begin) lead = "\u2026";
      size_t to = std::min(line_end, from + excerpt_limit);
      while (to < line_end && (static_cast<unsigned char>(script[to]) & 0xC0) == 0x80) ++to;
      if (to < line_end) tail = "\u2026";
      line_begin = from;
      line_end = to;
      end = std::clamp(end, begin, line_end);
    }
    std::string before = Printable(script.substr(line_begin, begin - line_begin));
    std::string inside = Printable(script.substr(begin, end - begin));
    std::string after = Printable(script.substr(end, line_end - end));
    excerpt = "  " + lead + before + inside + after + tail + "\n  " +
              std::string(DisplayWidth(lead + before), ' ') +
              Styled("^" + std::string(std::max<size_t>(DisplayWidth(inside), 1) - 1, '~'),
                     Style::kRed, colour) +
              "\n";
  }
  const std::string message =
      Styled("entente:", Style::kRed, colour) + " " + Printable(graph::FormatError(shown));
  std::string out;
  for (const std::string& line :
       width > 0 ? WrapText(message, width) : std::vector<std::string>{message})
    out += line + "\n";
  const std::string suggestion =
      error.detail == "MissingParameter" && error.suggestion.empty()
          ? "give it a value: --param NAME=VALUE, or :param NAME = VALUE in the shell"
          : error.suggestion;
  return out + excerpt + SuggestionText(suggestion, width > 0 ? std::min<size_t>(width, 98) : 98);
}

}  // namespace

std::string QueryErrorText(const graph::Error& error, std::string_view script,
                           uint32_t statement_begin_byte, const std::string& file, bool colour,
                           size_t width) {
  return ErrorText(error, script, statement_begin_byte, file, true, colour, width);
}

int ReportQuestionError(const graph::Error& error, std::string_view question) {
  std::fputs(ErrorText(error, question, 0, "", false, WantsColour(STDERR_FILENO),
                       IsTerminal(STDERR_FILENO) ? TerminalWidth(STDERR_FILENO) : 0)
                 .c_str(),
             stderr);
  return error.code == graph::ErrorCode::kInterrupted ? kWasInterrupted : kWorkFailed;
}

int ReportQueryError(const graph::Error& error, std::string_view script,
                     uint32_t statement_begin_byte, const std::string& file) {
  std::fputs(QueryErrorText(error, script, statement_begin_byte, file, WantsColour(STDERR_FILENO),
                            IsTerminal(STDERR_FILENO) ? TerminalWidth(STDERR_FILENO) : 0)
                 .c_str(),
             stderr);
  return error.code == graph::ErrorCode::kInterrupted ? kWasInterrupted : kWorkFailed;
}

}  // namespace entente::cli
