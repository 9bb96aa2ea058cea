// What keeps a phrase from being one that is known: years, days and parties that don't agree.

#include <algorithm>
#include <cstdlib>

#include "ingest/agreement_case_resolver.h"

namespace entente::ingest {

bool AgreementCaseResolver::DatesClash(uint32_t phrase, const AgreementCase& known) const {
  if (ToldApart(phrase, known)) return true;
  std::string mine = YearOf(phrases_[phrase].date);
  if (mine.empty() || phrases_[phrase].date_told) return false;
  for (uint32_t other : known.phrases) {
    std::string year = YearOf(phrases_[other].date);
    if (!year.empty() && year != mine) return true;
  }
  for (uint32_t index : known.deeds) {
    const Deed& deed = findings_.deeds[index];
    if (deed.kind != DeedKind::kSign || deed.status != DeedStatus::kDone) continue;
    std::string year = YearOf(deed.setting.date);
    if (!year.empty() && year != mine) return true;
  }
  return false;
}

bool AgreementCaseResolver::ToldApart(uint32_t phrase, const AgreementCase& known) const {
  const AgreementPhrase& p = phrases_[phrase];
  for (const AgreementLink& link : findings_.links) {
    if (link.from != phrase && link.to != phrase) continue;
    const uint32_t other = link.from == phrase ? link.to : link.from;
    if (std::find(known.phrases.begin(), known.phrases.end(), other) != known.phrases.end()) {
      return true;
    }
  }
  // "exchanged notes" a month after the signature: a step of the one that was signed.
  if (p.weak) return false;
  if (MadeElsewhere(phrase, known)) return true;
  if (p.definite && !p.older) return SignedYearsApart(phrase, known);
  bool apart = false;
  for (uint32_t index : deeds_of_[phrase]) {
    const Deed& deed = findings_.deeds[index];
    if (deed.kind != DeedKind::kSign || deed.status != DeedStatus::kDone) continue;
    for (uint32_t other : known.deeds) {
      const Deed& before = findings_.deeds[other];
      if (before.kind != DeedKind::kSign || before.status != DeedStatus::kDone) continue;
      if (SaysAlso(deed) && before.verb_token < deed.verb_token && !InHeadline(before.sentence)) {
        return true;
      }
      if (deed.setting.date == kNoIndex || before.setting.date == kNoIndex) continue;
      if (!DaysApart(deed.setting.date, before.setting.date)) return false;
      apart = true;
    }
  }
  return apart;
}

bool AgreementCaseResolver::SignedYearsApart(uint32_t phrase, const AgreementCase& known) const {
  const auto& dates = reading_.mentions.dates;
  const auto signed_in = [&](const Deed& deed) {
    if (deed.kind != DeedKind::kSign || deed.status != DeedStatus::kDone) return 0;
    if (deed.setting.date >= dates.size() || dates[deed.setting.date].inferred) return 0;
    const std::string year = YearOf(deed.setting.date);
    return year.empty() ? 0 : std::stoi(year);
  };
  for (uint32_t index : deeds_of_[phrase]) {
    const int mine = signed_in(findings_.deeds[index]);
    if (mine == 0) continue;
    for (uint32_t other : known.deeds) {
      const int theirs = signed_in(findings_.deeds[other]);
      if (theirs != 0 && std::abs(theirs - mine) > (Named(phrases_[phrase]) ? 0 : 1)) return true;
    }
  }
  return false;
}

bool AgreementCaseResolver::SignedInYear(uint32_t phrase) const {
  const auto& dates = reading_.mentions.dates;
  return std::any_of(deeds_of_[phrase].begin(), deeds_of_[phrase].end(), [&](uint32_t index) {
    const Deed& deed = findings_.deeds[index];
    return deed.kind == DeedKind::kSign && deed.setting.date < dates.size() &&
           dates[deed.setting.date].iso.size() == 4;
  });
}

bool AgreementCaseResolver::SaysAlso(const Deed& deed) const {
  const uint32_t begin = reading_.text.sentences[deed.sentence].begin_token;
  auto says = [&](uint32_t at) {
    return reading_.MentionAt(at) == nullptr &&
           (reading_.IsWord(at, "also") || reading_.IsWord(at, "separately"));
  };
  for (uint32_t back = 1; back <= 3 && deed.verb_token >= begin + back; ++back) {
    if (says(deed.verb_token - back)) return true;
  }
  return says(begin);
}

bool AgreementCaseResolver::DaysApart(uint32_t a, uint32_t b) const {
  const auto& dates = reading_.mentions.dates;
  if (a >= dates.size() || b >= dates.size()) return false;
  if (dates[a].from.empty() || dates[b].from.empty()) return false;
  return dates[a].from > dates[b].to || dates[b].from > dates[a].to;
}

std::string AgreementCaseResolver::YearOf(uint32_t date) const {
  if (date >= reading_.mentions.dates.size()) return {};
  const std::string& iso = reading_.mentions.dates[date].iso;
  return iso.size() >= 4 && iso[0] != '-' ? iso.substr(0, 4) : std::string();
}

bool AgreementCaseResolver::PartiesClashLoosely(const std::vector<uint32_t>& a,
                                                const std::vector<uint32_t>& b) {
  return (a.size() > 1 || b.size() > 1) && PartiesClash(a, b);
}

bool AgreementCaseResolver::PartiesClash(const std::vector<uint32_t>& a,
                                         const std::vector<uint32_t>& b) {
  if (a.empty() || b.empty()) return false;
  size_t common = 0;
  for (uint32_t party : a) common += std::find(b.begin(), b.end(), party) != b.end();
  if (common == 0) return true;
  if (a.size() >= 2 && b.size() >= 2) return common < std::min(a.size(), b.size());
  return false;
}

bool AgreementCaseResolver::StatesClash(const std::vector<uint32_t>& a,
                                        const std::vector<uint32_t>& b) const {
  if (a.empty() || b.empty()) return false;
  size_t common = 0;
  const auto others = [&](const std::vector<uint32_t>& mine, const std::vector<uint32_t>& theirs,
                          size_t& states, size_t& bodies) {
    for (const uint32_t party : mine) {
      if (std::find(theirs.begin(), theirs.end(), party) != theirs.end()) {
        ++common;
        continue;
      }
      const bool state = reading_.mentions.entities[party].type == MentionType::kCountry;
      ++(state ? states : bodies);
    }
  };
  size_t my_states = 0, my_bodies = 0, their_states = 0, their_bodies = 0;
  others(a, b, my_states, my_bodies);
  others(b, a, their_states, their_bodies);
  return common == 0 && (my_states > their_bodies || their_states > my_bodies);
}

bool AgreementCaseResolver::NextToIt(uint32_t phrase, uint32_t other) const {
  const AgreementPhrase& p = phrases_[phrase];
  const AgreementPhrase& before = phrases_[other];
  const auto signs = [&](uint32_t index) {
    const Deed& deed = findings_.deeds[index];
    return (deed.kind == DeedKind::kSign || deed.kind == DeedKind::kRenew) &&
           deed.status == DeedStatus::kDone;
  };
  const auto signed_now = [&](uint32_t which) {
    return std::any_of(deeds_of_[which].begin(), deeds_of_[which].end(), signs);
  };
  return p.definite && !p.plural && !before.plural && !p.older && !before.older &&
         p.content.empty() && p.date == kNoIndex && p.with.actors.empty() &&
         p.named_parties.empty() &&
         (p.sentence == before.sentence + 1 ||
          (phrase == other + 1 && p.sentence == before.sentence + 2)) &&
         !InHeadline(before.sentence) && KindsOfOne(p.kind, before.kind) && signed_now(phrase) &&
         signed_now(other);
}

bool AgreementCaseResolver::SignedByEach(const AgreementCase& one,
                                         const AgreementCase& other) const {
  const auto gapped = [&](const AgreementCase& known) {
    return std::any_of(known.deeds.begin(), known.deeds.end(),
                       [&](uint32_t index) { return findings_.deeds[index].rule == "gapped"; });
  };
  return gapped(one) != gapped(other);
}

bool AgreementCaseResolver::SignedByOthers(const AgreementCase& one,
                                           const AgreementCase& other) const {
  const auto signers = [&](const AgreementCase& known) {
    std::vector<uint32_t> people;
    for (const uint32_t index : known.deeds) {
      const Deed& deed = findings_.deeds[index];
      if (deed.kind != DeedKind::kSign || deed.status != DeedStatus::kDone) continue;
      for (const Meaning& meaning : meanings_.Of(deed.who, deed.verb_token)) {
        if (meaning.person != kNoIndex) people.push_back(meaning.person);
      }
    }
    return people;
  };
  const std::vector<uint32_t> mine = signers(one);
  const std::vector<uint32_t> theirs = signers(other);
  return mine.size() > 1 && theirs.size() > 1 &&
         std::none_of(mine.begin(), mine.end(), [&](uint32_t person) {
           return std::find(theirs.begin(), theirs.end(), person) != theirs.end();
         });
}

bool AgreementCaseResolver::SaidToBeNew(const AgreementCase& known) const {
  return std::any_of(known.phrases.begin(), known.phrases.end(), [&](uint32_t index) {
    const AgreementPhrase& phrase = phrases_[index];
    for (uint32_t token = phrase.begin_token; token < phrase.head_token; ++token) {
      if (reading_.SaysAny(token, {"new", "second", "third", "fresh", "latest"})) return true;
    }
    return false;
  });
}

bool AgreementCaseResolver::IsTo(uint32_t phrase, const AgreementCase& known) const {
  if (phrase == 0) return false;
  const uint32_t end = phrases_[phrase - 1].end_token, begin = phrases_[phrase].begin_token;
  return end + 1 == begin && reading_.IsWord(end, "to") &&
         std::find(known.phrases.begin(), known.phrases.end(), phrase - 1) != known.phrases.end();
}

bool AgreementCaseResolver::StatesForBodies(const AgreementPhrase& p,
                                            const std::vector<uint32_t>& parties,
                                            const AgreementCase& title) const {
  const auto all = [&](const std::vector<uint32_t>& some, bool states) {
    return std::all_of(some.begin(), some.end(), [&](uint32_t party) {
      return (reading_.mentions.entities[party].type == MentionType::kCountry) == states;
    });
  };
  if (title.content.size() < 2 || parties.size() != title.parties.size()) return false;
  if (!all(title.parties, true) || !all(parties, false)) return false;
  return std::all_of(title.content.begin(), title.content.end(), [&](const std::string& word) {
    return std::find(p.content.begin(), p.content.end(), word) != p.content.end();
  });
}

bool AgreementCaseResolver::InOtherItem(uint32_t phrase, const AgreementCase& known) const {
  const DocumentMentions& mentions = reading_.mentions;
  if (mentions.stories.empty() || phrases_[phrase].proper || known.phrases.empty()) return false;
  const auto item = [&](uint32_t p) { return mentions.StoryAt(phrases_[p].begin_token); };
  const uint32_t here = item(phrase), there = item(known.phrases.back());
  return here != kNoIndex && there != kNoIndex && here != there;
}

}  // namespace entente::ingest
