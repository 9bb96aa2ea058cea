#include "query/value_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <vector>

#include "graph/formats/json_text.h"
#include "graph/temporal.h"
#include "graph/utf8.h"
#include "query/token.h"

namespace entente::query {

namespace {

using graph::GraphReader;
using graph::NodeId;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;

std::vector<std::string_view> SortedLabels(NodeId node, const GraphReader& reader) {
  std::vector<std::string_view> names;
  for (graph::LabelId label : reader.Labels(node)) names.push_back(reader.Name(label));
  std::sort(names.begin(), names.end());
  return names;
}

std::string TemporalText(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kDate:
      return graph::ToText(value.as_date());
    case ValueKind::kLocalTime:
      return graph::ToText(value.as_local_time());
    case ValueKind::kTime:
      return graph::ToText(value.as_time());
    case ValueKind::kLocalDateTime:
      return graph::ToText(value.as_local_date_time());
    case ValueKind::kDateTime:
      return graph::ToText(value.as_date_time());
    default:
      return graph::ToText(value.as_duration());
  }
}

// Writes in the language's own notation.
class TextWriter {
 public:
  explicit TextWriter(const GraphReader& reader) : reader_(reader) {}

  void Write(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kNull:
        out_ += "null";
        break;
      case ValueKind::kBoolean:
        out_ += value.as_boolean() ? "true" : "false";
        break;
      case ValueKind::kInteger:
        out_ += std::to_string(value.as_integer());
        break;
      case ValueKind::kFloat:
        out_ += FloatToText(value.as_float());
        break;
      case ValueKind::kString:
        out_ += QuoteString(value.as_string());
        break;
      case ValueKind::kList: {
        const char* separator = "[";
        for (const Value& element : value.as_list()) {
          out_ += separator;
          Write(element);
          separator = ", ";
        }
        out_ += value.as_list().empty() ? "[]" : "]";
        break;
      }
      case ValueKind::kMap: {
        const char* separator = "{";
        for (const auto& [key, element] : value.as_map()) {
          out_ += separator + QuoteName(key) + ": ";
          Write(element);
          separator = ", ";
        }
        out_ += value.as_map().empty() ? "{}" : "}";
        break;
      }
      case ValueKind::kNode:
        WriteNode(value.as_node());
        break;
      case ValueKind::kRelationship:
        WriteRelationship(value.as_relationship());
        break;
      case ValueKind::kPath:
        WritePath(value.as_path());
        break;
      default:
        out_ += "'" + TemporalText(value) + "'";
    }
  }

  std::string Take() { return std::move(out_); }

 private:
  void WriteProperties(const graph::PropertyList& properties, const char* before) {
    if (properties.empty()) return;
    const char* separator = "{";
    out_ += before;
    for (const auto& [key, value] : properties) {
      out_ += separator + QuoteName(reader_.Name(key)) + ": ";
      Write(value);
      separator = ", ";
    }
    out_ += "}";
  }

  void WriteNode(NodeId node) {
    out_ += "(";
    if (reader_.Exists(node)) {
      auto labels = SortedLabels(node, reader_);
      for (std::string_view label : labels) out_ += ":" + QuoteName(label);
      WriteProperties(reader_.Properties(node), labels.empty() ? "" : " ");
    }
    out_ += ")";
  }

  void WriteRelationship(RelationshipId relationship) {
    out_ += "[";
    if (reader_.Exists(relationship)) {
      out_ += ":" + QuoteName(reader_.Name(reader_.Ends(relationship).type));
      WriteProperties(reader_.Properties(relationship), " ");
    }
    out_ += "]";
  }

  void WritePath(const graph::Path& path) {
    out_ += "<";
    for (size_t i = 0; i < path.nodes.size(); ++i) {
      WriteNode(path.nodes[i]);
      if (i == path.relationships.size()) break;
      RelationshipId relationship = path.relationships[i];
      bool forward =
          !reader_.Exists(relationship) || reader_.Ends(relationship).start == path.nodes[i];
      out_ += forward ? "-" : "<-";
      WriteRelationship(relationship);
      out_ += forward ? "->" : "-";
    }
    out_ += ">";
  }

  const GraphReader& reader_;
  std::string out_;
};

class JsonWriter {
 public:
  explicit JsonWriter(const GraphReader& reader) : reader_(reader) {}

  void Write(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kNull:
        out_ += "null";
        break;
      case ValueKind::kBoolean:
        out_ += value.as_boolean() ? "true" : "false";
        break;
      case ValueKind::kInteger:
        out_ += std::to_string(value.as_integer());
        break;
      case ValueKind::kFloat:
        out_ += std::isfinite(value.as_float()) ? nlohmann::json(value.as_float()).dump()
                                                : "\"" + FloatToText(value.as_float()) + "\"";
        break;
      case ValueKind::kString:
        out_ += JsonQuote(value.as_string());
        break;
      case ValueKind::kList: {
        out_ += "[";
        const char* separator = "";
        for (const Value& element : value.as_list()) {
          out_ += separator;
          Write(element);
          separator = ",";
        }
        out_ += "]";
        break;
      }
      case ValueKind::kMap: {
        out_ += "{";
        const char* separator = "";
        for (const auto& [key, element] : value.as_map()) {
          out_ += separator + JsonQuote(key) + ":";
          Write(element);
          separator = ",";
        }
        out_ += "}";
        break;
      }
      case ValueKind::kNode:
        WriteNode(value.as_node());
        break;
      case ValueKind::kRelationship:
        WriteRelationship(value.as_relationship());
        break;
      case ValueKind::kPath: {
        const graph::Path& path = value.as_path();
        out_ += "[";
        for (size_t i = 0; i < path.nodes.size(); ++i) {
          if (i > 0) {
            out_ += ",";
            WriteRelationship(path.relationships[i - 1]);
            out_ += ",";
          }
          WriteNode(path.nodes[i]);
        }
        out_ += "]";
        break;
      }
      default:
        out_ += "\"" + TemporalText(value) + "\"";
    }
  }

  std::string Take() { return std::move(out_); }

 private:
  void WriteProperties(const graph::PropertyList& properties) {
    out_ += ",\"properties\":{";
    const char* separator = "";
    for (const auto& [key, value] : properties) {
      out_ += separator + JsonQuote(reader_.Name(key)) + ":";
      Write(value);
      separator = ",";
    }
    out_ += "}";
  }

  // "id":"0","labels":["A"]
  void WriteIdAndLabels(NodeId node) {
    out_ += fmt::format("\"id\":\"{}\",\"labels\":[", node.value);
    const char* separator = "";
    if (reader_.Exists(node)) {
      for (std::string_view label : SortedLabels(node, reader_)) {
        out_ += separator + JsonQuote(label);
        separator = ",";
      }
    }
    out_ += "]";
  }

  void WriteNode(NodeId node) {
    out_ += "{\"type\":\"node\",";
    WriteIdAndLabels(node);
    WriteProperties(reader_.Exists(node) ? reader_.Properties(node) : graph::PropertyList{});
    out_ += "}";
  }

  void WriteRelationship(RelationshipId relationship) {
    out_ += fmt::format("{{\"type\":\"relationship\",\"id\":\"{}\"", relationship.value);
    if (reader_.Exists(relationship)) {
      graph::RelationshipEnds ends = reader_.Ends(relationship);
      out_ += ",\"label\":" + JsonQuote(reader_.Name(ends.type)) + ",\"start\":{";
      WriteIdAndLabels(ends.start);
      out_ += "},\"end\":{";
      WriteIdAndLabels(ends.end);
      out_ += "}";
      WriteProperties(reader_.Properties(relationship));
    }
    out_ += "}";
  }

  const GraphReader& reader_;
  std::string out_;
};

}  // namespace

std::string ValueToText(const Value& value, const GraphReader& reader) {
  TextWriter writer(reader);
  writer.Write(value);
  return writer.Take();
}

std::string ValueToCell(const Value& value, const GraphReader& reader) {
  if (value.is_null()) return "";
  if (value.kind() == ValueKind::kString) return std::string(value.as_string());
  if (value.is_temporal()) return TemporalText(value);
  return ValueToText(value, reader);
}

std::string ValueToJson(const Value& value, const GraphReader& reader) {
  JsonWriter writer(reader);
  writer.Write(value);
  return writer.Take();
}

std::string JsonQuote(std::string_view text) {
  if (!graph::FindInvalidUtf8(text)) {
    std::string out;
    graph::AppendJsonString(out, text);
    return out;
  }
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string FloatToText(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value == 0) return std::signbit(value) ? "-0.0" : "0.0";
  // The shortest digits, always as d.ddde±xx, then laid out by the size of the number.
  char buffer[32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value),
                           std::chars_format::scientific);
  std::string shortest(buffer, end.ptr);
  size_t e = shortest.find('e');
  int exponent = std::atoi(shortest.c_str() + e + 1);
  std::string digits = shortest.substr(0, 1) + (e > 2 ? shortest.substr(2, e - 2) : "");
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  std::string out = value < 0 ? "-" : "";
  if (exponent < -3 || exponent >= 7) {
    out += digits.substr(0, 1) + "." + (digits.size() > 1 ? digits.substr(1) : "0");
    return out + "E" + std::to_string(exponent);
  }
  if (exponent < 0)
    return out + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  size_t whole = static_cast<size_t>(exponent) + 1;
  if (digits.size() <= whole) return out + digits + std::string(whole - digits.size(), '0') + ".0";
  return out + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string QuoteString(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    switch (c) {
      case '\'':
        out += "\\'";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
          out += c;
    }
  }
  return out + "'";
}

std::string QuoteName(std::string_view name) {
  if (IsIdentifier(name)) return std::string(name);
  std::string out = "`";
  for (char c : name) {
    out += c;
    if (c == '`') out += c;
  }
  return out + "`";
}

}  // namespace entente::query
