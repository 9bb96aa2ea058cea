/// \file
/// What the readers of marked-up text (HTML, Markdown) have in common: a list of blocks with the
/// links in them, and its rendering as a document's plain text. Related headlines ("Read also: …")
/// are told from running text here. Threads: plain values.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/document.h"

namespace entente::ingest {

/// A line break that the markup asked for, until the block is rendered.
inline constexpr char kLineBreakMark = '\x01';

/// One block as it was read. Its text still has the white space of the source.
struct MarkedBlock {
  BlockKind kind = BlockKind::kParagraph;
  std::string text;
  std::vector<std::pair<uint32_t, uint32_t>> links;  ///< byte ranges of `text`, in order
  uint32_t row = 0;      ///< of a kTableCell: cells of one row have one number, not 0
  bool related = false;  ///< stands in a part of the page that lists other stories
};

/// Share of the block's letters and digits that are in links, 0 to 1.
double LinkShare(const MarkedBlock& block);

/// "Related", "Read also:", "More on this", "See also": what follows is other stories' headlines.
bool IsRelatedCue(std::string_view text);

/// Renders: white space folded (no-break spaces stay), blocks apart by an empty line, list items
/// and table rows by a line end, cells of a row by a tab. Blocks that are nothing but links, other
/// than headings, related headlines and lists that a sentence introduces, are left out. A related
/// headline becomes a kHeading of its own.
void RenderBlocks(const std::vector<MarkedBlock>& blocks, std::string& text,
                  std::vector<Block>& spans);

}  // namespace entente::ingest
