#include "ingest/event_resolver.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "ingest/event_partners.h"
#include "ingest/event_surroundings.h"

namespace entente::ingest {

namespace {

/// How many events and phrases back a phrase is compared with, so that long documents stay linear.
constexpr size_t kMaxCasesBack = 150;
constexpr uint32_t kMaxPhrasesBack = 200;

void AddOnce(std::vector<std::string>& list, const std::string& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

/// Kinds of which one may take up the other: "talks" held at a "meeting".
std::string Family(const std::string& kind) {
  if (kind == "talks" || kind == "meeting" || kind == "conference" || kind == "summit") {
    return "gathering";
  }
  if (kind == "ceremony" || kind == "signing") return "ceremony";
  return kind;
}

class Resolver {
 public:
  Resolver(const Reading& reading, const std::vector<EventPhrase>& phrases,
           const ClauseFindings& findings, const ActorMeanings& meanings, ExtractionTrace* trace)
      : reading_(reading),
        phrases_(phrases),
        findings_(findings),
        meanings_(meanings),
        trace_(trace) {}

  EventCases Run() {
    deeds_of_.resize(phrases_.size());
    signed_at_.assign(phrases_.size(), false);
    for (const Deed& deed : findings_.deeds) {
      if (deed.setting.event != kNoIndex) signed_at_[deed.setting.event] = true;
      signing_ = signing_ || (deed.kind == DeedKind::kSign && deed.status == DeedStatus::kDone &&
                              !deed.what.empty());
    }
    for (uint32_t deed = 0; deed < findings_.event_deeds.size(); ++deed) {
      uint32_t event = findings_.event_deeds[deed].event;
      if (event != kNoIndex) deeds_of_[event].push_back(deed);
    }
    result_.case_of.assign(phrases_.size(), kNoIndex);
    for (uint32_t phrase = 0; phrase < phrases_.size(); ++phrase) Place(phrase);
    for (uint32_t deed = 0; deed < findings_.event_deeds.size(); ++deed) PlaceVerb(deed);
    MarkEvents();
    for (uint32_t deed = 0; deed < findings_.event_deeds.size(); ++deed) PlaceThere(deed);
    return std::move(result_);
  }

 private:
  static double Overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return 0;
    size_t common = 0;
    for (const std::string& word : a) common += std::find(b.begin(), b.end(), word) != b.end();
    return static_cast<double>(common) / static_cast<double>(std::min(a.size(), b.size()));
  }
  bool KindsMeet(const EventCase& known, const std::string& kind, bool loosely) const {
    for (const std::string& other : known.kinds) {
      if (other == kind || (loosely && Family(other) == Family(kind))) return true;
    }
    return false;
  }
  std::string IsoOf(uint32_t date) const {
    return date < reading_.mentions.dates.size() ? reading_.mentions.dates[date].iso
                                                 : std::string();
  }
  bool DatesClash(uint32_t phrase, const EventCase& known) const {
    std::string mine = IsoOf(phrases_[phrase].date);
    if (mine.empty()) return false;
    for (uint32_t other : known.phrases) {
      std::string theirs = IsoOf(phrases_[other].date);
      if (theirs.empty()) theirs = IsoOf(findings_.event_settings[other].date);
      size_t common = std::min(theirs.size(), mine.size());
      if (common >= 4 && theirs.compare(0, common, mine, 0, common) != 0) return true;
    }
    // "the 2017 talks" is not this year's session.
    return mine.size() == 4 && !known.phrases.empty() &&
           IsoOf(phrases_[known.phrases.front()].date) != mine;
  }

  /// "3rd Radio Workshop", "3rd Workshop on Buoys": alike in nothing but their number and noun.
  bool OfOtherName(const EventPhrase& p, const EventCase& known) const {
    const std::string head = ContentWord(reading_.Text(p.head_token));
    const auto own = [&](const std::vector<std::string>& words) {
      std::vector<std::string> left;
      for (const std::string& word : words) {
        if (word != head && (word.empty() || word[0] < '0' || word[0] > '9')) left.push_back(word);
      }
      return left;
    };
    const std::vector<std::string> mine = own(p.content), theirs = own(known.content);
    return !mine.empty() && !theirs.empty() && Overlap(mine, theirs) == 0;
  }

  void Place(uint32_t phrase) {
    const EventPhrase& p = phrases_[phrase];
    if (!p.other) {
      if (auto known = Find(phrase)) {
        Join(phrase, *known);
        return;
      }
    }
    if (!WorthANode(phrase)) return;
    EventCase fresh;
    fresh.phrases = {phrase};
    fresh.deeds = deeds_of_[phrase];
    fresh.content = p.content;
    fresh.kinds = {p.kind};
    fresh.ordinal = p.ordinal;
    result_.case_of[phrase] = static_cast<uint32_t>(result_.cases.size());
    result_.cases.push_back(std::move(fresh));
    MarkCancelled(phrase, result_.cases.back());
  }
  void MarkCancelled(uint32_t phrase, EventCase& event) const {
    for (uint32_t deed : deeds_of_[phrase]) {
      if (findings_.event_deeds[deed].kind == EventDeedKind::kCancelled) event.cancelled = true;
    }
  }

  std::optional<uint32_t> Find(uint32_t phrase) const {
    const EventPhrase& p = phrases_[phrase];
    std::optional<uint32_t> best;
    double best_overlap = 0.59;
    for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
      const EventCase& known = result_.cases[i];
      if (p.ordinal != 0 && known.ordinal != 0 && p.ordinal != known.ordinal) continue;
      if (DatesClash(phrase, known) || OfOthers(p, known)) continue;
      bool own = !p.content.empty() && !(p.proper && OfOtherName(p, known));
      if (own && KindsMeet(known, p.kind, true)) {
        double overlap = Overlap(p.content, known.content);
        if (overlap > best_overlap) {
          best_overlap = overlap;
          best = static_cast<uint32_t>(i);
        }
      }
    }
    if (best) return best;
    if (((p.kind == "ceremony" && p.content.empty()) || p.kind == "call") && !p.plural) {
      // A text tells of one ceremony and one call, unless it says otherwise.
      for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
        if (KindsMeet(result_.cases[i], p.kind, false) && !DatesClash(phrase, result_.cases[i])) {
          return static_cast<uint32_t>(i);
        }
      }
    }
    // "held telephone talks" takes up the title's "Telephone talks between …".
    if (!p.definite && p.content.empty() && p.sentence <= 4) {
      for (size_t i = 0; i < result_.cases.size() && i < kMaxCasesBack; ++i) {
        const EventCase& known = result_.cases[i];
        if (known.phrases.empty() || phrases_[known.phrases.front()].sentence > 1) continue;
        if (known.content.empty() && KindsMeet(known, p.kind, false) &&
            !DatesClash(phrase, known) && !OfOthers(p, known)) {
          return static_cast<uint32_t>(i);
        }
      }
    }
    if (!p.definite || p.ordinal != 0 || p.date != kNoIndex) return std::nullopt;
    if (!p.content.empty() && p.proper) return std::nullopt;
    // "the meeting", "the ceremony": the latest it can mean; its own kind before a kindred one.
    std::optional<uint32_t> kindred;
    for (uint32_t other = phrase; other-- > 0 && other + kMaxPhrasesBack >= phrase;) {
      uint32_t index = result_.case_of[other];
      if (index == kNoIndex || phrases_[other].other) continue;
      const EventCase& known = result_.cases[index];
      if (OfOthers(p, known)) continue;
      const bool session = IsSession(reading_, p) && IsConference(known);
      if (!p.content.empty() && !known.content.empty() && !session &&
          Overlap(p.content, known.content) == 0) {
        continue;
      }
      if (KindsMeet(known, p.kind, false)) return index;
      const bool own = p.kind == "summit" && reading_.SaysAny(p.begin_token, {"its", "their"});
      if (!kindred && !own && KindsMeet(known, p.kind, true)) kindred = index;
    }
    return kindred;
  }

  bool OfOthers(const EventPhrase& phrase, const EventCase& known) const {
    return WithOthers(reading_, phrases_, findings_, meanings_, phrase, known);
  }
  bool WorthANode(uint32_t phrase) const {
    const EventPhrase& p = phrases_[phrase];
    const Setting& setting = findings_.event_settings[phrase];
    size_t signs = 0;
    if (!deeds_of_[phrase].empty()) signs += 2;
    if (p.ordinal != 0) signs += p.proper ? 2 : 1;
    // "talks with Peru" are told as something that is; "the Calm Shore exercise" has a name.
    std::string_view noun = reading_.book.word(reading_.words[p.head_token]).text;
    if (p.kind == "talks" && noun == "talks" && !p.with.actors.empty()) signs += 1;
    if (p.kind == "exercise" && p.proper) signs += 1;
    if (p.place != kNoIndex && !p.weak && (p.kind == "meeting" || p.kind == "talks")) signs += 1;
    // "the Madrid summit" is one of a year.
    if (p.place != kNoIndex && p.kind == "summit" && !p.plural) signs += 1;
    // "the 12th meeting of the Joint Committee"
    if (p.kind == "meeting" && !p.content.empty() && (p.definite || p.ordinal != 0)) signs += 1;
    if (!p.with.actors.empty() || p.named_parties.size() > 1) signs += 1;
    if (p.with.actors.size() > 1) signs += 1;
    if (p.owner != kNoIndex || p.named_parties.size() == 1) signs += 1;
    if (p.date != kNoIndex || setting.date != kNoIndex) signs += 1;
    if (p.place != kNoIndex || setting.place != kNoIndex || setting.body != kNoIndex) signs += 1;
    if (!p.topics.empty()) signs += 1;
    if (p.proper) signs += 1;
    // "held meetings with Ann Ayres and Bo Lund" are one for each who was there.
    const bool with_people =
        std::any_of(deeds_of_[phrase].begin(), deeds_of_[phrase].end(), [&](uint32_t deed) {
          return findings_.event_deeds[deed].kind == EventDeedKind::kParticipants &&
                 (!findings_.event_deeds[deed].whom.empty() || WithPerson(p));
        });
    // "preparations for the upcoming visit of Bo Lund"
    if (p.kind == "visit" && !p.plural && !p.with.actors.empty() &&
        reading_.SaysAny(p.name_begin, {"upcoming", "forthcoming", "planned"})) {
      signs += 1;
    }
    if (p.plural && p.kind != "talks" && p.ordinal == 0 && !p.proper && !with_people) return false;
    if (p.kind == "ceremony" && !p.weak) signs += signing_ ? 2 : 1;
    if (p.kind == "ceremony" && !p.plural && SaysWhatFor(p)) signs += 1;
    if (signed_at_[phrase]) signs += 2;
    // "she said after the signing": of what the text tells to be signed.
    if (p.kind == "signing" && p.definite && !p.plural && signing_ && p.begin_token > 0 &&
        reading_.SaysAny(p.begin_token - 1, {"after", "at", "during", "following", "before"})) {
      signs += 3;
    }
    // "negotiations for an agreement" may last for years; only what is said to be held is one.
    const bool lasting = noun == "negotiations" && deeds_of_[phrase].empty();
    return signs >= (p.weak || lasting ? 3u : 2u);
  }

  /// "meetings in Lima with | Ann Ayres and Bo Lund"
  bool WithPerson(const EventPhrase& phrase) const {
    const auto& entities = reading_.mentions.entities;
    return std::any_of(phrase.with.actors.begin(), phrase.with.actors.end(), [&](const Actor& one) {
      return one.entity < entities.size() && entities[one.entity].type == MentionType::kPerson;
    });
  }

  /// "She was sworn in on Sunday. Two kings attended | the inauguration", "They opened the bridge.
  /// | The ceremony | …": the sentence, or the one before, tells what it was held for.
  bool SaysWhatFor(const EventPhrase& phrase) const {
    const auto& sentences = reading_.text.sentences;
    const uint32_t before = phrase.sentence > 0 ? phrase.sentence - 1 : 0;
    const bool oath = reading_.Says(phrase.head_token, "inauguration");
    for (uint32_t t = sentences[before].begin_token; t < phrase.begin_token; ++t) {
      if (reading_.SaysAny(t, {"sworn", "oath"})) return true;
      if (!oath && reading_.SaysAny(t, {"inaugurated", "unveiled", "launched", "commissioned"})) {
        return true;
      }
    }
    return false;
  }

  void Join(uint32_t phrase, uint32_t index) {
    EventCase& known = result_.cases[index];
    const EventPhrase& p = phrases_[phrase];
    known.phrases.push_back(phrase);
    AddOnce(known.kinds, p.kind);
    for (const std::string& word : p.content) AddOnce(known.content, word);
    if (known.ordinal == 0) known.ordinal = p.ordinal;
    known.deeds.insert(known.deeds.end(), deeds_of_[phrase].begin(), deeds_of_[phrase].end());
    MarkCancelled(phrase, known);
    result_.case_of[phrase] = index;
    if (trace_ == nullptr) return;
    for (SentenceTrace& sentence : trace_->sentences) {
      if (sentence.sentence != p.sentence) continue;
      const EventPhrase& first = phrases_[known.phrases.front()];
      sentence.merged.push_back(
          "'" + std::string(reading_.document.Text(reading_.Span(p.begin_token, p.end_token))) +
          "' = '" +
          std::string(reading_.document.Text(reading_.Span(first.begin_token, first.end_token))) +
          "'");
    }
  }

  /// The first phrase of the sentence, or of one behind it.
  uint32_t PhraseFrom(uint32_t sentence) const {
    auto first = std::lower_bound(
        phrases_.begin(), phrases_.end(), sentence,
        [](const EventPhrase& phrase, uint32_t value) { return phrase.sentence < value; });
    return static_cast<uint32_t>(first - phrases_.begin());
  }

  /// "The two sides met in Lima on 5 May": a gathering, though nothing before says whose.
  bool SidesMet(const EventDeed& deed) const {
    return deed.kind == EventDeedKind::kMeet && deed.whom.empty() &&
           deed.setting.date != kNoIndex && deed.setting.place != kNoIndex &&
           deed.who.size() == 1 && deed.who.front().sort == Actor::Sort::kSides;
  }
  /// "The ministers met in Muscat on 6 November", "visited the Naval School".
  void PlaceVerb(uint32_t index) {
    const EventDeed& deed = findings_.event_deeds[index];
    if (deed.event != kNoIndex) return;
    if (deed.kind != EventDeedKind::kMeet && deed.kind != EventDeedKind::kVisit) return;
    if (deed.there) return;
    size_t named = 0;
    for (const Meaning& meaning : meanings_.Of(deed.who, deed.verb_begin)) {
      named += meaning.person != kNoIndex || !meaning.bodies.empty();
    }
    if (named == 0 && !SidesMet(deed)) return;
    if (deed.kind == EventDeedKind::kVisit && deed.setting.place == kNoIndex &&
        deed.setting.body == kNoIndex && deed.whom.empty()) {
      return;
    }
    const bool body_met = (deed.rule == "body-met" || deed.rule == "body-meets") &&
                          (deed.setting.date != kNoIndex || deed.setting.place != kNoIndex);
    if (deed.kind == EventDeedKind::kMeet && named > 0 && named + deed.whom.size() < 2 &&
        !body_met) {
      return;
    }
    // Two rules read the same verb.
    for (size_t i = result_.cases.size(); i-- > 0 && i + 4 >= result_.cases.size();) {
      for (uint32_t other : result_.cases[i].deeds) {
        const EventDeed& told = findings_.event_deeds[other];
        if (told.event != kNoIndex || told.sentence != deed.sentence || told.kind != deed.kind ||
            told.verb_begin != deed.verb_begin) {
          continue;
        }
        result_.cases[i].deeds.push_back(index);
        return;
      }
    }
    // A meeting or visit of the same sentence has its noun already.
    std::string kind = deed.kind == EventDeedKind::kMeet ? "meeting" : "visit";
    if (deed.call) {
      kind = "call";
      for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
        EventCase& known = result_.cases[i];  // a text tells of one call
        if (!KindsMeet(known, kind, false)) continue;
        known.deeds.push_back(index);
        return;
      }
    }
    for (uint32_t phrase = PhraseFrom(deed.sentence); phrase < phrases_.size(); ++phrase) {
      if (phrases_[phrase].sentence != deed.sentence) break;
      uint32_t known = result_.case_of[phrase];
      if (IsMargin(phrases_[phrase], deed)) continue;
      if (known != kNoIndex && Family(phrases_[phrase].kind) == Family(kind) &&
          !phrases_[phrase].other && !IsBeside(phrases_[phrase])) {
        result_.cases[known].deeds.push_back(index);
        return;
      }
    }
    // The gathering of those days has its noun elsewhere ("communiqué of the Fourth Meeting").
    const std::string day = IsoOf(deed.setting.date);
    for (size_t i = 0; i < result_.cases.size() && i < kMaxCasesBack && !day.empty(); ++i) {
      EventCase& known = result_.cases[i];
      if (known.phrases.empty() || Family(known.kinds.front()) != Family(kind)) continue;
      bool same = false;
      for (uint32_t phrase : known.phrases) {
        same = same || IsoOf(findings_.event_settings[phrase].date) == day;
      }
      const EventPhrase& told = phrases_[known.phrases.front()];
      if (!same || told.sentence > deed.sentence) continue;
      if (told.sentence == deed.sentence && (IsBeside(told) || IsMargin(told, deed))) continue;
      known.deeds.push_back(index);
      return;
    }
    // "… met in Muscat. At the end of the meeting": the noun follows.
    for (uint32_t phrase = PhraseFrom(deed.sentence + 1); phrase < phrases_.size(); ++phrase) {
      const EventPhrase& p = phrases_[phrase];
      if (p.sentence > deed.sentence + 2) break;
      uint32_t known = result_.case_of[phrase];
      if (known == kNoIndex || result_.cases[known].phrases.front() != phrase) continue;
      const bool taken_up =
          p.definite && p.content.empty() && (p.kind == kind || (kind == "meeting" && IsTalks(p)));
      if (!taken_up && !(p.sentence == deed.sentence + 1 && IsTheirs(phrase, kind))) continue;
      result_.cases[known].deeds.push_back(index);
      return;
    }
    if (JoinsHeadline(index, kind)) return;
    EventCase fresh;
    fresh.deeds = {index};
    fresh.kinds = {kind};
    result_.cases.push_back(std::move(fresh));
  }

  /// "… met in Muscat. Peru's envoy joined | the talks".
  bool IsTalks(const EventPhrase& phrase) const {
    return phrase.kind == "talks" && phrase.with.actors.empty() && phrase.named_parties.empty() &&
           phrase.owner == kNoIndex && phrase.ordinal == 0 && !phrase.other;
  }
  /// "A welcomed B. The leaders held | a four-eyes meeting": of those whom the sentence before
  /// names.
  bool IsTheirs(uint32_t phrase, const std::string& kind) const {
    const EventPhrase& p = phrases_[phrase];
    if (Family(p.kind) != Family(kind) || p.plural || p.other || !p.with.actors.empty() ||
        p.date != kNoIndex || p.place != kNoIndex || deeds_of_[phrase].empty()) {
      return false;
    }
    return std::all_of(deeds_of_[phrase].begin(), deeds_of_[phrase].end(), [&](uint32_t deed) {
      const EventDeed& held = findings_.event_deeds[deed];
      return held.kind == EventDeedKind::kParticipants && held.who.size() == 1 &&
             held.whom.empty() &&
             (held.who.front().sort == Actor::Sort::kSides ||
              held.who.front().sort == Actor::Sort::kPeople) &&
             held.setting.date == kNoIndex && held.setting.place == kNoIndex;
    });
  }

  /// "Ann Ayres, in Lima for | the summit, | met Bo Lund": on its margins.
  bool IsMargin(const EventPhrase& phrase, const EventDeed& deed) const {
    return (phrase.kind == "summit" || phrase.kind == "conference") && !deed.whom.empty() &&
           (phrase.begin_token < deed.verb_begin ||
            LedToByAnotherVerb(reading_, deed.verb_end, phrase.begin_token));
  }
  /// "on the sidelines of | the session": beside what is told.
  bool IsBeside(const EventPhrase& phrase) const {
    const uint32_t begin = reading_.text.sentences[phrase.sentence].begin_token;
    for (uint32_t t = phrase.begin_token; t-- > begin && t + 4 > phrase.begin_token;) {
      if (reading_.SaysAny(t, {"sidelines", "margins", "fringes"})) return true;
    }
    return false;
  }

  bool IsHeadline(uint32_t sentence) const {
    constexpr uint32_t kTokens = 24;
    const auto& sentences = reading_.text.sentences;
    const Sentence& line = sentences[sentence];
    const uint32_t end = line.end_token;
    if (end - line.begin_token > kTokens || reading_.IsMark(end - 1, '.')) return false;
    return (sentence == 0 || sentences[sentence - 1].block != line.block) &&
           sentence + 1 < sentences.size() && sentences[sentence + 1].block != line.block;
  }
  std::vector<uint32_t> ActorsOf(const EventDeed& deed) const {
    std::vector<uint32_t> who;
    for (const auto* actors : {&deed.who, &deed.whom}) {
      for (const Meaning& meaning : meanings_.Of(*actors, deed.verb_begin)) {
        if (meaning.person != kNoIndex) who.push_back(meaning.person);
        who.insert(who.end(), meaning.bodies.begin(), meaning.bodies.end());
      }
    }
    return who;
  }

  /// "Minister Ruiz receives envoy", and below: "Ana Ruiz received Bo Lund": what the headline
  /// tells, the lead tells again and better. True when nothing is left to be done with the deed.
  bool JoinsHeadline(uint32_t index, const std::string& kind) {
    constexpr uint32_t kLead = 3;  // sentences below a headline
    const EventDeed& deed = findings_.event_deeds[index];
    const std::vector<uint32_t> who = ActorsOf(deed);
    const auto shares = [&](const EventCase& known) {
      return std::any_of(known.deeds.begin(), known.deeds.end(), [&](uint32_t other) {
        const std::vector<uint32_t> theirs = ActorsOf(findings_.event_deeds[other]);
        return std::any_of(theirs.begin(), theirs.end(), [&](uint32_t one) {
          return std::find(who.begin(), who.end(), one) != who.end();
        });
      });
    };
    if (IsHeadline(deed.sentence)) {
      for (uint32_t phrase = PhraseFrom(deed.sentence + 1); phrase < phrases_.size(); ++phrase) {
        const EventPhrase& p = phrases_[phrase];
        const uint32_t known = result_.case_of[phrase];
        if (p.sentence > deed.sentence + kLead) break;
        if (known == kNoIndex || p.kind != kind || p.other || !shares(result_.cases[known])) {
          continue;
        }
        return true;
      }
      return false;
    }
    for (size_t i = 0; i < result_.cases.size() && i < kMaxCasesBack; ++i) {
      EventCase& known = result_.cases[i];
      if (!known.phrases.empty() || known.kinds.front() != kind || known.deeds.empty()) continue;
      const EventDeed& first = findings_.event_deeds[known.deeds.front()];
      if (first.sentence >= deed.sentence || first.sentence + kLead < deed.sentence ||
          known.deeds.size() > 2 || !IsHeadline(first.sentence) || !shares(known)) {
        continue;
      }
      known.deeds = {index};
      return true;
    }
    return false;
  }

  /// "on the eve of | the summit": told as another day's.
  bool IsAside(const EventPhrase& phrase) const {
    const uint32_t begin = reading_.text.sentences[phrase.sentence].begin_token;
    for (uint32_t t = phrase.begin_token; t-- > begin && t + 4 > phrase.begin_token;) {
      if (reading_.SaysAny(t, {"eve", "before", "ahead", "since", "until"})) return true;
    }
    return false;
  }

  /// Where each event is told, by position.
  void MarkEvents() {
    for (uint32_t i = 0; i < result_.cases.size(); ++i) {
      for (uint32_t phrase : result_.cases[i].phrases) {
        const EventPhrase& p = phrases_[phrase];
        if (!p.other && !IsAside(p)) marks_.push_back({p.begin_token, p.sentence, i});
      }
      for (uint32_t told : result_.cases[i].deeds) {
        const EventDeed& deed = findings_.event_deeds[told];
        if (!deed.there && deed.event == kNoIndex) {
          marks_.push_back({deed.verb_begin, deed.sentence, i});
        }
      }
    }
    std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) {
      return std::tie(a.token, a.event) < std::tie(b.token, b.event);
    });
  }

  /// "Among those present were A and B", "It was chaired by A": at the event of the sentence, or at
  /// the last one told before it.
  void PlaceThere(uint32_t index) {
    const EventDeed& deed = findings_.event_deeds[index];
    if (!deed.there || deed.event != kNoIndex) return;
    constexpr uint32_t kBehind = 2;
    std::optional<uint32_t> best;
    std::optional<uint32_t> behind;
    uint32_t best_sentence = 0;
    const auto at = std::upper_bound(marks_.begin(), marks_.end(), deed.verb_begin,
                                     [](uint32_t token, const Mark& m) { return token < m.token; });
    // "Peru, led by Ann Ayres, | visited Lima": behind only where none stands before.
    if (at != marks_.end() && at->sentence == deed.sentence) behind = at->event;
    if (at != marks_.begin()) {
      const Mark& before = *(at - 1);
      if (before.sentence <= deed.sentence && before.sentence + kBehind >= deed.sentence) {
        best = before.event;
        best_sentence = before.sentence;
      }
    }
    if (behind && (!best || best_sentence != deed.sentence)) best = behind;
    // "was sworn in on Sunday. Two kings attended | the inauguration": the next sentence's.
    if (deed.rule == "sworn-in" || deed.rule == "opened-works" || deed.rule == "opened-body") {
      best = behind;
      for (auto next = at; !best && next != marks_.end() && next->sentence <= deed.sentence + 1;
           ++next) {
        best = next->event;
      }
      if (!best || result_.cases[*best].kinds.front() != "ceremony") return;
    }
    // "Ann Ayres led the Peruvian delegation. The talks were held in Lima": those behind it.
    for (auto next = at; !best && deed.rule.starts_with("led-") && next != marks_.end() &&
                         next->sentence <= deed.sentence + kBehind;
         ++next) {
      best = next->event;
    }
    if (deed.rule.starts_with("at-gathering")) {
      const bool fits = best && KindsMeet(result_.cases[*best], "conference", true);
      if (!fits) best = OnlyConference();
    }
    // "The minister was accompanied by A": on the visit that the text is about.
    const bool far = !best || best_sentence + 1 < deed.sentence;
    const auto visit = OnlyVisit(result_.cases);
    if (far && visit && deed.rule.starts_with("accompan")) best = visit;
    if (best) result_.cases[*best].deeds.push_back(index);
  }

  /// The conference that a text begins with, where it tells of no other: of whoever addresses
  /// delegates, walks out or sends observers, paragraphs behind.
  std::optional<uint32_t> OnlyConference() const {
    constexpr uint32_t kLead = 8;  // sentences, titles and bylines counted
    std::optional<uint32_t> only;
    for (uint32_t i = 0; i < result_.cases.size(); ++i) {
      const EventCase& known = result_.cases[i];
      if (!IsConference(known)) continue;
      const EventPhrase& first = phrases_[known.phrases.front()];
      if (first.other) continue;  // "the next conference"
      if (only || first.sentence > kLead || IsAside(first)) return std::nullopt;
      only = i;
    }
    return only;
  }

  struct Mark {
    uint32_t token, sentence, event;
  };

  const Reading& reading_;
  const std::vector<EventPhrase>& phrases_;
  const ClauseFindings& findings_;
  const ActorMeanings& meanings_;
  ExtractionTrace* trace_;
  std::vector<Mark> marks_;
  std::vector<std::vector<uint32_t>> deeds_of_;
  std::vector<bool> signed_at_;  ///< by phrase: something was signed at it
  bool signing_ = false;         ///< something was signed in this document
  EventCases result_;
};

}  // namespace

EventCases ResolveEvents(const Reading& reading, const std::vector<EventPhrase>& phrases,
                         const ClauseFindings& findings, const ActorMeanings& meanings,
                         ExtractionTrace* trace) {
  Resolver resolver(reading, phrases, findings, meanings, trace);
  return resolver.Run();
}

}  // namespace entente::ingest
