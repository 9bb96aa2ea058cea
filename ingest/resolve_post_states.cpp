// Of which state somebody holds a post when the post's own phrase does not say: "the minister",
// "President Ann Ayres".

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

namespace {

/// How many mentions of a person are asked where that person went.
constexpr size_t kJourneyReach = 24;
/// How many posts are looked at for others of the same office.
constexpr uint32_t kRivalReach = 200;

/// "Minister of Trade" and "Minister of Trade and Industry": one office said shorter.
bool SameOffice(const std::string& a, const std::string& b) {
  const std::string& shorter = a.size() <= b.size() ? a : b;
  const std::string& longer = a.size() <= b.size() ? b : a;
  return longer.starts_with(shorter) &&
         (longer.size() == shorter.size() ||
          (shorter.find(" of ") != std::string::npos &&
           (longer.compare(shorter.size(), 5, " and ") == 0 || longer[shorter.size()] == ',')));
}

/// The states that have an office of this name; empty where many do.
/// Source: the constitutions of Germany (chapter VI), Austria (chapter 3), Switzerland (title 5)
/// and Ireland (article 28).
std::vector<std::string_view> StatesWith(std::string_view office) {
  if (office == "Chancellor" || office == "Federal Chancellor") {
    return {"DE", "AT"};
  }
  if (office == "Federal Councillor") return {"CH"};
  if (office == "Taoiseach" || office == "Tánaiste") return {"IE"};
  return {};
}

}  // namespace

/// The country named at token `t`, past "the", "the State of", "the government of", "the people
/// of", or the one in which the place named there lies.
uint32_t Resolver::StateAt(uint32_t t) const {
  for (int steps = 0; steps < 8; ++steps) {
    const uint32_t m = MentionFrom(t);
    if (m < mentions_.size() && mentions_[m].begin_token == t) {
      return mentions_[m].form == MentionForm::kDemonym ? kNoIndex : StateOf(m);
    }
    if (!words_.IsAny(t, {"the", "of", "state", "kingdom", "republic", "sultanate", "government",
                          "people", "peoples", "and", "city", "capital"})) {
      break;
    }
    ++t;
  }
  return kNoIndex;
}

/// Whether a journey begins at token `t`; `to` becomes the token after which its end is named.
bool Resolver::IsJourney(uint32_t t, uint32_t& to) const {
  const bool will =
      words_.Is(t, "visit") &&
      (words_.Is(t - 1, "will") ||
       (words_.Is(t - 1, "to") && words_.IsAny(t - 2, {"is", "due", "set", "scheduled"})));
  if (will || words_.IsAny(t, {"visited", "visits", "visiting", "toured", "tours"})) {
    to = t + 1;
    // "the visit of | Peru's minister"
    if (!words_.Is(to, "of") && StateAt(to) != kNoIndex) return true;
  }
  if (!words_.IsAny(t, {"visit",     "visits",     "trip",     "tour",      "delegation", "arrived",
                        "arrives",   "arrive",     "arriving", "travelled", "traveled",   "travels",
                        "traveling", "travelling", "flew",     "flies",     "left",       "leaves",
                        "leave",     "landed",     "departed", "travel",    "fly",        "depart",
                        "went",      "goes",       "came",     "comes"})) {
    return false;
  }
  for (uint32_t k = t + 1; k < t + 5; ++k) {
    if (words_.IsComma(k) || words_.Text(k) == "." || words_.Text(k) == ";") return false;
    if (words_.IsAny(k, {"home", "back"})) return false;  // "flew home to Peru"
    const bool toward = words_.Is(k, "to") || (words_.Is(k, "for") && !words_.Is(t, "visit")) ||
                        (words_.Is(k, "in") &&
                         words_.IsAny(t, {"arrived", "arrives", "arrive", "arriving", "landed"}));
    if (toward && StateAt(k + 1) != kNoIndex) {
      to = k + 1;
      return true;
    }
  }
  return false;
}

/// "During his official | visit to Peru, Minister Ann Ayres …": of whom the sentence names next,
/// since it has named nobody.
bool Resolver::IsOwnVisit(uint32_t visit) const {
  const uint32_t sentence = words_.Sentence(visit);
  for (uint32_t m = MentionFrom(visit); m-- > 0 && mentions_[m].sentence == sentence;)
    if (Is(m, MentionType::kPerson)) return false;
  for (uint32_t t = visit; t > 0 && t + 4 > visit && words_.Sentence(t - 1) == sentence; --t)
    if (words_.IsAny(t - 1, {"his", "her", "their"})) return true;
  return false;
}

/// States that a person is said to go to, or to have sent word to: not the one whose office they
/// hold.
void Resolver::AddDestinations(uint32_t holder, std::vector<uint32_t>& states) const {
  const std::vector<uint32_t>& mentions = clusters_[holder].mentions;
  for (size_t i = 0; i < std::min(mentions.size(), kJourneyReach); ++i) {
    const uint32_t m = mentions[i];
    const uint32_t begin = mentions_[m].begin_token, sentence = mentions_[m].sentence;
    for (uint32_t t = mentions_[m].end_token; t < mentions_[m].end_token + 16; ++t) {
      if (t >= words_.size() || words_.Sentence(t) != sentence || words_.Text(t) == ";") break;
      const uint32_t next = MentionFrom(t);
      if (next < mentions_.size() && mentions_[next].begin_token == t &&
          Is(next, MentionType::kPerson)) {
        break;
      }
      uint32_t to = 0;
      if (words_.IsAny(
              t, {"when", "she", "he", "they", "while", "where", "whose", "welcomes", "welcomed",
                  "welcoming", "received", "receives", "hosted", "hosts", "invited", "thanked"})) {
        // "hosted | Peru's Ann Ayres": the guest's state is not the host's.
        const uint32_t guest = MentionFrom(t + 1);
        if (guest + 1 < mentions_.size() && mentions_[guest].begin_token == t + 1 &&
            Is(guest, MentionType::kCountry) && words_.IsPossessive(mentions_[guest].end_token) &&
            Is(guest + 1, MentionType::kPerson) && mentions_[guest + 1].sentence == sentence &&
            mentions_[guest].entity != kNoIndex) {
          states.push_back(mentions_[guest].entity);
        }
        break;
      }
      if (!IsJourney(t, to)) continue;
      states.push_back(StateAt(to));
      // "will visit Peru | and Chile"
      uint32_t further = MentionFrom(to);
      while (further + 1 < mentions_.size() && Is(further + 1, MentionType::kCountry) &&
             mentions_[further + 1].begin_token == mentions_[further].end_token + 1 &&
             (words_.Is(mentions_[further].end_token, "and") ||
              words_.IsComma(mentions_[further].end_token))) {
        states.push_back(mentions_[++further].entity);
      }
    }
    // "during President Ann Ayres's | visit last April": here, as a guest
    const uint32_t own = mentions_[m].end_token;
    if (words_.IsPossessive(own) && home_ != kNoIndex) {
      const uint32_t visit =
          words_.IsWord(own + 2) && !words_.Is(own + 1, "visit") ? own + 2 : own + 1;
      if (words_.Is(visit, "visit") && !words_.IsAny(visit + 1, {"to", "in"}))
        states.push_back(home_);
    }
    // "the visit to Peru | of Minister Ann Ayres", "greetings from President Ann Ayres to Peru"
    uint32_t lead = begin;
    for (uint32_t k = begin; k > 0 && k + 12 > begin && words_.Sentence(k - 1) == sentence; --k) {
      if (words_.IsAny(k - 1, {"of", "by", "from"})) lead = k - 1;
      if (!words_.IsAny(k - 1, {"visit", "trip", "tour", "arrival"})) continue;
      if (lead == begin && !IsOwnVisit(k - 1)) break;
      const uint32_t end = mentions_[m].end_token;
      const uint32_t before = words_.IsAny(k, {"to", "in"}) ? StateAt(k + 1) : kNoIndex;
      const uint32_t after = words_.IsAny(end, {"to", "in"}) ? StateAt(end + 1) : kNoIndex;
      if (before != kNoIndex || after != kNoIndex) {
        states.push_back(before != kNoIndex ? before : after);
      } else if (lead <= k + 1 && home_ != kNoIndex && !words_.IsAny(end, {"to", "in"})) {
        states.push_back(home_);  // "during the visit of Minister Ann Ayres": here, as a guest
      }
      break;
    }
  }
}

/// "Peru's envoy met Chile's. … visits of President Ann Ayres and President Bo Lund": of two who
/// have one title, the states that the sentence before names, in that order.
uint32_t Resolver::StateOfPair(uint32_t p) const {
  const auto joined = [&](uint32_t a, uint32_t b) {
    const uint32_t first = links_[a].holder, second = links_[b].holder;
    if (first == kNoIndex || second == kNoIndex || !links_[a].direct || !links_[b].direct) {
      return false;
    }
    return post_titles_[a] == post_titles_[b] && links_[a].of == kNoIndex &&
           links_[b].of == kNoIndex && words_.Is(mentions_[first].end_token, "and") &&
           mentions_[first].end_token + 1 == posts_[b].begin_token;
  };
  uint32_t place = kNoIndex;
  if (p + 1 < posts_.size() && joined(p, p + 1)) place = 0;
  if (p > 0 && joined(p - 1, p)) place = 1;
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  if (place == kNoIndex) return kNoIndex;
  std::vector<uint32_t> states;
  // "the agreement between Peru and Chile, signed by Minister Ann Ayres and | Minister Bo Lund"
  if (words_.Is(posts_[place == 0 ? p : p - 1].begin_token - 1, "by")) {
    bool between = false;
    for (uint32_t m = MentionFrom(posts_[p].begin_token);
         m-- > 0 && mentions_[m].sentence == sentence;) {
      if (!Is(m, MentionType::kCountry)) continue;
      std::erase(states, mentions_[m].entity);
      states.insert(states.begin(), mentions_[m].entity);
      const uint32_t b = mentions_[m].begin_token;
      for (uint32_t t = b; t > 0 && t + 5 > b; --t)
        between = between || words_.Is(t - 1, "between");
    }
    if (between && states.size() == 2) return states[place];
    states.clear();
  }
  if (sentence == 0) return kNoIndex;
  for (uint32_t m = MentionFrom(posts_[p].begin_token); m-- > 0;) {
    if (mentions_[m].sentence + 1 < sentence) break;
    if (mentions_[m].sentence == sentence || !Is(m, MentionType::kCountry)) continue;
    std::erase(states, mentions_[m].entity);
    states.insert(states.begin(), mentions_[m].entity);
  }
  return states.size() == 2 ? states[place] : kNoIndex;
}

/// The state of the person whom somebody accompanies or is a minister of: "Ms Ayres was accompanied
/// by | …", "her | minister of state".
uint32_t Resolver::StateOfChief(uint32_t token) const {
  const uint32_t sentence = words_.Sentence(token);
  const uint32_t opening = words_.segmented().sentences[sentence].begin_token;
  uint32_t at = words_.IsAny(token - 1, {"his", "her"}) ? token - 1 : UINT32_MAX;
  for (uint32_t t = opening; t < token && at == UINT32_MAX; ++t) {
    if (words_.IsAny(t, {"accompanied", "joined", "assisted"}) && words_.Is(t + 1, "by")) at = t;
  }
  // "She came on Sunday. Her delegation includes | the ambassador": of whoever is spoken of.
  if (at == UINT32_MAX && words_.IsAny(opening, {"his", "her"}) &&
      words_.IsAny(opening + 1, {"delegation", "team", "party", "entourage"})) {
    const uint32_t from = MentionFrom(opening);
    for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
      if (mentions_[m].sentence + 3 <= sentence) break;
      if (!Is(m, MentionType::kPerson)) continue;
      const auto said = state_of_.find(mentions_[m].entity);
      if (said != state_of_.end()) return said->second;
    }
  }
  if (at == UINT32_MAX) return kNoIndex;
  for (uint32_t m = MentionFrom(at); m-- > 0 && mentions_[m].sentence == sentence;) {
    if (!Is(m, MentionType::kPerson) || mentions_[m].entity == kNoIndex) continue;
    // The first one of the sentence is whom it is about.
    if (m > 0 && mentions_[m - 1].sentence == sentence && mentions_[m].begin_token > opening + 6) {
      continue;
    }
    const auto near = static_cast<uint32_t>(
        std::lower_bound(posts_.begin(), posts_.end(), token,
                         [](const auto& post, uint32_t t) { return post.begin_token < t; }) -
        posts_.begin());
    for (uint32_t q = near > kRivalReach ? near - kRivalReach : 0;
         q < posts_.size() && q < near + kRivalReach; ++q) {
      if (post_holder_[q] == mentions_[m].entity && post_of_[q] != kNoIndex && !post_guess_[q] &&
          clusters_[post_of_[q]].type == MentionType::kCountry) {
        return post_of_[q];
      }
    }
    return kNoIndex;
  }
  // "Peru's minister did not come; his | ambassador": of somebody without a name.
  if (at + 1 != token) return kNoIndex;
  const auto behind =
      std::lower_bound(posts_.begin(), posts_.end(), at,
                       [](const auto& post, uint32_t t) { return post.begin_token < t; });
  for (auto q = static_cast<size_t>(behind - posts_.begin()); q-- > 0;) {
    if (posts_[q].begin_token < opening) break;
    if (posts_[q].honorific) continue;
    if (post_holder_[q] != kNoIndex || links_[q].of == kNoIndex) continue;
    const uint32_t state = StateOf(links_[q].of);
    return Is(links_[q].of, MentionType::kCountry) ? state : kNoIndex;
  }
  return kNoIndex;
}

/// "In Oslo, the Prime Minister hands over Peru's instrument to | Secretary NAME": who is given
/// something abroad is of the country whose capital the sentence opens with.
uint32_t Resolver::StateOfHost(uint32_t p) const {
  constexpr uint32_t kReach = 14;
  const uint32_t begin = posts_[p].begin_token, sentence = words_.Sentence(begin);
  uint32_t to = begin;
  if (to > 0 && words_.Is(to - 1, "the")) --to;
  if (to == 0 || !words_.IsAny(to - 1, {"to", "with"})) return kNoIndex;
  bool gives = false;
  for (uint32_t t = to; t-- > 0 && t + kReach > to && words_.Sentence(t) == sentence;) {
    gives = gives || words_.IsAny(t, {"hands", "handed", "presented", "presents", "deposited",
                                      "deposits", "delivered"});
  }
  if (!gives) return kNoIndex;
  uint32_t m = MentionFrom(words_.segmented().sentences[sentence].begin_token);
  for (; m < mentions_.size() && mentions_[m].begin_token < to; ++m) {
    if (!Is(m, MentionType::kPlace) || !IsCapital(m)) continue;
    if (!words_.Is(mentions_[m].begin_token - 1, "in")) continue;
    const uint32_t there = StateOf(m);
    for (uint32_t k = MentionFrom(mentions_[m].end_token); k < mentions_.size(); ++k) {
      if (mentions_[k].begin_token >= to) break;
      if (Is(k, MentionType::kCountry) && mentions_[k].entity == there) return kNoIndex;
    }
    return there;
  }
  return kNoIndex;
}

/// "Vice Minister Ann Ayres, together with | Minister Bo Lund of Peru, signed": the state of whom
/// the holder of `p` signs with.
uint32_t Resolver::StateOfCosigner(uint32_t p, uint32_t q) const {
  const uint32_t one = links_[p].holder, other = links_[q].holder;
  if (q < p || one == kNoIndex || other == kNoIndex) return kNoIndex;
  // "Ann Ayres, Minister of Health, and | Bo Lund, Minister of Health of Peru, signed"
  const uint32_t from = std::max(mentions_[one].end_token, posts_[p].end_token);
  uint32_t to = std::min(mentions_[other].begin_token, posts_[q].begin_token);
  // "Secretary Ann Ayres and | Peruvian Minister Bo Lund signed"
  uint32_t demonym = kNoIndex;
  if (const uint32_t its = links_[q].of; its != kNoIndex && Is(its, MentionType::kCountry) &&
                                         mentions_[its].begin_token >= from &&
                                         mentions_[its].begin_token < to) {
    demonym = its;
    to = mentions_[its].begin_token;
  }
  if (from > to) return kNoIndex;
  const auto signs = [&](uint32_t k) {
    return words_.IsAny(k, {"signed", "sign", "signs", "inked", "initialled", "exchanged"});
  };
  bool beside = true, deed = false;
  for (uint32_t k = from; k < to; ++k) {
    deed = deed || signs(k);
    beside = beside && (words_.IsComma(k) ||
                        words_.IsAny(k, {"and", "together", "along", "with", "alongside"}));
  }
  // "signed it with | Minister Bo Lund of Peru"
  const bool with = deed && words_.Is(words_.Is(to - 1, "the") ? to - 2 : to - 1, "with");
  if (!beside && !with) return kNoIndex;
  const uint32_t of = std::max(mentions_[other].end_token, posts_[q].end_token);
  if (demonym != kNoIndex) {
    const uint32_t verb = words_.IsComma(of) ? of + 1 : of;
    return signs(verb) || signs(verb + 1) ? mentions_[demonym].entity : kNoIndex;
  }
  const uint32_t m = MentionFrom(of);
  if (!words_.Is(of, "of") || m >= mentions_.size() || !Is(m, MentionType::kCountry) ||
      mentions_[m].begin_token > of + 2) {
    return kNoIndex;
  }
  uint32_t verb = mentions_[m].end_token;
  if (words_.IsComma(verb)) ++verb;
  return with || signs(verb) || (verb < words_.size() && signs(verb + 1)) ? mentions_[m].entity
                                                                          : kNoIndex;
}

/// The person to whom the holder of `p` is an adviser or the like: "adviser to | President Ann
/// Ayres".
uint32_t Resolver::ChiefBehind(uint32_t p) const {
  constexpr uint32_t kTitle = 6;
  const uint32_t to = posts_[p].end_token;
  if (!words_.Is(to, "to")) return kNoIndex;
  const uint32_t sentence = words_.Sentence(to);
  for (uint32_t m = MentionFrom(to + 1); m < mentions_.size() && mentions_[m].sentence == sentence;
       ++m) {
    if (mentions_[m].begin_token > to + kTitle) break;
    if (Is(m, MentionType::kPerson)) return mentions_[m].entity;
  }
  return kNoIndex;
}

/// The state of a minister whose state nothing near says.
uint32_t Resolver::UnsaidState(uint32_t p, bool& guess) const {
  const uint32_t begin = posts_[p].begin_token, sentence = words_.Sentence(begin);
  const uint32_t home = HomeAt(begin);
  // "Peru's | Ann Ayres, minister for trade".
  const uint32_t holder = links_[p].holder;
  if (holder != kNoIndex && holder > 0 && Is(holder - 1, MentionType::kCountry)) {
    const uint32_t end = mentions_[holder - 1].end_token, name = mentions_[holder].begin_token;
    if (end == name || (end + 1 == name && words_.IsPossessive(end)))
      return mentions_[holder - 1].entity;
  }
  // "the British Foreign Secretary, Ann Ayres | MP": of one state, whatever else she is called.
  if (post_holder_[p] != kNoIndex) {
    const auto said = state_of_.find(post_holder_[p]);
    if (said != state_of_.end()) return said->second;
  }
  if (const uint32_t state = StateOfField(p); state != kNoIndex) return state;
  if (const uint32_t state = StateOfScene(p); state != kNoIndex) return state;
  // "Peru's protocol of accession was signed here by | Ann Ayres, the Trade Secretary"
  if (holder != kNoIndex && words_.Is(mentions_[holder].begin_token - 1, "by")) {
    const uint32_t first = MentionFrom(words_.segmented().sentences[sentence].begin_token);
    uint32_t owner = kNoIndex;
    bool signs = false;
    for (uint32_t m = first; m < holder; ++m) {
      if (!Is(m, MentionType::kCountry)) continue;
      if (owner == kNoIndex && words_.IsPossessive(mentions_[m].end_token)) {
        owner = mentions_[m].entity;
      } else {
        owner = kNoIndex;
        break;
      }
    }
    const uint32_t name = mentions_[holder].begin_token;
    for (uint32_t t = name; t > 0 && t + 6 > name; --t) signs = signs || words_.Is(t - 1, "signed");
    if (owner != kNoIndex && signs) return owner;
  }
  // "security adviser to | President Ann Ayres": of her state, or of none that is known.
  if (const uint32_t chief = ChiefBehind(p); chief != kNoIndex) {
    const auto said = state_of_.find(chief);
    if (said != state_of_.end()) return said->second;
    if (DatelineAbroad() || dateline_.end_token > dateline_.begin_token) return kNoIndex;
  }
  // "Peru's Ann Ayres", wherever the text says so.
  if (post_holder_[p] != kNoIndex) {
    const std::vector<uint32_t>& named = clusters_[post_holder_[p]].mentions;
    for (size_t i = 0; i < std::min(named.size(), kJourneyReach); ++i) {
      const uint32_t m = named[i];
      if (m == 0 || !Is(m - 1, MentionType::kCountry)) continue;
      const uint32_t end = mentions_[m - 1].end_token;
      if (words_.IsPossessive(end) && end + 1 == mentions_[m].begin_token)
        return mentions_[m - 1].entity;
    }
  }
  // Offices that few states have are theirs.
  if (const std::vector<std::string_view> few =
          StatesWith(lexicon_.titles()[posts_[p].record].normalised);
      !few.empty()) {
    uint32_t only = kNoIndex;
    for (const std::string_view iso2 : few) {
      const uint32_t state = KnownCountry(iso2);
      if (state == kNoIndex) continue;
      if (only != kNoIndex) return home == state || home == only ? home : kNoIndex;
      only = state;
    }
    return only;
  }
  // "Prime Minister Ann Ayres was accompanied by | Minister Bo Lund", "her minister of state".
  if (const uint32_t state = StateOfChief(begin); state != kNoIndex) return state;
  // "on a visit to Peru at the invitation of | President Ann Ayres": the host's.
  if (words_.Is(begin - 1, "of") && words_.Is(begin - 2, "invitation")) {
    for (uint32_t t = begin; t > 0 && words_.Sentence(t - 1) == sentence; --t) {
      uint32_t to = 0;
      if (IsJourney(t - 1, to) && to < begin) return StateAt(to);
    }
  }
  if (const uint32_t state = StateOfCounterpart(p); state != kNoIndex) return state;
  if (const uint32_t state = StateOfPair(p); state != kNoIndex) return state;
  if (const uint32_t state = StateOfHost(p); state != kNoIndex) return state;
  // Who is named beside another state's minister is not of that state too.
  std::vector<uint32_t> rivals;
  if (post_holder_[p] != kNoIndex) AddDestinations(post_holder_[p], rivals);
  if (words_.Is(begin - 1, "visiting") && home != kNoIndex) rivals.push_back(home);
  if (MeetingPlaceAbroad(p) != kNoIndex) rivals.push_back(home);
  // News from a capital: a country has no ambassador at home.
  if (lexicon_.titles()[posts_[p].record].diplomat && home != kNoIndex &&
      dateline_.end_token > dateline_.begin_token && links_[p].to == kNoIndex &&
      Qualifier(p) != "former" && post_titles_[p].find("Attach") == std::string::npos) {
    rivals.push_back(home);
  }
  // "Minister Ann Ayres signed a treaty with Peru": she is of the other side.
  for (uint32_t m = MentionFrom(begin); m < mentions_.size() && mentions_[m].sentence == sentence;
       ++m) {
    const uint32_t b = mentions_[m].begin_token;
    if (Is(m, MentionType::kCountry) && mentions_[m].form != MentionForm::kDemonym &&
        !words_.IsPossessive(mentions_[m].end_token) &&
        words_.Is(words_.Is(b - 1, "the") ? b - 2 : b - 1, "with"))
      rivals.push_back(mentions_[m].entity);
  }
  for (const uint32_t abroad : {links_[p].to, links_[p].posted}) {
    if (abroad != kNoIndex && StateOf(abroad) != kNoIndex) rivals.push_back(StateOf(abroad));
  }
  for (uint32_t q = p > 8 ? p - 8 : 0; q < posts_.size() && q < p + 8; ++q) {
    // "the Prime Minister went to Peru, a spokesman for the Danish government said": hers.
    if (post_holder_[q] == kNoIndex && post_titles_[q].starts_with("Spokes")) continue;
    if (q == p || posts_[q].honorific || post_holder_[q] == post_holder_[p] ||
        words_.Sentence(posts_[q].begin_token) != sentence) {
      continue;
    }
    if (const uint32_t state = StateOfCosigner(p, q); state != kNoIndex) rivals.push_back(state);
    if (const uint32_t host = StateOfHosting(q); host != kNoIndex) rivals.push_back(host);
    if (links_[q].of == kNoIndex) {
      // "Minister of Trade Ann Ayres; Minister of Trade and Industry Bo Lund": not both of one.
      if (q < p && post_holder_[q] != kNoIndex && post_of_[q] != kNoIndex && !posts_[p].plural &&
          !posts_[q].plural && clusters_[post_of_[q]].type == MentionType::kCountry &&
          posts_[p].field_begin < posts_[p].field_end &&
          SameOffice(post_titles_[q], post_titles_[p])) {
        rivals.push_back(post_of_[q]);
      }
      continue;
    }
    // "the foreign ministers of | Norway and Peru"
    if (posts_[q].plural) {
      for (const uint32_t m : Joined(links_[q].of)) rivals.push_back(mentions_[m].entity);
    } else if (country_clusters_.size() == 1 && !IsRelative(q)) {
      continue;  // "Peru's president came with Foreign Minister NAME": no other state is spoken of.
    } else if (Is(links_[q].of, MentionType::kCountry)) {
      rivals.push_back(mentions_[links_[q].of].entity);
    } else if (Is(links_[q].of, MentionType::kMinistry) &&
               mentions_[links_[q].of].entity != kNoIndex) {
      const uint32_t state = clusters_[mentions_[links_[q].of].entity].country;
      if (state != kNoIndex && state != home) rivals.push_back(state);
    }
  }
  // Nor of the state whose like office another is said to hold: one president a country.
  bool held = false;  // another is said to hold the like office
  if (!posts_[p].plural && Qualifier(p) != "former" && post_holder_[p] != kNoIndex) {
    const std::string& n = lexicon_.titles()[posts_[p].record].normalised;
    const bool envoy = n == "Ambassador" || n == "High Commissioner";
    const bool one = envoy || n == "President" || n == "Prime Minister" || n == "King" ||
                     n == "Queen" || posts_[p].field_begin < posts_[p].field_end ||
                     (n.ends_with("Minister") && n.size() > 8 && !n.starts_with("Deputy"));
    for (uint32_t q = p > kRivalReach ? p - kRivalReach : 0;
         one && q < posts_.size() && q < p + kRivalReach; ++q) {
      if (posts_[q].honorific || posts_[q].plural || !post_said_[q] || post_of_[q] == kNoIndex ||
          post_holder_[q] == kNoIndex || post_holder_[q] == post_holder_[p] ||
          Qualifier(q) == "former" ||
          !(SameOffice(post_titles_[q], post_titles_[p]) ||
            (n == "Prime Minister" && post_titles_[q] == "Premier") ||
            (envoy && lexicon_.titles()[posts_[q].record].diplomat)) ||
          clusters_[post_of_[q]].type != MentionType::kCountry) {
        continue;
      }
      rivals.push_back(post_of_[q]);
      held = true;
    }
  }
  AddStatesMet(p, rivals);
  AddStateOfVisitor(p, rivals);
  if (post_holder_[p] != kNoIndex) AddStatesOfCounterparts(post_holder_[p], rivals);
  if (!lexicon_.titles()[posts_[p].record].diplomat) AddStatesOfDiplomats(rivals);
  size_t most = 0;
  for (const auto& [record, cluster] : country_clusters_)
    most = std::max(most, clusters_[cluster].mentions.size());
  const auto weighs = [&](uint32_t state) { return 3 * clusters_[state].mentions.size() >= most; };
  const auto free = [&](uint32_t state) {
    return state != kNoIndex && std::find(rivals.begin(), rivals.end(), state) == rivals.end();
  };
  // "sign one with Peru", "exports to Peru": another's.
  const auto other = [&](uint32_t m) {
    // "in the Peruvian capital": where it was.
    if (IsOfFirm(m) || words_.Is(mentions_[m].end_token, "capital")) return true;
    return IsOtherSide(m) || words_.IsAny(words_.Is(mentions_[m].begin_token - 1, "the")
                                              ? mentions_[m].begin_token - 2
                                              : mentions_[m].begin_token - 1,
                                          {"with", "to", "from", "against"});
  };
  if (const uint32_t subject = SubjectOfParagraph(begin); free(subject)) return subject;
  if (const uint32_t subject = SubjectOfSentenceBefore(begin); free(subject)) return subject;
  if (const uint32_t section = StateOfSection(sentence); free(section)) return section;
  if (free(home)) return home;
  // Few countries have a king: none is guessed.
  const std::string& office = lexicon_.titles()[posts_[p].record].normalised;
  if (held && (office == "King" || office == "Queen" || office == "Emir")) {
    return kNoIndex;
  }
  // Of two countries the other one.
  if (country_clusters_.size() == 2) {
    uint32_t other_one = kNoIndex, open = 0;
    for (const auto& [record, cluster] : country_clusters_) {
      if (!free(cluster)) continue;
      other_one = cluster;
      ++open;
    }
    if (open == 1) return other_one;
  }
  // News from the capital of a country that the text never names: "Indian company" is no guess.
  if (home == kNoIndex && DatelineAbroad()) return kNoIndex;
  guess = true;
  const uint32_t from = MentionFrom(begin);
  // In its sentence, before and then after; then in the three before.
  for (uint32_t m = from; m-- > 0 && mentions_[m].sentence == sentence;) {
    if (Is(m, MentionType::kCountry) && free(mentions_[m].entity) && !other(m))
      return mentions_[m].entity;
  }
  for (uint32_t m = from; m < mentions_.size() && mentions_[m].sentence == sentence; ++m) {
    if (Is(m, MentionType::kCountry) && mentions_[m].form != MentionForm::kDemonym &&
        free(mentions_[m].entity) && !other(m))
      return mentions_[m].entity;
  }
  for (uint32_t m = from; m-- > 0 && mentions_[m].sentence + 3 >= sentence;) {
    const uint32_t state = StateOf(m);
    if (free(state) && weighs(state) && !other(m)) return state;
  }
  // The one that the document names most, of equals the first.
  uint32_t best = kNoIndex;
  for (uint32_t m = 0; m < std::min<uint32_t>(mentions_.size(), 400); ++m) {
    const uint32_t state = Is(m, MentionType::kCountry) ? mentions_[m].entity : kNoIndex;
    // "a contract with Peru", and no other word of it: the other side.
    if (!free(state) || !weighs(state) || IsOfFirm(m) || IsOtherSide(m)) continue;
    if (best == kNoIndex || clusters_[state].mentions.size() > clusters_[best].mentions.size())
      best = state;
  }
  return best != kNoIndex || !free(home) ? best : home;
}

}  // namespace entente::ingest
