#include "query/limits.h"

#include <fmt/format.h>

namespace entente::query {

using graph::ErrorCode;

namespace {

std::string Grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

graph::Error PastMemory(uint64_t limit_bytes) {
  auto error = graph::MakeError(
      ErrorCode::kMemoryLimit,
      fmt::format("the query needs more than its memory limit of {} bytes", Grouped(limit_bytes)));
  error.suggestion = "raise the limit, or ask for less at a time";
  return error;
}

}  // namespace

graph::Status Limits::Check() const {
  if (interrupted_ && interrupted_->load(std::memory_order_relaxed)) {
    return graph::MakeError(ErrorCode::kInterrupted, "the query was interrupted");
  }
  if (memory_limit_bytes_ > 0 && used_bytes_ > memory_limit_bytes_) {
    return PastMemory(memory_limit_bytes_);
  }
  if (timeout_ms_ > 0 &&
      std::chrono::steady_clock::now() - begin_ > std::chrono::milliseconds(timeout_ms_)) {
    auto error = graph::MakeError(
        ErrorCode::kTimeout,
        fmt::format("the query takes longer than its time limit of {} ms", Grouped(timeout_ms_)));
    error.suggestion = "raise the limit, or ask for less at a time";
    return error;
  }
  return {};
}

graph::Status Limits::CheckRoom(uint64_t bytes) const {
  if (memory_limit_bytes_ == 0) return {};
  const uint64_t used = used_bytes_;
  if (used > memory_limit_bytes_ || bytes > memory_limit_bytes_ - used) {
    return PastMemory(memory_limit_bytes_);
  }
  return {};
}

graph::Status Limits::Charge(uint64_t bytes) {
  used_bytes_ += bytes;
  if (memory_limit_bytes_ > 0 && used_bytes_ > memory_limit_bytes_) return Check();
  return {};
}

}  // namespace entente::query
