/// \file
/// What was written since the last fold, as records that lie over the base: changed and new nodes
/// and relationships, their adjacency, and an index of their properties. A copy is a snapshot and
/// costs a few pointers (graph/persistent.h).
///
/// This file says what the records are and keeps them consistent with each other; what a reader
/// sees of base and delta together is graph/store.h. Threads: const is safe from many threads; one
/// Delta is written by one thread.

#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/ids.h"
#include "graph/persistent.h"
#include "graph/value.h"

namespace entente::graph {

/// Sorted by key id. A null value hides the base's property.
using PropertyPatch = std::vector<std::pair<PropertyKeyId, Value>>;

const Value* FindInPatch(const PropertyPatch& patch, PropertyKeyId key);
/// Puts `value` (null too) at `key`.
void SetInPatch(PropertyPatch& patch, PropertyKeyId key, const Value& value);
void EraseFromPatch(PropertyPatch& patch, PropertyKeyId key);

/// A node that was made or touched since the fold.
struct NodeRecord {
  bool deleted = false;
  bool has_labels = false;  ///< label_set counts; else the base's labels do
  uint32_t label_set = 0;
  PropertyPatch properties;
};

/// A relationship that was made or touched since the fold.
struct RelationshipRecord {
  bool deleted = false;
  RelationshipEnds ends;  ///< meaningful for those made since the fold
  PropertyPatch properties;
};

/// Relationships of one type and direction at one node that were made since the fold, and how many
/// of the base's are gone.
struct AddedAdjacency {
  TypeId type;
  uint32_t base_dead = 0;    ///< relationships of the base's list that were deleted
  uint32_t dead = 0;         ///< entries below that were deleted and not yet taken out
  uint32_t sorted_size = 0;  ///< entries [0, sorted_size) ascend by (node, relationship)
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;
};
using AdjacencyRecord = std::vector<AddedAdjacency>;  // by type, in order of first use

/// Nodes by (key, value) hash: candidates only, to be checked against the property itself.
using IndexBucket = std::vector<std::pair<uint32_t, NodeId>>;

struct Delta {
  PersistentArray<NodeRecord> nodes;
  PersistentArray<RelationshipRecord> relationships;
  PersistentArray<AdjacencyRecord> adjacency[2];  ///< by Direction
  PersistentArray<IndexBucket> index;

  bool empty() const { return nodes.empty() && relationships.empty(); }

  /// The list of `type` at `node`, or nullptr.
  const AddedAdjacency* FindAdjacency(NodeId node, TypeId type, Direction direction) const;
  AddedAdjacency& EditAdjacency(NodeId node, TypeId type, Direction direction);
  /// Takes dead entries out once they are the larger part.
  void CompactAdjacency(AddedAdjacency& list) const;
  /// Appends the living entries of `list`, sorted, to `out`.
  void AppendSorted(const AddedAdjacency& list, AdjacencyBuffer& out) const;

  void AddToIndex(PropertyKeyId key, const Value& value, NodeId node);
  void RemoveFromIndex(PropertyKeyId key, const Value& value, NodeId node);
  void FindInIndex(PropertyKeyId key, const Value& value, std::vector<NodeId>& candidates) const;
};

/// Sorts both vectors of `buffer` from `begin` on by (node, relationship).
void SortAdjacency(AdjacencyBuffer& buffer, size_t begin);

}  // namespace entente::graph
