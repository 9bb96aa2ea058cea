/// \file
/// Runs the examples that rules carry: each says of itself what it must match and what not.
/// Mentions are marked in braces, so that no gazetteer is needed: "{Country Peru} signed a treaty
/// in {Place Lima}". Threads: pure.

#pragma once

#include <string>
#include <vector>

#include "graph/result.h"
#include "ingest/clause_items.h"
#include "ingest/document.h"
#include "ingest/mention.h"
#include "ingest/rule_book.h"
#include "ingest/segmenter.h"

namespace entente::ingest {

/// A text with its mentions marked by hand.
struct MarkedText {
  Document document;
  SegmentedText text;
  DocumentMentions mentions;
};

/// Reads "{Type words}" as a mention. Types: Country, Person, Ministry, Organization, Place, Post,
/// Date, Group. Words said twice are one entity; an ISO date in words is its value. Errors: kSyntax
/// for an unknown type or an open brace; the column is that of the brace.
graph::Result<MarkedText> ReadMarkedText(std::string_view marked);

/// One example that does not keep its promise.
struct RuleExampleFailure {
  std::string rule;
  std::string file;
  uint32_t line = 0;
  std::string message;  ///< "must match, and does not: …" with the sentence as items
};

std::vector<RuleExampleFailure> CheckRuleExamples(const RuleBook& book);

}  // namespace entente::ingest
