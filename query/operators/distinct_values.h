/// \file
/// Which values each group has seen: what count(DISTINCT …) and its like stand on. Ids, codes and
/// whole numbers that lie close together are bits of a map for each group, others rows of a hash
/// table. Private to this folder. Threads: one at a time.

#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "query/operators/row_set.h"

namespace entente::query {

class DistinctValues {
 public:
  DistinctValues() : rows_(2) {}

  /// is_new[i] becomes 1 where row i of `values`, of group groups[i], is neither null nor known.
  void InsertAll(std::span<const uint32_t> groups, const Column& values, size_t size,
                 uint8_t* is_new);
  /// Adds to counts[group] for each row that is new so.
  void CountNew(std::span<const uint32_t> groups, const Column& values, size_t size,
                int64_t* counts);
  /// Takes over what `other` has: its group i is groups[i] here. Adds to counts[group] for each
  /// that is new.
  void Merge(const DistinctValues& other, std::span<const uint32_t> groups, int64_t* counts);
  uint64_t TakeNewBytes() { return std::exchange(new_bytes_, 0) + rows_.TakeNewBytes(); }

 private:
  using Bits = std::vector<uint64_t>;

  bool UseBits(std::span<const uint32_t> groups, const Column& values, size_t size);
  /// Calls take(group, begin, end, insert) for each run of rows of one group; insert(row) says
  /// whether the row is neither null nor known. REQUIRES UseBits() for these rows.
  template <class F>
  void InsertBits(std::span<const uint32_t> groups, const Column& values, size_t size, F&& take);
  /// Room for `words` before what each map has.
  void MoveUp(size_t words);
  void Grow(Bits& bits, size_t size);
  void LeaveBits();
  bool MergeBits(const DistinctValues& other, std::span<const uint32_t> groups, int64_t* counts);
  void InsertRow(uint32_t group, const Column& values, size_t row);
  /// Calls f(group, column, row) for each value.
  template <class F>
  void ForEach(F&& f) const;

  bool begun_ = false, in_bits_ = false;
  Column::Kind kind_ = Column::Kind::kEmpty;
  const graph::GraphReader* reader_ = nullptr;
  int64_t base_ = 0;        // what the first bit of each map stands for, a multiple of 64
  size_t last_word_ = 0;    // that a row so far has needed
  std::vector<Bits> bits_;  // by group
  uint64_t maps_ = 0, words_ = 0, rows_seen_ = 0;
  std::vector<uint64_t> counted_;  // by group: the turn in which its needs were counted last
  uint64_t turn_ = 0;
  uint64_t new_bytes_ = 0;

  RowSet rows_;
  Column groups_, found_;
  std::vector<uint32_t> numbers_;
  std::vector<uint8_t> is_new_;
};

}  // namespace entente::query
