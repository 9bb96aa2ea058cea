// Grouping: takes all its input, then gives a row for each group in the order of their first rows.

#include <algorithm>

#include "query/operators/groups.h"
#include "query/operators/operators.h"
#include "query/operators/parallel.h"

namespace entente::query {

namespace {

class Aggregate final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    context().limits->Release(charged_);
    charged_ = 0;
    groups_.emplace(plan<PlanAggregate>());
    taken_ = false;
    next_ = 0;
  }

 private:
  bool Produce(Batch& out) override {
    if (!taken_ && !TakeAll()) return false;
    const auto& op = plan<PlanAggregate>();
    size_t count = groups_->size();
    if (next_ >= count) return false;
    size_t end = std::min(count, next_ + kBatchRows);
    std::vector<uint32_t> rows;
    for (size_t group = next_; group < end; ++group) rows.push_back(static_cast<uint32_t>(group));
    for (size_t i = 0; i < op.keys.size(); ++i) {
      out.columns[op.keys[i].slot].Gather(groups_->key(i), rows, 0);
    }
    for (size_t i = 0; i < op.aggregates.size(); ++i) {
      Column& column = out.columns[op.aggregates[i].slot];
      column.Clear();
      groups_->aggregator(i).FinishAll(rows, column);
    }
    out.size = rows.size();
    next_ = end;
    return true;
  }

  bool TakeAll() {
    taken_ = true;
    if (auto done = TakeAllInParts(run_, plan_, *groups_, charged_)) return *done;
    groups_.emplace(plan<PlanAggregate>());
    Batch in = NewBatch();
    while (input().Next(in)) {
      groups_->Take(in, evaluator());
      uint64_t bytes = groups_->TakeNewBytes();
      charged_ += bytes;
      if (!context().Charge(bytes)) return false;
    }
    return !context().failed();
  }

  std::optional<Groups> groups_;
  uint64_t charged_ = 0;
  bool taken_ = false;
  size_t next_ = 0;
};

}  // namespace

OperatorPtr MakeAggregate(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Aggregate>(run, plan);
}

}  // namespace entente::query
