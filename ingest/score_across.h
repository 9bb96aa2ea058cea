/// \file
/// Whether things of several documents became one where they are one, and stayed two where they are
/// not: pairs that a person has decided (_across.json of docs/gold_format.md) against all documents
/// of a folder linked into one graph. Private to the scorer. Threads: pure.

#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "graph/result.h"
#include "ingest/findings_codec.h"
#include "ingest/scorer.h"

namespace entente::ingest {

/// A document of the folder, by the stem of its annotation.
struct AcrossDocument {
  std::string stem;
  StoredFindings stored;
  std::map<std::string, std::vector<std::string>> agreements;  ///< annotated names, by `id`
};

/// Adds "same across documents" and "same agreement" to `tallies`: right, pairs that are one and
/// became one node; missed, pairs that are one and did not; wrong, pairs that are two and became
/// one.
graph::Status ScoreAcross(const nlohmann::ordered_json& pairs,
                          std::vector<AcrossDocument> documents,
                          std::map<std::string, Tally>& tallies, std::vector<std::string>* notes);

}  // namespace entente::ingest
