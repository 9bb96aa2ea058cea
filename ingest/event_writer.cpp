#include <algorithm>
#include <optional>
#include <string_view>

#include "graph/utf8.h"
#include "ingest/calendar.h"
#include "ingest/fact_writer.h"
#include "ingest/item_day.h"

namespace entente::ingest {

namespace {

/// CAMEO codes of what an event is.   Source: CAMEO codebook 1.1b3, chapters 03 to 06 (040 consult,
/// 041 discuss by telephone, 042 make a visit, 046 negotiate, 057 sign formal agreement, 062
/// cooperate militarily).
struct EventCode {
  std::string_view kind;
  std::string_view code;
};
constexpr EventCode kCodes[] = {{"talks", "046"},      {"meeting", "040"},  {"visit", "042"},
                                {"conference", "040"}, {"workshop", "040"}, {"exercise", "062"},
                                {"ceremony", "050"},   {"summit", "040"},   {"call", "041"},
                                {"signing", "057"}};

class EventWriter {
 public:
  EventWriter(const Understanding& understood, FindingsBuilder& builder)
      : u_(understood), builder_(builder), topics_(understood.reading, builder) {}

  std::vector<EventOutcome> Run() {
    std::vector<EventOutcome> outcomes;
    for (const EventCase& event : u_.events.cases) outcomes.push_back(Write(event));
    return outcomes;
  }

 private:
  const Reading& reading() const { return u_.reading; }
  ByteSpan NameSpan(const EventPhrase& phrase) const {
    return reading().Span(phrase.name_begin, phrase.name_end);
  }
  ByteSpan SentenceSpan(uint32_t sentence) const { return reading().text.sentences[sentence].span; }

  EventOutcome Write(const EventCase& event) {
    EventOutcome outcome;
    FoundEntity found;
    found.type = MentionType::kEvent;
    std::string kind = event.kinds.front();
    ByteSpan name{};
    bool proper = false;
    std::vector<ByteSpan> names;
    for (uint32_t index : event.phrases) {
      const EventPhrase& phrase = u_.event_phrases[index];
      ByteSpan span = NameSpan(phrase);
      found.mentions.push_back(builder_.MakeMention(span));
      names.push_back(span);
      bool better = (phrase.proper && !proper) ||
                    (phrase.proper == proper && span.size_bytes() > name.size_bytes());
      if (name.size_bytes() == 0 || better) {
        name = span;
        proper = phrase.proper;
        kind = phrase.kind;
      }
    }
    for (uint32_t index : event.deeds) {
      const EventDeed& deed = u_.findings.event_deeds[index];
      if (deed.event != kNoIndex || deed.there || deed.verb_end <= deed.verb_begin) continue;
      ByteSpan span = reading().Span(deed.verb_begin, deed.verb_end);
      found.mentions.push_back(builder_.MakeMention(span));
      if (name.size_bytes() == 0) {
        name = span;
        found.generic = true;
      }
    }
    if (found.mentions.empty()) return outcome;
    std::sort(found.mentions.begin(), found.mentions.end(),
              [](const FoundMention& a, const FoundMention& b) { return a.span < b.span; });
    found.name = std::string(reading().document.Text(name));
    for (const FoundMention& mention : found.mentions) {
      if (mention.text != found.name) found.aliases.push_back(mention.text);
    }
    std::sort(found.aliases.begin(), found.aliases.end());
    found.aliases.erase(std::unique(found.aliases.begin(), found.aliases.end()),
                        found.aliases.end());
    found.generic = found.generic || !proper;
    found.properties.emplace_back("kind", kind);
    for (const EventCode& entry : kCodes) {
      if (entry.kind == kind) found.properties.emplace_back("cameo", entry.code);
    }
    if (event.cancelled) found.properties.emplace_back("cancelled", "true");
    FindSetting(event, outcome);
    TakeLength(event, outcome.day);
    AddDays(outcome, found.properties);
    outcome.node = builder_.AddEntity(std::move(found));
    WritePlaces(event, outcome);
    WriteParticipants(event, outcome.node);
    outcome.took_part = took_part_;
    for (uint32_t index : event.phrases) {
      const EventPhrase& phrase = u_.event_phrases[index];
      for (ByteSpan topic : phrase.topics) {
        topics_.Add(outcome.node, topic, SentenceSpan(phrase.sentence), "event-topic", 0.85f);
      }
    }
    return outcome;
  }

  bool IsDate(uint32_t token) const {
    const Mention* mention = reading().MentionBeginning(token);
    return mention != nullptr && mention->type == MentionType::kDate;
  }
  /// "a three-day visit": how many days; 0 where the phrase does not say.
  int DaysLong(const EventPhrase& phrase) const {
    static constexpr std::string_view kNumbers[] = {"two",   "three", "four", "five", "six",
                                                    "seven", "eight", "nine", "ten"};
    const std::string_view text =
        reading().document.Text(reading().Span(phrase.begin_token, phrase.head_token + 1));
    size_t day = text.find("-day");
    if (day == std::string_view::npos) day = text.find(" day ");
    if (day == std::string_view::npos || day == 0) return 0;
    size_t begin = day;
    while (begin > 0 && text[begin - 1] != ' ') --begin;
    const std::string_view number = text.substr(begin, day - begin);
    for (size_t i = 0; i < std::size(kNumbers); ++i) {
      if (graph::ToLower(number) == kNumbers[i]) return static_cast<int>(i) + 2;
    }
    const bool digit = number.size() == 1 && number[0] >= '2' && number[0] <= '9';
    return digit ? number[0] - '0' : 0;
  }
  /// "A three-day visit began on Monday", "ended on Friday": from its first to its last day.
  void TakeLength(const EventCase& event, DayValue& day) const {
    const auto known = ParseIsoDay(day.iso);
    if (!known || !day.end_iso.empty()) return;
    for (uint32_t index : event.phrases) {
      const EventPhrase& phrase = u_.event_phrases[index];
      const int length = DaysLong(phrase);
      if (length == 0) continue;
      const Sentence& sentence = reading().text.sentences[phrase.sentence];
      bool opens = false;
      bool ends = false;
      constexpr uint32_t kReach = 40;
      const uint32_t head = phrase.head_token;
      for (uint32_t t = std::max(sentence.begin_token, head > kReach ? head - kReach : 0);
           t < std::min(sentence.end_token, head + kReach); ++t) {
        opens = opens ||
                reading().SaysAny(t, {"began", "begins", "begin", "opened", "opens", "open",
                                      "starts", "started", "start", "starting", "arrived",
                                      "arrives", "arrive", "beginning", "kicked"}) ||
                (reading().Says(t, "from") && IsDate(t + 1));
        ends = ends || reading().SaysAny(t, {"ended", "ends", "end", "concluded", "concludes",
                                             "closed", "closes", "wrapped", "wound", "ending"});
      }
      if (opens == ends) continue;
      const Day first = opens ? *known : *known - (length - 1);
      day.iso = day.from = IsoDay(first);
      day.end_iso = day.to = IsoDay(first + (length - 1));
      return;
    }
  }

  static void AddDays(const EventOutcome& outcome, Properties& properties) {
    if (outcome.day.empty()) return;
    AddDay(properties, "start", outcome.day);
    DayValue end = outcome.day;
    if (!end.end_iso.empty()) end.iso = end.end_iso;
    AddDay(properties, "end", end);
  }

  uint32_t PlaceVisited(const EventPhrase& phrase) const {
    if (phrase.kind != "visit") return kNoIndex;
    for (uint32_t t = phrase.head_token + 1; t + 1 < phrase.end_token; ++t) {
      if (!reading().Says(t, "to")) continue;
      const Mention* place = reading().MentionBeginning(t + 1);
      if (place != nullptr && place->type == MentionType::kPlace) return place->entity;
    }
    return kNoIndex;
  }

  /// "on the eve of | the summit", "after | the talks": of another day than what is told.
  bool IsAside(const EventPhrase& phrase) const {
    const uint32_t begin = reading().text.sentences[phrase.sentence].begin_token;
    for (uint32_t t = phrase.begin_token; t-- > begin && t + 4 > phrase.begin_token;) {
      if (reading().SaysAny(t, {"eve", "before", "after", "ahead", "since", "following"})) {
        return true;
      }
    }
    return false;
  }

  void FindSetting(const EventCase& event, EventOutcome& outcome) const {
    auto take_date = [&](uint32_t date) {
      if (outcome.day.empty() && date != kNoIndex) outcome.day = ToDay(reading(), date);
    };
    for (uint32_t index : event.phrases) take_date(u_.event_phrases[index].date);
    for (uint32_t index : event.deeds) {
      const EventDeed& deed = u_.findings.event_deeds[index];
      if (deed.kind == EventDeedKind::kHeld || deed.event == kNoIndex) take_date(deed.setting.date);
    }
    for (uint32_t index : event.phrases) take_date(u_.findings.event_settings[index].date);
    for (uint32_t index : event.deeds) {
      const EventDeed& deed = u_.findings.event_deeds[index];
      if (deed.kind != EventDeedKind::kCancelled) take_date(deed.setting.date);
    }
    // "July 2023. At the Vilnius summit …": an item of a chronicle.
    if (outcome.day.empty() && !event.phrases.empty() &&
        !u_.event_phrases[event.phrases.front()].other &&
        !IsAside(u_.event_phrases[event.phrases.front()])) {
      take_date(ItemDay(reading(), u_.event_phrases[event.phrases.front()].sentence));
    }
    auto take_place = [&](uint32_t place, bool venue) {
      if (place == kNoIndex) return;
      if (outcome.place == kNoIndex || (venue && !outcome.venue)) {
        outcome.place = place;
        outcome.venue = venue;
      }
    };
    for (uint32_t index : event.phrases) take_place(u_.event_phrases[index].place, false);
    for (uint32_t index : event.deeds) {
      const Setting& setting = u_.findings.event_deeds[index].setting;
      take_place(setting.place, setting.venue);
    }
    // "paid an official visit to | Lund"
    for (uint32_t index : event.phrases) take_place(PlaceVisited(u_.event_phrases[index]), false);
    if (outcome.place == kNoIndex) {
      for (uint32_t index : event.phrases) {
        const Setting& setting = u_.findings.event_settings[index];
        take_place(setting.place, setting.venue);
      }
    }
  }

  void WritePlaces(const EventCase& event, const EventOutcome& outcome) {
    std::vector<ByteSpan> evidence = Evidence(event);
    auto held_in = [&](uint32_t place) {
      if (place == kNoIndex || reading().IsContinent(place)) return;
      NewFact fact;
      fact.type = "HELD_IN";
      fact.from = outcome.node;
      fact.to = builder_.ActorIndex(place);
      fact.evidence = evidence;
      fact.rule = "event-place";
      fact.confidence = 0.88f;
      builder_.AddFact(std::move(fact));
    };
    held_in(outcome.place);
    for (uint32_t index : event.deeds) {
      const Setting& setting = u_.findings.event_deeds[index].setting;
      held_in(setting.place);
      if (setting.body == kNoIndex) continue;
      NewFact fact;
      fact.type = "HELD_AT";
      fact.from = outcome.node;
      fact.to = builder_.ActorIndex(setting.body);
      fact.evidence = {u_.findings.event_deeds[index].evidence};
      fact.rule = "event-venue";
      fact.confidence = 0.88f;
      builder_.AddFact(std::move(fact));
    }
  }
  std::vector<ByteSpan> Evidence(const EventCase& event) const {
    std::vector<ByteSpan> spans;
    for (uint32_t index : event.deeds) spans.push_back(u_.findings.event_deeds[index].evidence);
    if (spans.empty()) {
      for (uint32_t index : event.phrases) {
        spans.push_back(SentenceSpan(u_.event_phrases[index].sentence));
        break;
      }
    }
    return spans;
  }

  void Participant(uint32_t entity, uint32_t node, const std::string& role, ByteSpan evidence,
                   std::string_view rule, float confidence) {
    const auto& entities = reading().mentions.entities;
    if (entity < entities.size() && entities[entity].type == MentionType::kPlace) return;
    if (IsJointBody(entity)) return;  // its members are those who meet
    took_part_.push_back(entity);
    NewFact fact;
    fact.type = "PARTICIPATED_IN";
    fact.from = builder_.ActorIndex(entity);
    fact.to = node;
    fact.evidence = {evidence};
    fact.rule = rule;
    fact.confidence = confidence;
    fact.properties = {{"role", role}};
    builder_.AddFact(std::move(fact));
  }
  void Participants(const std::vector<Actor>& actors, uint32_t before, uint32_t node,
                    const std::string& role, ByteSpan evidence, std::string_view rule,
                    float confidence) {
    for (const Meaning& meaning : u_.meanings.Of(actors, before)) {
      if (meaning.person != kNoIndex) {
        Participant(meaning.person, node, role, evidence, rule, confidence);
        if (meaning.on_behalf) {
          for (uint32_t body : meaning.bodies) {
            Participant(body, node, role, evidence, rule, confidence - 0.05f);
          }
        }
        continue;
      }
      for (uint32_t body : meaning.bodies) {
        Participant(body, node, role, evidence, rule, confidence);
      }
    }
  }

  /// The countries of the document that the name of a body has: "Peru-Chile Joint Commission".
  std::vector<uint32_t> StatesInName(uint32_t body) const {
    const auto& entities = reading().mentions.entities;
    if (body >= entities.size() || entities[body].type != MentionType::kOrganization) return {};
    return StatesIn(entities[body].name);
  }
  std::vector<uint32_t> StatesIn(std::string_view name) const {
    const auto& entities = reading().mentions.entities;
    std::vector<uint32_t> states;
    const auto letter = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    };
    const auto has = [&](std::string_view form) {
      const size_t at = form.size() < 3 ? std::string_view::npos : name.find(form);
      if (at == std::string_view::npos) return false;
      const size_t end = at + form.size();
      return (at == 0 || !letter(name[at - 1]) || name.substr(0, at).ends_with("–")) &&
             (end == name.size() || !letter(name[end]) || name.substr(end).starts_with("–"));
    };
    for (uint32_t i = 0; i < entities.size(); ++i) {
      if (entities[i].type != MentionType::kCountry) continue;
      bool found = has(entities[i].name);
      for (const std::string& alias : entities[i].aliases) found = found || has(alias);
      if (found) states.push_back(i);
    }
    return states;
  }

  /// "the Joint Economic Commission", "the Tripartite Committee"
  bool IsJointBody(uint32_t entity) const {
    const auto& entities = reading().mentions.entities;
    if (entity >= entities.size() || entities[entity].type != MentionType::kOrganization) {
      return false;
    }
    const std::string name = graph::ToLower(entities[entity].name);
    const auto has = [&](std::initializer_list<std::string_view> any) {
      return std::any_of(any.begin(), any.end(),
                         [&](std::string_view word) { return name.find(word) != name.npos; });
    };
    return has({"joint ", "mixed ", "tripartite ", "bilateral ", "binational ",
                "intergovernmental "}) &&
           has({"commission", "committee", "council", "working group"});
  }

  /// The two countries that a document is about; empty where another comes near.
  const std::vector<uint32_t>& MainPair() {
    if (!main_pair_) main_pair_ = FindMainPair();
    return *main_pair_;
  }
  std::vector<uint32_t> FindMainPair() const {
    const auto& mentions = reading().mentions;
    std::vector<std::pair<size_t, uint32_t>> counts;  // how often, which
    for (const Mention& mention : mentions.mentions) {
      if (mention.type != MentionType::kCountry || mention.entity == kNoIndex) continue;
      auto at = std::find_if(counts.begin(), counts.end(),
                             [&](const auto& entry) { return entry.second == mention.entity; });
      if (at == counts.end()) at = counts.insert(at, {0, mention.entity});
      ++at->first;
    }
    if (counts.size() < 2) return {};
    std::stable_sort(counts.begin(), counts.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    if (counts.size() > 2 && 2 * counts[2].first > counts[1].first) return {};
    return {counts[0].second, counts[1].second};
  }

  /// "the 12th meeting of the Joint Committee on Ports", "session of the Peru–Chile Mixed
  /// Commission": the states meet, not the body that they are.
  std::vector<uint32_t> MembersOf(const EventPhrase& phrase) {
    constexpr uint32_t kNameTokens = 5;
    if (phrase.kind != "meeting" && phrase.kind != "talks" && phrase.kind != "conference") {
      return {};
    }
    for (uint32_t t = phrase.begin_token; t < phrase.end_token; ++t) {
      const std::string_view text = reading().Text(t);
      if (!reading().SaysAny(t, {"joint", "mixed", "binational", "bilateral"}) &&
          text != "Intergovernmental" && text != "intergovernmental") {
        continue;
      }
      for (uint32_t k = t + 1; k < std::min(phrase.end_token, t + kNameTokens); ++k) {
        if (!reading().SaysAny(k, {"commission", "committee", "council"})) continue;
        const ByteSpan whole = reading().Span(phrase.begin_token, phrase.end_token);
        std::vector<uint32_t> states = StatesIn(reading().document.Text(whole));
        if (states.size() != 1) return states.empty() ? MainPair() : states;
        // One is named in it, the other has no other mention.
        const std::vector<uint32_t> pair = MainPair();
        const bool fits = std::find(pair.begin(), pair.end(), states.front()) != pair.end();
        return fits ? pair : states;
      }
    }
    return {};
  }

  /// "the fourth meeting of the Parties": of all that a convention has.
  bool OfParties(const EventPhrase& phrase) const {
    for (uint32_t t = phrase.head_token; t < phrase.end_token; ++t) {
      if (reading().SaysAny(t, {"parties", "contracting"})) return true;
    }
    return false;
  }
  /// "session of the Joint Commission"
  bool JointSession(const EventPhrase& phrase) const {
    const ByteSpan whole = reading().Span(phrase.begin_token, phrase.end_token);
    const std::string name = graph::ToLower(reading().document.Text(whole));
    if (name.find("commission") == name.npos && name.find("committee") == name.npos &&
        name.find("council") == name.npos) {
      return false;
    }
    for (uint32_t t = phrase.begin_token; t < phrase.end_token; ++t) {
      if (reading().SaysAny(t, {"joint", "mixed", "tripartite", "binational"})) {
        return phrase.kind == "meeting";
      }
    }
    return false;
  }

  /// "the next session", "the fifth round" where the fourth was told: those of the last one meet.
  bool IsNext(const EventPhrase& phrase) const {
    if (last_sides_.empty() || phrase.plural || OfParties(phrase)) return false;
    if (last_head_ != HeadOf(phrase)) return false;
    if (phrase.kind != "talks" && phrase.kind != "meeting" && phrase.kind != "summit") return false;
    if (!phrase.with.actors.empty() || phrase.owner != kNoIndex) return false;
    if (phrase.ordinal != 0 && last_ordinal_ != 0) {
      return phrase.ordinal == last_ordinal_ + 1 || phrase.ordinal + 1 == last_ordinal_;
    }
    if (!phrase.other) return false;
    for (uint32_t t = phrase.begin_token; t < phrase.head_token; ++t) {
      if (reading().SaysAny(t, {"next", "previous", "last", "future"})) return true;
    }
    return false;
  }
  std::string HeadOf(const EventPhrase& phrase) const {
    return graph::ToLower(reading().Text(phrase.head_token));
  }
  /// Keeps the states that met for the next gathering of that name.
  void NoteSides(const EventCase& event) {
    if (event.phrases.empty()) return;
    const EventPhrase& phrase = u_.event_phrases[event.phrases.front()];
    if (phrase.kind != "talks" && phrase.kind != "meeting" && phrase.kind != "summit") return;
    std::vector<uint32_t> sides;
    const auto& entities = reading().mentions.entities;
    for (const uint32_t who : took_part_) {
      if (who < entities.size() && entities[who].type == MentionType::kCountry &&
          std::find(sides.begin(), sides.end(), who) == sides.end()) {
        sides.push_back(who);
      }
    }
    constexpr size_t kMostSides = 3;
    if (sides.size() < 2 || sides.size() > kMostSides) return;
    last_sides_ = std::move(sides);
    last_head_ = HeadOf(phrase);
    last_ordinal_ = event.ordinal;
  }

  /// "The next session will be held in Lima": of the two states that the document is about;
  /// "Talks with Chile went nowhere": of the state whose news it is.
  void WriteUnnamedSides(const EventCase& event, uint32_t node) {
    if (event.phrases.empty()) return;
    const EventPhrase& phrase = u_.event_phrases[event.phrases.front()];
    const ByteSpan evidence = SentenceSpan(phrase.sentence);
    const auto& entities = reading().mentions.entities;
    if (took_part_.empty() && IsNext(phrase) && !event.cancelled) {
      // "The next session will be held in Lima": of those who met this time.
      for (const uint32_t who : last_sides_) {
        Participant(who, node, "participant", evidence, "event-next", 0.8f);
      }
    }
    if (took_part_.empty()) {
      const bool of_two = phrase.kind == "talks" || phrase.kind == "exercise" ||
                          (phrase.kind == "meeting" && phrase.ordinal != 0);
      if (!of_two || event.cancelled || OfParties(phrase)) return;
      for (const uint32_t state : MainPair()) {
        Participant(state, node, "participant", evidence, "event-pair", 0.72f);
      }
      return;
    }
    // "opened the 11th session of the Joint Commission": those whom the two ministers stand for.
    if (JointSession(phrase)) {
      const std::vector<uint32_t> people = took_part_;
      for (const uint32_t person : people) {
        if (person >= entities.size() || entities[person].type != MentionType::kPerson) continue;
        for (const uint32_t state : u_.meanings.StandsFor(person)) {
          if (entities[state].type != MentionType::kCountry) continue;
          Participant(state, node, "participant", evidence, "event-members", 0.78f);
        }
      }
    }
    const uint32_t home = reading().mentions.home;
    if (took_part_.size() != 1 || !phrase.with_side || home == kNoIndex) return;
    const uint32_t other = took_part_.front();
    if (phrase.kind != "talks" || other == home || other >= entities.size()) return;
    if (entities[other].type != MentionType::kCountry) return;
    Participant(home, node, "participant", evidence, "event-home", 0.74f);
  }

  void WriteParticipants(const EventCase& event, uint32_t node) {
    took_part_.clear();
    for (uint32_t index : event.phrases) {
      const EventPhrase& phrase = u_.event_phrases[index];
      ByteSpan evidence = SentenceSpan(phrase.sentence);
      if (const std::vector<uint32_t> members = MembersOf(phrase); !members.empty()) {
        for (const uint32_t member : members) {
          Participant(member, node, "participant", evidence, "event-members", 0.82f);
        }
        continue;
      }
      if (phrase.kind != "meeting" || !OfParties(phrase)) {
        Participants(phrase.with.actors, phrase.begin_token, node, "participant", evidence,
                     "event-between", 0.9f);
      }
      // "the Malta Aviation Week" is held there; others come.
      const bool where = phrase.kind == "conference" && phrase.proper && phrase.ordinal == 0 &&
                         phrase.named_parties.size() == 1;
      for (uint32_t party : phrase.named_parties) {
        if (where) continue;
        Participant(party, node, "participant", evidence, "event-name", 0.88f);
      }
      // "the 5th Peru–Chile Joint Committee": both, where a list has the rest of it for a name.
      const std::string_view name = reading().document.Text(NameSpan(phrase));
      const bool joined = name.find('-') != name.npos || name.find("–") != name.npos;
      if ((phrase.ordinal != 0 || phrase.proper || joined) && phrase.named_parties.size() < 2) {
        const std::vector<uint32_t> states = StatesIn(name);
        for (size_t i = 0; i < states.size() && states.size() == 2; ++i) {
          Participant(states[i], node, "participant", evidence, "event-name", 0.86f);
        }
      }
      if (phrase.owner != kNoIndex) {
        // "session of the Peru-Chile Joint Commission": the states are who meets.
        const std::vector<uint32_t> states = StatesInName(phrase.owner);
        if (states.size() < 2) {
          Participant(phrase.owner, node, "participant", evidence, "event-owner", 0.8f);
        } else {
          for (uint32_t state : states) {
            Participant(state, node, "participant", evidence, "event-name", 0.86f);
          }
        }
      }
    }
    for (uint32_t index : event.deeds) {
      const EventDeed& deed = u_.findings.event_deeds[index];
      if (deed.kind == EventDeedKind::kCancelled || deed.kind == EventDeedKind::kHeld) continue;
      Participants(deed.who, deed.verb_begin, node, deed.role, deed.evidence, deed.rule,
                   deed.confidence);
      Participants(deed.whom, deed.verb_begin, node, "participant", deed.evidence, deed.rule,
                   deed.confidence);
      if (deed.kind == EventDeedKind::kMeet && !deed.planned) WriteMet(deed);
    }
    WriteUnnamedSides(event, node);
    NoteSides(event);
  }
  void WriteMet(const EventDeed& deed) {
    std::vector<uint32_t> left;
    std::vector<uint32_t> right;
    for (const Meaning& meaning : u_.meanings.Of(deed.who, deed.verb_begin)) {
      if (meaning.person != kNoIndex) left.push_back(builder_.ActorIndex(meaning.person));
    }
    for (const Meaning& meaning : u_.meanings.Of(deed.whom, deed.verb_begin)) {
      if (meaning.person != kNoIndex) right.push_back(builder_.ActorIndex(meaning.person));
    }
    bool each_other = deed.whom.empty();
    if (each_other) right = left;
    for (uint32_t a : left) {
      for (uint32_t b : right) {
        if (a == b || (each_other && a > b)) continue;
        NewFact fact;
        fact.type = "MET";
        fact.from = std::min(a, b);
        fact.to = std::max(a, b);
        fact.evidence = {deed.evidence};
        fact.rule = deed.rule;
        fact.confidence = deed.confidence;
        AddDay(fact.properties, "date", ToDay(reading(), deed.setting.date));
        builder_.AddFact(std::move(fact));
      }
    }
  }

  const Understanding& u_;
  FindingsBuilder& builder_;
  TopicWriter topics_;
  std::optional<std::vector<uint32_t>> main_pair_;
  std::vector<uint32_t> took_part_;   ///< entities in the event at hand
  std::vector<uint32_t> last_sides_;  ///< countries of the last gathering told of
  std::string last_head_;             ///< its noun: "session"
  uint32_t last_ordinal_ = 0;
};

}  // namespace

std::vector<EventOutcome> WriteEvents(const Understanding& understood, FindingsBuilder& builder) {
  EventWriter writer(understood, builder);
  return writer.Run();
}

}  // namespace entente::ingest
