#include "cli/completion.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <set>

#include "cli/command.h"
#include "cli/command_tree.h"
#include "cli/graph_access.h"
#include "cli/terminal.h"
#include "graph/utf8.h"

namespace entente::cli {

namespace {

using Kind = Completions::Kind;

constexpr size_t kNamesShown = 200;  // more than a terminal shows

// Words that begin as the typed one does.
class Matching {
 public:
  explicit Matching(std::string_view typed) : typed_(graph::FoldName(typed)) {}
  void Add(const std::string& word, const std::string& meaning, Completions& out) const {
    if (graph::FoldName(word).starts_with(typed_)) out.words.emplace_back(word, meaning);
  }

 private:
  std::string typed_;
};

// The values of a property of the nodes that carry one of `labels`, sorted.
void AddProperty(const graph::GraphReader& reader, std::initializer_list<const char*> labels,
                 const char* key, const Matching& matching, Completions& out) {
  SchemaReader schema(reader);
  std::set<std::pair<std::string, std::string>> found;
  std::set<std::string> known;
  for (const char* label : labels)
    for (graph::NodeId node : schema.NodesOf(label)) {
      std::string text = Printable(schema.Text(node, key));
      if (!text.empty() && known.insert(text).second) found.emplace(text, label);
    }
  for (const auto& [text, label] : found) {
    if (out.words.size() >= kNamesShown) return;
    matching.Add(text, labels.size() > 1 ? label : "", out);
  }
}

// What an argument or an option's value can be. `graph_path` is the line's GRAPH; may be empty.
Completions ValuesOf(const std::string& command, const CLI::Option& option,
                     const std::string& graph_path, const std::string& typed) {
  Completions out;
  Matching matching(typed);
  std::vector<std::string> choices = ChoicesOf(option);
  if (!choices.empty()) {
    for (const std::string& choice : choices) matching.Add(choice, "", out);
    return out;
  }
  std::string name = option.get_positional() ? option.get_name(true) : option.get_lnames().front();
  bool actor = command == "signed" && (name == "WHO" || name == "with" || name == "country");
  bool kind = command == "signed" && name == "kind";
  bool document = command == "remove" && name == "DOCUMENT_ID";
  if (actor || kind || document) {
    if (graph_path.empty()) return out;
    auto opened = OpenForReading(graph_path);
    if (!opened) return out;
    const graph::GraphReader& reader = *opened->reader;
    if (document) {
      AddProperty(reader, {"Document"}, "id", matching, out);
    } else if (kind) {
      AddProperty(reader, {"Agreement"}, "kind", matching, out);
    } else if (name == "country") {
      AddProperty(reader, {"Country"}, "name", matching, out);
    } else {
      AddProperty(reader, {"Country", "Ministry", "Organization", "Person"}, "name", matching, out);
    }
    return out;
  }
  std::string value = ValueName(option);
  static const std::set<std::string> kNoFile = {"QUERY", "QUESTION"};
  if (option.get_positional() ? kNoFile.count(name) == 0
                              : value.find("FILE") != std::string::npos || value == "GRAPH" ||
                                    value.find("F.csv") != std::string::npos)
    out.kind = Kind::kFiles;
  if (out.kind == Kind::kFiles && (name == "GRAPH" || value == "GRAPH")) out.kind = Kind::kGraphs;
  if (value == "DIR" || name == "GOLD_FOLDER") out.kind = Kind::kFolders;
  return out;
}

void AddOptions(const CLI::App& command, const Matching& matching, Completions& out) {
  for (const CLI::Option* option : OptionsOf(command))
    if (!option->get_lnames().empty())
      matching.Add("--" + option->get_lnames().front(), option->get_description(), out);
}

const CLI::Option* FindOption(const CLI::App& command, const std::string& word) {
  for (const CLI::Option* option : OptionsOf(command))
    if (option->check_name(word)) return option;
  return nullptr;
}

}  // namespace

Completions CompleteLine(const CLI::App& app, std::vector<std::string> line) {
  if (line.empty()) line.emplace_back();
  // bash cuts --format=csv into three words.
  for (size_t i = 1; i + 1 < line.size();) {
    if (line[i] == "=" && line[i - 1].starts_with("--")) {
      line.erase(line.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  Completions out;
  const std::string typed = line.back() == "=" ? "" : line.back();
  Matching matching(typed);
  while (line.size() > 1 && line.front().starts_with("-")) line.erase(line.begin());
  const bool helped = line.size() == 2 && line[0] == "help";  // "entente help signed"
  if (line.size() == 1 || helped) {
    for (const CLI::App* command : CommandsOf(app))
      matching.Add(command->get_name(), command->get_description(), out);
    if (typed.starts_with("-") && !helped) AddOptions(app, matching, out);
    return out;
  }
  const CLI::App* command = nullptr;
  for (const CLI::App* candidate : CommandsOf(app))
    if (candidate->get_name() == line[0]) command = candidate;
  if (command == nullptr) return out;

  std::vector<const CLI::Option*> arguments = ArgumentsOf(*command);
  const CLI::Option* waiting = nullptr;  // an option whose value comes next
  size_t place = 0;
  std::string graph_path;
  bool only_arguments = false;
  for (size_t i = 1; i + 1 < line.size(); ++i) {
    const std::string& word = line[i];
    if (waiting != nullptr) {
      if (ValueName(*waiting) == "GRAPH") graph_path = word;
      waiting = nullptr;
    } else if (word == "--") {
      only_arguments = true;
    } else if (!only_arguments && word.size() > 1 && word[0] == '-') {
      const CLI::Option* option = FindOption(*command, word);
      if (option != nullptr && option->get_items_expected_max() > 0) waiting = option;
    } else {
      if (place < arguments.size() && arguments[place]->get_name(true) == "GRAPH")
        graph_path = word;
      if (place + 1 < arguments.size() || place >= arguments.size() ||
          arguments[place]->get_items_expected_max() <= 1)
        ++place;
    }
  }
  if (waiting != nullptr) return ValuesOf(command->get_name(), *waiting, graph_path, typed);
  if (!only_arguments && typed.starts_with("-")) {
    AddOptions(*command, matching, out);
    return out;
  }
  if (place < arguments.size())
    return ValuesOf(command->get_name(), *arguments[place], graph_path, typed);
  return out;
}

std::string CompletionText(const Completions& completions) {
  static const std::map<Kind, std::string> kNames = {{Kind::kWords, "words"},
                                                     {Kind::kFiles, "files"},
                                                     {Kind::kGraphs, "graphs"},
                                                     {Kind::kFolders, "folders"}};
  std::string out = kNames.at(completions.kind) + "\n";
  for (const auto& [word, meaning] : completions.words)
    out += word + (meaning.empty() ? "" : "\t" + meaning) + "\n";
  return out;
}

}  // namespace entente::cli
