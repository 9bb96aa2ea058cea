/// \file
/// The program at a terminal of its own, typed at and read like one that a person sits before.

#pragma once

#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace entente::tests {

class Terminal {
 public:
  using Environment = std::vector<std::pair<std::string, std::string>>;

  Terminal(const std::string& folder, const std::vector<std::string>& arguments,
           const Environment& environment = {}, unsigned short rows = 24,
           unsigned short columns = 80) {
    winsize size{rows, columns, 0, 0};
    child_ = forkpty(&fd_, nullptr, nullptr, &size);
    if (child_ != 0) return;
    if (chdir(folder.c_str()) != 0) _exit(126);
    setenv("TERM", "xterm", 1);
    setenv("HOME", folder.c_str(), 1);
    unsetenv("XDG_STATE_HOME");
    unsetenv("NO_COLOR");
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> words;
    for (const std::string& argument : arguments)
      words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    execvp(words[0], words.data());
    _exit(127);
  }
  ~Terminal() {
    if (child_ > 0 && !ended_) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    if (fd_ >= 0) close(fd_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Types when the program edits a line, as a person does who sees the prompt; what comes before
  /// that the terminal itself would take, and Ctrl-D and Tab mean something else to it. Ctrl-C is
  /// for any moment.
  void Type(const std::string& keys) {
    for (int i = 0; i < 200 && keys != "\x03" && !EditsALine(); ++i) usleep(10'000);
    EXPECT_EQ(write(fd_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }

  /// Waits until `text` was shown after what the last call found; a failure of the test when it
  /// is not within ten seconds. Returns what was shown up to it.
  std::string Expect(const std::string& text) {
    auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    for (;;) {
      if (size_t at = shown_.find(text, seen_); at != std::string::npos) {
        std::string until = shown_.substr(seen_, at + text.size() - seen_);
        seen_ = at + text.size();
        return until;
      }
      if (std::chrono::steady_clock::now() > deadline || !ReadSome()) {
        ADD_FAILURE() << "the terminal never showed: " << text << "\n--- after\n"
                      << shown_.substr(seen_);
        return shown_.substr(seen_);
      }
    }
  }

  /// Reads until the program ends; returns its exit status.
  int End() {
    while (ReadSome()) {
    }
    int status = 0;
    if (!ended_) {
      // One that says nothing and does not end would keep the test for ever.
      for (int i = 0; i < 500 && waitpid(child_, &status, WNOHANG) == 0; ++i) {
        usleep(10'000);
        if (i == 499) {
          ADD_FAILURE() << "the program does not end";
          kill(child_, SIGKILL);
          waitpid(child_, &status, 0);
        }
      }
    }
    ended_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  const std::string& shown() const { return shown_; }

 private:
  bool EditsALine() const {
    termios state = {};
    return tcgetattr(fd_, &state) == 0 && (state.c_lflag & ICANON) == 0;
  }

  // False when the program has closed the terminal or says nothing for ten seconds.
  bool ReadSome() {
    pollfd watched{fd_, POLLIN, 0};
    if (poll(&watched, 1, 10'000) <= 0) return false;
    char buffer[4096];
    ssize_t n = read(fd_, buffer, sizeof buffer);
    if (n <= 0) return false;
    shown_.append(buffer, static_cast<size_t>(n));
    return true;
  }

  int fd_ = -1;
  pid_t child_ = -1;
  bool ended_ = false;
  std::string shown_;
  size_t seen_ = 0;
};

}  // namespace entente::tests
