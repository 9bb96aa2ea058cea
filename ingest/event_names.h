/// \file
/// What the names of events are made of: their number in a series. Threads: pure.

#pragma once

#include <cstdint>

#include "ingest/reading.h"

namespace entente::ingest {

/// "the | 3rd | forum", "the | third | forum"; 0 for any other word.
uint32_t OrdinalOf(const Reading& reading, uint32_t token);

}  // namespace entente::ingest
