// Who holds a post: the name before or behind its phrase, or the one that a verb joins to it.

#include <algorithm>
#include <string_view>

#include "ingest/post_linker_impl.h"

namespace entente::ingest {

void PostLinker::Holder(uint32_t p) {
  const FoundPost& post = posts_[p];
  PostLinks& link = links_[p];
  // "On behalf of the | Minister, | Ambassador Ann Ayres signed"
  const uint32_t lead =
      words_.Is(post.begin_token - 1, "the") ? post.begin_token - 2 : post.begin_token - 1;
  if (post.begin_token > 2 && words_.Is(lead, "of") && words_.Is(lead - 1, "behalf") &&
      words_.IsComma(object_end_[p]) && object_end_[p] + 1 < post_begins_.size() &&
      post_begins_[object_end_[p] + 1] != kNoIndex) {
    return;
  }
  // "Ann Ayres, the foreign minister's | deputy": hers is what comes next.
  if (words_.IsPossessive(object_end_[p])) return;
  // "NAME, Director X and Head of Y, OTHER NAME …": the first name has both.
  if (words_.Is(post.begin_token - 1, "and")) {
    Shared(p);
    if (link.holder != kNoIndex) return;
  }
  // Forward.
  uint32_t forward = kNoIndex;
  bool comma = false;
  {
    uint32_t t = object_end_[p];
    if (words_.Text(t) == "(") {
      // "of the Norlake Education Service (NES), Ann Ayres"
      for (uint32_t k = t + 1; k < t + 6; ++k) {
        if (words_.Text(k) == ")") {
          t = k + 1;
          break;
        }
      }
    }
    t = SkipTitles(t);
    // "the Dean of the Corps | and Ambassador of Peru, | Ann Ayres": she has both.
    if (words_.Is(t, "and") && !post.plural) {
      const uint32_t second = words_.Is(t + 1, "the") ? t + 2 : t + 1;
      const uint32_t q = second < post_begins_.size() ? post_begins_[second] : kNoIndex;
      if (q != kNoIndex && second == t + 1 && !posts_[q].honorific && !posts_[q].rank &&
          !posts_[q].plural && words_.IsComma(object_end_[q]) &&
          IsPerson(At(SkipTitles(object_end_[q] + 1)))) {
        t = object_end_[q];
      }
    }
    // "the minister's predecessor | and cousin, Ann Ayres"
    const std::string& relation = words_.lexicon().titles()[post.record].normalised;
    if ((relation == "Predecessor" || relation == "Successor") && words_.Is(t, "and") &&
        words_.Has(t + 1, kWordNoun) && !words_.Capital(t + 1) && words_.IsComma(t + 2)) {
      t += 2;
    }
    // "elected a new chair | on Monday, | Ann Ayres"
    if (words_.Is(post.begin_token - 1, "new") && words_.Is(t, "on") &&
        words_.Has(t + 1, kWordWeekday) && words_.IsComma(t + 2)) {
      t += 2;
    }
    if (words_.IsComma(t)) {
      comma = true;
      t = SkipTitles(t + 1);
    } else if (words_.IsDash(t) || words_.Text(t) == ":") {
      comma = true;
      t = SkipTitles(t + 1);
    } else if (words_.IsAny(t, {"is", "was"}) && (!post.lower || IsPerson(At(SkipTitles(t + 1))))) {
      comma = true;
      t = SkipTitles(t + 1);
    }
    // A post between: "Minister of Trade, | Senator | Ann Ayres"; but "spokesman for Minister Ann
    // Ayres".
    const std::string& title = words_.lexicon().titles()[post.record].normalised;
    if (At(t) == kNoIndex && title != "Spokesperson" && title != "Adviser" && !IsOtherHead(p, t) &&
        t < post_begins_.size() && post_begins_[t] != kNoIndex &&
        posts_[post_begins_[t]].object_token == UINT32_MAX) {
      t = SkipTitles(posts_[post_begins_[t]].end_token);
    }
    if (comma && At(t) == kNoIndex) t = PastDescription(t);
    const uint32_t m = At(t);
    if (IsPerson(m) && SameSentence(post.begin_token, t)) forward = m;
  }
  const char* qualifier = "";
  const uint32_t backward = Backward(p, qualifier);
  if (forward == kNoIndex && backward == kNoIndex && BodyBetweenCommas(p)) return;
  if (forward != kNoIndex && !comma) {
    link.holder = forward;
    link.before_name = true;
    link.direct = object_end_[p] == post.end_token;
    return;
  }
  if (backward != kNoIndex) {
    // "the | Polish | ambassador, Ann Ayres"
    uint32_t start = post.begin_token;
    if (const uint32_t m = Ending(start);
        m != kNoIndex && mentions_[m].form == MentionForm::kDemonym) {
      start = mentions_[m].begin_token;
    }
    // "Peru's minister, Ann Ayres, | his Chilean colleague, | Bo Lund": the relation is the next
    // one's.
    const std::string& said = words_.lexicon().titles()[post.record].normalised;
    const bool relation = said == "Counterpart" || said == "Colleague";
    const bool article = start > 0 && (words_.Is(start - 1, "the") ||
                                       (relation && words_.IsAny(start - 1, {"his", "her"})));
    // "…, the Minister of Energy, Ann Ayres, …" after another name: the name after it, unless
    // that name has a post of its own after it.
    const bool mine = !(forward != kNoIndex && article && !FollowedByPost(forward));
    if (mine) {
      link.holder = backward;
      link.qualifier = qualifier;
      return;
    }
  }
  if (forward != kNoIndex &&
      !(backward == kNoIndex && post.lower && !post.rank && FollowedByPost(forward) &&
        !words_.Is(post.begin_token - 1, "the"))) {
    link.holder = forward;
    link.before_name = true;
  }
  if (link.holder == kNoIndex) link.holder = InSignature(p);
  if (link.holder == kNoIndex) {
    link.holder = WhoActedAs(p);
    if (link.holder != kNoIndex) link.qualifier = "former";
  }
}

uint32_t PostLinker::PastDescription(uint32_t t) const {
  if (!words_.IsAny(t, {"the", "a", "an"})) return t;
  uint32_t k = t + 1;
  if (const uint32_t m = At(k); m != kNoIndex && mentions_[m].form == MentionForm::kDemonym) {
    k = mentions_[m].end_token;
  }
  const uint32_t noun = k;
  while (k < noun + 2 && words_.IsWord(k) && !words_.Capital(k) &&
         words_.Has(k, kWordNoun | kWordAdjective) && !words_.Has(k, kWordFunction)) {
    ++k;
  }
  return k > noun && words_.Has(k - 1, kWordPeopleNoun) && IsPerson(At(k)) ? k : t;
}

uint32_t PostLinker::WhoActedAs(uint32_t p) const {
  constexpr uint32_t kReach = 14;
  const uint32_t begin = posts_[p].begin_token;
  const uint32_t as =
      words_.IsAny(begin - 1, {"the", "a", "an", "then", "its"}) ? begin - 2 : begin - 1;
  if (begin < 3 || !words_.Is(as, "as") || posts_[p].rank || posts_[p].plural) return kNoIndex;
  bool had = false;
  for (uint32_t t = begin > kReach ? begin - kReach : 0; t < object_end_[p] + 5; ++t) {
    had = had || (words_.Is(t, "had") && SameSentence(t, begin));
  }
  if (!had) return kNoIndex;
  for (uint32_t t = as; t > 0 && t + kReach > as && SameSentence(t - 1, begin); --t) {
    if (words_.Text(t - 1) == ";") return kNoIndex;
    // "had named Bo Lund | as director": another's verb, or another person's name.
    if (words_.IsAny(t - 1, {"named", "appointed", "hired", "described", "replaced", "succeeded",
                             "elected", "known", "such", "same", "soon", "well", "far"})) {
      return kNoIndex;
    }
    if (const uint32_t m = Ending(t); IsPerson(m)) return m;
  }
  return kNoIndex;
}

uint32_t PostLinker::InSignature(uint32_t p) const {
  const auto& sentences = words_.segmented().sentences;
  const uint32_t s = words_.Sentence(posts_[p].begin_token);
  uint32_t begin = sentences[s].begin_token;
  if (words_.Is(begin, "the")) ++begin;
  if (posts_[p].lower || posts_[p].begin_token != begin) return kNoIndex;
  // The title and of what, and no more: no verb, no other name.
  constexpr uint32_t kLineWords = 14;
  const uint32_t end = sentences[s].end_token;
  if (end > begin + kLineWords || words_.Text(end - 1) == ".") return kNoIndex;
  for (uint32_t t = posts_[p].end_token; t < end; ++t) {
    const bool joins = words_.IsAny(t, {"of", "the", "for", "and", "at", "in", "to"});
    if (IsPerson(At(t)) || (words_.IsWord(t) && !words_.Capital(t) && !joins)) return kNoIndex;
  }
  // A line that is nothing but a name, with honorifics before it.
  const auto lone = [&](uint32_t line) {
    if (line >= sentences.size()) return kNoIndex;
    const uint32_t m = At(SkipTitles(sentences[line].begin_token));
    return IsPerson(m) && mentions_[m].end_token >= sentences[line].end_token ? m : kNoIndex;
  };
  const uint32_t above = s > 0 ? lone(s - 1) : kNoIndex;
  return above != kNoIndex ? above : lone(s + 1);
}

bool PostLinker::IsOtherHead(uint32_t p, uint32_t token) const {
  const uint32_t next = token < post_begins_.size() ? post_begins_[token] : kNoIndex;
  if (next == kNoIndex) return false;
  const auto title = [&](uint32_t post) -> const std::string& {
    return words_.lexicon().titles()[posts_[post].record].normalised;
  };
  const auto is_head = [](std::string_view name) {
    return name == "President" || name == "Prime Minister" || name == "King" || name == "Queen" ||
           name == "Emir" || name == "Sultan" || name == "Chancellor";
  };
  const std::string& first = title(p);
  const bool minister = first.ends_with("Minister") && !first.starts_with("Deputy");
  return is_head(title(next)) && title(next) != first && (is_head(first) || minister);
}

bool PostLinker::BodyBetweenCommas(uint32_t p) {
  const uint32_t t = object_end_[p];
  if (!words_.IsComma(t) || posts_[p].rank) return false;
  const uint32_t body = At(words_.Is(t + 1, "the") ? t + 2 : t + 1);
  if (!IsBody(body) || !SameSentence(t, mentions_[body].begin_token)) return false;
  if (mentions_[body].type != MentionType::kOrganization &&
      mentions_[body].type != MentionType::kMinistry) {
    return false;
  }
  uint32_t end = mentions_[body].end_token;
  // "…, Ministry of Energy of | Peru, Ann Ayres"
  if (words_.IsAny(end, {"of", "in"})) {
    const uint32_t state = At(words_.Is(end + 1, "the") ? end + 2 : end + 1);
    if (IsBody(state)) end = mentions_[state].end_token;
  }
  if (!words_.IsComma(end)) return false;
  const uint32_t holder = At(SkipTitles(end + 1));
  if (!IsPerson(holder) || !SameSentence(t, mentions_[holder].begin_token)) return false;
  PostLinks& link = links_[p];
  link.holder = holder;
  link.before_name = true;
  if (link.of == kNoIndex) link.of = body;
  return true;
}

void PostLinker::BodyBehindComma(uint32_t p) {
  PostLinks& link = links_[p];
  if (link.of != kNoIndex || link.holder == kNoIndex || link.before_name || posts_[p].honorific) {
    return;
  }
  uint32_t t = posts_[p].end_token;
  if (!words_.IsComma(t)) return;
  const uint32_t m = At(words_.Is(t + 1, "the") ? t + 2 : t + 1);
  if (!IsBody(m) || !SameSentence(t, mentions_[m].begin_token)) return;
  const uint32_t after = mentions_[m].end_token;
  if (mentions_[m].type == MentionType::kCountry) {
    // A country only where the item of a list ends with it.
    const bool ends =
        after >= words_.size() || !SameSentence(t, after) || words_.Text(after) == ";" ||
        words_.Text(after) == "." ||
        (words_.Is(after, "and") && words_.Text(after - 1) != "and" &&
         At(SkipTitles(after + 1)) != kNoIndex && IsPerson(At(SkipTitles(after + 1))));
    if (!ends || mentions_[m].form == MentionForm::kDemonym) return;
  } else if (mentions_[m].type != MentionType::kOrganization &&
             mentions_[m].type != MentionType::kMinistry) {
    return;
  }
  // Not the next in a list: "NAME, the director, Acme's chairman".
  if (words_.IsPossessive(after)) return;
  if (after < post_begins_.size() && post_begins_[after] != kNoIndex) return;
  link.of = m;
}

bool PostLinker::FollowedByPost(uint32_t m) const {
  uint32_t t = mentions_[m].end_token;
  if (!words_.IsComma(t)) return false;
  ++t;
  while (words_.IsAny(t, {"the", "a", "an", "its", "their", "his", "her"})) ++t;
  if (At(t) != kNoIndex && mentions_[At(t)].form == MentionForm::kDemonym)
    t = mentions_[At(t)].end_token;
  return t < post_begins_.size() && post_begins_[t] != kNoIndex &&
         !posts_[post_begins_[t]].honorific && !posts_[post_begins_[t]].plural;  // "…, chairs them"
}

uint32_t PostLinker::BeforeTime(uint32_t t, const char*& qualifier) const {
  constexpr uint32_t kReach = 6;
  for (uint32_t k = t; k > 1 && k + kReach > t; --k) {
    if (!words_.IsComma(k - 1)) continue;
    if (k == t || !IsPerson(Ending(k - 1)) || !SameSentence(k - 1, t)) return t;
    if (words_.IsAny(k, {"until", "till", "once", "formerly", "previously"}) ||
        (words_.IsAny(k, {"at", "in"}) && words_.IsAny(k + 1, {"that", "those"})) ||
        (words_.Is(k, "at") && words_.Is(k + 1, "the") && words_.Is(k + 2, "time"))) {
      qualifier = "former";
      return k;
    }
    const bool now = words_.IsAny(k, {"today", "nowadays", "now", "currently", "presently",
                                      "meanwhile", "since", "also"}) ||
                     (words_.Is(k, "by") && words_.IsAny(k + 1, {"now", "then"}));
    return now ? k : t;
  }
  return t;
}

uint32_t PostLinker::Backward(uint32_t p, const char*& qualifier) const {
  const FoundPost& post = posts_[p];
  uint32_t t = post.begin_token;
  for (int steps = 0; steps < 8 && t > 0; ++steps) {
    const uint32_t before = t - 1;
    if (words_.IsAny(before,
                     {"the", "a", "an", "its", "their", "his", "her", "our", "then", "current",
                      "new", "also", "now", "senior", "formerly", "respectively", "both"})) {
      --t;
      continue;
    }
    // "Ann Ayres, the | Lima-appointed | governor"
    if (words_.Capital(before) && words_.Text(before).ends_with("ed") &&
        words_.Text(before).find('-') != std::string_view::npos) {
      --t;
      continue;
    }
    // "Ann Ayres, a | former | Swiss ambassador"
    if (t != post.begin_token && words_.Is(before, "former")) {
      qualifier = "former";
      --t;
      continue;
    }
    if (words_.IsPossessive(before)) {
      --t;
      // "Ann Ayres, the Norwegian port's | director": the noun that says whose.
      if (t > 1 && !words_.Capital(t - 1) && words_.Has(t - 1, kWordNoun)) {
        --t;
        while (t > 1 && words_.IsWord(t - 1) && !words_.Capital(t - 1) &&
               words_.Has(t - 1, kWordAdjective) && !words_.Has(t - 1, kWordFunction)) {
          --t;
        }
        // "the Ligurian | port's": an adjective that no list has.
        if (t > 2 && words_.Capital(t - 1) && Ending(t) == kNoIndex && words_.Is(t - 2, "the")) --t;
      }
      continue;
    }
    if (words_.Text(before) == ")" && t == post.begin_token) {
      // "Ann Ayres, the World Health Organization (WHO) | representative"
      for (uint32_t k = before; k > 0 && k + 5 > before; --k) {
        if (words_.Text(k) == "(" && IsBody(Ending(k))) {
          t = mentions_[Ending(k)].begin_token;
          break;
        }
      }
      if (t != post.begin_token) continue;
    }
    const uint32_t m = Ending(t);
    if (m != kNoIndex &&
        (mentions_[m].type == MentionType::kCountry ||
         mentions_[m].type == MentionType::kOrganization ||
         mentions_[m].type == MentionType::kMinistry) &&
        (mentions_[m].form == MentionForm::kDemonym || t != post.begin_token ||
         mentions_[m].type == MentionType::kOrganization ||
         (mentions_[m].type == MentionType::kCountry && !post.lower) ||
         mentions_[m].form == MentionForm::kAcronym)) {
      t = mentions_[m].begin_token;
      continue;
    }
    // "an Egyptian | pilotage | instructor": one noun that no list has.
    if (words_.IsWord(before) && !words_.Capital(before) &&
        !words_.Has(before, kWordFunction | kWordSpeech) && t == post.begin_token &&
        !words_.IsAny(before, {"and", "of", "became", "become", "becomes", "remains", "as"}) &&
        post.lower && steps == 0) {
      --t;
      continue;
    }
    break;
  }
  if (t == 0) return kNoIndex;
  t = BeforeTime(t, qualifier);
  uint32_t before = t - 1;
  if (!SameSentence(before, post.begin_token)) return kNoIndex;
  if (words_.IsComma(before) || words_.Text(before) == "(" || words_.IsDash(before)) {
    const uint32_t m = Ending(before);
    if (IsPerson(m)) return m;
    // "Lord Ayres | of Lund, | the minister": where a peer's title is from.
    if (IsBody(m) && mentions_[m].begin_token > 1 &&
        words_.Is(mentions_[m].begin_token - 1, "of")) {
      const uint32_t peer = Ending(mentions_[m].begin_token - 1);
      if (IsPerson(peer) &&
          words_.IsAny(mentions_[peer].begin_token - 1,
                       {"lord", "lady", "baroness", "baron", "viscount", "earl"})) {
        return peer;
      }
    }
    // "NAME (Peru), Minister": a short aside.
    if (words_.Text(before - 1) == ")") {
      for (uint32_t k = before - 1; k > 0 && k + 6 > before; --k) {
        if (words_.Text(k) == "(") return IsPerson(Ending(k)) ? Ending(k) : kNoIndex;
      }
    }
    // "Ann Ayres, PhD, the chancellor": a degree between.
    if (words_.IsComma(before) && before > 3 && words_.IsComma(before - 2) &&
        words_.IsAny(before - 1, {"phd",   "ph.d.",  "ph.d", "md",  "qc",  "kc",  "mp", "esq",
                                  "p.eng", "p.eng.", "cpa",  "cfa", "mba", "msc", "sc", "frcs",
                                  "obe",   "mbe",    "cbe",  "cmg", "llb", "llm", "dba"}) &&
        IsPerson(Ending(before - 2))) {
      return Ending(before - 2);
    }
    if (words_.IsNumber(before - 1) && words_.IsComma(before - 2) && IsPerson(Ending(before - 2)))
      return Ending(before - 2);
    return kNoIndex;
  }
  if (words_.IsAny(before, {"is", "was", "became", "become", "becomes", "remains", "being", "been",
                            "as", "appointed", "named", "elected", "re-elected", "chosen",
                            "nominated", "made", "be"})) {
    return ByVerb(before, qualifier);
  }
  if (const uint32_t m = WhoTakesPost(t, qualifier); m != kNoIndex) return m;
  // "Ann Ayres Operations Director": nothing between.
  const uint32_t m = Ending(t);
  if (IsPerson(m) && !post.lower && t == post.begin_token) return m;
  // "appointed Ann Ayres director of Norlake"
  return IsPerson(m) && IsAppointed(m) ? m : kNoIndex;
}

void PostLinker::Shared(uint32_t p) {
  PostLinks& link = links_[p];
  const FoundPost& post = posts_[p];
  if (link.holder != kNoIndex || post.honorific || post.plural || p == 0) return;
  uint32_t t = post.begin_token;
  while (t > 0 && words_.IsAny(t - 1, {"the", "a", "an", "its", "also", "as", "well"})) --t;
  if (t == 0 || !(words_.Is(t - 1, "and") || words_.Text(t - 1) == "&" ||
                  words_.Text(t - 1) == "/" || words_.IsComma(t - 1)))
    return;
  const bool comma = words_.IsComma(t - 1);
  --t;
  for (uint32_t q = p; q-- > 0 && q + 3 > p;) {
    if (!SameSentence(posts_[q].begin_token, post.begin_token)) return;
    const PostLinks& other = links_[q];
    if (posts_[q].honorific || posts_[q].plural) continue;
    if (object_end_[q] != t) continue;
    if (other.holder == kNoIndex) return;
    if (!other.before_name) {
      if (comma && !words_.IsComma(t)) return;
      link.holder = other.holder;
    } else {
      return;
    }
    return;
  }
  // The chain before a name: "Deputy Prime Minister | and Minister of Finance NAME" is linked
  // forward for the second; the first takes the same.
}

}  // namespace entente::ingest
