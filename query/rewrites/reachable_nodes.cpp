#include <algorithm>

#include "query/planner.h"
#include "query/rewrites/rewrites.h"

namespace entente::query {

namespace {

bool OnlyDistinct(const PlanAggregate& aggregate) {
  return std::all_of(aggregate.aggregates.begin(), aggregate.aggregates.end(),
                     [](const SlotExpression& call) {
                       std::string_view name = call.expression->function->name;
                       return call.expression->distinct || name == "min" || name == "max";
                     });
}

// `set`: above, only the set of rows matters, not how often each comes.
void Change(PlanNode& node, bool set) {
  bool below = false;
  if (const auto* aggregate = std::get_if<PlanAggregate>(&node.op)) {
    below = OnlyDistinct(*aggregate);
  } else if (std::holds_alternative<PlanDistinct>(node.op)) {
    below = true;
  } else if (std::holds_alternative<PlanFilter>(node.op) ||
             std::holds_alternative<PlanProject>(node.op) ||
             std::holds_alternative<PlanExpand>(node.op) ||
             std::holds_alternative<PlanVarExpand>(node.op)) {
    below = set;
  }
  if (auto* expand = std::get_if<PlanVarExpand>(&node.op); expand && set) {
    bool walked = std::binary_search(node.live.begin(), node.live.end(), expand->relationship);
    // From 0 or 1 on, whoever is reached by a walk is reached by one without a repetition. Without
    // a direction that is not so for the start itself.
    if (!walked && expand->minimum <= 1 && !expand->into && expand->distinct_from.empty() &&
        expand->direction != PatternDirection::kBoth) {
      expand->distinct_ends = true;
      node.rewrite = "reachable-nodes";
    }
  }
  for (auto& input : node.inputs) Change(*input, below);
}

}  // namespace

void VisitReachableOnce(Subplan& subplan) { Change(*subplan.root, false); }

}  // namespace entente::query
