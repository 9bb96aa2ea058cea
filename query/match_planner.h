/// \file
/// The order in which a pattern is walked: from the cheapest start along the cheapest edges, by the
/// sizes of labels and types; predicates as soon as what they need is there; parts that hang
/// together with nothing else by a hash join. Threads: pure but for the names it adds.

#pragma once

#include "query/pattern_graph.h"
#include "query/plan.h"
#include "query/planning_work.h"
#include "query/slot_set.h"
#include "query/statistics.h"

namespace entente::query {

/// The plan of `graph` on top of `input`, whose bound slots are `bound`; adds the pattern's own.
PlanPtr PlanPattern(PatternGraph graph, PlanPtr input, SlotSet& bound, Frame& frame,
                    const Statistics& statistics, PlanningWork& work);

}  // namespace entente::query
