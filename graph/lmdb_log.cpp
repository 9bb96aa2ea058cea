#include "graph/lmdb_log.h"

#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "graph/checksum.h"
#include "graph/codec.h"
#include "graph/file_system.h"

namespace entente::graph {
namespace {

Error DamagedCommit(uint64_t sequence) {
  return MakeError(ErrorCode::kCorrupt,
                   "the graph file is damaged: commit " + std::to_string(sequence));
}

struct CursorClose {
  void operator()(MDB_cursor* cursor) const { mdb_cursor_close(cursor); }
};
using Cursor = std::unique_ptr<MDB_cursor, CursorClose>;

Cursor OpenCursor(const LmdbState& state) {
  MDB_cursor* cursor = nullptr;
  return Cursor(mdb_cursor_open(state.txn, state.dbi, &cursor) == 0 ? cursor : nullptr);
}

// A commit as format 1 logged it: the checksum of the operations, seeded with the commit's number,
// before them.
Result<std::string_view> GetSingleCommit(const LmdbState& state, uint64_t sequence) {
  ENTENTE_ASSIGN_OR_RETURN(const std::string_view sealed, GetValue(state, SingleKey(sequence)));
  ByteReader in(sealed);
  const uint64_t checksum = in.U64();
  if (!in.ok() || checksum != Checksum(sealed.substr(8), sequence)) return DamagedCommit(sequence);
  return sealed.substr(8);
}

bool IsChunkKey(std::string_view key) { return key.size() == 9 && key[0] == kChunkKeyBegin; }

uint64_t FirstOf(std::string_view chunk_key) {
  uint64_t first = 0;
  for (char c : chunk_key.substr(1)) first = first << 8 | static_cast<uint8_t>(c);
  return first;
}

}  // namespace

Error LmdbError(int code, const std::string& what, const std::string& path) {
  switch (code) {
    case MDB_MAP_FULL: {
      rlimit limit{};
      const bool limited = ::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
      Error error = MakeError(
          ErrorCode::kNoSpace,
          what + ": the file has reached " +
              (limited ? "the size that the limit on the process's address space (ulimit -v) allows"
                       : "its largest size"));
      error.file = path;
      return error;
    }
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
    case MDB_BAD_TXN:
    case MDB_PANIC:
    case MDB_NOTFOUND: {
      Error error = MakeError(ErrorCode::kCorrupt, what + ": " + mdb_strerror(code));
      error.file = path;
      return error;
    }
    case EIO:  // LMDB says so too when a write was cut short
      return SystemError(code, what + ", the disk may be full", path);
    default:
      if (code > 0) return SystemError(code, what, path);
      Error error = MakeError(ErrorCode::kIo, what + ": " + mdb_strerror(code));
      error.file = path;
      return error;
  }
}

Result<std::string_view> GetValue(const LmdbState& state, std::string_view key) {
  MDB_val k = ToVal(key), v;
  if (int rc = mdb_get(state.txn, state.dbi, &k, &v)) {
    return LmdbError(rc, "a piece of the graph is missing", "");
  }
  return FromVal(v);
}

Result<RootRecord> GetStoredRoot(const LmdbState& state) {
  ENTENTE_ASSIGN_OR_RETURN(const std::string_view bytes, GetValue(state, RootKey()));
  return DecodeRoot(bytes);
}

// The mark may be half written by another process at this moment, hence the second look.
Result<MarkedChunk> GetLastChunk(const LmdbState& state, uint64_t first) {
  ENTENTE_ASSIGN_OR_RETURN(const std::string_view bytes, GetValue(state, ChunkKey(first)));
  for (int look = 0; look < 1000; ++look) {
    if (const auto mark = DecodeMark(bytes, first)) return MarkedChunk{bytes, *mark};
    ::sched_yield();
  }
  return MakeError(ErrorCode::kCorrupt,
                   "the graph file is damaged: the log from commit " + std::to_string(first));
}

RootRecord WithMark(RootRecord root, const LogMark& mark) {
  root.sequence = root.last_chunk + mark.commits - 1;
  root.log_bytes += mark.end;
  root.log_end = mark.end;
  return root;
}

Result<std::vector<std::string_view>> GetLoggedCommits(const LmdbState& state,
                                                       const RootRecord& root, uint64_t first,
                                                       uint64_t last) {
  std::vector<std::string_view> commits;
  uint64_t next = first;  // of the commits
  for (; next <= last && next <= root.base_sequence + root.single_commits; ++next) {
    ENTENTE_ASSIGN_OR_RETURN(const std::string_view commit, GetSingleCommit(state, next));
    commits.push_back(commit);
  }
  if (next > last) return commits;
  const Cursor cursor = OpenCursor(state);
  if (!cursor) return DamagedCommit(next);
  // The chunk that holds `next` is the last that begins at or before it.
  const std::string wanted = ChunkKey(next);
  MDB_val k = ToVal(wanted), v;
  int rc = mdb_cursor_get(cursor.get(), &k, &v, MDB_SET_RANGE);
  if (rc == MDB_NOTFOUND) {
    rc = mdb_cursor_get(cursor.get(), &k, &v, MDB_LAST);
  } else if (rc == 0 && FromVal(k) != wanted) {
    rc = mdb_cursor_get(cursor.get(), &k, &v, MDB_PREV);
  }
  while (next <= last) {
    if (rc != 0 || !IsChunkKey(FromVal(k))) return DamagedCommit(next);
    const std::string_view chunk = FromVal(v);
    uint64_t sequence = FirstOf(FromVal(k));
    rc = mdb_cursor_get(cursor.get(), &k, &v, MDB_NEXT);
    uint64_t end = last + 1;  // the commit after the chunk's
    if (rc == 0 && IsChunkKey(FromVal(k))) end = std::min(end, FirstOf(FromVal(k)));
    uint32_t at = kLogMarkBytes;
    for (; sequence < end && sequence < next; ++sequence) {
      const auto after = SkipRecord(chunk, at);
      if (!after) return DamagedCommit(sequence);
      at = *after;
    }
    if (sequence != next || sequence == end) return DamagedCommit(next);
    for (; next < end; ++next) {
      const auto operations = DecodeRecord(chunk, at, next);
      if (!operations) return DamagedCommit(next);
      commits.push_back(*operations);
    }
  }
  return commits;
}

int RemoveLoggedCommits(const LmdbState& state, const RootRecord& root) {
  for (uint64_t i = 1; i <= root.single_commits; ++i) {
    const std::string key = SingleKey(root.base_sequence + i);
    MDB_val k = ToVal(key);
    if (int rc = mdb_del(state.txn, state.dbi, &k, nullptr); rc != 0 && rc != MDB_NOTFOUND) {
      return rc;
    }
  }
  const Cursor cursor = OpenCursor(state);
  if (!cursor) return ENOMEM;
  const std::string begin(1, kChunkKeyBegin);
  MDB_val k = ToVal(begin), v;
  int rc = mdb_cursor_get(cursor.get(), &k, &v, MDB_SET_RANGE);
  while (rc == 0) {  // no other key sorts after a chunk's
    if ((rc = mdb_cursor_del(cursor.get(), 0))) return rc;
    k = ToVal(begin);
    rc = mdb_cursor_get(cursor.get(), &k, &v, MDB_SET_RANGE);
  }
  return rc == MDB_NOTFOUND ? 0 : rc;
}

}  // namespace entente::graph
