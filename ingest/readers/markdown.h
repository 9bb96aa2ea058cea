/// \file
/// CommonMark with front matter and pipe tables as a document: markers removed, the text of links
/// kept, code left in. The only owner of cmark. Threads: pure.

#pragma once

#include <string_view>

#include "graph/result.h"
#include "ingest/document.h"

namespace entente::ingest {

/// Fills title, published, source, url, language, text and blocks; front matter gives the fields
/// (title, date or published, source or publisher, url, language). `text` is valid UTF-8. A title
/// of the front matter that the text does not repeat is its first block.
graph::Result<DocumentFields> ReadMarkdown(std::string_view text);

}  // namespace entente::ingest
