/// \file
/// Whether a phrase for an event tells of another gathering than one already known, since it is
/// with others, or a part of it: "held talks with Ann Ayres. Earlier she held talks with Bo Lund".
/// Threads: pure.

#pragma once

#include <optional>
#include <vector>

#include "ingest/actor_meaning.h"
#include "ingest/clause_reader.h"
#include "ingest/event_finder.h"
#include "ingest/event_resolver.h"
#include "ingest/reading.h"

namespace entente::ingest {

/// True when both say with whom, people or else states, and they share nobody.
bool WithOthers(const Reading& reading, const std::vector<EventPhrase>& phrases,
                const ClauseFindings& findings, const ActorMeanings& meanings,
                const EventPhrase& phrase, const EventCase& known);

/// "the opening session", of the conference told before.
bool IsSession(const Reading& reading, const EventPhrase& phrase);

/// A conference, summit or workshop that has its noun; no press conference.
bool IsConference(const EventCase& known);

/// The visit of a text that tells of no other.
std::optional<uint32_t> OnlyVisit(const std::vector<EventCase>& cases);

}  // namespace entente::ingest
