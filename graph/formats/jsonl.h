/// \file
/// JSON Lines in the shape that APOC's export made common: one object a line, nodes first.
///   {"type":"node","id":"0","labels":["Person"],"properties":{…}}
///   {"type":"relationship","id":"0","label":"SIGNED","properties":{…},"start":{"id":"0","labels":["Person"]},"end":{…}}
/// Sorted as OrderForExport says and numbered in that order. What JSON can't say (temporal values,
/// NaN, infinities) is written as a string, and a field "types" beside "properties" names the
/// property's type, so that reading the file gives the same graph: {"types":{"date":"date"}}. In a
/// list it is the type of all strings inside, or a list with a type or null for each element.
/// Threads: pure.   Source: APOC documentation, "Export to JSON", json format JSON_LINES.

#pragma once

#include <string>

#include "graph/formats/byte_sink.h"
#include "graph/formats/import.h"
#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::graph {

/// Errors: those of the sink.
Status WriteJsonl(const GraphReader& reader, const ByteSink& sink);

/// Adds the nodes and relationships of a file to `target`, which is to be dropped after an error.
/// Lines may come in any order, fields too; what else a line says (the name of its id, the labels
/// of its ends) is passed over. Errors: with file, line and column: kSyntax, kEncoding, kType,
/// kOutOfRange; kNotFound for an end that no line declares, kAlreadyExists for an id that two nodes
/// have; kLimit; kInterrupted.
Result<ImportCounts> ReadJsonl(const std::string& path, ImportTarget& target,
                               const ImportProgress& progress = nullptr);

}  // namespace entente::graph
