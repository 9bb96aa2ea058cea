// Posts that no phrase of their own says: "his counterpart, NAME", "Ministers A and B", "her
// predecessor, NAME", "NAME, who heads X".

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

void Resolver::ImpliedPosts() {
  std::vector<uint32_t> post_of_person(clusters_.size(), kNoIndex);  // cluster to a post of theirs
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    const uint32_t holder = post_holder_[p];
    if (holder == kNoIndex || posts_[p].honorific || posts_[p].rank || posts_[p].plural ||
        IsRelative(p)) {
      continue;
    }
    if (post_of_person[holder] == kNoIndex) post_of_person[holder] = p;
  }
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (posts_[p].honorific || posts_[p].rank) continue;
    TakenOver(p);
    DeputyOf(p);
    if (posts_[p].plural && (PostsInBrackets(p) || PostsBesideStates(p))) continue;
    if (IsRelative(p)) {
      posts_[p].plural ? RelativePlural(p) : RelativePost(p);
    } else if (posts_[p].plural) {
      const size_t before = implied_.size();
      PluralPost(p);
      if (implied_.size() == before) OfficeOfStates(p);
    }
  }
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kPerson) || mentions_[m].entity == kNoIndex) continue;
    HeadOf(m);
    Elliptic(m);
    Succeeded(m, post_of_person);
    Representing(m);
  }
}

/// A title that says only whose: counterpart, predecessor.
bool Resolver::IsRelative(uint32_t p) const {
  const std::string& title = lexicon_.titles()[posts_[p].record].normalised;
  return title == "Counterpart" || title == "Colleague" || title == "Predecessor" ||
         title == "Successor";
}

/// A post of the person whom "his" or "her" before a relative title means: the first one named in
/// the sentence.
uint32_t Resolver::PostOfSubject(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token;
  if (!words_.IsAny(begin - 1, {"his", "her"})) return kNoIndex;
  uint32_t who = kNoIndex;
  for (uint32_t m = MentionFrom(begin);
       m-- > 0 && mentions_[m].sentence == words_.Sentence(begin);) {
    if (Is(m, MentionType::kPerson) && mentions_[m].entity != post_holder_[p])
      who = mentions_[m].entity;
  }
  if (who == kNoIndex) return kNoIndex;
  for (uint32_t q = 0; q < posts_.size(); ++q) {
    if (post_holder_[q] == who && !posts_[q].honorific && !posts_[q].rank && !posts_[q].plural &&
        !IsRelative(q) && Qualifier(q) != "former" &&
        !lexicon_.titles()[posts_[q].record].calling) {
      return q;
    }
  }
  return kNoIndex;
}

/// "her Norwegian counterpart, NAME", "the minister's predecessor, NAME": the title of the person
/// spoken of before.
void Resolver::RelativePost(uint32_t p) {
  const std::string& relation = lexicon_.titles()[posts_[p].record].normalised;
  const bool office = relation == "Predecessor" || relation == "Successor";
  // A colleague is one in office only where a country tells them apart.
  if (relation == "Colleague" &&
      (post_of_[p] == kNoIndex || clusters_[post_of_[p]].type != MentionType::kCountry)) {
    return;
  }
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  // "Their Ukrainian counterpart": of whom the text has spoken all along.
  const uint32_t reach = relation == "Counterpart" && post_of_[p] != kNoIndex &&
                                 clusters_[post_of_[p]].type == MentionType::kCountry
                             ? 6
                             : 2;
  uint32_t found = kNoIndex;
  // "as her predecessor, Ann Ayres, did": she has a post wherever the text gives it.
  if (office) found = PostOfSubject(p);
  for (uint32_t q = p; q-- > 0 && found == kNoIndex;) {
    if (words_.Sentence(posts_[q].begin_token) + reach < sentence) break;
    if (posts_[q].honorific || posts_[q].rank || posts_[q].plural || IsRelative(q)) continue;
    if (post_holder_[q] == kNoIndex || post_holder_[q] == post_holder_[p]) continue;
    if (lexicon_.titles()[posts_[q].record].calling) continue;
    found = q;
    break;
  }
  // "his Irish counterpart, Secretary-General Ann Ayres": her own title says what she is.
  if (relation == "Counterpart" && found != kNoIndex && HasOwnTitle(p)) return;
  if (office) {
    // "Ms Ayres's predecessor": she may have been named with her title further up.
    for (uint32_t m = MentionFrom(posts_[p].begin_token); m-- > 0;) {
      if (mentions_[m].sentence != sentence) break;
      if (!Is(m, MentionType::kPerson) || mentions_[m].entity == post_holder_[p]) continue;
      uint32_t at = mentions_[m].end_token;
      if (words_.IsPossessive(at)) ++at;
      if (at != posts_[p].begin_token) continue;
      for (uint32_t q = 0; q < posts_.size(); ++q) {
        if (post_holder_[q] == mentions_[m].entity && !posts_[q].honorific && !posts_[q].rank &&
            !posts_[q].plural && !IsRelative(q)) {
          found = q;
          break;
        }
      }
      break;
    }
  }
  if (found == kNoIndex) return;
  post_titles_[p] = post_titles_[found];
  if (!office) return;
  if (post_of_[p] == kNoIndex) post_of_[p] = post_of_[found];
  if (relation == "Predecessor") links_[p].qualifier = "former";
}

/// "his Polish and Lithuanian counterparts, NAME and NAME": each of the country in its place.
void Resolver::RelativePlural(uint32_t p) {
  std::vector<uint32_t> owners;
  uint32_t t = posts_[p].begin_token;
  for (int steps = 0; steps < 8 && t > 0; ++steps) {
    const uint32_t m = MentionFrom(t);
    if (m == 0 || mentions_[m - 1].end_token != t || !Is(m - 1, MentionType::kCountry)) break;
    owners.insert(owners.begin(), mentions_[m - 1].entity);
    t = mentions_[m - 1].begin_token;
    if (t > 0 && words_.Is(t - 1, "and")) --t;
    if (t > 0 && words_.IsComma(t - 1)) --t;
  }
  if (owners.size() < 2) return;
  std::vector<uint32_t> names;
  t = posts_[p].end_token;
  if (words_.IsComma(t) || words_.Text(t) == ":") ++t;
  for (uint32_t m = MentionFrom(t); m < mentions_.size() && names.size() < owners.size(); ++m) {
    while (PastHonorific(t) != t) t = PastHonorific(t);
    if (mentions_[m].begin_token != t || !Is(m, MentionType::kPerson)) break;
    names.push_back(m);
    t = mentions_[m].end_token;
    if (words_.IsComma(t)) ++t;
    if (words_.Is(t, "and")) ++t;
  }
  if (names.size() != owners.size()) return;
  for (uint32_t q = p; q-- > 0;) {
    if (words_.Sentence(posts_[q].begin_token) != words_.Sentence(posts_[p].begin_token)) break;
    if (posts_[q].honorific || posts_[q].rank || posts_[q].plural || IsRelative(q) ||
        post_holder_[q] == kNoIndex) {
      continue;
    }
    for (size_t i = 0; i < names.size(); ++i) {
      implied_.push_back({mentions_[names[i]].entity, owners[i], names[i], post_titles_[q], "",
                          lexicon_.titles()[posts_[q].record].government});
    }
    return;
  }
}

/// Mentions that are no people, joined by commas and "and", from `m` on: "of | Oslo, Bergen and
/// Rome".
std::vector<uint32_t> Resolver::Joined(uint32_t m) const {
  std::vector<uint32_t> list;
  for (; m < mentions_.size() && list.size() < 8; ++m) {
    if (Is(m, MentionType::kPerson)) break;
    if (!list.empty()) {
      uint32_t t = mentions_[list.back()].end_token;
      if (words_.IsComma(t)) ++t;
      if (words_.Is(t, "and") || words_.Text(t) == "&") ++t;
      if (t == mentions_[list.back()].end_token) break;
      if (words_.Is(t, "the") || words_.Is(t, "of")) ++t;
      if (words_.Is(t, "the")) ++t;
      if (mentions_[m].begin_token != t) break;
    }
    // "Norway's | Norlake and Peru's | Sur": the countries say whose.
    if (Is(m, MentionType::kCountry) && m + 1 < mentions_.size()) {
      const uint32_t end = mentions_[m].end_token + (words_.IsPossessive(mentions_[m].end_token));
      if (mentions_[m + 1].begin_token == end && !Is(m + 1, MentionType::kPerson)) ++m;
    }
    list.push_back(m);
  }
  return list;
}

/// "the presidents of Peru and Chile, A and B … President A left": whether one of the places that
/// call somebody `title` says of what; "President A" alone does not.
bool Resolver::SaysOwner(uint32_t p, uint32_t holder, const std::string& title) const {
  constexpr uint32_t kReach = 200;  // posts; what is further away does not say it here
  for (uint32_t q = p > kReach ? p - kReach : 0; q < posts_.size() && q < p + kReach; ++q) {
    if (post_holder_[q] != holder || posts_[q].honorific || posts_[q].plural || !post_said_[q]) {
      continue;
    }
    std::string mine;
    lexicon_.Fold(lexicon_.titles()[posts_[q].record].normalised, mine);
    if (mine == title) return true;
  }
  return false;
}

/// "Ministers A and B", "the mayors of X and Y, A and B", "the foreign ministers of both, A (Peru)
/// and B (Chile)".
void Resolver::PluralPost(uint32_t p) {
  const TitleRecord& record = lexicon_.titles()[posts_[p].record];
  const uint32_t at = posts_[p].end_token, sentence = words_.Sentence(posts_[p].begin_token);
  uint32_t m = MentionFrom(at);
  // Past what they are of, up to the comma before the names.
  uint32_t scan = at;
  std::vector<uint32_t> owners;
  if (posts_[p].object_token != UINT32_MAX && m < mentions_.size() &&
      mentions_[m].begin_token == posts_[p].object_token) {
    owners = Joined(m);
    if (owners.size() > 1) scan = mentions_[owners.back()].end_token;
  }
  const auto parts = [&](uint32_t t) {
    return words_.IsComma(t) || words_.IsDash(t) || words_.Text(t).starts_with(":");
  };
  while (scan < at + 12 && scan < words_.size() && !parts(scan) &&
         words_.Sentence(scan) == sentence) {
    uint32_t k = m;
    while (k < mentions_.size() && mentions_[k].begin_token < scan) ++k;
    if (k < mentions_.size() && mentions_[k].begin_token == scan && Is(k, MentionType::kPerson)) {
      break;
    }
    ++scan;
  }
  // "Ambassadors of Peru and Chile | A and B"
  const uint32_t behind = MentionFrom(scan);
  const bool follows = owners.size() > 1 && scan == mentions_[owners.back()].end_token &&
                       behind < mentions_.size() && mentions_[behind].begin_token == scan &&
                       Is(behind, MentionType::kPerson);
  if (scan > at && !parts(scan) && !follows) {
    return;
  }
  uint32_t t = parts(scan) ? scan + 1 : scan;
  const size_t first = implied_.size();
  uint32_t taken = 0;
  bool last_known = false, all_told = true;
  std::vector<Implied> named;
  std::vector<uint32_t> told_by;  // mentions of bodies right behind a name
  for (int steps = 0; steps < 8; ++steps) {
    while (t < words_.size() && PastHonorific(t) != t) t = PastHonorific(t);
    while (m < mentions_.size() && mentions_[m].begin_token < t) ++m;
    // "their ministers of trade, Uganda's | Ann Ayres and Kenya's | Bo Lund"
    uint32_t whose = kNoIndex;
    if (m + 1 < mentions_.size() && mentions_[m].begin_token == t && Is(m, MentionType::kCountry) &&
        Is(m + 1, MentionType::kPerson)) {
      uint32_t name = mentions_[m].end_token;
      if (words_.IsPossessive(name)) ++name;
      while (PastHonorific(name) != name) name = PastHonorific(name);
      if (mentions_[m + 1].begin_token == name) {
        whose = mentions_[m].entity;
        t = name;
        ++m;
      }
    }
    if (m >= mentions_.size() || mentions_[m].begin_token != t || !Is(m, MentionType::kPerson))
      break;
    Implied implied{mentions_[m].entity, post_of_[p],  m,
                    post_titles_[p],     Qualifier(p), record.government};
    bool told = false;
    if (whose != kNoIndex) implied.of = whose;
    t = mentions_[m].end_token;
    if (m + 1 < mentions_.size() && !Is(m + 1, MentionType::kPerson)) {
      const uint32_t next = mentions_[m + 1].begin_token;
      if (words_.Text(t) == "(" && next == t + 1) {
        told = true;
        t = mentions_[m + 1].end_token + 1;
      } else if (words_.IsAny(t, {"of", "from", "for"}) && next <= t + 3) {
        told = true;
        t = mentions_[m + 1].end_token;
      } else if (words_.IsComma(t) && words_.Is(t + 1, "of") && next <= t + 3 &&
                 Is(m + 1, MentionType::kCountry) && words_.IsComma(mentions_[m + 1].end_token)) {
        told = true;  // "Ministers A, of Peru, and B, of Chile,"
        t = mentions_[m + 1].end_token;
      }
      if (told) {
        implied.of = mentions_[m + 1].entity;
        told_by.push_back(m + 1);
      }
    }
    all_told = all_told && (told || whose != kNoIndex);
    // Who has a fuller title of that kind already keeps it.
    const Cluster& person = clusters_[implied.holder];
    const bool known =
        std::any_of(person.titles.begin(), person.titles.end(), [&](const std::string& title) {
          std::string mine;
          lexicon_.Fold(record.normalised, mine);
          return title.ends_with(" " + mine) ||
                 (title == mine && SaysOwner(p, implied.holder, mine));
        });
    named.push_back(implied);
    if (!known) implied_.push_back(std::move(implied));
    ++taken;
    last_known = known;
    bool joined = false;
    // "Ann Ayres for Peru and Bo Lund for its neighbour": past what no list has.
    if (words_.Is(t, "for")) {
      for (uint32_t k = t + 1; k < t + 5 && words_.IsWord(k) && !words_.Capital(k); ++k) {
        if (words_.IsComma(k + 1) || words_.Is(k + 1, "and")) t = k + 1;
      }
    }
    if (words_.IsComma(t)) ++t, joined = true;
    if (words_.Is(t, "and") || words_.Text(t) == "&") ++t, joined = true;
    if (!joined) break;
  }
  // "Ministers A, B and C | of Peru, Chile and Ghana": each of the state in its place.
  if (taken > 1 && told_by.size() == 1 && named.back().of == mentions_[told_by[0]].entity) {
    const std::vector<uint32_t> list = Joined(told_by[0]);
    if (list.size() == taken) {
      owners = list;
      if (!implied_.empty() && implied_.back().mention == named.back().mention) {
        implied_.back().of = post_of_[p];
      }
      named.back().of = post_of_[p];
    }
  }
  // "Prime Ministers A and B signed it in May | for Peru and Chile": each for the one in its place.
  if (taken > 1 && told_by.empty() && owners.empty()) {
    constexpr uint32_t kReach = 14;
    for (uint32_t k = t; k < t + kReach && k + 1 < words_.size(); ++k) {
      if (words_.Sentence(k) != sentence || words_.Text(k) == ";") break;
      const uint32_t next = MentionFrom(k);
      if (next >= mentions_.size()) break;
      if (mentions_[next].begin_token == k && Is(next, MentionType::kPerson)) break;
      if (!words_.Is(k, "for") || mentions_[next].begin_token > k + 2) continue;
      const std::vector<uint32_t> list = Joined(next);
      const bool states =
          list.size() == taken && std::all_of(list.begin(), list.end(), [&](uint32_t state) {
            return Is(state, MentionType::kCountry);
          });
      if (states) owners = list;
      break;
    }
  }
  // One name after a plural is no list of its bearers.
  if (taken == 1 && !last_known) implied_.pop_back();
  if (taken < 2 || all_told) return;
  std::vector<uint32_t> whose;
  // "Presidents A and B, Prime Minister | C": heads of as many states as were named before.
  const uint32_t further =
      StatePost(p) && owners.empty() && post_of_[p] == kNoIndex ? HeadsListedAt(t, sentence) : 0;
  if (further > 0) {
    whose = StatesSpokenOf(p, taken + further);
    // Titles sort them: only beside the states does their order say something.
    if (whose.size() != taken + further || !NamedInBlock(whose, p)) return;
    whose.resize(taken);
  } else if (owners.size() < 2 && post_of_[p] == kNoIndex) {
    owners = PairBefore(p, taken);
  }
  for (const uint32_t m_owner : owners) whose.push_back(mentions_[m_owner].entity);
  if (whose.size() != taken && StatePost(p) && post_of_[p] == kNoIndex) whose = StatesOf(named);
  if (whose.size() != taken && record.government && post_of_[p] == kNoIndex) {
    whose = StatesSpokenOf(p, taken);
  }
  if (whose.size() != taken && !StatePost(p) && post_of_[p] == kNoIndex) {
    whose = BodiesSpokenOf(p, taken);
  }
  if (whose.size() != taken) return;
  for (uint32_t k = 0; k < taken; ++k) {
    for (size_t i = first; i < implied_.size(); ++i) {
      if (implied_[i].mention == named[k].mention && named[k].of == post_of_[p])
        implied_[i].of = whose[k];
    }
  }
}

/// The states of people who hold one office, where the text is about as many states: those that
/// their other posts say, the rest in the order of the text.
std::vector<uint32_t> Resolver::StatesOf(const std::vector<Implied>& named) const {
  std::vector<uint32_t> states;  // as the text names them
  size_t most = 0;
  for (const auto& [record, cluster] : country_clusters_)
    most = std::max(most, clusters_[cluster].mentions.size());
  for (const Mention& mention : mentions_) {
    if (mention.type != MentionType::kCountry || mention.entity == kNoIndex) continue;
    if (std::find(states.begin(), states.end(), mention.entity) != states.end()) continue;
    if (4 * clusters_[mention.entity].mentions.size() < most) continue;
    states.push_back(mention.entity);
  }
  if (states.size() != named.size()) return {};
  std::vector<uint32_t> whose(named.size(), kNoIndex);
  for (size_t k = 0; k < named.size(); ++k) {
    if (named[k].of != kNoIndex) whose[k] = named[k].of;
    for (uint32_t q = 0; q < posts_.size() && whose[k] == kNoIndex; ++q) {
      if (post_holder_[q] == named[k].holder && StatePost(q) && !post_guess_[q] &&
          std::find(states.begin(), states.end(), post_of_[q]) != states.end()) {
        whose[k] = post_of_[q];
      }
    }
  }
  for (uint32_t& state : whose) {
    if (state != kNoIndex) continue;
    for (const uint32_t free : states) {
      if (std::find(whose.begin(), whose.end(), free) != whose.end()) continue;
      state = free;
      break;
    }
    if (state == kNoIndex) return {};
  }
  return whose;
}

/// "Peru signed it with Chile. Ministers A and B …", "The governments of Peru and Chile met. …
/// Interior ministers A and B …": as many states as there are names, which the sentence before
/// names, else those listed together last.
std::vector<uint32_t> Resolver::StatesSpokenOf(uint32_t p, uint32_t count) const {
  constexpr uint32_t kListReach = 30;
  const uint32_t from = MentionFrom(posts_[p].begin_token);
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  std::vector<uint32_t> states;
  for (uint32_t back = 0; back < 2; ++back) {
    states.clear();
    for (uint32_t m = from; m-- > 0 && mentions_[m].sentence + back >= sentence;) {
      if (mentions_[m].sentence + back != sentence || !Is(m, MentionType::kCountry)) continue;
      std::erase(states, mentions_[m].entity);
      states.insert(states.begin(), mentions_[m].entity);
    }
    if (states.size() == count) return states;
    if (!states.empty()) break;
  }
  for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
    if (mentions_[m].sentence + kListReach < sentence) break;
    if (!Is(m, MentionType::kCountry)) continue;
    const std::vector<uint32_t> list = Joined(m);
    const bool fits =
        list.size() == count && std::all_of(list.begin(), list.end(), [&](uint32_t k) {
          return Is(k, MentionType::kCountry) && mentions_[k].entity != kNoIndex;
        });
    // Not the last two of three.
    const uint32_t before = mentions_[m].begin_token;
    if (!fits || (m > 0 && words_.IsComma(before - 1) && Is(m - 1, MentionType::kCountry) &&
                  mentions_[m - 1].end_token + 1 == before)) {
      continue;
    }
    states.clear();
    for (const uint32_t k : list) states.push_back(mentions_[k].entity);
    return states;
  }
  return {};
}

/// "the cities of X and Y …, signed by the mayors A and B": the last list of as many as there are
/// names, before the title.
std::vector<uint32_t> Resolver::PairBefore(uint32_t p, uint32_t count) const {
  const std::string& title = lexicon_.titles()[posts_[p].record].normalised;
  // "the companies' | presidents", "the rectors | of the two universities"
  const uint32_t b = posts_[p].begin_token, e = posts_[p].end_token;
  const auto plural_noun = [&](uint32_t t) {
    return words_.IsAny(
        t, {"companies",    "universities", "banks",       "firms",     "ports",       "institutes",
            "agencies",     "unions",       "hospitals",   "clubs",     "museums",     "airlines",
            "groups",       "academies",    "schools",     "utilities", "authorities", "bodies",
            "institutions", "associations", "cooperatives"});
  };
  bool bodies = b > 1 && !words_.IsWord(b - 1) && plural_noun(b - 2);
  bool towns = b > 1 && !words_.IsWord(b - 1) && words_.IsAny(b - 2, {"cities", "towns"});
  for (uint32_t t = e; t < e + 4 && words_.IsWord(t); ++t) {
    bodies = bodies || plural_noun(t);
    towns = towns || words_.IsAny(t, {"cities", "towns", "municipalities"});
  }
  const bool town = towns || title == "Mayor" || title == "Governor" || title == "Lord Mayor";
  const uint32_t from = MentionFrom(posts_[p].begin_token);
  const auto fits = [&](uint32_t m) {
    if (mentions_[m].entity == kNoIndex) return false;
    if (bodies) return Is(m, MentionType::kOrganization);
    if (StatePost(p) && !towns) return Is(m, MentionType::kCountry);
    if (town) return Is(m, MentionType::kPlace);
    return Is(m, MentionType::kOrganization) || Is(m, MentionType::kMinistry);
  };
  for (uint32_t m = from; m-- > 0 && from - m < (bodies ? 80U : 40U);) {
    if (mentions_[m].sentence + (bodies ? 12 : 3) < words_.Sentence(posts_[p].begin_token)) break;
    const std::vector<uint32_t> list = Joined(m);
    // Not the last two of three.
    if (m > 0 && Is(m - 1, mentions_[m].type) && words_.IsComma(mentions_[m - 1].end_token) &&
        mentions_[m - 1].end_token + 1 == mentions_[m].begin_token) {
      continue;
    }
    if (list.size() == count && list.back() < from && std::all_of(list.begin(), list.end(), fits)) {
      return list;
    }
  }
  return {};
}

/// "NAME, who heads X", "NAME, who chairs X".
void Resolver::HeadOf(uint32_t m) {
  uint32_t t = mentions_[m].end_token;
  if (words_.IsComma(t)) ++t;
  // "Ann Ayres, a former adviser | who now chairs …", "Ann Ayres, who came as a cook | and heads"
  constexpr uint32_t kAside = 16;
  if (words_.IsComma(mentions_[m].end_token) && words_.IsAny(t, {"a", "an", "the", "who"})) {
    const bool who = words_.Is(t, "who");
    for (uint32_t k = t + 1; k < t + kAside && k + 1 < words_.size(); ++k) {
      if (words_.Sentence(k) != mentions_[m].sentence) break;
      // "Ann Ayres, who came as a cook, | now heads"
      if (who && words_.IsComma(k) && words_.IsAny(k + 1, {"now", "heads", "chairs"})) {
        t = k + 1;
        break;
      }
      if (words_.IsComma(k)) break;
      const uint32_t other = MentionFrom(k);
      if (other < mentions_.size() && mentions_[other].begin_token == k &&
          Is(other, MentionType::kPerson)) {
        break;
      }
      const bool goes_on = words_.Is(k, "and") && words_.IsAny(k + 1, {"heads", "chairs", "now"});
      if (!(who ? goes_on : words_.Is(k, "who"))) continue;
      t = k;
      break;
    }
  }
  // "Ann Ayres now heads …", "Ann Ayres heads …"
  if (!words_.IsAny(t, {"who", "now", "currently", "and"}) &&
      (words_.IsComma(mentions_[m].end_token) || !words_.IsAny(t, {"heads", "chairs"}))) {
    return;
  }
  if (words_.Is(t, "and") && t == mentions_[m].end_token) return;
  if (words_.IsAny(t, {"who", "and"})) ++t;
  while (words_.IsAny(t, {"now", "also", "currently", "has", "then", "once", "previously"})) ++t;
  // "who | used to | run"
  const bool used = words_.Is(t, "used") && words_.Is(t + 1, "to");
  if (used) t += 2;
  const bool heads = words_.IsAny(t, {"heads", "headed", "runs", "manages", "managed"}) ||
                     (used && words_.IsAny(t, {"head", "run", "manage"}));
  const bool chairs = words_.IsAny(t, {"chairs", "chaired"}) || (used && words_.Is(t, "chair"));
  const bool leads = words_.IsAny(t, {"leads", "led"}) || (used && words_.Is(t, "lead"));
  const bool directs = words_.IsAny(t, {"directs", "directed"}) || (used && words_.Is(t, "direct"));
  const bool presides = words_.IsAny(t, {"presides", "presided"}) && words_.Is(t + 1, "over");
  if (!heads && !chairs && !leads && !directs && !presides) return;
  const bool past = used || words_.IsAny(t, {"headed", "chaired", "managed", "led", "directed"});
  t += presides ? 2 : 1;
  if (words_.Is(t, "the")) ++t;
  uint32_t body = MentionFrom(t);
  // "heads Peru's | Port Agency", "the Peruvian | delegation"
  uint32_t state = kNoIndex;
  if (body + 1 < mentions_.size() && mentions_[body].begin_token == t &&
      Is(body, MentionType::kCountry)) {
    state = mentions_[body].entity;
    t = mentions_[body].end_token + (words_.IsPossessive(mentions_[body].end_token) ? 1 : 0);
    ++body;
  }
  if (state != kNoIndex && words_.IsAny(t, {"delegation", "side", "team"})) {
    std::string title = chairs ? "Chair" : presides ? "President" : leads ? "Leader" : "Head";
    title += " of the " + std::string(words_.TextOf(mentions_[body - 1].begin_token, t + 1));
    implied_.push_back({mentions_[m].entity, state, m, std::move(title), "", true});
    return;
  }
  // "who heads | procurement | for the Norlake Fund": what, then where.
  const uint32_t duty = t;
  while (words_.IsWord(t) && t < duty + 3 && !words_.Capital(t) &&
         words_.Has(t, kWordNoun | kWordAdjective) && !words_.Has(t, kWordFunction)) {
    ++t;
  }
  if (state == kNoIndex && t > duty && words_.IsAny(t, {"for", "at", "of"})) {
    const uint32_t of = words_.Is(t + 1, "the") ? t + 2 : t + 1;
    const uint32_t whose = MentionFrom(of);
    if (whose < mentions_.size() && mentions_[whose].begin_token == of &&
        mentions_[whose].entity != kNoIndex &&
        (Is(whose, MentionType::kOrganization) || Is(whose, MentionType::kMinistry))) {
      std::string title = chairs ? "Chair" : leads ? "Leader" : directs ? "Director" : "Head";
      title += " of " + std::string(words_.TextOf(duty, t));
      std::replace(title.begin(), title.end(), '\n', ' ');
      implied_.push_back({mentions_[m].entity, mentions_[whose].entity, m, std::move(title),
                          past ? "former" : "", false});
      return;
    }
  }
  t = duty;
  // "heads the Peruvian | state company | Norlake"
  for (int steps = 0; steps < 4 && body < mentions_.size() && mentions_[body].begin_token > t &&
                      words_.IsWord(t) && !words_.Capital(t) &&
                      words_.Has(t, kWordNoun | kWordAdjective) && !words_.Has(t, kWordFunction);
       ++steps) {
    ++t;
  }
  if (body >= mentions_.size() || mentions_[body].begin_token != t ||
      mentions_[body].entity == kNoIndex ||
      !(Is(body, MentionType::kOrganization) || Is(body, MentionType::kMinistry))) {
    return;
  }
  implied_.push_back({mentions_[m].entity, mentions_[body].entity, m,
                      heads     ? "Head"
                      : chairs  ? "Chair"
                      : leads   ? "Leader"
                      : directs ? "Director"
                                : "President",
                      past ? "former" : "", false});
}

}  // namespace entente::ingest
