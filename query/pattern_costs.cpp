#include "query/pattern_costs.h"

#include <algorithm>

#include "query/expression_tools.h"

namespace entente::query {

PatternCosts::PatternCosts(const PatternGraph& graph, const SlotSet& bound,
                           const Statistics& statistics, PlanningWork& work)
    : graph_(graph),
      bound_(bound),
      statistics_(statistics),
      work_(work),
      node_rows_(graph.nodes.size()),
      by_label_(graph.nodes.size()),
      selectivity_(graph.nodes.size(), 1.0),
      equalities_(graph.nodes.size()) {
  std::unordered_map<uint32_t, size_t> node_of;
  for (size_t i = 0; i < graph.nodes.size(); ++i) node_of.emplace(graph.nodes[i].slot, i);
  for (size_t p = 0; p < graph.predicates.size(); ++p) AddPredicate(p, node_of);
  for (const GraphEdge& edge : graph.edges) {
    relationships_.push_back(statistics.RelationshipsOf(edge.types));
    work_.Count(1 + edge.types.size());
  }
}

void PatternCosts::AddPredicate(size_t place, const std::unordered_map<uint32_t, size_t>& node_of) {
  const Expression& predicate = *graph_.predicates[place];
  const auto slots = SlotsOf(predicate);
  work_.Count(1 + slots.size());
  const bool equality =
      predicate.kind == ExpressionKind::kCompare && predicate.comparisons[0] == Comparison::kEqual;
  if (slots.size() == 1) {
    auto node = node_of.find(*slots.begin());
    if (node != node_of.end()) selectivity_[node->second] *= equality ? 0.05 : 0.4;
  }
  if (!equality || predicate.comparisons.size() != 1) return;
  for (size_t side = 0; side < 2; ++side) {
    const Expression& property = *predicate.children[side];
    if (property.kind != ExpressionKind::kProperty ||
        property.children[0]->kind != ExpressionKind::kVariable) {
      continue;
    }
    auto node = node_of.find(property.children[0]->slot);
    if (node == node_of.end()) continue;
    const auto needed = SlotsOf(*predicate.children[1 - side]);
    if (needed.contains(node->first)) continue;
    equalities_[node->second].push_back(
        {place, property.name_index, {needed.begin(), needed.end()}});
  }
}

double PatternCosts::NodeRows(size_t node) {
  std::optional<double>& known = node_rows_[node];
  if (known) return *known;
  double rows = statistics_.Nodes();
  for (uint32_t label : graph_.nodes[node].labels) {
    rows = std::min(rows, statistics_.NodesOf(label));
  }
  work_.Count(graph_.nodes[node].labels.size());
  known = rows;
  return rows;
}

double PatternCosts::FanOut(size_t edge_index, size_t from, size_t to, bool into) {
  const GraphEdge& edge = graph_.edges[edge_index];
  double around = std::max(1.0, NodeRows(from));
  double fan = relationships_[edge_index] / around;
  if (edge.direction == PatternDirection::kBoth) fan *= 2;
  if (edge.variable_length) {
    double steps = std::min<double>(static_cast<double>(edge.maximum), 3);
    double walks = 0, power = 1;
    for (int i = 1; i <= steps; ++i) walks += (power *= std::max(fan, 0.1));
    fan = walks;
  }
  if (edge.shortest != PatternPart::Shortest::kNo) fan = into ? 1 : 1e12;
  if (into) return fan / std::max(1.0, NodeRows(to));
  return fan * Selectivity(to);
}

const PatternCosts::ByLabel& PatternCosts::LabelsOf(size_t node) {
  std::optional<ByLabel>& known = by_label_[node];
  if (known) return *known;
  known.emplace();
  known->access.rows = statistics_.Nodes();
  for (uint32_t label : graph_.nodes[node].labels) {
    work_.Count();
    if (statistics_.HasLabel(label)) known->known.push_back(label);
    double rows = statistics_.NodesOf(label);
    if (known->access.kind == Access::Kind::kAllNodes || rows < known->access.rows) {
      known->access = {Access::Kind::kLabel, label, 0, rows};
    }
  }
  return *known;
}

Access PatternCosts::BestAccess(size_t node) {
  const ByLabel& by_label = LabelsOf(node);
  Access best = by_label.access;
  for (const Equality& equality : equalities_[node]) {
    if (!work_.Count(1 + by_label.known.size())) break;
    if (!graph_.predicates[equality.predicate] || !IsSubset(equality.needed, bound_)) continue;
    for (uint32_t label : by_label.known) {
      if (!statistics_.HasIndex(label, equality.key)) continue;
      double rows = std::min(statistics_.NodesOf(label), 2.0);
      if (best.kind != Access::Kind::kIndex || rows < best.rows) {
        best = {Access::Kind::kIndex, label, equality.predicate, rows};
      }
    }
  }
  return best;
}

}  // namespace entente::query
