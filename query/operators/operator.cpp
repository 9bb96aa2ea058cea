#include "query/operators/operator.h"

#include <algorithm>

#include "query/operators/operators.h"

namespace entente::query {

bool Operator::Next(Batch& out) {
  out.Clear();
  if (!context().Continue()) return false;
  if (!context().profile) return Produce(out) && !context().failed();
  auto begin = std::chrono::steady_clock::now();
  bool more = Produce(out) && !context().failed();
  OperatorProfile& profile = context().profiles[plan_.id];
  profile.nanoseconds += static_cast<uint64_t>(
      std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin).count());
  if (more) profile.rows += out.size;
  return more;
}

bool Operator::IsLive(uint32_t slot) const {
  return std::binary_search(plan_.live.begin(), plan_.live.end(), slot);
}

void RowsOfRow::Start() {
  Operator::Start();
  in_ = NewBatch();
  row_ = 0;
  begun_ = false;
  rows_.clear();
}

bool RowsOfRow::Produce(Batch& out) {
  rows_.clear();
  while (true) {
    if (row_ >= in_.size) {
      // Rows of two batches don't share one: what is made of this one goes out first.
      if (!rows_.empty()) break;
      if (!input().Next(in_)) return false;
      row_ = 0;
      begun_ = false;
      if (names_generation_ != context().names_generation) {
        names_generation_ = context().names_generation;
        LearnNames();
      }
    }
    if (!begun_) Begin(in_, row_);
    begun_ = true;
    bool done = Fill(in_, row_, kBatchRows);
    if (context().failed()) return false;
    if (!done) {
      if (rows_.size() >= kBatchRows) break;
      continue;
    }
    ++row_;
    begun_ = false;
    if (rows_.size() >= kBatchRows) break;
  }
  out.GatherFrom(in_, rows_, live());
  Finish(out);
  return true;
}

uint64_t EvalCount(Evaluator& evaluator, const Expression& count) {
  Batch none;
  none.size = 1;
  graph::Value value = evaluator.Eval(count, none, 0);
  if (evaluator.context().failed()) return 0;
  auto fail = [&](const char* detail, const char* message) {
    evaluator.context().Fail(graph::ErrorCode::kOutOfRange, detail, message, count.span);
    return uint64_t{0};
  };
  if (value.kind() != graph::ValueKind::kInteger) {
    return fail("InvalidArgumentType", "SKIP and LIMIT take a whole number");
  }
  if (value.as_integer() < 0) {
    return fail("NegativeIntegerArgument", "SKIP and LIMIT take a number that is not negative");
  }
  return static_cast<uint64_t>(value.as_integer());
}

SubplanRun::SubplanRun(ExecutionContext& context, const Subplan& subplan)
    : subplan_(subplan),
      run_(context, subplan.frame->slots.size()),
      argument_(run_.slot_count),
      rows_(run_.slot_count),
      root_(BuildOperator(run_, *subplan.root)) {
  run_.argument = &argument_;
}

void SubplanRun::Start(Evaluator& outer, const Batch& batch, size_t row) {
  argument_.Clear();
  for (const Import& import : subplan_.frame->imports) {
    argument_.columns[import.slot].Push(outer.Eval(*import.outer, batch, row), 0);
  }
  argument_.size = 1;
  root_->Start();
}

const Batch* SubplanRun::Next() { return root_->Next(rows_) ? &rows_ : nullptr; }

}  // namespace entente::query
