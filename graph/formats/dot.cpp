#include "graph/formats/dot.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/graphviz.hpp>
#include <sstream>

#include "graph/formats/export_order.h"

#include "graph/utf8.h"

namespace entente::graph {

std::string DotQuote(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    switch (const char c = text[i]) {
      case '"':
        out += "\\\"";
        break;
      // A lone backslash would start an escape of GraphViz's own (\N, \l); doubled it prints as
      // itself.
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        break;
      default:
        // Control characters have no meaning in a diagram, and some end a C string inside GraphViz.
        if (const size_t control = ControlBytesAt(text, i)) {
          out += ' ';
          i += control - 1;
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    switch (const char c = text[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (const size_t control = ControlBytesAt(text, i)) {
          out += ' ';
          i += control - 1;
        } else {
          out += c;
        }
    }
  }
  return out;
}

namespace {

void WriteAttributes(std::ostream& out, const DotAttributes& attributes, const char* separator) {
  bool first = true;
  for (const auto& [name, value] : attributes) {
    if (!first) out << separator;
    first = false;
    if (name.ends_with('<')) {
      out << std::string_view(name).substr(0, name.size() - 1) << "=<" << value << '>';
    } else {
      out << name << '=' << DotQuote(value);
    }
  }
}

struct NodeWriter {
  const DotGraph& diagram;
  void operator()(std::ostream& out, size_t node) const {
    out << " [";
    WriteAttributes(out, diagram.nodes[node].attributes, ", ");
    out << ']';
  }
};

using Model = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, uint32_t>;

struct EdgeWriter {
  const DotGraph& diagram;
  const Model& model;
  void operator()(std::ostream& out, const Model::edge_descriptor& edge) const {
    out << " [";
    WriteAttributes(out, diagram.edges[model[edge]].attributes, ", ");
    out << ']';
  }
};

struct GraphWriter {
  const DotGraph& diagram;
  void operator()(std::ostream& out) const {
    if (!diagram.graph_attributes.empty()) {
      WriteAttributes(out, diagram.graph_attributes, ";\n");
      out << ";\n";
    }
    WriteDefaults(out, "node", diagram.node_defaults);
    WriteDefaults(out, "edge", diagram.edge_defaults);
    for (size_t i = 0; i < diagram.clusters.size(); ++i) {
      out << "subgraph cluster_" << i << " {\n";
      WriteAttributes(out, diagram.clusters[i].attributes, ";\n");
      out << ";\n";
      for (uint32_t node : diagram.clusters[i].nodes) out << 'n' << node << ";\n";
      out << "}\n";
    }
    for (const std::vector<uint32_t>& rank : diagram.ranks) {
      out << "{rank=same;";
      for (const uint32_t node : rank) out << " n" << node << ';';
      out << "}\n";
    }
  }
  static void WriteDefaults(std::ostream& out, const char* what, const DotAttributes& attributes) {
    if (attributes.empty()) return;
    out << what << " [";
    WriteAttributes(out, attributes, ", ");
    out << "];\n";
  }
};

// Names that need no quoting and are no reserved word, so that write_graphviz prints them as they
// are.
struct NodeNames {
  using key_type = size_t;
  using value_type = std::string;
  using reference = std::string;
  using category = boost::readable_property_map_tag;
  friend std::string get(const NodeNames&, size_t node) { return "n" + std::to_string(node); }
};

}  // namespace

std::string WriteDot(const DotGraph& diagram) {
  std::vector<std::pair<uint32_t, uint32_t>> ends;
  std::vector<uint32_t> indexes;
  std::vector<uint32_t> by_source(diagram.edges.size());
  for (uint32_t i = 0; i < by_source.size(); ++i) by_source[i] = i;
  std::stable_sort(by_source.begin(), by_source.end(), [&](uint32_t a, uint32_t b) {
    return diagram.edges[a].from < diagram.edges[b].from;
  });
  for (uint32_t i : by_source) {
    ends.emplace_back(diagram.edges[i].from, diagram.edges[i].to);
    indexes.push_back(i);
  }
  Model model(boost::edges_are_sorted, ends.begin(), ends.end(), indexes.begin(),
              diagram.nodes.size());
  std::ostringstream out;
  boost::write_graphviz(out, model, NodeWriter{diagram}, EdgeWriter{diagram, model},
                        GraphWriter{diagram}, NodeNames{});
  return out.str();
}

DotGraph DiagramOfGraph(const GraphReader& reader) {
  ExportOrder order = OrderForExport(reader);
  DotGraph diagram;
  diagram.node_defaults = {{"shape", "box"}, {"style", "rounded"}};
  std::vector<uint32_t> index(order.nodes.size(), UINT32_MAX);
  auto document = reader.FindLabel("Document");
  auto name_key = reader.FindKey("name");
  auto stable_key = reader.FindKey("key");
  for (size_t i = 0; i < order.nodes.size(); ++i) {
    NodeId node = order.nodes[i];
    if (document && reader.HasLabel(node, *document)) continue;
    auto text = [&](std::optional<PropertyKeyId> key) -> std::string {
      if (!key) return "";
      Value value = reader.Property(node, *key);
      return value.kind() == ValueKind::kString ? std::string(value.as_string()) : "";
    };
    std::string label = text(name_key);
    if (label.empty()) label = text(stable_key);
    if (label.empty()) label = "n" + std::to_string(i);
    index[i] = static_cast<uint32_t>(diagram.nodes.size());
    diagram.nodes.push_back({{{"label", label}}});
  }
  RelationshipWalk walk(reader, order);
  for (uint32_t i = 0; i < order.nodes.size(); ++i) {
    for (const ExportedRelationship& relationship : walk.Leaving(i)) {
      const uint32_t from = index[relationship.start], to = index[relationship.end];
      if (from == UINT32_MAX || to == UINT32_MAX) continue;
      diagram.edges.push_back({from, to, {{"label", std::string(reader.Name(relationship.type))}}});
    }
  }
  return diagram;
}

}  // namespace entente::graph
