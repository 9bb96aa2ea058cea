#include "query/procedures.h"

#include <algorithm>
#include <set>

#include "graph/algorithms.h"
#include "graph/used_keys.h"

namespace entente::query {

using graph::GraphReader;
using graph::Value;
using graph::ValueKind;

namespace {

using Rows = std::vector<std::vector<Value>>;

Value Text(std::string_view text) { return Value::String(std::string(text)); }

ProcedureField StringField(const char* name) {
  return {name, KindBit(ValueKind::kString), "STRING"};
}
ProcedureField ListField(const char* name) { return {name, KindBit(ValueKind::kList), "LIST"}; }
ProcedureField IntegerField(const char* name) {
  return {name, KindBit(ValueKind::kInteger), "INTEGER"};
}

Rows OneColumn(const std::set<std::string>& names) {
  Rows rows;
  for (const std::string& name : names) rows.push_back({Text(name)});
  return rows;
}

// Names that something in the graph has, sorted; one that was only ever used before is none.
Rows Labels(const GraphReader& reader) {
  std::set<std::string> names;
  for (uint32_t i = 0; i < reader.label_count(); ++i) {
    graph::LabelId label(static_cast<uint16_t>(i));
    if (reader.CountNodes(label) > 0) names.emplace(reader.Name(label));
  }
  return OneColumn(names);
}
Rows Types(const GraphReader& reader) {
  std::set<std::string> names;
  for (uint32_t i = 0; i < reader.type_count(); ++i) {
    graph::TypeId type(static_cast<uint16_t>(i));
    if (reader.CountRelationships(type) > 0) names.emplace(reader.Name(type));
  }
  return OneColumn(names);
}
// Which labels each type goes between, and how often: one row for each such triple.
Rows Schema(const GraphReader& reader, const ProcedureContext& context, graph::Status& status) {
  struct Triple {
    std::vector<std::string> from;
    std::string type;
    std::vector<std::string> to;
    auto operator<=>(const Triple&) const = default;
  };
  auto labels_of = [&](graph::NodeId node) {
    std::vector<std::string> names;
    for (graph::LabelId label : reader.Labels(node)) names.emplace_back(reader.Name(label));
    std::sort(names.begin(), names.end());
    return names;
  };
  std::map<Triple, int64_t> counts;
  for (uint32_t i = 0; i < reader.relationship_capacity(); ++i) {
    if ((i & 0xffff) == 0 && !(status = context.check())) return {};
    graph::RelationshipId id(i);
    if (!reader.Exists(id)) continue;
    auto ends = reader.Ends(id);
    ++counts[{labels_of(ends.start), std::string(reader.Name(ends.type)), labels_of(ends.end)}];
  }
  auto list = [](const std::vector<std::string>& names) {
    std::vector<Value> values;
    for (const auto& name : names) values.push_back(Text(name));
    return Value::List(std::move(values));
  };
  Rows rows;
  for (const auto& [triple, count] : counts) {
    rows.push_back({list(triple.from), Text(triple.type), list(triple.to), Value::Integer(count)});
  }
  return rows;
}

template <class Function>
Procedure NoArguments(const char* name, std::vector<ProcedureField> outputs, Function function) {
  Procedure procedure;
  procedure.name = name;
  procedure.outputs = std::move(outputs);
  procedure.call = [function](std::span<const Value>, ProcedureContext& context) {
    return function(context);
  };
  return procedure;
}

const char* TypeText(ValueKind kind) {
  return kind == ValueKind::kList ? "LIST OF STRING" : graph::ValueKindName(kind);
}

// graph.<name>: arguments by place, or one map of them by name.
Procedure AlgorithmProcedure(const graph::Algorithm& algorithm) {
  Procedure procedure;
  procedure.name = "graph." + std::string(algorithm.name);
  for (const graph::AlgorithmParameter& parameter : algorithm.parameters) {
    ProcedureField& field = procedure.inputs.emplace_back();
    field.name = parameter.name;
    field.kinds = KindBit(parameter.kind);
    field.type_text = TypeText(parameter.kind);
    if (parameter.kind == ValueKind::kFloat) field.kinds |= KindBit(ValueKind::kInteger);
    if (parameter.required) procedure.required_inputs = 1;  // the others may stand in the map
  }
  procedure.inputs[0].kinds |= KindBit(ValueKind::kMap);
  procedure.inputs[0].type_text += ", or a MAP of all arguments by name";
  for (const graph::AlgorithmColumn& column : algorithm.columns) {
    procedure.outputs.push_back({column.name, KindBit(column.kind), TypeText(column.kind)});
  }
  procedure.call = [&algorithm](std::span<const Value> arguments,
                                ProcedureContext& context) -> graph::Result<Rows> {
    std::vector<Value> by_place;
    if (!arguments.empty() && arguments[0].kind() == ValueKind::kMap) {
      if (!std::all_of(arguments.begin() + 1, arguments.end(),
                       [](const Value& value) { return value.is_null(); })) {
        return graph::MakeError(graph::ErrorCode::kInvalidArgument,
                                "a map of arguments stands alone");
      }
      ENTENTE_ASSIGN_OR_RETURN(by_place, graph::ArgumentsByName(algorithm, arguments[0]));
      arguments = by_place;
    }
    // The query holds its snapshot, or its transaction, longer than the call lasts.
    const std::shared_ptr<const GraphReader> reader(std::shared_ptr<const void>(), context.reader);
    return graph::RunAlgorithm(algorithm, reader, arguments, context.check, context.reserve);
  };
  return procedure;
}

}  // namespace

void ProcedureRegistry::Add(Procedure procedure) {
  std::string name = procedure.name;
  procedures_[name] = std::make_unique<Procedure>(std::move(procedure));
}

const Procedure* ProcedureRegistry::Find(std::string_view name) const {
  auto found = procedures_.find(name);
  return found == procedures_.end() ? nullptr : found->second.get();
}

std::vector<std::string_view> ProcedureRegistry::Names() const& {
  std::vector<std::string_view> names;
  for (const auto& [name, procedure] : procedures_) names.push_back(name);
  return names;
}

ProcedureRegistry ProcedureRegistry::WithBuiltIns() {
  using Result = graph::Result<Rows>;
  ProcedureRegistry registry;
  registry.Add(NoArguments("db.labels", {StringField("label")},
                           [](ProcedureContext& c) -> Result { return Labels(*c.reader); }));
  registry.Add(NoArguments("db.relationshipTypes", {StringField("relationshipType")},
                           [](ProcedureContext& c) -> Result { return Types(*c.reader); }));
  registry.Add(NoArguments(
      "db.propertyKeys", {StringField("propertyKey")}, [](ProcedureContext& c) -> Result {
        ENTENTE_ASSIGN_OR_RETURN(std::vector<std::string> keys,
                                 graph::UsedPropertyKeys(*c.reader, UINT32_MAX, c.check));
        return OneColumn({keys.begin(), keys.end()});
      }));
  registry.Add(NoArguments(
      "db.schema", {ListField("from"), StringField("type"), ListField("to"), IntegerField("count")},
      [](ProcedureContext& c) -> Result {
        graph::Status status;
        Rows rows = Schema(*c.reader, c, status);
        if (!status) return status.error();
        return rows;
      }));
  for (const graph::Algorithm& algorithm : graph::Algorithms()) {
    registry.Add(AlgorithmProcedure(algorithm));
  }
  return registry;
}

}  // namespace entente::query
