/// \file
/// A store's whole state as input of a builder: how what was written since the last fold becomes
/// part of a new base. Private to graph/. Threads: reads the store only.

#pragma once

#include "graph/builder.h"
#include "graph/result.h"

namespace entente::graph {

class Store;

/// Gives everything in `store` to `builder`, which is empty. Names keep their ids; nodes and
/// relationships get new ones.
Status FeedStore(const Store& store, GraphBuilder& builder);

}  // namespace entente::graph
