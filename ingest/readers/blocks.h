/// \file
/// Plain text that nothing marked, as blocks: title, headings between paragraphs, paragraphs, list
/// items. A hard-wrapped paragraph is one block; a line break inside a block is no boundary.
/// Threads: pure.

#pragma once

#include <string_view>
#include <vector>

#include "ingest/document.h"

namespace entente::ingest {

/// Blocks of `text` (LF line endings), in order; lines of nothing but punctuation are in none.
/// Cost: linear.
std::vector<Block> FindTextBlocks(std::string_view text);

/// Whether a line break that an author asked for ends a block: not where the sentence runs on.
bool EndsBlockAtBreak(std::string_view line, std::string_view next);

/// `text` with every run of white space (no-break and thin spaces too) as one space, trimmed, and
/// zero-width characters and soft hyphens dropped: how a title is kept.
std::string SqueezeSpace(std::string_view text);

/// Length of the white space that begins at `text[at]` in bytes, 0 for none. Counts the spaces of
/// Unicode, zero-width ones among them.
size_t SpaceLength(std::string_view text, size_t at);

}  // namespace entente::ingest
