/// \file
/// Where a writer of a format puts its bytes, in pieces of its own choosing. A sink that fails ends
/// the writing, and its error is the writer's.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::graph {

using ByteSink = std::function<Status(std::string_view bytes)>;

/// What a writer puts together before it gives it to the sink.
inline constexpr size_t kFlushBytes = 1 << 16;

/// Gives `text` to the sink and empties it, where it has at least so many bytes.
inline Status WriteOut(std::string& text, const ByteSink& sink, size_t at_least_bytes) {
  if (text.size() < at_least_bytes) return {};
  Status written = sink(text);
  text.clear();
  return written;
}

}  // namespace entente::graph
