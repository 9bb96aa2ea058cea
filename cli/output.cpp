#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "cli/command.h"
#include "cli/program.h"
#include "graph/publish.h"

namespace entente::cli {

namespace {

graph::Error SystemError(const std::string& path, const char* what) {
  graph::Error error =
      graph::MakeError(errno == ENOSPC ? graph::ErrorCode::kNoSpace : graph::ErrorCode::kIo,
                       fmt::format("{}: {}", what, std::strerror(errno)));
  error.file = path;
  return error;
}

// Of a file that could not be made.
graph::Error CreationError(const std::string& path) {
  const int code = errno;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code unknown;
  if (code == ENOENT && !folder.empty() && !std::filesystem::exists(folder, unknown)) {
    graph::Error error = graph::MakeError(
        graph::ErrorCode::kNotFound, "there is no folder " + folder.string() + " to write into");
    error.file = path;
    return error;
  }
  errno = code;
  return SystemError(path, "can't be written");
}

graph::Status WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return SystemError(path, "could not write");
    }
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

class StandardOutput : public Output {
 public:
  graph::Status Write(std::string_view bytes) override {
    return WriteAll(STDOUT_FILENO, bytes, "standard output");
  }
  graph::Status Finish() override { return {}; }
};

class FileOutput : public Output {
 public:
  FileOutput(std::string path, std::string part, int fd)
      : path_(std::move(path)), part_(std::move(part)), fd_(fd) {}
  ~FileOutput() override {
    if (fd_ < 0) return;
    ::close(fd_);
    if (!part_.empty()) ::unlink(part_.c_str());
  }
  graph::Status Write(std::string_view bytes) override { return WriteAll(fd_, bytes, path_); }
  graph::Status Finish() override {
    if (::fsync(fd_) != 0 && errno != EINVAL) return SystemError(path_, "could not write");
    int closed = ::close(fd_);
    fd_ = -1;
    if (closed != 0 || (!part_.empty() && ::rename(part_.c_str(), path_.c_str()) != 0)) {
      graph::Error error = SystemError(path_, "could not write");
      if (!part_.empty()) ::unlink(part_.c_str());
      return error;
    }
    return {};
  }

 private:
  std::string path_, part_;
  int fd_;
};

}  // namespace

graph::Result<std::unique_ptr<Output>> Output::Open(const std::string& path,
                                                    const std::vector<std::string_view>& endings) {
  if (path.empty() || path == "-") return std::unique_ptr<Output>(new StandardOutput());
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    // A pipe or a device is written to; only a file can be replaced by a whole new one.
    int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return SystemError(path, "can't be written");
    return std::unique_ptr<Output>(new FileOutput(path, "", fd));
  }
  const std::string target = graph::FollowLinks(path);
  if (std::filesystem::exists(status)) {
    // Whoever names the graph itself as the output has mistyped.
    const graph::Status graph = graph::CheckPublishable(target, graph::Replace::kYes);
    if (graph || graph.error().code == graph::ErrorCode::kBusy) {
      graph::Error refused = graph::MakeError(graph::ErrorCode::kAlreadyExists,
                                              "this is a graph, and it stays as it is");
      refused.file = path;
      refused.suggestion = "name another file with -o";
      return refused;
    }
    std::error_code unread;
    if (!endings.empty() && std::filesystem::file_size(target, unread) != 0 && !unread &&
        std::none_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); })) {
      graph::Error refused =
          graph::MakeError(graph::ErrorCode::kInvalidArgument,
                           "there is a file of another kind already, and it stays as it is");
      refused.file = path;
      refused.suggestion = fmt::format("name a file that ends in {}", endings.front());
      return refused;
    }
  }
  std::string part = fmt::format("{}.part-{}", target, ::getpid());
  int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) return CreationError(path);
  return std::unique_ptr<Output>(new FileOutput(target, std::move(part), fd));
}

bool OutputClosed() {
  pollfd out{STDOUT_FILENO, 0, 0};
  return ::poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

int FinishStandardOutput(int status) {
  std::cout.flush();
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good();
  if (written || OutputClosed() || status != kDone) return status;
  return ReportError(SystemError("standard output", "could not write"));
}

}  // namespace entente::cli
