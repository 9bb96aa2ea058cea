#include "query/expression_tools.h"

#include <algorithm>

#include "query/plan.h"

namespace entente::query {

ExpressionPtr Clone(const Expression& e) {
  auto copy = std::make_unique<Expression>();
  copy->kind = e.kind;
  copy->height = e.height;
  copy->span = e.span;
  copy->name = e.name;
  copy->second_name = e.second_name;
  copy->keys = e.keys;
  for (const auto& child : e.children) copy->children.push_back(child ? Clone(*child) : nullptr);
  copy->literal = e.literal;
  copy->comparisons = e.comparisons;
  copy->operations = e.operations;
  copy->quantifier = e.quantifier;
  copy->distinct = e.distinct;
  copy->star = e.star;
  copy->negated_literal = e.negated_literal;
  copy->slot = e.slot;
  copy->second_slot = e.second_slot;
  copy->function = e.function;
  copy->name_index = e.name_index;
  copy->label_indexes = e.label_indexes;
  copy->subplan = e.subplan;
  return copy;
}

PatternPart Clone(const PatternPart& part) {
  PatternPart copy;
  copy.span = part.span;
  copy.path_name = part.path_name;
  copy.path_slot = part.path_slot;
  copy.shortest = part.shortest;
  for (const NodePattern& node : part.nodes) {
    NodePattern& to = copy.nodes.emplace_back();
    to.span = node.span;
    to.name = node.name;
    to.labels = node.labels;
    to.label_indexes = node.label_indexes;
    to.slot = node.slot;
    to.introduces = node.introduces;
    if (node.properties) to.properties = Clone(*node.properties);
  }
  for (const RelationshipPattern& r : part.relationships) {
    RelationshipPattern& to = copy.relationships.emplace_back();
    to.span = r.span;
    to.name = r.name;
    to.types = r.types;
    to.type_indexes = r.type_indexes;
    to.direction = r.direction;
    to.variable_length = r.variable_length;
    to.minimum = r.minimum;
    to.maximum = r.maximum;
    to.slot = r.slot;
    to.introduces = r.introduces;
    if (r.properties) to.properties = Clone(*r.properties);
  }
  return copy;
}

ExpressionPtr MakeVariable(uint32_t slot, std::string name) {
  auto variable = std::make_unique<Expression>();
  variable->kind = ExpressionKind::kVariable;
  variable->slot = slot;
  variable->name = std::move(name);
  return variable;
}

ExpressionPtr MakeCompare(Comparison comparison, ExpressionPtr left, ExpressionPtr right) {
  auto compare = std::make_unique<Expression>();
  compare->kind = ExpressionKind::kCompare;
  compare->span = left->span;
  compare->comparisons.push_back(comparison);
  compare->children.push_back(std::move(left));
  compare->children.push_back(std::move(right));
  return compare;
}

void CollectSlots(const Expression& expression, std::set<uint32_t>& slots) {
  if (expression.kind == ExpressionKind::kVariable && expression.slot < kLocalBase) {
    slots.insert(expression.slot);
  }
  for (const auto& child : expression.children) {
    if (child) CollectSlots(*child, slots);
  }
  const Frame* frame = expression.subplan ? expression.subplan->frame.get() : nullptr;
  if (!frame && expression.subquery) frame = expression.subquery->frame.get();
  if (!frame) return;
  for (const Import& import : frame->imports) CollectSlots(*import.outer, slots);
}

namespace {

bool HoldsSubplan(const Expression& expression) {
  return expression.subplan != nullptr ||
         std::any_of(expression.children.begin(), expression.children.end(),
                     [](const ExpressionPtr& child) { return child && HoldsSubplan(*child); });
}

}  // namespace

bool LooksAtGraph(const PatternPart& part) {
  auto looks = [](const auto& element) {
    return element.properties && HoldsSubplan(*element.properties);
  };
  return std::any_of(part.nodes.begin(), part.nodes.end(), looks) ||
         std::any_of(part.relationships.begin(), part.relationships.end(), looks);
}

void SplitConjunction(ExpressionPtr expression, std::vector<ExpressionPtr>& out) {
  if (expression->kind != ExpressionKind::kAnd) {
    out.push_back(std::move(expression));
    return;
  }
  for (ExpressionPtr& child : expression->children) SplitConjunction(std::move(child), out);
}

}  // namespace entente::query
