/// \file
/// Checked query to plan. Threads: pure function over a view of the graph, whose sizes decide the
/// order; the plan itself holds for any state of the graph.

#pragma once

#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "graph/graph_reader.h"
#include "query/binder.h"
#include "query/plan.h"
#include "query/planning_work.h"
#include "query/slot_set.h"

namespace entente::query {

struct PlannedQuery {
  NameTables names;
  std::shared_ptr<Subplan> plan;  // shared by the cache and the queries that run it
  StatementMode mode = StatementMode::kRun;
  uint32_t node_count = 0;  ///< PlanNode::id is below it
};

/// `rewrites` off gives the planner's own plan, to compare answers with.
/// Errors: those of the limits that `work` looks at.
graph::Result<PlannedQuery> MakePlan(BoundQuery query, const graph::GraphReader& statistics,
                                     bool rewrites, PlanningWork& work);

/// Sets PlanNode::live everywhere: what is read above a node or among `output`.
void ComputeLive(PlanNode& root, SlotSet output, PlanningWork& work);

/// Calls `visit` on every expression that `node` itself holds.
void ForEachExpression(PlanNode& node, const std::function<void(ExpressionPtr&)>& visit);
/// The slots that `node` itself fills.
std::vector<uint32_t> Produces(const PlanNode& node);
/// The slots that `node` itself reads, its expressions' among them.
std::set<uint32_t> Reads(const PlanNode& node);

}  // namespace entente::query
