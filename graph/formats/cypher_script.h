/// \file
/// The graph as a script of openCypher statements, each ended by a semicolon, that makes it again
/// in Entente, Neo4j and their kind. Nodes are merged on their `key` (or `id`), so that running it
/// twice changes nothing; nodes without one are numbered while the script runs, and made anew by
/// each run. Parallel relationships are kept: as many of each as are missing are created. Rows come
/// in batches, so that graphs of millions stream. Threads: pure.
///
/// No text can end its quotes: quotes and backslashes are escaped, control characters and marks of
/// direction written as \uXXXX, and a backslash before a 'u' is parted from it, since Neo4j decodes
/// \uXXXX before it looks for quotes.   Source: openCypher 9; Neo4j Cypher manual, "Parsing".

#pragma once

#include <string>
#include <string_view>

#include "graph/formats/byte_sink.h"
#include "graph/graph_reader.h"
#include "graph/result.h"
#include "graph/value.h"

namespace entente::graph {

/// Errors: those of the sink.
Status WriteCypherScript(const GraphReader& reader, const ByteSink& sink);

/// A value as the language writes it; what can't be a property as null.
void AppendCypherValue(std::string& out, const Value& value);
/// A label, type or property name, between backticks where it needs them.
void AppendCypherName(std::string& out, std::string_view name);

}  // namespace entente::graph
