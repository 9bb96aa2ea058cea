#include "ingest/actor_group_parser.h"

namespace entente::ingest {

uint32_t GroupParser::FindClose(uint32_t at, uint32_t limit) const {
  for (uint32_t i = at; i < end_ && i < at + limit; ++i) {
    if (reading_.IsMark(i, ')')) return i;
  }
  return kNoIndex;
}

uint32_t GroupParser::SkipBracket(uint32_t at) const {
  if (at >= end_ || !reading_.IsMark(at, '(')) return at;
  uint32_t close = FindClose(at + 1, 12);
  return close == kNoIndex ? at : close + 1;
}

uint32_t GroupParser::ParseDescribedGroup(uint32_t at, ActorGroup& group) const {
  uint32_t next = at;
  bool definite = false;
  uint32_t count = 0;
  while (next < end_ && next < at + 4 && reading_.MentionBeginning(next) == nullptr) {
    if (reading_.IsWord(next, "both")) {
      definite = true;
      count = 2;
    } else if ((reading_.Is(next, CoreList::kDefinite) && !reading_.IsWord(next, "that")) ||
               reading_.IsWord(next, "all")) {
      definite = true;
    } else if (uint32_t number = NumberAt(next)) {
      count = number;
    } else if (!reading_.IsWord(next, "same")) {
      break;
    }
    ++next;
  }
  if (next == at || (!definite && count < 2)) return at;
  // "where the two signed the treaty"
  if (next < end_ && definite && count >= 2 && !reading_.IsWord(next - 1, "both") &&
      reading_.MentionBeginning(next) == nullptr &&
      !reading_.book.word(reading_.words[next]).verbs.empty() &&
      (next + 1 >= end_ || reading_.book.word(reading_.words[next + 1]).agreement_heads.empty())) {
    Actor people;
    people.count = count;
    people.sort = Actor::Sort::kPeople;
    group.actors.push_back(people);
    return next;
  }
  uint32_t noun = next;
  for (int adjectives = 0; adjectives < 3 && noun < end_; ++adjectives) {
    if (reading_.MentionBeginning(noun) != nullptr || SortAt(noun) != Actor::Sort::kOne) break;
    if (reading_.text.tokens[noun].kind != TokenKind::kWord || reading_.IsCapitalised(noun) ||
        reading_.Is(noun, CoreList::kPreposition) || reading_.Is(noun, CoreList::kConjunction) ||
        reading_.Is(noun, CoreList::kFunctionWord)) {
      return at;
    }
    ++noun;
  }
  if (noun >= end_) return at;
  Actor actor;
  actor.count = count;
  if (const Mention* post = reading_.MentionBeginning(noun)) {
    if (post->type != MentionType::kPost || post->entity != kNoIndex) return at;
    if (!PluralPost(*post)) return at;
    uint32_t after = post->end_token;
    // "the foreign ministers of the two countries" says whose; "Ministers Hanh and Yamamoto" who.
    if (after < end_ && (reading_.IsWord(after, "of") || reading_.IsMark(after, ',') ||
                         reading_.MentionBeginning(after) != nullptr)) {
      return at;
    }
    actor.sort = Actor::Sort::kPeople;
    actor.post = IndexOf(*post);
    group.actors.push_back(std::move(actor));
    return after;
  }
  actor.sort = SortAt(noun);
  if (actor.sort == Actor::Sort::kOne) return at;
  if (noun + 1 < end_ && reading_.text.tokens[noun + 1].kind == TokenKind::kPossessive) {
    return at;  // "the two countries' parliaments" are others
  }
  group.actors.push_back(std::move(actor));
  return noun + 1;
}

Actor::Sort GroupParser::SortAt(uint32_t token) const {
  if (reading_.Is(token, CoreList::kStateNoun)) return Actor::Sort::kStates;
  if (reading_.Is(token, CoreList::kSideNoun)) return Actor::Sort::kSides;
  if (reading_.Is(token, CoreList::kBodyGroupNoun)) return Actor::Sort::kBodies;
  return Actor::Sort::kOne;
}

uint32_t GroupParser::NumberAt(uint32_t token) const {
  static constexpr LiteralWord kNumbers[] = {"two",   "three", "four", "five",   "six",   "seven",
                                             "eight", "nine",  "ten",  "eleven", "twelve"};
  for (uint32_t i = 0; i < std::size(kNumbers); ++i) {
    if (reading_.IsWord(token, kNumbers[i])) return i + 2;
  }
  if (reading_.text.tokens[token].kind != TokenKind::kNumber) return 0;
  uint32_t value = 0;
  for (char c : reading_.Text(token)) {
    if (c < '0' || c > '9' || value > 500) return 0;
    value = value * 10 + static_cast<uint32_t>(c - '0');
  }
  return value > 500 ? 0 : value;
}

uint32_t GroupParser::ParseCountry(uint32_t at, const Mention& country, ActorGroup& group) {
  uint32_t next = country.end_token;
  bool possessive = next < end_ && reading_.text.tokens[next].kind == TokenKind::kPossessive;
  if (possessive) ++next;
  uint32_t after = SkipAdjectives(next);
  if (after < end_) {
    if (const Mention* mention = reading_.MentionBeginning(after)) {
      if (mention->type == MentionType::kPost) {
        return ParsePost(after, *mention, country.entity, group);
      }
      if (mention->type == MentionType::kPerson && after == next) {
        return ParsePerson(after, *mention, country.entity, group);
      }
      if (IsBody(mention->type) && (possessive || country.form == MentionForm::kDemonym)) {
        return ParseBody(after, *mention, group);
      }
    } else if (uint32_t end = ParseCounterpart(after, country.entity, group); end != after) {
      return end;
    } else if (uint32_t body = SkipBodyNouns(after); body != after) {
      return ParseBody(body, *reading_.MentionBeginning(body), group);
    }
  }
  bool adjective = possessive || country.form == MentionForm::kDemonym;
  if (adjective && after < end_ && reading_.MentionBeginning(after) == nullptr) {
    if (reading_.Is(after, CoreList::kCountryNoun)) {
      PushEntity(country, group, reading_.Is(after, CoreList::kDelegates));
      group.actors.back().delegates = false;
      return SkipOfGovernment(after + 1);
    }
    if (reading_.Is(after, CoreList::kBodyNoun)) {
      const Mention* name = after + 1 < end_ ? reading_.MentionBeginning(after + 1) : nullptr;
      if (name != nullptr && IsBody(name->type)) return ParseBody(after + 1, *name, group);
      Actor actor;
      actor.mention = IndexOf(country);
      actor.described = true;
      group.actors.push_back(actor);
      return after + 1;
    }
    if (possessive) return at;
    // A demonym before another noun is an adjective: "the Portuguese text". Alone it is a people.
    if (country.form == MentionForm::kDemonym && StartsNoun(after)) return at;
  }
  if (possessive) return at;
  PushEntity(country, group, false);
  return ParseNamed(next, group);
}

uint32_t GroupParser::ParseNamed(uint32_t at, ActorGroup& group) {
  if (!PersonWithin(at)) return SkipBracket(at);
  const Actor body = group.actors.back();
  const size_t known = group.actors.size() - 1;
  group.actors.pop_back();
  GroupParser inner(reading_, end_, false);
  ActorGroup named = inner.Parse(at + 1);
  const bool closed = named.end_token < end_ && reading_.IsMark(named.end_token, ')');
  if (named.actors.size() != 1 || !closed || body.entity == kNoIndex) {
    group.actors.resize(known);
    group.actors.push_back(body);
    return at;
  }
  group.actors.push_back(named.actors.front());
  group.actors.back().behalf = body.entity;
  return named.end_token + 1;
}

uint32_t GroupParser::SkipBodyNouns(uint32_t at) const {
  uint32_t next = at;
  while (next < end_ && next < at + 4 && reading_.MentionBeginning(next) == nullptr) {
    if (reading_.text.tokens[next].kind != TokenKind::kWord || reading_.IsCapitalised(next) ||
        reading_.Is(next, CoreList::kPreposition) || reading_.Is(next, CoreList::kConjunction) ||
        reading_.Is(next, CoreList::kFunctionWord) || reading_.Is(next, CoreList::kCommonVerb) ||
        !reading_.book.word(reading_.words[next]).verbs.empty()) {
      return at;
    }
    ++next;
  }
  if (next == at || next >= end_ || !reading_.Is(next - 1, CoreList::kBodyNoun)) return at;
  const Mention* mention = reading_.MentionBeginning(next);
  return mention != nullptr && IsBody(mention->type) ? next : at;
}

bool GroupParser::StartsNoun(uint32_t at) const {
  return reading_.text.tokens[at].kind == TokenKind::kWord &&
         !reading_.Is(at, CoreList::kPreposition) && !reading_.Is(at, CoreList::kConjunction) &&
         !reading_.Is(at, CoreList::kFunctionWord) &&
         reading_.book.word(reading_.words[at]).verbs.empty();
}

uint32_t GroupParser::SkipAdjectives(uint32_t at) const {
  uint32_t next = at;
  for (int i = 0; i < 2 && next < end_; ++i) {
    if (reading_.MentionBeginning(next) != nullptr) break;
    if (reading_.Is(next, CoreList::kActorAdjective)) {
      ++next;
    }
  }
  return next;
}

uint32_t GroupParser::ParseBody(uint32_t at, const Mention& body, ActorGroup& group) {
  // "the Sultanate of Oman" is the country.
  if (body.end_token + 1 < end_ && reading_.Is(body.end_token - 1, CoreList::kCountryNoun) &&
      reading_.IsWord(body.end_token, "of")) {
    uint32_t home = SkipDeterminer(body.end_token + 1);
    const Mention* country = home < end_ ? reading_.MentionBeginning(home) : nullptr;
    if (country != nullptr && country->type == MentionType::kCountry) {
      PushEntity(*country, group, false);
      return country->end_token;
    }
  }
  PushEntity(body, group, false);
  uint32_t next = SkipBracket(body.end_token);
  // "the Ministry of Finance of Vietnam", "the Port Company of Oman": whose it is.
  if (next + 1 < end_ && reading_.IsWord(next, "of")) {
    const Mention* home = reading_.MentionBeginning(SkipDeterminer(next + 1));
    if (home != nullptr && home->type == MentionType::kCountry) next = home->end_token;
  }
  // "the company's chief executive, Rajesh P.": the person is the actor.
  if (next < end_ && reading_.text.tokens[next].kind == TokenKind::kPossessive) {
    uint32_t after = SkipAdjectives(next + 1);
    const Mention* mention = after < end_ ? reading_.MentionBeginning(after) : nullptr;
    group.actors.pop_back();
    if (mention != nullptr && mention->type == MentionType::kPost) {
      return ParsePost(after, *mention, kNoIndex, group);
    }
    return at;
  }
  // A body's name before a post: "WPA chief executive Joris van den Akker".
  if (next < end_) {
    const Mention* mention = reading_.MentionBeginning(next);
    if (mention != nullptr && mention->type == MentionType::kPost && next == body.end_token) {
      group.actors.pop_back();
      return ParsePost(next, *mention, kNoIndex, group);
    }
  }
  return next;
}

uint32_t GroupParser::ParseGroup(const Mention& mention, ActorGroup& group) {
  const Entity* entity = reading_.EntityOf(mention);
  uint32_t next = mention.end_token;
  if (next < end_ && reading_.text.tokens[next].kind == TokenKind::kPossessive) {
    uint32_t after = SkipAdjectives(next + 1);
    const Mention* post = after < end_ ? reading_.MentionBeginning(after) : nullptr;
    if (post == nullptr || post->type != MentionType::kPost) return mention.begin_token;
    next = post->end_token;
  }
  group.group_mention = IndexOf(mention);
  if (entity == nullptr || entity->members.empty()) {
    Actor actor;
    actor.entity = mention.entity;
    actor.mention = IndexOf(mention);
    group.actors.push_back(actor);
    return next;
  }
  for (uint32_t member : entity->members) {
    Actor actor;
    actor.entity = member;
    actor.mention = IndexOf(mention);
    group.actors.push_back(actor);
  }
  return next;
}

void GroupParser::PushEntity(const Mention& mention, ActorGroup& group, bool delegates) {
  Actor actor;
  actor.entity = mention.entity;
  actor.mention = IndexOf(mention);
  actor.delegates = delegates;
  group.actors.push_back(actor);
}

uint32_t GroupParser::ParseDelegates(uint32_t at, ActorGroup& group) {
  if (reading_.MentionBeginning(at) != nullptr || !reading_.Is(at, CoreList::kDelegates)) return at;
  uint32_t next = at + 1;
  if (next >= end_ || (!reading_.IsWord(next, "of") && !reading_.IsWord(next, "from"))) return at;
  next = SkipDeterminer(next + 1);
  if (next >= end_) return at;
  size_t known = group.actors.size();
  const Mention* mention = reading_.MentionBeginning(next);
  if (mention == nullptr) return at;
  uint32_t end = next;
  if (mention->type == MentionType::kGroup) {
    end = ParseGroup(*mention, group);
  } else if (IsBody(mention->type) || mention->type == MentionType::kCountry) {
    PushEntity(*mention, group, true);
    end = SkipBracket(mention->end_token);
  } else {
    return at;
  }
  for (size_t i = known; i < group.actors.size(); ++i) group.actors[i].delegates = true;
  return end;
}

uint32_t GroupParser::ParseGovernmentOf(uint32_t at, ActorGroup& group) {
  if (!reading_.Is(at, CoreList::kCountryNoun)) return at;
  if (at + 2 >= end_ || !reading_.IsWord(at + 1, "of")) return at;
  uint32_t next = SkipDeterminer(at + 2);
  if (next + 2 < end_ && reading_.MentionBeginning(next) == nullptr &&
      reading_.Is(next, CoreList::kCountryNoun) && reading_.IsWord(next + 1, "of")) {
    next = SkipDeterminer(next + 2);
  }
  const Mention* mention = next < end_ ? reading_.MentionBeginning(next) : nullptr;
  if (mention == nullptr || mention->type != MentionType::kCountry) return at;
  PushEntity(*mention, group, false);
  return mention->end_token;
}

}  // namespace entente::ingest
