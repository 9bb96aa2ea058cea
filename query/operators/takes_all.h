/// \file
/// The base of the operators that change the graph: each takes all rows of its input before it
/// changes anything, and has changed everything before it hands on the first row. So what is below
/// reads the graph as it was, what is above as it has become, and nobody who stops early leaves a
/// change out. Private to this folder.

#pragma once

#include <vector>

#include "query/operators/operator.h"

namespace entente::query {

class TakesAll : public Operator {
 public:
  TakesAll(FrameRun& run, const PlanNode& plan);
  void Start() override;

 protected:
  /// Makes the changes. `rows` is all input; what it holds afterwards goes on. Called once, also
  /// where there are no rows.
  virtual void Work(Batch& rows) = 0;

  bool Produce(Batch& out) final;

  /// Adds `from` to rows that are kept, and counts their memory. False when that is too much: the
  /// query has failed then.
  bool Keep(const Batch& from, Batch& kept);
  const std::vector<uint32_t>& all_slots() const { return all_slots_; }

 private:
  bool TakeAll();

  std::vector<uint32_t> all_slots_;
  bool taken_ = false;
  Batch rows_;
  size_t next_ = 0;
  uint64_t charged_ = 0;
};

}  // namespace entente::query
