#include "ingest/gazetteer.h"

#include <algorithm>
#include <string_view>

namespace entente::ingest {
namespace {

/// Whether tokens from `begin` are written as the entry's form asks; fills `match`.
bool CaseFits(const TextWords& words, const Entry& entry, const uint32_t* path, uint32_t length,
              GazetteerMatch& match) {
  for (uint32_t k = 0; k < length; ++k) {
    const uint32_t token = path[k];
    const bool capital = words.Capital(token);
    if ((entry.uppers >> k & 1) != 0) {
      if (!words.Upper(token) && words.IsWord(token)) {
        // "Ceo", but not the initial "Md." for MD.
        const bool spelled =
            capital && words.Text(token).size() > 2 && !words.Text(token).ends_with(".");
        if (entry.kind != EntryKind::kTitle || !spelled) return false;
      }
      continue;
    }
    if ((entry.capitals >> k & 1) == 0) continue;
    if (!capital) {
      if (entry.kind == EntryKind::kTitle ||
          (entry.kind == EntryKind::kDemonym && !entry.is_word && !entry.is_acronym) ||
          words.NameLike(token)) {
        match.lower = true;
        continue;
      }
      if (!words.IsWord(token)) continue;
      return false;
    }
    if (words.Upper(token)) match.upper = true;
  }
  return true;
}

size_t HyphenAt(std::string_view text, size_t from, size_t& width) {
  for (size_t i = from; i < text.size(); ++i) {
    if (text[i] == '-') {
      width = 1;
      return i;
    }
    if (text.substr(i).starts_with("‑") || text.substr(i).starts_with("‐") ||
        text.substr(i).starts_with("–")) {
      width = 3;
      return i;
    }
  }
  return std::string_view::npos;
}

/// Countries inside a compound: "UK-Chile", "Omani-Jordanian", "US-led".
void MatchParts(const TextWords& words, uint32_t token, std::vector<GazetteerMatch>& out) {
  const std::string_view text = words.Text(token);
  size_t width = 0;
  if (HyphenAt(text, 1, width) == std::string_view::npos) return;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = HyphenAt(text, begin, width);
    if (end == std::string_view::npos) {
      end = text.size();
      width = 0;
    }
    const std::string_view part = text.substr(begin, end - begin);
    const Lexicon& lexicon = words.lexicon();
    if (part.size() > 1 && lexicon.BeginsUpper(part)) {
      const uint32_t root = lexicon.info(lexicon.Find(part)).root;
      if (root != 0) {
        for (const Entry& entry : lexicon.EntriesAt(root)) {
          const bool acronym = entry.uppers != 0;
          const bool upper =
              part.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
          if ((entry.kind != EntryKind::kCountry && entry.kind != EntryKind::kDemonym &&
               !(entry.kind == EntryKind::kOrganization && acronym)) ||
              entry.needs_company || (acronym && !upper)) {
            continue;
          }
          const uint32_t base = words.token(token).span.begin_byte;
          out.push_back({token,
                         token + 1,
                         &entry,
                         {base + static_cast<uint32_t>(begin), base + static_cast<uint32_t>(end)},
                         false,
                         false,
                         true});
          break;
        }
      }
    }
    begin = end + width;
    if (width == 0) break;
  }
}

}  // namespace

GazetteerMatches::GazetteerMatches(const TextWords& words) {
  const Lexicon& lexicon = words.lexicon();
  const uint32_t n = words.size();
  begin_.reserve(n + 1);
  matches_.reserve(n / 4 + 16);
  uint32_t path[33];
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t first = static_cast<uint32_t>(matches_.size());
    begin_.push_back(first);
    const WordId id = words.Id(i);
    if (id == 0) {
      if (words.Capital(i)) MatchParts(words, i, matches_);
      continue;
    }
    uint32_t node = lexicon.info(id).root;
    uint32_t at = i;
    uint32_t length = 0;
    while (node != 0) {
      path[length++] = at;
      for (const Entry& entry : lexicon.EntriesAt(node)) {
        GazetteerMatch match{i, at + 1, &entry, words.Span(i, at + 1)};
        if (CaseFits(words, entry, path, length, match)) matches_.push_back(match);
      }
      if (length == 32) break;
      uint32_t next = at + 1;
      if (next < n && words.Joined(next) && words.Text(next) == ".") ++next;  // "Mr" "."
      if (next >= n || words.Sentence(next) != words.Sentence(i)) break;
      const WordId next_id = words.Id(next);
      if (next_id == 0) break;
      node = lexicon.Child(node, next_id);
      at = next;
    }
    // A full stop that belongs to the abbreviation belongs to the match; the sentence's own does
    // not, and where it cannot be told the token keeps it.
    std::reverse(matches_.begin() + first, matches_.end());
    if (matches_.size() == first && words.Capital(i)) MatchParts(words, i, matches_);
  }
  begin_.push_back(static_cast<uint32_t>(matches_.size()));
}

}  // namespace entente::ingest
