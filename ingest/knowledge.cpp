#include "ingest/knowledge.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "graph/embedded_file.h"
#include "graph/near_name.h"
#include "graph/start_thread.h"
#include "graph/utf8.h"
#include "ingest/lexicon.h"
#include "ingest/rule_book.h"

namespace entente::ingest {

namespace knowledge_data {
std::span<const graph::EmbeddedFile> EmbeddedFiles();
}

namespace {

graph::Error TableError(graph::ErrorCode code, std::string_view file, uint32_t line,
                        std::string message) {
  graph::Error error = graph::MakeError(code, std::move(message));
  error.file = file;
  error.line = line;
  return error;
}

/// Appends the cells of `line`, and says how many there are.
template <class Cell>
size_t SplitTabs(std::string_view line, std::vector<Cell>& cells) {
  for (size_t count = 1;; ++count) {
    const size_t tab = line.find('\t');
    cells.emplace_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return count;
    line.remove_prefix(tab + 1);
  }
}

std::string_view Stem(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path.substr(0, path.rfind('.'));
}

// A table of no known name would never be looked at.
/// A table without its rows.
std::string OnlyColumns(std::string_view table) {
  const size_t begin = table.find("# columns: ");
  if (begin == std::string_view::npos) return "";
  return std::string(table.substr(begin, table.find('\n', begin) + 1 - begin));
}

graph::Error UnknownTable(const KnowledgeFile& file,
                          const std::vector<std::pair<std::string, KnowledgeTable>>& tables) {
  std::vector<std::string> names;
  for (const auto& known : tables) names.push_back(known.first + ".tsv");
  std::sort(names.begin(), names.end());
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  graph::Error error = TableError(graph::ErrorCode::kNotFound, file.Shown(), 0,
                                  "no table is called so: expected " + list);
  if (auto near = graph::NearestName(std::string(Stem(file.path)) + ".tsv", names))
    error.suggestion = "did you mean " + *near + "?";
  return error;
}

bool IsTable(std::string_view path) {
  return path.starts_with("gazetteers/") && path.ends_with(".tsv");
}
bool IsRuleFile(std::string_view path) {
  return path.starts_with("rules/") && path.ends_with(".rules");
}

}  // namespace

graph::Result<uint32_t> KnowledgeTable::Column(std::string_view name) const {
  for (uint32_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == name) return i;
  }
  return TableError(graph::ErrorCode::kSyntax, file, 0,
                    "has no column '" + std::string(name) + "'");
}

graph::Result<KnowledgeTable> ParseKnowledgeTable(std::string_view file, std::string_view bytes) {
  if (const auto bad = graph::FindInvalidUtf8(bytes)) {
    return TableError(graph::ErrorCode::kEncoding, file,
                      graph::LocateByte(bytes.substr(0, *bad), *bad).line,
                      "is not UTF-8; a table of knowledge is");
  }
  KnowledgeTable table;
  table.file = file;
  uint32_t line_number = 0;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  while (!bytes.empty()) {
    const size_t newline = bytes.find('\n');
    std::string_view line = bytes.substr(0, newline);
    bytes.remove_prefix(newline == std::string_view::npos ? bytes.size() : newline + 1);
    ++line_number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (line.starts_with('#')) {
      constexpr std::string_view kColumns = "# columns: ";
      if (line.starts_with(kColumns)) {
        std::vector<std::string> columns;
        SplitTabs(line.substr(kColumns.size()), columns);
        if (!table.columns.empty() && table.columns != columns) {
          return TableError(graph::ErrorCode::kSyntax, file, line_number,
                            "names its columns a second time, and differently");
        }
        table.columns = std::move(columns);
      }
      continue;
    }
    if (table.columns.empty()) {
      return TableError(graph::ErrorCode::kSyntax, file, line_number,
                        "has a row before a '# columns:' line that names its columns");
    }
    const size_t begin = table.cells.size();
    const size_t count = SplitTabs(line, table.cells);
    if (count != table.columns.size()) {
      return TableError(graph::ErrorCode::kSyntax, file, line_number,
                        "has " + std::to_string(count) + " cells; the columns are " +
                            std::to_string(table.columns.size()));
    }
    if (table.cells[begin].empty()) {
      return TableError(graph::ErrorCode::kSyntax, file, line_number,
                        "has an empty " + table.columns[0]);
    }
    table.lines.push_back(line_number);
  }
  return table;
}

graph::Result<std::vector<KnowledgeFile>> LoadKnowledgeFiles(const std::string& data_folder) {
  std::vector<KnowledgeFile> files;
  for (const graph::EmbeddedFile& file : knowledge_data::EmbeddedFiles()) {
    files.push_back({std::string(file.path), std::string(file.bytes)});
  }
  if (data_folder.empty()) return files;
  namespace fs = std::filesystem;
  std::error_code failure;
  if (!fs::is_directory(data_folder, failure)) {
    graph::Error error =
        graph::MakeError(graph::ErrorCode::kNotFound, "is not a folder; --data names one");
    error.file = data_folder;
    return error;
  }
  std::string shown_folder = data_folder;
  while (shown_folder.size() > 1 && shown_folder.back() == '/') shown_folder.pop_back();
  std::set<std::string> paths;
  for (auto at = fs::recursive_directory_iterator(data_folder, failure);
       !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
    if (at->is_regular_file(failure)) {
      paths.insert(at->path().lexically_relative(data_folder).generic_string());
    }
  }
  bool used = false;
  for (const std::string& path : paths) {
    if (!IsTable(path) && !IsRuleFile(path)) continue;
    used = true;
    std::ifstream in(fs::path(data_folder) / path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    if (!in) {
      graph::Error error = graph::MakeError(graph::ErrorCode::kIo, "cannot be read");
      error.file = (fs::path(data_folder) / path).generic_string();
      return error;
    }
    const auto same = std::find_if(files.begin(), files.end(),
                                   [&](const KnowledgeFile& file) { return file.path == path; });
    std::string text = bytes.str();
    const bool replaces = same != files.end() && text.starts_with("# replace");
    if (replaces && IsTable(path)) {
      same->bytes = OnlyColumns(same->bytes);  // which the user's may have
    } else if (replaces) {
      same->bytes = std::move(text);
      same->folder = shown_folder;
      continue;
    }
    files.push_back({path, std::move(text), shown_folder});
  }
  if (!used) {
    graph::Error error = graph::MakeError(graph::ErrorCode::kNotFound,
                                          "has nothing to use: expected gazetteers/*.tsv or "
                                          "rules/*.rules below it");
    error.file = data_folder;
    return error;
  }
  return files;
}

Knowledge::Knowledge() = default;
Knowledge::~Knowledge() = default;

graph::Result<std::unique_ptr<const Knowledge>> Knowledge::Load(
    const std::vector<KnowledgeFile>& files, unsigned jobs) {
  std::unique_ptr<Knowledge> knowledge(new Knowledge());
  std::vector<std::pair<std::string, KnowledgeTable>> tables;
  for (const KnowledgeFile& file : files) {
    if (!IsTable(file.path)) continue;
    ENTENTE_ASSIGN_OR_RETURN(KnowledgeTable table, ParseKnowledgeTable(file.Shown(), file.bytes));
    const std::string name(Stem(file.path));
    const auto same = std::find_if(tables.begin(), tables.end(),
                                   [&](const auto& pair) { return pair.first == name; });
    if (same == tables.end()) {
      if (!file.folder.empty()) return UnknownTable(file, tables);
      tables.emplace_back(name, std::move(table));
      continue;
    }
    // A file of the user's extends the one of the same name; its columns may be fewer.
    KnowledgeTable& all = same->second;
    std::vector<uint32_t> columns;
    for (const std::string& column : table.columns) {
      auto place = all.Column(column);
      if (!place)
        return TableError(
            graph::ErrorCode::kSyntax, file.Shown(), 0,
            "has a column '" + column + "' that the table " + name + " does not have");
      columns.push_back(*place);
    }
    for (size_t row = 0; row < table.row_count(); ++row) {
      const size_t begin = all.cells.size();
      all.cells.resize(begin + all.columns.size());
      for (size_t i = 0; i < table.columns.size(); ++i) {
        all.cells[begin + columns[i]] = table.Cell(row, i);
      }
      all.lines.push_back(table.lines[row]);
    }
  }
  std::sort(tables.begin(), tables.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  // Neither needs the other.
  std::optional<graph::Result<std::unique_ptr<const RuleBook>>> rules;
  {
    std::vector<std::jthread> beside;
    const bool started =
        jobs > 1 && graph::StartThread(beside, [&] { rules = RuleBook::Load(files); });
    auto lexicon = Lexicon::Build(tables);
    if (!started && lexicon) rules = RuleBook::Load(files);
    beside.clear();  // waits
    ENTENTE_ASSIGN_OR_RETURN(knowledge->lexicon_, std::move(lexicon));
  }
  ENTENTE_ASSIGN_OR_RETURN(knowledge->rules_, *std::move(rules));
  return std::unique_ptr<const Knowledge>(std::move(knowledge));
}

}  // namespace entente::ingest
