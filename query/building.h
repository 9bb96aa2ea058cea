/// \file
/// The memory that a value takes while it is put together, counted against the query's limit as its
/// parts come and given back when it is done: whoever keeps the value counts it then. Does nothing
/// for a query without a limit. Private to query/. Threads: one at a time.

#pragma once

#include <algorithm>
#include <utility>

#include "query/batch.h"
#include "query/context.h"

namespace entente::query {

class Building {
 public:
  explicit Building(ExecutionContext& context)
      : context_(context), on_(context.limits->memory_limit_bytes() > 0) {}
  ~Building() { Release(); }
  Building(const Building&) = delete;
  Building& operator=(const Building&) = delete;

  bool on() const { return on_; }
  /// Counts what `value` alone keeps. False when that is too much: the query has failed then.
  bool Add(const graph::Value& value) { return !on_ || AddBytes(OwnSizeOf(value)); }
  bool AddBytes(uint64_t bytes) {
    constexpr uint64_t kStep = 1 << 14;
    context_.built_bytes += bytes;
    pending_ += bytes;
    if (pending_ < kStep) return true;
    charged_ += pending_;
    return context_.Charge(std::exchange(pending_, 0));
  }
  void Release() {
    if (charged_ > 0) context_.limits->Release(charged_);
    charged_ = pending_ = 0;
  }

 private:
  ExecutionContext& context_;
  bool on_;
  uint64_t pending_ = 0, charged_ = 0;
};

/// Strings, lists and maps may be large; other values are not worth counting one by one.
inline bool MayBeLarge(const graph::Value& value) {
  return value.kind() == graph::ValueKind::kString || value.kind() == graph::ValueKind::kList ||
         value.kind() == graph::ValueKind::kMap;
}

}  // namespace entente::query
