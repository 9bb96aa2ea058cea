/// \file
/// What tells near-identical texts (copies of one wire story) without comparing them word by word:
/// a sketch of the text's four-word shingles by one-permutation MinHash.
/// Threads: pure.   Source: Li, Owen, Zhang, "One Permutation Hashing", NIPS 2012.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::ingest {

inline constexpr size_t kFingerprintCells = 32;
/// The smallest hash of each cell; of a text too short to compare what only the same words have;
/// all 0xFFFFFFFF for no text.
using Fingerprint = std::array<uint32_t, kFingerprintCells>;

Fingerprint FingerprintOf(std::string_view text);

/// Estimated share of shingles in common, 0 to 1.
double Likeness(const Fingerprint& a, const Fingerprint& b);

/// For each text the first one (by index) that it is a near-identical copy of, or itself. Copies of
/// a copy belong to the first. Cost: about linear, by bands of cells.
std::vector<uint32_t> GroupCopies(const std::vector<Fingerprint>& fingerprints);

}  // namespace entente::ingest
