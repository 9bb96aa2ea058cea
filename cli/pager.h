/// \file
/// Text for a person to read: what is longer than the terminal goes through a pager. Threads: one
/// thread; starts a process.

#pragma once

#include <string_view>

#include "cli/command.h"
#include "graph/result.h"

namespace entente::cli {

enum class Pager : bool { kNo, kYes };

/// Writes `text` to standard output; with `pager`, where that is a terminal and the text is longer
/// than it, through the program named by $ENTENTE_PAGER, else by $PAGER, else through less. None
/// where the first of these that is set is empty or "cat". A reader that leaves early is no error.
/// Errors: kIo, kNoSpace.
graph::Status ShowText(std::string_view text, Pager pager);

/// The same for a data format with text of documents in it: a terminal is shown PrintableLines.
graph::Status ShowData(std::string_view text, Pager pager);

/// --no-pager, for a command whose answers may be long.
void AddPagerOption(CLI::App& command, Context& context);

}  // namespace entente::cli
