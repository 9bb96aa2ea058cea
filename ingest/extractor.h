/// \file
/// Stage 5: from mentions to facts. Finds the agreements, events and topics of a document, decides
/// which phrases speak of one of them, reads what its sentences say (who signed what, when, where,
/// on whose behalf; who met, hosted, attended; who holds which post) and adds what follows from it
/// (a minister represents their country). Reads nothing but its arguments; what the rules are is
/// data (docs/rules.md). Linear in the text. Threads: pure; `knowledge` is shared by all workers.

#pragma once

#include <string>
#include <vector>

#include "ingest/document.h"
#include "ingest/findings.h"
#include "ingest/knowledge.h"
#include "ingest/mention.h"
#include "ingest/segmenter.h"

namespace entente::ingest {

/// What happened in one sentence, for `entente build --trace`.
struct SentenceTrace {
  uint32_t sentence = 0;  ///< into SegmentedText::sentences
  CharSpan span;
  /// The sentence as the rules saw it, one word an item: "{Actors Peru and Chile} {Sign:active,done
  /// signed} {Agreement a treaty} ."
  std::string items;
  std::vector<std::string> fired;  ///< rule, and what it bound to its roles
  std::vector<std::string>
      nearly;  ///< rules whose trigger was there and whose pattern did not match
  std::vector<std::string>
      merged;  ///< why a phrase was taken for an agreement or event known before
};

struct ExtractionTrace {
  std::vector<SentenceTrace> sentences;  ///< only those where something happened
};

class RuleMatcher;  // ingest/rule_engine.h

/// What `document` says. `mentions` is consumed: agreements and events join it on the way. `trace`,
/// when given, is filled in; it changes nothing in the result. Nor does `matcher`, of the same
/// knowledge and one thread's: with it, what was tested for one document is known for the next.
DocumentFindings ExtractFacts(const Document& document, const SegmentedText& text,
                              DocumentMentions mentions, const Knowledge& knowledge,
                              ExtractionTrace* trace = nullptr, RuleMatcher* matcher = nullptr);

}  // namespace entente::ingest
