#include "ingest/name_case.h"

#include <algorithm>
#include <cstddef>

#include "graph/utf8.h"

namespace entente::ingest {

namespace {

// An apostrophe ends no part.
bool EndsPart(char c) { return c == ' ' || c == '-' || c == '/' || c == ',' || c == '('; }

// What names of places have in small letters inside.
bool IsSmallInside(std::string_view lower) {
  static constexpr std::string_view kWords[] = {
      "a",   "al",  "am",  "an", "and", "au",   "aux", "d",   "da",   "das", "de", "del", "den",
      "der", "des", "di",  "do", "dos", "du",   "e",   "el",  "en",   "im",  "in", "la",  "las",
      "le",  "les", "los", "of", "on",  "sous", "sur", "the", "upon", "van", "y"};
  return std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords);
}

std::string Capitalised(const std::string& lower) {
  const size_t first = lower.empty() ? 0 : graph::DecodeAt(lower, 0).size_bytes;
  std::string out = graph::ToUpper(lower.substr(0, first)) + lower.substr(first);
  // "N'DJAMENA", "L'AQUILA", "O'HIGGINS".
  for (const std::string_view mark : {"'", "\u2019"}) {
    const size_t at = out.find(mark);
    const size_t next = at == std::string::npos ? out.size() : at + mark.size();
    if (at > 2 || next + 1 >= out.size()) continue;
    const size_t size = graph::DecodeAt(out, next).size_bytes;
    if (next + size >= out.size()) continue;  // "KING'S"
    out = out.substr(0, next) + graph::ToUpper(out.substr(next, size)) + out.substr(next + size);
  }
  return out;
}

}  // namespace

bool IsShouted(std::string_view name) {
  return graph::ToUpper(name) == name && graph::ToLower(name) != name;
}

std::string PlaceInOrdinaryCase(std::string_view name) {
  if (graph::CountCharacters(name) <= 3 || name.find('.') != std::string_view::npos)
    return std::string(name);
  std::string out;
  for (size_t at = 0; at < name.size();) {
    const size_t begin = at;
    while (at < name.size() && !EndsPart(name[at])) ++at;
    const std::string_view part = name.substr(begin, at - begin);
    const std::string lower = graph::ToLower(part);
    const bool first = begin == 0, last = at == name.size();
    if (!first && last && graph::CountCharacters(part) <= 2) {
      out += part;  // "DC"
    } else if (!first && !last && IsSmallInside(lower)) {
      out += lower;
    } else {
      out += Capitalised(lower);
    }
    if (at < name.size()) out += name[at++];
  }
  return out;
}

}  // namespace entente::ingest
