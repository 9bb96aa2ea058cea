/// \file
/// Random writing queries, each said in several ways that mean the same: as a clause, in FOREACH,
/// in CALL { … } with and without rows, with a LIMIT above. All must leave the same graph, and have
/// done it once for each row that the naive evaluator finds. What they write does not depend on the
/// order of rows. Threads: plain functions.

#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace entente::differential {

/// One such case; the text of a difference, or an empty string. Counts in `counts` what was
/// written.
std::string CompareWrites(uint64_t seed, std::map<std::string, size_t>& counts);

}  // namespace entente::differential
