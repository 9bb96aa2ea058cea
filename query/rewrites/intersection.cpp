#include <algorithm>

#include "query/expression_tools.h"
#include "query/rewrites/rewrites.h"

namespace entente::query {

namespace {

bool Plain(const PlanExpand& expand) {
  return expand.types.size() == 1 && expand.direction != PatternDirection::kBoth;
}

bool AsksForAConstant(const PlanFilter& filter) {
  auto constant = [](const ExpressionPtr& e) {
    return e->kind == ExpressionKind::kLiteral || e->kind == ExpressionKind::kParameter;
  };
  return std::any_of(filter.predicates.begin(), filter.predicates.end(), [&](const auto& e) {
    return e->kind == ExpressionKind::kCompare && e->comparisons[0] == Comparison::kEqual &&
           std::any_of(e->children.begin(), e->children.end(), constant);
  });
}

// ExpandInto over Expand to one node. What a filter between them asks is asked afterwards, of fewer
// rows.
void Change(PlanPtr& node) {
  for (auto& input : node->inputs) Change(input);
  auto* close = std::get_if<PlanExpand>(&node->op);
  if (!close || !close->into || !Plain(*close)) return;
  PlanPtr* below = &node->inputs[0];
  PlanPtr* filter = nullptr;
  if (std::holds_alternative<PlanFilter>((*below)->op)) {
    filter = below;
    below = &(*below)->inputs[0];
  }
  auto* open = std::get_if<PlanExpand>(&(*below)->op);
  if (!open || open->into || !Plain(*open)) return;
  // A constant that few nodes equal is better looked at first.
  if (filter && AsksForAConstant(std::get<PlanFilter>((*filter)->op))) return;
  bool straight = close->to == open->to;
  if (!straight && close->from != open->to) return;
  uint32_t other = straight ? close->from : close->to;
  if (other == open->to) return;
  PlanIntersect intersect;
  intersect.sides[0] = {open->from, open->relationship, open->types[0], open->direction,
                        open->distinct_from};
  intersect.sides[1] = {other, close->relationship, close->types[0],
                        straight ? close->direction : Reverse(close->direction),
                        close->distinct_from};
  intersect.to = open->to;
  double rows = node->estimated_rows;
  PlanPtr input = std::move((*below)->inputs[0]);
  PlanPtr made = MakePlan(std::move(intersect), std::move(input));
  made->estimated_rows = rows;
  made->rewrite = "intersection";
  if (filter) {
    PlanPtr test = std::move(*filter);
    test->inputs[0] = std::move(made);
    made = std::move(test);
  }
  node = std::move(made);
}

}  // namespace

void IntersectSortedLists(Subplan& subplan) { Change(subplan.root); }

}  // namespace entente::query
