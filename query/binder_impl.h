/// \file
/// The binder's class, private to binder.cpp (clauses and projections), binder_pattern.cpp and
/// binder_expression.cpp. The first error sticks; what is bound after it is never looked at.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/ast.h"
#include "query/binder.h"
#include "query/frame.h"

namespace entente::query {

constexpr KindSet kNull = KindBit(graph::ValueKind::kNull);

/// A set of kinds as a type that says nothing of elements.
StaticType OfKinds(KindSet kinds);

class Binder {
 public:
  Binder(NameTables& names, const ProcedureRegistry& procedures)
      : names_(names), procedures_(procedures) {}

  graph::Status Run(Statement& statement);

 private:
  struct Binding {
    std::string name;
    uint32_t slot;
  };
  /// Names in the order of their coming; of two the later hides the earlier.
  class Scope {
   public:
    void Add(std::string name, uint32_t slot) {
      places_[name].push_back(bindings_.size());
      bindings_.push_back({std::move(name), slot});
    }
    std::optional<uint32_t> Find(const std::string& name) const {
      auto found = places_.find(name);
      if (found == places_.end() || found->second.empty()) return std::nullopt;
      return bindings_[found->second.back()].slot;
    }
    /// Forgets all but the first `size`.
    void Truncate(size_t size) {
      for (; bindings_.size() > size; bindings_.pop_back()) {
        places_[bindings_.back().name].pop_back();
      }
    }
    size_t size() const { return bindings_.size(); }
    bool empty() const { return bindings_.empty(); }
    auto begin() const { return bindings_.begin(); }
    auto end() const { return bindings_.end(); }

   private:
    std::vector<Binding> bindings_;
    std::unordered_map<std::string, std::vector<size_t>> places_;
  };

  /// An expression of a projection that later ones of the same text may use.
  struct KnownText {
    std::string text;
    uint32_t slot;
    bool simple;  ///< a variable or a property: usable inside an aggregating expression
  };

  /// What is being bound: one per nesting of subqueries.
  struct Level {
    Level* parent = nullptr;
    Frame* frame = nullptr;
    Scope scope;
    bool is_call = false;  ///< CALL { … }
    /// Takes over nothing (more): CALL { … } sees of what is around it only what its first WITH
    /// names.   Source: Neo4j Cypher manual, "CALL subqueries", importing WITH.
    bool sealed = false;
    /// While a projection with aggregates is bound: where its aggregates go, and its keys.
    Projection* grouping = nullptr;
    std::vector<KnownText> known;
    /// In the ORDER BY of a projection with aggregates: the variables that its keys are made of.
    std::vector<std::string> in_keys;
  };

  struct Flags {
    bool aggregates = false;  ///< may an aggregate stand here?
    bool inside_aggregate = false;
    bool patterns = false;  ///< may a bare pattern stand here?
  };

  // binder.cpp
  void BindStatement(Statement& statement, Level& level, bool subquery);
  void BindSingleQuery(SingleQuery& query, bool subquery);
  void BindClause(Clause& clause);
  void Bind(MatchClause& match);
  void Bind(UnwindClause& unwind);
  void Bind(MergeClause& merge);
  void Bind(SetClause& set);
  void BindSetItems(std::vector<SetItem>& items);
  void Bind(DeleteClause& deletion);
  void Bind(CallClause& call);
  void Bind(SubqueryClause& subquery);
  void Bind(ForeachClause& foreach);
  void BindProjection(Projection& projection, bool is_with, ExpressionPtr* where);
  void ExpandStar(Projection& projection);
  void BindItems(Projection& projection, Scope& projected, std::vector<KnownText>& known);
  void BindAfterItems(Projection& projection, ExpressionPtr* where);
  void BindCount(ExpressionPtr& count, const char* keyword);
  void BindNested(Statement& statement, bool subquery, bool is_call = false);
  void TakeOver(const SingleQuery& query);

  // binder_pattern.cpp
  void BindMatchPattern(Pattern& pattern, bool optional, bool new_names);
  void BindPatternNames(PatternPart& part, std::vector<std::string>& relationships, bool optional,
                        bool new_names);
  void BindPatternProperties(PatternPart& part);
  void BindCreatePart(PatternPart& part, bool merge);
  void BindCreateRelationship(RelationshipPattern& relationship, bool merge);
  void BindNodeNames(NodePattern& node);
  void BindTypes(RelationshipPattern& relationship);

  // binder_expression.cpp
  StaticType Bind(Expression& expression, Flags flags);
  StaticType BindChildren(Expression& expression, Flags flags);
  StaticType BindVariable(Expression& expression);
  StaticType BindFunction(Expression& expression, Flags flags);
  StaticType BindAggregate(Expression& expression, Flags flags);
  StaticType BindProperty(Expression& expression, Flags flags);
  StaticType BindArithmetic(Expression& expression, Flags flags);
  StaticType BindComprehension(Expression& expression, Flags flags);
  StaticType BindReduce(Expression& expression, Flags flags);
  StaticType BindSubqueryExpression(Expression& expression);
  StaticType BindIndex(Expression& expression, Flags flags);
  void RequirePredicate(const Expression& expression, StaticType type);
  bool ContainsAggregate(const Expression& expression) const;
  std::optional<uint32_t> FindKnown(const Expression& expression) const;
  void BecomeVariable(Expression& expression, uint32_t slot);

  // Names.
  std::optional<uint32_t> Lookup(Level& level, const std::string& name);
  uint32_t AddSlot(std::string name, StaticType type);
  uint32_t Declare(const std::string& name, StaticType type);
  StaticType TypeOf(uint32_t slot) const;
  uint32_t AddLocal(const std::string& name, StaticType type);

  void Fail(graph::ErrorCode code, const char* detail, std::string message, SourceSpan span);
  void Fail(const char* detail, std::string message, SourceSpan span) {
    Fail(graph::ErrorCode::kSemantic, detail, std::move(message), span);
  }
  void FailUndefined(std::string_view name, SourceSpan span);
  bool failed() const { return error_.has_value(); }

  NameTables& names_;
  const ProcedureRegistry& procedures_;
  Level* level_ = nullptr;
  std::vector<StaticType> local_types_;  // of the frame at hand
  std::optional<graph::Error> error_;
  bool writes_ = false;
  bool reading_only_ = false;  // inside a subquery of an expression
};

}  // namespace entente::query
