#include <algorithm>
#include <array>
#include <vector>

#include "graph/near_name.h"
#include "query/question_words.h"

// Words that are slips of those of the lexicon.

namespace entente::query {

namespace {

// Whether a word may be made so: "given" and "stated", but neither "signd" nor "treatys".
bool MayEndSo(std::string_view stem, std::string_view ending) {
  static constexpr std::array<std::string_view, 13> kEndings = {
      "ed", "er", "or", "es", "en", "ly", "ing", "ion", "able", "ance", "ation", "ity", "y"};
  const char last = stem.back(), before = stem[stem.size() - 2];
  if (ending.empty()) return true;
  if (ending == "d" || ending == "r") return last == 'e';
  if (ending == "n") return last == 'e' || last == 'w';
  if (ending == "s")
    return last != 'i' && (last != 'y' || before == 'a' || before == 'e' || before == 'o');
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

// "given" is a word of its own and no slip of "give", nor is "stated" one of "states": both begin
// alike and go on as forms of one word do.
bool IsOtherForm(std::string_view folded, std::string_view word) {
  size_t common = 0;
  while (common < folded.size() && common < word.size() && folded[common] == word[common]) ++common;
  if (common < 3 || common == folded.size()) return false;
  const std::string_view stem = folded.substr(0, common), rest = folded.substr(common),
                         of_word = word.substr(common);
  if (rest == "ce" && of_word == "t") return true;  // "difference" of "different"
  return MayEndSo(stem, rest) && (of_word == "e" || MayEndSo(stem, of_word));
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
