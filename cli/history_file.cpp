#include "cli/history_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "graph/utf8.h"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;

std::string Escaped(std::string_view entry) {
  std::string line;
  for (char c : entry) {
    if (c == '\\' || c == '\n') line += '\\';
    line += c == '\n' ? 'n' : c;
  }
  return line + "\n";
}

std::string Unescaped(std::string_view line) {
  std::string entry;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      ++i;
      entry += line[i] == 'n' ? '\n' : line[i];
    } else {
      entry += line[i];
    }
  }
  return entry;
}

// The file at `path`, locked against other sessions until it is closed. One that another session
// has put a shorter one in the place of, while this one waited, is let go.
class LockedFile {
 public:
  LockedFile(const std::string& path, int flags) {
    for (int tries = 0; tries < 16; ++tries) {
      fd_ = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
      if (fd_ < 0) return;
      struct stat mine {
      }, there{};
      while (::flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
      }
      if (::fstat(fd_, &mine) == 0 && ::stat(path.c_str(), &there) == 0 &&
          mine.st_ino == there.st_ino && mine.st_dev == there.st_dev)
        return;
      ::close(fd_);
      fd_ = -1;
    }
  }
  ~LockedFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  bool is_open() const { return fd_ >= 0; }
  bool Write(std::string_view bytes) const {
    return ::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  }

 private:
  int fd_ = -1;
};

// As libedit wrote them: a heading, and entries with a space, a backslash or a line break as an
// octal number.   Source: history(3) of libedit, vis(3) with VIS_WHITE.
constexpr std::string_view kLibeditHeading = "_HiStOrY_V2_";

std::string WithoutOctals(std::string_view line) {
  std::string entry;
  auto digit = [&](size_t i) { return i < line.size() && line[i] >= '0' && line[i] <= '7'; };
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && digit(i + 1) && digit(i + 2) && digit(i + 3)) {
      entry += static_cast<char>((line[i + 1] - '0') * 64 + (line[i + 2] - '0') * 8 +
                                 (line[i + 3] - '0'));
      i += 3;
    } else if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '\\') {
      entry += line[i++];
    } else {
      entry += line[i];
    }
  }
  return entry;
}

}  // namespace

std::string DefaultHistoryPath() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
    return std::string(state) + "/entente/history";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
    return std::string(home) + "/.local/state/entente/history";
  return "";
}

std::vector<std::string> ReadHistory(const std::string& path, size_t most) {
  const LockedFile lock(path, O_RDONLY);
  std::vector<std::string> entries;
  std::ifstream in(path);
  bool first = true, old = false;
  for (std::string line; std::getline(in, line); first = false) {
    if (first && line == kLibeditHeading) {
      old = true;
      continue;
    }
    std::string entry = old ? WithoutOctals(line) : Unescaped(line);
    while (!entry.empty() && entry.back() == '\n') entry.pop_back();
    if (!entry.empty() && !graph::FindInvalidUtf8(entry)) entries.push_back(std::move(entry));
  }
  const bool long_file = entries.size() > 2 * most;
  if (entries.size() > most)
    entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(most));
  if ((long_file || old) && lock.is_open()) {
    const std::string part = path + ".part-" + std::to_string(::getpid());
    std::string bytes;
    for (const std::string& entry : entries) bytes += Escaped(entry);
    std::error_code ignored;
    if (const LockedFile shorter(part, O_WRONLY | O_CREAT | O_TRUNC);
        shorter.is_open() && shorter.Write(bytes)) {
      fs::rename(part, path, ignored);
    } else {
      fs::remove(part, ignored);
    }
  }
  return entries;
}

void AppendToHistory(const std::string& path, std::string_view entry) {
  std::error_code ignored;
  fs::create_directories(fs::path(path).parent_path(), ignored);
  const LockedFile file(path, O_WRONLY | O_CREAT | O_APPEND);
  if (file.is_open()) (void)file.Write(Escaped(entry));
}

}  // namespace entente::cli
