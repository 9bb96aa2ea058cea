/// \file
/// CSV as RFC 4180 has it, field by field: quotes around a field, doubled inside; lines end in LF
/// or CRLF. Private to the csv format. Threads: a cursor belongs to one thread; SplitCsv is pure.
/// Ownership: sees the bytes it was given.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente::graph {

/// `field` between quotes where it needs them: where it holds a delimiter, a quote or a line break,
/// or is empty (an empty field without quotes is no value at all).
void AppendCsvField(std::string& out, std::string_view field, char delimiter);

struct CsvField {
  std::string_view text;  ///< without quotes; good until the next field
  size_t begin_byte = 0;  ///< in the bytes, quote included
  bool is_quoted = false;
  bool ends_row = false;
};

/// Walks the fields of `bytes` from `begin` to `end`, both at the beginning of a row (or the end).
class CsvCursor {
 public:
  CsvCursor(std::string_view bytes, size_t begin, size_t end, char delimiter)
      : bytes_(bytes.substr(0, end)), at_(begin), delimiter_(delimiter) {}

  /// True at the beginning of a row, empty lines passed over; false at the end.
  bool AtRow();
  /// The next field of the row. False after an error, which error() and at_byte() tell.
  bool Next(CsvField& field);

  size_t at_byte() const { return at_; }
  const char* error() const { return error_; }

 private:
  bool NextQuoted(CsvField& field);
  bool EndField(CsvField& field);
  bool Fail(size_t at, const char* message);

  std::string_view bytes_;
  size_t at_;
  char delimiter_;
  const char* error_ = nullptr;
  std::string unescaped_;
};

/// Where a piece of at least `size` bytes from `begin` on can end: after the end of a row. `begin`
/// is the beginning of one.
size_t EndOfCsvPiece(std::string_view bytes, size_t begin, size_t size);

}  // namespace entente::graph
