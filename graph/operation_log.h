/// \file
/// A transaction as bytes: the calls that it made, in order. Made again on the state it began from,
/// they end in the state it committed, ids included. Private to graph/.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "graph/codec.h"
#include "graph/ids.h"
#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

class Store;

class OperationLog {
 public:
  void InternLabel(std::string_view name) { Named(Operation::kInternLabel, name); }
  void InternType(std::string_view name) { Named(Operation::kInternType, name); }
  void InternKey(std::string_view name) { Named(Operation::kInternKey, name); }
  void CreateNode(std::span<const LabelId> labels);
  void CreateRelationship(TypeId type, NodeId start, NodeId end);
  void AddLabel(NodeId node, LabelId label) { Ids(Operation::kAddLabel, node.value, label.value); }
  void RemoveLabel(NodeId node, LabelId label) {
    Ids(Operation::kRemoveLabel, node.value, label.value);
  }
  void SetProperty(NodeId node, PropertyKeyId key, const Value& value);
  void SetProperty(RelationshipId relationship, PropertyKeyId key, const Value& value);
  void DeleteRelationship(RelationshipId id) { Ids(Operation::kDeleteRelationship, id.value); }
  void DeleteNode(NodeId id) { Ids(Operation::kDeleteNode, id.value); }
  void CreateIndex(LabelId label, PropertyKeyId key) {
    Ids(Operation::kCreateIndex, label.value, key.value);
  }

  const std::string& bytes() const { return out_.bytes(); }

 private:
  friend Status Replay(std::string_view log, Store& store);
  // Part of the file format: never renumbered.
  enum class Operation : uint8_t {
    kInternLabel = 1,
    kInternType = 2,
    kInternKey = 3,
    kCreateNode = 4,
    kCreateRelationship = 5,
    kAddLabel = 6,
    kRemoveLabel = 7,
    kSetNodeProperty = 8,
    kSetRelationshipProperty = 9,
    kDeleteRelationship = 10,
    kDeleteNode = 11,
    kCreateIndex = 12,
  };
  void Named(Operation operation, std::string_view name) {
    out_.U8(static_cast<uint8_t>(operation));
    out_.Text(name);
  }
  template <class... Integers>
  void Ids(Operation operation, Integers... ids) {
    out_.U8(static_cast<uint8_t>(operation));
    (out_.Varint(ids), ...);
  }
  ByteWriter out_;
};

/// Makes the calls of `log` on `store`. Errors: kCorrupt when one makes no sense there; `store` is
/// then useless.
Status Replay(std::string_view log, Store& store);

}  // namespace entente::graph
