#include "graph/temporal.h"

#include <fmt/format.h>

#include <cstdlib>

namespace entente::graph {

namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;
constexpr int64_t kSecondsPerDay = 86'400;
constexpr int64_t kMaxYear = 999'999'999;

int64_t FloorDiv(int64_t a, int64_t b) { return a / b - ((a % b != 0) && ((a < 0) != (b < 0))); }

// ".645876": up to nine digits, trailing zeros dropped, as the language prints them.
std::string FractionText(int64_t nanoseconds) {
  if (nanoseconds == 0) return "";
  std::string digits = fmt::format(".{:09}", nanoseconds);
  while (digits.back() == '0') digits.pop_back();
  return digits;
}

std::string ClockText(int64_t nanoseconds_of_day) {
  int64_t seconds = nanoseconds_of_day / kNanosPerSecond;
  int64_t fraction = nanoseconds_of_day % kNanosPerSecond;
  std::string out = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0 || fraction != 0)
    out += fmt::format(":{:02}{}", seconds % 60, FractionText(fraction));
  return out;
}

}  // namespace

std::strong_ordering operator<=>(const Time& a, const Time& b) {
  int64_t ia = a.nanoseconds - a.offset_seconds * kNanosPerSecond;
  int64_t ib = b.nanoseconds - b.offset_seconds * kNanosPerSecond;
  if (auto o = ia <=> ib; o != 0) return o;
  return a.offset_seconds <=> b.offset_seconds;
}

std::strong_ordering operator<=>(const DateTime& a, const DateTime& b) {
  if (auto o = a.seconds <=> b.seconds; o != 0) return o;
  if (auto o = a.nanoseconds <=> b.nanoseconds; o != 0) return o;
  if (auto o = a.offset_seconds <=> b.offset_seconds; o != 0) return o;
  return a.zone <=> b.zone;
}

std::strong_ordering operator<=>(const Duration& a, const Duration& b) {
  auto length = [](const Duration& d) {
    return static_cast<__int128>(d.months) * 2'629'746 +
           static_cast<__int128>(d.days) * kSecondsPerDay + d.seconds;
  };
  if (auto o = length(a) <=> length(b); o != 0) return o;
  if (auto o = a.nanoseconds <=> b.nanoseconds; o != 0) return o;
  if (auto o = a.months <=> b.months; o != 0) return o;
  return a.days <=> b.days;
}

bool IsLeapYear(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int32_t DaysInMonth(int64_t year, int32_t month) {
  constexpr int32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

CivilDay ToCivil(Date date) {
  int64_t z = date.days + 719468;
  int64_t era = FloorDiv(z, 146097);
  int64_t day_of_era = z - era * 146097;
  int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilDay civil;
  civil.day = static_cast<int32_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  civil.month =
      static_cast<int32_t>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  civil.year = year_of_era + era * 400 + (civil.month <= 2);
  return civil;
}

Result<Date> FromCivil(int64_t year, int64_t month, int64_t day) {
  if (year < -kMaxYear || year > kMaxYear)
    return MakeError(ErrorCode::kOutOfRange, fmt::format("year {} is out of range", year));
  if (month < 1 || month > 12)
    return MakeError(ErrorCode::kOutOfRange, fmt::format("month {} is not within 1 to 12", month));
  if (day < 1 || day > DaysInMonth(year, static_cast<int32_t>(month)))
    return MakeError(ErrorCode::kOutOfRange,
                     fmt::format("there is no day {} in {:04}-{:02}", day, year, month));
  int64_t y = year - (month <= 2);
  int64_t era = FloorDiv(y, 400);
  int64_t year_of_era = y - era * 400;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date{era * 146097 + day_of_era - 719468};
}

int32_t IsoWeekday(Date date) {
  int64_t since_monday = (date.days + 3) % 7;  // 1970-01-01 was a Thursday
  if (since_monday < 0) since_monday += 7;
  return static_cast<int32_t>(since_monday + 1);
}

std::string ToText(const Date& value) {
  CivilDay c = ToCivil(value);
  if (c.year > 9999) return fmt::format("+{}-{:02}-{:02}", c.year, c.month, c.day);
  if (c.year < 0) return fmt::format("-{:04}-{:02}-{:02}", -c.year, c.month, c.day);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string ToText(const LocalTime& value) { return ClockText(value.nanoseconds); }

std::string OffsetToText(int32_t offset_seconds) {
  if (offset_seconds == 0) return "Z";
  int32_t a = std::abs(offset_seconds);
  std::string out =
      fmt::format("{}{:02}:{:02}", offset_seconds < 0 ? '-' : '+', a / 3600, a / 60 % 60);
  if (a % 60 != 0) out += fmt::format(":{:02}", a % 60);
  return out;
}

std::string ToText(const Time& value) {
  return ClockText(value.nanoseconds) + OffsetToText(value.offset_seconds);
}

std::string ToText(const LocalDateTime& value) {
  int64_t days = FloorDiv(value.seconds, kSecondsPerDay);
  int64_t second_of_day = value.seconds - days * kSecondsPerDay;
  return ToText(Date{days}) + "T" + ClockText(second_of_day * kNanosPerSecond + value.nanoseconds);
}

std::string ToText(const DateTime& value) {
  std::string out = ToText(LocalDateTime{value.seconds + value.offset_seconds, value.nanoseconds}) +
                    OffsetToText(value.offset_seconds);
  if (!value.zone.empty()) out += "[" + value.zone + "]";
  return out;
}

std::string ToText(const Duration& value) {
  std::string out = "P";
  if (value.months / 12 != 0) out += fmt::format("{}Y", value.months / 12);
  if (value.months % 12 != 0) out += fmt::format("{}M", value.months % 12);
  if (value.days != 0) out += fmt::format("{}D", value.days);
  // Seconds and nanoseconds are printed as one signed decimal: seconds -1 with 400,000,000 ns is
  // -0.6 s.
  __int128 nanos = static_cast<__int128>(value.seconds) * kNanosPerSecond + value.nanoseconds;
  bool negative = nanos < 0;
  if (negative) nanos = -nanos;
  uint64_t seconds = static_cast<uint64_t>(nanos / kNanosPerSecond);
  int64_t fraction = static_cast<int64_t>(nanos % kNanosPerSecond);
  if (seconds != 0 || fraction != 0) {
    out += "T";
    const char* sign = negative ? "-" : "";
    if (seconds / 3600 != 0) out += fmt::format("{}{}H", sign, seconds / 3600);
    if (seconds / 60 % 60 != 0) out += fmt::format("{}{}M", sign, seconds / 60 % 60);
    if (seconds % 60 != 0 || fraction != 0)
      out += fmt::format("{}{}{}S", sign, seconds % 60, FractionText(fraction));
  }
  return out == "P" ? "PT0S" : out;
}

}  // namespace entente::graph
