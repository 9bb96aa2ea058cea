// Every relationship of a type: read from the graph's arrays, where they lie one after another;
// after writes, node by node.

#include <algorithm>
#include <numeric>

#include "query/operators/neighbours.h"
#include "query/operators/operators.h"

namespace entente::query {

using graph::Direction;
using graph::NodeId;

namespace {

class RelationshipScan final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;
  void Start() override {
    RowsOfRow::Start();
    const auto& op = plan<PlanRelationshipScan>();
    keep_from_ = IsLive(op.from);
    keep_relationship_ = IsLive(op.relationship);
    keep_to_ = IsLive(op.to);
  }

 private:
  struct Stretch {
    uint32_t row;         // of the arrays, the first that it lies in
    uint32_t begin, end;  // of the arrays' neighbours
  };

  void LearnNames() override {
    const auto& op = plan<PlanRelationshipScan>();
    type_ = context().types[op.type];
    direction_ = op.direction == PatternDirection::kLeft ? Direction::kIn : Direction::kOut;
    label_ = op.from_label == kNoSlot ? graph::LabelId() : context().labels[op.from_label];
    to_test_ = LabelTest(context(), op.to_labels);
    nothing_ = !type_.valid() || (op.from_label != kNoSlot && !label_.valid()) || to_test_.never();
    arrays_.reset();
    if (nothing_ || context().transaction) return;
    auto ranges = reader().LabelRanges(label_);
    if (!ranges) return;
    uint64_t nodes = 0;
    for (const auto& range : *ranges) nodes += range.count;
    constexpr uint64_t kRelationshipsANode = 1024;
    if (nodes < reader().CountRelationships(type_) / kRelationshipsANode) return;
    test_ends_ = !EndsPass(context(), type_, direction_, to_test_);
    // When nobody asks for the nodes, relationships may as well come in their own order.
    LabelTest from_test(context(), op.from_label == kNoSlot ? std::vector<uint32_t>{}
                                                            : std::vector<uint32_t>{op.from_label});
    if (direction_ == Direction::kIn && !test_ends_ && !keep_from_ && !keep_to_ &&
        EndsPass(context(), type_, Direction::kOut, from_test)) {
      direction_ = Direction::kOut;
      ranges->assign(1, {NodeId(0), reader().node_capacity()});
    }
    arrays_ = reader().Arrays(type_, direction_);
    if (arrays_) FindStretches(*ranges);
  }

  void FindStretches(const std::vector<graph::NodeRange>& ranges) {
    stretches_.clear();
    auto row_of = [&](uint64_t node) -> uint32_t {  // the first that is not before it
      if (arrays_->nodes) {
        const NodeId* end = arrays_->nodes + arrays_->row_count;
        auto found = std::partition_point(arrays_->nodes, end,
                                          [&](NodeId other) { return other.value < node; });
        return static_cast<uint32_t>(found - arrays_->nodes);
      }
      uint64_t first = arrays_->first_node.value;
      return node < first
                 ? 0
                 : static_cast<uint32_t>(std::min<uint64_t>(node - first, arrays_->row_count));
    };
    for (const auto& range : ranges) {
      uint32_t row = row_of(range.first.value);
      uint32_t end_row = row_of(uint64_t{range.first.value} + range.count);
      uint32_t begin = arrays_->offsets[row], end = arrays_->offsets[end_row];
      if (begin < end) stretches_.push_back({row, begin, end});
    }
  }

  void Begin(const Batch&, size_t) override {
    stretch_ = 0;
    part_ = stretches_;
    if (run_.parts > 1) TakePart();
    if (arrays_ && !part_.empty()) EnterStretch();
    auto [first, last] = PartOf(run_, reader().node_capacity());
    end_node_ = run_.parts > 1 ? last : ~0ull;
    next_ = nothing_ ? std::nullopt : std::optional(NodeId(static_cast<uint32_t>(first)));
    sources_.clear();
    source_ = 0;
    at_ = 0;
    list_ = {};
  }

  void TakePart() {
    uint64_t count = 0;
    for (const Stretch& stretch : stretches_) count += stretch.end - stretch.begin;
    auto [begin, end] = PartOf(run_, count);
    part_.clear();
    uint64_t place = 0;
    for (const Stretch& stretch : stretches_) {
      uint64_t size = stretch.end - stretch.begin;
      uint64_t from = std::max(begin, place), to = std::min(end, place + size);
      if (from < to) {
        auto first = static_cast<uint32_t>(stretch.begin + from - place);
        const uint32_t* offsets = arrays_->offsets;
        const uint32_t* after =
            std::upper_bound(offsets + stretch.row, offsets + arrays_->row_count + 1, first);
        part_.push_back({static_cast<uint32_t>(after - offsets) - 1, first,
                         static_cast<uint32_t>(stretch.begin + to - place)});
      }
      place += size;
    }
  }

  bool Fill(const Batch&, size_t row, size_t room) override {
    if (nothing_) return true;
    size_t before = emitted().size();
    bool done = arrays_ ? FillFromArrays(room - before) : FillFromNodes(room - before);
    CountVisits(made_);
    emitted().insert(emitted().end(), made_, static_cast<uint32_t>(row));
    return done;
  }

  void EnterStretch() {
    row_ = part_[stretch_].row;
    place_ = part_[stretch_].begin;
  }

  bool FillFromArrays(size_t room) {
    made_ = 0;
    while (stretch_ < part_.size() && made_ < room) {
      uint32_t end = part_[stretch_].end;
      auto stop = static_cast<uint32_t>(std::min<uint64_t>(end, uint64_t{place_} + room - made_));
      if (test_ends_) {
        for (; place_ < stop; ++place_) {
          if (to_test_(arrays_->neighbours[place_])) Take(place_, place_ + 1);
        }
      } else {
        Take(place_, stop);
        place_ = stop;
      }
      if (place_ < end) continue;
      if (++stretch_ < part_.size()) EnterStretch();
    }
    return stretch_ >= part_.size();
  }

  void Take(uint32_t begin, uint32_t end) {
    made_ += end - begin;
    if (keep_relationship_) {
      size_t size = relationships_.size();
      relationships_.resize(size + end - begin);
      uint32_t* out = relationships_.data() + size;
      for (uint32_t i = begin; i < end; ++i) {
        *out++ =
            arrays_->relationships ? arrays_->relationships[i].value : arrays_->first.value + i;
      }
    }
    if (keep_to_) {
      for (uint32_t i = begin; i < end; ++i) to_.push_back(arrays_->neighbours[i].value);
    }
    if (!keep_from_) return;
    for (uint32_t i = begin; i < end;) {
      while (arrays_->offsets[row_ + 1] <= i) ++row_;
      uint32_t last = std::min(end, arrays_->offsets[row_ + 1]);
      uint32_t node =
          arrays_->nodes ? arrays_->nodes[row_].value : arrays_->first_node.value + row_;
      from_.insert(from_.end(), last - i, node);
      i = last;
    }
  }

  bool FillFromNodes(size_t room) {
    made_ = 0;
    while (made_ < room) {
      if (at_ < list_.size) {
        NodeId other = list_.nodes[at_];
        if (to_test_(other)) {
          if (keep_from_) from_.push_back(sources_[source_ - 1].value);
          if (keep_relationship_) relationships_.push_back(list_.relationship(at_).value);
          if (keep_to_) to_.push_back(other.value);
          ++made_;
        }
        ++at_;
        continue;
      }
      if (source_ < sources_.size()) {
        list_ = reader().Adjacent(sources_[source_++], type_, direction_, buffer_);
        at_ = 0;
        continue;
      }
      if (!next_ || next_->value >= end_node_ || !context().Continue()) return true;
      sources_.clear();
      source_ = 0;
      next_ = reader().ScanNodes(label_, *next_, kBatchRows, sources_);
      while (!sources_.empty() && sources_.back().value >= end_node_) sources_.pop_back();
    }
    return false;
  }

  void Finish(Batch& out) override {
    const auto& op = plan<PlanRelationshipScan>();
    if (keep_from_) PutIds(out, op.from, Column::Kind::kNodes, from_);
    if (keep_relationship_) {
      PutIds(out, op.relationship, Column::Kind::kRelationships, relationships_);
    }
    if (keep_to_) PutIds(out, op.to, Column::Kind::kNodes, to_);
  }

  graph::TypeId type_;
  graph::LabelId label_;
  Direction direction_ = Direction::kOut;
  LabelTest to_test_;
  bool nothing_ = false, test_ends_ = true;
  bool keep_from_ = false, keep_relationship_ = false, keep_to_ = false;
  size_t made_ = 0;  // by the last Fill

  std::optional<graph::AdjacencyArrays> arrays_;
  std::vector<Stretch> stretches_, part_;
  uint64_t end_node_ = 0;
  size_t stretch_ = 0;
  uint32_t row_ = 0, place_ = 0;

  std::optional<NodeId> next_;
  std::vector<NodeId> sources_;
  size_t source_ = 0;
  uint32_t at_ = 0;
  graph::AdjacencyList list_;
  graph::AdjacencyBuffer buffer_;

  std::vector<uint32_t> from_, relationships_, to_;
};

}  // namespace

OperatorPtr MakeRelationshipScan(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<RelationshipScan>(run, plan);
}

}  // namespace entente::query
