/// \file
/// The checker: names become slots, and everything that can be known to be wrong without running is
/// an error here. It fills in the fields of the tree that say so, and rewrites what is only a way
/// of writing: pattern predicates and comprehensions become subqueries, aggregates inside
/// expressions become slots, FOREACH becomes a subquery over its list.
///
/// Threads: pure function but for the trees it is given.

#pragma once

#include "graph/result.h"
#include "query/ast.h"
#include "query/frame.h"
#include "query/planning_work.h"
#include "query/procedures.h"

namespace entente::query {

struct BoundQuery {
  Statement statement;
  NameTables names;
};

/// Errors: kSemantic and kStaticType with the kit's detail codes (UndefinedVariable,
/// VariableTypeConflict, InvalidAggregation, …) and the span of what is wrong; kNotFound for a
/// procedure that is not there; those of the limits that `work` looks at.
/// Source: openCypher TCK, the errors of its features.
graph::Result<BoundQuery> Bind(Statement statement, const ProcedureRegistry& procedures,
                               PlanningWork& work);

}  // namespace entente::query
