/// \file
/// What `entente check` and `entente compact` do to a graph file.
/// Threads: any; each call opens the file for itself.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/result.h"

namespace entente::graph {

/// Relationships of a type that the schema knows, between labels that it does not give the type.
struct UnusualEnds {
  std::string type;
  std::string from, to;  ///< labels of the two nodes, sorted, with ':' between
  uint64_t count = 0;
};

struct CheckReport {
  uint64_t nodes = 0;
  uint64_t relationships = 0;
  uint64_t pieces = 0;          ///< of the base
  uint64_t base_bytes = 0;      ///< verified
  uint64_t logged_commits = 0;  ///< since the last fold
  /// No damage: a graph may hold what it likes. By type and labels.
  std::vector<UnusualEnds> unusual_ends;
};

/// Verifies every page, checksum and invariant. Errors: those of Graph::Open, and kCorrupt with
/// what is wrong.
Result<CheckReport> CheckFile(const std::string& path);

struct CompactReport {
  uint64_t bytes_before = 0;
  uint64_t bytes_after = 0;
};

/// Folds what was written since into a new base and writes the file anew, without free pages. The
/// old file stays until the new one is whole. Errors: those of Graph::Open; kBusy while anybody
/// else has the graph open.
Result<CompactReport> CompactFile(const std::string& path);

}  // namespace entente::graph
