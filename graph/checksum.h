/// \file
/// The checksum of the durable file: XXH3, 64 bits, with a seed that says which piece it is of, so
/// that two pieces that changed places don't pass.   Source: xxHash, XXH3_64bits_withSeed.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace entente::graph {

uint64_t Checksum(const void* data, size_t size, uint64_t seed);
inline uint64_t Checksum(std::string_view bytes, uint64_t seed) {
  return Checksum(bytes.data(), bytes.size(), seed);
}

}  // namespace entente::graph
