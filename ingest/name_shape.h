/// \file
/// What the words of a capitalised stretch and those around it say of it: how much it looks like a
/// person's name, and the signs that the name model weighs. Threads: pure.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/gazetteer.h"
#include "ingest/name_model.h"
#include "ingest/name_run.h"
#include "ingest/post_finder.h"
#include "ingest/text_words.h"

namespace entente::ingest {

/// Half-open range of tokens.
struct TokenRun {
  uint32_t begin = 0, end = 0;
  uint32_t size() const { return end - begin; }
};

/// What one place of a name tells; the order is that of their names in name_shape.cpp.
enum class NameSign : uint8_t { kLocated, kSpeaks, kOwns, kThe, kCounted, kTitled, kStarts };
inline constexpr size_t kNameSigns = 7;

/// How a document uses one name, all its places together.
struct NameUse {
  uint32_t count = 0;
  bool introduced = false;  ///< stands in parentheses of its own somewhere: "(ABC)"
  bool small = false;       ///< the document has its word in small letters, too
  std::array<uint32_t, kNameSigns> places{};  ///< at how many of its places
  std::string_view inside;       ///< which kind of longer name it is part of elsewhere, and where
  std::string_view left, right;  ///< what a comma or "and" joins to this place; empty when nothing
};

class NameShape {
 public:
  NameShape(const TextWords& words, const GazetteerMatches& matches, const RunReader& runs,
            const std::vector<FoundPost>& posts);

  /// From what the words themselves are: 0 nothing, 3 likely, 5 sure.
  int PersonScore(TokenRun run) const;
  /// Whether what stands around a run is what stands around people.
  bool PersonContext(TokenRun run) const;
  bool InRowOfTitle(TokenRun run) const;
  /// The post or honorific that ends right before token i; null when none does.
  const FoundPost* PostEnding(uint32_t i) const {
    return i < post_ends_.size() && post_ends_[i] != UINT32_MAX ? &posts_[post_ends_[i]] : nullptr;
  }
  const FoundPost* PostBeginning(uint32_t i) const {
    return i < post_begins_.size() && post_begins_[i] != UINT32_MAX ? &posts_[post_begins_[i]]
                                                                    : nullptr;
  }
  /// The signs of a run, for the name model; `hand` is what the rules make of it. Clears `out`.
  void Features(TokenRun run, std::string_view hand, std::vector<NameFeature>& out) const;
  /// What this place of a run tells.
  std::array<bool, kNameSigns> Signs(TokenRun run) const;
  /// The signs of a run that only the whole document gives. Clears `out`.
  void UseFeatures(TokenRun run, const NameUse& use, std::vector<NameFeature>& out) const;

 private:
  /// Of a compound that the lists do not have, what its parts are: "Jean-Bosco".
  uint32_t HyphenFlags(std::string_view text) const;
  std::string_view WordClass(uint32_t i) const;
  std::string_view Neighbour(uint32_t i, uint32_t sentence) const;
  std::string_view NeighbourKind(uint32_t i, uint32_t sentence) const;

  const TextWords& words_;
  const GazetteerMatches& matches_;
  const RunReader& runs_;
  const std::vector<FoundPost>& posts_;
  std::vector<uint32_t> post_ends_, post_begins_;
};

}  // namespace entente::ingest
