/// \file
/// The words of its group that a verb stands with. Private to the verb finder. Threads: a value.

#pragma once

#include <cstdint>

#include "ingest/span.h"

namespace entente::ingest {

/// What stands before a verb, read from right to left.
struct Company {
  bool be = false;
  bool have = false;
  bool future = false;
  bool would = false;
  bool ought = false;  ///< "must", "should"
  bool to = false;
  uint32_t to_at = kNoIndex;  ///< the token of that "to"; none where it is shared
  bool negated = false;
  bool yet = false;
  bool planned = false;
  bool refused = false;
  bool possible = false;
  bool denied = false;  ///< "denied having signed"
  bool done = false;
  bool not_planned = false;  ///< "is not expected to"
  bool present = false;      ///< "is signed"
  bool bare_be = false;      ///< "be signed" with nothing finite beside it
  bool adjective = false;    ///< the verb stands in a noun phrase
};

}  // namespace entente::ingest
