#include <algorithm>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

// An agreement of which the text names one side only. Who speaks of "its agreement with Peru" is
// the other; in the news of a country "the treaty with Peru" is that country's.

std::vector<uint32_t> AgreementWriter::OtherSideOf(const AgreementPhrase& phrase,
                                                   uint32_t said) const {
  const DocumentMentions& mentions = reading().mentions;
  const auto& groups = u_.findings.groups;
  auto later = std::lower_bound(
      groups.begin(), groups.end(), phrase.begin_token,
      [](const auto& known, uint32_t token) { return known.first.begin_token < token; });
  // Each item of a digest has a home of its own.
  const uint32_t home = mentions.stories.empty() ? home_ : mentions.HomeAt(phrase.begin_token);
  // The subject of its clause.
  for (auto at = later; at != groups.begin();) {
    --at;
    const auto& [group, is_subject] = *at;
    if (group.sentence != phrase.sentence) break;
    // "for France, after the loss of its contract with Peru": "its" takes the last one named.
    bool its = phrase.possessive && group.actors.size() == 1;
    if ((!is_subject && !its) || group.of_phrase) continue;
    std::vector<uint32_t> bodies;
    for (const Meaning& meaning : u_.meanings.Of(group.actors, group.begin_token)) {
      for (uint32_t body : meaning.bodies) {
        uint32_t state = u_.meanings.StateOf(body);
        if (body == said || state == said) return {};
        bodies.push_back(body);
      }
    }
    if (bodies.empty()) continue;
    if (phrase.possessive) return bodies;
    if (bodies.size() == 1 && bodies.front() == home_body_) return bodies;
    // Somebody else may speak of it: whoever does is a side where nobody else is named.
    uint32_t state = u_.meanings.StateOf(bodies.front());
    // "The Federal Council took note of the treaty with Peru": for the country whose news it is.
    if (state == kNoIndex && bodies.size() == 1 && IsOrganOfState(bodies.front())) break;
    if (state == kNoIndex) state = bodies.front();
    if (state != home &&
        (bodies.size() > 1 || mentions.entities[state].type != MentionType::kCountry ||
         mentions.entities[said].type != MentionType::kCountry ||
         NamesOtherStates(phrase.sentence, {said, state}))) {
      return {};
    }
    if (state != home) return {state};
    break;
  }
  bool state = mentions.entities[said].type == MentionType::kCountry;
  if (state && home < mentions.entities.size() && home != said && !NamesCompany(phrase.sentence)) {
    return {home};
  }
  // In the news of a company "the contract with Norlake Steel" is that company's.
  const bool body = mentions.entities[said].type == MentionType::kOrganization;
  if (body && home_body_ != kNoIndex && home_body_ != said &&
      !SpeaksOfOthers(phrase, {home_body_, said})) {
    return {home_body_};
  }
  return {};
}

bool AgreementWriter::SignedAll(const Deed& deed, const AgreementCase& agreement) const {
  // "Ann Ayres and Bo Lund signed two texts: the protocol on gas and …", in one sentence
  const uint32_t item = u_.agreement_phrases[agreement.phrases.front()].sentence;
  if (deed.kind != DeedKind::kSign || deed.who.size() < 2 || deed.sentence != item) return false;
  return std::none_of(agreement.deeds.begin(), agreement.deeds.end(),
                      [&](uint32_t index) { return !DeedAt(index).who.empty(); });
}

bool AgreementWriter::IsOrganOfState(uint32_t body) const {
  const Entity& entity = reading().mentions.entities[body];
  if (entity.country < reading().mentions.entities.size()) return false;
  if (entity.type == MentionType::kMinistry || entity.kind == "government" ||
      entity.kind == "parliament") {
    return true;
  }
  constexpr std::string_view kOrgans[] = {
      "Federal Council", "Cabinet",           "Council of Ministers", "Parliament",
      "Senate",          "National Assembly", "Council of State",     "Chamber of Deputies"};
  return std::any_of(std::begin(kOrgans), std::end(kOrgans), [&](std::string_view organ) {
    return entity.name.find(organ) != std::string::npos;
  });
}

std::vector<uint32_t> AgreementWriter::SidesOf(const AgreementCase& agreement) const {
  // Who acts for a state stands for it; two ministries of one state are two bodies.
  std::vector<uint32_t> states;
  std::vector<uint32_t> bodies;
  auto add = [](std::vector<uint32_t>& list, uint32_t entity) {
    if (std::find(list.begin(), list.end(), entity) == list.end()) list.push_back(entity);
  };
  for (uint32_t party : agreement.parties) {
    const uint32_t state = reading().mentions.entities[party].type == MentionType::kCountry
                               ? party
                               : u_.meanings.StateOf(party);
    if (state != kNoIndex) add(states, state);
    if (state != party) add(bodies, party);
  }
  std::vector<uint32_t>& sides = states.size() >= 2 || bodies.empty() ? states : bodies;
  if (&sides == &bodies) {
    for (uint32_t state : states) {
      const bool acts = std::any_of(bodies.begin(), bodies.end(), [&](uint32_t body) {
        return u_.meanings.StateOf(body) == state;
      });
      if (!acts) add(bodies, state);
    }
  }
  std::sort(sides.begin(), sides.end());
  return sides;
}

bool AgreementWriter::NamesOthers(const AgreementPhrase& phrase) const {
  for (uint32_t token = phrase.begin_token; token < phrase.end_token; ++token) {
    if (reading().IsWord(token, "with") || reading().IsWord(token, "between")) return true;
  }
  return false;
}

bool AgreementWriter::NamesOtherStates(uint32_t sentence_index,
                                       const std::vector<uint32_t>& pair) const {
  const Sentence& sentence = reading().text.sentences[sentence_index];
  for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
    const Mention* mention = reading().MentionBeginning(token);
    if (mention != nullptr && mention->type == MentionType::kCountry &&
        std::find(pair.begin(), pair.end(), mention->entity) == pair.end()) {
      return true;
    }
  }
  return false;
}

bool AgreementWriter::NamesCompany(uint32_t sentence_index) const {
  const Sentence& sentence = reading().text.sentences[sentence_index];
  for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
    const Mention* mention = reading().MentionBeginning(token);
    if (mention != nullptr && mention->type == MentionType::kOrganization &&
        mention->entity < reading().mentions.entities.size() &&
        reading().mentions.entities[mention->entity].kind == "company") {
      return true;
    }
  }
  return false;
}

bool AgreementWriter::IsNoSide(const Mention& mention, const AgreementPhrase& phrase) const {
  constexpr uint32_t kReach = 3;
  // What it is about, or its own short name: "the treaty on the Fishing Board (TFB)".
  if (mention.begin_token >= phrase.begin_token && mention.begin_token < phrase.end_token) {
    return phrase.with.actors.empty();
  }
  const std::string_view kind = reading().mentions.entities[mention.entity].kind;
  if (kind == "media" || kind == "parliament") return true;
  if (mention.begin_token > 0 && reading().IsMark(mention.begin_token - 1, '(')) return true;
  // "the Joint Commission": what the two have together.
  for (uint32_t token = mention.begin_token; token < mention.end_token; ++token) {
    if (reading().SaysAny(
            token, {"joint", "mixed", "bilateral", "binational", "trilateral", "trinational"}) ||
        reading().Text(token) == "Intergovernmental") {
      return true;
    }
  }
  if (mention.begin_token < phrase.end_token) return false;
  // Behind it a side stands with "with", "by" or in a row.
  for (uint32_t back = 1; back <= kReach && mention.begin_token > phrase.end_token + back; ++back) {
    if (reading().SaysAny(mention.begin_token - back, {"with", "by", "between", "and"})) {
      return false;
    }
  }
  return true;
}

bool AgreementWriter::SpeaksOfOthers(const AgreementPhrase& phrase,
                                     const std::vector<uint32_t>& pair) const {
  const auto& entities = reading().mentions.entities;
  auto of_pair = [&](uint32_t entity) {
    return std::find(pair.begin(), pair.end(), entity) != pair.end();
  };
  const bool states = std::all_of(pair.begin(), pair.end(), [&](uint32_t side) {
    return entities[side].type == MentionType::kCountry;
  });
  const Sentence& sentence = reading().text.sentences[phrase.sentence];
  for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
    const Mention* mention = reading().MentionBeginning(token);
    if (mention == nullptr) continue;
    // "has had an arrangement with Oslo since 2010": a capital for its state
    if (states && mention->type == MentionType::kPlace && token > sentence.begin_token &&
        reading().Says(token - 1, "with")) {
      return true;
    }
    if (mention->type == MentionType::kOrganization || mention->type == MentionType::kMinistry) {
      // A body of theirs, or the house where it was signed, is no other side.
      const bool theirs =
          mention->entity < entities.size() && of_pair(entities[mention->entity].country);
      const bool house =
          states && token > sentence.begin_token && mention->type == MentionType::kMinistry;
      if (!theirs && !house && !of_pair(mention->entity) &&
          !of_pair(u_.meanings.StateOf(mention->entity)) &&
          !(states && IsNoSide(*mention, phrase))) {
        return true;
      }
    }
    if (mention->type == MentionType::kCountry && !of_pair(mention->entity)) {
      // The home of one of them is nobody else.
      const bool home = std::any_of(pair.begin(), pair.end(), [&](uint32_t side) {
        return entities[side].country == mention->entity;
      });
      if (!home) return true;
    }
  }
  return false;
}

bool AgreementWriter::SaysHowMany(const AgreementCase& agreement, size_t count) const {
  for (const uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    for (uint32_t token = phrase.begin_token; token < phrase.end_token; ++token) {
      const bool three = reading().SaysAny(token, {"trilateral", "tripartite"});
      const bool two = reading().Says(token, "bilateral");
      if ((three && count != 3) || (two && count != 2)) return false;
      if (reading().SaysAny(token, {"multilateral", "plurilateral"})) return false;
    }
  }
  return true;
}

bool AgreementWriter::NotSigned(const AgreementCase& agreement) const {
  return !agreement.deeds.empty() &&
         std::all_of(agreement.deeds.begin(), agreement.deeds.end(), [&](uint32_t index) {
           return IsSigning(DeedAt(index).kind) && DeedAt(index).status == DeedStatus::kRefused;
         });
}

bool AgreementWriter::CitesArticle(const AgreementPhrase& phrase) const {
  const uint32_t begin = reading().text.sentences[phrase.sentence].begin_token;
  const uint32_t of = phrase.begin_token;
  if (of < begin + 3 || !reading().Says(of - 1, "of")) return false;
  for (uint32_t back = 2; back <= 5 && of >= begin + back; ++back) {
    if (reading().SaysAny(of - back, {"article", "articles", "annex", "chapter", "section"})) {
      return true;
    }
  }
  return false;
}

void AgreementWriter::WritePair(const AgreementCase& agreement, uint32_t node) {
  if (agreement.phrases.empty()) return;
  const std::vector<uint32_t> pair = PairOf(agreement);
  std::vector<uint32_t> near;
  if (!OfCompanies(agreement)) near = PairNear(u_.agreement_phrases[FirstOf(agreement)]);
  // A paragraph about two others goes before the news as a whole.
  const bool elsewhere = std::none_of(near.begin(), near.end(), [&](uint32_t side) {
    return std::find(pair.begin(), pair.end(), side) != pair.end();
  });
  if (!near.empty() && elsewhere) {
    WritePair(agreement, near, node);
  } else if (!WritePair(agreement, pair, node) && !near.empty()) {
    WritePair(agreement, near, node);
  }
}

uint32_t AgreementWriter::FirstOf(const AgreementCase& agreement) const {
  uint32_t first = agreement.phrases.front();
  for (size_t i = 1; i < agreement.phrases.size() && InTitle(u_.agreement_phrases[first].sentence);
       ++i) {
    first = agreement.phrases[i];
  }
  return first;
}

bool AgreementWriter::WritePair(const AgreementCase& agreement, const std::vector<uint32_t>& pair,
                                uint32_t node) {
  if (pair.size() < 2 || !SaysHowMany(agreement, pair.size())) return false;
  for (uint32_t party : agreement.parties) {
    // A parliament that ratified or refused it is no other side.
    if (reading().mentions.entities[party].kind == "parliament") continue;
    if (std::find(pair.begin(), pair.end(), party) == pair.end() &&
        std::find(pair.begin(), pair.end(), u_.meanings.StateOf(party)) == pair.end()) {
      return false;
    }
  }
  const auto& entities = reading().mentions.entities;
  const bool states = std::all_of(pair.begin(), pair.end(), [&](uint32_t side) {
    return entities[side].type == MentionType::kCountry;
  });
  const uint32_t first = FirstOf(agreement);
  const bool labelled = pair == StatesOfLabel(StoryOf(u_.agreement_phrases[first].begin_token));
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    if (CitesArticle(phrase)) return false;
    // "bound by the Lund Convention": most have many parties, whoever the news is about.
    if (phrase.proper && phrase.kind == "convention" && agreement.deeds.empty()) return false;
    // Two that are told of do not have what was never signed, told of by "that deal" alone.
    if (agreement.content.empty() && NotSigned(agreement)) return false;
    if (!states && NamesOthers(phrase)) return false;  // a company has contracts with many
    // "an upgrade of the treaty" would become the treaty itself when documents are compared.
    if ((phrase.weak && agreement.phrases.size() == 1 && !labelled) || phrase.partner_told ||
        (phrase.owner != kNoIndex && agreement.parties.empty()) || !phrase.named_parties.empty() ||
        (NamesOthers(phrase) && agreement.parties.empty()) ||
        (index == first && SpeaksOfOthers(phrase, pair))) {
      return false;
    }
  }
  if (states && (OfCompanies(agreement) || AmongOthers(agreement))) return false;
  for (uint32_t index : agreement.deeds) {
    if (DeedAt(index).kind == DeedKind::kAccede) return false;  // to what many have joined
  }
  for (uint32_t side : pair) {
    if (std::find(agreement.parties.begin(), agreement.parties.end(), side) !=
        agreement.parties.end()) {
      continue;
    }
    PartyTo(side, node, SentenceSpan(u_.agreement_phrases[agreement.phrases.front()].sentence),
            "follows:the-two", 0.75f, {});
  }
  return true;
}

void AgreementWriter::WriteOtherSide(const AgreementCase& agreement, uint32_t node) {
  if (agreement.headline || agreement.container || agreement.phrases.empty()) return;
  // Both are told by what was done to it: "with Peru, which Chile ratified in April".
  uint32_t told = 0;
  for (uint32_t i = 0; i < reading().mentions.entities.size(); ++i) {
    if (reading().mentions.entities[i].type != MentionType::kCountry) continue;
    const uint32_t state = builder_.ActorIndex(i);
    if (state != kNoIndex && builder_.HasFact("PARTY_TO", state, node)) ++told;
  }
  if (told > 1) return;
  if (agreement.parties.empty()) WritePair(agreement, node);
  if (agreement.parties.size() != 1) return;
  // People signed it whose home the text does not tell: it may be any.
  const bool unknown =
      std::any_of(agreement.deeds.begin(), agreement.deeds.end(), [&](uint32_t index) {
        const Deed& deed = DeedAt(index);
        return IsSigning(deed.kind) && deed.who.size() > 1 &&
               std::all_of(deed.who.begin(), deed.who.end(), [&](const Actor& actor) {
                 return actor.pronoun ||
                        (actor.entity < reading().mentions.entities.size() &&
                         reading().mentions.entities[actor.entity].type == MentionType::kPerson);
               });
      });
  uint32_t said = agreement.parties.front();
  if (said >= reading().mentions.entities.size()) return;
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    // Only where it is the other one that is named.
    if (phrase.with.actors.empty() || phrase.between) continue;
    std::vector<uint32_t> others = OtherSideOf(phrase, said);
    if (others.empty() || (unknown && others.front() == home_)) continue;
    for (uint32_t other : others) {
      PartyTo(other, node, SentenceSpan(phrase.sentence), "follows:other-side", 0.75f, {});
    }
    return;
  }
  // "an earlier agreement, signed with Lithuania in 2004"
  for (uint32_t index : agreement.deeds) {
    const Deed& deed = DeedAt(index);
    if (deed.rule != "participle-with" || deed.what.empty()) continue;
    for (uint32_t other : OtherSideOf(u_.agreement_phrases[deed.what.front()], said)) {
      PartyTo(other, node, deed.evidence, "follows:other-side", 0.75f, {});
    }
    return;
  }
  WritePair(agreement, node);
}

bool AgreementWriter::SignedByOthers(const AgreementCase& agreement, const Deed& planned) const {
  std::vector<uint32_t> others;
  for (const uint32_t index : agreement.deeds) {
    const Deed& deed = DeedAt(index);
    if (deed.kind != DeedKind::kSign || deed.status != DeedStatus::kDone) continue;
    for (const Meaning& meaning : u_.meanings.Of(deed.who, deed.verb_token)) {
      for (const uint32_t body : meaning.bodies) {
        if (std::find(others.begin(), others.end(), body) == others.end()) others.push_back(body);
      }
    }
  }
  for (const Meaning& meaning : u_.meanings.Of(planned.who, planned.verb_token)) {
    for (const uint32_t body : meaning.bodies) {
      if (std::find(others.begin(), others.end(), body) != others.end()) return false;
    }
  }
  return others.size() > 1;
}

bool AgreementWriter::NamedWithout(const AgreementCase& agreement, uint32_t body) const {
  for (const uint32_t index : agreement.phrases) {
    const std::vector<uint32_t>& named = u_.agreement_phrases[index].named_parties;
    if (named.size() > 1) return std::find(named.begin(), named.end(), body) == named.end();
  }
  return false;
}

bool AgreementWriter::NamesParty(const AgreementCase& agreement, uint32_t body) const {
  const auto named = [&](const std::vector<Actor>& actors, uint32_t before) {
    for (const Meaning& meaning : u_.meanings.Of(actors, before)) {
      if (meaning.person != kNoIndex && !meaning.said_so) continue;
      if (std::find(meaning.bodies.begin(), meaning.bodies.end(), body) != meaning.bodies.end()) {
        return true;
      }
    }
    return false;
  };
  for (const uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    if (named(phrase.with.actors, phrase.begin_token)) return true;
    if (std::find(phrase.named_parties.begin(), phrase.named_parties.end(), body) !=
        phrase.named_parties.end()) {
      return true;
    }
  }
  return std::any_of(agreement.deeds.begin(), agreement.deeds.end(), [&](uint32_t index) {
    return named(DeedAt(index).who, DeedAt(index).verb_token) ||
           named(DeedAt(index).behalf, DeedAt(index).verb_token);
  });
}

}  // namespace entente::ingest
