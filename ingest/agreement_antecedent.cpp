// Which known agreement a phrase goes back to.

#include <algorithm>

#include "ingest/agreement_case_resolver.h"

namespace entente::ingest {

namespace {

constexpr uint32_t kLeadSentences = 3;  // a title and the first paragraph, which tell a thing twice
/// How many phrases back a phrase is compared with, so that long documents stay linear.
constexpr uint32_t kMaxPhrasesBack = 200;

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

}  // namespace

bool AgreementCaseResolver::KindsOfOne(const std::string& a, const std::string& b) {
  return KindsMeet(a, b);
}

bool AgreementCaseResolver::InList(uint32_t sentence_index) const {
  uint32_t block = reading_.text.sentences[sentence_index].block;
  // Paragraphs that a colon or semicolon leads to are a list, too.
  if (sentence_index > 0 && reading_.text.sentences[sentence_index - 1].block != block) {
    const uint32_t last = reading_.text.sentences[sentence_index - 1].end_token - 1;
    if (reading_.IsMark(last, ';') || reading_.IsMark(last, ':')) return true;
  }
  return block < reading_.document.blocks().size() &&
         (reading_.document.blocks()[block].kind == BlockKind::kListItem ||
          reading_.document.blocks()[block].kind == BlockKind::kTableCell);
}

double AgreementCaseResolver::Overlap(const std::vector<std::string>& a,
                                      const std::vector<std::string>& b, size_t whole) {
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

std::optional<uint32_t> AgreementCaseResolver::FindByContent(
    uint32_t phrase, const std::vector<uint32_t>& parties) const {
  const AgreementPhrase& p = phrases_[phrase];
  if (p.content.empty()) return std::nullopt;
  double best = p.definite || p.content.size() == 1 ? 0.49 : 0.51;
  std::optional<uint32_t> found;
  for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
    const AgreementCase& known = result_.cases[i];
    if (known.container || InOneList(phrase, known) || InOtherItem(phrase, known)) continue;
    if (IsTo(phrase, known)) continue;
    double overlap = Overlap(p.content, known.content);
    if (CalledShort(p, known)) overlap = 1;
    if (overlap <= best) continue;
    // "a preferential trade agreement" is not the agreement on trade that was told of before.
    if (!p.definite && p.sentence > kLeadSentences && known.content.size() < p.content.size() &&
        Overlap(p.content, known.content, p.content.size()) < 0.99) {
      continue;
    }
    // Two titles that share a word are two things.
    if (overlap < 0.6 && Titled(p) && Titled(phrases_[known.phrases.front()])) continue;
    // "It replaces the Lower Aln Trade Agreement": the old one shares words with the news.
    if (old_of_link_[phrase] && Named(p) && IsSigned(known) &&
        Overlap(p.content, known.content, p.content.size()) < 0.99) {
      continue;
    }
    // As are two names of two words of which one is not the other's: "Ayres Gap Treaty", "Ayres Sea
    // Treaty".
    if (overlap < 0.99 && NamedApart(p, known)) continue;
    bool kinds = false;
    for (const std::string& kind : known.kinds) kinds = kinds || KindsMeet(kind, p.kind);
    // A title's agreement told again in the same words: one party may be called otherwise there.
    const bool title = overlap > 0.99 && p.content.size() > 1 && p.sentence <= kLeadSentences &&
                       phrases_[known.phrases.front()].sentence == 0 &&
                       Shares(parties, known.parties);
    if (!kinds || DatesClash(phrase, known)) continue;
    // Two titles of different kinds with one word in common: a plan, and an agreement.
    const bool same_kind =
        std::find(known.kinds.begin(), known.kinds.end(), p.kind) != known.kinds.end();
    if (!same_kind && std::min(p.content.size(), known.content.size()) == 1 &&
        std::max(p.content.size(), known.content.size()) > 1 && Capital(p) &&
        Capital(phrases_[known.phrases.front()])) {
      continue;
    }
    if (!title && PartiesClash(parties, known.parties)) continue;
    if (!title && OfOthers(p, known)) continue;
    if (!same_kind && !p.definite && MadeUnlike(phrase, known)) continue;
    if (known.headline && !parties.empty() && known.parties.empty()) continue;
    best = overlap;
    found = static_cast<uint32_t>(i);
  }
  return found;
}

bool AgreementCaseResolver::OfOthers(const AgreementPhrase& p, const AgreementCase& known) {
  if (!p.definite || p.named_parties.empty() || known.parties.empty()) return false;
  return std::none_of(p.named_parties.begin(), p.named_parties.end(), [&](uint32_t party) {
    return std::find(known.parties.begin(), known.parties.end(), party) != known.parties.end();
  });
}

bool AgreementCaseResolver::Titled(const AgreementPhrase& p) const {
  return reading_.IsCapitalised(p.head_token) && p.content.size() > 1 && !p.topics.empty();
}

bool AgreementCaseResolver::Capital(const AgreementPhrase& p) const {
  return reading_.IsCapitalised(p.head_token) && p.sentence > 0;
}

bool AgreementCaseResolver::Named(const AgreementPhrase& p) const {
  return p.content.size() > 1 && reading_.IsCapitalised(p.head_token) &&
         (p.proper || !p.topics.empty());
}

bool AgreementCaseResolver::NamedApart(const AgreementPhrase& p, const AgreementCase& known) const {
  if (!Named(p)) return false;
  bool apart = false;
  for (const uint32_t phrase : known.phrases) {
    if (!Named(phrases_[phrase])) continue;
    if (Overlap(p.content, phrases_[phrase].content) > 0.99) return false;
    apart = true;
  }
  return apart;
}

bool AgreementCaseResolver::InOneList(uint32_t phrase, const AgreementCase& known) const {
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

bool AgreementCaseResolver::MeansAnother(uint32_t phrase, const AgreementCase& known) const {
  const AgreementPhrase& p = phrases_[phrase];
  const auto older = [&](uint32_t other) { return phrases_[other].older; };
  const bool of_old = std::any_of(known.phrases.begin(), known.phrases.end(), older);
  // "their Cooperation Agreement" is one that was called so, were it without capitals
  if (p.proper && p.content.empty()) {
    const auto says = [&](uint32_t other, const std::string& word) {
      const AgreementPhrase& q = phrases_[other];
      for (uint32_t token = q.name_begin; token < q.name_end; ++token) {
        if (ContentWord(reading_.Text(token)) == word) return true;
      }
      return false;
    };
    for (uint32_t token = p.name_begin; token < p.head_token; ++token) {
      if (reading_.MentionAt(token) != nullptr ||
          reading_.text.tokens[token].kind != TokenKind::kWord) {
        continue;
      }
      const std::string word = ContentWord(reading_.Text(token));
      if (std::none_of(known.phrases.begin(), known.phrases.end(),
                       [&](uint32_t other) { return says(other, word); })) {
        return true;
      }
    }
  }
  // "signed a new agreement. The first agreement dates from 2011"
  if (p.definite && p.ordinal == 1 && p.date != kNoIndex && SaidToBeNew(known)) return true;
  // "the arrangement from 2014" is the one of which that year is told
  const std::string year = p.date_told ? std::string() : YearOf(p.date);
  if (!year.empty() && !of_old) {
    return std::none_of(known.deeds.begin(), known.deeds.end(), [&](uint32_t index) {
      const Deed& deed = findings_.deeds[index];
      return deed.kind == DeedKind::kSign && YearOf(deed.setting.date) == year;
    });
  }
  // "the previous contract", "the existing arrangement": not the one that is news
  if (p.older && !p.date_told && !of_old && p.ordinal == 0) return true;
  if (NeverSigned(phrase) && IsSigned(known) && !known.phrases.empty() &&
      phrases_[known.phrases.back()].sentence + 1 < p.sentence) {
    return true;
  }
  // "the Peruvian deal", where one with Peru was told of
  if (p.definite && p.named_parties.size() == 1 && known.parties.size() > 1 &&
      std::find(known.parties.begin(), known.parties.end(), p.named_parties.front()) ==
          known.parties.end()) {
    const size_t begin = result_.cases.size() - std::min<size_t>(result_.cases.size(), 12);
    for (size_t i = begin; i < result_.cases.size(); ++i) {
      const AgreementCase& other = result_.cases[i];
      if (other.phrases.empty() || other.parties.size() < 2 || other.headline) continue;
      if (std::find(other.parties.begin(), other.parties.end(), p.named_parties.front()) !=
          other.parties.end()) {
        return true;
      }
    }
  }
  // "the Peru accord"
  if (!p.named_parties.empty() && !known.parties.empty() && NamesCountry(phrase)) {
    for (uint32_t other : known.phrases) {
      for (uint32_t party : phrases_[other].named_parties) {
        if (party == p.named_parties.front()) return false;
      }
    }
    return std::none_of(p.named_parties.begin(), p.named_parties.end(), [&](uint32_t party) {
      return std::find(known.parties.begin(), known.parties.end(), party) != known.parties.end();
    });
  }
  return false;
}

bool AgreementCaseResolver::NeverSigned(uint32_t phrase) const {
  const std::vector<uint32_t>& deeds = deeds_of_[phrase];
  return !deeds.empty() && std::all_of(deeds.begin(), deeds.end(), [&](uint32_t index) {
    const Deed& deed = findings_.deeds[index];
    return deed.kind == DeedKind::kSign && deed.status == DeedStatus::kRefused;
  });
}

std::optional<uint32_t> AgreementCaseResolver::FindByShortForm(uint32_t phrase) const {
  const AgreementPhrase& p = phrases_[phrase];
  std::vector<uint32_t> parties = PartiesOf(phrase);
  // The latest phrase whose agreement it can mean; its own kind before any kind, and the very kind
  // ("the framework agreement") before one of its family ("collective agreement").
  std::optional<uint32_t> any, family, mentioned;
  const bool told_kind = p.kind.find(' ') != std::string::npos;
  // "Under the protocol … The agreement | itself, concluded in 2008": the one with that noun.
  if (p.definite && reading_.Says(p.end_token, "itself")) {
    const std::string noun = ContentWord(reading_.Text(p.head_token));
    for (uint32_t other = phrase; other-- > 0 && other + kMaxPhrasesBack >= phrase;) {
      const uint32_t index = result_.case_of[other];
      if (index != kNoIndex && !result_.cases[index].headline &&
          ContentWord(reading_.Text(phrases_[other].head_token)) == noun) {
        return index;
      }
    }
  }
  for (uint32_t other = phrase; other-- > 0 && other + kMaxPhrasesBack >= phrase;) {
    uint32_t index = result_.case_of[other];
    if (index == kNoIndex) continue;
    const AgreementCase& known = result_.cases[index];
    if (known.headline || (known.container && !p.plural) || InOtherItem(phrase, known)) continue;
    const bool clash = NextToIt(phrase, other)
                           ? StatesClash(parties, known.parties)
                           : PartiesClashLoosely(AsSidesOf(known, parties), known.parties);
    if (clash || DatesClash(phrase, known) || BetweenOthers(p, parties, known) ||
        WithAnother(p, known)) {
      continue;
    }
    // "replaces one of 1977. The document was signed by": the new one.
    if (old_of_link_[other] && (p.generic || p.weak)) continue;
    if (InOneList(phrase, known) || MeansAnother(phrase, known)) continue;
    bool same_kind = false;
    bool meets = false;
    for (const std::string& kind : known.kinds) {
      same_kind = same_kind || Family(kind) == Family(p.kind);
      meets = meets || KindsMeet(kind, p.kind);
    }
    // "replaces one of 2009. The memorandum was signed by": the new one, of the same kind.
    if (old_of_link_[other] && p.content.empty() && p.date == kNoIndex) {
      // "initialled an annex to the Fisheries Agreement. … acceded to the agreement": the noun is
      // that of the old one alone.
      if (NamedByHeadAlone(phrase, other)) return index;
      if (!any) any = index;
      continue;
    }
    if (!p.generic && same_kind && (!p.weak || Family(p.kind) != "agreement")) {
      const bool very =
          std::find(known.kinds.begin(), known.kinds.end(), p.kind) != known.kinds.end();
      // "the first alliance since the Treaty of 1951": only mentioned, and of another time
      if (known.deeds.empty() && phrases_[known.phrases.front()].date != kNoIndex &&
          p.date == kNoIndex) {
        if (!mentioned) mentioned = index;
        continue;
      }
      if (very || !told_kind) return index;
      if (!family) family = index;
      continue;
    }
    if (p.weak && NamesOnlyItself(p) && !HoldsNoun(known, p.head_token)) continue;
    // A weak word of another kind ("the Declaration") names only its own.
    if (p.weak && Family(p.kind) != "agreement") continue;
    // "the Cooperation Agreement" is no word for a contract.
    if (!same_kind && p.proper && !p.generic) continue;
    if ((p.generic || p.weak || meets) && !any) any = index;
    if (p.generic || p.weak) break;
  }
  if (family) return family;
  if (mentioned) return mentioned;
  if (!any) return std::nullopt;
  // Another kind's word reaches only what is near.
  const AgreementCase& known = result_.cases[*any];
  uint32_t last = phrases_[known.phrases.back()].sentence;
  bool generic_word = p.generic || p.weak || Family(p.kind) == "agreement";
  if (generic_word && phrases_[phrase].sentence <= last + 4 * kReachSentences) return any;
  if (phrases_[phrase].sentence <= last + 1) return any;
  return std::nullopt;
}

std::vector<uint32_t> AgreementCaseResolver::AsSidesOf(const AgreementCase& known,
                                                       std::vector<uint32_t> parties) const {
  const auto of_known = [&](uint32_t party) {
    return std::find(known.parties.begin(), known.parties.end(), party) != known.parties.end();
  };
  for (uint32_t& party : parties) {
    if (of_known(party)) continue;
    const Entity& body = reading_.mentions.entities[party];
    for (const uint32_t side : known.parties) {
      const Entity& state = reading_.mentions.entities[side];
      if (state.type != MentionType::kCountry) continue;
      // "Customs of Peru": its name says whose it is.
      if (body.country == side || body.name.ends_with(" of " + state.name)) {
        party = side;
        break;
      }
    }
  }
  return parties;
}

bool AgreementCaseResolver::NamedByHeadAlone(uint32_t phrase, uint32_t old) const {
  const std::string noun = ContentWord(reading_.Text(phrases_[phrase].head_token));
  const auto same = [&](uint32_t other) {
    return ContentWord(reading_.Text(phrases_[other].head_token)) == noun;
  };
  if (phrases_[phrase].weak || phrases_[phrase].generic || !same(old)) return false;
  return std::none_of(findings_.links.begin(), findings_.links.end(),
                      [&](const AgreementLink& link) {
                        return link.to == old && (same(link.from) || !phrases_[link.from].weak);
                      });
}

uint32_t AgreementCaseResolver::HowManyBack(const Deed& deed) const {
  constexpr uint32_t kReach = 6, kMany = UINT32_MAX;
  const auto number = [&](uint32_t token) -> uint32_t {
    static constexpr std::string_view kNumbers[] = {"two", "three", "four", "five", "six"};
    for (uint32_t i = 0; i < std::size(kNumbers); ++i) {
      if (reading_.Text(token) == kNumbers[i]) return i + 2;
    }
    return kMany;
  };
  const Sentence& sentence = reading_.text.sentences[deed.sentence];
  if (deed.rule == "active-all") {
    for (uint32_t t = deed.verb_token + 1; t < sentence.end_token && t < deed.verb_token + 3; ++t) {
      if (reading_.Says(t, "both")) return 2;
      if (reading_.Says(t, "all")) return t + 1 < sentence.end_token ? number(t + 1) : kMany;
    }
    return kMany;
  }
  if (!deed.rule.starts_with("passive-it")) return 1;
  for (uint32_t t = deed.verb_token; t-- > sentence.begin_token && t + kReach > deed.verb_token;) {
    if (reading_.Says(t, "both")) return 2;
    if (reading_.Says(t, "all")) return number(t + 1);
    if (reading_.Says(t, "they")) return kMany;
    if (reading_.Says(t, "it")) return 1;
  }
  return 1;
}

bool AgreementCaseResolver::AttachToAll(uint32_t index) {
  // "signed a treaty, a protocol and a contract. They were signed by Ann Ayres": each of them.
  const Deed& deed = findings_.deeds[index];
  const bool former = deed.rule == "former-by", latter = deed.rule.starts_with("latter-");
  const uint32_t want = former || latter ? 2 : HowManyBack(deed);
  if (want < 2) return false;
  std::vector<uint32_t> found;
  uint32_t sentence = kNoIndex;
  for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
    const AgreementCase& known = result_.cases[i];
    if (known.headline || known.container || known.phrases.empty()) continue;
    const uint32_t last = phrases_[known.phrases.back()].sentence;
    if (last > deed.sentence || phrases_[known.phrases.back()].begin_token > deed.verb_token) {
      continue;
    }
    if (last + kReachSentences < deed.sentence) break;
    if (sentence == kNoIndex) sentence = last;
    if (last != sentence) break;  // those told of together
    found.push_back(static_cast<uint32_t>(i));
  }
  if ((former || latter) && found.size() == 2) {
    // "the former", "the latter" of the two: `found` goes from the last to the first.
    if (phrases_[result_.cases[found[0]].phrases.back()].begin_token <
        phrases_[result_.cases[found[1]].phrases.back()].begin_token) {
      std::swap(found[0], found[1]);
    }
    AttachOne(index, former ? found[1] : found[0]);
    return true;
  }
  if (former || latter) return true;  // of nothing that is known
  if (found.size() < 2 || (want != UINT32_MAX && found.size() != want)) return false;
  const std::vector<uint32_t> parties = PartiesOfDeed(deed);
  for (const uint32_t known : found) {
    if (!Shares(parties, result_.cases[known].parties)) return false;
  }
  for (const uint32_t known : found) AttachOne(index, known);
  return true;
}

void AgreementCaseResolver::AttachOne(uint32_t index, uint32_t known) {
  AddDeed(known, index);
  findings_.deeds[index].what.push_back(result_.cases[known].phrases.back());
  std::vector<uint32_t>& sides = result_.cases[known].parties;
  for (const uint32_t party : PartiesOfDeed(findings_.deeds[index])) {
    if (std::find(sides.begin(), sides.end(), party) == sides.end()) sides.push_back(party);
  }
}

std::optional<uint32_t> AgreementCaseResolver::FindByParties(
    uint32_t phrase, const std::vector<uint32_t>& parties) const {
  const AgreementPhrase& p = phrases_[phrase];
  if (parties.size() < 2 || p.plural) return std::nullopt;
  for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
    const AgreementCase& known = result_.cases[i];
    if (known.container || InOneList(phrase, known) || DatesClash(phrase, known)) continue;
    // Each item of a list tells of its own.
    if (!p.definite && OpensItem(phrase) && OpensItem(known.phrases.front())) continue;
    if (known.parties.size() != parties.size() || PartiesClash(parties, known.parties)) continue;
    uint32_t first = phrases_[known.phrases.front()].sentence;
    if (first > 1 || first == p.sentence) continue;            // a title's agreement told again
    if (!InHeadline(first) && SignedInYear(phrase)) continue;  // "… signed one on trade in 2005"
    for (const std::string& kind : known.kinds) {
      if (KindsMeet(kind, p.kind)) return static_cast<uint32_t>(i);
    }
  }
  return std::nullopt;
}

std::optional<uint32_t> AgreementCaseResolver::FindByTopicWords(
    uint32_t phrase, const std::vector<uint32_t>& parties) const {
  const AgreementPhrase& p = phrases_[phrase];
  if (p.date != kNoIndex || p.proper || !p.with.actors.empty()) return std::nullopt;
  for (uint32_t other = phrase; other-- > 0 && other + kMaxPhrasesBack >= phrase;) {
    uint32_t index = result_.case_of[other];
    if (index == kNoIndex || result_.cases[index].container) continue;
    const AgreementCase& known = result_.cases[index];
    if (PartiesClash(parties, known.parties) || InOneList(phrase, known)) continue;
    if (DatesClash(phrase, known) || OfOthers(p, known)) continue;
    bool kinds = false;
    for (const std::string& kind : known.kinds) kinds = kinds || KindsMeet(kind, p.kind);
    if (!kinds) continue;
    const Sentence& sentence = reading_.text.sentences[phrases_[other].sentence];
    size_t hits = 0;
    for (uint32_t token = sentence.begin_token; token < sentence.end_token; ++token) {
      if (reading_.text.tokens[token].kind != TokenKind::kWord) continue;
      if (token >= p.begin_token && token < p.end_token) continue;  // its own words
      std::string word = ContentWord(reading_.Text(token));
      if (std::binary_search(p.content.begin(), p.content.end(), word)) ++hits;
    }
    if (hits >= p.content.size()) return index;
  }
  return std::nullopt;
}

std::optional<uint32_t> AgreementCaseResolver::FindByDescription(
    uint32_t phrase, const std::vector<uint32_t>& parties) const {
  const AgreementPhrase& p = phrases_[phrase];
  const bool named = Titled(p) && reading_.IsWord(p.begin_token, "the");
  if (!named || p.date != kNoIndex || p.older || p.plural || !p.with.actors.empty()) {
    return std::nullopt;
  }
  // What was done to it, if anything, was not said with a day of its own.
  const bool dated =
      std::any_of(deeds_of_[phrase].begin(), deeds_of_[phrase].end(),
                  [&](uint32_t index) { return findings_.deeds[index].setting.date != kNoIndex; });
  if (dated || old_of_link_[phrase]) return std::nullopt;
  std::optional<uint32_t> found;
  for (size_t i = 0; i < result_.cases.size(); ++i) {
    const AgreementCase& known = result_.cases[i];
    if (known.phrases.empty()) continue;
    if (i > kLeadSentences) return std::nullopt;  // one of many
    const bool same =
        std::find(known.kinds.begin(), known.kinds.end(), p.kind) != known.kinds.end();
    if (!same) continue;
    if (found) return std::nullopt;
    const AgreementPhrase& first = phrases_[known.phrases.front()];
    const bool described =
        std::none_of(known.phrases.begin(), known.phrases.end(), [&](uint32_t other) {
          return Titled(phrases_[other]) || phrases_[other].proper || phrases_[other].older;
        });
    if (!described || first.definite || known.container || known.headline || first.plural ||
        first.sentence > kLeadSentences || first.sentence == p.sentence ||
        phrases_[known.phrases.back()].sentence + kReachSentences < p.sentence ||
        !IsSigned(known) || InOneList(phrase, known) || PartiesClash(parties, known.parties)) {
      return std::nullopt;
    }
    found = static_cast<uint32_t>(i);
  }
  return found;
}

uint32_t AgreementCaseResolver::BundleOf(uint32_t phrase) const {
  const AgreementPhrase& p = phrases_[phrase];
  if (InList(p.sentence) || AfterColon(phrase)) return ContainerOf(phrase);
  if (!p.another || result_.cases.empty() || result_.cases.back().phrases.empty()) return kNoIndex;
  // "signed two agreements, | one on visas and another on fisheries"
  const AgreementCase& before = result_.cases.back();
  if (phrases_[before.phrases.back()].sentence != p.sentence) return kNoIndex;
  return before.container ? static_cast<uint32_t>(result_.cases.size()) - 1 : before.bundle;
}

std::optional<uint32_t> AgreementCaseResolver::FindByTitle(
    uint32_t phrase, const std::vector<uint32_t>& parties) const {
  const AgreementPhrase& p = phrases_[phrase];
  if (result_.cases.size() != 1 || p.plural || p.another || p.similar || p.older ||
      p.sentence > kLeadSentences) {
    return std::nullopt;
  }
  const AgreementCase& known = result_.cases.front();
  const AgreementPhrase& title = phrases_[known.phrases.front()];
  if (known.phrases.size() != 1 || title.sentence != 0 || title.plural || known.container ||
      reading_.text.sentences[title.sentence].block == reading_.text.sentences[p.sentence].block) {
    return std::nullopt;
  }
  // A text without a title begins with its lead: what is told next is another.
  const uint32_t line = reading_.text.sentences[title.sentence].block;
  const auto& blocks = reading_.document.blocks();
  const bool marked = line < blocks.size() && (blocks[line].kind == BlockKind::kTitle ||
                                               blocks[line].kind == BlockKind::kHeading);
  if (!marked && !InHeadline(title.sentence)) return std::nullopt;
  const auto says = [&](const std::vector<uint32_t>& deeds, bool done) {
    return std::any_of(deeds.begin(), deeds.end(), [&](uint32_t index) {
      const Deed& deed = findings_.deeds[index];
      return deed.kind == DeedKind::kSign && (deed.status == DeedStatus::kDone) == done;
    });
  };
  const auto in_force = [&](const std::vector<uint32_t>& deeds) {
    return std::any_of(deeds.begin(), deeds.end(), [&](uint32_t index) {
      const Deed& deed = findings_.deeds[index];
      return deed.kind == DeedKind::kInForce && deed.status == DeedStatus::kDone;
    });
  };
  const bool force = in_force(deeds_of_[phrase]) && in_force(known.deeds) && !parties.empty() &&
                     !known.parties.empty();
  const bool signs = force || (says(deeds_of_[phrase], true) && IsSigned(known));
  // "Ministry denies signing deal with Peru", and below it the same in full.
  const bool not_yet = says(deeds_of_[phrase], false) && says(known.deeds, false) &&
                       !parties.empty() && !known.parties.empty();
  if ((!signs && !not_yet) || !KindsMeet(title.kind, p.kind) ||
      (PartiesClash(parties, known.parties) && !StatesForBodies(p, parties, known))) {
    return std::nullopt;
  }
  return 0;
}

std::optional<uint32_t> AgreementCaseResolver::FindByHeading(uint32_t phrase) const {
  const AgreementPhrase& p = phrases_[phrase];
  if (phrase == 0 || p.weak || p.generic || p.plural) return std::nullopt;
  uint32_t index = result_.case_of[phrase - 1];
  if (index == kNoIndex) return std::nullopt;
  const AgreementCase& known = result_.cases[index];
  const AgreementPhrase& heading = phrases_[phrase - 1];
  if (known.phrases.size() != 1 || heading.sentence + 2 < p.sentence) return std::nullopt;
  if (!heading.definite || heading.sentence == p.sentence) return std::nullopt;
  uint32_t block = reading_.text.sentences[heading.sentence].block;
  if (block >= reading_.document.blocks().size()) return std::nullopt;
  const BlockKind kind = reading_.document.blocks()[block].kind;
  // A title that is nothing but the name.
  const Sentence& line = reading_.text.sentences[heading.sentence];
  const bool title = kind == BlockKind::kTitle && heading.begin_token == line.begin_token &&
                     heading.end_token == line.end_token && HasDeed(phrase, true);
  if (kind != BlockKind::kHeading && !title) return std::nullopt;
  return Family(known.kinds.front()) == Family(p.kind) ? std::optional<uint32_t>(index)
                                                       : std::nullopt;
}

}  // namespace entente::ingest
