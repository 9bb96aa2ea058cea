/// \file
/// Threads that help when the system has them to give. Threads: none of these functions is shared.

#pragma once

#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace entente::graph {

/// Starts `work` on a thread of its own, which `threads` then owns. Returns false where the system
/// refuses one (a limit on memory or on threads): nothing was started, and the caller does without.
template <class Work>
bool StartThread(std::vector<std::jthread>& threads, Work work) {
  try {
    threads.emplace_back(std::move(work));
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace entente::graph
