/// \file
/// Entities on their way to nodes: what linking knows of each, and the sets that are taken for one.
/// Private to the linker. Threads: one linker, one thread.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/findings_codec.h"
#include "ingest/linker.h"

namespace entente::ingest {

/// An entity of a document, as linking sees it.
struct LinkItem {
  uint32_t document = 0;
  uint32_t entity = 0;
  const FoundEntity* found = nullptr;  ///< of the input, which outlives the linker
  std::string folded;                  ///< FoldForLinking of its name
  std::vector<std::string> countries;  ///< codes or names of the countries it goes with; sorted
  std::vector<std::string> posts;      ///< telling words of a person's posts; sorted
  std::vector<uint32_t> neighbours;    ///< items that a fact joins it to; sorted
  std::vector<uint32_t> facts;         ///< of its document, that begin or end at it
};

/// Disjoint sets of items with what forbids joining them.
class LinkClusters {
 public:
  explicit LinkClusters(const std::vector<LinkItem>& items);

  uint32_t Find(uint32_t item) const;
  /// Joins the sets of `a` and `b` unless they have entities of one document each.
  bool Join(uint32_t a, uint32_t b);
  /// For what a code or a name makes one by itself; the documents of such sets are not kept.
  void JoinAlways(uint32_t a, uint32_t b);
  bool MayJoin(uint32_t a, uint32_t b) const;

  /// Of the set that `item` is in; sorted.
  const std::vector<uint32_t>& Documents(uint32_t item) const { return documents_[Find(item)]; }
  const std::vector<std::string>& Countries(uint32_t item) const { return countries_[Find(item)]; }

 private:
  mutable std::vector<uint32_t> parent_;
  std::vector<std::vector<uint32_t>> documents_;
  std::vector<std::vector<std::string>> countries_;
};

/// True when both are known and have none in common.
bool Contradict(const std::vector<std::string>& a, const std::vector<std::string>& b);
bool Intersect(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// A pair that may be one, and how sure.
struct LinkCandidate {
  uint32_t a = 0;
  uint32_t b = 0;
  float score = 0;
  const char* reason = "";
  bool despite_countries = false;  ///< the score has already weighed that their countries differ
};

/// What speaks for two sets being one, and doubtful pairs that stay apart.
struct LinkContext {
  const std::vector<StoredFindings>& documents;
  const std::vector<LinkItem>& items;
  const std::vector<std::vector<uint32_t>>& item_of;  ///< document, entity -> item
  /// Codes or names of the countries that each document mentions; sorted.
  const std::vector<std::vector<std::string>>& document_countries;
  LinkClusters& clusters;
  std::vector<LinkCandidate>& doubtful;
};

/// Scores at or above which two are one, and from which they may be.
inline constexpr float kSameScore = 0.7f;
inline constexpr float kDoubtfulScore = 0.5f;

/// Joins the best candidates first, where nothing forbids it; what is left in doubt is noted.
void JoinCandidates(std::vector<LinkCandidate> candidates, LinkContext& context);

// One file each; every one handles the items of its types (by index into context.items).
void LinkPlaces(const std::vector<uint32_t>& places, LinkContext& context);
void LinkBodies(const std::vector<uint32_t>& bodies, LinkContext& context);
void LinkPeople(const std::vector<uint32_t>& people, LinkContext& context);
void LinkEvents(const std::vector<uint32_t>& events, LinkContext& context);
void LinkAgreements(const std::vector<uint32_t>& agreements, LinkContext& context);

/// A property of a found entity; empty where it has none.
std::string_view PropertyOf(const FoundEntity& entity, std::string_view name);

}  // namespace entente::ingest
