/// \file
/// The schema as data: labels, relationship types, which labels a type joins, and the kinds of
/// their properties. What a build writes keeps to it; a graph that a query changed need not.
/// Threads: immutable after reading.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/result.h"

namespace entente::graph {

enum class SchemaKind : uint8_t { kString, kStrings, kInteger, kFloat, kBoolean };
const char* SchemaKindName(SchemaKind kind);

struct SchemaProperty {
  std::string name;
  SchemaKind kind = SchemaKind::kString;
};

struct SchemaLabel {
  std::string name;
  std::vector<std::string> also;  ///< labels that its nodes carry beside it
  std::vector<SchemaProperty> properties;
};

struct SchemaType {
  std::string name;
  std::vector<std::pair<std::string, std::string>> ends;  ///< labels, from and to
  std::vector<SchemaProperty> properties;
};

class Schema {
 public:
  /// Errors: kSyntax naming `file` for what is no JSON, an unknown kind, a name twice, or ends that
  /// name no label.
  static Result<Schema> Parse(std::string_view file, std::string_view json);
  /// The one compiled into the program, data/schema/schema.json.
  static const Schema& BuiltIn();

  const std::vector<SchemaLabel>& labels() const { return labels_; }
  const std::vector<SchemaType>& types() const { return types_; }
  const SchemaLabel* FindLabel(std::string_view name) const;
  const SchemaType* FindType(std::string_view name) const;

 private:
  std::vector<SchemaLabel> labels_;
  std::vector<SchemaType> types_;
};

/// The kind of `name` among `properties`; a string where it is not among them.
SchemaKind KindOf(const std::vector<SchemaProperty>& properties, std::string_view name);

}  // namespace entente::graph
