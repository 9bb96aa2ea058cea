#include "cli/shell.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <set>
#include <vector>

#include "cli/line_editor.h"
#include "cli/parameters.h"
#include "cli/program.h"
#include "cli/query_error.h"
#include "cli/query_runner.h"
#include "cli/row_writer.h"
#include "cli/statements.h"
#include "cli/terminal.h"
#include "graph/near_name.h"
#include "graph/utf8.h"
#include "query/engine.h"
#include "query/functions/registry.h"
#include "query/value_text.h"

namespace entente::cli {

namespace {

constexpr const char* kKeywords[] = {"ALL",
                                     "AND",
                                     "AS",
                                     "ASC",
                                     "BY",
                                     "CALL",
                                     "CASE",
                                     "CONTAINS",
                                     "CREATE",
                                     "DELETE",
                                     "DESC",
                                     "DETACH",
                                     "DISTINCT",
                                     "ELSE",
                                     "END",
                                     "ENDS WITH",
                                     "EXISTS",
                                     "EXPLAIN",
                                     "FALSE",
                                     "IN",
                                     "IS NOT NULL",
                                     "IS NULL",
                                     "LIMIT",
                                     "MATCH",
                                     "MERGE",
                                     "NOT",
                                     "NULL",
                                     "ON",
                                     "OPTIONAL MATCH",
                                     "OR",
                                     "ORDER BY",
                                     "PROFILE",
                                     "REMOVE",
                                     "RETURN",
                                     "SET",
                                     "SKIP",
                                     "STARTS WITH",
                                     "THEN",
                                     "TRUE",
                                     "UNION",
                                     "UNWIND",
                                     "WHEN",
                                     "WHERE",
                                     "WITH",
                                     "XOR",
                                     "YIELD"};

constexpr const char* kHelp =
    "A query ends with ';' and may take several lines.\n"
    "\n"
    "  :help                 this text\n"
    "  :schema               labels, relationship types and properties in the graph\n"
    "  :param NAME = VALUE   sets $NAME; :param alone lists what is set\n"
    "  :format NAME          table, csv, tsv, json, jsonl, markdown or dot\n"
    "  :source FILE          runs the queries in a file\n"
    "  :explain QUERY        shows the plan of a query without running it\n"
    "  :timing on|off        shows how long each query takes\n"
    "  :history              what was typed before\n"
    "  :quit                 leaves (so does Ctrl-D); Ctrl-C stops a query\n";

class Shell {
 public:
  Shell(graph::Graph& graph, bool read_only, const Context& context)
      : graph_(graph), engine_(graph), interactive_(isatty(STDIN_FILENO) == 1) {
    run_.engine = &engine_;
    run_.limits.read_only = read_only;
    run_.limits.threads = context.jobs;
    run_.limits.interrupted = &Interrupted();
    run_.summary = !context.quiet;
  }

  int Loop() {
    LineEditor editor(
        interactive_ ? DefaultHistoryPath() : "",
        [this](std::string_view before, size_t begin) { return Completions(before, begin); });
    editor_ = &editor;
    if (interactive_ && run_.summary)
      std::cout << "Entente: queries end with ';', :help says more, Tab completes.\n";
    std::string pending;
    while (!quit_) {
      LineEditor::Answer answer = editor.Read(pending.empty() ? "entente> " : "    ...> ");
      if (answer.outcome == LineEditor::Outcome::kInterrupted) {
        ResetInterrupt();
        pending.clear();
        continue;
      }
      if (answer.outcome == LineEditor::Outcome::kEnd) break;
      bool ok = TakeLine(answer.line, pending);
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

 private:
  bool TakeLine(const std::string& line, std::string& pending) {
    if (auto invalid = graph::FindInvalidUtf8(line)) {
      std::cerr << "entente: that line is not UTF-8\n";
      return false;
    }
    std::string trimmed = Trimmed(line);
    if (pending.empty() && trimmed.starts_with(':')) {
      editor_->AddToHistory(trimmed);
      return RunCommand(trimmed);
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

  struct ShellCommand {
    const char* name;
    bool (Shell::*run)(const std::string& argument);
  };
  static const std::vector<ShellCommand>& Commands() {
    static const std::vector<ShellCommand> kCommands = {
        {":explain", &Shell::Explain}, {":format", &Shell::Format}, {":help", &Shell::Help},
        {":history", &Shell::History}, {":param", &Shell::Param},   {":quit", &Shell::Quit},
        {":schema", &Shell::Schema},   {":source", &Shell::Source}, {":timing", &Shell::Timing}};
    return kCommands;
  }

  bool RunCommand(const std::string& line) {
    size_t space = std::min(line.find_first_of(" \t"), line.size());
    std::string name = line.substr(0, space), argument = Trimmed(line.substr(space));
    for (const ShellCommand& command : Commands())
      if (name == command.name) return (this->*command.run)(argument);
    std::vector<std::string> names;
    for (const ShellCommand& command : Commands()) names.emplace_back(command.name);
    std::cerr << "There is no command " << Printable(name) << ".";
    if (auto near = graph::NearestName(name, names)) std::cerr << " Did you mean " << *near << "?";
    std::cerr << " :help lists them.\n";
    return false;
  }

  bool Help(const std::string&) {
    std::cout << kHelp;
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
      std::cerr << ":explain wants a query.\n";
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
      std::cerr << "The formats are table, csv, tsv, json, jsonl, markdown and dot; now: "
                << run_.format << ".\n";
      return name.empty();
    }
    run_.format = name;
    return true;
  }
  bool Timing(const std::string& argument) {
    if (argument != "on" && argument != "off" && !argument.empty()) {
      std::cerr << ":timing wants on or off.\n";
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
      std::cerr << ":param wants NAME = VALUE.\n";
      return false;
    }
    std::erase_if(run_.parameters, [&](const auto& parameter) { return parameter.first == name; });
    std::string value = Trimmed(argument.substr(equals + 1));
    // People write text as the language does; the command line's form has no single quotes.
    if (value.size() >= 2 && value.front() == '\'' && value.find('\'', 1) == value.size() - 1) {
      run_.parameters.emplace_back(name, graph::Value::String(value.substr(1, value.size() - 2)));
      return true;
    }
    auto added = AddParameter(name + "=" + value, run_.parameters);
    if (!added) ReportError(added.error());
    return added.has_value();
  }
  bool Source(const std::string& path) {
    if (path.empty()) {
      std::cerr << ":source wants a file.\n";
      return false;
    }
    auto script = ReadWholeFile(path);
    if (!script) {
      ReportError(script.error());
      return false;
    }
    if (graph::FindInvalidUtf8(*script)) {
      std::cerr << "entente: " << Printable(path) << ": the file is not UTF-8\n";
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
    for (uint16_t i = 0; i < (*reader)->key_count(); ++i)
      keys.emplace_back((*reader)->Name(graph::PropertyKeyId(i)));
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
    std::string typed(before.substr(begin));
    std::string folded = graph::ToLower(typed);
    std::set<std::string> found;
    auto offer = [&](std::string_view name) {
      if (graph::ToLower(name).starts_with(folded)) found.insert(query::QuoteName(name));
    };
    if (typed.starts_with(':') && begin == 0) {
      for (const ShellCommand& command : Commands())
        if (std::string_view(command.name).starts_with(typed)) found.insert(command.name);
      return {found.begin(), found.end()};
    }
    // After a colon inside (…) a label, inside […] a type; after a dot a property; else a keyword.
    size_t colon = typed.rfind(':');
    char previous = begin > 0 ? before[begin - 1] : ' ';
    auto reader = graph_.Read();
    if (!reader) return {};
    if (colon != std::string::npos) {
      std::string lead = typed.substr(0, colon + 1);
      folded = graph::ToLower(typed.substr(colon + 1));
      size_t bracket = before.find_last_of("([");
      if (bracket != std::string_view::npos && before[bracket] == '[') {
        for (uint16_t i = 0; i < (*reader)->type_count(); ++i)
          offer((*reader)->Name(graph::TypeId(i)));
      } else {
        for (uint16_t i = 0; i < (*reader)->label_count(); ++i)
          offer((*reader)->Name(graph::LabelId(i)));
      }
      std::vector<std::string> out;
      for (const std::string& name : found) out.push_back(lead + name);
      return out;
    }
    if (previous == '.' || previous == '{') {
      for (uint16_t i = 0; i < (*reader)->key_count(); ++i)
        offer((*reader)->Name(graph::PropertyKeyId(i)));
      return {found.begin(), found.end()};
    }
    if (typed.empty()) return {};
    for (const char* keyword : kKeywords)
      if (graph::ToLower(keyword).starts_with(folded)) found.insert(std::string(keyword) + " ");
    for (std::string_view name : query::FunctionNames())
      if (graph::ToLower(name).starts_with(folded)) found.insert(std::string(name) + "(");
    return {found.begin(), found.end()};
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
