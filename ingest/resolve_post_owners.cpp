// Of whom a post is one that its own phrase does not say: "its director", "the minister",
// "President Ann Ayres".

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

/// Posts of a town or a region.
bool Resolver::IsTownPost(const std::string& title) {
  for (const std::string_view post :
       {"Mayor", "Governor", "Lord Mayor", "Deputy Mayor", "Vice Governor", "Harbour Master",
        "Council Member", "Councillor", "Alderman", "City Manager", "Deputy Governor",
        "City Administrator", "City Clerk", "Municipal Manager", "Town Clerk"}) {
    if (title == post) return true;
  }
  return false;
}

/// "Rector Ann Ayres and the institute's director, Bo Lund": the institute is the other's.
std::vector<uint32_t> Resolver::BodiesOfOthers(uint32_t p) const {
  std::vector<uint32_t> bodies;
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  for (uint32_t q = p > 6 ? p - 6 : 0; q < posts_.size() && q < p + 6; ++q) {
    if (q == p || posts_[q].honorific || post_holder_[q] == post_holder_[p] ||
        words_.Sentence(posts_[q].begin_token) != sentence) {
      continue;
    }
    uint32_t body = links_[q].of == kNoIndex ? post_of_[q] : mentions_[links_[q].of].entity;
    const uint32_t b = posts_[q].begin_token;
    if (body == kNoIndex && b > 1 && words_.IsPossessive(b - 1) && words_.IsWord(b - 2) &&
        !words_.Capital(b - 2)) {
      body = BodyOfNoun(b - 2);
    }
    if (body != kNoIndex && clusters_[body].type == MentionType::kOrganization) {
      bodies.push_back(body);
    }
  }
  return bodies;
}

/// The body named last before a token, in its sentence or the `reach` before.
uint32_t Resolver::BodyBefore(uint32_t token, bool company, bool academic, uint32_t reach,
                              const std::vector<uint32_t>& others) const {
  const auto taken = [&](uint32_t body) {
    return std::find(others.begin(), others.end(), body) != others.end();
  };
  const uint32_t sentence = words_.Sentence(token);
  uint32_t fallback = kNoIndex;
  const uint32_t from = MentionFrom(token);
  // "Norlake said it would buy Harrow. Chief executive Ann Ayres …": of what the sentence before is
  // about.
  if (sentence > 0 && words_.segmented().sentences[sentence].begin_token == token) {
    uint32_t first = kNoIndex;
    for (uint32_t m = from; m-- > 0 && mentions_[m].sentence + 1 >= sentence;) {
      if (!Is(m, MentionType::kOrganization) || mentions_[m].entity == kNoIndex) continue;
      if (taken(mentions_[m].entity)) continue;
      const std::string& kind = clusters_[mentions_[m].entity].kind;
      if (academic && kind != "university" && kind != "institute") continue;
      if (company && kind != "company" && kind != "bank" && !kind.empty()) continue;
      const uint32_t b = mentions_[m].begin_token;
      const uint32_t lead = words_.Is(b - 1, "the") ? b - 2 : b - 1;
      if (!words_.IsAny(lead, {"in", "at", "with", "of", "by", "to", "from", "for", "and"}))
        first = mentions_[m].entity;
    }
    if (first != kNoIndex) return first;
  }
  // A rector or dean is rather of a university than of an institute.
  for (uint32_t m = from; academic && m-- > 0 && from - m < kOwnerReach;) {
    if (mentions_[m].sentence + reach < sentence) break;
    if (Is(m, MentionType::kOrganization) && mentions_[m].entity != kNoIndex &&
        !taken(mentions_[m].entity) && clusters_[mentions_[m].entity].kind == "university") {
      return mentions_[m].entity;
    }
  }
  for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
    const Mention& mention = mentions_[m];
    if (mention.entity == kNoIndex || taken(mention.entity)) continue;
    if (mention.sentence + reach < sentence) break;
    if (mention.type == MentionType::kOrganization) {
      const std::string& kind = clusters_[mention.entity].kind;
      if (academic && kind != "university" && kind != "institute") continue;
      if (!company || kind == "company" || kind == "bank" || kind.empty()) return mention.entity;
      if (fallback == kNoIndex) fallback = mention.entity;
    } else if (mention.type == MentionType::kMinistry && !company) {
      return mention.entity;
    }
  }
  return fallback;
}

/// The country of a mention: itself, or where the place lies.
uint32_t Resolver::StateOf(uint32_t m) const {
  if (mentions_[m].entity == kNoIndex) return kNoIndex;
  if (Is(m, MentionType::kCountry)) return mentions_[m].entity;
  return Is(m, MentionType::kPlace) ? clusters_[mentions_[m].entity].country : kNoIndex;
}

/// Whether a mention names the seat of a country's government.
bool Resolver::IsCapital(uint32_t m) const {
  for (const GazetteerMatch& match : matches_.At(mentions_[m].begin_token)) {
    if (match.entry->kind == EntryKind::kPlace && match.end_token == mentions_[m].end_token &&
        lexicon_.places()[match.entry->record].capital) {
      return true;
    }
  }
  return false;
}

/// Whose "its" is before a token: the country that the sentence or the one before is about, else
/// the one named last.
uint32_t Resolver::StateBefore(uint32_t token) const {
  const uint32_t sentence = words_.Sentence(token);
  uint32_t last = kNoIndex;
  for (uint32_t m = MentionFrom(token); m-- > 0;) {
    if (mentions_[m].sentence + 1 < sentence) break;
    const uint32_t state = StateOf(m);
    if (state == kNoIndex) continue;
    if (last == kNoIndex) last = state;
    // Its subject opens a sentence.
    const uint32_t begin = words_.segmented().sentences[mentions_[m].sentence].begin_token;
    if (Is(m, MentionType::kCountry) && mentions_[m].begin_token <= begin + 2 &&
        (mentions_[m].begin_token == begin || !words_.Is(begin, "in"))) {
      return state;
    }
  }
  return last;
}

/// The body that a sentence opens with, where mention `m` of it stands behind "with", "to" or
/// "from".
uint32_t Resolver::SubjectBody(uint32_t sentence, uint32_t m) const {
  const uint32_t b = mentions_[m].begin_token;
  if (!words_.IsAny(words_.Is(b - 1, "the") ? b - 2 : b - 1, {"with", "to", "from"})) {
    return kNoIndex;
  }
  const uint32_t begin = words_.segmented().sentences[sentence].begin_token;
  const uint32_t first = MentionFrom(words_.Is(begin, "the") ? begin + 1 : begin);
  if (first >= m || mentions_[first].begin_token > begin + 1) return kNoIndex;
  return Is(first, MentionType::kOrganization) ? mentions_[first].entity : kNoIndex;
}

/// Whose "its" is before a token: what the sentence named last, else what the one before it is
/// about.
uint32_t Resolver::ItsBefore(uint32_t token) const {
  const uint32_t sentence = words_.Sentence(token);
  const uint32_t from = MentionFrom(token);
  for (uint32_t back = 0; back < 3; ++back) {
    uint32_t first = kNoIndex;
    for (uint32_t m = from; m-- > 0 && mentions_[m].sentence + back >= sentence;) {
      if (mentions_[m].sentence + back != sentence || mentions_[m].entity == kNoIndex) continue;
      const bool body =
          Is(m, MentionType::kOrganization) || Is(m, MentionType::kMinistry) ||
          (Is(m, MentionType::kCountry) && mentions_[m].form != MentionForm::kDemonym);
      // "Peru's Norlake": the country says whose.
      const bool owner = Is(m, MentionType::kCountry) && m + 1 < mentions_.size() &&
                         words_.IsPossessive(mentions_[m].end_token);
      // "the Library | of Peru": the library.
      const bool part = back == 0 && Is(m, MentionType::kCountry) && m > 0 &&
                        mentions_[m].begin_token > 0 && Is(m - 1, MentionType::kOrganization) &&
                        words_.Is(mentions_[m - 1].end_token, "of") &&
                        mentions_[m - 1].end_token + 2 >= mentions_[m].begin_token;
      if (!body || owner || part) continue;
      if (back == 0) {
        // "The fund will sign a deal with Peru, | its | president said": the subject rather than
        // what a preposition brings in.
        const uint32_t subject = SubjectBody(sentence, m);
        if (subject != kNoIndex) return subject;
        // "A loan agreement with Peru is being drawn up, said | its | envoy": another's.
        const uint32_t b = mentions_[m].begin_token;
        const bool led = words_.IsAny(words_.Is(b - 1, "the") ? b - 2 : b - 1,
                                      {"with", "to", "from", "against"});
        if (led && Is(m, MentionType::kCountry)) continue;
        return mentions_[m].entity;
      }
      const uint32_t b = mentions_[m].begin_token;
      const uint32_t lead = words_.Is(b - 1, "the") ? b - 2 : b - 1;
      if (!words_.IsAny(lead, {"in", "at", "under", "with", "after", "from", "for"})) first = m;
    }
    if (first != kNoIndex) return mentions_[first].entity;
  }
  return kNoIndex;
}

/// Whether a bearer of post `p` may speak for mention `m`: a minister for a state, a director for a
/// body, a mayor for a town.
bool Resolver::MaySpeakFor(uint32_t p, uint32_t m) const {
  if (mentions_[m].entity == kNoIndex || Is(m, MentionType::kPerson)) return false;
  if (Is(m, MentionType::kCountry)) return lexicon_.titles()[posts_[p].record].government;
  if (Is(m, MentionType::kPlace)) {
    return IsTownPost(lexicon_.titles()[posts_[p].record].normalised);
  }
  return !StatePost(p) || lexicon_.titles()[posts_[p].record].normalised == "President" ||
         lexicon_.titles()[posts_[p].record].normalised == "Vice President";
}

/// "Peru's negotiator, department head NAME", "his counterpart from Riga, Mayor NAME": of two
/// titles before one name the second is of whom the first is.
uint32_t Resolver::OwnerInChain(uint32_t p) const {
  uint32_t q = p;
  while (q > 0 && posts_[q - 1].honorific) --q;
  if (q-- == 0) return kNoIndex;
  if (posts_[q].rank || posts_[q].plural || post_of_[q] == kNoIndex) return kNoIndex;
  if (post_holder_[q] != post_holder_[p] || post_holder_[p] == kNoIndex) return kNoIndex;
  uint32_t end = posts_[q].end_token;
  for (const uint32_t m : {links_[q].of, links_[q].to}) {
    if (m != kNoIndex && mentions_[m].begin_token >= end) end = mentions_[m].end_token;
  }
  if (!words_.IsComma(end) || posts_[p].begin_token != end + 1) return kNoIndex;
  if (words_.Sentence(end) != words_.Sentence(posts_[p].begin_token)) return kNoIndex;
  const MentionType type = clusters_[post_of_[q]].type;
  const TitleRecord& title = lexicon_.titles()[posts_[p].record];
  // "Lima's delegation leader, | Minister Ann Ayres": the capital for its government.
  if (type == MentionType::kPlace && StatePost(p) && clusters_[post_of_[q]].kind == "capital") {
    return clusters_[post_of_[q]].country;
  }
  if (type == MentionType::kPlace && !IsTownPost(title.normalised)) return kNoIndex;
  if (StatePost(p) && type != MentionType::kCountry && title.normalised != "President") {
    return kNoIndex;
  }
  return post_of_[q];
}

/// "its lawyer, NAME", "the company's economist, NAME": who has a calling is of a body only where
/// the text says so.
uint32_t Resolver::OwnerOfCalling(uint32_t p) const {
  const uint32_t begin = posts_[p].begin_token;
  // "Economist Ann Ayres | of the | Norlake Institute"
  if (const uint32_t h = links_[p].holder; h != kNoIndex && links_[p].before_name) {
    const uint32_t end = mentions_[h].end_token;
    const uint32_t at = words_.Is(end + 1, "the") ? end + 2 : end + 1;
    const uint32_t m = MentionFrom(at);
    if (words_.IsAny(end, {"of", "at", "from", "with"}) && m < mentions_.size() &&
        mentions_[m].begin_token == at && Is(m, MentionType::kOrganization)) {
      return mentions_[m].entity;
    }
  }
  if (begin == 0) return kNoIndex;
  uint32_t body = kNoIndex;
  if (words_.IsAny(begin - 1, {"its", "their"})) {
    body = ItsBefore(begin);
  } else if (begin > 1 && words_.IsPossessive(begin - 1) && words_.IsWord(begin - 2) &&
             !words_.Capital(begin - 2)) {
    body = BodyOfNoun(begin - 2);
  }
  return body != kNoIndex && clusters_[body].type == MentionType::kOrganization ? body : kNoIndex;
}

/// "Acme, | whose | head": the body right before.
uint32_t Resolver::Antecedent(uint32_t whose) const {
  uint32_t end = words_.IsComma(whose - 1) ? whose - 1 : whose;
  if (words_.Text(end - 1) == ")") --end;  // "the Trade Board (TB), whose"
  const uint32_t m = MentionFrom(end);
  if (m == 0 || mentions_[m - 1].end_token != end || Is(m - 1, MentionType::kPerson))
    return kNoIndex;
  return mentions_[m - 1].entity;
}

/// "Norlake Lithium Ltd (ASX: NLK) ("Norlake" or "the | Company")": who speaks in an announcement;
/// `noun` becomes the token of what it is called there.
uint32_t Resolver::DefinedBody(uint32_t& noun) const {
  constexpr uint32_t kMentions = 40, kReach = 18;
  for (uint32_t m = 0; m < std::min<uint32_t>(mentions_.size(), kMentions); ++m) {
    if (!Is(m, MentionType::kOrganization) || mentions_[m].entity == kNoIndex) continue;
    const uint32_t end = mentions_[m].end_token;
    if (words_.Text(end) != "(") continue;
    for (uint32_t t = end + 1; t < end + kReach && t + 3 < words_.size(); ++t) {
      if (words_.Sentence(t) != mentions_[m].sentence) break;
      // "the Company" or the “Company”
      const bool whole = words_.IsPunctuation(t) && words_.Is(t + 1, "the");
      const bool noun_only = words_.Is(t, "the") && words_.IsPunctuation(t + 1);
      if ((whole || noun_only) && words_.IsPunctuation(t + 3) && words_.Capital(t + 2) &&
          words_.Has(t + 2, kWordBody | kWordBusiness)) {
        noun = t + 2;
        return mentions_[m].entity;
      }
    }
  }
  return kNoIndex;
}

/// The body that the document is about: named in its first sentences and more often than others.
uint32_t Resolver::MainBody() const {
  uint32_t noun = 0;
  if (const uint32_t defined = DefinedBody(noun); defined != kNoIndex) return defined;
  uint32_t best = kNoIndex;
  size_t most = 0, second = 0;
  for (uint32_t c = 0; c < clusters_.size(); ++c) {
    if (clusters_[c].type != MentionType::kOrganization || clusters_[c].mentions.empty()) continue;
    const size_t count = clusters_[c].mentions.size();
    if (count > most) {
      second = most;
      most = count;
      best = c;
    } else {
      second = std::max(second, count);
    }
  }
  if (best == kNoIndex || most < 3 || most < second + 2) return kNoIndex;
  return mentions_[clusters_[best].mentions.front()].sentence <= 3 ? best : kNoIndex;
}

/// What a common noun for a body means at token `noun`: "the institute", "the movement".
uint32_t Resolver::BodyOfNoun(uint32_t noun) const {
  std::string word;
  lexicon_.Fold(words_.Text(noun), word);
  if (words_.Capital(noun) && words_.Is(noun - 1, "the")) {
    uint32_t called = 0;
    const uint32_t defined = DefinedBody(called);
    if (defined != kNoIndex && words_.Id(called) == words_.Id(noun)) return defined;
  }
  const uint32_t from = MentionFrom(noun);
  const bool ministry = word == "ministry" || word == "department";
  uint32_t alike = kNoIndex, business = kNoIndex;
  // "the Norwegian | port": of that country.
  uint32_t state = kNoIndex;
  if (from > 0 && mentions_[from - 1].end_token == noun && Is(from - 1, MentionType::kCountry))
    state = mentions_[from - 1].entity;
  for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
    if (mentions_[m].entity == kNoIndex) continue;
    if (state != kNoIndex && clusters_[mentions_[m].entity].country != state) {
      const bool unknown = clusters_[mentions_[m].entity].country == kNoIndex &&
                           mentions_[m].sentence + 1 >= words_.Sentence(noun);
      if (!unknown) continue;
    }
    if (ministry && Is(m, MentionType::kMinistry)) return mentions_[m].entity;
    if (!Is(m, MentionType::kOrganization) && !Is(m, MentionType::kPlace)) continue;
    const Cluster& body = clusters_[mentions_[m].entity];
    // "the dockers' | union | Blue Tide": the text calls it so.
    if (Is(m, MentionType::kOrganization) && mentions_[m].begin_token > 0 &&
        words_.Id(mentions_[m].begin_token - 1) == words_.Id(noun)) {
      return mentions_[m].entity;
    }
    // "the university": a Universidad rather than a college.
    const bool abroad =
        word == "university" && body.kind == word && !body.full.empty() &&
        std::any_of(body.full.begin(), body.full.end(),
                    [](const std::string& part) { return part.starts_with("univers"); });
    if (abroad || std::find(body.full.begin(), body.full.end(), word) != body.full.end()) {
      // Of two museums the one that the text is about, unless the other was just named.
      const uint32_t main = MainBodyFor(noun, false, false, {});
      const bool about = state == kNoIndex && main != kNoIndex &&
                         mentions_[m].sentence + 1 < words_.Sentence(noun) &&
                         std::find(clusters_[main].full.begin(), clusters_[main].full.end(),
                                   word) != clusters_[main].full.end();
      return about ? main : mentions_[m].entity;
    }
    if (alike == kNoIndex && body.kind == word) alike = mentions_[m].entity;
    if (business == kNoIndex && Is(m, MentionType::kOrganization) &&
        words_.Has(noun, kWordBusiness) && (body.kind == "company" || body.kind.empty()))
      business = mentions_[m].entity;
  }
  return alike != kNoIndex ? alike : business;
}

/// "Vice-Chancellor Ann Ayres said": the body that the text is about, where it is of the kind and
/// the sentence so far names no other of it.
uint32_t Resolver::MainBodyFor(uint32_t token, bool company, bool academic,
                               const std::vector<uint32_t>& others) const {
  if (main_body_ == kUnknownBody) main_body_ = MainBody();
  if (main_body_ == kNoIndex) return kNoIndex;
  const auto fits = [&](const std::string& kind) {
    if (academic) return kind == "university" || kind == "institute";
    return !company || kind == "company" || kind == "bank" || kind.empty();
  };
  if (!fits(clusters_[main_body_].kind)) return kNoIndex;
  if (std::find(others.begin(), others.end(), main_body_) != others.end()) return kNoIndex;
  for (uint32_t m = MentionFrom(token);
       m-- > 0 && mentions_[m].sentence == words_.Sentence(token);) {
    if (Is(m, MentionType::kOrganization) && mentions_[m].entity != kNoIndex &&
        fits(clusters_[mentions_[m].entity].kind)) {
      return kNoIndex;
    }
  }
  return main_body_;
}

uint32_t Resolver::UnsaidBody(uint32_t p, uint32_t before, bool its, bool& guess) const {
  const TitleRecord& title = lexicon_.titles()[posts_[p].record];
  const std::string& n = title.normalised;
  // "Institute director Ann Ayres", "company president Bo Lund": a word of the body's name stands
  // before the post.
  if (before > 0 && words_.Has(before - 1, kWordBody | kWordBusiness)) {
    if (const uint32_t body = BodyOfNoun(before - 1); body != kNoIndex) return body;
  }
  const bool company = title.company || n == "Chief Executive" || n == "Managing Director" ||
                       n == "Manager" || n == "General Director" || n == "General Manager";
  const bool academic =
      title.academic || n == "Vice Chancellor" ||
      ((n == "President" || n == "Vice President") && IsProfessor(links_[p].holder)) ||
      (n == "Vice President" && posts_[p].field_begin < posts_[p].field_end &&
       words_.IsAny(posts_[p].field_begin, {"academic", "research", "student", "administration"}));
  const bool led = its || words_.IsAny(before - 1, {"the", "by"});
  if (its || company || academic || (led && (n == "Chairman" || n == "Director"))) {
    const bool wants_company = company && !its, wants_academic = !its && academic;
    const std::vector<uint32_t> others = BodiesOfOthers(p);
    if (!its) {
      const uint32_t main = MainBodyFor(before, company, academic, others);
      if (main != kNoIndex) return main;
    }
    uint32_t body = BodyBefore(before, wants_company, wants_academic, 2, others);
    if (body == kNoIndex) {
      guess = true;
      body = BodyBefore(before, company, wants_academic, 8, others);
    }
    return body;
  }
  return kNoIndex;
}

uint32_t Resolver::UnsaidOwner(uint32_t p, bool& guess) const {
  const FoundPost& post = posts_[p];
  uint32_t before = post.begin_token;
  while (before > 0 && words_.IsAny(before - 1, {"new", "former", "then", "own", "acting",
                                                 "outgoing", "incoming", "current"}))
    --before;
  // "the Danish climate minister's | adviser"
  if (p > 0 && words_.IsPossessive(before - 1) && posts_[p - 1].end_token == before - 1 &&
      !posts_[p - 1].honorific && !posts_[p - 1].plural && post_of_[p - 1] != kNoIndex) {
    return post_of_[p - 1];
  }
  // "Member of the European Parliament": the title says of what, by a name the text may not have.
  if (lexicon_.titles()[post.record].normalised.find("European Parliament") != std::string::npos)
    return kNoIndex;
  if (IsOfUnion(p)) return UnionNamed();
  if (IsRelative(p) && words_.Is(before - 1, "their")) return StateLeftOver(p);
  // "signed by | my | Permanent Secretary": of the speaker's state.
  if (StatePost(p) && words_.Is(before - 1, "my")) return HomeAt(before);
  if (post_titles_[p].find(" to the ") != std::string::npos && post_titles_[p].ends_with("ister"))
    return UnsaidState(p, guess);
  if (const uint32_t pair = BodyOfPair(p); pair != kNoIndex) return pair;
  // "Acme Ltd | Ann Ayres, Director": a row of a table, an item of a list.
  const std::string& title = lexicon_.titles()[post.record].normalised;
  if (const uint32_t h = links_[p].holder;
      h != kNoIndex && h > 0 && !links_[p].before_name &&
      (!StatePost(p) || title == "President" || title == "Secretary") &&
      (Is(h - 1, MentionType::kOrganization) || Is(h - 1, MentionType::kMinistry))) {
    uint32_t t = mentions_[h - 1].end_token;
    const bool marked = t < mentions_[h].begin_token && !words_.IsComma(t) &&
                        !words_.IsPossessive(t) && words_.Text(t) != ".";
    while (t < mentions_[h].begin_token && !words_.IsWord(t)) ++t;
    while (t < mentions_[h].begin_token && PastHonorific(t) != t) t = PastHonorific(t);
    if (words_.Text(t) == ".") ++t;
    const bool cell = marked || (words_.segmented().sentences[mentions_[h - 1].sentence].block !=
                                     words_.segmented().sentences[mentions_[h].sentence].block &&
                                 mentions_[h - 1].sentence + 1 == mentions_[h].sentence);
    if (t >= mentions_[h].begin_token && cell && mentions_[h - 1].entity != kNoIndex) {
      return mentions_[h - 1].entity;
    }
  }
  if (const uint32_t body = BodyThatAppoints(p, before); body != kNoIndex) return body;
  // "Rector Ann Ayres | signed for the university"
  if (const uint32_t h = links_[p].holder; h != kNoIndex && !StatePost(p)) {
    const uint32_t t = mentions_[h].end_token;
    if (words_.Is(t, "signed") && words_.Is(t + 1, "for") && words_.Is(t + 2, "the") &&
        !words_.Capital(t + 3) && words_.Has(t + 3, kWordBody | kWordBusiness)) {
      if (const uint32_t body = BodyOfNoun(t + 3); body != kNoIndex) return body;
    }
  }
  if (words_.Is(before - 1, "whose")) {
    if (const uint32_t body = Antecedent(before - 1); body != kNoIndex) return body;
  }
  if (post.noun_token != UINT32_MAX) {
    // "Secretary General of the | Government"
    if (words_.Is(post.noun_token, "government")) return UnsaidState(p, guess);
    const uint32_t body = BodyOfNoun(post.noun_token);
    if (body != kNoIndex) return body;
  }
  // "Federation | president Ann Ayres", "agency | spokesman Bo Lund"
  if (before == post.begin_token && before > 0 &&
      words_.Has(before - 1, kWordBody | kWordBusiness) &&
      !words_.IsAny(before - 1,
                    {"state", "country", "city", "government", "region", "province", "district"})) {
    if (const uint32_t body = BodyOfNoun(before - 1); body != kNoIndex) return body;
  }
  // "Trust | secretary Ann Ayres", "co-op | chair Bo Lund"
  if (before == post.begin_token && before > 0 && words_.IsWord(before - 1) &&
      words_.Has(before - 1, kWordNoun) &&
      (!StatePost(p) || title == "Secretary" || title == "President")) {
    if (const uint32_t body = BodyCalledSo(before - 1); body != kNoIndex) return body;
  }
  // "the province's | minister"
  if (before > 1 && words_.IsPossessive(before - 1)) {
    if (const uint32_t region = RegionOfNoun(before - 2); region != kNoIndex) return region;
  }
  // "the institute's | president"
  if (before > 1 && words_.IsPossessive(before - 1) && words_.IsWord(before - 2) &&
      (!words_.Capital(before - 2) || words_.Has(before - 2, kWordBody | kWordBusiness))) {
    const uint32_t body = BodyOfNoun(before - 2);
    if (body != kNoIndex) return body;
    // "the port's president" of a port that has no name here is no president of the state.
    const bool of_body =
        !words_.Capital(before - 2) &&
        (words_.Is(before - 2, "port") || words_.Has(before - 2, kWordBody | kWordBusiness)) &&
        !words_.IsAny(before - 2, {"country", "nation", "state", "government", "republic"});
    if (of_body) return kNoIndex;
  }
  // "our director": of whoever writes.
  if (words_.Is(before - 1, "our") && (!StatePost(p) || title == "President")) {
    if (main_body_ == kUnknownBody) main_body_ = MainBody();
    return main_body_;
  }
  const bool its = before > 0 && words_.IsAny(before - 1, {"its", "their"});
  if (its) {
    bool noun = false;
    const uint32_t whose = NounOfIts(before - 1, noun);
    if (noun) return whose;
  }
  const std::string& said = title;
  const bool academic = lexicon_.titles()[post.record].academic;
  if (its &&
      (!StatePost(p) || said == "President" || said == "Vice President" || said == "Secretary")) {
    const uint32_t whose = ItsBefore(before);
    // A rector is none of a ministry.
    const bool fits =
        whose != kNoIndex && !(academic && clusters_[whose].type != MentionType::kOrganization);
    if (fits) return whose;
  }
  if (said.starts_with("Spokes")) {
    // "an army | spokesman": of the state whose army it is
    if (words_.IsAny(before - 1, {"army", "military", "navy"})) return StateOfArmy();
    const uint32_t body = BodyBefore(before, false, false, 1, {});
    return body != kNoIndex || words_.IsPossessive(before - 1) ? body : UnsaidState(p, guess);
  }
  if (const uint32_t sibling = StateOfSibling(p); sibling != kNoIndex) return sibling;
  if (StatePost(p)) {
    uint32_t state = its ? StateBefore(post.begin_token) : kNoIndex;
    // "The European Union gave money. … with Peru, said | its | envoy"
    if (its && lexicon_.titles()[post.record].diplomat) {
      const uint32_t whose = ItsBefore(before);
      if (whose != kNoIndex && clusters_[whose].type == MentionType::kOrganization) state = whose;
    }
    return state != kNoIndex ? state : UnsaidState(p, guess);
  }
  const std::string& n = title;
  // "central bank | governor Ann Ayres" is of no town.
  if (IsTownPost(n) && before > 0 && words_.Is(before - 1, "bank")) return kNoIndex;
  if (IsTownPost(n)) return UnsaidTown(p, before, guess);
  if (lexicon_.titles()[post.record].military && home_ != kNoIndex && !post.rank) {
    const uint32_t force = its ? UnsaidBody(p, before, its, guess) : kNoIndex;
    guess = force == kNoIndex;
    if (force == kNoIndex && StateOfArmy() != kNoIndex) return StateOfArmy();
    return force != kNoIndex ? force : home_;
  }
  const uint32_t body = UnsaidBody(p, before, its, guess);
  if (body != kNoIndex) return body;
  // "the labour inspector for | Pomerania"
  if (const uint32_t region = links_[p].region;
      region != kNoIndex && title.find("nvoy") == std::string::npos &&
      lexicon_.titles()[post.record].government && !lexicon_.titles()[post.record].diplomat) {
    return mentions_[region].entity;
  }
  if (words_.Is(post.end_token, "at")) return kNoIndex;  // of a body that has no name here
  if (lexicon_.titles()[post.record].academic) return kNoIndex;
  if (lexicon_.titles()[post.record].government) return UnsaidState(p, guess);
  // Who signs a ministry's letter is of that ministry.
  if (const uint32_t h = links_[p].holder;
      h != kNoIndex && mentions_[h].sentence != words_.Sentence(post.begin_token)) {
    if (const uint32_t signs = BodyOfSignature(p); signs != kNoIndex) return signs;
  }
  if (!lexicon_.titles()[post.record].company && !n.starts_with("Head") && !n.starts_with("Chief"))
    return kNoIndex;
  guess = true;
  if (main_body_ == kUnknownBody) main_body_ = MainBody();
  return main_body_;
}

}  // namespace entente::ingest
