/// \file
/// Files that hold no document as we read them, told by their name or their first bytes: a table
/// read as prose would give a graph of nonsense. Says what is expected instead. Threads: pure.

#pragma once

#include <optional>
#include <string_view>

#include "graph/result.h"

namespace entente::ingest {

/// Why the file `name` is not read; nothing where its ending may be that of a document. A second
/// ending .gz is looked through.
std::optional<graph::Error> RefusedByName(std::string_view name);

/// The same by the bytes that a file begins with, for what has no telling name (standard input).
std::optional<graph::Error> RefusedByBytes(std::string_view head);

}  // namespace entente::ingest
