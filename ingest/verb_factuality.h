/// \file
/// How far a text vouches for what a verb says was done, by what the verb is embedded in: "denied
/// that they had signed", "media claimed", "hopes that we sign", "could not confirm that". Reports
/// of those who would know ("the ministry said that …") vouch for it. Threads: pure. Linear: each
/// verb looks at a bounded number of tokens.
/// Source: factive, counterfactive and non-factive predicates as in R. Sauri and J. Pustejovsky,
/// "FactBank: a corpus annotated with event factuality" (2009).

#pragma once

#include <cstdint>

#include "ingest/reading.h"

namespace entente::ingest {

enum class Vouching : uint8_t {
  kSaid,     ///< nothing speaks against it
  kDoubted,  ///< claimed by somebody, supposed, wished it had been
  kDenied,   ///< said not to be so: "denied that", "reports that … are false", "had they signed"
  kHoped,    ///< wanted, or to be done when something else is
};

/// The verb whose group is [group_begin, group_end) of the sentence whose tokens are [begin, end).
struct VerbPlace {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t group_begin = 0;
  uint32_t main_token = 0;
  uint32_t group_end = 0;
  bool gerund = false;
  bool present = false;  ///< "signs", or "sign" with a subject
};

struct Factuality {
  Vouching vouching = Vouching::kSaid;
  uint32_t by = kNoIndex;  ///< the token that says so: a verb told by "the treaty signed in …"
                           ///< behind it is not meant
};

/// What the words around the verb say of one that is told as done.
Factuality FactualityOf(const Reading& reading, const VerbPlace& place);

/// "Had Peru signed, …": it did not.
bool IsInverted(const Reading& reading, const VerbPlace& place);

/// "Nor did Peru | sign", "At no time has Peru | signed".
bool IsNegatedInFront(const Reading& reading, const VerbPlace& place);

}  // namespace entente::ingest
