#include "graph/formats/export_order.h"

#include <algorithm>
#include <compare>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace entente::graph {

namespace {

// What names a node from outside the graph: the first of key, id and name that is a text or an
// integer.
struct NodeSortKey {
  std::string text;
  int64_t number = std::numeric_limits<int64_t>::min();
  uint32_t labels = 0;  // rank of the set of labels
  NodeId node;
};

// Properties one by one: names, then values; the shorter first where one begins the other.
std::strong_ordering CompareProperties(const GraphReader& reader, const PropertyList& a,
                                       const PropertyList& b) {
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (auto names = reader.Name(a[i].first) <=> reader.Name(b[i].first); names != 0) return names;
    if (auto values = Order(a[i].second, b[i].second); values != 0) return values;
    // Order takes 1 and 1.0 for one.
    if (auto kinds = a[i].second.kind() <=> b[i].second.kind(); kinds != 0) return kinds;
  }
  return a.size() <=> b.size();
}

template <class IdType>
bool BeforeByProperties(const GraphReader& reader, IdType a, IdType b) {
  if (a == b) return false;
  auto properties = CompareProperties(reader, reader.Properties(a), reader.Properties(b));
  return properties != 0 ? properties < 0 : a < b;
}

// Numbers the sets of labels in use by their sorted names.
class LabelRanks {
 public:
  explicit LabelRanks(const GraphReader& reader) : reader_(reader) {}

  // A number for the set; ranks are known once every node was seen.
  uint32_t Number(NodeId node) {
    auto labels = reader_.Labels(node);
    if (last_ && std::equal(labels.begin(), labels.end(), last_->begin(), last_->end()))
      return last_number_;
    auto [place, is_new] = numbers_.try_emplace({labels.begin(), labels.end()},
                                                static_cast<uint32_t>(numbers_.size()));
    last_ = &place->first;
    return last_number_ = place->second;
  }

  std::vector<uint32_t> Ranks() const {
    std::vector<std::pair<std::vector<std::string_view>, uint32_t>> named;
    for (const auto& [labels, number] : numbers_) {
      std::vector<std::string_view> names;
      for (LabelId label : labels) names.push_back(reader_.Name(label));
      std::sort(names.begin(), names.end());
      named.emplace_back(std::move(names), number);
    }
    std::sort(named.begin(), named.end());
    std::vector<uint32_t> ranks(named.size());
    for (uint32_t i = 0; i < named.size(); ++i) ranks[named[i].second] = i;
    return ranks;
  }

 private:
  const GraphReader& reader_;
  std::map<std::vector<LabelId>, uint32_t> numbers_;
  const std::vector<LabelId>* last_ = nullptr;  // the set of the node before, most often the same
  uint32_t last_number_ = 0;
};

}  // namespace

std::vector<std::string_view> SortedLabels(const GraphReader& reader, NodeId node) {
  std::vector<std::string_view> names;
  for (LabelId label : reader.Labels(node)) names.push_back(reader.Name(label));
  std::sort(names.begin(), names.end());
  return names;
}

ExportOrder OrderForExport(const GraphReader& reader) {
  ExportOrder order;
  std::vector<PropertyKeyId> candidates;
  for (const char* name : {"key", "id", "name"})
    if (auto key = reader.FindKey(name)) candidates.push_back(*key);

  order.nodes.reserve(reader.node_count());
  for (std::optional<NodeId> from = NodeId(0); from;)
    from = reader.ScanNodes(LabelId(), *from, 65536, order.nodes);

  LabelRanks label_sets(reader);
  std::vector<NodeSortKey> keys;
  keys.reserve(order.nodes.size());
  for (NodeId node : order.nodes) {
    NodeSortKey& key = keys.emplace_back();
    key.node = node;
    key.labels = label_sets.Number(node);
    for (PropertyKeyId candidate : candidates) {
      Value value = reader.Property(node, candidate);
      if (value.kind() == ValueKind::kString) key.text = value.as_string();
      if (value.kind() == ValueKind::kInteger) {
        key.text = "\xff";  // no UTF-8 text sorts after it
        key.number = value.as_integer();
      }
      if (value.kind() == ValueKind::kString || value.kind() == ValueKind::kInteger) break;
    }
  }
  const std::vector<uint32_t> ranks = label_sets.Ranks();
  for (NodeSortKey& key : keys) key.labels = ranks[key.labels];
  std::sort(keys.begin(), keys.end(), [&](const NodeSortKey& a, const NodeSortKey& b) {
    auto x = std::tie(a.text, a.number, a.labels), y = std::tie(b.text, b.number, b.labels);
    return x != y ? x < y : BeforeByProperties(reader, a.node, b.node);
  });

  order.position.assign(reader.node_capacity(), 0);
  for (uint32_t i = 0; i < keys.size(); ++i) {
    order.nodes[i] = keys[i].node;
    order.position[keys[i].node.value] = i;
  }
  return order;
}

RelationshipWalk::RelationshipWalk(const GraphReader& reader, const ExportOrder& order)
    : reader_(reader), order_(order) {
  for (uint16_t i = 0; i < reader.type_count(); ++i) types_.push_back(TypeId(i));
  std::sort(types_.begin(), types_.end(),
            [&](TypeId a, TypeId b) { return reader.Name(a) < reader.Name(b); });
  // Names stay known when the last relationship of a type is gone.
  std::erase_if(types_, [&](TypeId type) { return reader.CountRelationships(type) == 0; });
}

const std::vector<ExportedRelationship>& RelationshipWalk::Leaving(uint32_t position) {
  places_.clear();
  const NodeId node = order_.nodes[position];
  for (uint32_t rank = 0; rank < types_.size(); ++rank) {
    AdjacencyList list = reader_.Adjacent(node, types_[rank], Direction::kOut, buffer_);
    for (uint32_t i = 0; i < list.size; ++i) {
      const uint32_t end = order_.position[list.node(i).value];
      places_.push_back({{list.relationship(i), types_[rank], position, end}, rank});
    }
  }
  std::sort(places_.begin(), places_.end(), [&](const Place& a, const Place& b) {
    auto x = std::tie(a.relationship.end, a.type_rank);
    auto y = std::tie(b.relationship.end, b.type_rank);
    return x != y ? x < y : BeforeByProperties(reader_, a.relationship.id, b.relationship.id);
  });
  leaving_.clear();
  for (const Place& place : places_) leaving_.push_back(place.relationship);
  return leaving_;
}

}  // namespace entente::graph
