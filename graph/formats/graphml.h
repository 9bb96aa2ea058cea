/// \file
/// GraphML, as Gephi, yEd and networkx read it. Nodes and relationships have the attributes
/// "labels" (":Ministry:Organization") or "label" (the type) beside their properties; every
/// relationship keeps an id, so that parallel ones stay apart. Lists are texts holding JSON,
/// temporal values texts in ISO 8601. Threads: pure.   Source: GraphML 1.0
/// (graphml.graphdrawing.org).

#pragma once

#include "graph/formats/byte_sink.h"
#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

/// Errors: those of the sink.
Status WriteGraphml(const GraphReader& reader, const ByteSink& sink);

}  // namespace entente::graph
