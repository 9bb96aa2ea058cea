/// \file
/// A hash table of rows: what DISTINCT and grouping stand on. Rows are numbered from 0 in the order
/// of their first coming, so that results do not depend on hashing. Private to this folder.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "query/batch.h"

namespace entente::query {

class RowSet {
 public:
  using Columns = std::span<const Column* const>;

  /// Rows of `width` values.
  explicit RowSet(size_t width) : columns_(width), slots_(16, kFree) {}

  /// The row's number, and whether it is new.
  std::pair<uint32_t, bool> Insert(Columns row_columns, size_t row) {
    if (!by_value_ && !hashes_.empty() && !SameKinds(row_columns)) BecomeValues();
    uint64_t hash = HashOf(row_columns, row);
    size_t mask = slots_.size() - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
      uint32_t index = slots_[at];
      if (index == kFree) {
        slots_[at] = static_cast<uint32_t>(hashes_.size());
        break;
      }
      if (hashes_[index] == hash && Same(index, row_columns, row)) return {index, false};
    }
    auto index = static_cast<uint32_t>(hashes_.size());
    for (size_t i = 0; i < columns_.size(); ++i) {
      const Column& from = *row_columns[i];
      uint32_t one = static_cast<uint32_t>(row);
      if (by_value_) {
        columns_[i].BecomeValues(index);
        columns_[i].values().push_back(from.At(row));
      } else {
        columns_[i].Gather(from, {&one, 1}, index);
      }
      new_bytes_ += from.kind() == Column::Kind::kValues ? SizeOf(from.values()[row]) : 8;
    }
    hashes_.push_back(hash);
    new_bytes_ += 16;
    if (hashes_.size() * 10 > slots_.size() * 6) Place(slots_.size() * 2);
    return {index, true};
  }

  /// The row's number, where it is there.
  std::optional<uint32_t> Find(Columns row_columns, size_t row) {
    if (!by_value_ && !hashes_.empty() && !SameKinds(row_columns)) BecomeValues();
    uint64_t hash = HashOf(row_columns, row);
    size_t mask = slots_.size() - 1;
    for (size_t at = hash & mask; slots_[at] != kFree; at = (at + 1) & mask) {
      uint32_t index = slots_[at];
      if (hashes_[index] == hash && Same(index, row_columns, row)) return index;
    }
    return std::nullopt;
  }

  size_t size() const { return hashes_.size(); }
  Column& column(size_t i) { return columns_[i]; }
  uint64_t TakeNewBytes() { return std::exchange(new_bytes_, 0); }

 private:
  static constexpr uint32_t kFree = 0xffffffffu;

  bool SameKinds(Columns row_columns) const {
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].kind() != row_columns[i]->kind()) return false;
    }
    return true;
  }
  // Ids and codes hash as such as long as a column has one form; once it has two, all as values.
  void BecomeValues() {
    by_value_ = true;
    for (Column& column : columns_) column.BecomeValues(hashes_.size());
    std::vector<const Column*> pointers;
    for (const Column& column : columns_) pointers.push_back(&column);
    for (size_t row = 0; row < hashes_.size(); ++row) hashes_[row] = HashOf(pointers, row);
    Place(slots_.size());
  }

  uint64_t HashOf(Columns row_columns, size_t row) const {
    uint64_t hash = 0x51ed270b7a14f92bull;
    for (const Column* column : row_columns) hash = Mix(hash ^ HashAt(*column, row));
    return hash;
  }
  static uint64_t Mix(uint64_t v) {
    v *= 0x9e3779b97f4a7c15ull;
    return v ^ (v >> 29);
  }
  uint64_t HashAt(const Column& column, size_t row) const {
    if (by_value_) return graph::Hash(column.At(row));
    switch (column.kind()) {
      case Column::Kind::kEmpty:
        return 0;
      case Column::Kind::kIntegers:
        return static_cast<uint64_t>(column.integers()[row]);
      case Column::Kind::kValues:
        return graph::Hash(column.values()[row]);
      default:
        return column.ids()[row];
    }
  }
  bool Same(uint32_t index, Columns row_columns, size_t row) const {
    for (size_t i = 0; i < columns_.size(); ++i) {
      const Column &a = columns_[i], &b = *row_columns[i];
      if (by_value_) {
        if (!Equivalent(a.values()[index], b.At(row))) return false;
        continue;
      }
      switch (a.kind()) {
        case Column::Kind::kEmpty:
          break;
        case Column::Kind::kIntegers:
          if (a.integers()[index] != b.integers()[row]) return false;
          break;
        case Column::Kind::kValues:
          if (!Equivalent(a.values()[index], b.values()[row])) return false;
          break;
        default:
          if (a.ids()[index] != b.ids()[row]) return false;
      }
    }
    return true;
  }
  void Place(size_t slots) {
    slots_.assign(slots, kFree);
    size_t mask = slots_.size() - 1;
    for (uint32_t i = 0; i < hashes_.size(); ++i) {
      size_t at = hashes_[i] & mask;
      while (slots_[at] != kFree) at = (at + 1) & mask;
      slots_[at] = i;
    }
  }

  std::vector<Column> columns_;
  std::vector<uint64_t> hashes_;
  std::vector<uint32_t> slots_;
  uint64_t new_bytes_ = 0;
  bool by_value_ = false;
};

}  // namespace entente::query
