/// \file
/// The commands of the shell that begin with a colon, as data for what knows of them: the shell,
/// its help, its completion. Threads: pure.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace entente::cli {

struct ShellCommand {
  std::string_view name;      ///< ":param"
  std::string_view argument;  ///< "NAME = VALUE"; empty where it takes none
  std::string_view meaning;
};

/// In the order in which :help lists them.
std::span<const ShellCommand> ShellCommands();

/// The command that `line` asks for in words of other shells ("exit", "quit", "\q", ".help");
/// empty where it is none. A semicolon at its end does not matter.
std::string_view CommandMeant(std::string_view line);

/// What :help prints, in lines of at most `width` columns.
std::string ShellHelp(size_t width);

}  // namespace entente::cli
