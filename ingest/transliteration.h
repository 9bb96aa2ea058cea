/// \file
/// One name written by two transliterations: "Zelensky", "Zelenskyy"; "Hassan", "Hasan".
/// Threads: pure.

#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

/// What the usual ways of writing a foreign name in Latin letters leave in common, of one folded
/// word: doubled letters single, the endings -y, -iy, -yy and -ij one, "ou" as "u", "w" as "v",
/// "kh" as "h", "ph" as "f". Vowels are kept: they tell Salim from Salem, Mario from Maria. A word
/// of fewer than four letters stays as it is.
/// Source: the endings of the BGN/PCGN, ISO 9 and Ukrainian passport systems, and French and
/// English usage.
std::string TransliterationKey(std::string_view word);

}  // namespace entente::ingest
