// Places, ministries and other bodies: names that repeat from country to country are one thing only
// within a country; names of one's own are one thing wherever they stand.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/link_clusters.h"
#include "ingest/link_names.h"
#include "ingest/parallel.h"

namespace entente::ingest {

namespace {

using Group = std::vector<uint32_t>;

/// Joins those of one country; those of no known country to the only country there is, or to the
/// only one that their own document speaks of.
void LinkWithinCountries(const Group& group, bool unknown_together, LinkContext& context) {
  std::map<uint32_t, uint32_t> first_of;  // country -> an item
  Group unknown;
  for (uint32_t item : group) {
    const auto& countries = context.items[item].countries;
    if (countries.empty()) {
      unknown.push_back(item);
      continue;
    }
    auto [where, is_new] = first_of.try_emplace(countries.front(), item);
    if (!is_new) context.clusters.Join(where->second, item);
  }
  Group left;
  for (uint32_t item : unknown) {
    const auto& spoken_of = context.document_countries[context.items[item].document];
    const uint32_t* only = nullptr;
    size_t count = 0;
    for (const auto& [country, other] : first_of) {
      if (!std::binary_search(spoken_of.begin(), spoken_of.end(), country)) continue;
      only = &other;
      ++count;
    }
    if (count == 1) {
      context.clusters.Join(*only, item);
    } else if (count == 0 && unknown_together && first_of.size() == 1) {
      context.clusters.Join(first_of.begin()->second, item);
    } else {
      left.push_back(item);
    }
  }
  if (unknown_together && first_of.empty() && !left.empty()) {
    for (uint32_t item : left) context.clusters.Join(left.front(), item);
  }
}

bool IsAcronym(std::string_view name) {
  size_t upper = 0;
  for (char c : name) {
    if (c >= 'a' && c <= 'z') return false;
    upper += c >= 'A' && c <= 'Z';
  }
  return upper >= 2 && name.size() <= 12;
}

/// Whether two items' documents speak of the same things beside them.
bool SharesCompany(uint32_t a, uint32_t b, const LinkContext& context) {
  const auto& x = context.document_countries[context.items[a].document];
  const auto& y = context.document_countries[context.items[b].document];
  return Intersect(x, y);
}

}  // namespace

void LinkPlaces(const std::vector<uint32_t>& places, LinkContext& context) {
  std::map<std::string_view, Group> by_name;
  for (uint32_t item : places) by_name[context.items[item].folded].push_back(item);
  for (const auto& [name, group] : by_name) {
    bool known = std::any_of(group.begin(), group.end(),
                             [&](uint32_t item) { return !context.items[item].countries.empty(); });
    if (known) {
      LinkWithinCountries(group, true, context);
      continue;
    }
    // Venues and the like: every town has a City Hall.
    Group firsts;
    for (uint32_t item : group) {
      bool joined = false;
      for (uint32_t first : firsts) {
        if (!SharesCompany(first, item, context)) continue;
        joined = context.clusters.Join(first, item);
        if (joined) break;
      }
      if (!joined && firsts.size() < 64) firsts.push_back(item);
    }
  }
}

void LinkBodies(const std::vector<uint32_t>& bodies, LinkContext& context) {
  std::map<std::string_view, Group> by_core;
  std::vector<std::string> cores(bodies.size());
  ParallelFor(context.jobs, bodies.size(),
              [&](size_t i) { cores[i] = CoreOfBody(context.items[bodies[i]].folded); });
  for (size_t i = 0; i < bodies.size(); ++i) by_core[cores[i]].push_back(bodies[i]);
  for (const auto& [core, group] : by_core) {
    bool ministry = context.items[group.front()].found->type == MentionType::kMinistry;
    if (ministry || IsGenericBody(core)) {
      LinkWithinCountries(group, false, context);
      continue;
    }
    Countries countries;
    for (uint32_t item : group) {
      const std::span<const uint32_t> some = context.items[item].countries;
      countries.insert(countries.end(), some.begin(), some.end());
    }
    SortUnique(countries);
    bool long_name = SplitWords(core).size() >= 3;
    if (countries.size() <= 1 || long_name) {
      for (uint32_t item : group) context.clusters.Join(group.front(), item);
      continue;
    }
    LinkWithinCountries(group, true, context);
    uint32_t first = context.clusters.Find(group.front());
    for (uint32_t item : group) {
      if (context.clusters.Find(item) != first && context.clusters.MayJoin(first, item)) {
        context.doubtful.push_back(
            {std::min(first, item), std::max(first, item), 0.6f, "one name, different countries"});
        break;
      }
    }
  }

  // A short name or acronym in one document for what another one names in full.
  std::map<std::string, std::set<uint32_t>> by_alias;
  for (uint32_t item : bodies) {
    for (std::string_view alias : context.items[item].found->aliases) {
      std::string folded = FoldForLinking(alias);
      if (folded.size() < 2 || folded == context.items[item].folded) continue;
      std::string core = CoreOfBody(folded);
      if (IsGenericBody(core)) continue;
      by_alias[core].insert(context.clusters.Find(item));
    }
  }
  std::vector<LinkCandidate> candidates;
  for (size_t i = 0; i < bodies.size(); ++i) {
    const uint32_t item = bodies[i];
    const LinkItem& short_one = context.items[item];
    auto found = by_alias.find(cores[i]);
    if (found == by_alias.end()) continue;
    std::set<uint32_t> roots;
    for (uint32_t root : found->second) roots.insert(context.clusters.Find(root));
    roots.erase(context.clusters.Find(item));
    for (uint32_t root : roots) {
      if (Contradict(context.clusters.CountriesOf(root), context.clusters.CountriesOf(item)))
        continue;
      float score = IsAcronym(short_one.found->name) ? 0.6f : 0.7f;
      if (SharesCompany(root, item, context)) score += 0.15f;
      if (roots.size() > 1) score -= 0.15f;
      candidates.push_back({std::min(root, item), std::max(root, item), score,
                            "the short name of one is the name of the other"});
    }
  }
  JoinCandidates(std::move(candidates), context);
}

}  // namespace entente::ingest
