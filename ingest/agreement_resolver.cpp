#include "ingest/agreement_resolver.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace entente::ingest {

namespace {

constexpr uint32_t kReachSentences = 3;
constexpr uint32_t kLeadSentences = 3;  // a title and the first paragraph, which tell a thing twice
constexpr uint32_t kReachSignedFor = 8;  // "Ann Ayres signed for Peru": a list of who signed
/// How many agreements and phrases back a phrase is compared with, so that long documents stay
/// linear.
constexpr size_t kMaxCasesBack = 150;
constexpr uint32_t kMaxPhrasesBack = 200;

void AddOnce(std::vector<uint32_t>& list, uint32_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}
void AddOnce(std::vector<std::string>& list, const std::string& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

/// Kinds that may name one agreement: "memorandum" and "memorandum of understanding", any kind and
/// "agreement".
std::string Family(const std::string& kind) {
  if (kind.starts_with("memorandum")) return "memorandum";
  if (kind.starts_with("letter") || kind == "statement of intent") return "letter";
  if (kind == "framework agreement" || kind == "arrangement") return "agreement";
  if (kind == "charter" || kind == "convention") return "treaty";
  return kind;
}
bool KindsMeet(const std::string& a, const std::string& b) {
  std::string x = Family(a);
  std::string y = Family(b);
  if (x == y) return true;
  return (x == "agreement" && y != "minutes") || (y == "agreement" && x != "minutes");
}

class Resolver {
 public:
  Resolver(const Reading& reading, const std::vector<AgreementPhrase>& phrases,
           ClauseFindings& findings, const ActorMeanings& meanings, ExtractionTrace* trace)
      : reading_(reading),
        phrases_(phrases),
        findings_(findings),
        meanings_(meanings),
        trace_(trace) {}

  AgreementCases Run() {
    deeds_of_.resize(phrases_.size());
    old_of_link_.assign(phrases_.size(), false);
    for (const AgreementLink& link : findings_.links) {
      if (phrases_[link.from].sentence == phrases_[link.to].sentence) old_of_link_[link.to] = true;
    }
    for (uint32_t deed = 0; deed < findings_.deeds.size(); ++deed) {
      for (uint32_t phrase : findings_.deeds[deed].what) deeds_of_[phrase].push_back(deed);
    }
    result_.case_of.assign(phrases_.size(), kNoIndex);
    size_t back = 0;
    for (uint32_t phrase = 0; phrase < phrases_.size(); ++phrase) {
      // "It was signed by", "signed for the institute": deeds on the agreement at hand.
      while (back < findings_.deeds.size() &&
             findings_.deeds[back].verb_token < phrases_[phrase].begin_token) {
        AttachBack(static_cast<uint32_t>(back++));
      }
      Place(phrase);
    }
    while (back < findings_.deeds.size()) AttachBack(static_cast<uint32_t>(back++));
    MergeLeads();
    return std::move(result_);
  }

 private:
  bool HasDeed(uint32_t phrase, bool agreeing) const {
    for (uint32_t index : deeds_of_[phrase]) {
      const Deed& deed = findings_.deeds[index];
      if (!agreeing) return true;
      switch (deed.kind) {
        case DeedKind::kSign:
        case DeedKind::kInitial:
        case DeedKind::kRatify:
        case DeedKind::kAccede:
        case DeedKind::kPending:
          return true;
        default:
          break;
      }
    }
    return false;
  }
  /// A line of its own without a full stop, in the middle of a text: another story's headline.
  bool InHeadline(uint32_t sentence_index) const {
    const Sentence& sentence = reading_.text.sentences[sentence_index];
    if (reading_.IsMark(sentence.end_token - 1, '.') ||
        reading_.IsMark(sentence.end_token - 1, ';') ||
        reading_.IsMark(sentence.end_token - 1, ':') ||
        reading_.IsMark(sentence.end_token - 1, ',')) {
      return false;
    }
    if (sentence.end_token - sentence.begin_token > 22) return false;
    bool alone = (sentence_index == 0 ||
                  reading_.text.sentences[sentence_index - 1].block != sentence.block) &&
                 (sentence_index + 1 == reading_.text.sentences.size() ||
                  reading_.text.sentences[sentence_index + 1].block != sentence.block);
    if (!alone || sentence.block >= reading_.document.blocks().size()) return alone;
    BlockKind kind = reading_.document.blocks()[sentence.block].kind;
    return kind == BlockKind::kParagraph || kind == BlockKind::kHeading ||
           kind == BlockKind::kTitle;
  }
  bool InList(uint32_t sentence_index) const {
    uint32_t block = reading_.text.sentences[sentence_index].block;
    return block < reading_.document.blocks().size() &&
           (reading_.document.blocks()[block].kind == BlockKind::kListItem ||
            reading_.document.blocks()[block].kind == BlockKind::kTableCell);
  }

  std::vector<uint32_t> PartiesOf(uint32_t phrase) const {
    const AgreementPhrase& p = phrases_[phrase];
    std::vector<uint32_t> parties;
    auto add = [&](const std::vector<Actor>& actors) {
      for (const Meaning& meaning : meanings_.Of(actors, p.begin_token)) {
        for (uint32_t body : meaning.bodies) {
          uint32_t state = meanings_.StateOf(body);
          AddOnce(parties, state != kNoIndex ? state : body);
        }
      }
    };
    add(p.with.actors);
    if (p.named_parties.size() > 1) {
      for (uint32_t party : p.named_parties) AddOnce(parties, party);
    }
    if (p.owner != kNoIndex) {
      const MentionType type = reading_.mentions.entities[p.owner].type;
      if (type == MentionType::kCountry || type == MentionType::kOrganization ||
          type == MentionType::kMinistry) {
        AddOnce(parties, p.owner);
      }
    }
    for (uint32_t index : deeds_of_[phrase]) {
      const Deed& deed = findings_.deeds[index];
      if (deed.kind == DeedKind::kNegotiate || deed.kind == DeedKind::kAnnounce) continue;
      if (deed.kind == DeedKind::kAnnul || deed.kind == DeedKind::kRefuse) continue;
      // Those who accede join others; parliaments that ratify are no parties.
      if (deed.kind == DeedKind::kAccede || deed.kind == DeedKind::kRatify) continue;
      add(deed.who);
      add(deed.behalf);
    }
    return parties;
  }

  bool DatesClash(uint32_t phrase, const AgreementCase& known) const {
    std::string mine = YearOf(phrases_[phrase].date);
    if (mine.empty()) return false;
    for (uint32_t other : known.phrases) {
      std::string year = YearOf(phrases_[other].date);
      if (!year.empty() && year != mine) return true;
    }
    for (uint32_t index : known.deeds) {
      const Deed& deed = findings_.deeds[index];
      if (deed.kind != DeedKind::kSign || deed.status != DeedStatus::kDone) continue;
      std::string year = YearOf(deed.setting.date);
      if (!year.empty() && year != mine) return true;
    }
    return false;
  }
  std::string YearOf(uint32_t date) const {
    if (date >= reading_.mentions.dates.size()) return {};
    const std::string& iso = reading_.mentions.dates[date].iso;
    return iso.size() >= 4 && iso[0] != '-' ? iso.substr(0, 4) : std::string();
  }

  /// Both name at least two and neither holds the other, or they share none.
  /// For short forms: one named here and another one there may be the two sides of it.
  static bool PartiesClashLoosely(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    return (a.size() > 1 || b.size() > 1) && PartiesClash(a, b);
  }
  static bool PartiesClash(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    if (a.empty() || b.empty()) return false;
    size_t common = 0;
    for (uint32_t party : a) common += std::find(b.begin(), b.end(), party) != b.end();
    if (common == 0) return true;
    if (a.size() >= 2 && b.size() >= 2) return common < std::min(a.size(), b.size());
    return false;
  }
  /// Of the words of `a` those that `b` has too, for each word of the shorter one or of `whole`.
  static double Overlap(const std::vector<std::string>& a, const std::vector<std::string>& b,
                        size_t whole = 0) {
    if (a.empty() || b.empty()) return 0;
    size_t common = 0;
    for (const std::string& word : a) {
      for (const std::string& other : b) {
        if (word == other ||
            (word.size() > 6 && other.size() > 6 && word.compare(0, 6, other, 0, 6) == 0)) {
          ++common;
          break;
        }
      }
    }
    if (whole == 0) whole = std::min(a.size(), b.size());
    return static_cast<double>(common) / static_cast<double>(whole);
  }

  void Place(uint32_t phrase) {
    const AgreementPhrase& p = phrases_[phrase];
    // A letter may be anything; it counts where it takes one up ("a similar letter").
    if (p.weak && p.kind.starts_with("letter") && !p.definite && !p.similar) return;
    // "A third text, a Protocol on Ports": the name follows.
    if (p.generic && !p.definite && phrase + 1 < phrases_.size() &&
        phrases_[phrase + 1].begin_token == p.end_token + 1 && reading_.IsMark(p.end_token, ',') &&
        !phrases_[phrase + 1].generic) {
      return;
    }
    bool deed = HasDeed(phrase, false);
    bool agreeing = HasDeed(phrase, true);
    bool told = !p.content.empty() || !p.with.actors.empty();
    if (p.weak && !agreeing && !(p.definite && told && deed)) {
      // A weak noun speaks of an agreement that is known already, or of none.
      std::optional<uint32_t> known = p.definite ? FindByShortForm(phrase) : std::nullopt;
      if (known && (!p.content.empty() || !p.with.actors.empty())) known.reset();
      if (known) Join(phrase, *known, "weak noun, definite");
      return;
    }
    std::vector<uint32_t> parties = PartiesOf(phrase);
    if (p.plural && p.definite && p.content.empty() && p.with.actors.empty() && deed &&
        TakeUpSeveral(phrase)) {
      return;
    }
    if (p.plural && p.count > 1) {
      for (uint32_t i = 0; i < result_.cases.size() && i < kMaxCasesBack; ++i) {
        if (!result_.cases[i].container) continue;
        if (phrases_[result_.cases[i].phrases.front()].count != p.count) continue;
        Join(phrase, i, "as many");
        return;
      }
    }
    const bool counted = p.ordinal != 0 && p.definite && p.content.empty() && p.date == kNoIndex;
    if (counted) {
      if (auto known = FindByOrdinal(phrase)) {
        Join(phrase, *known, "the one of that number");
        return;
      }
    }
    if (!p.another && !p.similar && !(counted && p.ordinal > 1)) {
      if (auto known = FindByContent(phrase, parties)) {
        Join(phrase, *known, "same words");
        return;
      }
      if (p.content.empty() || p.generic) {
        if (p.definite) {
          if (auto known = FindByShortForm(phrase)) {
            Join(phrase, *known, "definite short form");
            return;
          }
          if (p.generic && p.definite) return;
        } else if (auto known = p.generic ? std::nullopt : FindByParties(phrase, parties)) {
          Join(phrase, *known, "same parties and kind");
          return;
        }
      } else if (p.definite) {
        if (auto known = FindByTopicWords(phrase, parties)) {
          Join(phrase, *known, "its words stand beside it");
          return;
        }
      } else if (p.sentence <= 3) {
        // A title told again in the first paragraph, with more words.
        auto known = FindByParties(phrase, parties);
        if (known && result_.cases[*known].content.empty()) {
          Join(phrase, *known, "same parties and kind");
          return;
        }
      }
    }
    if (auto known = FindByHeading(phrase)) {
      Join(phrase, *known, "named by the heading");
      return;
    }
    if (auto known = FindByTitle(phrase, parties)) {
      Join(phrase, *known, "the title says it loosely");
      return;
    }
    if (!WorthANode(phrase, parties, deed, agreeing)) return;
    Begin(phrase, std::move(parties));
  }

  /// "Both documents were signed by …": what was done to the ones named last.
  bool TakeUpSeveral(uint32_t phrase) {
    const AgreementPhrase& p = phrases_[phrase];
    size_t want = reading_.IsWord(p.begin_token, "both") ? 2 : p.count;
    std::vector<size_t> found;
    uint32_t sentence = kNoIndex;
    for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
      const AgreementCase& known = result_.cases[i];
      if (known.container && (want == 0 || phrases_[known.phrases.front()].count == want)) break;
      if (known.headline || known.container || known.phrases.empty()) continue;
      uint32_t last = phrases_[known.phrases.back()].sentence;
      if (last + kReachSentences < p.sentence) break;
      if (sentence == kNoIndex) sentence = last;  // without a number: those of one sentence
      if (want == 0 && last != sentence) break;
      found.push_back(i);
      if (found.size() == want) break;
    }
    if (found.size() < 2 || (want != 0 && found.size() != want)) return false;
    for (size_t i : found) {
      for (uint32_t index : deeds_of_[phrase]) AddDeed(static_cast<uint32_t>(i), index);
      for (uint32_t party : PartiesOf(phrase)) AddOnce(result_.cases[i].parties, party);
    }
    return true;
  }

  /// "The third agreement": told of by that number before, or the third of a row of them.
  std::optional<uint32_t> FindByOrdinal(uint32_t phrase) const {
    const AgreementPhrase& p = phrases_[phrase];
    for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
      const AgreementCase& known = result_.cases[i];
      if (known.phrases.empty()) continue;
      const AgreementPhrase& first = phrases_[known.phrases.front()];
      if (first.ordinal == p.ordinal && first.definite) return static_cast<uint32_t>(i);
      if (first.sentence + kReachSignedFor < p.sentence || known.headline) return std::nullopt;
      // A row: those first named in one sentence.
      size_t begin = i;
      while (begin > 0 && !result_.cases[begin - 1].phrases.empty() &&
             phrases_[result_.cases[begin - 1].phrases.front()].sentence == first.sentence) {
        --begin;
      }
      if (begin == i || first.sentence == p.sentence) continue;
      if (begin + p.ordinal > i + 1) return std::nullopt;
      return static_cast<uint32_t>(begin + p.ordinal - 1);
    }
    return std::nullopt;
  }

  bool WorthANode(uint32_t phrase, const std::vector<uint32_t>& parties, bool deed,
                  bool agreeing) const {
    const AgreementPhrase& p = phrases_[phrase];
    if (p.generic) {
      // "I signed an instrument" takes up what is known; "refused to sign a text" is a thing of its
      // own.
      bool open = std::any_of(
          deeds_of_[phrase].begin(), deeds_of_[phrase].end(),
          [&](uint32_t index) { return findings_.deeds[index].status != DeedStatus::kDone; });
      return agreeing && (p.count > 0 || p.plural || (!p.definite && open));
    }
    bool own = !p.content.empty() || p.date != kNoIndex || !p.with.actors.empty() ||
               p.named_parties.size() > 1;
    if (p.plural && p.count == 0 && !agreeing) return p.between && !parties.empty();
    if (p.owner != kNoIndex && !agreeing &&
        reading_.mentions.entities[p.owner].type == MentionType::kPerson) {
      return false;
    }
    if (agreeing) return own || !parties.empty() || deed;
    // An item of a list that something was said of: "the following were signed: …".
    if (own && !p.plural && (InList(p.sentence) || AfterColon(phrase)) &&
        ContainerOf(phrase) != kNoIndex) {
      return true;
    }
    if (p.proper || (p.definite && own)) return true;
    if (deed && own) return true;
    return own && !parties.empty();
  }

  std::optional<uint32_t> FindByContent(uint32_t phrase,
                                        const std::vector<uint32_t>& parties) const {
    const AgreementPhrase& p = phrases_[phrase];
    if (p.content.empty()) return std::nullopt;
    double best = p.definite || p.content.size() == 1 ? 0.49 : 0.51;
    std::optional<uint32_t> found;
    for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
      const AgreementCase& known = result_.cases[i];
      if (known.container || InOneList(phrase, known)) continue;
      double overlap = Overlap(p.content, known.content);
      if (overlap <= best) continue;
      // "a preferential trade agreement" is not the agreement on trade that was told of before.
      if (!p.definite && p.sentence > kLeadSentences && known.content.size() < p.content.size() &&
          Overlap(p.content, known.content, p.content.size()) < 0.99) {
        continue;
      }
      // Two titles that share a word are two things.
      if (overlap < 0.6 && Titled(p) && Titled(phrases_[known.phrases.front()])) continue;
      bool kinds = false;
      for (const std::string& kind : known.kinds) kinds = kinds || KindsMeet(kind, p.kind);
      if (!kinds || PartiesClash(parties, known.parties) || DatesClash(phrase, known)) continue;
      if (known.headline && !parties.empty() && known.parties.empty()) continue;
      best = overlap;
      found = static_cast<uint32_t>(i);
    }
    return found;
  }
  /// "Agreement on Military Education": written as a title, with what it is about.
  bool Titled(const AgreementPhrase& p) const {
    return reading_.IsCapitalised(p.head_token) && p.content.size() > 1 && !p.topics.empty();
  }
  /// Phrases of one enumeration are different agreements.
  bool InOneList(uint32_t phrase, const AgreementCase& known) const {
    if (deeds_of_[phrase].empty()) return false;
    for (size_t i = known.phrases.size(); i-- > 0;) {
      uint32_t other = known.phrases[i];
      // They are in the order of the text: an earlier sentence has none of this one's before it.
      if (other < phrase && phrases_[other].sentence < phrases_[phrase].sentence) break;
      if (phrases_[other].sentence != phrases_[phrase].sentence) continue;
      for (uint32_t index : deeds_of_[phrase]) {
        const std::vector<uint32_t>& what = findings_.deeds[index].what;
        if (std::find(what.begin(), what.end(), other) != what.end()) return true;
      }
    }
    return false;
  }

  std::optional<uint32_t> FindByShortForm(uint32_t phrase) const {
    const AgreementPhrase& p = phrases_[phrase];
    std::vector<uint32_t> parties = PartiesOf(phrase);
    // The latest phrase whose agreement it can mean; its own kind before any kind.
    std::optional<uint32_t> any;
    for (uint32_t other = phrase; other-- > 0 && other + kMaxPhrasesBack >= phrase;) {
      uint32_t index = result_.case_of[other];
      if (index == kNoIndex) continue;
      const AgreementCase& known = result_.cases[index];
      if (known.headline || (known.container && !p.plural)) continue;
      if (PartiesClashLoosely(parties, known.parties) || DatesClash(phrase, known)) continue;
      if (InOneList(phrase, known)) continue;
      bool same_kind = false;
      bool meets = false;
      for (const std::string& kind : known.kinds) {
        same_kind = same_kind || Family(kind) == Family(p.kind);
        meets = meets || KindsMeet(kind, p.kind);
      }
      if (!p.generic && same_kind && (!p.weak || Family(p.kind) != "agreement")) return index;
      // A weak word of another kind ("the Declaration") names only its own.
      if (p.weak && Family(p.kind) != "agreement") continue;
      if ((p.generic || p.weak || meets) && !any) any = index;
      if (p.generic || p.weak) break;
    }
    if (!any) return std::nullopt;
    // Another kind's word reaches only what is near.
    const AgreementCase& known = result_.cases[*any];
    uint32_t last = phrases_[known.phrases.back()].sentence;
    bool generic_word = p.generic || p.weak || Family(p.kind) == "agreement";
    if (generic_word && phrases_[phrase].sentence <= last + 4 * kReachSentences) return any;
    if (phrases_[phrase].sentence <= last + 1) return any;
    return std::nullopt;
  }

  std::optional<uint32_t> FindByParties(uint32_t phrase,
                                        const std::vector<uint32_t>& parties) const {
    const AgreementPhrase& p = phrases_[phrase];
    if (parties.size() < 2 || p.plural) return std::nullopt;
    for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
      const AgreementCase& known = result_.cases[i];
      if (known.container || InOneList(phrase, known) || DatesClash(phrase, known)) continue;
      if (known.parties.size() != parties.size() || PartiesClash(parties, known.parties)) continue;
      uint32_t first = phrases_[known.phrases.front()].sentence;
      if (first > 1) continue;  // a title's agreement told again
      for (const std::string& kind : known.kinds) {
        if (KindsMeet(kind, p.kind)) return static_cast<uint32_t>(i);
      }
    }
    return std::nullopt;
  }

  /// "the offshore wind document", "the police memorandum": some of its words are those of an
  /// agreement named before, or stand in that one's sentence.
  std::optional<uint32_t> FindByTopicWords(uint32_t phrase,
                                           const std::vector<uint32_t>& parties) const {
    const AgreementPhrase& p = phrases_[phrase];
    if (p.date != kNoIndex || p.proper || !p.with.actors.empty()) return std::nullopt;
    for (uint32_t other = phrase; other-- > 0 && other + kMaxPhrasesBack >= phrase;) {
      uint32_t index = result_.case_of[other];
      if (index == kNoIndex || result_.cases[index].container) continue;
      const AgreementCase& known = result_.cases[index];
      if (PartiesClash(parties, known.parties) || InOneList(phrase, known)) continue;
      bool kinds = false;
      for (const std::string& kind : known.kinds) kinds = kinds || KindsMeet(kind, p.kind);
      if (!kinds) continue;
      const Sentence& sentence = reading_.text.sentences[phrases_[other].sentence];
      size_t hits = 0;
      for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
        if (reading_.text.tokens[token].kind != TokenKind::kWord) continue;
        std::string word = ContentWord(reading_.Text(token));
        if (std::binary_search(p.content.begin(), p.content.end(), word)) ++hits;
      }
      if (hits >= p.content.size()) return index;
    }
    return std::nullopt;
  }

  /// "Peru, Chile sign rail deal", and in the first paragraph "signed an agreement on a night
  /// train": the one thing that the title tells of, in other words.
  std::optional<uint32_t> FindByTitle(uint32_t phrase, const std::vector<uint32_t>& parties) const {
    const AgreementPhrase& p = phrases_[phrase];
    if (result_.cases.size() != 1 || p.plural || p.another || p.similar || p.older ||
        p.sentence > kLeadSentences) {
      return std::nullopt;
    }
    const AgreementCase& known = result_.cases.front();
    const AgreementPhrase& title = phrases_[known.phrases.front()];
    if (known.phrases.size() != 1 || title.sentence != 0 || title.plural || known.container ||
        reading_.text.sentences[title.sentence].block ==
            reading_.text.sentences[p.sentence].block) {
      return std::nullopt;
    }
    const bool signs =
        std::any_of(deeds_of_[phrase].begin(), deeds_of_[phrase].end(), [&](uint32_t index) {
          return findings_.deeds[index].kind == DeedKind::kSign &&
                 findings_.deeds[index].status == DeedStatus::kDone;
        });
    if (!signs || !IsSigned(known) || !KindsMeet(title.kind, p.kind) ||
        PartiesClash(parties, known.parties)) {
      return std::nullopt;
    }
    return 0;
  }

  /// "The water treaty: refused" is the heading of the paragraph that names the treaty.
  std::optional<uint32_t> FindByHeading(uint32_t phrase) const {
    const AgreementPhrase& p = phrases_[phrase];
    if (phrase == 0 || p.weak || p.generic || p.plural) return std::nullopt;
    uint32_t index = result_.case_of[phrase - 1];
    if (index == kNoIndex) return std::nullopt;
    const AgreementCase& known = result_.cases[index];
    const AgreementPhrase& heading = phrases_[phrase - 1];
    if (known.phrases.size() != 1 || heading.sentence + 2 < p.sentence) return std::nullopt;
    if (!heading.definite || heading.sentence == p.sentence) return std::nullopt;
    uint32_t block = reading_.text.sentences[heading.sentence].block;
    if (block >= reading_.document.blocks().size() ||
        reading_.document.blocks()[block].kind != BlockKind::kHeading) {
      return std::nullopt;
    }
    return Family(known.kinds.front()) == Family(p.kind) ? std::optional<uint32_t>(index)
                                                         : std::nullopt;
  }

  void Begin(uint32_t phrase, std::vector<uint32_t> parties) {
    const AgreementPhrase& p = phrases_[phrase];
    AgreementCase fresh;
    fresh.phrases = {phrase};
    fresh.parties = std::move(parties);
    fresh.content = p.content;
    fresh.kinds = {p.kind};
    fresh.deeds = deeds_of_[phrase];
    fresh.headline = p.sentence > 2 && InHeadline(p.sentence);
    fresh.container = p.plural && !p.another && (p.count > 1 || p.topics.empty()) &&
                      p.with.actors.size() == 0 && p.content.size() < 3;
    if (!fresh.container && (InList(p.sentence) || AfterColon(phrase))) {
      fresh.bundle = ContainerOf(phrase);
    }
    result_.case_of[phrase] = static_cast<uint32_t>(result_.cases.size());
    for (uint32_t deed : fresh.deeds) {
      case_deeds_.insert(uint64_t{result_.cases.size()} << 32 | deed);
    }
    result_.cases.push_back(std::move(fresh));
  }
  /// The case of "the following documents" that introduces the list of which the phrase is an
  /// item.
  uint32_t ContainerOf(uint32_t phrase) const {
    // The list hangs on the last sentence before it that is no item itself.
    uint32_t lead = phrases_[phrase].sentence;
    while (lead > 0 && InList(lead)) --lead;
    for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
      const AgreementCase& known = result_.cases[i];
      if (!known.container || known.headline) continue;
      const uint32_t last = phrases_[known.phrases.back()].sentence;
      if (last + kReachSentences < lead) return kNoIndex;
      return static_cast<uint32_t>(i);
    }
    return kNoIndex;
  }
  bool AfterColon(uint32_t phrase) const {
    const AgreementPhrase& p = phrases_[phrase];
    const Sentence& sentence = reading_.text.sentences[p.sentence];
    for (uint32_t token = sentence.begin_token; token < p.begin_token; ++token) {
      if (reading_.IsMark(token, ':')) return true;
    }
    return false;
  }

  /// Once a case; one agreement of a long document may have any number of deeds.
  void AddDeed(uint32_t index, uint32_t deed) {
    if (!case_deeds_.insert(uint64_t{index} << 32 | deed).second) return;
    result_.cases[index].deeds.push_back(deed);
  }

  void Join(uint32_t phrase, uint32_t index, std::string_view why) {
    AgreementCase& known = result_.cases[index];
    const AgreementPhrase& p = phrases_[phrase];
    known.phrases.push_back(phrase);
    if (!p.generic && !p.weak) AddOnce(known.kinds, p.kind);
    if (!p.generic) {
      for (const std::string& word : p.content) AddOnce(known.content, word);
    }
    for (uint32_t party : PartiesOf(phrase)) AddOnce(known.parties, party);
    for (uint32_t deed : deeds_of_[phrase]) AddDeed(index, deed);
    if (!InHeadline(p.sentence)) known.headline = false;
    result_.case_of[phrase] = index;
    Explain(phrase, index, why);
  }
  void Explain(uint32_t phrase, uint32_t index, std::string_view why) {
    if (trace_ == nullptr) return;
    const AgreementPhrase& p = phrases_[phrase];
    const AgreementPhrase& first = phrases_[result_.cases[index].phrases.front()];
    std::string text = "'";
    text += reading_.document.Text(reading_.Span(p.begin_token, p.end_token));
    text += "' = '";
    text += reading_.document.Text(reading_.Span(first.begin_token, first.end_token));
    text += "': ";
    text += why;
    for (SentenceTrace& sentence : trace_->sentences) {
      if (sentence.sentence == p.sentence) sentence.merged.push_back(std::move(text));
    }
  }

  bool IsWeak(const AgreementCase& known) const {
    return std::all_of(known.phrases.begin(), known.phrases.end(),
                       [&](uint32_t phrase) { return phrases_[phrase].weak; });
  }
  bool IsSigned(const AgreementCase& known) const {
    return std::any_of(known.deeds.begin(), known.deeds.end(), [&](uint32_t index) {
      return findings_.deeds[index].kind == DeedKind::kSign &&
             findings_.deeds[index].status == DeedStatus::kDone;
    });
  }
  /// "The Ministry and 11 organisations formalised an alliance": a title or lead that says with a
  /// loose word what the next paragraphs call by its name.
  void MergeLeads() {
    // Cases are in order of the text: leads and what they tell of come first.
    const uint32_t last = static_cast<uint32_t>(std::min(result_.cases.size(), kMaxCasesBack));
    for (uint32_t lead = 0; lead < last; ++lead) {
      AgreementCase& loose = result_.cases[lead];
      if (loose.phrases.empty() || phrases_[loose.phrases.front()].sentence > 2) continue;
      if (!IsWeak(loose) || !IsSigned(loose) || loose.bundle != kNoIndex) continue;
      uint32_t chosen = kNoIndex;
      size_t fits = 0;
      for (uint32_t i = 0; i < last; ++i) {
        const AgreementCase& known = result_.cases[i];
        if (i == lead || known.phrases.empty() || known.headline || known.container) continue;
        if (IsWeak(known) || !IsSigned(known)) continue;
        if (phrases_[known.phrases.front()].sentence > 5) continue;
        if (PartiesClash(loose.parties, known.parties)) continue;
        ++fits;
        chosen = i;
      }
      if (fits != 1) continue;
      for (uint32_t phrase : std::vector<uint32_t>(loose.phrases)) {
        Join(phrase, chosen, "the lead says it loosely");
      }
      std::sort(result_.cases[chosen].phrases.begin(), result_.cases[chosen].phrases.end());
      result_.cases[lead] = {};
    }
  }

  void AttachBack(uint32_t index) {
    Deed& deed = findings_.deeds[index];
    if (!deed.what.empty()) return;
    // The latest agreement spoken of, not far back: rather one that can have been signed, and by
    // these.
    const std::vector<uint32_t> parties = PartiesOfDeed(deed);
    uint32_t chosen = kNoIndex;
    uint32_t fallback = kNoIndex;
    auto later = std::lower_bound(
        phrases_.begin(), phrases_.end(), deed.verb_token,
        [](const AgreementPhrase& p, uint32_t token) { return p.begin_token < token; });
    for (uint32_t phrase = static_cast<uint32_t>(later - phrases_.begin());
         phrase-- > 0 && chosen == kNoIndex;) {
      const AgreementPhrase& p = phrases_[phrase];
      if (p.sentence + (deed.behalf.empty() ? kReachSentences : kReachSignedFor) < deed.sentence) {
        break;
      }
      uint32_t known = result_.case_of[phrase];
      if (known == kNoIndex || result_.cases[known].headline) continue;
      const AgreementCase& agreement = result_.cases[known];
      const bool others = !Shares(parties, agreement.parties);
      if (others && agreement.parties.size() > 1) continue;
      if (others || StillOpen(deed, agreement)) {
        if (fallback == kNoIndex) fallback = phrase;
        continue;
      }
      chosen = phrase;
    }
    if (chosen == kNoIndex) chosen = fallback;
    if (chosen == kNoIndex) return;
    const uint32_t known = result_.case_of[chosen];
    AddDeed(known, index);
    deed.what.push_back(chosen);
    for (uint32_t party : parties) AddOnce(result_.cases[known].parties, party);
  }
  /// Whether somebody is in both, or in one nobody is.
  bool Shares(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) const {
    if (a.empty() || b.empty()) return true;
    auto state = [&](uint32_t body) {
      const uint32_t of = meanings_.StateOf(body);
      return of != kNoIndex ? of : body;
    };
    return std::any_of(a.begin(), a.end(), [&](uint32_t x) {
      return std::any_of(b.begin(), b.end(), [&](uint32_t y) { return state(x) == state(y); });
    });
  }
  /// A signature done, and an agreement of which is told only that it will be, or was not.
  bool StillOpen(const Deed& deed, const AgreementCase& agreement) const {
    if (deed.kind != DeedKind::kSign || deed.status != DeedStatus::kDone) return false;
    bool open = false;
    for (uint32_t index : agreement.deeds) {
      const Deed& other = findings_.deeds[index];
      if (other.kind == DeedKind::kPending || other.kind == DeedKind::kPostpone) open = true;
      if (other.kind != DeedKind::kSign && other.kind != DeedKind::kInitial) continue;
      if (other.kind == DeedKind::kSign && other.status == DeedStatus::kDone) return false;
      open = true;
    }
    return open;
  }
  std::vector<uint32_t> PartiesOfDeed(const Deed& deed) const {
    std::vector<uint32_t> parties;
    for (const std::vector<Actor>* actors : {&deed.who, &deed.behalf}) {
      for (const Meaning& meaning : meanings_.Of(*actors, deed.verb_token)) {
        for (uint32_t body : meaning.bodies) AddOnce(parties, body);
      }
    }
    return parties;
  }

  const Reading& reading_;
  const std::vector<AgreementPhrase>& phrases_;
  ClauseFindings& findings_;
  const ActorMeanings& meanings_;
  ExtractionTrace* trace_;
  std::vector<std::vector<uint32_t>> deeds_of_;
  /// By phrase: it is what another agreement of its sentence amends, renews or carries out.
  std::vector<bool> old_of_link_;
  std::unordered_set<uint64_t> case_deeds_;  // of all cases: case and deed
  AgreementCases result_;
};

}  // namespace

AgreementCases ResolveAgreements(const Reading& reading,
                                 const std::vector<AgreementPhrase>& phrases,
                                 ClauseFindings& findings, const ActorMeanings& meanings,
                                 ExtractionTrace* trace) {
  Resolver resolver(reading, phrases, findings, meanings, trace);
  return resolver.Run();
}

}  // namespace entente::ingest
