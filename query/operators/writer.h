/// \file
/// One change at a time to the query's transaction, counted as a side effect. Errors go to the
/// context. Private to this folder.

#pragma once

#include "query/operators/operator.h"

namespace entente::query {

class Writer {
 public:
  explicit Writer(FrameRun& run);

  /// Makes what of `part` is not bound, and puts it into row `row` of `rows`.
  void CreatePart(const PatternPart& part, Batch& rows, size_t row);
  /// An item of SET or REMOVE. A null target changes nothing.
  void Apply(const SetItem& item, const Batch& rows, size_t row);
  void DeleteRelationship(graph::RelationshipId relationship);
  void DeleteNode(graph::NodeId node, bool detach);
  /// MERGE can neither find nor make a null property: false, and an error, where there is one.
  bool CheckMergeable(const PatternPart& part, const Batch& row);

 private:
  ExecutionContext& context() { return run_.context; }
  graph::Transaction& transaction() { return *run_.context.transaction; }
  // The ids of names; those that are new are known to the expressions of the same change.
  graph::LabelId LabelOf(std::string_view name);
  graph::TypeId TypeOf(std::string_view name);
  graph::PropertyKeyId KeyOf(std::string_view name);
  /// Counts what the transaction keeps of a change until it is committed or dropped.
  void Charge(uint64_t bytes) { context().Charge(bytes); }
  void PutValue(Batch& rows, uint32_t slot, size_t row, graph::Value value);
  graph::NodeId CreateNode(const NodePattern& node, const Batch& rows, size_t row);
  /// False, and an error, for what the query has deleted itself.
  bool CheckExists(const graph::Value& entity, SourceSpan span);
  void SetFromMap(const graph::Value& entity, const graph::Value& map, bool replace,
                  SourceSpan span);
  void SetProperty(const graph::Value& entity, std::string_view key, const graph::Value& value,
                   SourceSpan span);
  void SetLabels(const SetItem& item, const graph::Value& entity);

  FrameRun& run_;
  uint32_t labels_known_, types_known_, keys_known_;
};

}  // namespace entente::query
