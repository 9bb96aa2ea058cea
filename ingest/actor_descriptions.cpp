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
  group.actors.push_back(actor);
  return next + 1;
}

}  // namespace entente::ingest
