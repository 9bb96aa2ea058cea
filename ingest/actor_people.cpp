#include <algorithm>

#include "ingest/actor_group_parser.h"

namespace entente::ingest {

uint32_t GroupParser::BehalfPhrase(uint32_t at) const {
  if (at + 1 >= end_) return at;
  uint32_t next = at;
  if (reading_.IsWord(next, "acting") || reading_.IsWord(next, "signing")) ++next;
  if (next + 3 < end_ && reading_.IsWord(next, "for") && reading_.IsWord(next + 1, "and") &&
      reading_.IsWord(next + 2, "on")) {
    next += 2;
  }
  if (next + 3 < end_ && (reading_.IsWord(next, "on") || reading_.IsWord(next, "in"))) {
    uint32_t noun = SkipDeterminer(next + 1);
    if (noun + 1 < end_ && reading_.IsWord(noun + 1, "of") &&
        (reading_.IsWord(noun, "behalf") || reading_.IsWord(noun, "part") ||
         reading_.IsWord(noun, "name") || reading_.IsWord(noun, "side"))) {
      return noun + 2;
    }
    return at;
  }
  if (reading_.IsWord(next, "representing") || reading_.IsWord(next, "for")) return next + 1;
  // "(Ann Ayres) | from Norlake University | and", ", from the Peruvian side,"
  if (reading_.IsWord(next, "from")) {
    const uint32_t body = SkipDeterminer(next + 1);
    const Mention* mention = body < end_ ? reading_.MentionBeginning(body) : nullptr;
    const uint32_t noun = mention != nullptr ? mention->end_token : end_;
    // but "from the Peruvian side Bo Lund", "… – by Bo Lund"
    const bool side = mention != nullptr && noun + 1 < end_ &&
                      mention->type == MentionType::kCountry &&
                      reading_.SaysAny(noun, {"side", "part"}) &&
                      (reading_.IsMark(noun + 1, ',') || reading_.IsWord(noun + 1, "and"));
    if (side || (mention != nullptr && IsBody(mention->type))) return next + 1;
  }
  return at;
}

uint32_t GroupParser::SkipAppositions(uint32_t at, Actor& actor) {
  bool open_comma = false;
  bool posts = false;  // behind a post of the actor's own
  while (at < end_) {
    uint32_t next = at;
    if (const uint32_t home = SkipHomeAside(next, actor); home != next) {
      at = home;
      continue;
    }
    bool bracket = reading_.IsMark(next, '(');
    bool comma = reading_.IsMark(next, ',');
    if (bracket || comma) ++next;
    if (!comma && !bracket && open_comma && reading_.IsWord(next, "and")) ++next;
    next = SkipDeterminer(next);
    if (next >= end_) break;
    const Mention* mention = reading_.MentionBeginning(OwnPost(next, actor.entity));
    // "Arriagada, Director NAVCERT": the body of which it is a post may follow.
    if (mention != nullptr && mention->type == MentionType::kPost && mention->entity != kNoIndex &&
        mention->entity == actor.entity) {
      if (actor.post == kNoIndex) actor.post = IndexOf(*mention);
      at = SkipPostTail(mention->end_token, *mention);
      if (comma) at = SkipDescription(at, actor.entity);
      open_comma = open_comma || comma;
      posts = true;
      if (bracket && at < end_ && reading_.IsMark(at, ')')) ++at;
      continue;
    }
    // ", head of the ministry's licensing directorate, and Bo Lund": a post that nobody else holds.
    if (comma && mention != nullptr && mention->type == MentionType::kPost &&
        (mention->entity == kNoIndex || !reading_.mentions.entities[mention->entity].named) &&
        reading_.IsWord(mention->end_token, "of")) {
      const uint32_t end = SkipDescription(mention->end_token, actor.entity);
      if (end + 1 < end_ && reading_.IsMark(end, ',') && reading_.IsWord(end + 1, "and")) {
        at = end;
        posts = true;
        continue;
      }
    }
    mention = reading_.MentionBeginning(next);
    if (bracket) {
      uint32_t close = FindClose(next, 6);
      if (close == kNoIndex) break;
      if (mention != nullptr && mention->entity != kNoIndex &&
          (mention->type == MentionType::kCountry || IsBody(mention->type) ||
           mention->type == MentionType::kPlace) &&
          mention->end_token == close) {
        actor.behalf = mention->entity;
      }
      at = close + 1;
      continue;
    }
    // ", Department of Energy, Ministry of Industry": where the post is.
    if (comma && posts && mention != nullptr && IsBody(mention->type) &&
        mention->form != MentionForm::kDemonym) {
      at = SkipDescription(mention->end_token, actor.entity);
      continue;
    }
    // ", Government Plenipotentiary for Energy (Peru);": a post that no list has, in a list.
    if (comma && !posts && mention == nullptr && reading_.IsCapitalised(next)) {
      uint32_t end = SkipDescription(next, actor.entity);
      if (end > next && end < end_ && (reading_.IsMark(end, ';') || reading_.IsMark(end, '('))) {
        at = end;
        posts = true;
        continue;
      }
    }
    // ", 54,": an age. ", left,": where in the picture.
    if (comma && next + 1 < end_ && reading_.IsMark(next + 1, ',') &&
        (reading_.text.tokens[next].kind == TokenKind::kNumber ||
         reading_.Is(next, CoreList::kCaption))) {
      open_comma = true;
      at = next + 1;
      continue;
    }
    break;
  }
  if (uint32_t behind = SkipWhoClause(at); behind != at) return behind;
  // The comma that closes the last apposition belongs to it, unless a list goes on behind it.
  if (open_comma && at + 1 < end_ && reading_.IsMark(at, ',') && !ListGoesOn(at + 1) &&
      BehalfPhrase(at + 1) == at + 1) {
    ++at;
  }
  return SkipBehalf(at, actor, open_comma);
}

uint32_t GroupParser::OwnPost(uint32_t at, uint32_t holder) const {
  const Mention* mention = reading_.MentionBeginning(at);
  if (mention == nullptr || holder == kNoIndex) return at;
  uint32_t next = at;
  if (mention->type == MentionType::kCountry || IsBody(mention->type)) {
    next = mention->end_token;
    if (next < end_ && reading_.text.tokens[next].kind == TokenKind::kPossessive) ++next;
    next = SkipAdjectives(next);
  }
  if (next >= end_) return at;
  const Mention* post = reading_.MentionBeginning(next);
  return post != nullptr && post->type == MentionType::kPost && post->entity == holder ? next : at;
}

uint32_t GroupParser::SkipDescription(uint32_t at, uint32_t holder) const {
  constexpr uint32_t kMaxTokens = 30;
  constexpr int kMaxWords = 3;  // in a row that no list has
  uint32_t limit = std::min(end_, at + kMaxTokens);
  uint32_t good = at;  // behind the last thing that can end a description
  int words = 0;
  while (at < limit) {
    if (const Mention* mention = reading_.MentionBeginning(at)) {
      // "chairman of the board of | Ayres Marine": behind "of" a name is that of a body.
      const bool of_name = mention->type == MentionType::kPerson && at > 0 &&
                           reading_.IsWord(at - 1, "of") && mention->entity != holder;
      if ((mention->type == MentionType::kPerson && !of_name) ||
          mention->type == MentionType::kDate) {
        break;
      }
      if (mention->type == MentionType::kPost && mention->entity != holder &&
          mention->entity != kNoIndex) {
        break;
      }
      at = good = mention->type == MentionType::kPost ? SkipServed(mention->end_token, *mention)
                                                      : mention->end_token;
      words = 0;
      continue;
    }
    const Token& token = reading_.text.tokens[at];
    if (token.kind == TokenKind::kPossessive) {
      ++at;
      words = 0;
      continue;
    }
    if (reading_.IsMark(at, '(')) {
      const Mention* inside = at + 1 < end_ ? reading_.MentionBeginning(at + 1) : nullptr;
      uint32_t close = SkipBracket(at);
      if (close == at || (inside != nullptr && inside->type == MentionType::kCountry)) break;
      at = good = close;
      continue;
    }
    uint32_t next = SkipDeterminer(at + 1);
    const Mention* further = next < end_ ? reading_.MentionBeginning(next) : nullptr;
    if (reading_.IsWord(at, "and") || reading_.IsMark(at, '&')) {
      // A further post of the same person, or nobody's: "and top military | aide to".
      for (int steps = 0;
           steps < kMaxWords && further == nullptr && next + 1 < end_ &&
           !reading_.IsCapitalised(next) && reading_.book.word(reading_.words[next]).verbs.empty();
           ++steps) {
        further = reading_.MentionBeginning(++next);
      }
      bool more = further != nullptr && further->type == MentionType::kPost &&
                  (further->entity == holder || further->entity == kNoIndex) &&
                  !NameFollows(further->end_token);
      if (!more) break;
      at = next;
      continue;
    }
    if (token.kind != TokenKind::kWord) break;
    // "deputy chairman of the cabinet | in charge of oil and gas"
    if (reading_.IsWord(at, "in") && at + 2 < end_ && reading_.IsWord(at + 1, "charge") &&
        reading_.IsWord(at + 2, "of")) {
      at += 3;
      while (at < limit && reading_.MentionBeginning(at) == nullptr && !reading_.IsMark(at, ',') &&
             reading_.text.tokens[at].kind == TokenKind::kWord &&
             reading_.book.word(reading_.words[at]).verbs.empty()) {
        ++at;
      }
      good = at;
      continue;
    }
    if (reading_.Is(at, CoreList::kPreposition)) {
      bool inward = reading_.IsWord(at, "of") || reading_.IsWord(at, "for") ||
                    reading_.IsWord(at, "at") || reading_.IsWord(at, "in") ||
                    reading_.IsWord(at, "to") || reading_.IsWord(at, "with");
      bool elsewhere = reading_.IsWord(at, "at") || reading_.IsWord(at, "in");
      if (!inward || (elsewhere && (further == nullptr || further->type == MentionType::kPlace))) {
        break;
      }
      // "for Peru" behind a body says whom they stand for.
      if (reading_.IsWord(at, "for") && good == at && further != nullptr &&
          further->type == MentionType::kCountry) {
        break;
      }
      at = next;
      continue;
    }
    if (reading_.Is(at, CoreList::kFunctionWord) || reading_.Is(at, CoreList::kConjunction) ||
        reading_.Is(at, CoreList::kCommonVerb) || reading_.Is(at, CoreList::kAdverb) ||
        reading_.Is(at, CoreList::kWeekPart) ||
        !reading_.book.word(reading_.words[at]).verbs.empty() || ++words > kMaxWords) {
      break;
    }
    good = ++at;
  }
  return good;
}

const Mention* GroupParser::HonoredBody(const Mention& post) const {
  if (post.value >= reading_.mentions.posts.size() || post.end_token >= end_ ||
      !reading_.mentions.posts[post.value].honorific_only) {
    return nullptr;
  }
  const Mention* body = reading_.MentionBeginning(post.end_token);
  return body != nullptr && IsBody(body->type) ? body : nullptr;
}

bool GroupParser::NameFollows(uint32_t at) const {
  for (int steps = 0; steps < 4 && at < end_; ++steps) {
    const Mention* mention = reading_.MentionBeginning(at);
    if (mention == nullptr) return false;
    if (mention->type == MentionType::kPerson) return true;
    if (mention->type != MentionType::kPost) return false;
    at = mention->end_token;
  }
  return false;
}

const Mention* GroupParser::HolderAhead(const Mention& post) const {
  constexpr uint32_t kReach = 30;
  if (post.entity == kNoIndex) {
    // "the Minister's predecessor and cousin, | A. B."
    uint32_t at = post.end_token;
    if (at + 3 < end_ && reading_.IsWord(at, "and") && !reading_.IsCapitalised(at + 1) &&
        reading_.MentionAt(at + 1) == nullptr && reading_.IsMark(at + 2, ',')) {
      const Mention* name = reading_.MentionBeginning(at + 3);
      if (name != nullptr && name->type == MentionType::kPerson) return name;
    }
    return PluralPost(post) ? nullptr : NameBehindDescription(at);
  }
  uint32_t limit = std::min(end_, post.end_token + kReach);
  for (uint32_t at = post.end_token; at < limit;) {
    if (const Mention* mention = reading_.MentionBeginning(at)) {
      if (mention->type == MentionType::kPerson) {
        return mention->entity == post.entity ? mention : nullptr;
      }
      if (mention->type == MentionType::kPost && mention->entity != post.entity &&
          mention->entity != kNoIndex) {
        return nullptr;
      }
      at = mention->end_token;
      continue;
    }
    if (reading_.IsMark(at, ';') || reading_.IsMark(at, ':') ||
        reading_.Is(at, CoreList::kCommonVerb) || reading_.Is(at, CoreList::kFunctionWord) ||
        !reading_.book.word(reading_.words[at]).verbs.empty()) {
      return nullptr;
    }
    ++at;
  }
  return nullptr;
}

bool GroupParser::ListGoesOn(uint32_t at) const {
  if (reading_.IsWord(at, "and") || reading_.IsMark(at, '&') || reading_.IsWord(at, "as") ||
      reading_.IsWord(at, "by")) {
    return true;
  }
  const Mention* mention = reading_.MentionBeginning(SkipDeterminer(at));
  return mention != nullptr && mention->type != MentionType::kDate &&
         mention->type != MentionType::kPlace;
}

uint32_t GroupParser::SkipPostTail(uint32_t at, const Mention& post) const {
  if (const uint32_t served = SkipServed(at, post); served != at) return served;
  if (at >= end_ || post.value >= reading_.mentions.posts.size()) return at;
  uint32_t next = at;
  if (reading_.IsWord(next, "of") || reading_.IsWord(next, "in") || reading_.IsWord(next, "at") ||
      reading_.IsWord(next, "for")) {
    next = SkipDeterminer(next + 1);
  }
  if (next >= end_) return at;
  const Mention* mention = reading_.MentionBeginning(next);
  if (mention == nullptr || mention->entity == kNoIndex) return at;
  if (mention->type != MentionType::kCountry && !IsBody(mention->type)) return at;
  uint32_t of = reading_.mentions.posts[post.value].of;
  bool says_of =
      mention->entity == of || (of < reading_.mentions.entities.size() &&
                                reading_.mentions.entities[of].country == mention->entity);
  if (next == at && !says_of) return at;
  if (next != at && !says_of && of != kNoIndex && !IsBody(mention->type)) return at;
  // "chairwoman of Georgia's Harbour Data Agency"
  uint32_t end = mention->end_token;
  if (end + 1 < end_ && reading_.text.tokens[end].kind == TokenKind::kPossessive) {
    const Mention* body = reading_.MentionBeginning(end + 1);
    if (body != nullptr && IsBody(body->type)) end = body->end_token;
  }
  return SkipBracket(end);
}

uint32_t GroupParser::SkipBehalf(uint32_t at, Actor& actor, bool closed) const {
  uint32_t next = at;
  if (next < end_ && reading_.IsMark(next, ',')) ++next;
  if (next + 1 >= end_) return at;
  // "on Peru's behalf"
  if (next + 4 <= end_ && reading_.IsWord(next, "on")) {
    const Mention* whose = reading_.MentionBeginning(SkipDeterminer(next + 1));
    if (whose != nullptr && whose->entity != kNoIndex && whose->end_token + 1 < end_ &&
        (whose->type == MentionType::kCountry || IsBody(whose->type)) &&
        reading_.text.tokens[whose->end_token].kind == TokenKind::kPossessive &&
        reading_.IsWord(whose->end_token + 1, "behalf")) {
      actor.behalf = whose->entity;
      actor.behalf_said = true;
      return whose->end_token + 2;
    }
  }
  uint32_t body = BehalfPhrase(next);
  if (body == next && next == at &&
      (reading_.IsWord(next, "of") ||
       (reading_.IsWord(next, "from") && (plural_post_ || actor.post != kNoIndex)))) {
    // "Transport Ministers A. B. of Albania and C. D. of Bulgaria", "A. B. of Norlake"
    body = next + 1;
  }
  // "Foreign Ministers A. B., of Albania, and C. D., of Bulgaria,"
  if (body == next && next == at + 1 && plural_post_ && reading_.IsWord(next, "of")) {
    const Mention* state = reading_.MentionBeginning(SkipDeterminer(next + 1));
    if (state != nullptr && state->type == MentionType::kCountry && state->end_token < end_ &&
        reading_.IsMark(state->end_token, ',')) {
      body = next + 1;
    }
  }
  if (body == next) return at;
  if (next != at && !closed && reading_.IsWord(next, "for") && !ClosedBody(body)) return at;
  bool of = reading_.IsWord(next, "of") || reading_.IsWord(next, "from");
  next = body;
  // "for the Buyer": a role, nobody that a list knows.
  if (next + 1 < end_ && reading_.IsWord(next, "the") && reading_.IsCapitalised(next + 1) &&
      reading_.mention_at[next + 1] == kNoIndex && !of &&
      !reading_.Is(next + 1, CoreList::kCountryNoun) &&
      (next + 2 >= end_ || reading_.text.tokens[next + 2].kind == TokenKind::kPunctuation)) {
    actor.behalf_said = true;
    return next + 2;
  }
  // "on behalf of his government", "for the province": whoever that is by the post.
  if (next + 1 < end_ &&
      (reading_.Is(next, CoreList::kOwn) || (!of && reading_.IsWord(next, "the"))) &&
      reading_.MentionAt(next + 1) == nullptr && reading_.Is(next + 1, CoreList::kHomeNoun) &&
      (next + 2 >= end_ || reading_.text.tokens[next + 2].kind == TokenKind::kPunctuation ||
       (reading_.Is(next + 2, CoreList::kConjunction) &&
        !reading_.Is(SkipDeterminer(next + 3), CoreList::kCountryNoun)))) {
    actor.behalf_said = true;
    return next + 2;
  }
  uint32_t home = SkipCountryNouns(next);
  const Mention* mention = home < end_ ? reading_.MentionBeginning(home) : nullptr;
  // "Ann Ayres of | the Lund supplier Norlake", "for | the oil company Norlake"
  const bool town = mention != nullptr && mention->type == MentionType::kPlace;
  const uint32_t nouns = town ? mention->end_token : home;
  if (mention == nullptr || town) {
    if (const uint32_t named = SkipBodyNouns(nouns); named != nouns)
      mention = reading_.MentionBeginning(named);
  }
  if (mention == nullptr || mention->entity == kNoIndex) return at;
  // ", for the Canton of Norlake,": a side that is no node of those that can be one.
  if (mention->type == MentionType::kPlace && !of && reading_.IsMark(at, ',') && ClosedBody(body)) {
    actor.behalf = mention->entity;
    actor.behalf_said = true;
    return mention->end_token;
  }
  // "Governor Ann Ayres of Norlake": of what her post is, which is no party.
  if (mention->type == MentionType::kPlace && of && actor.post != kNoIndex && home == next) {
    return mention->end_token;
  }
  if (mention->type != MentionType::kCountry && !IsBody(mention->type)) return at;
  if (mention->form == MentionForm::kDemonym) {
    // "for the Kenyan side", "and B. L. for the Polish one"
    if (!of && mention->end_token < end_ &&
        !reading_.Is(mention->end_token, CoreList::kCountryNoun) &&
        reading_.Is(mention->end_token, CoreList::kBodyNoun)) {
      actor.behalf_said = true;  // "for the Indian company": whichever that is by the post
      return mention->end_token + 1;
    }
    if (mention->end_token >= end_ || (!reading_.Is(mention->end_token, CoreList::kCountryNoun) &&
                                       !reading_.IsWord(mention->end_token, "one"))) {
      return at;
    }
    actor.behalf = mention->entity;
    actor.behalf_said = !of;
    return mention->end_token + 1;
  }
  uint32_t end = mention->end_token;
  // "For Peru: Ann Ayres" opens the line of another.
  if (uint32_t mark = SkipBracket(end); mark < end_ && reading_.IsMark(mark, ':')) return at;
  actor.behalf = mention->entity;
  actor.behalf_said = !of;
  // "Georgia's Harbour Data Agency", "the Ministry of Defence's Acquisition Wing"
  if (end + 1 < end_ && reading_.text.tokens[end].kind == TokenKind::kPossessive) {
    const Mention* owned = reading_.MentionBeginning(end + 1);
    if (owned != nullptr && IsBody(owned->type)) {
      if (mention->type == MentionType::kCountry) actor.behalf = owned->entity;
      end = owned->end_token;
    } else if (reading_.Is(end + 1, CoreList::kCountryNoun)) {
      end += 2;
    }
  } else if (mention->type == MentionType::kCountry && end < end_ &&
             reading_.Is(end, CoreList::kCountryNoun)) {
    ++end;
  }
  end = SkipBracket(end);
  if (end + 1 < end_ && IsBody(mention->type) && reading_.IsWord(end, "of")) {
    const Mention* country = reading_.MentionBeginning(SkipDeterminer(end + 1));
    if (country != nullptr && country->type == MentionType::kCountry) end = country->end_token;
  }
  return end;
}

uint32_t GroupParser::SkipMorePosts(uint32_t at, const Mention& post) const {
  while (at < end_) {
    const Mention* next = reading_.MentionBeginning(at);
    if (next == nullptr || next->type != MentionType::kPost) return at;
    bool honorific = next->value < reading_.mentions.posts.size() &&
                     reading_.mentions.posts[next->value].honorific_only;
    if (!honorific && (next->entity == kNoIndex || next->entity != post.entity)) return at;
    at = next->end_token;
  }
  return at;
}

uint32_t GroupParser::ParsePost(uint32_t at, const Mention& post, uint32_t country,
                                ActorGroup& group) {
  uint32_t next = SkipMorePosts(SkipPostTail(post.end_token, post), post);
  if (next < end_ && reading_.text.tokens[next].kind == TokenKind::kPossessive) return at;
  uint32_t of = post.end_token;
  const uint32_t then = SkipThen(next);
  const bool of_whom = of + 1 < end_ && reading_.IsWord(of, "of") && then == next;
  next = then;
  // "the predecessors of the two ministers": others than these.
  if (of_whom &&
      (reading_.IsWord(of - 1, "predecessors") || reading_.IsWord(of - 1, "successors"))) {
    GroupParser inner(reading_, end_, false);
    const ActorGroup whose = inner.Parse(of + 1);
    if (!whose.actors.empty()) {
      Actor others;
      others.mention = IndexOf(post);
      others.described = true;
      group.actors.push_back(others);
      return whose.end_token;
    }
  }
  if (of_whom && post.entity == kNoIndex && PluralPost(post)) {
    if (uint32_t end = ParsePostsOf(of + 1, group); end != of + 1) return end;
  }
  Actor actor;
  actor.post = IndexOf(post);
  actor.mention = actor.post;
  actor.entity = post.entity;
  actor.behalf = country;
  if (const Mention* name = HolderAhead(post)) {
    actor.entity = name->entity;
    actor.mention = IndexOf(*name);
    bool named_behind_comma = name->begin_token > 0 && reading_.IsMark(name->begin_token - 1, ',');
    next = named_behind_comma ? SkipClosingComma(name->end_token, actor)
                              : SkipAppositions(name->end_token, actor);
    group.actors.push_back(actor);
    return next;
  }
  uint32_t holder = next;
  bool comma = holder < end_ && reading_.IsMark(holder, ',');
  // "the two chairs, namely Minister Ann Ayres and Director Bo Lund"
  if (comma && holder + 2 < end_ && reading_.IsWord(holder + 1, "namely")) {
    GroupParser inner(reading_, end_, false);
    const ActorGroup named = inner.Parse(holder + 2);
    if (post.entity == kNoIndex && named.actors.size() > 1 && PluralPost(post)) {
      group.actors.insert(group.actors.end(), named.actors.begin(), named.actors.end());
      return named.end_token;
    }
    ++holder;
  }
  if (comma) holder = SkipMorePosts(holder + 1, post);
  const Mention* person = holder < end_ ? reading_.MentionBeginning(holder) : nullptr;
  bool holder_follows = person != nullptr && person->type == MentionType::kPerson &&
                        (person->entity == post.entity || !comma);
  if (holder_follows) {
    // "Transport Ministers A. B. of Albania and C. D. of Bulgaria"
    if (!comma && post.entity == kNoIndex && PluralPost(post)) plural_post_ = true;
    actor.entity = person->entity;
    actor.mention = IndexOf(*person);
    next = SkipPersonTail(person->end_token);
    next = comma ? SkipClosingComma(next, actor) : SkipAppositions(next, actor);
    group.actors.push_back(actor);
    return next;
  }
  if (comma && person != nullptr && person->type == MentionType::kPerson &&
      post.entity == kNoIndex) {
    // "the foreign ministers of the two countries, N. K. for Greece and N. D. for its neighbour":
    // the people who follow are the actors.
    plural_post_ = true;
    return ParsePerson(holder, *person, country, group, &post);
  }
  if (post.value < reading_.mentions.posts.size() && actor.entity == kNoIndex &&
      actor.behalf == kNoIndex && !reading_.mentions.posts[post.value].of_guessed) {
    actor.behalf = reading_.mentions.posts[post.value].of;
  }
  next = SkipBehalf(next, actor);
  group.actors.push_back(actor);
  (void)at;
  return next;
}

uint32_t GroupParser::SkipClosingComma(uint32_t at, Actor& actor) {
  uint32_t next = SkipAppositions(at, actor);
  if (next + 1 < end_ && reading_.IsMark(next, ',') && !ListGoesOn(next + 1)) {
    next = SkipBehalf(next + 1, actor);
  }
  return next;
}

uint32_t GroupParser::ParsePerson(uint32_t at, const Mention& person, uint32_t country,
                                  ActorGroup& group, const Mention* post) {
  // "Eni | CEO Ann Ayres": a company with the name of a person
  const uint32_t behind = person.end_token;
  if (post == nullptr && behind == person.begin_token + 1 && behind < end_) {
    const Mention* held = reading_.MentionBeginning(behind);
    if (held != nullptr && held->type == MentionType::kPost && held->entity != kNoIndex &&
        held->entity != person.entity && NameFollows(held->end_token)) {
      return ParsePost(behind, *held, country, group);
    }
  }
  Actor actor;
  actor.entity = person.entity;
  actor.mention = IndexOf(person);
  actor.behalf = country;
  if (post != nullptr) actor.post = IndexOf(*post);
  uint32_t next = SkipAppositions(person.end_token, actor);
  group.actors.push_back(actor);
  (void)at;
  return next;
}

}  // namespace entente::ingest
