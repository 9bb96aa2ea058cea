#include "query/suggest.h"

#include <algorithm>
#include <vector>

#include "graph/utf8.h"

namespace entente::query {

namespace {

std::u32string Characters(std::string_view text) {
  std::string lower = graph::ToLower(text);
  std::u32string out;
  for (size_t at = 0; at < lower.size();) {
    auto point = graph::DecodeAt(lower, at);
    out += point.value;
    at += point.size_bytes;
  }
  return out;
}

// Damerau-Levenshtein with adjacent swaps, three rows of the table at a time.
size_t Distance(const std::u32string& a, const std::u32string& b) {
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string Suggest(std::string_view name, std::span<const std::string_view> candidates) {
  constexpr size_t kLongestName = 64;  // a longer one is not a slip of the hand
  std::u32string wanted = Characters(name);
  if (wanted.empty() || wanted.size() > kLongestName) return "";
  size_t best = wanted.size() <= 3 ? 2 : 1 + wanted.size() / 4 + 1;
  std::string_view found;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > 4 * kLongestName) continue;
    std::u32string other = Characters(candidate);
    size_t longer = std::max(other.size(), wanted.size());
    size_t shorter = std::min(other.size(), wanted.size());
    if (longer - shorter >= best) continue;
    size_t distance = Distance(wanted, other);
    if (distance < best && distance < longer) {
      best = distance;
      found = candidate;
    }
  }
  return found.empty() ? "" : "Did you mean " + std::string(found) + "?";
}

}  // namespace entente::query
