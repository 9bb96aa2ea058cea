#include "ingest/entity_table.h"

#include <algorithm>

namespace entente::ingest {

std::vector<std::string> NameWords(const TextWords& words, uint32_t begin, uint32_t end) {
  std::vector<std::string> result;
  for (uint32_t i = begin; i < end; ++i) {
    std::string folded;
    words.lexicon().Fold(words.Text(i), folded);
    if (folded.empty() || folded == "," || folded == "the") continue;
    const unsigned char first = static_cast<unsigned char>(folded[0]);
    if (!(first >= 0x80 || (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9')))
      continue;
    result.push_back(std::move(folded));
  }
  return result;
}

bool IsSubsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  size_t at = 0;
  for (const std::string& word : whole) {
    if (at < part.size() && part[at] == word) ++at;
  }
  return at == part.size();
}

bool IsPrefix(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

bool IsSuffix(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return part.size() <= whole.size() && std::equal(part.rbegin(), part.rend(), whole.rbegin());
}

bool SameWords(std::vector<std::string> a, std::vector<std::string> b) {
  if (a.size() != b.size()) return false;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

bool SwappedLetters(const std::string& a, const std::string& b) {
  if (a.size() != b.size() || a.size() < 4 || a == b || a[0] != b[0]) return false;
  size_t different = 0;
  for (size_t i = 0; i < a.size(); ++i) different += a[i] != b[i];
  if (different > 3) return false;
  std::string x = a, y = b;
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  return x == y;
}

std::string Initials(const std::vector<std::string>& words, bool small) {
  std::string letters;
  for (const std::string& word : words) {
    const bool little = word == "of" || word == "and" || word == "for" || word == "de" ||
                        word == "on" || word == "in";
    if (little && !small) continue;
    size_t begin = 0;
    while (begin < word.size()) {
      letters += word[begin];
      const size_t hyphen = word.find('-', begin);
      if (hyphen == std::string::npos) break;
      begin = hyphen + 1;
    }
  }
  return letters;
}

}  // namespace entente::ingest
