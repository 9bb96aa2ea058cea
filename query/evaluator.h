/// \file
/// Expressions over rows. Errors stick to the context: after one every value is null and means
/// nothing. Threads: an Evaluator belongs to one running query's thread.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/ast.h"
#include "query/batch.h"
#include "query/context.h"

namespace entente::query {

class Operator;
struct CompiledRegex;
struct PackedProperty;

class Evaluator {
 public:
  explicit Evaluator(ExecutionContext& context);
  ~Evaluator();

  graph::Value Eval(const Expression& expression, const Batch& batch, size_t row);
  /// The same for all rows; properties of nodes and relationships are read in bulk, strings as
  /// codes, whole numbers as numbers.
  void EvalColumn(const Expression& expression, const Batch& batch, Column& out);
  /// The column of the batch where `expression` is a variable, else `made`, filled.
  const Column& ColumnOf(const Expression& expression, const Batch& batch, Column& made);
  /// Leaves in `rows`, which ascend, those for which `predicate` is true. Comparisons of properties
  /// and labels are looked at a column at a time.
  void Keep(const Expression& predicate, const Batch& batch, std::vector<uint32_t>& rows);
  /// A predicate: true only where it is true. Errors: kType for what is no truth value.
  bool IsTrue(const Expression& expression, const Batch& batch, size_t row);
  /// What the predicate of the quantifier `e` says of one element of its list; nothing for null.
  std::optional<bool> TestElement(const Expression& e, graph::Value element, const Batch& batch,
                                  size_t row);
  /// True where `entity` has all properties of the map `properties` (nullptr: any).
  bool MatchesProperties(const Expression* properties, graph::RelationshipId entity,
                         const Batch& batch, size_t row);

  ExecutionContext& context() { return context_; }

 private:
  using Value = graph::Value;

  Value EvalProperty(const Expression& e, const Value& owner);
  Value EvalHasLabels(const Expression& e, const Value& owner);
  Value EvalIndex(const Expression& e, const Batch& batch, size_t row);
  Value EvalSlice(const Expression& e, const Batch& batch, size_t row);
  Value EvalArithmetic(const Expression& e, const Batch& batch, size_t row);
  size_t Join(const Expression& e, size_t i, Value& value, std::optional<Value>& next,
              const Batch& batch, size_t row);
  bool HasRoomForSum(const Value& a, const Value& b);
  Value EvalAndOr(const Expression& e, const Batch& batch, size_t row);
  Value EvalCompare(const Expression& e, const Batch& batch, size_t row);
  Value EvalIn(const Value& element, const Value& list, SourceSpan span);
  Value EvalText(const Expression& e, const Value& a, const Value& b);
  Value EvalCase(const Expression& e, const Batch& batch, size_t row);
  Value EvalFunction(const Expression& e, const Batch& batch, size_t row);
  Value EvalComprehension(const Expression& e, const Batch& batch, size_t row);
  Value EvalQuantifier(const Expression& e, const Batch& batch, size_t row);
  Value EvalReduce(const Expression& e, const Batch& batch, size_t row);
  Value EvalMapProjection(const Expression& e, const Batch& batch, size_t row);
  Value EvalSubquery(const Expression& e, const Batch& batch, size_t row);
  Value EvalPath(const Expression& e, const Batch& batch, size_t row);
  Value& Local(uint32_t slot);
  /// Was this node or relationship deleted by the query itself? Then the query has failed.
  bool IsDeleted(const Value& entity, SourceSpan span);
  void TypeError(const char* detail, std::string message, SourceSpan span);

  // evaluator_columns.cpp
  bool ReadProperty(const Expression& e, const Batch& batch, Column& out);
  bool KeepLabels(const Expression& e, const Batch& batch, std::vector<uint32_t>& rows);
  bool KeepCompare(const Expression& e, const Batch& batch, std::vector<uint32_t>& rows);
  bool KeepText(const Expression& e, const Batch& batch, std::vector<uint32_t>& rows);
  struct TextMemo;
  void KeepPackedText(const Expression& e, TextMemo& memo, const PackedProperty& packed,
                      std::vector<uint32_t>& rows);
  std::optional<PackedProperty> Packed(const Expression& e, const Batch& batch);
  struct DegreeMemo;
  DegreeMemo& DegreesOf(const Expression& e);
  uint64_t Degree(const Expression& e, const Batch& batch, size_t row);
  bool KeepDegree(const Expression& e, bool wanted, const Batch& batch,
                  std::vector<uint32_t>& rows);
  bool IsConstant(const Expression& e) const;

  struct Memos;  // what was found out about expressions
  std::unique_ptr<Memos> memos_;
  Column left_, right_;

  struct Running;  // a subplan with its operators
  ExecutionContext& context_;
  std::vector<Value> locals_;
  std::unordered_map<const Subplan*, std::unique_ptr<Running>> subplans_;
  uint32_t steps_ = 0;
};

/// a op b for +, -, *, /, %, ^. Errors: kArithmetic, kType.
graph::Result<graph::Value> Calculate(ExpressionKind op, const graph::Value& a,
                                      const graph::Value& b);

/// A sum of texts or of lists under way: as Calculate() would add them, without a copy of what is
/// there for each term.
class Joiner {
 public:
  static bool Joins(const graph::Value& value) {
    return value.kind() == graph::ValueKind::kString || value.kind() == graph::ValueKind::kList;
  }
  /// REQUIRES Joins(first).
  explicit Joiner(const graph::Value& first);
  /// False, and nothing is appended, where the sum would be of another kind or too large.
  bool Append(const graph::Value& value);
  graph::Value Take();

 private:
  bool is_list_;
  std::string text_;
  std::vector<graph::Value> list_;
};

/// Compiled patterns of =~, kept for one query.
class RegexCache {
 public:
  RegexCache();
  ~RegexCache();
  /// Does `pattern` match all of `text`? Errors: kInvalidArgument for a pattern that is none.
  graph::Result<bool> FullMatch(std::string_view text, const std::string& pattern);
  /// Good as long as the cache. Errors: as above.
  graph::Result<const CompiledRegex*> Compile(const std::string& pattern);
  static bool FullMatch(const CompiledRegex& compiled, std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente::query
