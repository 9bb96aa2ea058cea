/// \file
/// A property of a batch's nodes or relationships where it lies in the graph: packed numbers, or
/// codes of strings, next to each other by id. Private to query/. Threads: plain data. Ownership:
/// views into the reader.

#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "graph/graph_reader.h"
#include "query/ast.h"
#include "query/batch.h"

namespace entente::query {

struct PackedProperty {
  graph::ColumnChunk chunk;  ///< of the ids from `first` on
  uint32_t first = 0;
  const uint32_t* ids = nullptr;  ///< of the batch's column
  size_t size = 0;
  bool consecutive = false;  ///< the ids are first, first + 1, …

  /// Calls f(at) with at(row) the packed number of a row.
  template <class F>
  void Visit(F&& f) const {
    switch (chunk.width) {
      case 0:
        return f([](size_t) { return uint64_t{0}; });
      case 1:
        return VisitAs<uint8_t>(f);
      case 2:
        return VisitAs<uint16_t>(f);
      case 4:
        return VisitAs<uint32_t>(f);
      default:
        return VisitAs<uint64_t>(f);
    }
  }

 private:
  template <class T, class F>
  void VisitAs(F&& f) const {
    const T* data = reinterpret_cast<const T*>(chunk.data);
    if (consecutive) return f([data](size_t row) -> T { return data[row]; });
    const uint32_t* of = ids;
    uint32_t base = first;
    f([data, of, base](size_t row) -> T { return data[of[row] - base]; });
  }
};

/// Property `key` of the ids of `column`, a column of nodes or relationships of `size` rows.
/// Nothing where some lack it, where they lie in several places or far apart, or after writes.
std::optional<PackedProperty> FindPacked(const graph::GraphReader& reader, const Column& column,
                                         size_t size, graph::PropertyKeyId key);

/// Which packed numbers pass a comparison: those of [low, low + span], or all others where
/// `inverted`.
struct PackedRange {
  uint64_t low = 0, span = 0;
  bool none = false;  ///< the range is empty
  bool inverted = false;
};
/// For `property comparison number`, of integers.
PackedRange RangeFor(const graph::ColumnChunk& chunk, Comparison comparison, int64_t number);
/// For `property comparison text`, and for those that start with it.
PackedRange RangeFor(const graph::GraphReader& reader, const graph::ColumnChunk& chunk,
                     Comparison comparison, std::string_view text);
PackedRange RangeOfPrefix(const graph::GraphReader& reader, const graph::ColumnChunk& chunk,
                          std::string_view prefix);

/// Leaves in `rows`, all rows of the batch, those that pass.
void KeepInRange(const PackedProperty& property, const PackedRange& range,
                 std::vector<uint32_t>& rows);

}  // namespace entente::query
