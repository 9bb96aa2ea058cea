#include "graph/operation_log.h"

#include <vector>

#include "graph/store.h"
#include "graph/utf8.h"

namespace entente::graph {

void OperationLog::CreateNode(std::span<const LabelId> labels) {
  out_.U8(static_cast<uint8_t>(Operation::kCreateNode));
  out_.Varint(labels.size());
  for (LabelId label : labels) out_.Varint(label.value);
}

void OperationLog::CreateRelationship(TypeId type, NodeId start, NodeId end) {
  Ids(Operation::kCreateRelationship, type.value, start.value, end.value);
}

void OperationLog::SetProperty(NodeId node, PropertyKeyId key, const Value& value) {
  Ids(Operation::kSetNodeProperty, node.value, key.value);
  WriteValue(value, InlineStrings(), out_);
}

void OperationLog::SetProperty(RelationshipId relationship, PropertyKeyId key, const Value& value) {
  Ids(Operation::kSetRelationshipProperty, relationship.value, key.value);
  WriteValue(value, InlineStrings(), out_);
}

namespace {

// Reads ids and checks each against `store`, so that a damaged log can't break its promises.
class LogReader {
 public:
  LogReader(std::string_view log, const Store& store) : in(log), store_(store) {}

  template <class IdType>
  IdType Name(uint32_t size) {
    const uint64_t id = in.Varint();
    if (id >= size) in.Fail();
    return in.ok() ? IdType(static_cast<uint16_t>(id)) : IdType();
  }
  LabelId Label() { return Name<LabelId>(store_.names().labels.size()); }
  TypeId Type() { return Name<TypeId>(store_.names().types.size()); }
  PropertyKeyId Key() { return Name<PropertyKeyId>(store_.names().keys.size()); }
  template <class IdType>
  IdType Existing() {
    const uint64_t id = in.Varint();
    if (id > UINT32_MAX || !store_.Exists(IdType(static_cast<uint32_t>(id)))) in.Fail();
    return in.ok() ? IdType(static_cast<uint32_t>(id)) : IdType();
  }
  std::string_view Text() {
    const std::string_view text = in.Text();
    if (FindInvalidUtf8(text)) in.Fail();
    return text;
  }

  ByteReader in;

 private:
  const Store& store_;  // whose ids are meant; outlives this
};

}  // namespace

Status Replay(std::string_view log, Store& store) {
  using Operation = OperationLog::Operation;
  LogReader reader(log, store);
  ByteReader& in = reader.in;
  const auto damaged = [] {
    return MakeError(ErrorCode::kCorrupt, "a logged transaction makes no sense");
  };
  std::vector<LabelId> labels;
  while (in.ok() && !in.at_end()) {
    switch (static_cast<Operation>(in.U8())) {
      case Operation::kInternLabel: {
        const std::string_view name = reader.Text();
        if (in.ok()) store.InternLabel(name);
        break;
      }
      case Operation::kInternType: {
        const std::string_view name = reader.Text();
        if (in.ok()) store.InternType(name);
        break;
      }
      case Operation::kInternKey: {
        const std::string_view name = reader.Text();
        if (in.ok()) store.InternKey(name);
        break;
      }
      case Operation::kCreateNode: {
        labels.clear();
        for (size_t count = in.Count(); count > 0 && in.ok(); --count) {
          labels.push_back(reader.Label());
        }
        if (in.ok()) ENTENTE_RETURN_IF_ERROR(store.CreateNode(labels));
        break;
      }
      case Operation::kCreateRelationship: {
        const TypeId type = reader.Type();
        const NodeId start = reader.Existing<NodeId>();
        const NodeId end = reader.Existing<NodeId>();
        if (in.ok()) ENTENTE_RETURN_IF_ERROR(store.CreateRelationship(type, start, end));
        break;
      }
      case Operation::kAddLabel: {
        const NodeId node = reader.Existing<NodeId>();
        const LabelId label = reader.Label();
        if (in.ok()) store.AddLabel(node, label);
        break;
      }
      case Operation::kRemoveLabel: {
        const NodeId node = reader.Existing<NodeId>();
        const LabelId label = reader.Label();
        if (in.ok()) store.RemoveLabel(node, label);
        break;
      }
      case Operation::kSetNodeProperty: {
        const NodeId node = reader.Existing<NodeId>();
        const PropertyKeyId key = reader.Key();
        const Value value = ReadValue(in, InlineStrings());
        if (in.ok()) store.SetProperty(node, key, value);
        break;
      }
      case Operation::kSetRelationshipProperty: {
        const RelationshipId relationship = reader.Existing<RelationshipId>();
        const PropertyKeyId key = reader.Key();
        const Value value = ReadValue(in, InlineStrings());
        if (in.ok()) store.SetProperty(relationship, key, value);
        break;
      }
      case Operation::kDeleteRelationship: {
        const RelationshipId relationship = reader.Existing<RelationshipId>();
        if (in.ok()) store.DeleteRelationship(relationship);
        break;
      }
      case Operation::kDeleteNode: {
        const NodeId node = reader.Existing<NodeId>();
        if (in.ok() && !store.DeleteNode(node)) return damaged();
        break;
      }
      case Operation::kCreateIndex: {
        const LabelId label = reader.Label();
        const PropertyKeyId key = reader.Key();
        if (in.ok()) store.CreateIndex(label, key);
        break;
      }
      default:
        return damaged();
    }
  }
  if (!in.ok()) return damaged();
  return {};
}

}  // namespace entente::graph
