// date.truncate() and its relatives: down to the beginning of a unit, then components set anew.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

#include "graph/calendar.h"
#include "query/functions/temporal_functions.h"

namespace entente::query {

namespace {

using graph::Date;
using graph::LocalTime;
using graph::Result;
using graph::Value;
using graph::ValueKind;

enum class Unit {
  kMillennium,
  kCentury,
  kDecade,
  kYear,
  kWeekYear,
  kQuarter,
  kMonth,
  kWeek,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
};
constexpr std::string_view kUnitNames[] = {
    "millennium", "century", "decade", "year",   "weekyear", "quarter",     "month",
    "week",       "day",     "hour",   "minute", "second",   "millisecond", "microsecond"};

Result<Unit> ParseUnit(const Value& value) {
  if (value.kind() != ValueKind::kString)
    return TemporalTypeError(fmt::format("the unit to truncate to is a STRING, not a {}",
                                         graph::ValueKindName(value.kind())));
  std::string name(value.as_string());
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (size_t i = 0; i < std::size(kUnitNames); ++i)
    if (kUnitNames[i] == name) return static_cast<Unit>(i);
  return TemporalValueError(fmt::format("'{}' is not a unit: expected one of {}", value.as_string(),
                                        fmt::join(kUnitNames, ", ")));
}

Result<Date> TruncateDate(Date date, Unit unit) {
  graph::CivilDay civil = graph::ToCivil(date);
  auto year_step = [&](int64_t step) {
    return graph::FromCivil(graph::FloorDivide(civil.year, step) * step, 1, 1);
  };
  switch (unit) {
    case Unit::kMillennium:
      return year_step(1000);
    case Unit::kCentury:
      return year_step(100);
    case Unit::kDecade:
      return year_step(10);
    case Unit::kYear:
      return year_step(1);
    case Unit::kWeekYear:
      return graph::FromWeekDate(graph::ToWeekDate(date).year, 1, 1);
    case Unit::kQuarter:
      return graph::FromCivil(civil.year, (civil.month - 1) / 3 * 3 + 1, 1);
    case Unit::kMonth:
      return graph::FromCivil(civil.year, civil.month, 1);
    case Unit::kWeek:
      return graph::PlusDays(date, 1 - graph::IsoWeekday(date));
    default:
      return date;
  }
}

LocalTime TruncateTime(LocalTime time, Unit unit) {
  int64_t step = graph::kNanosecondsPerDay;
  if (unit == Unit::kHour) step = 3600 * graph::kNanosecondsPerSecond;
  if (unit == Unit::kMinute) step = 60 * graph::kNanosecondsPerSecond;
  if (unit == Unit::kSecond) step = graph::kNanosecondsPerSecond;
  if (unit == Unit::kMillisecond) step = 1'000'000;
  if (unit == Unit::kMicrosecond) step = 1'000;
  return LocalTime{time.nanoseconds / step * step};
}

}  // namespace

Result<Value> TruncateTemporal(TemporalType type, std::span<const Value> arguments,
                               FunctionContext& context) {
  ENTENTE_ASSIGN_OR_RETURN(Unit unit, ParseUnit(arguments[0]));
  TemporalParts parts = PartsInZone(context.statement_time, graph::Zone{});
  if (arguments.size() > 1) {
    ENTENTE_ASSIGN_OR_RETURN(parts, PartsOf(arguments[1]));
  }
  TemporalFields fields;
  if (arguments.size() > 2) {
    if (arguments[2].kind() != ValueKind::kMap)
      return TemporalTypeError(fmt::format("the components to set are a MAP, not a {}",
                                           graph::ValueKindName(arguments[2].kind())));
    ENTENTE_ASSIGN_OR_RETURN(fields, ReadTemporalFields(arguments[2].as_map(), type));
    if (fields.date || fields.time || fields.datetime || fields.epoch_seconds ||
        fields.epoch_millis || (fields.timezone && !HasZone(type)))
      return TemporalValueError(
          fmt::format("{}.truncate() sets numbers and nothing else", TemporalTypeName(type)));
  }
  bool unit_fits = unit == Unit::kDay || (unit < Unit::kDay ? HasDate(type) : HasTime(type));
  if (!unit_fits || (unit > Unit::kDay && !parts.time))
    return TemporalValueError(fmt::format("{}.truncate() of such a value can't go to a {}",
                                          TemporalTypeName(type),
                                          kUnitNames[static_cast<size_t>(unit)]));
  if (HasDate(type) && parts.date) {
    ENTENTE_ASSIGN_OR_RETURN(Date date, TruncateDate(*parts.date, unit));
    ENTENTE_ASSIGN_OR_RETURN(parts.date, ApplyDateFields(date, fields));
  }
  if (HasTime(type) && (parts.time || HasDate(type))) {
    LocalTime time = TruncateTime(parts.time.value_or(LocalTime{}), unit);
    // What is finer than the unit is set beside what the unit has kept.
    int64_t fraction = time.nanoseconds % graph::kNanosecondsPerSecond;
    auto& milli = fields[TemporalField::kMillisecond];
    auto& micro = fields[TemporalField::kMicrosecond];
    if (fields.any(TemporalField::kMillisecond, TemporalField::kNanosecond) &&
        unit >= Unit::kMillisecond) {
      if (!milli) milli = fraction / 1'000'000;
      if (!micro && unit == Unit::kMicrosecond) micro = fraction / 1'000 % 1'000;
    }
    ENTENTE_ASSIGN_OR_RETURN(parts.time, ApplyTimeFields(time, fields));
  }
  if (fields.timezone) {
    // The clock's reading stays; only where the clock hangs is another place.
    parts.zone = fields.timezone;
    if (type == TemporalType::kTime)
      parts.zone->offset_seconds =
          graph::OffsetAt(*fields.timezone, context.statement_time.seconds);
    else if (parts.date && parts.time)
      return Value::Of(graph::AtZone(graph::Combine(*parts.date, *parts.time), *fields.timezone));
  }
  return Assemble(type, parts);
}

}  // namespace entente::query
