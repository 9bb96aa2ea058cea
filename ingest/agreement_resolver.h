/// \file
/// Which phrases speak of one agreement. A definite short form goes back to the agreement it can
/// mean ("the MoU", "the text"); phrases with words of their own meet where kind, words, parties
/// and dates agree; what differs in parties or date stays apart, as do headlines about other
/// agreements. Threads: pure.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/actor_meaning.h"
#include "ingest/agreement_finder.h"
#include "ingest/clause_reader.h"
#include "ingest/reading.h"

namespace entente::ingest {

/// One agreement of the document.
struct AgreementCase {
  std::vector<uint32_t> phrases;  ///< in order of the text; empty when merged into another case
  std::vector<uint32_t> deeds;    ///< of ClauseFindings::deeds
  std::vector<uint32_t> parties;  ///< entities that the phrases and deeds give, for comparing
  std::vector<std::string> content;
  std::vector<std::string> kinds;
  bool headline = false;       ///< known only from a headline about something else
  bool container = false;      ///< "five documents": several that are named one by one elsewhere
  uint32_t bundle = kNoIndex;  ///< the case of the container it is one of
};

struct AgreementCases {
  std::vector<AgreementCase> cases;
  std::vector<uint32_t> case_of;  ///< by phrase; kNoIndex: the phrase speaks of no agreement
};

AgreementCases ResolveAgreements(const Reading& reading,
                                 const std::vector<AgreementPhrase>& phrases,
                                 ClauseFindings& findings, const ActorMeanings& meanings,
                                 ExtractionTrace* trace);

}  // namespace entente::ingest
