// CREATE, MERGE, SET, REMOVE, DELETE, row after row once all rows are there: an item of SET reads
// what the items and rows before it have set.

#include <algorithm>
#include <utility>

#include "query/operators/operators.h"
#include "query/operators/takes_all.h"
#include "query/operators/writer.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;

namespace {

class Create final : public TakesAll {
 public:
  Create(FrameRun& run, const PlanNode& plan) : TakesAll(run, plan), writer_(run) {}

 private:
  void Work(Batch& rows) override {
    for (size_t row = 0; row < rows.size && !context().failed(); ++row) {
      if ((row & 0xfff) == 0 && !context().Continue()) return;
      for (const PatternPart& part : plan<PlanCreate>().parts) writer_.CreatePart(part, rows, row);
    }
  }

  Writer writer_;
};

class Set final : public TakesAll {
 public:
  Set(FrameRun& run, const PlanNode& plan) : TakesAll(run, plan), writer_(run) {}

 private:
  void Work(Batch& rows) override {
    for (size_t row = 0; row < rows.size && !context().failed(); ++row) {
      if ((row & 0xfff) == 0 && !context().Continue()) return;
      for (const SetItem& item : plan<PlanSet>().items) writer_.Apply(item, rows, row);
    }
  }

  Writer writer_;
};

class Delete final : public TakesAll {
 public:
  Delete(FrameRun& run, const PlanNode& plan) : TakesAll(run, plan), writer_(run) {}

 private:
  // What is to go is collected first, so that no target is read while others go already; and
  // relationships go before nodes, whatever the order of rows, so that a node may go with them.
  void Work(Batch& rows) override {
    const auto& op = plan<PlanDelete>();
    nodes_.clear();
    relationships_.clear();
    for (size_t row = 0; row < rows.size; ++row) {
      if ((row & 0xfff) == 0 && !context().Continue()) return;
      for (const auto& target : op.targets) {
        Value value = evaluator().Eval(*target, rows, row);
        if (context().failed()) return;
        Collect(value, target->span);
      }
    }
    for (RelationshipId relationship : relationships_) writer_.DeleteRelationship(relationship);
    std::sort(nodes_.begin(), nodes_.end());
    nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
    for (NodeId node : nodes_) {
      if (context().failed()) return;
      writer_.DeleteNode(node, op.detach);
    }
    context().functions.may_be_deleted = true;
  }

  void Collect(const Value& value, SourceSpan span) {
    switch (value.kind()) {
      case ValueKind::kNull:
        return;
      case ValueKind::kNode:
        nodes_.push_back(value.as_node());
        return;
      case ValueKind::kRelationship:
        relationships_.push_back(value.as_relationship());
        return;
      case ValueKind::kPath: {
        const graph::Path& path = value.as_path();
        relationships_.insert(relationships_.end(), path.relationships.begin(),
                              path.relationships.end());
        nodes_.insert(nodes_.end(), path.nodes.begin(), path.nodes.end());
        return;
      }
      default:
        context().Fail(graph::ErrorCode::kType, "InvalidArgumentType",
                       std::string("DELETE takes nodes, relationships and paths, not a ") +
                           ValueKindName(value.kind()),
                       span);
    }
  }

  Writer writer_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipId> relationships_;
};

class Merge final : public TakesAll {
 public:
  Merge(FrameRun& run, const PlanNode& plan)
      : TakesAll(run, plan), inner_(run.context, run.slot_count), writer_(run) {
    inner_.argument = &row_;
    match_ = BuildOperator(inner_, *plan.inputs[1]);
  }

 private:
  // What one row creates the next one finds.
  void Work(Batch& rows) override {
    Batch taken = std::exchange(rows, NewBatch());
    for (uint32_t row = 0; row < taken.size; ++row) {
      row_ = NewBatch();
      row_.AppendRows(taken, {&row, 1}, all_slots());
      One(rows);
      if (!context().Continue()) return;
    }
  }

  void One(Batch& rows) {
    const auto& op = plan<PlanMerge>();
    if (!writer_.CheckMergeable(op.pattern, row_)) return;
    match_->Start();
    const size_t before = rows.size;
    Batch found = NewBatch();
    while (match_->Next(found)) {
      if (!Keep(found, rows)) return;
    }
    if (context().failed()) return;
    const bool create = rows.size == before;
    if (create) {
      writer_.CreatePart(op.pattern, row_, 0);
      if (context().failed() || !Keep(row_, rows)) return;
    }
    for (size_t row = before; row < rows.size; ++row) {
      for (const SetItem& item : create ? op.on_create : op.on_match) {
        writer_.Apply(item, rows, row);
        if (context().failed()) return;
      }
    }
  }

  FrameRun inner_;
  Writer writer_;
  Batch row_;
  OperatorPtr match_;
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
