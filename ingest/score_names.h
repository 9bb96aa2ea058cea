/// \file
/// How the scorer compares names, words, kinds and sets. Private to the scorer.
/// Threads: pure.

#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest {

using WordSet = std::set<std::string>;

/// Case, accents, punctuation, a leading article or title, and British spelling folded.
std::string FoldForScoring(std::string_view text);
/// Words that tell, without articles and prepositions.
WordSet ScoringWords(std::string_view text);
/// The telling words of several names that are no words for an agreement or event.
WordSet ContentWords(const std::vector<std::string>& names);
/// Kinds of agreement that news use for one another are one: "pact" is an "agreement".
std::string ScoringKind(std::string_view kind);

size_t CountCommon(const WordSet& a, const WordSet& b);
double OverlapOf(const WordSet& a, const WordSet& b);  ///< of the smaller set
double JaccardOf(const WordSet& a, const WordSet& b);

/// A pair that may go together.
struct ScoredPair {
  double score = 0;
  std::string a_name, b_name;  ///< ties fall by these
  size_t a = 0;
  size_t b = 0;
};
/// Takes the best pairs first, each thing once; returns b by a.
std::map<size_t, size_t> OneToOne(std::vector<ScoredPair> pairs);

}  // namespace entente::ingest
