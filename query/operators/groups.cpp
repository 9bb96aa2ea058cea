#include "query/operators/groups.h"

#include <algorithm>

namespace entente::query {

namespace {

bool IsSlot(const Expression& e) {
  return e.kind == ExpressionKind::kVariable && e.slot < kLocalBase;
}

}  // namespace

Groups::Groups(const PlanAggregate& plan) : plan_(plan), rows_(plan.keys.size()) {
  for (const auto& aggregate : plan.aggregates) {
    aggregators_.push_back(MakeAggregator(*aggregate.expression));
    if (plan.keys.empty()) aggregators_.back()->Resize(1);
  }
  for (const auto& key : plan.keys) {
    const Expression* e = key.expression.get();
    if (e->kind == ExpressionKind::kProperty) e = e->children[0].get();
    bool same = IsSlot(*e) && (owner_ == kNoSlot || owner_ == e->slot);
    if (!same) {
      owner_ = kNoSlot;
      break;
    }
    owner_ = e->slot;
  }
}

void Groups::Take(const Batch& in, Evaluator& evaluator) {
  groups_.assign(in.size, 0);
  if (!plan_.keys.empty()) {
    FindGroups(in, evaluator);
    if (evaluator.context().failed()) return;
    for (auto& aggregator : aggregators_) aggregator->Resize(rows_.size());
  }
  for (auto& aggregator : aggregators_) aggregator->Add(in, groups_, evaluator);
}

void Groups::FindGroups(const Batch& in, Evaluator& evaluator) {
  if (FindGroupsOfRuns(in, evaluator)) return;
  InsertKeys(in, evaluator, groups_);
}

// Rows of one node often follow each other: its properties are looked at once.
bool Groups::FindGroupsOfRuns(const Batch& in, Evaluator& evaluator) {
  if (owner_ == kNoSlot || in.columns[owner_].kind() != Column::Kind::kNodes) return false;
  const auto& ids = in.columns[owner_].ids();
  size_t changes = 1;
  for (size_t row = 1; row < in.size; ++row) changes += ids[row] != ids[row - 1] ? 1 : 0;
  constexpr size_t kWorthIt = 4;
  if (changes * kWorthIt > in.size) return false;
  runs_.assign(1, 0);
  for (uint32_t row = 1; row < in.size; ++row) {
    if (ids[row] != ids[row - 1]) runs_.push_back(row);
  }
  if (run_batch_.columns.size() != in.columns.size()) run_batch_ = Batch(in.columns.size());
  run_batch_.GatherFrom(in, runs_, {&owner_, 1});
  run_groups_.resize(runs_.size());
  InsertKeys(run_batch_, evaluator, run_groups_);
  for (size_t run = 0; run < runs_.size(); ++run) {
    size_t end = run + 1 < runs_.size() ? runs_[run + 1] : in.size;
    std::fill(groups_.begin() + runs_[run], groups_.begin() + static_cast<ptrdiff_t>(end),
              run_groups_[run]);
  }
  return true;
}

void Groups::InsertKeys(const Batch& in, Evaluator& evaluator, std::vector<uint32_t>& numbers) {
  made_.resize(plan_.keys.size());
  std::vector<const Column*> columns;
  for (size_t i = 0; i < plan_.keys.size(); ++i) {
    columns.push_back(&evaluator.ColumnOf(*plan_.keys[i].expression, in, made_[i]));
    if (evaluator.context().failed()) return;
  }
  rows_.InsertAll(columns, in.size, numbers.data());
}

}  // namespace entente::query
