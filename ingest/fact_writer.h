/// \file
/// From agreements and events as understood to entities and facts: status, date, place, parties,
/// signatories, on whose behalf, topics; and what follows from them. Threads: pure.

#pragma once

#include <vector>

#include "ingest/actor_meaning.h"
#include "ingest/agreement_resolver.h"
#include "ingest/clause_reader.h"
#include "ingest/event_resolver.h"
#include "ingest/findings_builder.h"
#include "ingest/reading.h"

namespace entente::ingest {

/// All that stage 5 has understood of a document before it says so.
struct Understanding {
  const Reading& reading;
  const std::vector<AgreementPhrase>& agreement_phrases;
  const std::vector<EventPhrase>& event_phrases;
  const ClauseFindings& findings;
  const AgreementCases& agreements;
  const EventCases& events;
  const ActorMeanings& meanings;
};

/// A day or span of days, as properties want it.
struct DayValue {
  std::string iso;
  std::string from;
  std::string to;
  std::string end_iso;  ///< of a span that something lasted
  bool inferred = false;
  bool empty() const { return iso.empty() && from.empty(); }
};
DayValue ToDay(const Reading& reading, uint32_t date);
/// Adds `<name>`, `<name>_from`, `<name>_to` and `<name>_inferred`, as far as they are known.
/// `name` is that of a day of the schema: "date", "start", "ratified_on".
void AddDay(Properties& properties, std::string_view name, const DayValue& day);

/// Where and when an event was, for the agreements signed at it.
struct EventOutcome {
  uint32_t node = kNoIndex;  ///< into the builder's entities; kNoIndex: no node
  DayValue day;
  uint32_t place = kNoIndex;  ///< entity of the mentions
  bool venue = false;
  std::vector<uint32_t> took_part;  ///< entities of the mentions
};

/// Adds the events; one outcome a case.
std::vector<EventOutcome> WriteEvents(const Understanding& understood, FindingsBuilder& builder);

/// Adds the agreements; completes ceremonies at which they were signed.
void WriteAgreements(const Understanding& understood, std::vector<EventOutcome>& events,
                     FindingsBuilder& builder);

/// ABOUT edges to topic nodes, one node a topic of the document.
class TopicWriter {
 public:
  TopicWriter(const Reading& reading, FindingsBuilder& builder)
      : reading_(reading), builder_(builder) {}
  void Add(uint32_t node, ByteSpan topic, ByteSpan evidence, std::string_view rule,
           float confidence);

 private:
  const Reading& reading_;
  FindingsBuilder& builder_;
  std::vector<std::pair<std::string, uint32_t>> topics_;
};

}  // namespace entente::ingest
