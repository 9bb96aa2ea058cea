#include "graph/calendar.h"

#include <fmt/format.h>

#include <algorithm>

namespace entente::graph {

namespace {

constexpr int64_t kMaxYear = 999'999'999;

Date FirstOfYear(int64_t year) { return FromCivil(year, 1, 1).value(); }

// Monday of week 1: the week that holds 4 January.
Date FirstMonday(int64_t year) {
  Date fourth{FirstOfYear(year).days + 3};
  return Date{fourth.days - (IsoWeekday(fourth) - 1)};
}

Error OutOfRange(std::string message) {
  return MakeError(ErrorCode::kOutOfRange, std::move(message));
}

Status CheckYear(int64_t year) {
  if (year < -kMaxYear || year > kMaxYear)
    return OutOfRange(fmt::format("year {} is out of range", year));
  return {};
}

int32_t WeeksInYear(int64_t year) {
  // A year has 53 weeks when it begins or ends on a Thursday.
  Date first = FirstOfYear(year);
  Date last{first.days + (IsLeapYear(year) ? 365 : 364)};
  return IsoWeekday(first) == 4 || IsoWeekday(last) == 4 ? 53 : 52;
}

}  // namespace

WeekDate ToWeekDate(Date date) {
  // The Thursday of a week lies in the year that the week belongs to.
  int32_t weekday = IsoWeekday(date);
  Date thursday{date.days + 4 - weekday};
  WeekDate out;
  out.weekday = weekday;
  out.year = ToCivil(thursday).year;
  out.week = (DayOfYear(thursday) - 1) / 7 + 1;
  return out;
}

Result<Date> FromWeekDate(int64_t year, int64_t week, int64_t weekday) {
  ENTENTE_RETURN_IF_ERROR(CheckYear(year));
  if (weekday < 1 || weekday > 7)
    return OutOfRange(fmt::format("day of week {} is not within 1 to 7", weekday));
  if (week < 1 || week > WeeksInYear(year))
    return OutOfRange(fmt::format("there is no week {} in {:04}", week, year));
  return Date{FirstMonday(year).days + (week - 1) * 7 + (weekday - 1)};
}

int32_t DayOfYear(Date date) {
  CivilDay civil = ToCivil(date);
  int32_t day = civil.day;
  for (int32_t month = 1; month < civil.month; ++month) day += DaysInMonth(civil.year, month);
  return day;
}

Result<Date> FromDayOfYear(int64_t year, int64_t day_of_year) {
  ENTENTE_RETURN_IF_ERROR(CheckYear(year));
  if (day_of_year < 1 || day_of_year > (IsLeapYear(year) ? 366 : 365))
    return OutOfRange(fmt::format("there is no day {} in the year {:04}", day_of_year, year));
  return Date{FirstOfYear(year).days + day_of_year - 1};
}

int32_t QuarterOf(Date date) { return (ToCivil(date).month - 1) / 3 + 1; }

int32_t DayOfQuarter(Date date) {
  CivilDay civil = ToCivil(date);
  Date first = FromCivil(civil.year, (civil.month - 1) / 3 * 3 + 1, 1).value();
  return static_cast<int32_t>(date.days - first.days + 1);
}

Result<Date> FromQuarter(int64_t year, int64_t quarter, int64_t day_of_quarter) {
  ENTENTE_RETURN_IF_ERROR(CheckYear(year));
  if (quarter < 1 || quarter > 4)
    return OutOfRange(fmt::format("quarter {} is not within 1 to 4", quarter));
  int32_t month = static_cast<int32_t>(quarter - 1) * 3 + 1;
  int32_t length =
      DaysInMonth(year, month) + DaysInMonth(year, month + 1) + DaysInMonth(year, month + 2);
  if (day_of_quarter < 1 || day_of_quarter > length)
    return OutOfRange(
        fmt::format("there is no day {} in quarter {} of {:04}", day_of_quarter, quarter, year));
  return Date{FromCivil(year, month, 1).value().days + day_of_quarter - 1};
}

Result<Date> PlusMonths(Date date, int64_t months) {
  CivilDay civil = ToCivil(date);
  int64_t total;
  if (__builtin_add_overflow(civil.year * 12 + (civil.month - 1), months, &total))
    return OutOfRange(fmt::format("{} months later is out of range", months));
  int64_t year = FloorDivide(total, 12);
  ENTENTE_RETURN_IF_ERROR(CheckYear(year));
  int32_t month = static_cast<int32_t>(FloorModulo(total, 12)) + 1;
  return FromCivil(year, month, std::min(civil.day, DaysInMonth(year, month)));
}

Result<Date> PlusDays(Date date, int64_t days) {
  int64_t total;
  if (__builtin_add_overflow(date.days, days, &total) || total < FirstOfYear(-kMaxYear).days ||
      total > FirstOfYear(kMaxYear).days + 364)
    return OutOfRange(fmt::format("{} days later is out of range", days));
  return Date{total};
}

Result<LocalTime> FromClock(int64_t hour, int64_t minute, int64_t second, int64_t nanosecond) {
  if (hour < 0 || hour > 23) return OutOfRange(fmt::format("hour {} is not within 0 to 23", hour));
  if (minute < 0 || minute > 59)
    return OutOfRange(fmt::format("minute {} is not within 0 to 59", minute));
  if (second < 0 || second > 59)
    return OutOfRange(fmt::format("second {} is not within 0 to 59", second));
  if (nanosecond < 0 || nanosecond >= kNanosecondsPerSecond)
    return OutOfRange(fmt::format("nanosecond {} is not within 0 to 999999999", nanosecond));
  return LocalTime{(hour * 3600 + minute * 60 + second) * kNanosecondsPerSecond + nanosecond};
}

LocalDateTime Combine(Date date, LocalTime time) {
  return LocalDateTime{date.days * kSecondsPerDay + time.nanoseconds / kNanosecondsPerSecond,
                       static_cast<int32_t>(time.nanoseconds % kNanosecondsPerSecond)};
}

Date DateOf(const LocalDateTime& value) { return Date{FloorDivide(value.seconds, kSecondsPerDay)}; }

LocalTime TimeOf(const LocalDateTime& value) {
  return LocalTime{FloorModulo(value.seconds, kSecondsPerDay) * kNanosecondsPerSecond +
                   value.nanoseconds};
}

LocalDateTime LocalOf(const DateTime& value) {
  return LocalDateTime{value.seconds + value.offset_seconds, value.nanoseconds};
}

Result<LocalDateTime> PlusSeconds(const LocalDateTime& value, int64_t seconds,
                                  int64_t nanoseconds) {
  __int128 total = static_cast<__int128>(value.seconds) + seconds;
  int64_t fraction = value.nanoseconds + FloorModulo(nanoseconds, kNanosecondsPerSecond);
  total += FloorDivide(nanoseconds, kNanosecondsPerSecond) + fraction / kNanosecondsPerSecond;
  fraction %= kNanosecondsPerSecond;
  __int128 first = static_cast<__int128>(FirstOfYear(-kMaxYear).days) * kSecondsPerDay;
  __int128 last = static_cast<__int128>(FirstOfYear(kMaxYear).days + 365) * kSecondsPerDay;
  if (total < first || total >= last)
    return OutOfRange(fmt::format("{} seconds later is out of range", seconds));
  return LocalDateTime{static_cast<int64_t>(total), static_cast<int32_t>(fraction)};
}

}  // namespace entente::graph
