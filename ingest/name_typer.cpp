#include <algorithm>
#include <string_view>

#include "ingest/name_finder_impl.h"

namespace entente::ingest {
namespace {

/// Where a word's second capital stands, in bytes; 0 when it has none.
size_t CapitalInside(std::string_view word) {
  for (size_t i = 1; i < word.size(); ++i) {
    if (word[i] >= 'A' && word[i] <= 'Z') return i;
  }
  return 0;
}

}  // namespace

/// Decides what a run names and adds it; what the rules leave open the model weighs.
void NameFinder::Type(Run run, bool inner) {
  if (run.begin >= run.end) return;
  const size_t first = found_.size();
  settled_ = false;
  TypeByRules(run, inner);
  if (settled_) return;
  Open open;
  open.run = run;
  for (size_t f = first; f < found_.size(); ++f) {
    if (found_[f].begin_token == run.begin && found_[f].end_token == run.end) {
      open.candidate = static_cast<uint32_t>(f);
    }
  }
  const char* hand = open.candidate == UINT32_MAX ? "none" : found_[open.candidate].rule;
  shape_.Features(run, hand, features_);
  open.weights = words_.lexicon().name_model().Score(features_);
  WeighCompany(open);
  open_.push_back(open);
  if (trace_ != nullptr) trace_->push_back({run.begin, run.end, features_});
}

void NameFinder::TypeByRules(Run run, bool inner) {
  const uint32_t b = run.begin, e = run.end;
  // Lists first, where they have all of it.
  for (const EntryKind kind : {EntryKind::kCountry, EntryKind::kDemonym}) {
    const GazetteerMatch* match = Exact(b, e, kind);
    if (match != nullptr && (TakeCountry(*match) || IsMoney(*match) || IsLanguage(*match))) {
      settled_ = true;
      return;
    }
  }
  if (const uint32_t name = PersonBehindLegalForm(run); name > b) {
    Type({b, name}, true);
    Type({name, e}, true);
    settled_ = true;
    return;
  }
  if (const uint32_t name = HolderBehindCountry(run); name > b) {
    Country(b, name);
    AddPerson(name, e, 0.85f, "name:title-of");
    settled_ = true;
    return;
  }
  if (const CueRecord* legal = runs_.CueEnding(b, e, CueRole::kLegal)) {
    if (run.size() > 1) {
      Add(b, e, MentionType::kOrganization, 0.95f, "name:legal", nullptr, MentionForm::kName,
          legal);
      settled_ = true;
      return;
    }
  }
  if (IsNamedAfter(run)) return;
  const GazetteerMatch* organization = Exact(b, e, EntryKind::kOrganization);
  if (organization != nullptr && (!organization->entry->needs_company || run.size() > 1)) {
    Add(b, e, MentionType::kOrganization, 0.93f, "gazetteer:organizations", organization->entry,
        organization->entry->is_acronym ? MentionForm::kAcronym : MentionForm::kName);
    settled_ = true;
    return;
  }
  const FoundPost* title = shape_.PostEnding(b);
  if (title == nullptr && b > 0 && words_.Text(b - 1) == ".") title = shape_.PostEnding(b - 1);
  const bool led_by_title = title != nullptr && !title->plural &&
                            (title->honorific || title->rank || !words_.IsPunctuation(b - 1));
  const FoundPost* of_post = title;
  if (of_post == nullptr && words_.IsAny(b - 1, {"in", "at", "of", "for"})) {
    of_post = shape_.PostEnding(b - 1);  // "Director at | CSIRT"
  }
  if (of_post != nullptr && !of_post->honorific && of_post->object_token == b && words_.Upper(b) &&
      words_.Upper(e - 1) && PlaceEntry(b, e) == nullptr) {
    Add(b, e, MentionType::kOrganization, 0.85f, "name:post-object", nullptr,
        run.size() == 1 ? MentionForm::kAcronym : MentionForm::kName);
    settled_ = true;
    return;
  }
  // "chief executive of | Aktau Marine": companies and the like have them.
  if (of_post != nullptr && !of_post->honorific && !of_post->rank && of_post->object_token == b &&
      words_.lexicon().titles()[of_post->record].company &&
      !words_.lexicon().titles()[of_post->record].government && run.size() <= 4 &&
      LeadingCountry(run) == b && PlaceEntry(b, e) == nullptr && !shape_.PersonContext(run) &&
      runs_.CueEnding(b, e, CueRole::kPlace) == nullptr && !words_.Has(b, kWordCommon) &&
      NameBehindBody(run) == b && shape_.PersonScore(run) < 5) {
    Add(b, e, MentionType::kOrganization, 0.85f, "name:post-object");
    settled_ = true;
    return;
  }
  // "the research vessel | Astrid": ships are not what this program is about.
  if (words_.IsAny(b - 1, {"ship", "vessel", "ferry", "frigate", "trawler", "yacht", "destroyer",
                           "corvette", "submarine", "icebreaker"})) {
    settled_ = true;
    return;
  }
  // "HMS | Astrid": so are these.
  if (run.size() > 1 &&
      words_.IsAny(b, {"hms", "hmas", "hmcs", "hmnzs", "uss", "usns", "ins", "kri", "brp", "mv",
                       "m/v", "rv", "r/v", "ss", "hdms", "fgs"}) &&
      words_.Upper(b)) {
    settled_ = true;
    return;
  }
  // "President of | France | Ann Ayres": a name that no list has, behind the state of its post.
  if (of_post != nullptr && !of_post->plural && !of_post->honorific && run.size() >= 3 &&
      words_.Is(b - 1, "of")) {
    if (const uint32_t name = LeadingCountry(run); name > b && LooksPersonal({name, e}, of_post)) {
      Country(b, name);
      AddPerson(name, e, 0.9f, "name:title");
      settled_ = true;
      return;
    }
  }
  if (led_by_title && LooksPersonal(run, title)) {
    AddPerson(b, e, title->honorific ? 0.97f : 0.93f, "name:title");
    settled_ = true;
    return;
  }
  if (!PersonShape(run) && (Artifact(run) || IsTopic(run))) {
    // A town or sea inside the name of an agreement is no place that the text speaks of.
    Inner(run, false);
    settled_ = true;
    return;
  }
  // "Treaty of | Nuuk": a part of the agreement's name.
  if (!PersonShape(run) && words_.Is(b - 1, "of") && words_.Capital(b - 2) &&
      words_.Has(b - 2, kWordAgreement) && words_.NameLike(b - 2) && PlaceEntry(b, e) != nullptr &&
      PlaceEntry(b, e) == TownAt(b, e)) {
    settled_ = true;
    return;
  }
  // "Director of the | State Rail Company | Ann Ayres": title, body and name without a comma.
  if (const uint32_t name = NameBehindBody(run); name > b) {
    Type({b, name}, true);
    AddPerson(name, e, 0.85f, "name:behind-body");
    settled_ = true;
    return;
  }
  // "the Mekong Union (MU) | Ann Ayres" after a title
  if (words_.Text(b - 1) == ")" && words_.Upper(b - 2) && words_.Text(b - 3) == "(" &&
      run.size() >= 2 && run.size() <= 4) {
    const FoundPost* of_body = TitleBehind(b - 3);
    if (of_body != nullptr && LooksPersonal(run, of_body)) {
      AddPerson(b, e, 0.85f, "name:behind-body");
      settled_ = true;
      return;
    }
  }
  // "Ann Ayres | signed for | the company": bodies do not sign for others.
  const bool acts = (words_.Is(e, "signed") && words_.Is(e + 1, "for")) || InRowOfSigners(run);
  if (run.size() >= 2 && run.size() <= 4 && acts &&
      runs_.CueEnding(b, e, CueRole::kHead) == nullptr && LeadingCountry(run) == b &&
      !words_.Is(b - 1, "the") && PlaceEntry(b, e) == nullptr) {
    AddPerson(b, e, 0.85f, "name:signed-for");
    settled_ = true;
    return;
  }
  if (InBracketsOfList(run)) {
    AddPerson(b, e, 0.85f, "name:bracket-list");
    settled_ = true;
    return;
  }
  for (uint32_t k = b + 1; k + 2 < e; ++k) {
    if (!runs_.IsQuote(k)) continue;
    AddPerson(b, e, 0.9f, "name:nickname");
    settled_ = true;
    return;
  }
  if (const uint32_t second = RoomOfBuilding(run); second > b) {
    const uint32_t of = words_.Is(second - 1, "the") ? second - 2 : second - 1;
    Add(b, of, MentionType::kPlace, 0.85f, "name:place-cue");
    Add(second, e, MentionType::kPlace, 0.85f, "name:place-cue");
    settled_ = true;
    return;
  }
  const CueRecord* head = runs_.CueEnding(b, e, CueRole::kHead);
  if (head == nullptr) head = HeadBeforeObject(run);
  if (head == nullptr && OwnsCompanyPost(run)) {
    Add(b, e, MentionType::kOrganization, 0.85f, "name:post-owner");
    settled_ = true;
    return;
  }
  const CueRecord* place_cue = runs_.CueEnding(b, e, CueRole::kPlace);
  const CueRecord* place_open = runs_.CueBeginning(b, e, CueRole::kPlace);
  if (place_open != nullptr && (place_open->conditions & (kCueBefore | kCueOf)) == 0)
    place_open = nullptr;
  if (place_cue != nullptr && (place_cue->conditions & kCueAfter) == 0) place_cue = nullptr;
  const int person = shape_.PersonScore(run);
  const GazetteerMatch* place = Exact(b, e, EntryKind::kPlace);
  // "the Port of | Rotterdam" signs and buys as a body; ships call at it as a place.
  if (place == nullptr && run.size() >= 3 && words_.IsAny(b, {"port", "ports"}) &&
      words_.Is(b + 1, "of") &&
      !words_.IsAny(
          words_.Is(b - 1, "the") ? b - 2 : b - 1,
          {"in", "at", "near", "from", "to", "into", "outside", "off", "via", "through"})) {
    Add(b, e, MentionType::kOrganization, 0.8f, "name:port");
    settled_ = true;
    return;
  }
  // "the Tuul | river", "Champasak | province": the noun behind says what it is.
  if (words_.HasRole(e, kRolePlaceNoun) && words_.Sentence(e - 1) == words_.Sentence(e) &&
      head == nullptr && LeadingCountry(run) == b) {
    Add(b, e, MentionType::kPlace, 0.9f, "name:place-noun",
        place == nullptr ? nullptr : place->entry);
    settled_ = true;
    return;
  }
  // "the shipyard | Norlake", "the daily | Al Minbar": a noun says what it is.
  // "the trader | Ann Ayres" may be a person, "the utility | Luz Andina" is none.
  const std::string_view noun = b > 0 ? words_.Text(b - 1) : std::string_view();
  const bool may_be_person = (noun.ends_with("er") || noun.ends_with("or")) && noun != "carrier";
  if (!inner && (person < 5 || !may_be_person) && place == nullptr && Described(b)) {
    Add(b, e, MentionType::kOrganization, 0.86f, "name:described", nullptr, MentionForm::kName,
        head);
    settled_ = true;
    return;
  }
  // "Norlake Supplies, represented by its director, Ann Ayres"
  if (run.size() > 1 && person < 5 && place == nullptr && words_.Is(e + 1, "represented") &&
      words_.Is(e + 2, "by") && LeadingCountry(run) == b) {
    Add(b, e, MentionType::kOrganization, 0.85f, "name:represented", nullptr, MentionForm::kName,
        head);
    settled_ = true;
    return;
  }
  if (run.size() > 1 && head == nullptr && place == nullptr && place_cue == nullptr &&
      place_open == nullptr) {
    const FoundPost* beside = FollowsTitle(b);
    if (beside == nullptr) beside = TitleFollows(e);
    if (beside == nullptr && person >= 3) {
      // "Ann Ayres Operational Director in …": no comma between.
      const FoundPost* post = shape_.PostBeginning(e);
      if (post != nullptr && !post->lower && !post->plural && !post->honorific && !post->rank &&
          !words_.NameLike(post->end_token)) {
        beside = post;
      }
    }
    if (beside != nullptr && LooksPersonal(run, beside)) {
      AddPerson(b, e, 0.85f, "name:title-comma");
      settled_ = true;
      return;
    }
  }
  if (run.size() == 1) {
    TypeSingle(run, head, place, person, inner);
    return;
  }
  if (head != nullptr && (place_cue != nullptr || place_open != nullptr)) {
    // Both: its company decides.
    const bool located =
        words_.IsAny(b - 1, {"in", "at", "near", "from", "to"}) ||
        (words_.Is(b - 1, "the") && words_.IsAny(b - 2, {"in", "at", "near", "outside"}));
    if (located && (place_cue == nullptr || place_cue->kind != "region")) head = nullptr;
  }
  // "Dar es Salaam": with a small word inside it is no one's name.
  const bool small = place != nullptr && run.size() >= 3 && !place->entry->needs_company &&
                     !words_.Capital(b + 1) && !words_.Has(b + 1, kWordParticle);
  // "Santiago de Cuba", "Chiang Mai": a known town of several words, where nothing says a person.
  const bool town = place != nullptr && !place->entry->is_person && TownAt(b, e) != nullptr &&
                    !shape_.PersonContext(run) && !led_by_title;
  if (place != nullptr && (person < 5 || small || town) &&
      (head == nullptr || !place->entry->needs_company)) {
    Add(b, e, MentionType::kPlace, 0.88f, "gazetteer:places", place->entry);
    settled_ = settled_ || small;
    return;
  }
  if (head != nullptr && !(person >= 4 && head->kind == "company" && !words_.Is(b - 1, "the"))) {
    AddBody(run, head);
    return;
  }
  if ((place_cue != nullptr || place_open != nullptr) &&
      !(person >= 4 && place_cue != nullptr && !words_.IsAny(b - 1, {"in", "at", "near", "the"}))) {
    Add(b, e, MentionType::kPlace, 0.85f, "name:place-cue");
    found_.back().cue = place_cue != nullptr ? place_cue : place_open;
    const std::string& kind = found_.back().cue->kind;
    settled_ = kind == "building" || kind == "water" || kind == "mountain" || kind == "street" ||
               kind == "land";
    return;
  }
  // "Norway–Namibia | Business Forum": the name began before the dash.
  if (words_.IsDash(b - 1) && words_.Joined(b) && LeadingCountry(run) > b) {
    Inner(run);
    settled_ = true;
    return;
  }
  // A country or demonym before something else.
  const uint32_t after_country = LeadingCountry(run);
  if (after_country > b && after_country < e) {
    if (GivenCountry(run, after_country)) {
      AddPerson(b, e, 0.8f, "name:given-country");
      settled_ = true;
      return;
    }
    Country(b, after_country);
    Type({after_country, e}, true);
    settled_ = true;
    return;
  }
  if (const uint32_t name = NameBehindPlace(run); name > b) {
    Type({b, name}, true);
    Type({name, e}, true);
    if (shape_.PostEnding(words_.Is(b - 1, "the") ? b - 2 : b - 1) != nullptr)
      AddPerson(name, e, 0.85f, "name:title-of");
    settled_ = true;
    return;
  }
  // "Republican | Ann Ayres": a word before that says what somebody is.
  if (run.size() >= 3 && words_.Has(b, kWordCommon | kWordNotName) &&
      !words_.Has(b, kWordGiven | kWordSurname) && shape_.PersonScore({b + 1, e}) >= 5 &&
      words_.Has(b + 1, kWordGivenUsual)) {
    Inner({b, b + 1});
    Type({b + 1, e}, true);
    settled_ = true;
    return;
  }
  if (person >= 3) {
    AddPerson(b, e, person >= 5 ? 0.9f : 0.75f, "name:given");
    return;
  }
  if (place != nullptr) {
    Add(b, e, MentionType::kPlace, 0.8f, "gazetteer:places", place->entry);
    return;
  }
  // An organisation of a list inside, a trailing country: "NATO Brussels".
  uint32_t unknown = 0, common = 0;
  for (uint32_t k = b; k < e; ++k) {
    if (!words_.NameLike(k)) continue;
    if ((words_.Flags(k) & kWordCommon) != 0)
      ++common;
    else
      ++unknown;
  }
  if (unknown == 0) {
    Inner(run);
    return;
  }
  const uint32_t before = b - 1;
  const bool located =
      words_.IsAny(before, {"in", "near", "at"}) ||
      (words_.Is(before, "to") &&
       words_.IsAny(b - 2, {"travel", "travelled", "traveled", "went", "flew", "moved"}));
  if (located && common == 0 && !words_.Upper(b)) {
    Add(b, e, MentionType::kPlace, 0.6f, "name:in");
    weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
    return;
  }
  if (common == 0 && shape_.PersonContext(run)) {
    AddPerson(b, e, 0.7f, "name:company");
    return;
  }
  if (common == 0 && run.size() <= 4 && person >= 1) {
    AddPerson(b, e, 0.55f, "name:shape-person");
    weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
    return;
  }
  Add(b, e, MentionType::kOrganization, 0.5f, "name:shape");
  weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
}

void NameFinder::TypeSingle(Run run, const CueRecord* head, const GazetteerMatch* place, int,
                            bool inner) {
  const uint32_t b = run.begin, e = run.end;
  const uint32_t flags = words_.Flags(b);
  const std::string_view text = words_.Text(b);
  // "Ann Ayres, | PhD", "a PhD": no name.
  for (const GazetteerMatch& match : matches_.At(b)) {
    if (match.entry->kind == EntryKind::kTitle && match.end_token == e && !match.lower &&
        words_.lexicon().titles()[match.entry->record].kind == TitleKind::kSuffix &&
        (words_.IsComma(b - 1) || words_.token(b).casing == Casing::kMixed)) {
      settled_ = true;
      return;
    }
  }
  // "the AD-2", "two MI-35": a model's number.
  if (const size_t dash = text.find('-'); words_.Upper(b) && (dash == 1 || dash == 2) &&
                                          dash + 1 < text.size() && text[dash + 1] >= '0' &&
                                          text[dash + 1] <= '9') {
    settled_ = true;
    return;
  }
  // "US$", "NZ$": money.
  if (words_.Upper(b) && words_.Text(e) == "$" && words_.Joined(e)) {
    settled_ = true;
    return;
  }
  // "National Emergency Agency (NEA)": the letters of the name before, whatever else they name.
  const bool short_form = words_.Upper(b) && IntroducesShortForm(b);
  if (words_.Upper(b) && ShortensAgreement(b, short_form)) {
    agreement_forms_.emplace_back(words_.Text(b));
    settled_ = true;
    return;
  }
  if (short_form) {
    Add(b, e, MentionType::kOrganization, 0.93f, "name:short-form", nullptr, MentionForm::kAcronym);
    settled_ = true;
    return;
  }
  if (place != nullptr && !place->entry->needs_company) {
    Add(b, e, MentionType::kPlace, 0.85f, "gazetteer:places", place->entry);
    if (place->entry->is_person) weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
    return;
  }
  const bool located = words_.IsAny(
      b - 1, {"in", "at", "near", "from", "to", "of", "outside", "off", "towards", "via"});
  if (place != nullptr &&
      (located || words_.IsComma(e) || words_.IsComma(b - 1) || words_.IsPossessive(e))) {
    Add(b, e, MentionType::kPlace, 0.7f, "gazetteer:places", place->entry);
    weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
    return;
  }
  if (head != nullptr) {
    static constexpr std::string_view kAlone[] = {"parliament", "court"};
    const bool proper =
        std::find(std::begin(kAlone), std::end(kAlone), head->kind) != std::end(kAlone);
    if (proper && !words_.Starts(b) && !words_.Has(b, kWordEvent) &&
        !words_.IsAny(b, {"house", "bench", "court", "tribunal", "judiciary", "assembly",
                          "legislature", "congress"})) {
      Add(b, e, MentionType::kOrganization, 0.75f, "name:head", nullptr, MentionForm::kName, head);
      settled_ = true;
    } else if ((flags & kWordCommon) == 0 && proper) {
      Add(b, e, MentionType::kOrganization, 0.75f, "name:head", nullptr, MentionForm::kName, head);
    } else if (words_.Has(b, kWordCommon)) {
      settled_ = !words_.Is(b - 1, "the");
      Add(b, e, MentionType::kOrganization, 0.36f, "name:short", nullptr, MentionForm::kNominal,
          head);
    }
    return;
  }
  // "Col. (Retd) Ann Ayres"; "I'm"
  if (words_.IsAny(b, {"retd", "rtd", "ret", "retired", "i'm", "i'd", "i've", "i'll", "i’m", "i’d",
                       "i’ve", "i’ll"})) {
    settled_ = true;
    return;
  }
  if (words_.Is(b, "ministry") || words_.Is(b, "ministries")) {
    Add(b, e, MentionType::kMinistry, 0.5f, "name:short", nullptr, MentionForm::kNominal);
    return;
  }
  if ((flags & (kWordMonth | kWordWeekday)) != 0 && place == nullptr) {
    settled_ = true;
    return;
  }
  if ((flags & kWordNotName) != 0 && !inner) {
    settled_ = place == nullptr;
    return;
  }
  // "Rijkswaterstaat", "Vegdirektoratet": a word of another language that ends in its head.
  for (const std::string_view end :
       {"verket", "virasto", "styrelsen", "direktoratet", "tilsynet", "stofnun", "bundesamt",
        "anstalt", "gesellschaft", "waterstaat", "departementet", "ministeriet", "verband"}) {
    if (text.size() > end.size() + 2 && text.ends_with(end) && words_.Id(b) == 0) {
      Add(b, e, MentionType::kOrganization, 0.85f, "name:ending");
      settled_ = true;
      return;
    }
  }
  // "Two-way", "Twenty-eight"
  if (const size_t hyphen = text.find('-'); hyphen != std::string_view::npos) {
    const Lexicon& lexicon = words_.lexicon();
    if (lexicon.Has(lexicon.Find(text.substr(0, hyphen)), kWordCardinal | kWordFunction)) {
      settled_ = true;
      return;
    }
  }
  // "NorLake", "MedPort": a capital inside a word is a company's, but for names as McAdam and
  // DeVito.
  if (!inner && words_.token(b).casing == Casing::kMixed && words_.Id(b) == 0 && text.size() > 5 &&
      text.find('-') == std::string_view::npos && CapitalInside(text) > 3 &&
      !text.starts_with("Fitz")) {
    Add(b, e, MentionType::kOrganization, 0.85f, "name:capital-inside");
    settled_ = true;
    return;
  }
  // Compounds of countries: "US-led", "Chile-UK".
  bool parts = false;
  for (const GazetteerMatch& match : matches_.At(b)) {
    if (match.part && TakeCountry(match)) parts = true;
  }
  if (parts) {
    settled_ = true;
    return;
  }
  if (words_.Upper(b) && text.size() >= 2 && text.size() <= 12) {
    if ((flags & (kWordFunction)) != 0 && text.size() <= 3 && words_.Starts(b)) return;
    const GazetteerMatch* title = nullptr;
    for (const GazetteerMatch& match : matches_.At(b)) {
      if (match.entry->kind == EntryKind::kTitle) title = &match;
    }
    if (title != nullptr) {
      settled_ = true;
      return;
    }
    Add(b, e, MentionType::kOrganization, 0.6f, "name:acronym", nullptr, MentionForm::kAcronym);
    weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
    return;
  }
  if ((flags & kWordCommon) != 0 && words_.Starts(b)) return;
  const bool personal = (flags & (kWordGiven | kWordSurname)) != 0;
  if (words_.Has(e, kWordSpeech) && personal) {
    Add(b, e, MentionType::kPerson, 0.5f, "name:surname");
    weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
    return;
  }
  if ((flags & (kWordCommon | kWordFunction | kWordMonth | kWordWeekday | kWordFeast)) != 0) {
    if (personal || place != nullptr) {
      Add(b, e, MentionType::kPerson, 0.1f, "name:word-person");
      weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
    } else {
      Add(b, e, MentionType::kOrganization, 0.05f, "name:word");
      weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
    }
    return;
  }
  // "Karex | chief executive Ana Rojas", "Karex's | chief executive": whose chief she is.
  if (const FoundPost* post = shape_.PostBeginning(words_.IsPossessive(e) ? e + 1 : e);
      post != nullptr && post->lower && !post->plural && !post->honorific && !post->rank &&
      words_.lexicon().titles()[post->record].company &&
      !words_.lexicon().titles()[post->record].government && words_.Capital(post->end_token) &&
      words_.NameLike(post->end_token) && !words_.Starts(post->end_token) &&
      (place == nullptr || place->entry->needs_company)) {
    Add(b, e, MentionType::kOrganization, 0.8f, "name:employer");
    settled_ = true;
    return;
  }
  if (words_.IsAny(b - 1, {"in", "near", "outside", "off"})) {
    Add(b, e, MentionType::kPlace, 0.6f, "name:in");
  } else if (words_.Has(e, kWordSpeech) || words_.Is(e, "himself") || words_.Is(e, "herself")) {
    Add(b, e, MentionType::kPerson, 0.45f, "name:surname");
  } else if (place != nullptr) {
    Add(b, e, MentionType::kPlace, 0.4f, "gazetteer:places", place->entry);
  } else if (personal) {
    Add(b, e, MentionType::kPerson, 0.35f, "name:surname");
  } else {
    Add(b, e, MentionType::kOrganization, 0.4f, "name:shape");
  }
  weak_.push_back(static_cast<uint32_t>(found_.size() - 1));
}

/// Countries, places and bodies of lists inside a stretch that is no name itself.
void NameFinder::Inner(Run run, bool places) {
  for (uint32_t k = run.begin; k < run.end;) {
    uint32_t next = k + 1;
    for (const GazetteerMatch& match : matches_.At(k)) {
      if (match.end_token > run.end) continue;
      if (match.entry->kind == EntryKind::kCountry || match.entry->kind == EntryKind::kDemonym) {
        if (TakeCountry(match)) {
          next = match.end_token;
          if (!match.part) break;
        }
      } else if (match.entry->kind == EntryKind::kPlace && !match.entry->needs_company) {
        if (places) {
          AddMatch(match, MentionType::kPlace, 0.6f, "gazetteer:places", MentionForm::kName);
        }
        next = match.end_token;
        break;
      } else if (match.entry->kind == EntryKind::kOrganization && !match.entry->needs_company) {
        AddMatch(match, MentionType::kOrganization, 0.7f, "gazetteer:organizations",
                 match.entry->is_acronym ? MentionForm::kAcronym : MentionForm::kName);
        next = match.end_token;
        break;
      }
    }
    k = next;
  }
}

void NameFinder::AddBody(Run run, const CueRecord* head) {
  const uint32_t b = run.begin, e = run.end;
  // "the Russian Government", "British Parliament".
  if (head->kind == "government" &&
      words_.IsAny(e - 1, {"government", "administration", "presidency"})) {
    // With its country before it there is nothing left to weigh.
    settled_ = LeadingCountry(run) == e - 1;
    Inner(run);
    return;
  }
  Add(b, e, MentionType::kOrganization, 0.88f, "name:head", nullptr, MentionForm::kName, head);
}

}  // namespace entente::ingest
