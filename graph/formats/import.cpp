#include "graph/formats/import.h"

#include <string>

#include "graph/check.h"

namespace entente::graph {

Result<NodeId> TransactionTarget::AddNode(std::span<const LabelId> labels) {
  auto node = transaction_.CreateNode(labels);
  if (node) node_ = *node;
  relationship_ = RelationshipId();
  return node;
}

Status TransactionTarget::AddRelationship(TypeId type, NodeId start, NodeId end) {
  ENTENTE_ASSIGN_OR_RETURN(relationship_, transaction_.CreateRelationship(type, start, end));
  return {};
}

void TransactionTarget::SetString(PropertyKeyId key, std::string_view value) {
  ENTENTE_CHECK(Set(key, Value::String(std::string(value))).has_value());
}

void TransactionTarget::SetInteger(PropertyKeyId key, int64_t value) {
  ENTENTE_CHECK(Set(key, Value::Integer(value)).has_value());
}

Status TransactionTarget::Set(PropertyKeyId key, const Value& value) {
  return relationship_.valid() ? transaction_.SetProperty(relationship_, key, value)
                               : transaction_.SetProperty(node_, key, value);
}

}  // namespace entente::graph
