#include "ingest/sentence_reader.h"

#include <algorithm>

namespace entente::ingest {

void SentenceReader::Read(const SentenceItems& items, const std::vector<RuleMatch>& matches) {
  items_ = &items;
  by_verb_.clear();
  for (const RuleMatch& match : matches) {
    if (RuleOf(match).result != "signs-too") Take(match);
  }
  // Who signed as well joins a deed that has been read.
  for (const RuleMatch& match : matches) {
    if (RuleOf(match).result == "signs-too") TakeCoSigners(match);
  }
  NoteSettings();
}

ItemRange SentenceReader::RoleOf(const RuleMatch& match, std::string_view name) const {
  const Rule& rule = RuleOf(match);
  for (size_t i = 0; i < rule.roles.size(); ++i) {
    if (rule.roles[i] == name) return match.roles[i];
  }
  return {};
}

const Item* SentenceReader::ItemOf(const RuleMatch& match, std::string_view role,
                                   ItemKind kind) const {
  ItemRange range = RoleOf(match, role);
  for (uint16_t i = range.begin; i < range.end; ++i) {
    if (items_->items[i].kind == kind) return &items_->items[i];
  }
  return nullptr;
}

std::vector<Actor> SentenceReader::ActorsOf(const RuleMatch& match, std::string_view role) const {
  const Item* item = ItemOf(match, role, ItemKind::kActors);
  return item == nullptr ? std::vector<Actor>() : items_->actors[item->index].actors;
}

std::vector<uint32_t> SentenceReader::PhrasesOf(const RuleMatch& match,
                                                std::string_view role) const {
  const Item* item = ItemOf(match, role, ItemKind::kAgreement);
  return item == nullptr ? std::vector<uint32_t>() : items_->agreements[item->index];
}

size_t SentenceReader::IndexOf(const Item& item) const {
  return static_cast<size_t>(&item - items_->items.data());
}

void SentenceReader::Take(const RuleMatch& match) {
  const Rule& rule = RuleOf(match);
  const std::string& result = rule.result;
  if (result.starts_with("deed") || result == "sign") {
    TakeDeed(match, result);
  } else if (result == "sign-for") {
    TakeDeed(match, result);
  } else if (result == "signs-each") {
    TakeEach(match);
  } else if (result == "sign-gapped") {
    Deed deed = MakeDeed(match, DeedKind::kSign);
    deed.verb_token = ItemOf(match, "what", ItemKind::kAgreement)->begin_token;
    AddDeed(std::move(deed));
  } else if (result == "in-force") {
    Deed deed = MakeDeed(match, DeedKind::kInForce);
    // "in force since 1980": a day that "since" keeps from the deeds of others
    if (const Item* day = ItemOf(match, "day", ItemKind::kDate)) deed.setting.date = DateOf(*day);
    AddDeed(std::move(deed));
  } else if (result == "lapse") {
    AddDeed(MakeDeed(match, DeedKind::kLapse));

  } else if (result == "signatories") {
    Deed deed = MakeDeed(match, DeedKind::kSign);
    TakeBehalf(match, match.range.begin, deed);
    if (StatusOfList() == DeedStatus::kPlanned) deed.status = DeedStatus::kPlanned;
    AddDeed(std::move(deed));
  } else if (result == "listed") {
    TakeListed(match);
  } else if (result == "signs-likewise") {
    TakeLikewise(match);
  } else if (result == "concluded") {
    Deed deed = MakeDeed(match, DeedKind::kSign);
    const Item& noun = items_->items[match.range.begin];
    if (CalledOff(noun)) {
      deed.status = DeedStatus::kDenied;
    } else if (PlannedAhead(noun) || InProspect(noun) || PutOff(noun) || IsPreparedOrPutOff(noun)) {
      deed.status = DeedStatus::kPlanned;
    }
    AddDeed(std::move(deed));
  } else if (result == "refused") {
    Deed deed = MakeDeed(match, DeedKind::kRefuse);
    DropPending(deed);
    AddDeed(std::move(deed));
  } else if (result == "void") {
    AddDeed(MakeDeed(match, DeedKind::kAnnul));
  } else if (result == "announced") {
    AddDeed(MakeDeed(match, DeedKind::kAnnounce));
  } else if (result == "pending") {
    Deed deed = MakeDeed(match, DeedKind::kPending);
    deed.status = DeedStatus::kPlanned;
    AddDeed(std::move(deed));
  } else if (result == "parties") {
    Deed deed = MakeDeed(match, DeedKind::kStanding);
    deed.only_parties = true;
    AddDeed(std::move(deed));
  } else if (result == "planned-back") {
    Deed deed = MakeDeed(match, DeedKind::kPending);
    deed.status = DeedStatus::kPlanned;
    AddDeed(std::move(deed));
  } else if (result == "standing" || result == "under" || result == "party-to") {
    AddDeed(MakeDeed(match, DeedKind::kStanding));
  } else if (result == "party-list") {
    Deed deed = MakeDeed(match, DeedKind::kParty);
    deed.by_list = true;
    AddDeed(std::move(deed));
  } else if (result == "witness") {
    TakeWitness(match);
  } else if (result == "replaces" || result == "amends" || result == "implements" ||
             result == "renews") {
    TakeLink(match, result);
  } else {
    TakeEvent(match, result);
  }
}

/// "Talks on a treaty broke down": it is no longer on its way, as the talks alone would say.
void SentenceReader::DropPending(const Deed& refused) {
  std::erase_if(findings_.deeds, [&](const Deed& deed) {
    return deed.sentence == refused.sentence && deed.kind == DeedKind::kPending &&
           deed.what == refused.what;
  });
}

Deed SentenceReader::MakeDeed(const RuleMatch& match, DeedKind kind) {
  const Rule& rule = RuleOf(match);
  Deed deed;
  deed.kind = kind;
  deed.what = PhrasesOf(match, "what");
  deed.who = ActorsOf(match, "who");
  for (std::string_view more : {"who2", "who3"}) {
    const Item* further = ItemOf(match, more, ItemKind::kActors);
    if (further == nullptr || DidElse(*further)) continue;
    for (const Actor& actor : ActorsOf(match, more)) deed.who.push_back(actor);
  }
  // "talks between Peru and Chile on a treaty": the treaty is to be theirs; day and place are not.
  const Item* talks = ItemOf(match, "talks", ItemKind::kEvent);
  if (talks != nullptr) {
    const ActorGroup& with = events_[talks->index].with;
    deed.who.insert(deed.who.end(), with.actors.begin(), with.actors.end());
  }
  deed.sentence = items_->sentence;
  deed.evidence = SentenceSpan();
  deed.rule = rule.name;
  deed.confidence = rule.confidence;
  if (const Item* verb = ItemOf(match, "verb", ItemKind::kVerb)) {
    deed.verb_token = items_->verbs[verb->index].main_token;
    deed.status = StatusOf(verb->features);
    if (items_->verbs[verb->index].denied && deed.status == DeedStatus::kRefused) {
      deed.status = DeedStatus::kDenied;
    }
    planned_ = deed.status == DeedStatus::kPlanned;
    put_off_ = (verb->features & reading_.book.VerbClassBit("postpone")) != 0;
    perfect_ = deed.status == DeedStatus::kDone && IsPerfect(*verb);
    deed.setting = SettingOf(IndexOf(*verb), match.range);
    planned_ = put_off_ = perfect_ = false;
  } else {
    deed.verb_token = items_->items[match.range.begin].begin_token;
    planned_ = rule.result == "planned-back";
    const Item* it = ItemOf(match, "it", ItemKind::kActors);
    size_t at = it != nullptr ? IndexOf(*it) : match.range.begin;
    // "The treaty, signed in 1962, is in force": since a day that stands beside "force"
    if (kind == DeedKind::kInForce) at = match.range.end - 1;
    if (talks == nullptr) deed.setting = SettingOf(at, match.range);
    planned_ = false;
  }
  return deed;
}

DeedStatus SentenceReader::StatusOf(uint64_t features) {
  if (features & FeatureBit(Feature::kPlanned)) return DeedStatus::kPlanned;
  if (features & FeatureBit(Feature::kRefused)) return DeedStatus::kRefused;
  if (features & FeatureBit(Feature::kPossible)) return DeedStatus::kPossible;
  return DeedStatus::kDone;
}

DeedKind SentenceReader::KindOfVerb(uint64_t features) const {
  for (const KindOfClass& entry : kKinds) {
    if (features & reading_.book.VerbClassBit(entry.verb_class)) return entry.kind;
  }
  return DeedKind::kSign;
}

void SentenceReader::TakeDeed(const RuleMatch& match, const std::string& result) {
  const Item* verb = ItemOf(match, "verb", ItemKind::kVerb);
  if (verb == nullptr) {
    if (result == "sign") AddDeed(MakeDeed(match, DeedKind::kSign));
    return;
  }
  Deed deed = MakeDeed(match, KindOfVerb(verb->features));
  // "striker Bo Lund has signed for Norlake Athletic": for a club, and nothing told of before.
  if (deed.what.empty() && deed.kind == DeedKind::kSign && SpeaksOfPerformers()) return;
  if (deed.status == DeedStatus::kDone && SubjectIsNobody(*verb))
    deed.status = DeedStatus::kRefused;
  if (result == "deed-nominal" || result == "deed-gerund") {
    if (deed.status == DeedStatus::kDone && CalledOff(*verb)) {
      deed.status = DeedStatus::kDenied;
    } else if (deed.status == DeedStatus::kDone && !AfterDoing(*verb) &&
               (PlannedAhead(*verb) || PutOff(*verb) || IsPreparedOrPutOff(*verb))) {
      deed.status = DeedStatus::kPlanned;
    }
    // "The signing, due on Thursday, has been postponed": not on that day.
    if (deed.status == DeedStatus::kPlanned && PutOff(*verb)) deed.setting.date = kNoIndex;
  }
  if (result == "deed-back") {
    deed.what.clear();
    if (deed.kind == DeedKind::kRefuse && OfEventBefore(*verb)) return;
  }
  const std::string& rule = RuleOf(match).name;
  if (rule == "voted-to-approve" || rule == "fell-to-sign") deed.status = DeedStatus::kDone;
  if (deed.kind == DeedKind::kRatify && deed.status == DeedStatus::kDone &&
      ApprovedByCabinet(*verb)) {
    deed.kind = DeedKind::kPending;
    deed.status = DeedStatus::kPlanned;
    deed.setting.date = kNoIndex;
  }
  if ((result == "deed-bare" || result == "deed-relative") && Presupposed(*verb, deed)) {
    deed.status = DeedStatus::kDone;
  }
  if (const Item* what = ItemOf(match, "what", ItemKind::kAgreement);
      result == "deed-bare" && deed.status == DeedStatus::kDone && what != nullptr &&
      HopedToSee(*what)) {
    deed.status = DeedStatus::kPlanned;
  }
  if (result == "sign-for") {
    // "will not put his signature | to any law": to what is no agreement
    if (deed.what.empty() && (verb->features & reading_.book.VerbClassBit("put")) != 0 &&
        match.range.end < items_->items.size() &&
        reading_.IsWord(items_->items[match.range.end].begin_token, "to")) {
      return;
    }
    TakeBehalf(match, IndexOf(*verb), deed);
  }
  if (result == "deed-more") {
    const Item* what = ItemOf(match, "what", ItemKind::kAgreement);
    deed.verb_token = what->begin_token;
    planned_ = deed.status == DeedStatus::kPlanned;
    deed.setting = SettingOf(IndexOf(*what), match.range);
    planned_ = false;
    deed.status = Settle(deed);
    AddDeed(std::move(deed));
    return;
  }
  // "put their initials under the text"
  if (deed.kind == DeedKind::kSign && SaysInitials(*verb)) deed.kind = DeedKind::kInitial;
  if (const Item* what = ItemOf(match, "what", ItemKind::kAgreement)) {
    const Object object = ObjectOf(*verb, *what);
    if (object == Object::kOther) return;
    // "concluded negotiations on a treaty"
    if (object == Object::kTalks) deed.kind = DeedKind::kAnnounce;
  }
  // "exchanged instruments of ratification of the treaty" comes after its signature.
  if (const Item* what = ItemOf(match, "what", ItemKind::kAgreement)) {
    for (size_t i = IndexOf(*verb) + 1; i < IndexOf(*what); ++i) {
      const Item& between = items_->items[i];
      if (between.kind != ItemKind::kWord) continue;
      if (reading_.book.Is(between.word, CoreList::kRatifyWord)) deed.kind = DeedKind::kRatify;
      // "exchanged views on a treaty"
      if (reading_.book.Is(between.word, CoreList::kTalkWord)) deed.kind = DeedKind::kNegotiate;
    }
  }
  // "Neither Peru nor Chile signed the treaty."
  const Item* who = ItemOf(match, "who", ItemKind::kActors);
  if (deed.status == DeedStatus::kDone &&
      (who != nullptr && who < verb ? Denied(*who) : NobodyDid(*verb))) {
    // "Nobody has yet signed the treaty"
    const bool yet = verb->begin_token + 1 < verb->end_token &&
                     (reading_.SaysAny(verb->end_token - 2, {"yet", "far"}));
    deed.status = yet ? DeedStatus::kPlanned : DeedStatus::kRefused;
  }
  const size_t after = IndexOf(*verb) + 1;
  if (deed.status == DeedStatus::kDone && after < items_->items.size() &&
      reading_.Is(items_->items[after].begin_token, CoreList::kNeither)) {
    deed.status = DeedStatus::kRefused;
  }
  // "No treaty was signed", "signed no treaty"
  if (deed.status == DeedStatus::kDone && !deed.what.empty() && DeniesPhrase(deed.what.front())) {
    deed.status = DeedStatus::kRefused;
  }
  if (deed.status == DeedStatus::kRefused && deed.kind == DeedKind::kSign && NotSoFar(*verb)) {
    deed.status = DeedStatus::kPlanned;
  }
  deed.status = Settle(deed);
  // "signed as a witness"
  if (AsWitness(*verb)) {
    if (deed.kind == DeedKind::kSign) TakeWitness(match);
    return;
  }
  // Announcing and negotiating in the negative says nothing.
  AddDeed(std::move(deed));
}

bool SentenceReader::NotSoFar(const Item& verb) const {
  const uint64_t want = FeatureBit(Feature::kPassive) | FeatureBit(Feature::kRefused);
  if ((verb.features & want) != want) return false;
  bool perfect = false;
  for (uint32_t token = verb.begin_token; token < verb.end_token; ++token) {
    if (reading_.Is(token, CoreList::kControlRefused) || reading_.IsWord(token, "never"))
      return false;
    perfect = perfect || reading_.SaysAny(token, {"has", "have", "hasn't", "haven't"});
  }
  return perfect;
}

bool SentenceReader::Denied(const Item& who) const {
  const uint32_t begin = reading_.text.sentences[items_->sentence].begin_token;
  if (reading_.Is(who.begin_token, CoreList::kNeither)) return true;
  for (uint32_t back = 1; back <= 2 && who.begin_token >= begin + back; ++back) {
    if (reading_.Is(who.begin_token - back, CoreList::kNeither)) return true;
    if (!reading_.IsWord(who.begin_token - back, "of")) return false;
  }
  return false;
}

bool SentenceReader::HoldsAgreements(std::string_view noun) {
  // "a series of agreements", "every page of the treaty", "the final version of the text"
  constexpr std::string_view kHolders[] = {
      "number", "series",  "package", "raft",     "set",     "host",       "range",
      "total",  "copy",    "copies",  "text",     "texts",   "version",    "draft",
      "pair",   "couple",  "bundle",  "batch",    "slew",    "string",     "page",
      "pages",  "part",    "phase",   "stage",    "variety", "list",       "flurry",
      "round",  "handful", "dozens",  "hundreds", "scores",  "instrument", "instruments"};
  return std::find(std::begin(kHolders), std::end(kHolders), noun) != std::end(kHolders);
}

bool SentenceReader::SaysOf(const Item& word, const Item& what) const {
  const std::string_view text = reading_.Text(word.begin_token);
  return text.size() > 5 && text.ends_with("ing") &&
         reading_.Is(what.begin_token, CoreList::kDeterminer) &&
         !reading_.SaysAny(word.begin_token,
                           {"including", "containing", "comprising", "constituting", "regarding",
                            "morning", "evening", "during", "following", "bringing"});
}

SentenceReader::Object SentenceReader::ObjectOf(const Item& verb, const Item& what) const {
  const uint64_t signing =
      reading_.book.VerbClassBit("sign") | reading_.book.VerbClassBit("initial");
  if ((verb.features & signing) == 0 || (verb.features & FeatureBit(Feature::kPassive)) != 0) {
    return Object::kAgreement;
  }
  const size_t at = IndexOf(verb);
  if (what.begin_token < verb.begin_token) return Object::kAgreement;
  // "the treaty signed on Monday follows a memorandum": the verb has its own.
  const bool participle = at > 0 && items_->items[at - 1].kind == ItemKind::kAgreement &&
                          (verb.features & FeatureBit(Feature::kBare)) != 0;
  const Item& next = items_->items[at + 1];
  if (participle && next.kind == ItemKind::kWord &&
      reading_.book.Is(next.word, CoreList::kPreposition)) {
    return Object::kOther;
  }
  bool noun = false;
  std::string_view last;
  for (size_t i = at + 1; i < items_->items.size() && &items_->items[i] < &what; ++i) {
    const Item& item = items_->items[i];
    if (item.kind == ItemKind::kMark || item.kind == ItemKind::kVerb) break;
    if (item.kind == ItemKind::kEvent && (item.features & FeatureBit(Feature::kOblique)) == 0) {
      return Object::kTalks;
    }
    if (item.kind != ItemKind::kWord) continue;
    if (reading_.book.Is(item.word, CoreList::kPreposition)) {
      if (!noun) break;  // "signed in Lima a treaty"
      // "concluded negotiations on a treaty"
      if (last == "negotiations" || last == "talks" || last == "discussions") return Object::kTalks;
      if (!reading_.IsWord(item.begin_token, "of") || !HoldsAgreements(last)) return Object::kOther;
      noun = false;
      continue;
    }
    if (reading_.book.Is(item.word, CoreList::kConjunction)) break;
    if (noun && item.end_token == what.begin_token && SaysOf(item, what)) return Object::kOther;
    if (reading_.book.Is(item.word, CoreList::kDeterminer) ||
        reading_.book.Is(item.word, CoreList::kAdverb)) {
      continue;
    }
    last = reading_.Text(item.begin_token);
    noun = !last.ends_with("ly");
  }
  return Object::kAgreement;
}

bool SentenceReader::Presupposed(const Item& verb, const Deed& deed) const {
  const uint32_t embedder = items_->verbs[verb.index].embedder;
  if (embedder == kNoIndex || deed.what.empty()) return false;
  const AgreementPhrase& phrase = agreements_[deed.what.front()];
  return phrase.definite && embedder < phrase.begin_token;
}

bool SentenceReader::DeniesPhrase(uint32_t phrase) const {
  const uint32_t begin = agreements_[phrase].begin_token;
  if (reading_.IsWord(begin, "no") || reading_.Is(begin, CoreList::kNeither)) return true;
  for (uint32_t back = 1; back <= 3 && begin >= items_->items.front().begin_token + back; ++back) {
    const uint32_t at = begin - back;
    if (reading_.IsWord(at, "no")) return !reading_.IsWord(at + 1, "longer");
    if (reading_.Is(at, CoreList::kNeither)) return true;
    const bool filler = reading_.IsWord(at, "of") || reading_.Is(at, CoreList::kDeterminer) ||
                        reading_.Is(at, CoreList::kPremodifier);
    if (!filler || reading_.MentionAt(at) != nullptr) return false;
  }
  return false;
}

void SentenceReader::AddDeed(Deed deed) {
  auto [where, is_new] = by_verb_.try_emplace(
      std::pair(deed.verb_token, static_cast<int>(deed.kind)), findings_.deeds.size());
  if (is_new) {
    findings_.deeds.push_back(std::move(deed));
    return;
  }
  Deed& known = findings_.deeds[where->second];
  // What was voted, or fell to somebody to do, is done.
  if (deed.rule == "voted-to-approve" || deed.rule == "fell-to-sign") known.status = deed.status;
  if (deed.rule == "fell-to-sign") known.who = deed.who;  // not "it"
  // "for the former by A. B., for the latter by C. D.": each with theirs.
  if (known.rule.starts_with("former-latter")) return;
  if (deed.rule == "former-latter-by") {
    known.who = std::move(deed.who);
    known.rule = deed.rule;
    return;
  }
  // Of two agreements before the verb these rules know which is meant.
  if (known.what.empty() || deed.rule == "one-of-several" || deed.rule == "replaces-and-was") {
    known.what = deed.what;
  }
  if (known.behalf.empty() && !deed.behalf.empty()) {
    known.behalf = std::move(deed.behalf);
    if (!deed.who.empty()) known.who = deed.who;
  } else if ((deed.rule == "active-for" || deed.rule.starts_with("active-colon")) &&
             !deed.who.empty()) {
    known.who = deed.who;  // each with whom they stand for
  }
  bool by = deed.rule.ends_with("-by") || deed.rule.ends_with("-between");
  if (known.who.empty() || (by && !known.rule.starts_with("active"))) {
    if (!deed.who.empty()) {
      known.who = std::move(deed.who);
      known.rule = deed.rule;
      known.confidence = deed.confidence;
    }
  }
}

void SentenceReader::TakeWitness(const RuleMatch& match) {
  const Rule& rule = RuleOf(match);
  WitnessNote note;
  note.who = ActorsOf(match, "who");
  note.sentence = items_->sentence;
  note.token = items_->items[match.range.begin].begin_token;
  for (const auto& list : items_->agreements) {
    note.what.insert(note.what.end(), list.begin(), list.end());
  }
  note.evidence = SentenceSpan();
  note.rule = rule.name;
  note.confidence = rule.confidence;
  findings_.witnesses.push_back(std::move(note));
}

void SentenceReader::TakeLink(const RuleMatch& match, const std::string& result) {
  std::vector<uint32_t> from = PhrasesOf(match, "new");
  std::vector<uint32_t> to = PhrasesOf(match, "old");
  // "It replaces an agreement of 1999": the one that was told of right before.
  if (from.empty() && ItemOf(match, "new", ItemKind::kActors) != nullptr) {
    constexpr uint32_t kBefore = 2;  // sentences
    for (size_t i = findings_.deeds.size(); i-- > 0;) {
      const Deed& known = findings_.deeds[i];
      if (known.sentence + kBefore < items_->sentence) break;
      if (known.kind != DeedKind::kSign || known.what.empty() || known.only_parties) continue;
      from = known.what;
      break;
    }
  }
  if (from.empty() || to.empty()) return;
  AgreementLink link;
  link.type = result == "replaces" ? "REPLACES"
              : result == "amends" ? "AMENDS"
              : result == "renews" ? "RENEWS"
                                   : "IMPLEMENTS";
  link.from = from.back();
  link.to = to.front();
  link.evidence = SentenceSpan();
  link.rule = RuleOf(match).name;
  link.confidence = RuleOf(match).confidence;
  findings_.links.push_back(link);
}

}  // namespace entente::ingest
