#include "cli/quotes.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "cli/graph_access.h"
#include "cli/terminal.h"
#include "graph/utf8.h"
#include "ingest/document.h"
#include "ingest/segmenter.h"

namespace entente::cli {

std::vector<Quote> QuotesOf(const graph::GraphReader& reader, const graph::Value& facts,
                            const std::vector<std::string>& marks) {
  std::vector<Quote> quotes;
  if (facts.kind() != graph::ValueKind::kList) return quotes;
  SchemaReader schema(reader);
  std::set<std::tuple<std::string, uint32_t, uint32_t>> seen;
  for (const graph::Value& fact : facts.as_list()) {
    if (fact.kind() != graph::ValueKind::kRelationship) continue;
    for (const std::string& text : schema.Texts(fact.as_relationship(), "evidence"))
      if (auto fragment = ParseEvidence(text))
        seen.emplace(fragment->document_id, fragment->begin_char, fragment->end_char);
  }
  auto label = reader.FindLabel("Document");
  auto id_key = reader.FindKey("id");
  if (!label || !id_key) return quotes;
  for (const auto& one : seen) {
    // The fields are named inside the lambda: clang 14 captures no structured binding.
    bool inside = std::any_of(seen.begin(), seen.end(), [&one](const auto& other) {
      const auto& [document_id, begin, end] = one;
      const auto& [id, b, e] = other;
      return id == document_id && b <= begin && end <= e && (b != begin || e != end);
    });
    if (inside) continue;
    const auto& [document_id, begin, end] = one;
    Quote quote;
    quote.document_id = document_id;
    quote.begin_char = begin;
    quote.end_char = end;
    for (graph::NodeId document :
         reader.FindNodes(*label, *id_key, graph::Value::String(document_id))) {
      quote.document_title = schema.Text(document, "title");
      quote.text = CharacterRange(schema.Text(document, "text"), begin, end);
    }
    for (const std::string& mark : marks)
      if (!mark.empty() && quote.text.find(mark) != std::string::npos) quote.marks.push_back(mark);
    quotes.push_back(std::move(quote));
  }
  return quotes;
}

std::optional<std::pair<uint32_t, uint32_t>> SentenceAround(std::string_view text, uint32_t at) {
  // Of the line that it is in: a paragraph, an item, a title.
  size_t byte = 0;
  uint32_t character = 0, line_char = 0;
  size_t line_begin = 0;
  for (; byte < text.size() && character < at; ++character) {
    if (text[byte] == '\n') {
      line_begin = byte + 1;
      line_char = character + 1;
    }
    byte += graph::DecodeAt(text, byte).size_bytes;
  }
  if (byte >= text.size()) return std::nullopt;
  const size_t line_end = std::min(text.find('\n', byte), text.size());
  ingest::DocumentFields fields;
  fields.text = std::string(text.substr(line_begin, line_end - line_begin));
  fields.blocks.push_back(
      {ingest::BlockKind::kParagraph, {0, static_cast<uint32_t>(fields.text.size())}});
  const ingest::Document line(std::move(fields));
  for (const ingest::Sentence& sentence : ingest::Segment(line).sentences) {
    if (line_begin + sentence.span.end_byte <= byte) continue;
    const ingest::CharSpan span = line.ToChars(sentence.span);
    return std::pair(line_char + span.begin_char, line_char + span.end_char);
  }
  return std::nullopt;
}

std::string FragmentsText(const std::vector<Quote>& quotes) {
  std::string out;
  for (const Quote& quote : quotes)
    out += (out.empty() ? "" : " ") + quote.document_id +
           "#char=" + std::to_string(quote.begin_char) + "," + std::to_string(quote.end_char);
  return out;
}

std::string SentencesText(const std::vector<Quote>& quotes) {
  std::string out;
  for (const Quote& quote : quotes) out += (out.empty() ? "" : " | ") + quote.text;
  return out;
}

std::string MarkedQuote(const Quote& quote, bool colour) {
  std::string text = Printable(quote.text);
  if (colour) {
    std::vector<std::string> marks = quote.marks;
    std::sort(marks.begin(), marks.end(),
              [](const auto& a, const auto& b) { return a.size() > b.size(); });
    std::string out;
    for (size_t at = 0; at < text.size();) {
      auto mark = std::find_if(marks.begin(), marks.end(), [&](const std::string& m) {
        return text.compare(at, m.size(), m) == 0;
      });
      if (mark == marks.end()) {
        out += text[at++];
      } else {
        // Word by word, so that a line break inside a mark does not carry the style over.
        std::string_view rest = *mark;
        while (!rest.empty()) {
          size_t space = std::min(rest.find(' '), rest.size());
          out += Styled(rest.substr(0, space), Style::kBold, true);
          if (space < rest.size()) out += ' ';
          rest.remove_prefix(std::min(space + 1, rest.size()));
        }
        at += mark->size();
      }
    }
    text = out;
  }
  return "\u201c" + text + "\u201d";
}

std::string SourceText(const Quote& quote, bool colour) {
  std::string text = quote.document_title.empty() ? "" : quote.document_title + ", ";
  text += quote.document_id + ", characters " + GroupedCount(quote.begin_char) + " to " +
          GroupedCount(quote.end_char);
  if (quote.mention_only) text += " (it is only mentioned)";
  return Styled("\u2014 " + Printable(text), Style::kDim, colour);
}

}  // namespace entente::cli
