/// \file
/// Dates of a text: full and partial, ranges, ordinals, quarters, and those relative to the day of
/// publication; and the dateline that a story opens with. Years that the text does not give are
/// worked out from the publication date, from a neighbouring date, or from weekday and day of the
/// month, and marked so. Threads: pure. Linear in the text.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/mention.h"
#include "ingest/text_words.h"

namespace entente::ingest {

struct FoundDate {
  uint32_t begin_token = 0;
  uint32_t end_token = 0;
  DateValue value;
};

struct Dateline {
  uint32_t begin_token = 0;  ///< the place's tokens; equal to end_token when there is none
  uint32_t end_token = 0;
  uint32_t text_token = 0;  ///< where the story itself begins; 0 when there is no dateline
  std::string date;         ///< ISO day of dateline or masthead; empty when none
};

/// Looks at the first blocks of the text only.
Dateline FindDateline(const TextWords& words);

/// The end of the place that a paragraph's own dateline opens with ("LIMA — The dockers …", an item
/// of a digest), when `sentence` opens such a paragraph; 0 when it does not.
uint32_t StoryPlaceEnd(const TextWords& words, uint32_t sentence);

/// `reference` is the ISO day that relative dates count from (publication, or the dateline's);
/// empty when unknown: relative dates then have no value and are left out. Sorted, not overlapping.
std::vector<FoundDate> FindDates(const TextWords& words, const std::string& reference);

}  // namespace entente::ingest
