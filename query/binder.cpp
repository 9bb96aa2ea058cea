#include "query/binder.h"

#include <algorithm>
#include <cmath>

#include "query/binder_impl.h"
#include "query/printer.h"
#include "query/suggest.h"

namespace entente::query {

using graph::ErrorCode;
using graph::ValueKind;

namespace {

void CollectNames(const Expression& expression, std::vector<std::string>& names) {
  if (expression.kind == ExpressionKind::kVariable) names.push_back(expression.name);
  for (const auto& child : expression.children) {
    if (child) CollectNames(*child, names);
  }
}

}  // namespace

StaticType OfKinds(KindSet kinds) { return {kinds, kAnyKind}; }

graph::Result<BoundQuery> Bind(Statement statement, const ProcedureRegistry& procedures) {
  BoundQuery bound;
  bound.statement = std::move(statement);
  Binder binder(bound.names, procedures);
  ENTENTE_RETURN_IF_ERROR(binder.Run(bound.statement));
  return bound;
}

graph::Status Binder::Run(Statement& statement) {
  Level level;
  BindStatement(statement, level, false);
  if (error_) return *std::move(error_);
  return {};
}

// --- names ---------------------------------------------------------------------------------------

void Binder::Fail(ErrorCode code, const char* detail, std::string message, SourceSpan span) {
  if (error_) return;
  error_ = graph::MakeError(code, std::move(message), span);
  error_->detail = detail;
}

void Binder::FailUndefined(std::string_view name, SourceSpan span) {
  if (error_) return;
  Fail("UndefinedVariable", "the variable " + std::string(name) + " is not defined here", span);
  std::vector<std::string_view> names;
  bool visible = true;
  for (Level* level = level_; level; level = level->parent) {
    if (!visible && level->scope.Find(std::string(name))) {
      error_->suggestion = "CALL { WITH " + std::string(name) +
                           " … } takes a variable over; that WITH holds nothing but names";
      return;
    }
    for (const Binding& binding : level->scope) {
      if (visible) names.push_back(binding.name);
    }
    visible = visible && !level->sealed;
  }
  error_->suggestion = Suggest(name, names);
}

// A variable of the levels around becomes an import of this one, once.
std::optional<uint32_t> Binder::Lookup(Level& level, const std::string& name) {
  if (auto slot = level.scope.Find(name)) return slot;
  if (!level.parent || level.sealed) return std::nullopt;
  auto outer = Lookup(*level.parent, name);
  if (!outer) return std::nullopt;
  Level& parent = *level.parent;
  if (parent.grouping && *outer < kLocalBase &&
      std::none_of(parent.known.begin(), parent.known.end(),
                   [&](const KnownText& key) { return key.slot == *outer; })) {
    Fail("AmbiguousAggregationExpression",
         std::string(name) + " is neither grouped by nor inside an aggregate", {});
  }
  auto variable = std::make_unique<Expression>();
  variable->kind = ExpressionKind::kVariable;
  variable->name = name;
  variable->slot = *outer;
  StaticType type = *outer < kLocalBase ? parent.frame->slots[*outer].type : StaticType{};
  auto slot = static_cast<uint32_t>(level.frame->slots.size());
  level.frame->slots.push_back({std::string(name), type});
  level.frame->imports.push_back({std::move(variable), slot});
  level.scope.Add(name, slot);
  return slot;
}

uint32_t Binder::AddSlot(std::string name, StaticType type) {
  level_->frame->slots.push_back({std::move(name), type});
  return static_cast<uint32_t>(level_->frame->slots.size() - 1);
}

uint32_t Binder::Declare(const std::string& name, StaticType type) {
  uint32_t slot = AddSlot(name, type);
  if (!name.empty()) level_->scope.Add(name, slot);
  return slot;
}

uint32_t Binder::AddLocal(const std::string& name, StaticType type) {
  uint32_t slot = kLocalBase + level_->frame->local_count++;
  if (local_types_.size() < level_->frame->local_count) {
    local_types_.resize(level_->frame->local_count);
  }
  local_types_[slot - kLocalBase] = type;
  level_->scope.Add(name, slot);
  return slot;
}

StaticType Binder::TypeOf(uint32_t slot) const {
  return slot >= kLocalBase ? local_types_[slot - kLocalBase] : level_->frame->slots[slot].type;
}

// --- statements ----------------------------------------------------------------------------------

void Binder::BindStatement(Statement& statement, Level& level, bool subquery) {
  Level* before = level_;
  auto locals_before = std::move(local_types_);
  local_types_.clear();
  statement.frame = std::make_shared<Frame>();
  level.frame = statement.frame.get();
  level.parent = before;
  level_ = &level;
  for (size_t i = 0; i < statement.queries.size() && !failed(); ++i) {
    SingleQuery& query = statement.queries[i];
    // Each branch of a UNION starts from what is imported only.
    Scope imported;
    for (const Import& import : level.frame->imports) {
      if (level.is_call) break;
      imported.Add(level.frame->slots[import.slot].name, import.slot);
    }
    level.scope = std::move(imported);
    if (level.is_call) TakeOver(query);
    BindSingleQuery(query, subquery);
    std::vector<std::string> columns;
    if (!query.clauses.empty()) {
      if (auto* last = std::get_if<ReturnClause>(&query.clauses.back().node)) {
        for (const ReturnItem& item : last->projection.items) {
          columns.push_back(item.alias);
          query.output_slots.push_back(item.slot);
        }
      } else if (auto* call = std::get_if<CallClause>(&query.clauses.back().node);
                 call && call->standalone) {
        for (const YieldItem& item : call->items) {
          columns.push_back(item.name);
          query.output_slots.push_back(item.slot);
        }
      }
    }
    if (i == 0) {
      statement.columns = columns;
      statement.column_slots = query.output_slots;
      continue;
    }
    // The columns of every branch have the same names; their order may differ.
    std::vector<uint32_t> ordered;
    for (const std::string& name : statement.columns) {
      auto found = std::find(columns.begin(), columns.end(), name);
      if (found != columns.end()) ordered.push_back(query.output_slots[found - columns.begin()]);
    }
    if (ordered.size() != columns.size() || columns.size() != statement.columns.size()) {
      Fail("DifferentColumnsInUnion", "the parts of a UNION must return the same columns",
           query.span);
    }
    query.output_slots = std::move(ordered);
  }
  if (statement.queries.size() > 1) {
    for (uint32_t& slot : statement.column_slots) slot = AddSlot("", {});
  }
  statement.writes = writes_;
  level_ = before;
  local_types_ = std::move(locals_before);
}

void Binder::BindNested(Statement& statement, bool subquery, bool is_call) {
  Level level;
  level.is_call = is_call;
  bool writes = std::exchange(writes_, false);
  BindStatement(statement, level, subquery);
  writes_ = writes || statement.writes;
}

// What a WITH that begins CALL { … } names, and nothing else, comes from around it.
void Binder::TakeOver(const SingleQuery& query) {
  Level& level = *level_;
  level.sealed = false;
  auto* with =
      query.clauses.empty() ? nullptr : std::get_if<WithClause>(&query.clauses.front().node);
  if (with && !with->where && !with->projection.distinct && with->projection.order.empty() &&
      !with->projection.skip && !with->projection.limit) {
    const auto& items = with->projection.items;
    bool names_only = std::all_of(items.begin(), items.end(), [](const ReturnItem& item) {
      return item.expression->kind == ExpressionKind::kVariable &&
             item.expression->name == item.alias;
    });
    if (names_only && with->projection.star) {
      std::vector<std::string> names;
      for (Level* around = level.parent; around;
           around = around->sealed ? nullptr : around->parent) {
        for (const Binding& binding : around->scope) names.push_back(binding.name);
      }
      for (const std::string& name : names) Lookup(level, name);
    }
    for (const ReturnItem& item : items) {
      if (names_only) Lookup(level, item.expression->name);
    }
  }
  level.sealed = true;
}

void Binder::BindSingleQuery(SingleQuery& query, bool subquery) {
  for (size_t i = 0; i < query.clauses.size() && !failed(); ++i) {
    Clause& clause = query.clauses[i];
    bool last = i + 1 == query.clauses.size();
    if (std::holds_alternative<ReturnClause>(clause.node) && !last) {
      return Fail("InvalidClauseComposition", "RETURN must be the last clause",
                  query.clauses[i + 1].span);
    }
    bool reads = std::holds_alternative<MatchClause>(clause.node) ||
                 std::holds_alternative<UnwindClause>(clause.node) ||
                 std::holds_alternative<WithClause>(clause.node);
    if (reads && last && !subquery) {
      return Fail("InvalidClauseComposition",
                  "a query ends with RETURN or with a clause that changes the graph", clause.span);
    }
    BindClause(clause);
  }
}

void Binder::BindClause(Clause& clause) {
  bool update = std::holds_alternative<CreateClause>(clause.node) ||
                std::holds_alternative<MergeClause>(clause.node) ||
                std::holds_alternative<SetClause>(clause.node) ||
                std::holds_alternative<DeleteClause>(clause.node) ||
                std::holds_alternative<ForeachClause>(clause.node);
  if (update) writes_ = true;
  if (update && reading_only_) {
    return Fail("InvalidClauseComposition", "a subquery of an expression can't change the graph",
                clause.span);
  }
  if (auto* match = std::get_if<MatchClause>(&clause.node)) return Bind(*match);
  if (auto* unwind = std::get_if<UnwindClause>(&clause.node)) return Bind(*unwind);
  if (auto* with = std::get_if<WithClause>(&clause.node)) {
    return BindProjection(with->projection, true, &with->where);
  }
  if (auto* result = std::get_if<ReturnClause>(&clause.node)) {
    return BindProjection(result->projection, false, nullptr);
  }
  if (auto* create = std::get_if<CreateClause>(&clause.node)) {
    for (PatternPart& part : create->pattern.parts) BindCreatePart(part, false);
    return;
  }
  if (auto* merge = std::get_if<MergeClause>(&clause.node)) return Bind(*merge);
  if (auto* set = std::get_if<SetClause>(&clause.node)) return Bind(*set);
  if (auto* deletion = std::get_if<DeleteClause>(&clause.node)) return Bind(*deletion);
  if (auto* call = std::get_if<CallClause>(&clause.node)) return Bind(*call);
  if (auto* nested = std::get_if<SubqueryClause>(&clause.node)) return Bind(*nested);
  Bind(std::get<ForeachClause>(clause.node));
}

void Binder::Bind(MatchClause& match) {
  BindMatchPattern(match.pattern, match.optional, true);
  if (match.where) {
    RequirePredicate(*match.where, Bind(*match.where, {.patterns = true}));
  }
}

void Binder::Bind(UnwindClause& unwind) {
  StaticType list = Bind(*unwind.list, {});
  if (Lookup(*level_, unwind.name)) {
    Fail("VariableAlreadyBound", "the variable " + unwind.name + " is already defined",
         unwind.name_span);
  }
  StaticType element;
  if (!(list.kinds & ~(KindBit(ValueKind::kList) | kNull))) element.kinds = list.elements | kNull;
  unwind.slot = Declare(unwind.name, element);
}

void Binder::Bind(MergeClause& merge) {
  BindCreatePart(merge.pattern, true);
  BindSetItems(merge.on_create);
  BindSetItems(merge.on_match);
}

void Binder::Bind(SetClause& set) { BindSetItems(set.items); }

void Binder::BindSetItems(std::vector<SetItem>& items) {
  for (SetItem& item : items) {
    if (item.target->kind == ExpressionKind::kProperty) {
      item.key_index = names_.keys.Add(item.target->name);
      StaticType owner = Bind(*item.target->children[0], {});
      if (!(owner.kinds &
            (KindBit(ValueKind::kNode) | KindBit(ValueKind::kRelationship) | kNull))) {
        Fail("InvalidArgumentType", "only nodes and relationships have properties to change",
             item.target->span);
      }
    } else {
      Bind(*item.target, {});
    }
    for (const std::string& label : item.labels) {
      item.label_indexes.push_back(names_.labels.Add(label));
    }
    if (item.value) Bind(*item.value, {});
  }
}

void Binder::Bind(DeleteClause& deletion) {
  for (ExpressionPtr& target : deletion.targets) {
    if (target->kind == ExpressionKind::kHasLabels) {
      return Fail("InvalidDelete",
                  "DELETE takes nodes, relationships and paths; a label goes with REMOVE",
                  target->span);
    }
    StaticType type = Bind(*target, {});
    KindSet allowed = KindBit(ValueKind::kNode) | KindBit(ValueKind::kRelationship) |
                      KindBit(ValueKind::kPath) | kNull;
    if (!(type.kinds & allowed)) {
      Fail("InvalidArgumentType", "DELETE takes nodes, relationships and paths", target->span);
    }
  }
}

void Binder::Bind(CallClause& call) {
  call.definition = procedures_.Find(call.procedure);
  if (!call.definition) {
    Fail(ErrorCode::kNotFound, "ProcedureNotFound", "there is no procedure " + call.procedure,
         call.procedure_span);
    if (error_->detail == "ProcedureNotFound") {
      error_->suggestion = Suggest(call.procedure, procedures_.Names());
    }
    return;
  }
  const Procedure& procedure = *call.definition;
  if (!call.has_arguments) {
    if (!call.standalone && !procedure.inputs.empty()) {
      return Fail("InvalidArgumentPassingMode",
                  "inside a query a procedure is called with its arguments in brackets",
                  call.procedure_span);
    }
    // Arguments that are left out come from parameters of the same names.
    for (const ProcedureField& input : procedure.inputs) {
      auto parameter = std::make_unique<Expression>();
      parameter->kind = ExpressionKind::kParameter;
      parameter->name = input.name;
      parameter->span = call.procedure_span;
      call.arguments.push_back(std::move(parameter));
    }
  }
  if (call.arguments.size() < procedure.required_inputs ||
      call.arguments.size() > procedure.inputs.size()) {
    return Fail("InvalidNumberOfArguments",
                procedure.name + " takes " + std::to_string(procedure.inputs.size()) +
                    " arguments, but is given " + std::to_string(call.arguments.size()),
                call.procedure_span);
  }
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    StaticType type = Bind(*call.arguments[i], {});
    KindSet allowed = procedure.inputs[i].kinds | kNull;
    if (allowed & KindBit(ValueKind::kFloat)) allowed |= KindBit(ValueKind::kInteger);
    if (!(type.kinds & allowed)) {
      Fail("InvalidArgumentType",
           "the argument " + procedure.inputs[i].name + " of " + procedure.name + " is " +
               procedure.inputs[i].type_text,
           call.arguments[i]->span);
    }
  }
  if (call.standalone && (!call.has_yield || call.yield_star)) {
    for (const ProcedureField& output : procedure.outputs) {
      YieldItem item;
      item.field = item.name = output.name;
      call.items.push_back(std::move(item));
    }
  }
  for (YieldItem& item : call.items) {
    auto field = std::find_if(procedure.outputs.begin(), procedure.outputs.end(),
                              [&](const ProcedureField& f) { return f.name == item.field; });
    if (field == procedure.outputs.end()) {
      return Fail("UndefinedVariable", procedure.name + " yields no " + item.field, item.span);
    }
    if (Lookup(*level_, item.name)) {
      return Fail("VariableAlreadyBound", "the variable " + item.name + " is already defined",
                  item.span);
    }
    item.slot = Declare(item.name, OfKinds(field->kinds | kNull));
  }
  if (call.where) RequirePredicate(*call.where, Bind(*call.where, {.patterns = true}));
}

void Binder::Bind(SubqueryClause& subquery) {
  BindNested(*subquery.statement, true, true);
  if (failed()) return;
  for (size_t i = 0; i < subquery.statement->columns.size(); ++i) {
    const std::string& name = subquery.statement->columns[i];
    if (Lookup(*level_, name)) {
      return Fail("VariableAlreadyBound", "the variable " + name + " is already defined",
                  subquery.statement->span);
    }
    subquery.slots.push_back(Declare(name, {}));
  }
}

void Binder::Bind(ForeachClause& foreach) {
  auto body = std::make_unique<Statement>();
  SingleQuery query;
  Clause unwind;
  unwind.span = foreach.name_span;
  UnwindClause each;
  each.list = std::move(foreach.list);
  each.name = foreach.name;
  each.name_span = foreach.name_span;
  unwind.node = std::move(each);
  query.clauses.push_back(std::move(unwind));
  for (Clause& clause : foreach.clauses) {
    bool update = !std::holds_alternative<MatchClause>(clause.node) &&
                  !std::holds_alternative<WithClause>(clause.node) &&
                  !std::holds_alternative<UnwindClause>(clause.node) &&
                  !std::holds_alternative<ReturnClause>(clause.node) &&
                  !std::holds_alternative<CallClause>(clause.node);
    if (!update) {
      return Fail("InvalidClauseComposition", "FOREACH holds only clauses that change the graph",
                  clause.span);
    }
    query.clauses.push_back(std::move(clause));
  }
  foreach
    .clauses.clear();
  body->queries.push_back(std::move(query));
  BindNested(*body, true);
  foreach
    .body = std::move(body);
}

// --- projections ---------------------------------------------------------------------------------

void Binder::ExpandStar(Projection& projection) {
  std::vector<std::string> names;
  for (const Binding& binding : level_->scope) {
    if (binding.slot < kLocalBase) names.push_back(binding.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (names.empty()) {
    return Fail("NoVariablesInScope", "* stands for every variable, but none is defined here",
                projection.span);
  }
  std::vector<ReturnItem> items;
  for (const std::string& name : names) {
    ReturnItem item;
    item.expression = std::make_unique<Expression>();
    item.expression->kind = ExpressionKind::kVariable;
    item.expression->name = name;
    item.expression->span = item.span = projection.span;
    item.alias = name;
    items.push_back(std::move(item));
  }
  for (ReturnItem& item : projection.items) items.push_back(std::move(item));
  projection.items = std::move(items);
}

void Binder::BindProjection(Projection& projection, bool is_with, ExpressionPtr* where) {
  if (projection.star) {
    bool only_star = projection.items.empty();
    if (!is_with || !only_star || !level_->scope.empty()) ExpandStar(projection);
  }
  if (failed()) return;
  for (size_t i = 0; i < projection.items.size(); ++i) {
    ReturnItem& item = projection.items[i];
    for (size_t j = 0; j < i; ++j) {
      if (projection.items[j].alias == item.alias) {
        return Fail("ColumnNameConflict", "two columns are named " + item.alias, item.span);
      }
    }
    projection.aggregating |= ContainsAggregate(*item.expression);
  }
  std::vector<bool> is_variable;
  for (const ReturnItem& item : projection.items) {
    is_variable.push_back(item.expression->kind == ExpressionKind::kVariable);
  }
  Scope projected;
  std::vector<KnownText> known;
  BindItems(projection, projected, known);
  if (failed()) return;

  // ORDER BY and WHERE see what is projected and, as long as rows stay rows, what was there before.
  Scope after = projected;
  if (!projection.aggregating && !projection.distinct) {
    after = level_->scope;
    for (const Binding& binding : projected) after.Add(binding.name, binding.slot);
  }
  level_->scope = std::move(after);
  level_->known.clear();
  if (projection.aggregating || projection.distinct) level_->known = std::move(known);
  BindAfterItems(projection, where);
  level_->known.clear();
  level_->in_keys.clear();
  level_->grouping = nullptr;
  level_->scope = std::move(projected);
  for (const ReturnItem& item : projection.items) {
    if (!is_with || item.has_alias || is_variable[&item - projection.items.data()]) continue;
    Fail("NoExpressionAlias", "an expression in WITH needs a name: " + item.alias + " AS …",
         item.span);
  }
}

void Binder::BindItems(Projection& projection, Scope& projected, std::vector<KnownText>& known) {
  auto finish = [&](ReturnItem& item, StaticType type, std::string text) {
    bool variable = item.expression->kind == ExpressionKind::kVariable;
    bool simple = variable || item.expression->kind == ExpressionKind::kProperty;
    item.slot = variable ? item.expression->slot : AddSlot(item.alias, type);
    projected.Add(item.alias, item.slot);
    known.push_back({std::move(text), item.slot, simple});
  };
  std::vector<std::string> texts;
  for (ReturnItem& item : projection.items) texts.push_back(Print(*item.expression));
  // Keys first, since aggregating items may use them wherever they stand.
  for (size_t i = 0; i < projection.items.size() && !failed(); ++i) {
    ReturnItem& item = projection.items[i];
    if (projection.aggregating && ContainsAggregate(*item.expression)) continue;
    StaticType type = Bind(*item.expression, {});
    if (failed()) return;
    finish(item, type, texts[i]);
    if (!projection.aggregating) continue;
    SlotExpression key;
    key.slot = item.slot;
    auto variable = std::make_unique<Expression>();
    variable->kind = ExpressionKind::kVariable;
    variable->name = item.alias;
    variable->span = item.span;
    variable->slot = item.slot;
    CollectNames(*item.expression, level_->in_keys);
    key.expression = std::move(item.expression);
    item.expression = std::move(variable);
    projection.group_keys.push_back(std::move(key));
  }
  if (!projection.aggregating) return;
  level_->grouping = &projection;
  level_->known = known;
  for (size_t i = 0; i < projection.items.size() && !failed(); ++i) {
    ReturnItem& item = projection.items[i];
    if (item.slot != kNoSlot) continue;
    StaticType type = Bind(*item.expression, {.aggregates = true});
    if (failed()) return;
    item.slot = item.expression->kind == ExpressionKind::kVariable ? item.expression->slot
                                                                   : AddSlot(item.alias, type);
    projected.Add(item.alias, item.slot);
    known.push_back({texts[i], item.slot, false});
  }
  level_->grouping = nullptr;
}

void Binder::BindAfterItems(Projection& projection, ExpressionPtr* where) {
  for (SortItem& item : projection.order) {
    bool aggregate = ContainsAggregate(*item.expression);
    if (aggregate && !projection.aggregating) {
      return Fail("InvalidAggregation",
                  "ORDER BY can hold an aggregate only where the projection holds one",
                  item.expression->span);
    }
    level_->grouping = aggregate ? &projection : nullptr;
    Bind(*item.expression, {.aggregates = aggregate});
    level_->grouping = nullptr;
  }
  if (where && *where) RequirePredicate(**where, Bind(**where, {.patterns = true}));
  BindCount(projection.skip, "SKIP");
  BindCount(projection.limit, "LIMIT");
}

void Binder::BindCount(ExpressionPtr& count, const char* keyword) {
  if (!count || failed()) return;
  std::string name(keyword);
  if (count->kind == ExpressionKind::kLiteral) {
    if (count->literal.kind() != ValueKind::kInteger) {
      return Fail("InvalidArgumentType", name + " takes a whole number", count->span);
    }
    if (count->literal.as_integer() < 0) {
      return Fail("NegativeIntegerArgument", name + " takes a number that is not negative",
                  count->span);
    }
  }
  Scope scope = std::exchange(level_->scope, {});
  Level* parent = std::exchange(level_->parent, nullptr);
  Bind(*count, {});
  level_->scope = std::move(scope);
  level_->parent = parent;
  if (error_ && error_->detail == "UndefinedVariable") {
    error_->detail = "NonConstantExpression";
    error_->message = name + " takes a number that is the same for every row";
    error_->suggestion.clear();
  }
}

}  // namespace entente::query
