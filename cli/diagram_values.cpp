#include <map>

#include "cli/diagram.h"
#include "cli/graph_access.h"
#include "cli/graph_selection.h"
#include "cli/quotes.h"
#include "cli/terminal.h"
#include "graph/formats/dot.h"

namespace entente::cli {

namespace {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;

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
  if (schema.Has(node, "Topic")) return {"tab", "#f4f4f4"};
  return {"box", "#ffffff"};
}

// The sentence that a relationship rests on, for the tooltip; its type where there is none.
std::string FirstQuote(const graph::GraphReader& reader, RelationshipId relationship) {
  std::vector<Quote> quotes =
      QuotesOf(reader, Value::List({Value::Relationship(relationship)}), {});
  for (const Quote& quote : quotes)
    if (!quote.text.empty())
      return MarkedQuote(quote, false) + " \u2014 " + Printable(quote.document_id);
  return std::string(reader.Name(reader.Ends(relationship).type));
}

// "Country ● Person": the fills of the labels that are in the picture.
std::string Legend(const std::map<std::string, std::string>& fills) {
  std::string out = "<table border=\"0\" cellborder=\"1\" color=\"#999999\" cellspacing=\"4\"><tr>";
  for (const auto& [label, fill] : fills)
    out += "<td bgcolor=\"" + fill + "\">" + graph::EscapeHtml(label) + "</td>";
  return out + "</tr></table>";
}

std::string Wrapped(const std::string& text, size_t width) {
  std::string out;
  for (const std::string& line : WrapText(text, width)) out += (out.empty() ? "" : "\n") + line;
  return out;
}

}  // namespace

Diagram ValuesDiagram(const graph::GraphReader& reader, const std::vector<Value>& values,
                      size_t limit) {
  Selection selection = SelectValues(reader, values, limit);
  Diagram diagram;
  if (selection.found_nodes > limit)
    diagram.note = "the diagram shows " + GroupedCount(limit) + " of " +
                   CountOf(selection.found_nodes, "node") + " (--limit shows more)";
  SchemaReader schema(reader);
  diagram.dot.graph_attributes = {{"rankdir", "LR"},
                                  {"fontname", kDiagramFont},
                                  {"pad", "0.3"},
                                  {"overlap", "prism"},
                                  {"bgcolor", "white"}};
  diagram.dot.node_defaults = {
      {"fontname", kDiagramFont}, {"fontsize", "10"}, {"style", "filled"}, {"color", "#555555"}};
  diagram.dot.edge_defaults = {
      {"fontname", kDiagramFont}, {"fontsize", "8"}, {"color", "#777777"}, {"arrowsize", "0.6"}};
  std::map<NodeId, uint32_t> index;
  std::map<std::string, std::string> fills;
  for (NodeId node : selection.nodes) {
    Look look = LookOf(schema, node);
    for (graph::LabelId id : reader.Labels(node)) {
      std::string label = Printable(reader.Name(id));
      // A ministry is an organisation too, and has its own colour.
      if (label != "Organization" || !schema.Has(node, "Ministry")) fills[label] = look.fill;
    }
    std::string label = NodeCaption(reader, node);
    index[node] = static_cast<uint32_t>(diagram.dot.nodes.size());
    diagram.dot.nodes.push_back({{{"label", Wrapped(label, 28)},
                                  {"shape", look.shape},
                                  {"fillcolor", look.fill},
                                  {"tooltip", label}}});
  }
  for (RelationshipId relationship : selection.relationships) {
    graph::RelationshipEnds ends = reader.Ends(relationship);
    diagram.dot.edges.push_back({index[ends.start],
                                 index[ends.end],
                                 {{"label", std::string(reader.Name(ends.type))},
                                  {"edgetooltip", FirstQuote(reader, relationship)}}});
  }
  if (fills.size() > 1) {
    diagram.dot.graph_attributes.emplace_back("fontsize", "10");
    diagram.dot.graph_attributes.emplace_back("labelloc", "t");
    diagram.dot.graph_attributes.emplace_back("label<", Legend(fills));
  }
  return diagram;
}

}  // namespace entente::cli
