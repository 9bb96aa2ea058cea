#include "tests/conformance/expected_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "query/value_text.h"

namespace entente::conformance {

namespace {

using graph::GraphReader;
using graph::Value;
using graph::ValueKind;
using Kind = ExpectedValue::Kind;

class ValueParser {
 public:
  explicit ValueParser(std::string_view text) : text_(text) {}

  graph::Result<ExpectedValue> Parse() {
    ExpectedValue value;
    if (!Any(&value) || (Space(), at_ != text_.size()))
      return graph::MakeError(
          graph::ErrorCode::kSyntax,
          "not a value: " + std::string(text_) + " (at character " + std::to_string(at_ + 1) + ")");
    return value;
  }

 private:
  void Space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool Take(std::string_view token) {
    Space();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  char Peek() {
    Space();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  bool Name(std::string* out) {
    Space();
    out->clear();
    if (Take("`")) {
      while (at_ < text_.size()) {
        if (text_[at_] != '`') {
          *out += text_[at_++];
        } else if (text_.substr(at_, 2) == "``") {
          *out += '`';
          at_ += 2;
        } else {
          ++at_;
          return true;
        }
      }
      return false;
    }
    auto part = [](unsigned char c) { return std::isalnum(c) || c == '_' || c >= 0x80; };
    while (at_ < text_.size() && part(static_cast<unsigned char>(text_[at_]))) *out += text_[at_++];
    return !out->empty();
  }

  bool Any(ExpectedValue* out) {
    char c = Peek();
    if (c == '\'') return String(out);
    if (c == '(') return Node(out);
    if (c == '<') return Path(out);
    if (c == '{') {
      out->kind = Kind::kMap;
      return Entries(&out->entries);
    }
    if (c == '[') {
      size_t start = at_;
      ++at_;
      bool relationship = Peek() == ':';
      at_ = start;
      return relationship ? Relationship(out) : List(out);
    }
    if (c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9')) return Number(out);
    std::string word;
    if (!Name(&word)) return false;
    if (word == "null") return true;
    if (word == "true" || word == "false") {
      out->kind = Kind::kBoolean;
      out->boolean = word == "true";
      return true;
    }
    out->kind = Kind::kFloat;
    if (word == "NaN") out->number = std::numeric_limits<double>::quiet_NaN();
    if (word == "Inf" || word == "Infinity") out->number = std::numeric_limits<double>::infinity();
    return word == "NaN" || word == "Inf" || word == "Infinity";
  }

  bool Number(ExpectedValue* out) {
    size_t start = at_;
    if (text_[at_] == '-' || text_[at_] == '+') ++at_;
    if (Take("Infinity") || Take("Inf")) {
      out->kind = Kind::kFloat;
      out->number = std::numeric_limits<double>::infinity() * (text_[start] == '-' ? -1 : 1);
      return true;
    }
    bool real = false;
    while (at_ < text_.size()) {
      char c = text_[at_];
      bool sign_of_exponent =
          (c == '-' || c == '+') && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E');
      if (c == '.' || c == 'e' || c == 'E') real = true;
      if (!(c >= '0' && c <= '9') && c != '.' && c != 'e' && c != 'E' && !sign_of_exponent) break;
      ++at_;
    }
    std::string digits(text_.substr(start, at_ - start));
    if (digits[0] == '+') digits.erase(0, 1);
    if (real) {
      out->kind = Kind::kFloat;
      char* end = nullptr;
      out->number = std::strtod(digits.c_str(), &end);
      return *end == '\0';
    }
    out->kind = Kind::kInteger;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out->integer);
    return error == std::errc() && end == digits.data() + digits.size();
  }

  bool String(ExpectedValue* out) {
    out->kind = Kind::kString;
    ++at_;
    while (at_ < text_.size()) {
      char c = text_[at_++];
      if (c == '\'') return true;
      if (c == '\\' && at_ < text_.size()) {
        char escaped = text_[at_++];
        c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped;
      }
      out->text += c;
    }
    return false;
  }

  bool List(ExpectedValue* out) {
    out->kind = Kind::kList;
    if (!Take("[")) return false;
    if (Take("]")) return true;
    do {
      out->items.emplace_back();
      if (!Any(&out->items.back())) return false;
    } while (Take(","));
    return Take("]");
  }

  bool Entries(std::vector<ExpectedEntry>* out) {
    if (!Take("{")) return false;
    if (Take("}")) return true;
    do {
      out->emplace_back();
      if (!Name(&out->back().key) || !Take(":") || !Any(&out->back().value)) return false;
    } while (Take(","));
    return Take("}");
  }

  bool Node(ExpectedValue* out) {
    out->kind = Kind::kNode;
    if (!Take("(")) return false;
    while (Take(":")) {
      out->labels.emplace_back();
      if (!Name(&out->labels.back())) return false;
    }
    if (Peek() == '{' && !Entries(&out->entries)) return false;
    return Take(")");
  }

  bool Relationship(ExpectedValue* out) {
    out->kind = Kind::kRelationship;
    if (!Take("[") || !Take(":") || !Name(&out->text)) return false;
    if (Peek() == '{' && !Entries(&out->entries)) return false;
    return Take("]");
  }

  bool Path(ExpectedValue* out) {
    out->kind = Kind::kPath;
    if (!Take("<")) return false;
    out->items.emplace_back();
    if (!Node(&out->items.back())) return false;
    while (!Take(">")) {
      bool backward = Take("<-");
      if (!backward && !Take("-")) return false;
      out->items.emplace_back();
      if (!Relationship(&out->items.back())) return false;
      if (!(backward ? Take("-") : Take("->"))) return false;
      out->forward.push_back(!backward);
      out->items.emplace_back();
      if (!Node(&out->items.back())) return false;
    }
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
};

bool NumbersMatch(double expected, double actual) {
  return (std::isnan(expected) && std::isnan(actual)) || expected == actual;
}

bool ListsMatch(const std::vector<ExpectedValue>& expected, std::span<const Value> actual,
                const GraphReader& reader, bool ignore_order) {
  if (expected.size() != actual.size()) return false;
  if (!ignore_order) {
    for (size_t i = 0; i < expected.size(); ++i)
      if (!Matches(expected[i], actual[i], reader, false)) return false;
    return true;
  }
  std::vector<bool> used(actual.size(), false);
  for (const ExpectedValue& item : expected) {
    bool found = false;
    for (size_t i = 0; i < actual.size() && !found; ++i) {
      if (used[i] || !Matches(item, actual[i], reader, true)) continue;
      used[i] = found = true;
    }
    if (!found) return false;
  }
  return true;
}

bool PropertiesMatch(const std::vector<ExpectedEntry>& expected, const graph::PropertyList& actual,
                     const GraphReader& reader, bool ignore) {
  if (expected.size() != actual.size()) return false;
  for (const auto& [key, value] : expected) {
    auto it = std::find_if(actual.begin(), actual.end(), [&, &name = key](const auto& entry) {
      return reader.Name(entry.first) == name;
    });
    if (it == actual.end() || !Matches(value, it->second, reader, ignore)) return false;
  }
  return true;
}

bool NodeMatches(const ExpectedValue& expected, graph::NodeId node, const GraphReader& reader,
                 bool ignore) {
  if (expected.kind != Kind::kNode) return false;
  if (!reader.Exists(node)) return expected.labels.empty() && expected.entries.empty();
  std::vector<std::string> labels;
  for (graph::LabelId label : reader.Labels(node)) labels.emplace_back(reader.Name(label));
  std::vector<std::string> wanted = expected.labels;
  std::sort(labels.begin(), labels.end());
  std::sort(wanted.begin(), wanted.end());
  return labels == wanted &&
         PropertiesMatch(expected.entries, reader.Properties(node), reader, ignore);
}

bool RelationshipMatches(const ExpectedValue& expected, graph::RelationshipId relationship,
                         const GraphReader& reader, bool ignore) {
  if (expected.kind != Kind::kRelationship || !reader.Exists(relationship)) return false;
  return reader.Name(reader.Ends(relationship).type) == expected.text &&
         PropertiesMatch(expected.entries, reader.Properties(relationship), reader, ignore);
}

bool PathMatches(const ExpectedValue& expected, const graph::Path& path, const GraphReader& reader,
                 bool ignore) {
  if (expected.items.size() != path.nodes.size() + path.relationships.size()) return false;
  for (size_t i = 0; i < path.nodes.size(); ++i) {
    if (!NodeMatches(expected.items[2 * i], path.nodes[i], reader, ignore)) return false;
    if (i == path.relationships.size()) break;
    graph::RelationshipId relationship = path.relationships[i];
    if (!RelationshipMatches(expected.items[2 * i + 1], relationship, reader, ignore)) return false;
    graph::RelationshipEnds ends = reader.Ends(relationship);
    graph::NodeId start = expected.forward[i] ? path.nodes[i] : path.nodes[i + 1];
    graph::NodeId end = expected.forward[i] ? path.nodes[i + 1] : path.nodes[i];
    if (ends.start != start || ends.end != end) return false;
  }
  return true;
}

}  // namespace

graph::Result<ExpectedValue> ParseExpectedValue(std::string_view text) {
  return ValueParser(text).Parse();
}

bool Matches(const ExpectedValue& expected, const Value& actual, const GraphReader& reader,
             bool ignore) {
  switch (actual.kind()) {
    case ValueKind::kNull:
      return expected.kind == Kind::kNull;
    case ValueKind::kBoolean:
      return expected.kind == Kind::kBoolean && expected.boolean == actual.as_boolean();
    case ValueKind::kInteger:
      return expected.kind == Kind::kInteger && expected.integer == actual.as_integer();
    case ValueKind::kFloat:
      return expected.kind == Kind::kFloat && NumbersMatch(expected.number, actual.as_float());
    case ValueKind::kString:
      return expected.kind == Kind::kString && expected.text == actual.as_string();
    case ValueKind::kList:
      return expected.kind == Kind::kList &&
             ListsMatch(expected.items, actual.as_list(), reader, ignore);
    case ValueKind::kMap: {
      if (expected.kind != Kind::kMap || expected.entries.size() != actual.as_map().size())
        return false;
      return std::all_of(expected.entries.begin(), expected.entries.end(), [&](const auto& entry) {
        const Value* value = actual.Find(entry.key);
        return value && Matches(entry.value, *value, reader, ignore);
      });
    }
    case ValueKind::kNode:
      return NodeMatches(expected, actual.as_node(), reader, ignore);
    case ValueKind::kRelationship:
      return RelationshipMatches(expected, actual.as_relationship(), reader, ignore);
    case ValueKind::kPath:
      return expected.kind == Kind::kPath &&
             PathMatches(expected, actual.as_path(), reader, ignore);
    default:
      return expected.kind == Kind::kString && expected.text == query::ValueToCell(actual, reader);
  }
}

graph::Result<Value> ToValue(const ExpectedValue& expected) {
  switch (expected.kind) {
    case Kind::kNull:
      return Value::Null();
    case Kind::kBoolean:
      return Value::Boolean(expected.boolean);
    case Kind::kInteger:
      return Value::Integer(expected.integer);
    case Kind::kFloat:
      return Value::Float(expected.number);
    case Kind::kString:
      return Value::String(expected.text);
    case Kind::kList: {
      std::vector<Value> items;
      for (const ExpectedValue& item : expected.items) {
        ENTENTE_ASSIGN_OR_RETURN(Value value, ToValue(item));
        items.push_back(std::move(value));
      }
      return Value::List(std::move(items));
    }
    case Kind::kMap: {
      std::vector<graph::MapEntry> entries;
      for (const auto& [key, item] : expected.entries) {
        ENTENTE_ASSIGN_OR_RETURN(Value value, ToValue(item));
        entries.emplace_back(key, std::move(value));
      }
      return Value::Map(std::move(entries));
    }
    default:
      return graph::MakeError(graph::ErrorCode::kType,
                              "a node, relationship or path can't be a parameter");
  }
}

}  // namespace entente::conformance
