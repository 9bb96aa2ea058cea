/// \file
/// A running operator: asks its inputs for batches and makes batches. Threads: a tree of operators
/// belongs to one thread at a time.

#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "query/batch.h"
#include "query/context.h"
#include "query/evaluator.h"
#include "query/plan.h"

namespace entente::query {

/// What the operators of one frame share.
struct FrameRun {
  ExecutionContext& context;
  Evaluator evaluator;
  size_t slot_count;
  const Batch* argument = nullptr;  ///< the rows that the plan starts from
  /// Of what a scan straight above the argument goes through only part `part` of `parts` equal
  /// ones. Looked at by Start.
  uint32_t part = 0, parts = 1;

  FrameRun(ExecutionContext& c, size_t slots) : context(c), evaluator(c), slot_count(slots) {}
};

class Operator {
 public:
  Operator(FrameRun& run, const PlanNode& plan) : run_(run), plan_(plan) {}
  virtual ~Operator() = default;
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;

  /// Begins, or begins again, from run.argument.
  virtual void Start() {
    for (auto& input : inputs_) input->Start();
  }
  /// Fills `out` with at least one row; false when there are no more, or after an error.
  bool Next(Batch& out);

  void AddInput(std::unique_ptr<Operator> input) { inputs_.push_back(std::move(input)); }
  /// For one batch of an operator's own.
  Batch NewBatch() const { return Batch(run_.slot_count); }

 protected:
  virtual bool Produce(Batch& out) = 0;

  template <class Op>
  const Op& plan() const {
    return std::get<Op>(plan_.op);
  }
  ExecutionContext& context() { return run_.context; }
  const graph::GraphReader& reader() { return *run_.context.reader; }
  Evaluator& evaluator() { return run_.evaluator; }
  Operator& input(size_t i = 0) { return *inputs_[i]; }
  std::span<const uint32_t> live() const { return plan_.live; }
  bool IsLive(uint32_t slot) const;
  void CountVisits(uint64_t count) {
    if (run_.context.profile) run_.context.profiles[plan_.id].visited += count;
  }

  FrameRun& run_;
  const PlanNode& plan_;
  std::vector<std::unique_ptr<Operator>> inputs_;
};

/// The part of [0, count) that is `run`'s.
inline std::pair<uint64_t, uint64_t> PartOf(const FrameRun& run, uint64_t count) {
  return {count * run.part / run.parts, count * (run.part + 1) / run.parts};
}

/// The running form of `plan`; both must outlive it.
std::unique_ptr<Operator> BuildOperator(FrameRun& run, const PlanNode& plan);

/// A subplan made ready to run for one row after another.
class SubplanRun {
 public:
  SubplanRun(ExecutionContext& context, const Subplan& subplan);

  /// Starts it for a row of the frame around, which `outer` evaluates.
  void Start(Evaluator& outer, const Batch& batch, size_t row);
  /// The next rows; nullptr when there are no more. Columns are those of the subplan's frame.
  const Batch* Next();
  const Subplan& subplan() const { return subplan_; }

 private:
  const Subplan& subplan_;
  FrameRun run_;
  Batch argument_;
  Batch rows_;
  std::unique_ptr<Operator> root_;
};

}  // namespace entente::query
