#include "cli/command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <optional>
#include <vector>

#include "cli/program.h"
#include "cli/terminal.h"
#include "graph/near_name.h"
#include "graph/publish.h"

namespace entente::cli {

namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

graph::Error SystemError(const std::string& path, const char* what) {
  graph::Error error =
      graph::MakeError(errno == ENOSPC ? graph::ErrorCode::kNoSpace : graph::ErrorCode::kIo,
                       fmt::format("{}: {}", what, std::strerror(errno)));
  error.file = path;
  return error;
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

extern "C" void OnSignal(int) { interrupted.store(true, std::memory_order_relaxed); }

void InstallHandlers() {
  struct sigaction action {};
  action.sa_handler = OnSignal;
  // A second signal ends the program at once.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

const std::atomic<bool>& Interrupted() {
  static const bool installed = [] {
    InstallHandlers();
    return true;
  }();
  (void)installed;
  return interrupted;
}

void ResetInterrupt() {
  interrupted.store(false, std::memory_order_relaxed);
  InstallHandlers();
}

namespace {

// A file that is not there is a typing mistake more often than anything else.
std::optional<std::string> NearFile(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (path.empty() || fs::exists(path, failed)) return std::nullopt;
  fs::path folder = fs::path(path).parent_path();
  std::vector<std::string> names;
  const std::string wanted = fs::path(path).filename().string();
  for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, failed))
    // A link that leads nowhere is there and is not.
    if (std::error_code ignored; fs::exists(entry.path(), ignored))
      names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  auto near = graph::NearestName(wanted, names);
  if (!near || *near == wanted) return std::nullopt;
  return (folder / *near).string();
}

}  // namespace

int ReportError(const graph::Error& given) {
  graph::Error error = given;
  if (error.suggestion.empty() &&
      (error.code == graph::ErrorCode::kIo || error.code == graph::ErrorCode::kNotFound))
    if (auto near = NearFile(error.file)) error.suggestion = "did you mean " + *near + "?";
  graph::Error plain = error;
  plain.suggestion.clear();
  bool colour = WantsColour(STDERR_FILENO);
  std::string text =
      Styled("entente:", Style::kRed, colour) + " " + Printable(graph::FormatError(plain)) + "\n";
  if (!error.suggestion.empty()) text += "  " + Printable(error.suggestion) + "\n";
  std::fputs(text.c_str(), stderr);
  switch (error.code) {
    case graph::ErrorCode::kInterrupted:
      return kWasInterrupted;
    case graph::ErrorCode::kInvalidArgument:
      return kCallWrong;
    default:
      return kWorkFailed;
  }
}

graph::Result<OpenedGraph> OpenForReading(const std::string& path) {
  OpenedGraph opened;
  ENTENTE_ASSIGN_OR_RETURN(opened.graph, graph::Graph::Open(path, graph::OpenMode::kRead));
  ENTENTE_ASSIGN_OR_RETURN(opened.reader, opened.graph->Read());
  return opened;
}

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
  if (fd < 0) return SystemError(path, "can't be written");
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
