/// \file
/// What a person knows better than the linker, as a file that is replayed at every build: which
/// nodes are one, which are two, what one is called, what is not so. The format is described in
/// docs/corrections.md. Threads: plain values.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "ingest/findings_codec.h"
#include "ingest/linker.h"

namespace entente::ingest {

enum class CorrectionKind : uint8_t { kMerge, kSplit, kRename, kReject, kRejectRelationship };

struct Correction {
  CorrectionKind kind = CorrectionKind::kMerge;
  std::string type;                    ///< kRejectRelationship: the relationship's type
  std::vector<std::string> keys;       ///< of nodes
  std::vector<std::string> documents;  ///< kSplit: the documents that speak of another one
  std::string name;                    ///< kRename
  uint32_t line = 0;
};

/// Errors: kSyntax with file, line and column.
graph::Result<std::vector<Correction>> ParseCorrections(std::string_view file,
                                                        std::string_view text);

/// A correction that changed nothing, and why, as a sentence.
struct CorrectionProblem {
  uint32_t line = 0;
  std::string text;
};

/// Changes `graph` as the corrections say, one after another; keys are those that the nodes have by
/// then. Returns what changed nothing, sorted by line ("there is no node with the key …"): a
/// document may have gone, and its nodes with it.
std::vector<CorrectionProblem> ApplyCorrections(const std::vector<Correction>& corrections,
                                                const std::vector<StoredFindings>& documents,
                                                LinkedGraph& graph);

}  // namespace entente::ingest
