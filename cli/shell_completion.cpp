#include "cli/shell_completion.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/row_writer.h"
#include "cli/shell_commands.h"
#include "cli/terminal.h"
#include "graph/used_keys.h"
#include "graph/utf8.h"
#include "query/functions/registry.h"
#include "query/procedures.h"
#include "query/value_text.h"

namespace entente::cli {

namespace {

constexpr std::string_view kKeywords[] = {"ALL",         "AND",
                                          "AS",          "ASC",
                                          "BY",          "CALL",
                                          "CASE",        "CONTAINS",
                                          "CREATE",      "DELETE",
                                          "DESC",        "DETACH",
                                          "DISTINCT",    "ELSE",
                                          "END",         "EXISTS",
                                          "EXPLAIN",     "FALSE",
                                          "FOREACH",     "IN",
                                          "IS NOT NULL", "IS NULL",
                                          "LIMIT",       "MATCH",
                                          "MERGE",       "NOT",
                                          "NULL",        "ON",
                                          "OR",          "PROFILE",
                                          "REMOVE",      "ENDS WITH",
                                          "ORDER BY",    "OPTIONAL MATCH",
                                          "RETURN",      "SET",
                                          "SKIP",        "THEN",
                                          "STARTS WITH", "TRUE",
                                          "UNION",       "UNWIND",
                                          "WHEN",        "WHERE",
                                          "WITH",        "XOR",
                                          "YIELD"};

// Words that begin as `typed` does, case aside, sorted.
class Offer {
 public:
  explicit Offer(std::string_view typed) : folded_(graph::ToLower(typed)) {}

  bool Fits(std::string_view word) const { return graph::ToLower(word).starts_with(folded_); }
  void Add(std::string_view word, std::string_view after = "") {
    if (Fits(word)) words_.insert(std::string(word) + std::string(after));
  }
  /// A name of the graph, quoted where it needs to be. What the program keeps for itself is none.
  void AddName(std::string_view name) {
    if (!name.starts_with('~') && Fits(name)) words_.insert(query::QuoteName(name));
  }
  bool empty() const { return words_.empty(); }
  std::vector<std::string> Take(std::string_view lead = "") const {
    std::vector<std::string> out;
    for (const std::string& word : words_) out.push_back(std::string(lead) + word);
    return out;
  }

 private:
  std::string folded_;
  std::set<std::string> words_;
};

void AddLabels(const graph::GraphReader& reader, Offer& offer) {
  for (uint16_t i = 0; i < reader.label_count(); ++i)
    if (reader.CountNodes(graph::LabelId(i)) > 0) offer.AddName(reader.Name(graph::LabelId(i)));
}

void AddTypes(const graph::GraphReader& reader, Offer& offer) {
  for (uint16_t i = 0; i < reader.type_count(); ++i)
    if (reader.CountRelationships(graph::TypeId(i)) > 0)
      offer.AddName(reader.Name(graph::TypeId(i)));
}

void AddProperties(const graph::GraphReader& reader, Offer& offer) {
  constexpr uint32_t kMostScanned = 20'000;  // one waits for it
  if (const auto keys = graph::UsedPropertyKeys(reader, kMostScanned))
    for (const std::string& key : *keys) offer.AddName(key);
}

// The name after the last ':' of the pattern "(variable:Name" or "[variable:Name" that stands last
// in `text`; for a pattern without a name and for none, empty.
std::string_view NameOfVariable(std::string_view text, std::string_view variable, bool& is_type) {
  auto is_word = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  if (variable.empty()) return {};
  for (size_t at = text.rfind(variable); at != std::string_view::npos && at > 0;
       at = text.rfind(variable, at - 1)) {
    const size_t colon = at + variable.size();
    const bool bracket = text[at - 1] == '(' || text[at - 1] == '[';
    if (!bracket || colon >= text.size() || text[colon] != ':') continue;
    size_t end = colon + 1;
    while (end < text.size() && is_word(text[end])) ++end;
    is_type = text[at - 1] == '[';
    return text.substr(colon + 1, end - colon - 1);
  }
  return {};
}

// The properties that the first nodes of a label have; false where there is no such label.
bool AddPropertiesOf(const graph::GraphReader& reader, std::string_view label_name, Offer& offer) {
  constexpr size_t kLookedAt = 64;
  const auto label = reader.FindLabel(label_name);
  if (!label) return false;
  std::vector<graph::NodeId> nodes;
  (void)reader.ScanNodes(*label, graph::NodeId(0), kLookedAt, nodes);
  for (graph::NodeId node : nodes)
    for (const auto& [key, value] : reader.Properties(node)) offer.AddName(reader.Name(key));
  return !nodes.empty();
}

// The properties that the first relationships of a type have; false where none is met among the
// first nodes: a large graph's last type is not worth the walk to it.
bool AddPropertiesOfType(const graph::GraphReader& reader, std::string_view type_name,
                         Offer& offer) {
  constexpr size_t kNodesLookedAt = 16'384, kLookedAt = 64;
  const auto type = reader.FindType(type_name);
  if (!type || reader.CountRelationships(*type) == 0) return false;
  std::vector<graph::NodeId> nodes;
  (void)reader.ScanNodes(graph::LabelId(), graph::NodeId(0), kNodesLookedAt, nodes);
  size_t seen = 0;
  graph::AdjacencyBuffer buffer;
  for (graph::NodeId node : nodes) {
    const graph::AdjacencyList list = reader.Adjacent(node, *type, graph::Direction::kOut, buffer);
    for (uint32_t i = 0; i < list.size && seen < kLookedAt; ++i, ++seen)
      for (const auto& [key, value] : reader.Properties(list.relationship(i)))
        offer.AddName(reader.Name(key));
    if (seen == kLookedAt) break;
  }
  return seen > 0;
}

// The bracket that is open at the end of `text`, ' ' where none is; a quote where one is open.
char OpenBracket(std::string_view text) {
  std::string open;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      open += c;
    } else if ((c == ')' || c == ']' || c == '}') && !open.empty()) {
      open.pop_back();
    }
  }
  return quote != 0 ? quote : open.empty() ? ' ' : open.back();
}

char LastBeforeSpace(std::string_view text) {
  const size_t at = text.find_last_not_of(" \t");
  return at == std::string_view::npos ? ' ' : text[at];
}

// "graph.", "db." before the word: where functions and procedures live.
std::string_view NamespaceBefore(std::string_view text) {
  size_t begin = text.size();
  auto is_name = [](char c) {
    return c == '.' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  };
  while (begin > 0 && is_name(text[begin - 1])) --begin;
  return text.substr(begin);
}

std::vector<std::string> AfterNamespace(std::string_view space, std::string_view typed) {
  Offer offer(typed);
  auto add = [&](std::string_view name) {
    if (name.size() > space.size() &&
        graph::ToLower(name.substr(0, space.size())) == graph::ToLower(space))
      offer.Add(name.substr(space.size()), "(");
  };
  for (std::string_view name : query::FunctionNames()) add(name);
  const auto procedures = query::ProcedureRegistry::WithBuiltIns();
  for (std::string_view name : procedures.Names()) add(name);
  return offer.Take();
}

// Folders end with '/', so that the next Tab looks into them.
std::vector<std::string> Files(std::string_view folder, std::string_view typed) {
  namespace fs = std::filesystem;
  std::vector<std::string> out;
  std::error_code failed;
  for (fs::directory_iterator it(folder.empty() ? fs::path(".") : fs::path(folder), failed), end;
       !failed && it != end; it.increment(failed)) {
    const std::string name = it->path().filename().string();
    if (!name.starts_with(typed) || (typed.empty() && name.starts_with('.')) ||
        Printable(name) != name)
      continue;
    std::error_code ignored;
    out.push_back(it->is_directory(ignored) ? name + "/" : name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> ArgumentsOf(std::string_view command, std::string_view argument_before,
                                     std::string_view typed) {
  Offer offer(typed);
  if (command == ":format")
    for (const std::string& format : RowFormats()) offer.Add(format);
  if (command == ":timing")
    for (const char* word : {"on", "off"}) offer.Add(word);
  if (command == ":source") return Files(argument_before, typed);
  return offer.Take();
}

}  // namespace

std::vector<std::string> CompleteShellWord(const graph::GraphReader& reader,
                                           const query::Parameters& parameters,
                                           std::string_view before, size_t begin) {
  std::string_view typed = before.substr(begin), lead = before.substr(0, begin);
  if (typed.starts_with(':') && LastBeforeSpace(lead) == ' ') {
    Offer offer(typed);
    for (const ShellCommand& command : ShellCommands())
      offer.Add(command.name, command.argument.empty() ? "" : " ");
    return offer.Take();
  }
  if (lead.starts_with(':')) {
    const size_t space = std::min(lead.find(' '), lead.size());
    const std::string_view command = lead.substr(0, space);
    if (command != ":explain" && command != ":param")
      return ArgumentsOf(command, lead.substr(std::min(space + 1, lead.size())), typed);
    if (command == ":explain") {  // a query, as if it stood alone
      before.remove_prefix(space);
      return CompleteShellWord(reader, parameters, before, begin - space);
    }
  }
  const char bracket = OpenBracket(lead), previous = lead.empty() ? ' ' : lead.back();
  if (bracket == '\'' || bracket == '"') return {};
  if (typed.starts_with('$')) {
    Offer offer(typed.substr(1));
    for (const auto& [name, value] : parameters) offer.AddName(name);
    return offer.Take("$");
  }
  // After a colon or a bar inside (…) a label, inside […] a type.
  const size_t colon = typed.rfind(':');
  if (previous == '|' || (colon != std::string_view::npos && bracket != '{')) {
    const size_t name = colon == std::string_view::npos ? 0 : colon + 1;
    Offer offer(typed.substr(name));
    if (bracket == '[') {
      AddTypes(reader, offer);
    } else {
      AddLabels(reader, offer);
    }
    return offer.Take(typed.substr(0, name));
  }
  if (previous == '.') {
    auto words = AfterNamespace(NamespaceBefore(lead), typed);
    if (!words.empty()) return words;
  }
  const char mark = LastBeforeSpace(lead);
  if (previous == '.' || (bracket == '{' && (mark == '{' || mark == ','))) {
    Offer offer(typed);
    bool is_type = false;
    // "a." of "(a:Agreement)", or "(a:Agreement {".
    std::string_view name;
    if (previous == '.') {
      const std::string_view space = NamespaceBefore(lead);
      name = NameOfVariable(lead, space.substr(0, space.find('.')), is_type);
    } else {
      const size_t open = lead.find_last_of("([");
      const size_t brace = lead.find('{', open == std::string_view::npos ? 0 : open);
      const std::string_view pattern =
          open == std::string_view::npos ? "" : lead.substr(open, brace - open);
      const size_t mark_at = pattern.find(':');
      if (mark_at != std::string_view::npos) {
        name = pattern.substr(mark_at + 1);
        name = name.substr(0, name.find_first_of(": |"));
        is_type = pattern.front() == '[';
      }
    }
    const bool known = !name.empty() && (is_type ? AddPropertiesOfType(reader, name, offer)
                                                 : AddPropertiesOf(reader, name, offer));
    if (!known) AddProperties(reader, offer);
    return offer.Take();
  }
  if (typed.empty()) return {};
  Offer offer(typed);
  for (std::string_view keyword : kKeywords) offer.Add(keyword, " ");
  for (std::string_view name : query::FunctionNames()) offer.Add(name, "(");
  const auto procedures = query::ProcedureRegistry::WithBuiltIns();
  for (std::string_view name : procedures.Names())
    if (graph::ToLower(lead).ends_with("call ")) offer.Add(name, "(");
  return offer.Take();
}

}  // namespace entente::cli
