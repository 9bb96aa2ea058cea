#include "ingest/verb_finder.h"

#include <algorithm>

#include "ingest/infinitive_outcome.h"
#include "ingest/verb_company.h"
#include "ingest/verb_factuality.h"
#include "ingest/verb_surroundings.h"

namespace entente::ingest {

namespace {

constexpr uint32_t kMaxAuxiliaries = 10;

constexpr uint8_t Form(VerbForm form) { return static_cast<uint8_t>(1u << static_cast<int>(form)); }

class VerbFinder {
 public:
  VerbFinder(const Reading& reading, uint32_t begin, uint32_t end)
      : reading_(reading), begin_(begin), end_(end), around_(reading, begin, end) {}

  std::vector<VerbGroup> FindAll() {
    for (uint32_t token = begin_; token < end_; ++token) {
      const RuleWord& word = reading_.book.word(reading_.words[token]);
      if (reading_.words[token] == 0 || word.verbs.empty()) continue;
      if (reading_.MentionAt(token) != nullptr) continue;
      Try(token, word);
      if (!verbs_.empty() && verbs_.back().end_token > token + 1) {
        token = verbs_.back().end_token - 1;
      }
    }
    return std::move(verbs_);
  }

 private:
  void Try(uint32_t token, const RuleWord& word) {
    VerbGroup group;
    group.main_token = token;
    group.end_token = token + 1;
    uint8_t forms = 0;
    size_t particle = 0;
    for (const VerbReading& reading : word.verbs) {
      uint32_t after = around_.MatchParticle(token + 1, reading.particle);
      if (!reading.particle.empty() && after == 0) continue;
      if (reading.particle.size() < particle) continue;  // the longest reading is the verb
      if (reading.particle.size() > particle) {
        particle = reading.particle.size();
        group.features = 0;
        forms = 0;
      }
      forms |= reading.forms;
      group.features |= RuleBook::VerbClassBit(reading.verb_class);
      if (after != 0) group.end_token = after;
    }
    if (group.features == 0) return;
    Company company = LookBack(token, forms, group);
    if (company.adjective || IsPluralNoun(token, forms)) return;
    if (group.begin_token == token && (forms & Form(VerbForm::kBase)) != 0)
      JoinInfinitive(token, company);
    // "Workers struck | against the deal"
    if (reading_.SaysAny(token, {"strike", "strikes", "struck", "striking"}) && token + 1 < end_ &&
        reading_.SaysAny(token + 1, {"against", "over", "for"})) {
      return;
    }
    if (!SetVoice(company, forms, group)) return;
    base_only_ = forms == Form(VerbForm::kBase);
    present_ = (forms & ~(Form(VerbForm::kBase) | Form(VerbForm::kThird))) == 0;
    SetStatus(company, group);
    // "threw | it | out"
    for (uint32_t inside = token + 1; inside < group.end_token; ++inside) {
      if (reading_.Is(inside, CoreList::kPronounIt)) {
        group.features |= FeatureBit(Feature::kPronoun);
      }
    }
    verbs_.push_back(group);
  }

  /// "cultural exchanges and visits": no third person, since nothing acts and nothing is acted on.
  bool IsPluralNoun(uint32_t at, uint8_t forms) const {
    if (forms != Form(VerbForm::kThird) || at == begin_ || at + 1 >= end_) return false;
    const RuleWordId left = reading_.words[at - 1];
    if (reading_.MentionAt(at - 1) != nullptr || reading_.IsCapitalised(at - 1) ||
        reading_.text.tokens[at - 1].kind != TokenKind::kWord || !IsPlainWord(left)) {
      return false;
    }
    return reading_.IsWord(at + 1, "and") || reading_.IsWord(at + 1, "or") ||
           reading_.Is(at + 1, CoreList::kBe) || reading_.Is(at + 1, CoreList::kHave) ||
           reading_.text.tokens[at + 1].kind == TokenKind::kPunctuation;
  }
  /// Whether a word stands in none of the lists that a clause is read by.
  bool IsPlainWord(RuleWordId word) const {
    return !reading_.book.Is(word, CoreList::kPronounIt) &&
           !reading_.book.Is(word, CoreList::kAdverb) && reading_.book.word(word).verbs.empty();
  }

  /// "a pact to build roads and | extend the lease", "hopes to sign the pact and | renew the
  /// lease": the same "to".
  void JoinInfinitive(uint32_t at, Company& company) const {
    if (at == begin_ || !(reading_.IsWord(at - 1, "and") || reading_.IsWord(at - 1, "or"))) return;
    uint32_t from = begin_;
    if (!verbs_.empty()) {
      const VerbGroup& before = verbs_.back();
      from = before.end_token;
      if ((before.features & FeatureBit(Feature::kInfinitive)) != 0) {
        company.to = true;
        company.done = (before.features & FeatureBit(Feature::kDone)) != 0;
        company.refused = (before.features & FeatureBit(Feature::kRefused)) != 0;
        company.possible = (before.features & FeatureBit(Feature::kPossible)) != 0;
        return;
      }
    }
    // The verb behind "to" may be one that no rule knows.
    for (uint32_t t = from; t + 2 < at; ++t) {
      if (!reading_.IsWord(t, "to") || reading_.MentionAt(t + 1) != nullptr) continue;
      if (!reading_.IsCapitalised(t + 1) && !reading_.Is(t + 1, CoreList::kDeterminer) &&
          reading_.text.tokens[t + 1].kind == TokenKind::kWord) {
        company.to = true;
      }
    }
  }

  Company LookBack(uint32_t token, uint8_t forms, VerbGroup& group) {
    Company company;
    uint32_t at = token;
    bool base = forms & Form(VerbForm::kBase);
    bool gerund = forms & Form(VerbForm::kGerund);
    const auto take = [&](uint32_t control) {
      if (!TakeControl(control, gerund, company)) return;
      at = verbs_.back().begin_token;
      verbs_.pop_back();
    };
    for (uint32_t i = 0; i < kMaxAuxiliaries && at > begin_; ++i) {
      uint32_t left = at - 1;
      if (!verbs_.empty() && left < verbs_.back().end_token) {
        // "declined to sign", "postponed signing": the verb before is a helper of this one.
        take(left);
        break;
      }
      // "postponed the signing of the pact"
      if (gerund && i == 0 && reading_.IsWord(left, "the") && !verbs_.empty() &&
          verbs_.back().end_token == left && token + 1 < end_ && reading_.IsWord(token + 1, "of")) {
        take(left - 1);
        break;
      }
      // A day may stand between: "will on Friday sign".
      if (const Mention* mention = reading_.MentionAt(left)) {
        if (mention->type == MentionType::kDate && i < 3 && mention->begin_token > begin_ &&
            reading_.Is(mention->begin_token - 1, CoreList::kDatePreposition) &&
            mention->begin_token >= begin_ + 2 &&
            (reading_.Is(mention->begin_token - 2, CoreList::kFuture) ||
             reading_.Is(mention->begin_token - 2, CoreList::kHave) ||
             reading_.Is(mention->begin_token - 2, CoreList::kBe))) {
          at = mention->begin_token - 1;
          continue;
        }
        break;
      }
      // The same where nothing says of which week it is: no date then.
      if (i < 3 && left > begin_ + 1 && reading_.Is(left - 1, CoreList::kDatePreposition) &&
          around_.IsWeekday(left) &&
          (reading_.Is(left - 2, CoreList::kFuture) || reading_.Is(left - 2, CoreList::kHave) ||
           reading_.Is(left - 2, CoreList::kBe))) {
        at = left - 1;
        continue;
      }
      // "no longer signs"
      if (reading_.IsWord(left, "longer") && left > begin_ && reading_.IsWord(left - 1, "no")) {
        company.negated = true;
        at = left - 1;
        continue;
      }
      // "Thursday's | meeting": whose, and no "is".
      if (i == 0 && gerund && reading_.text.tokens[left].kind == TokenKind::kPossessive &&
          reading_.IsWord(token, "meeting")) {
        break;
      }
      RuleWordId word = reading_.words[left];
      const RuleBook& book = reading_.book;
      // 'the agency "may have" signed'
      if (reading_.text.tokens[left].kind == TokenKind::kPunctuation && left > begin_ &&
          (reading_.Text(left) == "\"" || reading_.Text(left) == "”") &&
          (reading_.Is(left - 1, CoreList::kHave) || reading_.Is(left - 1, CoreList::kFuture) ||
           reading_.Is(left - 1, CoreList::kNegation))) {
        at = left;
        continue;
      }
      // "had hoped to see | concluded"
      if (i == 0 && !base && !gerund && reading_.IsWord(left, "see") && left > begin_ + 1 &&
          reading_.IsWord(left - 1, "to")) {
        company.be = company.to = true;
        company.to_at = at = left - 1;
        continue;
      }
      if (book.Is(word, CoreList::kNegatedAuxiliary)) {
        company.negated = true;
        std::string_view text = book.word(word).text;
        if (text.starts_with("wo") || text.starts_with("sha") || text.starts_with("ca")) {
          company.refused = true;
        }
        if (text.starts_with("is") || text.starts_with("was") || text.starts_with("are") ||
            text.starts_with("were")) {
          company.be = true;
        }
        if (text.starts_with("ha")) company.have = true;
        at = left;
        continue;
      }
      if (book.Is(word, CoreList::kNegation)) {
        // "have not only signed …"
        const bool only = reading_.IsWord(left + 1, "only") || reading_.IsWord(left + 1, "just") ||
                          reading_.IsWord(left + 1, "merely") ||
                          reading_.IsWord(left + 1, "simply");
        company.negated = company.negated || !only;
        at = left;
        continue;
      }
      if (book.Is(word, CoreList::kBe)) {
        if (!company.to || company.planned) {
          company.be = company.be || !company.to;
          company.bare_be = reading_.IsWord(left, "be");
          company.present = reading_.IsWord(left, "is") || reading_.IsWord(left, "are");
        } else {
          company.planned = true;  // "is to sign"
        }
        at = left;
        continue;
      }
      if (book.Is(word, CoreList::kHave)) {
        if (company.yet && company.to) company.planned = true;  // "has yet to sign"
        company.have = true;
        at = left;
        continue;
      }
      if (book.Is(word, CoreList::kFuture)) {
        company.future = true;
        company.would = company.would || reading_.IsWord(left, "would");
        company.ought =
            company.ought || reading_.IsWord(left, "must") || reading_.IsWord(left, "should");
        at = left;
        continue;
      }
      if (book.Is(word, CoreList::kDo)) {
        at = left;
        continue;
      }
      if (reading_.IsWord(left, "to")) {
        if (company.to) break;
        if (!(base || company.be || company.have) && !gerund) break;
        company.to = true;
        company.to_at = left;
        at = left;
        continue;
      }
      if (reading_.IsWord(left, "yet")) company.yet = true;
      if ((company.to || gerund) && !company.planned && !company.refused && !company.possible &&
          !company.done) {
        bool control = true;
        if (book.Is(word, CoreList::kControlRefused)) {
          company.refused = true;
        } else if (book.Is(word, CoreList::kControlPlanned)) {
          company.planned = true;
        } else if (book.Is(word, CoreList::kControlPossible)) {
          company.possible = true;
        } else if (book.Is(word, CoreList::kControlDone)) {
          company.done = true;
        } else if (reading_.IsWord(left, "on") && left > begin_ &&
                   reading_.SaysAny(left - 1, {"went", "goes", "go", "gone"})) {
          company.done = true;  // "went on to sign"
          --left;
        } else if (book.Is(word, CoreList::kUnsure)) {
          company.possible = true;
          company.denied = book.Is(word, CoreList::kDenial);
        } else {
          control = false;
        }
        if (reading_.IsWord(left, "position") && left >= begin_ + 2) {
          company.planned = true;  // "is (not) in a position to sign"
          at = left - 2;
          SkipControlAuxiliaries(at, company);
          break;
        }
        if (control) {
          // "had not hoped to sign", "are expected to": what stands before the first verb counts
          // for the whole, but its own auxiliaries say nothing of the deed.
          at = left;
          SkipControlAuxiliaries(at, company);
          if (company.planned && PlanDropped(at)) {
            company.planned = false;
            company.refused = true;
          }
          break;
        }
      }
      if (left == begin_ && reading_.IsWord(left, "both")) break;  // "Both | were signed"
      if (book.Is(word, CoreList::kAdverb) || reading_.Text(left).ends_with("ly")) {
        at = left;
        continue;
      }
      // "was, on the other hand, | cancelled"
      if (const uint32_t aside =
              around_.AsideBefore(at, verbs_.empty() ? begin_ : verbs_.back().end_token);
          !gerund && aside != at) {
        at = aside;
        continue;
      }
      break;
    }
    group.begin_token = at;
    if (company.to && !company.planned && !company.refused && !company.done && at > begin_) {
      if (!PartedControl(at, company) && company.to_at != kNoIndex) TakeOutcome(company);
    }
    // "the signed agreement", "a signing ceremony", "its planned visit": no verb.
    uint32_t before = group.begin_token;
    if (before == token && before > begin_) {
      bool determiner = reading_.MentionAt(before - 1) == nullptr &&
                        reading_.Is(before - 1, CoreList::kDeterminer) &&
                        !reading_.IsWord(before - 1, "both") &&
                        !reading_.IsWord(before - 1, "each") &&
                        !reading_.IsWord(before - 1, "all") && !reading_.IsWord(before - 1, "that");
      bool possessive = reading_.text.tokens[before - 1].kind == TokenKind::kPossessive;
      // "the signing of" is a noun with an object: kept, as a gerund.
      bool of_follows = gerund && token + 1 < end_ && reading_.IsWord(token + 1, "of");
      if ((determiner || possessive) && !of_follows) company.adjective = true;
    }
    return company;
  }

  bool TakeControl(uint32_t left, bool gerund, Company& company) const {
    const VerbGroup& before = verbs_.back();
    if (!(company.to || gerund) || before.end_token != left + 1) return false;
    if (company.planned || company.refused || company.possible || company.done) return false;
    RuleWordId word = reading_.words[before.main_token];
    const RuleBook& book = reading_.book;
    // "called off the signing", "pulled out of signing"
    const uint64_t ends = book.VerbClassBit("refuse") | book.VerbClassBit("annul");
    const bool called_off = (before.features & ends) != 0 &&
                            before.end_token > before.main_token + 1 &&
                            (before.features & FeatureBit(Feature::kDone)) != 0;
    if (called_off || book.Is(word, CoreList::kControlRefused)) {
      company.refused = true;
    } else if (book.Is(word, CoreList::kControlPlanned)) {
      company.planned = true;
    } else if (book.Is(word, CoreList::kControlPossible) || book.Is(word, CoreList::kUnsure)) {
      company.possible = true;
      company.denied = book.Is(word, CoreList::kDenial);
    } else {
      return false;
    }
    uint64_t negative = FeatureBit(Feature::kRefused);
    if (before.features & negative) {
      company.possible = company.refused;
      company.refused = !company.possible;
      company.planned = false;
    }
    return true;
  }

  /// "shelved | plans to sign", "abandoned its | plan to sign"
  bool PlanDropped(uint32_t at) const {
    if (verbs_.empty()) return false;
    const VerbGroup& before = verbs_.back();
    const bool its = before.end_token + 1 == at && reading_.Is(at - 1, CoreList::kDeterminer);
    if (before.end_token != at && !its) return false;
    const uint64_t ends =
        reading_.book.VerbClassBit("refuse") | reading_.book.VerbClassBit("annul");
    return (before.features & ends) != 0 && (before.features & FeatureBit(Feature::kDone)) != 0;
  }

  void SkipControlAuxiliaries(uint32_t& at, Company& company) const {
    for (int i = 0; i < 5 && at > begin_; ++i) {
      uint32_t left = at - 1;
      if (reading_.MentionAt(left) != nullptr) return;
      RuleWordId word = reading_.words[left];
      const RuleBook& book = reading_.book;
      const bool longer =
          reading_.Text(left) == "longer" && left > begin_ && reading_.IsWord(left - 1, "no");
      // "has no plans to sign", "in no mood to sign"
      const bool none = i == 0 && reading_.IsWord(left, "no");
      bool negation = longer || none || book.Is(word, CoreList::kNegation) ||
                      book.Is(word, CoreList::kNegatedAuxiliary);
      if (negation) {
        // "is not expected to sign", "did not agree to"; "did not refuse" says little.
        if (company.refused) {
          company.refused = false;
          company.possible = true;
        } else {
          company.not_planned = company.planned;
          company.planned = false;
          company.refused = true;
        }
      }
      if (company.done && book.Is(word, CoreList::kFuture)) {
        company.done = false;
        company.planned = true;  // "will proceed to sign"
      }
      if (!negation && !book.Is(word, CoreList::kBe) && !book.Is(word, CoreList::kHave) &&
          !book.Is(word, CoreList::kDo) && !book.Is(word, CoreList::kFuture) &&
          !book.Is(word, CoreList::kAdverb) && !reading_.Text(left).ends_with("ly")) {
        return;
      }
      at = longer ? left - 1 : left;
    }
  }

  /// "had declined, by note of May, | to sign": what stands between commas parts the two verbs.
  bool PartedControl(uint32_t at, Company& company) const {
    constexpr uint32_t kInsertion = 12;
    if (verbs_.empty() || at == begin_ || !reading_.IsMark(at - 1, ',')) return false;
    const uint32_t comma = verbs_.back().end_token;
    if (comma + 1 >= at || at - comma > kInsertion || !reading_.IsMark(comma, ',')) return false;
    return TakeControl(comma - 1, false, company);
  }

  /// What the words further left say of a deed behind "to", where no helper stands right there.
  void TakeOutcome(Company& company) const {
    switch (OutcomeOfInfinitive(reading_, begin_, company.to_at, company.negated)) {
      case InfinitiveOutcome::kDone:
        company.done = true;
        break;
      case InfinitiveOutcome::kPlanned:
        company.planned = true;
        break;
      case InfinitiveOutcome::kPossible:
        company.possible = true;
        break;
      case InfinitiveOutcome::kUnsaid:
        break;
    }
  }

  /// False when the word cannot be a verb here.
  bool SetVoice(const Company& company, uint8_t forms, VerbGroup& group) const {
    uint64_t& features = group.features;
    bool participle = forms & Form(VerbForm::kParticiple);
    bool past = forms & Form(VerbForm::kPast);
    bool base = forms & Form(VerbForm::kBase);
    bool third = forms & Form(VerbForm::kThird);
    bool gerund = forms & Form(VerbForm::kGerund);
    if (gerund && !participle) {
      features |= FeatureBit(company.be ? Feature::kActive : Feature::kGerund);
      return true;
    }
    if (company.be && !participle && !past && !gerund && !company.to && !company.future) {
      return false;  // "is void"
    }
    if (company.be && participle) {
      features |= FeatureBit(Feature::kPassive);
      return true;
    }
    if (company.have && participle) {
      features |= FeatureBit(Feature::kActive);
      // "Having signed the treaty, Peru …"
      if (reading_.IsWord(group.begin_token, "having")) features |= FeatureBit(Feature::kGerund);
      return true;
    }
    if (company.to) {
      if (!base) return false;
      features |= FeatureBit(Feature::kInfinitive) | FeatureBit(Feature::kActive);
      return true;
    }
    if (company.future || company.negated) {
      features |= FeatureBit(Feature::kActive);
      return true;
    }
    if (past || participle) {
      features |= FeatureBit(Feature::kBare);
      if (past) features |= FeatureBit(Feature::kActive);
      return true;
    }
    if (base || third) {
      // "the visit", "a sign": a noun unless something acts.
      features |= FeatureBit(Feature::kActive);
      const uint32_t at = group.main_token;
      // "went on | strike": no verb of its own stands right behind "on".
      if (at > begin_ && group.begin_token == at && reading_.IsWord(at - 1, "on")) return false;
      // "a street sign": one of them "signs"
      if (!third && at > begin_ + 1 && group.begin_token == at &&
          reading_.SaysAny(at - 2, {"a", "an"}) && reading_.MentionAt(at - 1) == nullptr &&
          !reading_.SaysAny(at - 1, {"few", "dozen", "hundred", "thousand", "handful", "lot"})) {
        return false;
      }
      return at > begin_;
    }
    return false;
  }

  void SetStatus(const Company& company, VerbGroup& group) const {
    Feature status = Feature::kDone;
    // "is not expected to be signed before May": it will be, later.
    bool later =
        (company.not_planned || (company.negated && company.future)) && group.end_token < end_ &&
        (reading_.IsWord(group.end_token, "before") || reading_.IsWord(group.end_token, "until"));
    if (company.denied && !company.negated) {
      status = Feature::kRefused;
      group.denied = true;
    } else if (company.possible) {
      status = Feature::kPossible;
    } else if (later) {
      status = Feature::kPlanned;
    } else if (company.refused) {
      status = Feature::kRefused;
    } else if (company.planned && company.negated && !company.yet) {
      status = Feature::kRefused;  // "agreed not to renew"
    } else if (company.planned || (company.yet && company.negated)) {
      status = Feature::kPlanned;
    } else if (company.negated && company.future && company.have) {
      status = Feature::kPossible;  // "should never have signed"
    } else if (company.negated && company.ought) {
      status = Feature::kPossible;  // "must not be signed"
    } else if (company.negated) {
      status = Feature::kRefused;
    } else if (company.would && around_.IfFollows(group.end_token)) {
      status = Feature::kPossible;  // "would sign it if the price was right"
    } else if (company.future && !company.have) {
      status = Feature::kPlanned;
    } else if (company.future) {
      status = Feature::kPossible;  // "would have signed"
    } else if (company.to && !company.have && !company.done) {
      status = Feature::kPlanned;
    } else if ((group.features & FeatureBit(Feature::kActive)) != 0 && company.be &&
               (group.features & FeatureBit(Feature::kPassive)) == 0) {
      status = Feature::kPlanned;  // "is signing"
    }
    // "Will the treaty be signed?", "asked that it be signed"
    if (status == Feature::kDone && company.bare_be && !company.have) status = Feature::kPossible;
    if (status == Feature::kDone && reading_.IsMark(end_ - 1, '?')) status = Feature::kPossible;
    if (status == Feature::kDone && (group.features & FeatureBit(Feature::kGerund)) != 0 &&
        around_.Ahead(group.begin_token)) {
      status = Feature::kPlanned;
    }
    // "Once signed, the treaty would bind both", "if signed"
    if (status == Feature::kDone && around_.OnceDone(group.main_token)) status = Feature::kPlanned;
    // "must be approved before it takes effect"
    // "asked for changes before it is signed"
    const bool now = present_ || (company.present && !company.have);
    const bool enters = (group.features & reading_.book.VerbClassBit("enter")) != 0;
    if (status == Feature::kDone && (enters || (company.present && !company.have)) &&
        around_.BeforeIt(group.begin_token)) {
      status = Feature::kPlanned;
    }
    if (status == Feature::kDone) {
      group.embedder = around_.ConditionOf(group.begin_token, now);
      if (group.embedder != kNoIndex) status = Feature::kPossible;
    }
    if (status == Feature::kDone && base_only_ && around_.Caused(group.begin_token)) {
      status = Feature::kPossible;
    }
    const VerbPlace place = {begin_,
                             end_,
                             group.begin_token,
                             group.main_token,
                             group.end_token,
                             (group.features & FeatureBit(Feature::kGerund)) != 0,
                             now};
    // "Had Peru signed, …": it did not. "Had Peru not signed, …": it did, if anything.
    if ((status == Feature::kDone || status == Feature::kRefused) && IsInverted(reading_, place)) {
      group.denied = status == Feature::kDone;
      status = group.denied ? Feature::kRefused : Feature::kPossible;
    }
    if ((status == Feature::kDone || status == Feature::kPlanned) &&
        IsNegatedInFront(reading_, place)) {
      status = Feature::kRefused;
    }
    if (status == Feature::kDone) {
      const Factuality factuality = FactualityOf(reading_, place);
      if (factuality.vouching == Vouching::kDoubted) status = Feature::kPossible;
      if (factuality.vouching == Vouching::kDenied) {
        status = Feature::kRefused;
        group.denied = true;
      }
      if (factuality.vouching == Vouching::kHoped) status = Feature::kPlanned;
      if (factuality.vouching != Vouching::kSaid) group.embedder = factuality.by;
    }
    if (status == Feature::kDone && around_.PassedOver(group.begin_token))
      status = Feature::kPossible;
    const bool being = reading_.IsWord(group.begin_token, "being");
    if (((group.features & FeatureBit(Feature::kGerund)) != 0 || being) &&
        around_.Lacking(group.begin_token, being ? 8 : 3)) {
      status = Feature::kPossible;
    }
    group.features |= FeatureBit(status);
  }
  const Reading& reading_;
  uint32_t begin_;
  uint32_t end_;
  VerbSurroundings around_;
  bool base_only_ = false;  ///< the verb at hand has no other reading: "sign"
  bool present_ = false;    ///< the verb at hand is of the present: "sign", "signs"
  std::vector<VerbGroup> verbs_;
};

}  // namespace

std::vector<VerbGroup> FindVerbs(const Reading& reading, uint32_t begin, uint32_t end) {
  VerbFinder finder(reading, begin, end);
  return finder.FindAll();
}

}  // namespace entente::ingest
