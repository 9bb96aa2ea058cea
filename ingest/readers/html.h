/// \file
/// An HTML page as a document: its main text in blocks, its title, day, publisher and address from
/// the metadata. Navigation, banners, cookie notices, scripts, forms, comments and share buttons
/// are left out; the headlines of related stories stay, each as a heading of its own.
/// Threads: pure.

#pragma once

#include <string_view>

#include "graph/result.h"
#include "ingest/document.h"

namespace entente::ingest {

/// Fills title, published, source, url, language, text and blocks. `page` is valid UTF-8.
graph::Result<DocumentFields> ReadHtml(std::string_view page);

/// The text of a piece of HTML within another format, markup left out.
std::string HtmlToText(std::string_view piece);

}  // namespace entente::ingest
