/// \file
/// The sentences behind facts, read from a graph and shown to people. Threads: pure.

#pragma once

#include <string>
#include <vector>

#include "cli/agreement_view.h"
#include "graph/graph_reader.h"
#include "graph/value.h"

namespace entente::cli {

/// The sentences that the relationships in `facts` (a list; others in it are passed over) rest on:
/// sorted by document and place, each once, one inside another left out. `marks` are words worth
/// marking in them.
std::vector<Quote> QuotesOf(const graph::GraphReader& reader, const graph::Value& facts,
                            const std::vector<std::string>& marks);

/// In quotation marks; with colour the marks of the quote in bold.
std::string MarkedQuote(const Quote& quote, bool colour);
/// "— title, document id, characters 120 to 245".
std::string SourceText(const Quote& quote, bool colour);

}  // namespace entente::cli
