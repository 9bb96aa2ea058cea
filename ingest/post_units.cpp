#include "ingest/post_units.h"

namespace entente::ingest {

bool IsDesk(const TextWords& words, const Mention& m) {
  if (m.type != MentionType::kOrganization) return false;
  const auto desk = [&](uint32_t k) {
    return words.IsAny(k,
                       {"division", "bureau", "section", "desk", "branch", "unit", "directorate"});
  };
  return desk(m.begin_token) || desk(m.end_token - 1);
}

bool IsUnitNoun(const TextWords& words, uint32_t token) {
  return words.IsAny(token, {"division", "section", "unit", "desk", "branch", "directorate"});
}

bool IsUnit(const TextWords& words, const Mention& m) {
  for (uint32_t k = m.begin_token; k < m.end_token; ++k) {
    if (words.IsAny(k, {"division", "department", "unit", "section", "bureau", "directorate",
                        "desk", "branch", "office", "faculty", "school", "college"}))
      return true;
  }
  return false;
}

uint32_t BoardEnd(const TextWords& words, uint32_t at) {
  uint32_t i = at;
  if (words.IsAny(i, {"supervisory", "management", "executive", "governing", "advisory"})) ++i;
  if (!words.IsAny(i, {"board", "boards"})) return at;
  ++i;
  if (words.Is(i, "of") && words.IsAny(i + 1, {"directors", "governors", "trustees", "regents",
                                               "management", "supervisors"})) {
    return i + 2;
  }
  return words.IsAny(i, {"of", "at"}) || i > at + 1 || words.IsComma(i) ? i : at;
}

uint32_t BodyNoun(const TextWords& words, uint32_t at) {
  if (!words.IsAny(at, {"the", "that", "this", "its", "their", "his", "her", "our"}))
    return UINT32_MAX;
  for (uint32_t k = at + 1; k < at + 4; ++k) {
    if (!words.IsWord(k) || words.Capital(k)) return UINT32_MAX;
    const bool noun =
        words.Has(k, kWordBody | kWordBusiness) ||
        words.IsAny(k, {"province", "region", "state", "city", "town", "district", "county",
                        "island", "port", "movement", "country", "hub", "government", "branch",
                        "plant", "mill", "yard", "subsidiary"});
    if (noun && !words.Capital(k + 1) && !words.Has(k + 1, kWordBody | kWordBusiness) &&
        !words.Is(k + 1, "of")) {
      return k;
    }
  }
  return UINT32_MAX;
}

bool EndsCountry(const GazetteerMatches& matches, uint32_t i) {
  for (uint32_t k = i > 3 ? i - 3 : 0; k < i; ++k) {
    const GazetteerMatch* country = matches.Longest(k, EntryKind::kCountry);
    if (country != nullptr && country->end_token == i + 1) return true;
  }
  return false;
}

uint32_t NamedBody(const TextWords& words, uint32_t at) {
  if (!words.IsAny(at, {"the", "its"})) return UINT32_MAX;
  uint32_t k = at + 1;
  while (k < at + 5 && words.IsWord(k) && !words.Capital(k) &&
         (words.Has(k, kWordNoun | kWordAdjective | kWordBody | kWordBusiness) ||
          words.Is(k, "state"))) {
    ++k;
  }
  const bool named = k > at + 1 && words.Has(k - 1, kWordBusiness | kWordBody) &&
                     words.Capital(k) && words.NameLike(k) && !words.Has(k, kWordGiven);
  return named ? k : UINT32_MAX;
}

uint32_t NounOfChief(const TextWords& words, uint32_t at) {
  constexpr uint32_t kMostWords = 3;  // of what the office is
  for (uint32_t k = at + 1; k <= at + kMostWords; ++k) {
    // "chief Mercosur negotiator": whom they negotiate with is a name.
    const bool name = k == at + 1 && words.Capital(k) && words.Is(k + 1, "negotiator");
    if (!words.Has(k, kWordCommon) && !name) return at;
    if (words.IsAny(k + 1, {"officer", "negotiator", "adviser", "advisor", "economist", "engineer",
                            "scientist", "spokesman", "spokeswoman", "spokesperson"})) {
      return k + 1;
    }
  }
  return at;
}

bool IsToChair(const TextWords& words, uint32_t at) {
  return at > 0 && words.IsAny(at, {"chair", "co-chair", "cochair", "head"}) &&
         words.IsAny(at - 1, {"will", "to", "would", "shall", "jointly"});
}

}  // namespace entente::ingest
