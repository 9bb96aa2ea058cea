#include "query/pattern_graph.h"

#include <algorithm>

#include "query/expression_tools.h"

namespace entente::query {

namespace {

class Builder {
 public:
  Builder(const SlotSet& bound, NameTables& names, Frame& frame, PlanningWork& work)
      : bound_(bound), names_(names), frame_(frame), work_(work) {}

  void Add(PatternPart part) {
    std::vector<size_t> nodes;
    for (NodePattern& node : part.nodes) nodes.push_back(AddNode(node));
    bool shortest = part.shortest != PatternPart::Shortest::kNo;
    for (size_t i = 0; i < part.relationships.size(); ++i) {
      AddEdge(part.relationships[i], nodes[i], nodes[i + 1]);
      graph.edges.back().shortest = part.shortest;
      if (shortest) graph.edges.back().path = part.path_slot;
    }
    if (part.path_slot == kNoSlot || shortest) return;
    auto value = std::make_unique<Expression>();
    value->kind = ExpressionKind::kPathValue;
    value->children.push_back(MakeVariable(part.nodes[0].slot, part.nodes[0].name));
    for (const RelationshipPattern& relationship : part.relationships) {
      value->children.push_back(MakeVariable(relationship.slot, relationship.name));
    }
    graph.paths.push_back({part.path_slot, std::move(value)});
  }

  // Relationships of one MATCH differ; those of types that never meet do so by themselves.
  void RequireDistinct() {
    std::vector<std::vector<uint32_t>> sorted_types;
    for (const GraphEdge& edge : graph.edges) {
      std::vector<uint32_t>& types = sorted_types.emplace_back(edge.types);
      std::sort(types.begin(), types.end());
    }
    for (uint32_t i = 0; i < graph.edges.size(); ++i) {
      for (uint32_t j = i + 1; j < graph.edges.size(); ++j) {
        const GraphEdge &a = graph.edges[i], &b = graph.edges[j];
        bool shortest =
            a.shortest != PatternPart::Shortest::kNo || b.shortest != PatternPart::Shortest::kNo;
        if (!shortest && Meet(sorted_types[i], sorted_types[j])) graph.distinct.push_back({i, j});
        if (!work_.Count()) return;
      }
    }
  }

  // A node known before that stands alone is in no relationship that would ask for it, and may be
  // null after an OPTIONAL MATCH: there is no such node then.
  void RequireKnownNodes() {
    for (const GraphNode& node : graph.nodes) {
      if (!bound_.contains(node.slot) ||
          !(frame_.slots[node.slot].type.kinds & KindBit(entente::graph::ValueKind::kNull)) ||
          std::any_of(graph.edges.begin(), graph.edges.end(), [&](const GraphEdge& edge) {
            return graph.nodes[edge.from].slot == node.slot ||
                   graph.nodes[edge.to].slot == node.slot;
          }))
        continue;
      auto exists = std::make_unique<Expression>();
      exists->kind = ExpressionKind::kIsNotNull;
      exists->children.push_back(MakeVariable(node.slot, node.name));
      graph.predicates.push_back(std::move(exists));
    }
  }

  PatternGraph graph;

 private:
  // Of lists of types in order, where none stands for all.
  bool Meet(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    if (a.empty() || b.empty()) return true;
    if (a.back() < b.front() || b.back() < a.front()) return false;
    for (size_t i = 0, j = 0; i < a.size() && j < b.size(); ++(a[i] < b[j] ? i : j)) {
      work_.Count();
      if (a[i] == b[j]) return true;
    }
    return false;
  }

  size_t AddNode(NodePattern& node) {
    size_t index = 0;
    while (index < graph.nodes.size() && graph.nodes[index].slot != node.slot) ++index;
    if (index == graph.nodes.size()) {
      graph.nodes.emplace_back();
      graph.nodes[index].slot = node.slot;
      graph.nodes[index].name = node.name;
    }
    graph.nodes[index].labels.insert(node.label_indexes.begin(), node.label_indexes.end());
    AddProperties(node.slot, node.name, node.properties.get());
    return index;
  }

  void AddEdge(RelationshipPattern& relationship, size_t from, size_t to) {
    GraphEdge edge;
    edge.slot = relationship.slot;
    edge.from = from;
    edge.to = to;
    edge.types = relationship.type_indexes;
    edge.direction = relationship.direction;
    edge.variable_length = relationship.variable_length;
    if (edge.variable_length) {
      edge.minimum = relationship.minimum.value_or(1);
      edge.maximum = relationship.maximum.value_or(~0ull);
      edge.properties = std::move(relationship.properties);
    } else {
      AddProperties(relationship.slot, relationship.name, relationship.properties.get());
    }
    edge.bound = bound_.contains(edge.slot);
    if (edge.bound && edge.variable_length) {
      // A list known before: walk again, and keep what is the same.
      edge.bound = false;
      uint32_t known = edge.slot;
      edge.slot = static_cast<uint32_t>(frame_.slots.size());
      frame_.slots.push_back({"", frame_.slots[known].type});
      graph.predicates.push_back(MakeCompare(Comparison::kEqual, MakeVariable(edge.slot, ""),
                                             MakeVariable(known, relationship.name)));
    }
    graph.edges.push_back(std::move(edge));
  }

  void AddProperties(uint32_t slot, const std::string& name, Expression* properties) {
    if (!properties) return;
    for (size_t i = 0; i < properties->keys.size(); ++i) {
      auto property = std::make_unique<Expression>();
      property->kind = ExpressionKind::kProperty;
      property->span = properties->span;
      property->name = properties->keys[i];
      property->name_index = names_.keys.Add(property->name);
      property->children.push_back(MakeVariable(slot, name));
      graph.predicates.push_back(
          MakeCompare(Comparison::kEqual, std::move(property), std::move(properties->children[i])));
    }
  }

  const SlotSet& bound_;
  NameTables& names_;
  Frame& frame_;
  PlanningWork& work_;
};

}  // namespace

PatternGraph MakePatternGraph(Pattern pattern, ExpressionPtr where, const SlotSet& bound,
                              NameTables& names, Frame& frame, PlanningWork& work) {
  Builder builder(bound, names, frame, work);
  for (PatternPart& part : pattern.parts) builder.Add(std::move(part));
  builder.RequireDistinct();
  builder.RequireKnownNodes();
  if (where) SplitConjunction(std::move(where), builder.graph.predicates);
  return std::move(builder.graph);
}

}  // namespace entente::query
