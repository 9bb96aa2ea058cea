/// \file
/// The one owner of LMDB: a file of keyed byte pieces with atomic, durable commits, many reading
/// processes beside one writing, a root record that says what the pieces are, and a log of commits
/// that small ones are appended to in place. It knows nothing of graphs.   The format is described
/// in docs/file_format.md.
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
#include <vector>

#include "graph/graph.h"
#include "graph/result.h"
#include "graph/root_record.h"
#include "graph/turn.h"

namespace entente::graph {

class DurableFile;

/// An unchanging view of one committed state.
class FileView {
 public:
  virtual ~FileView() = default;
  virtual const RootRecord& root() const = 0;
  /// Good as long as the view. Errors: kCorrupt when the piece is not there.
  virtual Result<std::string_view> Get(std::string_view key) const = 0;
  /// The operations of the logged commits [first, last], good as long as the view. REQUIRES commits
  /// after root().base_sequence and up to one that LatestRoot() gave. Errors: kCorrupt.
  virtual Result<std::vector<std::string_view>> LoggedCommits(uint64_t first,
                                                              uint64_t last) const = 0;
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
  /// Removes every logged commit.
  virtual Status RemoveLog() = 0;
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
  /// The root of the latest commit, in-place ones included, without keeping its pages. Cheap.
  virtual Result<RootRecord> LatestRoot() = 0;

  /// Takes the writer's turn: waits for this process's, Errors: kBusy while another process has it,
  /// kInvalidArgument when the file was opened for reading.
  virtual Status TakeTurn() = 0;
  virtual void LeaveTurn() = 0;
  /// REQUIRES the turn, on one thread until the write is over.
  virtual Result<std::unique_ptr<FileWrite>> Write() = 0;
  /// What AppendCommit did.
  enum class Appended {
    kInPlace,  ///< nothing but the log changed
    kInChunk,  ///< the file has a new state, with a new chunk
  };
  /// Logs one commit after `root`, the latest, which becomes the new one: durable when it returns
  /// well. REQUIRES the turn, and operations that are not empty. Errors: kIo, kNoSpace, kLimit;
  /// then nothing was changed.
  virtual Result<Appended> AppendCommit(std::string_view operations, RootRecord& root) = 0;
  /// Keeps every other process from opening the file until it is closed. Errors: kBusy when
  /// somebody else has it open, in this process too.
  virtual Status TakeAlone() = 0;
  virtual OpenMode mode() const = 0;
  virtual const std::string& path() const = 0;
};

}  // namespace entente::graph
