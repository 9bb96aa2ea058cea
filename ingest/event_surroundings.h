/// \file
/// When and where an event is that its own clause does not say: its row of a diary, the town in its
/// name ("the Riga Rail Forum"), the line of a chronicle that it stands below, the town that the
/// sentence before goes to, and "in this capital". Says nothing where the clause has said it.
/// Threads: pure. Linear.

#pragma once

#include <vector>

#include "ingest/clause_reader.h"
#include "ingest/event_finder.h"
#include "ingest/reading.h"

namespace entente::ingest {

/// Fills the gaps of findings.event_settings.
void ReadEventSurroundings(const Reading& reading, const std::vector<EventPhrase>& events,
                           ClauseFindings& findings);

/// Whether another verb stands between two tokens: "met Bo Lund | and opened | the forum".
bool LedToByAnotherVerb(const Reading& reading, uint32_t from, uint32_t to);

}  // namespace entente::ingest
