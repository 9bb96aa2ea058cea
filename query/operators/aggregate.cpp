// Grouping: takes all its input, then gives a row for each group in the order of their first rows.

#include "query/operators/aggregator.h"
#include "query/operators/operators.h"
#include "query/operators/row_set.h"

namespace entente::query {

namespace {

class Aggregate final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    context().limits->Release(charged_);
    charged_ = 0;
    groups_ = RowSet(plan<PlanAggregate>().keys.size());
    aggregators_.clear();
    for (const auto& aggregate : plan<PlanAggregate>().aggregates) {
      aggregators_.push_back(MakeAggregator(*aggregate.expression));
    }
    taken_ = false;
    next_ = 0;
  }

 private:
  bool Produce(Batch& out) override {
    if (!taken_ && !TakeAll()) return false;
    const auto& op = plan<PlanAggregate>();
    size_t count = op.keys.empty() ? 1 : groups_.size();
    if (next_ >= count) return false;
    size_t end = std::min(count, next_ + kBatchRows);
    std::vector<uint32_t> rows;
    for (size_t group = next_; group < end; ++group) rows.push_back(static_cast<uint32_t>(group));
    for (size_t i = 0; i < op.keys.size(); ++i) {
      out.columns[op.keys[i].slot].Gather(groups_.column(i), rows, 0);
    }
    for (size_t i = 0; i < op.aggregates.size(); ++i) {
      Column& column = out.columns[op.aggregates[i].slot];
      column.Reset(Column::Kind::kValues);
      for (uint32_t group : rows) column.values().push_back(aggregators_[i]->Finish(group));
    }
    out.size = rows.size();
    next_ = end;
    return true;
  }

  bool TakeAll() {
    taken_ = true;
    const auto& keys = plan<PlanAggregate>().keys;
    if (keys.empty()) {
      for (auto& aggregator : aggregators_) aggregator->Resize(1);
    }
    Batch in = NewBatch();
    std::vector<Column> made(keys.size());
    std::vector<uint32_t> groups;
    while (input().Next(in)) {
      groups.assign(in.size, 0);
      if (!keys.empty()) {
        std::vector<const Column*> columns;
        for (size_t i = 0; i < keys.size(); ++i)
          columns.push_back(&KeyColumn(keys[i], in, made[i]));
        if (context().failed()) return false;
        for (size_t row = 0; row < in.size; ++row) {
          groups[row] = groups_.Insert(columns, row).first;
        }
        uint64_t bytes = groups_.TakeNewBytes();
        charged_ += bytes;
        if (!context().Charge(bytes)) return false;
        for (auto& aggregator : aggregators_) aggregator->Resize(groups_.size());
      }
      for (auto& aggregator : aggregators_) aggregator->Add(in, groups, evaluator());
      if (context().failed()) return false;
    }
    return !context().failed();
  }

  const Column& KeyColumn(const SlotExpression& key, const Batch& in, Column& made) {
    const Expression& e = *key.expression;
    if (e.kind == ExpressionKind::kVariable && e.slot < kLocalBase) return in.columns[e.slot];
    evaluator().EvalColumn(e, in, made);
    return made;
  }

  RowSet groups_{0};
  std::vector<std::unique_ptr<Aggregator>> aggregators_;
  uint64_t charged_ = 0;
  bool taken_ = false;
  size_t next_ = 0;
};

}  // namespace

OperatorPtr MakeAggregate(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Aggregate>(run, plan);
}

}  // namespace entente::query
