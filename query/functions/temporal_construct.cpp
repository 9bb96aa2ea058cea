// date(), localtime(), time(), localdatetime(), datetime(), duration() and the clocks.
#include <fmt/format.h>

#include <chrono>

#include "graph/calendar.h"
#include "graph/duration.h"
#include "graph/temporal_parse.h"
#include "query/functions/temporal_functions.h"

namespace entente::query {

namespace {

using graph::Result;
using graph::Value;
using graph::ValueKind;
using graph::Zone;
using Arguments = std::span<const Value>;

Result<Value> FromText(TemporalType type, std::string_view text) {
  switch (type) {
    case TemporalType::kDate: {
      ENTENTE_ASSIGN_OR_RETURN(graph::Date value, graph::ParseDate(text));
      return Value::Of(value);
    }
    case TemporalType::kLocalTime: {
      ENTENTE_ASSIGN_OR_RETURN(graph::LocalTime value, graph::ParseLocalTime(text));
      return Value::Of(value);
    }
    case TemporalType::kTime: {
      ENTENTE_ASSIGN_OR_RETURN(graph::Time value, graph::ParseTime(text));
      return Value::Of(value);
    }
    case TemporalType::kLocalDateTime: {
      ENTENTE_ASSIGN_OR_RETURN(graph::LocalDateTime value, graph::ParseLocalDateTime(text));
      return Value::Of(value);
    }
    case TemporalType::kDateTime:
      break;
  }
  ENTENTE_ASSIGN_OR_RETURN(graph::DateTime value, graph::ParseDateTime(text));
  return Value::Of(std::move(value));
}

// Text that does not parse is a bad argument of a running query, not bad syntax of its text.
template <class T>
Result<T> AsArgumentError(Result<T> result) {
  if (result || result.error().code != graph::ErrorCode::kSyntax) return result;
  return TemporalValueError(result.error().message);
}

Result<Value> FromEpoch(const TemporalFields& fields) {
  int64_t seconds = fields.epoch_seconds.value_or(0);
  graph::LocalTime fraction{};
  if (fields.epoch_millis) {
    seconds = graph::FloorDivide(*fields.epoch_millis, 1000);
    fraction.nanoseconds = graph::FloorModulo(*fields.epoch_millis, 1000) * 1'000'000;
  }
  if (fields.any_time()) {
    TemporalFields with = fields;
    if (fields.epoch_millis && !with[TemporalField::kMillisecond])
      with[TemporalField::kMillisecond] = fraction.nanoseconds / 1'000'000;
    ENTENTE_ASSIGN_OR_RETURN(fraction, ApplyTimeFields(graph::LocalTime{}, with));
  }
  ENTENTE_ASSIGN_OR_RETURN(graph::LocalDateTime utc,
                           graph::PlusSeconds({}, seconds, fraction.nanoseconds));
  return Value::Of(graph::InZone(graph::DateTime{utc.seconds, utc.nanoseconds, 0, ""},
                                 fields.timezone.value_or(Zone{})));
}

// Of a time of day with a zone: the same moment on a clock elsewhere.
TemporalParts ShiftTime(const TemporalParts& parts, int32_t offset_seconds) {
  int64_t shift = static_cast<int64_t>(offset_seconds) - parts.zone->offset_seconds;
  TemporalParts out = parts;
  out.time = graph::LocalTime{graph::FloorModulo(
      parts.time->nanoseconds + shift * graph::kNanosecondsPerSecond, graph::kNanosecondsPerDay)};
  out.zone = Zone{"", offset_seconds};
  return out;
}

Result<Value> FromMap(TemporalType type, std::span<const graph::MapEntry> map,
                      const FunctionContext& context) {
  ENTENTE_ASSIGN_OR_RETURN(TemporalFields fields, ReadTemporalFields(map, type));
  if (map.size() == 1 && fields.timezone)
    return Assemble(type, PartsInZone(context.statement_time, *fields.timezone));
  if (fields.timezone && !HasZone(type))
    return TemporalValueError(
        fmt::format("{}() has no component 'timezone' beside others", TemporalTypeName(type)));
  if (fields.epoch_seconds || fields.epoch_millis) return FromEpoch(fields);

  const auto& date_base = fields.datetime ? fields.datetime : fields.date;
  const auto& time_base = fields.datetime ? fields.datetime : fields.time;
  TemporalParts parts;
  if (HasDate(type)) {
    std::optional<graph::Date> base;
    if (date_base) base = date_base->date;
    ENTENTE_ASSIGN_OR_RETURN(parts.date, ApplyDateFields(base, fields));
  }
  if (HasTime(type)) {
    std::optional<graph::LocalTime> base;
    if (time_base) base = time_base->time;
    if (!HasDate(type) && !base && !fields[TemporalField::kHour])
      return TemporalValueError(fmt::format("{}() needs an hour", TemporalTypeName(type)));
    ENTENTE_ASSIGN_OR_RETURN(parts.time, ApplyTimeFields(base, fields));
  }
  if (time_base && HasZone(type)) parts.zone = time_base->zone;
  if (!fields.timezone) return Assemble(type, parts);

  // A value that had a zone is shown in the new one; a local one is taken to be there already.
  if (type == TemporalType::kDateTime) {
    if (!parts.zone) {
      parts.zone = fields.timezone;
      return Value::Of(graph::AtZone(graph::Combine(*parts.date, *parts.time), *parts.zone));
    }
    ENTENTE_ASSIGN_OR_RETURN(Value value, Assemble(type, parts));
    return Value::Of(graph::InZone(value.as_date_time(), *fields.timezone));
  }
  int64_t when = context.statement_time.seconds;
  if (time_base && time_base->date && time_base->zone) {
    ENTENTE_ASSIGN_OR_RETURN(Value base, Assemble(TemporalType::kDateTime, *time_base));
    when = base.as_date_time().seconds;
  }
  int32_t offset = graph::OffsetAt(*fields.timezone, when);
  if (parts.zone) return Assemble(type, ShiftTime(parts, offset));
  parts.zone = Zone{"", offset};
  return Assemble(type, parts);
}

Result<Value> Now(TemporalType type, Arguments arguments, const graph::DateTime& now) {
  Zone zone;
  if (!arguments.empty()) {
    if (arguments[0].kind() != ValueKind::kString)
      return TemporalTypeError(fmt::format("a timezone is a STRING, not a {}",
                                           graph::ValueKindName(arguments[0].kind())));
    ENTENTE_ASSIGN_OR_RETURN(zone, graph::ParseZone(arguments[0].as_string()));
  }
  return Assemble(type, PartsInZone(now, zone));
}

}  // namespace

Result<Value> MakeTemporal(TemporalType type, Arguments arguments, FunctionContext& context) {
  if (arguments.empty()) return Now(type, {}, context.statement_time);
  const Value& from = arguments[0];
  if (from.is_null()) return Value::Null();
  if (from.kind() == ValueKind::kString) return AsArgumentError(FromText(type, from.as_string()));
  if (from.kind() == ValueKind::kMap) return FromMap(type, from.as_map(), context);
  ENTENTE_ASSIGN_OR_RETURN(TemporalParts parts, PartsOf(from));
  return Assemble(type, parts);
}

Result<Value> StatementClock(TemporalType type, Arguments arguments, FunctionContext& context) {
  return Now(type, arguments, context.statement_time);
}

Result<Value> RealClock(TemporalType type, Arguments arguments, FunctionContext&) {
  auto since_epoch = std::chrono::duration_cast<std::chrono::nanoseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
  graph::DateTime now{
      graph::FloorDivide(since_epoch, graph::kNanosecondsPerSecond),
      static_cast<int32_t>(graph::FloorModulo(since_epoch, graph::kNanosecondsPerSecond)), 0, ""};
  return Now(type, arguments, now);
}

Result<Value> DateTimeFromEpoch(Arguments arguments, FunctionContext&) {
  TemporalFields fields;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].kind() != ValueKind::kInteger)
      return TemporalTypeError(
          "datetime.fromepoch() takes an INTEGER of seconds and one of "
          "nanoseconds");
    if (i == 0) fields.epoch_seconds = arguments[i].as_integer();
  }
  ENTENTE_ASSIGN_OR_RETURN(
      graph::LocalDateTime utc,
      graph::PlusSeconds({}, *fields.epoch_seconds,
                         arguments.size() > 1 ? arguments[1].as_integer() : 0));
  return Value::Of(graph::DateTime{utc.seconds, utc.nanoseconds, 0, ""});
}

Result<Value> DateTimeFromEpochMillis(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() != ValueKind::kInteger)
    return TemporalTypeError("datetime.fromepochmillis() takes an INTEGER of milliseconds");
  TemporalFields fields;
  fields.epoch_millis = arguments[0].as_integer();
  return FromEpoch(fields);
}

Result<Value> MakeDurationValue(Arguments arguments, FunctionContext&) {
  const Value& from = arguments[0];
  if (from.kind() == ValueKind::kDuration) return from;
  if (from.kind() == ValueKind::kString) {
    ENTENTE_ASSIGN_OR_RETURN(graph::Duration value,
                             AsArgumentError(graph::ParseDuration(from.as_string())));
    return Value::Of(value);
  }
  if (from.kind() != ValueKind::kMap)
    return TemporalTypeError(fmt::format("duration() takes a MAP or a STRING, not a {}",
                                         graph::ValueKindName(from.kind())));
  struct Unit {
    std::string_view name;
    int total;       // 0 months, 1 days, 2 seconds
    int64_t worth;   // of one in the total
    int64_t divide;  // or the part that one is of it
  };
  constexpr Unit kUnits[] = {{"years", 0, 12, 1},
                             {"quarters", 0, 3, 1},
                             {"months", 0, 1, 1},
                             {"weeks", 1, 7, 1},
                             {"days", 1, 1, 1},
                             {"hours", 2, 3600, 1},
                             {"minutes", 2, 60, 1},
                             {"seconds", 2, 1, 1},
                             {"milliseconds", 2, 1, 1000},
                             {"microseconds", 2, 1, 1'000'000},
                             {"nanoseconds", 2, 1, graph::kNanosecondsPerSecond}};
  graph::Amount totals[3];
  if (from.as_map().empty()) return TemporalValueError("duration() needs a component");
  for (const auto& [name, value] : from.as_map()) {
    const Unit* unit = nullptr;
    for (const Unit& candidate : kUnits)
      if (candidate.name == name) unit = &candidate;
    if (!unit) return TemporalValueError(fmt::format("duration() has no component '{}'", name));
    if (!value.is_number())
      return TemporalTypeError(fmt::format("the component '{}' is a number, not a {}", name,
                                           graph::ValueKindName(value.kind())));
    graph::Amount amount;
    if (value.kind() == ValueKind::kInteger) {
      amount = graph::AmountOf(value.as_integer());
    } else {
      ENTENTE_ASSIGN_OR_RETURN(amount, graph::AmountOf(value.as_float()));
    }
    ENTENTE_ASSIGN_OR_RETURN(amount, graph::Multiply(amount, unit->worth));
    amount.value /= unit->divide;
    ENTENTE_ASSIGN_OR_RETURN(totals[unit->total], graph::Add(totals[unit->total], amount));
  }
  ENTENTE_ASSIGN_OR_RETURN(graph::Duration value,
                           graph::MakeDuration(totals[0], totals[1], totals[2]));
  return Value::Of(value);
}

}  // namespace entente::query
