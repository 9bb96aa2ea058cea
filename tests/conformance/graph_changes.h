/// \file
/// Side effects as the TCK counts them: by comparing the whole graph before and after a query, not
/// by asking the engine. A property that got another value counts as one removed and one added; a
/// label counts when the graph did not have it on any node before.   Source: openCypher TCK,
/// README, "Side effects". Threads: plain values.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "graph/graph_reader.h"

namespace entente::conformance {

struct GraphContents {
  std::set<uint32_t> nodes, relationships;
  std::set<std::string> labels;
  /// Whether of a relationship, id, key, value as text.
  std::set<std::tuple<bool, uint32_t, std::string, std::string>> properties;
};
GraphContents ContentsOf(const graph::GraphReader& reader);

/// By the TCK's names ("+nodes", "-properties"), those that are not 0.
std::map<std::string, int64_t> Changes(const GraphContents& before, const GraphContents& after);

}  // namespace entente::conformance
