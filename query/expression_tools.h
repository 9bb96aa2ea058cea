/// \file
/// Small tools over expression trees for the planner and the rewrites. Threads: pure functions.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "query/ast.h"

namespace entente::query {

ExpressionPtr Clone(const Expression& expression);  ///< REQUIRES that subqueries are planned
PatternPart Clone(const PatternPart& part);

ExpressionPtr MakeVariable(uint32_t slot, std::string name);
ExpressionPtr MakeCompare(Comparison comparison, ExpressionPtr left, ExpressionPtr right);

/// Adds the slots of the frame that `expression` reads, those its subqueries import among them.
void CollectSlots(const Expression& expression, std::set<uint32_t>& slots);
inline std::set<uint32_t> SlotsOf(const Expression& expression) {
  std::set<uint32_t> slots;
  CollectSlots(expression, slots);
  return slots;
}
template <class Part, class Whole>
bool IsSubset(const Part& part, const Whole& whole) {
  for (uint32_t slot : part) {
    if (!whole.contains(slot)) return false;
  }
  return true;
}

/// Does a property in `part` hold a subquery or a pattern, planned by now?
bool LooksAtGraph(const PatternPart& part);

/// As seen from the other end.
inline PatternDirection Reverse(PatternDirection direction) {
  if (direction == PatternDirection::kLeft) return PatternDirection::kRight;
  return direction == PatternDirection::kRight ? PatternDirection::kLeft : direction;
}

/// a AND (b AND c) as a, b, c.
void SplitConjunction(ExpressionPtr expression, std::vector<ExpressionPtr>& out);

}  // namespace entente::query
