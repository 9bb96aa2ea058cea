// What the words of a name hint at: a country that leads it, a body, a person, a topic.

#include "ingest/field_phrase.h"
#include "ingest/name_finder_impl.h"

namespace entente::ingest {

uint32_t NameFinder::LeadingCountry(Run run) const {
  for (const GazetteerMatch& match : matches_.At(run.begin)) {
    if ((match.entry->kind == EntryKind::kCountry || match.entry->kind == EntryKind::kDemonym) &&
        match.end_token < run.end) {
      return match.end_token;
    }
  }
  return run.begin;
}

/// "Minister for the Middle East | Ann Ayres", "Mayor of Lund | Ann Ayres": where a name begins
/// behind a place; the run's beginning where none does.
uint32_t NameFinder::NameBehindPlace(Run run) const {
  const uint32_t b = run.begin, e = run.end;
  const uint32_t at = words_.Is(b - 1, "the") ? b - 2 : b - 1;
  const FoundPost* post =
      words_.IsAny(at, {"in", "to", "of", "at", "for"}) ? shape_.PostEnding(at) : nullptr;
  const bool posted = post != nullptr;
  // Towns and regions have these, and what follows them is who.
  bool town = posted && words_.Is(b - 1, "of") && !post->plural &&
              Exact(b, e, EntryKind::kPlace) == nullptr &&
              words_.IsAny(post->head_end - 1, {"mayor", "governor", "councillor", "prefect"}) &&
              runs_.CueEnding(b, e, CueRole::kPlace) == nullptr;
  for (uint32_t k = b + 1; k < e; ++k) {
    town = town && words_.Capital(k);
  }
  for (uint32_t k = b + 1; k + 2 <= e; ++k) {
    // "spokesman for the | Southern Norlake Sea | Ann Ayres"
    const bool sea = posted && k > b + 1 && runs_.CueEnding(b, k, CueRole::kPlace) != nullptr;
    if (!sea && Exact(b, k, EntryKind::kPlace) == nullptr) continue;
    const int score = shape_.PersonScore({k, e});
    if (town && e <= k + 3 && score >= 1 && !words_.Has(k, kWordBody | kWordField)) return k;
    if (words_.Has(k, posted ? kWordGiven : kWordGivenUsual) && score >= (posted ? 2 : 5)) return k;
  }
  return b;
}

/// "Deputy Minister of Energy of Kazakhstan | Sungat Ayres": where the holder's name begins behind
/// the state of a post; the run's beginning where it does not.
uint32_t NameFinder::HolderBehindCountry(Run run) const {
  const uint32_t of = words_.Is(run.begin - 1, "the") ? run.begin - 2 : run.begin - 1;
  if (!words_.Is(of, "of") || shape_.PostEnding(of) == nullptr) return run.begin;
  const uint32_t name = LeadingCountry(run);
  if (name == run.begin || name + 2 > run.end || name + 5 < run.end) return run.begin;
  for (uint32_t k = name; k < run.end; ++k) {
    const bool personal = words_.Has(k, kWordGiven | kWordSurname | kWordParticle);
    if (!words_.IsWord(k) || runs_.InPost(k) ||
        (words_.Has(k, kWordCommon | kWordField) && !personal)) {
      return run.begin;
    }
  }
  const bool body = runs_.CueEnding(name, run.end, CueRole::kHead) != nullptr ||
                    runs_.CueEnding(name, run.end, CueRole::kLegal) != nullptr;
  return body ? run.begin : name;
}

/// "the director of Norlake Ltd | Ann Ayres": where a person's name begins behind a company's form;
/// the run's beginning where none does.
uint32_t NameFinder::PersonBehindLegalForm(Run run) const {
  for (uint32_t k = run.begin + 2; k + 2 <= run.end; ++k) {
    if (runs_.CueEnding(run.begin, k, CueRole::kLegal) == nullptr) continue;
    bool personal = run.end <= k + 4 && !runs_.InPost(k);
    for (uint32_t word = k; word < run.end; ++word) {
      personal = personal && words_.IsWord(word) && words_.Capital(word) &&
                 (!words_.Has(word, kWordCommon | kWordField | kWordFunction) ||
                  words_.Has(word, kWordGiven | kWordSurname));
    }
    if (personal && runs_.CueEnding(k, run.end, CueRole::kLegal) == nullptr) return k;
  }
  return run.begin;
}

/// The head cue before "of": "University | of Nairobi".
const CueRecord* NameFinder::HeadBeforeObject(Run run) const {
  for (uint32_t k = run.begin + 1; k < run.end; ++k) {
    if (words_.IsAny(k, {"of", "for", "on"})) {
      const CueRecord* head = runs_.CueEnding(run.begin, k, CueRole::kHead);
      if (head != nullptr) return head;
      return nullptr;
    }
  }
  // "Banco Santander", "Universidad Católica": heads that open a name in other languages.
  const CueRecord* open = runs_.CueBeginning(run.begin, run.end, CueRole::kHead);
  if (open != nullptr &&
      (open->kind == "university" || open->kind == "bank" || open->kind == "ngo" ||
       open->kind == "agency" || open->kind == "institute" || open->kind == "association" ||
       (open->kind == "company" && run.size() > 2)) &&
      (!words_.Has(run.begin, kWordCommon) ||
       (open->kind == "bank" && run.size() > 1 && words_.Id(run.begin + 1) == 0)))
    return open;
  if (const CueRecord* legal = runs_.CueBeginning(run.begin, run.end, CueRole::kLegal)) {
    if ((legal->conditions & kCueBefore) != 0 && run.size() > 1) return legal;
  }
  return nullptr;
}

uint32_t NameFinder::TrimStart(uint32_t begin, uint32_t end) const {
  if (Exact(begin, end, EntryKind::kPlace) != nullptr ||
      Exact(begin, end, EntryKind::kOrganization) != nullptr)
    return begin;
  for (const GazetteerMatch& match : matches_.At(begin)) {
    if (match.end_token > begin + 1 && match.entry->kind != EntryKind::kTitle &&
        match.entry->kind != EntryKind::kCue)
      return begin;
    if (match.entry->kind == EntryKind::kCountry || match.entry->kind == EntryKind::kDemonym)
      return begin;
  }
  const uint32_t flags = words_.Flags(begin);
  if (words_.Upper(begin) && words_.Text(begin).size() > 1 && (flags & kWordFunction) == 0)
    return begin;
  if ((flags & kWordCommon) == 0 && (flags & kWordFunction) == 0) return begin;
  if ((flags & kWordFunction) != 0) return begin + 1;
  if (end == begin + 1) {
    // A single word that is also an ordinary one.
    if ((flags & (kWordGiven | kWordSurname)) != 0 && (flags & kWordProper) != 0 &&
        words_.Has(end, kWordSpeech))
      return begin;
    return PlaceEntry(begin, end) != nullptr ? begin : end;
  }
  if ((flags & kWordGivenUsual) != 0 && (flags & kWordAdverb) == 0) return begin;
  const bool body = runs_.CueEnding(begin, end, CueRole::kHead) != nullptr ||
                    runs_.CueEnding(begin, end, CueRole::kLegal) != nullptr ||
                    runs_.CueEnding(begin, end, CueRole::kPlace) != nullptr;
  if (body && (flags & (kWordNoun | kWordAdjective)) != 0 && (flags & kWordAdverb) == 0)
    return begin;
  // "Wellington | Lund": a surname that is a word, too, and then another.
  const bool surnames = (flags & kWordSurname) != 0 && end == begin + 2 &&
                        words_.Has(begin + 1, kWordSurname) && !words_.Has(begin + 1, kWordCommon);
  if (((flags & kWordGiven) != 0 || surnames) && (flags & kWordSpeech) == 0 &&
      words_.Rank(begin) > 3000) {
    return begin;
  }
  // "Bank Kawasan Timur", "Rope Marine's chief operating officer".
  if (const CueRecord* open = runs_.CueBeginning(begin, end, CueRole::kHead);
      open != nullptr && open->kind == "bank" && !words_.Has(begin + 1, kWordCommon)) {
    return begin;
  }
  if (OwnsCompanyPost({begin, end})) return begin;
  // "Bank of Chile": a cue opens it.
  if (words_.IsAny(begin + 1, {"of", "for"}) &&
      (runs_.CueBeginning(begin, end, CueRole::kHead) != nullptr || words_.Is(begin, "port")))
    return begin;
  return begin + 1;
}

/// "United Kingdom-Oman", "Oman-United Kingdom": a compound of countries with names of several
/// words; its end, or `i`.
uint32_t NameFinder::Compound(uint32_t i) {
  constexpr uint32_t kMostWords = 4;  // of one country's name
  uint32_t end = i;
  for (uint32_t k = i; k < i + kMostWords && k < words_.size() && end == i; ++k) {
    if (words_.Sentence(k) != words_.Sentence(i)) break;
    for (const GazetteerMatch& match : matches_.At(k)) {
      if (!match.part) continue;
      const bool opens = match.span.begin_byte == words_.token(i).span.begin_byte;
      const bool goes_on = k == i && match.span.end_byte > words_.token(i).span.end_byte;
      if (!(opens && k > i) && !goes_on) continue;
      end = k + 1;
      while (words_.token(end - 1).span.end_byte < match.span.end_byte) ++end;
    }
    if (end == i) continue;
    for (const GazetteerMatch& match : matches_.At(k)) {
      if (match.part) TakeCountry(match);
    }
  }
  return end;
}

/// "signed by Ann Ayres for the Lake Front and | Bo Lund | for the Hill Union": a row of people.
bool NameFinder::InRowOfSigners(Run run) const {
  constexpr uint32_t kBody = 10, kSentence = 80;  // words back to the one before, and to the verb
  const uint32_t b = run.begin, sentence = words_.Sentence(b);
  if (!words_.Is(run.end, "for") || !(words_.Is(b - 1, "and") || words_.IsComma(b - 1)))
    return false;
  bool behalf = false;
  for (uint32_t t = b; t-- > 0 && t + kSentence > b && words_.Sentence(t) == sentence;) {
    behalf = behalf || (t + kBody > b && words_.Is(t, "for"));
    if (t + kBody <= b && !behalf) return false;
    if (words_.IsAny(t, {"signed", "initialled", "initialed", "inked"})) return behalf;
  }
  return false;
}

bool NameFinder::OwnsCompanyPost(Run run) const {
  if (run.size() < 2 || !words_.IsPossessive(run.end) || LeadingCountry(run) > run.begin) {
    return false;
  }
  for (uint32_t k = run.begin; k < run.end; ++k) {
    if (!words_.Has(k, kWordNoun | kWordAdjective) || words_.Has(k, kWordFunction)) return false;
  }
  const FoundPost* post = shape_.PostBeginning(run.end + 1);
  return post != nullptr && !post->honorific && !post->rank && !post->plural &&
         words_.lexicon().titles()[post->record].company &&
         !words_.lexicon().titles()[post->record].government;
}

/// "Golden Hall | of the | River Palace": a room and its building, two places. The first token of
/// the second; the run's first one where it is not so.
uint32_t NameFinder::RoomOfBuilding(Run run) const {
  const auto building = [&](const CueRecord* cue) {
    return cue != nullptr && (cue->conditions & kCueAfter) != 0 && cue->kind == "building";
  };
  for (uint32_t k = run.begin + 2; k + 2 < run.end; ++k) {
    if (!words_.Is(k, "of")) continue;
    const uint32_t next = words_.Is(k + 1, "the") ? k + 2 : k + 1;
    if (building(runs_.CueEnding(run.begin, k, CueRole::kPlace)) && next + 1 < run.end &&
        building(runs_.CueEnding(next, run.end, CueRole::kPlace))) {
      return next;
    }
  }
  return run.begin;
}

/// Could these words be a person's, after a title?
bool NameFinder::LooksPersonal(Run run, const FoundPost* title) const {
  if (runs_.CueEnding(run.begin, run.end, CueRole::kLegal) != nullptr && run.size() > 1)
    return false;
  if (!title->honorific && run.size() == 1 && title->object_token == run.begin) return false;
  if (title->honorific) return run.size() <= 7;
  if (words_.Has(run.begin, kWordFunction)) return false;
  const int person = shape_.PersonScore(run);
  if (person >= 2) return true;
  if (Exact(run.begin, run.end, EntryKind::kOrganization) != nullptr) return false;
  if (run.size() > 1 && (runs_.CueEnding(run.begin, run.end, CueRole::kHead) != nullptr))
    return false;
  if (run.size() > 1 && LeadingCountry(run) > run.begin) return false;
  // "President Amadou Sow": the surname may be an ordinary word.
  if (run.size() >= 2 && run.size() <= 4 && words_.Has(run.begin, kWordGiven) &&
      !words_.Has(run.begin, kWordCommon)) {
    return true;
  }
  uint32_t common = 0;
  for (uint32_t k = run.begin; k < run.end; ++k) {
    if (words_.Has(k, kWordCommon) && !words_.Has(k, kWordGiven | kWordSurname)) ++common;
  }
  if (words_.Upper(run.begin) && run.size() == 1 && words_.Text(run.begin).size() <= 5 &&
      !words_.Has(run.begin, kWordSurname | kWordGiven))
    return false;
  // "Interior Minister Slim Chebbi": so may a given name that no list has.
  if (common == 1 && run.size() == 2 && title->end_token == run.begin && !title->lower &&
      title->object_token == UINT32_MAX && words_.Has(run.begin, kWordCommon) &&
      !words_.Has(run.begin, kWordBody | kWordBusiness | kWordField | kWordNotName) &&
      words_.lexicon().titles()[title->record].government) {
    return true;
  }
  return common == 0 && run.size() <= 7;
}

/// "MOU for Cooperation in the field of | Renewable Energy": its capitals are those of the title of
/// an agreement, which opens before it in the sentence.
bool NameFinder::InAgreementTitle(Run run) const {
  constexpr uint32_t kReach = 16;
  bool common = false;
  bool ordinary = true;
  for (uint32_t k = run.begin; k < run.end; ++k) {
    if (words_.Upper(k) || words_.Has(k, kWordGiven | kWordSurname)) return false;
    const bool listed = words_.Has(k, kWordCommon | kWordField);
    common = common || listed;
    ordinary = ordinary && (listed || !words_.NameLike(k));
  }
  if (!common || (!ordinary && runs_.CueEnding(run.begin, run.end, CueRole::kHead) != nullptr) ||
      runs_.CueEnding(run.begin, run.end, CueRole::kPlace) != nullptr ||
      PlaceEntry(run.end - 1, run.end) != nullptr || words_.IsPossessive(run.end)) {
    return false;
  }
  const uint32_t sentence = words_.Sentence(run.begin);
  uint32_t small = 0;
  for (uint32_t k = run.begin; k-- > 0 && k + kReach > run.begin;) {
    if (words_.Sentence(k) != sentence) return false;
    if (words_.IsAny(k, {"on", "for", "concerning", "regarding"}) && k > 0 &&
        words_.Has(k - 1, kWordAgreement) && words_.Capital(k - 1)) {
      return true;
    }
    if (words_.IsAny(k, {"of", "for", "in", "the", "and", "&", "on"}) || words_.IsComma(k))
      continue;
    if (!words_.IsWord(k)) return false;
    if (!words_.Capital(k) && (words_.Has(k, kWordFunction | kWordSpeech) || ++small > 2)) {
      return false;
    }
  }
  return false;
}

/// The end of a ministry in small letters right behind its country; `i` when there is none.
uint32_t NameFinder::StateMinistry(uint32_t i) const {
  uint32_t at = i > 0 && words_.IsPossessive(i - 1) ? i - 1 : i;
  if (at < i && words_.Is(at - 1, "government")) --at;  // "the Nepal government's | ministry"
  if (words_.Capital(i) || !words_.Has(i, kWordField | kWordBody)) return i;
  const bool behind = !found_.empty() && found_.back().type == MentionType::kCountry &&
                      found_.back().end_token == at;
  const uint32_t end = MinistryOfWords(i);
  return behind || (end > i && OfCountry(end)) ? end : i;
}

/// "| ministry of health", "| trade ministry": where it ends.
uint32_t NameFinder::MinistryOfWords(uint32_t i) const {
  constexpr uint32_t kMostWords = 6;
  if (words_.Is(i, "ministry") && words_.IsAny(i + 1, {"of", "for"})) {
    const uint32_t end = FieldEnd(words_, matches_, i + 2, true);
    return end > i + 2 ? end : i;
  }
  for (uint32_t k = i; k < i + kMostWords; ++k) {
    if (k > i && words_.Is(k, "ministry")) return k + 1;
    const bool joins = k > i && (words_.Is(k, "and") || words_.IsComma(k));
    if (words_.Capital(k) || !(words_.Has(k, kWordField) || joins)) return i;
  }
  return i;
}

/// "the ministry of health | of Peru", "| of the government of Peru"
bool NameFinder::OfCountry(uint32_t i) const {
  if (!words_.Is(i, "of")) return false;
  ++i;
  if (words_.Is(i, "the")) ++i;
  if (words_.Is(i, "government") && words_.Is(i + 1, "of")) i += 2;
  if (words_.Is(i, "the")) ++i;
  return words_.Capital(i) && matches_.Longest(i, EntryKind::kCountry) != nullptr;
}

/// "the | Interstate Water | and Power Exchange Protocol": the first half of an agreement's name,
/// all of ordinary words.
bool NameFinder::OpensAgreementName(Run run) const {
  constexpr uint32_t kMostWords = 5;
  if (!words_.IsAny(run.begin - 1, {"the", "a", "an", "their", "its", "new"}) ||
      !(words_.Is(run.end, "and") || words_.Text(run.end) == "&")) {
    return false;
  }
  for (uint32_t k = run.begin; k < run.end; ++k) {
    if (!words_.Has(k, kWordCommon | kWordField) || words_.Upper(k)) return false;
  }
  for (uint32_t k = run.end + 1; k <= run.end + kMostWords && words_.Capital(k); ++k) {
    if (words_.Has(k, kWordAgreement)) return k > run.end + 1;
    if (!words_.Has(k, kWordCommon | kWordField)) return false;
  }
  return false;
}

/// What an agreement or event is about: "Agreement on | Maritime Transport", "… and | Port
/// Safety".
bool NameFinder::IsTopic(Run run) {
  if (InAgreementTitle(run)) {
    topic_end_ = run.end;
    return true;
  }
  if (OpensAgreementName(run)) return true;
  const uint32_t before = run.begin - 1;
  bool common = true;
  for (uint32_t k = run.begin; k < run.end; ++k) {
    common = common && (!words_.NameLike(k) || words_.Has(k, kWordCommon | kWordField));
  }
  if (!common) {
    // "Treaty on Good | Neighbourliness": one word that no list has.
    const bool named = words_.IsAny(before, {"on", "concerning", "regarding"}) &&
                       words_.Has(before - 1, kWordAgreement) && words_.Capital(before - 1) &&
                       run.size() > 1 && words_.Has(run.begin, kWordCommon | kWordField) &&
                       !words_.Has(run.end - 1, kWordGiven | kWordSurname) &&
                       runs_.CueEnding(run.begin, run.end, CueRole::kHead) == nullptr &&
                       runs_.CueEnding(run.begin, run.end, CueRole::kPlace) == nullptr &&
                       PlaceEntry(run.end - 1, run.end) == nullptr;
    if (!named) return false;
  }
  bool topic = false;
  if (words_.IsAny(before, {"on", "concerning", "regarding", "about", "for", "of", "against"})) {
    topic = words_.Has(before - 1, kWordAgreement | kWordEvent) && words_.Capital(before - 1);
    if (words_.IsAny(before, {"of", "for"})) {
      topic = topic && words_.Has(before - 1, kWordAgreement);
    }
  }
  if (!topic && topic_end_ > 0 && run.begin > topic_end_ && run.begin <= topic_end_ + 2) {
    topic = words_.IsAny(topic_end_, {"and", "in", "of", "for", "on", "&"}) ||
            words_.IsComma(topic_end_);
  }
  if (topic) topic_end_ = run.end;
  return topic;
}

/// Countries, bodies and places of lists whose names are longer than a run reads ("Hashemite
/// Kingdom of Jordan"), and "Republic of X" for every country X; i when none begins here.
uint32_t NameFinder::State(uint32_t i) {
  for (const GazetteerMatch& match : matches_.At(i)) {
    if (match.end_token < i + 3 || match.lower) continue;
    if (match.entry->kind == EntryKind::kCountry) {
      AddMatch(match, MentionType::kCountry, 0.93f, "gazetteer:countries", MentionForm::kName);
      return match.end_token;
    }
    if (match.entry->kind == EntryKind::kOrganization && match.end_token >= runs_.EndAt(i)) {
      AddMatch(match, MentionType::kOrganization, 0.93f, "gazetteer:organizations",
               MentionForm::kName);
      return match.end_token;
    }
  }
  uint32_t at = i;
  for (int steps = 0; steps < 3 && words_.Capital(at) && words_.Has(at, kWordCommon); ++steps) ++at;
  if (at == i || !words_.Is(at, "of") ||
      !words_.IsAny(at - 1, {"republic", "kingdom", "sultanate", "emirate", "principality",
                             "commonwealth", "duchy", "federation"})) {
    return i;
  }
  // "the Football Federation of Peru" is no state.
  if (words_.IsAny(at - 1, {"federation", "commonwealth"}) && at > i + 1) return i;
  ++at;
  if (words_.Is(at, "the")) ++at;
  const GazetteerMatch* country = matches_.Longest(at, EntryKind::kCountry);
  if (country == nullptr || country->part) return i;
  Add(i, country->end_token, MentionType::kCountry, 0.9f, "name:state", country->entry);
  return country->end_token;
}

/// "THE NORLAKE POST": the newspaper's name, above its news.
bool NameFinder::IsMasthead(uint32_t sentence) const {
  constexpr uint32_t kFirst = 3, kMostWords = 6;
  if (sentence >= kFirst) return false;
  const Sentence& line = words_.segmented().sentences[sentence];
  // "NORLAKE NEWS | 9 November 2021": up to what parts the name from its day
  const auto is_day = [&](uint32_t t) {
    return !words_.IsWord(t) || words_.Has(t, kWordMonth | kWordWeekday) ||
           words_.IsAny(t, {"no", "vol", "issue", "number"});
  };
  uint32_t end = line.end_token;
  while (end > line.begin_token + 1 && is_day(end - 1)) --end;
  if (end < line.end_token && words_.token(end).kind == TokenKind::kNumber) end = line.end_token;
  if (end > line.begin_token + kMostWords) return false;
  const uint32_t last = end - 1;
  return last > line.begin_token &&
         words_.IsAny(
             last, {"post",     "times",     "herald",      "news",     "gazette",   "tribune",
                    "journal",  "telegraph", "observer",    "mail",     "chronicle", "courier",
                    "express",  "daily",     "bulletin",    "guardian", "monitor",   "standard",
                    "star",     "press",     "nation",      "mirror",   "echo",      "advertiser",
                    "examiner", "mercury",   "independent", "sentinel", "today",     "weekly",
                    "agency"});
}

}  // namespace entente::ingest
