/// \file
/// Comparing names as linking needs it: which words of a name count, and how far two names go
/// together. Names come folded (graph::FoldName). Threads: pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest {

/// Words of a folded text.
std::vector<std::string> SplitWords(std::string_view folded);

/// `name` folded, British spelling as American, "the" and possessives dropped: how names of bodies,
/// topics and agreements are compared.
std::string FoldForLinking(std::string_view name);

/// Lower-case words joined by hyphens, for keys: "andres-de-la-vega-donoso". Letters that have
/// no Latin base stay as they are.
std::string Slug(std::string_view name);

/// "de", "al", "van": parts of a name that tell nobody apart.
bool IsNameParticle(std::string_view word);
/// Whether the word of a name is one. A letter that opens the name is an initial: "D. Osoro".
bool IsParticleAt(const std::vector<std::string>& words, size_t at);

enum class NameMatch : uint8_t {
  kNone,      ///< they contradict each other
  kSurname,   ///< one is a single word that the other has as a surname
  kInitials,  ///< one has initials for words of the other
  kSubset,    ///< every word of one is in the other, two of them at least
  kVariant,   ///< the same but for a transliteration ("Salim", "Salem")
  kSame,      ///< the same words, in any order
};

struct NameComparison {
  NameMatch match = NameMatch::kNone;
  uint32_t matched_words = 0;  ///< particles not counted
};

/// Compares the names of two people, given as folded words.
NameComparison ComparePeople(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// Words of a body's name without its legal form ("ASA", "Ltd", "Joint Stock Company").
std::string CoreOfBody(std::string_view folded);

/// Whether a body's name is made of words that every country's bodies use ("Military Academy").
bool IsGenericBody(std::string_view core);

/// The words of a title that tell one post from another ("undersecretary defense"), as views into
/// `folded`.
void TellingWords(std::string_view folded, std::vector<std::string_view>& words);

}  // namespace entente::ingest
