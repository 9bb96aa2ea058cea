/// \file
/// One document's annotation against what was made of it. Private to the scorer. Threads: pure.

#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ingest/score_graph.h"
#include "ingest/scorer.h"

namespace entente::ingest {

/// Adds to `tallies`, by figure. `source` is the document as it lies on the disk, where its text
/// must come back as it is; `notes` takes what was missed and made up, unless it is nullptr.
void ScoreDocument(const nlohmann::ordered_json& gold, const ScoredGraph& graph,
                   const std::optional<std::string>& source, std::map<std::string, Tally>& tallies,
                   std::vector<std::string>* notes);

}  // namespace entente::ingest
