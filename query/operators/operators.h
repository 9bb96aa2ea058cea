/// \file
/// What the sources of this folder offer to build.cpp: a maker for each plan node, and the base of
/// the operators that make some rows of each row. Private to the folder.

#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "query/operators/operator.h"

namespace entente::query {

using OperatorPtr = std::unique_ptr<Operator>;

OperatorPtr MakeArgument(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeAllNodes(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeLabelScan(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeIndexSeek(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeExpand(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeVarExpand(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeRelationshipEnds(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeShortestPath(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeFilter(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeProject(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeAggregate(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeDistinct(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeSort(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeSkip(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeLimit(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeUnwind(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeOptional(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeApply(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeHashJoin(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeUnion(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeCall(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeCreate(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeMerge(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeSet(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeReachable(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeDegrees(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeIntersect(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeRelationshipScan(FrameRun& run, const PlanNode& plan);
OperatorPtr MakePairs(FrameRun& run, const PlanNode& plan);
OperatorPtr MakeDelete(FrameRun& run, const PlanNode& plan);

/// Makes zero or more rows of each row of its input.
class RowsOfRow : public Operator {
 public:
  using Operator::Operator;
  void Start() override;

 protected:
  bool Produce(Batch& out) final;

  /// Called before the first row, and again when a clause further down has made new names since.
  virtual void LearnNames() {}
  /// Called before the first Fill for row `row` of `in`.
  virtual void Begin(const Batch& in, size_t row) = 0;
  /// Adds rows with Emit until there are `room` of them or no more; true when the row is done.
  virtual bool Fill(const Batch& in, size_t row, size_t room) = 0;
  /// Puts what was made for the emitted rows into its columns.
  virtual void Finish(Batch& out) = 0;

  void Emit(size_t row) { rows_.push_back(static_cast<uint32_t>(row)); }
  std::vector<uint32_t>& emitted() { return rows_; }

 private:
  Batch in_;
  size_t row_ = 0;
  bool begun_ = false;
  uint64_t names_generation_ = 0;
  std::vector<uint32_t> rows_;
};

/// The number of SKIP and LIMIT. Errors: kOutOfRange for what is no number or negative.
uint64_t EvalCount(Evaluator& evaluator, const Expression& count);

/// Moves ids into a column.
inline void PutIds(Batch& out, uint32_t slot, Column::Kind kind, std::vector<uint32_t>& ids) {
  out.columns[slot].Reset(kind);
  out.columns[slot].ids().swap(ids);
  ids.clear();
}

}  // namespace entente::query
