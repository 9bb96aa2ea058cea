/// \file
/// Where a capitalised stretch that may be a name begins and ends: words with capitals, the
/// particles of people's names, "of" and "and" inside names of bodies. Threads: pure.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/gazetteer.h"
#include "ingest/post_finder.h"
#include "ingest/text_words.h"

namespace entente::ingest {

class RunReader {
 public:
  RunReader(const TextWords& words, const GazetteerMatches& matches,
            const std::vector<FoundDate>& dates, const std::vector<FoundPost>& posts);

  /// The end of the run that begins at token i; i when none begins there.
  uint32_t EndAt(uint32_t i) const;
  /// The end of a ministry's name that begins at token i; i when none does.
  uint32_t MinistryEnd(uint32_t i) const;

  /// Whether token i may be part of a name where it stands.
  bool Usable(uint32_t i) const;
  /// A double quotation mark.
  bool IsQuote(uint32_t i) const;
  /// "Norlake Ltd. | Chile denied", "Norlake Inc. | Ann Ayres": the stop behind a company's form
  /// closed the sentence, or somebody else is named.
  bool EndsWithForm(uint32_t begin, uint32_t k) const;
  bool InDate(uint32_t i) const { return i < blocked_.size() && (blocked_[i] & 1) != 0; }
  bool InPost(uint32_t i) const { return i < blocked_.size() && (blocked_[i] & 2) != 0; }

  /// The cue of a role that ends at token `end` and begins at or after `begin`; null when none
  /// does.
  const CueRecord* CueEnding(uint32_t begin, uint32_t end, CueRole role) const;
  /// The cue of a role that begins at token `begin` and ends at or before `end`.
  const CueRecord* CueBeginning(uint32_t begin, uint32_t end, CueRole role) const;

 private:
  bool JoinsBeforeHead(uint32_t begin, uint32_t at) const;
  bool OwnsHead(uint32_t begin, uint32_t at) const;
  bool ObjectGoesOn(uint32_t begin, uint32_t of) const;
  bool OpensAbroad(uint32_t begin, uint32_t end) const;
  /// A small word of another language that joins parts of a body's name.
  bool JoinsAbroad(uint32_t begin, uint32_t k) const;

  const TextWords& words_;
  const GazetteerMatches& matches_;
  std::vector<uint8_t> blocked_;  // 1 a date, 2 a post
};

}  // namespace entente::ingest
