/// \file
/// The order of nodes by their keys, and the nodes that share one. Private to the linker. Threads:
/// pure.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::ingest {

using Keyed = std::vector<std::pair<std::string, uint32_t>>;  // key, node

/// The numbers below `count` by their keys, ties by number. Most keys differ soon after the type
/// that they begin with, so that few are compared as texts.
template <class KeyAt>
std::vector<uint32_t> OrderOfKeys(size_t count, KeyAt key_at) {
  struct Place {
    uint64_t head = 0, tail = 0;  // sixteen bytes after the type, the first one highest
    uint32_t type = 0;            // its place among all
    uint32_t number = 0;
  };
  const auto type_end = [](std::string_view key) {
    return std::min(key.find(':'), key.size() - 1) + 1;
  };
  std::vector<std::string_view> types;  // few; sorted
  for (size_t i = 0; i < count; ++i) {
    const std::string_view type = key_at(i).substr(0, type_end(key_at(i)));
    const auto at = std::lower_bound(types.begin(), types.end(), type);
    if (at == types.end() || *at != type) types.insert(at, type);
  }
  auto eight = [](std::string_view text) {
    uint64_t value = 0;
    for (size_t i = 0; i < 8; ++i) {
      value = value << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
    }
    return value;
  };
  std::vector<Place> places(count);
  for (size_t i = 0; i < count; ++i) {
    const std::string_view key = key_at(i);
    const std::string_view type = key.substr(0, type_end(key));
    const std::string_view rest = key.substr(type.size());
    const auto place = std::lower_bound(types.begin(), types.end(), type) - types.begin();
    places[i] = {eight(rest), eight(rest.substr(std::min<size_t>(8, rest.size()))),
                 static_cast<uint32_t>(place), static_cast<uint32_t>(i)};
  }
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.type != b.type) return a.type < b.type;
    if (a.head != b.head) return a.head < b.head;
    if (a.tail != b.tail) return a.tail < b.tail;
    const int order = key_at(a.number).compare(key_at(b.number));
    return order != 0 ? order < 0 : a.number < b.number;
  });
  std::vector<uint32_t> order(count);
  for (size_t i = 0; i < count; ++i) order[i] = places[i].number;
  return order;
}

/// Calls `use(begin, end)` for each run of one key. Sorts by key and node.
template <class Use>
void ForEachKey(Keyed& keyed, Use use) {
  const std::vector<uint32_t> order =
      OrderOfKeys(keyed.size(), [&](size_t i) -> std::string_view { return keyed[i].first; });
  Keyed sorted;
  sorted.reserve(keyed.size());
  for (uint32_t i : order) sorted.push_back(std::move(keyed[i]));
  keyed = std::move(sorted);
  for (size_t begin = 0; begin < keyed.size();) {
    size_t end = begin + 1;
    while (end < keyed.size() && keyed[end].first == keyed[begin].first) ++end;
    use(begin, end);
    begin = end;
  }
}

}  // namespace entente::ingest
