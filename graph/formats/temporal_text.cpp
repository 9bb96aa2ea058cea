#include "graph/formats/temporal_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "graph/check.h"
#include "graph/temporal_parse.h"

namespace entente::graph {

namespace {

constexpr std::array<std::pair<ValueKind, const char*>, 6> kNames{{
    {ValueKind::kDate, "date"},
    {ValueKind::kLocalTime, "localtime"},
    {ValueKind::kTime, "time"},
    {ValueKind::kLocalDateTime, "localdatetime"},
    {ValueKind::kDateTime, "datetime"},
    {ValueKind::kDuration, "duration"},
}};

template <class T>
Result<Value> AsValue(Result<T> parsed) {
  if (!parsed) return std::move(parsed).error();
  return Value::Of(*std::move(parsed));
}

}  // namespace

const char* TemporalTypeName(ValueKind kind) {
  for (const auto& [named, name] : kNames)
    if (named == kind) return name;
  return nullptr;
}

std::optional<ValueKind> FindTemporalType(std::string_view name) {
  for (const auto& [kind, named] : kNames)
    if (name == named) return kind;
  return std::nullopt;
}

std::string TemporalText(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kDate:
      return ToText(value.as_date());
    case ValueKind::kLocalTime:
      return ToText(value.as_local_time());
    case ValueKind::kTime:
      return ToText(value.as_time());
    case ValueKind::kLocalDateTime:
      return ToText(value.as_local_date_time());
    case ValueKind::kDateTime:
      return ToText(value.as_date_time());
    default:
      return ToText(value.as_duration());
  }
}

Result<Value> ParseTemporal(ValueKind kind, std::string_view text) {
  switch (kind) {
    case ValueKind::kDate:
      return AsValue(ParseDate(text));
    case ValueKind::kLocalTime:
      return AsValue(ParseLocalTime(text));
    case ValueKind::kTime:
      return AsValue(ParseTime(text));
    case ValueKind::kLocalDateTime:
      return AsValue(ParseLocalDateTime(text));
    case ValueKind::kDateTime:
      return AsValue(ParseDateTime(text));
    default:
      ENTENTE_CHECK(kind == ValueKind::kDuration);
      return AsValue(ParseDuration(text));
  }
}

const char* ForeignTypeName(const Value& value) {
  if (value.kind() == ValueKind::kFloat) return std::isfinite(value.as_float()) ? nullptr : "float";
  return TemporalTypeName(value.kind());
}

Result<Value> ParseForeign(std::string_view type, std::string_view text) {
  if (auto kind = FindTemporalType(type)) return ParseTemporal(*kind, text);
  if (type == "string") return Value::String(std::string(text));
  if (type == "float") {
    if (text == "NaN") return Value::Float(std::numeric_limits<double>::quiet_NaN());
    if (text == "Infinity") return Value::Float(std::numeric_limits<double>::infinity());
    if (text == "-Infinity") return Value::Float(-std::numeric_limits<double>::infinity());
    return MakeError(ErrorCode::kSyntax,
                     "expected \"NaN\", \"Infinity\" or \"-Infinity\", as the type float says");
  }
  return MakeError(ErrorCode::kSyntax,
                   fmt::format("unknown type \"{}\"; expected date, localtime, time, "
                               "localdatetime, datetime, duration, float or string",
                               type));
}

}  // namespace entente::graph
