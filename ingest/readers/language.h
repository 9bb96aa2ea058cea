/// \file
/// Which language a text is in, roughly: enough to keep what is not English from being mined as if
/// it were. By script, then by the share of each language's commonest words. Threads: pure.

#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

/// ISO 639-1 code, or "" where the text says too little (a name, a heading, figures). Looks at the
/// first 8 KB. `text` is valid UTF-8.
std::string GuessLanguage(std::string_view text);

/// "en" of "en-GB", "en_KE", "eng"; "" of what is no language tag. Source: RFC 5646.
std::string PrimaryLanguage(std::string_view tag);

}  // namespace entente::ingest
