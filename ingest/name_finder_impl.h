/// \file
/// The state of finding one document's names, shared by the files that each do a part of it:
/// name_finder (where names begin and end), name_typer (what kind of thing each is), name_hints
/// (what its words hint at), name_company (what stands beside it),
/// name_votes (what the places of one name in the document decide together). Private to them.
/// Threads: used by one worker.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/name_finder.h"
#include "ingest/name_run.h"
#include "ingest/name_shape.h"

namespace entente::ingest {

class NameFinder {
  using Run = TokenRun;

 public:
  NameFinder(const TextWords& words, const GazetteerMatches& matches,
             const std::vector<FoundDate>& dates, const std::vector<FoundPost>& posts,
             const Dateline& dateline)
      : words_(words),
        matches_(matches),
        dateline_(dateline),
        runs_(words, matches, dates, posts),
        shape_(words, matches, runs_, posts) {}

  std::vector<NameCandidate> Find(std::vector<NameDecision>* trace);

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

  const Entry* TownAt(uint32_t begin, uint32_t end) const;
  const Entry* PlaceEntry(uint32_t begin, uint32_t end) const;
  const GazetteerMatch* Exact(uint32_t begin, uint32_t end, EntryKind kind) const;

  /// Whether a country's form at these tokens stands for it, although it may be something else.
  bool HasCompany(const GazetteerMatch& match) const;
  bool IsMemberState(const GazetteerMatch& match) const;

  /// Countries and demonyms at token i; the end of the longest one taken.
  uint32_t Country(uint32_t i, uint32_t limit);

  bool TakeCountry(const GazetteerMatch& match);
  uint32_t Compound(uint32_t i);
  uint32_t RomanceBody(uint32_t i, const CueRecord*& cue) const;

  /// "the U.S. state of Georgia".
  bool IsFederalState(const GazetteerMatch& match) const;
  /// "in Portuguese and Spanish", "speaks French", "the Japanese language".
  bool IsMoney(const GazetteerMatch& match) const;
  bool IsLanguage(const GazetteerMatch& match) const;

  /// In a sentence of capitals only what lists have can be told.
  uint32_t ListedOnly(uint32_t i);

  uint32_t At(uint32_t i);

  /// A whole item of a list between semicolons, where it is nothing but a name; i when it is not.
  uint32_t Item(uint32_t i);

  uint32_t StateMinistry(uint32_t i) const;
  uint32_t MinistryOfWords(uint32_t i) const;
  bool OfCountry(uint32_t i) const;

  /// Countries, bodies and places of lists whose names are longer than a run reads ("Hashemite
  /// Kingdom of Jordan"), and "Republic of X" for every country X; i when none begins here.
  uint32_t State(uint32_t i);

  uint32_t TrimStart(uint32_t begin, uint32_t end) const;
  /// "Rope Marine's | chief operating officer": ordinary words, and companies alone have such
  /// posts.
  bool OwnsCompanyPost(Run run) const;
  bool InRowOfSigners(Run run) const;
  uint32_t RoomOfBuilding(Run run) const;

  bool ShortensAgreement(uint32_t i, bool name) const;
  void DropAgreements();

  /// What an agreement or event is about: "Agreement on | Maritime Transport", "… and | Port
  /// Safety".
  bool IsTopic(Run run);
  bool OpensAgreementName(Run run) const;
  bool InAgreementTitle(Run run) const;

  /// "at the Danube Trade | Forum", "during the 8th Baltic Science | Forum": held, not a body.
  bool Gathering(Run run) const {
    if (run.size() < 2 || !words_.IsAny(run.end - 1, {"forum", "fair", "days", "congress"})) {
      return false;
    }
    const uint32_t before = run.begin - 1;
    if (words_.Has(before, kWordOrdinal)) return true;
    return words_.IsAny(words_.Is(before, "the") ? before - 1 : before,
                        {"at", "during", "attend", "attended", "postponed", "opened", "hosted",
                         "hosts", "host", "organised", "organized", "margins", "sidelines"});
  }

  /// "Border Commission Talks", "Exercise Calm Shore": an agreement or event, no body.
  bool Artifact(Run run) const {
    return words_.Has(run.end - 1, kWordAgreement | kWordEvent) ||
           (run.size() > 1 && words_.IsAny(run.begin, {"exercise", "operation"})) || Gathering(run);
  }

  /// Decides what a run names and adds it; what the rules leave open the model weighs.
  void Type(Run run, bool inner);

  void TypeByRules(Run run, bool inner);

  /// Countries, places and bodies of lists inside a stretch that is no name itself.
  void Inner(Run run, bool places = true);

  uint32_t BeginOfShortForm(uint32_t i) const;
  bool IntroducesShortForm(uint32_t i) const { return BeginOfShortForm(i) != i; }
  void LengthenByShortForms();
  bool GivenCountry(Run run, uint32_t after) const;
  uint32_t HolderBehindCountry(Run run) const;
  uint32_t NameBehindPlace(Run run) const;
  bool IsMasthead(uint32_t sentence) const;
  uint32_t PersonBehindLegalForm(Run run) const;
  uint32_t LeadingCountry(Run run) const;

  /// The head cue before "of": "University | of Nairobi".
  const CueRecord* HeadBeforeObject(Run run) const;

  void AddBody(Run run, const CueRecord* head);

  void AddPerson(uint32_t begin, uint32_t end, float score, const char* rule);

  /// Could these words be a person's, after a title?
  bool LooksPersonal(Run run, const FoundPost* title) const;

  const FoundPost* FollowsTitle(uint32_t b) const;
  const FoundPost* TitleBehind(uint32_t end) const;
  uint32_t NameBehindBody(Run run) const;
  bool Described(uint32_t b) const;
  bool InBracketsOfList(Run run) const;
  bool IsNamedAfter(Run run);
  const FoundPost* TitleFollows(uint32_t e) const;

  bool PersonShape(Run run) const { return shape_.PersonScore(run) >= 5; }

  void TypeSingle(Run run, const CueRecord* head, const GazetteerMatch* place, int, bool inner);

  /// The same for all spellings of one name: marks and case do not count.
  uint64_t NameKey(uint32_t begin, uint32_t end);

  /// What the model makes of the open runs, those of one name in the document together.
  void Weigh();
  using Uses = std::unordered_map<uint64_t, NameUse>;
  Uses CountUses(std::vector<uint64_t>& keys);
  void NoteParts(Uses& uses);
  void NoteSmall(Uses& uses, const std::vector<uint64_t>& keys);
  std::string_view Beside(Run run, const std::vector<uint8_t>& types, bool left) const;
  void Items();
  /// Names that are clear in one place decide those that are not in another.
  void Propagate();
  void Particles();

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
  /// Adds what stands beside the run to its weights.
  void WeighCompany(Open& open) const;
  void WeighFighters(Open& open) const;
  std::vector<Open> open_;
  std::vector<NameFeature> features_;
  std::string fold_;  // of NameKey
  std::vector<NameDecision>* trace_ = nullptr;
  bool settled_ = false;
  uint32_t topic_end_ = 0;                    // of the last topic of an agreement
  std::vector<std::string> agreement_forms_;  // capitals that stand for an agreement here
  std::vector<NameCandidate> found_;
  std::vector<uint32_t> weak_;      // of found_, in order
  std::vector<uint32_t> capitals_;  // tokens of all-capitals sentences
};

}  // namespace entente::ingest
