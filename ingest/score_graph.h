/// \file
/// What extraction made of one document, as the scorer looks at it. Private to the scorer.
/// Threads: plain values.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/result.h"
#include "ingest/document_extraction.h"

namespace entente::ingest {

struct ScoredMention {
  int64_t start = 0;
  int64_t end = 0;
  std::string text;
};

struct ScoredRelationship {
  std::string type;
  uint32_t from = 0;
  uint32_t to = 0;
  std::map<std::string, std::string> properties;  ///< those that are strings
  double confidence = 1;
  std::vector<std::string> evidence;
};

struct ScoredNode {
  std::string label;
  std::string name;
  std::vector<std::string> aliases;
  std::map<std::string, std::string> properties;  ///< those that are strings
  std::vector<ScoredMention> mentions;
  std::vector<uint32_t> out, in;  ///< into ScoredGraph::relationships

  /// Its folded name and those aliases that stand among its mentions' texts.
  std::set<std::string> FoldedNames() const;
  std::vector<std::string> AllNames() const;
  std::string Property(std::string_view name) const;
};

struct ScoredGraph {
  std::vector<ScoredNode> nodes;  ///< sorted by key; no documents
  std::vector<ScoredRelationship> relationships;
  std::string text;  ///< of the document
};

graph::Result<ScoredGraph> MakeScoredGraph(ExtractedDocument document);

}  // namespace entente::ingest
