/// \file
/// The first value of the durable file, which says what the others are, and their keys.
/// Described in docs/file_format.md. Threads: plain values.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::graph {

/// How every root record begins: what tells a graph file from other LMDB files.
inline constexpr std::string_view kRootMagic = "ENTENTE\n";

struct RootRecord {
  uint64_t transaction = 0;    ///< of LMDB, that wrote this
  uint64_t sequence = 0;       ///< commits so far
  uint64_t base_sequence = 0;  ///< the commit that wrote the base; 0 when there is none
  uint64_t log_bytes = 0;      ///< of the commits logged since
  uint64_t catalog_bytes = 0;  ///< of the base's catalogue
  uint64_t catalog_checksum = 0;
  uint64_t base_bytes = 0;      ///< of the base's pieces
  uint64_t piece_count = 0;     ///< of the base
  uint64_t single_commits = 0;  ///< since the base that have a value each, as format 1 wrote them
  uint64_t chunk_count = 0;     ///< log chunks since
  uint64_t last_chunk = 0;      ///< the first commit of the last of them; 0 when there is none
  // Found in the last chunk when the record is read, and not part of it: `sequence` and `log_bytes`
  // count that chunk's commits then, and this is where the next goes.
  uint32_t log_end = 0;

  /// What describes the log, when a new base takes its place.
  void ForgetLog() {
    log_bytes = single_commits = chunk_count = last_chunk = 0;
    log_end = 0;
  }
};

inline constexpr uint32_t kFormatVersion = 2;

std::string EncodeRoot(const RootRecord& root);
/// Errors: kForeignFile for another program's or a newer format's, kCorrupt.
Result<RootRecord> DecodeRoot(std::string_view bytes);

std::string_view RootKey();                  ///< sorts before all others
std::string CatalogKey();                    ///< of the base's catalogue
std::string SingleKey(uint64_t sequence);    ///< of a commit with a value of its own
std::string PieceKey(uint32_t piece);        ///< of a piece of the base
std::string ChunkKey(uint64_t first);        ///< of the log chunk that begins with commit `first`
inline constexpr char kChunkKeyBegin = 'w';  ///< of every chunk's key; no other key sorts after it

}  // namespace entente::graph
