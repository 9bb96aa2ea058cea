/// \file
/// A hash table of rows: what DISTINCT and grouping stand on. Rows are numbered from 0 in the order
/// of their first coming, so that results do not depend on hashing. Rows that fit into one number
/// (ids, codes of strings, whole numbers) are compared as such, and where the numbers lie close
/// together they are looked up in an array. Private to this folder.

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
  explicit RowSet(size_t width) : columns_(width) {}

  /// numbers[i] becomes the number of row i of `size` rows; those from size() on are new.
  void InsertAll(Columns row_columns, size_t size, uint32_t* numbers);
  /// The row's number, and whether it is new.
  std::pair<uint32_t, bool> Insert(Columns row_columns, size_t row);
  /// The row's number, where it is there.
  std::optional<uint32_t> Find(Columns row_columns, size_t row);

  size_t size() const { return count_; }
  const Column& column(size_t i) const { return columns_[i]; }
  uint64_t TakeNewBytes() { return std::exchange(new_bytes_, 0); }

 private:
  static constexpr uint32_t kFree = 0xffffffffu;
  /// How rows are compared: as one number each, column by column, or value by value.
  enum class Mode : uint8_t { kNumbers, kColumns, kValues };

  static bool FitNumbers(Columns row_columns);
  bool SameKinds(Columns row_columns) const;
  void Become(Mode mode);

  // Rows as numbers.
  void MakeKeys(Columns row_columns, size_t size);
  bool InsertAscending(Columns row_columns, size_t size, uint32_t* numbers);
  uint32_t InsertKey(uint64_t key, Columns row_columns, size_t row);
  bool UseArray(size_t size);
  void Adopt(Columns row_columns, size_t row);
  void PlaceKeys(size_t slots);

  // Rows as values.
  uint64_t HashOf(Columns row_columns, size_t row) const;
  uint64_t HashAt(const Column& column, size_t row) const;
  bool Same(uint32_t index, Columns row_columns, size_t row) const;
  void PlaceHashes(size_t slots);

  Mode mode_ = Mode::kNumbers;
  uint32_t count_ = 0;
  std::vector<Column> columns_;
  std::vector<uint32_t> slots_;
  std::vector<uint64_t> hashes_;  // of each row; its number in mode kNumbers
  uint64_t new_bytes_ = 0;

  std::vector<uint64_t> keys_;  // of the batch
  std::vector<uint32_t> array_;
  uint64_t array_base_ = 0;
  bool in_array_ = false;
  bool ascending_ = true;  // each key so far was greater than those before it, and is in no table
  uint64_t low_ = ~0ull, high_ = 0;  // of all keys so far
  uint64_t rows_seen_ = 0;
};

}  // namespace entente::query
