#include <algorithm>

#include "ingest/sentence_reader.h"

namespace entente::ingest {

bool SentenceReader::IsDeedVerb(const Item& item) const {
  if (item.kind != ItemKind::kVerb) return false;
  return (item.features & end_verbs_) == 0 && (item.features & deed_verbs_) != 0;
}

bool SentenceReader::Bounds(const Item& item) const {
  return item.kind == ItemKind::kMark && reading_.IsMark(item.begin_token, ';');
}

bool SentenceReader::UsableDate(size_t index, bool planned) const {
  const Item& item = items_->items[index];
  uint32_t value = DateOf(item);
  if (value >= reading_.mentions.dates.size()) return false;
  if (NamesSomething(item)) return false;
  if (perfect_ && InDateline(index)) return false;
  // "by mutual consent | on 4 April": it has a preposition of its own.
  const bool own = index > 0 && items_->items[index - 1].kind == ItemKind::kWord &&
                   reading_.SaysAny(items_->items[index - 1].begin_token, {"on", "in", "at"});
  for (size_t back = 1; back <= 4 && back <= index; ++back) {
    const Item& before = items_->items[index - back];
    if (before.kind == ItemKind::kVerb && back <= 2 && IsSaying(before)) return false;
    if (before.kind != ItemKind::kWord) break;
    // "until 2024", "until the end of 2024"
    const bool near = back <= 2 || reading_.IsWord(items_->items[index - 1].begin_token, "of");
    if (near && !put_off_ && reading_.book.Is(before.word, CoreList::kUntilWord)) return false;
    // "…, the ministry said on Monday": the day of the saying.
    if (reading_.book.Is(before.word, CoreList::kSaying)) return false;
    // "a contract for buses, starting in 2027": when it runs
    if (back <= 3 && reading_.SaysAny(before.begin_token, {"starting", "beginning", "commencing",
                                                           "effective", "running"})) {
      return false;
    }
    // "by the end of 2024" is a deadline.
    if (!planned && !own && reading_.book.word(before.word).text == "by") return false;
  }
  return true;
}

bool SentenceReader::IsPerfect(const Item& verb) const {
  // "spoke before signing a treaty"
  if (IndexOf(verb) > 0 && (verb.features & FeatureBit(Feature::kGerund)) != 0 &&
      reading_.IsWord(verb.begin_token - 1, "before")) {
    return true;
  }
  for (uint32_t token = verb.begin_token; token < verb.end_token; ++token) {
    if (reading_.SaysAny(token, {"has", "have"})) return true;
  }
  return false;
}

bool SentenceReader::InDateline(size_t index) const {
  const std::vector<Item>& items = items_->items;
  for (size_t i = 0; i < index; ++i) {
    if (items[i].kind == ItemKind::kWord || items[i].kind == ItemKind::kVerb) return false;
  }
  return index > 0 && index + 1 < items.size() && items[index + 1].kind == ItemKind::kMark;
}

bool SentenceReader::DescribesAgreement(size_t verb) const {
  if (verb == 0 || items_->items[verb - 1].kind != ItemKind::kAgreement) return false;
  const uint64_t features = items_->items[verb].features;
  if ((features & FeatureBit(Feature::kGerund)) != 0) return true;
  // "signed a protocol | to update the treaty of 1978 on 3 May"
  const RuleBook& book = reading_.book;
  const uint64_t changes = book.VerbClassBit("amend") | book.VerbClassBit("replace") |
                           book.VerbClassBit("renew") | book.VerbClassBit("implement");
  return (features & FeatureBit(Feature::kInfinitive)) != 0 && (features & changes) != 0;
}

bool SentenceReader::NamesSomething(const Item& date) const {
  const DateValue& value = reading_.mentions.dates[DateOf(date)];
  if (date.begin_token == 0 || value.iso.size() != 4) return false;
  const uint32_t before = date.begin_token - 1;
  // "for 2021-2023"
  if (before > 0 && (reading_.Text(before) == "-" || reading_.Text(before) == "–") &&
      reading_.MentionAt(before - 1) != nullptr) {
    return true;
  }
  if (reading_.MentionAt(before) != nullptr) return false;
  // "a programme for the years of 2022-2025"
  uint32_t term = reading_.IsWord(before, "of") && before > 0 ? before - 1 : before;
  if (term > 1 && reading_.SaysAny(term, {"year", "years", "period", "term", "season"})) {
    --term;
    if (reading_.IsWord(term, "the")) --term;
    if (reading_.IsWord(term, "for")) return true;
  }
  // "a plan for 2022", "the host of the 2026 Marathon"
  if (reading_.IsWord(before, "for")) return true;
  return reading_.IsWord(before, "the") && date.end_token < reading_.text.tokens.size() &&
         reading_.IsCapitalised(date.end_token);
}

Setting SentenceReader::SettingOf(size_t verb, ItemRange match) const {
  const std::vector<Item>& items = items_->items;
  Setting setting;
  size_t end = items.size();
  // "a contract renewed in June | was discussed at the session"
  const bool participle = verb > 0 && items[verb].kind == ItemKind::kVerb &&
                          (items[verb].features & FeatureBit(Feature::kBare)) != 0 &&
                          items[verb - 1].kind == ItemKind::kAgreement;
  const auto finite = [&](const Item& item) {
    if (!participle || item.kind != ItemKind::kVerb) return false;
    const uint64_t free = FeatureBit(Feature::kBare) | FeatureBit(Feature::kInfinitive) |
                          FeatureBit(Feature::kGerund);
    return (item.features & free) == 0;
  };
  for (size_t i = verb + 1; i < items.size(); ++i) {
    if (i >= match.end && finite(items[i])) {
      end = i;
      break;
    }
    // "were signed and | exchanged in Lima": one deed in two words
    const bool joint = i == verb + 2 && items[i - 1].kind == ItemKind::kWord &&
                       reading_.IsWord(items[i - 1].begin_token, "and");
    if (Bounds(items[i]) ||
        (IsDeedVerb(items[i]) && i >= match.end && !joint && !DescribesAgreement(i))) {
      end = i;
      break;
    }
  }
  size_t begin = 0;
  for (size_t i = verb; i-- > 0;) {
    if (Bounds(items[i]) || (IsDeedVerb(items[i]) && i < match.begin) || ClosesSaying(i)) {
      begin = i + 1;
      // "expired in 2022 and | a new one is being drafted"
      for (size_t k = verb; IsDeedVerb(items[i]) && k-- > i;) {
        if (items[k].kind == ItemKind::kWord && reading_.IsWord(items[k].begin_token, "and")) {
          begin = k + 1;
          break;
        }
      }
      break;
    }
  }
  // "will on Friday sign": the day stands inside the verb.
  if (items[verb].kind == ItemKind::kVerb) {
    for (uint32_t token = items[verb].begin_token; token < items[verb].end_token; ++token) {
      const Mention* day = reading_.MentionBeginning(token);
      if (day == nullptr || day->type != MentionType::kDate) continue;
      if (day->value < reading_.mentions.dates.size()) setting.date = day->value;
      break;
    }
  }
  for (size_t i = verb + 1; i < end; ++i) {
    // "on board a train to Lund on 28 September": where to, and no clause.
    // So is "has been put back to December".
    const bool to_place = i + 1 < end &&
                          (items[i + 1].kind == ItemKind::kPlace ||
                           (put_off_ && items[i + 1].kind == ItemKind::kDate)) &&
                          items[i].kind == ItemKind::kWord &&
                          reading_.IsWord(items[i].begin_token, "to");
    if (i >= match.end && !to_place && (OpensSubclause(items[i]) || OpensApposition(i))) break;
    // "signed a treaty, five years | after a meeting in Lima"
    if (i >= match.end && OpensOtherTime(i)) break;
    // "The protocol, | which runs to 2026, bears the signatures of": the clause's own
    if (i > 0 && i < match.end && IsComma(i - 1) &&
        reading_.SaysAny(items[i].begin_token, {"which", "whose"})) {
      size_t close = i + 1;
      while (close < match.end && !IsComma(close)) ++close;
      if (close < match.end) {
        i = close;
        continue;
      }
    }
    TakeSetting(i, setting);
  }
  // "was initialled in July and would be signed": July is the other verb's.
  for (size_t i = verb; i-- > begin;) {
    if (!IsDeedVerb(items[i]) || DescribesAgreement(i)) continue;
    begin = i + 1;
    for (size_t k = verb; k-- > i;) {
      // "The accord, due to lapse in June, | was prolonged"
      if (IsComma(k) && IsAsideVerb(i)) begin = k + 1;
      if (begin > i + 1) break;
      if (items[k].kind == ItemKind::kWord &&
          reading_.book.Is(items[k].word, CoreList::kConjunction)) {
        begin = k + 1;
        break;
      }
    }
    break;
  }
  for (size_t i = verb; i-- > begin;) {
    // "came into force in May, a year after | it was signed": May is the other verb's.
    if (OpensOtherTime(i)) break;
    if (const size_t open = OpensAside(i, begin, verb); open != i) {
      i = open;
      continue;
    }
    TakeSetting(i, setting);
  }
  return setting;
}

bool SentenceReader::OpensOtherTime(size_t i) const {
  const uint32_t token = items_->items[i].begin_token;
  // "ten years to the day | after"
  uint32_t unit = token - 1;
  if (i > 3 && reading_.SaysAny(unit, {"day", "month"}) && reading_.Says(token - 3, "to"))
    unit -= 3;
  return i > 0 && reading_.SaysAny(token, {"after", "before"}) &&
         reading_.SaysAny(unit, {"years", "year", "months", "month", "weeks", "week", "days",
                                 "decades", "decade"});
}

bool SentenceReader::IsComma(size_t i) const {
  const Item& item = items_->items[i];
  return item.kind == ItemKind::kMark && reading_.IsMark(item.begin_token, ',');
}

bool SentenceReader::IsAsideVerb(size_t i) const {
  const Item& item = items_->items[i];
  const uint64_t free =
      FeatureBit(Feature::kBare) | FeatureBit(Feature::kInfinitive) | FeatureBit(Feature::kGerund);
  if (item.kind != ItemKind::kVerb || i == 0) return false;
  // ", who were due to sign it on Wednesday, signed"
  if (i > 1 && IsComma(i - 2) && reading_.IsWord(items_->items[i - 1].begin_token, "who")) {
    return true;
  }
  return (item.features & free) != 0 && IsComma(i - 1);
}

size_t SentenceReader::OpensAside(size_t close, size_t begin, size_t verb) const {
  const std::vector<Item>& items = items_->items;
  const auto comma = [&](size_t i) { return IsComma(i); };
  const auto aside = [&](size_t i) {
    const uint32_t token = items[i].begin_token;
    const bool opens = i == 0 || items[i - 1].kind != ItemKind::kWord;
    if (opens && reading_.IsWord(token, "as")) {
      return reading_.SaysAny(token + 1, {"promised", "agreed", "announced", "planned", "decided",
                                          "arranged", "foreseen", "expected"});
    }
    if (i == 0 || !comma(i - 1)) return false;
    if (IsAsideVerb(i)) return true;
    if (items[i].kind != ItemKind::kWord) return false;
    // "the agreement, under which goods pass through Lima, was signed"
    return reading_.SaysAny(token, {"who", "whose", "which"}) ||
           (reading_.SaysAny(token, {"under", "by", "through", "for", "in"}) &&
            reading_.Says(token + 1, "which"));
  };
  if (!comma(close) || close >= verb) return close;
  for (size_t i = close; i-- > begin;) {
    if (comma(i)) return close;
    if (aside(i)) return i;
  }
  return close;
}

bool SentenceReader::IsSaying(const Item& item) const {
  for (uint32_t token = item.begin_token; token < item.end_token; ++token) {
    if (reading_.Is(token, CoreList::kSaying)) return true;
  }
  return false;
}

bool SentenceReader::ClosesSaying(size_t i) const {
  constexpr size_t kReach = 8;
  const std::vector<Item>& items = items_->items;
  if (items[i].kind != ItemKind::kWord) return false;
  if (reading_.book.word(items[i].word).text != "that") return false;
  for (size_t back = 1; back <= kReach && back <= i; ++back) {
    const Item& before = items[i - back];
    if (before.kind == ItemKind::kMark && back > 1) return false;
    if (before.kind != ItemKind::kWord && before.kind != ItemKind::kVerb) continue;
    if (IsSaying(before)) return true;
  }
  return false;
}

bool SentenceReader::OpensSubclause(const Item& item) const {
  if (item.kind != ItemKind::kWord) return false;
  std::string_view text = reading_.book.word(item.word).text;
  return text == "which" || text == "that" || text == "who" || text == "where" || text == "whose" ||
         text == "under" || text == "while" || text == "to";
}

bool SentenceReader::OpensApposition(size_t i) const {
  const std::vector<Item>& items = items_->items;
  if (i + 1 >= items.size() || items[i].kind != ItemKind::kMark) return false;
  if (!reading_.IsMark(items[i].begin_token, ',')) return false;
  const Item& next = items[i + 1];
  return next.kind == ItemKind::kWord &&
         (reading_.book.word(next.word).text == "the" ||
          reading_.book.word(next.word).text == "a" || reading_.book.word(next.word).text == "an");
}

void SentenceReader::TakeSetting(size_t i, Setting& setting) const {
  const Item& item = items_->items[i];
  switch (item.kind) {
    case ItemKind::kDate:
      if (setting.date == kNoIndex && UsableDate(i, planned_)) {
        setting.date = DateOf(item);
        setting.until = put_off_ && i > 0 &&
                        reading_.SaysAny(items_->items[i - 1].begin_token, {"until", "till", "to"});
      }
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

RuleWordId SentenceReader::PrepositionBefore(size_t i) const {
  // "at the Prime Minister's Office, Lund": past the house that stands there.
  constexpr size_t kHouse = 9;
  const std::vector<Item>& items = items_->items;
  const bool house = i >= 2 && items[i - 1].kind == ItemKind::kMark &&
                     reading_.IsMark(items[i - 1].begin_token, ',');
  for (size_t back = house ? 2 : 1; back <= (house ? kHouse : 4) && back <= i; ++back) {
    const Item& before = items[i - back];
    const bool named = before.kind == ItemKind::kPlace || before.kind == ItemKind::kActors ||
                       reading_.text.tokens[before.begin_token].kind == TokenKind::kPossessive;
    if (house && named) continue;
    if (before.kind != ItemKind::kWord) return 0;
    if (reading_.book.Is(before.word, CoreList::kPreposition)) {
      if (house && reading_.IsWord(before.begin_token, "of")) continue;
      // "in the old corn hall of Lund"
      if (reading_.IsWord(before.begin_token, "of") && back < i &&
          reading_.Is(items[i - back - 1].begin_token, CoreList::kVenueWord)) {
        return PrepositionOfHouse(i - back - 1);
      }
      return before.word;
    }
    if (house && !reading_.IsCapitalised(before.begin_token) &&
        !reading_.book.Is(before.word, CoreList::kDeterminer)) {
      return 0;
    }
  }
  return 0;
}

RuleWordId SentenceReader::PrepositionOfHouse(size_t i) const {
  constexpr size_t kWords = 6;
  for (size_t back = 1; back <= kWords && back <= i; ++back) {
    const Item& before = items_->items[i - back];
    if (before.kind != ItemKind::kWord) return 0;
    if (reading_.book.Is(before.word, CoreList::kPreposition)) return before.word;
  }
  return 0;
}

/// "in the fishing village of | Lund", "on the island of | Bornholm": the noun before says that it
/// is where.
static bool IsPlaceByNoun(const Reading& reading, uint32_t begin) {
  constexpr uint32_t kWords = 8;
  if (begin < 3 || !reading.Says(begin - 1, "of")) return false;
  if (!reading.SaysAny(begin - 2, {"village", "town", "city", "island", "port", "district",
                                   "resort", "suburb", "capital", "province", "region"})) {
    return false;
  }
  for (uint32_t t = begin - 2; t-- > 0 && t + kWords > begin;) {
    if (reading.SaysAny(t, {"in", "at", "on", "near", "aboard"})) return true;
    if (reading.text.tokens[t].kind != TokenKind::kWord) return false;
  }
  return false;
}

/// "with a rebel group in | Tolima province", "with herders in the | Tibesti region": where they
/// are from, while a town would be where it was.
static bool IsHomeOfPeople(const Reading& reading, const Mention& place) {
  constexpr uint32_t kWords = 5;
  const auto is_region = [&](uint32_t t) {
    return reading.SaysAny(
        t, {"state", "region", "province", "district", "area", "county", "department", "valley"});
  };
  if (!is_region(place.end_token - 1) && !is_region(place.end_token)) return false;
  uint32_t in = place.begin_token;
  while (in > 0 && !reading.Says(in, "in") && in + 3 > place.begin_token) --in;
  if (in < 2 || !reading.Says(in, "in") || reading.MentionAt(in - 1) != nullptr ||
      reading.text.tokens[in - 1].kind != TokenKind::kWord) {
    return false;
  }
  for (uint32_t t = in - 1; t-- > 0 && t + kWords > in;) {
    if (reading.Says(t, "with")) return true;
    if (reading.text.tokens[t].kind != TokenKind::kWord || reading.MentionAt(t) != nullptr) break;
  }
  return false;
}

void SentenceReader::TakePlace(size_t i, Setting& setting) const {
  const Mention& mention = reading_.mentions.mentions[items_->items[i].index];
  // "in Lund, | at the Hotel Post": the house right behind says more than its town.
  if (setting.place != kNoIndex) {
    constexpr size_t kBehind = 4;
    bool behind = false;
    for (size_t back = 1; back <= kBehind && back <= i && !behind; ++back) {
      const Item& before = items_->items[i - back];
      if (before.kind == ItemKind::kWord || before.kind == ItemKind::kMark) continue;
      behind = before.kind == ItemKind::kPlace &&
               reading_.mentions.mentions[before.index].entity == setting.place;
      break;
    }
    if (!behind || setting.venue || !IsVenue(mention)) return;
  }
  if (IsHomeOfPeople(reading_, mention)) return;
  if (!IsPlaceByNoun(reading_, mention.begin_token)) {
    RuleWordId preposition = PrepositionBefore(i);
    // "at the Prime Minister's Office, | Accra"
    const bool house = setting.body != kNoIndex && i >= 2 &&
                       items_->items[i - 1].kind == ItemKind::kMark &&
                       reading_.IsMark(items_->items[i - 1].begin_token, ',') &&
                       items_->items[i - 2].kind == ItemKind::kActors;
    if (house) preposition = PrepositionOfHouse(i - 2);
    if (preposition == 0 || !reading_.book.Is(preposition, CoreList::kPlacePreposition)) return;
    if (reading_.book.word(preposition).text == "from") return;
  }
  setting.place = mention.entity;
  setting.venue = IsVenue(mention);
}

bool SentenceReader::IsVenue(const Mention& mention) const {
  for (uint32_t token = mention.begin_token; token < mention.end_token; ++token) {
    if (reading_.Is(token, CoreList::kVenueWord)) return true;
  }
  return false;
}

void SentenceReader::TakeVenueBody(size_t i, Setting& setting) const {
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

void SentenceReader::TakeEventSetting(size_t i, Setting& setting) const {
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

void SentenceReader::NoteSettings() {
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

Setting SentenceReader::SettingOfEvent(size_t at) const {
  const std::vector<Item>& items = items_->items;
  Setting setting;
  // Behind the noun up to the next event or verb of agreeing; before it, within its clause.
  const bool discussed = events_[items[at].index].discussed;
  for (size_t i = at + 1; i < items.size(); ++i) {
    // "discussed the summit | with Peru in Lima": where that was.
    if (discussed && reading_.Says(items[i].begin_token, "with")) return setting;
    if (Bounds(items[i]) || items[i].kind == ItemKind::kEvent || IsDeedVerb(items[i])) break;
    if (items[i].kind != ItemKind::kEvent) TakeSetting(i, setting);
  }
  for (size_t i = at; !discussed && i-- > 0;) {
    if (Bounds(items[i]) || items[i].kind == ItemKind::kEvent || IsDeedVerb(items[i])) break;
    if (items[i].kind == ItemKind::kDate || items[i].kind == ItemKind::kPlace) {
      TakeSetting(i, setting);
    }
  }
  return setting;
}

Setting SentenceReader::EventSetting(size_t verb, ItemRange match, bool only_inside) const {
  const std::vector<Item>& items = items_->items;
  Setting setting;
  for (size_t i = verb + 1; i < items.size(); ++i) {
    if (Bounds(items[i]) || (i >= match.end && items[i].kind == ItemKind::kVerb)) break;
    // "welcomed Bo Lund to | Lima on Friday"
    const bool goes_to = i + 1 < items.size() && items[i + 1].kind == ItemKind::kPlace &&
                         reading_.Says(items[i].begin_token, "to");
    if (i >= match.end &&
        (only_inside || (OpensSubclause(items[i]) && !goes_to) || OpensApposition(i))) {
      break;
    }
    TakeSetting(i, setting);
  }
  for (size_t i = verb; i-- > 0;) {
    if (Bounds(items[i]) || (i < match.begin && items[i].kind == ItemKind::kVerb)) break;
    TakeSetting(i, setting);
  }
  return setting;
}

// "Neither side had signed", "None of the parties has signed it": nobody that could be named.
bool SentenceReader::NobodyDid(const Item& verb) const {
  constexpr size_t kReach = 4;
  for (size_t i = IndexOf(verb), steps = 0; i > 0 && steps < kReach; ++steps) {
    const Item& item = items_->items[--i];
    if (item.kind == ItemKind::kVerb || item.kind == ItemKind::kMark) return false;
    if (reading_.Is(item.begin_token, CoreList::kNeither)) return true;
  }
  return false;
}

}  // namespace entente::ingest
