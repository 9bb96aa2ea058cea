/// \file
/// The one door through which queries, exports and algorithms read a graph: an unchanging view of
/// one committed state (or of a transaction's own uncommitted state).
///
/// Threads: const means safe from many threads at once; no hidden caches without their own
/// synchronisation. A view that a Transaction gave out is the exception: it changes with the
/// transaction and belongs to its thread. Ownership: Graph::Read() shares the view with its callers
/// (it pins the pages of the file that it reads); spans and string views it returns live as long as
/// the view. Errors: any reading call throws DamagedFile (graph/damage.h) where a piece of a
/// durable file fails its checksum.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/ids.h"
#include "graph/value.h"

namespace entente::graph {

class Store;  // what the view stands on: columns, adjacency, delta (private to graph/)

enum class Direction : uint8_t { kOut, kIn };

/// The relationships of one type and direction at one node, ascending by neighbour, then by
/// relationship.
struct AdjacencyList {
  const NodeId* nodes = nullptr;  ///< the other ends
  const RelationshipId* relationships =
      nullptr;           ///< nullptr where they are consecutive from `first`
  RelationshipId first;  ///< meaningful when `relationships` is nullptr
  uint32_t size = 0;

  NodeId node(uint32_t i) const { return nodes[i]; }
  RelationshipId relationship(uint32_t i) const {
    return relationships ? relationships[i] : RelationshipId(first.value + i);
  }
  std::span<const NodeId> neighbours() const { return {nodes, size}; }
};

/// Room for a list that does not lie in one piece in the file. Reuse it between calls; a list is
/// good until the buffer's next use.
struct AdjacencyBuffer {
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;
};

struct RelationshipEnds {
  TypeId type;
  NodeId start;
  NodeId end;
};

/// The code of no string (StringLowerBound and codes in batches).
inline constexpr uint32_t kNoString = UINT32_MAX;

/// One type and direction as plain arrays: row i is the list of node first_node + i, or of nodes[i]
/// where `nodes` is given, and covers [offsets[i], offsets[i + 1]) of `neighbours`.
struct AdjacencyArrays {
  uint32_t row_count = 0;
  NodeId first_node;
  const NodeId* nodes = nullptr;      ///< ascending; nullptr where rows are consecutive nodes
  const uint32_t* offsets = nullptr;  ///< row_count + 1; a difference is a degree
  const NodeId* neighbours = nullptr;
  const RelationshipId* relationships = nullptr;  ///< nullptr where consecutive from `first`
  RelationshipId first;
};

/// Consecutive ids.
struct NodeRange {
  NodeId first;
  uint32_t count = 0;
};

/// A property of consecutive nodes or relationships in place, every one of which has it. Value i is
/// base + the i-th unsigned integer of `width` bytes at `data` (width 0: all are base). For strings
/// that is a code: of the graph's strings, or a place in `palette` where that is given, which holds
/// such codes ascending, so that codes before the palette order as their strings too.
struct ColumnChunk {
  ValueKind kind = ValueKind::kNull;  ///< integer, boolean, date, local time, string
  const char* data = nullptr;
  uint8_t width = 0;
  int64_t base = 0;
  const uint32_t* palette = nullptr;
  uint32_t palette_size = 0;
};

using PropertyList = std::vector<std::pair<PropertyKeyId, Value>>;

/// A property whose name begins so is the program's own (what a build keeps of a document to link
/// it again): Property() gives it, but it is in no listing, and so in no export and no result.
inline constexpr char kHiddenKeyMark = '~';

class GraphReader {
 public:
  explicit GraphReader(std::shared_ptr<const Store> store);
  ~GraphReader();
  GraphReader(const GraphReader&) = delete;
  GraphReader& operator=(const GraphReader&) = delete;

  // Names. Ids are dense from 0; a name that was ever used keeps its id.
  std::optional<LabelId> FindLabel(std::string_view name) const;
  std::optional<TypeId> FindType(std::string_view name) const;
  std::optional<PropertyKeyId> FindKey(std::string_view name) const;
  std::string_view Name(LabelId label) const;
  std::string_view Name(TypeId type) const;
  std::string_view Name(PropertyKeyId key) const;
  uint32_t label_count() const;  ///< names known, in use or not
  uint32_t type_count() const;
  uint32_t key_count() const;

  // Nodes and relationships. Every id is below the capacity; the ids of deleted ones are gaps.
  uint32_t node_capacity() const;
  uint32_t relationship_capacity() const;
  uint64_t node_count() const;
  uint64_t relationship_count() const;
  bool Exists(NodeId node) const;
  bool Exists(RelationshipId relationship) const;

  /// Sorted by id.
  std::span<const LabelId> Labels(NodeId node) const;
  bool HasLabel(NodeId node, LabelId label) const;
  uint64_t CountNodes(LabelId label) const;
  uint64_t CountRelationships(TypeId type) const;
  /// Appends to `out` up to `limit` nodes that carry `label` (every node where it is not valid),
  /// ascending, from `from` on. Returns where to go on, or nothing at the end.
  std::optional<NodeId> ScanNodes(LabelId label, NodeId from, size_t limit,
                                  std::vector<NodeId>& out) const;

  RelationshipEnds Ends(RelationshipId relationship) const;
  /// O(1) and a few bytes read where nothing was written since the last fold.
  AdjacencyList Adjacent(NodeId node, TypeId type, Direction direction,
                         AdjacencyBuffer& buffer) const;
  uint32_t Degree(NodeId node, TypeId type, Direction direction) const;

  // Properties. Null where there is none.
  Value Property(NodeId node, PropertyKeyId key) const;
  Value Property(RelationshipId relationship, PropertyKeyId key) const;
  /// All of them but the hidden ones (kHiddenKeyMark), sorted by the key's name.
  PropertyList Properties(NodeId node) const;
  PropertyList Properties(RelationshipId relationship) const;

  /// True where FindNodes answers by an index.
  bool HasIndex(LabelId label, PropertyKeyId key) const;
  /// The nodes of `label` whose `key` equals `value`, ascending; by index where there is one, else
  /// by a scan.
  std::vector<NodeId> FindNodes(LabelId label, PropertyKeyId key, const Value& value) const;

  // In bulk. What answers "nothing" or false here is answered by the calls above, one at a time; it
  // happens where writes since the last fold are in the way, or values of another kind.

  /// Every relationship of a type. Nothing where any node or relationship was written since the
  /// last fold. The first call reads all of it (verifies its checksums).
  std::optional<AdjacencyArrays> Arrays(TypeId type, Direction direction) const;
  /// The nodes of `label` (every node where it is not valid) as ascending ranges without gaps
  /// inside.
  std::optional<std::vector<NodeRange>> LabelRanges(LabelId label) const;

  /// Property `key` of each node: values[i], and whether there is one in present[i]. `kind` is
  /// integer, boolean, date (days) or local time (nanoseconds). False where some value is of
  /// another kind.
  bool ReadIntegers(std::span<const NodeId> nodes, PropertyKeyId key, ValueKind kind,
                    int64_t* values, uint8_t* present) const;
  /// kNoString where a node has none. False also where a string is not among the graph's (below).
  bool ReadStringCodes(std::span<const NodeId> nodes, PropertyKeyId key, uint32_t* codes) const;
  bool ReadIntegers(std::span<const RelationshipId> relationships, PropertyKeyId key,
                    ValueKind kind, int64_t* values, uint8_t* present) const;
  bool ReadStringCodes(std::span<const RelationshipId> relationships, PropertyKeyId key,
                       uint32_t* codes) const;
  /// In place; nothing also where one of them lacks the property or they lie in several columns.
  std::optional<ColumnChunk> Chunk(NodeRange nodes, PropertyKeyId key) const;
  std::optional<ColumnChunk> Chunk(RelationshipId first, uint32_t count, PropertyKeyId key) const;

  /// The strings as of the last fold, each once, numbered in their order: a < b as bytes exactly
  /// where their codes are so.
  uint32_t string_count() const;
  std::string_view String(uint32_t code) const;
  std::optional<uint32_t> FindString(std::string_view text) const;
  /// How many of them are smaller than `text`.
  uint32_t StringLowerBound(std::string_view text) const;

  const Store& store() const { return *store_; }

 private:
  PropertyList WithoutHidden(PropertyList properties) const;

  std::shared_ptr<const Store> store_;  // shared: every view of one state stands on the same store
};

}  // namespace entente::graph
