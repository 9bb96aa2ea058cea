/// \file
/// What a base is made of, as plain data: groups of nodes with one set of labels, relationships by
/// type, their columns, the dictionary, and which piece holds what. It is the one part of a base
/// that opening reads.   Described in docs/file_format.md. Threads: plain values.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/ids.h"
#include "graph/pieces.h"
#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

/// Which rows have a value. Part of the file format, as the other enumerations here.
enum class Presence : uint8_t {
  kAll = 0,
  kBitmap = 1,  ///< a bit a row in 64-bit words; the values have a place for every row
  kSparse = 2,  ///< ascending row numbers (32 bits); the values have a place for each of those
};

enum class Encoding : uint8_t {
  kPacked = 0,    ///< kind boolean, integer, date or local time: `a` holds the numbers
  kFloats = 1,    ///< `a` holds the bits, 8 bytes each
  kStrings = 2,   ///< `a` holds codes, of the palette where there is one, else of the dictionary
  kEvidence = 3,  ///< lists of "<document>#char=<start>,<end>": `a` where each list begins (one
                  ///< more than rows), `b` codes of the documents as in kStrings, `c` starts,
                  ///< `d` lengths
  kQuotes = 4,    ///< stretches of the end node's property `text`: `a` first byte, `b` bytes
  kGeneric = 5,   ///< anything: `a` where each value begins in `bytes` (one more than rows)
};

struct ColumnInfo {
  PropertyKeyId key;
  Encoding encoding = Encoding::kGeneric;
  ValueKind kind = ValueKind::kNull;  ///< of every value, in kPacked
  Presence presence = Presence::kAll;
  uint64_t rows = 0;
  uint64_t present = 0;  ///< rows with a value
  PackedInfo a, b, c, d;
  uint32_t bytes = kNoPiece;
  uint32_t presence_piece = kNoPiece;
  uint32_t palette = kNoPiece;  ///< ascending codes of the dictionary, 32 bits each
  PackedInfo order;  ///< the places of values, by value, then ascending; count 0 where not indexed
  bool ascends = false;   ///< values ascend with the row, so that `order` would say nothing
  uint64_t distinct = 0;  ///< values; 0 where not counted
};

/// Nodes with exactly this set of labels: ids [first, first + count).
struct GroupInfo {
  std::vector<LabelId> labels;  ///< sorted
  uint32_t first = 0;
  uint32_t count = 0;
  std::vector<ColumnInfo> columns;
};

/// One direction of a type. The list of node n is [offsets[i], offsets[i + 1]), where i is
/// n - first_node, or n's place in `nodes` where that is given.
struct RowsInfo {
  uint32_t first_node = 0;
  uint32_t row_count = 0;
  uint32_t nodes =
      kNoPiece;  ///< ascending node ids, 32 bits, where few nodes of the range have any
  uint32_t offsets = kNoPiece;        ///< 32 bits, row_count + 1
  uint32_t neighbours = kNoPiece;     ///< 32 bits
  uint32_t relationships = kNoPiece;  ///< 32 bits; none for outgoing, which are consecutive
  uint64_t distinct = 0;              ///< nodes with at least one
  uint32_t max_degree = 0;
};

/// Relationships of one type, sorted by (start, end): ids [first, first + count).
struct TypeInfo {
  TypeId type;
  uint32_t first = 0;
  uint32_t count = 0;
  RowsInfo rows[2];  ///< by Direction
  std::vector<ColumnInfo> columns;
};

/// All strings of the base, each once, sorted bytewise; a string's code is its place.
struct DictionaryInfo {
  PackedInfo offsets;  ///< one more than strings
  uint32_t bytes = kNoPiece;
  /// Every kPivotStep-th string again, so that a search touches few pages.
  PackedInfo pivot_offsets;
  uint32_t pivot_bytes = kNoPiece;
};
inline constexpr uint32_t kPivotStep = 128;

struct PieceInfo {
  uint64_t size = 0;
  std::vector<uint64_t> checksums;  ///< by segment, as stored; none where the bytes are here
  /// By segment, where it ends among the stored bytes; empty where they are stored as they are.
  std::vector<uint64_t> stored_ends;
  std::string bytes;  ///< of a small piece, which has no place of its own in the file
  uint64_t stored_size() const { return stored_ends.empty() ? size : stored_ends.back(); }
};

struct Catalog {
  std::vector<std::string> labels, types, keys;
  std::vector<std::pair<LabelId, PropertyKeyId>> indexes;
  std::vector<GroupInfo> groups;     ///< by first
  std::vector<TypeInfo> type_infos;  ///< by first
  DictionaryInfo dictionary;
  std::vector<PieceInfo> pieces;
};

std::string EncodeCatalog(const Catalog& catalog);
/// Errors: kCorrupt when the bytes are no catalogue, or one that points outside its pieces.
Result<Catalog> DecodeCatalog(std::string_view bytes);

}  // namespace entente::graph
