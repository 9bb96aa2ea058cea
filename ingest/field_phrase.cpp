#include "ingest/field_phrase.h"

#include <algorithm>

namespace entente::ingest {
namespace {

bool IsFieldWord(const TextWords& words, const GazetteerMatches& matches, uint32_t i, bool lower) {
  if (!words.IsWord(i)) return false;
  const uint32_t flags = words.Flags(i);
  if (lower && !words.Capital(i)) return (flags & kWordField) != 0;
  if (!words.Capital(i)) return false;
  if ((flags & kWordField) != 0) return true;
  if ((flags & (kWordBody | kWordBusiness)) != 0 ||
      words.IsAny(i, {"ministries", "minister", "ministers"})) {
    return false;
  }
  if ((flags & (kWordFunction | kWordMonth | kWordWeekday | kWordSpeech)) != 0) return false;
  for (const GazetteerMatch& match : matches.At(i)) {
    if (match.entry->kind == EntryKind::kCountry || match.entry->kind == EntryKind::kDemonym)
      return false;
    if (match.entry->kind == EntryKind::kTitle && match.end_token == i + 1) return false;
  }
  if ((flags & kWordCommon) == 0) return false;
  if ((flags & kWordNoun) != 0) return true;
  if ((flags & kWordAdjective) == 0) return false;
  // "Economic, | Scientific | and Trade Cooperation": its noun comes later.
  const bool listed = words.IsComma(i + 1) || words.Is(i + 1, "and");
  const uint32_t next = listed ? i + 2 : i + 1;
  return words.Capital(next) && words.Has(next, kWordCommon);
}

/// Whether the capitalised words from i on are a body's name: "and the | Pacific Weather Centre".
bool OpensBody(const TextWords& words, const GazetteerMatches& matches, uint32_t i) {
  uint32_t end = i;
  while ((words.Capital(end) || (words.Is(end, "and") && words.Capital(end + 1))) && end < i + 8) {
    ++end;
  }
  if (end < i + 2 || words.Has(end - 1, kWordField)) return false;
  for (const GazetteerMatch& match : matches.At(end - 1)) {
    if (match.entry->kind == EntryKind::kCue &&
        words.lexicon().cues()[match.entry->record].role == CueRole::kHead) {
      return true;
    }
  }
  return false;
}

/// "Ecology, Spatial Planning and | Urbanism, |", "Industry, | Mine | and Trade": a capitalised
/// word in a list of fields that no list has as one, closed by a comma, "and" or "of".
bool IsListedField(const TextWords& words, const GazetteerMatches& matches, uint32_t i) {
  if (IsFieldWord(words, matches, i, false)) return true;
  if (!words.IsWord(i) || !words.Capital(i) || words.Upper(i)) return false;
  if (words.Is(i, "mine")) return true;
  if (words.Has(i, kWordFunction | kWordMonth | kWordWeekday | kWordBody | kWordBusiness |
                       kWordGiven | kWordSurname)) {
    return false;
  }
  for (const GazetteerMatch& match : matches.At(i)) {
    if (match.entry->kind != EntryKind::kCue) return false;
  }
  return words.IsComma(i + 1) || words.Is(i + 1, "and") || words.Is(i + 1, "of");
}

/// Adjectives that open the name of a field of government.
bool OpensField(const TextWords& words, uint32_t i) {
  return words.IsAny(i, {"sustainable", "natural", "public", "social", "higher", "internal",
                         "external", "rural", "digital", "economic", "maritime", "renewable",
                         "urban", "civil", "human", "cultural", "religious", "indigenous"});
}

}  // namespace

uint32_t FieldEnd(const TextWords& words, const GazetteerMatches& matches, uint32_t at,
                  bool lower) {
  if (at >= words.size()) return at;
  // A cell of a table, a line of a list: no field goes on in the next one.
  const uint32_t stop = words.segmented().sentences[words.Sentence(at)].end_token;
  uint32_t i = at;
  if (words.Is(i, "the")) ++i;
  if (!IsFieldWord(words, matches, i, lower)) {
    // A word that no list has, where a field word follows in the same phrase.
    // "animal | resources"
    const bool small = lower && !words.Capital(i) && words.Has(i, kWordNoun | kWordAdjective) &&
                       !words.Has(i, kWordFunction | kWordBody | kWordBusiness) &&
                       IsFieldWord(words, matches, i + 1, lower);
    const bool unknown = !small && words.Capital(i) &&
                         (words.Is(i + 1, "and") || words.Text(i + 1) == "&" ||
                          IsFieldWord(words, matches, i + 1, lower)) &&
                         matches.Longest(i, EntryKind::kCountry) == nullptr;
    if (!unknown && !small) return at;
  }
  ++i;
  bool listed = false;  // after "Culture, Sports"
  // "Trade and Industry | Lee Yi Shen": a noun that is a name too, with more of a name behind it.
  const auto opens_name = [&](uint32_t k) {
    return words.Capital(k) && !words.Has(k, kWordField) &&
           words.Has(k, kWordGiven | kWordSurname) && words.Capital(k + 1) &&
           !IsFieldWord(words, matches, k + 1, false);
  };
  for (int steps = 0; steps < 24; ++steps) {
    if (opens_name(i)) break;
    if (IsFieldWord(words, matches, i, lower)) {
      ++i;
      continue;
    }
    if (words.Is(i, "and") || words.Text(i) == "&") {
      uint32_t next = i + 1;
      // "of Mining and | of | Energy"
      if (words.IsAny(next, {"of", "for"}) && words.Has(next + 1, kWordField)) ++next;
      if (words.Is(next, "the")) ++next;
      // "Transport and | Infocommunications | Ann Ayres": by its ending a field.
      const std::string_view word = words.Text(next);
      const bool coined = !lower && words.Capital(next) && words.Id(next) == 0 &&
                          (word.ends_with("ications") || word.ends_with("ology") ||
                           word.ends_with("ation") || word.ends_with("ics"));
      const bool closing = coined || (listed && !lower && IsListedField(words, matches, next));
      if ((closing || IsFieldWord(words, matches, next, lower)) &&
          !OpensBody(words, matches, next)) {
        i = next + 1;
        continue;
      }
      break;
    }
    // "Culture, Sports, and | Youth"
    if (listed && words.IsComma(i) && words.Is(i + 1, "and") &&
        IsFieldWord(words, matches, i + 2, lower) && !OpensBody(words, matches, i + 2)) {
      i += 3;
      continue;
    }
    const auto part = [&](uint32_t k) {
      return IsFieldWord(words, matches, k, lower) || (!lower && IsListedField(words, matches, k));
    };
    if (words.IsComma(i) && part(i + 1)) {
      // A list goes on only when an "and" closes it.
      uint32_t ahead = i + 1;
      bool closes = false;
      for (int k = 0; k < 14 && !closes; ++k, ++ahead) {
        if ((words.Is(ahead, "and") || words.Text(ahead) == "&") &&
            (part(ahead + 1) ||
             (words.Is(ahead + 1, "the") && IsFieldWord(words, matches, ahead + 2, lower)))) {
          closes = true;
        } else if (!words.IsComma(ahead) && !part(ahead)) {
          break;
        }
      }
      if (closes) {
        listed = true;
        i += 2;
        continue;
      }
      break;
    }
    if (words.Is(i, "of") && IsFieldWord(words, matches, i + 1, lower) &&
        (words.Flags(i + 1) & kWordField) != 0) {
      i += 2;
      continue;
    }
    if (words.Is(i, "for") && !lower && (!words.Capital(i) || words.Upper(i)) &&
        IsFieldWord(words, matches, i + 1, false) && (words.Flags(i + 1) & kWordField) != 0) {
      i += 2;
      continue;
    }
    break;
  }
  return std::min(i, stop);
}

/// The same of a title in small letters: "civil aviation and tourism | secretary".
static uint32_t LowerFieldBegin(const TextWords& words, uint32_t end) {
  const auto part = [&](uint32_t k) {
    return words.IsWord(k) && !words.Capital(k) &&
           (words.Has(k, kWordField) || OpensField(words, k));
  };
  uint32_t i = end;
  bool closes = false;  // an "and" was passed: a comma may join too
  while (i > 0 && end - i < 12 && words.Sentence(i - 1) == words.Sentence(end)) {
    // "family | welfare": a noun before a word of the field, behind another part of the list.
    const bool noun = i < end && words.Has(i - 1, kWordNoun) && !words.Capital(i - 1) &&
                      !words.Has(i - 1, kWordFunction | kWordSpeech | kWordBody) && i > 2 &&
                      words.Is(i - 2, "and") && part(i - 3);
    if (part(i - 1) || noun) {
      --i;
      continue;
    }
    const bool joined = words.Is(i - 1, "and") || (closes && words.IsComma(i - 1));
    if (!joined || i == end || i < 2 || !part(i - 2)) break;
    closes = true;
    --i;
  }
  return i;
}

/// "President | and Foreign Minister": the word before "and" is a title itself.
static bool IsTitleWord(const GazetteerMatches& matches, const TextWords& words, uint32_t i) {
  for (const GazetteerMatch& match : matches.At(i)) {
    if (match.entry->kind == EntryKind::kTitle && match.end_token == i + 1 &&
        words.lexicon().titles()[match.entry->record].kind == TitleKind::kPost) {
      return true;
    }
  }
  return false;
}

uint32_t FieldBegin(const TextWords& words, const GazetteerMatches& matches, uint32_t end) {
  if (!words.Capital(end)) {
    const uint32_t begin = LowerFieldBegin(words, end);
    if (begin + 1 < end) return begin;
  }
  uint32_t i = end;
  while (i > 0 && end - i < 40) {
    const uint32_t before = i - 1;
    if (words.Sentence(before) != words.Sentence(end)) break;
    if ((words.Capital(before) || (i == end && !words.Capital(end))) &&
        words.Has(before, kWordField) && matches.Longest(before, EntryKind::kDemonym) == nullptr) {
      i = before;
      continue;
    }
    // "natural | resources commissioner", written small
    if (i < end && !words.Capital(i) && !words.Capital(before) && OpensField(words, before)) {
      i = before;
      break;
    }
    const bool joins =
        words.Is(before, "and") || words.Text(before) == "&" || words.IsComma(before);
    // "Immigration and | Citizenship Minister": a noun of the same shape.
    const bool noun =
        words.Is(before, "and") && before > 0 && !words.Starts(before - 1) &&
        (words.Flags(before - 1) & (kWordCommon | kWordNoun)) == (kWordCommon | kWordNoun) &&
        !words.Has(before - 1, kWordBody | kWordBusiness | kWordFunction | kWordMonth |
                                   kWordWeekday | kWordAgreement | kWordEvent | kWordGiven |
                                   kWordSurname) &&
        words.IsPossessive(before - 2) && !IsTitleWord(matches, words, before - 1);
    if (joins && i < end && before > 0 && words.Capital(before - 1) &&
        (noun || words.Has(before - 1, kWordField))) {
      // A comma alone joins only inside a list that has its "and".
      if (words.IsComma(before)) {
        bool closes = false;
        for (uint32_t k = i; k < end; ++k) closes |= words.Is(k, "and") || words.Text(k) == "&";
        if (!closes) break;
      }
      i = before - 1;
      continue;
    }
    break;
  }
  return i;
}

uint32_t BracketedField(const TextWords& words, const GazetteerMatches& matches, uint32_t at) {
  if (words.Text(at) != "(") return at;
  for (const GazetteerMatch& match : matches.At(at + 1)) {
    if (match.entry->kind == EntryKind::kTitle)
      return at;  // "Foreign Secretary (Senior Secretary)"
  }
  uint32_t k = at + 1;
  bool field = false;
  while (k < at + 8 && (words.Capital(k) || words.Is(k, "and") || words.Text(k) == "&")) {
    if (matches.Longest(k, EntryKind::kCountry) != nullptr || words.Upper(k)) return at;
    field = field || words.Has(k, kWordCommon | kWordField);
    ++k;
  }
  if (k == at + 1 || words.Text(k) != ")") return at;
  field = field || matches.Longest(at + 1, EntryKind::kPlace) != nullptr;
  return field ? k + 1 : at;
}

uint32_t FieldBehindComma(const TextWords& words, const GazetteerMatches& matches, uint32_t at) {
  if (!words.IsComma(at) || !words.Capital(at + 1) || !words.Has(at + 1, kWordField | kWordNoun)) {
    return at;
  }
  const uint32_t end = FieldEnd(words, matches, at + 1, false);
  bool field = false;
  for (uint32_t k = at + 1; k < end; ++k) field = field || words.Has(k, kWordField);
  const bool closed =
      words.Text(end) == ")" || words.IsComma(end) || words.IsAny(end, {"of", "at"});
  return field && closed ? end : at;
}

bool TakesField(std::string_view normalised) {
  if (normalised.find("General") != std::string_view::npos) return false;  // Secretary-General
  for (const std::string_view word : {"Minister", "Secretary", "secretary", "Commissioner", "Envoy",
                                      "Chancellor", "Attorney", "Councillor"}) {
    if (normalised.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool TakesFieldBefore(std::string_view normalised) {
  return normalised.ends_with("Minister") || normalised.ends_with("Secretary") ||
         normalised.ends_with("secretary") || normalised.ends_with("Commissioner");
}

}  // namespace entente::ingest
