/// \file
/// GEXF 1.3, Gephi's own format. The type of a relationship is its label and its kind, and each
/// keeps an id, so that parallel ones stay apart. "labels" (":Ministry:Organization") is an
/// attribute of nodes beside their properties. Lists are texts holding JSON, temporal values texts
/// in ISO 8601: the attribute types are those that every reader knows. Threads: pure.
/// Source: GEXF 1.3 schema (gexf.net).

#pragma once

#include "graph/formats/byte_sink.h"
#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

/// Errors: those of the sink.
Status WriteGexf(const GraphReader& reader, const ByteSink& sink);

}  // namespace entente::graph
