#include "ingest/link_clusters.h"

#include <iterator>
#include <tuple>

namespace entente::ingest {

namespace {

template <class T>
bool AnyCommon(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() > b.size()) return AnyCommon(b, a);
  if (a.size() * 8 < b.size()) {
    return std::any_of(a.begin(), a.end(),
                       [&](const T& x) { return std::binary_search(b.begin(), b.end(), x); });
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

template <class T>
void MergeInto(std::vector<T>& into, const std::vector<T>& from) {
  if (from.size() * 8 < into.size()) {
    for (const T& x : from) {
      auto at = std::lower_bound(into.begin(), into.end(), x);
      if (at == into.end() || *at != x) into.insert(at, x);
    }
    return;
  }
  std::vector<T> merged;
  merged.reserve(into.size() + from.size());
  std::set_union(into.begin(), into.end(), from.begin(), from.end(), std::back_inserter(merged));
  into = std::move(merged);
}

}  // namespace

LinkClusters::LinkClusters(const std::vector<LinkItem>& items) {
  parent_.resize(items.size());
  documents_.resize(items.size());
  countries_.resize(items.size());
  for (uint32_t i = 0; i < items.size(); ++i) {
    parent_[i] = i;
    documents_[i] = {items[i].document};
    countries_[i] = items[i].countries;
  }
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
  return a == b || !AnyCommon(documents_[a], documents_[b]);
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
  if (AnyCommon(documents_[a], documents_[b])) return false;
  if (documents_[a].size() < documents_[b].size()) std::swap(a, b);
  parent_[b] = a;
  MergeInto(documents_[a], documents_[b]);
  MergeInto(countries_[a], countries_[b]);
  documents_[b] = {};
  countries_[b] = {};
  return true;
}

bool Intersect(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return AnyCommon(a, b);
}

bool Contradict(const std::vector<std::string>& a, const std::vector<std::string>& b) {
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
      if (!candidate.despite_countries && Contradict(context.clusters.Countries(candidate.a),
                                                     context.clusters.Countries(candidate.b))) {
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

std::string_view PropertyOf(const FoundEntity& entity, std::string_view name) {
  for (const auto& [key, value] : entity.properties) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace entente::ingest
