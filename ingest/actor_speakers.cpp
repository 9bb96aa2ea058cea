// Who says "I": the one to whom the sentence gives the words, or whom the text interviews.

#include <algorithm>
#include <string_view>
#include <vector>

#include "ingest/actor_meaning.h"

namespace entente::ingest {

namespace {

bool Speaks(const Reading& reading, uint32_t token) {
  return reading.SaysAny(token, {"said", "says", "told", "recalled", "recalls", "added", "noted",
                                 "explained", "joked", "admitted", "insisted", "replied",
                                 "answered", "remembered", "wrote", "declared", "stated"});
}

bool IsQuote(const Reading& reading, uint32_t token) {
  const std::string_view text = reading.Text(token);
  return text == "\"" || text == "“" || text == "”" || text == "''" || text == "``";
}

bool IsLabel(const Reading& reading, uint32_t token) {
  return token + 1 < reading.text.tokens.size() && reading.IsMark(token + 1, ':');
}

/// "Q: …", "Answer: …": the word that says whose turn it is in the block of a sentence; the
/// sentence's own first token where there is none.
uint32_t TurnOf(const Reading& reading, uint32_t sentence_index) {
  constexpr uint32_t kReach = 12;  // sentences of one turn
  const auto& sentences = reading.text.sentences;
  uint32_t first = sentence_index;
  for (uint32_t back = 0; first > 0 && back < kReach; ++back, --first) {
    if (sentences[first - 1].block != sentences[sentence_index].block) break;
    if (IsLabel(reading, sentences[first].begin_token)) break;
  }
  return sentences[first].begin_token;
}

/// "Ann Ayres: I signed it": whose turn it is by name; kNoIndex where no name stands there.
uint32_t NamedTurn(const Reading& reading, uint32_t turn) {
  const Mention* mention = reading.MentionBeginning(turn);
  if (mention == nullptr || mention->type != MentionType::kPerson ||
      mention->end_token >= reading.text.tokens.size() ||
      !reading.IsMark(mention->end_token, ':') ||
      mention->entity >= reading.mentions.entities.size()) {
    return kNoIndex;
  }
  return mention->entity;
}

bool IsQuestionTurn(const Reading& reading, uint32_t turn) {
  return IsLabel(reading, turn) && reading.SaysAny(turn, {"q", "question"});
}

bool IsAnswerTurn(const Reading& reading, uint32_t turn) {
  return IsLabel(reading, turn) && reading.SaysAny(turn, {"a", "answer"});
}

}  // namespace

uint32_t ActorMeanings::SpeakerIn(uint32_t sentence_index) const {
  constexpr uint32_t kReach = 9;
  const auto& entities = reading_.mentions.entities;
  const Sentence& sentence = reading_.text.sentences[sentence_index];
  const auto person_at = [&](uint32_t token) {
    const Mention* mention = reading_.MentionAt(token);
    const bool person = mention != nullptr && mention->entity < entities.size() &&
                        mention->type == MentionType::kPerson && entities[mention->entity].named;
    return person ? mention->entity : kNoIndex;
  };
  for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
    if (!Speaks(reading_, token)) continue;
    // "Ann Ayres said", "Ann Ayres of Peru said", "Ann Ayres, the minister, said"
    for (uint32_t back = token; back > sentence.begin_token && back + kReach > token; --back) {
      if (IsQuote(reading_, back - 1)) break;
      if (const uint32_t person = person_at(back - 1); person != kNoIndex) return person;
    }
    // "he said"
    if (token > sentence.begin_token && reading_.SaysAny(token - 1, {"he", "she"})) {
      Actor pronoun;
      pronoun.pronoun = true;
      std::vector<Meaning> found;
      Antecedents(pronoun, token - 1, found);
      if (found.size() == 1) return found.front().person;
    }
    // "said Minister Ann Ayres"
    for (uint32_t next = token + 1; next < sentence.end_token && next < token + kReach; ++next) {
      if (IsQuote(reading_, next)) break;
      if (const uint32_t person = person_at(next); person != kNoIndex) return person;
    }
  }
  return kNoIndex;
}

uint32_t ActorMeanings::Interviewed() const {
  constexpr uint32_t kLead = 8, kReach = 14;  // sentences, tokens
  const auto& entities = reading_.mentions.entities;
  const auto& sentences = reading_.text.sentences;
  const uint32_t end = sentences.size() > kLead
                           ? sentences[kLead].begin_token
                           : static_cast<uint32_t>(reading_.text.tokens.size());
  for (uint32_t token = 0; token + 1 < end; ++token) {
    const bool with = reading_.SaysAny(token, {"interview", "conversation", "questions"}) &&
                      reading_.SaysAny(token + 1, {"with", "to", "for"});
    if (!with && !reading_.SaysAny(token, {"interviewed"})) continue;
    for (uint32_t next = token + 1; next < end && next < token + kReach; ++next) {
      const Mention* mention = reading_.MentionBeginning(next);
      if (mention != nullptr && mention->type == MentionType::kPerson &&
          mention->entity < entities.size() && entities[mention->entity].named) {
        return mention->entity;
      }
    }
  }
  // Turns by name: of whoever does not ask.
  constexpr uint32_t kTurns = 60;  // sentences
  uint32_t asks = kNoIndex;
  for (uint32_t s = 0; s < sentences.size() && s < kTurns; ++s) {
    const uint32_t named = NamedTurn(reading_, sentences[s].begin_token);
    if (named == kNoIndex) continue;
    uint32_t last = s;
    while (last + 1 < sentences.size() && sentences[last + 1].block == sentences[s].block &&
           last < s + kTurns) {
      ++last;
    }
    if (reading_.IsMark(sentences[last].end_token - 1, '?')) {
      asks = named;
    } else if (asks != kNoIndex && named != asks) {
      return named;
    }
  }
  // Questions and answers: the first one whom the lines above them name.
  constexpr uint32_t kLongestLead = 20;
  for (uint32_t s = 0; s < sentences.size() && s < kLongestLead; ++s) {
    if (!IsQuestionTurn(reading_, sentences[s].begin_token)) continue;
    for (uint32_t token = 0; token < sentences[s].begin_token; ++token) {
      const Mention* mention = reading_.MentionBeginning(token);
      const bool by = token > 0 && reading_.SaysAny(token - 1, {"by"});
      if (mention != nullptr && !by && mention->type == MentionType::kPerson &&
          mention->entity < entities.size() && entities[mention->entity].named) {
        return mention->entity;
      }
    }
    break;
  }
  return kNoIndex;
}

uint32_t ActorMeanings::IssuedStatement(uint32_t sentence_index) const {
  // "Minister Ann Ayres today issued the following | statement:", and its paragraphs below
  constexpr uint32_t kReach = 30;
  for (uint32_t s = sentence_index, back = 0; s-- > 0 && back < kReach; ++back) {
    const Sentence& sentence = reading_.text.sentences[s];
    if (!reading_.IsMark(sentence.end_token - 1, ':')) continue;
    bool following = false;
    for (uint32_t t = sentence.begin_token; t < sentence.end_token; ++t) {
      following = following || (reading_.Says(t, "following") &&
                                reading_.SaysAny(t + 1, {"statement", "remarks", "message"}));
    }
    if (!following) continue;
    for (uint32_t t = sentence.end_token; t-- > sentence.begin_token;) {
      const Mention* mention = reading_.MentionAt(t);
      if (mention != nullptr && mention->type == MentionType::kPerson &&
          mention->entity < reading_.mentions.entities.size()) {
        return mention->entity;
      }
    }
  }
  return kNoIndex;
}

uint32_t ActorMeanings::SpeakerAt(uint32_t token) const {
  const auto& sentences = reading_.text.sentences;
  const auto after = std::upper_bound(
      sentences.begin(), sentences.end(), token,
      [](uint32_t value, const Sentence& sentence) { return value < sentence.begin_token; });
  if (after == sentences.begin()) return kNoIndex;
  const auto here = static_cast<uint32_t>(after - sentences.begin()) - 1;
  const uint32_t turn = TurnOf(reading_, here);
  const bool asked = IsQuestionTurn(reading_, turn), addressed = reading_.Says(token, "you");
  if (asked || addressed) return asked && addressed ? Interviewed() : kNoIndex;
  if (const uint32_t named = NamedTurn(reading_, turn); named != kNoIndex) return named;
  if (IsAnswerTurn(reading_, turn)) return Interviewed();
  if (const uint32_t speaker = SpeakerIn(here); speaker != kNoIndex) return speaker;
  // The sentences beside it, in one paragraph: "I signed it. It was late," Ann Ayres said.
  if (here + 1 < sentences.size() && sentences[here + 1].block == sentences[here].block) {
    if (const uint32_t speaker = SpeakerIn(here + 1); speaker != kNoIndex) return speaker;
  }
  if (here > 0 && sentences[here - 1].block == sentences[here].block) {
    if (const uint32_t speaker = SpeakerIn(here - 1); speaker != kNoIndex) return speaker;
  }
  // The questions are somebody else's.
  if (reading_.IsMark(sentences[here].end_token - 1, '?')) return kNoIndex;
  const uint32_t issued = IssuedStatement(here);
  return issued != kNoIndex ? issued : Interviewed();
}

}  // namespace entente::ingest
