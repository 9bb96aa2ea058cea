#include "ingest/verb_surroundings.h"

#include <algorithm>

namespace entente::ingest {

namespace {

constexpr uint32_t kConditionWindow = 14;

constexpr uint8_t Form(VerbForm form) { return static_cast<uint8_t>(1u << static_cast<int>(form)); }

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
        reading_.IsWord(at, "out") || reading_.Text(at) == "short" ||
        (reading_.Says(at, "far") && reading_.Says(at + 1, "from"))) {
      return true;
    }
  }
  return false;
}

bool VerbSurroundings::PassedOver(uint32_t at) const {
  // "Sign the treaty!"
  const std::string_view before = at > begin_ ? reading_.Text(at - 1) : std::string_view();
  const bool opens = at == begin_ || (at == begin_ + 1 && (before == "\"" || before == "“"));
  if (opens && reading_.SaysAny(at, {"sign", "ratify", "renew", "initial"})) {
    return true;
  }
  if (at < begin_ + 2) return false;
  // "Should Peru | sign, …"
  constexpr uint32_t kSubject = 8;
  for (uint32_t i = at; i > begin_ && i + kSubject > at;) {
    --i;
    if (const Mention* mention = reading_.MentionAt(i)) i = std::max(begin_, mention->begin_token);
    if (reading_.text.tokens[i].kind == TokenKind::kPunctuation) break;
    if (!reading_.Says(i, "should") || i + 1 == at) continue;
    if (i == begin_ || reading_.text.tokens[i - 1].kind == TokenKind::kPunctuation) return true;
  }
  return (reading_.Says(at - 1, "than") && reading_.Says(at - 2, "rather")) ||
         (reading_.Says(at - 1, "but") && reading_.SaysAny(at - 2, {"everything", "anything"}));
}

bool VerbSurroundings::Ahead(uint32_t at) const {
  for (uint32_t i = 0; i < 4 && at > begin_; ++i) {
    --at;
    if (reading_.MentionAt(at) != nullptr) return false;
    if (reading_.Is(at, CoreList::kProspect)) return true;
    if (reading_.Says(at, "point") && reading_.Says(at + 1, "of")) return true;
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

uint32_t VerbSurroundings::AsideBefore(uint32_t at, uint32_t first) const {
  constexpr uint32_t kReach = 8;
  if (at < begin_ + 3 || !reading_.IsMark(at - 1, ',')) return at;
  for (uint32_t left = at - 1; left-- > first + 1 && left + kReach > at;) {
    if (!reading_.IsMark(left, ',')) continue;
    const bool helper =
        reading_.Is(left - 1, CoreList::kBe) || reading_.Is(left - 1, CoreList::kHave) ||
        reading_.Is(left - 1, CoreList::kFuture) || reading_.Is(left - 1, CoreList::kNegation);
    return helper && reading_.MentionAt(left - 1) == nullptr ? left : at;
  }
  return at;
}

bool VerbSurroundings::OnceDone(uint32_t at) const {
  if (at == begin_ || reading_.MentionAt(at - 1) != nullptr) return false;
  if (reading_.SaysAny(at - 1, {"if", "unless", "until"})) return true;
  if (!reading_.SaysAny(at - 1, {"once", "when"})) return false;
  for (uint32_t token = begin_; token < end_; ++token) {
    if (reading_.MentionAt(token) == nullptr && reading_.Is(token, CoreList::kFuture)) return true;
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

uint32_t VerbSurroundings::MatchParticle(uint32_t at,
                                         const std::vector<RuleWordId>& particle) const {
  if (particle.empty()) return 0;
  // "turned it down", "entered yesterday into": a word or two may stand between.
  for (uint32_t skip = 0; skip < 2; ++skip) {
    uint32_t next = at + skip;
    if (next + particle.size() > end_) return 0;
    bool same = true;
    for (size_t i = 0; i < particle.size() && same; ++i) {
      same = reading_.words[next + i] == particle[i];
    }
    uint32_t after = next + static_cast<uint32_t>(particle.size());
    // "agreed to sign": another verb's "to".
    if (same && reading_.IsWord(after - 1, "to") && BaseVerb(after)) return 0;
    if (same) return after;
    if (!reading_.Is(at, CoreList::kAdverb) && !reading_.Is(at, CoreList::kPronounIt)) return 0;
  }
  return 0;
}

bool VerbSurroundings::BaseVerb(uint32_t at) const {
  if (at >= end_ || reading_.MentionAt(at) != nullptr) return false;
  if (reading_.IsWord(at, "be") || reading_.IsWord(at, "have")) return true;
  const RuleWord& word = reading_.book.word(reading_.words[at]);
  return std::any_of(word.verbs.begin(), word.verbs.end(), [](const VerbReading& reading) {
    return (reading.forms & Form(VerbForm::kBase)) != 0;
  });
}

bool VerbSurroundings::IsWeekday(uint32_t at) const {
  return reading_.SaysAny(
      at, {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
}

bool VerbSurroundings::IsPlaceInOrder(uint32_t at) const {
  return reading_.SaysAny(
             at, {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
                  "ninth", "tenth", "eleventh", "twelfth", "last", "latest", "newest", "only"}) ||
         (reading_.text.tokens[at].kind == TokenKind::kNumber &&
          (reading_.Text(at).ends_with("th") || reading_.Text(at).ends_with("st") ||
           reading_.Text(at).ends_with("nd") || reading_.Text(at).ends_with("rd")));
}

}  // namespace entente::ingest
