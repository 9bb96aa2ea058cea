#include "cli/graph_access.h"

#include <charconv>

#include "graph/utf8.h"

namespace entente::cli {

using graph::Value;
using graph::ValueKind;

namespace {

std::string TextOf(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kString:
      return std::string(value.as_string());
    case ValueKind::kInteger:
      return std::to_string(value.as_integer());
    case ValueKind::kBoolean:
      return value.as_boolean() ? "true" : "false";
    case ValueKind::kDate:
      return graph::ToText(value.as_date());
    default:
      return "";
  }
}

std::vector<std::string> TextsOf(const Value& value) {
  std::vector<std::string> out;
  if (value.kind() == ValueKind::kList) {
    for (const Value& element : value.as_list()) out.push_back(TextOf(element));
  } else if (!value.is_null()) {
    out.push_back(TextOf(value));
  }
  return out;
}

}  // namespace

std::vector<graph::NodeId> SchemaReader::NodesOf(std::string_view label) const {
  std::vector<graph::NodeId> nodes;
  auto id = reader_.FindLabel(label);
  if (!id) return nodes;
  for (std::optional<graph::NodeId> from = graph::NodeId(0); from;)
    from = reader_.ScanNodes(*id, *from, 65536, nodes);
  return nodes;
}

bool SchemaReader::Has(graph::NodeId node, std::string_view label) const {
  auto id = reader_.FindLabel(label);
  return id && reader_.HasLabel(node, *id);
}

std::string SchemaReader::Text(graph::NodeId node, std::string_view key) const {
  auto id = reader_.FindKey(key);
  return id ? TextOf(reader_.Property(node, *id)) : "";
}

std::string SchemaReader::Text(graph::RelationshipId relationship, std::string_view key) const {
  auto id = reader_.FindKey(key);
  return id ? TextOf(reader_.Property(relationship, *id)) : "";
}

std::vector<std::string> SchemaReader::Texts(graph::NodeId node, std::string_view key) const {
  auto id = reader_.FindKey(key);
  return id ? TextsOf(reader_.Property(node, *id)) : std::vector<std::string>{};
}

std::vector<std::string> SchemaReader::Texts(graph::RelationshipId relationship,
                                             std::string_view key) const {
  auto id = reader_.FindKey(key);
  return id ? TextsOf(reader_.Property(relationship, *id)) : std::vector<std::string>{};
}

std::optional<double> SchemaReader::Number(graph::RelationshipId relationship,
                                           std::string_view key) const {
  auto id = reader_.FindKey(key);
  if (!id) return std::nullopt;
  Value value = reader_.Property(relationship, *id);
  if (!value.is_number()) return std::nullopt;
  return value.as_number();
}

std::vector<SchemaReader::Step> SchemaReader::Follow(graph::NodeId node, std::string_view type,
                                                     graph::Direction direction) const {
  std::vector<Step> steps;
  auto id = reader_.FindType(type);
  if (!id) return steps;
  graph::AdjacencyBuffer buffer;
  graph::AdjacencyList list = reader_.Adjacent(node, *id, direction, buffer);
  for (uint32_t i = 0; i < list.size; ++i) steps.push_back({list.node(i), list.relationship(i)});
  return steps;
}

std::optional<EvidenceFragment> ParseEvidence(std::string_view fragment) {
  constexpr std::string_view kMarker = "#char=";
  size_t at = fragment.rfind(kMarker);
  if (at == std::string_view::npos) return std::nullopt;
  EvidenceFragment out;
  out.document_id = std::string(fragment.substr(0, at));
  const char* p = fragment.data() + at + kMarker.size();
  const char* end = fragment.data() + fragment.size();
  auto first = std::from_chars(p, end, out.begin_char);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ',') return std::nullopt;
  auto second = std::from_chars(first.ptr + 1, end, out.end_char);
  if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
  if (out.end_char < out.begin_char) return std::nullopt;
  return out;
}

std::string CharacterRange(std::string_view text, uint32_t begin_char, uint32_t end_char) {
  size_t at = 0;
  uint32_t character = 0;
  while (at < text.size() && character < begin_char) {
    at += graph::DecodeAt(text, at).size_bytes;
    ++character;
  }
  size_t begin = at;
  while (at < text.size() && character < end_char) {
    at += graph::DecodeAt(text, at).size_bytes;
    ++character;
  }
  return std::string(text.substr(begin, at - begin));
}

}  // namespace entente::cli
