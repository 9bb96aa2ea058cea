#include "cli/pager.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/terminal.h"

extern char** environ;

namespace entente::cli {

namespace {

size_t TerminalRows() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

bool IsOnPath(std::string_view program) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    size_t colon = std::min(rest.find(':'), rest.size());
    std::string candidate = std::string(rest.substr(0, colon)) + "/" + std::string(program);
    if (::access(candidate.c_str(), X_OK) == 0) return true;
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return false;
}

// The command of the pager; empty: none.
std::string PagerCommand() {
  for (const char* name : {"ENTENTE_PAGER", "PAGER"})
    if (const char* pager = std::getenv(name); pager != nullptr)
      return std::string_view(pager) == "cat" ? "" : pager;
  return IsOnPath("less") ? "less" : "";
}

// While a pager has the terminal, Ctrl-C is its.
class SignalsIgnored {
 public:
  SignalsIgnored() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &ignore, &before_);
  }
  ~SignalsIgnored() { sigaction(SIGINT, &before_, nullptr); }
  SignalsIgnored(const SignalsIgnored&) = delete;
  SignalsIgnored& operator=(const SignalsIgnored&) = delete;

 private:
  struct sigaction before_ {};
};

// False where it could not be started.
bool RunPager(const std::string& command, std::string_view text) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGINT);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  // less: leave when all fits, keep colours, leave the text on the screen; unless told otherwise.
  std::vector<char*> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment.push_back(*entry);
  char less[] = "LESS=FRX";
  if (std::getenv("LESS") == nullptr) environment.push_back(less);
  environment.push_back(nullptr);
  std::string line = command;
  char shell[] = "sh", dash_c[] = "-c";
  char* arguments[] = {shell, dash_c, line.data(), nullptr};
  SignalsIgnored ignored;
  pid_t child = 0;
  int spawned = ::posix_spawnp(&child, "sh", &actions, &attributes, arguments, environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  ::close(ends[0]);
  if (spawned == 0) {
    while (!text.empty()) {
      ssize_t n = ::write(ends[1], text.data(), text.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) break;  // the reader has seen enough
      text.remove_prefix(static_cast<size_t>(n));
    }
  }
  ::close(ends[1]);
  if (spawned != 0) return false;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return !WIFEXITED(status) || WEXITSTATUS(status) < 126;  // 126, 127: sh could not run it
}

}  // namespace

graph::Status ShowText(std::string_view text, Pager pager) {
  if (pager == Pager::kYes && IsTerminal(STDOUT_FILENO) && IsTerminal(STDIN_FILENO)) {
    auto lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    if (lines >= TerminalRows()) {
      std::string command = PagerCommand();
      if (!command.empty() && RunPager(command, text)) return {};
    }
  }
  auto output = Output::Open("-");
  if (!output) return output.error();
  graph::Status written = (*output)->Write(text);
  if (!written && OutputClosed()) return {};
  return written;
}

graph::Status ShowData(std::string_view text, Pager pager) {
  return IsTerminal(STDOUT_FILENO) ? ShowText(PrintableLines(text), pager) : ShowText(text, pager);
}

void AddPagerOption(CLI::App& command, Context& context) {
  command.add_flag_callback(
      "--no-pager", [&context] { context.pager = false; },
      "Print all at once; otherwise $ENTENTE_PAGER, $PAGER or less shows what is longer than the "
      "terminal");
}

}  // namespace entente::cli
