/// \file
/// The binder's class, private to binder.cpp (clauses), binder_projection.cpp, binder_pattern.cpp
/// and binder_expression.cpp. The first error sticks; what is bound after it is never looked at.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
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
  Binder(NameTables& names, const ProcedureRegistry& procedures, PlanningWork& work)
      : names_(names), procedures_(procedures), work_(work) {}

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

  /// The expressions of a projection that later ones of the same text may use.
  class KnownTexts {
   public:
    /// What two expressions have in common whose texts are the same: told without printing them.
    struct Shape {
      ExpressionKind kind;
      uint32_t height;
    };
    /// `simple`: a variable or a property, usable inside an aggregating expression.
    void Add(Shape shape, std::string text, uint32_t slot, bool simple) {
      shapes_.insert(NumberOf(shape));
      by_text_[std::move(text)].push_back({slot, simple});
      AddSlot(slot);
    }
    void AddSlot(uint32_t slot) { slots_.insert(slot); }
    bool HasSlot(uint32_t slot) const { return slots_.contains(slot); }
    bool MayHave(Shape shape) const { return shapes_.contains(NumberOf(shape)); }
    /// The first of them, or the first simple one.
    std::optional<uint32_t> Find(const std::string& text, bool simple) const {
      auto found = by_text_.find(text);
      if (found == by_text_.end()) return std::nullopt;
      for (const Known& known : found->second) {
        if (known.simple || !simple) return known.slot;
      }
      return std::nullopt;
    }
    void clear() { *this = {}; }

   private:
    struct Known {
      uint32_t slot;
      bool simple;
    };
    static uint64_t NumberOf(Shape shape) {
      return uint64_t{shape.height} << 8 | static_cast<uint8_t>(shape.kind);
    }
    std::unordered_map<std::string, std::vector<Known>> by_text_;
    std::unordered_set<uint64_t> shapes_;
    std::unordered_set<uint32_t> slots_;
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
    KnownTexts known;
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
  void BindNested(Statement& statement, bool subquery, bool is_call = false);
  void TakeOver(const SingleQuery& query);

  // binder_projection.cpp
  void BindProjection(Projection& projection, bool is_with, ExpressionPtr* where);
  void ExpandStar(Projection& projection);
  void BindItems(Projection& projection, Scope& projected, KnownTexts& known);
  void BindAfterItems(Projection& projection, ExpressionPtr* where);
  void BindCount(ExpressionPtr& count, const char* keyword);

  // binder_pattern.cpp
  void BindMatchPattern(Pattern& pattern, bool optional, bool new_names);
  void BindPatternNames(PatternPart& part, std::unordered_set<std::string>& relationships,
                        bool optional, bool new_names);
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
  std::optional<uint32_t> FindKnown(const Expression& expression);
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
  /// Against the limits; false where one is hit, which is the error then.
  bool CountSteps(uint64_t steps);
  bool CountKept(uint64_t bytes);

  NameTables& names_;
  const ProcedureRegistry& procedures_;
  PlanningWork& work_;
  Level* level_ = nullptr;
  std::vector<StaticType> local_types_;  // of the frame at hand
  std::optional<graph::Error> error_;
  bool writes_ = false;
  bool reading_only_ = false;  // inside a subquery of an expression
};

}  // namespace entente::query
