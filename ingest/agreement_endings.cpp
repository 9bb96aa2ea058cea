// How agreements end: by the one who leaves, by all of them, by their term.

#include <algorithm>
#include <string_view>
#include <vector>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

bool AgreementWriter::StillRuns(const Deed& deed) const {
  if (deed.verb_token >= reading().text.tokens.size()) return false;
  const std::string_view verb = reading().Text(deed.verb_token);
  return LiesAhead(deed) || verb == "expires" || verb == "lapses" || verb == "runs";
}

bool AgreementWriter::Leaves(const Deed& deed) const {
  return deed.kind == DeedKind::kAnnul && deed.verb_token < reading().text.tokens.size() &&
         reading().Is(deed.verb_token, CoreList::kLeaveVerb);
}

bool AgreementWriter::EndsByLeaving(const Deed& deed, const AgreementCase& agreement) const {
  if (!Leaves(deed)) return true;
  std::vector<uint32_t> sides = agreement.parties;
  bool state = false;
  for (const Meaning& meaning : u_.meanings.Of(deed.who, deed.verb_token)) {
    for (uint32_t body : meaning.bodies) {
      const uint32_t of = u_.meanings.StateOf(body);
      if (of != kNoIndex) body = of;
      state = state || reading().mentions.entities[body].type == MentionType::kCountry;
      if (std::find(sides.begin(), sides.end(), body) == sides.end()) sides.push_back(body);
    }
  }
  // An alliance is many.
  if (state && std::any_of(sides.begin(), sides.end(), [&](uint32_t side) {
        return side < reading().mentions.entities.size() &&
               reading().mentions.entities[side].kind == "alliance";
      })) {
    return false;
  }
  // What others accede to outlives one that leaves.
  if (state && std::any_of(agreement.deeds.begin(), agreement.deeds.end(), [&](uint32_t index) {
        return DeedAt(index).kind == DeedKind::kAccede;
      })) {
    return false;
  }
  // Of states it takes two, and no more, for one to end what they have; lenders and firms that
  // leave, of whose partners nothing is told, leave nothing behind.
  return sides.size() == 2 || (sides.size() < 2 && !state);
}

bool AgreementWriter::AgreedToEnd(const Deed& deed) const {
  if (deed.status != DeedStatus::kPlanned || deed.verb_token == 0) return false;
  if (!reading().Says(deed.verb_token - 1, "to")) return false;
  const uint32_t begin = reading().text.sentences[deed.sentence].begin_token;
  for (uint32_t back = 2; back <= 5 && deed.verb_token >= begin + back; ++back) {
    if (reading().SaysAny(deed.verb_token - back, {"agreed", "decided", "voted", "resolved"})) {
      return true;
    }
  }
  // "ordered the Ministry of Energy to cancel it"
  constexpr uint32_t kOrder = 12;
  for (uint32_t back = 2; back <= kOrder && deed.verb_token >= begin + back; ++back) {
    const uint32_t at = deed.verb_token - back;
    if (reading().text.tokens[at].kind == TokenKind::kPunctuation) break;
    if (reading().MentionAt(at) == nullptr && reading().SaysAny(at, {"ordered", "instructed"})) {
      // "was ordered to", "had not ordered it to"
      return at == begin || !(reading().Is(at - 1, CoreList::kNegation) ||
                              reading().Is(at - 1, CoreList::kNegatedAuxiliary));
    }
  }
  return false;
}

}  // namespace entente::ingest
