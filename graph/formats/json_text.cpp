#include "graph/formats/json_text.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "graph/formats/temporal_text.h"
#include "graph/utf8.h"

namespace entente::graph {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  size_t copied = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t control = ControlBytesAt(text, i);
    if (control == 0 && text[i] != '"' && text[i] != '\\') continue;
    out.append(text, copied, i - copied);
    if (control == 2) ++i;  // the last byte of a C1 control is its code point
    copied = i + 1;
    switch (text[i]) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        out += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[i]));
    }
  }
  out.append(text, copied);
  out += '"';
}

void AppendJsonFloat(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += std::isnan(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    return;
  }
  const size_t begin = out.size();
  fmt::format_to(std::back_inserter(out), "{}", number);
  if (out.find_first_of(".e", begin) == std::string::npos) out += ".0";
}

void AppendJsonValue(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBoolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case ValueKind::kInteger: {
      fmt::format_int digits(value.as_integer());
      out.append(digits.data(), digits.size());
      return;
    }
    case ValueKind::kFloat:
      return AppendJsonFloat(out, value.as_float());
    case ValueKind::kString:
      return AppendJsonString(out, value.as_string());
    case ValueKind::kList: {
      out += '[';
      bool first = true;
      for (const Value& element : value.as_list()) {
        if (!first) out += ',';
        first = false;
        AppendJsonValue(out, element);
      }
      out += ']';
      return;
    }
    default:
      if (value.is_temporal()) return AppendJsonString(out, TemporalText(value));
      out += "null";
  }
}

char JsonCursor::Peek() {
  if (!ok()) return 0;
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
    ++at_;
  return at_ < text_.size() ? text_[at_] : 0;
}

bool JsonCursor::Consume(char c) {
  if (Peek() != c || at_ >= text_.size()) return false;
  ++at_;
  return true;
}

void JsonCursor::Expect(char c, const char* what) {
  if (ok() && !Consume(c)) Fail(what);
}

void JsonCursor::ExpectEnd() {
  Peek();
  if (ok() && at_ < text_.size()) Fail("the end of the line");
}

void JsonCursor::Fail(const char* expected) {
  Peek();
  if (!ok()) return;
  std::string found = "the end";
  if (at_ < text_.size()) {
    const auto c = static_cast<unsigned char>(text_[at_]);
    size_t size = 1;
    while (c >= 0x80 && at_ + size < text_.size() && size < 4 &&
           (static_cast<unsigned char>(text_[at_ + size]) & 0xc0) == 0x80)
      ++size;
    std::string_view character = text_.substr(at_, size);
    const bool printable = c >= 0x20 && c != 0x7f && !FindInvalidUtf8(character);
    found = printable ? fmt::format("'{}'", character) : fmt::format("the byte 0x{:02x}", c);
  }
  FailAt(at_, ErrorCode::kSyntax, fmt::format("expected {}, found {}", expected, found));
}

void JsonCursor::FailAt(size_t byte, ErrorCode code, std::string message) {
  if (!ok()) return;
  message_ = std::move(message);
  code_ = code;
  error_at_ = byte;
}

bool JsonCursor::Enter() {
  if (++depth_ <= kMaxJsonDepth) return true;
  FailAt(at_, ErrorCode::kLimit, fmt::format("nested deeper than {} levels", kMaxJsonDepth));
  return false;
}

uint32_t JsonCursor::HexEscape() {
  uint32_t code = 0;
  const char* begin = text_.data() + at_;
  const char* end = begin + std::min<size_t>(4, text_.size() - at_);
  auto [stop, error] = std::from_chars(begin, end, code, 16);
  // from_chars takes a minus sign for no unsigned type, so four characters read are four digits.
  if (error != std::errc() || stop != begin + 4) {
    FailAt(at_, ErrorCode::kSyntax, "expected four hexadecimal digits after \\u");
    return 0;
  }
  at_ += 4;
  return code;
}

std::string_view JsonCursor::String(std::string& scratch) {
  if (Peek() != '"') {
    Fail("a string");
    return {};
  }
  const size_t open = at_++;
  size_t copied = at_;
  bool high = false, escaped = false;
  scratch.clear();
  for (;; ++at_) {
    if (at_ >= text_.size()) {
      FailAt(open, ErrorCode::kSyntax, "this string has no closing quote");
      return {};
    }
    const auto c = static_cast<unsigned char>(text_[at_]);
    if (c == '"') break;
    if (c >= 0x80) {
      high = true;
    } else if (c < 0x20) {
      FailAt(at_, ErrorCode::kSyntax,
             fmt::format("a control character in a string must be written as \\u{:04x}", c));
      return {};
    } else if (c == '\\') {
      scratch.append(text_, copied, at_ - copied);
      escaped = true;
      const size_t backslash = at_++;
      const char kind = at_ < text_.size() ? text_[at_] : 0;
      constexpr std::string_view kNames = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
      if (kind == 'u') {
        ++at_;
        uint32_t code = HexEscape();
        if (ok() && code >= 0xd800 && code < 0xdc00 && text_.substr(at_).starts_with("\\u")) {
          at_ += 2;
          const uint32_t low = HexEscape();
          code = low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
                                               : 0xd800;
        }
        if (!ok()) return {};
        if (code >= 0xd800 && code < 0xe000) {
          FailAt(backslash, ErrorCode::kEncoding, "half a surrogate pair is no character");
          return {};
        }
        AppendUtf8(scratch, code);
        --at_;
      } else if (const size_t name = kNames.find(kind); kind && name != kNames.npos) {
        scratch += kMeanings[name];
      } else {
        FailAt(backslash, ErrorCode::kSyntax,
               "unknown escape in a string; JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
        return {};
      }
      copied = at_ + 1;
    }
  }
  const std::string_view raw = text_.substr(open + 1, at_ - open - 1);
  if (high) {
    if (auto bad = FindInvalidUtf8(raw)) {
      FailAt(open + 1 + *bad, ErrorCode::kEncoding, "this byte is not UTF-8");
      return {};
    }
  }
  if (escaped) scratch.append(text_, copied, at_ - copied);
  ++at_;
  return escaped ? std::string_view(scratch) : raw;
}

bool JsonCursor::Word(std::string_view word) {
  if (!text_.substr(at_).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

Value JsonCursor::Number() {
  const size_t begin = at_;
  size_t at = at_;
  auto digits = [&] {
    const size_t from = at;
    while (at < text_.size() && IsDigit(text_[at])) ++at;
    return at - from;
  };
  bool is_float = false;
  if (at < text_.size() && text_[at] == '-') ++at;
  const bool leading_zero = at < text_.size() && text_[at] == '0';
  const size_t whole = digits();
  bool good = whole == 1 || (whole > 1 && !leading_zero);
  if (good && at < text_.size() && text_[at] == '.') {
    ++at;
    is_float = true;
    good = digits() > 0;
  }
  if (good && at < text_.size() && (text_[at] == 'e' || text_[at] == 'E')) {
    ++at;
    is_float = true;
    if (at < text_.size() && (text_[at] == '+' || text_[at] == '-')) ++at;
    good = digits() > 0;
  }
  if (!good) {
    FailAt(begin, ErrorCode::kSyntax, "this is not a number as JSON writes them");
    return {};
  }
  const char* from = text_.data() + begin;
  const char* to = text_.data() + at;
  at_ = at;
  if (is_float) {
    double number = 0;
    // Out of range: too small is zero; too large has no value.
    auto parsed = std::from_chars(from, to, number);
    if (parsed.ec == std::errc()) return Value::Float(number);
    number = std::strtod(std::string(from, to).c_str(), nullptr);
    if (std::isfinite(number)) return Value::Float(number);
    FailAt(begin, ErrorCode::kOutOfRange, "this number is too large for a float");
    return {};
  }
  int64_t number = 0;
  if (std::from_chars(from, to, number).ec == std::errc()) return Value::Integer(number);
  FailAt(begin, ErrorCode::kOutOfRange, "this integer does not fit into 64 bits");
  return {};
}

Value JsonCursor::PropertyValue() {
  switch (Peek()) {
    case '"': {
      std::string scratch;
      const std::string_view text = String(scratch);
      return ok() ? Value::String(std::string(text)) : Value();
    }
    case '[': {
      std::vector<Value> elements;
      Array([&] { elements.push_back(PropertyValue()); });
      return ok() ? Value::List(std::move(elements)) : Value();
    }
    case '{':
      FailAt(at_, ErrorCode::kType,
             "a property can't hold a map; expected a boolean, number, string or list");
      return {};
    case 't':
      if (Word("true")) return Value::Boolean(true);
      break;
    case 'f':
      if (Word("false")) return Value::Boolean(false);
      break;
    case 'n':
      if (Word("null")) return {};
      break;
    case '-':
      return Number();
    default:
      if (IsDigit(Peek())) return Number();
  }
  Fail("a value (a boolean, number, string, list or null)");
  return {};
}

void JsonCursor::Skip() {
  if (Peek() == '{') return Object([&](std::string_view) { Skip(); });
  if (Peek() == '[') return Array([&] { Skip(); });
  if (Peek() == '"') {
    std::string scratch;
    String(scratch);
    return;
  }
  PropertyValue();
}

}  // namespace entente::graph
