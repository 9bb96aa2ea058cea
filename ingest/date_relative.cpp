// Dates that count from the day of publication, and parts of years.

#include <string_view>

#include "ingest/date_parser.h"

namespace entente::ingest {

std::optional<RawDate> DateParser::Season(uint32_t i) const {
  // The year is what ISO 8601 can say of it. Winters lie in two years.
  if (!reference_ || i == 0) return std::nullopt;
  int first = 0;
  if (words_.Is(i, "spring")) first = 3;
  if (words_.Is(i, "summer")) first = 6;
  if (words_.IsAny(i, {"autumn", "fall"})) first = 9;
  if (first == 0 || !words_.IsAny(i - 1, {"the", "this", "next", "last"})) return std::nullopt;
  if (words_.Is(i, "fall") && words_.Is(i - 1, "the")) return std::nullopt;  // of a wall
  const bool free = words_.IsPunctuation(i + 1) || words_.Sentence(i + 1) != words_.Sentence(i) ||
                    words_.IsAny(i + 1, {"and", "or", "at", "in", "on", "with", "by", "to", "when",
                                         "after", "before", "as", "if", "while"});
  if (!free || YearNumber(i + 2) != 0) return std::nullopt;
  const CalendarDay now = FromDay(*reference_);
  RawDate date;
  date.begin = words_.Is(i - 1, "the") ? i : i - 1;
  date.end = i + 1;
  date.shape = DateShape::kYear;
  date.year = now.year;
  date.inferred = true;
  if (words_.Is(i - 1, "next")) {
    if (now.month < first) return std::nullopt;  // of this year or the next
    ++date.year;
  } else if (words_.Is(i - 1, "last")) {
    if (now.month > first + 2) return std::nullopt;
    --date.year;
  } else if (ReadsAsFuture(words_, i)) {
    if (now.month > first + 2) ++date.year;
  } else if (now.month < first) {
    --date.year;
  }
  return date;
}

std::optional<RawDate> DateParser::DayOfMonth(uint32_t i) const {
  if (!reference_ || i < 2 || words_.Text(i).size() < 3 ||
      words_.Sentence(i - 2) != words_.Sentence(i))
    return std::nullopt;
  const int number = DayNumber(i);
  if (number == 0 || !words_.IsAny(i - 2, {"on", "since", "by", "until", "from"}))
    return std::nullopt;
  if (!words_.Is(i - 1, "the")) return std::nullopt;
  RawDate date;
  date.begin = i;
  date.end = i + 1;
  date.shape = DateShape::kRelative;
  date.inferred = true;
  CalendarDay month = FromDay(*reference_);
  // "on the 14th of this month", "of last month"
  int step = 0;
  bool said = false;
  if (words_.Is(i + 1, "of") && words_.Is(i + 3, "month")) {
    said = words_.IsAny(i + 2, {"this", "the", "last", "next"});
    if (!said) return std::nullopt;
    step = words_.Is(i + 2, "last") ? -1 : words_.Is(i + 2, "next") ? 1 : 0;
    date.end = i + 4;
  } else {
    // "on the 4th floor", "on the 4th attempt"
    const bool free = words_.IsPunctuation(i + 1) || words_.Sentence(i + 1) != words_.Sentence(i) ||
                      words_.IsAny(i + 1, {"and", "or", "at", "in", "with", "by", "to", "when",
                                           "after", "before", "as", "if", "while", "but"});
    if (!free) return std::nullopt;
  }
  if (!said) {
    const bool future = ReadsAsFuture(words_, i);
    if (future && number < month.day) step = 1;
    if (!future && number > month.day) step = -1;
  }
  const int index = month.year * 12 + month.month - 1 + step;
  month.year = index / 12;
  month.month = index % 12 + 1;
  if (number > DaysInMonth(month.year, month.month)) return std::nullopt;
  date.offset = static_cast<int>(ToDay(month.year, month.month, number).days - reference_->days);
  return date;
}

std::optional<RawDate> DateParser::Ordinal(uint32_t i) const {
  int number = 0;
  if (words_.Has(i, kWordOrdinal)) {
    number = words_.Number(i);
  } else if (words_.IsNumber(i) && words_.Text(i).size() == 3) {
    number = DayNumber(i);
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
    } else if (words_.IsAny(after, {"this", "next", "last", "coming"}) &&
               words_.Is(after + 1, "year") && reference_) {
      const bool ahead = words_.IsAny(after, {"next", "coming"});
      year = FromDay(*reference_).year + (ahead ? 1 : words_.Is(after, "last") ? -1 : 0);
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

std::optional<RawDate> DateParser::QuarterCode(uint32_t i) const {
  const int number = words_.Text(i)[1] - '0';
  if (number < 1 || number > 4) return std::nullopt;
  int year = YearNumber(i + 1);
  const bool given = year != 0;
  if (!given && reference_) year = FromDay(*reference_).year;
  if (year == 0) return std::nullopt;
  return SpanOf(i, given ? i + 2 : i + 1, ToDay(year, number * 3 - 2, 1),
                ToDay(year, number * 3, DaysInMonth(year, number * 3)));
}

std::optional<RawDate> DateParser::Relative(uint32_t i) const {
  if (!reference_) return std::nullopt;
  const Day now = *reference_;
  const auto days = [&](int offset, uint32_t end) {
    RawDate date;
    date.begin = i;
    date.end = end;
    date.shape = DateShape::kRelative;
    date.offset = offset;
    date.inferred = true;
    return date;
  };
  if (words_.IsAny(i, {"yesterday", "tomorrow"}) && i > 1 && words_.Is(i - 2, "day") &&
      words_.IsAny(i - 1, {"before", "after"})) {
    RawDate date = days(words_.Is(i, "tomorrow") ? 2 : -2, i + 1);
    date.begin = i - (words_.Is(i - 3, "the") ? 3 : 2);
    return date;
  }
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
      date.shape = DateShape::kMonth;
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
      date.shape = DateShape::kYear;
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
          date.shape = DateShape::kYear;
          date.year = today.year - count;
        } else {
          const int index = today.year * 12 + today.month - 1 - count;
          date.shape = DateShape::kMonth;
          date.year = index / 12;
          date.month = index % 12 + 1;
        }
        return date;
      }
    }
  }
  return std::nullopt;
}

}  // namespace entente::ingest
