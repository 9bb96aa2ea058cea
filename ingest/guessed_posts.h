/// \file
/// Posts of states that one document worked out and others contradict: "Prime Minister Ann Ayres"
/// in the news of a capital is none of that country's where another text says whose she is.
/// Threads: pure. Linear in the facts.

#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "ingest/findings_codec.h"
#include "ingest/linker.h"

namespace entente::ingest {

/// Pairs of a person's and a country's node, sorted: no document says that the person has a post of
/// that country, and some document says that she has one of a single other country.
std::vector<std::pair<uint32_t, uint32_t>> OutvotedPosts(
    const std::vector<StoredFindings>& documents, const LinkedGraph& linked);

}  // namespace entente::ingest
