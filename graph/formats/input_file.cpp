#include "graph/formats/input_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "graph/utf8.h"

namespace entente::graph {

namespace {

Error OpenError(const std::string& path, int error_number) {
  Error error = MakeError(error_number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                          error_number == ENOENT
                              ? "there is no such file"
                              : std::string("can't be read: ") + std::strerror(error_number));
  error.file = path;
  return error;
}

}  // namespace

Result<std::unique_ptr<InputFile>> InputFile::Open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return OpenError(path, errno);
  std::unique_ptr<InputFile> file(new InputFile(path));
  struct stat status {};
  int failed = ::fstat(fd, &status) != 0 ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
  if (!failed && S_ISREG(status.st_mode) && status.st_size > 0) {
    const auto size = static_cast<size_t>(status.st_size);
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) {
      failed = errno;
    } else {
      ::madvise(bytes, size, MADV_SEQUENTIAL);
      file->bytes_ = {static_cast<const char*>(bytes), size};
      file->mapped_ = true;
    }
  } else if (!failed) {
    char buffer[1 << 16];
    for (;;) {
      const ssize_t got = ::read(fd, buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) failed = errno;
      if (got <= 0) break;
      file->owned_.append(buffer, static_cast<size_t>(got));
    }
    file->bytes_ = file->owned_;
  }
  ::close(fd);
  if (failed) return OpenError(path, failed);
  return file;
}

InputFile::~InputFile() {
  if (mapped_) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

Error InputFile::ErrorAt(size_t byte, ErrorCode code, std::string message) const {
  Error error = MakeError(code, std::move(message));
  error.file = path_;
  const std::string_view before = bytes_.substr(0, std::min(byte, bytes_.size()));
  const size_t line_begin =
      std::max(before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1, begin_byte());
  error.line = 1 + static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n'));
  error.column = 1;
  if (line_begin < before.size())
    error.column += static_cast<uint32_t>(CountCharacters(before.substr(line_begin)));
  return error;
}

}  // namespace entente::graph
