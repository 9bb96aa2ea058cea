// Expressions over whole batches: what is worth doing a column at a time. Whatever these can't do
// they leave to the evaluation of single rows, which says the same.

#include <algorithm>

#include "query/building.h"
#include "query/evaluator.h"
#include "query/evaluator_state.h"
#include "query/operators/leg_reader.h"
#include "query/operators/walk.h"
#include "query/packed_property.h"

namespace entente::query {

using graph::NodeId;
using graph::RelationshipId;
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
  if ((!nodes && column.kind() != Column::Kind::kRelationships) || !key.valid() ||
      HasNull(column.ids())) {
    return false;
  }
  const graph::GraphReader& reader = *context_.reader;
  if (auto packed = FindPacked(reader, column, batch.size, key)) {
    const graph::ColumnChunk& chunk = packed->chunk;
    if (chunk.kind == ValueKind::kInteger) {
      out.Reset(Column::Kind::kIntegers);
      out.integers().resize(batch.size);
      packed->Visit([&](auto at) {
        for (size_t row = 0; row < batch.size; ++row) {
          out.integers()[row] =
              static_cast<int64_t>(static_cast<uint64_t>(chunk.base) + uint64_t{at(row)});
        }
      });
      return true;
    }
    if (chunk.kind == ValueKind::kString) {
      out.ResetStrings(reader);
      out.ids().resize(batch.size);
      packed->Visit([&](auto at) {
        for (size_t row = 0; row < batch.size; ++row) {
          auto code = static_cast<uint32_t>(static_cast<uint64_t>(chunk.base) + uint64_t{at(row)});
          out.ids()[row] = chunk.palette ? chunk.palette[code] : code;
        }
      });
      return true;
    }
    return false;  // of another kind: one at a time
  }
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

// The lists that the one walk of e.subplan goes along.
Evaluator::DegreeMemo& Evaluator::DegreesOf(const Expression& e) {
  DegreeMemo& memo = memos_->degrees[&e];
  if (memo.generation == context_.names_generation && memo.generation != 0) return memo;
  memo.generation = context_.names_generation;
  memo.legs.clear();
  const PlanNode* node = e.subplan->root.get();
  if (std::holds_alternative<PlanFilter>(node->op)) node = node->inputs[0].get();
  const auto& expand = std::get<PlanExpand>(node->op);
  WalkTypes types(context_, expand.types, expand.direction);
  for (size_t list = 0; list < types.list_count(); ++list) {
    memo.legs.emplace_back(context_, types.type(list), types.direction(list), e.label_indexes);
    memo.legs.back().SkipLoops(types.SkipsLoops(list));
  }
  return memo;
}

// The number of relationships that the one walk of e.subplan has from its node.
uint64_t Evaluator::Degree(const Expression& e, const Batch& batch, size_t row) {
  Value from = Eval(*e.subplan->frame->imports[0].outer, batch, row);
  if (from.kind() != ValueKind::kNode) return 0;
  uint64_t count = 0;
  for (LegReader& leg : DegreesOf(e).legs) {
    if (!leg.valid()) continue;
    leg.Expect(1);
    count += static_cast<uint64_t>(leg.Count(from.as_node()));
    if (count > 0 && e.kind == ExpressionKind::kHasDegree) break;
  }
  return count;
}

// EXISTS over one relationship, or NOT of it, a list at a time.
bool Evaluator::KeepDegree(const Expression& e, bool wanted, const Batch& batch,
                           std::vector<uint32_t>& rows) {
  const Expression& owner = *e.subplan->frame->imports[0].outer;
  if (owner.kind != ExpressionKind::kVariable || owner.slot >= kLocalBase) return false;
  const Column& column = batch.columns[owner.slot];
  if (column.kind() != Column::Kind::kNodes) return false;
  DegreeMemo& memo = DegreesOf(e);
  for (LegReader& leg : memo.legs) leg.Expect(batch.size);
  KeepRows(rows, [&](uint32_t row) {
    NodeId node = column.NodeAt(row);
    bool any = node.valid() && std::any_of(memo.legs.begin(), memo.legs.end(), [&](LegReader& leg) {
                 return leg.valid() && leg.Any(node);
               });
    return any == wanted;
  });
  return true;
}

void Evaluator::EvalColumn(const Expression& e, const Batch& batch, Column& out) {
  out.Clear();
  if (e.kind == ExpressionKind::kVariable && e.slot < kLocalBase) {
    out.Append(batch.columns[e.slot], batch.size, 0);
    return;
  }
  if (ReadProperty(e, batch, out)) return;
  Building building(context_);
  for (size_t row = 0; row < batch.size && !context_.failed(); ++row) {
    Value value = Eval(e, batch, row);
    if (!building.Add(value)) return;
    out.Push(std::move(value), row);
  }
}

const Column& Evaluator::ColumnOf(const Expression& e, const Batch& batch, Column& made) {
  if (e.kind == ExpressionKind::kVariable && e.slot < kLocalBase) return batch.columns[e.slot];
  EvalColumn(e, batch, made);
  return made;
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
      case ExpressionKind::kHasDegree:
        done = KeepDegree(e, true, batch, rows);
        break;
      case ExpressionKind::kNot:
        if (e.children[0]->kind == ExpressionKind::kHasDegree) {
          done = KeepDegree(*e.children[0], false, batch, rows);
        }
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
      if (rows.size() == batch.size) {  // as a rule all have it
        uint32_t with = 0;
        for (uint32_t id : ids) with += id - first < count ? 1 : 0;
        if (with == batch.size) continue;
      }
      KeepRows(rows, [&](uint32_t row) { return ids[row] - first < count; });
    } else {
      KeepRows(rows, [&](uint32_t row) {
        return ids[row] != Column::kNoId && reader.HasLabel(NodeId(ids[row]), label);
      });
    }
  }
  return true;
}

// The property of `e` where it lies, where e is variable.key and it lies so.
std::optional<PackedProperty> Evaluator::Packed(const Expression& e, const Batch& batch) {
  if (e.kind != ExpressionKind::kProperty || context_.functions.may_be_deleted) return {};
  const Expression& owner = *e.children[0];
  if (owner.kind != ExpressionKind::kVariable || owner.slot >= kLocalBase) return {};
  graph::PropertyKeyId key = context_.keys[e.name_index];
  if (!key.valid()) return {};
  return FindPacked(*context_.reader, batch.columns[owner.slot], batch.size, key);
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
  if (IsConstant(*b)) {
    if (auto packed = Packed(*a, batch)) {
      Value value = Eval(*b, batch, 0);
      if (packed->chunk.kind == ValueKind::kInteger && value.kind() == ValueKind::kInteger) {
        KeepInRange(*packed, RangeFor(packed->chunk, comparison, value.as_integer()), rows);
        return true;
      }
      if (packed->chunk.kind == ValueKind::kString && value.kind() == ValueKind::kString) {
        KeepInRange(*packed,
                    RangeFor(*context_.reader, packed->chunk, comparison, value.as_string()), rows);
        return true;
      }
      return false;
    }
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
  if (!IsConstant(*e.children[1])) return false;
  TextMemo& memo = memos_->texts[&e];
  if (!memo.test) {
    memo.pattern = Eval(*e.children[1], batch, 0);
    if (memo.pattern.kind() != ValueKind::kString) return false;
    memo.test.emplace(e, memo.pattern.as_string(), context_);
    if (context_.failed()) return true;
  }
  if (auto packed = Packed(*e.children[0], batch)) {
    if (packed->chunk.kind != ValueKind::kString) return false;
    KeepPackedText(e, memo, *packed, rows);
    return true;
  }
  if (!ReadProperty(*e.children[0], batch, left_) || left_.kind() != Column::Kind::kStrings) {
    return false;
  }
  const graph::GraphReader& reader = *context_.reader;
  memo.by_code.resize(reader.string_count());
  KeepRows(rows, [&](uint32_t row) {
    uint32_t code = left_.ids()[row];
    if (code == graph::kNoString) return false;
    uint8_t& truth = memo.by_code[code];
    if (truth == 0) truth = (*memo.test)(reader.String(code)) ? 2 : 1;
    return truth == 2;
  });
  return true;
}

void Evaluator::KeepPackedText(const Expression& e, TextMemo& memo, const PackedProperty& packed,
                               std::vector<uint32_t>& rows) {
  const graph::GraphReader& reader = *context_.reader;
  const graph::ColumnChunk& chunk = packed.chunk;
  if (e.kind == ExpressionKind::kStartsWith) {
    KeepInRange(packed, RangeOfPrefix(reader, chunk, memo.pattern.as_string()), rows);
    return;
  }
  std::vector<uint8_t>& truths = chunk.palette ? memo.by_place : memo.by_code;
  if (!chunk.palette) {
    truths.resize(reader.string_count());
  } else if (memo.palette != chunk.palette) {
    memo.palette = chunk.palette;
    truths.assign(chunk.palette_size, 0);
    memo.tested = 0;
  }
  auto test = [&](size_t place) {
    auto code = chunk.palette ? chunk.palette[place] : static_cast<uint32_t>(place);
    ++memo.tested;
    return truths[place] = (*memo.test)(reader.String(code)) ? 2 : 1;
  };
  // Strings lie in the order of the palette: once many were asked for here and there, the others
  // are looked at one after another, which is quicker.
  constexpr size_t kMany = 16;
  if (chunk.palette && memo.tested < truths.size() && memo.tested > truths.size() / kMany) {
    for (size_t place = 0; place < truths.size(); ++place) {
      if (truths[place] == 0) test(place);
      if ((place & 0xffff) == 0 && !context_.Continue()) return;
    }
  }
  packed.Visit([&](auto at) {
    KeepRows(rows, [&](uint32_t row) {
      size_t place = static_cast<size_t>(chunk.base) + static_cast<size_t>(at(row));
      return (truths[place] == 0 ? test(place) : truths[place]) == 2;
    });
  });
}

}  // namespace entente::query
