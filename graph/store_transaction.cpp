#include "graph/store_transaction.h"

#include <utility>

#include "graph/check.h"

namespace entente::graph {

StoreTransaction::StoreTransaction(TransactionHost& host, std::shared_ptr<Store> store,
                                   bool keeps_log)
    : host_(&host), store_(std::move(store)), reader_(store_), keeps_log_(keeps_log) {}

StoreTransaction::~StoreTransaction() {
  if (host_) host_->EndTransaction();
}

// Names are logged when they are new only: the tables stand in the file otherwise.
LabelId StoreTransaction::InternLabel(std::string_view name) {
  const uint32_t before = store_->names().labels.size();
  const LabelId id = store_->InternLabel(name);
  if (keeps_log_ && store_->names().labels.size() != before) log_.InternLabel(name);
  return id;
}

TypeId StoreTransaction::InternType(std::string_view name) {
  const uint32_t before = store_->names().types.size();
  const TypeId id = store_->InternType(name);
  if (keeps_log_ && store_->names().types.size() != before) log_.InternType(name);
  return id;
}

PropertyKeyId StoreTransaction::InternKey(std::string_view name) {
  const uint32_t before = store_->names().keys.size();
  const PropertyKeyId id = store_->InternKey(name);
  if (keeps_log_ && store_->names().keys.size() != before) log_.InternKey(name);
  return id;
}

Result<NodeId> StoreTransaction::CreateNode(std::span<const LabelId> labels) {
  auto node = store_->CreateNode(labels);
  if (keeps_log_ && node) log_.CreateNode(labels);
  return node;
}

Result<RelationshipId> StoreTransaction::CreateRelationship(TypeId type, NodeId start, NodeId end) {
  auto relationship = store_->CreateRelationship(type, start, end);
  if (keeps_log_ && relationship) log_.CreateRelationship(type, start, end);
  return relationship;
}

void StoreTransaction::AddLabel(NodeId node, LabelId label) {
  if (!label.valid()) {
    failed_ = NoMoreNames();
    return;
  }
  store_->AddLabel(node, label);
  if (keeps_log_) log_.AddLabel(node, label);
}

void StoreTransaction::RemoveLabel(NodeId node, LabelId label) {
  if (!label.valid()) return;
  store_->RemoveLabel(node, label);
  if (keeps_log_) log_.RemoveLabel(node, label);
}

Status StoreTransaction::SetProperty(NodeId node, PropertyKeyId key, const Value& value) {
  ENTENTE_RETURN_IF_ERROR(CheckStorable(value));
  if (!key.valid()) return NoMoreNames();
  store_->SetProperty(node, key, value);
  if (keeps_log_) log_.SetProperty(node, key, value);
  return {};
}

Status StoreTransaction::SetProperty(RelationshipId relationship, PropertyKeyId key,
                                     const Value& value) {
  ENTENTE_RETURN_IF_ERROR(CheckStorable(value));
  if (!key.valid()) return NoMoreNames();
  store_->SetProperty(relationship, key, value);
  if (keeps_log_) log_.SetProperty(relationship, key, value);
  return {};
}

void StoreTransaction::DeleteRelationship(RelationshipId relationship) {
  store_->DeleteRelationship(relationship);
  if (keeps_log_) log_.DeleteRelationship(relationship);
}

Status StoreTransaction::DeleteNode(NodeId node) {
  ENTENTE_RETURN_IF_ERROR(store_->DeleteNode(node));
  if (keeps_log_) log_.DeleteNode(node);
  return {};
}

void StoreTransaction::CreateIndex(LabelId label, PropertyKeyId key) {
  if (!label.valid() || !key.valid()) {
    failed_ = NoMoreNames();
    return;
  }
  store_->CreateIndex(label, key);
  if (keeps_log_) log_.CreateIndex(label, key);
}

Status StoreTransaction::Commit() {
  ENTENTE_CHECK(host_);
  TransactionHost* host = std::exchange(host_, nullptr);
  Status status = failed_ ? Status(*failed_) : host->CommitStore(store_, log_.bytes());
  host->EndTransaction();
  return status;
}

}  // namespace entente::graph
