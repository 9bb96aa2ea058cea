/// \file
/// Stretches of a document's plain text, in the two units that we use. Two types on purpose: stages
/// work in bytes because patterns do, evidence is published in characters because readers count so.
/// Threads: plain values, safe to copy. Own nothing; the Document they came from holds the text.

#pragma once

#include <compare>
#include <cstdint>

namespace entente::ingest {

/// Half-open range of bytes in Document::text(); both ends lie on character boundaries.
struct ByteSpan {
  uint32_t begin_byte = 0;
  uint32_t end_byte = 0;  ///< one past the last; begin_byte <= end_byte

  uint32_t size_bytes() const { return end_byte - begin_byte; }
  bool Contains(ByteSpan other) const {
    return begin_byte <= other.begin_byte && other.end_byte <= end_byte;
  }
  bool Overlaps(ByteSpan other) const {
    return begin_byte < other.end_byte && other.begin_byte < end_byte;
  }
  friend constexpr auto operator<=>(const ByteSpan&, const ByteSpan&) = default;
};

/// The same in Unicode characters (code points).   Source: RFC 5147, section 2.2.2.
struct CharSpan {
  uint32_t begin_char = 0;
  uint32_t end_char = 0;
  friend constexpr auto operator<=>(const CharSpan&, const CharSpan&) = default;
};

}  // namespace entente::ingest
