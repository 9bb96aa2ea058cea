#include <algorithm>

#include "query/rewrites/rewrites.h"

namespace entente::query {

namespace {

PatternDirection Reverse(PatternDirection direction) {
  if (direction == PatternDirection::kLeft) return PatternDirection::kRight;
  return direction == PatternDirection::kRight ? PatternDirection::kLeft : direction;
}

bool Plain(const PlanExpand& expand) {
  return expand.types.size() == 1 && expand.direction != PatternDirection::kBoth;
}

// ExpandInto over Expand to one node, with nothing but label tests of that node between them.
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
  std::vector<uint32_t> labels;
  if (filter && !IsLabelFilter(**filter, open->to, &labels)) return;
  bool straight = close->to == open->to;
  if (!straight && close->from != open->to) return;
  uint32_t other = straight ? close->from : close->to;
  if (other == open->to || other == open->from) return;
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
