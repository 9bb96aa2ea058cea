#include "graph/formats/csv_rows_parser.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "graph/formats/csv_rows.h"
#include "graph/formats/json_text.h"
#include "graph/formats/temporal_text.h"
#include "graph/utf8.h"

namespace entente::graph {

namespace {

bool IsAscii(std::string_view text) {
  size_t i = 0;
  uint64_t word = 0, high = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::memcpy(&word, text.data() + i, 8);
    high |= word;
  }
  for (; i < text.size(); ++i) high |= static_cast<uint64_t>(text[i] & '\x80') << 56;
  return (high & 0x8080808080808080u) == 0;
}

std::string_view Trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool ParseInteger(std::string_view text, int64_t& out) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && stop == text.data() + text.size();
}

bool ParseFloat(std::string_view text, double& out) {
  if (text.starts_with('+')) text.remove_prefix(1);
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (stop != text.data() + text.size() || text.empty()) return false;
  // Out of range: what is too small is nothing, what is too large infinite.
  if (error == std::errc::result_out_of_range)
    out = std::strtod(std::string(text).c_str(), nullptr);
  return error == std::errc() || error == std::errc::result_out_of_range;
}

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if ((text[i] | 0x20) != lower[i]) return false;
  return true;
}

std::string Shown(std::string_view text) {
  constexpr size_t kMostCharacters = 40;
  size_t at = 0;
  for (size_t n = 0; at < text.size() && n < kMostCharacters; ++n)
    at += DecodeAt(text, at).size_bytes;
  return fmt::format("'{}{}'", text.substr(0, at), at < text.size() ? "…" : "");
}

// A JSON list; what JSON has no form for is an object with its type: {"date":"2018-09-14"}.
Result<Value> ParseJsonList(std::string_view text) {
  JsonCursor cursor(text);
  std::vector<Value> elements;
  std::string scratch;
  cursor.Array([&] {
    if (cursor.Peek() != '{') {
      elements.push_back(cursor.PropertyValue());
      return;
    }
    cursor.Object([&](std::string_view type) {
      const size_t at = cursor.at_byte();
      auto value = ParseForeign(type, cursor.String(scratch));
      if (!value) return cursor.FailAt(at, value.error().code, value.error().message);
      elements.push_back(*std::move(value));
    });
  });
  cursor.ExpectEnd();
  if (!cursor.ok()) return MakeError(cursor.code(), "in this JSON list: " + cursor.message());
  return Value::List(std::move(elements));
}

// One value, not a list. Errors: without a place.
Result<Value> ParseScalar(const CsvColumn& column, std::string_view text) {
  if (column.type == CsvType::kString) return Value::String(std::string(text));
  const std::string_view trimmed = Trim(text);
  switch (column.type) {
    case CsvType::kInteger: {
      int64_t number = 0;
      if (ParseInteger(trimmed, number) && number >= column.min && number <= column.max)
        return Value::Integer(number);
      break;
    }
    case CsvType::kFloat: {
      double number = 0;
      if (ParseFloat(trimmed, number)) return Value::Float(number);
      break;
    }
    case CsvType::kBoolean:
      if (EqualsIgnoringCase(trimmed, "true")) return Value::Boolean(true);
      if (EqualsIgnoringCase(trimmed, "false")) return Value::Boolean(false);
      break;
    case CsvType::kTemporal: {
      auto value = ParseTemporal(column.temporal, trimmed);
      if (value) return value;
      // As this program writes a day of no known year.
      const char* way_out =
          trimmed.starts_with("--") ? "; such a day is text: give the column the type string" : "";
      return MakeError(ErrorCode::kSyntax,
                       fmt::format("expected {}, found {}: {}{}", CsvTypeName(column), Shown(text),
                                   value.error().message, way_out));
    }
    case CsvType::kJson:
      return ParseJsonList(text);
    case CsvType::kString:
      break;
  }
  return MakeError(ErrorCode::kSyntax,
                   fmt::format("expected {}, found {}", CsvTypeName(column), Shown(text)));
}

Result<Value> ParseList(const CsvTable& table, const CsvColumn& column, std::string_view text) {
  std::vector<Value> elements;
  while (!text.empty()) {
    const size_t at = text.find(table.array_delimiter);
    ENTENTE_ASSIGN_OR_RETURN(Value element, ParseScalar(column, text.substr(0, at)));
    elements.push_back(std::move(element));
    if (at == text.npos) break;
    text.remove_prefix(at + table.array_delimiter.size());
    // A delimiter at the end is followed by an empty element.
    if (text.empty()) {
      ENTENTE_ASSIGN_OR_RETURN(Value last, ParseScalar(column, text));
      elements.push_back(std::move(last));
    }
  }
  return Value::List(std::move(elements));
}

class RowsParser {
 public:
  RowsParser(const CsvTable& table, size_t begin, size_t end)
      : table_(table),
        bytes_(table.file->bytes()),
        cursor_(bytes_, begin, end, table.delimiter),
        begin_(begin) {
    rows_.end_byte = end;
    rows_.columns.resize(table.columns.size());
  }

  CsvRows Parse() {
    const std::string_view piece = bytes_.substr(begin_, rows_.end_byte - begin_);
    if (!IsAscii(piece)) {
      if (auto bad = FindInvalidUtf8(piece)) {
        Fail(begin_ + *bad, ErrorCode::kEncoding, "this byte is not UTF-8");
        return std::move(rows_);
      }
    }
    while (cursor_.AtRow()) {
      rows_.begin_bytes.push_back(cursor_.at_byte());
      if (!ParseRow()) {
        rows_.begin_bytes.pop_back();
        for (CsvValues& column : rows_.columns) DropRow(column);
        break;
      }
      ++rows_.count;
    }
    return std::move(rows_);
  }

 private:
  bool Fail(size_t byte, ErrorCode code, std::string message) {
    rows_.error = table_.file->ErrorAt(byte, code, std::move(message));
    return false;
  }

  void DropRow(CsvValues& column) {
    auto cut = [&](auto& values) {
      if (values.size() > rows_.count) values.resize(rows_.count);
    };
    cut(column.present);
    cut(column.texts);
    cut(column.integers);
    cut(column.nodes);
    cut(column.values);
  }

  bool ParseRow() {
    CsvField field;
    const size_t count = table_.columns.size();
    for (size_t i = 0; i < count; ++i) {
      if (!cursor_.Next(field)) return Fail(cursor_.at_byte(), ErrorCode::kSyntax, cursor_.error());
      if (field.ends_row != (i + 1 == count)) {
        if (field.ends_row)
          return Fail(field.begin_byte + field.text.size(), ErrorCode::kSyntax,
                      fmt::format("this row has {} field{}, the header {}", i + 1,
                                  i == 0 ? "" : "s", count));
        return Fail(cursor_.at_byte() - 1, ErrorCode::kSyntax,
                    fmt::format("this row has more fields than the header, which has {}", count));
      }
      if (!ParseField(i, field)) return false;
    }
    return true;
  }

  // A view of the field's text that lasts as long as the rows.
  std::string_view Keep(std::string_view text) {
    if (text.data() >= bytes_.data() && text.data() <= bytes_.data() + bytes_.size()) return text;
    return rows_.room.emplace_back(text);
  }

  bool ParseField(size_t index, const CsvField& field) {
    const CsvColumn& column = table_.columns[index];
    CsvValues& out = rows_.columns[index];
    const bool present = field.is_quoted || !field.text.empty();
    switch (column.role) {
      case CsvRole::kIgnore:
        return true;
      case CsvRole::kLabel:
      case CsvRole::kType:
        out.texts.push_back(Keep(field.text));
        return true;
      case CsvRole::kStartId:
      case CsvRole::kEndId:
        return ParseEnd(index, field);
      case CsvRole::kId:
      case CsvRole::kProperty:
        break;
    }
    out.present.push_back(present);
    if (!column.is_list && column.type == CsvType::kString) {
      out.texts.push_back(present ? Keep(field.text) : std::string_view());
      return true;
    }
    if (!column.is_list && column.type == CsvType::kInteger) {
      int64_t& number = out.integers.emplace_back(0);
      if (!present ||
          (ParseInteger(Trim(field.text), number) && number >= column.min && number <= column.max))
        return true;
      return Fail(field.begin_byte, ErrorCode::kSyntax,
                  fmt::format("expected {}, found {}", CsvTypeName(column), Shown(field.text)));
    }
    Value& value = out.values.emplace_back();
    if (!present) return true;
    auto parsed =
        column.is_list ? ParseList(table_, column, field.text) : ParseScalar(column, field.text);
    if (!parsed) return Fail(field.begin_byte, parsed.error().code, parsed.error().message);
    value = *std::move(parsed);
    return true;
  }

  bool ParseEnd(size_t index, const CsvField& field) {
    const CsvColumn& column = table_.columns[index];
    const CsvIdSpace& space = *table_.spaces[index];
    const char* const role = column.role == CsvRole::kStartId ? "START_ID" : "END_ID";
    if (field.text.empty() && !field.is_quoted)
      return Fail(field.begin_byte, ErrorCode::kSyntax,
                  fmt::format("expected an id for {}, found nothing", role));
    NodeId node;
    if (space.is_integer) {
      int64_t number = 0;
      if (!ParseInteger(Trim(field.text), number))
        return Fail(
            field.begin_byte, ErrorCode::kSyntax,
            fmt::format("expected an integer id for {}, found {}", role, Shown(field.text)));
      node = space.nodes.Find(number);
    } else {
      node = space.nodes.Find(field.text);
    }
    if (!node.valid())
      return Fail(
          field.begin_byte, ErrorCode::kNotFound,
          fmt::format("no node{} has the id {}",
                      column.space.empty() ? std::string()
                                           : fmt::format(" of the ID space ({})", column.space),
                      Shown(field.text)));
    rows_.columns[index].nodes.push_back(node);
    return true;
  }

  const CsvTable& table_;
  const std::string_view bytes_;
  CsvCursor cursor_;
  const size_t begin_;
  CsvRows rows_;
};

}  // namespace

CsvRows ParseCsvRows(const CsvTable& table, size_t begin_byte, size_t end_byte) {
  return RowsParser(table, begin_byte, end_byte).Parse();
}

}  // namespace entente::graph
