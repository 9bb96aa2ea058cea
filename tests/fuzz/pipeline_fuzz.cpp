// Any document goes through every stage of ingest: what is found in it lies in its text, survives
// being stored, links and becomes a plan of the schema.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "graph/check.h"
#include "graph/schema.h"
#include "ingest/document_extraction.h"
#include "ingest/graph_plan.h"
#include "ingest/linker.h"
#include "tests/fuzz/shared_knowledge.h"

namespace {

using namespace entente;

class NullSink : public ingest::PlanSink {
 public:
  graph::Status TakeNode(const ingest::PlannedNode&) override { return {}; }
  graph::Status TakeRelationship(const ingest::PlannedRelationship&) override { return {}; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ingest::RawDocument raw;
  raw.file = raw.id = "fuzz";
  raw.bytes.assign(reinterpret_cast<const char*>(data), size);
  auto document = ingest::ExtractDocument(std::move(raw), fuzz::SharedKnowledge(), false);
  if (!document) return 0;
  auto again = ingest::DecodeFindings(document->record.findings);
  ENTENTE_CHECK(again.has_value());
  ENTENTE_CHECK(ingest::EncodeFindings(*again) == document->record.findings);
  std::vector<ingest::StoredFindings> documents;
  documents.push_back(*std::move(again));
  ingest::LinkedGraph linked = ingest::LinkDocuments(documents);
  NullSink sink;
  ENTENTE_CHECK(ingest::EmitPlan(documents, linked, graph::Schema::BuiltIn(), sink).has_value());
  return 0;
}
