/// \file
/// Bodies that are parts of others by the noun in their name: divisions, bureaux, faculties;
/// boards; the nouns for a body that has no name where it is spoken of. Threads: pure.

#pragma once

#include <cstdint>

#include "ingest/gazetteer.h"
#include "ingest/mention.h"
#include "ingest/text_words.h"

namespace entente::ingest {

/// "Papua New | Guinea": whether the word at `i` is the last of a country's name of several.
bool EndsCountry(const GazetteerMatches& matches, uint32_t i);

/// "of | the state oil company | Norlake": the name behind the noun for a body; UINT32_MAX when
/// there is none.
uint32_t NamedBody(const TextWords& words, uint32_t at);

/// A part of a body that has no standing of its own: "Ports Bureau", "Division of Networks".
bool IsDesk(const TextWords& words, const Mention& m);

/// A part that may have: "Faculty of Law", "Office of Trade".
bool IsUnit(const TextWords& words, const Mention& m);

/// Whether the token is a noun for such a part: "section".
bool IsUnitNoun(const TextWords& words, uint32_t token);

/// "Chairman of the | Supervisory Board | of X", "… of the | Board of Directors": the end of what
/// belongs to the title; `at` when it is no board.
uint32_t BoardEnd(const TextWords& words, uint32_t at);

/// The common noun for a body at or after `at`: "the | college", "that | province"; UINT32_MAX when
/// there is none.
uint32_t BodyNoun(const TextWords& words, uint32_t at);

/// "chief | purchasing officer", "chief | government negotiator": the noun of such an office; `at`,
/// the token of "chief", where there is none.
uint32_t NounOfChief(const TextWords& words, uint32_t at);

/// "will | chair the meeting", "to | head the delegation": a verb and no post.
bool IsToChair(const TextWords& words, uint32_t at);

}  // namespace entente::ingest
