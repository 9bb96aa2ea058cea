/// \file
/// The words that mean something else than a name where an expression may stand. Threads: pure
/// functions. Source: openCypher 9 grammar, "ReservedWord", without those that this parser never
/// mistakes for a name.

#pragma once

#include <string_view>

namespace entente::query {

/// Whether `word`, in any case, can't be a variable without quotes.
bool IsReservedWord(std::string_view word);

/// Whether `word`, in any case, is read as something else than a variable at the beginning of an
/// expression: a reserved word, a constant, or, where a { follows it, a subquery's name.
bool HidesVariable(std::string_view word, bool before_brace);

}  // namespace entente::query
