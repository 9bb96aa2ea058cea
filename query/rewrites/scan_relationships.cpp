#include <algorithm>

#include "query/expression_tools.h"
#include "query/planner.h"
#include "query/rewrites/rewrites.h"

namespace entente::query {

namespace {

bool IsLabelTestOf(const Expression& e, uint32_t slot) {
  return e.kind == ExpressionKind::kHasLabels && e.children[0]->kind == ExpressionKind::kVariable &&
         e.children[0]->slot == slot;
}

// Does anything above `node`, or in what is left of its predicates, read `slot`?
bool IsRead(const PlanNode& node, const std::vector<ExpressionPtr>& predicates, uint32_t slot) {
  return std::binary_search(node.live.begin(), node.live.end(), slot) ||
         std::any_of(predicates.begin(), predicates.end(), [&](const ExpressionPtr& predicate) {
           return SlotsOf(*predicate).contains(slot);
         });
}

void ChangeOne(PlanPtr& node) {
  // Label tests of the other end, alone or among other predicates, belong to the scan.
  PlanFilter* filter = std::get_if<PlanFilter>(&node->op);
  PlanNode* walk = filter ? node->inputs[0].get() : node.get();
  const auto* expand = std::get_if<PlanExpand>(&walk->op);
  if (!expand || expand->into || expand->types.size() != 1 || !expand->distinct_from.empty() ||
      expand->direction == PatternDirection::kBoth || expand->to == expand->from) {
    return;
  }
  PlanNode& below = *walk->inputs[0];
  PlanRelationshipScan scan{expand->from,
                            expand->relationship,
                            expand->to,
                            expand->types[0],
                            expand->direction,
                            kNoSlot,
                            {}};
  if (const auto* by_label = std::get_if<PlanLabelScan>(&below.op)) {
    if (by_label->slot != expand->from) return;
    scan.from_label = by_label->label;
  } else if (const auto* all = std::get_if<PlanAllNodes>(&below.op)) {
    if (all->slot != expand->from) return;
  } else {
    return;
  }
  std::vector<ExpressionPtr> rest;
  if (filter) {
    auto is_test = [&](const ExpressionPtr& e) { return IsLabelTestOf(*e, scan.to); };
    for (const auto& predicate : filter->predicates) {
      if (!is_test(predicate)) rest.push_back(Clone(*predicate));
    }
  }
  // Against the arrow relationships don't lie in the order of these nodes.
  if (scan.direction == PatternDirection::kLeft &&
      (IsRead(*node, rest, scan.from) || IsRead(*node, rest, scan.to))) {
    return;
  }
  if (filter) {
    for (const auto& predicate : filter->predicates) {
      if (!IsLabelTestOf(*predicate, scan.to)) continue;
      const auto& labels = predicate->label_indexes;
      scan.to_labels.insert(scan.to_labels.end(), labels.begin(), labels.end());
    }
  }
  double rows = walk->estimated_rows;
  PlanPtr made = MakePlan(std::move(scan), std::move(below.inputs[0]));
  made->estimated_rows = rows;
  made->rewrite = "relationship-scan";
  if (!rest.empty()) {
    filter->predicates = std::move(rest);
    node->inputs[0] = std::move(made);
  } else {
    made->live = node->live;
    node = std::move(made);
  }
}

// A filter before what it filters, since it says what the scan is to test.
void Change(PlanPtr& node) {
  ChangeOne(node);
  for (auto& input : node->inputs) Change(input);
}

}  // namespace

void ScanRelationships(Subplan& subplan) { Change(subplan.root); }

}  // namespace entente::query
