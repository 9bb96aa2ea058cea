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
  /// Rows of `width` values.
  explicit RowSet(size_t width) : columns_(width), slots_(16, kFree) {}

  /// The row's number, and whether it is new.
  std::pair<uint32_t, bool> Insert(std::span<const Column* const> row_columns, size_t row) {
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
      columns_[i].Gather(from, {&one, 1}, index);
      new_bytes_ += from.kind() == Column::Kind::kValues ? SizeOf(from.values()[row]) : 4;
    }
    hashes_.push_back(hash);
    new_bytes_ += 16;
    if (hashes_.size() * 10 > slots_.size() * 7) Grow();
    return {index, true};
  }

  /// The row's number, where it is there.
  std::optional<uint32_t> Find(std::span<const Column* const> row_columns, size_t row) const {
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

  static uint64_t HashOf(std::span<const Column* const> row_columns, size_t row) {
    uint64_t hash = 0x51ed270b7a14f92bull;
    for (const Column* column : row_columns) hash = Mix(hash ^ HashAt(*column, row));
    return hash;
  }
  static uint64_t Mix(uint64_t v) {
    v *= 0x9e3779b97f4a7c15ull;
    return v ^ (v >> 29);
  }
  static uint64_t HashAt(const Column& column, size_t row) {
    if (column.kind() == Column::Kind::kValues) return graph::Hash(column.values()[row]);
    if (column.kind() == Column::Kind::kEmpty || column.ids()[row] == Column::kNoId) {
      return graph::Hash(graph::Value());
    }
    // As values they hash alike, since a column may hold either form.
    return graph::Hash(column.At(row));
  }
  bool Same(uint32_t index, std::span<const Column* const> row_columns, size_t row) const {
    for (size_t i = 0; i < columns_.size(); ++i) {
      const Column &a = columns_[i], &b = *row_columns[i];
      if (a.kind() == b.kind() && a.kind() != Column::Kind::kValues) {
        if (a.kind() != Column::Kind::kEmpty && a.ids()[index] != b.ids()[row]) return false;
        continue;
      }
      if (!Equivalent(a.At(index), b.At(row))) return false;
    }
    return true;
  }
  void Grow() {
    slots_.assign(slots_.size() * 2, kFree);
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
};

}  // namespace entente::query
