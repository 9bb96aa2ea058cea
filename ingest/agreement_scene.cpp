// When and where an agreement was signed that its own clause does not say: the day and place of the
// scene that the signature is told in, "here", and the place that the news comes from.

#include <algorithm>

#include "ingest/agreement_writer.h"
#include "ingest/calendar.h"
#include "ingest/item_day.h"

namespace entente::ingest {

namespace {

/// How old the latest scenes of a report may be, and the latest from which a place is guessed by
/// the dateline.   Source: weekly papers and news letters tell of the week or two before.
constexpr int64_t kNewsDays = 16;
constexpr int64_t kDatelineDays = 3;
/// How many sentences a scene lasts.
constexpr uint32_t kSceneReach = 24;
constexpr uint32_t kUndatedReach = 5;
constexpr uint32_t kAfterReach = 6;
/// How far from its verb a clause is looked at, and how many scenes and events back, so that a long
/// text stays linear.
constexpr uint32_t kClauseTokens = 80;
constexpr size_t kMaxBack = 64;

/// How many tokens apart a day and a place of one phrase may stand: "in Oslo on the 5th of May".
constexpr uint32_t kBesideTokens = 3;

/// A whole day, with its year or ("--05-04") without.
bool IsWhole(const DayValue& day) {
  return day.end_iso.empty() && (day.iso.size() == 10 || day.iso.starts_with("--"));
}

}  // namespace

const std::string& AgreementWriter::Published() const {
  return reading().document.published().empty() ? reading().mentions.dateline_date
                                                : reading().document.published();
}

bool AgreementWriter::InNews(const DayValue& day) const {
  if (!IsWhole(day)) return false;
  const auto now = ParseIsoDay(Published()), then = ParseIsoDay(day.iso);
  if (!now) return true;
  return then && then->days <= now->days && now->days - then->days <= kNewsDays;
}

uint32_t AgreementWriter::StoryOf(uint32_t token) const {
  return reading().mentions.StoryAt(token);
}

uint32_t AgreementWriter::DatelinePlace(uint32_t token) const {
  const DocumentMentions& mentions = reading().mentions;
  if (const uint32_t story = StoryOf(token); story != kNoIndex) {
    return mentions.stories[story].place;
  }
  if (mentions.dateline_place_mention >= mentions.mentions.size()) return kNoIndex;
  const uint32_t entity = mentions.mentions[mentions.dateline_place_mention].entity;
  if (entity >= mentions.entities.size() || mentions.entities[entity].type != MentionType::kPlace) {
    return kNoIndex;
  }
  return entity;
}

AgreementWriter::TokenRange AgreementWriter::ClauseOf(const Deed& deed) const {
  const Sentence& sentence = reading().text.sentences[deed.sentence];
  const uint32_t from = deed.verb_token > kClauseTokens ? deed.verb_token - kClauseTokens : 0;
  return {std::max(sentence.begin_token, from),
          std::min(sentence.end_token, deed.verb_token + kClauseTokens)};
}

bool AgreementWriter::ToldAsPast(const Deed& deed) const {
  if (DaysFromBefore(deed) != kNoDays) return false;  // "The day before, they had signed it"
  // "had signed", "with which it concluded …", "the accord signed by", "took note of the
  // signature": what happened is said of something else.
  for (const std::string_view part : {"participle", "relative", "nominal"}) {
    if (deed.rule.find(part) != std::string::npos) return true;
  }
  // "signed earlier this year", "an accord once signed"
  const TokenRange sentence = ClauseOf(deed);
  for (uint32_t back = 1; back <= 4 && back < deed.verb_token; ++back) {
    if (deed.verb_token - back < sentence.begin) break;
    if (reading().Says(deed.verb_token - back, "had")) return true;
    if ((reading().Says(deed.verb_token - back, "which") ||
         reading().Says(deed.verb_token - back, "whom")) &&
        reading().Is(deed.verb_token - back - 1, CoreList::kPreposition)) {
      return true;
    }
  }
  for (uint32_t token = sentence.begin; token < sentence.end; ++token) {
    // "signed it earlier in the day"
    if (reading().Says(token, "earlier") && token + 1 < sentence.end &&
        (reading().SaysAny(token + 1, {"today", "that", "on"}) ||
         (reading().Says(token + 1, "in") && reading().Says(token + 3, "day")))) {
      continue;
    }
    if (reading().SaysAny(token, {"previously", "earlier", "ago", "once", "former", "already",
                                  "recently", "recalled", "expired", "predecessor", "similar"})) {
      return true;
    }
    // "ten years after the two signed the Lima Accord"
    if (reading().SaysAny(token, {"years", "decades", "decade", "year", "months"}) &&
        token + 1 < sentence.end) {
      // "ten years to the day after"
      uint32_t next = token + 1;
      if (reading().Says(next, "to") && reading().Says(next + 1, "the")) next += 3;
      if (next < sentence.end && reading().SaysAny(next, {"after", "before", "since"})) return true;
    }
    // "that same month"
    if (token > 0 && reading().Says(token - 1, "same") &&
        (reading().Says(token, "month") || reading().Says(token, "year") ||
         reading().Says(token, "week"))) {
      return true;
    }
  }
  return false;
}

uint32_t AgreementWriter::NewsDeed(const AgreementCase& agreement, const Outcome& outcome) const {
  if (!outcome.done || agreement.headline) return kNoIndex;
  for (const uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    if (phrase.older || phrase.similar) return kNoIndex;
  }
  uint32_t found = kNoIndex;
  for (const uint32_t index : DeedsOf(agreement)) {
    const Deed& deed = DeedAt(index);
    if (deed.status != DeedStatus::kDone || deed.only_parties) continue;
    if (deed.kind != DeedKind::kSign && deed.kind != DeedKind::kRenew) continue;
    if (ToldAsPast(deed)) return kNoIndex;
    // The text before the title: what the body says counts.
    if (found == kNoIndex || InTitle(DeedAt(found).sentence)) found = index;
  }
  return found;
}

bool AgreementWriter::IsQuoted(uint32_t token) const {
  const uint32_t block = BlockOf(SentenceOf(token));
  bool open = false;
  for (uint32_t t = token; t-- > 0;) {
    const std::string_view mark = reading().Text(t);
    if (mark == "“" || mark == "«") return true;
    if (mark == "”" || mark == "»") return false;
    if (mark == "\"") open = !open;
    if (token - t > 120 || BlockOf(SentenceOf(t)) != block) break;
  }
  return open;
}

bool AgreementWriter::IsMasthead(const Mention& date, const DayValue& day) const {
  if (day.iso != Published() || date.begin_token == 0) return false;
  if (date.end_token == date.begin_token + 1) return false;  // "today", "Monday"
  return !reading().Says(date.begin_token - 1, "on") && !reading().Says(date.begin_token - 1, "of");
}

bool AgreementWriter::Ahead(uint32_t token) const {
  const uint32_t begin = reading().text.sentences[SentenceOf(token)].begin_token;
  for (uint32_t t = token; t-- > begin && t + 14 > token;) {
    if (reading().Is(t, CoreList::kFuture) && !reading().IsCapitalised(t)) return true;  // May
    if (reading().SaysAny(t, {"due", "scheduled", "begins", "starts", "opens", "planned"})) {
      return true;
    }
  }
  return false;
}

uint32_t AgreementWriter::SentenceOf(uint32_t token) const {
  const auto& sentences = reading().text.sentences;
  const auto after = std::upper_bound(
      sentences.begin(), sentences.end(), token,
      [](uint32_t value, const Sentence& sentence) { return value < sentence.begin_token; });
  return after == sentences.begin() ? 0 : static_cast<uint32_t>(after - sentences.begin()) - 1;
}

uint32_t AgreementWriter::BlockOf(uint32_t sentence) const {
  return reading().text.sentences[sentence].block;
}

int AgreementWriter::DaysFromBefore(const Deed& deed) const {
  const TokenRange clause = ClauseOf(deed);
  for (uint32_t token = clause.begin + 1; token < clause.end; ++token) {
    if (!reading().Says(token, "day") || reading().MentionAt(token) != nullptr) continue;
    if (reading().Says(token - 1, "next") || reading().Says(token - 1, "following")) return 1;
    if (reading().Says(token - 1, "same") ||
        (reading().Says(token - 1, "that") && token >= clause.begin + 2 &&
         reading().SaysAny(token - 2, {"on", "earlier", "later", "early", "late"}))) {
      return 0;
    }
    if (reading().Says(token - 1, "previous")) return -1;
    // "The day before, they had signed"
    if (reading().Says(token - 1, "the") && token + 1 < clause.end &&
        (token + 2 >= clause.end || reading().IsMark(token + 2, ',') ||
         reading().IsMark(token + 2, '.'))) {
      if (reading().Says(token + 1, "before")) return -1;
      if (reading().Says(token + 1, "after")) return 1;
    }
    if (token + 1 < clause.end && reading().Says(token - 1, "a")) {
      if (reading().Says(token + 1, "later")) return 1;
      if (reading().Says(token + 1, "earlier")) return -1;
    }
  }
  return kNoDays;
}

void AgreementWriter::TakeDayBefore(const Deed& deed, Outcome& outcome) const {
  const int offset = DaysFromBefore(deed);
  if (offset == kNoDays) return;
  const DocumentMentions& mentions = reading().mentions;
  size_t seen = 0;
  for (size_t m = mentions.mentions.size(); m-- > 0 && seen < kMaxBack;) {
    const Mention& mention = mentions.mentions[m];
    if (mention.begin_token >= deed.verb_token) continue;
    ++seen;
    if (mention.sentence + 4 < deed.sentence) return;
    if (mention.type != MentionType::kDate || InTitle(mention.sentence)) continue;
    const DayValue day = ToDay(reading(), mention.value);
    const auto then = ParseIsoDay(day.iso);
    if (!then || !day.end_iso.empty()) continue;
    outcome.date = {};
    outcome.date.iso = outcome.date.from = outcome.date.to = IsoDay(*then + offset);
    outcome.date.inferred = true;
    return;
  }
}

void AgreementWriter::TakeDayOf(const Deed& deed, Outcome& outcome) const {
  static constexpr LiteralWord kDays[] = {"first", "second", "third", "fourth", "fifth"};
  const TokenRange sentence = ClauseOf(deed);
  for (uint32_t token = sentence.begin + 1; token < sentence.end; ++token) {
    if (!reading().Says(token, "day")) continue;
    int64_t offset = -1;
    for (int64_t k = 0; k < static_cast<int64_t>(std::size(kDays)); ++k) {
      if (reading().Says(token - 1, kDays[k])) offset = k;
    }
    const bool opening = reading().Says(token - 1, "opening");
    const bool last = reading().SaysAny(token - 1, {"last", "final", "closing", "concluding"});
    if (opening) offset = 0;
    if (offset < 0 && !last) continue;
    for (size_t index = u_.events.cases.size(), seen = 0; index-- > 0 && seen < kMaxBack; ++seen) {
      const EventCase& event = u_.events.cases[index];
      const EventOutcome& when = events_[index];
      if (event.phrases.empty() || when.day.end_iso.empty()) continue;
      if (event.kinds.front() == "exercise" || event.cancelled) continue;
      if (u_.event_phrases[event.phrases.front()].head_token > token) continue;
      const auto from = ParseIsoDay(when.day.iso), to = ParseIsoDay(when.day.end_iso);
      if (!from || !to) continue;
      const Day day = last ? *to : *from + offset;
      if (day.days > to->days) continue;
      outcome.date = {};
      outcome.date.iso = outcome.date.from = outcome.date.to = IsoDay(day);
      outcome.date.inferred = true;
      if (outcome.place == kNoIndex && when.place != kNoIndex) {
        outcome.place = when.place;
        outcome.venue = when.venue;
        outcome.told_near = true;
        outcome.place_evidence = SentenceSpan(u_.event_phrases[event.phrases.front()].sentence);
      }
      return;
    }
  }
}

bool AgreementWriter::SaysHere(const Deed& deed) const {
  const TokenRange sentence = ClauseOf(deed);
  for (uint32_t token = sentence.begin; token < sentence.end; ++token) {
    if (reading().Says(token, "here")) return true;
  }
  return false;
}

bool AgreementWriter::SaysHereOf(const Deed& deed) const {
  const uint32_t end = reading().text.sentences[deed.sentence].end_token;
  for (uint32_t token = deed.verb_token + 1; token < end && token <= deed.verb_token + 2; ++token) {
    if (reading().Says(token, "here")) return true;
  }
  return false;
}

uint32_t AgreementWriter::ThereOf(const Deed& deed) const {
  const TokenRange sentence = ClauseOf(deed);
  for (uint32_t token = sentence.begin; token < sentence.end; ++token) {
    if (!reading().Says(token, "there")) continue;
    if (token + 1 < sentence.end && reading().SaysAny(token + 1, {"is", "was", "are", "were"})) {
      continue;
    }
    for (uint32_t back = token; back-- > 0 && back + 40 > token;) {
      const Mention* mention = reading().MentionAt(back);
      if (mention != nullptr && mention->type == MentionType::kPlace) return mention->entity;
    }
  }
  return kNoIndex;
}

void AgreementWriter::TakeItemDay(const AgreementCase& agreement, Outcome& outcome) const {
  if (!outcome.date.empty() || !outcome.done) return;
  const auto& dates = reading().mentions.dates;
  for (const uint32_t index : DeedsOf(agreement)) {
    const Deed& deed = DeedAt(index);
    if (deed.kind != DeedKind::kSign || deed.status != DeedStatus::kDone) continue;
    const uint32_t day = ToldAsPast(deed) ? kNoIndex : ItemDay(reading(), deed.sentence);
    // The day of a report is not that of what it tells.
    if (day < dates.size() && dates[day].iso != Published()) {
      outcome.date = ToDay(reading(), day);
      outcome.date.inferred = true;
      return;
    }
    // "with which it concluded a memorandum that same month": of the last month named.
    const TokenRange clause = ClauseOf(deed);
    for (uint32_t token = clause.begin + 1; token < clause.end; ++token) {
      if (!reading().Says(token, "month") || !reading().Says(token - 1, "same")) continue;
      const auto& mentions = reading().mentions.mentions;
      for (size_t m = mentions.size(), seen = 0; m-- > 0 && seen < kMaxBack;) {
        if (mentions[m].begin_token >= token) continue;
        ++seen;
        if (mentions[m].sentence + 4 < deed.sentence) return;
        if (mentions[m].type != MentionType::kDate || mentions[m].value >= dates.size()) continue;
        const DateValue& date = dates[mentions[m].value];
        if (date.iso.size() < 7 || date.iso[0] == '-' || date.is_range) continue;
        const auto then = ParseIsoDay(date.from);
        if (!then) return;
        const int year = FromDay(*then).year, month = FromDay(*then).month;
        outcome.date = {};
        outcome.date.iso = IsoMonth(year, month);
        outcome.date.from = IsoDay(ToDay(year, month, 1));
        outcome.date.to = IsoDay(ToDay(year, month, DaysInMonth(year, month)));
        outcome.date.inferred = true;
        return;
      }
    }
  }
}

std::vector<AgreementWriter::Scene> AgreementWriter::FindScenes() const {
  std::vector<Scene> scenes;
  const DocumentMentions& mentions = reading().mentions;
  for (size_t m = 0; m < mentions.mentions.size(); ++m) {
    const Mention& mention = mentions.mentions[m];
    if (mention.type != MentionType::kDate) continue;
    Scene scene;
    scene.token = mention.begin_token;
    scene.sentence = mention.sentence;
    scene.day = ToDay(reading(), mention.value);
    if (!InNews(scene.day)) continue;
    if (IsMasthead(mention, scene.day) || IsQuoted(scene.token)) continue;
    if (scene.token > 0) {
      // "since Monday", "until 5 May"
      const RuleWordId before = reading().words[scene.token - 1];
      const std::string_view text = reading().book.word(before).text;
      if (reading().book.Is(before, CoreList::kUntilWord) || text == "before" || text == "after" ||
          text == "by" || text == "from" || text == "since") {
        continue;
      }
    }
    if (Ahead(scene.token)) continue;
    // Where: a place right beside the day.
    for (const size_t k : {m - 1, m + 1}) {
      if (k >= mentions.mentions.size()) continue;
      const Mention& place = mentions.mentions[k];
      if (place.type != MentionType::kPlace || place.sentence != mention.sentence) continue;
      const uint32_t from = std::min(place.end_token, mention.end_token);
      const uint32_t to = std::max(place.begin_token, mention.begin_token);
      uint32_t before = place.begin_token == 0 ? 0 : place.begin_token - 1;
      if (reading().Says(before, "the") && before > 0) --before;
      if (from + kBesideTokens < to) continue;
      if (reading().Says(before, "in") || reading().Says(before, "at")) {
        scene.place = place.entity;
      }
    }
    scenes.push_back(std::move(scene));
  }
  for (size_t index = 0; index < u_.agreements.cases.size(); ++index) {
    const Outcome& outcome = outcomes_[index];
    if (!outcome.date.empty() && !InNews(outcome.date)) continue;
    if (outcome.date.empty() && outcome.place == kNoIndex) continue;
    const uint32_t news = NewsDeed(u_.agreements.cases[index], outcome);
    if (news == kNoIndex) continue;
    Scene scene;
    scene.token = DeedAt(news).verb_token;
    scene.sentence = DeedAt(news).sentence;
    scene.day = outcome.date;
    scene.place = outcome.place;
    scene.venue = outcome.venue;
    scenes.push_back(std::move(scene));
  }
  for (size_t index = 0; index < u_.events.cases.size(); ++index) {
    const EventCase& event = u_.events.cases[index];
    const EventOutcome& outcome = events_[index];
    const bool ceremony = !event.kinds.empty() &&
                          (event.kinds.front() == "ceremony" || event.kinds.front() == "signing");
    if (event.phrases.empty() || event.cancelled || outcome.place == kNoIndex) continue;
    if (ceremony && outcome.day.empty() ? false : !InNews(outcome.day)) continue;
    Scene scene;
    const EventPhrase& phrase = u_.event_phrases[event.phrases.front()];
    scene.token = phrase.head_token;
    scene.sentence = phrase.sentence;
    scene.day = outcome.day;
    scene.place = outcome.place;
    scene.venue = outcome.venue;
    scenes.push_back(std::move(scene));
  }
  std::stable_sort(scenes.begin(), scenes.end(),
                   [](const Scene& a, const Scene& b) { return a.token < b.token; });
  return scenes;
}

void AgreementWriter::TakeScene(const std::vector<Scene>& scenes, const Deed& deed,
                                Outcome& outcome) const {
  const auto after =
      std::upper_bound(scenes.begin(), scenes.end(), deed.verb_token,
                       [](uint32_t token, const Scene& scene) { return token < scene.token; });
  const size_t last = static_cast<size_t>(after - scenes.begin());
  const uint32_t story = StoryOf(deed.verb_token);
  if (outcome.date.empty()) {
    for (size_t i = last; i-- > 0 && i + kMaxBack >= last;) {
      if (scenes[i].sentence + kSceneReach < deed.sentence) break;
      if (StoryOf(scenes[i].token) != story) break;
      if (InTitle(scenes[i].sentence) && !InTitle(deed.sentence)) continue;
      if (scenes[i].day.empty()) continue;
      // A document without a day of its own may be a chronicle.
      if (Published().empty() && (scenes[i].sentence + kUndatedReach < deed.sentence ||
                                  scenes[i].day.iso != scenes.front().day.iso)) {
        break;
      }
      outcome.date = scenes[i].day;
      break;
    }
  }
  if (outcome.place != kNoIndex && outcome.venue) return;
  const auto take = [&](const Scene& scene) {
    const bool better =
        outcome.place == kNoIndex || (scene.venue && !outcome.venue && outcome.told_near);
    if (scene.place == kNoIndex || !better || StoryOf(scene.token) != story) return;
    if (scene.day.iso != outcome.date.iso && !(scene.venue && scene.day.empty())) return;
    const uint32_t apart = scene.sentence > deed.sentence ? scene.sentence - deed.sentence
                                                          : deed.sentence - scene.sentence;
    if (scene.day.empty() && apart > kAfterReach) return;
    outcome.place = scene.place;
    outcome.venue = scene.venue;
    outcome.told_near = true;
    outcome.place_evidence = SentenceSpan(scene.sentence);
  };
  for (size_t i = last; i-- > 0 && scenes[i].sentence + kSceneReach >= deed.sentence;) {
    if (i + kMaxBack < last) break;
    take(scenes[i]);
  }
  const size_t end = std::min(scenes.size(), last + kMaxBack);
  for (size_t i = last; i < end && scenes[i].sentence <= deed.sentence + kAfterReach; ++i) {
    take(scenes[i]);
  }
}

void AgreementWriter::FillScenes() {
  for (size_t index = 0; index < outcomes_.size(); ++index) {
    TakeItemDay(u_.agreements.cases[index], outcomes_[index]);
  }
  const std::vector<Scene> scenes = FindScenes();
  for (size_t index = 0; index < outcomes_.size(); ++index) {
    Outcome& outcome = outcomes_[index];
    TakePlaceAhead(u_.agreements.cases[index], outcome);
    const uint32_t news = NewsDeed(u_.agreements.cases[index], outcome);
    if (news == kNoIndex || (!outcome.date.empty() && !InNews(outcome.date))) continue;
    const Deed& deed = DeedAt(news);
    const uint32_t dateline = DatelinePlace(deed.verb_token);
    // "signed here an agreement for a station at Lund": where the news comes from
    if (dateline != kNoIndex && !outcome.venue && SaysHereOf(deed)) {
      outcome.place = dateline;
      outcome.told_near = true;
      outcome.place_evidence = SentenceSpan(deed.sentence);
    }
    if (outcome.place == kNoIndex) {
      const ByteSpan said = SentenceSpan(deed.sentence);
      if (const uint32_t there = ThereOf(deed); there != kNoIndex) {
        outcome.place = there;
        outcome.told_near = true;
        outcome.place_evidence = said;
      } else if (dateline != kNoIndex && SaysHere(deed)) {
        outcome.place = dateline;
        outcome.told_near = true;
        outcome.place_evidence = said;
      } else {
        TakeHeading(deed, outcome);
      }
    }
    TakeSamePlace(deed, outcome);
    if (outcome.place == kNoIndex) TakePlaceOfEvent(deed, outcome);
    if (outcome.date.empty()) TakeDayOf(deed, outcome);
    if (outcome.date.empty()) TakeDayBefore(deed, outcome);
    TakeScene(scenes, deed, outcome);
    if (outcome.place != kNoIndex || dateline == kNoIndex) continue;
    // "ARICA, Chile - Peru and Chile on Friday signed …": in the same breath, without a day.
    const bool same = Published().empty() &&
                      SentenceOf(reading().mentions.mentions.front().begin_token) == deed.sentence;
    if (outcome.date.empty() && !same) continue;
    // The news comes from where it happened, if it is fresh.
    const auto now = ParseIsoDay(Published()), then = ParseIsoDay(outcome.date.iso);
    if (now && (!then || now->days - then->days > kDatelineDays)) continue;
    outcome.place = dateline;
    outcome.told_near = true;
    const uint32_t story = StoryOf(deed.verb_token);
    outcome.place_evidence = SentenceSpan(
        story != kNoIndex
            ? SentenceOf(reading().mentions.stories[story].begin_token)
            : reading().mentions.mentions[reading().mentions.dateline_place_mention].sentence);
  }
}

}  // namespace entente::ingest
