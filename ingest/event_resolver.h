/// \file
/// Which phrases and verbs speak of one event: "the 9th Border Commission Talks", "the talks" and
/// "the meeting" of one text; "the ceremony" at which an agreement was signed. Events named by a
/// verb alone ("met", "visited") stand for themselves. Threads: pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/actor_meaning.h"
#include "ingest/clause_reader.h"
#include "ingest/event_finder.h"
#include "ingest/reading.h"

namespace entente::ingest {

struct EventCase {
  std::vector<uint32_t> phrases;  ///< event phrases; empty: named by its deed alone
  std::vector<uint32_t> deeds;    ///< of ClauseFindings::event_deeds
  std::vector<std::string> content;
  std::vector<std::string> kinds;
  uint32_t ordinal = 0;
  bool cancelled = false;
};

struct EventCases {
  std::vector<EventCase> cases;
  std::vector<uint32_t> case_of;  ///< by phrase; kNoIndex: no event worth a node
};

EventCases ResolveEvents(const Reading& reading, const std::vector<EventPhrase>& phrases,
                         const ClauseFindings& findings, const ActorMeanings& meanings,
                         ExtractionTrace* trace);

}  // namespace entente::ingest
