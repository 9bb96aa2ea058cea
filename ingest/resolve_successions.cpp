// Posts that pass from one holder to the next: "NAME succeeded NAME as director of X", "she takes
// over from NAME", and those in brackets behind their states: "the ministers of Peru (NAME) and
// Chile (NAME)".

#include <algorithm>
#include <string>
#include <vector>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

/// "Ann Ayres succeeded Bo Lund | as | director of Norlake", "Ann Ayres, who took over from Bo Lund
/// as its director": the title behind "as" is the first one's, and was the second one's.
void Resolver::TakenOver(uint32_t p) {
  if (post_holder_[p] != kNoIndex || posts_[p].honorific || posts_[p].plural ||
      post_of_[p] == kNoIndex) {
    return;
  }
  uint32_t t = posts_[p].begin_token;
  const uint32_t sentence = words_.Sentence(t);
  while (t > 0 && words_.IsAny(t - 1, {"the", "its", "their", "acting", "new", "an", "a"})) --t;
  // "as | Peru's | minister", "as | Peruvian | minister"
  if (const uint32_t own = MentionFrom(t);
      own > 0 &&
      (mentions_[own - 1].end_token == t ||
       (mentions_[own - 1].end_token + 1 == t && words_.IsPossessive(t - 1))) &&
      !Is(own - 1, MentionType::kPerson)) {
    t = mentions_[own - 1].begin_token;
  }
  if (t < 3 || !words_.Is(t - 1, "as")) return;
  const bool government_post = lexicon_.titles()[posts_[p].record].government;
  // "Ann Ayres was replaced | as director of Norlake | by Bo Lund"
  if (words_.IsAny(t - 2, {"replaced", "succeeded"}) &&
      words_.IsAny(t - 3, {"was", "is", "been", "be"})) {
    uint32_t by = posts_[p].end_token;
    constexpr uint32_t kReach = 10;
    while (by < posts_[p].end_token + kReach && !words_.Is(by, "by")) ++by;
    uint32_t name = by + 1;
    while (PastHonorific(name) != name) name = PastHonorific(name);
    const uint32_t next = MentionFrom(name);
    const bool followed = words_.Is(by, "by") && words_.Sentence(by) == sentence &&
                          next < mentions_.size() && mentions_[next].begin_token == name &&
                          Is(next, MentionType::kPerson) && mentions_[next].entity != kNoIndex;
    uint32_t subject = t - 3;
    while (subject > 0 && words_.IsAny(subject - 1, {"has", "had", "will", "who"})) --subject;
    if (words_.IsComma(subject - 1)) --subject;
    const uint32_t former = MentionFrom(subject);
    if (former > 0 && mentions_[former - 1].end_token == subject &&
        Is(former - 1, MentionType::kPerson) && mentions_[former - 1].entity != kNoIndex) {
      implied_.push_back({mentions_[former - 1].entity, post_of_[p], former - 1, post_titles_[p],
                          "former", government_post});
    }
    if (followed) {
      implied_.push_back(
          {mentions_[next].entity, post_of_[p], next, post_titles_[p], "", government_post});
    }
    return;
  }
  uint32_t last = MentionFrom(t - 1);
  if (last == 0 || mentions_[--last].end_token != t - 1 || !Is(last, MentionType::kPerson)) return;
  const uint32_t verb = BeforeTitles(mentions_[last].begin_token);
  if (verb == 0 || words_.Sentence(verb - 1) != sentence) return;
  const bool over = words_.Is(verb - 1, "from") && verb > 2 && words_.Is(verb - 2, "over");
  if (!over && !words_.IsAny(verb - 1, {"succeeds", "succeeded", "succeeding", "replaces",
                                        "replaced", "replacing", "succeed", "replace"})) {
    return;
  }
  uint32_t first = kNoIndex;
  for (uint32_t m = last; m-- > 0 && m + 40 > last && mentions_[m].sentence == sentence;) {
    if (!Is(m, MentionType::kPerson)) continue;
    first = m;
    break;
  }
  const bool government = lexicon_.titles()[posts_[p].record].government;
  const bool ahead = words_.IsAny(verb - 2, {"will", "to"}) || words_.IsAny(verb - 4, {"will"});
  if (first != kNoIndex && mentions_[first].entity != kNoIndex) {
    implied_.push_back({mentions_[first].entity, post_of_[p], first, post_titles_[p],
                        ahead ? "designate" : "", government});
  }
  if (mentions_[last].entity != kNoIndex) {
    implied_.push_back({mentions_[last].entity, post_of_[p], last, post_titles_[p],
                        ahead ? "" : "former", government});
  }
}

/// "Peru's negotiator, Ann Ayres, and | Chile's, | Bo Lund": the title that stands with the state
/// before.
void Resolver::Elliptic(uint32_t m) {
  const uint32_t t = BeforeTitles(mentions_[m].begin_token);
  if (t < 4) return;
  // "Chile's, | Bo Lund", "and | Chile's | Bo Lund"
  const uint32_t mark = words_.IsComma(t - 1) ? t - 2 : t - 1;
  if (!words_.IsPossessive(mark)) return;
  const uint32_t state = MentionFrom(mark);
  if (state == 0 || mentions_[state - 1].end_token != mark ||
      !Is(state - 1, MentionType::kCountry) || mentions_[state - 1].entity == kNoIndex) {
    return;
  }
  const uint32_t opening = words_.segmented().sentences[mentions_[m].sentence].begin_token;
  const uint32_t state_begin = mentions_[state - 1].begin_token;
  const bool listed = words_.IsComma(state_begin - 1) && state > 1 &&
                      Is(state - 2, MentionType::kPerson) &&
                      mentions_[state - 2].end_token + 1 == state_begin;
  const bool joined =
      state_begin == opening || listed || words_.IsAny(state_begin - 1, {"and", "with", "by"});
  if (mark == t - 1 && !joined) return;
  const uint32_t person = mentions_[m].entity, sentence = mentions_[m].sentence;
  constexpr uint32_t kReach = 60;  // posts; an elliptic one stands near the one that it shortens
  const auto near =
      static_cast<uint32_t>(std::lower_bound(posts_.begin(), posts_.end(), t,
                                             [](const FoundPost& post, uint32_t token) {
                                               return post.begin_token < token;
                                             }) -
                            posts_.begin());
  for (size_t i = implied_.size(), steps = 0; i-- > 0 && steps < kReach; ++steps) {
    if (implied_[i].holder == person) return;
  }
  uint32_t found = kNoIndex;
  for (uint32_t q = near > kReach ? near - kReach : 0; q < posts_.size() && q < near + kReach;
       ++q) {
    if (posts_[q].honorific || posts_[q].rank) continue;
    if (post_holder_[q] == person) return;
    if (words_.Sentence(posts_[q].begin_token) != sentence || posts_[q].plural || IsRelative(q) ||
        posts_[q].begin_token > t || post_holder_[q] == kNoIndex || links_[q].of == kNoIndex ||
        !Is(links_[q].of, MentionType::kCountry) ||
        !lexicon_.titles()[posts_[q].record].government) {
      continue;
    }
    found = q;
  }
  if (found == kNoIndex && mark == t - 1) {
    // "The ministers of trade, A (Norway) and B (Peru), met. They were joined by | Chile's | C."
    std::string title = TitleOfSentenceBefore(sentence, near);
    if (title.empty()) title = TitleOfMinistersOf(mentions_[state - 1].entity, sentence, near);
    if (!title.empty()) {
      implied_.push_back({person, mentions_[state - 1].entity, m, title, "", true});
    }
    return;
  }
  if (found == kNoIndex || post_of_[found] == mentions_[state - 1].entity) return;
  implied_.push_back(
      {person, mentions_[state - 1].entity, m, post_titles_[found], Qualifier(found), true});
}

/// The one title of government that two or more people of different states have in the sentence
/// before `sentence`; empty where they have several, or there are no two. `near` is the first post
/// behind it.
std::string Resolver::TitleOfSentenceBefore(uint32_t sentence, uint32_t near) const {
  constexpr uint32_t kReach = 20;
  std::string title;
  std::vector<uint32_t> states;
  const auto add = [&](const std::string& one, uint32_t of) {
    if (!title.empty() && one != title) return false;
    title = one;
    if (of != kNoIndex && std::find(states.begin(), states.end(), of) == states.end()) {
      states.push_back(of);
    }
    return true;
  };
  for (const Implied& implied : implied_) {
    if (implied.holder == kNoIndex || !implied.government) continue;
    if (mentions_[implied.mention].sentence + 1 != sentence) continue;
    if (!add(implied.title, implied.of)) return {};
  }
  for (uint32_t q = near > kReach ? near - kReach : 0; q < near; ++q) {
    if (posts_[q].honorific || posts_[q].rank || posts_[q].plural || IsRelative(q) ||
        post_holder_[q] == kNoIndex || words_.Sentence(posts_[q].begin_token) + 1 != sentence ||
        !lexicon_.titles()[posts_[q].record].government) {
      continue;
    }
    if (!add(post_titles_[q], post_of_[q])) return {};
  }
  return states.size() > 1 ? title : std::string();
}

/// "the farm ministers of Peru and Chile met. | Peru's | Ann Ayres chaired", "signed by | Peru's |
/// Ann Ayres and Chile's Bo Lund, the farm ministers": the one title of ministers who are spoken of
/// as several and, where the text says whose, of this state too. `near` is the first post behind.
std::string Resolver::TitleOfMinistersOf(uint32_t state, uint32_t sentence, uint32_t near) const {
  constexpr uint32_t kReach = 12, kSentences = 2;
  std::string title;
  for (uint32_t q = near > kReach ? near - kReach : 0; q < posts_.size() && q < near + kReach;
       ++q) {
    if (!posts_[q].plural || posts_[q].honorific || posts_[q].rank || IsRelative(q) ||
        !StatePost(q)) {
      continue;
    }
    const uint32_t there = words_.Sentence(posts_[q].begin_token);
    if (there > sentence || there + kSentences < sentence) continue;
    if (links_[q].of != kNoIndex && Is(links_[q].of, MentionType::kCountry)) {
      const std::vector<uint32_t> list = Joined(links_[q].of);
      const bool among = list.size() > 1 && std::any_of(list.begin(), list.end(), [&](uint32_t m) {
                           return mentions_[m].entity == state;
                         });
      if (!among) continue;
    } else if (there != sentence) {
      continue;
    }
    if (!title.empty() && title != post_titles_[q]) return {};
    title = post_titles_[q];
  }
  return title;
}

/// "The ministers of Peru (Ann Ayres) and Chile (Bo Lund)": each of the state before the bracket.
bool Resolver::PostsInBrackets(uint32_t p) {
  if (posts_[p].object_token == UINT32_MAX) return false;
  uint32_t m = MentionFrom(posts_[p].object_token);
  uint32_t t = posts_[p].object_token;
  std::vector<Implied> found;
  while (m + 1 < mentions_.size() && found.size() < 8) {
    if (words_.Is(t, "the")) ++t;
    if (mentions_[m].begin_token != t || Is(m, MentionType::kPerson)) break;
    if (words_.Text(mentions_[m].end_token) != "(" || !Is(m + 1, MentionType::kPerson)) break;
    uint32_t name = mentions_[m].end_token + 1;
    while (PastHonorific(name) != name) name = PastHonorific(name);
    if (mentions_[m + 1].begin_token != name || words_.Text(mentions_[m + 1].end_token) != ")")
      break;
    if (mentions_[m].entity != kNoIndex && mentions_[m + 1].entity != kNoIndex) {
      found.push_back({mentions_[m + 1].entity, mentions_[m].entity, m + 1, post_titles_[p],
                       Qualifier(p), lexicon_.titles()[posts_[p].record].government});
    }
    t = mentions_[m + 1].end_token + 1;
    if (words_.IsComma(t)) ++t;
    if (words_.Is(t, "and")) ++t;
    m += 2;
  }
  if (found.size() < 2) return false;
  implied_.insert(implied_.end(), found.begin(), found.end());
  return true;
}

/// "The ministers of health of Peru, | Ann Ayres, | and of Chile, | Bo Lund": each of the state
/// before the comma.
bool Resolver::PostsBesideStates(uint32_t p) {
  uint32_t m = MentionFrom(posts_[p].end_token);
  if (m >= mentions_.size() || mentions_[m].begin_token > posts_[p].end_token + 5) return false;
  std::vector<Implied> found;
  while (m + 1 < mentions_.size() && found.size() < 8) {
    if (!Is(m, MentionType::kCountry) || !words_.IsComma(mentions_[m].end_token)) break;
    uint32_t name = mentions_[m].end_token + 1;
    while (PastHonorific(name) != name) name = PastHonorific(name);
    if (mentions_[m + 1].begin_token != name || !Is(m + 1, MentionType::kPerson)) break;
    if (mentions_[m].entity == kNoIndex || mentions_[m + 1].entity == kNoIndex) break;
    found.push_back({mentions_[m + 1].entity, mentions_[m].entity, m + 1, post_titles_[p],
                     Qualifier(p), lexicon_.titles()[posts_[p].record].government});
    uint32_t t = mentions_[m + 1].end_token;
    if (words_.IsComma(t)) ++t;
    if (words_.Is(t, "and")) ++t;
    if (!words_.Is(t, "of")) break;
    ++t;
    if (words_.Is(t, "the")) ++t;
    m += 2;
    if (m >= mentions_.size() || mentions_[m].begin_token != t) break;
  }
  if (found.size() < 2) return false;
  implied_.insert(implied_.end(), found.begin(), found.end());
  return true;
}

/// "Ann Ayres, the minister, and | her deputy Bo Lund": the deputy of that minister.
void Resolver::DeputyOf(uint32_t p) {
  const uint32_t begin = posts_[p].begin_token;
  if (post_titles_[p] != "Deputy" || post_holder_[p] == kNoIndex || begin < 2) return;
  // "Prime Minister Bo Lund's | deputy"
  uint32_t chief = kNoIndex;
  if (const uint32_t m = MentionFrom(begin - 1); words_.IsPossessive(begin - 1) && m > 0 &&
                                                 Is(m - 1, MentionType::kPerson) &&
                                                 mentions_[m - 1].end_token == begin - 1) {
    chief = mentions_[m - 1].entity;
  }
  // "the Danish foreign minister's | deputy"
  if (p > 0 && words_.IsPossessive(begin - 1) && posts_[p - 1].end_token == begin - 1 &&
      post_of_[p - 1] != kNoIndex && !posts_[p - 1].honorific && !posts_[p - 1].plural) {
    post_titles_[p] = "Deputy " + post_titles_[p - 1];
    post_of_[p] = post_of_[p - 1];
    return;
  }
  if (chief == kNoIndex && !words_.IsAny(begin - 1, {"his", "her"})) return;
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  for (uint32_t q = p; q-- > 0 && q + 40 > p;) {
    if (words_.Sentence(posts_[q].begin_token) + 1 < sentence) return;
    if (posts_[q].honorific || posts_[q].rank || posts_[q].plural || IsRelative(q) ||
        post_holder_[q] == kNoIndex || post_holder_[q] == post_holder_[p] ||
        (chief != kNoIndex && post_holder_[q] != chief) || post_of_[q] == kNoIndex ||
        lexicon_.titles()[posts_[q].record].calling || post_titles_[q].starts_with("Deputy")) {
      continue;
    }
    post_titles_[p] = "Deputy " + post_titles_[q];
    post_of_[p] = post_of_[q];
    return;
  }
}

/// "X, chair of Y, succeeds | NAME": who held the post before.
void Resolver::Succeeded(uint32_t m, const std::vector<uint32_t>& post_of_person) {
  const uint32_t t = BeforeTitles(mentions_[m].begin_token);
  if (t == 0) return;
  const bool verb = words_.IsAny(t - 1, {"succeeds", "succeeded", "succeeding", "replaces",
                                         "replaced", "replacing"}) ||
                    (words_.IsAny(t - 1, {"succeed", "replace"}) &&
                     words_.IsAny(t - 2, {"will", "to", "shall", "would"})) ||
                    (words_.Is(t - 1, "from") && words_.Is(t - 2, "over") &&
                     words_.IsAny(t - 3, {"took", "takes", "taking"}));
  if (!verb) return;
  uint32_t post = kNoIndex;
  // "The chair said that | she | would succeed Bo Lund": not the chair.
  uint32_t verbs = t - 1;
  while (verbs > 0 && words_.IsAny(verbs - 1, {"will", "would", "to", "shall", "is", "was", "has",
                                               "had", "took", "takes", "over"})) {
    --verbs;
  }
  const bool pronoun = verbs > 0 && words_.IsAny(verbs - 1, {"she", "he"});
  for (uint32_t o = m; !pronoun && o-- > 0 && mentions_[o].sentence == mentions_[m].sentence;) {
    if (!Is(o, MentionType::kPerson) || mentions_[o].entity == kNoIndex) continue;
    post = post_of_person[mentions_[o].entity];
    if (post != kNoIndex && Qualifier(post) == "former") post = kNoIndex;
    // The one that this sentence gives them, before any other.
    for (uint32_t q = 0; q < posts_.size(); ++q) {
      if (post_holder_[q] == mentions_[o].entity && !posts_[q].honorific && !posts_[q].rank &&
          posts_[q].begin_token < mentions_[m].begin_token &&
          words_.Sentence(posts_[q].begin_token) == mentions_[m].sentence) {
        // "Ann Ayres, now finance director of Acme, succeeds": not what she leaves.
        const bool left = words_.IsAny(posts_[q].begin_token - 1,
                                       {"now", "currently", "formerly", "previously", "former"});
        if (!left) post = q;
      }
    }
    if (post != kNoIndex) break;
  }
  // "… was appointed director. | She | takes over from Bo Lund": the one given a post before.
  const uint32_t opens = words_.segmented().sentences[mentions_[m].sentence].begin_token;
  if (post == kNoIndex && (pronoun || words_.IsAny(opens, {"she", "he"}))) {
    const auto from = std::lower_bound(
        posts_.begin(), posts_.end(), opens,
        [](const FoundPost& one, uint32_t token) { return one.begin_token < token; });
    const auto end = static_cast<uint32_t>(from - posts_.begin());
    for (uint32_t q = end > 20 ? end - 20 : 0; q < end; ++q) {
      if (post_holder_[q] == kNoIndex || posts_[q].honorific || posts_[q].rank ||
          words_.Sentence(posts_[q].begin_token) + 1 != mentions_[m].sentence) {
        continue;
      }
      post = q;
    }
  }
  if (post == kNoIndex || mentions_[m].entity == post_holder_[post]) return;
  // Who is said to have a post keeps that one; who is to get another leaves this one.
  const uint32_t own = post_of_person[mentions_[m].entity];
  if (own != kNoIndex && Qualifier(own) != "designate") return;
  implied_.push_back({mentions_[m].entity, post_of_[post], m, post_titles_[post], "former",
                      lexicon_.titles()[posts_[post].record].government});
}

}  // namespace entente::ingest
