// Who met where the text does not say so beside the event: the states that its paragraph tells of,
// or those of the lead; and the two states of a state visit.

#include <algorithm>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

namespace {
constexpr size_t kMostSides = 4;
constexpr size_t kMostMentions = 1000;  // looked through for each name, so that work stays linear

void AddOnce(std::vector<uint32_t>& list, uint32_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}
}  // namespace

bool AgreementWriter::OfStates(const EventPhrase& phrase) const {
  if (phrase.plural && phrase.kind != "talks") return false;
  if (phrase.kind == "talks" || phrase.kind == "exercise") return true;
  // "the Madrid summit" may be of many.
  if (phrase.kind == "summit") {
    // "the bloc will discuss it at its summit"
    if (reading().SaysAny(phrase.begin_token, {"its", "their"})) return false;
    for (uint32_t t = phrase.name_begin; t < phrase.head_token; ++t) {
      if (reading().IsCapitalised(t)) return false;
    }
    return phrase.definite || phrase.other;
  }
  if (phrase.kind != "meeting") return false;
  for (uint32_t t = phrase.begin_token; t < phrase.end_token; ++t) {
    // "the tripartite meeting", "the next meeting", "session of the Joint Commission"
    if (reading().SaysAny(t, {"next", "previous", "last", "joint", "mixed", "bilateral",
                              "binational", "tripartite", "trilateral"})) {
      return true;
    }
    // "the fourth meeting of the parties": of all that a convention has.
    if (reading().SaysAny(t, {"parties", "members", "contracting"})) return false;
  }
  return phrase.ordinal != 0;
}

void AgreementWriter::TookPart(const std::vector<uint32_t>& sides, uint32_t node, ByteSpan evidence,
                               std::string_view rule, float confidence) {
  for (const uint32_t side : sides) {
    NewFact took_part;
    took_part.type = "PARTICIPATED_IN";
    took_part.from = builder_.ActorIndex(side);
    took_part.to = node;
    took_part.evidence = {evidence};
    took_part.rule = rule;
    took_part.confidence = confidence;
    took_part.properties = {{"role", "participant"}};
    builder_.AddFact(std::move(took_part));
  }
}

std::vector<uint32_t> AgreementWriter::StatesOfName(const EventPhrase& phrase) const {
  const auto& entities = reading().mentions.entities;
  std::vector<uint32_t> states;
  for (uint32_t t = phrase.name_begin; t < phrase.name_end; ++t) {
    const std::string_view text = reading().Text(t);
    for (size_t begin = 0; begin < text.size() && reading().IsCapitalised(t);) {
      size_t end = std::min(text.find('-', begin), text.find("–", begin));
      const bool last = end == std::string_view::npos;
      if (last) end = text.size();
      const std::string_view part = text.substr(begin, end - begin);
      begin = last ? end : end + (text[end] == '-' ? 1 : 3);
      if (part.size() == text.size()) break;  // no compound
      size_t seen = 0;
      for (const Mention& mention : reading().mentions.mentions) {
        if (++seen > kMostMentions) break;
        if (mention.type != MentionType::kCountry || mention.entity >= entities.size()) continue;
        if (entities[mention.entity].name != part &&
            reading().document.Text(mention.span) != part) {
          continue;
        }
        AddOnce(states, mention.entity);
        break;
      }
    }
  }
  if (states.size() < 2) states.clear();
  return states;
}

void AgreementWriter::CompleteSides() {
  for (size_t index = 0; index < u_.events.cases.size(); ++index) {
    const EventCase& event = u_.events.cases[index];
    const EventOutcome& outcome = events_[index];
    if (outcome.node == kNoIndex || event.cancelled || event.phrases.empty()) continue;
    const EventPhrase& phrase = u_.event_phrases[event.phrases.front()];
    if (const uint32_t paper = PaperOf(index); paper != kNoIndex) {
      TookPart(SidesOf(u_.agreements.cases[paper]), outcome.node, SentenceSpan(phrase.sentence),
               "event-paper", 0.78f);
      for (const auto& [person, deed] : signers_[paper]) {
        if (phrase.kind != "talks") WasThere(person, outcome.node, DeedAt(deed).evidence);
      }
      continue;
    }
    // "session of the Togo-Ghana Joint Commission": both states
    if (phrase.kind == "meeting" || phrase.kind == "talks") {
      std::vector<uint32_t> named = StatesOfName(phrase);
      const bool compound = !named.empty();
      for (const uint32_t who : outcome.took_part) {
        named.erase(std::remove(named.begin(), named.end(), who), named.end());
      }
      TookPart(named, outcome.node, SentenceSpan(phrase.sentence), "event-name", 0.84f);
      if (compound) continue;
    }
    if (!outcome.took_part.empty() ||
        std::find(attended_.begin(), attended_.end(), outcome.node) != attended_.end()) {
      continue;
    }
    if (!OfStates(phrase)) continue;
    AgreementPhrase stand_in;  // what is looked around is the noun phrase alone
    stand_in.begin_token = phrase.begin_token;
    stand_in.end_token = phrase.end_token;
    stand_in.sentence = phrase.sentence;
    std::vector<uint32_t> sides = StatesTold(phrase.sentence, stand_in);
    if (sides.size() < 2 || sides.size() > kMostSides) sides = PairNear(stand_in);
    const bool near = !sides.empty();
    TookPart(near ? sides : lead_pair_, outcome.node, SentenceSpan(phrase.sentence),
             near ? "event-near" : "event-lead", near ? 0.72f : 0.7f);
  }
}

uint32_t AgreementWriter::PaperOf(size_t index) const {
  constexpr uint32_t kBehind = 2;  // sentences behind the conference
  constexpr size_t kMany = 3;      // sides of what a conference ends with
  constexpr uint32_t kLead = 8;    // sentences that may tell of it, titles and bylines counted
  const auto& entities = reading().mentions.entities;
  const EventPhrase& phrase = u_.event_phrases[u_.events.cases[index].phrases.front()];
  const bool talks = phrase.kind == "talks";
  if (!talks && phrase.kind != "conference" && phrase.kind != "summit" &&
      phrase.kind != "meeting") {
    return kNoIndex;
  }
  if (phrase.other || phrase.with_side) return kNoIndex;
  std::vector<uint32_t> told = events_[index].took_part;
  // "Moldova walked out", "Austria sent observers": these, too, were where the others signed.
  for (const uint32_t deed : u_.events.cases[index].deeds) {
    const EventDeed& walked = u_.findings.event_deeds[deed];
    if (!walked.rule.starts_with("at-gathering")) continue;
    for (const Meaning& meaning : u_.meanings.Of(walked.who, walked.verb_begin)) {
      for (const uint32_t state : meaning.bodies) {
        told.erase(std::remove(told.begin(), told.end(), state), told.end());
      }
    }
  }
  if (talks ? !told.empty() : std::any_of(told.begin(), told.end(), [&](uint32_t who) {
        return who < entities.size() && entities[who].type == MentionType::kCountry;
      })) {
    return kNoIndex;
  }
  const Sentence& own = reading().text.sentences[phrase.sentence];
  bool ended = false;  // "after nine days of talks", "ending five days of talks"
  for (uint32_t t = own.begin_token; t < phrase.begin_token; ++t) {
    ended = ended || reading().SaysAny(t, {"after", "following", "ending", "during", "concluding",
                                           "reached", "drafted", "negotiated"});
  }
  if (talks && !ended) return kNoIndex;
  // What a conference ends with is told where the conference is.
  if (!talks && phrase.sentence >= kLead) return kNoIndex;
  for (uint32_t t = phrase.begin_token; t-- > own.begin_token && t + 4 > phrase.begin_token;) {
    // "on the eve of | the Lima summit"
    if (!talks && reading().SaysAny(t, {"eve", "before", "after", "ahead", "since"})) {
      return kNoIndex;
    }
  }
  for (uint32_t at = 0; at < u_.agreement_phrases.size(); ++at) {
    const AgreementPhrase& paper = u_.agreement_phrases[at];
    if (paper.sentence < phrase.sentence) continue;
    if (paper.sentence > phrase.sentence + (talks ? 0 : kBehind)) break;
    const uint32_t known = u_.agreements.case_of[at];
    if (known == kNoIndex || node_of_[known] == kNoIndex) continue;
    const Outcome& outcome = outcomes_[known];
    if (outcome.status != "signed" || OfAnotherYear(outcome.date)) continue;
    if (outcome.event != kNoIndex && outcome.event != index) continue;
    const size_t sides = SidesOf(u_.agreements.cases[known]).size();
    if (sides >= (talks ? 2 : kMany)) return known;
  }
  return kNoIndex;
}

void AgreementWriter::CompleteMinutes() {
  for (uint32_t index = 0; index < u_.agreements.cases.size(); ++index) {
    const AgreementCase& minutes = u_.agreements.cases[index];
    if (node_of_[index] == kNoIndex || minutes.phrases.empty() || signers_[index].empty()) continue;
    const std::string kind = KindOf(minutes);
    if (kind != "minutes" && kind != "final act") continue;
    const AgreementPhrase& paper = u_.agreement_phrases[minutes.phrases.front()];
    uint32_t session = kNoIndex;
    for (uint32_t at = 0; at < u_.event_phrases.size(); ++at) {
      const EventPhrase& phrase = u_.event_phrases[at];
      if (phrase.begin_token > paper.begin_token) break;
      const uint32_t known = u_.events.case_of[at];
      if (known == kNoIndex || events_[known].node == kNoIndex || phrase.other) continue;
      if (phrase.kind == "meeting" || phrase.kind == "talks") session = known;
    }
    if (session == kNoIndex) continue;
    for (const auto& [person, deed] : signers_[index]) {
      WasThere(person, events_[session].node, DeedAt(deed).evidence);
    }
  }
}

uint32_t AgreementWriter::StateVisited(const EventPhrase& phrase, uint32_t place) const {
  const auto& entities = reading().mentions.entities;
  // "an official visit to | Peru"
  const uint32_t end = reading().text.sentences[phrase.sentence].end_token;
  for (uint32_t t = phrase.head_token + 1; t + 1 < std::min(end, phrase.end_token + 2); ++t) {
    if (!reading().SaysAny(t, {"to", "in"})) continue;
    const uint32_t noun = reading().Says(t + 1, "the") ? t + 2 : t + 1;
    const Mention* state = reading().MentionBeginning(noun);
    if (state != nullptr && state->type == MentionType::kCountry) return state->entity;
  }
  if (place >= entities.size()) return kNoIndex;
  const Entity& town = entities[place];
  if (town.country < entities.size()) {
    return entities[town.country].type == MentionType::kCountry ? town.country : kNoIndex;
  }
  for (uint32_t i = 0; i < entities.size() && !town.country_iso2.empty(); ++i) {
    if (entities[i].type == MentionType::kCountry && entities[i].iso2 == town.country_iso2) {
      return i;
    }
  }
  return kNoIndex;
}

void AgreementWriter::CompleteStateVisits() {
  const auto& entities = reading().mentions.entities;
  for (size_t index = 0; index < u_.events.cases.size(); ++index) {
    const EventCase& event = u_.events.cases[index];
    const EventOutcome& outcome = events_[index];
    if (outcome.node == kNoIndex || event.kinds.front() != "visit") continue;
    const auto of_state = [&](uint32_t phrase) {
      const EventPhrase& told = u_.event_phrases[phrase];
      if (told.plural) return false;
      for (uint32_t t = told.begin_token; t <= told.head_token; ++t) {
        if (reading().SaysAny(t, {"official", "state", "working"})) return true;
      }
      return false;
    };
    if (std::none_of(event.phrases.begin(), event.phrases.end(), of_state)) continue;
    std::vector<uint32_t> states;
    for (const uint32_t who : outcome.took_part) {
      if (who >= entities.size() || entities[who].type != MentionType::kPerson) continue;
      for (const uint32_t state : u_.meanings.StandsFor(who)) {
        if (entities[state].type == MentionType::kCountry) AddOnce(states, state);
      }
    }
    for (const uint32_t phrase : event.phrases) {
      const uint32_t host = StateVisited(u_.event_phrases[phrase], outcome.place);
      if (host == kNoIndex) continue;
      AddOnce(states, host);
      break;
    }
    for (const uint32_t who : outcome.took_part) {
      states.erase(std::remove(states.begin(), states.end(), who), states.end());
    }
    const EventPhrase& phrase = u_.event_phrases[event.phrases.front()];
    TookPart(states, outcome.node, SentenceSpan(phrase.sentence), "state-visit", 0.85f);
  }
}

}  // namespace entente::ingest
