/// \file
/// Whose turn it is to write: a lock that may be released by another thread than the one that took
/// it, since a transaction may die on another thread.

#pragma once

#include <condition_variable>
#include <mutex>

namespace entente::graph {

class Turn {
 public:
  /// Waits until nobody has the turn, and takes it.
  void Take() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [this] { return !taken_; });
    taken_ = true;
  }
  void Leave() {
    {
      std::lock_guard lock(mutex_);
      taken_ = false;
    }
    free_.notify_one();
  }

 private:
  std::mutex mutex_;  // guards taken_
  std::condition_variable free_;
  bool taken_ = false;
};

}  // namespace entente::graph
