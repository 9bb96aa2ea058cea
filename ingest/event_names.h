/// \file
/// What the names of events are made of: their number in a series, words that say what is held.
/// Threads: pure.

#pragma once

#include <cstdint>

#include "ingest/event_finder.h"
#include "ingest/reading.h"

namespace entente::ingest {

/// "the | 3rd | forum", "the | third | forum", "VIII | Session"; 0 for any other word.
uint32_t OrdinalOf(const Reading& reading, uint32_t token);

/// "the joint", "the binational" before the noun at `head`: a body that is a meeting of its
/// members.
bool NamesJointBody(const Reading& reading, uint32_t begin, uint32_t head);

/// "the National | Assembly": none that is held.
bool NamesParliament(const Reading& reading, uint32_t begin, uint32_t head);

/// Fills the words that say which event it is.
void CollectContent(const Reading& reading, EventPhrase& phrase);

/// "talks on tanks | resumed", "told the conference on ports | that": no word of a topic.
bool EndsTopic(const Reading& reading, uint32_t token);

/// "the Kivu Coffee Forum | took place", "opened | the Kivu Coffee Forum", "the third edition of
/// the | Kivu Coffee Forum": a name of what is held, from
/// `begin` to `head_end`.
bool SaidToBeHeld(const Reading& reading, uint32_t sentence, uint32_t begin, uint32_t head_end);

/// "the signing | of", "the signing | in Lima on Friday of": what was signed follows before token
/// `end`.
bool SettingThenOf(const Reading& reading, uint32_t at, uint32_t end);

}  // namespace entente::ingest
