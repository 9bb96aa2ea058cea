/// \file
/// What the program knows of the terminal it writes to: width, colour, how wide text is when shown,
/// and text made safe to show. Threads: pure functions over the process's environment.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

/// Columns of the terminal behind `file_descriptor`: as it says, else COLUMNS, else 100.
size_t TerminalWidth(int file_descriptor);
bool IsTerminal(int file_descriptor);
/// A terminal, NO_COLOR unset or empty, and TERM not "dumb".   Source: no-color.org.
bool WantsColour(int file_descriptor);

enum class Style { kPlain, kBold, kDim, kGreen, kYellow, kRed, kCyan };
/// `text` between the escapes of `style`, or as it is without colour.
std::string Styled(std::string_view text, Style style, bool colour);

/// Columns that `text` takes when shown: wide East Asian characters two, marks none. Escapes of
/// Styled count nothing.
size_t DisplayWidth(std::string_view text);

/// `text` without what could move the cursor or hide itself: control characters and bidirectional
/// overrides become U+FFFD, line breaks and tabs a space. Text from documents and graphs goes
/// through this before it reaches a terminal.
std::string Printable(std::string_view text);

/// The same for text in lines, as data formats are: line breaks (CRLF too) and tabs stay. A file or
/// a pipe gets every byte; what a terminal is shown goes through this.
std::string PrintableLines(std::string_view text);

/// Breaks `text` at spaces into lines of at most `width` columns; a longer word is cut. At least
/// one line.
std::vector<std::string> WrapText(std::string_view text, size_t width);

/// `text` in lines that fit where `file_descriptor` is a terminal, else as it is; `indent` heads
/// each line.
std::string Fitted(std::string_view text, int file_descriptor, std::string_view indent = "");

/// `head`, then `text` in lines that begin at `column` and end at `width`: how help lists things.
/// Where that leaves no room, as on a narrow terminal, the text stands below, a little indented.
std::string HangingText(std::string_view head, std::string_view text, size_t column, size_t width);

/// `words` in as many columns as `width` has room for, read downwards.
std::string InColumns(const std::vector<std::string>& words, size_t width);

/// "1,234,567".
std::string GroupedCount(uint64_t count);
/// "1 document", "3 documents"; "2 countries" where `plural` says so.
std::string CountOf(uint64_t count, std::string_view singular, std::string_view plural = "");
/// "318 kB", "1.2 MB".
std::string FileSize(uint64_t bytes);

/// An error's suggestion below its message: two spaces part what stands better on a line each;
/// empty for none. Fits `width`; 0: lines of any length.
std::string SuggestionText(std::string_view suggestion, size_t width);

}  // namespace entente::cli
