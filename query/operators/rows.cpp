// Operators that look at one row at a time: filter, project, unwind, skip, limit, distinct.

#include <algorithm>
#include <numeric>
#include <optional>

#include "query/building.h"
#include "query/operators/operators.h"
#include "query/operators/row_set.h"

namespace entente::query {

using graph::Value;
using graph::ValueKind;

namespace {

class Filter final : public Operator {
 public:
  using Operator::Operator;

 private:
  bool Produce(Batch& out) override {
    const auto& predicates = plan<PlanFilter>().predicates;
    while (input().Next(out)) {
      rows_.resize(out.size);
      std::iota(rows_.begin(), rows_.end(), 0u);
      for (const auto& predicate : predicates) {
        evaluator().Keep(*predicate, out, rows_);
        if (context().failed()) return false;
        if (rows_.size() == out.size) continue;
        out.Keep(rows_);
        if (out.size == 0) break;
        std::iota(rows_.begin(), rows_.end(), 0u);
      }
      if (out.size > 0) return true;
    }
    return false;
  }
  std::vector<uint32_t> rows_;
};

class Project final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    last_.reset();
  }

 private:
  bool Produce(Batch& out) override {
    last_.reset();
    if (!input().Next(out)) return false;
    const auto& items = plan<PlanProject>().items;
    made_.resize(items.size());
    for (size_t i = 0; i < items.size(); ++i) {
      made_[i].Clear();
      if (!IsLive(items[i].slot)) {
        // Nobody reads it, but an error in it is still one.
        for (size_t row = 0; row < out.size && !context().failed(); ++row) {
          evaluator().Eval(*items[i].expression, out, row);
        }
        continue;
      }
      evaluator().EvalColumn(*items[i].expression, out, made_[i]);
      if (context().failed()) return false;
    }
    last_.emplace(context());
    for (size_t i = 0; i < items.size(); ++i) {
      if (!IsLive(items[i].slot)) continue;
      std::swap(out.columns[items[i].slot], made_[i]);
      if (!last_->on()) continue;
      for (const Value& value : out.columns[items[i].slot].values()) {
        if (!last_->Add(value)) return false;
      }
    }
    return !context().failed();
  }
  std::vector<Column> made_;
  std::optional<Building> last_;  // the values of the last batch, which is in use until the next
};

class Unwind final : public RowsOfRow {
 public:
  using RowsOfRow::RowsOfRow;

 private:
  // UNWIND range(…) counts and never holds the list.
  bool BeginRange(const Batch& in, size_t row) {
    const Expression& list = *plan<PlanUnwind>().list;
    if (list.kind != ExpressionKind::kFunction || list.function->name != "range") return false;
    int64_t numbers[3] = {0, 0, 1};
    for (size_t i = 0; i < list.children.size(); ++i) {
      Value value = evaluator().Eval(*list.children[i], in, row);
      if (value.kind() != ValueKind::kInteger) return false;
      numbers[i] = value.as_integer();
    }
    if (numbers[2] == 0) return false;
    next_ = numbers[0];
    step_ = numbers[2];
    __int128 distance = (static_cast<__int128>(numbers[1]) - numbers[0]) / numbers[2];
    bool empty = step_ > 0 ? numbers[0] > numbers[1] : numbers[0] < numbers[1];
    left_ = empty ? 0 : static_cast<unsigned __int128>(distance) + 1;
    return true;
  }

  void Begin(const Batch& in, size_t row) override {
    at_ = 0;
    list_ = Value();
    of_list_.reset();
    is_range_ = BeginRange(in, row);
    if (is_range_ || context().failed()) return;
    list_ = evaluator().Eval(*plan<PlanUnwind>().list, in, row);
    of_list_.emplace(context());
    of_list_->Add(list_);
  }
  bool Fill(const Batch&, size_t row, size_t room) override {
    if (is_range_) {
      for (; left_ > 0 && values_.size() < room; --left_) {
        values_.push_back(Value::Integer(next_));
        if (left_ > 1) next_ += step_;
        Emit(row);
      }
      return left_ == 0;
    }
    if (list_.is_null()) return true;
    if (list_.kind() != ValueKind::kList) {  // one value is a list of itself
      values_.push_back(list_);
      Emit(row);
      return true;
    }
    auto list = list_.as_list();
    for (; at_ < list.size() && values_.size() < room; ++at_) {
      values_.push_back(list[at_]);
      Emit(row);
    }
    return at_ >= list.size();
  }
  void Finish(Batch& out) override {
    Column& column = out.columns[plan<PlanUnwind>().slot];
    column.Reset(Column::Kind::kValues);
    column.values().swap(values_);
    values_.clear();
  }

  Value list_;
  std::optional<Building> of_list_;
  size_t at_ = 0;
  bool is_range_ = false;
  int64_t next_ = 0, step_ = 1;
  unsigned __int128 left_ = 0;
  std::vector<Value> values_;
};

class Skip final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    left_ = EvalCount(evaluator(), *plan<PlanSkip>().count);
  }

 private:
  bool Produce(Batch& out) override {
    while (input().Next(out)) {
      if (left_ >= out.size) {
        left_ -= out.size;
        continue;
      }
      std::vector<uint32_t> rows;
      for (size_t row = left_; row < out.size; ++row) rows.push_back(static_cast<uint32_t>(row));
      left_ = 0;
      out.Keep(rows);
      return true;
    }
    return false;
  }
  uint64_t left_ = 0;
};

class Limit final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    left_ = EvalCount(evaluator(), *plan<PlanLimit>().count);
    asked_ = false;
  }

 private:
  // Asked once even for no rows: changes below happen when their first row is wanted.
  bool Produce(Batch& out) override {
    if (left_ == 0 && asked_) return false;
    asked_ = true;
    if (!input().Next(out)) return false;
    if (out.size > left_) {
      std::vector<uint32_t> rows;
      for (uint32_t row = 0; row < left_; ++row) rows.push_back(row);
      out.Keep(rows);
    }
    left_ -= out.size;
    return out.size > 0;
  }
  uint64_t left_ = 0;
  bool asked_ = false;
};

class Distinct final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    context().limits->Release(charged_);
    charged_ = 0;
    seen_ = RowSet(plan<PlanDistinct>().slots.size());
  }

 private:
  bool Produce(Batch& out) override {
    const auto& slots = plan<PlanDistinct>().slots;
    while (input().Next(out)) {
      rows_.clear();
      std::vector<const Column*> columns;
      for (uint32_t slot : slots) columns.push_back(&out.columns[slot]);
      uint32_t next = static_cast<uint32_t>(seen_.size());
      numbers_.resize(out.size);
      seen_.InsertAll(columns, out.size, numbers_.data());
      for (size_t row = 0; row < out.size; ++row) {
        if (numbers_[row] != next) continue;
        rows_.push_back(static_cast<uint32_t>(row));
        ++next;
      }
      uint64_t bytes = seen_.TakeNewBytes();
      charged_ += bytes;
      if (!context().Charge(bytes)) return false;
      out.Keep(rows_);
      if (out.size > 0) return true;
    }
    return false;
  }
  RowSet seen_{0};
  std::vector<uint32_t> rows_, numbers_;
  uint64_t charged_ = 0;
};

}  // namespace

OperatorPtr MakeFilter(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Filter>(run, plan);
}
OperatorPtr MakeProject(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Project>(run, plan);
}
OperatorPtr MakeUnwind(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Unwind>(run, plan);
}
OperatorPtr MakeSkip(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Skip>(run, plan);
}
OperatorPtr MakeLimit(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Limit>(run, plan);
}
OperatorPtr MakeDistinct(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Distinct>(run, plan);
}

}  // namespace entente::query
