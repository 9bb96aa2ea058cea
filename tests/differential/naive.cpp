#include "tests/differential/naive.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include "query/evaluator.h"
#include "query/functions/registry.h"

namespace entente::differential {

namespace {

using graph::NodeId;
using graph::RelationshipId;
using graph::Value;
using graph::ValueKind;
using query::Expression;
using query::ExpressionKind;
using query::PatternDirection;
using query::PatternPart;

using Row = std::vector<std::pair<std::string, Value>>;  // later entries hide earlier ones

// Caught in RunNaively: what a query may fail with while it runs.
struct Failure : std::runtime_error {
  graph::ErrorCode code;
  Failure(graph::ErrorCode c, const std::string& message) : std::runtime_error(message), code(c) {}
};

Value OfTruth(std::optional<bool> truth) { return truth ? Value::Boolean(*truth) : Value::Null(); }

std::optional<bool> TruthOf(const Value& value) {
  if (value.is_null()) return std::nullopt;
  if (value.kind() != ValueKind::kBoolean)
    throw Failure(graph::ErrorCode::kType, "not a truth value");
  return value.as_boolean();
}

const Value* Find(const Row& row, const std::string& name) {
  for (size_t i = row.size(); i-- > 0;)
    if (row[i].first == name) return &row[i].second;
  return nullptr;
}

bool RowsEquivalent(const std::vector<Value>& a, const std::vector<Value>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), graph::Equivalent);
}

class Naive {
 public:
  explicit Naive(const graph::GraphReader& reader) : reader_(reader) {
    functions_.reader = &reader;
    for (uint32_t i = 0; i < reader.node_capacity(); ++i)
      if (reader.Exists(NodeId(i))) nodes_.push_back(NodeId(i));
    for (uint32_t i = 0; i < reader.relationship_capacity(); ++i)
      if (reader.Exists(RelationshipId(i))) relationships_.push_back(RelationshipId(i));
  }

  Table RunStatement(const query::Statement& statement, const Row& outer) {
    Table out;
    for (const query::SingleQuery& single : statement.queries) {
      Table part = RunSingle(single, outer);
      out.columns = part.columns;
      out.rows.insert(out.rows.end(), part.rows.begin(), part.rows.end());
    }
    if (statement.queries.size() > 1 && !statement.union_all) KeepDistinct(out.rows);
    return out;
  }

 private:
  // --- clauses ---------------------------------------------------------------------------------

  // The rows of its RETURN, or without one its rows without columns.
  Table RunSingle(const query::SingleQuery& single, const Row& outer) {
    std::vector<Row> rows = {outer};
    for (const query::Clause& clause : single.clauses) {
      if (auto* match = std::get_if<query::MatchClause>(&clause.node)) {
        rows = RunMatch(*match, rows);
      } else if (auto* unwind = std::get_if<query::UnwindClause>(&clause.node)) {
        std::vector<Row> next;
        for (const Row& row : rows) {
          Value list = Eval(*unwind->list, row);
          if (list.is_null()) continue;
          std::vector<Value> elements = {list};
          if (list.kind() == ValueKind::kList)
            elements.assign(list.as_list().begin(), list.as_list().end());
          for (const Value& element : elements) {
            next.push_back(row);
            next.back().emplace_back(unwind->name, element);
          }
        }
        rows = std::move(next);
      } else if (auto* with = std::get_if<query::WithClause>(&clause.node)) {
        Table table = Project(with->projection, rows, outer);
        rows.clear();
        for (const auto& values : table.rows) {
          Row row = outer;
          for (size_t i = 0; i < values.size(); ++i) row.emplace_back(table.columns[i], values[i]);
          if (!with->where || TruthOf(Eval(*with->where, row)).value_or(false))
            rows.push_back(std::move(row));
        }
      } else if (auto* result = std::get_if<query::ReturnClause>(&clause.node)) {
        return Project(result->projection, rows, outer);
      } else {
        throw Failure(graph::ErrorCode::kUnsupported, "a clause the naive evaluator has not");
      }
    }
    Table out;
    out.rows.resize(rows.size());
    return out;
  }

  std::vector<Row> RunMatch(const query::MatchClause& match, const std::vector<Row>& rows) {
    std::vector<Row> out;
    for (const Row& row : rows) {
      size_t before = out.size();
      where_ = match.where.get();
      Match(match.pattern, row, [&](const Row& found) {
        if (!match.where || TruthOf(Eval(*match.where, found)).value_or(false))
          out.push_back(found);
      });
      if (!match.optional || out.size() > before) continue;
      out.push_back(row);
      auto add = [&](const std::string& name) {
        if (!name.empty() && !Find(out.back(), name)) out.back().emplace_back(name, Value::Null());
      };
      for (const PatternPart& part : match.pattern.parts) {
        add(part.path_name);
        for (const auto& node : part.nodes) add(node.name);
        for (const auto& relationship : part.relationships) add(relationship.name);
      }
    }
    return out;
  }

  static bool HasAggregate(const Expression& e) {
    if (e.kind == ExpressionKind::kFunction) {
      const query::FunctionEntry* entry = query::FindFunction(e.name);
      if (entry && entry->kind == query::FunctionKind::kAggregating) return true;
    }
    return std::any_of(e.children.begin(), e.children.end(),
                       [](const auto& child) { return child && HasAggregate(*child); });
  }

  Table Project(const query::Projection& projection, const std::vector<Row>& rows,
                const Row& outer) {
    Table out;
    const std::vector<Row>* group_around = std::exchange(group_, nullptr);
    if (projection.star) throw Failure(graph::ErrorCode::kUnsupported, "RETURN *");
    bool aggregates = false;
    for (const auto& item : projection.items) {
      out.columns.push_back(item.alias);
      aggregates |= HasAggregate(*item.expression);
    }
    if (!aggregates) {
      for (const Row& row : rows) {
        out.rows.emplace_back();
        for (const auto& item : projection.items)
          out.rows.back().push_back(Eval(*item.expression, row));
      }
    } else {
      // Groups in the order in which they first appear, by the items without aggregates.
      std::vector<std::pair<std::vector<Value>, std::vector<Row>>> groups;
      bool has_keys = false;
      for (const auto& item : projection.items) has_keys |= !HasAggregate(*item.expression);
      if (!has_keys) groups.emplace_back();
      for (const Row& row : rows) {
        for (size_t i = 0; i < groups.size(); i += 16) Step();
        std::vector<Value> key;
        for (const auto& item : projection.items)
          if (!HasAggregate(*item.expression)) key.push_back(Eval(*item.expression, row));
        auto it = std::find_if(groups.begin(), groups.end(),
                               [&](const auto& group) { return RowsEquivalent(group.first, key); });
        if (it == groups.end()) it = groups.insert(groups.end(), {key, {}});
        it->second.push_back(row);
      }
      for (const auto& [key, members] : groups) {
        out.rows.emplace_back();
        group_ = &members;
        for (const auto& item : projection.items)
          out.rows.back().push_back(
              Eval(*item.expression, members.empty() ? outer : members.front()));
        group_ = nullptr;
      }
    }
    if (projection.distinct) KeepDistinct(out.rows);
    if (!projection.order.empty()) {
      // Sorted by what is projected: the generator orders by nothing else.
      auto keys_of = [&](const std::vector<Value>& values) {
        Row row = outer;
        for (size_t i = 0; i < values.size(); ++i) row.emplace_back(out.columns[i], values[i]);
        std::vector<Value> keys;
        for (const auto& item : projection.order) keys.push_back(Eval(*item.expression, row));
        return keys;
      };
      std::stable_sort(out.rows.begin(), out.rows.end(), [&](const auto& a, const auto& b) {
        auto x = keys_of(a), y = keys_of(b);
        for (size_t i = 0; i < x.size(); ++i) {
          auto order = graph::Order(x[i], y[i]);
          if (order != 0) return projection.order[i].descending ? order > 0 : order < 0;
        }
        return false;
      });
    }
    auto count = [&](const Expression& e) {
      return static_cast<size_t>(Eval(e, outer).as_integer());
    };
    if (projection.skip)
      out.rows.erase(out.rows.begin(),
                     out.rows.begin() + static_cast<std::ptrdiff_t>(
                                            std::min(count(*projection.skip), out.rows.size())));
    if (projection.limit && count(*projection.limit) < out.rows.size())
      out.rows.resize(count(*projection.limit));
    group_ = group_around;
    return out;
  }

  static void KeepDistinct(std::vector<std::vector<Value>>& rows) {
    std::vector<std::vector<Value>> kept;
    if (rows.size() > 3000)
      throw Failure(graph::ErrorCode::kUnsupported, "too much for the naive evaluator");
    for (auto& row : rows)
      if (std::none_of(kept.begin(), kept.end(),
                       [&](const auto& other) { return RowsEquivalent(row, other); }))
        kept.push_back(std::move(row));
    rows = std::move(kept);
  }

  // --- patterns --------------------------------------------------------------------------------

  using Found = std::function<void(const Row&)>;

  void Match(const query::Pattern& pattern, const Row& row, const Found& found) {
    std::vector<RelationshipId> used;
    Row bound = row;
    MatchPart(pattern, 0, bound, used, found);
  }

  void MatchPart(const query::Pattern& pattern, size_t index, Row& row,
                 std::vector<RelationshipId>& used, const Found& found) {
    if (index == pattern.parts.size()) return found(row);
    const PatternPart& part = pattern.parts[index];
    if (part.shortest != PatternPart::Shortest::kNo)
      return MatchShortest(pattern, index, row, used, found);
    graph::Path path;
    WithNode(part.nodes[0], row, [&](NodeId node) {
      path.nodes = {node};
      path.relationships.clear();
      MatchStep(part, 0, path, row, used, [&] {
        size_t size = row.size();
        if (!part.path_name.empty()) row.emplace_back(part.path_name, Value::OfPath(path));
        MatchPart(pattern, index + 1, row, used, found);
        row.resize(size);
      });
    });
  }

  static bool Mentions(const Expression& e, const std::string& name) {
    if (e.kind == ExpressionKind::kVariable && e.name == name) return true;
    return std::any_of(e.children.begin(), e.children.end(),
                       [&](const auto& child) { return child && Mentions(*child, name); });
  }
  // What the clause asks of the path itself, which must be there before the shortest is chosen.
  bool PathHolds(const PatternPart& part, const graph::Path& path, const Row& row) {
    if (!where_) return true;
    std::vector<const Expression*> conjuncts;
    if (where_->kind == ExpressionKind::kAnd) {
      for (const auto& child : where_->children) conjuncts.push_back(child.get());
    } else {
      conjuncts.push_back(where_);
    }
    Row with = row;
    if (!part.path_name.empty()) with.emplace_back(part.path_name, Value::OfPath(path));
    for (const Expression* conjunct : conjuncts) {
      bool of_path = !part.path_name.empty() && Mentions(*conjunct, part.path_name);
      const std::string& list = part.relationships[0].name;
      of_path |= !list.empty() && Mentions(*conjunct, list);
      if (of_path && !TruthOf(Eval(*conjunct, with)).value_or(false)) return false;
    }
    return true;
  }

  // Every way between two ends, then the shortest of those of one pair of ends.
  void MatchShortest(const query::Pattern& pattern, size_t index, Row& row,
                     std::vector<RelationshipId>& used, const Found& found) {
    const PatternPart& part = pattern.parts[index];
    std::map<std::pair<uint32_t, uint32_t>, std::vector<Row>> rows;
    std::map<std::pair<uint32_t, uint32_t>, size_t> lengths;
    WithNode(part.nodes[0], row, [&](NodeId node) {
      graph::Path path;
      path.nodes = {node};
      std::vector<RelationshipId> own;
      MatchStep(part, 0, path, row, own, [&] {
        if (!PathHolds(part, path, row)) return;
        std::pair<uint32_t, uint32_t> ends = {node.value, path.nodes.back().value};
        size_t length = path.relationships.size();
        auto [it, is_new] = lengths.emplace(ends, length);
        if (!is_new && it->second < length) return;
        if (it->second > length) rows[ends].clear();
        it->second = length;
        if (part.shortest == PatternPart::Shortest::kOne && !rows[ends].empty()) return;
        rows[ends].push_back(row);
        if (!part.path_name.empty())
          rows[ends].back().emplace_back(part.path_name, Value::OfPath(path));
      });
    });
    for (auto& [ends, list] : rows)
      for (Row& each : list) MatchPart(pattern, index + 1, each, used, found);
  }

  bool HasProperties(const Expression* properties, const Row& row,
                     const std::function<Value(graph::PropertyKeyId)>& property) {
    if (!properties) return true;
    for (size_t i = 0; i < properties->keys.size(); ++i) {
      auto key = reader_.FindKey(properties->keys[i]);
      if (!key) return false;
      if (!graph::Equals(property(*key), Eval(*properties->children[i], row)).value_or(false))
        return false;
    }
    return true;
  }

  bool NodeFits(const query::NodePattern& pattern, NodeId node, const Row& row) {
    Step();
    for (const std::string& name : pattern.labels) {
      auto label = reader_.FindLabel(name);
      if (!label || !reader_.HasLabel(node, *label)) return false;
    }
    return HasProperties(pattern.properties.get(), row,
                         [&](graph::PropertyKeyId key) { return reader_.Property(node, key); });
  }

  // Calls `then` for every node that may stand there, with its name bound.
  void WithNode(const query::NodePattern& pattern, Row& row,
                const std::function<void(NodeId)>& then) {
    if (const Value* bound = pattern.name.empty() ? nullptr : Find(row, pattern.name)) {
      if (bound->kind() != ValueKind::kNode) return;
      NodeId node = bound->as_node();
      if (NodeFits(pattern, node, row)) then(node);
      return;
    }
    for (NodeId node : nodes_) {
      size_t size = row.size();
      if (!pattern.name.empty()) row.emplace_back(pattern.name, Value::Node(node));
      if (NodeFits(pattern, node, row)) then(node);
      row.resize(size);
    }
  }

  bool RelationshipFits(const query::RelationshipPattern& pattern, RelationshipId relationship,
                        const Row& row) {
    if (!pattern.types.empty()) {
      std::string_view type = reader_.Name(reader_.Ends(relationship).type);
      if (std::none_of(pattern.types.begin(), pattern.types.end(),
                       [&](const std::string& name) { return name == type; }))
        return false;
    }
    return HasProperties(pattern.properties.get(), row, [&](graph::PropertyKeyId key) {
      return reader_.Property(relationship, key);
    });
  }

  // The other end of a step from `node` along `relationship`, where the direction allows it.
  std::optional<NodeId> OtherEnd(const query::RelationshipPattern& pattern, NodeId node,
                                 RelationshipId relationship) {
    Step();
    graph::RelationshipEnds ends = reader_.Ends(relationship);
    if (pattern.direction != PatternDirection::kLeft && ends.start == node) return ends.end;
    if (pattern.direction != PatternDirection::kRight && ends.end == node) return ends.start;
    return std::nullopt;
  }

  void MatchStep(const PatternPart& part, size_t step, graph::Path& path, Row& row,
                 std::vector<RelationshipId>& used, const std::function<void()>& then) {
    if (step == part.relationships.size()) return then();
    const query::RelationshipPattern& pattern = part.relationships[step];
    const query::NodePattern& end_pattern = part.nodes[step + 1];
    // The node after this step, whose name may be bound already.
    auto arrive = [&](NodeId node) {
      auto go_on = [&] { MatchStep(part, step + 1, path, row, used, then); };
      if (const Value* bound = end_pattern.name.empty() ? nullptr : Find(row, end_pattern.name)) {
        if (bound->kind() == ValueKind::kNode && bound->as_node() == node &&
            NodeFits(end_pattern, node, row))
          go_on();
        return;
      }
      size_t size = row.size();
      if (!end_pattern.name.empty()) row.emplace_back(end_pattern.name, Value::Node(node));
      if (NodeFits(end_pattern, node, row)) go_on();
      row.resize(size);
    };
    const Value* bound = pattern.name.empty() ? nullptr : Find(row, pattern.name);
    if (!pattern.variable_length) {
      NodeId from = path.nodes.back();
      for (RelationshipId relationship : relationships_) {
        if (bound && !(bound->kind() == ValueKind::kRelationship &&
                       bound->as_relationship() == relationship))
          continue;
        if (std::find(used.begin(), used.end(), relationship) != used.end()) continue;
        auto other = OtherEnd(pattern, from, relationship);
        if (!other || !RelationshipFits(pattern, relationship, row)) continue;
        used.push_back(relationship);
        path.relationships.push_back(relationship);
        path.nodes.push_back(*other);
        size_t size = row.size();
        if (!pattern.name.empty() && !bound)
          row.emplace_back(pattern.name, Value::Relationship(relationship));
        arrive(*other);
        row.resize(size);
        bound = pattern.name.empty() ? nullptr : Find(row, pattern.name);
        path.nodes.pop_back();
        path.relationships.pop_back();
        used.pop_back();
      }
      return;
    }
    uint64_t minimum = pattern.minimum.value_or(1);
    uint64_t maximum = pattern.maximum.value_or(UINT64_MAX);
    std::vector<Value> taken;
    std::function<void()> walk = [&] {
      if (taken.size() >= minimum) {
        size_t size = row.size();
        if (!pattern.name.empty()) row.emplace_back(pattern.name, Value::List(taken));
        arrive(path.nodes.back());
        row.resize(size);
      }
      if (taken.size() >= maximum) return;
      NodeId from = path.nodes.back();
      for (RelationshipId relationship : relationships_) {
        if (std::find(used.begin(), used.end(), relationship) != used.end()) continue;
        auto other = OtherEnd(pattern, from, relationship);
        if (!other || !RelationshipFits(pattern, relationship, row)) continue;
        used.push_back(relationship);
        path.relationships.push_back(relationship);
        path.nodes.push_back(*other);
        taken.push_back(Value::Relationship(relationship));
        walk();
        taken.pop_back();
        path.nodes.pop_back();
        path.relationships.pop_back();
        used.pop_back();
      }
    };
    walk();
  }

  // --- expressions -----------------------------------------------------------------------------

  Value Unwrap(graph::Result<Value> result) {
    if (!result) throw Failure(result.error().code, result.error().message);
    return *std::move(result);
  }

  Value PropertyOf(const Value& owner, const std::string& name) {
    if (owner.is_null()) return {};
    if (owner.kind() == ValueKind::kMap) {
      const Value* found = owner.Find(name);
      return found ? *found : Value::Null();
    }
    if (owner.is_temporal()) return Unwrap(query::TemporalComponent(owner, name));
    auto key = reader_.FindKey(name);
    if (owner.kind() == ValueKind::kNode)
      return key ? reader_.Property(owner.as_node(), *key) : Value::Null();
    if (owner.kind() == ValueKind::kRelationship)
      return key ? reader_.Property(owner.as_relationship(), *key) : Value::Null();
    throw Failure(graph::ErrorCode::kType, "no properties");
  }

  Value Compare(query::Comparison comparison, const Value& a, const Value& b) {
    using query::Comparison;
    if (comparison == Comparison::kEqual) return OfTruth(graph::Equals(a, b));
    if (comparison == Comparison::kNotEqual) {
      auto equal = graph::Equals(a, b);
      return equal ? Value::Boolean(!*equal) : Value::Null();
    }
    auto order = graph::Compare(a, b);
    if (!order) return {};
    bool less = *order == std::partial_ordering::less;
    bool greater = *order == std::partial_ordering::greater;
    bool equal = *order == std::partial_ordering::equivalent;
    if (comparison == Comparison::kLess) return Value::Boolean(less);
    if (comparison == Comparison::kLessEqual) return Value::Boolean(less || equal);
    if (comparison == Comparison::kGreater) return Value::Boolean(greater);
    return Value::Boolean(greater || equal);
  }

  Value Connect(const Expression& e, const Row& row) {
    // All operands are looked at: a later one may settle it after an unknown one.
    std::optional<bool> truth = TruthOf(Eval(*e.children[0], row));
    for (size_t i = 1; i < e.children.size(); ++i) {
      std::optional<bool> other = TruthOf(Eval(*e.children[i], row));
      if (e.kind == ExpressionKind::kXor) {
        truth = truth && other ? std::optional(*truth != *other) : std::nullopt;
      } else {
        bool settling = e.kind == ExpressionKind::kOr;
        if (truth == settling || other == settling) {
          truth = settling;
        } else if (!truth || !other) {
          truth = std::nullopt;
        }
      }
    }
    return OfTruth(truth);
  }

  Value Aggregate(const Expression& e) {
    const std::vector<Row>& rows = *group_;
    const std::vector<Row>* outer_group = std::exchange(group_, nullptr);
    std::vector<Value> values;
    if (!e.star)
      for (const Row& row : rows) {
        Value value = Eval(*e.children[0], row);
        if (!value.is_null()) values.push_back(std::move(value));
      }
    group_ = outer_group;
    if (e.distinct) {
      std::vector<Value> kept;
      for (const Value& value : values)
        if (std::none_of(kept.begin(), kept.end(),
                         [&](const Value& other) { return graph::Equivalent(value, other); }))
          kept.push_back(value);
      values = std::move(kept);
    }
    std::string_view name = query::FindFunction(e.name)->name;
    if (name == "count")
      return Value::Integer(static_cast<int64_t>(e.star ? rows.size() : values.size()));
    if (name == "collect") return Value::List(std::move(values));
    if (name == "min" || name == "max") {
      if (values.empty()) return {};
      auto less = [](const Value& a, const Value& b) { return graph::Order(a, b) < 0; };
      return name == "min" ? *std::min_element(values.begin(), values.end(), less)
                           : *std::max_element(values.begin(), values.end(), less);
    }
    if (name == "sum" || name == "avg") {
      if (values.empty()) return name == "sum" ? Value::Integer(0) : Value::Null();
      Value total = Value::Integer(0);
      for (const Value& value : values) {
        if (!value.is_number()) throw Failure(graph::ErrorCode::kType, "a sum of no numbers");
        total = Unwrap(query::Calculate(ExpressionKind::kAdd, total, value));
      }
      if (name == "sum") return total;
      return Value::Float(total.as_number() / static_cast<double>(values.size()));
    }
    throw Failure(graph::ErrorCode::kUnsupported, "an aggregate the naive evaluator has not");
  }

  Value CallFunction(const Expression& e, const Row& row) {
    const query::FunctionEntry* entry = query::FindFunction(e.name);
    if (entry->kind == query::FunctionKind::kAggregating) return Aggregate(e);
    std::vector<Value> arguments;
    bool null = false;
    for (const auto& child : e.children) {
      arguments.push_back(Eval(*child, row));
      null |= arguments.back().is_null();
    }
    if (null && entry->null_in_null_out) return {};
    return Unwrap(entry->call(arguments, functions_));
  }

  Value Quantify(const Expression& e, const Row& row) {
    Value list = Eval(*e.children[0], row);
    if (list.is_null()) return {};
    size_t yes = 0, no = 0, unknown = 0;
    for (const Value& element : list.as_list()) {
      Row inner = row;
      inner.emplace_back(e.name, element);
      auto truth = TruthOf(Eval(*e.children[1], inner));
      ++(!truth ? unknown : *truth ? yes : no);
    }
    switch (e.quantifier) {
      case query::Quantifier::kAll:
        return no ? Value::Boolean(false) : unknown ? Value::Null() : Value::Boolean(true);
      case query::Quantifier::kAny:
        return yes ? Value::Boolean(true) : unknown ? Value::Null() : Value::Boolean(false);
      case query::Quantifier::kNone:
        return yes ? Value::Boolean(false) : unknown ? Value::Null() : Value::Boolean(true);
      default:
        return yes > 1 ? Value::Boolean(false) : unknown ? Value::Null() : Value::Boolean(yes == 1);
    }
  }

  Value Eval(const Expression& e, const Row& row) {
    Step();
    switch (e.kind) {
      case ExpressionKind::kLiteral:
        return e.literal;
      case ExpressionKind::kVariable: {
        const Value* value = Find(row, e.name);
        if (!value) throw Failure(graph::ErrorCode::kSemantic, "no variable " + e.name);
        return *value;
      }
      case ExpressionKind::kList: {
        std::vector<Value> list;
        for (const auto& child : e.children) list.push_back(Eval(*child, row));
        return Value::List(std::move(list));
      }
      case ExpressionKind::kMap: {
        std::vector<graph::MapEntry> map;
        for (size_t i = 0; i < e.keys.size(); ++i)
          map.emplace_back(e.keys[i], Eval(*e.children[i], row));
        return Value::Map(std::move(map));
      }
      case ExpressionKind::kProperty:
        return PropertyOf(Eval(*e.children[0], row), e.name);
      case ExpressionKind::kHasLabels: {
        Value owner = Eval(*e.children[0], row);
        if (owner.is_null()) return {};
        if (owner.kind() != ValueKind::kNode)
          throw Failure(graph::ErrorCode::kUnsupported, "labels of no node");
        return Value::Boolean(std::all_of(e.keys.begin(), e.keys.end(), [&](const auto& name) {
          auto label = reader_.FindLabel(name);
          return label && reader_.HasLabel(owner.as_node(), *label);
        }));
      }
      case ExpressionKind::kIndex: {
        Value owner = Eval(*e.children[0], row), index = Eval(*e.children[1], row);
        if (owner.is_null() || index.is_null()) return {};
        if (index.kind() == ValueKind::kString)
          return PropertyOf(owner, std::string(index.as_string()));
        auto list = owner.as_list();
        int64_t at = index.as_integer(), size = static_cast<int64_t>(list.size());
        if (at < 0) at += size;
        return at < 0 || at >= size ? Value::Null() : list[static_cast<size_t>(at)];
      }
      case ExpressionKind::kNot: {
        auto truth = TruthOf(Eval(*e.children[0], row));
        return truth ? Value::Boolean(!*truth) : Value::Null();
      }
      case ExpressionKind::kAnd:
      case ExpressionKind::kOr:
      case ExpressionKind::kXor:
        return Connect(e, row);
      case ExpressionKind::kCompare: {
        std::optional<bool> truth = true;
        for (size_t i = 0; i < e.comparisons.size(); ++i) {
          Value one =
              Compare(e.comparisons[i], Eval(*e.children[i], row), Eval(*e.children[i + 1], row));
          if (one.is_null() && truth == true) truth = std::nullopt;
          if (!one.is_null() && !one.as_boolean()) truth = false;
        }
        return OfTruth(truth);
      }
      case ExpressionKind::kAdd:
      case ExpressionKind::kSubtract:
      case ExpressionKind::kMultiply:
      case ExpressionKind::kDivide:
      case ExpressionKind::kModulo:
      case ExpressionKind::kPower: {
        Value value = Eval(*e.children[0], row);
        for (size_t i = 1; i < e.children.size(); ++i) {
          value =
              Unwrap(query::Calculate(query::OperationAt(e, i), value, Eval(*e.children[i], row)));
        }
        return value;
      }
      case ExpressionKind::kNegate:
        return Unwrap(query::Calculate(ExpressionKind::kSubtract, Value::Integer(0),
                                       Eval(*e.children[0], row)));
      case ExpressionKind::kIn: {
        Value element = Eval(*e.children[0], row), list = Eval(*e.children[1], row);
        if (list.is_null()) return {};
        bool unknown = false;
        for (const Value& other : list.as_list()) {
          auto equal = graph::Equals(element, other);
          if (equal == true) return Value::Boolean(true);
          unknown |= !equal;
        }
        return unknown ? Value::Null() : Value::Boolean(false);
      }
      case ExpressionKind::kStartsWith:
      case ExpressionKind::kEndsWith:
      case ExpressionKind::kContains: {
        Value a = Eval(*e.children[0], row), b = Eval(*e.children[1], row);
        if (a.kind() != ValueKind::kString || b.kind() != ValueKind::kString) return {};
        std::string_view text = a.as_string(), part = b.as_string();
        if (e.kind == ExpressionKind::kStartsWith)
          return Value::Boolean(text.substr(0, part.size()) == part);
        if (e.kind == ExpressionKind::kContains)
          return Value::Boolean(text.find(part) != std::string_view::npos);
        return Value::Boolean(text.size() >= part.size() &&
                              text.substr(text.size() - part.size()) == part);
      }
      case ExpressionKind::kIsNull:
        return Value::Boolean(Eval(*e.children[0], row).is_null());
      case ExpressionKind::kIsNotNull:
        return Value::Boolean(!Eval(*e.children[0], row).is_null());
      case ExpressionKind::kCase: {
        for (size_t i = 1; i + 1 < e.children.size(); i += 2) {
          Value when = Eval(*e.children[i], row);
          bool taken = e.children[0]
                           ? graph::Equals(Eval(*e.children[0], row), when).value_or(false)
                           : TruthOf(when).value_or(false);
          if (taken) return Eval(*e.children[i + 1], row);
        }
        return e.children.back() ? Eval(*e.children.back(), row) : Value::Null();
      }
      case ExpressionKind::kFunction:
        return CallFunction(e, row);
      case ExpressionKind::kListComprehension: {
        Value list = Eval(*e.children[0], row);
        if (list.is_null()) return {};
        std::vector<Value> out;
        for (const Value& element : list.as_list()) {
          Row inner = row;
          inner.emplace_back(e.name, element);
          if (e.children[1] && !TruthOf(Eval(*e.children[1], inner)).value_or(false)) continue;
          out.push_back(e.children.size() > 2 && e.children[2] ? Eval(*e.children[2], inner)
                                                               : element);
        }
        return Value::List(std::move(out));
      }
      case ExpressionKind::kQuantifier:
        return Quantify(e, row);
      case ExpressionKind::kPatternPredicate: {
        bool any = false;
        Match(*e.pattern, row, [&](const Row&) { any = true; });
        return Value::Boolean(any);
      }
      case ExpressionKind::kPatternComprehension: {
        std::vector<Value> out;
        Match(*e.pattern, row, [&](const Row& found) {
          if (e.children[0] && !TruthOf(Eval(*e.children[0], found)).value_or(false)) return;
          out.push_back(Eval(*e.children[1], found));
        });
        return Value::List(std::move(out));
      }
      case ExpressionKind::kExists:
        return Value::Boolean(!RunStatement(*e.subquery, row).rows.empty());
      case ExpressionKind::kCountSubquery:
        return Value::Integer(static_cast<int64_t>(RunStatement(*e.subquery, row).rows.size()));
      default:
        throw Failure(graph::ErrorCode::kUnsupported, "an expression the naive evaluator has not");
    }
  }

  // Trying everything has an end: what takes too long is left to other queries.
  void Step() {
    if (++steps_ > kMostSteps)
      throw Failure(graph::ErrorCode::kUnsupported, "too much for the naive evaluator");
  }

  static constexpr size_t kMostSteps = 400'000;
  size_t steps_ = 0;
  const graph::GraphReader& reader_;
  query::FunctionContext functions_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipId> relationships_;
  const std::vector<Row>* group_ = nullptr;  // the rows that an aggregate is about
  const Expression* where_ = nullptr;        // of the MATCH at hand
};

}  // namespace

graph::Result<Table> RunNaively(const query::Statement& statement,
                                const graph::GraphReader& reader) {
  try {
    return Naive(reader).RunStatement(statement, {});
  } catch (const Failure& failure) {
    return graph::MakeError(failure.code, failure.what());
  }
}

}  // namespace entente::differential
