#include "query/suggest.h"

#include <algorithm>

#include "graph/near_name.h"
#include "graph/utf8.h"

namespace entente::query {

std::string Suggest(std::string_view name, std::span<const std::string_view> candidates) {
  constexpr size_t kLongestName = 64;  // a longer one is not a slip of the hand
  const std::string wanted = graph::ToLower(name);
  const size_t length = graph::CountCharacters(wanted);
  if (length == 0 || length > kLongestName) return "";
  size_t best = length <= 3 ? 2 : 1 + length / 4 + 1;
  std::string_view found;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > 4 * kLongestName) continue;
    const std::string other = graph::ToLower(candidate);
    const size_t distance = graph::EditDistance(wanted, other, best);
    // As many edits as there are letters: nothing of it is the same.
    if (distance < best && distance < std::max(graph::CountCharacters(other), length)) {
      best = distance;
      found = candidate;
    }
  }
  return found.empty() ? "" : "Did you mean " + std::string(found) + "?";
}

}  // namespace entente::query
