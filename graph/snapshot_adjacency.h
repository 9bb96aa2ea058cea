/// \file
/// The adjacency of one snapshot for walkers that must be quick at every step: vertices with dense
/// indices, lists of one type and direction in place, degrees and the types in use of each vertex
/// counted once. Lists of nodes that were written to since the last fold are kept merged here; all
/// others lie where the base has them. The Boost.Graph model stands on this; it knows no Boost.
///
/// Threads: const is safe from many threads. Ownership: keeps the reader alive.
/// Memory: 24 bytes a vertex beside the lists of touched nodes.

#pragma once

#include <bit>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "graph/graph_reader.h"

namespace entente::graph {

class SnapshotAdjacency {
 public:
  /// Of the relationships of `types`, or of all where that is empty; between the nodes that have
  /// one of `labels`, or any where that is empty. Labels need a copy of what is left.
  explicit SnapshotAdjacency(std::shared_ptr<const GraphReader> reader,
                             std::span<const TypeId> types = {},
                             std::span<const LabelId> labels = {});

  const GraphReader& reader() const { return *reader_; }
  uint32_t vertex_count() const { return vertex_count_; }
  uint64_t edge_count() const { return edge_count_; }
  uint32_t slot_count() const { return static_cast<uint32_t>(slots_.size()); }

  NodeId Node(uint32_t vertex) const { return nodes_.empty() ? NodeId(vertex) : nodes_[vertex]; }
  /// UINT32_MAX for a node without the labels. REQUIRES a node of the snapshot.
  uint32_t Vertex(NodeId node) const {
    return vertices_.empty() ? node.value : vertices_[node.value];
  }
  uint32_t Degree(uint32_t vertex, Direction direction) const {
    return degrees_[static_cast<int>(direction)][vertex];
  }

  /// One type's list at a vertex.
  struct List {
    const NodeId* nodes = nullptr;
    const RelationshipId* relationships = nullptr;  ///< nullptr where consecutive from `first`
    uint32_t first = 0;
    uint32_t size = 0;
    RelationshipId relationship(uint32_t i) const {
      return relationships ? relationships[i] : RelationshipId(first + i);
    }
  };
  List ListOf(uint32_t vertex, uint32_t slot, Direction direction) const;
  /// The first slot at or after `slot` that has a list at `vertex`, or slot_count().
  uint32_t NextSlot(uint32_t vertex, uint32_t slot, Direction direction) const {
    if (slot >= kMaskedSlots) return SearchSlot(vertex, slot, direction);
    const uint64_t rest = masks_[static_cast<int>(direction)][vertex] >> slot;
    if (rest == 0) return slot_count();
    slot += static_cast<uint32_t>(std::countr_zero(rest));
    return slot < kMaskedSlots ? slot : SearchSlot(vertex, slot, direction);
  }
  TypeId SlotType(uint32_t slot) const { return slots_[slot].type; }

 private:
  static constexpr uint32_t kMaskedSlots = 63;  // the last bit of a mask stands for all others

  struct Rows {  // in the base
    uint32_t first_node = 0;
    uint32_t row_count = 0;
    const uint32_t* nodes = nullptr;
    const uint32_t* offsets = nullptr;
    const NodeId* neighbours = nullptr;
    const RelationshipId* relationships = nullptr;
    uint32_t first = 0;
  };
  struct Slot {
    TypeId type;
    Rows rows[2];
  };
  struct Merged {
    std::vector<NodeId> nodes;
    std::vector<RelationshipId> relationships;
  };
  void NumberVertices(std::span<const LabelId> labels);
  void CopyRows();
  uint32_t SearchSlot(uint32_t vertex, uint32_t slot, Direction direction) const;
  void KeepMergedLists();
  void CountDegrees();

  std::shared_ptr<const GraphReader> reader_;         // shared with whoever else reads the snapshot
  std::vector<Slot> slots_;                           // a type each
  std::vector<NodeId> nodes_;                         // by vertex; empty where ids are dense
  std::vector<uint32_t> vertices_;                    // by node id; likewise
  std::deque<std::vector<uint32_t>> copied_offsets_;  // of labelled nodes alone
  std::deque<std::vector<NodeId>> copied_neighbours_;             // likewise
  std::deque<std::vector<RelationshipId>> copied_relationships_;  // likewise
  std::vector<uint32_t> merged_of_;  // by vertex: where its lists begin in merged_; empty, or none
  std::vector<Merged> merged_;       // of a touched vertex: slot * 2 + direction
  std::vector<uint32_t> degrees_[2];
  std::vector<uint64_t> masks_[2];
  uint32_t vertex_count_ = 0;
  uint64_t edge_count_ = 0;
};

}  // namespace entente::graph
