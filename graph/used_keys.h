/// \file
/// Which property keys something in a graph has. A graph keeps every key that it ever had a value
/// for; one that no node and no relationship has any more is of no use to who asks what there is.
/// Threads: pure.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

/// The names, sorted, but for the program's own. `check` is asked now and then whether to go on.
/// Cost: a few nodes tell of nearly all keys; where one is not in use, all are looked at, though no
/// more than `most_scanned` nodes and as many relationships: a key not found by then counts as
/// used. Errors: those of `check`.
Result<std::vector<std::string>> UsedPropertyKeys(
    const GraphReader& reader, uint32_t most_scanned = UINT32_MAX,
    const std::function<Status()>& check = [] { return Status(); });

}  // namespace entente::graph
