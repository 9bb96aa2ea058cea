#include "ingest/clause_items.h"

#include <algorithm>
#include <span>

namespace entente::ingest {

namespace {

uint64_t FeaturesOf(const Reading& reading, const ActorGroup& group, bool oblique) {
  uint64_t features = 0;
  if (oblique) features |= FeatureBit(Feature::kOblique);
  if (group.actors.size() > 1) features |= FeatureBit(Feature::kSeveral);
  if (std::all_of(group.actors.begin(), group.actors.end(),
                  [](const Actor& actor) { return actor.behalf_said; })) {
    features |= FeatureBit(Feature::kBehalf);
  }
  for (const Actor& actor : group.actors) {
    if (actor.pronoun) features |= FeatureBit(Feature::kPronoun);
    if (actor.sort != Actor::Sort::kOne) {
      features |= FeatureBit(Feature::kGroup) | FeatureBit(Feature::kSeveral);
    }
    if (actor.post != kNoIndex || actor.counterpart) features |= FeatureBit(Feature::kPerson);
    if (actor.described) features |= FeatureBit(Feature::kBody);
    if (actor.entity >= reading.mentions.entities.size()) continue;
    switch (reading.mentions.entities[actor.entity].type) {
      case MentionType::kPerson:
        features |= FeatureBit(Feature::kPerson);
        break;
      case MentionType::kCountry:
        features |= FeatureBit(Feature::kCountry);
        break;
      case MentionType::kMinistry:
      case MentionType::kOrganization:
        features |= FeatureBit(Feature::kBody);
        break;
      default:
        break;
    }
  }
  return features;
}

class ItemBuilder {
 public:
  ItemBuilder(const Reading& reading, uint32_t sentence) : reading_(reading) {
    result_.sentence = sentence;
    begin_ = reading.text.sentences[sentence].begin_token;
    end_ = reading.text.sentences[sentence].end_token;
  }

  SentenceItems Build(const std::vector<AgreementPhrase>& agreements, uint32_t& agreement_at,
                      const std::vector<EventPhrase>& events, uint32_t& event_at) {
    std::vector<VerbGroup> verbs = FindVerbs(reading_, begin_, end_);
    size_t verb = 0;
    uint32_t at = begin_;
    while (at < end_) {
      while (agreement_at < agreements.size() && agreements[agreement_at].begin_token < at) {
        ++agreement_at;
      }
      while (event_at < events.size() && events[event_at].begin_token < at) ++event_at;
      while (verb < verbs.size() && verbs[verb].begin_token < at) {
        // A verb whose auxiliaries an item has swallowed keeps the rest.
        if (verbs[verb].main_token >= at) {
          verbs[verb].begin_token = at;
          break;
        }
        ++verb;
      }
      if (agreement_at < agreements.size() && agreements[agreement_at].begin_token == at) {
        at = AddAgreements(agreements, agreement_at);
        continue;
      }
      if (event_at < events.size() && events[event_at].begin_token == at) {
        at = AddEvent(events[event_at], event_at);
        ++event_at;
        continue;
      }
      if (verb < verbs.size() && verbs[verb].begin_token == at &&
          !Overlaps(verbs[verb], agreements, agreement_at)) {
        if (BothAct(verbs[verb])) {
          // Those told of before: no actors of this sentence.
          ++verbs[verb].begin_token;
          at = TryActors(at, at + 1, std::span(verbs).subspan(verb));
        }
        result_.verbs.push_back(verbs[verb]);
        Add(ItemKind::kVerb, verbs[verb].features, at, verbs[verb].end_token,
            static_cast<uint32_t>(result_.verbs.size() - 1));
        result_.items.back().word = reading_.words[verbs[verb].main_token];
        at = verbs[verb++].end_token;
        continue;
      }
      uint32_t limit = NextBegin(agreements, agreement_at, events, event_at);
      if (uint32_t next = TryActors(at, limit, std::span(verbs).subspan(verb)); next != at) {
        at = next;
        continue;
      }
      at = AddOther(at);
    }
    return std::move(result_);
  }

 private:
  void Add(ItemKind kind, uint64_t features, uint32_t begin, uint32_t end, uint32_t index) {
    Item item;
    item.kind = kind;
    item.features = features;
    const bool plain = kind == ItemKind::kWord || kind == ItemKind::kMark;
    if (begin == begin_ && !plain) item.features |= FeatureBit(Feature::kFirst);
    item.begin_token = begin;
    item.end_token = end;
    item.index = index;
    result_.items.push_back(item);
  }
  uint32_t NextBegin(const std::vector<AgreementPhrase>& agreements, uint32_t agreement_at,
                     const std::vector<EventPhrase>& events, uint32_t event_at) const {
    uint32_t limit = end_;
    if (agreement_at < agreements.size())
      limit = std::min(limit, agreements[agreement_at].begin_token);
    if (event_at < events.size()) limit = std::min(limit, events[event_at].begin_token);
    return limit;
  }
  bool Overlaps(const VerbGroup& verb, const std::vector<AgreementPhrase>& agreements,
                uint32_t agreement_at) const {
    return agreement_at < agreements.size() &&
           agreements[agreement_at].begin_token < verb.end_token;
  }

  /// "At the end of the talks | both signed the text"
  bool BothAct(const VerbGroup& verb) const {
    return verb.main_token > verb.begin_token && reading_.IsWord(verb.begin_token, "both") &&
           (verb.features & FeatureBit(Feature::kActive)) != 0 &&
           std::none_of(result_.items.begin(), result_.items.end(), [](const Item& item) {
             return item.kind == ItemKind::kActors || item.kind == ItemKind::kVerb ||
                    item.kind == ItemKind::kAgreement;
           });
  }

  bool EndsItem(const AgreementPhrase& phrase) const {
    const uint32_t end = phrase.end_token;
    return end >= end_ || reading_.text.tokens[end].kind == TokenKind::kPunctuation ||
           reading_.IsWord(end, "and") || reading_.Is(end, CoreList::kPreposition);
  }

  /// "agreements with Peru | (2021), | Chile (2022)"
  uint32_t PastDayInBrackets(uint32_t at) const {
    if (at + 2 >= end_ || !reading_.IsMark(at, '(')) return at;
    const Mention* day = reading_.MentionBeginning(at + 1);
    return day != nullptr && day->type == MentionType::kDate && day->end_token < end_ &&
                   reading_.IsMark(day->end_token, ')')
               ? day->end_token + 1
               : at;
  }

  /// One phrase, or several with nothing but commas, "and" and their days between them.
  uint32_t AddAgreements(const std::vector<AgreementPhrase>& agreements, uint32_t& at) {
    std::vector<uint32_t> list = {at};
    uint32_t begin = agreements[at].begin_token;
    uint32_t end = agreements[at].end_token;
    uint64_t features = 0;
    ++at;
    while (at < agreements.size() && agreements[at].begin_token < end_) {
      uint32_t next = PastDayInBrackets(end);
      const uint32_t behind = next;
      if (next < end_ && (reading_.IsMark(next, ',') || reading_.IsMark(next, ';'))) ++next;
      if (next < end_ && (reading_.IsWord(next, "and") || reading_.IsMark(next, '&'))) {
        ++next;
      } else if (next + 2 < end_ && reading_.IsWord(next, "as") &&
                 reading_.IsWord(next + 1, "well")) {
        next += 3;
      }
      bool adjacent = agreements[at].begin_token == next ||
                      (agreements[at].another && agreements[at].begin_token == next + 1 &&
                       reading_.MentionAt(next) == nullptr &&
                       reading_.book.word(reading_.words[next]).verbs.empty());
      if (!adjacent) break;
      // "seal one pact; another deal | pulled at the last minute": a clause of its own
      if (next == behind + 1 && reading_.IsMark(behind, ';') && !EndsItem(agreements[at])) break;
      if (next == behind && !agreements[at].another) break;
      list.push_back(at);
      end = agreements[at].end_token;
      ++at;
    }
    for (uint32_t index : list) {
      if (agreements[index].definite) features |= FeatureBit(Feature::kDefinite);
      if (agreements[index].generic) features |= FeatureBit(Feature::kGeneric);
      if (agreements[index].weak) features |= FeatureBit(Feature::kWeak);
      if (agreements[index].plural) features |= FeatureBit(Feature::kSeveral);
    }
    if (list.size() > 1) features |= FeatureBit(Feature::kSeveral);
    if (AfterPreposition(begin)) features |= FeatureBit(Feature::kOblique);
    result_.agreements.push_back(std::move(list));
    Add(ItemKind::kAgreement, features, begin, end,
        static_cast<uint32_t>(result_.agreements.size() - 1));
    // The word of its noun lets a pattern ask for "an extension of".
    result_.items.back().word =
        reading_.words[agreements[result_.agreements.back().front()].head_token];
    return end;
  }
  uint32_t AddEvent(const EventPhrase& event, uint32_t index) {
    uint64_t features = 0;
    if (event.definite) features |= FeatureBit(Feature::kDefinite);
    if (event.weak) features |= FeatureBit(Feature::kWeak);
    if (AfterPreposition(event.begin_token)) features |= FeatureBit(Feature::kOblique);
    Add(ItemKind::kEvent, features, event.begin_token, event.end_token, index);
    // The word of its noun lets a pattern ask for "a visit".
    result_.items.back().word = reading_.words[event.head_token];
    return event.end_token;
  }
  bool AfterPreposition(uint32_t at) const {
    return at > begin_ && reading_.MentionAt(at - 1) == nullptr &&
           (reading_.Is(at - 1, CoreList::kPreposition) ||
            reading_.Is(at - 1, CoreList::kPlacePreposition) || AfterAllBut(at));
  }

  /// "All but | Hungary signed": the one that did not.
  bool AfterAllBut(uint32_t at) const {
    // "everyone except | Bo Lund signed"
    if (at > begin_ + 1 &&
        reading_.SaysAny(at - 1, {"except", "excepting", "excluding", "barring"}))
      return true;
    if (at < begin_ + 2 || !reading_.IsWord(at - 1, "but")) return false;
    return reading_.SaysAny(at - 2, {"all", "everyone", "everybody", "any", "none"}) ||
           (at >= begin_ + 3 && reading_.SaysAny(at - 3, {"all", "every", "any", "no"}));
  }

  /// "Ana Ruiz, representing | the minister, Bo Lund, signed": whom one represents does nothing.
  bool AfterRepresenting() const {
    if (result_.items.empty() || result_.items.back().kind != ItemKind::kVerb) return false;
    const uint64_t features = result_.items.back().features;
    return (features & reading_.book.VerbClassBit("represent")) != 0 &&
           (features & FeatureBit(Feature::kPassive)) == 0;
  }

  /// "signed for Canada and Minister A. B. signed for Palau": the last begins a clause of its own.
  bool OpensClause(const ActorGroup& group, std::span<const VerbGroup> verbs) const {
    while (!verbs.empty() && verbs.front().begin_token < group.end_token) verbs = verbs.subspan(1);
    if (verbs.empty() || group.actors.size() < 2 || group.last_joint <= group.begin_token) {
      return false;
    }
    uint32_t end = group.end_token;
    if (end < end_ && reading_.IsMark(end, ',')) ++end;
    if (verbs.front().begin_token != end ||
        (verbs.front().features & FeatureBit(Feature::kActive)) == 0) {
      return false;
    }
    auto person = [&](const Actor& actor) {
      return actor.entity < reading_.mentions.entities.size() &&
             reading_.mentions.entities[actor.entity].type == MentionType::kPerson;
    };
    return person(group.actors.back()) &&
           std::none_of(group.actors.begin(), group.actors.end() - 1, person);
  }

  /// "signed by Ana Ruiz, and | Bo Lund praised it": a verb that no rule knows, and its object.
  bool PraisesIt(const ActorGroup& group) const {
    const uint32_t verb = group.end_token;
    if (group.actors.size() < 2 || group.last_joint <= group.begin_token || verb + 1 >= end_ ||
        !reading_.IsMark(group.last_joint, ',') || reading_.MentionAt(verb) != nullptr ||
        reading_.text.tokens[verb].kind != TokenKind::kWord || reading_.IsCapitalised(verb)) {
      return false;
    }
    return reading_.Text(verb).ends_with("ed") && !reading_.IsWord(verb + 1, "by") &&
           (reading_.Is(verb + 1, CoreList::kDeterminer) || reading_.Is(verb + 1, CoreList::kOwn) ||
            reading_.SaysAny(verb + 1, {"it", "the", "them", "that", "him", "her"}));
  }

  /// "Ana Ruiz met Bo Lund, and | Cy Moss signed": the last begins a clause of its own.
  bool OpensSecondClause(const ActorGroup& group, std::span<const VerbGroup> verbs) const {
    while (!verbs.empty() && verbs.front().begin_token < group.end_token) verbs = verbs.subspan(1);
    const auto& items = result_.items;
    if (verbs.empty() || group.actors.size() < 2 || group.last_joint <= group.begin_token ||
        items.size() < 2 || items.back().kind != ItemKind::kVerb ||
        (items.back().features & FeatureBit(Feature::kActive)) == 0 ||
        reading_.book.Is(items.back().word, CoreList::kSaying) ||
        items[items.size() - 2].kind != ItemKind::kActors) {
      return false;
    }
    const bool meets = (items.back().features & (reading_.book.VerbClassBit("meet") |
                                                 reading_.book.VerbClassBit("receive") |
                                                 reading_.book.VerbClassBit("host"))) != 0;
    if (!meets && (group.actors.size() != 2 || !reading_.IsMark(group.last_joint, ','))) {
      return false;
    }
    const VerbGroup& next = verbs.front();
    return next.begin_token == group.end_token &&
           (next.features & FeatureBit(Feature::kActive)) != 0 &&
           (next.features & (FeatureBit(Feature::kGerund) | FeatureBit(Feature::kInfinitive))) == 0;
  }

  /// "On the sidelines of the Conference of Parties | , Ana Ruiz and Bo Lund signed": the comma at
  /// which the subject of the sentence begins, or the end of the group.
  uint32_t SubjectBegins(const ActorGroup& group, std::span<const VerbGroup> verbs) const {
    while (!verbs.empty() && verbs.front().begin_token < group.end_token) verbs = verbs.subspan(1);
    uint32_t end = group.end_token;
    if (end < end_ && reading_.IsMark(end, ',')) ++end;
    const bool acts = !verbs.empty() && verbs.front().begin_token == end &&
                      (verbs.front().features & FeatureBit(Feature::kActive)) != 0 &&
                      (verbs.front().features & FeatureBit(Feature::kGerund)) == 0;
    const bool by = group.begin_token > begin_ && reading_.IsWord(group.begin_token - 1, "by");
    const bool opens = OpensWithPreposition(group) &&
                       std::none_of(result_.items.begin(), result_.items.end(), [&](const Item& i) {
                         const bool participle = by && &i == &result_.items.back() - 1 &&
                                                 (i.features & FeatureBit(Feature::kBare)) != 0;
                         return i.kind == ItemKind::kVerb && !participle;
                       });
    if (!acts || !opens || group.actors.size() < 2) return group.end_token;
    // "At a ceremony hosted by President Kofi Owusu | , Ana Ruiz and Bo Lund signed"
    if (by) {
      if (const uint32_t comma = CommaBehindAgent(group); comma != group.end_token) return comma;
    }
    // "In the presence of President Kofi Owusu | , Ana Ruiz and Bo Lund signed"
    if (group.begin_token > begin_ + 1 && reading_.IsWord(group.begin_token - 1, "of") &&
        reading_.IsWord(group.begin_token - 2, "presence")) {
      const uint32_t comma = CommaBehindFirst(group);
      if (comma != group.end_token) return comma;
    }
    if (const uint32_t comma = StatesBegin(group); comma != kNoIndex) return comma;
    uint32_t before = kNoIndex;  // where the body ends
    for (const Actor& actor : group.actors) {
      if (actor.mention == kNoIndex) return group.end_token;
      const Mention& mention = reading_.mentions.mentions[actor.mention];
      if (mention.type != MentionType::kPerson) {
        before = mention.end_token;
        continue;
      }
      if (before == kNoIndex) return group.end_token;
      for (uint32_t token = before; token < mention.begin_token; ++token) {
        if (reading_.IsWord(token, "and")) break;
        if (reading_.IsMark(token, ',')) return token;
      }
      return group.end_token;
    }
    return group.end_token;
  }

  /// Whether the sentence opens with a preposition, a dateline left out.
  bool OpensWithPreposition(const ActorGroup& group) const {
    const auto opens = [&](uint32_t token) {
      return reading_.Is(token, CoreList::kPreposition) ||
             (reading_.SaysAny(token, {"together", "along", "ahead", "instead", "thanks"}) &&
              reading_.Is(token + 1, CoreList::kPreposition)) ||
             reading_.IsWord(token, "following");
    };
    if (opens(begin_)) return true;
    for (uint32_t token = begin_; token + 1 < group.begin_token && token < begin_ + 12; ++token) {
      const bool dash =
          reading_.IsMark(token, '-') || reading_.Text(token) == "–" || reading_.Text(token) == "—";
      if (dash) return opens(token + 1);
    }
    return false;
  }

  /// "With the mediation of Angola | , Peru and Chile signed": the comma behind which the states or
  /// bodies stand that act, since a verb has its subject. The last one where a row ended before it.
  uint32_t StatesBegin(const ActorGroup& group) const {
    uint32_t found = kNoIndex;
    bool row = false;     // an "and" before the comma at hand
    bool joined = false;  // an "and" behind the comma found
    for (uint32_t token = group.begin_token + 1; token + 1 < group.end_token; ++token) {
      if (reading_.IsWord(token, "and")) row = joined = true;
      if (!reading_.IsMark(token, ',')) continue;
      const uint32_t next = token + (reading_.Is(token + 1, CoreList::kDeterminer) ? 2 : 1);
      const Mention* mention = reading_.MentionBeginning(next);
      const bool acts = mention != nullptr && mention->form != MentionForm::kDemonym &&
                        (mention->type == MentionType::kCountry || IsBodyOfAny(mention->type));
      if (!acts || (found != kNoIndex && !row)) continue;
      found = token;
      joined = false;
    }
    const auto& entities = reading_.mentions.entities;
    const bool people =
        std::any_of(group.actors.begin() + 1, group.actors.end(), [&](const Actor& actor) {
          return actor.post != kNoIndex || actor.entity >= entities.size() ||
                 entities[actor.entity].type == MentionType::kPerson;
        });
    return joined && !people ? found : kNoIndex;
  }

  /// The first comma right behind the name of somebody of the group, or the end of the group.
  uint32_t CommaBehindFirst(const ActorGroup& group) const {
    for (size_t i = 0; i + 1 < group.actors.size(); ++i) {
      const uint32_t mention = group.actors[i].mention;
      if (mention == kNoIndex) continue;
      const uint32_t end = reading_.mentions.mentions[mention].end_token;
      if (end < group.end_token && reading_.IsMark(end, ',')) return end;
    }
    return group.end_token;
  }

  /// The comma between the first of the group and the next, past what is told of the first ("Kofi
  /// Owusu, the host, | Ana Ruiz"), or the end of the group.
  uint32_t CommaBehindAgent(const ActorGroup& group) const {
    const uint32_t first = group.actors[0].mention, next = group.actors[1].mention;
    const auto& mentions = reading_.mentions.mentions;
    uint32_t found = group.end_token;
    if (first == kNoIndex || next == kNoIndex) return found;
    for (uint32_t token = mentions[first].end_token; token < mentions[next].begin_token; ++token) {
      if (reading_.IsWord(token, "and")) return group.end_token;
      if (reading_.IsMark(token, ',')) found = token;
      if (found == token && !reading_.Is(token + 1, CoreList::kDeterminer)) break;
    }
    return found;
  }

  /// "signed for Peru | and Ann Ayres for Chile": the next of those who sign.
  bool EndsStoodFor(const ActorGroup& group) const {
    if (group.actors.size() < 2 || group.last_joint <= group.begin_token ||
        !reading_.IsWord(group.begin_token - 1, "for") || !group.actors.back().behalf_said) {
      return false;
    }
    const auto person = [&](const Actor& actor) {
      return actor.post != kNoIndex ||
             (actor.entity < reading_.mentions.entities.size() &&
              reading_.mentions.entities[actor.entity].type == MentionType::kPerson);
    };
    return person(group.actors.back()) &&
           std::none_of(group.actors.begin(), group.actors.end() - 1, person);
  }

  /// "were due to sign | it in Lima": whom or what the verb before is about.
  bool IsPronounObject(uint32_t at, const ActorGroup& group,
                       std::span<const VerbGroup> verbs) const {
    if (!reading_.IsWord(at, "it") || group.end_token != at + 1 || result_.items.empty() ||
        result_.items.back().kind != ItemKind::kVerb ||
        reading_.book.Is(result_.items.back().word, CoreList::kSaying)) {
      return false;
    }
    while (!verbs.empty() && verbs.front().begin_token <= at) verbs = verbs.subspan(1);
    const bool acts =
        (!verbs.empty() && verbs.front().begin_token == at + 1) ||
        (at + 1 < end_ &&
         (reading_.Is(at + 1, CoreList::kBe) || reading_.Is(at + 1, CoreList::kHave) ||
          reading_.Is(at + 1, CoreList::kFuture) || reading_.Is(at + 1, CoreList::kDo) ||
          reading_.Is(at + 1, CoreList::kNegatedAuxiliary)));
    return !acts;
  }

  /// "a day before | Peru and Chile signed": the subject of its own clause.
  bool IsSubjectBehind(const ActorGroup& group, std::span<const VerbGroup> verbs) const {
    const uint32_t before = group.begin_token - 1;
    // "the President looks on as | Ana Ruiz and Bo Lund sign"; but "as Minister she signed"
    const bool as = reading_.IsWord(before, "as");
    if (!as && !reading_.IsWord(before, "before") && !reading_.IsWord(before, "after") &&
        !reading_.IsWord(before, "since") && !reading_.IsWord(before, "until")) {
      return false;
    }
    while (!verbs.empty() && verbs.front().begin_token < group.end_token) verbs = verbs.subspan(1);
    if (verbs.empty() || verbs.front().begin_token != group.end_token) return false;
    if (as && before > begin_ &&
        !reading_.SaysAny(before - 1,
                          {"on", "looks", "looked", "watches", "watched", "time", "day"})) {
      return false;
    }
    const uint64_t features = verbs.front().features;
    return (features & (FeatureBit(Feature::kActive) | FeatureBit(Feature::kPassive))) != 0 &&
           (features & FeatureBit(Feature::kGerund)) == 0;
  }

  /// "A consortium of | Acme and Bolt signed": they are the subject, if it is one.
  bool AreConsortium(const ActorGroup& group) const {
    const uint32_t of = group.begin_token - 1;
    if (group.actors.size() < 2 || of < begin_ + 2 || !reading_.IsWord(of, "of") ||
        !reading_.SaysAny(of - 1, {"consortium", "venture", "alliance", "team"})) {
      return false;
    }
    for (const Actor& actor : group.actors) {
      if (actor.entity >= reading_.mentions.entities.size() ||
          !IsBodyOfAny(reading_.mentions.entities[actor.entity].type)) {
        return false;
      }
    }
    uint32_t at = of - 1;
    while (at > begin_ && reading_.MentionAt(at - 1) == nullptr &&
           reading_.text.tokens[at - 1].kind == TokenKind::kWord &&
           !reading_.Is(at - 1, CoreList::kPreposition) &&
           reading_.book.word(reading_.words[at - 1]).verbs.empty()) {
      --at;
      if (reading_.Is(at, CoreList::kDeterminer)) break;
    }
    return reading_.Is(at, CoreList::kDeterminer) && !AfterPreposition(at) &&
           std::none_of(result_.items.begin(), result_.items.end(),
                        [](const Item& item) { return item.kind == ItemKind::kVerb; });
  }
  static bool IsBodyOfAny(MentionType type) {
    return type == MentionType::kMinistry || type == MentionType::kOrganization;
  }

  uint32_t TryActors(uint32_t at, uint32_t limit, std::span<const VerbGroup> verbs) {
    if (reading_.words[at] == 0 && reading_.mention_at[at] == kNoIndex) return at;
    ActorGroup group = ParseActorGroup(reading_, at, limit, InList(at));
    if (group.actors.empty()) return at;
    group.sentence = result_.sentence;
    bool oblique = AfterPreposition(at) || AfterRepresenting();
    if (oblique ? OpensClause(group, verbs) : OpensSecondClause(group, verbs)) {
      group.actors.pop_back();
      group.end_token = group.last_joint;
    }
    if (oblique) {
      if (const uint32_t comma = SubjectBegins(group, verbs); comma < group.end_token) {
        group = ParseActorGroup(reading_, at, comma, InList(at));
        if (group.actors.empty()) return at;
        group.sentence = result_.sentence;
      }
    }
    if (oblique && PraisesIt(group)) {
      group.actors.pop_back();
      group.end_token = group.last_joint;
    }
    if (oblique && EndsStoodFor(group)) {
      group.actors.pop_back();
      group.end_token = group.last_joint;
    }
    if (oblique && IsSubjectBehind(group, verbs)) oblique = false;
    if (oblique && AreConsortium(group)) oblique = false;
    oblique = oblique || IsPronounObject(at, group, verbs);
    // "a | correspondent | banking agreement": a word of its name.
    if (group.actors.size() == 1 && group.actors.front().post != kNoIndex &&
        group.actors.front().entity == kNoIndex && group.actors.front().behalf == kNoIndex &&
        group.end_token == limit && limit < end_ && !reading_.IsCapitalised(at)) {
      return at;
    }
    uint32_t end = group.end_token;
    // "LIMA (Acme News) The ministry signed": who reports it.
    oblique = oblique || (at > begin_ && reading_.IsMark(at - 1, '(') && end < end_ &&
                          reading_.IsMark(end, ')'));
    uint64_t features = FeaturesOf(reading_, group, oblique);
    result_.actors.push_back(std::move(group));
    Add(ItemKind::kActors, features, at, end, static_cast<uint32_t>(result_.actors.size() - 1));
    // The word of a pronoun lets a pattern ask for "it" or "they".
    if ((features & FeatureBit(Feature::kPronoun)) != 0 && end == at + 1) {
      result_.items.back().word = reading_.words[at];
    } else if ((features & FeatureBit(Feature::kGroup)) != 0) {
      result_.items.back().word = reading_.words[end - 1];  // "signatories"
    }
    return end;
  }
  /// Names in a row behind a colon may be set apart by semicolons.
  bool InList(uint32_t at) const { return at > begin_ && reading_.IsMark(at - 1, ':'); }

  uint32_t AddOther(uint32_t at) {
    const Mention* mention = reading_.MentionBeginning(at);
    if (mention != nullptr) {
      ItemKind kind = ItemKind::kWord;
      if (mention->type == MentionType::kDate) kind = ItemKind::kDate;
      if (mention->type == MentionType::kPlace && !reading_.IsContinent(mention->entity)) {
        kind = ItemKind::kPlace;
      }
      if (kind != ItemKind::kWord) {
        uint64_t features = AfterPreposition(at) ? FeatureBit(Feature::kOblique) : 0;
        Add(kind, features, at, mention->end_token, reading_.mention_at[at]);
        return mention->end_token;
      }
    }
    const Token& token = reading_.text.tokens[at];
    ItemKind kind = ItemKind::kWord;
    if (token.kind == TokenKind::kNumber) kind = ItemKind::kNumber;
    if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol) {
      kind = ItemKind::kMark;
    }
    uint64_t features = reading_.IsCapitalised(at) ? FeatureBit(Feature::kCapital) : 0;
    Add(kind, features, at, at + 1, 0);
    result_.items.back().word = reading_.words[at];
    return at + 1;
  }

  const Reading& reading_;
  uint32_t begin_ = 0;
  uint32_t end_ = 0;
  SentenceItems result_;
};

}  // namespace

SentenceItems BuildItems(const Reading& reading, uint32_t sentence,
                         const std::vector<AgreementPhrase>& agreements, uint32_t& agreement_at,
                         const std::vector<EventPhrase>& events, uint32_t& event_at) {
  ItemBuilder builder(reading, sentence);
  SentenceItems result = builder.Build(agreements, agreement_at, events, event_at);
  JoinPastAsides(reading, result);
  MarkObjects(reading, result);
  return result;
}

}  // namespace entente::ingest
