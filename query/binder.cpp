#include "query/binder.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "query/binder_impl.h"
#include "query/printer.h"
#include "query/suggest.h"

namespace entente::query {

using graph::ErrorCode;
using graph::ValueKind;

StaticType OfKinds(KindSet kinds) { return {kinds, kAnyKind}; }

graph::Result<BoundQuery> Bind(Statement statement, const ProcedureRegistry& procedures,
                               PlanningWork& work) {
  BoundQuery bound;
  bound.statement = std::move(statement);
  Binder binder(bound.names, procedures, work);
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

bool Binder::CountKept(uint64_t bytes) {
  if (!failed() && !(work_.Count() && work_.Keep(bytes))) error_ = work_.error();
  return !failed();
}
bool Binder::CountSteps(uint64_t steps) {
  if (!failed() && !work_.Count(steps)) error_ = work_.error();
  return !failed();
}

// A variable of the levels around becomes an import of this one, once.
std::optional<uint32_t> Binder::Lookup(Level& level, const std::string& name) {
  if (auto slot = level.scope.Find(name)) return slot;
  if (!level.parent || level.sealed) return std::nullopt;
  auto outer = Lookup(*level.parent, name);
  if (!outer) return std::nullopt;
  Level& parent = *level.parent;
  if (parent.grouping && *outer < kLocalBase && !parent.known.HasSlot(*outer)) {
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
    std::unordered_map<std::string_view, uint32_t> slots;
    for (size_t c = 0; c < columns.size(); ++c) slots.emplace(columns[c], query.output_slots[c]);
    std::vector<uint32_t> ordered;
    for (const std::string& name : statement.columns) {
      auto found = slots.find(name);
      if (found != slots.end()) ordered.push_back(found->second);
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
    if (item.kind == SetItem::Kind::kProperty || item.kind == SetItem::Kind::kRemoveProperty) {
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

}  // namespace entente::query
