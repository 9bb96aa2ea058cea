// People: the words of their names, and then their countries, posts and company.

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/link_blocks.h"
#include "ingest/link_clusters.h"
#include "ingest/link_names.h"
#include "ingest/parallel.h"

namespace entente::ingest {

namespace {

// Names that so many different people of the documents have two words of in common are compared
// only where they are written alike; pairs would be too many, and say too little.
constexpr size_t kMaxBlock = 600;

/// People who are written alike and go with the same country: one for comparing.
struct Name {
  std::vector<std::string> words;
  std::vector<uint32_t> items;
  bool rare = false;  // hardly anybody else in the documents has its last word
};

/// Keys of single words are even, all others odd.
void BlockKeys(const std::vector<std::string>& words, std::vector<uint64_t>& keys) {
  keys.clear();
  std::vector<std::string_view> telling;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!IsParticleAt(words, i)) telling.push_back(words[i]);
  }
  // What a transliteration leaves: the first letter and the consonants.
  auto skeleton = [](std::string_view word) {
    uint64_t hash = static_cast<unsigned char>(word[0]);
    char before = word[0];
    for (char c : word.substr(1)) {
      if (std::string_view("aeiouy").find(c) != std::string_view::npos || before == c) continue;
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
      before = c;
    }
    return hash * 0x9E3779B97F4A7C15ULL;
  };
  auto add = [&](uint64_t key, bool single) { keys.push_back(key << 1 | (single ? 0 : 1)); };
  if (telling.size() > 6) telling.resize(6);
  for (size_t i = 0; i < telling.size(); ++i) {
    for (size_t k = 0; k < telling.size(); ++k) {
      if (i == k) continue;
      if (i < k) {
        uint64_t a = skeleton(telling[i]), b = skeleton(telling[k]);
        add(std::min(a, b) * 31 + std::max(a, b), false);
      }
      // For initials: one word whole, of the other the first letter.
      add(HashText(telling[i], 256 + static_cast<unsigned char>(telling[k][0])), false);
    }
  }
  if (telling.size() == 1) add(HashText(telling[0]), true);
  if (telling.size() > 1) {
    add(HashText(telling.back()), true);
    add(HashText(telling.front()), true);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

float Score(const Name& a, const Name& b, uint32_t item_a, uint32_t item_b,
            const LinkContext& context, const char*& reason) {
  NameComparison names = ComparePeople(a.words, b.words);
  const LinkItem& x = context.items[item_a];
  const LinkItem& y = context.items[item_b];
  bool sure_needed = true;
  float score = 0;
  switch (names.match) {
    case NameMatch::kNone:
      return 0;
    case NameMatch::kSame:
      // Three words in common are seldom chance.
      score = names.matched_words >= 3 ? 0.95f : 0.8f;
      reason = "one name";
      sure_needed = false;
      break;
    case NameMatch::kVariant:
      score = names.matched_words >= 3 ? 0.75f : 0.65f;
      reason = "names alike but for a transliteration";
      break;
    case NameMatch::kSubset:
      score = names.matched_words >= 3 ? 0.65f : 0.55f;
      reason = "one name is part of the other";
      break;
    case NameMatch::kInitials:
      score = 0.45f;
      reason = "names alike but for initials";
      break;
    case NameMatch::kSurname:
      score = 0.3f;
      reason = "one surname";
      break;
  }
  double posts = Overlap(x.posts, y.posts);
  if (Contradict(x.countries, y.countries)) {
    // A long name and one post outweigh a country, which may have been read wrongly.
    bool despite = names.match == NameMatch::kSame && names.matched_words >= 3;
    if (!despite) return score - 0.6f;
    return posts >= 0.5 ? 0.75f : 0.6f;
  }
  bool same_country = Intersect(x.countries, y.countries);
  if (same_country) score += 0.2f;
  if (!same_country && sure_needed) {
    // Documents that speak of the same countries speak of the same people more often than not.
    const auto& near_x = context.document_countries[x.document];
    const auto& near_y = context.document_countries[y.document];
    if (Overlap(near_x, near_y) >= 0.5) score += 0.1f;
  }
  if (posts >= 0.5) {
    score += 0.2f;
  } else if (!x.posts.empty() && !y.posts.empty() && posts == 0) {
    // People change posts; but two names that only may be one need more than that.
    score -= sure_needed ? 0.25f : (same_country ? 0.0f : 0.1f);
  }
  if (sure_needed && a.rare && b.rare) score += 0.1f;
  for (uint32_t p : x.neighbours) {
    bool shared = std::any_of(y.neighbours.begin(), y.neighbours.end(), [&](uint32_t q) {
      return context.clusters.Root(p) == context.clusters.Root(q) &&
             context.items[p].found->type != MentionType::kCountry;
    });
    if (shared) {
      score += 0.2f;
      break;
    }
  }
  if (names.match == NameMatch::kSurname) return std::min(score, 0.75f);
  return score;
}

}  // namespace

void LinkPeople(const std::vector<uint32_t>& people, LinkContext& context) {
  // Alike and of one country: one, unless a document has two of them.
  std::unordered_map<uint64_t, std::vector<size_t>> index;  // names by what is compared, hashed
  std::vector<Name> names;
  std::vector<uint64_t> hashes;
  for (uint32_t item : people) {
    std::vector<std::string> words = SplitWords(context.items[item].folded);
    if (words.empty()) continue;
    hashes.clear();
    for (const std::string& word : words) hashes.push_back(HashText(word));
    std::sort(hashes.begin(), hashes.end());
    uint64_t all = 0;
    for (uint64_t hash : hashes) all = (all ^ hash) * 0x9E3779B97F4A7C15ULL;
    for (uint32_t country : context.items[item].countries) all = all * 31 + country + 1;
    std::vector<size_t>& alike = index[all];
    auto same = std::find_if(alike.begin(), alike.end(), [&](size_t n) {
      return std::ranges::equal(context.items[names[n].items.front()].countries,
                                context.items[item].countries) &&
             std::is_permutation(names[n].words.begin(), names[n].words.end(), words.begin(),
                                 words.end());
    });
    if (same == alike.end()) {
      same = alike.insert(same, names.size());
      names.push_back({std::move(words), {}});
    }
    names[*same].items.push_back(item);
  }

  std::unordered_map<std::string_view, uint32_t> bearers;
  std::vector<std::string_view> different;
  for (const Name& name : names) {
    different.assign(name.words.begin(), name.words.end());
    std::sort(different.begin(), different.end());
    different.erase(std::unique(different.begin(), different.end()), different.end());
    for (std::string_view word : different) ++bearers[word];
  }
  for (Name& name : names) name.rare = bearers[name.words.back()] <= 2;

  LinkBlocks blocks;
  std::vector<uint64_t> keys;
  for (uint32_t n = 0; n < names.size(); ++n) {
    BlockKeys(names[n].words, keys);
    for (uint64_t key : keys) blocks.Add(key, n);
  }
  LinkPairs pairs;
  blocks.ForEachShared([&](uint64_t key, std::span<const uint32_t> block) {
    if (block.size() > kMaxBlock) return;
    bool by_one_word = (key & 1) == 0;
    for (size_t i = 0; i < block.size(); ++i) {
      // One word in common is enough only for a name of one word.
      if (by_one_word && names[block[i]].words.size() > 1) continue;
      for (size_t k = by_one_word ? 0 : i + 1; k < block.size(); ++k) {
        if (k != i) pairs.Add(block[i], block[k]);
      }
    }
  });

  using Candidates = std::vector<LinkCandidate>;
  auto add = [&](uint32_t a, uint32_t b, const Name& x, const Name& y, Candidates& found) {
    const char* reason = "";
    float score = Score(x, y, a, b, context, reason);
    if (score >= kDoubtfulScore) {
      bool despite = Contradict(context.items[a].countries, context.items[b].countries);
      found.push_back({std::min(a, b), std::max(a, b), std::min(score, 1.0f), reason, despite});
    }
  };
  // Sets do not change until all are compared; the ways to them are made short before.
  for (uint32_t item = 0; item < context.items.size(); ++item) context.clusters.Find(item);
  auto candidates =
      ParallelCollect<LinkCandidate>(context.jobs, names.size(), [&](size_t n, Candidates& found) {
        const Name& name = names[n];
        // A bare surname of one country may be anybody's there.
        if (name.words.size() < 2) return;
        for (size_t i = 1; i < name.items.size(); ++i) {
          add(name.items[0], name.items[i], name, name, found);
          if (i > 1) add(name.items[i - 1], name.items[i], name, name, found);
        }
      });
  const size_t pair_count = pairs.Count();
  const auto between =
      ParallelCollect<LinkCandidate>(context.jobs, pair_count, [&](size_t pair, Candidates& found) {
        const auto [n, m] = pairs.at(pair);
        // Every item of one against a few of the other: posts differ from document to document.
        constexpr size_t kLimit = 8;
        for (size_t i = 0; i < std::min(names[n].items.size(), kLimit); ++i) {
          for (size_t k = 0; k < std::min(names[m].items.size(), kLimit); ++k) {
            add(names[n].items[i], names[m].items[k], names[n], names[m], found);
          }
        }
      });
  candidates.insert(candidates.end(), between.begin(), between.end());
  JoinCandidates(std::move(candidates), context);
}

}  // namespace entente::ingest
