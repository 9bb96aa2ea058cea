#include "graph/publish.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <utility>

#include "graph/file_pages.h"
#include "graph/file_system.h"
#include "graph/root_record.h"

namespace entente::graph {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnpublished = ".new-";

Error About(const std::string& path, ErrorCode code, const std::string& message,
            const std::string& suggestion) {
  Error error = MakeError(code, message);
  error.file = path;
  error.suggestion = suggestion;
  return error;
}

// A damaged graph may be replaced; another program's file may not, whatever its state.
Status RefuseForeign(int fd, size_t size, const std::string& path) {
  void* at = size ? ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0) : nullptr;
  if (at == MAP_FAILED) return SystemError(errno, "can't read", path);
  const std::string_view bytes(static_cast<const char*>(at), size);
  const auto metas = ReadMetaPages(bytes);
  // The mark of a root record tells a graph of ours from other LMDB files.
  const bool ours = metas || metas.error().code != ErrorCode::kForeignFile;
  const bool marked = ours && bytes.find(kRootMagic) != std::string_view::npos;
  if (at) ::munmap(at, size);
  if (marked) return {};
  return About(path, ErrorCode::kForeignFile, "there is a file already, and it is not a graph",
               "it stays as it is; name another file");
}

// The file to be replaced, opened, known to be a graph, and held alone unless the caller does.
Result<Descriptor> TakeOld(const std::string& path, Replace replace) {
  Descriptor old(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (old.get() < 0) return SystemError(errno, "can't replace", path);
  struct stat status = {};
  if (::fstat(old.get(), &status) != 0) return SystemError(errno, "can't replace", path);
  if (S_ISDIR(status.st_mode)) {
    return About(path, ErrorCode::kForeignFile, "this is a folder; a graph is one file", "");
  }
  if (!S_ISREG(status.st_mode)) {
    return About(path, ErrorCode::kForeignFile, "this is not a regular file; a graph is one", "");
  }
  ENTENTE_RETURN_IF_ERROR(RefuseForeign(old.get(), static_cast<size_t>(status.st_size), path));
  // Whoever has a graph open holds this lock shared. LMDB finds its lock file by name, so a reader
  // of the old file and one of the new would otherwise take each other for readers of one file.
  if (replace == Replace::kYes && ::flock(old.get(), LOCK_EX | LOCK_NB) != 0) {
    return About(path, ErrorCode::kBusy, "somebody has the graph open",
                 "it can be replaced once it is closed there");
  }
  return old;
}

void SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() >= 0) ::fsync(descriptor.get());
}

}  // namespace

std::string FollowLinks(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return path;
  const fs::path real = fs::canonical(path, error);
  return error ? path : real.string();
}

std::string UnpublishedName(const std::string& path) {
  return path + std::string(kUnpublished) + std::to_string(::getpid());
}

Status CheckPublishable(const std::string& path, Replace replace) {
  const std::string target = FollowLinks(path);
  if (::access(target.c_str(), F_OK) != 0) return {};
  if (replace == Replace::kNo) return SystemError(EEXIST, "can't create", path);
  if (auto old = TakeOld(target, replace); !old) return old.error();
  return {};
}

Status PublishFile(const std::string& from, const std::string& to, Replace replace) {
  const std::string lock_file = to + "-lock";
  // Who opens the new name waits for this lock, until a lock file that an older file left is gone.
  const Descriptor fresh(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (fresh.get() < 0 || ::flock(fresh.get(), LOCK_EX) != 0) {
    return SystemError(errno, "can't create", to);
  }
  if (replace != Replace::kNo && ::access(to.c_str(), F_OK) == 0) {
    ENTENTE_ASSIGN_OR_RETURN(const Descriptor old, TakeOld(to, replace));
    struct stat status = {};
    if (::fstat(old.get(), &status) == 0) {
      // Who may not give files away keeps them.
      if (::fchown(fresh.get(), status.st_uid, status.st_gid) != 0) errno = 0;
      ::fchmod(fresh.get(), status.st_mode & 07777);
    }
    if (::rename(from.c_str(), to.c_str()) != 0) return SystemError(errno, "can't replace", to);
    ::unlink(lock_file.c_str());
  } else if (::link(from.c_str(), to.c_str()) == 0) {
    ::unlink(lock_file.c_str());
    ::unlink(from.c_str());
  } else if (errno == EEXIST) {
    return SystemError(EEXIST, "can't create", to);
  } else {  // a file system without hard links
    if (::access(to.c_str(), F_OK) == 0) return SystemError(EEXIST, "can't create", to);
    if (::rename(from.c_str(), to.c_str()) != 0) return SystemError(errno, "can't create", to);
    ::unlink(lock_file.c_str());
  }
  SyncFolderOf(to);
  return {};
}

void RemoveAbandoned(const std::string& path) {
  const fs::path whole(path);
  const std::string stem = whole.filename().string() + std::string(kUnpublished);
  std::error_code error;
  const fs::path folder = whole.has_parent_path() ? whole.parent_path() : fs::path(".");
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.compare(0, stem.size(), stem) != 0) continue;
    pid_t process = 0;
    const char* last = name.data() + name.size();
    const auto [parsed, bad] = std::from_chars(name.data() + stem.size(), last, process);
    if (bad != std::errc() || parsed != last || process <= 0) continue;
    if (::kill(process, 0) == 0 || errno != ESRCH) continue;
    // A process of another container has another number here, and holds the lock.
    const Descriptor abandoned(::open(at->path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (abandoned.get() >= 0 && ::flock(abandoned.get(), LOCK_EX | LOCK_NB) == 0) {
      ::unlink(at->path().c_str());
    }
  }
}

}  // namespace entente::graph
