/// \file
/// The page that `entente view` writes: one HTML file with the drawing library, the page's own
/// script and the data inside, which asks the network for nothing. What documents and graphs say is
/// in it as JSON without '<', and shown as text. Threads: pure.

#pragma once

#include <span>
#include <string>

#include "cli/graph_selection.h"
#include "graph/embedded_file.h"
#include "graph/graph_reader.h"

namespace entente::cli {

namespace view_data {
/// The files of data/view, sorted by path.
std::span<const graph::EmbeddedFile> EmbeddedFiles();
}  // namespace view_data

/// A page to explore `selection` in. `title` heads it; `note` (what was left out) may be empty.
std::string ViewPage(const graph::GraphReader& reader, const Selection& selection,
                     const std::string& title, const std::string& note);

/// What the page shows, as one line of JSON (data/view/model.js reads it).
std::string ViewData(const graph::GraphReader& reader, const Selection& selection,
                     const std::string& title, const std::string& note);

}  // namespace entente::cli
