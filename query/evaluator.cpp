#include "query/evaluator.h"

#include <algorithm>

#include "query/building.h"
#include "query/evaluator_state.h"
#include "query/value_text.h"

namespace entente::query {

using graph::ErrorCode;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;

Evaluator::Evaluator(ExecutionContext& context)
    : memos_(std::make_unique<Memos>()), context_(context) {}
Evaluator::~Evaluator() = default;

void Evaluator::TypeError(const char* detail, std::string message, SourceSpan span) {
  context_.Fail(ErrorCode::kType, detail, std::move(message), span);
}

Value& Evaluator::Local(uint32_t slot) {
  if (locals_.size() <= slot - kLocalBase) locals_.resize(slot - kLocalBase + 1);
  return locals_[slot - kLocalBase];
}

bool Evaluator::IsTrue(const Expression& expression, const Batch& batch, size_t row) {
  Value value = Eval(expression, batch, row);
  if (value.kind() == ValueKind::kBoolean) return value.as_boolean();
  if (!value.is_null()) {
    TypeError(
        "InvalidArgumentType",
        "a predicate is true, false or null, and not " + std::string(ValueKindName(value.kind())),
        expression.span);
  }
  return false;
}

bool Evaluator::MatchesProperties(const Expression* properties, RelationshipId entity,
                                  const Batch& batch, size_t row) {
  if (!properties) return true;
  for (size_t i = 0; i < properties->keys.size(); ++i) {
    auto key = context_.reader->FindKey(properties->keys[i]);
    if (!key) return false;
    Value wanted = Eval(*properties->children[i], batch, row);
    if (!Equals(context_.reader->Property(entity, *key), wanted).value_or(false)) return false;
  }
  return true;
}

Value Evaluator::Eval(const Expression& e, const Batch& batch, size_t row) {
  switch (e.kind) {
    case ExpressionKind::kLiteral:
      return e.literal;
    case ExpressionKind::kParameter:
      return context_.parameters[e.name_index];
    case ExpressionKind::kVariable:
      return e.slot >= kLocalBase ? Local(e.slot) : batch.columns[e.slot].At(row);
    case ExpressionKind::kList: {
      std::vector<Value> list;
      list.reserve(e.children.size());
      Building building(context_);
      for (const auto& child : e.children) {
        list.push_back(Eval(*child, batch, row));
        if (!building.Add(list.back())) return {};
      }
      return Value::List(std::move(list));
    }
    case ExpressionKind::kMap: {
      std::vector<graph::MapEntry> map;
      Building building(context_);
      for (size_t i = 0; i < e.keys.size(); ++i) {
        map.emplace_back(e.keys[i], Eval(*e.children[i], batch, row));
        if (!building.Add(map.back().second)) return {};
      }
      return Value::Map(std::move(map));
    }
    case ExpressionKind::kProperty:
      return EvalProperty(e, Eval(*e.children[0], batch, row));
    case ExpressionKind::kHasLabels:
      return EvalHasLabels(e, Eval(*e.children[0], batch, row));
    case ExpressionKind::kIndex:
      return EvalIndex(e, batch, row);
    case ExpressionKind::kSlice:
      return EvalSlice(e, batch, row);
    case ExpressionKind::kNot: {
      Value value = Eval(*e.children[0], batch, row);
      if (value.kind() == ValueKind::kBoolean) return Value::Boolean(!value.as_boolean());
      if (!value.is_null())
        TypeError("InvalidArgumentType", "NOT takes true, false or null", e.span);
      return {};
    }
    case ExpressionKind::kAnd:
    case ExpressionKind::kOr:
      return EvalAndOr(e, batch, row);
    case ExpressionKind::kXor: {
      bool unknown = false, truth = false;
      for (const auto& child : e.children) {
        Value value = Eval(*child, batch, row);
        if (value.is_null()) {
          unknown = true;
        } else if (value.kind() == ValueKind::kBoolean) {
          truth = truth != value.as_boolean();
        } else {
          TypeError("InvalidArgumentType", "XOR takes true, false or null", e.span);
          return {};
        }
      }
      return unknown ? Value::Null() : Value::Boolean(truth);
    }
    case ExpressionKind::kCompare:
      return EvalCompare(e, batch, row);
    case ExpressionKind::kAdd:
    case ExpressionKind::kSubtract:
    case ExpressionKind::kMultiply:
    case ExpressionKind::kDivide:
    case ExpressionKind::kModulo:
    case ExpressionKind::kPower:
      return EvalArithmetic(e, batch, row);
    case ExpressionKind::kNegate:
    case ExpressionKind::kPlus: {
      Value value = Eval(*e.children[0], batch, row);
      if (e.kind == ExpressionKind::kPlus || value.is_null()) return value;
      auto result = value.kind() == ValueKind::kDuration
                        ? TemporalMultiply(value, Value::Integer(-1))
                    : value.kind() == ValueKind::kFloat
                        ? graph::Result<Value>(Value::Float(-value.as_float()))
                        : Calculate(ExpressionKind::kSubtract, Value::Integer(0), value);
      if (result) return *std::move(result);
      result.error().span = e.span;
      context_.Fail(std::move(result).error());
      return {};
    }
    case ExpressionKind::kIn:
      return EvalIn(Eval(*e.children[0], batch, row), Eval(*e.children[1], batch, row), e.span);
    case ExpressionKind::kStartsWith:
    case ExpressionKind::kEndsWith:
    case ExpressionKind::kContains:
    case ExpressionKind::kRegex:
      return EvalText(e, Eval(*e.children[0], batch, row), Eval(*e.children[1], batch, row));
    case ExpressionKind::kIsNull:
      return Value::Boolean(Eval(*e.children[0], batch, row).is_null());
    case ExpressionKind::kIsNotNull:
      return Value::Boolean(!Eval(*e.children[0], batch, row).is_null());
    case ExpressionKind::kCase:
      return EvalCase(e, batch, row);
    case ExpressionKind::kFunction:
      return EvalFunction(e, batch, row);
    case ExpressionKind::kListComprehension:
      return EvalComprehension(e, batch, row);
    case ExpressionKind::kQuantifier:
      return EvalQuantifier(e, batch, row);
    case ExpressionKind::kReduce:
      return EvalReduce(e, batch, row);
    case ExpressionKind::kMapProjection:
      return EvalMapProjection(e, batch, row);
    case ExpressionKind::kPathValue:
      return EvalPath(e, batch, row);
    case ExpressionKind::kHasDegree:
      return Value::Boolean(Degree(e, batch, row) > 0);
    case ExpressionKind::kDegree:
      return Value::Integer(static_cast<int64_t>(Degree(e, batch, row)));
    default:
      return EvalSubquery(e, batch, row);
  }
}

Value Evaluator::EvalArithmetic(const Expression& e, const Batch& batch, size_t row) {
  Value value = Eval(*e.children[0], batch, row);
  for (size_t i = 1; i < e.children.size(); ++i) {
    std::optional<Value> next;
    if (e.children.size() - i > 1 && Joiner::Joins(value)) {
      i = Join(e, i, value, next, batch, row);
      if (context_.failed()) return {};
      if (i >= e.children.size()) break;
    }
    Building building(context_);
    if (MayBeLarge(value) && !building.Add(value)) return {};
    Value other = next ? *std::move(next) : Eval(*e.children[i], batch, row);
    if (context_.failed()) return {};
    if (building.on() && (MayBeLarge(value) || MayBeLarge(other))) {
      if (MayBeLarge(other) && !building.Add(other)) return {};
      if (!HasRoomForSum(value, other)) return {};
    }
    auto result = Calculate(OperationAt(e, i), value, other);
    if (!result) {
      result.error().span = e.span;
      context_.Fail(std::move(result).error());
      return {};
    }
    value = *std::move(result);
  }
  return value;
}

namespace {

// What a value adds to the size of a sum.
uint64_t SumBytes(const Value& value) {
  if (value.kind() == ValueKind::kString) return value.as_string().size();
  return value.kind() == ValueKind::kList ? value.as_list().size() * sizeof(Value) : sizeof(Value);
}

}  // namespace

// Texts or lists added up from term `i` on, as long as each is appended to those before it: copying
// the sum for every term would be quadratic. Returns the first term that is none of them, and its
// value in `next` where that is known by then.
size_t Evaluator::Join(const Expression& e, size_t i, Value& value, std::optional<Value>& next,
                       const Batch& batch, size_t row) {
  Building building(context_);
  if (!building.AddBytes(SumBytes(value))) return i;
  Joiner joiner(value);
  for (; i < e.children.size() && OperationAt(e, i) == ExpressionKind::kAdd; ++i) {
    Value other = Eval(*e.children[i], batch, row);
    constexpr size_t kTerms = 1024;
    if (context_.failed() || (i % kTerms == 0 && !context_.Continue())) return i;
    // Asked before it is made, as below.
    if (!building.AddBytes(SumBytes(other))) return i;
    if (joiner.Append(other)) continue;
    next = std::move(other);
    break;
  }
  value = joiner.Take();
  return i;
}

// Asked before it is made: doubling a string forty times is quick to write.
bool Evaluator::HasRoomForSum(const Value& a, const Value& b) {
  const uint64_t bytes = SumBytes(a) + SumBytes(b);
  context_.built_bytes += bytes;
  auto room = context_.limits->CheckRoom(bytes);
  if (!room) context_.Fail(room.error());
  return !context_.failed();
}

bool Evaluator::IsDeleted(const Value& entity, SourceSpan span) {
  if (!context_.functions.may_be_deleted) return false;
  const graph::GraphReader& reader = *context_.reader;
  bool exists = entity.kind() == ValueKind::kNode ? reader.Exists(entity.as_node())
                                                  : reader.Exists(entity.as_relationship());
  if (exists) return false;
  context_.Fail(ErrorCode::kNotFound, "DeletedEntityAccess", "this was deleted by the query itself",
                span);
  return true;
}

Value Evaluator::EvalProperty(const Expression& e, const Value& owner) {
  graph::PropertyKeyId key = context_.keys[e.name_index];
  const graph::GraphReader& reader = *context_.reader;
  switch (owner.kind()) {
    case ValueKind::kNode:
      if (IsDeleted(owner, e.span)) return {};
      return key.valid() ? reader.Property(owner.as_node(), key) : Value::Null();
    case ValueKind::kRelationship:
      if (IsDeleted(owner, e.span)) return {};
      return key.valid() ? reader.Property(owner.as_relationship(), key) : Value::Null();
    case ValueKind::kMap: {
      const Value* found = owner.Find(e.name);
      return found ? *found : Value::Null();
    }
    case ValueKind::kNull:
      return {};
    default:
      break;
  }
  if (owner.is_temporal()) {
    auto component = TemporalComponent(owner, e.name);
    if (component) return *std::move(component);
    component.error().span = e.span;
    context_.Fail(std::move(component).error());
    return {};
  }
  TypeError("InvalidArgumentType",
            std::string("only nodes, relationships, maps and temporal values have properties, "
                        "and not ") +
                ValueKindName(owner.kind()),
            e.span);
  return {};
}

Value Evaluator::EvalHasLabels(const Expression& e, const Value& owner) {
  if (owner.is_null()) return {};
  if (owner.kind() == ValueKind::kRelationship) {
    std::string_view type =
        context_.reader->Name(context_.reader->Ends(owner.as_relationship()).type);
    return Value::Boolean(std::all_of(e.keys.begin(), e.keys.end(),
                                      [&](const std::string& name) { return name == type; }));
  }
  if (owner.kind() != ValueKind::kNode) {
    TypeError("InvalidArgumentType", "only nodes have labels", e.span);
    return {};
  }
  if (IsDeleted(owner, e.span)) return {};
  for (uint32_t index : e.label_indexes) {
    graph::LabelId label = context_.labels[index];
    if (!label.valid() || !context_.reader->HasLabel(owner.as_node(), label)) {
      return Value::Boolean(false);
    }
  }
  return Value::Boolean(true);
}

Value Evaluator::EvalIndex(const Expression& e, const Batch& batch, size_t row) {
  Value owner = Eval(*e.children[0], batch, row), index = Eval(*e.children[1], batch, row);
  if (owner.is_null() || index.is_null()) return {};
  if (owner.kind() == ValueKind::kList) {
    if (index.kind() != ValueKind::kInteger) {
      TypeError("InvalidArgumentType", "a list is indexed by a whole number", e.span);
      return {};
    }
    auto list = owner.as_list();
    int64_t i = index.as_integer(), size = static_cast<int64_t>(list.size());
    if (i < 0) i += size;
    return i >= 0 && i < size ? list[static_cast<size_t>(i)] : Value::Null();
  }
  bool entity = owner.kind() == ValueKind::kNode || owner.kind() == ValueKind::kRelationship;
  if (!entity && owner.kind() != ValueKind::kMap) {
    TypeError("InvalidArgumentType", "only lists, maps, nodes and relationships can be indexed",
              e.span);
    return {};
  }
  if (index.kind() != ValueKind::kString) {
    TypeError("MapElementAccessByNonString", "a key is a string", e.span);
    return {};
  }
  if (!entity) {
    const Value* found = owner.Find(index.as_string());
    return found ? *found : Value::Null();
  }
  if (IsDeleted(owner, e.span)) return {};
  auto key = context_.reader->FindKey(index.as_string());
  if (!key) return {};
  return owner.kind() == ValueKind::kNode
             ? context_.reader->Property(owner.as_node(), *key)
             : context_.reader->Property(owner.as_relationship(), *key);
}

Value Evaluator::EvalSlice(const Expression& e, const Batch& batch, size_t row) {
  Value owner = Eval(*e.children[0], batch, row);
  Value bounds[2] = {Value::Integer(0), Value::Integer(std::numeric_limits<int64_t>::max())};
  for (int i = 0; i < 2; ++i) {
    if (e.children[i + 1]) bounds[i] = Eval(*e.children[i + 1], batch, row);
  }
  if (owner.is_null() || bounds[0].is_null() || bounds[1].is_null()) return {};
  if (owner.kind() != ValueKind::kList || bounds[0].kind() != ValueKind::kInteger ||
      bounds[1].kind() != ValueKind::kInteger) {
    TypeError("InvalidArgumentType", "a part of a list is taken by whole numbers: list[1..3]",
              e.span);
    return {};
  }
  auto list = owner.as_list();
  auto size = static_cast<int64_t>(list.size());
  auto clamp = [&](int64_t i) { return std::clamp<int64_t>(i < 0 ? i + size : i, 0, size); };
  int64_t from = clamp(bounds[0].as_integer()), to = clamp(bounds[1].as_integer());
  if (from >= to) return Value::List({});
  Building building(context_);
  if (!building.Add(owner)) return {};
  return Value::List(std::vector<Value>(list.begin() + from, list.begin() + to));
}

// The first operand that decides ends it: what stands after is not looked at.
Value Evaluator::EvalAndOr(const Expression& e, const Batch& batch, size_t row) {
  bool deciding = e.kind == ExpressionKind::kOr;
  bool unknown = false;
  for (const auto& child : e.children) {
    Value value = Eval(*child, batch, row);
    if (value.is_null()) {
      unknown = true;
    } else if (value.kind() != ValueKind::kBoolean) {
      TypeError("InvalidArgumentType", "AND and OR take true, false or null", child->span);
      return {};
    } else if (value.as_boolean() == deciding) {
      return value;
    }
    if (context_.failed()) return {};
  }
  return unknown ? Value::Null() : Value::Boolean(!deciding);
}

Value Evaluator::EvalCompare(const Expression& e, const Batch& batch, size_t row) {
  Value left = Eval(*e.children[0], batch, row);
  bool unknown = false;
  for (size_t i = 0; i < e.comparisons.size(); ++i) {
    Value right = Eval(*e.children[i + 1], batch, row);
    std::optional<bool> truth;
    Comparison comparison = e.comparisons[i];
    if (comparison == Comparison::kEqual || comparison == Comparison::kNotEqual) {
      truth = Equals(left, right);
      if (truth && comparison == Comparison::kNotEqual) truth = !*truth;
    } else if (auto order = Compare(left, right)) {
      switch (comparison) {
        case Comparison::kLess:
          truth = *order < 0;
          break;
        case Comparison::kLessEqual:
          truth = *order <= 0;
          break;
        case Comparison::kGreater:
          truth = *order > 0;
          break;
        default:
          truth = *order >= 0;
          break;
      }
    }
    if (!truth) {
      unknown = true;
    } else if (!*truth) {
      return Value::Boolean(false);
    }
    left = std::move(right);
  }
  return unknown ? Value::Null() : Value::Boolean(true);
}

Value Evaluator::EvalIn(const Value& element, const Value& list, SourceSpan span) {
  if (list.is_null()) return {};
  if (list.kind() != ValueKind::kList) {
    TypeError("InvalidArgumentType", "IN takes a list on its right", span);
    return {};
  }
  bool unknown = false;
  for (const Value& other : list.as_list()) {
    auto equal = Equals(element, other);
    if (!equal) {
      unknown = true;
    } else if (*equal) {
      return Value::Boolean(true);
    }
  }
  return unknown ? Value::Null() : Value::Boolean(false);
}

Value Evaluator::EvalText(const Expression& e, const Value& a, const Value& b) {
  if (a.kind() != ValueKind::kString || b.kind() != ValueKind::kString) return {};
  std::string_view text = a.as_string(), part = b.as_string();
  switch (e.kind) {
    case ExpressionKind::kStartsWith:
      return Value::Boolean(text.starts_with(part));
    case ExpressionKind::kEndsWith:
      return Value::Boolean(text.ends_with(part));
    case ExpressionKind::kContains:
      return Value::Boolean(text.find(part) != std::string_view::npos);
    default: {
      auto matches = context_.regexes->FullMatch(text, std::string(part));
      if (matches) return Value::Boolean(*matches);
      matches.error().span = e.children[1]->span;
      context_.Fail(std::move(matches).error());
      return {};
    }
  }
}

Value Evaluator::EvalCase(const Expression& e, const Batch& batch, size_t row) {
  Value operand;
  if (e.children[0]) operand = Eval(*e.children[0], batch, row);
  for (size_t i = 1; i + 1 < e.children.size(); i += 2) {
    bool taken;
    if (e.children[0]) {
      taken = Equals(operand, Eval(*e.children[i], batch, row)).value_or(false);
    } else {
      taken = IsTrue(*e.children[i], batch, row);
    }
    if (context_.failed()) return {};
    if (taken) return Eval(*e.children[i + 1], batch, row);
  }
  return e.children.back() ? Eval(*e.children.back(), batch, row) : Value::Null();
}

Value Evaluator::EvalFunction(const Expression& e, const Batch& batch, size_t row) {
  constexpr size_t kFew = 4;
  Value few[kFew];
  std::vector<Value> many;
  std::span<Value> arguments;
  if (e.children.size() <= kFew) {
    arguments = std::span(few, e.children.size());
  } else {
    many.resize(e.children.size());
    arguments = many;
  }
  bool null = false;
  Building building(context_);
  for (size_t i = 0; i < e.children.size(); ++i) {
    arguments[i] = Eval(*e.children[i], batch, row);
    null |= arguments[i].is_null();
    if (MayBeLarge(arguments[i]) && !building.Add(arguments[i])) return {};
  }
  if (context_.failed() || (null && e.function->null_in_null_out)) return {};
  auto result = e.function->call(arguments, context_.functions);
  if (result) {
    if (MayBeLarge(*result) && !building.Add(*result)) return {};
    return *std::move(result);
  }
  if (!result.error().span) result.error().span = e.span;
  context_.Fail(std::move(result).error());
  return {};
}

Value Evaluator::EvalSubquery(const Expression& e, const Batch& batch, size_t row) {
  auto& running = subplans_[e.subplan.get()];
  if (!running) running = std::make_unique<Running>(context_, *e.subplan);
  SubplanRun& run = running->run;
  run.Start(*this, batch, row);
  if (e.kind == ExpressionKind::kExists) {
    const Batch* rows = run.Next();
    return Value::Boolean(rows != nullptr);
  }
  int64_t count = 0;
  std::vector<Value> values;
  Building building(context_);
  while (const Batch* rows = run.Next()) {
    count += static_cast<int64_t>(rows->size);
    if (e.kind == ExpressionKind::kCountSubquery) continue;
    const Column& column = rows->columns[e.subplan->output_slots[0]];
    for (size_t i = 0; i < rows->size; ++i) {
      values.push_back(column.At(i));
      if (building.on() && !building.AddBytes(SizeOf(values.back()))) return {};
    }
    if (e.kind == ExpressionKind::kShortestPath) break;
  }
  if (context_.failed()) return {};
  if (e.kind == ExpressionKind::kCountSubquery) return Value::Integer(count);
  if (e.kind == ExpressionKind::kShortestPath) return values.empty() ? Value::Null() : values[0];
  return Value::List(std::move(values));
}

}  // namespace entente::query
