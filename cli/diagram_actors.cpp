#include <algorithm>
#include <cmath>
#include <map>

#include "cli/diagram.h"
#include "cli/terminal.h"

namespace entente::cli {

namespace {

struct Actor {
  std::string name, label;
  size_t agreements = 0;
};

// "3 agreements: A; B; C", at most five named.
std::string Tooltip(const std::vector<std::string>& names) {
  std::string text = CountOf(names.size(), "agreement") + ": ";
  for (size_t i = 0; i < names.size() && i < 5; ++i)
    text += (i == 0 ? "" : "; ") + Printable(names[i]);
  return names.size() > 5 ? text + "; …" : text;
}

}  // namespace

Diagram ActorsDiagram(const std::vector<AgreementView>& agreements, size_t limit) {
  std::map<std::string, Actor> actors;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> pairs;
  for (const AgreementView& agreement : agreements) {
    if (agreement.status != "signed" && agreement.status != "in force") continue;
    for (size_t i = 0; i < agreement.sides.size(); ++i) {
      const Side& one = agreement.sides[i];
      Actor& actor = actors[one.key];
      actor.name = one.name;
      actor.label = one.label;
      ++actor.agreements;
      for (size_t j = i + 1; j < agreement.sides.size(); ++j)
        pairs[std::minmax(one.key, agreement.sides[j].key)].push_back(agreement.name);
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
    diagram.note = "the diagram shows the " + GroupedCount(limit) + " most active of " +
                   CountOf(order.size(), "actor") + " (--limit shows more)";
    order.resize(limit);
  }
  diagram.engine = order.size() > 150 ? "sfdp" : "neato";
  diagram.dot.graph_attributes = {
      {"fontname", kDiagramFont},
      {"fontsize", "11"},
      {"overlap", "prism"},
      {"overlap_scaling", "3"},
      {"splines", order.size() > 60 ? "line" : "true"},
      {"sep", "+12"},
      {"outputorder", "edgesfirst"},
      {"bgcolor", "white"},
      {"pad", "0.3"},
      {"start", "1"},
      {"labelloc", "b"},
      {"label",
       "Who has signed agreements with whom: a line's width and number count them, an ellipse is a "
       "country, a box another body"}};
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
    std::string label;
    for (const std::string& line : WrapText(Printable(actor.name), 24))
      label += (label.empty() ? "" : "\n") + line;
    diagram.dot.nodes.push_back(
        {{{"label", label},
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
    if (names.size() > 1) attributes.emplace_back("label", std::to_string(names.size()));
    diagram.dot.edges.push_back({from->second, to->second, std::move(attributes)});
  }
  return diagram;
}

}  // namespace entente::cli
