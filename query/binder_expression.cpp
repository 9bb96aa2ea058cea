#include <algorithm>

#include "query/binder_impl.h"
#include "query/printer.h"
#include "query/suggest.h"

namespace entente::query {

using graph::ErrorCode;
using graph::ValueKind;

namespace {

constexpr KindSet kBoolean = KindBit(ValueKind::kBoolean);
constexpr KindSet kInteger = KindBit(ValueKind::kInteger);
constexpr KindSet kFloat = KindBit(ValueKind::kFloat);
constexpr KindSet kNumber = kInteger | kFloat;
constexpr KindSet kString = KindBit(ValueKind::kString);
constexpr KindSet kList = KindBit(ValueKind::kList);
constexpr KindSet kMap = KindBit(ValueKind::kMap);
constexpr KindSet kEntity = KindBit(ValueKind::kNode) | KindBit(ValueKind::kRelationship);
constexpr KindSet kTemporal = KindBit(ValueKind::kDate) | KindBit(ValueKind::kLocalTime) |
                              KindBit(ValueKind::kTime) | KindBit(ValueKind::kLocalDateTime) |
                              KindBit(ValueKind::kDateTime) | KindBit(ValueKind::kDuration);

// An element of an empty list has no kind at all, and does no harm anywhere.
bool Fits(StaticType type, KindSet allowed) {
  return type.kinds == 0 || (type.kinds & (allowed | kNull)) != 0;
}

Clause MatchOf(std::unique_ptr<Pattern> pattern, ExpressionPtr where, SourceSpan span) {
  MatchClause match;
  match.pattern = std::move(*pattern);
  match.where = std::move(where);
  Clause clause;
  clause.span = span;
  clause.node = std::move(match);
  return clause;
}

Clause ReturnOf(ExpressionPtr expression, SourceSpan span) {
  ReturnClause result;
  ReturnItem item;
  item.expression = std::move(expression);
  item.alias = "value";
  item.has_alias = true;
  item.span = span;
  result.projection.items.push_back(std::move(item));
  result.projection.span = span;
  Clause clause;
  clause.span = span;
  clause.node = std::move(result);
  return clause;
}

}  // namespace

// --- known texts and aggregates ------------------------------------------------------------------

bool Binder::ContainsAggregate(const Expression& expression) const {
  if (expression.kind == ExpressionKind::kFunction) {
    const FunctionEntry* function = FindFunction(expression.name);
    if (function && function->kind == FunctionKind::kAggregating) return true;
  }
  return std::any_of(
      expression.children.begin(), expression.children.end(),
      [&](const ExpressionPtr& child) { return child && ContainsAggregate(*child); });
}

std::optional<uint32_t> Binder::FindKnown(const Expression& expression) {
  if (expression.kind == ExpressionKind::kLiteral || expression.kind == ExpressionKind::kVariable ||
      !level_->known.MayHave({expression.kind, expression.height})) {
    return std::nullopt;
  }
  std::string text = Print(expression);
  if (!CountSteps(1 + text.size() / 8)) return std::nullopt;
  // Inside an aggregating expression only variables and properties are taken from the keys.
  return level_->known.Find(text, level_->grouping && expression.kind != ExpressionKind::kFunction);
}

void Binder::BecomeVariable(Expression& expression, uint32_t slot) {
  SourceSpan span = expression.span;
  std::string name = Print(expression);
  expression = Expression();
  expression.kind = ExpressionKind::kVariable;
  expression.span = span;
  expression.name = std::move(name);
  expression.slot = slot;
}

// --- expressions ---------------------------------------------------------------------------------

void Binder::RequirePredicate(const Expression& expression, StaticType type) {
  if (!Fits(type, kBoolean)) {
    Fail("InvalidArgumentType", "a predicate is true, false or null; this can't be",
         expression.span);
  }
}

StaticType Binder::BindVariable(Expression& expression) {
  auto slot = Lookup(*level_, expression.name);
  if (error_ && error_->span == SourceSpan{}) error_->span = expression.span;
  if (!slot) {
    if (level_->grouping && std::find(level_->in_keys.begin(), level_->in_keys.end(),
                                      expression.name) != level_->in_keys.end()) {
      Fail("AmbiguousAggregationExpression",
           expression.name + " is neither grouped by nor inside an aggregate", expression.span);
    }
    FailUndefined(expression.name, expression.span);
    return {};
  }
  expression.slot = *slot;
  if (level_->grouping && *slot < kLocalBase && !level_->known.HasSlot(*slot)) {
    Fail("AmbiguousAggregationExpression",
         expression.name + " is neither grouped by nor inside an aggregate", expression.span);
  }
  return TypeOf(*slot);
}

StaticType Binder::Bind(Expression& e, Flags flags) {
  if (failed() || !CountSteps(1)) return {};
  if (auto slot = FindKnown(e)) {
    BecomeVariable(e, *slot);
    return TypeOf(*slot);
  }
  // A bare pattern may stand where only its truth is asked for.
  Flags inner = flags;
  bool connective = e.kind == ExpressionKind::kAnd || e.kind == ExpressionKind::kOr ||
                    e.kind == ExpressionKind::kXor || e.kind == ExpressionKind::kNot;
  if (!connective) inner.patterns = false;
  switch (e.kind) {
    case ExpressionKind::kLiteral:
      return OfKinds(KindBit(e.literal.kind()));
    case ExpressionKind::kParameter:
      e.name_index = names_.parameters.Add(e.name);
      return {};
    case ExpressionKind::kVariable:
      return BindVariable(e);
    case ExpressionKind::kList: {
      StaticType type{kList, 0};
      for (ExpressionPtr& child : e.children) type.elements |= Bind(*child, inner).kinds;
      return type;
    }
    case ExpressionKind::kMap:
    case ExpressionKind::kMapProjection:
      BindChildren(e, inner);
      return OfKinds(e.kind == ExpressionKind::kMap ? kMap : kMap | kNull);
    case ExpressionKind::kProperty:
      return BindProperty(e, inner);
    case ExpressionKind::kHasLabels:
      for (const std::string& label : e.keys) {
        e.label_indexes.push_back(names_.labels.Add(label));
      }
      if (!Fits(Bind(*e.children[0], inner), kEntity)) {
        Fail("InvalidArgumentType", "only nodes have labels", e.span);
      }
      return OfKinds(kBoolean | kNull);
    case ExpressionKind::kIndex:
    case ExpressionKind::kSlice:
      return BindIndex(e, inner);
    case ExpressionKind::kNot:
    case ExpressionKind::kAnd:
    case ExpressionKind::kOr:
    case ExpressionKind::kXor:
      for (ExpressionPtr& child : e.children) {
        if (!Fits(Bind(*child, inner), kBoolean)) {
          Fail("InvalidArgumentType", "AND, OR, XOR and NOT take true, false or null", child->span);
        }
      }
      return OfKinds(kBoolean | kNull);
    case ExpressionKind::kIn: {
      Bind(*e.children[0], inner);
      if (!Fits(Bind(*e.children[1], inner), kList)) {
        Fail("InvalidArgumentType", "IN takes a list on its right", e.children[1]->span);
      }
      return OfKinds(kBoolean | kNull);
    }
    case ExpressionKind::kCompare:
    case ExpressionKind::kStartsWith:
    case ExpressionKind::kEndsWith:
    case ExpressionKind::kContains:
    case ExpressionKind::kRegex:
      BindChildren(e, inner);
      return OfKinds(kBoolean | kNull);
    case ExpressionKind::kIsNull:
    case ExpressionKind::kIsNotNull:
      BindChildren(e, inner);
      return OfKinds(kBoolean);
    case ExpressionKind::kAdd:
    case ExpressionKind::kSubtract:
    case ExpressionKind::kMultiply:
    case ExpressionKind::kDivide:
    case ExpressionKind::kModulo:
    case ExpressionKind::kPower:
    case ExpressionKind::kNegate:
    case ExpressionKind::kPlus:
      return BindArithmetic(e, inner);
    case ExpressionKind::kCase: {
      StaticType type{0, 0};
      bool has_else = e.children.back() != nullptr;
      for (size_t i = 0; i < e.children.size(); ++i) {
        if (!e.children[i]) continue;
        bool result = (i >= 2 && i % 2 == 0) || i + 1 == e.children.size();
        bool when = !result && i > 0 && !e.children[0];
        StaticType child = Bind(*e.children[i], {.aggregates = inner.aggregates,
                                                 .inside_aggregate = inner.inside_aggregate,
                                                 .patterns = when});
        if (!result) continue;
        type.kinds |= child.kinds;
        type.elements |= child.elements;
      }
      if (!has_else) type.kinds |= kNull;
      return type;
    }
    case ExpressionKind::kFunction:
      return BindFunction(e, inner);
    case ExpressionKind::kListComprehension:
    case ExpressionKind::kQuantifier:
      return BindComprehension(e, inner);
    case ExpressionKind::kReduce:
      return BindReduce(e, inner);
    case ExpressionKind::kPatternPredicate:
      if (!flags.patterns && !e.star) {
        Fail("UnexpectedSyntax",
             "a pattern can stand here only as exists(…), size([… | 1]) or in WHERE", e.span);
      }
      return BindSubqueryExpression(e);
    case ExpressionKind::kPatternComprehension:
    case ExpressionKind::kExists:
    case ExpressionKind::kCountSubquery:
    case ExpressionKind::kCollectSubquery:
    case ExpressionKind::kShortestPath:
      return BindSubqueryExpression(e);
    case ExpressionKind::kHasDegree:
    case ExpressionKind::kDegree:
    case ExpressionKind::kPathValue:
      return OfKinds(KindBit(ValueKind::kPath) | kNull);
  }
  return {};
}

StaticType Binder::BindChildren(Expression& expression, Flags flags) {
  for (ExpressionPtr& child : expression.children) {
    if (child) Bind(*child, flags);
  }
  return {};
}

StaticType Binder::BindProperty(Expression& e, Flags flags) {
  e.name_index = names_.keys.Add(e.name);
  StaticType owner = Bind(*e.children[0], flags);
  if (!Fits(owner, kEntity | kMap | kTemporal)) {
    bool path = owner.kinds == KindBit(ValueKind::kPath);
    Fail(path ? ErrorCode::kSemantic : ErrorCode::kStaticType, "InvalidArgumentType",
         "only nodes, relationships, maps and temporal values have properties", e.span);
  }
  return {};
}

StaticType Binder::BindIndex(Expression& e, Flags flags) {
  StaticType owner = Bind(*e.children[0], flags);
  for (size_t i = 1; i < e.children.size(); ++i) {
    if (!e.children[i]) continue;
    StaticType index = Bind(*e.children[i], flags);
    KindSet allowed = e.kind == ExpressionKind::kSlice ? kInteger : kInteger | kString;
    if (owner.kinds == kList) allowed = kInteger;
    if (!Fits(index, allowed)) {
      Fail(ErrorCode::kStaticType, "InvalidArgumentType",
           "a list is indexed by a whole number, a map by a string", e.children[i]->span);
    }
  }
  if (!Fits(owner, e.kind == ExpressionKind::kSlice ? kList : kList | kMap | kEntity)) {
    Fail(ErrorCode::kStaticType, "InvalidArgumentType", "only lists and maps can be indexed",
         e.span);
  }
  if (owner.kinds != kList) return {};
  return e.kind == ExpressionKind::kSlice ? StaticType{kList | kNull, owner.elements}
                                          : OfKinds(owner.elements | kNull);
}

StaticType Binder::BindArithmetic(Expression& e, Flags flags) {
  auto allowed_by = [](ExpressionKind kind) -> KindSet {
    if (kind == ExpressionKind::kAdd) return kNumber | kString | kList | kTemporal;
    bool temporal = kind == ExpressionKind::kSubtract || kind == ExpressionKind::kMultiply ||
                    kind == ExpressionKind::kDivide;
    return temporal ? kNumber | kTemporal : kNumber;
  };
  // Each operand is joined to what those before it come to.
  StaticType result{0, 0};
  for (size_t i = 0; i < e.children.size(); ++i) {
    StaticType type = Bind(*e.children[i], flags);
    const ExpressionKind operation = i == 0 ? e.kind : OperationAt(e, i);
    const KindSet allowed = allowed_by(operation);
    bool list_around = operation == ExpressionKind::kAdd;  // [1] + true is a list
    if (!list_around && !Fits(type, allowed)) {
      Fail("InvalidArgumentType", "this can't be calculated with", e.children[i]->span);
    }
    if (i == 0 && e.children.size() > 1) {
      result = type;
      continue;
    }
    if (!list_around && i > 1 && !Fits(result, allowed)) {
      Fail("InvalidArgumentType", "this can't be calculated with", e.span);
    }
    if (list_around && !Fits(result, allowed) && !Fits(type, allowed)) {
      Fail("InvalidArgumentType", "these can't be added", e.span);
    }
    KindSet both = result.kinds | type.kinds;
    if (operation == ExpressionKind::kPower) {
      result = OfKinds(kFloat | kNull);
    } else if (!(both & ~kInteger)) {
      result = OfKinds(kInteger);
    } else if (!(both & ~(kNumber | kNull))) {
      result = OfKinds(kNumber | kNull);
    } else if (list_around && both == kList) {
      result = {kList, result.elements | type.elements};
    } else {
      result = {};
    }
  }
  return result;
}

StaticType Binder::BindFunction(Expression& e, Flags flags) {
  e.function = FindFunction(e.name);
  if (!e.function) {
    Fail("UnknownFunction", "there is no function " + e.name, e.span);
    error_->suggestion = Suggest(e.name, FunctionNames());
    return {};
  }
  size_t count = e.star ? 1 : e.children.size();
  if (count < e.function->min_arguments || count > e.function->max_arguments) {
    std::string wanted = std::to_string(e.function->min_arguments);
    if (e.function->max_arguments != e.function->min_arguments) {
      wanted += e.function->max_arguments == 255
                    ? " or more"
                    : " to " + std::to_string(e.function->max_arguments);
    }
    wanted += wanted == "1" ? " argument" : " arguments";
    Fail("InvalidNumberOfArguments",
         std::string(e.function->name) + " takes " + wanted + ", but is given " +
             std::to_string(count),
         e.span);
    return {};
  }
  if (e.function->kind == FunctionKind::kAggregating) return BindAggregate(e, flags);
  if (e.distinct) {
    Fail("InvalidAggregation", "DISTINCT stands only inside an aggregate", e.span);
  }
  if (flags.inside_aggregate && !e.function->deterministic) {
    Fail("NonConstantExpression", e.name + "() can't stand inside an aggregate", e.span);
  }
  StaticType first;
  for (size_t i = 0; i < e.children.size(); ++i) {
    StaticType type = Bind(*e.children[i], flags);
    if (i > 0) continue;
    first = type;
    if (!Fits(type, e.function->first_argument)) {
      Fail("InvalidArgumentType", std::string(e.function->name) + "() can't be called with this",
           e.children[0]->span);
    }
  }
  StaticType type{e.function->result | kNull, kAnyKind};
  if (e.function->name == "nodes") type.elements = KindBit(ValueKind::kNode);
  if (e.function->name == "relationships") type.elements = KindBit(ValueKind::kRelationship);
  if (e.function->name == "range") type.elements = kInteger;
  if (e.function->name == "keys" || e.function->name == "labels") type.elements = kString;
  if ((e.function->name == "head" || e.function->name == "last") && first.kinds == kList) {
    type.kinds = first.elements | kNull;
  }
  return type;
}

StaticType Binder::BindAggregate(Expression& e, Flags flags) {
  if (flags.inside_aggregate) {
    Fail("NestedAggregation", "an aggregate can't hold another one", e.span);
    return {};
  }
  if (!flags.aggregates || !level_->grouping) {
    Fail("InvalidAggregation", "an aggregate stands only in RETURN, in WITH and in their ORDER BY",
         e.span);
    return {};
  }
  Projection& projection = *level_->grouping;
  level_->grouping = nullptr;  // its arguments are about single rows
  auto known = std::move(level_->known);
  level_->known.clear();
  StaticType argument;
  for (size_t i = 0; i < e.children.size(); ++i) {
    StaticType type = Bind(*e.children[i], {.inside_aggregate = true});
    if (i == 0) argument = type;
  }
  level_->known = std::move(known);
  level_->grouping = &projection;
  if (failed()) return {};
  StaticType type = OfKinds(e.function->result | kNull);
  if (e.function->name == "collect") type = {kList, argument.kinds & ~kNull};
  if (e.function->name == "count") type = OfKinds(kInteger);
  if (e.function->name == "min" || e.function->name == "max") {
    type = {argument.kinds | kNull, argument.elements};
  }
  SlotExpression aggregate;
  aggregate.slot = AddSlot("", type);
  aggregate.expression = std::make_unique<Expression>(std::move(e));
  std::string name = Print(*aggregate.expression);
  e = Expression();
  e.kind = ExpressionKind::kVariable;
  e.span = aggregate.expression->span;
  e.name = std::move(name);
  e.slot = aggregate.slot;
  projection.aggregates.push_back(std::move(aggregate));
  level_->known.AddSlot(e.slot);
  return type;
}

StaticType Binder::BindComprehension(Expression& e, Flags flags) {
  StaticType list = Bind(*e.children[0], flags);
  if (!Fits(list, kList)) {
    Fail("InvalidArgumentType", "a list is expected after IN", e.children[0]->span);
  }
  flags.aggregates = false;
  size_t scope_size = level_->scope.size();
  StaticType element = list.kinds == kList ? OfKinds(list.elements) : StaticType{};
  e.slot = AddLocal(e.name, element);
  StaticType result = element;
  if (e.children[1]) {
    Flags predicate = flags;
    predicate.patterns = true;
    RequirePredicate(*e.children[1], Bind(*e.children[1], predicate));
  }
  if (e.children.size() > 2 && e.children[2]) result = Bind(*e.children[2], flags);
  level_->scope.Truncate(scope_size);
  if (e.kind == ExpressionKind::kQuantifier) return OfKinds(kBoolean | kNull);
  return {kList | (list.kinds & kNull), result.kinds};
}

StaticType Binder::BindReduce(Expression& e, Flags flags) {
  Bind(*e.children[0], flags);
  StaticType list = Bind(*e.children[1], flags);
  if (!Fits(list, kList)) {
    Fail("InvalidArgumentType", "a list is expected after IN", e.children[1]->span);
  }
  flags.aggregates = false;
  size_t scope_size = level_->scope.size();
  e.slot = AddLocal(e.name, {});
  e.second_slot =
      AddLocal(e.second_name, list.kinds == kList ? OfKinds(list.elements) : StaticType{});
  Bind(*e.children[2], flags);
  level_->scope.Truncate(scope_size);
  return {};
}

// Every expression that holds a pattern or a query is a statement of its own from here on.
StaticType Binder::BindSubqueryExpression(Expression& e) {
  bool new_names = true;
  ExpressionKind kind = e.kind;
  bool all_paths = false;
  if (e.pattern) {
    auto statement = std::make_unique<Statement>();
    statement->span = e.span;
    SingleQuery query;
    query.span = e.span;
    if (kind == ExpressionKind::kPatternComprehension) {
      query.clauses.push_back(MatchOf(std::move(e.pattern), std::move(e.children[0]), e.span));
      query.clauses.push_back(ReturnOf(std::move(e.children[1]), e.span));
      e.kind = ExpressionKind::kCollectSubquery;
    } else if (kind == ExpressionKind::kShortestPath) {
      e.name = Print(e);
      all_paths = e.pattern->parts[0].shortest == PatternPart::Shortest::kAll;
      e.pattern->parts[0].path_name = " path";
      auto path = std::make_unique<Expression>();
      path->kind = ExpressionKind::kVariable;
      path->name = " path";
      path->span = e.span;
      query.clauses.push_back(MatchOf(std::move(e.pattern), nullptr, e.span));
      query.clauses.push_back(ReturnOf(std::move(path), e.span));
      if (all_paths) e.kind = ExpressionKind::kCollectSubquery;
    } else {
      new_names = false;
      query.clauses.push_back(MatchOf(std::move(e.pattern), nullptr, e.span));
      e.kind = ExpressionKind::kExists;
    }
    e.children.clear();
    statement->queries.push_back(std::move(query));
    e.subquery = std::move(statement);
  }
  if (!new_names) {
    // Every name of a pattern predicate is one of the scopes around it.
    for (const PatternPart& part :
         std::get<MatchClause>(e.subquery->queries[0].clauses[0].node).pattern.parts) {
      for (const NodePattern& node : part.nodes) {
        if (!node.name.empty() && !Lookup(*level_, node.name))
          FailUndefined(node.name, node.name_span);
      }
      for (const RelationshipPattern& relationship : part.relationships) {
        if (!relationship.name.empty() && !Lookup(*level_, relationship.name)) {
          FailUndefined(relationship.name, relationship.name_span);
        }
      }
    }
  }
  if (failed()) return {};
  bool reading_only = std::exchange(reading_only_, true);
  BindNested(*e.subquery, true);
  reading_only_ = reading_only;
  if (error_ && error_->span == SourceSpan{}) error_->span = e.span;
  if (failed()) return {};
  bool needs_column = e.kind == ExpressionKind::kCollectSubquery;
  if (needs_column && e.subquery->columns.size() != 1) {
    Fail("InvalidClauseComposition", "COLLECT takes a query that returns one column", e.span);
    return {};
  }
  switch (e.kind) {
    case ExpressionKind::kExists:
      return OfKinds(kBoolean);
    case ExpressionKind::kCountSubquery:
      return OfKinds(kInteger);
    case ExpressionKind::kShortestPath:
      return OfKinds(KindBit(ValueKind::kPath) | kNull);
    default: {
      const Frame& frame = *e.subquery->frame;
      return {kList, frame.slots[e.subquery->column_slots[0]].type.kinds};
    }
  }
}

}  // namespace entente::query
