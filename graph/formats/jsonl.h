/// \file
/// JSON Lines in the shape that APOC's export made common: one object a line, nodes first.
///   {"type":"node","id":"0","labels":["Person"],"properties":{…}}
///   {"type":"relationship","id":"0","label":"SIGNED","properties":{…},"start":{"id":"0","labels":["Person"]},"end":{…}}
/// Sorted as OrderForExport says and numbered in that order. What JSON can't say (temporal values,
/// NaN, infinities) is written as a string, and a field "types" beside "properties" names the
/// property's type, so that reading the file gives the same graph. Threads: pure.   Source: APOC
/// documentation, "Export to JSON", json format JSON_LINES.

#pragma once

#include "graph/formats/byte_sink.h"
#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

/// Errors: those of the sink.
Status WriteJsonl(const GraphReader& reader, const ByteSink& sink);

}  // namespace entente::graph
