#include "ingest/transliteration.h"

#include <array>

namespace entente::ingest {

std::string TransliterationKey(std::string_view word) {
  if (word.size() < 4) return std::string(word);
  struct Spelling {
    std::string_view from, to;
  };
  static constexpr std::array<Spelling, 9> kSpellings = {{{"ou", "u"},
                                                          {"kh", "h"},
                                                          {"ph", "f"},
                                                          {"ck", "k"},
                                                          {"tz", "ts"},
                                                          {"ya", "ia"},
                                                          {"yu", "iu"},
                                                          {"w", "v"},
                                                          {"q", "k"}}};
  std::string key;
  for (size_t at = 0; at < word.size();) {
    const Spelling* found = nullptr;
    const bool may_begin = std::string_view("okpctywq").find(word[at]) != std::string_view::npos;
    for (const Spelling& spelling : kSpellings) {
      if (!may_begin) break;
      if (word.substr(at).starts_with(spelling.from)) {
        found = &spelling;
        break;
      }
    }
    const std::string_view piece = found != nullptr ? found->to : word.substr(at, 1);
    for (const char c : piece) {
      const bool digit = c >= '0' && c <= '9';
      if (digit || key.empty() || key.back() != c) key += c;
    }
    at += found != nullptr ? found->from.size() : 1;
  }
  size_t end = key.size();
  if (end > 4 && key[end - 1] == 'j' && (key[end - 2] == 'i' || key[end - 2] == 'y')) --end;
  while (end > 3 && (key[end - 1] == 'y' || key[end - 1] == 'i')) --end;
  if (end < key.size()) {
    key.resize(end);
    key += 'i';
  }
  return key;
}

}  // namespace entente::ingest
