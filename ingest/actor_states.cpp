// People and the states or bodies of their posts, named in step: "the ministers of Peru and Chile,
// A. B. and C. D.", "A. B. and C. D., the ministers of Peru and Chile respectively".

#include <algorithm>

#include "ingest/actor_group_parser.h"

namespace entente::ingest {

void GroupParser::AssignStates(ActorGroup& group) const {
  if (states_.size() < 2 || group.actors.size() < states_from_ + states_.size()) return;
  auto first = group.actors.begin() + static_cast<std::ptrdiff_t>(states_from_);
  if (std::any_of(first, group.actors.end(),
                  [](const Actor& actor) { return actor.behalf != kNoIndex; }) ||
      group.actors.size() != states_from_ + states_.size()) {
    return;
  }
  for (uint32_t state : states_) (first++)->behalf = state;
}

uint32_t GroupParser::ParseOfficesOf(uint32_t at, ActorGroup& group) {
  constexpr uint32_t kField = 7;  // words: "of | Trade and of Foreign Affairs"
  uint32_t noun = SkipDeterminer(at);
  for (int words = 0; words < 3 && noun < end_ && reading_.MentionBeginning(noun) == nullptr &&
                      !reading_.SaysAny(noun, {"ministries", "departments", "parliaments"});
       ++words, ++noun) {
    if (reading_.text.tokens[noun].kind != TokenKind::kWord ||
        reading_.Is(noun, CoreList::kPreposition) || reading_.Is(noun, CoreList::kConjunction) ||
        reading_.Is(noun, CoreList::kFunctionWord)) {
      return at;
    }
  }
  if (noun + 2 >= end_ || reading_.MentionBeginning(noun) != nullptr ||
      !reading_.SaysAny(noun, {"ministries", "departments", "parliaments"})) {
    return at;
  }
  for (uint32_t t = noun + 1; t + 1 < end_ && t < noun + kField; ++t) {
    const Mention* state =
        reading_.IsWord(t, "of") ? reading_.MentionBeginning(SkipDeterminer(t + 1)) : nullptr;
    if (state != nullptr && state->type == MentionType::kCountry && state->entity != kNoIndex &&
        state->form != MentionForm::kDemonym) {
      const uint32_t end = state->end_token;
      const Mention* second =
          end + 1 < end_ && (reading_.IsWord(end, "and") || reading_.IsMark(end, ','))
              ? reading_.MentionBeginning(SkipDeterminer(end + 1))
              : nullptr;
      if (second == nullptr || second->type != MentionType::kCountry) return at;
      PushEntity(*state, group, false);
      return end;
    }
    const Mention* field = reading_.MentionAt(t);
    if (field != nullptr && field->type != MentionType::kTopic) return at;
    if (reading_.text.tokens[t].kind == TokenKind::kPunctuation && !reading_.IsMark(t, ',')) {
      return at;
    }
  }
  return at;
}

uint32_t GroupParser::ParsePostsOf(uint32_t at, ActorGroup& group) {
  size_t known = group.actors.size();
  uint32_t end = ParseDescribedGroup(at, group);
  if (end == at) {
    // "the speakers of | the parliaments of | Peru and Chile": whose they are.
    if (at + 3 < end_ && reading_.IsWord(at, "the") && reading_.IsWord(at + 2, "of") &&
        reading_.MentionAt(at + 1) == nullptr && reading_.Text(at + 1).ends_with('s')) {
      at += 3;
      end = at;
    }
    GroupParser inner(reading_, end_, false);
    ActorGroup states = inner.Parse(at);
    if (states.actors.empty()) return at;
    end = states.end_token;
    group.actors.insert(group.actors.end(), states.actors.begin(), states.actors.end());
  }
  for (size_t i = known; i < group.actors.size(); ++i) group.actors[i].delegates = true;
  uint32_t opened = OpensNames(end);
  if (opened == end) return end;
  const Mention* person = reading_.MentionBeginning(SkipDeterminer(opened));
  if (person == nullptr || (person->type != MentionType::kPerson &&
                            !(person->type == MentionType::kPost && person->entity != kNoIndex))) {
    return end;
  }
  states_.clear();
  for (size_t i = known; i < group.actors.size(); ++i) states_.push_back(group.actors[i].entity);
  states_from_ = known;
  if (std::find(states_.begin(), states_.end(), kNoIndex) != states_.end()) states_.clear();
  group.actors.resize(known);
  plural_post_ = true;
  if (!reading_.IsMark(end, ',') && !reading_.IsMark(end, ':')) names_open_ = end;
  return ParseActor(opened, group);
}

uint32_t GroupParser::ParseGovernmentTold(uint32_t at, ActorGroup& group) const {
  constexpr size_t kReach = 60;  // mentions looked back at
  // "the deal between | the government and | the Acme Front"
  if (at < 2 || at + 1 >= end_ || !reading_.IsWord(at, "government") ||
      !reading_.Says(at - 1, "the") || !reading_.Says(at - 2, "between") ||
      !reading_.IsWord(at + 1, "and")) {
    return at;
  }
  const auto& mentions = reading_.mentions.mentions;
  const auto here = std::lower_bound(
      mentions.begin(), mentions.end(), at,
      [](const Mention& mention, uint32_t token) { return mention.begin_token < token; });
  for (auto m = here; m != mentions.begin() && static_cast<size_t>(here - m) < kReach;) {
    --m;
    if (m->type != MentionType::kCountry || m->entity == kNoIndex) continue;
    uint32_t next = m->end_token;
    if (next < at && reading_.text.tokens[next].kind == TokenKind::kPossessive) ++next;
    const bool of = m->begin_token > 1 && reading_.Says(m->begin_token - 1, "of") &&
                    reading_.Says(m->begin_token - 2, "government");
    if (!of && !reading_.Says(next, "government")) continue;
    Actor actor;
    actor.entity = m->entity;
    group.actors.push_back(actor);
    return at + 1;
  }
  return at;
}

uint32_t GroupParser::ParseHomeGovernment(uint32_t at, ActorGroup& group) {
  constexpr size_t kReach = 40;  // mentions looked back at
  if (const uint32_t next = ParseGovernmentTold(at, group); next != at) return next;
  const uint32_t home = reading_.mentions.HomeAt(at);
  if (home >= reading_.mentions.entities.size() || at + 1 >= end_ || at == 0) return at;
  const bool house = reading_.SaysAny(at, {"parliament", "congress", "lawmakers", "legislators"});
  if (!house && !reading_.SaysAny(at, {"government", "cabinet", "parliament"})) return at;
  // "the government", "Parliament": nobody else's
  if (!reading_.Says(at - 1, "the") && !(house && reading_.IsCapitalised(at))) return at;
  // What follows acts for it: "signed", "has", "on Monday ratified", "in Lima approved".
  uint32_t next = at + 1;
  if (reading_.SaysAny(next, {"on", "in"}) && next + 1 < end_) {
    const Mention* where = reading_.MentionBeginning(next + 1);
    if (where == nullptr ||
        (where->type != MentionType::kDate && where->type != MentionType::kPlace))
      return at;
    next = where->end_token;
  }
  if (next >= end_ || !IsVerbAt(next)) return at;
  // The country named last before it, in its paragraph.
  const auto& mentions = reading_.mentions.mentions;
  const auto here = std::lower_bound(
      mentions.begin(), mentions.end(), at,
      [](const Mention& mention, uint32_t token) { return mention.begin_token < token; });
  const auto& sentences = reading_.text.sentences;
  const auto mine = std::prev(std::upper_bound(
      sentences.begin(), sentences.end(), at,
      [](uint32_t token, const Sentence& sentence) { return token < sentence.begin_token; }));
  for (auto m = here; m != mentions.begin() && static_cast<size_t>(here - m) < kReach;) {
    --m;
    if (sentences[m->sentence].block != mine->block) break;
    if (m->type == MentionType::kCountry && m->entity != home) return at;
  }
  Actor actor;
  actor.entity = home;
  group.actors.push_back(actor);
  return at + 1;
}

bool GroupParser::ClosedBody(uint32_t at) const {
  const uint32_t home = SkipCountryNouns(at);
  const Mention* mention = home < end_ ? reading_.MentionBeginning(home) : nullptr;
  if (mention == nullptr || mention->entity == kNoIndex ||
      (mention->type != MentionType::kCountry && !IsBody(mention->type) &&
       mention->type != MentionType::kPlace)) {
    return false;
  }
  uint32_t end = mention->end_token;
  return end >= end_ || reading_.IsMark(end, ',') || reading_.IsMark(end, ';') ||
         reading_.IsMark(end, '.') || reading_.IsWord(end, "and");
}

uint32_t GroupParser::SkipCountryNouns(uint32_t at) const {
  uint32_t next = SkipDeterminer(at);
  // "the Government and people of the Republic of"
  for (int steps = 0; steps < 3 && next + 2 < end_; ++steps) {
    if (reading_.MentionBeginning(next) != nullptr || !reading_.Is(next, CoreList::kCountryNoun)) {
      break;
    }
    if (reading_.IsWord(next + 1, "of")) {
      next = SkipDeterminer(next + 2);
    } else if (reading_.IsWord(next + 1, "and") && SkipDeterminer(next + 2) < end_ &&
               reading_.Is(SkipDeterminer(next + 2), CoreList::kCountryNoun)) {
      next = SkipDeterminer(next + 2);
    } else {
      break;
    }
  }
  return next;
}

uint32_t GroupParser::SkipThen(uint32_t at) const {
  if (at + 2 >= end_) return at;
  if (reading_.SaysAny(at, {"of", "at"}) && reading_.Says(at + 1, "the") &&
      reading_.SaysAny(at + 2, {"day", "time", "hour"})) {
    return at + 3;
  }
  return reading_.Says(at, "in") && reading_.Says(at + 1, "office") ? at + 2 : at;
}

uint32_t GroupParser::OpensNames(uint32_t at) const {
  if (at + 1 >= end_) return at;
  bool mark = reading_.IsMark(at, ',') || reading_.IsMark(at, ':') || reading_.IsMark(at, '(');
  if (mark && at + 2 < end_ && reading_.IsWord(at + 1, "namely")) return at + 2;
  return mark || IsDash(at) ? at + 1 : at;
}

bool GroupParser::IsDash(uint32_t at) const {
  std::string_view mark = reading_.Text(at);
  return mark == "–" || mark == "—" || mark == "--" ||
         (mark == "-" && reading_.text.tokens[at].space_before);
}

bool GroupParser::PersonWithin(uint32_t at) const {
  if (at + 2 >= end_ || !reading_.IsMark(at, '(')) return false;
  const Mention* inside = reading_.MentionBeginning(at + 1);
  if (inside == nullptr) return false;
  return inside->type == MentionType::kPerson ||
         (inside->type == MentionType::kPost && NameFollows(inside->end_token));
}

void GroupParser::CloseNames(ActorGroup& group) {
  uint32_t at = group.end_token;
  if (at < end_ && reading_.IsMark(at, ',')) ++at;
  if (at < end_ && reading_.IsWord(at, "respectively")) group.end_token = ++at;
  if (names_open_ != kNoIndex && group.end_token < end_) {
    at = group.end_token;
    bool bracket = reading_.IsMark(names_open_, '(');
    if (bracket ? reading_.IsMark(at, ')') : IsDash(at)) group.end_token = at + 1;
  }
  if (group.end_token > group.begin_token + 1 && group.end_token < end_ &&
      reading_.IsWord(group.end_token - 1, "respectively") &&
      reading_.IsMark(group.end_token, ',')) {
    ++group.end_token;
  }
}

void GroupParser::ParseStatesBehind(ActorGroup& group) {
  size_t people = 0;
  const auto person = [&](const Actor& actor) {
    return actor.entity < reading_.mentions.entities.size() &&
           reading_.mentions.entities[actor.entity].type == MentionType::kPerson;
  };
  while (people < group.actors.size() && person(group.actors[people])) ++people;
  if (people < 2) return;
  // "Foreign Ministers A. B., C. D. and E. F. of Peru, Chile and Cuba": the first of the states
  // has gone to the last of the people.
  if (group.actors.size() > people) {
    bool in_step = plural_post_ && group.actors.size() == 2 * people - 1 &&
                   group.actors[people - 1].behalf != kNoIndex;
    for (size_t i = 0; i < group.actors.size() && in_step; ++i) {
      in_step = i < people ? (i + 1 == people || group.actors[i].behalf == kNoIndex)
                           : group.actors[i].entity != kNoIndex && group.actors[i].post == kNoIndex;
    }
    if (!in_step) return;
    group.actors[0].behalf = group.actors[people - 1].behalf;
    for (size_t i = 1; i < people; ++i)
      group.actors[i].behalf = group.actors[people + i - 1].entity;
    group.actors.resize(people);
    return;
  }
  if (uint32_t behind = SkipJointPost(group.end_token, group); behind != group.end_token) {
    group.end_token = behind;
    return;
  }
  // "A. B. and C. D., the foreign ministers of Peru and Chile respectively,"
  uint32_t opened = OpensNames(group.end_token);
  if (opened == group.end_token || reading_.IsMark(group.end_token, ':')) return;
  // "A. B. and C. D., respectively foreign ministers of Peru and Chile,"
  if (opened < end_ && reading_.IsWord(opened, "respectively")) ++opened;
  const Mention* post = reading_.MentionBeginning(SkipDeterminer(opened));
  if (post == nullptr || post->type != MentionType::kPost || post->entity != kNoIndex ||
      post->end_token + 1 >= end_ || !reading_.IsWord(post->end_token, "of") ||
      !PluralPost(*post)) {
    return;
  }
  GroupParser inner(reading_, end_, false);
  ActorGroup states = inner.Parse(post->end_token + 1);
  if (states.actors.size() != people ||
      std::any_of(states.actors.begin(), states.actors.end(),
                  [&](const Actor& actor) { return actor.entity == kNoIndex || person(actor); })) {
    return;
  }
  for (size_t i = 0; i < people; ++i) {
    if (group.actors[i].behalf == kNoIndex) group.actors[i].behalf = states.actors[i].entity;
    if (group.actors[i].post == kNoIndex) group.actors[i].post = IndexOf(*post);
  }
  names_open_ = group.end_token;
  group.end_token = states.end_token;
  CloseNames(group);
  if (reading_.IsMark(names_open_, ',') && group.end_token < end_ &&
      reading_.IsMark(group.end_token, ',')) {
    ++group.end_token;
  }
}

uint32_t GroupParser::SkipJointPost(uint32_t at, ActorGroup& group) const {
  const uint32_t opened = OpensNames(at);
  if (opened == at || reading_.IsMark(at, ':')) return at;
  const auto sort_of = [&](uint32_t from, uint32_t& end) {
    ActorGroup described;
    end = ParseDescribedGroup(from, described);
    if (end == from || described.actors.size() != 1) return Actor::Sort::kOne;
    const Actor& actor = described.actors.front();
    return actor.count == 0 || actor.count == group.actors.size() ? actor.sort : Actor::Sort::kOne;
  };
  uint32_t end = opened, owners = opened, post = kNoIndex;
  if (sort_of(opened, end) != Actor::Sort::kPeople) {
    // "the two countries' foreign ministers", "the foreign ministers of the two countries"
    uint32_t first = opened;
    while (first < end_ && first < opened + 4 && reading_.MentionBeginning(first) == nullptr) {
      ++first;
    }
    const Mention* said = first < end_ ? reading_.MentionBeginning(first) : nullptr;
    if (said == nullptr || said->type != MentionType::kPost || said->entity != kNoIndex ||
        !PluralPost(*said) || (first == opened && !reading_.IsWord(said->end_token, "of"))) {
      return at;
    }
    end = said->end_token;
    post = IndexOf(*said);
    bool counted = false;  // "the two prime ministers"
    for (uint32_t i = opened; i < first; ++i) {
      counted = reading_.IsWord(i, "both") || NumberAt(i) == group.actors.size() ||
                (counted && reading_.Is(i, CoreList::kActorAdjective));
    }
    if (counted) {
      // Nothing more is said of them.
    } else if (first > opened && reading_.text.tokens[first - 1].kind == TokenKind::kPossessive) {
      if (first < opened + 2 || SortAt(first - 2) == Actor::Sort::kOne) return at;
    } else if (end + 2 < end_ && reading_.IsWord(end, "of") && first <= opened + 1) {
      const Actor::Sort sort = sort_of(end + 1, owners);
      if (sort == Actor::Sort::kOne || sort == Actor::Sort::kPeople) return at;
      end = owners;
    } else {
      return at;
    }
  }
  const bool closed = end < end_ && (reading_.IsMark(end, ',') || reading_.IsMark(end, ')') ||
                                     (IsDash(at) && IsDash(end)));
  if (!closed && end + 1 < end_) return at;
  for (Actor& actor : group.actors) {
    if (actor.post == kNoIndex) actor.post = post;
  }
  return closed ? end + 1 : end;
}

bool GroupParser::PluralPost(const Mention& post) const {
  if (post.value >= reading_.mentions.posts.size()) return false;
  const std::string& title = reading_.mentions.posts[post.value].title;
  // "foreign ministers" of the title "Minister of Foreign Affairs": a word that has lost its s.
  for (uint32_t token = post.begin_token; token < post.end_token; ++token) {
    std::string word(reading_.Text(token));
    if (word.size() < 4 || word.back() != 's' || word[word.size() - 2] == 's') continue;
    word[0] = static_cast<char>(word[0] & ~0x20);
    // "co-chairs" of the title "Co-Chair"
    for (size_t i = 1; i + 1 < word.size(); ++i) {
      if (word[i - 1] == '-' && title.find('-') != std::string::npos) {
        word[i] = static_cast<char>(word[i] & ~0x20);
      }
    }
    if (title.find(word) != std::string::npos) continue;
    word.pop_back();
    if (title.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace entente::ingest
