#include "tests/conformance/graph_changes.h"

#include <algorithm>
#include <vector>

#include "query/value_text.h"

namespace entente::conformance {

GraphContents ContentsOf(const graph::GraphReader& reader) {
  GraphContents out;
  auto add_properties = [&](bool of_relationship, uint32_t id, const graph::PropertyList& list) {
    for (const auto& [key, value] : list)
      out.properties.emplace(of_relationship, id, std::string(reader.Name(key)),
                             query::ValueToText(value, reader));
  };
  for (uint32_t i = 0; i < reader.node_capacity(); ++i) {
    graph::NodeId node(i);
    if (!reader.Exists(node)) continue;
    out.nodes.insert(i);
    for (graph::LabelId label : reader.Labels(node)) out.labels.emplace(reader.Name(label));
    add_properties(false, i, reader.Properties(node));
  }
  for (uint32_t i = 0; i < reader.relationship_capacity(); ++i) {
    graph::RelationshipId relationship(i);
    if (!reader.Exists(relationship)) continue;
    out.relationships.insert(i);
    add_properties(true, i, reader.Properties(relationship));
  }
  return out;
}

std::map<std::string, int64_t> Changes(const GraphContents& before, const GraphContents& after) {
  std::map<std::string, int64_t> out;
  auto compare = [&](const char* name, const auto& old_set, const auto& new_set) {
    int64_t gone = 0, come = 0;
    for (const auto& item : old_set) gone += new_set.count(item) == 0;
    for (const auto& item : new_set) come += old_set.count(item) == 0;
    if (come != 0) out[std::string("+") + name] = come;
    if (gone != 0) out[std::string("-") + name] = gone;
  };
  compare("nodes", before.nodes, after.nodes);
  compare("relationships", before.relationships, after.relationships);
  compare("labels", before.labels, after.labels);
  compare("properties", before.properties, after.properties);
  return out;
}

}  // namespace entente::conformance
