/// \file
/// How the lexicon's tables are addressed. Private to the lexicon. Threads: pure.

#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "ingest/word_key.h"

namespace entente::ingest {

inline uint64_t HashBytes(std::string_view bytes) {
  uint64_t hash = 0x9E3779B97F4A7C15ull ^ bytes.size();
  size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    uint64_t chunk;
    std::memcpy(&chunk, bytes.data() + i, 8);
    hash = (hash ^ chunk) * 0xBF58476D1CE4E5B9ull;
    hash ^= hash >> 29;
  }
  uint64_t tail = 0;
  if (i < bytes.size()) std::memcpy(&tail, bytes.data() + i, bytes.size() - i);
  hash = (hash ^ tail) * 0x94D049BB133111EBull;
  return hash ^ (hash >> 31);
}

/// HashBytes of a word of fifteen bytes or less.
inline uint64_t HashOfKey(WordKey key) {
  uint64_t hash = 0x9E3779B97F4A7C15ull ^ key.size();
  uint64_t last = key.head;
  if (key.size() >= 8) {
    hash = (hash ^ key.head) * 0xBF58476D1CE4E5B9ull;
    hash ^= hash >> 29;
    last = key.tail & 0x00FFFFFFFFFFFFFFull;
  }
  hash = (hash ^ last) * 0x94D049BB133111EBull;
  return hash ^ (hash >> 31);
}

/// Whether the vocabulary has a word of fifteen bytes or less as the key has it: ASCII without full
/// stops, apostrophes and ampersands.
inline bool FoldsPlainly(WordKey key) {
  constexpr uint64_t kOnes = 0x0101010101010101ull;
  const auto odd = [](uint64_t bytes) {
    uint64_t found = bytes;  // bit 7 of a byte: it is none of ASCII, or one of those
    for (const char c : {'.', '\'', '&'}) {
      const uint64_t zero = bytes ^ (kOnes * static_cast<unsigned char>(c));
      found |= (zero - kOnes) & ~zero;
    }
    return (found & (kOnes * 0x80)) != 0;
  };
  return !odd(key.head) && !odd(key.tail);
}

inline uint64_t HashEdge(uint64_t key) {
  key *= 0x9E3779B97F4A7C15ull;
  return key ^ (key >> 32);
}

}  // namespace entente::ingest
