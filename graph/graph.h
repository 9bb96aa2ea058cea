/// \file
/// A property graph: in memory, or in one durable file. Many may read it at a time, one may write.
///
/// Threads: Read() and Begin() may be called from any thread. A Transaction belongs to the thread
/// that uses it. Ownership: the Graph owns the file; views keep what they need alive, so they may
/// outlive it. Ids: a NodeId or RelationshipId is good within one view, and within one transaction
/// from Begin() on; a later view of a durable graph may have given other ids (it folds what was
/// written into its dense base), so what must be found again is found by a property. Errors:
/// kForeignFile for a file that is not ours or newer than us, kCorrupt for a damaged one, kBusy
/// while another process writes.

#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

/// Writes that become visible and durable together, or not at all. Destroying it without Commit()
/// drops them.
class Transaction {
 public:
  virtual ~Transaction() = default;

  /// Sees the writes of this transaction. REQUIRES that the transaction is still open.
  virtual const GraphReader& reader() const = 0;

  /// The id of a name, given one if it is new; the id of nothing where all 65,535 are taken, which
  /// the calls below, or Commit(), answer with kLimit.
  virtual LabelId InternLabel(std::string_view name) = 0;
  virtual TypeId InternType(std::string_view name) = 0;
  virtual PropertyKeyId InternKey(std::string_view name) = 0;

  /// Errors: kLimit when there are no more ids.
  virtual Result<NodeId> CreateNode(std::span<const LabelId> labels) = 0;
  virtual Result<RelationshipId> CreateRelationship(TypeId type, NodeId start, NodeId end) = 0;

  virtual void AddLabel(NodeId node, LabelId label) = 0;
  virtual void RemoveLabel(NodeId node, LabelId label) = 0;

  /// Null removes the property. Errors: kType when the value is one that can't be stored (a map, a
  /// node, a relationship, a path, or a list with one of these, a null or a list inside; Source:
  /// openCypher 9, "Property values").
  virtual Status SetProperty(NodeId node, PropertyKeyId key, const Value& value) = 0;
  virtual Status SetProperty(RelationshipId relationship, PropertyKeyId key,
                             const Value& value) = 0;

  virtual void DeleteRelationship(RelationshipId relationship) = 0;
  /// Errors: kConstraint while the node has relationships.
  virtual Status DeleteNode(NodeId node) = 0;

  /// Makes FindNodes on (label, key) fast from now on.
  virtual void CreateIndex(LabelId label, PropertyKeyId key) = 0;

  /// Durable when it returns well. The transaction is over either way. Errors: kIo, kNoSpace,
  /// kLimit, kCorrupt (of what a fold reads); then nothing was changed.
  virtual Status Commit() = 0;
};

enum class OpenMode { kRead, kWrite };

class Graph {
 public:
  virtual ~Graph() = default;

  /// An empty graph that lives as long as the object.
  static std::unique_ptr<Graph> InMemory();
  /// A new, empty file. Errors: kAlreadyExists where `path` exists.
  static Result<std::unique_ptr<Graph>> Create(const std::string& path);
  static Result<std::unique_ptr<Graph>> Open(const std::string& path, OpenMode mode);

  /// The latest committed state.
  virtual Result<std::shared_ptr<const GraphReader>> Read() const = 0;
  /// Waits for another transaction of this process; Errors: kBusy when another process writes,
  /// kInvalidArgument when the graph was opened for reading.
  virtual Result<std::unique_ptr<Transaction>> Begin() = 0;

  virtual const std::string& path() const = 0;  ///< empty for a graph in memory
};

}  // namespace entente::graph
