/// \file
/// Noun phrases that speak of agreements: "a Letter of Agreement for mutual assistance in river
/// defence", "the 2021 memorandum", "Peru-Fiji Free Trade Agreement", "the MoU", "a similar
/// deal with a Chinese supplier". Which nouns head them is data (agreement lines of the rule
/// files). Finding says nothing of what happened to them, nor which phrases mean one agreement.
/// Threads: pure. Linear: each token belongs to one phrase at most and is looked at a bounded
/// number of times.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ingest/actor_groups.h"
#include "ingest/reading.h"

namespace entente::ingest {

struct AgreementPhrase {
  uint32_t begin_token = 0;  ///< with its determiner
  uint32_t end_token = 0;    ///< with its parties and topic
  uint32_t name_begin = 0;   ///< the name: without determiner
  uint32_t name_end = 0;     ///<           up to its topic, or its parties where they come first
  uint32_t sentence = 0;
  uint32_t head_token = 0;
  std::string kind;
  bool definite = false;
  bool possessive = false;  ///< "their agreement"
  bool plural = false;
  bool weak = false;
  bool generic = false;
  bool another = false;  ///< "another on fisheries": the noun is the one before
  bool split = false;    ///< one of "two memoranda, on trade and on culture"
  uint32_t shared_begin = 0, shared_head = 0;  ///< of "| tax | treaties with Peru and Chile", split
  bool older = false;                          ///< "an earlier accord", "the 2021 memorandum"
  bool proper = false;                         ///< a name: "Valletta Agreement"
  bool prospective = false;                    ///< "a draft agreement", "the planned treaty"
  bool similar = false;  ///< "a similar agreement": another one, whatever it has in common
  uint32_t ordinal = 0;  ///< "the third agreement"; 0 when none is said
  uint32_t count = 0;    ///< "two memoranda"; 0 when none is said
  std::vector<std::string>
      content;                   ///< its own words, folded, sorted, without kind and small words
  std::vector<ByteSpan> topics;  ///< what it is about
  std::vector<std::pair<uint32_t, uint32_t>> topic_tokens;  ///< the same in tokens
  std::vector<ByteSpan> short_names;  ///< "(MoU)", "(hereinafter the Agreement)"
  ActorGroup with;                    ///< "with Chile", "between Peru and Chile"
  bool between = false;
  bool partner_told = false;            ///< "with the miners' union": described, not named
  std::vector<uint32_t> named_parties;  ///< entities within the name: "Korea-Vietnam …"
  uint32_t owner = kNoIndex;            ///< "Kenya's agreement": the entity
  uint32_t date = kNoIndex;             ///< into DocumentMentions::dates: "of 2019", "2021 …"
  bool dated = false;                   ///< "a memorandum dated 9 May"
  bool date_told = false;  ///< the date is said of it, and is no part of its name: "dates from"
};

/// All phrases of the document, in order, not overlapping.
std::vector<AgreementPhrase> FindAgreementPhrases(const Reading& reading);

/// A word folded for comparing contents: lower case, one spelling, no plural.
std::string ContentWord(std::string_view word);

}  // namespace entente::ingest
