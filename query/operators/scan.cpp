// Where rows begin: the argument, and nodes by label or index.

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
    next_ = NodeId(0);
    if (label_ != kNoSlot && !context().labels[label_].valid()) next_ = std::nullopt;
  }
  bool Fill(const Batch&, size_t row, size_t room) override {
    if (!next_) return true;
    size_t before = nodes_.size();
    graph::LabelId label = label_ == kNoSlot ? graph::LabelId() : context().labels[label_];
    found_.clear();
    next_ = reader().ScanNodes(label, *next_, room - std::min(room, before), found_);
    for (NodeId node : found_) nodes_.push_back(node.value);
    emitted().insert(emitted().end(), found_.size(), static_cast<uint32_t>(row));
    CountVisits(found_.size());
    return !next_.has_value();
  }
  void Finish(Batch& out) override { PutIds(out, slot_, Column::Kind::kNodes, nodes_); }

  uint32_t slot_, label_;
  std::optional<NodeId> next_;
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
