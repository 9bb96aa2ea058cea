#include <algorithm>
#include <optional>

#include "query/expression_tools.h"
#include "query/planner.h"
#include "query/rewrites/rewrites.h"

namespace entente::query {

namespace {

bool Contains(const std::vector<uint32_t>& slots, uint32_t slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

class Counter {
 public:
  Counter(Frame& frame, PlanPtr& aggregate) : frame_(frame), node_(aggregate) {}

  void Run() {
    auto& aggregate = std::get<PlanAggregate>(node_->op);
    for (const auto& key : aggregate.keys) CollectSlots(*key.expression, read_);
    for (const auto& call : aggregate.aggregates) {
      const Expression& e = *call.expression;
      bool count = e.function && e.function->name == "count" && !e.distinct;
      if (!count) return;
      if (e.star) continue;
      if (e.children[0]->kind != ExpressionKind::kVariable) return;
      counted_.push_back(e.children[0]->slot);
    }
    if (aggregate.aggregates.empty()) return;
    if (TryOptional()) return;
    TryLegs();
  }

 private:
  static bool Directed(const PlanExpand& expand) {
    return !expand.into && expand.types.size() == 1 && expand.direction != PatternDirection::kBoth;
  }
  bool NeverNull(uint32_t slot) const {
    return (frame_.slots[slot].type.kinds & KindBit(graph::ValueKind::kNull)) == 0;
  }
  uint32_t NewSlot() {
    frame_.slots.push_back({"", {KindBit(graph::ValueKind::kInteger), kAnyKind}});
    return static_cast<uint32_t>(frame_.slots.size() - 1);
  }
  static PlanDegrees::Leg LegOf(const PlanExpand& expand, std::vector<uint32_t> labels) {
    PlanDegrees::Leg leg;
    leg.from = expand.from;
    leg.type = expand.types[0];
    leg.direction = expand.direction;
    leg.labels = std::move(labels);
    leg.distinct_from = expand.distinct_from;
    return leg;
  }
  // Optional over one relationship: each row counts as often as it has matches, but at least once.
  bool TryOptional() {
    auto& aggregate = std::get<PlanAggregate>(node_->op);
    PlanNode& below = *node_->inputs[0];
    if (!std::holds_alternative<PlanOptional>(below.op)) return false;
    const PlanNode* right = below.inputs[1].get();
    std::vector<uint32_t> labels;
    const PlanNode* filter = nullptr;
    if (std::holds_alternative<PlanFilter>(right->op)) {
      filter = right;
      right = right->inputs[0].get();
    }
    const auto* expand = std::get_if<PlanExpand>(&right->op);
    if (!expand || !Directed(*expand) || !expand->distinct_from.empty()) return true;
    if (!std::holds_alternative<PlanArgument>(right->inputs[0]->op)) return true;
    if (filter && !IsLabelFilter(*filter, expand->to, &labels)) return true;
    uint32_t to = expand->to, relationship = expand->relationship;
    if (read_.contains(to) || read_.contains(relationship)) return true;
    for (uint32_t slot : counted_) {
      if (slot != to && slot != relationship && !NeverNull(slot)) return true;
    }
    PlanDegrees degrees;
    degrees.legs.push_back(LegOf(*expand, std::move(labels)));
    degrees.legs[0].optional = true;
    degrees.weight = NewSlot();
    degrees.matches = NewSlot();
    for (auto& call : aggregate.aggregates) {
      bool of_leg = !call.expression->star && (call.expression->children[0]->slot == to ||
                                               call.expression->children[0]->slot == relationship);
      CountAsSum(call, of_leg ? degrees.matches : degrees.weight);
    }
    PlanPtr input = std::move(below.inputs[0]);
    Put(std::move(degrees), std::move(input));
    return true;
  }

  void TryLegs() {
    auto& aggregate = std::get<PlanAggregate>(node_->op);
    PlanDegrees degrees;
    std::vector<uint32_t> ends;  // what the legs would have bound
    PlanPtr* place = &node_->inputs[0];
    while (degrees.legs.size() < 2) {
      PlanNode* node = place->get();
      std::vector<uint32_t> labels;
      PlanNode* filter = nullptr;
      if (std::holds_alternative<PlanFilter>(node->op)) {
        filter = node;
        node = node->inputs[0].get();
      }
      const auto* expand = std::get_if<PlanExpand>(&node->op);
      if (!expand || !Directed(*expand)) break;
      if (filter && !IsLabelFilter(*filter, expand->to, &labels)) break;
      if (read_.contains(expand->to) || read_.contains(expand->relationship)) break;
      if (!degrees.legs.empty()) {
        PlanDegrees::Leg& upper = degrees.legs[0];
        if (upper.from == expand->to) break;
        if (Contains(upper.distinct_from, expand->relationship)) {
          // Two legs that must differ are counted together only from one node and of one kind.
          if (upper.from != expand->from || upper.distinct_from.size() != 1 ||
              !expand->distinct_from.empty() || upper.labels != labels ||
              upper.type != expand->types[0]) {
            break;
          }
          upper.distinct_from.clear();
          degrees.legs_differ = true;
        }
      }
      ends.push_back(expand->to);
      ends.push_back(expand->relationship);
      degrees.legs.push_back(LegOf(*expand, std::move(labels)));
      place = &node->inputs[0];
    }
    if (degrees.legs.empty()) return;
    for (const auto& leg : degrees.legs) {
      if (Contains(ends, leg.from)) return;
      for (uint32_t slot : leg.distinct_from) {
        bool single = (frame_.slots[slot].type.kinds & KindBit(graph::ValueKind::kList)) == 0;
        if (Contains(ends, slot) || !single) return;
      }
    }
    for (uint32_t slot : counted_) {
      if (!Contains(ends, slot) && !NeverNull(slot)) return;
    }
    if (degrees.legs.size() == 1) StartInTheMiddle(degrees, place);
    degrees.weight = NewSlot();
    for (auto& call : aggregate.aggregates) CountAsSum(call, degrees.weight);
    PlanPtr input = std::move(*place);
    Put(std::move(degrees), std::move(input));
  }

  // (a)-->(b)-->(c) with every a: as well every b, with its degrees both ways.
  void StartInTheMiddle(PlanDegrees& degrees, PlanPtr*& place) {
    PlanDegrees::Leg& upper = degrees.legs[0];
    PlanNode* node = place->get();
    std::vector<uint32_t> labels;
    if (std::holds_alternative<PlanFilter>(node->op)) {
      if (!IsLabelFilter(*node, upper.from, &labels)) return;
      node = node->inputs[0].get();
    }
    const auto* expand = std::get_if<PlanExpand>(&node->op);
    if (!expand || !Directed(*expand) || expand->to != upper.from ||
        !expand->distinct_from.empty() || read_.contains(expand->from) ||
        read_.contains(expand->relationship)) {
      return;
    }
    PlanNode* scan = node->inputs[0].get();
    std::vector<uint32_t> first_labels;
    if (const auto* by_label = std::get_if<PlanLabelScan>(&scan->op)) {
      if (by_label->slot != expand->from) return;
      first_labels.push_back(by_label->label);
    } else if (const auto* all = std::get_if<PlanAllNodes>(&scan->op)) {
      if (all->slot != expand->from) return;
    } else {
      return;
    }
    bool differ = Contains(upper.distinct_from, expand->relationship);
    if (differ && (upper.distinct_from.size() != 1 || upper.type != expand->types[0] ||
                   upper.labels != first_labels)) {
      return;
    }
    for (uint32_t slot : upper.distinct_from) {
      if (slot == expand->from || (!differ && slot == expand->relationship)) return;
    }
    if (differ) upper.distinct_from.clear();
    degrees.legs_differ = differ;
    PlanDegrees::Leg leg = LegOf(*expand, first_labels);
    leg.from = expand->to;
    leg.direction = Reverse(expand->direction);
    degrees.legs.push_back(std::move(leg));
    uint32_t middle = expand->to;
    PlanPtr start = std::move(scan->inputs[0]);
    PlanPtr made = labels.empty() ? MakePlan(PlanAllNodes{middle}, std::move(start))
                                  : MakePlan(PlanLabelScan{middle, labels[0]}, std::move(start));
    if (labels.size() > 1) {
      // The filter stays: it tests all of the labels, the scanned one among them.
      PlanPtr filter = std::move(*place);
      filter->inputs[0] = std::move(made);
      *place = std::move(filter);
      return;
    }
    *place = std::move(made);
  }

  void Put(PlanDegrees degrees, PlanPtr input) {
    PlanPtr made = MakePlan(std::move(degrees), std::move(input));
    made->rewrite = "count-by-degree";
    node_->inputs[0] = std::move(made);
  }

  Frame& frame_;
  PlanPtr& node_;
  std::set<uint32_t> read_;
  std::vector<uint32_t> counted_;
};

}  // namespace

void CountByDegree(Subplan& subplan) {
  // Without recursion: a plan is as deep as its text is long.
  std::vector<PlanPtr*> left{&subplan.root};
  while (!left.empty()) {
    PlanPtr& node = *left.back();
    left.pop_back();
    if (std::holds_alternative<PlanAggregate>(node->op)) Counter(*subplan.frame, node).Run();
    for (size_t i = node->inputs.size(); i > 0; --i) left.push_back(&node->inputs[i - 1]);
  }
}

}  // namespace entente::query
