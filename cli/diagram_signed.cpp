#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "cli/diagram.h"
#include "cli/diagram_columns.h"
#include "cli/diagram_style.h"
#include "cli/terminal.h"
#include "graph/formats/dot.h"

namespace entente::cli {

namespace {

using graph::DotAttributes;
using graph::DotGraph;

constexpr const char* kCountryFill = "#dcecf7";
constexpr const char* kBodyFill = "#fdf3dc";
constexpr const char* kActorLine = "#0072b2";
constexpr size_t kMostForDot = 1200;  // nodes
constexpr std::string_view kCentredBreak = "<br/>";

// Agreements as boxes between the parties; a party is one box, whatever it signed, with a row for
// each of its people and ministries. Parties and agreements stand in columns by turns.
class SignedBuilder {
 public:
  explicit SignedBuilder(const graph::GraphReader& reader) : schema_(reader) {
    // "overlap" and "sep" are for sfdp, where there is too much for dot.
    dot_.graph_attributes = {{"rankdir", "LR"},
                             {"fontname", kDiagramFont},
                             {"fontsize", "11"},
                             {"nodesep", "0.14"},
                             {"ranksep", "0.75"},
                             {"overlap", "prism"},
                             {"overlap_scaling", "2"},
                             {"sep", "+8"},
                             {"outputorder", "edgesfirst"},
                             {"bgcolor", "white"},
                             {"pad", "0.3"}};
    dot_.node_defaults = {{"fontname", kDiagramFont}, {"fontsize", "10"}, {"margin", "0.10,0.05"}};
    dot_.edge_defaults = {
        {"fontname", kDiagramFont}, {"fontsize", "8"}, {"color", "#777777"}, {"arrowsize", "0.6"}};
  }

  Diagram Build(const std::vector<AgreementView>& agreements) {
    for (const AgreementView& agreement : agreements) AddTies(agreement);
    Arrange(agreements);
    for (const Box& box : boxes_) AddBox(box);
    const auto first = static_cast<uint32_t>(dot_.nodes.size());
    for (const AgreementView& agreement : agreements) AddAgreement(agreement);
    for (const Tie& tie : ties_) Connect(tie, first + tie.agreement, agreements[tie.agreement]);
    HoldColumns(first);
    AddLegend();
    // With its columns given dot has little to do; sfdp is slow where lines go round things.
    const bool large = dot_.nodes.size() > kMostForDot || dot_.edges.size() > 2 * kMostForDot;
    dot_.graph_attributes.emplace_back("splines", large ? "line" : "spline");
    Diagram diagram{std::move(dot_), "", "", large ? "sfdp" : "dot"};
    diagram.shows = CountOf(agreements.size(), "agreement") + " with " +
                    CountOf(shown_.size(), "person or party", "people and parties");
    return diagram;
  }

 private:
  // A person or a body of the party's own.
  struct Row {
    std::string name, post;
    bool body = false;
  };
  // A party with its rows, or a person of no known side: one row and no name above it.
  struct Box {
    std::string name, label;
    std::vector<Row> rows;
    std::map<std::string, size_t> row_of;  // by key
  };
  struct Tie {
    uint32_t box = 0, agreement = 0;
    std::optional<size_t> row;  // none: the party itself
    std::string role;
  };

  uint32_t BoxOf(const std::string& key, const std::string& name, const std::string& label) {
    auto [it, fresh] = box_of_.try_emplace(key, static_cast<uint32_t>(boxes_.size()));
    if (fresh) boxes_.push_back({name, label, {}, {}});
    return it->second;
  }

  size_t RowOf(uint32_t box, const std::string& key, Row row) {
    auto [it, fresh] = boxes_[box].row_of.try_emplace(key, boxes_[box].rows.size());
    if (fresh) boxes_[box].rows.push_back(std::move(row));
    return it->second;
  }

  void AddTies(const AgreementView& agreement) {
    std::vector<uint32_t> parties;
    const auto number = static_cast<uint32_t>(parties_of_.size());
    auto tie = [&](uint32_t box, std::optional<size_t> row, const std::string& role) {
      ties_.push_back({box, number, row, role});
      if (std::find(parties.begin(), parties.end(), box) == parties.end()) parties.push_back(box);
    };
    for (const Side& side : agreement.sides) {
      const uint32_t box = BoxOf(side.key, side.name, side.label);
      for (const Signatory& person : side.people) {
        shown_.emplace(side.key, person.key);
        tie(box, RowOf(box, person.key, {person.name, person.post}), person.role);
      }
      if (!side.people.empty()) continue;
      // A body is party to its own agreements and not to all of its country's. No key has a line
      // break.
      const bool own = side.bodies.size() == 1 && side.bodies.front() != side.name;
      const std::string name = own ? side.bodies.front() : side.name;
      shown_.emplace(side.key, "\n" + name);
      tie(box, own ? std::optional(RowOf(box, "\n" + name, {name, "", true})) : std::nullopt, "");
    }
    for (const Signatory& person : agreement.unplaced) {
      const uint32_t box = BoxOf("\n" + person.key, "", "");
      shown_.emplace("", person.key);
      tie(box, RowOf(box, person.key, {person.name, person.post}), person.role);
    }
    parties_of_.push_back(std::move(parties));
  }

  // Heights as GraphViz will make them, or near it.
  void Arrange(const std::vector<AgreementView>& agreements) {
    std::vector<double> party_heights, heights;
    for (const Box& box : boxes_) {
      double height = box.name.empty() ? 12 : 34;
      for (const Row& row : box.rows) height += row.post.empty() ? 19 : 31;
      party_heights.push_back(height);
    }
    for (const AgreementView& agreement : agreements)
      heights.push_back(
          36 + 13 * static_cast<double>(WrapText(Shortened(agreement.name, 110), 34).size()));
    columns_ = ChooseColumns(party_heights, heights, parties_of_);
  }

  void AddAgreement(const AgreementView& agreement) {
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
    DotAttributes attributes = {
        {"label<", label}, {"shape", "box"},    {"style", "rounded,filled"}, {"fillcolor", "white"},
        {"color", colour}, {"penwidth", "1.8"}, {"margin", "0.12,0.08"}};
    AddTooltip(attributes, agreement);
    dot_.nodes.push_back({std::move(attributes)});
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

  static std::string RowText(const Row& row) {
    if (row.body) return "<i>" + HtmlLines(row.name, 30, kCentredBreak) + "</i>";
    std::string text = HtmlLines(row.name, 30, kCentredBreak);
    if (!row.post.empty())
      text += "<br/><font point-size=\"8\" color=\"#444444\">" +
              HtmlLines(row.post, 36, kCentredBreak) + "</font>";
    return text;
  }

  void AddBox(const Box& box) {
    if (box.name.empty()) {
      has_person_ = true;
      dot_.nodes.push_back({{{"label<", RowText(box.rows.front())},
                             {"shape", "box"},
                             {"style", "filled"},
                             {"fillcolor", "white"},
                             {"color", kActorLine},
                             {"tooltip", box.rows.front().name}}});
      return;
    }
    const bool country = box.label == "Country";
    (country ? has_country_ : has_body_) = true;
    std::string table =
        "<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" "
        "cellpadding=\"5\" color=\"" +
        std::string(kActorLine) + "\"><tr><td port=\"all\" bgcolor=\"" +
        (country ? kCountryFill : kBodyFill) + "\"><font point-size=\"11\"><b>" +
        HtmlLines(box.name, 30, kCentredBreak) + "</b></font></td></tr>";
    std::string people;
    for (size_t i = 0; i < box.rows.size(); ++i) {
      table += "<tr><td port=\"r" + std::to_string(i) + "\" bgcolor=\"white\">" +
               RowText(box.rows[i]) + "</td></tr>";
      if (!box.rows[i].body) has_person_ = true;
      people += (i == 0 ? ": " : "; ") + box.rows[i].name;
    }
    dot_.nodes.push_back({{{"label<", table + "</table>"},
                           {"shape", "plain"},
                           {"tooltip", Shortened(box.name + people, 200)}}});
  }

  void Connect(const Tie& tie, uint32_t agreement, const AgreementView& view) {
    DotAttributes attributes = {{"color", StatusColour(view.status)}};
    if (tie.role.empty()) {
      has_party_ = true;
      attributes.emplace_back("style", "dashed");
      attributes.emplace_back("arrowhead", "none");
      attributes.emplace_back("arrowtail", "none");
    } else if (tie.role == "signed") {
      has_signature_ = true;
    } else {
      attributes.emplace_back("label", tie.role);
      attributes.emplace_back("style", "dotted");
    }
    // A party on the right is ranked after the agreement; its arrow still points at what it signed.
    const bool right = columns_.party[tie.box] > columns_.joining[tie.agreement];
    if (!boxes_[tie.box].name.empty())
      attributes.emplace_back(
          right ? "headport" : "tailport",
          (tie.row ? "r" + std::to_string(*tie.row) : std::string("all")) + (right ? ":w" : ":e"));
    if (right) attributes.emplace_back("dir", "back");
    dot_.edges.push_back(
        {right ? agreement : tie.box, right ? tie.box : agreement, std::move(attributes)});
  }

  // A line goes from a column to one further right; nobody sees those that keep
  // columns apart which nothing joins.
  void HoldColumns(uint32_t first_agreement) {
    dot_.ranks.resize(2 * columns_.columns - 1);
    for (uint32_t box = 0; box < boxes_.size(); ++box)
      dot_.ranks[2 * columns_.party[box]].push_back(box);
    for (uint32_t i = 0; i < columns_.joining.size(); ++i)
      dot_.ranks[2 * columns_.joining[i] + 1].push_back(first_agreement + i);
    std::erase_if(dot_.ranks, [](const std::vector<uint32_t>& rank) { return rank.empty(); });
    std::vector<size_t> rank_of(dot_.nodes.size());
    for (size_t i = 0; i < dot_.ranks.size(); ++i)
      for (const uint32_t node : dot_.ranks[i]) rank_of[node] = i;
    std::vector<bool> joined(dot_.ranks.size());
    for (const graph::DotEdge& edge : dot_.edges)
      if (rank_of[edge.to] == rank_of[edge.from] + 1) joined[rank_of[edge.to]] = true;
    for (size_t i = 1; i < dot_.ranks.size(); ++i)
      if (!joined[i])
        dot_.edges.push_back({dot_.ranks[i - 1].front(),
                              dot_.ranks[i].front(),
                              {{"style", "invis"}, {"weight", "0"}}});
  }

  // Of what is in the picture.
  void AddLegend() {
    std::string legend = StatusLegend(colours_);
    auto sign = [&](const char* colour, const char* mark, const char* text) {
      legend +=
          std::string("<font color=\"") + colour + "\">" + mark + "</font>&#160;" + text + "   ";
    };
    if (has_signature_) sign("#555555", "\u2192", "signed it");
    if (has_party_) sign("#555555", "\u254c\u254c", "is party to it");
    if (has_country_) sign("#9cc4e4", "\u25a0", "country");
    if (has_body_) sign("#f0d48a", "\u25a0", "other body");
    if (has_person_) sign(kActorLine, "\u25a1", "person or ministry");
    if (legend.empty()) return;
    dot_.graph_attributes.emplace_back("labelloc", "t");
    dot_.graph_attributes.emplace_back("label<", legend);
  }

  SchemaReader schema_;
  DotGraph dot_;
  std::vector<Box> boxes_;
  std::map<std::string, uint32_t> box_of_;  // by key; of a person without a side "\n" and the key
  std::vector<Tie> ties_;
  std::vector<std::vector<uint32_t>> parties_of_;        // boxes, by agreement
  std::set<std::pair<std::string, std::string>> shown_;  // people and parties
  DiagramColumns columns_;
  std::set<std::string> colours_;
  bool has_signature_ = false, has_party_ = false;
  bool has_country_ = false, has_body_ = false, has_person_ = false;
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
