/// \file
/// SHA-256 of a piece of memory: the fingerprint by which a document is known to have changed. Not
/// for secrets: it takes no care against timing.
/// Threads: pure.   Source: FIPS 180-4, section 6.2.

#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

/// The digest of `bytes` as 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view bytes);

/// The same without the instructions that some processors have for it: what the others run.
std::string Sha256HexPlainly(std::string_view bytes);

}  // namespace entente::ingest
