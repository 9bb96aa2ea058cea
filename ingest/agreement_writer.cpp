#include "ingest/agreement_writer.h"

#include <algorithm>

namespace entente::ingest {

namespace {

/// CAMEO codes by status.   Source: CAMEO codebook 1.1b3 (057 sign formal agreement, 030 express
/// intent to cooperate, 120 reject).
std::string_view CodeOf(std::string_view status) {
  if (status == "signed" || status == "in force") return "057";
  if (status == "rejected") return "120";
  return "030";
}

}  // namespace

void AgreementWriter::Run() {
  const std::vector<AgreementCase>& cases = u_.agreements.cases;
  node_of_.assign(cases.size(), kNoIndex);
  outcomes_.resize(cases.size());
  name_known_.assign(reading().mentions.entities.size(), 0);
  for (const Mention& mention : reading().mentions.mentions) {
    if (mention.type == MentionType::kPost || mention.entity >= name_known_.size()) continue;
    name_known_[mention.entity] = std::max(name_known_[mention.entity], mention.confidence);
  }
  signers_.resize(cases.size());
  written_of_.resize(cases.size());
  witnesses_.resize(cases.size());
  std::vector<bool> listed(cases.size(), false);
  for (const AgreementCase& agreement : cases) {
    if (agreement.bundle != kNoIndex) listed[agreement.bundle] = true;
  }
  std::vector<uint32_t> written;
  for (uint32_t index = 0; index < cases.size(); ++index) {
    if (listed[index]) continue;                 // its items stand for it
    if (cases[index].phrases.empty()) continue;  // told under another name
    if (cases[index].container && !Counts(cases[index])) continue;
    written.push_back(index);
    outcomes_[index] = Understand(cases[index]);
  }
  FillScenes();
  FindLeadPair();
  FindHomeBody();
  for (const uint32_t index : written) Write(index);
  WriteLinks();
  WriteWitnesses();
  CompleteGatherings();
  CompleteCeremonies();
  CompleteMinutes();
  CompleteSides();
  CompleteStateVisits();
}

bool AgreementWriter::IsSigning(DeedKind kind) {
  return kind == DeedKind::kSign || kind == DeedKind::kRenew || kind == DeedKind::kAccede;
}

void AgreementWriter::Write(uint32_t index) {
  const AgreementCase& agreement = u_.agreements.cases[index];
  const Outcome& outcome = outcomes_[index];
  FoundEntity found;
  found.type = MentionType::kAgreement;
  ChooseName(agreement, found);
  found.properties.emplace_back("kind", KindOf(agreement));
  found.properties.emplace_back("status", outcome.status);
  found.properties.emplace_back("cameo", CodeOf(outcome.status));
  AddDay(found.properties, "date", outcome.date);
  AddOtherDays(agreement, found.properties);
  uint32_t node = builder_.AddEntity(std::move(found));
  node_of_[index] = node;
  bound_ = BoundOf(agreement, outcome);
  written_.clear();
  WriteParties(agreement, outcome, node);
  for (uint32_t deed : agreement.deeds) {
    for (const Meaning& meaning : u_.meanings.Of(DeedAt(deed).who, DeedAt(deed).verb_token)) {
      uint32_t person = builder_.ActorIndex(meaning.person);
      if (person != kNoIndex && builder_.HasFact("SIGNED", person, node)) {
        signers_[index].emplace_back(person, deed);
      }
    }
  }
  WritePlace(agreement, outcome, node);
  for (uint32_t phrase : agreement.phrases) {
    const AgreementPhrase& p = u_.agreement_phrases[phrase];
    for (ByteSpan topic : p.topics) {
      topics_.Add(node, topic, SentenceSpan(p.sentence), "agreement-topic", 0.9f);
    }
  }
}

float AgreementWriter::BoundOf(const AgreementCase& agreement, const Outcome& outcome) const {
  // Measured on the annotated documents (docs/calibration.md).
  constexpr float kVague = 0.88f;
  const bool told = outcome.status == "signed" || outcome.status == "in force";
  return agreement.content.empty() || !told ? kVague : 1.0f;
}

float AgreementWriter::Bounded(float confidence, uint32_t entity) const {
  constexpr float kSureName = 0.6f, kGuessedName = 0.88f;
  confidence = std::min(confidence, bound_);
  const bool known = entity >= name_known_.size() || name_known_[entity] >= kSureName;
  return known ? confidence : std::min(confidence, kGuessedName);
}

bool AgreementWriter::InTitle(uint32_t sentence) const {
  uint32_t block = reading().text.sentences[sentence].block;
  return block < reading().document.blocks().size() &&
         reading().document.blocks()[block].kind == BlockKind::kTitle;
}

void AgreementWriter::PartyTo(uint32_t entity, uint32_t node, ByteSpan evidence,
                              std::string_view rule, float confidence, std::string how) {
  // The schema knows no party that is a place: a town that signs under its own name is read, so
  // that it is no other side, and its province may bring its country in.
  written_.push_back(entity);
  if (u_.meanings.IsTown(entity)) return;
  NewFact fact;
  fact.type = "PARTY_TO";
  fact.from = builder_.ActorIndex(entity);
  fact.to = node;
  fact.evidence = {evidence};
  fact.rule = rule;
  confidence = Bounded(confidence, entity);
  fact.confidence = confidence;
  if (!how.empty()) fact.properties = {{"how", how}};
  builder_.AddFact(std::move(fact));
  // Who acts for the state brings it in.
  uint32_t state = u_.meanings.StateOf(entity);
  if (state == kNoIndex) state = reading().mentions.entities[entity].named_for;
  if (state == kNoIndex) return;
  NewFact follows;
  follows.type = "PARTY_TO";
  follows.from = builder_.ActorIndex(state);
  follows.to = node;
  follows.evidence = {evidence};
  follows.rule = "follows:public-body";
  if (!how.empty()) follows.properties = {{"how", how}};
  follows.confidence = confidence - 0.04f;
  written_.push_back(state);
  builder_.AddFact(std::move(follows));
}

void AgreementWriter::WriteParties(const AgreementCase& agreement, const Outcome& outcome,
                                   uint32_t node) {
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    ByteSpan evidence = SentenceSpan(phrase.sentence);
    for (const Meaning& meaning : u_.meanings.Of(phrase.with.actors, phrase.begin_token)) {
      for (uint32_t body : meaning.bodies) {
        PartyTo(body, node, evidence, phrase.between ? "between" : "with", 0.92f, {});
      }
      if (meaning.person != kNoIndex) WriteOtherSigner(meaning, index, agreement, outcome, node);
    }
    if (phrase.named_parties.size() > 1) {
      for (uint32_t party : phrase.named_parties) {
        PartyTo(party, node, evidence, "named-parties", 0.92f, {});
      }
    }
    if (phrase.owner != kNoIndex && !phrase.generic) {
      MentionType type = reading().mentions.entities[phrase.owner].type;
      if (type == MentionType::kCountry || type == MentionType::kMinistry ||
          type == MentionType::kOrganization) {
        PartyTo(phrase.owner, node, evidence, "owner", 0.8f, {});
      }
    }
  }
  WriteStatesOfRegions(agreement, node);
  bool own_parties = !agreement.parties.empty();
  for (uint32_t index : agreement.deeds) WriteDeed(DeedAt(index), agreement, outcome, node, true);
  if (agreement.bundle != kNoIndex) {
    const AgreementCase& bundle = u_.agreements.cases[agreement.bundle];
    for (uint32_t index : bundle.deeds) {
      if (!own_parties) {
        WriteDeed(DeedAt(index), agreement, outcome, node, SignedAll(DeedAt(index), agreement));
      }
    }
    // "two agreements with Peru: one on …": with Peru each of them.
    for (uint32_t index : bundle.phrases) {
      const AgreementPhrase& all = u_.agreement_phrases[index];
      if (own_parties || all.with.actors.empty()) continue;
      for (const Meaning& meaning : u_.meanings.Of(all.with.actors, all.begin_token)) {
        for (uint32_t body : meaning.bodies) {
          PartyTo(body, node, SentenceSpan(all.sentence), all.between ? "between" : "with", 0.88f,
                  {});
        }
      }
    }
  }
  // Where nothing is told of what became of it, little more is concluded: of what stands, in the
  // news of two countries, that it is theirs.
  const bool stands = outcome.status == "in force";
  if (outcome.confidence > 0.75f || agreement.parties.size() == 1 ||
      (stands && !OwnDate(agreement).empty())) {
    WriteOtherSide(agreement, node);
  } else if (stands && agreement.parties.empty() && !agreement.headline && !agreement.container) {
    WritePair(agreement, node);
  }
  WriteBodySides(agreement, node);
  written_of_[static_cast<size_t>(&agreement - u_.agreements.cases.data())] = SidesWritten();
}

void AgreementWriter::WriteStatesOfRegions(const AgreementCase& agreement, uint32_t node) {
  const auto& entities = reading().mentions.entities;
  std::vector<uint32_t> states, theirs;
  const auto add = [](std::vector<uint32_t>& list, uint32_t state) {
    if (std::find(list.begin(), list.end(), state) == list.end()) list.push_back(state);
  };
  for (uint32_t party : agreement.parties) {
    if (entities[party].type == MentionType::kCountry) add(states, party);
    const bool region = entities[party].type == MentionType::kPlace &&
                        entities[party].kind == "region" &&
                        entities[party].country < entities.size() &&
                        entities[entities[party].country].type == MentionType::kCountry;
    if (!region) continue;
    add(states, entities[party].country);
    add(theirs, entities[party].country);
  }
  if (states.size() < 2) return;
  for (uint32_t state : theirs) {
    PartyTo(state, node, SentenceSpan(u_.agreement_phrases[agreement.phrases.front()].sentence),
            "follows:region", 0.8f, {});
  }
}

void AgreementWriter::WriteOtherSigner(const Meaning& meaning, uint32_t phrase,
                                       const AgreementCase& agreement, const Outcome& outcome,
                                       uint32_t node) {
  for (uint32_t index : agreement.deeds) {
    const Deed& deed = DeedAt(index);
    if (deed.kind != DeedKind::kSign && deed.kind != DeedKind::kInitial) continue;
    if (std::find(deed.what.begin(), deed.what.end(), phrase) == deed.what.end()) continue;
    bool people = false;
    for (const Meaning& signer : u_.meanings.Of(deed.who, deed.verb_token)) {
      people = people || signer.person != kNoIndex;
    }
    if (!people) continue;
    WritePerson(meaning.person, meaning.bodies, meaning.said_so, deed, outcome, node);
    return;
  }
}

void AgreementWriter::WriteDeed(const Deed& deed, const AgreementCase& agreement,
                                const Outcome& outcome, uint32_t node, bool persons) {
  bool active = deed.rule.find("-by") == std::string::npos;
  bool parties = true;
  switch (deed.kind) {
    case DeedKind::kAnnul:
    case DeedKind::kRefuse:
      parties = active;
      break;
    case DeedKind::kRatify:
      // A state that ratified it is a party; a body of it acts for its state.
      parties = active && deed.status == DeedStatus::kDone;
      break;
    case DeedKind::kPostpone:
    case DeedKind::kInForce:
    case DeedKind::kLapse:
      parties = false;
      break;
    default:
      break;
  }
  if (!parties || deed.status == DeedStatus::kPossible) return;
  // "reported that Peru and Chile had signed a deal, which both denied": theirs, if there is one
  if (deed.status == DeedStatus::kDenied) {
    if (outcome.done || !IsSigning(deed.kind)) return;
    persons = false;
  }
  // Who declined to join what others signed is no party to it.
  const bool refused = deed.status == DeedStatus::kRefused || deed.kind == DeedKind::kRefuse;
  if (refused && outcome.done) return;
  if (deed.status == DeedStatus::kPlanned && IsSigning(deed.kind) && outcome.done &&
      SignedByOthers(agreement, deed)) {
    return;
  }
  if (WouldJoin(deed) && agreement.parties.size() > 1) return;
  bool only_states = deed.kind == DeedKind::kAnnul || deed.kind == DeedKind::kRatify;
  std::vector<Meaning> behalf = u_.meanings.Of(deed.behalf, deed.verb_token);
  const bool group = deed.who.size() == 1 && deed.who.front().sort != Actor::Sort::kOne;
  for (const Meaning& meaning : u_.meanings.Of(deed.who, deed.verb_token)) {
    std::vector<uint32_t> bodies = meaning.bodies;
    // "The two sides ratified the Peru-Chile treaty": whoever they are, these two.
    if (group) std::erase_if(bodies, [&](uint32_t body) { return NamedWithout(agreement, body); });
    bool said_so = meaning.said_so;
    if (!behalf.empty() && !meaning.said_so && !meaning.apart) {
      bodies.clear();
      for (const Meaning& body : behalf) {
        bodies.insert(bodies.end(), body.bodies.begin(), body.bodies.end());
      }
      said_so = true;
    }
    if (meaning.person != kNoIndex && persons && !only_states) {
      WritePerson(meaning.person, bodies, said_so, deed, outcome, node);
    }
    for (uint32_t body : bodies) {
      // An agency's head who signs what states agreed signs for the state.
      if (meaning.person != kNoIndex && !said_so) {
        const uint32_t state = u_.meanings.StateOf(body);
        if (state != kNoIndex && NamesParty(agreement, state) && !NamesParty(agreement, body)) {
          body = state;
        }
      }
      if (deed.kind == DeedKind::kRatify && u_.meanings.StateOf(body) != kNoIndex) {
        body = u_.meanings.StateOf(body);
      }
      bool state = reading().mentions.entities[body].type == MentionType::kCountry;
      if (only_states && !state) continue;
      float confidence = deed.confidence;
      if (meaning.person != kNoIndex && !said_so) confidence -= 0.04f;
      PartyTo(body, node, deed.evidence, deed.rule, confidence, HowOf(deed));
    }
  }
  if (!deed.behalf.empty() && deed.who.empty()) {
    for (const Meaning& body : behalf) {
      for (uint32_t entity : body.bodies) {
        PartyTo(entity, node, deed.evidence, deed.rule, deed.confidence, {});
      }
    }
  }
}

std::string AgreementWriter::HowOf(const Deed& deed) const {
  if (deed.status == DeedStatus::kRefused || deed.kind == DeedKind::kRefuse) return "refused";
  if (deed.status != DeedStatus::kDone) return {};
  if (deed.kind == DeedKind::kAccede) return "acceded";
  if (Leaves(deed)) return "withdrew";
  return {};
}

void AgreementWriter::WritePerson(uint32_t person, const std::vector<uint32_t>& bodies,
                                  bool said_so, const Deed& deed, const Outcome& outcome,
                                  uint32_t node) {
  NewFact fact;
  if (deed.kind == DeedKind::kInitial && deed.status == DeedStatus::kDone) {
    fact.type = "INITIALLED";
  } else if (!IsSigning(deed.kind)) {
    return;
  } else if (deed.status == DeedStatus::kPlanned) {
    if (outcome.status != "planned") return;
    fact.type = "DUE_TO_SIGN";
  } else if (deed.status == DeedStatus::kDone) {
    if (!outcome.done) return;
    fact.type = "SIGNED";
  } else {
    return;
  }
  fact.from = builder_.ActorIndex(person);
  fact.to = node;
  fact.evidence = {deed.evidence};
  fact.rule = deed.rule;
  fact.confidence = Bounded(deed.confidence, person);
  if (fact.type == "SIGNED") AddDay(fact.properties, "date", outcome.date);
  std::vector<uint32_t> behalf;
  for (uint32_t body : bodies) {
    if (u_.meanings.IsTown(body)) continue;
    uint32_t index = builder_.ActorIndex(body);
    if (index != kNoIndex) behalf.push_back(index);
  }
  if (!behalf.empty()) fact.references.emplace_back("on_behalf_of", behalf);
  uint32_t from = fact.from;
  builder_.AddFact(std::move(fact));
  for (uint32_t body : behalf) {
    NewFact represents;
    represents.type = "REPRESENTS";
    represents.from = from;
    represents.to = body;
    represents.evidence = {deed.evidence};
    represents.rule = said_so ? deed.rule : "follows:post";
    represents.confidence = said_so ? 0.93f : 0.88f;
    represents.references.emplace_back("context", std::vector<uint32_t>{node});
    builder_.AddFact(std::move(represents));
  }
}

void AgreementWriter::WritePlace(const AgreementCase& agreement, const Outcome& outcome,
                                 uint32_t node) {
  std::vector<ByteSpan> evidence;
  for (uint32_t index : DeedsOf(agreement)) {
    const Deed& deed = DeedAt(index);
    if (IsSigning(deed.kind)) {
      evidence.push_back(deed.evidence);
      break;
    }
  }
  if (evidence.empty() && outcome.told_near) evidence.push_back(outcome.place_evidence);
  if (outcome.place != kNoIndex && !evidence.empty() && !reading().IsContinent(outcome.place)) {
    NewFact fact;
    fact.type = "SIGNED_IN";
    fact.from = node;
    fact.to = builder_.ActorIndex(outcome.place);
    fact.evidence = evidence;
    if (outcome.told_near && evidence.front().begin_byte != outcome.place_evidence.begin_byte) {
      fact.evidence.push_back(outcome.place_evidence);
    }
    fact.rule = outcome.told_near ? "signing-scene" : "signing-place";
    fact.confidence = outcome.told_near ? 0.65f : 0.83f;
    builder_.AddFact(std::move(fact));
  }
  if (outcome.event != kNoIndex && events_[outcome.event].node != kNoIndex && outcome.done) {
    NewFact fact;
    fact.type = "SIGNED_AT";
    fact.from = node;
    fact.to = events_[outcome.event].node;
    fact.evidence = evidence;
    fact.rule = "signing-event";
    fact.confidence = 0.9f;
    builder_.AddFact(std::move(fact));
  }
}

void AgreementWriter::WriteLinks() {
  for (const AgreementLink& link : u_.findings.links) {
    uint32_t from = u_.agreements.case_of[link.from];
    uint32_t to = u_.agreements.case_of[link.to];
    if (from == kNoIndex || to == kNoIndex || from == to) continue;
    NewFact fact;
    fact.type = link.type;
    fact.from = node_of_[from];
    fact.to = node_of_[to];
    fact.evidence = {link.evidence};
    fact.rule = link.rule;
    fact.confidence = link.confidence;
    builder_.AddFact(std::move(fact));
    // "replaces the one of 1977": between the same, where nothing else is said.
    if (link.type == "IMPLEMENTS" || !u_.agreements.cases[to].parties.empty()) continue;
    const std::vector<uint32_t> sides = SidesOf(u_.agreements.cases[from]);
    if (sides.size() != 2) continue;
    bound_ = BoundOf(u_.agreements.cases[to], outcomes_[to]);
    const std::string_view rule = builder_.KeepRuleName("follows:" + std::string(link.rule));
    for (uint32_t side : sides) {
      PartyTo(side, node_of_[to], link.evidence, rule, 0.82f, {});
    }
  }
}

void AgreementWriter::WriteWitnesses() {
  for (const WitnessNote& note : u_.findings.witnesses) {
    uint32_t index = kNoIndex;
    for (uint32_t phrase : note.what) {
      if (u_.agreements.case_of[phrase] != kNoIndex) index = u_.agreements.case_of[phrase];
    }
    if (index == kNoIndex) {
      for (uint32_t phrase = 0; phrase < u_.agreement_phrases.size(); ++phrase) {
        const AgreementPhrase& p = u_.agreement_phrases[phrase];
        if (p.begin_token >= note.token || p.sentence + 2 < note.sentence) continue;
        if (u_.agreements.case_of[phrase] != kNoIndex) index = u_.agreements.case_of[phrase];
      }
    }
    if (index == kNoIndex || node_of_[index] == kNoIndex || !outcomes_[index].done) continue;
    for (const Meaning& meaning : u_.meanings.Of(note.who, note.token)) {
      if (meaning.person == kNoIndex) continue;
      uint32_t person = builder_.ActorIndex(meaning.person);
      if (builder_.HasFact("SIGNED", person, node_of_[index])) continue;
      witnesses_[index].emplace_back(person, note.evidence);
      NewFact fact;
      fact.type = "WITNESSED";
      fact.from = person;
      fact.to = node_of_[index];
      fact.evidence = {note.evidence};
      fact.rule = note.rule;
      fact.confidence = note.confidence;
      AddDay(fact.properties, "date", outcomes_[index].date);
      builder_.AddFact(std::move(fact));
    }
  }
}

bool AgreementWriter::OfAnotherYear(const DayValue& day) const {
  const std::string& published = reading().document.published().empty()
                                     ? reading().mentions.dateline_date
                                     : reading().document.published();
  return published.size() >= 4 && day.iso.size() >= 4 && day.iso[0] != '-' &&
         day.iso.compare(0, 4, published, 0, 4) != 0;
}

void AgreementWriter::WasThere(uint32_t who, uint32_t event, ByteSpan evidence) {
  if (std::find(attended_.begin(), attended_.end(), event) == attended_.end()) {
    attended_.push_back(event);
  }
  NewFact took_part;
  took_part.type = "PARTICIPATED_IN";
  took_part.from = who;
  took_part.to = event;
  took_part.evidence = {evidence};
  took_part.rule = "follows:ceremony";
  took_part.confidence = 0.85f;
  took_part.properties = {{"role", "participant"}};
  builder_.AddFact(std::move(took_part));
}

void AgreementWriter::CompleteGatherings() {
  for (size_t index = 0; index < u_.agreements.cases.size(); ++index) {
    const uint32_t event = outcomes_[index].event;
    if (event == kNoIndex || !outcomes_[index].done || node_of_[index] == kNoIndex) continue;
    if (events_[event].node == kNoIndex || u_.events.cases[event].cancelled) continue;
    const std::string& kind = u_.events.cases[event].kinds.front();
    // What was signed during a visit or an exercise may be by others.
    if (kind == "visit" || kind == "exercise" || kind == "call") continue;
    for (const auto& [person, deed] : signers_[index]) {
      WasThere(person, events_[event].node, DeedAt(deed).evidence);
    }
    for (const auto& [person, evidence] : witnesses_[index]) {
      WasThere(person, events_[event].node, evidence);
    }
    if (kind == "ceremony" || kind == "signing") PartiesWereThere(index, event);
  }
}

void AgreementWriter::PartiesWereThere(size_t agreement, size_t event) {
  // Where each side's signatory is known, they were there for it.
  const std::vector<uint32_t> sides = SidesOf(u_.agreements.cases[agreement]);
  if (signers_[agreement].size() >= sides.size()) return;
  for (const uint32_t index : DeedsOf(u_.agreements.cases[agreement])) {
    if (!IsSigning(DeedAt(index).kind)) continue;
    for (const uint32_t side : sides) {
      WasThere(builder_.ActorIndex(side), events_[event].node, DeedAt(index).evidence);
    }
    return;
  }
}

void AgreementWriter::CompleteCeremonies() {
  for (size_t index = 0; index < u_.events.cases.size(); ++index) {
    const EventCase& event = u_.events.cases[index];
    EventOutcome& outcome = events_[index];
    bool ceremony = std::any_of(event.kinds.begin(), event.kinds.end(), [](const auto& kind) {
      return kind == "ceremony" || kind == "signing";
    });
    if (!ceremony || outcome.node == kNoIndex || event.phrases.empty()) continue;
    const EventPhrase& first = u_.event_phrases[event.phrases.front()];
    uint32_t chosen = kNoIndex;
    for (uint32_t phrase = 0; phrase < u_.agreement_phrases.size(); ++phrase) {
      uint32_t known = u_.agreements.case_of[phrase];
      if (known == kNoIndex || node_of_[known] == kNoIndex) continue;
      if (outcomes_[known].status != "signed" || u_.agreements.cases[known].headline) continue;
      if (OfAnotherYear(outcomes_[known].date)) continue;
      if (outcomes_[known].event == index) {
        chosen = known;
        break;
      }
      if (u_.agreement_phrases[phrase].begin_token > first.begin_token && chosen != kNoIndex) {
        break;
      }
      chosen = known;
    }
    if (chosen == kNoIndex) continue;
    const Outcome& signing = outcomes_[chosen];
    FoundEntity& entity = builder_.entity(outcome.node);
    if (outcome.day.empty() && !signing.date.empty()) {
      AddDay(entity.properties, "start", signing.date);
      AddDay(entity.properties, "end", signing.date);
      std::sort(entity.properties.begin(), entity.properties.end());
    }
    ByteSpan evidence = SentenceSpan(first.sentence);
    if (outcome.place == kNoIndex && signing.place != kNoIndex) {
      NewFact fact;
      fact.type = "HELD_IN";
      fact.from = outcome.node;
      fact.to = builder_.ActorIndex(signing.place);
      fact.evidence = {evidence};
      fact.rule = "follows:signing";
      fact.confidence = 0.82f;
      builder_.AddFact(std::move(fact));
    }
    for (const auto& [person, deed] : signers_[chosen]) {
      WasThere(person, outcome.node, DeedAt(deed).evidence);
    }
    for (const auto& [person, evidence_of] : witnesses_[chosen]) {
      WasThere(person, outcome.node, evidence_of);
    }
    PartiesWereThere(chosen, index);
    NewFact fact;
    fact.type = "SIGNED_AT";
    fact.from = node_of_[chosen];
    fact.to = outcome.node;
    fact.evidence = {evidence};
    fact.rule = "follows:ceremony";
    fact.confidence = 0.85f;
    builder_.AddFact(std::move(fact));
  }
}

void WriteAgreements(const Understanding& understood, std::vector<EventOutcome>& events,
                     FindingsBuilder& builder) {
  AgreementWriter writer(understood, events, builder);
  writer.Run();
}

}  // namespace entente::ingest
