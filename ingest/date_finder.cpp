#include "ingest/date_finder.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "ingest/calendar.h"

namespace entente::ingest {
namespace {

enum class Shape : uint8_t {
  kDay,       // day month [year], with an optional end
  kMonth,     // month [year]
  kYear,      // year
  kSpan,      // from and to, no single value
  kWeekday,   // "on Monday"
  kRelative,  // so many days from the reference
};

/// A date as written, before years are worked out.
struct RawDate {
  uint32_t begin = 0, end = 0;
  Shape shape = Shape::kDay;
  int year = 0, month = 0, day = 0;
  int end_year = 0, end_month = 0, end_day = 0;  // of a range
  int weekday = 0;                               // 1 Monday to 7 Sunday
  int offset = 0;             // kRelative: days; kWeekday: -1 last, 1 next, 0 by tense
  bool lasting = false;       // a range that something lasted
  bool alternatives = false;  // "6 and 7 November"
  bool month_relative = false;
  Day from, to;  // kSpan
  bool inferred = false;
};

int ParseInt(std::string_view text, size_t& used) {
  int value = 0;
  used = 0;
  while (used < text.size() && used < 6 && text[used] >= '0' && text[used] <= '9') {
    value = value * 10 + (text[used++] - '0');
  }
  return used > 0 ? value : -1;
}

bool AllDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether the clause before token `i` speaks of what is to come.
bool ReadsAsFuture(const TextWords& words, uint32_t i) {
  for (uint32_t back = 1; back <= 14 && back <= i; ++back) {
    const uint32_t at = i - back;
    if (words.Sentence(at) != words.Sentence(i) || words.Text(at) == ";") break;
    if (words.IsAny(at, {"will", "scheduled", "due", "expected", "shall", "plans", "set", "until",
                         "expires", "expire"})) {
      return true;
    }
    if (words.Is(at, "be")) return true;
    if (words.IsAny(at, {"signed", "said", "was", "were", "met", "told", "had"}) &&
        !words.Is(at - 1, "be")) {
      return false;
    }
  }
  return false;
}

class Parser {
 public:
  Parser(const TextWords& words, std::optional<Day> reference)
      : words_(words), reference_(reference) {}

  /// The date that begins at token i, if one does.
  std::optional<RawDate> At(uint32_t i) const {
    if (words_.IsNumber(i)) {
      if (auto date = Numeric(i)) return date;
      if (auto date = DayFirst(i, 0)) return date;
      if (auto date = Ordinal(i)) return date;
      return Year(i);
    }
    if (!words_.IsWord(i)) return std::nullopt;
    const uint32_t flags = words_.Flags(i);
    if ((flags & kWordWeekday) != 0 && words_.Capital(i)) return Weekday(i);
    if ((flags & kWordMonth) != 0 && words_.Capital(i)) return MonthFirst(i, 0);
    if ((flags & kWordDate) != 0) {
      if (auto date = Relative(i)) return date;
      return Ordinal(i);
    }
    if (words_.Text(i).size() == 2 && words_.Text(i)[0] == 'Q') return QuarterCode(i);
    return std::nullopt;
  }

 private:
  /// Day of the month at i: "14", "14th", "12th".  0 when it is none.
  int DayNumber(uint32_t i) const {
    if (!words_.IsNumber(i)) return 0;
    size_t used = 0;
    const std::string_view text = words_.Text(i);
    const int value = ParseInt(text, used);
    const std::string_view tail = text.substr(used);
    if (used > 2 || value < 1 || value > 31) return 0;
    if (!tail.empty() && tail != "st" && tail != "nd" && tail != "rd" && tail != "th") return 0;
    return value;
  }
  /// "13-14" in one token.
  bool DayPair(uint32_t i, int& first, int& second) const {
    if (!words_.IsNumber(i)) return false;
    const std::string_view text = words_.Text(i);
    size_t used = 0, used2 = 0;
    const int from = ParseInt(text, used);
    if (used == 0 || used > 2 || used >= text.size()) return false;
    std::string_view rest = text.substr(used);
    for (const std::string_view tail : {"st", "nd", "rd", "th"}) {
      if (rest.starts_with(tail)) rest.remove_prefix(2);
    }
    if (rest.starts_with("-")) {
      rest.remove_prefix(1);
    } else if (rest.starts_with("–") || rest.starts_with("‑") || rest.starts_with("‐")) {
      rest.remove_prefix(3);
    } else {
      return false;
    }
    const int to = ParseInt(rest, used2);
    rest.remove_prefix(used2);
    if (!rest.empty() && rest != "st" && rest != "nd" && rest != "rd" && rest != "th") return false;
    if (used2 == 0 || used2 > 2 || from < 1 || from >= to || to > 31) return false;
    first = from;
    second = to;
    return true;
  }
  int YearNumber(uint32_t i) const {
    if (!words_.IsNumber(i)) return 0;
    const std::string_view text = words_.Text(i);
    if (text.size() != 4 || !AllDigits(text)) return 0;
    const int value = std::atoi(std::string(text).c_str());
    return value >= 1500 && value <= 2199 ? value : 0;
  }
  int Month(uint32_t i) const {
    return words_.IsWord(i) && words_.Has(i, kWordMonth) && words_.Capital(i) ? words_.Number(i)
                                                                              : 0;
  }
  bool RangeMark(uint32_t i) const {
    return words_.IsDash(i) || words_.IsAny(i, {"to", "until", "till", "through"});
  }
  /// ", 2018", " 2018", " of 2018" after a month or day: sets year and moves i.
  void TakeYear(uint32_t& i, int& year) const {
    uint32_t at = i;
    if (words_.Text(at) == ".") ++at;
    if (words_.IsComma(at) || words_.Is(at, "of")) ++at;
    if (const int y = YearNumber(at)) {
      year = y;
      i = at + 1;
    }
  }
  static bool Valid(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= DaysInMonth(year == 0 ? 2000 : year, month);
  }

  /// "13-14 September 2018", "3 – 4 June", "6 and 7 November", "14th of March, 2020".
  std::optional<RawDate> DayFirst(uint32_t i, int weekday) const {
    RawDate date;
    date.begin = i;
    date.weekday = weekday;
    uint32_t at = i;
    int second = 0;
    if (DayPair(i, date.day, second)) {
      at = i + 1;
    } else if ((date.day = DayNumber(i)) != 0) {
      at = i + 1;
      if ((RangeMark(at) || words_.Is(at, "and")) && DayNumber(at + 1) != 0 &&
          (Month(at + 2) != 0 || (words_.Is(at + 2, "of") && Month(at + 3) != 0)) &&
          !(words_.Is(at, "to") && !FromBefore(i))) {
        second = DayNumber(at + 1);
        date.alternatives = words_.Is(at, "and") && second != date.day + 1;
        at += 2;
      }
    } else {
      return std::nullopt;
    }
    uint32_t month_at = at;
    if (words_.Is(month_at, "of")) ++month_at;
    if (words_.Is(month_at, "day") && words_.Is(month_at + 1, "of")) month_at += 2;
    date.month = Month(month_at);
    if (date.month == 0) return std::nullopt;
    at = month_at + 1;
    TakeYear(at, date.year);
    if (second != 0) {
      date.end_day = second;
      date.end_month = date.month;
      date.end_year = date.year;
      date.lasting = true;
    } else if (RangeMark(at) && DayNumber(at + 1) != 0 && Month(at + 2) != 0) {
      date.end_day = DayNumber(at + 1);
      date.end_month = Month(at + 2);
      at += 3;
      TakeYear(at, date.end_year);
      date.lasting = true;
    }
    if (!Valid(date.year, date.month, date.day)) return std::nullopt;
    if (date.end_day != 0 && !Valid(date.end_year, date.end_month, date.end_day))
      return std::nullopt;
    date.end = at;
    return date;
  }
  bool FromBefore(uint32_t i) const {
    return words_.Is(i - 1, "from") || words_.Is(i - 1, "between") || !words_.Is(i + 1, "to") ||
           words_.IsNumber(i + 2);
  }

  /// "September 13-14, 2018", "Sept. 14", "June 12th", "May 2009", "May".
  std::optional<RawDate> MonthFirst(uint32_t i, int weekday) const {
    RawDate date;
    date.begin = i;
    date.weekday = weekday;
    date.month = Month(i);
    uint32_t at = i + 1;
    if (words_.Text(at) == "." && words_.Joined(at)) ++at;
    if (words_.Is(at, "the") && DayNumber(at + 1) != 0) ++at;
    int second = 0;
    if (DayPair(at, date.day, second)) {
      ++at;
    } else if (YearNumber(at) == 0 && (date.day = DayNumber(at)) != 0) {
      ++at;
      if ((RangeMark(at) || words_.Is(at, "and") || words_.Text(at) == "&") &&
          DayNumber(at + 1) != 0 && Month(at + 2) == 0 && !AfterDayIsCount(at + 2)) {
        second = DayNumber(at + 1);
        date.alternatives = words_.Is(at, "and") && second != date.day + 1;
        at += 2;
      }
    }
    if (date.day != 0) {
      uint32_t end_at = at;
      TakeYear(at, date.year);
      if (second != 0) {
        date.end_day = second;
        date.end_month = date.month;
        date.end_year = date.year;
        date.lasting = true;
      } else if (RangeMark(end_at = at) && Month(end_at + 1) != 0 && DayNumber(end_at + 2) != 0) {
        date.end_month = Month(end_at + 1);
        date.end_day = DayNumber(end_at + 2);
        at = end_at + 3;
        TakeYear(at, date.end_year);
        date.lasting = true;
      }
      if (!Valid(date.year, date.month, date.day)) return std::nullopt;
      if (date.end_day != 0 && !Valid(date.end_year, date.end_month, date.end_day))
        return std::nullopt;
      date.end = at;
      return date;
    }
    date.shape = Shape::kMonth;
    TakeYear(at, date.year);
    // "May" and "March" begin sentences too, and people and places are called so.
    const bool company =
        date.year != 0 ||
        words_.IsAny(i - 1, {"in",     "since", "last", "next", "this",    "until",  "by",
                             "of",     "early", "late", "mid",  "from",    "before", "after",
                             "during", "for",   "to",   "till", "between", "and"});
    if (!company || (words_.Starts(i) && date.year == 0)) return std::nullopt;
    if (date.year == 0 && words_.NameLike(i + 1) && !words_.Has(i + 1, kWordMonth))
      return std::nullopt;
    if (words_.IsDash(at) && Month(at + 1) != 0) {
      date.end_month = Month(at + 1);
      at += 2;
      TakeYear(at, date.end_year);
      date.lasting = true;
    }
    if (words_.Is(i - 1, "last") || words_.Is(i - 1, "next") || words_.Is(i - 1, "this")) {
      date.begin = i - 1;
      date.offset = words_.Is(i - 1, "last") ? -1 : words_.Is(i - 1, "next") ? 1 : 0;
      date.month_relative = true;
    }
    date.end = at;
    return date;
  }
  bool AfterDayIsCount(uint32_t i) const {
    return words_.Has(i, kWordNoun) && !words_.IsPunctuation(i) && words_.Is(i, "percent");
  }

  /// "Friday, June 12th", "Wednesday 14 September", "on Monday", "next Thursday".
  std::optional<RawDate> Weekday(uint32_t i) const {
    const int weekday = words_.Number(i);
    uint32_t at = i + 1;
    if (words_.Text(at) == "." && words_.Joined(at)) ++at;
    if (words_.IsComma(at)) ++at;
    if (words_.Text(at) == "(") ++at;
    if (words_.Is(at, "the")) ++at;
    std::optional<RawDate> date;
    if (Month(at) != 0) date = MonthFirst(at, weekday);
    if (!date && words_.IsNumber(at)) date = DayFirst(at, weekday);
    if (!date && words_.IsNumber(at)) date = Numeric(at);
    if (date && date->shape == Shape::kDay) {
      date->begin = i;
      date->weekday = weekday;
      return date;
    }
    RawDate bare;
    bare.begin = i;
    bare.end = i + 1;
    bare.shape = Shape::kWeekday;
    bare.weekday = weekday;
    bare.inferred = true;
    if (words_.Is(i - 1, "last")) bare.begin = i - 1, bare.offset = -1;
    if (words_.Is(i - 1, "next") || words_.Is(i - 1, "coming")) bare.begin = i - 1, bare.offset = 1;
    if (words_.Is(i - 1, "this")) bare.begin = i - 1;
    if (bare.offset == 0 && ReadsAsFuture(words_, bare.begin)) bare.offset = 2;
    return bare;
  }

  /// "2018-09-14", "18/11/2024", "14.9.2018", in one token or several.
  std::optional<RawDate> Numeric(uint32_t i) const {
    const std::string& text = words_.document().text();
    const uint32_t begin = words_.token(i).span.begin_byte;
    std::string_view rest = std::string_view(text).substr(begin, 12);
    size_t used = 0;
    const int a = ParseInt(rest, used);
    if (used == 0 || used >= rest.size()) return std::nullopt;
    const char mark = rest[used];
    if (mark != '-' && mark != '/' && mark != '.') return std::nullopt;
    size_t total = used + 1;
    const size_t first_size = used;
    const int b = ParseInt(rest.substr(total), used);
    if (used == 0 || used > 2 || total + used >= rest.size() || rest[total + used] != mark)
      return std::nullopt;
    total += used + 1;
    const int c = ParseInt(rest.substr(total), used);
    if (used == 0) return std::nullopt;
    const size_t last_size = used;
    total += used;
    if (total < rest.size() && rest[total] >= '0' && rest[total] <= '9') return std::nullopt;
    RawDate date;
    date.begin = i;
    if (first_size == 4 && last_size <= 2) {
      date.year = a, date.month = b, date.day = c;
    } else if (last_size == 4 && first_size <= 2) {
      date.year = c;
      const bool month_first = (a <= 12 && b > 12);
      date.month = month_first ? a : b;
      date.day = month_first ? b : a;
    } else {
      return std::nullopt;
    }
    if (date.year < 1500 || date.year > 2199 || !Valid(date.year, date.month, date.day))
      return std::nullopt;
    uint32_t at = i;
    while (at < words_.size() && words_.token(at).span.end_byte <= begin + total) ++at;
    if (at == i || words_.token(at - 1).span.end_byte != begin + total) return std::nullopt;
    date.end = at;
    return date;
  }

  std::optional<RawDate> Year(uint32_t i) const {
    const int year = YearNumber(i);
    if (year == 0) return std::nullopt;
    if (year < 1700) return std::nullopt;
    RawDate date;
    date.begin = i;
    date.end = i + 1;
    date.shape = Shape::kYear;
    date.year = year;
    const bool led =
        words_.IsAny(i - 1,
                     {"in",    "since",   "by",      "until", "till",   "from", "during", "before",
                      "after", "the",     "of",      "early", "late",   "mid",  "for",    "to",
                      "and",   "between", "through", "a",     "around", "its",  "their",  "our"}) ||
        words_.Text(i - 1) == "(" || words_.IsDash(i - 1) || words_.Has(i - 1, kWordMonth) ||
        words_.IsPossessive(i - 1);
    const bool count =
        words_.Has(i + 1, kWordNoun) && !words_.Is(i + 1, "defence") && !words_.Is(i - 1, "the") &&
        !words_.IsAny(i - 1, {"in", "since", "a", "its", "their"}) && !words_.IsPossessive(i - 1) &&
        words_.Has(i + 1, kWordCommon) && !words_.Capital(i + 1);
    if (!led || (count && !words_.IsPunctuation(i + 1))) {
      return std::nullopt;
    }
    return date;
  }

  std::optional<RawDate> SpanOf(uint32_t begin, uint32_t end, Day from, Day to) const {
    RawDate date;
    date.begin = begin;
    date.end = end;
    date.shape = Shape::kSpan;
    date.from = from;
    date.to = to;
    return date;
  }
  /// "first quarter of 2025", "fourth quarter", "second half of January".
  std::optional<RawDate> Ordinal(uint32_t i) const {
    int number = 0;
    if (words_.Has(i, kWordOrdinal)) {
      number = words_.Number(i);
    } else if (words_.IsNumber(i) && words_.Text(i).size() == 3) {
      size_t used = 0;
      number = ParseInt(words_.Text(i), used);
    }
    if (number < 1 || number > 4) return std::nullopt;
    const bool quarter = words_.Is(i + 1, "quarter");
    const bool half = words_.Is(i + 1, "half");
    if ((!quarter && !half) || (half && number > 2)) return std::nullopt;
    uint32_t at = i + 2;
    int year = 0;
    int month = 0;
    if (words_.Is(at, "of")) {
      uint32_t after = at + 1;
      if (words_.Is(after, "the")) ++after;
      if (const int y = YearNumber(after)) {
        year = y;
        at = after + 1;
      } else if ((month = Month(after)) != 0) {
        at = after + 1;
        TakeYear(at, year);
      } else if (words_.IsAny(after, {"this", "next", "last"}) && words_.Is(after + 1, "year") &&
                 reference_) {
        year = FromDay(*reference_).year + (words_.Is(after, "next")   ? 1
                                            : words_.Is(after, "last") ? -1
                                                                       : 0);
        at = after + 2;
      }
    } else if (const int y = YearNumber(at)) {
      year = y;
      ++at;
    }
    if (year == 0 && reference_) {
      const CalendarDay now = FromDay(*reference_);
      year = now.year;
      if (month != 0 && month < now.month && ReadsAsFuture(words_, i)) ++year;
    }
    if (year == 0) return std::nullopt;
    if (month != 0) {
      return SpanOf(i, at, ToDay(year, month, number == 1 ? 1 : 16),
                    ToDay(year, month, number == 1 ? 15 : DaysInMonth(year, month)));
    }
    const int months = quarter ? 3 : 6;
    const int first = (number - 1) * months + 1, last = number * months;
    return SpanOf(i, at, ToDay(year, first, 1), ToDay(year, last, DaysInMonth(year, last)));
  }
  std::optional<RawDate> QuarterCode(uint32_t i) const {
    const int number = words_.Text(i)[1] - '0';
    if (number < 1 || number > 4) return std::nullopt;
    int year = YearNumber(i + 1);
    const bool given = year != 0;
    if (!given && reference_) year = FromDay(*reference_).year;
    if (year == 0) return std::nullopt;
    return SpanOf(i, given ? i + 2 : i + 1, ToDay(year, number * 3 - 2, 1),
                  ToDay(year, number * 3, DaysInMonth(year, number * 3)));
  }

  std::optional<RawDate> Relative(uint32_t i) const {
    if (!reference_) return std::nullopt;
    const Day now = *reference_;
    const auto days = [&](int offset, uint32_t end) {
      RawDate date;
      date.begin = i;
      date.end = end;
      date.shape = Shape::kRelative;
      date.offset = offset;
      date.inferred = true;
      return date;
    };
    if (words_.Is(i, "yesterday")) return days(-1, i + 1);
    if (words_.Is(i, "today") || words_.Is(i, "tonight")) return days(0, i + 1);
    if (words_.Is(i, "tomorrow")) return days(1, i + 1);
    uint32_t at = i;
    bool early = false, late = false;
    if (words_.IsAny(at, {"earlier", "early"})) early = true, ++at;
    if (words_.IsAny(at, {"later", "late"})) late = true, ++at;
    const bool last = words_.IsAny(at, {"last", "previous", "past"});
    const bool next = words_.IsAny(at, {"next", "coming", "following"});
    const bool current = words_.IsAny(at, {"this", "current"});
    if (last || next || current) {
      const int step = last ? -1 : next ? 1 : 0;
      const CalendarDay today = FromDay(now);
      if (words_.Is(at + 1, "week") || words_.Is(at + 1, "weekend")) {
        const Day monday = now - (WeekdayOf(now) - 1) + 7 * step;
        const bool weekend = words_.Is(at + 1, "weekend");
        Day from = weekend ? monday + 5 : monday, to = monday + 6;
        if (current && early) to = now;
        if (current && late) from = now;
        return SpanOf(i, at + 2, from, to);
      }
      if (words_.IsAny(at + 1, {"night", "evening"})) return days(last ? -1 : 0, at + 2);
      if (words_.IsAny(at + 1, {"morning", "afternoon"}) && current) return days(0, at + 2);
      if (words_.Is(at + 1, "month")) {
        RawDate date;
        date.begin = i;
        date.end = at + 2;
        date.shape = Shape::kMonth;
        const int index = today.year * 12 + today.month - 1 + step;
        date.year = index / 12;
        date.month = index % 12 + 1;
        date.inferred = true;
        return date;
      }
      if (words_.Is(at + 1, "year")) {
        RawDate date;
        date.begin = i;
        date.end = at + 2;
        date.shape = Shape::kYear;
        date.year = today.year + step;
        date.inferred = true;
        return date;
      }
      return std::nullopt;
    }
    // "two days ago", "three weeks earlier"
    if (words_.Has(i, kWordCardinal) || words_.Is(i, "a") || DayNumber(i) != 0) {
      int count = words_.Has(i, kWordCardinal) ? words_.Number(i) : DayNumber(i);
      if (count == 0) count = 1;
      if (words_.Is(i + 2, "ago")) {
        if (words_.IsAny(i + 1, {"day", "days"})) return days(-count, i + 3);
        if (words_.IsAny(i + 1, {"week", "weeks"})) {
          const Day monday = now - (WeekdayOf(now) - 1) - 7 * count;
          return SpanOf(i, i + 3, monday, monday + 6);
        }
        if (words_.IsAny(i + 1, {"month", "months", "year", "years"})) {
          const CalendarDay today = FromDay(now);
          RawDate date;
          date.begin = i;
          date.end = i + 3;
          date.inferred = true;
          if (words_.IsAny(i + 1, {"year", "years"})) {
            date.shape = Shape::kYear;
            date.year = today.year - count;
          } else {
            const int index = today.year * 12 + today.month - 1 - count;
            date.shape = Shape::kMonth;
            date.year = index / 12;
            date.month = index % 12 + 1;
          }
          return date;
        }
      }
    }
    return std::nullopt;
  }

  const TextWords& words_;
  std::optional<Day> reference_;
};

/// The year in which a day without one falls nearest to `reference`; past or future first.
int NearestYear(Day reference, int month, int day, bool future) {
  const int year = FromDay(reference).year;
  int best = year;
  int64_t best_distance = INT64_MAX;
  for (const int candidate : {year - 1, year, year + 1}) {
    const Day at = ToDay(candidate, month, std::min(day, DaysInMonth(candidate, month)));
    int64_t distance = at.days - reference.days;
    // What was is likelier than what will be, unless the sentence says so.
    distance =
        distance >= 0 ? distance * (future || distance <= 7 ? 1 : 3) : -distance * (future ? 3 : 1);
    if (distance < best_distance) best_distance = distance, best = candidate;
  }
  return best;
}

/// The latest year up to the one that this program knows, in which the day falls on the weekday.
/// Source of the bound: the day the lists were made; a clock would make results change by
/// themselves.
constexpr int kLatestYear = 2025;

DateValue Resolve(const RawDate& raw, std::optional<Day> reference, std::optional<Day> neighbour,
                  bool future) {
  DateValue value;
  value.inferred = raw.inferred;
  const auto set_days = [&](Day from, Day to) {
    value.from = IsoDay(from);
    value.to = IsoDay(to);
  };
  switch (raw.shape) {
    case Shape::kSpan:
      set_days(raw.from, raw.to);
      break;
    case Shape::kRelative: {
      const Day day = *reference + raw.offset;
      value.iso = IsoDay(day);
      set_days(day, day);
      break;
    }
    case Shape::kWeekday: {
      if (!reference) break;
      int back = (WeekdayOf(*reference) - raw.weekday + 7) % 7;
      Day day = *reference - back;
      if (raw.offset == -1 && back == 0) day = *reference - 7;
      if (raw.offset == 1) day = *reference + (7 - back);
      if (raw.offset == 2) day = *reference + (back == 0 ? 0 : 7 - back);
      value.iso = IsoDay(day);
      set_days(day, day);
      break;
    }
    case Shape::kYear:
      value.iso = IsoYear(raw.year);
      set_days(ToDay(raw.year, 1, 1), ToDay(raw.year, 12, 31));
      break;
    case Shape::kMonth: {
      int year = raw.year;
      if (year == 0 && (reference || neighbour)) {
        const Day anchor = reference ? *reference : *neighbour;
        const CalendarDay now = FromDay(anchor);
        year = now.year;
        if (raw.month_relative && raw.offset != 0) {
          if (raw.offset < 0 && raw.month >= now.month) --year;
          if (raw.offset > 0 && raw.month <= now.month) ++year;
        } else if (future) {
          if (raw.month < now.month) ++year;
        } else if (raw.month > now.month) {
          --year;
        }
        value.inferred = true;
      }
      if (year != 0) {
        value.iso = IsoMonth(year, raw.month);
        set_days(ToDay(year, raw.month, 1), ToDay(year, raw.month, DaysInMonth(year, raw.month)));
      } else {
        value.iso = "--" + IsoMonth(0, raw.month).substr(5);
      }
      if (raw.end_month != 0) {
        const int end_year = raw.end_year != 0 ? raw.end_year : year;
        value.is_range = true;
        if (end_year != 0) {
          if (raw.year == 0 && raw.end_year != 0) value.iso = IsoMonth(end_year, raw.month);
          value.end_iso = IsoMonth(end_year, raw.end_month);
          value.to = IsoDay(ToDay(end_year, raw.end_month, DaysInMonth(end_year, raw.end_month)));
          if (raw.year == 0 && raw.end_year != 0)
            value.from = IsoDay(ToDay(end_year, raw.month, 1));
        }
      }
      break;
    }
    case Shape::kDay: {
      int year = raw.year != 0 ? raw.year : raw.end_year;
      if (year == 0 && (reference || neighbour)) {
        year = NearestYear(reference ? *reference : *neighbour, raw.month, raw.day, future);
        if (!reference) year = FromDay(*neighbour).year;
        value.inferred = true;
      }
      const std::string day = IsoMonthDay(raw.month, raw.day);
      if (year != 0) {
        if (raw.day > DaysInMonth(year, raw.month)) break;
        value.iso = IsoYear(year) + "-" + day;
        const Day at = ToDay(year, raw.month, raw.day);
        set_days(at, at);
      } else {
        value.iso = "--" + day;
        if (raw.weekday != 0) {
          for (int candidate = kLatestYear; candidate > kLatestYear - 28; --candidate) {
            if (raw.day > DaysInMonth(candidate, raw.month)) continue;
            const Day at = ToDay(candidate, raw.month, raw.day);
            if (WeekdayOf(at) != raw.weekday) continue;
            set_days(at, at);
            value.inferred = true;
            break;
          }
        }
      }
      if (raw.end_day != 0 && !raw.alternatives) {
        value.is_range = true;
        int end_year = raw.end_year != 0 ? raw.end_year : year;
        if (raw.end_year == 0 && year != 0 && raw.end_month < raw.month) end_year = year + 1;
        if (end_year != 0 && raw.end_day <= DaysInMonth(end_year, raw.end_month)) {
          const Day last = ToDay(end_year, raw.end_month, raw.end_day);
          value.end_iso = IsoDay(last);
          value.to = IsoDay(last);
        } else if (end_year == 0) {
          value.end_iso = "--" + IsoMonthDay(raw.end_month, raw.end_day);
        }
      }
      break;
    }
  }
  return value;
}

}  // namespace

std::vector<FoundDate> FindDates(const TextWords& words, const std::string& reference) {
  const std::optional<Day> day = ParseIsoDay(reference);
  const Parser parser(words, day);
  std::vector<FoundDate> dates;
  std::optional<Day> neighbour;
  const uint32_t n = words.size();
  for (uint32_t i = 0; i < n;) {
    const std::optional<RawDate> raw = parser.At(i);
    if (!raw || raw->end <= i) {
      ++i;
      continue;
    }
    FoundDate found;
    found.begin_token = raw->begin;
    found.end_token = raw->end;
    if (!dates.empty() && found.begin_token < dates.back().end_token) {
      found.begin_token = dates.back().end_token;
    }
    found.value = Resolve(*raw, day, neighbour, ReadsAsFuture(words, i));
    i = raw->end;
    if (found.begin_token >= found.end_token) continue;
    if (found.value.iso.empty() && found.value.from.empty()) continue;
    if (raw->shape == Shape::kDay && raw->year != 0) neighbour = ParseIsoDay(found.value.iso);
    dates.push_back(std::move(found));
  }
  return dates;
}

Dateline FindDateline(const TextWords& words) {
  Dateline line;
  const SegmentedText& text = words.segmented();
  const Parser parser(words, std::nullopt);
  uint32_t last_block = UINT32_MAX;
  uint32_t blocks = 0;
  bool done = false;
  for (const auto& sentence : text.sentences) {
    if (sentence.block == last_block) continue;
    last_block = sentence.block;
    if (++blocks > 8 || done) break;
    const uint32_t begin = sentence.begin_token, end = sentence.end_token;
    // A full date near the begin, or in a short line of its own.
    const uint32_t reach = end - begin <= 20 ? end : std::min(end, begin + 14);
    std::string date;
    uint32_t date_at = 0;
    for (uint32_t i = begin; i < reach && date.empty(); ++i) {
      const auto raw = parser.At(i);
      if (raw && raw->shape == Shape::kDay && raw->year != 0) {
        date = IsoYear(raw->year) + "-" + IsoMonthDay(raw->month, raw->day);
        date_at = i;
      }
    }
    // PLACE [, PLACE] [, date] [(Agency)] – text
    uint32_t at = begin;
    while (at < end && at < begin + 5 && words.Capital(at) &&
           !words.Has(at, kWordMonth | kWordWeekday))
      ++at;
    const uint32_t place_end = at;
    uint32_t dash = 0;
    if (place_end > begin) {
      bool open = false;
      for (uint32_t i = place_end; i < end && i < begin + 24; ++i) {
        const std::string_view mark = words.Text(i);
        if (mark == "(") open = true;
        if (mark == ")") open = false;
        if (!open && words.IsDash(i) && words.token(i).space_before) {
          dash = i;
          break;
        }
        const bool part = open || mark == "," || mark == "." || mark == ")" || mark == "/" ||
                          mark == ":" || words.Capital(i) || words.IsNumber(i) || mark == "|";
        if (!part) break;
      }
    }
    const bool short_line = end - begin <= 12;
    // A name that no list has is a place only in capitals, or where a date or an agency follows.
    const bool listed = [&] {
      const uint32_t root = words.lexicon().info(words.Id(begin)).root;
      uint32_t node = root;
      for (uint32_t i = begin + 1; node != 0 && i < place_end; ++i) {
        node = words.lexicon().Child(node, words.Id(i));
      }
      if (node == 0) return false;
      for (const Entry& entry : words.lexicon().EntriesAt(node)) {
        if (entry.kind == EntryKind::kPlace || entry.kind == EntryKind::kCountry) return true;
      }
      return false;
    }();
    const bool plain = listed || words.Upper(begin) || place_end + 1 < dash;
    if (dash != 0 && dash + 2 < end && plain && end - begin > 8) {
      line.begin_token = begin;
      line.end_token = place_end;
      line.text_token = dash + 1;
      if (!date.empty() && date_at < dash) line.date = date;
      done = true;
    } else if (!date.empty() && (short_line || date_at <= begin + 3)) {
      const bool opens = date_at > begin && words.IsComma(place_end) && place_end + 1 == date_at;
      if (short_line || opens || date_at == begin) {
        if (line.date.empty()) line.date = date;
        if (opens && line.begin_token == line.end_token) {
          line.begin_token = begin;
          line.end_token = place_end;
        }
      }
    }
  }
  return line;
}

}  // namespace entente::ingest
