#include "ingest/linker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "graph/check.h"
#include "graph/utf8.h"
#include "ingest/fingerprint.h"
#include "ingest/link_clusters.h"
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
    LinkContext context{documents_, items_, item_of_, document_countries_, clusters, doubtful};
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

  void MakeItems() {
    item_of_.resize(documents_.size());
    size_t count = 0;
    for (const StoredFindings& document : documents_) count += document.findings.entities.size();
    items_.reserve(count);
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const auto& entities = documents_[d].findings.entities;
      for (uint32_t e = 0; e < entities.size(); ++e) {
        item_of_[d].push_back(static_cast<uint32_t>(items_.size()));
        of_type_[static_cast<size_t>(entities[e].type) & 0xFF].push_back(
            static_cast<uint32_t>(items_.size()));
        LinkItem item;
        item.document = d;
        item.entity = e;
        item.found = &entities[e];
        items_.push_back(std::move(item));
      }
    }
    ParallelFor(jobs_, items_.size(), [&](size_t i) {
      const FoundEntity& found = *items_[i].found;
      items_[i].folded = found.type == MentionType::kPerson ? graph::FoldName(found.name)
                                                            : FoldForLinking(found.name);
    });
  }

  static std::string CountryCode(const FoundEntity& country) {
    std::string_view iso2 = PropertyOf(country, "iso2");
    return iso2.empty() ? Slug(country.name) : std::string(iso2);
  }

  /// Which countries each entity goes with: its own, its ministry's, the one it speaks for.
  void FindCountries() {
    document_countries_.resize(documents_.size());
    ParallelFor(jobs_, documents_.size(), [&](size_t number) {
      const auto d = static_cast<uint32_t>(number);
      const DocumentFindings& findings = documents_[d].findings;
      std::vector<std::vector<uint32_t>> homes(findings.entities.size());
      for (uint32_t f = 0; f < findings.facts.size(); ++f) {
        const FoundFact& fact = findings.facts[f];
        items_[item_of_[d][fact.from]].facts.push_back(f);
        if (fact.to != fact.from) items_[item_of_[d][fact.to]].facts.push_back(f);
        if (fact.type == "BELONGS_TO" || fact.type == "LOCATED_IN" || fact.type == "REPRESENTS" ||
            fact.type == "HOLDS_POST") {
          homes[fact.from].push_back(fact.to);
        }
        uint32_t from = item_of_[d][fact.from], to = item_of_[d][fact.to];
        items_[from].neighbours.push_back(to);
        items_[to].neighbours.push_back(from);
      }
      std::vector<CountryForm> forms = CountryForms(findings);
      for (uint32_t e = 0; e < findings.entities.size(); ++e) {
        LinkItem& item = items_[item_of_[d][e]];
        std::sort(item.neighbours.begin(), item.neighbours.end());
        item.neighbours.erase(std::unique(item.neighbours.begin(), item.neighbours.end()),
                              item.neighbours.end());
        std::vector<uint32_t> at = {e};
        for (int step = 0; step < kMaxHomeSteps && !at.empty(); ++step) {
          std::vector<uint32_t> next;
          for (uint32_t entity : at) {
            const FoundEntity& found = findings.entities[entity];
            if (found.type == MentionType::kCountry) item.countries.push_back(CountryCode(found));
            // A person's country ends the way: what a country belongs to is no country of theirs.
            if (found.type != MentionType::kCountry || entity == e) {
              next.insert(next.end(), homes[entity].begin(), homes[entity].end());
            }
          }
          if (!item.countries.empty()) break;
          at = std::move(next);
        }
        SortUnique(item.countries);
        StripCountry(forms, item);
        if (item.found->type == MentionType::kCountry) {
          document_countries_[d].push_back(CountryCode(*item.found));
        }
      }
      SortUnique(document_countries_[d]);
    });
  }

  /// A way in which a document names a country.
  struct CountryForm {
    std::string folded;
    std::string code;
  };
  static std::vector<CountryForm> CountryForms(const DocumentFindings& findings) {
    std::vector<CountryForm> forms;
    for (const FoundEntity& country : findings.entities) {
      if (country.type != MentionType::kCountry) continue;
      auto add = [&](const std::string& form) {
        std::string folded = FoldForLinking(form);
        if (folded.size() >= 2) forms.push_back({std::move(folded), CountryCode(country)});
      };
      for (const std::string& alias : country.aliases) add(alias);
      add(country.name);
    }
    return forms;
  }

  /// "Fijian Ministry of River Traffic" is Portugal's "Ministry of River Traffic".
  static void StripCountry(const std::vector<CountryForm>& forms, LinkItem& item) {
    bool ministry = item.found->type == MentionType::kMinistry;
    if (!ministry && item.found->type != MentionType::kOrganization) return;
    for (const auto& [form, code] : forms) {
      if (item.folded.find(form) == std::string::npos) continue;
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
      item.folded = std::string(rest);
      if (item.countries.empty()) item.countries.push_back(code);
      return;
    }
  }

  void FindPosts() {
    ParallelFor(jobs_, documents_.size(), [&](size_t d) {
      const DocumentFindings& findings = documents_[d].findings;
      for (const FoundFact& fact : findings.facts) {
        if (fact.type != "HOLDS_POST") continue;
        LinkItem& person = items_[item_of_[d][fact.from]];
        for (const auto& [name, value] : fact.properties) {
          if (name != "title") continue;
          for (std::string& word : TellingWords(FoldForLinking(value))) {
            // Said of somebody else's post, it is none.
            if (word == "counterpart" || word == "colleague") continue;
            person.posts.push_back(std::move(word));
          }
        }
      }
    });
    ParallelFor(jobs_, items_.size(), [&](size_t i) { SortUnique(items_[i].posts); });
  }

  void LinkByName(MentionType type, LinkClusters& clusters) {
    std::unordered_map<std::string, uint32_t> first;
    for (uint32_t i : OfType(type)) {
      auto [where, is_new] = type == MentionType::kCountry
                                 ? first.try_emplace(CountryCode(*items_[i].found), i)
                                 : first.try_emplace(items_[i].folded, i);
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
      for (const std::string& country : items_[i].countries) {
        // Mostly the one that is there already.
        if (countries.empty() || countries.back() != country) countries.push_back(country);
      }
    }
    ParallelFor(jobs_, graph_.nodes.size(), [&](size_t n) {
      SortUnique(countries_of_node_[n]);
      graph_.nodes[n].name = BestName(graph_.nodes[n]);
    });
  }

  const FoundEntity& Found(NodeMember member) const {
    return documents_[member.document].findings.entities[member.entity];
  }
  const LinkItem& Item(NodeMember member) const {
    return items_[item_of_[member.document][member.entity]];
  }

  /// The fullest name; of equally full ones that of most documents; then the first by letters.
  std::string BestName(const LinkedNode& node) const {
    std::map<std::string_view, uint32_t> votes;
    for (NodeMember member : node.members) ++votes[Found(member).name];
    if (votes.size() == 1) return std::string(votes.begin()->first);
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
    std::string country = countries.size() == 1 ? countries.front() + ":" : "";
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
        const FoundFact& fact = documents_[member.document].findings.facts[f];
        if (fact.type != "PARTY_TO" || fact.to != member.entity) continue;
        uint32_t party = node_of_item_[item_of_[member.document][fact.from]];
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

  using Keyed = std::vector<std::pair<std::string, uint32_t>>;  // key, node

  /// Calls `use(begin, end)` for each run of one key. Sorts by key and node.
  template <class Use>
  static void ForEachKey(Keyed& keyed, Use use) {
    std::sort(keyed.begin(), keyed.end());
    for (size_t begin = 0; begin < keyed.size();) {
      size_t end = begin + 1;
      while (end < keyed.size() && keyed[end].first == keyed[begin].first) ++end;
      use(begin, end);
      begin = end;
    }
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
        if (countries.size() == 1 && key.find(":" + countries[0]) == std::string::npos) {
          keyed[i].first += ":" + countries[0];
        }
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
          const FoundEntity& found = Found(first);
          uint32_t at = found.mentions.empty() ? first.entity : found.mentions[0].span.begin_char;
          longer += fmt::format("@{}#{}", documents_[first.document].findings.document_id, at);
          while (taken.count(longer) > 0) longer += "'";
        }
        if (longer.find('@') != std::string::npos) taken.insert(longer);
        graph_.nodes[n].key = std::move(longer);
      }
    });
  }

  void SortNodes() {
    std::vector<uint32_t> order(graph_.nodes.size());
    for (uint32_t n = 0; n < order.size(); ++n) order[n] = n;
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return graph_.nodes[a].key < graph_.nodes[b].key; });
    std::vector<uint32_t> place(order.size());
    std::vector<LinkedNode> sorted;
    sorted.reserve(order.size());
    for (uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      sorted.push_back(std::move(graph_.nodes[order[i]]));
    }
    graph_.nodes = std::move(sorted);
    graph_.node_of.resize(documents_.size());
    for (uint32_t i = 0; i < items_.size(); ++i) {
      node_of_item_[i] = place[node_of_item_[i]];
      graph_.node_of[items_[i].document].push_back(node_of_item_[i]);
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
  std::vector<std::vector<uint32_t>> item_of_;
  std::array<std::vector<uint32_t>, 256> of_type_;  // items, by type
  std::vector<std::vector<std::string>> document_countries_;
  std::vector<uint32_t> node_of_item_;
  std::vector<std::vector<std::string>> countries_of_node_;
  LinkedGraph graph_;
};

}  // namespace

LinkedGraph LinkDocuments(const std::vector<StoredFindings>& documents, unsigned jobs) {
  return Linker(documents, jobs).Run();
}

}  // namespace entente::ingest
