// Along a variable number of relationships, each at most once on a way: depth first, with a stack
// of its own, so that depth costs memory and not the program's stack.

#include <algorithm>

#include "query/operators/operators.h"
#include "query/operators/walk.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;

namespace {

class VarExpand final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;
  void Start() override {
    RowsOfRow::Start();
    const auto& expand = plan<PlanVarExpand>();
    keep_list_ = IsLive(expand.relationship);
    keep_node_ = !expand.into && IsLive(expand.to);
  }

 private:
  struct Level {
    NodeId node;
    size_t list = 0;
    uint32_t at = 0;
    bool loaded = false;
    graph::AdjacencyBuffer buffer;
    graph::AdjacencyList adjacent;
  };

  void LearnNames() override {
    const auto& expand = plan<PlanVarExpand>();
    types_ = WalkTypes(context(), expand.types, expand.direction);
  }

  void Begin(const Batch& in, size_t row) override {
    const auto& expand = plan<PlanVarExpand>();
    NodeId from = in.columns[expand.from].NodeAt(row);
    target_ = expand.into ? in.columns[expand.to].NodeAt(row) : NodeId();
    depth_ = 0;
    path_.clear();
    bool possible =
        from.valid() && (!expand.into || target_.valid()) && expand.minimum <= expand.maximum;
    if (!possible) return;
    Enter(from);
    start_ = expand.minimum == 0;
  }

  void Enter(NodeId node) {
    if (levels_.size() <= depth_) levels_.push_back(std::make_unique<Level>());
    Level& level = *levels_[depth_++];
    level.node = node;
    level.list = 0;
    level.at = 0;
    level.loaded = false;
  }

  bool Fill(const Batch& in, size_t row, size_t room) override {
    const auto& expand = plan<PlanVarExpand>();
    if (start_) {
      start_ = false;
      Take(levels_[0]->node, row);
    }
    while (depth_ > 0) {
      if (emitted().size() >= room) return false;
      if ((++steps_ & 0xfff) == 0 && !context().Continue()) return true;
      Level& level = *levels_[depth_ - 1];
      if (level.list >= types_.list_count() || path_.size() >= expand.maximum) {
        --depth_;
        if (!path_.empty()) path_.pop_back();
        continue;
      }
      if (!level.loaded) {
        level.adjacent = types_.Get(level.node, level.list, level.buffer);
        level.at = 0;
        level.loaded = true;
        CountVisits(level.adjacent.size);
      }
      if (level.at >= level.adjacent.size) {
        ++level.list;
        level.loaded = false;
        continue;
      }
      uint32_t i = level.at++;
      NodeId next = level.adjacent.nodes[i];
      RelationshipId relationship = level.adjacent.relationship(i);
      if (types_.SkipsLoops(level.list) && next == level.node) continue;
      if (std::find(path_.begin(), path_.end(), relationship) != path_.end()) continue;
      if (OccursIn(relationship, expand.distinct_from, in, row)) continue;
      if (!evaluator().MatchesProperties(expand.properties.get(), relationship, in, row)) continue;
      path_.push_back(relationship);
      Enter(next);
      if (path_.size() >= expand.minimum) Take(next, row);
    }
    return true;
  }

  void Take(NodeId node, size_t row) {
    const auto& expand = plan<PlanVarExpand>();
    if (expand.into && node != target_) return;
    if (keep_node_) nodes_.push_back(node.value);
    if (keep_list_) {
      std::vector<Value> list;
      list.reserve(path_.size());
      for (RelationshipId relationship : path_) list.push_back(Value::Relationship(relationship));
      if (expand.reversed) std::reverse(list.begin(), list.end());
      lists_.push_back(Value::List(std::move(list)));
    }
    Emit(row);
  }

  void Finish(Batch& out) override {
    const auto& expand = plan<PlanVarExpand>();
    if (keep_node_) PutIds(out, expand.to, Column::Kind::kNodes, nodes_);
    if (!keep_list_) return;
    Column& column = out.columns[expand.relationship];
    column.Reset(Column::Kind::kValues);
    column.values().swap(lists_);
    lists_.clear();
  }

  WalkTypes types_;
  bool keep_list_ = false, keep_node_ = false, start_ = false;
  NodeId target_;
  std::vector<std::unique_ptr<Level>> levels_;  // pointers, since a list points into its buffer
  size_t depth_ = 0;
  std::vector<RelationshipId> path_;
  uint32_t steps_ = 0;
  std::vector<uint32_t> nodes_;
  std::vector<Value> lists_;
};

}  // namespace

OperatorPtr MakeVarExpand(FrameRun& run, const PlanNode& plan) {
  if (std::get<PlanVarExpand>(plan.op).distinct_ends) return MakeReachable(run, plan);
  return std::make_unique<VarExpand>(run, plan);
}

}  // namespace entente::query
