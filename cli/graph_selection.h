/// \file
/// The nodes and relationships that are to be shown: those among a query's values, or the graph's
/// most connected. Threads: pure.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/value.h"

namespace entente::cli {

struct Selection {
  std::vector<graph::NodeId> nodes;                  ///< each once
  std::vector<graph::RelationshipId> relationships;  ///< each once; both ends are among `nodes`
  uint64_t found_nodes = 0;                          ///< before the limit
  uint64_t documents = 0;  ///< sources, which SelectGraph takes for no nodes of the picture
};

/// Every node, relationship and path among `values`, in their order; lists and maps are looked
/// into. The first `limit` nodes, and what joins those.
Selection SelectValues(const graph::GraphReader& reader, const std::vector<graph::Value>& values,
                       size_t limit);

/// All that the documents speak of, but not the documents themselves (nodes `Document` that hold a
/// text) and where each thing is mentioned. Where there is more than `limit` nodes, those with the
/// most relationships. Sorted by key, then name.
Selection SelectGraph(const graph::GraphReader& reader, size_t limit);

/// Every relationship between two of `nodes` but mentions, by the order of the nodes they leave.
std::vector<graph::RelationshipId> RelationshipsAmong(const graph::GraphReader& reader,
                                                      const std::vector<graph::NodeId>& nodes);

/// What people call a node: its name, title, id or key, else its labels.
std::string NodeCaption(const graph::GraphReader& reader, graph::NodeId node);

}  // namespace entente::cli
