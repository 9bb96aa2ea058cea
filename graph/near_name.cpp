#include "graph/near_name.h"

#include <algorithm>
#include <vector>

#include "graph/utf8.h"

namespace entente::graph {

namespace {

std::u32string Characters(std::string_view text) {
  std::u32string out;
  for (size_t at = 0; at < text.size();) {
    CodePoint c = DecodeAt(text, at);
    out += c.value;
    at += c.size_bytes;
  }
  return out;
}

bool ContainsWords(const std::string& text, const std::string& words) {
  return (" " + text + " ").find(" " + words + " ") != std::string::npos;
}

}  // namespace

size_t EditDistance(std::string_view a_text, std::string_view b_text, size_t limit) {
  std::u32string a = Characters(a_text), b = Characters(b_text);
  size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer - shorter > limit) return limit + 1;
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    size_t best = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

std::string WithoutInitials(std::string_view folded) {
  std::string out;
  size_t words = 0;
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    const std::string_view word = folded.substr(at, end - at);
    at = end + 1;
    const bool left_out =
        CountCharacters(word) < 2 || word == "jr" || word == "sr" || word == "ii" || word == "iii";
    if (left_out) continue;
    out.append(out.empty() ? "" : " ").append(word);
    ++words;
  }
  return words < 2 ? std::string(folded) : out;
}

std::optional<std::string> NearestName(std::string_view name,
                                       std::span<const std::string> candidates) {
  std::string wanted = FoldName(name);
  if (wanted.empty()) return std::nullopt;
  size_t limit = std::max<size_t>(1, CountCharacters(wanted) / 3);
  size_t best_distance = limit + 1;
  std::optional<std::string> best;
  for (const std::string& candidate : candidates) {
    if (candidate == name) continue;  // it was typed, and was not it
    std::string folded = FoldName(candidate);
    if (folded.empty()) continue;
    size_t distance =
        ContainsWords(folded, wanted) ? 1 : EditDistance(wanted, folded, best_distance);
    if (distance > limit) continue;
    if (distance < best_distance || (best && distance == best_distance && candidate < *best)) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace entente::graph
