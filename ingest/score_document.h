/// \file
/// One document's annotation against what was made of it. Private to the scorer. Threads: pure.

#pragma once

#include <array>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ingest/score_graph.h"
#include "ingest/scorer.h"

namespace entente::ingest {

/// Where the buckets of confidence begin; the last is the end.
inline constexpr std::array<double, 9> kConfidenceSteps = {0.0, 0.5,  0.6,  0.7, 0.8,
                                                           0.9, 0.95, 0.99, 1.01};
/// The name of a bucket among the tallies.
std::string ConfidenceFigure(double confidence);

/// Adds to `tallies`, by figure. `source` is the document as it lies on the disk, where its text
/// must come back as it is; `notes` takes what was missed and made up, unless it is nullptr.
void ScoreDocument(const nlohmann::ordered_json& gold, const ScoredGraph& graph,
                   const std::optional<std::string>& source, std::map<std::string, Tally>& tallies,
                   std::vector<std::string>* notes);

}  // namespace entente::ingest
