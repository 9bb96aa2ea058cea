#include "graph/root_record.h"

#include "graph/checksum.h"
#include "graph/codec.h"

namespace entente::graph {
namespace {

constexpr uint64_t kRootSeed = 0x726F6F74;  // "root"

std::string NumberedKey(char kind, uint64_t number, int bits) {
  std::string key(1, kind);
  for (int shift = bits - 8; shift >= 0; shift -= 8) {
    key.push_back(static_cast<char>(number >> shift));
  }
  return key;
}

}  // namespace

std::string EncodeRoot(const RootRecord& root) {
  ByteWriter out;
  out.Fixed(kRootMagic.data(), kRootMagic.size());
  out.U32(kFormatVersion);
  out.U32(0);
  for (uint64_t field :
       {root.transaction, root.sequence, root.base_sequence, root.log_bytes, root.catalog_bytes,
        root.catalog_checksum, root.base_bytes, root.piece_count, root.single_commits,
        root.chunk_count, root.last_chunk}) {
    out.U64(field);
  }
  out.U64(Checksum(out.bytes(), kRootSeed));
  return out.Take();
}

Result<RootRecord> DecodeRoot(std::string_view bytes) {
  if (bytes.size() < kRootMagic.size() + 4 || !bytes.starts_with(kRootMagic)) {
    return MakeError(ErrorCode::kForeignFile, "not a graph file: it holds something else");
  }
  ByteReader in(bytes.substr(kRootMagic.size()));
  const uint32_t version = in.U32();
  if (version > kFormatVersion) {
    Error error =
        MakeError(ErrorCode::kForeignFile,
                  "the graph file has format version " + std::to_string(version) + ", newer than " +
                      std::to_string(kFormatVersion) + ", the newest known");
    error.suggestion = "use a newer version of this program, or export with the one that wrote it";
    return error;
  }
  in.U32();
  RootRecord root;
  for (uint64_t* field :
       {&root.transaction, &root.sequence, &root.base_sequence, &root.log_bytes,
        &root.catalog_bytes, &root.catalog_checksum, &root.base_bytes, &root.piece_count}) {
    *field = in.U64();
  }
  if (version >= 2) {
    for (uint64_t* field : {&root.single_commits, &root.chunk_count, &root.last_chunk}) {
      *field = in.U64();
    }
  } else {
    root.single_commits = root.sequence - root.base_sequence;
  }
  const uint64_t checksum = in.U64();
  if (version == 0 || !in.ok() || !in.at_end() ||
      checksum != Checksum(bytes.substr(0, bytes.size() - 8), kRootSeed)) {
    return MakeError(ErrorCode::kCorrupt, "the graph file is damaged: its root record");
  }
  return root;
}

std::string_view RootKey() { return "!root"; }
std::string CatalogKey() { return "c"; }
std::string SingleKey(uint64_t sequence) { return NumberedKey('l', sequence, 64); }
std::string PieceKey(uint32_t piece) { return NumberedKey('p', piece, 32); }
std::string ChunkKey(uint64_t first) { return NumberedKey(kChunkKeyBegin, first, 64); }

}  // namespace entente::graph
