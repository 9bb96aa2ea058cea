#include "ingest/event_surroundings.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace entente::ingest {

namespace {

constexpr uint32_t kRowCells = 8;    // cells before and behind that are looked at
constexpr uint32_t kRowTokens = 14;  // of a line, behind its event
constexpr uint32_t kClause = 24;     // tokens around an event

class Surroundings {
 public:
  Surroundings(const Reading& reading, const std::vector<EventPhrase>& events,
               ClauseFindings& findings)
      : reading_(reading), events_(events), findings_(findings) {}

  void Run() {
    if (events_.empty() && findings_.event_deeds.empty()) return;
    const auto& entities = reading_.mentions.entities;
    for (uint32_t i = 0; i < entities.size(); ++i) {
      if (entities[i].type == MentionType::kPlace && !entities[i].country_iso2.empty()) {
        towns_.emplace(entities[i].name, i);
      }
    }
    for (uint32_t i = 0; i < events_.size(); ++i) {
      const EventPhrase& event = events_[i];
      Setting& setting = findings_.event_settings[i];
      if (Kind(event.sentence) == BlockKind::kTableCell) {
        TakeRow(event, setting);
      } else {
        TakeLine(event, setting);
        TakeLineAbove(event, setting);
      }
      if (!Placed(i)) setting.place = TownOfName(event);
      if (!Placed(i)) setting.place = Offshore(event);
      if (!Placed(i)) setting.place = Capital(event);
      if (!Placed(i)) setting.place = WentTo(i);
    }
    for (uint32_t i = 0; i < events_.size(); ++i) TakeToMeeting(i);
    for (EventDeed& deed : findings_.event_deeds) TakeWhere(deed);
  }

 private:
  /// "On the sidelines of | the conference in Lima, | Ann Ayres met Bo Lund": where they met, too.
  void TakeToMeeting(uint32_t index) {
    const EventPhrase& event = events_[index];
    const uint32_t begin = reading_.text.sentences[event.sentence].begin_token;
    bool beside = false;
    for (uint32_t t = event.begin_token; t-- > begin && t + 4 > event.begin_token;) {
      beside = beside || reading_.SaysAny(t, {"sidelines", "margins", "fringes"});
    }
    const uint32_t place =
        event.place != kNoIndex ? event.place : findings_.event_settings[index].place;
    if (!beside || place == kNoIndex) return;
    for (EventDeed& deed : findings_.event_deeds) {
      if (deed.sentence != event.sentence || deed.event == index || deed.there) continue;
      if (deed.setting.place == kNoIndex && deed.setting.body == kNoIndex) {
        deed.setting.place = place;
      }
    }
  }

  /// "travels to Lima, | where she will meet Bo Lund": they meet there.
  void TakeWhere(EventDeed& deed) const {
    if (deed.kind != EventDeedKind::kMeet || deed.event != kNoIndex || deed.call) return;
    if (deed.setting.place != kNoIndex || deed.setting.body != kNoIndex) return;
    const uint32_t begin = reading_.text.sentences[deed.sentence].begin_token;
    for (uint32_t t = deed.verb_begin; t-- > begin && t + kClause > deed.verb_begin;) {
      if (!reading_.Says(t, "where")) continue;
      deed.setting.place = GoesTo(begin, t);
      return;
    }
  }

  BlockKind Kind(uint32_t sentence) const {
    const uint32_t block = reading_.text.sentences[sentence].block;
    const auto& blocks = reading_.document.blocks();
    return block < blocks.size() ? blocks[block].kind : BlockKind::kParagraph;
  }
  const Mention* DateAt(uint32_t token) const {
    const Mention* mention = reading_.MentionBeginning(token);
    return mention != nullptr && mention->type == MentionType::kDate &&
                   mention->value < reading_.mentions.dates.size()
               ? mention
               : nullptr;
  }
  const Mention* PlaceAt(uint32_t token) const {
    const Mention* mention = reading_.MentionBeginning(token);
    return mention != nullptr && mention->type == MentionType::kPlace &&
                   mention->entity < reading_.mentions.entities.size()
               ? mention
               : nullptr;
  }
  bool Placed(uint32_t event) const {
    if (events_[event].place != kNoIndex) return true;
    const Setting& setting = findings_.event_settings[event];
    return setting.place != kNoIndex || setting.body != kNoIndex;
  }

  // ---- rows and lines ------------------------------------------------------------------------
  bool SameRow(uint32_t a, uint32_t b) const {
    const auto& sentences = reading_.text.sentences;
    const ByteSpan between{sentences[a].span.end_byte, sentences[b].span.begin_byte};
    return reading_.document.Text(between).find('\n') == std::string_view::npos;
  }
  void TakeCell(uint32_t index, Setting& setting) const {
    const Sentence& cell = reading_.text.sentences[index];
    if (const Mention* date = DateAt(cell.begin_token);
        date != nullptr && setting.date == kNoIndex && date->end_token == cell.end_token) {
      setting.date = date->value;
    }
    if (const Mention* place = PlaceAt(cell.begin_token);
        place != nullptr && setting.place == kNoIndex) {
      const uint32_t end = place->end_token;
      if (end == cell.end_token || reading_.IsMark(end, ',') || reading_.IsMark(end, '(')) {
        setting.place = place->entity;
      }
    }
  }
  void TakeRow(const EventPhrase& event, Setting& setting) const {
    const uint32_t row = event.sentence;
    for (uint32_t s = row; s-- > 0 && row - s < kRowCells && SameRow(s, s + 1);) {
      if (Kind(s) == BlockKind::kTableCell) TakeCell(s, setting);
    }
    const auto count = static_cast<uint32_t>(reading_.text.sentences.size());
    for (uint32_t s = row + 1; s < count && s - row < kRowCells && SameRow(s - 1, s); ++s) {
      if (Kind(s) == BlockKind::kTableCell) TakeCell(s, setting);
    }
  }
  bool Separates(uint32_t token) const {
    const std::string_view text = reading_.Text(token);
    return text == "," || text == "|" || text == "–" || text == "—" || text == "-" || text == "(" ||
           text == ":" || text == "·";
  }
  /// "3rd Workshop on Buoys, Lima, 5–7 November", "9 May: 4th Ferry Forum, Gdynia"
  void TakeLine(const EventPhrase& event, Setting& setting) const {
    const Sentence& sentence = reading_.text.sentences[event.sentence];
    const uint32_t reach = std::min(sentence.end_token, event.end_token + kRowTokens);
    for (uint32_t t = event.end_token; t + 1 < reach && Separates(t);) {
      const uint32_t next = t + 1;
      if (const Mention* date = DateAt(next)) {
        if (setting.date == kNoIndex) setting.date = date->value;
        t = date->end_token;
        continue;
      }
      const Mention* place = PlaceAt(next);
      if (place == nullptr) break;
      t = place->end_token;
      const bool closes = t == sentence.end_token || Separates(t) || reading_.IsMark(t, '.') ||
                          reading_.IsMark(t, ')') || reading_.IsMark(t, ';');
      if (closes && setting.place == kNoIndex) setting.place = place->entity;
    }
    if (setting.date != kNoIndex || event.begin_token <= sentence.begin_token) return;
    uint32_t before = event.begin_token - 1;
    if (!Separates(before) || reading_.IsMark(before, ',') || before == sentence.begin_token) {
      return;
    }
    const Mention* date = DateAt(sentence.begin_token);
    if (date != nullptr && date->end_token == before) setting.date = date->value;
  }
  /// "2018, 26–27 March", a line of its own, and below it what happened.
  void TakeLineAbove(const EventPhrase& event, Setting& setting) const {
    if (setting.date != kNoIndex || event.date != kNoIndex || event.other || event.sentence == 0) {
      return;
    }
    const Sentence& own = reading_.text.sentences[event.sentence];
    const Sentence& above = reading_.text.sentences[event.sentence - 1];
    if (own.block == above.block && SameRow(event.sentence - 1, event.sentence)) return;
    const Mention* date = DateAt(above.begin_token);
    if (date == nullptr || date->end_token != above.end_token) return;
    for (uint32_t t = own.begin_token; t < own.end_token && t < own.begin_token + kClause; ++t) {
      if (DateAt(t) != nullptr) return;
    }
    // "At the Lund Conference, …": what the line is about, no other day's.
    const bool first = event.begin_token <= own.begin_token + 2;
    if (first) setting.date = date->value;
  }

  // ---- towns ---------------------------------------------------------------------------------
  bool Gathers(const EventPhrase& event) const {
    return event.kind == "conference" || event.kind == "summit" || event.kind == "workshop" ||
           event.kind == "meeting" || event.kind == "talks";
  }
  /// "the | Riga | Rail Forum": the town that a gathering has its name of.
  uint32_t TownOfName(const EventPhrase& event) const {
    if (!event.proper || !Gathers(event) || event.kind == "talks") return kNoIndex;
    uint32_t at = event.name_begin;
    // "12th | Riga Rail Forum"
    while (at < event.head_token &&
           (reading_.text.tokens[at].kind == TokenKind::kNumber || !reading_.IsCapitalised(at))) {
      ++at;
    }
    constexpr uint32_t kWords = 3;  // of a town's name
    for (uint32_t end = std::min(event.head_token, at + kWords); end > at; --end) {
      const auto town = towns_.find(reading_.document.Text(reading_.Span(at, end)));
      if (town != towns_.end()) return town->second;
    }
    return kNoIndex;
  }
  /// "Exercise Calm Shore, to be held | off Lund"
  uint32_t Offshore(const EventPhrase& event) const {
    if (event.kind != "exercise") return kNoIndex;
    const Sentence& sentence = reading_.text.sentences[event.sentence];
    const uint32_t from = std::max(sentence.begin_token,
                                   event.begin_token > kClause ? event.begin_token - kClause : 0);
    const uint32_t reach = std::min(sentence.end_token, event.end_token + kClause);
    for (uint32_t t = from; t + 1 < reach; ++t) {
      const Mention* place = PlaceAt(t + 1);
      if (place != nullptr && reading_.Says(t, "off")) return place->entity;
    }
    return kNoIndex;
  }
  uint32_t DatelinePlace(uint32_t token) const {
    const auto& mentions = reading_.mentions;
    for (size_t i = mentions.stories.size(); i-- > 0;) {
      if (mentions.stories[i].begin_token <= token) return mentions.stories[i].place;
    }
    if (!mentions.stories.empty()) return kNoIndex;
    if (mentions.dateline_place_mention >= mentions.mentions.size()) return kNoIndex;
    const uint32_t place = mentions.mentions[mentions.dateline_place_mention].entity;
    if (place >= mentions.entities.size()) return kNoIndex;
    return mentions.entities[place].type == MentionType::kPlace ? place : kNoIndex;
  }
  /// "held | in this capital", "in the Mongolian capital": the town that the news comes from.
  uint32_t Capital(const EventPhrase& event) const {
    const uint32_t town = DatelinePlace(event.begin_token);
    if (town == kNoIndex || event.other) return kNoIndex;
    const Sentence& sentence = reading_.text.sentences[event.sentence];
    const uint32_t reach = std::min(sentence.end_token, event.end_token + kClause);
    const uint32_t from = std::max(sentence.begin_token,
                                   event.begin_token > kClause ? event.begin_token - kClause : 0);
    for (uint32_t t = from; t + 2 < reach; ++t) {
      if (!reading_.SaysAny(t, {"in"}) || !reading_.SaysAny(t + 1, {"this", "the"})) continue;
      const bool named = reading_.SaysAny(t + 2, {"capital", "city"});
      if (named && reading_.Says(t + 1, "this")) return town;
      const Mention* state = reading_.MentionBeginning(t + 2);
      if (state == nullptr || state->type != MentionType::kCountry || state->end_token >= reach ||
          !reading_.Says(state->end_token, "capital")) {
        continue;
      }
      const Entity* country = reading_.EntityOf(*state);
      const Entity& home = reading_.mentions.entities[town];
      if (country != nullptr && !country->iso2.empty() && country->iso2 == home.country_iso2) {
        return town;
      }
    }
    return kNoIndex;
  }
  /// "flies to Turku on Sunday. At the forum …", "flew to Lusaka, where he opened the session"
  uint32_t WentTo(uint32_t index) const {
    const EventPhrase& event = events_[index];
    if (event.other || event.begin_token == 0) return kNoIndex;
    if (!Gathers(event) && event.kind != "ceremony") return kNoIndex;
    const Sentence& own = reading_.text.sentences[event.sentence];
    uint32_t where = kNoIndex;
    for (uint32_t t = event.begin_token;
         t-- > own.begin_token && t + kClause > event.begin_token;) {
      if (reading_.Says(t, "where")) {
        where = t;
        break;
      }
    }
    if (where != kNoIndex) return GoesTo(own.begin_token, where);
    // "flew to Lima on Monday | for two days of talks"
    constexpr uint32_t kFor = 6;
    for (uint32_t t = event.begin_token; t-- > own.begin_token && t + kFor > event.begin_token;) {
      if (reading_.Says(t, "for")) return GoesTo(own.begin_token, t);
    }
    const bool opens = event.begin_token <= own.begin_token + 1 &&
                       reading_.SaysAny(own.begin_token, {"at", "during", "in"});
    bool there = reading_.Says(own.begin_token, "there");
    // "She will attend the ceremony | there on 16 May"
    for (uint32_t t = event.end_token; t < std::min(own.end_token, event.end_token + 2); ++t) {
      there =
          there || (reading_.Says(t, "there") && !reading_.SaysAny(t + 1, {"is", "was", "are"}));
    }
    if ((!opens && !there) || event.sentence == 0) return kNoIndex;
    const Sentence& before = reading_.text.sentences[event.sentence - 1];
    if (before.block != own.block) return kNoIndex;
    return GoesTo(before.begin_token, before.end_token);
  }
  /// The only town that somebody goes "to" between two tokens.
  uint32_t GoesTo(uint32_t begin, uint32_t end) const {
    uint32_t town = kNoIndex;
    bool goes = false;
    for (uint32_t t = begin; t < end; ++t) {
      goes = goes || reading_.SaysAny(
                         t, {"flew", "flies", "fly", "travelled", "traveled", "travels", "travel",
                             "went", "goes", "came", "heads", "head", "moved", "continued",
                             "arrived", "arrives", "proceeded", "left", "welcomed"});
      const Mention* place = PlaceAt(t);
      if (place == nullptr || t == begin) continue;
      if (!goes || !reading_.SaysAny(t - 1, {"to", "in", "for", "at"})) continue;
      if (town != kNoIndex && town != place->entity) return kNoIndex;
      town = place->entity;
    }
    return town;
  }

  const Reading& reading_;
  const std::vector<EventPhrase>& events_;
  ClauseFindings& findings_;
  std::map<std::string_view, uint32_t> towns_;  ///< known to the gazetteers, by name
};

}  // namespace

void ReadEventSurroundings(const Reading& reading, const std::vector<EventPhrase>& events,
                           ClauseFindings& findings) {
  Surroundings(reading, events, findings).Run();
}

bool LedToByAnotherVerb(const Reading& reading, uint32_t from, uint32_t to) {
  constexpr uint32_t kLongest = 40;  // tokens
  for (uint32_t t = from; t + 1 < to && t < from + kLongest; ++t) {
    if (!reading.Says(t, "and")) continue;
    const uint32_t verb = reading.Is(t + 1, CoreList::kAdverb) ? t + 2 : t + 1;
    if (verb < to && !reading.book.word(reading.words[verb]).verbs.empty()) return true;
  }
  return false;
}

}  // namespace entente::ingest
