// What rewrites put in the place of walks: degrees multiplied, and sorted lists merged.

#include <algorithm>

#include "query/operators/leg_reader.h"
#include "query/operators/operators.h"
#include "query/operators/walk.h"

namespace entente::query {

using graph::Direction;
using graph::NodeId;
using graph::RelationshipId;

namespace {

Direction Of(PatternDirection direction) {
  return direction == PatternDirection::kLeft ? Direction::kIn : Direction::kOut;
}

class Degrees final : public Operator {
 public:
  using Operator::Operator;

 private:
  bool Produce(Batch& out) override {
    const auto& op = plan<PlanDegrees>();
    while (input().Next(out)) {
      LearnNames();
      std::vector<int64_t> weights(out.size, 1), first, matches;
      for (size_t index = 0; index < op.legs.size(); ++index) {
        const auto& leg = op.legs[index];
        LegDegrees(index, out);
        if (leg.optional) matches.assign(degrees_.begin(), degrees_.end());
        if (first.empty()) first.assign(degrees_.begin(), degrees_.end());
        for (size_t row = 0; row < out.size; ++row) {
          int64_t factor = degrees_[row];
          if (leg.optional && factor == 0) factor = 1;
          if (__builtin_mul_overflow(weights[row], factor, &weights[row])) {
            context().Fail(graph::ErrorCode::kArithmetic, "IntegerOverflow",
                           "there are more rows than can be counted", {});
            return false;
          }
        }
      }
      if (op.legs_differ) TakeEqualPairs(out, first, weights);
      std::vector<uint32_t> rows;
      for (uint32_t row = 0; row < out.size; ++row) {
        if (weights[row] > 0) rows.push_back(row);
      }
      Put(out, op.weight, weights);
      if (op.matches != kNoSlot) Put(out, op.matches, matches);
      out.Keep(rows);
      if (out.size > 0) return true;
    }
    return false;
  }

  static void Put(Batch& out, uint32_t slot, std::vector<int64_t>& numbers) {
    out.columns[slot].Reset(Column::Kind::kIntegers);
    out.columns[slot].integers().swap(numbers);
  }

  void LegDegrees(size_t index, const Batch& in) {
    const PlanDegrees::Leg& leg = plan<PlanDegrees>().legs[index];
    const Column& column = in.columns[leg.from];
    LegReader& degrees = legs_[index];
    degrees_.assign(in.size, 0);
    if (!degrees.valid()) return;
    CountVisits(in.size);
    degrees.Expect(in.size);
    if (column.kind() == Column::Kind::kNodes) {
      degrees.CountAll(column.ids(), degrees_.data());
    } else {
      for (size_t row = 0; row < in.size; ++row) {
        NodeId node = column.NodeAt(row);
        if (node.valid()) degrees_[row] = degrees.Count(node);
      }
    }
    Direction direction = Of(leg.direction);
    for (uint32_t slot : leg.distinct_from) {
      for (size_t row = 0; row < in.size; ++row) {
        RelationshipId other = in.columns[slot].RelationshipAt(row);
        NodeId node = column.NodeAt(row);
        if (!other.valid() || !node.valid()) continue;
        graph::RelationshipEnds ends = reader().Ends(other);
        bool out_side = direction == Direction::kOut;
        NodeId near = out_side ? ends.start : ends.end, far = out_side ? ends.end : ends.start;
        if (ends.type == context().types[leg.type] && near == node && degrees.Passes(far)) {
          --degrees_[row];
        }
      }
    }
  }

  // Both legs on one relationship is no match: in one direction each relationship is such a pair,
  // in opposite ones each loop is.
  void TakeEqualPairs(const Batch& in, const std::vector<int64_t>& first,
                      std::vector<int64_t>& weights) {
    const auto& op = plan<PlanDegrees>();
    const auto &a = op.legs[0], &b = op.legs[1];
    const bool same = a.direction == b.direction;
    if (!same && !may_loop_) may_loop_ = legs_[0].MayLoop();
    if (!same && !*may_loop_) return;
    for (size_t row = 0; row < in.size; ++row) {
      if (same) {
        weights[row] -= first[row];
        continue;
      }
      NodeId node = in.columns[a.from].NodeAt(row);
      if (!node.valid() || weights[row] == 0) continue;
      weights[row] -= legs_[0].CountLoops(node);
    }
  }

  void LearnNames() {
    if (names_generation_ == context().names_generation) return;
    names_generation_ = context().names_generation;
    legs_.clear();
    may_loop_.reset();
    for (const auto& leg : plan<PlanDegrees>().legs) {
      legs_.emplace_back(context(), context().types[leg.type], Of(leg.direction), leg.labels);
    }
  }

  uint64_t names_generation_ = 0;
  std::vector<LegReader> legs_;
  std::optional<bool> may_loop_;
  std::vector<int64_t> degrees_;
};

class Intersect final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;
  void Start() override {
    RowsOfRow::Start();
    Unmark();
    last_from_ = NodeId();
    const auto& op = plan<PlanIntersect>();
    for (int side = 0; side < 2; ++side) keep_[side] = IsLive(op.sides[side].relationship);
    keep_node_ = IsLive(op.to);
  }

 private:
  void LearnNames() override {
    neighbours_.clear();
    for (const auto& side : plan<PlanIntersect>().sides) {
      neighbours_.emplace_back(context(), context().types[side.type], Of(side.direction));
    }
  }

  struct Found {
    NodeId node;
    RelationshipId relationships[2];
  };

  void Begin(const Batch& in, size_t row) override {
    const auto& op = plan<PlanIntersect>();
    found_.clear();
    at_ = 0;
    graph::AdjacencyList lists[2];
    for (size_t side = 0; side < 2; ++side) {
      NodeId from = in.columns[op.sides[side].from].NodeAt(row);
      if (!from.valid() || !neighbours_[side].type().valid()) return;
      lists[side] = neighbours_[side].Get(from, buffers_[side]);
    }
    CountVisits(std::min(lists[0].size, lists[1].size));
    constexpr uint32_t kMuchLonger = 32;
    NodeId from = in.columns[op.sides[1].from].NodeAt(row);
    bool again = from == marked_from_;
    if (!again) Unmark();
    if (lists[0].size / kMuchLonger > lists[1].size) {
      Search(lists, 1, in, row);
    } else if (again || from == last_from_) {
      if (!again) Mark(from, lists[1]);
      Probe(lists, in, row);
    } else if (lists[1].size / kMuchLonger > lists[0].size) {
      Search(lists, 0, in, row);
    } else {
      Merge(lists, in, row);
    }
    last_from_ = from;
  }

  // Rows that follow each other share the second side's node: its list becomes a set of bits.
  void Mark(NodeId from, const graph::AdjacencyList& list) {
    marks_.resize(reader().node_capacity() / 64 + 1);
    marked_.assign(list.nodes, list.nodes + list.size);
    for (NodeId node : marked_) marks_[node.value / 64] |= 1ull << (node.value % 64);
    marked_from_ = from;
  }
  void Unmark() {
    for (NodeId node : marked_) marks_[node.value / 64] = 0;
    marked_.clear();
    marked_from_ = NodeId();
  }
  void Probe(const graph::AdjacencyList (&lists)[2], const Batch& in, size_t row) {
    auto second = lists[1].neighbours();
    auto from = second.begin();
    for (uint32_t i = 0; i < lists[0].size; ++i) {
      NodeId node = lists[0].nodes[i];
      if (!(marks_[node.value / 64] >> (node.value % 64) & 1)) continue;
      from = std::lower_bound(from, second.end(), node);
      for (auto it = from; it != second.end() && *it == node; ++it) {
        Take(lists, i, static_cast<uint32_t>(it - second.begin()), in, row);
      }
    }
  }

  // For lists of like length.
  void Merge(const graph::AdjacencyList (&lists)[2], const Batch& in, size_t row) {
    const NodeId *a = lists[0].nodes, *b = lists[1].nodes;
    uint32_t i = 0, j = 0, n = lists[0].size, m = lists[1].size;
    while (i < n && j < m) {
      if (a[i] == b[j]) {
        uint32_t end = j;
        for (; end < m && b[end] == a[i]; ++end) Take(lists, i, end, in, row);
        ++i;  // j stays: the next of a may be the same node by another relationship
        continue;
      }
      bool less = a[i] < b[j];
      i += less ? 1 : 0;
      j += less ? 0 : 1;
    }
  }

  // For a short list and a much longer one: each of the short one is looked for.
  void Search(const graph::AdjacencyList (&lists)[2], int shorter, const Batch& in, size_t row) {
    auto longer = lists[1 - shorter].neighbours();
    auto from = longer.begin();
    for (uint32_t i = 0; i < lists[shorter].size; ++i) {
      NodeId node = lists[shorter].nodes[i];
      from = std::lower_bound(from, longer.end(), node);
      for (auto it = from; it != longer.end() && *it == node; ++it) {
        auto j = static_cast<uint32_t>(it - longer.begin());
        Take(lists, shorter == 0 ? i : j, shorter == 0 ? j : i, in, row);
      }
    }
  }

  void Take(const graph::AdjacencyList (&lists)[2], uint32_t i, uint32_t j, const Batch& in,
            size_t row) {
    const auto& op = plan<PlanIntersect>();
    Found found{lists[0].nodes[i], {lists[0].relationship(i), lists[1].relationship(j)}};
    for (int side = 0; side < 2; ++side) {
      for (uint32_t slot : op.sides[side].distinct_from) {
        if (slot == op.sides[0].relationship) {
          if (found.relationships[0] == found.relationships[1]) return;
          continue;
        }
        const Column& column = in.columns[slot];
        if (column.kind() == Column::Kind::kRelationships) {
          if (column.ids()[row] == found.relationships[side].value) return;
        } else if (OccursIn(found.relationships[side], {slot}, in, row)) {
          return;
        }
      }
    }
    found_.push_back(found);
  }

  bool Fill(const Batch&, size_t row, size_t room) override {
    for (; at_ < found_.size() && emitted().size() < room; ++at_) {
      if (keep_node_) nodes_.push_back(found_[at_].node.value);
      for (int side = 0; side < 2; ++side) {
        if (keep_[side]) relationships_[side].push_back(found_[at_].relationships[side].value);
      }
      Emit(row);
    }
    return at_ >= found_.size();
  }

  void Finish(Batch& out) override {
    const auto& op = plan<PlanIntersect>();
    if (keep_node_) PutIds(out, op.to, Column::Kind::kNodes, nodes_);
    for (int side = 0; side < 2; ++side) {
      if (keep_[side]) {
        PutIds(out, op.sides[side].relationship, Column::Kind::kRelationships,
               relationships_[side]);
      }
    }
  }

  std::vector<Neighbours> neighbours_;  // of each side
  graph::AdjacencyBuffer buffers_[2];
  std::vector<uint64_t> marks_;  // a bit for each node
  std::vector<NodeId> marked_;
  NodeId marked_from_, last_from_;
  bool keep_[2] = {false, false}, keep_node_ = false;
  std::vector<Found> found_;
  size_t at_ = 0;
  std::vector<uint32_t> nodes_, relationships_[2];
};

}  // namespace

OperatorPtr MakeDegrees(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Degrees>(run, plan);
}
OperatorPtr MakeIntersect(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Intersect>(run, plan);
}

}  // namespace entente::query
