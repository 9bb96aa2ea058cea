/// \file
/// How diagrams look: colours, legends, labels, what stands behind a thing as tooltip and link.
/// Threads: pure.

#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/agreement_view.h"
#include "graph/formats/dot.h"
#include "graph/graph_reader.h"

namespace entente::cli {

/// The first is what layouts reckon with; the others stand in where a browser lacks it.
inline constexpr const char* kDiagramFont = "DejaVu Sans,Verdana,sans-serif";

/// Of what became of an agreement. Colours stay apart for colour-blind readers.
/// Source: Okabe and Ito, "Color Universal Design" (2008).
const char* StatusColour(std::string_view status);

/// "■ signed or in force   ■ planned or announced", of the colours that are in the picture, as an
/// HTML-like label.
std::string StatusLegend(const std::set<std::string>& colours);

/// A colour for the line of the `index`th of several types; the ninth and on share the last.
const char* LineColour(size_t index);
/// A fill for the `index`th label that the schema does not know.
const char* FillColour(size_t index);

/// `text` in lines of about `width` characters for an HTML-like label; `line_break` between them.
std::string HtmlLines(const std::string& text, size_t width, std::string_view line_break);

/// The same for a plain label.
std::string TextLines(const std::string& text, size_t width);

/// Puts what was left out under the legend of a picture, which travels without the message about
/// it. `note` is a clause; its advice in brackets is for who draws and stays out.
void AddNoteToPicture(graph::DotGraph& picture, const std::string& note);

/// `text` cut to `limit_characters`, with an ellipsis where something was left out.
std::string Shortened(const std::string& text, size_t limit_characters);

/// “the sentence” — document id; for a tooltip.
std::string QuoteTooltip(const Quote& quote);

/// The web address of a document, safe to stand in a picture; empty where it has none.
std::string AddressOf(const graph::GraphReader& reader, std::string_view document_id);

}  // namespace entente::cli
