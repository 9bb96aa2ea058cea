/// \file
/// A short word as two numbers, so that asking whether a token is one of a few words is one
/// comparison each and reads no letters. Threads: plain values.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace entente::ingest {

/// The first fifteen bytes of a word, zeros behind them, and its length (255 at most). Two words of
/// fifteen bytes or less are the same if and only if their keys are.
struct WordKey {
  uint64_t head = 0;  ///< the first eight, the first one lowest
  uint64_t tail = 0;  ///< seven more; the length in the highest byte
  /// Of the word; 255 for longer ones.
  constexpr size_t size() const { return static_cast<size_t>(tail >> 56); }
  friend constexpr bool operator==(WordKey, WordKey) = default;
};

inline constexpr size_t kWordKeyBytes = 15;

constexpr WordKey WordKeyOf(std::string_view word) {
  WordKey key;
  for (size_t i = 0; i < word.size() && i < kWordKeyBytes; ++i) {
    const uint64_t byte = static_cast<unsigned char>(word[i]);
    (i < 8 ? key.head : key.tail) |= byte << (8 * (i % 8));
  }
  key.tail |= uint64_t{word.size() < 255 ? word.size() : 255} << 56;
  return key;
}

/// Capital letters of ASCII in eight bytes as small ones.
constexpr uint64_t LowerBytes(uint64_t chunk) {
  constexpr uint64_t kHigh = 0x8080808080808080ULL;
  constexpr uint64_t kOnes = 0x0101010101010101ULL;
  // Bit 7 of each byte of ASCII that is at least 'A', and of each that is past 'Z'.
  const uint64_t low = chunk & ~kHigh;
  const uint64_t from_a = low + kOnes * (0x80 - 'A');
  const uint64_t past_z = low + kOnes * (0x80 - 'Z' - 1);
  return chunk | (from_a & ~past_z & ~chunk & kHigh) >> 2;
}

/// The key of `size` bytes at `begin` of `text` with the capitals of ASCII as small letters.
inline WordKey LowerWordKey(std::string_view text, size_t begin, size_t size) {
  const size_t kept = size < kWordKeyBytes ? size : kWordKeyBytes;
  uint64_t head = 0, tail = 0;
  if (std::endian::native == std::endian::little && begin + 16 <= text.size()) {
    std::memcpy(&head, text.data() + begin, 8);
    std::memcpy(&tail, text.data() + begin + 8, 8);
    if (kept < 8) {
      head &= (uint64_t{1} << (8 * kept)) - 1;
      tail = 0;
    } else {
      tail &= (uint64_t{1} << (8 * (kept - 8))) - 1;
    }
  } else {
    const WordKey key = WordKeyOf(text.substr(begin, kept));
    head = key.head;
    tail = key.tail & 0x00FFFFFFFFFFFFFFULL;
  }
  return {LowerBytes(head), LowerBytes(tail) | uint64_t{size < 255 ? size : 255} << 56};
}

/// A word that stands in the code, with its key made by the compiler.
struct LiteralWord {
  WordKey key;
  template <size_t kSize>
  consteval LiteralWord(const char (&word)[kSize])  // NOLINT(google-explicit-constructor)
      : key(WordKeyOf(std::string_view(word, kSize - 1))) {
    if (kSize - 1 > kWordKeyBytes) throw "too long for a key";
  }
};

}  // namespace entente::ingest
