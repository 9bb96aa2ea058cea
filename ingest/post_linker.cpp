#include "ingest/post_linker.h"

#include <algorithm>
#include <string_view>

#include "ingest/post_linker_impl.h"
#include "ingest/post_units.h"

namespace entente::ingest {

std::vector<PostLinks> PostLinker::Run() {
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (posts_[p].honorific) {
      Honorific(p);
    } else {
      Objects(p);
    }
  }
  for (uint32_t p = 0; p < posts_.size(); ++p)
    if (!posts_[p].honorific && !posts_[p].plural) Holder(p);
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    InBrackets(p);
    ForYears(p);
  }
  for (uint32_t p = 0; p < posts_.size(); ++p) Shared(p);
  for (uint32_t p = 0; p < posts_.size(); ++p) BodyBehindComma(p);
  return std::move(links_);
}

void PostLinker::Honorific(uint32_t p) {
  const uint32_t m = At(SkipTitles(posts_[p].end_token));
  if (IsPerson(m)) {
    links_[p].holder = m;
    links_[p].direct = links_[p].before_name = true;
  }
}

uint32_t PostLinker::SkipTitles(uint32_t token) const {
  for (int steps = 0; steps < 6; ++steps) {
    if (words_.Text(token) == "(" && words_.Text(token + 2) == ")" &&
        words_.IsAny(token + 1, {"rtd", "retd", "ret", "rtd.", "retd.", "ret."})) {
      token += 3;
      continue;
    }
    if (words_.Text(token) == "." || words_.Text(token) == "(") {
      ++token;
      continue;
    }
    // "Dr | the | Honourable Ann Ayres"
    if (words_.IsAny(token, {"the", "his", "her"}) && token + 1 < post_begins_.size() &&
        post_begins_[token + 1] != kNoIndex && posts_[post_begins_[token + 1]].honorific) {
      ++token;
    }
    const uint32_t p = token < post_begins_.size() ? post_begins_[token] : kNoIndex;
    if (p == kNoIndex || !(posts_[p].honorific || posts_[p].rank)) break;
    token = posts_[p].end_token;
  }
  return token;
}

void PostLinker::Objects(uint32_t p) {
  const FoundPost& post = posts_[p];
  PostLinks& link = links_[p];
  uint32_t end = post.end_token;
  if (post.noun_token != UINT32_MAX) end = post.noun_token + 1;
  if (post.object_token != UINT32_MAX) {
    uint32_t m = At(post.object_token);
    if (m == kNoIndex) {
      // The object may begin a word later ("of the same | Ministry").
      m = At(post.object_token + 1);
      if (m != kNoIndex && !SameSentence(post.object_token, mentions_[m].begin_token)) m = kNoIndex;
    }
    // "President of the Government of | Peru"
    if (m == kNoIndex && words_.IsAny(post.object_token, {"government", "cabinet"}) &&
        words_.Is(post.object_token + 1, "of")) {
      const uint32_t next = post.object_token + 2;
      m = At(words_.Is(next, "the") ? next + 1 : next);
      if (m != kNoIndex && mentions_[m].type != MentionType::kCountry) m = kNoIndex;
    }
    if (IsRegion(post, m)) {
      link.region = m;
      end = mentions_[m].end_token;
      if (words_.IsAny(end, {"of", "at", "in"})) {
        const uint32_t body = At(words_.Is(end + 1, "the") ? end + 2 : end + 1);
        if (IsBody(body)) {
          link.of = body;
          end = mentions_[body].end_token;
        }
      }
    } else if (IsBody(m)) {
      link.of = m;
      end = mentions_[m].end_token;
      const bool region_head = words_.IsAny(
          post.head_end - 1, {"director", "general", "head", "chief", "manager", "secretary"});
      // A demonym opens a longer phrase that is no name: "of the Russian delegation".
      for (int steps = 0; steps < 3; ++steps) {
        uint32_t next = end;
        if (words_.IsPossessive(next)) {
          ++next;
          // "the chair of WPA's | supervisory board, Ann Ayres"
          uint32_t k = next;
          while (k < next + 3 && words_.IsWord(k) && !words_.Capital(k) &&
                 words_.Has(k, kWordNoun | kWordAdjective)) {
            ++k;
          }
          if (k > next && (words_.IsComma(k) || words_.Text(k) == ".") && At(next) == kNoIndex) {
            link.duty_begin = next;
            link.duty_end = k;
            end = k;
            break;
          }
        } else if (steps == 0 && IsBody(At(next)) && mentions_[m].form == MentionForm::kDemonym &&
                   words_.IsAny(next, {"embassy", "consulate"})) {
          // "first secretary at the Peruvian | embassy in Lima"
        } else if (steps > 0 && IsBody(At(next)) &&
                   mentions_[At(next)].type == MentionType::kMinistry) {
          // "director of Asia at the Peruvian | foreign ministry"
        } else if (words_.IsAny(next, {"of", "in", "at", "for"})) {
          ++next;
          if (words_.Is(next, "the")) ++next;
        } else {
          break;
        }
        const uint32_t further = At(next);
        if (!IsBody(further)) break;
        const MentionType outer = mentions_[further].type;
        const bool unit = mentions_[link.of].type == MentionType::kOrganization &&
                          IsUnit(words_, mentions_[link.of]) &&
                          (outer == MentionType::kMinistry || outer == MentionType::kOrganization ||
                           outer == MentionType::kCountry);
        if (unit) {
          link.unit = link.of;
          link.of = further;
        } else if (next == end + 1 && words_.IsPossessive(end) &&
                   (mentions_[link.of].type == MentionType::kCountry ||
                    words_.IsAny(mentions_[further].end_token - 1,
                                 {"committee", "commission", "subcommittee"})) &&
                   (outer == MentionType::kOrganization || outer == MentionType::kMinistry ||
                    (outer == MentionType::kPlace &&
                     words_.IsAny(post.head_end - 1, {"mayor", "governor", "premier", "leader",
                                                      "president", "head", "prefect"})))) {
          // "chair of Georgia's | Digital Agency", "governor of Georgia's | Lund region"
          link.of = further;
        } else if (mentions_[link.of].type == MentionType::kPlace &&
                   mentions_[link.of].begin_token == post.object_token && region_head &&
                   (outer == MentionType::kOrganization || outer == MentionType::kMinistry)) {
          link.of = further;  // "director of Asia at the Peruvian | foreign ministry"
        }
        end = mentions_[further].end_token;
      }
    }
  }
  // "envoy of the | Secretary-General | of the United Nations": of the same body.
  if (link.of == kNoIndex && post.object_token != UINT32_MAX &&
      post.object_token < post_begins_.size() && post_begins_[post.object_token] != kNoIndex) {
    const FoundPost& chief = posts_[post_begins_[post.object_token]];
    const uint32_t m = chief.object_token != UINT32_MAX ? At(chief.object_token) : kNoIndex;
    if (IsBody(m) && mentions_[m].type == MentionType::kOrganization && !chief.honorific &&
        SameSentence(post.object_token, mentions_[m].begin_token)) {
      link.of = m;
      end = mentions_[m].end_token;
    }
  }
  // "Head of the | Treaty Section": a unit that is no name.
  if (link.of == kNoIndex && post.object_token != UINT32_MAX &&
      words_.Is(post.object_token - 1, "the") && post.object_token == post.end_token + 2) {
    uint32_t k = post.object_token;
    while (k < post.object_token + 4 && words_.Capital(k) && !IsUnitNoun(words_, k)) ++k;
    bool unit = k > post.object_token && words_.Capital(k) && IsUnitNoun(words_, k);
    // "Dean of the | Faculty of Law | of the Norlake University"
    if (words_.IsAny(post.object_token, {"faculty", "school", "college", "department"}) &&
        words_.Is(post.object_token + 1, "of")) {
      k = post.object_token + 2;
      while (words_.Capital(k) || (words_.Is(k, "and") && words_.Capital(k + 1))) ++k;
      unit = k > post.object_token + 2 && words_.IsAny(k, {"of", "at"});
      if (unit) --k;
    }
    if (unit) {
      link.duty_begin = post.object_token;
      link.duty_end = end = k + 1;
      if (words_.Is(end, "of") || words_.Is(end, "at")) {
        const uint32_t m = At(words_.Is(end + 1, "the") ? end + 2 : end + 1);
        if (IsBody(m)) {
          link.of = m;
          end = mentions_[m].end_token;
        }
      }
    }
  }
  // "governor of the Turin | region, Ann Ayres"
  if (IsBody(link.of) && mentions_[link.of].type == MentionType::kPlace &&
      words_.IsAny(end, {"region", "province", "district", "oblast", "county", "state", "city",
                         "governorate", "prefecture", "municipality", "voivodeship", "department",
                         "canton", "territory", "parish", "commune", "island", "islands"}) &&
      (words_.IsComma(end + 1) || words_.NameLike(end + 1))) {
    ++end;
  }
  // "the head of the Norlake | agency, Ann Ayres"
  if (IsBody(link.of) && mentions_[link.of].type == MentionType::kOrganization &&
      end == mentions_[link.of].end_token && words_.IsWord(end) && !words_.Capital(end) &&
      words_.Has(end, kWordBody | kWordBusiness) && words_.IsComma(end + 1)) {
    ++end;
  }
  // "deputy director general of Asia and the Middle East | of the Department of Trade"
  if (IsBody(link.of) && mentions_[link.of].type == MentionType::kPlace &&
      mentions_[link.of].begin_token == post.object_token && end == mentions_[link.of].end_token) {
    uint32_t k = end;
    if (words_.Is(k, "and")) {
      const uint32_t second = At(words_.Is(k + 1, "the") ? k + 2 : k + 1);
      if (IsBody(second) && mentions_[second].type == MentionType::kPlace) {
        k = mentions_[second].end_token;
      }
    }
    if (words_.IsAny(k, {"of", "at", "in"})) {
      const uint32_t body = At(words_.Is(k + 1, "the") ? k + 2 : k + 1);
      if (IsBody(body) && (mentions_[body].type == MentionType::kOrganization ||
                           mentions_[body].type == MentionType::kMinistry)) {
        link.of = body;
        end = mentions_[body].end_token;
      }
    }
  }
  // "director of its regional | hub in Almaty, Ann Ayres"
  if (post.noun_token != UINT32_MAX && end == post.noun_token + 1 &&
      words_.IsAny(end, {"in", "at"})) {
    const uint32_t place = At(end + 1);
    if (IsBody(place) && mentions_[place].type == MentionType::kPlace &&
        words_.IsComma(mentions_[place].end_token)) {
      end = mentions_[place].end_token;
    }
  }
  // "director of the Turin | office of the | Norlake Fund, Ann Ayres"
  if (IsBody(link.of) && mentions_[link.of].type == MentionType::kPlace &&
      words_.IsAny(end, {"office", "branch", "campus", "plant", "mission"}) &&
      words_.Is(end + 1, "of")) {
    const uint32_t m = At(words_.Is(end + 2, "the") ? end + 3 : end + 2);
    if (m != kNoIndex && mentions_[m].type == MentionType::kOrganization) {
      link.duty_begin = mentions_[link.of].begin_token;
      link.duty_end = end + 1;
      link.of = m;
      end = mentions_[m].end_token;
    }
  }
  // "the head of the World Bank | resident office, Ann Ayres"
  if (IsBody(link.of) && link.duty_begin == link.duty_end &&
      mentions_[link.of].type == MentionType::kOrganization) {
    uint32_t k = end;
    while (k < end + 3 && words_.IsWord(k) && !words_.Capital(k) &&
           words_.Has(k, kWordNoun | kWordAdjective) && !words_.Has(k, kWordFunction)) {
      ++k;
    }
    // "the head of the Union's delegation | to Peru, Ann Ayres"
    uint32_t mark = k;
    if (k > end && words_.IsAny(k, {"to", "in"}) && IsBody(At(k + 1))) {
      mark = mentions_[At(k + 1)].end_token;
    }
    if (k > end && words_.IsComma(mark) &&
        words_.IsAny(k - 1, {"office", "branch", "delegation", "mission", "board", "council",
                             "committee", "team", "section", "bureau", "division"})) {
      link.duty_begin = end;
      link.duty_end = k;
      end = mark;
    }
  }
  // "director of the Danish | firm | Norlake"; "speaker of the Danish | parliament, Ann Ayres"
  if (link.of != kNoIndex && mentions_[link.of].form == MentionForm::kDemonym &&
      end == mentions_[link.of].end_token && link.duty_begin == link.duty_end) {
    const uint32_t nouns = PastNouns(end);
    const uint32_t body = nouns > end ? At(nouns) : kNoIndex;
    if (body != kNoIndex && mentions_[body].type == MentionType::kOrganization &&
        SameSentence(end, nouns)) {
      link.of = body;
      end = mentions_[body].end_token;
    } else if (nouns > end && words_.IsComma(nouns)) {
      end = nouns;
    }
  }
  // "co-chair of the Polish | side"
  if (link.of != kNoIndex && mentions_[link.of].form == MentionForm::kDemonym &&
      words_.IsAny(end, {"side", "delegation", "government", "part", "team"})) {
    ++end;
  }
  // "the Ambassador of Japan | to Samoa"
  if (link.of != kNoIndex &&
      (words_.Is(post.object_token - 1, "of") ||
       (words_.Is(post.object_token - 1, "the") && words_.Is(post.object_token - 2, "of"))) &&
      words_.IsAny(end, {"to", "in"})) {
    uint32_t next = end + 1;
    if (words_.Is(next, "the")) ++next;
    const uint32_t where = At(next);
    if (IsBody(where) && (mentions_[where].type == MentionType::kCountry ||
                          mentions_[where].type == MentionType::kOrganization)) {
      end = mentions_[where].end_token;
    }
  }
  if (link.of == kNoIndex && words_.Text(end) == "(") {
    // "Minister of Energy (Norway)"
    const uint32_t m = At(end + 1);
    if (IsBody(m) && words_.Text(mentions_[m].end_token) == ")" &&
        (mentions_[m].type == MentionType::kCountry || post.noun_token == UINT32_MAX)) {
      link.of = m;
      end = mentions_[m].end_token + 1;
    }
  }
  if (link.of != kNoIndex && link.unit == kNoIndex && IsDesk(words_, mentions_[link.of]) &&
      mentions_[link.of].begin_token == post.object_token) {
    link.unit = link.of;  // "Director-General of the Ports Bureau", whose ministry is not said
  }
  // "its High Commissioner | here, | Ann Ayres"
  if (words_.IsAny(end, {"here", "there"}) && words_.IsComma(end + 1)) ++end;
  object_end_[p] = end;
  if (link.region != kNoIndex) {
    if (link.of == kNoIndex) Before(p);
    return;
  }
  // "Norlake's agent at | Riga"
  const bool where = link.of != kNoIndex && words_.Is(post.object_token - 1, "at") &&
                     mentions_[link.of].type == MentionType::kPlace;
  const bool inside =
      link.of != kNoIndex && post.object_token > 1 &&
      (where || words_.Is(post.object_token - 1, "in") || words_.Is(post.object_token - 1, "to") ||
       words_.Is(post.object_token - 2, "in") || words_.Is(post.object_token - 2, "to"));
  if (link.of != kNoIndex && !inside) return;
  // "representative in Rwanda", "ambassador to Peru": where they are, not whose; whose may stand
  // before.
  if (inside &&
      (words_.Is(post.object_token - 1, "to") || words_.Is(post.object_token - 2, "to"))) {
    link.to = link.of;
    link.of = kNoIndex;
  }
  const uint32_t object = link.of;
  link.of = kNoIndex;
  Before(p);
  // "security adviser to | the Peruvian | prime minister"
  if (link.of == kNoIndex && link.to != kNoIndex &&
      !words_.lexicon().titles()[post.record].diplomat &&
      mentions_[link.to].type == MentionType::kCountry) {
    uint32_t chief = mentions_[link.to].end_token;
    if (words_.IsPossessive(chief)) ++chief;
    if (chief < post_begins_.size() && post_begins_[chief] != kNoIndex) link.of = link.to;
  }
  if (link.of != kNoIndex || object == kNoIndex) return;
  if (words_.lexicon().titles()[post.record].diplomat &&
      (mentions_[object].type == MentionType::kPlace ||
       mentions_[object].type == MentionType::kCountry)) {
    link.posted = object;
  } else {
    link.of = object;
  }
}

uint32_t PostLinker::PastNouns(uint32_t token) const {
  constexpr uint32_t kMost = 4;
  uint32_t t = token;
  while (t < token + kMost && t < words_.size() && words_.IsWord(t) && !words_.Capital(t) &&
         words_.Has(t, kWordNoun | kWordAdjective) &&
         !words_.Has(t, kWordFunction | kWordSpeech | kWordDate)) {
    ++t;
  }
  return t;
}

bool PostLinker::IsRegion(const FoundPost& post, uint32_t m) const {
  if (m == kNoIndex) return false;
  // "country director for | Nepal"
  const std::string& title = words_.lexicon().titles()[post.record].normalised;
  const bool abroad = mentions_[m].type == MentionType::kCountry &&
                      (title.starts_with("Country ") || title.starts_with("Regional ") ||
                       title.starts_with("Resident ") || title.starts_with("Mission ") ||
                       title.ends_with("Envoy") || title.ends_with("Representative") ||
                       title.ends_with("Coordinator"));
  if (!abroad && mentions_[m].type != MentionType::kPlace) return false;
  const uint32_t o = post.object_token;
  return words_.Is(o - 1, "for") || (words_.Is(o - 1, "the") && words_.Is(o - 2, "for"));
}

bool PostLinker::IsOfPlace(const FoundPost& post, uint32_t m) const {
  // "In Riga | President Ann Ayres": where, not whose.
  if (words_.IsAny(mentions_[m].begin_token - 1, {"in", "at", "from", "to", "near", "outside"}))
    return false;
  for (uint32_t k = post.head_begin; k < post.head_end; ++k) {
    if (words_.IsAny(k, {"mayor", "governor", "premier", "councillor", "president"}))
      return post.head_end <= post.head_begin + 2;
  }
  // "Kurdistan | Prime Minister Ann Ayres": regions have them as states do.
  return post.head_end == post.head_begin + 2 && words_.Is(post.head_end - 1, "minister") &&
         words_.IsAny(post.head_begin, {"prime", "chief", "first"});
}

void PostLinker::InBrackets(uint32_t p) {
  PostLinks& link = links_[p];
  if (!IsPerson(link.holder) || link.of != kNoIndex || posts_[p].honorific || posts_[p].rank)
    return;
  const uint32_t open = mentions_[link.holder].end_token;
  const uint32_t m = words_.Text(open) == "(" ? At(open + 1) : kNoIndex;
  if (!IsBody(m) || words_.Text(mentions_[m].end_token) != ")") return;
  const TitleRecord& title = words_.lexicon().titles()[posts_[p].record];
  const MentionType type = mentions_[m].type;
  const bool state = type == MentionType::kCountry && (title.government || title.diplomat);
  // "Senator Ann Ayres (SPD)": a party.
  const bool body = type == MentionType::kOrganization && !title.government &&
                    mentions_[m].form == MentionForm::kName;
  if (state || body) link.of = m;
}

void PostLinker::ForYears(uint32_t p) {
  PostLinks& link = links_[p];
  if (!IsPerson(link.holder) || link.before_name || *link.qualifier != 0) return;
  uint32_t t = posts_[p].begin_token;
  while (t > 0 && words_.IsAny(t - 1, {"the", "a", "an", "its", "their", "as"})) --t;
  if (t == 0 || !words_.IsAny(t - 1, {"was", "served", "been"})) return;
  const uint32_t end = object_end_[p];
  const bool spell = words_.IsAny(end, {"from", "between"}) && words_.IsNumber(end + 1) &&
                     words_.IsAny(end + 2, {"to", "until", "till", "and"}) &&
                     words_.IsNumber(end + 3);
  const bool until = words_.IsAny(end, {"until", "till"}) && words_.IsNumber(end + 1);
  if (spell || until) link.qualifier = "former";
}

void PostLinker::Before(uint32_t p) {
  const FoundPost& post = posts_[p];
  PostLinks& link = links_[p];
  // Before: "Kenya's TITLE", "Japanese TITLE", "Havlund TITLE", "for Uganda, TITLE".
  uint32_t at = post.begin_token;
  while (at > 0 &&
         words_.IsAny(at - 1, {"new", "then", "current", "outgoing", "incoming", "first", "own",
                               "top", "newly", "long-time", "visiting", "veteran"}))
    --at;
  // "Peru's | northern-based | speaker"
  if (at > 1 && words_.IsPossessive(at - 2) && !words_.Capital(at - 1) &&
      words_.Text(at - 1).find('-') != std::string_view::npos) {
    --at;
  }
  if (at > 0 && words_.IsPossessive(at - 1)) --at;
  uint32_t m = Ending(at);
  if (m == kNoIndex && at > 3 && words_.Text(at - 1) == ")") {
    // "the World Health Organization (WHO) representative"
    for (uint32_t k = at - 1; k > 0 && k + 5 > at; --k) {
      if (words_.Text(k) == "(") m = Ending(k);
    }
  }
  if (m != kNoIndex && IsBody(m) && SameSentence(mentions_[m].begin_token, post.begin_token)) {
    // "Norlake's New Zealand | manager": where, of the body before.
    const uint32_t begin = mentions_[m].begin_token;
    const TitleRecord& title = words_.lexicon().titles()[post.record];
    const bool where =
        mentions_[m].type == MentionType::kCountry || mentions_[m].type == MentionType::kPlace;
    if (where && at == post.begin_token && !title.government && begin > 1 &&
        words_.IsPossessive(begin - 1)) {
      const uint32_t body = Ending(begin - 1);
      if (IsBody(body) && mentions_[body].type == MentionType::kOrganization) {
        link.of = body;
        return;
      }
    }
    const bool demonym = mentions_[m].form == MentionForm::kDemonym;
    const bool possessive = at < post.begin_token && words_.IsPossessive(at);
    // "High Commissioner of Pakistan to Sri Lanka | Major General NAME": where, not whose.
    if (post.rank && !demonym && !possessive &&
        words_.Is(words_.Is(begin - 1, "the") ? begin - 2 : begin - 1, "to")) {
      return;
    }
    if (demonym || possessive ||
        (at == post.begin_token &&
         (mentions_[m].type != MentionType::kPlace || IsOfPlace(post, m)))) {
      link.of = m;
      return;
    }
  }
  // "the Norlake Chamber, led by | president Ann Ayres"
  if (at > 3 && at == post.begin_token && words_.Is(at - 1, "by") && words_.IsComma(at - 3) &&
      words_.IsAny(at - 2, {"led", "headed", "represented", "chaired"})) {
    m = Ending(at - 3);
    if (IsBody(m) && mentions_[m].type == MentionType::kOrganization) {
      link.of = m;
      return;
    }
  }
  if (at > 1 && words_.IsComma(at - 1)) {
    m = Ending(at - 1);
    if (IsBody(m) && mentions_[m].begin_token > 1 &&
        (words_.Is(mentions_[m].begin_token - 1, "for") ||
         words_.Is(mentions_[m].begin_token - 2, "behalf"))) {
      link.of = m;
    }
  }
}

std::vector<PostLinks> LinkPosts(const TextWords& words, const std::vector<Mention>& mentions,
                                 const std::vector<FoundPost>& posts) {
  std::vector<PostLinks> links = PostLinker(words, mentions, posts).Run();
  // "Deputy Prime Minister and Minister of Finance NAME": the first has the second's holder.
  for (size_t p = 0; p + 1 < posts.size(); ++p) {
    if (links[p].holder != kNoIndex || posts[p].honorific || posts[p].plural) continue;
    const size_t q = p + 1;
    if (posts[q].honorific || links[q].holder == kNoIndex || !links[q].before_name) continue;
    uint32_t t = posts[q].begin_token;
    while (t > 0 && words.IsAny(t - 1, {"the"})) --t;
    // "Peru's President and the envoy of Acme, Ann Ayres": two people.
    const bool apart = t < posts[q].begin_token && links[p].of != kNoIndex &&
                       links[q].of != kNoIndex &&
                       mentions[links[p].of].end_token <= posts[p].begin_token;
    if (apart) continue;
    if (t == 0 || !(words.Is(t - 1, "and") || words.Text(t - 1) == "&" ||
                    words.Text(t - 1) == "/" || words.IsDash(t - 1)))
      continue;
    uint32_t end = posts[p].end_token;
    if (links[p].of != kNoIndex && mentions[links[p].of].begin_token >= end)
      end = mentions[links[p].of].end_token;
    if (end == t - 1 && words.Sentence(end) == words.Sentence(t)) {
      links[p].holder = links[q].holder;
      links[p].before_name = true;
      if (links[p].of == kNoIndex) links[p].of = links[q].of;
      if (links[q].of == kNoIndex) links[q].of = links[p].of;
    }
  }
  // "his Polish counterpart, | Deputy Prime Minister and Minister of Defence | NAME": the titles
  // behind the relation are of the state that it names.
  for (size_t p = 0; p + 1 < posts.size(); ++p) {
    const std::string& relation = words.lexicon().titles()[posts[p].record].normalised;
    if ((relation != "Counterpart" && relation != "Colleague") || posts[p].plural) continue;
    if (links[p].of == kNoIndex || mentions[links[p].of].type != MentionType::kCountry) continue;
    uint32_t t = std::max(posts[p].end_token, mentions[links[p].of].end_token);
    if (words.IsComma(t)) ++t;
    for (size_t q = p + 1; q < posts.size() && q < p + 6; ++q) {
      if (words.Is(t, "the")) ++t;
      if (posts[q].begin_token != t || words.Sentence(t) != words.Sentence(posts[p].begin_token)) {
        break;
      }
      const bool title = !posts[q].honorific && !posts[q].rank && !posts[q].plural;
      if (title && links[q].of == kNoIndex) links[q].of = links[p].of;
      t = posts[q].end_token;
      if (words.IsComma(t)) ++t;
      if (words.Is(t, "and") || words.Text(t) == "&") ++t;
    }
  }
  // "Chinese President NAME and Foreign Minister NAME": the second is of the same state.
  for (size_t p = 1; p < posts.size(); ++p) {
    size_t q = p - 1;
    while (q > 0 && posts[q].honorific) --q;
    if (links[p].of != kNoIndex || links[q].of == kNoIndex || posts[p].honorific) continue;
    if (!links[p].direct || !links[q].direct || posts[p].rank || posts[q].rank) continue;
    const TitleRecord& first = words.lexicon().titles()[posts[q].record];
    const TitleRecord& second = words.lexicon().titles()[posts[p].record];
    const uint32_t end = mentions[links[q].holder].end_token;
    const bool before = mentions[links[q].of].end_token <= posts[q].begin_token;
    const uint32_t next = words.Is(end + 1, "the") ? end + 2 : end + 1;
    const bool unlike =
        first.normalised != second.normalised ||
        (posts[p].field_begin < posts[p].field_end && posts[q].field_begin < posts[q].field_end);
    if (first.government && second.government && unlike && before && words.Is(end, "and") &&
        posts[p].begin_token == next && mentions[links[q].of].type == MentionType::kCountry) {
      links[p].of = links[q].of;
    }
  }
  // "NAME, Registrar/Director of Acme", "NAME, Prime Minister and Minister of Trade, Peru": what
  // the last is of the one before it is of too.
  for (size_t p = posts.size(); p-- > 1;) {
    const size_t q = p - 1;
    if (links[q].of != kNoIndex || links[p].of == kNoIndex || links[p].holder == kNoIndex) continue;
    if (links[q].holder != links[p].holder || posts[q].honorific || posts[q].rank) continue;
    const uint32_t t = posts[p].begin_token;
    const bool joined =
        posts[q].end_token + 1 == t &&
        (words.Is(t - 1, "and") || words.Text(t - 1) == "&" || words.Text(t - 1) == "/");
    if (!joined || words.Sentence(t) != words.Sentence(posts[q].begin_token)) continue;
    const Mention& body = mentions[links[p].of];
    if (body.type != MentionType::kOrganization ||
        words.lexicon().titles()[posts[q].record].normalised.find("Minister") ==
            std::string::npos) {
      links[q].of = links[p].of;
      continue;
    }
    // "Minister of Health and Chair of the Drugs Council of | Peru": a minister is of the state.
    const size_t next = links[p].of + 1;
    const uint32_t of = body.end_token;
    if (next < mentions.size() && mentions[next].type == MentionType::kCountry &&
        words.Is(of, "of") &&
        mentions[next].begin_token == (words.Is(of + 1, "the") ? of + 2 : of + 1)) {
      links[q].of = static_cast<uint32_t>(next);
    }
  }
  return links;
}

}  // namespace entente::ingest
