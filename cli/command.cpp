#include "cli/command.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <vector>

#include "cli/program.h"
#include "cli/terminal.h"
#include "graph/near_name.h"

namespace entente::cli {

namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");

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
  if (error.suggestion.empty() && error.code == graph::ErrorCode::kNotFound)
    if (auto near = NearFile(error.file)) error.suggestion = "did you mean " + *near + "?";
  graph::Error plain = error;
  plain.suggestion.clear();
  bool colour = WantsColour(STDERR_FILENO);
  std::string text =
      Fitted(Styled("entente:", Style::kRed, colour) + " " + Printable(graph::FormatError(plain)),
             STDERR_FILENO) +
      "\n";
  text += SuggestionText(error.suggestion,
                         IsTerminal(STDERR_FILENO) ? TerminalWidth(STDERR_FILENO) : 0);
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

void Tell(std::string_view sentence) {
  std::fputs((Fitted(Printable(sentence), STDERR_FILENO) + "\n").c_str(), stderr);
}

graph::Result<OpenedGraph> OpenForReading(const std::string& path) {
  OpenedGraph opened;
  ENTENTE_ASSIGN_OR_RETURN(opened.graph, graph::Graph::Open(path, graph::OpenMode::kRead));
  ENTENTE_ASSIGN_OR_RETURN(opened.reader, opened.graph->Read());
  return opened;
}

}  // namespace entente::cli
