/// \file
/// The graph as tables of attributes with one type each, as GraphML and GEXF declare them up front,
/// and text that is safe in XML. Threads: const is safe. Ownership: as the reader.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/formats/export_order.h"
#include "graph/graph_reader.h"

namespace entente::graph {

/// The types that every reader of GraphML and GEXF knows.
enum class AttributeType { kBoolean, kLong, kDouble, kString };
/// "boolean", "long", "double", "string": the same word in both formats.
const char* AttributeTypeName(AttributeType type);

struct Attribute {
  PropertyKeyId key;
  std::string title;  ///< the property's name; " (property)" follows where readers use that name
  AttributeType type = AttributeType::kString;
};

/// The attributes of nodes and of relationships, by name. A property with values of several types
/// is a text, or a double where they are numbers.
struct Attributes {
  std::vector<Attribute> nodes, relationships;
};
Attributes SurveyAttributes(const GraphReader& reader, const ExportOrder& order);

/// As the attribute's type writes it; lists as JSON, temporal values in ISO 8601.
std::string AttributeText(const Value& value, AttributeType type);

/// What to write beside a node in a picture: its name, title, key or id, or its position.
std::string DisplayName(const GraphReader& reader, NodeId node, uint32_t position);

/// `text` for an attribute or an element of XML 1.0; a character that XML has no place for becomes
/// U+FFFD.   Source: XML 1.0, production Char.
void AppendXmlText(std::string& out, std::string_view text);

}  // namespace entente::graph
