// People told by a description, with their names behind it: "the head of the ports agency, A. B.",
// "his counterpart in charge of water, A. B."

#include <algorithm>

#include "ingest/actor_group_parser.h"

namespace entente::ingest {

const Mention* GroupParser::NameBehindDescription(uint32_t at) const {
  constexpr uint32_t kReach = 22;
  if (at + 2 >= end_ || reading_.MentionBeginning(at) != nullptr ||
      !reading_.Is(at, CoreList::kPreposition)) {
    return nullptr;
  }
  const uint32_t limit = std::min(end_, at + kReach);
  for (uint32_t next = at + 1; next < limit;) {
    const Mention* mention = reading_.MentionBeginning(next);
    if (reading_.IsMark(next, ',')) {
      // Past honorifics and further posts of theirs.
      uint32_t name = SkipDeterminer(next + 1);
      for (int steps = 0; steps < 3 && name < end_; ++steps) {
        mention = reading_.MentionBeginning(name);
        if (mention == nullptr || mention->type != MentionType::kPost) break;
        name = mention->end_token;
      }
      if (mention == nullptr || mention->type != MentionType::kPerson) return nullptr;
      // "…, Ann Ayres said": what was told is told by her.
      const uint32_t after = mention->end_token;
      const bool says = after < end_ && reading_.Is(after, CoreList::kSaying);
      return says ? nullptr : mention;
    }
    if (mention != nullptr) {
      // "the head of Ayres Marine": after "of" a name is that of a body.
      const bool body = mention->type == MentionType::kCountry || IsBody(mention->type) ||
                        mention->type == MentionType::kPlace ||
                        mention->type == MentionType::kPost || reading_.IsWord(next - 1, "of");
      if (!body) return nullptr;
      next = mention->end_token;
      continue;
    }
    const Token& token = reading_.text.tokens[next];
    if (reading_.IsMark(next, '(')) {
      const uint32_t close = SkipBracket(next);
      if (close == next) return nullptr;
      next = close;
      continue;
    }
    const bool joint = reading_.IsWord(next, "and") && next + 1 < limit &&
                       !reading_.Is(next + 1, CoreList::kDeterminer) &&
                       (reading_.MentionBeginning(next + 1) == nullptr ||
                        IsBody(reading_.MentionBeginning(next + 1)->type));
    const bool word = token.kind == TokenKind::kWord && !reading_.Is(next, CoreList::kConjunction);
    if (!joint && !word && token.kind != TokenKind::kPossessive && !reading_.IsMark(next, '-')) {
      return nullptr;
    }
    if (reading_.Is(next, CoreList::kCommonVerb) || reading_.Is(next, CoreList::kFunctionWord) ||
        !reading_.book.word(reading_.words[next]).verbs.empty()) {
      return nullptr;
    }
    ++next;
  }
  return nullptr;
}

uint32_t GroupParser::ParseCounterpart(uint32_t at, uint32_t country, ActorGroup& group) {
  // "her guest from Lima, A. B.": another side, of no post that is told.
  const bool guest =
      reading_.IsWord(at, "guest") || reading_.IsWord(at, "host") || reading_.IsWord(at, "visitor");
  if (!guest && !reading_.Is(at, CoreList::kCounterpart)) return at;
  Actor actor;
  actor.behalf = country;
  actor.counterpart = !guest;
  uint32_t next = at + 1;
  // "his Turkish opposite number"
  if (next < end_ && reading_.IsWord(at, "opposite") && reading_.IsWord(next, "number")) ++next;
  if (next + 1 < end_ && (reading_.IsWord(next, "from") || reading_.IsWord(next, "of"))) {
    const Mention* home = reading_.MentionBeginning(SkipDeterminer(next + 1));
    if (home != nullptr && home->type == MentionType::kCountry) {
      actor.behalf = home->entity;
      next = home->end_token;
    }
  }
  uint32_t name = next;
  bool comma = name < end_ && reading_.IsMark(name, ',');
  if (comma) ++name;
  const Mention* person = name < end_ ? reading_.MentionBeginning(name) : nullptr;
  if (comma && person != nullptr && person->type == MentionType::kPost &&
      person->entity != kNoIndex) {
    // "his Chilean counterpart, Deputy Prime Minister and Minister of Ports A. B."
    uint32_t behind = person->end_token;
    const Mention* further = person;
    while (further != nullptr && further->type == MentionType::kPost) {
      behind = further->end_token;
      if (behind < end_ && reading_.IsWord(behind, "and")) ++behind;
      further = behind < end_ ? reading_.MentionBeginning(behind) : nullptr;
    }
    if (further != nullptr && further->entity == person->entity) person = further;
  }
  if (person == nullptr || person->type != MentionType::kPerson) {
    // "his Chilean colleague in charge of ports, A. B.", "his counterpart from Lima, Mayor A. B."
    person = NameBehindDescription(at + 1);
    comma = comma || person != nullptr;
  }
  if (person != nullptr && person->type == MentionType::kPerson) {
    actor.entity = person->entity;
    actor.mention = IndexOf(*person);
    next = SkipAppositions(person->end_token, actor);
    if (comma && next + 1 < end_ && reading_.IsMark(next, ',') && !ListGoesOn(next + 1)) ++next;
  } else if (guest) {
    return at;
  }
  group.actors.push_back(actor);
  return next;
}

uint32_t GroupParser::NamedCounterpart(uint32_t at, const Mention& post, uint32_t country,
                                       ActorGroup& group) {
  if (post.entity != kNoIndex) return at;
  const size_t before = group.actors.size();
  const uint32_t end = ParseCounterpart(at, country, group);
  if (end != at && group.actors.back().entity != kNoIndex) return end;
  group.actors.resize(before);
  return at;
}

uint32_t GroupParser::BodyNounBehind(uint32_t at) const {
  constexpr uint32_t kMostWords = 7;
  // "the railway workers' | union", "its Danish | partner"
  const bool opens = reading_.IsWord(at, "the") || reading_.IsWord(at, "a") ||
                     reading_.IsWord(at, "an") || reading_.Is(at, CoreList::kOwn);
  if (!opens) return kNoIndex;
  for (uint32_t next = at + 1; next < end_ && next <= at + kMostWords; ++next) {
    const Mention* mention = reading_.MentionBeginning(next);
    // "partner", which may be a post, too
    const bool post = mention != nullptr && mention->type == MentionType::kPost &&
                      mention->end_token == next + 1 && reading_.Is(next, CoreList::kBodyNoun);
    if (mention != nullptr && !post) {
      const bool home =
          mention->type == MentionType::kCountry || mention->type == MentionType::kPlace;
      if (!home) return kNoIndex;
      // "the Omani government": the country itself, no body of it.
      if (mention->type == MentionType::kCountry && mention->end_token < end_ &&
          reading_.Is(mention->end_token, CoreList::kCountryNoun)) {
        return kNoIndex;
      }
      next = mention->end_token - 1;
      continue;
    }
    const TokenKind kind = reading_.text.tokens[next].kind;
    if (kind == TokenKind::kPossessive || reading_.IsMark(next, '\'') ||
        reading_.Text(next) == "’") {
      continue;
    }
    const bool noun =
        kind == TokenKind::kWord && !reading_.IsCapitalised(next) &&
        (reading_.Is(next, CoreList::kBodyNoun) || reading_.Is(next, CoreList::kHomeNoun) ||
         reading_.Is(next, CoreList::kBodyGroupNoun));
    if (!noun &&
        (kind != TokenKind::kWord || reading_.Is(next, CoreList::kPreposition) ||
         reading_.Is(next, CoreList::kConjunction) || reading_.Is(next, CoreList::kFunctionWord) ||
         reading_.Is(next, CoreList::kCommonVerb) ||
         !reading_.book.word(reading_.words[next]).verbs.empty())) {
      return kNoIndex;
    }
    if (!noun) continue;
    // The last noun of its phrase.
    if (next + 1 >= end_) return next;
    const TokenKind behind = reading_.text.tokens[next + 1].kind;
    const bool closed =
        behind == TokenKind::kPunctuation || IsVerbAt(next + 1) ||
        (reading_.Is(next + 1, CoreList::kPreposition) && !reading_.IsWord(next + 1, "of"));
    if (closed && behind != TokenKind::kPossessive && !reading_.IsMark(next + 1, '-')) return next;
  }
  return kNoIndex;
}

uint32_t GroupParser::SkipBehalfBefore(uint32_t at, uint32_t& behalf) const {
  if (at + 2 >= end_) return at;
  uint32_t next = at;
  if (reading_.IsMark(next, ',')) ++next;
  uint32_t body = BehalfPhrase(next);
  if (body == next) return at;
  body = SkipDeterminer(body);
  if (body + 2 < end_ && reading_.Is(body, CoreList::kCountryNoun) &&
      reading_.IsWord(body + 1, "of")) {
    body = SkipDeterminer(body + 2);
  }
  if (body >= end_) return at;
  const Mention* mention = reading_.MentionBeginning(body);
  if (mention == nullptr) return at;
  // "on behalf of the Minister of Industry, | Vice Minister A. B.": somebody without a name.
  if (mention->type == MentionType::kPost) {
    next = SkipPostTail(mention->end_token, *mention);
    const Mention* holder = next + 1 < end_ && reading_.IsMark(next, ',')
                                ? reading_.MentionBeginning(next + 1)
                                : nullptr;
    return holder != nullptr && holder->type == MentionType::kPost && holder->entity != kNoIndex &&
                   holder->entity != mention->entity
               ? next + 1
               : at;
  }
  if (mention->entity == kNoIndex) return at;
  if (mention->type != MentionType::kCountry && !IsBody(mention->type)) return at;
  next = SkipBracket(mention->end_token);
  if (next < end_ && reading_.IsMark(next, ',')) {
    ++next;
  } else {
    // "on behalf of the Acme Institute Director Ann Ayres": its post follows at once.
    const Mention* post = next < end_ ? reading_.MentionBeginning(next) : nullptr;
    if (post == nullptr || post->type != MentionType::kPost) return at;
  }
  behalf = mention->entity;
  return next;
}

uint32_t GroupParser::SkipHomeAside(uint32_t at, Actor& actor) const {
  // "Ann Ayres, of Peru, | and Bo Lund, of Chile,"
  if (actor.behalf != kNoIndex || at + 3 >= end_ || !reading_.IsMark(at, ',') ||
      !(reading_.IsWord(at + 1, "of") || reading_.IsWord(at + 1, "from"))) {
    return at;
  }
  const Mention* home = reading_.MentionBeginning(SkipDeterminer(at + 2));
  if (home == nullptr || home->type != MentionType::kCountry || home->entity == kNoIndex ||
      home->form == MentionForm::kDemonym || home->end_token >= end_ ||
      !reading_.IsMark(home->end_token, ',')) {
    return at;
  }
  actor.behalf = home->entity;
  return ListGoesOn(home->end_token + 1) ? home->end_token : home->end_token + 1;
}

uint32_t GroupParser::ParseNameOfNoun(uint32_t noun, ActorGroup& group) {
  // "its Danish partner, Bolt College,": the name says who it is.
  if (noun + 2 >= end_ || !reading_.IsMark(noun + 1, ',')) return noun;
  const Mention* name = reading_.MentionBeginning(noun + 2);
  if (name == nullptr || !IsBody(name->type) || name->form == MentionForm::kNominal) return noun;
  const uint32_t end = SkipHome(SkipBracket(SkipLegalForm(name->end_token)));
  const auto goes_on = [&](uint32_t at) {
    // ", and it was cancelled": no further name
    const bool clause = at + 1 < end_ && reading_.IsWord(at, "and") &&
                        reading_.MentionBeginning(at + 1) == nullptr &&
                        reading_.SaysAny(at + 1, {"it", "they", "he", "she", "was", "were", "is"});
    return !clause && ListGoesOn(at);
  };
  const bool aside = end < end_ && reading_.IsMark(end, ',') &&
                     (end + 1 >= end_ || !goes_on(end + 1) || !group.actors.empty());
  const bool last = end >= end_ || reading_.IsMark(end, '.') || reading_.IsMark(end, ';');
  if (!aside && !last) return noun;
  PushEntity(*name, group, false);
  return aside ? end + 1 : end;
}

uint32_t GroupParser::ParseDescribedBody(uint32_t at, ActorGroup& group) {
  const uint32_t noun = at < end_ ? BodyNounBehind(at) : kNoIndex;
  if (noun == kNoIndex) return at;
  if (const uint32_t end = ParseNameOfNoun(noun, group); end != noun) return end;
  // "(Norlake Rail) and the dockers' union": nobody with a name, but the row goes through.
  if (group.actors.empty() || !last_joined_candidate_) return at;
  Actor actor;
  actor.described = true;
  group.actors.push_back(actor);
  return noun + 1;
}

uint32_t GroupParser::ParseChiefs(uint32_t at, ActorGroup& group) const {
  constexpr LiteralWord kChiefs[] = {"heads", "leaders", "chiefs", "chairs", "co-chairs"};
  constexpr LiteralWord kLed[] = {"delegation", "delegations",   "sides",
                                  "ministries", "departments",   "agencies",
                                  "services",   "organisations", "institutions"};
  const auto any = [&](const auto& words, uint32_t token) {
    const Mention* mention = token < end_ ? reading_.MentionBeginning(token) : nullptr;
    const bool post = mention != nullptr && mention->type == MentionType::kPost &&
                      mention->end_token == token + 1;
    return token < end_ && (mention == nullptr || post) &&
           std::any_of(std::begin(words), std::end(words),
                       [&](LiteralWord word) { return reading_.IsWord(token, word); });
  };
  Actor actor;
  actor.sort = Actor::Sort::kPeople;
  actor.delegates = true;
  uint32_t next = at;
  const auto count = [&] {
    while (next < end_ && next < at + 8 && reading_.MentionBeginning(next) == nullptr) {
      if (reading_.IsWord(next, "both")) {
        actor.count = 2;
      } else if (const uint32_t number = NumberAt(next)) {
        actor.count = number;
      } else if (!reading_.IsWord(next, "the") && !reading_.IsWord(next, "all")) {
        break;
      }
      ++next;
    }
  };
  count();
  if (next == at || !any(kChiefs, next) || next + 1 >= end_ || !reading_.IsWord(next + 1, "of")) {
    return at;
  }
  next += 2;
  count();
  for (int adjectives = 0; adjectives < 2 && next < end_ && !any(kLed, next); ++adjectives) {
    if (reading_.MentionBeginning(next) != nullptr || reading_.IsCapitalised(next) ||
        reading_.text.tokens[next].kind != TokenKind::kWord) {
      return at;
    }
    ++next;
  }
  if (!any(kLed, next)) return at;
  if (!reading_.SaysAny(next, {"delegation", "delegations", "sides", "ministries", "departments"}))
    actor.noun = next;
  group.actors.push_back(actor);
  return next + 1;
}

uint32_t GroupParser::SkipOwner(uint32_t at) const {
  constexpr uint32_t kMostWords = 3;
  uint32_t next = at;
  const Mention* place = reading_.MentionBeginning(at);
  if (place != nullptr && place->type == MentionType::kPlace) {
    next = place->end_token;
  } else {
    while (next < end_ && next < at + kMostWords && reading_.MentionAt(next) == nullptr &&
           reading_.text.tokens[next].kind == TokenKind::kWord &&
           (next == at || (reading_.IsCapitalised(at) && reading_.IsCapitalised(next)))) {
      ++next;
    }
  }
  if (next == at || next + 1 >= end_ || reading_.text.tokens[next].kind != TokenKind::kPossessive) {
    return at;
  }
  const bool company = reading_.IsCapitalised(at);
  next = SkipAdjectives(next + 1);
  const Mention* holder = next < end_ ? reading_.MentionBeginning(next) : nullptr;
  if (holder == nullptr || holder->entity == kNoIndex) return at;
  const bool named = holder->type == MentionType::kPerson && company;
  return holder->type == MentionType::kPost || named ? next : at;
}

uint32_t GroupParser::SkipWhoClause(uint32_t at) const {
  constexpr uint32_t kMaxTokens = 20;
  if (at + 3 >= end_ || !reading_.IsMark(at, ',') || !reading_.IsWord(at + 1, "who")) return at;
  for (uint32_t next = at + 2; next + 2 < end_ && next < at + kMaxTokens; ++next) {
    if (reading_.IsMark(next, ';') || reading_.IsMark(next, ':')) return at;
    if (!reading_.IsMark(next, ',')) continue;
    // ", who chairs it, | and Bo Lund": the row goes on.
    const bool row = reading_.IsWord(next + 1, "and") || reading_.IsMark(next + 1, '&');
    // "Ann Ayres, who heads Peru's navy, | signed": what she is, and no subject.
    const bool office = reading_.SaysAny(
        at + 2, {"heads", "leads", "chairs", "runs", "oversees", "directs", "manages", "headed"});
    const bool verb =
        IsVerbAt(next + 1) || (reading_.MentionAt(next + 1) == nullptr &&
                               !reading_.book.word(reading_.words[next + 1]).verbs.empty());
    if (!row && office && verb) return next + 1;
    if (!row) return at;
    uint32_t name = SkipDeterminer(next + 2);
    if (name < end_ && reading_.Is(name, CoreList::kOwn)) ++name;
    const Mention* mention = name < end_ ? reading_.MentionBeginning(name) : nullptr;
    const bool person = mention != nullptr && (mention->type == MentionType::kPerson ||
                                               mention->type == MentionType::kPost ||
                                               mention->type == MentionType::kCountry);
    return person ? next : at;
  }
  return at;
}

uint32_t GroupParser::SkipServed(uint32_t at, const Mention& post) const {
  // "adviser | to Prime Minister Ana Ruiz": whom one serves is no actor beside one.
  if (at + 1 >= end_ || !reading_.IsWord(at, "to")) return at;
  if (!reading_.SaysAny(post.end_token - 1, {"adviser", "advisor", "aide", "assistant", "envoy",
                                             "counsellor", "secretary", "speechwriter"})) {
    return at;
  }
  uint32_t next = SkipDeterminer(at + 1);
  const Mention* mention = reading_.MentionBeginning(next);
  if (mention != nullptr && mention->type == MentionType::kPost) {
    next = mention->end_token;
    mention = reading_.MentionBeginning(next);
    if (mention == nullptr || mention->type != MentionType::kPerson) return next;
  }
  return mention != nullptr && mention->type == MentionType::kPerson ? mention->end_token : at;
}

}  // namespace entente::ingest
