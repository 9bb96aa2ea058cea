/// \file
/// Kinds of agreements as people name them ("MoU", "pact", "treaties"): the words that the
/// extractor knows a kind by (data/rules), and the kinds that a graph has. Threads: pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::cli {

/// The kinds in the graph, folded, that `text` means: those that hold its words ("memorandum":
/// memorandum of understanding too), else those that the extractor gives to what is called so
/// ("pact": agreement). Empty where the graph has none of a known kind. Errors: kInvalidArgument
/// for what is no kind, with a near one and the kinds of the graph in `suggestion`.
graph::Result<std::vector<std::string>> KindsMeant(const graph::GraphReader& reader,
                                                   std::string_view text);

}  // namespace entente::cli
