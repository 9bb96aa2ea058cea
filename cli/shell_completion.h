/// \file
/// What the shell offers where Tab is pressed: keywords, functions and procedures of the language;
/// labels, relationship types and properties of the open graph; parameters that are set; the
/// shell's own commands and what they take. Threads: pure, but for the folders that it lists.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"
#include "query/engine.h"

namespace entente::cli {

/// Sorted; each may stand in the place of the word that begins at `begin` and ends `before`, the
/// text before the cursor. Words of one that names go into end with a space or a bracket.
std::vector<std::string> CompleteShellWord(const graph::GraphReader& reader,
                                           const query::Parameters& parameters,
                                           std::string_view before, size_t begin);

}  // namespace entente::cli
