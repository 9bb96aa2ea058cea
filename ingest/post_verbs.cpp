// Posts that a verb joins to a name: "NAME was appointed director", "NAME, who until May was
// director", "NAME resigned as director", "NAME took up the post of director".

#include <algorithm>
#include <string_view>

#include "ingest/post_linker_impl.h"

namespace entente::ingest {

uint32_t PostLinker::ByVerb(uint32_t last, const char*& qualifier) const {
  uint32_t k = last;
  const char* told = "";
  for (int steps = 0; steps < 9 && k > 0; ++steps) {
    if (words_.IsAny(k, {"served", "worked", "previously", "formerly"})) told = "former";
    if (words_.IsAny(k, {"will", "would", "nominated"})) told = "designate";
    const bool verb = words_.IsAny(
        k, {"is",      "was",        "became",     "become",       "remains",     "being",
            "been",    "becomes",    "be",         "as",           "has",         "had",
            "have",    "who",        "also",       "already",      "now",         "appointed",
            "named",   "elected",    "re-elected", "chosen",       "nominated",   "made",
            "sworn",   "in",         "took",       "take",         "takes",       "taken",
            "over",    "served",     "serves",     "serve",        "serving",     "worked",
            "works",   "previously", "formerly",   "currently",    "newly",       "recently",
            "will",    "would",      "to",         "office",       "confirmed",   "acting",
            "later",   "then",       "since",      "re-appointed", "reappointed", "installed",
            "unveiled"});
    if (!verb) break;
    --k;
  }
  if (words_.Is(k, "and") && k + 1 < last + 1 &&
      words_.IsAny(k + 1, {"is", "was", "became", "has"})) {
    // "Ann Ayres, who signed it then and is now | Minister"
    for (uint32_t steps = 0; steps < 14 && k > 1; ++steps, --k) {
      if (words_.Is(k, "who") && words_.IsComma(k - 1) && IsPerson(Ending(k - 1)) &&
          SameSentence(k, last)) {
        return Ending(k - 1);
      }
    }
    return kNoIndex;
  }
  if (const uint32_t subject = WhoForATime(k, told); subject != kNoIndex) {
    qualifier = told;
    return subject;
  }
  if (const uint32_t subject = SubjectBeforeAside(k, last); subject != kNoIndex) {
    qualifier = told;
    return subject;
  }
  if (words_.Is(last, "as")) {
    if (const uint32_t left = WhoLeft(last); left != kNoIndex) {
      qualifier = "former";
      return left;
    }
  }
  // "Ann Ayres, 52, | was": the age between.
  if (words_.IsComma(k) && words_.IsNumber(k - 1) && words_.IsComma(k - 2)) k -= 2;
  if (words_.IsComma(k)) --k;
  // "Ann Ayres (57)"
  if (words_.Text(k) == ")" && words_.Text(k - 2) == "(") k -= 3;
  const uint32_t m = Ending(k + 1);
  if (!IsPerson(m) || !SameSentence(mentions_[m].begin_token, last)) return kNoIndex;
  // "named | Ann Ayres | as its director"
  if (k + 1 == last && words_.Is(last, "as") && IsAppointed(m)) return m;
  // "signed as minister" says when, not whether.
  if (k + 1 == last && words_.Is(last, "as")) return kNoIndex;
  qualifier = told;
  return m;
}

uint32_t PostLinker::WhoForATime(uint32_t k, const char*& told) const {
  constexpr uint32_t kReach = 6;
  if (k > 0 && words_.IsComma(k)) --k;
  for (uint32_t t = k; t > 1 && t + kReach > k; --t) {
    if (words_.IsComma(t - 1) && words_.Is(t, "who") && SameSentence(t - 1, k)) {
      const uint32_t time = words_.IsComma(t + 1) ? t + 2 : t + 1;
      if (!words_.IsAny(time, {"until", "till", "for", "in", "since", "from", "at", "once"}) ||
          !IsPerson(Ending(t - 1))) {
        return kNoIndex;
      }
      if (words_.IsAny(time, {"until", "till", "for", "once"})) told = "former";
      return Ending(t - 1);
    }
    if (Ending(t) != kNoIndex) break;
  }
  return kNoIndex;
}

uint32_t PostLinker::WhoLeft(uint32_t as) const {
  if (as < 3) return kNoIndex;
  uint32_t k = as - 1;
  if (words_.Is(k, "down") && words_.IsAny(k - 1, {"stepped", "stood"})) {
    k -= 2;
  } else if (words_.IsAny(k, {"resigned", "retired", "quit", "dismissed", "removed", "sacked",
                              "fired", "ousted"})) {
    --k;
  } else {
    return kNoIndex;
  }
  while (k > 0 && words_.IsAny(k, {"was", "has", "had", "been", "who", "recently", "later"})) --k;
  if (words_.IsComma(k)) --k;
  const uint32_t m = Ending(k + 1);
  return IsPerson(m) && SameSentence(k, as) ? m : kNoIndex;
}

uint32_t PostLinker::WhoTakesPost(uint32_t t, const char*& qualifier) const {
  // "Ann Ayres took up the | post of | director"
  if (t < 6 || !words_.Is(t - 1, "of") ||
      !words_.IsAny(t - 2, {"post", "position", "office", "role", "job"}) ||
      !words_.IsAny(t - 3, {"the", "his", "her"})) {
    return kNoIndex;
  }
  uint32_t k = t - 4;
  if (words_.Is(k, "up")) --k;
  bool left = false;
  if (words_.Is(k, "from") &&
      words_.IsAny(k - 1, {"resigned", "retired", "dismissed", "removed"})) {
    left = true;
    --k;
  }
  if (words_.Is(k, "to") && words_.IsAny(k - 1, {"appointed", "named", "elected"})) --k;
  left = left || words_.IsAny(k, {"left", "quit", "held"});
  if (!left && !words_.IsAny(k, {"take", "takes", "took", "taken", "assume", "assumes", "assumed",
                                 "holds", "occupies", "appointed", "named", "elected"})) {
    return kNoIndex;
  }
  --k;
  bool ahead = false;
  while (k > 0 && words_.IsAny(k, {"will", "to", "is", "was", "has", "had", "been", "who", "be",
                                   "also", "now", "currently", "recently"})) {
    ahead = ahead || words_.IsAny(k, {"will", "to"});
    --k;
  }
  if (words_.IsComma(k)) --k;
  const uint32_t m = Ending(k + 1);
  if (!IsPerson(m) || !SameSentence(k, t)) return kNoIndex;
  qualifier = ahead ? "designate" : left ? "former" : "";
  return m;
}

bool PostLinker::IsAppointed(uint32_t m) const {
  uint32_t t = mentions_[m].begin_token;
  for (int steps = 0; steps < 3 && t > 1; ++steps) {
    uint32_t begin = t;
    for (uint32_t b = t - 1; b + 4 > t && b > 0; --b) {
      const uint32_t p = post_begins_[b];
      if (p != kNoIndex && posts_[p].end_token == t) begin = b;
    }
    // "hired | Rwandan | engineer Ann Ayres"
    if (begin == t && Ending(t) != kNoIndex && mentions_[Ending(t)].form == MentionForm::kDemonym) {
      begin = mentions_[Ending(t)].begin_token;
    }
    if (begin == t) break;
    t = begin;
  }
  // "swore in | Ann Ayres | as Prime Minister"
  if (t > 1 && words_.Is(t - 1, "in") && words_.IsAny(t - 2, {"swore", "swears"})) return true;
  return t > 0 && words_.IsAny(t - 1, {"named", "names", "appointed", "appoints", "elected",
                                       "elects", "chose", "chosen", "picked", "hired", "nominated",
                                       "confirmed", "installed", "selected", "re-elected"});
}

uint32_t PostLinker::SubjectBeforeAside(uint32_t k, uint32_t last) const {
  if (!words_.IsAny(k + 1, {"was", "is", "has", "had", "became", "becomes", "will"}) || k < 3) {
    return kNoIndex;
  }
  if (IsPerson(Ending(k + 1)) || (words_.IsComma(k) && IsPerson(Ending(k)))) return kNoIndex;
  for (uint32_t t = k; t > 0 && t + 40 > k; --t) {
    if (!SameSentence(t, last) || words_.Text(t) == ";") return kNoIndex;
    // "Ann Ayres, | who signed it then, | is minister"
    if (words_.Is(t, "who") && words_.IsComma(t - 1) && words_.IsComma(k) &&
        IsPerson(Ending(t - 1))) {
      return Ending(t - 1);
    }
    if (words_.IsAny(t, {"who", "that", "which", "said", "but", "because"}) ||
        (words_.Is(t, "signed") && !words_.IsComma(k))) {
      return kNoIndex;
    }
    if (!words_.IsComma(t) || !IsPerson(Ending(t))) continue;
    if (!words_.IsAny(t + 1, {"a", "an", "the", "former", "formerly", "also", "currently", "until",
                              "previously", "now"})) {
      continue;
    }
    uint32_t begin = mentions_[Ending(t)].begin_token;
    for (int steps = 0; steps < 4 && begin > 0; ++steps) {
      const bool title = words_.Text(begin - 1) == ".";
      uint32_t p = kNoIndex;
      for (uint32_t b = title ? begin - 2 : begin - 1; b + 4 > begin && b + 1 > 0; --b) {
        if (post_begins_[b] != kNoIndex && posts_[post_begins_[b]].honorific) p = b;
        if (b == 0) break;
      }
      if (p == kNoIndex) break;
      begin = p;
    }
    const bool opens = begin == 0 || !SameSentence(begin - 1, begin) || words_.Starts(begin) ||
                       words_.Text(begin - 1) == ";" || words_.IsDash(begin - 1) ||
                       words_.IsAny(begin - 1, {"while", "and"});
    return opens ? Ending(t) : kNoIndex;
  }
  return kNoIndex;
}

}  // namespace entente::ingest
