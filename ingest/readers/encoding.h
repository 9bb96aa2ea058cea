/// \file
/// Bytes to UTF-8 with LF line endings: by byte order mark, by what the container declared, by
/// being valid UTF-8, or by guessing (uchardet); ICU converts. The only owner of uchardet and of
/// ICU's converters. Threads: pure.

#pragma once

#include <string>
#include <string_view>

#include "graph/result.h"

namespace entente::ingest {

/// `bytes` as UTF-8, CRLF and lone CR as LF, without a byte order mark. `declared` is the charset
/// that the container named, or empty. Errors: kEncoding with line and column (of the undecoded
/// text) for bytes that are not text, or not text of the encoding that they claim. Cost: linear.
graph::Result<std::string> DecodeText(std::string_view bytes, std::string_view declared);

/// The charset that an HTML or XML document names in its first 4 KB; empty where none.   Source:
/// HTML Standard, section 13.2.3.2 "Determining the character encoding", simplified.
std::string DeclaredHtmlCharset(std::string_view bytes);

}  // namespace entente::ingest
