// The program's operator new and delete. In a build with a sanitizer these are the sanitizer's, and
// must do the same.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace entente::cli {
namespace {

/// A block filled with what its size says.
struct Filled {
  explicit Filled(size_t size_bytes) : size(size_bytes), block(::operator new(size_bytes)) {
    std::memset(block, static_cast<int>(size % 251), size);
  }
  bool Intact() const {
    const auto* bytes = static_cast<const unsigned char*>(block);
    for (size_t i = 0; i < size; ++i) {
      if (bytes[i] != size % 251) return false;
    }
    return true;
  }
  size_t size;
  void* block;
};

TEST(SmallBlocks, BlocksOfAllSizesKeepWhatIsInThemAndAreAligned) {
  std::vector<Filled> blocks;
  for (int round = 0; round < 3; ++round) {
    for (size_t size = 0; size < 3000; size += 7) {
      blocks.emplace_back(size);
      EXPECT_EQ(reinterpret_cast<uintptr_t>(blocks.back().block) % 16, 0u) << size;
    }
    // Every second one goes back, in the order of making and against it.
    for (size_t i = 0; i < blocks.size(); i += 2) {
      const size_t at = round % 2 == 0 ? i : blocks.size() - 1 - i;
      EXPECT_TRUE(blocks[at].Intact()) << blocks[at].size;
      ::operator delete(blocks[at].block);
      blocks[at] = Filled(blocks[at].size + 1);
    }
  }
  for (const Filled& filled : blocks) {
    EXPECT_TRUE(filled.Intact()) << filled.size;
    ::operator delete(filled.block, filled.size);
  }
}

TEST(SmallBlocks, WhatOneThreadMakesAnotherGivesBack) {
  constexpr size_t kThreads = 4, kBlocks = 20000;
  std::mutex mutex;
  std::vector<Filled> shared;
  size_t broken = 0;
  {
    std::vector<std::jthread> threads;
    for (size_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        size_t seed = t + 1;
        for (size_t i = 0; i < kBlocks; ++i) {
          seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
          Filled made(seed >> 33 & 0x3FF);
          std::lock_guard lock(mutex);
          shared.push_back(made);
          if (shared.size() < 500) continue;
          std::swap(shared[(seed >> 20) % shared.size()], shared.back());
          broken += !shared.back().Intact();
          ::operator delete(shared.back().block);
          shared.pop_back();
        }
      });
    }
  }
  for (const Filled& filled : shared) {
    broken += !filled.Intact();
    ::operator delete(filled.block);
  }
  EXPECT_EQ(broken, 0u);
}

}  // namespace
}  // namespace entente::cli
