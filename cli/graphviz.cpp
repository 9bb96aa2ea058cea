#include "cli/graphviz.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

extern char** environ;

namespace entente::cli {

namespace {

using graph::ErrorCode;
using graph::MakeError;

struct Pipe {
  int read_end = -1, write_end = -1;
  bool Open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }
  void CloseRead() { Close(read_end); }
  void CloseWrite() { Close(write_end); }
  ~Pipe() {
    CloseRead();
    CloseWrite();
  }

 private:
  static void Close(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

graph::Error NotInstalled() {
  graph::Error error =
      MakeError(ErrorCode::kNotFound, "GraphViz is not installed: there is no program 'dot'");
  error.suggestion = "install it (apt-get install graphviz), or write a .dot file";
  return error;
}

graph::Result<std::string> RunOnce(std::string_view input, std::string_view format,
                                   std::string_view engine, uint32_t time_limit_ms) {
  Pipe in, out, err;
  if (!in.Open() || !out.Open() || !err.Open())
    return MakeError(ErrorCode::kIo, fmt::format("no pipe to GraphViz: {}", std::strerror(errno)));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write_end, STDERR_FILENO);
  std::string engine_flag = fmt::format("-K{}", engine), format_flag = fmt::format("-T{}", format);
  char program[] = "dot";
  char* arguments[] = {program, engine_flag.data(), format_flag.data(), nullptr};
  pid_t child = 0;
  int spawned = ::posix_spawnp(&child, "dot", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (spawned == ENOENT) return NotInstalled();
  if (spawned != 0)
    return MakeError(ErrorCode::kIo,
                     fmt::format("could not start GraphViz: {}", std::strerror(spawned)));
  in.CloseRead();
  out.CloseWrite();
  err.CloseWrite();
  ::fcntl(in.write_end, F_SETFL, O_NONBLOCK);

  auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(time_limit_ms);
  std::string picture, complaints;
  bool timed_out = false;
  while (out.read_end >= 0 || err.read_end >= 0) {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      timed_out = true;
      break;
    }
    pollfd watched[3] = {
        {in.write_end, POLLOUT, 0}, {out.read_end, POLLIN, 0}, {err.read_end, POLLIN, 0}};
    if (::poll(watched, 3, static_cast<int>(left.count())) < 0 && errno != EINTR) break;
    if (watched[0].revents != 0) {
      ssize_t n = ::write(in.write_end, input.data(), input.size());
      if (n > 0) input.remove_prefix(static_cast<size_t>(n));
      if (input.empty() || (n < 0 && errno != EAGAIN && errno != EINTR)) in.CloseWrite();
    }
    auto drain = [](Pipe& pipe, std::string& into) {
      char buffer[65536];
      ssize_t n = ::read(pipe.read_end, buffer, sizeof buffer);
      if (n > 0) into.append(buffer, static_cast<size_t>(n));
      if (n == 0 || (n < 0 && errno != EINTR)) pipe.CloseRead();
    };
    if (watched[1].revents != 0) drain(out, picture);
    if (watched[2].revents != 0) drain(err, complaints);
  }
  if (timed_out) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (timed_out) {
    graph::Error error =
        MakeError(ErrorCode::kTimeout,
                  fmt::format("GraphViz ({}) took longer than {} s", engine, time_limit_ms / 1000));
    error.suggestion = "--limit draws less";
    return error;
  }
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGINT || WTERMSIG(status) == SIGTERM))
    return MakeError(ErrorCode::kInterrupted, "interrupted; nothing was drawn");
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) return NotInstalled();
  if (WIFSIGNALED(status))
    return MakeError(ErrorCode::kIo, fmt::format("GraphViz ended without a picture: {}",
                                                 ::strsignal(WTERMSIG(status))));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || picture.empty())
    return MakeError(ErrorCode::kIo, "GraphViz could not draw this: " +
                                         complaints.substr(0, complaints.find('\n')));
  return picture;
}

}  // namespace

std::string WebAddress(std::string_view url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return "";
  constexpr std::string_view kAllowed = "-._~:/?#[]@!$&()*+,;=%";
  std::string out;
  for (char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x80 && std::isalnum(byte)) || kAllowed.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", byte);
    }
  }
  return out;
}

std::string_view LayoutEngineFor(size_t node_count, size_t edge_count) {
  return node_count <= 600 && edge_count <= 1200 ? "dot" : "sfdp";
}

graph::Result<Picture> RenderDot(std::string_view dot_text, std::string_view format,
                                 std::string_view engine, uint32_t time_limit_ms) {
  constexpr std::string_view kQuick = "sfdp";
  auto picture = RunOnce(dot_text, format, engine, time_limit_ms);
  if (!picture && picture.error().code == ErrorCode::kTimeout && engine != kQuick) {
    engine = kQuick;
    picture = RunOnce(dot_text, format, engine, time_limit_ms);
  }
  if (!picture) return picture.error();
  return Picture{*std::move(picture), std::string(engine)};
}

}  // namespace entente::cli
