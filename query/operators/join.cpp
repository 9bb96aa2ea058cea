// Operators of two inputs or more: OPTIONAL MATCH, subqueries, hash join, UNION; and procedures,
// whose rows are joined to those of the query.

#include <algorithm>
#include <utility>

#include "query/operators/operators.h"
#include "query/operators/row_set.h"
#include "query/operators/takes_all.h"
#include "query/procedures.h"

namespace entente::query {

using graph::Value;

namespace {

class Optional final : public Operator {
 public:
  Optional(FrameRun& run, const PlanNode& plan)
      : Operator(run, plan), inner_(run.context, run.slot_count) {
    inner_.argument = &left_;
    right_ = BuildOperator(inner_, *plan.inputs[1]);
  }
  void Start() override {
    Operator::Start();
    left_ = NewBatch();
    more_ = false;
  }

 private:
  bool Produce(Batch& out) override {
    const auto& op = plan<PlanOptional>();
    while (true) {
      if (more_) {
        if (right_->Next(out)) {
          for (const Value& tag : out.columns[op.tag].values()) {
            matched_[static_cast<size_t>(tag.as_integer())] = true;
          }
          return true;
        }
        if (context().failed()) return false;
        more_ = false;
        std::vector<uint32_t> alone;
        for (uint32_t row = 0; row < matched_.size(); ++row) {
          if (!matched_[row]) alone.push_back(row);
        }
        if (!alone.empty()) {
          out.GatherFrom(left_, alone, live());
          for (uint32_t slot : op.introduced) {
            Column& column = out.columns[slot];
            column.Reset(Column::Kind::kValues);
            column.values().resize(out.size);
          }
          return true;
        }
      }
      if (!input().Next(left_)) return false;
      Column& tags = left_.columns[op.tag];
      tags.Reset(Column::Kind::kValues);
      for (size_t row = 0; row < left_.size; ++row) {
        tags.values().push_back(Value::Integer(static_cast<int64_t>(row)));
      }
      matched_.assign(left_.size, false);
      right_->Start();
      more_ = true;
    }
  }

  FrameRun inner_;
  Batch left_;
  OperatorPtr right_;
  bool more_ = false;
  std::vector<bool> matched_;
};

// Of row `row` of `in` as many as the subplan found rows for it, with the columns it returns.
void PutFound(const PlanApply& op, const Batch& in, size_t row, const Batch& found,
              std::span<const uint32_t> live, Batch& out) {
  std::vector<uint32_t> of(found.size, static_cast<uint32_t>(row));
  out.GatherFrom(in, of, live);
  for (size_t i = 0; i < op.slots.size(); ++i) {
    if (!std::binary_search(live.begin(), live.end(), op.slots[i])) continue;
    out.columns[op.slots[i]].Clear();
    out.columns[op.slots[i]].Append(found.columns[op.subplan->output_slots[i]], found.size, 0);
  }
}

// A subquery that only reads: rows go on as they come.
class Apply final : public Operator {
 public:
  Apply(FrameRun& run, const PlanNode& plan)
      : Operator(run, plan), subquery_(run.context, *std::get<PlanApply>(plan.op).subplan) {}
  void Start() override {
    Operator::Start();
    in_ = NewBatch();
    row_ = 0;
    running_ = false;
  }

 private:
  bool Produce(Batch& out) override {
    while (true) {
      if (row_ >= in_.size) {
        if (!input().Next(in_)) return false;
        row_ = 0;
      }
      if (!running_) {
        subquery_.Start(evaluator(), in_, row_);
        running_ = true;
      }
      const Batch* found = subquery_.Next();
      if (context().failed()) return false;
      if (found) {
        PutFound(plan<PlanApply>(), in_, row_, *found, live(), out);
        return true;
      }
      running_ = false;
      ++row_;
    }
  }

  SubplanRun subquery_;
  Batch in_;
  size_t row_ = 0;
  bool running_ = false;
};

// One that changes the graph, for every row before any row goes on.
class ApplyChanges final : public TakesAll {
 public:
  ApplyChanges(FrameRun& run, const PlanNode& plan)
      : TakesAll(run, plan), subquery_(run.context, *std::get<PlanApply>(plan.op).subplan) {}

 private:
  void Work(Batch& rows) override {
    const auto& op = plan<PlanApply>();
    Batch made = NewBatch(), some = NewBatch();
    for (size_t row = 0; row < rows.size; ++row) {
      if (!context().Continue()) return;
      subquery_.Start(evaluator(), rows, row);
      while (const Batch* found = subquery_.Next()) {
        if (op.keep_rows) continue;  // run for its changes alone
        PutFound(op, rows, row, *found, all_slots(), some);
        if (!Keep(some, made)) return;
      }
      if (context().failed()) return;
    }
    if (!op.keep_rows) rows = std::move(made);
  }

  SubplanRun subquery_;
};

class HashJoin final : public Operator {
 public:
  HashJoin(FrameRun& run, const PlanNode& plan)
      : Operator(run, plan), inner_(run.context, run.slot_count), start_(run.slot_count) {
    start_.size = 1;
    inner_.argument = &start_;
    right_ = BuildOperator(inner_, *plan.inputs[1]);
  }
  void Start() override {
    Operator::Start();
    context().limits->Release(charged_);
    charged_ = 0;
    built_ = false;
    in_ = NewBatch();
    row_ = 0;
    at_ = kEnd;
    row_begun_ = false;
  }

 private:
  static constexpr uint32_t kEnd = 0xffffffffu;

  // The rows of the right side, chained by key.
  bool Build() {
    built_ = true;
    const auto& op = plan<PlanHashJoin>();
    rows_ = NewBatch();
    next_.clear();
    heads_.clear();
    tails_.clear();
    keys_ = RowSet(op.right_keys.size());
    right_->Start();
    Batch batch = NewBatch();
    std::vector<uint32_t> keep;
    while (right_->Next(batch)) {
      keep.clear();
      std::vector<Column> made(op.right_keys.size());
      std::vector<const Column*> columns;
      for (size_t i = 0; i < op.right_keys.size(); ++i) {
        for (size_t row = 0; row < batch.size; ++row) {
          made[i].Push(inner_.evaluator.Eval(*op.right_keys[i], batch, row), row);
        }
        columns.push_back(&made[i]);
      }
      if (context().failed()) return false;
      for (size_t row = 0; row < batch.size; ++row) {
        if (!Joins(columns, row)) continue;  // null equals nothing
        auto [key, is_new] = keys_.Insert(columns, row);
        auto place = static_cast<uint32_t>(rows_.size + keep.size());
        keep.push_back(static_cast<uint32_t>(row));
        next_.push_back(kEnd);
        if (is_new) {
          heads_.push_back(place);
          tails_.push_back(place);
        } else {
          next_[tails_[key]] = place;
          tails_[key] = place;
        }
      }
      uint64_t bytes = keys_.TakeNewBytes() + keep.size() * 16;
      for (uint32_t slot : op.right_slots) bytes += OwnSizeOf(batch.columns[slot]);
      rows_.AppendRows(batch, keep, op.right_slots);
      charged_ += bytes;
      if (!context().Charge(bytes)) return false;
    }
    return !context().failed();
  }

  static bool Joins(const std::vector<const Column*>& columns, size_t row) {
    for (const Column* column : columns) {
      Value value = column->At(row);
      if (!Equals(value, value).value_or(false)) return false;
    }
    return true;
  }

  bool Produce(Batch& out) override {
    if (!built_) {
      // The left side comes first: clauses that write there are done before anything else is read.
      if (!input().Next(in_) || !Build()) return false;
    }
    if (rows_.size == 0) return false;
    const auto& op = plan<PlanHashJoin>();
    std::vector<uint32_t> left_rows, right_rows;
    while (left_rows.size() < kBatchRows) {
      if (row_ >= in_.size) {
        if (!left_rows.empty()) break;
        if (!input().Next(in_)) return false;
        row_ = 0;
        row_begun_ = false;
      }
      if (!row_begun_) {
        at_ = FirstMatch();
        row_begun_ = true;
        if (context().failed()) return false;
      }
      for (; at_ != kEnd && left_rows.size() < kBatchRows; at_ = next_[at_]) {
        left_rows.push_back(static_cast<uint32_t>(row_));
        right_rows.push_back(at_);
      }
      if (at_ != kEnd) break;
      ++row_;
      row_begun_ = false;
    }
    out.GatherFrom(in_, left_rows, live());
    for (uint32_t slot : op.right_slots) {
      if (!IsLive(slot)) continue;
      out.columns[slot].Clear();
      out.columns[slot].Gather(rows_.columns[slot], right_rows, 0);
    }
    return true;
  }

  uint32_t FirstMatch() {
    const auto& op = plan<PlanHashJoin>();
    std::vector<Column> made(op.left_keys.size());
    std::vector<const Column*> columns;
    for (size_t i = 0; i < op.left_keys.size(); ++i) {
      made[i].Push(evaluator().Eval(*op.left_keys[i], in_, row_), 0);
      columns.push_back(&made[i]);
    }
    if (!Joins(columns, 0)) return kEnd;
    auto key = keys_.Find(columns, 0);
    return key ? heads_[*key] : kEnd;
  }

  FrameRun inner_;
  Batch start_;
  OperatorPtr right_;
  Batch rows_;
  RowSet keys_{0};
  std::vector<uint32_t> next_, heads_, tails_;
  Batch in_;
  size_t row_ = 0;
  uint32_t at_ = kEnd;
  bool row_begun_ = false, built_ = false;
  uint64_t charged_ = 0;
};

class Union final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    branch_ = 0;
  }

 private:
  bool Produce(Batch& out) override {
    const auto& op = plan<PlanUnion>();
    Batch in = NewBatch();
    for (; branch_ < inputs_.size(); ++branch_) {
      if (input(branch_).Next(in)) {
        for (size_t i = 0; i < op.to.size(); ++i) {
          out.columns[op.to[i]].Append(in.columns[op.from[branch_][i]], in.size, 0);
        }
        out.size = in.size;
        return true;
      }
      if (context().failed()) return false;
    }
    return false;
  }
  size_t branch_ = 0;
};

class Call final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;

 private:
  void Begin(const Batch& in, size_t row) override {
    const auto& op = plan<PlanCall>();
    at_ = 0;
    found_.clear();
    GiveBack();
    std::vector<Value> arguments;
    for (size_t i = 0; i < op.arguments.size(); ++i) {
      Value value = evaluator().Eval(*op.arguments[i], in, row);
      const ProcedureField& input = op.procedure->inputs[i];
      bool floating = input.kinds == KindBit(graph::ValueKind::kFloat);
      if (floating && value.kind() == graph::ValueKind::kInteger) {
        value = Value::Float(value.as_number());
      }
      if (!value.is_null() && !(input.kinds & KindBit(value.kind()))) {
        context().Fail(
            graph::ErrorCode::kType, "InvalidArgumentType",
            "the argument " + input.name + " of " + op.procedure->name + " is " + input.type_text,
            op.arguments[i]->span);
      }
      arguments.push_back(std::move(value));
    }
    if (context().failed()) return;
    ProcedureContext procedure{context().reader,
                               [this]() -> graph::Status { return context().limits->Check(); },
                               [this](uint64_t bytes) -> graph::Status {
                                 reserved_ += bytes;
                                 return context().limits->Charge(bytes);
                               }};
    auto rows = op.procedure->call(arguments, procedure);
    if (!rows) {
      graph::Error error = std::move(rows).error();
      if (!error.span && !op.arguments.empty()) error.span = op.arguments[0]->span;
      return context().Fail(std::move(error));
    }
    found_ = *std::move(rows);
  }
  bool Fill(const Batch&, size_t row, size_t room) override {
    const auto& op = plan<PlanCall>();
    if (op.procedure->outputs.empty()) {  // it returns nothing: the row goes on as it is
      Emit(row);
      return true;
    }
    for (; at_ < found_.size() && emitted().size() < room; ++at_) {
      made_.push_back(std::move(found_[at_]));
      Emit(row);
    }
    return at_ >= found_.size();
  }
  void Finish(Batch& out) override {
    for (auto [field, slot] : plan<PlanCall>().outputs) {
      out.columns[slot].Clear();
      for (size_t row = 0; row < made_.size(); ++row)
        out.columns[slot].Push(made_[row][field], row);
    }
    made_.clear();
  }

  void GiveBack() { context().limits->Release(std::exchange(reserved_, 0)); }

  std::vector<std::vector<Value>> found_, made_;
  size_t at_ = 0;
  uint64_t reserved_ = 0;  // bytes charged for found_
};

}  // namespace

OperatorPtr MakeOptional(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Optional>(run, plan);
}
OperatorPtr MakeApply(FrameRun& run, const PlanNode& plan) {
  if (std::get<PlanApply>(plan.op).subplan->writes) {
    return std::make_unique<ApplyChanges>(run, plan);
  }
  return std::make_unique<Apply>(run, plan);
}
OperatorPtr MakeHashJoin(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<HashJoin>(run, plan);
}
OperatorPtr MakeUnion(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Union>(run, plan);
}
OperatorPtr MakeCall(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Call>(run, plan);
}

}  // namespace entente::query
