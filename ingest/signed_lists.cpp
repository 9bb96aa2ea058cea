#include "ingest/signed_lists.h"

#include <algorithm>

namespace entente::ingest {

SignedLists::Heading SignedLists::HeadingAt(const Sentence& sentence) const {
  constexpr uint32_t kLongest = 5;  // words
  uint32_t at = sentence.begin_token;
  uint32_t end = sentence.end_token;
  if (end > at && (reading_.IsMark(end - 1, ':') || reading_.IsMark(end - 1, '.'))) --end;
  if (end == at || end - at > kLongest) return Heading::kNone;
  // Nothing but the words of signing: "Signed", "Signed today", "Not (yet) signed", "To be signed".
  bool negated = false, sign = false;
  for (; at < end; ++at) {
    if (reading_.IsWord(at, "signed")) {
      sign = true;
    } else if (reading_.IsWord(at, "not") || reading_.IsWord(at, "nearly") ||
               reading_.IsWord(at, "almost") ||
               (reading_.IsWord(at, "to") && reading_.IsWord(at + 1, "be"))) {
      negated = true;
    } else if (!reading_.IsWord(at, "be") && !reading_.IsWord(at, "yet") &&
               !reading_.IsWord(at, "still") && !reading_.IsWord(at, "today") &&
               !reading_.IsWord(at, "documents") && !reading_.IsWord(at, "agreements") &&
               !reading_.IsWord(at, "after") && !reading_.IsWord(at, "all")) {
      return Heading::kNone;
    }
  }
  if (!sign) return Heading::kNone;
  return negated ? Heading::kUnsigned : Heading::kSigned;
}

void SignedLists::Enter(uint32_t index) {
  const Sentence& sentence = reading_.text.sentences[index];
  const BlockKind kind = sentence.block < reading_.document.blocks().size()
                             ? reading_.document.blocks()[sentence.block].kind
                             : BlockKind::kParagraph;
  if (kind == BlockKind::kListItem || kind == BlockKind::kTableCell) return;
  heading_ = HeadingAt(sentence);
}

void SignedLists::Read(const SentenceItems& items) {
  if (heading_ == Heading::kNone) return;
  const uint32_t block = reading_.text.sentences[items.sentence].block;
  if (block == block_ || block >= reading_.document.blocks().size()) return;
  const BlockKind kind = reading_.document.blocks()[block].kind;
  if (kind != BlockKind::kListItem && kind != BlockKind::kTableCell) return;
  for (const Item& item : items.items) {
    if (item.kind != ItemKind::kAgreement) continue;
    const uint32_t phrase = items.agreements[item.index].front();
    if (agreements_[phrase].generic) continue;
    listed_.push_back({phrase, items.sentence, heading_});
    block_ = block;
    break;
  }
}

void SignedLists::Finish(ClauseFindings& findings) const {
  for (const Listed& listed : listed_) {
    const bool told =
        std::any_of(findings.deeds.begin(), findings.deeds.end(), [&](const Deed& deed) {
          return !deed.only_parties &&
                 std::find(deed.what.begin(), deed.what.end(), listed.phrase) != deed.what.end();
        });
    if (told) continue;
    Deed deed;
    const bool done = listed.heading == Heading::kSigned;
    deed.kind = done ? DeedKind::kSign : DeedKind::kPending;
    deed.status = done ? DeedStatus::kDone : DeedStatus::kPlanned;
    deed.what = {listed.phrase};
    deed.sentence = listed.sentence;
    deed.verb_token = agreements_[listed.phrase].begin_token;
    deed.evidence = reading_.text.sentences[listed.sentence].span;
    deed.rule = "listed-below";
    deed.confidence = 0.88f;
    if (listed.phrase < findings.agreement_settings.size()) {
      deed.setting = findings.agreement_settings[listed.phrase];
    }
    findings.deeds.push_back(std::move(deed));
  }
}

}  // namespace entente::ingest
