/// \file
/// What stops a query: its time limit, its memory limit, a request from outside. Threads: one
/// Limits a query; Charge and Check may be called from several threads of it.

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "graph/result.h"

namespace entente::query {

class Limits {
 public:
  Limits() = default;
  Limits(uint64_t memory_bytes, uint64_t timeout_ms, const std::atomic<bool>* interrupted)
      : memory_limit_bytes_(memory_bytes), timeout_ms_(timeout_ms), interrupted_(interrupted) {}

  /// Errors: kTimeout, kInterrupted, kMemoryLimit (of an earlier Charge). Reads the clock: call it
  /// once a batch, or every some thousand steps.
  graph::Status Check() const;

  /// Counts memory that is kept beyond a batch. Errors: kMemoryLimit.
  graph::Status Charge(uint64_t bytes);
  /// The same without an answer; Check() finds out.
  void ChargeQuietly(uint64_t bytes) { used_bytes_ += bytes; }
  /// Whether so much more would be too much. Errors: kMemoryLimit.
  graph::Status CheckRoom(uint64_t bytes) const;
  void Release(uint64_t bytes) { used_bytes_ -= bytes; }
  uint64_t used_bytes() const { return used_bytes_; }
  uint64_t memory_limit_bytes() const { return memory_limit_bytes_; }

 private:
  uint64_t memory_limit_bytes_ = 0;
  uint64_t timeout_ms_ = 0;
  const std::atomic<bool>* interrupted_ = nullptr;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::atomic<uint64_t> used_bytes_{0};
};

}  // namespace entente::query
