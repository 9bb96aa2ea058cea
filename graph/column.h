/// \file
/// One property of one group of nodes or one type of relationship, read in place. Rows count within
/// the group or type; a place is where a row's value lies in the column's arrays (graph/catalog.h).
/// Threads: const is safe from many threads. Ownership: views into the base that made it.
/// Errors: reading throws DamagedFile.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "graph/catalog.h"
#include "graph/dictionary.h"
#include "graph/pieces.h"
#include "graph/value.h"

namespace entente::graph {

class Column {
 public:
  /// `pieces` and `dictionary` outlive the column.
  Column(const ColumnInfo& info, const std::vector<Piece>& pieces, const Dictionary& dictionary);

  const ColumnInfo& info() const { return *info_; }
  PropertyKeyId key() const { return info_->key; }
  Encoding encoding() const { return info_->encoding; }

  /// Where the row's value lies, or nothing where it has none.
  std::optional<size_t> Place(uint32_t row) const;
  uint32_t RowOf(size_t place) const {
    return info_->presence == Presence::kSparse ? sparse_[place] : static_cast<uint32_t>(place);
  }

  /// The value at a place. REQUIRES another encoding than kQuotes.
  Value At(size_t place) const;
  /// REQUIRES kQuotes, and `text`, that of the relationship's end node.
  std::string_view Quote(size_t place, std::string_view text) const;

  // Typed reading. Each REQUIRES the encoding it names.
  const PackedView& packed() const { return a_; }  ///< kPacked, kStrings (codes before the palette)
  double Float(size_t place) const;                ///< kFloats
  /// Verified; empty where codes are the dictionary's own.
  std::span<const uint32_t> palette() const {
    if (palette_.size() == 0) return {};
    return {palette_.All(), palette_.size()};
  }
  uint32_t StringCode(size_t place) const;  ///< kStrings; of the dictionary

  /// True where FindRows needs no scan.
  bool indexed() const { return info_->ascends || info_->order.count > 0; }
  /// Appends the rows whose value equals `value`, ascending, to `rows`. REQUIRES indexed().
  void FindRows(const Value& value, std::vector<uint32_t>& rows) const;

 private:
  uint32_t Code(const PackedView& codes, size_t place) const;
  /// Places with a value, in the order of values.
  size_t Ordered(size_t i) const {
    return info_->order.count > 0 ? static_cast<size_t>(order_[i]) : i;
  }

  const ColumnInfo* info_;  // of the base's catalogue
  const Dictionary* dictionary_;
  PackedView a_, b_, c_, d_, order_;
  ArrayView<uint64_t> bitmap_;
  ArrayView<uint32_t> sparse_, palette_;
  const Piece* bytes_ = nullptr;
};

}  // namespace entente::graph
