#include "ingest/score_document.h"

#include <fmt/format.h>

#include "ingest/document_score.h"

namespace entente::ingest::scoring {

void DocumentScore::Run() {
  Entities();
  Agreements();
  Events();
  Posts();
  Provenance();
}

void DocumentScore::Add(const std::string& figure, uint64_t right, uint64_t wrong,
                        uint64_t missed) {
  Tally& tally = tallies_[figure];
  tally.right += right;
  tally.wrong += wrong;
  tally.missed += missed;
}

void DocumentScore::Note(std::string text) {
  if (notes_ != nullptr) notes_->push_back("  " + std::move(text));
}

std::set<std::string> DocumentScore::GoldNames(const ordered_json& entity) {
  std::set<std::string> names = FoldAll(Joined(AsList(entity, "name"), AsList(entity, "aliases")));
  names.erase("");
  return names;
}

void DocumentScore::Entities() {
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
    std::vector<std::string> allowed = Joined(AsList(entity, "type"), AsList(entity, "also_types"));
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

Actor DocumentScore::Key(const std::string& surface) const {
  auto found = gold_of_.find(FoldForScoring(surface));
  return found == gold_of_.end() ? Actor("?", surface) : found->second;
}

ActorSet DocumentScore::Keys(const std::vector<std::string>& surfaces) const {
  ActorSet out;
  for (const std::string& surface : surfaces) out.insert(Key(surface));
  return out;
}

Actor DocumentScore::ActorOf(size_t node) const {
  auto found = back_.find(node);
  return found == back_.end() ? Actor("!", graph_.nodes[node].name) : found->second;
}

void DocumentScore::Events() {
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
    const std::string& name = graph_.nodes[match->second].name;
    for (const Actor& actor : want) {
      if (s.who.count(actor) == 0) Note("missed participant of " + name + ": " + actor.second);
    }
    for (const Actor& actor : s.who) {
      if (want.count(actor) == 0) Note("spurious participant of " + name + ": " + actor.second);
    }
    ScorePlace("event place", places_of(event), s.places, !AsString(event, "place").empty());
  }
}

void DocumentScore::Posts() {
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

}  // namespace entente::ingest::scoring

namespace entente::ingest {

std::string ConfidenceFigure(double confidence) {
  double from = 0;
  for (double step : kConfidenceSteps)
    if (step <= confidence) from = step;
  return fmt::format("confidence from {}", from);
}

void ScoreDocument(const nlohmann::ordered_json& gold, const ScoredGraph& graph,
                   const std::optional<std::string>& source, std::map<std::string, Tally>& tallies,
                   std::vector<std::string>* notes) {
  scoring::DocumentScore(gold, graph, source, tallies, notes).Run();
}

}  // namespace entente::ingest
