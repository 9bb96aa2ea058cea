#include "ingest/signed_lists.h"

#include <algorithm>
#include <string_view>

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

bool SignedLists::OpensSigners(const Sentence& sentence) const {
  if (sentence.end_token == sentence.begin_token || !reading_.IsMark(sentence.end_token - 1, ':')) {
    return false;
  }
  for (uint32_t at = sentence.begin_token; at < sentence.end_token; ++at) {
    // "will be signed by:", "have not signed": nothing that is done.
    if (reading_.Is(at, CoreList::kFuture) || reading_.Is(at, CoreList::kNegation) ||
        (reading_.IsWord(at, "to") && reading_.IsWord(at + 1, "be"))) {
      return false;
    }
    if (reading_.IsWord(at, "signatories") || reading_.IsWord(at, "signatures") ||
        (reading_.IsWord(at, "by") && at + 2 >= sentence.end_token && at > sentence.begin_token &&
         (reading_.IsWord(at - 1, "signed") || reading_.IsWord(at - 1, "initialled")))) {
      return true;
    }
  }
  return false;
}

void SignedLists::Enter(uint32_t index) {
  const Sentence& sentence = reading_.text.sentences[index];
  const BlockKind kind = sentence.block < reading_.document.blocks().size()
                             ? reading_.document.blocks()[sentence.block].kind
                             : BlockKind::kParagraph;
  if (kind == BlockKind::kListItem && heading_marker_ != 0 &&
      MarkerOf(sentence.block) == heading_marker_) {
    heading_ = Heading::kNone;  // "3. The ministers signed: (a) …; (b) …. | 4. They agreed …"
    heading_marker_ = 0;
  }
  if (kind == BlockKind::kListItem || kind == BlockKind::kTableCell) return;
  heading_ = HeadingAt(sentence);
  heading_marker_ = 0;
  who_.clear();
  setting_ = {};
  agreement_ = kNoIndex;
  if (heading_ != Heading::kNone || !OpensSigners(sentence)) return;
  heading_ = Heading::kSigners;
  constexpr uint32_t kReach = 3;  // sentences
  auto later = std::lower_bound(
      agreements_.begin(), agreements_.end(), sentence.end_token,
      [](const AgreementPhrase& phrase, uint32_t token) { return phrase.begin_token < token; });
  if (later == agreements_.begin()) return;
  --later;
  if (later->plural || later->sentence + kReach < index) return;
  agreement_ = static_cast<uint32_t>(later - agreements_.begin());
}

char SignedLists::MarkerOf(uint32_t block) const {
  const auto& blocks = reading_.document.blocks();
  if (block >= blocks.size() || blocks[block].kind != BlockKind::kListItem) return 0;
  const std::string_view text = reading_.document.text();
  size_t at = blocks[block].span.begin_byte;
  while (at > 0 && text[at - 1] == ' ') --at;
  const char last = at > 0 ? text[at - 1] : '-';
  return last == ')' ? '(' : last == '.' ? '1' : '-';
}

void SignedLists::Open(const SentenceItems& items) {
  const auto& all = items.items;
  if (all.size() < 3 || all.back().kind != ItemKind::kMark ||
      !reading_.IsMark(all.back().begin_token, ':')) {
    return;
  }
  const auto has = [](const Item& item, Feature feature) {
    return (item.features & FeatureBit(feature)) != 0;
  };
  const Item* verb = nullptr;
  const Item* who = nullptr;
  Setting setting;
  for (const Item& item : all) {
    if (item.kind == ItemKind::kAgreement) return;
    if (item.kind == ItemKind::kActors && !has(item, Feature::kOblique)) {
      if (verb != nullptr) return;
      who = &item;
    }
    if (item.kind == ItemKind::kVerb) verb = &item;
    if (item.kind == ItemKind::kDate && item.index < reading_.mentions.mentions.size()) {
      setting.date = reading_.mentions.mentions[item.index].value;
    }
    if (item.kind == ItemKind::kPlace && has(item, Feature::kOblique) &&
        item.index < reading_.mentions.mentions.size() &&
        reading_.IsWord(item.begin_token - 1, "in")) {
      setting.place = reading_.mentions.mentions[item.index].entity;
    }
  }
  constexpr uint32_t kBehind = 5;  // "signed the following:", "signed in Lima on Friday:"
  if (verb == nullptr || who == nullptr || !has(*verb, Feature::kActive) ||
      (verb->features & reading_.book.VerbClassBit("sign")) == 0 ||
      has(*verb, Feature::kInfinitive) || has(*verb, Feature::kGerund) ||
      verb->end_token + kBehind < all.back().begin_token) {
    return;
  }
  if (has(*verb, Feature::kRefused) || has(*verb, Feature::kPossible)) return;
  heading_ = has(*verb, Feature::kPlanned) ? Heading::kUnsigned : Heading::kSigned;
  heading_marker_ = MarkerOf(reading_.text.sentences[items.sentence].block);
  who_ = items.actors[who->index].actors;
  setting_ = setting;
  block_ = reading_.text.sentences[items.sentence].block;
}

bool SignedLists::Wants(uint32_t sentence) const {
  if (heading_ != Heading::kSigners || agreement_ == kNoIndex) return false;
  const uint32_t block = reading_.text.sentences[sentence].block;
  return block < reading_.document.blocks().size() &&
         reading_.document.blocks()[block].kind == BlockKind::kListItem;
}

void SignedLists::ReadSigner(const SentenceItems& items) {
  if (!Wants(items.sentence)) return;
  uint32_t side = kNoIndex;
  for (size_t i = 0; i < items.items.size(); ++i) {
    const Item& item = items.items[i];
    if (item.kind == ItemKind::kVerb || item.kind == ItemKind::kAgreement) return;
    if (item.kind != ItemKind::kActors) continue;
    const std::vector<Actor>& actors = items.actors[item.index].actors;
    if ((item.features & FeatureBit(Feature::kPerson)) == 0) {
      // "Peru: …", "For Peru – …"
      const bool opens = i + 1 < items.items.size() && items.items[i + 1].kind == ItemKind::kMark &&
                         actors.size() == 1;
      if (opens && side == kNoIndex) side = actors.front().entity;
      continue;
    }
    Deed deed;
    deed.what = {agreement_};
    deed.who = actors;
    if (side != kNoIndex && deed.who.size() == 1 && deed.who.front().behalf == kNoIndex) {
      deed.who.front().behalf = side;
      deed.who.front().behalf_said = true;
    }
    deed.sentence = items.sentence;
    deed.verb_token = item.begin_token;
    deed.evidence = reading_.text.sentences[items.sentence].span;
    deed.rule = "listed-signers";
    deed.confidence = 0.88f;
    signers_.push_back(std::move(deed));
    return;
  }
}

void SignedLists::Read(const SentenceItems& items) {
  Open(items);
  if (heading_ == Heading::kNone) return;
  if (heading_ == Heading::kSigners) {
    ReadSigner(items);
    return;
  }
  const uint32_t block = reading_.text.sentences[items.sentence].block;
  if (block == block_ || block >= reading_.document.blocks().size()) return;
  const BlockKind kind = reading_.document.blocks()[block].kind;
  if (kind != BlockKind::kListItem && kind != BlockKind::kTableCell) return;
  for (const Item& item : items.items) {
    if (item.kind != ItemKind::kAgreement) continue;
    const uint32_t phrase = items.agreements[item.index].front();
    if (agreements_[phrase].generic) continue;
    listed_.push_back({phrase, items.sentence, heading_, who_, setting_});
    block_ = block;
    break;
  }
}

void SignedLists::Finish(ClauseFindings& findings) const {
  for (const Deed& signer : signers_) {
    // The rules of the line say it better, where one does.
    const bool told =
        std::any_of(findings.deeds.begin(), findings.deeds.end(), [&](const Deed& deed) {
          return deed.sentence == signer.sentence && deed.kind == DeedKind::kSign;
        });
    if (!told) findings.deeds.push_back(signer);
  }
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
    deed.who = listed.who;
    if (listed.phrase < findings.agreement_settings.size()) {
      deed.setting = findings.agreement_settings[listed.phrase];
    }
    if (deed.setting.date == kNoIndex) deed.setting.date = listed.setting.date;
    if (deed.setting.place == kNoIndex) deed.setting.place = listed.setting.place;
    findings.deeds.push_back(std::move(deed));
  }
}

}  // namespace entente::ingest
