#include "cli/graph_selection.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "cli/graph_access.h"
#include "cli/terminal.h"

namespace entente::cli {

namespace {

using graph::Direction;
using graph::GraphReader;
using graph::NodeId;
using graph::RelationshipId;
using graph::TypeId;
using graph::Value;
using graph::ValueKind;

class Collector {
 public:
  explicit Collector(const GraphReader& reader) : reader_(reader) {}

  void Add(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kNode:
        Add(value.as_node());
        break;
      case ValueKind::kRelationship:
        Add(value.as_relationship());
        break;
      case ValueKind::kPath:
        for (NodeId node : value.as_path().nodes) Add(node);
        for (RelationshipId relationship : value.as_path().relationships) Add(relationship);
        break;
      case ValueKind::kList:
        for (const Value& element : value.as_list()) Add(element);
        break;
      case ValueKind::kMap:
        for (const auto& entry : value.as_map()) Add(entry.second);
        break;
      default:
        break;
    }
  }

  Selection Take(size_t limit) && {
    Selection out;
    out.found_nodes = nodes_.size();
    if (nodes_.size() > limit) nodes_.resize(limit);
    std::set<NodeId> kept(nodes_.begin(), nodes_.end());
    for (RelationshipId relationship : relationships_) {
      graph::RelationshipEnds ends = reader_.Ends(relationship);
      if (kept.count(ends.start) && kept.count(ends.end)) out.relationships.push_back(relationship);
    }
    out.nodes = std::move(nodes_);
    return out;
  }

 private:
  void Add(NodeId node) {
    if (known_nodes_.insert(node).second) nodes_.push_back(node);
  }
  void Add(RelationshipId relationship) {
    if (!known_relationships_.insert(relationship).second) return;
    relationships_.push_back(relationship);
    Add(reader_.Ends(relationship).start);
    Add(reader_.Ends(relationship).end);
  }

  const GraphReader& reader_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipId> relationships_;
  std::set<NodeId> known_nodes_;
  std::set<RelationshipId> known_relationships_;
};

// In the order of their names, so that the output does not depend on the order of a graph's making.
std::vector<TypeId> ShownTypes(const GraphReader& reader) {
  std::vector<TypeId> types;
  for (uint16_t i = 0; i < reader.type_count(); ++i)
    if (reader.Name(TypeId(i)) != "MENTIONED_IN") types.emplace_back(i);
  std::sort(types.begin(), types.end(),
            [&](TypeId a, TypeId b) { return reader.Name(a) < reader.Name(b); });
  return types;
}

}  // namespace

Selection SelectValues(const GraphReader& reader, const std::vector<Value>& values, size_t limit) {
  Collector collector(reader);
  for (const Value& value : values) collector.Add(value);
  return std::move(collector).Take(limit);
}

Selection SelectGraph(const GraphReader& reader, size_t limit) {
  SchemaReader schema(reader);
  std::vector<TypeId> types = ShownTypes(reader);
  struct Candidate {
    uint64_t degree;
    std::string key, name;
    NodeId node;
  };
  std::vector<Candidate> candidates;
  Selection out;
  std::vector<NodeId> all;
  for (std::optional<NodeId> from = NodeId(0); from;)
    from = reader.ScanNodes(graph::LabelId(), *from, 65536, all);
  auto document = reader.FindLabel("Document");
  auto text = reader.FindKey("text");
  for (NodeId node : all) {
    if (document && text && reader.HasLabel(node, *document) &&
        !reader.Property(node, *text).is_null()) {
      ++out.documents;
      continue;
    }
    Candidate candidate{0, "", "", node};
    for (TypeId type : types)
      candidate.degree +=
          reader.Degree(node, type, Direction::kOut) + reader.Degree(node, type, Direction::kIn);
    candidates.push_back(std::move(candidate));
  }
  out.found_nodes = candidates.size();
  auto name_them = [&] {
    for (Candidate& candidate : candidates) {
      candidate.key = schema.Text(candidate.node, "key");
      candidate.name = NodeCaption(reader, candidate.node);
    }
  };
  if (candidates.size() > limit) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.degree > b.degree; });
    // Those of one degree at the border are chosen by key.
    auto border = candidates[limit].degree;
    std::erase_if(candidates,
                  [&](const Candidate& candidate) { return candidate.degree < border; });
  }
  name_them();
  auto by_key = [](const Candidate& c) { return std::tie(c.key, c.name, c.node); };
  if (candidates.size() > limit) {
    std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
      return a.degree != b.degree ? a.degree > b.degree : by_key(a) < by_key(b);
    });
    candidates.resize(limit);
  }
  std::sort(candidates.begin(), candidates.end(),
            [&](const Candidate& a, const Candidate& b) { return by_key(a) < by_key(b); });
  for (const Candidate& candidate : candidates) out.nodes.push_back(candidate.node);
  out.relationships = RelationshipsAmong(reader, out.nodes);
  return out;
}

std::vector<RelationshipId> RelationshipsAmong(const GraphReader& reader,
                                               const std::vector<NodeId>& nodes) {
  std::map<NodeId, size_t> place;
  for (NodeId node : nodes) place.emplace(node, place.size());
  std::vector<RelationshipId> out;
  std::vector<TypeId> types = ShownTypes(reader);
  graph::AdjacencyBuffer buffer;
  for (NodeId node : nodes) {
    for (TypeId type : types) {
      graph::AdjacencyList list = reader.Adjacent(node, type, Direction::kOut, buffer);
      std::vector<std::pair<size_t, RelationshipId>> found;
      for (uint32_t i = 0; i < list.size; ++i)
        if (auto other = place.find(list.node(i)); other != place.end())
          found.emplace_back(other->second, list.relationship(i));
      std::sort(found.begin(), found.end());
      for (const auto& [other, relationship] : found) out.push_back(relationship);
    }
  }
  return out;
}

std::string NodeCaption(const GraphReader& reader, NodeId node) {
  SchemaReader schema(reader);
  for (const char* key : {"name", "title", "id", "key"}) {
    std::string text = schema.Text(node, key);
    if (!text.empty()) return Printable(text);
  }
  std::string labels;
  for (graph::LabelId label : reader.Labels(node)) labels += ":" + std::string(reader.Name(label));
  return labels.empty() ? "()" : Printable(labels);
}

}  // namespace entente::cli
