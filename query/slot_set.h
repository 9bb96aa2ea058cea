/// \file
/// A set of a frame's slots. Slots are numbered from 0 without gaps, so a set is a map of bits: to
/// copy one, which planning does for every clause, costs next to nothing. Threads: plain value.

#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace entente::query {

class SlotSet {
 public:
  SlotSet() = default;
  template <class Slots>
  explicit SlotSet(const Slots& slots) {
    AddAll(slots);
  }

  bool contains(uint32_t slot) const {
    return slot / kBits < words_.size() && (words_[slot / kBits] >> (slot % kBits) & 1) != 0;
  }
  /// True where it was not there.
  bool insert(uint32_t slot) {
    if (slot / kBits >= words_.size()) words_.resize(slot / kBits + 1);
    uint64_t& word = words_[slot / kBits];
    const uint64_t bit = uint64_t{1} << (slot % kBits);
    const bool is_new = (word & bit) == 0;
    word |= bit;
    return is_new;
  }
  void erase(uint32_t slot) {
    if (contains(slot)) words_[slot / kBits] &= ~(uint64_t{1} << (slot % kBits));
  }
  template <class Slots>
  void AddAll(const Slots& slots) {
    for (uint32_t slot : slots) insert(slot);
  }
  void clear() { words_.clear(); }
  /// Those that `other` does not have, ascending.
  std::vector<uint32_t> Without(const SlotSet& other) const {
    SlotSet rest = *this;
    for (size_t i = 0; i < std::min(words_.size(), other.words_.size()); ++i) {
      rest.words_[i] &= ~other.words_[i];
    }
    return rest.ToVector();
  }
  /// Ascending.
  std::vector<uint32_t> ToVector() const {
    std::vector<uint32_t> slots;
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        slots.push_back(static_cast<uint32_t>(i * kBits) +
                        static_cast<uint32_t>(std::countr_zero(rest)));
      }
    }
    return slots;
  }

 private:
  static constexpr uint32_t kBits = 64;
  std::vector<uint64_t> words_;
};

}  // namespace entente::query
