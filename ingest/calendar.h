/// \file
/// Days of the proleptic Gregorian calendar, for dates in texts: years 1 to 9999, no time of day.
/// Threads: pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::ingest {

/// Days since 1970-01-01.
struct Day {
  int64_t days = 0;
  friend Day operator+(Day day, int64_t n) { return {day.days + n}; }
  friend Day operator-(Day day, int64_t n) { return {day.days - n}; }
};
struct CalendarDay {
  int year = 0, month = 0, day = 0;
};

int DaysInMonth(int year, int month);
Day ToDay(int year, int month, int day);
CalendarDay FromDay(Day day);
/// 1 Monday to 7 Sunday.
int WeekdayOf(Day day);

std::string IsoDay(Day day);                  ///< "2018-09-14"
std::string IsoMonth(int year, int month);    ///< "2018-09"
std::string IsoYear(int year);                ///< "2018"
std::string IsoMonthDay(int month, int day);  ///< "09-14"
/// Nothing unless `iso` is a whole day.
std::optional<Day> ParseIsoDay(std::string_view iso);

}  // namespace entente::ingest
