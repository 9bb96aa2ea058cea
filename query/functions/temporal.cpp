// The table of temporal functions, arithmetic with temporal values, and their components.
#include <fmt/format.h>

#include "graph/calendar.h"
#include "graph/duration.h"
#include "query/functions/temporal_functions.h"

namespace entente::query {

namespace {

using graph::Duration;
using graph::Result;
using graph::Value;
using graph::ValueKind;
using Arguments = std::span<const Value>;
using Type = TemporalType;

template <Type type>
Result<Value> Make(Arguments arguments, FunctionContext& context) {
  return MakeTemporal(type, arguments, context);
}
template <Type type>
Result<Value> Statement(Arguments arguments, FunctionContext& context) {
  return StatementClock(type, arguments, context);
}
template <Type type>
Result<Value> Realtime(Arguments arguments, FunctionContext& context) {
  return RealClock(type, arguments, context);
}
template <Type type>
Result<Value> Truncate(Arguments arguments, FunctionContext& context) {
  return TruncateTemporal(type, arguments, context);
}

FunctionEntry Entry(std::string_view name, uint8_t min_arguments, uint8_t max_arguments,
                    ScalarFunction call, ValueKind result, bool reads_clock = true) {
  FunctionEntry entry;
  entry.name = name;
  entry.min_arguments = min_arguments;
  entry.max_arguments = max_arguments;
  entry.call = call;
  entry.reads_clock = reads_clock;
  entry.result = KindBit(result);
  return entry;
}

graph::Error NotTogether(const char* verb, const Value& a, const Value& b) {
  return TemporalTypeError(fmt::format("can't {} a {} and a {}", verb,
                                       graph::ValueKindName(a.kind()),
                                       graph::ValueKindName(b.kind())));
}

// value + duration, for the five instant types. Months first, then days, then the exact seconds.
Result<Value> Shift(const Value& value, const Duration& duration) {
  ENTENTE_ASSIGN_OR_RETURN(TemporalParts parts, PartsOf(value));
  if (!parts.date) {
    int64_t seconds = duration.seconds % graph::kSecondsPerDay;
    graph::LocalTime moved{graph::FloorModulo(
        parts.time->nanoseconds + seconds * graph::kNanosecondsPerSecond + duration.nanoseconds,
        graph::kNanosecondsPerDay)};
    parts.time = moved;
    return Assemble(parts.zone ? Type::kTime : Type::kLocalTime, parts);
  }
  ENTENTE_ASSIGN_OR_RETURN(graph::Date day, graph::PlusMonths(*parts.date, duration.months));
  ENTENTE_ASSIGN_OR_RETURN(day, graph::PlusDays(day, duration.days));
  if (!parts.time) {
    // Of the seconds a date takes the whole days, towards zero: -33 hours are one day back.
    int64_t seconds = duration.seconds + (duration.seconds < 0 && duration.nanoseconds > 0);
    ENTENTE_ASSIGN_OR_RETURN(day, graph::PlusDays(day, seconds / graph::kSecondsPerDay));
    return Value::Of(day);
  }
  parts.date = day;
  graph::LocalDateTime local = graph::Combine(day, *parts.time);
  if (!parts.zone) {
    ENTENTE_ASSIGN_OR_RETURN(local,
                             graph::PlusSeconds(local, duration.seconds, duration.nanoseconds));
    return Value::Of(local);
  }
  // A zone's clock may jump: days keep the time of day, seconds count as they pass.
  ENTENTE_ASSIGN_OR_RETURN(Value moved, Assemble(Type::kDateTime, parts));
  const graph::DateTime& from = moved.as_date_time();
  ENTENTE_ASSIGN_OR_RETURN(
      graph::LocalDateTime utc,
      graph::PlusSeconds({from.seconds, from.nanoseconds}, duration.seconds, duration.nanoseconds));
  return Value::Of(
      graph::InZone(graph::DateTime{utc.seconds, utc.nanoseconds, 0, ""}, *parts.zone));
}

Result<Value> AsValue(Result<Duration> duration) {
  if (!duration) return duration.error();
  return Value::Of(*duration);
}

Value OfNumber(int64_t number) { return Value::Integer(number); }

std::optional<Value> DateComponent(graph::Date date, std::string_view name) {
  graph::CivilDay civil = graph::ToCivil(date);
  if (name == "year") return OfNumber(civil.year);
  if (name == "quarter") return OfNumber(graph::QuarterOf(date));
  if (name == "month") return OfNumber(civil.month);
  if (name == "week") return OfNumber(graph::ToWeekDate(date).week);
  if (name == "weekYear") return OfNumber(graph::ToWeekDate(date).year);
  if (name == "day") return OfNumber(civil.day);
  if (name == "ordinalDay") return OfNumber(graph::DayOfYear(date));
  if (name == "weekDay" || name == "dayOfWeek") return OfNumber(graph::IsoWeekday(date));
  if (name == "dayOfQuarter") return OfNumber(graph::DayOfQuarter(date));
  return std::nullopt;
}

std::optional<Value> TimeComponent(graph::LocalTime time, std::string_view name) {
  int64_t seconds = time.nanoseconds / graph::kNanosecondsPerSecond;
  int64_t fraction = time.nanoseconds % graph::kNanosecondsPerSecond;
  if (name == "hour") return OfNumber(seconds / 3600);
  if (name == "minute") return OfNumber(seconds / 60 % 60);
  if (name == "second") return OfNumber(seconds % 60);
  if (name == "millisecond") return OfNumber(fraction / 1'000'000);
  if (name == "microsecond") return OfNumber(fraction / 1'000);
  if (name == "nanosecond") return OfNumber(fraction);
  return std::nullopt;
}

std::optional<Value> ZoneComponent(const graph::Zone& zone, std::string_view name) {
  if (name == "timezone")
    return Value::String(zone.name.empty() ? graph::OffsetToText(zone.offset_seconds) : zone.name);
  if (name == "offset") return Value::String(graph::OffsetToText(zone.offset_seconds));
  if (name == "offsetMinutes") return OfNumber(zone.offset_seconds / 60);
  if (name == "offsetSeconds") return OfNumber(zone.offset_seconds);
  return std::nullopt;
}

Result<Value> DurationComponent(const Duration& d, std::string_view name) {
  // All of the time part in a finer unit may be more than 64 bits hold.
  auto in_units = [&](int64_t per_second) -> Result<Value> {
    __int128 nanos =
        static_cast<__int128>(d.seconds) * graph::kNanosecondsPerSecond + d.nanoseconds;
    int64_t divisor = graph::kNanosecondsPerSecond / per_second;
    __int128 units = nanos / divisor - (nanos % divisor < 0);
    if (units > INT64_MAX || units < INT64_MIN)
      return graph::MakeError(graph::ErrorCode::kArithmetic,
                              fmt::format("the duration is too large to count its {}", name));
    return OfNumber(static_cast<int64_t>(units));
  };
  if (name == "years") return OfNumber(d.months / 12);
  if (name == "quarters") return OfNumber(d.months / 3);
  if (name == "months") return OfNumber(d.months);
  if (name == "weeks") return OfNumber(d.days / 7);
  if (name == "days") return OfNumber(d.days);
  if (name == "hours") return OfNumber(d.seconds / 3600);
  if (name == "minutes") return OfNumber(d.seconds / 60);
  if (name == "seconds") return OfNumber(d.seconds);
  if (name == "milliseconds") return in_units(1'000);
  if (name == "microseconds") return in_units(1'000'000);
  if (name == "nanoseconds") return in_units(graph::kNanosecondsPerSecond);
  if (name == "quartersOfYear") return OfNumber(d.months / 3 % 4);
  if (name == "monthsOfQuarter") return OfNumber(d.months % 3);
  if (name == "monthsOfYear") return OfNumber(d.months % 12);
  if (name == "daysOfWeek") return OfNumber(d.days % 7);
  if (name == "minutesOfHour") return OfNumber(d.seconds / 60 % 60);
  if (name == "secondsOfMinute") return OfNumber(d.seconds % 60);
  if (name == "millisecondsOfSecond") return OfNumber(d.nanoseconds / 1'000'000);
  if (name == "microsecondsOfSecond") return OfNumber(d.nanoseconds / 1'000);
  if (name == "nanosecondsOfSecond") return OfNumber(d.nanoseconds);
  return Value::Null();
}

}  // namespace

std::span<const FunctionEntry> TemporalFunctions() {
  // Now is one instant a statement, and another one at the next run of the same plan.
  static const FunctionEntry kTable[] = {
      Entry("date", 0, 1, Make<Type::kDate>, ValueKind::kDate),
      Entry("date.transaction", 0, 1, Statement<Type::kDate>, ValueKind::kDate),
      Entry("date.statement", 0, 1, Statement<Type::kDate>, ValueKind::kDate),
      Entry("date.realtime", 0, 1, Realtime<Type::kDate>, ValueKind::kDate),
      Entry("date.truncate", 1, 3, Truncate<Type::kDate>, ValueKind::kDate),
      Entry("localtime", 0, 1, Make<Type::kLocalTime>, ValueKind::kLocalTime),
      Entry("localtime.transaction", 0, 1, Statement<Type::kLocalTime>, ValueKind::kLocalTime),
      Entry("localtime.statement", 0, 1, Statement<Type::kLocalTime>, ValueKind::kLocalTime),
      Entry("localtime.realtime", 0, 1, Realtime<Type::kLocalTime>, ValueKind::kLocalTime),
      Entry("localtime.truncate", 1, 3, Truncate<Type::kLocalTime>, ValueKind::kLocalTime),
      Entry("time", 0, 1, Make<Type::kTime>, ValueKind::kTime),
      Entry("time.transaction", 0, 1, Statement<Type::kTime>, ValueKind::kTime),
      Entry("time.statement", 0, 1, Statement<Type::kTime>, ValueKind::kTime),
      Entry("time.realtime", 0, 1, Realtime<Type::kTime>, ValueKind::kTime),
      Entry("time.truncate", 1, 3, Truncate<Type::kTime>, ValueKind::kTime),
      Entry("localdatetime", 0, 1, Make<Type::kLocalDateTime>, ValueKind::kLocalDateTime),
      Entry("localdatetime.transaction", 0, 1, Statement<Type::kLocalDateTime>,
            ValueKind::kLocalDateTime),
      Entry("localdatetime.statement", 0, 1, Statement<Type::kLocalDateTime>,
            ValueKind::kLocalDateTime),
      Entry("localdatetime.realtime", 0, 1, Realtime<Type::kLocalDateTime>,
            ValueKind::kLocalDateTime),
      Entry("localdatetime.truncate", 1, 3, Truncate<Type::kLocalDateTime>,
            ValueKind::kLocalDateTime),
      Entry("datetime", 0, 1, Make<Type::kDateTime>, ValueKind::kDateTime),
      Entry("datetime.transaction", 0, 1, Statement<Type::kDateTime>, ValueKind::kDateTime),
      Entry("datetime.statement", 0, 1, Statement<Type::kDateTime>, ValueKind::kDateTime),
      Entry("datetime.realtime", 0, 1, Realtime<Type::kDateTime>, ValueKind::kDateTime),
      Entry("datetime.truncate", 1, 3, Truncate<Type::kDateTime>, ValueKind::kDateTime),
      Entry("datetime.fromepoch", 1, 2, DateTimeFromEpoch, ValueKind::kDateTime, false),
      Entry("datetime.fromepochmillis", 1, 1, DateTimeFromEpochMillis, ValueKind::kDateTime, false),
      Entry("duration", 1, 1, MakeDurationValue, ValueKind::kDuration, false),
      Entry("duration.between", 2, 2, DurationBetween, ValueKind::kDuration, false),
      Entry("duration.inMonths", 2, 2, DurationInMonths, ValueKind::kDuration, false),
      Entry("duration.inDays", 2, 2, DurationInDays, ValueKind::kDuration, false),
      Entry("duration.inSeconds", 2, 2, DurationInSeconds, ValueKind::kDuration, false),
  };
  return kTable;
}

Result<Value> TemporalComponent(const Value& value, std::string_view component) {
  if (value.kind() == ValueKind::kDuration)
    return DurationComponent(value.as_duration(), component);
  ENTENTE_ASSIGN_OR_RETURN(TemporalParts parts, PartsOf(value));
  std::optional<Value> found;
  if (parts.date) found = DateComponent(*parts.date, component);
  if (!found && parts.time) found = TimeComponent(*parts.time, component);
  if (!found && parts.zone) found = ZoneComponent(*parts.zone, component);
  if (!found && value.kind() == ValueKind::kDateTime) {
    const graph::DateTime& instant = value.as_date_time();
    if (component == "epochSeconds") found = OfNumber(instant.seconds);
    if (component == "epochMillis") {
      int64_t millis;
      if (__builtin_mul_overflow(instant.seconds, int64_t{1000}, &millis))
        return graph::MakeError(graph::ErrorCode::kArithmetic,
                                "the instant is too far away to count its milliseconds");
      found = OfNumber(millis + instant.nanoseconds / 1'000'000);
    }
  }
  return found.value_or(Value::Null());
}

Result<Value> TemporalAdd(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  bool a_is_duration = a.kind() == ValueKind::kDuration;
  bool b_is_duration = b.kind() == ValueKind::kDuration;
  if (a_is_duration && b_is_duration) return AsValue(graph::Add(a.as_duration(), b.as_duration()));
  if (b_is_duration && a.is_temporal()) return Shift(a, b.as_duration());
  if (a_is_duration && b.is_temporal()) return Shift(b, a.as_duration());
  return NotTogether("add", a, b);
}

Result<Value> TemporalSubtract(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (b.kind() != ValueKind::kDuration || !a.is_temporal()) return NotTogether("subtract", a, b);
  ENTENTE_ASSIGN_OR_RETURN(Duration negated, graph::Negate(b.as_duration()));
  return TemporalAdd(a, Value::Of(negated));
}

Result<Value> TemporalMultiply(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (b.kind() == ValueKind::kDuration && a.is_number()) return TemporalMultiply(b, a);
  if (a.kind() != ValueKind::kDuration || !b.is_number()) return NotTogether("multiply", a, b);
  if (b.kind() == ValueKind::kInteger)
    return AsValue(graph::Multiply(a.as_duration(), b.as_integer()));
  return AsValue(graph::Multiply(a.as_duration(), b.as_float()));
}

Result<Value> TemporalDivide(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::Null();
  if (a.kind() != ValueKind::kDuration || !b.is_number()) return NotTogether("divide", a, b);
  if (b.kind() == ValueKind::kInteger)
    return AsValue(graph::Divide(a.as_duration(), b.as_integer()));
  return AsValue(graph::Divide(a.as_duration(), b.as_float()));
}

}  // namespace entente::query
