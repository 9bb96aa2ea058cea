// Names by the titles and descriptions beside them.

#include "ingest/name_finder_impl.h"
#include "ingest/named_after.h"

namespace entente::ingest {

/// "the shipyard | Norlake": a noun for a body, in small letters, right before token b.
bool NameFinder::Described(uint32_t b) const {
  if (b == 0) return false;
  uint32_t before = b - 1;
  if (words_.Sentence(before) != words_.Sentence(b)) return false;
  // "a rival faction, | Comuneros del Sur": an apposition, where the noun is a new one.
  const bool apposed = b > 2 && words_.IsComma(before);
  if (apposed) --before;
  if (!words_.IsWord(before) || words_.Capital(before) || !words_.HasRole(before, kRoleMaker)) {
    return false;
  }
  if (!apposed) return true;
  constexpr uint32_t kAdjectives = 3;
  for (uint32_t t = before, steps = 0; t-- > 0 && steps <= kAdjectives; ++steps) {
    if (words_.Sentence(t) != words_.Sentence(b)) return false;
    if (words_.IsAny(t, {"a", "an", "another"})) return true;
    if (!words_.IsWord(t)) return false;
  }
  return false;
}

/// The title whose phrase ends at the comma before token b: "the president of Oslo University, |".
const FoundPost* NameFinder::FollowsTitle(uint32_t b) const {
  if (b < 2 || !words_.IsComma(b - 1)) return nullptr;
  return TitleBehind(b - 1);
}

/// "the ministers of Peru (| Ann Ayres |) and Chile (| Bo Lund |)": a name of two to four words in
/// brackets behind a place, in a sentence with a title of several.
bool NameFinder::InBracketsOfList(Run run) const {
  constexpr uint32_t kReach = 40;
  const uint32_t b = run.begin;
  if (run.size() < 2 || run.size() > 4 || b < 2 || words_.Text(b - 1) != "(" ||
      words_.Text(run.end) != ")" || !words_.Capital(b - 2)) {
    return false;
  }
  for (uint32_t t = b - 2; t > 0 && t + kReach > b; --t) {
    if (words_.Sentence(t) != words_.Sentence(b)) return false;
    const FoundPost* post = shape_.PostEnding(t);
    if (post != nullptr && post->plural && !post->honorific) return LooksPersonal(run, post);
  }
  return false;
}

/// "Sultan Qais Bridge", "St. Jude's Day": a place that is called after somebody, or a day, which
/// names nothing; whether this settles the run.
bool NameFinder::IsNamedAfter(Run run) {
  const uint32_t b = run.begin, e = run.end;
  if (EndOfNamedAfter(words_, matches_, b) != e) return false;
  const CueRecord* place = runs_.CueEnding(b, e, CueRole::kPlace);
  const bool day = words_.Is(e - 1, "day");
  if (!day && (place == nullptr || runs_.CueEnding(b, e, CueRole::kHead) != nullptr)) return false;
  if (!day) {
    Add(b, e, MentionType::kPlace, 0.9f, "name:place-cue");
    found_.back().cue = place;
  }
  settled_ = true;
  return true;
}

/// Where a run begins with what a title is of and ends with a name: the name's first token; the
/// run's begin when it does not.
uint32_t NameFinder::NameBehindBody(Run run) const {
  const uint32_t b = run.begin, e = run.end;
  const FoundPost* post = shape_.PostEnding(words_.Is(b - 1, "the") ? b - 2 : b - 1);
  if (post == nullptr || post->object_token != b || post->plural || post->honorific) return b;
  for (uint32_t k = e - 2; k > b + 1 && k + 3 >= e; --k) {
    // "of the | Committee on Foreign Relations | Ann Ayres": what the body is for ends there.
    const bool object = words_.Has(k - 1, kWordField | kWordCommon) && words_.Capital(k - 1) &&
                        !words_.Has(k - 1, kWordGiven | kWordSurname) &&
                        words_.Has(k, kWordGivenUsual) && HeadBeforeObject({b, k}) != nullptr;
    // "of the | Bank of Peru | Ann Ayres"
    const GazetteerMatch* state = matches_.Longest(k - 1, EntryKind::kCountry);
    const bool of_state = state != nullptr && state->end_token == k && words_.Is(k - 2, "of") &&
                          HeadBeforeObject({b, k}) != nullptr && !words_.Has(k, kWordField);
    if (!object && !of_state && runs_.CueEnding(b, k, CueRole::kHead) == nullptr &&
        Exact(b, k, EntryKind::kOrganization) == nullptr) {
      continue;
    }
    for (uint32_t t = k; t < e; ++t) {
      if (!words_.NameLike(t) || words_.Upper(t) ||
          (words_.Has(t, kWordCommon) && !words_.Has(t, kWordGiven | kWordSurname))) {
        return b;
      }
    }
    const bool given = words_.Has(k, kWordGiven) || words_.Id(k) == 0;
    return given && shape_.PersonScore({k, e}) >= 1 ? k : b;
  }
  return b;
}

/// The title whose phrase ends at token `end`.
const FoundPost* NameFinder::TitleBehind(uint32_t end) const {
  uint32_t k = end;
  for (int steps = 0; steps < 10 && k > 0; ++steps, --k) {
    const FoundPost* post = shape_.PostEnding(k);
    if (post != nullptr) {
      const bool one = !post->plural && !post->honorific && !post->rank;
      return one && (k == end || post->object_token != UINT32_MAX || post->noun_token != UINT32_MAX)
                 ? post
                 : nullptr;
    }
    const bool inside =
        words_.NameLike(k - 1) || words_.IsPossessive(k - 1) ||
        words_.IsAny(k - 1, {"of", "in", "at", "for", "to", "from", "the", "and", "(", ")", "her",
                             "his", "its", "their", "that", "country", "state", "province"}) ||
        words_.Has(k - 1, kWordBody | kWordBusiness);
    if (!inside) return nullptr;
  }
  return nullptr;
}

/// The title after the comma after a name: "Ann Ayres, the | head of …".
const FoundPost* NameFinder::TitleFollows(uint32_t e) const {
  if (!words_.IsComma(e)) return nullptr;
  uint32_t k = e + 1;
  while (words_.IsAny(k, {"the", "a", "an", "its", "their", "our", "then", "who", "is", "also"}))
    ++k;
  const FoundPost* post = shape_.PostBeginning(k);
  if (post == nullptr || post->plural || post->honorific || post->rank) return nullptr;
  // "…, President Ann Ayres said": another's.
  const bool phrase = words_.IsAny(post->end_token, {"of", "at", "in", "for", "to"}) ||
                      words_.IsPunctuation(post->end_token) || post->field_begin == post->head_end;
  return phrase && !words_.NameLike(post->end_token) ? post : nullptr;
}

void NameFinder::AddPerson(uint32_t begin, uint32_t end, float score, const char* rule) {
  // "Ann Ayres | TD": what follows a name by office or honour
  while (
      end > begin + 2 && words_.Upper(end - 1) &&
      words_.IsAny(end - 1, {"td", "mp", "mep", "mla", "msp", "obe", "cbe", "mbe", "kc", "qc"})) {
    --end;
  }
  Add(begin, end, MentionType::kPerson, score, rule);
}

}  // namespace entente::ingest
