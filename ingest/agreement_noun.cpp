// Whether a noun of agreeing heads an agreement's phrase here: "deal maker", "letter of credence".

#include <algorithm>

#include "ingest/agreement_phrase_finder.h"

namespace entente::ingest {

bool PhraseFinder::NounGoesOn(uint32_t at) const {
  if (reading_.Is(at, CoreList::kNotAgreementAfter)) return true;
  // "the Treaty Implementation Act", "the Coastal Trading Amendment Bill"
  constexpr uint32_t kTitleReach = 3;
  for (uint32_t i = at; i < end_ && i < at + kTitleReach && reading_.IsCapitalised(i); ++i) {
    if (reading_.SaysAny(i, {"act", "bill", "law", "ordinance"})) return true;
  }
  const Token& token = reading_.text.tokens[at];
  if (token.kind == TokenKind::kPunctuation && !token.space_before && at + 1 < end_ &&
      (reading_.Text(at) == "-" || reading_.Text(at) == "–")) {
    return true;
  }
  uint32_t head_end = 0;
  return !reading_.MentionAt(at) && HeadAt(at, head_end) != nullptr &&
         reading_.words[at] != reading_.words[at - 1] && !reading_.IsWord(at, "exchange") &&
         !reading_.IsWord(at, "minutes") &&
         !reading_.book
              .agreement_heads()[reading_.book.word(reading_.words[at]).agreement_heads.front()]
              .generic;
}

bool PhraseFinder::IsPluralName(const AgreementPhrase& phrase) const {
  const uint32_t head = phrase.head_token;
  if (!phrase.plural || phrase.count > 0 || !reading_.IsCapitalised(head)) return false;
  if (head < begin_ + 2 || !reading_.IsCapitalised(head - 1)) return false;
  if (reading_.IsWord(head, "accords")) return phrase.definite;
  const Mention* mention = reading_.MentionAt(head - 1);
  return mention != nullptr && mention->type == MentionType::kPlace &&
         reading_.SaysAny(head, {"conventions", "agreements", "treaties", "protocols"});
}

bool PhraseFinder::IsOfEmployment(const AgreementPhrase& phrase) const {
  if (phrase.definite || phrase.plural || phrase.begin_token < begin_ + 2) return false;
  const std::string_view verb = reading_.Text(phrase.begin_token - 1);
  const bool signs = verb == "signed" || verb == "signs" || verb == "penned" || verb == "inked" ||
                     verb == "agreed" || verb == "sign";
  bool years = false;
  for (uint32_t at = phrase.begin_token; at < phrase.head_token; ++at) {
    years = years || reading_.Text(at).ends_with("-year") ||
            reading_.Text(at).ends_with("-month") || reading_.SaysAny(at, {"year", "month"});
  }
  if (!signs || !years) return false;
  // One person who holds no post and speaks for nobody signs for himself.
  uint32_t people = 0;
  for (uint32_t at = begin_; at < end_; ++at) {
    const Mention* mention = reading_.MentionAt(at);
    if (mention == nullptr) continue;
    if (mention->type == MentionType::kCountry || mention->type == MentionType::kMinistry ||
        mention->type == MentionType::kPost) {
      return false;
    }
    if (mention->type == MentionType::kPerson) ++people;
    at = mention->end_token - 1;
  }
  const Mention* subject = reading_.MentionAt(phrase.begin_token - 2);
  if (subject == nullptr && phrase.begin_token >= begin_ + 3) {
    subject = reading_.MentionAt(phrase.begin_token - 3);  // "has signed"
  }
  return people == 1 && subject != nullptr && subject->type == MentionType::kPerson;
}

bool PhraseFinder::HeadlineVerb(uint32_t at) const {
  if (reading_.IsMark(end_ - 1, '.') || !reading_.Text(at).ends_with('s')) return false;
  // Somebody does it: a name, or a word that begins with a capital, stands right before.
  if (reading_.MentionAt(at - 1) == nullptr && !reading_.IsCapitalised(at - 1)) return false;
  const RuleWord& word = reading_.book.word(reading_.words[at]);
  if (!word.event_heads.empty() || !word.agreement_heads.empty()) return false;
  if (reading_.Is(at, CoreList::kCommonVerb)) return true;
  return std::any_of(word.verbs.begin(), word.verbs.end(), [](const VerbReading& reading) {
    return (reading.forms & (1u << static_cast<int>(VerbForm::kThird))) != 0;
  });
}

bool PhraseFinder::SaidToLack(const AgreementPhrase& phrase) const {
  uint32_t at = phrase.begin_token;
  const bool determiner = at < phrase.head_token && reading_.Is(at, CoreList::kDeterminer);
  if (phrase.definite && !(determiner && reading_.SaysAny(at, {"no", "any", "such"}))) return false;
  bool no = determiner && reading_.IsWord(at, "no");
  if (!no && at > begin_ && reading_.MentionAt(at - 1) == nullptr &&
      reading_.IsWord(at - 1, "no")) {
    no = true;
    --at;
  }
  if (no && phrase.end_token < end_ && reading_.SaysAny(phrase.end_token, {"exists", "existed"})) {
    return true;
  }
  // "No deal between Peru and Acme.": all that is said.
  const bool opens = at == begin_ || (reading_.MentionAt(at - 1) == nullptr &&
                                      reading_.text.tokens[at - 1].kind == TokenKind::kPunctuation);
  const bool ends = phrase.end_token >= end_ ||
                    (phrase.end_token + 1 == end_ && reading_.IsMark(phrase.end_token, '.'));
  if (no && opens && ends) return true;
  // What governs it stands right before, past adverbs.
  uint32_t left = at;
  const auto back = [&] {
    while (left > begin_ && reading_.MentionAt(left - 1) == nullptr &&
           (reading_.Is(left - 1, CoreList::kAdverb) || reading_.IsWord(left - 1, "currently"))) {
      --left;
    }
    return left > begin_ && reading_.MentionAt(left - 1) == nullptr;
  };
  if (!back()) return false;
  --left;
  if (no) {
    // "There is | no treaty", "They have | no treaty"
    return reading_.Is(left, CoreList::kHave) ||
           (reading_.Is(left, CoreList::kBe) && left > begin_ &&
            reading_.IsWord(left - 1, "there"));
  }
  // "ended without a treaty | being signed": one was looked for.
  if (phrase.end_token < end_ && reading_.IsWord(phrase.end_token, "being")) return false;
  if (reading_.SaysAny(left, {"without", "lack", "lacks", "lacked", "lacking"})) return true;
  if (reading_.IsWord(left, "of") && left > begin_) {
    return reading_.SaysAny(left - 1, {"absence", "lack"});
  }
  if (!reading_.Is(left, CoreList::kHave)) return false;
  // "do not have | a treaty", "has never had | a treaty"
  const bool had = reading_.IsWord(left, "had");
  for (uint32_t i = 0; i < 3 && back(); ++i) {
    --left;
    if (reading_.Is(left, CoreList::kNegation)) return true;
    if (reading_.Is(left, CoreList::kNegatedAuxiliary)) {
      return had ||
             reading_.SaysAny(left, {"don't", "doesn't", "didn't", "don’t", "doesn’t", "didn’t"});
    }
    if (!reading_.Is(left, CoreList::kHave) && !reading_.Is(left, CoreList::kDo)) return false;
  }
  return false;
}

bool PhraseFinder::LooksLikeNoun(uint32_t head, uint32_t head_end,
                                 const AgreementPhrase& phrase) const {
  std::string_view text = reading_.book.word(reading_.words[head]).text;
  if ((text == "instrument" || text == "instruments") && head_end < end_ &&
      reading_.IsWord(head_end, "of")) {
    return false;  // of ratification, of accession
  }
  // "no agreement was reached", but "no protocol on fishing has been signed"
  if (head > begin_ && reading_.IsWord(head - 1, "no") &&
      !(head_end < end_ &&
        (reading_.Is(head_end, CoreList::kTopicPreposition) || reading_.IsWord(head_end, "with") ||
         reading_.IsWord(head_end, "between")))) {
    return false;
  }
  // "at Paper Plus": part of a name
  if (phrase.generic && !phrase.plural && head > begin_ && reading_.IsCapitalised(head) &&
      head_end < end_ && reading_.IsCapitalised(head_end) && phrase.begin_token == head) {
    return false;
  }
  // "signed not a treaty but a letter of intent"
  if (phrase.begin_token > begin_ && !phrase.definite && !phrase.plural &&
      reading_.IsWord(phrase.begin_token - 1, "not") &&
      reading_.Is(phrase.begin_token, CoreList::kDeterminer)) {
    return false;
  }
  // "ended without agreement"
  if (head > begin_ && reading_.IsWord(head - 1, "without") && !phrase.plural) return false;
  // "agreed on the text of a treaty": of the treaty
  if (phrase.generic && head_end + 1 < end_ && reading_.IsWord(head_end, "of") &&
      AgreementFollows(head_end + 1)) {
    return false;
  }
  // "reached agreement on | the final text of a treaty": the treaty's
  if (text == "agreement" && head_end + 3 < end_ && reading_.IsWord(head_end, "on") &&
      !phrase.definite) {
    uint32_t noun = head_end + 1;
    while (noun + 1 < end_ && noun < head_end + 4 && reading_.MentionAt(noun) == nullptr &&
           !reading_.SaysAny(noun, {"text", "terms", "wording", "draft", "details", "contents"})) {
      ++noun;
    }
    if (noun + 1 < end_ &&
        reading_.SaysAny(noun, {"text", "terms", "wording", "draft", "details", "contents"}) &&
        reading_.SaysAny(noun + 1, {"of", "for"}) && AgreementFollows(noun + 2)) {
      return false;
    }
  }
  // "a package of agreements": of those
  if (phrase.weak && !phrase.plural && text == "package" && head_end + 1 < end_ &&
      reading_.IsWord(head_end, "of") && AgreementNoun(head_end + 1)) {
    return false;
  }
  // "letter of credence", "note of protest"
  const bool paper = phrase.kind.starts_with("letter") || phrase.kind == "declaration" ||
                     phrase.kind == "exchange of notes";
  if (paper && head_end + 1 < end_ && reading_.IsWord(head_end, "of") &&
      reading_.Is(head_end + 1, CoreList::kNotAgreementOf)) {
    return false;
  }
  // "exchanged letters | on fishing", "| setting up a commission"; others write letters, too.
  if (text == "letters" && phrase.weak) {
    const bool exchanged =
        phrase.begin_token > begin_ &&
        reading_.SaysAny(phrase.begin_token - 1, {"exchanged", "exchange", "exchanging"});
    const bool about = head_end + 1 < end_ && (reading_.Is(head_end, CoreList::kTopicPreposition) ||
                                               reading_.Text(head_end).ends_with("ing"));
    if (!exchanged || !about || phrase.begin_token != head) return false;
  }
  if (text == "minutes" && phrase.weak && phrase.count > 0) return false;  // a while
  if (phrase.count > 1 && !phrase.plural) return false;  // "6,200 contract nurses"
  bool bare = phrase.begin_token == head && !phrase.plural;
  uint32_t before = phrase.begin_token > begin_ ? phrase.begin_token - 1 : kNoIndex;
  // "Unlike earlier truces, the accord": none that the text tells of.
  for (uint32_t at = head; phrase.plural && at > begin_ && at + 3 > head; --at)
    if (reading_.SaysAny(at - 1, {"unlike", "like"})) return false;
  // "The treaty of 1959 remains | the only pact on the books": the same.
  uint32_t lead = head;
  bool alone = false;
  while (lead > phrase.begin_token ||
         (lead > begin_ && reading_.SaysAny(lead - 1, {"the", "only"}))) {
    --lead;
    alone = alone || reading_.SaysAny(lead, {"only", "oldest", "largest", "latest", "biggest"});
  }
  if (alone && previous_ != kNoIndex && lead > begin_ &&
      phrases_[previous_].sentence == sentence_ && phrases_[previous_].end_token < lead &&
      reading_.SaysAny(lead - 1, {"is", "was", "remains", "remained", "became", "becomes"})) {
    return false;
  }
  if (head > begin_ && reading_.Is(head - 1, CoreList::kNotAgreementBefore)) return false;
  if (text.starts_with("contract") && head_end + 1 < end_ && reading_.IsWord(head_end, "of") &&
      reading_.Text(head_end + 1) == "employment") {
    return false;
  }
  if (text == "deal" || text == "deals" || text.starts_with("contract") ||
      text.starts_with("extension")) {
    for (uint32_t at = begin_; at < end_; ++at) {
      if (reading_.Is(at, CoreList::kPerformer)) return false;
    }
    if (IsOfEmployment(phrase)) return false;
  }
  if (text == "deal" || text == "deals" || text == "contract" || text == "contracts" ||
      text == "compact" || text == "accord" || text == "text" || text == "pact") {
    bool of_verb = before != kNoIndex && reading_.MentionAt(before) == nullptr &&
                   !reading_.book.word(reading_.words[before]).verbs.empty();
    if (bare && text != "pact" && !of_verb && !reading_.IsCapitalised(head)) return false;
    if (before != kNoIndex && bare &&
        (reading_.IsWord(before, "to") || reading_.Is(before, CoreList::kFuture))) {
      return false;
    }
  }
  if (bare && before != kNoIndex && text == "accord" &&
      (reading_.IsWord(before, "in") || reading_.IsWord(before, "own"))) {
    return false;
  }
  // "the customs declaration" of a traveller
  if (phrase.kind == "declaration" && head > begin_ &&
      reading_.SaysAny(head - 1, {"customs", "tax", "income", "asset", "assets"})) {
    return false;
  }
  if (text == "convention" || text == "conventions") {
    // "their annual convention", "the 14th Caravan Convention"
    for (uint32_t at = phrase.begin_token; at < head; ++at) {
      const std::string_view word = reading_.Text(at);
      const bool numbered = word.size() > 2 && word.front() >= '0' && word.front() <= '9' &&
                            (word.ends_with("th") || word.ends_with("st") || word.ends_with("nd") ||
                             word.ends_with("rd"));
      if (numbered || reading_.SaysAny(at, {"annual", "yearly", "biennial", "party", "nominating"}))
        return false;
    }
    // A gathering, unless a name or what it is about says otherwise.
    bool about = head_end < end_ && reading_.Is(head_end, CoreList::kTopicPreposition);
    // "the convention of Maltese beekeepers"
    uint32_t people = head_end + 1;
    if (people < end_ && reading_.IsWord(head_end, "of")) {
      if (const Mention* whose = reading_.MentionBeginning(people)) people = whose->end_token;
      if (people < end_ && !reading_.IsCapitalised(head) && reading_.words[people] == 0 &&
          reading_.MentionAt(people) == nullptr && reading_.Text(people).ends_with("rs")) {
        return false;
      }
    }
    if (!reading_.IsCapitalised(head) && !about && (phrase.owner != kNoIndex || !phrase.definite) &&
        phrase.name_begin == head) {
      return false;
    }
  }
  // "agreement was reached": an act, no thing; it counts with what it is about.
  (void)head_end;
  return true;
}

bool PhraseFinder::AgreementNoun(uint32_t at) const {
  constexpr uint32_t kReach = 4;
  for (uint32_t i = at; i < end_ && i < at + kReach; ++i) {
    if (reading_.text.tokens[i].kind == TokenKind::kPunctuation) return false;
    uint32_t head_end = 0;
    const HeadNoun* head = HeadAt(i, head_end);
    if (head != nullptr) return head->plural;
  }
  return false;
}

}  // namespace entente::ingest
