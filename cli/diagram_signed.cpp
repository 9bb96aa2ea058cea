#include <algorithm>
#include <map>
#include <set>

#include "cli/diagram.h"
#include "cli/graphviz.h"
#include "cli/terminal.h"
#include "graph/formats/dot.h"

namespace entente::cli {

namespace {

using graph::DotAttributes;
using graph::DotGraph;
using graph::EscapeHtml;

// Colours that stay apart for colour-blind readers.   Source: Okabe and Ito, "Color Universal
// Design" (2008).
constexpr const char* kActorFill = "#dcecf7";
constexpr const char* kActorLine = "#0072b2";
constexpr const char* kSigned = "#009e73";
constexpr const char* kPlanned = "#e69f00";
constexpr const char* kRejected = "#d55e00";

const char* StatusColour(const std::string& status) {
  if (status == "signed" || status == "in force") return kSigned;
  if (status == "rejected") return kRejected;
  return kPlanned;
}

// `text` in lines of about `width` characters, for an HTML-like label.
std::string HtmlLines(const std::string& text, size_t width) {
  std::string out;
  for (const std::string& line : WrapText(Printable(text), width)) {
    if (!out.empty()) out += "<br/>";
    out += EscapeHtml(line);
  }
  return out;
}

std::string Shortened(const std::string& text, size_t limit_characters) {
  std::string head = CharacterRange(text, 0, static_cast<uint32_t>(limit_characters));
  return head.size() < text.size() ? head + "\u2026" : text;
}

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
    dot_.graph_attributes = {{"rankdir", "LR"},     {"fontname", kDiagramFont},
                             {"fontsize", "11"},    {"nodesep", "0.12"},
                             {"ranksep", "1.6"},    {"newrank", "true"},
                             {"splines", "spline"}, {"compound", "true"},
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
    return {std::move(dot_), "", ""};
  }

 private:
  uint32_t Add(DotAttributes attributes) {
    dot_.nodes.push_back({std::move(attributes)});
    return static_cast<uint32_t>(dot_.nodes.size() - 1);
  }

  uint32_t AddAgreement(const AgreementView& agreement) {
    std::string colour = StatusColour(agreement.status);
    std::string below = agreement.date;
    auto add = [&](const std::string& text) {
      if (text.empty()) return;
      if (!below.empty()) below += " \u00b7 ";
      below += text;
    };
    if (!agreement.places.empty()) add(agreement.places.front());
    add(agreement.status);
    std::string label = "<b>" + HtmlLines(Shortened(agreement.name, 110), 34) + "</b>";
    if (!below.empty()) label += "<br/><font point-size=\"8\">" + HtmlLines(below, 44) + "</font>";
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
    attributes.emplace_back("tooltip", "\u201c" + Shortened(Printable(quote.text), 400) +
                                           "\u201d \u2014 " + quote.document_id);
    auto label = schema_.reader().FindLabel("Document");
    auto key = schema_.reader().FindKey("id");
    if (!label || !key) return;
    for (graph::NodeId document :
         schema_.reader().FindNodes(*label, *key, graph::Value::String(quote.document_id))) {
      const std::string url = WebAddress(schema_.Text(document, "url"));
      if (url.empty()) continue;
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
    std::string label = HtmlLines(person.name, 30);
    if (!person.post.empty())
      label +=
          "<br/><font point-size=\"8\" color=\"#444444\">" + HtmlLines(person.post, 38) + "</font>";
    return Add({{"label<", label},
                {"shape", "box"},
                {"style", "filled"},
                {"fillcolor", kActorFill},
                {"color", kActorLine},
                {"tooltip", person.name}});
  }

  // The party itself, where nobody is known to have signed for it.
  uint32_t Party(const Side& side) {
    auto [it, fresh] = actors_.try_emplace({side.key, ""}, 0u);
    if (fresh) {
      std::string shown = side.bodies.size() == 1 ? side.bodies.front() : side.name;
      it->second = Add({{"label<", "<i>" + HtmlLines(shown, 30) + "</i>"},
                        {"shape", side.label == "Country" ? "ellipse" : "box"},
                        {"style", "filled"},
                        {"fillcolor", "#ffffff"},
                        {"color", kActorLine},
                        {"tooltip", side.name}});
      if (side.label == "Country" || !side.bodies.empty())
        ClusterOf(side).nodes.push_back(it->second);
    }
    return it->second;
  }

  void Connect(uint32_t actor, uint32_t agreement, bool right, const std::string& role,
               const AgreementView& view) {
    DotAttributes attributes = {{"color", StatusColour(view.status)}};
    if (role.empty()) {
      attributes.emplace_back("style", "dashed");
      attributes.emplace_back("arrowhead", "none");
      attributes.emplace_back("arrowtail", "none");
    } else if (role != "signed") {
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

  void AddLegend() {
    auto word = [](const char* colour, const char* sign, const char* text) {
      return std::string("<font color=\"") + colour + "\">" + sign + "</font> " + text + "   ";
    };
    dot_.graph_attributes.emplace_back("labelloc", "t");
    dot_.graph_attributes.emplace_back("label<",
                                       word(kSigned, "\u25a0", "signed or in force") +
                                           word(kPlanned, "\u25a0", "planned or announced") +
                                           word(kRejected, "\u25a0", "rejected or ended") +
                                           word("#555555", "\u2192", "signed it") +
                                           word("#555555", "\u254c\u254c", "is party to it"));
  }

  SchemaReader schema_;
  DotGraph dot_;
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
