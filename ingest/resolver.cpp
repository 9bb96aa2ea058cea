#include "ingest/resolver.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "ingest/entity_table.h"
#include "ingest/post_linker.h"

namespace entente::ingest {
namespace {

class Resolver {
 public:
  Resolver(const TextWords& words, const GazetteerMatches& matches,
           const std::vector<NameCandidate>& names, const std::vector<FoundPost>& posts,
           const Dateline& dateline, DocumentMentions& result)
      : words_(words),
        lexicon_(words.lexicon()),
        matches_(matches),
        names_(names),
        posts_(posts),
        dateline_(dateline),
        result_(result) {}

  void Run() {
    for (const NameCandidate& name : names_) {
      Mention mention;
      mention.span = name.span;
      mention.begin_token = name.begin_token;
      mention.end_token = name.end_token;
      mention.sentence = words_.Sentence(name.begin_token);
      mention.type = name.type;
      mention.form = name.form;
      mention.confidence = name.score;
      mention.rule = name.rule;
      mentions_.push_back(std::move(mention));
    }
    links_ = LinkPosts(words_, mentions_, posts_);
    Countries();
    Places();
    home_ = HomeCountry();
    TitlesOfMentions();
    People();
    Organizations();
    Ministries();
    Posts();
    Emit();
  }

 private:
  uint32_t NewCluster(MentionType type) {
    clusters_.emplace_back();
    clusters_.back().type = type;
    return static_cast<uint32_t>(clusters_.size() - 1);
  }
  void Join(uint32_t m, uint32_t cluster) {
    mentions_[m].entity = cluster;
    clusters_[cluster].mentions.push_back(m);
  }
  std::vector<std::string> WordsOf(uint32_t m) const {
    return NameWords(words_, mentions_[m].begin_token, mentions_[m].end_token);
  }
  bool Is(uint32_t m, MentionType type) const { return mentions_[m].type == type; }

  // ---- countries and places

  void Countries();
  uint32_t CountryCluster(uint32_t record) {
    const auto [at, added] = country_clusters_.emplace(record, 0);
    if (added) {
      at->second = NewCluster(MentionType::kCountry);
      clusters_[at->second].record = record;
    }
    return at->second;
  }
  /// The cluster of a country by code; kNoIndex when the document does not name it.
  uint32_t KnownCountry(std::string_view iso2) const {
    const uint32_t record = lexicon_.CountryByCode(iso2);
    const auto at = country_clusters_.find(record);
    return at == country_clusters_.end() ? kNoIndex : at->second;
  }
  void Places();
  /// Whose news it is: the country of the dateline's place, or the one spoken of most.
  uint32_t HomeCountry() const;

  // ---- people

  struct MentionTitle {
    std::string title;  // folded head: "minister", "vice minister"
    bool rank = false;
    bool honorific = false;
  };
  void TitlesOfMentions();
  void People();
  bool TitleClash(uint32_t m, const Cluster& cluster) const;
  bool FullNamesAgree(const std::vector<std::string>& a, const std::vector<std::string>& b,
                      uint32_t m) const;
  void AddPerson(uint32_t m, uint32_t cluster, std::vector<std::string> name);

  // ---- bodies

  void Organizations();
  void Ministries();
  std::vector<std::string> MinistryKey(uint32_t m) const;
  uint32_t CountryBeside(uint32_t m) const;
  uint32_t AcronymOwner(uint32_t m) const;

  void Posts();
  void Emit();

  const TextWords& words_;
  const Lexicon& lexicon_;
  const GazetteerMatches& matches_;
  const std::vector<NameCandidate>& names_;
  const std::vector<FoundPost>& posts_;
  const Dateline& dateline_;
  DocumentMentions& result_;

  std::vector<Mention> mentions_;
  std::vector<PostLinks> links_;
  std::vector<Cluster> clusters_;
  std::map<uint32_t, uint32_t> country_clusters_;  // record to cluster
  uint32_t home_ = kNoIndex;
  std::vector<std::vector<MentionTitle>> titles_;  // of mentions
  std::vector<char> sex_;                          // of mentions
  std::vector<uint32_t> post_of_;                  // of posts: cluster of whom the post is
  std::vector<uint32_t> post_holder_;              // of posts: cluster
};

void Resolver::Countries() {
  std::vector<std::pair<uint32_t, std::vector<uint32_t>>>
      open;  // mention and the records it may be
  std::set<uint32_t> named;
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kCountry) || names_[m].entry == nullptr) continue;
    std::vector<uint32_t> records;
    for (const GazetteerMatch& match : matches_.At(mentions_[m].begin_token)) {
      if (match.span != mentions_[m].span) continue;
      if (match.entry->kind != EntryKind::kCountry && match.entry->kind != EntryKind::kDemonym)
        continue;
      if (std::find(records.begin(), records.end(), match.entry->record) == records.end())
        records.push_back(match.entry->record);
    }
    std::sort(records.begin(), records.end());
    if (records.size() > 1) {
      const auto current = std::remove_if(records.begin(), records.end(), [&](uint32_t r) {
        return lexicon_.countries()[r].historical;
      });
      if (current != records.begin()) records.erase(current, records.end());
    }
    if (records.empty()) {
      // "Republic of X": the lists have X.
      uint32_t at = mentions_[m].end_token;
      while (at-- > mentions_[m].begin_token && records.empty()) {
        for (const GazetteerMatch& match : matches_.At(at)) {
          if (match.entry->kind == EntryKind::kCountry &&
              match.end_token == mentions_[m].end_token &&
              !lexicon_.countries()[match.entry->record].historical &&
              std::find(records.begin(), records.end(), match.entry->record) == records.end()) {
            records.push_back(match.entry->record);
          }
        }
      }
    }
    if (records.empty()) records.push_back(names_[m].entry->record);
    if (records.size() == 1) {
      named.insert(records[0]);
      Join(m, CountryCluster(records[0]));
    } else {
      open.emplace_back(m, std::move(records));
    }
  }
  for (const auto& [m, records] : open) {
    uint32_t best = records[0];
    int best_score = -1;
    for (const uint32_t record : records) {
      int score = named.count(record) != 0 ? 4 : 0;
      const std::string& capital = lexicon_.countries()[record].capital;
      if (!capital.empty() && words_.document().text().find(capital) != std::string::npos)
        score += 2;
      if (!lexicon_.countries()[record].territory) score += 1;
      // Of two states of one name, the one in the south of Korea and the larger Congo are meant
      // more often; the lists order them so that the later code wins for the first, the earlier
      // else.
      if (lexicon_.countries()[record].iso2 == "KR") score += 1;
      if (score > best_score) best_score = score, best = record;
    }
    Join(m, CountryCluster(best));
  }
}

void Resolver::Places() {
  std::map<std::vector<std::string>, uint32_t> by_name;
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kPlace)) continue;
    std::vector<std::string> name = WordsOf(m);
    if (name.empty()) continue;
    const auto [at, added] = by_name.emplace(name, 0);
    if (added) {
      at->second = NewCluster(MentionType::kPlace);
      Cluster& cluster = clusters_[at->second];
      cluster.full = name;
      if (names_[m].cue != nullptr) cluster.kind = names_[m].cue->kind;
      // Of namesakes the one in a country that the document speaks of, else the largest.
      int64_t best_score = -1;
      for (const GazetteerMatch& match : matches_.At(mentions_[m].begin_token)) {
        if (match.entry->kind != EntryKind::kPlace || match.end_token != mentions_[m].end_token)
          continue;
        const PlaceRecord& place = lexicon_.places()[match.entry->record];
        const uint32_t country = lexicon_.CountryByCode(place.country);
        int64_t score = place.population + (place.capital ? 20000000 : 0);
        if (country_clusters_.count(country) != 0) score += 100000000;
        if (score > best_score) {
          best_score = score;
          cluster.record = match.entry->record;
          cluster.country_iso2 = place.country;
          cluster.kind = place.kind;
        }
      }
      if (cluster.country_iso2.empty()) {
        // "NAME, Country" and "NAME in Country".
        const uint32_t next = mentions_[m].end_token;
        for (const GazetteerMatch& match : matches_.At(next + 1)) {
          if ((words_.IsComma(next) || words_.Is(next, "in")) &&
              match.entry->kind == EntryKind::kCountry) {
            cluster.country_iso2 = lexicon_.countries()[match.entry->record].iso2;
            break;
          }
        }
      }
      if (!cluster.country_iso2.empty()) cluster.country = KnownCountry(cluster.country_iso2);
    }
    Join(m, at->second);
  }
}

uint32_t Resolver::HomeCountry() const {
  if (dateline_.end_token > dateline_.begin_token) {
    for (uint32_t m = 0; m < mentions_.size(); ++m) {
      if (mentions_[m].begin_token != dateline_.begin_token || mentions_[m].entity == kNoIndex)
        continue;
      const Cluster& place = clusters_[mentions_[m].entity];
      if (place.type == MentionType::kCountry) return mentions_[m].entity;
      if (place.country != kNoIndex) return place.country;
    }
  }
  // The one spoken of most, where no other comes near.
  uint32_t best = kNoIndex;
  size_t most = 0, second = 0;
  for (const auto& [record, cluster] : country_clusters_) {
    const size_t count = clusters_[cluster].mentions.size();
    if (count > most) {
      second = most;
      most = count;
      best = cluster;
    } else {
      second = std::max(second, count);
    }
  }
  return most >= 2 * second ? best : kNoIndex;
}

void Resolver::TitlesOfMentions() {
  titles_.resize(mentions_.size());
  sex_.resize(mentions_.size());
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    const uint32_t m = links_[p].holder;
    if (m == kNoIndex) continue;
    const TitleRecord& record = lexicon_.titles()[posts_[p].record];
    MentionTitle title;
    lexicon_.Fold(record.normalised, title.title);
    if (!posts_[p].added.empty()) {
      std::string added;
      lexicon_.Fold(posts_[p].added, added);
      title.title = added + " " + title.title;
    }
    title.rank = posts_[p].rank;
    title.honorific = posts_[p].honorific;
    const std::string& n = record.normalised;
    if (n == "Mr" || n == "Sir" || n == "Lord" || n == "King" || n == "Prince" || n == "Sheikh")
      sex_[m] = 'm';
    if (n == "Ms" || n == "Mrs" || n == "Miss" || n == "Lady" || n == "Dame" || n == "Queen" ||
        n == "Princess" || n == "Madam" || n == "Madame")
      sex_[m] = 'f';
    titles_[m].push_back(std::move(title));
  }
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kPerson) || sex_[m] != 0) continue;
    if (mentions_[m].end_token - mentions_[m].begin_token < 2) continue;
    const uint32_t flags = words_.Flags(mentions_[m].begin_token);
    if ((flags & kWordGivenUsual) == 0) continue;
    if ((flags & kWordFemale) != 0 && (flags & kWordMale) == 0) sex_[m] = 'f';
    if ((flags & kWordMale) != 0 && (flags & kWordFemale) == 0) sex_[m] = 'm';
  }
}

bool Resolver::TitleClash(uint32_t m, const Cluster& cluster) const {
  // A captain and a minister of one name are two people.
  bool rank = false, post = false;
  for (const MentionTitle& title : titles_[m]) {
    if (title.rank) rank = true;
    if (!title.rank && !title.honorific) post = true;
  }
  bool other_rank = false, other_post = false;
  for (const uint32_t o : cluster.mentions) {
    for (const MentionTitle& title : titles_[o]) {
      if (title.rank) other_rank = true;
      if (!title.rank && !title.honorific) other_post = true;
    }
  }
  return (rank && !post && other_post && !other_rank) ||
         (post && !rank && other_rank && !other_post);
}

bool Resolver::FullNamesAgree(const std::vector<std::string>& a, const std::vector<std::string>& b,
                              uint32_t m) const {
  if (a == b) return true;
  if (SameWords(a, b)) return true;
  const std::vector<std::string>& shorter = a.size() <= b.size() ? a : b;
  const std::vector<std::string>& longer = a.size() <= b.size() ? b : a;
  if (shorter.size() < 2) return false;
  // Initials: "J. Smith" and "John Smith".
  if (shorter.size() == longer.size()) {
    if (shorter.back() != longer.back()) return false;
    for (size_t i = 0; i + 1 < shorter.size(); ++i) {
      const std::string &x = shorter[i], &y = longer[i];
      if (x == y) continue;
      if (x.size() == 1 && y.starts_with(x)) continue;
      if (y.size() == 1 && x.starts_with(y)) continue;
      return false;
    }
    return true;
  }
  if (shorter.front() != longer.front()) return false;
  // Where the family name comes first, another middle name is another person.
  if (words_.Has(mentions_[m].begin_token, kWordFamilyFirst) &&
      !words_.Has(mentions_[m].begin_token, kWordGivenUsual))
    return false;
  if (!IsSubsequence(shorter, longer)) return false;
  return shorter.back() == longer.back() || IsPrefix(shorter, longer);
}

void Resolver::AddPerson(uint32_t m, uint32_t cluster, std::vector<std::string> name) {
  Join(m, cluster);
  Cluster& c = clusters_[cluster];
  if (name.size() > c.full.size()) {
    c.full = name;
    c.full_mention = m;
  }
  c.forms.push_back(std::move(name));
  if (sex_[m] != 0) c.sex = sex_[m];
  for (const MentionTitle& title : titles_[m]) {
    if (!title.honorific &&
        std::find(c.titles.begin(), c.titles.end(), title.title) == c.titles.end())
      c.titles.push_back(title.title);
  }
}

void Resolver::People() {
  std::vector<uint32_t> shorts;
  std::vector<uint32_t> people;
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kPerson)) continue;
    std::vector<std::string> name = WordsOf(m);
    size_t own = 0;
    for (uint32_t k = mentions_[m].begin_token; k < mentions_[m].end_token; ++k)
      own += words_.NameLike(k);
    if (name.empty()) continue;
    const bool particle_first = words_.Has(mentions_[m].begin_token, kWordParticle) &&
                                !words_.Has(mentions_[m].begin_token, kWordGiven);
    if (own < 2 || particle_first) {
      shorts.push_back(m);
      continue;
    }
    // "Minister Vaz Monteiro": two words that end a longer name known already.
    uint32_t found = kNoIndex;
    for (const uint32_t c : people) {
      Cluster& cluster = clusters_[c];
      if (cluster.sex != 0 && sex_[m] != 0 && cluster.sex != sex_[m] && cluster.full != name)
        continue;
      if (TitleClash(m, cluster)) continue;
      bool agrees = FullNamesAgree(name, cluster.full, m);
      for (size_t f = 0; f < cluster.forms.size() && !agrees; ++f)
        agrees = cluster.forms[f] == name;
      if (!agrees && name.size() < cluster.full.size() && IsSuffix(name, cluster.full))
        agrees = true;
      if (agrees) {
        found = c;
        break;
      }
    }
    if (found == kNoIndex) {
      bool later = false;  // a suffix of a name that comes later
      if (titles_[m].size() > 0) {
        for (uint32_t o = m + 1; o < mentions_.size() && !later; ++o) {
          if (!Is(o, MentionType::kPerson)) continue;
          const std::vector<std::string> other = WordsOf(o);
          later = other.size() > name.size() && IsSuffix(name, other);
        }
      }
      if (later) {
        shorts.push_back(m);
        continue;
      }
      found = NewCluster(MentionType::kPerson);
      people.push_back(found);
    }
    AddPerson(m, found, std::move(name));
  }
  for (const uint32_t m : shorts) {
    std::vector<std::string> name = WordsOf(m);
    uint32_t best = kNoIndex;
    int best_score = 0;
    for (const uint32_t c : people) {
      const Cluster& cluster = clusters_[c];
      int score = 0;
      if (cluster.full == name ||
          std::find(cluster.forms.begin(), cluster.forms.end(), name) != cluster.forms.end())
        score = 10;
      else if (IsSuffix(name, cluster.full))
        score = 10;
      else if (name.size() == 1 && cluster.full.front() == name[0])
        score =
            words_.Has(mentions_[m].begin_token, kWordFamilyFirst) || !titles_[m].empty() ? 9 : 7;
      else if (IsPrefix(name, cluster.full))
        score = 8;
      else {
        // A particle written apart or joined, a part in the middle: "de los Santos".
        for (const std::vector<std::string>& form : cluster.forms) {
          if (form.size() > name.size() && IsSubsequence(name, form) && name.size() >= 1 &&
              IsSuffix(name, form))
            score = std::max(score, 9);
        }
        if (score == 0 && name.size() >= 2 && IsSubsequence(name, cluster.full)) score = 8;
        if (score == 0 && name.size() == 1 && cluster.full.size() >= 3 &&
            IsSubsequence(name, cluster.full))
          score = 5;
      }
      if (score == 0) continue;
      if (cluster.sex != 0 && sex_[m] != 0) score += cluster.sex == sex_[m] ? 1 : -8;
      if (TitleClash(m, cluster)) score -= 6;
      for (const MentionTitle& title : titles_[m]) {
        if (title.honorific) continue;
        if (std::find(cluster.titles.begin(), cluster.titles.end(), title.title) !=
            cluster.titles.end()) {
          score += 4;
        } else if (!cluster.titles.empty()) {
          bool part = false;
          for (const std::string& t : cluster.titles)
            part |= t.find(title.title) != std::string::npos;
          score += part ? 1 : -2;
        }
      }
      // The one named last before comes first to mind.
      const bool before = cluster.mentions.front() < m;
      if (before) score += 1;
      if (score <= 2) continue;
      const bool nearer = best != kNoIndex && score == best_score && before;
      if (score > best_score || nearer) {
        uint32_t last_best = 0, last_this = 0;
        if (nearer) {
          for (const uint32_t o : clusters_[best].mentions)
            if (o < m) last_best = std::max(last_best, o);
          for (const uint32_t o : cluster.mentions)
            if (o < m) last_this = std::max(last_this, o);
        }
        if (score > best_score || last_this > last_best) {
          best = c;
          best_score = score;
        }
      }
    }
    if (best == kNoIndex) {
      best = NewCluster(MentionType::kPerson);
      people.push_back(best);
    }
    AddPerson(m, best, std::move(name));
  }
}

/// The country a body is said to be of, right before or after it.
uint32_t Resolver::CountryBeside(uint32_t m) const {
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
      if (mentions_[m + 1].begin_token == at) return country_of(m + 1);
    }
  }
  return kNoIndex;
}

std::vector<std::string> Resolver::MinistryKey(uint32_t m) const {
  std::vector<std::string> key;
  for (std::string& word : WordsOf(m)) {
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

/// The mention right before "(ABC)" or "– ABC", when this one is such an acronym.
uint32_t Resolver::AcronymOwner(uint32_t m) const {
  if (m == 0) return kNoIndex;
  const uint32_t b = mentions_[m].begin_token, e = mentions_[m].end_token;
  const Mention& before = mentions_[m - 1];
  if (before.sentence != mentions_[m].sentence) return kNoIndex;
  if (before.type != MentionType::kOrganization && before.type != MentionType::kMinistry)
    return kNoIndex;
  const bool parenthesis = words_.Text(b - 1) == "(" &&
                           (words_.Text(e) == ")" || words_.IsComma(e) || words_.Is(e, "or"));
  const bool dash = words_.IsDash(b - 1) && e - b == 1 && words_.Upper(b);
  if ((parenthesis || dash) && before.end_token == b - 1 && e - b <= 3) return m - 1;
  // "Company of Jordan (NEPCO)": a country between.
  if (parenthesis && before.type == MentionType::kCountry) return kNoIndex;
  return kNoIndex;
}

void Resolver::Organizations() {
  std::vector<uint32_t> bodies;
  std::map<std::vector<std::string>, uint32_t> by_name;
  std::map<std::string, uint32_t> acronyms;
  std::vector<uint32_t> later;
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
    by_name.emplace(name, c);
    cluster.forms.push_back(std::move(name));
    if (cluster.country == kNoIndex) cluster.country = CountryBeside(m);
  };
  // Names of more than one word, and those of lists, first.
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kOrganization)) continue;
    std::vector<std::string> name = WordsOf(m);
    if (name.empty()) continue;
    if (mentions_[m].form == MentionForm::kNominal || name.size() == 1) {
      later.push_back(m);
      continue;
    }
    uint32_t c = kNoIndex;
    if (const auto at = by_name.find(name); at != by_name.end()) c = at->second;
    if (c == kNoIndex && names_[m].entry != nullptr &&
        names_[m].entry->kind == EntryKind::kOrganization) {
      for (const uint32_t b : bodies) {
        if (clusters_[b].record == names_[m].entry->record) c = b;
      }
    }
    if (c == kNoIndex) {
      c = NewCluster(MentionType::kOrganization);
      bodies.push_back(c);
      if (names_[m].entry != nullptr && names_[m].entry->kind == EntryKind::kOrganization)
        clusters_[c].record = names_[m].entry->record;
    }
    add(m, c, std::move(name));
  }
  // A name that opens a longer one is its short form.
  for (size_t i = 0; i < bodies.size(); ++i) {
    Cluster& small = clusters_[bodies[i]];
    if (small.mentions.empty()) continue;
    uint32_t best = kNoIndex;
    for (const uint32_t other : bodies) {
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
    for (const uint32_t m : moved) add(m, best, WordsOf(m));
    for (auto& [name, cluster] : by_name) {
      if (cluster == bodies[i]) cluster = best;
    }
  }
  for (const uint32_t m : later) {
    std::vector<std::string> name = WordsOf(m);
    uint32_t c = kNoIndex;
    if (const uint32_t owner = AcronymOwner(m);
        owner != kNoIndex && mentions_[owner].entity != kNoIndex) {
      c = mentions_[owner].entity;
      acronyms.emplace(name.back(), c);
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
      for (const uint32_t b : bodies) {
        if (clusters_[b].record == names_[m].entry->record && !clusters_[b].mentions.empty()) c = b;
      }
    }
    if (c == kNoIndex && upper && name[0].size() >= 2) {
      for (const uint32_t b : bodies) {
        const Cluster& body = clusters_[b];
        if (body.mentions.empty() || body.full.size() < 2) continue;
        if (Initials(body.full, false) == name[0] || Initials(body.full, true) == name[0]) c = b;
      }
    }
    if (c == kNoIndex && upper) {
      for (const auto& [letters, owner] : acronyms) {
        if (SwappedLetters(letters, name[0])) c = owner;
      }
    }
    if (c == kNoIndex) {
      // The first word of a longer name; of several the one named most.
      for (const uint32_t b : bodies) {
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
        clusters_[c].record = names_[m].entry->record;
    }
    add(m, c, std::move(name));
    if (upper)
      acronyms.emplace(NameWords(words_, mentions_[m].begin_token, mentions_[m].end_token)[0], c);
  }
  // "the Company", "the College": the last body before that its word can mean.
  for (const uint32_t m : later) {
    if (mentions_[m].entity != kNoIndex || mentions_[m].form != MentionForm::kNominal ||
        !Is(m, MentionType::kOrganization))
      continue;
    const std::vector<std::string> name = WordsOf(m);
    uint32_t best = kNoIndex;
    for (uint32_t o = m; o-- > 0;) {
      if (!Is(o, MentionType::kOrganization) || mentions_[o].entity == kNoIndex ||
          mentions_[o].form == MentionForm::kNominal)
        continue;
      const Cluster& body = clusters_[mentions_[o].entity];
      const bool word = std::find(body.full.begin(), body.full.end(), name[0]) != body.full.end();
      const bool kind = names_[m].cue != nullptr && !body.kind.empty() &&
                        body.kind == names_[m].cue->kind && body.kind == "company";
      if (word || kind) {
        best = mentions_[o].entity;
        break;
      }
    }
    if (best != kNoIndex) Join(m, best);
  }
}

void Resolver::Ministries() {
  struct Known {
    std::vector<std::string> key;
    uint32_t cluster;
  };
  std::vector<Known> known;
  std::vector<uint32_t> rest;
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
      for (const uint32_t o : cluster.mentions)
        distance = std::min(distance, o < m ? m - o : 100000 + (o - m));
      if (distance < nearest) nearest = distance, found = k.cluster;
    }
    if (found == kNoIndex) {
      found = NewCluster(MentionType::kMinistry);
      known.push_back({key, found});
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
    if (cluster.country == kNoIndex) cluster.country = home_;
  }
}

void Resolver::Posts() {
  post_of_.assign(posts_.size(), kNoIndex);
  post_holder_.assign(posts_.size(), kNoIndex);
  const auto entity = [&](uint32_t m) { return m == kNoIndex ? kNoIndex : mentions_[m].entity; };
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    post_holder_[p] = entity(links_[p].holder);
    post_of_[p] = entity(links_[p].of);
    if (posts_[p].honorific || posts_[p].plural) continue;
    // "…, CEO Ann Ayres of Peru": of whom may follow the name.
    if (post_of_[p] == kNoIndex && links_[p].holder != kNoIndex && links_[p].before_name) {
      const uint32_t h = links_[p].holder;
      uint32_t at = mentions_[h].end_token;
      if (words_.IsAny(at, {"of", "from"})) {
        ++at;
        if (words_.Is(at, "the")) ++at;
        if (h + 1 < mentions_.size() && mentions_[h + 1].begin_token == at &&
            !Is(h + 1, MentionType::kPerson))
          post_of_[p] = entity(h + 1);
      }
    }
  }
  // What one mention says of a post holds for the same post elsewhere, and for the same holder's
  // posts in government.
  std::map<uint32_t, uint32_t> state_of;  // person to country
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (post_holder_[p] == kNoIndex || post_of_[p] == kNoIndex) continue;
    if (clusters_[post_of_[p]].type == MentionType::kCountry)
      state_of.emplace(post_holder_[p], post_of_[p]);
  }
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (posts_[p].honorific || posts_[p].rank || posts_[p].plural || post_of_[p] != kNoIndex ||
        post_holder_[p] == kNoIndex)
      continue;
    for (uint32_t q = 0; q < posts_.size(); ++q) {
      if (q != p && post_holder_[q] == post_holder_[p] && post_of_[q] != kNoIndex &&
          !posts_[q].rank &&
          lexicon_.titles()[posts_[q].record].normalised ==
              lexicon_.titles()[posts_[p].record].normalised) {
        post_of_[p] = post_of_[q];
        break;
      }
    }
    const TitleRecord& title = lexicon_.titles()[posts_[p].record];
    if (post_of_[p] == kNoIndex && title.government) {
      const auto at = state_of.find(post_holder_[p]);
      if (at != state_of.end())
        post_of_[p] = at->second;
      else if (home_ != kNoIndex)
        post_of_[p] = home_;
    }
  }
  // "the British minister": a post without a name, of a country whose minister has one.
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (posts_[p].honorific || posts_[p].plural || post_holder_[p] != kNoIndex) continue;
    const TitleRecord& title = lexicon_.titles()[posts_[p].record];
    std::string folded;
    lexicon_.Fold(title.normalised, folded);
    uint32_t best = kNoIndex;
    for (uint32_t q = 0; q < posts_.size(); ++q) {
      if (posts_[q].honorific || post_holder_[q] == kNoIndex ||
          clusters_[post_holder_[q]].type != MentionType::kPerson)
        continue;
      if (posts_[q].qualifier == "former") continue;
      std::string other;
      lexicon_.Fold(lexicon_.titles()[posts_[q].record].normalised, other);
      const bool same_title = other == folded || other.ends_with(" " + folded);
      if (!same_title) continue;
      if (post_of_[p] != kNoIndex && post_of_[q] != kNoIndex && post_of_[p] != post_of_[q])
        continue;
      if (post_of_[p] == kNoIndex && !words_.IsAny(posts_[p].begin_token - 1, {"the"})) continue;
      if (post_of_[p] != kNoIndex && post_of_[q] == kNoIndex) continue;
      if (posts_[p].field_begin < posts_[p].field_end &&
          NormalisedTitle(words_, posts_[p]) != NormalisedTitle(words_, posts_[q]))
        continue;
      // The one spoken of last before.
      if (best == kNoIndex || posts_[q].begin_token < posts_[p].begin_token) best = q;
    }
    if (best != kNoIndex) {
      post_holder_[p] = post_holder_[best];
      if (post_of_[p] == kNoIndex) post_of_[p] = post_of_[best];
    }
  }
}

void Resolver::Emit() {
  // Clusters in order of their first mention; those without one are gone.
  std::vector<uint32_t> number(clusters_.size(), kNoIndex);
  std::vector<uint32_t> kept;
  for (const Mention& mention : mentions_) {
    if (mention.entity == kNoIndex || number[mention.entity] != kNoIndex) continue;
    number[mention.entity] = static_cast<uint32_t>(kept.size());
    kept.push_back(mention.entity);
  }
  const auto text_of = [&](uint32_t m) {
    std::string text(words_.document().Text(mentions_[m].span));
    // A line break or a run of spaces inside a name is one space to the reader.
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i) {
      const bool space = text[i] == '\n' || text[i] == '\t' || text[i] == ' ';
      if (space && !plain.empty() && plain.back() == ' ') continue;
      plain += space ? ' ' : text[i];
    }
    return plain;
  };
  for (const uint32_t c : kept) {
    const Cluster& cluster = clusters_[c];
    Entity entity;
    entity.type = cluster.type;
    std::set<std::string> forms;
    for (const uint32_t m : cluster.mentions) {
      if (mentions_[m].form != MentionForm::kNominal || cluster.type == MentionType::kMinistry)
        forms.insert(text_of(m));
    }
    if (cluster.type == MentionType::kCountry) {
      const CountryRecord& record = lexicon_.countries()[cluster.record];
      entity.name = record.name;
      entity.iso2 = record.iso2;
      entity.iso3 = record.iso3;
    } else if (cluster.full_mention != kNoIndex) {
      entity.name = text_of(cluster.full_mention);
    } else {
      // The longest form, of equals the first.
      for (const uint32_t m : cluster.mentions) {
        const std::string text = text_of(m);
        if (text.size() > entity.name.size() &&
            (mentions_[m].form != MentionForm::kNominal || entity.name.empty()))
          entity.name = text;
      }
    }
    entity.kind = cluster.kind;
    if (cluster.country != kNoIndex) {
      entity.country = number[cluster.country];
      entity.country_iso2 = lexicon_.countries()[clusters_[cluster.country].record].iso2;
    } else {
      entity.country_iso2 = cluster.country_iso2;
    }
    forms.erase(entity.name);
    entity.aliases.assign(forms.begin(), forms.end());
    result_.entities.push_back(std::move(entity));
  }
  // Two ministries of one name carry their countries.
  for (uint32_t a = 0; a < result_.entities.size(); ++a) {
    Entity& entity = result_.entities[a];
    if (entity.type != MentionType::kMinistry || entity.country == kNoIndex) continue;
    bool shared = false;
    for (uint32_t b = 0; b < result_.entities.size() && !shared; ++b) {
      const Entity& other = result_.entities[b];
      if (a == b || other.type != MentionType::kMinistry) continue;
      shared = other.name == entity.name || std::find(other.aliases.begin(), other.aliases.end(),
                                                      entity.name) != other.aliases.end();
    }
    if (!shared) continue;
    // The text's own words for it where it has them: "Uruguay's Ministry of Health".
    std::string full;
    for (const uint32_t m : clusters_[kept[a]].mentions) {
      if (m == 0 || mentions_[m - 1].type != MentionType::kCountry ||
          number[mentions_[m - 1].entity] != entity.country)
        continue;
      if (mentions_[m].begin_token - mentions_[m - 1].end_token > 1) continue;
      full = std::string(
          words_.document().Text({mentions_[m - 1].span.begin_byte, mentions_[m].span.end_byte}));
      break;
    }
    if (full.empty()) full = entity.name + " of " + result_.entities[entity.country].name;
    entity.aliases.push_back(entity.name);
    std::sort(entity.aliases.begin(), entity.aliases.end());
    entity.aliases.erase(std::unique(entity.aliases.begin(), entity.aliases.end()),
                         entity.aliases.end());
    entity.name = std::move(full);
  }
  // Honorifics of people.
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    const uint32_t c = post_holder_[p];
    if (!posts_[p].honorific || c == kNoIndex || number[c] == kNoIndex) continue;
    Entity& person = result_.entities[number[c]];
    if (person.honorific.empty()) person.honorific = lexicon_.titles()[posts_[p].record].normalised;
  }
  for (const Mention& mention : mentions_) {
    if (mention.entity == kNoIndex) continue;
    result_.mentions.push_back(mention);
    result_.mentions.back().entity = number[mention.entity];
  }
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    const FoundPost& post = posts_[p];
    Mention mention;
    mention.begin_token = post.begin_token;
    mention.end_token = post.end_token;
    mention.span = words_.Span(post.begin_token, post.end_token);
    mention.sentence = words_.Sentence(post.begin_token);
    mention.type = MentionType::kPost;
    mention.form = MentionForm::kNominal;
    mention.head_token = post.head_end - 1;
    mention.rule = "gazetteer:titles";
    if (post_holder_[p] != kNoIndex) mention.entity = number[post_holder_[p]];
    PostValue value;
    value.text = std::string(words_.document().Text(mention.span));
    value.title = NormalisedTitle(words_, post);
    value.qualifier = post.qualifier;
    value.honorific_only = post.honorific;
    value.represents_state = lexicon_.titles()[post.record].government;
    if (post_of_[p] != kNoIndex) value.of = number[post_of_[p]];
    mention.value = static_cast<uint32_t>(result_.posts.size());
    result_.posts.push_back(std::move(value));
    result_.mentions.push_back(std::move(mention));
  }
}

}  // namespace

void ResolveActors(const TextWords& words, const GazetteerMatches& matches,
                   const std::vector<NameCandidate>& names, const std::vector<FoundPost>& posts,
                   const Dateline& dateline, DocumentMentions& result) {
  Resolver(words, matches, names, posts, dateline, result).Run();
}

}  // namespace entente::ingest
