/// \file
/// The lists of one type and direction, read through the graph's plain arrays as soon as enough of
/// them are asked for: the first use of the arrays verifies all of them, which a query about a few
/// nodes has no need of. Private to query/.
///
/// Threads: one a thread. Ownership: keeps pointers into the reader, which outlives it.

#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "query/context.h"

namespace entente::query {

class Neighbours {
 public:
  Neighbours(const ExecutionContext& context, graph::TypeId type, graph::Direction direction);

  graph::TypeId type() const { return type_; }
  graph::Direction direction() const { return direction_; }

  /// Good until the buffer's next use.
  graph::AdjacencyList Get(graph::NodeId node, graph::AdjacencyBuffer& buffer) {
    if (!Ready()) return reader_->Adjacent(node, type_, direction_, buffer);
    graph::AdjacencyList list;
    auto row = RowOf(node);
    if (!row) return list;
    uint32_t begin = arrays_->offsets[*row];
    list.size = arrays_->offsets[*row + 1] - begin;
    list.nodes = arrays_->neighbours + begin;
    if (arrays_->relationships) {
      list.relationships = arrays_->relationships + begin;
    } else {
      list.first = graph::RelationshipId(arrays_->first.value + begin);
    }
    return list;
  }
  uint32_t Degree(graph::NodeId node) {
    if (!Ready()) return reader_->Degree(node, type_, direction_);
    auto row = RowOf(node);
    return row ? arrays_->offsets[*row + 1] - arrays_->offsets[*row] : 0;
  }
  /// Where the lists of `nodes` (kNoId: none) lie in arrays()->neighbours. REQUIRES arrays().
  void FindAll(std::span<const uint32_t> nodes, uint32_t* begins, uint32_t* sizes) {
    const uint32_t* offsets = arrays_->offsets;
    if (arrays_->nodes) {
      for (size_t i = 0; i < nodes.size(); ++i) {
        auto row = nodes[i] == Column::kNoId ? std::nullopt : Search(graph::NodeId(nodes[i]));
        begins[i] = row ? offsets[*row] : 0;
        sizes[i] = row ? offsets[*row + 1] - offsets[*row] : 0;
      }
      return;
    }
    const uint32_t first = arrays_->first_node.value, rows = arrays_->row_count;
    for (size_t i = 0; i < nodes.size(); ++i) {
      const uint32_t row = nodes[i] - first;
      begins[i] = row < rows ? offsets[row] : 0;
      sizes[i] = row < rows ? offsets[row + 1] - begins[i] : 0;
    }
  }
  /// That so many nodes more will be asked about.
  void Expect(uint64_t nodes) { asked_ += nodes; }
  /// The arrays, where they are in use by now.
  const graph::AdjacencyArrays* arrays() { return Ready() ? &*arrays_ : nullptr; }

 private:
  bool Ready() {
    if (arrays_) return true;
    if (asked_ < patience_) {
      ++asked_;
      return false;
    }
    return TakeArrays();
  }
  bool TakeArrays();
  std::optional<uint32_t> RowOf(graph::NodeId node) {
    if (!arrays_->nodes) {
      uint32_t row = node.value - arrays_->first_node.value;
      return row < arrays_->row_count ? std::optional(row) : std::nullopt;
    }
    return Search(node);
  }
  std::optional<uint32_t> Search(graph::NodeId node) {
    // Nodes are often asked for in their order.
    uint32_t next = last_row_ + 1;
    if (next < arrays_->row_count && arrays_->nodes[next] == node) return last_row_ = next;
    const graph::NodeId* end = arrays_->nodes + arrays_->row_count;
    const graph::NodeId* found = std::lower_bound(arrays_->nodes, end, node);
    if (found == end || *found != node) return std::nullopt;
    return last_row_ = static_cast<uint32_t>(found - arrays_->nodes);
  }

  const graph::GraphReader* reader_;
  graph::TypeId type_;
  graph::Direction direction_;
  std::optional<graph::AdjacencyArrays> arrays_;
  uint64_t asked_ = 0;
  uint64_t patience_ = 0;
  uint32_t last_row_ = 0;
};

/// The labels among `indexes` (of context.labels) that nodes are tested for, as ranges of ids where
/// each is one.
class LabelTest {
 public:
  LabelTest() = default;
  LabelTest(const ExecutionContext& context, const std::vector<uint32_t>& indexes);
  bool operator()(graph::NodeId node) const {
    for (const Test& test : tests_) {
      if (test.range ? node.value - test.first >= test.count
                     : !reader_->HasLabel(node, test.label)) {
        return false;
      }
    }
    return !never_;
  }
  /// The one range that says it all, or nothing where it takes more.
  std::optional<graph::NodeRange> range() const {
    if (never_ || tests_.size() != 1 || !tests_[0].range) return std::nullopt;
    return graph::NodeRange{graph::NodeId(tests_[0].first), tests_[0].count};
  }
  bool empty() const { return tests_.empty() && !never_; }
  bool never() const { return never_; }
  /// True where every node of [first, last] passes; false also where it is not known.
  bool Covers(graph::NodeId first, graph::NodeId last) const;

 private:
  struct Test {
    graph::LabelId label;
    bool range = false;
    uint32_t first = 0, count = 0;
  };
  const graph::GraphReader* reader_ = nullptr;
  std::vector<Test> tests_;
  bool never_ = false;  // a label that the graph does not have
};

/// Does whatever `type` leads to in `direction` pass `labels` anyway? False also where it is not
/// known. Verifies the arrays of the type.
bool EndsPass(const ExecutionContext& context, graph::TypeId type, graph::Direction direction,
              const LabelTest& labels);

inline graph::Direction Opposite(graph::Direction direction) {
  return direction == graph::Direction::kOut ? graph::Direction::kIn : graph::Direction::kOut;
}

}  // namespace entente::query
