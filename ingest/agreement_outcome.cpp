#include <algorithm>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

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
  bool ratified = false;
  bool announced = false;
  bool standing = false;
  bool possible = false;
  bool loosely = false;
  uint32_t last_planned = 0;
  uint32_t last_refused = 0;
  const bool overruled = TitleOverruled(agreement);
  for (uint32_t index : DeedsOf(agreement)) {
    const Deed& deed = DeedAt(index);
    if (deed.only_parties) continue;
    if (overruled && deed.status == DeedStatus::kDone && InTitle(deed.sentence)) continue;
    bool happened = deed.status == DeedStatus::kDone;
    // What is said last of signing holds: "could not be concluded … is expected to be signed".
    if (deed.status == DeedStatus::kPlanned) last_planned = deed.verb_token;
    if (deed.status == DeedStatus::kRefused || deed.kind == DeedKind::kRefuse) {
      last_refused = std::max(last_refused, deed.verb_token);
    }
    possible = possible || (deed.status == DeedStatus::kPossible && IsSigning(deed.kind));
    // "8 March: Peru and Chile sign a protocol" in a text of February.
    if (happened && IsSigning(deed.kind) && LiesAhead(deed)) {
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
        planned = planned || deed.status == DeedStatus::kPlanned;
        refused = refused || deed.status == DeedStatus::kRefused;
        break;
      case DeedKind::kInitial:
        initialled = initialled || happened;
        refused = refused || deed.status == DeedStatus::kRefused;
        planned = planned || deed.status == DeedStatus::kPlanned;
        break;
      case DeedKind::kRatify:
        ratified = ratified || happened;
        refused = refused || deed.status == DeedStatus::kRefused;
        break;
      case DeedKind::kAnnul:
        // One of many that leaves does not end it.
        annulled = annulled || (happened && !(Leaves(deed) && agreement.parties.size() > 2));
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
        force = force || happened;
        ratified = ratified || deed.status == DeedStatus::kPlanned;
        break;
      case DeedKind::kLapse:
        lapsed = lapsed || happened;
        break;
      case DeedKind::kAnnounce:
        announced = announced || happened;
        planned = planned || deed.status == DeedStatus::kPlanned;
        refused = refused || deed.status == DeedStatus::kRefused;
        break;
      case DeedKind::kNegotiate:
        planned = true;
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
  if (loosely && !done && !(planned && !refused)) done = true;
  outcome.done = done;
  outcome.confidence = 0.93f;
  if (annulled || (lapsed && !done)) {
    outcome.status = "rejected";
  } else if (force) {
    outcome.status = "in force";
    outcome.done = true;
  } else if (done) {
    outcome.status = "signed";
  } else if (refused && last_planned <= last_refused) {
    outcome.status = "rejected";
  } else if (initialled || planned) {
    outcome.status = "planned";
  } else if (ratified) {
    outcome.status = "signed";
    outcome.done = true;
  } else if (standing) {
    outcome.status = "in force";
    outcome.confidence = 0.8f;
  } else if (announced) {
    outcome.status = "announced";
  } else if (possible) {
    outcome.status = "announced";
    outcome.confidence = 0.6f;
  } else if (Older(agreement)) {
    outcome.status = "in force";
    outcome.confidence = 0.7f;
  } else {
    outcome.status = "announced";
    outcome.confidence = 0.7f;
  }
  FindDate(agreement, outcome);
  return outcome;
}

bool AgreementWriter::TitleOverruled(const AgreementCase& agreement) const {
  bool open = false;
  for (uint32_t index : DeedsOf(agreement)) {
    const Deed& deed = DeedAt(index);
    if (deed.only_parties || InTitle(deed.sentence)) continue;
    const bool undone = deed.kind == DeedKind::kPending || deed.kind == DeedKind::kPostpone ||
                        deed.kind == DeedKind::kRefuse;
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

bool AgreementWriter::Leaves(const Deed& deed) const {
  return deed.kind == DeedKind::kAnnul && deed.verb_token < reading().text.tokens.size() &&
         reading().Is(deed.verb_token, CoreList::kLeaveVerb);
}

bool AgreementWriter::SaidLoosely(const Deed& deed) const {
  if (deed.verb_token >= reading().text.tokens.size()) return false;
  return reading().Is(deed.verb_token, CoreList::kLooseVerb);
}

bool AgreementWriter::Older(const AgreementCase& agreement) const {
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    if (phrase.older || phrase.possessive || (phrase.definite && !phrase.generic)) return true;
    if (phrase.proper && !phrase.named_parties.empty()) return true;
  }
  return false;
}

void AgreementWriter::FindDate(const AgreementCase& agreement, Outcome& outcome) const {
  bool want_planned = outcome.status == "planned";
  bool want_refused = outcome.status == "rejected" && !outcome.done;
  auto fits = [&](const Deed& deed) {
    if (want_refused) {
      return deed.kind == DeedKind::kRefuse || deed.status == DeedStatus::kRefused ||
             deed.kind == DeedKind::kLapse;
    }
    if (want_planned) {
      return deed.kind != DeedKind::kInitial && deed.kind != DeedKind::kRefuse &&
             deed.kind != DeedKind::kRatify &&
             (deed.status == DeedStatus::kPlanned || LiesAhead(deed));
    }
    return IsSigning(deed.kind) && deed.status == DeedStatus::kDone;
  };
  std::vector<uint32_t> deeds = DeedsOf(agreement);
  const DayValue own = OwnDate(agreement);
  // Signing itself before renewing or acceding.
  for (bool strict : {true, false}) {
    for (uint32_t index : deeds) {
      const Deed& deed = DeedAt(index);
      if (!fits(deed) || (strict && deed.kind != DeedKind::kSign && !want_refused)) continue;
      // A day of renewal is no day of signature where the agreement has its own.
      if (!strict && outcome.date.empty()) outcome.date = own;
      if (outcome.date.empty() && deed.setting.date != kNoIndex) {
        outcome.date = ToDay(reading(), deed.setting.date);
      }
      if (deed.setting.place != kNoIndex &&
          (outcome.place == kNoIndex || (deed.setting.venue && !outcome.venue))) {
        outcome.place = deed.setting.place;
        outcome.venue = deed.setting.venue;
      }
      if (deed.setting.event != kNoIndex && outcome.event == kNoIndex) {
        outcome.event = u_.events.case_of[deed.setting.event];
        TakeFromEvent(outcome, deed.setting.at_end);
      }
    }
  }
  if (outcome.date.empty()) outcome.date = own;
  if (!outcome.date.end_iso.empty()) outcome.date.end_iso.clear();
}

DayValue AgreementWriter::OwnDate(const AgreementCase& agreement) const {
  for (uint32_t index : agreement.phrases) {
    uint32_t date = u_.agreement_phrases[index].date;
    if (date != kNoIndex) return ToDay(reading(), date);
  }
  return {};
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

void AgreementWriter::ChooseName(const AgreementCase& agreement, FoundEntity& found) const {
  ByteSpan best{};
  int best_rank = -1;
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    ByteSpan name = reading().Span(phrase.name_begin, phrase.name_end);
    found.mentions.push_back(builder_.MakeMention(name));
    int rank = phrase.generic || phrase.another ? 0 : 1;
    if (!phrase.content.empty()) rank += 2;
    if (phrase.proper) rank += 2;
    if (InTitle(phrase.sentence)) rank -= 1;
    if (rank > best_rank || (rank == best_rank && name.size_bytes() > best.size_bytes())) {
      best_rank = rank;
      best = name;
    }
    for (ByteSpan alias : phrase.short_names) {
      found.mentions.push_back(builder_.MakeMention(alias));
    }
  }
  found.name = std::string(reading().document.Text(best));
  const AgreementPhrase& first = u_.agreement_phrases[agreement.phrases.front()];
  // "agreements with Peru and | Chile. The agreements …": the last is named by its party alone.
  const bool only_party =
      first.split && first.another &&
      best.begin_byte == reading().Span(first.name_begin, first.name_end).begin_byte;
  if ((agreement.phrases.size() == 1 || only_party) && first.split && first.topics.empty() &&
      first.with.actors.size() == 1 &&
      first.with.actors.front().entity < reading().mentions.entities.size()) {
    // "agreements with Peru and Chile": one of them.
    found.name =
        first.kind + " with " + reading().mentions.entities[first.with.actors.front().entity].name;
  }
  if (agreement.phrases.size() == 1 && (first.another || first.split) && !first.topics.empty()) {
    // "one on fisheries": the noun is said elsewhere.
    found.name = first.kind + " on " + std::string(reading().document.Text(first.topics.front()));
  }
  std::sort(found.mentions.begin(), found.mentions.end(),
            [](const FoundMention& a, const FoundMention& b) { return a.span < b.span; });
  for (const FoundMention& mention : found.mentions) {
    if (mention.text != found.name) found.aliases.push_back(mention.text);
  }
  std::sort(found.aliases.begin(), found.aliases.end());
  found.aliases.erase(std::unique(found.aliases.begin(), found.aliases.end()), found.aliases.end());
  found.generic = agreement.content.empty();
}

std::string AgreementWriter::KindOf(const AgreementCase& agreement) const {
  std::string kind;
  for (const std::string& candidate : agreement.kinds) {
    if (kind.empty() || kind == "agreement" ||
        (kind == "memorandum" && candidate.starts_with("memorandum"))) {
      if (kind.empty() || candidate != "agreement") kind = candidate;
    }
  }
  return kind;
}

void AgreementWriter::AddOtherDays(const AgreementCase& agreement, Properties& properties) const {
  auto add = [&](const char* name, const Deed& deed) {
    // "The treaty, signed in 1998, had lapsed": the day is that of the other verb.
    for (uint32_t other : agreement.deeds) {
      const Deed& signing = DeedAt(other);
      if (IsSigning(signing.kind) && signing.setting.date == deed.setting.date &&
          signing.verb_token < deed.verb_token && signing.sentence == deed.sentence) {
        return;
      }
    }
    for (const auto& [known, value] : properties) {
      if (known == name) return;
    }
    AddDay(properties, name, ToDay(reading(), deed.setting.date));
  };
  for (uint32_t index : agreement.deeds) {
    const Deed& deed = DeedAt(index);
    if (deed.setting.date == kNoIndex || deed.status != DeedStatus::kDone) continue;
    if (deed.kind == DeedKind::kInitial) add("initialled_on", deed);
    if (deed.kind == DeedKind::kRatify) add("ratified_on", deed);
    if (deed.kind == DeedKind::kInForce) add("in_force_on", deed);
    if (deed.kind == DeedKind::kAnnul || deed.kind == DeedKind::kLapse) add("ended_on", deed);
  }
}

}  // namespace entente::ingest
