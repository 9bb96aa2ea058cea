/// \file
/// One line of JSON Lines as a document: {"id", "title", "published", "text", "url", "source",
/// "language"}; "text" is asked for, other keys are ignored. Threads: pure.

#pragma once

#include <cstdint>
#include <string_view>

#include "graph/result.h"
#include "ingest/document.h"

namespace entente::ingest {

/// Fills every field but sha256. `id` stays empty where the line gives none. Errors: kSyntax and
/// kEncoding with the column of `line`, from 1, in characters.
graph::Result<DocumentFields> ReadJsonLine(std::string_view line);

}  // namespace entente::ingest
