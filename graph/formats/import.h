/// \file
/// What the readers of formats share: where an import stands while it runs, and what it brought.

#pragma once

#include <cstdint>
#include <functional>

namespace entente::graph {

struct ImportCounts {
  uint64_t nodes = 0;
  uint64_t relationships = 0;
  uint64_t properties = 0;
};

/// Called now and then by a running import with the bytes read so far and their sum in all files;
/// it stops when false is returned.
using ImportProgress = std::function<bool(uint64_t done_bytes, uint64_t total_bytes)>;

}  // namespace entente::graph
