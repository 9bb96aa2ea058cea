#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "graph/formats/csv.h"
#include "graph/formats/csv_rows.h"
#include "graph/formats/csv_rows_parser.h"
#include "graph/formats/import_names.h"
#include "graph/formats/input_file.h"
#include "graph/utf8.h"

namespace entente::graph {

namespace {

constexpr size_t kPieceBytes = 2 << 20;

class CsvReader {
 public:
  CsvReader(const CsvInput& input, ImportTarget& target, unsigned threads,
            const ImportProgress& progress)
      : input_(input),
        target_(target),
        names_(target),
        threads_(std::max(1u, threads)),
        progress_(progress) {}

  Result<ImportCounts> Read() {
    for (const auto* list : {&input_.nodes, &input_.relationships}) {
      for (const CsvFiles& files : *list) {
        auto& opened = opened_.emplace_back();
        for (const std::string& path : files.paths) {
          ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<InputFile> file, InputFile::Open(path));
          total_bytes_ += file->bytes().size();
          opened.push_back(std::move(file));
        }
      }
    }
    size_t next = 0;
    for (const CsvFiles& files : input_.nodes)
      ENTENTE_RETURN_IF_ERROR(ReadFiles(files, opened_[next++], /*nodes=*/true));
    for (const CsvFiles& files : input_.relationships)
      ENTENTE_RETURN_IF_ERROR(ReadFiles(files, opened_[next++], /*nodes=*/false));
    names_.CreateIndexes();
    return counts_;
  }

 private:
  using Files = std::vector<std::unique_ptr<InputFile>>;

  Status ReadFiles(const CsvFiles& files, Files& opened, bool nodes) {
    CsvTable table;
    table.delimiter = input_.delimiter;
    table.array_delimiter = input_.array_delimiter;
    size_t body = 0;
    ENTENTE_ASSIGN_OR_RETURN(body, ReadHeader(*opened[0], nodes, files, table));
    labels_.clear();
    type_.reset();
    last_labels_valid_ = false;
    if (nodes) {
      for (const std::string& name : files.names) {
        auto label = names_.Label(name);
        if (!label) return TooManyNames("labels");
        labels_.push_back(*label);
      }
    } else if (!files.names.empty()) {
      type_ = names_.Type(files.names[0]);
      if (!type_) return TooManyNames("types");
    }
    for (size_t i = 0; i < opened.size(); ++i) {
      table.file = opened[i].get();
      if (nodes) bodies_.push_back({table.file->path(), i == 0, NodeId()});
      ENTENTE_RETURN_IF_ERROR(ReadBody(table, i == 0 ? body : opened[i]->begin_byte(), nodes));
      done_bytes_ += opened[i]->bytes().size();
      opened[i].reset();  // nothing looks into it any more
    }
    return {};
  }

  static Error TooManyNames(const char* what) {
    return MakeError(ErrorCode::kLimit,
                     fmt::format("more than {} different {}", ImportNames::kMaxNames, what));
  }

  // Returns where the rows begin.
  Result<size_t> ReadHeader(const InputFile& file, bool nodes, const CsvFiles& files,
                            CsvTable& table) {
    CsvCursor cursor(file.bytes(), file.begin_byte(), file.bytes().size(), table.delimiter);
    if (!cursor.AtRow())
      return file.ErrorAt(file.begin_byte(), ErrorCode::kSyntax,
                          "expected a header line, found an empty file");
    if (auto bad = FindInvalidUtf8(
            file.bytes().substr(0, EndOfCsvPiece(file.bytes(), cursor.at_byte(), 0))))
      return file.ErrorAt(*bad, ErrorCode::kEncoding, "this byte is not UTF-8");
    std::set<std::string> properties;
    std::map<CsvRole, int> roles;
    const size_t begin = cursor.at_byte();
    for (CsvField field; !field.ends_row;) {
      if (!cursor.Next(field))
        return file.ErrorAt(cursor.at_byte(), ErrorCode::kSyntax, cursor.error());
      auto column = ParseCsvColumn(field.text);
      if (!column)
        return file.ErrorAt(field.begin_byte, column.error().code, column.error().message);
      auto wrong = [&](ErrorCode code, std::string message) {
        return file.ErrorAt(field.begin_byte, code, std::move(message));
      };
      const CsvRole role = column->role;
      const bool is_end = role == CsvRole::kStartId || role == CsvRole::kEndId;
      if (nodes ? is_end || role == CsvRole::kType
                : role == CsvRole::kId || role == CsvRole::kLabel) {
        return wrong(ErrorCode::kSyntax,
                     fmt::format("'{}' does not belong into a file of {}", field.text,
                                 nodes ? "nodes" : "relationships"));
      }
      if (role != CsvRole::kProperty && role != CsvRole::kIgnore && ++roles[role] > 1) {
        return wrong(role == CsvRole::kId ? ErrorCode::kUnsupported : ErrorCode::kSyntax,
                     fmt::format("a second column '{}'", field.text));
      }
      const bool is_property = role == CsvRole::kProperty || role == CsvRole::kId;
      if (is_property && !column->name.empty()) {
        if (!properties.insert(column->name).second)
          return wrong(ErrorCode::kAlreadyExists,
                       fmt::format("a second column for the property '{}'", column->name));
        if (column->name.starts_with(kHiddenKeyMark))
          return wrong(ErrorCode::kUnsupported,
                       "names of properties that begin with ~ are kept for the program");
        if (!names_.Key(column->name)) return TooManyNames("properties");
      }
      const CsvIdSpace* space = nullptr;
      if (role == CsvRole::kId) {
        auto [place, is_new] = spaces_.try_emplace(column->space);
        const bool is_integer = column->type == CsvType::kInteger;
        if (is_new) place->second.is_integer = is_integer;
        if (place->second.is_integer != is_integer)
          return wrong(ErrorCode::kType,
                       fmt::format("the ID space ({}) has ids of another type in a file before",
                                   column->space));
      } else if (is_end) {
        auto found = spaces_.find(column->space);
        if (found == spaces_.end())
          return wrong(
              ErrorCode::kNotFound,
              column->space.empty()
                  ? "no file of nodes has a column :ID without a name of its ID space"
                  : fmt::format("no file of nodes declares the ID space ({})", column->space));
        space = &found->second;
      }
      table.columns.push_back(*std::move(column));
      table.spaces.push_back(space);
    }
    if (!nodes) {
      for (CsvRole role : {CsvRole::kStartId, CsvRole::kEndId})
        if (!roles.contains(role))
          return file.ErrorAt(begin, ErrorCode::kSyntax,
                              fmt::format("expected a column :{} in a file of relationships",
                                          role == CsvRole::kStartId ? "START_ID" : "END_ID"));
      if (!roles.contains(CsvRole::kType) && files.names.empty())
        return file.ErrorAt(begin, ErrorCode::kSyntax,
                            "these relationships have no type: expected a column :TYPE, or "
                            "--relationships TYPE=FILE");
    }
    return cursor.at_byte();
  }

  Status ReadBody(const CsvTable& table, size_t begin, bool nodes) {
    const std::string_view bytes = table.file->bytes();
    std::deque<std::future<CsvRows>> pieces;
    size_t next = begin;
    Status status;
    do {
      // Each piece is parsed on a thread of its own while the rows before it are handed on; where
      // the system has no thread to give, when it is asked for.
      while (next < bytes.size() && pieces.size() < threads_ && status) {
        const size_t end = EndOfCsvPiece(bytes, next, kPieceBytes);
        pieces.push_back(std::async(
            threads_ > 1 ? std::launch::async | std::launch::deferred : std::launch::deferred,
            ParseCsvRows, std::cref(table), next, end));
        next = end;
      }
      if (pieces.empty()) break;
      const CsvRows rows = pieces.front().get();
      pieces.pop_front();
      if (!status) continue;  // the others are only waited for
      status = nodes ? AddNodes(table, rows) : AddRelationships(table, rows);
      if (status && rows.error) status = *rows.error;
      if (status && progress_ && !progress_(done_bytes_ + rows.end_byte, total_bytes_))
        status = MakeError(ErrorCode::kInterrupted, "interrupted");
    } while (!pieces.empty() || (next < bytes.size() && status));
    return status;
  }

  Status AddNodes(const CsvTable& table, const CsvRows& rows) {
    const Places places = PlacesOf(table);
    CsvIdSpace* space = nullptr;
    if (places.id) space = &spaces_.find(table.columns[*places.id].space)->second;
    std::vector<LabelId> labels = labels_;
    for (size_t row = 0; row < rows.count; ++row) {
      if (places.label)
        ENTENTE_RETURN_IF_ERROR(SetLabels(table, rows.columns[*places.label].texts[row], labels));
      auto node = target_.AddNode(labels);
      if (node && !bodies_.back().first_node.valid()) bodies_.back().first_node = *node;
      if (!node)
        return table.file->ErrorAt(rows.begin_bytes[row], node.error().code, node.error().message);
      if (space) {
        const CsvValues& ids = rows.columns[*places.id];
        if (ids.present[row] && !(space->is_integer ? space->nodes.Insert(ids.integers[row], *node)
                                                    : space->nodes.Insert(ids.texts[row], *node))) {
          const NodeId first = space->is_integer ? space->nodes.Find(ids.integers[row])
                                                 : space->nodes.Find(ids.texts[row]);
          return table.file->ErrorAt(
              rows.begin_bytes[row], ErrorCode::kAlreadyExists,
              fmt::format("the node of {} has the id '{}' too", PlaceOf(first, table),
                          space->is_integer ? fmt::to_string(ids.integers[row])
                                            : std::string(ids.texts[row])));
        }
      }
      ++counts_.nodes;
      ENTENTE_RETURN_IF_ERROR(SetProperties(table, places, rows, row));
    }
    return {};
  }

  // "line 7 of people.csv", by going through the file once more: nodes are numbered as rows stand.
  std::string PlaceOf(NodeId node, const CsvTable& table) const {
    const Body* body = &bodies_.front();
    for (const Body& other : bodies_)
      if (other.first_node.valid() && other.first_node.value <= node.value) body = &other;
    auto file = InputFile::Open(body->path);
    if (!file) return body->path;
    CsvCursor cursor((*file)->bytes(), (*file)->begin_byte(), (*file)->bytes().size(),
                     table.delimiter);
    size_t left = node.value - body->first_node.value + (body->has_header ? 1 : 0);
    for (; cursor.AtRow() && left > 0; --left) {
      CsvField field;
      while (!field.ends_row)
        if (!cursor.Next(field)) return body->path;
    }
    const std::string_view above = (*file)->bytes().substr(0, cursor.at_byte());
    const auto line = std::count(above.begin(), above.end(), '\n') + 1;
    return body->path == table.file->path() ? fmt::format("line {}", line)
                                            : fmt::format("line {} of {}", line, body->path);
  }

  Status AddRelationships(const CsvTable& table, const CsvRows& rows) {
    const Places places = PlacesOf(table);
    const std::vector<NodeId>& starts = rows.columns[*places.start].nodes;
    const std::vector<NodeId>& ends = rows.columns[*places.end].nodes;
    for (size_t row = 0; row < rows.count; ++row) {
      auto type = type_;
      if (places.type) {
        const std::string_view name = rows.columns[*places.type].texts[row];
        if (!name.empty()) type = names_.Type(name);
        if (!type && !name.empty()) return TooManyNames("types");
      }
      if (!type)
        return table.file->ErrorAt(rows.begin_bytes[row], ErrorCode::kSyntax,
                                   "this relationship has no type");
      Status added = target_.AddRelationship(*type, starts[row], ends[row]);
      if (!added)
        return table.file->ErrorAt(rows.begin_bytes[row], added.error().code,
                                   added.error().message);
      ++counts_.relationships;
      ENTENTE_RETURN_IF_ERROR(SetProperties(table, places, rows, row));
    }
    return {};
  }

  // The rows of nodes in one file.
  struct Body {
    std::string path;
    bool has_header = false;
    NodeId first_node;  // not valid before the first row
  };

  // Where in a table what stands.
  struct Places {
    std::optional<size_t> id, label, type, start, end;
    std::vector<std::pair<size_t, PropertyKeyId>> properties;
  };
  Places PlacesOf(const CsvTable& table) {
    Places places;
    for (size_t i = 0; i < table.columns.size(); ++i) {
      const CsvColumn& column = table.columns[i];
      if (column.role == CsvRole::kId) places.id = i;
      if (column.role == CsvRole::kLabel) places.label = i;
      if (column.role == CsvRole::kType) places.type = i;
      if (column.role == CsvRole::kStartId) places.start = i;
      if (column.role == CsvRole::kEndId) places.end = i;
      const bool is_property = column.role == CsvRole::kProperty || column.role == CsvRole::kId;
      if (is_property && !column.name.empty())
        places.properties.emplace_back(i, *names_.Key(column.name));
    }
    return places;
  }

  Status SetLabels(const CsvTable& table, std::string_view text, std::vector<LabelId>& labels) {
    // Rows in a row most often have the same labels.
    if (text == last_labels_text_ && last_labels_valid_) {
      labels = last_labels_;
      return {};
    }
    labels = labels_;
    for (std::string_view rest = text; !rest.empty();) {
      const size_t at = rest.find(table.array_delimiter);
      const std::string_view name = rest.substr(0, at);
      if (!name.empty()) {
        auto label = names_.Label(name);
        if (!label) return TooManyNames("labels");
        if (std::find(labels.begin(), labels.end(), *label) == labels.end())
          labels.push_back(*label);
      }
      if (at == rest.npos) break;
      rest.remove_prefix(at + table.array_delimiter.size());
    }
    last_labels_text_ = text;
    last_labels_ = labels;
    last_labels_valid_ = true;
    return {};
  }

  Status SetProperties(const CsvTable& table, const Places& places, const CsvRows& rows,
                       size_t row) {
    for (const auto& [index, key] : places.properties) {
      const CsvValues& values = rows.columns[index];
      if (!values.present[row]) continue;
      ++counts_.properties;
      if (!values.texts.empty()) {
        target_.SetString(key, values.texts[row]);
      } else if (!values.integers.empty()) {
        target_.SetInteger(key, values.integers[row]);
      } else {
        Status set = target_.Set(key, values.values[row]);
        if (!set)
          return table.file->ErrorAt(
              rows.begin_bytes[row], set.error().code,
              fmt::format("column '{}': {}", table.columns[index].name, set.error().message));
      }
    }
    return {};
  }

  const CsvInput& input_;
  ImportTarget& target_;
  ImportNames names_;
  const unsigned threads_;
  const ImportProgress& progress_;
  std::vector<Files> opened_;
  std::vector<Body> bodies_;  // of nodes, in the order of reading
  uint64_t total_bytes_ = 0, done_bytes_ = 0;
  std::map<std::string, CsvIdSpace, std::less<>> spaces_;
  std::vector<LabelId> labels_;  // of every row of the files at hand
  std::optional<TypeId> type_;
  std::string last_labels_text_;
  std::vector<LabelId> last_labels_;
  bool last_labels_valid_ = false;
  ImportCounts counts_;
};

}  // namespace

Result<ImportCounts> ReadCsv(const CsvInput& input, ImportTarget& target, unsigned threads,
                             const ImportProgress& progress) {
  return CsvReader(input, target, threads, progress).Read();
}

}  // namespace entente::graph
