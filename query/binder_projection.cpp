// WITH and RETURN: what they project, group by, order and test.

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "query/binder_impl.h"
#include "query/printer.h"

namespace entente::query {

using graph::ValueKind;

namespace {

void CollectNames(const Expression& expression, std::vector<std::string>& names) {
  if (expression.kind == ExpressionKind::kVariable) names.push_back(expression.name);
  for (const auto& child : expression.children) {
    if (child) CollectNames(*child, names);
  }
}

}  // namespace

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
    if (!CountKept(sizeof(ReturnItem) + sizeof(Expression) + sizeof(SlotInfo))) return;
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
  std::unordered_set<std::string_view> aliases;
  for (const ReturnItem& item : projection.items) {
    if (!aliases.insert(item.alias).second) {
      return Fail("ColumnNameConflict", "two columns are named " + item.alias, item.span);
    }
    projection.aggregating |= ContainsAggregate(*item.expression);
  }
  std::vector<bool> is_variable;
  for (const ReturnItem& item : projection.items) {
    is_variable.push_back(item.expression->kind == ExpressionKind::kVariable);
  }
  Scope projected;
  KnownTexts known;
  BindItems(projection, projected, known);
  if (failed()) return;

  // ORDER BY and WHERE see what is projected and, as long as rows stay rows, what was there before.
  if (projection.aggregating || projection.distinct) {
    level_->scope = projected;
  } else {
    for (const Binding& binding : projected) level_->scope.Add(binding.name, binding.slot);
  }
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

void Binder::BindItems(Projection& projection, Scope& projected, KnownTexts& known) {
  auto finish = [&](ReturnItem& item, StaticType type, KnownTexts::Shape shape, std::string text) {
    bool variable = item.expression->kind == ExpressionKind::kVariable;
    bool simple = variable || item.expression->kind == ExpressionKind::kProperty;
    item.slot = variable ? item.expression->slot : AddSlot(item.alias, type);
    projected.Add(item.alias, item.slot);
    known.Add(shape, std::move(text), item.slot, simple);
  };
  std::vector<std::string> texts;
  std::vector<KnownTexts::Shape> shapes;
  const bool texts_matter = projection.aggregating || projection.distinct;
  for (const ReturnItem& item : projection.items) {
    texts.push_back(texts_matter ? Print(*item.expression) : "");
    shapes.push_back({item.expression->kind, item.expression->height});
  }
  // Keys first, since aggregating items may use them wherever they stand.
  for (size_t i = 0; i < projection.items.size() && !failed(); ++i) {
    ReturnItem& item = projection.items[i];
    if (projection.aggregating && ContainsAggregate(*item.expression)) continue;
    StaticType type = Bind(*item.expression, {});
    if (failed()) return;
    finish(item, type, shapes[i], texts[i]);
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
    known.Add(shapes[i], texts[i], item.slot, false);
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
