// ORDER BY, with the SKIP and LIMIT that belong to it: of n rows only the first are ever kept.

#include <algorithm>
#include <numeric>

#include "query/operators/operators.h"

namespace entente::query {

using graph::Value;

namespace {

class Sort final : public Operator {
 public:
  using Operator::Operator;
  void Start() override {
    Operator::Start();
    const auto& sort = plan<PlanSort>();
    skip_ = sort.skip ? EvalCount(evaluator(), *sort.skip) : 0;
    limit_ = sort.limit ? EvalCount(evaluator(), *sort.limit) : ~0ull;
    wanted_ = limit_ > ~0ull - skip_ ? ~0ull : skip_ + limit_;
    rows_ = NewBatch();
    keys_.assign(sort.items.size(), {});
    order_.clear();
    context().limits->Release(charged_);
    charged_ = 0;
    taken_ = false;
  }

 private:
  bool Produce(Batch& out) override {
    if (!taken_ && !TakeAll()) return false;
    if (next_ >= order_.size()) return false;
    size_t count = std::min<size_t>(kBatchRows, order_.size() - next_);
    out.AppendRows(rows_, std::span(order_).subspan(next_, count), live());
    next_ += count;
    return true;
  }

  bool TakeAll() {
    taken_ = true;
    const auto& items = plan<PlanSort>().items;
    Batch in = NewBatch();
    while (input().Next(in)) {
      uint64_t bytes = 0;
      for (size_t i = 0; i < items.size(); ++i) {
        evaluator().EvalColumn(*items[i].expression, in, made_);
        if (context().failed()) return false;
        for (size_t row = 0; row < in.size; ++row) {
          keys_[i].push_back(made_.At(row));
          bytes += SizeOf(keys_[i].back());
        }
      }
      rows_.Append(in, live());
      for (uint32_t slot : live()) {
        const Column& column = in.columns[slot];
        bytes += column.ids().size() * 4;
        for (const Value& value : column.values()) bytes += SizeOf(value);
      }
      charged_ += bytes;
      if (!context().Charge(bytes)) return false;
      // Enough rows too many: keep the first ones.
      if (wanted_ < rows_.size && rows_.size - wanted_ >= std::max<uint64_t>(4 * wanted_, 8192)) {
        Prune();
      }
    }
    if (context().failed()) return false;
    Arrange();
    if (order_.size() > wanted_) order_.resize(wanted_);
    next_ = static_cast<size_t>(std::min<uint64_t>(skip_, order_.size()));
    return true;
  }

  bool Before(uint32_t a, uint32_t b) const {
    const auto& items = plan<PlanSort>().items;
    for (size_t i = 0; i < items.size(); ++i) {
      auto order = Order(keys_[i][a], keys_[i][b]);
      if (order != 0) return items[i].descending ? order > 0 : order < 0;
    }
    return a < b;  // rows that compare as equal keep their order
  }

  void Arrange() {
    order_.resize(rows_.size);
    std::iota(order_.begin(), order_.end(), 0u);
    auto before = [&](uint32_t a, uint32_t b) { return Before(a, b); };
    if (wanted_ < order_.size()) {
      std::partial_sort(order_.begin(), order_.begin() + static_cast<ptrdiff_t>(wanted_),
                        order_.end(), before);
    } else {
      std::sort(order_.begin(), order_.end(), before);
    }
  }

  void Prune() {
    Arrange();
    order_.resize(wanted_);
    std::sort(order_.begin(), order_.end());
    rows_.Keep(order_);
    for (auto& keys : keys_) {
      for (size_t i = 0; i < order_.size(); ++i) {
        if (order_[i] != i) keys[i] = std::move(keys[order_[i]]);
      }
      keys.resize(order_.size());
    }
    context().limits->Release(charged_);
    charged_ = 0;
    for (auto& keys : keys_) {
      for (const Value& value : keys) charged_ += SizeOf(value);
    }
    context().limits->ChargeQuietly(charged_);
  }

  uint64_t skip_ = 0, limit_ = 0, wanted_ = 0;
  Batch rows_;
  std::vector<std::vector<Value>> keys_;
  Column made_;
  std::vector<uint32_t> order_;
  uint64_t charged_ = 0;
  bool taken_ = false;
  size_t next_ = 0;
};

}  // namespace

OperatorPtr MakeSort(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Sort>(run, plan);
}

}  // namespace entente::query
