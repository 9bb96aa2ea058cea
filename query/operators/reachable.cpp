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
    if (seen_.size() < reader().node_capacity() || ++stamp_ == 0) {
      seen_.assign(reader().node_capacity(), 0);
      stamp_ = 1;
    }
    // With a minimum of 1 the start counts only when a way leads back to it.
    if (expand.minimum == 0) {
      seen_[from.value] = stamp_;
      found_.push_back(from);
    }
    size_t begin = 0;
    frontier_.assign(1, from);
    for (uint64_t depth = 0; depth < expand.maximum && !frontier_.empty(); ++depth) {
      begin = found_.size();
      for (NodeId node : frontier_) {
        if ((++steps_ & 0x3ff) == 0 && !context().Continue()) return;
        for (size_t list = 0; list < types_.list_count(); ++list) {
          auto adjacent = types_.Get(reader(), node, list, buffer_);
          CountVisits(adjacent.size);
          for (uint32_t i = 0; i < adjacent.size; ++i) {
            NodeId next = adjacent.nodes[i];
            if (seen_[next.value] == stamp_) continue;
            if (expand.properties &&
                !evaluator().MatchesProperties(expand.properties.get(), adjacent.relationship(i),
                                               in, row)) {
              continue;
            }
            seen_[next.value] = stamp_;
            found_.push_back(next);
          }
        }
      }
      frontier_.assign(found_.begin() + static_cast<ptrdiff_t>(begin), found_.end());
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
  std::vector<uint32_t> seen_;  // the stamp of the row that reached it last
  uint32_t stamp_ = 0;
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
