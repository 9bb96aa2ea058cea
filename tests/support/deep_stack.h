/// \file
/// Room on the stack for tests that nest deeply: AddressSanitizer guards every variable, so that a
/// level takes many times what it takes otherwise. Threads: the first one only.

#pragma once

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>

namespace entente {

/// Does nothing in builds without AddressSanitizer.
inline void TakeDeepStack() {
#ifdef __SANITIZE_ADDRESS__
  rlimit stack{};
  ASSERT_EQ(getrlimit(RLIMIT_STACK, &stack), 0);
  stack.rlim_cur = std::min<rlim_t>(stack.rlim_max, 64 << 20);
  ASSERT_EQ(setrlimit(RLIMIT_STACK, &stack), 0);
#endif
}

}  // namespace entente
