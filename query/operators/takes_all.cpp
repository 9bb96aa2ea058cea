#include "query/operators/takes_all.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace entente::query {

TakesAll::TakesAll(FrameRun& run, const PlanNode& plan)
    : Operator(run, plan), all_slots_(run.slot_count) {
  std::iota(all_slots_.begin(), all_slots_.end(), 0u);
}

void TakesAll::Start() {
  Operator::Start();
  context().limits->Release(std::exchange(charged_, 0));
  taken_ = false;
}

bool TakesAll::Produce(Batch& out) {
  if (!taken_ && !TakeAll()) return false;
  if (next_ >= rows_.size) {
    rows_ = NewBatch();
    return false;
  }
  std::vector<uint32_t> rows(std::min<size_t>(kBatchRows, rows_.size - next_));
  std::iota(rows.begin(), rows.end(), static_cast<uint32_t>(next_));
  next_ += rows.size();
  out.GatherFrom(rows_, rows, live());
  return true;
}

bool TakesAll::TakeAll() {
  taken_ = true;
  rows_ = NewBatch();
  next_ = 0;
  Batch in = NewBatch();
  while (input().Next(in)) {
    if (!Keep(in, rows_)) return false;
  }
  if (context().failed()) return false;
  Work(rows_);
  return !context().failed();
}

bool TakesAll::Keep(const Batch& from, Batch& kept) {
  uint64_t bytes = 0;
  if (context().limits->memory_limit_bytes() > 0) {
    // Before it is copied: what two hold counts as a reference.
    from.columns.ForEach([&](const Column& column) { bytes += OwnSizeOf(column); });
  }
  kept.Append(from, all_slots_);
  charged_ += bytes;
  return context().Charge(bytes);
}

}  // namespace entente::query
