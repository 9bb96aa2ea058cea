/// \file
/// The bulk of a graph: dense ids, adjacency as compressed rows in both directions by type, typed
/// columns, sorted dictionary, indexes; written once, read in place. What was written since lies
/// over it (graph/delta.h); graph/store.h shows both as one. Private to graph/.
///
/// Threads: const is safe from many threads. Ownership: keeps the view of the file, or the bytes,
/// that it reads. Errors: reading throws DamagedFile. Ids given must be below the counts.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "graph/catalog.h"
#include "graph/column.h"
#include "graph/graph_reader.h"
#include "graph/names.h"

namespace entente::graph {

class FileView;

class Base {
 public:
  /// Reads the catalogue of `view` and nothing else. Errors: kCorrupt.
  static Result<std::shared_ptr<const Base>> Open(std::shared_ptr<const FileView> view,
                                                  const std::string& file_name);
  /// In memory: `bytes` holds the pieces that the catalogue does not.
  static Result<std::shared_ptr<const Base>> FromMemory(Catalog catalog,
                                                        std::vector<std::string> bytes);
  Base(const Base&) = delete;
  Base& operator=(const Base&) = delete;

  const Catalog& catalog() const { return catalog_; }
  const Dictionary& dictionary() const { return dictionary_; }
  uint32_t node_count() const { return node_count_; }
  uint32_t relationship_count() const { return relationship_count_; }

  /// The place of a node's group in catalog().groups.
  size_t GroupOf(NodeId node) const;
  /// The place of a relationship's type in catalog().type_infos.
  size_t TypePlaceOf(RelationshipId relationship) const;
  /// The place of `type` there, or nothing.
  std::optional<size_t> FindType(TypeId type) const;
  RelationshipEnds Ends(RelationshipId relationship) const;
  AdjacencyList Adjacent(NodeId node, TypeId type, Direction direction) const;
  uint32_t Degree(NodeId node, TypeId type, Direction direction) const;

  const std::vector<Column>& node_columns(size_t group) const { return node_columns_[group]; }
  const std::vector<Column>& relationship_columns(size_t type) const {
    return relationship_columns_[type];
  }
  const Column* FindNodeColumn(size_t group, PropertyKeyId key) const {
    return Find(node_columns_[group], key);
  }
  const Column* FindRelationshipColumn(size_t type, PropertyKeyId key) const {
    return Find(relationship_columns_[type], key);
  }
  Value Property(NodeId node, PropertyKeyId key) const;
  Value Property(RelationshipId relationship, PropertyKeyId key) const;
  PropertyList Properties(NodeId node) const;  ///< in the order of columns
  PropertyList Properties(RelationshipId relationship) const;
  /// The nodes of a group whose `key` equals `value`, appended ascending.
  void FindNodes(size_t group, PropertyKeyId key, const Value& value,
                 std::vector<NodeId>& found) const;

  /// The whole of a type's rows, verified.
  struct Rows {
    const RowsInfo* info = nullptr;
    const uint32_t* nodes = nullptr;  ///< nullptr where rows are consecutive nodes
    const uint32_t* offsets = nullptr;
    const NodeId* neighbours = nullptr;
    const RelationshipId* relationships = nullptr;  ///< nullptr for outgoing
  };
  Rows AllRows(size_t type, Direction direction) const;
  /// Has a type a relationship from a node to itself? Found out once, by reading all of its rows.
  bool HasLoops(size_t type) const;
  /// How many relationships the nodes [begin, end) have.
  uint64_t CountBetween(size_t type, Direction direction, uint32_t begin, uint32_t end) const;

  /// Reads every byte and every invariant. Errors: kCorrupt, with what is wrong.
  Status Verify() const;

  /// Shows the same pieces through a newer view of the same base, so that the pages that commits
  /// since have freed can be used again.
  void Repin(std::shared_ptr<const FileView> view) const;

 private:
  struct RowsView {
    const RowsInfo* info = nullptr;
    ArrayView<uint32_t> nodes, offsets;
    ArrayView<NodeId> neighbours;
    ArrayView<RelationshipId> relationships;
  };
  Base() = default;
  Status Build(const std::vector<std::string_view>& bytes, const std::string& file_name);
  std::optional<uint32_t> RowOf(const RowsView& rows, NodeId node) const;
  static const Column* Find(const std::vector<Column>& columns, PropertyKeyId key);
  std::string_view TextOf(NodeId node) const;
  Value RelationshipValue(const Column& column, size_t place, RelationshipId relationship) const;
  Status VerifyStructure() const;

  Catalog catalog_;
  std::vector<std::string> owned_;                // the bytes, in memory
  mutable std::mutex mutex_;                      // guards view_
  mutable std::shared_ptr<const FileView> view_;  // shared with nobody; its type is handed out so
  std::vector<Piece> pieces_;
  Dictionary dictionary_;
  std::vector<std::vector<Column>> node_columns_;          // by group
  std::vector<std::vector<Column>> relationship_columns_;  // by type's place
  std::vector<RowsView> rows_[2];                          // by direction, by type's place
  enum class Loops : uint8_t { kUnknown, kNone, kSome };
  mutable std::vector<std::atomic<Loops>> loops_;  // by type's place
  std::vector<uint32_t> type_places_;              // by type; UINT32_MAX where it has none
  uint32_t node_count_ = 0;
  uint32_t relationship_count_ = 0;
  PropertyKeyId text_key_;  // "text", that quotes are of
};

}  // namespace entente::graph
