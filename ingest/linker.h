/// \file
/// Stage 6: entities of many documents become nodes. Names, posts, countries, dates and topics
/// speak for and against two entities being one; where they leave it open, both stay and
/// POSSIBLY_SAME says so. Two entities of one document are never one: the document knew better.
///
/// The result depends on the set of documents alone, not on their order: everything is decided in
/// an order of its own, and ties by name. Threads: pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/findings_codec.h"
#include "ingest/mention.h"

namespace entente::ingest {

/// An entity of a document, by places in the linker's input.
struct NodeMember {
  uint32_t document = 0;
  uint32_t entity = 0;
  friend auto operator<=>(const NodeMember&, const NodeMember&) = default;
};

struct LinkedNode {
  MentionType type = MentionType::kOrganization;
  std::string key;   ///< "country:CL", "person:mark-lancaster"; no two nodes have one
  std::string name;  ///< the fullest form that any of the documents gives
  std::vector<NodeMember> members;  ///< sorted; never empty
};

/// Two nodes that may be one thing.
struct PossiblySame {
  uint32_t first = 0;  ///< into LinkedGraph::nodes; first < second
  uint32_t second = 0;
  float confidence = 0;
  std::string reason;
};

/// A relationship that a correction says is not so.
struct RejectedRelationship {
  std::string type, from, to;  ///< keys
  friend auto operator<=>(const RejectedRelationship&, const RejectedRelationship&) = default;
};

struct LinkedGraph {
  std::vector<LinkedNode> nodes;  ///< sorted by key
  /// Of every entity of every document the node that it became; kNoIndex where a correction
  /// rejected it.
  std::vector<std::vector<uint32_t>> node_of;
  std::vector<PossiblySame> possibly_same;  ///< sorted
  /// Of every document the first one (by id) whose near-identical copy it is, or itself: those of
  /// one group are one source.
  std::vector<uint32_t> source_of;
  std::vector<RejectedRelationship> rejected;  ///< sorted
};

/// REQUIRES `documents` sorted by document id, each id once. What can be done for each document by
/// itself is done on `jobs` threads.
LinkedGraph LinkDocuments(const std::vector<StoredFindings>& documents, unsigned jobs = 1);

}  // namespace entente::ingest
