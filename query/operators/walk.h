/// \file
/// Going through a node's relationships of some types in some direction, in the order of the graph.
/// Private to this folder.

#pragma once

#include <algorithm>
#include <vector>

#include "query/operators/neighbours.h"
#include "query/operators/operator.h"

namespace entente::query {

/// The types of a plan resolved for one run; where none are named, every type of the graph.
class WalkTypes {
 public:
  WalkTypes(const ExecutionContext& context, const std::vector<uint32_t>& types,
            PatternDirection direction) {
    if (types.empty()) {
      for (uint32_t i = 0; i < context.reader->type_count(); ++i) {
        types_.push_back(graph::TypeId(static_cast<uint16_t>(i)));
      }
    }
    for (uint32_t type : types) {
      graph::TypeId id = context.types[type];
      if (id.valid() && std::find(types_.begin(), types_.end(), id) == types_.end()) {
        types_.push_back(id);
      }
    }
    if (direction != PatternDirection::kLeft) directions_.push_back(graph::Direction::kOut);
    if (direction != PatternDirection::kRight) directions_.push_back(graph::Direction::kIn);
    for (graph::TypeId type : types_) {
      for (graph::Direction way : directions_) lists_.emplace_back(context, type, way);
    }
  }
  WalkTypes() = default;

  /// Lists are numbered: type by type, out before in.
  size_t list_count() const { return types_.size() * directions_.size(); }
  graph::TypeId type(size_t list) const { return types_[list / directions_.size()]; }
  graph::Direction direction(size_t list) const { return directions_[list % directions_.size()]; }
  /// A loop is on both lists of its node when both are walked; it counts on the first alone.
  bool SkipsLoops(size_t list) const {
    return directions_.size() == 2 && direction(list) == graph::Direction::kIn;
  }
  graph::AdjacencyList Get(graph::NodeId node, size_t list, graph::AdjacencyBuffer& buffer) {
    return lists_[list].Get(node, buffer);
  }
  uint32_t Degree(graph::NodeId node, size_t list) { return lists_[list].Degree(node); }
  Neighbours& list(size_t i) { return lists_[i]; }

 private:
  std::vector<graph::TypeId> types_;
  std::vector<graph::Direction> directions_;
  std::vector<Neighbours> lists_;
};

/// Is `relationship` the one, or one of those, in any of `slots`?
inline bool OccursIn(graph::RelationshipId relationship, const std::vector<uint32_t>& slots,
                     const Batch& batch, size_t row) {
  for (uint32_t slot : slots) {
    const Column& column = batch.columns[slot];
    if (column.kind() == Column::Kind::kRelationships) {
      if (column.ids()[row] == relationship.value) return true;
      continue;
    }
    graph::Value value = column.At(row);
    if (value.kind() == graph::ValueKind::kRelationship &&
        value.as_relationship() == relationship) {
      return true;
    }
    if (value.kind() != graph::ValueKind::kList) continue;
    for (const graph::Value& element : value.as_list()) {
      if (element.kind() == graph::ValueKind::kRelationship &&
          element.as_relationship() == relationship) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace entente::query
