// Of whom a post is one that the text around it says: the noun before it, what the sentence before
// is about, whom its holder met.

#include <algorithm>
#include <string>
#include <vector>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

namespace {

/// How many words lie between two people who meet.
constexpr uint32_t kMeetingReach = 40;
/// How many mentions are asked for the places of a text.
constexpr uint32_t kPlacesAsked = 400;
/// How many sentences back the first of a paragraph is looked for.
constexpr uint32_t kParagraphReach = 12;

}  // namespace

/// "Trust | secretary Ann Ayres", "co-op | chair Bo Lund": the body named last before whose name
/// ends with the word, or has it before its legal form.
uint32_t Resolver::BodyCalledSo(uint32_t noun) const {
  std::string word;
  lexicon_.Fold(words_.Text(noun), word);
  if (words_.Text(noun) == "op" || word == "op") word = "co-op";
  if (word.size() < 4 || words_.Has(noun, kWordFunction | kWordSpeech)) return kNoIndex;
  const auto same = [&](const std::string& part) {
    if (part == word) return true;
    if (word == "co-op" || word == "coop") {
      return part == "co-operative" || part == "cooperative" || part == "co-op";
    }
    return false;
  };
  const uint32_t from = MentionFrom(noun);
  for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
    if (!Is(m, MentionType::kOrganization) || mentions_[m].entity == kNoIndex) continue;
    const std::vector<std::string>& name = clusters_[mentions_[m].entity].full;
    const size_t size = name.size();
    if (size > 1 && (same(name.back()) || (size > 2 && same(name[size - 2])))) {
      return mentions_[m].entity;
    }
  }
  return kNoIndex;
}

/// "Manitoba signed it. … the province's | minister": the region named last before `noun`.
uint32_t Resolver::RegionOfNoun(uint32_t noun) const {
  if (!words_.IsAny(noun, {"province", "region", "territory", "county", "canton", "emirate",
                           "prefecture", "oblast", "voivodeship", "governorate"})) {
    return kNoIndex;
  }
  constexpr uint32_t kSentences = 6;
  const uint32_t sentence = words_.Sentence(noun);
  const uint32_t from = MentionFrom(noun);
  for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
    if (mentions_[m].sentence + kSentences <= sentence) break;
    if (mentions_[m].entity == kNoIndex) continue;
    const Cluster& cluster = clusters_[mentions_[m].entity];
    // "the Province of Norlake": named as a body.
    std::string word;
    lexicon_.Fold(words_.Text(noun), word);
    const bool named =
        Is(m, MentionType::kOrganization) &&
        std::find(cluster.full.begin(), cluster.full.end(), word) != cluster.full.end();
    if (named) return mentions_[m].entity;
    if (!Is(m, MentionType::kPlace) || IsCapital(m)) continue;
    if (cluster.kind == "region" || cluster.kind == "state" || cluster.kind.empty()) {
      return mentions_[m].entity;
    }
  }
  return kNoIndex;
}

/// "The Province was represented by | its | minister, and the community by | its | elder": what the
/// noun that "its" stands for means; `noun` becomes true where there is one.
uint32_t Resolver::NounOfIts(uint32_t its, bool& noun) const {
  const uint32_t sentence = words_.Sentence(its);
  const uint32_t opening = words_.segmented().sentences[sentence].begin_token;
  uint32_t at = kNoIndex;
  if (its > 3 && words_.Is(its - 1, "by") && !words_.Capital(its - 2) &&
      words_.Has(its - 2, kWordNoun) && words_.Is(its - 3, "the") &&
      (words_.Is(its - 4, "and") || words_.IsComma(its - 4) || words_.Text(its - 4) == ";")) {
    at = its - 2;
  } else if (words_.Is(opening, "the") && words_.IsAny(opening + 2, {"was", "is", "were"}) &&
             words_.Is(opening + 3, "represented") && opening + 5 == its) {
    at = opening + 1;
  }
  // "Riga was represented by | its | director"
  const uint32_t m = MentionFrom(words_.Is(opening, "the") ? opening + 1 : opening);
  if (at == kNoIndex && m < mentions_.size() && mentions_[m].begin_token <= opening + 1 &&
      mentions_[m].sentence == sentence && mentions_[m].end_token + 3 == its &&
      words_.Is(its - 2, "represented") && mentions_[m].form != MentionForm::kDemonym) {
    noun = true;
    return mentions_[m].entity;
  }
  if (at == kNoIndex || words_.IsAny(at, {"country", "government", "state"})) return kNoIndex;
  noun = true;
  const uint32_t region = RegionOfNoun(at);
  return region != kNoIndex ? region : BodyOfNoun(at);
}

/// Below a letter: the body on the line behind the title, else the ministry that the text names
/// most.
uint32_t Resolver::BodyOfSignature(uint32_t p) const {
  const auto& sentences = words_.segmented().sentences;
  const uint32_t line = words_.Sentence(posts_[p].begin_token) + 1;
  if (line < sentences.size()) {
    const uint32_t m = MentionFrom(sentences[line].begin_token);
    const bool whole = m < mentions_.size() && mentions_[m].sentence == line &&
                       mentions_[m].begin_token <= sentences[line].begin_token + 2 &&
                       mentions_[m].end_token >= sentences[line].end_token;
    if (whole && (Is(m, MentionType::kOrganization) || Is(m, MentionType::kMinistry))) {
      return mentions_[m].entity;
    }
  }
  uint32_t best = kNoIndex;
  size_t most = 0;
  for (const auto& [key, cluster] : ministry_keys_) {
    if (clusters_[cluster].mentions.size() <= most) continue;
    most = clusters_[cluster].mentions.size();
    best = cluster;
  }
  return most > 1 || ministry_keys_.size() == 1 ? best : kNoIndex;
}

/// "And Peru pulled out. Minister Ann Ayres said …": the state that the sentence before begins
/// with and is about.
uint32_t Resolver::SubjectOfSentenceBefore(uint32_t token) const {
  const uint32_t sentence = words_.Sentence(token);
  const auto& sentences = words_.segmented().sentences;
  if (sentence == 0 || sentences[sentence - 1].block != sentences[sentence].block) return kNoIndex;
  uint32_t begin = sentences[sentence - 1].begin_token;
  // "On Sunday night, | however, | Peru's cabinet decided": past when it was.
  constexpr uint32_t kWhen = 6;
  if (words_.IsAny(begin, {"on", "after", "by", "this", "last", "then"})) {
    uint32_t comma = begin;
    while (comma < begin + kWhen && !words_.IsComma(comma)) ++comma;
    const uint32_t named = MentionFrom(begin);
    if (words_.IsComma(comma) &&
        (named >= mentions_.size() || mentions_[named].begin_token > comma)) {
      begin = comma + 1;
    }
  }
  while (words_.IsAny(begin, {"and", "but", "meanwhile", "separately", "the", "so", "yet", "then",
                              "however"}) ||
         words_.IsComma(begin)) {
    ++begin;
  }
  const uint32_t m = MentionFrom(begin);
  if (m >= mentions_.size() || mentions_[m].begin_token != begin || !Is(m, MentionType::kCountry) ||
      mentions_[m].entity == kNoIndex) {
    return kNoIndex;
  }
  const uint32_t end = mentions_[m].end_token;
  // "Peru's cabinet", "the Peruvian government"
  const bool demonym = mentions_[m].form == MentionForm::kDemonym;
  if (words_.IsAny(words_.IsPossessive(end) ? end + 1 : end,
                   {"cabinet", "government", "parliament"}) &&
      (demonym || words_.IsPossessive(end))) {
    return mentions_[m].entity;
  }
  if (demonym) return kNoIndex;
  if (words_.IsPossessive(end) || words_.IsComma(end) || words_.Is(end, "and") ||
      words_.Text(end) == ":") {
    return kNoIndex;
  }
  return mentions_[m].entity;
}

/// "the permanent secretary of the Ministry of Trade of Peru, Ann Ayres": the state of somebody
/// near a post whose own is of a ministry.
uint32_t Resolver::StateOfMinistryOf(uint32_t p, uint32_t person) const {
  constexpr uint32_t kReach = 4;  // posts around
  for (uint32_t q = p > kReach ? p - kReach : 0; q < posts_.size() && q < p + kReach; ++q) {
    if (post_holder_[q] != person || links_[q].of == kNoIndex) continue;
    if (!Is(links_[q].of, MentionType::kMinistry) || mentions_[links_[q].of].entity == kNoIndex) {
      continue;
    }
    return clusters_[mentions_[links_[q].of].entity].country;
  }
  return kNoIndex;
}

/// "received | Peru's minister of trade | Bo Lund": nothing but who is received stands between the
/// verb at token `t` and the name at token `name`.
bool Resolver::Receives(uint32_t t, uint32_t name) const {
  constexpr uint32_t kMostWords = 9;
  if (name < t || name > t + kMostWords) return false;
  for (uint32_t k = t + 1; k < name; ++k) {
    if (words_.IsComma(k) || words_.IsAny(k, {"from", "to", "and", "that", "for"})) return false;
  }
  return true;
}

/// "Peru's minister Bo Lund was received by | President Ann Ayres": she is not of the state whose
/// minister is said to meet her. Adds such states.
void Resolver::AddStatesMet(uint32_t p, std::vector<uint32_t>& states) const {
  const uint32_t begin = posts_[p].begin_token, sentence = words_.Sentence(begin);
  for (uint32_t m = MentionFrom(begin > kMeetingReach ? begin - kMeetingReach : 0);
       m < mentions_.size() && mentions_[m].begin_token <= begin + kMeetingReach; ++m) {
    if (mentions_[m].sentence != sentence || !Is(m, MentionType::kPerson) ||
        mentions_[m].entity == post_holder_[p])
      continue;
    const auto at = state_of_.find(mentions_[m].entity);
    const uint32_t state =
        at != state_of_.end() ? at->second : StateOfMinistryOf(p, mentions_[m].entity);
    if (state == kNoIndex) continue;
    const uint32_t other = mentions_[m].begin_token;
    const uint32_t low = std::min(begin, other), high = std::max(begin, other);
    for (uint32_t t = low; t < high; ++t) {
      if (words_.Text(t) == ";" || words_.IsAny(t, {"while", "whereas"})) break;
      const bool meets =
          words_.IsAny(t, {"met", "meets", "welcomed", "hosted", "greeted", "conferred"}) ||
          (words_.Is(t, "received") &&
           (words_.Is(t + 1, "by") || low == other || Receives(t, high))) ||
          (words_.IsAny(t, {"talks", "meeting", "conversation", "discussions", "consultations"}) &&
           words_.Is(t + 1, "with")) ||
          (words_.Is(t, "paid") && words_.IsAny(t + 2, {"call", "visit"}));
      if (!meets) continue;
      states.push_back(state);
      break;
    }
  }
  // "Vice Minister Bo Lund's delegation came. | He and | Secretary Ann Ayres exchanged letters."
  if (begin < 2 || !words_.Is(begin - 1, "and") || !words_.IsAny(begin - 2, {"he", "she"})) return;
  const uint32_t from = MentionFrom(begin);
  for (uint32_t m = from; m-- > 0 && from - m < kOwnerReach;) {
    if (mentions_[m].sentence + 1 < sentence) break;
    if (!Is(m, MentionType::kPerson) || mentions_[m].sentence == sentence) continue;
    const auto at = state_of_.find(mentions_[m].entity);
    if (at != state_of_.end()) states.push_back(at->second);
    break;
  }
}

/// Whether the paragraph of a post has named all of these before it.
bool Resolver::NamedInBlock(const std::vector<uint32_t>& entities, uint32_t p) const {
  const auto& sentences = words_.segmented().sentences;
  const uint32_t block = sentences[words_.Sentence(posts_[p].begin_token)].block;
  std::vector<uint32_t> left = entities;
  for (uint32_t m = MentionFrom(posts_[p].begin_token);
       m-- > 0 && sentences[mentions_[m].sentence].block == block;) {
    std::erase(left, mentions_[m].entity);
  }
  return left.empty();
}

/// "Peru's army", "the Peruvian military": the one state of whose forces the text tells.
uint32_t Resolver::StateOfArmy() const {
  uint32_t state = kNoIndex;
  for (const auto& [record, cluster] : country_clusters_) {
    for (const uint32_t m : clusters_[cluster].mentions) {
      const uint32_t end = mentions_[m].end_token;
      if (!words_.IsAny(words_.IsPossessive(end) ? end + 1 : end, {"army", "military", "navy"}))
        continue;
      if (state != kNoIndex && state != cluster) return kNoIndex;
      state = cluster;
    }
  }
  return state;
}

/// "Minister Ann Ayres hosted | her Norwegian counterpart": she is not of that state, wherever the
/// text calls her a minister. Adds such states.
void Resolver::AddStatesOfCounterparts(uint32_t holder, std::vector<uint32_t>& states) const {
  for (const uint32_t m : clusters_[holder].mentions) {
    const uint32_t end = mentions_[m].end_token, sentence = mentions_[m].sentence;
    for (uint32_t t = end; t < end + kMeetingReach && t < words_.size(); ++t) {
      if (words_.Sentence(t) != sentence || words_.Text(t) == ";") break;
      const uint32_t next = MentionFrom(t);
      if (next >= mentions_.size() || mentions_[next].begin_token != t) continue;
      if (Is(next, MentionType::kPerson) && mentions_[next].entity != holder) break;
      if (Is(next, MentionType::kCountry) && words_.IsAny(t - 1, {"his", "her"}) &&
          words_.IsAny(mentions_[next].end_token, {"counterpart", "colleague", "guest"})) {
        states.push_back(mentions_[next].entity);
      }
    }
  }
}

/// "the Ambassador of Peru, Ann Ayres", and no other word of Peru: the ministers beside her are of
/// where she serves. Adds such states.
void Resolver::AddStatesOfDiplomats(std::vector<uint32_t>& states) const {
  for (const auto& [record, cluster] : country_clusters_) {
    const std::vector<uint32_t>& named = clusters_[cluster].mentions;
    const bool sent = !named.empty() && std::all_of(named.begin(), named.end(), [&](uint32_t m) {
      constexpr uint32_t kReach = 4;  // posts around
      const auto near = static_cast<uint32_t>(
          std::lower_bound(posts_.begin(), posts_.end(), mentions_[m].begin_token,
                           [](const FoundPost& post, uint32_t t) { return post.begin_token < t; }) -
          posts_.begin());
      for (uint32_t p = near > kReach ? near - kReach : 0; p < posts_.size() && p < near + kReach;
           ++p) {
        if (links_[p].of == m && lexicon_.titles()[posts_[p].record].diplomat) return true;
      }
      return false;
    });
    // No place of the text lies there.
    bool there = false;
    for (uint32_t m = 0; sent && m < std::min<uint32_t>(mentions_.size(), kPlacesAsked); ++m) {
      if (!Is(m, MentionType::kPlace) || mentions_[m].entity == kNoIndex) continue;
      const Cluster& place = clusters_[mentions_[m].entity];
      there = there || place.country == cluster;
    }
    if (sent && !there) states.push_back(cluster);
  }
}

/// "European Commissioner", "High Representative for Foreign Affairs": of no state.
bool Resolver::IsOfUnion(uint32_t p) const {
  const std::string& title = post_titles_[p];
  return title.starts_with("European Commissioner") || title.starts_with("High Representative") ||
         (title.starts_with("Commissioner for ") && UnionNamed() != kNoIndex);
}

/// The union of states, or its commission, where the text names it.
uint32_t Resolver::UnionNamed() const {
  for (uint32_t m = 0; m < std::min<uint32_t>(mentions_.size(), kPlacesAsked); ++m) {
    if (!Is(m, MentionType::kOrganization) || mentions_[m].entity == kNoIndex) continue;
    const std::string_view name = words_.document().Text(mentions_[m].span);
    if (name == "EU" || name == "European Union" || name == "European Commission") {
      return mentions_[m].entity;
    }
  }
  return kNoIndex;
}

/// "OSLO (NTB) - …", "ACCRA, GNA - …": who sent the news, and no word more of it.
bool Resolver::IsNewsAgency(uint32_t cluster) const {
  constexpr uint32_t kReach = 9;  // tokens from the town, past a day and its year
  if (dateline_.end_token <= dateline_.begin_token) return false;
  if (clusters_[cluster].type != MentionType::kOrganization) return false;
  const std::vector<uint32_t>& named = clusters_[cluster].mentions;
  return !named.empty() && std::all_of(named.begin(), named.end(), [&](uint32_t m) {
    const uint32_t end = mentions_[m].end_token;
    return end < dateline_.end_token + kReach && (words_.Text(end) == ")" || words_.IsDash(end));
  });
}

/// "The university and the college signed. Rector Ann Ayres and Principal Bo Lund shook hands": of
/// two posts that are joined, the one of the bodies that the sentence before names in that order.
uint32_t Resolver::BodyOfPair(uint32_t p) const {
  const auto joined = [&](uint32_t a, uint32_t b) {
    const uint32_t first = links_[a].holder, second = links_[b].holder;
    if (first == kNoIndex || second == kNoIndex || links_[b].of != kNoIndex) return false;
    if (!links_[a].before_name || !links_[b].before_name || links_[a].of != kNoIndex) return false;
    return words_.Is(mentions_[first].end_token, "and") &&
           mentions_[first].end_token + 1 == posts_[b].begin_token;
  };
  uint32_t place = kNoIndex;
  if (p + 1 < posts_.size() && joined(p, p + 1)) place = 0;
  if (p > 0 && joined(p - 1, p)) place = 1;
  if (place == kNoIndex) return kNoIndex;
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  const bool secretary =
      lexicon_.titles()[posts_[p].record].normalised.find("Secretary") != std::string::npos;
  std::vector<uint32_t> bodies;
  // "Norlake College and Tarn Institute: letter of intent, signed by Rector Ann Ayres and | …"
  const uint32_t first = place == 0 ? p : p - 1;
  const bool by = posts_[first].begin_token > 1 && words_.Is(posts_[first].begin_token - 1, "by");
  const bool of_state = lexicon_.titles()[posts_[p].record].government;
  for (uint32_t m = MentionFrom(posts_[p].begin_token); m-- > 0;) {
    if (mentions_[m].sentence + 1 < sentence) break;
    if (mentions_[m].sentence == sentence) {
      if (!Is(m, MentionType::kOrganization)) continue;
      if (!by || of_state || mentions_[m].entity == kNoIndex) return kNoIndex;
      if (std::find(bodies.begin(), bodies.end(), mentions_[m].entity) == bodies.end())
        bodies.insert(bodies.begin(), mentions_[m].entity);
      continue;
    }
    if (by && !bodies.empty()) break;
    // "The two ministries signed. Secretary Ann Ayres and State Secretary Bo Lund …"
    if (!(Is(m, MentionType::kOrganization) || (secretary && Is(m, MentionType::kMinistry))) ||
        mentions_[m].entity == kNoIndex) {
      continue;
    }
    if (std::find(bodies.begin(), bodies.end(), mentions_[m].entity) == bodies.end())
      bodies.insert(bodies.begin(), mentions_[m].entity);
  }
  return bodies.size() == 2 ? bodies[place] : kNoIndex;
}

/// "and President Ann Ayres signed for | the Foundation", "President Ann Ayres for the Foundation".
uint32_t Resolver::BodySignedFor(uint32_t p) const {
  const uint32_t h = links_[p].holder;
  const TitleRecord& title = lexicon_.titles()[posts_[p].record];
  if (h == kNoIndex || !links_[p].before_name || posts_[p].honorific || title.diplomat)
    return kNoIndex;
  uint32_t t = mentions_[h].end_token;
  const uint32_t sentence = words_.Sentence(posts_[p].begin_token);
  bool signs = words_.Is(t, "signed");
  if (signs) ++t;
  const uint32_t opening = words_.segmented().sentences[sentence].begin_token;
  for (uint32_t k = opening; k < posts_[p].begin_token && !signs; ++k)
    signs = words_.Is(k, "signed") && words_.Is(k + 1, "for");
  if (!signs || !words_.Is(t, "for")) return kNoIndex;
  const uint32_t m = MentionFrom(words_.Is(t + 1, "the") ? t + 2 : t + 1);
  if (m >= mentions_.size() || mentions_[m].begin_token > t + 2 ||
      mentions_[m].entity == kNoIndex || mentions_[m].sentence != sentence ||
      !Is(m, MentionType::kOrganization)) {
    return kNoIndex;
  }
  return title.government && title.normalised != "President" && title.normalised != "Secretary"
             ? kNoIndex
             : mentions_[m].entity;
}

/// Whether the holder of a post that says only whose has a title between it and the name.
bool Resolver::HasOwnTitle(uint32_t p) const {
  for (uint32_t q = p + 1; q < posts_.size(); ++q) {
    if (words_.Sentence(posts_[q].begin_token) != words_.Sentence(posts_[p].begin_token)) break;
    if (posts_[q].honorific || posts_[q].rank || posts_[q].plural || IsRelative(q)) continue;
    if (links_[q].before_name && post_holder_[q] == post_holder_[p] &&
        post_holder_[q] != kNoIndex) {
      return true;
    }
  }
  return false;
}

/// The country that the heading of a sentence's section consists of: "VIET NAM".
uint32_t Resolver::StateOfSection(uint32_t sentence) const {
  constexpr uint32_t kSectionSentences = 12;
  const auto& sentences = words_.segmented().sentences;
  const auto& blocks = words_.document().blocks();
  for (uint32_t s = sentence; s-- > 0 && s + kSectionSentences > sentence;) {
    const uint32_t block = sentences[s].block;
    if (block >= blocks.size() || blocks[block].kind != BlockKind::kHeading) continue;
    const uint32_t m = MentionFrom(sentences[s].begin_token);
    if (m >= mentions_.size() || mentions_[m].sentence != s || !Is(m, MentionType::kCountry))
      return kNoIndex;
    const bool whole = mentions_[m].begin_token == sentences[s].begin_token &&
                       mentions_[m].end_token >= sentences[s].end_token;
    return whole ? mentions_[m].entity : kNoIndex;
  }
  return kNoIndex;
}

/// The country that a paragraph opens with and is about: "Somalia obtained a delay. … the minister
/// said."
uint32_t Resolver::SubjectOfParagraph(uint32_t token) const {
  const auto& sentences = words_.segmented().sentences;
  uint32_t first = words_.Sentence(token);
  const uint32_t block = sentences[first].block;
  const uint32_t last = first > kParagraphReach ? first - kParagraphReach : 0;
  while (first > last && sentences[first - 1].block == block) --first;
  if (first > 0 && sentences[first - 1].block == block) return kNoIndex;
  // "Uzbekistan: The talks went nowhere …": the label of an item.
  const uint32_t label = MentionFrom(sentences[first].begin_token);
  if (label < mentions_.size() &&
      mentions_[label].begin_token <= sentences[first].begin_token + 1 &&
      Is(label, MentionType::kCountry) && mentions_[label].form != MentionForm::kDemonym &&
      words_.Text(mentions_[label].end_token) == ":" && mentions_[label].end_token < token) {
    return mentions_[label].entity;
  }
  if (first == words_.Sentence(token) || first == 0) return kNoIndex;
  uint32_t begin = sentences[first].begin_token;
  if (words_.IsAny(begin, {"and", "but"})) ++begin;
  uint32_t found = kNoIndex;
  for (uint32_t m = MentionFrom(begin), seen = 0; m < mentions_.size() && seen < 30; ++m, ++seen) {
    if (mentions_[m].begin_token >= token) break;
    if (!Is(m, MentionType::kCountry)) continue;
    const bool opens =
        mentions_[m].begin_token == begin && mentions_[m].form != MentionForm::kDemonym &&
        !words_.IsPossessive(mentions_[m].end_token) && !words_.IsComma(mentions_[m].end_token) &&
        !words_.Is(mentions_[m].end_token, "and");
    if (found == kNoIndex && !opens) return kNoIndex;
    if (found != kNoIndex && mentions_[m].entity != found) return kNoIndex;
    found = mentions_[m].entity;
  }
  return found;
}

}  // namespace entente::ingest
