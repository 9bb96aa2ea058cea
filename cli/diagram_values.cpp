#include <map>
#include <optional>

#include "cli/diagram.h"
#include "cli/diagram_style.h"
#include "cli/graph_access.h"
#include "cli/graph_selection.h"
#include "cli/graphviz.h"
#include "cli/quotes.h"
#include "cli/terminal.h"
#include "graph/formats/dot.h"

namespace entente::cli {

namespace {

using graph::DotAttributes;
using graph::NodeId;
using graph::RelationshipId;
using graph::Value;

struct Look {
  const char* shape;
  const char* fill;
};

// Nothing for what the schema does not know.
std::optional<Look> LookOf(const SchemaReader& schema, NodeId node) {
  if (schema.Has(node, "Country")) return Look{"ellipse", "#cfe8d8"};
  if (schema.Has(node, "Person")) return Look{"box", "#dcecf7"};
  if (schema.Has(node, "Ministry")) return Look{"box", "#f7e6c4"};
  if (schema.Has(node, "Organization")) return Look{"box", "#fdf3dc"};
  if (schema.Has(node, "Agreement")) return Look{"note", "#ffffff"};
  if (schema.Has(node, "Event")) return Look{"hexagon", "#eee3f3"};
  if (schema.Has(node, "Place")) return Look{"oval", "#eeeeee"};
  if (schema.Has(node, "Topic")) return Look{"tab", "#f4f4f4"};
  return std::nullopt;
}

// The sentence that a relationship rests on, for the tooltip, and a link to its source; its type
// where there is none.
DotAttributes SourceOf(const graph::GraphReader& reader, RelationshipId relationship) {
  const std::string type = Printable(reader.Name(reader.Ends(relationship).type));
  for (const Quote& quote :
       QuotesOf(reader, Value::List({Value::Relationship(relationship)}), {})) {
    if (quote.text.empty()) continue;
    DotAttributes out = {{"edgetooltip", type + ": " + QuoteTooltip(quote)}};
    if (std::string url = AddressOf(reader, quote.document_id); !url.empty()) {
      out.emplace_back("edgeURL", url);
      out.emplace_back("edgetarget", "_blank");
    }
    return out;
  }
  return {{"edgetooltip", type}};
}

// The fills of labels and the colours of types that are in the picture.
std::string Legend(const std::map<std::string, std::string>& fills,
                   const std::map<std::string, std::string>& lines) {
  constexpr size_t kMostInARow = 8;
  std::string out = "<table border=\"0\" cellborder=\"1\" color=\"#999999\" cellspacing=\"4\">";
  size_t in_row = 0;
  auto add = [&](const std::string& cell) {
    out += (in_row == 0 ? "<tr>" : "") + cell;
    in_row = (in_row + 1) % kMostInARow;
    if (in_row == 0) out += "</tr>";
  };
  auto finish_row = [&] {
    if (in_row != 0) out += "</tr>";
    in_row = 0;
  };
  for (const auto& [label, fill] : fills)
    add("<td bgcolor=\"" + fill + "\">" + graph::EscapeHtml(label) + "</td>");
  finish_row();
  for (const auto& [type, colour] : lines)
    add("<td border=\"0\"><font color=\"" + colour + "\"><b>\u2192</b> " + graph::EscapeHtml(type) +
        "</font></td>");
  finish_row();
  return out + "</table>";
}

// How a diagram of so many is drawn. Ranks with words on the lines while they can be read; then
// freely, in colours that the legend names.
struct Layout {
  const char* engine;
  const char* splines;
  const char* legend_size;  ///< in points; a large picture is looked at from afar
  bool words_on_lines;
};

Layout LayoutFor(size_t nodes, size_t lines) {
  if (nodes <= 40 && lines <= 60) return {"dot", "true", "10", true};
  if (nodes <= 200 && lines <= 400) return {"neato", "true", "16", false};
  return {"sfdp", "line", "32", false};
}

// A relationship's type and its colour where the lines have no words.
std::map<std::string, std::string> TypeColours(const graph::GraphReader& reader,
                                               const std::vector<RelationshipId>& relationships) {
  std::map<std::string, std::string> colours;
  for (RelationshipId relationship : relationships)
    colours.emplace(Printable(reader.Name(reader.Ends(relationship).type)), "");
  size_t next = 0;
  for (auto& [type, colour] : colours) colour = LineColour(next++);
  return colours;
}

// What the schema has, and a colour each for labels of other graphs.
class Looks {
 public:
  Looks(const SchemaReader& schema, const std::vector<NodeId>& nodes) : schema_(schema) {
    for (NodeId node : nodes)
      if (!LookOf(schema, node)) others_.emplace(FirstLabel(node), "");
    size_t next = 0;
    for (auto& [label, fill] : others_) fill = FillColour(next++);
  }
  Look Of(NodeId node) const {
    if (auto look = LookOf(schema_, node)) return *look;
    return {"box", others_.at(FirstLabel(node))};
  }

 private:
  std::string FirstLabel(NodeId node) const {
    std::string first;
    for (graph::LabelId id : schema_.reader().Labels(node)) {
      std::string name(schema_.reader().Name(id));
      if (first.empty() || name < first) first = std::move(name);
    }
    return first;
  }

  const SchemaReader& schema_;  // outlives it
  std::map<std::string, const char*> others_;
};

}  // namespace

Diagram ValuesDiagram(const graph::GraphReader& reader, const std::vector<Value>& values,
                      size_t limit) {
  Selection selection = SelectValues(reader, values, limit);
  Diagram diagram;
  if (selection.found_nodes > limit)
    diagram.note = "the diagram shows " + GroupedCount(limit) + " of " +
                   CountOf(selection.found_nodes, "node") + " (--limit shows more)";
  SchemaReader schema(reader);
  const Layout layout = LayoutFor(selection.nodes.size(), selection.relationships.size());
  diagram.engine = layout.engine;
  diagram.dot.graph_attributes = {
      {"rankdir", "LR"},
      {"fontname", kDiagramFont},
      {"pad", "0.3"},
      {"overlap", "prism"},
      {"overlap_scaling", "2"},
      {"sep", "+8"},
      {"bgcolor", "white"},
      {"start", "1"},
      {"splines", layout.splines},
      {"outputorder", layout.words_on_lines ? "breadthfirst" : "edgesfirst"}};
  diagram.dot.node_defaults = {
      {"fontname", kDiagramFont}, {"fontsize", "10"}, {"style", "filled"}, {"color", "#555555"}};
  diagram.dot.edge_defaults = {
      {"fontname", kDiagramFont}, {"fontsize", "8"}, {"color", "#777777"}, {"arrowsize", "0.6"}};
  std::map<NodeId, uint32_t> index;
  std::map<std::string, std::string> fills, lines;
  const Looks looks(schema, selection.nodes);
  for (NodeId node : selection.nodes) {
    const Look look = looks.Of(node);
    for (graph::LabelId id : reader.Labels(node)) {
      std::string label = Printable(reader.Name(id));
      // A ministry is an organisation too, and has its own colour.
      if (label != "Organization" || !schema.Has(node, "Ministry")) fills[label] = look.fill;
    }
    const std::string caption = NodeCaption(reader, node);
    index[node] = static_cast<uint32_t>(diagram.dot.nodes.size());
    DotAttributes attributes = {{"label", TextLines(Shortened(caption, 110), 28)},
                                {"shape", look.shape},
                                {"fillcolor", look.fill},
                                {"tooltip", caption}};
    if (std::string url = WebAddress(schema.Text(node, "url")); !url.empty()) {
      attributes.emplace_back("URL", url);
      attributes.emplace_back("target", "_blank");
    }
    diagram.dot.nodes.push_back({std::move(attributes)});
  }
  if (!layout.words_on_lines) lines = TypeColours(reader, selection.relationships);
  for (RelationshipId relationship : selection.relationships) {
    graph::RelationshipEnds ends = reader.Ends(relationship);
    const std::string type = Printable(reader.Name(ends.type));
    DotAttributes attributes = SourceOf(reader, relationship);
    if (layout.words_on_lines) {
      attributes.emplace_back("label", type);
    } else {
      attributes.emplace_back("color", lines[type]);
    }
    diagram.dot.edges.push_back({index[ends.start], index[ends.end], std::move(attributes)});
  }
  diagram.shows = CountOf(diagram.dot.nodes.size(), "node") + " and " +
                  CountOf(diagram.dot.edges.size(), "relationship");
  if (fills.size() > 1 || !lines.empty()) {
    diagram.dot.graph_attributes.emplace_back("fontsize", layout.legend_size);
    diagram.dot.graph_attributes.emplace_back("labelloc", "t");
    diagram.dot.graph_attributes.emplace_back("label<", Legend(fills, lines));
  }
  return diagram;
}

}  // namespace entente::cli
