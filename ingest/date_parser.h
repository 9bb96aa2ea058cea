/// \file
/// A date as it is written, before it is known which day it means. Private to the date finder.
/// Threads: pure; borrows the words.

#pragma once

#include <cstdint>
#include <optional>

#include "ingest/calendar.h"
#include "ingest/text_words.h"

namespace entente::ingest {

enum class DateShape : uint8_t {
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
  DateShape shape = DateShape::kDay;
  int year = 0, month = 0, day = 0;
  int end_year = 0, end_month = 0, end_day = 0;  // of a range
  int weekday = 0;                               // 1 Monday to 7 Sunday
  int offset = 0;             // kRelative: days; kWeekday: -1 last, 1 next, 0 by tense
  bool lasting = false;       // a range that something lasted
  bool alternatives = false;  // "6 and 7 November"
  bool month_relative = false;
  Day from, to;  // kSpan
  bool inferred = false;
  bool no_such_day = false;  // "31 February 2020": kMonth then
};

/// Whether the clause before token `i`, as far as `reach` tokens back, speaks of what is to come.
bool ReadsAsFuture(const TextWords& words, uint32_t i, uint32_t reach = 14);

/// Finds dates token by token.
class DateParser {
 public:
  DateParser(const TextWords& words, std::optional<Day> reference)
      : words_(words), reference_(reference) {}
  /// Whether At has anything to look for; most words are no part of a date.
  bool MayBegin(uint32_t i) const {
    if (words_.IsNumber(i)) return true;
    if (!words_.IsWord(i)) return false;
    return words_.Has(i, kWordWeekday | kWordMonth | kWordDate) ||
           words_.token(i).span.size_bytes() == 2 ||  // "Q3"
           words_.IsAny(i, {"spring", "summer", "autumn", "fall"});
  }
  /// The date that begins at token i, if one does.
  std::optional<RawDate> At(uint32_t i) const;

 private:
  /// Day of the month at i: "14", "14th", "12th".  0 when it is none.
  int DayNumber(uint32_t i) const;
  /// "fifth", "twenty-first"; 0 when it is none.
  int OrdinalWord(uint32_t i) const;
  /// "to", "–", "and", "/" between two days of a month.
  bool DaysMark(uint32_t i) const;
  /// The rest of "3, 4 and 5" from the mark after the first day on: the last one; moves i past it.
  int DaysListed(uint32_t& i) const;
  int YearNumber(uint32_t i) const;
  int Month(uint32_t i) const;
  bool RangeMark(uint32_t i) const;
  /// ", 2018", " 2018", " of 2018" after a month or day: sets year and moves i.
  void TakeYear(uint32_t& i, int& year) const;
  static bool Valid(int year, int month, int day);
  /// The month of a day that there is not, over the words [date.begin, end).
  static RawDate MonthOf(const RawDate& date, uint32_t end);
  /// "13-14 September 2018", "3 – 4 June", "6 and 7 November", "14th of March, 2020",
  /// "5-Jul-2021".
  std::optional<RawDate> DayFirst(uint32_t i, int weekday) const;
  bool FromBefore(uint32_t i) const;
  /// "September 13-14, 2018", "Sept. 14", "June 12th", "fifth day of May", "May 2009", "May",
  /// "May to June 2019".
  std::optional<RawDate> MonthFirst(uint32_t i, int weekday) const;
  bool AfterDayIsCount(uint32_t i) const;
  /// "Friday, June 12th", "Wednesday 14 September", "on Monday", "next Thursday".
  std::optional<RawDate> Weekday(uint32_t i) const;
  /// "2018-09-14", "18/11/2024", "14.9.2018", in one token or several.
  std::optional<RawDate> Numeric(uint32_t i) const;
  std::optional<RawDate> Year(uint32_t i) const;
  std::optional<RawDate> SpanOf(uint32_t begin, uint32_t end, Day from, Day to) const;
  /// "first quarter of 2025", "fourth quarter", "second half of January".
  std::optional<RawDate> Ordinal(uint32_t i) const;
  std::optional<RawDate> QuarterCode(uint32_t i) const;
  std::optional<RawDate> Relative(uint32_t i) const;
  /// "on the 14th": of this month, or of the one before or after as the clause tells.
  std::optional<RawDate> DayOfMonth(uint32_t i) const;
  /// "in the autumn", "next spring": its year.
  std::optional<RawDate> Season(uint32_t i) const;

  const TextWords& words_;
  std::optional<Day> reference_;
};

}  // namespace entente::ingest
