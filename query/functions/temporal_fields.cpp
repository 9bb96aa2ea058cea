#include "query/functions/temporal_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "graph/calendar.h"

namespace entente::query {

namespace {

using graph::Date;
using graph::LocalTime;
using graph::Result;
using graph::Value;
using graph::ValueKind;
using graph::Zone;
using Field = TemporalField;

constexpr std::string_view kFieldNames[kTemporalFieldCount] = {
    "year", "quarter", "month",  "week",   "dayOfQuarter", "dayOfWeek",   "ordinalDay",
    "day",  "hour",    "minute", "second", "millisecond",  "microsecond", "nanosecond"};

std::optional<Field> FindField(std::string_view name) {
  for (size_t i = 0; i < kTemporalFieldCount; ++i)
    if (kFieldNames[i] == name) return static_cast<Field>(i);
  return std::nullopt;
}

std::string_view NameOf(Field field) { return kFieldNames[static_cast<size_t>(field)]; }

// Without something to start from a smaller component needs every larger one of its group.
graph::Status RequireLarger(const TemporalFields& fields, std::initializer_list<Field> group) {
  const Field* missing = nullptr;
  for (const Field& field : group) {
    if (!fields[field]) {
      if (!missing) missing = &field;
    } else if (missing) {
      return TemporalValueError(fmt::format("a {} needs a {}", NameOf(field), NameOf(*missing)));
    }
  }
  return {};
}

// The day with another year or month; the month's last day where it has no such day.
Result<Date> WithMonth(Date date, int64_t year, int64_t month) {
  ENTENTE_ASSIGN_OR_RETURN(Date first, graph::FromCivil(year, month, 1));
  int32_t day = graph::ToCivil(date).day;
  return Date{first.days + std::min(day, graph::DaysInMonth(year, static_cast<int32_t>(month))) -
              1};
}

}  // namespace

const char* TemporalTypeName(TemporalType type) {
  switch (type) {
    case TemporalType::kDate:
      return "date";
    case TemporalType::kLocalTime:
      return "localtime";
    case TemporalType::kTime:
      return "time";
    case TemporalType::kLocalDateTime:
      return "localdatetime";
    case TemporalType::kDateTime:
      return "datetime";
  }
  return "";
}

graph::Error TemporalTypeError(std::string message) {
  graph::Error error = graph::MakeError(graph::ErrorCode::kType, std::move(message));
  error.detail = "InvalidArgumentType";
  return error;
}

graph::Error TemporalValueError(std::string message) {
  graph::Error error = graph::MakeError(graph::ErrorCode::kInvalidArgument, std::move(message));
  error.detail = "InvalidArgumentValue";
  return error;
}

Result<TemporalParts> PartsOf(const Value& value) {
  TemporalParts parts;
  switch (value.kind()) {
    case ValueKind::kDate:
      parts.date = value.as_date();
      return parts;
    case ValueKind::kLocalTime:
      parts.time = value.as_local_time();
      return parts;
    case ValueKind::kTime:
      parts.time = LocalTime{value.as_time().nanoseconds};
      parts.zone = Zone{"", value.as_time().offset_seconds};
      return parts;
    case ValueKind::kLocalDateTime:
      parts.date = graph::DateOf(value.as_local_date_time());
      parts.time = graph::TimeOf(value.as_local_date_time());
      return parts;
    case ValueKind::kDateTime:
      return PartsInZone(value.as_date_time(), graph::ZoneOf(value.as_date_time()));
    default:
      return TemporalTypeError(
          fmt::format("expected a date or a time, not a {}", graph::ValueKindName(value.kind())));
  }
}

TemporalParts PartsInZone(const graph::DateTime& instant, const Zone& zone) {
  graph::DateTime shown = graph::InZone(instant, zone);
  graph::LocalDateTime local = graph::LocalOf(shown);
  return TemporalParts{graph::DateOf(local), graph::TimeOf(local), graph::ZoneOf(shown)};
}

Result<Value> Assemble(TemporalType type, const TemporalParts& parts) {
  if (HasDate(type) && !parts.date)
    return TemporalTypeError(
        fmt::format("{}() needs a date, and a time of day has none", TemporalTypeName(type)));
  if (!HasDate(type) && !parts.time)
    return TemporalTypeError(
        fmt::format("{}() needs a time of day, and a date has none", TemporalTypeName(type)));
  LocalTime time = parts.time.value_or(LocalTime{});
  Zone zone = parts.zone.value_or(Zone{});
  switch (type) {
    case TemporalType::kDate:
      return Value::Of(*parts.date);
    case TemporalType::kLocalTime:
      return Value::Of(time);
    case TemporalType::kTime:
      return Value::Of(graph::Time{time.nanoseconds, zone.offset_seconds});
    case TemporalType::kLocalDateTime:
      return Value::Of(graph::Combine(*parts.date, time));
    case TemporalType::kDateTime:
      break;
  }
  graph::LocalDateTime local = graph::Combine(*parts.date, time);
  if (!zone.name.empty()) {
    // Keeps the offset that the parts came with, where the zone has it at that time: of the two
    // half past two of an autumn night it is the same one.
    graph::DateTime same = graph::InZone(graph::AtZone(local, Zone{"", zone.offset_seconds}), zone);
    if (same.offset_seconds == zone.offset_seconds) return Value::Of(same);
  }
  return Value::Of(graph::AtZone(local, zone));
}

bool TemporalFields::any(TemporalField first, TemporalField last) const {
  for (size_t i = static_cast<size_t>(first); i <= static_cast<size_t>(last); ++i)
    if (numbers[i]) return true;
  return false;
}

Result<TemporalFields> ReadTemporalFields(std::span<const graph::MapEntry> map, TemporalType type) {
  TemporalFields fields;
  for (const auto& [name, value] : map) {
    auto unknown = [&, &key = name] {
      return TemporalValueError(
          fmt::format("{}() has no component '{}'", TemporalTypeName(type), key));
    };
    std::optional<TemporalParts>* base = nullptr;
    if (name == "date" && HasDate(type)) base = &fields.date;
    if (name == "time" && HasTime(type)) base = &fields.time;
    if (name == "datetime") base = &fields.datetime;
    if (base) {
      ENTENTE_ASSIGN_OR_RETURN(*base, PartsOf(value));
      if (name != "time" && HasDate(type) && !(*base)->date)
        return TemporalTypeError(fmt::format("'{}' must be a value with a date", name));
      if (name == "time" && !(*base)->time)
        return TemporalTypeError("'time' must be a value with a time of day");
      continue;
    }
    if (name == "timezone") {
      if (value.kind() != ValueKind::kString)
        return TemporalTypeError(
            fmt::format("a timezone is a STRING, not a {}", graph::ValueKindName(value.kind())));
      ENTENTE_ASSIGN_OR_RETURN(fields.timezone, graph::ParseZone(value.as_string()));
      continue;
    }
    std::optional<int64_t>* number = nullptr;
    if (auto field = FindField(name)) {
      if (*field <= Field::kDay ? !HasDate(type) : !HasTime(type)) return unknown();
      number = &fields[*field];
    } else if (type == TemporalType::kDateTime && name == "epochSeconds") {
      number = &fields.epoch_seconds;
    } else if (type == TemporalType::kDateTime && name == "epochMillis") {
      number = &fields.epoch_millis;
    } else {
      return unknown();
    }
    if (value.kind() != ValueKind::kInteger)
      return TemporalTypeError(fmt::format("the component '{}' is an INTEGER, not a {}", name,
                                           graph::ValueKindName(value.kind())));
    *number = value.as_integer();
  }
  if (fields.datetime && (fields.date || fields.time))
    return TemporalValueError("'datetime' can't go with 'date' or 'time'");
  if (fields.epoch_seconds && fields.epoch_millis)
    return TemporalValueError("'epochSeconds' can't go with 'epochMillis'");
  bool of_epoch = fields.epoch_seconds || fields.epoch_millis;
  if (of_epoch && (fields.any_date() || fields.any(Field::kHour, Field::kSecond) || fields.date ||
                   fields.time || fields.datetime))
    return TemporalValueError("an epoch can't go with components of a date or a time");
  bool calendar = fields[Field::kMonth] || fields[Field::kDay];
  bool week = fields[Field::kWeek] || fields[Field::kDayOfWeek];
  bool quarter = fields[Field::kQuarter] || fields[Field::kDayOfQuarter];
  bool ordinal = fields[Field::kOrdinalDay].has_value();
  if (calendar + week + quarter + ordinal > 1)
    return TemporalValueError(
        "a date is given by month, by week, by quarter or by ordinal day, not by two of them");
  return fields;
}

Result<Date> ApplyDateFields(std::optional<Date> base, const TemporalFields& fields) {
  if (!base) {
    if (!fields[Field::kYear]) return TemporalValueError("a date needs a year");
    ENTENTE_RETURN_IF_ERROR(RequireLarger(fields, {Field::kMonth, Field::kDay}));
    ENTENTE_RETURN_IF_ERROR(RequireLarger(fields, {Field::kWeek, Field::kDayOfWeek}));
    ENTENTE_RETURN_IF_ERROR(RequireLarger(fields, {Field::kQuarter, Field::kDayOfQuarter}));
    int64_t year = *fields[Field::kYear];
    if (fields[Field::kWeek])
      return graph::FromWeekDate(year, *fields[Field::kWeek],
                                 fields[Field::kDayOfWeek].value_or(1));
    if (fields[Field::kOrdinalDay]) return graph::FromDayOfYear(year, *fields[Field::kOrdinalDay]);
    if (fields[Field::kQuarter])
      return graph::FromQuarter(year, *fields[Field::kQuarter],
                                fields[Field::kDayOfQuarter].value_or(1));
    return graph::FromCivil(year, fields[Field::kMonth].value_or(1),
                            fields[Field::kDay].value_or(1));
  }
  if (fields[Field::kWeek] || fields[Field::kDayOfWeek]) {
    graph::WeekDate own = graph::ToWeekDate(*base);
    int64_t year = fields[Field::kYear].value_or(own.year);
    int64_t weekday = fields[Field::kDayOfWeek].value_or(own.weekday);
    auto date = graph::FromWeekDate(year, fields[Field::kWeek].value_or(own.week), weekday);
    // A year without a week 53 keeps to its last week.
    if (!date && !fields[Field::kWeek]) return graph::FromWeekDate(year, 52, weekday);
    return date;
  }
  graph::CivilDay own = graph::ToCivil(*base);
  int64_t year = fields[Field::kYear].value_or(own.year);
  if (fields[Field::kOrdinalDay]) return graph::FromDayOfYear(year, *fields[Field::kOrdinalDay]);
  int64_t month = own.month;
  if (fields[Field::kQuarter]) {
    if (*fields[Field::kQuarter] < 1 || *fields[Field::kQuarter] > 4)
      return graph::FromQuarter(year, *fields[Field::kQuarter], 1);  // says what is wrong
    month = (own.month - 1) % 3 + 1 + (*fields[Field::kQuarter] - 1) * 3;
  }
  if (fields[Field::kDayOfQuarter])
    return graph::FromQuarter(year, (month - 1) / 3 + 1, *fields[Field::kDayOfQuarter]);
  month = fields[Field::kMonth].value_or(month);
  if (fields[Field::kDay]) return graph::FromCivil(year, month, *fields[Field::kDay]);
  return WithMonth(*base, year, month);
}

Result<LocalTime> ApplyTimeFields(std::optional<LocalTime> base, const TemporalFields& fields) {
  if (!base) {
    ENTENTE_RETURN_IF_ERROR(RequireLarger(fields, {Field::kHour, Field::kMinute, Field::kSecond}));
    if (!fields[Field::kSecond] && fields.any(Field::kMillisecond, Field::kNanosecond))
      return TemporalValueError("a fraction of a second needs a second");
  }
  int64_t own_seconds = base.value_or(LocalTime{}).nanoseconds / graph::kNanosecondsPerSecond;
  int64_t fraction = base.value_or(LocalTime{}).nanoseconds % graph::kNanosecondsPerSecond;
  if (fields.any(Field::kMillisecond, Field::kNanosecond)) {
    const auto& milli = fields[Field::kMillisecond];
    const auto& micro = fields[Field::kMicrosecond];
    const auto& nano = fields[Field::kNanosecond];
    auto check = [](const std::optional<int64_t>& value, int64_t limit, Field field) {
      if (!value || (*value >= 0 && *value < limit)) return graph::Status();
      return graph::Status(graph::MakeError(
          graph::ErrorCode::kOutOfRange,
          fmt::format("{} {} is not within 0 to {}", NameOf(field), *value, limit - 1)));
    };
    // Each counts within the next larger one that is given.
    ENTENTE_RETURN_IF_ERROR(check(milli, 1000, Field::kMillisecond));
    ENTENTE_RETURN_IF_ERROR(check(micro, milli ? 1000 : 1'000'000, Field::kMicrosecond));
    ENTENTE_RETURN_IF_ERROR(check(nano,
                                  micro   ? 1000
                                  : milli ? 1'000'000
                                          : graph::kNanosecondsPerSecond,
                                  Field::kNanosecond));
    fraction = milli.value_or(0) * 1'000'000 + micro.value_or(0) * 1000 + nano.value_or(0);
  }
  return graph::FromClock(fields[Field::kHour].value_or(own_seconds / 3600),
                          fields[Field::kMinute].value_or(own_seconds / 60 % 60),
                          fields[Field::kSecond].value_or(own_seconds % 60), fraction);
}

}  // namespace entente::query
