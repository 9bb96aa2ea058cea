#include "ingest/event_finder.h"

#include <algorithm>

#include "ingest/event_names.h"

namespace entente::ingest {

namespace {

constexpr uint32_t kMaxPremodifiers = 8;
constexpr uint32_t kMaxTopicTokens = 14;

class PhraseFinder {
 public:
  PhraseFinder(const Reading& reading, const std::vector<AgreementPhrase>& agreements)
      : reading_(reading), agreements_(agreements) {}

  std::vector<EventPhrase> FindAll() {
    for (sentence_ = 0; sentence_ < reading_.text.sentences.size(); ++sentence_) {
      const Sentence& sentence = reading_.text.sentences[sentence_];
      begin_ = sentence.begin_token;
      end_ = sentence.end_token;
      free_ = begin_;
      for (uint32_t token = begin_; token < end_; ++token) {
        SkipAgreements(token);
        if (token < free_ || reading_.words[token] == 0) continue;
        TryHead(token);
      }
    }
    return std::move(phrases_);
  }

 private:
  void SkipAgreements(uint32_t token) {
    while (agreement_ < agreements_.size() && agreements_[agreement_].end_token <= token) {
      ++agreement_;
    }
    if (agreement_ < agreements_.size() && agreements_[agreement_].begin_token <= token) {
      free_ = std::max(free_, agreements_[agreement_].end_token);
    }
  }

  const HeadNoun* HeadAt(uint32_t token, uint32_t& head_end) const {
    return reading_.HeadNounAt(reading_.book.word(reading_.words[token]).event_heads,
                               reading_.book.event_heads(), token, end_, head_end);
  }

  void TryHead(uint32_t token) {
    uint32_t head_end = 0;
    const HeadNoun* head = HeadAt(token, head_end);
    if (head == nullptr) return;
    const Mention* over = reading_.MentionAt(token);
    if (over != nullptr) {
      // "opened | the Regional Forum | on Settlements": the name goes on behind the noun.
      const bool goes_on = over->end_token > head_end && over->type == MentionType::kOrganization &&
                           reading_.SaysAny(head_end, {"of", "on", "for"}) &&
                           IsHeld(over->begin_token, over->end_token);
      const bool closes =
          (over->type == MentionType::kOrganization || over->type == MentionType::kEvent) &&
          over->end_token == head_end && over->form == MentionForm::kName &&
          over->begin_token < token &&
          (NumberedFrom(over->begin_token) || OrdinalAt(over->begin_token) != 0 ||
           IsHeld(over->begin_token, head_end));
      if (!closes && !goes_on) return;
    }
    if (head_end < end_) {
      uint32_t next_end = 0;
      if (reading_.Is(head_end, CoreList::kNotAgreementAfter)) return;
      if (reading_.MentionAt(head_end) == nullptr && HeadAt(head_end, next_end) != nullptr &&
          (reading_.book.word(reading_.words[head_end]).verbs.empty() ||
           (head->weak && reading_.Says(head_end, "meeting")))) {
        return;  // "meeting exercise", "a breakfast meeting": the last noun is the head
      }
    }
    EventPhrase phrase;
    phrase.sentence = sentence_;
    phrase.head_token = token;
    phrase.kind = head->kind;
    phrase.plural = head->plural;
    phrase.weak = head->weak;
    phrase.begin_token = token;
    ExtendLeft(token, phrase);
    if (!LooksLikeNoun(token, phrase)) return;
    // "There was no common ceremony": none
    if (reading_.IsWord(phrase.begin_token, "no")) return;
    phrase.end_token = phrase.name_end = head_end;
    ExtendRight(head_end, phrase);
    CollectContent(reading_, phrase);
    free_ = phrase.end_token;
    phrases_.push_back(std::move(phrase));
  }

  /// Verbs and other words that look alike: "visits Rome", "is meeting", "will exercise", "days".
  bool LooksLikeNoun(uint32_t head, const EventPhrase& phrase) const {
    std::string_view text = reading_.book.word(reading_.words[head]).text;
    // "in any event", "finished their own breakfast"
    if (phrase.weak && head > begin_ && reading_.SaysAny(head - 1, {"any", "own"})) return false;
    if (text == "assembly" || text == "show") {
      return phrase.proper && (phrase.ordinal != 0 || IsHeldAssembly(phrase.name_begin, head));
    }
    // "the 12th Lund–Riga Council | took place"
    if (text == "council") {
      return phrase.ordinal != 0 && phrase.proper && IsHeld(phrase.name_begin, head + 1);
    }
    if (text == "committee" || text == "commission" || text == "cabinet") {
      // "the 5th Peru–Chile Joint Committee", "the binational cabinet of Peru and Chile"
      if (!NamesJointBody(reading_, phrase.name_begin, head)) return false;
      // A joint committee is a body that lasts; a numbered one is its session.
      if (text != "cabinet" || phrase.proper) return phrase.ordinal != 0;
      return head + 1 < end_ && reading_.IsWord(head + 1, "of");
    }
    if (text == "days" || text == "week" || text == "expo" || text == "congress" ||
        text == "fair" || text == "festival") {
      return phrase.proper && (phrase.ordinal != 0 || IsNamedGathering(phrase, head) ||
                               IsHeld(phrase.name_begin, head + 1));
    }
    if (text == "convention" || text == "forum" || text == "fora") {
      return phrase.ordinal != 0 || phrase.owner != kNoIndex || phrase.proper ||
             reading_.CasingOf(head) == Casing::kLower;
    }
    // "the signing of the treaty" is a deed; the rules of agreements read it.
    if (text == "signing" && SettingThenOf(reading_, head + 1, end_)) return false;
    // "Ministry denies signing gas deal": so is the verb with its object.
    if (text == "signing") {
      for (uint32_t at = head + 1; at < end_ && at <= head + 3; ++at) {
        if (!reading_.book.word(reading_.words[at]).agreement_heads.empty()) return false;
        if (reading_.text.tokens[at].kind != TokenKind::kWord ||
            reading_.Is(at, CoreList::kPreposition)) {
          break;
        }
      }
    }
    // "Thursday's meeting" is no verb.
    const bool owned = head > begin_ && phrase.name_begin == head &&
                       reading_.text.tokens[head - 1].kind == TokenKind::kPossessive;
    bool bare = phrase.begin_token == head && !owned;
    bool verbal = !reading_.book.word(reading_.words[head]).verbs.empty() || text == "exercise" ||
                  text == "exercises" || text == "drill" || text == "tour" || text == "tours" ||
                  text == "trip" || text == "signing" || text == "session" || text == "sessions" ||
                  text == "stay" || text == "lunch" || text == "dinner" || text == "gathering";
    // "Exercise Calm Shore" has its name behind it.
    const bool named = text == "exercise" && reading_.IsCapitalised(head) && head + 1 < end_ &&
                       reading_.IsCapitalised(head + 1);
    if (bare && verbal && !named) return false;
    if (named) return true;
    if (!bare || phrase.plural || text == "talks" || text == "negotiations" ||
        text == "consultations") {
      // "for talks", "after talks", "held talks"; "the talks"
      return true;
    }
    uint32_t head_end = 0;  // "Telephone talks between …" opens a headline
    HeadAt(head, head_end);
    return head_end > head + 1 || reading_.IsCapitalised(head) == false || phrase.proper;
  }

  /// "addressed | the Global Youth Assembly": no parliament
  bool IsHeldAssembly(uint32_t begin, uint32_t head) const {
    return begin + 1 < head && !NamesParliament(reading_, begin, head) && IsHeld(begin, head + 1);
  }
  /// "at | the Lund Shipping Week", "during Riga Port Days": where one goes, by its name.
  bool IsNamedGathering(const EventPhrase& phrase, uint32_t head) const {
    uint32_t names = 0;
    for (uint32_t token = phrase.name_begin; token < head; ++token) {
      names += reading_.IsCapitalised(token) ? 1 : 0;
    }
    uint32_t before = phrase.begin_token;
    if (before == begin_ || names == 0) return false;
    --before;
    if (reading_.IsWord(before, "the") && before > begin_) --before;
    return reading_.IsWord(before, "at") || reading_.IsWord(before, "during") ||
           (reading_.IsWord(before, "of") && before > begin_ &&
            reading_.Is(before - 1, CoreList::kSidelines));
  }

  bool IsHeld(uint32_t begin, uint32_t head_end) const {
    return SaidToBeHeld(reading_, sentence_, begin, head_end);
  }

  /// Whether a number of order stands before a name that opens at `token`, or before the country
  /// that a dash joins to it: "3rd | Peru–Chile Business Forum".
  bool NumberedFrom(uint32_t token) const {
    if (OrdinalBefore(token) != 0) return true;
    if (token < begin_ + 3 || !IsDash(token - 1)) return false;
    const Mention* country = reading_.MentionAt(token - 2);
    return country != nullptr && country->type == MentionType::kCountry &&
           OrdinalBefore(country->begin_token) != 0;
  }
  uint32_t OrdinalBefore(uint32_t token) const { return token > begin_ ? OrdinalAt(token - 1) : 0; }
  uint32_t OrdinalAt(uint32_t token) const { return OrdinalOf(reading_, token); }
  bool IsDash(uint32_t token) const {
    std::string_view text = reading_.Text(token);
    return text == "-" || text == "–" || text == "/" || text == "—";
  }

  void ExtendLeft(uint32_t head, EventPhrase& phrase) {
    uint32_t at = head;
    uint32_t floor = std::max(begin_, free_);
    bool title = reading_.IsCapitalised(head);
    for (uint32_t taken = 0; at > floor && taken < kMaxPremodifiers; ++taken) {
      uint32_t left = at - 1;
      if (const Mention* mention = reading_.MentionAt(left)) {
        if (mention->begin_token < floor) break;
        if (mention->end_token > at) {
          at = mention->begin_token;
          if (uint32_t ordinal = OrdinalAt(at)) phrase.ordinal = ordinal;
          continue;
        }
        bool take = false;
        if (mention->type == MentionType::kPost && mention->entity == kNoIndex &&
            mention->end_token == mention->begin_token + 1 && !reading_.IsCapitalised(left)) {
          take = true;  // "the official visit"
        } else if (mention->type == MentionType::kCountry) {
          // "a British visit" says whose it is; "UK visit" too.
          if (mention->entity != kNoIndex) phrase.named_parties.push_back(mention->entity);
          take = true;
        } else if (mention->type == MentionType::kPlace) {
          // "the EU-Central Asia summit": who meets whom
          const uint32_t name = mention->begin_token;
          const bool joined =
              name > floor && IsDash(name - 1) && !reading_.text.tokens[name].space_before;
          if (!joined) phrase.place = mention->entity;
          take = true;
        } else if (mention->type == MentionType::kOrganization && (title || IsDash(at))) {
          take = true;
        } else if (mention->type == MentionType::kDate &&
                   mention->value < reading_.mentions.dates.size() &&
                   mention->end_token == mention->begin_token + 1) {
          phrase.date = mention->value;
          take = true;
        } else if (mention->type == MentionType::kTopic) {
          take = true;
        }
        if (!take) break;
        at = mention->begin_token;
        continue;
      }
      const Token& token = reading_.text.tokens[left];
      if (token.kind == TokenKind::kPossessive) {
        const Mention* owner = left > floor ? reading_.MentionAt(left - 1) : nullptr;
        // "the fourth Judges' Congress": whom it is for, in its name
        if (owner == nullptr && title && left > floor + 1 && reading_.IsCapitalised(left - 1) &&
            left - 1 != begin_) {
          at = left - 1;
          continue;
        }
        if (owner != nullptr) {
          phrase.owner = owner->entity;
          phrase.definite = true;
          if (owner->type == MentionType::kDate) phrase.date = owner->value;
        }
        break;
      }
      if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol) {
        bool joins = IsDash(left) && !token.space_before && !reading_.text.tokens[at].space_before;
        if (!joins || left == floor) break;
        at = left;
        continue;
      }
      if (uint32_t ordinal = OrdinalAt(left)) {
        phrase.ordinal = ordinal;
        at = left;
        continue;
      }
      if (token.kind == TokenKind::kNumber) break;
      RuleWordId word = reading_.words[left];
      const RuleBook& book = reading_.book;
      bool capital = reading_.IsCapitalised(left) && left != begin_;
      std::string_view text = book.word(word).text;
      if (text == "next" || text == "previous" || text == "last" || text == "earlier" ||
          text == "another" || text == "future" || text == "upcoming" || text == "other") {
        phrase.other = text != "upcoming";
        at = left;
        if (text != "another") continue;
        phrase.begin_token = left;
        break;
      }
      if (book.Is(word, CoreList::kDeterminer) && !book.Is(word, CoreList::kPremodifier)) {
        phrase.begin_token = left;
        phrase.definite = phrase.definite || book.Is(word, CoreList::kDefinite);
        at = left;
        break;
      }
      bool allowed = book.Is(word, CoreList::kPremodifier) || book.Is(word, CoreList::kOlder);
      if (!allowed && !capital) {
        bool stops = book.Is(word, CoreList::kPreposition) ||
                     book.Is(word, CoreList::kConjunction) ||
                     book.Is(word, CoreList::kFunctionWord) ||
                     book.Is(word, CoreList::kCommonVerb) || book.Is(word, CoreList::kAdverb) ||
                     book.Is(word, CoreList::kFuture) || !book.word(word).verbs.empty();
        if (reading_.Text(left).ends_with("ly")) stops = true;
        // "at | the opening session": which part of it
        if (reading_.SaysAny(left, {"opening", "closing"}) && left > floor &&
            reading_.Is(left - 1, CoreList::kDeterminer)) {
          stops = false;
        }
        // "Peru and Chile | resumed talks", but "the resumed talks"
        if (left > floor && reading_.MentionAt(left - 1) != nullptr &&
            reading_.SaysAny(left, {"resumed", "resume", "resumes", "began", "begin", "begins",
                                    "launched", "started", "restarted", "opened", "broke"})) {
          stops = true;
        }
        if (stops) {
          bool joins = title && left > floor + 1 && reading_.IsCapitalised(left - 1) &&
                       reading_.IsCapitalised(at) && left - 1 != begin_ &&
                       (reading_.IsWord(left, "and") || reading_.IsWord(left, "of") ||
                        reading_.IsMark(left, '&')) &&
                       reading_.MentionAt(left - 1) == nullptr;
          if (!joins) break;
        }
      }
      if (left == begin_ && word != 0 && !allowed &&
          (book.Is(word, CoreList::kPreposition) || book.Is(word, CoreList::kConjunction) ||
           book.Is(word, CoreList::kFunctionWord))) {
        break;
      }
      at = left;
    }
    phrase.name_begin = at;
    while (phrase.name_begin < head && reading_.MentionAt(phrase.name_begin) == nullptr &&
           (reading_.Is(phrase.name_begin, CoreList::kDeterminer))) {
      ++phrase.name_begin;
    }
    phrase.begin_token = std::min(phrase.begin_token, at);
    phrase.proper = title && phrase.name_begin < head;
  }

  /// "of the Protocol on Ports", "for the signing of a treaty": what a ceremony was for.
  bool AgreementFollows(uint32_t at) const {
    constexpr uint32_t kReach = 8;
    for (uint32_t i = at; i < end_ && i < at + kReach; ++i) {
      // "for the U.S.-Mexico-Canada agreement"
      const bool hyphen = IsDash(i) && !reading_.text.tokens[i].space_before;
      if (reading_.text.tokens[i].kind == TokenKind::kPunctuation && !hyphen) return false;
      if (!reading_.book.word(reading_.words[i]).agreement_heads.empty()) return true;
      if (reading_.SaysAny(i, {"signing", "signature", "conclusion"})) return true;
      const bool holder = i > at && reading_.SaysAny(i - 1, {"number", "series", "package", "set",
                                                             "range", "raft"});
      if (reading_.MentionAt(i) == nullptr && reading_.Is(i, CoreList::kPreposition) && !holder) {
        return false;
      }
    }
    return false;
  }

  /// An agreement of no article or an indefinite one: "talks on | a trade agreement"
  const AgreementPhrase* AgreementBegins(uint32_t at) const {
    if (at >= end_) return nullptr;
    const uint32_t noun = reading_.Is(at, CoreList::kDeterminer) ? at + 1 : at;
    if (noun != at && reading_.Is(at, CoreList::kDefinite)) return nullptr;
    for (size_t i = agreement_; i < agreements_.size(); ++i) {
      if (agreements_[i].begin_token > noun) return nullptr;
      if (agreements_[i].begin_token >= at) return &agreements_[i];
    }
    return nullptr;
  }

  /// "on the margins of the session of | the Norlake Assembly, | Ministers A and B met": a body's
  /// name ends where people are named behind its comma.
  uint32_t BodyEnd(uint32_t at) const {
    if (at < end_ && reading_.Is(at, CoreList::kDeterminer)) ++at;
    const Mention* body = at < end_ ? reading_.MentionBeginning(at) : nullptr;
    if (body == nullptr || body->type != MentionType::kOrganization) return end_;
    uint32_t comma = body->end_token;
    if (comma + 1 >= end_ || !reading_.IsMark(comma, ',')) return end_;
    uint32_t next = comma + 1;
    if (reading_.Is(next, CoreList::kDeterminer)) ++next;
    const Mention* who = next < end_ ? reading_.MentionBeginning(next) : nullptr;
    if (who != nullptr && who->type == MentionType::kCountry && who->end_token < end_) {
      who = reading_.MentionBeginning(who->end_token);
    }
    const bool person =
        who != nullptr && (who->type == MentionType::kPerson || who->type == MentionType::kPost);
    return person ? comma : end_;
  }

  void ExtendRight(uint32_t at, EventPhrase& phrase) {
    // "discussed | the summit | with Peru in Lima": with whom and where it was spoken of.
    if (phrase.begin_token > begin_ && at < end_ &&
        reading_.SaysAny(phrase.begin_token - 1, {"discussed", "discuss", "discussing"})) {
      phrase.discussed = true;
    }
    for (int rounds = 0; rounds < 4 && at < end_; ++rounds) {
      uint32_t next = at;
      if (phrase.discussed && reading_.Says(at, "with")) break;
      // "talks on a trade agreement": the agreement is a thing of its own.
      if (phrase.kind == "talks" && !reading_.IsWord(at, "of")) {
        if (const AgreementPhrase* agreement = AgreementBegins(at + 1)) {
          phrase.topics.push_back(reading_.Span(at + 1, agreement->end_token));
          phrase.name_end = agreement->end_token;
          break;
        }
      }
      // "concluded negotiations on a data agreement": the agreement is what came of them.
      if (phrase.kind == "talks" && phrase.begin_token > begin_ && reading_.IsWord(at, "on") &&
          reading_.SaysAny(phrase.begin_token - 1, {"concluded", "finalised", "finalized"}) &&
          AgreementFollows(at + 1)) {
        break;
      }
      if ((phrase.kind == "ceremony" || phrase.kind == "signing") &&
          (reading_.IsWord(at, "of") || reading_.IsWord(at, "for")) && AgreementFollows(at + 1)) {
        break;
      }
      if (reading_.IsMark(at, '(') && at + 2 < end_ && reading_.IsMark(at + 2, ')')) {
        next = at + 3;
      } else if ((reading_.IsWord(at, "between") || reading_.IsWord(at, "with") ||
                  reading_.IsWord(at, "among") ||
                  (reading_.IsWord(at, "by") && phrase.kind == "visit") ||
                  (reading_.IsWord(at, "of") && (rounds == 0 || phrase.kind == "visit"))) &&
                 phrase.with.actors.empty() && at + 1 < end_) {
        bool is_of = reading_.IsWord(at, "of");
        ActorGroup group = ParseActorGroup(reading_, at + 1, is_of ? BodyEnd(at + 1) : end_);
        if (!group.actors.empty()) {
          next = group.end_token;
          phrase.with_side = reading_.IsWord(at, "with");
          phrase.with = std::move(group);
          if (is_of) phrase.name_end = next;
        } else if (is_of) {
          next = OfPhrase(at + 1, phrase);
        }
      } else if (reading_.IsWord(at, "to") && at + 1 < end_ &&
                 !reading_.book.word(reading_.words[at + 1]).verbs.empty()) {
        break;  // "in talks to sign an agreement"
      } else if (phrase.kind == "meeting" && reading_.IsWord(at, "for") && ForPeople(at + 1)) {
        break;  // "a lunch for | Ann Ayres"
      } else if (IsBeside(at)) {
        break;  // "talks with Peru on the sidelines of the summit"
      } else if (reading_.Is(at, CoreList::kTopicPreposition) || reading_.IsWord(at, "of")) {
        uint32_t stop = TopicEnd(at + 1, phrase);
        if (stop > at + 1) {
          const Mention* mention = reading_.MentionBeginning(at + 1);
          bool is_date = mention != nullptr && mention->type == MentionType::kDate;
          if (is_date) {
            phrase.date = mention->value;
            next = mention->end_token;
          } else {
            if (!reading_.IsWord(at, "of")) phrase.topics.push_back(reading_.Span(at + 1, stop));
            next = stop;
            phrase.name_end = stop;
          }
        }
      } else if (reading_.IsWord(at, "in") && at + 1 < end_ && phrase.place == kNoIndex) {
        // "talks in Rome": a place right behind the noun is the event's.
        const Mention* mention = reading_.MentionBeginning(at + 1);
        if (mention != nullptr && mention->type == MentionType::kPlace) {
          phrase.place = mention->entity;
          next = mention->end_token;
        }
      }
      if (next == at) break;
      at = next;
    }
    phrase.end_token = at;
    // "exercise “Lagoon 7”", "Exercise Calm Shore": the name stands behind the noun.
    if (phrase.kind == "exercise" && at < end_) {
      uint32_t name = at;
      bool quoted = reading_.text.tokens[name].kind == TokenKind::kPunctuation &&
                    (reading_.Text(name) == "“" || reading_.Text(name) == "\"");
      if (quoted) ++name;
      uint32_t stop = name;
      while (
          stop < end_ && stop < name + 4 &&
          (reading_.IsCapitalised(stop) || reading_.text.tokens[stop].kind == TokenKind::kNumber)) {
        ++stop;
      }
      if (stop > name) {
        phrase.proper = true;
        phrase.name_end = stop;
        if (quoted && stop < end_) ++stop;
        phrase.end_token = quoted ? std::min(stop, end_) : stop;
        phrase.name_end = phrase.end_token;
      }
    }
  }
  /// "for | Peru's Ann Ayres"
  bool ForPeople(uint32_t at) const {
    for (uint32_t t = at; t < end_ && t < at + 6; ++t) {
      const Mention* mention = reading_.MentionAt(t);
      if (mention != nullptr && mention->type == MentionType::kPerson) return true;
      if (reading_.text.tokens[t].kind == TokenKind::kPunctuation) return false;
    }
    return false;
  }
  /// "on | the sidelines of", "on | the occasion of": another event is told.
  bool IsBeside(uint32_t at) const {
    if (!reading_.IsWord(at, "on") || at + 1 >= end_) return false;
    const uint32_t noun = reading_.IsWord(at + 1, "the") ? at + 2 : at + 1;
    return noun < end_ && reading_.Is(noun, CoreList::kNoTopic);
  }
  /// "of the Joint Committee on Ports": what meets.
  uint32_t OfPhrase(uint32_t at, EventPhrase& phrase) const {
    uint32_t stop = TopicEnd(at, phrase);
    if (stop == at) return at - 1;
    phrase.name_end = stop;
    return stop;
  }
  uint32_t TopicEnd(uint32_t begin, const EventPhrase& phrase) const {
    uint32_t at = begin;
    uint32_t last = begin;
    bool title = phrase.proper;
    while (at < end_ && at < begin + kMaxTopicTokens) {
      const Mention* mention = reading_.MentionAt(at);
      if (mention != nullptr) {
        if (mention->type == MentionType::kDate || mention->type == MentionType::kPerson ||
            mention->type == MentionType::kPost) {
          break;
        }
        last = at = mention->end_token;
        continue;
      }
      const Token& token = reading_.text.tokens[at];
      if (token.kind == TokenKind::kPunctuation) {
        bool goes_on = (IsDash(at) && !token.space_before) ||
                       (reading_.IsMark(at, ',') && at + 1 < end_ && at > begin &&
                        reading_.IsCapitalised(at - 1) && reading_.IsCapitalised(at + 1) &&
                        SeriesCloses(at + 1));
        if (!goes_on) break;
        ++at;
        continue;
      }
      RuleWordId word = reading_.words[at];
      if (at > begin && EndsTopic(reading_, at)) break;
      if (word != 0 && !reading_.IsCapitalised(at)) {
        const RuleBook& book = reading_.book;
        bool small = reading_.IsWord(at, "of") || reading_.IsWord(at, "the") ||
                     reading_.IsWord(at, "a") || reading_.IsWord(at, "on");
        if (reading_.IsWord(at, "and")) {
          if (at + 1 >= end_ || reading_.MentionAt(at + 1) != nullptr ||
              reading_.Is(at + 1, CoreList::kDeterminer) ||
              !reading_.book.word(reading_.words[at + 1]).verbs.empty() ||
              reading_.Is(at + 1, CoreList::kCommonVerb) ||
              (title && !reading_.IsCapitalised(at + 1))) {
            break;
          }
          ++at;
          continue;
        }
        if (small) {
          ++at;
          continue;
        }
        if (book.Is(word, CoreList::kPreposition) || book.Is(word, CoreList::kConjunction) ||
            book.Is(word, CoreList::kFunctionWord) || book.Is(word, CoreList::kAdverb) ||
            book.Is(word, CoreList::kCommonVerb) ||
            (!book.word(word).verbs.empty() && at > begin)) {
          break;
        }
      }
      last = ++at;
    }
    return last;
  }
  bool SeriesCloses(uint32_t at) const {
    for (uint32_t i = at; i < end_ && i < at + 5; ++i) {
      if (reading_.IsWord(i, "and")) return i + 1 < end_ && reading_.IsCapitalised(i + 1);
      if (!reading_.IsCapitalised(i) && !reading_.IsMark(i, ',')) return false;
    }
    return false;
  }

  const Reading& reading_;
  const std::vector<AgreementPhrase>& agreements_;
  size_t agreement_ = 0;
  uint32_t sentence_ = 0;
  uint32_t begin_ = 0;
  uint32_t end_ = 0;
  uint32_t free_ = 0;
  std::vector<EventPhrase> phrases_;
};

}  // namespace

std::vector<EventPhrase> FindEventPhrases(const Reading& reading,
                                          const std::vector<AgreementPhrase>& agreements) {
  PhraseFinder finder(reading, agreements);
  return finder.FindAll();
}

}  // namespace entente::ingest
