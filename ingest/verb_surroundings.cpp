#include "ingest/verb_surroundings.h"

#include <algorithm>

namespace entente::ingest {
namespace {

constexpr uint32_t kConditionWindow = 14;

}  // namespace

bool VerbSurroundings::Caused(uint32_t at) const {
  for (uint32_t i = 0; i < 6 && at > begin_; ++i) {
    --at;
    if (reading_.text.tokens[at].kind == TokenKind::kPunctuation) return false;
    if (reading_.MentionAt(at) != nullptr) continue;
    if (reading_.Is(at, CoreList::kHave) || reading_.IsWord(at, "let") ||
        reading_.IsWord(at, "make") || reading_.IsWord(at, "made") || reading_.IsWord(at, "see") ||
        reading_.IsWord(at, "watch")) {
      return true;
    }
  }
  return false;
}

bool VerbSurroundings::IfFollows(uint32_t at) const {
  for (; at < end_ && reading_.text.tokens[at].kind != TokenKind::kPunctuation; ++at) {
    if (reading_.MentionAt(at) == nullptr && reading_.IsWord(at, "if")) return true;
  }
  return false;
}

bool VerbSurroundings::Lacking(uint32_t at, uint32_t reach) const {
  for (uint32_t i = 0; i < reach && at > begin_; ++i) {
    --at;
    if (const Mention* mention = reading_.MentionAt(at)) {
      if (reach <= 3) return false;
      at = std::max(begin_, mention->begin_token);  // "without a treaty with Peru being signed"
      continue;
    }
    if (reading_.IsWord(at, "without") || reading_.IsWord(at, "no") ||
        reading_.IsWord(at, "instead") || reading_.IsWord(at, "against") ||
        reading_.IsWord(at, "out") || reading_.Text(at) == "short" || reading_.Text(at) == "far") {
      return true;
    }
  }
  return false;
}

bool VerbSurroundings::Ahead(uint32_t at) const {
  for (uint32_t i = 0; i < 4 && at > begin_; ++i) {
    --at;
    if (reading_.MentionAt(at) != nullptr) return false;
    if (reading_.Is(at, CoreList::kProspect)) return true;
    if (reading_.text.tokens[at].kind == TokenKind::kPunctuation) return false;
  }
  return false;
}

bool VerbSurroundings::BeforeIt(uint32_t at) const {
  for (uint32_t i = 0; i < 4 && at > begin_; ++i) {
    --at;
    if (reading_.IsWord(at, "before") || reading_.IsWord(at, "once")) return true;
  }
  return false;
}

uint32_t VerbSurroundings::ConditionOf(uint32_t at, bool present) const {
  for (uint32_t i = 0; i < kConditionWindow && at > begin_; ++i) {
    --at;
    if (reading_.text.tokens[at].kind == TokenKind::kPunctuation) return kNoIndex;
    if (reading_.MentionAt(at) != nullptr) continue;
    // "They were at war until they signed a treaty": they did.
    if (reading_.IsWord(at, "until") && !present) continue;
    if (reading_.Is(at, CoreList::kCondition)) return at;
  }
  return kNoIndex;
}

}  // namespace entente::ingest
