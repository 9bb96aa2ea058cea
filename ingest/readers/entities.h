/// \file
/// HTML character references ("&eacute;", "&#8217;") as the characters they stand for.
/// Threads: pure.

#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

/// Appends `text` to `out` with its references replaced; an unknown one stays as it is written.
/// Cost: linear. The result is valid UTF-8 where `text` is.
void AppendWithoutEntities(std::string_view text, std::string& out);

}  // namespace entente::ingest
