/// \file
/// The little that the durable file needs of the operating system: descriptors that close
/// themselves, a map of a whole file, positioned writes, and errors as ours.
/// Threads: plain values; the functions are safe from any thread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "graph/result.h"

namespace entente::graph {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

/// A whole file mapped for reading, a few pages here and there.
class Mapping {
 public:
  Mapping(int fd, size_t size);
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping();
  bool ok() const { return at_ || size_ == 0; }
  std::string_view bytes() const { return {at_, size_}; }

 private:
  char* at_ = nullptr;
  size_t size_;
};

enum class Durability {
  kWhenever,  ///< the system writes it when it likes
  kNow,       ///< on the disk when the call returns
};
/// Writes all of `bytes` at `offset`. Returns 0 or the system's error number.
int WriteAt(int fd, std::string_view bytes, uint64_t offset, Durability durability);

/// Whether the file can't grow by `bytes`: for want of room, or by the process's limit on the size
/// of files. A write that stopped half way does not say why.
bool IsFull(int fd, uint64_t bytes);

/// An error of the operating system about `path`, as ours.
Error SystemError(int error_number, const std::string& what, const std::string& path);

/// `error`, of the file at `path` unless it names one itself.
Error WithFile(Error error, const std::string& path);

}  // namespace entente::graph
