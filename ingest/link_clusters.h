/// \file
/// Entities on their way to nodes: what linking knows of each, and the sets that are taken for one.
/// Private to the linker. Threads: one linker, one thread.

#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/findings_codec.h"
#include "ingest/linker.h"
#include "ingest/sorted_set.h"

namespace entente::ingest {

/// Countries by number; the numbers are in the order of their codes (or names, without a code).
using Countries = std::vector<uint32_t>;

/// An entity of a document, as linking sees it.
struct LinkItem {
  uint32_t document = 0;
  uint32_t entity = 0;
  uint32_t country = kNoIndex;          ///< of a country its number
  const StoredEntity* found = nullptr;  ///< of the input, which outlives the linker
  // What follows lies in the linker's tables, a document's items one after the other.
  std::string_view folded;               ///< FoldForLinking of its name
  std::span<const uint32_t> countries;   ///< that it goes with; sorted
  std::span<const uint64_t> posts;       ///< telling words of a person's posts, hashed; sorted
  std::span<const uint32_t> neighbours;  ///< items that a fact joins it to; sorted
  std::span<const uint32_t> facts;       ///< of its document, that begin or end at it
};

/// Disjoint sets of items with what forbids joining them.
class LinkClusters {
 public:
  explicit LinkClusters(const std::vector<LinkItem>& items);

  /// The item that stands for its set. Shortens the way to it.
  uint32_t Find(uint32_t item) const;
  /// The same, changing nothing, so that several threads may ask.
  uint32_t Root(uint32_t item) const {
    while (parent_[item] != item) item = parent_[item];
    return item;
  }
  /// Joins the sets of `a` and `b` unless they have entities of one document each.
  bool Join(uint32_t a, uint32_t b);
  /// For what a code or a name makes one by itself; the documents of such sets are not kept.
  void JoinAlways(uint32_t a, uint32_t b);
  bool MayJoin(uint32_t a, uint32_t b) const;

  /// Of the set that `item` is in; sorted.
  std::span<const uint32_t> CountriesOf(uint32_t item) const { return OfRoot(Find(item)).second; }

 private:
  using Numbers = std::span<const uint32_t>;
  /// Documents and countries of a set; most sets have one item.
  std::pair<Numbers, Numbers> OfRoot(uint32_t root) const {
    if (joined_at_[root] == kNoIndex) {
      return {{&items_[root].document, 1}, items_[root].countries};
    }
    return joined_[joined_at_[root]];
  }

  const std::vector<LinkItem>& items_;  // the linker's, which outlives this
  mutable std::vector<uint32_t> parent_;
  /// Of sets of several items, in the order in which they were joined.
  std::deque<std::pair<std::vector<uint32_t>, Countries>> joined_;
  std::vector<uint32_t> joined_at_;  // by root; kNoIndex where it has its own item alone
};

/// True when both are known and have none in common.
bool Contradict(std::span<const uint32_t> a, std::span<const uint32_t> b);
bool Intersect(std::span<const uint32_t> a, std::span<const uint32_t> b);

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
  const std::vector<uint32_t>& first_item;  ///< of each document; its other entities follow
  /// That each document mentions; sorted.
  const std::vector<Countries>& document_countries;
  const std::vector<std::string>& country_codes;  ///< by number
  LinkClusters& clusters;
  std::vector<LinkCandidate>& doubtful;
  unsigned jobs = 1;

  uint32_t ItemOf(uint32_t document, uint32_t entity) const {
    return first_item[document] + entity;
  }
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
std::string_view PropertyOf(const StoredEntity& entity, std::string_view name);

}  // namespace entente::ingest
