/// \file
/// The order in which exports write a graph: by stable keys and never by id, so that the same
/// documents give the same bytes whatever order they were read in. Threads: const is safe; a walk
/// belongs to one thread.

#pragma once

#include <cstdint>
#include <vector>

#include "graph/graph_reader.h"

namespace entente::graph {

/// Nodes by `key`, else `id`, else `name` (integers by value, after text), then by labels, then by
/// their properties; of two alike in all of them the one with the lower id.
struct ExportOrder {
  std::vector<NodeId> nodes;
  std::vector<uint32_t> position;  ///< in `nodes`, by node id
};

/// Cost: O(n log n) in the nodes.
ExportOrder OrderForExport(const GraphReader& reader);

/// The label names of `node`, sorted.
std::vector<std::string_view> SortedLabels(const GraphReader& reader, NodeId node);

struct ExportedRelationship {
  RelationshipId id;
  TypeId type;
  uint32_t start = 0;  ///< position in ExportOrder::nodes
  uint32_t end = 0;
};

/// Hands out relationships by positions of start and end, then the type's name, then properties,
/// node by node, so that nothing is held but the relationships of one node. The reader and the
/// order must outlive it.
class RelationshipWalk {
 public:
  RelationshipWalk(const GraphReader& reader, const ExportOrder& order);

  /// The relationships that leave the node at `position`, in order; good until the next call.
  const std::vector<ExportedRelationship>& Leaving(uint32_t position);

 private:
  const GraphReader& reader_;
  const ExportOrder& order_;
  std::vector<TypeId> types_;  // by name
  AdjacencyBuffer buffer_;
  struct Place {
    ExportedRelationship relationship;
    uint32_t type_rank;
  };
  std::vector<Place> places_;
  std::vector<ExportedRelationship> leaving_;
};

}  // namespace entente::graph
