#include "query/operators/aggregator.h"

#include <algorithm>
#include <cmath>

#include "query/operators/row_set.h"

namespace entente::query {

using graph::Value;
using graph::ValueKind;

namespace {

// One that looks at the values of one expression that are not null, each once where DISTINCT.
class OfValues : public Aggregator {
 public:
  explicit OfValues(const Expression& call) : call_(call), seen_(2) {}

  void Add(const Batch& batch, std::span<const uint32_t> groups, Evaluator& evaluator) override {
    evaluator.EvalColumn(*call_.children[0], batch, values_);
    if (call_.distinct) {
      groups_.Reset(Column::Kind::kIntegers);
      groups_.integers().assign(groups.begin(), groups.end());
    }
    if (!call_.distinct && AddAll(groups, values_)) return;
    for (size_t row = 0; row < batch.size && !evaluator.context().failed(); ++row) {
      if (values_.IsNull(row)) continue;
      if (call_.distinct && !IsNew(row, evaluator)) continue;
      AddValue(groups[row], values_, batch, row, evaluator);
    }
  }

 protected:
  /// For columns that an aggregate has a quicker way with; false where it has none.
  virtual bool AddAll(std::span<const uint32_t>, const Column&) { return false; }
  /// `values` holds in its row `row` what is not null.
  virtual void AddValue(uint32_t group, const Column& values, const Batch& batch, size_t row,
                        Evaluator& evaluator) = 0;
  void TypeError(Evaluator& evaluator, const Value& value) {
    evaluator.context().Fail(graph::ErrorCode::kType, "InvalidArgumentType",
                             call_.name + "() can't take a " + ValueKindName(value.kind()),
                             call_.span);
  }
  const Expression& call_;

 private:
  bool IsNew(size_t row, Evaluator& evaluator) {
    const Column* columns[] = {&groups_, &values_};
    bool is_new = seen_.Insert(columns, row).second;
    if (is_new) evaluator.context().limits->ChargeQuietly(seen_.TakeNewBytes());
    return is_new;
  }
  RowSet seen_;
  Column groups_, values_;
};

class CountRows final : public Aggregator {
 public:
  void Resize(size_t groups) override { counts_.resize(groups); }
  void Add(const Batch& batch, std::span<const uint32_t> groups, Evaluator&) override {
    for (size_t row = 0; row < batch.size; ++row) ++counts_[groups[row]];
  }
  Value Finish(uint32_t group) override { return Value::Integer(counts_[group]); }

 private:
  std::vector<int64_t> counts_;
};

class Count final : public OfValues {
 public:
  using OfValues::OfValues;
  void Resize(size_t groups) override { counts_.resize(groups); }
  void AddValue(uint32_t group, const Column&, const Batch&, size_t, Evaluator&) override {
    ++counts_[group];
  }
  Value Finish(uint32_t group) override { return Value::Integer(counts_[group]); }

 private:
  std::vector<int64_t> counts_;
};

class Collect final : public OfValues {
 public:
  using OfValues::OfValues;
  void Resize(size_t groups) override { lists_.resize(groups); }
  void AddValue(uint32_t group, const Column& values, const Batch&, size_t row,
                Evaluator& evaluator) override {
    Value value = values.At(row);
    evaluator.context().limits->ChargeQuietly(SizeOf(value));
    lists_[group].push_back(std::move(value));
  }
  Value Finish(uint32_t group) override { return Value::List(std::move(lists_[group])); }

 private:
  std::vector<std::vector<Value>> lists_;
};

// The sum, and the mean that follows from it: of numbers or of durations.
class Sum final : public OfValues {
 public:
  Sum(const Expression& call, bool mean) : OfValues(call), mean_(mean) {}
  // Whole numbers, as long as nothing overflows.
  bool AddAll(std::span<const uint32_t> groups, const Column& values) override {
    if (mean_ || values.kind() != Column::Kind::kIntegers || sums_.size() > 64) return false;
    std::vector<int64_t> sums;
    for (const Value& sum : sums_) {
      if (sum.kind() != ValueKind::kInteger) return false;
      sums.push_back(sum.as_integer());
    }
    for (size_t row = 0; row < groups.size(); ++row) {
      int64_t& sum = sums[groups[row]];
      if (__builtin_add_overflow(sum, values.integers()[row], &sum)) return false;
    }
    for (size_t row = 0; row < groups.size(); ++row) {
      sums_[groups[row]] = Value::Integer(sums[groups[row]]);
      ++counts_[groups[row]];
    }
    return true;
  }
  void Resize(size_t groups) override {
    sums_.resize(groups, Value::Integer(0));
    counts_.resize(groups);
  }
  void AddValue(uint32_t group, const Column& values, const Batch&, size_t row,
                Evaluator& evaluator) override {
    Value value = values.At(row);
    bool duration = value.kind() == ValueKind::kDuration;
    if (!duration && !value.is_number()) return TypeError(evaluator, value);
    if (mean_ && !duration) value = Value::Float(value.as_number());
    if (counts_[group]++ == 0) {
      sums_[group] = std::move(value);
      return;
    }
    auto sum = Calculate(ExpressionKind::kAdd, sums_[group], value);
    if (sum) {
      sums_[group] = *std::move(sum);
    } else {
      sum.error().span = call_.span;
      evaluator.context().Fail(std::move(sum).error());
    }
  }
  Value Finish(uint32_t group) override {
    if (!mean_) return sums_[group];
    if (counts_[group] == 0) return {};
    auto mean = Calculate(ExpressionKind::kDivide, sums_[group], Value::Integer(counts_[group]));
    return mean ? *std::move(mean) : Value();
  }

 private:
  bool mean_;
  std::vector<Value> sums_;
  std::vector<int64_t> counts_;
};

class Extreme final : public OfValues {
 public:
  Extreme(const Expression& call, bool maximum) : OfValues(call), maximum_(maximum) {}
  void Resize(size_t groups) override { best_.resize(groups); }
  void AddValue(uint32_t group, const Column& values, const Batch&, size_t row,
                Evaluator&) override {
    Value value = values.At(row);
    Value& best = best_[group];
    if (best.is_null() || (maximum_ ? Order(value, best) > 0 : Order(value, best) < 0)) {
      best = std::move(value);
    }
  }
  Value Finish(uint32_t group) override { return best_[group]; }

 private:
  bool maximum_;
  std::vector<Value> best_;
};

// Standard deviation, by Welford's method, of a sample or of all.
class Deviation final : public OfValues {
 public:
  Deviation(const Expression& call, bool sample) : OfValues(call), sample_(sample) {}
  void Resize(size_t groups) override { states_.resize(groups); }
  void AddValue(uint32_t group, const Column& values, const Batch&, size_t row,
                Evaluator& evaluator) override {
    Value value = values.At(row);
    if (!value.is_number()) return TypeError(evaluator, value);
    State& state = states_[group];
    double x = value.as_number();
    ++state.count;
    double delta = x - state.mean;
    state.mean += delta / static_cast<double>(state.count);
    state.squares += delta * (x - state.mean);
  }
  Value Finish(uint32_t group) override {
    const State& state = states_[group];
    if (state.count < 2) return Value::Float(0);
    auto divisor = static_cast<double>(state.count - (sample_ ? 1 : 0));
    return Value::Float(std::sqrt(state.squares / divisor));
  }

 private:
  struct State {
    uint64_t count = 0;
    double mean = 0, squares = 0;
  };
  bool sample_;
  std::vector<State> states_;
};

class Percentile final : public OfValues {
 public:
  Percentile(const Expression& call, bool discrete) : OfValues(call), discrete_(discrete) {}
  void Resize(size_t groups) override { states_.resize(groups); }
  void AddValue(uint32_t group, const Column& values, const Batch& batch, size_t row,
                Evaluator& evaluator) override {
    Value value = values.At(row);
    if (!value.is_number()) return TypeError(evaluator, value);
    State& state = states_[group];
    Value part = evaluator.Eval(*call_.children[1], batch, row);
    if (evaluator.context().failed()) return;
    if (!part.is_number()) return TypeError(evaluator, part);
    if (!(part.as_number() >= 0 && part.as_number() <= 1)) {
      return evaluator.context().Fail(graph::ErrorCode::kInvalidArgument, "NumberOutOfRange",
                                      "a percentile is a number from 0.0 to 1.0",
                                      call_.children[1]->span);
    }
    if (state.values.empty()) state.part = part.as_number();
    state.values.push_back(std::move(value));
    evaluator.context().limits->ChargeQuietly(sizeof(Value));
  }
  Value Finish(uint32_t group) override {
    State& state = states_[group];
    if (state.values.empty()) return {};
    std::sort(state.values.begin(), state.values.end(),
              [](const Value& a, const Value& b) { return Order(a, b) < 0; });
    auto count = static_cast<double>(state.values.size());
    if (discrete_) {
      double rank = std::ceil(state.part * count);
      return state.values[rank < 1 ? 0 : static_cast<size_t>(rank) - 1];
    }
    double place = state.part * (count - 1);
    auto below = static_cast<size_t>(place);
    double low = state.values[below].as_number();
    double high = state.values[std::min(below + 1, state.values.size() - 1)].as_number();
    return Value::Float(low + (high - low) * (place - static_cast<double>(below)));
  }

 private:
  struct State {
    double part = 0;
    std::vector<Value> values;
  };
  bool discrete_;
  std::vector<State> states_;
};

}  // namespace

std::unique_ptr<Aggregator> MakeAggregator(const Expression& call) {
  std::string_view name = call.function->name;
  if (call.star) return std::make_unique<CountRows>();
  if (name == "count") return std::make_unique<Count>(call);
  if (name == "collect") return std::make_unique<Collect>(call);
  if (name == "sum") return std::make_unique<Sum>(call, false);
  if (name == "avg") return std::make_unique<Sum>(call, true);
  if (name == "min") return std::make_unique<Extreme>(call, false);
  if (name == "max") return std::make_unique<Extreme>(call, true);
  if (name == "stDev") return std::make_unique<Deviation>(call, true);
  if (name == "stDevP") return std::make_unique<Deviation>(call, false);
  if (name == "percentileDisc") return std::make_unique<Percentile>(call, true);
  return std::make_unique<Percentile>(call, false);
}

}  // namespace entente::query
