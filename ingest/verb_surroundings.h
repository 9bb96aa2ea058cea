/// \file
/// What stands around a verb and makes it no deed that was done: "without signing", "ahead of the
/// signing", "if they sign". Threads: pure. Each question looks at a bounded number of tokens.

#pragma once

#include <cstdint>
#include <vector>

#include "ingest/reading.h"

namespace entente::ingest {

/// The tokens [begin, end) of a sentence; `reading` must outlive it.
class VerbSurroundings {
 public:
  VerbSurroundings(const Reading& reading, uint32_t begin, uint32_t end)
      : reading_(reading), begin_(begin), end_(end) {}

  /// "to have its board | sign it", "had the minister | sign"
  bool Caused(uint32_t at) const;
  /// "would sign it | if the price was right", before the next mark
  bool IfFollows(uint32_t at) const;
  /// "without signing", "short of signing", "no sign of renewing", "instead of concluding".
  bool Lacking(uint32_t at, uint32_t reach) const;
  /// "rather than | sign", "did everything but | sign", "| Sign the treaty!"
  bool PassedOver(uint32_t at) const;
  /// "approval for the signing", "ahead of signing", "a proposal for the signing"
  bool Ahead(uint32_t at) const;
  /// "must be approved before it | takes effect"
  bool BeforeIt(uint32_t at) const;
  /// "once | signed" beside what will be, "if | signed": the participle has no subject of its own.
  bool OnceDone(uint32_t at) const;
  /// The "if" of its clause; kNoIndex when there is none. `present`: the verb is of the present.
  uint32_t ConditionOf(uint32_t at, bool present) const;
  /// Where the words that must follow a verb end ("into" of "entered into"); 0 where they do not.
  uint32_t MatchParticle(uint32_t at, const std::vector<RuleWordId>& particle) const;
  /// Where the words between two commas behind an auxiliary begin, or `at` itself: "was, on the
  /// other hand, | cancelled". Looks no further back than `first`.
  uint32_t AsideBefore(uint32_t at, uint32_t first) const;
  /// A verb of the rules in its base form: "to | sign"
  bool BaseVerb(uint32_t at) const;
  /// "the fifth", "the 11th", "the latest"
  bool IsPlaceInOrder(uint32_t at) const;
  bool IsWeekday(uint32_t at) const;

 private:
  const Reading& reading_;
  uint32_t begin_;
  uint32_t end_;
};

}  // namespace entente::ingest
