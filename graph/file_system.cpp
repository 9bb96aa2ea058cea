#include "graph/file_system.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace entente::graph {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Mapping::Mapping(int fd, size_t size) : size_(size) {
  if (size == 0) return;
  void* at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) return;
  at_ = static_cast<char*>(at);
  ::madvise(at, size, MADV_RANDOM);  // nothing to read ahead
}

Mapping::~Mapping() {
  if (at_) ::munmap(at_, size_);
}

// RWF_DSYNC makes the disk keep these bytes alone; fdatasync would wait for all that anybody wrote
// to the file.
int WriteAt(int fd, std::string_view bytes, uint64_t offset, Durability durability) {
  int flags = durability == Durability::kNow ? RWF_DSYNC : 0;
  bool sync_after = false;
  while (!bytes.empty()) {
    struct iovec part = {const_cast<char*>(bytes.data()), bytes.size()};  // only read
    const ssize_t written = ::pwritev2(fd, &part, 1, static_cast<off_t>(offset), flags);
    if (written < 0 && (errno == ENOSYS || errno == EOPNOTSUPP) && flags != 0) {
      flags = 0;
      sync_after = true;
      continue;
    }
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return written < 0 ? errno : EIO;
    bytes.remove_prefix(static_cast<size_t>(written));
    offset += static_cast<uint64_t>(written);
  }
  return sync_after && ::fdatasync(fd) != 0 ? errno : 0;
}

bool IsFull(int fd, uint64_t bytes) {
  struct stat status = {};
  struct statvfs room = {};
  struct rlimit limit = {};
  if (::fstat(fd, &status) != 0 || ::fstatvfs(fd, &room) != 0) return false;
  if (uint64_t{room.f_bavail} * room.f_frsize < bytes) return true;
  return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
         static_cast<uint64_t>(status.st_size) + bytes > limit.rlim_cur;
}

Error SystemError(int error_number, const std::string& what, const std::string& path) {
  ErrorCode code = ErrorCode::kIo;
  if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG) {
    code = ErrorCode::kNoSpace;
  } else if (error_number == ENOENT) {
    code = ErrorCode::kNotFound;
  } else if (error_number == EEXIST) {
    code = ErrorCode::kAlreadyExists;
  }
  std::string message = what + ": " + std::strerror(error_number);
  if (error_number == EFBIG) message += " (the disk may be full, or the size of files limited)";
  Error error = MakeError(code, std::move(message));
  error.file = path;
  return error;
}

Error WithFile(Error error, const std::string& path) {
  if (error.file.empty()) error.file = path;
  return error;
}

}  // namespace entente::graph
