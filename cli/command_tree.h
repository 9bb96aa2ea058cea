/// \file
/// The program's commands as data for what is made from them: help, manual pages and completion,
/// which so can't differ from what the program takes. Threads: pure.

#pragma once

#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <vector>

namespace entente::cli {

/// What a command's footer says: paragraphs, and the lines below "Examples:".
struct CommandNotes {
  std::vector<std::string> paragraphs;
  std::vector<std::string> examples;
};

/// In the order of `entente --help`.
std::vector<const CLI::App*> CommandsOf(const CLI::App& app);

/// Options that start with a dash; arguments do not.
std::vector<const CLI::Option*> OptionsOf(const CLI::App& command);
std::vector<const CLI::Option*> ArgumentsOf(const CLI::App& command);

/// "GRAPH", "DATE"; empty for a flag and for plain text.
std::string ValueName(const CLI::Option& option);
/// The words that it takes and no others; empty: any.
std::vector<std::string> ChoicesOf(const CLI::Option& option);

/// "entente signed GRAPH [WHO] [OPTIONS]", options that must be given among the arguments.
std::string UsageOf(const CLI::App& command);

CommandNotes NotesOf(const CLI::App& command);

/// Help as wide as the terminal, and within 80 columns.
std::shared_ptr<CLI::FormatterBase> MakeHelpFormatter();

}  // namespace entente::cli
