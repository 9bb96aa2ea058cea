/// \file
/// Whether the deed of an infinitive was done, where no verb such as "hopes" or "refused" stands
/// right before it: "became the fifth state to sign", "met in Lima to sign". Threads: pure. Each
/// question looks at a bounded number of tokens.

#pragma once

#include <cstdint>

#include "ingest/reading.h"

namespace entente::ingest {

enum class InfinitiveOutcome : uint8_t {
  kUnsaid,    ///< nothing there tells
  kDone,      ///< "took the opportunity to sign"
  kPlanned,   ///< "will be the first to sign"
  kPossible,  ///< "called on the minister to sign"
};

/// Of the infinitive whose "to" stands at token `to`, in a sentence that begins at token `begin`.
/// `negated`: "not to sign".
InfinitiveOutcome OutcomeOfInfinitive(const Reading& reading, uint32_t begin, uint32_t to,
                                      bool negated);

}  // namespace entente::ingest
