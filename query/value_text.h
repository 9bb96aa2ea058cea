/// \file
/// Values as text: as the language writes them, as a table cell shows them, and as JSON. Labels are
/// sorted by name and properties by key, so one value has one text. Threads: pure functions over a
/// reader. A node or relationship that no longer exists is written empty: `()`, `[]`.

#pragma once

#include <string>
#include <string_view>

#include "graph/graph_reader.h"
#include "graph/value.h"

namespace entente::query {

/// As a query or the conformance kit would write it: `'it\'s'`, `[1, 2.0]`, `{a: 1}`,
/// `(:A:B {k: 1})`, `[:T {k: 1}]`, `<(:A)-[:T]->(:B)<-[:U]-()>`; temporal values as their ISO text
/// in quotes. Names that are not plain identifiers stand in backticks. `reader` is the view that
/// `value` came from.
std::string ValueToText(const graph::Value& value, const graph::GraphReader& reader);

/// The same for a table's cell: a string or temporal value on its own stands without quotes, and
/// null is empty.
std::string ValueToCell(const graph::Value& value, const graph::GraphReader& reader);

/// One line of JSON. Nodes and relationships have APOC's shape:
/// `{"type":"node","id":"0","labels":["A"],"properties":{}}` and `{"type":"relationship","id":"0",
/// "label":"T","start":{"id":"0","labels":["A"]},"end":{…},"properties":{}}`; a path is the array
/// of its nodes and relationships in turn; temporal values are their ISO text; NaN and the
/// infinities, which JSON lacks, are strings.
std::string ValueToJson(const graph::Value& value, const graph::GraphReader& reader);

/// `text` as a JSON string, in quotes. Bytes that are not UTF-8 become U+FFFD.
std::string JsonQuote(std::string_view text);

/// A float as toString() and results write it: 1.0, 1.0E10, 1.0E-4, NaN, -Infinity; the shortest
/// digits that read back as the same number.   Source: Java's Double.toString, which openCypher's
/// implementations share.
std::string FloatToText(double value);

/// `'it\'s'`: a string literal of the language.
std::string QuoteString(std::string_view text);
/// `name`, in backticks unless it is an identifier as it stands.
std::string QuoteName(std::string_view name);

}  // namespace entente::query
