#include "ingest/score_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "ingest/score_graph.h"
#include "ingest/score_names.h"

namespace entente::ingest {

namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kTypes = {"Country", "Person", "Ministry", "Organization",
                                                    "Place"};
/// Something that acts, named as the gold names it; what the gold does not know has the type "!".
using Actor = std::pair<std::string, std::string>;
using ActorSet = std::set<Actor>;

std::vector<std::string> AsList(const ordered_json& object, const char* key) {
  auto found = object.find(key);
  if (found == object.end() || found->is_null()) return {};
  if (found->is_string()) return {found->get<std::string>()};
  std::vector<std::string> out;
  if (found->is_array()) {
    for (const auto& item : *found) {
      if (item.is_string()) out.push_back(item.get<std::string>());
    }
  }
  return out;
}
std::string AsString(const ordered_json& object, const char* key) {
  std::vector<std::string> all = AsList(object, key);
  return all.empty() ? "" : all.front();
}
std::vector<std::string> Joined(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
bool IsTrue(const ordered_json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}
const ordered_json& ListOf(const ordered_json& gold, const char* key) {
  static const ordered_json kNone = ordered_json::array();
  auto found = gold.find(key);
  return found != gold.end() && found->is_array() ? *found : kNone;
}
bool IsDone(std::string_view status) { return status == "signed" || status == "in force"; }

size_t Common(const ActorSet& a, const ActorSet& b) {
  return static_cast<size_t>(
      std::count_if(a.begin(), a.end(), [&](const Actor& x) { return b.count(x) > 0; }));
}
ActorSet Minus(const ActorSet& a, const ActorSet& b) {
  ActorSet out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}
std::set<std::string> FoldAll(const std::vector<std::string>& names) {
  std::set<std::string> out;
  for (const std::string& name : names) out.insert(FoldForScoring(name));
  return out;
}
bool AnyCommon(const std::set<std::string>& a, const std::set<std::string>& b) {
  return CountCommon(a, b) > 0;
}

/// The dates that are right: the annotated one, its alternatives, and for one without a year the
/// inferred year too. The first is empty where the gold has none.
std::vector<std::string> DatesOf(const ordered_json& item, const char* field) {
  std::vector<std::string> dates = {AsString(item, field)};
  for (std::string& date : AsList(item, "also_date")) dates.push_back(std::move(date));
  auto range = item.find("date_range");
  if (range != item.end() && range->is_object()) {
    dates.push_back(AsString(*range, std::string_view(field) == "end" ? "to" : "from"));
  }
  auto year = item.find("year_inferred");
  if (year != item.end() && !year->is_null()) {
    std::string text = year->is_string() ? year->get<std::string>() : year->dump();
    size_t count = dates.size();
    for (size_t i = 0; i < count; ++i) {
      if (dates[i].starts_with("--")) dates.push_back(text + "-" + dates[i].substr(2));
    }
  }
  return dates;
}

using Pairs = std::set<std::pair<Actor, Actor>>;
void AddPairs(const ActorSet& countries, Pairs& pairs) {
  for (auto a = countries.begin(); a != countries.end(); ++a) {
    for (auto b = std::next(a); b != countries.end(); ++b) pairs.emplace(*a, *b);
  }
}

/// One document's annotation against what was made of it.
class DocumentScore {
 public:
  DocumentScore(const ordered_json& gold, const ScoredGraph& graph,
                const std::optional<std::string>& source, std::map<std::string, Tally>& tallies,
                std::vector<std::string>* notes)
      : gold_(gold), graph_(graph), source_(source), tallies_(tallies), notes_(notes) {}

  void Run() {
    Entities();
    Agreements();
    Events();
    Posts();
    Provenance();
  }

 private:
  void Add(const std::string& figure, uint64_t right, uint64_t wrong, uint64_t missed) {
    Tally& tally = tallies_[figure];
    tally.right += right;
    tally.wrong += wrong;
    tally.missed += missed;
  }
  void Right(const std::string& figure, bool ok) { Add(figure, ok, !ok, !ok); }
  void Note(std::string text) {
    if (notes_ != nullptr) notes_->push_back("  " + std::move(text));
  }

  static std::set<std::string> GoldNames(const ordered_json& entity) {
    std::set<std::string> names =
        FoldAll(Joined(AsList(entity, "name"), AsList(entity, "aliases")));
    names.erase("");
    return names;
  }

  void Entities() {
    const ordered_json& golds = ListOf(gold_, "entities");
    for (const auto& entity : golds) {
      for (const std::string& name : GoldNames(entity)) {
        gold_of_.try_emplace(name, AsString(entity, "type"), AsString(entity, "name"));
      }
    }
    std::vector<ScoredPair> pairs;
    std::vector<size_t> typed;
    for (size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (std::find(kTypes.begin(), kTypes.end(), graph_.nodes[i].label) != kTypes.end()) {
        typed.push_back(i);
      }
    }
    for (size_t n = 0; n < golds.size(); ++n) {
      const auto& entity = golds[n];
      std::vector<std::string> allowed =
          Joined(AsList(entity, "type"), AsList(entity, "also_types"));
      std::set<std::string> names = GoldNames(entity);
      for (size_t i : typed) {
        const ScoredNode& node = graph_.nodes[i];
        if (std::find(allowed.begin(), allowed.end(), node.label) == allowed.end()) continue;
        size_t common = CountCommon(names, node.FoldedNames());
        if (common == 0) continue;
        double score = static_cast<double>(common);
        if (FoldForScoring(node.name) == FoldForScoring(AsString(entity, "name"))) score += 10;
        if (node.label == allowed.front()) score += 3;
        if (IsTrue(entity, "optional")) score -= 5;
        std::string home = AsString(entity, "country");
        for (uint32_t r : node.out) {
          const ScoredRelationship& relationship = graph_.relationships[r];
          if (home.empty() || relationship.type != "BELONGS_TO") continue;
          if (FoldForScoring(graph_.nodes[relationship.to].name) != FoldForScoring(home)) continue;
          score += 4;
          break;
        }
        pairs.push_back({score, std::to_string(n), std::to_string(i), n, i});
      }
    }
    std::map<size_t, size_t> matched = OneToOne(std::move(pairs));
    for (auto [n, i] : matched) {
      back_[i] = {AsString(golds[n], "type"), AsString(golds[n], "name")};
    }
    for (size_t n = 0; n < golds.size(); ++n) {
      if (IsTrue(golds[n], "optional")) continue;
      auto found = matched.find(n);
      bool ok = found != matched.end();
      std::string type = AsString(golds[n], "type"), name = AsString(golds[n], "name");
      Add("entity " + type, ok, 0, !ok);
      Add("entities", ok, 0, !ok);
      if (ok) {
        Right("entity names",
              FoldForScoring(graph_.nodes[found->second].name) == FoldForScoring(name));
      } else {
        Note(fmt::format("missed {}: {}", type, name));
      }
    }
    for (size_t i : typed) {
      if (back_.count(i) > 0) continue;
      Add("entity " + graph_.nodes[i].label, 0, 1, 0);
      Add("entities", 0, 1, 0);
      Note(fmt::format("spurious {}: {}", graph_.nodes[i].label, graph_.nodes[i].name));
    }
  }

  Actor Key(const std::string& surface) const {
    auto found = gold_of_.find(FoldForScoring(surface));
    return found == gold_of_.end() ? Actor("?", surface) : found->second;
  }
  ActorSet Keys(const std::vector<std::string>& surfaces) const {
    ActorSet out;
    for (const std::string& surface : surfaces) out.insert(Key(surface));
    return out;
  }
  Actor ActorOf(size_t node) const {
    auto found = back_.find(node);
    return found == back_.end() ? Actor("!", graph_.nodes[node].name) : found->second;
  }

  /// An agreement, as either side sees it.
  struct View {
    std::array<ActorSet, 3> who;  // signers, parties, countries
    std::set<std::string> kinds, status, dates, content, places;
    std::string date, first_status;
    ActorSet also;
    bool optional = false, done = false, may_be_done = false;

    ActorSet Everybody() const {
      ActorSet all;
      for (const ActorSet& some : who) all.insert(some.begin(), some.end());
      return all;
    }
  };
  static constexpr std::array<const char*, 3> kWho = {"signers", "parties", "countries"};

  std::set<std::string> PlacesOf(const ScoredNode& node,
                                 std::initializer_list<std::string_view> types) const {
    std::set<std::string> out;
    for (uint32_t r : node.out) {
      const ScoredRelationship& relationship = graph_.relationships[r];
      if (std::find(types.begin(), types.end(), relationship.type) == types.end()) continue;
      out.merge(FoldAll(graph_.nodes[relationship.to].AllNames()));
    }
    return out;
  }

  View SystemView(size_t i) const {
    const ScoredNode& node = graph_.nodes[i];
    View view;
    ActorSet parties, countries;
    auto add_countries = [&](size_t of, std::string_view type) {
      for (uint32_t r : graph_.nodes[of].out) {
        const ScoredRelationship& relationship = graph_.relationships[r];
        if (relationship.type == type && graph_.nodes[relationship.to].label == "Country") {
          countries.insert(ActorOf(relationship.to));
        }
      }
    };
    for (uint32_t r : node.in) {
      const ScoredRelationship& relationship = graph_.relationships[r];
      if (relationship.type == "PARTY_TO") {
        Actor party = ActorOf(relationship.from);
        if (party.first == "Country") countries.insert(party);
        parties.insert(std::move(party));
        if (graph_.nodes[relationship.from].label == "Ministry") {
          add_countries(relationship.from, "BELONGS_TO");
        }
      } else if (relationship.type == "SIGNED") {
        if (graph_.nodes[relationship.from].label == "Person") {
          view.who[0].insert(ActorOf(relationship.from));
        }
        add_countries(relationship.from, "REPRESENTS");
      }
    }
    view.who[1] = Minus(parties, countries);
    view.who[2] = countries;
    view.kinds = {ScoringKind(node.Property("kind"))};
    view.first_status = node.Property("status");
    view.date = node.Property("date");
    view.content = ContentWords(node.AllNames());
    view.places = PlacesOf(node, {"SIGNED_IN"});
    return view;
  }

  View GoldView(const ordered_json& agreement) const {
    View view;
    ActorSet parties = Keys(AsList(agreement, "parties"));
    view.who[0] = Keys(AsList(agreement, "signatories"));
    view.who[2] = Keys(AsList(agreement, "party_countries"));
    for (const Actor& party : parties) {
      view.who[party.first == "Country" ? 2 : 1].insert(party);
    }
    for (const std::string& kind :
         Joined({AsString(agreement, "kind")}, AsList(agreement, "also_kind"))) {
      view.kinds.insert(ScoringKind(kind));
    }
    view.first_status = AsString(agreement, "status");
    view.status = {view.first_status};
    for (const std::string& status : AsList(agreement, "also_status")) view.status.insert(status);
    view.done = IsDone(view.first_status);
    view.may_be_done = std::any_of(view.status.begin(), view.status.end(), IsDone);
    for (const std::string& date : DatesOf(agreement, "date")) {
      if (!date.empty()) view.dates.insert(date);
    }
    view.content = ContentWords(Joined(AsList(agreement, "names"), AsList(agreement, "topics")));
    view.also = Keys(AsList(agreement, "also_parties"));
    view.optional = IsTrue(agreement, "optional");
    view.places = FoldAll(Joined(AsList(agreement, "place"), AsList(agreement, "also_place")));
    return view;
  }

  void ScoreDate(const std::string& figure, const ordered_json& item, const char* field,
                 const std::string& got) {
    std::vector<std::string> right = DatesOf(item, field);
    if (right.front().empty() && got.empty()) return;
    if (std::find(right.begin(), right.end(), got) != right.end()) {
      Add(figure, got.empty() ? 0 : 1, 0, 0);
    } else {
      Add(figure, 0, !got.empty(), !right.front().empty());
    }
  }

  void ScorePlace(const std::string& figure, const std::set<std::string>& gold,
                  const std::set<std::string>& got, bool asked) {
    if (gold.empty() && got.empty()) return;
    bool hit = AnyCommon(gold, got);
    Add(figure, hit, !got.empty() && !hit, asked && !hit);
  }

  void Agreements() {
    const ordered_json& golds = ListOf(gold_, "agreements");
    std::vector<View> wanted;
    for (const auto& agreement : golds) wanted.push_back(GoldView(agreement));
    std::map<size_t, View> found;
    for (size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (graph_.nodes[i].label == "Agreement") found[i] = SystemView(i);
    }
    std::vector<ScoredPair> pairs;
    for (size_t n = 0; n < wanted.size(); ++n) {
      const View& a = wanted[n];
      ActorSet everybody = a.Everybody();
      for (const auto& [i, s] : found) {
        size_t who = Common(everybody, s.Everybody());
        bool date = !s.date.empty() && a.dates.count(s.date) > 0;
        bool shared = AnyCommon(a.content, s.content);
        bool bare = everybody.empty() && a.dates.empty() && a.content.empty();
        bool kind = AnyCommon(a.kinds, s.kinds);
        if (who == 0 && !date && !shared && !(bare && kind)) continue;
        double penalty = a.optional ? 5 : 0;
        double score = 2.0 * kind + static_cast<double>(std::min<size_t>(who, 4)) + 2.0 * date +
                       2 * OverlapOf(a.content, s.content) - penalty;
        if (score >= (bare ? 2.0 : 2.5) - penalty) {
          pairs.push_back({score, std::to_string(n), std::to_string(i), n, i});
        }
      }
    }
    std::map<size_t, size_t> matched = OneToOne(std::move(pairs));
    std::set<size_t> taken;
    const View nothing;
    for (size_t n = 0; n < wanted.size(); ++n) {
      auto match = matched.find(n);
      bool ok = match != matched.end();
      if (ok) taken.insert(match->second);
      ScoreAgreement(golds[n], wanted[n], ok ? found.at(match->second) : nothing, ok);
    }
    for (const auto& [i, s] : found) {
      if (taken.count(i) > 0) continue;
      Add("agreements", 0, 1, 0);
      Note(fmt::format("spurious agreement: {} ({})", graph_.nodes[i].name, s.first_status));
      if (!IsDone(s.first_status)) continue;
      for (const ActorSet& who : s.who) Add("who signed", 0, who.size(), 0);
    }
    Pairs want, allowed, got;
    for (const View& a : wanted) {
      if (a.done && !a.optional) AddPairs(a.who[2], want);
      if (a.may_be_done) {
        ActorSet all = a.who[2];
        all.insert(a.also.begin(), a.also.end());
        AddPairs(all, allowed);
      }
    }
    for (const auto& [i, s] : found) {
      if (IsDone(s.first_status)) AddPairs(s.who[2], got);
    }
    uint64_t right = 0, wrong = 0;
    for (const auto& pair : got) {
      if (want.count(pair) > 0) {
        ++right;
      } else if (allowed.count(pair) == 0) {
        ++wrong;
      }
    }
    Add("country pairs", right, wrong, want.size() - right);
  }

  void ScoreAgreement(const ordered_json& gold, const View& a, const View& s, bool matched) {
    std::vector<std::string> names = AsList(gold, "names");
    std::string name = names.empty() ? "" : names.front();
    for (size_t w = 0; w < kWho.size(); ++w) {
      ActorSet got = Minus(s.who[w], Minus(a.also, a.who[w]));
      const ActorSet& want = a.who[w];
      size_t common = Common(got, want);
      if (!a.optional) {
        Add(std::string("agreement ") + kWho[w], common, got.size() - common, want.size() - common);
      }
      bool may_claim = IsDone(s.first_status) && !(a.optional && a.may_be_done);
      ActorSet claimed = may_claim ? got : ActorSet();
      size_t claimed_common = Common(claimed, want);
      if (a.may_be_done && !a.done) {
        // Calling it signed is as right as not calling it so.
        Add("who signed", claimed_common, claimed.size() - claimed_common, 0);
      } else {
        ActorSet due = a.done && !a.optional ? want : ActorSet();
        size_t right = Common(claimed, due);
        Add("who signed", right, claimed.size() - right, due.size() - right);
      }
      if (got != want && !a.optional) {
        Note(fmt::format("{} of {}: {} right, {} made up, {} missed", kWho[w], name, common,
                         got.size() - common, want.size() - common));
      }
    }
    if (a.optional) return;
    Add("agreements", matched, 0, !matched);
    if (!matched) {
      Note("missed agreement: " + name);
      return;
    }
    Right("agreement kind", AnyCommon(a.kinds, s.kinds));
    Right("status", a.status.count(s.first_status) > 0);
    if (a.status.count(s.first_status) == 0) {
      Note(fmt::format("status of {}: {}, not {}", name, a.first_status, s.first_status));
    }
    ScoreDate("agreement date", gold, "date", s.date);
    ScorePlace("agreement place", a.places, s.places, !AsString(gold, "place").empty());
  }

  void Events() {
    struct Event {
      std::string kind, start, end;
      WordSet content;
      ActorSet who;
      std::set<std::string> places;
    };
    std::map<size_t, Event> found;
    for (size_t i = 0; i < graph_.nodes.size(); ++i) {
      const ScoredNode& node = graph_.nodes[i];
      if (node.label != "Event") continue;
      Event event;
      event.kind = FoldForScoring(node.Property("kind"));
      event.start = node.Property("start");
      event.end = node.Property("end");
      event.content = ContentWords(node.AllNames());
      for (uint32_t r : node.in) {
        const ScoredRelationship& relationship = graph_.relationships[r];
        if (relationship.type == "PARTICIPATED_IN") event.who.insert(ActorOf(relationship.from));
      }
      event.places = PlacesOf(node, {"HELD_IN", "HELD_AT"});
      found[i] = std::move(event);
    }
    const ordered_json& golds = ListOf(gold_, "events");
    auto places_of = [](const ordered_json& event) {
      return FoldAll(Joined(AsList(event, "place"), AsList(event, "also_place")));
    };
    std::vector<ScoredPair> pairs;
    for (size_t n = 0; n < golds.size(); ++n) {
      const auto& event = golds[n];
      WordSet content = ContentWords(AsList(event, "names"));
      ActorSet participants = Keys(AsList(event, "participants"));
      std::set<std::string> places = places_of(event);
      std::set<std::string> kinds =
          FoldAll(Joined({AsString(event, "kind")}, AsList(event, "also_kind")));
      std::vector<std::string> starts = DatesOf(event, "start");
      for (const auto& [i, s] : found) {
        size_t who = Common(participants, s.who);
        bool date =
            !s.start.empty() && std::find(starts.begin(), starts.end(), s.start) != starts.end();
        bool shared = AnyCommon(content, s.content);
        bool place = AnyCommon(places, s.places);
        bool bare = content.empty() && participants.empty() && places.empty();
        if (who == 0 && !date && !shared && !place && !bare) continue;
        double penalty = IsTrue(event, "optional") ? 5 : 0;
        double score = static_cast<double>(kinds.count(s.kind)) +
                       static_cast<double>(std::min<size_t>(who, 2)) + date +
                       2 * OverlapOf(content, s.content) + place - penalty;
        if (score >= 2 - penalty) {
          pairs.push_back({score, std::to_string(n), std::to_string(i), n, i});
        }
      }
    }
    std::map<size_t, size_t> matched = OneToOne(std::move(pairs));
    std::set<size_t> taken;
    for (auto [n, i] : matched) taken.insert(i);
    for (const auto& [i, s] : found) {
      if (taken.count(i) > 0) continue;
      Add("events", 0, 1, 0);
      Note("spurious event: " + graph_.nodes[i].name);
    }
    for (size_t n = 0; n < golds.size(); ++n) {
      const auto& event = golds[n];
      if (IsTrue(event, "optional")) continue;
      auto match = matched.find(n);
      bool ok = match != matched.end();
      Add("events", ok, 0, !ok);
      if (!ok) {
        std::vector<std::string> names = AsList(event, "names");
        Note("missed event: " + (names.empty() ? "" : names.front()));
        continue;
      }
      const Event& s = found.at(match->second);
      ScoreDate("event date", event, "start", s.start);
      ScoreDate("event date", event, "end", s.end);
      ActorSet want = Keys(AsList(event, "participants"));
      size_t common = Common(s.who, want);
      Add("event participants", common, s.who.size() - common, want.size() - common);
      ScorePlace("event place", places_of(event), s.places, !AsString(event, "place").empty());
    }
  }

  void Posts() {
    struct Post {
      Actor person;
      WordSet title;
      ActorSet wider;
    };
    std::vector<Post> got;
    for (const ScoredRelationship& relationship : graph_.relationships) {
      if (relationship.type != "HOLDS_POST") continue;
      Post post;
      post.person = ActorOf(relationship.from);
      auto title = relationship.properties.find("title");
      if (title != relationship.properties.end()) post.title = ScoringWords(title->second);
      post.wider.insert(ActorOf(relationship.to));
      for (uint32_t r : graph_.nodes[relationship.to].out) {
        const ScoredRelationship& next = graph_.relationships[r];
        if (next.type == "BELONGS_TO" || next.type == "LOCATED_IN") {
          post.wider.insert(ActorOf(next.to));
        }
      }
      got.push_back(std::move(post));
    }
    const ordered_json& golds = ListOf(gold_, "posts");
    std::vector<ScoredPair> pairs;
    for (size_t n = 0; n < golds.size(); ++n) {
      const auto& want = golds[n];
      ActorSet of = Keys(AsList(want, "of"));
      for (const auto& entity : ListOf(gold_, "entities")) {
        std::string country = AsString(entity, "country");
        if (country.empty()) continue;
        if (of.count({AsString(entity, "type"), AsString(entity, "name")}) > 0) {
          of.insert({"Country", country});
        }
      }
      for (size_t i = 0; i < got.size(); ++i) {
        if (got[i].person != Key(AsString(want, "person"))) continue;
        double same = 0;
        for (const std::string& title :
             Joined({AsString(want, "title")}, AsList(want, "title_aliases"))) {
          same = std::max(same, JaccardOf(ScoringWords(title), got[i].title));
        }
        if (same < 0.5 || (!of.empty() && Common(of, got[i].wider) == 0)) continue;
        double penalty = IsTrue(want, "optional") ? 5 : 0;
        pairs.push_back({same - penalty, std::to_string(n), std::to_string(i), n, i});
      }
    }
    std::map<size_t, size_t> matched = OneToOne(std::move(pairs));
    std::set<size_t> taken;
    for (auto [n, i] : matched) taken.insert(i);
    for (size_t n = 0; n < golds.size(); ++n) {
      if (IsTrue(golds[n], "optional")) continue;
      bool ok = matched.count(n) > 0;
      Add("posts", ok, 0, !ok);
      if (!ok) {
        Note(fmt::format("missed post: {}, {}", AsString(golds[n], "person"),
                         AsString(golds[n], "title")));
      }
    }
    for (size_t i = 0; i < got.size(); ++i) {
      if (taken.count(i) > 0) continue;
      Add("posts", 0, 1, 0);
      Note("spurious post: " + got[i].person.second);
    }
  }

  static std::string Squeeze(std::string_view text) {
    std::string out;
    for (const std::string& word : {std::string(text)}) {
      bool space = false;
      for (size_t at = 0; at < word.size();) {
        std::string_view rest = std::string_view(word).substr(at);
        size_t length = 0;
        if (static_cast<unsigned char>(rest[0]) <= ' ') length = 1;
        if (rest.starts_with("\xC2\xA0")) length = 2;
        if (rest.starts_with("\xEF\xBB\xBF")) {
          at += 3;
          continue;
        }
        if (length > 0) {
          space = true;
          at += length;
          continue;
        }
        if (space && !out.empty()) out += ' ';
        space = false;
        out += word[at++];
      }
    }
    return out;
  }

  /// The text from character `from` to `to`.
  std::string_view Characters(int64_t from, int64_t to) const {
    if (offsets_.empty()) {
      for (size_t at = 0; at < graph_.text.size(); ++at) {
        if ((static_cast<unsigned char>(graph_.text[at]) & 0xC0) != 0x80) offsets_.push_back(at);
      }
      offsets_.push_back(graph_.text.size());
    }
    if (from < 0 || to < from || static_cast<size_t>(to) >= offsets_.size()) return {};
    size_t begin = offsets_[static_cast<size_t>(from)], end = offsets_[static_cast<size_t>(to)];
    return std::string_view(graph_.text).substr(begin, end - begin);
  }

  void Provenance() {
    Right2("provenance", !source_ || Squeeze(*source_) == Squeeze(graph_.text));
    for (const ScoredNode& node : graph_.nodes) {
      for (const ScoredMention& mention : node.mentions) {
        Right2("provenance", mention.start < mention.end &&
                                 Characters(mention.start, mention.end) == mention.text);
      }
      if (std::find(kTypes.begin(), kTypes.end(), node.label) != kTypes.end() ||
          node.label == "Agreement" || node.label == "Event") {
        Right2("nodes with a source", !node.mentions.empty());
      }
    }
    Characters(0, 0);
    auto length = static_cast<int64_t>(offsets_.size()) - 1;
    for (const ScoredRelationship& relationship : graph_.relationships) {
      if (relationship.type != "SIGNED" && relationship.type != "PARTY_TO" &&
          relationship.type != "HOLDS_POST" && relationship.type != "PARTICIPATED_IN") {
        continue;
      }
      bool good = !relationship.evidence.empty();
      for (const std::string& piece : relationship.evidence) {
        size_t mark = piece.rfind("#char=");
        size_t comma = piece.rfind(',');
        if (mark == std::string::npos || comma == std::string::npos || comma < mark) {
          good = false;
          break;
        }
        int64_t begin = std::strtoll(piece.c_str() + mark + 6, nullptr, 10);
        int64_t end = std::strtoll(piece.c_str() + comma + 1, nullptr, 10);
        auto touches = [&](const ScoredNode& node) {
          return std::any_of(
              node.mentions.begin(), node.mentions.end(),
              [&](const ScoredMention& m) { return m.start <= end && begin <= m.end; });
        };
        good = good && begin < end && end <= length &&
               (touches(graph_.nodes[relationship.from]) || touches(graph_.nodes[relationship.to]));
      }
      Right2("evidence", good);
    }
  }
  void Right2(const std::string& figure, bool ok) { Add(figure, ok, !ok, 0); }

  const ordered_json& gold_;
  const ScoredGraph& graph_;
  const std::optional<std::string>& source_;
  std::map<std::string, Tally>& tallies_;
  std::vector<std::string>* notes_;       // nullptr where nobody asks
  std::map<std::string, Actor> gold_of_;  // by folded surface
  std::map<size_t, Actor> back_;          // by node: what the gold calls it
  mutable std::vector<size_t> offsets_;   // of characters, in bytes
};

}  // namespace

void ScoreDocument(const ordered_json& gold, const ScoredGraph& graph,
                   const std::optional<std::string>& source, std::map<std::string, Tally>& tallies,
                   std::vector<std::string>* notes) {
  DocumentScore(gold, graph, source, tallies, notes).Run();
}

}  // namespace entente::ingest
