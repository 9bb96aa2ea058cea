// What a plan is made of.

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "ingest/graph_plan.h"

namespace entente::ingest {

using graph::Value;

PlannedValue PlannedValue::String(std::string_view text) {
  PlannedValue value;
  value.text = text;
  return value;
}
PlannedValue PlannedValue::Integer(int64_t integer) {
  PlannedValue value;
  value.kind = Kind::kInteger;
  value.integer = integer;
  return value;
}
PlannedValue PlannedValue::Float(double number) {
  PlannedValue value;
  value.kind = Kind::kFloat;
  value.number = number;
  return value;
}
PlannedValue PlannedValue::Strings(std::span<const std::string_view> texts) {
  PlannedValue value;
  value.kind = Kind::kStrings;
  value.texts = texts;
  return value;
}
PlannedValue PlannedValue::Evidence(std::span<const PlannedEvidence> evidence) {
  PlannedValue value;
  value.kind = Kind::kEvidence;
  value.evidence = evidence;
  return value;
}

Value PlannedValue::ToValue() const {
  switch (kind) {
    case Kind::kString:
      return Value::String(std::string(text));
    case Kind::kInteger:
      return Value::Integer(integer);
    case Kind::kFloat:
      return Value::Float(number);
    case Kind::kBoolean:
      return Value::Boolean(boolean);
    case Kind::kStrings: {
      std::vector<Value> values;
      for (std::string_view one : texts) values.push_back(Value::String(std::string(one)));
      return Value::List(std::move(values));
    }
    case Kind::kEvidence: {
      std::vector<Value> values;
      for (const PlannedEvidence& one : evidence) {
        values.push_back(Value::String(
            fmt::format("{}#char={},{}", one.document, one.span.begin_char, one.span.end_char)));
      }
      return Value::List(std::move(values));
    }
  }
  return Value::Null();
}

graph::Status PlanSink::TakeMention(const PlannedMention& mention) {
  PlannedRelationship relationship;
  relationship.type = "MENTIONED_IN";
  relationship.from = {false, mention.node};
  relationship.to = {true, mention.document};
  relationship.properties = {{"end", PlannedValue::Integer(mention.span.end_char)},
                             {"start", PlannedValue::Integer(mention.span.begin_char)},
                             {"text", PlannedValue::String(mention.text)}};
  return TakeRelationship(relationship);
}

}  // namespace entente::ingest
