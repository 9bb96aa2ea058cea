/// \file
/// The one place where overlapping names are decided. Candidates of all finders compete; what
/// covers more with more certainty wins, ties go to the earlier and longer. Threads: pure.

#pragma once

#include <vector>

#include "ingest/mention.h"
#include "ingest/name_finder.h"
#include "ingest/text_words.h"

namespace entente::ingest {

/// Those of `candidates` that stand, none overlapping another, sorted by span.
std::vector<NameCandidate> Consolidate(const TextWords& words,
                                       const std::vector<NameCandidate>& candidates);

}  // namespace entente::ingest
