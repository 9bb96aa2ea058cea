/// \file
/// One pass over the text that finds every name, title and cue of the lists, together. Finds, does
/// not decide: matches overlap. Linear in the text times the longest form.
/// Threads: pure; results point into the lexicon.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/lexicon.h"
#include "ingest/span.h"
#include "ingest/text_words.h"

namespace entente::ingest {

struct GazetteerMatch {
  uint32_t begin_token = 0;
  uint32_t end_token = 0;
  const Entry* entry = nullptr;  ///< of the lexicon
  ByteSpan span;                 ///< smaller than its token in a compound: "Chile" in "Chile-UK"
  bool lower = false;            ///< a capital of the form is missing: "angolan", "the minister"
  bool upper = false;            ///< written in capitals, and the form is not
  bool part = false;             ///< part of a hyphenated compound
};

class GazetteerMatches {
 public:
  explicit GazetteerMatches(const TextWords& words);

  /// Those that begin at `token`, longest first.
  std::span<const GazetteerMatch> At(uint32_t token) const {
    if (token + 1 >= begin_.size()) return {};
    return std::span(matches_).subspan(begin_[token], begin_[token + 1] - begin_[token]);
  }
  const std::vector<GazetteerMatch>& all() const { return matches_; }

  /// The longest of a kind that begins at `token`; null when there is none.
  const GazetteerMatch* Longest(uint32_t token, EntryKind kind) const {
    for (const GazetteerMatch& match : At(token)) {
      if (match.entry->kind == kind) return &match;
    }
    return nullptr;
  }

 private:
  std::vector<GazetteerMatch> matches_;
  std::vector<uint32_t> begin_;  // of token i in matches_; one more than tokens
};

}  // namespace entente::ingest
