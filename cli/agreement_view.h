/// \file
/// Agreements as people ask for them: who signed what with whom, when, where, on whose behalf, and
/// what says so. Read from a graph of Entente's schema. Threads: pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/graph_access.h"
#include "graph/graph_reader.h"
#include "graph/result.h"

namespace entente::cli {

/// A person beside an agreement.
struct Signatory {
  std::string name;
  std::string post;  ///< "Undersecretary of Fisheries"; empty when unknown
  std::string role;  ///< "signed", "initialled", "due to sign"
  std::string key;
};

/// A party (or a country with its ministries) and those who acted for it.
struct Side {
  std::string name;  ///< "Chile"
  std::string key;
  std::string label;  ///< "Country", "Ministry", "Organization"
  std::vector<std::string>
      bodies;  ///< ministries and public bodies of the country that are parties themselves
  std::vector<Signatory> people;
  graph::NodeId node;
};

struct Quote {
  std::string document_id;
  std::string document_title;
  std::string text;
  uint32_t begin_char = 0;
  uint32_t end_char = 0;
  std::vector<std::string> marks;  ///< surface forms inside `text` worth marking
  bool mention_only = false;       ///< it names the agreement; no fact rests on it
};

struct AgreementView {
  graph::NodeId node;
  std::string key, name, kind, status, date, date_from, date_to;
  std::string ended_on;  ///< empty: it goes on, or its end is not known
  std::vector<std::string> places, topics, events;
  std::vector<Side> sides;
  std::vector<Signatory> unplaced;  ///< signatories of no known side
  /// The evidence of its signatures and parties, sorted, each once; where there is none, of other
  /// facts of it; where it has no fact, the sentences that name it.
  std::vector<Quote> quotes;
  double confidence = 1.0;  ///< of the least certain fact shown; 0 where none is
};

struct AgreementFilter {
  std::vector<graph::NodeId>
      who;  ///< empty: anybody; else one of them is a party, a signatory or acts for one
  std::vector<graph::NodeId> with;  ///< the same, on another side than `who`
  std::vector<graph::NodeId> countries;
  std::string since, until;  ///< ISO, of any precision; empty: no bound. Compared by overlap.
  std::optional<std::vector<std::string>> kinds;  ///< folded; nothing: any
  /// Any of them; "ended": what has an end. Empty: any.
  std::vector<std::string> statuses;
  std::vector<std::string> agreements;  ///< keys; empty: any
  double min_confidence = 0.0;
};

/// Sorted by date (unknown last), then name, then key. `undated`, where given, becomes the number
/// of those that the filter's days leave out only because their date is not known.
std::vector<AgreementView> FindAgreements(const graph::GraphReader& reader,
                                          const AgreementFilter& filter, bool with_quotes,
                                          uint64_t* undated = nullptr);

/// Nodes that people may mean by `text`: country, person, ministry, organisation; by name or alias,
/// accents and case aside, "the" left out, a code ("CL") too; where nobody is called so, those
/// whose name has these words in it, else the country that the gazetteer knows so. Errors:
/// kNotFound with the nearest names in `suggestion`.
graph::Result<std::vector<graph::NodeId>> FindActors(const graph::GraphReader& reader,
                                                     std::string_view text);

/// What tells a node from others, and what people call it: its `key` and `name`; in a graph that
/// was made elsewhere and lacks them, the node itself ("#5") and its caption.
std::string KeyOf(const SchemaReader& schema, graph::NodeId node);
std::string NameOf(const SchemaReader& schema, graph::NodeId node);

}  // namespace entente::cli
