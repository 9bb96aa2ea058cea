/// \file
/// The syntax tree of a statement. The parser makes it, the binder fills in what is marked so.
///
/// An expression is one struct with a kind and children in order, since nearly every walk over it
/// treats all kinds alike; clauses, which differ in everything, are alternatives of a variant.
/// Trees own their children. The parser bounds the height (kMaxHeight), so walks may recurse.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "graph/result.h"
#include "graph/value.h"

namespace entente::query {

using graph::SourceSpan;

struct FunctionEntry;
struct Expression;
struct Statement;
struct Subplan;
struct Procedure;
struct Frame;
using ExpressionPtr = std::unique_ptr<Expression>;

constexpr uint32_t kMaxHeight = 1000;          ///< levels of nesting in an expression
constexpr uint32_t kMaxClauses = 2000;         ///< clauses of one statement
constexpr uint32_t kMaxMatchNodes = 400;       ///< nodes in the pattern of one MATCH or MERGE
constexpr uint32_t kMaxStatementNodes = 4000;  ///< and in all of them: ordering them is not linear
/// Levels that all clauses may add together, four of each left out of the count: WITH [x] AS x
/// nests a value by its height, and values are walked by recursion too.
constexpr uint32_t kMaxTotalHeight = 10000;
constexpr uint32_t kNoSlot = 0xffffffffu;
/// Slots from here on are not columns of rows but variables of a comprehension, alive while one
/// expression is evaluated; the number less kLocalBase is their place among them.
constexpr uint32_t kLocalBase = 0x80000000u;

enum class ExpressionKind : uint8_t {
  kLiteral,    ///< literal
  kParameter,  ///< name
  kVariable,   ///< name; slot once bound
  kList,       ///< children: elements
  kMap,        ///< children: values; keys: their names
  kProperty,   ///< children[0] . name
  kHasLabels,  ///< children[0] : keys
  kIndex,      ///< children[0] [ children[1] ]
  kSlice,      ///< children[0] [ children[1] .. children[2] ]; either bound may be absent (nullptr)
  kNot,
  kAnd,      ///< two or more children
  kOr,       ///< two or more children
  kXor,      ///< two or more children
  kCompare,  ///< a chain: children and, between them, comparisons
  kAdd,      ///< this and the next five: two or more children, calculated from the left
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower,
  kNegate,
  kPlus,  ///< a sign that changes nothing
  kIn,
  kStartsWith,
  kEndsWith,
  kContains,
  kRegex,
  kIsNull,
  kIsNotNull,
  kCase,               ///< children: operand or nullptr, then when, then, …, then else or nullptr
  kFunction,           ///< name, children; distinct; count(*) has no children and star
  kListComprehension,  ///< name IN children[0] WHERE children[1]? | children[2]?
  kQuantifier,         ///< quantifier(name IN children[0] WHERE children[1])
  kReduce,             ///< reduce(name = children[0], second_name IN children[1] | children[2])
  kPatternPredicate,   ///< pattern
  kPatternComprehension,  ///< [pattern WHERE children[0]? | children[1]]
  kExists,                ///< EXISTS { subquery }
  kCountSubquery,         ///< COUNT { subquery }
  kCollectSubquery,       ///< COLLECT { subquery }
  kShortestPath,          ///< shortestPath(pattern) or, with `distinct` unset and star set, all
  kMapProjection,         ///< name { .key, key: value, other, .* }; see MapItem kinds in `keys`
  // What rewrites make of EXISTS and COUNT over one relationship; `subplan` says which.
  kHasDegree,
  kDegree,
  kPathValue,  ///< made by the binder: children are nodes and relationships in turn
};

enum class Comparison : uint8_t { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
enum class Quantifier : uint8_t { kAll, kAny, kNone, kSingle };

enum class PatternDirection : uint8_t { kBoth, kRight, kLeft };

struct NodePattern {
  SourceSpan span;
  std::string name;  ///< empty when it has none
  SourceSpan name_span;
  std::vector<std::string> labels;
  std::vector<SourceSpan> label_spans;
  ExpressionPtr properties;             ///< a kMap or a kParameter, or nullptr
  uint32_t slot = kNoSlot;              ///< bound
  std::vector<uint32_t> label_indexes;  ///< bound: places in NameTables::labels
  bool introduces = false;              ///< bound: the variable is new here
};

struct RelationshipPattern {
  SourceSpan span;
  std::string name;
  SourceSpan name_span;
  std::vector<std::string> types;  ///< any of them; empty: every type
  std::vector<SourceSpan> type_spans;
  ExpressionPtr properties;
  PatternDirection direction = PatternDirection::kBoth;
  bool both_arrows = false;  ///< written <-[]->
  bool variable_length = false;
  std::optional<uint64_t> minimum;  ///< of a variable length, as written
  std::optional<uint64_t> maximum;
  uint32_t slot = kNoSlot;
  std::vector<uint32_t> type_indexes;  ///< bound: places in NameTables::types
  bool introduces = false;
};

/// nodes.size() == relationships.size() + 1.
struct PatternPart {
  SourceSpan span;
  std::string path_name;  ///< empty when it has none
  SourceSpan path_name_span;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
  enum class Shortest : uint8_t { kNo, kOne, kAll } shortest = Shortest::kNo;
  uint32_t path_slot = kNoSlot;
};

struct Pattern {
  std::vector<PatternPart> parts;
};

struct Expression {
  ExpressionKind kind = ExpressionKind::kLiteral;
  uint32_t height = 1;
  SourceSpan span;
  std::string name;
  std::string second_name;
  std::vector<std::string> keys;
  std::vector<ExpressionPtr> children;
  graph::Value literal;
  std::vector<Comparison> comparisons;
  /// Arithmetic of more than two operands, from the left: what stands before children[i + 1], where
  /// that is not the expression's kind throughout (1 - 2 + 3).
  std::vector<ExpressionKind> operations;
  Quantifier quantifier = Quantifier::kAll;
  bool distinct = false;         ///< count(DISTINCT x)
  bool star = false;             ///< count(*)
  bool negated_literal = false;  ///< an integer literal written with its sign
  std::unique_ptr<Pattern> pattern;
  std::unique_ptr<Statement> subquery;

  // What the binder fills in.
  uint32_t slot = kNoSlot;         ///< kVariable, and the variable that a comprehension introduces
  uint32_t second_slot = kNoSlot;  ///< kReduce: the element's slot
  const FunctionEntry* function = nullptr;
  uint32_t name_index = kNoSlot;        ///< kParameter, kProperty: place in NameTables
  std::vector<uint32_t> label_indexes;  ///< kHasLabels: places in NameTables::labels
  std::shared_ptr<Subplan> subplan;     // shared: a plan's copies of one expression run one subplan
};

/// How arithmetic joins children[i], i > 0, to what stands before it.
inline ExpressionKind OperationAt(const Expression& e, size_t i) {
  return e.operations.empty() ? e.kind : e.operations[i - 1];
}

struct ReturnItem {
  ExpressionPtr expression;
  std::string alias;  ///< the column's name: as given, or the text as written
  bool has_alias = false;
  SourceSpan span;
  uint32_t slot = kNoSlot;
};

struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};

/// An expression whose value goes into a slot of its own.
struct SlotExpression {
  ExpressionPtr expression;
  uint32_t slot = kNoSlot;
};

/// What WITH and RETURN share.
struct Projection {
  SourceSpan span;
  bool distinct = false;
  bool star = false;
  std::vector<ReturnItem> items;
  std::vector<SortItem> order;
  ExpressionPtr skip;
  ExpressionPtr limit;

  // What the binder fills in. Where `aggregating`, items that hold aggregates read the slots of
  // these: the aggregates themselves are kFunction expressions over the rows before.
  bool aggregating = false;
  std::vector<SlotExpression> group_keys;
  std::vector<SlotExpression> aggregates;
};

struct MatchClause {
  bool optional = false;
  Pattern pattern;
  ExpressionPtr where;
};
struct UnwindClause {
  ExpressionPtr list;
  std::string name;
  SourceSpan name_span;
  uint32_t slot = kNoSlot;
};
struct WithClause {
  Projection projection;
  ExpressionPtr where;
};
struct ReturnClause {
  Projection projection;
};
struct CreateClause {
  Pattern pattern;
};

struct SetItem {
  enum class Kind : uint8_t {
    kProperty,
    kReplace,
    kMerge,
    kLabels,
    kRemoveProperty,
    kRemoveLabels
  };
  Kind kind = Kind::kProperty;
  SourceSpan span;
  ExpressionPtr target;  ///< kProperty, kRemoveProperty: a kProperty expression; else the entity
  ExpressionPtr value;
  std::vector<std::string> labels;
  std::vector<uint32_t> label_indexes;  ///< bound
  uint32_t key_index = kNoSlot;         ///< bound, of a property
};
struct MergeClause {
  PatternPart pattern;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};
struct SetClause {
  std::vector<SetItem> items;  ///< REMOVE too
  bool remove = false;
};
struct DeleteClause {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
};
struct YieldItem {
  std::string field;
  std::string name;
  SourceSpan span;
  uint32_t slot = kNoSlot;
};
struct CallClause {
  std::string procedure;
  SourceSpan procedure_span;
  bool has_arguments = false;
  std::vector<ExpressionPtr> arguments;
  bool has_yield = false;
  bool yield_star = false;
  std::vector<YieldItem> items;
  ExpressionPtr where;
  bool standalone = false;                ///< the only clause of its statement
  const Procedure* definition = nullptr;  ///< bound
};
/// CALL { … }: once for each row.
struct SubqueryClause {
  std::unique_ptr<Statement> statement;
  std::vector<uint32_t> slots;  ///< bound: where its columns go
};
struct ForeachClause {
  std::string name;
  SourceSpan name_span;
  ExpressionPtr list;
  std::vector<struct Clause> clauses;
  /// Bound: UNWIND list AS name and the clauses, to be run once for each row.
  std::unique_ptr<Statement> body;
};

struct Clause {
  SourceSpan span;
  std::variant<MatchClause, UnwindClause, WithClause, ReturnClause, CreateClause, MergeClause,
               SetClause, DeleteClause, CallClause, SubqueryClause, ForeachClause>
      node;
};

struct SingleQuery {
  SourceSpan span;
  std::vector<Clause> clauses;
  std::vector<uint32_t> output_slots;  ///< bound: one for each column of the statement
};

enum class StatementMode : uint8_t { kRun, kExplain, kProfile };

/// One or more single queries joined by UNION.
struct Statement {
  SourceSpan span;
  StatementMode mode = StatementMode::kRun;
  std::vector<SingleQuery> queries;
  bool union_all = false;

  // What the binder fills in.
  std::vector<std::string> columns;
  std::vector<uint32_t> column_slots;  ///< where a UNION puts them; of one query its own slots
  bool writes = false;
  std::shared_ptr<Frame> frame;  // shared with the plan that is made of this statement
};

}  // namespace entente::query
