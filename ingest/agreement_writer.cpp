#include <algorithm>
#include <string_view>

#include "ingest/fact_writer.h"

namespace entente::ingest {

namespace {

/// CAMEO codes by status.   Source: CAMEO codebook 1.1b3 (057 sign formal agreement, 030 express
/// intent to cooperate, 120 reject).
std::string_view CodeOf(std::string_view status) {
  if (status == "signed" || status == "in force") return "057";
  if (status == "rejected") return "120";
  return "030";
}

/// What the deeds of an agreement come to.
struct Outcome {
  std::string status;
  bool done = false;  ///< it was signed at some time
  float confidence = 0.8f;
  DayValue date;
  uint32_t place = kNoIndex;
  bool venue = false;
  uint32_t event = kNoIndex;  ///< case
};

class AgreementWriter {
 public:
  AgreementWriter(const Understanding& understood, std::vector<EventOutcome>& events,
                  FindingsBuilder& builder)
      : u_(understood), events_(events), builder_(builder), topics_(understood.reading, builder) {}

  void Run() {
    const std::vector<AgreementCase>& cases = u_.agreements.cases;
    node_of_.assign(cases.size(), kNoIndex);
    outcomes_.resize(cases.size());
    signers_.resize(cases.size());
    std::vector<bool> listed(cases.size(), false);
    for (const AgreementCase& agreement : cases) {
      if (agreement.bundle != kNoIndex) listed[agreement.bundle] = true;
    }
    for (uint32_t index = 0; index < cases.size(); ++index) {
      if (listed[index]) continue;                 // its items stand for it
      if (cases[index].phrases.empty()) continue;  // told under another name
      if (cases[index].container && !Counts(cases[index])) continue;
      Write(index);
    }
    WriteLinks();
    WriteWitnesses();
    CompleteCeremonies();
  }

 private:
  const Reading& reading() const { return u_.reading; }
  ByteSpan SentenceSpan(uint32_t sentence) const { return reading().text.sentences[sentence].span; }
  const Deed& DeedAt(uint32_t index) const { return u_.findings.deeds[index]; }

  /// The case's own deeds, then those of the list that it is an item of.
  std::vector<uint32_t> DeedsOf(const AgreementCase& agreement) const {
    std::vector<uint32_t> deeds = agreement.deeds;
    if (agreement.bundle != kNoIndex) {
      const AgreementCase& bundle = u_.agreements.cases[agreement.bundle];
      deeds.insert(deeds.end(), bundle.deeds.begin(), bundle.deeds.end());
    }
    return deeds;
  }
  /// "signed several agreements": a node when it is all that the text tells of them.
  bool Counts(const AgreementCase& agreement) const {
    return agreement.parties.size() >= 2 && !agreement.headline &&
           std::any_of(agreement.deeds.begin(), agreement.deeds.end(),
                       [&](uint32_t deed) { return DeedAt(deed).kind == DeedKind::kSign; });
  }

  static bool IsSigning(DeedKind kind) {
    return kind == DeedKind::kSign || kind == DeedKind::kRenew || kind == DeedKind::kAccede;
  }

  Outcome Understand(const AgreementCase& agreement) const {
    Outcome outcome;
    bool done = false;
    bool planned = false;
    bool refused = false;
    bool initialled = false;
    bool annulled = false;
    bool lapsed = false;
    bool force = false;
    bool ratified = false;
    bool announced = false;
    bool standing = false;
    bool possible = false;
    uint32_t last_planned = 0;
    uint32_t last_refused = 0;
    for (uint32_t index : DeedsOf(agreement)) {
      const Deed& deed = DeedAt(index);
      if (deed.only_parties) continue;
      bool happened = deed.status == DeedStatus::kDone;
      // What is said last of signing holds: "could not be concluded … is expected to be signed".
      if (deed.status == DeedStatus::kPlanned) last_planned = deed.verb_token;
      if (deed.status == DeedStatus::kRefused || deed.kind == DeedKind::kRefuse) {
        last_refused = std::max(last_refused, deed.verb_token);
      }
      possible = possible || deed.status == DeedStatus::kPossible;
      switch (deed.kind) {
        case DeedKind::kSign:
        case DeedKind::kRenew:
        case DeedKind::kAccede:
          done = done || happened;
          planned = planned || deed.status == DeedStatus::kPlanned;
          refused = refused || deed.status == DeedStatus::kRefused;
          break;
        case DeedKind::kInitial:
          initialled = initialled || happened;
          refused = refused || deed.status == DeedStatus::kRefused;
          planned = planned || deed.status == DeedStatus::kPlanned;
          break;
        case DeedKind::kRatify:
          ratified = ratified || happened;
          refused = refused || deed.status == DeedStatus::kRefused;
          break;
        case DeedKind::kAnnul:
          annulled = annulled || happened;
          break;
        case DeedKind::kRefuse:
          refused = refused || happened;
          break;
        case DeedKind::kPostpone:
        case DeedKind::kPending:
          planned = true;
          break;
        case DeedKind::kInForce:
          force = force || happened;
          ratified = ratified || deed.status == DeedStatus::kPlanned;
          break;
        case DeedKind::kLapse:
          lapsed = lapsed || happened;
          break;
        case DeedKind::kAnnounce:
          announced = announced || happened;
          planned = planned || deed.status == DeedStatus::kPlanned;
          refused = refused || deed.status == DeedStatus::kRefused;
          break;
        case DeedKind::kNegotiate:
          planned = true;
          break;
        case DeedKind::kStanding:
          standing = standing || happened;
          break;
        case DeedKind::kParty:
          done = true;
          break;
        case DeedKind::kAmend:
          standing = standing || happened;
          break;
      }
    }
    outcome.done = done;
    outcome.confidence = 0.93f;
    if (annulled || (lapsed && !done)) {
      outcome.status = "rejected";
    } else if (force) {
      outcome.status = "in force";
      outcome.done = true;
    } else if (done) {
      outcome.status = "signed";
    } else if (refused && last_planned <= last_refused) {
      outcome.status = "rejected";
    } else if (initialled || planned) {
      outcome.status = "planned";
    } else if (ratified) {
      outcome.status = "signed";
      outcome.done = true;
    } else if (standing) {
      outcome.status = "in force";
      outcome.confidence = 0.8f;
    } else if (announced) {
      outcome.status = "announced";
    } else if (Older(agreement)) {
      outcome.status = "in force";
      outcome.confidence = 0.7f;
    } else {
      outcome.status = "announced";
      outcome.confidence = possible ? 0.6f : 0.7f;
    }
    FindDate(agreement, outcome);
    return outcome;
  }
  /// Referred to as a thing that stands: by its year, by name, as "existing".
  bool Older(const AgreementCase& agreement) const {
    for (uint32_t index : agreement.phrases) {
      const AgreementPhrase& phrase = u_.agreement_phrases[index];
      if (phrase.older || phrase.possessive || (phrase.definite && !phrase.generic)) return true;
      if (phrase.proper && !phrase.named_parties.empty()) return true;
    }
    return false;
  }

  void FindDate(const AgreementCase& agreement, Outcome& outcome) const {
    bool want_planned = outcome.status == "planned";
    bool want_refused = outcome.status == "rejected" && !outcome.done;
    auto fits = [&](const Deed& deed) {
      if (want_refused) {
        return deed.kind == DeedKind::kRefuse || deed.status == DeedStatus::kRefused ||
               deed.kind == DeedKind::kLapse;
      }
      if (want_planned) {
        return deed.kind != DeedKind::kInitial && deed.kind != DeedKind::kRefuse &&
               deed.kind != DeedKind::kRatify && deed.status == DeedStatus::kPlanned;
      }
      return IsSigning(deed.kind) && deed.status == DeedStatus::kDone;
    };
    std::vector<uint32_t> deeds = DeedsOf(agreement);
    const DayValue own = OwnDate(agreement);
    // Signing itself before renewing or acceding.
    for (bool strict : {true, false}) {
      for (uint32_t index : deeds) {
        const Deed& deed = DeedAt(index);
        if (!fits(deed) || (strict && deed.kind != DeedKind::kSign && !want_refused)) continue;
        // A day of renewal is no day of signature where the agreement has its own.
        if (!strict && outcome.date.empty()) outcome.date = own;
        if (outcome.date.empty() && deed.setting.date != kNoIndex) {
          outcome.date = ToDay(reading(), deed.setting.date);
        }
        if (deed.setting.place != kNoIndex &&
            (outcome.place == kNoIndex || (deed.setting.venue && !outcome.venue))) {
          outcome.place = deed.setting.place;
          outcome.venue = deed.setting.venue;
        }
        if (deed.setting.event != kNoIndex && outcome.event == kNoIndex) {
          outcome.event = u_.events.case_of[deed.setting.event];
          TakeFromEvent(outcome, deed.setting.at_end);
        }
      }
    }
    if (outcome.date.empty()) outcome.date = own;
    if (!outcome.date.end_iso.empty()) outcome.date.end_iso.clear();
  }
  /// "the memorandum of 2021"
  DayValue OwnDate(const AgreementCase& agreement) const {
    for (uint32_t index : agreement.phrases) {
      uint32_t date = u_.agreement_phrases[index].date;
      if (date != kNoIndex) return ToDay(reading(), date);
    }
    return {};
  }
  void TakeFromEvent(Outcome& outcome, bool at_end) const {
    if (outcome.event == kNoIndex) return;
    const EventOutcome& event = events_[outcome.event];
    if (outcome.date.empty() && !event.day.empty()) {
      outcome.date = event.day;
      if (!event.day.end_iso.empty()) {
        // "At the end of the talks": their last day; during them: any of them.
        if (at_end) {
          outcome.date.iso = event.day.end_iso;
          outcome.date.from = outcome.date.to = event.day.to;
        } else {
          outcome.date.iso = Common(event.day.iso, event.day.end_iso);
        }
        outcome.date.end_iso.clear();
      }
    }
    if (outcome.place == kNoIndex || (event.venue && !outcome.venue)) {
      if (event.place != kNoIndex) {
        outcome.place = event.place;
        outcome.venue = event.venue;
      }
    }
  }
  /// What two days have in common: their month, their year, or nothing.
  static std::string Common(const std::string& a, const std::string& b) {
    if (a == b) return a;
    if (a.size() >= 7 && b.size() >= 7 && a[0] != '-' && a.compare(0, 7, b, 0, 7) == 0) {
      return a.substr(0, 7);
    }
    if (a.size() >= 4 && b.size() >= 4 && a[0] != '-' && a.compare(0, 4, b, 0, 4) == 0) {
      return a.substr(0, 4);
    }
    return {};
  }

  // ---- the node ------------------------------------------------------------------------------
  void Write(uint32_t index) {
    const AgreementCase& agreement = u_.agreements.cases[index];
    Outcome outcome = Understand(agreement);
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
    outcomes_[index] = outcome;
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

  void ChooseName(const AgreementCase& agreement, FoundEntity& found) const {
    ByteSpan best{};
    int best_rank = -1;
    for (uint32_t index : agreement.phrases) {
      const AgreementPhrase& phrase = u_.agreement_phrases[index];
      ByteSpan name = reading().Span(phrase.name_begin, phrase.name_end);
      found.mentions.push_back(builder_.MakeMention(name));
      int rank = phrase.generic || phrase.another ? 0 : 1;
      if (!phrase.content.empty()) rank += 2;
      if (phrase.proper) rank += 2;
      if (InTitle(phrase.sentence)) rank -= 1;
      if (rank > best_rank || (rank == best_rank && name.size_bytes() > best.size_bytes())) {
        best_rank = rank;
        best = name;
      }
      for (ByteSpan alias : phrase.short_names) {
        found.mentions.push_back(builder_.MakeMention(alias));
      }
    }
    found.name = std::string(reading().document.Text(best));
    const AgreementPhrase& first = u_.agreement_phrases[agreement.phrases.front()];
    if (agreement.phrases.size() == 1 && (first.another || first.split) && !first.topics.empty()) {
      // "one on fisheries": the noun is said elsewhere.
      found.name = first.kind + " on " + std::string(reading().document.Text(first.topics.front()));
    }
    std::sort(found.mentions.begin(), found.mentions.end(),
              [](const FoundMention& a, const FoundMention& b) { return a.span < b.span; });
    for (const FoundMention& mention : found.mentions) {
      if (mention.text != found.name) found.aliases.push_back(mention.text);
    }
    std::sort(found.aliases.begin(), found.aliases.end());
    found.aliases.erase(std::unique(found.aliases.begin(), found.aliases.end()),
                        found.aliases.end());
    found.generic = agreement.content.empty();
  }
  bool InTitle(uint32_t sentence) const {
    uint32_t block = reading().text.sentences[sentence].block;
    return block < reading().document.blocks().size() &&
           reading().document.blocks()[block].kind == BlockKind::kTitle;
  }

  /// The most telling of the words used: "memorandum of understanding" before "agreement".
  std::string KindOf(const AgreementCase& agreement) const {
    std::string kind;
    for (const std::string& candidate : agreement.kinds) {
      if (kind.empty() || kind == "agreement" ||
          (kind == "memorandum" && candidate.starts_with("memorandum"))) {
        if (kind.empty() || candidate != "agreement") kind = candidate;
      }
    }
    return kind;
  }

  void AddOtherDays(const AgreementCase& agreement, Properties& properties) const {
    auto add = [&](const char* name, const Deed& deed) {
      for (const auto& [known, value] : properties) {
        if (known == name) return;
      }
      AddDay(properties, name, ToDay(reading(), deed.setting.date));
    };
    for (uint32_t index : agreement.deeds) {
      const Deed& deed = DeedAt(index);
      if (deed.setting.date == kNoIndex || deed.status != DeedStatus::kDone) continue;
      if (deed.kind == DeedKind::kInitial) add("initialled_on", deed);
      if (deed.kind == DeedKind::kRatify) add("ratified_on", deed);
      if (deed.kind == DeedKind::kInForce) add("in_force_on", deed);
      if (deed.kind == DeedKind::kAnnul || deed.kind == DeedKind::kLapse) add("ended_on", deed);
    }
  }

  // ---- who -----------------------------------------------------------------------------------
  void PartyTo(uint32_t entity, uint32_t node, ByteSpan evidence, std::string_view rule,
               float confidence, std::string how) {
    NewFact fact;
    fact.type = "PARTY_TO";
    fact.from = builder_.ActorIndex(entity);
    fact.to = node;
    fact.evidence = {evidence};
    fact.rule = rule;
    fact.confidence = confidence;
    (void)how;
    builder_.AddFact(std::move(fact));
    // Who acts for the state brings it in.
    uint32_t state = u_.meanings.StateOf(entity);
    if (state == kNoIndex) return;
    NewFact follows;
    follows.type = "PARTY_TO";
    follows.from = builder_.ActorIndex(state);
    follows.to = node;
    follows.evidence = {evidence};
    follows.rule = "follows:public-body";
    follows.confidence = confidence - 0.04f;
    builder_.AddFact(std::move(follows));
  }

  void WriteParties(const AgreementCase& agreement, const Outcome& outcome, uint32_t node) {
    for (uint32_t index : agreement.phrases) {
      const AgreementPhrase& phrase = u_.agreement_phrases[index];
      ByteSpan evidence = SentenceSpan(phrase.sentence);
      for (const Meaning& meaning : u_.meanings.Of(phrase.with.actors, phrase.begin_token)) {
        for (uint32_t body : meaning.bodies) {
          PartyTo(body, node, evidence, phrase.between ? "between" : "with", 0.92f, {});
        }
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
    bool own_parties = !agreement.parties.empty();
    for (uint32_t index : agreement.deeds) WriteDeed(DeedAt(index), outcome, node, true);
    if (agreement.bundle != kNoIndex) {
      const AgreementCase& bundle = u_.agreements.cases[agreement.bundle];
      for (uint32_t index : bundle.deeds) {
        if (!own_parties) WriteDeed(DeedAt(index), outcome, node, false);
      }
    }
  }

  /// `persons`: whether the people of the deed signed this very agreement.
  void WriteDeed(const Deed& deed, const Outcome& outcome, uint32_t node, bool persons) {
    bool active = deed.rule.find("-by") == std::string::npos;
    bool parties = true;
    switch (deed.kind) {
      case DeedKind::kAnnul:
      case DeedKind::kRefuse:
        parties = active;
        break;
      case DeedKind::kRatify:
      case DeedKind::kPostpone:
      case DeedKind::kInForce:
      case DeedKind::kLapse:
        parties = false;
        break;
      default:
        break;
    }
    if (!parties || deed.status == DeedStatus::kPossible) return;
    bool only_states = deed.kind == DeedKind::kAnnul || deed.kind == DeedKind::kRatify;
    std::vector<Meaning> behalf = u_.meanings.Of(deed.behalf, deed.verb_token);
    for (const Meaning& meaning : u_.meanings.Of(deed.who, deed.verb_token)) {
      std::vector<uint32_t> bodies = meaning.bodies;
      bool said_so = meaning.said_so;
      if (!behalf.empty() && !meaning.said_so) {
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
        bool state = reading().mentions.entities[body].type == MentionType::kCountry;
        if (only_states && !state) continue;
        float confidence = deed.confidence;
        if (meaning.person != kNoIndex && !said_so) confidence -= 0.04f;
        std::string how;
        PartyTo(body, node, deed.evidence, deed.rule, confidence, how);
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

  void WritePerson(uint32_t person, const std::vector<uint32_t>& bodies, bool said_so,
                   const Deed& deed, const Outcome& outcome, uint32_t node) {
    NewFact fact;
    if (deed.kind == DeedKind::kInitial && deed.status == DeedStatus::kDone) {
      fact.type = "INITIALLED";
    } else if (!IsSigning(deed.kind)) {
      return;
    } else if (deed.status == DeedStatus::kPlanned) {
      if (outcome.status != "planned") return;
      fact.type = "DUE_TO_SIGN";
    } else if (deed.status == DeedStatus::kDone) {
      fact.type = "SIGNED";
    } else {
      return;
    }
    fact.from = builder_.ActorIndex(person);
    fact.to = node;
    fact.evidence = {deed.evidence};
    fact.rule = deed.rule;
    fact.confidence = deed.confidence;
    if (fact.type == "SIGNED") AddDay(fact.properties, "date", outcome.date);
    std::vector<uint32_t> behalf;
    for (uint32_t body : bodies) {
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

  void WritePlace(const AgreementCase& agreement, const Outcome& outcome, uint32_t node) {
    std::vector<ByteSpan> evidence;
    for (uint32_t index : DeedsOf(agreement)) {
      const Deed& deed = DeedAt(index);
      if (IsSigning(deed.kind)) {
        evidence.push_back(deed.evidence);
        break;
      }
    }
    if (outcome.place != kNoIndex && !evidence.empty()) {
      NewFact fact;
      fact.type = "SIGNED_IN";
      fact.from = node;
      fact.to = builder_.ActorIndex(outcome.place);
      fact.evidence = evidence;
      fact.rule = "signing-place";
      fact.confidence = 0.9f;
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

  // ---- between agreements, and beside them -----------------------------------------------------
  void WriteLinks() {
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
    }
  }
  void WriteWitnesses() {
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

  /// Signed in another year than the document is of: not at the ceremony that it tells of.
  bool OfAnotherYear(const DayValue& day) const {
    const std::string& published = reading().document.published().empty()
                                       ? reading().mentions.dateline_date
                                       : reading().document.published();
    return published.size() >= 4 && day.iso.size() >= 4 && day.iso[0] != '-' &&
           day.iso.compare(0, 4, published, 0, 4) != 0;
  }
  /// A ceremony without a day or place of its own is the one at which the agreement at hand was
  /// signed.
  void CompleteCeremonies() {
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
        NewFact took_part;
        took_part.type = "PARTICIPATED_IN";
        took_part.from = person;
        took_part.to = outcome.node;
        took_part.evidence = {DeedAt(deed).evidence};
        took_part.rule = "follows:ceremony";
        took_part.confidence = 0.85f;
        took_part.properties = {{"role", "participant"}};
        builder_.AddFact(std::move(took_part));
      }
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

  const Understanding& u_;
  std::vector<EventOutcome>& events_;
  FindingsBuilder& builder_;
  TopicWriter topics_;
  std::vector<uint32_t> node_of_;
  std::vector<Outcome> outcomes_;
  /// By case: those who signed it (as nodes) and the deed that says so.
  std::vector<std::vector<std::pair<uint32_t, uint32_t>>> signers_;
};

}  // namespace

void WriteAgreements(const Understanding& understood, std::vector<EventOutcome>& events,
                     FindingsBuilder& builder) {
  AgreementWriter writer(understood, events, builder);
  writer.Run();
}

}  // namespace entente::ingest
