/// \file
/// What the temporal functions share: a temporal value taken apart into day, time of day and zone,
/// put together again as any of the five instant types, and the maps of components
/// (`{year: 1984, week: 10}`) read and applied. Private to functions/temporal*. Threads: pure
/// functions. Errors: kType (detail InvalidArgumentType) for a value of the wrong kind,
/// kInvalidArgument (InvalidArgumentValue) for components that don't go together, kOutOfRange for a
/// day or time that does not exist.   Source: openCypher CIP2015-08-06 "Date and Time".

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "graph/result.h"
#include "graph/temporal.h"
#include "graph/time_zone.h"
#include "graph/value.h"

namespace entente::query {

/// The five instant types, in the order of their constructors.
enum class TemporalType : uint8_t { kDate, kLocalTime, kTime, kLocalDateTime, kDateTime };
const char* TemporalTypeName(TemporalType type);  ///< as its function is called: "localdatetime"
constexpr bool HasDate(TemporalType type) {
  return type != TemporalType::kLocalTime && type != TemporalType::kTime;
}
constexpr bool HasTime(TemporalType type) { return type != TemporalType::kDate; }
constexpr bool HasZone(TemporalType type) {
  return type == TemporalType::kTime || type == TemporalType::kDateTime;
}

/// A temporal value taken apart. `zone` of a datetime has its name, where it has one, and its
/// offset.
struct TemporalParts {
  std::optional<graph::Date> date;
  std::optional<graph::LocalTime> time;
  std::optional<graph::Zone> zone;
};
/// Errors: kType when `value` is none of the five.
graph::Result<TemporalParts> PartsOf(const graph::Value& value);

/// The value of `type` with these parts; what the type does not have is left out, a missing time is
/// midnight and a missing zone UTC. Errors: kType when the type needs a date and there is none, or
/// is a time of day and there is none.
graph::Result<graph::Value> Assemble(TemporalType type, const TemporalParts& parts);

/// The parts of an instant as a clock in `zone` shows it.
TemporalParts PartsInZone(const graph::DateTime& instant, const graph::Zone& zone);

enum class TemporalField : uint8_t {
  kYear,
  kQuarter,
  kMonth,
  kWeek,
  kDayOfQuarter,
  kDayOfWeek,
  kOrdinalDay,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
  kNanosecond,
};
inline constexpr size_t kTemporalFieldCount = 14;

/// A map of components, checked for names and kinds.
struct TemporalFields {
  std::array<std::optional<int64_t>, kTemporalFieldCount> numbers;
  std::optional<TemporalParts> date, time, datetime;  ///< values to take parts from
  std::optional<graph::Zone> timezone;
  std::optional<int64_t> epoch_seconds, epoch_millis;

  std::optional<int64_t>& operator[](TemporalField field) {
    return numbers[static_cast<size_t>(field)];
  }
  const std::optional<int64_t>& operator[](TemporalField field) const {
    return numbers[static_cast<size_t>(field)];
  }
  bool any(TemporalField first, TemporalField last) const;
  bool any_date() const { return any(TemporalField::kYear, TemporalField::kDay); }
  bool any_time() const { return any(TemporalField::kHour, TemporalField::kNanosecond); }
};

/// Reads `map` for a function of `type`. Errors also: kInvalidArgument for a name that `type` does
/// not have.
graph::Result<TemporalFields> ReadTemporalFields(std::span<const graph::MapEntry> map,
                                                 TemporalType type);

/// `base` with the date components of `fields` in place of its own; without a base they make the
/// day, and a smaller one needs the larger ones.
graph::Result<graph::Date> ApplyDateFields(std::optional<graph::Date> base,
                                           const TemporalFields& fields);
graph::Result<graph::LocalTime> ApplyTimeFields(std::optional<graph::LocalTime> base,
                                                const TemporalFields& fields);

graph::Error TemporalTypeError(std::string message);   ///< kType, InvalidArgumentType
graph::Error TemporalValueError(std::string message);  ///< kInvalidArgument, InvalidArgumentValue

}  // namespace entente::query
