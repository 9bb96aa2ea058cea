/// \file
/// Noun phrases that speak of events: "the 9th Border Commission Talks between Peru and
/// Chile", "the Valletta summit", "a workshop on tug handling", "the ceremony". Which nouns head
/// them is data (event lines of the rule files). Threads: pure. Linear.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/actor_groups.h"
#include "ingest/agreement_finder.h"
#include "ingest/reading.h"

namespace entente::ingest {

struct EventPhrase {
  uint32_t begin_token = 0;
  uint32_t end_token = 0;
  uint32_t name_begin = 0;
  uint32_t name_end = 0;
  uint32_t sentence = 0;
  uint32_t head_token = 0;
  std::string kind;
  bool definite = false;
  bool plural = false;
  bool weak = false;
  bool proper = false;     ///< capitalised: "Defence Policy Dialogue"
  bool discussed = false;  ///< "discussed | the summit": not held where that was
  bool other = false;      ///< "the next conference", "a previous edition": never the one at hand
  uint32_t ordinal = 0;    ///< "the 16th"; 0 when none
  std::vector<std::string> content;
  std::vector<ByteSpan> topics;
  ActorGroup with;
  bool with_side = false;  ///< `with` is one side: "talks with Peru"
  std::vector<uint32_t> named_parties;
  uint32_t owner = kNoIndex;  ///< "CoG's convention", "the official visit by X": the entity
  uint32_t date = kNoIndex;   ///< into dates
  uint32_t place = kNoIndex;  ///< entity: "the Valletta summit", "talks in Rome"
};

/// All event phrases, in order; none overlaps one of `agreements`.
std::vector<EventPhrase> FindEventPhrases(const Reading& reading,
                                          const std::vector<AgreementPhrase>& agreements);

}  // namespace entente::ingest
