// CREATE, MERGE, SET, REMOVE, DELETE. Each takes all rows first and then changes the graph, so that
// nothing is read while it changes.

#include <algorithm>

#include "query/operators/operators.h"
#include "query/operators/writer.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;

namespace {

// Takes all input, lets `Change` do its work on it, and hands the rows on in batches.
class Update : public Operator {
 public:
  Update(FrameRun& run, const PlanNode& plan) : Operator(run, plan), writer_(run) {}
  void Start() override {
    Operator::Start();
    taken_ = false;
  }

 protected:
  virtual void Change(Batch& rows) = 0;
  /// Slots kept of the input until the change is done.
  std::vector<uint32_t> AllSlots() const {
    std::vector<uint32_t> all;
    for (uint32_t slot = 0; slot < run_.slot_count; ++slot) all.push_back(slot);
    return all;
  }

  bool Produce(Batch& out) override {
    if (!taken_ && !TakeAll()) return false;
    if (next_ >= rows_.size) {
      rows_ = NewBatch();
      return false;
    }
    std::vector<uint32_t> rows;
    for (; next_ < rows_.size && rows.size() < kBatchRows; ++next_) {
      rows.push_back(static_cast<uint32_t>(next_));
    }
    out.GatherFrom(rows_, rows, live());
    return true;
  }

  Writer writer_;

 private:
  bool TakeAll() {
    taken_ = true;
    rows_ = NewBatch();
    next_ = 0;
    Batch in = NewBatch();
    auto all = AllSlots();
    while (input().Next(in)) {
      rows_.Append(in, all);
      if (!context().Charge(in.size * 16 * plan_.live.size())) return false;
    }
    if (context().failed()) return false;
    Change(rows_);
    context().ResolveNames();
    return !context().failed();
  }

  bool taken_ = false;
  Batch rows_;
  size_t next_ = 0;
};

class Create final : public Update {
 public:
  using Update::Update;

 private:
  void Change(Batch& rows) override {
    for (size_t row = 0; row < rows.size && !context().failed(); ++row) {
      if ((row & 0xfff) == 0 && !context().Continue()) return;
      for (const PatternPart& part : plan<PlanCreate>().parts) writer_.CreatePart(part, rows, row);
    }
  }
};

class Set final : public Update {
 public:
  using Update::Update;

 private:
  void Change(Batch& rows) override {
    for (size_t row = 0; row < rows.size && !context().failed(); ++row) {
      if ((row & 0xfff) == 0 && !context().Continue()) return;
      for (const SetItem& item : plan<PlanSet>().items) writer_.Apply(item, rows, row);
    }
  }
};

class Delete final : public Update {
 public:
  using Update::Update;

 private:
  // Relationships go before nodes, whatever the order of rows, so that a node may go with them.
  void Change(Batch& rows) override {
    const auto& op = plan<PlanDelete>();
    std::vector<NodeId> nodes;
    for (size_t row = 0; row < rows.size; ++row) {
      for (const auto& target : op.targets) {
        Value value = evaluator().Eval(*target, rows, row);
        if (context().failed()) return;
        Collect(value, nodes, target->span);
      }
    }
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    for (NodeId node : nodes) {
      writer_.DeleteNode(node, op.detach);
      if (context().failed()) return;
    }
    context().functions.may_be_deleted = true;
  }

  void Collect(const Value& value, std::vector<NodeId>& nodes, SourceSpan span) {
    switch (value.kind()) {
      case ValueKind::kNull:
        return;
      case ValueKind::kNode:
        nodes.push_back(value.as_node());
        return;
      case ValueKind::kRelationship:
        return writer_.DeleteRelationship(value.as_relationship());
      case ValueKind::kPath:
        for (RelationshipId id : value.as_path().relationships) writer_.DeleteRelationship(id);
        nodes.insert(nodes.end(), value.as_path().nodes.begin(), value.as_path().nodes.end());
        return;
      default:
        context().Fail(graph::ErrorCode::kType, "InvalidArgumentType",
                       std::string("DELETE takes nodes, relationships and paths, not a ") +
                           ValueKindName(value.kind()),
                       span);
    }
  }
};

class Merge final : public Operator {
 public:
  Merge(FrameRun& run, const PlanNode& plan)
      : Operator(run, plan), inner_(run.context, run.slot_count), writer_(run) {
    inner_.argument = &row_;
    match_ = BuildOperator(inner_, *plan.inputs[1]);
  }
  void Start() override {
    Operator::Start();
    taken_ = false;
  }

 private:
  bool Produce(Batch& out) override {
    if (!taken_ && !TakeAll()) return false;
    if (next_ >= rows_.size) return false;
    std::vector<uint32_t> rows;
    for (; next_ < rows_.size && rows.size() < kBatchRows; ++next_) {
      rows.push_back(static_cast<uint32_t>(next_));
    }
    out.GatherFrom(rows_, rows, live());
    return true;
  }

  bool TakeAll() {
    taken_ = true;
    next_ = 0;
    std::vector<uint32_t> all;
    for (uint32_t slot = 0; slot < run_.slot_count; ++slot) all.push_back(slot);
    Batch taken = NewBatch(), in = NewBatch();
    while (input().Next(in)) taken.Append(in, all);
    if (context().failed()) return false;
    rows_ = NewBatch();
    Batch found = NewBatch();
    for (uint32_t row = 0; row < taken.size; ++row) {
      row_ = NewBatch();
      row_.AppendRows(taken, {&row, 1}, all);
      One(found, all);
      if (!context().Continue()) return false;
    }
    return true;
  }

  void One(Batch& found, const std::vector<uint32_t>& all) {
    const auto& op = plan<PlanMerge>();
    if (!writer_.CheckMergeable(op.pattern, row_)) return;
    match_->Start();
    size_t before = rows_.size;
    while (match_->Next(found)) rows_.Append(found, all);
    if (context().failed()) return;
    bool create = rows_.size == before;
    if (create) {
      writer_.CreatePart(op.pattern, row_, 0);
      if (context().failed()) return;
      rows_.Append(row_, all);
    }
    for (size_t row = before; row < rows_.size; ++row) {
      for (const SetItem& item : create ? op.on_create : op.on_match) {
        writer_.Apply(item, rows_, row);
        if (context().failed()) return;
      }
    }
    if (create || !op.on_match.empty()) context().ResolveNames();
  }

  FrameRun inner_;
  Writer writer_;
  Batch row_;
  OperatorPtr match_;
  bool taken_ = false;
  Batch rows_;
  size_t next_ = 0;
};

}  // namespace

OperatorPtr MakeCreate(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Create>(run, plan);
}
OperatorPtr MakeMerge(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Merge>(run, plan);
}
OperatorPtr MakeSet(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Set>(run, plan);
}
OperatorPtr MakeDelete(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Delete>(run, plan);
}

}  // namespace entente::query
