#include "cli/command_tree.h"

#include <CLI/CLI.hpp>
#include <sstream>

#include "cli/terminal.h"

namespace entente::cli {

namespace {

constexpr size_t kHelpWidth = 80, kHelpColumn = 28;

// Within 80 columns, and without the library's words for types.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(kHelpColumn);
    label("REQUIRED", "");
    label("TEXT", "");
    label("Positionals", "Arguments");
    label("Subcommands", "Commands");
  }
  std::string make_option_desc(const CLI::Option* option) const override {
    std::string out;
    for (const std::string& line : WrapText(option->get_description(), kHelpWidth - kHelpColumn))
      out += (out.empty() ? "" : "\n") + line;
    return out;
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string name = ValueName(*option);
    return name.empty() || option->get_positional() ? "" : " " + name;
  }
  std::string make_description(const CLI::App* app) const override {
    std::string out;
    for (const std::string& line : WrapText(app->get_description(), kHelpWidth)) out += line + "\n";
    return out + "\n";
  }
  std::string make_usage(const CLI::App* app, std::string) const override {
    return "Usage: " +
           (app->get_parent() == nullptr ? std::string("entente COMMAND ...") : UsageOf(*app)) +
           "\n";
  }
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    // The library leaves two blank lines between groups.
    std::string text = CLI::Formatter::make_help(app, std::move(name), mode);
    for (size_t at; (at = text.find("\n\n\n")) != std::string::npos;) text.erase(at, 1);
    return text;
  }
};

std::vector<const CLI::Option*> Options(const CLI::App& command, bool positional) {
  std::vector<const CLI::Option*> out;
  for (const CLI::Option* option : command.get_options())
    if (option->get_positional() == positional && !option->get_group().empty())
      out.push_back(option);
  return out;
}

}  // namespace

std::vector<const CLI::App*> CommandsOf(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<const CLI::Option*> OptionsOf(const CLI::App& command) {
  return Options(command, false);
}

std::vector<const CLI::Option*> ArgumentsOf(const CLI::App& command) {
  return Options(command, true);
}

std::string ValueName(const CLI::Option& option) {
  std::string name = option.get_type_name();  // "FORMAT:{table,csv}"
  name = name.substr(0, name.find(':'));
  return name == "TEXT" ? "" : name;
}

std::vector<std::string> ChoicesOf(const CLI::Option& option) {
  std::string name = option.get_type_name();
  size_t open = name.find(":{");
  std::vector<std::string> out;
  if (open == std::string::npos || name.back() != '}') return out;
  std::istringstream in(name.substr(open + 2, name.size() - open - 3));
  for (std::string choice; std::getline(in, choice, ',');) out.push_back(choice);
  return out;
}

std::string UsageOf(const CLI::App& command) {
  std::string out = "entente " + command.get_name();
  for (const CLI::Option* argument : ArgumentsOf(command)) {
    std::string name = argument->get_name(true);
    if (argument->get_items_expected_max() > 1) name += "...";
    out += argument->get_required() ? " " + name : " [" + name + "]";
  }
  for (const CLI::Option* option : OptionsOf(command))
    if (option->get_required())
      out += " " +
             (option->get_snames().empty() ? "--" + option->get_lnames().front()
                                           : "-" + option->get_snames().front()) +
             " " + ValueName(*option);
  return out + " [OPTIONS]";
}

CommandNotes NotesOf(const CLI::App& command) {
  CommandNotes notes;
  std::istringstream in(command.get_footer());
  bool examples = false;
  std::string paragraph;
  auto finish = [&] {
    if (!paragraph.empty()) notes.paragraphs.push_back(std::move(paragraph));
    paragraph.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (line == "Examples:" || line == "Example:" || line == "Start here:") {
      finish();
      examples = true;
    } else if (examples && line.starts_with("  ")) {
      notes.examples.push_back(line.substr(2));
    } else if (line.empty()) {
      finish();
    } else {
      examples = false;
      paragraph += (paragraph.empty() ? "" : " ") + line;
    }
  }
  finish();
  return notes;
}

std::shared_ptr<CLI::FormatterBase> MakeHelpFormatter() {
  return std::make_shared<HelpFormatter>();
}

}  // namespace entente::cli
