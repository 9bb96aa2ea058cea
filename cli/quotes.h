/// \file
/// The sentences behind facts, read from a graph and shown to people. Threads: pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// The characters [first, second) of the sentence of `text` that has the character `at`; nothing
/// where there is none.
std::optional<std::pair<uint32_t, uint32_t>> SentenceAround(std::string_view text, uint32_t at);

/// "a.txt#char=0,20 b.txt#char=5,9": the fragments of the quotes, as RFC 5147 writes them.
std::string FragmentsText(const std::vector<Quote>& quotes);
/// Their sentences, " | " between two.
std::string SentencesText(const std::vector<Quote>& quotes);

/// In quotation marks; with colour the marks of the quote in bold.
std::string MarkedQuote(const Quote& quote, bool colour);
/// "— title, document id, characters 120 to 245", and that no fact rests on it where none does.
std::string SourceText(const Quote& quote, bool colour);

}  // namespace entente::cli
