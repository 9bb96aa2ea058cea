/// \file
/// Text to syntax tree. Threads: pure function.

#pragma once

#include <string_view>

#include "graph/result.h"
#include "query/ast.h"

namespace entente::query {

/// Errors: kSyntax with the kit's detail and the span of what was found; kLimit for nesting beyond
/// kMaxHeight or more than kMaxClauses clauses.
///
///   Parse("MATCH (n) RETURN n")        one single query of two clauses
///   Parse("MATCH (n RETURN n")         error at RETURN: expected ) or :label or a map
///   Parse("MTACH (n) RETURN n")        error at MTACH, with "Did you mean MATCH?"
graph::Result<Statement> Parse(std::string_view text);

}  // namespace entente::query
