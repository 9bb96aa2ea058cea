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
    // Somebody else speaks of it.
    uint32_t state = u_.meanings.StateOf(bodies.front());
    if (bodies.front() != mentions.home && state != mentions.home) return {};
    break;
  }
  bool state = mentions.entities[said].type == MentionType::kCountry;
  if (state && mentions.home < mentions.entities.size() && mentions.home != said) {
    return {mentions.home};
  }
  return {};
}

std::vector<uint32_t> AgreementWriter::PairOf(const AgreementCase& agreement) const {
  std::vector<uint32_t> pair;
  for (const AgreementCase& other : u_.agreements.cases) {
    if (&other == &agreement || other.headline) continue;
    std::vector<uint32_t> states;
    for (uint32_t party : other.parties) {
      uint32_t state = reading().mentions.entities[party].type == MentionType::kCountry
                           ? party
                           : u_.meanings.StateOf(party);
      if (state != kNoIndex && std::find(states.begin(), states.end(), state) == states.end()) {
        states.push_back(state);
      }
    }
    if (states.size() < 2) continue;
    std::sort(states.begin(), states.end());
    if (states.size() > 2 || (!pair.empty() && pair != states)) return {};
    pair = std::move(states);
  }
  return pair;
}

bool AgreementWriter::NamesOthers(const AgreementPhrase& phrase) const {
  for (uint32_t token = phrase.begin_token; token < phrase.end_token; ++token) {
    if (reading().IsWord(token, "with") || reading().IsWord(token, "between")) return true;
  }
  return false;
}

bool AgreementWriter::SpeaksOfOthers(uint32_t sentence_index,
                                     const std::vector<uint32_t>& pair) const {
  const Sentence& sentence = reading().text.sentences[sentence_index];
  for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
    const Mention* mention = reading().MentionBeginning(token);
    if (mention == nullptr) continue;
    if (mention->type == MentionType::kOrganization || mention->type == MentionType::kMinistry) {
      uint32_t state = u_.meanings.StateOf(mention->entity);
      if (std::find(pair.begin(), pair.end(), state) == pair.end()) return true;
    }
    if (mention->type == MentionType::kCountry &&
        std::find(pair.begin(), pair.end(), mention->entity) == pair.end()) {
      return true;
    }
  }
  return false;
}

void AgreementWriter::WritePair(const AgreementCase& agreement, uint32_t node) {
  std::vector<uint32_t> pair = PairOf(agreement);
  if (pair.size() != 2) return;
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    // "an upgrade of the treaty" would become the treaty itself when documents are compared.
    if (phrase.weak || phrase.owner != kNoIndex || !phrase.named_parties.empty() ||
        NamesOthers(phrase) || SpeaksOfOthers(phrase.sentence, pair)) {
      return;
    }
  }
  for (uint32_t state : pair) {
    PartyTo(state, node, SentenceSpan(u_.agreement_phrases[agreement.phrases.front()].sentence),
            "follows:the-two", 0.75f, {});
  }
}

void AgreementWriter::WriteOtherSide(const AgreementCase& agreement, uint32_t node) {
  if (agreement.headline || agreement.container || agreement.phrases.empty()) return;
  if (agreement.parties.empty() && agreement.bundle == kNoIndex) WritePair(agreement, node);
  if (agreement.parties.size() != 1) return;
  uint32_t said = agreement.parties.front();
  if (said >= reading().mentions.entities.size()) return;
  for (uint32_t index : agreement.phrases) {
    const AgreementPhrase& phrase = u_.agreement_phrases[index];
    // Only where it is the other one that is named.
    if (phrase.with.actors.empty() || phrase.between) continue;
    std::vector<uint32_t> others = OtherSideOf(phrase, said);
    if (others.empty()) continue;
    for (uint32_t other : others) {
      PartyTo(other, node, SentenceSpan(phrase.sentence), "follows:other-side", 0.75f, {});
    }
    return;
  }
}

}  // namespace entente::ingest
