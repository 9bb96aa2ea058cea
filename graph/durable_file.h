/// \file
/// The one owner of LMDB: a file of keyed byte pieces with atomic, durable commits, many reading
/// processes beside one writing, and a root record that says what the pieces are. It knows nothing
/// of graphs.   The format is described in docs/file_format.md.
///
/// Threads: a DurableFile is safe from many threads; a FileView is safe from many threads once
/// opened; a FileWrite belongs to the thread that began it. Ownership: views share the file and pin
/// the pages they show.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "graph/graph.h"
#include "graph/result.h"
#include "graph/turn.h"

namespace entente::graph {

/// How every root record begins: what tells a graph file from other LMDB files.
inline constexpr std::string_view kRootMagic = "ENTENTE\n";

/// The piece that says what the others are. It is the first of the file.
struct RootRecord {
  uint64_t transaction = 0;    ///< of LMDB, that wrote this
  uint64_t sequence = 0;       ///< commits so far
  uint64_t base_sequence = 0;  ///< the commit that wrote the base; 0 when there is none
  uint64_t log_bytes = 0;      ///< of the logged commits base_sequence + 1 to sequence
  uint64_t catalog_bytes = 0;  ///< of the base's catalogue
  uint64_t catalog_checksum = 0;
  uint64_t base_bytes = 0;   ///< of the base's pieces
  uint64_t piece_count = 0;  ///< of the base
};

/// Keys of the pieces.
std::string LogKey(uint64_t sequence);
std::string PieceKey(uint32_t piece);
std::string CatalogKey();

class DurableFile;

/// An unchanging view of one committed state.
class FileView {
 public:
  virtual ~FileView() = default;
  virtual const RootRecord& root() const = 0;
  /// Good as long as the view. Errors: kCorrupt when the piece is not there.
  virtual Result<std::string_view> Get(std::string_view key) const = 0;
};

/// A change of the file that becomes durable whole, or not at all when dropped.
class FileWrite {
 public:
  virtual ~FileWrite() = default;
  virtual Status Put(std::string_view key, std::string_view value) = 0;
  /// Room for a value of `size` bytes, to be filled before the next call.
  virtual Result<char*> Reserve(std::string_view key, size_t size) = 0;
  /// Not an error where there is no such piece.
  virtual Status Remove(std::string_view key) = 0;
  /// Writes `root` (its `transaction` is filled in) and commits.
  virtual Status Commit(RootRecord root) = 0;
};

class DurableFile {
 public:
  virtual ~DurableFile() = default;

  /// A new file that nobody else knows yet, for writing; no lock file. Errors: kAlreadyExists, kIo.
  static Result<std::shared_ptr<DurableFile>> CreatePrivate(const std::string& path);
  /// Errors: kNotFound, kIo, kForeignFile, kCorrupt.
  static Result<std::shared_ptr<DurableFile>> Open(const std::string& path, OpenMode mode);

  virtual Result<std::shared_ptr<const FileView>> View() = 0;
  /// The root of the latest commit, without keeping its pages. Cheap.
  virtual Result<RootRecord> LatestRoot() = 0;

  /// Takes the writer's turn: waits for this process's, Errors: kBusy while another process has it,
  /// kInvalidArgument when the file was opened for reading.
  virtual Status TakeTurn() = 0;
  virtual void LeaveTurn() = 0;
  /// REQUIRES the turn, on one thread until the write is over.
  virtual Result<std::unique_ptr<FileWrite>> Write() = 0;
  /// Keeps every other process from opening the file until it is closed. Errors: kBusy when
  /// somebody else has it open, in this process too.
  virtual Status TakeAlone() = 0;
  virtual OpenMode mode() const = 0;
  virtual const std::string& path() const = 0;
};

/// An error of the operating system about `path`, as ours.
Error SystemError(int error_number, const std::string& what, const std::string& path);

}  // namespace entente::graph
