/// \file
/// Whether the pages of a graph's file are what its root record says: looked at when it is opened,
/// before anything else believes them. Private to graph/. Threads: pure function.

#pragma once

#include <cstdint>
#include <string_view>

#include "graph/result.h"

namespace entente::graph {

/// `file` is the whole file, mapped; `transaction` the state to be looked at, which is kept from
/// changing meanwhile. `also_values`: the pages of large values, too.
/// Errors: kForeignFile, kCorrupt.
Status CheckFileTree(std::string_view file, uint64_t transaction, bool also_values);

}  // namespace entente::graph
