#include <algorithm>
#include <array>
#include <vector>

#include "graph/near_name.h"
#include "query/question_words.h"

// Words that are slips of those of the lexicon.

namespace entente::query {

namespace {

// "given" is a word of its own and no slip of "give": one that goes on as another form of it would.
bool IsOtherForm(std::string_view folded, std::string_view word) {
  static constexpr std::array<std::string_view, 11> kEndings = {
      "ed", "er", "es", "en", "ly", "ing", "ion", "able", "ance", "ation", "ity"};
  if (word.size() < 3) return false;
  const std::string_view stem = word.substr(0, word.size() - 1);
  if (!folded.starts_with(stem)) return false;
  const char last = word.back();
  const bool whole = folded.starts_with(word);
  const std::string_view rest = folded.substr(whole ? word.size() : stem.size());
  if (!whole && last == 't' && rest == "ce") return true;  // "different", "difference"
  if (!whole && last != 'e' && last != 'y') return false;
  // "given", but not "signd"; "talks", but not "treatys".
  if (rest == "n" || rest == "d" || rest == "r") return whole && last == 'e';
  if (rest == "s") return whole && (last != 'y' || std::string_view("aeou").find(stem.back()) < 4);
  return std::find(kEndings.begin(), kEndings.end(), rest) != kEndings.end();
}

// Whether letters were left out of `word` to make it.
bool LeavesOut(std::string_view folded, std::string_view word) {
  size_t at = 0;
  for (const char c : word)
    if (at < folded.size() && folded[at] == c) ++at;
  return at == folded.size();
}

// Of one meaning, or nobody knows which was meant.
std::optional<std::string> OnlyMeaning(std::string_view folded,
                                       const std::vector<std::string_view>& nearest) {
  if (nearest.empty()) return std::nullopt;
  const Word* first = FindWord(nearest.front());
  for (std::string_view word : nearest) {
    const Word* other = FindWord(word);
    if (other->part != first->part || other->id != first->id || other->detail != first->detail)
      return std::nullopt;
  }
  const auto longer = std::find_if(nearest.begin(), nearest.end(),
                                   [&](std::string_view word) { return LeavesOut(folded, word); });
  return std::string(longer != nearest.end() ? *longer : nearest.front());
}

}  // namespace

std::optional<std::string> NearWord(std::string_view folded) {
  constexpr size_t kShortest = 4, kShort = 5, kLong = 8, kLongest = 32;
  if (folded.size() < kShortest || folded.size() > kLongest) return std::nullopt;
  if (FindWord(folded) != nullptr) return std::nullopt;
  size_t best = folded.size() >= kLong ? 2 : 1;
  std::vector<std::string_view> nearest;
  static const std::vector<std::string_view> kWords = SingleWords();
  for (const std::string_view word : kWords) {
    // The first letter is seldom wrong: "handed" is no "landed".
    if (word.front() != folded.front() || IsOtherForm(folded, word)) continue;
    // Of a short one only two letters may have changed places.
    if (folded.size() < kShort &&
        !std::is_permutation(folded.begin(), folded.end(), word.begin(), word.end()))
      continue;
    const size_t distance = graph::EditDistance(folded, word, best);
    if (distance > best) continue;
    if (distance < best) nearest.clear();
    best = distance;
    nearest.push_back(word);
  }
  return OnlyMeaning(folded, nearest);
}

std::optional<std::string> NearFirstWord(std::string_view folded) {
  static constexpr std::array<std::string_view, 14> kFirst = {
      "who",  "whom", "what", "which", "when", "where", "how",
      "list", "show", "give", "tell",  "does", "did",   "has"};
  if (folded.size() < 3 || folded.size() > 6) return std::nullopt;
  std::vector<std::string_view> nearest;
  for (std::string_view word : kFirst)
    if (folded.size() + 1 >= word.size() && graph::EditDistance(folded, word, 1) == 1)
      nearest.push_back(word);
  // Of "whic" and "wich" only the letters left out or turned round are a slip, not others.
  std::erase_if(nearest, [&](std::string_view word) {
    std::string a(folded), b(word);
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return !std::includes(a.begin(), a.end(), b.begin(), b.end()) &&
           !std::includes(b.begin(), b.end(), a.begin(), a.end());
  });
  return nearest.size() == 1 ? std::optional(std::string(nearest.front())) : std::nullopt;
}

}  // namespace entente::query
