#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/resolver_impl.h"

namespace entente::ingest {

/// Posts whose bearer speaks for a state when the text says no more.
bool Resolver::StatePost(uint32_t p) const {
  const std::string& title = lexicon_.titles()[posts_[p].record].normalised;
  if (!lexicon_.titles()[posts_[p].record].government) return false;
  if (title.starts_with("Vice Chancellor") || title.starts_with("Pro")) return false;
  for (const std::string_view word :
       {"Minister", "Premier", "Secretary of State", "Undersecretary", "Cabinet Secretary",
        "State Secretary", "Foreign Secretary", "Ambassador", "High Commissioner", "Chancellor",
        "Permanent Secretary"}) {
    if (title.find(word) != std::string::npos) return true;
  }
  if (title == "President" || title == "Vice President") {
    // "Vice President for Academic Affairs", "President Prof. Ann Ayres": a university's.
    const bool field = posts_[p].field_begin < posts_[p].field_end;
    if (words_.Is(posts_[p].end_token, "at")) return false;  // "vice president at | Acme"
    return !field && !IsProfessor(links_[p].holder);
  }
  return title == "King" || title == "Queen" || title == "Secretary" ||
         title == "Chargé d'Affaires" || title == "Head of State";
}

/// Whether "Professor" stands with a name.
bool Resolver::IsProfessor(uint32_t m) const {
  if (m == kNoIndex) return false;
  const uint32_t begin = mentions_[m].begin_token;
  for (uint32_t t = begin; t > 0 && t + 6 > begin; --t) {
    if (words_.IsAny(t - 1, {"prof", "prof.", "professor"})) return true;
    if (!words_.Capital(t - 1) && words_.Text(t - 1) != ".") break;
  }
  return false;
}

/// "Head of the Division of Networks in the Ministry": the unit belongs to the title.
void Resolver::AddUnit(uint32_t p) {
  const FoundPost& post = posts_[p];
  const PostLinks& link = links_[p];
  std::string& title = post_titles_[p];
  const auto plain = [&](uint32_t begin, uint32_t end) {
    std::string text(words_.TextOf(begin, end));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  };
  if (link.unit != kNoIndex && post.object_token < mentions_[link.unit].end_token) {
    const uint32_t of =
        words_.Is(post.object_token - 1, "the") ? post.object_token - 2 : post.object_token - 1;
    if (of >= post.end_token) title += " " + plain(of, mentions_[link.unit].end_token);
  } else if (link.duty_begin < link.duty_end) {
    title += " of the " + plain(link.duty_begin, link.duty_end);
  } else if (link.of != kNoIndex && mentions_[link.of].entity != kNoIndex &&
             mentions_[link.of].begin_token == post.object_token && post.object_token > 0) {
    // "President of the National Assembly" is no president of the state.
    const std::string& kind = clusters_[mentions_[link.of].entity].kind;
    const std::string& n = lexicon_.titles()[post.record].normalised;
    const bool presides = n == "President" || n == "Vice President" || n == "Chairman" ||
                          n == "Deputy Chairman" || n == "Chairperson";
    if (presides && (kind == "parliament" || kind == "government")) {
      const bool article = words_.Is(post.object_token - 1, "the");
      title += (article ? " of the " : " of ") +
               plain(mentions_[link.of].begin_token, mentions_[link.of].end_token);
    }
  }
}

/// "of the Danish dairy firm | Norlake": the body whose nouns stand between; `from` is a mention
/// before token `at`.
uint32_t Resolver::BodyBehindDemonym(uint32_t at, uint32_t from) const {
  for (uint32_t m = from + 1; m + 1 < mentions_.size() && m < from + 3; ++m) {
    if (mentions_[m].begin_token != at || mentions_[m].form != MentionForm::kDemonym) continue;
    const uint32_t end = mentions_[m].end_token, body = mentions_[m + 1].begin_token;
    if (!Is(m + 1, MentionType::kOrganization) || body <= end || body > end + 3) return kNoIndex;
    for (uint32_t t = end; t < body; ++t) {
      if (!words_.IsWord(t) || words_.Capital(t) || !words_.Has(t, kWordNoun | kWordAdjective)) {
        return kNoIndex;
      }
    }
    return mentions_[m + 1].entity;
  }
  return kNoIndex;
}

void Resolver::Posts() {
  post_of_.assign(posts_.size(), kNoIndex);
  post_holder_.assign(posts_.size(), kNoIndex);
  post_guess_.assign(posts_.size(), false);
  const auto entity = [&](uint32_t m) { return m == kNoIndex ? kNoIndex : mentions_[m].entity; };
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    post_titles_.push_back(NormalisedTitle(words_, posts_[p]));
    if (links_[p].to != kNoIndex && mentions_[links_[p].to].form != MentionForm::kDemonym) {
      post_titles_.back() +=
          " to " + std::string(words_.document().Text(mentions_[links_[p].to].span));
    }
    if (links_[p].region != kNoIndex) {
      const uint32_t begin = mentions_[links_[p].region].begin_token;
      post_titles_.back() += words_.Is(begin - 1, "the") ? " for the " : " for ";
      post_titles_.back() += words_.document().Text(mentions_[links_[p].region].span);
    }
    AddUnit(p);
    post_holder_[p] = entity(links_[p].holder);
    post_of_[p] = entity(links_[p].of);
    // A desk has no post of its own; its state does.
    if (links_[p].unit != kNoIndex && links_[p].unit == links_[p].of && post_of_[p] != kNoIndex) {
      const uint32_t state = clusters_[post_of_[p]].country;
      post_of_[p] = state != kNoIndex ? state : home_;
    }
    if (posts_[p].honorific || posts_[p].plural) continue;
    // "the Japanese goalkeeper": where from, not of whom.
    if (post_of_[p] != kNoIndex && lexicon_.titles()[posts_[p].record].calling &&
        clusters_[post_of_[p]].type != MentionType::kOrganization &&
        clusters_[post_of_[p]].type != MentionType::kMinistry) {
      post_of_[p] = kNoIndex;
    }
    if (lexicon_.titles()[posts_[p].record].calling && post_of_[p] == kNoIndex) {
      post_of_[p] = OwnerOfCalling(p);
      continue;
    }
    // "…, Minister Ann Ayres of Peru", "High Commissioner Ann Ayres for Peru".
    if (post_of_[p] == kNoIndex && links_[p].holder != kNoIndex &&
        (links_[p].region == kNoIndex || links_[p].before_name)) {
      const uint32_t h = links_[p].holder;
      uint32_t at = links_[p].before_name ? mentions_[h].end_token : posts_[p].end_token;
      // "Assistant Secretary Ann Ayres, | Department of the Interior, | attended"
      if (words_.IsComma(at) && links_[p].before_name &&
          post_titles_[p].find("Minister") == std::string::npos) {
        const uint32_t begin = words_.Is(at + 1, "the") ? at + 2 : at + 1;
        const uint32_t m = MentionFrom(begin);
        if (m < mentions_.size() && mentions_[m].begin_token == begin &&
            (Is(m, MentionType::kMinistry) || Is(m, MentionType::kOrganization)) &&
            (words_.IsComma(mentions_[m].end_token) || words_.Text(mentions_[m].end_token) == "." ||
             words_.Text(mentions_[m].end_token) == ";") &&
            !(m + 1 < mentions_.size() && Is(m + 1, MentionType::kOrganization) &&
              mentions_[m + 1].begin_token <= mentions_[m].end_token + 2)) {
          post_of_[p] = entity(m);
        }
      }
      if (words_.IsComma(at) && words_.IsAny(at + 1, {"representing", "for"})) ++at;
      if (words_.IsAny(at, {"signed", "signs", "signing"})) ++at;
      if (words_.IsComma(at) && words_.IsAny(at + 1, {"signed", "signs"})) at += 2;
      if (words_.IsAny(at, {"of", "from", "for", "representing"}) &&
          words_.Sentence(at) == words_.Sentence(posts_[p].begin_token)) {
        ++at;
        const bool article = words_.IsAny(at, {"the", "that"});
        if (article) ++at;
        if (article) post_of_[p] = BodyBehindDemonym(at, h);
        // "Rector Ann Ayres of the Peruvian | university"
        uint32_t noun = at;
        while (article && noun < at + 3 && !words_.Has(noun, kWordBody | kWordBusiness)) ++noun;
        if (post_of_[p] == kNoIndex && article && noun < at + 3 && !words_.Capital(noun) &&
            !StatePost(p)) {
          post_of_[p] = BodyOfNoun(noun);
        }
        for (uint32_t m = post_of_[p] == kNoIndex ? h + 1 : mentions_.size();
             m < mentions_.size() && m < h + 3; ++m) {
          // "of the Peruvian | Ministry of Health"
          if (mentions_[m].begin_token == at && mentions_[m].form == MentionForm::kDemonym &&
              m + 1 < mentions_.size() && mentions_[m + 1].begin_token == mentions_[m].end_token &&
              (Is(m + 1, MentionType::kMinistry) || Is(m + 1, MentionType::kOrganization))) {
            post_of_[p] = entity(m + 1);
            break;
          }
          // "signed for Peru by Minister Ann Ayres, for Chile | by …": the next one's.
          if (mentions_[m].begin_token == at && !Is(m, MentionType::kPerson) &&
              mentions_[m].form != MentionForm::kDemonym &&
              !words_.Is(mentions_[m].end_token, "by")) {
            post_of_[p] = entity(m);
            // "of Peru's | Ministry of Health"
            const uint32_t end = mentions_[m].end_token;
            if (Is(m, MentionType::kCountry) && words_.IsPossessive(end) &&
                m + 1 < mentions_.size() && mentions_[m + 1].begin_token == end + 1 &&
                (Is(m + 1, MentionType::kMinistry) || Is(m + 1, MentionType::kOrganization))) {
              post_of_[p] = entity(m + 1);
            }
          }
        }
      }
    }
    if (post_of_[p] != kNoIndex && clusters_[post_of_[p]].type == MentionType::kPlace) {
      if (const uint32_t body = BodyNamedAfter(p); body != kNoIndex) post_of_[p] = body;
    }
    if (post_of_[p] != kNoIndex && clusters_[post_of_[p]].type == MentionType::kPlace &&
        StatePost(p) && post_titles_[p].find("President") == std::string::npos &&
        clusters_[post_of_[p]].country != kNoIndex && links_[p].of != kNoIndex &&
        IsCapital(links_[p].of) && mentions_[links_[p].of].begin_token < posts_[p].begin_token) {
      post_of_[p] = clusters_[post_of_[p]].country;  // "New Delhi's envoy"
    }
  }
  post_said_.assign(posts_.size(), false);
  for (uint32_t p = 0; p < posts_.size(); ++p) post_said_[p] = post_of_[p] != kNoIndex;
  TitlesFromHeadings();
  PostsOfNeighbours();
  PostsWithoutNames();
  ImpliedPosts();
  FullerTitles();
}

/// Whether `mine` is a shorter way to say the title `other`: "Minister", "Energy Minister".
static bool IsPartOf(const std::string& mine, const std::string& other) {
  return other.size() > mine.size() &&
         (other.starts_with(mine + " ") || other.ends_with(" " + mine) ||
          other.find(" " + mine + " ") != std::string::npos);
}

/// "her counterpart, Ann Ayres, … Minister Ayres": what a counterpart is was known only after the
/// posts that titles say.
void Resolver::FullerTitles() {
  std::map<uint32_t, std::vector<std::pair<std::string, uint32_t>>> titles;  // person: title, of
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (post_holder_[p] == kNoIndex || !IsRelative(p) || post_titles_[p].empty()) continue;
    titles[post_holder_[p]].emplace_back(post_titles_[p], post_of_[p]);
  }
  for (const Implied& implied : implied_) {
    if (implied.holder != kNoIndex) titles[implied.holder].emplace_back(implied.title, implied.of);
  }
  if (titles.empty()) return;
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (post_holder_[p] == kNoIndex || posts_[p].honorific || posts_[p].rank || posts_[p].plural ||
        IsRelative(p) || Qualifier(p) == "former") {
      continue;
    }
    const auto at = titles.find(post_holder_[p]);
    if (at == titles.end()) continue;
    for (const auto& [title, of] : at->second) {
      const bool alike = title == post_titles_[p] && of != kNoIndex && links_[p].of == kNoIndex;
      if (!alike && !IsPartOf(post_titles_[p], title)) continue;
      const bool same = of == post_of_[p] || post_guess_[p] || post_of_[p] == kNoIndex;
      if (!same && links_[p].of != kNoIndex) continue;
      post_titles_[p] = title;
      if (of != kNoIndex) post_of_[p] = of;
      break;
    }
  }
}

/// "Rector Ann Ayres signed for | Riga": the one body of the text that has the place's name in its
/// own, where the post is none of a town.
uint32_t Resolver::BodyNamedAfter(uint32_t p) const {
  const TitleRecord& title = lexicon_.titles()[posts_[p].record];
  if (!title.academic && !title.company && (title.government || title.diplomat)) return kNoIndex;
  if (IsTownPost(title.normalised)) return kNoIndex;
  const std::vector<std::string>& place = clusters_[post_of_[p]].full;
  if (place.empty()) return kNoIndex;
  uint32_t found = kNoIndex;
  for (uint32_t m = 0; m < std::min<uint32_t>(mentions_.size(), 400); ++m) {
    if (!Is(m, MentionType::kOrganization) || mentions_[m].entity == found ||
        mentions_[m].entity == kNoIndex) {
      continue;
    }
    if (!IsSubsequence(place, clusters_[mentions_[m].entity].full)) continue;
    if (found != kNoIndex) return kNoIndex;
    found = mentions_[m].entity;
  }
  return found;
}

/// "Talks of the Minister of Energy of Peru … Minister Ann Ayres said": a bare title that one
/// fuller title without a name explains.
void Resolver::TitlesFromHeadings() {
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (post_holder_[p] == kNoIndex || posts_[p].honorific || posts_[p].rank || posts_[p].plural ||
        post_titles_[p] != "Minister") {
      continue;
    }
    uint32_t found = kNoIndex;
    bool several = false;
    for (uint32_t q = p > 200 ? p - 200 : 0; q < posts_.size() && q < p + 200; ++q) {
      if (posts_[q].honorific || posts_[q].plural || !post_titles_[q].starts_with("Minister "))
        continue;
      // Who is called so elsewhere, or has the fuller title, needs no heading.
      if (post_holder_[q] == post_holder_[p] || (post_holder_[q] != kNoIndex && q < p))
        several = several || post_holder_[q] == post_holder_[p];
      if (post_holder_[q] != kNoIndex || q > p) continue;
      if (post_of_[p] != kNoIndex && post_of_[q] != kNoIndex && post_of_[p] != post_of_[q])
        continue;
      if (found != kNoIndex && post_titles_[found] != post_titles_[q]) several = true;
      found = q;
    }
    if (found == kNoIndex || several) continue;
    post_titles_[p] = post_titles_[found];
    if (post_of_[p] == kNoIndex) post_of_[p] = post_of_[found];
  }
}

/// Whether a post has a holder and nothing says yet of whom it is one.
bool Resolver::AwaitsOwner(uint32_t p) const {
  return !posts_[p].honorific && !posts_[p].rank && !posts_[p].plural && post_of_[p] == kNoIndex &&
         post_holder_[p] != kNoIndex && !lexicon_.titles()[posts_[p].record].calling;
}

void Resolver::PostsOfNeighbours() {
  // What is said of a post in one place holds for the same holder's post in another.
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (post_holder_[p] == kNoIndex || post_of_[p] == kNoIndex) continue;
    if (!StatePost(p) && !IsRelative(p) &&
        (links_[p].of == kNoIndex || !lexicon_.titles()[posts_[p].record].government)) {
      continue;
    }
    if (clusters_[post_of_[p]].type == MentionType::kCountry) {
      state_of_.emplace(post_holder_[p], post_of_[p]);
    }
  }
  std::map<uint32_t, std::vector<uint32_t>> posts_of;  // person to posts, the first ones
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (post_holder_[p] == kNoIndex || posts_[p].honorific) continue;
    std::vector<uint32_t>& list = posts_of[post_holder_[p]];
    if (list.size() < 32) list.push_back(p);
  }
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (posts_[p].honorific || posts_[p].rank || posts_[p].plural) continue;
    if (post_holder_[p] != kNoIndex) {
      // "Minister Olivares" is the Minister of Energy named before.
      for (const uint32_t q : posts_of[post_holder_[p]]) {
        if (q == p || post_holder_[q] != post_holder_[p] || posts_[q].rank || posts_[q].honorific ||
            posts_[q].plural ||
            (Qualifier(q) != Qualifier(p) && (!Qualifier(p).empty() || Qualifier(q) == "former"))) {
          continue;
        }
        const std::string &mine = post_titles_[p], &other = post_titles_[q];
        if (IsPartOf(mine, other)) {
          post_titles_[p] = other;
          if (Qualifier(p).empty() && Qualifier(q) == "designate")
            links_[p].qualifier = "designate";
          if (Qualifier(p).empty() && Qualifier(q) == "acting") links_[p].qualifier = "acting";
          if (post_of_[p] == kNoIndex) post_of_[p] = post_of_[q];
        } else if (other == mine) {
          if (post_of_[p] == kNoIndex) post_of_[p] = post_of_[q];
          if (Qualifier(p).empty() && Qualifier(q) == "designate")
            links_[p].qualifier = "designate";
          if (Qualifier(p).empty() && Qualifier(q) == "acting") links_[p].qualifier = "acting";
        }
      }
    }
    if (!AwaitsOwner(p)) continue;
    if (const uint32_t whose = OwnerInChain(p); whose != kNoIndex) {
      post_of_[p] = whose;
      continue;
    }
    if (StatePost(p)) {
      const auto at = state_of_.find(post_holder_[p]);
      const bool its = words_.IsAny(posts_[p].begin_token - 1, {"its", "their"});
      if (!its && at != state_of_.end()) {
        post_of_[p] = at->second;
        continue;
      }
    }
    post_of_[p] = BodySignedFor(p);
    if (post_of_[p] == kNoIndex) post_of_[p] = BodyOfPair(p);
    if (post_of_[p] == kNoIndex) post_of_[p] = SideAfter(p);
    if (post_of_[p] == kNoIndex) post_of_[p] = SideOfSubject(p);
    if (post_of_[p] == kNoIndex) post_of_[p] = SideBefore(p);
  }
  // What any place says goes before what is worked out from the surroundings of the first.
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (!AwaitsOwner(p)) continue;
    for (const uint32_t q : posts_of[post_holder_[p]]) {
      if (post_of_[q] == kNoIndex || post_guess_[q] || posts_[q].rank || posts_[q].plural) continue;
      const bool alike =
          post_titles_[q] == post_titles_[p] || IsPartOf(post_titles_[q], post_titles_[p]);
      if (!alike || (Qualifier(q) == "former") != (Qualifier(p) == "former")) continue;
      post_of_[p] = post_of_[q];
      break;
    }
    if (post_of_[p] != kNoIndex) continue;
    bool guess = false;
    post_of_[p] = UnsaidOwner(p, guess);
    if (post_of_[p] != kNoIndex && IsNewsAgency(post_of_[p])) post_of_[p] = kNoIndex;
    post_guess_[p] = guess && post_of_[p] != kNoIndex;
  }
  DropRivalHeads();
}

/// "President Ann Ayres met President Bo Lund": of one state both can't be, and where nothing says
/// whose they are, neither is.
void Resolver::DropRivalHeads() {
  const auto is_head = [&](uint32_t p) {
    const std::string& n = lexicon_.titles()[posts_[p].record].normalised;
    return (n == "President" || n == "Prime Minister" || n == "King" || n == "Queen") &&
           !posts_[p].plural && Qualifier(p).empty() && post_holder_[p] != kNoIndex &&
           post_of_[p] != kNoIndex && clusters_[post_of_[p]].type == MentionType::kCountry;
  };
  std::set<std::pair<uint32_t, uint32_t>> several;  // title and state
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (!is_head(p) || post_said_[p]) continue;
    // One sentence tells of both: predecessors have sentences of their own.
    for (uint32_t q = p; q-- > 0 && words_.Sentence(posts_[q].begin_token) ==
                                        words_.Sentence(posts_[p].begin_token);) {
      if (is_head(q) && !post_said_[q] && posts_[q].record == posts_[p].record &&
          post_of_[q] == post_of_[p] && post_holder_[q] != post_holder_[p])
        several.insert({posts_[p].record, post_of_[p]});
    }
  }
  if (several.empty()) return;
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (is_head(p) && !post_said_[p] && several.contains({posts_[p].record, post_of_[p]})) {
      post_of_[p] = kNoIndex;
      post_guess_[p] = false;
    }
  }
}

/// The country whose ministry of a post's field the document names: the Minister of Fisheries is of
/// the country of the Ministry of Fisheries.
uint32_t Resolver::StateOfField(uint32_t p) const {
  const FoundPost& post = posts_[p];
  if (post.field_begin >= post.field_end) return kNoIndex;
  std::vector<std::string> field = FieldKey(NameWords(words_, post.field_begin, post.field_end));
  uint32_t found = kNoIndex;
  for (const auto& [key, cluster] : ministry_keys_) {
    if (key != field || clusters_[cluster].country == kNoIndex) continue;
    if (found != kNoIndex && found != clusters_[cluster].country) return kNoIndex;
    found = clusters_[cluster].country;
  }
  // "The foreign minister met the secretary of the Ministry of Foreign Affairs of Peru": not hers.
  std::vector<uint32_t> met;
  if (found != kNoIndex) AddStatesMet(p, met);
  return std::find(met.begin(), met.end(), found) == met.end() ? found : kNoIndex;
}

void Resolver::PostsWithoutNames() {
  constexpr uint32_t kAboutReach = 6;  // sentences
  for (uint32_t p = 0; p < posts_.size(); ++p) {
    if (posts_[p].honorific || posts_[p].rank || posts_[p].plural || post_holder_[p] != kNoIndex)
      continue;
    const TitleRecord& title = lexicon_.titles()[posts_[p].record];
    if (IsRelative(p) || !words_.IsWord(posts_[p].begin_token)) continue;
    std::string folded;
    lexicon_.Fold(title.normalised, folded);
    const bool article = posts_[p].begin_token > 0 &&
                         (words_.Is(posts_[p].begin_token - 1, "the") || post_of_[p] != kNoIndex);
    if (!article) continue;
    uint32_t best = kNoIndex, subject = kNoIndex;
    // Not further away than 200 posts: what is meant by a title alone was named nearby.
    const uint32_t last = std::min<uint32_t>(static_cast<uint32_t>(posts_.size()), p + 200);
    for (uint32_t q = p > 200 ? p - 200 : 0; q < last; ++q) {
      if (posts_[q].honorific || posts_[q].plural || links_[q].holder == kNoIndex ||
          post_holder_[q] == kNoIndex || Qualifier(q) == "former") {
        continue;
      }
      std::string other;
      lexicon_.Fold(lexicon_.titles()[posts_[q].record].normalised, other);
      if (other != folded && !other.ends_with(" " + folded)) continue;
      if (post_of_[p] != kNoIndex && post_of_[p] != post_of_[q]) continue;
      if (posts_[p].field_begin < posts_[p].field_end && post_titles_[p] != post_titles_[q])
        continue;
      // "the minister" is no prime minister where another is named.
      const bool higher = folded == "minister" && other.starts_with("prime ");
      if (higher && best != kNoIndex) continue;
      // The one spoken of last before.
      if (best == kNoIndex || posts_[q].begin_token < posts_[p].begin_token) best = q;
      if (posts_[q].begin_token < posts_[p].begin_token && !higher && !IsMetWith(q)) subject = q;
    }
    if (best == kNoIndex) continue;
    // "Minister Ann Ayres met Minister Bo Lund. | The minister said": whom the text is about.
    if (subject != kNoIndex && subject != best && IsMetWith(best) &&
        words_.Sentence(posts_[subject].begin_token) + kAboutReach >=
            words_.Sentence(posts_[p].begin_token)) {
      best = subject;
    }
    post_holder_[p] = post_holder_[best];
    if (Qualifier(p).empty() && Qualifier(best) == "designate") links_[p].qualifier = "designate";
    if (Qualifier(p).empty() && Qualifier(best) == "acting") links_[p].qualifier = "acting";
    if (post_of_[p] == kNoIndex) post_of_[p] = post_of_[best];
    post_titles_[p] = post_titles_[best];
  }
}

/// "met with | Minister Ann Ayres": another than whom the sentence is about.
bool Resolver::IsMetWith(uint32_t p) const {
  uint32_t lead = posts_[p].begin_token;
  if (const uint32_t h = links_[p].holder; h != kNoIndex && !links_[p].before_name)
    lead = BeforeTitles(mentions_[h].begin_token);
  while (lead > 0 && (words_.IsAny(lead - 1, {"the", "his", "her", "their"}))) --lead;
  return lead > 0 && words_.IsAny(lead - 1, {"with", "met", "meet", "meets", "to", "from"});
}

/// Where the honorifics and ranks that end at token `t` begin: "Professor Dr | NAME".
uint32_t Resolver::BeforeTitles(uint32_t t) const {
  constexpr int kMostTitles = 4;
  for (int i = 0; i < kMostTitles && t > 0; ++i) {
    const auto at = std::lower_bound(
        posts_.begin(), posts_.end(), t,
        [](const FoundPost& post, uint32_t token) { return post.end_token < token; });
    if (at == posts_.end() || at->end_token != t || !(at->honorific || at->rank)) break;
    t = at->begin_token;
  }
  return t;
}

/// Past an honorific or rank that begins at token `t`.
uint32_t Resolver::PastHonorific(uint32_t t) const {
  const auto at = std::lower_bound(
      posts_.begin(), posts_.end(), t,
      [](const FoundPost& post, uint32_t token) { return post.begin_token < token; });
  const bool here = at != posts_.end() && at->begin_token == t && (at->honorific || at->rank);
  return here ? at->end_token : t;
}

}  // namespace entente::ingest
