#include "graph/store.h"

#include <algorithm>

#include "graph/base.h"
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

constexpr std::string_view kAlwaysIndexed[] = {"key", "name", "id"};

}  // namespace

Error NoMoreNames() {
  return MakeError(
      ErrorCode::kLimit,
      "a graph holds at most 65,535 labels, relationship types and property keys each");
}

bool IsAlwaysIndexed(std::string_view key_name) {
  return std::find(std::begin(kAlwaysIndexed), std::end(kAlwaysIndexed), key_name) !=
         std::end(kAlwaysIndexed);
}

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

Store::Store(std::shared_ptr<const Base> base) : Store() {
  base_ = std::move(base);
  const Catalog& catalog = base_->catalog();
  for (const std::string& name : catalog.labels) InternLabel(name);
  for (const std::string& name : catalog.types) InternType(name);
  for (const std::string& name : catalog.keys) InternKey(name);
  for (const auto& [label, key] : catalog.indexes) CreateIndex(label, key);
  std::vector<uint32_t> sets;
  label_counts_.resize(catalog.labels.size());
  type_counts_.resize(catalog.types.size());
  for (const GroupInfo& group : catalog.groups) {
    sets.push_back(EditNames().label_sets.Intern(group.labels));
    for (LabelId label : group.labels) label_counts_[label.value] += group.count;
  }
  base_sets_ = std::make_shared<const std::vector<uint32_t>>(std::move(sets));
  for (const TypeInfo& type : catalog.type_infos) type_counts_[type.type.value] += type.count;
  node_capacity_ = base_nodes_ = base_->node_count();
  node_count_ = base_nodes_;
  relationship_capacity_ = base_relationships_ = base_->relationship_count();
  relationship_count_ = base_relationships_;
}

bool Store::Exists(NodeId node) const {
  if (node.value >= node_capacity_) return false;
  const NodeRecord* record = delta_.nodes.Find(node.value);
  return record ? !record->deleted : IsBase(node);
}

bool Store::Exists(RelationshipId relationship) const {
  if (relationship.value >= relationship_capacity_) return false;
  const RelationshipRecord* record = delta_.relationships.Find(relationship.value);
  return record ? !record->deleted : IsBase(relationship);
}

uint32_t Store::LabelSetOf(NodeId node) const {
  const NodeRecord* record = delta_.nodes.Find(node.value);
  if (record && record->has_labels) return record->label_set;
  return IsBase(node) ? (*base_sets_)[base_->GroupOf(node)] : 0;
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

// Runs of untouched nodes of the base are taken whole; a touched or new node is looked at.
std::optional<NodeId> Store::ScanNodes(LabelId label, NodeId from, size_t limit,
                                       std::vector<NodeId>& out) const {
  uint32_t at = from.value;
  while (limit > 0) {
    const std::optional<uint32_t> touched = delta_.nodes.Next(at);
    const uint32_t run_end = std::min(touched.value_or(UINT32_MAX), base_nodes_);
    while (at < run_end && limit > 0) {
      const size_t group = base_->GroupOf(NodeId(at));
      const GroupInfo& info = base_->catalog().groups[group];
      uint32_t end = std::min(run_end, info.first + info.count);
      if (label.valid() && !names_->label_sets.Has((*base_sets_)[group], label)) {
        at = end;
        continue;
      }
      end = std::min(end, at + static_cast<uint32_t>(std::min<size_t>(limit, UINT32_MAX - at)));
      limit -= end - at;
      for (; at < end; ++at) out.push_back(NodeId(at));
    }
    if (limit == 0) break;
    if (!touched) return std::nullopt;
    at = *touched + 1;
    const NodeId node(*touched);
    if (delta_.nodes.Find(*touched)->deleted) continue;
    if (label.valid() && !HasLabel(node, label)) continue;
    out.push_back(node);
    --limit;
  }
  return at < node_capacity_ ? std::optional(NodeId(at)) : std::nullopt;
}

RelationshipEnds Store::Ends(RelationshipId relationship) const {
  if (IsBase(relationship)) return base_->Ends(relationship);
  const RelationshipRecord* record = delta_.relationships.Find(relationship.value);
  ENTENTE_CHECK(record);
  return record->ends;
}

AdjacencyList Store::Adjacent(NodeId node, TypeId type, Direction direction,
                              AdjacencyBuffer& buffer) const {
  const AddedAdjacency* added = delta_.FindAdjacency(node, type, direction);
  if (IsBase(node)) {
    const AdjacencyList list = base_->Adjacent(node, type, direction);
    if (!added || (added->nodes.empty() && added->base_dead == 0)) return list;
    buffer.nodes.clear();
    buffer.relationships.clear();
    for (uint32_t i = 0; i < list.size; ++i) {
      const RelationshipId relationship = list.relationship(i);
      if (added->base_dead > 0 && !Exists(relationship)) continue;
      buffer.nodes.push_back(list.node(i));
      buffer.relationships.push_back(relationship);
    }
    AppendMerged(*added, buffer);
  } else {
    if (!added) return {};
    buffer.nodes.clear();
    buffer.relationships.clear();
    delta_.AppendSorted(*added, buffer);
  }
  return {buffer.nodes.data(), buffer.relationships.data(), RelationshipId(),
          static_cast<uint32_t>(buffer.nodes.size())};
}

// New relationships have larger ids than the base's, so among equal neighbours they come later.
void Store::AppendMerged(const AddedAdjacency& added, AdjacencyBuffer& buffer) const {
  if (added.nodes.empty()) return;
  AdjacencyBuffer news;
  delta_.AppendSorted(added, news);
  size_t old = buffer.nodes.size(), fresh = news.nodes.size(), to = old + fresh;
  buffer.nodes.resize(to);
  buffer.relationships.resize(to);
  while (fresh > 0) {
    if (old > 0 && buffer.nodes[old - 1] > news.nodes[fresh - 1]) {
      --old, --to;
      buffer.nodes[to] = buffer.nodes[old];
      buffer.relationships[to] = buffer.relationships[old];
    } else {
      --fresh, --to;
      buffer.nodes[to] = news.nodes[fresh];
      buffer.relationships[to] = news.relationships[fresh];
    }
  }
}

uint32_t Store::Degree(NodeId node, TypeId type, Direction direction) const {
  uint32_t degree = IsBase(node) ? base_->Degree(node, type, direction) : 0;
  if (const AddedAdjacency* added = delta_.FindAdjacency(node, type, direction)) {
    degree += static_cast<uint32_t>(added->nodes.size()) - added->dead - added->base_dead;
  }
  return degree;
}

Value Store::Property(NodeId node, PropertyKeyId key) const {
  if (const NodeRecord* record = delta_.nodes.Find(node.value)) {
    if (const Value* value = FindInPatch(record->properties, key)) return *value;
  }
  return IsBase(node) ? base_->Property(node, key) : Value();
}

Value Store::Property(RelationshipId relationship, PropertyKeyId key) const {
  const RelationshipRecord* record = delta_.relationships.Find(relationship.value);
  if (record) {
    if (const Value* value = FindInPatch(record->properties, key)) return *value;
  }
  if (!IsBase(relationship)) return Value();
  // A quote hangs on its document's text in the base, also where the text was changed since.
  return base_->Property(relationship, key);
}

PropertyList Store::Properties(NodeId node) const {
  PropertyList all;
  if (IsBase(node)) all = base_->Properties(node);
  if (const NodeRecord* record = delta_.nodes.Find(node.value)) Overlay(record->properties, all);
  return Named(std::move(all));
}

PropertyList Store::Properties(RelationshipId relationship) const {
  PropertyList all;
  if (IsBase(relationship)) all = base_->Properties(relationship);
  if (const RelationshipRecord* record = delta_.relationships.Find(relationship.value)) {
    Overlay(record->properties, all);
  }
  return Named(std::move(all));
}

void Store::Overlay(const PropertyPatch& patch, PropertyList& properties) {
  for (const auto& [key, value] : patch) {
    auto at = std::find_if(properties.begin(), properties.end(),
                           [&, k = key](const auto& entry) { return entry.first == k; });
    if (at == properties.end()) {
      properties.emplace_back(key, value);
    } else {
      at->second = value;
    }
  }
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
  return IsAlwaysIndexed(names_->keys.name(key.value)) || indexes_->contains({label, key});
}

std::vector<NodeId> Store::FindNodes(LabelId label, PropertyKeyId key, const Value& value) const {
  std::vector<NodeId> found;
  if (value.is_null() || !key.valid()) return found;
  const auto matches = [&](NodeId node) {
    return Exists(node) && (!label.valid() || HasLabel(node, label)) &&
           Equals(Property(node, key), value) == true;
  };
  if (base_) {
    for (size_t group = 0; group < base_sets_->size(); ++group) {
      if (label.valid() && !names_->label_sets.Has((*base_sets_)[group], label)) continue;
      base_->FindNodes(group, key, value, found);
    }
    // What was touched since may have changed.
    if (!delta_.nodes.empty()) {
      std::erase_if(found,
                    [&](NodeId node) { return delta_.nodes.Find(node.value) && !matches(node); });
    }
  }
  const size_t from_base = found.size();
  if (IsIndexed(key)) {
    delta_.FindInIndex(key, value, found);
  } else {
    delta_.nodes.ForEach([&](uint32_t id, const NodeRecord& record) {
      if (record.has_labels || FindInPatch(record.properties, key)) found.push_back(NodeId(id));
    });
  }
  found.erase(std::remove_if(found.begin() + static_cast<std::ptrdiff_t>(from_base), found.end(),
                             [&](NodeId node) { return !matches(node); }),
              found.end());
  if (!std::is_sorted(found.begin(), found.end(), std::less_equal<>())) {
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
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
  if (!key.valid()) return key;
  indexed_keys_.resize(key.value + size_t{1});
  indexed_keys_[key.value] = IsAlwaysIndexed(name);
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
  // The base's index finds a node by the labels it had; from now on the delta's does.
  if (const NodeRecord* record = delta_.nodes.Find(node.value);
      IsBase(node) && !(record && record->has_labels)) {
    for (const auto& [key, value] : base_->Properties(node)) {
      if (IsIndexed(key) && !(record && FindInPatch(record->properties, key))) {
        delta_.AddToIndex(key, value, node);
      }
    }
  }
  std::optional<uint32_t> known = names_->label_sets.Find(labels);
  const uint32_t set = known ? *known : EditNames().label_sets.Intern(labels);
  NodeRecord& record = delta_.nodes.Edit(node.value);
  record.has_labels = true;
  record.label_set = set;
  CountLabels(labels, 1);
}

Result<NodeId> Store::CreateNode(std::span<const LabelId> labels) {
  for (LabelId label : labels) {
    if (!label.valid()) return NoMoreNames();
  }
  if (node_capacity_ >= NodeId::kNone - 1) {
    return MakeError(ErrorCode::kLimit, "a graph holds at most 4,294,967,294 nodes");
  }
  const NodeId node(node_capacity_++);
  ++node_count_;
  SetLabels(node, {labels.begin(), labels.end()});
  return node;
}

Result<RelationshipId> Store::CreateRelationship(TypeId type, NodeId start, NodeId end) {
  if (!type.valid()) return NoMoreNames();
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
  const bool hides = value.is_null() && IsBase(node) && !base_->Property(node, key).is_null();
  NodeRecord& record = delta_.nodes.Edit(node.value);
  if (value.is_null() && !hides) {
    EraseFromPatch(record.properties, key);
    return;
  }
  SetInPatch(record.properties, key, value);
  if (IsIndexed(key) && !value.is_null()) delta_.AddToIndex(key, value, node);
}

void Store::SetProperty(RelationshipId relationship, PropertyKeyId key, const Value& value) {
  ENTENTE_CHECK(Exists(relationship));
  const bool hides =
      value.is_null() && IsBase(relationship) && !base_->Property(relationship, key).is_null();
  RelationshipRecord& record = delta_.relationships.Edit(relationship.value);
  if (value.is_null() && !hides) {
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
    ++(IsBase(relationship) ? list.base_dead : list.dead);
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
    if (record.deleted) return;
    // Of a node whose labels changed, the base's index says nothing about the new ones.
    const Value* written = FindInPatch(record.properties, key);
    const Value value = written             ? *written
                        : record.has_labels ? Property(NodeId(id), key)
                                            : Value();
    if (!value.is_null()) delta_.AddToIndex(key, value, NodeId(id));
  });
}

}  // namespace entente::graph
