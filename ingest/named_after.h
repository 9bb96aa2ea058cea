/// \file
/// Places, bodies and days that are called after people with their titles ("King Talal Port",
/// "President Kennedy School", "St. Jude's Day"): there the title is no one's post.
/// Threads: pure.

#pragma once

#include <cstdint>

#include "ingest/gazetteer.h"
#include "ingest/text_words.h"

namespace entente::ingest {

/// "King Talal Port |", "St. Jude's Day |": where the name of a place, body or day that is called
/// after a saint or a ruler ends; i where none begins there.
uint32_t EndOfNamedAfter(const TextWords& words, const GazetteerMatches& matches, uint32_t i);

/// Whether a title opens such a name. `end` is set where the words say how far it goes, and left
/// as it is where they do not.
bool OpensNamedAfter(const TextWords& words, const GazetteerMatches& matches,
                     const GazetteerMatch& title, uint32_t& end);

}  // namespace entente::ingest
