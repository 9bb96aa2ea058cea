#include "query/rewrites/rewrites.h"

#include "query/expression_tools.h"

namespace entente::query {

void Rewrite(Subplan& subplan) {
  UseDegreesInExpressions(subplan);
  CountByDegree(subplan);
  CountPairsFromTheMiddle(subplan);
  VisitReachableOnce(subplan);
  IntersectSortedLists(subplan);
  ScanRelationships(subplan);
}

void CountAsSum(SlotExpression& call, uint32_t slot) {
  Expression& e = *call.expression;
  e.star = false;
  e.children.clear();
  e.children.push_back(MakeVariable(slot, ""));
  e.name = "sum";
  e.function = FindFunction("sum");
}

bool IsLabelFilter(const PlanNode& node, uint32_t slot, std::vector<uint32_t>* labels) {
  const auto* filter = std::get_if<PlanFilter>(&node.op);
  if (!filter) return false;
  for (const auto& predicate : filter->predicates) {
    if (predicate->kind != ExpressionKind::kHasLabels) return false;
    const Expression& owner = *predicate->children[0];
    if (owner.kind != ExpressionKind::kVariable || owner.slot != slot) return false;
  }
  for (const auto& predicate : filter->predicates) {
    labels->insert(labels->end(), predicate->label_indexes.begin(), predicate->label_indexes.end());
  }
  return true;
}

}  // namespace entente::query
