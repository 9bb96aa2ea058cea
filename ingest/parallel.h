/// \file
/// One loop on several threads. Threads: the call returns when all of the loop is done.

#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <thread>
#include <vector>

#include "graph/start_thread.h"

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
  for (unsigned i = 1; i < jobs; ++i)
    if (!graph::StartThread(threads, work)) break;
  work();
}

/// What `use(i, out)` appends to `out` for every i below `count`, in the order of i, on up to
/// `jobs` threads. REQUIRES that calls for different i do not touch the same things, and do not
/// throw.
template <class T, class Use>
std::vector<T> ParallelCollect(unsigned jobs, size_t count, Use use) {
  constexpr size_t kChunk = 1024;
  std::vector<T> all;
  if (jobs <= 1 || count <= kChunk) {
    for (size_t i = 0; i < count; ++i) use(i, all);
    return all;
  }
  std::vector<std::vector<T>> chunks((count + kChunk - 1) / kChunk);
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t chunk = next++; chunk < chunks.size(); chunk = next++) {
      const size_t end = std::min((chunk + 1) * kChunk, count);
      for (size_t i = chunk * kChunk; i < end; ++i) use(i, chunks[chunk]);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < jobs; ++i)
      if (!graph::StartThread(threads, work)) break;
    work();
  }
  size_t size = 0;
  for (const std::vector<T>& chunk : chunks) size += chunk.size();
  all.reserve(size);
  for (std::vector<T>& chunk : chunks) {
    all.insert(all.end(), std::make_move_iterator(chunk.begin()),
               std::make_move_iterator(chunk.end()));
    chunk = {};
  }
  return all;
}

}  // namespace entente::ingest
