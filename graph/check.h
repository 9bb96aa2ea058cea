/// \file
/// ENTENTE_CHECK stops the program, in release too, when our own code broke a promise of its own.
/// It is never reachable from input: what a document, a query or a file can cause is an Error
/// (graph/result.h).

#pragma once

#include <cstdio>
#include <cstdlib>

namespace entente::graph {

[[noreturn]] inline void CheckFailed(const char* file, int line, const char* condition) {
  std::fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, condition);
  std::abort();
}

}  // namespace entente::graph

#define ENTENTE_CHECK(condition)      \
  ((condition) ? static_cast<void>(0) \
               : ::entente::graph::CheckFailed(__FILE__, __LINE__, #condition))
