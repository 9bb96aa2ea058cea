#include "ingest/link_clusters.h"

#include <iterator>
#include <tuple>

namespace entente::ingest {

namespace {

bool AnyCommon(std::span<const uint32_t> a, std::span<const uint32_t> b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() * 8 < b.size()) {
    return std::any_of(a.begin(), a.end(),
                       [&](uint32_t x) { return std::binary_search(b.begin(), b.end(), x); });
  }
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) return true;
    if (a[i] < b[k]) {
      ++i;
    } else {
      ++k;
    }
  }
  return false;
}

void MergeInto(std::vector<uint32_t>& into, std::span<const uint32_t> from) {
  if (from.size() * 8 < into.size()) {
    for (uint32_t x : from) {
      auto at = std::lower_bound(into.begin(), into.end(), x);
      if (at == into.end() || *at != x) into.insert(at, x);
    }
    return;
  }
  std::vector<uint32_t> merged;
  merged.reserve(into.size() + from.size());
  std::set_union(into.begin(), into.end(), from.begin(), from.end(), std::back_inserter(merged));
  into = std::move(merged);
}

}  // namespace

LinkClusters::LinkClusters(const std::vector<LinkItem>& items) : items_(items) {
  parent_.resize(items.size());
  joined_at_.assign(items.size(), kNoIndex);
  for (uint32_t i = 0; i < items.size(); ++i) parent_[i] = i;
}

uint32_t LinkClusters::Find(uint32_t item) const {
  while (parent_[item] != item) {
    parent_[item] = parent_[parent_[item]];
    item = parent_[item];
  }
  return item;
}

bool LinkClusters::MayJoin(uint32_t a, uint32_t b) const {
  a = Find(a);
  b = Find(b);
  return a == b || !AnyCommon(OfRoot(a).first, OfRoot(b).first);
}

void LinkClusters::JoinAlways(uint32_t a, uint32_t b) {
  a = Find(a);
  b = Find(b);
  if (a != b) parent_[std::max(a, b)] = std::min(a, b);
}

bool LinkClusters::Join(uint32_t a, uint32_t b) {
  a = Find(a);
  b = Find(b);
  if (a == b) return true;
  if (AnyCommon(OfRoot(a).first, OfRoot(b).first)) return false;
  if (OfRoot(a).first.size() < OfRoot(b).first.size()) std::swap(a, b);
  parent_[b] = a;
  if (joined_at_[a] == kNoIndex) {
    joined_at_[a] = static_cast<uint32_t>(joined_.size());
    const std::span<const uint32_t> countries = items_[a].countries;
    joined_.push_back({{items_[a].document}, {countries.begin(), countries.end()}});
  }
  auto& [documents, all_countries] = joined_[joined_at_[a]];
  const auto [more_documents, more_countries] = OfRoot(b);
  MergeInto(documents, more_documents);
  MergeInto(all_countries, more_countries);
  if (joined_at_[b] != kNoIndex) joined_[joined_at_[b]] = {};
  return true;
}

bool Intersect(std::span<const uint32_t> a, std::span<const uint32_t> b) { return AnyCommon(a, b); }

bool Contradict(std::span<const uint32_t> a, std::span<const uint32_t> b) {
  return !a.empty() && !b.empty() && !AnyCommon(a, b);
}

void JoinCandidates(std::vector<LinkCandidate> candidates, LinkContext& context) {
  // Items are numbered in the order of document ids, so that ties fall the same way always.
  std::sort(candidates.begin(), candidates.end(),
            [](const LinkCandidate& x, const LinkCandidate& y) {
              return std::tie(y.score, x.a, x.b) < std::tie(x.score, y.a, y.b);
            });
  std::vector<LinkCandidate> doubtful;
  for (const LinkCandidate& candidate : candidates) {
    if (candidate.score >= kSameScore) {
      // What each pair allowed may be forbidden by what its sets have become.
      if (!candidate.despite_countries && Contradict(context.clusters.CountriesOf(candidate.a),
                                                     context.clusters.CountriesOf(candidate.b))) {
        continue;
      }
      context.clusters.Join(candidate.a, candidate.b);
    } else if (candidate.score >= kDoubtfulScore) {
      doubtful.push_back(candidate);
    }
  }
  for (const LinkCandidate& candidate : doubtful) {
    if (context.clusters.Find(candidate.a) == context.clusters.Find(candidate.b)) continue;
    if (!context.clusters.MayJoin(candidate.a, candidate.b)) continue;
    context.doubtful.push_back(candidate);
  }
}

std::string_view PropertyOf(const StoredEntity& entity, std::string_view name) {
  for (const auto& [key, value] : entity.properties) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace entente::ingest
