#include <algorithm>

#include "ingest/agreement_phrase_finder.h"

namespace entente::ingest {

namespace {

constexpr uint32_t kMaxTopicTokens = 16;

}  // namespace

bool PhraseFinder::Amended(const AgreementPhrase& phrase) const {
  if (phrase.begin_token == 0 || reading_.MentionAt(phrase.begin_token - 1) != nullptr)
    return false;
  const uint64_t changes =
      reading_.book.VerbClassBit("amend") | reading_.book.VerbClassBit("renew");
  const auto& readings = reading_.book.word(reading_.words[phrase.begin_token - 1]).verbs;
  return std::any_of(readings.begin(), readings.end(), [&](const VerbReading& verb) {
    return (RuleBook::VerbClassBit(verb.verb_class) & changes) != 0;
  });
}

uint32_t PhraseFinder::TopicBegin(uint32_t at, const AgreementPhrase& phrase) const {
  if (at + 1 >= end_) return at;
  bool title = reading_.IsCapitalised(phrase.head_token);
  uint32_t next = at;
  // "signed the memorandum on Friday", "on behalf of Peru": when and for whom.
  // "inked the deal on the sidelines of the meeting": when and where, too.
  const bool determined = reading_.Is(at + 1, CoreList::kDeterminer) && at + 2 < end_;
  const uint32_t noun = determined ? at + 2 : at + 1;
  if (reading_.Is(at + 1, CoreList::kWeekPart) || reading_.Is(noun, CoreList::kNoTopic)) return at;
  if (reading_.IsWord(at, "for") && reading_.IsWord(at + 1, "and")) return at;
  if (reading_.IsWord(at, "for") && IsSpan(at + 1)) return at;
  // "signed the protocol | on Peru's side": for whom.
  if (const Mention* whose = reading_.MentionBeginning(noun);
      whose != nullptr && reading_.IsWord(at, "on") && whose->entity != kNoIndex) {
    const uint32_t behind = whose->end_token;
    const bool possessive =
        behind < end_ && reading_.text.tokens[behind].kind == TokenKind::kPossessive;
    const uint32_t side = possessive ? behind + 1 : behind;
    if (side < end_ && (reading_.IsWord(side, "side") || reading_.IsWord(side, "behalf"))) {
      return at;
    }
  }
  if (reading_.IsWord(at, "covering") && reading_.IsWord(at + 1, "up")) return at;
  // "promulgate the agreement | on his return"
  if (reading_.IsWord(at, "on") && reading_.Is(at + 1, CoreList::kOwn) &&
      reading_.SaysAny(at + 2, {"return", "arrival", "departure", "visit", "way", "own", "part"})) {
    return at;
  }
  if (reading_.IsWord(at, "relating") || reading_.IsWord(at, "related") ||
      reading_.IsWord(at, "pertaining")) {
    if (!reading_.IsWord(at + 1, "to")) return at;
    next = at + 2;
  } else if (reading_.IsWord(at, "in") && at + 3 < end_) {
    // "in the field of health", "in the area of trade"
    const uint32_t field_at = reading_.IsWord(at + 1, "the") ? at + 2 : at + 1;
    const std::string text = ContentWord(reading_.Text(field_at));
    bool field = text == "field" || text == "area" || text == "sector" || text == "domain" ||
                 text == "sphere";
    if (!field || field_at + 1 >= end_ || !reading_.IsWord(field_at + 1, "of")) return at;
    next = field_at + 2;
  } else if (reading_.IsWord(at, "to")) {
    // "an agreement to collaborate on river traffic"; not "to be signed", "to Parliament".
    const RuleWord& verb = reading_.book.word(reading_.words[at + 1]);
    if (reading_.MentionAt(at + 1) != nullptr || !verb.verbs.empty() ||
        reading_.IsCapitalised(at + 1) || reading_.Is(at + 1, CoreList::kBe) ||
        reading_.Is(at + 1, CoreList::kHave) || reading_.Is(at + 1, CoreList::kDeterminer) ||
        reading_.Is(at + 1, CoreList::kFunctionWord) || phrase.generic || Amended(phrase) ||
        !phrase.topic_tokens.empty() ||  // "on ports | to open new ways": what for

        reading_.text.tokens[at + 1].kind != TokenKind::kWord) {
      return at;
    }
    next = at + 1;
  } else if (reading_.IsWord(at, "of")) {
    // "Programme of Cultural Cooperation": its words may be taken for a name.
    const Mention* over = reading_.MentionAt(at + 1);
    const bool guessed = over != nullptr && over->begin_token == at + 1 &&
                         over->type == MentionType::kOrganization && over->confidence < 0.7f &&
                         phrase.weak;
    if (!title || !reading_.IsCapitalised(at + 1) || (over != nullptr && !guessed)) {
      // "a treaty of friendship"
      const bool abstract =
          (phrase.kind == "treaty" || phrase.kind == "convention" || phrase.kind == "protocol" ||
           phrase.kind == "declaration" || phrase.kind == "charter" ||
           reading_.IsWord(phrase.head_token, "pact")) &&
          reading_.text.tokens[at + 1].kind == TokenKind::kWord && reading_.words[at + 1] == 0 &&
          !reading_.IsCapitalised(at + 1);
      if (phrase.kind != "contract" && !phrase.weak && !abstract) return at;
      if (phrase.weak && AgreementFollows(at + 1)) return at;
      if (reading_.MentionAt(at + 1) != nullptr) return at;
    }
    next = at + 1;
  } else if (reading_.Is(at, CoreList::kTopicPreposition)) {
    next = at + 1;
    if (phrase.generic && !reading_.IsWord(at, "on")) return at;
  } else {
    return at;
  }
  if (const Mention* mention = next < end_ ? reading_.MentionBeginning(next) : nullptr) {
    if (mention->type == MentionType::kDate || mention->type == MentionType::kPerson ||
        mention->type == MentionType::kPost) {
      return at;
    }
    if (reading_.IsWord(at, "for") && NamesSide(next)) return at;
    // "signed the agreement for Chile": who for, not what about; "on Western Sahara" is a topic.
    if (reading_.IsWord(at, "for") && mention->type != MentionType::kOrganization) return at;
  }
  if (reading_.IsWord(at, "for") && NamesSide(next)) return at;
  return next;
}

bool PhraseFinder::IsSpan(uint32_t at) const {
  // "renewed the agreement for | another five years": how long
  while (at < end_ && reading_.SaysAny(at, {"another", "a", "further", "the", "next", "up", "to",
                                            "at", "least", "additional", "initial"})) {
    ++at;
  }
  if (at + 1 >= end_ || !(reading_.Is(at, CoreList::kNumberWord) ||
                          reading_.text.tokens[at].kind == TokenKind::kNumber)) {
    return false;
  }
  return reading_.SaysAny(at + 1, {"years", "months", "weeks", "decades", "year", "days"});
}

bool PhraseFinder::NamesSide(uint32_t at) const {
  // "signed the agreement for | the government side"
  constexpr uint32_t kReach = 4;
  if (!reading_.Is(at, CoreList::kDeterminer)) return false;
  for (uint32_t token = at + 1; token < end_ && token < at + kReach; ++token) {
    if (reading_.text.tokens[token].kind == TokenKind::kPunctuation) return false;
    if (reading_.IsWord(token, "side")) return true;
  }
  return false;
}

bool PhraseFinder::AgreementFollows(uint32_t at) const {
  // "an upgrade of | the Korea-Vietnam Free Trade Agreement": another agreement, no topic.
  constexpr uint32_t kReach = 9;
  for (uint32_t i = at; i < end_ && i < at + kReach; ++i) {
    const Token& token = reading_.text.tokens[i];
    if (token.kind == TokenKind::kPunctuation && token.space_before) return false;
    if (i > at && reading_.MentionAt(i) == nullptr && reading_.Is(i, CoreList::kPreposition)) {
      return false;
    }
    uint32_t head_end = 0;
    const HeadNoun* head = HeadAt(i, head_end);
    if (head != nullptr && !head->weak && !head->generic) return true;
  }
  return false;
}

uint32_t PhraseFinder::TopicEnd(uint32_t begin, const AgreementPhrase& phrase) const {
  bool title = reading_.IsCapitalised(phrase.head_token) || reading_.IsCapitalised(begin);
  uint32_t at = begin;
  uint32_t last_word = begin;
  while (at < end_ && at < begin + kMaxTopicTokens) {
    const Token& token = reading_.text.tokens[at];
    const Mention* mention = reading_.MentionAt(at);
    if (mention != nullptr) {
      if (mention->type == MentionType::kDate || mention->type == MentionType::kPerson ||
          (mention->type == MentionType::kPost && !NamesTrade(*mention, title))) {
        break;
      }
      at = mention->end_token;
      last_word = at;
      continue;
    }
    if (token.kind == TokenKind::kPunctuation) {
      if (IsDash(at) && !token.space_before) {
        ++at;
        continue;
      }
      // "Friendship, Good-Neighbourliness and Cooperation"
      if (reading_.IsMark(at, ',') && title && at + 1 < end_ && reading_.IsCapitalised(at + 1) &&
          reading_.MentionAt(at + 1) == nullptr && reading_.IsCapitalised(at - 1) &&
          SeriesCloses(at + 1)) {
        ++at;
        continue;
      }
      if (ShortFormWithin(at)) {
        at += 3;
        continue;
      }
      // "scientific, technical and cultural cooperation"
      if (reading_.IsMark(at, ',') && at > begin && !phrase.plural && AdjectivesClose(begin, at)) {
        ++at;
        continue;
      }
      break;
    }
    if (token.kind == TokenKind::kPossessive || token.kind == TokenKind::kSymbol ||
        token.kind == TokenKind::kNumber) {
      last_word = ++at;
      continue;
    }
    RuleWordId word = reading_.words[at];
    const RuleBook& book = reading_.book;
    bool capital = reading_.IsCapitalised(at);
    if (at > begin && StartsTerm(at)) break;
    if (word != 0 && !capital) {
      if (reading_.IsWord(at, "and") || reading_.IsWord(at, "or")) {
        if (!AndGoesOn(at, title)) break;
        ++at;
        continue;
      }
      if (reading_.IsWord(at, "that") || reading_.IsWord(at, "this")) break;
      // "the swap of | up to two billion cubic metres"
      if (reading_.IsWord(at, "up") && at + 1 < end_ && reading_.IsWord(at + 1, "to")) break;
      if (reading_.IsWord(at, "of") || reading_.IsWord(at, "the") || reading_.IsWord(at, "a") ||
          reading_.IsWord(at, "an") || reading_.IsWord(at, "its") || reading_.IsWord(at, "their")) {
        ++at;
        continue;
      }
      if (reading_.IsWord(at, "at") && at + 1 < end_ && reading_.IsWord(at + 1, "sea")) {
        at += 2;
        last_word = at;
        continue;
      }
      if (reading_.IsWord(at, "in") || reading_.IsWord(at, "for") || reading_.IsWord(at, "on") ||
          reading_.IsWord(at, "to") || reading_.IsWord(at, "against") ||
          reading_.IsWord(at, "across") || reading_.IsWord(at, "from")) {
        if (!PrepositionGoesOn(at, title)) break;
        ++at;
        continue;
      }
      if (book.Is(word, CoreList::kPreposition) || book.Is(word, CoreList::kConjunction) ||
          book.Is(word, CoreList::kFunctionWord) || book.Is(word, CoreList::kAdverb)) {
        break;
      }
      const bool plural = at > begin && PluralNoun(at);
      if (at > begin && !plural && !book.word(word).verbs.empty() && FiniteVerb(at)) break;
      // "on the joint use of the pumps": a noun, with its adjective.
      const bool noun = plural || (at > begin && reading_.Is(at - 1, CoreList::kPremodifier));
      if (at > begin && reading_.Is(at, CoreList::kCommonVerb) && !noun) break;
    }
    // "let their contract on ports | lapse"
    if (at > begin && phrase.begin_token > 0 &&
        reading_.SaysAny(phrase.begin_token - 1, {"let", "lets", "letting"}) &&
        reading_.SaysAny(at, {"lapse", "expire", "die"})) {
      break;
    }
    if (at > begin && !capital && (ReadsAsVerb(at) || BehindTitle(at, begin, phrase))) break;
    last_word = ++at;
  }
  return last_word;
}

bool PhraseFinder::StartsTerm(uint32_t at) const {
  // "for buses | starting in 2027", "for cod | beginning next year"
  if (!reading_.SaysAny(at, {"starting", "beginning", "commencing", "effective"})) return false;
  uint32_t next = at + 1;
  if (next < end_ && reading_.SaysAny(next, {"in", "from", "on", "as", "at"})) ++next;
  if (next < end_ && reading_.SaysAny(next, {"the", "of", "early", "late", "mid"})) ++next;
  const Mention* date = next < end_ ? reading_.MentionBeginning(next) : nullptr;
  return date != nullptr && date->type == MentionType::kDate;
}

bool PhraseFinder::NamesTrade(const Mention& post, bool title) const {
  // "the training of | pilots", "Agreement on Ship | Pilots": of no one in particular.
  if (post.entity != kNoIndex || post.begin_token <= begin_) return false;
  const uint32_t before = post.begin_token - 1;
  if (reading_.SaysAny(before, {"of", "for", "between", "among"})) return true;
  return title && reading_.IsCapitalised(post.begin_token) && reading_.IsCapitalised(before) &&
         reading_.MentionAt(before) == nullptr && reading_.Text(post.end_token - 1).ends_with('s');
}

bool PhraseFinder::ShortFormWithin(uint32_t at) const {
  // "sanitary and phytosanitary | (SPS) cooperation": the noun is still to come.
  if (at + 3 >= end_ || !reading_.IsMark(at, '(') || !reading_.IsMark(at + 2, ')')) return false;
  const std::string_view form = reading_.Text(at + 1);
  const bool capitals =
      form.size() > 1 && form.size() < 8 && std::all_of(form.begin(), form.end(), [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || letter == '-';
      });
  return capitals && reading_.text.tokens[at + 3].kind == TokenKind::kWord &&
         !reading_.Is(at + 3, CoreList::kFunctionWord) &&
         !reading_.Is(at + 3, CoreList::kPreposition) &&
         !reading_.Is(at + 3, CoreList::kConjunction) && !reading_.Is(at + 3, CoreList::kAdverb) &&
         !reading_.Is(at + 3, CoreList::kBe) && !reading_.Is(at + 3, CoreList::kHave) &&
         !reading_.Is(at + 3, CoreList::kFuture) && !reading_.Is(at + 3, CoreList::kCommonVerb) &&
         reading_.book.word(reading_.words[at + 3]).verbs.empty() &&
         reading_.MentionAt(at + 3) == nullptr;
}

bool PhraseFinder::BehindTitle(uint32_t at, uint32_t begin, const AgreementPhrase& phrase) const {
  // "the Treaty on the State Border settles all of it", "the Agreement on Fisheries covers"
  if (!reading_.IsCapitalised(phrase.head_token) || !reading_.IsCapitalised(at - 1)) return false;
  if (reading_.text.tokens[at].kind != TokenKind::kWord) return false;
  const std::string_view text = reading_.Text(at);
  if (text.size() > 3 && text.back() == 's' && !text.ends_with("ss")) return true;
  return at >= begin + 2 && reading_.IsCapitalised(at - 2);
}

bool PhraseFinder::ReadsAsVerb(uint32_t at) const {
  // "the Treaty on the State Border settles the dispute": what takes an object is no noun.
  const std::string_view text = reading_.Text(at);
  if (text.size() < 4 || text.back() != 's' || text.ends_with("ss")) return false;
  if (at + 1 >= end_ || reading_.MentionAt(at) != nullptr) return false;
  return reading_.IsWord(at + 1, "the") || reading_.IsWord(at + 1, "a") ||
         reading_.IsWord(at + 1, "an") || reading_.IsWord(at + 1, "its") ||
         reading_.IsWord(at + 1, "their") || reading_.IsWord(at + 1, "no");
}

bool PhraseFinder::PluralNoun(uint32_t at) const {
  // "on teacher | exchanges that lapsed", "on port | visits.": what takes no object is a noun.
  const bool alone = at + 1 >= end_ ||
                     reading_.text.tokens[at + 1].kind == TokenKind::kPunctuation ||
                     reading_.SaysAny(at + 1, {"that", "which", "with", "between", "and", "from",
                                               "was", "were", "is", "has", "signed"});
  return alone && reading_.Text(at).ends_with('s') &&
         reading_.text.tokens[at - 1].kind == TokenKind::kWord;
}

bool PhraseFinder::FiniteVerb(uint32_t at) const {
  for (const VerbReading& reading : reading_.book.word(reading_.words[at]).verbs) {
    uint8_t finite = (1u << static_cast<int>(VerbForm::kPast)) |
                     (1u << static_cast<int>(VerbForm::kParticiple)) |
                     (1u << static_cast<int>(VerbForm::kThird));
    if (reading.forms & finite) {
      return !reading_.book.word(reading_.words[at]).event_heads.size();
    }
  }
  return false;
}

bool PhraseFinder::SeriesCloses(uint32_t at) const {
  for (uint32_t i = at; i < end_ && i < at + 6; ++i) {
    if (reading_.IsWord(i, "and")) return i + 1 < end_ && reading_.IsCapitalised(i + 1);
    if (!reading_.IsCapitalised(i) && !reading_.IsMark(i, ',')) return false;
  }
  return false;
}

bool PhraseFinder::AdjectivesClose(uint32_t first, uint32_t comma) const {
  constexpr uint32_t kMost = 6;  // members of the series
  const auto plain = [&](uint32_t at) {
    return at < end_ && reading_.text.tokens[at].kind == TokenKind::kWord &&
           reading_.MentionAt(at) == nullptr && !reading_.IsCapitalised(at) &&
           !reading_.Is(at, CoreList::kDeterminer) && !reading_.Is(at, CoreList::kPreposition) &&
           !reading_.Is(at, CoreList::kFunctionWord) && !reading_.Is(at, CoreList::kConjunction);
  };
  const auto adjective = [&](uint32_t at) {
    const std::string_view word = reading_.Text(at);
    return word.ends_with("al") || word.ends_with("ic") || word.ends_with("ary") ||
           word.ends_with("ive") || word.ends_with("ian");
  };
  uint32_t at = comma;
  if (!plain(first) || !adjective(first)) return false;
  for (uint32_t members = 0; members < kMost && at + 1 < end_; ++members) {
    if (!reading_.IsMark(at, ',') || !plain(at + 1)) return false;
    at += 2;
    if (reading_.IsMark(at, ',') && reading_.IsWord(at + 1, "and")) ++at;
    // "… and | cultural cooperation": an adjective before a noun of them all
    if (reading_.IsWord(at, "and")) return plain(at + 1) && adjective(at + 1) && plain(at + 2);
  }
  return false;
}

bool PhraseFinder::AndGoesOn(uint32_t at, bool title) const {
  if (at + 1 >= end_) return false;
  uint32_t next = at + 1;
  if (reading_.text.tokens[next].kind != TokenKind::kWord) return false;
  if (const Mention* mention = reading_.MentionBeginning(next)) {
    // "Friendship, Solidarity and Friendly Cooperation": words of a title taken for a name.
    const bool series = at >= 2 && reading_.IsMark(at - 2, ',') && reading_.IsCapitalised(at - 1);
    return mention->type == MentionType::kTopic ||
           (title && series && mention->type == MentionType::kOrganization &&
            mention->confidence < 0.7f);
  }
  if (reading_.Is(next, CoreList::kDeterminer) || reading_.Is(next, CoreList::kAdverb) ||
      reading_.Is(next, CoreList::kFunctionWord) || reading_.Is(next, CoreList::kPreposition)) {
    return false;
  }
  const RuleWord& word = reading_.book.word(reading_.words[next]);
  uint32_t head_end = 0;
  if (HeadAt(next, head_end) != nullptr) return false;
  if (!word.verbs.empty() && FiniteVerb(next)) return false;
  if (reading_.Is(next, CoreList::kCommonVerb) && !reading_.IsCapitalised(next)) return false;
  // A capitalised topic goes on with capitals: "on Trade and Investment and met".
  return !title || reading_.IsCapitalised(next) || !reading_.IsCapitalised(at - 1);
}

bool PhraseFinder::IsArea(const Mention& place) const {
  if (place.type != MentionType::kPlace) return false;
  if (place.end_token < end_ &&
      reading_.SaysAny(place.end_token, {"region", "area", "zone", "basin", "waters", "belt"})) {
    return true;
  }
  return reading_.SaysAny(
      place.end_token - 1,
      {"sea",           "strait",  "straits",   "ocean",  "gulf",      "bay",       "basin",
       "channel",       "delta",   "peninsula", "arctic", "antarctic", "caribbean", "balkans",
       "mediterranean", "pacific", "atlantic",  "sahel",  "caucasus",  "baltic"});
}

bool PhraseFinder::PrepositionGoesOn(uint32_t at, bool title) const {
  if (at + 1 >= end_) return false;
  uint32_t next = at + 1;
  if (reading_.Is(next, CoreList::kWeekPart) || reading_.Is(next, CoreList::kNoTopic)) return false;
  if (reading_.Is(next, CoreList::kDeterminer) && next + 1 < end_) ++next;
  if (reading_.Is(next, CoreList::kNoTopic)) return false;
  if (const Mention* mention = reading_.MentionAt(next)) {
    if (mention->type != MentionType::kPlace && mention->type != MentionType::kCountry) {
      return mention->type == MentionType::kOrganization && title &&
             reading_.IsWord(at, "in") == false;
    }
    // "in the Korea Strait", not "in Paris"
    return next != at + 1 && (title || IsArea(*mention));
  }
  if (reading_.text.tokens[next].kind != TokenKind::kWord) return false;
  if (reading_.IsWord(at, "in") || reading_.IsWord(at, "for") || reading_.IsWord(at, "on") ||
      reading_.IsWord(at, "against")) {
    if (next != at + 1 && !title && !reading_.IsWord(at, "for")) return false;
    if (reading_.Is(next, CoreList::kSidelines)) return false;  // "in the margins of the meeting"
    return !reading_.Is(next, CoreList::kPreposition);
  }
  return title && reading_.IsCapitalised(next);
}

void PhraseFinder::CollectContent(AgreementPhrase& phrase) const {
  CollectContent(phrase.name_begin, phrase.name_end, phrase);
  for (const auto& [begin, end] : phrase.topic_tokens) {
    if (end > phrase.name_end) CollectContent(begin, end, phrase);
  }
  std::sort(phrase.content.begin(), phrase.content.end());
  phrase.content.erase(std::unique(phrase.content.begin(), phrase.content.end()),
                       phrase.content.end());
}

void PhraseFinder::CollectContent(uint32_t begin, uint32_t end, AgreementPhrase& phrase) const {
  for (uint32_t token = begin; token < end; ++token) {
    if (reading_.text.tokens[token].kind != TokenKind::kWord &&
        reading_.text.tokens[token].kind != TokenKind::kNumber) {
      continue;
    }
    const Mention* mention = reading_.MentionAt(token);
    if (mention != nullptr &&
        (mention->type == MentionType::kCountry || mention->type == MentionType::kDate)) {
      continue;  // whose and when, not what about
    }
    const RuleWord& word = reading_.book.word(reading_.words[token]);
    if (!word.agreement_heads.empty() && token >= phrase.head_token &&
        token <= phrase.head_token + 2) {
      continue;
    }
    if (reading_.words[token] != 0 &&
        (reading_.Is(token, CoreList::kPreposition) || reading_.Is(token, CoreList::kDeterminer) ||
         reading_.Is(token, CoreList::kConjunction) ||
         (!reading_.IsCapitalised(token) &&
          (reading_.Is(token, CoreList::kPremodifier) || reading_.Is(token, CoreList::kOlder))) ||
         reading_.Is(token, CoreList::kFunctionWord))) {
      continue;
    }
    std::string folded = ContentWord(reading_.Text(token));
    if (folded == "understanding" || folded == "intent" || folded == "cooperation" ||
        folded == "new" || folded == "framework") {
      continue;
    }
    if (!folded.empty()) phrase.content.push_back(std::move(folded));
  }
}

}  // namespace entente::ingest
