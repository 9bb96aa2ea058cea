#include "query/planner.h"
#include "query/rewrites/rewrites.h"

namespace entente::query {

namespace {

void Change(Expression& e) {
  for (auto& child : e.children) {
    if (child) Change(*child);
  }
  bool exists = e.kind == ExpressionKind::kExists;
  if ((!exists && e.kind != ExpressionKind::kCountSubquery) || !e.subplan) return;
  std::vector<uint32_t> labels;
  if (!SingleExpand(*e.subplan, &labels)) return;
  e.kind = exists ? ExpressionKind::kHasDegree : ExpressionKind::kDegree;
  e.label_indexes = std::move(labels);
}

void Change(PlanNode& node) {
  ForEachExpression(node, [](ExpressionPtr& expression) { Change(*expression); });
  for (auto& input : node.inputs) Change(*input);
}

}  // namespace

const PlanExpand* SingleExpand(const Subplan& subplan, std::vector<uint32_t>* labels) {
  const PlanNode* node = subplan.root.get();
  const PlanNode* filter = nullptr;
  if (std::holds_alternative<PlanFilter>(node->op)) {
    filter = node;
    node = node->inputs[0].get();
  }
  const auto* expand = std::get_if<PlanExpand>(&node->op);
  if (!expand || expand->into || !expand->distinct_from.empty()) return nullptr;
  if (!std::holds_alternative<PlanArgument>(node->inputs[0]->op)) return nullptr;
  if (subplan.frame->imports.size() != 1) return nullptr;
  const Import& import = subplan.frame->imports[0];
  if (import.slot != expand->from || import.outer->kind != ExpressionKind::kVariable)
    return nullptr;
  if (filter && !IsLabelFilter(*filter, expand->to, labels)) return nullptr;
  return expand;
}

void UseDegreesInExpressions(Subplan& subplan) { Change(*subplan.root); }

}  // namespace entente::query
