#include "ingest/score_names.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "graph/utf8.h"

namespace entente::ingest {

namespace {

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

template <size_t kSize>
bool Holds(const std::array<std::string_view, kSize>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::string FoldForScoring(std::string_view text) {
  std::string plain(text);
  for (std::string_view invisible :
       {"\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xEF\xBB\xBF"}) {
    ReplaceAll(plain, invisible, "");
  }
  ReplaceAll(plain, "&", " and ");
  std::string folded = graph::FoldName(plain);
  for (std::string_view lead :
       {"the ", "a ", "an ", "h e ", "he ", "dr ", "mr ", "mrs ", "ms ", "sir ", "prof "}) {
    if (folded.starts_with(lead)) {
      folded = folded.substr(lead.size());
      break;
    }
  }
  ReplaceAll(folded, "defense", "defence");
  ReplaceAll(folded, "organisation", "organization");
  ReplaceAll(folded, "centre", "center");
  ReplaceAll(folded, "programme", "program");
  return folded;
}

WordSet ScoringWords(std::string_view text) {
  static constexpr std::array<std::string_view, 18> kStop = {
      "of", "the",  "and",     "for", "on",   "in",   "to",  "a",     "an",
      "at", "with", "between", "by",  "this", "that", "its", "their", "new"};
  std::string folded = FoldForScoring(text);
  WordSet words;
  for (size_t at = 0; at < folded.size();) {
    size_t end = std::min(folded.find(' ', at), folded.size());
    std::string word = folded.substr(at, end - at);
    if (!word.empty() && !Holds(kStop, word)) words.insert(std::move(word));
    at = end + 1;
  }
  return words;
}

WordSet ContentWords(const std::vector<std::string>& names) {
  static constexpr std::array<std::string_view, 43> kKindWords = {
      "memorandum",  "understanding", "mou",        "moc",         "letter",      "intent",
      "treaty",      "protocol",      "convention", "declaration", "statement",   "contract",
      "charter",     "pact",          "accord",     "deal",        "arrangement", "agreement",
      "agreements",  "exchange",      "notes",      "letters",     "document",    "text",
      "cooperation", "joint",         "signed",     "talks",       "meeting",     "visit",
      "conference",  "workshop",      "exercise",   "ceremony",    "summit",      "call",
      "signing",     "event",         "session",    "official",    "bilateral",   "two",
      "day"};
  WordSet words;
  for (const std::string& name : names) words.merge(ScoringWords(name));
  std::erase_if(words, [](const std::string& word) { return Holds(kKindWords, word); });
  return words;
}

std::string ScoringKind(std::string_view kind) {
  static constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"exchange", "exchange of notes"},
      {"memorandum", "memorandum"},
      {"mou", "memorandum"},
      {"letter", "letter"},
      {"treaty", "treaty"},
      {"protocol", "protocol"},
      {"convention", "convention"},
      {"declaration", "declaration"},
      {"statement", "declaration"},
      {"contract", "contract"},
      {"charter", "charter"},
      {"pact", "agreement"},
      {"accord", "agreement"},
      {"deal", "agreement"},
      {"arrangement", "agreement"},
      {"agreement", "agreement"}};
  std::string folded = FoldForScoring(kind);
  for (const auto& [word, kind_class] : kKinds) {
    if (folded.find(word) != std::string::npos) return std::string(kind_class);
  }
  return folded;
}

size_t CountCommon(const WordSet& a, const WordSet& b) {
  return static_cast<size_t>(
      std::count_if(a.begin(), a.end(), [&](const std::string& x) { return b.count(x) > 0; }));
}

double OverlapOf(const WordSet& a, const WordSet& b) {
  return static_cast<double>(CountCommon(a, b)) /
         static_cast<double>(std::max<size_t>(1, std::min(a.size(), b.size())));
}

double JaccardOf(const WordSet& a, const WordSet& b) {
  size_t common = CountCommon(a, b);
  return static_cast<double>(common) /
         static_cast<double>(std::max<size_t>(1, a.size() + b.size() - common));
}

std::map<size_t, size_t> OneToOne(std::vector<ScoredPair> pairs) {
  std::sort(pairs.begin(), pairs.end(), [](const ScoredPair& x, const ScoredPair& y) {
    return std::tie(y.score, x.a_name, x.b_name, x.a, x.b) <
           std::tie(x.score, y.a_name, y.b_name, y.a, y.b);
  });
  std::map<size_t, size_t> taken;
  std::set<size_t> used;
  for (const ScoredPair& pair : pairs) {
    if (taken.count(pair.a) > 0 || used.count(pair.b) > 0) continue;
    taken[pair.a] = pair.b;
    used.insert(pair.b);
  }
  return taken;
}

}  // namespace entente::ingest
