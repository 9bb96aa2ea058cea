/// \file
/// What a planner wants to know before it looks: how many, how many different, how unevenly. Taken
/// from what the last fold counted; writes since are in the exact counts and not in the others.
/// Threads: as GraphReader. Cost: a few reads each, no scan but where it says so.

#pragma once

#include <cstdint>
#include <optional>

#include "graph/graph_reader.h"

namespace entente::graph {

struct TypeStatistics {
  uint64_t relationships = 0;  ///< exact
  uint64_t starts = 0;         ///< nodes with at least one outgoing
  uint64_t ends = 0;           ///< nodes with at least one incoming
  uint32_t max_out = 0;        ///< the largest degree
  uint32_t max_in = 0;
};
TypeStatistics StatisticsOf(const GraphReader& reader, TypeId type);

struct PropertyStatistics {
  uint64_t present = 0;   ///< nodes of the label that have it
  uint64_t distinct = 0;  ///< different values, an upper bound over groups; 0 where not counted
  bool indexed = false;
};
PropertyStatistics StatisticsOf(const GraphReader& reader, LabelId label, PropertyKeyId key);

/// Has `type` a relationship from a node to itself? Nothing where any node or relationship was
/// written since the last fold. The first call for a type reads all of its rows.
std::optional<bool> HasLoops(const GraphReader& reader, TypeId type);

/// Relationships of `type` whose start (kOut) or end (kIn) carries `label`.
uint64_t CountRelationships(const GraphReader& reader, TypeId type, Direction direction,
                            LabelId label);

}  // namespace entente::graph
