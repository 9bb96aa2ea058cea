/// \file
/// How many relationships of one type and direction a node has whose other end has some labels:
/// from degrees alone where every end has them anyway. Private to query/. Threads: one a thread.

#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "graph/statistics.h"
#include "query/operators/neighbours.h"

namespace entente::query {

class LegReader {
 public:
  LegReader(const ExecutionContext& context, graph::TypeId type, graph::Direction direction,
            const std::vector<uint32_t>& labels)
      : context_(&context), labels_(context, labels) {
    if (type.valid() && !labels_.never()) neighbours_.emplace_back(context, type, direction);
    all_pass_ = labels_.empty();
  }

  /// False where every count is 0.
  bool valid() const { return !neighbours_.empty(); }
  /// A relationship from the node to itself doesn't count.
  void SkipLoops(bool skip) { skips_loops_ = skip; }
  bool Passes(graph::NodeId other) const { return labels_(other); }

  /// That so many nodes will be asked about: with many it pays to find out about all ends at once.
  void Expect(uint64_t nodes) {
    if (!valid() || asked_) return;
    constexpr uint64_t kMany = 64, kFew = 1 << 16;
    Neighbours& all = neighbours_[0];
    if (nodes < kMany && context_->reader->CountRelationships(all.type()) > kFew) return;
    asked_ = true;
    if (!all_pass_) all_pass_ = EndsPass(*context_, all.type(), all.direction(), labels_);
  }

  /// REQUIRES valid().
  int64_t Count(graph::NodeId node) {
    if (all_pass_ && !skips_loops_) return neighbours_[0].Degree(node);
    int64_t count = 0;
    for (graph::NodeId other : neighbours_[0].Get(node, buffer_).neighbours()) {
      count += labels_(other) && !(skips_loops_ && other == node) ? 1 : 0;
    }
    return count;
  }
  /// Count of each node of a column of nodes, 0 for null. REQUIRES valid().
  void CountAll(std::span<const uint32_t> nodes, int64_t* counts) {
    const graph::AdjacencyArrays* arrays =
        all_pass_ && !skips_loops_ ? neighbours_[0].arrays() : nullptr;
    if (arrays && !arrays->nodes) {
      const uint32_t first = arrays->first_node.value, rows = arrays->row_count;
      for (size_t i = 0; i < nodes.size(); ++i) {
        const uint32_t row = nodes[i] - first;
        counts[i] = row < rows ? arrays->offsets[row + 1] - arrays->offsets[row] : 0;
      }
      return;
    }
    for (size_t i = 0; i < nodes.size(); ++i) {
      counts[i] = nodes[i] == Column::kNoId ? 0 : Count(graph::NodeId(nodes[i]));
    }
  }
  /// Is Count above 0? REQUIRES valid().
  bool Any(graph::NodeId node) {
    if (all_pass_ && !skips_loops_) return neighbours_[0].Degree(node) > 0;
    auto nodes = neighbours_[0].Get(node, buffer_).neighbours();
    return std::any_of(nodes.begin(), nodes.end(), [&](graph::NodeId other) {
      return labels_(other) && !(skips_loops_ && other == node);
    });
  }
  /// False where CountLoops is 0 for every node; true also where it is not known.
  bool MayLoop() const {
    return valid() && graph::HasLoops(*context_->reader, neighbours_[0].type()).value_or(true);
  }
  /// Relationships from the node to itself that count.
  int64_t CountLoops(graph::NodeId node) {
    if (!valid() || !labels_(node)) return 0;
    auto nodes = neighbours_[0].Get(node, buffer_).neighbours();
    constexpr size_t kShort = 64;
    if (nodes.size() <= kShort) return std::count(nodes.begin(), nodes.end(), node);
    auto [begin, end] = std::equal_range(nodes.begin(), nodes.end(), node);
    return end - begin;
  }

 private:
  const ExecutionContext* context_;
  LabelTest labels_;
  std::vector<Neighbours> neighbours_;  // one, or none where nothing can count
  graph::AdjacencyBuffer buffer_;
  bool all_pass_ = false, asked_ = false, skips_loops_ = false;
};

}  // namespace entente::query
