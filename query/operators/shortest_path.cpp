// Shortest paths between two bound nodes: breadth first from both sides for one, from the start
// with every parent kept for all.

#include <algorithm>
#include <unordered_map>

#include "query/operators/operators.h"
#include "query/operators/walk.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;

namespace {

struct Step {
  NodeId from;
  RelationshipId relationship;
};

class ShortestPath final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;

 private:
  void LearnNames() override {
    const auto& op = plan<PlanShortestPath>();
    forward_ = WalkTypes(context(), op.types, op.direction);
    PatternDirection back = op.direction;
    if (op.direction == PatternDirection::kRight) back = PatternDirection::kLeft;
    if (op.direction == PatternDirection::kLeft) back = PatternDirection::kRight;
    backward_ = WalkTypes(context(), op.types, back);
  }

  using Path = std::vector<RelationshipId>;

  void Begin(const Batch& in, size_t row) override {
    const auto& op = plan<PlanShortestPath>();
    found_.clear();
    at_ = 0;
    NodeId from = in.columns[op.from].NodeAt(row), to = in.columns[op.to].NodeAt(row);
    start_ = from;
    if (!from.valid() || !to.valid()) return;
    if (from == to && op.minimum == 0) {
      found_.push_back({});
    } else if (op.all || from == to) {
      FindAll(in, row, from, to);
      if (!op.all && found_.size() > 1) found_.resize(1);
    } else {
      FindOne(in, row, from, to);
    }
  }

  template <class Visit>
  void VisitNeighbours(WalkTypes& types, NodeId node, const Batch& in, size_t row, Visit visit) {
    const Expression* properties = plan<PlanShortestPath>().properties.get();
    for (size_t list = 0; list < types.list_count(); ++list) {
      auto adjacent = types.Get(node, list, buffer_);
      CountVisits(adjacent.size);
      for (uint32_t i = 0; i < adjacent.size; ++i) {
        if ((++steps_ & 0xfff) == 0 && !context().Continue()) return;
        if (!evaluator().MatchesProperties(properties, adjacent.relationship(i), in, row)) continue;
        visit(adjacent.nodes[i], adjacent.relationship(i));
      }
    }
  }

  // The smaller frontier grows; they meet at the middle of a shortest path.
  void FindOne(const Batch& in, size_t row, NodeId from, NodeId to) {
    std::unordered_map<NodeId, Step> seen[2];
    std::vector<NodeId> frontier[2] = {{from}, {to}};
    seen[0][from] = seen[1][to] = {};
    NodeId meeting;
    uint64_t maximum = plan<PlanShortestPath>().maximum;
    for (uint64_t length = 0; length < maximum && !meeting.valid() && !context().failed();
         ++length) {
      if (frontier[0].empty() || frontier[1].empty()) return;
      int side = frontier[0].size() <= frontier[1].size() ? 0 : 1;
      std::vector<NodeId> next;
      for (NodeId node : frontier[side]) {
        if (meeting.valid()) break;
        VisitNeighbours(side == 0 ? forward_ : backward_, node, in, row,
                        [&](NodeId other, RelationshipId relationship) {
                          if (meeting.valid()) return;
                          if (!seen[side].try_emplace(other, Step{node, relationship}).second)
                            return;
                          next.push_back(other);
                          if (seen[1 - side].contains(other)) meeting = other;
                        });
      }
      context().limits->ChargeQuietly(next.size() * 32);
      frontier[side] = std::move(next);
    }
    context().limits->Release((frontier[0].size() + frontier[1].size()) * 32);
    if (!meeting.valid() || context().failed()) return;
    Path path;
    for (NodeId node = meeting; node != from;) {
      Step step = seen[0][node];
      path.push_back(step.relationship);
      node = step.from;
    }
    std::reverse(path.begin(), path.end());
    for (NodeId node = meeting; node != to;) {
      Step step = seen[1][node];
      path.push_back(step.relationship);
      node = step.from;
    }
    found_.push_back(std::move(path));
  }

  void FindAll(const Batch& in, size_t row, NodeId from, NodeId to) {
    std::unordered_map<NodeId, uint64_t> depth;
    std::unordered_map<NodeId, std::vector<Step>> parents;
    std::vector<NodeId> frontier{from};
    if (from != to) depth[from] = 0;
    uint64_t maximum = plan<PlanShortestPath>().maximum;
    bool reached = false;
    for (uint64_t length = 1; length <= maximum && !frontier.empty() && !reached; ++length) {
      std::vector<NodeId> next;
      for (NodeId node : frontier) {
        VisitNeighbours(forward_, node, in, row, [&](NodeId other, RelationshipId relationship) {
          auto [it, is_new] = depth.try_emplace(other, length);
          if (it->second != length) return;
          parents[other].push_back({node, relationship});
          if (is_new) next.push_back(other);
          if (other == to) reached = true;
        });
        if (context().failed()) return;
      }
      frontier = std::move(next);
    }
    if (reached) Unfold(parents, from, to);
  }

  // Every way back along the parents, without recursion.
  void Unfold(const std::unordered_map<NodeId, std::vector<Step>>& parents, NodeId from,
              NodeId to) {
    struct Level {
      const std::vector<Step>* steps;
      size_t at;
    };
    std::vector<Level> stack{{&parents.at(to), 0}};
    Path path;
    while (!stack.empty()) {
      Level& level = stack.back();
      if (level.at >= level.steps->size()) {
        stack.pop_back();
        if (!path.empty()) path.pop_back();
        continue;
      }
      Step step = (*level.steps)[level.at++];
      path.push_back(step.relationship);
      if (step.from == from) {
        if (std::find(path.begin(), path.end() - 1, step.relationship) == path.end() - 1) {
          found_.emplace_back(path.rbegin(), path.rend());
          if (!context().Charge(64 + path.size() * 4)) return;
        }
        path.pop_back();
        continue;
      }
      stack.push_back({&parents.at(step.from), 0});
    }
  }

  bool Fill(const Batch&, size_t row, size_t room) override {
    const auto& op = plan<PlanShortestPath>();
    for (; at_ < found_.size() && emitted().size() < room; ++at_) {
      std::vector<Value> list;
      graph::Path path;
      path.nodes.push_back(start_);
      for (RelationshipId relationship : found_[at_]) {
        list.push_back(Value::Relationship(relationship));
        graph::RelationshipEnds ends = reader().Ends(relationship);
        path.relationships.push_back(relationship);
        path.nodes.push_back(ends.start == path.nodes.back() ? ends.end : ends.start);
      }
      lists_.push_back(Value::List(std::move(list)));
      if (op.path != kNoSlot) paths_.push_back(Value::OfPath(std::move(path)));
      Emit(row);
    }
    return at_ >= found_.size();
  }

  void Finish(Batch& out) override {
    const auto& op = plan<PlanShortestPath>();
    auto put = [&](uint32_t slot, std::vector<Value>& values) {
      out.columns[slot].Reset(Column::Kind::kValues);
      out.columns[slot].values().swap(values);
      values.clear();
    };
    put(op.relationship, lists_);
    if (op.path != kNoSlot) put(op.path, paths_);
  }

  WalkTypes forward_, backward_;
  graph::AdjacencyBuffer buffer_;
  uint32_t steps_ = 0;
  NodeId start_;
  std::vector<Path> found_;
  size_t at_ = 0;
  std::vector<Value> lists_, paths_;
};

}  // namespace

OperatorPtr MakeShortestPath(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<ShortestPath>(run, plan);
}

}  // namespace entente::query
