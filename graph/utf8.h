/// \file
/// UTF-8: validity, characters (code points), and folding for comparison. Bytes inside, characters
/// towards people. Threads: pure functions.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::graph {

/// Offset of the first byte that does not continue valid UTF-8 (surrogates and overlong forms are
/// invalid), or nothing.
std::optional<size_t> FindInvalidUtf8(std::string_view text);

/// Number of code points. `text` is valid UTF-8.
size_t CountCharacters(std::string_view text);

/// The code point that begins at `text[at]` and its length in bytes. `text` is valid UTF-8 and `at`
/// a boundary below its size.
struct CodePoint {
  char32_t value = 0;
  uint32_t size_bytes = 0;
};
CodePoint DecodeAt(std::string_view text, size_t at);
void AppendUtf8(std::string& out, char32_t code_point);

/// Bytes of the control character at `text[at]` (C0, DEL or C1; the C1 ones have two bytes): what
/// can move a cursor or begin an escape on a terminal. 0 where another character begins.
constexpr size_t ControlBytesAt(std::string_view text, size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x20 || c == 0x7f) return 1;
  if (c != 0xc2 || at + 1 >= text.size()) return 0;
  return (static_cast<unsigned char>(text[at + 1]) & 0xe0) == 0x80 ? 2 : 0;
}

/// 1-based line and column (in characters) of a byte of `text`; LF ends a line.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
};
LineColumn LocateByte(std::string_view text, size_t byte);

/// For comparing names: Unicode NFKD, marks dropped, case folded, runs of punctuation and white
/// space as one space, trimmed; "São Tomé & Príncipe" and "sao tome  principe" fold alike. ICU does
/// the work.
std::string FoldName(std::string_view text);

/// Lower case and upper case by Unicode's full mapping, without a locale.
std::string ToLower(std::string_view text);
std::string ToUpper(std::string_view text);

/// Normalisation form C. `text` is valid UTF-8.
std::string ToNfc(std::string_view text);

}  // namespace entente::graph
