// Of which town a mayor and of which region a governor is one, where the post's own phrase does not
// say so.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

/// "Norlake Oblast and the Province of Tarn: a protocol. Signed by Governor NAME and Governor |
/// NAME": of two who are joined, the places that the sentence before names, in that order.
uint32_t Resolver::TownOfPair(uint32_t p) const {
  const auto joined = [&](uint32_t a, uint32_t b) {
    const uint32_t first = links_[a].holder, second = links_[b].holder;
    return first != kNoIndex && second != kNoIndex && links_[a].direct && links_[b].direct &&
           links_[a].of == kNoIndex && links_[b].of == kNoIndex &&
           IsTownPost(lexicon_.titles()[posts_[a].record].normalised) &&
           IsTownPost(lexicon_.titles()[posts_[b].record].normalised) &&
           words_.Is(mentions_[first].end_token, "and") &&
           mentions_[first].end_token + 1 == posts_[b].begin_token;
  };
  uint32_t place = kNoIndex;
  if (p + 1 < posts_.size() && joined(p, p + 1)) place = 0;
  if (p > 0 && joined(p - 1, p)) place = 1;
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  if (place == kNoIndex || sentence == 0) return kNoIndex;
  std::vector<uint32_t> places;
  const uint32_t from = MentionFrom(posts_[p].begin_token);
  for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
    if (mentions_[m].sentence + 1 < sentence) break;
    if (mentions_[m].sentence == sentence || !Is(m, MentionType::kPlace)) continue;
    std::erase(places, mentions_[m].entity);
    places.insert(places.begin(), mentions_[m].entity);
  }
  return places.size() == 2 ? places[place] : kNoIndex;
}

/// The town that the document is about: the one named more often than others, and three times.
/// Looks at every cluster: main_town_ keeps its answer.
uint32_t Resolver::MainTown() const {
  uint32_t best = kNoIndex;
  size_t most = 2, second = 0;
  for (uint32_t c = 0; c < clusters_.size(); ++c) {
    if (clusters_[c].type != MentionType::kPlace || clusters_[c].mentions.empty()) continue;
    const size_t count = clusters_[c].mentions.size();
    if (count > most) {
      second = best == kNoIndex ? second : most;
      most = count;
      best = c;
    } else {
      second = std::max(second, count);
    }
  }
  return best != kNoIndex && most > second ? best : kNoIndex;
}

/// The town of a mayor, the region of a governor.
uint32_t Resolver::UnsaidTown(uint32_t p, uint32_t before, bool& guess) const {
  // Another's town is not hers, and who signs "with Lima" is not of Lima.
  std::vector<uint32_t> rivals;
  const std::string& title = lexicon_.titles()[posts_[p].record].normalised;
  for (uint32_t q = p > 40 ? p - 40 : 0; q < posts_.size() && q < p + 40; ++q) {
    if (q == p || links_[q].of == kNoIndex || post_holder_[q] == post_holder_[p]) continue;
    const std::string& other = lexicon_.titles()[posts_[q].record].normalised;
    if (other == title || other == "Counterpart") rivals.push_back(mentions_[links_[q].of].entity);
  }
  const auto fits = [&](uint32_t m) {
    if (!Is(m, MentionType::kPlace) || mentions_[m].entity == kNoIndex) return false;
    const std::string& kind = clusters_[mentions_[m].entity].kind;
    for (const std::string_view other :
         {"building", "facility", "water", "street", "ocean", "sea", "gulf", "bay", "strait",
          "river", "lake", "mountain", "mountains", "channel", "airport"}) {
      if (kind == other) return false;
    }
    // "a partnership with the Argentine town of | Necochea": another's
    uint32_t lead = mentions_[m].begin_token;
    for (int steps = 0; steps < 4 && lead > 0; ++steps) {
      const uint32_t beside = MentionFrom(lead - 1);
      const bool adjective = beside < mentions_.size() &&
                             mentions_[beside].begin_token == lead - 1 &&
                             mentions_[beside].form == MentionForm::kDemonym;
      if (!adjective && !words_.IsAny(lead - 1, {"of", "the", "town", "city", "port", "village",
                                                 "province", "region", "twin", "sister"})) {
        break;
      }
      --lead;
    }
    if (words_.IsAny(lead - 1, {"with", "from", "to", "between"})) return false;
    return std::find(rivals.begin(), rivals.end(), mentions_[m].entity) == rivals.end();
  };
  const uint32_t from = MentionFrom(before);
  // "Deputy mayor Ann Ayres and | councillor Bo Lund": of one town.
  uint32_t q = p;
  while (q > 0 && posts_[q - 1].honorific) --q;
  if (q-- > 0 && post_of_[q] != kNoIndex && post_holder_[q] != kNoIndex && links_[q].before_name &&
      IsTownPost(lexicon_.titles()[posts_[q].record].normalised) &&
      title.find("Mayor") == std::string::npos && title.find("Governor") == std::string::npos &&
      Is(links_[q].holder, MentionType::kPerson)) {
    uint32_t t = mentions_[links_[q].holder].end_token;
    if (words_.IsComma(t)) ++t;
    if (words_.Is(t, "and")) ++t;
    if (t == before && t > mentions_[links_[q].holder].end_token) return post_of_[q];
  }
  if (const uint32_t pair = TownOfPair(p); pair != kNoIndex) return pair;
  // News from a town is of its mayor.
  const auto dateline = [&] {
    for (uint32_t m = 0; m < from && mentions_[m].begin_token < dateline_.end_token; ++m) {
      if (mentions_[m].begin_token >= dateline_.begin_token && fits(m)) return mentions_[m].entity;
    }
    return kNoIndex;
  };
  // A councillor sits on the council of the town that the text is about.
  if (title.starts_with("Council") || title == "Alderman" || title.ends_with("Clerk") ||
      title == "City Manager" || title.ends_with("Administrator")) {
    for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
      if (!Is(m, MentionType::kOrganization) || mentions_[m].entity == kNoIndex) continue;
      const std::vector<std::string>& name = clusters_[mentions_[m].entity].full;
      if (name.size() > 1 && name.back() == "council") return mentions_[m].entity;
    }
    // "Councillor Ann Ayres, leader of Norlake Council"
    for (uint32_t m = from; m < mentions_.size() && m < from + 6; ++m) {
      if (mentions_[m].sentence != words_.Sentence(before)) break;
      if (!Is(m, MentionType::kOrganization) || mentions_[m].entity == kNoIndex) continue;
      const std::vector<std::string>& name = clusters_[mentions_[m].entity].full;
      if (name.size() > 1 && name.back() == "council") return mentions_[m].entity;
    }
    if (const uint32_t here = dateline(); here != kNoIndex) return here;
    if (main_town_ == kUnknownBody) main_town_ = MainTown();
    if (main_town_ != kNoIndex) return main_town_;
  }
  // "Duluth signed a pact with Norlake. Mayor Ann Ayres …": what the sentence before is about.
  const uint32_t sentence = words_.Sentence(before);
  const auto& sentences = words_.segmented().sentences;
  if (sentence > 0 && sentences[sentence - 1].block == sentences[sentence].block) {
    const uint32_t opening = sentences[sentence - 1].begin_token;
    const uint32_t m = MentionFrom(opening);
    if (m < from && mentions_[m].begin_token == opening && fits(m) &&
        !words_.IsComma(mentions_[m].end_token) && !words_.Is(mentions_[m].end_token, "and")) {
      return mentions_[m].entity;
    }
  }
  const bool region = title.find("Governor") != std::string::npos;
  const uint32_t town = region ? kNoIndex : dateline(), reach = town == kNoIndex ? 2 : 1;
  uint32_t nearest = kNoIndex;
  for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
    if (mentions_[m].begin_token >= before) continue;
    if (mentions_[m].sentence + reach < sentence) break;
    if (!fits(m)) continue;
    if (nearest == kNoIndex) nearest = mentions_[m].entity;
    // The town of the news, where it is spoken of beside another.
    if (mentions_[m].entity == town && mentions_[m].begin_token >= dateline_.end_token) return town;
  }
  if (nearest != kNoIndex) return nearest;
  if (town != kNoIndex) return town;
  guess = true;
  // "Mayor Ann Ayres signed Duluth's agreement": the town follows.
  for (uint32_t m = from; m < mentions_.size(); ++m) {
    if (mentions_[m].sentence != words_.Sentence(before)) break;
    if (fits(m)) return mentions_[m].entity;
  }
  for (uint32_t m = 0; m < std::min<uint32_t>(mentions_.size(), 20) && !region; ++m) {
    if (fits(m)) return mentions_[m].entity;
  }
  return kNoIndex;
}

}  // namespace entente::ingest
