#include "ingest/verb_factuality.h"

#include <algorithm>
#include <string>

namespace entente::ingest {

namespace {

constexpr uint32_t kReach = 24;          ///< tokens from a verb back to what embeds it
constexpr uint32_t kComplementiser = 8;  ///< from a verb of saying to its "that"
constexpr uint32_t kTail = 9;            ///< tokens of ", rebel media claimed on Monday."

class FactualityReader {
 public:
  FactualityReader(const Reading& reading, const VerbPlace& place) : r_(reading), v_(place) {}

  Factuality Read() const {
    if (Qualified() || ClaimedBehind() || FromHearsay()) return {Vouching::kDoubted, kNoIndex};
    bool comma = false;
    for (uint32_t at = v_.group_begin, steps = 0; at > v_.begin && steps < kReach; ++steps) {
      --at;
      if (r_.IsMark(at, '.') || r_.IsMark(at, ';')) break;
      if (r_.IsMark(at, ',')) comma = true;
      if (const Mention* mention = r_.MentionAt(at)) {
        at = mention->begin_token < v_.begin ? v_.begin : mention->begin_token;
        continue;
      }
      if (v_.present && IsOnce(at) && FutureAround()) return {Vouching::kHoped, at};
      const bool report = IsReport(at);
      if (report || r_.Is(at, CoreList::kUnsure)) {
        if ((Governs(at, comma) && !ClauseOver(at)) || Parenthetical(at)) {
          return {Denies(at, report) ? Vouching::kDenied : Vouching::kDoubted, at};
        }
        continue;
      }
      // "demanded that the government sign it"
      if (v_.present && r_.IsWord(at + 1, "that") &&
          (r_.Is(at, CoreList::kUrge) || r_.Is(at, CoreList::kControlPossible)) &&
          Governs(at, comma)) {
        return {Vouching::kHoped, at};
      }
      if (r_.Is(at, CoreList::kHoping)) {
        if (Governs(at, comma)) return {Vouching::kHoped, at};
        continue;
      }
      if (r_.Is(at, CoreList::kVouch) && Governs(at, comma)) {
        const bool doubted = Unvouched(at) || HadBeenReported(at) || TakenBack(at);
        if (DeniedBehind() || (doubted && IsTruth(at))) return {Vouching::kDenied, at};
        if (!doubted) return {};
        return {Vouching::kDoubted, at};
      }
    }
    return {};
  }

 private:
  /// "allegedly signed", "has reportedly been signed", "Reportedly, Peru signed"
  bool Qualified() const {
    if (r_.Is(v_.begin, CoreList::kUnsureAdverb) && v_.begin + 1 < v_.end &&
        r_.IsMark(v_.begin + 1, ',')) {
      return true;
    }
    const uint32_t from = v_.group_begin > v_.begin ? v_.group_begin - 1 : v_.begin;
    for (uint32_t at = from; at < v_.main_token; ++at) {
      if (r_.MentionAt(at) == nullptr && r_.Is(at, CoreList::kUnsureAdverb)) return true;
    }
    return false;
  }

  /// "According to local media, Peru signed", "Peru signed a treaty, according to newspapers":
  /// what nobody who signed has said. Media of a state speak for it.
  bool FromHearsay() const {
    constexpr uint32_t kSource = 6;
    for (uint32_t at = v_.begin; at + 2 < v_.end; ++at) {
      if (!r_.IsWord(at, "according") || !r_.IsWord(at + 1, "to")) continue;
      // At the beginning of the sentence, or at its end behind a comma.
      const bool opens = at == v_.begin || r_.MentionAt(at - 1) != nullptr || at <= v_.begin + 6;
      if (!opens && !r_.IsMark(at - 1, ',')) return false;
      for (uint32_t next = at + 2; next < v_.end && next < at + 2 + kSource; ++next) {
        if (Punctuation(next) || r_.MentionAt(next) != nullptr) return false;
        if (r_.SaysAny(next, {"state", "state-run", "official", "government", "ministry"})) {
          return false;
        }
        if (r_.SaysAny(next, {"media", "newspaper", "newspapers", "press", "reports", "tabloid",
                              "rumours", "rumors", "sources", "website", "broadcaster"})) {
          return true;
        }
      }
      return false;
    }
    return false;
  }

  bool Punctuation(uint32_t at) const { return r_.text.tokens[at].kind == TokenKind::kPunctuation; }

  /// "Peru signed a treaty, rebel media claimed."
  bool ClaimedBehind() const {
    uint32_t last = v_.end;
    while (last > v_.group_end && r_.text.tokens[last - 1].kind == TokenKind::kPunctuation) --last;
    for (uint32_t at = last, steps = 0; at > v_.group_end + 1 && steps < kTail; ++steps) {
      --at;
      if (r_.IsMark(at, ',')) return false;
      if (r_.MentionAt(at) != nullptr || !r_.Is(at, CoreList::kUnsure)) continue;
      // ", ending a six-year dispute": a noun
      if (r_.SaysAny(at,
                     {"dispute", "doubt", "fear", "claim", "guess", "wish", "dream", "thought"}) &&
          !r_.Text(at - 1).ends_with('s') && r_.Text(at - 1) != "media" &&
          !r_.Is(at - 1, CoreList::kPronounActor)) {
        continue;
      }
      // Its subject stands between the comma and it, and nothing that it says behind it.
      for (uint32_t left = at; left > v_.group_end && at - left < kTail; --left) {
        if (r_.IsMark(left, ',')) {
          return left + 1 < at && !Opens(left + 1) && (at + 1 == last || !Starts(at + 1));
        }
      }
      return false;
    }
    return false;
  }

  bool IsReport(uint32_t at) const {
    if (!r_.Is(at, CoreList::kReportNoun)) return false;
    if (at + 1 >= v_.end) return false;
    // "The agency reports that" is a verb of saying: a noun stands behind a word that asks for one.
    if (r_.Is(at, CoreList::kSaying)) {
      if (at == v_.begin) return true;
      if (r_.MentionAt(at - 1) != nullptr) return false;
      return r_.Is(at - 1, CoreList::kDeterminer) || r_.Is(at - 1, CoreList::kPreposition) ||
             r_.Is(at - 1, CoreList::kUnsure) || r_.Is(at - 1, CoreList::kControlRefused) ||
             r_.Text(at - 1) == "media" || r_.Text(at - 1) == "press" ||
             r_.Text(at - 1) == "news" || r_.Text(at - 1) == "newspaper";
    }
    return true;
  }

  /// Whether the word at `at`, which takes the clause, says that it is not so.
  bool Denies(uint32_t at, bool report) const {
    if (r_.Is(at, CoreList::kDenial)) return !NegatedBefore(at);
    if (report) {
      // "denied reports that", "dismissed as false a report that", "contrary to reports that"
      for (uint32_t back = 1; back <= 5 && at >= v_.begin + back; ++back) {
        const uint32_t left = at - back;
        if (r_.text.tokens[left].kind == TokenKind::kPunctuation) break;
        if (r_.MentionAt(left) != nullptr) continue;
        if (r_.Is(left, CoreList::kDenial)) return !NegatedBefore(left);
        if (Lower(left) == "contrary" || Lower(left) == "truth") return true;
      }
    }
    return DeniedBehind();
  }

  /// "reports that they signed a pact | are false", ", but the ministry denied it", ", which was
  /// denied"
  bool DeniedBehind() const {
    for (uint32_t at = v_.group_end; at < v_.end; ++at) {
      if (r_.MentionAt(at) != nullptr || !r_.Is(at, CoreList::kDenial)) continue;
      for (uint32_t back = 1; back <= 3 && at >= v_.group_end + back; ++back) {
        if (r_.MentionAt(at - back) == nullptr && r_.Is(at - back, CoreList::kBe)) {
          if (!EndsThere(at + 1)) break;  // "and the press were denied entry"
          return !NegatedBefore(at);
        }
      }
      if (at + 1 < v_.end && r_.Is(at + 1, CoreList::kPronounIt)) return true;
      if (at + 2 < v_.end && r_.IsWord(at + 1, "the") && r_.Is(at + 2, CoreList::kReportNoun)) {
        return true;
      }
    }
    return false;
  }

  /// Nothing follows, or only how, when and by whom: "was denied by the ministry on Monday"
  bool EndsThere(uint32_t at) const {
    if (at >= v_.end || r_.text.tokens[at].kind == TokenKind::kPunctuation) return true;
    if (const Mention* mention = r_.MentionAt(at)) return mention->type == MentionType::kDate;
    return r_.Is(at, CoreList::kPreposition) || r_.Is(at, CoreList::kConjunction) ||
           r_.Is(at, CoreList::kAdverb);
  }

  /// "denied that talks had stalled | and signed", "contrary to reports that talks had failed, |
  /// Peru signed": what the word at `at` takes has a verb of its own, and ended before this one.
  bool ClauseOver(uint32_t at) const {
    if (v_.gerund) return false;
    const uint32_t limit = std::min(v_.group_begin, at + 1 + kComplementiser);
    uint32_t opens = at + 1;
    while (opens < limit && !r_.IsWord(opens, "that") && !r_.IsWord(opens, "having")) {
      if (r_.IsMark(opens, ',')) return false;
      ++opens;
    }
    if (opens >= limit) return false;
    const uint32_t verb = r_.IsWord(opens, "having") ? opens : FirstFinite(opens + 1);
    if (verb == kNoIndex) return false;
    uint32_t comma = kNoIndex;
    for (uint32_t next = verb + 1; next < v_.group_begin; ++next) {
      if (r_.IsMark(next, ',')) comma = next;
      if (r_.MentionAt(next) != nullptr) continue;
      // It takes another clause, or one depends on it.
      if (r_.IsWord(next, "that") || r_.IsWord(next, "whether") || Subordinates(next)) return false;
    }
    const bool joined = Joined(verb);
    if (comma != kNoIndex && !joined) return SubjectBehind(comma + 1);
    return joined && !SameStory(opens, verb);
  }

  /// The first finite verb of the clause from `from` on; none where another clause is in it first.
  uint32_t FirstFinite(uint32_t from) const {
    for (uint32_t at = from; at < v_.group_begin; ++at) {
      if (r_.text.tokens[at].kind == TokenKind::kPunctuation) return kNoIndex;
      if (r_.MentionAt(at) != nullptr) continue;
      if (Opens(at) || r_.IsWord(at, "that") || Subordinates(at)) return kNoIndex;
      if (at == from) continue;
      const bool auxiliary = r_.Is(at, CoreList::kBe) || r_.Is(at, CoreList::kHave) ||
                             r_.Is(at, CoreList::kDo) || r_.Is(at, CoreList::kFuture) ||
                             r_.Is(at, CoreList::kNegatedAuxiliary);
      if (auxiliary || r_.Text(at).ends_with("ed") || IsDeed(at)) return at;
    }
    return kNoIndex;
  }

  bool Subordinates(uint32_t at) const {
    return r_.IsWord(at, "when") || r_.IsWord(at, "while") || r_.IsWord(at, "because") ||
           r_.IsWord(at, "although") || r_.IsWord(at, "though") || r_.IsWord(at, "if") ||
           r_.IsWord(at, "once");
  }

  /// A form of a verb of the rules: "met", "negotiated".
  bool IsDeed(uint32_t at) const {
    return r_.words[at] != 0 && !r_.book.word(r_.words[at]).verbs.empty();
  }

  /// ", and Peru | signed": from `from` to the verb stands its subject.
  bool SubjectBehind(uint32_t from) const {
    while (from < v_.group_begin && r_.MentionAt(from) == nullptr &&
           r_.Is(from, CoreList::kConjunction)) {
      ++from;
    }
    if (from >= v_.group_begin || !Starts(from)) return false;
    for (uint32_t at = from; at < v_.group_begin; ++at) {
      if (r_.MentionAt(at) == nullptr && Opens(at)) return false;
    }
    return true;
  }

  /// "denied that it met and | signed": the two verbs may well be of one subject. Not so where the
  /// first tells a state ("that she is ill"), or something that signs nothing ("that talks had
  /// stalled"), or is a participle with its object ("having stalled talks").
  bool SameStory(uint32_t opens, uint32_t verb) const {
    uint32_t main = verb + 1;
    while (main < v_.group_begin && (r_.Is(main, CoreList::kAdverb) ||
                                     r_.Is(main, CoreList::kNegation) || r_.IsWord(main, "been"))) {
      ++main;
    }
    if (main >= v_.group_begin) return true;
    if (verb == opens) return IsDeed(main) || main + 2 >= v_.group_begin;
    if (r_.Is(verb, CoreList::kBe)) {
      if (r_.MentionAt(main) != nullptr || IsDeed(main)) return true;
      const std::string_view state = r_.Text(main);
      if (state.ends_with("ed") || state.ends_with("ing")) return true;
      return !r_.IsWord(verb, "is") && !r_.IsWord(verb, "are") &&
             (r_.Is(main, CoreList::kPreposition) || state == "there" || state == "present");
    }
    for (uint32_t at = opens + 1; at < verb && at < opens + 5; ++at) {
      if (r_.MentionAt(at) != nullptr || !r_.Is(at, CoreList::kIdleNoun)) continue;
      for (uint32_t next = verb; next < v_.group_begin; ++next) {
        if (r_.Is(next, CoreList::kBe)) return true;  // "had been held and | signed"
      }
      return false;
    }
    return true;
  }

  bool NegatedBefore(uint32_t at) const {
    for (uint32_t back = 1; back <= 2 && at >= v_.begin + back; ++back) {
      if (r_.Is(at - back, CoreList::kNegation) || r_.Is(at - back, CoreList::kNegatedAuxiliary)) {
        return true;
      }
    }
    return false;
  }

  /// "not true that", "not the case that"
  bool IsTruth(uint32_t at) const { return r_.IsWord(at, "true") || r_.IsWord(at, "case"); }

  std::string Lower(uint32_t at) const {
    std::string text(r_.Text(at));
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
  }

  bool Opens(uint32_t at) const { return r_.IsWord(at, "who") || r_.IsWord(at, "which"); }

  /// A subject may begin there: a name, a pronoun, a noun with its determiner.
  bool Starts(uint32_t at) const {
    if (r_.MentionAt(at) != nullptr) return r_.MentionAt(at)->type != MentionType::kDate;
    return r_.Is(at, CoreList::kDeterminer) || r_.Is(at, CoreList::kPronounActor) ||
           r_.Is(at, CoreList::kPronounIt);
  }

  /// "Peru, the paper alleged, signed"
  bool Parenthetical(uint32_t at) const {
    if (at + 1 >= v_.group_begin || !r_.IsMark(at + 1, ',')) return false;
    for (uint32_t back = 1; back <= 5 && at >= v_.begin + back; ++back) {
      if (r_.IsMark(at - back, ',')) return back > 1 && Starts(at - back + 1);
    }
    return false;
  }

  /// Whether the verb is in the clause that the word at `at` takes.
  bool Governs(uint32_t at, bool comma) const {
    const uint32_t limit = std::min(v_.group_begin, at + 1 + kComplementiser);
    bool that = false;
    for (uint32_t next = at + 1; next < limit && !that; ++next) {
      if (r_.IsMark(next, ',')) break;
      that = r_.IsWord(next, "that") || r_.IsWord(next, "whether") || r_.IsWord(next, "having") ||
             r_.IsWord(next, "if") || (r_.IsWord(next, "of") && next == at + 1 && OfDeed(at));
    }
    if (comma && Closed(at)) return false;
    if (that) return true;
    if (comma || at + 1 >= v_.end) return false;
    // A noun ("a dispute", "of claims") takes no clause without that.
    if (at > v_.begin && r_.MentionAt(at - 1) == nullptr &&
        (r_.Is(at - 1, CoreList::kDeterminer) || r_.Is(at - 1, CoreList::kPreposition))) {
      return false;
    }
    const bool deed = v_.gerund || r_.IsWord(v_.group_begin, "having");
    if (at + 1 == v_.group_begin) return deed;  // "denied signing"
    if (deed && r_.IsWord(v_.group_begin - 1, "of"))
      return true;  // "accused Peru of having signed"
    if (deed) return r_.Is(at, CoreList::kUnsure) && Starts(at + 1) && !Joined(at);
    if (Joined(at)) return false;
    return Starts(at + 1) || r_.IsCapitalised(at + 1);
  }

  /// "reports of a treaty signed in Lima", "accusations of signing"
  bool OfDeed(uint32_t at) const {
    return r_.Is(at, CoreList::kReportNoun) && !r_.IsWord(at, "report");
  }

  /// "claims the islands and | signed", "denied it, but signed": another clause of the same
  /// subject.
  bool Joined(uint32_t at) const {
    for (uint32_t back = 1; back <= 2 && v_.group_begin >= at + 1 + back; ++back) {
      const uint32_t left = v_.group_begin - back;
      if (r_.MentionAt(left) != nullptr) return false;
      if (r_.IsWord(left, "and") || r_.IsWord(left, "but") || r_.IsWord(left, "then")) return true;
    }
    return false;
  }

  /// ", who denied that he was ill, | signed": the clause of the word is over.
  bool Closed(uint32_t at) const {
    for (uint32_t back = 1; back <= 4 && at >= v_.begin + back; ++back) {
      const uint32_t left = at - back;
      if (r_.IsMark(left, ',')) return back == 1;
      if (r_.MentionAt(left) == nullptr && Opens(left)) return true;
    }
    return false;
  }

  /// "did not say that", "could not confirm whether", "has yet to confirm", "falsely reported",
  /// "no evidence that", "not true that"
  bool Unvouched(uint32_t at) const {
    if (r_.IsWord(at + 1, "whether") || r_.IsWord(at + 1, "if")) return true;
    bool negated = false;
    for (uint32_t back = 1; back <= 5 && at >= v_.begin + back; ++back) {
      const uint32_t left = at - back;
      if (r_.MentionAt(left) != nullptr || r_.text.tokens[left].kind == TokenKind::kPunctuation) {
        break;
      }
      if (r_.Is(left, CoreList::kConjunction) && !r_.IsWord(left, "nor")) break;
      negated = r_.Is(left, CoreList::kNegation) || r_.Is(left, CoreList::kNegatedAuxiliary) ||
                r_.IsWord(left, "no") || r_.IsWord(left, "yet") || r_.IsWord(left, "without") ||
                r_.Is(left, CoreList::kUnsureAdverb) || r_.Is(left, CoreList::kControlRefused);
      if (negated) return true;
      if (r_.IsWord(left, "that")) break;
    }
    return false;
  }

  /// "local media had reported that": what nobody by name said, and what came then was told first.
  bool HadBeenReported(uint32_t at) const {
    // "The report, in the Herald, said that"
    if (v_.begin + 1 < at && r_.Is(v_.begin, CoreList::kDeterminer) &&
        r_.MentionAt(v_.begin + 1) == nullptr && r_.Is(v_.begin + 1, CoreList::kReportNoun) &&
        r_.IsWord(at, "said")) {
      return true;
    }
    if (at < v_.begin + 1) return false;
    const bool had = at >= v_.begin + 2 && r_.IsWord(at - 1, "had");
    // "Local media report that": theirs too, unless they are a state's.
    if (!had && !r_.SaysAny(at, {"report", "reports", "reported"})) return false;
    uint32_t subject = had ? at - 2 : at - 1;
    // "The channel, Norlake One, | reported"
    constexpr uint32_t kName = 6;
    if (r_.IsMark(subject, ',')) {
      for (uint32_t t = subject; t-- > v_.begin + 1 && subject - t < kName;) {
        if (!r_.IsMark(t, ',')) continue;
        subject = t - 1;
        break;
      }
    }
    if (!had && subject > v_.begin && r_.SaysAny(subject - 1, {"state", "state-run", "official"})) {
      return false;
    }
    return r_.MentionAt(subject) == nullptr &&
           (r_.Is(subject, CoreList::kReportNoun) ||
            r_.SaysAny(subject, {"media", "press", "newspaper", "newspapers", "outlet", "outlets",
                                 "website", "websites", "tabloid", "daily", "blog", "channel",
                                 "broadcaster", "station", "magazine", "paper"}));
  }

  /// "An earlier version of this article said that", "we wrongly reported that": taken back.
  bool TakenBack(uint32_t at) const {
    for (uint32_t t = v_.begin; t + 1 < at; ++t) {
      if (r_.MentionAt(t) != nullptr) continue;
      if (r_.SaysAny(t, {"earlier", "previous", "prior", "original", "first"}) &&
          r_.SaysAny(t + 1, {"version", "versions", "edition"})) {
        return true;
      }
    }
    return at > v_.begin &&
           r_.SaysAny(at - 1, {"wrongly", "incorrectly", "mistakenly", "erroneously"});
  }

  bool IsOnce(uint32_t at) const {
    return r_.IsWord(at, "once") || r_.IsWord(at, "when") || r_.IsWord(at, "after") ||
           r_.IsWord(at, "before") || r_.IsWord(at, "until");
  }

  /// "prices will fall once Peru signs"
  bool FutureAround() const {
    for (uint32_t at = v_.begin; at < v_.end; ++at) {
      if (r_.MentionAt(at) == nullptr && r_.Is(at, CoreList::kFuture)) return true;
    }
    return false;
  }

  const Reading& r_;
  const VerbPlace& v_;
};

}  // namespace

Factuality FactualityOf(const Reading& reading, const VerbPlace& place) {
  return FactualityReader(reading, place).Read();
}

bool IsInverted(const Reading& reading, const VerbPlace& place) {
  for (uint32_t at = place.group_begin, steps = 0; at > place.begin && steps < kReach; ++steps) {
    --at;
    if (reading.text.tokens[at].kind == TokenKind::kPunctuation) return false;
    if (!reading.IsWord(at, "had")) continue;
    const bool opens = at == place.begin ||
                       reading.text.tokens[at - 1].kind == TokenKind::kPunctuation ||
                       reading.IsWord(at - 1, "that");
    return opens && at + 1 < place.group_begin &&
           (reading.MentionAt(at + 1) != nullptr || reading.Is(at + 1, CoreList::kPronounActor) ||
            reading.Is(at + 1, CoreList::kDeterminer));
  }
  return false;
}

bool IsNegatedInFront(const Reading& reading, const VerbPlace& place) {
  // "At no time | did", "Nor | has": the length of what says no, where a clause begins with it.
  const auto fronted = [&](uint32_t at) {
    uint32_t first = at;
    if (at > place.begin && reading.SaysAny(at - 1, {"nor", "neither", "never", "nowhere"})) {
      first = at - 1;
    } else if (at > place.begin + 1 && reading.Says(at - 1, "once") &&
               reading.Says(at - 2, "not")) {
      first = at - 2;
    } else if (at > place.begin + 1 && reading.Says(at - 2, "no") &&
               reading.SaysAny(at - 1, {"time", "point", "stage", "moment", "circumstances"})) {
      first = at - 2;
      if (first > place.begin && reading.Is(first - 1, CoreList::kPreposition)) --first;
    }
    return first != at && (first == place.begin || reading.SaysAny(first - 1, {"and", "but"}) ||
                           reading.text.tokens[first - 1].kind == TokenKind::kPunctuation);
  };
  for (uint32_t at = place.group_begin, steps = 0; at > place.begin && steps < kReach; ++steps) {
    --at;
    if (reading.text.tokens[at].kind == TokenKind::kPunctuation && !reading.IsMark(at, ',')) {
      return false;
    }
    if (reading.MentionAt(at) != nullptr) continue;
    // Another verb, or another clause, stands between.
    if (reading.SaysAny(at, {"before", "after", "until", "that", "who", "which", "when"}) ||
        !reading.book.word(reading.words[at]).verbs.empty()) {
      return false;
    }
    const bool auxiliary = reading.Is(at, CoreList::kDo) || reading.Is(at, CoreList::kHave) ||
                           reading.Is(at, CoreList::kBe) || reading.Is(at, CoreList::kFuture);
    if (auxiliary && at + 1 < place.group_begin) return fronted(at);
  }
  return false;
}

}  // namespace entente::ingest
