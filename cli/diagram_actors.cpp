#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "cli/agreement_view.h"
#include "cli/diagram.h"
#include "cli/diagram_style.h"
#include "cli/terminal.h"

namespace entente::cli {

namespace {

struct Actor {
  std::string key, name, label;
  size_t agreements = 0;
};

// "3 agreements: A; B; C", at most five named.
std::string Tooltip(const std::vector<std::string>& names) {
  std::string text = CountOf(names.size(), "agreement") + ": ";
  for (size_t i = 0; i < names.size() && i < 5; ++i)
    text += (i == 0 ? "" : "; ") + Printable(names[i]);
  return names.size() > 5 ? text + "; …" : text;
}

// A government's ministry is its country here.
Actor ActorOf(const SchemaReader& schema, const Side& side) {
  if (side.label == "Ministry")
    for (const SchemaReader::Step& step :
         schema.Follow(side.node, "BELONGS_TO", graph::Direction::kOut))
      if (schema.Has(step.node, "Country"))
        return {KeyOf(schema, step.node), NameOf(schema, step.node), "Country"};
  return {side.key, side.name, side.label};
}

// Beyond so many lines, and so many for each party, nobody follows one: those that stand for one
// agreement are left out.
constexpr size_t kMostLines = 150;
constexpr double kMostLinesPerParty = 1.3;

// Numbers on at most so many lines: the smallest count that is written.
size_t LeastCountShown(const std::vector<size_t>& counts) {
  constexpr size_t kMostNumbers = 60;
  for (size_t least = 2;; ++least)
    if (static_cast<size_t>(std::count_if(counts.begin(), counts.end(), [&](size_t count) {
          return count >= least;
        })) <= kMostNumbers)
      return least;
}

constexpr const char* kOnce = "#00000030";

// Its ground is white, so that it is read on the line itself.
std::string NumberOnLine(size_t count) {
  return "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\" "
         "bgcolor=\"white\"><tr><td>" +
         std::to_string(count) + "</td></tr></table>";
}

}  // namespace

Diagram ActorsDiagram(const graph::GraphReader& reader,
                      const std::vector<AgreementView>& agreements, size_t limit) {
  const SchemaReader schema(reader);
  std::map<std::string, Actor> actors;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> pairs;
  // A graph of another making says nothing of statuses: all of its agreements count.
  const bool stated = std::any_of(agreements.begin(), agreements.end(),
                                  [](const AgreementView& a) { return !a.status.empty(); });
  for (const AgreementView& agreement : agreements) {
    if (stated && agreement.status != "signed" && agreement.status != "in force") continue;
    std::map<std::string, Actor> parties;
    for (const Side& side : agreement.sides) {
      Actor party = ActorOf(schema, side);
      parties.emplace(party.key, std::move(party));
    }
    for (auto one = parties.begin(); one != parties.end(); ++one) {
      ++actors.try_emplace(one->first, one->second).first->second.agreements;
      for (auto other = std::next(one); other != parties.end(); ++other)
        pairs[{one->first, other->first}].push_back(agreement.name);
    }
  }
  // Who has an agreement with nobody else is no part of the picture.
  std::map<std::string, bool> joined;
  for (const auto& [ends, names] : pairs) joined[ends.first] = joined[ends.second] = true;
  std::vector<std::pair<std::string, Actor>> order;
  for (const auto& [key, actor] : actors)
    if (joined.count(key)) order.emplace_back(key, actor);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.second.agreements > b.second.agreements;
  });
  Diagram diagram;
  if (order.size() > limit) {
    const size_t all = order.size();
    order.resize(limit);
    // Of whom all partners are left out nothing would be said.
    std::set<std::string> kept, partnered;
    for (const auto& [key, actor] : order) kept.insert(key);
    for (const auto& [ends, names] : pairs)
      if (kept.contains(ends.first) && kept.contains(ends.second))
        partnered.insert({ends.first, ends.second});
    std::erase_if(order, [&](const auto& one) { return !partnered.contains(one.first); });
    diagram.note = "the diagram shows " + GroupedCount(order.size()) + " of the most active of " +
                   CountOf(all, "actor") + " (--limit shows more)";
  }
  std::set<std::string> shown;
  for (const auto& [key, actor] : order) shown.insert(key);
  std::erase_if(pairs, [&](const auto& pair) {
    return !shown.contains(pair.first.first) || !shown.contains(pair.first.second);
  });
  const auto once = [](const auto& pair) { return pair.second.size() == 1; };
  const auto singles = static_cast<size_t>(std::count_if(pairs.begin(), pairs.end(), once));
  const auto most_lines = std::max(
      kMostLines, static_cast<size_t>(kMostLinesPerParty * static_cast<double>(order.size())));
  if (pairs.size() > most_lines && singles < pairs.size()) {
    std::erase_if(pairs, once);
    shown.clear();
    for (const auto& [ends, names] : pairs) shown.insert({ends.first, ends.second});
    const size_t before = order.size();
    std::erase_if(order, [&](const auto& one) { return !shown.contains(one.first); });
    diagram.note += (diagram.note.empty() ? "" : "; ") + CountOf(singles, "pair") +
                    (singles == 1 ? " that has" : " that have") + " signed one agreement only " +
                    (singles == 1 ? "is" : "are") + " left out";
    if (order.size() < before)
      diagram.note += ", and " + GroupedCount(before - order.size()) + " of the " +
                      CountOf(before, "actor") + " with them";
  }
  bool countries = false, bodies = false;
  for (const auto& [key, actor] : order) (actor.label == "Country" ? countries : bodies) = true;
  std::vector<size_t> counts;
  for (const auto& [ends, names] : pairs) counts.push_back(names.size());
  const size_t least = LeastCountShown(counts);
  const bool counted = std::any_of(counts.begin(), counts.end(), [](size_t n) { return n > 1; });
  diagram.engine = order.size() > 150 ? "sfdp" : "neato";
  diagram.dot.graph_attributes = {
      {"fontname", kDiagramFont},
      {"fontsize", "14"},
      {"overlap", "prism"},
      {"overlap_scaling", "3"},
      // Round a party that stands between two: through it, it would seem theirs.
      {"splines", counts.size() > kMostLines ? "line" : "true"},
      {"sep", "+12"},
      {"outputorder", "edgesfirst"},
      {"bgcolor", "white"},
      {"pad", "0.3"},
      {"start", "1"},
      {"labelloc", "t"}};
  std::string legend = "A line joins who has signed agreements together";
  if (counted) legend += "; its width and number count them";
  if (counted && least > 2) legend += "; without a number: fewer than " + std::to_string(least);
  if (countries && bodies) legend += "; an ellipse is a country, a box another body";
  diagram.dot.graph_attributes.emplace_back("label<", graph::EscapeHtml(legend));
  diagram.dot.node_defaults = {{"fontname", kDiagramFont},
                               {"style", "filled"},
                               {"color", "#0072b2"},
                               {"fillcolor", "#dcecf7"},
                               {"margin", "0.12,0.06"}};
  diagram.dot.edge_defaults = {
      {"fontname", kDiagramFont}, {"fontsize", "9"}, {"color", "#00000055"}, {"dir", "none"}};
  std::map<std::string, uint32_t> index;
  const size_t most = order.empty() ? 1 : order.front().second.agreements;
  for (const auto& [key, actor] : order) {
    index[key] = static_cast<uint32_t>(diagram.dot.nodes.size());
    double share = static_cast<double>(actor.agreements) / static_cast<double>(most);
    auto font = static_cast<size_t>(std::lround(9 + 15 * std::sqrt(share)));
    bool country = actor.label == "Country";
    diagram.dot.nodes.push_back(
        {{{"label", TextLines(actor.name, 24)},
          {"shape", country ? "ellipse" : "box"},
          {"fillcolor", country ? "#dcecf7" : "#fdf3dc"},
          {"fontsize", std::to_string(font)},
          {"tooltip", Printable(actor.name) + ": " + CountOf(actor.agreements, "agreement")}}});
  }
  for (const auto& [ends, names] : pairs) {
    auto from = index.find(ends.first), to = index.find(ends.second);
    if (from == index.end() || to == index.end()) continue;
    graph::DotAttributes attributes = {
        {"penwidth", std::to_string(std::min<size_t>(names.size(), 8))},
        {"tooltip", Tooltip(names)}};
    // What many have signed once, all with all, stays behind what two have signed again and again.
    if (names.size() == 1 && counted) attributes.emplace_back("color", kOnce);
    if (names.size() >= least) attributes.emplace_back("label<", NumberOnLine(names.size()));
    diagram.dot.edges.push_back({from->second, to->second, std::move(attributes)});
  }
  diagram.shows = CountOf(order.size(), "party", "parties") + " and who has signed with whom, " +
                  CountOf(counts.size(), "pair");
  return diagram;
}

}  // namespace entente::cli
