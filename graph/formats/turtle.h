/// \file
/// The graph as RDF in Turtle, with evidence as PROV-O.
///
///   <urn:entente:Person:…> a schema:Person ; schema:name "…" ; schema:SIGNED
///   <urn:entente:Agreement:…> . <urn:entente:relationship:5f…> a schema:Relationship ; rdf:subject
///   … ; rdf:predicate schema:SIGNED ; rdf:object … ; schema:confidence 0.95 ; prov:wasDerivedFrom
///   <fragment> . <fragment> a prov:Entity ; prov:wasQuotedFrom <document> ; prov:value "the
///   sentence's part" .
///
/// Nodes are IRIs of the form urn:entente:<label>:<key>, percent-encoded, so that graphs of several
/// builds meet in one store (a node without key or id is numbered, and does not). Texts under the
/// schema's names of days ("date", "from", "…_on") are typed xsd:date, xsd:gYearMonth, xsd:gYear or
/// xsd:gMonthDay as their form says. A list is one triple an element: order and repeats are lost.
/// Threads: pure. Source: RDF 1.1 Turtle; PROV-O; RFC 5147 (fragments); RFC 3986
/// (percent-encoding).

#pragma once

#include "graph/formats/byte_sink.h"
#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

/// Errors: those of the sink.
Status WriteTurtle(const GraphReader& reader, const ByteSink& sink);

}  // namespace entente::graph
