#include "cli/shell_commands.h"

#include <algorithm>

#include "cli/terminal.h"
#include "graph/utf8.h"

namespace entente::cli {

namespace {

constexpr ShellCommand kCommands[] = {
    {":help", "", "this text"},
    {":schema", "", "labels, relationship types and properties in the graph"},
    {":param", "NAME = VALUE", "sets $NAME; :param alone lists what is set"},
    {":format", "NAME", "table, csv, tsv, json, jsonl, markdown or dot"},
    {":source", "FILE", "runs the queries in a file"},
    {":explain", "QUERY", "shows the plan of a query without running it"},
    {":timing", "on|off", "shows how long each query takes"},
    {":history", "", "what was typed before"},
    {":quit", "", "leaves (so do quit, exit and Ctrl-D); Ctrl-C stops a query"}};

}  // namespace

std::span<const ShellCommand> ShellCommands() { return kCommands; }

std::string_view CommandMeant(std::string_view line) {
  constexpr std::string_view kQuit[] = {"quit", "exit", "\\q", ".quit", ".exit", ":exit", ":q"};
  constexpr std::string_view kHelp[] = {"help", "?", "\\?", ".help", ":?"};
  while (!line.empty() && (line.back() == ';' || line.back() == ' ')) line.remove_suffix(1);
  const std::string word = graph::ToLower(line);
  if (std::find(std::begin(kQuit), std::end(kQuit), word) != std::end(kQuit)) return ":quit";
  if (std::find(std::begin(kHelp), std::end(kHelp), word) != std::end(kHelp)) return ":help";
  return "";
}

std::string ShellHelp(size_t width) {
  constexpr size_t kColumn = 24;
  std::string out;
  for (const std::string& line : WrapText("A query ends with ';' and may take several lines. Up "
                                          "brings back what was typed, Tab completes.",
                                          width))
    out += line + "\n";
  out += "\n";
  for (const ShellCommand& command : kCommands) {
    std::string head = "  " + std::string(command.name);
    if (!command.argument.empty()) head += " " + std::string(command.argument);
    out += HangingText(head, command.meaning, kColumn, width);
  }
  return out;
}

}  // namespace entente::cli
