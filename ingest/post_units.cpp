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

}  // namespace entente::ingest
