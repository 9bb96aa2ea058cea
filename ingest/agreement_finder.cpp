#include "ingest/agreement_finder.h"

#include <algorithm>

namespace entente::ingest {

namespace {

constexpr uint32_t kMaxPremodifiers = 8;
constexpr uint32_t kMaxTopicTokens = 16;

class PhraseFinder {
 public:
  explicit PhraseFinder(const Reading& reading) : reading_(reading) {}

  std::vector<AgreementPhrase> FindAll() {
    for (sentence_ = 0; sentence_ < reading_.text.sentences.size(); ++sentence_) {
      const Sentence& sentence = reading_.text.sentences[sentence_];
      begin_ = sentence.begin_token;
      end_ = sentence.end_token;
      previous_ = kNoIndex;
      free_ = begin_;
      for (uint32_t token = begin_; token < end_; ++token) {
        if (token < free_) continue;
        if (reading_.words[token] == 0) continue;
        if (TryAnother(token)) continue;
        TryHead(token);
      }
    }
    return std::move(phrases_);
  }

 private:
  const HeadNoun* HeadAt(uint32_t token, uint32_t& head_end) const {
    const RuleWord& word = reading_.book.word(reading_.words[token]);
    for (uint32_t index : word.agreement_heads) {
      const HeadNoun& head = reading_.book.agreement_heads()[index];
      if (token + head.words.size() > end_) continue;
      bool same = true;
      for (size_t i = 1; i < head.words.size() && same; ++i) {
        same = reading_.words[token + i] == head.words[i];
      }
      if (!same) continue;
      head_end = token + static_cast<uint32_t>(head.words.size());
      return &head;
    }
    return nullptr;
  }

  bool TryHead(uint32_t token) {
    uint32_t head_end = 0;
    const HeadNoun* head = HeadAt(token, head_end);
    if (head == nullptr) return false;
    // "framework agreement" and the like: the noun nearer to the end is the head.
    const Mention* over = reading_.MentionAt(token);
    if (over != nullptr && !MayHoldAgreement(*over, token)) return false;
    // "Global Shipping Alliance": a body, since its noun is seldom an agreement's.
    if (over != nullptr && head->weak && over->type == MentionType::kOrganization) return false;
    if (head_end < end_ && NounGoesOn(head_end)) return false;
    AgreementPhrase phrase;
    phrase.sentence = sentence_;
    phrase.head_token = token;
    phrase.kind = head->kind;
    phrase.plural = head->plural;
    phrase.weak = head->weak;
    phrase.generic = head->generic;
    phrase.end_token = phrase.name_end = head_end;
    ExtendLeft(token, phrase);
    if (!LooksLikeNoun(token, head_end, phrase)) return false;
    ExtendRight(head_end, phrase);
    Finish(phrase);
    return true;
  }

  /// "another on fisheries", "one with Brazil": a phrase that leaves its noun out.
  bool TryAnother(uint32_t token) {
    if (previous_ == kNoIndex || token + 2 >= end_) return false;
    bool another = reading_.IsWord(token, "another") || reading_.IsWord(token, "one");
    if (!another || reading_.MentionAt(token) != nullptr) return false;
    const AgreementPhrase& before = phrases_[previous_];
    if (before.sentence != sentence_) return false;
    uint32_t next = token + 1;
    bool goes_on = reading_.Is(next, CoreList::kTopicPreposition) ||
                   reading_.IsWord(next, "with") || reading_.IsWord(next, "between");
    if (!goes_on || reading_.IsWord(token - 1, "no") || reading_.IsWord(token + 1, "of"))
      return false;
    AgreementPhrase phrase;
    phrase.sentence = sentence_;
    phrase.head_token = token;
    phrase.kind = before.kind;
    phrase.weak = before.weak;
    phrase.another = true;
    phrase.begin_token = phrase.name_begin = token;
    phrase.end_token = phrase.name_end = next;
    ExtendRight(next, phrase);
    if (phrase.end_token == next) return false;
    Finish(phrase);
    return true;
  }

  void Finish(AgreementPhrase& phrase) {
    CollectContent(phrase);
    previous_ = static_cast<uint32_t>(phrases_.size());
    free_ = phrase.end_token;
    phrases_.push_back(std::move(phrase));
    if (phrases_.back().plural) SplitTopics();
  }

  /// Names of actors may end in a noun of agreeing ("Treaty Oak Park"); what a date, post or person
  /// covers is theirs.
  bool MayHoldAgreement(const Mention& mention, uint32_t token) const {
    if (mention.type == MentionType::kOrganization || mention.type == MentionType::kPlace) {
      // "Hong Kong Convention" taken for a name: the noun is its last word.
      // Or its first: "Agreement Establishing the Data Pool".
      if (mention.form != MentionForm::kName || mention.rule == "name-list") return false;
      bool last = mention.end_token == token + 1 && mention.begin_token < token;
      bool first = mention.begin_token == token && mention.type == MentionType::kOrganization;
      return last || first;
    }
    return mention.type == MentionType::kAgreement || mention.type == MentionType::kEvent ||
           mention.type == MentionType::kTopic;
  }

  /// The next word continues the compound: "treaty obligations", "Convention Center", "deal maker".
  bool NounGoesOn(uint32_t at) const {
    if (reading_.Is(at, CoreList::kNotAgreementAfter)) return true;
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

  bool WeakHead(uint32_t at) const {
    uint32_t head_end = 0;
    const HeadNoun* head = HeadAt(at, head_end);
    return head != nullptr && (head->generic || head->weak);
  }

  bool IsDash(uint32_t token) const {
    std::string_view text = reading_.Text(token);
    return text == "-" || text == "–" || text == "‑" || text == "/" || text == "—";
  }

  void ExtendLeft(uint32_t head, AgreementPhrase& phrase) {
    uint32_t at = head;
    uint32_t floor = std::max(begin_, free_);
    bool title = reading_.IsCapitalised(head);
    uint32_t taken = 0;
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
        }
        break;
      }
      if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol) {
        bool joins = IsDash(left) && !token.space_before && !reading_.text.tokens[at].space_before;
        if (!joins || left == floor) break;
        at = left;
        continue;
      }
      if (token.kind == TokenKind::kNumber) {
        uint32_t value = 0;
        if (ReadCount(left, value)) phrase.count = value;
        if (value > 1900 && value < 2100) phrase.count = 0;
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
        // "the signed agreement", but "Chile signed agreements": a determiner tells.
        allowed = left > floor && reading_.MentionAt(left - 1) == nullptr &&
                  reading_.Is(left - 1, CoreList::kDeterminer);
      }
      if (phrase.count != 0 && !book.Is(word, CoreList::kDeterminer) && !capital) break;
      if (book.Is(word, CoreList::kOlder)) phrase.older = true;
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
      if (!allowed && !capital && StopsPremodifiers(left, word)) {
        if (title && JoinsTitle(left, floor)) {
          at = left;
          ++taken;
          continue;
        }
        break;
      }
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
            (phrase.count != 0 &&
             (reading_.Is(phrase.name_begin, CoreList::kNumberWord) ||
              reading_.text.tokens[phrase.name_begin].kind == TokenKind::kNumber)))) {
      ++phrase.name_begin;
    }
    if (phrase.begin_token == 0 || phrase.begin_token > at) phrase.begin_token = at;
    phrase.proper = title && phrase.name_begin < head && !AllLower(phrase.name_begin, head);
  }
  bool AllLower(uint32_t begin, uint32_t end) const {
    for (uint32_t token = begin; token < end; ++token) {
      if (reading_.IsCapitalised(token)) return false;
    }
    return true;
  }
  bool TakeMention(const Mention& mention, AgreementPhrase& phrase, bool title) {
    switch (mention.type) {
      case MentionType::kCountry:
        if (mention.entity != kNoIndex) phrase.named_parties.push_back(mention.entity);
        return true;
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
        if (mention.entity != kNoIndex && (title || mention.form == MentionForm::kAcronym)) {
          phrase.named_parties.push_back(mention.entity);
        }
        return title || mention.form == MentionForm::kAcronym;
      case MentionType::kTopic:
        return true;
      default:
        return false;
    }
  }
  void TakeDeterminer(uint32_t token, AgreementPhrase& phrase) {
    phrase.begin_token = token;
    phrase.definite = phrase.definite || reading_.Is(token, CoreList::kDefinite);
    std::string_view text = reading_.book.word(reading_.words[token]).text;
    phrase.possessive = text == "their" || text == "its" || text == "his" || text == "her" ||
                        text == "our" || text == "my";
    if (text == "both") phrase.count = 2;
    if (text == "another" || text == "other") phrase.similar = true;
  }
  bool StopsPremodifiers(uint32_t token, RuleWordId word) const {
    const RuleBook& book = reading_.book;
    if (book.Is(word, CoreList::kPreposition) || book.Is(word, CoreList::kConjunction) ||
        book.Is(word, CoreList::kFunctionWord) || book.Is(word, CoreList::kCommonVerb) ||
        book.Is(word, CoreList::kAdverb) || book.Is(word, CoreList::kNegatedAuxiliary) ||
        book.Is(word, CoreList::kNegation) || book.Is(word, CoreList::kFuture)) {
      return true;
    }
    if (!book.word(word).verbs.empty() || !book.word(word).agreement_heads.empty()) {
      return !reading_.IsWord(token, "framework") && !reading_.IsWord(token, "partnership") &&
             !reading_.IsWord(token, "alliance") && !reading_.IsWord(token, "settlement") &&
             !reading_.IsWord(token, "collaboration") && !reading_.IsWord(token, "loan") &&
             !reading_.IsWord(token, "lease") && !reading_.IsWord(token, "grant") &&
             !reading_.IsWord(token, "offtake") && !reading_.IsWord(token, "ceasefire") &&
             !reading_.IsWord(token, "extension") && !reading_.IsWord(token, "understanding") &&
             !(reading_.IsWord(token, "exchange") && token > begin_ &&
               reading_.MentionAt(token - 1) == nullptr &&
               reading_.text.tokens[token - 1].kind == TokenKind::kWord &&
               !reading_.Is(token - 1, CoreList::kFunctionWord) &&
               !reading_.Is(token - 1, CoreList::kPreposition));
    }
    std::string_view text = reading_.Text(token);
    return text.size() > 3 && text.ends_with("ly") && text != "friendly" && text != "supply" &&
           text != "family" && text != "early";
  }
  /// "Peace and Friendship Treaty", "Treaty of Peace": small words inside a capitalised name.
  bool JoinsTitle(uint32_t token, uint32_t floor) const {
    if (token <= floor) return false;
    bool small = reading_.IsWord(token, "and") || reading_.IsMark(token, '&') ||
                 reading_.IsWord(token, "of") || reading_.IsWord(token, "for");
    if (!small || !reading_.IsCapitalised(token + 1)) return false;
    uint32_t left = token - 1;
    if (!reading_.IsCapitalised(left) || left == begin_) return false;
    const Mention* mention = reading_.MentionAt(left);
    if (mention != nullptr || reading_.MentionAt(token + 1) != nullptr) return false;
    return reading_.book.word(reading_.words[left]).agreement_heads.empty();
  }
  bool ReadCount(uint32_t token, uint32_t& value) const {
    value = 0;
    for (char c : reading_.Text(token)) {
      if (c == ',') continue;
      if (c < '0' || c > '9' || value > 100000) return false;
      value = value * 10 + static_cast<uint32_t>(c - '0');
    }
    return value > 0;
  }
  uint32_t NumberOf(uint32_t token) const {
    static constexpr std::string_view kNumbers[] = {
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
    for (uint32_t i = 0; i < std::size(kNumbers); ++i) {
      if (reading_.IsWord(token, kNumbers[i])) return i + 2;
    }
    return 0;
  }

  /// "to deal with", "in accord with", "Honda Accord", a players' contract.
  bool LooksLikeNoun(uint32_t head, uint32_t head_end, const AgreementPhrase& phrase) const {
    std::string_view text = reading_.book.word(reading_.words[head]).text;
    if ((text == "instrument" || text == "instruments") && head_end < end_ &&
        reading_.IsWord(head_end, "of")) {
      return false;  // of ratification, of accession
    }
    if (head > begin_ && reading_.IsWord(head - 1, "no")) return false;
    if (phrase.count > 1 && !phrase.plural) return false;  // "6,200 contract nurses"
    bool bare = phrase.begin_token == head && !phrase.plural;
    uint32_t before = phrase.begin_token > begin_ ? phrase.begin_token - 1 : kNoIndex;
    if (head > begin_ && reading_.Is(head - 1, CoreList::kNotAgreementBefore)) return false;
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
    if (text == "convention" || text == "conventions") {
      // A gathering, unless a name or what it is about says otherwise.
      bool about = head_end < end_ && reading_.Is(head_end, CoreList::kTopicPreposition);
      if (!reading_.IsCapitalised(head) && !about &&
          (phrase.owner != kNoIndex || !phrase.definite) && phrase.name_begin == head) {
        return false;
      }
    }
    // "agreement was reached": an act, no thing; it counts with what it is about.
    (void)head_end;
    return true;
  }

  // ---- to the right --------------------------------------------------------------------------
  void ExtendRight(uint32_t at, AgreementPhrase& phrase) {
    bool named = false;
    for (int rounds = 0; rounds < 5 && at < end_; ++rounds) {
      uint32_t next = at;
      if (reading_.IsMark(at, '(')) {
        next = TakeBracket(at, phrase);
      } else if (reading_.IsWord(at, "between") || reading_.IsWord(at, "among")) {
        next = TakeParties(at + 1, phrase, true);
      } else if (reading_.IsWord(at, "with")) {
        next = TakeParties(at + 1, phrase, false);
      } else if ((reading_.IsWord(at, "of") || reading_.IsWord(at, "from") ||
                  reading_.IsWord(at, "dated")) &&
                 at + 1 < end_ && TakeDate(at + 1, phrase)) {
        next = SkipDate(at + 1);
      } else if (uint32_t topic = TopicBegin(at, phrase); topic != at) {
        uint32_t stop = TopicEnd(topic, phrase);
        if (stop == topic) break;
        phrase.topics.push_back(reading_.Span(topic, stop));
        phrase.topic_tokens.emplace_back(topic, stop);
        next = stop;
        if (!named) phrase.name_end = stop;
      }
      if (next == at) break;
      if (phrase.with.actors.empty() == false) named = true;
      at = next;
    }
    phrase.end_token = at;
  }
  uint32_t TakeBracket(uint32_t at, AgreementPhrase& phrase) {
    uint32_t close = kNoIndex;
    for (uint32_t i = at + 1; i < end_ && i < at + 9; ++i) {
      if (reading_.IsMark(i, ')')) {
        close = i;
        break;
      }
    }
    if (close == kNoIndex || close == at + 1) return at;
    uint32_t begin = at + 1;
    while (begin < close &&
           (reading_.IsWord(begin, "hereinafter") || reading_.IsWord(begin, "the") ||
            reading_.text.tokens[begin].kind == TokenKind::kPunctuation)) {
      ++begin;
    }
    uint32_t end = close;
    while (end > begin && reading_.text.tokens[end - 1].kind == TokenKind::kPunctuation) --end;
    if (begin < end && end - begin <= 3 && reading_.IsCapitalised(begin)) {
      phrase.short_names.push_back(reading_.Span(begin, end));
    }
    return close + 1;
  }
  uint32_t TakeParties(uint32_t at, AgreementPhrase& phrase, bool between) {
    if (at >= end_ || !phrase.with.actors.empty()) return at - 1;
    ActorGroup group = ParseActorGroup(reading_, at, end_);
    if (group.actors.empty()) {
      // "with Windhoek", "with Hamburg's Reederei Petersen"
      const Mention* place = reading_.MentionBeginning(at);
      if (place != nullptr && place->type == MentionType::kPlace) {
        uint32_t end = place->end_token;
        if (end + 1 < end_ && reading_.text.tokens[end].kind == TokenKind::kPossessive) {
          group = ParseActorGroup(reading_, end + 1, end_);
          if (!group.actors.empty()) {
            end = group.end_token;
            phrase.between = between;
            phrase.with = std::move(group);
          }
        }
        return end;
      }
      uint32_t described = SkipDescribed(at);
      if (described == at) return at - 1;
      // "with the supplier MedLink": a name behind the description.
      group = ParseActorGroup(reading_, described, end_);
      if (group.actors.empty() || reading_.MentionBeginning(described) == nullptr) {
        // "with the previous builder, Acme S.A."
        if (described + 1 >= end_ || !reading_.IsMark(described, ',')) return described;
        const Mention* name = reading_.MentionBeginning(described + 1);
        if (name == nullptr ||
            (name->type != MentionType::kOrganization && name->type != MentionType::kMinistry)) {
          return described;
        }
        group = ParseActorGroup(reading_, described + 1, name->end_token);
        if (group.actors.empty()) return described;
      }
    }
    // "with Chile and Brazil one on fishing": the last begins a clause of its own.
    if (group.actors.size() > 1 && group.end_token < end_ &&
        (reading_.IsWord(group.end_token, "one") || reading_.IsWord(group.end_token, "another"))) {
      uint32_t last = group.actors.back().mention;
      if (last != kNoIndex) {
        group = ParseActorGroup(reading_, at, reading_.mentions.mentions[last].begin_token);
      }
    }
    phrase.between = between;
    uint32_t end = group.end_token;
    phrase.with = std::move(group);
    return end;
  }
  /// "with the private sector", "with the British supplier MedLink": a description, then perhaps a
  /// name.
  uint32_t SkipDescribed(uint32_t at) const {
    uint32_t next = at;
    if (next < end_ && reading_.Is(next, CoreList::kDeterminer)) ++next;
    for (int i = 0; i < 3 && next < end_; ++i, ++next) {
      if (reading_.MentionAt(next) != nullptr ||
          reading_.text.tokens[next].kind != TokenKind::kWord ||
          reading_.Is(next, CoreList::kPreposition) || reading_.Is(next, CoreList::kConjunction) ||
          reading_.Is(next, CoreList::kFunctionWord)) {
        break;
      }
    }
    return next > at + 1 ? next : at;
  }
  bool TakeDate(uint32_t at, AgreementPhrase& phrase) {
    const Mention* mention = reading_.MentionBeginning(at);
    if (mention == nullptr || mention->type != MentionType::kDate) return false;
    phrase.date = mention->value;
    phrase.older = true;
    return true;
  }
  uint32_t SkipDate(uint32_t at) const { return reading_.MentionBeginning(at)->end_token; }

  /// Where the topic begins when a preposition of topics stands at `at`; `at` when none does.
  uint32_t TopicBegin(uint32_t at, const AgreementPhrase& phrase) const {
    if (at + 1 >= end_) return at;
    bool title = reading_.IsCapitalised(phrase.head_token);
    uint32_t next = at;
    if (reading_.IsWord(at, "relating") || reading_.IsWord(at, "related") ||
        reading_.IsWord(at, "pertaining")) {
      if (!reading_.IsWord(at + 1, "to")) return at;
      next = at + 2;
    } else if (reading_.IsWord(at, "in") && at + 3 < end_) {
      // "in the field of health", "in the area of trade"
      uint32_t noun = reading_.IsWord(at + 1, "the") ? at + 2 : at + 1;
      std::string_view text = reading_.Text(noun);
      bool field = text == "field" || text == "fields" || text == "area" || text == "areas" ||
                   text == "sector" || text == "domain" || text == "sphere";
      if (!field || noun + 1 >= end_ || !reading_.IsWord(noun + 1, "of")) return at;
      next = noun + 2;
    } else if (reading_.IsWord(at, "to")) {
      // "an agreement to collaborate on cyber-security"; not "to be signed", "to Parliament".
      const RuleWord& verb = reading_.book.word(reading_.words[at + 1]);
      if (reading_.MentionAt(at + 1) != nullptr || !verb.verbs.empty() ||
          reading_.IsCapitalised(at + 1) || reading_.Is(at + 1, CoreList::kBe) ||
          reading_.Is(at + 1, CoreList::kHave) || reading_.Is(at + 1, CoreList::kDeterminer) ||
          reading_.Is(at + 1, CoreList::kFunctionWord) || phrase.generic ||
          reading_.text.tokens[at + 1].kind != TokenKind::kWord) {
        return at;
      }
      next = at + 1;
    } else if (reading_.IsWord(at, "of")) {
      if (!title || !reading_.IsCapitalised(at + 1) || reading_.MentionAt(at + 1) != nullptr) {
        if (phrase.kind != "contract" && !phrase.weak) return at;
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
      // "signed the agreement for Chile": who for, not what about; "on Western Sahara" is a topic.
      if (reading_.IsWord(at, "for") && mention->type != MentionType::kOrganization) return at;
    }
    return next;
  }

  uint32_t TopicEnd(uint32_t begin, const AgreementPhrase& phrase) const {
    bool title = reading_.IsCapitalised(phrase.head_token) || reading_.IsCapitalised(begin);
    uint32_t at = begin;
    uint32_t last_word = begin;
    while (at < end_ && at < begin + kMaxTopicTokens) {
      const Token& token = reading_.text.tokens[at];
      const Mention* mention = reading_.MentionAt(at);
      if (mention != nullptr) {
        if (mention->type == MentionType::kDate || mention->type == MentionType::kPerson ||
            mention->type == MentionType::kPost) {
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
      if (word != 0 && !capital) {
        if (reading_.IsWord(at, "and") || reading_.IsWord(at, "or")) {
          if (!AndGoesOn(at, title)) break;
          ++at;
          continue;
        }
        if (reading_.IsWord(at, "that") || reading_.IsWord(at, "this")) break;
        if (reading_.IsWord(at, "of") || reading_.IsWord(at, "the") || reading_.IsWord(at, "a") ||
            reading_.IsWord(at, "an") || reading_.IsWord(at, "its") ||
            reading_.IsWord(at, "their")) {
          ++at;
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
        if (at > begin && !book.word(word).verbs.empty() && FiniteVerb(at)) break;
        if (at > begin && reading_.Is(at, CoreList::kCommonVerb) && !capital) break;
      }
      last_word = ++at;
    }
    return last_word;
  }
  /// The verbs of the rules end a topic, unless they are -ing forms ("on sharing data").
  bool FiniteVerb(uint32_t at) const {
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
  bool SeriesCloses(uint32_t at) const {
    for (uint32_t i = at; i < end_ && i < at + 6; ++i) {
      if (reading_.IsWord(i, "and")) return i + 1 < end_ && reading_.IsCapitalised(i + 1);
      if (!reading_.IsCapitalised(i) && !reading_.IsMark(i, ',')) return false;
    }
    return false;
  }
  bool AndGoesOn(uint32_t at, bool title) const {
    if (at + 1 >= end_) return false;
    uint32_t next = at + 1;
    if (reading_.text.tokens[next].kind != TokenKind::kWord) return false;
    if (const Mention* mention = reading_.MentionBeginning(next)) {
      return mention->type == MentionType::kTopic;
    }
    if (reading_.Is(next, CoreList::kDeterminer) || reading_.Is(next, CoreList::kAdverb) ||
        reading_.Is(next, CoreList::kFunctionWord) || reading_.Is(next, CoreList::kPreposition)) {
      return false;
    }
    const RuleWord& word = reading_.book.word(reading_.words[next]);
    if (!word.agreement_heads.empty()) return false;
    if (!word.verbs.empty() && FiniteVerb(next)) return false;
    if (reading_.Is(next, CoreList::kCommonVerb) && !reading_.IsCapitalised(next)) return false;
    // A capitalised topic goes on with capitals: "on Trade and Investment and met".
    return !title || reading_.IsCapitalised(next) || !reading_.IsCapitalised(at - 1);
  }
  bool PrepositionGoesOn(uint32_t at, bool title) const {
    if (at + 1 >= end_) return false;
    uint32_t next = at + 1;
    if (reading_.Is(next, CoreList::kDeterminer) && next + 1 < end_) ++next;
    if (const Mention* mention = reading_.MentionAt(next)) {
      if (mention->type != MentionType::kPlace && mention->type != MentionType::kCountry) {
        return mention->type == MentionType::kOrganization && title &&
               reading_.IsWord(at, "in") == false;
      }
      return title && next != at + 1;  // "in the Korea Strait", not "in Paris"
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

  /// "two memoranda, on trade and on culture": one noun, several agreements.
  void SplitTopics() {
    AgreementPhrase& first = phrases_.back();
    if (first.topics.empty() &&
        !(first.end_token < end_ && reading_.IsMark(first.end_token, ','))) {
      return;
    }
    std::vector<std::pair<uint32_t, uint32_t>> parts;
    uint32_t at = first.end_token;
    if (first.topics.empty()) {
      if (at + 1 >= end_ || !reading_.IsWord(at + 1, "on")) return;
      uint32_t stop = TopicEnd(at + 2, first);
      if (stop == at + 2) return;
      parts.emplace_back(at + 2, stop);
      at = stop;
    }
    while (at < end_) {
      uint32_t next = at;
      if (reading_.IsMark(next, ',') || reading_.IsMark(next, ';')) ++next;
      if (next < end_ && reading_.IsWord(next, "and")) ++next;
      if (next == at || next + 1 >= end_) break;
      if (reading_.IsWord(next, "one") || reading_.IsWord(next, "another") ||
          reading_.IsWord(next, "the")) {
        ++next;
        if (next < end_ && reading_.IsWord(next, "other")) ++next;
      }
      if (next + 1 >= end_ || !reading_.IsWord(next, "on")) break;
      uint32_t stop = TopicEnd(next + 1, first);
      if (stop == next + 1) break;
      parts.emplace_back(next + 1, stop);
      at = stop;
    }
    if (parts.empty() || (first.topics.empty() && parts.size() < 2)) return;
    AgreementPhrase pattern = first;
    size_t begin = 0;
    if (first.topics.empty()) {
      first.topics.push_back(reading_.Span(parts[0].first, parts[0].second));
      first.topic_tokens.push_back(parts[0]);
      first.end_token = first.name_end = parts[0].second;
      begin = 1;
    }
    first.plural = false;
    first.split = true;
    first.count = 0;
    first.content.clear();
    CollectContent(first);
    for (size_t i = begin; i < parts.size(); ++i) {
      AgreementPhrase phrase = pattern;
      phrase.plural = false;
      phrase.count = 0;
      phrase.another = true;
      phrase.split = true;
      phrase.begin_token = phrase.name_begin = phrase.head_token = parts[i].first - 1;
      phrase.end_token = phrase.name_end = parts[i].second;
      phrase.topics = {reading_.Span(parts[i].first, parts[i].second)};
      phrase.topic_tokens = {parts[i]};
      phrase.short_names.clear();
      phrase.content.clear();
      CollectContent(phrase);
      phrases_.push_back(std::move(phrase));
    }
    free_ = at;
  }

  void CollectContent(AgreementPhrase& phrase) const {
    CollectContent(phrase.name_begin, phrase.name_end, phrase);
    for (const auto& [begin, end] : phrase.topic_tokens) {
      if (end > phrase.name_end) CollectContent(begin, end, phrase);
    }
    std::sort(phrase.content.begin(), phrase.content.end());
    phrase.content.erase(std::unique(phrase.content.begin(), phrase.content.end()),
                         phrase.content.end());
  }

  void CollectContent(uint32_t begin, uint32_t end, AgreementPhrase& phrase) const {
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
          (reading_.Is(token, CoreList::kPreposition) ||
           reading_.Is(token, CoreList::kDeterminer) ||
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

  const Reading& reading_;
  uint32_t sentence_ = 0;
  uint32_t begin_ = 0;
  uint32_t end_ = 0;
  uint32_t free_ = 0;  ///< the first token that no phrase has yet
  uint32_t previous_ = kNoIndex;
  std::vector<AgreementPhrase> phrases_;
};

}  // namespace

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
