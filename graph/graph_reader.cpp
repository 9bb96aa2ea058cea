#include "graph/graph_reader.h"

#include "graph/store.h"

namespace entente::graph {
namespace {

template <class IdType>
std::optional<IdType> ToId(std::optional<uint16_t> found) {
  if (!found) return std::nullopt;
  return IdType(*found);
}

}  // namespace

GraphReader::GraphReader(std::shared_ptr<const Store> store) : store_(std::move(store)) {}
GraphReader::~GraphReader() = default;

std::optional<LabelId> GraphReader::FindLabel(std::string_view name) const {
  return ToId<LabelId>(store_->names().labels.Find(name));
}
std::optional<TypeId> GraphReader::FindType(std::string_view name) const {
  return ToId<TypeId>(store_->names().types.Find(name));
}
std::optional<PropertyKeyId> GraphReader::FindKey(std::string_view name) const {
  return ToId<PropertyKeyId>(store_->names().keys.Find(name));
}
std::string_view GraphReader::Name(LabelId label) const {
  return store_->names().labels.name(label.value);
}
std::string_view GraphReader::Name(TypeId type) const {
  return store_->names().types.name(type.value);
}
std::string_view GraphReader::Name(PropertyKeyId key) const {
  return store_->names().keys.name(key.value);
}
uint32_t GraphReader::label_count() const { return store_->names().labels.size(); }
uint32_t GraphReader::type_count() const { return store_->names().types.size(); }
uint32_t GraphReader::key_count() const { return store_->names().keys.size(); }

uint32_t GraphReader::node_capacity() const { return store_->node_capacity(); }
uint32_t GraphReader::relationship_capacity() const { return store_->relationship_capacity(); }
uint64_t GraphReader::node_count() const { return store_->node_count(); }
uint64_t GraphReader::relationship_count() const { return store_->relationship_count(); }
bool GraphReader::Exists(NodeId node) const { return store_->Exists(node); }
bool GraphReader::Exists(RelationshipId relationship) const { return store_->Exists(relationship); }

std::span<const LabelId> GraphReader::Labels(NodeId node) const { return store_->Labels(node); }
bool GraphReader::HasLabel(NodeId node, LabelId label) const {
  return store_->HasLabel(node, label);
}
uint64_t GraphReader::CountNodes(LabelId label) const { return store_->CountNodes(label); }
uint64_t GraphReader::CountRelationships(TypeId type) const {
  return store_->CountRelationships(type);
}
std::optional<NodeId> GraphReader::ScanNodes(LabelId label, NodeId from, size_t limit,
                                             std::vector<NodeId>& out) const {
  return store_->ScanNodes(label, from, limit, out);
}

RelationshipEnds GraphReader::Ends(RelationshipId relationship) const {
  return store_->Ends(relationship);
}
AdjacencyList GraphReader::Adjacent(NodeId node, TypeId type, Direction direction,
                                    AdjacencyBuffer& buffer) const {
  return store_->Adjacent(node, type, direction, buffer);
}
uint32_t GraphReader::Degree(NodeId node, TypeId type, Direction direction) const {
  return store_->Degree(node, type, direction);
}

Value GraphReader::Property(NodeId node, PropertyKeyId key) const {
  return store_->Property(node, key);
}
Value GraphReader::Property(RelationshipId relationship, PropertyKeyId key) const {
  return store_->Property(relationship, key);
}
PropertyList GraphReader::Properties(NodeId node) const {
  return WithoutHidden(store_->Properties(node));
}
PropertyList GraphReader::Properties(RelationshipId relationship) const {
  return WithoutHidden(store_->Properties(relationship));
}
PropertyList GraphReader::WithoutHidden(PropertyList properties) const {
  std::erase_if(properties, [&](const auto& property) {
    return Name(property.first).starts_with(kHiddenKeyMark);
  });
  return properties;
}

bool GraphReader::HasIndex(LabelId label, PropertyKeyId key) const {
  return store_->HasIndex(label, key);
}
std::vector<NodeId> GraphReader::FindNodes(LabelId label, PropertyKeyId key,
                                           const Value& value) const {
  return store_->FindNodes(label, key, value);
}

}  // namespace entente::graph
