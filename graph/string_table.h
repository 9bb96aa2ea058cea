/// \file
/// Strings met while a base is built, each once, with a code in the order of first meeting; at the
/// end the codes of the sorted dictionary. Threads: one at a time; what is const, any number that
/// no other call runs beside. Ownership: copies the strings.

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace entente::graph {

class StringTable {
 public:
  StringTable();
  /// REQUIRES fewer than 2^32 - 1 different strings.
  uint32_t Intern(std::string_view text);
  /// Takes a string in before any is interned; called in ascending order, so that codes are places.
  /// Sort leaves it out unless Intern or Use met it.
  void Adopt(std::string_view text);
  /// REQUIRES a code that is there.
  void Use(uint32_t code) {
    if (code < used_.size()) used_[code] = 1;
  }
  /// The code of a string; REQUIRES that it was interned.
  uint32_t CodeOf(std::string_view text) const;
  std::string_view text(uint32_t code) const { return strings_[code]; }
  uint32_t size() const { return static_cast<uint32_t>(strings_.size()); }
  uint64_t bytes() const { return bytes_; }

  /// The place of each code's string among all used strings sorted bytewise; `sorted` is its
  /// inverse.
  struct Ranks {
    std::vector<uint32_t> rank;    ///< by code; meaningless for one that is not used
    std::vector<uint32_t> sorted;  ///< codes
  };
  Ranks Sort() const;

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t code = UINT32_MAX;
  };
  // Short strings of late: columns repeat them (days, names of kinds), and the table proper is
  // three misses of the cache away.
  struct Recent {
    uint32_t code = UINT32_MAX;
    uint8_t size = 0;
    char text[11];
  };
  static constexpr size_t kRecentCount = 1 << 15;  // a power of two; 512 KiB
  uint32_t Find(std::string_view text, uint32_t hash);
  void Grow();
  std::string_view Keep(std::string_view text);

  std::vector<Recent> recent_;
  std::vector<Slot> slots_;                // a power of two of them
  std::vector<std::string_view> strings_;  // into chunks_
  std::vector<uint8_t> used_;              // by code, of those adopted
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* chunk_at_ = nullptr;
  size_t chunk_left_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace entente::graph
