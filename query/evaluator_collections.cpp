// Expressions that go through lists, maps and paths: comprehensions, quantifiers, reduce, map
// projections, named paths.

#include <algorithm>

#include "query/building.h"
#include "query/evaluator.h"
#include "query/value_text.h"

namespace entente::query {

using graph::ErrorCode;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;

namespace {

// Lists and maps in each other deeper than `levels`?
bool IsNestedDeeperThan(const Value& value, size_t levels) {
  std::vector<std::pair<const Value*, size_t>> open = {{&value, 1}};
  auto push = [&](const Value& child, size_t level) {
    if (child.kind() == ValueKind::kList || child.kind() == ValueKind::kMap)
      open.emplace_back(&child, level);
  };
  while (!open.empty()) {
    auto [next, level] = open.back();
    open.pop_back();
    if (level > levels) return true;
    if (next->kind() == ValueKind::kList) {
      for (const Value& child : next->as_list()) push(child, level + 1);
    } else if (next->kind() == ValueKind::kMap) {
      for (const auto& [key, child] : next->as_map()) push(child, level + 1);
    }
  }
  return false;
}

constexpr size_t kMaxValueDepth = 5000;  // values are compared, hashed and freed by recursion

Value OfTruth(std::optional<bool> truth) { return truth ? Value::Boolean(*truth) : Value::Null(); }

}  // namespace

Value Evaluator::EvalComprehension(const Expression& e, const Batch& batch, size_t row) {
  Value list = Eval(*e.children[0], batch, row);
  if (list.is_null() || context_.failed()) return {};
  if (list.kind() != ValueKind::kList) {
    TypeError("InvalidArgumentType", "a list is expected after IN", e.children[0]->span);
    return {};
  }
  std::vector<Value> out;
  Building building(context_);
  if (!building.Add(list)) return {};
  for (const Value& element : list.as_list()) {
    if ((++steps_ & 0x3ff) == 0 && !context_.Continue()) return {};
    Local(e.slot) = element;
    if (e.children[1] && !IsTrue(*e.children[1], batch, row)) continue;
    out.push_back(e.children[2] ? Eval(*e.children[2], batch, row) : element);
    if (context_.failed() || !building.Add(out.back())) return {};
  }
  return Value::List(std::move(out));
}

Value Evaluator::EvalQuantifier(const Expression& e, const Batch& batch, size_t row) {
  Value list = Eval(*e.children[0], batch, row);
  if (list.is_null() || context_.failed()) return {};
  if (list.kind() != ValueKind::kList) {
    TypeError("InvalidArgumentType", "a list is expected after IN", e.children[0]->span);
    return {};
  }
  Building building(context_);
  if (!building.Add(list)) return {};
  size_t yes = 0, no = 0, unknown = 0;
  for (const Value& element : list.as_list()) {
    if ((++steps_ & 0x3ff) == 0 && !context_.Continue()) return {};
    Local(e.slot) = element;
    Value truth = Eval(*e.children[1], batch, row);
    if (context_.failed()) return {};
    if (truth.is_null()) {
      ++unknown;
    } else if (truth.kind() != ValueKind::kBoolean) {
      TypeError("InvalidArgumentType", "a predicate is true, false or null", e.children[1]->span);
      return {};
    } else {
      ++(truth.as_boolean() ? yes : no);
    }
  }
  std::optional<bool> truth;
  switch (e.quantifier) {
    case Quantifier::kAll:
      truth = no > 0 ? std::optional(false) : unknown ? std::nullopt : std::optional(true);
      break;
    case Quantifier::kAny:
      truth = yes > 0 ? std::optional(true) : unknown ? std::nullopt : std::optional(false);
      break;
    case Quantifier::kNone:
      truth = yes > 0 ? std::optional(false) : unknown ? std::nullopt : std::optional(true);
      break;
    case Quantifier::kSingle:
      truth = yes > 1 ? std::optional(false) : unknown ? std::nullopt : std::optional(yes == 1);
      break;
  }
  return OfTruth(truth);
}

std::optional<bool> Evaluator::TestElement(const Expression& e, Value element, const Batch& batch,
                                           size_t row) {
  Local(e.slot) = std::move(element);
  Value truth = Eval(*e.children[1], batch, row);
  if (truth.is_null() || context_.failed()) return std::nullopt;
  if (truth.kind() == ValueKind::kBoolean) return truth.as_boolean();
  TypeError("InvalidArgumentType", "a predicate is true, false or null", e.children[1]->span);
  return std::nullopt;
}

Value Evaluator::EvalReduce(const Expression& e, const Batch& batch, size_t row) {
  Value accumulator = Eval(*e.children[0], batch, row);
  Value list = Eval(*e.children[1], batch, row);
  if (list.is_null() || context_.failed()) return {};
  if (list.kind() != ValueKind::kList) {
    TypeError("InvalidArgumentType", "a list is expected after IN", e.children[1]->span);
    return {};
  }
  // One step nests its value by no more than the height of what it evaluates.
  size_t steps_between_checks = std::max<size_t>(1, kMaxValueDepth / (e.children[2]->height + 1));
  size_t since_check = 0;
  Building of_list(context_), of_accumulator(context_);
  if (!of_list.Add(list)) return {};
  // What the value has grown to is looked at when so much more was built since the last look.
  uint64_t size = 1 << 14, seen_bytes = context_.built_bytes;
  for (const Value& element : list.as_list()) {
    if ((++steps_ & 0x3ff) == 0 && !context_.Continue()) return {};
    if (++since_check > steps_between_checks) {
      since_check = 0;
      if (IsNestedDeeperThan(accumulator, kMaxValueDepth)) {
        context_.Fail(ErrorCode::kLimit, "", "reduce() made a value nested more than 5000 deep",
                      e.span);
        return {};
      }
    }
    Local(e.slot) = std::move(accumulator);
    Local(e.second_slot) = element;
    accumulator = Eval(*e.children[2], batch, row);
    if (context_.failed()) return {};
    if (of_list.on() && context_.built_bytes - seen_bytes > size) {
      of_accumulator.Release();
      Local(e.slot) = Value();  // lest what it was before counts as held by another
      size = std::max<uint64_t>(1 << 14, OwnSizeOf(accumulator));
      seen_bytes = context_.built_bytes;
      if (!of_accumulator.AddBytes(size)) return {};
    }
  }
  return accumulator;
}

Value Evaluator::EvalMapProjection(const Expression& e, const Batch& batch, size_t row) {
  Value owner = Eval(*e.children[0], batch, row);
  if (owner.is_null()) return {};
  const graph::GraphReader& reader = *context_.reader;
  std::vector<graph::MapEntry> map;
  auto add_all = [&](const graph::PropertyList& properties) {
    for (const auto& [key, value] : properties)
      map.emplace_back(std::string(reader.Name(key)), value);
  };
  for (size_t i = 0; i < e.keys.size(); ++i) {
    if (e.children[i + 1]) {
      map.emplace_back(e.keys[i], Eval(*e.children[i + 1], batch, row));
    } else if (owner.kind() == ValueKind::kNode) {
      if (IsDeleted(owner, e.span)) return {};
      add_all(reader.Properties(owner.as_node()));
    } else if (owner.kind() == ValueKind::kRelationship) {
      if (IsDeleted(owner, e.span)) return {};
      add_all(reader.Properties(owner.as_relationship()));
    } else if (owner.kind() == ValueKind::kMap) {
      map.insert(map.end(), owner.as_map().begin(), owner.as_map().end());
    } else {
      TypeError("InvalidArgumentType", "only nodes, relationships and maps can be projected",
                e.span);
      return {};
    }
  }
  return Value::Map(std::move(map));
}

// Nodes and relationships in turn; a list of relationships stands for a stretch of the path whose
// inner nodes follow from them.
Value Evaluator::EvalPath(const Expression& e, const Batch& batch, size_t row) {
  graph::Path path;
  const graph::GraphReader& reader = *context_.reader;
  auto step = [&](RelationshipId relationship) {
    graph::RelationshipEnds ends = reader.Ends(relationship);
    path.relationships.push_back(relationship);
    path.nodes.push_back(ends.start == path.nodes.back() ? ends.end : ends.start);
  };
  for (size_t i = 0; i < e.children.size(); ++i) {
    Value piece = Eval(*e.children[i], batch, row);
    switch (piece.kind()) {
      case ValueKind::kNode:
        if (i == 0) path.nodes.push_back(piece.as_node());
        break;
      case ValueKind::kRelationship:
        step(piece.as_relationship());
        break;
      case ValueKind::kList:
        for (const Value& relationship : piece.as_list()) {
          if (relationship.kind() == ValueKind::kRelationship) step(relationship.as_relationship());
        }
        break;
      default:
        return {};
    }
  }
  return Value::OfPath(std::move(path));
}

}  // namespace entente::query
