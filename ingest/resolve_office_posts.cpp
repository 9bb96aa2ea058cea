// Posts that an office says of several at once, their names later and each beside its state: "the
// foreign ministers of Peru and Chile met. … Ann Ayres of Peru and Chile's Bo Lund"; and who
// "represents" a body.

#include <algorithm>
#include <string>
#include <vector>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

namespace {

/// How many sentences behind an office its bearers are looked for.
constexpr uint32_t kBearerSentences = 2;
/// How many words a verb and its object take between a name and "for": "held the pen for Peru".
constexpr uint32_t kVerbWords = 4;

}  // namespace

/// The state beside a name: before it with a possessive, behind it with "of", "from" or "for", or
/// behind a short verb with "for".
uint32_t Resolver::StateBeside(uint32_t m) const {
  const uint32_t begin = BeforeTitles(mentions_[m].begin_token);
  if (m > 0 && Is(m - 1, MentionType::kCountry) && begin > 1 && words_.IsPossessive(begin - 1) &&
      mentions_[m - 1].end_token == begin - 1) {
    return mentions_[m - 1].entity;
  }
  uint32_t t = mentions_[m].end_token;
  const bool direct = words_.IsAny(t, {"of", "from", "for"});
  if (!direct) {
    const uint32_t limit = t + kVerbWords;
    while (t < limit && words_.IsWord(t) && !words_.Capital(t) && !words_.Is(t, "for")) ++t;
    if (!words_.Is(t, "for")) return kNoIndex;
  }
  if (words_.Sentence(t) != mentions_[m].sentence) return kNoIndex;
  ++t;
  if (words_.Is(t, "the")) ++t;
  const uint32_t next = MentionFrom(t);
  if (next >= mentions_.size() || mentions_[next].begin_token != t ||
      mentions_[next].form == MentionForm::kDemonym) {
    return kNoIndex;
  }
  return Is(next, MentionType::kCountry) ? mentions_[next].entity : kNoIndex;
}

/// "In Lima the ministers of Peru and Chile signed it. Ann Ayres signed | for the hosts; | her
/// guest, | Bo Lund, …": whose country they met in, and the other's.
uint32_t Resolver::HostOrGuest(uint32_t m, const std::vector<uint32_t>& owners,
                               uint32_t host) const {
  if (owners.size() != 2 || host == kNoIndex) return kNoIndex;
  const uint32_t guest = owners[0] == host ? owners[1] : owners[0];
  const uint32_t end = mentions_[m].end_token, begin = mentions_[m].begin_token;
  for (uint32_t t = end; t < end + kVerbWords && t < words_.size(); ++t) {
    if (!words_.Is(t, "for") || !words_.Is(t + 1, "the")) continue;
    if (words_.IsAny(t + 2, {"hosts", "host"})) return host;
    if (words_.IsAny(t + 2, {"guests", "visitors"})) return guest;
  }
  if (begin > 2 && words_.IsComma(begin - 1) && words_.IsAny(begin - 2, {"guest", "visitor"}) &&
      words_.IsAny(begin - 3, {"his", "her", "their"})) {
    return guest;
  }
  return kNoIndex;
}

void Resolver::OfficeOfStates(uint32_t p) {
  const FoundPost& post = posts_[p];
  if (!StatePost(p) || Qualifier(p) == "former") return;
  const uint32_t sentence = words_.Sentence(post.begin_token);
  std::vector<uint32_t> owners;
  uint32_t m = MentionFrom(post.end_token);
  if (post.object_token != UINT32_MAX && m < mentions_.size() &&
      mentions_[m].begin_token == post.object_token && Is(m, MentionType::kCountry)) {
    for (const uint32_t k : Joined(m)) {
      if (Is(k, MentionType::kCountry)) owners.push_back(mentions_[k].entity);
    }
    if (owners.size() < 2) return;
  }
  // "the ministers of the two countries", "the environment ministers" of those spoken of.
  uint32_t host = kNoIndex;
  for (uint32_t k = MentionFrom(words_.segmented().sentences[sentence].begin_token);
       k < mentions_.size() && mentions_[k].sentence == sentence && host == kNoIndex; ++k) {
    if (!Is(k, MentionType::kPlace) || mentions_[k].entity == kNoIndex) continue;
    const uint32_t state = clusters_[mentions_[k].entity].country;
    if (std::find(owners.begin(), owners.end(), state) != owners.end()) host = state;
  }
  std::vector<Implied> named;
  const auto& sentences = words_.segmented().sentences;
  for (; m < mentions_.size() && mentions_[m].sentence <= sentence + kBearerSentences; ++m) {
    // In another paragraph only what tells of the signature goes on with it.
    const Sentence& there = sentences[mentions_[m].sentence];
    if (there.block != sentences[sentence].block) {
      bool signing = false;
      for (uint32_t t = there.begin_token; t < mentions_[m].begin_token && !signing; ++t) {
        signing = words_.IsAny(t, {"signed", "signatories", "signing"});
      }
      if (!signing) break;
    }
    if (!Is(m, MentionType::kPerson) || mentions_[m].entity == kNoIndex) continue;
    uint32_t state = StateBeside(m);
    if (state == kNoIndex) state = HostOrGuest(m, owners, host);
    if (state == kNoIndex) continue;
    if (!owners.empty() && std::find(owners.begin(), owners.end(), state) == owners.end()) {
      continue;
    }
    const uint32_t person = mentions_[m].entity;
    // Two of one state do not share the office; who has a post of their own keeps that one.
    bool taken = std::any_of(named.begin(), named.end(), [&](const Implied& other) {
      return other.holder == person || other.of == state;
    });
    for (uint32_t q = p > 60 ? p - 60 : 0; q < posts_.size() && q < p + 60 && !taken; ++q) {
      taken = post_holder_[q] == person && !posts_[q].honorific && !posts_[q].rank;
    }
    taken = taken || std::any_of(implied_.begin(), implied_.end(),
                                 [&](const Implied& other) { return other.holder == person; });
    if (!taken) named.push_back({person, state, m, post_titles_[p], Qualifier(p), true});
  }
  if (named.size() < 2) return;
  implied_.insert(implied_.end(), named.begin(), named.end());
}

/// How many people a list goes on with at token `t` that each have the post of a state before their
/// name, which nothing says of whom it is.
uint32_t Resolver::HeadsListedAt(uint32_t t, uint32_t sentence) const {
  uint32_t heads = 0;
  while (t < words_.size() && words_.Sentence(t) == sentence && heads < 8) {
    const auto at = std::lower_bound(
        posts_.begin(), posts_.end(), t,
        [](const FoundPost& post, uint32_t token) { return post.begin_token < token; });
    if (at == posts_.end() || at->begin_token != t || at->plural || at->honorific) break;
    const auto q = static_cast<uint32_t>(at - posts_.begin());
    const uint32_t holder = links_[q].holder;
    if (!StatePost(q) || !links_[q].direct || links_[q].of != kNoIndex || holder == kNoIndex) break;
    ++heads;
    t = mentions_[holder].end_token;
    if (words_.IsComma(t)) ++t;
    if (words_.Is(t, "and")) ++t;
  }
  return heads;
}

/// "Acme and the Norlake Fund signed it. The two directors, A and B, …": as many bodies as there
/// are names, in the sentence before the title or in the one before that.
std::vector<uint32_t> Resolver::BodiesSpokenOf(uint32_t p, uint32_t count) const {
  const uint32_t token = posts_[p].begin_token, sentence = words_.Sentence(token);
  for (uint32_t back = 0; back < 2; ++back) {
    std::vector<uint32_t> bodies;
    for (uint32_t m = MentionFrom(token); m-- > 0 && mentions_[m].sentence + back >= sentence;) {
      if (mentions_[m].sentence + back != sentence || mentions_[m].entity == kNoIndex) continue;
      if (!Is(m, MentionType::kOrganization)) continue;
      std::erase(bodies, mentions_[m].entity);
      bodies.insert(bodies.begin(), mentions_[m].entity);
    }
    if (bodies.size() == count) return bodies;
    if (!bodies.empty()) break;
  }
  return {};
}

/// "Acme and the Norlake Fund extended it. Deputy head NAME signed for | the former": of the two
/// that the sentence before names.
uint32_t Resolver::FormerOrLatter(uint32_t p, uint32_t t) const {
  const bool former = words_.Is(t + 1, "former"), latter = words_.Is(t + 1, "latter");
  if (!words_.Is(t, "the") || (!former && !latter)) return kNoIndex;
  const bool states = StatePost(p);
  const uint32_t sentence = words_.Sentence(t);
  std::vector<uint32_t> two;
  for (uint32_t m = MentionFrom(words_.segmented().sentences[sentence].begin_token);
       m-- > 0 && mentions_[m].sentence + 1 >= sentence;) {
    const MentionType type = mentions_[m].type;
    if (mentions_[m].entity == kNoIndex || mentions_[m].form == MentionForm::kDemonym) continue;
    if (states ? type != MentionType::kCountry : type != MentionType::kOrganization) continue;
    std::erase(two, mentions_[m].entity);
    two.insert(two.begin(), mentions_[m].entity);
  }
  return two.size() == 2 ? two[former ? 0 : 1] : kNoIndex;
}

/// "Ann Ayres, representing the Norlake Fund, …": who has no other post is its representative.
void Resolver::Representing(uint32_t m) {
  uint32_t t = mentions_[m].end_token;
  if (!words_.IsComma(t) || !words_.Is(t + 1, "representing")) return;
  t += words_.Is(t + 2, "the") ? 3 : 2;
  const uint32_t body = MentionFrom(t);
  if (body >= mentions_.size() || mentions_[body].begin_token != t ||
      mentions_[body].entity == kNoIndex || !Is(body, MentionType::kOrganization)) {
    return;
  }
  const uint32_t person = mentions_[m].entity;
  for (uint32_t q = 0; q < posts_.size(); ++q) {
    if (post_holder_[q] == person && !posts_[q].honorific && !posts_[q].rank) return;
  }
  for (const Implied& other : implied_) {
    if (other.holder == person) return;
  }
  implied_.push_back({person, mentions_[body].entity, m, "Representative", "", false});
}

/// The body that gives the post whose phrase begins at token `before`, where it is a sentence's
/// subject.
uint32_t Resolver::BodyThatAppoints(uint32_t p, uint32_t before) const {
  constexpr uint32_t kDatelineWords = 12;  // at most, with its day and its agency
  const uint32_t h = links_[p].holder;
  // "Norlake has hired Ann Ayres | as head of flight", "elected Ann Ayres | general secretary"
  const bool behind = h != kNoIndex && mentions_[h].end_token == before;
  if ((words_.Is(before - 1, "as") || behind) && !StatePost(p)) {
    uint32_t opening = words_.segmented().sentences[words_.Sentence(before)].begin_token;
    // Behind a dateline the sentence begins anew.
    for (uint32_t t = opening; t < opening + kDatelineWords && t < before; ++t) {
      if (words_.IsDash(t) && !words_.Joined(t)) opening = t + 1;
    }
    const uint32_t m = MentionFrom(words_.Is(opening, "the") ? opening + 1 : opening);
    bool gives = false;
    constexpr uint32_t kReach = 30;
    for (uint32_t t = std::max(opening, before - std::min(before, kReach)); t < before && !gives;
         ++t) {
      gives = words_.IsAny(t, {"hired", "hires", "named", "appointed", "appoints", "names", "chose",
                               "elected", "picked"}) &&
              !words_.IsAny(t - 1, {"was", "been", "were", "is"});
    }
    if (gives && m < mentions_.size() && mentions_[m].begin_token <= opening + 1 &&
        Is(m, MentionType::kOrganization) && mentions_[m].entity != kNoIndex) {
      return mentions_[m].entity;
    }
  }
  // "Norlake has | a new director, | Ann Ayres", "Norlake named | a new director, | …"
  if (before > 3 && words_.IsAny(before - 1, {"a", "an"}) && !StatePost(p) &&
      words_.IsAny(before - 2, {"has", "had", "got", "gets", "have", "named", "names", "appointed",
                                "appoints", "elected", "elects", "chose", "hired", "picked"})) {
    uint32_t verb = before - 2;
    while (verb > 1 && words_.IsAny(verb - 1, {"has", "had"})) --verb;
    const uint32_t next = MentionFrom(verb);
    if (next > 0 && mentions_[next - 1].end_token == verb &&
        Is(next - 1, MentionType::kOrganization) && mentions_[next - 1].entity != kNoIndex) {
      return mentions_[next - 1].entity;
    }
  }
  return kNoIndex;
}

}  // namespace entente::ingest
