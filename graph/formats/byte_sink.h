/// \file
/// Where a writer of a format puts its bytes, in pieces of its own choosing. A sink that fails ends
/// the writing, and its error is the writer's.

#pragma once

#include <functional>
#include <string_view>

#include "graph/result.h"

namespace entente::graph {

using ByteSink = std::function<Status(std::string_view bytes)>;

}  // namespace entente::graph
