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

bool AgreementWriter::WouldJoin(const Deed& deed) {
  return (deed.kind == DeedKind::kAccede || deed.rule == "joins") &&
         deed.status == DeedStatus::kPlanned;
}

bool AgreementWriter::OnlyNotYet(const Deed& deed) const {
  constexpr uint32_t kBefore = 5, kBehind = 9;
  const uint32_t verb = deed.verb_token;
  const auto& sentence = reading().text.sentences[deed.sentence];
  bool ahead = false;
  for (uint32_t t = verb; t > sentence.begin_token && t + kBefore > verb; --t)
    ahead = ahead || reading().SaysAny(t - 1, {"will", "would", "won", "unlikely"});
  if (!ahead) return false;
  for (uint32_t t = verb + 1; t < sentence.end_token && t <= verb + kBehind; ++t) {
    if (!reading().book.word(reading().words[t]).verbs.empty()) return false;
    if (reading().SaysAny(t, {"today", "tomorrow", "tonight", "yet", "before", "until"}) ||
        reading().Is(t, CoreList::kWeekPart)) {
      return true;
    }
    // "this week", "as planned"
    if (reading().Says(t, "this") && reading().SaysAny(t + 1, {"week", "weekend", "month", "year",
                                                               "summer", "autumn", "spring"})) {
      return true;
    }
    if (reading().Says(t, "as") && reading().SaysAny(t + 1, {"planned", "scheduled", "expected"}))
      return true;
    const Mention* mention = reading().MentionBeginning(t);
    if (mention != nullptr && mention->type == MentionType::kDate) return true;
    if (reading().text.tokens[t].kind == TokenKind::kPunctuation) return false;
  }
  return false;
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
