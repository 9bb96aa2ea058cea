// What the rest of a sentence makes of a deed: put off, called off, in prospect, as a witness.

#include <algorithm>
#include <string_view>

#include "ingest/sentence_reader.h"

namespace entente::ingest {

bool SentenceReader::AsWitness(const Item& verb) const {
  constexpr size_t kReach = 10;
  const std::vector<Item>& items = items_->items;
  for (size_t i = IndexOf(verb) + 1; i + 1 < items.size() && i < IndexOf(verb) + kReach; ++i) {
    if (items[i].kind == ItemKind::kMark || items[i].kind == ItemKind::kVerb) return false;
    if (items[i].kind != ItemKind::kWord || reading_.book.word(items[i].word).text != "as")
      continue;
    for (size_t j = i + 1; j < items.size() && j < i + 3; ++j) {
      // "as a witness": the noun is a form of the verb.
      std::string_view word = reading_.book.word(reading_.words[items[j].begin_token]).text;
      if (word.starts_with("witness") || word.starts_with("guarantor")) return true;
    }
  }
  return false;
}

bool SentenceReader::SaysInitials(const Item& verb) const {
  if ((verb.features & reading_.book.VerbClassBit("put")) == 0) return false;
  for (size_t i = IndexOf(verb) + 1; i < items_->items.size() && i < IndexOf(verb) + 5; ++i) {
    const Item& item = items_->items[i];
    if (item.kind == ItemKind::kWord && reading_.book.word(item.word).text == "initials")
      return true;
  }
  return false;
}

DeedStatus SentenceReader::Settle(const Deed& deed) {
  bool negative = deed.kind == DeedKind::kRefuse || deed.kind == DeedKind::kAnnul ||
                  deed.kind == DeedKind::kPostpone;
  if (negative && (deed.status == DeedStatus::kRefused || deed.status == DeedStatus::kDenied)) {
    return DeedStatus::kPossible;
  }
  return deed.status;
}

bool SentenceReader::PlannedAhead(const Item& verb) const {
  for (const Item& item : items_->items) {
    if (item.kind != ItemKind::kVerb || &item == &verb) continue;
    if (item.features & (FeatureBit(Feature::kPlanned) | FeatureBit(Feature::kRefused))) {
      return true;
    }
  }
  for (const Item& item : items_->items) {
    if (item.kind == ItemKind::kWord && reading_.book.Is(item.word, CoreList::kFuture)) return true;
    // "plans to announce the signing of …"; hopes that somebody has are none.
    if (item.kind == ItemKind::kWord && reading_.book.Is(item.word, CoreList::kControlPlanned) &&
        item.begin_token < verb.begin_token && !reading_.IsWord(item.end_token, "of")) {
      return true;
    }
    // "The ceremony for the signing of the treaty | is expected in May"
    if (item.kind == ItemKind::kWord && item.begin_token > verb.begin_token &&
        reading_.SaysAny(item.begin_token, {"planned", "scheduled", "expected", "slated", "due"}) &&
        reading_.Is(item.begin_token - 1, CoreList::kBe)) {
      return true;
    }
  }
  return false;
}

bool SentenceReader::ApprovedByCabinet(const Item& verb) const {
  constexpr uint32_t kReach = 8;
  const uint32_t main = items_->verbs[verb.index].main_token;
  if (!reading_.SaysAny(main, {"approved", "approves", "endorsed", "cleared"})) return false;
  const uint32_t begin = reading_.text.sentences[items_->sentence].begin_token;
  const auto cabinet = [&](uint32_t t) {
    return reading_.SaysAny(t, {"cabinet", "cabinets", "government", "governments"}) ||
           (reading_.Says(t, "ministers") && t > 1 && reading_.Says(t - 1, "of") &&
            reading_.Says(t - 2, "council"));
  };
  for (uint32_t t = verb.begin_token; t-- > begin && t + kReach > verb.begin_token;) {
    if (cabinet(t)) return true;
  }
  // "was approved by the cabinet"
  for (uint32_t t = main + 1; t < main + kReach && t < reading_.text.tokens.size(); ++t) {
    if (reading_.Says(t, "by")) {
      for (uint32_t k = t + 1; k < t + 5 && k < reading_.text.tokens.size(); ++k) {
        if (cabinet(k)) return true;
      }
      return false;
    }
  }
  return false;
}

bool SentenceReader::AfterDoing(const Item& verb) const {
  return reading_.Says(verb.begin_token, "having") ||
         (verb.begin_token > 0 &&
          reading_.SaysAny(verb.begin_token - 1, {"after", "since", "upon", "having"}));
}

bool SentenceReader::InProspect(const Item& noun) const {
  constexpr size_t kReach = 6;
  const auto ahead = [&](uint32_t token) {
    return reading_.Is(token, CoreList::kProspect) || reading_.Is(token, CoreList::kProspective);
  };
  for (uint32_t token = noun.begin_token; token < noun.end_token; ++token) {
    if (reading_.Is(token, CoreList::kProspective)) return true;  // "the forthcoming signing"
  }
  for (size_t i = IndexOf(noun), steps = 0; i > 0 && steps < kReach; ++steps) {
    const Item& before = items_->items[--i];
    if (before.kind == ItemKind::kMark || before.kind == ItemKind::kActors) return false;
    if (ahead(before.begin_token)) return true;
  }
  return false;
}

bool SentenceReader::OpensParticiple(size_t i) const {
  const Item& item = items_->items[i];
  if (i == 0 || (item.features & FeatureBit(Feature::kBare)) == 0) return false;
  const Item& before = items_->items[i - 1];
  const bool finite = std::any_of(items_->items.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                  items_->items.end(), [](const Item& later) {
                                    return later.kind == ItemKind::kVerb &&
                                           (later.features & FeatureBit(Feature::kBare)) == 0;
                                  });
  return finite && before.kind == ItemKind::kMark && reading_.IsMark(before.begin_token, ',');
}

bool SentenceReader::HopedToSee(const Item& what) const {
  const uint32_t see = what.begin_token;
  if (see < 3 || !reading_.SaysAny(see - 1, {"see", "have", "get"})) return false;
  return reading_.Says(see - 2, "to") && reading_.Is(see - 3, CoreList::kControlPlanned);
}

bool SentenceReader::PutOff(const Item& verb) const {
  const uint64_t later = reading_.book.VerbClassBit("postpone");
  const uint64_t held = reading_.book.VerbClassBit("hold");
  bool first = true;
  bool off = false;
  for (size_t i = IndexOf(verb) + 1; i < items_->items.size(); ++i) {
    const Item& item = items_->items[i];
    if (item.kind != ItemKind::kVerb) continue;
    // ", due to take place on Thursday, | has been postponed"
    if (first && (item.features & held) != 0 && StatusOf(item.features) == DeedStatus::kPlanned) {
      continue;
    }
    if (first && OpensParticiple(i)) continue;
    if (first) {
      first = false;
      const std::string_view word = reading_.Text(items_->verbs[item.index].main_token);
      off = (item.features & later) != 0 &&
            ((item.features & (FeatureBit(Feature::kPassive) | FeatureBit(Feature::kBare))) != 0 ||
             word.starts_with("slip"));
    } else if ((item.features & held) != 0 && StatusOf(item.features) == DeedStatus::kDone) {
      return false;  // "was delayed, but took place on Friday"
    }
  }
  return off;
}

bool SentenceReader::OfEventBefore(const Item& verb) const {
  bool event = false;
  for (size_t i = 0; i < IndexOf(verb); ++i) {
    const ItemKind kind = items_->items[i].kind;
    if (kind == ItemKind::kAgreement) return false;
    event = event || kind == ItemKind::kEvent;
  }
  return event;
}

bool SentenceReader::IsPreparedOrPutOff(const Item& noun) const {
  // "The visit was postponed, and with it the | signing of the treaty"
  const uint32_t begin = noun.begin_token;
  if (begin > items_->items.front().begin_token + 3 && reading_.Says(begin - 1, "the") &&
      reading_.SaysAny(begin - 2, {"it", "them", "that"}) && reading_.Says(begin - 3, "with")) {
    return true;
  }
  const uint64_t ahead =
      reading_.book.VerbClassBit("postpone") | reading_.book.VerbClassBit("negotiate");
  for (size_t i = IndexOf(noun), steps = 0; i > 0 && steps < 3; ++steps) {
    const Item& before = items_->items[--i];
    if (before.kind == ItemKind::kVerb) return (before.features & ahead) != 0;
    if (before.kind != ItemKind::kWord) return false;
  }
  return false;
}

bool SentenceReader::CalledOff(const Item& verb) const {
  const RuleBook& book = reading_.book;
  const uint64_t off =
      book.VerbClassBit("call-off") | book.VerbClassBit("annul") | book.VerbClassBit("refuse");
  const uint64_t held = book.VerbClassBit("hold");
  const uint64_t undone = FeatureBit(Feature::kPassive) | FeatureBit(Feature::kBare);
  for (size_t i = IndexOf(verb) + 1; i < items_->items.size(); ++i) {
    const Item& item = items_->items[i];
    if (item.kind != ItemKind::kVerb || OpensParticiple(i)) continue;
    if ((item.features & held) != 0) return StatusOf(item.features) == DeedStatus::kRefused;
    return (item.features & off) != 0 && (item.features & undone) != 0 &&
           StatusOf(item.features) == DeedStatus::kDone;
  }
  return false;
}

bool SentenceReader::DidElse(const Item& who) const {
  constexpr uint32_t kReach = 8;
  const uint32_t begin = reading_.text.sentences[items_->sentence].begin_token;
  uint32_t at = who.begin_token;
  if (at == begin || !reading_.Says(at - 1, "by")) return false;
  for (uint32_t left = at - 1; left > begin && left + kReach > at;) {
    --left;
    if (reading_.MentionAt(left) != nullptr || reading_.Says(left, "and") ||
        reading_.text.tokens[left].kind == TokenKind::kPunctuation) {
      return false;
    }
    const std::string_view word = reading_.Text(left);
    if (reading_.SaysAny(left, {"not", "never", "than"}) ||
        (word.size() > 4 && word.ends_with("ed") && reading_.Says(left + 1, "by") &&
         reading_.book.word(reading_.words[left]).verbs.empty())) {
      return true;
    }
  }
  return false;
}

bool SentenceReader::SubjectIsNobody(const Item& verb) const {
  constexpr uint32_t kReach = 10;  // tokens of the subject
  if ((verb.features & FeatureBit(Feature::kActive)) == 0) return false;
  const uint32_t begin = reading_.text.sentences[items_->sentence].begin_token;
  for (uint32_t at = verb.begin_token; at > begin && at + kReach > verb.begin_token;) {
    --at;
    if (reading_.text.tokens[at].kind == TokenKind::kPunctuation) return false;
    if (const Mention* mention = reading_.MentionAt(at)) {
      at = std::max(begin, mention->begin_token);
      continue;
    }
    if (reading_.Says(at, "no")) {
      if (reading_.SaysAny(at + 1, {"fewer", "less", "more", "longer", "sooner", "doubt"}))
        return false;
      return at == begin || reading_.SaysAny(at - 1, {"and", "but", "that", "said"}) ||
             reading_.text.tokens[at - 1].kind == TokenKind::kPunctuation;
    }
    if (!reading_.book.word(reading_.words[at]).verbs.empty() ||
        reading_.SaysAny(at, {"and", "but", "that", "who", "which", "when"})) {
      return false;
    }
  }
  return false;
}

bool SentenceReader::SpeaksOfPerformers() const {
  const Sentence& sentence = reading_.text.sentences[items_->sentence];
  for (uint32_t at = sentence.begin_token; at < sentence.end_token; ++at) {
    if (reading_.Is(at, CoreList::kPerformer)) return true;
  }
  return false;
}

}  // namespace entente::ingest
