#include "query/operators/writer.h"

#include <algorithm>
#include <utility>

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;

namespace {

// About what the transaction takes for a change, in its records and its log.
constexpr uint64_t kNodeBytes = 160, kRelationshipBytes = 320;
constexpr uint64_t kPropertyBytes = 48, kLabelBytes = 16;

}  // namespace

Writer::Writer(FrameRun& run)
    : run_(run),
      labels_known_(run.context.reader->label_count()),
      types_known_(run.context.reader->type_count()),
      keys_known_(run.context.reader->key_count()) {}

graph::LabelId Writer::LabelOf(std::string_view name) {
  graph::LabelId label = transaction().InternLabel(name);
  const uint32_t count = context().reader->label_count();
  if (std::exchange(labels_known_, count) != count && label.valid()) context().Learn(label);
  return label;
}

graph::TypeId Writer::TypeOf(std::string_view name) {
  graph::TypeId type = transaction().InternType(name);
  const uint32_t count = context().reader->type_count();
  if (std::exchange(types_known_, count) != count && type.valid()) context().Learn(type);
  return type;
}

graph::PropertyKeyId Writer::KeyOf(std::string_view name) {
  graph::PropertyKeyId key = transaction().InternKey(name);
  const uint32_t count = context().reader->key_count();
  if (std::exchange(keys_known_, count) != count && key.valid()) context().Learn(key);
  return key;
}

void Writer::PutValue(Batch& rows, uint32_t slot, size_t row, Value value) {
  Column& column = rows.columns[slot];
  if (column.kind() != Column::Kind::kValues) column.BecomeValues(rows.size);
  column.values().resize(rows.size);
  column.values()[row] = std::move(value);
}

NodeId Writer::CreateNode(const NodePattern& node, const Batch& rows, size_t row) {
  std::vector<graph::LabelId> labels;
  for (const std::string& name : node.labels) {
    graph::LabelId label = LabelOf(name);
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
  }
  auto made = transaction().CreateNode(labels);
  if (!made) {
    context().Fail(made.error());
    return {};
  }
  ++context().effects.nodes_created;
  Charge(kNodeBytes);
  context().effects.labels_added += labels.size();
  if (node.properties) {
    Value map = run_.evaluator.Eval(*node.properties, rows, row);
    if (!context().failed()) SetFromMap(Value::Node(*made), map, false, node.properties->span);
  }
  return *made;
}

void Writer::CreatePart(const PatternPart& part, Batch& rows, size_t row) {
  graph::Path path;
  auto node_of = [&](const NodePattern& node) {
    if (node.introduces) {
      NodeId made = CreateNode(node, rows, row);
      if (!context().failed()) PutValue(rows, node.slot, row, Value::Node(made));
      return made;
    }
    NodeId known = rows.columns[node.slot].NodeAt(row);
    if (!known.valid() || !context().reader->Exists(known)) {
      context().Fail(graph::ErrorCode::kType, "InvalidArgumentType",
                     "a relationship needs two nodes, but " + node.name +
                         (known.valid() ? " was deleted" : " is null here"),
                     node.span);
      return NodeId();
    }
    return known;
  };
  for (size_t i = 0; i < part.nodes.size() && !context().failed(); ++i) {
    // A path that comes back to a node of its own makes it once.
    NodeId node = node_of(part.nodes[i]);
    if (context().failed()) return;
    path.nodes.push_back(node);
    if (i == 0) continue;
    const RelationshipPattern& pattern = part.relationships[i - 1];
    NodeId start = path.nodes[i - 1], end = node;
    if (pattern.direction == PatternDirection::kLeft) std::swap(start, end);
    auto made = transaction().CreateRelationship(TypeOf(pattern.types[0]), start, end);
    if (!made) return context().Fail(made.error());
    ++context().effects.relationships_created;
    Charge(kRelationshipBytes);
    if (pattern.properties) {
      Value map = run_.evaluator.Eval(*pattern.properties, rows, row);
      if (context().failed()) return;
      SetFromMap(Value::Relationship(*made), map, false, pattern.properties->span);
    }
    PutValue(rows, pattern.slot, row, Value::Relationship(*made));
    path.relationships.push_back(*made);
  }
  if (part.path_slot != kNoSlot && !context().failed()) {
    PutValue(rows, part.path_slot, row, Value::OfPath(std::move(path)));
  }
}

bool Writer::CheckMergeable(const PatternPart& part, const Batch& row) {
  auto check = [&](const Expression* properties) {
    if (!properties || properties->kind != ExpressionKind::kMap) return;
    for (size_t i = 0; i < properties->keys.size(); ++i) {
      if (!run_.evaluator.Eval(*properties->children[i], row, 0).is_null()) continue;
      context().Fail(graph::ErrorCode::kSemantic, "MergeReadOwnWrites",
                     "MERGE can't look for a property that is null: " + properties->keys[i],
                     properties->span);
    }
  };
  for (const NodePattern& node : part.nodes) check(node.properties.get());
  for (const RelationshipPattern& pattern : part.relationships) check(pattern.properties.get());
  for (const NodePattern& node : part.nodes) {
    if (node.introduces || row.columns[node.slot].NodeAt(0).valid()) continue;
    context().Fail(graph::ErrorCode::kType, "InvalidArgumentType",
                   "MERGE needs a node, but " + node.name + " is null here", node.span);
  }
  return !context().failed();
}

void Writer::SetProperty(const Value& entity, std::string_view key, const Value& value,
                         SourceSpan span) {
  bool node = entity.kind() == ValueKind::kNode;
  if (key.starts_with(graph::kHiddenKeyMark)) {
    return context().Fail(graph::ErrorCode::kInvalidArgument, "InvalidPropertyName",
                          "names of properties that begin with ~ are kept for the program's own",
                          span);
  }
  graph::PropertyKeyId id = KeyOf(key);
  const graph::GraphReader& reader = *context().reader;
  Value before =
      node ? reader.Property(entity.as_node(), id) : reader.Property(entity.as_relationship(), id);
  if (value.is_null() && before.is_null()) return;
  graph::Status status = node ? transaction().SetProperty(entity.as_node(), id, value)
                              : transaction().SetProperty(entity.as_relationship(), id, value);
  if (!status) {
    graph::Error error = status.error();
    if (error.code == graph::ErrorCode::kType) error.detail = "InvalidPropertyType";
    if (!error.span) error.span = span;
    return context().Fail(std::move(error));
  }
  Charge(kPropertyBytes + SizeOf(value));
  ++(value.is_null() ? context().effects.properties_removed : context().effects.properties_set);
}

bool Writer::CheckExists(const Value& entity, SourceSpan span) {
  bool exists = entity.kind() == ValueKind::kNode
                    ? context().reader->Exists(entity.as_node())
                    : context().reader->Exists(entity.as_relationship());
  if (!exists) {
    context().Fail(graph::ErrorCode::kNotFound, "DeletedEntityAccess",
                   "this was deleted by the query itself", span);
  }
  return exists;
}

void Writer::SetFromMap(const Value& entity, const Value& map, bool replace, SourceSpan span) {
  std::vector<graph::MapEntry> entries;
  const graph::GraphReader& reader = *context().reader;
  auto properties_of = [&](const Value& value) {
    return value.kind() == ValueKind::kNode ? reader.Properties(value.as_node())
                                            : reader.Properties(value.as_relationship());
  };
  if (map.kind() == ValueKind::kMap) {
    entries.assign(map.as_map().begin(), map.as_map().end());
  } else if (map.kind() == ValueKind::kNode || map.kind() == ValueKind::kRelationship) {
    if (!CheckExists(map, span)) return;
    for (auto& [key, value] : properties_of(map)) {
      entries.emplace_back(std::string(reader.Name(key)), value);
    }
  } else if (!map.is_null()) {
    return context().Fail(
        graph::ErrorCode::kType, "InvalidArgumentType",
        std::string("properties are set from a map, not from a ") + ValueKindName(map.kind()),
        span);
  }
  if (replace) {
    for (auto& [key, value] : properties_of(entity)) {
      std::string name(reader.Name(key));
      bool stays = std::any_of(entries.begin(), entries.end(),
                               [&](const auto& entry) { return entry.first == name; });
      if (!stays) SetProperty(entity, name, Value(), span);
    }
  }
  for (const auto& [key, value] : entries) {
    if (context().failed()) return;
    SetProperty(entity, key, value, span);
  }
}

void Writer::SetLabels(const SetItem& item, const Value& entity) {
  if (entity.kind() != ValueKind::kNode) {
    return context().Fail(graph::ErrorCode::kType, "InvalidArgumentType",
                          "only nodes have labels to change", item.span);
  }
  bool add = item.kind == SetItem::Kind::kLabels;
  for (const std::string& name : item.labels) {
    graph::LabelId label = LabelOf(name);
    if (context().reader->HasLabel(entity.as_node(), label) == add) continue;
    if (add) {
      transaction().AddLabel(entity.as_node(), label);
      ++context().effects.labels_added;
      Charge(kLabelBytes);
    } else {
      transaction().RemoveLabel(entity.as_node(), label);
      ++context().effects.labels_removed;
    }
  }
}

void Writer::Apply(const SetItem& item, const Batch& rows, size_t row) {
  const Expression& target = *item.target;
  bool property =
      item.kind == SetItem::Kind::kProperty || item.kind == SetItem::Kind::kRemoveProperty;
  Value entity = run_.evaluator.Eval(property ? *target.children[0] : target, rows, row);
  Value value = item.value ? run_.evaluator.Eval(*item.value, rows, row) : Value();
  if (context().failed() || entity.is_null()) return;
  bool node = entity.kind() == ValueKind::kNode;
  if (!node && entity.kind() != ValueKind::kRelationship) {
    return context().Fail(graph::ErrorCode::kType, "InvalidArgumentType",
                          std::string("only nodes and relationships can be changed, not a ") +
                              ValueKindName(entity.kind()),
                          item.span);
  }
  if (!CheckExists(entity, item.span)) return;
  switch (item.kind) {
    case SetItem::Kind::kProperty:
    case SetItem::Kind::kRemoveProperty:
      return SetProperty(entity, target.name, value, item.span);
    case SetItem::Kind::kReplace:
      return SetFromMap(entity, value, true, item.span);
    case SetItem::Kind::kMerge:
      return SetFromMap(entity, value, false, item.span);
    case SetItem::Kind::kLabels:
    case SetItem::Kind::kRemoveLabels:
      return SetLabels(item, entity);
  }
}

void Writer::DeleteRelationship(RelationshipId relationship) {
  if (!context().reader->Exists(relationship)) return;
  context().deleted_relationships[relationship.value] = context().reader->Ends(relationship);
  context().effects.properties_removed += context().reader->Properties(relationship).size();
  transaction().DeleteRelationship(relationship);
  ++context().effects.relationships_deleted;
}

void Writer::DeleteNode(NodeId node, bool detach) {
  const graph::GraphReader& reader = *context().reader;
  if (!reader.Exists(node)) return;
  std::vector<RelationshipId> relationships;
  graph::AdjacencyBuffer buffer;
  for (uint16_t type = 0; type < reader.type_count(); ++type) {
    for (auto direction : {graph::Direction::kOut, graph::Direction::kIn}) {
      auto list = reader.Adjacent(node, graph::TypeId(type), direction, buffer);
      for (uint32_t i = 0; i < list.size; ++i) relationships.push_back(list.relationship(i));
    }
  }
  if (!relationships.empty() && !detach) {
    context().Fail(graph::ErrorCode::kConstraint, "DeleteConnectedNode",
                   "a node with relationships can't be deleted", {});
    context().error->suggestion = "DETACH DELETE deletes them too";
    return;
  }
  for (RelationshipId relationship : relationships) DeleteRelationship(relationship);
  context().effects.properties_removed += reader.Properties(node).size();
  context().effects.labels_removed += reader.Labels(node).size();
  auto status = transaction().DeleteNode(node);
  if (!status) return context().Fail(status.error());
  ++context().effects.nodes_deleted;
}

}  // namespace entente::query
