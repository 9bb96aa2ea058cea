#include "ingest/document_extraction.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ingest/extractor.h"
#include "ingest/mention_finder.h"
#include "ingest/segmenter.h"

namespace entente::ingest {

namespace {

using graph::Result;

/// As people read it: the sentence, what it looked like to the rules, what fired.
std::string TraceText(const Document& document, const SegmentedText& text,
                      const ExtractionTrace& trace) {
  std::string out = fmt::format("document {}\n", document.id());
  for (const SentenceTrace& sentence : trace.sentences) {
    out += fmt::format("  {}#char={},{}\n", document.id(), sentence.span.begin_char,
                       sentence.span.end_char);
    if (sentence.sentence < text.sentences.size()) {
      std::string quote(document.Text(text.sentences[sentence.sentence].span));
      std::replace(quote.begin(), quote.end(), '\n', ' ');
      out += fmt::format("    \"{}\"\n", quote);
    }
    if (!sentence.items.empty()) out += fmt::format("    seen    {}\n", sentence.items);
    for (const std::string& line : sentence.fired) out += fmt::format("    fired   {}\n", line);
    for (const std::string& line : sentence.nearly) out += fmt::format("    nearly  {}\n", line);
    for (const std::string& line : sentence.merged) out += fmt::format("    merged  {}\n", line);
  }
  return out;
}

}  // namespace

Result<ExtractedDocument> ExtractDocument(RawDocument raw, const Knowledge& knowledge,
                                          bool with_trace, RuleMatcher* matcher) {
  ENTENTE_ASSIGN_OR_RETURN(Document document, ReadDocument(raw));
  raw = {};  // a hundred megabytes need not wait for the end
  ExtractedDocument out;
  out.text_bytes = document.text().size();
  DocumentFindings findings;
  out.mined = document.language().empty() || document.language() == "en";
  if (out.mined) {
    SegmentedText text = Segment(document);
    ExtractionTrace trace;
    findings = ExtractFacts(document, text, FindMentions(document, text, knowledge), knowledge,
                            with_trace ? &trace : nullptr, matcher);
    if (with_trace) out.trace = TraceText(document, text, trace);
  } else if (with_trace) {
    out.trace = fmt::format("document {}\n  not mined: its language is \"{}\"\n", document.id(),
                            document.language());
  }
  findings.document_id = document.id();
  if (findings.published.empty()) findings.published = document.published();
  std::string encoded = EncodeFindings(findings, FingerprintOf(document.text()));
  // As they are stored, so that linking now and linking later see the same.
  ENTENTE_ASSIGN_OR_RETURN(out.stored, DecodeFindings(encoded));
  out.record = MakeRecord(document, out.stored, std::move(encoded));
  return out;
}

}  // namespace entente::ingest
