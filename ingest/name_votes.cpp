#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "ingest/name_finder_impl.h"

namespace entente::ingest {
namespace {

constexpr uint64_t kNoBytes = 0xCBF29CE484222325ull;  // FNV-1a of nothing
// By how much a class must lead, in thousands, for ordinary words to be a name.
constexpr float kClearWord = 0.8f, kClearWords = 0.5f;

}  // namespace

uint64_t NameFinder::NameKey(uint32_t begin, uint32_t end) {
  uint64_t key = kNoBytes;
  for (uint32_t k = begin; k < end; ++k) {
    if (const WordId id = words_.Id(k); id != 0) {
      key = (key ^ id) * 0x9E3779B97F4A7C15ull;
      key ^= key >> 32;
    } else {
      fold_.clear();
      words_.lexicon().Fold(words_.Text(k), fold_);
      key = MixBytes(key, fold_);
    }
  }
  return key;
}

/// What the document says of each open name; `keys` are theirs.
NameFinder::Uses NameFinder::CountUses(std::vector<uint64_t>& keys) {
  Uses uses;
  keys.reserve(open_.size());
  for (const Open& open : open_) {
    keys.push_back(NameKey(open.run.begin, open.run.end));
    NameUse& use = uses[keys.back()];
    ++use.count;
    use.introduced = use.introduced ||
                     (words_.Text(open.run.begin - 1) == "(" && words_.Text(open.run.end) == ")");
    const auto signs = shape_.Signs(open.run);
    for (size_t s = 0; s < kNameSigns; ++s) use.places[s] += signs[s] ? 1 : 0;
  }
  NoteParts(uses);
  NoteSmall(uses, keys);
  return uses;
}

/// "Ann | Ayres", "Norlake | Shipping", "| Port | of Norlake": what longer names the rules have
/// made, whose parts stand alone elsewhere.
void NameFinder::NoteParts(Uses& uses) {
  for (const NameCandidate& c : found_) {
    if (c.score < 0.7f || c.form != MentionForm::kName || c.end_token < c.begin_token + 2) continue;
    const size_t kind = c.type == MentionType::kPerson    ? 0
                        : c.type == MentionType::kPlace   ? 1
                        : c.type == MentionType::kCountry ? 3
                                                          : 2;
    if (kind == 3) continue;
    static constexpr std::string_view kEnds[] = {"person-end", "place-end", "body-end"};
    static constexpr std::string_view kBegins[] = {"person-begin", "place-begin", "body-begin"};
    const auto note = [&](uint32_t begin, uint32_t end, std::string_view what) {
      if (!words_.NameLike(begin) || !words_.NameLike(end - 1)) return;
      const auto use = uses.find(NameKey(begin, end));
      if (use != uses.end() && use->second.inside.empty()) use->second.inside = what;
    };
    for (uint32_t k = c.begin_token + 1; k < c.end_token; ++k) {
      note(k, c.end_token, kEnds[kind]);
      note(c.begin_token, k, kBegins[kind]);
    }
  }
}

/// Which open names of one word the document has in small letters, too.
void NameFinder::NoteSmall(Uses& uses, const std::vector<uint64_t>& keys) {
  std::unordered_map<WordId, NameUse*> words;
  for (size_t o = 0; o < open_.size(); ++o) {
    const TokenRun run = open_[o].run;
    const WordId id = words_.Id(run.begin);
    if (run.size() == 1 && id != 0) words.emplace(id, &uses[keys[o]]);
  }
  if (words.empty()) return;
  for (uint32_t i = 0; i < words_.size(); ++i) {
    if (words_.Capital(i) || !words_.Has(i, kWordCommon)) continue;
    const auto word = words.find(words_.Id(i));
    if (word != words.end()) word->second->small = true;
  }
}

/// What the rules made of the name that a comma or "and" joins to this one; empty when nothing.
std::string_view NameFinder::Beside(Run run, const std::vector<uint8_t>& types, bool left) const {
  const int step = left ? -1 : 1;
  uint32_t k = left ? run.begin - 1 : run.end;
  const uint32_t from = k;
  if (!left && words_.IsComma(k)) ++k;
  if (words_.IsAny(k, {"and", "or", "&"})) k += step;
  if (left && words_.IsComma(k)) --k;
  if (k == from) return {};
  const uint32_t at = left ? k + 1 : k;
  if (at >= types.size() || types[at] == 0) return {};
  // "Ann Ayres of Peru and | …": it is she that stands beside.
  constexpr uint32_t kMostWords = 4;  // of a country's name
  for (uint32_t of = k; left && of > 0 && of + kMostWords > k; --of) {
    if (!words_.Is(of, "of")) continue;
    const bool person = types[of] == static_cast<uint8_t>(MentionType::kPerson) + 1;
    if (person && types[at] == static_cast<uint8_t>(MentionType::kCountry) + 1) return "person";
    break;
  }
  switch (static_cast<MentionType>(types[at] - 1)) {
    case MentionType::kPerson:
      return "person";
    case MentionType::kPlace:
      return "place";
    case MentionType::kCountry:
      return "country";
    default:
      return "body";
  }
}

void NameFinder::Weigh() {
  if (words_.lexicon().name_model().empty()) return;
  std::unordered_map<uint64_t, std::array<int64_t, kNameClasses + 1>> sums;
  std::vector<uint64_t> keys;
  Uses uses = CountUses(keys);
  // What the rules made of names, by where they begin and end.
  std::vector<uint8_t> begins(words_.size() + 1), ends(words_.size() + 1);
  for (const NameCandidate& c : found_) {
    if (c.score < 0.7f || c.form == MentionForm::kNominal) continue;
    begins[c.begin_token] = ends[c.end_token] = static_cast<uint8_t>(c.type) + 1;
  }
  for (size_t o = 0; o < open_.size(); ++o) {
    Open& open = open_[o];
    NameUse& use = uses[keys[o]];
    use.left = Beside(open.run, ends, true);
    use.right = Beside(open.run, begins, false);
    shape_.UseFeatures(open.run, use, features_);
    const auto more = words_.lexicon().name_model().Score(features_);
    for (size_t c = 0; c < kNameClasses; ++c) open.weights[c] += more[c];
    // "a TKR and two TKRs": things.
    const bool thing = words_.Upper(open.run.begin) && open.run.size() == 1 &&
                       use.places[static_cast<size_t>(NameSign::kCounted)] > 0;
    if (thing) open.weights[static_cast<size_t>(NameClass::kNone)] += 1500;
    // A document that keeps coming back to letters means somebody by them.
    if (!thing && use.count >= 3 && open.candidate != UINT32_MAX &&
        found_[open.candidate].form == MentionForm::kAcronym) {
      open.weights[static_cast<size_t>(NameClass::kOrganization)] += 800;
    }
    if (trace_ != nullptr) {
      auto& features = (*trace_)[o].features;
      features.insert(features.end(), features_.begin(), features_.end());
    }
    std::array<int64_t, kNameClasses + 1>& sum = sums[keys[o]];
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
    // An ordinary word with a capital needs a clear reason; several of them need one, too.
    const bool word =
        at != UINT32_MAX && std::string_view(found_[at].rule).starts_with("name:word");
    const bool unclear = (word && margin < kClearWord) ||
                         (at == UINT32_MAX && open.run.size() > 1 && margin < kClearWords);
    if (static_cast<NameClass>(best) == NameClass::kNone || unclear) {
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

/// Items of one list are of one kind: "…: Talcor; Harrow & Finch; Orion Seguros S.A.".
void NameFinder::Items() {
  const auto opens = [&](uint32_t i) {
    return words_.Text(i) == ";" || words_.Text(i) == ":" || words_.Text(i) == "•";
  };
  std::unordered_map<uint32_t, std::pair<uint32_t, uint32_t>> lists;  // sentence: items, bodies
  std::vector<bool> is_open(found_.size());                           // an item, whatever it is
  for (const Open& open : open_) {
    if (open.candidate != UINT32_MAX) is_open[open.candidate] = true;
  }
  for (uint32_t f = 0; f < found_.size(); ++f) {
    const NameCandidate& c = found_[f];
    if ((c.score < 0.34f && !is_open[f]) || !opens(c.begin_token - 1)) continue;
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
  std::unordered_map<uint64_t, Evidence> known;
  std::vector<bool> is_weak(found_.size());
  for (const uint32_t w : weak_) is_weak[w] = true;
  const auto note = [&](uint64_t key, MentionType type, float weight) {
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
    note(NameKey(c.begin_token, c.end_token), c.type, 2 * c.score);
    if (c.end_token - c.begin_token < 2) continue;
    if (c.type == MentionType::kPerson) {
      for (uint32_t k = c.begin_token; k < c.end_token; ++k) {
        if (words_.NameLike(k) && words_.Text(k).size() > 2)
          note(NameKey(k, k + 1), c.type, k + 1 == c.end_token ? 1.5f : 1.0f);
        if (k > c.begin_token) note(NameKey(k, c.end_token), c.type, 1.5f);
      }
      if (c.end_token - c.begin_token > 2)
        note(NameKey(c.begin_token, c.end_token - 1), c.type, 1.0f);
    } else if (c.type == MentionType::kOrganization) {
      for (uint32_t k = c.begin_token + 2; k < c.end_token; ++k) {
        // "Port of Nukus Company" tells of a place.
        if (words_.Is(k - 1, "of") && words_.Capital(k) && words_.Id(k) == 0 &&
            words_.IsAny(k - 2, {"port", "city", "bank", "university", "municipality", "bishop"})) {
          note(NameKey(k, k + 1), MentionType::kPlace, 1.4f);
        }
      }
      for (uint32_t end = c.begin_token + 1; end < c.end_token; ++end) {
        const bool plain = words_.Has(c.begin_token, kWordCommon) && end == c.begin_token + 1;
        const GazetteerMatch* listed = matches_.Longest(c.begin_token, EntryKind::kPlace);
        const bool country = end == c.begin_token + 1 &&
                             (matches_.Longest(c.begin_token, EntryKind::kCountry) != nullptr ||
                              (listed != nullptr && !listed->entry->needs_company));
        if (!plain && !country && words_.NameLike(end - 1))
          note(NameKey(c.begin_token, end), c.type, 1.2f);
      }
    }
  }
  for (const uint32_t w : weak_) {
    NameCandidate& c = found_[w];
    const auto at = known.find(NameKey(c.begin_token, c.end_token));
    if (at == known.end()) continue;
    const Evidence& e = at->second;
    const float best = std::max({e.person, e.place, e.organization});
    // "in Berlin" is the town, whoever is called so.
    if (words_.IsAny(c.begin_token - 1, {"in", "near", "outside", "visited", "visiting"})) {
      const Entry* town = TownAt(c.begin_token, c.end_token);
      if (town != nullptr) {
        c.type = MentionType::kPlace;
        c.entry = town;
        c.score = std::max(c.score, 0.7f);
        continue;
      }
    }
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
      const auto at = known.find(NameKey(begin, end));
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

}  // namespace entente::ingest
