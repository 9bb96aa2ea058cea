/// \file
/// What stage 5 found in one document, and all that later stages may know of it: entities with
/// their mentions, and facts between them, each with the stretch of text that says it. Linking and
/// loading read nothing else, so a stored copy of this is enough to re-link without the text.
/// Threads: plain values.

#pragma once

#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/mention.h"
#include "ingest/span.h"

namespace entente::ingest {

/// A mention as evidence: where, and the words.
struct FoundMention {
  CharSpan span;
  std::string text;
};

/// By name. Names, as types and rules of facts, are the program's own or the rule book's, and so
/// outlive the findings; FindingsBuilder::KeepRuleName keeps any other.
using FoundProperties = std::vector<std::pair<std::string_view, std::string>>;

/// An entity of the document that becomes a node (never a kDate or kPost).
struct FoundEntity {
  MentionType type = MentionType::kOrganization;
  std::string name;
  std::vector<std::string> aliases;  ///< sorted
  std::vector<FoundMention>
      mentions;  ///< sorted by span; never empty, unless `rule` names a list (a place's country)
  /// Properties of the schema beside key, name and aliases, sorted by name: honorific, iso2, kind,
  /// status, date, date_from, date_to, date_inferred ("true"), start, end, cancelled ("true"),
  /// cameo, …
  FoundProperties properties;
  bool generic = false;  ///< no name of its own, only a description: one thing in this document,
                         ///< the same as one of another by its day and parties alone
};

struct FoundFact {
  std::string_view type;  ///< a relationship type of the schema: "SIGNED", "PARTY_TO"
  uint32_t from = 0;      ///< into DocumentFindings::entities
  uint32_t to = 0;
  std::vector<CharSpan> evidence;  ///< sorted; the sentences or clauses that say so; empty only
                                   ///< where `rule` names a list
  std::string_view rule;
  float confidence = 1.0f;
  /// Properties of the schema beside the evidence, sorted by name: date, title, qualifier, role,
  /// how, side, …
  FoundProperties properties;
  /// Properties that point at entities (on_behalf_of, context), by name; the loader writes their
  /// keys.
  std::vector<std::pair<std::string_view, std::vector<uint32_t>>> references;
};

/// Something a reader should know of the extraction itself: "the text says 16 organisations and
/// lists 15".
struct FoundRemark {
  CharSpan span;
  std::string text;
};

struct DocumentFindings {
  std::string document_id;
  std::string published;  ///< the day used for relative dates; empty when unknown
  std::vector<FoundEntity> entities;
  std::vector<FoundFact> facts;
  std::vector<FoundRemark> remarks;
  /// Names of rules that were put together for this document; to move it leaves them in place.
  std::forward_list<std::string> rule_names;
};

}  // namespace entente::ingest
