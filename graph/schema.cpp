#include "graph/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "graph/check.h"
#include "graph/embedded_file.h"

namespace entente::graph {

namespace {

using nlohmann::ordered_json;

constexpr SchemaKind kKinds[] = {SchemaKind::kString, SchemaKind::kStrings, SchemaKind::kInteger,
                                 SchemaKind::kFloat, SchemaKind::kBoolean};

std::vector<SchemaProperty> ReadProperties(const ordered_json& object) {
  std::vector<SchemaProperty> properties;
  for (const auto& [name, kind] : object.at("properties").items()) {
    const std::string wanted = kind.get<std::string>();  // clang 14 captures no structured binding
    auto found = std::find_if(std::begin(kKinds), std::end(kKinds),
                              [&](SchemaKind k) { return SchemaKindName(k) == wanted; });
    if (found == std::end(kKinds)) {
      throw std::invalid_argument(fmt::format("property {} is of an unknown kind", name));
    }
    properties.push_back({name, *found});
  }
  return properties;
}

}  // namespace

const char* SchemaKindName(SchemaKind kind) {
  switch (kind) {
    case SchemaKind::kString:
      return "string";
    case SchemaKind::kStrings:
      return "strings";
    case SchemaKind::kInteger:
      return "integer";
    case SchemaKind::kFloat:
      return "float";
    case SchemaKind::kBoolean:
      return "boolean";
  }
  return "unknown";
}

Result<Schema> Schema::Parse(std::string_view file, std::string_view json) {
  Schema schema;
  auto fail = [&](const std::string& what) {
    Error error = MakeError(ErrorCode::kSyntax, "the schema is wrong: " + what);
    error.file = file;
    return error;
  };
  try {
    ordered_json root = ordered_json::parse(json);
    for (const auto& object : root.at("labels")) {
      SchemaLabel label;
      label.name = object.at("name").get<std::string>();
      if (object.contains("also")) label.also = object["also"].get<std::vector<std::string>>();
      label.properties = ReadProperties(object);
      if (schema.FindLabel(label.name) != nullptr) return fail("label " + label.name + " twice");
      schema.labels_.push_back(std::move(label));
    }
    for (const auto& object : root.at("types")) {
      SchemaType type;
      type.name = object.at("name").get<std::string>();
      type.ends = object.at("ends").get<std::vector<std::pair<std::string, std::string>>>();
      type.properties = ReadProperties(object);
      for (const auto& [from, to] : type.ends) {
        if (!schema.FindLabel(from) || !schema.FindLabel(to)) {
          return fail(
              fmt::format("type {} joins {} and {}, which are no labels", type.name, from, to));
        }
      }
      if (schema.FindType(type.name) != nullptr) return fail("type " + type.name + " twice");
      schema.types_.push_back(std::move(type));
    }
  } catch (const std::exception& error) {
    return fail(error.what());
  }
  return schema;
}

const Schema& Schema::BuiltIn() {
  static const Schema kSchema = [] {
    for (const EmbeddedFile& file : schema_data::EmbeddedFiles()) {
      if (file.path != "schema/schema.json") continue;
      Result<Schema> schema = Parse(file.path, file.bytes);
      ENTENTE_CHECK(schema.has_value());
      return *std::move(schema);
    }
    ENTENTE_CHECK(false);
    return Schema();
  }();
  return kSchema;
}

const SchemaLabel* Schema::FindLabel(std::string_view name) const {
  for (const SchemaLabel& label : labels_) {
    if (label.name == name) return &label;
  }
  return nullptr;
}

const SchemaType* Schema::FindType(std::string_view name) const {
  for (const SchemaType& type : types_) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

SchemaKind KindOf(const std::vector<SchemaProperty>& properties, std::string_view name) {
  for (const SchemaProperty& property : properties) {
    if (property.name == name) return property.kind;
  }
  return SchemaKind::kString;
}

}  // namespace entente::graph
