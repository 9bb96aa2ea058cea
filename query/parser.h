/// \file
/// Text to syntax tree. Threads: pure function.

#pragma once

#include <string_view>

#include "graph/result.h"
#include "query/ast.h"

namespace entente::query {

class Limits;

/// Errors: kSyntax with the kit's detail and the span of what was found; kLimit for nesting beyond
/// kMaxHeight or more than kMaxClauses clauses.
///
///   Parse("MATCH (n) RETURN n")        one single query of two clauses
///   Parse("MATCH (n RETURN n")         error at RETURN: expected ) or :label or a map
///   Parse("MTACH (n) RETURN n")        error at MTACH, with "Did you mean MATCH?"
///
/// `limits` counts the tree, for as long as it lives, and the tokens while there are any; nullptr:
/// none. Errors: those of Limits, too.
graph::Result<Statement> Parse(std::string_view text, Limits* limits = nullptr);

}  // namespace entente::query
