#include "ingest/resolver_impl.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace entente::ingest {

namespace {

/// Kinds of bodies that act for a state where their name says which.
bool OfState(std::string_view kind) {
  constexpr std::string_view kKinds[] = {"agency", "armed forces", "police", "institute"};
  return std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds);
}

}  // namespace

/// The country whose embassy a body's name says that it is: "the | Embassy of Peru | in Norway".
uint32_t Resolver::CountryOfEmbassy(uint32_t m) const {
  for (uint32_t t = mentions_[m].begin_token; t < mentions_[m].end_token; ++t) {
    for (const GazetteerMatch& match : matches_.At(t)) {
      if (match.lower || match.end_token > mentions_[m].end_token) continue;
      if (match.entry->kind != EntryKind::kCountry && match.entry->kind != EntryKind::kDemonym)
        continue;
      const auto known = country_clusters_.find(match.entry->record);
      if (known != country_clusters_.end()) return known->second;
    }
  }
  return kNoIndex;
}

uint32_t Resolver::CountryWithin(uint32_t m, std::string_view kind) const {
  if (!OfState(kind)) return kNoIndex;
  uint32_t at = mentions_[m].begin_token;
  if (words_.IsAny(at, {"the"})) ++at;
  if (words_.IsAny(at, {"royal", "national", "federal", "state"})) ++at;
  uint32_t found = kNoIndex;
  for (const GazetteerMatch& match : matches_.At(at)) {
    if (match.entry->kind != EntryKind::kCountry && match.entry->kind != EntryKind::kDemonym)
      continue;
    if (match.end_token >= mentions_[m].end_token || match.lower) continue;
    const uint32_t country = KnownCountry(lexicon_.countries()[match.entry->record].iso2);
    if (country == kNoIndex || country == found) continue;
    if (found != kNoIndex) return kNoIndex;  // of two states of one name
    found = country;
  }
  return found;
}

bool Resolver::IsNational(const Cluster& cluster) const {
  constexpr std::string_view kWords[] = {"national", "state", "federal", "royal"};
  return cluster.type == MentionType::kOrganization && OfState(cluster.kind) &&
         cluster.country == kNoIndex && cluster.named_for == kNoIndex && cluster.full.size() > 2 &&
         std::find(std::begin(kWords), std::end(kWords), cluster.full.front()) != std::end(kWords);
}

/// The country a body is said to be of, right before or after it.
uint32_t Resolver::CountryBeside(uint32_t m) const {
  if (names_[m].cue != nullptr && names_[m].cue->kind == "embassy") {
    const uint32_t country = CountryOfEmbassy(m);
    const uint32_t end = mentions_[m].end_token;
    // Where it stands says nothing of whose it is.
    if (country != kNoIndex || !words_.Is(end, "of")) return country;
  }
  const uint32_t b = mentions_[m].begin_token, e = mentions_[m].end_token;
  const auto country_of = [&](uint32_t o) -> uint32_t {
    if (mentions_[o].entity == kNoIndex) return kNoIndex;
    if (Is(o, MentionType::kCountry)) return mentions_[o].entity;
    if (Is(o, MentionType::kPlace)) return clusters_[mentions_[o].entity].country;
    return kNoIndex;
  };
  if (m > 0) {
    const Mention& before = mentions_[m - 1];
    uint32_t at = before.end_token;
    if (before.sentence == mentions_[m].sentence) {
      // "the Nepal government's health ministry"
      if (words_.Is(at, "government") && words_.IsPossessive(at + 1)) ++at;
      if (words_.IsPossessive(at)) ++at;
      while (at < b && words_.IsAny(at, {"own", "new", "federal", "national"})) ++at;
      if (words_.Capital(at) && words_.IsAny(at, {"royal", "federal"})) ++at;
      if (at == b && Is(m - 1, MentionType::kCountry)) return country_of(m - 1);
    }
  }
  if (m + 1 < mentions_.size() && mentions_[m + 1].sentence == mentions_[m].sentence) {
    uint32_t at = e;
    if (words_.Text(at) == "(") {
      // "Ministry of Health (MoH) of Kenya", "Ministry of Fisheries (Somalia)".
      if (mentions_[m + 1].begin_token == at + 1 &&
          words_.Text(mentions_[m + 1].end_token) == ")") {
        if (Is(m + 1, MentionType::kCountry)) return country_of(m + 1);
        at = mentions_[m + 1].end_token + 1;
        if (m + 2 < mentions_.size() && words_.IsAny(at, {"of", "in"})) {
          ++at;
          if (words_.Is(at, "the")) ++at;
          if (mentions_[m + 2].begin_token == at) return country_of(m + 2);
        }
      }
      return kNoIndex;
    }
    if (words_.IsAny(at, {"of", "in", "for"})) {
      ++at;
      if (words_.Is(at, "the")) ++at;
      // "the Ministry of Health of the Government of Nepal"
      if (words_.Is(at, "government") && words_.Is(at + 1, "of")) at += 2;
      if (words_.Is(at, "the")) ++at;
      if (mentions_[m + 1].begin_token == at) return country_of(m + 1);
    }
  }
  return kNoIndex;
}

std::vector<std::string> Resolver::FieldKey(const std::vector<std::string>& words) {
  std::vector<std::string> key;
  for (std::string word : words) {
    if (word == "of" || word == "and" || word == "for" || word == "ministry" ||
        word == "department" || word == "the" || word == "federal")
      continue;
    if (word == "defense") word = "defence";
    if (word == "labor") word = "labour";
    if (word == "affairs" && key.size() == 1 && key[0] == "foreign") continue;
    key.push_back(std::move(word));
  }
  return key;
}

std::vector<std::string> Resolver::MinistryKey(uint32_t m) const { return FieldKey(WordsOf(m)); }

/// The mention right before "(ABC)" or "– ABC", when this one is such an acronym.
uint32_t Resolver::AcronymOwner(uint32_t m) const {
  if (m == 0) return kNoIndex;
  const uint32_t b = mentions_[m].begin_token, e = mentions_[m].end_token;
  const Mention& before = mentions_[m - 1];
  if (before.sentence != mentions_[m].sentence) return kNoIndex;
  if ((before.type == MentionType::kCountry || before.type == MentionType::kPlace) && m > 1 &&
      words_.Text(b - 1) == "(" && words_.Text(e) == ")" && before.end_token == b - 1 &&
      words_.Upper(b)) {
    // "National Grain Silo Company of Fiji (NGSCO)", "the Maritime Museum in Suva (MMS)": a country
    // or town between.
    const Mention& body = mentions_[m - 2];
    if ((body.type == MentionType::kOrganization || body.type == MentionType::kMinistry) &&
        body.end_token + 2 >= before.begin_token &&
        words_.IsAny(body.end_token, {"of", "in", "at"})) {
      return m - 2;
    }
  }
  if (before.type != MentionType::kOrganization && before.type != MentionType::kMinistry)
    return kNoIndex;
  const bool parenthesis = words_.Text(b - 1) == "(" &&
                           (words_.Text(e) == ")" || words_.IsComma(e) || words_.Is(e, "or"));
  const bool dash = words_.IsDash(b - 1) && e - b == 1 && words_.Upper(b);
  if ((parenthesis || dash) && before.end_token == b - 1 && e - b <= 3) return m - 1;
  return kNoIndex;
}

void Resolver::Organizations() {
  std::vector<uint32_t> bodies;
  std::map<std::vector<std::string>, uint32_t> by_name;
  std::vector<uint32_t> later;
  ClusterIndex by_first;     // by the first word of the name
  ClusterIndex by_initials;  // by the first letters of its words
  ClusterIndex by_letters;   // acronyms by their letters, sorted
  std::map<uint32_t, uint32_t> by_record;
  const auto sorted_letters = [](std::string letters) {
    std::sort(letters.begin(), letters.end());
    return letters;
  };
  const auto add = [&](uint32_t m, uint32_t c, std::vector<std::string> name) {
    Join(m, c);
    Cluster& cluster = clusters_[c];
    if (cluster.kind.empty()) {
      if (names_[m].cue != nullptr) cluster.kind = names_[m].cue->kind;
      if (names_[m].entry != nullptr && names_[m].entry->kind == EntryKind::kOrganization) {
        cluster.kind = lexicon_.organizations()[names_[m].entry->record].kind;
      }
    }
    if (mentions_[m].form == MentionForm::kName && name.size() > cluster.full.size()) {
      cluster.full = name;
      cluster.full_mention = m;
    }
    if (name.size() > 1) {
      by_first.Add(name[0], c);
      by_initials.Add(Initials(name, false), c);
      by_initials.Add(Initials(name, true), c);
    }
    if (by_name.emplace(name, c).second && cluster.forms.size() < 32) {
      cluster.forms.push_back(std::move(name));
    }
    if (cluster.country == kNoIndex) cluster.country = CountryBeside(m);
    if (cluster.named_for == kNoIndex) cluster.named_for = CountryWithin(m, cluster.kind);
  };
  // Names of more than one word, and those of lists, first.
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kOrganization)) continue;
    std::vector<std::string> name = WordsOf(m);
    if (name.empty()) continue;
    if (mentions_[m].rule == "name:state-body" && m > 0) {
      // Named by its country: one body a country and word.
      name.insert(name.begin(), "#" + std::to_string(mentions_[m - 1].entity));
      const auto at = by_name.find(name);
      const uint32_t c = at != by_name.end() ? at->second : NewCluster(MentionType::kOrganization);
      if (at == by_name.end()) {
        clusters_[c].country = mentions_[m - 1].entity;
        clusters_[c].kind = name[1] == "parliament" ? "parliament" : "embassy";
        clusters_[c].display = std::string(
            words_.document().Text({mentions_[m - 1].span.begin_byte, mentions_[m].span.end_byte}));
        by_name.emplace(std::move(name), c);
      }
      Join(m, c);
      continue;
    }
    if (mentions_[m].form == MentionForm::kNominal || name.size() == 1) {
      later.push_back(m);
      continue;
    }
    uint32_t c = kNoIndex;
    if (const auto at = by_name.find(name); at != by_name.end()) c = at->second;
    if (c == kNoIndex && names_[m].entry != nullptr &&
        names_[m].entry->kind == EntryKind::kOrganization) {
      if (const auto at = by_record.find(names_[m].entry->record); at != by_record.end())
        c = at->second;
    }
    if (c == kNoIndex) {
      c = NewCluster(MentionType::kOrganization);
      bodies.push_back(c);
      if (names_[m].entry != nullptr && names_[m].entry->kind == EntryKind::kOrganization)
        by_record[names_[m].entry->record] = c;
    }
    add(m, c, std::move(name));
  }
  // A name that opens a longer one is its short form.
  for (size_t i = 0; i < bodies.size(); ++i) {
    Cluster& small = clusters_[bodies[i]];
    if (small.mentions.empty()) continue;
    uint32_t best = kNoIndex;
    if (small.full.empty()) continue;
    for (const uint32_t other : by_first.Find(small.full[0])) {
      const Cluster& large = clusters_[other];
      if (other == bodies[i] || large.mentions.empty() || large.full.size() <= small.full.size())
        continue;
      if (!IsPrefix(small.full, large.full)) continue;
      const std::string& next = large.full[small.full.size()];
      if (next == "of" || next == "for" || next == "and") {
        if (small.full.size() < 3) continue;
      }
      if (best == kNoIndex || large.mentions.size() > clusters_[best].mentions.size()) best = other;
    }
    if (best == kNoIndex) continue;
    const std::vector<uint32_t> moved = std::move(small.mentions);
    small.mentions.clear();
    for (const uint32_t m : moved) {
      add(m, best, WordsOf(m));
      by_name[WordsOf(m)] = best;
    }
  }
  // What an acronym stands for is told once, and a title may have used it before.
  std::stable_partition(later.begin(), later.end(),
                        [&](uint32_t m) { return AcronymOwner(m) != kNoIndex; });
  for (const uint32_t m : later) {
    std::vector<std::string> name = WordsOf(m);
    uint32_t c = kNoIndex;
    if (const uint32_t owner = AcronymOwner(m);
        owner != kNoIndex && mentions_[owner].entity != kNoIndex) {
      c = mentions_[owner].entity;
      by_letters.Add(sorted_letters(name.back()), c);
      Join(m, c);
      clusters_[c].forms.push_back(name);
      by_name[name] = c;
      continue;
    }
    if (AcronymOwner(m) != kNoIndex && Is(AcronymOwner(m), MentionType::kMinistry)) {
      // Decided with the ministries.
      mentions_[m].type = MentionType::kMinistry;
      mentions_[m].form = MentionForm::kAcronym;
      continue;
    }
    if (mentions_[m].form == MentionForm::kNominal) continue;
    if (const auto at = by_name.find(name); at != by_name.end()) c = at->second;
    const bool upper = words_.Upper(mentions_[m].begin_token);
    if (c == kNoIndex && names_[m].entry != nullptr &&
        names_[m].entry->kind == EntryKind::kOrganization) {
      const auto at = by_record.find(names_[m].entry->record);
      if (at != by_record.end() && !clusters_[at->second].mentions.empty()) c = at->second;
    }
    if (c == kNoIndex && upper && name[0].size() >= 2) {
      for (const uint32_t b : by_initials.Find(name[0])) {
        if (!clusters_[b].mentions.empty()) c = b;
      }
    }
    if (c == kNoIndex && upper) {
      for (const uint32_t owner : by_letters.Find(sorted_letters(name[0]))) {
        for (const std::vector<std::string>& form : clusters_[owner].forms) {
          if (form.size() == 1 && SwappedLetters(form[0], name[0])) c = owner;
        }
      }
    }
    if (c == kNoIndex) {
      // The first word of a longer name; of several the one named most.
      for (const uint32_t b : by_first.Find(name[0])) {
        const Cluster& body = clusters_[b];
        if (body.mentions.empty() || body.full.size() < 2 || body.full[0] != name[0]) continue;
        if (matches_.Longest(mentions_[m].begin_token, EntryKind::kCountry) != nullptr) continue;
        if (c == kNoIndex || body.mentions.size() > clusters_[c].mentions.size()) c = b;
      }
    }
    if (c == kNoIndex) {
      c = NewCluster(MentionType::kOrganization);
      bodies.push_back(c);
      if (names_[m].entry != nullptr && names_[m].entry->kind == EntryKind::kOrganization)
        by_record[names_[m].entry->record] = c;
    }
    add(m, c, std::move(name));
    if (upper) by_letters.Add(sorted_letters(WordsOf(m)[0]), c);
  }
  // "the Company", "the College": the last body before that its word can mean.
  for (const uint32_t m : later) {
    if (mentions_[m].entity != kNoIndex || mentions_[m].form != MentionForm::kNominal ||
        !Is(m, MentionType::kOrganization))
      continue;
    const std::vector<std::string> name = WordsOf(m);
    if (const uint32_t body = DefinedAs(m, name[0]); body != kNoIndex) {
      Join(m, body);
      continue;
    }
    uint32_t best = IssuerFor(m, name[0]);
    if (best != kNoIndex) {
      Join(m, best);
      continue;
    }
    for (uint32_t o = m; o-- > 0 && m - o < 300;) {
      if (!Is(o, MentionType::kOrganization) || mentions_[o].entity == kNoIndex ||
          mentions_[o].form == MentionForm::kNominal)
        continue;
      const Cluster& body = clusters_[mentions_[o].entity];
      const bool word = std::find(body.full.begin(), body.full.end(), name[0]) != body.full.end();
      bool kind =
          names_[m].cue != nullptr && body.kind == names_[m].cue->kind && body.kind == "company";
      if (words_.Has(mentions_[m].begin_token, kWordBusiness)) {
        kind = body.kind == "company" || (body.kind == "bank" && name[0] == "bank");
        // A name that no cue tells is taken for a company where none is nearer; "(ASX: NRL)" is
        // where another one's shares are traded.
        const uint32_t begin = mentions_[o].begin_token;
        const bool traded = begin > 0 && words_.Text(begin - 1) == "(" &&
                            words_.Text(mentions_[o].end_token) == ":";
        if (body.kind.empty() && m - o <= 6 && !traded) kind = true;
      }
      // A body that has the word in its name goes before one that only is of the kind.
      if (kind && best == kNoIndex) best = mentions_[o].entity;
      if (word) {
        best = mentions_[o].entity;
        break;
      }
    }
    if (best != kNoIndex) {
      Join(m, best);
      continue;
    }
    // "the Coalition", "the Cabinet", named in full nowhere: bodies of their own, where the capital
    // is not that of the sentence.
    const uint32_t b = mentions_[m].begin_token;
    if (names_[m].cue == nullptr || !words_.Capital(b)) continue;
    const bool own = names_[m].cue->kind == "alliance" || names_[m].cue->kind == "parliament" ||
                     name[0] == "cabinet";
    if (!own) continue;
    const auto at = by_name.find(name);
    if (at != by_name.end()) {
      Join(m, at->second);
    } else if (!words_.Starts(b)) {
      const uint32_t c = NewCluster(MentionType::kOrganization);
      clusters_[c].kind = names_[m].cue->kind;
      clusters_[c].full = name;
      Join(m, c);
      by_name.emplace(name, c);
    }
  }
  for (const uint32_t m : later) {
    // "The Coalition" at the begin of a sentence before.
    if (mentions_[m].entity != kNoIndex || mentions_[m].form != MentionForm::kNominal ||
        names_[m].cue == nullptr || !words_.Capital(mentions_[m].begin_token)) {
      continue;
    }
    const auto at = by_name.find(WordsOf(m));
    if (at != by_name.end() && Is(m, MentionType::kOrganization)) Join(m, at->second);
  }
}

uint32_t Resolver::IssuerFor(uint32_t m, const std::string& word) const {
  // "the Company", with a capital within a sentence: whose release it is, told of first.
  // Bounded, so that long documents stay linear.
  constexpr uint32_t kLead = 3, kMentions = 60;
  constexpr size_t kClusters = 200;
  const uint32_t noun = mentions_[m].end_token - 1;
  if (word != "company" && word != "corporation") return kNoIndex;
  if (!words_.Capital(noun) || words_.Starts(noun)) return kNoIndex;
  // "the Corporation" beside "Norlake Aboriginal Corporation" is that one.
  for (size_t c = 0; c < clusters_.size() && c < kClusters; ++c) {
    const std::vector<std::string>& full = clusters_[c].full;
    if (std::find(full.begin(), full.end(), word) != full.end()) return kNoIndex;
  }
  for (uint32_t o = 0; o < m && o < kMentions && mentions_[o].sentence <= kLead; ++o) {
    if (!Is(o, MentionType::kOrganization) || mentions_[o].entity == kNoIndex ||
        mentions_[o].form == MentionForm::kNominal) {
      continue;
    }
    const std::string& kind = clusters_[mentions_[o].entity].kind;
    if (kind == "company") return mentions_[o].entity;
    if (!kind.empty() || clusters_[mentions_[o].entity].mentions.size() < 2) return kNoIndex;
    return mentions_[o].entity;
  }
  return kNoIndex;
}

uint32_t Resolver::DefinedAs(uint32_t m, const std::string& word) const {
  constexpr uint32_t kReach = 18, kMentionsBack = 300;
  if (!words_.Capital(mentions_[m].end_token - 1)) return kNoIndex;
  const auto quote = [&](uint32_t at) {
    const std::string_view mark = words_.Text(at);
    return mark == "\"" || mark == "“" || mark == "”";
  };
  for (uint32_t o = m; o-- > 0 && m - o < kMentionsBack;) {
    if (!Is(o, MentionType::kOrganization) || mentions_[o].entity == kNoIndex ||
        mentions_[o].form == MentionForm::kNominal || words_.Text(mentions_[o].end_token) != "(") {
      continue;
    }
    const uint32_t begin = mentions_[o].end_token;
    for (uint32_t at = begin + 1; at < begin + kReach; ++at) {
      // "Norlake Corp. (TSX: NLK) (the "Company")"
      if (words_.Text(at) == ")" && words_.Text(at + 1) != "(") break;
      // "the "Company"", ""the Company""
      const bool the = words_.Is(at, "the");
      const uint32_t noun = the ? (quote(at + 1) ? at + 2 : at + 1) : at;
      if (!the || !(quote(at + 1) || quote(at - 1)) || !quote(noun + 1)) continue;
      std::string said(words_.Text(noun));
      for (char& c : said) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
      if (said == word) return mentions_[o].entity;
    }
  }
  return kNoIndex;
}

void Resolver::Ministries() {
  struct Known {
    std::vector<std::string> key;
    uint32_t cluster;
    std::vector<uint32_t> mentions;  // sorted
  };
  std::vector<Known> known;
  const auto attach = [&](uint32_t m, uint32_t c) {
    Join(m, c);
    Cluster& cluster = clusters_[c];
    std::vector<std::string> name = WordsOf(m);
    if (mentions_[m].form == MentionForm::kName && name.size() > cluster.full.size()) {
      cluster.full = name;
      cluster.full_mention = m;
    }
    cluster.forms.push_back(std::move(name));
  };
  std::vector<uint32_t> order;
  // Those whose country is told come first; the others then find them.
  for (const bool told : {true, false}) {
    for (uint32_t m = 0; m < mentions_.size(); ++m) {
      if (!Is(m, MentionType::kMinistry) || mentions_[m].form != MentionForm::kName) continue;
      if ((CountryBeside(m) != kNoIndex) == told) order.push_back(m);
    }
  }
  for (const uint32_t m : order) {
    const std::vector<std::string> key = MinistryKey(m);
    const uint32_t country = CountryBeside(m);
    uint32_t found = kNoIndex;
    uint32_t nearest = UINT32_MAX;
    for (const Known& k : known) {
      const Cluster& cluster = clusters_[k.cluster];
      const bool same =
          k.key == key || (!key.empty() && (IsPrefix(key, k.key) || IsPrefix(k.key, key)));
      if (!same) continue;
      if (country != kNoIndex && cluster.country != kNoIndex && cluster.country != country)
        continue;
      // Of several, the one named nearest before.
      uint32_t distance = UINT32_MAX - 1;
      const auto after = std::lower_bound(k.mentions.begin(), k.mentions.end(), m);
      if (after != k.mentions.end()) distance = 100000 + (*after - m);
      if (after != k.mentions.begin()) distance = std::min(distance, m - *(after - 1));
      if (distance < nearest) nearest = distance, found = k.cluster;
    }
    if (found == kNoIndex) {
      found = NewCluster(MentionType::kMinistry);
      known.push_back({key, found, {}});
    }
    for (Known& k : known) {
      if (k.cluster != found) continue;
      k.mentions.insert(std::lower_bound(k.mentions.begin(), k.mentions.end(), m), m);
    }
    attach(m, found);
    if (clusters_[found].country == kNoIndex) clusters_[found].country = country;
  }
  // Acronyms and "the Ministry".
  std::map<std::string, uint32_t> acronyms;
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kMinistry) || mentions_[m].form != MentionForm::kAcronym) continue;
    const uint32_t owner = AcronymOwner(m);
    if (owner == kNoIndex || mentions_[owner].entity == kNoIndex) continue;
    acronyms[WordsOf(m)[0]] = mentions_[owner].entity;
    attach(m, mentions_[owner].entity);
  }
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (Is(m, MentionType::kOrganization) && mentions_[m].form == MentionForm::kAcronym) {
      const std::vector<std::string> name = WordsOf(m);
      const uint32_t country = CountryBeside(m);
      uint32_t found = kNoIndex;
      if (const auto at = acronyms.find(name[0]); at != acronyms.end()) found = at->second;
      for (const Known& k : known) {
        const Cluster& cluster = clusters_[k.cluster];
        if (found != kNoIndex || cluster.full.size() < 2) continue;
        if (country != kNoIndex && cluster.country != kNoIndex && cluster.country != country)
          continue;
        if (Initials(cluster.full, false) == name[0] || Initials(cluster.full, true) == name[0])
          found = k.cluster;
      }
      if (found == kNoIndex) continue;
      Cluster& old = clusters_[mentions_[m].entity];
      const bool only_acronyms = std::all_of(old.forms.begin(), old.forms.end(),
                                             [&](const auto& form) { return form == name; });
      if (!only_acronyms) continue;
      for (const uint32_t o : std::vector<uint32_t>(old.mentions)) {
        mentions_[o].type = MentionType::kMinistry;
        attach(o, found);
      }
      clusters_[mentions_[m].entity].country =
          clusters_[found].country == kNoIndex ? country : clusters_[found].country;
      old.mentions.clear();
    } else if (Is(m, MentionType::kMinistry) && mentions_[m].form == MentionForm::kNominal) {
      uint32_t best = kNoIndex;
      for (uint32_t o = m; o-- > 0 && best == kNoIndex;) {
        if (Is(o, MentionType::kMinistry) && mentions_[o].entity != kNoIndex)
          best = mentions_[o].entity;
      }
      for (uint32_t o = m; o < mentions_.size() && best == kNoIndex; ++o) {
        if (Is(o, MentionType::kMinistry) && mentions_[o].entity != kNoIndex)
          best = mentions_[o].entity;
      }
      if (best != kNoIndex) Join(m, best);
    }
  }
  for (const Known& k : known) {
    Cluster& cluster = clusters_[k.cluster];
    if (cluster.country != kNoIndex) ministry_keys_.emplace_back(k.key, k.cluster);
    if (cluster.country == kNoIndex) cluster.country = home_;
  }
}

}  // namespace entente::ingest
