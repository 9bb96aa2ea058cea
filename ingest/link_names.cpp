#include "ingest/link_names.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "graph/utf8.h"
#include "ingest/transliteration.h"

namespace entente::ingest {

namespace {

template <size_t kSize>
bool Holds(const std::array<std::string_view, kSize>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool IsVowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/// Without doubled letters: "hassan" and "hasan" are one. Digits count: "10" is not "100".
std::string Undoubled(std::string_view word) {
  std::string out;
  for (char c : word) {
    const bool digit = c >= '0' && c <= '9';
    if (digit || out.empty() || out.back() != c) out += c;
  }
  return out;
}

/// One name written by two transliterations: the same but for one vowel within the word, or for a
/// doubled letter. A last vowel tells "Mario" from "Maria" and is no such difference.
bool IsVariant(const std::string& a, const std::string& b) {
  if (a.size() < 4 || b.size() < 4) return false;
  std::string x = Undoubled(a), y = Undoubled(b);
  if (x == y || (x.size() >= 5 && TransliterationKey(x) == TransliterationKey(y))) return true;
  if (x.size() != y.size()) return false;
  size_t differences = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    if (x[i] == y[i]) continue;
    if (!IsVowel(x[i]) || !IsVowel(y[i]) || i + 1 == x.size()) return false;
    ++differences;
  }
  return differences == 1;
}

/// Whether folded `word` is an initial of `other`.
bool IsInitialOf(const std::string& word, const std::string& other) {
  return word.size() == 1 && other.size() > 1 && other[0] == word[0];
}

}  // namespace

std::vector<std::string> SplitWords(std::string_view folded) {
  std::vector<std::string> words;
  for (size_t at = 0; at < folded.size();) {
    size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.emplace_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string FoldForLinking(std::string_view name) {
  struct Spelling {
    std::string_view british, american;
  };
  static constexpr std::array<Spelling, 10> kSpellings = {{{"defence", "defense"},
                                                           {"organisation", "organization"},
                                                           {"organisations", "organizations"},
                                                           {"centre", "center"},
                                                           {"centres", "centers"},
                                                           {"programme", "program"},
                                                           {"labour", "labor"},
                                                           {"harbour", "harbor"},
                                                           {"neighbourhood", "neighborhood"},
                                                           {"utilisation", "utilization"}}};
  const std::string folded = graph::FoldName(name);
  std::string out;
  out.reserve(folded.size() + 2);
  bool cooperation = false;  // the word before was the "co" of "co-operation"
  for (size_t at = 0; at < folded.size();) {
    size_t end = std::min(folded.find(' ', at), folded.size());
    std::string_view word(folded.data() + at, end - at);
    const bool first = at == 0;
    at = end + 1;
    if (word == "s" && !first) continue;  // possessive
    if (word == "the" || word == "a" || word == "an" || word == "and") continue;
    // "co-operation" is "cooperation".
    if (word == "co" && !cooperation &&
        folded.compare(std::min(at, folded.size()), 4, "oper") == 0) {
      cooperation = true;
      continue;
    }
    if (word.size() >= 6) {
      for (const Spelling& spelling : kSpellings) {
        if (word == spelling.british) word = spelling.american;
      }
    }
    if (!out.empty()) out += ' ';
    if (cooperation) out += "co";
    cooperation = false;
    out += word;
  }
  return out;
}

std::string Slug(std::string_view name) {
  std::string folded = graph::FoldName(name);
  std::replace(folded.begin(), folded.end(), ' ', '-');
  return folded;
}

bool IsNameParticle(std::string_view word) {
  static constexpr std::array<std::string_view, 38> kParticles = {
      "abu", "af",    "al",  "as",  "at", "ben", "bin", "bint", "d", "da",  "dal", "das", "de",
      "del", "della", "den", "der", "di", "do",  "dos", "du",   "e", "el",  "ibn", "jr",  "la",
      "las", "le",    "los", "mc",  "o",  "san", "sr",  "st",   "t", "van", "von", "y"};
  return Holds(kParticles, word);
}

bool IsParticleAt(const std::vector<std::string>& words, size_t at) {
  return (at > 0 || words[at].size() > 1) && IsNameParticle(words[at]);
}

NameComparison ComparePeople(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  auto telling = [](const std::vector<std::string>& words) {
    std::vector<std::string> out;
    for (size_t i = 0; i < words.size(); ++i) {
      if (!IsParticleAt(words, i)) out.push_back(words[i]);
    }
    return out;
  };
  std::vector<std::string> x = telling(a), y = telling(b);
  if (x.size() > y.size()) std::swap(x, y);
  NameComparison result;
  if (x.empty()) return result;

  std::vector<bool> used(y.size(), false);
  bool initials = false, variants = false;
  // Whole words first, so that an initial does not take the word of another.
  std::vector<const std::string*> open;
  for (const std::string& word : x) {
    bool found = false;
    for (size_t i = 0; i < y.size() && !found; ++i) {
      if (!used[i] && y[i] == word) found = used[i] = true;
    }
    if (found) {
      ++result.matched_words;
    } else {
      open.push_back(&word);
    }
  }
  for (const std::string* word : open) {
    bool found = false;
    for (size_t i = 0; i < y.size() && !found; ++i) {
      if (used[i]) continue;
      if (IsInitialOf(*word, y[i]) || IsInitialOf(y[i], *word)) {
        found = used[i] = initials = true;
      } else if (IsVariant(*word, y[i])) {
        found = used[i] = variants = true;
      }
    }
    if (!found) return {};
    ++result.matched_words;
  }
  // Initials alone make no name.
  auto whole = [](const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(),
                       [](const std::string& w) { return w.size() > 1; });
  };
  if (!whole(x)) return {};
  if (x.size() == 1) {
    if (y.size() == 1) {
      result.match = variants || initials ? NameMatch::kNone : NameMatch::kSurname;
    } else {
      // The family name stands last, or first in East Asian order.
      bool surname = x[0] == y.back() || x[0] == y.front();
      result.match = surname ? NameMatch::kSurname : NameMatch::kNone;
    }
    return result;
  }
  if (initials) {
    result.match = NameMatch::kInitials;
  } else if (variants) {
    // A variant of one word stands on another that is the same.
    result.match = result.matched_words >= 2 && open.size() < x.size()
                       ? (x.size() == y.size() ? NameMatch::kVariant : NameMatch::kInitials)
                       : NameMatch::kNone;
  } else {
    result.match = x.size() == y.size() ? NameMatch::kSame : NameMatch::kSubset;
  }
  return result;
}

std::string CoreOfBody(std::string_view folded) {
  static constexpr std::array<std::string_view, 40> kForms = {
      "ab",   "ag",          "as",      "asa",      "bhd",   "bv",  "co",           "company",
      "corp", "corporation", "fze",     "gmbh",     "group", "inc", "incorporated", "jsc",
      "kg",   "kk",          "limited", "limitada", "llc",   "llp", "lp",           "ltd",
      "ltda", "nv",          "oy",      "oyj",      "pjsc",  "plc", "pte",          "pty",
      "publ", "s",           "sa",      "sae",      "spa",   "srl", "sro",          "sdn"};
  std::vector<std::string> words = SplitWords(folded);
  while (words.size() > 1) {
    const std::string& last = words.back();
    bool single = last.size() == 1 && words.size() > 2;  // of "S.A", folded to "s a"
    if (!Holds(kForms, last) && !(single && (last == "a" || last == "s"))) break;
    words.pop_back();
    if (words.size() > 2 && words.back() == "stock" && words[words.size() - 2] == "joint") {
      words.pop_back();
      words.pop_back();
    }
  }
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

bool IsGenericBody(std::string_view core) {
  static constexpr std::array<std::string_view, 92> kCommon = {
      "academy",    "administration", "affairs",   "agency",       "agriculture", "air",
      "armed",      "army",           "assembly",  "association",  "attorney",    "authority",
      "aviation",   "bank",           "board",     "border",       "bureau",      "cabinet",
      "center",     "central",        "chamber",   "chambers",     "church",      "civil",
      "coast",      "college",        "commerce",  "commission",   "committee",   "communications",
      "congress",   "council",        "court",     "culture",      "customs",     "defense",
      "department", "development",    "division",  "education",    "electoral",   "embassy",
      "energy",     "environment",    "executive", "federal",      "federation",  "finance",
      "fisheries",  "force",          "forces",    "foreign",      "foundation",  "general",
      "government", "guard",          "health",    "high",         "home",        "house",
      "industry",   "information",    "institute", "intelligence", "interior",    "investment",
      "justice",    "labor",          "maritime",  "military",     "minister",    "ministers",
      "ministry",   "national",       "naval",     "navy",         "of",          "office",
      "parliament", "police",         "prime",     "public",       "security",    "senate",
      "service",    "staff",          "state",     "supreme",      "trade",       "transport",
      "treasury",   "university"};
  std::vector<std::string> words = SplitWords(core);
  return std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return Holds(kCommon, word) || word == "for" || word == "in" || word == "on";
  });
}

void TellingWords(std::string_view folded, std::vector<std::string_view>& words) {
  static constexpr std::array<std::string_view, 18> kStop = {
      "of", "the",  "and",     "for", "on",  "in",    "to",  "a",    "an",
      "at", "with", "between", "by",  "its", "their", "new", "from", "s"};
  words.clear();
  for (size_t at = 0; at < folded.size();) {
    size_t end = std::min(folded.find(' ', at), folded.size());
    std::string_view word = folded.substr(at, end - at);
    if (!word.empty() && !(word.size() <= 7 && Holds(kStop, word))) words.push_back(word);
    at = end + 1;
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace entente::ingest
