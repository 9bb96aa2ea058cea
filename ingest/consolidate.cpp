#include "ingest/consolidate.h"

#include <algorithm>

namespace entente::ingest {
namespace {

/// Below this a capitalised word is no name.
constexpr float kLeastScore = 0.34f;

float Strength(const NameCandidate& c) {
  const uint32_t length = std::min<uint32_t>(c.end_token - c.begin_token, 8);
  return c.score + 0.05f * static_cast<float>(length);
}

}  // namespace

std::vector<NameCandidate> Consolidate(const TextWords& words,
                                       const std::vector<NameCandidate>& candidates) {
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].score >= kLeastScore) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const float x = Strength(candidates[a]), y = Strength(candidates[b]);
    if (x != y) return x > y;
    if (candidates[a].span != candidates[b].span) return candidates[a].span < candidates[b].span;
    return a < b;
  });
  std::vector<uint32_t> owner(words.size(), 0);  // 1 + index of the candidate that has the token
  std::vector<NameCandidate> taken;
  std::vector<uint32_t> next(candidates.size() + 1, 0);  // further owners of the same token
  for (const uint32_t index : order) {
    const NameCandidate& c = candidates[index];
    bool free = true;
    for (uint32_t t = c.begin_token; t < c.end_token && free; ++t) {
      for (uint32_t o = owner[t]; o != 0; o = next[o]) {
        if (candidates[o - 1].span.Overlaps(c.span)) free = false;
      }
    }
    if (!free) continue;
    taken.push_back(c);
    for (uint32_t t = c.begin_token; t < c.end_token; ++t) {
      if (owner[t] == 0) {
        owner[t] = index + 1;
      } else if (c.end_token == c.begin_token + 1) {
        next[index + 1] = owner[t];
        owner[t] = index + 1;
      }
    }
  }
  std::sort(taken.begin(), taken.end(),
            [](const NameCandidate& a, const NameCandidate& b) { return a.span < b.span; });
  return taken;
}

}  // namespace entente::ingest
