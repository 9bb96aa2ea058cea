#include "ingest/post_terms.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "ingest/calendar.h"
#include "ingest/word_key.h"

namespace entente::ingest {

namespace {

/// How far behind a name a verb of taking office is looked for, in tokens.
constexpr uint32_t kVerbReach = 6;
constexpr uint32_t kSentenceReach = 60;

class TermReader {
 public:
  TermReader(const Document& document, const SegmentedText& text, const DocumentMentions& mentions,
             uint32_t post)
      : document_(document),
        text_(text),
        mentions_(mentions.mentions),
        dates_(mentions.dates),
        post_(mentions.mentions[post]),
        begin_(text.sentences[post_.sentence].begin_token),
        end_(std::min(text.sentences[post_.sentence].end_token, post_.end_token + kSentenceReach)),
        first_(FirstOfSentence(post)) {}

  PostTerm Read() {
    uint32_t at = PastOwner(post_.end_token);
    if (Is(at, {",", "("})) ++at;
    if (Is(at, {"effective"})) ++at;
    if (Is(at, {"since"})) {
      term_.from = DayAt(at + 1);
    } else if (Is(at, {"from", "between"})) {
      Span(at + 1);
    } else if (Is(at, {"until", "till", "through"})) {
      term_.to = DayAt(at + 1);
    } else if (Is(at - 1, {"("})) {
      Span(at);
    } else if (Is(at, {"in", "on", "as", "with"}) && Appointed()) {
      if (Is(at, {"as"}) && Is(at + 1, {"of", "from"})) ++at;
      if (Is(at, {"with"}) && Is(at + 1, {"effect"}) && Is(at + 2, {"from"})) at += 2;
      term_.from = DayAt(at + 1);
    }
    if (term_.from.empty() && term_.to.empty() && Appointed()) {
      // "In 2019 she became …"
      uint32_t opening = begin_;
      if (Is(opening, {"in", "on"})) ++opening;
      if (opening < post_.begin_token) term_.from = DayAt(opening);
    }
    if (term_.from.empty() && term_.to.empty()) {
      Span(at);  // "President of Peru 2010-2015"
      if (term_.to.empty()) term_ = {};
    }
    if (term_.from.empty() && term_.to.empty()) ByVerb();
    return term_;
  }

 private:
  /// The first mention of the post's sentence.
  uint32_t FirstOfSentence(uint32_t post) const {
    while (post > 0 && mentions_[post - 1].sentence == post_.sentence) --post;
    return post;
  }

  bool Is(uint32_t token, std::initializer_list<LiteralWord> words) const {
    if (token < begin_ || token >= end_) return false;
    const WordKey key = text_.keys[token];
    return std::any_of(words.begin(), words.end(),
                       [&](const LiteralWord& word) { return word.key == key; });
  }

  const Mention* MentionAt(uint32_t token, bool date) const {
    for (uint32_t m = first_; m < mentions_.size(); ++m) {
      if (mentions_[m].sentence != post_.sentence || mentions_[m].begin_token > token) break;
      const bool is_date = mentions_[m].type == MentionType::kDate;
      if (mentions_[m].begin_token == token && is_date == date &&
          mentions_[m].type != MentionType::kPost) {
        return &mentions_[m];
      }
    }
    return nullptr;
  }

  /// Behind "of Peru", "at the Ministry of Energy of Peru".
  uint32_t PastOwner(uint32_t at) const {
    for (int steps = 0; steps < 2; ++steps) {
      if (!Is(at, {"of", "at", "for", "in", "to"})) break;
      const Mention* owner = MentionAt(Is(at + 1, {"the"}) ? at + 2 : at + 1, false);
      if (owner == nullptr || owner->end_token <= at) break;
      at = owner->end_token;
    }
    return at;
  }

  /// The day, month or year told at `token`; empty when there is none. `after` becomes its end.
  DayValue DayAt(uint32_t token, uint32_t* after = nullptr) const {
    DayValue day;
    if (Is(token, {"the", "early", "late"})) ++token;
    if (const Mention* date = MentionAt(token, true); date != nullptr) {
      if (date->value >= dates_.size()) return day;
      const DateValue& value = dates_[date->value];
      day.iso = value.iso;
      day.from = value.from;
      day.to = value.to;
      day.inferred = value.inferred;
      if (value.is_range) day.end_iso = value.end_iso;
      if (after != nullptr) *after = date->end_token;
      return day;
    }
    if (token >= end_) return day;
    const std::string_view year = document_.Text(text_.tokens[token].span);
    const bool plain =
        year.size() == 4 && (year.starts_with("19") || year.starts_with("20")) &&
        std::all_of(year.begin(), year.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!plain) return day;
    if (after != nullptr) *after = token + 1;
    return WholeOf(std::string(year));
  }

  /// A year, month or day with the days that it spans; without them where the year is not said
  /// ("--09-13").
  static DayValue WholeOf(const std::string& iso) {
    DayValue day;
    day.iso = iso;
    if (iso.starts_with('-')) return day;
    if (iso.size() == 10 && ParseIsoDay(iso)) {
      day.from = day.to = iso;
    } else if (iso.size() == 4) {
      day.from = iso + "-01-01";
      day.to = iso + "-12-31";
    } else if (iso.size() == 7) {
      const int year = std::stoi(iso.substr(0, 4)), month = std::stoi(iso.substr(5));
      day.from = iso + "-01";
      day.to = iso + "-" + std::to_string(DaysInMonth(year, month));
    }
    return day;
  }

  /// "2001 to 2005", "2010-2015", "May 2019 until 2021": from `at` on.
  void Span(uint32_t at) {
    uint32_t after = at;
    DayValue from = DayAt(at, &after);
    if (from.empty()) return;
    if (!from.end_iso.empty()) {
      term_.to = WholeOf(from.end_iso);
      term_.from = WholeOf(from.iso);
      return;
    }
    term_.from = from;
    if (Is(after, {"to", "until", "till", "through", "and", "-", "–", "—"})) {
      term_.to = DayAt(after + 1);
    }
  }

  /// Whether the post is what somebody was made: "was appointed | minister", "became the director".
  bool Appointed() const {
    for (uint32_t t = post_.begin_token; t > begin_ && t + 5 > post_.begin_token; --t) {
      if (Is(t - 1, {"appointed", "elected", "re-elected", "named", "became", "sworn", "made",
                     "installed", "inaugurated", "appointment", "election", "inauguration"})) {
        return true;
      }
      if (!Is(t - 1, {"the", "a", "an", "as", "in", "its", "new", "his", "her", "their"}) &&
          MentionAt(t - 1, false) == nullptr) {
        break;
      }
    }
    return false;
  }

  /// "President Ann Ayres, who took office in June": the holder's own verb, where the sentence
  /// gives them one post.
  void ByVerb() {
    uint32_t posts = 0;
    for (uint32_t m = first_; m < mentions_.size() && mentions_[m].sentence == post_.sentence;
         ++m) {
      posts += mentions_[m].type == MentionType::kPost && mentions_[m].entity == post_.entity;
    }
    if (posts != 1) return;
    for (uint32_t m = first_; m < mentions_.size() && mentions_[m].sentence == post_.sentence;
         ++m) {
      if (mentions_[m].type != MentionType::kPerson || mentions_[m].entity != post_.entity)
        continue;
      uint32_t at = std::max(mentions_[m].end_token, post_.end_token);
      if (post_.begin_token > mentions_[m].end_token) at = PastOwner(at);
      if (Is(at, {","})) ++at;
      while (Is(at, {"who", "has", "had", "was", "been", "only", "first", "formally"})) ++at;
      const bool takes =
          (Is(at, {"took", "takes", "assumed", "assumes", "left", "entered"}) &&
           Is(at + 1, {"office", "over", "up", "charge", "power"})) ||
          (Is(at, {"came"}) && Is(at + 1, {"to", "into"}) && Is(at + 2, {"office", "power"})) ||
          (Is(at, {"sworn"}) && Is(at + 1, {"in"})) || Is(at, {"inaugurated"}) ||
          (Is(at, {"in"}) && Is(at + 1, {"office", "power", "post"}));
      const bool leaves = Is(at, {"resigned", "retired"}) ||
                          (Is(at, {"stepped"}) && Is(at + 1, {"down"})) ||
                          (Is(at, {"left"}) && Is(at + 1, {"office"}));
      if (!takes && !leaves) continue;
      for (uint32_t t = at + 1; t < at + kVerbReach; ++t) {
        if (Is(t, {",", ";", "."})) break;
        if (!Is(t, {"in", "on", "since"})) continue;
        DayValue day = DayAt(t + 1);
        if (day.empty()) continue;
        (leaves ? term_.to : term_.from) = day;
        return;
      }
    }
  }

  const Document& document_;
  const SegmentedText& text_;
  const std::vector<Mention>& mentions_;
  const std::vector<DateValue>& dates_;
  const Mention& post_;
  uint32_t begin_, end_;
  uint32_t first_;
  PostTerm term_;
};

}  // namespace

PostTerm TermOfPost(const Document& document, const SegmentedText& text,
                    const DocumentMentions& mentions, uint32_t post) {
  return TermReader(document, text, mentions, post).Read();
}

}  // namespace entente::ingest
