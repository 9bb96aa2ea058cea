#include "ingest/named_after.h"

#include <string>

namespace entente::ingest {

uint32_t EndOfNamedAfter(const TextWords& words, const GazetteerMatches& matches, uint32_t i) {
  constexpr uint32_t kLongestName = 8;  // tokens
  const bool saint = words.IsAny(i, {"st", "st.", "saint"});
  const bool ruler =
      words.IsAny(i, {"king", "queen", "prince", "princess", "sultan", "emir", "emperor"});
  if ((!saint && !ruler) || !words.Capital(i) || words.Upper(i)) return i;
  uint32_t end = i + 1;
  bool owner = false;
  while (end < i + kLongestName && words.Sentence(end) == words.Sentence(i)) {
    if (saint && !owner && words.IsPossessive(end) && end > i + 1) {
      owner = true;
    } else if (!words.Capital(end) && !words.HasRole(end, kRolePatronymic)) {
      break;
    }
    ++end;
  }
  if (end < i + 2) return i;
  if (owner && words.Is(end - 1, "day")) return end;
  for (const GazetteerMatch& match : matches.At(end - 1)) {
    if (match.entry->kind != EntryKind::kCue || match.end_token != end) continue;
    const CueRecord& cue = words.lexicon().cues()[match.entry->record];
    // "King | Street": of one word only streets are called so.
    const bool place = cue.role == CueRole::kPlace && (cue.conditions & kCueAfter) != 0 &&
                       (end > i + 2 || cue.kind == "street");
    if (place || (owner && cue.role == CueRole::kHead)) return end;
  }
  return i;
}

bool OpensNamedAfter(const TextWords& words, const GazetteerMatches& matches,
                     const GazetteerMatch& title, uint32_t& name_end) {
  const TitleRecord& record = words.lexicon().titles()[title.entry->record];
  const std::string& normalised = record.normalised;
  if (normalised == "Mr" || normalised == "Ms" || normalised == "Mrs") return false;
  const uint32_t name = EndOfNamedAfter(words, matches, title.begin_token);
  if (name > title.end_token) {
    name_end = name;
    return true;
  }
  uint32_t end = title.end_token;
  while (words.Capital(end) && end < title.end_token + 6) ++end;
  if (end == title.end_token) return false;
  const bool several = end >= title.end_token + 2;
  const bool post = record.kind == TitleKind::kPost;
  for (const GazetteerMatch& match : matches.At(end - 1)) {
    if (match.entry->kind != EntryKind::kCue || match.end_token != end) continue;
    const CueRecord& cue = words.lexicon().cues()[match.entry->record];
    if (several && cue.role == CueRole::kHead &&
        (cue.kind == "institute" || cue.kind == "university" || cue.kind == "facility" ||
         cue.kind == "ngo")) {
      return true;
    }
    if (cue.role == CueRole::kHead && !post) {
      // "General Electric", and General Mills, who commands
      return several || (words.Is(title.begin_token, "general") && cue.kind == "company" &&
                         !words.Has(end - 1, kWordGiven | kWordSurname));
    }
    if (cue.role == CueRole::kHead && end == title.end_token + 1) {
      return !words.Has(end - 1, kWordGiven | kWordSurname);
    }
    if (cue.role == CueRole::kHead) return !words.Has(title.end_token, kWordGiven);
    if (cue.role == CueRole::kPlace && (cue.conditions & kCueAfter) != 0 && several && !post) {
      return cue.kind == "facility" || cue.kind == "building" || cue.kind == "street" ||
             cue.kind == "land";
    }
  }
  return false;
}

}  // namespace entente::ingest
