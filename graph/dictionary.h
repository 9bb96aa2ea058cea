/// \file
/// The strings of a base, each once, sorted bytewise; a string's code is its place, so codes
/// compare as their strings do. Threads: const is safe from many threads. Ownership: views into the
/// base. Errors: reading throws DamagedFile.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/pieces.h"

namespace entente::graph {

class Dictionary {
 public:
  Dictionary() = default;
  Dictionary(PackedView offsets, const Piece* bytes)
      : offsets_(offsets),
        bytes_(bytes),
        size_(offsets.size() > 0 ? static_cast<uint32_t>(offsets.size() - 1) : 0) {}

  uint32_t size() const { return size_; }
  /// REQUIRES code < size().
  std::string_view Text(uint32_t code) const {
    offsets_.Touch(code, 2);
    const auto begin = static_cast<uint64_t>(offsets_.At(code));
    const auto end = static_cast<uint64_t>(offsets_.At(code + size_t{1}));
    if (begin == end) return {};
    if (begin > end || end > bytes_->size()) ThrowDamaged("a string lies outside the dictionary");
    bytes_->Touch(begin, end);
    return {bytes_->data() + begin, end - begin};
  }
  /// How many strings are smaller than `text`.
  uint32_t LowerBound(std::string_view text) const {
    uint32_t begin = 0, end = size_;
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
  std::optional<uint32_t> Find(std::string_view text) const {
    const uint32_t at = LowerBound(text);
    if (at == size_ || Text(at) != text) return std::nullopt;
    return at;
  }

 private:
  PackedView offsets_;
  const Piece* bytes_ = nullptr;  // of a table that outlives this
  uint32_t size_ = 0;
};

}  // namespace entente::graph
