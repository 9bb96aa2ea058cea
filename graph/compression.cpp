#include "graph/compression.h"

#include <libdeflate.h>

#include <cstring>
#include <memory>

#include "graph/out_of_memory.h"

namespace entente::graph {
namespace {

constexpr int kLevel = 1;  // texts: a quarter as large, at twice the speed of zlib's second level

struct Free {
  void operator()(libdeflate_compressor* it) const { libdeflate_free_compressor(it); }
  void operator()(libdeflate_decompressor* it) const { libdeflate_free_decompressor(it); }
};

}  // namespace

std::string Compress(std::string_view bytes) {
  if (bytes.size() < 2) return std::string(bytes);
  std::unique_ptr<libdeflate_compressor, Free> compressor;
  while (compressor.reset(libdeflate_alloc_compressor(kLevel)), !compressor) HandleOutOfMemory();
  std::string out(bytes.size() - 1, '\0');
  const size_t size = libdeflate_deflate_compress(compressor.get(), bytes.data(), bytes.size(),
                                                  out.data(), out.size());
  if (size == 0) return std::string(bytes);  // it would not be smaller
  out.resize(size);
  return out;
}

bool Decompress(std::string_view compressed, char* out, size_t size) {
  if (compressed.size() == size) {
    std::memcpy(out, compressed.data(), size);
    return true;
  }
  std::unique_ptr<libdeflate_decompressor, Free> decompressor;
  while (decompressor.reset(libdeflate_alloc_decompressor()), !decompressor) HandleOutOfMemory();
  size_t read = 0;
  const libdeflate_result result = libdeflate_deflate_decompress_ex(
      decompressor.get(), compressed.data(), compressed.size(), out, size, &read, nullptr);
  return result == LIBDEFLATE_SUCCESS && read == compressed.size();
}

}  // namespace entente::graph
