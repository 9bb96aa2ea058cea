/// \file
/// The rewrites of plans: each is one file of this folder, has a name that EXPLAIN shows, takes a
/// plan and leaves one with the same rows. Off, every query still runs; that is how the tests prove
/// them. Threads: pure functions.

#pragma once

#include "query/plan.h"
#include "query/statistics.h"

namespace entente::query {

/// All of them, in their order.
void Rewrite(Subplan& subplan, NameTables& names, const Statistics& statistics);

}  // namespace entente::query
