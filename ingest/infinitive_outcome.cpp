#include "ingest/infinitive_outcome.h"

#include "ingest/verb_surroundings.h"

namespace entente::ingest {

namespace {

class InfinitiveReader {
 public:
  InfinitiveReader(const Reading& reading, uint32_t begin, uint32_t to, bool negated)
      : r_(reading), begin_(begin), to_(to), negated_(negated) {}

  InfinitiveOutcome Read() const {
    InfinitiveOutcome outcome = InOrder();
    if (outcome == InfinitiveOutcome::kUnsaid) outcome = Purpose();
    if (outcome == InfinitiveOutcome::kUnsaid) outcome = Urging();
    return outcome;
  }

 private:
  bool Punctuation(uint32_t at) const { return r_.text.tokens[at].kind == TokenKind::kPunctuation; }

  bool IsFuture(uint32_t at) const {
    return at >= begin_ && r_.MentionAt(at) == nullptr && r_.Is(at, CoreList::kFuture);
  }

  /// "became the fifth and sixth states | to sign", "was the first | to sign": they did, unless
  /// that is still to come.
  InfinitiveOutcome InOrder() const {
    constexpr uint32_t kReach = 6;
    const VerbSurroundings around(r_, begin_, to_);
    bool ordered = false;
    uint32_t at = to_;
    for (uint32_t i = 0; i < 2 * kReach && at > begin_; ++i) {
      --at;
      if (Punctuation(at)) return InfinitiveOutcome::kUnsaid;
      if (r_.MentionAt(at) != nullptr) {
        if (!ordered) return InfinitiveOutcome::kUnsaid;
        continue;
      }
      if (around.IsPlaceInOrder(at)) {
        ordered = i < kReach;
        if (!ordered) return InfinitiveOutcome::kUnsaid;
        continue;
      }
      if (!ordered) continue;
      if (r_.SaysAny(at, {"became", "was", "were", "is", "are"}) ||
          (r_.IsWord(at, "become") && at > begin_ && r_.Is(at - 1, CoreList::kHave)) ||
          (r_.IsWord(at, "been") && at > begin_ && r_.Is(at - 1, CoreList::kHave))) {
        return InfinitiveOutcome::kDone;
      }
      if (r_.SaysAny(at, {"be", "become"})) {
        return IsFuture(at - 1) ? InfinitiveOutcome::kPlanned : InfinitiveOutcome::kUnsaid;
      }
      if (!r_.Is(at, CoreList::kDeterminer) && !r_.Is(at, CoreList::kAdverb) &&
          !r_.Is(at, CoreList::kConjunction) && r_.text.tokens[at].kind != TokenKind::kPossessive) {
        return InfinitiveOutcome::kUnsaid;
      }
    }
    return InfinitiveOutcome::kUnsaid;
  }

  /// "met in Lima on Friday | to sign", "took the opportunity | to sign", "used her visit | to
  /// sign": what people came together for is done, where they did come.
  InfinitiveOutcome Purpose() const {
    constexpr uint32_t kReach = 12;
    if (negated_) return InfinitiveOutcome::kUnsaid;
    uint32_t at = to_;
    for (uint32_t i = 0; i < kReach && at > begin_; ++i) {
      --at;
      if (r_.MentionAt(at) != nullptr) continue;
      if (Punctuation(at) || r_.SaysAny(at, {"to", "how", "that", "who", "which", "and", "but"})) {
        return InfinitiveOutcome::kUnsaid;
      }
      const bool met = r_.SaysAny(at, {"met", "gathered", "assembled", "convened", "reconvened"}) ||
                       (r_.IsWord(at, "sat") && r_.IsWord(at + 1, "down"));
      const bool took =
          i > 0 &&
          (r_.IsWord(at, "used") ||
           (r_.IsWord(at, "took") && r_.SaysAny(to_ - 1, {"opportunity", "occasion", "chance"})));
      if (!met && !took) continue;
      if (at == begin_) return InfinitiveOutcome::kUnsaid;
      if (IsFuture(at - 1) || r_.Is(at - 1, CoreList::kBe) || r_.Is(at - 1, CoreList::kNegation) ||
          r_.Is(at - 1, CoreList::kNegatedAuxiliary)) {
        return InfinitiveOutcome::kPossible;
      }
      if (r_.Is(at - 1, CoreList::kHave) && IsFuture(at - 2)) return InfinitiveOutcome::kPossible;
      return InfinitiveOutcome::kDone;
    }
    return InfinitiveOutcome::kUnsaid;
  }

  /// "called on the minister not | to sign", "persuaded Peru | to sign": somebody else does it.
  InfinitiveOutcome Urging() const {
    constexpr uint32_t kReach = 8;
    uint32_t at = to_;
    for (uint32_t i = 0; i < kReach && at > begin_; ++i) {
      --at;
      if (Punctuation(at)) return InfinitiveOutcome::kUnsaid;
      if (r_.MentionAt(at) != nullptr) continue;
      if (r_.SaysAny(at, {"persuaded", "convinced", "induced", "compelled", "forced"})) {
        // and neither "could not be" nor "hoped to have"
        const bool plain =
            at == begin_ ||
            (!r_.Is(at - 1, CoreList::kNegation) && !r_.Is(at - 1, CoreList::kNegatedAuxiliary) &&
             !r_.Is(at - 1, CoreList::kBe) && !r_.Is(at - 1, CoreList::kHave));
        return plain && !negated_ ? InfinitiveOutcome::kDone : InfinitiveOutcome::kPossible;
      }
      if (r_.Is(at, CoreList::kUrge)) return InfinitiveOutcome::kPossible;
    }
    return InfinitiveOutcome::kUnsaid;
  }

  const Reading& r_;
  uint32_t begin_;
  uint32_t to_;
  bool negated_;
};

}  // namespace

InfinitiveOutcome OutcomeOfInfinitive(const Reading& reading, uint32_t begin, uint32_t to,
                                      bool negated) {
  return InfinitiveReader(reading, begin, to, negated).Read();
}

}  // namespace entente::ingest
