#include "ingest/knowledge.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>

#include "graph/embedded_file.h"
#include "graph/near_name.h"
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

std::vector<std::string> SplitTabs(std::string_view line) {
  std::vector<std::string> cells;
  cells.reserve(1 + static_cast<size_t>(std::count(line.begin(), line.end(), '\t')));
  while (true) {
    const size_t tab = line.find('\t');
    cells.emplace_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::string_view Stem(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path.substr(0, path.rfind('.'));
}

// A table of no known name would never be looked at.
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
        std::vector<std::string> columns = SplitTabs(line.substr(kColumns.size()));
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
    std::vector<std::string> cells = SplitTabs(line);
    if (cells.size() != table.columns.size()) {
      return TableError(graph::ErrorCode::kSyntax, file, line_number,
                        "has " + std::to_string(cells.size()) + " cells; the columns are " +
                            std::to_string(table.columns.size()));
    }
    if (cells[0].empty()) {
      return TableError(graph::ErrorCode::kSyntax, file, line_number,
                        "has an empty " + table.columns[0]);
    }
    table.rows.push_back(std::move(cells));
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
    if (same != files.end() && text.starts_with("# replace")) {
      same->bytes = std::move(text);
      same->folder = shown_folder;
    } else {
      files.push_back({path, std::move(text), shown_folder});
    }
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

const KnowledgeTable* Knowledge::Table(std::string_view name) const {
  for (const auto& [table_name, table] : tables_) {
    if (table_name == name) return &table;
  }
  return nullptr;
}

graph::Result<std::unique_ptr<const Knowledge>> Knowledge::Load(
    const std::vector<KnowledgeFile>& files) {
  std::unique_ptr<Knowledge> knowledge(new Knowledge());
  for (const KnowledgeFile& file : files) {
    if (!IsTable(file.path)) continue;
    ENTENTE_ASSIGN_OR_RETURN(KnowledgeTable table, ParseKnowledgeTable(file.Shown(), file.bytes));
    const std::string name(Stem(file.path));
    const auto same = std::find_if(knowledge->tables_.begin(), knowledge->tables_.end(),
                                   [&](const auto& pair) { return pair.first == name; });
    if (same == knowledge->tables_.end()) {
      if (!file.folder.empty()) return UnknownTable(file, knowledge->tables_);
      knowledge->tables_.emplace_back(name, std::move(table));
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
    for (size_t row = 0; row < table.rows.size(); ++row) {
      std::vector<std::string> cells(all.columns.size());
      for (size_t i = 0; i < table.columns.size(); ++i) {
        const uint32_t column = columns[i];
        cells[column] = std::move(table.rows[row][i]);
      }
      all.rows.push_back(std::move(cells));
      all.lines.push_back(table.lines[row]);
    }
  }
  std::sort(knowledge->tables_.begin(), knowledge->tables_.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  ENTENTE_ASSIGN_OR_RETURN(knowledge->lexicon_, Lexicon::Build(knowledge->tables_));
  ENTENTE_ASSIGN_OR_RETURN(knowledge->rules_, RuleBook::Load(files));
  return std::unique_ptr<const Knowledge>(std::move(knowledge));
}

}  // namespace entente::ingest
