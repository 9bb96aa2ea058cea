// What a sentence tells of meetings, visits and other events, and who took part in them.

#include <algorithm>

#include "ingest/sentence_reader.h"

namespace entente::ingest {

bool SentenceReader::Attends(const EventDeed& deed, bool visitor) const {
  const EventPhrase& event = events_[deed.event];
  if (event.owner != kNoIndex || event.other) return false;
  // "during his visit", "on a visit"; of "the visit" somebody else may be told.
  if (visitor) return !event.definite || reading_.Is(event.begin_token, CoreList::kOwn);
  return event.with_side;
}

bool SentenceReader::TravelsFor(const RuleMatch& match) const {
  constexpr size_t kReach = 7;
  const std::vector<Item>& items = items_->items;
  for (size_t i = match.range.end; i + 1 < items.size() && i < match.range.end + kReach; ++i) {
    if (items[i].kind == ItemKind::kVerb || items[i].kind == ItemKind::kEvent) return false;
    if (!reading_.Says(items[i].begin_token, "for")) continue;
    // "flew to Lima for | talks", "for | two days of talks"
    size_t event = i + 1;
    while (event + 1 < items.size() && event < i + 4 &&
           (items[event].kind == ItemKind::kWord || items[event].kind == ItemKind::kNumber)) {
      ++event;
    }
    if (items[event].kind == ItemKind::kEvent) return events_[items[event].index].kind != "visit";
  }
  return false;
}

bool SentenceReader::OfBody(size_t verb) const {
  const std::vector<Item>& items = items_->items;
  if (verb > 0 && items[verb - 1].kind == ItemKind::kMark) --verb;
  if (verb == 0) return false;
  const Item& before = items[verb - 1];
  if (before.kind == ItemKind::kActors) return (before.features & FeatureBit(Feature::kBody)) != 0;
  return before.kind == ItemKind::kWord &&
         reading_.SaysAny(before.end_token - 1,
                          {"panel", "committee", "commission", "board", "group", "tribunal",
                           "council", "team", "force", "body", "company", "inquiry", "jury"});
}

/// "The Joint Committee", "the Council of Ministers": bodies that meet, and are no more than that.
bool SentenceReader::IsGathering(const std::vector<Actor>& who) const {
  if (who.size() != 1 || who.front().entity >= reading_.mentions.entities.size()) return false;
  const std::string& name = reading_.mentions.entities[who.front().entity].name;
  for (const std::string_view noun : {"Commission", "Committee", "Council", "Cabinet", "Panel"}) {
    if (name.find(noun) != std::string::npos) return true;
  }
  return false;
}

void SentenceReader::TakeEvent(const RuleMatch& match, const std::string& result) {
  const Rule& rule = RuleOf(match);
  if (result == "represented") {
    std::vector<Actor> bodies = ActorsOf(match, "who");
    for (const Actor& person : ActorsOf(match, "by")) {
      if (bodies.size() != 1) break;
      findings_.representations.push_back(
          {person, bodies.front(), SentenceSpan(), rule.name, rule.confidence});
    }
    return;
  }
  EventDeed deed;
  deed.rule = rule.name;
  deed.confidence = rule.confidence;
  deed.sentence = items_->sentence;
  deed.evidence = SentenceSpan();
  deed.who = ActorsOf(match, "who");
  deed.role = "participant";
  size_t anchor = match.range.begin;
  if (const Item* verb = ItemOf(match, "verb", ItemKind::kVerb)) {
    anchor = IndexOf(*verb);
    DeedStatus status = StatusOf(verb->features);
    if (status == DeedStatus::kRefused || status == DeedStatus::kPossible) return;
    deed.planned = status == DeedStatus::kPlanned;
    deed.verb_begin = items_->verbs[verb->index].main_token;
    deed.verb_end = items_->verbs[verb->index].end_token;
    const RuleBook& book = reading_.book;
    // "was hosted by the minister": the guest's role is said.
    const bool passive = (verb->features & FeatureBit(Feature::kPassive)) != 0 && result == "meet";
    if ((verb->features & book.VerbClassBit("host")) && !passive) deed.role = "host";
    if (verb->features & (book.VerbClassBit("lead") | book.VerbClassBit("chair"))) {
      deed.role = "leader";
    }
    if (verb->features & book.VerbClassBit("speak")) deed.role = "speaker";
  }
  if (const Item* event = ItemOf(match, "event", ItemKind::kEvent)) deed.event = event->index;
  // "During his visit, Ann Ayres and Bo Lund signed": the visitor is one of them.
  if (deed.event != kNoIndex && events_[deed.event].kind == "visit" && deed.who.size() > 1 &&
      reading_.SaysAny(events_[deed.event].begin_token, {"his", "her"})) {
    deed.who.resize(1);
  }
  deed.setting = EventSetting(anchor, match.range,
                              rule.name == "event-by" || rule.name == "event-participation");
  if (result == "visitor" || result == "with-event") {
    if (deed.event == kNoIndex || !Attends(deed, result == "visitor")) return;
    // "met Bo Lund, | who is on a visit": the other one is.
    if (const Item* who = ItemOf(match, "who", ItemKind::kActors);
        rule.name == "on-visit" && who != nullptr) {
      bool aside = false;
      for (uint32_t t = who->end_token; t < events_[deed.event].begin_token; ++t) {
        if (reading_.IsMark(t, ',')) aside = false;
        if (reading_.Says(t, "who") && reading_.SaysAny(t + 1, {"is", "was", "are", "were"}) &&
            t > who->end_token + 1) {
          aside = true;
        }
      }
      if (aside) return;
    }
    deed.kind = EventDeedKind::kParticipants;
    if (result == "visitor") deed.setting = {};  // of what was said or done there
  } else if (result == "delegation") {
    // Who led or stood for a side was at the gathering told just before.
    constexpr uint32_t kBehind = 2;
    deed.kind = EventDeedKind::kParticipants;
    deed.setting = {};
    for (uint32_t index = static_cast<uint32_t>(events_.size()); index-- > 0;) {
      const EventPhrase& event = events_[index];
      if (event.sentence > items_->sentence) continue;
      if (event.sentence + kBehind < items_->sentence) break;
      const bool gathering = event.kind == "talks" || event.kind == "meeting" ||
                             event.kind == "conference" || event.kind == "summit";
      const bool told_here = event.sentence == items_->sentence;  // "at the previous meeting, …"
      if (gathering && (told_here || (!event.other && !event.weak))) deed.event = index;
      if (deed.event != kNoIndex) break;
    }
    deed.whom = ActorsOf(match, "whom");
    deed.there = deed.event == kNoIndex;  // or told by a verb: "the two sides met in Lima"
    if (const Item* who = ItemOf(match, "who", ItemKind::kActors)) {
      deed.verb_begin = std::max(deed.verb_begin, who->begin_token);
    }
  } else if (result == "there") {
    if (rule.name == "chaired-there" && OfBody(match.range.begin)) return;
    deed.kind = EventDeedKind::kParticipants;
    // "was sworn in on Sunday. Two kings attended the inauguration": the day of that.
    // "It took place in Lima on 4 May": when and where that was.
    if (rule.name == "it-was-held" || rule.name == "it-began") {
      deed.kind = EventDeedKind::kHeld;
    } else if (rule.name != "sworn-in" && rule.name != "opened-works" &&
               rule.name != "opened-body") {
      deed.setting = {};
    }
    deed.there = true;
    if (deed.verb_begin == 0) deed.verb_begin = items_->items[match.range.begin].begin_token;
    deed.whom = ActorsOf(match, "whom");
    // The event may stand between: "Speakers at | the forum | include".
    if (const Item* who = ItemOf(match, "who", ItemKind::kActors)) {
      deed.verb_begin = std::max(deed.verb_begin, who->begin_token);
    }
  } else if (result == "held") {
    deed.kind = EventDeedKind::kHeld;
  } else if (result == "participants") {
    deed.kind = EventDeedKind::kParticipants;
    if (const Item* where = ItemOf(match, "where", ItemKind::kPlace)) {
      deed.setting.place = reading_.mentions.mentions[where->index].entity;
    }
    deed.whom = ActorsOf(match, "whom");
    // "held talks with | Bo Lund | on the sidelines of the summit": both sides were there.
    if (const Item* talks = ItemOf(match, "talks", ItemKind::kEvent)) {
      deed.whom = events_[talks->index].with.actors;
    }
    if (rule.name.starts_with("on-sidelines")) deed.setting = {};  // of the meeting beside it
  } else if (result == "meet" || result == "meet-together" || result == "call") {
    deed.kind = EventDeedKind::kMeet;
    if ((rule.name == "body-met" || rule.name == "body-meets") && !IsGathering(deed.who)) return;
    if (result == "meet-together") deed.role = "participant";  // "convened in Lima"
    deed.call = result == "call";
    deed.whom = ActorsOf(match, "whom");
    for (const Actor& actor : ActorsOf(match, "whom2")) deed.whom.push_back(actor);
    // "said she would meet Bo Lund": an intention that is reported.
    if (const Item* who = ItemOf(match, "who", ItemKind::kActors);
        rule.name == "meet-to-come" && who != nullptr) {
      for (uint32_t t = who->end_token; t < deed.verb_end; ++t) {
        if (reading_.Says(t, "would")) return;
      }
    }
    if (deed.verb_end == 0) {  // "paid a call on": no verb of the lists
      const Item* who = ItemOf(match, "who", ItemKind::kActors);
      // "Ann Ayres and Bo Lund | spoke by telephone"
      const bool together =
          (rule.name == "phoned-together" || result == "meet-together") && !deed.who.empty();
      if (who == nullptr || (deed.whom.empty() && !together)) return;
      deed.verb_begin = who->end_token;
      if (reading_.IsMark(deed.verb_begin, ',')) ++deed.verb_begin;
      if (deed.whom.empty()) deed.verb_end = items_->items[match.range.end - 1].end_token;
    }
    if (!deed.whom.empty()) {
      deed.verb_end = ItemOf(match, "whom", ItemKind::kActors)->end_token;
    }
    // "toured | the port | and met Bo Lund": no subject of the second verb.
    if (const Item* who = ItemOf(match, "who", ItemKind::kActors);
        rule.name == "meet" && who != nullptr && IndexOf(*who) > 0 &&
        items_->items[IndexOf(*who) - 1].kind == ItemKind::kVerb) {
      return;
    }
    // "was received by the director": only who is named is worth telling.
    if ((rule.name == "received-by" || rule.name == "and-met") &&
        std::none_of(deed.whom.begin(), deed.whom.end(), [&](const Actor& actor) {
          return actor.entity < reading_.mentions.entities.size() &&
                 reading_.mentions.entities[actor.entity].named;
        })) {
      return;
    }
  } else if (result == "paid") {
    deed.kind = EventDeedKind::kParticipants;
    deed.whom = ActorsOf(match, "whom");
    if (const Item* where = ItemOf(match, "where", ItemKind::kPlace)) {
      deed.setting.place = reading_.mentions.mentions[where->index].entity;
    }
  } else if (result == "visit") {
    if (TravelsFor(match)) return;
    // "is the first Greek leader | to visit Peru": somebody was, some day.
    if (const Item* who = ItemOf(match, "who", ItemKind::kActors);
        who != nullptr && who->begin_token > 0 &&
        reading_.SaysAny(who->begin_token - 1, {"first", "last", "only"})) {
      return;
    }
    deed.kind = EventDeedKind::kVisit;
    // "arrived in | Lima": no verb of the lists
    if (const Item* who = ItemOf(match, "who", ItemKind::kActors);
        who != nullptr && deed.verb_end == 0) {
      deed.verb_begin = who->end_token;
    }
    if (const Item* where = ItemOf(match, "where", ItemKind::kPlace)) {
      deed.setting.place = reading_.mentions.mentions[where->index].entity;
      deed.verb_end = where->end_token;
    }
    if (const Item* at = ItemOf(match, "at", ItemKind::kActors)) {
      const ActorGroup& group = items_->actors[at->index];
      const Actor& actor = group.actors.front();
      if (actor.entity >= reading_.mentions.entities.size()) return;
      MentionType type = reading_.mentions.entities[actor.entity].type;
      // "will visit Peru and Chile"
      if (group.actors.size() != 1 && type != MentionType::kCountry) return;
      if (type == MentionType::kPerson) return;
      if (type == MentionType::kCountry) {
        deed.whom = group.actors;
      } else {
        deed.setting.body = actor.entity;
      }
      deed.verb_end = at->end_token;
    }
  } else if (result == "cancelled") {
    deed.kind = EventDeedKind::kCancelled;
    if (deed.event != kNoIndex && !deed.who.empty()) {
      // "called off a meeting with Bo Lund": one side of what was not held.
      EventDeed side = deed;
      side.kind = EventDeedKind::kParticipants;
      findings_.event_deeds.push_back(std::move(side));
    }
  } else {
    return;
  }
  // "flew to Lima, where | he | had talks": antecedents are looked for before.
  if (const Item* who = ItemOf(match, "who", ItemKind::kActors);
      who != nullptr && deed.verb_begin == 0) {
    deed.verb_begin = who->begin_token;
  }
  findings_.event_deeds.push_back(std::move(deed));
}

}  // namespace entente::ingest
