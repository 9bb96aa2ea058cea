#include <algorithm>
#include <map>
#include <set>

#include "cli/diagram.h"
#include "cli/graph_access.h"
#include "cli/terminal.h"
#include "graph/formats/dot.h"

namespace entente::cli {

namespace {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;

struct Look {
  const char* shape;
  const char* fill;
};

Look LookOf(const SchemaReader& schema, NodeId node) {
  if (schema.Has(node, "Country")) return {"ellipse", "#cfe8d8"};
  if (schema.Has(node, "Person")) return {"box", "#dcecf7"};
  if (schema.Has(node, "Ministry")) return {"box", "#f7e6c4"};
  if (schema.Has(node, "Organization")) return {"box", "#fdf3dc"};
  if (schema.Has(node, "Agreement")) return {"note", "#ffffff"};
  if (schema.Has(node, "Event")) return {"hexagon", "#eee3f3"};
  if (schema.Has(node, "Place")) return {"oval", "#eeeeee"};
  return {"box", "#ffffff"};
}

struct Collected {
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;
  std::set<NodeId> known_nodes;
  std::set<RelationshipId> known_relationships;

  void Add(NodeId node) {
    if (known_nodes.insert(node).second) nodes.push_back(node);
  }
  void Add(RelationshipId relationship, const graph::GraphReader& reader) {
    if (!known_relationships.insert(relationship).second) return;
    relationships.push_back(relationship);
    Add(reader.Ends(relationship).start);
    Add(reader.Ends(relationship).end);
  }
  void Add(const Value& value, const graph::GraphReader& reader) {
    switch (value.kind()) {
      case ValueKind::kNode:
        Add(value.as_node());
        break;
      case ValueKind::kRelationship:
        Add(value.as_relationship(), reader);
        break;
      case ValueKind::kPath:
        for (NodeId node : value.as_path().nodes) Add(node);
        for (RelationshipId r : value.as_path().relationships) Add(r, reader);
        break;
      case ValueKind::kList:
        for (const Value& element : value.as_list()) Add(element, reader);
        break;
      case ValueKind::kMap:
        for (const auto& entry : value.as_map()) Add(entry.second, reader);
        break;
      default:
        break;
    }
  }
};

std::string NodeLabel(const SchemaReader& schema, NodeId node) {
  for (const char* key : {"name", "title", "id", "key"}) {
    std::string text = schema.Text(node, key);
    if (!text.empty()) return Printable(text);
  }
  std::string labels;
  for (graph::LabelId label : schema.reader().Labels(node))
    labels += ":" + std::string(schema.reader().Name(label));
  return labels.empty() ? "()" : Printable(labels);
}

std::string Wrapped(const std::string& text, size_t width) {
  std::string out;
  for (const std::string& line : WrapText(text, width)) out += (out.empty() ? "" : "\n") + line;
  return out;
}

}  // namespace

Diagram ValuesDiagram(const graph::GraphReader& reader, const std::vector<Value>& values,
                      size_t limit) {
  Collected collected;
  for (const Value& value : values) collected.Add(value, reader);
  Diagram diagram;
  if (collected.nodes.size() > limit)
    diagram.note = "the diagram shows " + GroupedCount(limit) + " of " +
                   CountOf(collected.nodes.size(), "node") + " (--limit shows more)";
  SchemaReader schema(reader);
  diagram.dot.graph_attributes = {{"rankdir", "LR"},
                                  {"fontname", "DejaVu Sans"},
                                  {"pad", "0.3"},
                                  {"overlap", "prism"},
                                  {"bgcolor", "white"}};
  diagram.dot.node_defaults = {
      {"fontname", "DejaVu Sans"}, {"fontsize", "10"}, {"style", "filled"}, {"color", "#555555"}};
  diagram.dot.edge_defaults = {
      {"fontname", "DejaVu Sans"}, {"fontsize", "8"}, {"color", "#777777"}, {"arrowsize", "0.6"}};
  std::map<NodeId, uint32_t> index;
  for (NodeId node : collected.nodes) {
    if (index.size() == limit) break;
    Look look = LookOf(schema, node);
    std::string label = NodeLabel(schema, node);
    index[node] = static_cast<uint32_t>(diagram.dot.nodes.size());
    diagram.dot.nodes.push_back({{{"label", Wrapped(label, 28)},
                                  {"shape", look.shape},
                                  {"fillcolor", look.fill},
                                  {"tooltip", label}}});
  }
  for (RelationshipId relationship : collected.relationships) {
    graph::RelationshipEnds ends = reader.Ends(relationship);
    auto from = index.find(ends.start), to = index.find(ends.end);
    if (from == index.end() || to == index.end()) continue;
    diagram.dot.edges.push_back(
        {from->second, to->second, {{"label", std::string(reader.Name(ends.type))}}});
  }
  return diagram;
}

}  // namespace entente::cli
