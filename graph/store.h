/// \file
/// One state of a graph: what readers see through GraphReader and what a transaction writes.
/// Private to graph/; others use graph/graph_reader.h and graph/graph.h.
///
/// A copy is a snapshot and is cheap. Threads: const is safe from many threads; a Store that is
/// written belongs to its transaction's thread. Ids given by reading calls must exist where a
/// comment does not say otherwise.

#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/delta.h"
#include "graph/graph_reader.h"
#include "graph/names.h"
#include "graph/result.h"

namespace entente::graph {

/// A property that can be stored, or why not.   Source: openCypher 9, "Property values".
Status CheckStorable(const Value& value);

/// That there are no more ids for names (a call was given the id of nothing).
Error NoMoreNames();

/// Whether every label has an index on the key of this name.   Source: DESIGN.md, "The schema".
bool IsAlwaysIndexed(std::string_view key_name);

class Base;

class Store {
 public:
  Store();
  /// What the base holds, and nothing written since.
  explicit Store(std::shared_ptr<const Base> base);

  // Reading: as GraphReader says.
  const Names& names() const { return *names_; }
  uint32_t node_capacity() const { return node_capacity_; }
  uint32_t relationship_capacity() const { return relationship_capacity_; }
  uint64_t node_count() const { return node_count_; }
  uint64_t relationship_count() const { return relationship_count_; }
  bool Exists(NodeId node) const;
  bool Exists(RelationshipId relationship) const;
  std::span<const LabelId> Labels(NodeId node) const;
  bool HasLabel(NodeId node, LabelId label) const;
  uint64_t CountNodes(LabelId label) const;
  uint64_t CountRelationships(TypeId type) const;
  std::optional<NodeId> ScanNodes(LabelId label, NodeId from, size_t limit,
                                  std::vector<NodeId>& out) const;
  RelationshipEnds Ends(RelationshipId relationship) const;
  AdjacencyList Adjacent(NodeId node, TypeId type, Direction direction,
                         AdjacencyBuffer& buffer) const;
  uint32_t Degree(NodeId node, TypeId type, Direction direction) const;
  Value Property(NodeId node, PropertyKeyId key) const;
  Value Property(RelationshipId relationship, PropertyKeyId key) const;
  PropertyList Properties(NodeId node) const;
  PropertyList Properties(RelationshipId relationship) const;
  bool HasIndex(LabelId label, PropertyKeyId key) const;
  std::vector<NodeId> FindNodes(LabelId label, PropertyKeyId key, const Value& value) const;
  const std::set<std::pair<LabelId, PropertyKeyId>>& indexes() const { return *indexes_; }
  /// What the state stands on, or nullptr; and whether it is all there is.
  const Base* base() const { return base_.get(); }
  bool is_all_base() const { return delta_.empty(); }
  const std::shared_ptr<const Base>& shared_base() const { return base_; }
  const Delta& delta() const { return delta_; }

  // Writing: as Transaction says.
  LabelId InternLabel(std::string_view name);
  TypeId InternType(std::string_view name);
  PropertyKeyId InternKey(std::string_view name);
  Result<NodeId> CreateNode(std::span<const LabelId> labels);
  Result<RelationshipId> CreateRelationship(TypeId type, NodeId start, NodeId end);
  void AddLabel(NodeId node, LabelId label);
  void RemoveLabel(NodeId node, LabelId label);
  /// REQUIRES a value that CheckStorable passes.
  void SetProperty(NodeId node, PropertyKeyId key, const Value& value);
  void SetProperty(RelationshipId relationship, PropertyKeyId key, const Value& value);
  void DeleteRelationship(RelationshipId relationship);
  Status DeleteNode(NodeId node);
  void CreateIndex(LabelId label, PropertyKeyId key);

 private:
  bool IsBase(NodeId node) const { return node.value < base_nodes_; }
  bool IsBase(RelationshipId relationship) const {
    return relationship.value < base_relationships_;
  }
  /// Of a node that is not deleted.
  uint32_t LabelSetOf(NodeId node) const;
  void SetLabels(NodeId node, std::vector<LabelId> labels);
  void CountLabels(std::span<const LabelId> labels, int64_t change);
  bool IsIndexed(PropertyKeyId key) const {
    return key.value < indexed_keys_.size() && indexed_keys_[key.value];
  }
  /// For writing; unshares it first.
  Names& EditNames();
  PropertyList Named(PropertyList properties) const;
  static void Overlay(const PropertyPatch& patch, PropertyList& properties);
  void AppendMerged(const AddedAdjacency& added, AdjacencyBuffer& buffer) const;

  std::shared_ptr<const Base> base_;  // shared by the snapshots that stand on it; may be nullptr
  std::shared_ptr<const std::vector<uint32_t>> base_sets_;  // label set by group; shared likewise
  uint32_t base_nodes_ = 0;
  uint32_t base_relationships_ = 0;
  std::shared_ptr<Names> names_;  // shared by snapshots until one of them adds a name
  std::shared_ptr<std::set<std::pair<LabelId, PropertyKeyId>>> indexes_;  // shared likewise
  std::vector<bool> indexed_keys_;  // by key: some label has an index on it
  Delta delta_;
  uint32_t node_capacity_ = 0;
  uint32_t relationship_capacity_ = 0;
  uint64_t node_count_ = 0;
  uint64_t relationship_count_ = 0;
  std::vector<uint64_t> label_counts_;  // by label
  std::vector<uint64_t> type_counts_;   // by type
};

}  // namespace entente::graph
