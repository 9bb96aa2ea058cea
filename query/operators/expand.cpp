// From a bound node along one relationship, to a new node or to one that is bound too; and from a
// bound relationship to its ends.

#include <algorithm>

#include "query/operators/operators.h"
#include "query/operators/walk.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;

namespace {

class Expand final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;
  void Start() override {
    RowsOfRow::Start();
    const auto& expand = plan<PlanExpand>();
    keep_relationship_ = IsLive(expand.relationship);
    keep_node_ = IsLive(expand.to);
  }

 private:
  void LearnNames() override {
    const auto& expand = plan<PlanExpand>();
    types_ = WalkTypes(context(), expand.types, expand.direction);
  }

  void Begin(const Batch& in, size_t row) override {
    from_ = in.columns[plan<PlanExpand>().from].NodeAt(row);
    list_ = 0;
    at_ = 0;
    loaded_ = false;
  }

  bool Fill(const Batch& in, size_t row, size_t room) override {
    if (!from_.valid()) return true;
    const auto& expand = plan<PlanExpand>();
    bool check = !expand.distinct_from.empty();
    for (; list_ < types_.list_count(); ++list_, loaded_ = false) {
      if (!loaded_) {
        adjacent_ = types_.Get(reader(), from_, list_, buffer_);
        at_ = 0;
        loaded_ = true;
        CountVisits(adjacent_.size);
      }
      uint32_t count = static_cast<uint32_t>(
          std::min<size_t>(adjacent_.size - at_, room - std::min(room, emitted().size())));
      if (check || types_.SkipsLoops(list_)) {
        for (uint32_t i = at_; i < at_ + count; ++i) One(in, row, i);
      } else {
        if (keep_node_) {
          for (uint32_t i = at_; i < at_ + count; ++i) nodes_.push_back(adjacent_.nodes[i].value);
        }
        if (keep_relationship_) {
          for (uint32_t i = at_; i < at_ + count; ++i) {
            relationships_.push_back(adjacent_.relationship(i).value);
          }
        }
        emitted().insert(emitted().end(), count, static_cast<uint32_t>(row));
      }
      at_ += count;
      if (at_ < adjacent_.size) return false;
    }
    return true;
  }

  void One(const Batch& in, size_t row, uint32_t i) {
    RelationshipId relationship = adjacent_.relationship(i);
    if (types_.SkipsLoops(list_) && adjacent_.nodes[i] == from_) return;
    if (OccursIn(relationship, plan<PlanExpand>().distinct_from, in, row)) return;
    if (keep_node_) nodes_.push_back(adjacent_.nodes[i].value);
    if (keep_relationship_) relationships_.push_back(relationship.value);
    Emit(row);
  }

  void Finish(Batch& out) override {
    const auto& expand = plan<PlanExpand>();
    if (keep_node_) PutIds(out, expand.to, Column::Kind::kNodes, nodes_);
    if (keep_relationship_) {
      PutIds(out, expand.relationship, Column::Kind::kRelationships, relationships_);
    }
  }

  WalkTypes types_;
  bool keep_relationship_ = false, keep_node_ = false;
  NodeId from_;
  size_t list_ = 0;
  uint32_t at_ = 0;
  bool loaded_ = false;
  graph::AdjacencyBuffer buffer_;
  graph::AdjacencyList adjacent_;
  std::vector<uint32_t> nodes_, relationships_;
};

// Both ends are bound: the shorter of their two lists is searched for the other end.
class ExpandInto final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;
  void Start() override {
    RowsOfRow::Start();
    keep_ = IsLive(plan<PlanExpand>().relationship);
  }

 private:
  void LearnNames() override {
    const auto& expand = plan<PlanExpand>();
    types_ = WalkTypes(context(), expand.types, expand.direction);
  }
  void Begin(const Batch& in, size_t row) override {
    const auto& expand = plan<PlanExpand>();
    found_.clear();
    at_ = 0;
    NodeId from = in.columns[expand.from].NodeAt(row), to = in.columns[expand.to].NodeAt(row);
    if (!from.valid() || !to.valid()) return;
    for (size_t list = 0; list < types_.list_count(); ++list) {
      if (types_.SkipsLoops(list) && from == to) continue;
      graph::Direction direction = types_.direction(list);
      graph::Direction back =
          direction == graph::Direction::kOut ? graph::Direction::kIn : graph::Direction::kOut;
      bool swap = reader().Degree(to, types_.type(list), back) <
                  reader().Degree(from, types_.type(list), direction);
      auto adjacent = swap ? reader().Adjacent(to, types_.type(list), back, buffer_)
                           : reader().Adjacent(from, types_.type(list), direction, buffer_);
      auto nodes = adjacent.neighbours();
      auto [first, last] = std::equal_range(nodes.begin(), nodes.end(), swap ? from : to);
      CountVisits(1 + static_cast<uint64_t>(last - first));
      for (auto it = first; it != last; ++it) {
        RelationshipId relationship =
            adjacent.relationship(static_cast<uint32_t>(it - nodes.begin()));
        if (!OccursIn(relationship, expand.distinct_from, in, row)) found_.push_back(relationship);
      }
    }
  }
  bool Fill(const Batch&, size_t row, size_t room) override {
    for (; at_ < found_.size() && emitted().size() < room; ++at_) {
      if (keep_) relationships_.push_back(found_[at_].value);
      Emit(row);
    }
    return at_ >= found_.size();
  }
  void Finish(Batch& out) override {
    if (!keep_) return;
    PutIds(out, plan<PlanExpand>().relationship, Column::Kind::kRelationships, relationships_);
  }

  WalkTypes types_;
  bool keep_ = false;
  graph::AdjacencyBuffer buffer_;
  std::vector<RelationshipId> found_;
  size_t at_ = 0;
  std::vector<uint32_t> relationships_;
};

class RelationshipEnds final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;

 private:
  void Begin(const Batch& in, size_t row) override {
    const auto& op = plan<PlanRelationshipEnds>();
    count_ = at_ = 0;
    RelationshipId relationship = in.columns[op.relationship].RelationshipAt(row);
    if (!relationship.valid() || !reader().Exists(relationship)) return;
    if (OccursIn(relationship, op.distinct_from, in, row)) return;
    graph::RelationshipEnds ends = reader().Ends(relationship);
    bool fits = op.types.empty();
    for (uint32_t type : op.types) fits |= context().types[type] == ends.type;
    if (!fits) return;
    auto add = [&](NodeId left, NodeId right) {
      if (op.left_bound && in.columns[op.left].NodeAt(row) != left) return;
      if (op.right_bound && in.columns[op.right].NodeAt(row) != right) return;
      if (op.left == op.right && left != right) return;
      ends_[count_++] = {left, right};
    };
    if (op.direction != PatternDirection::kLeft) add(ends.start, ends.end);
    if (op.direction == PatternDirection::kLeft ||
        (op.direction == PatternDirection::kBoth && ends.start != ends.end)) {
      add(ends.end, ends.start);
    }
  }
  bool Fill(const Batch&, size_t row, size_t room) override {
    for (; at_ < count_ && emitted().size() < room; ++at_) {
      left_.push_back(ends_[at_].first.value);
      right_.push_back(ends_[at_].second.value);
      Emit(row);
    }
    return at_ >= count_;
  }
  void Finish(Batch& out) override {
    const auto& op = plan<PlanRelationshipEnds>();
    if (!op.left_bound) PutIds(out, op.left, Column::Kind::kNodes, left_);
    if (!op.right_bound && op.left != op.right) {
      PutIds(out, op.right, Column::Kind::kNodes, right_);
    }
    left_.clear();
    right_.clear();
  }

  std::pair<NodeId, NodeId> ends_[2];
  size_t count_ = 0, at_ = 0;
  std::vector<uint32_t> left_, right_;
};

}  // namespace

OperatorPtr MakeExpand(FrameRun& run, const PlanNode& plan) {
  if (std::get<PlanExpand>(plan.op).into) return std::make_unique<ExpandInto>(run, plan);
  return std::make_unique<Expand>(run, plan);
}
OperatorPtr MakeRelationshipEnds(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<RelationshipEnds>(run, plan);
}

}  // namespace entente::query
