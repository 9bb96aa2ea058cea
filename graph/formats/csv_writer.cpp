#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "graph/check.h"
#include "graph/formats/byte_sink.h"
#include "graph/formats/csv.h"
#include "graph/formats/csv_header.h"
#include "graph/formats/csv_rows.h"
#include "graph/formats/export_order.h"
#include "graph/formats/json_text.h"
#include "graph/formats/node_groups.h"
#include "graph/formats/temporal_text.h"

namespace entente::graph {

namespace {

constexpr char kDelimiter = ',';
// Never in a list that is not written as JSON, so that one delimiter is always left.
constexpr char kLastDelimiter = '\x1f';
// In order of liking; none can stand in a number or a temporal value.
constexpr std::string_view kArrayDelimiters = ";|\t^~#!\x1e\x1d\x1c\x1f";

// What a column can be, as the bit of a mask: scalar kinds, lists of them, and what is left.
using ShapeMask = uint32_t;
constexpr std::array<ValueKind, 10> kScalarKinds{
    ValueKind::kString,   ValueKind::kInteger,   ValueKind::kFloat, ValueKind::kBoolean,
    ValueKind::kDate,     ValueKind::kLocalTime, ValueKind::kTime,  ValueKind::kLocalDateTime,
    ValueKind::kDateTime, ValueKind::kDuration};
constexpr unsigned kFirstList = 10;
constexpr unsigned kJsonList = 20;
constexpr unsigned kEmptyList = 21;
constexpr ShapeMask kAnyList = ((1u << kJsonList) - 1) & ~((1u << kFirstList) - 1);

unsigned ScalarShape(ValueKind kind) {
  const auto* found = std::find(kScalarKinds.begin(), kScalarKinds.end(), kind);
  ENTENTE_CHECK(found != kScalarKinds.end());  // nothing else can be stored
  return static_cast<unsigned>(found - kScalarKinds.begin());
}

unsigned ShapeOf(const Value& value) {
  if (value.kind() != ValueKind::kList) return ScalarShape(value.kind());
  const auto elements = value.as_list();
  if (elements.empty()) return kEmptyList;
  for (const Value& element : elements) {
    if (element.kind() != elements[0].kind()) return kJsonList;
    if (element.kind() == ValueKind::kString &&
        (element.as_string().find(kLastDelimiter) != std::string_view::npos ||
         (elements.size() == 1 && element.as_string().empty())))
      return kJsonList;
  }
  return kFirstList + ScalarShape(elements[0].kind());
}

// An empty list is a list of whatever the others are.
ShapeMask Settled(ShapeMask mask) {
  if (!(mask & (1u << kEmptyList))) return mask;
  mask &= ~(1u << kEmptyList);
  return mask & kAnyList ? mask : mask | (1u << kFirstList);
}

unsigned SettledShape(const Value& value, ShapeMask settled) {
  const unsigned shape = ShapeOf(value);
  return shape == kEmptyList ? static_cast<unsigned>(std::countr_zero(settled & kAnyList)) : shape;
}

CsvColumn ColumnOf(std::string_view name, unsigned shape) {
  CsvColumn column;
  column.name = name;
  if (shape == kJsonList) {
    column.type = CsvType::kJson;
    return column;
  }
  column.is_list = shape >= kFirstList;
  const ValueKind kind = kScalarKinds[shape % kFirstList];
  switch (kind) {
    case ValueKind::kString:
      break;
    case ValueKind::kInteger:
      column.type = CsvType::kInteger;
      break;
    case ValueKind::kFloat:
      column.type = CsvType::kFloat;
      break;
    case ValueKind::kBoolean:
      column.type = CsvType::kBoolean;
      break;
    default:
      column.type = CsvType::kTemporal;
      column.temporal = kind;
  }
  return column;
}

// Plain text of a scalar.
void AppendScalar(std::string& out, const Value& value) {
  const char* foreign = ForeignTypeName(value);
  if (value.kind() == ValueKind::kString) {
    out += value.as_string();
  } else if (foreign && value.is_temporal()) {
    out += TemporalText(value);
  } else if (foreign) {
    const double number = value.as_float();
    out += number != number ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
  } else {
    AppendJsonValue(out, value);
  }
}

// The form that ParseCsvRows reads back.
void AppendJsonList(std::string& out, std::span<const Value> elements) {
  out += '[';
  for (size_t i = 0; i < elements.size(); ++i) {
    if (i > 0) out += ',';
    const char* foreign = ForeignTypeName(elements[i]);
    if (foreign) out += fmt::format("{{\"{}\":", foreign);
    AppendJsonValue(out, elements[i]);
    if (foreign) out += '}';
  }
  out += ']';
}

// Letters, digits, '_' and '-' of ASCII; others become '_'.
std::string PlainName(std::string_view name) {
  std::string out;
  for (char c : name.substr(0, 100)) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
    if ((static_cast<unsigned char>(c) & 0xc0) == 0x80) continue;  // one '_' a character
    out += plain ? c : '_';
  }
  return out.empty() ? "_" : out;
}

class CsvWriter {
 public:
  CsvWriter(const GraphReader& reader, const FileSink& sink)
      : reader_(reader), sink_(sink), order_(OrderForExport(reader)), groups_(reader, order_) {
    for (uint16_t i = 0; i < reader.key_count(); ++i) keys_by_name_.push_back(PropertyKeyId(i));
    std::sort(keys_by_name_.begin(), keys_by_name_.end(),
              [&](PropertyKeyId a, PropertyKeyId b) { return reader.Name(a) < reader.Name(b); });
  }

  Status Write() {
    for (const NodeGroup& group : groups_.groups()) {
      spaces_.push_back(Unused(PlainName(group.name), taken_spaces_));
      for (const std::string& label : group.labels) Mark(label);
    }
    Survey();
    for (const NodeGroup& group : groups_.groups())
      for (const std::string& label : group.labels)
        if (label.find(kLastDelimiter) != label.npos)
          return MakeError(ErrorCode::kUnsupported,
                           "a label with the character U+001F can't be written as CSV");
    for (char c : kArrayDelimiters) {
      array_delimiter_ = c;
      if (!used_[static_cast<unsigned char>(c)]) break;
    }
    ENTENTE_RETURN_IF_ERROR(WriteNodes());
    ENTENTE_RETURN_IF_ERROR(WriteRelationships());
    return WriteArguments();
  }

 private:
  struct File;
  // The rows that share a set of labels, or a type and the sets at its ends.
  struct Table {
    std::map<PropertyKeyId, ShapeMask> shapes;
    std::vector<PropertyKeyId> columns;  // by name
    std::vector<PropertyKeyId> parted;   // those of several shapes
    File* only_file = nullptr;           // where nothing is parted; into files_
  };
  struct File {
    std::string name;
    std::vector<std::pair<PropertyKeyId, unsigned>> columns;  // with their shape
    std::string out;
  };
  using RelationshipTable = std::tuple<uint32_t, TypeId, uint32_t>;  // start, type, end
  struct HashTable {
    size_t operator()(const RelationshipTable& t) const {
      const auto& [start, type, end] = t;
      return ((size_t{start} * 0x9e3779b97f4a7c15u) ^ end) * 0x9e3779b97f4a7c15u ^ type.value;
    }
  };
  using FileKey = std::pair<const Table*, std::vector<unsigned>>;

  static std::string Unused(const std::string& name, std::set<std::string>& taken) {
    // File systems may not tell case apart.
    auto lower = [](std::string text) {
      for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      return text;
    };
    std::string unused = name;
    for (int i = 2; !taken.insert(lower(unused)).second; ++i)
      unused = fmt::format("{}-{}", name, i);
    return unused;
  }

  void Mark(std::string_view text) {
    for (char c : text) used_[static_cast<unsigned char>(c)] = true;
  }

  void SurveyProperties(Table& table, const PropertyList& properties,
                        std::optional<PropertyKeyId> except) {
    for (const auto& [key, value] : properties) {
      if (except == key) continue;
      const unsigned shape = ShapeOf(value);
      table.shapes[key] |= 1u << shape;
      if (shape == kFirstList)
        for (const Value& element : value.as_list()) Mark(element.as_string());
    }
  }

  void Settle(Table& table) {
    for (auto& [key, mask] : table.shapes) mask = Settled(mask);
    for (PropertyKeyId key : keys_by_name_) {
      auto found = table.shapes.find(key);
      if (found == table.shapes.end()) continue;
      table.columns.push_back(key);
      if (!std::has_single_bit(found->second)) table.parted.push_back(key);
    }
  }

  RelationshipTable TableOf(const ExportedRelationship& relationship) const {
    return {groups_.group_of(relationship.start), relationship.type,
            groups_.group_of(relationship.end)};
  }

  // First reading: which columns of which types there are, and which delimiters are taken.
  void Survey() {
    node_tables_.resize(groups_.groups().size());
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      const uint32_t group = groups_.group_of(i);
      SurveyProperties(node_tables_[group], reader_.Properties(order_.nodes[i]),
                       groups_.groups()[group].key);
    }
    for (Table& table : node_tables_) Settle(table);
    RelationshipWalk walk(reader_, order_);
    for (uint32_t i = 0; i < order_.nodes.size(); ++i)
      for (const ExportedRelationship& relationship : walk.Leaving(i))
        SurveyProperties(relationship_tables_[TableOf(relationship)],
                         reader_.Properties(relationship.id), std::nullopt);
    for (auto& [key, table] : relationship_tables_) Settle(table);
  }

  // The file for rows of this table with these properties, made when first needed.
  template <class MakeName, class MakeHeader>
  File& FileFor(Table& table, const PropertyList& properties, MakeName make_name,
                MakeHeader make_header) {
    if (table.only_file) return *table.only_file;
    FileKey key{&table, {}};
    for (PropertyKeyId parted : table.parted) {
      const ShapeMask mask = table.shapes.at(parted);
      auto shape = static_cast<unsigned>(std::countr_zero(mask));
      for (const auto& [property, value] : properties)
        if (property == parted) shape = SettledShape(value, mask);
      key.second.push_back(shape);
    }
    auto [place, is_new] = files_.try_emplace(std::move(key));
    File& file = place->second;
    if (!is_new) return file;
    if (table.parted.empty()) table.only_file = &file;
    file.name = Unused(make_name(), taken_names_) + ".csv";
    const std::vector<unsigned>& parted = place->first.second;
    for (PropertyKeyId column : table.columns) {
      auto at = std::find(table.parted.begin(), table.parted.end(), column);
      const unsigned shape = at == table.parted.end()
                                 ? static_cast<unsigned>(std::countr_zero(table.shapes.at(column)))
                                 : parted[static_cast<size_t>(at - table.parted.begin())];
      file.columns.emplace_back(column, shape);
    }
    make_header(file.out);
    for (const auto& [column, shape] : file.columns) {
      file.out += kDelimiter;
      Field(file.out, CsvColumnText(ColumnOf(reader_.Name(column), shape)));
    }
    file.out += '\n';
    return file;
  }

  void Field(std::string& out, std::string_view text) {
    multiline_ = multiline_ || text.find_first_of("\r\n") != text.npos;
    AppendCsvField(out, text, kDelimiter);
  }

  void Properties(File& file, const PropertyList& properties) {
    // Both are sorted by the property's name.
    auto next = properties.begin();
    for (const auto& [column, shape] : file.columns) {
      file.out += kDelimiter;
      while (next != properties.end() && reader_.Name(next->first) < reader_.Name(column)) ++next;
      if (next == properties.end() || next->first != column) continue;
      const Value& value = next->second;
      if (value.kind() == ValueKind::kInteger) {
        AppendScalar(file.out, value);
        continue;
      }
      text_.clear();
      if (value.kind() != ValueKind::kList) {
        AppendScalar(text_, value);
      } else if (shape == kJsonList) {
        AppendJsonList(text_, value.as_list());
      } else {
        bool first = true;
        for (const Value& element : value.as_list()) {
          if (!first) text_ += array_delimiter_;
          first = false;
          AppendScalar(text_, element);
        }
      }
      Field(file.out, text_);
    }
    file.out += '\n';
  }

  void AppendId(std::string& out, uint32_t position) {
    const NodeGroup& group = groups_.groups()[groups_.group_of(position)];
    if (!group.key) {
      out += fmt::format_int(position).str();
      return;
    }
    const Value value = reader_.Property(order_.nodes[position], *group.key);
    text_.clear();
    AppendScalar(text_, value);
    Field(out, text_);
  }

  Status Flush(File& file, size_t at_least_bytes) {
    if (file.out.size() < at_least_bytes) return {};
    Status written = sink_(file.name, file.out);
    file.out.clear();
    return written;
  }
  Status FlushAll(std::string_view option) {
    for (auto& [key, file] : files_) {
      ENTENTE_RETURN_IF_ERROR(Flush(file, 1));
      names_.push_back(file.name);
      file.out = std::string();
    }
    files_.clear();  // and no table looks into it any more
    std::sort(names_.begin(), names_.end());
    for (const std::string& name : names_) arguments_ += fmt::format("{}={}\n", option, name);
    names_.clear();
    return {};
  }

  Status WriteNodes() {
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      const uint32_t number = groups_.group_of(i);
      const NodeGroup& group = groups_.groups()[number];
      const PropertyList properties = reader_.Properties(order_.nodes[i]);
      File& file = FileFor(
          node_tables_[number], properties, [&] { return spaces_[number]; },
          [&](std::string& header) {
            CsvColumn id;
            id.role = CsvRole::kId;
            if (group.key) id.name = reader_.Name(*group.key);
            id.space = spaces_[number];
            if (!group.key || group.key_is_integer) id.type = CsvType::kInteger;
            header += CsvColumnText(id) + kDelimiter + ":LABEL";
          });
      AppendId(file.out, i);
      file.out += kDelimiter;
      text_.clear();
      for (const std::string& label : group.labels) {
        if (!text_.empty()) text_ += array_delimiter_;
        text_ += label;
      }
      if (!text_.empty()) Field(file.out, std::string(text_));
      Properties(file, properties);
      ENTENTE_RETURN_IF_ERROR(Flush(file, kFlushBytes));
    }
    return FlushAll("--nodes");
  }

  Status WriteRelationships() {
    RelationshipWalk walk(reader_, order_);
    std::string start_id, end_id;
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      const auto& leaving = walk.Leaving(i);
      start_id.clear();
      if (!leaving.empty()) AppendId(start_id, i);
      for (const ExportedRelationship& relationship : leaving) {
        const auto key = TableOf(relationship);
        const std::string_view type = reader_.Name(relationship.type);
        const PropertyList properties = reader_.Properties(relationship.id);
        const std::string& start_space = spaces_[std::get<0>(key)];
        const std::string& end_space = spaces_[std::get<2>(key)];
        File& file = FileFor(
            relationship_tables_.at(key), properties,
            [&] { return fmt::format("{}_{}_{}", PlainName(type), start_space, end_space); },
            [&](std::string& header) {
              header += fmt::format(":START_ID({}),:END_ID({}),:TYPE", start_space, end_space);
            });
        file.out += start_id;
        file.out += kDelimiter;
        AppendId(file.out, relationship.end);
        file.out += kDelimiter;
        Field(file.out, type);
        Properties(file, properties);
        ENTENTE_RETURN_IF_ERROR(Flush(file, kFlushBytes));
      }
    }
    return FlushAll("--relationships");
  }

  Status WriteArguments() {
    arguments_ += static_cast<unsigned char>(array_delimiter_) < 0x20
                      ? fmt::format("--array-delimiter=U+{:04X}\n", +array_delimiter_)
                      : fmt::format("--array-delimiter={}\n", array_delimiter_);
    if (multiline_) arguments_ += "--multiline-fields=true\n";
    return sink_(kCsvArguments, arguments_);
  }

  const GraphReader& reader_;
  const FileSink& sink_;
  const ExportOrder order_;
  const NodeGroups groups_;
  std::vector<PropertyKeyId> keys_by_name_;
  std::vector<std::string> spaces_;  // by group; also the names of the files
  std::set<std::string> taken_spaces_, taken_names_;
  std::array<bool, 256> used_{};  // bytes in labels and in texts of lists
  std::vector<Table> node_tables_;
  std::unordered_map<RelationshipTable, Table, HashTable> relationship_tables_;
  std::map<FileKey, File> files_;
  std::vector<std::string> names_;
  char array_delimiter_ = ';';
  bool multiline_ = false;
  std::string text_;
  std::string arguments_;
};

}  // namespace

Status WriteCsv(const GraphReader& reader, const FileSink& sink) {
  return CsvWriter(reader, sink).Write();
}

}  // namespace entente::graph
