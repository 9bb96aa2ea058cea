/// \file
/// The one Transaction there is: it writes to its own Store, keeps a log of what it did where the
/// graph asks for one, and hands both to the graph at Commit(). Private to graph/.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "graph/graph.h"
#include "graph/operation_log.h"
#include "graph/store.h"

namespace entente::graph {

/// What a graph does for its transaction. The graph outlives the transaction.
class TransactionHost {
 public:
  virtual ~TransactionHost() = default;
  /// Makes `store` the latest committed state, durable where the graph is. `log` is empty where
  /// nothing was written.
  virtual Status CommitStore(std::shared_ptr<Store> store, const std::string& log) = 0;
  /// Lets the next transaction begin. Called once, after CommitStore or without it.
  virtual void EndTransaction() = 0;
};

class StoreTransaction final : public Transaction {
 public:
  StoreTransaction(TransactionHost& host, std::shared_ptr<Store> store, bool keeps_log);
  ~StoreTransaction() override;

  const GraphReader& reader() const override { return reader_; }
  LabelId InternLabel(std::string_view name) override;
  TypeId InternType(std::string_view name) override;
  PropertyKeyId InternKey(std::string_view name) override;
  Result<NodeId> CreateNode(std::span<const LabelId> labels) override;
  Result<RelationshipId> CreateRelationship(TypeId type, NodeId start, NodeId end) override;
  void AddLabel(NodeId node, LabelId label) override;
  void RemoveLabel(NodeId node, LabelId label) override;
  Status SetProperty(NodeId node, PropertyKeyId key, const Value& value) override;
  Status SetProperty(RelationshipId relationship, PropertyKeyId key, const Value& value) override;
  void DeleteRelationship(RelationshipId relationship) override;
  Status DeleteNode(NodeId node) override;
  void CreateIndex(LabelId label, PropertyKeyId key) override;
  Status Commit() override;

 private:
  TransactionHost* host_;         // nullptr once the transaction is over; the graph outlives it
  std::shared_ptr<Store> store_;  // shared with the reader, and with the graph after Commit()
  GraphReader reader_;
  bool keeps_log_;
  OperationLog log_;
  std::optional<Error> failed_;  // what a call that returns nothing could not say; Commit says it
};

}  // namespace entente::graph
