/// \file
/// Kinds of agreements as people name them ("MoU", "pact", "treaties") for `--kind`: the words that
/// questions know a kind by (query/question_words.h), and the kinds that a graph has. Threads:
/// pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::cli {

/// The kinds in the graph, folded, that `text` means: those that hold its words ("memorandum":
/// memorandum of understanding too), else those that people call so
/// ("pact": agreement). Empty where the graph has none of a known kind. Errors: kInvalidArgument
/// for what is no kind, with a near one and the kinds of the graph in `suggestion`.
graph::Result<std::vector<std::string>> KindsMeant(const graph::GraphReader& reader,
                                                   std::string_view text);

}  // namespace entente::cli
