/// \file
/// openCypher's six temporal types as plain values: what they are, how they order, how they are
/// written (ISO 8601) and read. Arithmetic, truncation and the many constructors of the query
/// language stand on these in query/functions. Units: days since 1970-01-01 (proleptic Gregorian),
/// nanoseconds of the day, seconds east of UTC. Years -999,999,999 to 999,999,999. Threads: plain
/// values, safe to copy.   Source: openCypher CIP2015-08-06 "Date and Time"; ISO 8601.

#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::graph {

/// A calendar day.
struct Date {
  int64_t days = 0;  ///< since 1970-01-01
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

/// A time of day without a zone.
struct LocalTime {
  int64_t nanoseconds = 0;  ///< of the day, 0 to 86,399,999,999,999
  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

/// A time of day with an offset from UTC. Orders by the instant, then by the offset.
struct Time {
  int64_t nanoseconds = 0;     ///< of the local day
  int32_t offset_seconds = 0;  ///< east of UTC, within ±18 hours
  friend bool operator==(const Time&, const Time&) = default;
};
std::strong_ordering operator<=>(const Time& a, const Time& b);

/// A day and a time of day, no zone.
struct LocalDateTime {
  int64_t seconds = 0;      ///< since 1970-01-01T00:00:00 on the local clock
  int32_t nanoseconds = 0;  ///< 0 to 999,999,999
  friend constexpr auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};

/// An instant, with the offset and perhaps the named zone that it is shown in. Orders by the
/// instant, then by offset and zone.
struct DateTime {
  int64_t seconds = 0;         ///< since 1970-01-01T00:00:00Z
  int32_t nanoseconds = 0;     ///< 0 to 999,999,999
  int32_t offset_seconds = 0;  ///< east of UTC
  std::string zone;  ///< an IANA name ("Europe/Stockholm"), or empty where only the offset is known
  friend bool operator==(const DateTime&, const DateTime&) = default;
};
std::strong_ordering operator<=>(const DateTime& a, const DateTime& b);

/// An amount of time in four parts that are not converted into each other: months, days, seconds,
/// nanoseconds.
struct Duration {
  int64_t months = 0;
  int64_t days = 0;
  int64_t seconds = 0;
  int32_t nanoseconds =
      0;  ///< 0 to 999,999,999; a negative duration has negative seconds and a positive rest
  friend bool operator==(const Duration&, const Duration&) = default;
};
/// Orders by length, a month taken as 30.436875 days (2,629,746 s); of two equally long ones by
/// months, then days, so that the order is total and agrees with ==.
std::strong_ordering operator<=>(const Duration& a, const Duration& b);

/// Year, month and day of a Date and back.   Source: Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms".
struct CivilDay {
  int64_t year = 1970;
  int32_t month = 1;  ///< 1 to 12
  int32_t day = 1;    ///< 1 to 31
};
CivilDay ToCivil(Date date);
/// Errors: kOutOfRange when there is no such day (30 February) or the year is out of range.
Result<Date> FromCivil(int64_t year, int64_t month, int64_t day);
bool IsLeapYear(int64_t year);
int32_t DaysInMonth(int64_t year, int32_t month);
/// 1 (Monday) to 7 (Sunday).
int32_t IsoWeekday(Date date);

/// ISO 8601 text as openCypher prints it: "1984-10-11", "12:31:14.645876", "12:31+01:00",
/// "1984-10-11T12:31:14.645", "1984-10-11T12:31+01:00[Europe/Stockholm]", "P14DT16H12M".
std::string ToText(const Date& value);
std::string ToText(const LocalTime& value);
std::string ToText(const Time& value);
std::string ToText(const LocalDateTime& value);
std::string ToText(const DateTime& value);
std::string ToText(const Duration& value);
/// "+01:00", "Z", "+00:53:28".
std::string OffsetToText(int32_t offset_seconds);

}  // namespace entente::graph
