// What plan nodes read and fill, and the pass that finds which slots stay live.

#include <algorithm>

#include "query/expression_tools.h"
#include "query/planner.h"

namespace entente::query {

namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

using Visit = std::function<void(ExpressionPtr&)>;

void VisitPart(PatternPart& part, const Visit& visit) {
  for (auto& node : part.nodes) {
    if (node.properties) visit(node.properties);
  }
  for (auto& relationship : part.relationships) {
    if (relationship.properties) visit(relationship.properties);
  }
}
void VisitItems(std::vector<SetItem>& items, const Visit& visit) {
  for (SetItem& item : items) {
    visit(item.target);
    if (item.value) visit(item.value);
  }
}
void VisitList(std::vector<ExpressionPtr>& list, const Visit& visit) {
  for (auto& expression : list) visit(expression);
}
void VisitList(std::vector<SlotExpression>& list, const Visit& visit) {
  for (auto& item : list) visit(item.expression);
}
void VisitOne(ExpressionPtr& expression, const Visit& visit) {
  if (expression) visit(expression);
}

std::vector<uint32_t> SlotsOfPart(const PatternPart& part, bool introduced) {
  std::vector<uint32_t> slots;
  for (const auto& node : part.nodes) {
    if (node.introduces == introduced) slots.push_back(node.slot);
  }
  for (const auto& relationship : part.relationships) {
    if (relationship.introduces == introduced) slots.push_back(relationship.slot);
  }
  if (introduced && part.path_slot != kNoSlot) slots.push_back(part.path_slot);
  return slots;
}

}  // namespace

void ForEachExpression(PlanNode& node, const Visit& visit) {
  std::visit(Overloaded{
                 [&](PlanIndexSeek& op) { visit(op.value); },
                 [&](PlanVarExpand& op) { VisitOne(op.properties, visit); },
                 [&](PlanShortestPath& op) {
                   VisitOne(op.properties, visit);
                   VisitList(op.predicates, visit);
                 },
                 [&](PlanFilter& op) { VisitList(op.predicates, visit); },
                 [&](PlanProject& op) { VisitList(op.items, visit); },
                 [&](PlanAggregate& op) {
                   VisitList(op.keys, visit);
                   VisitList(op.aggregates, visit);
                 },
                 [&](PlanSort& op) {
                   for (auto& item : op.items) visit(item.expression);
                   VisitOne(op.skip, visit);
                   VisitOne(op.limit, visit);
                 },
                 [&](PlanSkip& op) { visit(op.count); },
                 [&](PlanLimit& op) { visit(op.count); },
                 [&](PlanUnwind& op) { visit(op.list); },
                 [&](PlanHashJoin& op) {
                   VisitList(op.left_keys, visit);
                   VisitList(op.right_keys, visit);
                 },
                 [&](PlanCall& op) { VisitList(op.arguments, visit); },
                 [&](PlanCreate& op) {
                   for (auto& part : op.parts) VisitPart(part, visit);
                 },
                 [&](PlanMerge& op) {
                   VisitPart(op.pattern, visit);
                   VisitItems(op.on_create, visit);
                   VisitItems(op.on_match, visit);
                 },
                 [&](PlanSet& op) { VisitItems(op.items, visit); },
                 [&](PlanDelete& op) { VisitList(op.targets, visit); },
                 [&](auto&) {},
             },
             node.op);
}

std::vector<uint32_t> Produces(const PlanNode& node) {
  using Slots = std::vector<uint32_t>;
  return std::visit(
      Overloaded{
          [](const PlanAllNodes& op) { return Slots{op.slot}; },
          [](const PlanLabelScan& op) { return Slots{op.slot}; },
          [](const PlanIndexSeek& op) { return Slots{op.slot}; },
          [](const PlanExpand& op) {
            return op.into ? Slots{op.relationship} : Slots{op.relationship, op.to};
          },
          [](const PlanVarExpand& op) {
            return op.into ? Slots{op.relationship} : Slots{op.relationship, op.to};
          },
          [](const PlanRelationshipEnds& op) {
            Slots slots;
            if (!op.left_bound) slots.push_back(op.left);
            if (!op.right_bound && op.right != op.left) slots.push_back(op.right);
            return slots;
          },
          [](const PlanShortestPath& op) {
            return op.path == kNoSlot ? Slots{op.relationship} : Slots{op.relationship, op.path};
          },
          [](const PlanProject& op) {
            Slots slots;
            for (const auto& item : op.items) slots.push_back(item.slot);
            return slots;
          },
          [](const PlanAggregate& op) {
            Slots slots;
            for (const auto& item : op.keys) slots.push_back(item.slot);
            for (const auto& item : op.aggregates) slots.push_back(item.slot);
            return slots;
          },
          [](const PlanUnwind& op) { return Slots{op.slot}; },
          [](const PlanOptional& op) { return op.introduced; },
          [](const PlanApply& op) { return op.slots; },
          [](const PlanHashJoin& op) { return op.right_slots; },
          [](const PlanUnion& op) { return op.to; },
          [](const PlanCall& op) {
            Slots slots;
            for (auto [field, slot] : op.outputs) slots.push_back(slot);
            return slots;
          },
          [](const PlanCreate& op) {
            Slots slots;
            for (const auto& part : op.parts) {
              for (uint32_t slot : SlotsOfPart(part, true)) slots.push_back(slot);
            }
            return slots;
          },
          [](const PlanMerge& op) { return SlotsOfPart(op.pattern, true); },
          [](const PlanDegrees& op) {
            return op.matches == kNoSlot ? Slots{op.weight} : Slots{op.weight, op.matches};
          },
          [](const PlanIntersect& op) {
            return Slots{op.sides[0].relationship, op.sides[1].relationship, op.to};
          },
          [](const PlanRelationshipScan& op) {
            return Slots{op.from, op.relationship, op.to};
          },
          [](const PlanPairs& op) {
            return Slots{op.legs[0].to, op.legs[1].to, op.weight};
          },
          [](const auto&) { return Slots{}; },
      },
      node.op);
}

std::set<uint32_t> Reads(const PlanNode& node) {
  std::set<uint32_t> slots;
  auto add_all = [&](const std::vector<uint32_t>& more) { slots.insert(more.begin(), more.end()); };
  if (const auto* join = std::get_if<PlanHashJoin>(&node.op)) {
    // The keys of the right side are read there.
    for (const auto& key : join->left_keys) CollectSlots(*key, slots);
    return slots;
  }
  ForEachExpression(const_cast<PlanNode&>(node),
                    [&](ExpressionPtr& expression) { CollectSlots(*expression, slots); });
  std::visit(Overloaded{
                 [&](const PlanExpand& op) {
                   slots.insert(op.from);
                   if (op.into) slots.insert(op.to);
                   add_all(op.distinct_from);
                 },
                 [&](const PlanVarExpand& op) {
                   slots.insert(op.from);
                   if (op.into) slots.insert(op.to);
                   add_all(op.distinct_from);
                 },
                 [&](const PlanRelationshipEnds& op) {
                   slots.insert(op.relationship);
                   if (op.left_bound) slots.insert(op.left);
                   if (op.right_bound) slots.insert(op.right);
                   add_all(op.distinct_from);
                 },
                 [&](const PlanShortestPath& op) {
                   // Its predicates read what it makes, too.
                   slots.erase(op.relationship);
                   slots.erase(op.path);
                   slots.insert({op.from, op.to});
                 },
                 [&](const PlanDistinct& op) { add_all(op.slots); },
                 [&](const PlanDegrees& op) {
                   for (const auto& leg : op.legs) {
                     slots.insert(leg.from);
                     add_all(leg.distinct_from);
                   }
                 },
                 [&](const PlanIntersect& op) {
                   for (const auto& side : op.sides) {
                     slots.insert(side.from);
                     add_all(side.distinct_from);
                   }
                   // One side's own relationship is made here, not read.
                   slots.erase(op.sides[0].relationship);
                 },
                 [&](const PlanPairs& op) { slots.insert(op.middle); },
                 [&](const PlanApply& op) {
                   for (const Import& import : op.subplan->frame->imports) {
                     CollectSlots(*import.outer, slots);
                   }
                 },
                 [&](const PlanCreate& op) {
                   for (const auto& part : op.parts) add_all(SlotsOfPart(part, false));
                 },
                 [&](const PlanMerge& op) { add_all(SlotsOfPart(op.pattern, false)); },
                 [&](const auto&) {},
             },
             node.op);
  return slots;
}

void ComputeLive(PlanNode& root, SlotSet output, PlanningWork& work) {
  // Down the first inputs in a loop: a plan is as deep as its text has clauses.
  for (PlanNode* node = &root;;) {
    node->live = output.ToVector();
    if (!work.Count(1 + node->live.size()) ||
        !work.Keep(sizeof(PlanNode) + node->live.size() * sizeof(uint32_t))) {
      return;
    }
    const std::vector<uint32_t> made = Produces(*node);
    const std::set<uint32_t> reads = Reads(*node);
    work.Count(made.size() + reads.size());
    SlotSet below = output;
    for (uint32_t slot : made) below.erase(slot);
    // What an aggregate or a union makes replaces everything that was there.
    if (std::holds_alternative<PlanAggregate>(node->op)) below.clear();
    below.AddAll(reads);
    if (auto* together = std::get_if<PlanUnion>(&node->op)) {
      for (size_t i = 0; i < node->inputs.size(); ++i) {
        ComputeLive(*node->inputs[i], SlotSet(together->from[i]), work);
      }
      return;
    }
    if (auto* join = std::get_if<PlanHashJoin>(&node->op)) {
      SlotSet right;
      for (uint32_t slot : join->right_slots) {
        if (output.contains(slot)) right.insert(slot);
      }
      for (auto& key : join->right_keys) right.AddAll(SlotsOf(*key));
      ComputeLive(*node->inputs[1], std::move(right), work);
    } else if (std::holds_alternative<PlanOptional>(node->op) ||
               std::holds_alternative<PlanMerge>(node->op)) {
      // The right side starts from the rows of the left and keeps what is read above of them.
      SlotSet right = std::move(output);
      const auto* optional = std::get_if<PlanOptional>(&node->op);
      if (optional) {
        right.insert(optional->tag);
      } else {
        right.AddAll(made);
        right.AddAll(reads);
      }
      ComputeLive(*node->inputs[1], std::move(right), work);
      const PlanNode* leaf = node->inputs[1].get();
      while (!leaf->inputs.empty()) leaf = leaf->inputs[0].get();
      below.AddAll(leaf->live);
      if (optional) {
        below.erase(optional->tag);
      } else {
        for (uint32_t slot : made) below.erase(slot);
      }
    } else {
      for (size_t i = 1; i < node->inputs.size(); ++i) {
        ComputeLive(*node->inputs[i], below, work);
      }
    }
    if (node->inputs.empty()) return;
    node = node->inputs[0].get();
    output = std::move(below);
  }
}

}  // namespace entente::query
