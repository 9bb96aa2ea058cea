#include "graph/formats/temporal_text.h"

#include <array>
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

}  // namespace entente::graph
