/// \file
/// The order in which exports write a graph: by stable keys and never by id, so that the same
/// documents give the same bytes whatever order they were read in. Threads: pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/graph_reader.h"

namespace entente::graph {

struct ExportOrder {
  std::vector<NodeId> nodes;       ///< by `key`, else `id`, else name, then labels, then node id
  std::vector<uint32_t> position;  ///< of each node id in `nodes`
  std::vector<RelationshipId>
      relationships;  ///< by positions of start and end, then type, then properties
};

/// Cost: O(n log n); the properties of relationships are compared only where ends and type are
/// equal.
ExportOrder OrderForExport(const GraphReader& reader);

}  // namespace entente::graph
