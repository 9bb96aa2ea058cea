/// \file
/// What `draw` draws, as DOT: the presets, and the nodes and relationships of any query's rows.
/// Threads: pure.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/agreement_view.h"
#include "graph/formats/dot.h"
#include "graph/graph_reader.h"
#include "graph/value.h"

namespace entente::cli {

struct Diagram {
  graph::DotGraph dot;
  std::string shows;   ///< "55 agreements with 103 people and parties"
  std::string note;    ///< what was left out; empty when nothing was
  std::string engine;  ///< GraphViz's layout for it; empty: by size
};

/// Who signed with whom: agreements in columns between those who signed, one box a country (or body
/// of no country) with its people; the more there is, the more columns. At most `limit` agreements,
/// the latest first.
Diagram SignedDiagram(const graph::GraphReader& reader, std::vector<AgreementView> agreements,
                      size_t limit);

/// Who has signed with how many: countries (their ministries count for them) and bodies, joined by
/// a line as wide as what they have signed together. At most `limit` of them, the most active.
Diagram ActorsDiagram(const graph::GraphReader& reader,
                      const std::vector<AgreementView>& agreements, size_t limit);

/// Agreements year by year, coloured by status; those of no known year stand at the end. At most
/// `limit`, the latest.
Diagram TimelineDiagram(const graph::GraphReader& reader, std::vector<AgreementView> agreements,
                        size_t limit);

/// Every node, relationship and path among `values` (lists and maps are looked into), coloured by
/// label. At most `limit` nodes. A large one names its relationships by colour.
Diagram ValuesDiagram(const graph::GraphReader& reader, const std::vector<graph::Value>& values,
                      size_t limit);

}  // namespace entente::cli
