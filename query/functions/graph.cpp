// Nodes, relationships, paths and maps: what is asked of the graph. Plain lookups; evidence and
// algorithms are elsewhere.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "query/evidence.h"
#include "query/functions/arguments.h"

namespace entente::query {

namespace {

using graph::NodeId;
using graph::RelationshipId;
using graph::Result;
using graph::Value;
using graph::ValueKind;
using Arguments = std::span<const Value>;

constexpr KindSet kNodeKind = KindBit(ValueKind::kNode);
constexpr KindSet kRelationshipKind = KindBit(ValueKind::kRelationship);
constexpr KindSet kEntityKinds = kNodeKind | kRelationshipKind;
constexpr KindSet kMapKind = KindBit(ValueKind::kMap);
constexpr KindSet kPathKind = KindBit(ValueKind::kPath);
constexpr KindSet kIntegerKind = KindBit(ValueKind::kInteger);
constexpr KindSet kBooleanKind = KindBit(ValueKind::kBoolean);

// What this query deleted has no labels or properties left to ask for.
graph::Status CheckExists(const Value& value, const FunctionContext& context) {
  if (!context.may_be_deleted) return {};
  bool exists = value.kind() == ValueKind::kNode ? context.reader->Exists(value.as_node())
                                                 : context.reader->Exists(value.as_relationship());
  if (exists) return {};
  graph::Error error =
      graph::MakeError(graph::ErrorCode::kNotFound,
                       fmt::format("this {} was deleted by this query",
                                   value.kind() == ValueKind::kNode ? "node" : "relationship"));
  error.detail = "DeletedEntityAccess";
  return error;
}

bool IsEntity(const Value& value) {
  return value.kind() == ValueKind::kNode || value.kind() == ValueKind::kRelationship;
}

graph::PropertyList PropertiesOf(const Value& entity, const FunctionContext& context) {
  return entity.kind() == ValueKind::kNode ? context.reader->Properties(entity.as_node())
                                           : context.reader->Properties(entity.as_relationship());
}

Result<Value> Labels(Arguments arguments, FunctionContext& context) {
  if (arguments[0].kind() != ValueKind::kNode)
    return WrongArgumentValue("labels", "a NODE", arguments[0]);
  ENTENTE_RETURN_IF_ERROR(CheckExists(arguments[0], context));
  std::vector<Value> names;
  for (graph::LabelId label : context.reader->Labels(arguments[0].as_node()))
    names.push_back(Value::String(std::string(context.reader->Name(label))));
  return Value::List(std::move(names));
}

Result<Value> Type(Arguments arguments, FunctionContext& context) {
  if (arguments[0].kind() != ValueKind::kRelationship)
    return WrongArgumentValue("type", "a RELATIONSHIP", arguments[0]);
  // The type is part of what a relationship is: it is known of a deleted one too.
  graph::RelationshipEnds ends = context.reader->Ends(arguments[0].as_relationship());
  return Value::String(std::string(context.reader->Name(ends.type)));
}

Result<Value> Id(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() == ValueKind::kNode) return Value::Integer(arguments[0].as_node().value);
  if (arguments[0].kind() == ValueKind::kRelationship)
    return Value::Integer(arguments[0].as_relationship().value);
  return WrongArgumentValue("id", "a NODE or a RELATIONSHIP", arguments[0]);
}

Result<Value> ElementId(Arguments arguments, FunctionContext& context) {
  if (!IsEntity(arguments[0]))
    return WrongArgumentValue("elementId", "a NODE or a RELATIONSHIP", arguments[0]);
  ENTENTE_ASSIGN_OR_RETURN(Value id, Id(arguments, context));
  return Value::String(std::to_string(id.as_integer()));
}

Result<Value> Keys(Arguments arguments, FunctionContext& context) {
  std::vector<Value> names;
  if (arguments[0].kind() == ValueKind::kMap) {
    for (const auto& [key, value] : arguments[0].as_map()) names.push_back(Value::String(key));
    return Value::List(std::move(names));
  }
  if (!IsEntity(arguments[0]))
    return WrongArgument("keys", "a NODE, a RELATIONSHIP or a MAP", arguments[0]);
  ENTENTE_RETURN_IF_ERROR(CheckExists(arguments[0], context));
  for (const auto& [key, value] : PropertiesOf(arguments[0], context))
    names.push_back(Value::String(std::string(context.reader->Name(key))));
  return Value::List(std::move(names));
}

Result<Value> Properties(Arguments arguments, FunctionContext& context) {
  if (arguments[0].kind() == ValueKind::kMap) return arguments[0];
  if (!IsEntity(arguments[0]))
    return WrongArgument("properties", "a NODE, a RELATIONSHIP or a MAP", arguments[0]);
  ENTENTE_RETURN_IF_ERROR(CheckExists(arguments[0], context));
  std::vector<graph::MapEntry> entries;
  for (auto& [key, value] : PropertiesOf(arguments[0], context))
    entries.emplace_back(std::string(context.reader->Name(key)), std::move(value));
  return Value::Map(std::move(entries));
}

Result<Value> Nodes(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() != ValueKind::kPath)
    return WrongArgument("nodes", "a PATH", arguments[0]);
  std::vector<Value> out;
  for (NodeId node : arguments[0].as_path().nodes) out.push_back(Value::Node(node));
  return Value::List(std::move(out));
}

Result<Value> Relationships(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() != ValueKind::kPath)
    return WrongArgument("relationships", "a PATH", arguments[0]);
  std::vector<Value> out;
  for (RelationshipId relationship : arguments[0].as_path().relationships)
    out.push_back(Value::Relationship(relationship));
  return Value::List(std::move(out));
}

Result<Value> Length(Arguments arguments, FunctionContext&) {
  if (arguments[0].kind() != ValueKind::kPath)
    return WrongArgument("length", "a PATH", arguments[0]);
  return Value::Integer(static_cast<int64_t>(arguments[0].as_path().relationships.size()));
}

Result<Value> StartNode(Arguments arguments, FunctionContext& context) {
  if (arguments[0].kind() != ValueKind::kRelationship)
    return WrongArgument("startNode", "a RELATIONSHIP", arguments[0]);
  return Value::Node(context.reader->Ends(arguments[0].as_relationship()).start);
}

Result<Value> EndNode(Arguments arguments, FunctionContext& context) {
  if (arguments[0].kind() != ValueKind::kRelationship)
    return WrongArgument("endNode", "a RELATIONSHIP", arguments[0]);
  return Value::Node(context.reader->Ends(arguments[0].as_relationship()).end);
}

Result<Value> Exists(Arguments arguments, FunctionContext&) {
  return Value::Boolean(!arguments[0].is_null());
}

Result<Value> Coalesce(Arguments arguments, FunctionContext&) {
  for (const Value& value : arguments)
    if (!value.is_null()) return value;
  return Value::Null();
}

// The first, or null where it equals the second.   Source: Neo4j Cypher manual, "nullIf()".
Result<Value> NullIf(Arguments arguments, FunctionContext&) {
  return Equals(arguments[0], arguments[1]).value_or(false) ? Value::Null() : arguments[0];
}

Result<Value> Timestamp(Arguments, FunctionContext& context) {
  return Value::Integer(context.statement_time.seconds * 1000 +
                        context.statement_time.nanoseconds / 1'000'000);
}

Result<Value> Evidence(Arguments arguments, FunctionContext& context) {
  if (!IsEntity(arguments[0]))
    return WrongArgumentValue("evidence", "a NODE or a RELATIONSHIP", arguments[0]);
  ENTENTE_RETURN_IF_ERROR(CheckExists(arguments[0], context));
  return arguments[0].kind() == ValueKind::kNode
             ? EvidenceOf(arguments[0].as_node(), *context.reader)
             : EvidenceOf(arguments[0].as_relationship(), *context.reader);
}

constexpr FunctionEntry TakesNull(FunctionEntry entry) {
  entry.null_in_null_out = false;
  return entry;
}
constexpr FunctionEntry ReadsClock(FunctionEntry entry) {
  entry.reads_clock = true;
  return entry;
}

constexpr FunctionEntry kTable[] = {
    MakeEntry("labels", 1, 1, Labels, kNodeKind, kListKind),
    MakeEntry("type", 1, 1, Type, kRelationshipKind, kStringKind),
    MakeEntry("id", 1, 1, Id, kEntityKinds, kIntegerKind),
    MakeEntry("elementId", 1, 1, ElementId, kEntityKinds, kStringKind),
    MakeEntry("keys", 1, 1, Keys, kEntityKinds | kMapKind, kListKind),
    MakeEntry("properties", 1, 1, Properties, kEntityKinds | kMapKind, kMapKind),
    MakeEntry("nodes", 1, 1, Nodes, kPathKind, kListKind),
    MakeEntry("relationships", 1, 1, Relationships, kPathKind, kListKind),
    MakeEntry("length", 1, 1, Length, kPathKind, kIntegerKind),
    MakeEntry("evidence", 1, 1, Evidence, kEntityKinds, kListKind),
    MakeEntry("startNode", 1, 1, StartNode, kRelationshipKind, kNodeKind),
    MakeEntry("endNode", 1, 1, EndNode, kRelationshipKind, kNodeKind),
    TakesNull(MakeEntry("exists", 1, 1, Exists, kAnyKind, kBooleanKind)),
    TakesNull(MakeEntry("coalesce", 1, 255, Coalesce, kAnyKind, kAnyKind)),
    TakesNull(MakeEntry("nullIf", 2, 2, NullIf, kAnyKind, kAnyKind)),
    ReadsClock(MakeEntry("timestamp", 0, 0, Timestamp, kAnyKind, kIntegerKind)),
};

}  // namespace

std::span<const FunctionEntry> GraphFunctions() { return kTable; }

}  // namespace entente::query
