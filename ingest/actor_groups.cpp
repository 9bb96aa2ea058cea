#include "ingest/actor_groups.h"

#include <algorithm>

namespace entente::ingest {

namespace {

constexpr size_t kMaxActors = 200;

bool IsBody(MentionType type) {
  return type == MentionType::kMinistry || type == MentionType::kOrganization;
}

class GroupParser {
 public:
  GroupParser(const Reading& reading, uint32_t end, bool list_of_names)
      : reading_(reading), end_(end), list_of_names_(list_of_names) {}

  ActorGroup Parse(uint32_t token) {
    ActorGroup group;
    group.begin_token = token;
    group.end_token = token;
    if (token >= end_) return group;
    uint32_t at = token;
    bool joined = false;       // the last two stand with "and" between them
    uint32_t first_comma = 0;  // where the group would end without its commas
    size_t before_comma = 0;
    while (group.actors.size() < kMaxActors) {
      uint32_t behalf_before = kNoIndex;
      if (!group.actors.empty()) at = SkipBehalfBefore(at, behalf_before);
      size_t known = group.actors.size();
      uint32_t next = ParseActor(at, group);
      if (next == at) break;
      if (behalf_before != kNoIndex && known < group.actors.size()) {
        group.actors[known].behalf = behalf_before;
      }
      group.end_token = next;
      at = next;
      bool is_comma = false;
      uint32_t after = SkipConnector(at, joined, is_comma);
      if (after == at) break;
      if (is_comma && first_comma == 0) {
        first_comma = at;
        before_comma = group.actors.size();
      }
      at = after;
    }
    joined = last_joined_;
    if (first_comma != 0 && !joined && !list_of_names_ && group.actors.size() > before_comma &&
        !CommasAreEnough(group)) {
      group.actors.resize(before_comma);
      group.end_token = first_comma;
    }
    return group;
  }

 private:
  /// "South Korea, Vietnam ink MOU": a headline's comma stands for "and".
  bool CommasAreEnough(const ActorGroup& group) const {
    if (plural_post_) return true;
    const Sentence& sentence = SentenceOf(group.begin_token);
    if (group.begin_token != sentence.begin_token || group.actors.size() > 4) return false;
    uint32_t last = sentence.end_token - 1;
    return !reading_.IsMark(last, '.');
  }
  const Sentence& SentenceOf(uint32_t token) const {
    const auto& sentences = reading_.text.sentences;
    auto after = std::upper_bound(
        sentences.begin(), sentences.end(), token,
        [](uint32_t value, const Sentence& sentence) { return value < sentence.begin_token; });
    return *(after - 1);
  }

  uint32_t SkipConnector(uint32_t at, bool& joined, bool& is_comma) {
    uint32_t begin = at;
    joined = false;
    last_joined_candidate_ = false;
    if (at >= end_) return at;
    if (reading_.IsMark(at, ',') || (list_of_names_ && reading_.IsMark(at, ';'))) {
      is_comma = reading_.IsMark(at, ',');
      ++at;
    }
    if (at < end_ && (reading_.IsWord(at, "and") || reading_.IsMark(at, '&'))) {
      last_joined_candidate_ = true;
      ++at;
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
    // "and by the Secretary of State": the preposition is said again.
    if (last_joined_candidate_ && at < end_ &&
        (reading_.IsWord(at, "by") || reading_.IsWord(at, "with") || reading_.IsWord(at, "of") ||
         reading_.IsWord(at, "between"))) {
      ++at;
    }
    return at;
  }
  /// "Vietnam–Japan": a dash between two names.
  bool HyphenBetween(uint32_t at) const {
    if (reading_.text.tokens[at].kind != TokenKind::kPunctuation) return false;
    if (reading_.text.tokens[at].space_before) return false;
    std::string_view mark = reading_.Text(at);
    return (mark == "-" || mark == "–" || mark == "/") && at + 1 < end_ &&
           !reading_.text.tokens[at + 1].space_before;
  }

  /// "for Uganda, State Minister S. S.": whom the next actor stands for.
  uint32_t SkipBehalfBefore(uint32_t at, uint32_t& behalf) const {
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

  uint32_t SkipDeterminer(uint32_t at) const {
    while (at < end_ && reading_.MentionBeginning(at) == nullptr && !reading_.IsWord(at, "that") &&
           (reading_.Is(at, CoreList::kDeterminer) || reading_.IsWord(at, "then") ||
            reading_.IsWord(at, "visiting") || reading_.Is(at, CoreList::kNumberWord))) {
      ++at;
    }
    return at;
  }

  /// One actor with its appositions; returns `at` when none begins there.
  uint32_t ParseActor(uint32_t at, ActorGroup& group) {
    bool first = group.actors.empty();
    uint32_t begin = at;
    if (uint32_t next = ParseDescribedGroup(at, group); next != at) return Joined(next, first);
    at = SkipDeterminer(at);
    if (at >= end_) return begin;
    if (uint32_t next = ParseDelegates(at, group); next != at) return Joined(next, first);
    const Mention* mention = reading_.MentionBeginning(at);
    if (mention == nullptr) {
      if (uint32_t body = SkipBodyNouns(at); body != at) {
        return Joined(ParseBody(body, *reading_.MentionBeginning(body), group), first);
      }
      // "the Company's Chief Executive Officer, I. S."
      if (at + 2 < end_ && reading_.text.tokens[at + 1].kind == TokenKind::kPossessive &&
          reading_.text.tokens[at].kind == TokenKind::kWord) {
        uint32_t owned = SkipAdjectives(at + 2);
        const Mention* post = owned < end_ ? reading_.MentionBeginning(owned) : nullptr;
        if (post != nullptr && post->type == MentionType::kPost && post->entity != kNoIndex) {
          uint32_t next = ParsePost(owned, *post, kNoIndex, group);
          if (next != owned) return Joined(next, first);
        }
      }
      if (uint32_t next = ParseCounterpart(at, kNoIndex, group); next != at) {
        return Joined(next, first);
      }
      if (uint32_t next = ParseGovernmentOf(at, group); next != at) return Joined(next, first);
      if (begin == at && first && reading_.Is(at, CoreList::kPronounActor)) {
        Actor actor;
        actor.pronoun = true;
        actor.thing_pronoun = reading_.IsWord(at, "it");
        actor.plural_pronoun =
            reading_.IsWord(at, "they") || reading_.IsWord(at, "both") || reading_.IsWord(at, "we");
        group.actors.push_back(actor);
        return at + 1;
      }
      return begin;
    }
    uint32_t next = at;
    switch (mention->type) {
      case MentionType::kPost:
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
      case MentionType::kGroup:
        next = ParseGroup(*mention, group);
        break;
      default:
        return begin;
    }
    return next == at ? begin : Joined(next, first);
  }
  uint32_t Joined(uint32_t next, bool first) {
    if (!first) last_joined_ = last_joined_candidate_;
    return next;
  }

  uint32_t IndexOf(const Mention& mention) const {
    return static_cast<uint32_t>(&mention - reading_.mentions.mentions.data());
  }

  /// Commas, brackets and posts behind a person that say who they are.
  uint32_t SkipAppositions(uint32_t at, Actor& actor) {
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
      if (mention != nullptr && mention->type == MentionType::kPost &&
          mention->entity != kNoIndex && mention->entity == actor.entity) {
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
  bool ListGoesOn(uint32_t at) const {
    if (reading_.IsWord(at, "and") || reading_.IsMark(at, '&') || reading_.IsWord(at, "as")) {
      return true;
    }
    const Mention* mention = reading_.MentionBeginning(SkipDeterminer(at));
    return mention != nullptr && mention->type != MentionType::kDate &&
           mention->type != MentionType::kPlace;
  }
  /// "of the Navy" behind a post that leads to the body it is a post of.
  uint32_t SkipPostTail(uint32_t at, const Mention& post) const {
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
  uint32_t FindClose(uint32_t at, uint32_t limit) const {
    for (uint32_t i = at; i < end_ && i < at + limit; ++i) {
      if (reading_.IsMark(i, ')')) return i;
    }
    return kNoIndex;
  }
  uint32_t SkipBracket(uint32_t at) const {
    if (at >= end_ || !reading_.IsMark(at, '(')) return at;
    uint32_t close = FindClose(at + 1, 12);
    return close == kNoIndex ? at : close + 1;
  }
  /// "for Greece", ", representing Chile", "on behalf of Peru and Chile".
  uint32_t SkipBehalf(uint32_t at, Actor& actor) const {
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

  /// "the two countries", "both sides", "the three Ministers", "16 private sector organisations".
  uint32_t ParseDescribedGroup(uint32_t at, ActorGroup& group) const {
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
  /// "(the foreign ministers of) the two countries, N. K. for Greece and N. D. for its neighbour":
  /// the people who follow are the actors; without them, those whose ministers they are.
  uint32_t ParsePostsOf(uint32_t at, ActorGroup& group) {
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
    if (person == nullptr ||
        (person->type != MentionType::kPerson &&
         !(person->type == MentionType::kPost && person->entity != kNoIndex))) {
      return end;
    }
    group.actors.resize(known);
    plural_post_ = true;
    return ParseActor(end + 1, group);
  }
  bool PluralPost(const Mention& post) const {
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
  Actor::Sort SortAt(uint32_t token) const {
    if (reading_.Is(token, CoreList::kStateNoun)) return Actor::Sort::kStates;
    if (reading_.Is(token, CoreList::kSideNoun)) return Actor::Sort::kSides;
    if (reading_.Is(token, CoreList::kBodyGroupNoun)) return Actor::Sort::kBodies;
    return Actor::Sort::kOne;
  }
  uint32_t NumberAt(uint32_t token) const {
    static constexpr std::string_view kNumbers[] = {
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
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

  /// Past further posts and honorifics of one holder: "Cabinet Secretary for Health Dr".
  uint32_t SkipMorePosts(uint32_t at, const Mention& post) const {
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

  uint32_t ParsePost(uint32_t at, const Mention& post, uint32_t country, ActorGroup& group) {
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
        actor.behalf == kNoIndex) {
      actor.behalf = reading_.mentions.posts[post.value].of;
    }
    next = SkipBehalf(next, actor);
    group.actors.push_back(std::move(actor));
    (void)at;
    return next;
  }
  uint32_t SkipPersonTail(uint32_t at) const { return at; }
  /// Behind "the Minister, R. K.,": one closing comma, further posts, whom they stand for.
  uint32_t SkipClosingComma(uint32_t at, Actor& actor) {
    uint32_t next = SkipAppositions(at, actor);
    if (next + 1 < end_ && reading_.IsMark(next, ',') && !ListGoesOn(next + 1)) {
      next = SkipBehalf(next + 1, actor);
    }
    return next;
  }

  uint32_t ParsePerson(uint32_t at, const Mention& person, uint32_t country, ActorGroup& group,
                       const Mention* post = nullptr) {
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

  /// A country; or what belongs to it: "Kenyan Cabinet Secretary", "Peru's Environment Minister",
  /// "the Omani side", "a Chinese supplier".
  uint32_t ParseCountry(uint32_t at, const Mention& country, ActorGroup& group) {
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
    Actor& actor = group.actors.back();
    (void)actor;
    return SkipBracket(next);
  }
  /// "(the Indian) trader", "state oil company": nouns before the name of a body; where that
  /// begins, or `at`.
  uint32_t SkipBodyNouns(uint32_t at) const {
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
  bool StartsNoun(uint32_t at) const {
    return reading_.text.tokens[at].kind == TokenKind::kWord &&
           !reading_.Is(at, CoreList::kPreposition) && !reading_.Is(at, CoreList::kConjunction) &&
           !reading_.Is(at, CoreList::kFunctionWord) &&
           reading_.book.word(reading_.words[at]).verbs.empty();
  }
  uint32_t SkipOfGovernment(uint32_t at) const { return at; }
  uint32_t SkipAdjectives(uint32_t at) const {
    uint32_t next = at;
    for (int i = 0; i < 2 && next < end_; ++i) {
      if (reading_.MentionBeginning(next) != nullptr) break;
      std::string_view word = reading_.Text(next);
      if (word == "new" || word == "then" || word == "acting" || word == "outgoing" ||
          word == "federal" || word == "own" || word == "central" || word == "visiting" ||
          word == "national" || word == "state-owned" || word == "private" || word == "former") {
        ++next;
      }
    }
    return next;
  }

  uint32_t ParseBody(uint32_t at, const Mention& body, ActorGroup& group) {
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
    // A body's name before a post: "WPA chief executive Pieter van der Meulen".
    if (next < end_) {
      const Mention* mention = reading_.MentionBeginning(next);
      if (mention != nullptr && mention->type == MentionType::kPost && next == body.end_token) {
        group.actors.pop_back();
        return ParsePost(next, *mention, kNoIndex, group);
      }
    }
    return next;
  }

  uint32_t ParseGroup(const Mention& mention, ActorGroup& group) {
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

  void PushEntity(const Mention& mention, ActorGroup& group, bool delegates) {
    Actor actor;
    actor.entity = mention.entity;
    actor.mention = IndexOf(mention);
    actor.delegates = delegates;
    group.actors.push_back(actor);
  }

  /// "representatives of the 16 organisations", "officials from both countries".
  uint32_t ParseDelegates(uint32_t at, ActorGroup& group) {
    if (reading_.MentionBeginning(at) != nullptr || !reading_.Is(at, CoreList::kDelegates))
      return at;
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

  /// "counterpart", "Vietnamese counterpart, Nguyen T.": `at` is the noun.
  uint32_t ParseCounterpart(uint32_t at, uint32_t country, ActorGroup& group) {
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

  /// "the government of Peru", "the Government of the Republic of Peru".
  uint32_t ParseGovernmentOf(uint32_t at, ActorGroup& group) {
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

  const Reading& reading_;
  uint32_t end_;
  bool list_of_names_;
  bool last_joined_ = false;
  bool last_joined_candidate_ = false;
  bool plural_post_ = false;
};

}  // namespace

ActorGroup ParseActorGroup(const Reading& reading, uint32_t token, uint32_t end,
                           bool list_of_names) {
  GroupParser parser(reading, end, list_of_names);
  return parser.Parse(token);
}

}  // namespace entente::ingest
