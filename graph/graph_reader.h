/// \file
/// The one door through which queries, exports and algorithms read a graph: an unchanging view of
/// one committed state (or of a transaction's own uncommitted state).
///
/// Threads: const means safe from many threads at once; no hidden caches without their own
/// synchronisation. A view that a Transaction gave out is the exception: it changes with the
/// transaction and belongs to its thread. Ownership: Graph::Read() shares the view with its callers
/// (it pins the pages of the file that it reads); spans and string views it returns live as long as
/// the view.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/ids.h"
#include "graph/value.h"

namespace entente::graph {

class Store;  // what the view stands on: columns, adjacency, delta (private to graph/)

enum class Direction : uint8_t { kOut, kIn };

/// The relationships of one type and direction at one node, ascending by neighbour, then by
/// relationship.
struct AdjacencyList {
  const NodeId* nodes = nullptr;  ///< the other ends
  const RelationshipId* relationships =
      nullptr;           ///< nullptr where they are consecutive from `first`
  RelationshipId first;  ///< meaningful when `relationships` is nullptr
  uint32_t size = 0;

  NodeId node(uint32_t i) const { return nodes[i]; }
  RelationshipId relationship(uint32_t i) const {
    return relationships ? relationships[i] : RelationshipId(first.value + i);
  }
  std::span<const NodeId> neighbours() const { return {nodes, size}; }
};

/// Room for a list that does not lie in one piece in the file. Reuse it between calls; a list is
/// good until the buffer's next use.
struct AdjacencyBuffer {
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;
};

struct RelationshipEnds {
  TypeId type;
  NodeId start;
  NodeId end;
};

using PropertyList = std::vector<std::pair<PropertyKeyId, Value>>;

class GraphReader {
 public:
  explicit GraphReader(std::shared_ptr<const Store> store);
  ~GraphReader();
  GraphReader(const GraphReader&) = delete;
  GraphReader& operator=(const GraphReader&) = delete;

  // Names. Ids are dense from 0; a name that was ever used keeps its id.
  std::optional<LabelId> FindLabel(std::string_view name) const;
  std::optional<TypeId> FindType(std::string_view name) const;
  std::optional<PropertyKeyId> FindKey(std::string_view name) const;
  std::string_view Name(LabelId label) const;
  std::string_view Name(TypeId type) const;
  std::string_view Name(PropertyKeyId key) const;
  uint32_t label_count() const;  ///< names known, in use or not
  uint32_t type_count() const;
  uint32_t key_count() const;

  // Nodes and relationships. Every id is below the capacity; the ids of deleted ones are gaps.
  uint32_t node_capacity() const;
  uint32_t relationship_capacity() const;
  uint64_t node_count() const;
  uint64_t relationship_count() const;
  bool Exists(NodeId node) const;
  bool Exists(RelationshipId relationship) const;

  /// Sorted by id.
  std::span<const LabelId> Labels(NodeId node) const;
  bool HasLabel(NodeId node, LabelId label) const;
  uint64_t CountNodes(LabelId label) const;
  uint64_t CountRelationships(TypeId type) const;
  /// Appends to `out` up to `limit` nodes that carry `label` (every node where it is not valid),
  /// ascending, from `from` on. Returns where to go on, or nothing at the end.
  std::optional<NodeId> ScanNodes(LabelId label, NodeId from, size_t limit,
                                  std::vector<NodeId>& out) const;

  RelationshipEnds Ends(RelationshipId relationship) const;
  /// O(1) and a few bytes read where nothing was written since the last fold.
  AdjacencyList Adjacent(NodeId node, TypeId type, Direction direction,
                         AdjacencyBuffer& buffer) const;
  uint32_t Degree(NodeId node, TypeId type, Direction direction) const;

  // Properties. Null where there is none.
  Value Property(NodeId node, PropertyKeyId key) const;
  Value Property(RelationshipId relationship, PropertyKeyId key) const;
  /// All of them, sorted by the key's name.
  PropertyList Properties(NodeId node) const;
  PropertyList Properties(RelationshipId relationship) const;

  /// True where FindNodes answers by an index.
  bool HasIndex(LabelId label, PropertyKeyId key) const;
  /// The nodes of `label` whose `key` equals `value`, ascending; by index where there is one, else
  /// by a scan.
  std::vector<NodeId> FindNodes(LabelId label, PropertyKeyId key, const Value& value) const;

  const Store& store() const { return *store_; }

 private:
  std::shared_ptr<const Store> store_;  // shared: every view of one state stands on the same store
};

}  // namespace entente::graph
