/// \file
/// The strings of a base, each once, sorted bytewise; a string's code is its place, so codes
/// compare as their strings do. Threads: const is safe from many threads. Ownership: views into the
/// base. Errors: reading throws DamagedFile.

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/catalog.h"
#include "graph/pieces.h"

namespace entente::graph {

class Dictionary {
 public:
  Dictionary() = default;
  Dictionary(const DictionaryInfo& info, const std::vector<Piece>& pieces)
      : strings_(info.offsets, info.bytes, pieces),
        pivots_(info.pivot_offsets, info.pivot_bytes, pieces) {}

  uint32_t size() const { return strings_.size; }
  /// REQUIRES code < size().
  std::string_view Text(uint32_t code) const { return strings_.Text(code); }
  /// How many strings are smaller than `text`.
  uint32_t LowerBound(std::string_view text) const {
    const uint32_t pivot = pivots_.LowerBound(text, 0, pivots_.size);
    // The first that is not smaller lies after the last pivot that is, up to the next one.
    if (pivot == 0) return 0;
    const uint32_t begin = (pivot - 1) * kPivotStep + 1;
    return strings_.LowerBound(text, begin, std::min(strings_.size, pivot * kPivotStep));
  }
  std::optional<uint32_t> Find(std::string_view text) const {
    const uint32_t at = LowerBound(text);
    if (at == size() || Text(at) != text) return std::nullopt;
    return at;
  }

 private:
  struct Strings {
    Strings() = default;
    Strings(const PackedInfo& info, uint32_t piece, const std::vector<Piece>& pieces)
        : offsets(info, info.piece == kNoPiece ? nullptr : &pieces[info.piece]),
          bytes(piece == kNoPiece ? nullptr : &pieces[piece]),
          size(info.count > 0 ? static_cast<uint32_t>(info.count - 1) : 0) {}
    std::string_view Text(uint32_t at) const {
      offsets.Touch(at, 2);
      const auto begin = static_cast<uint64_t>(offsets.At(at));
      const auto end = static_cast<uint64_t>(offsets.At(at + size_t{1}));
      if (begin == end) return {};
      if (begin > end || end > bytes->size()) ThrowDamaged("a string lies outside the dictionary");
      bytes->Touch(begin, end);
      return {bytes->data() + begin, end - begin};
    }
    uint32_t LowerBound(std::string_view text, uint32_t begin, uint32_t end) const {
      while (begin < end) {
        const uint32_t middle = begin + (end - begin) / 2;
        if (Text(middle) < text) {
          begin = middle + 1;
        } else {
          end = middle;
        }
      }
      return begin;
    }
    PackedView offsets;
    const Piece* bytes = nullptr;  // of a table that outlives this
    uint32_t size = 0;
  };
  Strings strings_;
  Strings pivots_;
};

}  // namespace entente::graph
