/// \file
/// The bytes of a log chunk: a value of the durable file that small commits are appended to in
/// place, so that each costs one write that the disk is waited for. A mark at its beginning says
/// which of the records are committed; it is written after the record is safe, and not waited for.
///
///   mark    commits (4 bytes), where the next record goes (4), checksum of both (8)
///   record  checksum of what follows (8), bytes of operations (4), operations
///   zeros   to the end
///
/// After a loss of power the mark may be older than the records; then whole records beyond it are
/// commits too, and the first that is not whole ends the log. A record within the mark that is not
/// whole is damage. Checksums are seeded with the commit's number (the mark's with the first
/// commit's), so a record left from elsewhere is none.   Described in docs/file_format.md.
/// Threads: pure functions. Ownership: views into the caller's bytes.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::graph {

struct LogMark {
  uint32_t commits = 0;  ///< at least 1
  uint32_t end = 0;      ///< the byte after the last of them
};
inline constexpr uint32_t kLogMarkBytes = 16;

std::string EncodeMark(const LogMark& mark, uint64_t first);
/// Nothing where the bytes are no mark of the chunk of `first`, or one that another process is just
/// writing.
std::optional<LogMark> DecodeMark(std::string_view chunk, uint64_t first);

std::string EncodeRecord(std::string_view operations, uint64_t sequence);
/// The record of commit `sequence` at `begin`, which becomes the byte after it; nothing where there
/// is none that is whole.
std::optional<std::string_view> DecodeRecord(std::string_view chunk, uint32_t& begin,
                                             uint64_t sequence);
/// The byte after the record at `begin`, whatever it holds; nothing where it leaves the chunk.
std::optional<uint32_t> SkipRecord(std::string_view chunk, uint32_t begin);

/// `mark` with the whole records after it.
LogMark ExtendMark(std::string_view chunk, uint64_t first, LogMark mark);

}  // namespace entente::graph
