/// \file
/// The groups of an aggregation and what each of them has come to so far. Private to this folder.
/// Threads: one at a time; parts that several threads made are merged by one.

#pragma once

#include <memory>
#include <span>
#include <vector>

#include "query/operators/aggregator.h"
#include "query/operators/row_set.h"
#include "query/plan.h"

namespace entente::query {

class Groups {
 public:
  /// `plan` outlives this.
  explicit Groups(const PlanAggregate& plan);

  /// Errors stick to the evaluator's context.
  void Take(const Batch& in, Evaluator& evaluator);

  size_t size() const { return plan_.keys.empty() ? 1 : rows_.size(); }
  const Column& key(size_t i) const { return rows_.column(i); }
  Aggregator& aggregator(size_t i) { return *aggregators_[i]; }
  uint64_t TakeNewBytes() {
    uint64_t bytes = rows_.TakeNewBytes();
    for (auto& aggregator : aggregators_) bytes += aggregator->TakeNewBytes();
    return bytes;
  }

  /// Of groups that several threads made: `order[i]` says where the first row of parts[p]'s group i
  /// came among all rows. Ends where one thread would have. False where that depends on more than
  /// what the parts have (a sum of floats): to be done again by one.
  bool Merge(std::span<Groups* const> parts, std::span<const std::vector<uint64_t>> orders);

 private:
  void FindGroups(const Batch& in, Evaluator& evaluator);
  bool FindGroupsOfRuns(const Batch& in, Evaluator& evaluator);
  void InsertKeys(const Batch& in, Evaluator& evaluator, std::vector<uint32_t>& numbers);

  const PlanAggregate& plan_;
  uint32_t owner_ = kNoSlot;  // the one variable that all keys are properties of
  RowSet rows_;
  std::vector<std::unique_ptr<Aggregator>> aggregators_;
  std::vector<uint32_t> groups_;  // of the batch's rows
  std::vector<Column> made_;
  std::vector<uint32_t> runs_, run_groups_;
  Batch run_batch_;
};

}  // namespace entente::query
