#include "query/limits.h"

#include <fmt/format.h>

namespace entente::query {

using graph::ErrorCode;

graph::Status Limits::Check() const {
  if (interrupted_ && interrupted_->load(std::memory_order_relaxed)) {
    return graph::MakeError(ErrorCode::kInterrupted, "the query was interrupted");
  }
  if (memory_limit_bytes_ > 0 && used_bytes_ > memory_limit_bytes_) {
    auto error = graph::MakeError(
        ErrorCode::kMemoryLimit,
        fmt::format("the query needs more than its memory limit of {} bytes", memory_limit_bytes_));
    error.suggestion = "raise the limit, or ask for less at a time";
    return error;
  }
  if (timeout_ms_ > 0 &&
      std::chrono::steady_clock::now() - begin_ > std::chrono::milliseconds(timeout_ms_)) {
    auto error = graph::MakeError(
        ErrorCode::kTimeout,
        fmt::format("the query takes longer than its time limit of {} ms", timeout_ms_));
    error.suggestion = "raise the limit, or ask for less at a time";
    return error;
  }
  return {};
}

graph::Status Limits::Charge(uint64_t bytes) {
  used_bytes_ += bytes;
  if (memory_limit_bytes_ > 0 && used_bytes_ > memory_limit_bytes_) return Check();
  return {};
}

}  // namespace entente::query
