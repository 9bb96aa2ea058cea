#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "graph/formats/csv.h"
#include "graph/formats/csv_header.h"
#include "graph/formats/csv_rows.h"
#include "graph/formats/input_file.h"
#include "graph/utf8.h"

namespace entente::graph {

namespace {

namespace fs = std::filesystem;

bool IsFile(const std::string& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

std::vector<std::string> Split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (;;) {
    const size_t end = text.find(at);
    parts.emplace_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// ";", "TAB", "U+001F" as neo4j-admin has them. Empty where it is none of these.
std::string ParseDelimiter(std::string_view text) {
  if (text == "TAB" || text == "\\t") return "\t";
  if (text.starts_with("U+") && text.size() > 2) {
    uint32_t code = 0;
    for (char c : text.substr(2)) {
      const char lower = static_cast<char>(c | 0x20);
      const bool digit = c >= '0' && c <= '9';
      if ((!digit && (lower < 'a' || lower > 'f')) || code > 0x10ffff) return "";
      code = code * 16 + static_cast<uint32_t>(digit ? c - '0' : lower - 'a' + 10);
    }
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return "";
    std::string out;
    AppendUtf8(out, code);
    return out;
  }
  return !FindInvalidUtf8(text) && CountCharacters(text) == 1 ? std::string(text) : "";
}

Result<CsvInput> FromArguments(const std::string& folder, const FileUnpacker& unpack) {
  CsvInput input;
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<InputFile> file,
                           InputFile::Open(folder + "/" + kCsvArguments));
  const std::string_view bytes = file->bytes();
  for (size_t begin = file->begin_byte(); begin < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view line = bytes.substr(begin, end - begin);
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    auto value_of = [&](std::string_view option) -> std::optional<std::string_view> {
      if (!line.starts_with(option)) return std::nullopt;
      return line.substr(option.size());
    };
    auto wrong = [&](std::string message) {
      return file->ErrorAt(begin, ErrorCode::kSyntax, std::move(message));
    };
    auto nodes = value_of("--nodes="), relationships = value_of("--relationships=");
    if (nodes || relationships) {
      auto files = ParseCsvFiles(nodes ? *nodes : *relationships);
      if (!files) return wrong(files.error().message);
      for (std::string& path : files->paths) {
        if (!path.starts_with('/')) path = folder + "/" + path;
        if (unpack && path.ends_with(".gz")) {
          ENTENTE_ASSIGN_OR_RETURN(path, unpack(path));
        }
      }
      (nodes ? input.nodes : input.relationships).push_back(*std::move(files));
    } else if (auto delimiter = value_of("--array-delimiter=")) {
      input.array_delimiter = ParseDelimiter(*delimiter);
      if (input.array_delimiter.empty()) return wrong("expected one character as array delimiter");
    } else if (auto field = value_of("--delimiter=")) {
      const std::string parsed = ParseDelimiter(*field);
      if (parsed.size() != 1) return wrong("expected one ASCII character as delimiter");
      input.delimiter = parsed[0];
    } else if (!line.empty() && !line.starts_with('#') && !line.starts_with("--")) {
      return wrong("expected an option such as --nodes=FILE or --relationships=FILE");
    }
    begin = end + 1;
  }
  return input;
}

// Whether the header of a file is one of relationships. Errors: kSyntax where it can't be told.
Result<bool> HoldsRelationships(const std::string& path) {
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<InputFile> file, InputFile::Open(path));
  CsvCursor cursor(file->bytes(), file->begin_byte(), file->bytes().size(), ',');
  CsvField field;
  bool is_node = false;
  while (cursor.AtRow() && !field.ends_row && cursor.Next(field)) {
    auto column = FindInvalidUtf8(field.text)
                      ? MakeError(ErrorCode::kEncoding, "this header is not UTF-8")
                      : ParseCsvColumn(field.text);
    if (!column)
      return file->ErrorAt(field.begin_byte, column.error().code, column.error().message);
    if (column->role == CsvRole::kStartId || column->role == CsvRole::kEndId) return true;
    if (column->role == CsvRole::kId || column->role == CsvRole::kLabel) is_node = true;
    if (field.ends_row) break;
  }
  if (is_node) return false;
  return file->ErrorAt(file->begin_byte(), ErrorCode::kSyntax,
                       "expected a header with a column :ID (nodes) or with :START_ID and :END_ID "
                       "(relationships)");
}

}  // namespace

Result<CsvFiles> ParseCsvFiles(std::string_view option) {
  CsvFiles files;
  std::string_view paths = option;
  // A path may hold '=' and ',' where a file of that name is there.
  if (!IsFile(std::string(option))) {
    if (const size_t equals = option.find('='); equals != option.npos) {
      for (std::string& name : Split(option.substr(0, equals), ':')) {
        if (name.empty())
          return MakeError(ErrorCode::kInvalidArgument,
                           fmt::format("expected NAME=FILE.csv, found '{}'", option));
        files.names.push_back(std::move(name));
      }
      paths = option.substr(equals + 1);
    }
  }
  files.paths =
      IsFile(std::string(paths)) ? std::vector<std::string>{std::string(paths)} : Split(paths, ',');
  for (const std::string& path : files.paths)
    if (path.empty())
      return MakeError(ErrorCode::kInvalidArgument,
                       fmt::format("expected NAME=FILE.csv, found '{}'", option));
  return files;
}

Result<CsvInput> FindCsvFiles(const std::string& folder, const FileUnpacker& unpack) {
  CsvInput input;
  // An export of an empty graph has its arguments and no other file.
  const bool exported = IsFile(folder + "/" + kCsvArguments);
  if (exported) {
    ENTENTE_ASSIGN_OR_RETURN(input, FromArguments(folder, unpack));
  } else {
    std::error_code failed;
    std::vector<std::string> paths;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
      if (it->path().extension() == ".csv" ||
          (unpack && it->path().filename().string().ends_with(".csv.gz")))
        paths.push_back(it->path().string());
    if (failed) {
      Error error = MakeError(ErrorCode::kIo, "can't be read: " + failed.message());
      error.file = folder;
      return error;
    }
    std::sort(paths.begin(), paths.end());
    for (std::string& path : paths) {
      if (path.ends_with(".gz")) {
        ENTENTE_ASSIGN_OR_RETURN(path, unpack(path));
      }
      ENTENTE_ASSIGN_OR_RETURN(bool relationships, HoldsRelationships(path));
      (relationships ? input.relationships : input.nodes).push_back({{}, {path}});
    }
  }
  if (!exported && input.nodes.empty() && input.relationships.empty()) {
    Error error = MakeError(ErrorCode::kNotFound, "there are no CSV files in this folder");
    error.file = folder;
    return error;
  }
  return input;
}

}  // namespace entente::graph
