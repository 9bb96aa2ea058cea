/// \file
/// A plan as text: a line an operator, its inputs below it. Threads: pure function.

#pragma once

#include <span>
#include <string>

#include "query/context.h"
#include "query/planner.h"

namespace entente::query {

/// `profiles` by PlanNode::id adds rows, visited entities and milliseconds; empty for EXPLAIN.
std::string PlanToText(const PlannedQuery& query, std::span<const OperatorProfile> profiles);

}  // namespace entente::query
