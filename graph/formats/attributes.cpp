#include "graph/formats/attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "graph/formats/json_text.h"
#include "graph/formats/temporal_text.h"
#include "graph/utf8.h"

namespace entente::graph {

namespace {

// Names with a meaning of their own to Gephi and its kind.   Source: Gephi 0.10, the columns that
// its GraphML and GEXF readers look for.
constexpr std::array<std::string_view, 19> kTaken{
    "id", "label", "labels", "type",   "weight", "x",      "y",         "z",        "size",   "r",
    "g",  "b",     "color",  "source", "target", "edgeid", "edgelabel", "interval", "timeset"};

std::string Title(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const bool taken = std::find(kTaken.begin(), kTaken.end(), lower) != kTaken.end();
  return taken ? fmt::format("{} (property)", name) : std::string(name);
}

class Survey {
 public:
  void See(const PropertyList& properties) {
    for (const auto& [key, value] : properties) {
      if (key.value >= seen_.size()) seen_.resize(key.value + size_t{1});
      uint8_t bit = 8;
      if (value.kind() == ValueKind::kBoolean) bit = 1;
      if (value.kind() == ValueKind::kInteger) bit = 2;
      if (value.kind() == ValueKind::kFloat) bit = 4;
      seen_[key.value] |= bit;
    }
  }

  std::vector<Attribute> Result(const GraphReader& reader) const {
    std::vector<Attribute> out;
    for (uint16_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i] == 0) continue;
      AttributeType type = AttributeType::kString;
      if (seen_[i] == 1) type = AttributeType::kBoolean;
      if (seen_[i] == 2) type = AttributeType::kLong;
      if (seen_[i] == 4 || seen_[i] == 6) type = AttributeType::kDouble;
      out.push_back({PropertyKeyId(i), Title(reader.Name(PropertyKeyId(i))), type});
    }
    std::sort(out.begin(), out.end(), [&](const Attribute& a, const Attribute& b) {
      return reader.Name(a.key) < reader.Name(b.key);
    });
    return out;
  }

 private:
  std::vector<uint8_t> seen_;  // by key: which kinds of values there are
};

// The bytes of U+FFFE and U+FFFF, which XML leaves out.
bool IsNoncharacter(std::string_view text, size_t at) {
  const std::string_view three = text.substr(at, 3);
  return three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf";
}

}  // namespace

const char* AttributeTypeName(AttributeType type) {
  switch (type) {
    case AttributeType::kBoolean:
      return "boolean";
    case AttributeType::kLong:
      return "long";
    case AttributeType::kDouble:
      return "double";
    case AttributeType::kString:
      break;
  }
  return "string";
}

Attributes SurveyAttributes(const GraphReader& reader, const ExportOrder& order) {
  Survey nodes, relationships;
  RelationshipWalk walk(reader, order);
  for (uint32_t i = 0; i < order.nodes.size(); ++i) {
    nodes.See(reader.Properties(order.nodes[i]));
    for (const ExportedRelationship& relationship : walk.Leaving(i))
      relationships.See(reader.Properties(relationship.id));
  }
  return {nodes.Result(reader), relationships.Result(reader)};
}

std::string AttributeText(const Value& value, AttributeType type) {
  std::string out;
  if (value.kind() == ValueKind::kString) {
    out = value.as_string();
  } else if (value.is_temporal()) {
    out = TemporalText(value);
  } else if (value.kind() == ValueKind::kFloat && !std::isfinite(value.as_float())) {
    const double number = value.as_float();
    out = std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
  } else if (value.kind() == ValueKind::kInteger && type == AttributeType::kDouble) {
    AppendJsonFloat(out, static_cast<double>(value.as_integer()));
  } else {
    AppendJsonValue(out, value);
  }
  return out;
}

std::string DisplayName(const GraphReader& reader, NodeId node, uint32_t position) {
  for (const char* name : {"name", "title", "key", "id"}) {
    const auto key = reader.FindKey(name);
    if (!key) continue;
    const Value value = reader.Property(node, *key);
    if (value.kind() == ValueKind::kString && !value.as_string().empty())
      return std::string(value.as_string());
    if (value.kind() == ValueKind::kInteger) return fmt::to_string(value.as_integer());
  }
  return fmt::format("n{}", position);
}

void AppendXmlText(std::string& out, std::string_view text) {
  size_t copied = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    std::string_view replacement;
    size_t size = 1;
    if (c == '&') replacement = "&amp;";
    if (c == '<') replacement = "&lt;";
    if (c == '>') replacement = "&gt;";
    if (c == '"') replacement = "&quot;";
    // As references they survive the normalising of attributes and line ends.
    if (c == '\n') replacement = "&#10;";
    if (c == '\r') replacement = "&#13;";
    if (c == '\t') replacement = "&#9;";
    if (c < 0x20 && replacement.empty()) replacement = "\xef\xbf\xbd";
    // DEL and the C1 controls may stand in XML, but better as references.   Source: XML 1.0, 2.2.
    std::string reference;
    if (const size_t control = c < 0x20 ? 0 : ControlBytesAt(text, i)) {
      size = control;
      reference = fmt::format("&#{};", static_cast<unsigned char>(text[i + size - 1]));
      replacement = reference;
    }
    if (c == 0xef && IsNoncharacter(text, i)) {
      replacement = "\xef\xbf\xbd";
      size = 3;
    }
    if (replacement.empty()) continue;
    out.append(text, copied, i - copied);
    out += replacement;
    i += size - 1;
    copied = i + 1;
  }
  out.append(text, copied);
}

}  // namespace entente::graph
