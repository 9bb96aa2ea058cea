#include "graph/formats/jsonl.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "graph/formats/export_order.h"

namespace entente::graph {

namespace {

constexpr size_t kFlushBytes = 1 << 16;

void AppendString(std::string& out, std::string_view text) {
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The name of a type that JSON has no syntax for, or nullptr.
const char* ForeignType(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kFloat:
      return std::isfinite(value.as_float()) ? nullptr : "float";
    case ValueKind::kDate:
      return "date";
    case ValueKind::kLocalTime:
      return "localtime";
    case ValueKind::kTime:
      return "time";
    case ValueKind::kLocalDateTime:
      return "localdatetime";
    case ValueKind::kDateTime:
      return "datetime";
    case ValueKind::kDuration:
      return "duration";
    case ValueKind::kList:
      for (const Value& element : value.as_list())
        if (const char* type = ForeignType(element)) return type;
      return nullptr;
    default:
      return nullptr;
  }
}

void AppendValue(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kBoolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case ValueKind::kInteger:
      out += fmt::format("{}", value.as_integer());
      return;
    case ValueKind::kFloat: {
      double f = value.as_float();
      if (!std::isfinite(f)) {
        out += std::isnan(f) ? "\"NaN\"" : f > 0 ? "\"Infinity\"" : "\"-Infinity\"";
        return;
      }
      std::string text = fmt::format("{}", f);
      // A float stays a float on the way back.
      if (text.find_first_of(".e") == std::string::npos) text += ".0";
      out += text;
      return;
    }
    case ValueKind::kString:
      AppendString(out, value.as_string());
      return;
    case ValueKind::kList: {
      out += '[';
      bool first = true;
      for (const Value& element : value.as_list()) {
        if (!first) out += ',';
        first = false;
        AppendValue(out, element);
      }
      out += ']';
      return;
    }
    case ValueKind::kDate:
      AppendString(out, ToText(value.as_date()));
      return;
    case ValueKind::kLocalTime:
      AppendString(out, ToText(value.as_local_time()));
      return;
    case ValueKind::kTime:
      AppendString(out, ToText(value.as_time()));
      return;
    case ValueKind::kLocalDateTime:
      AppendString(out, ToText(value.as_local_date_time()));
      return;
    case ValueKind::kDateTime:
      AppendString(out, ToText(value.as_date_time()));
      return;
    case ValueKind::kDuration:
      AppendString(out, ToText(value.as_duration()));
      return;
    default:
      out += "null";
      return;  // not storable as a property
  }
}

void AppendProperties(std::string& out, const GraphReader& reader, const PropertyList& properties) {
  std::vector<std::pair<std::string_view, const char*>> foreign;
  out += "\"properties\":{";
  bool first = true;
  for (const auto& [key, value] : properties) {
    if (!first) out += ',';
    first = false;
    AppendString(out, reader.Name(key));
    out += ':';
    AppendValue(out, value);
    if (const char* type = ForeignType(value)) foreign.emplace_back(reader.Name(key), type);
  }
  out += '}';
  if (foreign.empty()) return;
  out += ",\"types\":{";
  first = true;
  for (const auto& [name, type] : foreign) {
    if (!first) out += ',';
    first = false;
    AppendString(out, name);
    out += fmt::format(":\"{}\"", type);
  }
  out += '}';
}

void AppendLabels(std::string& out, const GraphReader& reader, NodeId node) {
  std::vector<std::string_view> labels;
  for (LabelId label : reader.Labels(node)) labels.push_back(reader.Name(label));
  std::sort(labels.begin(), labels.end());
  out += "\"labels\":[";
  bool first = true;
  for (std::string_view label : labels) {
    if (!first) out += ',';
    first = false;
    AppendString(out, label);
  }
  out += ']';
}

}  // namespace

Status WriteJsonl(const GraphReader& reader, const ByteSink& sink) {
  ExportOrder order = OrderForExport(reader);
  std::string out;
  auto flush_when_full = [&]() -> Status {
    if (out.size() < kFlushBytes) return {};
    Status written = sink(out);
    out.clear();
    return written;
  };
  for (size_t i = 0; i < order.nodes.size(); ++i) {
    out += fmt::format("{{\"type\":\"node\",\"id\":\"{}\",", i);
    AppendLabels(out, reader, order.nodes[i]);
    out += ',';
    AppendProperties(out, reader, reader.Properties(order.nodes[i]));
    out += "}\n";
    ENTENTE_RETURN_IF_ERROR(flush_when_full());
  }
  for (size_t i = 0; i < order.relationships.size(); ++i) {
    RelationshipEnds ends = reader.Ends(order.relationships[i]);
    out += fmt::format("{{\"type\":\"relationship\",\"id\":\"{}\",\"label\":", i);
    AppendString(out, reader.Name(ends.type));
    out += ',';
    AppendProperties(out, reader, reader.Properties(order.relationships[i]));
    out += fmt::format(",\"start\":{{\"id\":\"{}\",", order.position[ends.start.value]);
    AppendLabels(out, reader, ends.start);
    out += fmt::format("}},\"end\":{{\"id\":\"{}\",", order.position[ends.end.value]);
    AppendLabels(out, reader, ends.end);
    out += "}}\n";
    ENTENTE_RETURN_IF_ERROR(flush_when_full());
  }
  return out.empty() ? Status() : sink(out);
}

}  // namespace entente::graph
