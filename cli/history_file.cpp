#include "cli/history_file.h"

#include <fcntl.h>
#include <unistd.h>

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

// One write, so that entries of two sessions never mix.
bool AppendBytes(const std::string& path, std::string_view bytes) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  const bool whole = ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  ::close(fd);
  return whole;
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
  std::vector<std::string> entries;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && !graph::FindInvalidUtf8(line)) entries.push_back(Unescaped(line));
  if (entries.size() <= most) return entries;
  const bool long_file = entries.size() > 2 * most;
  entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(most));
  if (long_file) {
    const std::string part = path + ".part-" + std::to_string(::getpid());
    std::string bytes;
    for (const std::string& entry : entries) bytes += Escaped(entry);
    if (AppendBytes(part, bytes)) {
      std::error_code ignored;
      fs::rename(part, path, ignored);
    } else {
      ::unlink(part.c_str());
    }
  }
  return entries;
}

void AppendToHistory(const std::string& path, std::string_view entry) {
  std::error_code ignored;
  fs::create_directories(fs::path(path).parent_path(), ignored);
  (void)AppendBytes(path, Escaped(entry));
}

}  // namespace entente::cli
