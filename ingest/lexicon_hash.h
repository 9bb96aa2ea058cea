/// \file
/// How the lexicon's tables are addressed. Private to the lexicon. Threads: pure.

#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

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

/// The first eight bytes, zeros behind them.
inline uint64_t PrefixOf(std::string_view word) {
  uint64_t prefix = 0;
  if (word.size() >= 8) {
    std::memcpy(&prefix, word.data(), 8);
  } else {
    std::memcpy(&prefix, word.data(), word.size());
  }
  return prefix;
}

inline uint64_t HashEdge(uint64_t key) {
  key *= 0x9E3779B97F4A7C15ull;
  return key ^ (key >> 32);
}

}  // namespace entente::ingest
