// What stands behind the noun of an agreement phrase: parties, amounts, brackets, dates.

#include <algorithm>

#include "ingest/agreement_phrase_finder.h"

namespace entente::ingest {

void PhraseFinder::ExtendRight(uint32_t at, AgreementPhrase& phrase) {
  bool named = false;
  for (int rounds = 0; rounds < 5 && at < end_; ++rounds) {
    uint32_t next = at;
    if (reading_.IsMark(at, '(')) {
      next = TakeBracket(at, phrase);
    } else if (IsShortNameAside(at, phrase)) {
      phrase.short_names.push_back(reading_.Span(at + 1, at + 2));
      next = at + 2;  // "a Memorandum of Understanding, MoU, on trade"
      if (reading_.IsMark(next, ',')) ++next;
    } else if (reading_.IsWord(at, "worth") || reading_.IsWord(at, "valued")) {
      next = SkipAmount(at);
    } else if (reading_.IsWord(at, "of") && at + 1 < end_ &&
               (IsCurrency(at + 1) || (at + 2 < end_ && IsCurrency(at + 2) &&
                                       !reading_.text.tokens[at + 2].space_before))) {
      next = SkipAmount(at);  // "a loan agreement of $58 million"
    } else if (reading_.IsWord(at, "between") || reading_.IsWord(at, "among")) {
      next = TakeParties(at + 1, phrase, true);
    } else if (reading_.IsWord(at, "with")) {
      if (reading_.IsWord(at + 1, "a") && reading_.IsWord(at + 3, "one")) break;  // replaced by it
      next = TakeParties(at + 1, phrase, false);
    } else if ((reading_.IsWord(at, "of") || reading_.IsWord(at, "from") ||
                reading_.IsWord(at, "dated")) &&
               at + 1 < end_ && TakeDate(at + 1, phrase)) {
      phrase.dated = reading_.IsWord(at, "dated");
      next = SkipDate(at + 1);
    } else if (uint32_t year = PastItsYear(at); year != at) {
      next = year;  // "quota agreements for 2018 | with Norway"
    } else if (phrase.end_token == at && NamedForPlace(at, phrase)) {
      next = reading_.MentionBeginning(at + 1)->end_token;  // "the Charter of Lima"
      phrase.name_end = next;
      phrase.proper = true;
    } else if (reading_.IsWord(at, "of") && NamesStates(at + 1)) {
      next = TakeParties(at + 1, phrase, true);  // "the access agreement of Japan and Australia"
    } else if (reading_.IsWord(at, "of") && NamesOneWith(at + 1)) {
      next = TakeOneWith(at + 1, phrase);  // "an agreement of Peru's Norlake with Acme"
    } else if (reading_.IsMark(at, ',') && at + 2 < end_ && phrase.topics.empty() &&
               (reading_.IsWord(at + 1, "concerning") || reading_.IsWord(at + 1, "regarding") ||
                reading_.IsWord(at + 1, "covering")) &&
               TopicEnd(at + 2, phrase) > at + 2) {
      // "a second memorandum, concerning the exchange of archives,"
      const uint32_t stop = TopicEnd(at + 2, phrase);
      phrase.topics.push_back(reading_.Span(at + 2, stop));
      phrase.topic_tokens.emplace_back(at + 2, stop);
      next = stop;
    } else if (uint32_t day = DatedFrom(at); day != at && TakeDate(day, phrase)) {
      phrase.date_told = reading_.Text(at) == "dates" || reading_.Text(at) == "dated";
      phrase.dated = reading_.MentionBeginning(day) != nullptr && reading_.IsWord(day - 1, "dated");
      next = SkipDate(day);
    } else if (uint32_t topic = TopicBegin(at, phrase); topic != at) {
      uint32_t stop = TopicEnd(topic, phrase);
      if (stop == topic) break;
      phrase.topics.push_back(reading_.Span(topic, stop));
      phrase.topic_tokens.emplace_back(topic, stop);
      next = stop;
      if (!named) phrase.name_end = stop;
    }
    if (next == at) break;
    if (phrase.with.actors.empty() == false) named = true;
    at = next;
  }
  phrase.end_token = at;
  if (!phrase.topics.empty() || at + 2 >= end_ || phrase.generic || phrase.definite) return;
  at = PastItsSigning(at);
  // "reached agreement on Friday on the transit of grain": the day is the verb's.
  if (!reading_.IsWord(at, "on") && !reading_.IsWord(at, "in")) return;
  const Mention* day = reading_.MentionBeginning(at + 1);
  const bool dated =
      day == nullptr ? reading_.Is(at + 1, CoreList::kWeekPart) : day->type == MentionType::kDate;
  if (!dated && at == phrase.end_token) return;
  const uint32_t behind = !dated ? at : day == nullptr ? at + 2 : day->end_token;
  if (behind + 1 >= end_ || !reading_.IsWord(behind, "on")) return;
  const uint32_t topic = TopicBegin(behind, phrase);
  const uint32_t stop = topic == behind ? topic : TopicEnd(topic, phrase);
  if (stop == topic) return;
  phrase.topics.push_back(reading_.Span(topic, stop));
  phrase.topic_tokens.emplace_back(topic, stop);
}

uint32_t PhraseFinder::PastItsSigning(uint32_t at) const {
  constexpr uint32_t kMostAuxiliaries = 4, kReach = 30;
  const auto& book = reading_.book;
  uint32_t verb = at;
  while (verb < end_ && verb < at + kMostAuxiliaries && reading_.MentionAt(verb) == nullptr &&
         (reading_.Is(verb, CoreList::kBe) || reading_.Is(verb, CoreList::kHave) ||
          reading_.Is(verb, CoreList::kAdverb))) {
    ++verb;
  }
  constexpr uint8_t kParticiple = 1u << static_cast<int>(VerbForm::kParticiple);
  const uint64_t signs = book.VerbClassBit("sign");
  if (verb + 2 >= end_ || reading_.MentionAt(verb) != nullptr) return at;
  const std::vector<VerbReading>& verbs = book.word(reading_.words[verb]).verbs;
  if (std::none_of(verbs.begin(), verbs.end(), [&](const VerbReading& reading) {
        return (reading.forms & kParticiple) != 0 && reading.particle.empty() &&
               (RuleBook::VerbClassBit(reading.verb_class) & signs) != 0;
      })) {
    return at;
  }
  ++verb;
  if (reading_.IsWord(verb, "on")) return verb;
  if (!reading_.IsWord(verb, "between") && !reading_.IsWord(verb, "by")) return at;
  for (uint32_t next = verb + 1; next + 1 < end_ && next < verb + kReach; ++next) {
    if (reading_.MentionAt(next) != nullptr) continue;
    if (reading_.IsMark(next, ';') || reading_.IsMark(next, '.') || reading_.IsWord(next, "who") ||
        !book.word(reading_.words[next]).verbs.empty()) {
      return at;
    }
    if (reading_.IsWord(next, "on")) return next;
  }
  return at;
}

uint32_t PhraseFinder::PastItsYear(uint32_t at) const {
  if (!reading_.IsWord(at, "for") || at + 2 >= end_) return at;
  const Mention* year = reading_.MentionBeginning(at + 1);
  if (year == nullptr || year->type != MentionType::kDate) return at;
  const uint32_t next = year->end_token;
  return next < end_ && (reading_.IsWord(next, "with") || reading_.IsWord(next, "between") ||
                         reading_.IsWord(next, "on"))
             ? next
             : at;
}

bool PhraseFinder::NamedForPlace(uint32_t at, const AgreementPhrase& phrase) const {
  if (!reading_.IsWord(at, "of") || at + 1 >= end_ || phrase.plural) return false;
  if (!reading_.IsCapitalised(phrase.head_token)) return false;
  const Mention* place = reading_.MentionBeginning(at + 1);
  return place != nullptr && place->type == MentionType::kPlace;
}

bool PhraseFinder::NamesOneWith(uint32_t at) const {
  // "an agreement of | the Port of Lund | with", "of | Peru's Norlake | with"
  if (at < end_ && reading_.IsWord(at, "the")) ++at;
  const Mention* side = at < end_ ? reading_.MentionBeginning(at) : nullptr;
  if (side == nullptr) return false;
  uint32_t end = side->end_token;
  if (side->type == MentionType::kCountry && end + 1 < end_ &&
      reading_.text.tokens[end].kind == TokenKind::kPossessive) {
    side = reading_.MentionBeginning(end + 1);
    if (side == nullptr) return false;
    end = side->end_token;
  }
  const bool acts = side->type == MentionType::kCountry ||
                    side->type == MentionType::kOrganization ||
                    side->type == MentionType::kMinistry;
  return acts && side->form != MentionForm::kDemonym && end + 1 < end_ &&
         reading_.IsWord(end, "with");
}

uint32_t PhraseFinder::TakeOneWith(uint32_t at, AgreementPhrase& phrase) {
  const ActorGroup one = ParseActorGroup(reading_, at, end_);
  if (one.actors.size() != 1 || one.end_token + 1 >= end_ ||
      !reading_.IsWord(one.end_token, "with") || !phrase.with.actors.empty()) {
    return at - 1;
  }
  const uint32_t next = TakeParties(one.end_token + 1, phrase, true);
  if (phrase.with.actors.empty()) return at - 1;
  phrase.with.actors.insert(phrase.with.actors.begin(), one.actors.front());
  return next;
}

bool PhraseFinder::NamesStates(uint32_t at) const {
  // "a Joint Statement of | the Republic of Peru and the Republic of Chile"
  if (at < end_ && reading_.IsWord(at, "the")) ++at;
  const Mention* first = at < end_ ? reading_.MentionBeginning(at) : nullptr;
  if (first == nullptr || first->type != MentionType::kCountry) return false;
  uint32_t second = first->end_token + 1;
  if (second >= end_ || !reading_.IsWord(second - 1, "and")) return false;
  if (reading_.IsWord(second, "the")) ++second;
  const Mention* other = reading_.MentionBeginning(second);
  return other != nullptr && other->type == MentionType::kCountry &&
         reading_.CasingOf(first->begin_token) == Casing::kCapitalised;
}

uint32_t PhraseFinder::DatedFrom(uint32_t at) const {
  // ", dated 3 May", "dating from 2013", "dates back to 2001", ", which dates from 2007"
  uint32_t next = at;
  if (reading_.IsMark(next, ',')) ++next;
  if (next < end_ && reading_.IsWord(next, "which")) ++next;
  if (next + 1 >= end_) return at;
  // "an older letter of intent, from 2018, …"
  if (next > at && reading_.IsWord(next, "from") && reading_.IsMark(next + 2, ',') &&
      reading_.text.tokens[next + 1].kind == TokenKind::kNumber) {
    return next + 1;
  }
  const std::string_view verb = reading_.Text(next);
  if (verb != "dated" && verb != "dating" && verb != "dates") return at;
  ++next;
  if (verb == "dated" && reading_.MentionBeginning(next) != nullptr) return next;
  if (next + 1 < end_ && reading_.IsWord(next, "back")) ++next;
  if (next + 1 >= end_ || !(reading_.IsWord(next, "from") || reading_.IsWord(next, "to")))
    return at;
  return next + 1;
}

bool PhraseFinder::IsShortNameAside(uint32_t at, const AgreementPhrase& phrase) const {
  if (!reading_.IsMark(at, ',') || at + 2 >= end_ || !reading_.IsMark(at + 2, ',')) return false;
  const Casing casing = reading_.CasingOf(at + 1);
  if (casing != Casing::kUpper && casing != Casing::kMixed) return false;
  uint32_t head_end = 0;
  const HeadNoun* head = HeadAt(at + 1, head_end);
  return head != nullptr && head_end == at + 2 && head->kind == phrase.kind;
}

bool PhraseFinder::IsCurrency(uint32_t token) const {
  std::string_view text = reading_.Text(token);
  if (text.size() == 3 && reading_.CasingOf(token) == Casing::kUpper && token + 1 < end_ &&
      reading_.text.tokens[token + 1].kind == TokenKind::kNumber) {
    return true;  // "USD 22 million"
  }
  return text == "$" || text == "€" || text == "£" || text == "¥" || text == "₹";
}

uint32_t PhraseFinder::SkipAmount(uint32_t at) const {
  constexpr uint32_t kMaxTokens = 14;
  bool number = false;
  uint32_t next = at + 1;
  for (; next < end_ && next < at + kMaxTokens; ++next) {
    const Token& token = reading_.text.tokens[next];
    if (token.kind == TokenKind::kNumber) {
      number = true;
      continue;
    }
    if (IsCurrency(next) || token.kind == TokenKind::kSymbol) continue;
    // "US$31 million"
    if (next + 1 < end_ && IsCurrency(next + 1) && !reading_.text.tokens[next + 1].space_before) {
      continue;
    }
    if (reading_.IsMark(next, '(')) {
      uint32_t close = next;
      while (close < end_ && close < next + 8 && !reading_.IsMark(close, ')')) ++close;
      if (close >= end_ || !reading_.IsMark(close, ')')) break;
      next = close;
      continue;
    }
    if (token.kind != TokenKind::kWord) break;
    if (reading_.Is(next, CoreList::kPreposition) && !number)
      continue;  // "worth over", "valued at"
    if (reading_.Is(next, CoreList::kPreposition) || reading_.Is(next, CoreList::kConjunction) ||
        reading_.Is(next, CoreList::kFunctionWord) ||
        !reading_.book.word(reading_.words[next]).verbs.empty()) {
      break;
    }
  }
  return number ? next : at;
}

uint32_t PhraseFinder::TakeBracket(uint32_t at, AgreementPhrase& phrase) {
  uint32_t close = kNoIndex;
  for (uint32_t i = at + 1; i < end_ && i < at + 9; ++i) {
    if (reading_.IsMark(i, ')')) {
      close = i;
      break;
    }
  }
  if (close == kNoIndex || close == at + 1) return at;
  for (uint32_t i = at + 1; i < close; ++i) {
    // "(Ann Ayres, Bo Lund)": who signed, no other name for it.
    const Mention* inside = reading_.MentionAt(i);
    if (inside != nullptr && (inside->type == MentionType::kPerson ||
                              (inside->type == MentionType::kPost && inside->entity != kNoIndex))) {
      return at;
    }
    if (reading_.IsMark(i, ':')) return at;
  }
  // "the Treaty of Lund (1641)"
  const Mention* year = reading_.MentionBeginning(at + 1);
  if (year != nullptr && year->type == MentionType::kDate && close == at + 2 &&
      phrase.date == kNoIndex && TakeDate(at + 1, phrase)) {
    return close + 1;
  }
  uint32_t begin = at + 1;
  while (begin < close && (reading_.IsWord(begin, "hereinafter") || reading_.IsWord(begin, "the") ||
                           reading_.text.tokens[begin].kind == TokenKind::kPunctuation)) {
    ++begin;
  }
  uint32_t end = close;
  while (end > begin && reading_.text.tokens[end - 1].kind == TokenKind::kPunctuation) --end;
  if (begin < end && end - begin <= 3 && reading_.IsCapitalised(begin)) {
    phrase.short_names.push_back(reading_.Span(begin, end));
  }
  return close + 1;
}

uint32_t PhraseFinder::TakeParties(uint32_t at, AgreementPhrase& phrase, bool between) {
  if (at >= end_ || !phrase.with.actors.empty()) return at - 1;
  ActorGroup group = ParseActorGroup(reading_, at, end_);
  if (group.actors.empty()) {
    // "with Windhoek", "with Hamburg's Reederei Petersen"
    const Mention* place = reading_.MentionBeginning(at);
    if (place != nullptr && place->type == MentionType::kPlace) {
      uint32_t end = place->end_token;
      if (end + 1 < end_ && reading_.text.tokens[end].kind == TokenKind::kPossessive) {
        group = ParseActorGroup(reading_, end + 1, end_);
        if (!group.actors.empty()) {
          end = group.end_token;
          phrase.between = between;
          phrase.with = std::move(group);
        }
      }
      return end;
    }
    uint32_t described = SkipDescribed(at);
    if (described == at) return at - 1;
    phrase.partner_told = true;
    // "with the supplier FarLine": a name behind the description.
    group = ParseActorGroup(reading_, described, end_);
    if (group.actors.empty() || reading_.MentionBeginning(described) == nullptr) {
      // "with the previous builder, Acme S.A."
      if (described + 1 >= end_ || !reading_.IsMark(described, ',')) return described;
      const Mention* name = reading_.MentionBeginning(described + 1);
      if (name == nullptr ||
          (name->type != MentionType::kOrganization && name->type != MentionType::kMinistry)) {
        return described;
      }
      group = ParseActorGroup(reading_, described + 1, name->end_token);
      if (group.actors.empty()) return described;
    }
  }
  // "with Chile and Brazil one on fishing": the last begins a clause of its own.
  if (group.actors.size() > 1 && group.end_token < end_ &&
      (reading_.IsWord(group.end_token, "one") || reading_.IsWord(group.end_token, "another"))) {
    uint32_t last = group.actors.back().mention;
    if (last != kNoIndex) {
      group = ParseActorGroup(reading_, at, reading_.mentions.mentions[last].begin_token);
    }
  }
  phrase.between = between;
  uint32_t end = group.end_token;
  phrase.with = std::move(group);
  return end;
}

uint32_t PhraseFinder::SkipDescribed(uint32_t at) const {
  uint32_t next = at;
  if (next < end_ && reading_.Is(next, CoreList::kDeterminer)) ++next;
  for (int i = 0; i < 3 && next < end_; ++i, ++next) {
    // "with a pen that Bo Lund had lent her": no partner
    if (reading_.SaysAny(next, {"that", "which", "who", "whose", "whom"})) return at;
    if (reading_.MentionAt(next) != nullptr ||
        reading_.text.tokens[next].kind != TokenKind::kWord ||
        reading_.Is(next, CoreList::kPreposition) || reading_.Is(next, CoreList::kConjunction) ||
        reading_.Is(next, CoreList::kFunctionWord)) {
      break;
    }
  }
  return next > at + 1 ? next : at;
}

bool PhraseFinder::TakeDate(uint32_t at, AgreementPhrase& phrase) {
  const Mention* mention = reading_.MentionBeginning(at);
  if (mention == nullptr || mention->type != MentionType::kDate) return false;
  // "a programme for the years of | 2022-2025": how long it runs
  if (at > begin_ + 1 && reading_.SaysAny(at - 2, {"year", "years", "period", "term"}))
    return false;
  phrase.date = mention->value;
  phrase.older = true;
  return true;
}

}  // namespace entente::ingest
