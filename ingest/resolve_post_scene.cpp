// Of which state somebody is whose post does not say it, from the scene that the sentence tells:
// who is called on in a capital, who waits where somebody travels to, who goes with whom.

#include <algorithm>
#include <vector>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

namespace {

/// How many words the parts of such a sentence lie apart.
constexpr uint32_t kSceneReach = 14;

}  // namespace

/// The state whose capital, or which itself, is named at token `t`, past "the": kNoIndex for a town
/// that is no capital.
uint32_t Resolver::StateOrCapitalAt(uint32_t t) const {
  if (words_.Is(t, "the")) ++t;
  const uint32_t m = MentionFrom(t);
  if (m >= mentions_.size() || mentions_[m].begin_token != t) return kNoIndex;
  if (Is(m, MentionType::kCountry)) {
    return mentions_[m].form == MentionForm::kDemonym || words_.IsPossessive(mentions_[m].end_token)
               ? kNoIndex
               : mentions_[m].entity;
  }
  return Is(m, MentionType::kPlace) && IsCapital(m) ? StateOf(m) : kNoIndex;
}

/// "called on | President Ann Ayres in Lima", "President Ann Ayres said in Lima": of where she is
/// at home.
uint32_t Resolver::StateWhereSeen(uint32_t p) const {
  const uint32_t h = links_[p].holder;
  if (h == kNoIndex || !links_[p].before_name) return kNoIndex;
  uint32_t lead = posts_[p].begin_token;
  if (lead > 0 && words_.Is(lead - 1, "the")) --lead;
  const bool calls = lead > 1 && words_.Is(lead - 1, "on") &&
                     words_.IsAny(lead - 2, {"called", "call", "calls", "calling"});
  const bool receives = lead > 1 && words_.Is(lead - 1, "by") &&
                        words_.IsAny(lead - 2, {"received", "welcomed", "hosted", "greeted"});
  uint32_t in = mentions_[h].end_token;
  const bool says = words_.IsAny(in, {"said", "told", "announced", "declared"}) && !calls;
  if (says && words_.Is(in, "told") && words_.IsAny(in + 1, {"reporters", "journalists"})) ++in;
  if (says) ++in;
  if (!(calls || receives || says) || !words_.Is(in, "in")) return kNoIndex;
  const uint32_t m = MentionFrom(in + 1);
  if (m >= mentions_.size() || mentions_[m].begin_token != in + 1) return kNoIndex;
  return Is(m, MentionType::kPlace) && IsCapital(m) ? StateOf(m) : kNoIndex;
}

/// "He flies to Peru, where | President Ann Ayres will receive him", "… where he is to meet
/// President Ann Ayres": who waits there.
uint32_t Resolver::StateOfDestination(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token, sentence = words_.Sentence(begin);
  const uint32_t h = links_[p].holder;
  if (h == kNoIndex || !links_[p].before_name) return kNoIndex;
  uint32_t where = UINT32_MAX;
  bool meets = false;
  for (uint32_t t = begin; t-- > 0 && t + kSceneReach > begin;) {
    if (words_.Sentence(t) != sentence || words_.Text(t) == ";") break;
    meets = meets || words_.IsAny(t, {"meet", "meets", "met", "meeting", "meetings", "talks",
                                      "received", "hosted", "welcomed", "discussions"});
    if (!words_.Is(t, "where")) continue;
    where = t;
    break;
  }
  if (where == UINT32_MAX || where < 2 || !words_.IsComma(where - 1)) return kNoIndex;
  const uint32_t end = mentions_[h].end_token;
  for (uint32_t t = end; t + 1 < words_.size() && t < end + 5 && !meets; ++t) {
    meets = words_.IsAny(t, {"receive", "received", "receives", "host", "hosts", "hosted", "greet",
                             "welcome", "welcomed", "meet"}) &&
            words_.IsAny(t + 1, {"him", "her", "them"});
  }
  if (!meets) return kNoIndex;
  const uint32_t m = MentionFrom(where - 1);
  if (m == 0 || mentions_[m - 1].end_token != where - 1) return kNoIndex;
  return StateOrCapitalAt(mentions_[m - 1].begin_token);
}

/// "He travels to Peru on Friday for a meeting with | President Ann Ayres": who waits there.
uint32_t Resolver::StateTravelledTo(uint32_t p) const {
  constexpr uint32_t kReach = 18;
  const uint32_t begin = posts_[p].begin_token, sentence = words_.Sentence(begin);
  uint32_t lead = begin;
  if (lead > 0 && words_.Is(lead - 1, "the")) --lead;
  if (lead == 0 || !words_.IsAny(lead - 1, {"with", "meet", "meets", "by"})) return kNoIndex;
  bool meets = words_.IsAny(lead - 1, {"meet", "meets"});
  for (uint32_t t = lead; t-- > 0 && t + kReach > lead;) {
    if (words_.Sentence(t) != sentence || words_.Text(t) == ";") break;
    meets = meets || words_.IsAny(t, {"meeting", "meetings", "talks", "received", "discussions"});
    uint32_t to = 0;
    if (!words_.IsAny(t, {"travels", "travelled", "traveled", "flies", "flew", "travel", "fly",
                          "arrives", "arrived", "went", "goes"}) ||
        !IsJourney(t, to) || to >= lead) {
      continue;
    }
    return meets ? StateOrCapitalAt(to) : kNoIndex;
  }
  return kNoIndex;
}

/// "He met Peru's minister Bo Lund and was received by | President Ann Ayres": of the one state
/// that the sentence about a visitor names.
uint32_t Resolver::StateOfReceiver(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token;
  const uint32_t opening = words_.segmented().sentences[words_.Sentence(begin)].begin_token;
  uint32_t lead = begin;
  if (lead > 0 && words_.Is(lead - 1, "the")) --lead;
  if (lead < 2 || !words_.IsAny(opening, {"he", "she", "they"}) || !words_.Is(lead - 1, "by") ||
      !words_.IsAny(lead - 2, {"received", "welcomed", "hosted", "greeted"})) {
    return kNoIndex;
  }
  uint32_t state = kNoIndex;
  for (uint32_t m = MentionFrom(opening); m < mentions_.size() && mentions_[m].begin_token < begin;
       ++m) {
    if (!Is(m, MentionType::kCountry)) continue;
    if (state != kNoIndex && state != mentions_[m].entity) return kNoIndex;
    state = mentions_[m].entity;
  }
  return state;
}

/// "She is to meet | Prime Minister Bo Lund": he is not of the state of whom the text has spoken
/// last. Adds such states.
void Resolver::AddStateOfVisitor(uint32_t p, std::vector<uint32_t>& states) const {
  const uint32_t begin = posts_[p].begin_token, sentence = words_.Sentence(begin);
  const uint32_t opening = words_.segmented().sentences[sentence].begin_token;
  if (sentence == 0 || !words_.IsAny(opening, {"he", "she"})) return;
  bool meets = false;
  for (uint32_t t = opening + 1; t < begin && t < opening + kSceneReach; ++t) {
    meets = meets || words_.IsAny(t, {"meet", "met", "meets", "talks", "received"});
  }
  if (!meets) return;
  const uint32_t from = MentionFrom(opening);
  for (uint32_t m = from; m-- > 0 && mentions_[m].sentence + 1 == sentence;) {
    if (!Is(m, MentionType::kPerson)) continue;
    const auto said = state_of_.find(mentions_[m].entity);
    if (said != state_of_.end()) states.push_back(said->second);
    return;
  }
}

/// "President Ann Ayres withdrew | Peru from the pact": whom she acts for.
uint32_t Resolver::StateMoved(uint32_t p) const {
  const uint32_t h = links_[p].holder;
  if (h == kNoIndex || !links_[p].before_name) return kNoIndex;
  uint32_t t = mentions_[h].end_token;
  if (words_.IsAny(t, {"has", "had", "then", "later"})) ++t;
  if (!words_.IsAny(t,
                    {"withdrew", "withdrawn", "took", "pulled", "brought", "led", "committed"})) {
    return kNoIndex;
  }
  const uint32_t state = StateOrCapitalAt(t + 1);
  if (state == kNoIndex) return kNoIndex;
  const uint32_t m = MentionFrom(t + 1);
  return Is(m, MentionType::kCountry) &&
                 words_.IsAny(mentions_[m].end_token, {"from", "into", "out", "to"})
             ? state
             : kNoIndex;
}

/// "Defence Minister Ann Ayres accompanied | the Peruvian president": of the same state.
uint32_t Resolver::StateAccompanied(uint32_t p) const {
  const uint32_t h = links_[p].holder;
  if (h == kNoIndex || !links_[p].before_name) return kNoIndex;
  const uint32_t end = mentions_[h].end_token;
  if (!words_.IsAny(end, {"accompanied", "accompanies", "accompanying"}) ||
      words_.Is(end + 1, "by")) {
    return kNoIndex;
  }
  for (uint32_t q = p + 1; q < posts_.size() && posts_[q].begin_token <= end + 4; ++q) {
    if (!posts_[q].honorific && post_of_[q] != kNoIndex &&
        clusters_[post_of_[q]].type == MentionType::kCountry) {
      return post_of_[q];
    }
  }
  return kNoIndex;
}

/// "the premier of Peru, Ann Ayres, and its | finance minister": of whom the one before is.
uint32_t Resolver::StateOfSibling(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token;
  if (p == 0 || begin < 3 || !words_.Is(begin - 1, "its") || !words_.Is(begin - 2, "and")) {
    return kNoIndex;
  }
  uint32_t q = p - 1;
  while (q > 0 && posts_[q].honorific) --q;
  const bool near = !posts_[q].plural && post_of_[q] != kNoIndex && post_said_[q] &&
                    links_[q].of != kNoIndex &&
                    mentions_[links_[q].of].begin_token >= posts_[q].end_token &&
                    words_.Sentence(posts_[q].begin_token) == words_.Sentence(begin);
  if (!near || links_[q].holder == kNoIndex) return kNoIndex;
  uint32_t end = mentions_[links_[q].holder].end_token;
  if (words_.IsComma(end)) ++end;
  return end + 2 == begin ? post_of_[q] : kNoIndex;
}

/// "Peru and Chile signed it. The signatories were | Minister Ann Ayres | and her Chilean
/// colleague": of the two the other one.
uint32_t Resolver::StateBesideColleague(uint32_t p) const {
  const uint32_t h = links_[p].holder, sentence = words_.Sentence(posts_[p].begin_token);
  if (h == kNoIndex || !links_[p].before_name || sentence == 0) return kNoIndex;
  const uint32_t end = mentions_[h].end_token;
  if (!words_.Is(end, "and") || !words_.IsAny(end + 1, {"his", "her"})) return kNoIndex;
  const uint32_t m = MentionFrom(end + 2);
  if (m >= mentions_.size() || mentions_[m].begin_token != end + 2 ||
      !Is(m, MentionType::kCountry) ||
      !words_.IsAny(mentions_[m].end_token, {"counterpart", "colleague"})) {
    return kNoIndex;
  }
  std::vector<uint32_t> states;
  for (uint32_t k = MentionFrom(posts_[p].begin_token); k-- > 0;) {
    if (mentions_[k].sentence + 1 < sentence) break;
    if (!Is(k, MentionType::kCountry) || mentions_[k].entity == kNoIndex) continue;
    if (std::find(states.begin(), states.end(), mentions_[k].entity) == states.end())
      states.push_back(mentions_[k].entity);
  }
  if (states.size() != 2) return kNoIndex;
  if (states[0] == mentions_[m].entity) return states[1];
  return states[1] == mentions_[m].entity ? states[0] : kNoIndex;
}

/// "Lima wants more, | Minister Ann Ayres said": the capital that a sentence opens with stands for
/// its government.
uint32_t Resolver::StateOfSubjectCapital(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token;
  const uint32_t opening = words_.segmented().sentences[words_.Sentence(begin)].begin_token;
  const uint32_t m = MentionFrom(opening);
  if (opening < dateline_.end_token || m >= mentions_.size() ||
      mentions_[m].begin_token != opening || !Is(m, MentionType::kPlace) || !IsCapital(m)) {
    return kNoIndex;
  }
  const uint32_t verb = mentions_[m].end_token;
  if (verb >= begin || !words_.IsWord(verb) || words_.Capital(verb) ||
      words_.IsAny(verb, {"and", "or", "in", "on", "at", "to", "for", "from", "is", "was"}) ||
      words_.IsPossessive(verb)) {
    return kNoIndex;
  }
  for (uint32_t k = m + 1; k < mentions_.size() && mentions_[k].begin_token < begin; ++k) {
    if (Is(k, MentionType::kCountry)) return kNoIndex;
  }
  return StateOf(m);
}

/// "between Peru and the Chilean Ministry of Ports, signed by | Director Ann Ayres and | Minister
/// Bo Lund": each of the side in its place.
uint32_t Resolver::StateOfSideInOrder(uint32_t p) const {
  const auto joined = [&](uint32_t a, uint32_t b) {
    const uint32_t first = links_[a].holder, second = links_[b].holder;
    return first != kNoIndex && second != kNoIndex && links_[a].before_name &&
           links_[b].before_name && !posts_[a].honorific && !posts_[b].honorific &&
           words_.Is(mentions_[first].end_token, "and") &&
           mentions_[first].end_token + 1 == posts_[b].begin_token &&
           words_.Is(posts_[a].begin_token - 1, "by");
  };
  uint32_t place = kNoIndex, first = p;
  if (p + 1 < posts_.size() && joined(p, p + 1)) place = 0;
  if (p > 0 && joined(p - 1, p)) place = 1, first = p - 1;
  if (place == kNoIndex || posts_[first].begin_token < 2) return kNoIndex;
  if (!words_.IsAny(posts_[first].begin_token - 2, {"signed", "inked", "initialled", "concluded"}))
    return kNoIndex;
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  const uint32_t opening = words_.segmented().sentences[sentence].begin_token;
  uint32_t between = UINT32_MAX;
  for (uint32_t t = opening; t < posts_[first].begin_token; ++t)
    if (words_.Is(t, "between")) between = t;
  if (between == UINT32_MAX) return kNoIndex;
  std::vector<uint32_t> states;
  for (uint32_t m = MentionFrom(between);
       m < mentions_.size() && mentions_[m].begin_token < posts_[first].begin_token; ++m) {
    if (mentions_[m].entity == kNoIndex || Is(m, MentionType::kPerson)) continue;
    uint32_t state = Is(m, MentionType::kCountry) ? mentions_[m].entity : kNoIndex;
    if (Is(m, MentionType::kMinistry)) state = clusters_[mentions_[m].entity].country;
    if (state == kNoIndex) continue;
    if (std::find(states.begin(), states.end(), state) == states.end()) states.push_back(state);
  }
  return states.size() == 2 ? states[place] : kNoIndex;
}

/// "met their | colleague Ann Ayres": of three states that the text lists together, the one whose
/// minister is not named before.
uint32_t Resolver::StateLeftOver(uint32_t p) const {
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  std::vector<uint32_t> taken;
  for (uint32_t q = p; q-- > 0 && words_.Sentence(posts_[q].begin_token) == sentence;) {
    if (!posts_[q].honorific && post_of_[q] != kNoIndex) taken.push_back(post_of_[q]);
  }
  if (taken.size() < 2) return kNoIndex;
  uint32_t left = kNoIndex;
  for (uint32_t m = 0; m < mentions_.size() && m < kOwnerReach; ++m) {
    if (!Is(m, MentionType::kCountry)) continue;
    const std::vector<uint32_t> list = Joined(m);
    if (list.size() != taken.size() + 1) continue;
    size_t known = 0;
    uint32_t other = kNoIndex;
    for (const uint32_t k : list) {
      if (!Is(k, MentionType::kCountry)) break;
      const uint32_t state = mentions_[k].entity;
      if (std::find(taken.begin(), taken.end(), state) != taken.end()) {
        ++known;
      } else {
        other = state;
      }
    }
    if (known != taken.size() || other == kNoIndex) continue;
    if (left != kNoIndex && left != other) return kNoIndex;
    left = other;
  }
  return left;
}

/// "By letter of | the Minister, Bo Lund, | dated 4 May, Peru denounced the Convention": whose
/// minister writes.
uint32_t Resolver::StateOfLetter(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token, sentence = words_.Sentence(begin);
  const uint32_t opening = words_.segmented().sentences[sentence].begin_token;
  if (!words_.Is(opening, "by") || begin > opening + 5 || links_[p].holder == kNoIndex ||
      !words_.IsAny(opening + 1, {"letter", "note", "communication", "instrument"})) {
    return kNoIndex;
  }
  for (uint32_t m = links_[p].holder + 1; m < mentions_.size() && mentions_[m].sentence == sentence;
       ++m) {
    if (Is(m, MentionType::kCountry)) return mentions_[m].entity;
  }
  return kNoIndex;
}

/// "signed in Lima on Monday. President Bo Lund and his host, | President Ann Ayres, | looked on":
/// of where they are.
uint32_t Resolver::StateOfHosting(uint32_t p) const {
  constexpr uint32_t kBack = 1;  // sentences
  uint32_t lead = posts_[p].begin_token;
  if (lead > 2 && words_.IsComma(lead - 1)) --lead;
  if (lead < 2 || !words_.Is(lead - 1, "host") || !words_.IsAny(lead - 2, {"his", "her", "their"}))
    return kNoIndex;
  const uint32_t sentence = words_.Sentence(lead);
  for (uint32_t m = MentionFrom(lead); m-- > 0 && mentions_[m].sentence + kBack >= sentence;) {
    const uint32_t state = Is(m, MentionType::kPlace) && IsCapital(m) ? StateOf(m) : kNoIndex;
    if (state != kNoIndex && words_.Is(mentions_[m].begin_token - 1, "in")) return state;
  }
  return HomeAt(lead);
}

/// Whether somebody is told to have gone to a state, in the sentence of token `t` or not long
/// before.
bool Resolver::IsVisited(uint32_t state, uint32_t t) const {
  constexpr uint32_t kReach = 300;  // tokens
  const uint32_t end = words_.segmented().sentences[words_.Sentence(t)].end_token;
  for (uint32_t k = t > kReach ? t - kReach : 1; k < end; ++k) {
    uint32_t to = 0;
    if (!IsJourney(k, to)) continue;
    if (StateAt(to) == state) return true;
    // "a visit to Peru | and Chile"
    const uint32_t first = MentionFrom(to);
    if (first >= mentions_.size() || mentions_[first].begin_token > to + 1) continue;
    for (const uint32_t m : Joined(first)) {
      if (m < mentions_.size() && StateAt(mentions_[m].begin_token) == state) return true;
    }
  }
  return false;
}

/// "In Lima he met | President Ann Ayres", "met | President Ann Ayres in Lima": the mention of the
/// place, which lies in another state than the text's own; kNoIndex where there is none.
uint32_t Resolver::MeetingPlaceAbroad(uint32_t p) const {
  const uint32_t h = links_[p].holder, begin = posts_[p].begin_token;
  if (h == kNoIndex || !links_[p].before_name) return kNoIndex;
  const Sentence& sentence = words_.segmented().sentences[words_.Sentence(begin)];
  bool meets = false;
  for (uint32_t t = sentence.begin_token; t < begin && !meets; ++t) {
    meets = words_.IsAny(t, {"met", "meets", "meet", "meeting", "meetings", "talks", "received",
                             "discussions", "consultations", "welcomed"});
  }
  if (!meets) return kNoIndex;
  const uint32_t home = HomeAt(begin);
  for (const uint32_t in :
       {std::max(sentence.begin_token, dateline_.end_token), mentions_[h].end_token}) {
    const uint32_t m = words_.Is(in, "in") ? MentionFrom(in + 1) : kNoIndex;
    if (m >= mentions_.size() || mentions_[m].begin_token != in + 1 ||
        mentions_[m].entity == kNoIndex || !Is(m, MentionType::kPlace)) {
      continue;
    }
    const std::string& iso = clusters_[mentions_[m].entity].country_iso2;
    if (!iso.empty() && home != kNoIndex && iso != clusters_[home].country_iso2) return m;
  }
  return kNoIndex;
}

/// "The minister also met | President Ann Ayres": by whom the text is about.
bool Resolver::IsMetByOwn(uint32_t p) const {
  uint32_t lead = posts_[p].begin_token;
  const uint32_t h = links_[p].holder;
  if (h == kNoIndex || !links_[p].before_name) return false;
  const uint32_t opening = words_.segmented().sentences[words_.Sentence(lead)].begin_token;
  if (lead > 0 && words_.Is(lead - 1, "the")) --lead;
  uint32_t verb = opening;
  if (words_.IsAny(verb, {"he", "she"})) {
    ++verb;
  } else if (words_.Is(verb, "the") && words_.IsAny(verb + 1, {"minister", "secretary"})) {
    verb += 2;
  } else {
    return false;
  }
  if (words_.IsAny(verb, {"also", "later", "then", "earlier"})) ++verb;
  if (!words_.IsAny(verb, {"met", "meets"})) return false;
  if (words_.Is(++verb, "with")) ++verb;
  return verb == lead;
}

/// The one state abroad that a place of the first sentences lies in: "Today in Lima, Minister …".
uint32_t Resolver::StateOfTrip() const {
  constexpr uint32_t kLead = 3;  // sentences
  uint32_t found = kNoIndex;
  for (uint32_t m = 0; m < mentions_.size() && mentions_[m].sentence < kLead; ++m) {
    const uint32_t begin = mentions_[m].begin_token;
    if (!Is(m, MentionType::kPlace) || begin == 0 || !words_.Is(begin - 1, "in")) continue;
    const uint32_t state = StateOf(m);
    if (state == kNoIndex || state == home_ || (found != kNoIndex && found != state))
      return kNoIndex;
    found = state;
  }
  return home_ == kNoIndex ? kNoIndex : found;
}

/// "He visited Peru and Chile. In Lima he met | President Ann Ayres": of where they met.
uint32_t Resolver::StateOfMeetingPlace(uint32_t p) const {
  const uint32_t m = MeetingPlaceAbroad(p);
  const uint32_t state = m == kNoIndex ? kNoIndex : StateOf(m);
  if (m == kNoIndex && IsMetByOwn(p)) return StateOfTrip();
  return state != kNoIndex && IsVisited(state, posts_[p].begin_token) ? state : kNoIndex;
}

/// The state that the scene around a post tells; kNoIndex where it tells none.
uint32_t Resolver::StateOfScene(uint32_t p) const {
  for (const uint32_t state : {StateWhereSeen(p), StateOfDestination(p), StateMoved(p),
                               StateAccompanied(p), StateBesideColleague(p), StateOfSideInOrder(p),
                               StateOfSubjectCapital(p), StateTravelledTo(p), StateOfReceiver(p),
                               StateOfLetter(p), StateOfHosting(p), StateOfMeetingPlace(p)}) {
    if (state != kNoIndex) return state;
  }
  return kNoIndex;
}

}  // namespace entente::ingest
