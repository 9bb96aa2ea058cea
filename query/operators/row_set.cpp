#include "query/operators/row_set.h"

#include <algorithm>
#include <bit>

namespace entente::query {

namespace {

uint64_t Mix(uint64_t v) {
  v *= 0x9e3779b97f4a7c15ull;
  return v ^ (v >> 29);
}

// Whole numbers in their order as unsigned ones.
uint64_t Unsigned(int64_t v) { return static_cast<uint64_t>(v) ^ (1ull << 63); }

// A power of two that leaves room.
size_t SlotsFor(size_t rows) { return std::bit_ceil(std::max<size_t>(16, rows * 2)); }

}  // namespace

bool RowSet::FitNumbers(Columns row_columns) {
  if (row_columns.size() == 1) {
    return row_columns[0]->holds_ids() || row_columns[0]->kind() == Column::Kind::kIntegers;
  }
  return row_columns.size() == 2 && row_columns[0]->holds_ids() && row_columns[1]->holds_ids();
}

bool RowSet::SameKinds(Columns row_columns) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].kind() != row_columns[i]->kind()) return false;
  }
  return true;
}

void RowSet::InsertAll(Columns row_columns, size_t size, uint32_t* numbers) {
  if (mode_ == Mode::kNumbers &&
      (!FitNumbers(row_columns) || (count_ > 0 && !SameKinds(row_columns)))) {
    Become(Mode::kColumns);
  }
  if (mode_ != Mode::kNumbers) {
    for (size_t row = 0; row < size; ++row) numbers[row] = Insert(row_columns, row).first;
    return;
  }
  if (size == 0) return;
  MakeKeys(row_columns, size);
  if (ascending_ && InsertAscending(row_columns, size, numbers)) return;
  rows_seen_ += size;
  uint64_t last = ~keys_[0];
  uint32_t number = 0;
  if (UseArray(size)) {
    for (size_t row = 0; row < size; ++row) {
      if (keys_[row] != last) {
        last = keys_[row];
        uint32_t& place = array_[last - array_base_];
        if (place == kFree) {
          place = count_;
          hashes_.push_back(last);
          Adopt(row_columns, row);
        }
        number = place;
      }
      numbers[row] = number;
    }
    return;
  }
  for (size_t row = 0; row < size; ++row) {
    if (keys_[row] != last) {
      last = keys_[row];
      number = InsertKey(last, row_columns, row);
    }
    numbers[row] = number;
  }
}

// As long as each key is greater than all before it, no table is needed to know that it is new.
bool RowSet::InsertAscending(Columns row_columns, size_t size, uint32_t* numbers) {
  constexpr size_t kWorthIt = 256;
  bool ascends = count_ == 0 ? size >= kWorthIt : keys_[0] > high_;
  for (size_t row = 1; row < size && ascends; ++row) ascends = keys_[row - 1] < keys_[row];
  if (!ascends) {
    ascending_ = false;
    if (count_ > 0) PlaceKeys(SlotsFor(count_));
    return false;
  }
  low_ = std::min(low_, keys_[0]);
  high_ = keys_[size - 1];
  rows_seen_ += size;
  for (size_t i = 0; i < columns_.size(); ++i) columns_[i].Append(*row_columns[i], size, count_);
  hashes_.insert(hashes_.end(), keys_.begin(), keys_.end());
  for (size_t row = 0; row < size; ++row) numbers[row] = count_++;
  new_bytes_ += size * (16 + 8 * columns_.size());
  return true;
}

void RowSet::MakeKeys(Columns row_columns, size_t size) {
  keys_.resize(size);
  const Column& first = *row_columns[0];
  if (first.kind() == Column::Kind::kIntegers) {
    for (size_t row = 0; row < size; ++row) keys_[row] = Unsigned(first.integers()[row]);
  } else {
    for (size_t row = 0; row < size; ++row) keys_[row] = first.ids()[row];
  }
  if (row_columns.size() == 1) return;
  const Column& second = *row_columns[1];
  for (size_t row = 0; row < size; ++row) keys_[row] = keys_[row] << 32 | second.ids()[row];
}

// An array serves where it is not much larger than the number of rows that asked for it.
bool RowSet::UseArray(size_t size) {
  for (size_t row = 0; row < size; ++row) {
    low_ = std::min(low_, keys_[row]);
    high_ = std::max(high_, keys_[row]);
  }
  constexpr uint64_t kAlways = 1 << 14, kPerRow = 4;
  const uint64_t reach = high_ - low_;
  if (reach >= kAlways && reach / kPerRow >= rows_seen_) {
    if (in_array_) {
      in_array_ = false;
      new_bytes_ -= std::min<uint64_t>(new_bytes_, array_.size() * sizeof(uint32_t));
      array_ = {};
      PlaceKeys(SlotsFor(count_));
    }
    return false;
  }
  if (in_array_ && low_ >= array_base_ && high_ - array_base_ < array_.size()) return true;
  const size_t before = array_.size();
  if (in_array_ && low_ >= array_base_) {
    array_.resize(std::max<size_t>(high_ - array_base_ + 1, 2 * before), kFree);
  } else {
    array_base_ = low_;
    array_.assign(reach + 1 + reach / 2, kFree);
    for (uint32_t i = 0; i < count_; ++i) array_[hashes_[i] - array_base_] = i;
  }
  if (array_.size() > before) new_bytes_ += (array_.size() - before) * sizeof(uint32_t);
  in_array_ = true;
  return true;
}

uint32_t RowSet::InsertKey(uint64_t key, Columns row_columns, size_t row) {
  if ((count_ + 1) * size_t{10} > slots_.size() * 6) {
    PlaceKeys(SlotsFor(slots_.size()));
  }
  const size_t mask = slots_.size() - 1;
  for (size_t at = Mix(key) & mask;; at = (at + 1) & mask) {
    uint32_t index = slots_[at];
    if (index == kFree) {
      slots_[at] = count_;
      hashes_.push_back(key);
      Adopt(row_columns, row);
      return count_ - 1;
    }
    if (hashes_[index] == key) return index;
  }
}

void RowSet::Adopt(Columns row_columns, size_t row) {
  for (size_t i = 0; i < columns_.size(); ++i) {
    const Column& from = *row_columns[i];
    if (mode_ == Mode::kValues) {
      columns_[i].BecomeValues(count_);
      columns_[i].values().push_back(from.At(row));
    } else {
      columns_[i].PushRow(from, row, count_);
    }
    new_bytes_ += from.kind() == Column::Kind::kValues ? SizeOf(from.values()[row]) : 8;
  }
  ++count_;
  new_bytes_ += 16;
}

void RowSet::PlaceKeys(size_t slots) {
  slots_.assign(slots, kFree);
  const size_t mask = slots - 1;
  for (uint32_t i = 0; i < count_; ++i) {
    size_t at = Mix(hashes_[i]) & mask;
    while (slots_[at] != kFree) at = (at + 1) & mask;
    slots_[at] = i;
  }
}

// Ids and codes hash as such as long as a column has one form; once it has two, all as values.
void RowSet::Become(Mode mode) {
  mode_ = mode;
  ascending_ = false;
  in_array_ = false;
  array_ = {};
  if (mode == Mode::kValues) {
    for (Column& column : columns_) column.BecomeValues(count_);
  }
  std::vector<const Column*> pointers;
  for (const Column& column : columns_) pointers.push_back(&column);
  hashes_.resize(count_);
  for (size_t row = 0; row < count_; ++row) hashes_[row] = HashOf(pointers, row);
  PlaceHashes(SlotsFor(count_));
}

std::pair<uint32_t, bool> RowSet::Insert(Columns row_columns, size_t row) {
  if (mode_ == Mode::kNumbers) Become(Mode::kColumns);
  if (mode_ == Mode::kColumns && count_ > 0 && !SameKinds(row_columns)) Become(Mode::kValues);
  if ((count_ + 1) * size_t{10} > slots_.size() * 6) {
    PlaceHashes(SlotsFor(slots_.size()));
  }
  const uint64_t hash = HashOf(row_columns, row);
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    uint32_t index = slots_[at];
    if (index == kFree) {
      slots_[at] = count_;
      break;
    }
    if (hashes_[index] == hash && Same(index, row_columns, row)) return {index, false};
  }
  hashes_.push_back(hash);
  Adopt(row_columns, row);
  return {count_ - 1, true};
}

std::optional<uint32_t> RowSet::Find(Columns row_columns, size_t row) {
  if (mode_ == Mode::kNumbers) Become(Mode::kColumns);
  if (mode_ == Mode::kColumns && count_ > 0 && !SameKinds(row_columns)) Become(Mode::kValues);
  const uint64_t hash = HashOf(row_columns, row);
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask; slots_[at] != kFree; at = (at + 1) & mask) {
    uint32_t index = slots_[at];
    if (hashes_[index] == hash && Same(index, row_columns, row)) return index;
  }
  return std::nullopt;
}

uint64_t RowSet::HashOf(Columns row_columns, size_t row) const {
  uint64_t hash = 0x51ed270b7a14f92bull;
  for (const Column* column : row_columns) hash = Mix(hash ^ HashAt(*column, row));
  return hash;
}

uint64_t RowSet::HashAt(const Column& column, size_t row) const {
  if (mode_ == Mode::kValues) return graph::Hash(column.At(row));
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

bool RowSet::Same(uint32_t index, Columns row_columns, size_t row) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    const Column &a = columns_[i], &b = *row_columns[i];
    if (mode_ == Mode::kValues) {
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

void RowSet::PlaceHashes(size_t slots) {
  slots_.assign(slots, kFree);
  const size_t mask = slots - 1;
  for (uint32_t i = 0; i < count_; ++i) {
    size_t at = hashes_[i] & mask;
    while (slots_[at] != kFree) at = (at + 1) & mask;
    slots_[at] = i;
  }
}

}  // namespace entente::query
