#include "ingest/fingerprint.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace entente::ingest {

namespace {

constexpr size_t kShingleWords = 4;
// Fewer words than this are a headline, and headlines of different stories are alike: such a text
// is a copy of the very same words only.
constexpr size_t kMinShingles = 40;
constexpr size_t kBandCells = 4;
constexpr double kCopyLikeness = 0.8;

uint64_t Mix(uint64_t x) {
  // Source: the finaliser of MurmurHash3, public domain.
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

/// What a byte is within a word: small letters, digits and all that is no ASCII; 0 ends a word.
constexpr std::array<uint8_t, 256> kWordByte = []() {
  std::array<uint8_t, 256> bytes{};
  for (size_t c = 0; c < bytes.size(); ++c) {
    const bool digit = c >= '0' && c <= '9', small = c >= 'a' && c <= 'z';
    if (digit || small || c >= 0x80) bytes[c] = static_cast<uint8_t>(c);
    if (c >= 'A' && c <= 'Z') bytes[c] = static_cast<uint8_t>(c + 32);
  }
  return bytes;
}();

}  // namespace

Fingerprint FingerprintOf(std::string_view text) {
  Fingerprint cells;
  cells.fill(0xFFFFFFFFu);
  // Of the shingles that begin with each of the last words what is read of them so far, the
  // oldest first: so four of them go on side by side.
  std::array<uint64_t, kShingleWords - 1> begun{};
  uint64_t word = 0, all_words = 0;
  size_t words = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const uint8_t c = i < text.size() ? kWordByte[static_cast<unsigned char>(text[i])] : 0;
    if (c != 0) {
      word = (word ^ c) * 0x100000001b3ULL + 1;  // FNV-1a, never 0 within a word
      continue;
    }
    if (word == 0) continue;
    const uint64_t shingle = Mix(begun[0] * 31 + word);
    begun[0] = Mix(begun[1] * 31 + word);
    begun[1] = Mix(begun[2] * 31 + word);
    begun[2] = Mix(word);
    if (words < kMinShingles) all_words = Mix(all_words * 31 + word);
    word = 0;
    if (++words < kShingleWords) continue;
    auto value = static_cast<uint32_t>(shingle >> 32);
    uint32_t& cell = cells[shingle % kFingerprintCells];
    cell = std::min(cell, value == 0xFFFFFFFFu ? value - 1 : value);
  }
  if (words > 0 && words < kMinShingles)
    for (uint32_t& cell : cells) {
      all_words = Mix(all_words + 1);
      cell = std::min(static_cast<uint32_t>(all_words >> 32), 0xFFFFFFFEu);
    }
  return cells;
}

double Likeness(const Fingerprint& a, const Fingerprint& b) {
  size_t same = 0, filled = 0;
  for (size_t i = 0; i < kFingerprintCells; ++i) {
    if (a[i] == 0xFFFFFFFFu && b[i] == 0xFFFFFFFFu) continue;
    ++filled;
    same += a[i] == b[i];
  }
  return filled == 0 ? 0.0 : static_cast<double>(same) / static_cast<double>(filled);
}

std::vector<uint32_t> GroupCopies(const std::vector<Fingerprint>& fingerprints) {
  std::vector<uint32_t> first(fingerprints.size());
  std::unordered_map<uint64_t, std::vector<uint32_t>> bands;
  for (uint32_t i = 0; i < fingerprints.size(); ++i) {
    first[i] = i;
    const Fingerprint& cells = fingerprints[i];
    if (std::all_of(cells.begin(), cells.end(), [](uint32_t c) { return c == 0xFFFFFFFFu; })) {
      continue;
    }
    std::vector<std::vector<uint32_t>*> mine;
    uint32_t best = i;
    for (size_t band = 0; band < kFingerprintCells / kBandCells; ++band) {
      uint64_t key = band;
      for (size_t k = 0; k < kBandCells; ++k) key = Mix(key * 31 + cells[band * kBandCells + k]);
      std::vector<uint32_t>& bucket = bands[key];
      for (uint32_t other : bucket) {
        if (other < best && Likeness(cells, fingerprints[other]) >= kCopyLikeness) best = other;
      }
      mine.push_back(&bucket);
    }
    first[i] = best;
    // Only firsts are compared with: a bucket stays as short as there are different stories in it.
    if (best == i) {
      for (std::vector<uint32_t>* bucket : mine) bucket->push_back(i);
    }
  }
  return first;
}

}  // namespace entente::ingest
