#include "cli/shell.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <utility>
#include <vector>

#include "cli/history_file.h"
#include "cli/line_editor.h"
#include "cli/parameters.h"
#include "cli/program.h"
#include "cli/query_error.h"
#include "cli/query_runner.h"
#include "cli/row_writer.h"
#include "cli/shell_commands.h"
#include "cli/shell_completion.h"
#include "cli/statements.h"
#include "cli/terminal.h"
#include "graph/near_name.h"
#include "graph/used_keys.h"
#include "graph/utf8.h"
#include "query/engine.h"
#include "query/value_text.h"

namespace entente::cli {

namespace {

class Shell {
 public:
  Shell(graph::Graph& graph, bool read_only, const Context& context)
      : graph_(graph), engine_(graph), interactive_(isatty(STDIN_FILENO) == 1) {
    run_.engine = &engine_;
    run_.limits.read_only = read_only;
    run_.limits.threads = context.jobs;
    run_.limits.interrupted = &Interrupted();
    run_.summary = !context.quiet;
    run_.pager = context.pager ? Pager::kYes : Pager::kNo;
  }

  int Loop() {
    LineEditor editor(
        interactive_ ? DefaultHistoryPath() : "",
        [this](std::string_view before, size_t begin) { return Completions(before, begin); });
    editor_ = &editor;
    const int status = ReadAll(editor);
    editor_ = nullptr;
    return status;
  }

 private:
  int ReadAll(LineEditor& editor) {
    if (interactive_ && run_.summary)
      std::cout << Fitted("Entente: queries end with ';', :help says more, Tab completes.",
                          STDOUT_FILENO)
                << "\n";
    std::string pending;
    while (!quit_) {
      LineEditor::Answer answer = editor.Read(pending.empty() ? "entente> " : "    ...> ");
      if (answer.outcome == LineEditor::Outcome::kInterrupted) {
        ResetInterrupt();
        pending.clear();
        continue;
      }
      if (answer.outcome == LineEditor::Outcome::kEnd) break;
      bool ok = TakeLines(answer.line, pending);
      if (!interactive_ && !ok) return Interrupted() ? kWasInterrupted : kWorkFailed;
      if (Interrupted()) {
        if (!interactive_) return kWasInterrupted;
        ResetInterrupt();
      }
    }
    // What a script leaves open at its end is run; what a person leaves open was given up.
    if (!interactive_ && !quit_ && !SplitStatements(pending).empty() && !RunScript(pending, ""))
      return Interrupted() ? kWasInterrupted : kWorkFailed;
    if (interactive_ && !quit_) std::cout << "\n";
    return kDone;
  }

  // What was pasted is several lines; one that fails keeps those after it from running.
  bool TakeLines(const std::string& lines, std::string& pending) {
    for (size_t begin = 0; begin <= lines.size() && !quit_;) {
      const size_t end = std::min(lines.find('\n', begin), lines.size());
      if (!TakeLine(lines.substr(begin, end - begin), pending)) {
        const auto left =
            std::count(lines.begin() + static_cast<std::ptrdiff_t>(end), lines.end(), '\n');
        if (left > 0 && lines.find_first_not_of(" \t\n", end) != std::string::npos)
          Tell("What follows it was not run: " + CountOf(static_cast<uint64_t>(left), "line") +
               ".");
        return false;
      }
      begin = end + 1;
    }
    return true;
  }

  bool TakeLine(const std::string& line, std::string& pending) {
    if (auto invalid = graph::FindInvalidUtf8(line)) {
      Tell("entente: that line is not UTF-8");
      return false;
    }
    std::string trimmed = Trimmed(line);
    const std::string_view meant = CommandMeant(trimmed);
    if (!pending.empty() && interactive_ && IsBareCommand(trimmed)) return RunCommand(trimmed);
    if (!pending.empty() && interactive_ && !meant.empty()) {
      Tell("A query is open: ';' ends it, Ctrl-C drops it, :quit leaves.");
      return true;
    }
    if (pending.empty() && (trimmed.starts_with(':') || !meant.empty())) {
      editor_->AddToHistory(trimmed);
      return RunCommand(meant.empty() ? trimmed : std::string(meant));
    }
    if (pending.empty() && trimmed.empty()) return true;
    pending += (pending.empty() ? "" : "\n") + line;
    if (!EndsWithSemicolon(pending)) return true;
    std::string script = std::move(pending);
    pending.clear();
    editor_->AddToHistory(script);
    return RunScript(script, "");
  }

  bool RunScript(const std::string& script, const std::string& file) {
    for (const Statement& statement : SplitStatements(script)) {
      auto begin = std::chrono::steady_clock::now();
      if (auto reader = graph_.Read()) run_.reader = *std::move(reader);
      auto outcome = RunStatement(run_, statement.text);
      run_.reader.reset();
      if (!outcome) {
        if (outcome.error().code == graph::ErrorCode::kInterrupted && interactive_) {
          std::cerr << "Stopped.\n";
        } else {
          ReportQueryError(outcome.error(), script, statement.begin_byte, file);
        }
        return false;
      }
      if (timing_) {
        std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
        std::cerr << fmt::format("{:.1f} ms\n", took.count());
      }
    }
    return true;
  }

  using Handler = bool (Shell::*)(const std::string& argument);
  static Handler HandlerOf(std::string_view name) {
    static constexpr std::pair<std::string_view, Handler> kHandlers[] = {
        {":explain", &Shell::Explain}, {":format", &Shell::Format}, {":help", &Shell::Help},
        {":history", &Shell::History}, {":param", &Shell::Param},   {":quit", &Shell::Quit},
        {":schema", &Shell::Schema},   {":source", &Shell::Source}, {":timing", &Shell::Timing}};
    for (const auto& [known, handler] : kHandlers)
      if (known == name) return handler;
    return nullptr;
  }

  // A command that needs nothing beside its name: it may stand where a query is open.
  static bool IsBareCommand(std::string_view line) {
    for (const ShellCommand& command : ShellCommands())
      if (command.argument.empty() && command.name == line) return true;
    return false;
  }

  bool RunCommand(std::string line) {
    while (!line.empty() && (line.back() == ';' || line.back() == ' ')) line.pop_back();
    size_t space = std::min(line.find_first_of(" \t"), line.size());
    std::string name = line.substr(0, space), argument = Trimmed(line.substr(space));
    if (Handler handler = HandlerOf(name)) return (this->*handler)(argument);
    std::vector<std::string> names;
    for (const ShellCommand& command : ShellCommands()) names.emplace_back(command.name);
    std::string refusal = "There is no command " + name + ".";
    if (auto near = graph::NearestName(name, names)) refusal += " Did you mean " + *near + "?";
    Tell(refusal + " :help lists them.");
    return false;
  }

  bool Help(const std::string&) {
    std::cout << ShellHelp(std::min<size_t>(TerminalWidth(STDOUT_FILENO), 100));
    return true;
  }
  bool Quit(const std::string&) {
    quit_ = true;
    return true;
  }
  bool History(const std::string&) {
    for (const std::string& entry : editor_->History()) std::cout << Printable(entry) << "\n";
    return true;
  }
  bool Explain(const std::string& query) {
    if (query.empty()) {
      Tell(":explain wants a query.");
      return false;
    }
    std::string text = "EXPLAIN " + query;
    auto statements = SplitStatements(text);
    auto result = engine_.Run(statements.front().text, run_.parameters, run_.limits);
    if (!result) {
      ReportQueryError(result.error(), text, statements.front().begin_byte, "");
      return false;
    }
    std::cout << result->plan;
    return true;
  }
  bool Format(const std::string& name) {
    const auto& formats = RowFormats();
    if (std::find(formats.begin(), formats.end(), name) == formats.end()) {
      Tell("The formats are table, csv, tsv, json, jsonl, markdown and dot; now: " + run_.format +
           ".");
      return name.empty();
    }
    run_.format = name;
    return true;
  }
  bool Timing(const std::string& argument) {
    if (argument != "on" && argument != "off" && !argument.empty()) {
      Tell(":timing wants on or off.");
      return false;
    }
    timing_ = argument.empty() ? !timing_ : argument == "on";
    if (run_.summary) std::cerr << "Timing is " << (timing_ ? "on" : "off") << ".\n";
    return true;
  }
  bool Param(const std::string& argument) {
    if (argument.empty()) {
      auto reader = graph_.Read();
      if (!reader) return ReportError(reader.error()) == kDone;
      for (const auto& [name, value] : run_.parameters)
        std::cout << "$" << Printable(name) << " = "
                  << Printable(query::ValueToText(value, **reader)) << "\n";
      return true;
    }
    size_t equals = argument.find('=');
    std::string name = Trimmed(argument.substr(0, std::min(equals, argument.size())));
    if (equals == std::string::npos || name.empty()) {
      Tell(":param wants NAME = VALUE.");
      return false;
    }
    std::erase_if(run_.parameters, [&](const auto& parameter) { return parameter.first == name; });
    // Other shells write NAME => VALUE.
    if (argument.substr(equals).starts_with("=>")) ++equals;
    std::string value = Trimmed(argument.substr(equals + 1));
    // People write text as the language does; the command line's form has no single quotes.
    if (value.size() >= 2 && value.front() == '\'' && value.find('\'', 1) == value.size() - 1) {
      run_.parameters.emplace_back(name, graph::Value::String(value.substr(1, value.size() - 2)));
      return true;
    }
    // So is a day: date('2018-09-14').
    if (value.ends_with(')') && query::FindFunction(value.substr(0, value.find('('))) != nullptr) {
      query::QueryOptions limits = run_.limits;
      limits.read_only = true;
      const std::string text = "RETURN " + value;
      auto result = engine_.Run(text, run_.parameters, limits);
      if (!result) {
        ReportQueryError(result.error(), text, 0, "");
        return false;
      }
      if (result->rows.size() != 1 || result->rows.front().size() != 1) {
        Tell(":param wants one value, such as date('2018-09-14').");
        return false;
      }
      run_.parameters.emplace_back(name, result->rows.front().front());
      return true;
    }
    auto added = AddParameter(name + "=" + value, run_.parameters);
    if (!added) ReportError(added.error());
    return added.has_value();
  }
  bool Source(const std::string& path) {
    if (path.empty()) {
      Tell(":source wants a file.");
      return false;
    }
    const char* home = std::getenv("HOME");
    auto script =
        ReadWholeFile(path.starts_with("~/") && home != nullptr ? home + path.substr(1) : path);
    if (!script) {
      ReportError(script.error());
      return false;
    }
    if (graph::FindInvalidUtf8(*script)) {
      Tell("entente: " + path + ": the file is not UTF-8");
      return false;
    }
    return RunScript(*script, path);
  }
  bool Schema(const std::string&) {
    auto reader = graph_.Read();
    if (!reader) {
      ReportError(reader.error());
      return false;
    }
    std::vector<std::string> labels, types, keys;
    for (uint16_t i = 0; i < (*reader)->label_count(); ++i)
      if (uint64_t n = (*reader)->CountNodes(graph::LabelId(i)); n > 0)
        labels.push_back(
            fmt::format("{} ({})", (*reader)->Name(graph::LabelId(i)), GroupedCount(n)));
    for (uint16_t i = 0; i < (*reader)->type_count(); ++i)
      if (uint64_t n = (*reader)->CountRelationships(graph::TypeId(i)); n > 0)
        types.push_back(fmt::format("{} ({})", (*reader)->Name(graph::TypeId(i)), GroupedCount(n)));
    constexpr uint32_t kMostScanned = 1'000'000;
    if (auto used = graph::UsedPropertyKeys(**reader, kMostScanned)) keys = *std::move(used);
    auto show = [](const char* heading, std::vector<std::string>& names) {
      std::sort(names.begin(), names.end());
      std::cout << heading << "\n";
      const size_t width = TerminalWidth(STDOUT_FILENO);
      std::string line;
      for (const std::string& name : names) {  // a name and its count stay together
        std::string shown = Printable(name);
        if (!line.empty() && DisplayWidth(line) + 2 + DisplayWidth(shown) + 2 > width) {
          std::cout << line << ",\n";
          line.clear();
        }
        line += (line.empty() ? "  " : ", ") + shown;
      }
      if (!line.empty()) std::cout << line << "\n";
    };
    show("Labels", labels);
    show("Relationship types", types);
    show("Properties", keys);
    return true;
  }

  std::vector<std::string> Completions(std::string_view before, size_t begin) {
    auto reader = graph_.Read();
    if (!reader) return {};
    return CompleteShellWord(**reader, run_.parameters, before, begin);
  }

  static std::string Trimmed(const std::string& text) {
    size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
  }

  graph::Graph& graph_;
  query::Engine engine_;
  QueryRun run_;
  LineEditor* editor_ = nullptr;  // lives in Loop(), which calls everything that uses it
  bool interactive_;
  bool timing_ = false;
  bool quit_ = false;
};

}  // namespace

int RunShell(const std::string& graph_path, bool read_only, const Context& context) {
  auto mode = read_only ? graph::OpenMode::kRead : graph::OpenMode::kWrite;
  auto opened = graph::Graph::Open(graph_path, mode);
  if (!opened && opened.error().code == graph::ErrorCode::kIo)
    opened = graph::Graph::Open(graph_path, graph::OpenMode::kRead);
  if (!opened) return ReportError(opened.error());
  return Shell(**opened, read_only, context).Loop();
}

}  // namespace entente::cli
