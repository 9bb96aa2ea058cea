#include "ingest/event_partners.h"

#include <algorithm>

namespace entente::ingest {

namespace {

struct Sides {
  std::vector<uint32_t> people, states;

  void Add(const Reading& reading, const std::vector<Meaning>& who) {
    const auto& entities = reading.mentions.entities;
    for (const Meaning& meaning : who) {
      if (meaning.person != kNoIndex) {
        people.push_back(meaning.person);
        continue;
      }
      for (const uint32_t body : meaning.bodies) {
        if (body < entities.size() && entities[body].type == MentionType::kCountry) {
          states.push_back(body);
        }
      }
    }
  }
};

bool Apart(const std::vector<uint32_t>& some, const std::vector<uint32_t>& others) {
  return !some.empty() && !others.empty() &&
         std::none_of(some.begin(), some.end(), [&](uint32_t one) {
           return std::find(others.begin(), others.end(), one) != others.end();
         });
}

}  // namespace

bool WithOthers(const Reading& reading, const std::vector<EventPhrase>& phrases,
                const ClauseFindings& findings, const ActorMeanings& meanings,
                const EventPhrase& phrase, const EventCase& known) {
  if (phrase.with.actors.empty()) return false;
  Sides mine, theirs;
  mine.Add(reading, meanings.Of(phrase.with.actors, phrase.begin_token));
  if (mine.people.empty() && mine.states.empty()) return false;
  for (const uint32_t other : known.phrases) {
    const EventPhrase& told = phrases[other];
    theirs.Add(reading, meanings.Of(told.with.actors, told.begin_token));
  }
  // Who else was there: on either side of what the phrase is with.
  Sides there = theirs;
  for (const uint32_t index : known.deeds) {
    const EventDeed& deed = findings.event_deeds[index];
    there.Add(reading, meanings.Of(deed.who, deed.verb_begin));
    there.Add(reading, meanings.Of(deed.whom, deed.verb_begin));
  }
  if (!mine.people.empty()) {
    // "talks with X", and "talks with Y" before; "the meeting between X and Y" of nobody of these
    const bool one_side = phrase.with_side && Apart(mine.people, theirs.people);
    return Apart(mine.people, there.people) && (one_side || mine.people.size() > 1);
  }
  return theirs.people.empty() && there.people.empty() && Apart(mine.states, theirs.states) &&
         Apart(mine.states, there.states);
}

bool IsSession(const Reading& reading, const EventPhrase& phrase) {
  return reading.SaysAny(phrase.head_token, {"session", "sessions"}) && phrase.topics.empty() &&
         phrase.ordinal == 0 && phrase.head_token > phrase.begin_token &&
         reading.SaysAny(phrase.head_token - 1, {"opening", "closing", "plenary", "inaugural",
                                                 "final", "working", "evening", "morning"});
}

bool IsConference(const EventCase& known) {
  const std::string& kind = known.kinds.front();
  return !known.phrases.empty() && !known.cancelled &&
         (kind == "conference" || kind == "summit" || kind == "workshop") &&
         std::none_of(known.content.begin(), known.content.end(),
                      [](const std::string& word) { return word == "press" || word == "news"; });
}

std::optional<uint32_t> OnlyVisit(const std::vector<EventCase>& cases) {
  std::optional<uint32_t> only;
  for (uint32_t i = 0; i < cases.size(); ++i) {
    if (cases[i].kinds.front() != "visit" || cases[i].phrases.empty()) continue;
    if (only) return std::nullopt;
    only = i;
  }
  return only;
}

}  // namespace entente::ingest
