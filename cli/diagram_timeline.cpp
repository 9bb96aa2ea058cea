#include <algorithm>
#include <map>

#include "cli/diagram.h"
#include "cli/terminal.h"

namespace entente::cli {

namespace {

// Colours as in the diagram of who signed with whom.
const char* Colour(const std::string& status) {
  if (status == "signed" || status == "in force") return "#009e73";
  return status == "rejected" ? "#d55e00" : "#e69f00";
}

std::string Html(const std::string& text, size_t width) {
  std::string out;
  for (const std::string& line : WrapText(Printable(text), width))
    out += (out.empty() ? "" : "<br align=\"left\"/>") + graph::EscapeHtml(line);
  return out + "<br align=\"left\"/>";
}

std::string Row(const AgreementView& agreement) {
  std::string sides;
  for (const Side& side : agreement.sides) sides += (sides.empty() ? "" : " – ") + side.name;
  // As precise as it is known; the text itself may lack the year, which stands above.
  std::string day;
  if (agreement.date_from.size() == 10) {
    bool one_day = agreement.date_from == agreement.date_to;
    bool one_month = agreement.date_from.substr(0, 7) == agreement.date_to.substr(0, 7);
    day = agreement.date_from.substr(5, one_day ? 5 : one_month ? 2 : 0);
  }
  std::string cell = "<td align=\"left\" valign=\"top\">";
  // Columns as wide everywhere, so that the years stand below each other.
  auto wide = [](int points) {
    return "<td align=\"left\" valign=\"top\" width=\"" + std::to_string(points) + "\">";
  };
  return "<tr>" + cell + "<font color=\"" + Colour(agreement.status) + "\">■</font></td>" +
         wide(40) + "<font color=\"#555555\">" + graph::EscapeHtml(Printable(day)) +
         " </font></td>" + wide(320) + "<b>" + Html(agreement.name, 56) + "</b></td>" + wide(220) +
         (sides.empty() ? "" : Html(sides, 48)) + "</td></tr>";
}

}  // namespace

Diagram TimelineDiagram(std::vector<AgreementView> agreements, size_t limit) {
  Diagram diagram;
  size_t all = agreements.size();
  std::erase_if(agreements, [](const AgreementView& a) { return a.date_from.size() < 4; });
  size_t undated = all - agreements.size();
  std::stable_sort(
      agreements.begin(), agreements.end(),
      [](const AgreementView& a, const AgreementView& b) { return a.date_from < b.date_from; });
  if (undated > 0) diagram.note = CountOf(undated, "agreement") + " without a known year left out";
  if (agreements.size() > limit) {
    diagram.note += (diagram.note.empty() ? "" : "; ") +
                    std::string("the diagram shows the latest ") + GroupedCount(limit) + " of " +
                    CountOf(agreements.size(), "agreement") + " (--limit shows more)";
    agreements.erase(agreements.begin(), agreements.end() - static_cast<std::ptrdiff_t>(limit));
  }
  diagram.engine = "dot";
  diagram.dot.graph_attributes = {{"fontname", kDiagramFont},
                                  {"rankdir", "TB"},
                                  {"ranksep", "0.25"},
                                  {"bgcolor", "white"},
                                  {"pad", "0.3"},
                                  {"labelloc", "t"},
                                  {"label<",
                                   "<font color=\"#009e73\">■</font> signed or in force   "
                                   "<font color=\"#e69f00\">■</font> planned or announced   "
                                   "<font color=\"#d55e00\">■</font> rejected or ended"}};
  diagram.dot.node_defaults = {
      {"fontname", kDiagramFont}, {"fontsize", "10"}, {"shape", "plaintext"}};
  diagram.dot.edge_defaults = {{"color", "#0072b2"}, {"penwidth", "3"}, {"dir", "none"}};
  std::map<std::string, std::string> years;
  std::map<std::string, size_t> counts;
  for (const AgreementView& agreement : agreements) {
    std::string year = agreement.date_from.substr(0, 4);
    years[year] += Row(agreement);
    ++counts[year];
  }
  uint32_t node = 0;
  for (const auto& [year, rows] : years) {
    std::string label =
        "<table border=\"1\" color=\"#c8d3da\" cellborder=\"0\" cellspacing=\"2\" "
        "style=\"rounded\"><tr><td colspan=\"4\" align=\"left\"><font point-size=\"16\" "
        "color=\"#0072b2\"><b>" +
        graph::EscapeHtml(Printable(year)) + "</b></font></td></tr>" + rows + "</table>";
    diagram.dot.nodes.push_back(
        {{{"label<", label},
          {"tooltip", Printable(year) + ": " + CountOf(counts[year], "agreement")}}});
    if (node > 0) diagram.dot.edges.push_back({node - 1, node, {}});
    ++node;
  }
  return diagram;
}

}  // namespace entente::cli
