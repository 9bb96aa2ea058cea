// Which nodes are reached within some steps: breadth first, each node once.

#include <algorithm>

#include "query/operators/operators.h"
#include "query/operators/walk.h"

namespace entente::query {

using graph::NodeId;

namespace {

class Reachable final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;

 private:
  void LearnNames() override {
    const auto& expand = plan<PlanVarExpand>();
    types_ = WalkTypes(context(), expand.types, expand.direction);
  }

  void Begin(const Batch& in, size_t row) override {
    const auto& expand = plan<PlanVarExpand>();
    found_.clear();
    at_ = 0;
    NodeId from = in.columns[expand.from].NodeAt(row);
    if (!from.valid()) return;
    seen_.resize(reader().node_capacity() / 64 + 1);
    // With a minimum of 1 the start counts only when a way leads back to it.
    if (expand.minimum == 0) {
      Mark(from);
      found_.push_back(from);
    }
    size_t begin = 0;
    frontier_.assign(1, from);
    for (uint64_t depth = 0; depth < expand.maximum && !frontier_.empty(); ++depth) {
      begin = found_.size();
      for (NodeId node : frontier_) {
        if ((++steps_ & 0x3ff) == 0 && !context().Continue()) return;
        for (size_t list = 0; list < types_.list_count(); ++list) {
          auto adjacent = types_.Get(node, list, buffer_);
          CountVisits(adjacent.size);
          if (expand.properties) {
            TakeMatching(adjacent, in, row);
          } else {
            TakeNew(adjacent);
          }
        }
      }
      frontier_.assign(found_.begin() + static_cast<ptrdiff_t>(begin), found_.end());
    }
    // The set is cleared for the next row where this one touched it.
    if (found_.size() > seen_.size()) {
      std::fill(seen_.begin(), seen_.end(), 0);
    } else {
      for (NodeId node : found_) seen_[node.value / 64] = 0;
    }
  }

  void Mark(NodeId node) { seen_[node.value / 64] |= 1ull << (node.value % 64); }
  bool IsMarked(NodeId node) const { return seen_[node.value / 64] >> (node.value % 64) & 1; }

  // Without a branch on what is new, which nothing can foresee.
  void TakeNew(const graph::AdjacencyList& adjacent) {
    size_t count = found_.size();
    if (found_.capacity() < count + adjacent.size) {
      found_.reserve(std::max(2 * found_.capacity(), count + adjacent.size));
    }
    found_.resize(count + adjacent.size);
    NodeId* out = found_.data() + count;
    for (uint32_t i = 0; i < adjacent.size; ++i) {
      NodeId next = adjacent.nodes[i];
      uint64_t& word = seen_[next.value / 64];
      uint64_t bit = next.value % 64;
      *out = next;
      out += (word >> bit & 1) ^ 1;
      word |= 1ull << bit;
    }
    found_.resize(static_cast<size_t>(out - found_.data()));
  }

  void TakeMatching(const graph::AdjacencyList& adjacent, const Batch& in, size_t row) {
    const auto& expand = plan<PlanVarExpand>();
    for (uint32_t i = 0; i < adjacent.size; ++i) {
      NodeId next = adjacent.nodes[i];
      if (IsMarked(next)) continue;
      if (!evaluator().MatchesProperties(expand.properties.get(), adjacent.relationship(i), in,
                                         row)) {
        continue;
      }
      Mark(next);
      found_.push_back(next);
    }
  }

  bool Fill(const Batch&, size_t row, size_t room) override {
    size_t count = std::min(found_.size() - at_, room - std::min(room, emitted().size()));
    for (size_t i = 0; i < count; ++i) nodes_.push_back(found_[at_ + i].value);
    emitted().insert(emitted().end(), count, static_cast<uint32_t>(row));
    at_ += count;
    return at_ >= found_.size();
  }

  void Finish(Batch& out) override {
    const auto& expand = plan<PlanVarExpand>();
    if (IsLive(expand.to)) PutIds(out, expand.to, Column::Kind::kNodes, nodes_);
    nodes_.clear();
  }

  WalkTypes types_;
  graph::AdjacencyBuffer buffer_;
  std::vector<uint64_t> seen_;  // a bit for each node; none is set between rows
  uint32_t steps_ = 0;
  std::vector<NodeId> found_, frontier_;
  size_t at_ = 0;
  std::vector<uint32_t> nodes_;
};

}  // namespace

OperatorPtr MakeReachable(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Reachable>(run, plan);
}

}  // namespace entente::query
