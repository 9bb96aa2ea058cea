/// \file
/// Verbs of the rules with what stands around them: "had hoped to conclude" is one verb,
/// `conclude`, planned; "was not signed" is passive and refused; "denied signing" did not happen
/// for all we know. Threads: pure. Linear: each verb looks back over a bounded number of tokens.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/reading.h"

namespace entente::ingest {

struct VerbGroup {
  uint32_t begin_token = 0;  ///< its first auxiliary
  uint32_t end_token = 0;    ///< behind its particle
  uint32_t main_token = 0;
  uint64_t features = 0;  ///< Feature bits and the bits of its classes
  /// The token for whose sake it is not told as done: "if", "hopes", "denied". kNoIndex: none.
  uint32_t embedder = kNoIndex;
  bool denied = false;  ///< told as refused because somebody says that it was not done
};

/// The verb groups of the sentence whose tokens are [begin, end), in order, not overlapping.
std::vector<VerbGroup> FindVerbs(const Reading& reading, uint32_t begin, uint32_t end);

}  // namespace entente::ingest
