/// \file
/// What an HTML page says about itself in its head: title, day of publication, publisher, address,
/// language. Open Graph, JSON-LD (schema.org), Dublin Core and the common names of meta elements.
/// Threads: pure.

#pragma once

#include <string>

#include "ingest/readers/html_tree.h"

namespace entente::ingest {

struct HtmlMetadata {
  std::string title;       ///< og:title or JSON-LD headline, without the site's name
  std::string page_title;  ///< <title>, without the site's name
  std::string published;   ///< ISO 8601 day
  std::string source;
  std::string url;
  std::string language;  ///< as the page says, reduced to ISO 639-1
};

HtmlMetadata ReadHtmlMetadata(const HtmlTree& tree);

}  // namespace entente::ingest
