/// \file
/// Does a text hold another? Sixteen places at a time, where the machine can: the first and the
/// last byte of what is looked for are compared at each, the rest only where both fit. Threads:
/// pure.

#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace entente::query {

inline bool Contains(std::string_view text, std::string_view needle) {
#ifdef __SSE2__
  const size_t length = needle.size();
  if (length == 0) return true;
  if (text.size() < length) return false;
  const size_t places = text.size() - length + 1;
  const char* begin = text.data();
  const __m128i first = _mm_set1_epi8(needle.front()), last = _mm_set1_epi8(needle.back());
  auto found_from = [&](size_t at) {
    __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin + at));
    __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin + at + length - 1));
    auto fits = static_cast<uint32_t>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, last))));
    for (; fits != 0; fits &= fits - 1) {
      const char* place = begin + at + std::countr_zero(fits);
      if (std::memcmp(place, needle.data(), length) == 0) return true;
    }
    return false;
  };
  if (places >= 16) {
    for (size_t at = 0; at + 16 <= places; at += 16) {
      if (found_from(at)) return true;
    }
    return places % 16 != 0 && found_from(places - 16);  // some places twice
  }
  for (size_t at = 0; at < places; ++at) {
    if (begin[at] == needle.front() && std::memcmp(begin + at, needle.data(), length) == 0) {
      return true;
    }
  }
  return false;
#else
  return text.find(needle) != std::string_view::npos;
#endif
}

}  // namespace entente::query
