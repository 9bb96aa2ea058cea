/// \file
/// What has something in common: keys of things, and for each key that several share, who they
/// are. Most keys are one thing's own, so that they are dropped before anything is sorted.
/// Threads: one linker, one thread.

#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::ingest {

/// 64 bits of a text, the same in every run.
constexpr uint64_t HashText(std::string_view text, uint64_t seed = 0) {
  uint64_t hash = seed ^ 0xcbf29ce484222325ULL;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29);
}

class LinkBlocks {
 public:
  /// Two keys are taken for one where their 64 bits are the same.
  void Add(uint64_t key, uint32_t thing) { all_.push_back({key, thing}); }

  /// Calls `use(key, things)` for every key of several things, in the order of keys; things come in
  /// the order of adding, each as often as it was added.   Cost: linear in what was added, and a
  /// sort of what is shared. What was added is gone afterwards.
  template <class Use>
  void ForEachShared(Use use) {
    size_t bits = 1024;
    while (bits < all_.size() * 4) bits *= 2;
    std::vector<uint64_t> once(bits / 64), twice(bits / 64);
    auto place = [&](uint64_t key) { return (key * 0x9E3779B97F4A7C15ULL >> 20) & (bits - 1); };
    for (const Entry& entry : all_) {
      size_t at = place(entry.key);
      uint64_t bit = uint64_t{1} << (at % 64);
      twice[at / 64] |= once[at / 64] & bit;
      once[at / 64] |= bit;
    }
    std::erase_if(all_, [&](const Entry& entry) {
      size_t at = place(entry.key);
      return (twice[at / 64] >> (at % 64) & 1) == 0;
    });
    std::stable_sort(all_.begin(), all_.end(),
                     [](const Entry& a, const Entry& b) { return a.key < b.key; });
    std::vector<uint32_t> things;
    for (size_t begin = 0; begin < all_.size();) {
      things.clear();
      size_t end = begin;
      for (; end < all_.size() && all_[end].key == all_[begin].key; ++end) {
        things.push_back(all_[end].thing);
      }
      if (things.size() > 1) use(all_[begin].key, std::span<const uint32_t>(things));
      begin = end;
    }
    all_ = {};
  }

 private:
  struct Entry {
    uint64_t key = 0;
    uint32_t thing = 0;
  };
  std::vector<Entry> all_;
};

/// Pairs of things, first < second, each once and sorted.
class LinkPairs {
 public:
  void Add(uint32_t a, uint32_t b) {
    if (a > b) std::swap(a, b);
    pairs_.push_back(uint64_t{a} << 32 | b);
    if (pairs_.size() >= limit_) {
      Tidy();
      limit_ = std::max(limit_, pairs_.size() * 2);
    }
  }
  /// How many there are; `at` may be asked once this was, until another is added.
  size_t Count() {
    Tidy();
    return pairs_.size();
  }
  std::pair<uint32_t, uint32_t> at(size_t i) const {
    return {static_cast<uint32_t>(pairs_[i] >> 32), static_cast<uint32_t>(pairs_[i])};
  }

 private:
  void Tidy() {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
  }
  std::vector<uint64_t> pairs_;
  size_t limit_ = size_t{1} << 22;
};

}  // namespace entente::ingest
