/// \file
/// The day that an item of a chronicle opens with: "28 June 2022. On the eve …", "11 November – The
/// two …". Threads: pure. Linear in the item.

#pragma once

#include <cstdint>

#include "ingest/reading.h"

namespace entente::ingest {

/// Into DocumentMentions::dates; kNoIndex where the paragraph of `sentence` opens with no date that
/// stands for itself.
uint32_t ItemDay(const Reading& reading, uint32_t sentence);

}  // namespace entente::ingest
