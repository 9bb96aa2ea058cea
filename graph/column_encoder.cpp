// A column that was built, as pieces: the form of each kind of value is described in catalog.h.

#include <algorithm>
#include <cstring>
#include <utility>

#include "graph/code_strings.h"
#include "graph/codec.h"
#include "graph/column_builder.h"

namespace entente::graph {
namespace {

constexpr uint32_t kAbsent = UINT32_MAX;

template <class T>
std::string ToBytes(const std::vector<T>& values) {
  return std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <class T>
void PackAs(std::span<const int64_t> values, int64_t base, std::string& out) {
  out.resize(values.size() * sizeof(T));
  char* at = out.data();
  for (int64_t value : values) {
    const T packed = static_cast<T>(static_cast<uint64_t>(value) - static_cast<uint64_t>(base));
    std::memcpy(at, &packed, sizeof packed);
    at += sizeof packed;
  }
}

uint8_t WidthOf(uint64_t largest) {
  if (largest == 0) return 0;
  if (largest <= UINT8_MAX) return 1;
  if (largest <= UINT16_MAX) return 2;
  return largest <= UINT32_MAX ? 4 : 8;
}

uint32_t AddPiece(std::vector<std::string>& pieces, std::string bytes) {
  pieces.push_back(std::move(bytes));
  return static_cast<uint32_t>(pieces.size() - 1);
}

}  // namespace

PackedInfo Pack(std::span<const int64_t> values, std::vector<std::string>& pieces) {
  PackedInfo info;
  info.count = values.size();
  if (values.empty()) return info;
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  info.base = *least;
  info.width = WidthOf(static_cast<uint64_t>(*most) - static_cast<uint64_t>(*least));
  if (info.width == 0) return info;
  std::string bytes;
  switch (info.width) {
    case 1:
      PackAs<uint8_t>(values, info.base, bytes);
      break;
    case 2:
      PackAs<uint16_t>(values, info.base, bytes);
      break;
    case 4:
      PackAs<uint32_t>(values, info.base, bytes);
      break;
    default:
      PackAs<uint64_t>(values, info.base, bytes);
  }
  info.piece = AddPiece(pieces, std::move(bytes));
  return info;
}

void Relocate(EncodedColumn& column, std::vector<std::string>& all) {
  const auto base = static_cast<uint32_t>(all.size());
  for (uint32_t* piece : {&column.info.a.piece, &column.info.b.piece, &column.info.c.piece,
                          &column.info.d.piece, &column.info.order.piece, &column.info.bytes,
                          &column.info.presence_piece, &column.info.palette}) {
    if (*piece != kNoPiece) *piece += base;
  }
  for (std::string& piece : column.pieces) all.push_back(std::move(piece));
}

// Which position's value stands at each place; kAbsent where a place has none.
struct ColumnBuilder::Layout {
  std::vector<uint32_t> positions;
  bool is_identity = false;  // positions are 0, 1, 2, ... and not listed
  size_t places = 0;
  size_t at(size_t place) const { return is_identity ? place : positions[place]; }
};

ColumnBuilder::Layout ColumnBuilder::MakeLayout(const EncodeContext& context,
                                                std::vector<std::string>& pieces,
                                                ColumnInfo& info) const {
  Layout layout;
  info.key = key_;
  info.rows = context.rows;
  info.present = count_;
  if (count_ == context.rows) {
    info.presence = Presence::kAll;
    layout.places = count_;
    layout.is_identity = context.permutation.empty();
    if (!layout.is_identity) {
      layout.positions.assign(context.permutation.begin(), context.permutation.end());
    }
    return layout;
  }
  std::vector<uint32_t> by_row = Positions(context.rows);
  if (!context.permutation.empty()) {
    std::vector<uint32_t> permuted(context.rows);
    for (uint32_t row = 0; row < context.rows; ++row) {
      permuted[row] = by_row[context.permutation[row]];
    }
    by_row = std::move(permuted);
  }
  if (count_ < context.rows / 4) {
    info.presence = Presence::kSparse;
    std::vector<uint32_t> rows;
    rows.reserve(count_);
    for (uint32_t row = 0; row < context.rows; ++row) {
      if (by_row[row] == kAbsent) continue;
      rows.push_back(row);
      layout.positions.push_back(by_row[row]);
    }
    info.presence_piece = AddPiece(pieces, ToBytes(rows));
  } else {
    info.presence = Presence::kBitmap;
    std::vector<uint64_t> bitmap((context.rows + 63) / 64);
    for (uint32_t row = 0; row < context.rows; ++row) {
      if (by_row[row] != kAbsent) bitmap[row / 64] |= uint64_t{1} << (row % 64);
    }
    info.presence_piece = AddPiece(pieces, ToBytes(bitmap));
    layout.positions = std::move(by_row);
  }
  layout.places = layout.positions.size();
  return layout;
}

namespace {

// Places with a value by `less` on places, ties ascending; nothing where that is their own order.
template <class Less>
void EncodeOrder(size_t places, const auto& has_value, Less less, EncodedColumn& out) {
  std::vector<uint32_t> order;
  for (uint32_t place = 0; place < places; ++place) {
    if (has_value(place)) order.push_back(place);
  }
  bool ascends = order.size() == places;
  for (size_t i = 1; ascends && i < order.size(); ++i) ascends = !less(order[i], order[i - 1]);
  if (ascends) {
    out.info.ascends = true;
  } else {
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      if (less(a, b)) return true;
      if (less(b, a)) return false;
      return a < b;
    });
  }
  for (size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || less(order[i - 1], order[i])) ++out.info.distinct;
  }
  if (ascends) return;
  const std::vector<int64_t> wide(order.begin(), order.end());
  out.info.order = Pack(wide, out.pieces);
}

}  // namespace

void ColumnBuilder::EncodeStrings(const std::vector<uint32_t>& codes, const EncodeContext& context,
                                  const Layout&, EncodedColumn& out, PackedInfo& target) const {
  // `codes` are provisional, kAbsent where there is none.
  const std::vector<uint32_t>& rank = *context.rank;
  std::vector<bool> used(rank.size());
  uint32_t distinct = 0;
  for (uint32_t code : codes) {
    if (code == kAbsent || used[rank[code]]) continue;
    used[rank[code]] = true;
    ++distinct;
  }
  out.info.distinct = distinct;
  std::vector<int64_t> values(codes.size());
  const uint64_t direct = uint64_t{WidthOf(rank.size())} * codes.size();
  const uint64_t with_palette = uint64_t{WidthOf(distinct)} * codes.size() + uint64_t{4} * distinct;
  if (with_palette < direct) {
    std::vector<uint32_t> palette, local(rank.size());
    for (uint32_t r = 0; r < used.size(); ++r) {
      if (!used[r]) continue;
      local[r] = static_cast<uint32_t>(palette.size());
      palette.push_back(r);
    }
    for (size_t i = 0; i < codes.size(); ++i) {
      values[i] = codes[i] == kAbsent ? 0 : local[rank[codes[i]]];
    }
    out.info.palette = AddPiece(out.pieces, ToBytes(palette));
  } else {
    // An absent one takes a code that is there, so that the range is no wider.
    int64_t filler = 0;
    for (uint32_t code : codes) {
      if (code != kAbsent) {
        filler = rank[code];
        break;
      }
    }
    for (size_t i = 0; i < codes.size(); ++i) {
      values[i] = codes[i] == kAbsent ? filler : int64_t{rank[codes[i]]};
    }
  }
  target = Pack(values, out.pieces);
}

void ColumnBuilder::EncodeEvidence(const EncodeContext& context, const Layout& layout,
                                   EncodedColumn& out) const {
  std::vector<int64_t> begins, starts, lengths;
  std::vector<uint32_t> documents;
  for (size_t place = 0; place < layout.places; ++place) {
    begins.push_back(static_cast<int64_t>(documents.size()));
    const size_t position = layout.at(place);
    if (position == kAbsent) continue;
    const size_t end =
        position + 1 < begins_.size() ? begins_[position + 1] : fragment_documents_.size();
    for (size_t i = begins_[position]; i < end; ++i) {
      documents.push_back(fragment_documents_[i]);
      starts.push_back(fragment_starts_[i]);
      lengths.push_back(fragment_lengths_[i]);
    }
  }
  begins.push_back(static_cast<int64_t>(documents.size()));
  out.info.a = Pack(begins, out.pieces);
  EncodeStrings(documents, context, layout, out, out.info.b);
  out.info.c = Pack(starts, out.pieces);
  out.info.d = Pack(lengths, out.pieces);
  out.info.distinct = 0;
}

void ColumnBuilder::EncodeGeneric(const EncodeContext& context, const Layout& layout,
                                  EncodedColumn& out) const {
  std::vector<int64_t> begins;
  ByteWriter bytes;
  const CodeStrings strings(*strings_, context.rank);
  for (size_t place = 0; place < layout.places; ++place) {
    begins.push_back(static_cast<int64_t>(bytes.size()));
    const size_t position = layout.at(place);
    WriteValue(position == kAbsent ? Value() : ValueAt(position), strings, bytes);
  }
  begins.push_back(static_cast<int64_t>(bytes.size()));
  out.info.a = Pack(begins, out.pieces);
  out.info.bytes = AddPiece(out.pieces, bytes.Take());
}

EncodedColumn ColumnBuilder::Encode(const EncodeContext& context) const {
  EncodedColumn out;
  const Layout layout = MakeLayout(context, out.pieces, out.info);
  const auto has_value = [&](size_t place) { return layout.at(place) != kAbsent; };
  switch (form_) {
    case Form::kIntegers: {
      out.info.encoding = Encoding::kPacked;
      out.info.kind = kind_;
      std::vector<int64_t> values(layout.places, integers_[0]);
      for (size_t place = 0; place < layout.places; ++place) {
        if (has_value(place)) values[place] = integers_[layout.at(place)];
      }
      out.info.a = Pack(values, out.pieces);
      if (context.indexed) {
        EncodeOrder(
            layout.places, has_value, [&](size_t a, size_t b) { return values[a] < values[b]; },
            out);
        break;
      }
      const auto [least, most] = std::minmax_element(values.begin(), values.end());
      const uint64_t range = static_cast<uint64_t>(*most) - static_cast<uint64_t>(*least);
      if (range <= (1u << 23)) {
        std::vector<bool> seen(range + 1);
        for (int64_t value : values) seen[static_cast<size_t>(value - *least)] = true;
        out.info.distinct = static_cast<uint64_t>(std::count(seen.begin(), seen.end(), true));
      }
      break;
    }
    case Form::kFloats: {
      out.info.encoding = Encoding::kFloats;
      std::vector<double> values(layout.places);
      for (size_t place = 0; place < layout.places; ++place) {
        if (has_value(place)) values[place] = floats_[layout.at(place)];
      }
      out.info.a = {AddPiece(out.pieces, ToBytes(values)), 8, 0, values.size()};
      if (context.indexed) {
        EncodeOrder(
            layout.places, has_value,
            [&](size_t a, size_t b) {  // NaN last
              if (values[a] != values[a] || values[b] != values[b])
                return values[a] == values[a] && values[b] != values[b];
              return values[a] < values[b];
            },
            out);
      }
      break;
    }
    case Form::kStrings: {
      out.info.encoding = Encoding::kStrings;
      std::vector<uint32_t> codes(layout.places, kAbsent);
      for (size_t place = 0; place < layout.places; ++place) {
        if (has_value(place)) codes[place] = codes_[layout.at(place)];
      }
      EncodeStrings(codes, context, layout, out, out.info.a);
      if (context.indexed) {
        out.info.distinct = 0;
        const std::vector<uint32_t>& rank = *context.rank;
        EncodeOrder(
            layout.places, has_value,
            [&](size_t a, size_t b) { return rank[codes[a]] < rank[codes[b]]; }, out);
      }
      break;
    }
    case Form::kEvidence:
      out.info.encoding = Encoding::kEvidence;
      EncodeEvidence(context, layout, out);
      break;
    case Form::kNone:
    case Form::kGeneric:
      out.info.encoding = Encoding::kGeneric;
      EncodeGeneric(context, layout, out);
      break;
  }
  return out;
}

EncodedColumn ColumnBuilder::EncodeQuotes(const EncodeContext& context,
                                          std::span<const int64_t> begins,
                                          std::span<const int64_t> sizes) const {
  EncodedColumn out;
  const Layout layout = MakeLayout(context, out.pieces, out.info);
  out.info.encoding = Encoding::kQuotes;
  std::vector<int64_t> a(layout.places), b(layout.places);
  for (size_t place = 0; place < layout.places; ++place) {
    if (layout.at(place) == kAbsent) continue;
    a[place] = begins[layout.at(place)];
    b[place] = sizes[layout.at(place)];
  }
  out.info.a = Pack(a, out.pieces);
  out.info.b = Pack(b, out.pieces);
  return out;
}

}  // namespace entente::graph
