#include "query/packed_property.h"

#include <algorithm>

namespace entente::query {

using graph::ColumnChunk;
using graph::GraphReader;
using graph::NodeId;
using graph::RelationshipId;

namespace {

// Packed numbers below `below` as [0, below), and what a comparison makes of the two ends.
struct Bounds {
  __int128 lower, upper;  // of the first number not smaller, of the first greater
};

PackedRange FromBounds(const Bounds& bounds, Comparison comparison, uint64_t largest) {
  __int128 low = 0, end = static_cast<__int128>(largest) + 1;
  PackedRange range;
  switch (comparison) {
    case Comparison::kNotEqual:
      range.inverted = true;
      [[fallthrough]];
    case Comparison::kEqual:
      low = bounds.lower;
      end = bounds.upper;
      break;
    case Comparison::kLess:
      end = bounds.lower;
      break;
    case Comparison::kLessEqual:
      end = bounds.upper;
      break;
    case Comparison::kGreater:
      low = bounds.upper;
      break;
    case Comparison::kGreaterEqual:
      low = bounds.lower;
      break;
  }
  low = std::max<__int128>(low, 0);
  end = std::min<__int128>(end, static_cast<__int128>(largest) + 1);
  range.none = low >= end;
  if (!range.none) {
    range.low = static_cast<uint64_t>(low);
    range.span = static_cast<uint64_t>(end - low - 1);
  }
  return range;
}

uint64_t Largest(const ColumnChunk& chunk) {
  return chunk.width >= 8 ? ~0ull : (1ull << (8 * chunk.width)) - 1;
}

// The first packed number whose string is not smaller than one that `code` strings are smaller
// than.
__int128 PlaceOf(const ColumnChunk& chunk, uint64_t code) {
  if (!chunk.palette) return static_cast<__int128>(code) - chunk.base;
  const uint32_t* end = chunk.palette + chunk.palette_size;
  return std::lower_bound(chunk.palette, end, code) - chunk.palette - chunk.base;
}

}  // namespace

std::optional<PackedProperty> FindPacked(const GraphReader& reader, const Column& column,
                                         size_t size, graph::PropertyKeyId key) {
  const auto& ids = column.ids();
  bool nodes = column.kind() == Column::Kind::kNodes;
  if ((!nodes && column.kind() != Column::Kind::kRelationships) || size == 0) return std::nullopt;
  uint32_t low = ids[0], high = ids[size - 1], gaps = high - low + 1 == size ? 0 : 1;
  for (size_t row = 0; row < size && gaps == 0; row += 64) {
    const size_t end = std::min(size, row + 64);
    for (size_t i = row; i < end; ++i) gaps |= ids[i] ^ (low + static_cast<uint32_t>(i));
  }
  const bool consecutive = gaps == 0;
  if (!consecutive) {
    for (size_t row = 0; row < size; ++row) {
      low = std::min(low, ids[row]);
      high = std::max(high, ids[row]);
    }
  }
  // Whatever lies between is verified too.
  constexpr uint64_t kApart = 4096;
  if (high == Column::kNoId || high - low >= kApart * size) return std::nullopt;
  uint32_t count = high - low + 1;
  auto chunk = nodes ? reader.Chunk(graph::NodeRange{NodeId(low), count}, key)
                     : reader.Chunk(RelationshipId(low), count, key);
  if (!chunk) return std::nullopt;
  PackedProperty property;
  property.chunk = *chunk;
  property.first = low;
  property.ids = ids.data();
  property.size = size;
  property.consecutive = consecutive;
  return property;
}

PackedRange RangeFor(const ColumnChunk& chunk, Comparison comparison, int64_t number) {
  __int128 place = static_cast<__int128>(number) - chunk.base;
  return FromBounds({place, place + 1}, comparison, Largest(chunk));
}

PackedRange RangeFor(const GraphReader& reader, const ColumnChunk& chunk, Comparison comparison,
                     std::string_view text) {
  uint64_t code = reader.StringLowerBound(text);
  bool is_there = reader.FindString(text).has_value();
  return FromBounds({PlaceOf(chunk, code), PlaceOf(chunk, code + (is_there ? 1 : 0))}, comparison,
                    Largest(chunk));
}

PackedRange RangeOfPrefix(const GraphReader& reader, const ColumnChunk& chunk,
                          std::string_view prefix) {
  // Up to the first string that is greater than whatever begins so.
  std::string next(prefix);
  while (!next.empty() && next.back() == '\xff') next.pop_back();
  uint64_t end = reader.string_count();
  if (!next.empty()) {
    next.back() = static_cast<char>(static_cast<unsigned char>(next.back()) + 1);
    end = reader.StringLowerBound(next);
  }
  return FromBounds({PlaceOf(chunk, reader.StringLowerBound(prefix)), PlaceOf(chunk, end)},
                    Comparison::kEqual, Largest(chunk));
}

void KeepInRange(const PackedProperty& property, const PackedRange& range,
                 std::vector<uint32_t>& rows) {
  if (range.none) {
    if (!range.inverted) rows.clear();
    return;
  }
  uint64_t low = range.low, span = range.span;
  bool wanted = !range.inverted;
  size_t size = rows.size();
  size_t passing = 0;
  // Most batches of a selective range have none, most of a wide one have all: that is found out
  // without moving anything.
  property.Visit([&](auto at) {
    using Packed = decltype(at(0));
    auto narrow_low = static_cast<Packed>(low);
    auto narrow_span = static_cast<Packed>(span);
    uint32_t inside = 0;
    for (size_t row = 0; row < size; ++row) {
      inside += static_cast<Packed>(at(row) - narrow_low) <= narrow_span ? 1 : 0;
    }
    passing = wanted ? inside : size - inside;
    if (passing == size || passing == 0) return;
    size_t kept = 0;
    for (size_t row = 0; row < size; ++row) {
      rows[kept] = static_cast<uint32_t>(row);
      kept += (static_cast<Packed>(at(row) - narrow_low) <= narrow_span) == wanted ? 1 : 0;
    }
  });
  rows.resize(passing);
}

}  // namespace entente::query
