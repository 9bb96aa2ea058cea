#include "ingest/actor_groups.h"

#include <algorithm>

#include "graph/check.h"
#include "ingest/actor_group_parser.h"

namespace entente::ingest {

ActorGroup GroupParser::Parse(uint32_t token) {
  ActorGroup group;
  group.begin_token = token;
  group.end_token = token;
  if (token >= end_) return group;
  if (!MayOpen(token)) {
#ifndef NDEBUG
    ENTENTE_CHECK(SkipBehalfBefore(token, group.begin_token) == token);
    ENTENTE_CHECK(ParseActor(token, group) == token && group.actors.empty());
#endif
    return group;
  }
  witnesses_ =
      token > 1 && reading_.IsWord(token - 1, "of") && reading_.IsWord(token - 2, "presence");
  uint32_t at = token;
  bool joined = false;       // the last two stand with "and" between them
  uint32_t first_comma = 0;  // where the group would end without its commas
  size_t before_comma = 0;
  while (group.actors.size() < kMaxActors) {
    uint32_t behalf_before = kNoIndex;
    // "signed for Peru, …", "signed on behalf of Peru, and …": what stands before decides there.
    const bool opens = group.actors.empty() && at > SentenceOf(at).begin_token;
    const bool of_verb = opens && !reading_.book.word(reading_.words[at - 1]).verbs.empty();
    // ": for Peru, Ann Ayres; for Chile, Bo Lund"
    const bool of_list = opens && (reading_.IsMark(at - 1, ':') || reading_.IsMark(at - 1, ';'));
    if (!of_verb && (of_list || !(opens && reading_.IsWord(at, "for")))) {
      at = SkipBehalfBefore(at, behalf_before);
    }
    size_t known = group.actors.size();
    uint32_t next = ParseActor(at, group);
    if (next == at) {
      // "Samoa, Tonga and eight other states": the row is closed by some without names.
      if (last_joined_candidate_ && at < end_ &&
          (reading_.Is(at, CoreList::kNumberWord) || reading_.IsWord(at, "other") ||
           reading_.IsWord(at, "others"))) {
        last_joined_ = true;
        if (reading_.IsWord(at, "others")) group.end_token = at + 1;
      }
      break;
    }
    next = ParseRepresented(next, known, group);
    if (behalf_before != kNoIndex && known < group.actors.size()) {
      group.actors[known].behalf = behalf_before;
      group.actors[known].behalf_said = true;
    }
    // "Northwind A/S": the last letter of a name is nobody.
    if (known > 0 && next == at + 1 && group.actors.size() == known + 1 &&
        reading_.Text(at).size() == 1 && !group.actors.back().speaker) {
      group.actors.pop_back();
    }
    if (known > 0) group.last_joint = group.end_token;
    group.end_token = next;
    at = next;
    if (BehalfGoesOnBy(group, at)) break;
    bool is_comma = false;
    bool closed = last_joined_;
    uint32_t after = SkipConnector(at, joined, is_comma);
    if (after == at) break;
    // "In the presence of A and B, the ministers C and D": "and" has closed the row.
    if (closed && is_comma && !last_joined_candidate_ && !list_of_names_ && !plural_post_ &&
        !EachForTheirOwn(group, after)) {
      break;
    }
    if (is_comma && first_comma == 0) {
      first_comma = at;
      before_comma = group.actors.size();
    }
    at = after;
  }
  AssignStates(group);
  if (plural_post_) CloseNames(group);
  joined = last_joined_;
  if (first_comma != 0 && !joined && !list_of_names_ && group.actors.size() > before_comma &&
      !CommasAreEnough(group)) {
    group.actors.resize(before_comma);
    group.end_token = first_comma;
  }
  ParseStatesBehind(group);
  return group;
}

bool GroupParser::MayOpen(uint32_t at) const {
  if (reading_.any_mistyped || reading_.MentionAt(at) != nullptr) return true;
  const Token& token = reading_.text.tokens[at];
  if (token.kind == TokenKind::kNumber) return true;  // "16 organisations"
  if (token.kind != TokenKind::kWord) {
    return reading_.IsMark(at, ',') && BehalfPhrase(at + 1) != at + 1;
  }
  if (reading_.IsCapitalised(at)) return true;  // whatever a list lacks
  constexpr CoreList kOpening[] = {
      CoreList::kDefinite,    CoreList::kDeterminer,   CoreList::kNumberWord, CoreList::kOwn,
      CoreList::kDelegates,   CoreList::kCounterpart,  CoreList::kBodyNoun,   CoreList::kHomeNoun,
      CoreList::kCountryNoun, CoreList::kPronounActor,
  };
  for (const CoreList list : kOpening) {
    if (reading_.Is(at, list)) return true;
  }
  if (reading_.SaysAny(at, {"i",       "you",   "the",        "a",         "an",       "both",
                            "all",     "same",  "then",       "visiting",  "guest",    "host",
                            "visitor", "state", "government", "privately", "publicly", "family",
                            "two",     "three", "four",       "five",      "six",      "seven",
                            "eight",   "nine",  "ten",        "eleven",    "twelve"})) {
    return true;
  }
  const uint32_t next = at + 1;
  if (next < end_) {
    // "the company's director", "town of Lund"
    if (reading_.text.tokens[next].kind == TokenKind::kPossessive) return true;
    if (reading_.IsWord(next, "of") && SkipTownNoun(at) != at) return true;
  }
  return BehalfPhrase(at) != at || SkipBodyNouns(at) != at;
}

bool GroupParser::EachForTheirOwn(const ActorGroup& group, uint32_t at) const {
  if (!group.actors.back().behalf_said || group.actors.back().behalf == kNoIndex) return false;
  GroupParser inner(reading_, end_, false);
  ActorGroup next;
  return inner.ParseActor(at, next) != at && next.actors.size() == 1 &&
         next.actors.front().behalf_said;
}

bool GroupParser::BehalfGoesOnBy(const ActorGroup& group, uint32_t at) const {
  if (group.begin_token == 0 || (!reading_.IsWord(group.begin_token - 1, "for") &&
                                 !reading_.IsWord(group.begin_token - 1, "of") &&
                                 !reading_.IsWord(group.begin_token - 1, "on") &&
                                 !reading_.IsWord(group.begin_token - 1, "from"))) {
    return false;
  }
  const auto& entities = reading_.mentions.entities;
  if (std::any_of(group.actors.begin(), group.actors.end(), [&](const Actor& actor) {
        return actor.entity >= entities.size() ||
               entities[actor.entity].type == MentionType::kPerson;
      })) {
    return false;
  }
  if (at < end_ && reading_.IsMark(at, ',')) ++at;
  return at + 1 < end_ && reading_.IsWord(at, "by");
}

bool GroupParser::CommasAreEnough(const ActorGroup& group) const {
  if (plural_post_) return true;
  // "(Directors Ann Ayres, Bo Lund)"
  if (group.begin_token > 0 && group.end_token < end_ && group.actors.size() <= 4 &&
      reading_.IsMark(group.begin_token - 1, '(') && reading_.IsMark(group.end_token, ')')) {
    return true;
  }
  const Sentence& sentence = SentenceOf(group.begin_token);
  if (group.begin_token != sentence.begin_token || group.actors.size() > 4) return false;
  uint32_t last = sentence.end_token - 1;
  return !reading_.IsMark(last, '.');
}

const Sentence& GroupParser::SentenceOf(uint32_t token) const {
  const auto& sentences = reading_.text.sentences;
  auto after = std::upper_bound(
      sentences.begin(), sentences.end(), token,
      [](uint32_t value, const Sentence& sentence) { return value < sentence.begin_token; });
  return *(after - 1);
}

uint32_t GroupParser::SkipAsideOfTime(uint32_t at) const {
  constexpr uint32_t kMostWords = 4;
  if (at >= end_) return at;
  const bool comma = reading_.IsMark(at, ',');
  uint32_t next = comma ? at + 1 : at;
  for (uint32_t words = 0; next < end_ && words < kMostWords; ++words) {
    const Mention* day = reading_.MentionBeginning(next);
    if (day != nullptr && day->type == MentionType::kDate) {
      next = day->end_token;
    } else if (day == nullptr &&
               reading_.SaysAny(next, {"most", "more", "since", "lately", "recently", "later",
                                       "eventually", "finally", "also", "even", "soon"})) {
      ++next;
    } else {
      break;
    }
  }
  if (next == at + (comma ? 1 : 0) || next >= end_) return at;
  if (comma && !reading_.IsMark(next, ',')) return at;
  if (comma) ++next;
  const uint32_t name = SkipDeterminer(next);
  const Mention* mention = name < end_ ? reading_.MentionBeginning(name) : nullptr;
  return mention != nullptr && mention->type != MentionType::kDate &&
                 mention->type != MentionType::kPlace
             ? next
             : at;
}

uint32_t GroupParser::SkipConnector(uint32_t at, bool& joined, bool& is_comma) {
  uint32_t begin = at;
  joined = false;
  last_joined_candidate_ = false;
  if (at >= end_) return at;
  if (reading_.IsMark(at, ',') || (reading_.IsMark(at, ';') && (list_of_names_ || NamesGoOn(at)))) {
    is_comma = reading_.IsMark(at, ',');
    if (!is_comma) last_joined_candidate_ = true;
    ++at;
  }
  if (at < end_ &&
      (reading_.IsWord(at, "and") || reading_.IsWord(at, "nor") || reading_.IsMark(at, '&'))) {
    last_joined_candidate_ = true;
    at = SkipAsideOfTime(at + 1);
  } else if (at + 2 < end_ && reading_.IsWord(at, "as") && reading_.IsWord(at + 1, "well") &&
             reading_.IsWord(at + 2, "as")) {
    last_joined_candidate_ = true;
    at += 3;
  } else if (at + 1 < end_ && (reading_.IsWord(at, "along") || reading_.IsWord(at, "together")) &&
             reading_.IsWord(at + 1, "with")) {
    last_joined_candidate_ = true;
    at += 2;
  } else if (at == begin && at < end_ && HyphenBetween(at)) {
    last_joined_candidate_ = true;
    ++at;
  }
  // "signed by A, in the presence of B, | and by C": who signed goes on, not who was there.
  if (witnesses_ && at < end_ && reading_.IsWord(at, "by")) return begin;
  // "and by the Secretary of State", ", by the Minister": the preposition is said again.
  if (at + 1 < end_ && is_comma && reading_.IsWord(at, "by") && begin > 0) {
    const Mention* next = reading_.MentionBeginning(SkipDeterminer(at + 1));
    if (next != nullptr && next->type != MentionType::kDate) {
      last_joined_candidate_ = true;
      return at + 1;
    }
  }
  if (last_joined_candidate_ && at < end_ &&
      (reading_.IsWord(at, "by") || reading_.IsWord(at, "with") || reading_.IsWord(at, "of") ||
       reading_.IsWord(at, "between"))) {
    ++at;
  }
  return at;
}

bool GroupParser::NamesGoOn(uint32_t at) const {
  bool person = false;
  for (uint32_t next = at + 1; next < end_ && !reading_.IsMark(next, ';'); ++next) {
    if (const Mention* mention = reading_.MentionBeginning(next)) {
      person = person || mention->type == MentionType::kPerson;
      next = mention->end_token - 1;
      continue;
    }
    // "; A. B., who heads its office": nothing but what is said of the last of them.
    if (person && reading_.IsWord(next, "who") && reading_.IsMark(next - 1, ',')) {
      while (next < end_ && !reading_.IsMark(next, ',') && !reading_.IsMark(next, ';')) ++next;
      return next == end_ || reading_.IsMark(next, ';');
    }
    if (!reading_.book.word(reading_.words[next]).verbs.empty() ||
        reading_.Is(next, CoreList::kCommonVerb) || reading_.Is(next, CoreList::kFunctionWord)) {
      return false;
    }
  }
  return person;
}

bool GroupParser::HyphenBetween(uint32_t at) const {
  if (reading_.text.tokens[at].kind != TokenKind::kPunctuation) return false;
  if (reading_.text.tokens[at].space_before) return false;
  std::string_view mark = reading_.Text(at);
  return (mark == "-" || mark == "–" || mark == "/") && at + 1 < end_ &&
         !reading_.text.tokens[at + 1].space_before;
}

uint32_t GroupParser::SkipDeterminer(uint32_t at) const {
  while (at < end_ && reading_.MentionBeginning(at) == nullptr && !reading_.IsWord(at, "that") &&
         (reading_.Is(at, CoreList::kDeterminer) || reading_.IsWord(at, "then") ||
          reading_.IsWord(at, "visiting") || reading_.Is(at, CoreList::kNumberWord))) {
    ++at;
  }
  // "and | top FARC commander Ann Ayres"
  if (at + 1 < end_ && reading_.SaysAny(at, {"top", "senior", "veteran", "fellow", "leading"}) &&
      reading_.MentionBeginning(at) == nullptr && reading_.MentionBeginning(at + 1) != nullptr) {
    ++at;
  }
  return at;
}

uint32_t GroupParser::ParseActor(uint32_t at, ActorGroup& group) {
  bool first = group.actors.empty();
  size_t known = group.actors.size();
  uint32_t begin = at;
  if (uint32_t next = ParseChiefs(at, group); next != at) return Joined(next, first);
  if (uint32_t next = ParseOfficesOf(at, group); next != at) return Joined(next, first);
  if (uint32_t next = ParseDescribedGroup(at, group); next != at) return Joined(next, first);
  if (uint32_t next = ParseDescribedBody(at, group); next != at) return Joined(next, first);
  if (first && at + 1 == end_ && reading_.IsWord(at, "both")) {
    Actor actor;
    actor.pronoun = actor.plural_pronoun = true;
    group.actors.push_back(actor);
    return end_;
  }
  at = SkipDeterminer(at);
  if (at >= end_) return begin;
  if (uint32_t next = ParseDelegates(at, group); next != at) return Joined(next, first);
  if (uint32_t body = SkipBased(at); body != at) {
    return Joined(ParseBody(body, *reading_.MentionBeginning(body), group), first);
  }
  const Mention* mention = reading_.MentionBeginning(at);
  if (uint32_t next = ParseToldState(at, group); next != at) return Joined(next, first);
  if (uint32_t town = SkipTownNoun(at); town != at) {
    PushEntity(*reading_.MentionBeginning(town), group, false);
    return Joined(SkipTownSuffix(reading_.MentionBeginning(town)->end_token), first);
  }
  if (mention == nullptr) {
    if (uint32_t body = SkipBodyNouns(at); body != at) {
      return Joined(ParseBody(body, *reading_.MentionBeginning(body), group), first);
    }
    // "the Company's Chief Executive Officer, I. S."; "(Ann Ayres and) Norlake's Bo Lund"
    if (const uint32_t owned = SkipOwner(at); owned != at) {
      const Mention* holder = reading_.MentionBeginning(owned);
      uint32_t next = owned;
      if (holder->type == MentionType::kPost) {
        next = ParsePost(owned, *holder, kNoIndex, group);
      } else if (!first || reading_.IsCapitalised(at)) {
        next = ParsePerson(owned, *holder, kNoIndex, group);
      }
      if (next != owned) return Joined(next, first);
    }
    if (uint32_t next = ParseCounterpart(at, kNoIndex, group); next != at) {
      return Joined(next, first);
    }
    if (uint32_t next = ParseGovernmentOf(at, group); next != at) return Joined(next, first);
    if (uint32_t next = ParseHomeGovernment(at, group); next != at) return Joined(next, first);
    if (uint32_t post = SkipUnknownBefore(at); post != at) {
      uint32_t next = ParsePost(post, *reading_.MentionBeginning(post), kNoIndex, group);
      if (next != post) return Joined(next, first);
    }
    if (begin == at && first && reading_.Is(at, CoreList::kPronounActor)) {
      Actor actor;
      actor.pronoun = true;
      actor.thing_pronoun = reading_.IsWord(at, "it");
      actor.plural_pronoun = reading_.IsWord(at, "they") || reading_.IsWord(at, "both");
      // Whoever speaks, and those whom she speaks for.
      actor.described = reading_.IsWord(at, "we");
      group.actors.push_back(actor);
      return at + 1;
    }
    // "I | signed", "(Ann Ayres and) I | have signed", "You | signed it. Why?"
    if ((reading_.Text(at) == "I" || (first && reading_.IsWord(at, "you"))) && at + 1 < end_ &&
        (IsVerbAt(at + 1) || reading_.Is(at + 1, CoreList::kHave) ||
         reading_.IsWord(at + 1, "myself"))) {
      Actor actor;
      actor.pronoun = actor.speaker = true;
      actor.noun = at;
      group.actors.push_back(actor);
      return Joined(reading_.IsWord(at + 1, "myself") ? at + 2 : at + 1, first);
    }
    return begin;
  }
  uint32_t next = at;
  switch (mention->type) {
    case MentionType::kPost:
      // "with Messrs Acme Steel"
      if (const Mention* body = HonoredBody(*mention)) {
        next = ParseBody(body->begin_token, *body, group);
        break;
      }
      if (mention->entity == kNoIndex) {
        if (next = ParseCounterpart(at, kNoIndex, group); next != at) break;
      }
      next = ParsePost(at, *mention, kNoIndex, group);
      break;
    case MentionType::kPerson:
      next = ParsePerson(at, *mention, kNoIndex, group);
      break;
    case MentionType::kCountry:
      next = ParseCountry(at, *mention, group);
      break;
    case MentionType::kMinistry:
    case MentionType::kOrganization:
      next = ParseBody(at, *mention, group);
      break;
    case MentionType::kPlace: {
      // "(Ann Ayres and) Norlake's general manager Bo Lund"
      if (const uint32_t owned = first ? at : SkipOwner(at); owned != at) {
        const Mention& holder = *reading_.MentionBeginning(owned);
        next = holder.type == MentionType::kPost ? ParsePost(owned, holder, kNoIndex, group)
                                                 : ParsePerson(owned, holder, kNoIndex, group);
        if (next != owned) break;
        next = at;
      }
      if (uint32_t post = SkipUnknownBefore(at); post != at && !first) {
        next = ParsePost(post, *reading_.MentionBeginning(post), kNoIndex, group);
        break;
      }
      const uint32_t state = StateOfCapital(*mention, group);
      if (state == kNoIndex && !IsTown(*mention, group)) return begin;
      PushEntity(*mention, group, false);
      next = mention->end_token;
      if (state != kNoIndex) {
        group.actors.back().entity = state;
      } else {
        next = SkipTownSuffix(next);
      }
      break;
    }
    default:
      return begin;
  }
  if (next != at) next = ParseSuccessor(next, known, group);
  if (next != at) next = ParseRepresented(next, known, group);
  return next == at ? begin : Joined(next, first);
}

uint32_t GroupParser::ParseSuccessor(uint32_t at, size_t known, ActorGroup& group) {
  if (group.actors.size() != known + 1 || at + 1 >= end_ ||
      reading_.text.tokens[at].kind != TokenKind::kPossessive ||
      group.actors.back().entity >= reading_.mentions.entities.size() ||
      reading_.mentions.entities[group.actors.back().entity].type != MentionType::kPerson) {
    return at;
  }
  uint32_t next = SkipAdjectives(at + 1);
  if (next < end_) {
    const Mention* noun = reading_.MentionBeginning(next);
    if (noun == nullptr) {
      ++next;
    } else if (noun->type == MentionType::kPost) {
      next = noun->end_token;
    }
  }
  if (next < end_ && reading_.IsMark(next, ',')) ++next;
  const Mention* named = next < end_ ? reading_.MentionBeginning(next) : nullptr;
  if (named == nullptr || named->type != MentionType::kPerson) return at;
  group.actors.pop_back();
  return ParsePerson(next, *named, kNoIndex, group);
}

uint32_t GroupParser::ParseRepresented(uint32_t at, size_t known, ActorGroup& group) {
  if (group.actors.size() != known + 1 || at + 2 >= end_) return at;
  const Actor body = group.actors.back();
  if (body.entity >= reading_.mentions.entities.size() || body.behalf != kNoIndex) return at;
  MentionType type = reading_.mentions.entities[body.entity].type;
  if (type != MentionType::kCountry && !IsBody(type)) return at;
  uint32_t next = at;
  bool comma = reading_.IsMark(next, ',') || reading_.IsMark(next, '(');
  if (comma) ++next;
  if (next + 2 >= end_ || !reading_.IsWord(next, "represented") ||
      !reading_.IsWord(next + 1, "by")) {
    return at;
  }
  next += 2;
  group.actors.pop_back();
  uint32_t end = ParseActor(next, group);
  bool person = end != next && group.actors.size() > known &&
                group.actors.back().entity < reading_.mentions.entities.size() &&
                reading_.mentions.entities[group.actors.back().entity].type == MentionType::kPerson;
  if (!person) {
    group.actors.resize(known);
    group.actors.push_back(body);
    return at;
  }
  group.actors.back().behalf = body.entity;
  if (end < end_ &&
      (reading_.IsMark(end, ')') || (comma && reading_.IsMark(end, ',') && !ListGoesOn(end + 1)))) {
    ++end;
  }
  return end;
}

ActorGroup ParseActorGroup(const Reading& reading, uint32_t token, uint32_t end,
                           bool list_of_names) {
  GroupParser parser(reading, end, list_of_names);
  return parser.Parse(token);
}

}  // namespace entente::ingest
