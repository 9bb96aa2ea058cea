/// \file
/// Stages 1 to 5 for one document, one after another. Threads: pure; `knowledge` is shared.

#pragma once

#include <optional>
#include <string>

#include "graph/result.h"
#include "ingest/document.h"
#include "ingest/findings_codec.h"
#include "ingest/knowledge.h"
#include "ingest/loader.h"
#include "ingest/readers/reader.h"

namespace entente::ingest {

struct ExtractedDocument {
  DocumentRecord record;
  StoredFindings stored;
  bool mined = true;  ///< false for a document that is not in English
  uint64_t text_bytes = 0;
  std::string trace;  ///< lines of text; empty where none was asked for
};

class RuleMatcher;  // ingest/rule_engine.h

/// `matcher` is as in ExtractFacts. Errors: those of ReadDocument.
graph::Result<ExtractedDocument> ExtractDocument(RawDocument raw, const Knowledge& knowledge,
                                                 bool with_trace, RuleMatcher* matcher = nullptr);

}  // namespace entente::ingest
