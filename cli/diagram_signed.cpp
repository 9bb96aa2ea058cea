#include <algorithm>
#include <map>
#include <set>

#include "cli/diagram.h"
#include "cli/diagram_style.h"
#include "cli/terminal.h"
#include "graph/formats/dot.h"

namespace entente::cli {

namespace {

using graph::DotAttributes;
using graph::DotGraph;
using graph::EscapeHtml;

constexpr const char* kActorFill = "#dcecf7";
constexpr const char* kActorLine = "#0072b2";
constexpr std::string_view kCentredBreak = "<br/>";

// Puts every party on the left or the right, so that the sides of most agreements face each other:
// greedy, the most active first, then improved while any move helps.
std::map<std::string, bool> ChooseSides(const std::vector<AgreementView>& agreements) {
  std::map<std::string, std::map<std::string, int>> partners;
  for (const AgreementView& agreement : agreements)
    for (const Side& a : agreement.sides)
      for (const Side& b : agreement.sides)
        if (a.key != b.key) ++partners[a.key][b.key];
  std::vector<std::pair<int, std::string>> by_activity;
  for (const auto& [key, others] : partners) {
    int total = 0;
    for (const auto& [other, n] : others) total += n;
    by_activity.emplace_back(-total, key);
  }
  std::sort(by_activity.begin(), by_activity.end());
  std::map<std::string, bool> right;
  auto pull_right = [&](const std::string& key) {
    int pull = 0;
    for (const auto& [other, n] : partners[key])
      if (auto it = right.find(other); it != right.end()) pull += it->second ? -n : n;
    return pull;
  };
  for (const auto& [activity, key] : by_activity) right[key] = pull_right(key) > 0;
  for (int round = 0; round < 8; ++round) {
    bool moved = false;
    for (const auto& [activity, key] : by_activity) {
      int pull = pull_right(key);
      if (pull != 0 && right[key] != (pull > 0)) {
        right[key] = pull > 0;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return right;
}

class SignedBuilder {
 public:
  explicit SignedBuilder(const graph::GraphReader& reader) : schema_(reader) {
    // "overlap" and "sep" are for sfdp, where there is too much for dot.
    dot_.graph_attributes = {{"rankdir", "LR"},     {"fontname", kDiagramFont},
                             {"fontsize", "11"},    {"nodesep", "0.12"},
                             {"ranksep", "1.6"},    {"newrank", "true"},
                             {"splines", "spline"}, {"compound", "true"},
                             {"overlap", "prism"},  {"overlap_scaling", "2"},
                             {"sep", "+8"},         {"outputorder", "edgesfirst"},
                             {"bgcolor", "white"},  {"pad", "0.3"}};
    dot_.node_defaults = {{"fontname", kDiagramFont}, {"fontsize", "10"}, {"margin", "0.10,0.05"}};
    dot_.edge_defaults = {
        {"fontname", kDiagramFont}, {"fontsize", "8"}, {"color", "#777777"}, {"arrowsize", "0.6"}};
  }

  Diagram Build(const std::vector<AgreementView>& agreements) {
    right_ = ChooseSides(agreements);
    for (const AgreementView& agreement : agreements) {
      uint32_t node = AddAgreement(agreement);
      for (const Side& side : agreement.sides) {
        bool anybody = false;
        for (const Signatory& person : side.people) {
          Connect(Person(person, side), node, right_[side.key], person.role, agreement);
          anybody = true;
        }
        if (!anybody) Connect(Party(side), node, right_[side.key], "", agreement);
      }
      // Those of no known side stand where there is room, and where they stood before.
      size_t left = 0, placed = 0;
      for (const Side& side : agreement.sides) left += right_[side.key] ? 0 : 1, ++placed;
      for (const Signatory& person : agreement.unplaced) {
        auto [it, fresh] = loose_right_.try_emplace(person.key, 2 * left > placed);
        left += it->second ? 0 : 1, ++placed;
        Connect(Loose(person), node, it->second, person.role, agreement);
      }
    }
    for (auto& [key, cluster] : clusters_)
      if (!cluster.nodes.empty()) dot_.clusters.push_back(std::move(cluster));
    AddLegend();
    return {std::move(dot_), "", "", ""};
  }

 private:
  uint32_t Add(DotAttributes attributes) {
    dot_.nodes.push_back({std::move(attributes)});
    return static_cast<uint32_t>(dot_.nodes.size() - 1);
  }

  uint32_t AddAgreement(const AgreementView& agreement) {
    const char* colour = StatusColour(agreement.status);
    colours_.insert(colour);
    std::string below = agreement.date;
    auto add = [&](const std::string& text) {
      if (text.empty()) return;
      if (!below.empty()) below += " \u00b7 ";
      below += text;
    };
    if (!agreement.places.empty()) add(agreement.places.front());
    add(agreement.status);
    std::string label =
        "<b>" + HtmlLines(Shortened(agreement.name, 110), 34, kCentredBreak) + "</b>";
    if (!below.empty())
      label += "<br/><font point-size=\"8\">" + HtmlLines(below, 44, kCentredBreak) + "</font>";
    DotAttributes attributes = {{"label<", label},           {"shape", "box"},
                                {"style", "rounded,filled"}, {"fillcolor", "white"},
                                {"color", colour},           {"penwidth", "1.8"}};
    AddTooltip(attributes, agreement);
    return Add(std::move(attributes));
  }

  void AddTooltip(DotAttributes& attributes, const AgreementView& agreement) {
    if (agreement.quotes.empty()) {
      attributes.emplace_back("tooltip", agreement.name);
      return;
    }
    const Quote& quote = agreement.quotes.front();
    attributes.emplace_back("tooltip", QuoteTooltip(quote));
    if (std::string url = AddressOf(schema_.reader(), quote.document_id); !url.empty()) {
      attributes.emplace_back("URL", url);
      attributes.emplace_back("target", "_blank");
    }
  }

  graph::DotCluster& ClusterOf(const Side& side) {
    auto [it, fresh] = clusters_.try_emplace(side.key);
    if (fresh)
      it->second.attributes = {{"label<", "<b>" + EscapeHtml(Printable(side.name)) + "</b>"},
                               {"style", "rounded,filled"},
                               {"color", "#c8d3da"},
                               {"fillcolor", "#f6f9fb"},
                               {"fontname", kDiagramFont},
                               {"fontsize", "11"},
                               {"margin", "8"}};
    return it->second;
  }

  uint32_t Person(const Signatory& person, const Side& side) {
    auto [it, fresh] = actors_.try_emplace({side.key, person.key}, 0u);
    if (fresh) {
      it->second = AddPerson(person);
      ClusterOf(side).nodes.push_back(it->second);
    }
    return it->second;
  }

  uint32_t Loose(const Signatory& person) {
    auto [it, fresh] = actors_.try_emplace({"", person.key}, 0u);
    if (fresh) it->second = AddPerson(person);
    return it->second;
  }

  uint32_t AddPerson(const Signatory& person) {
    std::string label = HtmlLines(person.name, 30, kCentredBreak);
    if (!person.post.empty())
      label += "<br/><font point-size=\"8\" color=\"#444444\">" +
               HtmlLines(person.post, 38, kCentredBreak) + "</font>";
    return Add({{"label<", label},
                {"shape", "box"},
                {"style", "filled"},
                {"fillcolor", kActorFill},
                {"color", kActorLine},
                {"tooltip", person.name}});
  }

  // The party itself, where nobody is known to have signed for it.
  uint32_t Party(const Side& side) {
    const std::string shown = side.bodies.size() == 1 ? side.bodies.front() : side.name;
    // A body is party to its own agreements and not to all of its country's. No key has a line
    // break.
    auto [it, fresh] = actors_.try_emplace({side.key, "\n" + shown}, 0u);
    if (fresh) {
      it->second = Add({{"label<", "<i>" + HtmlLines(shown, 30, kCentredBreak) + "</i>"},
                        {"shape", side.label == "Country" ? "ellipse" : "box"},
                        {"style", "filled"},
                        {"fillcolor", "#ffffff"},
                        {"color", kActorLine},
                        {"tooltip", shown == side.name ? shown : shown + ", " + side.name}});
      if (side.label == "Country" || !side.bodies.empty())
        ClusterOf(side).nodes.push_back(it->second);
    }
    return it->second;
  }

  void Connect(uint32_t actor, uint32_t agreement, bool right, const std::string& role,
               const AgreementView& view) {
    DotAttributes attributes = {{"color", StatusColour(view.status)}};
    if (role.empty()) {
      has_party_ = true;
      attributes.emplace_back("style", "dashed");
      attributes.emplace_back("arrowhead", "none");
      attributes.emplace_back("arrowtail", "none");
    } else if (role == "signed") {
      has_signature_ = true;
    } else {
      attributes.emplace_back("label", role);
      attributes.emplace_back("style", "dotted");
    }
    // A party on the right is ranked after the agreement; its arrow still points at what it signed.
    if (right) attributes.emplace_back("dir", "back");
    if (right) {
      dot_.edges.push_back({agreement, actor, std::move(attributes)});
    } else {
      dot_.edges.push_back({actor, agreement, std::move(attributes)});
    }
  }

  // Of what is in the picture.
  void AddLegend() {
    std::string legend = StatusLegend(colours_);
    auto sign = [&](const char* mark, const char* text) {
      legend += std::string("<font color=\"#555555\">") + mark + "</font> " + text + "   ";
    };
    if (has_signature_) sign("\u2192", "signed it");
    if (has_party_) sign("\u254c\u254c", "is party to it");
    if (legend.empty()) return;
    dot_.graph_attributes.emplace_back("labelloc", "t");
    dot_.graph_attributes.emplace_back("label<", legend);
  }

  SchemaReader schema_;
  DotGraph dot_;
  std::set<std::string> colours_;
  bool has_signature_ = false, has_party_ = false;
  std::map<std::string, bool> right_, loose_right_;
  std::map<std::pair<std::string, std::string>, uint32_t> actors_;
  std::map<std::string, graph::DotCluster> clusters_;
};

}  // namespace

Diagram SignedDiagram(const graph::GraphReader& reader, std::vector<AgreementView> agreements,
                      size_t limit) {
  // One of which fewer than two are known says nothing of who signed with whom.
  size_t one_sided = std::erase_if(agreements, [](const AgreementView& agreement) {
    return agreement.sides.size() + agreement.unplaced.size() < 2;
  });
  std::string note;
  if (one_sided > 0)
    note = CountOf(one_sided, "agreement") + " of which fewer than two sides are known " +
           (one_sided == 1 ? "is" : "are") + " left out";
  if (agreements.size() > limit) {
    note += (note.empty() ? std::string() : "; ") + "the diagram shows the latest " +
            GroupedCount(limit) + " of " + CountOf(agreements.size(), "agreement") +
            " (--limit shows more)";
    // Dated ones come sorted by date, undated ones last.
    std::stable_sort(
        agreements.begin(), agreements.end(),
        [](const AgreementView& a, const AgreementView& b) { return a.date_from > b.date_from; });
    agreements.resize(limit);
  }
  Diagram diagram = SignedBuilder(reader).Build(agreements);
  diagram.shows = CountOf(agreements.size(), "agreement") + " with " +
                  CountOf(diagram.dot.nodes.size() - agreements.size(), "person or party",
                          "people and parties");
  diagram.note = std::move(note);
  return diagram;
}

}  // namespace entente::cli
