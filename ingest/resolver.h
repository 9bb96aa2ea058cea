/// \file
/// Which mentions of actors speak of one thing, within a document: short names, acronyms, demonyms,
/// title and surname, spellings; two people of one surname and two ministries of one name stay
/// apart. Threads: pure.

#pragma once

#include <vector>

#include "ingest/mention.h"
#include "ingest/name_finder.h"
#include "ingest/post_finder.h"
#include "ingest/text_words.h"

namespace entente::ingest {

/// Fills `result.mentions` (names and posts) and `result.entities`, and links posts with those who
/// hold them and those they are of. `names` do not overlap and are sorted; `result.dates` are not
/// touched.
void ResolveActors(const TextWords& words, const GazetteerMatches& matches,
                   const std::vector<NameCandidate>& names, const std::vector<FoundPost>& posts,
                   const Dateline& dateline, DocumentMentions& result);

}  // namespace entente::ingest
