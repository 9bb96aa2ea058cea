#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cli/terminal.h"

namespace entente::cli {

std::string ProgressText(uint64_t done_bytes, uint64_t total_bytes, double elapsed_seconds) {
  std::string out;
  double done = static_cast<double>(done_bytes), total = static_cast<double>(total_bytes);
  double part = total_bytes > 0 ? std::min(1.0, done / total) : 0;
  if (total_bytes > 0) {
    size_t filled = static_cast<size_t>(part * 20);
    out += "[" + std::string(filled, '#') + std::string(20 - filled, '-') + "]";
    out += fmt::format("  {:3.0f} %", part * 100);
  }
  if (elapsed_seconds > 0.5 && done_bytes > 0) {
    out += fmt::format("  {}/s", FileSize(static_cast<uint64_t>(done / elapsed_seconds)));
    if (total_bytes > done_bytes)
      out += fmt::format("  {:.0f} s left", elapsed_seconds * (total - done) / done);
  }
  return out;
}

ProgressLine::ProgressLine(bool shown)
    : shown_(shown && IsTerminal(STDERR_FILENO)), begin_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() { Clear(); }

void ProgressLine::Show(std::string_view what, uint64_t done_bytes, uint64_t total_bytes) {
  if (!shown_) return;
  auto now = std::chrono::steady_clock::now();
  if (drawn_ && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  drawn_ = true;
  double elapsed = std::chrono::duration<double>(now - begin_).count();
  std::string text = std::string(what) + "  " + ProgressText(done_bytes, total_bytes, elapsed);
  size_t width = TerminalWidth(STDERR_FILENO);
  if (text.size() >= width) text.resize(width - 1);
  std::fprintf(stderr, "\r\x1b[K%s", text.c_str());
  std::fflush(stderr);
}

void ProgressLine::Clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace entente::cli
