#include "ingest/name_finder.h"

#include <algorithm>
#include <string_view>

#include "ingest/field_phrase.h"
#include "ingest/name_finder_impl.h"

namespace entente::ingest {

namespace {

/// How many tokens around an item are looked at for the marks of its list.
constexpr uint32_t kListReach = 100;

/// "5th", "22nd".
bool IsOrdinalNumber(std::string_view text) {
  if (text.size() < 3 || text[0] < '0' || text[0] > '9') return false;
  const std::string_view end = text.substr(text.size() - 2);
  return end == "st" || end == "nd" || end == "rd" || end == "th";
}

}  // namespace

std::vector<NameCandidate> NameFinder::Find(std::vector<NameDecision>* trace) {
  trace_ = trace;
  const uint32_t n = words_.size();
  for (uint32_t i = 0; i < n;) {
    if (runs_.InDate(i)) {
      ++i;
      continue;
    }
    if (dateline_.end_token > dateline_.begin_token && i == dateline_.begin_token &&
        !IsMasthead(words_.Sentence(i))) {
      const Entry* place = PlaceEntry(i, dateline_.end_token);
      const GazetteerMatch* country = Exact(i, dateline_.end_token, EntryKind::kCountry);
      if (place == nullptr && country != nullptr) {
        AddMatch(*country, MentionType::kCountry, 0.9f, "name:dateline", MentionForm::kName);
      } else {
        Add(i, dateline_.end_token, MentionType::kPlace, 0.9f, "name:dateline", place);
      }
      i = dateline_.end_token;
      continue;
    }
    // "NORLAKE NEWS | 9 November 2021": its paper.
    if (words_.Upper(i) && i == words_.segmented().sentences[words_.Sentence(i)].begin_token &&
        IsMasthead(words_.Sentence(i))) {
      do {
        ++i;
      } while (words_.IsWord(i) && words_.Upper(i));
      continue;
    }
    // "LIMA — The dockers …": an item of a digest.
    if (words_.Upper(i) && !IsMasthead(words_.Sentence(i)) &&
        i == words_.segmented().sentences[words_.Sentence(i)].begin_token) {
      const uint32_t end = StoryPlaceEnd(words_, words_.Sentence(i));
      const GazetteerMatch* country = end > i ? Exact(i, end, EntryKind::kCountry) : nullptr;
      const Entry* place = end > i ? PlaceEntry(i, end) : nullptr;
      // "SOUTH SUDAN": the country, though "South" is a place somewhere.
      if (country != nullptr && Exact(i, end, EntryKind::kPlace) == nullptr) place = nullptr;
      if (end > i && (place != nullptr || (country == nullptr && words_.Text(end) != "."))) {
        Add(i, end, MentionType::kPlace, 0.9f, "name:dateline", place);
        i = end;
        continue;
      }
    }
    if (words_.StyleOfSentence(words_.Sentence(i)) == SentenceStyle::kAllCaps) {
      if (IsMasthead(words_.Sentence(i))) {
        i = words_.segmented().sentences[words_.Sentence(i)].end_token;
        continue;
      }
      i = std::max(i + 1, ListedOnly(i));
      continue;
    }
    i = std::max(i + 1, At(i));
  }
  Weigh();
  Propagate();
  Particles();
  DropAgreements();
  LengthenByShortForms();
  return std::move(found_);
}

/// "the AFMA": short forms that the text gives to an agreement name no body anywhere in it.
void NameFinder::DropAgreements() {
  if (agreement_forms_.empty()) return;
  std::erase_if(found_, [&](const NameCandidate& c) {
    return c.type == MentionType::kOrganization && c.end_token == c.begin_token + 1 &&
           c.entry == nullptr &&
           std::find(agreement_forms_.begin(), agreement_forms_.end(),
                     words_.Text(c.begin_token)) != agreement_forms_.end();
  });
}

/// "met | de Ayres", "told van der Lund": the small words that open a surname belong to it.
void NameFinder::Particles() {
  for (NameCandidate& c : found_) {
    if (c.type != MentionType::kPerson || c.form != MentionForm::kName) continue;
    uint32_t begin = c.begin_token;
    while (begin > 0 && c.begin_token - begin < 3 && words_.Has(begin - 1, kWordParticle) &&
           !words_.Capital(begin - 1) && words_.Sentence(begin - 1) == words_.Sentence(begin) &&
           !words_.Has(begin - 1, kWordFunction | kWordGiven) &&
           !(begin > 1 && words_.NameLike(begin - 2) && words_.Joined(begin - 1))) {
      --begin;
    }
    // "Rio | de | Ann Ayres" is no beginning of hers, nor what another name ends with.
    if (begin == c.begin_token || (begin > 0 && words_.Capital(begin - 1))) continue;
    c.begin_token = begin;
    c.span = words_.Span(begin, c.end_token);
  }
}

const Entry* NameFinder::PlaceEntry(uint32_t begin, uint32_t end) const {
  for (const GazetteerMatch& match : matches_.At(begin)) {
    if (match.entry->kind == EntryKind::kPlace && match.end_token <= end) return match.entry;
  }
  return nullptr;
}

/// A capital or a large town that these tokens name; null when there is none.
const Entry* NameFinder::TownAt(uint32_t begin, uint32_t end) const {
  for (const GazetteerMatch& match : matches_.At(begin)) {
    if (match.entry->kind != EntryKind::kPlace || match.end_token != end || match.part) continue;
    const PlaceRecord& place = words_.lexicon().places()[match.entry->record];
    if (place.capital || place.population >= 100000) return match.entry;
  }
  return nullptr;
}

const GazetteerMatch* NameFinder::Exact(uint32_t begin, uint32_t end, EntryKind kind) const {
  for (const GazetteerMatch& match : matches_.At(begin)) {
    if (match.entry->kind == kind && match.end_token == end && !match.part) return &match;
  }
  return nullptr;
}

/// Whether a country's form at these tokens stands for it, although it may be something else.
bool NameFinder::HasCompany(const GazetteerMatch& match) const {
  const uint32_t before = match.begin_token - 1, after = match.end_token;
  if (match.entry->is_state && IsMemberState(match)) return false;
  // "Egypt–Jordan": a dash between two countries
  const auto dash = [&](uint32_t t) { return words_.IsDash(t) && words_.Joined(t); };
  if (dash(after) && words_.Joined(after + 1) &&
      matches_.Longest(after + 1, EntryKind::kCountry) != nullptr) {
    return true;
  }
  for (uint32_t k = match.begin_token; dash(before) && k > 1 && k + 4 > match.begin_token; --k) {
    const GazetteerMatch* other = matches_.Longest(k - 2, EntryKind::kCountry);
    if (other != nullptr && other->end_token == before) return true;
  }
  if (match.begin_token > 0 &&
      words_.IsAny(before, {"in", "of", "from", "to", "with", "and", "between", "by", "for"}))
    return true;
  // "the NZ | High Commissioner"
  if (words_.Upper(match.begin_token) && shape_.PostBeginning(after) != nullptr) return true;
  if (words_.IsComma(before) || words_.IsComma(after) || words_.IsPossessive(after) ||
      words_.IsAny(after, {"and", "has", "will", "is", "was", "had", "ratified", "signed", "joined",
                           "acceded", "handed", "hosted", "agreed"}))
    return true;
  return words_.Starts(match.begin_token) || words_.Has(after, kWordSpeech);
}

/// "the U.S. state of | Georgia", "Atlanta, | Georgia": no country.
bool NameFinder::IsMemberState(const GazetteerMatch& match) const {
  const uint32_t b = match.begin_token;
  if (b >= 2 && words_.Is(b - 1, "of") && words_.Is(b - 2, "state")) {
    return b < 3 || !words_.Is(b - 3, "of");  // "the head of state of Georgia"
  }
  if (b < 2 || !words_.IsComma(b - 1)) return false;
  for (uint32_t from = b - 2; from + 4 > b; --from) {
    for (const GazetteerMatch& place : matches_.At(from)) {
      if (place.entry->kind != EntryKind::kPlace || place.end_token != b - 1) continue;
      return words_.lexicon().places()[place.entry->record].country == "US";
    }
    if (from == 0) break;
  }
  return false;
}

/// Countries and demonyms at token i; the end of the longest one taken.
uint32_t NameFinder::Country(uint32_t i, uint32_t limit) {
  for (const GazetteerMatch& match : matches_.At(i)) {
    if (match.end_token > limit) continue;
    if (match.entry->kind != EntryKind::kCountry && match.entry->kind != EntryKind::kDemonym)
      continue;
    if (!TakeCountry(match)) continue;
    return match.end_token;
  }
  return i;
}

bool NameFinder::TakeCountry(const GazetteerMatch& match) {
  const Entry& entry = *match.entry;
  const bool demonym = entry.kind == EntryKind::kDemonym;
  if (match.upper && !entry.is_acronym && match.span.size_bytes() < 4) return false;
  if (words_.Text(match.end_token) == "$" && words_.Joined(match.end_token)) return false;  // "US$"
  if (entry.needs_company && !demonym && !match.part && !HasCompany(match)) return false;
  if (IsMoney(match) || (demonym && IsLanguage(match))) return false;
  // "the U.S. state of | Georgia", "Georgia | Governor Ann Ayres": a state of that name.
  if (!demonym && IsFederalState(match)) {
    AddMatch(match, MentionType::kPlace, 0.9f, "name:state", MentionForm::kName);
    found_.back().entry = nullptr;
    return true;
  }
  if (demonym && match.lower && words_.Has(match.begin_token, kWordFunction)) return false;
  // "Santiago de Chile", "New Mexico": a longer place wins in consolidation by length.
  AddMatch(match, MentionType::kCountry, demonym ? 0.8f : 0.85f, "gazetteer:countries",
           demonym            ? MentionForm::kDemonym
           : entry.is_acronym ? MentionForm::kAcronym
                              : MentionForm::kName);
  return true;
}

/// Whether a country's name stands for the state of a federation that is called so too.
bool NameFinder::IsFederalState(const GazetteerMatch& match) const {
  const uint32_t b = match.begin_token;
  bool namesake = false;
  for (const GazetteerMatch& other : matches_.At(b)) {
    namesake =
        namesake || (other.entry->kind == EntryKind::kPlace && other.end_token == match.end_token &&
                     words_.lexicon().places()[other.entry->record].kind == "state");
  }
  if (!namesake) return false;
  if (words_.Is(b - 1, "of") && words_.IsAny(b - 2, {"state", "governor", "coast"})) {
    return words_.Is(b - 2, "governor") || !words_.Is(b - 3, "the") ||
           !words_.Capital(b - 2);  // "the State of Georgia" may be the country
  }
  return words_.IsAny(match.end_token, {"governor", "gov", "gov."}) ||
         (words_.IsComma(b - 1) && PlaceEntry(b - 2, b - 1) != nullptr &&
          words_.lexicon().places()[PlaceEntry(b - 2, b - 1)->record].country == "US");
}

/// Where the words before begin whose first letters are the capitals in brackets at token `i`; `i`
/// when there are none.
uint32_t NameFinder::BeginOfShortForm(uint32_t i) const {
  const std::string_view form = words_.Text(i);
  if (i < 4 || form.size() < 3 || words_.Text(i - 1) != "(" || words_.Text(i + 1) != ")") return i;
  size_t left = form.size();
  uint32_t begin = i;
  for (uint32_t k = i - 1; k > 0 && left > 0 && k + 14 > i; --k) {
    if (words_.Sentence(k - 1) != words_.Sentence(i)) return i;
    if (!words_.Capital(k - 1)) {
      if (words_.Has(k - 1, kWordFunction) || words_.Text(k - 1) == "&") continue;
      return i;
    }
    if (words_.Text(k - 1).front() != form[left - 1]) return i;
    --left;
    begin = k - 1;
  }
  return left == 0 ? begin : i;
}

/// "Front for the Renewal | of the North (FRN)": the letters say where the body's name ends.
void NameFinder::LengthenByShortForms() {
  std::vector<std::pair<uint32_t, uint32_t>> names;
  for (uint32_t f = 0; f < found_.size(); ++f) {
    const NameCandidate& c = found_[f];
    if (c.type != MentionType::kOrganization || c.form == MentionForm::kNominal || c.score < 0.4f) {
      continue;
    }
    uint32_t bracket = c.end_token;
    while (bracket < c.end_token + 8 && bracket < words_.size() && words_.Text(bracket) != "(" &&
           words_.Sentence(bracket) == words_.Sentence(c.begin_token)) {
      ++bracket;
    }
    if (bracket == c.end_token || words_.Text(bracket) != "(" || !words_.Upper(bracket + 1)) {
      continue;
    }
    if (BeginOfShortForm(bracket + 1) == c.begin_token) names.emplace_back(f, bracket);
  }
  for (const auto& [f, bracket] : names) {
    found_[f].end_token = bracket;
    found_[f].span = words_.Span(found_[f].begin_token, bracket);
    found_[f].score = 0.95f;
  }
}

/// "air freight market agreement | (AFMA)", "Treaty on Fishing | (TF)": capitals in
/// brackets behind the words of an agreement or event, with their first letters. What a `name`
/// names must be an agreement: no "Treaty | Organisation".
bool NameFinder::ShortensAgreement(uint32_t i, bool name) const {
  constexpr uint32_t kLongestName = 14;  // words
  const std::string_view form = words_.Text(i);
  if (i < 3 || form.size() < 2 || words_.Text(i - 1) != "(" || words_.Text(i + 1) != ")") {
    return false;
  }
  // "Non-Proliferation | Treaty (NPT)"
  if (words_.IsAny(i - 2, {"treaty", "agreement", "convention", "protocol"}) &&
      words_.Capital(i - 2) && words_.Text(i - 2).front() == form.back()) {
    return true;
  }
  size_t left = form.size();
  bool agreement = false, head = true;
  for (uint32_t k = i - 1; k > 0 && left > 0 && k + kLongestName > i; --k) {
    const std::string_view word = words_.Text(k - 1);
    if (words_.Sentence(k - 1) != words_.Sentence(i) || !words_.IsWord(k - 1)) return false;
    const char initial = static_cast<char>(word.front() & ~0x20);
    if (initial == form[left - 1]) {
      --left;
      const bool noun = name ? head && words_.IsAny(k - 1, {"agreement", "treaty", "convention",
                                                            "protocol", "accord", "memorandum"})
                             : words_.Has(k - 1, kWordAgreement | kWordEvent);
      agreement = agreement || noun;
      head = false;
    } else if (!words_.Has(k - 1, kWordFunction)) {
      return false;
    } else {
      head = true;  // "Agreement | on Civil Aviation"
    }
  }
  return left == 0 && agreement;
}

/// "Chad | Ayres", "Jordan | Lund": a country's name that people are given too, and a surname.
bool NameFinder::GivenCountry(Run run, uint32_t after) const {
  if (after != run.begin + 1 || run.end > after + 2 || !words_.Has(run.begin, kWordGiven)) {
    return false;
  }
  const GazetteerMatch* country = Exact(run.begin, after, EntryKind::kCountry);
  if (country == nullptr || country->part || country->lower) return false;
  if (words_.IsAny(run.begin - 1, {"in", "of", "from", "to", "with", "for", "and", "the"}) ||
      words_.Upper(after)) {
    return false;
  }
  // A word of its own after the country is one that hardly anything but people are called.
  const uint32_t last = run.end - 1;
  if (!words_.Has(last, kWordSurname) || Exact(last, run.end, EntryKind::kPlace) != nullptr) {
    return false;
  }
  for (const GazetteerMatch& match : matches_.At(last)) {
    if (match.entry->kind == EntryKind::kCue) return false;
  }
  return country->entry->needs_company || !words_.Has(last, kWordCommon);
}

/// "700 million U.S. dollars", "the Swiss franc".
bool NameFinder::IsMoney(const GazetteerMatch& match) const {
  return words_.HasRole(match.end_token, kRoleCurrency);
}

/// "in Portuguese and Spanish", "speaks French", "the Japanese language".
bool NameFinder::IsLanguage(const GazetteerMatch& match) const {
  const uint32_t before = match.begin_token - 1, after = match.end_token;
  if (!words_.Has(match.begin_token, kWordNotName)) return words_.Is(after, "language");
  if (words_.IsAny(after, {"language", "version", "translation", "text"})) return true;
  const bool alone = words_.IsPunctuation(after) ||
                     words_.IsAny(after, {"and", "or", "with", "as"}) || after >= words_.size();
  if (!alone) return false;
  if (words_.IsAny(before, {"in", "into", "speaks", "speak", "spoke", "speaking", "fluent", "from",
                            "learn", "taught"}))
    return true;
  // A list after "in".
  if (words_.Is(before, "and") || words_.IsComma(before)) {
    for (uint32_t k = 2; k <= 8 && k <= match.begin_token; ++k) {
      const uint32_t at = match.begin_token - k;
      if (words_.IsAny(at, {"in", "into"})) return true;
      if (!words_.Has(at, kWordNotName) && !words_.IsComma(at) && !words_.Is(at, "and")) break;
    }
  }
  return false;
}

/// In a sentence of capitals only what lists have can be told.
uint32_t NameFinder::ListedOnly(uint32_t i) {
  for (const GazetteerMatch& match : matches_.At(i)) {
    if (match.entry->needs_company && match.entry->is_word) continue;
    if (match.entry->kind == EntryKind::kCountry || match.entry->kind == EntryKind::kDemonym) {
      if (match.entry->is_acronym && match.entry->is_word) continue;
      if (match.span.size_bytes() < 4 && !match.entry->is_acronym) continue;
      if (match.span.size_bytes() <= 2 && words_.Has(i, kWordFunction)) continue;
      AddMatch(
          match, MentionType::kCountry, 0.7f, "gazetteer:countries",
          match.entry->kind == EntryKind::kDemonym ? MentionForm::kDemonym : MentionForm::kName);
      return match.end_token;
    }
    const bool country = Exact(i, match.end_token, EntryKind::kCountry) != nullptr;
    if (match.entry->kind == EntryKind::kPlace && match.span.size_bytes() >= 5 &&
        !match.entry->needs_company && !country) {
      AddMatch(match, MentionType::kPlace, 0.6f, "gazetteer:places", MentionForm::kName);
      return match.end_token;
    }
  }
  capitals_.push_back(i);
  return i + 1;
}

uint32_t NameFinder::At(uint32_t i) {
  if (runs_.InPost(i)) {
    // "Minister for the | Middle East": a region inside a post.
    const bool object =
        words_.Is(i - 1, "for") || (words_.Is(i - 1, "the") && words_.Is(i - 2, "for"));
    const GazetteerMatch* place = object ? matches_.Longest(i, EntryKind::kPlace) : nullptr;
    if (place == nullptr || place->entry->needs_company || place->lower || place->part) {
      return i + 1;
    }
    AddMatch(*place, MentionType::kPlace, 0.85f, "gazetteer:places", MentionForm::kName);
    return place->end_token;
  }
  // "the ministries of | Health and Education": two of them, and nobody's name.
  if (words_.Is(i, "ministries") && words_.Is(i + 1, "of")) {
    return std::max(FieldEnd(words_, matches_, i + 2, false), i + 1);
  }
  // Lower-case demonyms and small forms of lists.
  if (!runs_.Usable(i)) {
    // "the Georgian parliament", "Hungary's embassy": a body told by its country.
    if (i > 0 && !found_.empty() && found_.back().type == MentionType::kCountry) {
      const uint32_t at = words_.IsPossessive(i - 1) ? i - 1 : i;
      if (at > 0 && found_.back().end_token == at &&
          words_.IsAny(i, {"parliament", "embassy", "consulate"})) {
        Add(i, i + 1, MentionType::kOrganization, 0.75f, "name:state-body");
        return i + 1;
      }
    }
    // "Peru's | trade ministry", "the Malian | ministry of health".
    if (const uint32_t end = StateMinistry(i); end > i) {
      Add(i, end, MentionType::kMinistry, 0.85f, "name:state-ministry");
      return end;
    }
    // "the company", "its ministry": whichever was named before.
    if (words_.Has(i, kWordBusiness | kWordBody) && !words_.Capital(i) &&
        (words_.Is(i - 1, "the") || (words_.Is(i - 1, "same"))) && !words_.NameLike(i + 1) &&
        !words_.Is(i + 1, "of")) {
      Add(i, i + 1, words_.Is(i, "ministry") ? MentionType::kMinistry : MentionType::kOrganization,
          0.36f, "nominal", nullptr, MentionForm::kNominal);
      return i + 1;
    }
    if (const uint32_t end = Item(i); end > i) return end;
    // "5th Special Forces Group": a number of order opens the name of a unit.
    if (IsOrdinalNumber(words_.Text(i)) && words_.Capital(i + 1) && runs_.Usable(i + 1)) {
      const uint32_t end = runs_.EndAt(i + 1);
      const CueRecord* cue = runs_.CueEnding(i + 1, end, CueRole::kHead);
      if (cue != nullptr && (cue->kind == "armed forces" || cue->kind == "agency" ||
                             (cue->kind == "company" && words_.Is(end - 1, "group")))) {
        Add(i, end, MentionType::kOrganization, 0.85f, "name:unit", nullptr, MentionForm::kName,
            cue);
        return end;
      }
    }
    // "7.5 River Traffic Conference", "3/4 Freight Ltd": a number may open a company's
    // name.
    if (words_.IsNumber(i) && !words_.Starts(i + 1) && runs_.Usable(i + 1)) {
      const uint32_t end = runs_.EndAt(i + 1);
      if (end > i + 2 && runs_.CueEnding(i + 1, end, CueRole::kLegal) != nullptr) {
        uint32_t begin = i;
        if (i >= 2 && words_.Text(i - 1) == "/" && words_.IsNumber(i - 2)) begin = i - 2;
        Add(begin, end, MentionType::kOrganization, 0.9f, "name:legal", nullptr,
            MentionForm::kName);
        return end;
      }
    }
    for (const GazetteerMatch& match : matches_.At(i)) {
      if ((match.entry->kind == EntryKind::kDemonym || match.entry->kind == EntryKind::kCountry) &&
          (match.part || match.lower) && TakeCountry(match)) {
        if (!match.part) return match.end_token;
      }
    }
    return i + 1;
  }
  if (const uint32_t end = Item(i); end > i) return end;
  if (const uint32_t end = State(i); end > i) return end;
  const uint32_t named = words_.IsAny(i, {"the", "a"}) ? i + 1 : i;  // past what opens a sentence
  if (const uint32_t end = Compound(named); end > named) return end;
  const CueRecord* head = nullptr;
  if (const uint32_t end = RomanceBody(named, head); end > named) {
    Add(named, end, MentionType::kOrganization, 0.85f, "name:romance", nullptr, MentionForm::kName,
        head);
    return end;
  }
  if (const uint32_t end = runs_.MinistryEnd(i); end > i) {
    Add(i, end, MentionType::kMinistry, 0.95f, "name:ministry");
    return end;
  }
  uint32_t begin = i;
  uint32_t end = runs_.EndAt(i);
  // Opening words that have their capital from the sentence.
  if (words_.Has(begin, kWordFunction) && !words_.Upper(begin) && end > begin + 1 &&
      words_.Text(begin).size() > 1 && Exact(begin, end, EntryKind::kPlace) == nullptr &&
      !(words_.Has(begin, kWordFamilyFirst | kWordGivenUsual) && !words_.Starts(begin)) &&
      shape_.PostEnding(begin) == nullptr) {
    ++begin;
  } else if (words_.Starts(begin) || begin == dateline_.text_token) {
    begin = TrimStart(begin, end);
  }
  if (begin >= end) return end;
  if (begin > i) {
    if (const uint32_t ministry = runs_.MinistryEnd(begin); ministry > begin) {
      Add(begin, ministry, MentionType::kMinistry, 0.95f, "name:ministry");
      return ministry;
    }
  }
  // A ministry inside: "Norwegian | Ministry of Fisheries".
  for (uint32_t k = begin + 1; k < end; ++k) {
    if (const uint32_t ministry = runs_.MinistryEnd(k); ministry > k) {
      // "Ohio | Department of Health": a region's is no ministry.
      if (Exact(begin, k, EntryKind::kPlace) != nullptr &&
          (words_.Is(ministry - 1, "department") || words_.Is(k, "department"))) {
        Add(begin, ministry, MentionType::kOrganization, 0.88f, "name:head");
        return ministry;
      }
      if (Country(begin, k) == k || words_.IsAny(k - 1, {"royal", "federal"})) {
        Add(k, ministry, MentionType::kMinistry, 0.95f, "name:ministry");
        return ministry;
      }
      end = k;
      while (end > begin + 1 && words_.IsAny(end - 1, {"of", "the", "for", "and", "on"})) --end;
      Type({begin, end}, false);
      return k;
    }
  }
  Type({begin, end}, false);
  return end;
}

/// A whole item of a list between semicolons, where it is nothing but a name; i when it is not.
uint32_t NameFinder::Item(uint32_t i) {
  const uint32_t mark = i > 1 && words_.Is(i - 1, "and") ? i - 2 : i - 1;  // "; and | Norlake"
  if (i == 0 || !words_.IsAny(mark, {";", ":"}) || words_.Is(i, "and")) return i;
  const auto& sentence = words_.segmented().sentences[words_.Sentence(i)];
  uint32_t marks = words_.Text(mark) == ";" ? 1 : 0;
  uint32_t end = i;
  uint32_t capitals = 0, others = 0;
  while (end < sentence.end_token && words_.Text(end) != ";" && end < i + 12) {
    if (words_.Text(end) == "." && end + 1 == sentence.end_token) break;
    if (words_.Capital(end)) {
      ++capitals;
    } else if (!words_.IsNumber(end) &&
               !words_.IsAny(end, {"of", "and", "for", "the", "de", "&", "/"}) &&
               !words_.Has(end, kWordParticle)) {
      ++others;
    }
    ++end;
  }
  const bool closed =
      end == sentence.end_token || words_.Text(end) == ";" || words_.Text(end) == ".";
  if (!closed || others > 0 || capitals == 0 || end < i + 2) return i;
  const uint32_t last = std::min(sentence.end_token, end + kListReach);
  const uint32_t first_token = std::max(sentence.begin_token, i > kListReach ? i - kListReach : 0);
  for (uint32_t k = end; k < last && marks < 3; ++k) marks += words_.Text(k) == ";";
  for (uint32_t k = i; k > first_token && marks < 3; --k) marks += words_.Text(k - 1) == ";";
  if (marks < 3 || runs_.InPost(i) || runs_.MinistryEnd(i) > i ||
      Exact(i, end, EntryKind::kCountry) != nullptr) {
    return i;
  }
  // "Ann Ayres of Peru; …" is a person of a country.
  for (uint32_t k = i + 2; k + 1 < end; ++k) {
    if (!words_.IsAny(k, {"of", "for"})) continue;
    const uint32_t state = words_.Is(k + 1, "the") ? k + 2 : k + 1;
    if (Exact(state, end, EntryKind::kCountry) != nullptr &&
        words_.Has(i, kWordGiven | kWordGivenUsual | kWordSurname) &&
        runs_.CueEnding(i, k, CueRole::kHead) == nullptr) {
      return i;
    }
    break;
  }
  const size_t first = found_.size();
  Type({i, end}, true);
  if (!open_.empty() && open_.back().run.begin == i && open_.back().candidate == UINT32_MAX) {
    // Nothing by itself; what the other items are will tell.
    found_.resize(first);
    open_.back().candidate = static_cast<uint32_t>(found_.size());
    Add(i, end, MentionType::kOrganization, 0.35f, "name:item");
  }
  return end;
}

std::vector<NameCandidate> FindNames(const TextWords& words, const GazetteerMatches& matches,
                                     const std::vector<FoundDate>& dates,
                                     const std::vector<FoundPost>& posts, const Dateline& dateline,
                                     std::vector<NameDecision>* trace) {
  return NameFinder(words, matches, dates, posts, dateline).Find(trace);
}

}  // namespace entente::ingest
