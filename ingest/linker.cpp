#include "ingest/linker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "graph/check.h"
#include "graph/utf8.h"
#include "ingest/fingerprint.h"
#include "ingest/link_blocks.h"
#include "ingest/link_clusters.h"
#include "ingest/link_keys.h"
#include "ingest/link_names.h"
#include "ingest/parallel.h"

namespace entente::ingest {

namespace {

// Chains of belonging (body to body to country) are followed so far.
constexpr int kMaxHomeSteps = 4;

class Linker {
 public:
  Linker(const std::vector<StoredFindings>& documents, unsigned jobs)
      : documents_(documents), jobs_(jobs) {}

  LinkedGraph Run() {
    MakeItems();
    FindCountries();
    FindPosts();
    LinkClusters clusters(items_);
    std::vector<LinkCandidate> doubtful;
    LinkContext context{documents_,     items_,   first_item_, document_countries_,
                        country_codes_, clusters, doubtful,    jobs_};
    LinkByName(MentionType::kCountry, clusters);
    LinkByName(MentionType::kTopic, clusters);
    LinkPlaces(OfType(MentionType::kPlace), context);
    LinkBodies(OfType(MentionType::kMinistry), context);
    LinkBodies(OfType(MentionType::kOrganization), context);
    LinkPeople(OfType(MentionType::kPerson), context);
    LinkEvents(OfType(MentionType::kEvent), context);
    LinkAgreements(OfType(MentionType::kAgreement), context);
    MakeNodes(clusters);
    MakeKeys();
    ForgetItems();
    SortNodes();
    for (const LinkCandidate& candidate : doubtful) AddDoubt(candidate);
    std::sort(graph_.possibly_same.begin(), graph_.possibly_same.end(),
              [](const PossiblySame& a, const PossiblySame& b) {
                return std::tie(a.first, a.second, b.confidence, a.reason) <
                       std::tie(b.first, b.second, a.confidence, b.reason);
              });
    auto& doubts = graph_.possibly_same;
    doubts.erase(std::unique(doubts.begin(), doubts.end(),
                             [](const PossiblySame& a, const PossiblySame& b) {
                               return a.first == b.first && a.second == b.second;
                             }),
                 doubts.end());
    std::vector<Fingerprint> fingerprints;
    for (const StoredFindings& document : documents_) fingerprints.push_back(document.fingerprint);
    graph_.source_of = GroupCopies(fingerprints);
    return std::move(graph_);
  }

 private:
  const std::vector<uint32_t>& OfType(MentionType type) const {
    return of_type_[static_cast<size_t>(type)];
  }

  uint32_t ItemOf(uint32_t document, uint32_t entity) const {
    return first_item_[document] + entity;
  }

  void MakeItems() {
    size_t count = 0, facts = 0;
    for (const StoredFindings& document : documents_) {
      first_item_.push_back(static_cast<uint32_t>(count));
      first_fact_.push_back(facts);
      count += document.findings.entities.size();
      facts += document.findings.facts.size();
    }
    items_.resize(count);
    facts_of_items_.resize(2 * facts);
    neighbours_of_items_.resize(2 * facts);
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const auto& entities = documents_[d].findings.entities;
      for (uint32_t e = 0; e < entities.size(); ++e) {
        const uint32_t i = ItemOf(d, e);
        of_type_[static_cast<size_t>(entities[e].type) & 0xFF].push_back(i);
        items_[i].document = d;
        items_[i].entity = e;
        items_[i].found = &entities[e];
      }
    }
    of_documents_.resize(documents_.size());
    ParallelFor(jobs_, documents_.size(), [&](size_t d) { FoldNames(static_cast<uint32_t>(d)); });
    NumberCountries();
  }

  void FoldNames(uint32_t d) {
    const auto& entities = documents_[d].findings.entities;
    std::string names;
    std::vector<size_t> ends;
    for (const StoredEntity& found : entities) {
      names += found.type == MentionType::kPerson ? graph::FoldName(found.name)
                                                  : FoldForLinking(found.name);
      ends.push_back(names.size());
    }
    std::vector<char>& kept = of_documents_[d].names;
    kept.assign(names.begin(), names.end());
    size_t begin = 0;
    for (uint32_t e = 0; e < entities.size(); ++e) {
      items_[ItemOf(d, e)].folded = std::string_view(kept.data() + begin, ends[e] - begin);
      begin = ends[e];
    }
  }

  void NumberCountries() {
    const std::vector<uint32_t>& countries = OfType(MentionType::kCountry);
    std::vector<std::string> codes(countries.size());
    ParallelFor(jobs_, countries.size(),
                [&](size_t i) { codes[i] = CountryCode(*items_[countries[i]].found); });
    std::unordered_map<std::string_view, uint32_t> numbers;
    for (const std::string& code : codes) {
      if (numbers.try_emplace(code, 0).second) country_codes_.push_back(code);
    }
    std::sort(country_codes_.begin(), country_codes_.end());
    for (uint32_t n = 0; n < country_codes_.size(); ++n) numbers[country_codes_[n]] = n;
    for (size_t i = 0; i < countries.size(); ++i) {
      items_[countries[i]].country = numbers[codes[i]];
    }
  }

  static std::string CountryCode(const StoredEntity& country) {
    std::string_view iso2 = PropertyOf(country, "iso2");
    return iso2.empty() ? Slug(country.name) : std::string(iso2);
  }

  /// Facts and neighbours of a document's items, one after the other in two tables.
  void FindNeighbours(uint32_t d) {
    const StoredDocument& findings = documents_[d].findings;
    const std::span<uint32_t> facts =
        std::span(facts_of_items_).subspan(2 * first_fact_[d], 2 * findings.facts.size());
    const std::span<uint32_t> neighbours =
        std::span(neighbours_of_items_).subspan(2 * first_fact_[d], 2 * findings.facts.size());
    std::vector<uint32_t> end(findings.entities.size() + 1);
    for (const StoredFact& fact : findings.facts) {
      ++end[fact.from + 1];
      end[fact.to + 1] += fact.to != fact.from;
    }
    for (size_t e = 1; e < end.size(); ++e) end[e] += end[e - 1];
    const std::vector<uint32_t> begin(end.begin(), end.end() - 1);
    for (uint32_t f = 0; f < findings.facts.size(); ++f) {
      const StoredFact& fact = findings.facts[f];
      // end[e] is where the next one of entity e goes, and its end when all are there.
      facts[end[fact.from]] = f;
      neighbours[end[fact.from]++] = ItemOf(d, fact.to);
      if (fact.to == fact.from) continue;
      facts[end[fact.to]] = f;
      neighbours[end[fact.to]++] = ItemOf(d, fact.from);
    }
    for (uint32_t e = 0; e < findings.entities.size(); ++e) {
      LinkItem& item = items_[ItemOf(d, e)];
      item.facts = facts.subspan(begin[e], end[e] - begin[e]);
      const std::span<uint32_t> mine = neighbours.subspan(begin[e], end[e] - begin[e]);
      std::sort(mine.begin(), mine.end());
      const auto last = std::unique(mine.begin(), mine.end());
      item.neighbours = mine.first(static_cast<size_t>(last - mine.begin()));
    }
  }

  /// Which countries each entity goes with: its own, its ministry's, the one it speaks for.
  void FindCountries() {
    document_countries_.resize(documents_.size());
    ParallelFor(jobs_, documents_.size(), [&](size_t number) {
      const auto d = static_cast<uint32_t>(number);
      const StoredDocument& findings = documents_[d].findings;
      FindNeighbours(d);
      std::vector<char> is_home(findings.facts.size());
      for (uint32_t f = 0; f < findings.facts.size(); ++f) {
        const std::string_view type = findings.facts[f].type;
        // Whose minister somebody is, where the text says so and it was not worked out.
        constexpr float kToldPost = 0.8f;
        is_home[f] = type == "BELONGS_TO" || type == "LOCATED_IN" || type == "REPRESENTS" ||
                     (type == "HOLDS_POST" && findings.facts[f].confidence >= kToldPost);
      }
      std::vector<CountryForm> forms = CountryForms(d);
      std::vector<uint32_t> at, next;
      Countries mine, all;         // of an item; of all, one after the other
      std::vector<uint32_t> ends;  // in `all`
      for (uint32_t e = 0; e < findings.entities.size(); ++e) {
        mine.clear();
        LinkItem& item = items_[ItemOf(d, e)];
        at = {e};
        for (int step = 0; step < kMaxHomeSteps && !at.empty(); ++step) {
          next.clear();
          for (uint32_t entity : at) {
            const LinkItem& other = items_[ItemOf(d, entity)];
            if (other.country != kNoIndex) mine.push_back(other.country);
            // A person's country ends the way: what a country belongs to is no country of theirs.
            if (other.country != kNoIndex && entity != e) continue;
            for (uint32_t f : other.facts) {
              if (is_home[f] && findings.facts[f].from == entity) {
                next.push_back(findings.facts[f].to);
              }
            }
          }
          if (!mine.empty()) break;
          std::swap(at, next);
        }
        SortUnique(mine);
        StripCountry(forms, item, mine);
        all.insert(all.end(), mine.begin(), mine.end());
        ends.push_back(static_cast<uint32_t>(all.size()));
        if (item.country != kNoIndex) document_countries_[d].push_back(item.country);
      }
      Countries& kept = of_documents_[d].countries;
      kept.assign(all.begin(), all.end());
      for (uint32_t e = 0, begin = 0; e < ends.size(); begin = ends[e++]) {
        items_[ItemOf(d, e)].countries = std::span(kept).subspan(begin, ends[e] - begin);
      }
      SortUnique(document_countries_[d]);
    });
  }

  /// A way in which a document names a country.
  struct CountryForm {
    std::string folded;
    uint32_t country = 0;
  };
  std::vector<CountryForm> CountryForms(uint32_t d) const {
    std::vector<CountryForm> forms;
    for (uint32_t e = 0; e < documents_[d].findings.entities.size(); ++e) {
      const StoredEntity& country = documents_[d].findings.entities[e];
      if (country.type != MentionType::kCountry) continue;
      auto add = [&](std::string_view form) {
        std::string folded = FoldForLinking(form);
        if (folded.size() >= 2) {
          forms.push_back({std::move(folded), items_[ItemOf(d, e)].country});
        }
      };
      for (std::string_view alias : country.aliases) add(alias);
      add(country.name);
    }
    return forms;
  }

  /// "Fijian Ministry of River Traffic" is Portugal's "Ministry of River Traffic".
  static void StripCountry(const std::vector<CountryForm>& forms, LinkItem& item,
                           Countries& countries) {
    bool ministry = item.found->type == MentionType::kMinistry;
    if (!ministry && item.found->type != MentionType::kOrganization) return;
    for (const auto& [form, country] : forms) {
      if (item.folded.find(form) == std::string_view::npos) continue;
      std::string_view rest = item.folded;
      if (rest.size() <= form.size()) continue;
      std::string_view before_form = rest.substr(0, rest.size() - form.size());
      if (rest.starts_with(form) && rest[form.size()] == ' ') {
        rest = rest.substr(form.size() + 1);
      } else if (rest.ends_with(form) && before_form.ends_with(" of ")) {
        rest = before_form.substr(0, before_form.size() - 4);
      } else if (rest.ends_with(form) && before_form.ends_with(' ')) {
        rest = before_form.substr(0, before_form.size() - 1);
      } else {
        continue;
      }
      bool several_words = rest.find(' ') != std::string_view::npos;
      if (!ministry && !(several_words && IsGenericBody(rest))) continue;
      item.folded = rest;
      if (countries.empty()) countries.push_back(country);
      return;
    }
  }

  void FindPosts() {
    ParallelFor(jobs_, documents_.size(), [&](size_t number) {
      const auto d = static_cast<uint32_t>(number);
      std::vector<std::string_view> words;
      std::vector<std::pair<uint32_t, uint64_t>> posts;  // of entities
      for (const StoredFact& fact : documents_[d].findings.facts) {
        if (fact.type != "HOLDS_POST") continue;
        for (const auto& [name, value] : fact.properties) {
          if (name != "title") continue;
          const std::string folded = FoldForLinking(value);
          TellingWords(folded, words);
          for (std::string_view word : words) {
            // Said of somebody else's post, it is none.
            if (word == "counterpart" || word == "colleague") continue;
            posts.emplace_back(fact.from, HashText(word));
          }
        }
      }
      SortUnique(posts);
      std::vector<uint64_t>& kept = of_documents_[d].posts;
      kept.reserve(posts.size());
      for (const auto& [entity, post] : posts) kept.push_back(post);
      for (size_t begin = 0, end = 0; begin < posts.size(); begin = end) {
        while (end < posts.size() && posts[end].first == posts[begin].first) ++end;
        items_[ItemOf(d, posts[begin].first)].posts = std::span(kept).subspan(begin, end - begin);
      }
    });
  }

  void LinkByName(MentionType type, LinkClusters& clusters) {
    std::unordered_map<std::string_view, uint32_t> first;
    for (uint32_t i : OfType(type)) {
      const std::string_view name = type == MentionType::kCountry
                                        ? std::string_view(country_codes_[items_[i].country])
                                        : items_[i].folded;
      auto [where, is_new] = first.try_emplace(name, i);
      if (!is_new) clusters.JoinAlways(where->second, i);
    }
  }

  void MakeNodes(const LinkClusters& clusters) {
    std::vector<uint32_t> node_of_root(items_.size(), kNoIndex);
    node_of_item_.resize(items_.size());
    for (uint32_t i = 0; i < items_.size(); ++i) {
      uint32_t& node_number = node_of_root[clusters.Find(i)];
      if (node_number == kNoIndex) {
        node_number = static_cast<uint32_t>(graph_.nodes.size());
        LinkedNode node;
        node.type = items_[i].found->type;
        graph_.nodes.push_back(std::move(node));
        countries_of_node_.emplace_back();
      }
      node_of_item_[i] = node_number;
      graph_.nodes[node_number].members.push_back({items_[i].document, items_[i].entity});
      auto& countries = countries_of_node_[node_number];
      for (uint32_t country : items_[i].countries) {
        // Mostly the one that is there already.
        if (countries.empty() || countries.back() != country) countries.push_back(country);
      }
    }
    ParallelFor(jobs_, graph_.nodes.size(), [&](size_t n) {
      SortUnique(countries_of_node_[n]);
      graph_.nodes[n].name = BestName(graph_.nodes[n]);
    });
  }

  const StoredEntity& Found(NodeMember member) const {
    return documents_[member.document].findings.entities[member.entity];
  }
  const LinkItem& Item(NodeMember member) const {
    return items_[ItemOf(member.document, member.entity)];
  }

  /// The fullest name; of equally full ones that of most documents; then the first by letters.
  std::string BestName(const LinkedNode& node) const {
    const std::string_view first = Found(node.members.front()).name;
    if (std::all_of(node.members.begin(), node.members.end(),
                    [&](NodeMember member) { return Found(member).name == first; })) {
      return std::string(first);
    }
    std::map<std::string_view, uint32_t> votes;
    for (NodeMember member : node.members) ++votes[Found(member).name];
    auto fullness = [&](std::string_view name) -> size_t {
      bool body = node.type == MentionType::kOrganization || node.type == MentionType::kMinistry;
      std::vector<std::string> words = SplitWords(graph::FoldName(name));
      size_t full = 0;
      for (const std::string& word : words) full += word.size() > 1;
      if (node.type == MentionType::kPerson || body) return full;
      // Of agreements and events a description may grow without end: most documents decide.
      return full > 1 ? 2 : full;
    };
    std::string_view best;
    std::tuple<size_t, uint32_t> best_rank;
    for (const auto& [name, count] : votes) {
      std::tuple<size_t, uint32_t> rank(fullness(name), count);
      if (best.data() != nullptr && rank <= best_rank) continue;
      best = name;
      best_rank = rank;
    }
    return std::string(best);
  }

  // Keys ---------------------------------------------------------------------------------------

  std::string KeyOf(uint32_t n) const {
    const LinkedNode& node = graph_.nodes[n];
    const auto& countries = countries_of_node_[n];
    std::string country = countries.size() == 1 ? country_codes_[countries.front()] + ":" : "";
    switch (node.type) {
      case MentionType::kCountry:
        return "country:" + CountryCode(Found(node.members.front()));
      case MentionType::kPlace:
        return "place:" + country + Slug(node.name);
      case MentionType::kMinistry:
        return "ministry:" + country + Slug(Item(node.members.front()).folded);
      case MentionType::kOrganization: {
        std::string core = CoreOfBody(FoldForLinking(node.name));
        for (NodeMember member : node.members) {
          if (Found(member).name == node.name) core = CoreOfBody(Item(member).folded);
        }
        return "organization:" + (IsGenericBody(core) ? country : "") + Slug(core);
      }
      case MentionType::kPerson:
        return "person:" + Slug(node.name);
      case MentionType::kTopic:
        return "topic:" + Slug(Item(node.members.front()).folded);
      case MentionType::kEvent:
        return "event:" + Slug(node.name) + ":" + Earliest(node, "start");
      case MentionType::kAgreement:
        return AgreementKey(node);
      default:
        return "other:" + Slug(node.name);
    }
  }

  std::string Earliest(const LinkedNode& node, std::string_view property) const {
    std::string best;
    for (NodeMember member : node.members) {
      std::string value(PropertyOf(Found(member), property));
      if (value.empty()) continue;
      if (best.empty() ||
          std::tuple(value.size() < 10, value) < std::tuple(best.size() < 10, best)) {
        best = value;
      }
    }
    return best;
  }

  /// Kind, parties, day and subject.
  std::string AgreementKey(const LinkedNode& node) const {
    std::set<std::string> parties;
    for (NodeMember member : node.members) {
      for (uint32_t f : Item(member).facts) {
        const StoredFact& fact = documents_[member.document].findings.facts[f];
        if (fact.type != "PARTY_TO" || fact.to != member.entity) continue;
        uint32_t party = node_of_item_[ItemOf(member.document, fact.from)];
        const LinkedNode& other = graph_.nodes[party];
        if (other.type == MentionType::kCountry) {
          parties.insert(CountryCode(Found(other.members.front())));
        } else {
          parties.insert(Slug(other.name));
        }
      }
    }
    std::string who;
    size_t shown = 0;
    for (const std::string& party : parties) {
      if (shown == 4) break;
      who += (shown++ == 0 ? "" : "+") + party;
    }
    if (parties.size() > shown) who += fmt::format("+{}", parties.size() - shown);
    return "agreement:" + Slug(node.name) + ":" + who + ":" + Earliest(node, "date");
  }

  void MakeKeys() {
    Keyed keyed(graph_.nodes.size());
    ParallelFor(jobs_, keyed.size(), [&](size_t n) {
      const auto node = static_cast<uint32_t>(n);
      keyed[n] = {KeyOf(node), node};
    });
    bool clash = false;
    ForEachKey(keyed, [&](size_t begin, size_t end) {
      if (end == begin + 1) return;
      clash = true;
      std::string key = keyed[begin].first;
      for (size_t i = begin; i < end; ++i) {
        const auto& countries = countries_of_node_[keyed[i].second];
        if (countries.size() != 1) continue;
        const std::string country = ":" + country_codes_[countries[0]];
        if (key.find(country) == std::string::npos) keyed[i].first += country;
      }
    });
    if (!clash) {
      for (auto& [key, n] : keyed) graph_.nodes[n].key = std::move(key);
      return;
    }
    std::set<std::string> taken;  // of those that say where
    Keyed again = keyed;
    ForEachKey(again, [&](size_t begin, size_t end) {
      for (size_t i = begin; i < end; ++i) {
        uint32_t n = again[i].second;
        std::string longer = again[i].first;
        if (end - begin > 1 || taken.count(longer) > 0) {
          // By where it is first said: documents are sorted, so this is the same in any order.
          NodeMember first = graph_.nodes[n].members.front();
          const StoredEntity& found = Found(first);
          uint32_t at = found.mentions.empty() ? first.entity : found.mentions[0].span.begin_char;
          longer += fmt::format("@{}#{}", documents_[first.document].findings.document_id, at);
          while (taken.count(longer) > 0) longer += "'";
        }
        if (longer.find('@') != std::string::npos) taken.insert(longer);
        graph_.nodes[n].key = std::move(longer);
      }
    });
  }

  /// Of items nothing is asked from here on but which nodes they became.
  void ForgetItems() {
    items_ = {};
    facts_of_items_ = {};
    neighbours_of_items_ = {};
    of_documents_ = {};
    document_countries_ = {};
    countries_of_node_ = {};
  }

  void SortNodes() {
    const std::vector<uint32_t> order = OrderOfKeys(
        graph_.nodes.size(), [&](size_t n) -> std::string_view { return graph_.nodes[n].key; });
    std::vector<uint32_t> place(order.size());
    std::vector<LinkedNode> sorted;
    sorted.reserve(order.size());
    for (uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(std::move(graph_.nodes[order[i]]));
    }
    graph_.nodes = std::move(sorted);
    for (uint32_t& node : node_of_item_) node = place[node];
    graph_.node_of.reserve(documents_.size());
    for (size_t d = 0; d < documents_.size(); ++d) {
      const auto begin = node_of_item_.begin() + first_item_[d];
      graph_.node_of.emplace_back(
          begin, begin + static_cast<ptrdiff_t>(documents_[d].findings.entities.size()));
    }
  }

  void AddDoubt(const LinkCandidate& candidate) {
    uint32_t a = node_of_item_[candidate.a], b = node_of_item_[candidate.b];
    if (a == b || graph_.nodes[a].type != graph_.nodes[b].type) return;
    graph_.possibly_same.push_back(
        {std::min(a, b), std::max(a, b), candidate.score, candidate.reason});
  }

  const std::vector<StoredFindings>& documents_;
  const unsigned jobs_;
  std::vector<LinkItem> items_;
  std::vector<uint32_t> first_item_;  // of documents; their other items follow
  std::vector<size_t> first_fact_;    // of documents, in all facts
  std::vector<uint32_t> facts_of_items_, neighbours_of_items_;
  /// What the items of a document point to.
  struct OfDocument {
    std::vector<char> names;
    Countries countries;
    std::vector<uint64_t> posts;
  };
  std::vector<OfDocument> of_documents_;
  std::array<std::vector<uint32_t>, 256> of_type_;  // items, by type
  std::vector<std::string> country_codes_;          // sorted
  std::vector<Countries> document_countries_;
  std::vector<uint32_t> node_of_item_;
  std::vector<Countries> countries_of_node_;
  LinkedGraph graph_;
};

}  // namespace

LinkedGraph LinkDocuments(const std::vector<StoredFindings>& documents, unsigned jobs) {
  return Linker(documents, jobs).Run();
}

}  // namespace entente::ingest
