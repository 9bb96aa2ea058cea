/// \file
/// Who holds a post and of whom it is one, from what stands around the phrase: "TITLE NAME",
/// "the TITLE of X, NAME", "NAME, TITLE of X and TITLE of Y", "Kenya's TITLE, NAME". Works on
/// mentions, before they are entities. Threads: pure. Linear in the text.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/mention.h"
#include "ingest/post_finder.h"
#include "ingest/text_words.h"

namespace entente::ingest {

struct PostLinks {
  uint32_t holder = kNoIndex;  ///< mention of the person
  uint32_t of = kNoIndex;      ///< mention of the body or country
  uint32_t to = kNoIndex;      ///< "ambassador to | Peru"
  uint32_t posted = kNoIndex;  ///< "its envoy in | Lima": where a diplomat serves
  uint32_t region = kNoIndex;  ///< "vice president for | Africa": where, not whose
  uint32_t unit = kNoIndex;    ///< "Head of | Division of Networks | in the Ministry": the unit
  uint32_t duty_begin = 0;     ///< "chair of X's | supervisory board": tokens, empty when equal
  uint32_t duty_end = 0;
  const char* qualifier = "";  ///< what the verb says: "served as" former, "will be" designate
  bool direct = false;         ///< the title stands right before the name
  bool before_name = false;    ///< title first, then name
};

/// One for each of `posts`. `mentions` are sorted by span and do not overlap.
std::vector<PostLinks> LinkPosts(const TextWords& words, const std::vector<Mention>& mentions,
                                 const std::vector<FoundPost>& posts);

}  // namespace entente::ingest
