// Bodies with French names in English text: after their head the words go on in small letters,
// "Fédération nationale des travaux publics", "Caisse des dépôts et consignations".

#include "ingest/name_finder_impl.h"

namespace entente::ingest {

namespace {

/// Tokenised with the word behind it: "d'industrie", "l’eau".
bool OpensElided(std::string_view text) {
  return text.size() > 3 && (text[0] == 'd' || text[0] == 'l') &&
         (text[1] == '\'' || text.substr(1).starts_with("’"));
}

}  // namespace

/// Where such a name that begins at token `i` ends; `i` when none does.
uint32_t NameFinder::RomanceBody(uint32_t i, const CueRecord*& cue) const {
  constexpr uint32_t kMostWords = 12;
  if (!words_.Capital(i)) return i;
  for (const GazetteerMatch& match : matches_.At(i)) {
    if (match.entry->kind != EntryKind::kCue || match.lower || match.end_token != i + 1) continue;
    const CueRecord& record = words_.lexicon().cues()[match.entry->record];
    if (record.role == CueRole::kHead) cue = &record;
  }
  if (cue == nullptr) return i;
  const auto particle = [&](uint32_t t) {
    return words_.IsAny(t, {"de", "des", "du", "la", "le", "les", "et", "aux", "pour", "sur"});
  };
  bool small = false;    // a French particle has stood in it
  bool content = true;   // the last word is none
  uint32_t end = i + 1;  // behind the last word of content
  for (uint32_t t = i + 1; t < words_.size() && t < i + kMostWords && words_.IsWord(t); ++t) {
    if (words_.Sentence(t) != words_.Sentence(i)) break;
    const bool elided = OpensElided(words_.Text(t));
    if (particle(t)) {
      small = true;
      content = false;
      continue;
    }
    // A word of the name follows a particle, or is none of English.
    const bool foreign = words_.Id(t) == 0 || elided;
    if (!foreign && content) break;
    if (!words_.Capital(t) && !elided && words_.Has(t, kWordFunction)) break;
    if (words_.Capital(t) && content && !small) break;
    small = small || elided;
    content = true;
    end = t + 1;
  }
  // English nouns that open a name need a French word right behind.
  const bool english = words_.Has(i, kWordCommon) && !particle(i + 1) && words_.Id(i + 1) != 0;
  return small && end > i + 2 && !english && end > runs_.EndAt(i) ? end : i;
}

}  // namespace entente::ingest
