#include "query/explain.h"

#include <fmt/format.h>

#include "query/printer.h"
#include "query/procedures.h"
#include "query/value_text.h"

namespace entente::query {

namespace {

class Writer {
 public:
  Writer(const PlannedQuery& query, std::span<const OperatorProfile> profiles)
      : query_(query), profiles_(profiles) {}

  std::string out;

  void Write(const Subplan& subplan, int depth) {
    const Frame* before = std::exchange(frame_, subplan.frame.get());
    Write(*subplan.root, depth);
    frame_ = before;
  }

 private:
  void Write(const PlanNode& node, int depth) {
    std::string line(static_cast<size_t>(depth) * 2, ' ');
    line += std::visit([&](const auto& op) { return Describe(op); }, node.op);
    if (!node.rewrite.empty()) line += "  [" + node.rewrite + "]";
    if (profiles_.empty()) {
      out += fmt::format("{}  ~{:.0f} rows\n", line, node.estimated_rows);
    } else {
      const OperatorProfile& profile = profiles_[node.id];
      out += fmt::format("{}  {} rows, {} visited, {:.3f} ms\n", line, profile.rows,
                         profile.visited, static_cast<double>(profile.nanoseconds) / 1e6);
    }
    if (const auto* apply = std::get_if<PlanApply>(&node.op)) Write(*apply->subplan, depth + 1);
    for (const auto& input : node.inputs) Write(*input, depth + 1);
  }

  std::string Slot(uint32_t slot) const {
    if (slot == kNoSlot) return "";
    const std::string& name = frame_->slots[slot].name;
    return name.empty() ? fmt::format("#{}", slot) : QuoteName(name);
  }
  std::string Label(uint32_t label) const { return ":" + QuoteName(query_.names.labels[label]); }
  std::string Types(const std::vector<uint32_t>& types) const {
    std::string text;
    for (uint32_t type : types) {
      text += (text.empty() ? ":" : "|") + QuoteName(query_.names.types[type]);
    }
    return text;
  }
  std::string Arrow(uint32_t from, uint32_t relationship, uint32_t to,
                    const std::vector<uint32_t>& types, PatternDirection direction,
                    const std::string& length) const {
    std::string name = frame_->slots[relationship].name;
    return fmt::format("({}){}[{}{}{}]{}({})", Slot(from),
                       direction == PatternDirection::kLeft ? "<-" : "-",
                       name.empty() ? "" : QuoteName(name), Types(types), length,
                       direction == PatternDirection::kRight ? "->" : "-", Slot(to));
  }
  static std::string Length(uint64_t minimum, uint64_t maximum) {
    return maximum == ~0ull ? fmt::format("*{}..", minimum)
                            : fmt::format("*{}..{}", minimum, maximum);
  }
  std::string List(const std::vector<SlotExpression>& items) const {
    std::string text;
    for (const auto& item : items) {
      if (!text.empty()) text += ", ";
      text += Print(*item.expression);
      bool same =
          item.expression->kind == ExpressionKind::kVariable && item.expression->slot == item.slot;
      if (!same) text += " AS " + Slot(item.slot);
    }
    return text;
  }
  static std::string List(const std::vector<ExpressionPtr>& items, const char* between) {
    std::string text;
    for (const auto& item : items) {
      if (!text.empty()) text += between;
      text += Print(*item);
    }
    return text;
  }

  std::string Describe(const PlanArgument&) const { return "Argument"; }
  std::string Describe(const PlanAllNodes& op) const {
    return fmt::format("AllNodes ({})", Slot(op.slot));
  }
  std::string Describe(const PlanLabelScan& op) const {
    return fmt::format("LabelScan ({}{})", Slot(op.slot), Label(op.label));
  }
  std::string Describe(const PlanIndexSeek& op) const {
    return fmt::format("IndexSeek ({}{} {{{}: {}}})", Slot(op.slot), Label(op.label),
                       QuoteName(query_.names.keys[op.key]), Print(*op.value));
  }
  std::string Describe(const PlanExpand& op) const {
    return (op.into ? "ExpandInto " : "Expand ") +
           Arrow(op.from, op.relationship, op.to, op.types, op.direction, "");
  }
  std::string Describe(const PlanVarExpand& op) const {
    return std::string(op.distinct_ends ? "ReachableNodes "
                       : op.into        ? "VarExpandInto "
                                        : "VarExpand ") +
           Arrow(op.from, op.relationship, op.to, op.types, op.direction,
                 Length(op.minimum, op.maximum));
  }
  std::string Describe(const PlanRelationshipEnds& op) const {
    return "RelationshipEnds " +
           Arrow(op.left, op.relationship, op.right, op.types, op.direction, "");
  }
  std::string Describe(const PlanShortestPath& op) const {
    std::string text = (op.all ? "AllShortestPaths " : "ShortestPath ") +
                       Arrow(op.from, op.relationship, op.to, op.types, op.direction,
                             Length(op.minimum, op.maximum));
    if (!op.predicates.empty()) text += " where " + List(op.predicates, " AND ");
    return text;
  }
  std::string Describe(const PlanFilter& op) const {
    return "Filter " + List(op.predicates, " AND ");
  }
  std::string Describe(const PlanProject& op) const { return "Project " + List(op.items); }
  std::string Describe(const PlanAggregate& op) const {
    std::string text = "Aggregate " + List(op.aggregates);
    if (!op.keys.empty()) text += " by " + List(op.keys);
    return text;
  }
  std::string Describe(const PlanDistinct& op) const {
    std::string text = "Distinct";
    for (size_t i = 0; i < op.slots.size(); ++i) text += (i ? ", " : " ") + Slot(op.slots[i]);
    return text;
  }
  std::string Describe(const PlanSort& op) const {
    std::string text = op.limit ? "TopRows" : "Sort";
    for (size_t i = 0; i < op.items.size(); ++i) {
      text += (i ? ", " : " ") + Print(*op.items[i].expression);
      if (op.items[i].descending) text += " DESC";
    }
    if (op.skip) text += " SKIP " + Print(*op.skip);
    if (op.limit) text += " LIMIT " + Print(*op.limit);
    return text;
  }
  std::string Describe(const PlanSkip& op) const { return "Skip " + Print(*op.count); }
  std::string Describe(const PlanLimit& op) const { return "Limit " + Print(*op.count); }
  std::string Describe(const PlanUnwind& op) const {
    return "Unwind " + Print(*op.list) + " AS " + Slot(op.slot);
  }
  std::string Describe(const PlanOptional&) const { return "Optional"; }
  std::string Describe(const PlanApply&) const { return "Apply"; }
  std::string Describe(const PlanHashJoin& op) const {
    if (op.left_keys.empty()) return "Product";
    std::string text = "HashJoin";
    for (size_t i = 0; i < op.left_keys.size(); ++i) {
      text += (i ? " AND " : " ") + Print(*op.left_keys[i]) + " = " + Print(*op.right_keys[i]);
    }
    return text;
  }
  std::string Describe(const PlanUnion&) const { return "Union"; }
  std::string Describe(const PlanCall& op) const {
    return "Call " + op.procedure->name + "(" + List(op.arguments, ", ") + ")";
  }
  std::string Describe(const PlanCreate& op) const {
    std::string text = "Create ";
    for (size_t i = 0; i < op.parts.size(); ++i) text += (i ? ", " : "") + Print(op.parts[i]);
    return text;
  }
  std::string Describe(const PlanMerge& op) const { return "Merge " + Print(op.pattern); }
  std::string Describe(const PlanSet& op) const {
    return fmt::format("Set ({} {})", op.items.size(), op.items.size() == 1 ? "item" : "items");
  }
  std::string Describe(const PlanDelete& op) const {
    return (op.detach ? "DetachDelete " : "Delete ") + List(op.targets, ", ");
  }

  std::string Describe(const PlanDegrees& op) const {
    std::string text = "Degrees";
    for (const auto& leg : op.legs) {
      std::string labels;
      for (uint32_t label : leg.labels) labels += Label(label);
      text += fmt::format(" ({}){}[:{}]{}({}){}", Slot(leg.from),
                          leg.direction == PatternDirection::kLeft ? "<-" : "-",
                          QuoteName(query_.names.types[leg.type]),
                          leg.direction == PatternDirection::kRight ? "->" : "-", labels,
                          leg.optional ? "?" : "");
    }
    text += " AS " + Slot(op.weight);
    return op.matches == kNoSlot ? text : text + ", " + Slot(op.matches);
  }
  std::string Describe(const PlanIntersect& op) const {
    std::string text = "Intersect";
    for (const auto& side : op.sides) {
      text += " " + Arrow(side.from, side.relationship, op.to, {side.type}, side.direction, "");
    }
    return text;
  }

  std::string Describe(const PlanRelationshipScan& op) const {
    std::string labels;
    for (uint32_t label : op.to_labels) labels += Label(label);
    return "RelationshipScan " +
           Arrow(op.from, op.relationship, op.to, {op.type}, op.direction, "") +
           (op.from_label == kNoSlot ? "" : " from " + Label(op.from_label)) +
           (labels.empty() ? "" : " to " + labels);
  }
  std::string Describe(const PlanPairs& op) const {
    std::string text = "Pairs";
    for (const auto& leg : op.legs) {
      std::string labels;
      for (uint32_t label : leg.labels) labels += Label(label);
      text +=
          fmt::format(" ({}){}[:{}]{}({}{})", Slot(op.middle),
                      leg.direction == PatternDirection::kLeft ? "<-" : "-",
                      QuoteName(query_.names.types[leg.type]),
                      leg.direction == PatternDirection::kRight ? "->" : "-", Slot(leg.to), labels);
    }
    return text + " AS " + Slot(op.weight);
  }

  const PlannedQuery& query_;
  std::span<const OperatorProfile> profiles_;
  const Frame* frame_ = nullptr;
};

}  // namespace

std::string PlanToText(const PlannedQuery& query, std::span<const OperatorProfile> profiles) {
  Writer writer(query, profiles);
  writer.Write(*query.plan, 0);
  return std::move(writer.out);
}

}  // namespace entente::query
