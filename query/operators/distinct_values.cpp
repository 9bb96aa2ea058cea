#include "query/operators/distinct_values.h"

#include <algorithm>
#include <bit>

namespace entente::query {

namespace {

constexpr uint64_t kLargestReach = 1ull << 32;

// What bits are numbered by: ids and codes as they are, whole numbers from a base on.
struct Reach {
  int64_t low = INT64_MAX, high = INT64_MIN;
};

Reach ReachOf(const Column& values, size_t size) {
  Reach reach;
  if (values.kind() == Column::Kind::kIntegers) {
    for (size_t row = 0; row < size; ++row) {
      reach.low = std::min(reach.low, values.integers()[row]);
      reach.high = std::max(reach.high, values.integers()[row]);
    }
    return reach;
  }
  reach.low = 0;
  reach.high = 0;
  for (size_t row = 0; row < size; ++row) {
    uint32_t id = values.ids()[row];
    if (id != Column::kNoId) reach.high = std::max<int64_t>(reach.high, id);
  }
  return reach;
}

}  // namespace

bool DistinctValues::UseBits(std::span<const uint32_t> groups, const Column& values, size_t size) {
  bool fits = values.holds_ids() || values.kind() == Column::Kind::kIntegers;
  if (!fits || (begun_ && !in_bits_) || (begun_ && values.kind() != kind_)) return false;
  Reach reach = ReachOf(values, size);
  if (!begun_) {
    constexpr int64_t kNearZero = 1 << 22;
    base_ = reach.low >= 0 && reach.low < kNearZero ? 0 : reach.low;
  }
  if (reach.low < base_) return false;
  uint64_t highest = static_cast<uint64_t>(reach.high) - static_cast<uint64_t>(base_);
  if (highest >= kLargestReach) return false;
  uint32_t last = *std::max_element(groups.begin(), groups.begin() + static_cast<ptrdiff_t>(size));
  if (last >= bits_.size()) bits_.resize(last + 1);
  // Maps may grow with the rows that came, beyond a little to begin with; a hash table takes about
  // as much.
  constexpr uint64_t kAlways = 1 << 17, kPerRow = 4;
  constexpr uint64_t kMuch = 1 << 23, kPerRowOfFew = 32, kSome = 1 << 20, kPerRowOfFirst = 512;
  uint64_t needed = words_;
  counted_.resize(bits_.size());
  ++turn_;
  for (size_t row = 0; row < size; ++row) {
    if (std::exchange(counted_[groups[row]], turn_) == turn_) continue;
    size_t has = bits_[groups[row]].size();
    if (highest / 64 >= has) needed += highest / 64 + 1 - has;
  }
  const uint64_t rows = rows_seen_ + size;
  const uint64_t allowed = std::max({kAlways, rows * kPerRow, std::min(kMuch, rows * kPerRowOfFew),
                                     std::min(kSome, rows * kPerRowOfFirst)});
  if (needed > allowed) return false;
  begun_ = in_bits_ = true;
  kind_ = values.kind();
  reader_ = values.reader();
  return true;
}

void DistinctValues::Grow(Bits& bits, size_t word) {
  size_t size = std::max(word + 1, bits.size() + bits.size() / 4);
  words_ += size - bits.size();
  new_bytes_ += (size - bits.size()) * sizeof(uint64_t);
  bits.resize(size);
}

void DistinctValues::InsertAll(std::span<const uint32_t> groups, const Column& values, size_t size,
                               uint8_t* is_new) {
  std::fill_n(is_new, size, uint8_t{0});
  if (size == 0 || values.kind() == Column::Kind::kEmpty) return;
  if (UseBits(groups, values, size)) {
    rows_seen_ += size;
    if (kind_ == Column::Kind::kIntegers) {
      const auto& numbers = values.integers();
      for (size_t row = 0; row < size; ++row) {
        is_new[row] = InsertBit(groups[row],
                                static_cast<uint64_t>(numbers[row]) - static_cast<uint64_t>(base_));
      }
    } else {
      const auto& ids = values.ids();
      for (size_t row = 0; row < size; ++row) {
        is_new[row] = ids[row] != Column::kNoId && InsertBit(groups[row], ids[row]);
      }
    }
    return;
  }
  if (in_bits_) LeaveBits();
  begun_ = true;
  // The pair as a row, of those that are not null.
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < size; ++row) {
    if (!values.IsNull(row)) rows.push_back(row);
  }
  groups_.Reset(Column::Kind::kNodes);
  for (uint32_t row : rows) groups_.ids().push_back(groups[row]);
  found_.Clear();
  found_.Gather(values, rows, 0);
  numbers_.resize(rows.size());
  auto next = static_cast<uint32_t>(rows_.size());
  const Column* columns[] = {&groups_, &found_};
  rows_.InsertAll(columns, rows.size(), numbers_.data());
  for (size_t i = 0; i < rows.size(); ++i) {
    if (numbers_[i] != next) continue;
    is_new[rows[i]] = 1;
    ++next;
  }
}

template <class F>
void DistinctValues::ForEach(F&& f) const {
  for (uint32_t row = 0; row < rows_.size(); ++row) {
    f(rows_.column(0).ids()[row], rows_.column(1), row);
  }
  Column one;
  for (uint32_t group = 0; group < bits_.size(); ++group) {
    for (size_t word = 0; word < bits_[group].size(); ++word) {
      for (uint64_t rest = bits_[group][word]; rest != 0; rest &= rest - 1) {
        uint64_t place = word * 64 + static_cast<uint64_t>(std::countr_zero(rest));
        if (kind_ == Column::Kind::kIntegers) {
          one.Reset(kind_);
          one.integers().push_back(base_ + static_cast<int64_t>(place));
        } else {
          if (kind_ == Column::Kind::kStrings) {
            one.ResetStrings(*reader_);
          } else {
            one.Reset(kind_);
          }
          one.ids().push_back(static_cast<uint32_t>(place));
        }
        f(group, one, 0);
      }
    }
  }
}

void DistinctValues::InsertRow(uint32_t group, const Column& values, size_t row) {
  Column groups;
  groups.Reset(Column::Kind::kNodes);
  groups.ids().push_back(group);
  Column value;
  value.PushRow(values, row, 0);
  const Column* columns[] = {&groups, &value};
  uint32_t number;
  rows_.InsertAll(columns, 1, &number);
}

void DistinctValues::LeaveBits() {
  in_bits_ = false;
  std::vector<Bits> bits = std::move(bits_);
  bits_.clear();
  DistinctValues old;
  old.bits_ = std::move(bits);
  old.kind_ = kind_;
  old.reader_ = reader_;
  old.base_ = base_;
  old.ForEach(
      [&](uint32_t group, const Column& column, size_t row) { InsertRow(group, column, row); });
}

void DistinctValues::Merge(const DistinctValues& other, std::span<const uint32_t> groups,
                           int64_t* counts) {
  if (other.in_bits_ && (!begun_ || (in_bits_ && kind_ == other.kind_ && base_ == other.base_))) {
    begun_ = in_bits_ = true;
    kind_ = other.kind_;
    reader_ = other.reader_;
    base_ = other.base_;
    for (size_t i = 0; i < other.bits_.size(); ++i) {
      uint32_t group = groups[i];
      if (group >= bits_.size()) bits_.resize(group + 1);
      const Bits& from = other.bits_[i];
      if (from.empty()) continue;
      if (from.size() > bits_[group].size()) Grow(bits_[group], from.size() - 1);
      for (size_t word = 0; word < from.size(); ++word) {
        counts[group] += std::popcount(from[word] & ~bits_[group][word]);
        bits_[group][word] |= from[word];
      }
    }
    return;
  }
  std::vector<uint8_t> is_new(1);
  other.ForEach([&](uint32_t group, const Column& column, size_t row) {
    Column value;
    value.PushRow(column, row, 0);
    InsertAll({&groups[group], 1}, value, 1, is_new.data());
    counts[groups[group]] += is_new[0];
  });
}

}  // namespace entente::query
