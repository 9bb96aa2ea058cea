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

constexpr std::string_view kLeftBreak = "<br align=\"left\"/>";
// Columns as wide everywhere, in points, so that the years stand below each other.
constexpr int kDayWidth = 48, kNameWidth = 340, kSidesWidth = 260;

// "14 Sep", "Sep": as precise as it is known, without the year, which stands above.
std::string DayOf(const AgreementView& agreement) {
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string& from = agreement.date_from;
  if (from.size() != 10 || from.substr(0, 7) != agreement.date_to.substr(0, 7)) return "";
  auto digits = [&](size_t at) { return (from[at] - '0') * 10 + (from[at + 1] - '0'); };
  const int month = digits(5);
  if (month < 1 || month > 12) return "";
  return (from == agreement.date_to ? std::to_string(digits(8)) + " " : "") + kMonths[month - 1];
}

std::string Cell(int width, const std::string& attributes, const std::string& html) {
  return "<td align=\"left\" valign=\"top\"" +
         (width > 0 ? " width=\"" + std::to_string(width) + "\"" : "") + attributes + ">" + html +
         "</td>";
}

// The name leads to the source, and shows the sentence.
std::string LinkOf(const graph::GraphReader& reader, const AgreementView& agreement) {
  if (agreement.quotes.empty()) return "";
  const Quote& quote = agreement.quotes.front();
  const std::string url = AddressOf(reader, quote.document_id);
  if (url.empty()) return "";
  return " href=\"" + graph::EscapeHtml(url) + "\" target=\"_blank\" tooltip=\"" +
         graph::EscapeHtml(QuoteTooltip(quote)) + "\"";
}

std::string Row(const graph::GraphReader& reader, const AgreementView& agreement) {
  std::string sides;
  for (const Side& side : agreement.sides) sides += (sides.empty() ? "" : " – ") + side.name;
  auto lines = [](const std::string& text, size_t width) {
    return HtmlLines(text, width, kLeftBreak) + std::string(kLeftBreak);
  };
  return "<tr>" +
         Cell(0, "",
              std::string("<font color=\"") + StatusColour(agreement.status) + "\">■</font>") +
         Cell(kDayWidth, "", "<font color=\"#555555\">" + DayOf(agreement) + " </font>") +
         Cell(kNameWidth, LinkOf(reader, agreement),
              "<b>" + lines(Shortened(agreement.name, 160), 44) + "</b>") +
         Cell(kSidesWidth, "", sides.empty() ? "" : lines(sides, 40)) + "</tr>";
}

// What is boxed together, and below which heading.
struct Box {
  std::string rows;
  size_t count = 0;
};

}  // namespace

Diagram TimelineDiagram(const graph::GraphReader& reader, std::vector<AgreementView> agreements,
                        size_t limit) {
  Diagram diagram;
  const size_t all = agreements.size();
  auto undated = [](const AgreementView& a) { return a.date_from.size() < 4; };
  // Those of no known year last; the earliest are left out first.
  std::stable_sort(agreements.begin(), agreements.end(),
                   [&](const AgreementView& a, const AgreementView& b) {
                     if (undated(a) != undated(b)) return undated(b);
                     return !undated(a) && a.date_from < b.date_from;
                   });
  if (all > limit) {
    diagram.note = "the diagram shows the latest " + GroupedCount(limit) + " of " +
                   CountOf(all, "agreement") + " (--limit shows more)";
    const auto dated = std::find_if(agreements.begin(), agreements.end(), undated);
    const auto known = static_cast<size_t>(dated - agreements.begin());
    if (known > limit)
      agreements.erase(agreements.begin(),
                       agreements.begin() + static_cast<std::ptrdiff_t>(known - limit));
    agreements.resize(limit);
  }
  std::map<std::string, Box> years;
  Box no_year;
  std::set<std::string> colours;
  for (const AgreementView& agreement : agreements) {
    Box& box = undated(agreement) ? no_year : years[agreement.date_from.substr(0, 4)];
    box.rows += Row(reader, agreement);
    ++box.count;
    colours.insert(StatusColour(agreement.status));
  }
  diagram.shows = CountOf(agreements.size(), "agreement");
  if (!years.empty()) diagram.shows += " of " + CountOf(years.size(), "year");
  diagram.engine = "dot";
  diagram.dot.graph_attributes = {
      {"fontname", kDiagramFont}, {"rankdir", "TB"}, {"ranksep", "0.25"},
      {"bgcolor", "white"},       {"pad", "0.3"},    {"labelloc", "t"}};
  if (!colours.empty()) diagram.dot.graph_attributes.emplace_back("label<", StatusLegend(colours));
  diagram.dot.node_defaults = {
      {"fontname", kDiagramFont}, {"fontsize", "10"}, {"shape", "plaintext"}};
  diagram.dot.edge_defaults = {{"color", "#0072b2"}, {"penwidth", "3"}, {"dir", "none"}};
  auto add = [&](const std::string& heading, const Box& box, const DotAttributes& line) {
    const std::string label =
        "<table border=\"1\" color=\"#c8d3da\" cellborder=\"0\" cellspacing=\"2\" "
        "style=\"rounded\"><tr><td colspan=\"4\" align=\"left\"><font point-size=\"16\" "
        "color=\"#0072b2\"><b>" +
        graph::EscapeHtml(Printable(heading)) + "</b></font></td></tr>" + box.rows + "</table>";
    const auto node = static_cast<uint32_t>(diagram.dot.nodes.size());
    diagram.dot.nodes.push_back(
        {{{"label<", label},
          {"tooltip", Printable(heading) + ": " + CountOf(box.count, "agreement")}}});
    if (node > 0) diagram.dot.edges.push_back({node - 1, node, line});
  };
  for (const auto& [year, box] : years) add(year, box, {});
  if (no_year.count > 0) add("No year known", no_year, {{"style", "invis"}});
  return diagram;
}

}  // namespace entente::cli
