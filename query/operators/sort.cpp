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
    only_slots_ = std::all_of(sort.items.begin(), sort.items.end(), [](const SortItem& item) {
      return item.expression->kind == ExpressionKind::kVariable &&
             item.expression->slot < kLocalBase;
    });
    pruned_ = false;
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
      if (pruned_ && only_slots_) DropWorse(in);
      if (in.size == 0) continue;
      uint64_t bytes = 0;
      for (size_t i = 0; i < items.size(); ++i) {
        const Column& made = evaluator().ColumnOf(*items[i].expression, in, made_);
        if (context().failed()) return false;
        keys_[i].Append(made, in.size, rows_.size);
        bytes += SizeOfKeys(made, in.size);
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

  static uint64_t SizeOfKeys(const Column& keys, size_t size) {
    uint64_t bytes = 8 * size;
    for (const Value& value : keys.values()) bytes += SizeOf(value);
    return bytes;
  }

  static int OrderOf(const Column& a, size_t i, const Column& b, size_t j) {
    if (a.kind() == Column::Kind::kIntegers && b.kind() == Column::Kind::kIntegers) {
      int64_t x = a.integers()[i], y = b.integers()[j];
      return x < y ? -1 : x > y ? 1 : 0;
    }
    // Codes are in the order of their strings, and that of null is the last.
    if (a.kind() == Column::Kind::kStrings && b.kind() == Column::Kind::kStrings) {
      uint32_t x = a.ids()[i], y = b.ids()[j];
      return x < y ? -1 : x > y ? 1 : 0;
    }
    auto order = a.kind() == Column::Kind::kValues && b.kind() == Column::Kind::kValues
                     ? Order(a.values()[i], b.values()[j])
                     : Order(a.At(i), b.At(j));
    return order < 0 ? -1 : order > 0 ? 1 : 0;
  }

  bool Before(uint32_t a, uint32_t b) const {
    const auto& items = plan<PlanSort>().items;
    for (size_t i = 0; i < items.size(); ++i) {
      int order = OrderOf(keys_[i], a, keys_[i], b);
      if (order != 0) return items[i].descending ? order > 0 : order < 0;
    }
    return a < b;  // rows that compare as equal keep their order
  }

  // Leaves out rows whose first key is behind that of all that were kept.
  void DropWorse(Batch& in) {
    if (rows_.size < wanted_ || wanted_ == 0) return;
    const SortItem& item = plan<PlanSort>().items[0];
    const Column& keys = in.columns[item.expression->slot];
    better_.clear();
    for (uint32_t row = 0; row < in.size; ++row) {
      int order = OrderOf(keys, row, keys_[0], worst_);
      if (item.descending ? order >= 0 : order <= 0) better_.push_back(row);
    }
    in.Keep(better_);
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
    uint32_t worst = order_.empty() ? 0 : order_.back();
    std::sort(order_.begin(), order_.end());
    worst_ =
        static_cast<size_t>(std::lower_bound(order_.begin(), order_.end(), worst) - order_.begin());
    pruned_ = true;
    rows_.Keep(order_);
    for (Column& keys : keys_) {
      Column kept;
      kept.Gather(keys, order_, 0);
      keys = std::move(kept);
    }
    context().limits->Release(charged_);
    charged_ = 0;
    for (const Column& keys : keys_) charged_ += SizeOfKeys(keys, order_.size());
    context().limits->ChargeQuietly(charged_);
  }

  uint64_t skip_ = 0, limit_ = 0, wanted_ = 0;
  Batch rows_;
  std::vector<Column> keys_;
  Column made_;
  std::vector<uint32_t> order_, better_;
  bool only_slots_ = false;
  bool pruned_ = false;
  size_t worst_ = 0;  // once pruned: of the kept rows the last
  uint64_t charged_ = 0;
  bool taken_ = false;
  size_t next_ = 0;
};

}  // namespace

OperatorPtr MakeSort(FrameRun& run, const PlanNode& plan) {
  return std::make_unique<Sort>(run, plan);
}

}  // namespace entente::query
