#include "graph/formats/jsonl.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "graph/formats/export_order.h"
#include "graph/formats/json_text.h"
#include "graph/formats/temporal_text.h"

namespace entente::graph {

namespace {

// What "types" says of a value, as JSON; empty where nothing needs saying.
std::string TypesOf(const Value& value) {
  if (value.kind() != ValueKind::kList) {
    const char* type = ForeignTypeName(value);
    return type ? fmt::format("\"{}\"", type) : "";
  }
  // One name for all elements that stand as strings, where one fits.
  const char* common = nullptr;
  bool any_foreign = false, uniform = true;
  for (const Value& element : value.as_list()) {
    const char* type = ForeignTypeName(element);
    if (!type && element.kind() != ValueKind::kString) continue;
    if (type && !any_foreign) {
      uniform = uniform && common == nullptr;
      common = type;
      any_foreign = true;
    } else if (!type) {
      common = "";
      uniform = uniform && !any_foreign;
    } else {
      uniform = uniform && std::string_view(common) == type;
    }
  }
  if (!any_foreign) return "";
  if (uniform) return fmt::format("\"{}\"", common);
  std::string out = "[";
  for (const Value& element : value.as_list()) {
    if (out.size() > 1) out += ',';
    const char* type = ForeignTypeName(element);
    out += type ? fmt::format("\"{}\"", type) : "null";
  }
  return out + "]";
}

class JsonlWriter {
 public:
  JsonlWriter(const GraphReader& reader, const ByteSink& sink)
      : reader_(reader), sink_(sink), order_(OrderForExport(reader)) {
    // Every name as JSON, once.
    for (uint16_t i = 0; i < reader.key_count(); ++i)
      AppendJsonString(keys_.emplace_back(), reader.Name(PropertyKeyId(i)));
    for (uint16_t i = 0; i < reader.type_count(); ++i)
      AppendJsonString(types_.emplace_back(), reader.Name(TypeId(i)));
  }

  Status Write() {
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      out_ += "{\"type\":\"node\",\"id\":\"";
      Number(i);
      out_ += "\",";
      Labels(order_.nodes[i]);
      out_ += ',';
      Properties(reader_.Properties(order_.nodes[i]));
      out_ += "}\n";
      ENTENTE_RETURN_IF_ERROR(Flush(kFlushBytes));
    }
    RelationshipWalk walk(reader_, order_);
    uint64_t number = 0;
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      for (const ExportedRelationship& relationship : walk.Leaving(i)) {
        out_ += "{\"type\":\"relationship\",\"id\":\"";
        Number(number++);
        out_ += "\",\"label\":";
        out_ += types_[relationship.type.value];
        out_ += ',';
        Properties(reader_.Properties(relationship.id));
        out_ += ",\"start\":{\"id\":\"";
        Number(relationship.start);
        out_ += "\",";
        Labels(order_.nodes[relationship.start]);
        out_ += "},\"end\":{\"id\":\"";
        Number(relationship.end);
        out_ += "\",";
        Labels(order_.nodes[relationship.end]);
        out_ += "}}\n";
        ENTENTE_RETURN_IF_ERROR(Flush(kFlushBytes));
      }
    }
    return Flush(1);
  }

 private:
  Status Flush(size_t at_least_bytes) { return WriteOut(out_, sink_, at_least_bytes); }

  void Number(uint64_t number) {
    fmt::format_int digits(number);
    out_.append(digits.data(), digits.size());
  }

  void Labels(NodeId node) {
    // Neighbouring lines most often carry the same labels.
    auto labels = reader_.Labels(node);
    if (labels_text_.empty() ||
        !std::equal(labels.begin(), labels.end(), labels_of_text_.begin(), labels_of_text_.end())) {
      labels_of_text_.assign(labels.begin(), labels.end());
      labels_text_ = "\"labels\":[";
      bool first = true;
      for (std::string_view label : SortedLabels(reader_, node)) {
        if (!first) labels_text_ += ',';
        first = false;
        AppendJsonString(labels_text_, label);
      }
      labels_text_ += ']';
    }
    out_ += labels_text_;
  }

  void Properties(const PropertyList& properties) {
    types_text_.clear();
    out_ += "\"properties\":{";
    bool first = true;
    for (const auto& [key, value] : properties) {
      if (!first) out_ += ',';
      first = false;
      out_ += keys_[key.value];
      out_ += ':';
      AppendJsonValue(out_, value);
      std::string types = TypesOf(value);
      if (types.empty()) continue;
      if (!types_text_.empty()) types_text_ += ',';
      types_text_ += keys_[key.value];
      types_text_ += ':';
      types_text_ += types;
    }
    out_ += '}';
    if (types_text_.empty()) return;
    out_ += ",\"types\":{";
    out_ += types_text_;
    out_ += '}';
  }

  const GraphReader& reader_;
  const ByteSink& sink_;
  const ExportOrder order_;
  std::vector<std::string> keys_, types_;  // names as JSON, by id
  std::vector<LabelId> labels_of_text_;
  std::string labels_text_, types_text_;
  std::string out_;
};

}  // namespace

Status WriteJsonl(const GraphReader& reader, const ByteSink& sink) {
  return JsonlWriter(reader, sink).Write();
}

}  // namespace entente::graph
