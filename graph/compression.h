/// \file
/// The one owner of libdeflate: a stretch of bytes made smaller for the file, and back.
/// Threads: pure functions.   Source: RFC 1951 (deflate, without a header).

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente::graph {

/// `bytes` deflated, quickly rather than well; `bytes` as they are where that saves nothing.
std::string Compress(std::string_view bytes);

/// Undoes it: exactly `size` bytes to `out`. False where `compressed` is not what Compress made of
/// that many.
bool Decompress(std::string_view compressed, char* out, size_t size);

}  // namespace entente::graph
