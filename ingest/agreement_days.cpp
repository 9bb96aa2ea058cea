// The days of an agreement: of its signing, and the others that its deeds tell.

#include "ingest/agreement_writer.h"
#include "ingest/calendar.h"

namespace entente::ingest {

namespace {

/// "2017", of the years that agreements of the news can be of; else no day.
DayValue YearOf(std::string_view text) {
  DayValue day;
  if (text.size() != 4 || !(text.starts_with("19") || text.starts_with("20")) ||
      text.find_first_not_of("0123456789") != std::string_view::npos) {
    return day;
  }
  day.iso = text;
  day.from = day.iso + "-01-01";
  day.to = day.iso + "-12-31";
  return day;
}

}  // namespace

void AgreementWriter::MoveAhead(DayValue& day) const {
  constexpr int64_t kLongAgo = 45;  // days; "was to have been signed on Friday" is near
  const auto now = ParseIsoDay(Published()), last = ParseIsoDay(day.to);
  if (!now || !last || !day.inferred || day.iso.size() < 7 || day.iso[0] == '-') return;
  const int64_t behind = now->days - last->days;
  if (behind > 1 && behind < 7 && day.iso.size() == 10) {
    // "would sign on Thursday", in a paper of Monday
    day.iso = day.from = day.to = IsoDay(*last + 7);
    return;
  }
  if (behind < kLongAgo || !day.end_iso.empty()) return;
  const int year = std::stoi(day.iso.substr(0, 4)) + 1;
  if (day.iso.size() == 7) {
    const int month = std::stoi(day.iso.substr(5, 2));
    day.iso = IsoMonth(year, month);
    day.from = IsoDay(ToDay(year, month, 1));
    day.to = IsoDay(ToDay(year, month, DaysInMonth(year, month)));
  } else if (!day.iso.ends_with("-02-29")) {
    day.iso = day.from = day.to = IsoYear(year) + day.iso.substr(4);
  }
}

void AgreementWriter::FindDate(const AgreementCase& agreement, Outcome& outcome) const {
  bool want_planned = outcome.status == "planned";
  bool want_refused = outcome.status == "rejected" && !outcome.done;
  // "a contract awarded in 2016 was cancelled": when it came to be, rather than its end.
  bool ended = false;
  for (uint32_t index : DeedsOf(agreement)) ended = ended || DeedAt(index).kind == DeedKind::kAnnul;
  auto fits = [&](const Deed& deed, bool strict) {
    if (want_refused && strict) {
      return ended && deed.kind == DeedKind::kAnnounce && deed.status == DeedStatus::kDone;
    }
    if (want_refused) {
      return deed.kind == DeedKind::kRefuse || deed.status == DeedStatus::kRefused;
    }
    if (outcome.status == "announced" && deed.kind == DeedKind::kAnnounce) {
      return deed.status == DeedStatus::kDone;
    }
    if (want_planned) {
      // "should be initialled in Lund next month", where nothing is said of the signature itself.
      const bool initial =
          deed.kind == DeedKind::kInitial && (strict || deed.status != DeedStatus::kPlanned);
      return !initial && deed.kind != DeedKind::kRefuse && deed.kind != DeedKind::kRatify &&
             ((deed.status == DeedStatus::kPlanned && !IsDayOfApproval(deed)) || LiesAhead(deed));
    }
    // The day on which one state accedes to it is not the agreement's.
    return IsSigning(deed.kind) && deed.kind != DeedKind::kAccede &&
           deed.status == DeedStatus::kDone;
  };
  std::vector<uint32_t> deeds = DeedsOf(agreement);
  const DayValue own = OwnDate(agreement);
  // "was put off until 12 May"
  for (uint32_t index : deeds) {
    const Deed& deed = DeedAt(index);
    const bool later = want_planned && deed.kind == DeedKind::kPostpone && deed.setting.until;
    if (later && deed.status == DeedStatus::kDone)
      outcome.date = ToDay(reading(), deed.setting.date);
  }
  bool of_topic = false;  // the place may be that of the topic: "a protocol on gates in Lima"
  // Signing itself before renewing or acceding.
  for (bool strict : {true, false}) {
    for (uint32_t index : deeds) {
      const Deed& deed = DeedAt(index);
      if (!fits(deed, strict)) continue;
      if (strict && deed.kind != DeedKind::kSign && !want_refused) continue;
      // A day of renewal is no day of signature where the agreement has its own.
      if (!strict && outcome.date.empty()) outcome.date = own;
      // The dateline's own day is none of what is to come.
      const bool head = want_planned && deed.setting.date < reading().mentions.dates.size() &&
                        !reading().mentions.dates[deed.setting.date].inferred &&
                        reading().mentions.dates[deed.setting.date].iso == Published();
      if (outcome.date.empty() && deed.setting.date != kNoIndex && !head) {
        outcome.date = ToDay(reading(), deed.setting.date);
        if (OfOwnYear(own, outcome.date)) outcome.date = own;
        if (want_planned && !WasToBe(deed)) MoveAhead(outcome.date);
      }
      if (deed.setting.place != kNoIndex && !IsPlaceOfWorks(deed) &&
          (outcome.place == kNoIndex || (deed.setting.venue && !outcome.venue) ||
           (of_topic && !IsPlaceOfTopic(deed)))) {
        outcome.place = deed.setting.place;
        outcome.venue = deed.setting.venue;
        of_topic = IsPlaceOfTopic(deed);
      }
      if (deed.setting.event != kNoIndex && outcome.event == kNoIndex) {
        outcome.event = u_.events.case_of[deed.setting.event];
        TakeFromEvent(outcome, deed.setting.at_end);
      }
    }
  }
  // "For Peru: A. B.", below an item: when and where is said of the list.
  const bool item = agreement.bundle != kNoIndex && !want_planned && !want_refused;
  for (size_t i = 0; item && i < u_.agreements.cases[agreement.bundle].deeds.size(); ++i) {
    const Deed& deed = DeedAt(u_.agreements.cases[agreement.bundle].deeds[i]);
    if (!fits(deed, true) || deed.setting.date == kNoIndex) continue;
    const DayValue day = ToDay(reading(), deed.setting.date);
    if (day.iso.size() != 10 || !day.end_iso.empty()) continue;
    if (outcome.date.empty()) outcome.date = day;
    if (outcome.place == kNoIndex && outcome.date.iso == day.iso) {
      outcome.place = deed.setting.place;
      outcome.venue = deed.setting.venue;
    }
  }
  if (outcome.date.empty()) outcome.date = own;
  // "agreed at talks on 5 May to work towards a memorandum": the day of the talks
  if (want_planned && outcome.event != kNoIndex && outcome.date.to.size() == 10 &&
      Published().size() == 10 && outcome.date.to < Published()) {
    outcome.date = {};
    outcome.place = kNoIndex;
  }
  if (!want_planned) TakeBracket(agreement, outcome);
  if (outcome.status == "signed" && own.empty()) TakeRenewal(deeds, outcome);
  // A week or a visit of three days: what its days have in common.
  if (!outcome.date.end_iso.empty()) {
    outcome.date.iso = Common(outcome.date.iso, outcome.date.end_iso);
    outcome.date.end_iso.clear();
  } else if (outcome.date.iso.empty() && !outcome.date.from.empty()) {
    outcome.date.iso = Common(outcome.date.from, outcome.date.to);
  }
}

bool AgreementWriter::IsPlaceOfWorks(const Deed& deed) const {
  const uint32_t end = reading().text.sentences[deed.sentence].end_token;
  bool works = false;
  for (uint32_t token = deed.verb_token + 1; token < end; ++token) {
    const Mention* place = reading().MentionBeginning(token);
    if (place != nullptr && place->entity == deed.setting.place) return works;
    if (place != nullptr && place->type == MentionType::kDate) return false;
    works = works || (reading().SaysAny(token, {"construction", "rehabilitation", "modernisation",
                                                "exploration", "renovation", "upgrading"}) &&
                      reading().Says(token + 1, "of"));
  }
  return false;
}

bool AgreementWriter::IsPlaceOfTopic(const Deed& deed) const {
  constexpr uint32_t kBehind = 3;
  for (const uint32_t index : deed.what) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    if (phrase.topics.empty() || phrase.sentence != deed.sentence) continue;
    if (phrase.begin_token < deed.verb_token) continue;
    const uint32_t end = reading().text.sentences[phrase.sentence].end_token;
    for (uint32_t at = phrase.begin_token; at < end && at < phrase.end_token + kBehind; ++at) {
      const Mention* place = reading().MentionBeginning(at);
      if (place != nullptr && place->entity == deed.setting.place) return true;
    }
  }
  return false;
}

void AgreementWriter::TakeBracket(const AgreementCase& agreement, Outcome& outcome) const {
  constexpr uint32_t kReach = 3;
  for (const uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    const uint32_t end = reading().text.sentences[phrase.sentence].end_token;
    for (uint32_t open = phrase.head_token + 1; open < end && open < phrase.end_token + kReach;
         ++open) {
      // "(Lima, 2 July 2004)", "(signed at Lima on 2 July 2004)"; behind it also between commas
      const bool comma = open == phrase.end_token && reading().IsMark(open, ',');
      if (!comma && !reading().IsMark(open, '(')) continue;
      uint32_t at = open + 1;
      while (!comma && at < end && at < open + 4 && reading().MentionBeginning(at) == nullptr) {
        if (!reading().SaysAny(at, {"signed", "done", "concluded", "adopted", "at", "in"})) break;
        ++at;
      }
      const Mention* place = at < end ? reading().MentionBeginning(at) : nullptr;
      if (place == nullptr || place->type != MentionType::kPlace) continue;
      at = place->end_token;
      if (at >= end || !(reading().IsMark(at, ',') || reading().Says(at, "on"))) continue;
      const Mention* date = at + 1 < end ? reading().MentionBeginning(at + 1) : nullptr;
      DayValue day;
      if (date == nullptr && !comma && at + 2 < end && reading().IsMark(at + 2, ')')) {
        day = YearOf(reading().Text(at + 1));
      } else if (date != nullptr && date->type == MentionType::kDate &&
                 date->value < reading().mentions.dates.size() &&
                 (comma || (date->end_token < end && reading().IsMark(date->end_token, ')')))) {
        day = ToDay(reading(), date->value);
      }
      if (day.empty()) continue;
      if (outcome.date.empty() || day.iso.starts_with(outcome.date.iso)) outcome.date = day;
      if (outcome.place == kNoIndex && outcome.date.iso == day.iso) {
        outcome.place = place->entity;
        outcome.told_near = true;
        outcome.place_evidence = SentenceSpan(phrase.sentence);
      }
      return;
    }
  }
}

void AgreementWriter::TakeRenewal(const std::vector<uint32_t>& deeds, Outcome& outcome) const {
  // "first signed in 1989 and renewed on Monday": the news is the renewal.
  constexpr uint32_t kYear = 4;
  for (uint32_t index : deeds) {
    const Deed& deed = DeedAt(index);
    if (deed.kind != DeedKind::kRenew || deed.status != DeedStatus::kDone) continue;
    if (deed.setting.date == kNoIndex) continue;
    const DayValue day = ToDay(reading(), deed.setting.date);
    if (day.from.size() < kYear || outcome.date.to.size() < kYear) continue;
    if (day.from <= outcome.date.to ||
        day.from.substr(0, kYear) == outcome.date.to.substr(0, kYear)) {
      continue;
    }
    outcome.date = day;
    if (deed.setting.place != kNoIndex) {
      outcome.place = deed.setting.place;
      outcome.venue = deed.setting.venue;
    }
  }
}

bool AgreementWriter::OfOwnYear(const DayValue& own, const DayValue& said) {
  // "the 2019 peace accord, which they repudiated in 2020"; what is for a year may be signed
  // before.
  if (own.from.size() < 4 || said.from.size() < 4) return false;
  return said.from.substr(0, 4) > own.to.substr(0, 4);
}

DayValue AgreementWriter::OwnDate(const AgreementCase& agreement) const {
  for (uint32_t index : agreement.phrases) {
    uint32_t date = u_.agreement_phrases[index].date;
    if (date != kNoIndex) return ToDay(reading(), date);
  }
  return {};
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
    // The day on which one of many left, or on which it will expire, is not its end.
    const bool ends = deed.kind == DeedKind::kAnnul
                          ? EndsByLeaving(deed, agreement)
                          : deed.kind == DeedKind::kLapse && !StillRuns(deed);
    if (ends) add("ended_on", deed);
  }
}

}  // namespace entente::ingest
