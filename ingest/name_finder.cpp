#include "ingest/name_finder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/name_run.h"
#include "ingest/name_shape.h"

namespace entente::ingest {
namespace {

using Run = TokenRun;

/// How many tokens around an item are looked at for the marks of its list.
constexpr uint32_t kListReach = 100;

class NameFinder {
 public:
  NameFinder(const TextWords& words, const GazetteerMatches& matches,
             const std::vector<FoundDate>& dates, const std::vector<FoundPost>& posts,
             const Dateline& dateline)
      : words_(words),
        matches_(matches),
        dateline_(dateline),
        runs_(words, matches, dates, posts),
        shape_(words, matches, runs_, posts) {}

  std::vector<NameCandidate> Find(std::vector<NameDecision>* trace) {
    trace_ = trace;
    const uint32_t n = words_.size();
    for (uint32_t i = 0; i < n;) {
      if (runs_.InDate(i)) {
        ++i;
        continue;
      }
      if (dateline_.end_token > dateline_.begin_token && i == dateline_.begin_token) {
        Add(i, dateline_.end_token, MentionType::kPlace, 0.9f, "name:dateline",
            PlaceEntry(i, dateline_.end_token));
        i = dateline_.end_token;
        continue;
      }
      if (words_.StyleOfSentence(words_.Sentence(i)) == SentenceStyle::kAllCaps) {
        i = std::max(i + 1, ListedOnly(i));
        continue;
      }
      i = std::max(i + 1, At(i));
    }
    Weigh();
    Propagate();
    return std::move(found_);
  }

 private:
  void Add(uint32_t begin, uint32_t end, MentionType type, float score, const char* rule,
           const Entry* entry = nullptr, MentionForm form = MentionForm::kName,
           const CueRecord* cue = nullptr) {
    NameCandidate c;
    c.begin_token = begin;
    c.end_token = end;
    c.span = words_.Span(begin, end);
    c.type = type;
    c.form = form;
    c.score = score;
    c.rule = rule;
    c.entry = entry;
    c.cue = cue;
    found_.push_back(c);
  }
  void AddMatch(const GazetteerMatch& match, MentionType type, float score, const char* rule,
                MentionForm form) {
    Add(match.begin_token, match.end_token, type, score, rule, match.entry, form);
    found_.back().span = match.span;
  }

  const Entry* PlaceEntry(uint32_t begin, uint32_t end) const {
    for (const GazetteerMatch& match : matches_.At(begin)) {
      if (match.entry->kind == EntryKind::kPlace && match.end_token <= end) return match.entry;
    }
    return nullptr;
  }
  const GazetteerMatch* Exact(uint32_t begin, uint32_t end, EntryKind kind) const {
    for (const GazetteerMatch& match : matches_.At(begin)) {
      if (match.entry->kind == kind && match.end_token == end && !match.part) return &match;
    }
    return nullptr;
  }

  /// Whether a country's form at these tokens stands for it, although it may be something else.
  bool HasCompany(const GazetteerMatch& match) const {
    const uint32_t before = match.begin_token - 1, after = match.end_token;
    if (match.begin_token > 0 &&
        words_.IsAny(before, {"in", "of", "from", "to", "with", "and", "between", "by", "for"}))
      return true;
    if (words_.IsComma(before) || words_.IsComma(after) || words_.IsPossessive(after) ||
        words_.IsAny(after, {"and", "has", "will", "is", "was"}))
      return true;
    return words_.Starts(match.begin_token) || words_.Has(after, kWordSpeech);
  }

  /// Countries and demonyms at token i; the end of the longest one taken.
  uint32_t Country(uint32_t i, uint32_t limit) {
    for (const GazetteerMatch& match : matches_.At(i)) {
      if (match.end_token > limit) continue;
      if (match.entry->kind != EntryKind::kCountry && match.entry->kind != EntryKind::kDemonym)
        continue;
      if (!TakeCountry(match)) continue;
      return match.end_token;
    }
    return i;
  }

  bool TakeCountry(const GazetteerMatch& match) {
    const Entry& entry = *match.entry;
    const bool demonym = entry.kind == EntryKind::kDemonym;
    if (match.upper && !entry.is_acronym && match.span.size_bytes() < 4) return false;
    if (entry.needs_company && !demonym && !HasCompany(match)) return false;
    if (demonym && IsLanguage(match)) return false;
    if (demonym && match.lower && words_.Has(match.begin_token, kWordFunction)) return false;
    // "Santiago de Chile", "New Mexico": a longer place wins in consolidation by length.
    AddMatch(match, MentionType::kCountry, demonym ? 0.8f : 0.85f, "gazetteer:countries",
             demonym            ? MentionForm::kDemonym
             : entry.is_acronym ? MentionForm::kAcronym
                                : MentionForm::kName);
    return true;
  }

  /// "in Portuguese and Spanish", "speaks French", "the Japanese language".
  bool IsLanguage(const GazetteerMatch& match) const {
    const uint32_t before = match.begin_token - 1, after = match.end_token;
    if (!words_.Has(match.begin_token, kWordNotName))
      return words_.IsAny(after, {"language", "dollar", "dollars", "rupees", "pesos", "francs",
                                  "pounds", "crowns"});
    if (words_.IsAny(after, {"language", "version", "translation", "text", "yen", "yuan", "pound",
                             "rouble", "ruble", "lira", "franc", "rupee", "krone", "krona"}))
      return true;
    const bool alone = words_.IsPunctuation(after) ||
                       words_.IsAny(after, {"and", "or", "with", "as"}) || after >= words_.size();
    if (!alone) return false;
    if (words_.IsAny(before, {"in", "into", "speaks", "speak", "spoke", "speaking", "fluent",
                              "from", "learn", "taught"}))
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
  uint32_t ListedOnly(uint32_t i) {
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
      if (match.entry->kind == EntryKind::kPlace && match.span.size_bytes() >= 5 &&
          !match.entry->needs_company) {
        AddMatch(match, MentionType::kPlace, 0.6f, "gazetteer:places", MentionForm::kName);
        return match.end_token;
      }
    }
    capitals_.push_back(i);
    return i + 1;
  }

  uint32_t At(uint32_t i) {
    if (runs_.InPost(i)) return i + 1;
    // Lower-case demonyms and small forms of lists.
    if (!runs_.Usable(i)) {
      // "the Georgian parliament", "Hungary's embassy": a body told by its country.
      if (words_.IsAny(i, {"parliament", "embassy", "consulate"}) && i > 0) {
        const uint32_t at = words_.IsPossessive(i - 1) ? i - 1 : i;
        if (at > 0 && !found_.empty() && found_.back().type == MentionType::kCountry &&
            found_.back().end_token == at) {
          Add(i, i + 1, MentionType::kOrganization, 0.75f, "name:state-body");
          return i + 1;
        }
      }
      // "the company", "its ministry": whichever was named before.
      if (words_.Has(i, kWordBusiness | kWordBody) && !words_.Capital(i) &&
          (words_.Is(i - 1, "the") || (words_.Is(i - 1, "same"))) && !words_.NameLike(i + 1) &&
          !words_.Is(i + 1, "of")) {
        Add(i, i + 1,
            words_.Is(i, "ministry") ? MentionType::kMinistry : MentionType::kOrganization, 0.36f,
            "nominal", nullptr, MentionForm::kNominal);
        return i + 1;
      }
      if (const uint32_t end = Item(i); end > i) return end;
      // "8.8 Computer Security Conference", "24/7 Ambulance Ltd": a number may open a company's
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
        if ((match.entry->kind == EntryKind::kDemonym ||
             match.entry->kind == EntryKind::kCountry) &&
            (match.part || match.lower) && TakeCountry(match)) {
          if (!match.part) return match.end_token;
        }
      }
      return i + 1;
    }
    if (const uint32_t end = Item(i); end > i) return end;
    if (const uint32_t end = State(i); end > i) return end;
    if (words_.Is(i, "ministries")) {
      const uint32_t end = runs_.MinistryEnd(i);
      return end > i ? end : i + 1;
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
        if (Country(begin, k) == k || words_.IsAny(k - 1, {"royal", "federal"})) {
          Add(k, ministry, MentionType::kMinistry, 0.95f, "name:ministry");
          return ministry;
        }
        end = k;
        Type({begin, end}, false);
        return k;
      }
    }
    Type({begin, end}, false);
    return end;
  }

  /// A whole item of a list between semicolons, where it is nothing but a name; i when it is not.
  uint32_t Item(uint32_t i) {
    if (i == 0 || !(words_.Text(i - 1) == ";" || words_.Text(i - 1) == ":")) return i;
    const auto& sentence = words_.segmented().sentences[words_.Sentence(i)];
    uint32_t marks = words_.Text(i - 1) == ";" ? 1 : 0;
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
    const uint32_t first_token =
        std::max(sentence.begin_token, i > kListReach ? i - kListReach : 0);
    for (uint32_t k = end; k < last && marks < 3; ++k) marks += words_.Text(k) == ";";
    for (uint32_t k = i; k > first_token && marks < 3; --k) marks += words_.Text(k - 1) == ";";
    if (marks < 3 || runs_.InPost(i) || runs_.MinistryEnd(i) > i ||
        Exact(i, end, EntryKind::kCountry) != nullptr) {
      return i;
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

  /// Countries, bodies and places of lists whose names are longer than a run reads ("Hashemite
  /// Kingdom of Jordan"), and "Republic of X" for every country X; i when none begins here.
  uint32_t State(uint32_t i) {
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
    for (int steps = 0; steps < 3 && words_.Capital(at) && words_.Has(at, kWordCommon); ++steps)
      ++at;
    if (at == i || !words_.Is(at, "of") ||
        !words_.IsAny(at - 1, {"republic", "kingdom", "sultanate", "emirate", "principality",
                               "commonwealth", "duchy", "federation"})) {
      return i;
    }
    ++at;
    if (words_.Is(at, "the")) ++at;
    const GazetteerMatch* country = matches_.Longest(at, EntryKind::kCountry);
    if (country == nullptr || country->part) return i;
    Add(i, country->end_token, MentionType::kCountry, 0.9f, "name:state", country->entry);
    return country->end_token;
  }

  uint32_t TrimStart(uint32_t begin, uint32_t end) const {
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
    if ((flags & kWordGiven) != 0 && (flags & kWordSpeech) == 0 && words_.Rank(begin) > 3000)
      return begin;
    // "Bank of Chile": a cue opens it.
    if (runs_.CueBeginning(begin, end, CueRole::kHead) != nullptr &&
        (words_.IsAny(begin + 1, {"of", "for"})))
      return begin;
    return begin + 1;
  }

  /// What an agreement or event is about: "Agreement on | Maritime Transport", "… and | Port
  /// Safety".
  bool IsTopic(Run run) {
    for (uint32_t k = run.begin; k < run.end; ++k) {
      if (words_.NameLike(k) && !words_.Has(k, kWordCommon | kWordField)) return false;
    }
    const uint32_t before = run.begin - 1;
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

  bool Artifact(uint32_t end) const { return words_.Has(end - 1, kWordAgreement | kWordEvent); }

  /// Decides what a run names and adds it; what the rules leave open the model weighs.
  void Type(Run run, bool inner) {
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
    if (open.candidate != UINT32_MAX && found_[open.candidate].score >= 0.8f) {
      // What a cue or a list says clearly, the model needs a good reason to overrule.
      const MentionType type = found_[open.candidate].type;
      const NameClass c = type == MentionType::kPerson  ? NameClass::kPerson
                          : type == MentionType::kPlace ? NameClass::kPlace
                                                        : NameClass::kOrganization;
      const bool located = words_.IsAny(run.begin - 1, {"in", "at", "near", "from", "to"});
      if (c != NameClass::kPerson || !located) {
        open.weights[static_cast<size_t>(c)] +=
            static_cast<int32_t>((found_[open.candidate].score - 0.5f) * 2500.0f);
      }
    }
    if (open.candidate != UINT32_MAX && found_[open.candidate].type == MentionType::kPlace &&
        found_[open.candidate].entry != nullptr &&
        found_[open.candidate].entry->kind == EntryKind::kPlace) {
      const PlaceRecord& place = words_.lexicon().places()[found_[open.candidate].entry->record];
      if (place.capital || place.population >= 100000) {
        open.weights[static_cast<size_t>(NameClass::kPlace)] += 600;
      }
    }
    if (words_.Upper(run.begin) && words_.Upper(run.end - 1) &&
        PlaceEntry(run.begin, run.end) == nullptr) {
      open.weights[static_cast<size_t>(NameClass::kPlace)] -= 1000;
    }
    open_.push_back(open);
    if (trace_ != nullptr) trace_->push_back({run.begin, run.end, features_});
  }

  void TypeByRules(Run run, bool inner) {
    const uint32_t b = run.begin, e = run.end;
    // Lists first, where they have all of it.
    for (const EntryKind kind : {EntryKind::kCountry, EntryKind::kDemonym}) {
      const GazetteerMatch* match = Exact(b, e, kind);
      if (match != nullptr && (TakeCountry(*match) || IsLanguage(*match))) {
        settled_ = true;
        return;
      }
    }
    if (const CueRecord* legal = runs_.CueEnding(b, e, CueRole::kLegal)) {
      if (run.size() > 1) {
        Add(b, e, MentionType::kOrganization, 0.95f, "name:legal", nullptr, MentionForm::kName,
            legal);
        settled_ = true;
        return;
      }
    }
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
    if (title != nullptr && !title->honorific && title->object_token == b && words_.Upper(b) &&
        PlaceEntry(b, e) == nullptr) {
      Add(b, e, MentionType::kOrganization, 0.85f, "name:post-object", nullptr,
          run.size() == 1 ? MentionForm::kAcronym : MentionForm::kName);
      settled_ = true;
      return;
    }
    // "the research vessel | Astrid": ships are not what this program is about.
    if (words_.IsAny(b - 1, {"ship", "vessel", "ferry", "frigate", "trawler", "yacht", "destroyer",
                             "corvette", "submarine", "icebreaker"})) {
      settled_ = true;
      return;
    }
    if (led_by_title && LooksPersonal(run, title)) {
      AddPerson(b, e, title->honorific ? 0.97f : 0.93f, "name:title");
      settled_ = true;
      return;
    }
    if (!PersonShape(run) && (Artifact(e) || IsTopic(run))) {
      Inner(run);
      settled_ = true;
      return;
    }
    const CueRecord* head = runs_.CueEnding(b, e, CueRole::kHead);
    if (head == nullptr) head = HeadBeforeObject(run);
    const CueRecord* place_cue = runs_.CueEnding(b, e, CueRole::kPlace);
    const CueRecord* place_open = runs_.CueBeginning(b, e, CueRole::kPlace);
    if (place_open != nullptr && (place_open->conditions & (kCueBefore | kCueOf)) == 0)
      place_open = nullptr;
    if (place_cue != nullptr && (place_cue->conditions & kCueAfter) == 0) place_cue = nullptr;
    const int person = shape_.PersonScore(run);
    const GazetteerMatch* place = Exact(b, e, EntryKind::kPlace);
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
    if (place != nullptr && person < 5 && (head == nullptr || !place->entry->needs_company)) {
      Add(b, e, MentionType::kPlace, 0.88f, "gazetteer:places", place->entry);
      return;
    }
    if (head != nullptr && !(person >= 4 && head->kind == "company" && !words_.Is(b - 1, "the"))) {
      AddBody(run, head);
      return;
    }
    if ((place_cue != nullptr || place_open != nullptr) &&
        !(person >= 4 && place_cue != nullptr &&
          !words_.IsAny(b - 1, {"in", "at", "near", "the"}))) {
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
      Country(b, after_country);
      Type({after_country, e}, true);
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

  /// Countries, places and bodies of lists inside a stretch that is no name itself.
  void Inner(Run run) {
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
          AddMatch(match, MentionType::kPlace, 0.6f, "gazetteer:places", MentionForm::kName);
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

  uint32_t LeadingCountry(Run run) const {
    for (const GazetteerMatch& match : matches_.At(run.begin)) {
      if ((match.entry->kind == EntryKind::kCountry || match.entry->kind == EntryKind::kDemonym) &&
          match.end_token < run.end) {
        return match.end_token;
      }
    }
    return run.begin;
  }

  /// The head cue before "of": "University | of Nairobi".
  const CueRecord* HeadBeforeObject(Run run) const {
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
        (open->kind == "university" || open->kind == "bank" || open->kind == "ngo") &&
        !words_.Has(run.begin, kWordCommon))
      return open;
    if (const CueRecord* legal = runs_.CueBeginning(run.begin, run.end, CueRole::kLegal)) {
      if ((legal->conditions & kCueBefore) != 0 && run.size() > 1) return legal;
    }
    return nullptr;
  }

  void AddBody(Run run, const CueRecord* head) {
    const uint32_t b = run.begin, e = run.end;
    // "the Russian Government", "British Parliament".
    if (head->kind == "government" &&
        words_.IsAny(e - 1, {"government", "administration", "presidency"})) {
      Inner(run);
      return;
    }
    Add(b, e, MentionType::kOrganization, 0.88f, "name:head", nullptr, MentionForm::kName, head);
  }

  void AddPerson(uint32_t begin, uint32_t end, float score, const char* rule) {
    // A suffix belongs to no name.
    Add(begin, end, MentionType::kPerson, score, rule);
  }

  /// Could these words be a person's, after a title?
  bool LooksPersonal(Run run, const FoundPost* title) const {
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
    uint32_t common = 0;
    for (uint32_t k = run.begin; k < run.end; ++k) {
      if (words_.Has(k, kWordCommon) && !words_.Has(k, kWordGiven | kWordSurname)) ++common;
    }
    if (words_.Upper(run.begin) && run.size() == 1 && words_.Text(run.begin).size() <= 5 &&
        !words_.Has(run.begin, kWordSurname | kWordGiven))
      return false;
    return common == 0 && run.size() <= 7;
  }

  bool PersonShape(Run run) const { return shape_.PersonScore(run) >= 5; }

  void TypeSingle(Run run, const CueRecord* head, const GazetteerMatch* place, int, bool inner) {
    const uint32_t b = run.begin, e = run.end;
    const uint32_t flags = words_.Flags(b);
    const std::string_view text = words_.Text(b);
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
        Add(b, e, MentionType::kOrganization, 0.75f, "name:head", nullptr, MentionForm::kName,
            head);
        settled_ = true;
      } else if ((flags & kWordCommon) == 0 && proper) {
        Add(b, e, MentionType::kOrganization, 0.75f, "name:head", nullptr, MentionForm::kName,
            head);
      } else if (words_.Has(b, kWordCommon)) {
        settled_ = !words_.Is(b - 1, "the");
        Add(b, e, MentionType::kOrganization, 0.36f, "name:short", nullptr, MentionForm::kNominal,
            head);
      }
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
    // "Two-way", "Twenty-eight"
    if (const size_t hyphen = text.find('-'); hyphen != std::string_view::npos) {
      const Lexicon& lexicon = words_.lexicon();
      if (lexicon.Has(lexicon.Find(text.substr(0, hyphen)), kWordCardinal | kWordFunction)) {
        settled_ = true;
        return;
      }
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

  std::string FoldTokens(uint32_t begin, uint32_t end) const {
    std::string key;
    for (uint32_t k = begin; k < end; ++k) {
      if (k > begin) key += ' ';
      words_.lexicon().Fold(words_.Text(k), key);
    }
    return key;
  }

  /// What the model makes of the open runs, those of one name in the document together.
  void Weigh();
  void Items();
  /// Names that are clear in one place decide those that are not in another.
  void Propagate();

  const TextWords& words_;
  const GazetteerMatches& matches_;
  const Dateline& dateline_;
  RunReader runs_;
  NameShape shape_;
  /// A run that the rules could not settle.
  struct Open {
    Run run;
    uint32_t candidate = UINT32_MAX;  // of found_
    std::array<int32_t, kNameClasses> weights{};
  };
  std::vector<Open> open_;
  std::vector<NameFeature> features_;
  std::vector<NameDecision>* trace_ = nullptr;
  bool settled_ = false;
  uint32_t topic_end_ = 0;  // of the last topic of an agreement
  std::vector<NameCandidate> found_;
  std::vector<uint32_t> weak_;      // of found_, in order
  std::vector<uint32_t> capitals_;  // tokens of all-capitals sentences
};

void NameFinder::Weigh() {
  if (words_.lexicon().name_model().empty()) return;
  std::unordered_map<std::string, std::array<int64_t, kNameClasses + 1>> sums;
  std::vector<std::string> keys;
  for (const Open& open : open_) {
    keys.push_back(FoldTokens(open.run.begin, open.run.end));
    std::array<int64_t, kNameClasses + 1>& sum = sums[keys.back()];
    for (size_t c = 0; c < kNameClasses; ++c) sum[c] += open.weights[c];
    ++sum[kNameClasses];
  }
  std::vector<bool> weak(found_.size());
  for (const uint32_t w : weak_) weak[w] = true;
  weak_.clear();
  for (size_t o = 0; o < open_.size(); ++o) {
    const Open& open = open_[o];
    const std::array<int64_t, kNameClasses + 1>& sum = sums[keys[o]];
    // Its own place counts as much as all the others together.
    std::array<int64_t, kNameClasses> total{};
    for (size_t c = 0; c < kNameClasses; ++c) {
      const int64_t others = sum[kNameClasses] > 1
                                 ? (sum[c] - open.weights[c]) / (sum[kNameClasses] - 1)
                                 : open.weights[c];
      total[c] = (open.weights[c] + others) / 2;
    }
    size_t best = 0;
    for (size_t c = 1; c < kNameClasses; ++c) {
      if (total[c] > total[best]) best = c;
    }
    int64_t second = INT64_MIN;
    for (size_t c = 0; c < kNameClasses; ++c) {
      if (c != best) second = std::max(second, total[c]);
    }
    const float margin = static_cast<float>(total[best] - second) / 1000.0f;
    uint32_t at = open.candidate;
    // An ordinary word with a capital needs a clear reason.
    const bool word =
        at != UINT32_MAX && std::string_view(found_[at].rule).starts_with("name:word");
    if (static_cast<NameClass>(best) == NameClass::kNone || (word && margin < 0.8f)) {
      if (at != UINT32_MAX) {
        found_[at].score = 0.2f;
        if (margin < 0.5f) weak_.push_back(at);
      }
      continue;
    }
    const MentionType type = best == static_cast<size_t>(NameClass::kPerson) ? MentionType::kPerson
                             : best == static_cast<size_t>(NameClass::kPlace)
                                 ? MentionType::kPlace
                                 : MentionType::kOrganization;
    if (at == UINT32_MAX) {
      at = static_cast<uint32_t>(found_.size());
      Add(open.run.begin, open.run.end, type, 0.6f, "name:model");
    }
    NameCandidate& c = found_[at];
    if (c.type != type) {
      c.type = type;
      c.rule = "name:model";
      if (type != MentionType::kPlace) c.entry = nullptr;
      if (type != MentionType::kOrganization && c.form == MentionForm::kAcronym) {
        c.form = MentionForm::kName;
      }
    }
    c.score = std::clamp(0.5f + margin / 2.0f, 0.4f, 0.93f);
    if (margin < 1.2f || open.run.size() == 1) weak_.push_back(at);
  }
  Items();
}

/// Items of one list are of one kind: "…: Sercor; Deloitte; Orion Seguros S.A.".
void NameFinder::Items() {
  const auto opens = [&](uint32_t i) {
    return words_.Text(i) == ";" || words_.Text(i) == ":" || words_.Text(i) == "•";
  };
  std::unordered_map<uint32_t, std::pair<uint32_t, uint32_t>> lists;  // sentence: items, bodies
  for (const NameCandidate& c : found_) {
    if (c.score < 0.34f || !opens(c.begin_token - 1)) continue;
    auto& [items, bodies] = lists[words_.Sentence(c.begin_token)];
    ++items;
    if (c.type == MentionType::kOrganization && c.score >= 0.85f) ++bodies;
  }
  for (const Open& open : open_) {
    if (open.candidate == UINT32_MAX || !opens(open.run.begin - 1)) continue;
    const uint32_t end = open.run.end;
    const bool closes = end >= words_.size() || opens(end) || words_.Text(end) == "." ||
                        words_.Sentence(end) != words_.Sentence(open.run.begin) ||
                        words_.Is(end, "and");
    const auto at = lists.find(words_.Sentence(open.run.begin));
    if (!closes || at == lists.end() || at->second.first < 3 || at->second.second == 0) continue;
    NameCandidate& c = found_[open.candidate];
    if (c.type == MentionType::kPerson && c.score > 0.9f) continue;
    if (c.type != MentionType::kOrganization) c.entry = nullptr;
    c.type = MentionType::kOrganization;
    c.score = std::max(c.score, 0.8f);
    c.rule = "name:item";
    std::erase(weak_, open.candidate);
  }
}

void NameFinder::Propagate() {
  struct Evidence {
    float person = 0, place = 0, organization = 0;
  };
  std::unordered_map<std::string, Evidence> known;
  std::vector<bool> is_weak(found_.size());
  for (const uint32_t w : weak_) is_weak[w] = true;
  const auto note = [&](const std::string& key, MentionType type, float weight) {
    Evidence& e = known[key];
    if (type == MentionType::kPerson) e.person += weight;
    if (type == MentionType::kPlace) e.place += weight;
    if (type == MentionType::kOrganization) e.organization += weight;
  };
  for (uint32_t f = 0; f < found_.size(); ++f) {
    const NameCandidate& c = found_[f];
    if (is_weak[f] || c.score < 0.7f || c.form != MentionForm::kName) continue;
    if (c.type != MentionType::kPerson && c.type != MentionType::kPlace &&
        c.type != MentionType::kOrganization)
      continue;
    note(FoldTokens(c.begin_token, c.end_token), c.type, 2 * c.score);
    if (c.end_token - c.begin_token < 2) continue;
    if (c.type == MentionType::kPerson) {
      for (uint32_t k = c.begin_token; k < c.end_token; ++k) {
        if (words_.NameLike(k) && words_.Text(k).size() > 2)
          note(FoldTokens(k, k + 1), c.type, k + 1 == c.end_token ? 1.5f : 1.0f);
        if (k > c.begin_token) note(FoldTokens(k, c.end_token), c.type, 1.5f);
      }
      if (c.end_token - c.begin_token > 2)
        note(FoldTokens(c.begin_token, c.end_token - 1), c.type, 1.0f);
    } else if (c.type == MentionType::kOrganization) {
      for (uint32_t k = c.begin_token + 2; k < c.end_token; ++k) {
        // "Port of Duqm Company" tells of a place.
        if (words_.Is(k - 1, "of") && words_.Capital(k) && words_.Id(k) == 0 &&
            words_.IsAny(k - 2, {"port", "city", "bank", "university", "municipality", "bishop"})) {
          note(FoldTokens(k, k + 1), MentionType::kPlace, 1.4f);
        }
      }
      for (uint32_t end = c.begin_token + 1; end < c.end_token; ++end) {
        const bool plain = words_.Has(c.begin_token, kWordCommon) && end == c.begin_token + 1;
        const GazetteerMatch* listed = matches_.Longest(c.begin_token, EntryKind::kPlace);
        const bool country = end == c.begin_token + 1 &&
                             (matches_.Longest(c.begin_token, EntryKind::kCountry) != nullptr ||
                              (listed != nullptr && !listed->entry->needs_company));
        if (!plain && !country && words_.NameLike(end - 1))
          note(FoldTokens(c.begin_token, end), c.type, 1.2f);
      }
    }
  }
  for (const uint32_t w : weak_) {
    NameCandidate& c = found_[w];
    const auto at = known.find(FoldTokens(c.begin_token, c.end_token));
    if (at == known.end()) continue;
    const Evidence& e = at->second;
    const float best = std::max({e.person, e.place, e.organization});
    if (c.type == MentionType::kPlace && c.entry != nullptr &&
        (e.place >= best * 0.8f || !(c.entry->is_person && e.person == best && best >= 1.5f))) {
      continue;
    }
    if (e.person == best) {
      c.type = MentionType::kPerson;
    } else if (e.organization == best) {
      c.type = MentionType::kOrganization;
    } else {
      c.type = MentionType::kPlace;
    }
    if (c.form == MentionForm::kAcronym && c.type != MentionType::kOrganization)
      c.form = MentionForm::kName;
    c.score = std::max(c.score, 0.72f);
    c.rule = "name:elsewhere";
  }
  // Headlines in capitals: what the rest of the document has named.
  for (size_t i = 0; i < capitals_.size();) {
    size_t taken = 0;
    for (size_t length = 4; length >= 1 && taken == 0; --length) {
      if (i + length > capitals_.size() || capitals_[i + length - 1] != capitals_[i] + length - 1)
        continue;
      const uint32_t begin = capitals_[i], end = capitals_[i + length - 1] + 1;
      if (!words_.IsWord(begin)) continue;
      if (length == 1 && words_.Has(begin, kWordCommon)) continue;
      const auto at = known.find(FoldTokens(begin, end));
      if (at == known.end()) continue;
      const Evidence& e = at->second;
      const MentionType type = e.person >= e.organization && e.person >= e.place
                                   ? MentionType::kPerson
                               : e.organization >= e.place ? MentionType::kOrganization
                                                           : MentionType::kPlace;
      Add(begin, end, type, 0.7f, "name:elsewhere");
      taken = length;
    }
    i += std::max<size_t>(taken, 1);
  }
}

}  // namespace

std::vector<NameCandidate> FindNames(const TextWords& words, const GazetteerMatches& matches,
                                     const std::vector<FoundDate>& dates,
                                     const std::vector<FoundPost>& posts, const Dateline& dateline,
                                     std::vector<NameDecision>* trace) {
  return NameFinder(words, matches, dates, posts, dateline).Find(trace);
}

}  // namespace entente::ingest
