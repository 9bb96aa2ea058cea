#include "graph/compression.h"

#include <zlib.h>

#include <cstring>

namespace entente::graph {
namespace {

constexpr int kLevel = 2;         // texts: half as large at a fifth of the default level's time
constexpr int kRaw = -MAX_WBITS;  // no header, no checksum: ours stands elsewhere
constexpr int kMemoryLevel = 9;   // 256 KiB while it works

// zlib's interface has no const; it only reads.
Bytef* ToBytes(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

}  // namespace

std::string Compress(std::string_view bytes) {
  z_stream stream = {};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kRaw, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::string(bytes);
  }
  std::string out(bytes.size(), '\0');
  stream.next_in = ToBytes(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = ToBytes(out);
  stream.avail_out = static_cast<uInt>(out.size());
  const int code = deflate(&stream, Z_FINISH);
  const size_t size = stream.total_out;
  deflateEnd(&stream);
  if (code != Z_STREAM_END || size >= bytes.size()) return std::string(bytes);
  out.resize(size);
  return out;
}

bool Decompress(std::string_view compressed, char* out, size_t size) {
  if (compressed.size() == size) {
    std::memcpy(out, compressed.data(), size);
    return true;
  }
  z_stream stream = {};
  if (inflateInit2(&stream, kRaw) != Z_OK) return false;
  stream.next_in = ToBytes(compressed);
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out);
  stream.avail_out = static_cast<uInt>(size);
  const int code = inflate(&stream, Z_FINISH);
  const bool whole = code == Z_STREAM_END && stream.total_out == size && stream.avail_in == 0;
  inflateEnd(&stream);
  return whole;
}

}  // namespace entente::graph
