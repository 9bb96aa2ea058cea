#include "graph/formats/export_order.h"

#include <algorithm>
#include <tuple>

namespace entente::graph {

namespace {

struct NodeSortKey {
  std::string text;
  std::string labels;
  NodeId node;
  friend auto operator<=>(const NodeSortKey&, const NodeSortKey&) = default;
};

// What names a node from outside the graph: the first of key, id and name that it has.
std::string StableText(const GraphReader& reader, NodeId node,
                       const std::vector<PropertyKeyId>& candidates) {
  for (PropertyKeyId key : candidates) {
    Value value = reader.Property(node, key);
    if (value.kind() == ValueKind::kString) return std::string(value.as_string());
    // Zero-padded, so that integer ids sort as numbers.
    if (value.kind() == ValueKind::kInteger) {
      std::string digits = std::to_string(value.as_integer());
      return digits.size() < 20 ? std::string(20 - digits.size(), '0') + digits : digits;
    }
  }
  return "";
}

// -1, 0 or 1 by the two relationships' properties, key by key.
int CompareProperties(const GraphReader& reader, RelationshipId a, RelationshipId b) {
  PropertyList x = reader.Properties(a), y = reader.Properties(b);
  for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    auto names = reader.Name(x[i].first) <=> reader.Name(y[i].first);
    if (names != 0) return names < 0 ? -1 : 1;
    auto values = Order(x[i].second, y[i].second);
    if (values != 0) return values < 0 ? -1 : 1;
  }
  if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
  return 0;
}

}  // namespace

ExportOrder OrderForExport(const GraphReader& reader) {
  ExportOrder order;
  std::vector<PropertyKeyId> candidates;
  for (const char* name : {"key", "id", "name"})
    if (auto key = reader.FindKey(name)) candidates.push_back(*key);

  std::vector<NodeId> ids;
  ids.reserve(reader.node_count());
  for (std::optional<NodeId> from = NodeId(0); from;)
    from = reader.ScanNodes(LabelId(), *from, 65536, ids);

  std::vector<NodeSortKey> keys;
  keys.reserve(ids.size());
  for (NodeId node : ids) {
    std::vector<std::string> labels;
    for (LabelId label : reader.Labels(node)) labels.emplace_back(reader.Name(label));
    std::sort(labels.begin(), labels.end());
    std::string joined;
    for (const std::string& label : labels) joined += label + '\x1f';
    keys.push_back({StableText(reader, node, candidates), std::move(joined), node});
  }
  std::sort(keys.begin(), keys.end());

  order.position.assign(reader.node_capacity(), 0);
  order.nodes.reserve(keys.size());
  for (const NodeSortKey& key : keys) {
    order.position[key.node.value] = static_cast<uint32_t>(order.nodes.size());
    order.nodes.push_back(key.node);
  }

  std::vector<uint16_t> types_by_name(reader.type_count());
  std::vector<uint16_t> rank(reader.type_count());
  for (uint16_t i = 0; i < reader.type_count(); ++i) types_by_name[i] = i;
  std::sort(types_by_name.begin(), types_by_name.end(), [&](uint16_t a, uint16_t b) {
    return reader.Name(TypeId(a)) < reader.Name(TypeId(b));
  });
  for (uint16_t i = 0; i < types_by_name.size(); ++i) rank[types_by_name[i]] = i;

  struct Place {
    uint32_t start, end;
    uint16_t type_rank;
    RelationshipId id;
  };
  std::vector<Place> places;
  places.reserve(reader.relationship_count());
  for (uint32_t id = 0; id < reader.relationship_capacity(); ++id) {
    RelationshipId relationship(id);
    if (!reader.Exists(relationship)) continue;
    RelationshipEnds ends = reader.Ends(relationship);
    places.push_back({order.position[ends.start.value], order.position[ends.end.value],
                      rank[ends.type.value], relationship});
  }
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    auto x = std::tie(a.start, a.end, a.type_rank), y = std::tie(b.start, b.end, b.type_rank);
    if (x != y) return x < y;
    if (a.id == b.id) return false;
    int properties = CompareProperties(reader, a.id, b.id);
    return properties != 0 ? properties < 0 : a.id < b.id;
  });
  order.relationships.reserve(places.size());
  for (const Place& place : places) order.relationships.push_back(place.id);
  return order;
}

}  // namespace entente::graph
