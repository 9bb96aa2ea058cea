/// \file
/// The sentences behind a node or a relationship, read from the graph alone. Threads: pure
/// functions over a reader.   Source: docs, "The schema", evidence; fragments are RFC 5147.

#pragma once

#include "graph/graph_reader.h"
#include "graph/value.h"

namespace entente::query {

/// A list of maps {document, start, end, quote}: one for each fragment in the relationship's
/// `evidence`, in its order. `quote` is null where the document is not in the graph.
graph::Value EvidenceOf(graph::RelationshipId relationship, const graph::GraphReader& reader);
/// The same from the node's MENTIONED_IN relationships, by document and start.
graph::Value EvidenceOf(graph::NodeId node, const graph::GraphReader& reader);

}  // namespace entente::query
