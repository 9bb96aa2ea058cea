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

namespace {

constexpr uint32_t kBlockChars = 1024;
// Of a line longer than twice this, only what stands around a place is cut into sentences.
constexpr size_t kNearBytes = 4096;

bool IsInside(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

size_t DocumentTexts::Entry::ByteOf(uint32_t character) const {
  const size_t block = character / kBlockChars;
  if (block >= byte_of_block.size()) return text.size();
  size_t byte = byte_of_block[block];
  for (uint32_t i = character % kBlockChars; i > 0 && byte < text.size(); --i)
    byte += graph::DecodeAt(text, byte).size_bytes;
  return byte;
}

uint32_t DocumentTexts::Entry::CharOf(size_t byte) const {
  const auto after = std::upper_bound(byte_of_block.begin(), byte_of_block.end(), byte);
  if (after == byte_of_block.begin()) return 0;
  auto character = static_cast<uint32_t>(after - byte_of_block.begin() - 1) * kBlockChars;
  for (size_t at = *(after - 1); at < byte; ++character) at += graph::DecodeAt(text, at).size_bytes;
  return character;
}

std::string DocumentTexts::Entry::Range(uint32_t begin_char, uint32_t end_char) const {
  const size_t begin = ByteOf(begin_char), end = std::max(begin, ByteOf(end_char));
  return text.substr(begin, end - begin);
}

const DocumentTexts::Entry* DocumentTexts::Of(graph::NodeId document) {
  return Find(SchemaReader(reader_).Text(document, "id"));
}

const DocumentTexts::Entry* DocumentTexts::Find(const std::string& id) {
  const auto known = entries_.find(id);
  if (known != entries_.end()) return &known->second;
  const auto label = reader_.FindLabel("Document");
  const auto id_key = reader_.FindKey("id");
  if (!label || !id_key) return nullptr;
  const SchemaReader schema(reader_);
  for (graph::NodeId document : reader_.FindNodes(*label, *id_key, graph::Value::String(id))) {
    Entry entry{id, schema.Text(document, "title"), schema.Text(document, "text"), {}};
    uint32_t character = 0;
    for (size_t byte = 0; byte < entry.text.size(); ++character) {
      if (character % kBlockChars == 0) entry.byte_of_block.push_back(static_cast<uint32_t>(byte));
      byte += graph::DecodeAt(entry.text, byte).size_bytes;
    }
    if (bytes_ + entry.text.size() > kMostBytes) {
      entries_.clear();
      bytes_ = 0;
    }
    bytes_ += entry.text.size();
    return &entries_.emplace(id, std::move(entry)).first->second;
  }
  return nullptr;
}

std::vector<Quote> QuotesOf(const graph::GraphReader& reader, const graph::Value& facts,
                            const std::vector<std::string>& marks) {
  DocumentTexts texts(reader);
  return QuotesOf(reader, texts, facts, marks);
}

std::vector<Quote> QuotesOf(const graph::GraphReader& reader, DocumentTexts& texts,
                            const graph::Value& facts, const std::vector<std::string>& marks) {
  std::vector<Quote> quotes;
  if (facts.kind() != graph::ValueKind::kList) return quotes;
  const SchemaReader schema(reader);
  // A longer one before those that begin where it does.
  std::set<std::tuple<std::string, uint32_t, int64_t>> seen;
  for (const graph::Value& fact : facts.as_list()) {
    if (fact.kind() != graph::ValueKind::kRelationship) continue;
    for (const std::string& text : schema.Texts(fact.as_relationship(), "evidence"))
      if (auto fragment = ParseEvidence(text))
        seen.emplace(fragment->document_id, fragment->begin_char,
                     -static_cast<int64_t>(fragment->end_char));
  }
  for (const auto& [document_id, begin, minus_end] : seen) {
    const auto end = static_cast<uint32_t>(-minus_end);
    const bool inside = !quotes.empty() && quotes.back().document_id == document_id &&
                        end <= quotes.back().end_char;
    if (inside) continue;
    Quote quote;
    quote.document_id = document_id;
    quote.begin_char = begin;
    quote.end_char = end;
    if (const DocumentTexts::Entry* document = texts.Find(document_id)) {
      quote.document_title = document->title;
      quote.text = document->Range(begin, end);
    }
    for (const std::string& mark : marks)
      if (!mark.empty() && quote.text.find(mark) != std::string::npos) quote.marks.push_back(mark);
    quotes.push_back(std::move(quote));
  }
  return quotes;
}

std::optional<std::pair<uint32_t, uint32_t>> SentenceAround(const DocumentTexts::Entry& document,
                                                            uint32_t at) {
  // Of the line that it is in: a paragraph, an item, a title.
  const std::string& text = document.text;
  const size_t byte = document.ByteOf(at);
  if (byte >= text.size()) return std::nullopt;
  const size_t before = byte == 0 ? std::string::npos : text.rfind('\n', byte - 1);
  size_t begin = before == std::string::npos ? 0 : before + 1;
  size_t end = std::min(text.find('\n', byte), text.size());
  if (byte - begin > kNearBytes) begin = byte - kNearBytes;
  if (end - byte > kNearBytes) end = byte + kNearBytes;
  while (begin < byte && IsInside(static_cast<unsigned char>(text[begin]))) ++begin;
  while (end < text.size() && IsInside(static_cast<unsigned char>(text[end]))) ++end;
  ingest::DocumentFields fields;
  fields.text = text.substr(begin, end - begin);
  fields.blocks.push_back(
      {ingest::BlockKind::kParagraph, {0, static_cast<uint32_t>(fields.text.size())}});
  const ingest::Document line(std::move(fields));
  const uint32_t first = document.CharOf(begin);
  for (const ingest::Sentence& sentence : ingest::Segment(line).sentences) {
    if (begin + sentence.span.end_byte <= byte) continue;
    const ingest::CharSpan span = line.ToChars(sentence.span);
    return std::pair(first + span.begin_char, first + span.end_char);
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
