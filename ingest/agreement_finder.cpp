#include "ingest/agreement_finder.h"

#include <algorithm>

#include "ingest/agreement_phrase_finder.h"

namespace entente::ingest {

namespace {

constexpr uint32_t kMaxPremodifiers = 8;

}  // namespace

std::vector<AgreementPhrase> PhraseFinder::FindAll() {
  for (sentence_ = 0; sentence_ < reading_.text.sentences.size(); ++sentence_) {
    const Sentence& sentence = reading_.text.sentences[sentence_];
    begin_ = sentence.begin_token;
    end_ = sentence.end_token;
    previous_ = kNoIndex;
    free_ = begin_;
    for (uint32_t token = begin_; token < end_; ++token) {
      if (token < free_) continue;
      if (reading_.words[token] == 0) continue;
      if (TryAnother(token) || TryListedTopic(token)) continue;
      TryHead(token);
    }
  }
  return std::move(phrases_);
}

namespace {

/// "FTA", "FTAs"
bool InCapitals(std::string_view text) {
  if (text.size() > 2 && text.back() == 's') text.remove_suffix(1);
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

const HeadNoun* PhraseFinder::HeadAt(uint32_t token, uint32_t& head_end) const {
  return reading_.HeadNounAt(reading_.book.word(reading_.words[token]).agreement_heads,
                             reading_.book.agreement_heads(), token, end_, head_end);
}

bool PhraseFinder::TryHead(uint32_t token) {
  uint32_t head_end = 0;
  const HeadNoun* head = HeadAt(token, head_end);
  if (head == nullptr) return false;
  // "put pen to paper on a lease" speaks of no paper.
  if (head->generic && token >= begin_ + 2 && reading_.IsWord(token - 2, "pen")) return false;
  // "framework agreement" and the like: the noun nearer to the end is the head.
  const Mention* over = reading_.MentionAt(token);
  // "heads of terms", "Programme of Cooperation in Forestry": several words that only an agreement
  // begins with are one, though their first is that of a post or of a body.
  const bool begins = over != nullptr && over->begin_token == token && head_end > token + 1;
  const bool post = begins && over->type == MentionType::kPost && head_end >= over->end_token;
  if (over != nullptr && !post && !MayHoldAgreement(*over, token)) return false;
  if (head->titled && !reading_.IsCapitalised(token)) return false;
  if (head->acronym && !InCapitals(reading_.Text(token))) return false;
  // "Global Shipping Alliance": a body, since its noun is seldom an agreement's.
  if (over != nullptr && head->weak && !head->titled && !begins &&
      over->type == MentionType::kOrganization) {
    return false;
  }
  if (head_end < end_ && NounGoesOn(head_end)) return false;
  // "arrangements for carrying goods": how a thing is done.
  if (head->plural && reading_.IsWord(token, "arrangements") && head_end + 1 < end_ &&
      reading_.IsWord(head_end, "for") && reading_.MentionAt(head_end + 1) == nullptr &&
      reading_.Text(head_end + 1).ends_with("ing")) {
    return false;
  }
  AgreementPhrase phrase;
  phrase.sentence = sentence_;
  phrase.head_token = token;
  phrase.kind = head->kind;
  phrase.plural = head->plural;
  phrase.weak = head->weak;
  phrase.generic = head->generic;
  phrase.end_token = phrase.name_end = head_end;
  if (!phrase.plural && !head->weak && !head->generic)
    phrase.plural = CountedSingular(token, head_end);
  ExtendLeft(token, phrase);
  // "the Republic of | Peru-Chile agreement"
  const uint32_t first = phrase.begin_token;
  if (first >= free_ + 3 && reading_.IsWord(first - 1, "of") && reading_.IsWord(first - 3, "the") &&
      reading_.SaysAny(first - 2, {"republic", "kingdom", "sultanate", "state"}) &&
      reading_.MentionAt(first - 2) == nullptr) {
    phrase.begin_token = first - 3;
    phrase.definite = true;
  }
  if (!LooksLikeNoun(token, head_end, phrase)) return false;
  if (IsPluralName(phrase)) phrase.plural = false;
  ExtendRight(head_end, phrase);
  if (SaidToLack(phrase)) return false;
  Finish(phrase);
  return true;
}

bool PhraseFinder::CountedSingular(uint32_t head, uint32_t head_end) const {
  if (head == begin_ || reading_.MentionAt(head - 1) != nullptr) return false;
  uint32_t count = 0;
  if (reading_.text.tokens[head - 1].kind == TokenKind::kNumber) {
    if (!ReadCount(head - 1, count) || count >= 1900) return false;
  } else if (reading_.Is(head - 1, CoreList::kNumberWord)) {
    count = NumberOf(head - 1);
  }
  if (count < 2) return false;
  return head_end >= end_ || reading_.text.tokens[head_end].kind == TokenKind::kPunctuation ||
         reading_.Is(head_end, CoreList::kPreposition) ||
         reading_.Is(head_end, CoreList::kTopicPreposition) || reading_.IsWord(head_end, "and");
}

bool PhraseFinder::TryAnother(uint32_t token) {
  if (phrases_.empty() || token + 2 >= end_) return false;
  // "two agreements were signed: the first on trade, the second on tourism"
  const bool numbered =
      previous_ != kNoIndex && token > begin_ + 1 && phrases_[previous_].sentence == sentence_ &&
      (phrases_[previous_].plural || phrases_[previous_].ordinal != 0) &&
      reading_.IsWord(token - 1, "the") && reading_.Is(token + 1, CoreList::kTopicPreposition) &&
      OrdinalOf(token) != 0;
  // "two memoranda: one on trade, the other on visas"
  const bool other = previous_ != kNoIndex && token > begin_ + 1 && phrases_[previous_].another &&
                     reading_.IsWord(token, "other") && reading_.IsWord(token - 1, "the");
  bool another =
      reading_.IsWord(token, "another") || reading_.IsWord(token, "one") || numbered || other;
  if (!another || reading_.MentionAt(token) != nullptr) return false;
  // "They signed a treaty. Another, on visas, …": of the sentence before.
  const bool opens = (token == begin_ && reading_.IsWord(token, "another")) || TakesUp(token);
  if (opens ? phrases_.back().sentence + 1 != sentence_ : previous_ == kNoIndex) return false;
  const AgreementPhrase before = phrases_[opens ? phrases_.size() - 1 : previous_];
  if (opens && (before.weak || (before.generic && !before.plural) ||
                reading_.text.sentences[before.sentence].block !=
                    reading_.text.sentences[sentence_].block)) {
    return false;
  }
  if (!opens && (before.sentence != sentence_ || token == begin_)) return false;
  uint32_t next = token + 1;
  bool goes_on = reading_.Is(next, CoreList::kTopicPreposition) || reading_.IsWord(next, "with") ||
                 reading_.IsWord(next, "between") || PastItsSigning(next) != next;
  if (reading_.IsWord(token - 1, "no")) return false;
  // "replaces one signed in 2009", "the one of 1977"
  // "the old one, signed in 2009"
  const bool aside = reading_.IsMark(next, ',') && reading_.Is(token - 1, CoreList::kOlder) &&
                     SignedOrDated(next + 1);
  // "replaces the 1975 one"
  const Mention* year = token > begin_ + 1 ? reading_.MentionAt(token - 1) : nullptr;
  const bool of_year = year != nullptr && year->type == MentionType::kDate &&
                       year->begin_token == token - 1 && reading_.IsWord(token - 2, "the");
  // "and a new one is being drafted"
  // "replaced their old treaty with a new one, signed last week"
  const bool fresh =
      token > begin_ + 1 && reading_.SaysAny(token - 1, {"new", "broader", "fresh", "longer"}) &&
      reading_.IsWord(token - 2, "a") &&
      (reading_.Is(next, CoreList::kBe) ||
       (reading_.IsMark(next, ',') && SignedOrDated(next + 1)) || SignedOrDated(next));
  const bool dated = aside || of_year || fresh || SignedOrDated(next);
  if (!dated && (!goes_on || reading_.IsWord(next, "of"))) return false;
  AgreementPhrase phrase;
  phrase.sentence = sentence_;
  phrase.head_token = token;
  phrase.kind = before.kind;
  phrase.weak = before.weak;
  phrase.another = true;
  if (numbered) phrase.ordinal = OrdinalOf(token);
  phrase.begin_token = phrase.name_begin = other ? token - 1 : token;
  phrase.end_token = phrase.name_end = next;
  if (dated && !fresh) phrase.older = true;
  if (of_year) {
    phrase.date = year->value;
    phrase.definite = true;
    phrase.begin_token = phrase.name_begin = token - 1;
  }
  ExtendRight(next, phrase);
  if (phrase.end_token == next && phrase.topics.empty() && !dated) return false;
  Finish(phrase);
  return true;
}

bool PhraseFinder::SignedOrDated(uint32_t at) const {
  if (at + 1 >= end_) return false;
  if (reading_.IsWord(at, "of") || reading_.IsWord(at, "from")) {
    const Mention* date = reading_.MentionBeginning(at + 1);
    return date != nullptr && date->type == MentionType::kDate;
  }
  constexpr uint8_t kParticiple = 1u << static_cast<int>(VerbForm::kParticiple);
  const RuleWord& word = reading_.book.word(reading_.words[at]);
  const uint64_t signs = reading_.book.VerbClassBit("sign") | reading_.book.VerbClassBit("initial");
  return reading_.MentionAt(at) == nullptr &&
         std::any_of(word.verbs.begin(), word.verbs.end(), [&](const VerbReading& verb) {
           return (verb.forms & kParticiple) != 0 && verb.particle.empty() &&
                  (RuleBook::VerbClassBit(verb.verb_class) & signs) != 0;
         });
}

void PhraseFinder::Finish(AgreementPhrase& phrase) {
  CollectContent(phrase);
  previous_ = static_cast<uint32_t>(phrases_.size());
  free_ = phrase.end_token;
  phrases_.push_back(std::move(phrase));
  if (phrases_.back().plural && !SplitParties()) SplitTopics();
}

bool PhraseFinder::MayHoldAgreement(const Mention& mention, uint32_t token) const {
  if (mention.type == MentionType::kOrganization || mention.type == MentionType::kPlace) {
    // "Valletta Convention" taken for a name: the noun is its last word.
    // Or its first: "Agreement Establishing the Data Pool".
    if (mention.form != MentionForm::kName || mention.rule == "name-list") return false;
    // "the World Food Programme": a body that is known by this name
    const bool plain = reading_.SaysAny(token, {"agreement", "treaty", "pact", "convention"});
    if (mention.rule == "gazetteer:organizations" && !plain) return false;
    bool last = mention.end_token == token + 1 && mention.begin_token < token;
    bool first = mention.begin_token == token && mention.type == MentionType::kOrganization;
    // "Lagoon Pact | on Joint Patrols"
    bool about = token > mention.begin_token && token + 1 < mention.end_token &&
                 reading_.Is(token + 1, CoreList::kTopicPreposition);
    return last || first || about;
  }
  // "MoU on fishing" at the head of a line: no name of a person.
  if (mention.type == MentionType::kPerson) {
    return mention.begin_token == token && mention.end_token == token + 1 &&
           reading_.CasingOf(token) != Casing::kCapitalised;
  }
  return mention.type == MentionType::kAgreement || mention.type == MentionType::kEvent ||
         mention.type == MentionType::kTopic;
}

bool PhraseFinder::IsDash(uint32_t token) const {
  std::string_view text = reading_.Text(token);
  return text == "-" || text == "–" || text == "‑" || text == "/" || text == "—";
}

bool PhraseFinder::IsTerm(uint32_t token) const {
  // "two | 25-year | agreements": how long, not how many.
  return token + 1 < end_ && IsDash(token + 1) && !reading_.text.tokens[token + 1].space_before;
}

void PhraseFinder::ExtendLeft(uint32_t head, AgreementPhrase& phrase) {
  uint32_t at = head;
  uint32_t floor = std::max(begin_, free_);
  bool title = reading_.IsCapitalised(head);
  uint32_t taken = 0;
  bool joined = false;  // past an "and" between modifiers
  while (at > floor && taken < kMaxPremodifiers) {
    uint32_t left = at - 1;
    if (const Mention* mention = reading_.MentionAt(left)) {
      uint32_t to = mention->begin_token;
      if (to < floor) break;
      if (mention->end_token != at && mention->end_token <= head) break;
      if (mention->end_token > at) {  // the phrase's own noun is its last word
        at = to;
        ++taken;
        continue;
      }
      if (!TakeMention(*mention, phrase, title)) break;
      // "United Kingdom-Oman treaty": a name that begins before its compound.
      while (to > floor && reading_.Span(to - 1, to).begin_byte >= mention->span.begin_byte) --to;
      at = to;
      ++taken;
      continue;
    }
    const Token& token = reading_.text.tokens[left];
    if (token.kind == TokenKind::kPossessive) {
      if (const Mention* owner = left > floor ? reading_.MentionAt(left - 1) : nullptr) {
        phrase.owner = owner->entity;
        phrase.definite = true;
        phrase.begin_token = owner->begin_token;
        break;
      }
      // "a health workers' agreement": whom it is for, and no owner.
      const bool plural = left > floor && token.span.size_bytes() < 3 &&
                          reading_.Text(left - 1).size() > 3 &&
                          reading_.Text(left - 1).ends_with('s') && reading_.words[left - 1] == 0 &&
                          reading_.Text(left).size() > 0 && !reading_.Text(left).ends_with('s');
      if (!plural) break;
      at = left - 1;
      ++taken;
      continue;
    }
    if (IsCurrency(left)) {
      at = left;
      // "US$", "A$"
      if (left > floor && !token.space_before) --at;
      continue;
    }
    if (joined && reading_.IsMark(left, ',') && JoinsModifiers(left, floor)) {
      at = left;  // "a science, | technology and innovation agreement"
      continue;
    }
    if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol) {
      bool joins = IsDash(left) && !token.space_before && !reading_.text.tokens[at].space_before;
      if (!joins || left == floor) break;
      at = left;
      continue;
    }
    if (token.kind == TokenKind::kNumber) {
      uint32_t value = 0;
      // "three memoranda"; of one it is an amount or a term: "a 400 million euro deal", "a 20-year
      // lease".
      if (phrase.plural && !IsTerm(left) && ReadCount(left, value) &&
          !(value > 1900 && value < 2100)) {
        phrase.count = value;
      }
      if (phrase.count == 0) {
        at = left;
        ++taken;
        continue;
      }
      phrase.begin_token = left;
      at = left;
      continue;
    }
    RuleWordId word = reading_.words[left];
    const RuleBook& book = reading_.book;
    bool capital = reading_.IsCapitalised(left) && left != begin_;
    if (book.Is(word, CoreList::kNumberWord) && !capital) {
      phrase.count = NumberOf(left);
      at = left;
      continue;
    }
    bool allowed = book.Is(word, CoreList::kPremodifier) || book.Is(word, CoreList::kOlder);
    if (allowed && !book.word(word).verbs.empty()) {
      // "the signed agreement", "a separate implementing agreement", but "Chile signed
      // agreements": a determiner tells.
      uint32_t first = left;
      while (first > floor && reading_.Is(first - 1, CoreList::kPremodifier) &&
             book.word(reading_.words[first - 1]).verbs.empty()) {
        --first;
      }
      allowed = first > floor && reading_.MentionAt(first - 1) == nullptr &&
                reading_.Is(first - 1, CoreList::kDeterminer);
    }
    if (phrase.count != 0 && !book.Is(word, CoreList::kDeterminer) && !capital) break;
    if (uint32_t ordinal = OrdinalOf(left); ordinal != 0 && !capital) phrase.ordinal = ordinal;
    if (book.Is(word, CoreList::kOlder)) phrase.older = true;
    if (book.Is(word, CoreList::kProspective)) phrase.prospective = true;
    if (reading_.IsWord(left, "similar") || reading_.IsWord(left, "parallel") ||
        reading_.IsWord(left, "separate")) {
      phrase.similar = true;
    }
    if (reading_.IsWord(left, "that") && left > floor &&
        (reading_.Is(left - 1, CoreList::kCommonVerb) ||
         !book.word(reading_.words[left - 1]).verbs.empty())) {
      break;  // "announced that agreement had been reached"
    }
    if (book.Is(word, CoreList::kDeterminer) && !allowed) {
      TakeDeterminer(left, phrase);
      at = left;
      // "the two memoranda", "a further two deals"
      break;
    }
    if (at < head && reading_.IsWord(left, "and") && JoinsStates(left, floor)) {
      at = left;
      ++taken;
      continue;
    }
    if (at < head && !phrase.plural && reading_.IsWord(left, "and") &&
        JoinsModifiers(left, floor)) {
      joined = true;
      at = left;
      ++taken;
      continue;
    }
    if (!allowed && !capital && StopsPremodifiers(left, word)) {
      if (title && JoinsTitle(left, floor)) {
        at = left;
        ++taken;
        continue;
      }
      break;
    }
    // "tears | up | contracts": the verb's.
    if (!capital && left > floor && reading_.IsWord(left, "up") &&
        reading_.MentionAt(left - 1) == nullptr &&
        !book.word(reading_.words[left - 1]).verbs.empty()) {
      break;
    }
    // "PERU AND CHILE SIGN NEW TRADE AGREEMENT": a headline's verb is no part of a name.
    if (capital && left > floor && (IsSigningVerb(word) || HeadlineVerb(left))) break;
    if (!allowed && capital &&
        (book.Is(word, CoreList::kPreposition) || book.Is(word, CoreList::kCommonVerb)) &&
        left == begin_) {
      break;
    }
    at = left;
    ++taken;
  }
  phrase.name_begin = at;
  while (phrase.name_begin < head && reading_.MentionAt(phrase.name_begin) == nullptr &&
         (reading_.Is(phrase.name_begin, CoreList::kDeterminer) ||
          (phrase.count != 0 && !IsTerm(phrase.name_begin) &&
           (reading_.Is(phrase.name_begin, CoreList::kNumberWord) ||
            reading_.text.tokens[phrase.name_begin].kind == TokenKind::kNumber)))) {
    ++phrase.name_begin;
  }
  if (phrase.begin_token == 0 || phrase.begin_token > at) phrase.begin_token = at;
  phrase.proper = title && phrase.name_begin < head && !AllLower(phrase.name_begin, head);
}

bool PhraseFinder::IsSigningVerb(RuleWordId word) const {
  constexpr uint8_t kPresent =
      (1u << static_cast<int>(VerbForm::kBase)) | (1u << static_cast<int>(VerbForm::kThird));
  const uint64_t signs = reading_.book.VerbClassBit("sign") | reading_.book.VerbClassBit("renew");
  const std::vector<VerbReading>& verbs = reading_.book.word(word).verbs;
  return std::any_of(verbs.begin(), verbs.end(), [&](const VerbReading& verb) {
    return (verb.forms & kPresent) != 0 && (RuleBook::VerbClassBit(verb.verb_class) & signs) != 0;
  });
}

bool PhraseFinder::AllLower(uint32_t begin, uint32_t end) const {
  for (uint32_t token = begin; token < end; ++token) {
    if (reading_.IsCapitalised(token)) return false;
  }
  return true;
}

bool PhraseFinder::TakeMention(const Mention& mention, AgreementPhrase& phrase, bool title) {
  switch (mention.type) {
    case MentionType::kCountry: {
      // "the Omani-Jordanian agreement": two in one word.
      const auto& mentions = reading_.mentions.mentions;
      for (size_t i = static_cast<size_t>(&mention - mentions.data());
           i < mentions.size() && mentions[i].begin_token == mention.begin_token; ++i) {
        if (mentions[i].type == MentionType::kCountry && mentions[i].entity != kNoIndex) {
          phrase.named_parties.push_back(mentions[i].entity);
        }
      }
      return true;
    }
    case MentionType::kDate: {
      if (mention.value >= reading_.mentions.dates.size()) return false;
      const std::string& iso = reading_.mentions.dates[mention.value].iso;
      if (iso.size() != 4 || mention.end_token != mention.begin_token + 1) return false;
      phrase.date = mention.value;
      phrase.older = true;
      return true;
    }
    case MentionType::kPlace:
      return true;
    case MentionType::kOrganization:
      if (reading_.SaysAny(mention.end_token - 1, {"partnership", "cooperation", "friendship"})) {
        return title;
      }
      if (mention.entity != kNoIndex && (title || mention.form == MentionForm::kAcronym)) {
        phrase.named_parties.push_back(mention.entity);
      }
      return title || mention.form == MentionForm::kAcronym;
    default:
      return false;
  }
}

void PhraseFinder::TakeDeterminer(uint32_t token, AgreementPhrase& phrase) {
  phrase.begin_token = token;
  phrase.definite = phrase.definite || reading_.Is(token, CoreList::kDefinite);
  std::string_view text = reading_.book.word(reading_.words[token]).text;
  phrase.possessive = text == "their" || text == "its" || text == "his" || text == "her" ||
                      text == "our" || text == "my";
  if (text == "both") phrase.count = 2;
  if (text == "another" || text == "other") phrase.similar = true;
}

bool PhraseFinder::StopsPremodifiers(uint32_t token, RuleWordId word) const {
  const RuleBook& book = reading_.book;
  // "a satellite launch agreement"
  if (book.Is(word, CoreList::kHeadModifier) && book.Is(word, CoreList::kCommonVerb)) {
    return token == begin_ || reading_.Is(token - 1, CoreList::kFunctionWord) ||
           reading_.Is(token - 1, CoreList::kFuture) || reading_.IsWord(token - 1, "to") ||
           reading_.IsWord(token - 1, "and") || reading_.Is(token - 1, CoreList::kAdverb) ||
           reading_.MentionAt(token - 1) != nullptr;
  }
  if (book.Is(word, CoreList::kPreposition) || book.Is(word, CoreList::kConjunction) ||
      book.Is(word, CoreList::kFunctionWord) || book.Is(word, CoreList::kCommonVerb) ||
      book.Is(word, CoreList::kAdverb) || book.Is(word, CoreList::kNegatedAuxiliary) ||
      book.Is(word, CoreList::kNegation) || book.Is(word, CoreList::kFuture)) {
    return true;
  }
  uint32_t head_end = 0;
  if (!book.word(word).verbs.empty() || HeadAt(token, head_end) != nullptr) {
    // "note exchange agreement", but no "exchange" that a subject stands before.
    const bool exchange = reading_.IsWord(token, "exchange") && token > begin_ &&
                          reading_.MentionAt(token - 1) == nullptr &&
                          reading_.text.tokens[token - 1].kind == TokenKind::kWord &&
                          !reading_.Is(token - 1, CoreList::kFunctionWord) &&
                          !reading_.Is(token - 1, CoreList::kPreposition);
    return !book.Is(word, CoreList::kHeadModifier) && !exchange;
  }
  std::string_view text = reading_.Text(token);
  return text.size() > 3 && text.ends_with("ly") && text != "friendly" && text != "supply" &&
         text != "assembly" && text != "monopoly" && text != "daily" && text != "weekly" &&
         text != "monthly" && text != "quarterly" && text != "yearly" && text != "elderly" &&
         text != "family" && text != "early";
}

bool PhraseFinder::JoinsTitle(uint32_t token, uint32_t floor) const {
  if (token <= floor) return false;
  bool small = reading_.IsWord(token, "and") || reading_.IsMark(token, '&') ||
               reading_.IsWord(token, "of") || reading_.IsWord(token, "for");
  if (!small || !reading_.IsCapitalised(token + 1)) return false;
  uint32_t left = token - 1;
  if (!reading_.IsCapitalised(left) || left == begin_) return false;
  const Mention* mention = reading_.MentionAt(left);
  // "the Upper Aln Partnership | and Cooperation Treaty"
  const bool tie = mention != nullptr && mention->type == MentionType::kOrganization &&
                   reading_.IsWord(token, "and") &&
                   reading_.SaysAny(left, {"partnership", "cooperation", "friendship", "alliance"});
  if ((mention != nullptr && !tie) || reading_.MentionAt(token + 1) != nullptr) return false;
  uint32_t head_end = 0;
  return tie || HeadAt(left, head_end) == nullptr;
}

bool PhraseFinder::JoinsStates(uint32_t token, uint32_t floor) const {
  const Mention* right = reading_.MentionAt(token + 1);
  if (token <= floor + 1 || right == nullptr || right->type != MentionType::kCountry) return false;
  const Mention* left = reading_.MentionAt(token - 1);
  return left != nullptr && left->type == MentionType::kCountry && left->begin_token > floor &&
         reading_.IsWord(left->begin_token - 1, "the");
}

bool PhraseFinder::JoinsModifiers(uint32_t token, uint32_t floor) const {
  constexpr uint32_t kReach = 6;
  const auto plain = [&](uint32_t at) {
    const RuleWordId word = reading_.words[at];
    return reading_.text.tokens[at].kind == TokenKind::kWord && reading_.MentionAt(at) == nullptr &&
           !reading_.IsCapitalised(at) && !StopsPremodifiers(at, word) &&
           !reading_.Is(at, CoreList::kDeterminer) && !reading_.Is(at, CoreList::kNumberWord) &&
           !reading_.Is(at, CoreList::kPronounActor) && !reading_.Is(at, CoreList::kPronounIt);
  };
  if (reading_.IsCapitalised(token + 1) || token <= floor + 1 || !plain(token - 1)) return false;
  // Back to what the whole of it begins with: "their 1978", "a new", "Peru-Chile".
  for (uint32_t at = token - 1; at > floor && at + kReach > token; --at) {
    const uint32_t left = at - 1;
    if (const Mention* mention = reading_.MentionAt(left)) {
      return mention->type == MentionType::kCountry || mention->type == MentionType::kDate;
    }
    if (reading_.Is(left, CoreList::kDeterminer) || reading_.Is(left, CoreList::kPremodifier) ||
        reading_.text.tokens[left].kind == TokenKind::kNumber ||
        reading_.text.tokens[left].kind == TokenKind::kPossessive) {
      return true;
    }
    const bool series = reading_.IsMark(left, ',') && left > floor + 1 && plain(left - 1);
    if (!series && !plain(left)) return false;
  }
  return false;
}

bool PhraseFinder::ReadCount(uint32_t token, uint32_t& value) const {
  value = 0;
  for (char c : reading_.Text(token)) {
    if (c == ',') continue;
    if (c < '0' || c > '9' || value > 100000) return false;
    value = value * 10 + static_cast<uint32_t>(c - '0');
  }
  return value > 0;
}

uint32_t PhraseFinder::OrdinalOf(uint32_t token) const {
  static constexpr LiteralWord kOrdinals[] = {"first", "second", "third",   "fourth",
                                              "fifth", "sixth",  "seventh", "eighth"};
  for (uint32_t i = 0; i < std::size(kOrdinals); ++i) {
    if (reading_.IsWord(token, kOrdinals[i])) return i + 1;
  }
  return 0;
}

uint32_t PhraseFinder::NumberOf(uint32_t token) const {
  static constexpr LiteralWord kNumbers[] = {"two",   "three", "four", "five",   "six",   "seven",
                                             "eight", "nine",  "ten",  "eleven", "twelve"};
  for (uint32_t i = 0; i < std::size(kNumbers); ++i) {
    if (reading_.IsWord(token, kNumbers[i])) return i + 2;
  }
  return 0;
}

std::string ContentWord(std::string_view word) {
  std::string folded;
  folded.reserve(word.size());
  for (char c : word) {
    if (c == '-' || c == '\'' || c == '.') continue;
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  if (folded == "defense") folded = "defence";
  if (folded.size() > 3 && folded.back() == 's' && folded[folded.size() - 2] != 's') {
    folded.pop_back();
  }
  return folded;
}

std::vector<AgreementPhrase> FindAgreementPhrases(const Reading& reading) {
  PhraseFinder finder(reading);
  return finder.FindAll();
}

}  // namespace entente::ingest
