#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/formats/id_map.h"
#include "graph/formats/import_names.h"
#include "graph/formats/input_file.h"
#include "graph/formats/json_text.h"
#include "graph/formats/jsonl.h"
#include "graph/formats/temporal_text.h"

namespace entente::graph {

namespace {

constexpr size_t kProgressLines = 1 << 14;

struct ReadProperty {
  PropertyKeyId key;
  Value value;
  size_t at_byte = 0;  // of the value, in the line
};

// What "types" says of one property: a name for all, or one for each element.
struct ReadType {
  PropertyKeyId key;
  std::string name;
  std::vector<std::string> elements;
  bool is_list = false;
  size_t at_byte = 0;
};

struct ReadEnd {
  std::optional<std::string> id;
  size_t at_byte = 0;
};

// One line as it stands. Kept between lines so that its room is used again.
struct Line {
  enum class Kind { kNone, kNode, kRelationship } kind = Kind::kNone;
  std::optional<std::string> id;
  size_t id_at_byte = 0;
  std::vector<LabelId> labels;
  std::optional<TypeId> type;
  std::vector<ReadProperty> properties;
  std::vector<ReadType> types;
  ReadEnd start, end;

  void Clear() {
    kind = Kind::kNone;
    id.reset();
    labels.clear();
    type.reset();
    properties.clear();
    types.clear();
    start = end = ReadEnd();
  }
};

// An id that is a number in its shortest form, as exports write them.
std::optional<int64_t> PlainNumber(std::string_view text) {
  int64_t number = 0;
  if (text.empty() || text.size() > 18 || (text[0] == '0' && text.size() > 1) || text[0] == '-')
    return std::nullopt;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

// Gives strings the type that "types" names. Errors: without a place.
Result<Value> Retype(const Value& value, std::string_view type) {
  return value.kind() == ValueKind::kString ? ParseForeign(type, value.as_string()) : value;
}

class JsonlReader {
 public:
  JsonlReader(const InputFile& file, ImportTarget& target, const ImportProgress& progress)
      : file_(file), target_(target), names_(target), progress_(progress) {}

  Result<ImportCounts> Read() {
    const std::string_view bytes = file_.bytes();
    size_t lines = 0;
    for (size_t begin = file_.begin_byte(); begin < bytes.size();) {
      size_t end = bytes.find('\n', begin);
      if (end == bytes.npos) end = bytes.size();
      ENTENTE_RETURN_IF_ERROR(ReadLine(begin, end, /*may_wait=*/true));
      if (++lines % kProgressLines == 0) ENTENTE_RETURN_IF_ERROR(Report(end));
      begin = end + 1;
    }
    for (const auto& [begin, end] : waiting_) {
      ENTENTE_RETURN_IF_ERROR(ReadLine(begin, end, /*may_wait=*/false));
      if (++lines % kProgressLines == 0) ENTENTE_RETURN_IF_ERROR(Report(bytes.size()));
    }
    names_.CreateIndexes();
    ENTENTE_RETURN_IF_ERROR(Report(bytes.size()));
    return counts_;
  }

 private:
  Status Report(size_t done_bytes) {
    if (progress_ && !progress_(done_bytes, file_.bytes().size()))
      return MakeError(ErrorCode::kInterrupted, "interrupted");
    return {};
  }

  Status ReadLine(size_t begin, size_t end, bool may_wait) {
    const std::string_view text = file_.bytes().substr(begin, end - begin);
    JsonCursor cursor(text);
    if (cursor.Peek() == 0 && cursor.at_byte() == text.size()) return {};  // nothing but spaces
    line_.Clear();
    cursor.Object([&](std::string_view field) { ReadField(cursor, field); });
    cursor.ExpectEnd();
    if (cursor.ok() && line_.kind == Line::Kind::kNone)
      cursor.FailAt(0, ErrorCode::kSyntax,
                    "expected a field \"type\" that says \"node\" or \"relationship\"");
    if (cursor.ok()) ApplyTypes(cursor);
    if (cursor.ok()) {
      if (line_.kind == Line::Kind::kNode) {
        AddNode(cursor);
      } else if (!AddRelationship(cursor, may_wait)) {
        waiting_.emplace_back(begin, end);
      }
    }
    if (cursor.ok()) return {};
    return file_.ErrorAt(begin + cursor.at_byte(), cursor.code(), cursor.message());
  }

  void ReadField(JsonCursor& cursor, std::string_view field) {
    if (field == "type") {
      cursor.Peek();
      const size_t at = cursor.at_byte();
      const std::string_view kind = cursor.String(scratch_);
      if (kind == "node") {
        line_.kind = Line::Kind::kNode;
      } else if (kind == "relationship") {
        line_.kind = Line::Kind::kRelationship;
      } else {
        cursor.FailAt(at, ErrorCode::kSyntax, "expected \"node\" or \"relationship\"");
      }
    } else if (field == "id") {
      cursor.Peek();
      line_.id_at_byte = cursor.at_byte();
      line_.id = ReadId(cursor);
    } else if (field == "labels") {
      line_.labels.clear();
      cursor.Array([&] {
        if (auto label = ReadName(cursor, "label", [&](auto name) { return names_.Label(name); }))
          line_.labels.push_back(*label);
      });
    } else if (field == "label") {
      line_.type = ReadName(cursor, "type", [&](auto name) { return names_.Type(name); });
    } else if (field == "properties") {
      cursor.Object([&](std::string_view name) {
        if (name.starts_with(kHiddenKeyMark)) {
          return cursor.FailAt(cursor.at_byte(), ErrorCode::kUnsupported,
                               "names of properties that begin with ~ are kept for the program");
        }
        auto key = names_.Key(name);
        if (!key) return TooManyNames(cursor, "property");
        cursor.Peek();
        const size_t at = cursor.at_byte();
        // Of a name that stands twice the later value counts, as JSON readers have it.
        std::erase_if(line_.properties, [&](const ReadProperty& p) { return p.key == *key; });
        line_.properties.push_back({*key, cursor.PropertyValue(), at});
      });
    } else if (field == "types") {
      cursor.Object([&](std::string_view name) {
        auto key = names_.Key(name);
        if (!key) return TooManyNames(cursor, "property");
        ReadTypes(cursor, *key);
      });
    } else if (field == "start" || field == "end") {
      ReadEnd& end = field == "start" ? line_.start : line_.end;
      cursor.Object([&](std::string_view name) {
        if (name != "id") return cursor.Skip();
        cursor.Peek();
        end.at_byte = cursor.at_byte();
        end.id = ReadId(cursor);
      });
    } else {
      cursor.Skip();
    }
  }

  std::optional<std::string> ReadId(JsonCursor& cursor) {
    if (cursor.Peek() == '"') return std::string(cursor.String(scratch_));
    const size_t at = cursor.at_byte();
    Value value = cursor.PropertyValue();
    if (cursor.ok() && value.kind() == ValueKind::kInteger)
      return fmt::to_string(value.as_integer());
    cursor.FailAt(at, ErrorCode::kSyntax, "an id is a string or an integer");
    return std::nullopt;
  }

  template <class Intern>
  auto ReadName(JsonCursor& cursor, const char* what, Intern intern)
      -> decltype(intern(std::string_view())) {
    cursor.Peek();
    const size_t at = cursor.at_byte();
    const std::string_view name = cursor.String(scratch_);
    if (!cursor.ok()) return std::nullopt;
    if (name.empty()) {
      cursor.FailAt(at, ErrorCode::kSyntax, fmt::format("a {} needs a name", what));
      return std::nullopt;
    }
    auto id = intern(name);
    if (!id) TooManyNames(cursor, what);
    return id;
  }

  void TooManyNames(JsonCursor& cursor, const char* what) {
    cursor.FailAt(cursor.at_byte(), ErrorCode::kLimit,
                  fmt::format("more than {} different {} names", ImportNames::kMaxNames, what));
  }

  void ReadTypes(JsonCursor& cursor, PropertyKeyId key) {
    cursor.Peek();
    ReadType type{key, "", {}, false, cursor.at_byte()};
    if (cursor.Peek() == '[') {
      type.is_list = true;
      cursor.Array([&] {
        if (cursor.Peek() == 'n') {
          cursor.PropertyValue();
          type.elements.emplace_back();
        } else {
          type.elements.emplace_back(cursor.String(scratch_));
        }
      });
    } else {
      type.name = cursor.String(scratch_);
    }
    line_.types.push_back(std::move(type));
  }

  void ApplyTypes(JsonCursor& cursor) {
    for (const ReadType& type : line_.types) {
      for (ReadProperty& property : line_.properties) {
        if (property.key != type.key) continue;
        Result<Value> typed = Typed(property.value, type);
        if (typed) {
          property.value = *std::move(typed);
        } else {
          cursor.FailAt(property.at_byte, typed.error().code, typed.error().message);
          return;
        }
      }
    }
  }

  static Result<Value> Typed(const Value& value, const ReadType& type) {
    if (value.kind() != ValueKind::kList) return Retype(value, type.is_list ? "string" : type.name);
    std::vector<Value> elements;
    for (const Value& element : value.as_list()) {
      std::string_view name = type.name;
      if (type.is_list) {
        name = "string";
        const size_t at = elements.size();
        if (at < type.elements.size() && !type.elements[at].empty()) name = type.elements[at];
      }
      ENTENTE_ASSIGN_OR_RETURN(Value typed, Retype(element, name));
      elements.push_back(std::move(typed));
    }
    return Value::List(std::move(elements));
  }

  void AddNode(JsonCursor& cursor) {
    if (!line_.id) return cursor.FailAt(0, ErrorCode::kSyntax, "this node has no field \"id\"");
    auto node = target_.AddNode(line_.labels);
    if (!node) return cursor.FailAt(0, node.error().code, node.error().message);
    const auto number = PlainNumber(*line_.id);
    if (!(number ? nodes_.Insert(*number, *node) : nodes_.Insert(*line_.id, *node)))
      return FailTwice(cursor);
    ++counts_.nodes;
    SetProperties(cursor);
  }

  // Two nodes of one id: where the first of them stands is looked for only now.
  void FailTwice(JsonCursor& cursor) {
    const std::string id = *line_.id;
    const size_t id_at_byte = line_.id_at_byte;
    const std::string_view bytes = file_.bytes();
    size_t number = 0;
    for (size_t begin = file_.begin_byte(); begin < bytes.size();) {
      const size_t end = std::min(bytes.find('\n', begin), bytes.size());
      ++number;
      line_.Clear();
      JsonCursor above(bytes.substr(begin, end - begin));
      above.Object([&](std::string_view field) { ReadField(above, field); });
      if (line_.kind == Line::Kind::kNode && line_.id == id) break;
      begin = end + 1;
    }
    cursor.FailAt(id_at_byte, ErrorCode::kAlreadyExists,
                  fmt::format("the node of line {} has the id \"{}\" too", number, id));
  }

  // False where the line has to wait for nodes that stand below it.
  bool AddRelationship(JsonCursor& cursor, bool may_wait) {
    NodeId ends[2];
    for (const ReadEnd* end : {&line_.start, &line_.end}) {
      const bool is_start = end == &line_.start;
      if (!end->id) {
        cursor.FailAt(0, ErrorCode::kSyntax,
                      fmt::format("this relationship has no field \"{}\" with an \"id\"",
                                  is_start ? "start" : "end"));
        return true;
      }
      const auto number = PlainNumber(*end->id);
      const NodeId node = number ? nodes_.Find(*number) : nodes_.Find(*end->id);
      if (!node.valid()) {
        if (may_wait) return false;
        cursor.FailAt(end->at_byte, ErrorCode::kNotFound,
                      fmt::format("no line declares a node with the id \"{}\"", *end->id));
        return true;
      }
      ends[is_start ? 0 : 1] = node;
    }
    if (!line_.type) {
      cursor.FailAt(0, ErrorCode::kSyntax,
                    "this relationship has no field \"label\", which names its type");
      return true;
    }
    Status added = target_.AddRelationship(*line_.type, ends[0], ends[1]);
    if (!added) {
      cursor.FailAt(0, added.error().code, added.error().message);
      return true;
    }
    ++counts_.relationships;
    SetProperties(cursor);
    return true;
  }

  void SetProperties(JsonCursor& cursor) {
    for (const ReadProperty& property : line_.properties) {
      if (property.value.is_null()) continue;
      Status set = target_.Set(property.key, property.value);
      if (!set) return cursor.FailAt(property.at_byte, set.error().code, set.error().message);
      ++counts_.properties;
    }
  }

  const InputFile& file_;
  ImportTarget& target_;
  ImportNames names_;
  const ImportProgress& progress_;
  IdMap nodes_;
  std::vector<std::pair<size_t, size_t>> waiting_;  // lines whose nodes stand below them
  ImportCounts counts_;
  Line line_;
  std::string scratch_;
};

}  // namespace

Result<ImportCounts> ReadJsonl(const std::string& path, ImportTarget& target,
                               const ImportProgress& progress) {
  ENTENTE_ASSIGN_OR_RETURN(std::unique_ptr<InputFile> file, InputFile::Open(path));
  return JsonlReader(*file, target, progress).Read();
}

}  // namespace entente::graph
