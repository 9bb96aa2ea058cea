#include "cli/program.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <iostream>
#include <new>
#include <optional>
#include <sstream>
#include <string_view>

#include "cli/command.h"
#include "cli/command_tree.h"
#include "cli/completion.h"
#include "cli/manual.h"
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

// A first word that is no command is a typing mistake more often than anything else.
int RefuseUnknownCommand(const CLI::App& app, const std::string& word) {
  if (word.starts_with("-")) return kDone;
  std::vector<std::string> names;
  for (const CLI::App* command : CommandsOf(app)) {
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
  app.set_version_flag("--version", "entente " ENTENTE_VERSION)
      ->description("Print the version and exit")
      ->group("Everywhere");
  app.get_option("--help")->description("Print this help and exit");
}

std::string WithSpaces(std::string_view list) {
  std::string out;
  for (char c : list) out += c == ',' ? std::string(", ") : std::string(1, c);
  return out;
}

// What the library says of a call, in our words: "--format: xls not in {table,csv}" and its kind.
std::string InPlainWords(const std::string& message) {
  const size_t colon = message.find(": ");
  const std::string option = message.substr(0, colon == std::string::npos ? 0 : colon);
  auto between = [&](std::string_view from, std::string_view to) -> std::optional<std::string> {
    size_t begin = message.find(from);
    if (begin == std::string::npos) return std::nullopt;
    begin += from.size();
    const size_t end = message.find(to, begin);
    if (end == std::string::npos) return std::nullopt;
    return message.substr(begin, end - begin);
  };
  if (auto value = between(": Value ", " not in range ")) {
    std::string range = message.substr(message.find(" not in range ") + 14);
    for (size_t zeros; (zeros = range.find(".000000")) != std::string::npos;) range.erase(zeros, 7);
    return option + ": expected a number from " + range + ", not '" + *value + "'";
  }
  if (auto value = between(": ", " not in {"); value && message.ends_with("}"))
    return option + ": '" + *value + "' is none of " + WithSpaces(*between(" not in {", "}"));
  if (auto wanted = between(": 1 required ", " missing")) {
    if (auto choices = between(":{", "}")) return option + " wants one of " + WithSpaces(*choices);
    return option + " wants " + (*wanted == "TEXT" ? "a value" : *wanted);
  }
  if (size_t excludes = message.find(" excludes "); excludes != std::string::npos)
    return message.substr(0, excludes) + " and " + message.substr(excludes + 10) +
           " can't be given together";
  if (message.find("ubcommand is required") != std::string::npos) return "expected a command";
  for (const char* head : {"The following arguments were not expected: ",
                           "The following argument was not expected: "}) {
    if (!message.starts_with(head)) continue;
    std::istringstream words(message.substr(std::string_view(head).size()));
    std::string list;  // it gives them from the last to the first
    for (std::string word; words >> word;) list = word + (list.empty() ? "" : " " + list);
    return (list.starts_with("-") ? "there is no option " : "more than was expected: ") + list;
  }
  return message;
}

// The option that was probably meant: the only one that begins so, or the nearest.
std::optional<std::string> OptionMeant(const CLI::App& command, const std::string& name) {
  std::vector<std::string> names, begun;
  for (const CLI::Option* option : OptionsOf(command))
    for (const std::string& known : option->get_lnames()) names.push_back("--" + known);
  for (const std::string& known : names) {
    if (known == name) return std::nullopt;
    if (name.size() > 3 && known.starts_with(name)) begun.push_back(known);
  }
  if (begun.size() == 1) return begun.front();
  return graph::NearestName(name, names);
}

// Says what was wrong with the options, and the one that was probably meant.
int RefuseCall(const CLI::App& app, const std::vector<std::string>& words,
               const std::string& message) {
  const std::vector<CLI::App*> commands = app.get_subcommands();
  // The library asks for a command before it says that an option is not known.
  const auto known = [&](const std::string& word) {
    const std::vector<const CLI::Option*> options = OptionsOf(app);
    return std::any_of(options.begin(), options.end(), [&](const CLI::Option* option) {
      return option->check_name(word.substr(0, word.find('=')));
    });
  };
  const bool strange = commands.empty() && words[0].starts_with("-") && !known(words[0]);
  std::cerr << "entente: "
            << (strange ? "there is no option " + Printable(words[0])
                        : Printable(InPlainWords(message)))
            << "\n";
  const CLI::App& command = commands.empty() ? app : *commands.front();
  for (const std::string& word : words) {
    if (!word.starts_with("--")) continue;
    if (auto meant = OptionMeant(command, word.substr(0, word.find('='))))
      std::cerr << "  did you mean " << *meant << "?\n";
  }
  if (!commands.empty()) {
    std::cerr << "See entente " << command.get_name() << " --help\n";
    return kCallWrong;
  }
  std::cerr << "See entente --help\n";
  return kCallWrong;
}

// Called by the build: the manual's pages into a folder.
int WriteManual(const CLI::App& app, const std::string& folder) {
  for (const auto& [name, text] : ManualPages(app, ENTENTE_VERSION)) {
    auto output = Output::Open(folder + "/" + name);
    if (!output) return ReportError(output.error());
    graph::Status written = (*output)->Write(text);
    if (written) written = (*output)->Finish();
    if (!written) return ReportError(written.error());
  }
  return kDone;
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
  app.formatter(MakeHelpFormatter());

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

  std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words[0] == "__complete") {  // for data/completion
    words.erase(words.begin());
    std::cout << CompletionText(CompleteLine(app, std::move(words)));
    return kDone;
  }
  if (words.size() == 2 && words[0] == "__manual") return WriteManual(app, words[1]);
  // "entente help signed" is what people type.
  if (!words.empty() && words[0] == "help")
    words = words.size() > 1 ? std::vector<std::string>{words[1], "--help"}
                             : std::vector<std::string>{"--help"};

  if (words.empty()) {
    std::cout << app.help() << "\n";
    return kCallWrong;
  }
  if (int status = RefuseUnknownCommand(app, words[0]); status != kDone) return status;
  try {
    app.parse(
        std::vector<std::string>(words.rbegin(), words.rend()));  // it takes them from the end
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
    return RefuseCall(app, words, error.what());
  }
  try {
    return context.run ? FinishStandardOutput(context.run()) : kCallWrong;
  } catch (const graph::DamagedFile& damage) {  // found while reading, where nobody expected it
    return ReportError(damage.error());
  }
}

}  // namespace entente::cli
