// Whose agreement it is where the text does not say so beside it: in the news of two states,
// theirs.

#include <algorithm>

#include "ingest/agreement_writer.h"

namespace entente::ingest {

namespace {
constexpr uint32_t kLeadSentences = 3;
constexpr size_t kMostSides = 4;

/// Whether all of `some` are in `all`.
bool Within(const std::vector<uint32_t>& some, const std::vector<uint32_t>& all) {
  return std::all_of(some.begin(), some.end(), [&](uint32_t one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  });
}

void AddOnce(std::vector<uint32_t>& list, uint32_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

std::vector<uint32_t> AgreementWriter::PairOf(const AgreementCase& agreement) const {
  const auto& entities = reading().mentions.entities;
  std::vector<uint32_t> pair;
  std::vector<uint32_t> bodies;  // where the text begins with what two bodies agreed
  const uint32_t story = agreement.phrases.empty()
                             ? kNoIndex
                             : StoryOf(u_.agreement_phrases[agreement.phrases.front()].begin_token);
  if (std::vector<uint32_t> label = StatesOfLabel(story); label.size() > 1) {
    return OfCompanies(agreement) ? std::vector<uint32_t>() : label;
  }
  bool several = false, others = false, lead_bodies = false;
  uint32_t first = kNoIndex;  // sentence of the pair told of first
  for (const AgreementCase& other : u_.agreements.cases) {
    if (&other == &agreement || other.headline || other.phrases.empty()) continue;
    if (StoryOf(u_.agreement_phrases[other.phrases.front()].begin_token) != story) continue;
    std::vector<uint32_t> sides = SidesOf(other);
    if (sides.size() < 2) continue;
    const uint32_t sentence = u_.agreement_phrases[other.phrases.front()].sentence;
    const bool states = std::all_of(sides.begin(), sides.end(), [&](uint32_t side) {
      return entities[side].type == MentionType::kCountry;
    });
    if (states) {
      const bool of_lead = lead_pair_.size() > 2 && Within(sides, lead_pair_);
      others = others || (!of_lead && (sides.size() > 2 || (!pair.empty() && pair != sides)));
      if (sides.size() == 2 && sentence < first) {
        pair = std::move(sides);
        first = sentence;
      }
    } else {
      const bool lead = sentence <= kLeadSentences;
      several = several || sides.size() > 2 || (bodies.empty() ? !lead : bodies != sides);
      if (bodies.empty()) {
        bodies = std::move(sides);
        lead_bodies = lead;
      }
    }
  }
  // In the news of two bodies what states agreed is background.
  if (!bodies.empty() && !pair.empty() && first > kLeadSentences && lead_bodies) {
    return several ? std::vector<uint32_t>() : bodies;
  }
  // Where others are told of, too: the two of the lead, in what is told of them.
  if (others && (pair.empty() || first > kLeadSentences || !ToldOfPair(agreement, pair))) return {};
  if ((pair.empty() && !lead_bodies) || (lead_pair_.size() > 2 && Within(pair, lead_pair_))) {
    if (std::vector<uint32_t> lead = PairOfLead(agreement); !lead.empty()) return lead;
  }
  if (pair.empty() && !several) return bodies;
  return pair;
}

std::vector<uint32_t> AgreementWriter::StatesOfLabel(uint32_t story) const {
  std::vector<uint32_t> states;
  const std::vector<Story>& stories = reading().mentions.stories;
  if (story >= stories.size() || stories[story].place != kNoIndex) return states;
  const auto& mentions = reading().mentions.mentions;
  uint32_t token = stories[story].begin_token;
  auto at = std::lower_bound(
      mentions.begin(), mentions.end(), token,
      [](const Mention& mention, uint32_t begin) { return mention.begin_token < begin; });
  for (; at != mentions.end() && at->begin_token <= token; ++at) {
    if (at->type != MentionType::kCountry) break;
    AddOnce(states, at->entity);
    token = at->end_token + 1;  // past what joins them
  }
  std::sort(states.begin(), states.end());
  return states;
}

void AgreementWriter::FindTitlePair(const std::vector<uint32_t>& counts) {
  std::vector<uint32_t> named;
  for (const Mention& mention : reading().mentions.mentions) {
    // The lines above the text: none of them ends with a full stop.
    const Sentence& line = reading().text.sentences[mention.sentence];
    if (mention.sentence > kLeadSentences || reading().IsMark(line.end_token - 1, '.')) break;
    if (mention.type != MentionType::kCountry || mention.entity >= counts.size()) continue;
    if (std::find(named.begin(), named.end(), mention.entity) == named.end()) {
      named.push_back(mention.entity);
    }
  }
  // All of them told of below the title, too, and nobody else as often.
  uint32_t least = kNoIndex;
  for (uint32_t state : named) least = std::min(least, counts[state]);
  if (named.size() < 2 || named.size() > kMostSides || least < 2) return;
  for (uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] >= least && std::find(named.begin(), named.end(), i) == named.end()) return;
  }
  std::sort(named.begin(), named.end());
  lead_pair_ = std::move(named);
}

void AgreementWriter::FindOnlyPair(const std::vector<uint32_t>& counts) {
  const auto named = static_cast<size_t>(
      std::count_if(counts.begin(), counts.end(), [](uint32_t times) { return times > 0; }));
  if (named != 2) return;
  uint32_t first = kNoIndex, before = kNoIndex;
  for (const Mention& mention : reading().mentions.mentions) {
    if (mention.sentence > kLeadSentences) return;
    if (mention.type != MentionType::kCountry || mention.entity >= counts.size()) continue;
    // "Peru and Chile", side by side.
    if (first != kNoIndex && mention.entity != first && mention.begin_token == before + 1 &&
        reading().IsWord(before, "and")) {
      lead_pair_ = {std::min(first, mention.entity), std::max(first, mention.entity)};
      return;
    }
    first = mention.entity;
    before = mention.end_token;
  }
}

void AgreementWriter::FindLeadPair() {
  const auto& entities = reading().mentions.entities;
  std::vector<uint32_t> counts(entities.size(), 0);
  std::vector<bool> in_lead(entities.size(), false);
  for (const Mention& mention : reading().mentions.mentions) {
    if (mention.type != MentionType::kCountry || mention.entity >= entities.size()) continue;
    ++counts[mention.entity];
    if (mention.sentence <= kLeadSentences) in_lead[mention.entity] = true;
  }
  home_ = reading().mentions.home;
  if (!reading().mentions.stories.empty()) return;  // a digest: each item is about others
  if (home_ == kNoIndex) FindHome(counts, in_lead);
  FindTitlePair(counts);
  if (lead_pair_.empty()) FindLeadGroup();
  if (lead_pair_.empty()) FindOnlyPair(counts);
  if (lead_pair_.empty()) FindHomePair(counts, in_lead);
  if (!lead_pair_.empty()) return;
  uint32_t first = kNoIndex, second = kNoIndex;
  uint32_t third = 0;  // how often the next one is named
  for (uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    if (first == kNoIndex || counts[i] > counts[first]) {
      if (second != kNoIndex) third = std::max(third, counts[second]);
      second = first;
      first = i;
    } else if (second == kNoIndex || counts[i] > counts[second]) {
      if (second != kNoIndex) third = std::max(third, counts[second]);
      second = i;
    } else {
      third = std::max(third, counts[i]);
    }
  }
  if (reading().mentions.home < in_lead.size()) in_lead[reading().mentions.home] = true;
  if (second == kNoIndex || counts[second] < 2 || 2 * third > counts[second] || !in_lead[first] ||
      !in_lead[second]) {
    return;
  }
  lead_pair_ = {std::min(first, second), std::max(first, second)};
}

void AgreementWriter::FindHome(const std::vector<uint32_t>& counts,
                               const std::vector<bool>& in_lead) {
  constexpr uint32_t kOften = 4;
  for (uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < kOften || !in_lead[i]) continue;
    const bool alone = std::none_of(counts.begin(), counts.end(), [&](const uint32_t& other) {
      return &other != &counts[i] && 2 * other > counts[i];
    });
    if (alone) home_ = i;
  }
}

void AgreementWriter::FindHomePair(const std::vector<uint32_t>& counts,
                                   const std::vector<bool>& in_lead) {
  const uint32_t home = reading().mentions.home;
  if (home >= counts.size()) return;
  uint32_t guest = kNoIndex, next = 0, named = 0;
  for (uint32_t i = 0; i < counts.size(); ++i) {
    if (i == home || counts[i] == 0) continue;
    ++named;
    if (guest == kNoIndex || counts[i] > counts[guest]) {
      if (guest != kNoIndex) next = std::max(next, counts[guest]);
      guest = i;
    } else {
      next = std::max(next, counts[i]);
    }
  }
  if (guest == kNoIndex || 2 * next > counts[guest]) return;
  if (counts[guest] < 3 && (named > 1 || counts[home] + counts[guest] < 3)) return;
  if (!in_lead[guest] && named > 1) return;
  lead_pair_ = {std::min(home, guest), std::max(home, guest)};
}

void AgreementWriter::FindLeadGroup() {
  const auto& entities = reading().mentions.entities;
  uint32_t first = kNoIndex;
  std::vector<uint32_t> group;
  for (const AgreementCase& agreement : u_.agreements.cases) {
    if (agreement.phrases.empty()) continue;
    const uint32_t sentence = u_.agreement_phrases[agreement.phrases.front()].sentence;
    if (sentence > kLeadSentences || sentence >= first) continue;
    std::vector<uint32_t> sides = SidesOf(agreement);
    if (sides.size() < 2) continue;
    first = sentence;
    group = std::move(sides);
  }
  if (group.size() < 3 || group.size() > kMostSides ||
      std::any_of(group.begin(), group.end(),
                  [&](uint32_t side) { return entities[side].type != MentionType::kCountry; })) {
    return;
  }
  lead_pair_ = std::move(group);
}

bool AgreementWriter::AtOdds(uint32_t token, uint32_t begin) const {
  constexpr uint32_t kReach = 8;
  for (uint32_t back = 1; back <= kReach && token >= begin + back + 1; ++back) {
    const uint32_t at = token - back;
    if (reading().IsWord(at, "between")) {
      return reading().SaysAny(
          at - 1, {"tensions", "tension", "war", "wars", "conflict", "rivalry", "dispute",
                   "disputes", "rift", "row", "fighting", "hostilities", "clashes"});
    }
    if (reading().text.tokens[at].kind == TokenKind::kPunctuation) return false;
  }
  return false;
}

bool AgreementWriter::AmongOthers(const AgreementCase& agreement) const {
  return std::any_of(agreement.phrases.begin(), agreement.phrases.end(), [&](uint32_t index) {
    const Sentence& sentence = reading().text.sentences[u_.agreement_phrases[index].sentence];
    for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
      // Or between many, whom others join.
      if (reading().SaysAny(
              token, {"rebel", "rebels", "insurgents", "guerrillas", "militants", "guerrilla",
                      "militia", "depositary", "join", "joined", "joining", "accession"})) {
        return true;
      }
    }
    return false;
  });
}

std::vector<uint32_t> AgreementWriter::StatesTold(uint32_t sentence_index,
                                                  const AgreementPhrase& but) const {
  const auto& entities = reading().mentions.entities;
  std::vector<uint32_t> states;
  const Sentence& sentence = reading().text.sentences[sentence_index];
  for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
    const Mention* mention = reading().MentionBeginning(token);
    if (mention == nullptr || mention->entity >= entities.size()) continue;
    if (token >= but.begin_token && token < but.end_token) continue;
    if (mention->type == MentionType::kCountry) {
      // "in the Norwegian capital": where it was.
      const uint32_t end = mention->end_token;
      const bool its =
          end < sentence.end_token && reading().text.tokens[end].kind == TokenKind::kPossessive;
      if (reading().SaysAny(its ? end + 1 : end, {"capital", "city", "town", "port"})) continue;
      if (AtOdds(token, sentence.begin_token)) continue;
      AddOnce(states, mention->entity);
    } else if (mention->type == MentionType::kPerson) {
      for (uint32_t body : u_.meanings.StandsFor(mention->entity)) {
        const uint32_t state =
            entities[body].type == MentionType::kCountry ? body : u_.meanings.StateOf(body);
        if (state != kNoIndex) AddOnce(states, state);
      }
    } else if (const uint32_t state = u_.meanings.StateOf(mention->entity); state != kNoIndex) {
      AddOnce(states, state);
    }
  }
  std::sort(states.begin(), states.end());
  return states;
}

std::vector<uint32_t> AgreementWriter::PairNear(const AgreementPhrase& phrase) const {
  constexpr uint32_t kBack = 3;
  std::vector<uint32_t> own = StatesTold(phrase.sentence, phrase);
  if (own.size() > 1) return own.size() == 2 ? own : std::vector<uint32_t>();
  for (uint32_t s = phrase.sentence, back = 0; s-- > 0 && back < kBack; ++back) {
    if (BlockOf(s) != BlockOf(phrase.sentence)) break;
    std::vector<uint32_t> told = StatesTold(s, phrase);
    if (told.size() > 2) return {};
    if (told.size() == 2) return Within(own, told) ? told : std::vector<uint32_t>();
    for (uint32_t state : told) AddOnce(own, state);
    if (own.size() > 1) return {};
  }
  return {};
}

std::vector<uint32_t> AgreementWriter::PairOfLead(const AgreementCase& agreement) const {
  return lead_pair_.empty() || OfCompanies(agreement) ? std::vector<uint32_t>() : lead_pair_;
}

bool AgreementWriter::OfCompanies(const AgreementCase& agreement) const {
  // What companies, towns and unions agree on is seldom between states.
  constexpr std::string_view kOthers[] = {"contract", "lease",    "loan",       "concession",
                                          "deal",     "purchase", "licence",    "collective",
                                          "sister",   "twinning", "sisterhood", "wage"};
  const std::string kind = KindOf(agreement);
  return std::any_of(std::begin(kOthers), std::end(kOthers), [&](auto word) {
    return kind.find(word) != std::string::npos ||
           std::find(agreement.content.begin(), agreement.content.end(), word) !=
               agreement.content.end() ||
           std::any_of(agreement.kinds.begin(), agreement.kinds.end(),
                       [&](const auto& known) { return known.find(word) != std::string::npos; });
  });
}

bool AgreementWriter::ToldOfPair(const AgreementCase& agreement,
                                 const std::vector<uint32_t>& pair) const {
  for (const uint32_t index : agreement.phrases) {
    const uint32_t sentence = u_.agreement_phrases[index].sentence;
    for (uint32_t s = sentence + 1; s-- > 0 && BlockOf(s) == BlockOf(sentence);) {
      if (NamesOtherStates(s, pair)) return false;
    }
  }
  return true;
}

}  // namespace entente::ingest
