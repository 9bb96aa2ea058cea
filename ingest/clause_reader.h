/// \file
/// Reads the sentences of a document with the clause rules: what was done to which agreement by
/// whom, and what happened at which event, clause by clause. Says nothing yet of which phrases mean
/// one agreement. Threads: pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/agreement_finder.h"
#include "ingest/clause_items.h"
#include "ingest/event_finder.h"
#include "ingest/extractor.h"
#include "ingest/reading.h"

namespace entente::ingest {

/// What a clause says was done to an agreement.
enum class DeedKind : uint8_t {
  kSign,  ///< sign, conclude, exchange, …
  kInitial,
  kRatify,
  kAccede,
  kRenew,
  kAmend,
  kAnnul,
  kRefuse,
  kPostpone,
  kAnnounce,
  kNegotiate,
  kInForce,
  kLapse,
  kPending,   ///< "remained unsigned"
  kStanding,  ///< "holds a framework agreement", "under the treaty", "is party to"
  kParty,     ///< says who the parties are and nothing else
};

enum class DeedStatus : uint8_t {
  kDone,
  kPlanned,
  kRefused,  ///< by those who were to do it
  kDenied,   ///< told as not done, by whom it may concern: nobody refused anything
  kPossible
};

/// When and where, as the clause says it.
struct Setting {
  uint32_t date = kNoIndex;   ///< into DocumentMentions::dates
  uint32_t place = kNoIndex;  ///< entity
  bool venue = false;         ///< the place is a building or the like
  uint32_t body = kNoIndex;   ///< entity of the body in whose house it was
  uint32_t event = kNoIndex;  ///< event phrase at, during or after which it was
  bool at_end = false;        ///< "at the end of the talks"
  bool until = false;         ///< of what is put off: the day to which
};

struct Deed {
  DeedKind kind = DeedKind::kSign;
  DeedStatus status = DeedStatus::kDone;
  std::vector<uint32_t> what;  ///< agreement phrases; empty: the one at hand ("it", "signed for")
  std::vector<Actor> who;
  std::vector<Actor> behalf;  ///< "signed for Peru"
  bool by_list = false;       ///< `who` is the full list of parties
  bool only_parties = false;  ///< says who the parties are and nothing of what happened
  Setting setting;
  uint32_t sentence = 0;
  uint32_t verb_token = 0;
  ByteSpan evidence;
  std::string_view rule;
  float confidence = 0.9f;
};

struct AgreementLink {
  std::string_view type;  ///< RENEWS, AMENDS, REPLACES, IMPLEMENTS
  uint32_t from = 0;      ///< agreement phrase
  uint32_t to = 0;
  ByteSpan evidence;
  std::string_view rule;
  float confidence = 0.9f;
};

struct WitnessNote {
  std::vector<Actor> who;
  uint32_t sentence = 0;
  uint32_t token = 0;
  std::vector<uint32_t> what;  ///< agreement phrases of the sentence
  ByteSpan evidence;
  std::string_view rule;
  float confidence = 0.9f;
};

enum class EventDeedKind : uint8_t { kHeld, kParticipants, kMeet, kVisit, kCancelled };
struct EventDeed {
  EventDeedKind kind = EventDeedKind::kHeld;
  uint32_t event = kNoIndex;  ///< event phrase; kNoIndex: said by a verb alone ("met")
  bool planned = false;
  bool there = false;  ///< at the event told just before: "among those present were", "joined by"
  bool call = false;   ///< "spoke by telephone with": a meeting that is a call
  std::vector<Actor> who;
  std::vector<Actor> whom;
  std::string role;  ///< host, leader, speaker, participant
  Setting setting;
  uint32_t sentence = 0;
  uint32_t verb_begin = 0;  ///< tokens that name it when it has no noun
  uint32_t verb_end = 0;
  ByteSpan evidence;
  std::string_view rule;
  float confidence = 0.9f;
};

struct Representation {
  Actor person;
  Actor body;
  ByteSpan evidence;
  std::string_view rule;
  float confidence = 0.9f;
};

struct ClauseFindings {
  std::vector<Deed> deeds;  ///< by position
  std::vector<AgreementLink> links;
  std::vector<WitnessNote> witnesses;
  std::vector<EventDeed> event_deeds;
  std::vector<Representation> representations;
  std::vector<Setting> agreement_settings;  ///< by agreement phrase: dates and places beside it
  std::vector<Setting> event_settings;      ///< by event phrase: dates and places of its clause
  /// All actors in a row, by position, and whether they are no object of a preposition.
  std::vector<std::pair<ActorGroup, bool>> groups;
};

ClauseFindings ReadClauses(const Reading& reading, const std::vector<AgreementPhrase>& agreements,
                           const std::vector<EventPhrase>& events, ExtractionTrace* trace,
                           RuleMatcher* matcher = nullptr);

}  // namespace entente::ingest
