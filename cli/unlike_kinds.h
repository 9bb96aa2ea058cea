/// \file
/// Comparisons in a query that no value of the graph can fulfil: of a property that is text with a
/// date or a number, and the like. openCypher answers them with null, and so with no row. Threads:
/// pure. Cost: reads some hundred values of each property that is so compared.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"
#include "query/engine.h"

namespace entente::cli {

/// A sentence for each `variable.property` in `statement`, or property in a pattern of MATCH, that
/// is compared with a literal, a parameter, the first element of a list behind IN, or with date(…)
/// and its like, of another kind than `reader` has in that property; under the name that WITH gave
/// it, too. Only what a pattern of the statement names is looked at; a property with values of
/// several kinds is left in peace. Empty for a statement with SET, CREATE or MERGE, whose values
/// compare with nothing.
std::vector<std::string> UnlikeKinds(const graph::GraphReader& reader, std::string_view statement,
                                     const query::Parameters& parameters = {});

}  // namespace entente::cli
