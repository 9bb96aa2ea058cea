/// \file
/// Reckoning with days: week, ordinal and quarter dates, adding months and days, and taking dates
/// and times apart. Proleptic Gregorian, ISO weeks (Monday first; week 1 holds 4 January). Threads:
/// pure functions. Errors: kOutOfRange for a day that does not exist or lies outside the years
/// -999,999,999 to 999,999,999.   Source: ISO 8601-1:2019, 4.3.

#pragma once

#include <cstdint>

#include "graph/result.h"
#include "graph/temporal.h"

namespace entente::graph {

inline constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;
inline constexpr int64_t kSecondsPerDay = 86'400;
inline constexpr int64_t kNanosecondsPerDay = kSecondsPerDay * kNanosecondsPerSecond;

/// Quotient rounded down and the rest that is never negative. REQUIRES b > 0.
constexpr int64_t FloorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0); }
constexpr int64_t FloorModulo(int64_t a, int64_t b) { return a % b + (a % b < 0 ? b : 0); }

struct WeekDate {
  int64_t year = 1970;  ///< the year that the week belongs to
  int32_t week = 1;     ///< 1 to 53
  int32_t weekday = 4;  ///< 1 (Monday) to 7
};
WeekDate ToWeekDate(Date date);
Result<Date> FromWeekDate(int64_t year, int64_t week, int64_t weekday);

int32_t DayOfYear(Date date);  ///< 1 to 366
Result<Date> FromDayOfYear(int64_t year, int64_t day_of_year);

int32_t QuarterOf(Date date);     ///< 1 to 4
int32_t DayOfQuarter(Date date);  ///< 1 to 92
Result<Date> FromQuarter(int64_t year, int64_t quarter, int64_t day_of_quarter);

/// The same day of the month `months` later; the month's last day where it is shorter.
Result<Date> PlusMonths(Date date, int64_t months);
Result<Date> PlusDays(Date date, int64_t days);

/// The parts of a time of day. Errors: kOutOfRange for an hour of 24 or more, …
Result<LocalTime> FromClock(int64_t hour, int64_t minute, int64_t second, int64_t nanosecond);

LocalDateTime Combine(Date date, LocalTime time);
Date DateOf(const LocalDateTime& value);
LocalTime TimeOf(const LocalDateTime& value);
/// What the clock on the wall shows.
LocalDateTime LocalOf(const DateTime& value);
/// `value` moved by seconds and nanoseconds. Errors: kOutOfRange.
Result<LocalDateTime> PlusSeconds(const LocalDateTime& value, int64_t seconds, int64_t nanoseconds);

}  // namespace entente::graph
