#include "ingest/resolver_impl.h"
#include "ingest/transliteration.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace entente::ingest {

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
  return (rank && !post && cluster.posted && !cluster.ranked) ||
         (post && !rank && cluster.ranked && !cluster.posted);
}

/// A key of the index of people that no word of a name can be.
static std::string VariantKey(const std::string& word) { return "~" + TransliterationKey(word); }

/// The same words, but for how a foreign name is written: "Volodymyr Zelensky", "Volodymyr
/// Zelenskyy".
static bool SameButForSpelling(const std::vector<std::string>& a,
                               const std::vector<std::string>& b) {
  if (a.size() != b.size() || a.size() < 2) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i] && (a[i].size() < 5 || TransliterationKey(a[i]) != TransliterationKey(b[i])))
      return false;
  }
  return true;
}

/// "d" or "d.", folded.
static bool IsInitial(const std::string& word) {
  return word.size() == 1 || (word.size() == 2 && word[1] == '.');
}

bool Resolver::FullNamesAgree(const std::vector<std::string>& a, const std::vector<std::string>& b,
                              uint32_t m) const {
  if (a == b) return true;
  if (SameWords(a, b) || SameButForSpelling(a, b)) return true;
  const std::vector<std::string>& shorter = a.size() <= b.size() ? a : b;
  const std::vector<std::string>& longer = a.size() <= b.size() ? b : a;
  if (shorter.size() < 2) return false;
  // Initials: "J. Smith" and "John Smith".
  if (shorter.size() == longer.size()) {
    if (shorter.back() != longer.back()) return false;
    for (size_t i = 0; i + 1 < shorter.size(); ++i) {
      const std::string &x = shorter[i], &y = longer[i];
      if (x == y) continue;
      if (IsInitial(x) && y[0] == x[0]) continue;
      if (IsInitial(y) && x[0] == y[0]) continue;
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
  // "John Smith" says more than "J. P. Smith".
  const auto fullness = [](const std::vector<std::string>& words) {
    const auto written = std::count_if(words.begin(), words.end(),
                                       [](const std::string& word) { return !IsInitial(word); });
    return std::pair(written, words.size());
  };
  if (fullness(name) > fullness(c.full)) {
    c.full = name;
    c.full_mention = m;
  }
  for (const std::string& word : name) people_.Add(word, cluster);
  if (name.back().size() >= 5) people_.Add(VariantKey(name.back()), cluster);
  if (c.forms.size() < 16 && std::find(c.forms.begin(), c.forms.end(), name) == c.forms.end()) {
    c.forms.push_back(std::move(name));
  }
  if (sex_[m] != 0) c.sex = sex_[m];
  for (const MentionTitle& title : titles_[m]) {
    c.ranked |= title.rank;
    c.posted |= !title.rank && !title.honorific;
    if (!title.honorific && c.titles.size() < 16 &&
        std::find(c.titles.begin(), c.titles.end(), title.title) == c.titles.end())
      c.titles.push_back(title.title);
  }
}

/// The last mention of a cluster before m, of those looked at; 0 when there is none.
uint32_t Resolver::LastBefore(const Cluster& cluster, uint32_t m) const {
  uint32_t last = 0;
  const size_t n = cluster.mentions.size();
  for (size_t i = n > 32 ? n - 32 : 0; i < n; ++i) {
    if (cluster.mentions[i] < m) last = std::max(last, cluster.mentions[i]);
  }
  return last;
}

void Resolver::People() {
  std::vector<uint32_t> shorts;
  std::map<std::string, std::vector<uint32_t>> by_last;  // mentions of several words by their last
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (Is(m, MentionType::kPerson) && WordsOf(m).size() > 1) {
      by_last[WordsOf(m).back()].push_back(m);
    }
  }
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kPerson)) continue;
    std::vector<std::string> name = WordsOf(m);
    size_t own = 0;
    for (uint32_t k = mentions_[m].begin_token; k < mentions_[m].end_token; ++k)
      own += words_.NameLike(k);
    if (name.empty()) continue;
    const bool particle_first =
        words_.Has(mentions_[m].begin_token, kWordParticle) &&
        !words_.Has(mentions_[m].begin_token, kWordGiven | kWordFamilyFirst);
    if (own < 2 || particle_first) {
      shorts.push_back(m);
      continue;
    }
    // "Minister Reis Tavora": two words that end a longer name known already.
    uint32_t found = kNoIndex;
    for (const uint32_t c : people_.Alike(name)) {
      Cluster& cluster = clusters_[c];
      if (cluster.sex != 0 && sex_[m] != 0 && cluster.sex != sex_[m] && cluster.full != name)
        continue;
      if (TitleClash(m, cluster)) continue;
      bool agrees = FullNamesAgree(name, cluster.full, m);
      for (size_t f = 0; f < cluster.forms.size() && !agrees; ++f)
        agrees = cluster.forms[f] == name ||
                 (IsInitial(cluster.forms[f].front()) && FullNamesAgree(name, cluster.forms[f], m));
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
        const std::vector<uint32_t>& same = by_last[name.back()];
        const size_t from = std::upper_bound(same.begin(), same.end(), m) - same.begin();
        for (size_t o = from; o < same.size() && o < from + 64 && !later; ++o) {
          const std::vector<std::string>& other = WordsOf(same[o]);
          later = other.size() > name.size() && IsSuffix(name, other);
        }
      }
      if (later) {
        shorts.push_back(m);
        continue;
      }
      found = NewCluster(MentionType::kPerson);
    }
    AddPerson(m, found, std::move(name));
  }
  for (const uint32_t m : shorts) {
    std::vector<std::string> name = WordsOf(m);
    uint32_t best = kNoIndex;
    int best_score = 0;
    for (const uint32_t c : people_.Alike(name)) {
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
          last_best = LastBefore(clusters_[best], m);
          last_this = LastBefore(cluster, m);
        }
        if (score > best_score || last_this > last_best) {
          best = c;
          best_score = score;
        }
      }
    }
    if (best == kNoIndex && name.size() == 1 && name[0].size() >= 5) {
      // "Zelenskyy", where the full name is written otherwise.
      for (const uint32_t c : people_.Alike({VariantKey(name[0])})) {
        const Cluster& cluster = clusters_[c];
        const bool clash = cluster.sex != 0 && sex_[m] != 0 && cluster.sex != sex_[m];
        if (best == kNoIndex && cluster.full.size() > 1 && !clash && !TitleClash(m, cluster))
          best = c;
      }
    }
    if (best == kNoIndex) {
      best = NewCluster(MentionType::kPerson);
    }
    AddPerson(m, best, std::move(name));
  }
}

}  // namespace entente::ingest
