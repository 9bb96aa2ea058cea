#include "ingest/post_linker.h"

#include <algorithm>
#include <string_view>

#include "ingest/post_units.h"

namespace entente::ingest {
namespace {

class Linker {
 public:
  Linker(const TextWords& words, const std::vector<Mention>& mentions,
         const std::vector<FoundPost>& posts)
      : words_(words),
        mentions_(mentions),
        posts_(posts),
        links_(posts.size()),
        begins_(words.size() + 1, kNoIndex),
        ends_(words.size() + 1, kNoIndex),
        post_begins_(words.size() + 1, kNoIndex),
        object_end_(posts.size()) {
    for (uint32_t m = 0; m < mentions.size(); ++m) {
      begins_[mentions[m].begin_token] = m;
      ends_[mentions[m].end_token] = m;
    }
    for (uint32_t p = 0; p < posts.size(); ++p) post_begins_[posts[p].begin_token] = p;
  }

  std::vector<PostLinks> Run() {
    for (uint32_t p = 0; p < posts_.size(); ++p) {
      if (posts_[p].honorific) {
        Honorific(p);
        continue;
      }
      Objects(p);
      if (!posts_[p].plural) Holder(p);
    }
    for (uint32_t p = 0; p < posts_.size(); ++p) Shared(p);
    for (uint32_t p = 0; p < posts_.size(); ++p) BodyBehindComma(p);
    return std::move(links_);
  }

 private:
  uint32_t At(uint32_t token) const { return token < begins_.size() ? begins_[token] : kNoIndex; }
  uint32_t Ending(uint32_t token) const { return token < ends_.size() ? ends_[token] : kNoIndex; }
  bool IsPerson(uint32_t m) const {
    return m != kNoIndex && mentions_[m].type == MentionType::kPerson;
  }
  bool SameSentence(uint32_t a, uint32_t b) const {
    return a < words_.size() && b < words_.size() && words_.Sentence(a) == words_.Sentence(b);
  }
  bool IsBody(uint32_t m) const {
    return m != kNoIndex && mentions_[m].type != MentionType::kPerson;
  }

  void Honorific(uint32_t p) {
    const uint32_t m = At(SkipTitles(posts_[p].end_token));
    if (IsPerson(m)) {
      links_[p].holder = m;
      links_[p].direct = links_[p].before_name = true;
    }
  }

  /// Past further honorifics and ranks: "H.E. | Eng. | Lina".
  uint32_t SkipTitles(uint32_t token) const {
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
      const uint32_t p = token < post_begins_.size() ? post_begins_[token] : kNoIndex;
      if (p == kNoIndex || !(posts_[p].honorific || posts_[p].rank)) break;
      token = posts_[p].end_token;
    }
    return token;
  }

  /// The body a post is of, after or before it; moves `ends_at` past it.
  void Objects(uint32_t p) {
    const FoundPost& post = posts_[p];
    PostLinks& link = links_[p];
    uint32_t end = post.end_token;
    if (post.noun_token != UINT32_MAX) end = post.noun_token + 1;
    if (post.object_token != UINT32_MAX) {
      uint32_t m = At(post.object_token);
      if (m == kNoIndex) {
        // The object may begin a word later ("of the same | Ministry").
        m = At(post.object_token + 1);
        if (m != kNoIndex && !SameSentence(post.object_token, mentions_[m].begin_token))
          m = kNoIndex;
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
            if (k > next && words_.IsComma(k)) {
              link.duty_begin = next;
              link.duty_end = k;
              end = k;
              break;
            }
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
                            (outer == MentionType::kMinistry ||
                             outer == MentionType::kOrganization || outer == MentionType::kCountry);
          if (unit) {
            link.unit = link.of;
            link.of = further;
          } else if (next == end + 1 && words_.IsPossessive(end) &&
                     mentions_[link.of].type == MentionType::kCountry &&
                     (outer == MentionType::kOrganization || outer == MentionType::kMinistry)) {
            link.of = further;  // "chair of Georgia's | Digital Agency"
          }
          end = mentions_[further].end_token;
        }
      }
    }
    // "governor of the Turin | region, Ann Ayres"
    if (IsBody(link.of) && mentions_[link.of].type == MentionType::kPlace &&
        words_.IsAny(end, {"region", "province", "district", "oblast", "county", "state", "city",
                           "governorate", "prefecture", "municipality"}) &&
        (words_.IsComma(end + 1) || words_.NameLike(end + 1))) {
      ++end;
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
      if (k > end && words_.IsComma(k) &&
          words_.IsAny(k - 1, {"office", "branch", "delegation", "mission", "board", "council",
                               "committee", "team", "section", "bureau", "division"})) {
        link.duty_begin = end;
        link.duty_end = k;
        end = k;
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
    object_end_[p] = end;
    if (link.region != kNoIndex) {
      if (link.of == kNoIndex) Before(p);
      return;
    }
    const bool inside =
        link.of != kNoIndex && post.object_token > 1 &&
        (words_.Is(post.object_token - 1, "in") || words_.Is(post.object_token - 1, "to") ||
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
    if (link.of == kNoIndex) link.of = object;
  }

  /// "vice president for | Africa", "special envoy for the | Sahel".
  bool IsRegion(const FoundPost& post, uint32_t m) const {
    if (m == kNoIndex || mentions_[m].type != MentionType::kPlace) return false;
    const uint32_t o = post.object_token;
    return words_.Is(o - 1, "for") || (words_.Is(o - 1, "the") && words_.Is(o - 2, "for"));
  }

  /// "Riga | mayor", "Basra | governor": posts that a town or region has.
  bool IsOfPlace(const FoundPost& post, uint32_t m) const {
    // "In Riga | President Ann Ayres": where, not whose.
    if (words_.IsAny(mentions_[m].begin_token - 1, {"in", "at", "from", "to", "near", "outside"}))
      return false;
    for (uint32_t k = post.head_begin; k < post.head_end; ++k) {
      if (words_.IsAny(k, {"mayor", "governor", "premier", "councillor", "president"}))
        return post.head_end <= post.head_begin + 2;
    }
    return false;
  }

  void Before(uint32_t p) {
    const FoundPost& post = posts_[p];
    PostLinks& link = links_[p];
    // Before: "Kenya's TITLE", "Japanese TITLE", "Havlund TITLE", "for Uganda, TITLE".
    uint32_t at = post.begin_token;
    while (at > 0 &&
           words_.IsAny(at - 1, {"new", "then", "current", "outgoing", "incoming", "first", "own",
                                 "top", "newly", "long-time", "visiting", "veteran"}))
      --at;
    if (at > 0 && words_.IsPossessive(at - 1)) --at;
    uint32_t m = Ending(at);
    if (m == kNoIndex && at > 3 && words_.Text(at - 1) == ")") {
      // "the World Health Organization (WHO) representative"
      for (uint32_t k = at - 1; k > 0 && k + 5 > at; --k) {
        if (words_.Text(k) == "(") m = Ending(k);
      }
    }
    if (m != kNoIndex && IsBody(m) && SameSentence(mentions_[m].begin_token, post.begin_token)) {
      const bool demonym = mentions_[m].form == MentionForm::kDemonym;
      const bool possessive = at < post.begin_token && words_.IsPossessive(at);
      if (demonym || possessive ||
          (at == post.begin_token &&
           (mentions_[m].type != MentionType::kPlace || IsOfPlace(post, m)))) {
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

  void Holder(uint32_t p) {
    const FoundPost& post = posts_[p];
    PostLinks& link = links_[p];
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
        // "of the Ghana Education Service (GES), Ann Ayres"
        for (uint32_t k = t + 1; k < t + 6; ++k) {
          if (words_.Text(k) == ")") {
            t = k + 1;
            break;
          }
        }
      }
      t = SkipTitles(t);
      if (words_.IsComma(t)) {
        comma = true;
        t = SkipTitles(t + 1);
      } else if (words_.IsDash(t) || words_.Text(t) == ":") {
        comma = true;
        t = SkipTitles(t + 1);
      } else if (words_.IsAny(t, {"is", "was"}) && !post.lower) {
        comma = true;
        t = SkipTitles(t + 1);
      }
      // A post between: "Minister of Trade, | Senator | Ann Ayres".
      if (At(t) == kNoIndex && t < post_begins_.size() && post_begins_[t] != kNoIndex &&
          posts_[post_begins_[t]].object_token == UINT32_MAX) {
        t = SkipTitles(posts_[post_begins_[t]].end_token);
      }
      const uint32_t m = At(t);
      if (IsPerson(m) && SameSentence(post.begin_token, t)) forward = m;
    }
    const char* qualifier = "";
    const uint32_t backward = Backward(p, qualifier);
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
      const bool article = start > 0 && words_.Is(start - 1, "the");
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
  }

  /// "NAME, Vice Chancellor, Acme University": a title between commas and then its body.
  void BodyBehindComma(uint32_t p) {
    PostLinks& link = links_[p];
    if (link.of != kNoIndex || link.holder == kNoIndex || link.before_name || posts_[p].honorific) {
      return;
    }
    uint32_t t = posts_[p].end_token;
    if (!words_.IsComma(t)) return;
    const uint32_t m = At(words_.Is(t + 1, "the") ? t + 2 : t + 1);
    if (!IsBody(m) || !SameSentence(t, mentions_[m].begin_token)) return;
    if (mentions_[m].type != MentionType::kOrganization &&
        mentions_[m].type != MentionType::kMinistry) {
      return;
    }
    // Not the next in a list: "NAME, the director, Acme's chairman".
    if (words_.IsPossessive(mentions_[m].end_token)) return;
    const uint32_t after = mentions_[m].end_token;
    if (after < post_begins_.size() && post_begins_[after] != kNoIndex) return;
    link.of = m;
  }

  bool FollowedByPost(uint32_t m) const {
    uint32_t t = mentions_[m].end_token;
    if (!words_.IsComma(t)) return false;
    ++t;
    while (words_.IsAny(t, {"the", "a", "an", "its", "their", "his", "her"})) ++t;
    if (At(t) != kNoIndex && mentions_[At(t)].form == MentionForm::kDemonym)
      t = mentions_[At(t)].end_token;
    return t < post_begins_.size() && post_begins_[t] != kNoIndex &&
           !posts_[post_begins_[t]].honorific;
  }

  /// "NAME | has been appointed | TITLE", "NAME, who | served as | TITLE": the name, from the last
  /// token of the verb on.
  uint32_t ByVerb(uint32_t last, const char*& qualifier) const {
    uint32_t k = last;
    const char* told = "";
    for (int steps = 0; steps < 9 && k > 0; ++steps) {
      if (words_.IsAny(k, {"served", "worked", "previously", "formerly"})) told = "former";
      if (words_.IsAny(k, {"will", "nominated"})) told = "designate";
      const bool verb = words_.IsAny(
          k, {"is",         "was",          "became",      "become",    "remains",   "being",
              "been",       "be",           "as",          "has",       "had",       "have",
              "who",        "also",         "already",     "now",       "appointed", "named",
              "elected",    "re-elected",   "chosen",      "nominated", "made",      "sworn",
              "in",         "took",         "take",        "takes",     "taken",     "over",
              "served",     "serves",       "serve",       "serving",   "worked",    "works",
              "previously", "formerly",     "currently",   "newly",     "recently",  "will",
              "to",         "office",       "confirmed",   "acting",    "later",     "then",
              "since",      "re-appointed", "reappointed", "installed", "unveiled"});
      if (!verb) break;
      --k;
    }
    if (words_.Is(k, "and") && k + 1 < last + 1 && words_.IsAny(k + 1, {"is", "was", "became"})) {
      // "Ann Ayres, who signed it then and is now | Minister"
      for (uint32_t steps = 0; steps < 14 && k > 1; ++steps, --k) {
        if (words_.Is(k, "who") && words_.IsComma(k - 1) && IsPerson(Ending(k - 1)) &&
            SameSentence(k, last)) {
          return Ending(k - 1);
        }
      }
      return kNoIndex;
    }
    if (words_.IsComma(k)) --k;
    // "Ann Ayres (57)"
    if (words_.Text(k) == ")" && words_.Text(k - 2) == "(") k -= 3;
    const uint32_t m = Ending(k + 1);
    if (!IsPerson(m) || !SameSentence(mentions_[m].begin_token, last)) return kNoIndex;
    // "signed as minister" says when, not whether.
    if (k + 1 == last && words_.Is(last, "as")) return kNoIndex;
    qualifier = told;
    return m;
  }

  /// The person whose name stands before a post in apposition.
  uint32_t Backward(uint32_t p, const char*& qualifier) const {
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
      if (words_.IsPossessive(before)) {
        --t;
        // "Ann Ayres, the Norwegian port's | director": the noun that says whose.
        if (t > 1 && !words_.Capital(t - 1) && words_.Has(t - 1, kWordNoun)) {
          --t;
          while (t > 1 && words_.IsWord(t - 1) && !words_.Capital(t - 1) &&
                 words_.Has(t - 1, kWordAdjective) && !words_.Has(t - 1, kWordFunction)) {
            --t;
          }
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
           mentions_[m].form == MentionForm::kAcronym)) {
        t = mentions_[m].begin_token;
        continue;
      }
      // "an Egyptian | pilotage | instructor": one noun that no list has.
      if (words_.IsWord(before) && !words_.Capital(before) &&
          !words_.Has(before, kWordFunction | kWordSpeech) && t == post.begin_token &&
          !words_.IsAny(before, {"and", "of"}) && post.lower && steps == 0) {
        --t;
        continue;
      }
      break;
    }
    if (t == 0) return kNoIndex;
    uint32_t before = t - 1;
    if (!SameSentence(before, post.begin_token)) return kNoIndex;
    if (words_.IsComma(before) || words_.Text(before) == "(" || words_.IsDash(before)) {
      const uint32_t m = Ending(before);
      if (IsPerson(m)) return m;
      // "NAME (Peru), Minister": a short aside.
      if (words_.Text(before - 1) == ")") {
        for (uint32_t k = before - 1; k > 0 && k + 6 > before; --k) {
          if (words_.Text(k) == "(") return IsPerson(Ending(k)) ? Ending(k) : kNoIndex;
        }
      }
      if (words_.IsNumber(before - 1) && words_.IsComma(before - 2) && IsPerson(Ending(before - 2)))
        return Ending(before - 2);
      return kNoIndex;
    }
    if (words_.IsAny(
            before, {"is", "was", "became", "become", "remains", "being", "been", "as", "appointed",
                     "named", "elected", "re-elected", "chosen", "nominated", "made", "be"})) {
      return ByVerb(before, qualifier);
    }
    // "Ann Ayres Operations Director": nothing between.
    const uint32_t m = Ending(t);
    if (IsPerson(m) && !post.lower && t == post.begin_token) return m;
    return kNoIndex;
  }

  /// "NAME, Director X and Head of Y": the second post is of the same person.
  void Shared(uint32_t p) {
    PostLinks& link = links_[p];
    const FoundPost& post = posts_[p];
    if (link.holder != kNoIndex || post.honorific || post.plural || p == 0) return;
    uint32_t t = post.begin_token;
    while (t > 0 && words_.IsAny(t - 1, {"the", "a", "an", "its", "also", "as", "well"})) --t;
    if (t == 0 || !(words_.Is(t - 1, "and") || words_.Text(t - 1) == "&" || words_.IsComma(t - 1)))
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

  const TextWords& words_;
  const std::vector<Mention>& mentions_;
  const std::vector<FoundPost>& posts_;
  std::vector<PostLinks> links_;
  std::vector<uint32_t> begins_, ends_, post_begins_;
  std::vector<uint32_t> object_end_;
};

}  // namespace

std::vector<PostLinks> LinkPosts(const TextWords& words, const std::vector<Mention>& mentions,
                                 const std::vector<FoundPost>& posts) {
  std::vector<PostLinks> links = Linker(words, mentions, posts).Run();
  // "Deputy Prime Minister and Minister of Finance NAME": the first has the second's holder.
  for (size_t p = 0; p + 1 < posts.size(); ++p) {
    if (links[p].holder != kNoIndex || posts[p].honorific || posts[p].plural) continue;
    const size_t q = p + 1;
    if (posts[q].honorific || links[q].holder == kNoIndex || !links[q].before_name) continue;
    uint32_t t = posts[q].begin_token;
    while (t > 0 && words.IsAny(t - 1, {"the"})) --t;
    if (t == 0 || !(words.Is(t - 1, "and") || words.Text(t - 1) == "&")) continue;
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
  return links;
}

}  // namespace entente::ingest
