#include <algorithm>
#include <set>

#include "query/expression_tools.h"
#include "query/planner.h"
#include "query/rewrites/rewrites.h"

namespace entente::query {

namespace {

bool Plain(const PlanExpand& expand) {
  return !expand.into && expand.types.size() == 1 && expand.direction != PatternDirection::kBoth;
}

// Is the predicate one that says the same whenever it is asked of the same pair?
bool IsSteady(const Expression& e) {
  switch (e.kind) {
    case ExpressionKind::kVariable:
    case ExpressionKind::kLiteral:
    case ExpressionKind::kParameter:
    case ExpressionKind::kProperty:
    case ExpressionKind::kHasLabels:
    case ExpressionKind::kCompare:
    case ExpressionKind::kAnd:
    case ExpressionKind::kOr:
    case ExpressionKind::kNot:
    case ExpressionKind::kXor:
    case ExpressionKind::kIsNull:
    case ExpressionKind::kIsNotNull:
    case ExpressionKind::kStartsWith:
    case ExpressionKind::kEndsWith:
    case ExpressionKind::kContains:
    case ExpressionKind::kIn:
    case ExpressionKind::kList:
      break;
    default:
      return false;
  }
  return std::all_of(e.children.begin(), e.children.end(),
                     [](const ExpressionPtr& child) { return !child || IsSteady(*child); });
}

// Aggregate over [filter over] (m)--(b) over [labels of m over] (a)--(m) over every a.
void Change(Frame& frame, PlanNode& node) {
  for (auto& input : node.inputs) Change(frame, *input);
  auto* aggregate = std::get_if<PlanAggregate>(&node.op);
  if (!aggregate || aggregate->keys.empty() || aggregate->aggregates.empty()) return;
  PlanNode* walk = node.inputs[0].get();
  auto* filter = std::get_if<PlanFilter>(&walk->op);
  if (filter) walk = walk->inputs[0].get();
  const auto* second = std::get_if<PlanExpand>(&walk->op);
  if (!second || !Plain(*second)) return;
  PlanNode* below = walk->inputs[0].get();
  std::vector<uint32_t> middle_labels;
  PlanFilter* middle_filter = nullptr;
  const uint32_t middle = second->from;
  if (std::holds_alternative<PlanFilter>(below->op)) {
    if (!IsLabelFilter(*below, middle, &middle_labels)) return;
    middle_filter = &std::get<PlanFilter>(below->op);
    below = below->inputs[0].get();
  }
  const auto* first = std::get_if<PlanExpand>(&below->op);
  if (!first || !Plain(*first) || first->to != middle || !first->distinct_from.empty()) return;
  const uint32_t a = first->from, b = second->to;
  if (a == b || a == middle || b == middle) return;
  if (second->distinct_from.size() > 1) return;
  if (second->distinct_from.size() == 1 && second->distinct_from[0] != first->relationship) return;
  PlanNode* scan = below->inputs[0].get();
  PlanPairs pairs;
  pairs.middle = middle;
  pairs.legs[0] = {a, first->types[0], Reverse(first->direction), {}};
  pairs.legs[1] = {b, second->types[0], second->direction, {}};
  pairs.differ = !second->distinct_from.empty() && first->types[0] == second->types[0];
  if (const auto* by_label = std::get_if<PlanLabelScan>(&scan->op)) {
    if (by_label->slot != a) return;
    pairs.legs[0].labels.push_back(by_label->label);
  } else if (const auto* all = std::get_if<PlanAllNodes>(&scan->op)) {
    if (all->slot != a) return;
  } else {
    return;
  }
  // Above, only the two ends are read, and rows are only counted.
  const std::set<uint32_t> ends{a, b};
  for (const auto& key : aggregate->keys) {
    if (!IsSteady(*key.expression) || !IsSubset(SlotsOf(*key.expression), ends)) return;
  }
  for (const auto& call : aggregate->aggregates) {
    const Expression& e = *call.expression;
    if (!e.function || e.function->name != "count" || e.distinct) return;
    if (e.star) continue;
    const Expression& counted = *e.children[0];
    if (counted.kind != ExpressionKind::kVariable) return;
    const uint32_t own[] = {a, b, middle, first->relationship, second->relationship};
    if (std::find(std::begin(own), std::end(own), counted.slot) == std::end(own)) return;
  }
  std::vector<ExpressionPtr> rest;
  if (filter) {
    for (const auto& predicate : filter->predicates) {
      if (!IsSteady(*predicate) || !IsSubset(SlotsOf(*predicate), ends)) return;
    }
    for (auto& predicate : filter->predicates) {
      bool is_test = predicate->kind == ExpressionKind::kHasLabels &&
                     predicate->children[0]->kind == ExpressionKind::kVariable;
      if (!is_test) {
        rest.push_back(std::move(predicate));
        continue;
      }
      auto& labels = pairs.legs[predicate->children[0]->slot == a ? 0 : 1].labels;
      labels.insert(labels.end(), predicate->label_indexes.begin(), predicate->label_indexes.end());
    }
  }
  pairs.weight = static_cast<uint32_t>(frame.slots.size());
  frame.slots.push_back({"", {KindBit(graph::ValueKind::kInteger), kAnyKind}});
  for (auto& call : aggregate->aggregates) CountAsSum(call, pairs.weight);

  PlanPtr start = std::move(scan->inputs[0]);
  PlanPtr made = middle_labels.empty()
                     ? MakePlan(PlanAllNodes{middle}, std::move(start))
                     : MakePlan(PlanLabelScan{middle, middle_labels[0]}, std::move(start));
  if (middle_labels.size() > 1) {
    PlanFilter test;  // of all labels, the scanned one among them
    test.predicates = std::move(middle_filter->predicates);
    made = MakePlan(std::move(test), std::move(made));
  }
  made = MakePlan(std::move(pairs), std::move(made));
  made->rewrite = "pairs-from-the-middle";
  if (!rest.empty()) made = MakePlan(PlanFilter{std::move(rest)}, std::move(made));
  node.inputs[0] = std::move(made);
}

}  // namespace

void CountPairsFromTheMiddle(Subplan& subplan) { Change(*subplan.frame, *subplan.root); }

}  // namespace entente::query
