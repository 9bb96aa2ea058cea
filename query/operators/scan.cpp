// Where rows begin: the argument, and nodes by label or index.

#include <algorithm>
#include <numeric>

#include "query/operators/operators.h"

namespace entente::query {

using graph::NodeId;

namespace {

class Argument final : public Operator {
 public:
  using Operator::Operator;
  void Start() override { done_ = false; }

 private:
  bool Produce(Batch& out) override {
    if (done_ || run_.argument->size == 0) return false;
    done_ = true;
    out.Append(*run_.argument, live());
    out.size = run_.argument->size;
    return true;
  }
  bool done_ = false;
};

class NodeScan final : public RowsOfRow {
 public:
  NodeScan(FrameRun& run, const PlanNode& plan, uint32_t slot, uint32_t label)
      : RowsOfRow(run, plan), slot_(slot), label_(label) {}

 private:
  void Begin(const Batch&, size_t) override {
    next_ = end_ = 0;
    range_ = 0;
    ranges_.clear();
    in_ranges_ = false;
    if (label_ != kNoSlot && !context().labels[label_].valid()) return;
    if (auto ranges = context().transaction ? std::nullopt : reader().LabelRanges(Label())) {
      in_ranges_ = true;
      TakePart(*ranges);
      return;
    }
    auto [begin, end] = PartOf(run_, reader().node_capacity());
    next_ = begin;
    end_ = run_.parts == 1 ? ~0ull : end;
  }

  graph::LabelId Label() { return label_ == kNoSlot ? graph::LabelId() : context().labels[label_]; }

  // Ranges are told by the place of a node among all of them.
  void TakePart(const std::vector<graph::NodeRange>& ranges) {
    uint64_t count = 0;
    for (const auto& range : ranges) count += range.count;
    auto [begin, end] = PartOf(run_, count);
    uint64_t place = 0;
    for (const auto& range : ranges) {
      uint64_t from = std::max(begin, place), to = std::min(end, place + range.count);
      if (from < to) {
        ranges_.push_back({NodeId(static_cast<uint32_t>(range.first.value + from - place)),
                           static_cast<uint32_t>(to - from)});
      }
      place += range.count;
    }
  }

  bool Fill(const Batch&, size_t row, size_t room) override {
    size_t before = nodes_.size();
    bool done = in_ranges_ ? FillFromRanges(room) : FillOneByOne(room);
    emitted().insert(emitted().end(), nodes_.size() - before, static_cast<uint32_t>(row));
    CountVisits(nodes_.size() - before);
    return done;
  }
  bool FillFromRanges(size_t room) {
    while (range_ < ranges_.size() && nodes_.size() < room) {
      const graph::NodeRange& range = ranges_[range_];
      auto count = std::min<uint64_t>(range.count - next_, room - nodes_.size());
      size_t size = nodes_.size();
      nodes_.resize(size + count);
      std::iota(nodes_.begin() + static_cast<ptrdiff_t>(size), nodes_.end(),
                range.first.value + static_cast<uint32_t>(next_));
      next_ += count;
      if (next_ < range.count) break;
      ++range_;
      next_ = 0;
    }
    return range_ >= ranges_.size();
  }
  bool FillOneByOne(size_t room) {
    if (next_ >= end_) return true;
    found_.clear();
    auto next = reader().ScanNodes(Label(), NodeId(static_cast<uint32_t>(next_)),
                                   room - std::min(room, nodes_.size()), found_);
    for (NodeId node : found_) {
      if (node.value < end_) nodes_.push_back(node.value);
    }
    next_ = next ? next->value : end_;
    return next_ >= end_;
  }
  void Finish(Batch& out) override { PutIds(out, slot_, Column::Kind::kNodes, nodes_); }

  uint32_t slot_, label_;
  bool in_ranges_ = false;
  std::vector<graph::NodeRange> ranges_;
  size_t range_ = 0;
  uint64_t next_ = 0, end_ = 0;  // of the range's nodes, or of all
  std::vector<NodeId> found_;
  std::vector<uint32_t> nodes_;
};

class IndexSeek final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;

 private:
  void Begin(const Batch& in, size_t row) override {
    const auto& seek = plan<PlanIndexSeek>();
    found_.clear();
    at_ = 0;
    graph::LabelId label = context().labels[seek.label];
    graph::PropertyKeyId key = context().keys[seek.key];
    graph::Value value = evaluator().Eval(*seek.value, in, row);
    if (!label.valid() || !key.valid() || value.is_null() || context().failed()) return;
    // A value that does not equal itself (NaN, a list with null) is found nowhere.
    if (!Equals(value, value).value_or(false)) return;
    found_ = reader().FindNodes(label, key, value);
    CountVisits(found_.size());
  }
  bool Fill(const Batch&, size_t row, size_t room) override {
    for (; at_ < found_.size() && nodes_.size() < room; ++at_) {
      nodes_.push_back(found_[at_].value);
      Emit(row);
    }
    return at_ >= found_.size();
  }
  void Finish(Batch& out) override {
    PutIds(out, plan<PlanIndexSeek>().slot, Column::Kind::kNodes, nodes_);
  }

  std::vector<NodeId> found_;
  size_t at_ = 0;
  std::vector<uint32_t> nodes_;
};

}  // namespace

OperatorPtr MakeArgument(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Argument>(run, plan);
}
OperatorPtr MakeAllNodes(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<NodeScan>(run, plan, std::get<PlanAllNodes>(plan.op).slot, kNoSlot);
}
OperatorPtr MakeLabelScan(FrameRun& run, const PlanNode& plan) {
  const auto& scan = std::get<PlanLabelScan>(plan.op);
  return std::make_unique<NodeScan>(run, plan, scan.slot, scan.label);
}
OperatorPtr MakeIndexSeek(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<IndexSeek>(run, plan);
}

}  // namespace entente::query
