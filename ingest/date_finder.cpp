#include "ingest/date_finder.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "ingest/calendar.h"
#include "ingest/date_parser.h"

namespace entente::ingest {
namespace {

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

/// `future()` says whether the text reads as of what is to come; most days do without it.
template <class Future>
DateValue Resolve(const RawDate& raw, std::optional<Day> reference, std::optional<Day> neighbour,
                  Future future) {
  DateValue value;
  value.inferred = raw.inferred;
  value.no_such_day = raw.no_such_day;
  const auto set_days = [&](Day from, Day to) {
    value.from = IsoDay(from);
    value.to = IsoDay(to);
  };
  switch (raw.shape) {
    case DateShape::kSpan:
      set_days(raw.from, raw.to);
      break;
    case DateShape::kRelative: {
      const Day day = *reference + raw.offset;
      value.iso = IsoDay(day);
      set_days(day, day);
      break;
    }
    case DateShape::kWeekday: {
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
    case DateShape::kYear:
      value.iso = IsoYear(raw.year);
      set_days(ToDay(raw.year, 1, 1), ToDay(raw.year, 12, 31));
      break;
    case DateShape::kMonth: {
      int year = raw.year;
      if (year == 0 && (reference || neighbour)) {
        const Day anchor = reference ? *reference : *neighbour;
        const CalendarDay now = FromDay(anchor);
        year = now.year;
        if (raw.month_relative && raw.offset != 0) {
          if (raw.offset < 0 && raw.month >= now.month) --year;
          if (raw.offset > 0 && raw.month <= now.month) ++year;
        } else if (future()) {
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
        // "December – January 2019" begins in the year before.
        const bool turns = raw.end_month < raw.month;
        const int end_year = raw.end_year != 0 ? raw.end_year : year + (turns && year != 0 ? 1 : 0);
        value.is_range = true;
        if (raw.year == 0 && raw.end_year != 0) {
          const int begin_year = end_year - (turns ? 1 : 0);
          value.iso = IsoMonth(begin_year, raw.month);
          value.from = IsoDay(ToDay(begin_year, raw.month, 1));
          value.inferred = false;
        }
        if (end_year != 0) {
          value.end_iso = IsoMonth(end_year, raw.end_month);
          value.to = IsoDay(ToDay(end_year, raw.end_month, DaysInMonth(end_year, raw.end_month)));
        } else {
          value.end_iso = "--" + IsoMonth(0, raw.end_month).substr(5);
        }
      }
      break;
    }
    case DateShape::kDay: {
      int year = raw.year != 0 ? raw.year : raw.end_year;
      // "from 30 December to 2 January 2019" begins in the year before.
      if (raw.year == 0 && raw.end_year != 0 && raw.end_month < raw.month) --year;
      if (year == 0 && (reference || neighbour)) {
        year = NearestYear(reference ? *reference : *neighbour, raw.month, raw.day, future());
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

/// "2018": the year that a heading, a sentence of its own at token `i`, consists of; else 0.
static int YearHeading(const TextWords& words, uint32_t i) {
  const Sentence& sentence = words.segmented().sentences[words.Sentence(i)];
  if (sentence.begin_token != i || sentence.end_token > i + 2) return 0;
  const std::string_view text = words.Text(i);
  if (text.size() != 4 || !words.IsNumber(i)) return 0;
  int year = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    year = 10 * year + (c - '0');
  }
  return year >= 1800 && year < 2100 ? year : 0;
}

/// Whether a date opens its sentence: an entry of a chronicle.
static bool OpensLine(const TextWords& words, const RawDate& raw) {
  const uint32_t begin = words.segmented().sentences[words.Sentence(raw.begin)].begin_token;
  return raw.begin <= begin + 1;
}

/// "On Friday | the minister will take part": what opens a clause about what is to come.
static bool OpensFuture(const TextWords& words, const RawDate& raw) {
  constexpr uint32_t kReach = 9;
  const uint32_t sentence = words.Sentence(raw.begin);
  const uint32_t first = words.segmented().sentences[sentence].begin_token;
  if (raw.begin > first + 1) return false;
  for (uint32_t t = raw.end; t < raw.end + kReach && t < words.size(); ++t) {
    if (words.Sentence(t) != sentence || words.Has(t, kWordSpeech)) return false;
    if (words.IsAny(t, {"that", "which", "who", "whether"}) || words.Text(t) == ";") return false;
    if (words.IsAny(t, {"will", "shall"}) && !words.Capital(t)) return true;
  }
  return false;
}

std::vector<FoundDate> FindDates(const TextWords& words, const std::string& reference) {
  const std::optional<Day> day = ParseIsoDay(reference);
  const DateParser parser(words, day);
  std::vector<FoundDate> dates;
  std::optional<Day> neighbour;
  int section_year = 0;  // "2018", a heading of a chronicle, and its days below it
  const uint32_t n = words.size();
  for (uint32_t i = 0; i < n;) {
    if (!parser.MayBegin(i)) {
      ++i;
      continue;
    }
    if (const int year = YearHeading(words, i); year != 0) section_year = year;
    std::optional<RawDate> raw = parser.At(i);
    if (!raw || raw->end <= i) {
      ++i;
      continue;
    }
    const bool bare = raw->shape == DateShape::kDay || raw->shape == DateShape::kMonth;
    if (bare && section_year != 0 && raw->year == 0 && raw->end_year == 0 && OpensLine(words, *raw))
      raw->year = section_year;
    FoundDate found;
    found.begin_token = raw->begin;
    found.end_token = raw->end;
    if (!dates.empty() && found.begin_token < dates.back().end_token) {
      found.begin_token = dates.back().end_token;
    }
    found.value = Resolve(*raw, day, neighbour,
                          [&] { return ReadsAsFuture(words, i, 20) || OpensFuture(words, *raw); });
    i = raw->end;
    if (found.begin_token >= found.end_token) continue;
    if (found.value.iso.empty() && found.value.from.empty()) continue;
    if (raw->shape == DateShape::kDay && raw->year != 0) neighbour = ParseIsoDay(found.value.iso);
    dates.push_back(std::move(found));
  }
  return dates;
}

/// Whether the name that ends before token `end` is a body's by its last word: "River City |
/// Gazette", the masthead and no place.
static bool EndsInHead(const TextWords& words, uint32_t end) {
  const uint32_t root = words.lexicon().info(words.Id(end - 1)).root;
  if (root == 0) return false;
  for (const Entry& entry : words.lexicon().EntriesAt(root)) {
    if (entry.kind == EntryKind::kCue &&
        words.lexicon().cues()[entry.record].role == CueRole::kHead) {
      return true;
    }
  }
  return false;
}

/// Behind the time of day that follows a date in a page's head: "- 10:07 PM", "9:46 am GMT".
static uint32_t PastTime(const TextWords& words, uint32_t at) {
  constexpr uint32_t kReach = 9;
  const uint32_t limit = std::min(words.size(), at + kReach);
  while (at < limit && (words.IsNumber(at) || words.IsPunctuation(at) ||
                        words.IsAny(at, {"at", "am", "pm", "a", "p", "m", "gmt", "utc", "est",
                                         "edt", "et", "bst", "cet", "ist", "hrs", "updated"}))) {
    ++at;
  }
  return at;
}

/// "No. 212 - Wednesday, 29 January 2025", a line of its own among those of the head.
static std::string MastheadDate(const TextWords& words, const DateParser& parser,
                                const Sentence& sentence) {
  constexpr uint32_t kMaxLine = 8;
  const std::string& text = words.document().text();
  const auto breaks = [&](uint32_t token) {  // between the token and the one before it
    if (token == 0 || token >= words.size()) return true;
    const uint32_t from = words.token(token - 1).span.end_byte;
    const uint32_t to = words.token(token).span.begin_byte;
    return text.substr(from, to - from).find('\n') != std::string::npos;
  };
  for (uint32_t i = sentence.begin_token; i < sentence.end_token; ++i) {
    const auto raw = parser.At(i);
    if (!raw || raw->shape != DateShape::kDay || raw->year == 0 || raw->end_day != 0) continue;
    uint32_t end = raw->end;
    while (end < words.size() && !breaks(end) && end < PastTime(words, raw->end)) ++end;
    if (!breaks(end)) continue;
    for (uint32_t back = 0; back <= kMaxLine && back <= raw->begin; ++back) {
      if (!breaks(raw->begin - back)) continue;
      return IsoYear(raw->year) + "-" + IsoMonthDay(raw->month, raw->day);
    }
  }
  return {};
}

Dateline FindDateline(const TextWords& words) {
  Dateline line;
  const SegmentedText& text = words.segmented();
  const DateParser parser(words, std::nullopt);
  uint32_t last_block = UINT32_MAX;
  uint32_t blocks = 0;
  bool done = false;
  for (const auto& sentence : text.sentences) {
    if (sentence.block == last_block) {
      if (blocks <= 2 && line.date.empty()) line.date = MastheadDate(words, parser, sentence);
      continue;
    }
    last_block = sentence.block;
    if (++blocks > 8 || done) break;
    if (blocks <= 2 && line.date.empty()) line.date = MastheadDate(words, parser, sentence);
    const uint32_t begin = sentence.begin_token, end = sentence.end_token;
    // A full date near the begin, or in a short line of its own.
    const uint32_t reach = end - begin <= 20 ? end : std::min(end, begin + 14);
    std::string date;
    uint32_t date_at = 0;
    for (uint32_t i = begin; i < reach && date.empty(); ++i) {
      const auto raw = parser.At(i);
      if (raw && raw->shape == DateShape::kDay && raw->year != 0) {
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
    // "KAMPALA: The minister …", "ANTOFAGASTA. The unions …"
    bool upper = place_end > begin;
    for (uint32_t i = begin; i < place_end; ++i) upper = upper && words.Upper(i);
    if (dash == 0 && upper && place_end < end &&
        (words.Text(place_end) == ":" || words.Text(place_end) == ".")) {
      dash = place_end;
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
    const bool plain =
        (listed || words.Upper(begin) || place_end + 1 < dash) &&
        (listed || dash != place_end || !words.IsPunctuation(dash) || words.IsDash(dash));
    if (dash != 0 && dash + 2 < end && plain && end - begin > 8) {
      line.begin_token = begin;
      line.end_token = place_end;
      line.text_token = dash + 1;
      if (!date.empty() && date_at < dash) line.date = date;
      done = true;
    } else if (!date.empty() && (short_line || date_at <= begin + 3)) {
      const bool opens = date_at > begin && words.IsComma(place_end) && place_end + 1 == date_at;
      // "12 May 1902 The protocol hands the shore to Chile" is a line of a chronicle.
      const bool led =
          date_at == begin && parser.At(begin)->end < end && !words.IsWord(parser.At(begin)->end);
      if (short_line || opens || led) {
        if (line.date.empty()) line.date = date;
        // "Xinhua, 24 June 2016", a line of its own: whoever publishes it, unless a list has the
        // town
        const bool credit = short_line && !listed && place_end == begin + 1 && !words.Upper(begin);
        if (opens && !credit && line.begin_token == line.end_token &&
            !EndsInHead(words, place_end)) {
          line.begin_token = begin;
          line.end_token = place_end;
        }
      }
    }
  }
  return line;
}

uint32_t StoryPlaceEnd(const TextWords& words, uint32_t sentence) {
  constexpr uint32_t kPlaceTokens = 5, kStoryTokens = 10;
  const auto& sentences = words.segmented().sentences;
  if (sentence > 0 && sentences[sentence - 1].block == sentences[sentence].block) return 0;
  const uint32_t begin = sentences[sentence].begin_token, end = sentences[sentence].end_token;
  uint32_t place = begin;
  while (place < begin + kPlaceTokens && words.Upper(place) &&
         !words.Has(place, kWordMonth | kWordWeekday)) {
    ++place;
  }
  if (place == begin) return 0;
  const auto common = [&] {
    for (uint32_t t = begin; t < place; ++t) {
      if (words.Has(t, kWordCommon) && place == begin + 1) return true;
    }
    return false;
  };
  // "OSLO. The coalition fell …": a sentence of its own.
  const bool alone = place + 1 == end && words.Text(place) == "." &&
                     sentence + 1 < sentences.size() &&
                     sentences[sentence + 1].block == sentences[sentence].block;
  if (alone) return common() ? 0 : place;
  if (end - begin < kStoryTokens) return 0;
  // "MASERU, Lesotho —"
  uint32_t dash = place;
  while (dash < begin + 2 * kPlaceTokens && (words.IsComma(dash) || words.Capital(dash))) ++dash;
  const bool spaced = dash < end && words.IsDash(dash) && words.token(dash).space_before &&
                      dash + 1 < end && words.token(dash + 1).space_before;
  if (!spaced) return 0;
  // "UPDATE — The ministers …"
  return common() ? 0 : place;
}

}  // namespace entente::ingest
