#include "cli/diagram_style.h"

#include <algorithm>
#include <iterator>

#include "cli/graph_access.h"
#include "cli/graphviz.h"
#include "cli/terminal.h"
#include "graph/formats/dot.h"

namespace entente::cli {

namespace {

constexpr const char* kSigned = "#009e73";
constexpr const char* kPlanned = "#e69f00";
constexpr const char* kRejected = "#d55e00";
constexpr const char* kUnknown = "#888888";

template <size_t size>
const char* AtMost(const char* const (&colours)[size], size_t index) {
  return colours[std::min(index, size - 1)];
}

}  // namespace

const char* StatusColour(std::string_view status) {
  if (status.empty()) return kUnknown;
  if (status == "signed" || status == "in force") return kSigned;
  return status == "rejected" ? kRejected : kPlanned;
}

std::string StatusLegend(const std::set<std::string>& colours) {
  constexpr std::pair<const char*, const char*> kMeanings[] = {
      {kSigned, "signed or in force"},
      {kPlanned, "planned or announced"},
      {kRejected, "rejected or ended"},
      {kUnknown, "not known what became of it"}};
  // A browser drops a space that stands at the beginning of a text.
  std::string out;
  for (const auto& [colour, meaning] : kMeanings)
    if (colours.contains(colour))
      out += std::string("<font color=\"") + colour + "\">\u25a0</font>&#160;" + meaning + "   ";
  return out;
}

const char* LineColour(size_t index) {
  constexpr const char* kColours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00",
                                      "#56b4e9", "#8c6d31", "#222222", "#999999"};
  return AtMost(kColours, index);
}

const char* FillColour(size_t index) {
  constexpr const char* kColours[] = {"#dcecf7", "#f7e6c4", "#cfe8d8", "#eee3f3",
                                      "#fbdcd2", "#e4e4c8", "#d7efef", "#eeeeee"};
  return AtMost(kColours, index);
}

std::string HtmlLines(const std::string& text, size_t width, std::string_view line_break) {
  std::string out;
  for (const std::string& line : WrapText(Printable(text), width)) {
    if (!out.empty()) out += line_break;
    out += graph::EscapeHtml(line);
  }
  // GraphViz takes "<b></b>" for a syntax error.
  return out.empty() ? "&#160;" : out;
}

std::string TextLines(const std::string& text, size_t width) {
  std::string out;
  for (const std::string& line : WrapText(Printable(text), width))
    out += (out.empty() ? "" : "\n") + line;
  return out;
}

void AddNoteToPicture(graph::DotGraph& picture, const std::string& note) {
  constexpr std::string_view kAdvice = " (--limit shows more)";
  constexpr size_t kWidth = 110;
  std::string text = note;
  for (size_t at = 0; (at = text.find(kAdvice, at)) != std::string::npos;)
    text.erase(at, kAdvice.size());
  if (text.empty()) return;
  const std::string line =
      "<font color=\"#555555\">" + HtmlLines("Note: " + text + ".", kWidth, "<br/>") + "</font>";
  auto& attributes = picture.graph_attributes;
  const auto legend = std::find_if(attributes.begin(), attributes.end(),
                                   [](const auto& one) { return one.first == "label<"; });
  if (legend == attributes.end()) {
    attributes.emplace_back("labelloc", "t");
    attributes.emplace_back("label<", line);
  } else if (legend->second.starts_with("<table")) {
    // Text can't stand beside a table.
    legend->second = "<table border=\"0\"><tr><td>" + legend->second + "</td></tr><tr><td>" + line +
                     "</td></tr></table>";
  } else {
    legend->second += "<br/>" + line;
  }
}

std::string Shortened(const std::string& text, size_t limit_characters) {
  std::string head = CharacterRange(text, 0, static_cast<uint32_t>(limit_characters));
  return head.size() < text.size() ? head + "\u2026" : text;
}

std::string QuoteTooltip(const Quote& quote) {
  constexpr size_t kMostCharacters = 400;
  return "\u201c" + Shortened(Printable(quote.text), kMostCharacters) + "\u201d \u2014 " +
         Printable(quote.document_id);
}

std::string AddressOf(const graph::GraphReader& reader, std::string_view document_id) {
  auto label = reader.FindLabel("Document");
  auto key = reader.FindKey("id");
  if (!label || !key) return "";
  SchemaReader schema(reader);
  for (graph::NodeId document :
       reader.FindNodes(*label, *key, graph::Value::String(std::string(document_id))))
    if (std::string url = WebAddress(schema.Text(document, "url")); !url.empty()) return url;
  return "";
}

}  // namespace entente::cli
