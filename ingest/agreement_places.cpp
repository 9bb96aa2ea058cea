// Where an agreement was or will be signed that its own clause does not say: below the heading of a
// place, at the meeting told before, at the one that is to come.

#include "ingest/agreement_writer.h"

namespace entente::ingest {

void AgreementWriter::TakeHeading(const Deed& deed, Outcome& outcome) const {
  // "## Lund", and what happened there below it
  constexpr uint32_t kBelow = 10;
  const auto& sentences = reading().text.sentences;
  const auto& blocks = reading().document.blocks();
  for (uint32_t at = deed.sentence; at-- > 0 && at + kBelow > deed.sentence;) {
    const uint32_t block = sentences[at].block;
    if (block >= blocks.size() || blocks[block].kind != BlockKind::kHeading) continue;
    const Mention* place = reading().MentionBeginning(sentences[at].begin_token);
    if (place != nullptr && place->type == MentionType::kPlace &&
        place->end_token == sentences[at].end_token) {
      outcome.place = place->entity;
      outcome.told_near = true;
      outcome.place_evidence = SentenceSpan(at);
    }
    return;
  }
}

void AgreementWriter::TakeSamePlace(const Deed& deed, Outcome& outcome) const {
  // "In the same room, an hour later, they signed …": where the one before was signed.
  const TokenRange clause = ClauseOf(deed);
  bool same = false;
  for (uint32_t token = clause.begin + 1; token < clause.end && !same; ++token) {
    same = reading().Says(token - 1, "same") &&
           reading().SaysAny(token, {"room", "hall", "hotel", "place", "city", "town", "building",
                                     "venue", "table", "palace"});
  }
  if (!same) return;
  constexpr uint32_t kBefore = 8;  // sentences
  uint32_t nearest = 0;
  for (size_t index = 0; index < outcomes_.size(); ++index) {
    const Outcome& other = outcomes_[index];
    if (&other == &outcome || other.place == kNoIndex) continue;
    const uint32_t news = NewsDeed(u_.agreements.cases[index], other);
    if (news == kNoIndex) continue;
    const Deed& before = DeedAt(news);
    if (before.verb_token >= deed.verb_token || before.verb_token < nearest) continue;
    if (before.sentence + kBefore < deed.sentence) continue;
    nearest = before.verb_token;
    outcome.place = other.place;
    outcome.venue = other.venue;
    outcome.told_near = true;
    outcome.place_evidence = SentenceSpan(before.sentence);
  }
}

void AgreementWriter::TakePlaceOfEvent(const Deed& deed, Outcome& outcome) const {
  // "They met in Lima on 1 and 2 May. At the end of the meeting they signed …"
  constexpr uint32_t kBefore = 4;  // sentences
  if (outcome.event == kNoIndex) {
    // "a visit to Lima, in the course of which they signed"
    const TokenRange clause = ClauseOf(deed);
    for (uint32_t token = clause.begin + 1; token < deed.verb_token && token < clause.end;
         ++token) {
      if (!reading().Says(token, "which") || !reading().SaysAny(token - 1, {"of", "during"})) {
        continue;
      }
      for (uint32_t index = 0; index < u_.event_phrases.size(); ++index) {
        const EventPhrase& phrase = u_.event_phrases[index];
        if (phrase.sentence != deed.sentence || phrase.head_token > token) continue;
        const uint32_t event = u_.events.case_of[index];
        if (event == kNoIndex) continue;
        uint32_t sentence = deed.sentence;
        outcome.place = events_[event].place;
        if (outcome.place == kNoIndex) outcome.place = VisitedPlace(event, sentence);
        outcome.told_near = outcome.place != kNoIndex;
        outcome.place_evidence = SentenceSpan(sentence);
      }
    }
    return;
  }
  if (events_[outcome.event].place != kNoIndex) return;
  uint32_t found = kNoIndex, nearest = 0;
  for (uint32_t index = 0; index < u_.events.cases.size(); ++index) {
    const EventCase& event = u_.events.cases[index];
    if (event.cancelled || events_[index].place == kNoIndex) continue;
    uint32_t sentence = kNoIndex;
    if (!event.phrases.empty()) {
      sentence = u_.event_phrases[event.phrases.front()].sentence;
    } else if (!event.deeds.empty()) {
      sentence = u_.findings.event_deeds[event.deeds.front()].sentence;
    }
    if (sentence == kNoIndex || sentence > deed.sentence || sentence + kBefore < deed.sentence) {
      continue;
    }
    if (found != kNoIndex && sentence <= nearest) continue;
    found = index;
    nearest = sentence;
  }
  if (found == kNoIndex) {
    // "The ministers met in Lima": told by its verb alone, and of nobody by name.
    for (const EventDeed& met : u_.findings.event_deeds) {
      if (met.sentence > deed.sentence || met.sentence + kBefore < deed.sentence) continue;
      if (met.planned || met.kind == EventDeedKind::kCancelled) continue;
      if (met.setting.place == kNoIndex) continue;
      outcome.place = met.setting.place;
      outcome.venue = met.setting.venue;
      outcome.told_near = true;
      outcome.place_evidence = SentenceSpan(met.sentence);
    }
    return;
  }
  const EventOutcome& event = events_[found];
  const std::string& last = event.day.end_iso.empty() ? event.day.iso : event.day.end_iso;
  if (!outcome.date.empty() && !event.day.empty() &&
      (outcome.date.iso < event.day.iso || outcome.date.iso > last)) {
    return;
  }
  outcome.place = event.place;
  outcome.venue = event.venue;
  outcome.told_near = true;
  outcome.place_evidence = SentenceSpan(nearest);
}

void AgreementWriter::TakePlaceAhead(const AgreementCase& agreement, Outcome& outcome) const {
  // "They will meet in Lima on 5 May. They will sign …": at the meeting that is to come.
  constexpr uint32_t kBefore = 2;  // sentences
  if (outcome.status != "planned" || outcome.place != kNoIndex || agreement.headline) return;
  for (const uint32_t index : agreement.deeds) {
    const Deed& deed = DeedAt(index);
    if (!IsSigning(deed.kind) || deed.status != DeedStatus::kPlanned || InTitle(deed.sentence)) {
      continue;
    }
    for (const EventDeed& met : u_.findings.event_deeds) {
      if (met.sentence > deed.sentence || met.sentence + kBefore < deed.sentence) continue;
      if (!met.planned || met.setting.place == kNoIndex || InTitle(met.sentence)) continue;
      const DayValue day =
          met.setting.date == kNoIndex ? DayValue() : ToDay(reading(), met.setting.date);
      if (!outcome.date.empty() && day.iso != outcome.date.iso) continue;
      outcome.place = met.setting.place;
      outcome.venue = met.setting.venue;
      outcome.told_near = true;
      outcome.place_evidence = SentenceSpan(met.sentence);
      if (outcome.date.empty() && day.end_iso.empty()) outcome.date = day;
    }
    return;
  }
}

}  // namespace entente::ingest
