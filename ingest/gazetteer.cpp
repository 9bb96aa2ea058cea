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

bool IsCountryOfSeveral(const Entry& entry) {
  return entry.kind == EntryKind::kCountry && !entry.needs_company;
}

/// "United | Kingdom-Oman": the country whose last word is `part`, the first of token `token`, and
/// the token where it begins.
const Entry* CountryBefore(const TextWords& words, uint32_t token, std::string_view part,
                           uint32_t& begin) {
  constexpr uint32_t kMostWords = 3;
  const Lexicon& lexicon = words.lexicon();
  const WordId last = lexicon.Find(part);
  for (uint32_t back = kMostWords; back > 0 && last != 0; --back) {
    if (token < back || !words.Capital(token - back)) continue;
    const uint32_t from = token - back;
    if (words.Sentence(from) != words.Sentence(token)) continue;
    uint32_t node = lexicon.info(words.Id(from)).root;
    for (uint32_t k = from + 1; k < token && node != 0; ++k)
      node = words.Id(k) == 0 ? 0 : lexicon.Child(node, words.Id(k));
    if (node != 0) node = lexicon.Child(node, last);
    if (node == 0) continue;
    for (const Entry& entry : lexicon.EntriesAt(node)) {
      if (!IsCountryOfSeveral(entry)) continue;
      begin = from;
      return &entry;
    }
  }
  return nullptr;
}

/// "Oman-United | Kingdom": the country whose first word is `part`, the last of token `token`, and
/// the token behind it.
const Entry* CountryBehind(const TextWords& words, uint32_t token, std::string_view part,
                           uint32_t& end) {
  constexpr uint32_t kMostWords = 4;
  const Lexicon& lexicon = words.lexicon();
  const Entry* found = nullptr;
  uint32_t node = lexicon.info(lexicon.Find(part)).root;
  for (uint32_t k = token + 1; k < words.size() && k <= token + kMostWords && node != 0; ++k) {
    if (words.Id(k) == 0 || words.Sentence(k) != words.Sentence(token)) break;
    node = lexicon.Child(node, words.Id(k));
    if (node == 0) break;
    for (const Entry& entry : lexicon.EntriesAt(node)) {
      if (!IsCountryOfSeveral(entry) || !words.Capital(k)) continue;
      found = &entry;
      end = k + 1;
    }
  }
  return found;
}

/// The country, demonym or acronym of a body that is `part` of a compound; `sure` says whether it
/// needs no company.
const Entry* EntryOfPart(const Lexicon& lexicon, std::string_view part, bool& sure) {
  const uint32_t root = lexicon.info(lexicon.Find(part)).root;
  if (root == 0) return nullptr;
  // "Korea": which of them no compound says.
  const auto entries = lexicon.EntriesAt(root);
  const bool two = std::count_if(entries.begin(), entries.end(), [](const Entry& entry) {
                     return entry.kind == EntryKind::kCountry;
                   }) > 1;
  for (const Entry& entry : entries) {
    const bool acronym = entry.uppers != 0;
    const bool upper = part.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
    if ((entry.kind != EntryKind::kCountry && entry.kind != EntryKind::kDemonym &&
         !(entry.kind == EntryKind::kOrganization && acronym)) ||
        (acronym && !upper)) {
      continue;
    }
    sure = !entry.needs_company;
    // "Polish" may be a word and "Jordan" a name, but not beside another state's.
    if (sure || entry.kind == EntryKind::kDemonym || !two) return &entry;
  }
  return nullptr;
}

/// What the first part of "Franco-Italian" stands for. Only forms that name states alone: none that
/// name languages or empires as often ("Serbo-", "Austro-"). Source: the English language.
std::string_view DemonymOfCombining(std::string_view part) {
  static constexpr std::pair<std::string_view, std::string_view> kForms[] = {
      {"Anglo", "British"},  {"Belgo", "Belgian"},  {"Dano", "Danish"},     {"Franco", "French"},
      {"Germano", "German"}, {"Greco", "Greek"},    {"Graeco", "Greek"},    {"Hispano", "Spanish"},
      {"Indo", "Indian"},    {"Italo", "Italian"},  {"Luso", "Portuguese"}, {"Nippo", "Japanese"},
      {"Polono", "Polish"},  {"Russo", "Russian"},  {"Sino", "Chinese"},    {"Turco", "Turkish"},
      {"Turko", "Turkish"},  {"Israelo", "Israeli"}};
  for (const auto& [form, demonym] : kForms) {
    if (form == part) return demonym;
  }
  return {};
}

/// Countries inside a compound: "UK-Chile", "Omani-Jordanian", "US-led", "Chad-Niger".
void MatchParts(const TextWords& words, uint32_t token, std::vector<GazetteerMatch>& out) {
  const std::string_view text = words.Text(token);
  const Lexicon& lexicon = words.lexicon();
  size_t width = 0;
  if (HyphenAt(text, 1, width) == std::string_view::npos) return;
  const uint32_t base = words.token(token).span.begin_byte;
  const auto offset = [base](size_t byte) { return base + static_cast<uint32_t>(byte); };
  const size_t first = out.size();
  std::vector<bool> sure;
  bool all = true;  // its parts are countries
  for (size_t begin = 0; begin < text.size();) {
    size_t end = HyphenAt(text, begin, width);
    if (end == std::string_view::npos) {
      end = text.size();
      width = 0;
    }
    const std::string_view part = text.substr(begin, end - begin);
    const Entry* entry = nullptr;
    ByteSpan span{offset(begin), offset(end)};
    bool certain = true;
    if (part.size() > 1 && lexicon.BeginsUpper(part)) {
      uint32_t edge = token;
      if (begin == 0) {
        entry = CountryBefore(words, token, part, edge);
        if (entry != nullptr) span.begin_byte = words.token(edge).span.begin_byte;
      } else if (width == 0) {
        entry = CountryBehind(words, token, part, edge);
        if (entry != nullptr) span.end_byte = words.token(edge - 1).span.end_byte;
      }
      if (entry == nullptr) entry = EntryOfPart(lexicon, part, certain);
      if (const std::string_view demonym = DemonymOfCombining(part);
          begin == 0 && width != 0 && !demonym.empty()) {
        entry = EntryOfPart(lexicon, demonym, certain);
        certain = false;  // "Indo-Pacific"
      }
    }
    all = all && entry != nullptr;
    if (entry != nullptr) {
      out.push_back({token, token + 1, entry, span, false, false, true});
      sure.push_back(certain);
    }
    begin = end + width;
    if (width == 0) break;
  }
  // "Jordan" alone in a compound may be anybody's name.
  if (all && sure.size() > 1) return;
  size_t kept = first;
  for (size_t i = 0; i < sure.size(); ++i) {
    if (sure[i]) out[kept++] = out[first + i];
  }
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(kept), out.end());
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
