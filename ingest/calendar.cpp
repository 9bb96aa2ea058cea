#include "ingest/calendar.h"

#include <cstdio>

namespace entente::ingest {

int DaysInMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
Day ToDay(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int64_t era = y / 400;
  const int64_t yoe = y - era * 400;
  const int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return {era * 146097 + doe - 719468};
}

CalendarDay FromDay(Day day) {
  const int64_t z = day.days + 719468;
  const int64_t era = z / 146097;
  const int64_t doe = z - era * 146097;
  const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int64_t mp = (5 * doy + 2) / 153;
  CalendarDay result;
  result.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  result.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  result.year = static_cast<int>(yoe + era * 400 + (result.month <= 2 ? 1 : 0));
  return result;
}

int WeekdayOf(Day day) { return static_cast<int>(((day.days + 3) % 7 + 7) % 7) + 1; }

namespace {

char Digit(int number) { return static_cast<char>('0' + number % 10); }

}  // namespace

std::string IsoYear(int year) {
  if (year >= 0 && year <= 9999) {
    return {Digit(year / 1000), Digit(year / 100), Digit(year / 10), Digit(year)};
  }
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%04d", year);
  return buffer;
}
std::string IsoMonthDay(int month, int day) {
  return {Digit(month / 10), Digit(month), '-', Digit(day / 10), Digit(day)};
}
std::string IsoMonth(int year, int month) {
  return IsoYear(year) + "-" + IsoMonthDay(month, 1).substr(0, 2);
}
std::string IsoDay(Day day) {
  const CalendarDay c = FromDay(day);
  std::string iso = IsoYear(c.year);
  iso += '-';
  return iso += IsoMonthDay(c.month, c.day);
}

std::optional<Day> ParseIsoDay(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  const size_t begins[] = {0, 5, 8}, sizes[] = {4, 2, 2};
  for (int p = 0; p < 3; ++p) {
    for (size_t i = 0; i < sizes[p]; ++i) {
      const char c = iso[begins[p] + i];
      if (c < '0' || c > '9') return std::nullopt;
      parts[p] = parts[p] * 10 + (c - '0');
    }
  }
  if (parts[0] < 1 || parts[1] < 1 || parts[1] > 12 || parts[2] < 1 ||
      parts[2] > DaysInMonth(parts[0], parts[1])) {
    return std::nullopt;
  }
  return ToDay(parts[0], parts[1], parts[2]);
}

}  // namespace entente::ingest
