/// \file
/// Which kinds of agreements news use for one another. Private to linking. Threads: pure.

#pragma once

#include <string_view>

namespace entente::ingest {

/// The class of a kind of agreement: words that news use for one another are one class.
std::string_view KindClass(std::string_view kind);

}  // namespace entente::ingest
