/// \file
/// The query language at a prompt: history, several lines until ';', completion from the open
/// graph, commands that begin with ':'. Ctrl-C stops the query and not the shell. Where standard
/// input is no terminal it runs what it reads, without prompts, and stops with status 1 at the
/// first error.

#pragma once

#include <string>

#include "cli/command.h"

namespace entente::cli {

int RunShell(const std::string& graph_path, bool read_only, const Context& context);

}  // namespace entente::cli
