#include "cli/folder_output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include "graph/formats/csv.h"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;

graph::Error PathError(const std::string& path, graph::ErrorCode code, std::string message) {
  graph::Error error = graph::MakeError(code, std::move(message));
  error.file = path;
  return error;
}

graph::Error SystemError(const std::string& path, int number) {
  return PathError(path, number == ENOSPC ? graph::ErrorCode::kNoSpace : graph::ErrorCode::kIo,
                   fmt::format("could not write: {}", std::strerror(number)));
}

// Whether `folder` is empty, or holds an export and nothing else.
bool MayReplace(const std::string& folder) {
  std::set<std::string> listed{graph::kCsvArguments};
  std::ifstream arguments(folder + "/" + graph::kCsvArguments);
  for (std::string line; std::getline(arguments, line);)
    if (line.starts_with("--nodes=") || line.starts_with("--relationships="))
      listed.insert(line.substr(line.find('=') + 1));
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    if (!listed.contains(it->path().filename().string())) return false;
  return !failed;
}

}  // namespace

graph::Result<std::unique_ptr<FolderOutput>> FolderOutput::Open(const std::string& path) {
  std::string clean = path;
  while (clean.size() > 1 && clean.ends_with('/')) clean.pop_back();
  std::error_code failed;
  const bool exists = fs::exists(clean, failed);
  if (exists && (!fs::is_directory(clean, failed) || !MayReplace(clean)))
    return PathError(path, graph::ErrorCode::kAlreadyExists,
                     "there is something else already; expected a new or an empty folder, or one "
                     "that an export wrote");
  std::string part = fmt::format("{}.part-{}", clean, ::getpid());
  if (!fs::create_directory(part, failed)) {
    const fs::path above = fs::path(clean).parent_path();
    if (failed == std::errc::no_such_file_or_directory && !above.empty())
      return PathError(path, graph::ErrorCode::kNotFound,
                       "there is no folder " + above.string() + " to write into");
    return SystemError(path, failed ? failed.value() : EEXIST);
  }
  return std::unique_ptr<FolderOutput>(new FolderOutput(std::move(clean), std::move(part)));
}

FolderOutput::~FolderOutput() {
  std::error_code ignored;
  if (!part_.empty()) fs::remove_all(part_, ignored);
}

graph::Status FolderOutput::Append(const std::string& name, std::string_view bytes) {
  const int fd =
      ::open((part_ + "/" + name).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd < 0) return SystemError(path_ + "/" + name, errno);
  int failed = 0;
  while (!bytes.empty() && !failed) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) failed = errno;
    if (written > 0) bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (::close(fd) != 0 && !failed) failed = errno;
  if (failed) return SystemError(path_ + "/" + name, failed);
  return {};
}

graph::Status FolderOutput::Finish() {
  std::error_code failed;
  if (fs::exists(path_, failed)) {
    // What stood there goes only when the new one is whole.
    const std::string old = fmt::format("{}.old-{}", path_, ::getpid());
    fs::rename(path_, old, failed);
    if (!failed) fs::rename(part_, path_, failed);
    std::error_code ignored;
    if (failed) {
      fs::rename(old, path_, ignored);
    } else {
      fs::remove_all(old, ignored);
    }
  } else {
    fs::rename(part_, path_, failed);
  }
  if (failed) return SystemError(path_, failed.value());
  part_.clear();
  return {};
}

}  // namespace entente::cli
