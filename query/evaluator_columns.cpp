// Expressions over whole batches: what is worth doing a column at a time. Whatever these can't do
// they leave to the evaluation of single rows, which says the same.

#include <algorithm>

#include "query/evaluator.h"
#include "query/operators/walk.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;

namespace {

// An id is a number in a struct of its own: columns hold the bare numbers.
template <class Id>
std::span<const Id> AsIds(const std::vector<uint32_t>& ids) {
  static_assert(sizeof(Id) == sizeof(uint32_t));
  return {reinterpret_cast<const Id*>(ids.data()), ids.size()};
}

bool HasNull(const std::vector<uint32_t>& ids) {
  return std::find(ids.begin(), ids.end(), Column::kNoId) != ids.end();
}

template <class T>
bool Holds(Comparison comparison, const T& a, const T& b) {
  switch (comparison) {
    case Comparison::kEqual:
      return a == b;
    case Comparison::kNotEqual:
      return a != b;
    case Comparison::kLess:
      return a < b;
    case Comparison::kLessEqual:
      return a <= b;
    case Comparison::kGreater:
      return a > b;
    default:
      return a >= b;
  }
}

template <class Test>
void KeepRows(std::vector<uint32_t>& rows, Test test) {
  size_t kept = 0;
  for (uint32_t row : rows) {
    rows[kept] = row;
    kept += test(row) ? 1 : 0;
  }
  rows.resize(kept);
}

Comparison Mirror(Comparison comparison) {
  switch (comparison) {
    case Comparison::kLess:
      return Comparison::kGreater;
    case Comparison::kLessEqual:
      return Comparison::kGreaterEqual;
    case Comparison::kGreater:
      return Comparison::kLess;
    case Comparison::kGreaterEqual:
      return Comparison::kLessEqual;
    default:
      return comparison;
  }
}

}  // namespace

bool Evaluator::IsConstant(const Expression& e) const {
  return e.kind == ExpressionKind::kLiteral || e.kind == ExpressionKind::kParameter;
}

// variable.key where the variable is a column of ids.
bool Evaluator::ReadProperty(const Expression& e, const Batch& batch, Column& out) {
  if (e.kind != ExpressionKind::kProperty || context_.functions.may_be_deleted) return false;
  const Expression& owner = *e.children[0];
  if (owner.kind != ExpressionKind::kVariable || owner.slot >= kLocalBase) return false;
  const Column& column = batch.columns[owner.slot];
  graph::PropertyKeyId key = context_.keys[e.name_index];
  bool nodes = column.kind() == Column::Kind::kNodes;
  if ((!nodes && column.kind() != Column::Kind::kRelationships) || !key.valid() || batch.size < 4 ||
      HasNull(column.ids())) {
    return false;
  }
  const graph::GraphReader& reader = *context_.reader;
  out.ResetStrings(reader);
  out.ids().resize(batch.size);
  bool strings =
      nodes ? reader.ReadStringCodes(AsIds<NodeId>(column.ids()), key, out.ids().data())
            : reader.ReadStringCodes(AsIds<RelationshipId>(column.ids()), key, out.ids().data());
  // All null says nothing about the kind: it may be numbers that were asked for as strings.
  if (strings && std::any_of(out.ids().begin(), out.ids().end(),
                             [](uint32_t code) { return code != graph::kNoString; })) {
    return true;
  }
  out.Reset(Column::Kind::kIntegers);
  out.integers().resize(batch.size);
  std::vector<uint8_t> present(batch.size);
  bool integers =
      nodes ? reader.ReadIntegers(AsIds<NodeId>(column.ids()), key, ValueKind::kInteger,
                                  out.integers().data(), present.data())
            : reader.ReadIntegers(AsIds<RelationshipId>(column.ids()), key, ValueKind::kInteger,
                                  out.integers().data(), present.data());
  if (integers && std::find(present.begin(), present.end(), 0) == present.end()) return true;
  out.Clear();
  return false;
}

// The number of relationships that the one walk of e.subplan has from its node.
uint64_t Evaluator::Degree(const Expression& e, const Batch& batch, size_t row) {
  const PlanNode* node = e.subplan->root.get();
  if (std::holds_alternative<PlanFilter>(node->op)) node = node->inputs[0].get();
  const auto& expand = std::get<PlanExpand>(node->op);
  Value from = Eval(*e.subplan->frame->imports[0].outer, batch, row);
  if (from.kind() != ValueKind::kNode) return 0;
  const graph::GraphReader& reader = *context_.reader;
  WalkTypes types(context_, expand.types, expand.direction);
  graph::AdjacencyBuffer buffer;
  uint64_t count = 0;
  for (size_t list = 0; list < types.list_count(); ++list) {
    if (e.label_indexes.empty() && !types.SkipsLoops(list)) {
      count += reader.Degree(from.as_node(), types.type(list), types.direction(list));
      continue;
    }
    auto adjacent = types.Get(reader, from.as_node(), list, buffer);
    for (graph::NodeId other : adjacent.neighbours()) {
      if (types.SkipsLoops(list) && other == from.as_node()) continue;
      bool fits = std::all_of(e.label_indexes.begin(), e.label_indexes.end(), [&](uint32_t index) {
        graph::LabelId label = context_.labels[index];
        return label.valid() && reader.HasLabel(other, label);
      });
      if (!fits) continue;
      ++count;
      if (e.kind == ExpressionKind::kHasDegree) return count;
    }
  }
  return count;
}

void Evaluator::EvalColumn(const Expression& e, const Batch& batch, Column& out) {
  out.Clear();
  if (e.kind == ExpressionKind::kVariable && e.slot < kLocalBase) {
    out.Append(batch.columns[e.slot], batch.size, 0);
    return;
  }
  if (ReadProperty(e, batch, out)) return;
  for (size_t row = 0; row < batch.size && !context_.failed(); ++row) {
    out.Push(Eval(e, batch, row), row);
  }
}

void Evaluator::Keep(const Expression& e, const Batch& batch, std::vector<uint32_t>& rows) {
  bool done = false;
  if (rows.size() == batch.size && batch.size >= 4) {
    switch (e.kind) {
      case ExpressionKind::kHasLabels:
        done = KeepLabels(e, batch, rows);
        break;
      case ExpressionKind::kCompare:
        done = KeepCompare(e, batch, rows);
        break;
      case ExpressionKind::kStartsWith:
      case ExpressionKind::kEndsWith:
      case ExpressionKind::kContains:
      case ExpressionKind::kRegex:
        done = KeepText(e, batch, rows);
        break;
      default:
        break;
    }
  }
  if (done) return;
  size_t kept = 0;
  for (uint32_t row : rows) {
    if (IsTrue(e, batch, row)) rows[kept++] = row;
    if (context_.failed()) return;
  }
  rows.resize(kept);
}

bool Evaluator::KeepLabels(const Expression& e, const Batch& batch, std::vector<uint32_t>& rows) {
  const Expression& owner = *e.children[0];
  if (owner.kind != ExpressionKind::kVariable || owner.slot >= kLocalBase) return false;
  const Column& column = batch.columns[owner.slot];
  if (column.kind() != Column::Kind::kNodes || context_.functions.may_be_deleted) return false;
  const graph::GraphReader& reader = *context_.reader;
  const auto& ids = column.ids();
  for (uint32_t index : e.label_indexes) {
    graph::LabelId label = context_.labels[index];
    if (!label.valid()) {
      rows.clear();
      return true;
    }
    auto ranges = reader.LabelRanges(label);
    if (ranges && ranges->size() == 1) {
      uint32_t first = (*ranges)[0].first.value, count = (*ranges)[0].count;
      KeepRows(rows, [&](uint32_t row) { return ids[row] - first < count; });
    } else {
      KeepRows(rows, [&](uint32_t row) {
        return ids[row] != Column::kNoId && reader.HasLabel(NodeId(ids[row]), label);
      });
    }
  }
  return true;
}

// property op constant, or property op property.
bool Evaluator::KeepCompare(const Expression& e, const Batch& batch, std::vector<uint32_t>& rows) {
  if (e.comparisons.size() != 1) return false;
  Comparison comparison = e.comparisons[0];
  const Expression* a = e.children[0].get();
  const Expression* b = e.children[1].get();
  if (IsConstant(*a) && !IsConstant(*b)) {
    std::swap(a, b);
    comparison = Mirror(comparison);
  }
  if (!ReadProperty(*a, batch, left_)) return false;
  if (IsConstant(*b)) {
    Value value = Eval(*b, batch, 0);
    if (left_.kind() == Column::Kind::kIntegers && value.kind() == ValueKind::kInteger) {
      int64_t wanted = value.as_integer();
      KeepRows(rows,
               [&](uint32_t row) { return Holds(comparison, left_.integers()[row], wanted); });
      return true;
    }
    if (left_.kind() != Column::Kind::kStrings || value.kind() != ValueKind::kString) return false;
    // Codes are in the order of their strings. Doubled, there is room between two for a string that
    // is not the graph's.
    const graph::GraphReader& reader = *context_.reader;
    uint64_t wanted = 2 * uint64_t{reader.StringLowerBound(value.as_string())};
    if (!reader.FindString(value.as_string())) wanted -= 1;
    const uint32_t* codes = left_.ids().data();
    KeepRows(rows, [&](uint32_t row) {
      return codes[row] != graph::kNoString &&
             Holds<int64_t>(comparison, static_cast<int64_t>(2 * uint64_t{codes[row]}),
                            static_cast<int64_t>(wanted));
    });
    return true;
  }
  if (!ReadProperty(*b, batch, right_) || left_.kind() != right_.kind()) return false;
  if (left_.kind() == Column::Kind::kIntegers) {
    KeepRows(rows, [&](uint32_t row) {
      return Holds(comparison, left_.integers()[row], right_.integers()[row]);
    });
    return true;
  }
  KeepRows(rows, [&](uint32_t row) {
    uint32_t x = left_.ids()[row], y = right_.ids()[row];
    return x != graph::kNoString && y != graph::kNoString && Holds(comparison, x, y);
  });
  return true;
}

// A text predicate looks at each string of the graph at most once.
bool Evaluator::KeepText(const Expression& e, const Batch& batch, std::vector<uint32_t>& rows) {
  if (!IsConstant(*e.children[1]) || !ReadProperty(*e.children[0], batch, left_) ||
      left_.kind() != Column::Kind::kStrings) {
    return false;
  }
  const graph::GraphReader& reader = *context_.reader;
  TextMemo& memo = memos_[&e];
  if (memo.truth.empty()) {
    memo.pattern = Eval(*e.children[1], batch, 0);
    memo.truth.resize(reader.string_count());
  }
  if (memo.pattern.kind() != ValueKind::kString) return false;
  std::string_view pattern = memo.pattern.as_string();
  auto test = [&](std::string_view text) {
    switch (e.kind) {
      case ExpressionKind::kStartsWith:
        return text.starts_with(pattern);
      case ExpressionKind::kEndsWith:
        return text.ends_with(pattern);
      case ExpressionKind::kContains:
        return text.find(pattern) != std::string_view::npos;
      default: {
        auto matches = context_.regexes->FullMatch(text, std::string(pattern));
        if (matches) return *matches;
        matches.error().span = e.children[1]->span;
        context_.Fail(std::move(matches).error());
        return false;
      }
    }
  };
  KeepRows(rows, [&](uint32_t row) {
    uint32_t code = left_.ids()[row];
    if (code == graph::kNoString) return false;
    uint8_t& truth = memo.truth[code];
    if (truth == 0) truth = test(reader.String(code)) ? 2 : 1;
    return truth == 2;
  });
  return true;
}

}  // namespace entente::query
