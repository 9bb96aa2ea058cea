// Whose news a document is, and each item of a digest: by its dateline, letterhead or source, by
// the label of an item, or by the country that is spoken of most.

#include <algorithm>
#include <cctype>
#include <map>
#include <string>

#include "ingest/date_finder.h"
#include "ingest/resolver_impl.h"

namespace entente::ingest {

/// "Ministry of Trade, Singapore": a line of its own at the head of a release says whose it is.
uint32_t Resolver::StateOfLetterhead() const {
  constexpr uint32_t kLines = 4, kTokens = 14;
  const auto& sentences = words_.segmented().sentences;
  for (uint32_t s = 0; s < sentences.size() && s < kLines; ++s) {
    const uint32_t begin = sentences[s].begin_token, end = sentences[s].end_token;
    if (end - begin > kTokens || words_.Text(end - 1) == ".") continue;
    const uint32_t m = MentionFrom(begin);
    if (m + 1 >= mentions_.size() || mentions_[m].begin_token != begin ||
        !Is(m, MentionType::kMinistry) || !Is(m + 1, MentionType::kCountry) ||
        mentions_[m + 1].end_token != end) {
      continue;
    }
    uint32_t between = mentions_[m].end_token;
    if (words_.IsComma(between) || words_.Is(between, "of")) ++between;
    if (words_.Is(between, "the")) ++between;
    if (between == mentions_[m + 1].begin_token) return mentions_[m + 1].entity;
  }
  return kNoIndex;
}

/// "Ministry of External Affairs, New Delhi", above a text that does not name India.
bool Resolver::FromUnnamedCapital() const {
  constexpr uint32_t kLines = 4, kTokens = 14;
  const auto& sentences = words_.segmented().sentences;
  for (uint32_t m = 0; m < mentions_.size() && mentions_[m].sentence < kLines; ++m) {
    const Sentence& line = sentences[mentions_[m].sentence];
    if (line.end_token - line.begin_token > kTokens || words_.Text(line.end_token - 1) == ".")
      continue;
    const uint32_t before = mentions_[m].begin_token;
    const bool office = m > 0 && mentions_[m - 1].sentence == mentions_[m].sentence &&
                        Is(m - 1, MentionType::kMinistry) && words_.IsComma(before - 1) &&
                        mentions_[m - 1].end_token + 1 == before;
    if (!office || !Is(m, MentionType::kPlace) || mentions_[m].entity == kNoIndex || !IsCapital(m))
      continue;
    const Cluster& place = clusters_[mentions_[m].entity];
    if (place.country == kNoIndex && !place.country_iso2.empty()) return true;
  }
  return false;
}

/// "Ministry of Foreign Affairs of Denmark", as the document's data name its source: the one state
/// of the text whose government it is.
uint32_t Resolver::StateOfSource() const {
  const std::string& source = words_.document().source();
  constexpr std::string_view kOfState[] = {"Ministry",   "Government",     "Foreign",   "Embassy",
                                           "Presidency", "Prime Minister", "Department"};
  const bool of_state = std::any_of(std::begin(kOfState), std::end(kOfState), [&](auto word) {
    return source.find(word) != std::string::npos;
  });
  uint32_t found = kNoIndex;
  for (const auto& [record, cluster] : country_clusters_) {
    const std::string& name = lexicon_.countries()[record].name;
    const size_t at = of_state ? source.find(name) : std::string::npos;
    if (at == std::string::npos) continue;
    const size_t end = at + name.size();
    const bool whole =
        (at == 0 || source[at - 1] == ' ') &&
        (end == source.size() || !std::isalpha(static_cast<unsigned char>(source[end])));
    if (!whole) continue;
    if (found != kNoIndex) return kNoIndex;
    found = cluster;
  }
  return found;
}

uint32_t Resolver::HomeCountry() const {
  if (const uint32_t state = StateOfSource(); state != kNoIndex) return state;
  uint32_t venue = kNoIndex;  // of the dateline
  if (dateline_.end_token > dateline_.begin_token) {
    for (uint32_t m = 0; m < mentions_.size(); ++m) {
      if (mentions_[m].begin_token != dateline_.begin_token || mentions_[m].entity == kNoIndex)
        continue;
      const Cluster& place = clusters_[mentions_[m].entity];
      if (place.type == MentionType::kCountry) return mentions_[m].entity;
      // "NEW DELHI", in a text that does not name India: the news is no other state's.
      if (place.country == kNoIndex && !place.country_iso2.empty()) return kNoIndex;
      if (place.country == kNoIndex) continue;
      if (!IsVenue(place.country)) return place.country;
      venue = place.country;
    }
  }
  if (DatelineAbroad()) return kNoIndex;
  if (const uint32_t state = StateOfLetterhead(); state != kNoIndex) return state;
  if (FromUnnamedCapital()) return kNoIndex;
  // How often each is spoken of, itself or by a place of its own.
  std::map<uint32_t, size_t> counts;
  uint32_t first = kNoIndex;  // of the title and the first sentences
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (mentions_[m].entity == kNoIndex) continue;
    const bool country = Is(m, MentionType::kCountry);
    if (!country && !Is(m, MentionType::kPlace)) continue;
    // "signed it with Peru", "his Peruvian counterpart": another's.
    if (country && (IsOtherSide(m) || IsOfFirm(m) ||
                    words_.IsAny(mentions_[m].end_token, {"counterpart", "colleague"}))) {
      continue;
    }
    const uint32_t state = country ? mentions_[m].entity : clusters_[mentions_[m].entity].country;
    if (state == kNoIndex || state == venue) continue;
    ++counts[state];
    if (first == kNoIndex && mentions_[m].sentence <= 2) first = state;
  }
  // The country of the first place that lies in a country spoken of about as much as any.
  size_t most_said = 0;
  for (const auto& [state, count] : counts) most_said = std::max(most_said, count);
  if (first != kNoIndex && counts[first] >= 2 && 2 * counts[first] >= most_said) {
    for (uint32_t m = 0; m < mentions_.size() && mentions_[m].sentence <= 2; ++m) {
      if (Is(m, MentionType::kPlace) && mentions_[m].entity != kNoIndex &&
          clusters_[mentions_[m].entity].country == first) {
        return first;
      }
    }
  }
  // The one spoken of most, where no other comes near.
  uint32_t best = kNoIndex;
  size_t most = 0, second = 0;
  for (const auto& [state, count] : counts) {
    if (count > most) {
      second = most;
      most = count;
      best = state;
    } else {
      second = std::max(second, count);
    }
  }
  return 2 * most >= 3 * second ? best : kNoIndex;
}

bool Resolver::AddLabelledStory(uint32_t sentence) {
  constexpr uint32_t kMostStates = 4, kLeast = 4;  // tokens behind the label
  const auto& sentences = words_.segmented().sentences;
  if (sentence > 0 && sentences[sentence - 1].block == sentences[sentence].block) return false;
  const uint32_t begin = sentences[sentence].begin_token, end = sentences[sentence].end_token;
  uint32_t at = begin, home = kNoIndex, states = 0;
  const auto state_at = [&](uint32_t m) {
    return m < mentions_.size() && Is(m, MentionType::kCountry) &&
           mentions_[m].form != MentionForm::kDemonym && mentions_[m].begin_token <= at;
  };
  uint32_t m = MentionFrom(begin);
  for (; states < kMostStates && state_at(m); ++m) {
    home = ++states == 1 ? mentions_[m].entity : kNoIndex;
    at = mentions_[m].end_token;
    const bool next = m + 1 < mentions_.size() && mentions_[m + 1].begin_token == at + 1;
    const bool joint = words_.Text(at) == "/" || words_.Text(at) == "-" || words_.IsComma(at) ||
                       words_.IsAny(at, {"and"});
    if (joint && next) ++at;
  }
  if (states == 0 || (m < mentions_.size() && mentions_[m].begin_token <= at)) return false;
  const bool dash = words_.IsDash(at) && words_.token(at).space_before && at + 1 < end &&
                    words_.token(at + 1).space_before;
  // "PERU-CHILE. The ministers …": a sentence of its own
  const bool alone = states > 1 && words_.Upper(begin) && words_.Text(at) == "." && at + 1 == end &&
                     sentence + 1 < sentences.size() &&
                     sentences[sentence + 1].block == sentences[sentence].block;
  if (!dash && !alone && words_.Text(at) != ":" && words_.Text(at) != "|") return false;
  if (!alone && at + kLeast >= end) return false;
  stories_.push_back({begin, home, kNoIndex});
  return true;
}

/// "OSLO — The coalition fell …", "LIMA — The dockers …": the items of a digest, each from its own
/// place, where the document has two or more.
void Resolver::FindStories() {
  const auto& sentences = words_.segmented().sentences;
  for (uint32_t s = 0; s < sentences.size(); ++s) {
    if (AddLabelledStory(s)) continue;
    const uint32_t begin = sentences[s].begin_token, end = StoryPlaceEnd(words_, s);
    const uint32_t m = end > begin ? MentionFrom(begin) : kNoIndex;
    if (m >= mentions_.size() || mentions_[m].begin_token != begin) continue;
    if (!Is(m, MentionType::kPlace) && !Is(m, MentionType::kCountry)) continue;
    uint32_t home = StateOf(m);
    // "MASERU, Lesotho —"; else the first country that the item names.
    for (uint32_t k = m + 1; k < mentions_.size() && home == kNoIndex; ++k) {
      if (mentions_[k].sentence > (words_.Text(end) == "." ? s + 1 : s)) break;
      if (Is(k, MentionType::kCountry)) home = mentions_[k].entity;
    }
    stories_.push_back({begin, home, mentions_[m].entity});
  }
  if (stories_.size() < 2) stories_.clear();
}

uint32_t Resolver::HomeAt(uint32_t token) const {
  const auto after =
      std::upper_bound(stories_.begin(), stories_.end(), token,
                       [](uint32_t t, const Story& story) { return t < story.begin_token; });
  return after == stories_.begin() ? home_ : std::prev(after)->home;
}

}  // namespace entente::ingest
