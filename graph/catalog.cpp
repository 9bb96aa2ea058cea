#include "graph/catalog.h"

#include <type_traits>

#include "graph/codec.h"
#include "graph/utf8.h"

namespace entente::graph {
namespace {

// One list of fields a struct, walked by both the writer and the reader.
class Writer {
 public:
  template <class T>
  void operator()(T& v) {
    if constexpr (std::is_same_v<T, int64_t>) {
      out.Signed(v);
    } else {
      out.Varint(static_cast<uint64_t>(v));
    }
  }
  void operator()(std::string& v) { out.Text(v); }
  void Checksums(std::vector<uint64_t>& v) {
    out.Varint(v.size());
    for (uint64_t checksum : v) out.U64(checksum);
  }
  template <class T>
  size_t Size(std::vector<T>& v) {
    out.Varint(v.size());
    return v.size();
  }
  ByteWriter out;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : in(bytes) {}
  template <class T>
  void operator()(T& v) {
    if constexpr (std::is_same_v<T, int64_t>) {
      v = in.Signed();
    } else {
      const uint64_t raw = in.Varint();
      v = static_cast<T>(raw);
      if (static_cast<uint64_t>(v) != raw) in.Fail();
    }
  }
  void operator()(std::string& v) { v = in.Text(); }
  void Checksums(std::vector<uint64_t>& v) {
    v.resize(in.Count());
    for (uint64_t& checksum : v) checksum = in.U64();
  }
  template <class T>
  size_t Size(std::vector<T>& v) {
    v.resize(in.Count());
    return v.size();
  }
  ByteReader in;
};

template <class A>
void Fields(A& a, PackedInfo& v) {
  a(v.piece), a(v.width), a(v.base), a(v.count);
}

template <class A>
void Fields(A& a, ColumnInfo& v) {
  a(v.key.value), a(v.encoding), a(v.kind), a(v.presence), a(v.rows), a(v.present);
  Fields(a, v.a), Fields(a, v.b), Fields(a, v.c), Fields(a, v.d), Fields(a, v.order);
  a(v.bytes), a(v.presence_piece), a(v.palette), a(v.ascends), a(v.distinct);
}

template <class A>
void Fields(A& a, GroupInfo& v) {
  a.Size(v.labels);
  for (LabelId& label : v.labels) a(label.value);
  a(v.first), a(v.count);
  a.Size(v.columns);
  for (ColumnInfo& column : v.columns) Fields(a, column);
}

template <class A>
void Fields(A& a, RowsInfo& v) {
  a(v.first_node), a(v.row_count), a(v.nodes), a(v.offsets), a(v.neighbours), a(v.relationships);
  a(v.distinct), a(v.max_degree);
}

template <class A>
void Fields(A& a, TypeInfo& v) {
  a(v.type.value), a(v.first), a(v.count);
  Fields(a, v.rows[0]), Fields(a, v.rows[1]);
  a.Size(v.columns);
  for (ColumnInfo& column : v.columns) Fields(a, column);
}

template <class A>
void Fields(A& a, Catalog& v) {
  for (std::vector<std::string>* names : {&v.labels, &v.types, &v.keys}) {
    a.Size(*names);
    for (std::string& name : *names) a(name);
  }
  a.Size(v.indexes);
  for (auto& [label, key] : v.indexes) a(label.value), a(key.value);
  a.Size(v.groups);
  for (GroupInfo& group : v.groups) Fields(a, group);
  a.Size(v.type_infos);
  for (TypeInfo& type : v.type_infos) Fields(a, type);
  Fields(a, v.dictionary.offsets), a(v.dictionary.bytes);
  Fields(a, v.dictionary.pivot_offsets), a(v.dictionary.pivot_bytes);
  a.Size(v.pieces);
  for (PieceInfo& piece : v.pieces) {
    a(piece.size);
    a.Checksums(piece.checksums);
    a(piece.bytes);
  }
}

// The compressed pieces, after all else; catalogues of format 1 end before. Sizes, a segment each.
void WriteCompressed(const Catalog& catalog, ByteWriter& out) {
  uint64_t count = 0;
  for (const PieceInfo& piece : catalog.pieces) count += piece.stored_ends.empty() ? 0 : 1;
  if (count == 0) return;
  out.Varint(count);
  for (size_t i = 0; i < catalog.pieces.size(); ++i) {
    if (catalog.pieces[i].stored_ends.empty()) continue;
    out.Varint(i);
    uint64_t begin = 0;
    for (uint64_t end : catalog.pieces[i].stored_ends) {
      out.Varint(end - begin);
      begin = end;
    }
  }
}

void ReadCompressed(ByteReader& in, Catalog& catalog) {
  for (size_t count = in.Count(); count > 0 && in.ok(); --count) {
    const uint64_t i = in.Varint();
    if (i >= catalog.pieces.size() || !catalog.pieces[i].stored_ends.empty()) return in.Fail();
    PieceInfo& piece = catalog.pieces[i];
    uint64_t end = 0;
    for (size_t segment = 0; segment < piece.checksums.size(); ++segment) {
      const uint64_t size = in.Varint();
      if (size == 0 || size > kSegmentBytes) return in.Fail();
      piece.stored_ends.push_back(end += size);
    }
  }
}

// That nothing points outside its piece. What the pieces themselves say is behind their checksums.
class Validator {
 public:
  explicit Validator(const Catalog& catalog) : catalog_(catalog) {}

  bool Run() {
    for (const PieceInfo& piece : catalog_.pieces) {
      const size_t segments = (piece.size + kSegmentBytes - 1) / kSegmentBytes;
      Require(piece.bytes.empty() ? piece.checksums.size() == segments
                                  : piece.checksums.empty() && piece.bytes.size() == piece.size);
      Require(piece.stored_ends.empty() || piece.stored_ends.size() == segments);
    }
    if (!ok_) return false;
    for (const auto* names : {&catalog_.labels, &catalog_.types, &catalog_.keys}) {
      Require(names->size() <= UINT16_MAX);  // the last id is that of nothing
      for (const std::string& name : *names) Require(!FindInvalidUtf8(name));
    }
    for (const auto& [label, key] : catalog_.indexes) {
      Require(label.value < catalog_.labels.size() && key.value < catalog_.keys.size());
    }
    Packed(catalog_.dictionary.offsets, catalog_.dictionary.offsets.count);
    const DictionaryInfo& dictionary = catalog_.dictionary;
    Packed(dictionary.pivot_offsets, dictionary.pivot_offsets.count);
    for (uint32_t piece : {dictionary.bytes, dictionary.pivot_bytes}) {
      Require(piece == kNoPiece || piece < catalog_.pieces.size());
    }
    const uint64_t strings = dictionary.offsets.count > 0 ? dictionary.offsets.count - 1 : 0;
    Require(dictionary.pivot_offsets.count == (strings + kPivotStep - 1) / kPivotStep + 1);
    uint64_t nodes = 0;
    for (const GroupInfo& group : catalog_.groups) {
      Require(group.first == nodes);
      nodes += group.count;
      for (LabelId label : group.labels) Require(label.value < catalog_.labels.size());
      for (const ColumnInfo& column : group.columns) Column(column, group.count);
    }
    Require(nodes < UINT32_MAX);
    uint64_t relationships = 0;
    for (const TypeInfo& type : catalog_.type_infos) {
      Require(type.first == relationships && type.type.value < catalog_.types.size());
      relationships += type.count;
      for (const RowsInfo& rows : type.rows) {
        Require(uint64_t{rows.first_node} + (rows.nodes == kNoPiece ? rows.row_count : 0) <= nodes);
        if (rows.nodes != kNoPiece) Array(rows.nodes, rows.row_count);
        Array(rows.offsets, uint64_t{rows.row_count} + 1);
        Array(rows.neighbours, type.count);
        if (&rows == &type.rows[1]) Array(rows.relationships, type.count);
      }
      for (const ColumnInfo& column : type.columns) Column(column, type.count);
    }
    Require(relationships < UINT32_MAX);
    return ok_;
  }

 private:
  void Require(bool condition) { ok_ = ok_ && condition; }
  void Array(uint32_t piece, uint64_t count, uint64_t width = 4) {
    Require(piece < catalog_.pieces.size() && catalog_.pieces[piece].size == count * width);
  }
  void Packed(const PackedInfo& packed, uint64_t count) {
    Require(packed.count == count && (packed.width <= 2 || packed.width == 4 || packed.width == 8));
    if (packed.width > 0 && count > 0) Array(packed.piece, count, packed.width);
  }
  void Column(const ColumnInfo& column, uint64_t rows) {
    Require(column.key.value < catalog_.keys.size() && column.rows == rows &&
            column.present <= rows);
    if (column.presence == Presence::kBitmap) Array(column.presence_piece, (rows + 63) / 64, 8);
    if (column.presence == Presence::kSparse) Array(column.presence_piece, column.present);
    if (column.presence == Presence::kAll) Require(column.present == rows);
    Require(column.presence <= Presence::kSparse && column.encoding <= Encoding::kGeneric);
    const uint64_t places = column.presence == Presence::kSparse ? column.present : rows;
    switch (column.encoding) {
      case Encoding::kPacked:
      case Encoding::kFloats:
      case Encoding::kStrings:
        Packed(column.a, places);
        break;
      case Encoding::kQuotes:
        Packed(column.a, places), Packed(column.b, places);
        break;
      case Encoding::kEvidence:
        Packed(column.a, places + 1), Packed(column.b, column.b.count);
        Packed(column.c, column.b.count), Packed(column.d, column.b.count);
        break;
      case Encoding::kGeneric:
        Packed(column.a, places + 1);
        Require(column.bytes < catalog_.pieces.size());
        break;
    }
    if (column.palette != kNoPiece) Require(column.palette < catalog_.pieces.size());
    if (column.order.count > 0) Packed(column.order, column.present);
  }

  const Catalog& catalog_;  // the caller's
  bool ok_ = true;
};

}  // namespace

std::string EncodeCatalog(const Catalog& catalog) {
  Writer writer;
  Fields(writer, const_cast<Catalog&>(catalog));  // the writer only reads
  WriteCompressed(catalog, writer.out);
  return writer.out.Take();
}

Result<Catalog> DecodeCatalog(std::string_view bytes) {
  Reader reader(bytes);
  Catalog catalog;
  Fields(reader, catalog);
  if (reader.in.ok() && !reader.in.at_end()) ReadCompressed(reader.in, catalog);
  if (!reader.in.ok() || !reader.in.at_end() || !Validator(catalog).Run()) {
    return MakeError(ErrorCode::kCorrupt, "the graph file is damaged: its catalogue");
  }
  return catalog;
}

}  // namespace entente::graph
