#include "query/rewrites/rewrites.h"

namespace entente::query {

void Rewrite(Subplan& subplan) {
  UseDegreesInExpressions(subplan);
  CountByDegree(subplan);
  VisitReachableOnce(subplan);
  IntersectSortedLists(subplan);
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
