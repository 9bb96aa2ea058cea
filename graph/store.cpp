#include "graph/store.h"

#include <algorithm>

#include "graph/check.h"

namespace entente::graph {
namespace {

bool IsStorableElement(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNull:
    case ValueKind::kList:
    case ValueKind::kMap:
    case ValueKind::kNode:
    case ValueKind::kRelationship:
    case ValueKind::kPath:
      return false;
    default:
      return true;
  }
}

Error NotStorable(const Value& value, const char* where) {
  Error error = MakeError(ErrorCode::kType, std::string("a property can't hold a ") +
                                                ValueKindName(value.kind()) + where);
  error.detail = "InvalidPropertyType";
  return error;
}

// Every label has an index on these.   Source: DESIGN.md, "The schema".
constexpr std::string_view kAlwaysIndexed[] = {"key", "name", "id"};

}  // namespace

Status CheckStorable(const Value& value) {
  if (value.kind() == ValueKind::kList) {
    for (const Value& element : value.as_list()) {
      if (!IsStorableElement(element)) return NotStorable(element, " inside a list");
    }
    return {};
  }
  if (value.is_null() || IsStorableElement(value)) return {};
  return NotStorable(value, "");
}

Store::Store()
    : names_(std::make_shared<Names>()),
      indexes_(std::make_shared<std::set<std::pair<LabelId, PropertyKeyId>>>()) {}

bool Store::Exists(NodeId node) const {
  if (node.value >= node_capacity_) return false;
  const NodeRecord* record = delta_.nodes.Find(node.value);
  return record && !record->deleted;
}

bool Store::Exists(RelationshipId relationship) const {
  if (relationship.value >= relationship_capacity_) return false;
  const RelationshipRecord* record = delta_.relationships.Find(relationship.value);
  return record && !record->deleted;
}

uint32_t Store::LabelSetOf(NodeId node) const {
  const NodeRecord* record = delta_.nodes.Find(node.value);
  return record && record->has_labels ? record->label_set : 0;
}

std::span<const LabelId> Store::Labels(NodeId node) const {
  return names_->label_sets.labels(LabelSetOf(node));
}

bool Store::HasLabel(NodeId node, LabelId label) const {
  return names_->label_sets.Has(LabelSetOf(node), label);
}

uint64_t Store::CountNodes(LabelId label) const {
  return label.value < label_counts_.size() ? label_counts_[label.value] : 0;
}

uint64_t Store::CountRelationships(TypeId type) const {
  return type.value < type_counts_.size() ? type_counts_[type.value] : 0;
}

std::optional<NodeId> Store::ScanNodes(LabelId label, NodeId from, size_t limit,
                                       std::vector<NodeId>& out) const {
  uint32_t at = from.value;
  while (limit > 0) {
    std::optional<uint32_t> next = delta_.nodes.Next(at);
    if (!next) return std::nullopt;
    at = *next + 1;
    const NodeRecord* record = delta_.nodes.Find(*next);
    if (record->deleted) continue;
    if (label.valid() && !HasLabel(NodeId(*next), label)) continue;
    out.push_back(NodeId(*next));
    --limit;
  }
  return at < node_capacity_ ? std::optional(NodeId(at)) : std::nullopt;
}

RelationshipEnds Store::Ends(RelationshipId relationship) const {
  const RelationshipRecord* record = delta_.relationships.Find(relationship.value);
  ENTENTE_CHECK(record);
  return record->ends;
}

AdjacencyList Store::Adjacent(NodeId node, TypeId type, Direction direction,
                              AdjacencyBuffer& buffer) const {
  const AddedAdjacency* added = delta_.FindAdjacency(node, type, direction);
  if (!added) return {};
  buffer.nodes.clear();
  buffer.relationships.clear();
  delta_.AppendSorted(*added, buffer);
  return {buffer.nodes.data(), buffer.relationships.data(), RelationshipId(),
          static_cast<uint32_t>(buffer.nodes.size())};
}

uint32_t Store::Degree(NodeId node, TypeId type, Direction direction) const {
  const AddedAdjacency* added = delta_.FindAdjacency(node, type, direction);
  return added ? static_cast<uint32_t>(added->nodes.size()) - added->dead : 0;
}

Value Store::Property(NodeId node, PropertyKeyId key) const {
  if (const NodeRecord* record = delta_.nodes.Find(node.value)) {
    if (const Value* value = FindInPatch(record->properties, key)) return *value;
  }
  return Value();
}

Value Store::Property(RelationshipId relationship, PropertyKeyId key) const {
  if (const RelationshipRecord* record = delta_.relationships.Find(relationship.value)) {
    if (const Value* value = FindInPatch(record->properties, key)) return *value;
  }
  return Value();
}

PropertyList Store::Properties(NodeId node) const {
  PropertyList all;
  if (const NodeRecord* record = delta_.nodes.Find(node.value)) all = record->properties;
  return Named(std::move(all));
}

PropertyList Store::Properties(RelationshipId relationship) const {
  PropertyList all;
  if (const RelationshipRecord* record = delta_.relationships.Find(relationship.value)) {
    all = record->properties;
  }
  return Named(std::move(all));
}

// Without the nulls, by the key's name.
PropertyList Store::Named(PropertyList properties) const {
  std::erase_if(properties, [](const auto& entry) { return entry.second.is_null(); });
  std::sort(properties.begin(), properties.end(), [this](const auto& a, const auto& b) {
    return names_->keys.name(a.first.value) < names_->keys.name(b.first.value);
  });
  return properties;
}

bool Store::HasIndex(LabelId label, PropertyKeyId key) const {
  if (!IsIndexed(key)) return false;
  const std::string_view name = names_->keys.name(key.value);
  for (std::string_view always : kAlwaysIndexed) {
    if (name == always) return true;
  }
  return indexes_->contains({label, key});
}

std::vector<NodeId> Store::FindNodes(LabelId label, PropertyKeyId key, const Value& value) const {
  std::vector<NodeId> found;
  if (value.is_null() || !key.valid()) return found;
  const auto matches = [&](NodeId node) {
    return Exists(node) && (!label.valid() || HasLabel(node, label)) &&
           Equals(Property(node, key), value) == true;
  };
  if (IsIndexed(key)) {
    delta_.FindInIndex(key, value, found);
    std::erase_if(found, [&](NodeId node) { return !matches(node); });
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }
  std::vector<NodeId> batch;
  for (std::optional<NodeId> at = NodeId(0); at;) {
    batch.clear();
    at = ScanNodes(label, *at, 1024, batch);
    for (NodeId node : batch) {
      if (Equals(Property(node, key), value) == true) found.push_back(node);
    }
  }
  return found;
}

Names& Store::EditNames() {
  if (names_.use_count() != 1) names_ = std::make_shared<Names>(*names_);
  return *names_;
}

LabelId Store::InternLabel(std::string_view name) {
  if (auto found = names_->labels.Find(name)) return LabelId(*found);
  return LabelId(EditNames().labels.Intern(name));
}

TypeId Store::InternType(std::string_view name) {
  if (auto found = names_->types.Find(name)) return TypeId(*found);
  return TypeId(EditNames().types.Intern(name));
}

PropertyKeyId Store::InternKey(std::string_view name) {
  if (auto found = names_->keys.Find(name)) return PropertyKeyId(*found);
  const PropertyKeyId key(EditNames().keys.Intern(name));
  indexed_keys_.resize(key.value + size_t{1});
  for (std::string_view always : kAlwaysIndexed) {
    if (name == always) indexed_keys_[key.value] = true;
  }
  return key;
}

void Store::CountLabels(std::span<const LabelId> labels, int64_t change) {
  for (LabelId label : labels) {
    if (label.value >= label_counts_.size()) label_counts_.resize(label.value + size_t{1});
    label_counts_[label.value] += static_cast<uint64_t>(change);
  }
}

void Store::SetLabels(NodeId node, std::vector<LabelId> labels) {
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  CountLabels(Labels(node), -1);
  std::optional<uint32_t> known = names_->label_sets.Find(labels);
  const uint32_t set = known ? *known : EditNames().label_sets.Intern(labels);
  NodeRecord& record = delta_.nodes.Edit(node.value);
  record.has_labels = true;
  record.label_set = set;
  CountLabels(labels, 1);
}

Result<NodeId> Store::CreateNode(std::span<const LabelId> labels) {
  if (node_capacity_ >= NodeId::kNone - 1) {
    return MakeError(ErrorCode::kLimit, "a graph holds at most 4,294,967,294 nodes");
  }
  const NodeId node(node_capacity_++);
  ++node_count_;
  SetLabels(node, {labels.begin(), labels.end()});
  return node;
}

Result<RelationshipId> Store::CreateRelationship(TypeId type, NodeId start, NodeId end) {
  ENTENTE_CHECK(Exists(start) && Exists(end));
  if (relationship_capacity_ >= RelationshipId::kNone - 1) {
    return MakeError(ErrorCode::kLimit, "a graph holds at most 4,294,967,294 relationships");
  }
  const RelationshipId relationship(relationship_capacity_++);
  ++relationship_count_;
  delta_.relationships.Edit(relationship.value).ends = {type, start, end};
  const auto add = [&](NodeId node, NodeId other, Direction direction) {
    AddedAdjacency& list = delta_.EditAdjacency(node, type, direction);
    // A new relationship has the largest id, so equal neighbours keep the order.
    if (list.sorted_size == list.nodes.size() &&
        (list.nodes.empty() || list.nodes.back() <= other)) {
      ++list.sorted_size;
    }
    list.nodes.push_back(other);
    list.relationships.push_back(relationship);
  };
  add(start, end, Direction::kOut);
  add(end, start, Direction::kIn);
  if (type.value >= type_counts_.size()) type_counts_.resize(type.value + size_t{1});
  ++type_counts_[type.value];
  return relationship;
}

void Store::AddLabel(NodeId node, LabelId label) {
  ENTENTE_CHECK(Exists(node));
  if (HasLabel(node, label)) return;
  const auto labels = Labels(node);
  std::vector<LabelId> all(labels.begin(), labels.end());
  all.push_back(label);
  SetLabels(node, std::move(all));
}

void Store::RemoveLabel(NodeId node, LabelId label) {
  ENTENTE_CHECK(Exists(node));
  if (!HasLabel(node, label)) return;
  const auto labels = Labels(node);
  std::vector<LabelId> all(labels.begin(), labels.end());
  std::erase(all, label);
  SetLabels(node, std::move(all));
}

void Store::SetProperty(NodeId node, PropertyKeyId key, const Value& value) {
  ENTENTE_CHECK(Exists(node));
  const Value old = IsIndexed(key) ? Property(node, key) : Value();
  if (!old.is_null()) delta_.RemoveFromIndex(key, old, node);
  NodeRecord& record = delta_.nodes.Edit(node.value);
  if (value.is_null()) {
    EraseFromPatch(record.properties, key);
    return;
  }
  SetInPatch(record.properties, key, value);
  if (IsIndexed(key)) delta_.AddToIndex(key, value, node);
}

void Store::SetProperty(RelationshipId relationship, PropertyKeyId key, const Value& value) {
  ENTENTE_CHECK(Exists(relationship));
  RelationshipRecord& record = delta_.relationships.Edit(relationship.value);
  if (value.is_null()) {
    EraseFromPatch(record.properties, key);
  } else {
    SetInPatch(record.properties, key, value);
  }
}

void Store::DeleteRelationship(RelationshipId relationship) {
  ENTENTE_CHECK(Exists(relationship));
  const RelationshipEnds ends = Ends(relationship);
  RelationshipRecord& record = delta_.relationships.Edit(relationship.value);
  record.deleted = true;
  record.properties = {};
  --relationship_count_;
  --type_counts_[ends.type.value];
  const auto remove = [&](NodeId node, Direction direction) {
    AddedAdjacency& list = delta_.EditAdjacency(node, ends.type, direction);
    ++list.dead;
    delta_.CompactAdjacency(list);
  };
  remove(ends.start, Direction::kOut);
  remove(ends.end, Direction::kIn);
}

Status Store::DeleteNode(NodeId node) {
  ENTENTE_CHECK(Exists(node));
  for (uint32_t type = 0; type < names_->types.size(); ++type) {
    const TypeId id(static_cast<uint16_t>(type));
    if (Degree(node, id, Direction::kOut) > 0 || Degree(node, id, Direction::kIn) > 0) {
      Error error =
          MakeError(ErrorCode::kConstraint, "a node that still has relationships can't be deleted");
      error.detail = "DeleteConnectedNode";
      error.suggestion = "delete the relationships first, or use DETACH DELETE";
      return error;
    }
  }
  for (const auto& [key, value] : Properties(node)) {
    if (IsIndexed(key)) delta_.RemoveFromIndex(key, value, node);
  }
  CountLabels(Labels(node), -1);
  NodeRecord& record = delta_.nodes.Edit(node.value);
  record = NodeRecord();
  record.deleted = true;
  --node_count_;
  return {};
}

void Store::CreateIndex(LabelId label, PropertyKeyId key) {
  if (indexes_->contains({label, key})) return;
  if (indexes_.use_count() != 1) {
    indexes_ = std::make_shared<std::set<std::pair<LabelId, PropertyKeyId>>>(*indexes_);
  }
  indexes_->insert({label, key});
  if (IsIndexed(key)) return;
  indexed_keys_.resize(names_->keys.size());
  indexed_keys_[key.value] = true;
  delta_.nodes.ForEach([&](uint32_t id, const NodeRecord& record) {
    const Value* value = FindInPatch(record.properties, key);
    if (value && !value->is_null()) delta_.AddToIndex(key, *value, NodeId(id));
  });
}

}  // namespace entente::graph
