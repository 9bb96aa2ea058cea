#include "query/functions/registry.h"

#include <algorithm>
#include <string>

namespace entente::query {

namespace {

std::string Folded(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

using Index = std::vector<std::pair<std::string, const FunctionEntry*>>;

// Every table, by folded name: made at the first look-up and constant from then on.
const Index& AllFunctions() {
  static const Index kIndex = [] {
    Index index;
    for (auto table : {AggregatingFunctions(), GraphFunctions(), ListFunctions(), MathFunctions(),
                       StringFunctions(), TemporalFunctions()})
      for (const FunctionEntry& entry : table) index.emplace_back(Folded(entry.name), &entry);
    std::sort(index.begin(), index.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return index;
  }();
  return kIndex;
}

}  // namespace

const FunctionEntry* FindFunction(std::string_view name) {
  std::string folded = Folded(name);
  const Index& index = AllFunctions();
  auto it =
      std::lower_bound(index.begin(), index.end(), folded,
                       [](const auto& entry, const std::string& key) { return entry.first < key; });
  return it != index.end() && it->first == folded ? it->second : nullptr;
}

std::vector<std::string_view> FunctionNames() {
  std::vector<std::string_view> names;
  for (const auto& [folded, entry] : AllFunctions()) names.push_back(entry->name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace entente::query
