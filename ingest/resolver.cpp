#include "ingest/date_finder.h"
#include "ingest/resolver_impl.h"

#include <algorithm>
#include <cctype>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "graph/utf8.h"
#include "ingest/name_case.h"
#include "ingest/sorted_set.h"

namespace entente::ingest {

/// "a club in | Réunion": a territory that only says where something is, in all of the document,
/// is a place. One that acts for itself anywhere stays a country.
void Resolver::TerritoriesAsPlaces() {
  std::map<uint32_t, std::pair<std::vector<uint32_t>, bool>> territories;  // mentions; all located
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kCountry) || names_[m].entry == nullptr) continue;
    const uint32_t record = names_[m].entry->record;
    if (!lexicon_.countries()[record].territory) continue;
    auto& [mentions, located] =
        territories.try_emplace(record, std::vector<uint32_t>(), true).first->second;
    mentions.push_back(m);
    located = located && mentions_[m].form == MentionForm::kName &&
              words_.IsAny(mentions_[m].begin_token - 1, {"in", "at", "near", "off"});
  }
  for (const auto& [record, uses] : territories) {
    if (!uses.second) continue;
    for (const uint32_t m : uses.first) mentions_[m].type = MentionType::kPlace;
  }
}

void Resolver::Countries() {
  std::vector<std::pair<uint32_t, std::vector<uint32_t>>>
      open;  // mention and the records it may be
  std::set<uint32_t> named;
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kCountry) || names_[m].entry == nullptr) continue;
    std::vector<uint32_t> records;
    for (const GazetteerMatch& match : matches_.At(mentions_[m].begin_token)) {
      if (match.span != mentions_[m].span) continue;
      if (match.entry->kind != EntryKind::kCountry && match.entry->kind != EntryKind::kDemonym)
        continue;
      if (std::find(records.begin(), records.end(), match.entry->record) == records.end())
        records.push_back(match.entry->record);
    }
    std::sort(records.begin(), records.end());
    if (records.size() > 1) {
      const auto current = std::remove_if(records.begin(), records.end(), [&](uint32_t r) {
        return lexicon_.countries()[r].historical;
      });
      if (current != records.begin()) records.erase(current, records.end());
    }
    if (records.empty()) {
      // "Republic of X": the lists have X.
      uint32_t at = mentions_[m].end_token;
      while (at-- > mentions_[m].begin_token && records.empty()) {
        for (const GazetteerMatch& match : matches_.At(at)) {
          if (match.entry->kind == EntryKind::kCountry &&
              match.end_token == mentions_[m].end_token &&
              !lexicon_.countries()[match.entry->record].historical &&
              std::find(records.begin(), records.end(), match.entry->record) == records.end()) {
            records.push_back(match.entry->record);
          }
        }
      }
    }
    if (records.empty()) records.push_back(names_[m].entry->record);
    if (records.size() == 1) {
      named.insert(records[0]);
      Join(m, CountryCluster(records[0]));
    } else {
      open.emplace_back(m, std::move(records));
    }
  }
  for (const auto& [m, records] : open) {
    uint32_t best = records[0];
    int best_score = -1;
    for (const uint32_t record : records) {
      int score = named.count(record) != 0 ? 4 : 0;
      const std::string& capital = lexicon_.countries()[record].capital;
      if (!capital.empty() && words_.document().text().find(capital) != std::string::npos)
        score += 2;
      if (!lexicon_.countries()[record].territory) score += 1;
      // Of two states of one name, the one in the south of Korea, the Dominican Republic and the
      // larger Congo are meant more often; the lists order them so that the later code wins for
      // the first two, the earlier else.
      const std::string& code = lexicon_.countries()[record].iso2;
      if (code == "KR" || code == "DO") score += 1;
      if (score > best_score) best_score = score, best = record;
    }
    Join(m, CountryCluster(best));
  }
}

void Resolver::Places() {
  std::map<std::vector<std::string>, uint32_t> by_name;
  for (uint32_t m = 0; m < mentions_.size(); ++m) {
    if (!Is(m, MentionType::kPlace)) continue;
    std::vector<std::string> name = WordsOf(m);
    if (name.empty()) continue;
    // "SANTA CRUZ DE LA SIERRA, … in | Santa Cruz": its short form.
    const auto longer = by_name.upper_bound(name);
    if (name.size() > 1 && longer != by_name.end() && longer->first.size() > name.size() + 1 &&
        std::equal(name.begin(), name.end(), longer->first.begin()) &&
        by_name.find(name) == by_name.end()) {
      const std::string& next = longer->first[name.size()];
      if (next == "de" || next == "del" || next == "da" || next == "do" || next == "of") {
        Join(m, longer->second);
        continue;
      }
    }
    const auto [at, added] = by_name.emplace(name, 0);
    if (added) {
      at->second = NewCluster(MentionType::kPlace);
      Cluster& cluster = clusters_[at->second];
      cluster.full = name;
      if (names_[m].cue != nullptr) cluster.kind = names_[m].cue->kind;
      // Of namesakes the one in a country that the document speaks of, else the largest.
      int64_t best_score = -1;
      for (const GazetteerMatch& match : matches_.At(mentions_[m].begin_token)) {
        if (match.entry->kind != EntryKind::kPlace || match.end_token != mentions_[m].end_token)
          continue;
        const PlaceRecord& place = lexicon_.places()[match.entry->record];
        const uint32_t country = lexicon_.CountryByCode(place.country);
        int64_t score = place.population + (place.capital ? 20000000 : 0);
        if (country_clusters_.count(country) != 0) score += 100000000;
        if (score > best_score) {
          best_score = score;
          cluster.record = match.entry->record;
          cluster.country_iso2 = place.country;
          cluster.kind = place.kind;
        }
      }
      if (cluster.country_iso2.empty()) {
        // "NAME, Country" and "NAME in Country".
        const uint32_t next = mentions_[m].end_token;
        for (const GazetteerMatch& match : matches_.At(next + 1)) {
          if ((words_.IsComma(next) || words_.Is(next, "in")) &&
              match.entry->kind == EntryKind::kCountry) {
            cluster.country_iso2 = lexicon_.countries()[match.entry->record].iso2;
            break;
          }
        }
      }
      // A river's source makes nothing along it that country's.
      constexpr std::string_view kAcross[] = {"river",  "lake", "mountains", "sea",
                                              "desert", "gulf", "strait",    "channel"};
      if (std::find(std::begin(kAcross), std::end(kAcross), cluster.kind) != std::end(kAcross))
        cluster.country_iso2 = {};
      if (!cluster.country_iso2.empty()) cluster.country = KnownCountry(cluster.country_iso2);
    }
    Join(m, at->second);
    // "the Tuul | river": its name is with the noun, where it is not first of all a town's.
    Cluster& cluster = clusters_[at->second];
    const uint32_t noun = mentions_[m].end_token;
    const bool town =
        cluster.record != kNoIndex && lexicon_.places()[cluster.record].population > 0;
    if (mentions_[m].rule == "name:place-noun" && cluster.display.empty() && !town) {
      cluster.display = std::string(
          words_.document().Text({mentions_[m].span.begin_byte, words_.token(noun).span.end_byte}));
    }
  }
}

/// "signed six memoranda of understanding with | Peru": the other side of an agreement.
bool Resolver::IsOtherSide(uint32_t m) const {
  uint32_t b = mentions_[m].begin_token;
  // "with the Government of Peru"
  while (b > 1 && words_.IsAny(b - 1, {"the", "of", "government", "republic", "kingdom"})) --b;
  if (!words_.Is(b - 1, "with")) return false;
  for (uint32_t t = b - 1; t > 0 && t + 8 > b && words_.Sentence(t - 1) == words_.Sentence(b);
       --t) {
    if (words_.Has(t - 1, kWordAgreement) ||
        words_.IsAny(t - 1, {"memoranda", "mous", "agreements", "treaties", "deals", "signed"})) {
      return true;
    }
  }
  return false;
}

/// Whether the text comes from the capital of a country that it never names: no other is its home.
bool Resolver::DatelineAbroad() const {
  if (dateline_.end_token <= dateline_.begin_token) return false;
  const uint32_t m = MentionFrom(dateline_.begin_token);
  if (m >= mentions_.size() || mentions_[m].begin_token != dateline_.begin_token ||
      !Is(m, MentionType::kPlace) || mentions_[m].entity == kNoIndex) {
    return false;
  }
  const Cluster& place = clusters_[mentions_[m].entity];
  return place.country == kNoIndex && !place.country_iso2.empty() && place.record != kNoIndex &&
         lexicon_.places()[place.record].capital;
}

/// "with the Peruvian minister Ann Ayres, the Chilean minister signed": nobody holds offices of two
/// governments, so the second is no apposition.
void Resolver::PartAppositions() {
  constexpr uint32_t kReach = 4;  // posts before, of one name
  const auto government_of = [&](uint32_t p) {
    const uint32_t of = links_[p].of;
    const bool state = of != kNoIndex && Is(of, MentionType::kCountry) &&
                       lexicon_.titles()[posts_[p].record].government;
    return state ? mentions_[of].entity : kNoIndex;
  };
  for (uint32_t p = 1; p < posts_.size(); ++p) {
    if (links_[p].holder == kNoIndex || links_[p].before_name || government_of(p) == kNoIndex)
      continue;
    for (uint32_t q = p; q-- > 0 && q + kReach >= p;) {
      if (links_[q].holder != links_[p].holder || !links_[q].before_name) continue;
      const uint32_t other = government_of(q);
      if (other != kNoIndex && other != government_of(p)) links_[p].holder = kNoIndex;
    }
  }
}

/// "an Algerian company": where a firm is from says nothing of the ministers of a text.
bool Resolver::IsOfFirm(uint32_t m) const {
  return mentions_[m].form == MentionForm::kDemonym &&
         words_.Has(mentions_[m].end_token, kWordBusiness);
}

/// "in the Ethiopian | capital", and Ethiopia nowhere else: a text that says so tells of guests
/// there.
bool Resolver::IsVenue(uint32_t state) const {
  const std::vector<uint32_t>& named = clusters_[state].mentions;
  return !named.empty() && std::all_of(named.begin(), named.end(), [&](uint32_t m) {
    const uint32_t end = mentions_[m].end_token;
    return words_.Is(words_.IsPossessive(end) ? end + 1 : end, "capital");
  });
}

void Resolver::Emit() {
  // Clusters in order of their first mention; those without one are gone.
  std::vector<uint32_t> number(clusters_.size(), kNoIndex);
  std::vector<uint32_t> kept;
  for (const Mention& mention : mentions_) {
    if (mention.entity == kNoIndex || number[mention.entity] != kNoIndex) continue;
    number[mention.entity] = static_cast<uint32_t>(kept.size());
    kept.push_back(mention.entity);
  }
  std::deque<std::string> squeezed;
  const auto text_of = [&](uint32_t m) -> std::string_view {
    const std::string_view text = words_.document().Text(mentions_[m].span);
    // A line break or a run of spaces inside a name is one space to the reader.
    char before = 'x';
    const bool as_it_is = std::none_of(text.begin(), text.end(), [&](char c) {
      const bool two = c == ' ' && before == ' ';
      before = c;
      return two || c == '\n' || c == '\t';
    });
    if (as_it_is) return text;
    std::string& plain = squeezed.emplace_back();
    for (size_t i = 0; i < text.size(); ++i) {
      const bool space = text[i] == '\n' || text[i] == '\t' || text[i] == ' ';
      if (space && !plain.empty() && plain.back() == ' ') continue;
      plain += space ? ' ' : text[i];
    }
    return plain;
  };
  std::vector<std::string_view> forms;
  result_.entities.reserve(kept.size());
  for (const uint32_t c : kept) {
    const Cluster& cluster = clusters_[c];
    Entity& entity = result_.entities.emplace_back();
    entity.type = cluster.type;
    forms.clear();
    for (const uint32_t m : cluster.mentions) {
      if (mentions_[m].rule == "nominal") continue;
      if (mentions_[m].form != MentionForm::kNominal || cluster.type == MentionType::kMinistry)
        forms.push_back(text_of(m));
    }
    if (cluster.type == MentionType::kCountry) {
      const CountryRecord& record = lexicon_.countries()[cluster.record];
      entity.name = record.name;
      entity.iso2 = record.iso2;
      entity.iso3 = record.iso3;
    } else if (!cluster.display.empty()) {
      entity.name = cluster.display;
    } else if (cluster.full_mention != kNoIndex) {
      entity.name = text_of(cluster.full_mention);
    } else {
      // The longest form, of equals the first.
      for (const uint32_t m : cluster.mentions) {
        const std::string_view text = text_of(m);
        if (text.size() > entity.name.size() &&
            (mentions_[m].form != MentionForm::kNominal || entity.name.empty()))
          entity.name = text;
      }
    }
    if (cluster.type == MentionType::kPlace && IsShouted(entity.name)) {
      // A dateline's capitals are no spelling.
      const auto ordinary = std::find_if(cluster.mentions.begin(), cluster.mentions.end(),
                                         [&](uint32_t m) { return !IsShouted(text_of(m)); });
      const std::string known =
          cluster.record == kNoIndex ? "" : lexicon_.places()[cluster.record].name;
      if (ordinary != cluster.mentions.end()) {
        entity.name = text_of(*ordinary);
      } else if (graph::FoldName(known) == graph::FoldName(entity.name)) {
        entity.name = known;
      } else {
        entity.name = PlaceInOrdinaryCase(entity.name);
      }
    }
    entity.kind = cluster.kind;
    const uint32_t state = IsNational(cluster) ? home_ : cluster.named_for;
    if (state != kNoIndex) entity.named_for = number[state];
    if (cluster.country != kNoIndex) {
      entity.country = number[cluster.country];
      entity.country_iso2 = lexicon_.countries()[clusters_[cluster.country].record].iso2;
    } else {
      entity.country_iso2 = cluster.country_iso2;
    }
    SortUnique(forms);
    std::erase(forms, std::string_view(entity.name));
    entity.aliases.assign(forms.begin(), forms.end());
  }
  if (home_ != kNoIndex) result_.home = number[home_];
  for (const Story& story : stories_) {
    result_.stories.push_back(
        {story.begin_token,
         story.place != kNoIndex && clusters_[story.place].type == MentionType::kPlace
             ? number[story.place]
             : kNoIndex,
         story.home != kNoIndex ? number[story.home] : kNoIndex});
  }
  std::map<std::string, int> ministry_names, person_names;
  for (const Entity& entity : result_.entities) {
    if (entity.type == MentionType::kPerson) ++person_names[entity.name];
    if (entity.type != MentionType::kMinistry) continue;
    ++ministry_names[entity.name];
    for (const std::string& alias : entity.aliases) ++ministry_names[alias];
  }
  // Two ministries of one name carry their countries.
  for (uint32_t a = 0; a < result_.entities.size(); ++a) {
    Entity& entity = result_.entities[a];
    if (entity.type != MentionType::kMinistry || entity.country == kNoIndex) continue;
    const bool shared = ministry_names[entity.name] > 1;
    if (!shared) continue;
    // The text's own words for it where it has them: "Uruguay's Ministry of Health".
    std::string full;
    for (const uint32_t m : clusters_[kept[a]].mentions) {
      if (m == 0 || mentions_[m - 1].type != MentionType::kCountry ||
          number[mentions_[m - 1].entity] != entity.country)
        continue;
      if (mentions_[m].begin_token - mentions_[m - 1].end_token > 1) continue;
      full = std::string(
          words_.document().Text({mentions_[m - 1].span.begin_byte, mentions_[m].span.end_byte}));
      break;
    }
    if (full.empty()) full = entity.name + " of " + result_.entities[entity.country].name;
    entity.aliases.push_back(entity.name);
    std::sort(entity.aliases.begin(), entity.aliases.end());
    entity.aliases.erase(std::unique(entity.aliases.begin(), entity.aliases.end()),
                         entity.aliases.end());
    entity.name = std::move(full);
  }
  // Of two people of one name the one with a rank carries it.
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    const uint32_t c = post_holder_[p];
    if (!posts_[p].rank || c == kNoIndex || number[c] == kNoIndex || !links_[p].direct) continue;
    Entity& person = result_.entities[number[c]];
    const bool shared = person_names[person.name] > 1;
    if (!shared) continue;
    person.aliases.push_back(person.name);
    std::sort(person.aliases.begin(), person.aliases.end());
    person.name =
        std::string(words_.TextOf(posts_[p].head_begin, posts_[p].head_end)) + " " + person.name;
  }
  // Honorifics of people.
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    const uint32_t c = post_holder_[p];
    if (!posts_[p].honorific || c == kNoIndex || number[c] == kNoIndex) continue;
    Entity& person = result_.entities[number[c]];
    if (person.honorific.empty()) person.honorific = lexicon_.titles()[posts_[p].record].normalised;
  }
  for (const Mention& mention : mentions_) {
    if (mention.entity == kNoIndex) continue;
    result_.mentions.push_back(mention);
    result_.mentions.back().entity = number[mention.entity];
  }
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    const FoundPost& post = posts_[p];
    Mention mention;
    mention.begin_token = post.begin_token;
    mention.end_token = post.end_token;
    mention.span = words_.Span(post.begin_token, post.end_token);
    mention.sentence = words_.Sentence(post.begin_token);
    mention.type = MentionType::kPost;
    mention.form = MentionForm::kNominal;
    mention.head_token = post.head_end - 1;
    mention.rule = "gazetteer:titles";
    if (post_holder_[p] != kNoIndex) mention.entity = number[post_holder_[p]];
    PostValue value;
    value.text = std::string(words_.document().Text(mention.span));
    value.title = post_titles_[p];
    value.qualifier = Qualifier(p);
    // A rank is a post only where the text says of whom.
    value.honorific_only = post.honorific || (post.rank && post_of_[p] == kNoIndex) ||
                           value.title == "Counterpart" || value.title == "Colleague" ||
                           value.title == "Predecessor" || value.title == "Successor";
    value.represents_state = lexicon_.titles()[post.record].government;
    if (post_of_[p] != kNoIndex) value.of = number[post_of_[p]];
    value.of_guessed = post_guess_[p];
    value.of_told = post_said_[p];
    mention.value = static_cast<uint32_t>(result_.posts.size());
    result_.posts.push_back(std::move(value));
    result_.mentions.push_back(mention);
  }
  // "the two ministers, Ann Ayres and …" of whom the text says what she is minister of: no more.
  const auto said_fuller = [&](const Implied& implied) {
    for (uint32_t p = 0; p < posts_.size(); ++p) {
      if (post_holder_[p] == implied.holder && post_of_[p] == implied.of && !posts_[p].honorific &&
          Qualifier(p) == implied.qualifier &&
          post_titles_[p].starts_with(implied.title + " of ")) {
        return true;
      }
    }
    return false;
  };
  for (Implied& implied : implied_) {
    if (implied.holder == kNoIndex || said_fuller(implied)) continue;
    PostValue value;
    value.title = std::move(implied.title);
    value.qualifier = std::move(implied.qualifier);
    value.represents_state = implied.government;
    if (implied.of != kNoIndex) value.of = number[implied.of];
    // The mention's place in the sorted list is found again by mention_finder.
    result_.implied_posts.push_back({number[implied.holder],
                                     static_cast<uint32_t>(result_.posts.size()),
                                     mentions_[implied.mention].begin_token});
    result_.posts.push_back(std::move(value));
  }
}

void ResolveActors(const TextWords& words, const GazetteerMatches& matches,
                   const std::vector<NameCandidate>& names, const std::vector<FoundPost>& posts,
                   const Dateline& dateline, DocumentMentions& result) {
  Resolver(words, matches, names, posts, dateline, result).Run();
}

}  // namespace entente::ingest
