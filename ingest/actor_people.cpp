#include "ingest/actor_group_parser.h"

namespace entente::ingest {

uint32_t GroupParser::SkipBehalfBefore(uint32_t at, uint32_t& behalf) const {
  if (at + 2 >= end_) return at;
  uint32_t next = at;
  if (reading_.IsMark(next, ',')) ++next;
  if (!reading_.IsWord(next, "for")) return at;
  const Mention* mention = reading_.MentionBeginning(next + 1);
  if (mention == nullptr || mention->entity == kNoIndex) return at;
  if (mention->type != MentionType::kCountry && !IsBody(mention->type)) return at;
  next = mention->end_token;
  if (next >= end_ || !reading_.IsMark(next, ',')) return at;
  behalf = mention->entity;
  return next + 1;
}

uint32_t GroupParser::SkipAppositions(uint32_t at, Actor& actor) {
  bool open_comma = false;
  while (at < end_) {
    uint32_t next = at;
    bool bracket = reading_.IsMark(next, '(');
    bool comma = reading_.IsMark(next, ',');
    if (bracket || comma) ++next;
    if (!comma && !bracket && open_comma && reading_.IsWord(next, "and")) ++next;
    next = SkipDeterminer(next);
    if (next >= end_) break;
    const Mention* mention = reading_.MentionBeginning(next);
    // "Landeros, Director CSIRT": the body of which it is a post may follow.
    if (mention != nullptr && mention->type == MentionType::kPost && mention->entity != kNoIndex &&
        mention->entity == actor.entity) {
      if (actor.post == kNoIndex) actor.post = IndexOf(*mention);
      at = SkipPostTail(mention->end_token, *mention);
      open_comma = open_comma || comma;
      if (bracket && at < end_ && reading_.IsMark(at, ')')) ++at;
      continue;
    }
    if (bracket) {
      uint32_t close = FindClose(next, 6);
      if (close == kNoIndex) break;
      if (mention != nullptr && mention->entity != kNoIndex &&
          (mention->type == MentionType::kCountry || IsBody(mention->type)) &&
          mention->end_token == close) {
        actor.behalf = mention->entity;
      }
      at = close + 1;
      continue;
    }
    // ", 54,": an age.
    if (comma && reading_.text.tokens[next].kind == TokenKind::kNumber && next + 1 < end_ &&
        reading_.IsMark(next + 1, ',')) {
      at = next + 1;
      continue;
    }
    break;
  }
  // The comma that closes the last apposition belongs to it, unless a list goes on behind it.
  if (open_comma && at + 1 < end_ && reading_.IsMark(at, ',') && !ListGoesOn(at + 1)) ++at;
  return SkipBehalf(at, actor);
}

bool GroupParser::ListGoesOn(uint32_t at) const {
  if (reading_.IsWord(at, "and") || reading_.IsMark(at, '&') || reading_.IsWord(at, "as")) {
    return true;
  }
  const Mention* mention = reading_.MentionBeginning(SkipDeterminer(at));
  return mention != nullptr && mention->type != MentionType::kDate &&
         mention->type != MentionType::kPlace;
}

uint32_t GroupParser::SkipPostTail(uint32_t at, const Mention& post) const {
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
  // "chairwoman of Georgia's Digital Governance Agency"
  uint32_t end = mention->end_token;
  if (end + 1 < end_ && reading_.text.tokens[end].kind == TokenKind::kPossessive) {
    const Mention* body = reading_.MentionBeginning(end + 1);
    if (body != nullptr && IsBody(body->type)) end = body->end_token;
  }
  return SkipBracket(end);
}

uint32_t GroupParser::SkipBehalf(uint32_t at, Actor& actor) const {
  uint32_t next = at;
  if (next < end_ && reading_.IsMark(next, ',')) ++next;
  if (next + 1 >= end_) return at;
  if (next + 3 < end_ && reading_.IsWord(next, "on") && reading_.IsWord(next + 1, "behalf") &&
      reading_.IsWord(next + 2, "of")) {
    next += 3;
  } else if (reading_.IsWord(next, "representing") ||
             (reading_.IsWord(next, "for") && next == at)) {
    ++next;
  } else {
    return at;
  }
  // "for the Buyer": a role, nobody that a list knows.
  if (next + 1 < end_ && reading_.IsWord(next, "the") && reading_.IsCapitalised(next + 1) &&
      reading_.mention_at[next + 1] == kNoIndex &&
      (next + 2 >= end_ || reading_.text.tokens[next + 2].kind == TokenKind::kPunctuation)) {
    return next + 2;
  }
  bool any = false;
  while (next < end_) {
    next = SkipDeterminer(next);
    if (next + 2 < end_ && reading_.Is(next, CoreList::kCountryNoun) &&
        reading_.IsWord(next + 1, "of")) {
      next = SkipDeterminer(next + 2);
    }
    const Mention* mention = next < end_ ? reading_.MentionBeginning(next) : nullptr;
    if (mention == nullptr || mention->entity == kNoIndex) break;
    if (mention->type != MentionType::kCountry && !IsBody(mention->type)) break;
    if (mention->form == MentionForm::kDemonym) break;
    if (any) break;
    actor.behalf = mention->entity;
    any = true;
    at = next = SkipBracket(mention->end_token);
  }
  return at;
}

uint32_t GroupParser::ParsePostsOf(uint32_t at, ActorGroup& group) {
  size_t known = group.actors.size();
  uint32_t end = ParseDescribedGroup(at, group);
  if (end == at) {
    GroupParser inner(reading_, end_, false);
    ActorGroup states = inner.Parse(at);
    if (states.actors.empty()) return at;
    end = states.end_token;
    group.actors.insert(group.actors.end(), states.actors.begin(), states.actors.end());
  }
  for (size_t i = known; i < group.actors.size(); ++i) group.actors[i].delegates = true;
  if (end + 1 >= end_ || !reading_.IsMark(end, ',')) return end;
  const Mention* person = reading_.MentionBeginning(SkipDeterminer(end + 1));
  if (person == nullptr || (person->type != MentionType::kPerson &&
                            !(person->type == MentionType::kPost && person->entity != kNoIndex))) {
    return end;
  }
  group.actors.resize(known);
  plural_post_ = true;
  return ParseActor(end + 1, group);
}

bool GroupParser::PluralPost(const Mention& post) const {
  if (post.value >= reading_.mentions.posts.size()) return false;
  const std::string& title = reading_.mentions.posts[post.value].title;
  // "foreign ministers" of the title "Minister of Foreign Affairs": a word that has lost its s.
  for (uint32_t token = post.begin_token; token < post.end_token; ++token) {
    std::string word(reading_.Text(token));
    if (word.size() < 4 || word.back() != 's' || word[word.size() - 2] == 's') continue;
    word[0] = static_cast<char>(word[0] & ~0x20);
    if (title.find(word) != std::string::npos) continue;
    word.pop_back();
    if (title.find(word) != std::string::npos) return true;
  }
  return false;
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
  if (post.entity == kNoIndex && PluralPost(post) && next + 1 < end_ &&
      reading_.IsWord(next, "of")) {
    if (uint32_t end = ParsePostsOf(next + 1, group); end != next + 1) return end;
  }
  Actor actor;
  actor.post = IndexOf(post);
  actor.mention = actor.post;
  actor.entity = post.entity;
  actor.behalf = country;
  uint32_t holder = next;
  bool comma = holder < end_ && reading_.IsMark(holder, ',');
  if (comma) holder = SkipMorePosts(holder + 1, post);
  const Mention* person = holder < end_ ? reading_.MentionBeginning(holder) : nullptr;
  bool holder_follows = person != nullptr && person->type == MentionType::kPerson &&
                        (person->entity == post.entity || !comma);
  if (holder_follows) {
    actor.entity = person->entity;
    actor.mention = IndexOf(*person);
    next = SkipPersonTail(person->end_token);
    next = comma ? SkipClosingComma(next, actor) : SkipAppositions(next, actor);
    group.actors.push_back(std::move(actor));
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
  group.actors.push_back(std::move(actor));
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
  Actor actor;
  actor.entity = person.entity;
  actor.mention = IndexOf(person);
  actor.behalf = country;
  if (post != nullptr) actor.post = IndexOf(*post);
  uint32_t next = SkipAppositions(person.end_token, actor);
  group.actors.push_back(std::move(actor));
  (void)at;
  return next;
}

uint32_t GroupParser::ParseCounterpart(uint32_t at, uint32_t country, ActorGroup& group) {
  if (!reading_.Is(at, CoreList::kCounterpart)) return at;
  Actor actor;
  actor.behalf = country;
  actor.counterpart = true;
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
  if (person != nullptr && person->type == MentionType::kPerson) {
    actor.entity = person->entity;
    actor.mention = IndexOf(*person);
    next = SkipAppositions(person->end_token, actor);
    if (comma && next + 1 < end_ && reading_.IsMark(next, ',') && !ListGoesOn(next + 1)) ++next;
  }
  group.actors.push_back(std::move(actor));
  return next;
}

}  // namespace entente::ingest
