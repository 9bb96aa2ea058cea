/// \file
/// What checking and planning a query has cost so far, in steps and in memory that the plan keeps,
/// against the limits of the query: a text of megabytes must not keep the machine busy before its
/// first row any more than after it. Threads: one a query. Ownership: the limits outlive it.

#pragma once

#include <cstdint>
#include <optional>

#include "query/limits.h"

namespace entente::query {

class PlanningWork {
 public:
  explicit PlanningWork(Limits& limits) : limits_(limits) {}

  /// Counts steps of about the size of a look at one name, slot or predicate. False once a limit is
  /// hit: what is being made is thrown away then, and may be left half done.
  bool Count(uint64_t steps = 1) {
    steps_ += steps;
    return steps_ < next_look_ ? !error_ : Look();
  }
  /// Counts memory that lasts as long as the plan.
  bool Keep(uint64_t bytes) {
    kept_bytes_ += bytes;
    if (auto status = limits_.Charge(bytes); !status && !error_) error_ = status.error();
    return !error_;
  }
  void Forget(uint64_t bytes) {
    kept_bytes_ -= bytes;
    limits_.Release(bytes);
  }

  uint64_t steps() const { return steps_; }
  uint64_t kept_bytes() const { return kept_bytes_; }
  const std::optional<graph::Error>& error() const { return error_; }

 private:
  bool Look() {
    constexpr uint64_t kSteps = 1 << 14;
    next_look_ = steps_ + kSteps;
    if (auto status = limits_.Check(); !status && !error_) error_ = status.error();
    return !error_;
  }

  Limits& limits_;
  uint64_t steps_ = 0, next_look_ = 0, kept_bytes_ = 0;
  std::optional<graph::Error> error_;
};

}  // namespace entente::query
