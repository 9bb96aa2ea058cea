// What stands right beside a name that the rules left open adds to what the model weighs.

#include "ingest/name_finder_impl.h"

namespace entente::ingest {
namespace {

constexpr size_t kPerson = static_cast<size_t>(NameClass::kPerson);
constexpr size_t kBody = static_cast<size_t>(NameClass::kOrganization);
constexpr size_t kPlace = static_cast<size_t>(NameClass::kPlace);

}  // namespace

void NameFinder::WeighCompany(Open& open) const {
  const TokenRun run = open.run;
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
      // "the embassy in | Hanoi signed": the town, whoever signs.
      const bool within = words_.IsAny(run.begin - 1, {"in", "near", "outside"});
      open.weights[kPlace] += within ? 2000 : 600;
    }
  }
  if (words_.Upper(run.begin) && words_.Upper(run.end - 1) &&
      PlaceEntry(run.begin, run.end) == nullptr) {
    open.weights[kPlace] -= 1000;
  }
  // "talks with | Norlake", "told | Norlake": whom one talks to is no place, unless a list has it.
  // Agreements are made with towns, too.
  const uint32_t before = run.begin - 1;
  const bool partner = words_.Is(before, "with") && words_.Has(before - 1, kWordEvent);
  if ((partner || words_.Is(before, "told")) && PlaceEntry(run.begin, run.end) == nullptr) {
    open.weights[kPlace] -= 1000;
  }
  // "According to | Norpress": who reports is no place.
  if (words_.Is(before, "to") && words_.Is(before - 1, "according") &&
      Exact(run.begin, run.end, EntryKind::kPlace) == nullptr) {
    open.weights[kPlace] -= 1000;
  }
  WeighFighters(open);
  // "managing director of | Norlake Dredging": companies have them. "secretary-general of |
  // Norlake"
  const FoundPost* of_post = words_.Is(before, "of") ? shape_.PostEnding(before) : nullptr;
  if (of_post != nullptr && !of_post->honorific && of_post->object_token == run.begin &&
      (words_.lexicon().titles()[of_post->record].company ||
       words_.Is(of_post->head_end - 1, "director") ||
       words_.lexicon().titles()[of_post->record].normalised == "Secretary-General") &&
      LeadingCountry(run) == run.begin && Exact(run.begin, run.end, EntryKind::kPlace) == nullptr) {
    open.weights[kBody] += 1200;
    open.weights[kPerson] -= 1000;
  }
  // "The consortium, | Halden-Meikle |, had signed", "| Hollis & Verey"
  const bool said = words_.IsComma(before) && words_.Has(before - 1, kWordBusiness | kWordBody) &&
                    !words_.Capital(before - 1) && words_.Is(before - 2, "the") &&
                    words_.IsComma(run.end);
  bool joint = false;
  for (uint32_t k = run.begin + 1; k + 1 < run.end; ++k) joint = joint || words_.Text(k) == "&";
  if ((said || joint) && PlaceEntry(run.begin, run.end) == nullptr) {
    open.weights[kBody] += 1800;
    open.weights[kPerson] -= 1000;
  }
  // "| Norlake | human resources director Ann Ayres": so they do here.
  uint32_t head = run.end;
  while (head < run.end + 3 && shape_.PostBeginning(head) == nullptr && words_.IsWord(head) &&
         !words_.Capital(head) && !words_.Has(head, kWordFunction | kWordSpeech)) {
    ++head;
  }
  const FoundPost* post = shape_.PostBeginning(head);
  if (post != nullptr && post->lower && !post->plural && !post->honorific && !post->rank &&
      words_.NameLike(post->end_token) && Exact(run.begin, run.end, EntryKind::kPlace) == nullptr) {
    open.weights[kBody] += 1000;
  }
  // "Peru's | Grace Ayres": a given name and what no list knows.
  if (words_.IsPossessive(before) && (run.size() == 2 || run.size() == 3) &&
      words_.Has(run.begin, kWordGivenUsual) && words_.NameLike(run.end - 1) &&
      !words_.Has(run.end - 1, kWordCommon | kWordField) && !words_.Upper(run.end - 1) &&
      runs_.CueEnding(run.begin, run.end, CueRole::kHead) == nullptr &&
      Exact(run.begin, run.end, EntryKind::kPlace) == nullptr) {
    open.weights[kPerson] += 1200;
  }
  // "near | Ayn Tal": nobody is near a person, unless it is a title that says so.
  if (words_.IsAny(before, {"in", "near", "outside"}) && !shape_.PersonContext(run)) {
    const bool near = !words_.Is(before, "in");
    open.weights[kPlace] += near ? 1500 : 400;
    open.weights[kPerson] -= near ? 2000 : 800;
  }
}

/// "the | Norlov | regime", "| NLF | fighters", "an | NLF-held | bridge", "strikes against | NLF".
void NameFinder::WeighFighters(Open& open) const {
  const uint32_t b = open.run.begin, e = open.run.end;
  if (open.run.size() > 2 || TownAt(b, e) != nullptr || LeadingCountry(open.run) > b) return;
  if (words_.IsAny(e, {"regime", "dictatorship"}) && !words_.Upper(b)) {
    open.weights[kPerson] += 2500;
    open.weights[kPlace] -= 1500;
    return;
  }
  if (PlaceEntry(b, e) != nullptr) return;
  const uint32_t compound = words_.Text(e) == "-" && words_.Joined(e) ? e + 1 : e;
  const bool held =
      words_.Joined(e) &&
      words_.IsAny(compound, {"held", "controlled", "affiliated", "linked", "aligned", "-held",
                              "-controlled", "-affiliated", "-linked", "-aligned"});
  const bool fights =
      words_.IsAny(e, {"fighters", "militants", "terrorists", "insurgents", "gunmen", "militia",
                       "militiamen", "guerrillas", "guerillas", "combatants", "jihadists",
                       "fighter", "militant", "terrorist", "insurgent", "rebels"});
  const uint32_t before = words_.Is(b - 1, "the") ? b - 2 : b - 1;
  const bool fought =
      words_.IsAny(before, {"defeat", "defeating", "defeated", "destroy", "fighting", "combating",
                            "combatting"}) ||
      (words_.Is(before, "against") &&
       words_.IsAny(before - 1,
                    {"fight", "strikes", "strike", "airstrikes", "campaign", "war", "offensive",
                     "operation", "operations", "coalition", "battle", "attacks", "struggle"}));
  if (!held && !fights && !fought) return;
  const bool letters = words_.Upper(b);
  open.weights[kBody] += held || letters ? 2000 : 1000;
  open.weights[kPlace] -= 1000;
  if (letters) open.weights[kPerson] -= 1000;
}

}  // namespace entente::ingest
