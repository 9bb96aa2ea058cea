#include "ingest/date_parser.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace entente::ingest {

namespace {

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

}  // namespace

bool ReadsAsFuture(const TextWords& words, uint32_t i, uint32_t reach) {
  // "by October", "the end of the year" to come
  if (i > 0 && words.Is(i - 1, "by")) return true;
  for (uint32_t back = 1; back <= reach && back <= i; ++back) {
    const uint32_t at = i - back;
    if (words.Sentence(at) != words.Sentence(i) || words.Text(at) == ";") break;
    // "had announced their plan in July": a thing, and nothing to come
    if (words.IsAny(at, {"plan", "plans", "hope", "hopes", "intent", "set"}) && at > 0 &&
        words.IsAny(at - 1,
                    {"the", "a", "their", "its", "his", "her", "our", "my", "this", "no"})) {
      continue;
    }
    if (words.IsAny(at,
                    {"will",    "scheduled", "due",     "expected", "shall",  "plans",   "plan",
                     "set",     "until",     "expires", "expire",   "intend", "intends", "hopes",
                     "hope",    "planned",   "slated",  "opens",    "begins", "starts",  "convenes",
                     "arrives", "departs",   "flies",   "travels",  "kicks"})) {
      return true;
    }
    // "was meant to be signed in April"
    if (words.Is(at, "be") && at > 2 && words.Is(at - 1, "to") &&
        words.IsAny(at - 2, {"meant", "supposed"}) &&
        words.IsAny(at - 3, {"was", "were", "been"})) {
      return false;
    }
    if (words.Is(at, "be")) return true;
    // "where she is to meet him on Wednesday"
    if (words.Is(at, "to") && at > 0 && words.IsAny(at - 1, {"is", "are"})) return true;
    if (words.IsAny(at, {"signed", "said", "was", "were", "met", "told", "had", "adopted",
                         "concluded", "agreed", "reached", "announced", "held", "visited",
                         "arrived", "approved", "inked", "initialled", "ratified"}) &&
        !words.Is(at - 1, "be")) {
      return false;
    }
  }
  return false;
}

std::optional<RawDate> DateParser::At(uint32_t i) const {
  if (words_.IsNumber(i)) {
    if (auto date = Numeric(i)) return date;
    if (auto date = DayFirst(i, 0)) return date;
    if (auto date = Relative(i)) return date;
    if (auto date = Ordinal(i)) return date;
    if (auto date = DayOfMonth(i)) return date;
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
  return Season(i);
}

int DateParser::DayNumber(uint32_t i) const {
  if (!words_.IsNumber(i)) return 0;
  size_t used = 0;
  const std::string_view text = words_.Text(i);
  const int value = ParseInt(text, used);
  const std::string_view tail = text.substr(used);
  if (used > 2 || value < 1 || value > 31) return 0;
  if (!tail.empty() && tail != "st" && tail != "nd" && tail != "rd" && tail != "th") return 0;
  return value;
}

int DateParser::OrdinalWord(uint32_t i) const {
  if (words_.Has(i, kWordOrdinal)) return words_.Number(i);
  if (!words_.IsWord(i)) return 0;
  const std::string_view text = words_.Text(i);
  const size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos) return 0;
  const std::string_view tens = text.substr(0, hyphen);
  const WordId ones = words_.lexicon().Find(text.substr(hyphen + 1));
  if (!words_.lexicon().Has(ones, kWordOrdinal)) return 0;
  const int number = words_.lexicon().info(ones).number;
  if (number > 9) return 0;
  return tens == "twenty" ? 20 + number : tens == "thirty" ? 30 + number : 0;
}

bool DateParser::DaysMark(uint32_t i) const {
  return RangeMark(i) || words_.IsAny(i, {"and", "&", "/"});
}

int DateParser::DaysListed(uint32_t& i) const {
  uint32_t at = i;
  while (words_.IsComma(at) && DayNumber(at + 1) != 0) at += 2;
  if (at == i || !words_.IsAny(at, {"and", "&"})) return 0;
  const int last = DayNumber(at + 1);
  if (last != 0) i = at + 2;
  return last;
}

int DateParser::YearNumber(uint32_t i) const {
  if (!words_.IsNumber(i)) return 0;
  const std::string_view text = words_.Text(i);
  if (text.size() != 4 || !AllDigits(text)) return 0;
  const int value = std::atoi(std::string(text).c_str());
  return value >= 1500 && value <= 2199 ? value : 0;
}

int DateParser::Month(uint32_t i) const {
  return words_.IsWord(i) && words_.Has(i, kWordMonth) && words_.Capital(i) ? words_.Number(i) : 0;
}

bool DateParser::RangeMark(uint32_t i) const {
  return words_.IsDash(i) || words_.IsAny(i, {"to", "until", "till", "through", "‐", "‑"});
}

void DateParser::TakeYear(uint32_t& i, int& year) const {
  uint32_t at = i;
  if (words_.Text(at) == ".") ++at;
  if (words_.IsComma(at) || words_.Is(at, "of")) ++at;
  if (words_.IsDash(at) && words_.Joined(at) && words_.Joined(at + 1)) ++at;  // "Jul-2021"
  if (const int y = YearNumber(at)) {
    year = y;
    i = at + 1;
  } else if (reference_ && words_.Is(at + 1, "year")) {
    // "in March last year", "on 17 October next year"
    const int now = FromDay(*reference_).year;
    if (words_.Is(at, "last")) year = now - 1;
    if (words_.Is(at, "this")) year = now;
    if (words_.Is(at, "next")) year = now + 1;
    if (year != 0) i = at + 2;
  }
}

bool DateParser::Valid(int year, int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 &&
         day <= DaysInMonth(year == 0 ? 2000 : year, month);
}

RawDate DateParser::MonthOf(const RawDate& date, uint32_t end) {
  RawDate month;
  month.begin = date.begin;
  month.end = end;
  month.shape = DateShape::kMonth;
  month.year = date.year != 0 ? date.year : date.end_year;
  month.month = date.month;
  month.no_such_day = true;
  return month;
}

std::optional<RawDate> DateParser::DayFirst(uint32_t i, int weekday) const {
  RawDate date;
  date.begin = i;
  date.weekday = weekday;
  uint32_t at = i;
  int second = 0;
  date.day = DayNumber(i);
  if (date.day == 0) return std::nullopt;
  at = i + 1;
  uint32_t listed = at;
  if (const int last = DaysListed(listed); last > date.day && Month(listed) != 0) {
    second = last;
    date.alternatives = static_cast<uint32_t>(second - date.day) != (listed - at) / 2;
    at = listed;
  } else if (DaysMark(at)) {
    const uint32_t to = at + 1 + (words_.Is(at + 1, "the") ? 1 : 0);
    if (DayNumber(to) != 0 &&
        (Month(to + 1) != 0 || (words_.Is(to + 1, "of") && Month(to + 2) != 0)) &&
        !(words_.Is(at, "to") && !FromBefore(i))) {
      second = DayNumber(to);
      date.alternatives = words_.IsAny(at, {"and", "&"}) && second != date.day + 1 &&
                          !words_.Is(date.begin - 1, "between");
      at = to + 1;
    }
  }
  uint32_t month_at = at;
  if (words_.Is(month_at, "of")) ++month_at;
  if (words_.IsDash(month_at) && words_.Joined(month_at) && words_.Joined(month_at + 1)) ++month_at;
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
  if (!Valid(date.year, date.month, date.day) ||
      (date.end_day != 0 && !Valid(date.end_year, date.end_month, date.end_day)))
    return MonthOf(date, at);
  date.end = at;
  return date;
}

bool DateParser::FromBefore(uint32_t i) const {
  const uint32_t before = words_.Is(i - 1, "the") ? i - 2 : i - 1;
  return words_.IsAny(before, {"from", "between"}) || !words_.Is(i + 1, "to") ||
         words_.IsNumber(i + 2);
}

std::optional<RawDate> DateParser::MonthFirst(uint32_t i, int weekday) const {
  RawDate date;
  date.begin = i;
  date.weekday = weekday;
  date.month = Month(i);
  uint32_t at = i + 1;
  if (words_.Text(at) == "." && words_.Joined(at)) ++at;
  if (words_.Is(at, "the") && DayNumber(at + 1) != 0) ++at;
  int second = 0;
  if (YearNumber(at) == 0 && (date.day = DayNumber(at)) != 0) {
    ++at;
    uint32_t listed = at;
    if (const int last = DaysListed(listed); last > date.day && !AfterDayIsCount(listed)) {
      second = last;
      date.alternatives = static_cast<uint32_t>(second - date.day) != (listed - at) / 2;
      at = listed;
    } else if (DaysMark(at) && DayNumber(at + 1) != 0 && Month(at + 2) == 0 &&
               !AfterDayIsCount(at + 2)) {
      second = DayNumber(at + 1);
      date.alternatives = words_.IsAny(at, {"and", "&"}) && second != date.day + 1 &&
                          !words_.Is(date.begin - 1, "between");
      at += 2;
    }
  } else if (words_.Is(i - 1, "of") && i > 1) {
    // "this fifth day of March 2020", "the fifth of March"
    const uint32_t ordinal = words_.Is(i - 2, "day") ? i - 3 : i - 2;
    date.day = OrdinalWord(ordinal);
    if (date.day != 0) date.begin = ordinal;
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
    if (!Valid(date.year, date.month, date.day) ||
        (date.end_day != 0 && !Valid(date.end_year, date.end_month, date.end_day)))
      return MonthOf(date, at);
    date.end = at;
    return date;
  }
  date.shape = DateShape::kMonth;
  TakeYear(at, date.year);
  // "May" and "March" begin sentences too, and people and places are called so.
  const bool part = i > 1 && words_.Text(i - 1) == "-" && words_.Joined(i) &&
                    words_.IsAny(i - 2, {"mid", "late", "early", "end"});
  const bool company =
      date.year != 0 || part ||
      words_.IsAny(i - 1, {"in",     "since", "last", "next", "this",    "until",  "by",
                           "of",     "early", "late", "mid",  "from",    "before", "after",
                           "during", "for",   "to",   "till", "between", "and"});
  if (!company || (words_.Starts(i) && date.year == 0)) return std::nullopt;
  if (date.year == 0 && words_.NameLike(i + 1) && !words_.Has(i + 1, kWordMonth))
    return std::nullopt;
  const bool between = words_.Is(i - 1, "between") && words_.Is(at, "and");
  const bool to = words_.Is(i - 1, "from") && !words_.IsDash(at) && RangeMark(at);
  if ((words_.IsDash(at) || ((between || to) && date.year == 0)) && Month(at + 1) != 0 &&
      (DayNumber(at + 2) == 0 || YearNumber(at + 2) != 0)) {
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
  // "in August." ends its sentence; only what is short for a month has a point of its own.
  if (date.end_month == 0 && at == i + 2 && words_.Text(i + 1) == "." &&
      (words_.Text(i).size() > 4 || words_.IsAny(i, {"may", "june", "july"}))) {
    at = i + 1;
  }
  date.end = at;
  return date;
}

bool DateParser::AfterDayIsCount(uint32_t i) const {
  return words_.Has(i, kWordNoun) && !words_.IsPunctuation(i) && words_.Is(i, "percent");
}

std::optional<RawDate> DateParser::Weekday(uint32_t i) const {
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
  if (date && date->shape == DateShape::kDay) {
    date->begin = i;
    date->weekday = weekday;
    return date;
  }
  RawDate bare;
  bare.begin = i;
  bare.end = i + 1;
  bare.shape = DateShape::kWeekday;
  bare.weekday = weekday;
  bare.inferred = true;
  if (words_.Is(i - 1, "last")) bare.begin = i - 1, bare.offset = -1;
  if (words_.Is(i - 1, "next") || words_.Is(i - 1, "coming")) bare.begin = i - 1, bare.offset = 1;
  if (words_.Is(i - 1, "this")) bare.begin = i - 1;
  if (bare.offset == 0 && ReadsAsFuture(words_, bare.begin, 20)) bare.offset = 2;
  return bare;
}

std::optional<RawDate> DateParser::Numeric(uint32_t i) const {
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
  if (date.year < 1500 || date.year > 2199 || date.month < 1 || date.month > 12 || date.day < 1 ||
      date.day > 31)
    return std::nullopt;
  uint32_t at = i;
  while (at < words_.size() && words_.token(at).span.end_byte <= begin + total) ++at;
  if (at == i || words_.token(at - 1).span.end_byte != begin + total) return std::nullopt;
  if (!Valid(date.year, date.month, date.day)) return MonthOf(date, at);
  date.end = at;
  return date;
}

std::optional<RawDate> DateParser::Year(uint32_t i) const {
  const int year = YearNumber(i);
  if (year == 0) return std::nullopt;
  if (year < 1700) return std::nullopt;
  // "the programme 2021-2025", "(2020–2023)": the years that it covers, and no day of anything
  const auto is_year = [&](uint32_t at) { return at < words_.size() && YearNumber(at) >= 1700; };
  if (words_.IsDash(i - 1) && is_year(i - 2)) return std::nullopt;
  if (words_.Text(i - 1) == "(" && words_.IsDash(i + 1) && is_year(i + 2)) return std::nullopt;
  RawDate date;
  date.begin = i;
  date.end = i + 1;
  date.shape = DateShape::kYear;
  date.year = year;
  const bool led = words_.IsAny(i - 1, {"in",      "since",  "by",     "until", "till",  "from",
                                        "during",  "before", "after",  "the",   "of",    "early",
                                        "late",    "mid",    "for",    "to",    "and",   "between",
                                        "through", "a",      "around", "its",   "their", "our"}) ||
                   words_.Text(i - 1) == "(" || words_.IsDash(i - 1) ||
                   words_.Has(i - 1, kWordMonth) || words_.IsPossessive(i - 1);
  const bool count =
      words_.Has(i + 1, kWordNoun) && !words_.Is(i + 1, "defence") && !words_.Is(i - 1, "the") &&
      !words_.IsAny(i - 1, {"in", "since", "a", "its", "their"}) && !words_.IsPossessive(i - 1) &&
      words_.Has(i + 1, kWordCommon) && !words_.Capital(i + 1);
  // "the Treaty of 1932 remains in force"
  const bool named = words_.Is(i - 1, "of") && i > 1 &&
                     (words_.Capital(i - 2) ||
                      words_.IsAny(i - 2, {"treaty", "agreement", "accord", "convention",
                                           "protocol", "pact", "memorandum", "deal", "contract",
                                           "declaration", "arrangement", "charter"}));
  if (named) return date;
  if (!led || (count && !words_.IsPunctuation(i + 1))) {
    return std::nullopt;
  }
  return date;
}

std::optional<RawDate> DateParser::SpanOf(uint32_t begin, uint32_t end, Day from, Day to) const {
  RawDate date;
  date.begin = begin;
  date.end = end;
  date.shape = DateShape::kSpan;
  date.from = from;
  date.to = to;
  return date;
}

}  // namespace entente::ingest
