#include "cli/manual.h"

#include <CLI/CLI.hpp>

#include "cli/command_tree.h"

namespace entente::cli {

namespace {

// Text of a man page: no character of it is a command of the formatter's.   Source: man(7),
// groff_char(7).
std::string Roff(const std::string& text) {
  std::string out;
  bool line_begin = true;
  for (char c : text) {
    if (line_begin && (c == '.' || c == '\'')) out += "\\&";
    line_begin = c == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else if (c == '~') {
      out += "\\(ti";
    } else if (c == '^') {
      out += "\\(ha";
    } else if (c == '`') {
      out += "\\(ga";
    } else {
      out += c;
    }
  }
  return out;
}

std::string Heading(const std::string& name, const std::string& about, const std::string& version) {
  std::string upper = name;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return ".TH " + Roff(upper) + " 1 \"\" \"Entente " + version + "\" \"Entente\"\n.SH NAME\n" +
         Roff(name) + " \\- " + Roff(about) + "\n";
}

std::string Item(const std::string& term, const std::string& text) {
  return ".TP\n" + term + "\n" + Roff(text) + "\n";
}

std::string OptionTerm(const CLI::Option& option) {
  std::string out;
  auto add = [&](const std::string& name) {
    out += (out.empty() ? "" : ", ") + ("\\fB" + Roff(name) + "\\fR");
  };
  for (const std::string& name : option.get_snames()) add("-" + name);
  for (const std::string& name : option.get_lnames()) add("--" + name);
  std::string value = ValueName(option);
  return value.empty() ? out : out + " \\fI" + Roff(value) + "\\fR";
}

std::string Examples(const CommandNotes& notes) {
  if (notes.examples.empty()) return "";
  std::string out = ".SH EXAMPLES\n.nf\n";
  for (const std::string& line : notes.examples) out += Roff(line) + "\n";
  return out + ".fi\n";
}

std::string Statuses() {
  return ".SH EXIT STATUS\n" + Item("0", "The work is done.") +
         Item("1", "It failed, in whole or in part; standard error says what.") +
         Item("2", "The call was wrong.") + Item("130", "It was interrupted.");
}

std::string Environment() {
  return ".SH ENVIRONMENT\n" +
         Item("\\fBENTENTE_PAGER\\fR, \\fBPAGER\\fR",
              "The program that signed, ask, query and shell show with what is longer than the "
              "terminal: the first of the two that is set, else less, told to leave short text "
              "alone. Empty or cat: none, as with --no-pager. What goes to a file or a pipe goes "
              "through no pager.") +
         Item("\\fBNO_COLOR\\fR", "Where it is set and not empty, nothing is coloured.") +
         Item("\\fBCOLUMNS\\fR", "The width of tables where standard output is no terminal.");
}

std::string CommandPage(const CLI::App& command, const std::string& version) {
  std::string name = "entente-" + command.get_name();
  std::string out = Heading(name, command.get_description(), version);
  out += ".SH SYNOPSIS\n\\fB" + Roff(UsageOf(command)) + "\\fR\n.SH DESCRIPTION\n" +
         Roff(command.get_description()) + ".\n";
  CommandNotes notes = NotesOf(command);
  for (const std::string& paragraph : notes.paragraphs) out += ".PP\n" + Roff(paragraph) + "\n";
  auto arguments = ArgumentsOf(command);
  if (!arguments.empty()) out += ".SH ARGUMENTS\n";
  for (const CLI::Option* argument : arguments)
    out +=
        Item("\\fI" + Roff(argument->get_name(true)) + "\\fR", argument->get_description() + ".");
  out += ".SH OPTIONS\n";
  for (const CLI::Option* option : OptionsOf(command))
    out += Item(OptionTerm(*option), option->get_description() + ".");
  out += Examples(notes) + Statuses();
  return out + ".SH SEE ALSO\n\\fBentente\\fR(1)\n";
}

std::string ProgramPage(const CLI::App& app, const std::string& version) {
  std::string out = Heading("entente", "a graph of who agreed what with whom", version);
  out += ".SH SYNOPSIS\n\\fBentente\\fR \\fICOMMAND\\fR ...\n.SH DESCRIPTION\n" +
         Roff(app.get_description()) + "\n.SH COMMANDS\n";
  std::string others;
  for (const CLI::App* command : CommandsOf(app)) {
    out += Item("\\fB" + Roff(command->get_name()) + "\\fR", command->get_description() + ".");
    others +=
        (others.empty() ? "" : ",\n") + ("\\fBentente\\-" + Roff(command->get_name()) + "\\fR(1)");
  }
  return out + Examples(NotesOf(app)) + Statuses() + Environment() + ".SH SEE ALSO\n" + others +
         "\n";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> ManualPages(const CLI::App& app,
                                                             const std::string& version) {
  std::vector<std::pair<std::string, std::string>> pages;
  pages.emplace_back("entente.1", ProgramPage(app, version));
  for (const CLI::App* command : CommandsOf(app))
    pages.emplace_back("entente-" + command->get_name() + ".1", CommandPage(*command, version));
  return pages;
}

}  // namespace entente::cli
