#include "query/operators/aggregator.h"

#include <algorithm>
#include <cmath>

#include "query/operators/distinct_values.h"

namespace entente::query {

using graph::Value;
using graph::ValueKind;

namespace {

// One that looks at the values of one expression that are not null, each once where DISTINCT.
class OfValues : public Aggregator {
 public:
  explicit OfValues(const Expression& call) : call_(call) {}

  void Add(const Batch& batch, std::span<const uint32_t> groups, Evaluator& evaluator) override {
    const Column& values = evaluator.ColumnOf(*call_.children[0], batch, made_);
    if (evaluator.context().failed()) return;
    if (call_.distinct) {
      if (int64_t* counts = DistinctCounts()) {
        seen_.CountNew(groups, values, batch.size, counts);
        new_bytes_ += seen_.TakeNewBytes();
        return;
      }
      is_new_.resize(batch.size);
      seen_.InsertAll(groups, values, batch.size, is_new_.data());
      new_bytes_ += seen_.TakeNewBytes();
    }
    if (AddAll(groups, values, call_.distinct ? is_new_.data() : nullptr)) return;
    for (size_t row = 0; row < batch.size && !evaluator.context().failed(); ++row) {
      if (call_.distinct ? !is_new_[row] : values.IsNull(row)) continue;
      AddValue(groups[row], values, batch, row, evaluator);
    }
  }

 protected:
  /// By group, where all that an aggregate wants of DISTINCT values is how many there are.
  virtual int64_t* DistinctCounts() { return nullptr; }
  /// For columns that an aggregate has a quicker way with; false where it has none. `is_new` is
  /// given where DISTINCT, and 0 for rows that don't count.
  virtual bool AddAll(std::span<const uint32_t>, const Column&, const uint8_t*) { return false; }
  /// `values` holds in its row `row` what is not null.
  virtual void AddValue(uint32_t group, const Column& values, const Batch& batch, size_t row,
                        Evaluator& evaluator) = 0;
  void TypeError(Evaluator& evaluator, const Value& value) {
    evaluator.context().Fail(graph::ErrorCode::kType, "InvalidArgumentType",
                             call_.name + "() can't take a " + ValueKindName(value.kind()),
                             call_.span);
  }
  const Expression& call_;
  DistinctValues seen_;

 private:
  std::vector<uint8_t> is_new_;
  Column made_;
};

void PutCounts(std::span<const uint32_t> groups, const std::vector<int64_t>& counts, Column& out) {
  out.Reset(Column::Kind::kIntegers);
  for (uint32_t group : groups) out.integers().push_back(counts[group]);
}

void MergeCounts(const std::vector<int64_t>& from, std::span<const uint32_t> groups,
                 std::vector<int64_t>& counts) {
  for (size_t i = 0; i < groups.size(); ++i) counts[groups[i]] += from[i];
}

class CountRows final : public Aggregator {
 public:
  void Resize(size_t groups) override { counts_.resize(groups); }
  void Add(const Batch& batch, std::span<const uint32_t> groups, Evaluator&) override {
    if (counts_.size() == 1) {
      counts_[0] += static_cast<int64_t>(batch.size);
      return;
    }
    for (size_t row = 0; row < batch.size; ++row) ++counts_[groups[row]];
  }
  Value Finish(uint32_t group) override { return Value::Integer(counts_[group]); }
  void FinishAll(std::span<const uint32_t> groups, Column& out) override {
    PutCounts(groups, counts_, out);
  }
  bool Merge(Aggregator& other, std::span<const uint32_t> groups) override {
    MergeCounts(static_cast<CountRows&>(other).counts_, groups, counts_);
    return true;
  }

 private:
  std::vector<int64_t> counts_;
};

class Count final : public OfValues {
 public:
  using OfValues::OfValues;
  void Resize(size_t groups) override { counts_.resize(groups); }
  int64_t* DistinctCounts() override { return counts_.data(); }
  bool AddAll(std::span<const uint32_t> groups, const Column& values, const uint8_t*) override {
    for (size_t row = 0; row < groups.size(); ++row) counts_[groups[row]] += !values.IsNull(row);
    return true;
  }
  void AddValue(uint32_t group, const Column&, const Batch&, size_t, Evaluator&) override {
    ++counts_[group];
  }
  Value Finish(uint32_t group) override { return Value::Integer(counts_[group]); }
  void FinishAll(std::span<const uint32_t> groups, Column& out) override {
    PutCounts(groups, counts_, out);
  }
  bool Merge(Aggregator& other, std::span<const uint32_t> groups) override {
    auto& from = static_cast<Count&>(other);
    if (!call_.distinct) {
      MergeCounts(from.counts_, groups, counts_);
      return true;
    }
    seen_.Merge(from.seen_, groups, counts_.data());
    return true;
  }

 private:
  std::vector<int64_t> counts_;
};

class Collect final : public OfValues {
 public:
  using OfValues::OfValues;
  void Resize(size_t groups) override { lists_.resize(groups); }
  void AddValue(uint32_t group, const Column& values, const Batch&, size_t row,
                Evaluator&) override {
    Value value = values.At(row);
    new_bytes_ += SizeOf(value);
    lists_[group].push_back(std::move(value));
  }
  Value Finish(uint32_t group) override { return Value::List(std::move(lists_[group])); }

 private:
  std::vector<std::vector<Value>> lists_;
};

// The sum, and the mean that follows from it: of numbers or of durations. As long as there are only
// whole numbers and nothing overflows they are added as such.
class Sum final : public OfValues {
 public:
  Sum(const Expression& call, bool mean) : OfValues(call), mean_(mean), whole_(!mean) {}
  void Resize(size_t groups) override {
    counts_.resize(groups);
    if (whole_) {
      wholes_.resize(groups);
    } else {
      sums_.resize(groups, Value::Integer(0));
    }
  }
  bool AddAll(std::span<const uint32_t> groups, const Column& values,
              const uint8_t* is_new) override {
    if (!whole_) return false;
    if (values.kind() == Column::Kind::kEmpty) return true;
    if (values.kind() != Column::Kind::kIntegers) {
      TakeValues();
      return false;
    }
    for (size_t row = 0; row < groups.size(); ++row) {
      if (is_new && !is_new[row]) continue;
      int64_t& sum = wholes_[groups[row]];
      if (__builtin_add_overflow(sum, values.integers()[row], &sum)) {
        // Wrapped round: taking back gives what was there.
        for (size_t done = row + 1; done-- > 0;) {
          if (is_new && !is_new[done]) continue;
          uint64_t back = static_cast<uint64_t>(wholes_[groups[done]]) -
                          static_cast<uint64_t>(values.integers()[done]);
          wholes_[groups[done]] = static_cast<int64_t>(back);
          if (done < row) --counts_[groups[done]];
        }
        TakeValues();
        return false;
      }
      ++counts_[groups[row]];
    }
    return true;
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
    if (whole_) return Value::Integer(wholes_[group]);
    if (!mean_) return sums_[group];
    if (counts_[group] == 0) return {};
    auto mean = Calculate(ExpressionKind::kDivide, sums_[group], Value::Integer(counts_[group]));
    return mean ? *std::move(mean) : Value();
  }
  void FinishAll(std::span<const uint32_t> groups, Column& out) override {
    if (!whole_) return Aggregator::FinishAll(groups, out);
    PutCounts(groups, wholes_, out);
  }
  bool Merge(Aggregator& other, std::span<const uint32_t> groups) override {
    auto& from = static_cast<Sum&>(other);
    if (!whole_ || !from.whole_) return false;
    for (size_t i = 0; i < groups.size(); ++i) {
      int64_t& sum = wholes_[groups[i]];
      if (__builtin_add_overflow(sum, from.wholes_[i], &sum)) return false;
      counts_[groups[i]] += from.counts_[i];
    }
    return true;
  }

 private:
  void TakeValues() {
    whole_ = false;
    sums_.clear();
    for (int64_t sum : wholes_) sums_.push_back(Value::Integer(sum));
  }
  bool mean_, whole_;
  std::vector<int64_t> wholes_;
  std::vector<Value> sums_;
  std::vector<int64_t> counts_;
};

class Extreme final : public OfValues {
 public:
  Extreme(const Expression& call, bool maximum) : OfValues(call), maximum_(maximum) {}
  void Resize(size_t groups) override {
    best_.resize(groups);
    if (in_ids_ || !begun_) codes_.resize(groups, Column::kNoId);
  }
  // Codes are in the order of their strings.
  bool AddAll(std::span<const uint32_t> groups, const Column& values, const uint8_t*) override {
    if (values.kind() == Column::Kind::kEmpty) return true;
    if (values.kind() == Column::Kind::kStrings && (in_ids_ || !begun_)) {
      begun_ = in_ids_ = true;
      reader_ = values.reader();
      for (size_t row = 0; row < groups.size(); ++row) {
        uint32_t code = values.ids()[row];
        uint32_t& best = codes_[groups[row]];
        if (code == Column::kNoId) continue;
        if (best == Column::kNoId || (maximum_ ? code > best : code < best)) best = code;
      }
      return true;
    }
    begun_ = true;
    TakeValues();
    if (values.kind() != Column::Kind::kIntegers) {
      mixed_ = true;
      return false;
    }
    for (size_t row = 0; row < groups.size(); ++row) {
      int64_t value = values.integers()[row];
      Value& best = best_[groups[row]];
      if (best.kind() == ValueKind::kInteger
              ? (maximum_ ? value > best.as_integer() : value < best.as_integer())
              : Better(Value::Integer(value), best)) {
        best = Value::Integer(value);
      }
    }
    return true;
  }
  void AddValue(uint32_t group, const Column& values, const Batch&, size_t row,
                Evaluator&) override {
    Value value = values.At(row);
    if (Better(value, best_[group])) best_[group] = std::move(value);
  }
  Value Finish(uint32_t group) override {
    TakeValues();
    return best_[group];
  }
  // Of two that are equal but not the same (1 and 1.0) the first is kept.
  bool Merge(Aggregator& other, std::span<const uint32_t> groups) override {
    auto& from = static_cast<Extreme&>(other);
    if (mixed_ || from.mixed_) return false;
    TakeValues();
    from.TakeValues();
    for (size_t i = 0; i < groups.size(); ++i) {
      Value& best = best_[groups[i]];
      if (!from.best_[i].is_null() && Better(from.best_[i], best)) best = std::move(from.best_[i]);
    }
    return true;
  }

 private:
  bool Better(const Value& value, const Value& best) const {
    return best.is_null() || (maximum_ ? Order(value, best) > 0 : Order(value, best) < 0);
  }
  void TakeValues() {
    if (!in_ids_) return;
    in_ids_ = false;
    for (size_t group = 0; group < best_.size(); ++group) {
      if (codes_[group] == Column::kNoId) continue;
      best_[group] = Value::String(std::string(reader_->String(codes_[group])));
    }
  }
  bool maximum_;
  bool begun_ = false, in_ids_ = false, mixed_ = false;
  const graph::GraphReader* reader_ = nullptr;
  std::vector<uint32_t> codes_;
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
    new_bytes_ += sizeof(Value);
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

void Aggregator::FinishAll(std::span<const uint32_t> groups, Column& out) {
  out.Reset(Column::Kind::kValues);
  for (uint32_t group : groups) out.values().push_back(Finish(group));
}

bool Aggregator::Merge(Aggregator&, std::span<const uint32_t>) { return false; }

bool CanMerge(const Expression& call) {
  std::string_view name = call.function->name;
  bool of_values = name == "sum" || name == "min" || name == "max";
  return call.star || name == "count" || (of_values && !call.distinct);
}

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
