/// \file
/// The log of a durable file as LMDB holds it: single commits, then chunks (graph/log_chunk.h).
/// What graph/durable_file.cpp needs of it; nobody else includes LMDB's header.
/// Threads: a transaction of LMDB is one thread's at a time. Ownership: views into the map, good as
/// long as the transaction, but for what is appended to the last chunk.

#pragma once

#include <lmdb.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/log_chunk.h"
#include "graph/result.h"
#include "graph/root_record.h"

namespace entente::graph {

/// An error of LMDB about `path`, as ours.
Error LmdbError(int code, const std::string& what, const std::string& path);

/// LMDB's type has no const; it only reads.
inline MDB_val ToVal(std::string_view bytes) {
  return {bytes.size(), const_cast<char*>(bytes.data())};
}
inline std::string_view FromVal(const MDB_val& val) {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}

/// A database within a transaction.
struct LmdbState {
  MDB_txn* txn = nullptr;
  MDB_dbi dbi = 0;
};

/// The value of `key`. Errors: kCorrupt where there is none.
Result<std::string_view> GetValue(const LmdbState& state, std::string_view key);

/// The root record as it stands in the file, without what was appended in place since.
Result<RootRecord> GetStoredRoot(const LmdbState& state);

/// The last chunk and its mark. Errors: kCorrupt.
struct MarkedChunk {
  std::string_view bytes;
  LogMark mark;
};
Result<MarkedChunk> GetLastChunk(const LmdbState& state, uint64_t first);

/// `root`, as stored, with the commits of its last chunk.
RootRecord WithMark(RootRecord root, const LogMark& mark);

/// See FileView::LoggedCommits. `root` may be older than `last`.
Result<std::vector<std::string_view>> GetLoggedCommits(const LmdbState& state,
                                                       const RootRecord& root, uint64_t first,
                                                       uint64_t last);

/// Removes every chunk and the single commits of `root`. Returns LMDB's code.
int RemoveLoggedCommits(const LmdbState& state, const RootRecord& root);

}  // namespace entente::graph
