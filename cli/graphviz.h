/// \file
/// Drawing a DOT text with GraphViz, as a process of its own with a time limit: its layouts can
/// take minutes on graphs that look small.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::cli {

/// `url` for an attribute URL: percent-encoded where it is no character of a URI, since GraphViz
/// puts it into SVG as it is, quotes too. Empty for what is no web address, a script for one.
/// Source: RFC 3986, section 2.
std::string WebAddress(std::string_view url);

/// "dot" draws ranks and is best while it is quick; "sfdp" draws thousands of nodes in a second.
std::string_view LayoutEngineFor(size_t node_count, size_t edge_count);

struct Picture {
  std::string bytes;
  std::string engine;  ///< that drew it
};

/// Renders `dot_text` as `format` (svg, png, pdf). Tries `engine`, and sfdp when that takes longer
/// than `time_limit_ms`. Errors: kNotFound when GraphViz is not installed, kTimeout, kInterrupted
/// when GraphViz was (Ctrl-C goes to it, too), kIo with what GraphViz said.
/// REQUIRES that SIGPIPE is ignored.
graph::Result<Picture> RenderDot(std::string_view dot_text, std::string_view format,
                                 std::string_view engine, uint32_t time_limit_ms);

}  // namespace entente::cli
