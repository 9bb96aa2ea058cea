#include "ingest/clause_reader.h"

#include <algorithm>
#include <map>

namespace entente::ingest {

namespace {

struct KindOfClass {
  std::string_view verb_class;
  DeedKind kind;
};
constexpr KindOfClass kKinds[] = {
    {"sign", DeedKind::kSign},         {"exchange", DeedKind::kSign},
    {"put", DeedKind::kSign},          {"initial", DeedKind::kInitial},
    {"ratify", DeedKind::kRatify},     {"accede", DeedKind::kAccede},
    {"renew", DeedKind::kRenew},       {"amend", DeedKind::kAmend},
    {"annul", DeedKind::kAnnul},       {"refuse", DeedKind::kRefuse},
    {"postpone", DeedKind::kPostpone}, {"close", DeedKind::kAnnounce},
    {"announce", DeedKind::kAnnounce}, {"negotiate", DeedKind::kNegotiate},
    {"implement", DeedKind::kStanding}};

class SentenceReader {
 public:
  SentenceReader(const Reading& reading, const std::vector<AgreementPhrase>& agreements,
                 const std::vector<EventPhrase>& events, ClauseFindings& findings)
      : reading_(reading), agreements_(agreements), events_(events), findings_(findings) {}

  void Read(const SentenceItems& items, const std::vector<RuleMatch>& matches) {
    items_ = &items;
    by_verb_.clear();
    for (const RuleMatch& match : matches) Take(match);
    NoteSettings();
  }

 private:
  const Rule& RuleOf(const RuleMatch& match) const { return reading_.book.rules()[match.rule]; }
  ItemRange RoleOf(const RuleMatch& match, std::string_view name) const {
    const Rule& rule = RuleOf(match);
    for (size_t i = 0; i < rule.roles.size(); ++i) {
      if (rule.roles[i] == name) return match.roles[i];
    }
    return {};
  }
  const Item* ItemOf(const RuleMatch& match, std::string_view role, ItemKind kind) const {
    ItemRange range = RoleOf(match, role);
    for (uint16_t i = range.begin; i < range.end; ++i) {
      if (items_->items[i].kind == kind) return &items_->items[i];
    }
    return nullptr;
  }
  std::vector<Actor> ActorsOf(const RuleMatch& match, std::string_view role) const {
    const Item* item = ItemOf(match, role, ItemKind::kActors);
    return item == nullptr ? std::vector<Actor>() : items_->actors[item->index].actors;
  }
  std::vector<uint32_t> PhrasesOf(const RuleMatch& match, std::string_view role) const {
    const Item* item = ItemOf(match, role, ItemKind::kAgreement);
    return item == nullptr ? std::vector<uint32_t>() : items_->agreements[item->index];
  }
  ByteSpan SentenceSpan() const { return reading_.text.sentences[items_->sentence].span; }
  size_t IndexOf(const Item& item) const {
    return static_cast<size_t>(&item - items_->items.data());
  }

  void Take(const RuleMatch& match) {
    const Rule& rule = RuleOf(match);
    const std::string& result = rule.result;
    if (result.starts_with("deed") || result == "sign") {
      TakeDeed(match, result);
    } else if (result == "sign-for") {
      TakeDeed(match, result);
      if (findings_.deeds.empty()) return;
      // "signed for the company and its director, H. N., for the utility": people there sign too.
      Deed& deed = findings_.deeds.back();
      for (Actor& actor : ActorsOf(match, "for")) {
        bool person = actor.entity < reading_.mentions.entities.size() &&
                      reading_.mentions.entities[actor.entity].type == MentionType::kPerson;
        (person ? deed.who : deed.behalf).push_back(std::move(actor));
      }
    } else if (result == "sign-gapped") {
      Deed deed = MakeDeed(match, DeedKind::kSign);
      deed.verb_token = ItemOf(match, "what", ItemKind::kAgreement)->begin_token;
      AddDeed(std::move(deed));
    } else if (result == "in-force") {
      Deed deed = MakeDeed(match, DeedKind::kInForce);
      AddDeed(std::move(deed));
    } else if (result == "lapse") {
      AddDeed(MakeDeed(match, DeedKind::kLapse));
    } else if (result == "signatories") {
      AddDeed(MakeDeed(match, DeedKind::kSign));
    } else if (result == "concluded") {
      Deed deed = MakeDeed(match, DeedKind::kSign);
      if (PlannedAhead(items_->items[match.range.begin])) deed.status = DeedStatus::kPlanned;
      AddDeed(std::move(deed));
    } else if (result == "refused") {
      AddDeed(MakeDeed(match, DeedKind::kRefuse));
    } else if (result == "void") {
      AddDeed(MakeDeed(match, DeedKind::kAnnul));
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
    } else if (result == "replaces" || result == "amends" || result == "implements") {
      TakeLink(match, result);
    } else {
      TakeEvent(match, result);
    }
  }

  Deed MakeDeed(const RuleMatch& match, DeedKind kind) {
    const Rule& rule = RuleOf(match);
    Deed deed;
    deed.kind = kind;
    deed.what = PhrasesOf(match, "what");
    deed.who = ActorsOf(match, "who");
    for (std::string_view more : {"who2", "who3"}) {
      for (Actor& actor : ActorsOf(match, more)) deed.who.push_back(std::move(actor));
    }
    deed.sentence = items_->sentence;
    deed.evidence = SentenceSpan();
    deed.rule = rule.name;
    deed.confidence = rule.confidence;
    if (const Item* verb = ItemOf(match, "verb", ItemKind::kVerb)) {
      deed.verb_token = items_->verbs[verb->index].main_token;
      deed.status = StatusOf(verb->features);
      planned_ = deed.status == DeedStatus::kPlanned;
      deed.setting = SettingOf(IndexOf(*verb), match.range);
      planned_ = false;
    } else {
      deed.verb_token = items_->items[match.range.begin].begin_token;
      planned_ = rule.result == "planned-back";
      deed.setting = SettingOf(match.range.begin, match.range);
      planned_ = false;
    }
    return deed;
  }
  static DeedStatus StatusOf(uint64_t features) {
    if (features & FeatureBit(Feature::kPlanned)) return DeedStatus::kPlanned;
    if (features & FeatureBit(Feature::kRefused)) return DeedStatus::kRefused;
    if (features & FeatureBit(Feature::kPossible)) return DeedStatus::kPossible;
    return DeedStatus::kDone;
  }
  DeedKind KindOfVerb(uint64_t features) const {
    for (const KindOfClass& entry : kKinds) {
      if (features & reading_.book.VerbClassBit(entry.verb_class)) return entry.kind;
    }
    return DeedKind::kSign;
  }

  void TakeDeed(const RuleMatch& match, const std::string& result) {
    const Item* verb = ItemOf(match, "verb", ItemKind::kVerb);
    if (verb == nullptr) {
      if (result == "sign") AddDeed(MakeDeed(match, DeedKind::kSign));
      return;
    }
    Deed deed = MakeDeed(match, KindOfVerb(verb->features));
    if (result == "deed-nominal" || result == "deed-gerund") {
      if (deed.status == DeedStatus::kDone && PlannedAhead(*verb)) {
        deed.status = DeedStatus::kPlanned;
      }
    }
    if (result == "deed-back") deed.what.clear();
    // "exchanged instruments of ratification of the treaty" comes after its signature.
    if (const Item* what = ItemOf(match, "what", ItemKind::kAgreement)) {
      for (size_t i = IndexOf(*verb) + 1; i < IndexOf(*what); ++i) {
        const Item& between = items_->items[i];
        if (between.kind == ItemKind::kWord &&
            reading_.book.word(between.word).text.starts_with("instrument")) {
          deed.kind = DeedKind::kRatify;
        }
      }
    }
    deed.status = Settle(deed);
    // Announcing and negotiating in the negative says nothing.
    AddDeed(std::move(deed));
  }
  /// A verb of refusing in the negative, or refused twice: too subtle to say anything.
  static DeedStatus Settle(const Deed& deed) {
    bool negative = deed.kind == DeedKind::kRefuse || deed.kind == DeedKind::kAnnul ||
                    deed.kind == DeedKind::kPostpone;
    if (negative && deed.status == DeedStatus::kRefused) return DeedStatus::kPossible;
    return deed.status;
  }
  /// "The signing of the treaty will take place": another verb of the sentence is ahead.
  bool PlannedAhead(const Item& verb) const {
    for (const Item& item : items_->items) {
      if (item.kind != ItemKind::kVerb || &item == &verb) continue;
      if (item.features & (FeatureBit(Feature::kPlanned) | FeatureBit(Feature::kRefused))) {
        return true;
      }
    }
    for (const Item& item : items_->items) {
      if (item.kind == ItemKind::kWord && reading_.book.Is(item.word, CoreList::kFuture))
        return true;
      if (item.kind == ItemKind::kWord && reading_.book.Is(item.word, CoreList::kControlPlanned) &&
          item.begin_token < verb.begin_token) {
        return true;
      }
    }
    return false;
  }

  /// One verb makes one deed: what several rules found of it is put together.
  void AddDeed(Deed deed) {
    auto [where, is_new] = by_verb_.try_emplace(
        std::pair(deed.verb_token, static_cast<int>(deed.kind)), findings_.deeds.size());
    if (is_new) {
      findings_.deeds.push_back(std::move(deed));
      return;
    }
    Deed& known = findings_.deeds[where->second];
    if (known.what.empty()) known.what = deed.what;
    bool by = deed.rule.ends_with("-by") || deed.rule.ends_with("-between");
    if (known.who.empty() || (by && !known.rule.starts_with("active"))) {
      if (!deed.who.empty()) {
        known.who = std::move(deed.who);
        known.rule = deed.rule;
        known.confidence = deed.confidence;
      }
    }
  }

  // ---- when and where ------------------------------------------------------------------------
  bool IsDeedVerb(const Item& item) const {
    if (item.kind != ItemKind::kVerb) return false;
    for (const KindOfClass& entry : kKinds) {
      if (item.features & reading_.book.VerbClassBit(entry.verb_class)) return true;
    }
    return false;
  }
  bool Bounds(const Item& item) const {
    return item.kind == ItemKind::kMark && reading_.IsMark(item.begin_token, ';');
  }
  uint32_t DateOf(const Item& item) const { return reading_.mentions.mentions[item.index].value; }
  bool UsableDate(size_t index, bool planned) const {
    const Item& item = items_->items[index];
    uint32_t value = DateOf(item);
    if (value >= reading_.mentions.dates.size()) return false;
    for (size_t back = 1; back <= 4 && back <= index; ++back) {
      const Item& before = items_->items[index - back];
      if (before.kind != ItemKind::kWord) break;
      if (back <= 2 && reading_.book.Is(before.word, CoreList::kUntilWord)) return false;
      // "by the end of 2024" is a deadline.
      if (!planned && reading_.book.word(before.word).text == "by") return false;
    }
    return true;
  }

  Setting SettingOf(size_t verb, ItemRange match) const {
    const std::vector<Item>& items = items_->items;
    Setting setting;
    size_t end = items.size();
    for (size_t i = verb + 1; i < items.size(); ++i) {
      if (Bounds(items[i]) || (IsDeedVerb(items[i]) && i >= match.end)) {
        end = i;
        break;
      }
    }
    size_t begin = 0;
    for (size_t i = verb; i-- > 0;) {
      if (Bounds(items[i]) || (IsDeedVerb(items[i]) && i < match.begin)) {
        begin = i + 1;
        break;
      }
    }
    for (size_t i = verb + 1; i < end; ++i) {
      if (i >= match.end && (OpensSubclause(items[i]) || OpensApposition(i))) break;
      TakeSetting(i, setting);
    }
    for (size_t i = verb; i-- > begin;) TakeSetting(i, setting);
    return setting;
  }
  /// ", which expires in 2024", "under which": what follows is no longer about the deed.
  bool OpensSubclause(const Item& item) const {
    if (item.kind != ItemKind::kWord) return false;
    std::string_view text = reading_.book.word(item.word).text;
    return text == "which" || text == "that" || text == "who" || text == "where" ||
           text == "whose" || text == "under" || text == "while" || text == "to";
  }
  /// ", the first of its kind in Africa": the same.
  bool OpensApposition(size_t i) const {
    const std::vector<Item>& items = items_->items;
    if (i + 1 >= items.size() || items[i].kind != ItemKind::kMark) return false;
    if (!reading_.IsMark(items[i].begin_token, ',')) return false;
    const Item& next = items[i + 1];
    return next.kind == ItemKind::kWord && (reading_.book.word(next.word).text == "the" ||
                                            reading_.book.word(next.word).text == "a" ||
                                            reading_.book.word(next.word).text == "an");
  }
  void TakeSetting(size_t i, Setting& setting) const {
    const Item& item = items_->items[i];
    switch (item.kind) {
      case ItemKind::kDate:
        if (setting.date == kNoIndex && UsableDate(i, planned_)) setting.date = DateOf(item);
        break;
      case ItemKind::kPlace:
        TakePlace(i, setting);
        break;
      case ItemKind::kActors:
        TakeVenueBody(i, setting);
        break;
      case ItemKind::kEvent:
        TakeEventSetting(i, setting);
        break;
      default:
        break;
    }
  }
  /// The word before the item, past a determiner or an adjective or two.
  RuleWordId PrepositionBefore(size_t i) const {
    for (size_t back = 1; back <= 4 && back <= i; ++back) {
      const Item& before = items_->items[i - back];
      if (before.kind != ItemKind::kWord) return 0;
      if (reading_.book.Is(before.word, CoreList::kPreposition)) return before.word;
    }
    return 0;
  }
  void TakePlace(size_t i, Setting& setting) const {
    if (setting.place != kNoIndex) return;
    RuleWordId preposition = PrepositionBefore(i);
    if (preposition == 0 || !reading_.book.Is(preposition, CoreList::kPlacePreposition)) return;
    if (reading_.book.word(preposition).text == "from") return;
    const Mention& mention = reading_.mentions.mentions[items_->items[i].index];
    setting.place = mention.entity;
    setting.venue = IsVenue(mention);
  }
  bool IsVenue(const Mention& mention) const {
    for (uint32_t token = mention.begin_token; token < mention.end_token; ++token) {
      if (reading_.Is(token, CoreList::kVenueWord)) return true;
    }
    return false;
  }
  void TakeVenueBody(size_t i, Setting& setting) const {
    const ActorGroup& group = items_->actors[items_->items[i].index];
    if (group.actors.size() != 1 || setting.body != kNoIndex) return;
    const Actor& actor = group.actors.front();
    if (actor.entity >= reading_.mentions.entities.size() || actor.post != kNoIndex) return;
    MentionType type = reading_.mentions.entities[actor.entity].type;
    if (type != MentionType::kMinistry && type != MentionType::kOrganization) return;
    if (i == 0) return;
    uint32_t before = items_->items[i].begin_token;
    if (before == 0) return;
    std::string_view word = reading_.Text(before - 1);
    std::string_view own = reading_.Text(before);
    bool at = word == "at" || (i >= 2 && own == "the" && word == "at");
    if (at) setting.body = actor.entity;
  }
  void TakeEventSetting(size_t i, Setting& setting) const {
    if (setting.event != kNoIndex || i == 0) return;
    const EventPhrase& phrase = events_[items_->items[i].index];
    if (phrase.other) return;
    bool linked = false;
    bool at_end = false;
    for (size_t back = 1; back <= 6 && back <= i; ++back) {
      const Item& before = items_->items[i - back];
      if (before.kind != ItemKind::kWord) break;
      std::string_view text = reading_.book.word(before.word).text;
      if (text == "after" || text == "before" || text == "since" || text == "until" ||
          text == "ahead" || (text == "for" && !planned_)) {
        return;
      }
      if (text == "during" || text == "at" || text == "in" || text == "for") linked = true;
      if (reading_.book.Is(before.word, CoreList::kSidelines)) {
        linked = true;
        at_end = at_end || text == "end" || text == "close" || text == "conclusion";
      }
    }
    if (!linked) return;
    setting.event = items_->items[i].index;
    setting.at_end = at_end;
  }

  /// Dates and places beside phrases that no rule spoke of.
  void NoteSettings() {
    for (size_t i = 0; i < items_->items.size(); ++i) {
      const Item& item = items_->items[i];
      ItemRange range{static_cast<uint16_t>(i), static_cast<uint16_t>(i + 1)};
      if (item.kind == ItemKind::kEvent) {
        findings_.event_settings[item.index] = SettingOfEvent(i);
      } else if (item.kind == ItemKind::kAgreement) {
        for (uint32_t phrase : items_->agreements[item.index]) {
          findings_.agreement_settings[phrase] = SettingOf(i, range);
        }
      }
    }
  }
  Setting SettingOfEvent(size_t at) const {
    const std::vector<Item>& items = items_->items;
    Setting setting;
    // Behind the noun up to the next event or verb of agreeing; before it, within its clause.
    for (size_t i = at + 1; i < items.size(); ++i) {
      if (Bounds(items[i]) || items[i].kind == ItemKind::kEvent || IsDeedVerb(items[i])) break;
      if (items[i].kind != ItemKind::kEvent) TakeSetting(i, setting);
    }
    for (size_t i = at; i-- > 0;) {
      if (Bounds(items[i]) || items[i].kind == ItemKind::kEvent || IsDeedVerb(items[i])) break;
      if (items[i].kind == ItemKind::kDate || items[i].kind == ItemKind::kPlace) {
        TakeSetting(i, setting);
      }
    }
    return setting;
  }

  // ---- the rest ------------------------------------------------------------------------------
  void TakeWitness(const RuleMatch& match) {
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
  void TakeLink(const RuleMatch& match, const std::string& result) {
    std::vector<uint32_t> from = PhrasesOf(match, "new");
    std::vector<uint32_t> to = PhrasesOf(match, "old");
    if (from.empty() || to.empty()) return;
    AgreementLink link;
    link.type = result == "replaces" ? "REPLACES" : result == "amends" ? "AMENDS" : "IMPLEMENTS";
    link.from = from.back();
    link.to = to.front();
    link.evidence = SentenceSpan();
    link.rule = RuleOf(match).name;
    link.confidence = RuleOf(match).confidence;
    findings_.links.push_back(std::move(link));
  }
  void TakeEvent(const RuleMatch& match, const std::string& result) {
    const Rule& rule = RuleOf(match);
    if (result == "represented") {
      std::vector<Actor> bodies = ActorsOf(match, "who");
      for (const Actor& person : ActorsOf(match, "by")) {
        if (bodies.size() != 1) break;
        findings_.representations.push_back(
            {person, bodies.front(), SentenceSpan(), rule.name, rule.confidence});
      }
      return;
    }
    EventDeed deed;
    deed.rule = rule.name;
    deed.confidence = rule.confidence;
    deed.sentence = items_->sentence;
    deed.evidence = SentenceSpan();
    deed.who = ActorsOf(match, "who");
    deed.role = "participant";
    size_t anchor = match.range.begin;
    if (const Item* verb = ItemOf(match, "verb", ItemKind::kVerb)) {
      anchor = IndexOf(*verb);
      DeedStatus status = StatusOf(verb->features);
      if (status == DeedStatus::kRefused || status == DeedStatus::kPossible) return;
      deed.planned = status == DeedStatus::kPlanned;
      deed.verb_begin = items_->verbs[verb->index].main_token;
      deed.verb_end = items_->verbs[verb->index].end_token;
      const RuleBook& book = reading_.book;
      if (verb->features & book.VerbClassBit("host")) deed.role = "host";
      if (verb->features & book.VerbClassBit("lead")) deed.role = "leader";
      if (verb->features & book.VerbClassBit("speak")) deed.role = "speaker";
    }
    if (const Item* event = ItemOf(match, "event", ItemKind::kEvent)) deed.event = event->index;
    deed.setting = EventSetting(anchor, match.range,
                                rule.name == "event-by" || rule.name == "event-participation");
    if (result == "held") {
      deed.kind = EventDeedKind::kHeld;
    } else if (result == "participants") {
      deed.kind = EventDeedKind::kParticipants;
    } else if (result == "meet" || result == "meet-together") {
      deed.kind = EventDeedKind::kMeet;
      deed.whom = ActorsOf(match, "whom");
      if (!deed.whom.empty()) {
        deed.verb_end = ItemOf(match, "whom", ItemKind::kActors)->end_token;
      }
    } else if (result == "paid") {
      deed.kind = EventDeedKind::kParticipants;
      deed.whom = ActorsOf(match, "whom");
      if (const Item* where = ItemOf(match, "where", ItemKind::kPlace)) {
        deed.setting.place = reading_.mentions.mentions[where->index].entity;
      }
    } else if (result == "visit") {
      deed.kind = EventDeedKind::kVisit;
      if (const Item* where = ItemOf(match, "where", ItemKind::kPlace)) {
        deed.setting.place = reading_.mentions.mentions[where->index].entity;
        deed.verb_end = where->end_token;
      }
      if (const Item* at = ItemOf(match, "at", ItemKind::kActors)) {
        const ActorGroup& group = items_->actors[at->index];
        if (group.actors.size() != 1) return;
        const Actor& actor = group.actors.front();
        if (actor.entity >= reading_.mentions.entities.size()) return;
        MentionType type = reading_.mentions.entities[actor.entity].type;
        if (type == MentionType::kPerson) return;
        if (type == MentionType::kCountry) {
          deed.whom = group.actors;
        } else {
          deed.setting.body = actor.entity;
        }
        deed.verb_end = at->end_token;
      }
    } else if (result == "cancelled") {
      deed.kind = EventDeedKind::kCancelled;
    } else {
      return;
    }
    findings_.event_deeds.push_back(std::move(deed));
  }
  Setting EventSetting(size_t verb, ItemRange match, bool only_inside) const {
    const std::vector<Item>& items = items_->items;
    Setting setting;
    for (size_t i = verb + 1; i < items.size(); ++i) {
      if (Bounds(items[i]) || (i >= match.end && items[i].kind == ItemKind::kVerb)) break;
      if (i >= match.end && (only_inside || OpensSubclause(items[i]) || OpensApposition(i))) break;
      TakeSetting(i, setting);
    }
    for (size_t i = verb; i-- > 0;) {
      if (Bounds(items[i]) || (i < match.begin && items[i].kind == ItemKind::kVerb)) break;
      TakeSetting(i, setting);
    }
    return setting;
  }

  const Reading& reading_;
  const std::vector<AgreementPhrase>& agreements_;
  const std::vector<EventPhrase>& events_;
  ClauseFindings& findings_;
  bool planned_ = false;  ///< the deed whose setting is read lies ahead
  const SentenceItems* items_ = nullptr;
  std::map<std::pair<uint32_t, int>, size_t> by_verb_;
};

/// Rows of a table of agreements: one cell names the agreement, those behind it its parties and,
/// under a head such as "Signed by", the people who signed.
class TableReader {
 public:
  /// Whether the sentence belongs to a table that has named an agreement.
  bool Open(const Reading& reading, uint32_t sentence) const {
    return agreement_ != kNoIndex && InCell(reading, sentence);
  }
  void Read(const Reading& reading, const std::vector<AgreementPhrase>& agreements,
            const SentenceItems& items, ClauseFindings& findings) {
    if (!InCell(reading, items.sentence)) {
      agreement_ = kNoIndex;
      signed_by_ = false;
      return;
    }
    for (const Item& item : items.items) {
      if (item.kind == ItemKind::kAgreement) {
        uint32_t phrase = items.agreements[item.index].front();
        // The head of the table says "Document"; a row says which.
        agreement_ = agreements[phrase].generic ? kNoIndex : phrase;
      } else if (item.kind == ItemKind::kVerb && agreement_ == kNoIndex) {
        signed_by_ = signed_by_ || (item.features & reading.book.VerbClassBit("sign")) != 0;
      } else if (item.kind == ItemKind::kActors && agreement_ != kNoIndex) {
        Deed deed;
        bool person = (item.features & FeatureBit(Feature::kPerson)) != 0;
        deed.kind = person && signed_by_ ? DeedKind::kSign : DeedKind::kStanding;
        deed.only_parties = !(person && signed_by_);
        if (person && !signed_by_) continue;
        deed.what = {agreement_};
        deed.who = items.actors[item.index].actors;
        deed.sentence = items.sentence;
        deed.verb_token = item.begin_token;
        deed.evidence = reading.text.sentences[items.sentence].span;
        deed.rule = "table-row";
        deed.confidence = 0.88f;
        findings.deeds.push_back(std::move(deed));
      }
    }
  }

 private:
  static bool InCell(const Reading& reading, uint32_t sentence) {
    uint32_t block = reading.text.sentences[sentence].block;
    return block < reading.document.blocks().size() &&
           reading.document.blocks()[block].kind == BlockKind::kTableCell;
  }
  uint32_t agreement_ = kNoIndex;
  bool signed_by_ = false;
};

std::string MatchToText(const Reading& reading, const SentenceItems& items,
                        const RuleMatch& match) {
  const Rule& rule = reading.book.rules()[match.rule];
  std::string text = rule.name + ":";
  for (size_t role = 0; role < rule.roles.size(); ++role) {
    ItemRange range = match.roles[role];
    if (range.empty()) continue;
    text += ' ' + rule.roles[role] + "='";
    text += reading.document.Text(
        reading.Span(items.items[range.begin].begin_token, items.items[range.end - 1].end_token));
    text += '\'';
  }
  return text;
}

}  // namespace

const char* DeedKindName(DeedKind kind) {
  switch (kind) {
    case DeedKind::kSign:
      return "sign";
    case DeedKind::kInitial:
      return "initial";
    case DeedKind::kRatify:
      return "ratify";
    case DeedKind::kAccede:
      return "accede";
    case DeedKind::kRenew:
      return "renew";
    case DeedKind::kAmend:
      return "amend";
    case DeedKind::kAnnul:
      return "annul";
    case DeedKind::kRefuse:
      return "refuse";
    case DeedKind::kPostpone:
      return "postpone";
    case DeedKind::kAnnounce:
      return "announce";
    case DeedKind::kNegotiate:
      return "negotiate";
    case DeedKind::kInForce:
      return "in force";
    case DeedKind::kLapse:
      return "lapse";
    case DeedKind::kPending:
      return "pending";
    case DeedKind::kStanding:
      return "standing";
    case DeedKind::kParty:
      return "party";
  }
  return "unknown";
}

ClauseFindings ReadClauses(const Reading& reading, const std::vector<AgreementPhrase>& agreements,
                           const std::vector<EventPhrase>& events, ExtractionTrace* trace) {
  ClauseFindings findings;
  findings.agreement_settings.resize(agreements.size());
  findings.event_settings.resize(events.size());
  SentenceReader reader(reading, agreements, events, findings);
  RuleMatcher matcher(reading.book);
  TableReader table;
  std::vector<RuleMatch> matches;
  std::vector<uint32_t> nearly;
  uint32_t agreement_at = 0;
  uint32_t event_at = 0;
  for (uint32_t index = 0; index < reading.text.sentences.size(); ++index) {
    const Sentence& sentence = reading.text.sentences[index];
    // Nothing to say without a verb, agreement or event of the rules.
    bool trigger = false;
    for (uint32_t token = sentence.begin_token; token < sentence.end_token && !trigger; ++token) {
      const RuleWord& word = reading.book.word(reading.words[token]);
      trigger = reading.words[token] != 0 &&
                (!word.verbs.empty() || !word.agreement_heads.empty() || !word.event_heads.empty());
    }
    if (!trigger && !table.Open(reading, index)) continue;
    SentenceItems items = BuildItems(reading, index, agreements, agreement_at, events, event_at);
    matches.clear();
    nearly.clear();
    matcher.Match(items.items, "clause", matches, trace == nullptr ? nullptr : &nearly);
    reader.Read(items, matches);
    table.Read(reading, agreements, items, findings);
    for (const Item& item : items.items) {
      if (item.kind == ItemKind::kActors) {
        findings.groups.emplace_back(items.actors[item.index],
                                     (item.features & FeatureBit(Feature::kOblique)) == 0);
      } else if (item.kind == ItemKind::kAgreement) {
        for (uint32_t phrase : items.agreements[item.index]) {
          if (!agreements[phrase].with.actors.empty()) {
            findings.groups.emplace_back(agreements[phrase].with, false);
            findings.groups.back().first.of_phrase = true;
          }
        }
      } else if (item.kind == ItemKind::kEvent && !events[item.index].with.actors.empty()) {
        findings.groups.emplace_back(events[item.index].with, false);
        findings.groups.back().first.of_phrase = true;
      }
    }
    if (trace == nullptr) continue;
    SentenceTrace& entry = trace->sentences.emplace_back();
    entry.sentence = index;
    entry.span = reading.document.ToChars(sentence.span);
    entry.items = ItemsToText(reading, items);
    for (const RuleMatch& match : matches)
      entry.fired.push_back(MatchToText(reading, items, match));
    for (uint32_t rule : nearly) entry.nearly.push_back(reading.book.rules()[rule].name);
  }
  std::stable_sort(findings.deeds.begin(), findings.deeds.end(),
                   [](const Deed& a, const Deed& b) { return a.verb_token < b.verb_token; });
  return findings;
}

}  // namespace entente::ingest
