/// \file
/// Who was at a gathering by a list: "The following took part: NAME, director of X; NAME, of Y",
/// and lines below "Participants:". Reads what no clause rule sees, since a list has no verbs.
/// Threads: pure. Linear.

#pragma once

#include "ingest/clause_reader.h"
#include "ingest/reading.h"

namespace entente::ingest {

/// Adds to `findings` a deed for each list, of the gathering told before it.
void ReadAttendanceLists(const Reading& reading, ClauseFindings& findings);

}  // namespace entente::ingest
