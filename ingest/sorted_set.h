/// \file
/// Small sets kept as sorted vectors, each element once. Threads: pure.

#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace entente::ingest {

/// Makes a set of what `elements` holds.
template <class Element>
void SortUnique(std::vector<Element>& elements) {
  std::sort(elements.begin(), elements.end());
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
}

/// How many elements two sets share; vectors or spans of the same elements.
template <class Set, class Other>
size_t CountShared(const Set& a, const Other& b) {
  size_t shared = 0;
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) {
      ++shared, ++i, ++k;
    } else if (a[i] < b[k]) {
      ++i;
    } else {
      ++k;
    }
  }
  return shared;
}

/// Share of the smaller set that is in the other; 0 when one is empty.
template <class Set, class Other>
double Overlap(const Set& a, const Other& b) {
  if (a.empty() || b.empty()) return 0;
  return static_cast<double>(CountShared(a, b)) / static_cast<double>(std::min(a.size(), b.size()));
}

}  // namespace entente::ingest
