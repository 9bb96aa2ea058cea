#include "query/operators/operators.h"

namespace entente::query {

namespace {

struct Maker {
  FrameRun& run;
  const PlanNode& plan;

  OperatorPtr operator()(const PlanArgument&) { return MakeArgument(run, plan); }
  OperatorPtr operator()(const PlanAllNodes&) { return MakeAllNodes(run, plan); }
  OperatorPtr operator()(const PlanLabelScan&) { return MakeLabelScan(run, plan); }
  OperatorPtr operator()(const PlanIndexSeek&) { return MakeIndexSeek(run, plan); }
  OperatorPtr operator()(const PlanExpand&) { return MakeExpand(run, plan); }
  OperatorPtr operator()(const PlanVarExpand&) { return MakeVarExpand(run, plan); }
  OperatorPtr operator()(const PlanRelationshipEnds&) { return MakeRelationshipEnds(run, plan); }
  OperatorPtr operator()(const PlanShortestPath&) { return MakeShortestPath(run, plan); }
  OperatorPtr operator()(const PlanFilter&) { return MakeFilter(run, plan); }
  OperatorPtr operator()(const PlanProject&) { return MakeProject(run, plan); }
  OperatorPtr operator()(const PlanAggregate&) { return MakeAggregate(run, plan); }
  OperatorPtr operator()(const PlanDistinct&) { return MakeDistinct(run, plan); }
  OperatorPtr operator()(const PlanSort&) { return MakeSort(run, plan); }
  OperatorPtr operator()(const PlanSkip&) { return MakeSkip(run, plan); }
  OperatorPtr operator()(const PlanLimit&) { return MakeLimit(run, plan); }
  OperatorPtr operator()(const PlanUnwind&) { return MakeUnwind(run, plan); }
  OperatorPtr operator()(const PlanOptional&) { return MakeOptional(run, plan); }
  OperatorPtr operator()(const PlanApply&) { return MakeApply(run, plan); }
  OperatorPtr operator()(const PlanHashJoin&) { return MakeHashJoin(run, plan); }
  OperatorPtr operator()(const PlanUnion&) { return MakeUnion(run, plan); }
  OperatorPtr operator()(const PlanCall&) { return MakeCall(run, plan); }
  OperatorPtr operator()(const PlanCreate&) { return MakeCreate(run, plan); }
  OperatorPtr operator()(const PlanMerge&) { return MakeMerge(run, plan); }
  OperatorPtr operator()(const PlanSet&) { return MakeSet(run, plan); }
  OperatorPtr operator()(const PlanDegrees&) { return MakeDegrees(run, plan); }
  OperatorPtr operator()(const PlanIntersect&) { return MakeIntersect(run, plan); }
  OperatorPtr operator()(const PlanRelationshipScan&) { return MakeRelationshipScan(run, plan); }
  OperatorPtr operator()(const PlanPairs&) { return MakePairs(run, plan); }
  OperatorPtr operator()(const PlanDelete&) { return MakeDelete(run, plan); }
};

// Inputs that an operator runs by itself, from rows that it chooses, are not built here.
bool RunsOwnInput(const PlanNode& plan, size_t input) {
  return input == 1 && (std::holds_alternative<PlanOptional>(plan.op) ||
                        std::holds_alternative<PlanMerge>(plan.op) ||
                        std::holds_alternative<PlanHashJoin>(plan.op));
}

}  // namespace

std::unique_ptr<Operator> BuildOperator(FrameRun& run, const PlanNode& plan) {
  OperatorPtr op = std::visit(Maker{run, plan}, plan.op);
  for (size_t i = 0; i < plan.inputs.size(); ++i) {
    if (!RunsOwnInput(plan, i)) op->AddInput(BuildOperator(run, *plan.inputs[i]));
  }
  return op;
}

}  // namespace entente::query
