// For whom the holder of a post acts: "For Peru, the Minister", "signed on behalf of Acme".

#include <algorithm>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

/// Whose people a sentence lists: "The Acme delegation comprised Director NAME, Manager NAME",
/// "Representing Peru were Minister NAME and …".
uint32_t Resolver::SideOfSentence(uint32_t p) const {
  const uint32_t token = posts_[p].begin_token;
  const uint32_t opening = words_.segmented().sentences[words_.Sentence(token)].begin_token;
  uint32_t at = opening;
  const bool representing = words_.Is(at, "representing");
  if (representing || words_.Is(at, "the")) ++at;
  if (representing && words_.Is(at, "the")) ++at;
  const uint32_t m = MentionFrom(at);
  if (m >= mentions_.size() || mentions_[m].begin_token != at || mentions_[m].end_token > token)
    return kNoIndex;
  uint32_t end = mentions_[m].end_token;
  if (words_.IsPossessive(end)) ++end;
  bool lists = representing && words_.IsAny(end, {"were", "was"});
  if (words_.IsAny(end, {"delegation", "side", "team"})) {
    for (uint32_t t = end + 1; t < end + 4; ++t) {
      lists = lists || words_.IsAny(t, {"comprised", "comprises", "included", "includes",
                                        "consisted", "comprising", "including"});
    }
  }
  return lists && MaySpeakFor(p, m) ? mentions_[m].entity : kNoIndex;
}

/// "Peru's signatory was | the minister NAME; Chile's, | director NAME": whom the subject names.
uint32_t Resolver::SideOfSubject(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token;
  uint32_t at = begin;
  if (at > 0 && words_.IsAny(at - 1, {"the", "its", "a"})) --at;
  if (at < 3) return kNoIndex;
  if (words_.IsAny(at - 1, {"was", "were", "is", "are"})) {
    --at;
    for (int steps = 0; steps < 3 && at > 1 && !words_.IsPossessive(at - 1); ++steps) {
      if (!words_.IsWord(at - 1) || words_.Capital(at - 1)) return kNoIndex;
      --at;
    }
  } else if (words_.IsComma(at - 1)) {
    --at;
  } else {
    return kNoIndex;
  }
  if (!words_.IsPossessive(at - 1)) return kNoIndex;
  const uint32_t m = MentionFrom(at - 1);
  if (m == 0 || mentions_[m - 1].end_token != at - 1 || !MaySpeakFor(p, m - 1)) return kNoIndex;
  return mentions_[m - 1].sentence == words_.Sentence(begin) ? mentions_[m - 1].entity : kNoIndex;
}

/// "For Peru, the Minister of …", "For Acme: Ann Ayres, Director", "from the Peruvian side the
/// document was signed by the Minister".
uint32_t Resolver::SideBefore(uint32_t p) const {
  const uint32_t token = posts_[p].begin_token;
  const uint32_t from = MentionFrom(token);
  const uint32_t opening = words_.segmented().sentences[words_.Sentence(token)].begin_token;
  // "For the company, general manager Ann Ayres signed": what the noun means here.
  if (words_.IsAny(opening, {"for", "representing"}) && words_.Is(opening + 1, "the") &&
      !StatePost(p)) {
    const uint32_t noun = opening + 2;
    if (!words_.Capital(noun) && words_.Has(noun, kWordBody | kWordBusiness) &&
        words_.IsComma(noun + 1)) {
      if (const uint32_t body = BodyOfNoun(noun); body != kNoIndex) return body;
    }
  }
  // "and, for the Company, | by | Chief Operating Officer Ann Ayres"
  const uint32_t comma = words_.Is(token - 1, "by") ? token - 2 : token - 1;
  if (token > 4 && words_.IsComma(comma) && words_.Is(comma - 2, "the") &&
      words_.Is(comma - 3, "for") && words_.Has(comma - 1, kWordBody | kWordBusiness) &&
      !StatePost(p)) {
    if (const uint32_t body = BodyOfNoun(comma - 1); body != kNoIndex) return body;
  }
  // "For Peru the text was signed by | Secretary Ann Ayres; for Chile, by …"
  const uint32_t by = words_.Is(token - 1, "the") ? token - 2 : token - 1;
  if (token > 4 && words_.Is(by, "by")) {
    uint32_t clause = opening;
    for (uint32_t t = opening; t < by; ++t) {
      if (words_.Text(t) == ";") clause = t + 1;
    }
    const uint32_t side = words_.Is(clause + 1, "the") ? clause + 2 : clause + 1;
    const uint32_t m = MentionFrom(side);
    // One name alone before the verb: nobody else's clause.
    if (words_.Is(clause, "for") && m + 1 == from && mentions_[m].begin_token == side &&
        MaySpeakFor(p, m)) {
      return mentions_[m].entity;
    }
  }
  // "Peru, whose own deal comes later, sent | Senator Ann Ayres"
  const uint32_t sends = words_.IsAny(token - 1, {"a", "an", "its"}) ? token - 2 : token - 1;
  if (words_.IsAny(sends, {"sent", "dispatched", "sends"})) {
    // "Peru's minister chairs them; | Chile | sent a deputy"
    uint32_t clause = opening;
    for (uint32_t t = opening; t < sends; ++t)
      if (words_.Text(t) == ";") clause = t + 1;
    const uint32_t m = MentionFrom(clause);
    if (m < from && mentions_[m].begin_token <= clause + 1 && MaySpeakFor(p, m))
      return mentions_[m].entity;
  }
  // "The TSU delegation comprised President Ann Ayres, …", "Representing TSU were …"
  if (const uint32_t side = SideOfSentence(p); side != kNoIndex) return side;
  for (uint32_t m = from; m-- > 0 && from - m < 5;) {
    if (mentions_[m].sentence != words_.Sentence(token)) break;
    if (Is(m, MentionType::kPerson)) {
      if (mentions_[m].entity != post_holder_[p]) break;
      continue;
    }
    const uint32_t b = mentions_[m].begin_token;
    uint32_t e = mentions_[m].end_token;
    uint32_t lead = words_.Is(b - 1, "the") ? b - 2 : b - 1;
    // "on behalf of the Peruvian Government | by the Minister"
    if (Is(m, MentionType::kCountry) && words_.Is(e, "government")) ++e;
    // "For the Government of Peru: …"
    if (words_.Is(lead, "of") && words_.IsAny(lead - 1, {"government", "republic", "kingdom"})) {
      lead -= words_.Is(lead - 2, "the") ? 3 : 2;
    }
    const bool behalf = words_.Is(lead, "of") && words_.Is(lead - 1, "behalf");
    // "signed for Peru, and Chile sent | its | envoy": its own rules say whose.
    const bool its = words_.IsAny(token - 1, {"its", "their"}) && e + 2 < token;
    if ((words_.Is(lead, "for") || behalf) && !its && MaySpeakFor(p, m) &&
        (words_.IsComma(e) || words_.Text(e) == ":" || words_.Is(e, "by") || words_.Is(e, "it"))) {
      return mentions_[m].entity;
    }
    // "Acme Ltd was represented by its director, Ann Ayres"
    uint32_t verb = e;
    // "Peru, which is an observer, was represented by", "Peru, a guest, was represented by"
    if (words_.IsComma(e) && words_.IsAny(e + 1, {"which", "whose", "a", "an", "the"})) {
      constexpr uint32_t kAside = 12;
      for (uint32_t k = e + 2; k < e + kAside && verb == e; ++k)
        if (words_.IsComma(k)) verb = k + 1;
    }
    for (uint32_t k = verb; k < verb + 4 && MaySpeakFor(p, m); ++k) {
      if (words_.Is(k, "represented") && words_.Is(k + 1, "by")) return mentions_[m].entity;
    }
    // "Peru was represented by Ann Ayres, and Chile | by Bo Lund, | its director"
    if (words_.Is(e, "by") && words_.Is(b - 1, "and") &&
        (Is(m, MentionType::kCountry) || MaySpeakFor(p, m))) {
      for (uint32_t k = opening; k < b; ++k) {
        if (words_.Is(k, "represented") && words_.Is(k + 1, "by")) return mentions_[m].entity;
      }
    }
    // "from the Norlake Bank | side | by the director of its hub"
    if (Is(m, MentionType::kOrganization) && words_.Is(e, "side") && MaySpeakFor(p, m) &&
        (words_.IsAny(b - 1, {"from", "for", "on"}) ||
         words_.IsAny(b - 2, {"from", "for", "on"}))) {
      return mentions_[m].entity;
    }
    if (!Is(m, MentionType::kCountry)) continue;
    // "the delegation of Peru was led by the Director", "the Peruvian delegation, headed by …"
    const bool delegation =
        words_.Is(e, "delegation") || (words_.Is(b - 1, "of") && words_.Is(b - 2, "delegation"));
    if (delegation) {
      for (uint32_t k = e; k < e + 6; ++k) {
        if (words_.Is(k, "by") && words_.IsAny(k - 1, {"led", "headed"}))
          return mentions_[m].entity;
      }
    }
    if (words_.IsAny(e, {"side", "part", "delegation"}) &&
        (words_.IsAny(b - 1, {"from", "for", "on"}) || words_.IsAny(b - 2, {"from", "for", "on"})))
      return mentions_[m].entity;
  }
  return kNoIndex;
}

/// "Ann Ayres, the director, signed the deal for Acme", "Minister Bo Lund did so on behalf of
/// Peru".
uint32_t Resolver::SideAfter(uint32_t p) const {
  if (links_[p].holder == kNoIndex) return kNoIndex;
  const uint32_t h = links_[p].holder;
  uint32_t from = std::max(mentions_[h].end_token, posts_[p].end_token);
  const uint32_t sentence = words_.Sentence(from - 1);
  // "Ann Ayres, | who signed it for Peru and is now Minister": told between the name and the post.
  const uint32_t named = mentions_[h].end_token;
  if (words_.IsComma(named) && words_.Is(named + 1, "who") && posts_[p].begin_token > named) {
    from = named + 2;
  }
  bool acts = words_.Is(from, "for") || (words_.IsComma(from) && words_.Is(from + 1, "for"));
  // "Minister Ann Ayres, who crossed a closed border this morning, signed for Peru"
  constexpr uint32_t kReach = 12, kReachPastAside = 30;
  const bool aside = words_.IsComma(from) && words_.Is(from + 1, "who");
  const uint32_t reach = from + (aside ? kReachPastAside : kReach);
  for (uint32_t t = from; t < reach && t < words_.size(); ++t) {
    if (words_.Sentence(t) != sentence || words_.Text(t) == ";" || words_.Text(t) == ":") break;
    if (words_.IsAny(t, {"signed", "signs", "signing", "inked", "initialled", "initialed", "so",
                         "acted", "acting", "spoke", "represented", "represents"})) {
      acts = true;
    }
    // "Ann Ayres led the Peruvian delegation", "chaired the | Omani side"
    if (words_.IsAny(t, {"led", "leads", "leading", "heads", "headed", "heading", "chaired",
                         "chairs", "chairing"})) {
      for (uint32_t k = t + 1; k < t + 6; ++k) {
        const uint32_t m = MentionFrom(k);
        if (m >= mentions_.size() || mentions_[m].begin_token != k) continue;
        const uint32_t end = mentions_[m].end_token;
        if (Is(m, MentionType::kCountry) && MaySpeakFor(p, m) &&
            words_.IsAny(words_.IsPossessive(end) ? end + 1 : end,
                         {"delegation", "side", "team", "mission"})) {
          return mentions_[m].entity;
        }
        break;
      }
    }
    const bool behalf = words_.Is(t, "of") && words_.Is(t - 1, "behalf");
    const bool stands = words_.IsAny(t, {"represented", "represents", "representing"});
    if (!behalf && !stands && !(words_.Is(t, "for") && acts)) continue;
    if (const uint32_t one = FormerOrLatter(p, t + 1); one != kNoIndex) return one;
    // "represented by": the other way round.
    uint32_t at = words_.Is(t + 1, "the") ? t + 2 : t + 1;
    // "for the government of | Peru"
    if (words_.IsAny(at, {"government", "republic", "kingdom", "state"}) &&
        words_.Is(at + 1, "of")) {
      at += words_.Is(at + 2, "the") ? 3 : 2;
    }
    // "on behalf of the company": what the noun means here.
    if (words_.Is(t + 1, "the") && !words_.Capital(at) && !StatePost(p) &&
        words_.Has(at, kWordBody | kWordBusiness) &&
        (words_.IsComma(at + 1) || words_.Text(at + 1) == "." ||
         words_.IsAny(at + 1, {"and", "while"}))) {
      if (const uint32_t body = BodyOfNoun(at); body != kNoIndex) return body;
    }
    const uint32_t m = MentionFrom(at);
    if (m >= mentions_.size() || mentions_[m].begin_token != at) continue;
    if (mentions_[m].form == MentionForm::kDemonym &&
        !words_.IsAny(mentions_[m].end_token, {"side", "government"})) {
      continue;
    }
    // "signed for Peru by …, and on behalf of Chile | by": the next one's.
    const uint32_t end = mentions_[m].end_token;
    if ((behalf || words_.Is(t, "for")) &&
        words_.Is(words_.Is(end, "government") ? end + 1 : end, "by"))
      break;
    if (MaySpeakFor(p, m)) return mentions_[m].entity;
    // "for Lima": the capital that acts for its government.
    if (Is(m, MentionType::kPlace) && StatePost(p)) return StateOf(m);
  }
  return kNoIndex;
}

/// "She would sign an arrangement with Peru when her counterpart, | Trade Minister Ann Ayres, |
/// comes": of the state that it is to be with.
uint32_t Resolver::StateOfCounterpart(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token;
  if (p == 0 || begin < 4 || !words_.IsComma(begin - 1) || posts_[p - 1].end_token + 1 != begin ||
      !IsRelative(p - 1) || links_[p - 1].of != kNoIndex ||
      !words_.IsAny(posts_[p - 1].begin_token - 1, {"his", "her"})) {
    return kNoIndex;
  }
  for (uint32_t m = MentionFrom(begin); m-- > 0;) {
    if (mentions_[m].sentence != words_.Sentence(begin)) break;
    const uint32_t b = mentions_[m].begin_token;
    if (!Is(m, MentionType::kCountry) || mentions_[m].form == MentionForm::kDemonym) continue;
    if (words_.Is(words_.Is(b - 1, "the") ? b - 2 : b - 1, "with")) return mentions_[m].entity;
  }
  return kNoIndex;
}

}  // namespace entente::ingest
