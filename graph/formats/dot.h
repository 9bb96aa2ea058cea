/// \file
/// GraphViz's DOT language: a diagram as plain data, and its text. Boost.Graph's write_graphviz
/// does the writing; the quoting is ours, since its label writer leaves a trailing backslash
/// unescaped (the file no longer parses). Threads: pure.   Source: graphviz.org, "DOT Language".

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/graph_reader.h"

namespace entente::graph {

/// Names and plain values; a value is quoted when written. An attribute whose name ends in '<' is
/// an HTML-like label and written as <value>: its text must already be escaped by EscapeHtml.
using DotAttributes = std::vector<std::pair<std::string, std::string>>;

/// Written as n0, n1, … in the order given.
struct DotNode {
  DotAttributes attributes;
};

struct DotEdge {
  uint32_t from = 0;  ///< into DotGraph::nodes
  uint32_t to = 0;
  DotAttributes attributes;
};

/// Nodes drawn together in a box.
struct DotCluster {
  DotAttributes attributes;
  std::vector<uint32_t> nodes;
};

struct DotGraph {
  DotAttributes graph_attributes, node_defaults, edge_defaults;
  std::vector<DotNode> nodes;
  std::vector<DotEdge> edges;
  std::vector<DotCluster> clusters;
  std::vector<std::vector<uint32_t>> ranks;  ///< nodes that stand in one row (dot only)
};

/// A quoted DOT string for any bytes of valid UTF-8: quotes, backslashes and control characters
/// can't end it or mean something else.
std::string DotQuote(std::string_view text);
/// For use inside an HTML-like label.
std::string EscapeHtml(std::string_view text);

std::string WriteDot(const DotGraph& diagram);

/// The whole graph, a node for every node but documents, in the order of exports.
DotGraph DiagramOfGraph(const GraphReader& reader);

}  // namespace entente::graph
