/// \file
/// The sentences behind facts, read from a graph and shown to people. Threads: pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <map>

#include "cli/agreement_view.h"
#include "graph/graph_reader.h"
#include "graph/value.h"

namespace entente::cli {

/// The texts of a graph's documents by their ids, for quotes: a text is read once for all quotes
/// from it, and a place in it found without counting from its beginning. Threads: one. Ownership:
/// the reader must outlive it; keeps at most kMostBytes of texts, or one of any size.
class DocumentTexts {
 public:
  static constexpr size_t kMostBytes = size_t{64} << 20;

  struct Entry {
    std::string id, title, text;
    std::vector<uint32_t> byte_of_block;  ///< where every kBlockChars-th character begins

    /// The characters [begin, end); clipped to the text.
    std::string Range(uint32_t begin_char, uint32_t end_char) const;
    size_t ByteOf(uint32_t character) const;  ///< the text's size past its end
    uint32_t CharOf(size_t byte) const;
  };

  explicit DocumentTexts(const graph::GraphReader& reader) : reader_(reader) {}

  /// Nothing where there is no such document. Good until the next call.
  const Entry* Find(const std::string& id);
  const Entry* Of(graph::NodeId document);

 private:
  const graph::GraphReader& reader_;
  std::map<std::string, Entry> entries_;
  size_t bytes_ = 0;
};

/// The sentences that the relationships in `facts` (a list; others in it are passed over) rest on:
/// sorted by document and place, each once, one inside another left out. `marks` are words worth
/// marking in them.
std::vector<Quote> QuotesOf(const graph::GraphReader& reader, const graph::Value& facts,
                            const std::vector<std::string>& marks);
/// The same for several lists of facts of one graph.
std::vector<Quote> QuotesOf(const graph::GraphReader& reader, DocumentTexts& texts,
                            const graph::Value& facts, const std::vector<std::string>& marks);

/// The characters [first, second) of the sentence that has the character `at`, of a line of
/// thousands of characters as much as stands near; nothing where there is none.
std::optional<std::pair<uint32_t, uint32_t>> SentenceAround(const DocumentTexts::Entry& document,
                                                            uint32_t at);

/// "a.txt#char=0,20 b.txt#char=5,9": the fragments of the quotes, as RFC 5147 writes them.
std::string FragmentsText(const std::vector<Quote>& quotes);
/// Their sentences, " | " between two.
std::string SentencesText(const std::vector<Quote>& quotes);

/// In quotation marks; with colour the marks of the quote in bold.
std::string MarkedQuote(const Quote& quote, bool colour);
/// "— title, document id, characters 120 to 245", and that no fact rests on it where none does.
std::string SourceText(const Quote& quote, bool colour);

}  // namespace entente::cli
