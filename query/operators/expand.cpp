// From a bound node along one relationship, to a new node or to one that is bound too; and from a
// bound relationship to its ends.

#include <algorithm>

#include "query/operators/operators.h"
#include "query/operators/walk.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;

namespace {

// Copies stretches of adjacency lists until a batch is full.
class Expand final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    const auto& expand = plan<PlanExpand>();
    keep_relationship_ = IsLive(expand.relationship);
    keep_node_ = IsLive(expand.to);
    in_ = NewBatch();
    in_arrays_ = false;
    row_ = 0;
    list_ = types_.list_count();
    left_ = {};
  }

 private:
  bool Produce(Batch& out) override {
    rows_.resize(kRoom);
    if (keep_node_) nodes_.resize(kRoom);
    if (keep_relationship_) relationships_.resize(kRoom);
    size_t made = 0;
    while (made < kBatchRows) {
      if (in_arrays_ ? row_ < in_.size : left_.size > 0) {
        made = in_arrays_ ? TakeStretches(made) : TakeList(made);
        continue;
      }
      if (!in_arrays_ && NextList()) continue;
      // Rows of two batches don't share one: what is made of this one goes out first.
      if (made > 0) break;
      if (!NextInput()) return false;
    }
    const auto& expand = plan<PlanExpand>();
    out.GatherFrom(in_, {rows_.data(), made}, live());
    nodes_.resize(keep_node_ ? made : 0);
    relationships_.resize(keep_relationship_ ? made : 0);
    if (keep_node_) PutIds(out, expand.to, Column::Kind::kNodes, nodes_);
    if (keep_relationship_) {
      PutIds(out, expand.relationship, Column::Kind::kRelationships, relationships_);
    }
    return true;
  }

  // --- list by list ---

  size_t TakeList(size_t made) {
    auto count = std::min(left_.size, static_cast<uint32_t>(kBatchRows - made));
    if (!plan<PlanExpand>().distinct_from.empty() || types_.SkipsLoops(list_)) {
      for (uint32_t i = 0; i < count; ++i) made += TakeOne(i, made) ? 1 : 0;
    } else {
      std::fill_n(rows_.data() + made, count, static_cast<uint32_t>(row_));
      if (keep_node_) {
        for (uint32_t i = 0; i < count; ++i) nodes_[made + i] = left_.nodes[i].value;
      }
      if (keep_relationship_) {
        for (uint32_t i = 0; i < count; ++i) {
          relationships_[made + i] = left_.relationship(i).value;
        }
      }
      made += count;
    }
    left_.nodes += count;
    left_.size -= count;
    if (left_.relationships) {
      left_.relationships += count;
    } else {
      left_.first.value += count;
    }
    return made;
  }

  // --- from the arrays of one list: where a batch's lists lie is looked up for all of them first,
  // so that no row waits for the memory of the one before ---

  // False where the batch's lists are to be asked for one by one.
  bool FindStretches() {
    if (!plan<PlanExpand>().distinct_from.empty() || types_.list_count() != 1) return false;
    const graph::AdjacencyArrays* arrays = types_.list(0).arrays();
    const Column& from = in_.columns[plan<PlanExpand>().from];
    if (!arrays || from.kind() != Column::Kind::kNodes) return false;
    begins_.resize(in_.size);
    sizes_.resize(in_.size);
    types_.list(0).FindAll(from.ids(), begins_.data(), sizes_.data());
    uint64_t visits = 0;
    for (size_t row = 0; row < in_.size; ++row) visits += sizes_[row];
    CountVisits(visits);
    return true;
  }

  // Most lists are short, and a loop's end costs more than its steps: kShort rows are copied
  // whatever the size, and those that are too many are overwritten.
  size_t TakeStretches(size_t made) {
    const graph::AdjacencyArrays& arrays = *types_.list(0).arrays();
    const uint32_t all = arrays.offsets[arrays.row_count];
    const NodeId* neighbours = arrays.neighbours;
    for (; row_ < in_.size; ++row_) {
      const uint32_t begin = begins_[row_];
      const auto count = std::min(sizes_[row_], static_cast<uint32_t>(kBatchRows - made));
      const uint32_t copied = count <= kShort && begin + kShort <= all ? kShort : count;
      uint32_t* rows = rows_.data() + made;
      if (copied == kShort) {
        for (uint32_t i = 0; i < kShort; ++i) rows[i] = static_cast<uint32_t>(row_);
        if (keep_node_) {
          uint32_t* nodes = nodes_.data() + made;
          for (uint32_t i = 0; i < kShort; ++i) nodes[i] = neighbours[begin + i].value;
        }
      } else {
        std::fill_n(rows, count, static_cast<uint32_t>(row_));
        if (keep_node_) {
          uint32_t* nodes = nodes_.data() + made;
          for (uint32_t i = 0; i < count; ++i) nodes[i] = neighbours[begin + i].value;
        }
      }
      if (keep_relationship_) {
        uint32_t* relationships = relationships_.data() + made;
        for (uint32_t i = 0; i < copied; ++i) {
          relationships[i] = arrays.relationships ? arrays.relationships[begin + i].value
                                                  : arrays.first.value + begin + i;
        }
      }
      made += count;
      if (count < sizes_[row_]) {
        begins_[row_] += count;
        sizes_[row_] -= count;
        break;
      }
    }
    return made;
  }

  bool NextInput() {
    if (!input().Next(in_)) return false;
    if (names_generation_ != context().names_generation) {
      names_generation_ = context().names_generation;
      const auto& expand = plan<PlanExpand>();
      types_ = WalkTypes(context(), expand.types, expand.direction);
    }
    row_ = 0;
    list_ = ~size_t{0};
    in_arrays_ = FindStretches();
    return true;
  }

  // The next list of this row, or the first of the next row; false when the batch has no more.
  bool NextList() {
    const Column& from = in_.columns[plan<PlanExpand>().from];
    const size_t lists = types_.list_count();
    for (; row_ < in_.size; ++row_, list_ = ~size_t{0}) {
      from_ = from.NodeAt(row_);
      if (!from_.valid()) continue;
      for (++list_; list_ < lists; ++list_) {
        left_ = types_.Get(from_, list_, buffer_);
        if (left_.size == 0) continue;
        CountVisits(left_.size);
        return true;
      }
    }
    return false;
  }

  bool TakeOne(uint32_t i, size_t at) {
    RelationshipId relationship = left_.relationship(i);
    if (types_.SkipsLoops(list_) && left_.nodes[i] == from_) return false;
    if (OccursIn(relationship, plan<PlanExpand>().distinct_from, in_, row_)) return false;
    rows_[at] = static_cast<uint32_t>(row_);
    if (keep_node_) nodes_[at] = left_.nodes[i].value;
    if (keep_relationship_) relationships_[at] = relationship.value;
    return true;
  }

  static constexpr uint32_t kShort = 8;
  static constexpr size_t kRoom = kBatchRows + kShort;

  WalkTypes types_;
  uint64_t names_generation_ = 0;
  bool keep_relationship_ = false, keep_node_ = false;
  Batch in_;
  size_t row_ = 0, list_ = 0;
  bool in_arrays_ = false;
  std::vector<uint32_t> begins_, sizes_;  // of what is not taken yet of each row's list
  NodeId from_;
  graph::AdjacencyBuffer buffer_;
  graph::AdjacencyList left_;  // what is not taken yet of the list `list_` of row `row_`
  std::vector<uint32_t> rows_, nodes_, relationships_;
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
    back_.clear();
    for (size_t list = 0; list < types_.list_count(); ++list) {
      back_.emplace_back(context(), types_.type(list), Opposite(types_.direction(list)));
    }
  }
  void Begin(const Batch& in, size_t row) override {
    const auto& expand = plan<PlanExpand>();
    found_.clear();
    at_ = 0;
    NodeId from = in.columns[expand.from].NodeAt(row), to = in.columns[expand.to].NodeAt(row);
    if (!from.valid() || !to.valid()) return;
    for (size_t list = 0; list < types_.list_count(); ++list) {
      if (types_.SkipsLoops(list) && from == to) continue;
      bool swap = back_[list].Degree(to) < types_.Degree(from, list);
      auto adjacent = swap ? back_[list].Get(to, buffer_) : types_.Get(from, list, buffer_);
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
  std::vector<Neighbours> back_;  // the lists of the other end
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
