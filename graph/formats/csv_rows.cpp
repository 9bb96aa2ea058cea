#include "graph/formats/csv_rows.h"

#include <algorithm>

namespace entente::graph {

void AppendCsvField(std::string& out, std::string_view field, char delimiter) {
  const bool quote = field.empty() || std::any_of(field.begin(), field.end(), [&](char c) {
                       return c == delimiter || c == '"' || c == '\n' || c == '\r';
                     });
  if (!quote) {
    out += field;
    return;
  }
  out += '"';
  for (char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

bool CsvCursor::Fail(size_t at, const char* message) {
  at_ = at;
  error_ = message;
  return false;
}

bool CsvCursor::AtRow() {
  while (at_ < bytes_.size()) {
    if (bytes_[at_] == '\n') {
      ++at_;
    } else if (bytes_.substr(at_, 2) == "\r\n") {
      at_ += 2;
    } else {
      return true;
    }
  }
  return false;
}

// Steps over what ends a field.
bool CsvCursor::EndField(CsvField& field) {
  field.ends_row = true;
  if (at_ >= bytes_.size()) return true;
  const char c = bytes_[at_];
  if (c == delimiter_) {
    field.ends_row = false;
    ++at_;
  } else if (c == '\n') {
    ++at_;
  } else if (c == '\r' && (at_ + 1 == bytes_.size() || bytes_[at_ + 1] == '\n')) {
    at_ = std::min(at_ + 2, bytes_.size());
  } else if (field.is_quoted) {
    return Fail(at_, "expected a delimiter or the end of the line after the closing quote");
  } else if (c == '"') {
    return Fail(at_, "a quote inside a field; put the field in quotes and write this one twice");
  } else {
    return Fail(at_, "a carriage return inside a field; put the field in quotes");
  }
  return true;
}

bool CsvCursor::Next(CsvField& field) {
  field.begin_byte = at_;
  if (at_ < bytes_.size() && bytes_[at_] == '"') return NextQuoted(field);
  const char* const data = bytes_.data();
  size_t at = at_;
  const size_t size = bytes_.size();
  while (at < size) {
    const char c = data[at];
    if (c == delimiter_ || c == '\n' || c == '"' || c == '\r') break;
    ++at;
  }
  field.text = bytes_.substr(at_, at - at_);
  field.is_quoted = false;
  at_ = at;
  return EndField(field);
}

bool CsvCursor::NextQuoted(CsvField& field) {
  const size_t open = at_;
  field.is_quoted = true;
  bool escaped = false;
  size_t from = open + 1;
  for (;;) {
    const size_t quote = bytes_.find('"', from);
    if (quote == bytes_.npos) return Fail(open, "this quote is never closed");
    if (quote + 1 < bytes_.size() && bytes_[quote + 1] == '"') {
      if (!escaped) unescaped_.clear();
      const size_t copied = escaped ? from : open + 1;
      unescaped_.append(bytes_, copied, quote + 1 - copied);
      escaped = true;
      from = quote + 2;
      continue;
    }
    if (escaped) {
      unescaped_.append(bytes_, from, quote - from);
      field.text = unescaped_;
    } else {
      field.text = bytes_.substr(open + 1, quote - open - 1);
    }
    at_ = quote + 1;
    return EndField(field);
  }
}

size_t EndOfCsvPiece(std::string_view bytes, size_t begin, size_t size) {
  if (bytes.size() - begin <= size) return bytes.size();
  size_t at = begin + size;
  // Inside quotes where their number so far is odd; doubled ones count twice and change nothing.
  bool inside = std::count(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                           bytes.begin() + static_cast<std::ptrdiff_t>(at), '"') %
                    2 !=
                0;
  for (; at < bytes.size(); ++at) {
    if (bytes[at] == '"') inside = !inside;
    if (bytes[at] == '\n' && !inside) return at + 1;
  }
  return bytes.size();
}

}  // namespace entente::graph
