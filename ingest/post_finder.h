/// \file
/// Titles and posts as phrases: where they begin and end, their head, the field they are for, and
/// where the phrase begins that says of whom ("Minister of Energy" | "of the Sultanate of Oman").
/// Who holds them is decided once names are known (post_linker). Threads: pure. Linear in the text.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/date_finder.h"
#include "ingest/gazetteer.h"
#include "ingest/text_words.h"

namespace entente::ingest {

struct FoundPost {
  uint32_t begin_token = 0;  ///< with modifiers and field, without articles and countries
  uint32_t end_token = 0;
  uint32_t head_begin = 0;  ///< the title words themselves
  uint32_t head_end = 0;
  uint32_t field_begin = 0;  ///< empty when equal to field_end; before or after the head
  uint32_t field_end = 0;
  uint32_t record = 0;                 ///< into Lexicon::titles()
  uint32_t object_token = UINT32_MAX;  ///< first token of whom the post is of: "of [the] | X"
  uint32_t noun_token = UINT32_MAX;    ///< of a body that has no name here: "of the | college"
  std::string qualifier;               ///< former, acting, designate
  std::string added;                   ///< modifiers that belong to the title: "Deputy", "Senior"
  bool plural = false;
  bool lower = false;      ///< written without capitals
  bool honorific = false;  ///< Mr, Dr, H.E.: no post
  bool rank = false;       ///< Captain, Rear Admiral
};

/// Sorted, not overlapping.
std::vector<FoundPost> FindPosts(const TextWords& words, const GazetteerMatches& matches,
                                 const std::vector<FoundDate>& dates);

/// "Chief Executive Officer (CEO) | of X": the end of a title's own short form in brackets behind
/// it; the post's end when there is none.
uint32_t ShortFormEnd(const TextWords& words, const FoundPost& post);

/// "the movement's | political | coordinator", "its | river transport | director", "Peru's |
/// natural resources | minister": takes words in small letters that belong to a title in small
/// letters, where what stands before them says whose they are; none before token `floor`.
void TakeLowerModifiers(const TextWords& words, const GazetteerMatches& matches, uint32_t floor,
                        FoundPost& post);

/// Words of a title with capitals, but for small words: "Chief Government".
std::string TitleWords(const TextWords& words, uint32_t begin, uint32_t end);

/// The title as a list would have it: "Minister of Energy", "Chief Executive Officer".
std::string NormalisedTitle(const TextWords& words, const FoundPost& post);

}  // namespace entente::ingest
