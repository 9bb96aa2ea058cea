/// \file
/// Text for a person to read: what is longer than the terminal goes through a pager. Threads: one
/// thread; starts a process.

#pragma once

#include <string_view>

#include "graph/result.h"

namespace entente::cli {

/// Writes `text` to standard output; where that is a terminal and the text is longer than it,
/// through $PAGER (less where it is unset; none where it is empty or "cat"). A reader that leaves
/// early is no error. Errors: kIo, kNoSpace.
graph::Status ShowText(std::string_view text);

/// The same for a data format with text of documents in it: a terminal is shown PrintableLines.
graph::Status ShowData(std::string_view text);

}  // namespace entente::cli
