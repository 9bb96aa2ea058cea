#include <algorithm>
#include <cmath>
#include <set>

#include "cli/diagram.h"
#include "cli/diagram_style.h"
#include "cli/terminal.h"
#include "graph/formats/dot.h"

namespace entente::cli {

namespace {

constexpr std::string_view kLeftBreak = "<br align=\"left\"/>";
// As wide everywhere, in points, so that the years stand below each other.
constexpr int kDayWidth = 52, kNameWidth = 270, kSidesWidth = 170;
constexpr size_t kNameCharacters = 38, kSidesCharacters = 28;

constexpr double kHeading = 50;  // of a year, with the line to the next
// Between the years of a column.
constexpr const char* kLine =
    "<tr><td><table border=\"0\" cellborder=\"0\" cellspacing=\"0\"><tr><td width=\"3\" "
    "height=\"12\" fixedsize=\"true\" bgcolor=\"#0072b2\"></td></tr></table></td></tr>";
constexpr const char* kGap = "<tr><td height=\"12\"></td></tr>";

// What stands on a line of its own.
struct Entry {
  AgreementView agreement;
  std::string from, to;   // its day, or the day of the first report
  bool reported = false;  // it is the report's
};

// "14 Sep", "Sep": as precise as it is known, without the year, which stands above.
std::string DayOf(const std::string& from, const std::string& to) {
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (from.size() != 10 || from.substr(0, 7) != to.substr(0, 7)) return "";
  auto digits = [&](size_t at) { return (from[at] - '0') * 10 + (from[at + 1] - '0'); };
  const int month = digits(5);
  if (month < 1 || month > 12) return "";
  return (from == to ? std::to_string(digits(8)) + " " : "") + kMonths[month - 1];
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

// The first day on which one of the documents that tell of it was published, where that is known to
// the day; or empty.
std::string FirstReport(const SchemaReader& schema, const AgreementView& agreement) {
  auto label = schema.reader().FindLabel("Document");
  auto key = schema.reader().FindKey("id");
  if (!label || !key) return "";
  std::string first;
  for (const Quote& quote : agreement.quotes)
    for (graph::NodeId document :
         schema.reader().FindNodes(*label, *key, graph::Value::String(quote.document_id))) {
      const std::string day = schema.Text(document, "published");
      if (day.size() == 10 && day[0] != '-' && (first.empty() || day < first)) first = day;
    }
  return first;
}

std::string SidesOf(const AgreementView& agreement) {
  std::string sides;
  for (const Side& side : agreement.sides) sides += (sides.empty() ? "" : " \u2013 ") + side.name;
  return sides;
}

std::string Row(const graph::GraphReader& reader, const Entry& entry) {
  const AgreementView& agreement = entry.agreement;
  auto lines = [](const std::string& text, size_t width) {
    return HtmlLines(text, width, kLeftBreak) + std::string(kLeftBreak);
  };
  const std::string sides = SidesOf(agreement), day = DayOf(entry.from, entry.to);
  return "<tr>" +
         Cell(0, "",
              std::string("<font color=\"") + StatusColour(agreement.status) + "\">" +
                  (entry.reported ? "\u25a1" : "\u25a0") + "</font>") +
         Cell(kDayWidth, "",
              "<font color=\"#555555\">" + (entry.reported ? "(" + day + ")" : day) + " </font>") +
         Cell(kNameWidth, LinkOf(reader, agreement),
              "<b>" + lines(Shortened(agreement.name, 160), kNameCharacters) + "</b>") +
         Cell(kSidesWidth, "", sides.empty() ? "" : lines(sides, kSidesCharacters)) + "</tr>";
}

// In points, as GraphViz will make it, or near it.
double HeightOf(const AgreementView& agreement) {
  return 6 + 12.5 * static_cast<double>(
                        std::max(WrapText(Shortened(agreement.name, 160), kNameCharacters).size(),
                                 WrapText(SidesOf(agreement), kSidesCharacters).size()));
}

// A year, or what of it stands in one column.
struct Box {
  std::string heading, rows;
};

// How many columns make a page of boxes that are `height` points high together.
size_t ColumnsFor(double height) {
  constexpr double kWidth = kDayWidth + kNameWidth + kSidesWidth + 60, kAspect = 1.4;
  constexpr double kOnePage = 900;
  if (height <= kOnePage) return 1;
  return static_cast<size_t>(std::max(1.0, std::round(std::sqrt(kAspect * height / kWidth))));
}

}  // namespace

Diagram TimelineDiagram(const graph::GraphReader& reader, std::vector<AgreementView> agreements,
                        size_t limit) {
  const SchemaReader schema(reader);
  Diagram diagram;
  auto undated = [](const Entry& entry) { return entry.from.size() < 4; };
  std::vector<Entry> entries;
  size_t vague = 0;
  for (AgreementView& agreement : agreements) {
    Entry entry{std::move(agreement), "", ""};
    entry.from = entry.agreement.date_from;
    entry.to = entry.agreement.date_to;
    if (undated(entry)) {
      // Of neither day nor sides a line says nothing.
      if (entry.agreement.sides.empty() && entry.agreement.unplaced.empty()) {
        ++vague;
        continue;
      }
      entry.from = entry.to = FirstReport(schema, entry.agreement);
      entry.reported = !entry.from.empty();
    }
    entries.push_back(std::move(entry));
  }
  if (vague > 0)
    diagram.note = CountOf(vague, "agreement") + " of which neither a day nor a side is known " +
                   (vague == 1 ? "is" : "are") + " left out";
  const size_t all = entries.size();
  // Those of no known year last; the earliest are left out first.
  std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
    if (undated(a) != undated(b)) return undated(b);
    return !undated(a) && a.from < b.from;
  });
  if (all > limit) {
    diagram.note += (diagram.note.empty() ? std::string() : "; ") +
                    "the diagram shows the latest " + GroupedCount(limit) + " of " +
                    CountOf(all, "agreement") + " (--limit shows more)";
    const auto dated = std::find_if(entries.begin(), entries.end(), undated);
    const auto known = static_cast<size_t>(dated - entries.begin());
    if (known > limit)
      entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(known - limit));
    entries.resize(limit);
  }
  std::set<std::string> colours, years;
  bool reported = false;
  double height = 0;
  for (const Entry& entry : entries) {
    height += HeightOf(entry.agreement);
    if (!undated(entry) && years.insert(entry.from.substr(0, 4)).second) height += kHeading;
    colours.insert(StatusColour(entry.agreement.status));
    reported = reported || entry.reported;
  }
  // Years one below the other, in columns that are about as high as each other.
  const auto columns = static_cast<double>(ColumnsFor(height));
  struct Column {
    std::vector<Box> boxes;
    double height = 0;
  };
  std::vector<Column> page(1);
  std::string year;
  double filled = 0;
  for (const Entry& entry : entries) {
    const double end = height / columns * static_cast<double>(page.size());
    const double own = HeightOf(entry.agreement);
    std::string heading = undated(entry) ? "No year known" : entry.from.substr(0, 4);
    const bool fresh = heading != year;
    year = heading;
    // A heading wants some lines below it.
    if (filled > 0 && static_cast<double>(page.size()) < columns &&
        filled + own / 2 + (fresh ? kHeading + 2 * own : 0) > end) {
      page.emplace_back();
      if (!fresh) heading += " (continued)";
    }
    Column& column = page.back();
    const double before = column.height;
    if (fresh || column.boxes.empty()) {
      column.boxes.push_back({heading, ""});
      column.height += kHeading;
    }
    column.boxes.back().rows += Row(reader, entry);
    column.height += own;
    filled += column.height - before;
  }
  diagram.shows = CountOf(entries.size(), "agreement");
  if (!years.empty()) diagram.shows += " of " + CountOf(years.size(), "year");
  diagram.engine = "dot";
  diagram.dot.graph_attributes = {
      {"fontname", kDiagramFont}, {"bgcolor", "white"}, {"pad", "0.3"}, {"labelloc", "t"}};
  std::string legend = StatusLegend(colours);
  if (reported)
    legend +=
        "<font color=\"#555555\">\u25a1 (1 Jan)</font>&#160;its day is not known: that of the "
        "first "
        "report   ";
  if (!legend.empty()) diagram.dot.graph_attributes.emplace_back("label<", legend);
  diagram.dot.node_defaults = {{"fontname", kDiagramFont}, {"fontsize", "10"}, {"shape", "plain"}};
  if (entries.empty()) return diagram;
  // One table: the nodes of a layout would stand in rows.
  std::string label = "<table border=\"0\" cellborder=\"0\" cellspacing=\"8\"><tr>";
  const double highest =
      std::max_element(page.begin(), page.end(), [](const Column& a, const Column& b) {
        return a.height < b.height;
      })->height;
  for (const Column& column : page) {
    const std::vector<Box>& boxes = column.boxes;
    label += "<td valign=\"top\"><table border=\"0\" cellborder=\"0\" cellspacing=\"0\">";
    for (size_t i = 0; i < boxes.size(); ++i) {
      if (i > 0) label += boxes[i].heading == "No year known" ? kGap : kLine;
      label +=
          "<tr><td><table border=\"1\" color=\"#c8d3da\" cellborder=\"0\" "
          "cellspacing=\"2\" style=\"rounded\"><tr><td colspan=\"4\" "
          "align=\"left\"><font point-size=\"16\" color=\"#0072b2\"><b>" +
          graph::EscapeHtml(Printable(boxes[i].heading)) + "</b></font></td></tr>" + boxes[i].rows +
          "</table></td></tr>";
    }
    // Else GraphViz would spread what a column lacks over its rows.
    if (const auto lacks = static_cast<int>(highest - column.height); lacks > 0)
      label += "<tr><td height=\"" + std::to_string(lacks) + "\"></td></tr>";
    label += "</table></td>";
  }
  diagram.dot.nodes.push_back({{{"label<", label + "</tr></table>"}, {"tooltip", diagram.shows}}});
  return diagram;
}

}  // namespace entente::cli
