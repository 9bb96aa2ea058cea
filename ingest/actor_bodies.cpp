#include <algorithm>

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

bool GroupParser::IsBareGroup(uint32_t at) const {
  const auto& sentences = reading_.text.sentences;
  const auto after = std::upper_bound(
      sentences.begin(), sentences.end(), at,
      [](uint32_t token, const Sentence& sentence) { return token < sentence.begin_token; });
  const bool opens = after != sentences.begin() && std::prev(after)->begin_token == at;
  if (!opens && (at == 0 || !reading_.IsMark(at - 1, ','))) return false;
  uint32_t end = at + 1;
  if (const Mention* post = reading_.MentionBeginning(at)) {
    if (post->type != MentionType::kPost || post->entity != kNoIndex || !PluralPost(*post)) {
      return false;
    }
    end = post->end_token;
  } else if (!reading_.SaysAny(at, {"sides", "parties"})) {
    return false;
  }
  return reading_.IsCapitalised(at) && end < end_ && IsVerbAt(end);
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
  if (next == at ? !IsBareGroup(at) : !definite && count < 2) return at;
  // "the two of them signed"
  if (count >= 2 && next + 1 < end_ && reading_.IsWord(next, "of") &&
      reading_.IsWord(next + 1, "them")) {
    Actor people;
    people.count = count;
    people.sort = Actor::Sort::kPeople;
    // "the two of them and Ann Ayres": which of those told of before, nothing says.
    if (next + 2 < end_ && reading_.IsWord(next + 2, "and")) {
      people.sort = Actor::Sort::kOne;
      people.described = true;
    }
    group.actors.push_back(people);
    return next + 2;
  }
  // "where the two signed the treaty", "The three also met", "The two had met before"
  uint32_t verb = next;
  while (verb < end_ && verb < next + 3 &&
         (reading_.Is(verb, CoreList::kAdverb) ||
          reading_.SaysAny(verb, {"had", "have", "will", "last", "first"}))) {
    ++verb;
  }
  if (verb < end_ && definite && count >= 2 && !reading_.IsWord(next - 1, "both") &&
      reading_.MentionBeginning(verb) == nullptr &&
      (!reading_.book.word(reading_.words[verb]).verbs.empty() ||
       reading_.SaysAny(verb, {"gathered", "gather"})) &&
      (verb + 1 >= end_ || reading_.book.word(reading_.words[verb + 1]).agreement_heads.empty())) {
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
    // Who heads a delegation or a session is known by another post.
    const bool of_session = reading_.SaysAny(post->end_token - 1, {"delegation", "delegations"}) ||
                            reading_.SaysAny(post->end_token - 1, {"co-chairs", "cochairs"}) ||
                            reading_.SaysAny(post->end_token - 1, {"chairs", "co-chairmen"});
    if (!of_session) actor.post = IndexOf(*post);
    group.actors.push_back(actor);
    return after;
  }
  actor.sort = SortAt(noun);
  actor.noun = noun;
  if (actor.sort == Actor::Sort::kOne) return at;
  if (noun + 1 < end_ && reading_.text.tokens[noun + 1].kind == TokenKind::kPossessive) {
    return at;  // "the two countries' parliaments" are others
  }
  // "the governments of Peru and Chile": those that are named.
  if (noun + 2 < end_ && count == 0 && reading_.Is(noun, CoreList::kCountryNoun) &&
      reading_.IsWord(noun + 1, "of")) {
    const Mention* named = reading_.MentionBeginning(SkipDeterminer(noun + 2));
    if (named != nullptr && named->type == MentionType::kCountry) return at;
  }
  group.actors.push_back(actor);
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
  // Most words are too long or too short for one.
  const size_t letters = reading_.text.keys[token].size();
  for (uint32_t i = 0; letters >= 3 && letters <= 6 && i < std::size(kNumbers); ++i) {
    if (reading_.Says(token, kNumbers[i])) return i + 2;
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
  // "the Nepal government's | health ministry": the country's.
  if (next + 1 < end_ && reading_.IsWord(next, "government") &&
      reading_.text.tokens[next + 1].kind == TokenKind::kPossessive) {
    ++next;
  }
  bool possessive = next < end_ && reading_.text.tokens[next].kind == TokenKind::kPossessive;
  if (possessive) ++next;
  uint32_t after = SkipAdjectives(next);
  if (after < end_) {
    if (const Mention* mention = reading_.MentionBeginning(after)) {
      // "its Danish partner | Acme Marine": a company, though people are partners, too.
      const Mention* partner = mention->type == MentionType::kPost &&
                                       reading_.Is(after, CoreList::kBodyNoun) &&
                                       mention->end_token == after + 1 && after + 1 < end_
                                   ? reading_.MentionBeginning(after + 1)
                                   : nullptr;
      if (partner != nullptr && IsBody(partner->type)) return ParseBody(after + 1, *partner, group);
      if (mention->type == MentionType::kPost) {
        const uint32_t named = NamedCounterpart(after, *mention, country.entity, group);
        return named != after ? named : ParsePost(after, *mention, country.entity, group);
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
  // "the US government", "Kenya government": a name may stand as an adjective there.
  bool adjective =
      possessive || country.form == MentionForm::kDemonym ||
      (after < end_ && reading_.SaysAny(after, {"government", "govt", "authorities", "side",
                                                "delegation", "administration"}));
  if (adjective && after < end_ && reading_.MentionBeginning(after) == nullptr) {
    if (reading_.Is(after, CoreList::kCountryNoun)) {
      PushEntity(country, group, reading_.Is(after, CoreList::kDelegates));
      group.actors.back().delegates = false;
      return SkipLedBy(SkipOfGovernment(after + 1));
    }
    if (reading_.Is(after, CoreList::kBodyNoun)) {
      const Mention* name = after + 1 < end_ ? reading_.MentionBeginning(after + 1) : nullptr;
      if (name != nullptr && IsBody(name->type)) return ParseBody(after + 1, *name, group);
      if (const Mention* known = BodyOf(country.entity, after)) {
        PushEntity(*known, group, false);
        return after + 1;
      }
      if (const uint32_t end = ParseNameOfNoun(after, group); end != after) return end;
      // "Peru's navy", "the Chilean army": for the state, where no name is told.
      if (reading_.SaysAny(after, {"navy", "army", "military", "police", "coastguard"})) {
        PushEntity(country, group, false);
        return after + 1;
      }
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

uint32_t GroupParser::SkipLedBy(uint32_t at) const {
  // "the Chilean delegation, led by Mines Minister Ann Ayres, | and Acme"
  constexpr uint32_t kReach = 14;
  if (at + 3 >= end_ || !reading_.IsMark(at, ',')) return at;
  if (!reading_.SaysAny(at + 1, {"led", "headed"}) || !reading_.IsWord(at + 2, "by")) return at;
  for (uint32_t next = at + 3; next + 1 < end_ && next < at + kReach; ++next) {
    if (reading_.IsMark(next, ';')) return at;
    if (reading_.IsMark(next, ',')) return reading_.IsWord(next + 1, "and") ? next : at;
  }
  return at;
}

const Mention* GroupParser::BodyOf(uint32_t country, uint32_t noun) const {
  constexpr size_t kMaxBack = 120;  // mentions, so that long documents stay linear
  const auto& mentions = reading_.mentions.mentions;
  const auto& entities = reading_.mentions.entities;
  const std::string_view word = reading_.Text(noun);
  const bool other = word == "university" || word == "bank" || word == "agency" ||
                     word == "institute" || word == "union" || word == "association";
  const Mention* found = nullptr;
  auto later = std::lower_bound(
      mentions.begin(), mentions.end(), noun,
      [](const Mention& mention, uint32_t token) { return mention.begin_token < token; });
  for (size_t step = 0; later != mentions.begin() && step < kMaxBack; ++step) {
    --later;
    if (later->type != MentionType::kOrganization || later->entity >= entities.size()) continue;
    const Entity& body = entities[later->entity];
    if (body.country != country || country >= entities.size()) continue;
    if (other ? body.kind != word : body.kind != "company") continue;
    if (found != nullptr && found->entity != later->entity) return nullptr;  // which of them?
    if (found == nullptr) found = &*later;
  }
  return found;
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
  while (next < end_ && next < at + 7 && reading_.MentionBeginning(next) == nullptr) {
    // "Sicilian | contractor"
    if (next == at && reading_.IsCapitalised(next) && next + 1 < end_ &&
        reading_.text.tokens[next].kind == TokenKind::kWord && reading_.words[next] == 0 &&
        reading_.Is(next + 1, CoreList::kBodyNoun)) {
      ++next;
      continue;
    }
    if (reading_.text.tokens[next].kind != TokenKind::kWord || reading_.IsCapitalised(next) ||
        reading_.Is(next, CoreList::kPreposition) || reading_.Is(next, CoreList::kConjunction) ||
        reading_.Is(next, CoreList::kFunctionWord) || reading_.Is(next, CoreList::kCommonVerb) ||
        !reading_.book.word(reading_.words[next]).verbs.empty()) {
      return at;
    }
    ++next;
  }
  if (next == at || next >= end_) return at;
  const Mention* mention = reading_.MentionBeginning(next);
  if (mention == nullptr || !IsBody(mention->type)) return at;
  // "lessor Kildare Capital": a noun that no list has, right before a name of several words.
  const bool named = next == at + 1 && mention->form != MentionForm::kNominal &&
                     mention->end_token > next + 1 && !reading_.Is(at, CoreList::kAdverb) &&
                     !reading_.Is(at, CoreList::kWeekPart) &&
                     !reading_.Is(at, CoreList::kDeterminer) && reading_.Text(at).size() > 3;
  return named || reading_.Is(next - 1, CoreList::kBodyNoun) ? next : at;
}

uint32_t GroupParser::SkipUnknownBefore(uint32_t at) const {
  constexpr uint32_t kMostWords = 3;
  uint32_t next = at;
  while (next < end_ && next < at + kMostWords) {
    const Mention* mention = reading_.MentionBeginning(next);
    if (mention != nullptr && mention->type != MentionType::kPlace) break;
    // "federation chair Ann Ayres"
    if (mention == nullptr && next == at &&
        (reading_.Is(next, CoreList::kBodyNoun) || reading_.Is(next, CoreList::kHomeNoun))) {
      ++next;
      continue;
    }
    if (!reading_.IsCapitalised(next) || reading_.text.tokens[next].kind != TokenKind::kWord ||
        !reading_.book.word(reading_.words[next]).verbs.empty()) {
      return at;
    }
    next = mention != nullptr ? mention->end_token : next + 1;
  }
  if (next == at || next >= end_) return at;
  const Mention* post = reading_.MentionBeginning(next);
  return post != nullptr && post->type == MentionType::kPost && post->entity != kNoIndex &&
                 NameFollows(post->end_token)
             ? next
             : at;
}

bool GroupParser::IsVerbAt(uint32_t at) const {
  if (at + 1 < end_ && reading_.Is(at, CoreList::kAdverb)) ++at;
  if (at >= end_ || reading_.MentionBeginning(at) != nullptr) return false;
  return reading_.Is(at, CoreList::kControlPlanned) || reading_.Is(at, CoreList::kControlRefused) ||
         reading_.Is(at, CoreList::kSaying) || reading_.Is(at, CoreList::kBe) ||
         reading_.Is(at, CoreList::kHave) || reading_.Is(at, CoreList::kFuture) ||
         reading_.Is(at, CoreList::kCommonVerb) ||
         !reading_.book.word(reading_.words[at]).verbs.empty();
}

uint32_t GroupParser::SkipBased(uint32_t at) const {
  uint32_t next = at;
  if (const Mention* home = reading_.MentionBeginning(at)) {
    if (home->type != MentionType::kCountry && home->type != MentionType::kPlace) return at;
    next = home->end_token;
  } else {
    // "state-run", "privately-owned"
    if (!reading_.IsWord(at, "state") && !reading_.IsWord(at, "government") &&
        !reading_.IsWord(at, "privately") && !reading_.IsWord(at, "publicly") &&
        !reading_.IsWord(at, "family")) {
      return at;
    }
    ++next;
  }
  if (next + 2 >= end_ || !reading_.IsMark(next, '-') || reading_.text.tokens[next].space_before) {
    return at;
  }
  static constexpr LiteralWord kHow[] = {"based",      "owned",  "run",    "headquartered",
                                         "listed",     "backed", "funded", "registered",
                                         "controlled", "led"};
  const bool how = std::any_of(std::begin(kHow), std::end(kHow),
                               [&](LiteralWord word) { return reading_.IsWord(next + 1, word); });
  if (!how) return at;
  next = SkipAdjectives(next + 2);
  const Mention* body = reading_.MentionBeginning(next);
  if (body != nullptr && IsBody(body->type)) return next;
  const uint32_t noun = SkipBodyNouns(next);
  return noun != next ? noun : at;
}

uint32_t GroupParser::SkipNounApposition(uint32_t at) const {
  constexpr uint32_t kMaxTokens = 22;
  if (at + 3 >= end_ || !reading_.IsMark(at, ',')) return at;
  const uint32_t open = at + 1;
  const bool noun = reading_.IsWord(open, "a") || reading_.IsWord(open, "an") ||
                    reading_.IsWord(open, "the") ||
                    (reading_.IsWord(open, "one") && reading_.IsWord(open + 1, "of")) ||
                    (reading_.IsWord(open, "part") && reading_.IsWord(open + 1, "of"));
  const bool seat = (reading_.IsWord(open, "based") || reading_.IsWord(open, "headquartered")) &&
                    reading_.IsWord(open + 1, "in");
  if (!noun && !seat) return at;
  // A name that comes at once is the next of the row.
  const Mention* first = reading_.MentionBeginning(SkipDeterminer(open));
  if (noun && first != nullptr && first->type != MentionType::kPlace &&
      !(first->type == MentionType::kCountry && first->form == MentionForm::kDemonym)) {
    return at;
  }
  for (uint32_t next = open + 1; next < end_ && next < at + kMaxTokens;) {
    if (const Mention* mention = reading_.MentionBeginning(next)) {
      if (mention->type == MentionType::kPerson || mention->type == MentionType::kDate ||
          mention->type == MentionType::kPost) {
        return at;
      }
      next = mention->end_token;
      continue;
    }
    if (reading_.IsMark(next, ',')) {
      // Behind it the row or the clause goes on.
      uint32_t after = next + 1;
      if (after >= end_) return at;
      const bool row = reading_.IsWord(after, "and") || reading_.IsMark(after, '&');
      const bool verb = !reading_.book.word(reading_.words[after]).verbs.empty() ||
                        reading_.Is(after, CoreList::kHave) ||
                        reading_.Is(after, CoreList::kFuture) ||
                        reading_.Is(after, CoreList::kAdverb);
      return row || (verb && reading_.MentionBeginning(after) == nullptr) ? (row ? next : after)
                                                                          : at;
    }
    if (reading_.text.tokens[next].kind == TokenKind::kPunctuation && !reading_.IsMark(next, '-') &&
        !reading_.IsMark(next, '\'') && !reading_.IsMark(next, '&') &&
        reading_.text.tokens[next].kind != TokenKind::kPossessive) {
      return at;
    }
    if (reading_.Is(next, CoreList::kFunctionWord) || reading_.Is(next, CoreList::kCommonVerb) ||
        !reading_.book.word(reading_.words[next]).verbs.empty()) {
      return at;
    }
    ++next;
  }
  return at;
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
  // "the Sultanate of Oman" is the country; "the Energy Administration of China" is none.
  if (body.end_token + 1 < end_ && reading_.Is(body.end_token - 1, CoreList::kCountryNoun) &&
      !reading_.SaysAny(body.end_token - 1, {"administration", "party", "team", "executive"}) &&
      reading_.IsWord(body.end_token, "of")) {
    uint32_t home = SkipDeterminer(body.end_token + 1);
    const Mention* country = home < end_ ? reading_.MentionBeginning(home) : nullptr;
    if (country != nullptr && country->type == MentionType::kCountry) {
      PushEntity(*country, group, false);
      return country->end_token;
    }
  }
  PushEntity(body, group, false);
  uint32_t next = SkipBracket(SkipLegalForm(body.end_token));
  // "the Ministry of Finance of Vietnam", "the Port Company of Oman": whose it is.
  if (next + 1 < end_ && reading_.IsWord(next, "of")) {
    uint32_t whose = SkipDeterminer(next + 1);
    // "of the Government of Vietnam"
    if (whose + 2 < end_ && reading_.IsWord(whose, "government") &&
        reading_.IsWord(whose + 1, "of")) {
      whose = SkipDeterminer(whose + 2);
    }
    const Mention* home = whose < end_ ? reading_.MentionBeginning(whose) : nullptr;
    // "the Ministry of Trade of Vietnam (MOIT)"
    if (home != nullptr && home->type == MentionType::kCountry) next = SkipBracket(home->end_token);
  }
  next = SkipAddress(SkipSeat(SkipHome(SkipLegalAside(next))));
  // "the company's chief executive, Rajesh P.": the person is the actor.
  if (next < end_ && reading_.text.tokens[next].kind == TokenKind::kPossessive) {
    uint32_t after = SkipAdjectives(next + 1);
    const Mention* mention = after < end_ ? reading_.MentionBeginning(after) : nullptr;
    group.actors.pop_back();
    if (mention != nullptr && mention->type == MentionType::kPost) {
      return ParsePost(after, *mention, kNoIndex, group);
    }
    // "Norlake Rail's Bo Lund"
    if (mention != nullptr && mention->type == MentionType::kPerson) {
      return ParsePerson(after, *mention, body.entity, group);
    }
    // "Norlake Rail's country chair Bo Lund", "Norlake Rail's India head Bo Lund"
    const size_t known = group.actors.size();
    const uint32_t end = after < end_ ? ParseActor(after, group) : after;
    if (end != after && group.actors.size() == known + 1 &&
        group.actors.back().entity < reading_.mentions.entities.size() &&
        reading_.mentions.entities[group.actors.back().entity].type == MentionType::kPerson) {
      group.actors.back().behalf = body.entity;
      return end;
    }
    group.actors.resize(known);
    return at;
  }
  if (uint32_t behind = SkipNounApposition(next); behind != next) return behind;
  // A body's name before a post: "WPA chief executive Joris van den Akker".
  if (next == body.end_token) {
    // "WPA | human resources | director Ann Ayres": of a field that no list has.
    constexpr uint32_t kMostWords = 3;
    uint32_t post = next;
    while (post < end_ && post < next + kMostWords && reading_.MentionBeginning(post) == nullptr &&
           reading_.text.tokens[post].kind == TokenKind::kWord && !reading_.IsCapitalised(post) &&
           !reading_.Is(post, CoreList::kPreposition) &&
           !reading_.Is(post, CoreList::kConjunction) &&
           !reading_.Is(post, CoreList::kFunctionWord) &&
           !reading_.Is(post, CoreList::kCommonVerb) && !reading_.Is(post, CoreList::kDeterminer) &&
           reading_.book.word(reading_.words[post]).verbs.empty()) {
      ++post;
    }
    const Mention* said = post > next && post < end_ ? reading_.MentionBeginning(post) : nullptr;
    if (said != nullptr && said->type == MentionType::kPost && said->entity != kNoIndex &&
        NameFollows(said->end_token)) {
      group.actors.pop_back();
      const uint32_t known = body.entity;
      const size_t before = group.actors.size();
      const uint32_t end = ParsePost(post, *said, kNoIndex, group);
      if (group.actors.size() > before && group.actors.back().behalf == kNoIndex) {
        group.actors.back().behalf = known;
      }
      return end;
    }
  }
  if (next < end_) {
    const Mention* mention = reading_.MentionBeginning(next);
    if (mention != nullptr && mention->type == MentionType::kPost && next == body.end_token) {
      group.actors.pop_back();
      return ParsePost(next, *mention, kNoIndex, group);
    }
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
  if (!reading_.Is(at, CoreList::kDelegates)) return at;
  const Mention* noun = reading_.MentionBeginning(at);  // of nobody: "representatives", a post
  if (noun != nullptr &&
      (noun->type != MentionType::kPost || noun->entity != kNoIndex || noun->end_token != at + 1)) {
    return at;
  }
  uint32_t next = at + 1;
  if (next >= end_ || (!reading_.IsWord(next, "of") && !reading_.IsWord(next, "from"))) return at;
  next = SkipDeterminer(next + 1);
  if (next >= end_) return at;
  size_t known = group.actors.size();
  const Mention* mention = reading_.MentionBeginning(next);
  if (mention == nullptr) return at;
  uint32_t end = next;
  const bool owner = mention->end_token < end_ &&
                     reading_.text.tokens[mention->end_token].kind == TokenKind::kPossessive;
  if (mention->type == MentionType::kPost || mention->type == MentionType::kPerson ||
      (mention->type == MentionType::kCountry && owner)) {
    // "representatives of Peru's President Ann Ayres": of her side, without her.
    end = ParseActor(next, group);
    if (end == next) return at;
  } else if (IsBody(mention->type) || mention->type == MentionType::kCountry) {
    PushEntity(*mention, group, true);
    end = SkipBracket(mention->end_token);
    // "envoys of the Chadian | government and the Front for Change"
    const bool demonym =
        mention->type == MentionType::kCountry && mention->form == MentionForm::kDemonym;
    if (demonym && end < end_ && reading_.Is(end, CoreList::kCountryNoun)) ++end;
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
