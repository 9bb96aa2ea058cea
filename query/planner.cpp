#include "query/planner.h"

#include <algorithm>

#include "query/expression_tools.h"
#include "query/match_planner.h"
#include "query/printer.h"
#include "query/rewrites/rewrites.h"

namespace entente::query {

namespace {

class Planner {
 public:
  Planner(NameTables& names, const graph::GraphReader& reader, bool rewrites, PlanningWork& work)
      : names_(names), statistics_(reader, names), rewrites_(rewrites), work_(work) {}

  std::shared_ptr<Subplan> Plan(Statement statement) {
    Frame* outer = std::exchange(frame_, statement.frame.get());
    PlanPtr outer_plan = std::move(plan_);
    auto subplan = std::make_shared<Subplan>();
    subplan->frame = statement.frame;
    subplan->columns = statement.columns;
    subplan->output_slots = statement.column_slots;
    subplan->writes = statement.writes;
    std::vector<PlanPtr> branches;
    PlanUnion together;
    for (SingleQuery& query : statement.queries) {
      together.from.push_back(query.output_slots);
      branches.push_back(PlanSingle(query));
    }
    if (branches.size() == 1) {
      subplan->root = std::move(branches[0]);
      subplan->output_slots = together.from[0];
    } else {
      together.to = statement.column_slots;
      subplan->root = MakePlan(std::move(together));
      subplan->root->inputs = std::move(branches);
      if (!statement.union_all) {
        subplan->root = MakePlan(PlanDistinct{statement.column_slots}, std::move(subplan->root));
      }
    }
    if (work_.error()) return Leave(std::move(subplan), outer, std::move(outer_plan));
    const uint64_t kept_bytes = work_.kept_bytes();
    const SlotSet output(subplan->output_slots);
    ComputeLive(*subplan->root, output, work_);
    if (work_.error()) return Leave(std::move(subplan), outer, std::move(outer_plan));
    if (rewrites_) Rewrite(*subplan);
    work_.Forget(work_.kept_bytes() - kept_bytes);
    ComputeLive(*subplan->root, output, work_);
    Number(*subplan->root);
    return Leave(std::move(subplan), outer, std::move(outer_plan));
  }

  uint32_t count() const { return count_; }

 private:
  std::shared_ptr<Subplan> Leave(std::shared_ptr<Subplan> subplan, Frame* frame, PlanPtr plan) {
    plan_ = std::move(plan);
    frame_ = frame;
    return subplan;
  }

  void Number(PlanNode& node) {
    node.id = count_++;
    for (auto& input : node.inputs) Number(*input);
  }

  // Plans the subqueries inside `expression`.
  ExpressionPtr Take(ExpressionPtr expression) {
    if (!expression) return nullptr;
    TakeInPlace(*expression);
    return expression;
  }
  void TakeInPlace(Expression& expression) {
    for (auto& child : expression.children) {
      if (child) TakeInPlace(*child);
    }
    if (!expression.subquery) return;
    expression.name = Print(expression);
    expression.subplan = Plan(std::move(*expression.subquery));
    expression.subquery = nullptr;
  }
  void TakeInPlace(SetItem& item) {
    item.target = Take(std::move(item.target));
    item.value = Take(std::move(item.value));
  }
  void TakeInPlace(PatternPart& part) {
    for (auto& node : part.nodes) node.properties = Take(std::move(node.properties));
    for (auto& relationship : part.relationships) {
      relationship.properties = Take(std::move(relationship.properties));
    }
  }

  PlanPtr PlanSingle(SingleQuery& query) {
    SlotSet outer = std::move(bound_);
    bound_.clear();
    for (const Import& import : frame_->imports) bound_.insert(import.slot);
    plan_ = MakePlan(PlanArgument{});
    for (Clause& clause : query.clauses) {
      if (!work_.Count()) break;
      std::visit([&](auto& node) { Add(node); }, clause.node);
    }
    bound_ = std::move(outer);
    return std::move(plan_);
  }

  void Push(auto op, double factor = 1) {
    double rows = plan_->estimated_rows;
    plan_ = MakePlan(std::move(op), std::move(plan_));
    plan_->estimated_rows = rows * factor;
  }

  void Add(MatchClause& match) {
    for (PatternPart& part : match.pattern.parts) TakeInPlace(part);
    ExpressionPtr where = Take(std::move(match.where));
    PatternGraph graph = MakePatternGraph(std::move(match.pattern), std::move(where), bound_,
                                          names_, *frame_, work_);
    if (!match.optional) {
      plan_ = PlanPattern(std::move(graph), std::move(plan_), bound_, *frame_, statistics_, work_);
      return;
    }
    SlotSet inner = bound_;
    PlanOptional optional;
    optional.tag = static_cast<uint32_t>(frame_->slots.size());
    frame_->slots.push_back({"", {}});
    PlanPtr right =
        PlanPattern(std::move(graph), MakePlan(PlanArgument{}), inner, *frame_, statistics_, work_);
    optional.introduced = inner.Without(bound_);
    double factor = std::max(1.0, right->estimated_rows);
    Push(std::move(optional), factor);
    plan_->inputs.push_back(std::move(right));
    bound_ = std::move(inner);
  }

  void Add(UnwindClause& unwind) {
    Push(PlanUnwind{Take(std::move(unwind.list)), unwind.slot}, 10);
    bound_.insert(unwind.slot);
  }

  void Add(WithClause& with) { Project(with.projection, Take(std::move(with.where))); }
  void Add(ReturnClause& result) { Project(result.projection, nullptr); }

  void Project(Projection& projection, ExpressionPtr where) {
    if (projection.aggregating) {
      PlanAggregate aggregate;
      double factor =
          projection.group_keys.empty() ? 1 / std::max(1.0, plan_->estimated_rows) : 0.2;
      for (auto& key : projection.group_keys) {
        bound_.insert(key.slot);
        aggregate.keys.push_back({Take(std::move(key.expression)), key.slot});
      }
      for (auto& call : projection.aggregates) {
        bound_.insert(call.slot);
        aggregate.aggregates.push_back({Take(std::move(call.expression)), call.slot});
      }
      Push(std::move(aggregate), factor);
    }
    PlanProject project;
    std::vector<uint32_t> slots;
    for (ReturnItem& item : projection.items) {
      slots.push_back(item.slot);
      bound_.insert(item.slot);
      bool nothing_to_do =
          item.expression->kind == ExpressionKind::kVariable && item.expression->slot == item.slot;
      if (!nothing_to_do) project.items.push_back({Take(std::move(item.expression)), item.slot});
    }
    if (!project.items.empty()) Push(std::move(project));
    if (projection.distinct) Push(PlanDistinct{slots}, 0.5);
    ExpressionPtr skip = Take(std::move(projection.skip));
    ExpressionPtr limit = Take(std::move(projection.limit));
    if (!projection.order.empty()) {
      PlanSort sort;
      for (SortItem& item : projection.order) {
        sort.items.push_back({Take(std::move(item.expression)), item.descending});
      }
      sort.skip = std::move(skip);
      sort.limit = std::move(limit);
      Push(std::move(sort));
    } else {
      if (skip) Push(PlanSkip{std::move(skip)});
      if (limit) Push(PlanLimit{std::move(limit)});
    }
    if (!where) return;
    PlanFilter filter;
    SplitConjunction(std::move(where), filter.predicates);
    Push(std::move(filter), 0.5);
  }

  void Add(CallClause& call) {
    PlanCall plan;
    plan.procedure = call.definition;
    for (auto& argument : call.arguments) plan.arguments.push_back(Take(std::move(argument)));
    for (const YieldItem& item : call.items) {
      uint32_t field = 0;
      while (call.definition->outputs[field].name != item.field) ++field;
      plan.outputs.push_back({field, item.slot});
      bound_.insert(item.slot);
    }
    Push(std::move(plan), 10);
    if (!call.where) return;
    PlanFilter filter;
    SplitConjunction(Take(std::move(call.where)), filter.predicates);
    Push(std::move(filter), 0.5);
  }

  void Add(SubqueryClause& subquery) {
    PlanApply apply;
    apply.keep_rows = subquery.slots.empty();
    apply.slots = subquery.slots;
    apply.subplan = Plan(std::move(*subquery.statement));
    bound_.AddAll(apply.slots);
    Push(std::move(apply));
  }

  void Add(ForeachClause& foreach) {
    PlanApply apply;
    apply.keep_rows = true;
    apply.subplan = Plan(std::move(*foreach.body));
    Push(std::move(apply));
  }

  void Bind(const PatternPart& part) {
    for (const auto& node : part.nodes) bound_.insert(node.slot);
    for (const auto& relationship : part.relationships) bound_.insert(relationship.slot);
    if (part.path_slot != kNoSlot) bound_.insert(part.path_slot);
  }

  void Add(CreateClause& create) {
    for (PatternPart& part : create.pattern.parts) {
      TakeInPlace(part);
      Bind(part);
    }
    // One CREATE after another is one: the text of an export has thousands. But what looks at the
    // graph sees all that the clause before has made, of every row.
    bool looks = std::any_of(create.pattern.parts.begin(), create.pattern.parts.end(),
                             [](const PatternPart& part) { return LooksAtGraph(part); });
    if (auto* last = std::get_if<PlanCreate>(&plan_->op); last && !looks) {
      for (PatternPart& part : create.pattern.parts) last->parts.push_back(std::move(part));
      return;
    }
    Push(PlanCreate{std::move(create.pattern.parts)});
  }

  void Add(MergeClause& merge) {
    TakeInPlace(merge.pattern);
    for (SetItem& item : merge.on_create) TakeInPlace(item);
    for (SetItem& item : merge.on_match) TakeInPlace(item);
    Pattern pattern;
    pattern.parts.push_back(Clone(merge.pattern));
    PatternGraph graph =
        MakePatternGraph(std::move(pattern), nullptr, bound_, names_, *frame_, work_);
    SlotSet inner = bound_;
    PlanPtr match =
        PlanPattern(std::move(graph), MakePlan(PlanArgument{}), inner, *frame_, statistics_, work_);
    Bind(merge.pattern);
    Push(
        PlanMerge{std::move(merge.pattern), std::move(merge.on_create), std::move(merge.on_match)});
    plan_->inputs.push_back(std::move(match));
  }

  void Add(SetClause& set) {
    for (SetItem& item : set.items) TakeInPlace(item);
    Push(PlanSet{std::move(set.items)});
  }

  void Add(DeleteClause& deletion) {
    PlanDelete plan;
    plan.detach = deletion.detach;
    for (auto& target : deletion.targets) plan.targets.push_back(Take(std::move(target)));
    Push(std::move(plan));
  }

  NameTables& names_;
  Statistics statistics_;
  bool rewrites_;
  PlanningWork& work_;
  Frame* frame_ = nullptr;
  PlanPtr plan_;
  SlotSet bound_;
  uint32_t count_ = 0;
};

}  // namespace

graph::Result<PlannedQuery> MakePlan(BoundQuery query, const graph::GraphReader& statistics,
                                     bool rewrites, PlanningWork& work) {
  PlannedQuery planned;
  planned.names = std::move(query.names);
  planned.mode = query.statement.mode;
  Planner planner(planned.names, statistics, rewrites, work);
  planned.plan = planner.Plan(std::move(query.statement));
  if (work.error()) return *work.error();
  planned.node_count = planner.count();
  return planned;
}

}  // namespace entente::query
