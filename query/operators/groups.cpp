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

bool Groups::Merge(std::span<Groups* const> parts, std::span<const std::vector<uint64_t>> orders) {
  std::vector<std::vector<uint32_t>> numbers(parts.size(), {0});
  if (!plan_.keys.empty()) {
    // All groups of all parts one below the other, then in the order of their first rows.
    std::vector<Column> all(plan_.keys.size());
    std::vector<std::pair<uint64_t, uint32_t>> places;
    size_t size = 0;
    for (size_t p = 0; p < parts.size(); ++p) {
      for (size_t i = 0; i < all.size(); ++i) {
        all[i].Append(parts[p]->rows_.column(i), parts[p]->rows_.size(), size);
      }
      for (uint64_t order : orders[p]) {
        places.emplace_back(order, static_cast<uint32_t>(places.size()));
      }
      size += parts[p]->rows_.size();
    }
    std::sort(places.begin(), places.end());
    std::vector<uint32_t> rows, found(size);
    for (auto [order, row] : places) rows.push_back(row);
    std::vector<Column> sorted(all.size());
    std::vector<const Column*> columns;
    for (size_t i = 0; i < all.size(); ++i) {
      sorted[i].Gather(all[i], rows, 0);
      columns.push_back(&sorted[i]);
    }
    rows_.InsertAll(columns, size, found.data());
    std::vector<uint32_t> of_row(size);
    for (size_t i = 0; i < size; ++i) of_row[rows[i]] = found[i];
    size_t begin = 0;
    for (size_t p = 0; p < parts.size(); ++p) {
      size_t end = begin + parts[p]->rows_.size();
      numbers[p].assign(of_row.begin() + static_cast<ptrdiff_t>(begin),
                        of_row.begin() + static_cast<ptrdiff_t>(end));
      begin = end;
    }
    for (auto& aggregator : aggregators_) aggregator->Resize(rows_.size());
  }
  for (size_t p = 0; p < parts.size(); ++p) {
    for (size_t i = 0; i < aggregators_.size(); ++i) {
      if (!aggregators_[i]->Merge(*parts[p]->aggregators_[i], numbers[p])) return false;
    }
  }
  return true;
}

}  // namespace entente::query
