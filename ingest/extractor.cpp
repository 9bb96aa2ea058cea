#include "ingest/extractor.h"

#include "ingest/actor_facts.h"
#include "ingest/findings_builder.h"

namespace entente::ingest {

DocumentFindings ExtractFacts(const Document& document, const SegmentedText& text,
                              DocumentMentions mentions, const Knowledge& /*knowledge*/,
                              ExtractionTrace* /*trace*/) {
  FindingsBuilder builder(document);
  builder.AddActors(mentions);
  AddActorFacts(text, mentions, builder);
  DocumentFindings findings = builder.Finish();
  findings.document_id = document.id();
  findings.published = document.published().empty() ? mentions.dateline_date : document.published();
  return findings;
}

}  // namespace entente::ingest
