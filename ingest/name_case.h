/// \file
/// Names that a dateline or a headline shouts, as a reader would write them. Threads: pure.

#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

/// Whether `name` has letters, and all of them are capitals.
bool IsShouted(std::string_view name);

/// "PORT-AU-PRINCE" as "Port-au-Prince", "RIO DE JANEIRO" as "Rio de Janeiro", "WASHINGTON DC" as
/// "Washington DC". What may be an abbreviation (three letters or fewer, dots) stays as it is.
std::string PlaceInOrdinaryCase(std::string_view name);

}  // namespace entente::ingest
