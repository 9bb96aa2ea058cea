#include <algorithm>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

namespace {

/// "enters into force once both have ratified it": not yet.
bool HasCondition(const Reading& reading, const Deed& deed) {
  const uint32_t verb = deed.verb_token;
  if (verb == 0 || verb >= reading.text.tokens.size()) return false;
  // "the procedures necessary for the | entry into force of the memorandum"
  if (reading.Says(verb, "entry")) {
    for (uint32_t back = 1; back <= 4 && back <= verb; ++back) {
      if (reading.SaysAny(verb - back, {"necessary", "required", "needed", "pending", "until",
                                        "before", "awaiting"})) {
        return true;
      }
    }
    return false;
  }
  if (!reading.SaysAny(verb, {"enters", "enter", "takes", "take", "comes", "come", "goes", "go"}) ||
      reading.Is(verb - 1, CoreList::kHave)) {
    return false;
  }
  // "after the memorandum enters into force, the ministry must …"
  const uint32_t begin = reading.text.sentences[deed.sentence].begin_token;
  for (uint32_t token = verb; token-- > begin;) {
    if (reading.MentionAt(token) != nullptr) continue;
    if (reading.text.tokens[token].kind == TokenKind::kPunctuation) break;
    if (reading.SaysAny(token, {"after", "once", "when", "until", "unless", "before", "if"})) {
      return true;
    }
  }
  constexpr uint32_t kReach = 10;
  const uint32_t end = std::min(reading.text.sentences[deed.sentence].end_token, verb + kReach);
  for (uint32_t token = verb + 1; token < end; ++token) {
    if (reading.MentionAt(token) == nullptr &&
        reading.SaysAny(token, {"once", "after", "when", "upon", "until", "unless", "if",
                                "following", "provided"})) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<uint32_t> AgreementWriter::DeedsOf(const AgreementCase& agreement) const {
  std::vector<uint32_t> deeds = agreement.deeds;
  const bool told = std::any_of(deeds.begin(), deeds.end(), [&](uint32_t index) {
    const DeedKind kind = DeedAt(index).kind;
    return IsSigning(kind) || kind == DeedKind::kInitial || kind == DeedKind::kRefuse ||
           kind == DeedKind::kPostpone || kind == DeedKind::kPending;
  });
  // What the list as a whole says holds where the item says nothing of its own.
  if (agreement.bundle != kNoIndex && !told) {
    const AgreementCase& bundle = u_.agreements.cases[agreement.bundle];
    deeds.insert(deeds.end(), bundle.deeds.begin(), bundle.deeds.end());
  }
  return deeds;
}

bool AgreementWriter::Counts(const AgreementCase& agreement) const {
  return agreement.parties.size() >= 2 && !agreement.headline &&
         std::any_of(agreement.deeds.begin(), agreement.deeds.end(),
                     [&](uint32_t deed) { return DeedAt(deed).kind == DeedKind::kSign; });
}

Outcome AgreementWriter::Understand(const AgreementCase& agreement) const {
  Outcome outcome;
  bool done = false;
  bool planned = false;
  bool refused = false;
  bool initialled = false;
  bool annulled = false;
  bool lapsed = false;
  bool force = false;
  bool never_in_force = false;
  bool ratified = false;
  bool approved = false;  // by somebody already, where `ratified` may lie ahead
  bool announced = false;
  bool standing = false;
  bool possible = false;
  bool loosely = false;
  bool negotiated = false;
  uint32_t last_planned = 0;
  uint32_t last_ahead = 0;  // told of as lying ahead
  uint32_t last_done = 0;
  uint32_t last_refused = 0;
  const bool overruled = TitleOverruled(agreement);
  for (uint32_t index : DeedsOf(agreement)) {
    const Deed& deed = DeedAt(index);
    if (deed.only_parties) continue;
    if (overruled && deed.status == DeedStatus::kDone && InTitle(deed.sentence)) continue;
    bool happened = deed.status == DeedStatus::kDone;
    // "We reported that Acme had signed a lease. It has not."
    if (happened && IsSigning(deed.kind) && ContradictedNext(deed)) {
      refused = true;
      last_refused = std::max(last_refused, deed.verb_token);
      continue;
    }
    // "Coming up: 5 November, signing of the lease"
    if (happened && IsSigning(deed.kind) && InAgenda(deed)) {
      planned = true;
      last_planned = deed.verb_token;
      continue;
    }
    // What is said last of signing holds: "could not be concluded … is expected to be signed".
    // Whether others will join says nothing of that.
    if (WouldJoin(deed) && agreement.parties.size() > 1) {
      standing = true;
      continue;
    }
    if (deed.status == DeedStatus::kPlanned) last_planned = last_ahead = deed.verb_token;
    const bool not_done = deed.status == DeedStatus::kRefused || deed.status == DeedStatus::kDenied;
    if (not_done && IsSigning(deed.kind) && OnlyNotYet(deed)) {
      planned = true;
      last_planned = deed.verb_token;
      continue;
    }
    if (not_done || deed.kind == DeedKind::kRefuse) {
      last_refused = std::max(last_refused, deed.verb_token);
    }
    possible = possible || (deed.status == DeedStatus::kPossible && IsSigning(deed.kind));
    // "8 March: Peru and Chile sign a protocol" in a text of February.
    if (happened && IsSigning(deed.kind) && LiesAhead(deed)) {
      planned = true;
      last_planned = deed.verb_token;
      continue;
    }
    // "scheduled for signature: - a protocol (signatories: …)"
    if (happened && deed.kind == DeedKind::kSign && NamesSigners(deed) && BundleAhead(agreement)) {
      planned = true;
      last_planned = deed.verb_token;
      continue;
    }
    // "concluded an agreement last month; it has yet to be signed"
    if (happened && deed.kind == DeedKind::kSign && SaidLoosely(deed)) {
      loosely = true;
      continue;
    }
    switch (deed.kind) {
      case DeedKind::kSign:
      case DeedKind::kRenew:
      case DeedKind::kAccede:
        done = done || happened;
        if (happened) last_done = std::max(last_done, deed.verb_token);
        // What is to be joined or prolonged is there already.
        if (deed.kind == DeedKind::kSign ||
            (deed.kind == DeedKind::kRenew && !Older(agreement) && !Exists(agreement))) {
          planned = planned || deed.status == DeedStatus::kPlanned;
        } else if (deed.status == DeedStatus::kPlanned) {
          standing = true;
        }
        refused = refused || not_done;
        break;
      case DeedKind::kInitial:
        initialled = initialled || happened;
        refused = refused || not_done;
        planned = planned || deed.status == DeedStatus::kPlanned;
        break;
      case DeedKind::kRatify:
        // "asked the college to approve a memorandum": there is none yet.
        if (deed.status == DeedStatus::kPlanned && ToBeApproved(deed)) {
          planned = true;
          break;
        }
        // Only what was signed is to be ratified.
        ratified = ratified || happened || deed.status == DeedStatus::kPlanned;
        approved = approved || happened;
        refused = refused || not_done;
        break;
      case DeedKind::kAnnul:
        // One party that leaves ends what two have between them, and nothing else.
        if (happened && !EndsByLeaving(deed, agreement)) {
          standing = true;
        } else {
          annulled = annulled || happened || (!Leaves(deed) && AgreedToEnd(deed));
        }
        break;
      case DeedKind::kRefuse:
        refused = refused || happened;
        break;
      case DeedKind::kPostpone:
      case DeedKind::kPending:
        planned = true;
        last_planned = std::max(last_planned, deed.verb_token + 1);
        break;
      case DeedKind::kInForce:
        // "takes effect thirty days after the third ratification": not yet
        // "takes effect on 1 August", in a text of May
        force = force || (happened && !ComesLater(deed));
        ratified = ratified || (happened && ComesLater(deed));
        never_in_force = never_in_force || deed.status == DeedStatus::kRefused;
        ratified = ratified || deed.status == DeedStatus::kPlanned;
        break;
      case DeedKind::kLapse:
        // "expires in December", "is due to run out": until then it stands.
        if (happened && !StillRuns(deed)) {
          lapsed = true;
        } else {
          standing = standing || deed.status != DeedStatus::kRefused;
        }
        break;
      case DeedKind::kAnnounce:
        announced = announced || happened;
        // "efforts to agree a regional deal"
        planned =
            planned || deed.status == DeedStatus::kPlanned || deed.status == DeedStatus::kPossible;
        refused = refused || not_done;
        break;
      case DeedKind::kNegotiate:
        // "who negotiated the Lima Convention (1979)": long made
        negotiated = negotiated || !happened || OwnDate(agreement).empty() ||
                     (!Published().empty() && OwnDate(agreement).to > Published());
        break;
      case DeedKind::kStanding:
        standing = standing || happened;
        break;
      case DeedKind::kParty:
        done = true;
        break;
      case DeedKind::kAmend:
        standing = standing || happened;
        break;
    }
  }
  // "negotiated by two ministers, was ratified in 2010": long made
  planned = planned || (negotiated && !approved);
  if (loosely && !done && !(planned && !refused)) done = true;
  // "was said to have been signed. It was initialled, and is to be signed in January."
  if (done && initialled && planned && last_ahead > last_done) done = false;
  outcome.done = done;
  outcome.confidence = 0.93f;
  if (annulled || (lapsed && !done) || (refused && never_in_force && !force)) {
    outcome.status = "rejected";
  } else if (force) {
    outcome.status = "in force";
    outcome.done = true;
  } else if (done) {
    outcome.status = "signed";
  } else if (refused && last_planned <= last_refused) {
    outcome.status = "rejected";
  } else if (planned || (initialled && !approved)) {
    outcome.status = "planned";
  } else if (ratified && !refused && !Prospective(agreement)) {
    outcome.status = "signed";
    outcome.done = true;
  } else if (Prospective(agreement)) {
    outcome.status = "planned";
    outcome.confidence = 0.7f;
  } else if (standing) {
    outcome.status = "in force";
    outcome.confidence = 0.8f;
  } else if (announced) {
    outcome.status = "announced";
  } else if (possible) {
    outcome.status = "announced";
    outcome.confidence = 0.6f;
  } else if (Dated(agreement)) {
    outcome.status = "signed";
    outcome.done = true;
    outcome.confidence = 0.75f;
  } else if (Older(agreement)) {
    outcome.status = "in force";
    outcome.confidence = 0.7f;
  } else if (agreement.deeds.empty() && OnlySpokenOf(agreement)) {
    outcome.status = "planned";
    outcome.confidence = 0.65f;
  } else {
    outcome.status = "announced";
    outcome.confidence = 0.7f;
  }
  FindDate(agreement, outcome);
  return outcome;
}

bool AgreementWriter::ComesLater(const Deed& deed) const {
  if (HasCondition(reading(), deed)) return true;
  const bool present = reading().SaysAny(
      deed.verb_token, {"enters", "enter", "takes", "take", "comes", "come", "goes", "go"});
  if (!present || LiesAhead(deed)) return present;
  // "takes effect at noon", "on Monday", in a text that has no day to count from
  constexpr uint32_t kReach = 9;
  const Sentence& sentence = reading().text.sentences[deed.sentence];
  for (uint32_t t = deed.verb_token + 1; t < sentence.end_token && t < deed.verb_token + kReach;
       ++t) {
    const Mention* mention = reading().MentionBeginning(t);
    if (mention != nullptr && mention->type == MentionType::kDate) return false;
    if (reading().SaysAny(t, {"midnight", "noon", "p.m", "p.m.", "a.m", "a.m.", "gmt"}))
      return true;
  }
  return false;
}

bool AgreementWriter::ToBeApproved(const Deed& deed) const {
  const bool approve = reading().SaysAny(
      deed.verb_token, {"approve", "endorse", "clear", "greenlight", "adopt", "approved"});
  return approve && std::all_of(deed.what.begin(), deed.what.end(), [&](uint32_t index) {
           const AgreementPhrase& phrase = u_.agreement_phrases[index];
           const bool treaty =
               phrase.kind == "treaty" || phrase.kind == "convention" || phrase.kind == "protocol";
           return !phrase.definite && !phrase.proper && !treaty && !InTitle(phrase.sentence);
         });
}

bool AgreementWriter::ContradictedNext(const Deed& deed) const {
  const auto& sentences = reading().text.sentences;
  const uint32_t next = deed.sentence + 1;
  if (next >= sentences.size() || sentences[next].block != sentences[deed.sentence].block) {
    return false;
  }
  // A short sentence: "It has not.", "They did not.", "That is not true."
  const uint32_t begin = sentences[next].begin_token, end = sentences[next].end_token;
  if (end - begin < 3 || end - begin > 6) return false;
  const RuleBook& book = reading().book;
  if (!reading().Says(begin, "it") && !reading().Says(begin, "they") &&
      !reading().Says(begin, "that") && !reading().Says(begin, "this") &&
      !reading().Says(begin, "he") && !reading().Says(begin, "she")) {
    return false;
  }
  const auto is = [&](uint32_t at, CoreList list) { return book.Is(reading().words[at], list); };
  const bool negated = is(begin + 1, CoreList::kNegatedAuxiliary) ||
                       (is(begin + 2, CoreList::kNegation) &&
                        (is(begin + 1, CoreList::kHave) || is(begin + 1, CoreList::kBe) ||
                         is(begin + 1, CoreList::kDo)));
  if (negated) {
    const uint32_t after = is(begin + 1, CoreList::kNegatedAuxiliary) ? begin + 2 : begin + 3;
    return after >= end || reading().text.tokens[after].kind == TokenKind::kPunctuation ||
           reading().Says(after, "true") || reading().Says(after, "so") ||
           reading().Says(after, "correct");
  }
  // "This is false.", and neither "They were wrong." nor "It is false modesty."
  const bool told = reading().SaysAny(begin, {"it", "that", "this"});
  return told && is(begin + 1, CoreList::kBe) && is(begin + 2, CoreList::kDenial) &&
         (begin + 3 >= end || reading().text.tokens[begin + 3].kind == TokenKind::kPunctuation);
}

bool AgreementWriter::InAgenda(const Deed& deed) const {
  // Back over the lines of a list or table to what stands above it.
  constexpr uint32_t kLines = 24;
  const auto& sentences = reading().text.sentences;
  const auto& blocks = reading().document.blocks();
  const auto in_list = [&](uint32_t sentence) {
    const uint32_t block = sentences[sentence].block;
    return block < blocks.size() && (blocks[block].kind == BlockKind::kListItem ||
                                     blocks[block].kind == BlockKind::kTableCell);
  };
  // A line that tells what will be has no verb of its own, or one of the present.
  const std::string_view verb = reading().Text(deed.verb_token);
  if (verb.ends_with("ed") || verb == "struck") return false;
  // A day with what it brings: "5 November: signing of the lease"
  const auto dated = [&](uint32_t sentence) {
    const uint32_t begin = sentences[sentence].begin_token;
    const Mention* first = reading().MentionAt(begin);
    if (first != nullptr) return first->type == MentionType::kDate;
    return reading().SaysAny(begin, {"january", "february", "march", "april", "may", "june", "july",
                                     "august", "september", "october", "november", "december"});
  };
  if (!in_list(deed.sentence) && !dated(deed.sentence)) return false;
  if (IsPast(deed)) return false;
  uint32_t at = deed.sentence;
  for (uint32_t lines = 0; at > 0 && lines < kLines; ++lines) {
    --at;
    if (in_list(at) || dated(at)) continue;
    const Sentence& head = sentences[at];
    // A sentence of prose is no heading.
    if (head.end_token - head.begin_token > 6 || reading().IsMark(head.end_token - 1, '.')) {
      return false;
    }
    for (uint32_t token = head.begin_token; token < head.end_token; ++token) {
      if (reading().SaysAny(
              token, {"coming", "upcoming", "agenda", "diary", "calendar", "ahead", "dates"})) {
        return true;
      }
    }
    return false;
  }
  return false;
}

bool AgreementWriter::IsPast(const Deed& deed) const {
  const auto& dates = reading().mentions.dates;
  const std::string& published = Published();
  if (published.size() == 10 && deed.setting.date < dates.size()) {
    const std::string& last = dates[deed.setting.date].to;
    if (last.size() == 10 && last < published) return true;
  }
  const Sentence& sentence = reading().text.sentences[deed.sentence];
  for (uint32_t token = sentence.begin_token; token + 1 < sentence.end_token; ++token) {
    const bool held =
        reading().SaysAny(token, {"was", "were"}) && reading().Says(token + 1, "held");
    const bool took = reading().Says(token, "took") && reading().Says(token + 1, "place");
    if (held || took) return true;
  }
  return false;
}

bool AgreementWriter::NamesSigners(const Deed& deed) {
  return deed.rule.starts_with("signator") || deed.rule == "for-line";
}

bool AgreementWriter::BundleAhead(const AgreementCase& agreement) const {
  if (agreement.bundle == kNoIndex) return false;
  const std::vector<uint32_t>& deeds = u_.agreements.cases[agreement.bundle].deeds;
  return !deeds.empty() && std::all_of(deeds.begin(), deeds.end(), [&](uint32_t index) {
    return DeedAt(index).status == DeedStatus::kPlanned;
  });
}

bool AgreementWriter::TitleOverruled(const AgreementCase& agreement) const {
  bool open = false;
  for (uint32_t index : DeedsOf(agreement)) {
    const Deed& deed = DeedAt(index);
    if (deed.only_parties || InTitle(deed.sentence)) continue;
    const bool undone = deed.kind == DeedKind::kPending || deed.kind == DeedKind::kPostpone ||
                        deed.kind == DeedKind::kRefuse ||
                        (deed.kind == DeedKind::kAnnounce && deed.status == DeedStatus::kRefused);
    if (!IsSigning(deed.kind) && !undone) continue;
    if (!undone && deed.status == DeedStatus::kDone && !LiesAhead(deed)) return false;
    open = true;
  }
  return open;
}

bool AgreementWriter::LiesAhead(const Deed& deed) const {
  const auto& dates = reading().mentions.dates;
  const std::string& published = reading().document.published().empty()
                                     ? reading().mentions.dateline_date
                                     : reading().document.published();
  return published.size() == 10 && deed.setting.date < dates.size() &&
         dates[deed.setting.date].from.size() == 10 && dates[deed.setting.date].from > published;
}

bool AgreementWriter::IsDayOfApproval(const Deed& deed) const {
  const auto& dates = reading().mentions.dates;
  const std::string& published = Published();
  if (published.size() != 10 || deed.setting.date >= dates.size()) return false;
  const std::string& last = dates[deed.setting.date].to;
  const bool noun = deed.rule.starts_with("nominal") || deed.rule == "gerund";
  return noun && last.size() == 10 && last <= published;
}

bool AgreementWriter::WasToBe(const Deed& deed) const {
  const uint32_t begin = reading().text.sentences[deed.sentence].begin_token;
  for (uint32_t back = 1; back <= 6 && deed.verb_token >= begin + back; ++back) {
    const uint32_t token = deed.verb_token - back;
    if (reading().Says(token, "have") || reading().Says(token, "had") ||
        reading().Says(token, "was") || reading().Says(token, "were")) {
      return true;
    }
  }
  return false;
}

bool AgreementWriter::SaidLoosely(const Deed& deed) const {
  if (deed.verb_token >= reading().text.tokens.size()) return false;
  return reading().Is(deed.verb_token, CoreList::kLooseVerb);
}

bool AgreementWriter::Exists(const AgreementCase& agreement) const {
  return std::any_of(agreement.deeds.begin(), agreement.deeds.end(), [&](uint32_t index) {
    const Deed& deed = DeedAt(index);
    return deed.status == DeedStatus::kDone && !deed.only_parties &&
           (deed.kind == DeedKind::kSign || deed.kind == DeedKind::kStanding ||
            deed.kind == DeedKind::kInForce);
  });
}

bool AgreementWriter::Older(const AgreementCase& agreement) const {
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    if (phrase.older || phrase.possessive || (phrase.definite && !phrase.generic)) return true;
    if (phrase.proper && !phrase.named_parties.empty()) return true;
  }
  return false;
}

bool AgreementWriter::Dated(const AgreementCase& agreement) const {
  const auto& dates = reading().mentions.dates;
  return std::any_of(agreement.phrases.begin(), agreement.phrases.end(), [&](uint32_t index) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    return phrase.dated && !phrase.definite && phrase.date < dates.size() &&
           dates[phrase.date].iso.size() == 10 &&
           (Published().empty() || dates[phrase.date].iso <= Published());
  });
}

bool AgreementWriter::TalkedAbout(const AgreementPhrase& phrase) const {
  const Sentence& sentence = reading().text.sentences[phrase.sentence];
  if (phrase.begin_token < sentence.begin_token + 2) return false;
  const uint32_t link = phrase.begin_token - 1;
  return reading().SaysAny(link, {"on", "for", "about", "over", "towards", "toward"}) &&
         reading().SaysAny(link - 1, {"talks", "negotiations", "discussions", "consultations",
                                      "work", "negotiation", "proposal", "idea", "plan"});
}

bool AgreementWriter::OnlySpokenOf(const AgreementCase& agreement) const {
  return !agreement.headline &&
         std::all_of(agreement.phrases.begin(), agreement.phrases.end(), [&](uint32_t index) {
           const AgreementPhrase& phrase = u_.agreement_phrases[index];
           if (phrase.definite || phrase.proper) return false;
           return phrase.with.actors.empty() || TalkedAbout(phrase);
         });
}

bool AgreementWriter::Prospective(const AgreementCase& agreement) const {
  return std::any_of(agreement.phrases.begin(), agreement.phrases.end(),
                     [&](uint32_t index) { return u_.agreement_phrases[index].prospective; });
}

void AgreementWriter::TakeFromEvent(Outcome& outcome, bool at_end) const {
  if (outcome.event == kNoIndex) return;
  const EventOutcome& event = events_[outcome.event];
  if (outcome.date.empty() && !event.day.empty()) {
    outcome.date = event.day;
    if (!event.day.end_iso.empty()) {
      // "At the end of the talks": their last day; during them: any of them.
      if (at_end) {
        outcome.date.iso = event.day.end_iso;
        outcome.date.from = outcome.date.to = event.day.to;
      } else {
        outcome.date.iso = Common(event.day.iso, event.day.end_iso);
      }
      outcome.date.end_iso.clear();
    }
  }
  if (outcome.place == kNoIndex || (event.venue && !outcome.venue)) {
    if (event.place != kNoIndex) {
      outcome.place = event.place;
      outcome.venue = event.venue;
    }
  }
  if (outcome.place == kNoIndex) {
    uint32_t sentence = 0;
    outcome.place = VisitedPlace(outcome.event, sentence);
    if (outcome.place == kNoIndex) return;
    outcome.told_near = true;
    outcome.place_evidence = SentenceSpan(sentence);
  }
}

uint32_t AgreementWriter::VisitedPlace(uint32_t event, uint32_t& sentence) const {
  constexpr uint32_t kReach = 14;
  for (uint32_t index : u_.events.cases[event].phrases) {
    const EventPhrase& visit = u_.event_phrases[index];
    if (visit.kind != "visit") continue;
    const uint32_t end =
        std::min(visit.head_token + kReach, reading().text.sentences[visit.sentence].end_token);
    for (uint32_t token = visit.head_token + 1; token + 1 < end; ++token) {
      if (reading().text.tokens[token].kind == TokenKind::kPunctuation) break;
      if (!reading().Says(token, "to")) continue;
      const Mention* place = reading().MentionBeginning(token + 1);
      if (place == nullptr || place->type != MentionType::kPlace) continue;
      sentence = visit.sentence;
      return place->entity;
    }
  }
  return kNoIndex;
}

std::string AgreementWriter::Common(const std::string& a, const std::string& b) {
  if (a == b) return a;
  if (a.size() >= 7 && b.size() >= 7 && a[0] != '-' && a.compare(0, 7, b, 0, 7) == 0) {
    return a.substr(0, 7);
  }
  if (a.size() >= 4 && b.size() >= 4 && a[0] != '-' && a.compare(0, 4, b, 0, 4) == 0) {
    return a.substr(0, 4);
  }
  return {};
}

}  // namespace entente::ingest
