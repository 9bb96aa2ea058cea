#include "ingest/guessed_posts.h"

#include <algorithm>
#include <tuple>

namespace entente::ingest {

namespace {

/// From here on the text itself says whose minister somebody is.
constexpr float kSaidPost = 0.805f;
/// "his Chilean counterpart", "the ministers of Peru and Chile": two sources that say so are sure.
/// Below this the state was worked out from what stands around a bare title.
constexpr float kImpliedPost = 0.795f;

struct Post {
  uint32_t person = 0;
  uint32_t country = 0;
  uint32_t source = 0;
  float confidence = 0;
};

}  // namespace

std::vector<std::pair<uint32_t, uint32_t>> OutvotedPosts(
    const std::vector<StoredFindings>& documents, const LinkedGraph& linked) {
  std::vector<Post> posts;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    for (const StoredFact& fact : documents[d].findings.facts) {
      if (fact.type != "HOLDS_POST") continue;
      const uint32_t person = linked.node_of[d][fact.from], country = linked.node_of[d][fact.to];
      if (person == kNoIndex || country == kNoIndex) continue;
      if (linked.nodes[country].type != MentionType::kCountry) continue;
      posts.push_back({person, country, linked.source_of[d], fact.confidence});
    }
  }
  std::sort(posts.begin(), posts.end(), [](const Post& a, const Post& b) {
    return std::tie(a.person, a.country, a.source) < std::tie(b.person, b.country, b.source);
  });
  std::vector<std::pair<uint32_t, uint32_t>> outvoted;
  std::vector<uint32_t> worked_out;
  for (size_t begin = 0, end = 0; begin < posts.size(); begin = end) {
    const uint32_t person = posts[begin].person;
    uint32_t states_said = 0;
    worked_out.clear();
    for (end = begin; end < posts.size() && posts[end].person == person;) {
      const uint32_t country = posts[end].country;
      uint32_t sources = 0, last = kNoIndex;
      bool said = false;
      for (; end < posts.size() && posts[end].person == person && posts[end].country == country;
           ++end) {
        said = said || posts[end].confidence >= kSaidPost;
        if (posts[end].confidence < kImpliedPost || posts[end].source == last) continue;
        last = posts[end].source;
        ++sources;
      }
      states_said += said || sources > 1;
      if (sources == 0) worked_out.push_back(country);
    }
    if (states_said != 1) continue;
    for (const uint32_t country : worked_out) outvoted.emplace_back(person, country);
  }
  return outvoted;
}

}  // namespace entente::ingest
