/// \file
/// One loop on several threads. Threads: the call returns when all of the loop is done.

#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace entente::ingest {

/// Calls `use(i)` for every i below `count`, on up to `jobs` threads, this one among them, in any
/// order. REQUIRES that calls for different i do not touch the same things, and do not throw.
template <class Use>
void ParallelFor(unsigned jobs, size_t count, Use use) {
  constexpr size_t kStep = 64;
  if (jobs <= 1 || count <= kStep) {
    for (size_t i = 0; i < count; ++i) use(i);
    return;
  }
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t begin = next.fetch_add(kStep); begin < count; begin = next.fetch_add(kStep)) {
      for (size_t i = begin; i < std::min(begin + kStep, count); ++i) use(i);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
}

}  // namespace entente::ingest
