// Strings: parts, case, white space; conversions to and from text. Positions count characters.
#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "graph/utf8.h"
#include "query/functions/arguments.h"
#include "query/value_text.h"

namespace entente::query {

namespace {

using graph::Result;
using graph::Value;
using graph::ValueKind;
using Arguments = std::span<const Value>;

Result<Value> CheckStrings(const char* function, Arguments arguments) {
  for (const Value& value : arguments)
    if (value.kind() != ValueKind::kString) return WrongArgument(function, "STRINGs", value);
  return Value::Null();
}

// The byte at which the character number `character` begins; the size when there are fewer.
size_t ByteOf(std::string_view text, int64_t character) {
  size_t at = 0;
  for (; character > 0 && at < text.size(); --character) at += graph::DecodeAt(text, at).size_bytes;
  return at;
}

// A length or position. Errors: kType, kOutOfRange for a negative one.
Result<int64_t> Count(const char* function, const Value& value) {
  if (value.kind() != ValueKind::kInteger)
    return WrongArgument(function, "an INTEGER as a length or position", value);
  if (value.as_integer() < 0)
    return NumberOutOfRange(fmt::format("a length or position of {}() is not negative", function));
  return value.as_integer();
}

Result<Value> Substring(Arguments arguments, FunctionContext&) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("substring", arguments.first(1)));
  std::string_view text = arguments[0].as_string();
  ENTENTE_ASSIGN_OR_RETURN(int64_t start, Count("substring", arguments[1]));
  text.remove_prefix(ByteOf(text, start));
  if (arguments.size() > 2) {
    ENTENTE_ASSIGN_OR_RETURN(int64_t length, Count("substring", arguments[2]));
    text = text.substr(0, ByteOf(text, length));
  }
  return Value::String(std::string(text));
}

Result<Value> Left(Arguments arguments, FunctionContext&) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("left", arguments.first(1)));
  ENTENTE_ASSIGN_OR_RETURN(int64_t length, Count("left", arguments[1]));
  std::string_view text = arguments[0].as_string();
  return Value::String(std::string(text.substr(0, ByteOf(text, length))));
}

Result<Value> Right(Arguments arguments, FunctionContext&) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("right", arguments.first(1)));
  ENTENTE_ASSIGN_OR_RETURN(int64_t length, Count("right", arguments[1]));
  std::string_view text = arguments[0].as_string();
  int64_t all = static_cast<int64_t>(graph::CountCharacters(text));
  return Value::String(std::string(text.substr(ByteOf(text, std::max<int64_t>(0, all - length)))));
}

Result<Value> Split(Arguments arguments, FunctionContext& context) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("split", arguments.first(1)));
  std::vector<std::string_view> delimiters;
  if (arguments[1].kind() == ValueKind::kList) {
    ENTENTE_RETURN_IF_ERROR(CheckStrings("split", arguments[1].as_list()));
    for (const Value& delimiter : arguments[1].as_list())
      delimiters.push_back(delimiter.as_string());
  } else {
    ENTENTE_RETURN_IF_ERROR(CheckStrings("split", arguments.subspan(1, 1)));
    delimiters.push_back(arguments[1].as_string());
  }
  std::string_view text = arguments[0].as_string();
  std::vector<Value> parts;
  size_t begin = 0, at = 0;
  while (at < text.size()) {
    size_t matched = std::string_view::npos;
    for (std::string_view delimiter : delimiters) {
      // An empty one stands between every two characters.
      if (delimiter.empty() ? at > begin : text.substr(at, delimiter.size()) == delimiter) {
        matched = delimiter.size();
        break;
      }
    }
    if (matched == std::string_view::npos) {
      at += graph::DecodeAt(text, at).size_bytes;
      continue;
    }
    parts.push_back(Value::String(std::string(text.substr(begin, at - begin))));
    constexpr size_t kPartsBetweenLooks = 1024, kPartBytes = 64;
    if (parts.size() % kPartsBetweenLooks == 0) {
      ENTENTE_RETURN_IF_ERROR(CheckRoom(context, parts.size() * kPartBytes + at));
    }
    at += matched;
    begin = at;
  }
  parts.push_back(Value::String(std::string(text.substr(begin))));
  return Value::List(std::move(parts));
}

Result<Value> Replace(Arguments arguments, FunctionContext& context) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("replace", arguments));
  std::string_view text = arguments[0].as_string(), search = arguments[1].as_string();
  std::string_view with = arguments[2].as_string();
  std::string out;
  size_t at = 0, looked_at = 0;
  while (at < text.size()) {
    constexpr size_t kBytesBetweenLooks = 1 << 14;
    if (out.size() + with.size() - looked_at > kBytesBetweenLooks) {
      looked_at = out.size();
      ENTENTE_RETURN_IF_ERROR(CheckRoom(context, out.size() + with.size()));
    }
    if (search.empty()) {
      out += with;
    } else if (text.substr(at, search.size()) == search) {
      out += with;
      at += search.size();
      continue;
    }
    size_t size = graph::DecodeAt(text, at).size_bytes;
    out += text.substr(at, size);
    at += size;
  }
  if (search.empty()) out += with;
  return Value::String(std::move(out));
}

enum class Side { kLeft, kRight, kBoth };

// trim(text, characters?): white space, or any of the characters.
template <Side side>
Result<Value> Trim(Arguments arguments, FunctionContext&) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("trim", arguments));
  std::string_view text = arguments[0].as_string();
  std::u32string characters;
  if (arguments.size() > 1) {
    std::string_view given = arguments[1].as_string();
    for (size_t at = 0; at < given.size();) {
      graph::CodePoint point = graph::DecodeAt(given, at);
      characters += point.value;
      at += point.size_bytes;
    }
  }
  auto goes = [&](char32_t c) {
    if (arguments.size() > 1) return characters.find(c) != std::u32string::npos;
    return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
  };
  if (side != Side::kRight) {
    while (!text.empty()) {
      graph::CodePoint point = graph::DecodeAt(text, 0);
      if (!goes(point.value)) break;
      text.remove_prefix(point.size_bytes);
    }
  }
  if (side != Side::kLeft) {
    while (!text.empty()) {
      size_t last = text.size() - 1;
      while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
      if (!goes(graph::DecodeAt(text, last).value)) break;
      text = text.substr(0, last);
    }
  }
  return Value::String(std::string(text));
}

Result<Value> ToUpper(Arguments arguments, FunctionContext&) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("toUpper", arguments));
  return Value::String(graph::ToUpper(arguments[0].as_string()));
}
Result<Value> ToLower(Arguments arguments, FunctionContext&) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("toLower", arguments));
  return Value::String(graph::ToLower(arguments[0].as_string()));
}
Result<Value> Normalize(Arguments arguments, FunctionContext&) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("normalize", arguments));
  return Value::String(graph::ToNfc(arguments[0].as_string()));
}
Result<Value> CharLength(Arguments arguments, FunctionContext&) {
  ENTENTE_RETURN_IF_ERROR(CheckStrings("char_length", arguments));
  return Value::Integer(static_cast<int64_t>(graph::CountCharacters(arguments[0].as_string())));
}

std::string_view TrimSpaces(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::optional<double> ReadFloat(std::string_view text) {
  text = TrimSpaces(text);
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  double number;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<int64_t> ReadInteger(std::string_view text) {
  text = TrimSpaces(text);
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  int64_t number;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Each conversion: the value, null where text has no such value, or nothing where the kind can't be
// converted at all.
using Conversion = std::optional<Value> (*)(const Value&);

std::optional<Value> IntegerOf(const Value& value) {
  double number;
  if (value.kind() == ValueKind::kInteger) return value;
  if (value.kind() == ValueKind::kBoolean) return Value::Integer(value.as_boolean());
  if (value.kind() == ValueKind::kFloat) {
    number = value.as_float();
  } else if (value.kind() == ValueKind::kString) {
    if (auto integer = ReadInteger(value.as_string())) return Value::Integer(*integer);
    auto read = ReadFloat(value.as_string());
    if (!read) return Value::Null();
    number = *read;
  } else {
    return std::nullopt;
  }
  if (!(number >= -9223372036854775808.0 && number < 9223372036854775808.0)) return Value::Null();
  return Value::Integer(static_cast<int64_t>(number));
}

std::optional<Value> FloatOf(const Value& value) {
  if (value.is_number()) return Value::Float(value.as_number());
  if (value.kind() != ValueKind::kString) return std::nullopt;
  auto read = ReadFloat(value.as_string());
  return read ? Value::Float(*read) : Value::Null();
}

std::optional<Value> BooleanOf(const Value& value) {
  if (value.kind() == ValueKind::kBoolean) return value;
  if (value.kind() == ValueKind::kInteger) return Value::Boolean(value.as_integer() != 0);
  if (value.kind() != ValueKind::kString) return std::nullopt;
  std::string text = graph::ToLower(TrimSpaces(value.as_string()));
  if (text == "true") return Value::Boolean(true);
  if (text == "false") return Value::Boolean(false);
  return Value::Null();
}

std::optional<Value> StringOf(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kString:
      return value;
    case ValueKind::kBoolean:
      return Value::String(value.as_boolean() ? "true" : "false");
    case ValueKind::kInteger:
      return Value::String(std::to_string(value.as_integer()));
    case ValueKind::kFloat:
      return Value::String(FloatToText(value.as_float()));
    case ValueKind::kDate:
      return Value::String(graph::ToText(value.as_date()));
    case ValueKind::kLocalTime:
      return Value::String(graph::ToText(value.as_local_time()));
    case ValueKind::kTime:
      return Value::String(graph::ToText(value.as_time()));
    case ValueKind::kLocalDateTime:
      return Value::String(graph::ToText(value.as_local_date_time()));
    case ValueKind::kDateTime:
      return Value::String(graph::ToText(value.as_date_time()));
    case ValueKind::kDuration:
      return Value::String(graph::ToText(value.as_duration()));
    default:
      return std::nullopt;
  }
}

// How a conversion is named and what its errors say.
struct ConversionName {
  const char* name;
  const char* takes;
};
constexpr ConversionName kToInteger = {"toInteger", "a number, a BOOLEAN or a STRING"};
constexpr ConversionName kToFloat = {"toFloat", "a number or a STRING"};
constexpr ConversionName kToBoolean = {"toBoolean", "a BOOLEAN, an INTEGER or a STRING"};
constexpr ConversionName kToString = {"toString",
                                      "a number, a BOOLEAN, a STRING or a temporal value"};

template <Conversion convert, const ConversionName& name>
Result<Value> Convert(Arguments arguments, FunctionContext&) {
  auto converted = convert(arguments[0]);
  if (!converted) return WrongArgumentValue(name.name, name.takes, arguments[0]);
  return *std::move(converted);
}

// A number that is too large for an INTEGER is no null: that would be lost without a word.
Result<Value> ToInteger(Arguments arguments, FunctionContext&) {
  const Value& value = arguments[0];
  auto converted = IntegerOf(value);
  if (!converted) return WrongArgumentValue(kToInteger.name, kToInteger.takes, value);
  const bool is_number = value.kind() == ValueKind::kFloat ||
                         (value.kind() == ValueKind::kString && ReadFloat(value.as_string()));
  if (converted->is_null() && is_number)
    return NumberOutOfRange("toInteger(): this number does not fit an INTEGER");
  return *std::move(converted);
}

template <Conversion convert>
Result<Value> ConvertOrNull(Arguments arguments, FunctionContext&) {
  return convert(arguments[0]).value_or(Value::Null());
}

template <Conversion convert, const ConversionName& name>
Result<Value> ConvertList(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() != ValueKind::kList)
    return WrongArgument(fmt::format("{}List", name.name), "a LIST", arguments[0]);
  std::vector<Value> out;
  for (const Value& value : arguments[0].as_list())
    out.push_back(convert(value).value_or(Value::Null()));
  return Value::List(std::move(out));
}

Result<Value> RandomUuid(Arguments, FunctionContext& context) {
  uint64_t high = (*context.random)(), low = (*context.random)();
  high = (high & 0xFFFFFFFFFFFF0FFFull) | 0x4000;               // version 4
  low = (low & 0x3FFFFFFFFFFFFFFFull) | 0x8000000000000000ull;  // RFC 9562's variant
  return Value::String(fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32,
                                   (high >> 16) & 0xFFFF, high & 0xFFFF, low >> 48,
                                   low & 0xFFFFFFFFFFFFull));
}

constexpr KindSet kIntegerKind = KindBit(ValueKind::kInteger);
constexpr KindSet kFloatKind = KindBit(ValueKind::kFloat);
constexpr KindSet kBooleanKind = KindBit(ValueKind::kBoolean);

constexpr FunctionEntry kTable[] = {
    MakeEntry("substring", 2, 3, Substring, kStringKind, kStringKind),
    MakeEntry("left", 2, 2, Left, kStringKind, kStringKind),
    MakeEntry("right", 2, 2, Right, kStringKind, kStringKind),
    MakeEntry("split", 2, 2, Split, kStringKind, kListKind),
    MakeEntry("replace", 3, 3, Replace, kStringKind, kStringKind),
    MakeEntry("trim", 1, 2, Trim<Side::kBoth>, kStringKind, kStringKind),
    MakeEntry("btrim", 1, 2, Trim<Side::kBoth>, kStringKind, kStringKind),
    MakeEntry("ltrim", 1, 2, Trim<Side::kLeft>, kStringKind, kStringKind),
    MakeEntry("rtrim", 1, 2, Trim<Side::kRight>, kStringKind, kStringKind),
    MakeEntry("toUpper", 1, 1, ToUpper, kStringKind, kStringKind),
    MakeEntry("upper", 1, 1, ToUpper, kStringKind, kStringKind),
    MakeEntry("toLower", 1, 1, ToLower, kStringKind, kStringKind),
    MakeEntry("lower", 1, 1, ToLower, kStringKind, kStringKind),
    MakeEntry("normalize", 1, 1, Normalize, kStringKind, kStringKind),
    MakeEntry("char_length", 1, 1, CharLength, kStringKind, kIntegerKind),
    MakeEntry("character_length", 1, 1, CharLength, kStringKind, kIntegerKind),
    MakeEntry("toInteger", 1, 1, ToInteger, kAnyKind, kIntegerKind),
    MakeEntry("toFloat", 1, 1, Convert<FloatOf, kToFloat>, kAnyKind, kFloatKind),
    MakeEntry("toBoolean", 1, 1, Convert<BooleanOf, kToBoolean>, kAnyKind, kBooleanKind),
    MakeEntry("toString", 1, 1, Convert<StringOf, kToString>, kAnyKind, kStringKind),
    MakeEntry("toIntegerOrNull", 1, 1, ConvertOrNull<IntegerOf>, kAnyKind, kIntegerKind),
    MakeEntry("toFloatOrNull", 1, 1, ConvertOrNull<FloatOf>, kAnyKind, kFloatKind),
    MakeEntry("toBooleanOrNull", 1, 1, ConvertOrNull<BooleanOf>, kAnyKind, kBooleanKind),
    MakeEntry("toStringOrNull", 1, 1, ConvertOrNull<StringOf>, kAnyKind, kStringKind),
    MakeEntry("toIntegerList", 1, 1, ConvertList<IntegerOf, kToInteger>, kListKind, kListKind),
    MakeEntry("toFloatList", 1, 1, ConvertList<FloatOf, kToFloat>, kListKind, kListKind),
    MakeEntry("toBooleanList", 1, 1, ConvertList<BooleanOf, kToBoolean>, kListKind, kListKind),
    MakeEntry("toStringList", 1, 1, ConvertList<StringOf, kToString>, kListKind, kListKind),
    [] {
      FunctionEntry entry = MakeEntry("randomUUID", 0, 0, RandomUuid, kAnyKind, kStringKind);
      entry.deterministic = false;
      return entry;
    }(),
};

}  // namespace

std::span<const FunctionEntry> StringFunctions() { return kTable; }

}  // namespace entente::query
