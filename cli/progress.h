/// \file
/// One line on a terminal that says how far long work is; nothing where standard error is no
/// terminal. Threads: one thread.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente::cli {

class ProgressLine {
 public:
  /// `shown` false (--quiet): never anything.
  explicit ProgressLine(bool shown);
  /// Clears the line.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// `done` of `total` (0: unknown) bytes; `what` stands in front, as "1,234 documents". Redrawn at
  /// most ten times a second.
  void Show(std::string_view what, uint64_t done_bytes, uint64_t total_bytes);
  void Clear();

 private:
  bool shown_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point begin_, last_;
};

/// "[#####-----]  50 %  12 MB/s  3 s left" for `elapsed_seconds` of work; parts that are not known
/// are left out.
std::string ProgressText(uint64_t done_bytes, uint64_t total_bytes, double elapsed_seconds);

}  // namespace entente::cli
