#include <fmt/format.h>

#include "ingest/document_score.h"

namespace entente::ingest::scoring {

std::set<std::string> DocumentScore::PlacesOf(const ScoredNode& node,
                                              std::initializer_list<std::string_view> types) const {
  std::set<std::string> out;
  for (uint32_t r : node.out) {
    const ScoredRelationship& relationship = graph_.relationships[r];
    if (std::find(types.begin(), types.end(), relationship.type) == types.end()) continue;
    out.merge(FoldAll(graph_.nodes[relationship.to].AllNames()));
  }
  return out;
}

DocumentScore::View DocumentScore::SystemView(size_t i) const {
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
    if (relationship.type == "PARTY_TO" || relationship.type == "SIGNED") {
      view.claims.emplace_back(relationship.type == "SIGNED", ActorOf(relationship.from),
                               relationship.confidence);
    }
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

DocumentScore::View DocumentScore::GoldView(const ordered_json& agreement) const {
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

void DocumentScore::ScoreDate(const std::string& figure, const ordered_json& item,
                              const char* field, const std::string& got) {
  std::vector<std::string> right = DatesOf(item, field);
  if (right.front().empty() && got.empty()) return;
  if (std::find(right.begin(), right.end(), got) != right.end()) {
    Add(figure, got.empty() ? 0 : 1, 0, 0);
  } else {
    Add(figure, 0, !got.empty(), !right.front().empty());
  }
}

void DocumentScore::ScorePlace(const std::string& figure, const std::set<std::string>& gold,
                               const std::set<std::string>& got, bool asked) {
  if (gold.empty() && got.empty()) return;
  bool hit = AnyCommon(gold, got);
  Add(figure, hit, !got.empty() && !hit, asked && !hit);
}

void DocumentScore::Agreements() {
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
    if (ok) ScoreClaims(wanted[n], found.at(match->second), true);
  }
  for (const auto& [i, s] : found) {
    if (taken.count(i) > 0) continue;
    Add("agreements", 0, 1, 0);
    ScoreClaims(nothing, s, false);
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

void DocumentScore::ScoreClaims(const View& gold, const View& system, bool matched) {
  if (matched && gold.optional) return;
  for (const auto& [signature, actor, confidence] : system.claims) {
    bool known = signature ? gold.who[0].count(actor) > 0
                           : gold.who[1].count(actor) > 0 || gold.who[2].count(actor) > 0;
    bool right = matched && (known || gold.also.count(actor) > 0);
    Add(ConfidenceFigure(confidence), right, !right, 0);
  }
}

void DocumentScore::ScoreAgreement(const ordered_json& gold, const View& a, const View& s,
                                   bool matched) {
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

}  // namespace entente::ingest::scoring
