#include "graph/checksum.h"

#include <xxhash.h>

namespace entente::graph {

uint64_t Checksum(const void* data, size_t size, uint64_t seed) {
  return XXH3_64bits_withSeed(data, size, seed);
}

}  // namespace entente::graph
