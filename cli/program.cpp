#include "cli/program.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <new>
#include <string_view>

#include "cli/command.h"
#include "cli/terminal.h"
#include "graph/damage.h"
#include "graph/near_name.h"

namespace entente::cli {

namespace {

constexpr const char* kFooter =
    "Start here:\n"
    "  entente build articles/ -o articles.entente\n"
    "  entente signed articles.entente Chile --with \"United Kingdom\" --evidence\n"
    "  entente draw articles.entente --preset signed -o signed.svg\n"
    "\n"
    "entente COMMAND --help says more, with examples.";

constexpr size_t kHelpWidth = 80, kHelpColumn = 28;

// Help within 80 columns, without the library's words for types.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(kHelpColumn);
    label("REQUIRED", "");
    label("TEXT", "");
  }
  std::string make_option_desc(const CLI::Option* option) const override {
    std::string out;
    for (const std::string& line : WrapText(option->get_description(), kHelpWidth - kHelpColumn))
      out += (out.empty() ? "" : "\n") + line;
    return out;
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string type = option->get_type_name();
    return type.empty() || type == "TEXT" || option->get_positional() ? "" : " " + type;
  }
};

// A first word that is no command is a typing mistake more often than anything else.
int RefuseUnknownCommand(const CLI::App& app, const std::string& word) {
  if (word.starts_with("-")) return kDone;
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == word) return kDone;
    names.push_back(command->get_name());
  }
  std::cerr << "entente: there is no command '" << Printable(word) << "'\n";
  if (auto near = graph::NearestName(word, names)) std::cerr << "  did you mean " << *near << "?\n";
  std::cerr << "See entente --help\n";
  return kCallWrong;
}

// No memory for anything is no moment to unwind, on whichever thread it comes; a graph file stays
// at its last commit.
[[noreturn]] void EndWithoutMemory() {
  constexpr std::string_view kMessage =
      "entente: out of memory; nothing was changed since the last commit\n"
      "  --memory limits what a query may take\n";
  if (::write(STDERR_FILENO, kMessage.data(), kMessage.size()) < 0) ::_exit(kWorkFailed);
  ::_exit(kWorkFailed);
}

// The options that the program takes before and after a command's name.
void AddCommonOptions(CLI::App& app, Context& context) {
  app.add_flag("-q,--quiet", context.quiet, "Say nothing but errors")->group("Everywhere");
  app.add_option("-j,--jobs", context.jobs, "Threads to use (as many as the machine has)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->group("Everywhere");
  app.set_version_flag("--version", "entente " ENTENTE_VERSION)->group("Everywhere");
}

}  // namespace

int RunProgram(int argc, char** argv) {
  std::set_new_handler(EndWithoutMemory);
  // A reader that goes away (head, a pager) is seen as a failed write and not as a signal.
  std::signal(SIGPIPE, SIG_IGN);

  Context context;
  CLI::App app{
      "Entente: who agreed what with whom. Documents in, a graph with the sentence behind every "
      "edge out."};
  app.name("entente");
  app.require_subcommand(1);
  AddCommonOptions(app, context);
  app.footer(kFooter);
  app.formatter(std::make_shared<HelpFormatter>());

  AddBuildCommand(app, context);
  AddRemoveCommand(app, context);
  AddSignedCommand(app, context);
  AddAskCommand(app, context);
  AddQueryCommand(app, context);
  AddShellCommand(app, context);
  AddDrawCommand(app, context);
  AddViewCommand(app, context);
  AddExportCommand(app, context);
  AddImportCommand(app, context);
  AddScoreCommand(app, context);
  AddInfoCommand(app, context);
  AddCheckCommand(app, context);
  AddCompactCommand(app, context);
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
    AddCommonOptions(*command, context);
  }

  if (argc == 1) {
    std::cout << app.help() << "\n";
    return kCallWrong;
  }
  if (int status = RefuseUnknownCommand(app, argv[1]); status != kDone) return status;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
    std::string message = error.what();
    std::cerr << "entente: " << message << "\n";
    for (const CLI::App* command : app.get_subcommands()) {
      std::cerr << "See entente " << command->get_name() << " --help\n";
      return kCallWrong;
    }
    std::cerr << "See entente --help\n";
    return kCallWrong;
  }
  try {
    return context.run ? context.run() : kCallWrong;
  } catch (const graph::DamagedFile& damage) {  // found while reading, where nobody expected it
    return ReportError(damage.error());
  }
}

}  // namespace entente::cli
