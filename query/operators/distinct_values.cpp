#include "query/operators/distinct_values.h"

#include <algorithm>
#include <bit>

namespace entente::query {

namespace {

constexpr uint64_t kLargestReach = 1ull << 32;
constexpr int kWordBits = 64;

struct Reach {
  int64_t low = INT64_MAX, high = INT64_MIN;
};

// Of whole numbers, or of ids and codes that are not null.
Reach ReachOf(const Column& values, size_t size) {
  Reach reach;
  if (values.kind() == Column::Kind::kIntegers) {
    for (size_t row = 0; row < size; ++row) {
      reach.low = std::min(reach.low, values.integers()[row]);
      reach.high = std::max(reach.high, values.integers()[row]);
    }
    return reach;
  }
  uint32_t low = Column::kNoId, above = 0;
  for (size_t row = 0; row < size; ++row) {
    const uint32_t id = values.ids()[row];
    low = std::min(low, id);
    above = std::max(above, id + 1);  // 0 for null
  }
  if (above == 0) return {0, 0};
  return {low, int64_t{above} - 1};
}

}  // namespace

bool DistinctValues::UseBits(std::span<const uint32_t> groups, const Column& values, size_t size) {
  bool fits = values.holds_ids() || values.kind() == Column::Kind::kIntegers;
  if (!fits || (begun_ && !in_bits_) || (begun_ && values.kind() != kind_)) return false;
  const Reach reach = ReachOf(values, size);
  // Room below what is known is made with some to spare, since every map moves.
  __int128 base = base_;
  if (!begun_ || reach.low < base_) {
    base = reach.low & ~int64_t{kWordBits - 1};
    if (begun_) base -= static_cast<__int128>(last_word_ / 4) * kWordBits;
    base = std::max<__int128>(base, reach.low >= 0 ? 0 : INT64_MIN);
  }
  const __int128 below = begun_ ? (base_ - base) / kWordBits : 0;
  const __int128 highest = reach.high - base;
  constexpr uint64_t kLargestWord = kLargestReach / kWordBits;
  if (highest >= kLargestReach || below >= kLargestWord) return false;
  const auto shift = static_cast<size_t>(below);
  const size_t last_word = std::max(static_cast<size_t>(highest / kWordBits), last_word_ + shift);
  uint32_t last = *std::max_element(groups.begin(), groups.begin() + static_cast<ptrdiff_t>(size));
  if (last >= bits_.size()) bits_.resize(last + 1);
  // Maps may grow with the rows that came, beyond a little to begin with; a hash table takes about
  // as much.
  constexpr uint64_t kAlways = 1 << 17, kPerRow = 4;
  constexpr uint64_t kMuch = 1 << 23, kPerRowOfFew = 32, kSome = 1 << 20, kPerRowOfFirst = 512;
  uint64_t needed = words_ + shift * maps_;
  counted_.resize(bits_.size());
  ++turn_;
  for (size_t row = 0; row < size; ++row) {
    if (row > 0 && groups[row] == groups[row - 1]) continue;
    if (std::exchange(counted_[groups[row]], turn_) == turn_) continue;
    const size_t has = bits_[groups[row]].size();
    const size_t will_have = has > 0 ? has + shift : 0;
    if (last_word >= will_have) needed += last_word + 1 - will_have;
  }
  const uint64_t rows = rows_seen_ + size;
  const uint64_t allowed = std::max({kAlways, rows * kPerRow, std::min(kMuch, rows * kPerRowOfFew),
                                     std::min(kSome, rows * kPerRowOfFirst)});
  if (needed > allowed) return false;
  if (shift > 0) MoveUp(shift);
  base_ = static_cast<int64_t>(base);
  last_word_ = last_word;
  rows_seen_ = rows;
  begun_ = in_bits_ = true;
  kind_ = values.kind();
  reader_ = values.reader();
  return true;
}

void DistinctValues::MoveUp(size_t words) {
  for (Bits& bits : bits_) {
    if (bits.empty()) continue;
    bits.insert(bits.begin(), words, 0);
    words_ += words;
    new_bytes_ += words * sizeof(uint64_t);
  }
}

void DistinctValues::Grow(Bits& bits, size_t size) {
  if (bits.empty()) ++maps_;
  size = std::max(size, bits.size() + bits.size() / 4);
  words_ += size - bits.size();
  new_bytes_ += (size - bits.size()) * sizeof(uint64_t);
  bits.resize(size);
}

template <class F>
void DistinctValues::InsertBits(std::span<const uint32_t> groups, const Column& values, size_t size,
                                F&& take) {
  auto insert_all = [&](auto place_of, auto is_null) {
    for (size_t row = 0; row < size;) {
      const uint32_t group = groups[row];
      size_t end = row + 1;
      while (end < size && groups[end] == group) ++end;
      Bits& bits = bits_[group];
      if (bits.size() <= last_word_) Grow(bits, last_word_ + 1);
      uint64_t* words = bits.data();
      take(group, row, end, [&](size_t at) -> bool {
        if (is_null(at)) return false;
        const uint64_t place = place_of(at);
        const uint64_t bit = 1ull << (place % kWordBits);
        uint64_t& word = words[place / kWordBits];
        const bool is_new = (word & bit) == 0;
        word |= bit;
        return is_new;
      });
      row = end;
    }
  };
  const auto base = static_cast<uint64_t>(base_);
  if (kind_ == Column::Kind::kIntegers) {
    const int64_t* numbers = values.integers().data();
    insert_all([=](size_t row) { return static_cast<uint64_t>(numbers[row]) - base; },
               [](size_t) { return false; });
  } else {
    const uint32_t* ids = values.ids().data();
    insert_all([=](size_t row) { return ids[row] - base; },
               [=](size_t row) { return ids[row] == Column::kNoId; });
  }
}

void DistinctValues::CountNew(std::span<const uint32_t> groups, const Column& values, size_t size,
                              int64_t* counts) {
  if (size == 0 || values.kind() == Column::Kind::kEmpty) return;
  if (UseBits(groups, values, size)) {
    InsertBits(groups, values, size, [&](uint32_t group, size_t begin, size_t end, auto&& insert) {
      int64_t count = 0;
      for (size_t row = begin; row < end; ++row) count += insert(row) ? 1 : 0;
      counts[group] += count;
    });
    return;
  }
  is_new_.resize(size);
  InsertAll(groups, values, size, is_new_.data());
  for (size_t row = 0; row < size; ++row) counts[groups[row]] += is_new_[row];
}

void DistinctValues::InsertAll(std::span<const uint32_t> groups, const Column& values, size_t size,
                               uint8_t* is_new) {
  std::fill_n(is_new, size, uint8_t{0});
  if (size == 0 || values.kind() == Column::Kind::kEmpty) return;
  if (UseBits(groups, values, size)) {
    InsertBits(groups, values, size, [&](uint32_t, size_t begin, size_t end, auto&& insert) {
      for (size_t row = begin; row < end; ++row) is_new[row] = insert(row);
    });
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
        const auto place =
            static_cast<int64_t>(word * kWordBits + static_cast<uint64_t>(std::countr_zero(rest)));
        if (kind_ == Column::Kind::kIntegers) {
          one.Reset(kind_);
          one.integers().push_back(base_ + place);
        } else {
          if (kind_ == Column::Kind::kStrings) {
            one.ResetStrings(*reader_);
          } else {
            one.Reset(kind_);
          }
          one.ids().push_back(static_cast<uint32_t>(base_ + place));
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
  if (other.in_bits_ && (!begun_ || (in_bits_ && kind_ == other.kind_)) &&
      MergeBits(other, groups, counts))
    return;
  std::vector<uint8_t> is_new(1);
  other.ForEach([&](uint32_t group, const Column& column, size_t row) {
    Column value;
    value.PushRow(column, row, 0);
    InsertAll({&groups[group], 1}, value, 1, is_new.data());
    counts[groups[group]] += is_new[0];
  });
}

// False where the two lie too far apart.
bool DistinctValues::MergeBits(const DistinctValues& other, std::span<const uint32_t> groups,
                               int64_t* counts) {
  const int64_t base = begun_ ? std::min(base_, other.base_) : other.base_;
  // Word 0 of each map, counted from the new base.
  auto place = [&](int64_t old) {
    return (static_cast<uint64_t>(old) - static_cast<uint64_t>(base)) / kWordBits;
  };
  const uint64_t own = begun_ ? place(base_) : 0, others = place(other.base_);
  constexpr uint64_t kLargestWord = kLargestReach / kWordBits;
  if (own > kLargestWord || others > kLargestWord) return false;
  // Not much more than both take now: what lies far apart is merged value by value.
  constexpr uint64_t kAlways = 1 << 17;
  uint64_t needed = words_ + own * maps_;
  for (size_t i = 0; i < other.bits_.size(); ++i) {
    if (other.bits_[i].empty()) continue;
    const uint64_t has = groups[i] < bits_.size() ? bits_[groups[i]].size() : 0;
    const uint64_t will_have = has > 0 ? has + own : 0;
    needed += std::max(will_have, other.bits_[i].size() + others) - will_have;
  }
  if (needed > kAlways && needed > 2 * (words_ + other.words_)) return false;
  if (own > 0) MoveUp(own);
  last_word_ = std::max(begun_ ? last_word_ + own : 0, other.last_word_ + others);
  base_ = base;
  begun_ = in_bits_ = true;
  kind_ = other.kind_;
  reader_ = other.reader_;
  for (size_t i = 0; i < other.bits_.size(); ++i) {
    const uint32_t group = groups[i];
    const Bits& from = other.bits_[i];
    if (from.empty()) continue;
    if (group >= bits_.size()) bits_.resize(group + 1);
    Bits& to = bits_[group];
    if (to.size() < from.size() + others) Grow(to, from.size() + others);
    for (size_t word = 0; word < from.size(); ++word) {
      uint64_t& known = to[word + others];
      counts[group] += std::popcount(from[word] & ~known);
      known |= from[word];
    }
  }
  return true;
}

}  // namespace entente::query
