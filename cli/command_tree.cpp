#include "cli/command_tree.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "cli/terminal.h"

namespace entente::cli {

namespace {

constexpr size_t kMostHelpWidth = 80, kOptionColumn = 28, kCommandColumn = 11;

// Paragraphs anew in lines of `width`; what is indented (examples) stays as it is, since it is
// copied.
std::string Rewrapped(const std::string& footer, size_t width) {
  std::string out, paragraph;
  auto finish = [&] {
    if (paragraph.empty()) return;
    for (const std::string& line : WrapText(paragraph, width)) out += line + "\n";
    paragraph.clear();
  };
  std::istringstream in(footer);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with(' ')) {
      finish();
      out += line + "\n";
    } else {
      paragraph += (paragraph.empty() ? "" : " ") + line;
    }
  }
  finish();
  return out;
}

// As wide as the terminal and no wider than 80 columns, without the library's words for types.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() : width_(std::min(TerminalWidth(STDOUT_FILENO), kMostHelpWidth)) {
    label("REQUIRED", "");
    label("TEXT", "");
    label("Positionals", "Arguments");
  }
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    return HangingText("  " + make_option_name(option, is_positional) + make_option_opts(option),
                       option->get_description(), kOptionColumn, width_);
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return HangingText("  " + command->get_name(), command->get_description(), kCommandColumn,
                       width_);
  }
  std::string make_footer(const CLI::App* app) const override {
    return width_ == kMostHelpWidth ? CLI::Formatter::make_footer(app)
                                    : Rewrapped(app->get_footer(), width_);
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string name = ValueName(*option);
    return name.empty() || option->get_positional() ? "" : " " + name;
  }
  std::string make_description(const CLI::App* app) const override {
    std::string out;
    for (const std::string& line : WrapText(app->get_description(), width_)) out += line + "\n";
    return out + "\n";
  }
  std::string make_usage(const CLI::App* app, std::string) const override {
    const std::string usage =
        app->get_parent() == nullptr ? std::string("entente COMMAND ...") : UsageOf(*app);
    std::string out;
    for (const std::string& line : WrapText("Usage: " + usage, width_))
      out += (out.empty() ? "" : "       ") + line + "\n";
    return out;
  }
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    // The library leaves two blank lines between groups.
    std::string text = CLI::Formatter::make_help(app, std::move(name), mode);
    for (size_t at; (at = text.find("\n\n\n")) != std::string::npos;) text.erase(at, 1);
    constexpr std::string_view kLibrarysWord = "\nSubcommands:\n";
    if (size_t at = text.find(kLibrarysWord); at != std::string::npos)
      text.replace(at, kLibrarysWord.size(), "\nCommands:\n");
    return text;
  }

 private:
  size_t width_;
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
