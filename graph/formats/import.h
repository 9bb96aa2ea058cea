/// \file
/// What the readers of formats share: where they put a graph, how far an import has come, and what
/// it brought. Threads: a target belongs to the thread that feeds it.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "graph/builder.h"
#include "graph/graph.h"
#include "graph/ids.h"
#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

/// Takes a graph piece by piece: nodes before the relationships between them, each followed by its
/// properties. What it took becomes a graph when its owner says so, or is dropped.
class ImportTarget {
 public:
  virtual ~ImportTarget() = default;

  virtual LabelId InternLabel(std::string_view name) = 0;
  virtual TypeId InternType(std::string_view name) = 0;
  virtual PropertyKeyId InternKey(std::string_view name) = 0;
  virtual void CreateIndex(LabelId label, PropertyKeyId key) = 0;

  /// Errors: kLimit.
  virtual Result<NodeId> AddNode(std::span<const LabelId> labels) = 0;
  virtual Status AddRelationship(TypeId type, NodeId start, NodeId end) = 0;

  // A property of what was added last, at most one a key. Errors: kType for what can't be stored.
  virtual void SetString(PropertyKeyId key, std::string_view value) = 0;  ///< valid UTF-8
  virtual void SetInteger(PropertyKeyId key, int64_t value) = 0;
  virtual Status Set(PropertyKeyId key, const Value& value) = 0;
};

/// Adds to the graph of a transaction, which must outlive it.
class TransactionTarget : public ImportTarget {
 public:
  explicit TransactionTarget(Transaction& transaction) : transaction_(transaction) {}

  LabelId InternLabel(std::string_view name) override { return transaction_.InternLabel(name); }
  TypeId InternType(std::string_view name) override { return transaction_.InternType(name); }
  PropertyKeyId InternKey(std::string_view name) override { return transaction_.InternKey(name); }
  void CreateIndex(LabelId label, PropertyKeyId key) override {
    transaction_.CreateIndex(label, key);
  }
  Result<NodeId> AddNode(std::span<const LabelId> labels) override;
  Status AddRelationship(TypeId type, NodeId start, NodeId end) override;
  void SetString(PropertyKeyId key, std::string_view value) override;
  void SetInteger(PropertyKeyId key, int64_t value) override;
  Status Set(PropertyKeyId key, const Value& value) override;

 private:
  Transaction& transaction_;
  NodeId node_;  // what was added last, or
  RelationshipId relationship_;
};

/// Feeds a builder, which must outlive it.
class BuilderTarget : public ImportTarget {
 public:
  explicit BuilderTarget(GraphBuilder& builder) : builder_(builder) {}

  LabelId InternLabel(std::string_view name) override { return builder_.InternLabel(name); }
  TypeId InternType(std::string_view name) override { return builder_.InternType(name); }
  PropertyKeyId InternKey(std::string_view name) override { return builder_.InternKey(name); }
  void CreateIndex(LabelId label, PropertyKeyId key) override { builder_.CreateIndex(label, key); }
  Result<NodeId> AddNode(std::span<const LabelId> labels) override {
    return builder_.AddNode(labels);
  }
  Status AddRelationship(TypeId type, NodeId start, NodeId end) override {
    return builder_.AddRelationship(type, start, end);
  }
  void SetString(PropertyKeyId key, std::string_view value) override {
    builder_.SetString(key, value);
  }
  void SetInteger(PropertyKeyId key, int64_t value) override { builder_.SetInteger(key, value); }
  Status Set(PropertyKeyId key, const Value& value) override { return builder_.Set(key, value); }

 private:
  GraphBuilder& builder_;
};

struct ImportCounts {
  uint64_t nodes = 0;
  uint64_t relationships = 0;
  uint64_t properties = 0;
};

/// Called now and then by a running import with the bytes read so far and their sum in all files;
/// it stops when false is returned.
using ImportProgress = std::function<bool(uint64_t done_bytes, uint64_t total_bytes)>;

}  // namespace entente::graph
