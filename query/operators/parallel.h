/// \file
/// An aggregation's rows taken by several threads: what its one scan goes through is cut into
/// parts, each thread runs the operators between scan and aggregation over one part after another,
/// and the groups are merged in the order of the rows. Private to this folder.
///
/// Threads: started and joined inside the call. What is written to the caller's context is its
/// first error (that of the earliest part, as one thread would have found it) and its profile.

#pragma once

#include <optional>

#include "query/operators/groups.h"
#include "query/operators/operator.h"

namespace entente::query {

/// Fills `groups`, fresh for `aggregate`, which is a PlanAggregate. False after an error. Nothing
/// where one thread is to do it: the query has one only, is small, or is of another shape; `groups`
/// is of no use then. Adds what was charged to `charged`.
std::optional<bool> TakeAllInParts(FrameRun& run, const PlanNode& aggregate, Groups& groups,
                                   uint64_t& charged);

}  // namespace entente::query
