#include "ingest/agreement_resolver.h"

#include <algorithm>

#include "ingest/agreement_case_resolver.h"

namespace entente::ingest {

namespace {

void AddOnce(std::vector<uint32_t>& list, uint32_t value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}
void AddOnce(std::vector<std::string>& list, const std::string& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

AgreementCases AgreementCaseResolver::Run() {
  deeds_of_.resize(phrases_.size());
  old_of_link_.assign(phrases_.size(), false);
  for (const AgreementLink& link : findings_.links) {
    if (phrases_[link.from].sentence == phrases_[link.to].sentence || link.rule == "replace-it") {
      old_of_link_[link.to] = true;
    }
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

bool AgreementCaseResolver::HasDeed(uint32_t phrase, bool agreeing) const {
  for (uint32_t index : deeds_of_[phrase]) {
    const Deed& deed = findings_.deeds[index];
    if (!agreeing) return true;
    switch (deed.kind) {
      case DeedKind::kSign:
      case DeedKind::kInitial:
      case DeedKind::kRatify:
      case DeedKind::kAccede:
      case DeedKind::kRenew:
      case DeedKind::kPending:
        return true;
      default:
        break;
    }
  }
  return false;
}

bool AgreementCaseResolver::InHeadline(uint32_t sentence_index) const {
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
  return kind == BlockKind::kParagraph || kind == BlockKind::kHeading || kind == BlockKind::kTitle;
}

std::vector<uint32_t> AgreementCaseResolver::PartiesOf(uint32_t phrase) const {
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
    // "Hungary refused to sign the treaty": the one that others have made
    if (p.definite && p.content.empty() &&
        (deed.status == DeedStatus::kRefused || deed.status == DeedStatus::kDenied)) {
      continue;
    }
    // Those who accede join others; parliaments that ratify are no parties.
    if (deed.kind == DeedKind::kAccede || deed.kind == DeedKind::kRatify) continue;
    add(deed.who);
    add(deed.behalf);
  }
  return parties;
}

void AgreementCaseResolver::Place(uint32_t phrase) {
  const AgreementPhrase& p = phrases_[phrase];
  // A letter may be anything; it counts where it takes one up ("a similar letter").
  if (p.weak && p.kind.starts_with("letter") && !p.definite && !p.similar) return;
  // "A third text, a Protocol on Ports": the name follows.
  if (p.generic && !p.definite && phrase + 1 < phrases_.size() &&
      phrases_[phrase + 1].begin_token == p.end_token + 1 && reading_.IsMark(p.end_token, ',') &&
      !phrases_[phrase + 1].generic) {
    return;
  }
  if (const uint32_t name = ApposedTo(phrase); name != kNoIndex) {
    Join(phrase, name, "says what the name is");
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
    // "the two ports announced a partnership on empty containers"
    if (!known && !p.definite && !p.plural && MadeBySeveral(phrase)) {
      Begin(phrase, PartiesOf(phrase));
      return;
    }
    // "The following were signed: … - a roadmap for cooperation in transport"
    if (!known && told && !p.plural && OpensItem(phrase) && ContainerOf(phrase) != kNoIndex) {
      Begin(phrase, PartiesOf(phrase));
    }
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
  // "The first protocol under it was signed in May": of a kind not told of before.
  const bool first = counted && agreeing && !KnowsKind(p.kind);
  // "signed a communique instead": of the treaty told of before
  const bool instead = !p.definite && reading_.IsWord(p.end_token, "instead");
  if (!p.another && !p.similar && !first && !instead && !(counted && p.ordinal > 1)) {
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
      if (p.proper && p.named_parties.size() > 1) {
        if (auto known = FindByParties(phrase, parties)) {
          Join(phrase, *known, "named by its parties");
          return;
        }
      }
      if (auto known = FindByDescription(phrase, parties)) {
        Join(phrase, *known, "the title of what was described");
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
  // "Peru and Chile signed ten agreements. The package of documents …"
  if (p.generic && p.plural && p.count == 0) {
    for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
      const AgreementCase& known = result_.cases[i];
      if (!known.container || known.headline || known.phrases.empty()) continue;
      if (phrases_[known.phrases.back()].sentence + kReachSentences < p.sentence) break;
      if (PartiesClash(parties, known.parties)) break;
      Join(phrase, static_cast<uint32_t>(i), "the documents");
      return;
    }
  }
  if (!WorthANode(phrase, parties, deed, agreeing)) return;
  Begin(phrase, std::move(parties));
}

bool AgreementCaseResolver::KnowsKind(std::string_view kind) const {
  return std::any_of(result_.cases.begin(), result_.cases.end(), [&](const AgreementCase& known) {
    return std::find(known.kinds.begin(), known.kinds.end(), kind) != known.kinds.end();
  });
}

bool AgreementCaseResolver::TakeUpSeveral(uint32_t phrase) {
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

void AgreementCaseResolver::Begin(uint32_t phrase, std::vector<uint32_t> parties) {
  const AgreementPhrase& p = phrases_[phrase];
  AgreementCase fresh;
  fresh.phrases = {phrase};
  fresh.parties = std::move(parties);
  fresh.content = p.content;
  fresh.kinds = {p.kind};
  fresh.deeds = deeds_of_[phrase];
  const bool done_at = std::any_of(fresh.deeds.begin(), fresh.deeds.end(), [&](uint32_t deed) {
    return findings_.deeds[deed].rule == "done-at";  // a depositary's heading
  });
  fresh.headline = p.sentence > 2 && InHeadline(p.sentence) && !done_at;
  // "The Garden House Treaties" are one thing by their name.
  const bool name = p.proper && p.definite && p.count == 0 && reading_.IsCapitalised(p.head_token);
  // "two agreements with Peru: one on …, and another on …"
  const bool told_below = p.count > 1 && ColonBehind(p);
  fresh.container = p.plural && !p.another && !name && (p.count > 1 || p.topics.empty()) &&
                    (p.with.actors.size() == 0 || told_below) && p.content.size() < 3;
  if (!fresh.container) fresh.bundle = BundleOf(phrase);
  result_.case_of[phrase] = static_cast<uint32_t>(result_.cases.size());
  for (uint32_t deed : fresh.deeds) {
    case_deeds_.insert(uint64_t{result_.cases.size()} << 32 | deed);
  }
  result_.cases.push_back(std::move(fresh));
}

uint32_t AgreementCaseResolver::ContainerOf(uint32_t phrase) const {
  // The list hangs on the last sentence before it that is no item itself.
  uint32_t lead = phrases_[phrase].sentence;
  while (lead > 0 && (InList(lead) || TellsSigners(lead))) --lead;
  for (size_t i = result_.cases.size(); i-- > 0 && i + kMaxCasesBack >= result_.cases.size();) {
    const AgreementCase& known = result_.cases[i];
    if (!known.container || known.headline) continue;
    const uint32_t last = phrases_[known.phrases.back()].sentence;
    // "According to the secretariat, the sides signed, in particular:"
    const bool colon = reading_.IsMark(reading_.text.sentences[lead].end_token - 1, ':');
    if (last + (colon ? kReachSignedFor : kReachSentences) < lead) return kNoIndex;
    return static_cast<uint32_t>(i);
  }
  return kNoIndex;
}

bool AgreementCaseResolver::NamesCountry(uint32_t phrase) const {
  const Mention* first = reading_.MentionAt(phrases_[phrase].name_begin);
  return first != nullptr && first->type == MentionType::kCountry &&
         first->form == MentionForm::kName;
}

void AgreementCaseResolver::AddDeed(uint32_t index, uint32_t deed) {
  if (!case_deeds_.insert(uint64_t{index} << 32 | deed).second) return;
  result_.cases[index].deeds.push_back(deed);
}

void AgreementCaseResolver::Join(uint32_t phrase, uint32_t index, std::string_view why) {
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
  // "The treaty is in force. … exchanged notes": that is how it came to be.
  const bool force = std::any_of(known.deeds.begin(), known.deeds.end(), [&](uint32_t deed) {
    return findings_.deeds[deed].kind == DeedKind::kInForce;
  });
  if (p.weak && force && p.kind == "exchange of notes") {
    for (uint32_t deed : deeds_of_[phrase]) {
      if (findings_.deeds[deed].kind == DeedKind::kSign) {
        findings_.deeds[deed].kind = DeedKind::kRatify;
      }
    }
  }
  result_.case_of[phrase] = index;
  Explain(phrase, index, why);
}

void AgreementCaseResolver::Explain(uint32_t phrase, uint32_t index, std::string_view why) {
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
    if (sentence.sentence == p.sentence) sentence.merged.push_back(text);
  }
}

bool AgreementCaseResolver::IsBare(const AgreementCase& known) const {
  return known.content.empty() &&
         std::all_of(known.phrases.begin(), known.phrases.end(), [&](uint32_t phrase) {
           const AgreementPhrase& p = phrases_[phrase];
           return p.definite && !p.possessive && !p.plural && !p.older && p.date == kNoIndex &&
                  p.with.actors.empty() && !p.partner_told && p.name_begin == p.head_token;
         });
}

bool AgreementCaseResolver::IsSigned(const AgreementCase& known) const {
  return std::any_of(known.deeds.begin(), known.deeds.end(), [&](uint32_t index) {
    return findings_.deeds[index].kind == DeedKind::kSign &&
           findings_.deeds[index].status == DeedStatus::kDone;
  });
}

/// "also signed a memorandum": besides what was told before it.
bool AgreementCaseResolver::SignedToo(const AgreementCase& known) const {
  return std::any_of(known.deeds.begin(), known.deeds.end(), [&](uint32_t index) {
    const Deed& deed = findings_.deeds[index];
    if (deed.kind != DeedKind::kSign || deed.verb_token == 0) return false;
    const uint32_t begin = reading_.text.sentences[deed.sentence].begin_token;
    for (uint32_t at = deed.verb_token; at > begin && at + 3 > deed.verb_token; --at) {
      if (reading_.IsWord(at - 1, "also")) return true;
    }
    return false;
  });
}

void AgreementCaseResolver::MergeLeads() {
  // Cases are in order of the text: leads and what they tell of come first.
  const uint32_t last = static_cast<uint32_t>(std::min(result_.cases.size(), kMaxCasesBack));
  for (uint32_t lead = 0; lead < last; ++lead) {
    AgreementCase& loose = result_.cases[lead];
    if (loose.phrases.empty() || phrases_[loose.phrases.front()].sentence > 2) continue;
    if (loose.bundle != kNoIndex || loose.container) continue;
    const bool bare = IsBare(loose);
    if (!bare && (!IsWeak(loose) || !IsSigned(loose))) continue;
    // "the Lund Declaration on Eel Runs" has a name of its own.
    if (!bare && Named(phrases_[loose.phrases.front()])) continue;
    uint32_t chosen = kNoIndex;
    size_t fits = 0;
    for (uint32_t i = 0; i < last; ++i) {
      const AgreementCase& known = result_.cases[i];
      if (i == lead || known.phrases.empty() || known.headline || known.container) continue;
      if (IsWeak(known) || (!bare && !IsSigned(known))) continue;
      if (phrases_[known.phrases.front()].sentence > 5) continue;
      if (PartiesClash(loose.parties, known.parties) || (!bare && SignedToo(known))) continue;
      if (SignedByOthers(loose, known) || InOtherItem(loose.phrases.front(), known)) continue;
      // "signed the minutes of the meeting and a roadmap for cooperation": two
      if (phrases_[loose.phrases.front()].sentence == phrases_[known.phrases.front()].sentence &&
          !InHeadline(phrases_[known.phrases.front()].sentence) &&
          (InOneList(loose.phrases.front(), known) || SignedByEach(loose, known) ||
           MadeElsewhere(known.phrases.front(), loose))) {
        continue;
      }
      // "The agreement was not signed. The trade agreement between Peru and Chile would have …"
      if (bare) {
        const AgreementPhrase& name = phrases_[known.phrases.front()];
        const bool later = name.sentence > phrases_[loose.phrases.back()].sentence;
        if (!later || !name.definite || name.older || name.plural || known.content.empty()) {
          fits = 2;
          break;
        }
        bool kinds = false;
        for (const std::string& kind : known.kinds) {
          kinds = kinds || KindsOfOne(kind, loose.kinds.front());
        }
        if (!kinds) continue;
      }
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

bool AgreementCaseResolver::Signs(const Deed& deed) {
  return (deed.kind == DeedKind::kSign || deed.kind == DeedKind::kInitial) &&
         (deed.status == DeedStatus::kDone || deed.status == DeedStatus::kPlanned);
}

bool AgreementCaseResolver::SignForTheirs(const Deed& deed) {
  return !deed.who.empty() && std::all_of(deed.who.begin(), deed.who.end(),
                                          [](const Actor& actor) { return actor.behalf_said; });
}

void AgreementCaseResolver::AttachBack(uint32_t index) {
  Deed& deed = findings_.deeds[index];
  if (!deed.what.empty() || AttachToAll(index)) return;
  // The latest agreement spoken of, not far back: rather one that can have been signed, and by
  // these.
  const std::vector<uint32_t> parties = PartiesOfDeed(deed);
  uint32_t chosen = kNoIndex;
  uint32_t fallback = kNoIndex;
  uint32_t foreign = kNoIndex;  // near, but of others as far as is known
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
    // "A memorandum between the two academies. The rectors had signed it in May": what no more than
    // this tells to be an agreement.
    // A fact sheet: "Title: Treaty on Ports | Parties: … | Signatories: …"
    const bool sheet = deed.rule == "signatories-line" || deed.rule == "parties-line" ||
                       deed.rule == "signed-line";
    if (known == kNoIndex && chosen == kNoIndex && fallback == kNoIndex && (Signs(deed) || sheet) &&
        p.sentence + (sheet ? kReachSentences : 1) >= deed.sentence && !p.weak && !p.generic &&
        !p.plural && (!p.definite || result_.cases.empty()) &&
        !(p.sentence == deed.sentence && p.begin_token > deed.verb_token)) {
      known = static_cast<uint32_t>(result_.cases.size());
      Begin(phrase, PartiesOf(phrase));
    }
    if (known == kNoIndex || result_.cases[known].headline) continue;
    if (p.sentence == deed.sentence && SaysWhoTheyAre(phrase)) continue;
    const AgreementCase& agreement = result_.cases[known];
    // Those who join or leave are not among those that are known.
    const bool others = deed.kind != DeedKind::kAccede && deed.kind != DeedKind::kAnnul &&
                        !Shares(parties, agreement.parties);
    if (others && agreement.parties.size() > 1) {
      // "signed on behalf of government": of one that the text names by its country.
      // "Peru, Chile and Cuba have signed them. Malta signed in April": just spoken of.
      const bool at_hand = deed.rule == "signed-at-hand" && !agreement.deeds.empty() &&
                           findings_.deeds[agreement.deeds.back()].sentence + 1 == deed.sentence;
      if (foreign == kNoIndex && (at_hand || p.sentence + 1 >= deed.sentence) &&
          !agreement.container && !StillOpen(deed, agreement)) {
        foreign = phrase;
      }
      continue;
    }
    // What the headline says of nobody is no better than a nearer one of others.
    // Nor is "the following documents" above the one that a line stands under.
    if (fallback != kNoIndex && agreement.parties.empty() &&
        (InHeadline(p.sentence) || (p.generic && p.plural))) {
      continue;
    }
    if (others || StillOpen(deed, agreement) || old_of_link_[phrase]) {
      if (fallback == kNoIndex) fallback = phrase;
      continue;
    }
    chosen = phrase;
  }
  if (chosen == kNoIndex) chosen = fallback;
  if (chosen == kNoIndex &&
      (SignForTheirs(deed) || !deed.behalf.empty() || deed.rule == "signed-own")) {
    chosen = foreign;
  }
  // "Peru, Chile and Cuba have signed them. Malta signed in April": one that many can sign.
  if (chosen == kNoIndex && foreign != kNoIndex && deed.rule == "signed-at-hand" &&
      result_.cases[result_.case_of[foreign]].parties.size() > 2) {
    chosen = foreign;
  }
  // "Ayres signed for Peru. Lund signed for the Front": the same, where nothing else was named.
  const bool signs_for =
      deed.kind == DeedKind::kSign && (!deed.behalf.empty() || SignForTheirs(deed));
  if (signs_for && chain_phrase_ != kNoIndex && chain_sentence_ + 1 >= deed.sentence &&
      (later == phrases_.begin() || (later - 1)->begin_token < chain_token_)) {
    chosen = chain_phrase_;
  }
  if (chosen == kNoIndex) return;
  if (signs_for) {
    chain_phrase_ = chosen;
    chain_sentence_ = deed.sentence;
    chain_token_ = deed.verb_token;
  }
  const uint32_t known = result_.case_of[chosen];
  AddDeed(known, index);
  deed.what.push_back(chosen);
  for (uint32_t party : parties) AddOnce(result_.cases[known].parties, party);
}

bool AgreementCaseResolver::Shares(const std::vector<uint32_t>& a,
                                   const std::vector<uint32_t>& b) const {
  if (a.empty() || b.empty()) return true;
  auto state = [&](uint32_t body) {
    const uint32_t of = meanings_.StateOf(body);
    return of != kNoIndex ? of : body;
  };
  return std::any_of(a.begin(), a.end(), [&](uint32_t x) {
    return std::any_of(b.begin(), b.end(), [&](uint32_t y) { return state(x) == state(y); });
  });
}

bool AgreementCaseResolver::StillOpen(const Deed& deed, const AgreementCase& agreement) const {
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

std::vector<uint32_t> AgreementCaseResolver::PartiesOfDeed(const Deed& deed) const {
  std::vector<uint32_t> parties;
  // Those who would join have not.
  if ((deed.kind == DeedKind::kAccede || deed.rule == "joins") && deed.status != DeedStatus::kDone)
    return parties;
  for (const std::vector<Actor>* actors : {&deed.who, &deed.behalf}) {
    for (const Meaning& meaning : meanings_.Of(*actors, deed.verb_token)) {
      for (uint32_t body : meaning.bodies) AddOnce(parties, body);
    }
  }
  return parties;
}

AgreementCases ResolveAgreements(const Reading& reading,
                                 const std::vector<AgreementPhrase>& phrases,
                                 ClauseFindings& findings, const ActorMeanings& meanings,
                                 ExtractionTrace* trace) {
  AgreementCaseResolver resolver(reading, phrases, findings, meanings, trace);
  return resolver.Run();
}

}  // namespace entente::ingest
