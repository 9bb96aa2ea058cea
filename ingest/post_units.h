/// \file
/// Bodies that are parts of others by the noun in their name: divisions, bureaux, faculties.
/// Threads: pure.

#pragma once

#include "ingest/mention.h"
#include "ingest/text_words.h"

namespace entente::ingest {

/// A part of a body that has no standing of its own: "Ports Bureau", "Division of Networks".
bool IsDesk(const TextWords& words, const Mention& m);

/// A part that may have: "Faculty of Law", "Office of Trade".
bool IsUnit(const TextWords& words, const Mention& m);

/// Whether the token is a noun for such a part: "section".
bool IsUnitNoun(const TextWords& words, uint32_t token);

}  // namespace entente::ingest
