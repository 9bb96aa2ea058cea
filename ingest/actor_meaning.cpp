#include "ingest/actor_meaning.h"

#include <algorithm>

namespace entente::ingest {

namespace {

constexpr std::string_view kStateKinds[] = {"agency",     "authority", "armed forces", "military",
                                            "parliament", "police",    "government",   "embassy",
                                            "court",      "regulator", "public body",  "institute"};

/// How far back antecedents are looked for, so that long documents stay linear.
constexpr size_t kMaxGroupsBack = 60;
constexpr size_t kMaxMentions = 2000;

void AddOnce(std::vector<uint32_t>& list, uint32_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

ActorMeanings::ActorMeanings(const Reading& reading) : reading_(reading) {
  posts_of_.resize(reading.mentions.entities.size());
  for (uint32_t index = 0; index < reading.mentions.mentions.size(); ++index) {
    const Mention& mention = reading.mentions.mentions[index];
    if (mention.type != MentionType::kPost || mention.entity >= posts_of_.size()) continue;
    if (mention.value >= reading.mentions.posts.size()) continue;
    if (reading.mentions.posts[mention.value].honorific_only) continue;
    posts_of_[mention.entity].push_back(mention.value);
  }
  // "the Presidents of Peru and Chile, A. B. and C. D."
  for (const ImpliedPost& implied : reading.mentions.implied_posts) {
    if (implied.holder >= posts_of_.size() || implied.post >= reading.mentions.posts.size())
      continue;
    posts_of_[implied.holder].push_back(implied.post);
  }
}

uint32_t ActorMeanings::StateOf(uint32_t body) const {
  if (body >= reading_.mentions.entities.size()) return kNoIndex;
  const Entity& entity = reading_.mentions.entities[body];
  bool state = entity.type == MentionType::kMinistry;
  if (entity.type == MentionType::kOrganization) {
    state = std::find(std::begin(kStateKinds), std::end(kStateKinds), entity.kind) !=
            std::end(kStateKinds);
  }
  if (!state) return kNoIndex;
  if (entity.country >= reading_.mentions.entities.size()) {
    // "Nepal Power Authority Board": its name says whose it is.
    for (uint32_t i = 0; i < reading_.mentions.entities.size(); ++i) {
      const Entity& country = reading_.mentions.entities[i];
      if (country.type == MentionType::kCountry && entity.name.starts_with(country.name + " ")) {
        return i;
      }
    }
    return kNoIndex;
  }
  return reading_.mentions.entities[entity.country].type == MentionType::kCountry ? entity.country
                                                                                  : kNoIndex;
}

void ActorMeanings::AddBodies(uint32_t entity, std::vector<uint32_t>& bodies) const {
  if (entity >= reading_.mentions.entities.size()) return;
  const Entity& body = reading_.mentions.entities[entity];
  if (body.type == MentionType::kCountry || body.type == MentionType::kMinistry ||
      body.type == MentionType::kOrganization || body.type == MentionType::kPlace) {
    AddOnce(bodies, entity);
  }
}

bool ActorMeanings::IsTown(uint32_t entity) const {
  return entity < reading_.mentions.entities.size() &&
         reading_.mentions.entities[entity].type == MentionType::kPlace;
}

bool ActorMeanings::SpeaksForTown(const PostValue& post) const {
  constexpr std::string_view kHeads[] = {"Mayor",     "Governor",    "Premier",     "Prefect",
                                         "Intendant", "Burgomaster", "Lord Provost"};
  return std::any_of(std::begin(kHeads), std::end(kHeads), [&](std::string_view head) {
    return post.title.find(head) != std::string::npos;
  });
}

std::vector<uint32_t> ActorMeanings::StandsFor(uint32_t entity) const {
  std::vector<uint32_t> bodies;
  if (entity >= posts_of_.size()) return bodies;
  const auto& mentions = reading_.mentions;
  auto look = [&](bool former) {
    for (uint32_t index : posts_of_[entity]) {
      const PostValue& post = mentions.posts[index];
      if ((post.qualifier == "former") != former || post.of >= mentions.entities.size()) continue;
      if (post.of_guessed) continue;
      const Entity& of = mentions.entities[post.of];
      if (of.type == MentionType::kPerson) continue;
      if (of.type == MentionType::kPlace && !SpeaksForTown(post)) continue;
      uint32_t state = post.represents_state ? StateOf(post.of) : kNoIndex;
      AddBodies(state != kNoIndex ? state : post.of, bodies);
      if (!bodies.empty()) return;
    }
  };
  look(false);
  if (bodies.empty()) look(true);
  return bodies;
}

std::vector<Meaning> ActorMeanings::Of(const std::vector<Actor>& actors, uint32_t before) const {
  std::vector<Meaning> result;
  for (const Actor& actor : actors) {
    Meaning meaning;
    meaning.post = actor.post;
    if (actor.pronoun) {
      if (actor.described) continue;
      if (actor.speaker) {
        meaning.person = SpeakerAt(actor.noun);
        if (meaning.person == kNoIndex) continue;
        meaning.stands_for = true;
        meaning.bodies = StandsFor(meaning.person);
        result.push_back(std::move(meaning));
        continue;
      }
      Antecedents(actor, before, result);
      continue;
    }
    if (actor.sort != Actor::Sort::kOne) {
      Members(actor, before, result);
      continue;
    }
    if (actor.described) continue;
    const auto& mentions = reading_.mentions;
    if (actor.entity < mentions.entities.size()) {
      const Entity& entity = mentions.entities[actor.entity];
      if (entity.type == MentionType::kPerson) {
        if (entity.named) meaning.person = actor.entity;
      } else {
        AddBodies(actor.entity, meaning.bodies);
        result.push_back(std::move(meaning));
        continue;
      }
    }
    meaning.stands_for = true;
    meaning.apart = actor.apart;
    if (actor.behalf != kNoIndex) {
      meaning.said_so = true;
      meaning.on_behalf = actor.behalf_said;
      AddBodies(actor.behalf, meaning.bodies);
    }
    if (meaning.bodies.empty() && actor.post < mentions.mentions.size()) {
      const Mention& mention = mentions.mentions[actor.post];
      if (mention.value < mentions.posts.size() && !mentions.posts[mention.value].of_guessed) {
        const PostValue& post = mentions.posts[mention.value];
        uint32_t state = post.represents_state ? StateOf(post.of) : kNoIndex;
        if (!IsTown(post.of) || SpeaksForTown(post)) {
          AddBodies(state != kNoIndex ? state : post.of, meaning.bodies);
        }
      }
    }
    if (meaning.bodies.empty() && meaning.person != kNoIndex) {
      meaning.bodies = StandsFor(meaning.person);
    }
    if (actor.delegates) meaning.person = kNoIndex;
    if (meaning.person != kNoIndex || !meaning.bodies.empty()) result.push_back(std::move(meaning));
  }
  return result;
}

void ActorMeanings::Note(const ActorGroup& group, bool is_subject) {
  for (const Actor& actor : group.actors) {
    if (actor.pronoun || actor.described) return;
    if (actor.sort != Actor::Sort::kOne) {
      subjects_.push_back(group);
      return;
    }
  }
  groups_.emplace_back(group, is_subject || group.of_phrase);
  if (is_subject) subjects_.push_back(group);
}

bool ActorMeanings::Fits(uint32_t entity, Actor::Sort sort) const {
  if (entity >= reading_.mentions.entities.size()) return false;
  const MentionType type = reading_.mentions.entities[entity].type;
  switch (sort) {
    case Actor::Sort::kStates:
      return type == MentionType::kCountry;
    case Actor::Sort::kSides:
      return type == MentionType::kCountry || type == MentionType::kMinistry ||
             type == MentionType::kOrganization;
    case Actor::Sort::kBodies:
      return type == MentionType::kMinistry || type == MentionType::kOrganization;
    case Actor::Sort::kPeople:
      return type == MentionType::kPerson;
    case Actor::Sort::kOne:
      return false;
  }
  return false;
}

bool ActorMeanings::FitsNoun(uint32_t entity, uint32_t noun) const {
  if (noun >= reading_.text.tokens.size() || entity >= reading_.mentions.entities.size()) {
    return true;
  }
  const Entity& body = reading_.mentions.entities[entity];
  const bool ministry = body.type == MentionType::kMinistry;
  if (reading_.Says(noun, "ministries")) return ministry;
  if (reading_.SaysAny(noun, {"companies", "firms", "carriers", "shipyards", "airlines",
                              "operators", "banks"})) {
    constexpr std::string_view kNone[] = {"university", "parliament", "ngo", "union", "government"};
    return !ministry && std::find(std::begin(kNone), std::end(kNone), body.kind) == std::end(kNone);
  }
  if (reading_.Says(noun, "agencies")) return !ministry && body.kind == "agency";
  // "the groups", "the factions": no parliament, court or union of states
  if (reading_.SaysAny(noun, {"groups", "factions", "movements", "militias", "rebels"})) {
    constexpr std::string_view kSome[] = {"", "company", "party", "force", "group"};
    return !ministry && std::find(std::begin(kSome), std::end(kSome), body.kind) != std::end(kSome);
  }
  if (reading_.SaysAny(noun, {"universities", "colleges"})) {
    return !ministry && (body.kind.empty() || body.kind == "university" ||
                         body.kind == "institute" || body.kind == "facility");
  }
  return true;
}

uint32_t ActorMeanings::BlockAt(uint32_t token) const {
  const auto& sentences = reading_.text.sentences;
  const auto after = std::upper_bound(
      sentences.begin(), sentences.end(), token,
      [](uint32_t value, const Sentence& sentence) { return value < sentence.begin_token; });
  return after == sentences.begin() ? kNoIndex : (after - 1)->block;
}

bool ActorMeanings::InReach(uint32_t there, uint32_t here) const {
  const auto& blocks = reading_.document.blocks();
  const uint32_t block = reading_.text.sentences[there].block;
  if (block == here || block >= blocks.size()) return true;
  return blocks[block].kind != BlockKind::kListItem && blocks[block].kind != BlockKind::kTableCell;
}

bool ActorMeanings::HoldsPostOf(uint32_t person, const Actor& group, bool surely) const {
  const auto& mentions = reading_.mentions;
  // "the heads of the two | services": ministers who stand for their states are none of them.
  if (group.sort == Actor::Sort::kPeople && group.noun < reading_.text.tokens.size()) {
    const std::vector<uint32_t> bodies = StandsFor(person);
    if (std::none_of(bodies.begin(), bodies.end(),
                     [&](uint32_t body) { return Fits(body, Actor::Sort::kBodies); })) {
      return false;
    }
  }
  if (group.post >= mentions.mentions.size() || person >= posts_of_.size()) return true;
  const uint32_t value = mentions.mentions[group.post].value;
  if (value >= mentions.posts.size()) return true;
  if (posts_of_[person].empty()) return !surely;
  const std::string& title = mentions.posts[value].title;
  return std::any_of(posts_of_[person].begin(), posts_of_[person].end(), [&](uint32_t post) {
    const std::string& held = mentions.posts[post].title;
    // "the two leaders": presidents and prime ministers
    if (title == "Leader") {
      for (const std::string_view head : {"President", "Prime Minister", "King", "Queen", "Premier",
                                          "Chancellor", "Emir", "Sultan", "Crown Prince"}) {
        if (held.starts_with(head)) return true;
      }
    }
    return held.find(title) != std::string::npos || title.find(held) != std::string::npos;
  });
}

void ActorMeanings::Members(const Actor& group, uint32_t before,
                            std::vector<Meaning>& result) const {
  std::vector<uint32_t> members;
  if (group.sort == Actor::Sort::kBodies && !list_members_.empty() &&
      (group.count == 0 || group.count == list_members_.size() || group.count > 3)) {
    members = list_members_;
  }
  uint32_t want = group.count;
  if (members.empty() &&
      (group.sort == Actor::Sort::kStates || group.sort == Actor::Sort::kSides)) {
    members = StatesOfHeading(before);
    if (want != 0 && members.size() != want) members.clear();
  }
  // The latest actors in a row that are as many and of that sort.
  auto later = std::lower_bound(
      groups_.begin(), groups_.end(), before,
      [](const auto& known, uint32_t token) { return known.first.begin_token < token; });
  size_t last = static_cast<size_t>(later - groups_.begin());
  // "the two foreign ministers": who are known to be, before who may be.
  const bool people_of_post = group.sort == Actor::Sort::kPeople && group.post != kNoIndex;
  const size_t reach = std::min(last, kMaxGroupsBack);
  const uint32_t here = group.noun < reading_.text.tokens.size() ? BlockAt(group.noun) : kNoIndex;
  const uint32_t story = reading_.mentions.StoryAt(before);
  std::vector<uint32_t> states;  // "The three also met", behind the ministers of three states
  for (size_t step = 0; step < (people_of_post ? 2 * reach : reach) && members.empty(); ++step) {
    const bool surely = people_of_post && step < reach;
    const size_t i = last - 1 - step % reach;
    const auto& [known, party_like] = groups_[i];
    if (!party_like && group.sort != Actor::Sort::kStates) continue;
    if (reading_.mentions.StoryAt(known.begin_token) != story) continue;
    if (here != kNoIndex && !InReach(known.sentence, here)) continue;
    std::vector<uint32_t> found;
    bool people = group.sort == Actor::Sort::kPeople;
    for (const Meaning& meaning : Of(known.actors, known.begin_token)) {
      if (people && step == 0 && meaning.person == kNoIndex && group.post == kNoIndex) {
        for (uint32_t body : meaning.bodies) {
          if (Fits(body, Actor::Sort::kStates)) AddOnce(states, body);
        }
      }
      if (people) {
        if (meaning.person != kNoIndex && HoldsPostOf(meaning.person, group, surely)) {
          AddOnce(found, meaning.person);
        }
        continue;
      }
      for (uint32_t body : meaning.bodies) {
        uint32_t state = group.sort == Actor::Sort::kStates ? StateOf(body) : kNoIndex;
        uint32_t member = state != kNoIndex ? state : body;
        if (Fits(member, group.sort) && FitsNoun(member, group.noun)) AddOnce(found, member);
      }
    }
    if (found.size() >= 2 && (want == 0 || found.size() == want)) members = std::move(found);
  }
  if (members.empty() && group.sort == Actor::Sort::kPeople) {
    members = PeopleOfOneSentence(group, last, story);
    if (members.empty() && want > 1 && states.size() == want) {
      for (uint32_t state : states) {
        Meaning meaning;
        meaning.bodies = {state};
        result.push_back(std::move(meaning));
      }
      return;
    }
  }
  if (members.empty()) {
    // All of that sort that were named so far, when they are as many as the text says.
    size_t seen = 0;
    for (const Mention& mention : reading_.mentions.mentions) {
      if (mention.begin_token >= before || ++seen > kMaxMentions) break;
      if (mention.type == MentionType::kPost || !Fits(mention.entity, group.sort)) continue;
      if (reading_.mentions.StoryAt(mention.begin_token) != story) continue;
      if (!FitsNoun(mention.entity, group.noun)) continue;
      if (group.sort == Actor::Sort::kSides &&
          reading_.mentions.entities[mention.entity].type != MentionType::kCountry) {
        continue;
      }
      if (group.sort == Actor::Sort::kPeople &&
          (StandsFor(mention.entity).empty() || !HoldsPostOf(mention.entity, group, false))) {
        continue;
      }
      AddOnce(members, mention.entity);
    }
    if (want == 0) want = 2;
    // "the visit of the sultan of Brunei to Jakarta, the two sides": whose capital it is
    if (members.size() == 1 && want == 2 && group.sort != Actor::Sort::kPeople) {
      AddStatesOfCapitals(before, members);
    }
    if (members.size() != want) members.clear();
  }
  for (uint32_t member : members) {
    Meaning meaning;
    if (group.sort == Actor::Sort::kPeople) {
      meaning.person = member;
      meaning.stands_for = true;
      meaning.bodies = StandsFor(member);
    } else {
      meaning.bodies = {member};
    }
    result.push_back(std::move(meaning));
  }
}

std::vector<uint32_t> ActorMeanings::StatesOfHeading(uint32_t before) const {
  const auto& sentences = reading_.text.sentences;
  const auto states_of = [&](const Sentence& heading) {
    std::vector<uint32_t> states;
    for (uint32_t token = heading.begin_token; token < heading.end_token; ++token) {
      const Mention* mention = reading_.MentionBeginning(token);
      if (mention != nullptr && mention->type == MentionType::kCountry) {
        AddOnce(states, mention->entity);
        token = mention->end_token - 1;
      } else if (reading_.text.tokens[token].kind != TokenKind::kPunctuation &&
                 reading_.text.tokens[token].kind != TokenKind::kSymbol &&
                 !reading_.IsWord(token, "and")) {
        return std::vector<uint32_t>();
      }
    }
    if (states.size() < 2) states.clear();
    return states;
  };
  auto at = std::upper_bound(
      sentences.begin(), sentences.end(), before,
      [](uint32_t token, const Sentence& sentence) { return token < sentence.begin_token; });
  if (at == sentences.begin()) return {};
  const uint32_t block = (--at)->block;
  constexpr int kReach = 6;  // sentences of the paragraph
  for (int steps = 0; at != sentences.begin() && steps < kReach; ++steps) {
    const bool first = std::prev(at)->block != block;
    --at;
    if (first || at == sentences.begin() || std::prev(at)->block != at->block) {
      return states_of(*at);
    }
  }
  return {};
}

void ActorMeanings::AddStatesOfCapitals(uint32_t before, std::vector<uint32_t>& members) const {
  const auto& entities = reading_.mentions.entities;
  size_t seen = 0;
  for (const Mention& mention : reading_.mentions.mentions) {
    if (mention.begin_token >= before || ++seen > kMaxMentions) return;
    if (mention.type != MentionType::kPlace || mention.entity >= entities.size()) continue;
    const Entity& town = entities[mention.entity];
    if (town.kind != "capital" || town.country >= entities.size()) continue;
    AddOnce(members, town.country);
  }
}

std::vector<uint32_t> ActorMeanings::PeopleOfOneSentence(const Actor& group, size_t last,
                                                         uint32_t story) const {
  const uint32_t want = group.count == 0 ? 2 : group.count;
  std::vector<uint32_t> found;
  for (size_t i = last, steps = 0; i-- > 0 && steps < kMaxGroupsBack; ++steps) {
    const ActorGroup& known = groups_[i].first;
    if (reading_.mentions.StoryAt(known.begin_token) != story) break;
    // Of the same sentence only what stands before: "received Ann Ayres, and the two signed …".
    for (const Meaning& meaning : Of(known.actors, known.begin_token)) {
      if (meaning.person != kNoIndex) AddOnce(found, meaning.person);
    }
    if (i > 0 && groups_[i - 1].first.sentence == known.sentence) continue;
    if (found.size() == want && std::all_of(found.begin(), found.end(), [&](uint32_t person) {
          return HoldsPostOf(person, group, false);
        })) {
      return found;
    }
    if (found.size() >= want) return {};
    found.clear();
  }
  return {};
}

void ActorMeanings::Antecedents(const Actor& pronoun, uint32_t before,
                                std::vector<Meaning>& result) const {
  constexpr uint32_t kReachTokens = 80;
  auto later = std::lower_bound(
      subjects_.begin(), subjects_.end(), before,
      [](const ActorGroup& known, uint32_t token) { return known.begin_token < token; });
  uint32_t told = kNoIndex;  // the sentence of the two
  const std::vector<uint32_t> two =
      pronoun.plural_pronoun ? TwoWhoMet(before, told) : std::vector<uint32_t>();
  for (size_t i = static_cast<size_t>(later - subjects_.begin()); i-- > 0;) {
    const ActorGroup& group = subjects_[i];
    if (group.begin_token + kReachTokens < before) break;
    if (!two.empty() && group.sentence < told) break;
    std::vector<Meaning> found = Of(group.actors, group.begin_token);
    bool person = found.size() == 1 && found.front().person != kNoIndex;
    bool fits = pronoun.plural_pronoun  ? found.size() > 1
                : pronoun.thing_pronoun ? found.size() == 1 && !person
                                        : person;
    if (!fits) continue;
    // "Peru, which hopes to join the bloc, has borrowed. | It signed": of the main clause
    if (pronoun.thing_pronoun) {
      for (size_t k = i; k-- > 0 && subjects_[k].sentence == group.sentence;) {
        const uint32_t end = subjects_[k].end_token;
        const bool aside = reading_.text.tokens[end].kind == TokenKind::kPunctuation &&
                           reading_.SaysAny(end + 1, {"which", "whose"});
        if (!aside) continue;
        std::vector<Meaning> main = Of(subjects_[k].actors, subjects_[k].begin_token);
        if (main.size() == 1 && main.front().person == kNoIndex) found = std::move(main);
        break;
      }
    }
    if (person) {
      // "For Ann Ayres, it was the second. In May | she signed": whom the sentence between is about
      for (size_t k = groups_.size();
           k-- > 0 && groups_[k].first.begin_token > group.begin_token;) {
        const ActorGroup& topic = groups_[k].first;
        if (topic.begin_token >= before || topic.begin_token == 0) continue;
        if (!reading_.Says(topic.begin_token - 1, "for") ||
            !reading_.IsCapitalised(topic.begin_token - 1)) {
          continue;
        }
        std::vector<Meaning> whom = Of(topic.actors, topic.begin_token);
        if (whom.size() != 1 || whom.front().person == kNoIndex) continue;
        result.push_back(std::move(whom.front()));
        return;
      }
      // "Ayres signed it with Peru, | whose minister signed for Lima. He …": of the main clause
      for (size_t k = i;
           InSubclause(group) && k-- > 0 && subjects_[k].sentence == group.sentence;) {
        std::vector<Meaning> main = Of(subjects_[k].actors, subjects_[k].begin_token);
        if (main.size() != 1 || main.front().person == kNoIndex) continue;
        if (!InSubclause(subjects_[k])) found = std::move(main);
        break;
      }
    }
    for (Meaning& each : found) result.push_back(std::move(each));
    return;
  }
  for (const uint32_t person : two) {
    Meaning meaning;
    meaning.person = person;
    meaning.stands_for = true;
    meaning.bodies = StandsFor(person);
    result.push_back(std::move(meaning));
  }
}

std::vector<uint32_t> ActorMeanings::TwoWhoMet(uint32_t before, uint32_t& told) const {
  for (uint32_t back = 1; back <= 4 && back <= before; ++back) {
    if (reading_.IsWord(before - back, "we")) return {};
  }
  const auto& sentences = reading_.text.sentences;
  const auto after = std::upper_bound(
      sentences.begin(), sentences.end(), before,
      [](uint32_t token, const Sentence& sentence) { return token < sentence.begin_token; });
  const auto here = static_cast<uint32_t>(after - sentences.begin()) - 1;
  auto later = std::lower_bound(
      groups_.begin(), groups_.end(), before,
      [](const auto& known, uint32_t token) { return known.first.begin_token < token; });
  std::vector<uint32_t> people;
  for (size_t i = static_cast<size_t>(later - groups_.begin()); i-- > 0;) {
    const ActorGroup& known = groups_[i].first;
    if (known.sentence >= here) return {};  // somebody else is named beside the pronoun
    if (known.sentence + 1 < here || BlockAt(known.begin_token) != BlockAt(before)) break;
    for (const Meaning& meaning : Of(known.actors, known.begin_token)) {
      if (meaning.person != kNoIndex) AddOnce(people, meaning.person);
    }
  }
  if (people.size() != 2) return {};
  const std::vector<uint32_t> one = StandsFor(people.front());
  const std::vector<uint32_t> other = StandsFor(people.back());
  if (one.empty() || other.empty() || one == other) return {};
  told = here - 1;
  return people;
}

bool ActorMeanings::InSubclause(const ActorGroup& group) const {
  return group.begin_token > 0 && reading_.SaysAny(group.begin_token - 1, {"whose", "which"});
}

}  // namespace entente::ingest
