/// \file
/// Names in a query that the graph does not know. openCypher answers them with no rows or null, as
/// it must; a person has most often mistyped. Threads: pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"

namespace entente::cli {

/// A sentence for each label, relationship type and property that `statement` reads and `reader`
/// has none of, with the near one. Properties are named only where a near one exists (parts of
/// dates and maps look like them). Empty for a statement that writes, which may bring new names.
std::vector<std::string> UnknownNames(const graph::GraphReader& reader, std::string_view statement);

/// Why a query of things to look at may have returned none: names that the graph does not know, or
/// properties in place of things.
std::string NothingToShow(const graph::GraphReader& reader, std::string_view statement);

}  // namespace entente::cli
