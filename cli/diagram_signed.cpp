#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "cli/diagram.h"
#include "cli/diagram_style.h"
#include "cli/graphviz.h"
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
    ChooseBlocks(agreements);
    for (size_t i = 0; i < agreements.size(); ++i) {
      const AgreementView& agreement = agreements[i];
      block_ = block_of_[i];
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
    HoldBlocks();
    AddLegend();
    Diagram diagram{std::move(dot_), "", "", ""};
    diagram.shows = CountOf(agreements.size(), "agreement") + " with " +
                    CountOf(shown_.size(), "person or party", "people and parties");
    return diagram;
  }

 private:
  // One below the other, many agreements make a strip that fits no page: they are set in blocks
  // beside each other, each of three columns, with what is joined in one block where it can be. A
  // country that signed in several blocks stands in each.
  void ChooseBlocks(const std::vector<AgreementView>& agreements) {
    constexpr size_t kTallest = 24;       // rows that are still a page
    constexpr double kRowsPerBlock = 19;  // a block is as wide as so many rows are high
    block_of_.assign(agreements.size(), 0);
    std::vector<uint32_t> joined(agreements.size());
    std::iota(joined.begin(), joined.end(), 0u);
    auto root = [&](uint32_t i) {
      while (joined[i] != i) i = joined[i] = joined[joined[i]];
      return i;
    };
    std::map<std::string, uint32_t> first_of;
    std::vector<size_t> rows;
    for (uint32_t i = 0; i < agreements.size(); ++i) {
      size_t actors = agreements[i].unplaced.size();
      auto meet = [&](const std::string& key) {
        const uint32_t other = root(first_of.try_emplace(key, i).first->second), mine = root(i);
        joined[std::max(other, mine)] = std::min(other, mine);
      };
      for (const Side& side : agreements[i].sides) {
        actors += std::max<size_t>(side.people.size(), 1);
        meet(side.key);
      }
      for (const Signatory& person : agreements[i].unplaced) meet(person.key);
      rows.push_back(std::max<size_t>(1, actors / 2));
    }
    const size_t high = std::accumulate(rows.begin(), rows.end(), size_t{0});
    if (high <= kTallest || LayoutEngineFor(3 * agreements.size(), 4 * agreements.size()) != "dot")
      return;
    blocks_ = static_cast<size_t>(std::ceil(std::sqrt(static_cast<double>(high) / kRowsPerBlock)));
    std::map<uint32_t, std::vector<uint32_t>> parts;
    for (uint32_t i = 0; i < agreements.size(); ++i) parts[root(i)].push_back(i);
    std::vector<std::pair<size_t, const std::vector<uint32_t>*>> by_height;
    for (const auto& [first, members] : parts) {
      size_t height = 0;
      for (const uint32_t i : members) height += rows[i];
      by_height.emplace_back(height, &members);
    }
    std::stable_sort(by_height.begin(), by_height.end(),
                     [](const auto& x, const auto& y) { return x.first > y.first; });
    const size_t room = high / blocks_ + 1;
    std::vector<size_t> filled(blocks_);
    for (const auto& [height, members] : by_height) {
      auto least = [&] {
        return static_cast<size_t>(std::min_element(filled.begin(), filled.end()) - filled.begin());
      };
      size_t block = least();
      for (const uint32_t i : *members) {
        // Only what fits into no block is parted.
        if (height > room && filled[block] >= room) block = least();
        block_of_[i] = block;
        filled[block] += rows[i];
      }
    }
  }

  // Keeps the blocks in their places by nodes that nobody sees.
  void HoldBlocks() {
    if (blocks_ < 2) return;
    std::vector<bool> enters(dot_.nodes.size());
    for (const graph::DotEdge& edge : dot_.edges) enters[edge.to] = true;
    const size_t count = dot_.nodes.size();
    std::vector<uint32_t> anchors;
    for (size_t block = 0; block < blocks_; ++block)
      anchors.push_back(Add({{"style", "invis"}, {"shape", "point"}, {"width", "0.01"}}));
    auto hold = [&](uint32_t from, uint32_t to, size_t ranks) {
      dot_.edges.push_back(
          {from, to, {{"style", "invis"}, {"weight", "0"}, {"minlen", std::to_string(ranks)}}});
    };
    for (size_t block = 1; block < blocks_; ++block)
      hold(anchors[0], anchors[block], 3 * block - 1);
    for (uint32_t node = 0; node < count; ++node)
      if (nodes_[node].block > 0 && !enters[node])
        hold(anchors[nodes_[node].block], node, nodes_[node].is_agreement ? 2 : 1);
  }

  // Of this block.
  std::string Here(const std::string& key) const { return std::to_string(block_) + "\n" + key; }

  uint32_t Add(DotAttributes attributes) {
    dot_.nodes.push_back({std::move(attributes)});
    nodes_.push_back({block_, false});
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
    const uint32_t node = Add(std::move(attributes));
    nodes_[node].is_agreement = true;
    return node;
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
    auto [it, fresh] = clusters_.try_emplace(Here(side.key));
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
    auto [it, fresh] = actors_.try_emplace({Here(side.key), person.key}, 0u);
    shown_.emplace(side.key, person.key);
    if (fresh) {
      it->second = AddPerson(person);
      ClusterOf(side).nodes.push_back(it->second);
    }
    return it->second;
  }

  uint32_t Loose(const Signatory& person) {
    auto [it, fresh] = actors_.try_emplace({Here(""), person.key}, 0u);
    shown_.emplace("", person.key);
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
    auto [it, fresh] = actors_.try_emplace({Here(side.key), "\n" + shown}, 0u);
    shown_.emplace(side.key, "\n" + shown);
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
  struct NodeInfo {
    size_t block = 0;
    bool is_agreement = false;
  };
  std::vector<NodeInfo> nodes_;
  std::vector<size_t> block_of_;  // by agreement
  size_t blocks_ = 1, block_ = 0;
  std::set<std::pair<std::string, std::string>> shown_;  // those in several blocks once
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
  diagram.note = std::move(note);
  return diagram;
}

}  // namespace entente::cli
