#include <algorithm>

#include "graph/calendar.h"
#include "graph/temporal.h"
#include "graph/temporal_parse.h"
#include "query/question_elements.h"

namespace entente::query {

namespace {

using graph::Date;

bool AllDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int ToInt(std::string_view text) {
  int value = 0;
  for (char c : text) value = value * 10 + (c - '0');
  return value;
}

// First and last day of a year, month or day.
struct Days {
  Date first, last;
};

std::optional<Days> DaysOf(int year, int month, int day) {
  auto first = graph::FromCivil(year, std::max(month, 1), std::max(day, 1));
  if (!first) return std::nullopt;
  if (day) return Days{*first, *first};
  auto after = graph::PlusMonths(*first, month ? 1 : 12);
  if (!after) return std::nullopt;
  return Days{*first, Date{after->days - 1}};
}

class DateReader {
 public:
  DateReader(const std::vector<QuestionToken>& tokens, size_t at, const std::string& today)
      : tokens_(tokens), begin_(at), at_(at) {
    if (auto parsed = graph::ParseDate(today); !today.empty() && parsed) today_ = *parsed;
  }

  // The whole phrase; days.text is left to the caller.
  std::optional<DaySpan> Read() {
    enum { kIn, kSince, kAfter, kBefore, kUntil, kFrom, kBetween } how = kIn;
    bool preposition = true;
    if (Take("since") || Take("as of") || Take("starting in") || Take("starting")) {
      how = kSince;
    } else if (Take("after") || Take("later than") || Take("following")) {
      how = kAfter;
    } else if (Take("before") || Take("prior to") || Take("earlier than")) {
      how = kBefore;
    } else if (Take("until") || Take("till") || Take("up to") || Take("through") || Take("by")) {
      how = kUntil;
    } else if (Take("from")) {
      how = kFrom;
    } else if (Take("between")) {
      how = kBetween;
    } else {
      preposition = Take("in") || Take("on") || Take("during") || Take("within") || Take("over") ||
                    Take("throughout");
    }
    const size_t point = at_;
    auto days = Point(preposition);
    if (!days && (how == kFrom || how == kBetween)) {
      at_ = point;
      return BeginsInTheSameYear();
    }
    if (!days && how == kIn && preposition && at_ > begin_) {
      // "in September": of whatever year.
      at_ = point;
      if (Take("the")) Take("month");
      Take("month");
      Take("of");
      if (const int month = TakeMonth()) {
        DaySpan span;
        span.month = (month < 10 ? "0" : "") + std::to_string(month);
        return span;
      }
    }
    if (!days) return std::nullopt;
    if (how == kIn) {
      if (Take("or later") || Take("or after") || Take("or since"))
        return Span(days->first, std::nullopt);
      if (Take("or earlier") || Take("or before")) return Span(std::nullopt, days->last);
    }
    if (how == kFrom || how == kBetween || how == kIn) {
      size_t back = at_;
      if (Take("to") || Take("until") || Take("till") || Take("through") || Take("and") ||
          TakeMark('-')) {
        if (auto end = Point(true)) return Span(days->first, end->last);
        at_ = back;
      }
      if (how == kBetween) return std::nullopt;
    }
    switch (how) {
      case kSince:
      case kFrom:
        if (Take("on") || Take("onwards") || Take("onward")) {
        }
        return Span(days->first, std::nullopt);
      case kAfter:
        return Span(Date{days->last.days + 1}, std::nullopt);
      case kBefore:
        return Span(std::nullopt, Date{days->first.days - 1});
      case kUntil:
        return Span(std::nullopt, days->last);
      default:
        return Span(days->first, days->last);
    }
  }

  size_t at() const { return at_; }

 private:
  // "from March to May 2019", "between 3 March and 5 May 2019", "from 3 to 5 May 2019": the end
  // says what the beginning leaves out.
  std::optional<DaySpan> BeginsInTheSameYear() {
    Take("the");
    const int day = TakeDay();
    if (day) Take("of");
    const int month = TakeMonth();
    if ((!day && !month) || !(Take("to") || Take("until") || Take("till") || Take("through") ||
                              Take("and") || TakeMark('-')))
      return std::nullopt;
    const auto end = Point(true);
    if (!end) return std::nullopt;
    const auto civil = graph::ToCivil(end->last);
    const auto first =
        DaysOf(static_cast<int>(civil.year), month ? month : static_cast<int>(civil.month), day);
    if (!first || end->last.days < first->first.days) return std::nullopt;
    return Span(first->first, end->last);
  }

  static DaySpan Span(std::optional<Date> since, std::optional<Date> until) {
    DaySpan span;
    if (since) span.since = graph::ToText(*since);
    if (until) span.until = graph::ToText(*until);
    return span;
  }

  // One or two words.
  bool Take(std::string_view words) {
    size_t space = words.find(' ');
    if (at_ >= tokens_.size() || tokens_[at_].folded != words.substr(0, space)) return false;
    if (space == std::string_view::npos) {
      ++at_;
      return true;
    }
    if (at_ + 1 >= tokens_.size() || tokens_[at_ + 1].folded != words.substr(space + 1))
      return false;
    at_ += 2;
    return true;
  }
  bool TakeMark(char mark) {
    if (at_ >= tokens_.size() || tokens_[at_].mark != mark) return false;
    ++at_;
    return true;
  }
  int TakeYear() {
    if (at_ >= tokens_.size()) return 0;
    const std::string& word = tokens_[at_].folded;
    if (word.size() != 4 || !AllDigits(word)) return 0;
    int year = ToInt(word);
    if (year < 1500 || year > 2199) return 0;
    ++at_;
    return year;
  }
  int TakeDay() {
    if (at_ >= tokens_.size()) return 0;
    std::string_view word = tokens_[at_].folded;
    size_t digits = 0;
    while (digits < word.size() && word[digits] >= '0' && word[digits] <= '9') ++digits;
    std::string_view ending = word.substr(digits);
    if (digits == 0 || digits > 2 ||
        (!ending.empty() && ending != "st" && ending != "nd" && ending != "rd" && ending != "th"))
      return 0;
    int day = ToInt(word.substr(0, digits));
    if (day < 1 || day > 31) return 0;
    ++at_;
    return day;
  }
  int TakeMonth() {
    if (at_ >= tokens_.size()) return 0;
    int month = MonthOf(tokens_[at_].folded);
    if (month) ++at_;
    return month;
  }

  // "last year", "the past three months", "this month", "today".
  std::optional<Days> Relative() {
    if (!today_) return std::nullopt;
    auto civil = graph::ToCivil(*today_);
    int year = static_cast<int>(civil.year), month = static_cast<int>(civil.month);
    if (Take("today")) return Days{*today_, *today_};
    if (Take("yesterday")) return Days{Date{today_->days - 1}, Date{today_->days - 1}};
    size_t back = at_;
    int step = 0;
    if (Take("last") || Take("past") || Take("previous")) {
      step = -1;
    } else if (Take("next")) {
      step = 1;
    } else if (!Take("this")) {
      return std::nullopt;
    }
    int count = 0;
    if (at_ < tokens_.size()) {
      const std::string& word = tokens_[at_].folded;
      if (AllDigits(word) && word.size() <= 3) count = ToInt(word);
      if (!count) count = NumberOf(word);
      if (count) ++at_;
    }
    if (Take("year") || Take("years")) {
      if (!count) return DaysOf(year + step, 0, 0);
      if (auto from = graph::PlusMonths(*today_, -12 * count); from && step < 0)
        return Days{*from, *today_};
    } else if (Take("month") || Take("months")) {
      if (!count) {
        int serial = year * 12 + month - 1 + step;
        return DaysOf(serial / 12, serial % 12 + 1, 0);
      }
      if (auto from = graph::PlusMonths(*today_, -count); from && step < 0)
        return Days{*from, *today_};
    } else if (Take("week") || Take("weeks")) {
      if (count && step < 0) return Days{Date{today_->days - 7 * count}, *today_};
      Date monday{today_->days - (graph::IsoWeekday(*today_) - 1) + 7 * step};
      if (!count) return Days{monday, Date{monday.days + 6}};
    } else if (Take("decade")) {
      int first = (year / 10 + step) * 10;
      auto a = DaysOf(first, 0, 0), b = DaysOf(first + 9, 0, 0);
      if (a && b) return Days{a->first, b->last};
    } else if (Take("days") && count && step < 0) {
      return Days{Date{today_->days - count}, *today_};
    }
    at_ = back;
    return std::nullopt;
  }

  // A year, month, day or decade. A bare number or month is one only after a preposition.
  std::optional<Days> Point(bool preposition) {
    size_t start = at_;
    Take("the");
    if (auto days = Relative()) return days;
    if (Take("year") || Take("month")) {
      if (!Take("of")) {
      }
    }
    if (at_ < tokens_.size()) {
      const std::string& word = tokens_[at_].folded;
      // ISO dates were kept whole by SplitQuestion, with spaces for hyphens.
      if ((word.size() == 7 || word.size() == 10) && word[4] == ' ') {
        int day = word.size() == 10 ? ToInt(std::string_view(word).substr(8, 2)) : 0;
        auto days = DaysOf(ToInt(std::string_view(word).substr(0, 4)),
                           ToInt(std::string_view(word).substr(5, 2)), day);
        if (days) ++at_;
        return days;
      }
      if (word.size() == 5 && word.back() == 's' && AllDigits(word.substr(0, 4)) &&
          word[3] == '0') {
        int year = ToInt(word.substr(0, 4));
        auto a = DaysOf(year, 0, 0), b = DaysOf(year + 9, 0, 0);
        ++at_;
        if (a && b) return Days{a->first, b->last};
      }
    }
    if (int year = TakeYear()) {
      return DaysOf(year, 0, 0);
    }
    int day = TakeDay();
    if (day) Take("of");
    int month = TakeMonth();
    if (!month) {
      at_ = start;
      return std::nullopt;
    }
    if (!day) {
      size_t back = at_;
      day = TakeDay();
      // "March 15 countries" is no day: a day is followed by a year here.
      if (day) TakeMark(',');
      int year = TakeYear();
      if (year) return DaysOf(year, month, day);
      at_ = back;
    }
    TakeMark(',');
    Take("of");
    if (int year = TakeYear()) return DaysOf(year, month, day);
    (void)preposition;
    at_ = start;
    return std::nullopt;
  }

  const std::vector<QuestionToken>& tokens_;
  size_t begin_;
  size_t at_;
  std::optional<Date> today_;
};

}  // namespace

std::optional<FoundDate> FindDate(std::string_view text, const std::vector<QuestionToken>& tokens,
                                  size_t at, const std::string& today) {
  DateReader reader(tokens, at, today);
  auto days = reader.Read();
  // "the next meeting": from today on.
  if (!days && !today.empty() && (tokens[at].folded == "next" || tokens[at].folded == "coming")) {
    FoundDate found;
    found.length = 1;
    found.days.since = today;
    found.days.text = "from today on";
    return found;
  }
  if (!days) return std::nullopt;
  FoundDate found;
  found.length = reader.at() - at;
  found.days = *std::move(days);
  uint32_t begin = tokens[at].span.begin_byte;
  found.days.text = text.substr(begin, tokens[reader.at() - 1].span.end_byte - begin);
  if (!found.days.month.empty()) found.days.text += " of any year";
  return found;
}

}  // namespace entente::query
