/// \file
/// A sentence as the clause rules see it: actors, agreements, events, verbs, dates and places as
/// one item each, everything else word by word. Threads: pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/actor_groups.h"
#include "ingest/agreement_finder.h"
#include "ingest/event_finder.h"
#include "ingest/reading.h"
#include "ingest/rule_engine.h"
#include "ingest/verb_finder.h"

namespace entente::ingest {

struct SentenceItems {
  uint32_t sentence = 0;
  std::vector<Item> items;
  std::vector<ActorGroup> actors;                 ///< Item::index of kActors
  std::vector<std::vector<uint32_t>> agreements;  ///< of kAgreement: phrases of one list
  std::vector<VerbGroup> verbs;                   ///< of kVerb
  // Item::index of kEvent is the event phrase, of kDate and kPlace the mention.
};

/// The phrases must be sorted; `agreement_at` and `event_at` are the first phrases that may lie in
/// the sentence and are moved past it.
SentenceItems BuildItems(const Reading& reading, uint32_t sentence,
                         const std::vector<AgreementPhrase>& agreements, uint32_t& agreement_at,
                         const std::vector<EventPhrase>& events, uint32_t& event_at);

/// "Ann Ayres, who is on a visit to Peru, | and Bo Lund signed", "by Ann Ayres, who is on a visit
/// to Peru, | and Bo Lund": a row of people whose aside has an event of its own.
void JoinPastAsides(const Reading& reading, SentenceItems& sentence);

/// "Ana Ruiz met | Bo Lund | and signed": whoever is the object of one verb is not the subject of
/// the next, so such actors are marked as oblique.
void MarkObjects(const Reading& reading, SentenceItems& sentence);

/// The items in one line, for traces and tests: "{Actors Peru and Chile} {Verb:sign,active,done
/// signed} {Agreement a treaty} .".
std::string ItemsToText(const Reading& reading, const SentenceItems& sentence);

/// The features in one line: "sign,active,done".
std::string FeaturesToText(const RuleBook& book, uint64_t features);

}  // namespace entente::ingest
