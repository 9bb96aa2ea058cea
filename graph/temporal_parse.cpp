#include "graph/temporal_parse.h"

#include <fmt/format.h>

#include <cstdlib>

#include "graph/calendar.h"
#include "graph/duration.h"
#include "graph/time_zone.h"

namespace entente::graph {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A cursor over the text. What it reads stays read; callers look before they take.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : 0; }
  std::string_view rest() const { return text_.substr(at_); }
  bool Take(char c) {
    if (peek() != c || done()) return false;
    ++at_;
    return true;
  }
  size_t DigitRun() const {
    size_t n = 0;
    while (IsDigit(peek(n))) ++n;
    return n;
  }
  // Reads exactly `count` digits; REQUIRES count <= 18. False, and nothing read, when there are
  // fewer.
  bool Digits(size_t count, int64_t* out) {
    if (DigitRun() < count) return false;
    int64_t value = 0;
    for (size_t i = 0; i < count; ++i) value = value * 10 + (text_[at_ + i] - '0');
    at_ += count;
    *out = value;
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

Error Malformed(const char* what, std::string_view text) {
  return MakeError(ErrorCode::kSyntax, fmt::format("'{}' is not {}", text, what));
}

// The date at the front, up to the end or a 'T'. An empty optional is a text of another form.
Result<std::optional<Date>> TakeDate(Reader& in) {
  std::optional<Date> none;
  int64_t year = 0, month = 1, day = 1;
  bool has_sign = in.peek() == '-' || in.peek() == '+';
  bool negative = in.peek() == '-';
  bool extended = false, basic = false;  // neither yet, as in "2015"
  if (has_sign) {
    in.Take(in.peek());
    size_t run = in.DigitRun();
    if (run < 1 || run > 9) return none;
    in.Digits(run, &year);
    if (negative) year = -year;
    extended = in.peek() == '-';
  } else {
    size_t run = in.DigitRun();
    if (run < 4) return none;
    in.Digits(4, &year);
    extended = in.peek() == '-';
    basic = !extended && !in.done() && in.peek() != 'T';
  }
  if (extended) in.Take('-');
  if (extended || basic) {
    if (in.Take('W')) {
      int64_t week = 1, weekday = 1;
      if (!in.Digits(2, &week)) return none;
      if (extended ? in.Take('-') : IsDigit(in.peek()))
        if (!in.Digits(1, &weekday)) return none;
      ENTENTE_ASSIGN_OR_RETURN(Date date, FromWeekDate(year, week, weekday));
      return std::optional<Date>(date);
    }
    if (in.Take('Q')) {
      int64_t quarter = 1;
      if (!in.Digits(1, &quarter)) return none;
      if (extended ? in.Take('-') : IsDigit(in.peek()))
        if (!in.Digits(2, &day)) return none;
      ENTENTE_ASSIGN_OR_RETURN(Date date, FromQuarter(year, quarter, day));
      return std::optional<Date>(date);
    }
    if (in.DigitRun() == 3) {
      in.Digits(3, &day);
      ENTENTE_ASSIGN_OR_RETURN(Date date, FromDayOfYear(year, day));
      return std::optional<Date>(date);
    }
    if (!in.Digits(2, &month)) return none;
    if (extended ? in.Take('-') : IsDigit(in.peek()))
      if (!in.Digits(2, &day)) return none;
  }
  ENTENTE_ASSIGN_OR_RETURN(Date date, FromCivil(year, month, day));
  return std::optional<Date>(date);
}

Result<std::optional<LocalTime>> TakeTime(Reader& in) {
  std::optional<LocalTime> none;
  int64_t hour = 0, minute = 0, second = 0, nanosecond = 0;
  if (!in.Digits(2, &hour)) return none;
  bool extended = in.peek() == ':';
  bool has_seconds = false;
  if (extended ? in.Take(':') : IsDigit(in.peek())) {
    if (!in.Digits(2, &minute)) return none;
    if (extended ? in.Take(':') : IsDigit(in.peek())) {
      if (!in.Digits(2, &second)) return none;
      has_seconds = true;
    }
  }
  if (has_seconds && (in.Take('.') || in.Take(','))) {
    size_t run = in.DigitRun();
    if (run < 1 || run > 9) return none;
    in.Digits(run, &nanosecond);
    for (; run < 9; ++run) nanosecond *= 10;
  }
  ENTENTE_ASSIGN_OR_RETURN(LocalTime time, FromClock(hour, minute, second, nanosecond));
  return std::optional<LocalTime>(time);
}

// "Z", "+01:00", "-0100", "+02", "+00:53:28".
Result<std::optional<int32_t>> TakeOffset(Reader& in) {
  std::optional<int32_t> none;
  if (in.Take('Z') || in.Take('z')) return std::optional<int32_t>(0);
  bool negative = in.peek() == '-';
  if (!in.Take('-') && !in.Take('+')) return none;
  int64_t hours = 0, minutes = 0, seconds = 0;
  if (!in.Digits(2, &hours)) return none;
  bool extended = in.peek() == ':';
  if (extended ? in.Take(':') : IsDigit(in.peek())) {
    if (!in.Digits(2, &minutes)) return none;
    if (extended ? in.Take(':') : IsDigit(in.peek()))
      if (!in.Digits(2, &seconds)) return none;
  }
  int64_t total = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || total > 18 * 3600)
    return MakeError(ErrorCode::kOutOfRange, "an offset lies within -18:00 and +18:00");
  return std::optional<int32_t>(static_cast<int32_t>(negative ? -total : total));
}

// A date, then perhaps 'T' and a time.
Result<std::optional<LocalDateTime>> TakeLocalDateTime(Reader& in) {
  std::optional<LocalDateTime> none;
  ENTENTE_ASSIGN_OR_RETURN(std::optional<Date> date, TakeDate(in));
  if (!date) return none;
  LocalTime time;
  if (in.Take('T')) {
    ENTENTE_ASSIGN_OR_RETURN(std::optional<LocalTime> taken, TakeTime(in));
    if (!taken) return none;
    time = *taken;
  }
  return std::optional<LocalDateTime>(Combine(*date, time));
}

// "2012-02-02T14:37:21.545" after the P: counts, not a date, so 30 days in February are fine.
Result<std::optional<Duration>> TakeDurationAsDate(Reader in, bool negative) {
  std::optional<Duration> none;
  int64_t years = 0, months = 0, days = 0;
  if (!in.Digits(4, &years) || !in.Take('-') || !in.Digits(2, &months) || !in.Take('-') ||
      !in.Digits(2, &days))
    return none;
  LocalTime time;
  if (in.Take('T')) {
    ENTENTE_ASSIGN_OR_RETURN(std::optional<LocalTime> taken, TakeTime(in));
    if (!taken) return none;
    time = *taken;
  }
  if (!in.done()) return none;
  Duration out{years * 12 + months, days, time.nanoseconds / kNanosecondsPerSecond,
               static_cast<int32_t>(time.nanoseconds % kNanosecondsPerSecond)};
  if (negative) {
    ENTENTE_ASSIGN_OR_RETURN(out, Negate(out));
  }
  return std::optional<Duration>(out);
}

}  // namespace

Result<Date> ParseDate(std::string_view text) {
  Reader in(text);
  ENTENTE_ASSIGN_OR_RETURN(std::optional<Date> date, TakeDate(in));
  if (!date || !in.done()) return Malformed("a date (such as 2015-07-21)", text);
  return *date;
}

Result<LocalTime> ParseLocalTime(std::string_view text) {
  Reader in(text);
  ENTENTE_ASSIGN_OR_RETURN(std::optional<LocalTime> time, TakeTime(in));
  if (!time || !in.done()) return Malformed("a local time (such as 21:40:32)", text);
  return *time;
}

Result<Time> ParseTime(std::string_view text) {
  Error malformed = Malformed("a time (such as 21:40:32+01:00)", text);
  Reader in(text);
  ENTENTE_ASSIGN_OR_RETURN(std::optional<LocalTime> time, TakeTime(in));
  if (!time) return malformed;
  std::optional<int32_t> offset = 0;
  if (!in.done()) {
    ENTENTE_ASSIGN_OR_RETURN(offset, TakeOffset(in));
  }
  if (!offset || !in.done()) return malformed;
  return Time{time->nanoseconds, *offset};
}

Result<LocalDateTime> ParseLocalDateTime(std::string_view text) {
  Reader in(text);
  ENTENTE_ASSIGN_OR_RETURN(std::optional<LocalDateTime> local, TakeLocalDateTime(in));
  if (!local || !in.done())
    return Malformed("a local date and time (such as 2015-07-21T21:40:32)", text);
  return *local;
}

Result<DateTime> ParseDateTime(std::string_view text) {
  Error malformed = Malformed(
      "a date and time (such as 2015-07-21T21:40:32+01:00 or 2015-07-21T21:40[Europe/London])",
      text);
  Reader in(text);
  ENTENTE_ASSIGN_OR_RETURN(std::optional<LocalDateTime> local, TakeLocalDateTime(in));
  if (!local) return malformed;
  std::optional<int32_t> offset;
  if (!in.done() && in.peek() != '[') {
    ENTENTE_ASSIGN_OR_RETURN(offset, TakeOffset(in));
    if (!offset) return malformed;
  }
  if (!in.Take('[')) {
    if (!in.done()) return malformed;
    return AtZone(*local, Zone{"", offset.value_or(0)});
  }
  std::string_view rest = in.rest();
  if (rest.empty() || rest.back() != ']') return malformed;
  ENTENTE_ASSIGN_OR_RETURN(Zone zone, ParseZone(rest.substr(0, rest.size() - 1)));
  if (!offset) return AtZone(*local, zone);
  // The offset says which of two equal clock times is meant; another one contradicts the zone.
  DateTime exact = InZone(AtZone(*local, Zone{"", *offset}), zone);
  if (exact.offset_seconds != *offset)
    return MakeError(ErrorCode::kInvalidArgument,
                     fmt::format("'{}': the offset there at that time is {}", text,
                                 OffsetToText(AtZone(*local, zone).offset_seconds)));
  return exact;
}

Result<Duration> ParseDuration(std::string_view text) {
  Error malformed = Malformed("a duration (such as P1Y2M10DT2H30M)", text);
  Reader in(text);
  bool negative = in.peek() == '-';
  if (negative || in.peek() == '+') in.Take(in.peek());
  if (!in.Take('P')) return malformed;
  ENTENTE_ASSIGN_OR_RETURN(std::optional<Duration> as_date, TakeDurationAsDate(in, negative));
  if (as_date) return *as_date;

  // Units in the order in which they may stand, with what each is worth in its total.
  struct Unit {
    char letter;
    bool of_time;
    int total;  // 0 months, 1 days, 2 seconds
    int64_t worth;
  };
  constexpr Unit kUnits[] = {{'Y', false, 0, 12}, {'Q', false, 0, 3}, {'M', false, 0, 1},
                             {'W', false, 1, 7},  {'D', false, 1, 1}, {'H', true, 2, 3600},
                             {'M', true, 2, 60},  {'S', true, 2, 1}};
  Amount totals[3];
  size_t next = 0;
  bool in_time = false, any = false;
  while (!in.done()) {
    if (!in_time && in.Take('T')) {
      in_time = true;
      any = false;  // a T must be followed by something
      continue;
    }
    std::string_view rest = in.rest();
    size_t length = rest.find_first_not_of("+-0123456789.,");
    if (length == std::string_view::npos || length == 0) return malformed;
    Result<Amount> amount = ParseAmount(rest.substr(0, length));
    if (!amount && amount.error().code == ErrorCode::kSyntax) return malformed;
    if (!amount) return amount.error();
    while (next < std::size(kUnits) &&
           (kUnits[next].letter != rest[length] || kUnits[next].of_time != in_time))
      ++next;
    if (next == std::size(kUnits)) return malformed;
    const Unit& unit = kUnits[next++];
    ENTENTE_ASSIGN_OR_RETURN(Amount part, Multiply(*amount, negative ? -unit.worth : unit.worth));
    ENTENTE_ASSIGN_OR_RETURN(totals[unit.total], Add(totals[unit.total], part));
    in = Reader(rest.substr(length + 1));
    any = true;
  }
  if (!any) return malformed;
  return MakeDuration(totals[0], totals[1], totals[2]);
}

Result<int32_t> ParseOffset(std::string_view text) {
  Reader in(text);
  ENTENTE_ASSIGN_OR_RETURN(std::optional<int32_t> offset, TakeOffset(in));
  if (!offset || !in.done()) return Malformed("an offset (such as +01:00)", text);
  return *offset;
}

}  // namespace entente::graph
