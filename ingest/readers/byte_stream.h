/// \file
/// A file or standard input as a stream of bytes, unpacked on the way where it is gzip. The only
/// owner of zlib in ingest. Threads: a stream belongs to one thread.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "graph/result.h"

namespace entente::ingest {

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Appends at least one byte to `out`, at most about 256 KB; false at the end. Errors: kIo; for
  /// gzip kCorrupt where it is damaged or ends too early, kLimit where it unpacks to more than
  /// kMaxExpansion times what was read (after the first 16 MB), as archives made to harm do.
  virtual graph::Result<bool> Read(std::string& out) = 0;

  /// Where `stop` is given and becomes true, a read that waits for a pipe or a terminal ends with
  /// kInterrupted. It must outlive the stream.
  static graph::Result<std::unique_ptr<ByteStream>> OpenFile(
      const std::string& path, const std::atomic<bool>* stop = nullptr);
  static std::unique_ptr<ByteStream> StandardInput(const std::atomic<bool>* stop = nullptr);
  /// Unpacks `packed`, members one after another as gunzip does.
  static std::unique_ptr<ByteStream> Unpack(std::unique_ptr<ByteStream> packed);
  /// `head`, then what `rest` still has.
  static std::unique_ptr<ByteStream> WithHead(std::string head, std::unique_ptr<ByteStream> rest);
  /// What is no gzip is passed through.
  static graph::Result<std::unique_ptr<ByteStream>> UnpackIfGzip(
      std::unique_ptr<ByteStream> stream);
};

inline constexpr uint64_t kMaxExpansion = 250;

}  // namespace entente::ingest
